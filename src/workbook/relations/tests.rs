use super::*;

#[test]
fn paths_start_from_the_part_that_names_them() {
    assert_eq!(join("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
    assert_eq!(join("xl", "/xl/worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
    assert_eq!(join("xl/a", "..\\b\\./c.xml"), "xl/b/c.xml");
    assert_eq!(join("", "../../etc/passwd"), "etc/passwd");
}
