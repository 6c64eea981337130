//! What a seal says of itself: the act, the rules, the hash of each plan and of the seal before.

use jiff::civil::Date;

use super::field::{escaped, unescaped};
use super::lines::{Reader, Writer};

/// The first line.
const HEAD: &str = "cotejo sello 1";
/// In place of the hash of the seal before the first.
const NONE: &str = "ninguno";

/// What a seal says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// Which one it is in its chain, from 1.
    pub number: u32,
    /// The hash of the seal before; none of the first.
    pub previous: Option<String>,
    /// Under what it was sealed.
    pub provenance: Provenance,
    /// The approved plans, by the name of their files.
    pub plans: Vec<PlanEntry>,
}

/// Under what act, rules and program a seal was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provenance {
    /// The act: `Acta 003 de 2026`.
    pub act: String,
    /// Its day.
    pub act_date: Date,
    /// The phase whose rules the plans were judged by.
    pub phase: String,
    /// The day of that judgement.
    pub date: Date,
    /// The fiscal year.
    pub vigencia: i64,
    /// The public body.
    pub entity: String,
    /// The program's version.
    pub engine: String,
    /// BLAKE3 of the whole rule set with its reference tables.
    pub rules: String,
    /// Names and hashes of the rule files.
    pub files: Vec<(String, String)>,
    /// Names and hashes of the reference tables' files.
    pub tables: Vec<(String, String)>,
    /// The parameters with their values.
    pub parameters: Vec<(String, String)>,
    /// What did not hold and was waived in writing.
    pub waived: Vec<WaivedCheck>,
}

/// A check that did not hold and that an excepción covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaivedCheck {
    /// The rule.
    pub rule: String,
    /// The workbook's name.
    pub file: String,
    /// What does not hold.
    pub message: String,
    /// What the waiver rests on.
    pub source: String,
}

/// A plan of a seal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanEntry {
    /// The name of its two files, without what tells them apart.
    pub name: String,
    /// The workbook's name.
    pub file: String,
    /// What tells it from other plans (its dependency), in the form in which texts are compared; the workbook's name where
    /// it says nothing.
    pub identity: String,
    /// How many rows all its tables have.
    pub rows: usize,
    /// The seal in which it was approved so; later ones carry it on.
    pub sealed_in: u32,
    /// The hash of the workbook.
    pub book: String,
    /// The hash of its rows' text.
    pub rows_hash: String,
    /// The hash of its cells' text.
    pub cells_hash: String,
}

impl PlanEntry {
    /// The file of its rows.
    pub fn rows_file(&self) -> String {
        format!("{}.plan.txt", self.name)
    }

    /// The file of its cells.
    pub fn cells_file(&self) -> String {
        format!("{}.celdas.txt", self.name)
    }
}

impl Manifest {
    /// The text, its own hash in the last line; and that hash.
    pub fn text(&self) -> (String, String) {
        let mut out = Writer::default();
        self.write(&mut out);
        let body = out.text();
        let hash = super::hash(body.as_bytes());
        (format!("{body}huella\t{hash}\n"), hash)
    }

    fn write(&self, out: &mut Writer) {
        let of = &self.provenance;
        out.raw(HEAD);
        let single = [
            ("número", self.number.to_string()),
            ("anterior", self.previous.clone().unwrap_or_else(|| NONE.to_owned())),
            ("acta", of.act.clone()),
            ("fecha del acta", of.act_date.to_string()),
            ("fase", of.phase.clone()),
            ("fecha", of.date.to_string()),
            ("vigencia", of.vigencia.to_string()),
            ("entidad", of.entity.clone()),
            ("cotejo", of.engine.clone()),
            ("reglas", of.rules.clone()),
        ];
        single.iter().for_each(|(word, value)| write_fields(out, word, &[value]));
        for (word, pairs) in [("archivo", &of.files), ("tabla", &of.tables), ("parámetro", &of.parameters)] {
            pairs.iter().for_each(|(name, value)| write_fields(out, word, &[name, value]));
        }
        for waived in &of.waived {
            write_fields(out, "exceptuado", &[&waived.rule, &waived.file, &waived.message, &waived.source]);
        }
        for plan in &self.plans {
            let (rows, sealed_in) = (plan.rows.to_string(), plan.sealed_in.to_string());
            let of_book = [plan.name.as_str(), &plan.file, &plan.identity, &rows, &sealed_in];
            write_fields(out, "plan", &[&of_book[..], &[&plan.book, &plan.rows_hash, &plan.cells_hash]].concat());
        }
    }

