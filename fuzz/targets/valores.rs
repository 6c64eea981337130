//! Texts of numbers, dates, codes and marks, one a line, as cells of a column of each type.

#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| cotejo_fuzz::values(text));
