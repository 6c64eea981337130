//! `cotejo aprobar`: plans without open errors are sealed as the approved version.

use std::io::ErrorKind;
use std::path::Path;

use crate::diagnostic::Severity;
use crate::engine::finding::{Finding, Outcome, Run};
use crate::engine::{Approved, Input, Settings, base_name, plans_to_seal};
use crate::report;
use crate::seal::{Checked, NewSeal, PrivateKey, Provenance, Signed, WaivedCheck, check, folder_name, seal};
use crate::syntax::ast::Phase;
use crate::text::{enumerate, quote_all, squeeze};
use crate::value::long_date;

use super::args::{Aprobar, Format};
use super::disk::{is_folder, shown, why, workbooks};
use super::output::{show, write_all, write_faults};
use super::replace::lies_in;
use super::rules::{RuleSetOnDisk, Switches};
use super::seals::{self, write};
use super::{Ended, complain, keys, revisar};

/// The phases in which a plan is approved: first, and then anew with its modifications.
const PHASES: [Phase; 2] = [Phase::Aprobacion, Phase::Modificacion];

/// Judges the plans and seals them if nothing is open. `Err` says why it could not run.
pub(super) fn run(args: &Aprobar, switches: &Switches) -> Result<Ended, String> {
    let mut rules = RuleSetOnDisk::read(&args.rules)?;
    rules.analyze_errors(switches);
    if rules.has_faults() {
        write_faults(&args.outputs, args.rules.color, &rules.diagnostics(), &rules.loaded.rules.sources)?;
        return Ok(Ended::CouldNotRun);
    }
    let act = act(args, &rules)?;
    let key = args.clave_privada.as_deref().map(|path| private_key(path, args.folder())).transpose()?;
    let before = before(args.folder())?;
    in_order(args, before.newest())?;
    let plans = revisar::plans(&args.planes)?;
    let settings = settings(args, &rules);
    let approved = (!before.seals.is_empty()).then(|| seals::approved(args.folder())).transpose()?;
    let run = judge(&rules, &plans, approved.as_ref(), &settings);
    if is_open(&run, &rules) {
        return refuse(args, &rules, run);
    }
    let provenance = provenance(args, act, &rules, &run);
    let plans = plans_to_seal(&rules.loaded.rules, &rules.reference.tables, &plans, &settings);
    let sealed = seal(before.newest(), provenance, plans, key.as_ref());
    write_seal(args.folder(), &sealed)?;
    tell(args, &rules, &run, &sealed)?;
    Ok(Ended::Clean)
}

/// The act as it is written into the seal.
fn act(args: &Aprobar, rules: &RuleSetOnDisk) -> Result<String, String> {
    let act = squeeze(&args.acta);
    if act.is_empty() {
        return Err("«--acta» está vacía; escriba por ejemplo --acta \"Acta 003 de 2026\"".to_owned());
    }
    if args.fecha_acta > rules.today {
        return Err(format!(
            "el acta es del {}, y hoy es {}: la fecha del acta no puede ser posterior",
            long_date(args.fecha_acta),
            long_date(rules.today)
        ));
    }
    if !PHASES.contains(&args.fase) {
        let words = PHASES.map(|phase| format!("«{}»", phase.word()));
        return Err(format!("no se aprueba en la fase {}; se aprueba en {}", args.fase.word(), enumerate(&words)));
    }
    Ok(act)
}

fn private_key(path: &Path, folder: &Path) -> Result<PrivateKey, String> {
    if lies_in(folder, path) {
        return Err(format!("la clave privada está en «{}», con lo que firma: guárdela en otra parte", shown(folder)));
    }
    keys::private(path)
}

/// The seals that there are; a new one never follows one that is broken, nor stands among workbooks.
fn before(folder: &Path) -> Result<Checked, String> {
    let found = seals::numbered(folder);
    if found.is_empty() && folder.exists() {
        let books = workbooks(&[folder.to_path_buf()])?.books;
        if let Some(book) = books.first() {
            return Err(format!(
                "en «{}» hay libros, como «{}»: dé con --en una carpeta aparte para los sellos",
                shown(folder),
                book.file
            ));
        }
    }
    let checked = check(seals::read(found), &shown(folder), None);
    if checked.faults().next().is_some() {
        return Err(format!(
            "los sellos de «{}» no están como se escribieron, y no se sella nada después de ellos; «cotejo verificar-sello» dice por qué",
            shown(folder)
        ));
    }
    let left = seals::leftovers(folder);
    if !left.is_empty() {
        let named = enumerate(&quote_all(left));
        complain(&format!("de una vez que se interrumpió quedó {named} en «{}»; se puede borrar", shown(folder)));
    }
    Ok(checked)
}

/// Acts follow one another.
fn in_order(args: &Aprobar, newest: Option<&Signed>) -> Result<(), String> {
    let Some(newest) = newest.filter(|newest| newest.manifest.provenance.act_date > args.fecha_acta) else {
        return Ok(());
    };
    let of = &newest.manifest.provenance;
    Err(format!(
        "el acta es del {}, anterior a la del sello {}, «{}» del {}",
        long_date(args.fecha_acta),
        folder_name(newest.manifest.number),
        of.act,
        long_date(of.act_date)
    ))
}

