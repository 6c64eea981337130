use std::collections::BTreeMap;

use super::model::{Kind, Node, SubjectKind, TableRef};
use super::*;
use crate::diagnostic::Code;
use crate::value::Unit;

struct Memory(BTreeMap<String, Vec<u8>>);

impl Files for Memory {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        self.0.get(path).cloned().ok_or_else(|| "no existe".to_owned())
    }
}

fn load_files(files: &[(&str, &str)], parameters: &[(&str, &str)]) -> Loaded {
    let memory = Memory(files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect());
    let parameters = parameters.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let inputs = Inputs { parameters, today: jiff::civil::date(2026, 1, 20) };
    load(&[files[0].0.to_owned()], &memory, &inputs)
}

const BASE: &str = r#"vigencia 2026
entidad "Alcaldía de Pasto"
norma acuerdo "Acuerdo 010 de 2024"
parámetro tolerancia : pesos = 0
parámetro inicio : entero = 2024
tabla programas desde "programas.csv"
  clave codigo
  columna codigo : código "0000"
  columna nombre : texto
tabla techos desde "techos.csv"
  clave dependencia, programa
  columna dependencia : texto
  columna programa : código "0000" -> programas
  columna valor : pesos
tabla metas desde "metas.csv"
  clave meta
  columna meta : código
  columna programado[2024 a 2027] : decimal en "Programado {n}"
formato plan "F-1" versión 4
  clave meta
  dato dependencia : texto junto a "DEPENDENCIA" obligatorio identifica
  columna meta : código en "Meta" obligatoria
  columna programa : código "0000" en "Programa / Código"
  columna cantidad : decimal en "Cantidad"
  columna ponderación : porcentaje en "Ponderación"
  columna inicia : fecha en "Inicio"
  columna fuentes["Propios", "SGP"] : pesos en "Fuentes / {n}"
  columna total : pesos en "Total"
"#;

/// The set `BASE` with one rule that demands something of each row.
fn with_demand(demand: &str) -> Loaded {
    let rule = format!("{BASE}regla r\n  \"título\"\n  por cada fila de plan\n  exige {demand}\n");
    load_files(&[("a.cotejo", &rule)], &[])
}

pub(super) fn with_rule(rule: &str) -> Loaded {
    load_files(&[("a.cotejo", &format!("{BASE}{rule}"))], &[])
}

/// Codes with the text that each points at.
fn faults(loaded: &Loaded) -> Vec<(Code, String)> {
    let place = |diagnostic: &Diagnostic| {
        diagnostic.labels.first().map(|label| loaded.rules.sources.text(label.span).to_owned()).unwrap_or_default()
    };
    loaded.diagnostics.iter().map(|diagnostic| (diagnostic.code, place(diagnostic))).collect()
}

/// What is told, each with its help.
pub(super) fn told(loaded: &Loaded) -> Vec<String> {
    let text =
        |diagnostic: &Diagnostic| format!("{} | {}", diagnostic.message, diagnostic.help.as_deref().unwrap_or(""));
    loaded.diagnostics.iter().map(text).collect()
}

fn fine(loaded: &Loaded) {
    assert!(loaded.diagnostics.is_empty(), "{:#?}", loaded.diagnostics);
}

#[test]
fn the_base_set_is_understood() {
    let loaded = load_files(&[("a.cotejo", BASE)], &[]);
    fine(&loaded);
    let set = &loaded.rules;
    assert_eq!((set.vigencia, set.entity.as_str()), (2026, "Alcaldía de Pasto"));
    let names: Vec<&str> = set.plan.columns.iter().map(|column| column.name.as_str()).collect();
    let expected = [
        "meta",
        "programa",
        "cantidad",
        "ponderación",
        "inicia",
        "fuentes[\"Propios\"]",
        "fuentes[\"SGP\"]",
        "total",
        "dependencia",
    ];
    assert_eq!(names, expected);
    let format = &set.formats[0];
    assert_eq!(format.title(), "F-1 v4");
    let programa = format.columns[1].as_ref().unwrap();
    assert_eq!(programa.captions[0].band.as_ref().unwrap().shown(), "Programa");
    assert_eq!(programa.captions[0].caption.shown(), "Código");
    let source = format.columns[6].as_ref().unwrap();
    assert_eq!(source.captions[0].caption.shown(), "SGP");
    assert!(format.columns[8].is_none() && format.datos[0].identifies);
    assert_eq!(set.tables[1].file, "techos.csv");
    assert_eq!(set.tables[1].columns[0].captions[0].caption.shown(), "dependencia");
}

