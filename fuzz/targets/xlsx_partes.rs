//! The parts of an xlsx in a sound zip: the sheet, the shared texts, the styles, the table of sheets and its relations.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| cotejo_fuzz::review("libro.xlsx", &cotejo_fuzz::xlsx(bytes)));
