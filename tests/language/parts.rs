//! Tables made out of others: families, cells of several values, levels, and the row that ends the data.

use std::fmt::Write;

use rust_xlsxwriter::{Format, Workbook};

use super::{Set, form, rule};

const SOURCES: &str = "meta : texto obligatoria | programa : código \"0000\" | \
                       fuentes[\"Propios\", \"SGP\"] : pesos en \"{n}\" | total : pesos";

fn sources(subject: &str, clauses: &str) -> Set {
    Set::new(&format!("{}{}", form(SOURCES), rule(subject, clauses)))
}

#[test]
fn a_family_is_the_rows_once_for_each_entry() {
    let message = "exige valor < 10\n  si no \"{meta} {programa} {nombre} {valor} {plan.fila}\"";
    let judged = sources("por cada fila de plan.fuentes", message)
        .plan("meta;programa;Propios;SGP;total\nM1;1905;10;5;15\nM2;2000;;20;20\nM3;;x;0;0\n")
        .run();
    assert_eq!(judged.counts("r"), [2, 2, 0, 2], "M2's own funds are empty, and M3's unreadable");
    let told = judged.told();
    assert!(told.contains(&"r C2: M1 1905 Propios $ 10 2".to_owned()), "{told:?}");
    assert!(told.contains(&"r D3: M2 2000 SGP $ 20 3".to_owned()), "{told:?}");
    let empty = "r C3: una comprobación de «r» quedó sin evaluar: «Propios» está vacía en la fila 3";
    assert!(told.contains(&empty.to_owned()), "{told:?}");
    let subject = &judged.findings().iter().find(|found| found["celdas"][0] == "D3").unwrap()["sujeto"];
    assert_eq!((&subject["meta"], &subject["nombre"]), (&"M2".into(), &"SGP".into()));
}

#[test]
fn groups_of_a_family_take_their_keys_from_names_and_columns() {
    let plan = "meta;programa;Propios;SGP;total\nM1;1905;10;5;15\nM2;1905;7;0;7\nM3;2000;1;;1\n";
    let clauses = "exige suma(valor) <= 16\n  si no \"{programa} {nombre}: {suma(valor)}\"";
    let judged =
        sources("por cada programa, nombre de plan.fuentes donde valor o bien 0 > 0", clauses).plan(plan).run();
    assert_eq!(judged.counts("r"), [2, 1, 0, 0], "1905 Propios is 17; 1905 SGP 5 and 2000 Propios 1 hold");
    assert_eq!(judged.told(), ["r C2 C3: 1905 Propios: $ 17"]);
}

#[test]
fn a_family_is_a_table_everywhere() {
    let plan = "meta;programa;Propios;SGP;total\nM1;1905;10;5;15\nM2;1905;7;;7\n";
    for (subject, demand, counts) in [
        ("por cada fila de plan", "total = suma(valor de plan.fuentes donde meta = esta.meta)", [2, 0, 0, 0]),
        ("sobre plan", "suma(plan.fuentes.valor) = suma(total)", [1, 0, 0, 0]),
        ("sobre plan.fuentes", "cuenta(filas) = 4 y cuenta(valor) = 3 y suma(valor) = 22", [1, 0, 0, 0]),
        ("sobre plan", "existe fila de plan.fuentes donde nombre = \"sgp\" y valor = 5", [1, 0, 0, 0]),
        ("sobre plan", "toda fila de plan.fuentes donde nombre = \"Propios\" cumple valor > 6", [1, 0, 0, 0]),
        ("por cada fila de plan", "total - 10 en plan.fuentes.valor", [1, 1, 0, 0]),
        ("por cada fila de plan.fuentes donde valor no vacío", "única(programa, nombre)", [1, 2, 0, 0]),
        ("por cada fila de plan.fuentes", "suma(fuentes) = total", [4, 0, 0, 0]),
        ("por cada meta de plan.fuentes", "cuenta(filas) = 2", [2, 0, 0, 0]),
    ] {
        let judged = sources(subject, &format!("exige {demand}")).plan(plan).run();
        assert_eq!(judged.counts("r"), counts, "{subject}: {demand}: {:?}", judged.told());
    }
}