#[test]
fn what_rules_may_say() {
    for demand in [
        "total = suma(fuentes)",
        "total = suma(fuentes) ± 0,5",
        "fuentes[\"SGP\"] <= total",
        "programa en programas",
        "programa no en (\"1905\", \"2201\")",
        "meta en aprobado.meta",
        "total <= techos[dependencia, programa].valor + tolerancia",
        "cantidad = metas[meta].programado[vigencia]",
        "cantidad >= suma(metas[meta].programado[inicio a vigencia - 1])",
        "suma(metas[meta].programado[2028 a 2027]) = 0",
        "existe techos[dependencia, programa] o total vacío",
        "existe fila de techos donde programa = esta.programa y valor >= total",
        "toda fila de techos donde programa = esta.programa cumple valor > 0",
        "suma(valor de techos donde programa = esta.programa) >= total",
        "suma(techos.valor) >= total",
        "total / 2 <= 1.000 y total * 10 % >= 0",
        "inicia + 30 <= 2026-12-31 y inicia entre 1 de enero de 2026 y 31 de diciembre de 2026",
        "año(inicia) = vigencia y inicia <= hoy",
        "ponderación entre 0 % y 100 % y ponderación <= 1",
        "si cantidad > 0 entonces total > 0 de lo contrario total = 0",
        "(total o bien 0) >= 0",
        "única(meta, programa)",
        "programa empieza con \"19\" y programa parece \"19*\"",
        "izquierda(programa, 2) = \"19\"",
        "redondea(cantidad, 0) = cantidad",
        "máximo(cantidad, 1) >= 1",
        "no (total < 0) y no total vacío y total no vacío",
        "plan.archivo contiene \"salud\" o plan.fila > 3",
        "TOTAL >= 0 y Ponderacion >= 0",
    ] {
        let loaded = with_demand(demand);
        assert!(loaded.diagnostics.is_empty(), "{demand}: {:#?}", loaded.diagnostics);
        assert_eq!(loaded.rules.rules.len(), 1, "{demand}");
    }
}

#[test]
fn one_fault_is_one_diagnostic_at_its_place() {
    for (demand, code, place) in [
        ("totl >= 0", Code::UnknownName, "totl"),
        ("metas[meta].progrmado[2024] > 0", Code::UnknownName, "progrmado"),
        ("metas[meta].programado[2031] > 0", Code::UnknownName, "2031"),
        ("fuentes[\"SGPP\"] > 0", Code::UnknownName, "\"SGPP\""),
        ("sumar(fuentes) > 0", Code::UnknownName, "sumar"),
        ("programa en programs", Code::UnknownName, "programs"),
        ("existe fila de tech donde valor > 0", Code::UnknownName, "tech"),
        ("total + cantidad > 0", Code::UnitMismatch, "total"),
        ("total * total > 0", Code::UnitMismatch, "total"),
        ("total > cantidad", Code::UnitMismatch, "total"),
        ("cantidad / total > 0", Code::UnitMismatch, "cantidad"),
        ("total = meta", Code::TypeMismatch, "total"),
        ("programa = 1905", Code::TypeMismatch, "1905"),
        ("meta > 3", Code::TypeMismatch, "3"),
        ("total", Code::TypeMismatch, "total"),
        ("total y cantidad > 0", Code::TypeMismatch, "total"),
        ("fuentes > 0", Code::TypeMismatch, "fuentes"),
        ("programas > 0", Code::TypeMismatch, "programas"),
        ("total en techos.programa", Code::TypeMismatch, "total"),
        ("total en techos", Code::WrongKeys, "techos"),
        ("techos[programa].valor > 0", Code::WrongKeys, "techos"),
        ("techos[total, programa].valor > 0", Code::TypeMismatch, "total"),
        ("suma(total) > 0", Code::WrongArguments, "suma(total)"),
        ("cuenta(filas) > 0", Code::WrongArguments, "cuenta(filas)"),
        ("redondea(meta, 0) = 0", Code::WrongArguments, "redondea(meta, 0)"),
        ("esta.total > 0", Code::UnknownName, "esta"),
        ("plan.total > 0", Code::TypeMismatch, "plan.total"),
        ("total + 1 es fórmula", Code::TypeMismatch, "total + 1"),
    ] {
        let loaded = with_demand(demand);
        assert_eq!(faults(&loaded), [(code, place.to_owned())], "{demand}: {:#?}", loaded.diagnostics);
        assert!(loaded.rules.rules.is_empty() && loaded.has_faults(), "{demand}");
    }
}

