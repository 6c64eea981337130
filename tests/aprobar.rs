//! `cotejo aprobar`, `cotejo verificar-sello` and `cotejo nueva-clave`, and reviews against what was sealed.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use cotejo::engine::{Input, Settings, plans_to_seal, read_references};
use cotejo::layout::{content_of, plan_of};
use cotejo::ruleset::{Files, Inputs, load};
use cotejo::seal::{Content, Role};
use cotejo::syntax::ast::Phase;
use cotejo::workbook::Limits;
use jiff::civil::date;
use serde_json::Value;
use tempfile::TempDir;

use crate::support::{Ended, copy, cotejo_in, json, root};

const RULES: &str = r#"vigencia 2026
entidad "Alcaldía de Pasto"

parámetro tolerancia : pesos = 0

tabla techos desde "techos.csv"
  clave programa
  columna programa : código "0000"
  columna valor    : pesos

formato plan "F" versión 1
  clave   meta
  dato    dependencia : texto junto a "DEPENDENCIA" obligatorio identifica
  columna programa    : código "0000" en "Programa" obligatoria
  columna meta        : código        en "Meta"     obligatoria
  columna total       : pesos         en "Total"    obligatoria
  columna bpin        : código        en "BPIN"     separado por ","

regla techo_por_programa error
  "Lo programado no pasa del techo"
  por cada programa de plan
  exige suma(total) <= techos[programa].valor + tolerancia
  si no "El programa {programa} suma {suma(total)}"

regla techo_de_todos error
  "Lo que programan todos no pasa del techo"
  por cada programa de planes
  exige suma(total) <= 2 * techos[programa].valor

regla sin_metas_nuevas error
  "No se programan metas después de aprobado el plan"
  fase modificación
  por cada fila de plan
  exige meta en aprobado.meta

regla total_igual advertencia
  "El total es el aprobado"
  fase modificación
  por cada fila de plan
  exige no cambió(total)
"#;

const SALUD: &str = "DEPENDENCIA;Salud\nPrograma;Meta;Total;BPIN\n1905;M1;60;1,2\n1905;M2;40;\n";
const CULTURA: &str = "DEPENDENCIA;Cultura\nPrograma;Meta;Total;BPIN\n1905;M3;60;1,2\n1905;M4;$ 10,50;\n";

/// A folder with a rule set and two plans without errors.
struct Place(TempDir);

impl Place {
    fn new() -> Place {
        let place = Place(tempfile::tempdir().unwrap());
        place.save("reglas.cotejo", RULES);
        place.save("techos.csv", "programa;valor\n1905;100\n");
        place.save("planes/salud.csv", SALUD);
        place.save("planes/cultura.csv", CULTURA);
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn save(&self, name: &str, text: &str) {
        fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        fs::write(self.path(name), text).unwrap();
    }

    fn run(&self, args: &[&str]) -> Ended {
        cotejo_in(self.0.path(), args)
    }

    /// Approves the plans under an act, with further arguments.
    fn approve(&self, plans: &[&str], act: &str, more: &[&str]) -> Ended {
        let args = ["--reglas", "reglas.cotejo", "--fecha", "2026-02-01", "--acta", act, "--fecha-acta", "2026-01-28"];
        self.run(&[&["aprobar"], plans, &args[..], more].concat())
    }

    fn approved(&self) {
        let ended = self.approve(&["planes"], "Acta 003 de 2026", &[]);
        assert_eq!((ended.code, ended.stderr.as_str()), (0, ""), "{}", ended.stdout);
    }

    fn review(&self, more: &[&str]) -> Ended {
        let args =
            ["revisar", "planes", "--reglas", "reglas.cotejo", "--fecha", "2026-02-01", "--fase", "modificación"];
        self.run(&[&args[..], &["--aprobados", "aprobados"], more].concat())
    }

    /// The rules of a review's findings, with their outcomes and messages.
    fn findings(&self) -> Vec<(String, String, String)> {
        let report = json(&self.review(&["--salida", "json"]));
        let text = |finding: &Value, key: &str| finding[key].as_str().unwrap().to_owned();
        let told = |it: &Value| (text(it, "regla"), text(it, "resultado"), text(it, "mensaje"));
        report["hallazgos"].as_array().unwrap().iter().map(told).collect()
    }

    fn replace(&self, name: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.path(name)).unwrap();
        assert_eq!(text.matches(from).count(), 1, "{text}");
        fs::write(self.path(name), text.replace(from, to)).unwrap();
    }
}

