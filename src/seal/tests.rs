//! What is sealed comes back as it was, and nothing that changes in it goes unnoticed.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::*;
use crate::cell::{CellRef, SheetPlace};
use crate::decimal::Decimal;
use crate::diagnostic::Diagnostic;
use crate::table::{Block, Column, Data, Entry, Origin, RowOrigin, State, Table};
use crate::value::{Text, Unit, Value};

const FILE: &str = "salud.xlsx";

/// Anything that a cell's text may hold, tabs, line ends, backslashes and marks among it.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Zñáé0-9 .,;|:!?e]{0,12}",
        r"[\\\t\n\r|:!?e0u{}\x00\x7f]{0,8}",
        any::<String>().prop_map(|text| text.chars().take(12).collect()),
    ]
}

fn any_number() -> impl Strategy<Value = Decimal> {
    prop_oneof![
        (any::<i64>(), 0u8..=20).prop_map(|(digits, decimals)| Decimal::new(i128::from(digits), decimals)),
        Just(Decimal::ZERO),
        Just(Decimal::parse("99999999999999999999999999999999999999").unwrap()),
    ]
}

fn any_day() -> impl Strategy<Value = Date> {
    (-9998i16..=9998, 1i8..=12, 1i8..=28).prop_map(|(year, month, day)| date(year, month, day))
}

fn any_cell() -> impl Strategy<Value = CellRef> {
    (0u32..2_000_000, 0u32..16_384).prop_map(|(row, column)| CellRef { row, column })
}

/// The values of one kind of column.
#[derive(Clone, Copy, Debug)]
enum Of {
    Text,
    Code,
    Number(Unit),
    Date,
    Bool,
}

const ALL: [Of; 7] = [
    Of::Text,
    Of::Code,
    Of::Number(Unit::Plain),
    Of::Number(Unit::Pesos),
    Of::Number(Unit::Percent),
    Of::Date,
    Of::Bool,
];

fn any_value(of: Of) -> BoxedStrategy<Value> {
    match of {
        Of::Text => any_text().prop_map(|text| Value::Text(Text::verbatim(&text))).boxed(),
        Of::Code => any_text().prop_map(|text| Value::Code(text.into())).boxed(),
        Of::Number(unit) => any_number().prop_map(move |number| Value::Number(number, unit)).boxed(),
        Of::Date => any_day().prop_map(Value::Date).boxed(),
        Of::Bool => any::<bool>().prop_map(Value::Bool).boxed(),
    }
}

fn unreadable() -> impl Strategy<Value = Entry> {
    any_text().prop_map(|text| Entry::Unreadable(text.into()))
}

fn any_entry(of: Of) -> impl Strategy<Value = Entry> {
    prop_oneof![4 => any_value(of).prop_map(Entry::Present), 1 => Just(Entry::Empty), 1 => unreadable()]
}

/// A column's cells: entries, and the values of each where a cell holds several.
type Cells = Vec<(Entry, Option<Vec<Entry>>)>;

fn any_cells(of: Of, several: bool, rows: usize) -> BoxedStrategy<Cells> {
    if !several {
        return prop::collection::vec(any_entry(of).prop_map(|entry| (entry, None)), rows).boxed();
    }
    let piece = prop_oneof![4 => any_value(of).prop_map(Entry::Present), 1 => unreadable()].boxed();
    let pieces = move || prop::collection::vec(piece.clone(), 0..4).prop_map(Some);
    let cell = prop_oneof![
        (Just(Entry::Present(Value::List(Arc::default()))), pieces()),
        (unreadable(), pieces()),
        Just((Entry::Empty, Some(Vec::new()))),
    ];
    prop::collection::vec(cell, rows).boxed()
}

fn any_origin(rows: usize, blocks: usize) -> BoxedStrategy<Origin> {
    let place = || prop::option::of(any_cell());
    prop_oneof![
        Just(Origin::Block),
        prop::collection::vec(place(), blocks).prop_map(Origin::Fixed),
        prop::collection::vec(any_cell(), rows).prop_map(Origin::PerRow),
        prop::collection::vec(place(), rows).prop_map(Origin::Each),
    ]
    .boxed()
}

