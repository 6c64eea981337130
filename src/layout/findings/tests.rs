use crate::diagnostic::Code;
use crate::layout::read_plan;
use crate::layout::tests::{Rules, book, code, found, messages, sheet, span, values};
use crate::ruleset::model::{Expr, Format, Kind, Node};
use crate::table::Table;
use crate::value::{Text, Type, Value};

fn rules() -> Rules {
    Rules::new().column("Meta", code(&[])).required().key().column("Total", Type::Pesos).required()
}

#[test]
fn each_unreadable_or_empty_cell_is_one_finding_in_the_sheet_s_order() {
    let (table, findings) = rules().table(vec![sheet("Plan", &["Meta|Notas|Total", "M1|x|NP", "~|x|=5", "M3|x|~"])]);
    assert_eq!(values(&table, 1), ["?NP", "5", "–"]);
    let expected = [(Code::CellUnreadable, "C2"), (Code::CellEmpty, "A3"), (Code::CellEmpty, "C4")];
    assert_eq!(found(&findings), expected.map(|(code, cell)| (code, cell.to_owned())));
    assert_eq!(findings[0].message, "C2 dice «NP» y «Total» espera pesos");
    assert_eq!(findings[2].message, "C4 está vacía y «Total» es obligatoria");
}

#[test]
fn the_window_shows_the_key_and_the_cell_as_excel_does() {
    let (_, findings) = rules()
        .column("Avance", Type::Percent { hundredths: false })
        .table(vec![sheet("Plan", &["Total|Meta|Avance", "=1234.5|M1|mucho"])]);
    let window = &findings[0].windows[0];
    let columns: Vec<(u32, &str)> = window.columns.iter().map(|column| (column.column, &*column.caption)).collect();
    assert_eq!(columns, [(1, "Meta"), (2, "Avance")]);
    assert_eq!((window.rows[0].row, window.rows[0].cells.as_slice()), (1, &["M1".to_owned(), "mucho".to_owned()][..]));
    assert_eq!(window.rows[0].marks[0].column, 1);
}

#[test]
fn past_fifty_cells_of_a_column_the_rest_are_counted() {
    let mut lines = vec!["Meta|Total"];
    lines.extend(["M|NP"; 53]);
    let (_, findings) = rules().table(vec![sheet("Plan", &lines)]);
    assert_eq!(findings.len(), 51);
    assert_eq!(findings[50].message, "otras 3 celdas de «Total» no se pueden leer, de B52 a B54");
    lines.truncate(52);
    let (_, findings) = rules().table(vec![sheet("Plan", &lines)]);
    assert_eq!(findings[50].message, "otra celda de «Total» no se puede leer: B52");
}

#[test]
fn zeros_put_back_are_one_note_a_column_of_a_sheet() {
    let rules = Rules::new().column("Indicador", code(&["000000000"])).column("Producto", code(&["0000000"]));
    let one = sheet("4101", &["Indicador|Producto", "=40102100|0401021", "=40102200|=401022"]);
    let other = sheet("4102", &["Producto|Indicador", "0401021|40102100"]);
    let (table, findings) = rules.table(vec![one, other]);
    assert_eq!(values(&table, 0), ["040102100", "040102200", "040102100"]);
    let expected = [(Code::ZeroRestored, "A2"), (Code::ZeroRestored, "B3"), (Code::ZeroRestored, "B2")];
    assert_eq!(found(&findings), expected.map(|(code, cell)| (code, cell.to_owned())));
    assert_eq!(
        messages(&findings),
        "2 códigos de «Indicador» perdieron su cero inicial y se completaron; el primero, A2, se lee «040102100»\n\
         el código de B3 en «Producto» perdió su cero inicial y se lee «0401022»\n\
         el código de B2 en «Indicador» perdió su cero inicial y se lee «040102100»"
    );
}

#[test]
fn times_dropped_are_one_note() {
    let rules = Rules::new().column("Inicio", Type::Date);
    let lines = ["Inicio", "@2026-01-31T00:00:00", "@2026-02-01T08:00:00", "2026-02-02T09:30:00"];
    let (_, findings) = rules.table(vec![sheet("Plan", &lines)]);
    assert_eq!(found(&findings), [(Code::TimeDropped, "A3".to_owned())]);
    assert_eq!(
        findings[0].message,
        "2 fechas de «Inicio» traen hora y se leen sin ella; la primera, A3: 1 de febrero de 2026"
    );
}

#[test]
fn what_to_do_depends_on_what_the_cell_says() {
    let choice = Type::Choice(vec![Text::new("Acumulativo"), Text::new("No acumulativo")]);
    let rules = Rules::new()
        .column("Tipo", choice)
        .column("Total", Type::Pesos)
        .column("BPIN", code(&["0000000000000"]))
        .column("Inicio", Type::Date);
    let (_, findings) = rules.table(vec![sheet(
        "Plan",
        &["Tipo|Total|BPIN|Inicio", "Acumulatvo|1.234|=1234567890123456|1/2/26", "otro|N/A|IP-1|!#N/A"],
    )]);
    let told: Vec<String> = findings
        .iter()
        .map(|finding| format!("{} → {}", finding.message, finding.help.as_deref().unwrap_or("–")))
        .collect();
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn rows_left_out_vanish_before_their_cells_are_looked_at() {
    let mut rules = rules();
    rules.format().omits.push(Expr { node: Node::Constant(Value::Bool(true)), kind: Kind::Bool, span: span() });
    let book = book(vec![sheet("Plan", &["Meta|Total", "Subtotal|NP", "M1|1.234", "M2|=3"])]);
    let omits = |_: &Format, _: &[&Expr], table: &Table| {
        values(table, 0).iter().map(|meta| (meta == "Subtotal").then_some(0)).collect::<Vec<Option<usize>>>()
    };
    let (plan, findings) = read_plan(&book, "salud.xlsx", &rules.0, &omits);
    let table = plan.unwrap().table;
    assert_eq!(values(&table, 0), ["M1", "M2"]);
    assert_eq!(values(&table, 1), ["?1.234", "3"]);
    assert_eq!(found(&findings), [(Code::CellUnreadable, "B3".to_owned())]);
    assert!(
        findings[0].message.ends_with("no se sabe si el signo separa miles o decimales"),
        "{}",
        findings[0].message
    );
}
