use crate::diagnostic::Code;
use crate::layout::tests::{Rules, code, found, sheet, values};
use crate::value::Type;

fn rules() -> Rules {
    Rules::new()
        .column("Meta", Type::Text)
        .key()
        .column("BPIN", code(&["0000000000000"]))
        .column("BP", code(&["BP00000000"]))
}

#[test]
fn codes_in_each_other_s_column_are_one_finding() {
    let lines =
        ["Meta|BPIN|BP", "M1|2024760010327|BP26005266", "M2|BP26005349|=2024760010328", "M3|BP26005350|2024760010329"];
    let (table, findings) = rules().table(vec![sheet("Plan", &lines)]);
    assert_eq!(values(&table, 1), ["2024760010327", "?BP26005349", "?BP26005350"], "the cells stay as they are");
    assert_eq!(found(&findings), [(Code::Swapped, "B3".to_owned())]);
    let also: Vec<String> = findings[0].also.iter().map(ToString::to_string).collect();
    assert_eq!(also, ["C3", "B4", "C4"]);
    assert_eq!(
        findings[0].message,
        "en 2 filas parecen cambiados «BPIN» y «BP»; en la primera, B3 dice «BP26005349» y C3 dice «2024760010328»"
    );
    let window = &findings[0].windows[0];
    assert_eq!((window.rows.len(), window.rows[0].marks.len()), (2, 2));
}

#[test]
fn a_single_row_is_told_by_its_cells() {
    let (_, findings) = rules().table(vec![sheet("Plan", &["Meta|BPIN|BP", "M2|BP26005349|2024760010328"])]);
    assert_eq!(findings[0].message, "B2 dice «BP26005349» y C2 dice «2024760010328»: parecen cambiados «BPIN» y «BP»");
}

#[test]
fn what_fits_nowhere_is_no_swap() {
    let lines = ["Meta|BPIN|BP", "M1|BP26005349|BP26005266", "M2|BP26005349|x", "M3|~|2024760010327"];
    let (_, findings) = rules().table(vec![sheet("Plan", &lines)]);
    let expected = ["B2", "B3", "C3", "C4"].map(|cell| (Code::CellUnreadable, cell.to_owned()));
    assert_eq!(found(&findings), expected);
}

#[test]
fn each_sheet_has_its_finding() {
    let rows = ["Meta|BPIN|BP", "M1|BP26005349|2024760010328"];
    let (_, findings) = rules().table(vec![sheet("4101", &rows), sheet("4102", &rows)]);
    assert_eq!(found(&findings), [(Code::Swapped, "B2".to_owned()), (Code::Swapped, "B2".to_owned())]);
}
