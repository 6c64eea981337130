//! `docs/numeros-y-fechas.md`, row by row: what a cell of a real workbook gives in a column of a type.

use cotejo::layout::read_plan;
use cotejo::ruleset::{Files, Inputs, load};
use cotejo::table::Entry;
use cotejo::workbook::{Limits, read};
use jiff::civil::date;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use super::blocks::text;

const PAGE: &str = "numeros-y-fechas.md";

/// A row of a table of the page: what the cell holds, its column's type and convention, and what is read.
struct Row {
    cell: String,
    ty: String,
    convention: String,
    result: String,
}

struct OneFile(String);

impl Files for OneFile {
    fn read(&self, _: &str) -> Result<Vec<u8>, String> {
        Ok(self.0.clone().into_bytes())
    }
}

fn rows() -> Vec<Row> {
    let page = text(PAGE);
    let lines =
        page.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| texto") && !line.contains("---"));
    let row = |line: &str| {
        let cells: Vec<String> = line.trim_matches('|').split(" | ").map(str::to_owned).collect();
        let [cell, ty, convention, result] = cells.try_into().unwrap_or_else(|_| panic!("{line}"));
        let [cell, ty, convention, result] = [cell, ty, convention, result].map(|cell| cell.trim().to_owned());
        Row { cell, ty, convention, result }
    };
    let rows: Vec<Row> = lines.map(row).collect();
    assert!(rows.len() > 120, "{} rows", rows.len());
    rows
}

/// What stands in backticks, with the characters that the page writes by their numbers.
fn quoted(text: &str) -> Vec<String> {
    text.split('`').skip(1).step_by(2).map(signs).collect()
}

fn signs(text: &str) -> String {
    let text = text.replace('⏎', "\n");
    let mut parts = text.split("<U+");
    let mut made = parts.next().unwrap().to_owned();
    for part in parts {
        let (number, rest) = part.split_once('>').unwrap();
        made.push(char::from_u32(u32::from_str_radix(number, 16).unwrap()).unwrap());
        made.push_str(rest);
    }
    made
}

/// The rules of a row, and the texts of the other cells of its column.
fn set(row: &Row) -> (String, Vec<String>) {
    let said = quoted(&row.convention);
    let (mut column, mut format, mut others) = (String::new(), String::new(), Vec::new());
    match said.first() {
        Some(first) if first == "con punto decimal" => column = format!(" {first}"),
        Some(first) if first.starts_with("vacíos") => format = format!("  {first}\n"),
        _ => others = said,
    }
    let rules = format!(
        "vigencia 2026\nentidad \"E\"\nformato plan \"F\"\n  columna n : entero en \"N\"\n  columna x : {}{column} en \"X\"\n{format}\
         regla r nota\n  \"t\"\n  por cada fila de plan\n  exige n > 0\n",
        row.ty
    );
    // `con punto decimal` stands behind the caption.
    let rules = if column.is_empty() {
        rules
    } else {
        rules.replace(&format!("{column} en \"X\""), &format!(" en \"X\"{column}"))
    };
    (rules, others)
}

fn workbook(row: &Row, others: &[String]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "N").unwrap();
    sheet.write(0, 1, "X").unwrap();
    let cell = quoted(&row.cell).remove(0);
    let number = || cell.parse::<f64>().unwrap();
    match row.cell.split('`').next().unwrap().trim() {
        "" => sheet.write_string(1, 1, &cell),
        "el número" => sheet.write_number(1, 1, number()),
        "el porcentaje" => sheet.write_number_with_format(1, 1, number(), &Format::new().set_num_format("0.0%")),
        "la fecha" => {
            let day = ExcelDateTime::parse_from_str(&cell).unwrap();
            sheet.write_datetime_with_format(1, 1, &day, &Format::new().set_num_format("dd/mm/yyyy"))
        }
        other => panic!("«{other}» is no kind of cell"),
    }
    .unwrap();
    for (at, other) in (2..).zip(others) {
        sheet.write_string(at, 1, other).unwrap();
    }
    for at in 0..=u32::try_from(others.len()).unwrap() {
        sheet.write(at + 1, 0, 1).unwrap();
    }
    book.save_to_buffer().unwrap()
}

/// What the first row's cell is read as.
fn reading(row: &Row) -> String {
    let (rules, others) = set(row);
    let loaded =
        load(&["r.cotejo".to_owned()], &OneFile(rules), &Inputs { parameters: Vec::new(), today: date(2026, 1, 20) });
    assert!(!loaded.has_faults(), "{}: {:?}", row.ty, loaded.diagnostics);
    let (book, _) = read("p.xlsx", &workbook(row, &others), &|_| true, &Limits::default());
    let (plan, told) = read_plan(&book.unwrap(), "p.xlsx", &loaded.rules, &|_, _, table| vec![None; table.rows.len()]);
    let table = plan.unwrap_or_else(|| panic!("{told:?}")).table;
    match table.get(0, 1) {
        Entry::Present(value) => value.to_string(),
        Entry::Empty => "vacío".to_owned(),
        Entry::Unreadable(_) => "ilegible".to_owned(),
    }
}

#[test]
fn the_page_says_how_cells_are_read() {
    let wrong = rows().into_iter().filter_map(|row| {
        let read = reading(&row);
        (read != row.result)
            .then(|| format!("{} in {} ({}): {read}, not {}\n", row.cell, row.ty, row.convention, row.result))
    });
    let wrong: String = wrong.collect();
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn the_page_has_every_type_that_is_read_from_numbers_or_dates() {
    let rows = rows();
    for ty in ["entero", "decimal", "pesos", "porcentaje", "porcentaje sobre 100", "fecha", "código"] {
        let read = rows.iter().filter(|row| row.ty == ty || row.ty.starts_with(&format!("{ty} \"")));
        assert!(read.filter(|row| row.result != "ilegible").count() > 0, "{ty}");
    }
}
