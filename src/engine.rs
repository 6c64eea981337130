//! Rules over columns: the parallel run, and findings in a fixed order.

mod all;
mod changes;
mod eval;
mod explain;
pub mod finding;
mod gap;
mod hash;
mod index;
mod judge;
mod kernel;
mod nearest;
mod parts;
mod peers;
pub mod pruebas;
mod reader;
mod reference;
mod run;
mod site;
mod subject;
mod trace;
mod unjudged;
mod waivers;
mod watch;
mod window;
mod words;
mod world;

pub use explain::steps::{Found, Step, StepCell};
pub use judge::{Judged, first_holding, judge};
pub use reference::{Reference, read_references};
pub use run::{
    Account, Approved, Clause, Input, Question, RuleHead, SealedBook, Settings, account, plans_to_seal, rule_head, run,
};
pub use subject::base_name;
pub use watch::Ways;
pub use world::Book;

#[cfg(test)]
mod tests;
