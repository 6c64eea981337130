//! The text of a rule file.

use cotejo::ruleset::analysis::analyze;
use cotejo::ruleset::builtins;
use cotejo::ruleset::{Files, Inputs, load};
use cotejo::source::Sources;
use cotejo::syntax::{decode, format, parse};

/// A set of one file; no other is there.
pub(crate) struct OneFile<'a>(pub(crate) &'a [u8]);

impl Files for OneFile<'_> {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        if path == "f.cotejo" { Ok(self.0.to_vec()) } else { Err("no existe".to_owned()) }
    }
}

/// Parses, resolves, analyses and lays out a text. Places stay within it, and what was laid out once stays as it is.
pub fn rules_text(bytes: &[u8]) {
    let (Some(source), _) = decode("f.cotejo", bytes) else { return };
    let text = source.text.clone();
    let mut sources = Sources::default();
    let file = sources.add(source);
    let (items, told) = parse(&sources, file);
    let labels = told.iter().flat_map(|one| one.labels.iter().map(|label| label.span));
    for span in items.iter().map(|item| item.span).chain(labels) {
        assert!(text.get(span.range()).is_some(), "{span:?} is no part of the text");
    }
    lay_out(&sources, file);
    let inputs = Inputs { parameters: Vec::new(), today: jiff::civil::date(2026, 1, 20) };
    let loaded = load(&["f.cotejo".to_owned()], &OneFile(bytes), &inputs);
    if !loaded.has_faults() {
        analyze(&loaded.rules);
    }
}

fn lay_out(sources: &Sources, file: cotejo::source::FileId) {
    let functions: Vec<&str> = builtins::words().collect();
    let (text, told) = format(sources, file, &functions);
    let own = |message: &str| message.contains("es un error de Cotejo");
    assert!(!told.iter().any(|one| own(&one.message)), "the layout changed what the file says");
    let Some(text) = text else { return };
    let mut again = Sources::default();
    let file = again.add(cotejo::source::Source::new("f.cotejo", &text));
    assert_eq!(format(&again, file, &functions).0.as_deref(), Some(text.as_str()), "laid out twice");
}
