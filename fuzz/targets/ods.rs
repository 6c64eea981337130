//! The content of an ods in a sound zip.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| cotejo_fuzz::review("libro.ods", &cotejo_fuzz::ods(bytes)));
