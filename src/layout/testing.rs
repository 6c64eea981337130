//! Sheets and formats by hand, for tests.
