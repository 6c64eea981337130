//! XML as no spreadsheet program writes it: it is read as XML says, or the book is refused; never something else.

use super::book::{self, book, part, row, rows, sheet};
use super::case::{Case, DAMAGED, Must, case, check};

const SOUND: Must = Must::Read(&["a 1"]);

fn either(lines: &'static [&'static str]) -> Must {
    Must::OneOf(vec![DAMAGED, Must::Read(lines)])
}

/// A sheet's part, whole.
fn whole(name: &'static str, part_of: impl AsRef<[u8]>, must: Must) -> Case {
    case(name, book(vec![part(book::SHEET, part_of)]), must)
}

fn sound_sheet() -> String {
    format!("<worksheet><sheetData>{}{}</sheetData></worksheet>", book::CAPTIONS, row("a", "1"))
}

#[test]
fn declarations_of_types_and_entities_are_refused() {
    let with = |declaration: &str, value: &str| {
        format!("<?xml version=\"1.0\"?>{declaration}{}", sound_sheet().replace("<t>a<", &format!("<t>{value}<")))
    };
    let laughs: String =
        (1..9).map(|level| format!("<!ENTITY l{level} \"{}\">", format!("&l{};", level - 1).repeat(10))).collect();
    check(vec![
        whole("a DTD", with("<!DOCTYPE worksheet>", "a"), DAMAGED),
        whole("an entity", with("<!DOCTYPE w [<!ENTITY e \"x\">]>", "&e;"), DAMAGED),
        whole("entities of entities", with(&format!("<!DOCTYPE w [<!ENTITY l0 \"ja\">{laughs}]>"), "&l8;"), DAMAGED),
        whole("a file as an entity", with("<!DOCTYPE w [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>", "&e;"), DAMAGED),
        whole("an address as an entity", with("<!DOCTYPE w SYSTEM \"http://127.0.0.1:1/x.dtd\">", "a"), DAMAGED),
        whole("an entity of none", with("", "&nada;"), either(&["&nada; 1"])),
        whole(
            "characters that are none",
            with("", "&#xD800;&#0;&#x110000;"),
            // The one of number 0 is left out where texts are compared and shown, as all that do not show.
            either(&["&#xD800;&#x110000; 1"]),
        ),
    ]);
}

#[test]
fn what_xml_allows_is_read_as_it_says() {
    let prefixed = sound_sheet().replace("</", "</x:").replace("<", "<x:").replace("<x:/x:", "</x:");
    let spaced = rows(&row("a", "1").replace("<t>a", "<t xml:space=\"preserve\">  a  "));
    let quoted = sound_sheet().replace("<worksheet>", "<worksheet a='>' b=\"/>\" c = '<c/>'>");
    let data = rows(&row("<![CDATA[a<b>&amp;]]>", "<![CDATA[1]]>"));
    let commented = rows(&row("a<!-- x -->b", "1<!-- 9 -->2"));
    let instructed = rows(&row("a<?x 9?>b", "1<?x 9?>2"));
    let empty = sound_sheet().replace("<sheetData>", "<sheetData><!-- <row><c><v>9</v></c></row> --><?x?>");
    check(vec![
        whole("prefixes", prefixed.replacen("<x:worksheet", "<x:worksheet xmlns:x=\"y\"", 1), SOUND),
        whole("a byte order mark", format!("\u{feff}{}", sound_sheet()), SOUND),
        whole("blanks in tags", sound_sheet().replace("</c>", "</c  >").replace("<c>", "<c\n\t>"), SOUND),
        whole("marks in attributes", quoted.replace("'<c/>'", "'c'"), SOUND),
        whole("marks in attributes that XML forbids", quoted, DAMAGED),
        case("kept blanks", spaced, SOUND),
        case("CDATA", data, either(&["a<b>&amp; 1"])),
        case("comments in values", commented, either(&["ab 12"])),
        case("instructions in values", instructed, either(&["ab 12"])),
        whole("a row in a comment", empty.replace("<?x?>", ""), SOUND),
        whole("UTF-16", utf_16(&sound_sheet()), Must::OneOf(vec![DAMAGED, SOUND])),
        whole("bytes that are no UTF-8", [sound_sheet().as_bytes(), b"\xFF"].concat(), DAMAGED),
    ]);
}

fn utf_16(text: &str) -> Vec<u8> {
    [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

#[test]
fn escapes_of_control_characters_come_out_as_nothing_that_acts() {
    let escaped = rows(&row("a_x001B_[31mb_x0000_c_x005F_x000D_", "1"));
    let raw = book(vec![sheet(&row("a\u{1b}[31m", "1"))]);
    let with_escape = Must::OneOf(vec![Must::Rows(1), Must::Read(&["a\u{1b}[31mb\0c_x000D_ 1"])]);
    check(vec![case("_x001B_", escaped, with_escape), case("an escape character", raw, DAMAGED)]);
}

#[test]
fn what_is_torn_deep_or_wide_is_bounded() {
    let deep = |open: &str, close: &str, times: usize| {
        let filling = format!("{}{}", open.repeat(times), close.repeat(times));
        sound_sheet().replace("</sheetData>", &format!("</sheetData>{filling}"))
    };
    let attributes: String = (0..300_000).map(|index| format!(" a{index}=\"1\"")).collect();
    let wide = sound_sheet().replacen("<row>", &format!("<row{attributes}>"), 1);
    let columns =
        "<cols>".to_owned() + &"<col min=\"1\" max=\"9\" hidden=\"1\"/>".repeat(200_000) + "</cols><sheetData>";
    let cell_in_cell = "<row><c><c><v>1</v></c></c></row>";
    check(vec![
        whole("a million elements deep", deep("<x>", "</x>", 1_000_000), either(&["a 1"])),
        whole("a million formulas deep", deep("<f>", "</f>", 1_000_000), either(&["a 1"])),
        whole("300.000 attributes", wide, Must::OneOf(vec![SOUND, super::case::OVER, DAMAGED])),
        whole("200.000 columns", sound_sheet().replace("<sheetData>", &columns), SOUND),
        whole(
            "a cell in a cell",
            sound_sheet().replace("</sheetData>", &format!("{cell_in_cell}</sheetData>")),
            DAMAGED,
        ),
        whole("nothing", "", DAMAGED),
        whole("no end", sound_sheet().replace("</worksheet>", ""), DAMAGED),
        whole("a cell without end", "<worksheet><sheetData><row><c><v>1", DAMAGED),
        whole("a tag without end", sound_sheet() + "<x a=\"", DAMAGED),
        whole("two ends", sound_sheet() + &sound_sheet(), DAMAGED),
        whole(
            "a million rows of nothing",
            sound_sheet().replace("</sheetData>", &("<row/>".repeat(900_000) + "</sheetData>")),
            SOUND,
        ),
    ]);
}
