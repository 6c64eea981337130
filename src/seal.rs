//! The approved version of each plan, sealed: its tables as text that git can diff, with hashes that tell a changed byte,
//! chained to the seal before it and perhaps signed.
//!
//! A seal is a folder of texts. `sello.txt` says what was approved, by which act and rules, and names the hash of every
//! other file and of the seal before; a plan has its rows in one file, one a line, and the cells that they come from in
//! another. Everything here is over bytes; who reads and writes folders is the command line.

mod cells;
mod check;
mod content;
mod field;
mod lines;
mod locate;
mod manifest;
mod rows;
mod signature;
mod write;

pub use check::{Checked, Folder, SealedPlan, Signed, check};
pub use content::{Content, Part, Role, Texts};
pub use manifest::{Manifest, PlanEntry, Provenance, WaivedCheck};
pub use signature::{KeyFault, PrivateKey, PublicKey};
pub use write::{NewPlan, NewSeal, seal};

/// The file that says what a seal holds.
pub const MANIFEST: &str = "sello.txt";
/// The file of a seal's signature.
pub const SIGNATURE: &str = "firma.txt";
/// Keeps git from changing line ends, which would change every hash.
pub const ATTRIBUTES: &str = ".gitattributes";
const ATTRIBUTES_TEXT: &str = "* -text\n";

/// The name of a seal's folder by its number: `002`.
pub fn folder_name(number: u32) -> String {
    format!("{number:03}")
}

/// BLAKE3 of some bytes, as seals write it.
pub fn hash(bytes: &[u8]) -> String {
    format!("blake3:{}", blake3::hash(bytes).to_hex())
}

#[cfg(test)]
mod tests;
