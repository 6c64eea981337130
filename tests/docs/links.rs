//! The index and the links between pages.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use crate::support::root;

use super::blocks::text;

/// Every page under `docs`, relative to it.
fn all_pages(folder: &Path, found: &mut BTreeSet<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all_pages(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            found.insert(path.strip_prefix(root().join("docs")).unwrap().to_owned());
        }
    }
}

/// The targets of a page's links, without what lies in blocks or behind `#`, and without other sites.
fn targets(text: &str) -> Vec<String> {
    let prose: String = text.split("```").step_by(2).collect();
    let inside = prose.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let local = inside.filter(|target| !target.contains("://") && !target.starts_with('#'));
    local.map(|target| target.split('#').next().unwrap().to_owned()).collect()
}

/// A path without its `..`.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(plain.pop()),
            Component::CurDir => {}
            other => plain.push(other),
        }
    }
    plain
}

#[test]
fn the_index_names_every_page() {
    let mut pages = BTreeSet::new();
    all_pages(&root().join("docs"), &mut pages);
    let named: BTreeSet<PathBuf> = targets(&text("SUMMARY.md")).iter().map(PathBuf::from).collect();
    pages.remove(Path::new("SUMMARY.md"));
    assert_eq!(named, pages);
}

#[test]
fn no_link_is_dead() {
    let mut pages = BTreeSet::new();
    all_pages(&root().join("docs"), &mut pages);
    let mut dead = Vec::new();
    for page in pages.iter().map(|page| Path::new("docs").join(page)).chain([PathBuf::from("README.md")]) {
        let text = std::fs::read_to_string(root().join(&page)).unwrap();
        for target in targets(&text) {
            let aimed = plain(&page.parent().unwrap().join(&target));
            if !root().join(&aimed).exists() {
                dead.push(format!("{}: {target}", page.display()));
            }
        }
    }
    assert!(dead.is_empty(), "{}", dead.join("\n"));
}