/// Every file below a folder, with its bytes.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            found.extend(files(&path).into_iter().map(|(file, bytes)| (format!("{name}/{file}"), bytes)));
        } else {
            found.insert(name, fs::read(path).unwrap());
        }
    }
    found
}

#[test]
fn plans_without_errors_are_sealed_and_the_seal_is_as_written() {
    let place = Place::new();
    let ended = place.approve(&["planes"], "Acta  003 de 2026", &[]);
    assert_eq!((ended.code, ended.stderr.as_str()), (0, ""), "{}", ended.stdout);
    let first = ended.stdout.lines().next().unwrap();
    assert_eq!(first, "aprobados/001: 2 planes, Acta 003 de 2026 del 28 de enero de 2026, fase aprobación");
    let names: Vec<String> = files(&place.path("aprobados")).into_keys().collect();
    let expected =
        [".gitattributes", "cultura.celdas.txt", "cultura.plan.txt", "salud.celdas.txt", "salud.plan.txt", "sello.txt"];
    assert_eq!(names, expected.map(|name| format!("001/{name}")));
    let rows = fs::read_to_string(place.path("aprobados/001/cultura.plan.txt")).unwrap();
    // The key first, one row a line, exact decimals.
    for line in [
        "filas\tmeta\tprograma\ttotal\tbpin\tdependencia",
        "fila\tM3\t1905\t60\t1\\|2\tCultura",
        "fila\tM4\t1905\t10.5\t\tCultura",
    ] {
        assert!(rows.lines().any(|found| found == line), "{line}\n{rows}");
    }
    let seal = fs::read_to_string(place.path("aprobados/001/sello.txt")).unwrap();
    let hash = seal.lines().last().unwrap().strip_prefix("huella\t").unwrap();
    assert!(ended.stdout.contains(&format!("huella: {hash}\n")));
    for line in
        ["acta\tActa 003 de 2026", "fecha del acta\t2026-01-28", "fecha\t2026-02-01", "parámetro\ttolerancia\t0"]
    {
        assert!(seal.lines().any(|found| found == line), "{line}\n{seal}");
    }
    let book = blake3::hash(SALUD.as_bytes()).to_hex();
    assert!(seal.contains(&format!("\tblake3:{book}\t")), "the workbook's own hash");
    assert!(!seal.contains("planes/") && !rows.contains("planes/"), "folders are no part of what is approved");
    let checked = place.run(&["verificar-sello"]);
    assert_eq!((checked.code, checked.stderr.as_str()), (0, ""));
    assert!(checked.stdout.ends_with("\nEl sello está como se escribió.\n"), "{}", checked.stdout);
}

#[test]
fn an_open_error_is_told_and_nothing_is_sealed() {
    let place = Place::new();
    place.replace("planes/salud.csv", "M2;40", "M2;41");
    let ended = place.approve(&["planes"], "Acta 003", &[]);
    assert_eq!(ended.code, 1);
    assert!(ended.stdout.contains("El programa 1905 suma $ 101"), "{}", ended.stdout);
    assert_eq!(ended.stderr, "cotejo: no se selló nada: hay 1 error abierto\n");
    assert!(!place.path("aprobados").exists());
    // A cell that cannot be read is open too.
    place.replace("planes/salud.csv", "M2;41", "M2;cuarenta");
    assert_eq!(place.approve(&["planes"], "Acta 003", &[]).code, 1);
    assert!(!place.path("aprobados").exists());
    // With another value of a parameter the same plans pass, and the seal says which.
    place.replace("planes/salud.csv", "M2;cuarenta", "M2;41");
    assert_eq!(place.approve(&["planes"], "Acta 003", &["--parametro", "tolerancia=5"]).code, 0);
    assert!(
        fs::read_to_string(place.path("aprobados/001/sello.txt")).unwrap().contains("\nparámetro\ttolerancia\t5\n")
    );
}

