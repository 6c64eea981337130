//! OLE files (MS-CFB): a small file system of sectors in one file, of which one stream is wanted.

use super::bytes::{u16_at, u32_at, usize_at, utf_16};

/// Chain entries from here on are marks (end, free), not sectors.
const FIRST_MARK: u32 = 0xFFFF_FFFA;
const HEADER: usize = 512;
const ENTRY: usize = 128;
const MINI_SECTOR: usize = 64;
/// Streams below this size lie in the mini stream.
const MINI_LIMIT: usize = 4096;

/// The content of the first stream with one of these names; `None` if there is none or its sectors do not hang together.
/// What comes out is never larger than the file.
pub(super) fn stream(file: &[u8], names: &[&str]) -> Option<Vec<u8>> {
    let disk = Disk::open(file)?;
    let directory = disk.read(u32_at(file, 48)?, usize::MAX)?;
    let mut entries = directory.chunks_exact(ENTRY);
    let root = entries.next()?;
    let entry = entries.find(|entry| name_of(entry).is_some_and(|name| names.contains(&name.as_str())))?;
    let (start, size) = (u32_at(entry, 116)?, usize_at(entry, 120)?);
    if size >= MINI_LIMIT {
        return disk.read(start, size);
    }
    let mini = disk.read(u32_at(root, 116)?, usize::MAX)?;
    let table = numbers(&disk.read(u32_at(file, 60)?, usize::MAX)?);
    read_chain(&mini, MINI_SECTOR, &table, start, size)
}

struct Disk<'a> {
    sectors: &'a [u8],
    sector: usize,
    /// Of each sector, the next of its chain.
    table: Vec<u32>,
}

impl<'a> Disk<'a> {
    fn open(file: &'a [u8]) -> Option<Self> {
        let sector = match u16_at(file, 30)? {
            9 => 512,
            12 => 4096,
            _ => return None,
        };
        let disk = Disk { sectors: file.get(sector..)?, sector, table: Vec::new() };
        let table = disk.table_sectors(file)?.into_iter().filter_map(|id| disk.sector(id)).flat_map(numbers).collect();
        Some(Disk { table, ..disk })
    }

    /// The sectors that hold the table of chains: 109 are named in the header, more in a chain of their own.
    fn table_sectors(&self, file: &[u8]) -> Option<Vec<u32>> {
        let count = self.sectors.len() / self.sector + 1;
        let mut ids = numbers(file.get(76..HEADER)?);
        let mut next = u32_at(file, 68)?;
        for _ in 0..count {
            if next >= FIRST_MARK {
                break;
            }
            let mut more = numbers(self.sector(next)?);
            next = more.pop()?;
            ids.extend(more);
        }
        ids.retain(|id| *id < FIRST_MARK);
        // A sector named twice would make the table larger than the file.
        if ids.len() > count { None } else { Some(ids) }
    }

    /// A sector; the file's last may be cut short.
    fn sector(&self, id: u32) -> Option<&'a [u8]> {
        sector_of(self.sectors, self.sector, id)
    }

    fn read(&self, start: u32, size: usize) -> Option<Vec<u8>> {
        read_chain(self.sectors, self.sector, &self.table, start, size)
    }
}

fn sector_of(sectors: &[u8], size: usize, id: u32) -> Option<&[u8]> {
    let start = usize::try_from(id).ok()?.checked_mul(size)?;
    let rest = sectors.get(start..).filter(|rest| !rest.is_empty())?;
    Some(rest.get(..size).unwrap_or(rest))
}

/// A chain's bytes, at most `size`; a chain that runs in circles is refused.
fn read_chain(sectors: &[u8], sector: usize, table: &[u32], start: u32, size: usize) -> Option<Vec<u8>> {
    let mut content = Vec::new();
    let mut read = vec![false; table.len()];
    let mut next = start;
    while next < FIRST_MARK && content.len() < size {
        let at = usize::try_from(next).ok()?;
        if std::mem::replace(read.get_mut(at)?, true) {
            return None;
        }
        content.extend_from_slice(sector_of(sectors, sector, next)?);
        next = *table.get(at)?;
    }
    if size != usize::MAX && content.len() < size {
        return None;
    }
    content.truncate(size);
    Some(content)
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).filter_map(|four| u32_at(four, 0)).collect()
}

/// An entry's name; `None` if the entry is no stream.
fn name_of(entry: &[u8]) -> Option<String> {
    const STREAM: u8 = 2;
    let length = usize::from(u16_at(entry, 64)?).checked_sub(2)?;
    let name = entry.get(..length)?;
    (entry.get(66) == Some(&STREAM)).then(|| utf_16(name))
}
