//! A whole xlsx file, as raw bytes: the zip and what is in it.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| cotejo_fuzz::review("libro.xlsx", bytes));
