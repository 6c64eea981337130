//! Whether seals are as they were written: their hashes, their chain and their signatures.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic};
use crate::text::{enumerate, first_few};

use super::content::Texts;
use super::locate::where_changed;
use super::manifest::{Manifest, PlanEntry};
use super::signature::{PublicKey, signer};
use super::{ATTRIBUTES, ATTRIBUTES_TEXT, MANIFEST, SIGNATURE, folder_name, hash};

/// How many files a message names.
const MOST_FILES: usize = 5;

/// A seal's folder as it was found.
#[derive(Clone, Debug, Default)]
pub struct Folder {
    /// Its number, which is its name.
    pub number: u32,
    /// Its path, as messages are to name it.
    pub path: String,
    /// Its files: names, and bytes or why they could not be read.
    pub files: BTreeMap<String, Result<Vec<u8>, String>>,
}

/// A seal whose manifest is sound.
#[derive(Clone, Debug)]
pub struct Signed {
    /// What it says of itself.
    pub manifest: Manifest,
    /// Its hash.
    pub hash: String,
    /// Who signed it.
    pub signer: Option<PublicKey>,
    /// Its plans that are as they were sealed.
    pub plans: Vec<SealedPlan>,
    /// What is wrong with the others, by their names.
    pub faults: Vec<(PlanEntry, Diagnostic)>,
}

/// A plan that is as it was sealed.
#[derive(Clone, Debug)]
pub struct SealedPlan {
    /// What the seal says of it.
    pub entry: PlanEntry,
    /// What it holds.
    pub texts: Texts,
}

/// What came of looking at a folder of seals.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// The seals that could be read, the oldest first.
    pub seals: Vec<Signed>,
    /// What breaks the chain: nothing of the folder can be relied upon.
    pub broken: Vec<Diagnostic>,
}

impl Checked {
    /// Everything that is wrong.
    pub fn faults(&self) -> impl Iterator<Item = &Diagnostic> {
        let of_plans = self.seals.iter().flat_map(|seal| seal.faults.iter().map(|(_, fault)| fault));
        self.broken.iter().chain(of_plans)
    }

    /// The newest seal, if the chain is whole.
    pub fn newest(&self) -> Option<&Signed> {
        self.seals.last().filter(|_| self.broken.is_empty())
    }
}

/// Looks at the seals of a folder, whose `path` messages name. With a key, the newest must be signed with it: it vouches
/// for those before.
pub fn check(mut folders: Vec<Folder>, path: &str, key: Option<&PublicKey>) -> Checked {
    folders.sort_by_key(|folder| folder.number);
    let mut checked = Checked::default();
    for folder in folders {
        checked.seals.extend(read(&folder, &mut checked.broken));
    }
    // A seal that cannot be read leaves a gap; that it is one need not be told again.
    if checked.broken.is_empty() {
        checked.broken.extend(chain_faults(&checked.seals, path));
        checked.broken.extend(carried_faults(&checked.seals, path));
    }
    if let (Some(key), Some(newest)) = (key, checked.seals.last()) {
        checked.broken.extend(key_fault(newest, path, key));
    }
    checked
}

fn fault(path: &str, message: String) -> Diagnostic {
    let help = "recupere esta carpeta de git o de su copia de seguridad; lo sellado no se corrige a mano";
    Diagnostic::new(Code::SealBroken, message).in_file(path).help(help)
}

/// A seal whose manifest is sound.
fn read(folder: &Folder, broken: &mut Vec<Diagnostic>) -> Option<Signed> {
    let name = folder_name(folder.number);
    let bytes = match folder.files.get(MANIFEST) {
        Some(Ok(bytes)) => bytes,
        Some(Err(why)) => {
            broken.push(fault(&file(folder, MANIFEST), format!("el sello {name} no se puede leer: {why}")));
            return None;
        }
        None => {
            broken.push(fault(&folder.path, format!("al sello {name} le falta «{MANIFEST}»")));
            return None;
        }
    };
    let (manifest, hash) = match Manifest::read(bytes) {
        Ok(read) => read,
        Err(why) => {
            broken.push(fault(&file(folder, MANIFEST), format!("el sello {name} cambió después de escrito: {why}")));
            return None;
        }
    };
    if manifest.number != folder.number {
        let found = folder_name(manifest.number);
        broken.push(fault(&folder.path, format!("la carpeta {name} tiene el sello {found}")));
    }
    broken.extend(stray_files(folder, &manifest));
    let signer = match folder.files.get(SIGNATURE) {
        None => None,
        Some(signature) => {
            let signer = signature.as_ref().ok().and_then(|signature| signer(signature, bytes));
            if signer.is_none() {
                let message = format!("la firma del sello {name} no corresponde a lo que firma");
                broken.push(fault(&file(folder, SIGNATURE), message));
            }
            signer
        }
    };
    let mut seal = Signed { manifest, hash, signer, plans: Vec::new(), faults: Vec::new() };
    for entry in seal.manifest.plans.clone() {
        match sealed_plan(folder, &entry) {
            Ok(texts) => seal.plans.push(SealedPlan { entry, texts }),
            Err(fault) => seal.faults.push((entry, *fault)),
        }
    }
    Some(seal)
}

