//! The table of codes: what Cotejo can tell of rule sets and of workbooks, apart from the rules' own findings.

use super::Severity;

/// What is known of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Info {
    /// The name that JSON and `explicar` use.
    pub name: &'static str,
    /// How grave it is unless something lowers it.
    pub severity: Severity,
    /// One line that says what it is.
    pub title: &'static str,
    /// Its page, in Markdown: what it is, why it matters, an example, and the way out (`docs/codigos/`).
    pub page: &'static str,
}

macro_rules! codes {
    ($($variant:ident, $name:literal, $severity:ident, $title:literal;)*) => {
        /// A kind of diagnostic; [`Code::info`] names it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Code {
            $(#[doc = $title] $variant,)*
        }

        impl Code {
            /// Every code, in the table's order.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)*];

            /// The code of a name, such as `reglas/tipo`.
            pub fn named(name: &str) -> Option<Code> {
                Code::ALL.iter().copied().find(|code| code.info().name == name)
            }

            /// The code's row of the table.
            pub fn info(self) -> Info {
                match self {
                    $(Code::$variant => Info {
                        name: $name,
                        severity: Severity::$severity,
                        title: $title,
                        page: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/codigos/", $name, ".md")),
                    },)*
                }
            }
        }
    };
}

codes! {
    // Rule files: text and form.
    FileUnreadable, "reglas/archivo", Error, "no se puede leer un archivo de reglas";
    NotUtf8, "reglas/codificacion", Error, "un archivo de reglas no está en UTF-8";
    TooLarge, "reglas/tamano", Error, "un archivo de reglas es demasiado grande o anida demasiado";
    Syntax, "reglas/sintaxis", Error, "una definición no tiene la forma del lenguaje";
    UnknownItem, "reglas/palabra_inicial", Error, "una línea empieza en la primera columna con una palabra que no abre ninguna definición";
    BadLiteral, "reglas/literal", Error, "un número, una fecha o un texto está mal escrito";
    ForeignLetters, "reglas/letras", Error, "hay letras de otro alfabeto en un nombre, o signos que no se ven";
    DoubtfulComma, "reglas/coma", Warning, "no está claro si una coma es decimal o separa valores";
    // Rule files: names.
    UnknownName, "reglas/nombre_desconocido", Error, "un nombre no existe";
    DuplicateName, "reglas/nombre_repetido", Error, "un nombre se define dos veces";
    HiddenName, "reglas/nombre_tapado", Error, "un nombre tapa a otro que se alcanza desde el mismo lugar";
    UseCycle, "reglas/usa_ciclo", Error, "los archivos se usan en círculo";
    FunctionCycle, "reglas/funcion_ciclo", Error, "una función se usa a sí misma, sola o en círculo";
    WrongChange, "reglas/cambio", Error, "un archivo cambia algo que no trae de otro";
    MissingItem, "reglas/falta", Error, "falta una definición o una cláusula necesaria";
    RepeatedClause, "reglas/clausula_repetida", Error, "una cláusula se repite o no va ahí";
    // Rule files: types and meaning.
    TypeMismatch, "reglas/tipo", Error, "los tipos no corresponden";
    UnitMismatch, "reglas/unidades", Error, "las unidades no se pueden combinar";
    WrongKeys, "reglas/claves", Error, "una consulta no da las claves que la tabla tiene";
    WrongArguments, "reglas/argumentos", Error, "una función no recibe los argumentos que espera";
    InexactEquality, "reglas/cociente", Warning, "un cociente, que se redondea, se compara exactamente";
    NotInGroup, "reglas/fuera_del_grupo", Error, "una columna no tiene un solo valor en el grupo";
    BadParameter, "reglas/parametro", Error, "el valor dado a un parámetro no sirve";
    BadPrueba, "reglas/prueba", Error, "la escena o lo que espera una prueba no corresponde a su regla";
    // Rule files: reference tables.
    TableUnreadable, "reglas/tabla", Error, "una tabla de referencia no se puede leer";
    TableKey, "reglas/tabla_clave", Error, "la clave de una tabla se repite o está incompleta";
    TableReference, "reglas/tabla_referencia", Error, "un valor de una tabla no está en la tabla a la que remite";
    TableCell, "reglas/tabla_celda", Error, "una celda de una tabla de referencia no se puede leer";
    // Rule files: what is worth a second look in a set without faults.
    UnusedNorm, "analisis/norma_sin_uso", Note, "ninguna regla cita una norma";
    UnusedTable, "analisis/tabla_sin_uso", Warning, "ninguna regla lee una tabla";
    UnusedColumn, "analisis/columna_sin_uso", Note, "ninguna regla lee una columna de una tabla";
    UnusedParameter, "analisis/parametro_sin_uso", Warning, "ninguna regla lee un parámetro";
    UnusedFunction, "analisis/funcion_sin_uso", Warning, "ninguna regla usa una función";
    MuteMessage, "analisis/mensaje_sin_valor", Note, "un mensaje dice lo mismo para todas las filas";
    NoNorm, "analisis/regla_sin_norma", Note, "hay reglas que no citan ninguna norma";
    NoTest, "analisis/regla_sin_prueba", Note, "hay reglas sin pruebas";
    NeverApplies, "analisis/nunca_aplica", Warning, "una regla no se puede aplicar a ninguna fila";
    NeverFails, "analisis/nunca_incumple", Warning, "una exigencia no se puede incumplir";
    NeverHolds, "analisis/siempre_incumple", Warning, "una exigencia no se puede cumplir";
    ConstantCondition, "analisis/condicion_constante", Warning, "una parte de una condición da siempre lo mismo";
    SameRules, "analisis/reglas_iguales", Warning, "dos reglas dicen lo mismo";
    ContraryRules, "analisis/reglas_contrarias", Warning, "dos o más reglas no se pueden cumplir a la vez";
    ImpliedRule, "analisis/regla_redundante", Warning, "una regla sobra, porque otra ya lo exige";
    // Pruebas that were run.
    PruebaFails, "pruebas/falla", Error, "una prueba no sale como espera";
    NotCovered, "pruebas/sin_cubrir", Note, "ninguna prueba llega a una parte de una regla, o no en los dos sentidos";
    MutantSurvives, "pruebas/cambio_inadvertido", Warning, "una regla se puede cambiar sin que ninguna prueba lo note";
    // Waivers.
    WaiverExpired, "excepciones/vencida", Warning, "una excepción venció";
    WaiverUnused, "excepciones/sin_uso", Note, "una excepción no hizo falta";
    // Workbooks.
    BookUnreadable, "lectura/archivo", Error, "el archivo no se puede abrir";
    NotAWorkbook, "lectura/no_es_libro", Error, "el archivo no es un libro de Excel";
    Encrypted, "lectura/cifrado", Error, "el libro tiene contraseña";
    Damaged, "lectura/danado", Error, "el libro está dañado o incompleto";
    EmptyBook, "lectura/vacio", Error, "el libro no tiene datos";
    OverLimit, "lectura/limite", Error, "el libro supera los límites de lectura";
    OtherKind, "lectura/extension", Warning, "la extensión del archivo no es la de lo que contiene";
    Macros, "lectura/macros", Warning, "el libro trae macros, que no se ejecutan";
    ExternalLinks, "lectura/vinculos_externos", Warning, "el libro toma valores de otros archivos";
    SheetMissing, "lectura/hoja_faltante", Error, "falta la hoja que el formato pide";
    ColumnMissing, "lectura/columna_faltante", Error, "faltan columnas del formato, o cambiaron de nombre";
    ColumnRepeated, "lectura/columna_repetida", Error, "un título de columna se repite";
    DatumMissing, "lectura/dato_faltante", Error, "falta un dato del encabezado";
    WrongVersion, "lectura/version", Error, "el formato no está en la versión vigente";
    CellUnreadable, "lectura/celda_ilegible", Error, "una celda no se puede leer como su columna pide";
    CellEmpty, "lectura/celda_vacia", Error, "una celda obligatoria está vacía";
    ColumnEmpty, "lectura/columna_vacia", Error, "una columna obligatoria está vacía en todas las filas";
    Uncalculated, "lectura/sin_calcular", Error, "hay fórmulas sin resultado guardado";
    AfterEnd, "lectura/despues_del_fin", Warning, "hay filas con datos debajo de la que termina los datos";
    NoEnd, "lectura/sin_final", Warning, "no está la fila que termina los datos";
    HiddenData, "lectura/oculto", Warning, "hay filas, columnas u hojas ocultas con datos";
    UnderMerge, "lectura/bajo_combinada", Warning, "una celda combinada tapa otra que tiene datos";
    TypedOver, "lectura/formula_reemplazada", Note, "hay un número escrito donde se esperaba una fórmula";
    Reference, "lectura/referencia", Error, "un valor no está en la tabla a la que remite";
    ZeroRestored, "lectura/cero_perdido", Note, "un código perdió su cero inicial y se completó";
    NumberAsText, "lectura/numero_como_texto", Note, "hay números guardados como texto";
    Swapped, "lectura/columnas_cambiadas", Error, "dos códigos de una fila parecen cambiados de columna";
    DoubtfulDate, "lectura/fecha_dudosa", Note, "una fecha es de un año que no parece el suyo";
    DoubtfulUnit, "lectura/unidad_dudosa", Note, "un valor en pesos parece escrito en miles o en millones";
    Lookalike, "lectura/letra_parecida", Note, "hay letras de otro alfabeto que parecen de las nuestras";
    Unseen, "lectura/signo_invisible", Note, "hay signos que no se ven en un texto que se compara";
    TimeDropped, "lectura/hora", Note, "una fecha traía hora";
    NoApproved, "lectura/sin_aprobado", Note, "un libro no tiene versión aprobada con qué compararlo";
    SetIncomplete, "lectura/conjunto", Note, "un libro del conjunto no se pudo leer, y hay reglas que los miran todos";
    PairAmbiguous, "lectura/pareja", Error, "un libro tiene dos versiones aprobadas con el mismo identificador";
    SealBroken, "lectura/sello", Error, "lo aprobado cambió después de sellado, o la cadena de sellos está rota";
    SealShape, "lectura/sello_formato", Error, "un plan sellado no tiene lo que las reglas de hoy piden";
}
