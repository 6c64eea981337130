//! What cannot be read: each with a clear message in Spanish and the right exit code.

use std::fs;

use crate::support::{cotejo, cotejo_in};

const RULES: &str = "rules/pasto-2026";

/// A plan with a fault of its own costs no other plan its verdicts; the run ends with 1.
fn refused(book: &str, code: &str, says: &[&str]) {
    let ended =
        cotejo(&["revisar", &format!("fixtures/pasto-2026/malos/{book}"), "--reglas", RULES, "--fecha", "2026-01-20"]);
    assert_eq!(ended.code, 1, "{}{}", ended.stdout, ended.stderr);
    for word in says.iter().chain([&code]) {
        assert!(ended.stdout.contains(word), "{book}: no «{word}» in\n{}", ended.stdout);
    }
}

#[test]
fn a_workbook_that_is_none() {
    refused("texto.xlsx", "lectura/no_es_libro", &["texto.xlsx"]);
}

#[test]
fn an_encrypted_workbook() {
    refused("cifrado.xlsx", "lectura/cifrado", &["contraseña"]);
}

#[test]
fn a_truncated_workbook() {
    refused("truncado.xlsx", "lectura/danado", &[]);
}

#[test]
fn an_empty_file() {
    refused("vacio.xlsx", "lectura/no_es_libro", &[]);
}

#[test]
fn a_workbook_without_data() {
    refused("hoja-vacia.xlsx", "lectura/vacio", &[]);
}

#[test]
fn a_folder_that_does_not_exist() {
    let ended = cotejo(&["revisar", "no/existe", "--reglas", RULES]);
    assert_eq!(ended.code, 2);
    assert_eq!(ended.stderr, "cotejo: «no/existe»: no existe\n");
    let ended = cotejo(&["revisar", "fixtures/pasto-2026/planes", "--reglas", "no/existe"]);
    assert_eq!((ended.code, ended.stderr.as_str()), (2, "cotejo: «no/existe»: no existe\n"));
}

#[test]
fn a_folder_without_workbooks() {
    let folder = tempfile::tempdir().unwrap();
    let ended = cotejo(&["revisar", folder.path().to_str().unwrap(), "--reglas", RULES]);
    assert_eq!(ended.code, 2);
    assert!(ended.stderr.contains("no hay ningún libro que revisar"), "{}", ended.stderr);
}

#[test]
fn usage_is_told_in_spanish() {
    for (args, says) in [
        (&["revizar"][..], "no existe la orden «revizar»; ¿quiso decir «revisar»?"),
        (&["revisar", "x", "--regla", "y"], "no existe la opción «--regla»; ¿quiso decir «--reglas»?"),
        (
            &["revisar", "x"],
            "faltan las reglas: indíquelas con --reglas RUTA, o con «reglas = \"RUTA\"» en cotejo.toml",
        ),
        (&["revisar", "--reglas", RULES], "faltan los planes: indique libros o carpetas"),
        (&["comprobar", RULES, "--reglas", RULES], "no se puede usar con"),
        (&["revisar", "x", "--reglas", "y", "--fase", "revicion"], "no es una fase; ¿quiso decir «revisión»?"),
        (&["revisar", "x", "--reglas", "y", "--fecha", "31/01/2026"], "escriba año-mes-día"),
        (
            &["revisar", "x", "--reglas", "y", "--color", "rojo"],
            "«rojo» no sirve para «--color <CUÁNDO>»; admite auto, siempre, nunca",
        ),
        (&[], "falta la orden"),
    ] {
        let ended = cotejo(args);
        assert_eq!(ended.code, 2, "{args:?}");
        assert!(ended.stderr.contains(says), "{args:?}: no «{says}» in\n{}", ended.stderr);
        assert!(!ended.stderr.contains("error:") && !ended.stderr.contains("Usage"), "{}", ended.stderr);
    }
}

/// Writes one rule file beside nothing else and checks it alone.
fn rule_file(bytes: &[u8]) -> crate::support::Ended {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("reglas.cotejo"), bytes).unwrap();
    cotejo_in(folder.path(), &["comprobar", "--reglas", "reglas.cotejo"])
}

const SMALL: &str = "vigencia 2026\nentidad \"Pasto\"\n\nformato plan \"F\"\n  columna total : pesos\n\nregla positivo\n  \"El total no es negativo\"\n  por cada fila de plan\n  exige total >= 0\n";

#[test]
fn a_bom_and_windows_line_ends_are_nothing_to_tell() {
    let windows = format!("\u{feff}{}", SMALL.replace('\n', "\r\n"));
    let ended = rule_file(windows.as_bytes());
    let summary = "\n2 notas\nSin fallas: 1 regla, 0 tablas y 1 formato para la vigencia 2026.\n";
    assert!(ended.code == 0 && ended.stdout.ends_with(summary), "{}", ended.stdout);
}

#[test]
fn a_rule_file_in_another_encoding_is_told_with_its_place() {
    let mut bytes = SMALL.as_bytes().to_vec();
    let at = SMALL.find("negativo").unwrap();
    bytes[at] = 0xf3;
    let ended = rule_file(&bytes);
    assert_eq!(ended.code, 2);
    assert!(ended.stdout.contains("UTF-8") && ended.stdout.contains("reglas.cotejo"), "{}", ended.stdout);
    assert!(ended.stdout.contains("línea 8"), "{}", ended.stdout);
}

#[test]
fn deep_nesting_is_refused_quickly() {
    let deep = format!("{}total{} >= 0", "(".repeat(5_000), ")".repeat(5_000));
    let ended = rule_file(SMALL.replace("total >= 0", &deep).as_bytes());
    assert_eq!(ended.code, 2, "{}", ended.stderr);
    assert!(ended.stdout.contains("reglas.cotejo:10"), "{}", ended.stdout);
}

/// A folder whose files use each other is one set, however the folder is named.
#[test]
fn a_folder_of_rules_says_its_vigencia_once_wherever_it_stands() {
    let folder = tempfile::tempdir().unwrap();
    let (head, rule) = SMALL.split_once("regla ").unwrap();
    fs::write(folder.path().join("a.cotejo"), head).unwrap();
    fs::write(folder.path().join("b.cotejo"), format!("usa \"a.cotejo\"\n\nregla {rule}")).unwrap();
    for path in [".", folder.path().to_str().unwrap(), "b.cotejo"] {
        let ended = cotejo_in(folder.path(), &["comprobar", path]);
        let own = path != "b.cotejo";
        assert_eq!(ended.code == 0, own, "{path}: {}", ended.stdout);
        assert_eq!(ended.stdout.contains("no dice su vigencia"), !own, "{path}: {}", ended.stdout);
    }
}
