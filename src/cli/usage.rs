//! What to say, in Spanish, of a command line that clap refuses.

use std::io::Write;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::{Ended, complain};

/// Prints the help or the version where it was asked for, else says what is wrong.
pub(super) fn tell(error: &clap::Error) -> Ended {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            // A closed pipe is no fault of the user's.
            let _ = write!(std::io::stdout(), "{error}");
            Ended::Clean
        }
        _ => {
            complain(&explain(error));
            Ended::CouldNotRun
        }
    }
}

fn explain(error: &clap::Error) -> String {
    let argument = context(error, ContextKind::InvalidArg);
    let value = context(error, ContextKind::InvalidValue);
    let near = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    let near = near.into_iter().map(|kind| context(error, kind)).find(|near| !near.is_empty());
    let what = match error.kind() {
        ErrorKind::UnknownArgument => format!("no existe la opción «{argument}»"),
        ErrorKind::InvalidSubcommand => {
            format!("no existe la orden «{}»", context(error, ContextKind::InvalidSubcommand))
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            "falta la orden: revisar, comprobar, probar, formatear o explicar".to_owned()
        }
        ErrorKind::MissingRequiredArgument => format!("falta {argument}"),
        ErrorKind::InvalidValue if value.is_empty() => format!("a «{argument}» le falta su valor"),
        ErrorKind::ValueValidation => {
            let why = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
            format!("«{value}» no sirve para «{argument}»: {why}")
        }
        ErrorKind::InvalidValue => {
            let valid = context(error, ContextKind::ValidValue);
            format!("«{value}» no sirve para «{argument}»; admite {valid}")
        }
        ErrorKind::ArgumentConflict => match context(error, ContextKind::PriorArg) {
            prior if prior.is_empty() || prior == argument => format!("«{argument}» se dice más de una vez"),
            prior => format!("«{argument}» no se puede usar con «{prior}»"),
        },
        _ => "no se entiende la orden".to_owned(),
    };
    let near = near.map(|near| format!("; ¿quiso decir «{near}»?")).unwrap_or_default();
    format!("{what}{near}\nEscriba «cotejo --ayuda» para ver qué admite.")
}

fn context(error: &clap::Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        _ => String::new(),
    }
}
