//! Plans for benchmarks: made once, the same each time, kept under `target/`.

use std::fs;
use std::path::{Path, PathBuf};

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

/// Columns of a plan.
pub const CAPTIONS: [&str; 26] = [
    "Código meta",
    "Sector",
    "Programa",
    "Producto",
    "Indicador",
    "Meta",
    "Nombre del indicador",
    "Unidad de medida",
    "Línea base",
    "Meta cuatrienio",
    "Meta vigencia",
    "Trimestre 1",
    "Trimestre 2",
    "Trimestre 3",
    "Trimestre 4",
    "BPIN",
    "Proyecto",
    "Recursos propios",
    "SGP educación",
    "SGP salud",
    "Crédito",
    "Otros",
    "Total",
    "Inicio",
    "Fin",
    "Responsable",
];

/// The paths of `count` workbooks of `rows` rows; those that are not there yet are made.
pub fn plans(folder: &str, count: usize, rows: u32) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(folder);
    fs::create_dir_all(&folder).unwrap();
    let path = |at: usize| folder.join(format!("plan-{at:03}.xlsx"));
    for at in (0..count).filter(|at| !path(*at).exists()) {
        let whole = plan(at, rows).unwrap();
        // A run that is cut short leaves no half of a plan.
        fs::write(folder.join("nuevo"), whole).unwrap();
        fs::rename(folder.join("nuevo"), path(at)).unwrap();
    }
    (0..count).map(path).collect()
}

fn plan(at: usize, rows: u32) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Plan de acción")?;
    sheet.write(0, 0, "PLAN DE ACCIÓN")?;
    sheet.write(1, 0, "DEPENDENCIA")?;
    sheet.write(1, 1, format!("Dependencia {at:03}"))?;
    for (column, caption) in (0..).zip(CAPTIONS) {
        sheet.write(3, column, caption)?;
    }
    let day = Format::new().set_num_format("dd/mm/yyyy");
    let mut random = Random(at as u64 + 1);
    for row in 0..rows {
        write_row(sheet, 4 + row, at, &mut random, &day)?;
    }
    book.save_to_buffer()
}

fn write_row(sheet: &mut Worksheet, row: u32, at: usize, random: &mut Random, day: &Format) -> Result<(), XlsxError> {
    let program = 1901 + random.below(12);
    let product = program * 1000 + random.below(40);
    let goal = random.below(2000);
    let texts = [
        (0, format!("MP-{at:03}-{row:06}")),
        (1, "19".to_owned()),
        (2, program.to_string()),
        (3, product.to_string()),
        (4, format!("{product}00")),
        (5, format!("Mantener en {goal} los hogares con acompañamiento integral durante la vigencia")),
        (6, format!("Hogares acompañados del grupo {}", goal % 300)),
        (7, ["Número", "Porcentaje", "Kilómetros"][goal as usize % 3].to_owned()),
        (15, format!("2024520010{:03}", random.below(400))),
        (16, format!("Fortalecimiento de la atención integral número {}", random.below(400))),
        (25, format!("Subsecretaría de gestión {}", random.below(9))),
    ];
    for (column, text) in texts {
        sheet.write_string(row, column, text)?;
    }
    let mut total = 0;
    for column in 8..22_u16 {
        let number = match column {
            15 | 16 => continue,
            17.. => random.below(900) * 125_000,
            _ => random.below(400),
        };
        total += if column >= 17 { number } else { 0 };
        sheet.write_number(row, column, number as f64)?;
    }
    sheet.write_number(row, 22, total as f64 + 0.5)?;
    let start = 1 + random.below(9) as u8;
    sheet.write_with_format(row, 23, ExcelDateTime::from_ymd(2026, start, 1)?, day)?;
    sheet.write_with_format(row, 24, ExcelDateTime::from_ymd(2026, start + 3, 15)?, day)?;
    Ok(())
}

/// Numbers that look like chance and are the same each time.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}
