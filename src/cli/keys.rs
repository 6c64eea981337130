//! Keys that sign seals: their files, and `cotejo nueva-clave`, which makes a pair.

#![expect(clippy::disallowed_methods, reason = "cli is where files are read")]

use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use crate::seal::{PrivateKey, PublicKey};

use super::Ended;
use super::args::NuevaClave;
use super::disk::{shown, why};
use super::output::show;
use super::replace;

/// Most bytes of a file with a key.
const MAX_BYTES: u64 = 10_000;

/// The private key of a file.
pub(super) fn private(path: &Path) -> Result<PrivateKey, String> {
    PrivateKey::read(&text(path)?).map_err(|_| format!("«{}» no es una clave privada Ed25519", shown(path)))
}

/// The public key of a file.
pub(super) fn public(path: &Path) -> Result<PublicKey, String> {
    PublicKey::read(&text(path)?).map_err(|_| format!("«{}» no es una clave pública Ed25519", shown(path)))
}

fn text(path: &Path) -> Result<String, String> {
    let told = |error: &io::Error| format!("no se pudo leer la clave «{}»: {}", shown(path), why(error));
    let kind = fs::metadata(path).map_err(|error| told(&error))?;
    if !kind.is_file() || kind.len() > MAX_BYTES {
        return Err(format!("«{}» no es el archivo de una clave", shown(path)));
    }
    fs::read_to_string(path).map_err(|error| told(&error))
}

/// Makes a pair of keys. `Err` says why it could not; files that are there are never replaced.
pub(super) fn run(args: &NuevaClave) -> Result<Ended, String> {
    let mut secret = [0; 32];
    getrandom::fill(&mut secret).map_err(|error| format!("el sistema no da números al azar ({error})"))?;
    let key = PrivateKey::of_secret(&secret);
    let unwritable = |_| "no se pudo escribir la clave".to_owned();
    let (private, public) = (key.pem().map_err(unwritable)?, key.public().pem().map_err(unwritable)?);
    let files = ["privada.pem", "publica.pem"].map(|end| with_end(&args.ruta, end));
    let [private_file, public_file] = &files;
    if let Some(there) = files.iter().find(|path| path.exists()) {
        return Err(format!("«{}» ya existe, y una clave no se reemplaza; dé otro nombre", shown(there)));
    }
    write_key(private_file, &private, true)?;
    write_key(public_file, &public, false)?;
    let told = format!(
        "{}: la clave privada, con la que se firma. Guárdela fuera de las carpetas que se comparten, y sólo quien firma.\n{}: la clave pública, con la que cualquiera comprueba la firma. Publíquela.\nclave pública: {}\n",
        shown(private_file),
        shown(public_file),
        key.public().hex()
    );
    show(args.color, |_| told.clone())?;
    Ok(Ended::Clean)
}

fn with_end(path: &Path, end: &str) -> PathBuf {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    path.with_file_name(format!("{name}.{end}"))
}

fn write_key(path: &Path, text: &str, private: bool) -> Result<(), String> {
    #[cfg_attr(not(unix), expect(unused_mut, reason = "who may read a file is said on Unix only"))]
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    if private {
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    }
    #[cfg(not(unix))]
    let _ = private;
    let written = replace::write_new(options, path, text.as_bytes());
    written.map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => format!("«{}» ya existe, y una clave no se reemplaza; dé otro nombre", shown(path)),
        _ => format!("no se pudo escribir «{}»: {}", shown(path), why(&error)),
    })
}
