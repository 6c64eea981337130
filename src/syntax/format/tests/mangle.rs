//! Lays a file out at random, as people do: blanks, line breaks, case, accents, Word's signs, comments.

use crate::syntax::lexemes::{Comment, CommentPlace, Lexeme, LexemeKind, Trivia};
use crate::syntax::parse::{clause_word, written};
use crate::text::fold;

/// Where the random choices come from; used again from the start when they run out.
pub(super) struct Choices<'t> {
    bytes: &'t [u8],
    at: usize,
    /// Whether comments are put in.
    comments: bool,
    /// How many comments were put in.
    pub(super) added: usize,
}

impl<'t> Choices<'t> {
    pub(super) fn new(bytes: &'t [u8], comments: bool) -> Self {
        Choices { bytes, at: 0, comments, added: 0 }
    }

    /// A number below `n`.
    fn pick(&mut self, n: usize) -> usize {
        self.at += 1;
        // The bytes come round at different steps, so that short ones give long sequences.
        let byte = |at: usize| usize::from(self.bytes[at % self.bytes.len()]);
        (byte(self.at) + byte(self.at / self.bytes.len() + self.at * 7)) % n
    }

    fn comment(&mut self) -> String {
        self.added += 1;
        format!("# ¢{}¢ \"a {{\"", self.added)
    }
}

/// A text that says the same.
pub(super) fn mangled(text: &str, choices: &mut Choices<'_>) -> String {
    let file = written(text).unwrap();
    let mut out = String::new();
    for item in &file.items {
        if choices.comments && choices.pick(3) == 0 {
            out.push_str(&format!("{}{}\n\n", ["", "  "][choices.pick(2)], choices.comment()));
        }
        between(&item.before, choices, &mut out);
        for part in &item.parts {
            if part.clause.is_some() {
                between(&part.before, choices, &mut out);
                out.push_str(["  ", "\t", " ", "\u{a0}\u{a0}", "      "][choices.pick(5)]);
            }
            // These two words and the quote behind them stand on one line.
            let whole = if part.clause == Some("si no") { 2 } else { 0 };
            self::part(&part.lexemes, (item.word == "prueba", whole), choices, &mut out);
        }
    }
    between(&file.after, choices, &mut out);
    let out = if choices.pick(3) == 0 { out.replace('\n', "\r\n") } else { out };
    if choices.pick(3) == 0 { format!("\u{feff}{out}") } else { out }
}

fn between(trivia: &[Trivia], choices: &mut Choices<'_>, out: &mut String) {
    for piece in trivia {
        match piece {
            Trivia::Blank => out.push_str(["\n", "  \n", "\n\n\n"][choices.pick(3)]),
            Trivia::Comment(Comment { text, place }) => {
                let indent = if *place == CommentPlace::FirstColumn { 0 } else { 1 + choices.pick(5) };
                out.push_str(&format!("{}{text}{}\n", " ".repeat(indent), [" ", "", "\t"][choices.pick(3)]));
            }
        }
    }
}

fn part(lexemes: &[Lexeme], (in_prueba, whole): (bool, usize), choices: &mut Choices<'_>, out: &mut String) {
    for (at, lexeme) in lexemes.iter().enumerate() {
        let rest = &lexemes[at..];
        if at > 0 && at <= whole {
            out.push_str([" ", "\u{a0}", "  "][choices.pick(3)]);
        } else if at > 0 {
            out.push_str(&gap(&lexemes[at - 1], rest, in_prueba, choices));
        }
        let text = spelled(lexeme, choices);
        match text.split_once(' ').filter(|_| at > 0 && is_keyword(lexeme)) {
            Some((first, second)) => {
                // `sobre` alone on its line would begin a clause.
                let may_break = ![(first, &[][..]), (second, &rest[1..])]
                    .iter()
                    .any(|(word, rest)| begins_clause(word, rest, in_prueba));
                out.push_str(&format!("{first}{}{second}", blank(true, may_break, choices)));
            }
            None => out.push_str(&text),
        }
    }
    out.push_str(&comments(lexemes.last().unwrap()));
    if choices.comments && choices.pick(4) == 0 && lexemes.last().unwrap().comments.is_empty() {
        out.push_str(&format!(" {}", choices.comment()));
    }
    out.push_str(["\n", "  \n", "\u{a0}\n"][choices.pick(3)]);
}