fn any_column(rows: usize, blocks: usize) -> impl Strategy<Value = Column> {
    (0..ALL.len(), any::<bool>(), any_text(), any_text(), any_origin(rows, blocks)).prop_flat_map(
        move |(of, several, name, caption, origin)| {
            any_cells(ALL[of], several, rows).prop_map(move |cells| {
                column((name.clone(), caption.clone()), (ALL[of], several), cells, origin.clone())
            })
        },
    )
}

fn column((name, caption): (String, String), (of, several): (Of, bool), cells: Cells, origin: Origin) -> Column {
    let value = |cell: &(Entry, Option<Vec<Entry>>)| {
        if let Entry::Present(value) = &cell.0 { Some(value.clone()) } else { None }
    };
    let values: Vec<Option<Value>> = cells.iter().map(value).collect();
    let data = match of {
        _ if several => Data::Several(cells.iter().map(|cell| cell.1.clone().unwrap().into()).collect()),
        Of::Text => Data::Text(
            values.into_iter().map(|it| if let Some(Value::Text(it)) = it { it } else { Text::new("") }).collect(),
        ),
        Of::Code => Data::Code(
            values.into_iter().map(|it| if let Some(Value::Code(it)) = it { it } else { Arc::default() }).collect(),
        ),
        Of::Number(unit) => Data::Number(
            values.into_iter().map(|it| if let Some(Value::Number(it, _)) = it { it } else { Decimal::ZERO }).collect(),
            unit,
        ),
        Of::Date => Data::Date(
            values.into_iter().map(|it| if let Some(Value::Date(it)) = it { it } else { Date::ZERO }).collect(),
        ),
        Of::Bool => Data::Bool(values.into_iter().map(|it| it == Some(Value::Bool(true))).collect()),
    };
    let state = |cell: &(Entry, Option<Vec<Entry>>)| match cell.0 {
        Entry::Present(_) => State::Present,
        Entry::Empty => State::Empty,
        Entry::Unreadable(_) => State::Unreadable,
    };
    let text = |(row, cell): (usize, &(Entry, Option<Vec<Entry>>))| match &cell.0 {
        Entry::Unreadable(text) => Some((row, Arc::clone(text))),
        _ => None,
    };
    let unreadable = cells.iter().enumerate().filter_map(text).collect();
    Column { name, caption, data, states: cells.iter().map(state).collect(), unreadable, origin }
}

fn any_block(columns: usize) -> impl Strategy<Value = Block> {
    let columns = prop::collection::vec(prop::option::of(0u32..16_384), columns);
    let formulas = prop::collection::vec(any_cell(), 0..3);
    (any_text(), columns, formulas).prop_map(|(sheet, columns, formulas)| Block {
        place: SheetPlace { file: FILE.into(), sheet: sheet.into() },
        columns,
        formulas: formulas.into(),
    })
}

fn any_table() -> impl Strategy<Value = Table> {
    (0usize..4, 1usize..3, 1usize..5).prop_flat_map(|(rows, blocks, columns)| {
        let origin =
            (0..u32::try_from(blocks).unwrap(), 0u32..2_000_000).prop_map(|(block, row)| RowOrigin { block, row });
        let all = prop::collection::vec(any_column(rows, blocks), columns);
        let constant = prop_oneof![Just(Entry::Empty), unreadable()];
        let constants = prop::collection::btree_map(0..columns, constant, 0..2);
        (prop::collection::vec(origin, rows), prop::collection::vec(any_block(columns), blocks), all, constants)
            .prop_map(|(rows, blocks, mut columns, constants)| {
                // Rules name columns, so that no two have one name.
                for (at, column) in columns.iter_mut().enumerate() {
                    column.name.push_str(&at.to_string());
                }
                Table { rows, blocks, columns, constants, ..Table::default() }
            })
    })
}

fn content(table: Table) -> Content {
    Content {
        file: FILE.to_owned(),
        identifier: "PE-F-012".to_owned(),
        version: Some("4".to_owned()),
        sheets: vec!["Plan de acción".to_owned()],
        identity: vec![Value::text("Secretaría de Salud")],
        parts: vec![Part { role: Role::Plan, table }],
    }
}