#[test]
fn families_of_tablas_and_of_the_approved_version() {
    let table = "tabla metas desde \"metas.csv\"\n  clave meta\n  columna meta : texto\n  \
                 columna p[2024 a 2026] : decimal en \"P {n}\"\n";
    let over_table =
        rule("por cada fila de metas.p donde nombre >= 2025", "exige valor < 3\n  si no \"{meta} {nombre}\"");
    let judged = Set::new(&format!("{table}{over_table}"))
        .file("metas.csv", "meta;P 2024;P 2025;P 2026\nM1;9;2;3\n")
        .plan("")
        .run();
    assert_eq!(judged.counts("r"), [1, 1, 0, 0]);
    assert!(judged.told().contains(&"r D2: M1 2026".to_owned()), "{:?}", judged.told());
    let over_approved = "exige suma(valor de aprobado.fuentes donde nombre = esta.nombre) >= valor";
    let judged = sources("por cada fila de plan.fuentes", over_approved)
        .plan("meta;programa;Propios;SGP;total\nM1;1905;10;5;15\n")
        .approved("meta;programa;Propios;SGP;total\nM1;1905;10;4;14\n")
        .run();
    assert_eq!(judged.counts("r"), [1, 1, 0, 0], "5 of SGP where 4 were approved");
}

#[test]
fn a_cell_of_several_values_gives_a_row_for_each() {
    let columns = "meta : texto | bpin : código \"0000\" separado por \";\" | parte : decimal";
    let plan = "\"meta\",\"bpin\",\"parte\"\nM1,\"1001; 1002;\",5\nM2,1001,6\nM3,,7\nM4,\"x; 1003\",8\n";
    for (subject, demand, counts) in [
        ("por cada fila de plan.bpin", "valor en (\"1001\", \"1003\")", [3, 1, 0, 1]),
        ("por cada valor de plan.bpin", "suma(parte) = 11", [1, 2, 0, 1]),
        ("por cada fila de plan", "bpin vacío", [1, 3, 0, 0]),
        ("por cada fila de plan", "\"1001\" en bpin", [2, 1, 0, 1]),
        ("por cada fila de plan", "existe fila de plan.bpin donde valor = \"1002\" y meta = esta.meta", [1, 2, 0, 1]),
        ("sobre plan", "\"1003\" en plan.bpin y \"1002\" en plan.bpin.valor", [1, 0, 0, 0]),
        ("sobre plan", "distintos(plan.bpin.valor) = 3", [0, 0, 0, 1]),
    ] {
        let judged =
            Set::new(&format!("{}{}", form(columns), rule(subject, &format!("exige {demand}")))).plan(plan).run();
        assert_eq!(judged.counts("r"), counts, "{subject}: {demand}: {:?}", judged.told());
        assert_eq!(judged.cells("celda_ilegible"), ["B5"], "once, whatever the rule");
    }
}

#[test]
fn references_look_at_each_value_of_a_cell() {
    let table = "tabla banco desde \"b.csv\"\n  clave bpin\n  columna bpin : código\n";
    let set = |rows: &str| {
        let form = form("meta : texto | bpin : código -> banco separado por \",\"");
        let rules = format!("{table}{form}{}", rule("por cada fila de plan", "exige meta no vacío"));
        Set::new(&rules).file("b.csv", "bpin\n1\n2\n").plan(rows).run()
    };
    assert_eq!(set("meta;bpin\nM1;1, 2\nM2;2\nM3;\n").told(), Vec::<String>::new());
    assert_eq!(set("meta;bpin\nM1;1, 3\n").cells("referencia"), ["B2"]);
}

/// Two lines of programmes; M4 stands under the second line before any programme of it.
const LEVELS: &str = "clase;codigo;meta;total\nL;1;;\nP;1905;;15\n;;M1;10\n;;M2;5\nP;2000;;9\n;;M3;8\nL;2;;\n;;M4;7\n\
                      P;2100;;1\n;;M5;1\nTOTAL;;;31\n";

fn levels(subject: &str, clauses: &str) -> Set {
    let form =
        form("clase : texto | codigo : código \"0000\" o \"0\" | meta : texto obligatoria | total : pesos obligatoria");
    let levels = "  nivel linea donde clase = \"L\" da codigo\n  nivel prog donde clase = \"P\" da codigo, total\n  \
                  termina en \"TOTAL\"\n";
    Set::new(&format!("{form}{levels}{}", rule(subject, clauses))).plan(LEVELS)
}

