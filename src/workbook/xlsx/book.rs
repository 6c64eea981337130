//! A package's table of sheets, and where their parts are.

use crate::workbook::Baggage;
use crate::workbook::limits::Limits;
use crate::workbook::package::Package;
use crate::workbook::refusal::{self, Refusal};
use crate::workbook::relations::{self, Relations};
use crate::workbook::xml::Tag;

/// What the package says of its sheets.
pub(super) struct Book {
    /// All sheets, in the workbook's order.
    pub(super) sheets: Vec<Entry>,
    /// Whether days are counted from 1904.
    pub(super) is_1904: bool,
    /// Macros and external links.
    pub(super) baggage: Baggage,
    /// The part of shared texts, and that of styles.
    pub(super) strings: Option<String>,
    pub(super) styles: Option<String>,
}

/// A sheet of the table.
pub(super) struct Entry {
    /// Its name.
    pub(super) name: String,
    /// Its part; `None` for a sheet without cells (a chart).
    pub(super) path: Option<String>,
    /// Whether Excel does not show it.
    pub(super) hidden: bool,
}

impl Book {
    /// Reads the table of sheets, which no workbook can be without.
    pub(super) fn read(package: &mut Package<'_>, limits: &Limits) -> Result<Self, Refusal> {
        let root = relations::read(package, "_rels/.rels", "", limits)?;
        let main = root.into_values().find(|relation| relation.kind == "officeDocument");
        let main = main.map_or_else(|| "xl/workbook.xml".to_owned(), |relation| relation.path);
        let (folder, file) = main.rsplit_once('/').unwrap_or(("", &main));
        let relations =
            relations::read(package, &relations::join(folder, &format!("_rels/{file}.rels")), folder, limits)?;
        let bytes = package.needed(&main)?;
        let mut book =
            Book { sheets: Vec::new(), is_1904: false, baggage: Baggage::default(), strings: None, styles: None };
        book.take_tags(&bytes, &relations, &main, limits)?;
        let find =
            |kind: &str| relations.values().find(|relation| relation.kind == kind).map(|found| found.path.clone());
        book.strings = find("sharedStrings");
        book.styles = find("styles");
        book.baggage.macros = find("vbaProject").is_some();
        book.baggage.external_links = external_links(package, &relations, limits)?;
        Ok(book)
    }

    fn take_tags(&mut self, bytes: &[u8], relations: &Relations, part: &str, limits: &Limits) -> Result<(), Refusal> {
        for tag in relations::tags(bytes, part)? {
            let tag = tag?;
            if tag.opens("workbookPr") && tag.raw("date1904").is_some_and(|value| matches!(value, "1" | "true" | "on"))
            {
                self.is_1904 = true;
            }
            if tag.opens("sheet") {
                self.sheets.push(entry(&tag, relations).ok_or_else(|| refusal::bad_part(part))?);
            }
            if self.sheets.len() > limits.sheets {
                return Err(refusal::too_many(refusal::SHEETS, None, limits.sheets));
            }
        }
        Ok(())
    }
}

fn entry(tag: &Tag<'_>, relations: &Relations) -> Option<Entry> {
    let relation = relations.get(&tag.value("id")?)?;
    let path = (relation.kind == "worksheet").then(|| relation.path.clone());
    let hidden = tag.raw("state").is_some_and(|state| matches!(state, "hidden" | "veryHidden"));
    Some(Entry { name: tag.value("name")?, path, hidden })
}

/// The files that the book's formulas refer to: each has a part of its own, whose relations name it.
fn external_links(package: &mut Package<'_>, relations: &Relations, limits: &Limits) -> Result<Vec<String>, Refusal> {
    let mut links = Vec::new();
    for link in relations.values().filter(|relation| relation.kind == "externalLink") {
        let (folder, file) = link.path.rsplit_once('/').unwrap_or(("", &link.path));
        let part = relations::join(folder, &format!("_rels/{file}.rels"));
        let targets = relations::read(package, &part, folder, limits)?;
        links.extend(
            targets
                .into_values()
                .filter(|target| target.kind.starts_with("externalLinkPath"))
                .map(|target| target.written),
        );
    }
    links.sort_unstable();
    links.dedup();
    Ok(links)
}