/// All that a table says, without the placeholders that are never read.
fn said(table: &Table) -> String {
    let column = |column: &Column| {
        let cells = (0..table.rows.len()).map(|row| match &column.data {
            Data::Several(_) => {
                format!("{:?} {:?}", column.state(row), (column.pieces(row), column.unreadable.get(&row)))
            }
            _ => format!("{:?}", column.get(row)),
        });
        let kind = format!("{:?}", std::mem::discriminant(&column.data));
        format!("{} {} {kind} {:?} {:?}", column.name, column.caption, column.origin, cells.collect::<Vec<String>>())
    };
    let columns: Vec<String> = table.columns.iter().map(column).collect();
    format!("{:?}\n{:?}\n{:?}\n{columns:#?}", table.blocks, table.rows, table.constants)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_table_comes_back_as_it_was(table in any_table()) {
        let sealed = content(table);
        let texts = sealed.texts();
        let read = Content::read(&texts, FILE).unwrap();
        prop_assert_eq!(said(&read.parts[0].table), said(&sealed.parts[0].table));
        prop_assert_eq!(&read.texts(), &texts);
        let (file, form) = ((&read.file, &read.sheets), (&read.identifier, &read.version));
        prop_assert_eq!((file, form), ((&sealed.file, &sealed.sheets), (&sealed.identifier, &sealed.version)));
        prop_assert_eq!(format!("{:?}", read.identity), format!("{:?}", sealed.identity));
    }

    #[test]
    fn a_text_that_is_no_sealed_plan_is_refused(rows in any::<String>(), cells in any::<String>()) {
        let read = Content::read(&Texts { rows, cells }, FILE);
        prop_assert!(read.is_err());
    }

    #[test]
    fn a_sealed_plan_with_a_piece_cut_out_is_read_or_refused(table in any_table(), from in 0usize..400, length in 1usize..40) {
        let Texts { rows, cells } = content(table).texts();
        let cut = |text: &str| text.chars().enumerate().filter(|(at, _)| !(from..from + length).contains(at)).map(|(_, it)| it).collect();
        let _ = Content::read(&Texts { rows: cut(&rows), cells: cells.clone() }, FILE);
        let _ = Content::read(&Texts { cells: cut(&cells), rows }, FILE);
    }
}

fn texts(values: &[&str]) -> Data {
    Data::Text(values.iter().map(|value| Text::new(value)).collect())
}

fn plain(name: &str, data: Data, rows: usize) -> Column {
    let (name, caption) = (name.to_owned(), name.to_uppercase());
    Column {
        name,
        caption,
        data,
        states: vec![State::Present; rows],
        unreadable: BTreeMap::new(),
        origin: Origin::Block,
    }
}

/// A small plan of two rows: a goal and its money.
fn small(total: i64) -> Content {
    let numbers = vec![Decimal::from(60), Decimal::from(total)];
    let columns = vec![plain("meta", texts(&["M1", "M2"]), 2), plain("total", Data::Number(numbers, Unit::Pesos), 2)];
    let place = SheetPlace { file: FILE.into(), sheet: "Plan".into() };
    let blocks = vec![Block { place, columns: vec![Some(2), Some(20)], formulas: Arc::default() }];
    let rows = vec![RowOrigin { block: 0, row: 9 }, RowOrigin { block: 0, row: 10 }];
    content(Table { columns, blocks, rows, ..Table::default() })
}

fn provenance(act: &str) -> Provenance {
    Provenance {
        act: act.to_owned(),
        act_date: date(2026, 1, 28),
        phase: "aprobación".to_owned(),
        date: date(2026, 1, 30),
        vigencia: 2026,
        entity: "Alcaldía de Pasto".to_owned(),
        engine: "0.1.0".to_owned(),
        rules: hash(b"rules"),
        files: vec![("techos.cotejo".to_owned(), hash(b"file"))],
        tables: vec![("techos.csv".to_owned(), hash(b"table"))],
        parameters: vec![("tolerancia".to_owned(), "0".to_owned())],
        waived: Vec::new(),
    }
}

