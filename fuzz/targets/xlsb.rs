//! The parts of an xlsb in a sound zip: the sheet, the shared texts, the styles and the table of sheets.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| cotejo_fuzz::review("libro.xlsb", &cotejo_fuzz::xlsb(bytes)));
