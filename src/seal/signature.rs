//! Ed25519 signatures of seals, and the keys that make and check them, as PEM like those of other programs.

use ed25519_dalek::pkcs8::spki::der::pem::LineEnding;
use ed25519_dalek::pkcs8::{DecodePrivateKey, DecodePublicKey, EncodePrivateKey, EncodePublicKey};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};

use super::lines::{Reader, Writer};

/// The first line of a signature's file.
const HEAD: &str = "cotejo firma 1";

/// What a file that should hold a key is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyFault;

/// The key that signs; it is to be kept apart from what it signs.
pub struct PrivateKey(SigningKey);

/// The key that signatures are checked with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey(VerifyingKey);

impl PrivateKey {
    /// The key of 32 bytes that no one can guess.
    pub fn of_secret(secret: &[u8; 32]) -> Self {
        PrivateKey(SigningKey::from_bytes(secret))
    }

    /// The key of a PEM file (`PRIVATE KEY`).
    pub fn read(pem: &str) -> Result<Self, KeyFault> {
        SigningKey::from_pkcs8_pem(pem).map(PrivateKey).map_err(|_| KeyFault)
    }

    /// The key as PEM.
    pub fn pem(&self) -> Result<String, KeyFault> {
        self.0.to_pkcs8_pem(LineEnding::LF).map(|pem| pem.to_string()).map_err(|_| KeyFault)
    }

    /// Its public half.
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key())
    }
}

impl PublicKey {
    /// The key of a PEM file (`PUBLIC KEY`).
    pub fn read(pem: &str) -> Result<Self, KeyFault> {
        VerifyingKey::from_public_key_pem(pem).map(PublicKey).map_err(|_| KeyFault)
    }

    /// The key as PEM.
    pub fn pem(&self) -> Result<String, KeyFault> {
        self.0.to_public_key_pem(LineEnding::LF).map_err(|_| KeyFault)
    }

    /// The key in hexadecimal, as people read it out to one another.
    pub fn hex(&self) -> String {
        hex(self.0.as_bytes())
    }
}

/// The signature's file for a seal's manifest.
pub(super) fn signed(manifest: &[u8], key: &PrivateKey) -> String {
    let mut out = Writer::default();
    out.raw(HEAD);
    out.line("clave", [key.public().hex().as_str()]);
    out.line("firma", [hex(&key.0.sign(manifest).to_bytes()).as_str()]);
    out.text()
}

/// The key that signed a manifest; `None` where the file is no signature of it.
pub(super) fn signer(file: &[u8], manifest: &[u8]) -> Option<PublicKey> {
    let mut lines = Reader::new(std::str::from_utf8(file).ok()?);
    let [] = lines.exactly(HEAD)?;
    let [key] = lines.exactly("clave")?;
    let [signature] = lines.exactly("firma")?;
    let key = VerifyingKey::from_bytes(&bytes(key)?).ok()?;
    let signature = Signature::from_bytes(&bytes(signature)?);
    let holds = lines.is_done() && key.verify_strict(manifest, &signature).is_ok();
    holds.then_some(PublicKey(key))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The bytes of lower-case hexadecimal: one way to write them, so that no letter can be another.
fn bytes<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    };
    let pairs = text.as_bytes().chunks_exact(2);
    let pair = |pair: &[u8]| if let [high, low] = pair { Some(digit(*high)? * 16 + digit(*low)?) } else { None };
    let whole = pairs.remainder().is_empty();
    pairs.map(pair).collect::<Option<Vec<u8>>>().filter(|_| whole)?.try_into().ok()
}