#[test]
fn rows_of_levels_are_no_data_and_give_what_they_say_to_the_rows_below() {
    for (subject, demand, counts) in [
        ("por cada fila de plan", "total > 0", [5, 0, 0, 0]),
        ("por cada fila de plan", "prog.codigo = \"1905\"", [2, 2, 0, 1]),
        ("por cada fila de plan", "linea.codigo = \"1\"", [3, 2, 0, 0]),
        ("por cada fila de plan", "prog.total = 15", [2, 2, 0, 1]),
        ("por cada fila de plan", "prog.codigo vacío", [1, 4, 0, 0]),
        ("por cada prog.codigo de plan", "prog.codigo = \"2000\" o suma(total) > 10", [2, 1, 0, 1]),
        ("por cada prog.codigo como p de plan", "p = \"2000\"", [1, 2, 0, 1]),
        ("por cada linea.codigo de plan", "cuenta(filas) = 3", [1, 1, 0, 0]),
        (
            "por cada fila de plan.prog",
            "total = suma(total de plan donde meta <> \"M4\" y prog.codigo = esta.codigo)",
            [2, 1, 0, 0],
        ),
        ("por cada fila de plan.prog", "linea.codigo = \"1\"", [2, 1, 0, 0]),
        ("por cada fila de plan.linea", "codigo = \"2\"", [1, 1, 0, 0]),
        ("sobre plan.prog", "suma(total) = 25", [1, 0, 0, 0]),
        (
            "por cada fila de plan",
            "existe fila de plan.prog donde codigo = esta.prog.codigo y total > 10",
            [2, 2, 0, 1],
        ),
        ("por cada fila de plan donde meta <> \"M4\"", "prog.codigo en plan.prog.codigo", [4, 0, 0, 0]),
    ] {
        let judged = levels(subject, &format!("exige {demand}")).run();
        assert_eq!(judged.counts("r"), counts, "{subject}: {demand}: {:?}", judged.told());
    }
    let judged = levels("por cada fila de plan", "exige total > 0").run();
    assert_eq!(judged.told(), Vec::<String>::new(), "the levels' empty cells of obligatory columns are no faults");
}

#[test]
fn what_a_level_gives_stands_in_its_own_row() {
    let judged = levels("por cada fila de plan donde meta <> \"M4\"", "exige prog.codigo <> \"2000\"").run();
    assert_eq!(judged.told(), ["r B6: prog.codigo es «2000» y debe ser diferente de «2000»"]);
    assert_eq!(judged.findings()[0]["sujeto"]["meta"], "M3");
    let judged = levels("por cada fila de plan.prog", "exige total <> 9").run();
    assert_eq!(judged.told(), ["r D6: total es $ 9 y debe ser diferente de $ 9"]);
    assert_eq!(judged.findings()[0]["sujeto"]["codigo"], "2000");
}

#[test]
fn the_row_that_ends_the_data() {
    for (subject, demand, counts) in [
        ("sobre plan", "plan.totales.total = suma(total)", [1, 0, 0, 0]),
        ("por cada fila de plan", "total < plan.totales.total", [5, 0, 0, 0]),
        ("por cada fila de plan.totales", "total = 31", [1, 0, 0, 0]),
        ("sobre plan", "suma(total de plan.totales) = 30", [0, 1, 0, 0]),
        ("sobre plan", "plan.totales.meta = \"x\"", [0, 0, 0, 1]),
    ] {
        let judged = levels(subject, &format!("exige {demand}")).run();
        assert_eq!(judged.counts("r"), counts, "{subject}: {demand}: {:?}", judged.told());
    }
    let judged = levels("sobre plan", "exige plan.totales.total = 30").run();
    assert!(judged.told()[0].starts_with("r D12: "), "{:?}", judged.told());
}

#[test]
fn no_total_and_one_a_sheet_are_no_value() {
    let rules = format!(
        "{}  termina en \"TOTAL\"\n{}",
        form("meta : texto obligatoria | total : pesos obligatoria"),
        rule("sobre plan", "exige plan.totales.total = suma(total)")
    );
    let judged = Set::new(&rules).plan("meta;total\nM1;5\n").run();
    assert_eq!(judged.counts("r"), [0, 0, 0, 1]);
    let none = "ninguna fila termina los datos, y «plan.totales» no tiene filas";
    assert!(judged.told().iter().any(|told| told.contains(none)), "{:?}", judged.told());
    let mut book = Workbook::new();
    for (name, amount) in [("uno", 5.0), ("dos", 6.0)] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        for (row, cells) in [("meta", None), ("M1", Some(amount)), ("TOTAL", Some(amount))].into_iter().enumerate() {
            sheet.write(row as u32, 0, cells.0).unwrap();
            match cells.1 {
                Some(number) => sheet.write(row as u32, 1, number).unwrap(),
                None => sheet.write(row as u32, 1, "total").unwrap(),
            };
        }
    }
    let book = book.save_to_buffer().unwrap();
    let judged = Set::new(&rules).file("planes/p.xlsx", &book).run();
    assert_eq!(judged.counts("r"), [0, 0, 0, 1]);
    assert!(judged.told()[0].contains("«plan.totales» tiene una fila por hoja"), "{:?}", judged.told());
    let summed = rules.replace("plan.totales.total", "suma(plan.totales.total)");
    assert_eq!(Set::new(&summed).file("planes/p.xlsx", &book).run().counts("r"), [1, 0, 0, 0]);
}