#[test]
fn an_error_that_is_waived_in_writing_is_named_by_the_seal() {
    let place = Place::new();
    place.replace("planes/salud.csv", "M2;40", "M2;41");
    let waiver = "\nexcepción techo_por_programa\n  para dependencia = \"Salud\"\n  hasta 30 de junio de 2026\n  según \"Oficio SH-114 de 2026\"\n";
    place.save("reglas.cotejo", &format!("{RULES}{waiver}"));
    let ended = place.approve(&["planes"], "Acta 003", &[]);
    assert_eq!(ended.code, 0, "{}{}", ended.stdout, ended.stderr);
    assert!(ended.stdout.contains("\n  1 incumplimiento exceptuado, que el sello nombra\n"), "{}", ended.stdout);
    let line = "\nexceptuado\ttecho_por_programa\tsalud.csv\tEl programa 1905 suma $ 101\texceptuado hasta el 30 de junio de 2026, según Oficio SH-114 de 2026\n";
    let seal = fs::read_to_string(place.path("aprobados/001/sello.txt")).unwrap();
    assert!(seal.contains(line), "{seal}");
    // Once it has expired, it covers nothing.
    let late = ["--fecha", "2026-07-01"];
    let args = [
        "aprobar",
        "planes",
        "--reglas",
        "reglas.cotejo",
        "--acta",
        "A",
        "--fecha-acta",
        "2026-06-30",
        "--en",
        "otros",
    ];
    assert_eq!(place.run(&[&args[..], &late].concat()).code, 1);
    assert!(!place.path("otros").exists());
}

#[test]
fn rules_over_all_plans_must_have_seen_all() {
    let place = Place::new();
    let ended = place.approve(&["planes/salud.csv"], "Acta 003", &[]);
    assert_eq!(ended.code, 1);
    let told = "cotejo: no se juzgó «techo_de_todos», que mira todos los planes: dé la carpeta con todos ellos\n";
    assert!(ended.stderr.starts_with(told), "{}", ended.stderr);
    assert!(!place.path("aprobados").exists());
}

#[test]
fn a_modification_is_judged_by_the_seal_and_sealed_after_it() {
    let place = Place::new();
    place.approved();
    assert_eq!(place.findings(), []);
    place.replace("planes/salud.csv", "M2;40", "M2;30");
    place.replace("planes/salud.csv", "1905;M1", "1905;M9;1;\n1905;M1");
    let message = |rule: &str| place.findings().into_iter().filter(|(found, ..)| found == rule).count();
    // M2 has another total; whether that of M9 changed, which nobody approved, cannot be said.
    assert_eq!((message("sin_metas_nuevas"), message("total_igual")), (1, 2));
    let refused = place.approve(&["planes"], "Acta 009", &["--fase", "modificación"]);
    assert_eq!((refused.code, files(&place.path("aprobados")).len()), (1, 6));
    place.replace("planes/salud.csv", "1905;M9;1;\n", "");
    let ended = place.approve(&["planes"], "Acta 009", &["--fase", "modificación"]);
    assert_eq!((ended.code, ended.stderr.as_str()), (0, ""), "{}", ended.stdout);
    // From now on, the second seal is what plans are compared with.
    assert_eq!(place.findings(), []);
    let checked = place.run(&["verificar-sello", "aprobados"]);
    assert_eq!(checked.code, 0);
    assert!(checked.stdout.ends_with("Los sellos están como se escribieron, cada uno después del anterior.\n"));
    let seals =
        ["001", "002"].map(|name| fs::read_to_string(place.path(&format!("aprobados/{name}/sello.txt"))).unwrap());
    let hash = seals[0].lines().last().unwrap().strip_prefix("huella\t").unwrap();
    assert!(seals[1].contains(&format!("\nanterior\t{hash}\n")));
}

