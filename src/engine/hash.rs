//! BLAKE3 over several parts, each with its length before it, so that the same bytes cut elsewhere give another hash.

/// Adds a part.
pub(super) fn add_part(hasher: &mut blake3::Hasher, part: &[u8]) {
    let length = u64::try_from(part.len()).unwrap_or(u64::MAX);
    hasher.update(&length.to_le_bytes()).update(part);
}
