//! A whole xls file.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| cotejo_fuzz::review("libro.xls", bytes));
