//! A zip from outside, opened under limits: what really comes out is counted, whatever its headers declare.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use zip::result::ZipError;
use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, ZipArchive};

use super::limits::{Limits, RATIO_FROM_BYTES};
use super::refusal::{self, Refusal};

/// An opened zip whose parts are inflated one by one, by name without regard to case.
pub(super) struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    names: BTreeMap<String, usize>,
    limits: &'a Limits,
    /// Inflated bytes that may still come.
    left: usize,
}

impl<'a> Package<'a> {
    /// Reads the table of contents. Refuses names that occur twice, entries that share bytes, and too many entries.
    pub(super) fn open(bytes: &'a [u8], limits: &'a Limits) -> Result<Self, Refusal> {
        let broken = |_: ZipError| refusal::damaged("le falta un trozo o no es un archivo comprimido válido");
        let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
        if zip.len() > limits.entries {
            return Err(refusal::too_many("partes internas", Some(zip.len()), limits.entries));
        }
        let overlaps = zip.has_overlapping_files().map_err(broken)?;
        let names = names(&zip).filter(|_| !zip.has_duplicate_names() && !overlaps);
        let names = names.ok_or_else(|| refusal::damaged("sus partes internas se repiten o se pisan"))?;
        Ok(Package { zip, names, limits, left: limits.total_bytes })
    }

    /// Whether there is a part of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.names.contains_key(&key(name))
    }

    /// Inflates a part; `None` if there is none of this name.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, Refusal> {
        let Some(index) = self.names.get(&key(name)) else { return Ok(None) };
        let limit = self.limits.part_bytes.min(self.left);
        let part = self.zip.by_index(*index).map_err(|error| unreadable(&error, name))?;
        let compressed = usize::try_from(part.compressed_size()).unwrap_or(usize::MAX);
        let by_ratio = compressed.saturating_mul(self.limits.ratio).max(RATIO_FROM_BYTES);
        let bound = limit.min(by_ratio);
        let mut inflated = Vec::new();
        let read = part.take(u64::try_from(bound).unwrap_or(u64::MAX).saturating_add(1)).read_to_end(&mut inflated);
        if inflated.len() > bound {
            return Err(self.too_large(name, bound, by_ratio));
        }
        read.map_err(|_| refusal::damaged(format!("su parte «{}» no se puede descomprimir", refusal::short(name))))?;
        self.left = self.left.saturating_sub(inflated.len());
        Ok(Some(inflated))
    }

    /// A part that a workbook cannot be without.
    pub(super) fn needed(&mut self, name: &str) -> Result<Vec<u8>, Refusal> {
        let missing = || refusal::damaged(format!("le falta su parte «{}»", refusal::short(name)));
        self.part(name)?.ok_or_else(missing)
    }

    fn too_large(&self, name: &str, bound: usize, by_ratio: usize) -> Refusal {
        let name = refusal::short(name);
        let bound_text = refusal::size(bound);
        refusal::over_limit(if bound == by_ratio {
            let ratio = refusal::count(self.limits.ratio);
            format!(
                "la parte interna «{name}» crece a más de {bound_text} al descomprimirse, más de {ratio} veces su tamaño, y el límite es {ratio} veces"
            )
        } else if bound == self.limits.part_bytes {
            format!(
                "la parte interna «{name}» ocupa más de {bound_text} al descomprimirse y el límite por parte es {bound_text}"
            )
        } else {
            let total = refusal::size(self.limits.total_bytes);
            format!("las partes internas ocupan más de {total} al descomprimirse y el límite es {total}")
        })
    }
}

fn names(zip: &ZipArchive<Cursor<&[u8]>>) -> Option<BTreeMap<String, usize>> {
    let mut names = BTreeMap::new();
    for index in 0..zip.len() {
        let name = zip.name_for_index(index)?.ok()?;
        if names.insert(key(&name), index).is_some() {
            return None;
        }
    }
    Some(names)
}

/// The form in which names are compared: as Excel does, without regard to case, `/` between folders.
fn key(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_ascii_lowercase()
}

fn unreadable(error: &ZipError, name: &str) -> Refusal {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => refusal::encrypted(),
        _ => refusal::damaged(format!("su parte «{}» no se puede descomprimir", refusal::short(name))),
    }
}

/// A zip in memory, without compression, made of checked parts: what calamine gets to read.
pub(super) struct Packed(ZipWriter<Cursor<Vec<u8>>>);

impl Packed {
    /// An empty zip.
    pub(super) fn new() -> Self {
        Packed(ZipWriter::new(Cursor::new(Vec::new())))
    }

    /// Adds a part.
    pub(super) fn add(&mut self, name: &str, content: &[u8]) -> Result<(), Refusal> {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        let written = self.0.start_file(name, options).and_then(|()| Ok(self.0.write_all(content)?));
        written.map_err(|_| refusal::bad_part(name))
    }

    /// The zip, to be read.
    pub(super) fn finish(self) -> Result<Cursor<Vec<u8>>, Refusal> {
        self.0.finish().map_err(|_| refusal::damaged("no se pudo preparar para leerlo"))
    }
}
