//! The one table of built-in functions: it feeds the type checker, the engine and the docs.

/// Functions over many values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Aggregate {
    /// `suma`
    Sum,
    /// `cuenta`
    Count,
    /// `mínimo`
    Min,
    /// `máximo`
    Max,
    /// `promedio`
    Mean,
    /// `distintos`
    Distinct,
    /// `lista`
    List,
}

/// Functions of a few values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Function {
    /// `largo(t)`
    Length,
    /// `izquierda(t, n)`
    Left,
    /// `derecha(t, n)`
    Right,
    /// `mayúsculas(t)`
    Upper,
    /// `idéntico(a, b)`
    Identical,
    /// `fecha(a, m, d)`
    Date,
    /// `año(f)`
    Year,
    /// `mes(f)`
    Month,
    /// `redondea(x, n)`
    Round,
    /// `absoluto(x)`
    Absolute,
    /// `números(t)`
    Numbers,
    /// `cuántas(condición, …)`
    HowMany,
}

/// A row of the table of built-ins.
#[derive(Clone, Copy, Debug)]
pub struct Signature<F> {
    /// Which function.
    pub function: F,
    /// Its name, with its accents.
    pub name: &'static str,
    /// How it is written.
    pub form: &'static str,
    /// What it takes, in a planner's words.
    pub takes: &'static str,
    /// What it gives, in a sentence.
    pub gives: &'static str,
    /// A condition over a row of the plan that uses it.
    pub example: &'static str,
}

macro_rules! table {
    ($name:ident: $ty:ty, $doc:literal,
        $($function:expr, $word:literal, $form:literal, $takes:literal, $gives:literal, $example:literal;)*) => {
        #[doc = $doc]
        pub const $name: &[Signature<$ty>] = &[$(Signature {
            function: $function,
            name: $word,
            form: $form,
            takes: $takes,
            gives: $gives,
            example: $example,
        },)*];
    };
}

table! { AGGREGATES: Aggregate, "The functions over many values.",
    Aggregate::Sum, "suma", "suma(x)", "números de una misma unidad",
        "la suma de los valores llenos; 0 si no hay ninguno", "total = suma(fuentes)";
    Aggregate::Count, "cuenta", "cuenta(x) o cuenta(filas)", "valores de cualquier clase, o las filas",
        "cuántas celdas están llenas, o cuántas filas hay", "cuenta(filas de plan donde meta = esta.meta) = 1";
    Aggregate::Min, "mínimo", "mínimo(x)", "números de una misma unidad, fechas o códigos",
        "el menor valor; vacío si no hay ninguno", "mínimo(fuentes) >= 0";
    Aggregate::Max, "máximo", "máximo(x)", "números de una misma unidad, fechas o códigos",
        "el mayor valor; vacío si no hay ninguno", "máximo(fuentes) <= total";
    Aggregate::Mean, "promedio", "promedio(x)", "números de una misma unidad",
        "la suma entre la cuenta, con 12 decimales; vacío si no hay ninguno", "total <= promedio(total de plan) * 10";
    Aggregate::Distinct, "distintos", "distintos(x)", "valores de cualquier clase",
        "cuántos valores diferentes hay", "distintos(programa de plan) <= 5";
    Aggregate::List, "lista", "lista(x)", "valores de cualquier clase",
        "los valores diferentes, en el orden en que aparecen", "programa en lista(programa de plan)";
}

table! { FUNCTIONS: Function, "The functions of a few values.",
    Function::Length, "largo", "largo(texto)", "un texto o un código",
        "cuántas letras y signos tiene", "largo(título) <= 200";
    Function::Left, "izquierda", "izquierda(texto, n)", "un texto o un código, y un número entero",
        "sus primeras n letras", "izquierda(programa, 2) = \"19\"";
    Function::Right, "derecha", "derecha(texto, n)", "un texto o un código, y un número entero",
        "sus últimas n letras", "derecha(programa, 2) <> \"00\"";
    Function::Upper, "mayúsculas", "mayúsculas(texto)", "un texto o un código",
        "el texto en mayúsculas", "idéntico(título, mayúsculas(título))";
    Function::Identical, "idéntico", "idéntico(a, b)", "dos textos o dos códigos",
        "sí, si los dos textos son iguales letra por letra", "no idéntico(título, \"TOTAL\")";
    Function::Date, "fecha", "fecha(año, mes, día)", "tres números enteros",
        "ese día", "inicio >= fecha(vigencia, 1, 1)";
    Function::Year, "año", "año(fecha)", "una fecha",
        "el año de la fecha", "año(inicio) = vigencia";
    Function::Month, "mes", "mes(fecha)", "una fecha",
        "el mes de la fecha, de 1 a 12", "mes(inicio) <= 6";
    Function::Round, "redondea", "redondea(x, n)", "un número, y cuántos decimales",
        "x con n decimales; la mitad se aleja de cero", "redondea(cantidad, 0) = cantidad";
    Function::Absolute, "absoluto", "absoluto(x)", "un número",
        "x sin su signo", "absoluto(total - suma(fuentes)) <= 1";
    Function::Numbers, "números", "números(texto)", "un texto o un código",
        "la lista de los números escritos en el texto", "cantidad en números(título)";
    Function::HowMany, "cuántas", "cuántas(condición, …)", "una condición o más",
        "cuántas de las condiciones se cumplen", "cuántas(meta no vacío, título no vacío) = 2";
}

table! { SPECIAL: (), "Functions with a form of their own: they take a column, or compare with other rows.",
    (), "parecido", "parecido(x, tabla.columna)", "un texto o un código, y la columna de una tabla",
        "el valor de la columna que más se parece a x; vacío si ninguno; para las ayudas",
        "parecido(meta, plan.meta) no vacío";
    (), "única", "única(a, b)", "columnas de la fila",
        "sí, si ninguna otra fila de la tabla tiene esos mismos valores", "única(meta, título)";
    (), "cambió", "cambió(columna, …)", "columnas o familias del plan",
        "sí, si la fila difiere de la aprobada en alguna de esas columnas", "no cambió(total, fuentes)";
    (), "cambios", "cambios()", "nada",
        "en un mensaje, qué cambió y cómo",
        "no cambió(total) o largo(cambios()) > 0";
}

/// The names of all functions of the language.
pub fn words() -> impl Iterator<Item = &'static str> {
    let aggregates = AGGREGATES.iter().map(|signature| signature.name);
    let special = SPECIAL.iter().map(|signature| signature.name);
    aggregates.chain(FUNCTIONS.iter().map(|signature| signature.name)).chain(special)
}