#[test]
fn unreadable_cells_of_a_level_are_told_and_those_of_a_total_only_if_they_are_needed() {
    let plan = LEVELS.replace("P;2000;;9", "P;2000;?;nueve").replace("TOTAL;;;31", "TOTAL;;;treinta");
    let run = |subject, demand: &str| levels(subject, &format!("exige {demand}")).plan(&plan).run();
    let judged = run("por cada fila de plan", "total > 0");
    assert_eq!((judged.counts("r"), judged.cells("celda_ilegible")), ([5, 0, 0, 0], vec!["D6"]));
    assert_eq!(run("por cada fila de plan.prog", "total > 0").counts("r"), [2, 0, 0, 1]);
    let judged = run("sobre plan", "plan.totales.total > 0");
    assert_eq!((judged.counts("r"), judged.cells("celda_ilegible")), ([0, 0, 0, 1], vec!["D6"]));
    assert!(judged.told().iter().any(|told| told.starts_with("r D12: ")), "{:?}", judged.told());
}

#[test]
fn a_format_without_the_part_leaves_the_rule_without_verdict() {
    let other = "formato plan \"G\"\n  columna meta : texto obligatoria\n  columna otra : texto\n";
    let first = form("clase : texto | meta : texto obligatoria | total : pesos | f[1, 2] : pesos en \"F{n}\"");
    let level = "  nivel prog donde clase = \"P\" da total\n  termina en \"TOTAL\"\n";
    for (subject, why) in [
        ("por cada fila de plan.f", "el formato G no tiene «F1»"),
        ("por cada fila de plan.prog", "el formato G no tiene el nivel «prog»"),
        ("por cada fila de plan.totales", "el formato G no dice qué fila termina los datos"),
    ] {
        let demand = rule(subject, "exige cuenta(filas de plan) > 0");
        let judged = Set::new(&format!("{first}{level}{other}{demand}")).plan("meta;otra\nM1;x\n").run();
        assert_eq!(judged.counts("r"), [0, 0, 0, 1], "{subject}");
        assert!(judged.told()[0].ends_with(why), "{:?}", judged.told());
    }
}

#[test]
fn faults_of_parts() {
    let faults = |columns: &str, more: &str, subject: &str, demand: &str| {
        let rules = format!("{}{more}{}", form(columns), rule(subject, &format!("exige {demand}")));
        Set::new(&rules).faults()
    };
    let plan = "por cada fila de plan";
    for (columns, more, subject, demand, says) in [
        (SOURCES, "", "por cada fila de plan.fuente", "valor > 0", "no existe en «plan» la tabla «fuente»"),
        (
            SOURCES,
            "",
            "por cada fila de plan.total",
            "valor > 0",
            "«total» es una columna de «plan», y no da una tabla",
        ),
        (SOURCES, "", plan, "plan.fuentes = 3", "«plan.fuentes» es una tabla, no un valor"),
        (SOURCES, "", plan, "plan.fuentes.valor = 3", "«plan.fuentes.valor» es una columna entera, no un solo valor"),
        (SOURCES, "", "por cada fila de plan.fuentes", "valro > 0", "no existe el nombre «valro»"),
        (SOURCES, "", plan, "plan.totales.total = 3", "ningún formato dice qué fila termina los datos"),
        (
            "valor : pesos | f[1, 2] : pesos",
            "",
            "por cada fila de plan.f",
            "valor > 0",
            "«plan.f» tendría dos columnas «valor»: la suya y la de «plan»",
        ),
        ("a : texto separado por \",\"", "", plan, "a = \"x\"", "«=» compara cosas distintas: una lista y un texto"),
        (
            "a : texto separado por \",\"",
            "",
            "por cada a de plan",
            "cuenta(a) > 0",
            "no se puede agrupar por una lista",
        ),
        ("a : texto separado por \"\"", "", plan, "a vacío", "«separado por» necesita un texto"),
        (
            "a[1, 2] : texto separado por \",\"",
            "",
            plan,
            "a[1] vacío",
            "una familia de columnas no lleva «separado por»",
        ),
        ("a : texto", "  nivel a donde a = \"x\" da a\n", plan, "a vacío", "«a» es un nivel y también otra cosa"),
        ("a : texto", "  nivel n donde a = \"x\" da b\n", plan, "a vacío", "no existe la columna «b»"),
        ("a : texto", "  nivel n donde n.a = \"x\" da a\n", plan, "a vacío", "la condición de un nivel sólo mira"),
        (
            "a : texto",
            "  nivel n donde a = \"x\" da a\n",
            plan,
            "n.b vacío",
            "no existe en el nivel «n» la columna «b»",
        ),
        (
            "a : texto",
            "  nivel n donde a = \"x\" da a\n",
            "sobre plan",
            "n.a vacío",
            "«n.a» puede tener varios valores",
        ),
        (
            "a : texto",
            "  nivel totales donde a = \"x\" da a\n",
            plan,
            "a vacío",
            "«plan.totales» ya tiene un significado",
        ),
    ] {
        let told = faults(columns, more, subject, demand);
        assert!(told.len() == 1 && told[0].contains(says), "{columns} {more} {subject} {demand}: {told:?}");
    }
}

