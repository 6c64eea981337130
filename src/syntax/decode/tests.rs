use super::*;

fn fault(bytes: &[u8]) -> Diagnostic {
    let (source, mut faults) = decode("reglas/a.cotejo", bytes);
    assert!(source.is_none());
    assert_eq!(faults.len(), 1);
    faults.remove(0)
}

#[test]
fn the_bom_is_dropped() {
    let (source, faults) = decode("a.cotejo", "\u{feff}vigencia 2026\r\n".as_bytes());
    assert_eq!(&*source.unwrap().text, "vigencia 2026\r\n");
    assert!(faults.is_empty());
}

#[test]
fn the_first_bad_byte_is_named_by_line_and_column() {
    let fault = fault(b"vigencia 2026\nentidad \"Alcald\xeda de Pasto\"\nnorma \xe1");
    assert_eq!(fault.code, Code::NotUtf8);
    assert!(fault.message.contains("línea 2, columna 16"), "{}", fault.message);
    assert!(fault.help.unwrap().contains("«Alcaldía»"));
    assert_eq!(fault.file.as_deref(), Some("reglas/a.cotejo"));
}

#[test]
fn columns_count_letters_and_not_bytes() {
    assert!(fault(b"\xef\xbb\xbf# \xc3\xb1\xc3\xb1 \xff").message.contains("línea 1, columna 6"));
}

#[test]
fn utf16_is_told_apart() {
    assert!(fault(b"\xff\xfev\0i\0").message.contains("UTF-16"));
}

#[test]
fn a_file_above_the_limit_is_refused() {
    let fault = fault(&vec![b'#'; MAX_FILE + MAX_FILE / 2]);
    assert_eq!(fault.code, Code::TooLarge);
    assert!(fault.message.contains("1,5 MB"), "{}", fault.message);
    assert!(decode("a", &vec![b'#'; MAX_FILE]).0.is_some());
}
