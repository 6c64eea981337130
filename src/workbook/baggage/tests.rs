use super::*;
use crate::diagnostic::Severity;

fn told(file: &str, baggage: Baggage) -> Vec<(Code, String)> {
    let book = Workbook { baggage, ..Workbook::default() };
    let told = remarks(&book, file);
    assert!(told.iter().all(|told| told.severity == Severity::Warning && told.file.as_deref() == Some(file)));
    told.into_iter().map(|told| (told.code, told.message)).collect()
}

#[test]
fn nothing_to_tell_of_a_plain_workbook() {
    assert_eq!(told("planes/salud.xlsx", Baggage::default()), []);
}

#[test]
fn a_name_of_another_kind() {
    let named = |ending| told("planes/salud.xls", Baggage { other_ending: Some(ending), ..Baggage::default() });
    let says = |what| (Code::OtherKind, format!("el archivo se llama «salud.xls» y es {what}; se leyó como lo que es"));
    assert_eq!(named("xlsx"), [says("un libro .xlsx")]);
    assert_eq!(named("csv"), [says("un texto en columnas (CSV), no un libro")]);
    assert_eq!(named("xlsm"), [says("un libro .xlsm, con macros")]);
}

#[test]
fn macros_and_links_are_two_things() {
    let links = ["file:///C:\\Users\\Ana\\techos%202026.xlsx", "../otro/techos 2026.xlsx", "/srv/POAI.xlsx"];
    let baggage = Baggage { macros: true, external_links: links.map(str::to_owned).to_vec(), other_ending: None };
    let told = told("salud.xlsm", baggage);
    assert_eq!(told.iter().map(|(code, _)| *code).collect::<Vec<_>>(), [Code::Macros, Code::ExternalLinks]);
    assert_eq!(
        told[1].1,
        "el libro tiene vínculos a otros archivos, «POAI.xlsx» y «techos 2026.xlsx», que no se abren: los valores de \
         esas fórmulas son los guardados, y pueden estar desactualizados"
    );
}

#[test]
fn of_many_linked_files_only_some_are_named() {
    let external_links = (1..=9).map(|number| format!("libro{number}.xlsx")).collect();
    let told = told("salud.xlsx", Baggage { external_links, ..Baggage::default() });
    assert!(told[0].1.contains("«libro5.xlsx» y 4 más, que no se abren"), "{}", told[0].1);
}