fn is_keyword(lexeme: &Lexeme) -> bool {
    matches!(lexeme.kind, LexemeKind::Keyword | LexemeKind::Joint)
}

/// The comments that a lexeme has already.
fn comments(lexeme: &Lexeme) -> String {
    let one = |comment: &Comment| match comment.place {
        CommentPlace::LineEnd => format!(" {}", comment.text),
        _ => format!("\n   {}", comment.text),
    };
    lexeme.comments.iter().map(one).collect()
}

fn gap(left: &Lexeme, rest: &[Lexeme], in_prueba: bool, choices: &mut Choices<'_>) -> String {
    let right = &rest[0];
    let is_row = |lexeme: &Lexeme| lexeme.kind == LexemeKind::Row;
    if !left.comments.is_empty() {
        return format!("{}\n  ", comments(left));
    }
    if is_row(left) || is_row(right) {
        return format!("\n{}", ["", "    ", "\t"][if is_row(right) { choices.pick(3) } else { 1 }]);
    }
    // `con` alone on its line would begin a clause, and so may the word behind it.
    let may_break = !begins_clause(&left.text, &[], in_prueba) && !begins_clause(&right.text, &rest[1..], in_prueba);
    blank(super::super::line::spaced(left, right), may_break, choices)
}

/// Whether a line with these words would begin a clause.
fn begins_clause(first: &str, rest: &[Lexeme], in_prueba: bool) -> bool {
    let words: Vec<&str> = rest.iter().take(3).map(|lexeme| lexeme.text.as_str()).collect();
    clause_word(&format!("{first} {}", words.join(" ")), in_prueba).is_some()
}

fn blank(needed: bool, may_break: bool, choices: &mut Choices<'_>) -> String {
    match choices.pick(12) {
        0 if may_break => "\n   ".to_owned(),
        1 if may_break => "  \n\n\t".to_owned(),
        2 if may_break && choices.comments => format!(" {}\n ", choices.comment()),
        3 if may_break && choices.comments => format!("\n    {}\n   ", choices.comment()),
        4 => "\u{a0}".to_owned(),
        5 => "   ".to_owned(),
        6 => "\u{200b} \t".to_owned(),
        _ => if needed { " " } else { "" }.to_owned(),
    }
}

fn spelled(lexeme: &Lexeme, choices: &mut Choices<'_>) -> String {
    use LexemeKind as Kind;
    let text = lexeme.text.as_str();
    match lexeme.kind {
        Kind::Keyword | Kind::Joint | Kind::Word => cased(&[text.to_owned(), fold(text)][choices.pick(2)], choices),
        // The value `sí` keeps its accent.
        Kind::Yes => cased(text, choices),
        Kind::Text if choices.pick(2) == 0 => {
            let inner = text.trim_matches('"');
            let curly = !inner.contains(['"', '“', '”']) && text.len() == inner.len() + 2;
            if curly { format!("“{inner}”") } else { text.to_owned() }
        }
        // Points are put back from five digits on; in a shorter number they are the author's.
        Kind::Number | Kind::Pesos if text.bytes().filter(u8::is_ascii_digit).count() > 4 => {
            [text.to_owned(), text.replace('.', "")][choices.pick(2)].clone()
        }
        Kind::Operator | Kind::Prefix | Kind::Date => sign(text, choices),
        Kind::Row => text.replace("| ", ["|", "| ", "|  "][choices.pick(3)]),
        _ => text.to_owned(),
    }
}

fn cased(text: &str, choices: &mut Choices<'_>) -> String {
    match choices.pick(4) {
        0 => text.to_uppercase(),
        1 => text.chars().enumerate().map(|(at, it)| if at == 0 { it.to_ascii_uppercase() } else { it }).collect(),
        _ => text.to_owned(),
    }
}

fn sign(text: &str, choices: &mut Choices<'_>) -> String {
    let others: &[&str] = match text {
        "<>" => &["≠"],
        "<=" => &["≤"],
        ">=" => &["≥"],
        "*" => &["×"],
        "/" => &["÷"],
        "->" => &["→", "–>"],
        "-" => &["–", "−"],
        _ => return text.replace('-', ["-", "–", "−"][choices.pick(3)]),
    };
    others.get(choices.pick(others.len() + 1)).map_or(text, |other| other).to_owned()
}