    /// What a text says, and its hash. `Err` says in Spanish what is wrong with it.
    pub fn read(bytes: &[u8]) -> Result<(Manifest, String), String> {
        let text = std::str::from_utf8(bytes).map_err(|_| "no es un texto en UTF-8".to_owned())?;
        let body = text.trim_end_matches('\n').rfind('\n').and_then(|at| text.get(..=at)).unwrap_or_default();
        let hash = super::hash(body.as_bytes());
        if text.get(body.len()..) != Some(format!("huella\t{hash}\n").as_str()) {
            return Err("su contenido no corresponde a su huella".to_owned());
        }
        let mut lines = Reader::new(body);
        let read = read(&mut lines).filter(|_| lines.is_done());
        // Two texts must never say the same: what is read, written again, is what was there.
        let read = read.filter(|manifest| manifest.text().0 == text);
        read.map(|manifest| (manifest, hash))
            .ok_or_else(|| format!("su línea {} no tiene la forma de un sello", lines.number))
    }
}

fn write_fields(out: &mut Writer, word: &str, fields: &[&str]) {
    let fields: Vec<String> = fields.iter().map(|field| escaped(field)).collect();
    out.line(word, fields.iter().map(String::as_str));
}

fn read(lines: &mut Reader<'_>) -> Option<Manifest> {
    let [] = lines.exactly(HEAD)?;
    let number = one(lines, "número")?.parse().ok()?;
    let previous = Some(one(lines, "anterior")?).filter(|hash| hash != NONE);
    let provenance = Provenance {
        act: one(lines, "acta")?,
        act_date: one(lines, "fecha del acta")?.parse().ok()?,
        phase: one(lines, "fase")?,
        date: one(lines, "fecha")?.parse().ok()?,
        vigencia: one(lines, "vigencia")?.parse().ok()?,
        entity: one(lines, "entidad")?,
        engine: one(lines, "cotejo")?,
        rules: one(lines, "reglas")?,
        files: pairs(lines, "archivo")?,
        tables: pairs(lines, "tabla")?,
        parameters: pairs(lines, "parámetro")?,
        waived: all(lines, "exceptuado", |[rule, file, message, source]| {
            Some(WaivedCheck { rule, file, message, source })
        })?,
    };
    let plans = all(lines, "plan", |[name, file, identity, rows, sealed_in, book, rows_hash, cells_hash]| {
        let (rows, sealed_in) = (rows.parse().ok()?, sealed_in.parse().ok()?);
        Some(PlanEntry { name, file, identity, rows, sealed_in, book, rows_hash, cells_hash })
    })?;
    Some(Manifest { number, previous, provenance, plans })
}

fn one(lines: &mut Reader<'_>, word: &str) -> Option<String> {
    let [field] = lines.exactly(word)?;
    unescaped(field)
}

fn pairs(lines: &mut Reader<'_>, word: &str) -> Option<Vec<(String, String)>> {
    all(lines, word, |[name, value]| Some((name, value)))
}

/// The lines of a word, each with so many fields.
fn all<const N: usize, T>(
    lines: &mut Reader<'_>,
    word: &str,
    made: impl Fn([String; N]) -> Option<T>,
) -> Option<Vec<T>> {
    let line = |fields: Vec<&str>| {
        let fields: Vec<String> = fields.into_iter().map(unescaped).collect::<Option<_>>()?;
        made(fields.try_into().ok()?)
    };
    lines.all(word).into_iter().map(line).collect()
}
