use super::*;

#[test]
fn the_count_of_shared_texts_is_blanked() {
    let mut part = br#"<?xml version="1.0"?><sst count="9" uniqueCount="9999999999"><si/></sst>"#.to_vec();
    check_strings(&mut part, "sst", &Limits::default()).unwrap();
    let text = String::from_utf8(part).unwrap();
    assert_eq!(text.split_whitespace().collect::<Vec<_>>().join(" "), r#"<?xml version="1.0"?><sst ><si/></sst>"#);
    let few = Limits { cells: 1, ..Limits::default() };
    assert!(check_strings(&mut b"<sst><si/><si></si></sst>".to_vec(), "sst", &few).is_err());
}
