//! What a file is, by its bytes.

use super::limits::Limits;
use super::package::Package;
use super::refusal::{self, Refusal};

/// A file that can be read, by its format.
pub(super) enum Kind<'a> {
    /// Excel 2007 and later, with macros or without.
    Xlsx(Package<'a>),
    /// Excel's binary format in a zip.
    Xlsb(Package<'a>),
    /// OpenDocument.
    Ods(Package<'a>),
    /// Excel 97 to 2003.
    Xls,
    /// Text in columns.
    Csv,
}

/// Endings of the names of one kind of file: the usual one first.
type Endings = &'static [&'static str];

const TEXTS: Endings = &["csv", "txt", "tsv"];
/// Of a workbook with macros: under another name Excel does not open it.
const WITH_MACROS: Endings = &["xlsm", "xltm", "xlam"];
/// Names under which Excel opens text in columns that some system wrote, with a warning.
const OF_BOOKS: Endings = &["xls", "xlsx", "xlsm"];

impl Kind<'_> {
    /// The endings that its name may have.
    pub(super) fn endings(&self) -> Endings {
        match self {
            Kind::Xlsx(_) => &["xlsx", "xlsm", "xltx", "xltm"],
            Kind::Xlsb(_) => &["xlsb"],
            Kind::Ods(_) => &["ods", "ots"],
            Kind::Xls => &["xls", "xlt"],
            Kind::Csv => TEXTS,
        }
    }
}

/// The usual ending of a file's kind, where its name has none of the kind's `endings`.
pub(super) fn other_ending(file: &str, endings: Endings, macros: bool) -> Option<&'static str> {
    let endings = if macros && endings.contains(&"xlsm") { WITH_MACROS } else { endings };
    if ends_in(file, endings) { None } else { endings.first().copied() }
}

fn ends_in(file: &str, endings: Endings) -> bool {
    let ending = file.rsplit_once('.').map_or("", |(_, ending)| ending);
    endings.iter().any(|known| known.eq_ignore_ascii_case(ending))
}

const ZIP: &[u8] = b"PK\x03\x04";
const OLE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// Beginnings of files that people send in place of a workbook.
const OTHERS: [(&[u8], &str); 9] = [
    (b"%PDF", "es un PDF"),
    (b"{\\rtf", "es un documento de texto RTF"),
    (b"\x89PNG", "es una imagen"),
    (b"\xFF\xD8\xFF", "es una imagen"),
    (b"GIF8", "es una imagen"),
    (b"Rar!", "es un archivo comprimido RAR"),
    (b"7z\xBC\xAF", "es un archivo comprimido 7z"),
    (b"PK\x05\x06", "es un archivo comprimido vacío"),
    (b"MZ", "es un programa"),
];

/// Whether a file is a zip.
pub(super) fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(ZIP)
}

/// Finds the format by the bytes; the name's extension counts only for plain text.
pub(super) fn of<'a>(file: &str, bytes: &'a [u8], limits: &'a Limits) -> Result<Kind<'a>, Refusal> {
    if bytes.is_empty() {
        return Err(refusal::not_a_workbook("está vacío, no tiene ni un byte"));
    }
    if is_zip(bytes) {
        return in_zip(Package::open(bytes, limits)?);
    }
    if bytes.starts_with(OLE) {
        return in_ole(bytes);
    }
    if let Some((_, what)) = OTHERS.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Err(refusal::not_a_workbook(what));
    }
    match markup(bytes) {
        Some(what) => Err(refusal::not_a_workbook(what)),
        None if !is_binary(bytes) && (ends_in(file, TEXTS) || ends_in(file, OF_BOOKS) && is_in_columns(bytes)) => {
            Ok(Kind::Csv)
        }
        None => Err(refusal::not_a_workbook("su contenido no se reconoce")),
    }
}

fn in_zip(package: Package<'_>) -> Result<Kind<'_>, Refusal> {
    let other = [
        ("word/document.xml", "es un documento de Word"),
        ("ppt/presentation.xml", "es una presentación de PowerPoint"),
        ("Index/Document.iwa", "es un documento de Apple (Numbers o Pages)"),
    ];
    if let Some((_, what)) = other.iter().find(|(part, _)| package.has(part)) {
        return Err(refusal::not_a_workbook(what));
    }
    if package.has("xl/workbook.bin") {
        Ok(Kind::Xlsb(package))
    } else if package.has("xl/workbook.xml") || package.has("xl/_rels/workbook.xml.rels") {
        Ok(Kind::Xlsx(package))
    } else if package.has("mimetype") && package.has("content.xml") {
        Ok(Kind::Ods(package))
    } else {
        Err(refusal::not_a_workbook("es un archivo comprimido sin un libro adentro"))
    }
}

fn in_ole<'a>(bytes: &[u8]) -> Result<Kind<'a>, Refusal> {
    if names_stream(bytes, "EncryptedPackage") {
        Err(refusal::encrypted())
    } else if names_stream(bytes, "Workbook") || names_stream(bytes, "Book") {
        Ok(Kind::Xls)
    } else if names_stream(bytes, "WordDocument") {
        Err(refusal::not_a_workbook("es un documento de Word"))
    } else if names_stream(bytes, "PowerPoint Document") {
        Err(refusal::not_a_workbook("es una presentación de PowerPoint"))
    } else {
        Err(refusal::not_a_workbook("es un archivo antiguo de Office sin un libro adentro, o le falta un trozo"))
    }
}

/// Whether an OLE file has a directory entry of this name: entries are 128 bytes and begin with the name in UTF-16.
pub(super) fn names_stream(bytes: &[u8], name: &str) -> bool {
    let wanted: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
    bytes.chunks(128).any(|entry| entry.starts_with(&wanted))
}

/// Web pages and XML saved under the name of a workbook.
fn markup(bytes: &[u8]) -> Option<&'static str> {
    let head = String::from_utf8_lossy(bytes.get(..2048).unwrap_or(bytes)).to_ascii_lowercase();
    let head = head.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    if !head.starts_with('<') {
        return None;
    }
    Some(if head.contains("urn:schemas-microsoft-com:office:spreadsheet") {
        "es una hoja de cálculo XML de 2003; guárdela en Excel como .xlsx"
    } else if ["<html", "<!doctype html", "<table", "<body"].iter().any(|tag| head.contains(tag)) {
        "es una página web (HTML) con nombre de libro"
    } else {
        "es un archivo XML"
    })
}

/// Whether the first two lines with anything in them have the same mark between columns, and equally many.
fn is_in_columns(bytes: &[u8]) -> bool {
    const LONGEST: usize = 64 * 1024;
    let head = bytes.get(..LONGEST).unwrap_or(bytes);
    let mut lines = head.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty());
    let (Some(first), Some(second)) = (lines.next(), lines.next()) else { return false };
    let count = |line: &[u8], mark: u8| line.iter().filter(|byte| **byte == mark).count();
    [b';', b'\t', b','].iter().any(|mark| count(first, *mark) > 0 && count(first, *mark) == count(second, *mark))
}

/// Text holds no null bytes, unless it says by its first bytes that it is UTF-16.
fn is_binary(bytes: &[u8]) -> bool {
    encoding_rs::Encoding::for_bom(bytes).is_none() && bytes.contains(&0)
}