fn key(byte: u8) -> PrivateKey {
    PrivateKey::of_secret(&[byte; 32])
}

fn of_dependency(name: &str, file: &str, total: i64) -> NewPlan {
    let content = Content { identity: vec![Value::text(name)], file: file.to_owned(), ..small(total) };
    NewPlan { content, book: hash(file.as_bytes()) }
}

fn folder(sealed: &NewSeal) -> Folder {
    let number = sealed.manifest.number;
    let files = sealed.files.iter().map(|(name, bytes)| (name.clone(), Ok(bytes.clone()))).collect();
    Folder { number, path: format!("aprobados/{}", folder_name(number)), files }
}

fn look(folders: Vec<Folder>, key: Option<&PublicKey>) -> Checked {
    check(folders, "aprobados", key)
}

/// Two seals: two plans approved, and then one of them changed.
fn two() -> [Folder; 2] {
    let plans = vec![of_dependency("Salud", "salud.xlsx", 40), of_dependency("Cultura", "cultura.xlsx", 70)];
    let first = seal(None, provenance("Acta 003"), plans, Some(&key(7)));
    let checked = look(vec![folder(&first)], None);
    let changed = vec![of_dependency("Salud", "salud v2.xlsx", 30)];
    let second = seal(checked.newest(), provenance("Acta 009"), changed, Some(&key(7)));
    [folder(&first), folder(&second)]
}

fn messages(checked: &Checked) -> Vec<String> {
    checked.faults().map(|fault: &Diagnostic| fault.message.clone()).collect()
}

#[test]
fn a_seal_follows_the_one_before_and_carries_on_what_did_not_change() {
    let [first, second] = two();
    let checked = look(vec![second, first], Some(&key(7).public()));
    assert_eq!(messages(&checked), Vec::<String>::new());
    let [first, second] = checked.seals.as_slice() else { panic!("{checked:?}") };
    assert_eq!((first.manifest.previous.clone(), second.manifest.previous.clone()), (None, Some(first.hash.clone())));
    let plans = |seal: &Signed| -> Vec<(String, String, u32)> {
        seal.plans.iter().map(|plan| (plan.entry.name.clone(), plan.entry.file.clone(), plan.entry.sealed_in)).collect()
    };
    let of = |name: &str, file: &str, seal: u32| (name.to_owned(), file.to_owned(), seal);
    assert_eq!(plans(first), [of("cultura", "cultura.xlsx", 1), of("salud", "salud.xlsx", 1)]);
    // The changed plan keeps the name of its files, so that their difference is what changed.
    assert_eq!(plans(second), [of("cultura", "cultura.xlsx", 1), of("salud", "salud v2.xlsx", 2)]);
    let lines = |seal: &Signed| seal.plans[1].texts.rows.lines().map(str::to_owned).collect::<Vec<String>>();
    let differ = lines(first).into_iter().zip(lines(second)).filter(|(one, other)| one != other);
    let differ: Vec<(String, String)> = differ.collect();
    let pair = |one: &str, other: &str| (one.to_owned(), other.to_owned());
    assert_eq!(differ, [pair("archivo\tsalud.xlsx", "archivo\tsalud v2.xlsx"), pair("fila\tM2\t40", "fila\tM2\t30")]);
}

#[test]
fn every_byte_that_changes_is_noticed() {
    let folders = two();
    let mut tried = 0;
    for at in 0..folders.len() {
        for (name, bytes) in &folders[at].files {
            let bytes = bytes.as_ref().unwrap();
            for byte in 0..bytes.len() {
                for flip in [0x01, 0x20, 0x80] {
                    let mut changed = folders.to_vec();
                    changed[at].files.get_mut(name).unwrap().as_mut().unwrap()[byte] ^= flip;
                    assert!(look(changed, None).faults().next().is_some(), "{at} {name} {byte} {flip}");
                    tried += 1;
                }
            }
            let mut without = folders.to_vec();
            without[at].files.remove(name);
            let signed = Some(key(7).public()).filter(|_| name == SIGNATURE && at == 1);
            let is_old_signature = name == SIGNATURE && at == 0;
            assert!(
                is_old_signature || look(without, signed.as_ref()).faults().next().is_some(),
                "{at} without {name}"
            );
            let mut longer = folders.to_vec();
            longer[at].files.get_mut(name).unwrap().as_mut().unwrap().push(b'\n');
            assert!(look(longer, None).faults().next().is_some(), "{at} {name} with a line more");
        }
        let mut with_more = folders.to_vec();
        with_more[at].files.insert("nota.txt".to_owned(), Ok(Vec::new()));
        assert!(messages(&look(with_more, None))[0].ends_with("hay archivos que no son suyos: «nota.txt»"));
    }
    assert!(tried > 10_000, "{tried}");
}