#[test]
fn a_seal_that_changed_is_told_and_what_is_approved_is_not_evaluable() {
    let place = Place::new();
    place.approved();
    place.replace("aprobados/001/salud.plan.txt", "\t40\t", "\t30\t");
    let found = place.findings();
    let of = |rule: &str| found.iter().filter(|(found, ..)| found == rule).collect::<Vec<_>>();
    let [(_, outcome, message)] = of("lectura/sello")[..] else { panic!("{found:?}") };
    let told = "en el sello 001, el plan «salud.csv» cambió la fila 4 («M2», «1905»)";
    assert_eq!((outcome.as_str(), message.as_str()), ("incumple", told));
    let [(_, outcome, message)] = of("lectura/sin_aprobado")[..] else { panic!("{found:?}") };
    assert_eq!(outcome, "no_evaluable");
    assert!(message.contains("«sin_metas_nuevas»"), "{message}");
    assert_eq!(found.len(), 2, "the other plan is compared as before: {found:?}");
    assert_eq!(place.review(&[]).code, 1);
    let checked = place.run(&["verificar-sello"]);
    assert_eq!(checked.code, 1);
    let words: Vec<&str> = checked.stdout.split_whitespace().filter(|word| *word != "│").collect();
    assert!(words.join(" ").contains(told), "{}", checked.stdout);
    assert!(!checked.stdout.contains("está como se escribió"));
    // Nothing is sealed after what is broken.
    let ended = place.approve(&["planes"], "Acta 009", &["--fase", "modificación"]);
    assert_eq!((ended.code, files(&place.path("aprobados")).len()), (2, 6));
    place.replace("aprobados/001/salud.plan.txt", "\t30\t", "\t40\t");
    assert_eq!(place.findings(), []);
    // A manifest that changed makes the whole folder useless.
    place.replace("aprobados/001/sello.txt", "Acta 003", "Acta 004");
    let count = |rule: &str| place.findings().into_iter().filter(|(found, ..)| found == rule).count();
    assert_eq!((count("lectura/sello"), count("lectura/sin_aprobado")), (1, 2));
}

#[test]
fn seals_are_signed_with_a_key_and_checked_with_its_other_half() {
    let place = Place::new();
    for name in ["claves/hacienda", "claves/otra"] {
        fs::create_dir_all(place.path("claves")).unwrap();
        assert_eq!(place.run(&["nueva-clave", name]).code, 0);
    }
    let again = place.run(&["nueva-clave", "claves/otra"]);
    assert_eq!(again.code, 2);
    assert!(
        again.stderr.contains("«claves/otra.privada.pem» ya existe, y una clave no se reemplaza"),
        "{}",
        again.stderr
    );
    let ended = place.approve(&["planes"], "Acta 003", &["--clave-privada", "claves/hacienda.privada.pem"]);
    assert_eq!((ended.code, ended.stderr.as_str()), (0, ""));
    let check = |key: &str| place.run(&["verificar-sello", "--clave-publica", &format!("claves/{key}.publica.pem")]);
    let own = check("hacienda");
    assert!(own.code == 0 && own.stdout.contains("\n  firmado con la clave que se dio\n"), "{}", own.stdout);
    let other = check("otra");
    assert!(other.code == 1 && other.stdout.contains("\n  firmado con otra clave, "), "{}", other.stdout);
    assert_eq!(place.run(&["verificar-sello"]).code, 0);
    fs::remove_file(place.path("aprobados/001/firma.txt")).unwrap();
    assert_eq!((check("hacienda").code, place.run(&["verificar-sello"]).code), (1, 0));
    // A key that lies beside what it signs is of no use.
    fs::copy(place.path("claves/otra.privada.pem"), place.path("aprobados/k.pem")).unwrap();
    let ended = place.approve(&["planes"], "Acta 009", &["--clave-privada", "aprobados/k.pem"]);
    assert_eq!(ended.code, 2);
    assert!(ended.stderr.contains("guárdela en otra parte"), "{}", ended.stderr);
    let ended = place.approve(&["planes"], "Acta 009", &["--clave-privada", "claves/otra.publica.pem"]);
    assert_eq!(ended.code, 2);
    assert!(ended.stderr.contains("no es una clave privada Ed25519"), "{}", ended.stderr);
}

