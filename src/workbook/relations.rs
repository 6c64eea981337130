//! The relations parts of a package: which part is what to another.

use std::collections::BTreeMap;

use super::limits::Limits;
use super::package::Package;
use super::refusal::{self, Refusal};
use super::xml::{self, Malformed, Tag};

/// Bytes that a tag of a table may take: its names and paths are copied, and a part may be a single tag.
const LONGEST: usize = 16 * 1024;

/// One line of a relations part.
pub(super) struct Relation {
    /// The last word of its type: `worksheet`, `styles`.
    pub(super) kind: String,
    /// The part's path from the package's root.
    pub(super) path: String,
    /// The same as it is written; of a file outside the package only this means anything.
    pub(super) written: String,
}

/// A relations part, by its identifiers.
pub(super) type Relations = BTreeMap<String, Relation>;

/// Reads a relations part; none if there is no such part. `folder` is what its paths start from.
pub(super) fn read(package: &mut Package<'_>, part: &str, folder: &str, limits: &Limits) -> Result<Relations, Refusal> {
    let bytes = package.part(part)?.unwrap_or_default();
    let mut relations = Relations::new();
    for tag in tags(&bytes, part)? {
        let tag = tag?;
        if !tag.opens("Relationship") {
            continue;
        }
        let (Some(id), Some(kind), Some(target)) = (tag.value("Id"), tag.raw("Type"), tag.value("Target")) else {
            continue;
        };
        let kind = kind.rsplit('/').next().unwrap_or(kind).to_owned();
        relations.insert(id, Relation { kind, path: join(folder, &target), written: target });
        if relations.len() > limits.entries {
            return Err(refusal::too_many(refusal::RELATIONS, None, limits.entries));
        }
    }
    Ok(relations)
}

/// The tags of a part of the package.
pub(super) fn tags<'a>(bytes: &'a [u8], part: &str) -> Result<impl Iterator<Item = Result<Tag<'a>, Refusal>>, Refusal> {
    let malformed = |_: Malformed| refusal::bad_part(part);
    let text = xml::text(bytes).map_err(malformed)?;
    let bounded = |tag: Tag<'a>| if tag.range.len() > LONGEST { Err(Malformed) } else { Ok(tag) };
    Ok(xml::tags(text).map(move |tag| tag.and_then(bounded).map_err(malformed)))
}

/// A part's path from the folder of the part that names it.
pub(super) fn join(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let whole = if target.starts_with('/') { target } else { format!("{folder}/{target}") };
    let mut steps = Vec::new();
    for step in whole.split('/') {
        match step {
            "" | "." => {}
            ".." => _ = steps.pop(),
            _ => steps.push(step),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests;
