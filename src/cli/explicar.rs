//! `cotejo explicar`: the page of a code.

use crate::diagnostic::Code;
use crate::report;
use crate::text::nearest;

use super::Ended;
use super::args::Explicar;
use super::output::show;

/// Prints the page of the code that is asked for, or the list of codes. `Err` says why there is none.
pub(super) fn run(args: &Explicar) -> Result<Ended, String> {
    match &args.what {
        None => show(args.color, report::page::list)?,
        Some(what) => {
            let code = find(what)?;
            show(args.color, |style| report::page::draw(code, style))?;
        }
    }
    Ok(Ended::Clean)
}

/// The code of a name, or of a name without its first part (`tipo` for `reglas/tipo`) if only one has it.
fn find(what: &str) -> Result<Code, String> {
    let short = |code: &&Code| code.info().name.split_once('/').is_some_and(|(_, short)| short == what);
    let found: Vec<Code> = Code::ALL.iter().filter(short).copied().collect();
    match (Code::named(what), found.as_slice()) {
        (Some(code), _) => Ok(code),
        (None, [code]) => Ok(*code),
        (None, []) => Err(unknown(what)),
        (None, several) => {
            let names: Vec<&str> = several.iter().map(|code| code.info().name).collect();
            Err(format!("hay varios códigos «{what}»: {}", names.join(", ")))
        }
    }
}

fn unknown(what: &str) -> String {
    let names = Code::ALL.iter().map(|code| code.info().name);
    let way_out = match nearest(what, names) {
        Some(near) => format!("¿quiso decir «{near}»?"),
        None => "«cotejo explicar» los muestra todos".to_owned(),
    };
    format!("no hay ningún código «{what}»; {way_out}")
}
