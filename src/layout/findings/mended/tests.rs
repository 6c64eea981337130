use crate::diagnostic::Code;
use crate::layout::tests::{Rules, code, found, messages, sheet, values};
use crate::value::Type;

#[test]
fn numbers_kept_as_text_are_one_note_a_column_of_a_sheet() {
    let rules = || Rules::new().column("Avance", Type::Decimal).column("Total", Type::Pesos);
    let lines = ["Avance|Total", "=1|$ 1.234.567,00", "55.7|=5", "60.5|NP"];
    let (table, findings) = rules().table(vec![sheet("Plan", &lines)]);
    assert_eq!(values(&table, 0), ["1", "55.7", "60.5"]);
    assert_eq!(
        messages(&findings),
        "el número de B2 en «Total» está guardado como texto y se lee $ 1.234.567\n\
         2 números de «Avance» están guardados como texto; el primero, A3, se lee 55,7\n\
         B4 dice «NP» y «Total» espera pesos"
    );
    assert!(rules().table(vec![sheet("", &lines[..3])]).1.is_empty(), "in CSV all is text");
}

#[test]
fn signs_that_cannot_be_seen_are_left_out_and_told() {
    let rules = Rules::new().column("Programa", code(&["0000"])).column("Notas", Type::Text);
    let (table, findings) =
        rules.table(vec![sheet("Plan", &["Programa|Notas", "19\u{200b}05|a\u{ad}b", "\u{feff}1906|x"])]);
    assert_eq!(values(&table, 0), ["1905", "1906"]);
    assert_eq!(values(&table, 1), ["ab", "x"]);
    assert_eq!(found(&findings), [(Code::Unseen, "A2".to_owned())], "no rule compares «Notas»");
    assert_eq!(
        findings[0].message,
        "2 celdas de «Programa» tienen signos que no se ven y se leen sin ellos; la primera, A2, tiene un signo invisible \
         (U+200B) después de «19»"
    );
}

#[test]
fn letters_of_another_alphabet_stay_and_are_told() {
    let rules = Rules::new().column("Meta", Type::Text).key();
    let (table, findings) = rules.table(vec![sheet("Plan", &["Meta", "SАLUD"])]);
    assert_eq!(values(&table, 0), ["SАLUD"]);
    assert_eq!(found(&findings), [(Code::Lookalike, "A2".to_owned())]);
    assert_eq!(
        findings[0].message,
        "A2 dice «SАLUD» y tiene después de «S» una «А» cirílica (U+0410), que parece «A» y no lo es"
    );
    assert_eq!(findings[0].help.as_deref(), Some("borre la celda y escríbala de nuevo con el teclado: SALUD"));
}

#[test]
fn an_unreadable_code_with_a_strange_letter_says_so_itself() {
    let rules = Rules::new().column("BP", code(&["BP00"]));
    let (_, findings) = rules.table(vec![sheet("Plan", &["BP", "ВP26"])]);
    assert_eq!(found(&findings), [(Code::CellUnreadable, "A2".to_owned())]);
    assert!(findings[0].message.ends_with("tiene al comienzo una «В» cirílica (U+0412), que parece «B» y no lo es"));
}
