//! A zip from outside, opened under limits: what really comes out is counted, whatever its headers declare.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::read::ZipFile;
use zip::result::ZipError;

use super::limits::{self, Limits, RATIO_FROM_BYTES};
use super::refusal::{self, Refusal};

/// Bytes that are inflated at once.
const PIECE_BYTES: usize = 64 * 1024;

/// An opened zip whose parts are inflated one by one, by name without regard to case.
pub(super) struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    names: BTreeMap<String, usize>,
    limits: &'a Limits,
    /// Inflated bytes that may still come.
    left: usize,
}

/// Bytes that the parts of a zip inflate to, as it declares: a part that gives more is refused. `None` for what is no zip,
/// or has more parts than are looked at.
pub(super) fn declared_bytes(bytes: &[u8], most_parts: usize) -> Option<usize> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).ok().filter(|zip| zip.len() <= most_parts)?;
    (0..zip.len()).try_fold(0_usize, |sum, at| {
        let size = usize::try_from(zip.by_index_raw(at).ok()?.size()).ok()?;
        sum.checked_add(size)
    })
}

impl<'a> Package<'a> {
    /// Reads the table of contents. Refuses names that occur twice, entries that share bytes, and too many entries.
    pub(super) fn open(bytes: &'a [u8], limits: &'a Limits) -> Result<Self, Refusal> {
        let broken = |_: ZipError| refusal::damaged("le falta un trozo o no es un archivo comprimido válido");
        let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
        if zip.len() > limits.entries {
            return Err(refusal::too_many(refusal::ENTRIES, Some(zip.len()), limits.entries));
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
        self.stream(name)?.map(Part::whole).transpose()
    }

    /// A part to be inflated piece by piece; `None` if there is none of this name.
    pub(super) fn stream(&mut self, name: &str) -> Result<Option<Part<'_, 'a>>, Refusal> {
        let Some(index) = self.names.get(&key(name)) else { return Ok(None) };
        let file = self.zip.by_index(*index).map_err(|error| unreadable(&error, name))?;
        let compressed = usize::try_from(file.compressed_size()).unwrap_or(usize::MAX);
        let by_ratio = compressed.saturating_mul(self.limits.ratio).max(RATIO_FROM_BYTES);
        let bound = self.limits.part_bytes.min(self.left).min(by_ratio);
        let declared = usize::try_from(file.size()).unwrap_or(usize::MAX);
        let name = name.to_owned();
        Ok(Some(Part { file, name, bound, by_ratio, declared, read: 0, left: &mut self.left, limits: self.limits }))
    }

    /// A part that a workbook cannot be without.
    pub(super) fn needed(&mut self, name: &str) -> Result<Vec<u8>, Refusal> {
        self.needed_stream(name)?.whole()
    }

    /// The same, to be inflated piece by piece.
    pub(super) fn needed_stream(&mut self, name: &str) -> Result<Part<'_, 'a>, Refusal> {
        let missing = || refusal::damaged(format!("le falta su parte «{}»", refusal::short(name)));
        self.stream(name)?.ok_or_else(missing)
    }
}

/// A part that is being inflated.
pub(super) struct Part<'p, 'a> {
    file: ZipFile<'p, Cursor<&'a [u8]>>,
    name: String,
    /// Bytes that it may inflate to.
    bound: usize,
    by_ratio: usize,
    declared: usize,
    read: usize,
    left: &'p mut usize,
    limits: &'p Limits,
}

impl Part<'_, '_> {
    /// Its name in the package, as it was asked for.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Inflates all of it.
    fn whole(mut self) -> Result<Vec<u8>, Refusal> {
        let mut whole = Vec::new();
        while self.read_more(&mut whole)? > 0 {}
        Ok(whole)
    }

    /// Adds some more of the part to what is given, and says how many bytes; none at the end.
    pub(super) fn read_more(&mut self, into: &mut Vec<u8>) -> Result<usize, Refusal> {
        let before = into.len();
        into.resize(before + PIECE_BYTES, 0);
        let room = into.get_mut(before..).unwrap_or_default();
        let read = self.file.read(room).map_err(|_| cannot_inflate(&self.name))?;
        into.truncate(before + read);
        self.read += read;
        *self.left = self.left.saturating_sub(read);
        if self.read > self.bound {
            return Err(self.too_large());
        }
        // What is read side by side is chosen by what the files declare.
        if self.read > self.declared { Err(cannot_inflate(&self.name)) } else { Ok(read) }
    }

    fn too_large(&self) -> Refusal {
        let (name, bound) = (refusal::short(&self.name), refusal::size(self.bound));
        let (limit, message) = if self.bound == self.by_ratio {
            let ratio = refusal::count(self.limits.ratio);
            let message = format!(
                "la parte interna «{name}» crece a más de {bound} al descomprimirse, más de {ratio} veces su tamaño, y el límite es {ratio} veces"
            );
            (limits::RATIO, message)
        } else if self.bound == self.limits.part_bytes {
            let message = format!(
                "la parte interna «{name}» ocupa más de {bound} al descomprimirse y el límite por parte es {bound}"
            );
            (limits::PART, message)
        } else {
            let total = refusal::size(self.limits.total_bytes);
            let message = format!("las partes internas ocupan más de {total} al descomprimirse y el límite es {total}");
            (limits::ALL_PARTS, message)
        };
        refusal::over_limit(limit, message)
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
        _ => cannot_inflate(name),
    }
}

fn cannot_inflate(name: &str) -> Refusal {
    refusal::damaged(format!("su parte «{}» no se puede descomprimir", refusal::short(name)))
}
