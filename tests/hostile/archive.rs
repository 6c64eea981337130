//! Zips written by hand, byte by byte, so that any field can lie.

use std::io::Write;

use flate2::{Compress, Compression, FlushCompress};

/// How an entry's bytes are kept.
pub(super) const STORED: u16 = 0;
pub(super) const DEFLATED: u16 = 8;

/// One entry, with every field that a reader may believe.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) name: String,
    /// The name in the local header, where it is another.
    pub(super) local_name: Option<String>,
    pub(super) method: u16,
    /// The method in the local header, where it is another.
    pub(super) local_method: Option<u16>,
    pub(super) flags: u16,
    pub(super) crc: u32,
    /// The bytes as kept.
    pub(super) data: Vec<u8>,
    /// Size once inflated, as declared.
    pub(super) size: u32,
    /// Size as kept, as declared, where it is another.
    pub(super) packed_size: Option<u32>,
    /// Where the entry begins, as declared in the table, where it is another.
    pub(super) offset: Option<u32>,
    /// Sizes and sum follow the bytes, and the local header has zeros.
    pub(super) described: bool,
}

impl Entry {
    /// An entry kept as it is.
    pub(super) fn stored(name: &str, content: &[u8]) -> Self {
        Entry {
            name: name.to_owned(),
            local_name: None,
            method: STORED,
            local_method: None,
            flags: 0,
            crc: crc_of(content),
            data: content.to_vec(),
            size: u32::try_from(content.len()).unwrap(),
            packed_size: None,
            offset: None,
            described: false,
        }
    }

    /// An entry deflated.
    pub(super) fn deflated(name: &str, content: &[u8]) -> Self {
        let mut packer = flate2::write::DeflateEncoder::new(Vec::new(), Compression::fast());
        packer.write_all(content).unwrap();
        Entry { method: DEFLATED, data: packer.finish().unwrap(), ..Entry::stored(name, content) }
    }

    /// An entry deflated: `head`, then `unit` as many times as asked for, then `tail`. Only a piece of a megabyte is
    /// ever deflated; the rest are copies of what came of it. Its sum is right where `summed`.
    pub(super) fn repeated(name: &str, head: &str, unit: &str, times: usize, tail: &str, summed: bool) -> Self {
        let units = (1024 * 1024 / unit.len()).clamp(1, times);
        let piece = unit.repeat(units);
        let packed = block(piece.as_bytes());
        let mut data = block(head.as_bytes());
        (0..times / units).for_each(|_| data.extend_from_slice(&packed));
        let rest = unit.repeat(times % units) + tail;
        data.extend(block(rest.as_bytes()));
        // An empty last block.
        data.extend([3, 0]);
        let mut crc = flate2::Crc::new();
        if summed {
            crc.update(head.as_bytes());
            (0..times / units).for_each(|_| crc.update(piece.as_bytes()));
            crc.update(rest.as_bytes());
        }
        let size = head.len() + unit.len() * times + tail.len();
        let size = u32::try_from(size).unwrap_or(u32::MAX - 1);
        Entry { method: DEFLATED, data, crc: crc.sum(), size, ..Entry::stored(name, &[]) }
    }

    fn header(&self, local: bool) -> Vec<u8> {
        let method = self.local_method.filter(|_| local).unwrap_or(self.method);
        let packed = self.packed_size.unwrap_or(u32::try_from(self.data.len()).unwrap());
        let flags = self.flags | if self.described { 8 } else { 0 };
        let mut bytes: Vec<u8> = [20, flags, method, 0, 0x5821].into_iter().flat_map(u16::to_le_bytes).collect();
        let numbers = if local && self.described { [0, 0, 0] } else { [self.crc, packed, self.size] };
        bytes.extend(numbers.into_iter().flat_map(u32::to_le_bytes));
        let name = self.local_name.as_ref().filter(|_| local).unwrap_or(&self.name);
        bytes.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
        bytes.extend(0_u16.to_le_bytes());
        bytes
    }

