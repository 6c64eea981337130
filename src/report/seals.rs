//! What is said of seals: what one was written with, and which there are in a folder.

use crate::seal::{Checked, Manifest, NewSeal, PublicKey, Signed, folder_name};
use crate::value::long_date;

use super::escape::escape;

/// What a seal was written with. Ends in a line break.
pub fn written(sealed: &NewSeal, folder: &str) -> String {
    let manifest = &sealed.manifest;
    let mut told = format!("{}/{}\n", escape(folder), head(manifest));
    let carried = manifest.plans.iter().filter(|plan| plan.sealed_in != manifest.number).count();
    if carried > 0 {
        told.push_str(&format!("  {} del sello anterior, sin cambios\n", plans(carried)));
    }
    match manifest.provenance.waived.len() {
        0 => {}
        1 => told.push_str("  1 incumplimiento exceptuado, que el sello nombra\n"),
        many => told.push_str(&format!("  {many} incumplimientos exceptuados, que el sello nombra\n")),
    }
    told.push_str(&format!(
        "huella: {}\nEscriba la huella en el acta: con ella se sabe si algo de lo sellado cambió.\n",
        sealed.hash
    ));
    told
}

/// `001: 12 planes, Acta 003 de 2026 del 28 de enero de 2026`
fn head(manifest: &Manifest) -> String {
    let of = &manifest.provenance;
    let (act, day) = (escape(&of.act), long_date(of.act_date));
    format!(
        "{}: {}, {act} del {day}, fase {}",
        folder_name(manifest.number),
        plans(manifest.plans.len()),
        escape(&of.phase)
    )
}

fn plans(count: usize) -> String {
    if count == 1 { "1 plan".to_owned() } else { format!("{count} planes") }
}

/// The seals of a folder, and what is wrong with them, which is drawn already. Ends in a line break.
pub fn checked(checked: &Checked, key: Option<&PublicKey>, faults: &str) -> String {
    let mut told = String::new();
    for seal in &checked.seals {
        told.push_str(&format!("{}\n  huella: {}\n  {}\n", head(&seal.manifest), seal.hash, signature(seal, key)));
    }
    told.push('\n');
    told.push_str(faults);
    if faults.is_empty() {
        told.push_str(match checked.seals.len() {
            1 => "El sello está como se escribió.\n",
            _ => "Los sellos están como se escribieron, cada uno después del anterior.\n",
        });
    }
    told
}

fn signature(seal: &Signed, key: Option<&PublicKey>) -> String {
    match (&seal.signer, key) {
        (None, _) => "sin firma".to_owned(),
        (Some(signer), Some(key)) if signer == key => "firmado con la clave que se dio".to_owned(),
        (Some(signer), Some(_)) => format!("firmado con otra clave, {}", signer.hex()),
        (Some(signer), None) => {
            format!(
                "firmado con la clave {}; dé la suya con --clave-publica para saber si es de quien debe",
                signer.hex()
            )
        }
    }
}
