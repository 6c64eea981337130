//! The records of an xls in a sound OLE file.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| cotejo_fuzz::review("libro.xls", &cotejo_fuzz::xls(bytes)));