    fn shown_name(&self, local: bool) -> &[u8] {
        self.local_name.as_ref().filter(|_| local).unwrap_or(&self.name).as_bytes()
    }
}

/// Deflated bytes that end at a whole byte and refer to nothing before them.
fn block(content: &[u8]) -> Vec<u8> {
    let mut packer = Compress::new(Compression::best(), false);
    let mut packed = Vec::with_capacity(content.len() + 1024);
    packer.compress_vec(content, &mut packed, FlushCompress::Full).unwrap();
    assert_eq!(usize::try_from(packer.total_in()).unwrap(), content.len());
    packed
}

fn crc_of(content: &[u8]) -> u32 {
    let mut crc = flate2::Crc::new();
    crc.update(content);
    crc.sum()
}

/// What stands at the end of a zip, where it is not what it should be.
#[derive(Clone, Debug, Default)]
pub(super) struct End {
    pub(super) count: Option<u16>,
    pub(super) table_offset: Option<u32>,
    pub(super) comment: Vec<u8>,
    /// The end of zip64 before the usual one, which then says that all is there.
    pub(super) is_64: bool,
}

/// A sound zip of the entries.
pub(super) fn zip(entries: &[Entry]) -> Vec<u8> {
    zip_ending(entries, &End::default())
}

/// A zip of the entries with an end of one's own.
pub(super) fn zip_ending(entries: &[Entry], end: &End) -> Vec<u8> {
    let (mut bytes, mut table) = (Vec::new(), Vec::new());
    for entry in entries {
        let offset = entry.offset.unwrap_or(u32::try_from(bytes.len()).unwrap());
        bytes.extend(b"PK\x03\x04");
        bytes.extend(entry.header(true));
        bytes.extend(entry.shown_name(true));
        bytes.extend(&entry.data);
        if entry.described {
            bytes.extend(b"PK\x07\x08");
            let numbers = [entry.crc, u32::try_from(entry.data.len()).unwrap(), entry.size];
            bytes.extend(numbers.into_iter().flat_map(u32::to_le_bytes));
        }
        table.extend(b"PK\x01\x02\x14\x00");
        table.extend(entry.header(false));
        table.extend([0; 10]);
        table.extend(offset.to_le_bytes());
        table.extend(entry.shown_name(false));
    }
    let table_offset = u32::try_from(bytes.len()).unwrap();
    let table_size = u32::try_from(table.len()).unwrap();
    bytes.extend(table);
    if end.is_64 {
        bytes.extend(end_of_64(entries.len(), table_size, table_offset));
    }
    let count = end.count.unwrap_or(if end.is_64 { u16::MAX } else { u16::try_from(entries.len()).unwrap() });
    let (size, offset) = if end.is_64 { (u32::MAX, u32::MAX) } else { (table_size, table_offset) };
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    bytes.extend([count, count].into_iter().flat_map(u16::to_le_bytes));
    bytes.extend(size.to_le_bytes());
    bytes.extend(end.table_offset.unwrap_or(offset).to_le_bytes());
    bytes.extend(u16::try_from(end.comment.len()).unwrap().to_le_bytes());
    bytes.extend(&end.comment);
    bytes
}

fn end_of_64(count: usize, table_size: u32, table_offset: u32) -> Vec<u8> {
    let count = u64::try_from(count).unwrap();
    let at = u64::from(table_offset) + u64::from(table_size);
    let mut bytes = b"PK\x06\x06".to_vec();
    bytes.extend(44_u64.to_le_bytes());
    bytes.extend([45_u16, 45].into_iter().flat_map(u16::to_le_bytes));
    bytes.extend([0_u32, 0].into_iter().flat_map(u32::to_le_bytes));
    let numbers = [count, count, u64::from(table_size), u64::from(table_offset)];
    bytes.extend(numbers.into_iter().flat_map(u64::to_le_bytes));
    bytes.extend(b"PK\x06\x07");
    bytes.extend(0_u32.to_le_bytes());
    bytes.extend(at.to_le_bytes());
    bytes.extend(1_u32.to_le_bytes());
    bytes
}