#[cfg(unix)]
#[test]
fn only_its_owner_reads_a_private_key() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    assert_eq!(place.run(&["nueva-clave", "k"]).code, 0);
    let mode = fs::metadata(place.path("k.privada.pem")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn the_same_bytes_are_sealed_whatever_the_threads_and_the_order() {
    let place = Place::new();
    let plans = ["planes/salud.csv", "planes/cultura.csv"];
    let turned = ["planes/cultura.csv", "planes/salud.csv"];
    place.save("reglas.cotejo", &RULES.replace("techo_de_todos error", "techo_de_todos advertencia"));
    let mut sealed = Vec::new();
    for (threads, plans) in [("1", &plans[..]), ("2", &turned), ("8", &plans), ("3", &["planes"])] {
        let into = format!("sellos-{threads}");
        assert_eq!(place.approve(plans, "Acta 003", &["--en", &into, "--hilos", threads]).code, 0);
        sealed.push(files(&place.path(&into)));
    }
    assert!(sealed[0].len() == 6 && sealed.iter().all(|files| *files == sealed[0]));
}

#[test]
fn what_cannot_be_approved_says_why() {
    let place = Place::new();
    let told = |args: &[&str], expected: &str| {
        let ended =
            place.run(&[&["aprobar", "planes", "--reglas", "reglas.cotejo", "--fecha", "2026-02-01"], args].concat());
        assert_eq!(ended.code, 2, "{}", ended.stdout);
        assert!(ended.stderr.contains(expected), "{}", ended.stderr);
    };
    told(&["--acta", " ", "--fecha-acta", "2026-01-28"], "«--acta» está vacía");
    told(&["--acta", "A", "--fecha-acta", "2026-02-02"], "la fecha del acta no puede ser posterior");
    told(&["--acta", "A", "--fecha-acta", "2026-01-28", "--fase", "revisión"], "no se aprueba en la fase revisión");
    told(&["--acta", "A", "--fecha-acta", "2026-01-28", "--en", "planes"], "dé con --en una carpeta aparte");
    place.approved();
    told(&["--acta", "A", "--fecha-acta", "2026-01-27"], "anterior a la del sello 001, «Acta 003 de 2026»");
    let empty = place.run(&["verificar-sello", "planes"]);
    assert_eq!((empty.code, empty.stderr.as_str()), (2, "cotejo: en «planes» no hay ningún sello\n"));
}

#[test]
fn a_column_that_the_seal_has_not_is_told_and_what_reads_it_is_not_evaluable() {
    let place = Place::new();
    place.approved();
    let later = RULES.replace(
        "en \"BPIN\"     separado por \",\"",
        "en \"BPIN\" separado por \",\"\n  columna nota : texto en \"Nota\"",
    ) + "\nregla nota_igual error\n  \"La nota es la aprobada\"\n  fase modificación\n  por cada fila de plan\n  exige no cambió(nota)\n";
    place.save("reglas.cotejo", &later);
    for plan in ["planes/salud.csv", "planes/cultura.csv"] {
        let text = fs::read_to_string(place.path(plan)).unwrap();
        place.save(plan, &text.replace("BPIN\n", "BPIN;Nota\n"));
    }
    let found = place.findings();
    let outcomes = |rule: &str| {
        found.iter().filter(|(found, ..)| found == rule).map(|(_, outcome, _)| outcome.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(outcomes("lectura/sello_formato").len(), 2, "{found:?}");
    assert!(
        found.iter().any(|(_, _, message)| message.starts_with("lo sellado no tiene «Nota», que hoy está")),
        "{found:?}"
    );
    assert!(
        !outcomes("nota_igual").is_empty() && outcomes("nota_igual").iter().all(|it| *it == "no_evaluable"),
        "{found:?}"
    );
    // A form that the rules no longer have leaves nothing to compare with.
    place.save("reglas.cotejo", &RULES.replace("\"F\" versión 1", "\"F\" versión 2"));
    let found = place.findings();
    let lost = found.iter().filter(|(rule, ..)| rule == "lectura/sello_formato").count();
    assert_eq!((lost, found.len()), (2, 4), "{found:?}");
}

/// The pack's form alone, over its approved workbooks: all rules then say of the seal what they say of the workbooks.
#[test]
fn reviews_say_the_same_of_a_seal_as_of_the_workbooks_that_it_was_made_of() {
    let place = Place(tempfile::tempdir().unwrap());
    copy(&root().join("rules/pasto-2026"), &place.path("reglas"));
    copy(&root().join("fixtures/pasto-2026"), &place.path("pasto"));
    // What is handed in unchanged stands elsewhere than what was approved: a cell of both would be one cell.
    copy(&root().join("fixtures/pasto-2026/aprobados"), &place.path("pasto/iguales"));
    let pack = fs::read_to_string(place.path("reglas/pasto-2026.cotejo")).unwrap();
    let form: Vec<&str> = pack.lines().filter(|line| !line.starts_with("usa ")).collect();
    place.save("reglas/solo/formato.cotejo", &form.join("\n").replace("desde \"datos/", "desde \"../datos/"));
    let args = ["--reglas", "reglas/solo/formato.cotejo", "--acta", "Acta 003", "--fecha-acta", "2026-01-15"];
    let approved =
        place.run(&[&["aprobar", "pasto/aprobados", "--en", "sellos", "--fecha", "2026-01-20"], &args[..]].concat());
    assert_eq!((approved.code, approved.stderr.as_str()), (0, ""), "{}", approved.stdout);
    let review = |folder: &str, phase: &str, plans: &str| {
        let args = ["--reglas", "reglas/pasto-2026.cotejo", "--fecha", "2026-01-20", "--salida", "json"];
        json(&place.run(&[&["revisar", plans, "--fase", phase, "--aprobados", folder], &args[..]].concat()))
    };
    let mut compared = 0;
    for (phase, plans) in
        [("modificación", "pasto/planes"), ("modificación", "pasto/iguales"), ("aprobación", "pasto/planes")]
    {
        let (sealed, books) = (review("sellos", phase, plans), review("pasto/aprobados", phase, plans));
        // The approved version's cells are named by where it stands.
        let sealed = sealed.to_string().replace("sellos/001/", "pasto/aprobados/");
        assert_eq!(sealed, books.to_string(), "{phase} {plans}");
        compared += books["hallazgos"].as_array().unwrap().len();
    }
    assert!(compared > 60, "{compared}");
}

/// Files below the package's folder.
struct InPackage;

impl Files for InPackage {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        fs::read(root().join(path)).map_err(|error| error.to_string())
    }
}

/// Real forms, with levels, totals and several sheets: what is sealed and brought back to a plan seals to the same texts.
#[test]
fn plans_of_every_pack_come_back_from_their_seals_as_they_were() {
    let (mut plans, mut levels, mut totals) = (0, 0, 0);
    for (pack, folder) in [
        ("pasto-2026/pasto-2026", "pasto-2026/aprobados"),
        ("cali-2024/cali-2024", "cali-2024/planes"),
        ("cali-2025/cali-2025", "cali-2025/planes"),
        ("sispt-2024/sispt-2024", "sispt-2024/planes"),
    ] {
        let inputs = Inputs { parameters: Vec::new(), today: date(2026, 1, 20) };
        let rules = load(&[format!("rules/{pack}.cotejo")], &InPackage, &inputs).rules;
        let tables = read_references(&rules, &InPackage, &Limits::default()).tables;
        let books = fs::read_dir(root().join("fixtures").join(folder)).unwrap().map(|entry| entry.unwrap().path());
        let input =
            |path: PathBuf| Input { file: path.to_string_lossy().into_owned(), bytes: Ok(fs::read(&path).unwrap()) };
        let books: Vec<Input> = books.map(input).collect();
        let settings = Settings {
            phase: Phase::Aprobacion,
            date: date(2026, 1, 20),
            ruleset_hash: String::new(),
            limits: Limits::default(),
            is_whole: true,
            threads: None,
        };
        for sealed in plans_to_seal(&rules, &tables, &books, &settings) {
            let texts = sealed.content.texts();
            let read = Content::read(&texts, "sellos/001/plan.xlsx").unwrap();
            let (plan, told) = plan_of(&rules, read, "sellos/001/plan.xlsx");
            assert_eq!(told, [], "{}", sealed.content.file);
            let again = content_of(&rules, &plan.unwrap(), &sealed.content.file).unwrap();
            assert!(again.texts() == texts, "{pack}: {}", sealed.content.file);
            plans += 1;
            for part in again.parts {
                match part.role {
                    Role::Level(_) => levels += part.table.rows.len(),
                    Role::Totals => totals += part.table.rows.len(),
                    Role::Plan | Role::Own(_) => {}
                }
            }
        }
    }
    assert!(plans >= 15 && levels > 10 && totals > 5, "{plans} plans, {levels} rows of levels, {totals} of totals");
}
