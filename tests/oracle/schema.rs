//! The tables of random programs: a plan and three reference tables, with columns of every type and names in common.

use super::choices::Choices;
use super::table::Sheet;

/// What an expression of a random rule is; the checker keeps these apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ty {
    Number,
    Pesos,
    Percent,
    Day,
    Text,
    Code,
    Truth,
}

impl Ty {
    pub(super) const ALL: [Ty; 7] = [Ty::Number, Ty::Pesos, Ty::Percent, Ty::Day, Ty::Text, Ty::Code, Ty::Truth];
}

/// A column, or a family of them.
#[derive(Clone, Debug)]
pub(super) struct Col {
    pub(super) name: &'static str,
    pub(super) ty: Ty,
    /// As the rule file writes it.
    pub(super) written: &'static str,
    /// As `[ ]` take them; none: one column.
    pub(super) entries: &'static [&'static str],
    pub(super) obligatory: bool,
    pub(super) is_dato: bool,
}

impl Col {
    fn new(name: &'static str, ty: Ty, written: &'static str) -> Self {
        Col { name, ty, written, entries: &[], obligatory: false, is_dato: false }
    }

    fn family(name: &'static str, ty: Ty, written: &'static str, entries: &'static [&'static str]) -> Self {
        Col { entries, ..Col::new(name, ty, written) }
    }

    pub(super) fn can_be_empty(&self) -> bool {
        !self.obligatory && self.written != "lógico con x"
    }

    fn captions(&self) -> Vec<String> {
        let of_entry = |entry: &&str| format!("{} {}", self.name, entry.trim_matches('"'));
        if self.entries.is_empty() { vec![self.name.to_owned()] } else { self.entries.iter().map(of_entry).collect() }
    }

    fn clause(&self) -> String {
        let required = if self.obligatory { " obligatoria" } else { "" };
        match self.entries {
            [] => format!("  columna {} : {}{required}\n", self.name, self.written),
            [first, .., last] if !first.starts_with('"') => {
                format!("  columna {0}[{first} a {last}] : {1} en \"{0} {{n}}\"{required}\n", self.name, self.written)
            }
            all => format!(
                "  columna {0}[{2}] : {1} en \"{0} {{n}}\"{required}\n",
                self.name,
                self.written,
                all.join(", ")
            ),
        }
    }
}

/// A table of a random program.
#[derive(Clone, Debug)]
pub(super) struct Tab {
    pub(super) name: &'static str,
    pub(super) key: &'static [&'static str],
    pub(super) columns: Vec<Col>,
}

impl Tab {
    pub(super) fn column(&self, name: &str) -> &Col {
        self.columns.iter().find(|column| column.name == name).unwrap()
    }

    fn captions(&self) -> Vec<String> {
        self.columns.iter().filter(|column| !column.is_dato).flat_map(Col::captions).collect()
    }

    /// The item that declares it.
    pub(super) fn item(&self, extra: &str) -> String {
        let key = if self.key.is_empty() { String::new() } else { format!("  clave {}\n", self.key.join(", ")) };
        let columns: String = self.columns.iter().filter(|column| !column.is_dato).map(Col::clause).collect();
        let datos = self.columns.iter().filter(|column| column.is_dato);
        let datos: String =
            datos.map(|dato| format!("  dato {0} : {1} junto a \"{0}\"\n", dato.name, dato.written)).collect();
        match self.name {
            "plan" => format!("formato plan \"F\"\n{key}{datos}{columns}{extra}"),
            name => format!("tabla {name} desde \"{name}.csv\"\n{key}{columns}"),
        }
    }
}

const YEARS: &[&str] = &["2025", "2026", "2027"];
const SOURCES: &[&str] = &["\"Propios\"", "\"SGP\""];

/// The plan: `orden` numbers its rows; which other columns are obligatory, and its key, are left to chance.
/// With every text that a program may write beside it: one that is not listed would be refused.
const CHOICES: &str = r#"uno de "Adición", "Crédito", "Salud", "Año", "Ano", "Educación""#;

pub(super) fn plan(choices: &mut Choices<'_>) -> Tab {
    let mut columns = vec![
        Col { obligatory: true, ..Col::new("orden", Ty::Number, "entero") },
        Col::new("programa", Ty::Code, choices.pick(&["código \"00\"", "código \"00\" o \"A0\"", "código"])),
        Col::new("sector", Ty::Text, "texto"),
        Col::new("tipo", Ty::Text, CHOICES),
        Col::new("meta", Ty::Number, "decimal"),
        Col::new("avance", Ty::Number, "decimal"),
        Col::new("total", Ty::Pesos, "pesos"),
        Col::new("pagado", Ty::Pesos, "pesos"),
        Col::new("peso", Ty::Percent, choices.pick(&["porcentaje", "porcentaje sobre 100"])),
        Col::new("inicio", Ty::Day, "fecha"),
        Col::new("fin", Ty::Day, "fecha"),
        Col::new("activo", Ty::Truth, choices.pick(&["lógico", "lógico con x"])),
        Col::family("programado", Ty::Number, "decimal", YEARS),
        Col::family("fuentes", Ty::Pesos, "pesos", SOURCES),
    ];
    for column in columns.iter_mut().skip(1) {
        column.obligatory = choices.one_in(5);
    }
    columns.push(Col { is_dato: true, ..Col::new("secretaría", Ty::Text, "texto") });
    columns.push(Col { is_dato: true, ..Col::new("tope", Ty::Pesos, "pesos") });
    let key: &[&[&str]] = &[&[], &["programa"], &["sector", "programa"], &["orden"]];
    Tab { name: "plan", key: choices.pick(key), columns }
}

