//! The text of a rule file: parsed, resolved, analysed and laid out.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| cotejo_fuzz::rules_text(bytes));
