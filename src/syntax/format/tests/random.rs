//! Whatever the layout of a file was, it gets the one layout and says what it said.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use proptest::prelude::*;

use super::mangle::{Choices, mangled};
use super::tree::tree;
use super::{WHOLE, formatted, laid_out};

/// Every rule file of the package, and the one that has every form.
static FILES: LazyLock<Vec<String>> = LazyLock::new(files);

#[expect(clippy::disallowed_methods, reason = "the test reads the rule files of the package")]
fn files() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut open: Vec<PathBuf> = ["rules", "fixtures", "src/syntax"].map(|folder| root.join(folder)).to_vec();
    let mut found = vec![WHOLE.to_owned()];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            let mut inner: Vec<PathBuf> = fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect();
            inner.sort();
            open.extend(inner);
        } else if path.extension().is_some_and(|extension| extension == "cotejo") {
            // Some files are there for their faults.
            let text = fs::read(path).ok().and_then(|bytes| String::from_utf8(bytes).ok());
            found.extend(text.filter(|text| formatted(text).0.is_some()));
        }
    }
    found
}

/// The comments of a text by a second way of reading: what follows a `#` outside quotes and rows.
fn comments(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line in text.lines() {
        let content = line.trim();
        let hidden = if content.starts_with('|') { content.rfind('|').unwrap() } else { 0 };
        let mut quoted = false;
        for (at, letter) in content.char_indices() {
            quoted ^= matches!(letter, '"' | '“' | '”');
            if letter == '#' && !quoted && at >= hidden {
                found.push(content.get(at..).unwrap().trim_end().to_owned());
                break;
            }
        }
    }
    found
}

#[test]
fn every_rule_file_keeps_its_meaning_and_its_comments() {
    assert!(FILES.len() >= 10, "{}", FILES.len());
    for text in &*FILES {
        let after = laid_out(text);
        assert_eq!(tree(&after), tree(text));
        assert_eq!(comments(&after), comments(text), "{text}");
    }
}

fn is_clean(text: &str) {
    assert!(text.ends_with('\n') && !text.ends_with("\n\n") && !text.contains(['\r', '\u{feff}', '\t']), "{text}");
    for line in text.lines() {
        assert_eq!(line, line.trim_end(), "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, max_shrink_iters: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_layout_gives_the_one_layout(which in any::<prop::sample::Index>(), bytes in prop::collection::vec(any::<u8>(), 40..200)) {
        let text = which.get(&FILES);
        let other = mangled(text, &mut Choices::new(&bytes, false));
        prop_assert_eq!(laid_out(&other), laid_out(text), "{}", other);
    }

    #[test]
    fn comments_anywhere_are_kept(which in any::<prop::sample::Index>(), bytes in prop::collection::vec(any::<u8>(), 40..200)) {
        let text = which.get(&FILES);
        let mut choices = Choices::new(&bytes, true);
        let other = mangled(text, &mut choices);
        let after = laid_out(&other);
        is_clean(&after);
        prop_assert_eq!(tree(&after), tree(&other));
        prop_assert_eq!(tree(&after), tree(text), "{}", other);
        for number in 1..=choices.added {
            let mark = format!("# ¢{number}¢ \"a {{\"");
            prop_assert_eq!(after.matches(&mark).count(), 1, "{}\n{}", mark, after);
        }
        let own = comments(text);
        let kept = comments(&after).into_iter().filter(|comment| !comment.contains('¢')).collect::<Vec<_>>();
        prop_assert_eq!(kept, own);
    }
}
