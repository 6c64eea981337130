//! A package's table of sheets, and the clean table that is written for calamine in its place.

use super::styles;
use crate::workbook::Baggage;
use crate::workbook::limits::Limits;
use crate::workbook::package::{Package, Packed};
use crate::workbook::refusal::{self, Refusal};
use crate::workbook::relations::{self, Relations};
use crate::workbook::xml::{self, Tag};

/// What the package says of its sheets.
pub(super) struct Book {
    /// All sheets, in the workbook's order.
    pub(super) sheets: Vec<Entry>,
    /// Whether days are counted from 1904.
    pub(super) is_1904: bool,
    /// Macros and external links.
    pub(super) baggage: Baggage,
    strings: Option<String>,
    styles: Option<String>,
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
                return Err(refusal::too_many("hojas", None, limits.sheets));
            }
        }
        Ok(())
    }

    /// Writes the clean table and copies the shared texts and the styles.
    pub(super) fn pack_common(
        &self,
        package: &mut Package<'_>,
        packed: &mut Packed,
        limits: &Limits,
    ) -> Result<(), Refusal> {
        packed.add("_rels/.rels", ROOT.as_bytes())?;
        packed.add("xl/workbook.xml", self.table().as_bytes())?;
        packed.add("xl/_rels/workbook.xml.rels", self.relations().as_bytes())?;
        if let Some(path) = &self.strings
            && let Some(mut bytes) = package.part(path)?
        {
            check_strings(&mut bytes, path, limits)?;
            packed.add("xl/sharedStrings.xml", &bytes)?;
        }
        if let Some(path) = &self.styles
            && let Some(bytes) = package.part(path)?
        {
            styles::check(&bytes, path)?;
            packed.add("xl/styles.xml", &bytes)?;
        }
        Ok(())
    }

    fn table(&self) -> String {
        let line = |index| format!(r#"<sheet name="{}" sheetId="1" r:id="r{index}"/>"#, sheet_name(index));
        let lines: String = (0..self.sheets.len()).map(line).collect();
        format!("<workbook><sheets>{lines}</sheets></workbook>")
    }

    fn relations(&self) -> String {
        let line =
            |index| format!(r#"<Relationship Id="r{index}" Type="/worksheet" Target="/{}"/>"#, sheet_path(index));
        let lines: String = (0..self.sheets.len()).map(line).collect();
        format!("<Relationships>{lines}</Relationships>")
    }
}

const ROOT: &str = r#"<Relationships><Relationship Id="r" Type="/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;

/// The name that calamine knows a sheet by.
pub(super) fn sheet_name(index: usize) -> String {
    format!("s{index}")
}

/// Its part in the clean package.
pub(super) fn sheet_path(index: usize) -> String {
    format!("xl/worksheets/s{index}.xml")
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

/// Counts the shared texts, and blanks the count that is declared: calamine takes memory for it, true or not.
fn check_strings(bytes: &mut [u8], part: &str, limits: &Limits) -> Result<(), Refusal> {
    let malformed = |_| refusal::bad_part(part);
    let (mut heads, mut texts) = (Vec::new(), 0_usize);
    for tag in xml::tags(xml::text(bytes).map_err(malformed)?) {
        let tag = tag.map_err(malformed)?;
        texts += usize::from(tag.opens("si"));
        if tag.opens("sst") {
            heads.push(tag.range);
        }
    }
    if texts > limits.cells {
        return Err(refusal::too_many("textos distintos", Some(texts), limits.cells));
    }
    for head in heads {
        bytes.get_mut(head).map(blank_attributes);
    }
    Ok(())
}

/// Overwrites all attributes of a tag with blanks.
fn blank_attributes(tag: &mut [u8]) {
    let Some(from) = tag.iter().position(u8::is_ascii_whitespace) else { return };
    let end = tag.len() - if tag.ends_with(b"/>") { 2 } else { 1 };
    if let Some(attributes) = tag.get_mut(from..end) {
        attributes.fill(b' ');
    }
}

#[cfg(test)]
mod tests;
