//! The styles part: which cell formats show dates and which percentages.

use crate::workbook::package::Package;
use crate::workbook::refusal::{self, Refusal};
use crate::workbook::scanner::Scanner;
use crate::workbook::stored::CellFormats;
use crate::workbook::xml::Tag;

/// Cell formats that are kept. Excel's own bound is 65.490.
const MOST_FORMATS: usize = 1_000_000;

/// The workbook's cell formats; a part that is not there has none.
pub(super) fn read(package: &mut Package<'_>, part: Option<&str>, is_1904: bool) -> Result<CellFormats, Refusal> {
    let mut formats = CellFormats::default();
    formats.is_1904 = is_1904;
    let Some(part) = part.map(|part| package.stream(part)).transpose()?.flatten() else { return Ok(formats) };
    let mut scanner = Scanner::new(part);
    // Formats of named styles have the same tags and stand elsewhere.
    let mut of_cells = false;
    let mut count = 0;
    while let Some((_, tag)) = scanner.next()? {
        match tag.name {
            "cellXfs" => of_cells = !tag.closes && !tag.empty,
            "numFmt" if !tag.closes => name(&mut formats, &tag),
            "xf" if of_cells && !tag.closes => {
                count += 1;
                formats.push(tag.raw("numFmtId").and_then(|number| number.parse().ok()).unwrap_or_default());
            }
            _ => {}
        }
        if count > MOST_FORMATS {
            return Err(refusal::too_many(refusal::FORMATS, None, MOST_FORMATS));
        }
    }
    formats.settle();
    Ok(formats)
}

fn name(formats: &mut CellFormats, tag: &Tag<'_>) {
    let number = tag.raw("numFmtId").and_then(|number| number.parse().ok());
    if let (Some(number), Some(text)) = (number, tag.value("formatCode")) {
        formats.name(number, &text);
    }
}