/// Reference tables: by one key, by two, and without any.
pub(super) fn tablas() -> Vec<Tab> {
    let techos = vec![
        Col::new("programa", Ty::Code, "código \"00\""),
        Col::new("total", Ty::Pesos, "pesos"),
        Col::new("cupo", Ty::Number, "decimal"),
        Col::new("inicio", Ty::Day, "fecha"),
        Col::family("techo", Ty::Pesos, "pesos", YEARS),
    ];
    let metas = vec![
        Col::new("sector", Ty::Text, "texto"),
        Col::new("programa", Ty::Code, "código"),
        Col::new("meta", Ty::Number, "decimal"),
        Col::new("nota", Ty::Text, "texto"),
        Col::new("activo", Ty::Truth, "lógico"),
    ];
    let hechos = vec![
        Col::new("sector", Ty::Text, "texto"),
        Col { obligatory: true, ..Col::new("total", Ty::Pesos, "pesos") },
        Col::new("cantidad", Ty::Number, "entero"),
        Col::new("peso", Ty::Percent, "porcentaje"),
    ];
    vec![
        Tab { name: "techos", key: &["programa"], columns: techos },
        Tab { name: "metas", key: &["sector", "programa"], columns: metas },
        Tab { name: "hechos", key: &[], columns: hechos },
    ]
}

const SECTORS: &[&str] = &["Salud", "Año", "Educación"];

/// The texts that a filled cell may hold: few, so that they meet, tie and repeat.
fn vocabulary(column: &Col) -> &'static [&'static str] {
    match column.ty {
        Ty::Number if column.written == "entero" => &["1", "0", "2", "3", "-1"],
        Ty::Number => &["1", "0", "2", "3", "-1", "2,5", "10"],
        Ty::Pesos => &["10", "0", "20", "30", "$ 10", "100", "-10"],
        Ty::Percent => &["10%", "50 %", "0,1", "100%", "0,5"],
        Ty::Day => &["2026-01-20", "2025-12-31", "2026-02-10", "2026-02-28", "2027-01-01"],
        Ty::Text if column.written.starts_with("uno") => &["Adición", "ADICION", "Crédito"],
        Ty::Text => &["Salud", "SALÚD", "salud ", "Año", "Ano", "Educación"],
        Ty::Code => &["01", "02", "10"],
        Ty::Truth if column.written == "lógico con x" => &["x", "X", ""],
        Ty::Truth => &["sí", "no", "verdadero"],
    }
}

/// Texts that no cell of the type can hold.
fn unreadable(column: &Col) -> &'static [&'static str] {
    match column.ty {
        Ty::Text if column.written.starts_with("uno") => &["#REF!", "Otra"],
        Ty::Text => &["#REF!"],
        Ty::Code if column.written == "código" => &["#REF!"],
        Ty::Code => &["#REF!", "ABC"],
        _ => &["#REF!", "NP", "algo"],
    }
}

fn cell(column: &Col, choices: &mut Choices<'_>) -> String {
    let texts = match choices.below(16) {
        0..13 => vocabulary(column),
        13..15 => &[""],
        _ => unreadable(column),
    };
    choices.pick(texts).to_owned()
}

/// A plan's sheet, or that of its approved version.
pub(super) fn plan_sheet(plan: &Tab, file: &str, choices: &mut Choices<'_>) -> Sheet {
    let datos = plan.columns.iter().filter(|column| column.is_dato);
    let labels = datos.map(|dato| (dato.name.to_owned(), cell(dato, choices))).collect();
    let many = choices.pick(&[3, 1, 2, 4, 5, 7, 0]);
    let rows = (1..=many).map(|order| {
        let columns = plan.columns.iter().filter(|column| !column.is_dato).skip(1);
        let cells: Vec<String> = columns
            .flat_map(|column| vec![column; column.entries.len().max(1)])
            .map(|column| cell(column, choices))
            .collect();
        [order.to_string()].into_iter().chain(cells).collect()
    });
    Sheet { file: file.to_owned(), rows: rows.collect(), labels, captions: plan.captions() }
}

/// A reference table's sheet: its keys full and unique, nothing in it unreadable.
pub(super) fn tabla_sheet(tabla: &Tab, choices: &mut Choices<'_>) -> Sheet {
    let mut rows = Vec::new();
    let keys: Vec<Vec<&str>> = match tabla.key {
        ["programa"] => ["01", "02", "10"].iter().map(|code| vec![*code]).collect(),
        ["sector", "programa"] => {
            SECTORS.iter().flat_map(|sector| ["01", "02"].map(|code| vec![*sector, code])).collect()
        }
        _ => vec![vec![]; 5],
    };
    for key in keys {
        if choices.one_in(3) {
            continue;
        }
        let rest = tabla.columns.iter().skip(key.len());
        let cells = rest.flat_map(|column| vec![column; column.entries.len().max(1)]);
        let cells = cells.map(|column| {
            let is_empty = !column.obligatory && choices.one_in(6);
            if is_empty { String::new() } else { choices.pick(vocabulary(column)).to_owned() }
        });
        rows.push(key.iter().map(|text| (*text).to_owned()).chain(cells).collect::<Vec<String>>());
    }
    // A row without any text is no row.
    rows.retain(|row| row.iter().any(|text| !text.trim().is_empty()));
    Sheet { file: format!("{}.csv", tabla.name), labels: Vec::new(), captions: tabla.captions(), rows }
}