/// Changes the bytes of a file of the second seal.
fn altered(name: &str, from: &str, to: &str) -> Checked {
    let mut folders = two();
    let bytes = folders[1].files.get_mut(name).unwrap().as_mut().unwrap();
    let text = String::from_utf8(bytes.clone()).unwrap();
    assert_eq!(text.matches(from).count(), 1, "{text}");
    *bytes = text.replace(from, to).into_bytes();
    look(folders.to_vec(), None)
}

#[test]
fn a_change_is_told_by_plan_and_row() {
    let told = |name: &str, from: &str, to: &str| messages(&altered(name, from, to));
    let plan = "en el sello 002, el plan «salud v2.xlsx»";
    assert_eq!(
        told("salud.plan.txt", "fila\tM2\t30", "fila\tM2\t31"),
        [format!("{plan} cambió la fila 11 («M2», «31»)")]
    );
    assert_eq!(
        told("salud.celdas.txt", "fila\t1\t11", "fila\t1\t12"),
        [format!("{plan} cambió la fila 12 («M2», «30»)")]
    );
    assert_eq!(
        told("salud.plan.txt", "fila\tM1\t60\n", ""),
        [format!("{plan} tiene 1 filas y se selló con 2; la primera que no corresponde es la fila 10 («M2», «30»)")]
    );
    assert_eq!(
        told("salud.plan.txt", "columna\ttotal\tpesos", "columna\ttotal\tnúmero"),
        [format!("{plan} cambió fuera de sus filas: el encabezado, las columnas, los datos o las hojas")]
    );
    let manifest = told(MANIFEST, "Acta 009", "Acta 008");
    assert_eq!(manifest, ["el sello 002 cambió después de escrito: su contenido no corresponde a su huella"]);
}

#[test]
fn a_plan_that_changed_costs_the_others_nothing_and_a_broken_chain_costs_all() {
    let of_plan = altered("salud.plan.txt", "M2\t30", "M2\t31");
    let names: Vec<&str> = of_plan.newest().unwrap().plans.iter().map(|plan| plan.entry.file.as_str()).collect();
    assert_eq!(names, ["cultura.xlsx"]);
    assert!(altered(MANIFEST, "Acta 009", "Acta 008").newest().is_none());
}

/// A seal whose text was changed and given a hash that fits.
fn forged(folder: &mut Folder, from: &str, to: &str) {
    let Some(Ok(bytes)) = folder.files.get_mut(MANIFEST) else { panic!() };
    let text = String::from_utf8(bytes.clone()).unwrap().replace(from, to);
    let body = text.split_once("huella\t").unwrap().0;
    *bytes = format!("{body}huella\t{}\n", hash(body.as_bytes())).into_bytes();
}

#[test]
fn a_seal_that_is_written_anew_breaks_the_chain_or_the_signature() {
    let [mut first, second] = two();
    forged(&mut first, "Acta 003", "Acta 004");
    first.files.remove(SIGNATURE);
    let told = messages(&look(vec![first, second.clone()], None));
    assert!(
        told.len() == 1 && told[0].starts_with("la cadena está rota: el sello 002 sigue a uno de huella blake3:"),
        "{told:?}"
    );

    let [first, mut second] = two();
    forged(&mut second, "Acta 009", "Acta 008");
    let told = messages(&look(vec![first.clone(), second.clone()], None));
    assert_eq!(told, ["la firma del sello 002 no corresponde a lo que firma"]);
    second.files.remove(SIGNATURE);
    assert_eq!(
        messages(&look(vec![first.clone(), second.clone()], None)),
        Vec::<String>::new(),
        "nobody else can know"
    );
    let told = messages(&look(vec![first.clone(), second], Some(&key(7).public())));
    assert_eq!(told, ["el sello 002 no tiene una firma que valga"]);
}