fn file(folder: &Folder, name: &str) -> String {
    format!("{}/{name}", folder.path)
}

/// Files that a seal does not name, or that are not as they must be.
fn stray_files(folder: &Folder, manifest: &Manifest) -> Vec<Diagnostic> {
    let name = folder_name(folder.number);
    let plans = manifest.plans.iter().flat_map(|plan| [plan.rows_file(), plan.cells_file()]);
    let known: BTreeSet<String> = plans.chain([MANIFEST, SIGNATURE, ATTRIBUTES].map(str::to_owned)).collect();
    let strays: Vec<&String> = folder.files.keys().filter(|file| !known.contains(*file)).collect();
    let mut faults = Vec::new();
    if !strays.is_empty() {
        let named = first_few(strays.iter().map(|file| format!("«{file}»")), MOST_FILES);
        let message = format!("en el sello {name} hay archivos que no son suyos: {}", enumerate(&named));
        faults.push(fault(&folder.path, message));
    }
    if folder.files.get(ATTRIBUTES) != Some(&Ok(ATTRIBUTES_TEXT.as_bytes().to_vec())) {
        let message =
            format!("al sello {name} le falta «{ATTRIBUTES}», o cambió: sin él, git puede alterar lo sellado");
        faults.push(fault(&file(folder, ATTRIBUTES), message));
    }
    faults
}

/// The texts of a plan, if they are those that the seal names.
fn sealed_plan(folder: &Folder, entry: &PlanEntry) -> Result<Texts, Box<Diagnostic>> {
    let path = file(folder, &entry.rows_file());
    let told = |what: String| {
        let seal = folder_name(folder.number);
        Box::new(fault(&path, format!("en el sello {seal}, el plan «{}» {what}", entry.file)))
    };
    let bytes = |name: String| match folder.files.get(&name) {
        Some(Ok(bytes)) => Ok(bytes),
        Some(Err(why)) => Err(told(format!("no se puede leer: {why}"))),
        None => Err(told(format!("no está: falta «{name}»"))),
    };
    let (rows, cells) = (bytes(entry.rows_file())?, bytes(entry.cells_file())?);
    if hash(rows) != entry.rows_hash || hash(cells) != entry.cells_hash {
        return Err(told(where_changed(rows, cells, entry.rows)));
    }
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).map_err(|_| told("no es un texto en UTF-8".to_owned()));
    Ok(Texts { rows: text(rows)?, cells: text(cells)? })
}

/// Whether each seal follows the one before.
fn chain_faults(seals: &[Signed], path: &str) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    let mut before: Option<&Signed> = None;
    for (seal, number) in seals.iter().zip(1u32..) {
        let found = folder_name(seal.manifest.number);
        let message = match before {
            _ if seal.manifest.number != number => {
                Some(format!("la cadena está rota: después de {} sellos viene el {found}", number - 1))
            }
            Some(before) if seal.manifest.previous.as_ref() != Some(&before.hash) => Some(format!(
                "la cadena está rota: el sello {found} sigue a uno de huella {}, y la del {} es {}",
                seal.manifest.previous.as_deref().unwrap_or("ninguna"),
                folder_name(before.manifest.number),
                before.hash
            )),
            None if seal.manifest.previous.is_some() => {
                Some(format!("la cadena está rota: el sello {found} sigue a otro, y no hay ninguno antes"))
            }
            _ => None,
        };
        if let Some(message) = message {
            faults.push(fault(path, message));
            break;
        }
        before = Some(seal);
    }
    faults
}

/// Whether what a seal carries on is what the one before it held.
fn carried_faults(seals: &[Signed], path: &str) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    for (before, seal) in seals.iter().zip(seals.iter().skip(1)) {
        let number = seal.manifest.number;
        let known = |plan: &PlanEntry| before.manifest.plans.contains(plan);
        for plan in seal.manifest.plans.iter().filter(|plan| plan.sealed_in != number && !known(plan)) {
            let message = format!(
                "el sello {} dice que el plan «{}» viene del {}, y no es el que había",
                folder_name(number),
                plan.file,
                folder_name(plan.sealed_in)
            );
            faults.push(fault(path, message));
        }
    }
    faults
}

/// Whether a seal is signed with another key, or not at all.
fn key_fault(newest: &Signed, path: &str, key: &PublicKey) -> Option<Diagnostic> {
    let name = folder_name(newest.manifest.number);
    match &newest.signer {
        Some(signer) if signer == key => None,
        Some(signer) => Some(fault(
            path,
            format!(
                "el sello {name} está firmado con la clave {}, y no con la que se dio, {}",
                signer.hex(),
                key.hex()
            ),
        )),
        None => Some(fault(path, format!("el sello {name} no tiene una firma que valga"))),
    }
}