#[test]
fn the_nearest_name_is_offered() {
    for (demand, help) in [
        ("totl >= 0", "¿quiso decir «total», del formato F-1?"),
        ("metas[meta].mta = meta", "¿quiso decir «meta», de la tabla «metas»?"),
        ("programa en programs", "¿quiso decir «programas»?"),
        ("sumar(fuentes) > 0", "¿quiso decir «suma»?"),
        ("contar(fuentes) > 0", "escriba cuenta(x)"),
        ("techos(programa) > 0", "se busca en ella con corchetes: techos[programa].columna"),
        ("total > B2", "escriba el nombre de la columna: la regla vale para todas sus filas"),
        ("fuentes[\"SGPP\"] > 0", "¿quiso decir «SGP»?"),
        ("programa = 1905", "escriba \"1905\""),
        ("techos[programa].valor > 0", "su clave es dependencia y programa: techos[dependencia, programa]"),
    ] {
        assert_eq!(with_demand(demand).diagnostics[0].help.as_deref(), Some(help), "{demand}");
    }
}

#[test]
fn in_a_group_only_its_keys_have_one_value() {
    let group = |rest: &str| with_rule(&format!("regla r\n  \"t\"\n  por cada programa de plan\n{rest}\n"));
    fine(&group("  sea techo = techos[plan.dependencia, programa].valor\n  exige suma(total) <= techo + tolerancia"));
    fine(&group("  exige suma(fuentes) = suma(total) y cuenta(filas) > 0 y dependencia no vacío"));
    assert_eq!(faults(&group("  exige total > 0")), [(Code::NotInGroup, "total".to_owned())]);
    let computed = "regla r\n  \"t\"\n  por cada izquierda(programa, 2) como sector de plan donde total > 0\n  exige sector <> \"99\"\n";
    let loaded = with_rule(computed);
    fine(&loaded);
    let SubjectKind::Groups(keys) = &loaded.rules.rules[0].subject.kind else { panic!("no group") };
    assert_eq!((keys[0].name.as_str(), &keys[0].expr.kind), ("sector", &Kind::Code));
    let unnamed = computed.replace(" como sector", "").replace("sector", "programa");
    assert_eq!(faults(&with_rule(&unnamed)), [(Code::MissingItem, "izquierda(programa, 2)".to_owned())]);
}

#[test]
fn a_number_takes_the_unit_of_what_it_meets() {
    let loaded = with_demand("total >= -100");
    let Node::Compare { right, .. } = &loaded.rules.rules[0].demands[0].condition.node else { panic!("no comparison") };
    assert_eq!(right.kind, Kind::Number(Unit::Pesos));
}

#[test]
fn a_rule_over_tables_alone_runs_once() {
    let loaded = with_rule("regla r\n  \"t\"\n  por cada fila de techos\n  exige valor > 0\n");
    fine(&loaded);
    let rule = &loaded.rules.rules[0];
    assert!(!rule.per_book && matches!(rule.subject.table, TableRef::Reference(_)));
    let loaded = with_rule(
        "regla r\n  \"t\"\n  por cada fila de techos donde dependencia = plan.dependencia\n  exige valor > 0\n",
    );
    fine(&loaded);
    assert!(loaded.rules.rules[0].per_book);
}

#[test]
fn names_may_not_hide_names() {
    let rule =
        |name: &str| format!("regla r\n  \"t\"\n  por cada fila de plan\n  sea {name} = total\n  exige {name} > 0\n");
    fine(&with_rule(&rule("monto")));
    for name in ["meta", "tolerancia", "techos", "fuentes"] {
        let found = faults(&with_rule(&rule(name)));
        assert_eq!(found.first(), Some(&(Code::HiddenName, name.to_owned())), "{name}");
    }
}