#[test]
fn seals_stand_in_their_own_folders_one_after_the_other() {
    let [first, second] = two();
    let told = messages(&look(vec![second.clone()], None));
    assert_eq!(told, ["la cadena está rota: después de 0 sellos viene el 002"]);
    let moved = Folder { number: 3, ..second };
    assert_eq!(messages(&look(vec![first, moved], None)), ["la carpeta 003 tiene el sello 002"]);
}

#[test]
fn what_is_carried_on_is_what_was_there() {
    let [first, second] = two();
    let checked = look(vec![first.clone()], None);
    let others = seal(None, provenance("Acta 003"), vec![of_dependency("Cultura", "cultura.xlsx", 71)], None);
    let mut before = checked.newest().unwrap().clone();
    let other = look(vec![folder(&others)], None).seals.remove(0).plans.remove(0);
    before.plans[0] = other;
    let forged = seal(Some(&before), provenance("Acta 009"), vec![of_dependency("Salud", "salud.xlsx", 40)], None);
    let told = messages(&look(vec![first, folder(&forged)], None));
    assert_eq!(told, ["el sello 002 dice que el plan «cultura.xlsx» viene del 001, y no es el que había"]);
    assert_eq!(second.number, 2);
}

#[test]
fn another_key_is_told() {
    let folders = two();
    assert_eq!(messages(&look(folders.to_vec(), Some(&key(7).public()))), Vec::<String>::new());
    let told = messages(&look(folders.to_vec(), Some(&key(8).public())));
    let [own, other] = [key(7).public().hex(), key(8).public().hex()];
    assert_eq!(told, [format!("el sello 002 está firmado con la clave {own}, y no con la que se dio, {other}")]);
}

#[test]
fn keys_come_back_from_their_files() {
    let key = key(7);
    let again = PrivateKey::read(&key.pem().unwrap()).unwrap();
    assert_eq!(again.public(), key.public());
    assert_eq!(PublicKey::read(&key.public().pem().unwrap()), Ok(key.public()));
    assert!(PublicKey::read(&key.pem().unwrap()).is_err() && PrivateKey::read("clave").is_err());
    // RFC 8032, section 7.1, test 1.
    let secret = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
    let pair = |at: usize| secret.get(2 * at..2 * at + 2).unwrap();
    let secret: Vec<u8> = (0..32).map(|at| u8::from_str_radix(pair(at), 16).unwrap()).collect();
    let known = PrivateKey::of_secret(&secret.try_into().unwrap());
    assert_eq!(known.public().hex(), "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
}

#[test]
fn the_same_plans_give_the_same_bytes_in_any_order() {
    let plans = || vec![of_dependency("Salud", "plan.xlsx", 40), of_dependency("Cultura", "plan.xlsx", 70)];
    let mut turned = plans();
    turned.reverse();
    let one = seal(None, provenance("Acta 003"), plans(), Some(&key(7)));
    assert_eq!(one.files, seal(None, provenance("Acta 003"), turned, Some(&key(7))).files);
    // Two workbooks of one name give files of two names.
    let names: Vec<&str> = one.manifest.plans.iter().map(|plan| plan.name.as_str()).collect();
    assert_eq!(names, ["plan", "plan-2"]);
}

#[test]
fn files_have_names_that_every_system_takes() {
    let name = |file: &str| {
        seal(None, provenance("A"), vec![of_dependency("D", file, 1)], None).manifest.plans[0].name.clone()
    };
    assert_eq!(name("Secretaría de Salud (v2).xlsx"), "secretaria-de-salud-v2");
    assert_eq!(name("CON.xlsx"), "plan-con");
    assert_eq!(name("com1.csv"), "plan-com1");
    assert_eq!(name("ñandú.ods"), "nandu");
    assert_eq!(name("计划.xlsx"), "plan");
}
