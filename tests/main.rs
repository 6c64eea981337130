//! All integration tests, in one binary: linking is the slow part on two cores.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "tests may fail, read files and say what they skip"
)]

mod aprobar;
mod bad_input;
mod cali;
mod checks58;
mod codes;
mod corpus;
mod docs;
mod explain;
mod formatear;
mod gate;
mod hostile;
mod language;
mod oracle;
mod pack;
mod pasto;
mod probar;
mod readers;
mod readme;
mod sample;
mod settings;
mod sispt;
mod support;
mod tidy;
