//! The styles part: whether it can be given to calamine, and which of its formats show a percentage.

use calamine::Style;

use crate::workbook::format::{self, Shown};
use crate::workbook::refusal::{self, Refusal};
use crate::workbook::xml;

/// Bytes that all cell formats may take: calamine copies a font's name and a format's text into each.
const MAX_BYTES: usize = 64 * 1024 * 1024;

/// Whether a cell format shows a number in hundredths.
pub(super) fn is_percent(style: &Style) -> bool {
    style.number_format.as_ref().is_some_and(|format| format::of_text(&format.format_code) == Shown::Percent)
}

/// Refuses a styles part that would take far more memory than its size.
pub(super) fn check(bytes: &[u8], part: &str) -> Result<(), Refusal> {
    let malformed = |_| refusal::bad_part(part);
    let (mut formats, mut longest) = (0_usize, 0_usize);
    for tag in xml::tags(xml::text(bytes).map_err(malformed)?) {
        let tag = tag.map_err(malformed)?;
        longest = longest.max(tag.range.len());
        formats += usize::from(tag.opens("xf"));
    }
    if formats.saturating_mul(longest) > MAX_BYTES {
        let formats = refusal::count(formats);
        return Err(refusal::over_limit(format!(
            "el libro tiene {formats} formatos de celda, demasiado largos para leerlos"
        )));
    }
    Ok(())
}