#[test]
fn every_fault_of_a_set_is_told_in_one_run() {
    let rules = "regla a\n  \"t\"\n  según decreto\n  por cada fila de plan\n  exige totl > 0\n  exige programa en programs\n\
                 regla a\n  \"t\"\n  exige total > 0\nregla c\n  \"t\"\n  por cada fila de plan\n";
    let found: Vec<Code> = faults(&with_rule(rules)).into_iter().map(|(code, _)| code).collect();
    let expected = [
        Code::UnknownName,
        Code::UnknownName,
        Code::UnknownName,
        Code::DuplicateName,
        Code::MissingItem,
        Code::MissingItem,
    ];
    for code in expected {
        assert!(found.contains(&code), "{code:?} missing in {found:?}");
    }
    assert_eq!(found.len(), expected.len(), "{found:?}");
}

#[test]
fn a_faulty_item_does_not_blame_those_who_use_it() {
    let text =
        format!("{BASE}tabla cargos desde\nregla r\n  \"t\"\n  por cada fila de plan\n  exige meta en cargos.codigo\n");
    let loaded = load_files(&[("a.cotejo", &text)], &[]);
    assert_eq!(loaded.diagnostics.len(), 1, "{:#?}", loaded.diagnostics);
    let text = format!(
        "formato plan \"F\n  columna x : texto\n{}",
        "regla r\n  \"t\"\n  por cada fila de plan\n  exige x > 0\n"
    );
    let loaded = load_files(&[("a.cotejo", &format!("vigencia 2026\nentidad \"P\"\n{text}"))], &[]);
    assert_eq!(loaded.diagnostics.len(), 1, "{:#?}", loaded.diagnostics);
}

#[test]
fn files_bring_in_others_once_and_never_in_a_circle() {
    let loaded = load_files(
        &[
            ("r/a.cotejo", "usa \"b.cotejo\"\nusa \"../c.cotejo\"\nvigencia 2026\nentidad \"P\"\n"),
            ("r/b.cotejo", "usa \"../c.cotejo\"\nvigencia 2020\n"),
            ("c.cotejo", "norma n \"N\"\n"),
        ],
        &[],
    );
    fine(&loaded);
    assert_eq!((loaded.rules.vigencia, loaded.rules.norms.len()), (2026, 1));
    let loaded = load_files(&[("a", "usa \"b\"\nvigencia 2026\nentidad \"P\"\n"), ("b", "usa \"a\"\n")], &[]);
    assert!(loaded.diagnostics.iter().all(|diagnostic| diagnostic.code == Code::UseCycle), "{:#?}", loaded.diagnostics);
    assert_eq!(faults(&loaded), [(Code::UseCycle, "\"a\"".to_owned())]);
    let loaded = load_files(&[("a", "usa \"falta\"\nvigencia 2026\nentidad \"P\"\n")], &[]);
    assert_eq!(faults(&loaded), [(Code::FileUnreadable, "\"falta\"".to_owned())]);
}

#[test]
fn the_head_is_said_once() {
    let loaded = load_files(&[("a", "norma n \"N\"\n")], &[]);
    assert_eq!(loaded.diagnostics.iter().map(|told| told.code).collect::<Vec<_>>(), [Code::MissingItem; 2]);
    let loaded = load_files(&[("a", "vigencia 2026\nvigencia 2027\nentidad \"P\"\n")], &[]);
    assert_eq!(faults(&loaded), [(Code::DuplicateName, "2027".to_owned())]);
}

#[test]
fn parameters_change_for_a_run() {
    let value = |given: &[(&str, &str)]| {
        let loaded = load_files(&[("a", BASE)], given);
        fine(&loaded);
        loaded.rules.parameters[0].value.plain()
    };
    assert_eq!(value(&[]), "0");
    assert_eq!(value(&[("TOLERANCIA", "$ 1.500,50")]), "1500.5");
    let faulty = |given: &[(&str, &str)]| {
        let loaded = load_files(&[("a", BASE)], given);
        loaded.diagnostics.iter().map(|told| (told.code, told.help.clone())).collect::<Vec<_>>()
    };
    assert_eq!(faulty(&[("toleransia", "1")]), [(Code::BadParameter, Some("¿quiso decir «tolerancia»?".to_owned()))]);
    assert_eq!(faulty(&[("tolerancia", "mucho")]).len(), 1);
    assert_eq!(faulty(&[("tolerancia", "\"x\"")])[0].0, Code::TypeMismatch);
}

