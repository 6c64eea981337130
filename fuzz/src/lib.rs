//! What the fuzz targets share: a file or a part of one goes through the readers, and what comes out is held against
//! what is promised of it. A panic is a find, also one that the library would catch.

mod libros;
mod lectura;
mod reglas;
mod valores;

pub use lectura::review;
pub use libros::{ods, xls, xlsb, xlsx};
pub use reglas::rules_text;
pub use valores::values;
