//! A new seal after another: which plans it holds, and the texts of its folder.

use std::collections::{BTreeMap, BTreeSet};

use crate::text::fold;
use crate::value::Value;

use super::check::{SealedPlan, Signed};
use super::content::Content;
use super::manifest::{Manifest, PlanEntry, Provenance};
use super::signature::{PrivateKey, signed};
use super::{ATTRIBUTES, ATTRIBUTES_TEXT, MANIFEST, SIGNATURE, hash};

/// Names that no file may have on Windows, whatever follows their first point.
const RESERVED: [&str; 4] = ["con", "prn", "aux", "nul"];
/// Most letters of the name of a plan's files.
const MOST_LETTERS: usize = 60;

/// A plan that is approved.
#[derive(Clone, Debug)]
pub struct NewPlan {
    /// What it holds.
    pub content: Content,
    /// The hash of its workbook.
    pub book: String,
}

/// A seal that is yet to be written to its folder.
#[derive(Clone, Debug)]
pub struct NewSeal {
    /// What it says of itself.
    pub manifest: Manifest,
    /// Its hash.
    pub hash: String,
    /// Its files: names and bytes.
    pub files: BTreeMap<String, Vec<u8>>,
}

/// Seals plans after the newest seal of a folder; what that one holds and is not approved anew is carried on as it is.
/// The order of the plans makes no difference.
pub fn seal(
    previous: Option<&Signed>,
    provenance: Provenance,
    plans: Vec<NewPlan>,
    key: Option<&PrivateKey>,
) -> NewSeal {
    let number = previous.map_or(1, |previous| previous.manifest.number.saturating_add(1));
    let mut made = Made { number, files: BTreeMap::new(), entries: Vec::new(), names: BTreeSet::new() };
    let mut plans: Vec<(String, NewPlan)> = plans.into_iter().map(|plan| (identity(&plan.content), plan)).collect();
    plans.sort_by(|(a, one), (b, other)| (a, &one.content.file).cmp(&(b, &other.content.file)));
    let kept = previous.map_or(&[][..], |previous| &previous.plans);
    let (replaced, carried): (Vec<&SealedPlan>, Vec<&SealedPlan>) =
        kept.iter().partition(|kept| plans.iter().any(|(identity, _)| *identity == kept.entry.identity));
    made.names.extend(kept.iter().map(|kept| kept.entry.name.clone()));
    carried.into_iter().for_each(|plan| made.carry(plan));
    for (identity, plan) in plans {
        let before = replaced.iter().find(|before| before.entry.identity == identity);
        let name = before.map_or_else(|| made.free_name(&plan.content.file), |before| before.entry.name.clone());
        made.add(name, identity, &plan);
    }
    made.entries.sort_by(|one, other| one.name.cmp(&other.name));
    let previous = previous.map(|previous| previous.hash.clone());
    let manifest = Manifest { number, previous, provenance, plans: made.entries };
    let (text, hash) = manifest.text();
    let mut files = made.files;
    files.extend(key.map(|key| (SIGNATURE.to_owned(), signed(text.as_bytes(), key).into_bytes())));
    files.insert(MANIFEST.to_owned(), text.into_bytes());
    files.insert(ATTRIBUTES.to_owned(), ATTRIBUTES_TEXT.as_bytes().to_vec());
    NewSeal { manifest, hash, files }
}

/// What tells a plan from others, from one seal to the next.
fn identity(content: &Content) -> String {
    let values: Vec<String> = content.identity.iter().map(Value::plain).map(|value| fold(&value)).collect();
    if values.is_empty() { content.file.clone() } else { values.join(" · ") }
}

/// A seal in the making.
struct Made {
    number: u32,
    files: BTreeMap<String, Vec<u8>>,
    entries: Vec<PlanEntry>,
    /// Names that are taken.
    names: BTreeSet<String>,
}

impl Made {
    fn carry(&mut self, plan: &SealedPlan) {
        self.put(&plan.entry, plan.texts.rows.clone(), plan.texts.cells.clone());
        self.entries.push(plan.entry.clone());
    }

    fn add(&mut self, name: String, identity: String, plan: &NewPlan) {
        let texts = plan.content.texts();
        let entry = PlanEntry {
            name,
            file: plan.content.file.clone(),
            identity,
            rows: plan.content.parts.iter().map(|part| part.table.rows.len()).sum(),
            sealed_in: self.number,
            book: plan.book.clone(),
            rows_hash: hash(texts.rows.as_bytes()),
            cells_hash: hash(texts.cells.as_bytes()),
        };
        self.put(&entry, texts.rows, texts.cells);
        self.entries.push(entry);
    }

    fn put(&mut self, entry: &PlanEntry, rows: String, cells: String) {
        self.files.insert(entry.rows_file(), rows.into_bytes());
        self.files.insert(entry.cells_file(), cells.into_bytes());
    }

    /// A name for the files of a workbook that every system takes, and that no other plan has.
    fn free_name(&mut self, file: &str) -> String {
        let name = plain_name(file);
        let numbered = (2..).map(|number: u64| format!("{name}-{number}"));
        let mut free = std::iter::once(name.clone()).chain(numbered).filter(|name| !self.names.contains(name));
        let free = free.next().unwrap_or_default();
        self.names.insert(free.clone());
        free
    }
}

/// A workbook's name without its extension, in letters that every system takes.
fn plain_name(file: &str) -> String {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let letter = |letter: char| if letter.is_ascii_alphanumeric() { letter } else { '-' };
    let letters: String = fold(stem).replace('ñ', "n").chars().map(letter).take(MOST_LETTERS).collect();
    let parts: Vec<&str> = letters.split('-').filter(|part| !part.is_empty()).collect();
    let name = parts.join("-");
    let device = name.len() == 4 && (name.starts_with("com") || name.starts_with("lpt"));
    match name.as_str() {
        "" => "plan".to_owned(),
        name if device || RESERVED.contains(&name) => format!("plan-{name}"),
        name => name.to_owned(),
    }
}
