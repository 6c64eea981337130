//! Zips that lie, repeat themselves, end too soon or swell.

use super::archive::{End, Entry, zip, zip_ending};
use super::book::{self, RELATIONS, SHEET, STRINGS, STYLES, TABLE, book, entries, long_sheet, part, row, rows, sheet};
use super::case::{DAMAGED, LOCKED, Must, NO_BOOK, OVER, case, check, named, review};

const SOUND: Must = Must::Read(&["a 1"]);

/// The sound book's entries, its sheet changed.
fn with_sheet(change: impl FnOnce(&mut Entry)) -> Vec<u8> {
    let mut entries = entries(Vec::new());
    change(entries.iter_mut().find(|entry| entry.name == SHEET).unwrap());
    zip(&entries)
}

#[test]
fn a_zip_s_entries_are_what_its_table_and_their_heads_both_say() {
    check(vec![
        case("stored", zip(&entries(vec![Entry::stored(SHEET, sheet_bytes().as_bytes())])), SOUND),
        case("data descriptors", with_sheet(|sheet| sheet.described = true), SOUND),
        case("zip64", ending(|end| end.is_64 = true), SOUND),
        case("a comment of 64 KB", ending(|end| end.comment = vec![b'x'; 65_535]), SOUND),
        case("a comment with an end in it", ending(|end| end.comment = b"PK\x05\x06".repeat(9)), SOUND),
        case("an encrypted entry", with_sheet(|sheet| sheet.flags = 1), LOCKED),
        case("method 99", with_sheet(|sheet| sheet.method = 99), DAMAGED),
        case("method bzip2", with_sheet(|sheet| sheet.method = 12), DAMAGED),
        case("stored by the table, deflated by its head", with_sheet(|sheet| sheet.method = 0), DAMAGED),
        case("a wrong sum", with_sheet(|sheet| sheet.crc ^= 1), DAMAGED),
        case("no deflated bytes", with_sheet(|sheet| sheet.data.fill(0xFF)), DAMAGED),
        case("fewer bytes than declared", with_sheet(|sheet| sheet.packed_size = Some(9)), DAMAGED),
        case("more bytes than the file has", with_sheet(|sheet| sheet.packed_size = Some(u32::MAX - 1)), DAMAGED),
        case("an entry beyond the end", with_sheet(|sheet| sheet.offset = Some(900_000)), DAMAGED),
        case("an entry in the middle of another", with_sheet(|sheet| sheet.offset = Some(10)), DAMAGED),
        case("two entries on the same bytes", overlapping(), DAMAGED),
        case("a name twice", twice(SHEET), DAMAGED),
        case("names that differ by case", twice("XL/Worksheets/SHEET1.XML"), DAMAGED),
        case("a table beyond the end", ending(|end| end.table_offset = Some(u32::MAX - 9)), DAMAGED),
        case("60.000 entries", many_entries(60_000), OVER),
    ]);
}

/// What the two headers of an entry disagree on: the present reader believes the table alone, as Excel does not.
#[test]
fn headers_that_disagree_never_give_other_cells() {
    let either = || Must::OneOf(vec![DAMAGED, SOUND]);
    check(vec![
        case("another name in the head", with_sheet(|sheet| sheet.local_name = Some("x.xml".into())), either()),
        case("another method in the head", with_sheet(|sheet| sheet.local_method = Some(0)), either()),
        case("a size of 5 bytes", with_sheet(|sheet| sheet.size = 5), either()),
        case("a size of 4 GB", with_sheet(|sheet| sheet.size = u32::MAX - 1), either()),
        case(
            "one entry by the end, seven by the table",
            ending(|end| end.count = Some(1)),
            Must::OneOf(vec![either(), NO_BOOK]),
        ),
        case("9.999 entries by the end", ending(|end| end.count = Some(9_999)), either()),
    ]);
}

fn sheet_bytes() -> String {
    format!("{}{}{}</sheetData></worksheet>", book::opening(), book::CAPTIONS, row("a", "1"))
}

fn ending(change: impl FnOnce(&mut End)) -> Vec<u8> {
    let mut end = End::default();
    change(&mut end);
    zip_ending(&entries(Vec::new()), &end)
}

