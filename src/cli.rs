//! The command line: arguments to settings, files from disk, outputs to their places, and the exit code.
//!
//! This is the only part that touches files, the clock, the environment and the terminal.

mod aprobar;
mod args;
mod comprobar;
mod disk;
mod explicar;
mod formatear;
mod keys;
mod output;
mod probar;
mod replace;
mod revisar;
mod rules;
mod seals;
mod settings;
mod usage;
mod verificar_sello;

use std::io::Write;
use std::panic::{PanicHookInfo, catch_unwind, set_hook};
use std::process::ExitCode;
use std::sync::Mutex;

use clap::Parser;

pub use args::command;
use args::{Args, Command};
use settings::Settings;

/// How a command ended: the exit code is decided here and nowhere else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ended {
    /// Nothing of severity error.
    Clean,
    /// At least one finding of severity error.
    WithErrors,
    /// It could not run: usage, no such folder, no workbook, a fault in the rule set.
    CouldNotRun,
}

impl From<Ended> for ExitCode {
    fn from(ended: Ended) -> ExitCode {
        match ended {
            Ended::Clean => ExitCode::SUCCESS,
            Ended::WithErrors => ExitCode::from(1),
            Ended::CouldNotRun => ExitCode::from(2),
        }
    }
}

/// Where the last panic happened. A panic of a reader is caught and becomes a finding, so the hook itself is silent.
static LAST_PANIC: Mutex<String> = Mutex::new(String::new());

/// Runs the command that the process was given.
pub fn main() -> ExitCode {
    set_hook(Box::new(remember_panic));
    match catch_unwind(run) {
        Ok(ended) => ended.into(),
        Err(_) => {
            let place = LAST_PANIC.lock().map(|place| place.clone()).unwrap_or_default();
            complain(&format!(
                "Cotejo encontró un error propio, que no es de sus archivos ({place}). Repórtelo, por favor."
            ));
            Ended::CouldNotRun.into()
        }
    }
}

fn remember_panic(info: &PanicHookInfo<'_>) {
    if let Ok(mut place) = LAST_PANIC.lock() {
        *place = info.to_string();
    }
}

fn run() -> Ended {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => return usage::tell(&error),
    };
    let ended = Settings::find().and_then(|settings| dispatch(args.command, &settings));
    ended.unwrap_or_else(|why| {
        complain(&why);
        Ended::CouldNotRun
    })
}

/// Runs a command, with the settings where it was not told otherwise.
fn dispatch(command: Command, settings: &Settings) -> Result<Ended, String> {
    match command {
        Command::Revisar(mut args) => {
            settings.complete(&mut args);
            revisar::run(&args, &settings.analisis)
        }
        Command::Comprobar(mut args) => {
            settings.complete_check(&mut args.ruta, &mut args.rules);
            comprobar::run(&args, &settings.analisis)
        }
        Command::Probar(mut args) => {
            settings.complete_test(&mut args.ruta, &mut args.rules);
            probar::run(&args)
        }
        Command::Formatear(mut args) => {
            settings.complete_layout(&mut args);
            formatear::run(&args)
        }
        Command::Explicar(mut args) => {
            settings.complete_explanation(&mut args);
            explicar::run(&args)
        }
        Command::Aprobar(mut args) => {
            settings.complete_approval(&mut args);
            aprobar::run(&args, &settings.analisis)
        }
        Command::VerificarSello(mut args) => {
            settings.complete_seals(&mut args);
            verificar_sello::run(&args)
        }
        Command::NuevaClave(args) => keys::run(&args),
    }
}

/// Says on standard error why a command cannot go on.
fn complain(message: &str) {
    // If not even this can be written, the exit code still tells.
    let lines: Vec<String> = message.lines().map(crate::report::escape).collect();
    let _ = writeln!(std::io::stderr(), "cotejo: {}", lines.join("\n"));
}
