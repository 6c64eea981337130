//! Sound wrappings for parts that are not: what comes from the fuzzer lands where the reader looks for it.

use std::io::{Cursor, Write};

use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, ZipWriter};

/// Parts of one input are parted by this byte, which no XML may hold.
const PART: u8 = 0x1F;

const ROOT: &str = r#"<Relationships><Relationship Id="r" Type="t/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const TABLE: &str = r#"<workbook><sheets><sheet name="Plan" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const RELATIONS: &str = r#"<Relationships><Relationship Id="rId1" Type="t/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="t/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="t/styles" Target="styles.xml"/></Relationships>"#;
const STRINGS: &str = "<sst><si><t>Código</t></si><si><t>Texto</t></si></sst>";
const STYLES: &str = r#"<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="10"/></cellXfs></styleSheet>"#;

/// An xlsx of up to five parts of the input; those that are missing are sound.
pub fn xlsx(bytes: &[u8]) -> Vec<u8> {
    let mut parts = bytes.split(|byte| *byte == PART);
    let mut next = |sound: &'static str| parts.next().filter(|part| !part.is_empty()).unwrap_or(sound.as_bytes());
    zipped(&[
        ("xl/worksheets/sheet1.xml", next("<worksheet><sheetData/></worksheet>")),
        ("xl/sharedStrings.xml", next(STRINGS)),
        ("xl/styles.xml", next(STYLES)),
        ("xl/workbook.xml", next(TABLE)),
        ("xl/_rels/workbook.xml.rels", next(RELATIONS)),
        ("_rels/.rels", ROOT.as_bytes()),
    ])
}

/// An ods of the given content.
pub fn ods(bytes: &[u8]) -> Vec<u8> {
    zipped(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", bytes)])
}

/// An xlsb of three parts of the input, of which the first two begin with their length in two bytes: the sheet, the
/// shared texts, and the table of sheets, or a sound one where there is none.
pub fn xlsb(bytes: &[u8]) -> Vec<u8> {
    let (sheet, rest) = counted(bytes);
    let (strings, table) = counted(rest);
    let wide = |text: &str| -> Vec<u8> {
        let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        [&(units.len() as u32 / 2).to_le_bytes()[..], &units].concat()
    };
    let bundle = [&[0; 8][..], &wide("rId1"), &wide("Plan")].concat();
    let sound = [&[0x9C, 0x01, bundle.len() as u8][..], &bundle].concat();
    let relations = RELATIONS.replace(".xml", ".bin");
    zipped(&[
        ("xl/workbook.bin", if table.is_empty() { &sound } else { table }),
        ("xl/_rels/workbook.bin.rels", relations.as_bytes()),
        ("xl/worksheets/sheet1.bin", sheet),
        ("xl/sharedStrings.bin", strings),
    ])
}

fn counted(bytes: &[u8]) -> (&[u8], &[u8]) {
    match bytes {
        [low, high, rest @ ..] => rest.split_at(usize::from(u16::from_le_bytes([*low, *high])).min(rest.len())),
        _ => (bytes, &[]),
    }
}

fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, content) in parts {
        zip.start_file(*name, options).expect("a part of a zip in memory");
        zip.write_all(content).expect("a part of a zip in memory");
    }
    zip.finish().expect("a zip in memory").into_inner()
}

/// An xls whose one stream is the input.
pub fn xls(bytes: &[u8]) -> Vec<u8> {
    const SECTOR: usize = 512;
    const END: u32 = 0xFFFF_FFFE;
    let mut stream = bytes.to_vec();
    stream.resize(stream.len().clamp(4096, 120 * SECTOR), 0);
    let sectors = stream.len().div_ceil(SECTOR);
    let mut file = vec![0; SECTOR];
    file[..8].copy_from_slice(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    file[30] = 9;
    file[32] = 6;
    file[48..52].copy_from_slice(&1_u32.to_le_bytes());
    file[60..64].fill(0xFF);
    file[68..72].fill(0xFF);
    file[76..].fill(0xFF);
    file[76..80].fill(0);
    let mut table = vec![0xFFFF_FFFD, END];
    table.extend((3..).take(sectors - 1));
    table.push(END);
    table.resize(SECTOR / 4, u32::MAX);
    file.extend(table.into_iter().flat_map(u32::to_le_bytes));
    file.extend(entry("Root Entry", 5, END, 0));
    file.extend(entry("Workbook", 2, 2, stream.len()));
    file.resize(3 * SECTOR, 0);
    file.extend(stream);
    file.resize((3 + sectors) * SECTOR, 0);
    file
}

fn entry(name: &str, kind: u8, start: u32, size: usize) -> Vec<u8> {
    let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    entry.resize(128, 0);
    entry[64] = name.len() as u8 * 2 + 2;
    entry[66] = kind;
    entry[116..120].copy_from_slice(&start.to_le_bytes());
    entry[120..124].copy_from_slice(&(size as u32).to_le_bytes());
    entry
}