fn twice(name: &str) -> Vec<u8> {
    let mut all = entries(Vec::new());
    all.push(Entry { name: name.to_owned(), ..sheet(&row("otra", "2")) });
    zip(&all)
}

fn overlapping() -> Vec<u8> {
    let mut all = entries(Vec::new());
    let first = all[0].clone();
    all.push(Entry { offset: Some(0), ..first });
    all.last_mut().unwrap().name = "xl/otra.xml".to_owned();
    zip(&all)
}

fn many_entries(count: usize) -> Vec<u8> {
    book((0..count).map(|index| Entry::stored(&format!("xl/media/{index}"), b"")).collect())
}

#[test]
fn what_swells_is_refused_and_what_is_not_needed_is_not_inflated() {
    const GB: usize = 1_000_000_000;
    let bomb = |name: &str| Entry::repeated(name, "", " ", 3 * GB, "", false);
    let wide = format!("<row>{}</row>", "<c><v>1</v></c>".repeat(20));
    let nested = Entry::stored("xl/embeddings/otro.xlsx", &rows(&row("de adentro", "2")));
    check(vec![
        case("a sheet of 3 GB in 3 MB", book(vec![bomb(SHEET)]), OVER),
        case("shared texts of 3 GB", book(vec![bomb(STRINGS)]), OVER),
        case("styles of 3 GB", book(vec![bomb(STYLES)]), OVER),
        case("a table of sheets of 3 GB", book(vec![bomb(TABLE)]), OVER),
        case("relations of 3 GB", book(vec![bomb(RELATIONS)]), OVER),
        case("an image of 3 GB", book(vec![bomb("xl/media/image1.png")]), SOUND),
        case("20 million cells", book(vec![long_sheet(&wide, 1_000_000, false)]), OVER),
        case("a book in a book", book(vec![nested.clone()]), SOUND),
        case("a book in a zip", zip(&[nested]), NO_BOOK),
        case("names that leave the folder", book(vec![part("../../xl/worksheets/sheet1.xml", "x")]), SOUND),
    ]);
}

#[test]
fn what_is_no_book_is_told_whatever_its_name() {
    let sound = || rows(&row("a", "1"));
    let padded = [b"x".to_vec(), sound()].concat();
    check(vec![
        named("an xlsx named xls", "malo.xls", sound(), SOUND),
        named("an xlsx named csv", "malo.csv", sound(), SOUND),
        named("an xlsx named ods", "malo.ods", sound(), SOUND),
        case("nothing", Vec::new(), NO_BOOK),
        case("a megabyte of zeros", vec![0; 1_000_000], NO_BOOK),
        case("bytes before the zip", padded, NO_BOOK),
        case("a zip of nothing", zip(&[]), NO_BOOK),
        case("a web page", b"<html><table><tr><td>1</table></html>".to_vec(), NO_BOOK),
        case("a PDF", b"%PDF-1.7\n%\xE2\xE3".to_vec(), NO_BOOK),
        case("an encrypted book", super::ole::file(&[("EncryptedPackage", &[0; 5000])]), LOCKED),
        case("a book without its table", zip(&[part("[Content_Types].xml", "<Types/>")]), NO_BOOK),
    ]);
}

/// All the cuts lie in one folder: none of them costs another, or the sound plan, anything.
#[test]
fn a_book_cut_at_every_kilobyte_is_damaged() {
    let noise = |index: usize| format!("{:x}", index.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    let many: String = (0..1_500).map(|index| row(&noise(index), &index.to_string())).collect();
    let whole = rows(&many);
    let cuts: Vec<(String, &[u8])> =
        (1024..whole.len()).step_by(1024).map(|end| (format!("corte{end:06}.xlsx"), &whole[..end])).collect();
    assert!(cuts.len() >= 15, "{} bytes", whole.len());
    let files: Vec<(&str, &[u8])> = cuts.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    let report = review(&files, false).unwrap();
    let findings = report["hallazgos"].as_array().unwrap();
    assert_eq!(findings.len(), cuts.len(), "{report:#}");
    assert!(findings.iter().all(|finding| finding["regla"] == "lectura/danado"), "{report:#}");
    let read = |book: &&serde_json::Value| !book["formato"].is_null();
    assert_eq!(report["libros"].as_array().unwrap().iter().filter(read).count(), 1);
}
