//! OLE files, and the records of Excel 97 in them, written by hand.

/// Bytes of a sector.
pub(super) const SECTOR: usize = 512;
const END: u32 = 0xFFFF_FFFE;
const FREE: u32 = 0xFFFF_FFFF;

/// An OLE file of these streams, each in sectors of its own: the table of chains, the directory, then the streams.
pub(super) fn file(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut chains = vec![0xFFFF_FFFD, END];
    let mut directory = entry("Root Entry", 5, END, 0);
    let mut content = Vec::new();
    for (name, stream) in streams {
        let length = stream.len().max(4096);
        let start = u32::try_from(chains.len()).unwrap();
        directory.extend(entry(name, 2, start, length));
        let sectors = u32::try_from(length.div_ceil(SECTOR)).unwrap();
        chains.extend(start + 1..start + sectors);
        chains.push(END);
        content.extend_from_slice(stream);
        content.resize(content.len() + length - stream.len(), 0);
        content.resize(content.len().next_multiple_of(SECTOR), 0);
    }
    assert!(chains.len() <= SECTOR / 4 && directory.len() <= SECTOR, "a small file");
    chains.resize(SECTOR / 4, FREE);
    directory.resize(SECTOR, 0);
    [head(), chains.into_iter().flat_map(u32::to_le_bytes).collect(), directory, content].concat()
}

fn head() -> Vec<u8> {
    let mut head = vec![0; SECTOR];
    head[..8].copy_from_slice(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    (head[30], head[32]) = (9, 6);
    head[48..52].copy_from_slice(&1_u32.to_le_bytes());
    head[60..64].fill(0xFF);
    head[68..72].fill(0xFF);
    head[76..].fill(0xFF);
    head[76..80].fill(0);
    head
}

fn entry(name: &str, kind: u8, start: u32, size: usize) -> Vec<u8> {
    let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    entry.resize(128, 0);
    entry[64] = u8::try_from(name.len() * 2 + 2).unwrap();
    entry[66] = kind;
    entry[116..120].copy_from_slice(&start.to_le_bytes());
    entry[120..124].copy_from_slice(&u32::try_from(size).unwrap().to_le_bytes());
    entry
}

/// A record.
pub(super) fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    [&kind.to_le_bytes(), &u16::try_from(data.len()).unwrap().to_le_bytes(), data].concat()
}

/// The beginning of a part: 5 is the book, 16 a sheet.
pub(super) fn bof(kind: u16) -> Vec<u8> {
    record(0x0809, &[6, kind].map(|word| if word == 6 { 0x0600_u16 } else { word }.to_le_bytes()).concat())
}

/// The end of a part.
pub(super) fn eof() -> Vec<u8> {
    record(0x000A, &[])
}

/// A text of one byte a letter, its length before it.
pub(super) fn latin(text: &str) -> Vec<u8> {
    let letters: Vec<u8> = text.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap()).collect();
    [&u16::try_from(letters.len()).unwrap().to_le_bytes()[..], &[0], &letters].concat()
}

/// A cell's record.
pub(super) fn cell(kind: u16, row: u16, column: u16, value: &[u8]) -> Vec<u8> {
    let place: Vec<u8> = [row, column, 0].into_iter().flat_map(u16::to_le_bytes).collect();
    record(kind, &[&place, value].concat())
}

/// The captions that the rules of these tests look for, and a row.
pub(super) fn rows() -> Vec<u8> {
    let text = |row, column, text| cell(0x0204, row, column, &latin(text));
    [text(0, 0, "Código"), text(0, 1, "Total"), text(1, 0, "a"), cell(0x0203, 1, 1, &1_f64.to_le_bytes())].concat()
}

/// A book's stream: what is before its table, its names of sheets, which all begin at the one sheet, and that sheet.
pub(super) fn stream(globals: &[u8], sheets: usize, cells: &[u8]) -> Vec<u8> {
    let head = [bof(5), globals.to_vec()].concat();
    let bound = |index: usize, start: usize| {
        let name = format!("Hoja{index:04}");
        let head = [&u32::try_from(start).unwrap().to_le_bytes()[..], &[0, 0, 8, 0]].concat();
        record(0x0085, &[head, name.into_bytes()].concat())
    };
    let start = head.len() + sheets * bound(0, 0).len() + eof().len();
    let table: Vec<u8> = (0..sheets).flat_map(|index| bound(index, start)).collect();
    [head, table, eof(), bof(16), cells.to_vec(), eof()].concat()
}
