//! The `cotejo` command.

#![forbid(unsafe_code)]

use std::process::ExitCode;

fn main() -> ExitCode {
    cotejo::cli::main()
}
