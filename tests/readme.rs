//! The README: every command in it runs, every rule block compiles, every output shown is the real one.

use std::fs;

use crate::support::{Ended, copy, cotejo, cotejo_in, root};

/// The fenced blocks of a language, in order.
fn blocks(language: &str) -> Vec<String> {
    let text = fs::read_to_string(root().join("README.md")).unwrap();
    let opened = format!("```{language}\n");
    let found = text.split(&opened).skip(1).map(|rest| rest.split("\n```").next().unwrap().to_owned());
    found.collect()
}

/// A folder that looks like the package's, with the README's first rule beside it.
fn workplace() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in ["fixtures", "rules"] {
        copy(&root().join(name), &folder.path().join(name));
    }
    fs::write(folder.path().join("primera.cotejo"), &blocks("cotejo")[0]).unwrap();
    folder
}

/// The arguments of `cargo run --release -- …`; `None` for another command.
fn arguments(command: &str) -> Option<Vec<&str>> {
    Some(command.strip_prefix("cargo run --release -- ")?.split(' ').collect())
}

#[test]
fn every_command_runs() {
    let folder = workplace();
    let commands = blocks("sh");
    let run: Vec<(&str, Ended)> = commands
        .iter()
        .filter_map(|command| Some((command.as_str(), cotejo_in(folder.path(), &arguments(command)?))))
        .collect();
    assert_eq!(run.len(), commands.len() - 1, "cargo test is the only other command");
    assert!(commands.contains(&"cargo test".to_owned()));
    for (command, ended) in &run {
        let clean = ["comprobar", "formatear", "-- probar ", "explicar", "primera.cotejo"]
            .iter()
            .any(|word| command.contains(word));
        assert_eq!(ended.code, i32::from(!clean), "{command}\n{}{}", ended.stdout, ended.stderr);
        assert!(!ended.stdout.is_empty() && ended.stderr.is_empty(), "{command}\n{}", ended.stderr);
    }
    let modified = run.iter().find(|(command, _)| command.contains("modificación")).unwrap();
    assert!(modified.1.stdout.contains("La meta MP-030 no está en el plan aprobado"), "{}", modified.1.stdout);
}

#[test]
fn outputs_are_as_shown() {
    let folder = workplace();
    let shown = blocks("text");
    let commands = blocks("sh");
    let named = |words: &str| commands.iter().find(|command| command.contains(words)).unwrap();
    let shown_of = [&commands[0], named("-- probar ")];
    assert_eq!(shown.len(), shown_of.len());
    for (command, block) in shown_of.into_iter().zip(&shown) {
        let ended = cotejo_in(folder.path(), &arguments(command).unwrap());
        assert!(ended.stdout.contains(block.as_str()), "{command} does not print\n{block}\nbut\n{}", ended.stdout);
    }
}

#[test]
fn every_rule_block_compiles() {
    let folder = workplace();
    let found = blocks("cotejo");
    assert_eq!(found.len(), 1);
    for block in found {
        fs::write(folder.path().join("bloque.cotejo"), &block).unwrap();
        let ended = cotejo_in(folder.path(), &["comprobar", "--reglas", "bloque.cotejo"]);
        assert_eq!(ended.code, 0, "{block}\n{}", ended.stdout);
    }
}

#[test]
fn help_is_in_spanish() {
    for args in
        [&["--ayuda"][..], &["revisar", "--ayuda"], &["comprobar", "--ayuda"], &["probar", "--ayuda"], &["--version"]]
    {
        let ended = cotejo(args);
        assert_eq!((ended.code, ended.stderr.as_str()), (0, ""), "{args:?}");
        for word in ["Usage", "Options", "Commands", "Print", "Arguments", "[default", "possible values", "aliases"] {
            assert!(!ended.stdout.contains(word), "{args:?}: «{word}» in\n{}", ended.stdout);
        }
    }
}
