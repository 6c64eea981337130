//! Number formats: which show a number in hundredths, and what keeps a styles part from growing as it is read.

use calamine::Style;

use crate::workbook::refusal::{self, Refusal};
use crate::workbook::xml;

/// Bytes that all cell formats may take: calamine copies a font's name and a format's text into each.
const MAX_BYTES: usize = 64 * 1024 * 1024;

/// Whether a cell format shows a number in hundredths: its format for positive numbers has a `%` of its own.
pub(super) fn is_percent(style: &Style) -> bool {
    style.number_format.as_ref().is_some_and(|format| has_percent(&format.format_code))
}

fn has_percent(format: &str) -> bool {
    let mut quoted = false;
    let mut letters = format.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => quoted = !quoted,
            _ if quoted => {}
            // The next one is shown as it is, or only its width or its repetition is.
            '\\' | '_' | '*' => _ = letters.next(),
            ';' => return false,
            '%' => return true,
            _ => {}
        }
    }
    false
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

#[cfg(test)]
mod tests;