#[test]
fn columns_and_references_are_checked() {
    let table = |columns: &str| with_rule(&format!("tabla t desde \"t.csv\"\n{columns}"));
    assert_eq!(faults(&table("  columna a : texto\n  columna A : pesos\n")), [(Code::DuplicateName, "A".to_owned())]);
    assert_eq!(faults(&table("  clave b\n  columna a : texto\n")), [(Code::UnknownName, "b".to_owned())]);
    assert_eq!(
        faults(&table("  columna a : código \"0000\" -> progamas\n")),
        [(Code::UnknownName, "progamas".to_owned())]
    );
    let wrong = faults(&table("  columna a : código \"0000\" -> techos\n"));
    assert_eq!(wrong.len(), 1);
    assert_eq!(wrong[0].0, Code::WrongKeys);
    let family = faults(&table("  columna a[1, 2] : código \"0000\" -> techos\n"));
    assert!(family.iter().all(|(code, _)| *code == Code::WrongKeys) && !family.is_empty(), "{family:?}");
    assert_eq!(faults(&table("  columna a[2027 a 2024] : pesos\n")), [(Code::BadLiteral, "2027 a 2024".to_owned())]);
    assert_eq!(faults(&table("  columna a : código \"00\\\"\n")), [(Code::BadLiteral, "\"00\\\"".to_owned())]);
}

#[test]
fn the_longest_clauses_that_parse_are_resolved() {
    let sum = format!("total{} >= 0", " + total".repeat(149));
    let logic = format!("total >= 0{}", " y total >= 0".repeat(74));
    let nested = format!("{}total{} >= 0", "(0 + ".repeat(59), ")".repeat(59));
    let queries = format!("{}total >= 0{}", "existe fila de plan donde ".repeat(28), "");
    for demand in [sum, logic, nested, queries] {
        let loaded = with_demand(&demand);
        assert!(loaded.diagnostics.is_empty(), "{demand}: {:#?}", loaded.diagnostics);
        assert_eq!(loaded.rules.rules.len(), 1);
    }
}

/// A chain of ten thousand files took its square, and deeper ones the stack.
#[test]
fn a_set_has_so_many_files_and_no_more() {
    let files: Vec<(String, String)> =
        (0..1_500).map(|at| (format!("c{at}"), format!("usa \"c{}\"\n", at + 1))).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let loaded = load_files(&files, &[]);
    assert_eq!(faults(&loaded).iter().filter(|(code, _)| *code == Code::TooLarge).count(), 1);
    assert_eq!(loaded.rules.sources.iter().count(), 1_000);
}

/// Each column, entry and local name is held against all those before it: fifty thousand of them took minutes.
#[test]
fn families_columns_and_local_names_have_a_bound() {
    let too_large = |loaded: Loaded| faults(&loaded).iter().filter(|(code, _)| *code == Code::TooLarge).count();
    let plan = |columns: &str| {
        let text = format!("vigencia 2026\nentidad \"P\"\nformato plan \"F\"\n{columns}");
        load_files(&[("a.cotejo", &text)], &[])
    };
    let family = |name: &str, last: usize| format!("  columna {name}[1 a {last}] : pesos en \"{name} {{n}}\"\n");
    fine(&plan(&(family("a", 500) + &family("b", 500))));
    assert_eq!(too_large(plan(&family("a", 501))), 1);
    assert_eq!(too_large(plan(&(family("a", 500) + &family("b", 500) + &family("c", 2)))), 1);
    let listed: Vec<String> = (0..501).map(|at| format!("\"n{at}\"")).collect();
    assert_eq!(too_large(plan(&format!("  columna a[{}] : pesos en \"{{n}}\"\n", listed.join(", ")))), 1);
    let lets: String = (0..201).map(|at| format!("  sea x{at} = {at}\n")).collect();
    let rule = format!("regla r\n  \"título\"\n  por cada fila de plan\n{lets}  exige total > x200\n");
    assert_eq!(too_large(with_rule(&rule)), 1);
}
