//! `cotejo verificar-sello`: whether what was sealed is as it was written.

use crate::diagnostic::Diagnostic;
use crate::report;
use crate::seal::check;
use crate::source::Sources;

use super::args::VerificarSello;
use super::disk::shown;
use super::output::show;
use super::{Ended, keys, seals};

/// Checks the seals of a folder. `Err` says why there is nothing to check.
pub(super) fn run(args: &VerificarSello) -> Result<Ended, String> {
    let found = seals::numbered(args.folder());
    if found.is_empty() {
        return Err(format!("en «{}» no hay ningún sello", shown(args.folder())));
    }
    let key = args.clave_publica.as_deref().map(keys::public).transpose()?;
    let checked = check(seals::read(found), &shown(args.folder()), key.as_ref());
    let faults: Vec<Diagnostic> = checked.faults().cloned().collect();
    show(args.color, |style| {
        let told = report::terminal::faults(&faults, &Sources::default(), style);
        report::seals::checked(&checked, key.as_ref(), &told)
    })?;
    Ok(if faults.is_empty() { Ended::Clean } else { Ended::WithErrors })
}
