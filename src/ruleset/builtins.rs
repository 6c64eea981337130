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
    /// What it gives, in a sentence.
    pub gives: &'static str,
}

macro_rules! table {
    ($name:ident: $ty:ty, $doc:literal, $($function:expr, $word:literal, $form:literal, $gives:literal;)*) => {
        #[doc = $doc]
        pub const $name: &[Signature<$ty>] =
            &[$(Signature { function: $function, name: $word, form: $form, gives: $gives },)*];
    };
}

table! { AGGREGATES: Aggregate, "The functions over many values.",
    Aggregate::Sum, "suma", "suma(x)", "la suma de los valores llenos; 0 si no hay ninguno";
    Aggregate::Count, "cuenta", "cuenta(x) o cuenta(filas)", "cuántas celdas están llenas, o cuántas filas hay";
    Aggregate::Min, "mínimo", "mínimo(x)", "el menor valor; vacío si no hay ninguno";
    Aggregate::Max, "máximo", "máximo(x)", "el mayor valor; vacío si no hay ninguno";
    Aggregate::Mean, "promedio", "promedio(x)", "la suma entre la cuenta, con 12 decimales; vacío si no hay ninguno";
    Aggregate::Distinct, "distintos", "distintos(x)", "cuántos valores diferentes hay";
    Aggregate::List, "lista", "lista(x)", "los valores diferentes, en el orden en que aparecen";
}

table! { FUNCTIONS: Function, "The functions of a few values.",
    Function::Length, "largo", "largo(texto)", "cuántas letras y signos tiene";
    Function::Left, "izquierda", "izquierda(texto, n)", "sus primeras n letras";
    Function::Right, "derecha", "derecha(texto, n)", "sus últimas n letras";
    Function::Upper, "mayúsculas", "mayúsculas(texto)", "el texto en mayúsculas";
    Function::Identical, "idéntico", "idéntico(a, b)", "sí, si los dos textos son iguales letra por letra";
    Function::Date, "fecha", "fecha(año, mes, día)", "ese día";
    Function::Year, "año", "año(fecha)", "el año de la fecha";
    Function::Month, "mes", "mes(fecha)", "el mes de la fecha, de 1 a 12";
    Function::Round, "redondea", "redondea(x, n)", "x con n decimales; la mitad se aleja de cero";
    Function::Absolute, "absoluto", "absoluto(x)", "x sin su signo";
    Function::Numbers, "números", "números(texto)", "la lista de los números escritos en el texto";
    Function::HowMany, "cuántas", "cuántas(condición, …)", "cuántas de las condiciones se cumplen";
}

table! { SPECIAL: (), "Functions with a form of their own: they take a column, or compare with other rows.",
    (), "parecido", "parecido(x, tabla.columna)", "el valor de la columna que más se parece a x; vacío si ninguno; para las ayudas";
    (), "única", "única(a, b)", "sí, si ninguna otra fila de la tabla tiene esos mismos valores";
    (), "cambió", "cambió(columna, …)", "sí, si la fila difiere de la aprobada en alguna de esas columnas";
    (), "cambios", "cambios()", "en un mensaje, qué cambió y cómo";
}

/// The names of all functions of the language.
pub fn words() -> impl Iterator<Item = &'static str> {
    let aggregates = AGGREGATES.iter().map(|signature| signature.name);
    let special = SPECIAL.iter().map(|signature| signature.name);
    aggregates.chain(FUNCTIONS.iter().map(|signature| signature.name)).chain(special)
}