#[test]
fn rules_may_not_name_tables_without_end() {
    let columns: Vec<String> = (0..201).map(|at| format!("f{at}[1] : pesos")).collect();
    let rules: Vec<String> = (0..201)
        .map(|at| {
            rule(&format!("por cada fila de plan.f{at}"), "exige valor > 0").replacen(
                "regla r",
                &format!("regla r{at}"),
                1,
            )
        })
        .collect();
    let told = Set::new(&format!("{}{}", form(&columns.join("|")), rules.concat())).faults();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("demasiadas tablas sacadas de otras"), "{told:?}");
}

#[test]
fn thousands_of_levels_in_a_sheet_of_merged_cells() {
    const PROGRAMMES: u32 = 3_000;
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, caption) in ["clase", "codigo", "meta", "total"].into_iter().enumerate() {
        sheet.write(0, column as u16, caption).unwrap();
    }
    for at in 0..PROGRAMMES {
        let row = 1 + at * 3;
        sheet.merge_range(row, 0, row, 1, "P", &Format::new()).unwrap();
        sheet.write(row, 3, 2.0).unwrap();
        sheet.merge_range(row + 1, 2, row + 2, 2, "M", &Format::new()).unwrap();
        sheet.write(row + 1, 3, 1.0).unwrap();
        sheet.write(row + 2, 3, 1.0).unwrap();
    }
    let form = form("clase : texto | codigo : texto | meta : texto obligatoria hereda | total : pesos obligatoria");
    let rules = format!(
        "{form}  nivel prog donde clase = \"P\" da codigo, total\n{}",
        rule("por cada fila de plan", "exige prog.total = total + 1 y prog.codigo vacío")
    );
    let judged = Set::new(&rules).file("planes/p.xlsx", book.save_to_buffer().unwrap()).run();
    assert_eq!(judged.counts("r"), [u64::from(PROGRAMMES) * 2, 0, 0, 0], "{:?}", judged.told().first());
    assert_eq!(judged.told(), Vec::<String>::new());
}

#[test]
fn a_table_that_would_be_too_long_is_refused() {
    let entries: Vec<String> = (1..=500).map(|entry| entry.to_string()).collect();
    let form = form(&format!("a : entero | f[{}] : pesos en \"F{{n}}\"", entries.join(", ")));
    let rules = format!("{form}{}", rule("por cada fila de plan.f", "exige valor > 0"));
    let mut plan = "a".to_owned();
    for entry in &entries {
        write!(plan, ";F{entry}").unwrap();
    }
    plan.push_str(&"\n1".repeat(8_001));
    let judged = Set::new(&rules).plan(&plan).run();
    assert_eq!(judged.counts("r"), [0, 0, 0, 1]);
    let says = "r : «r» quedó sin evaluar: «plan.f» tendría más de 4.000.000 filas";
    assert!(judged.told().contains(&says.to_owned()), "{:?}", judged.told());
}