fn settings(args: &Aprobar, rules: &RuleSetOnDisk) -> Settings {
    Settings {
        phase: args.fase,
        date: rules.today,
        ruleset_hash: rules.reference.hash.clone(),
        limits: args.rules.limits(),
        is_whole: args.is_whole || args.planes.iter().all(|path| is_folder(path)),
        threads: args.hilos,
    }
}

fn judge(rules: &RuleSetOnDisk, plans: &[Input], approved: Option<&Approved>, settings: &Settings) -> Run {
    crate::engine::run(&rules.loaded.rules, &rules.reference.tables, plans, approved, settings)
}

/// Whether an error is open, or a rule over all plans was not judged as not all were given.
fn is_open(run: &Run, rules: &RuleSetOnDisk) -> bool {
    run.findings.iter().any(is_open_error) || !unjudged(run, rules).is_empty()
}

fn is_open_error(finding: &Finding) -> bool {
    finding.severity == Severity::Error && matches!(finding.outcome, Outcome::Fails | Outcome::NotEvaluable)
}

/// The rules of severity error over all plans that were not judged.
fn unjudged<'a>(run: &'a Run, rules: &RuleSetOnDisk) -> Vec<&'a String> {
    let rules = &rules.loaded.rules.rules;
    let is_error = |name: &&String| rules.iter().any(|rule| rule.name == **name && rule.severity == Severity::Error);
    run.partial.iter().filter(is_error).collect()
}

/// Says which errors are open; the terminal is shown nothing else.
fn refuse(args: &Aprobar, rules: &RuleSetOnDisk, run: Run) -> Result<Ended, String> {
    let sources = &rules.loaded.rules.sources;
    let unjudged = enumerate(&quote_all(unjudged(&run, rules)));
    let findings = run.findings.iter().filter(|finding| is_open_error(finding)).cloned().collect();
    let open = Run { findings, ..run.clone() };
    write_all(&args.outputs, args.rules.color, |format, style| match format {
        Format::Json => report::json::run(&run, sources),
        Format::Terminal => report::terminal::findings(&open, sources, style),
    })?;
    if !unjudged.is_empty() {
        complain(&format!("no se juzgó {unjudged}, que mira todos los planes: dé la carpeta con todos ellos"));
    }
    let what = match open.findings.len() {
        0 => String::new(),
        1 => ": hay 1 error abierto".to_owned(),
        many => format!(": hay {many} errores abiertos"),
    };
    complain(&format!("no se selló nada{what}"));
    Ok(Ended::WithErrors)
}

/// Under what the plans are sealed. Folders are left out: they are the machine's, and no part of what is approved.
fn provenance(args: &Aprobar, act: String, rules: &RuleSetOnDisk, run: &Run) -> Provenance {
    let set = &rules.loaded.rules;
    let mut files: Vec<(String, String)> = set
        .sources
        .iter()
        .map(|(_, file)| (base_name(&file.path).to_owned(), crate::seal::hash(file.text.as_bytes())))
        .collect();
    let of_table = |(file, hash): &(String, String)| (base_name(file).to_owned(), format!("blake3:{hash}"));
    let mut tables: Vec<(String, String)> = rules.reference.files.iter().map(of_table).collect();
    files.sort();
    tables.sort();
    tables.dedup();
    Provenance {
        act,
        act_date: args.fecha_acta,
        phase: args.fase.word().to_owned(),
        date: run.date,
        vigencia: run.vigencia,
        entity: run.entity.clone(),
        engine: env!("CARGO_PKG_VERSION").to_owned(),
        rules: format!("blake3:{}", run.ruleset_hash),
        files,
        tables,
        parameters: set.parameters.iter().map(|it| (it.name.clone(), it.value.plain())).collect(),
        waived: run.findings.iter().filter_map(waived).collect(),
    }
}

fn waived(finding: &Finding) -> Option<WaivedCheck> {
    (finding.outcome == Outcome::Waived).then(|| WaivedCheck {
        rule: finding.rule.clone(),
        file: base_name(&finding.file).to_owned(),
        message: finding.message.clone(),
        source: finding.notes.join("; "),
    })
}

fn write_seal(folder: &Path, sealed: &NewSeal) -> Result<(), String> {
    let name = folder_name(sealed.manifest.number);
    write::write(&mut write::OnDisk, folder, &name, &sealed.files).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => {
            format!("«{}/{name}» ya existe: alguien selló al mismo tiempo; repita la orden", shown(folder))
        }
        _ => format!("no se pudo escribir el sello en «{}»: {}", shown(folder), why(&error)),
    })
}

/// Says what was sealed.
fn tell(args: &Aprobar, rules: &RuleSetOnDisk, run: &Run, sealed: &NewSeal) -> Result<(), String> {
    for output in args.outputs.iter().filter(|output| output.format == Format::Json) {
        let json = |_: Format, _: &report::Style| report::json::run(run, &rules.loaded.rules.sources);
        write_all(std::slice::from_ref(output), args.rules.color, json)?;
    }
    let text = report::seals::written(sealed, &shown(args.folder()));
    show(args.rules.color, |_| text.clone())
}
