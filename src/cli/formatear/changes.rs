//! The first lines in which a file and its layout differ.

use crate::report::escape;

/// How many lines of each are shown.
const SHOWN: usize = 4;

/// The first stretch that differs: its line, what stands there and what would stand there, and whether more follows.
/// Each line ends in a line break.
pub(super) fn first(original: &str, laid_out: &str) -> String {
    let unified = original.strip_prefix('\u{feff}').unwrap_or(original).replace("\r\n", "\n");
    let (old, new): (Vec<&str>, Vec<&str>) = (unified.split('\n').collect(), laid_out.split('\n').collect());
    let above = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    if above == old.len() && above == new.len() {
        return "  sólo los finales de línea, o la marca invisible del comienzo (BOM)\n".to_owned();
    }
    let (old, new) = (old.get(above..).unwrap_or(&[]), new.get(above..).unwrap_or(&[]));
    let (old_end, new_end) = resumed(old, new);
    let mut told = format!("  línea {}\n", above + 1);
    tell('-', old.get(..old_end).unwrap_or(&[]), &mut told);
    tell('+', new.get(..new_end).unwrap_or(&[]), &mut told);
    if old.get(old_end..) != new.get(new_end..) {
        told.push_str("  … y hay más cambios abajo\n");
    }
    told
}

/// How many lines of each differ before both go on alike; the nearest such place, looked for in a few lines only.
fn resumed(old: &[&str], new: &[&str]) -> (usize, usize) {
    let places = (1..=2 * SHOWN).flat_map(|far| (0..=far).map(move |of_old| (of_old, far - of_old)));
    let alike = |(of_old, of_new): &(usize, usize)| match (old.get(*of_old), new.get(*of_new)) {
        (Some(old), Some(new)) => old == new && !old.is_empty(),
        (None, None) => true,
        _ => false,
    };
    places.into_iter().find(alike).unwrap_or((SHOWN.min(old.len()), SHOWN.min(new.len())))
}

fn tell(sign: char, lines: &[&str], told: &mut String) {
    for line in lines.iter().take(SHOWN) {
        told.push_str(&format!("  {sign} {}\n", visible(line)));
    }
    if lines.len() > SHOWN {
        told.push_str(&format!("  {sign} …\n"));
    }
}

/// A line with the blanks at its end as points, which would not be seen otherwise.
fn visible(line: &str) -> String {
    let text = line.trim_end();
    let blanks = line.chars().count() - text.chars().count();
    format!("{}{}", escape(text), "·".repeat(blanks))
}

#[cfg(test)]
mod tests;
