//! The lines below a row of a sheet: underlined cells, and their roles on hooks.

use super::escape::{fit, width};
use super::line::{Line, bare_gutter};
use super::style::{Ink, Pen};

/// Columns between a hook's corner and its text, the corner included: `╰── `.
const HOOK: usize = 4;

/// An underlined stretch of a row.
#[derive(Clone, Debug)]
pub(super) struct Underline {
    /// Its first column.
    pub(super) start: usize,
    /// How many columns; at least one.
    pub(super) length: usize,
    /// What the cell is; may be empty.
    pub(super) role: String,
    /// Which of the window's marks it is.
    pub(super) mark: usize,
}

impl Underline {
    fn middle(&self) -> usize {
        self.start + self.length / 2
    }
}

/// Draws the underlines of a row, which come from left to right, and below them their roles.
pub(super) fn draw(underlines: &[Underline], room: usize, digits: usize, pen: &Pen) -> String {
    let mut drawing = String::new();
    if underlines.is_empty() {
        return drawing;
    }
    draw_rules(underlines, digits, pen, &mut drawing);
    let mut waiting: Vec<&Underline> = underlines.iter().filter(|underline| !underline.role.is_empty()).collect();
    while let Some(hook) = choose(&waiting, room) {
        draw_hook(&waiting, &hook, digits, pen, &mut drawing);
        waiting.remove(hook.index);
    }
    drawing
}

fn draw_rules(underlines: &[Underline], digits: usize, pen: &Pen, drawing: &mut String) {
    let characters = pen.characters();
    let mut line = Line::after(bare_gutter(digits, characters.vbar_break));
    for underline in underlines {
        let middle = underline.length / 2;
        let rule: String =
            (0..underline.length)
                .map(|at| {
                    if at == middle && !underline.role.is_empty() { characters.underbar } else { characters.underline }
                })
                .collect();
        line.paint(underline.start, &rule, Ink::Mark(underline.mark), pen);
    }
    line.finish(drawing);
}

/// The next role to hang up.
struct Hook {
    index: usize,
    /// Whether the text stands left of its cell's middle.
    leftwards: bool,
    room: usize,
}

/// Picks a role whose text fits beside the bars of those still waiting, the last and to the right if it can be; if none
/// fits, the one with most room, to be cut.
fn choose(waiting: &[&Underline], room: usize) -> Option<Hook> {
    let last = waiting.len().checked_sub(1)?;
    let at = |index: usize| waiting.get(index).map(|underline| underline.middle());
    let rightwards = |index: usize| {
        let end = at(index + 1).map_or(room, |next| next.saturating_sub(1));
        Hook { index, leftwards: false, room: end.saturating_sub(at(index).unwrap_or(0) + HOOK) }
    };
    let leftwards = |index: usize| {
        let start = index.checked_sub(1).and_then(at).map_or(0, |before| before + 2);
        Hook { index, leftwards: true, room: (at(index).unwrap_or(0) + 1).saturating_sub(start + HOOK) }
    };
    let mut hooks = vec![rightwards(last), leftwards(last), leftwards(0), rightwards(0)];
    let fits = |hook: &Hook| waiting.get(hook.index).is_some_and(|underline| width(&underline.role) <= hook.room);
    match hooks.iter().position(fits) {
        Some(index) => Some(hooks.swap_remove(index)),
        None => hooks.into_iter().max_by_key(|hook| hook.room),
    }
}

fn draw_hook(waiting: &[&Underline], hook: &Hook, digits: usize, pen: &Pen, drawing: &mut String) {
    let characters = pen.characters();
    let mut line = Line::after(bare_gutter(digits, characters.vbar_break));
    for (index, underline) in waiting.iter().enumerate() {
        let ink = Ink::Mark(underline.mark);
        if index != hook.index {
            line.paint(underline.middle(), &characters.vbar.to_string(), ink, pen);
            continue;
        }
        let role = fit(&underline.role, hook.room, pen.ellipsis());
        let dash = characters.hbar;
        if hook.leftwards {
            let text = format!("{role} {dash}{dash}{}", characters.rbot);
            line.paint((underline.middle() + 1).saturating_sub(width(&text)), &text, ink, pen);
        } else {
            line.paint(underline.middle(), &format!("{}{dash}{dash} {role}", characters.lbot), ink, pen);
        }
    }
    line.finish(drawing);
}
