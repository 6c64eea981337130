//! The tree as S-expressions: one line an item, short enough to write expectations by hand.

use crate::syntax::ast::*;

pub(super) fn item(item: &Item) -> String {
    match &item.kind {
        ItemKind::Vigencia(literal) => format!("(vigencia {})", constant(&literal.kind)),
        ItemKind::Entidad(text) => format!("(entidad {:?})", text.text),
        ItemKind::Usa(text) => format!("(usa {:?})", text.text),
        ItemKind::Norma(norma) => format!(
            "(norma {} {:?}{})",
            norma.name.text,
            norma.title.text,
            norma.subject.as_ref().map_or(String::new(), |text| format!(" {:?}", text.text))
        ),
        ItemKind::Parametro(parametro) => {
            format!("(parámetro {} {} {})", parametro.name.text, ty(&parametro.ty), constant(&parametro.value.kind))
        }
        ItemKind::Tabla(tabla) => list(
            &match tabla.of_plan {
                true => format!("tabla {} {}", tabla.name.text, tabla.file.text),
                false => format!("tabla {} {:?}", tabla.name.text, tabla.file.text),
            },
            [
                texts("termina", &tabla.ends),
                tabla.sheet.iter().map(|sheet| format!("(hoja {:?})", sheet.text)).collect(),
                tabla.keys.iter().map(|key| keys(key)).collect(),
                tabla.columns.iter().map(column).collect::<Vec<_>>(),
            ],
        ),
        ItemKind::Formato(formato) => self::formato(formato),
        ItemKind::Regla(regla) => self::regla(regla),
        ItemKind::Broken(name) => format!("(rota {})", name.as_ref().map_or("", |name| &name.text)),
        ItemKind::Fija(fija) => self::fija(fija),
        ItemKind::Quita(quita) => format!("(quita {})", quita.rule.text),
        ItemKind::Funcion(function) => {
            let params: Vec<&str> = function.params.iter().map(|param| param.text.as_str()).collect();
            format!("(función {}({}) {})", function.name.text, params.join(" "), expr(&function.body))
        }
        ItemKind::Prueba(prueba) => self::prueba(prueba),
        ItemKind::Excepcion(waiver) => excepcion(waiver),
    }
}

fn list<const N: usize>(head: &str, parts: [Vec<String>; N]) -> String {
    let mut all = vec![head.to_owned()];
    all.extend(parts.into_iter().flatten());
    format!("({})", all.join(" "))
}

fn keys(names: &[Name]) -> String {
    format!("(clave {})", names.iter().map(|name| name.text.as_str()).collect::<Vec<_>>().join(" "))
}

fn texts(word: &str, texts: &[Quoted]) -> Vec<String> {
    if texts.is_empty() {
        return Vec::new();
    }
    vec![format!("({word} {})", texts.iter().map(|text| format!("{:?}", text.text)).collect::<Vec<_>>().join(" "))]
}

fn formato(formato: &Formato) -> String {
    let version = formato.version.as_ref().map_or(String::new(), |version| format!(" v{}", constant(&version.kind)));
    list(
        &format!("formato {} {:?}{version}", formato.name.text, formato.identifier.text),
        [
            texts("hoja", &formato.sheets),
            formato
                .marks
                .iter()
                .map(|mark| format!("(versión {} {})", constant(&mark.value.kind), beside(&mark.label)))
                .collect(),
            formato.keys.iter().map(|key| keys(key)).collect(),
            formato.datos.iter().map(dato).collect(),
            formato.columns.iter().map(column).collect(),
            texts("termina", &formato.ends),
            formato.omits.iter().map(|omit| format!("(omite {})", expr(omit))).collect(),
            texts("vacíos", &formato.blanks),
            formato.levels.iter().map(nivel).collect(),
        ],
    )
}

fn nivel(level: &Nivel) -> String {
    let gives: String = level.gives.iter().map(|name| format!(" {}", name.text)).collect();
    format!("(nivel {} {}{gives})", level.name.text, expr(&level.filter))
}

fn fija(fija: &Fija) -> String {
    match fija {
        Fija::Parametro { name, value } => format!("(fija {} {})", name.text, constant(&value.kind)),
        Fija::Tabla { name, file, sheet } => {
            list(&format!("fija-tabla {} {:?}", name.text, file.text), [texts("hoja", sheet.as_slice())])
        }
        Fija::Regla { name, severity } => format!("(fija-regla {} {})", name.text, severity.word()),
    }
}

fn excepcion(waiver: &Excepcion) -> String {
    let source = |source: &WaiverSource| match source {
        WaiverSource::Norm(citation) => self::citation(citation),
        WaiverSource::Text(text) => format!("(según {:?})", text.text),
    };
    list(
        &format!("excepción {}", waiver.rule.text),
        [
            waiver.conditions.iter().map(|condition| format!("(para {})", expr(condition))).collect(),
            waiver.until.iter().map(|day| format!("(hasta {})", constant(&day.kind))).collect(),
            waiver.sources.iter().map(source).collect(),
        ],
    )
}

fn prueba(prueba: &Prueba) -> String {
    list(
        &format!("prueba {} {:?}", prueba.rule.text, prueba.title.text),
        [
            prueba.phases.iter().map(|phase| format!("(fase {})", phase.word())).collect(),
            prueba.scenes.iter().map(scene).collect(),
            prueba.expectations.iter().map(expectation).collect(),
        ],
    )
}

fn scene(scene: &Scene) -> String {
    match &scene.kind {
        SceneKind::Parametro { name, value } => format!("(con {} {})", name.text, constant(&value.kind)),
        SceneKind::Vigencia(year) => format!("(con vigencia {})", constant(&year.kind)),
        SceneKind::Today(day) => format!("(con hoy {})", constant(&day.kind)),
        SceneKind::Table { table, datos, rows } => {
            let dato = |dato: &Datum| format!("({} {})", dato.name.text, constant(&dato.value.kind));
            let row = |cells: &Vec<SceneCell>| {
                format!("|{}|", cells.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join("|"))
            };
            let rows = rows.iter().flat_map(|rows| std::iter::once(&rows.header).chain(&rows.rows));
            list(&format!("con {}", path(table)), [datos.iter().map(dato).collect(), rows.map(row).collect()])
        }
    }
}

fn expectation(expectation: &Expectation) -> String {
    let place = |place: &RowPlace| {
        let column = place.column.as_ref().map_or(String::new(), |name| format!(" {}", name.text));
        format!("(fila {}{column})", constant(&place.row.kind))
    };
    list(
        &format!("espera {}", expectation.outcome.word()),
        [
            expectation.which.iter().map(expr).collect(),
            expectation.messages.iter().map(|text| format!("(con {:?})", text.text)).collect(),
            expectation.places.iter().map(place).collect(),
        ],
    )
}

fn citation(citation: &Citation) -> String {
    let article = citation.article.as_ref().map_or(String::new(), |text| format!(" {:?}", text.text));
    format!("(según {}{article})", citation.norm.text)
}

fn beside(place: &Beside) -> String {
    format!("{:?} {:?}", place.side, place.label.text)
}

fn dato(dato: &Dato) -> String {
    let flags = [(dato.required, " obligatorio"), (dato.identifies, " identifica")];
    let flags: String = flags.iter().filter(|flag| flag.0).map(|flag| flag.1).collect();
    format!("(dato {} {} {}{flags})", dato.name.text, ty(&dato.ty), beside(&dato.place))
}

fn column(column: &Columna) -> String {
    let entries = match &column.family {
        None => String::new(),
        Some(Entries::Range(first, last)) => format!("[{} a {}]", constant(&first.kind), constant(&last.kind)),
        Some(Entries::List(entries)) => {
            format!("[{}]", entries.iter().map(|entry| constant(&entry.kind)).collect::<Vec<_>>().join(" "))
        }
    };
    let caption = |caption: &Caption| {
        let ordinal = caption.ordinal.as_ref().map_or(String::new(), |number| format!(":{}", constant(&number.kind)));
        format!("{:?}{ordinal}", caption.text.text)
    };
    let mut parts = vec![format!("columna {}{entries} {}", column.name.text, ty(&column.ty))];
    parts.extend(column.captions.iter().map(caption));
    parts.extend(column.reference.iter().map(|reference| {
        let keys: Vec<&str> = reference.keys.iter().map(|key| key.text.as_str()).collect();
        if keys.is_empty() {
            format!("->{}", reference.table.text)
        } else {
            format!("->{}[{}]", reference.table.text, keys.join(" "))
        }
    }));
    let flags = [(column.required, "obligatoria"), (column.inherits, "hereda"), (column.decimal_point, "punto")];
    parts.extend(flags.iter().filter(|flag| flag.0).map(|flag| flag.1.to_owned()));
    parts.extend(column.separator.iter().map(|text| format!("separado {:?}", text.text)));
    format!("({})", parts.join(" "))
}

fn ty(ty: &TypeExpr) -> String {
    let texts = |texts: &[Quoted]| texts.iter().map(|text| format!(" {:?}", text.text)).collect::<String>();
    match &ty.kind {
        TypeKind::Text => "texto".to_owned(),
        TypeKind::Code(patterns) if patterns.is_empty() => "código".to_owned(),
        TypeKind::Code(patterns) => format!("(código{})", texts(patterns)),
        TypeKind::Integer => "entero".to_owned(),
        TypeKind::Decimal => "decimal".to_owned(),
        TypeKind::Pesos => "pesos".to_owned(),
        TypeKind::Percent { hundredths } => if *hundredths { "porcentaje/100" } else { "porcentaje" }.to_owned(),
        TypeKind::Date => "fecha".to_owned(),
        TypeKind::Bool { marks } => if *marks { "lógico/x" } else { "lógico" }.to_owned(),
        TypeKind::Choice(choices) => format!("(uno{})", texts(choices)),
    }
}

fn regla(regla: &Regla) -> String {
    let severity = regla.severity.map_or(String::new(), |severity| format!(" {}", severity.word()));
    list(
        &format!("regla {}{severity} {:?}", regla.name.text, regla.title.text),
        [
            regla.norms.iter().map(citation).collect(),
            regla.phases.iter().map(|phase| format!("(fase {})", phase.word())).collect(),
            regla.subjects.iter().map(subject).collect(),
            regla.conditions.iter().map(|condition| format!("(cuando {})", expr(condition))).collect(),
            regla.lets.iter().map(|local| format!("(sea {} {})", local.name.text, expr(&local.value))).collect(),
            regla.demands.iter().map(demand).collect(),
        ],
    )
}

fn subject(subject: &Subject) -> String {
    let rows = from(&subject.from);
    match &subject.kind {
        SubjectKind::Rows => format!("(filas {rows})"),
        SubjectKind::Whole => format!("(sobre {rows})"),
        SubjectKind::Groups(keys) => {
            let key = |key: &GroupKey| match &key.alias {
                Some(alias) => format!("{}={}", alias.text, expr(&key.expr)),
                None => expr(&key.expr),
            };
            format!("(grupos [{}] {rows})", keys.iter().map(key).collect::<Vec<_>>().join(" "))
        }
    }
}

fn demand(demand: &Demand) -> String {
    let mut parts = vec![format!("exige {}", expr(&demand.condition))];
    parts.extend(demand.message.iter().map(|text| format!("(si-no {})", message(text))));
    parts.extend(demand.marks.iter().map(|mark| format!("(señala {})", path(mark))));
    parts.extend(demand.help.iter().map(|text| format!("(ayuda {})", message(text))));
    format!("({})", parts.join(" "))
}

pub(super) fn message(message: &Message) -> String {
    let part = |part: &MessagePart| match part {
        MessagePart::Text(text) => format!("{text:?}"),
        MessagePart::Value(value) => expr(value),
    };
    message.parts.iter().map(part).collect::<Vec<_>>().join(" ")
}

fn path(path: &TablePath) -> String {
    path.part.as_ref().map_or(path.base.text.clone(), |part| format!("{}.{}", path.base.text, part.text))
}

fn from(from: &From) -> String {
    from.filter.as_ref().map_or(path(&from.table), |filter| format!("(de {} {})", path(&from.table), expr(filter)))
}

fn constant(kind: &LiteralKind) -> String {
    match kind {
        LiteralKind::Number(number, crate::value::Unit::Plain) => number.plain(),
        LiteralKind::Number(number, crate::value::Unit::Pesos) => format!("${}", number.plain()),
        LiteralKind::Number(number, crate::value::Unit::Percent) => format!("%{}", number.plain()),
        LiteralKind::Text(text) => format!("{text:?}"),
        LiteralKind::Date(date) => date.to_string(),
        LiteralKind::Bool(truth) => if *truth { "#sí" } else { "#no" }.to_owned(),
    }
}

fn several(exprs: &[Expr]) -> String {
    exprs.iter().map(expr).collect::<Vec<_>>().join(" ")
}

pub(super) fn expr(whole: &Expr) -> String {
    match &whole.kind {
        ExprKind::Literal(literal) => constant(literal),
        ExprKind::Name(name) => name.text.clone(),
        ExprKind::Field(base, name) => format!("{}.{}", expr(base), name.text),
        ExprKind::Index(base, keys) => format!("{}[{}]", expr(base), several(keys)),
        ExprKind::Slice(base, first, last) => format!("{}[{} a {}]", expr(base), expr(first), expr(last)),
        ExprKind::Negate(inner) => format!("(neg {})", expr(inner)),
        ExprKind::Not(inner) => format!("(no {})", expr(inner)),
        ExprKind::Binary(op, left, right) => format!("({} {} {})", sign(*op), expr(left), expr(right)),
        ExprKind::Compare { op, left, right, tolerance } => {
            let tolerance = tolerance.as_ref().map_or(String::new(), |tolerance| format!(" ±{}", expr(tolerance)));
            format!("({} {} {}{tolerance})", op.symbol(), expr(left), expr(right))
        }
        ExprKind::Between(inner, low, high) => format!("(entre {} {} {})", expr(inner), expr(low), expr(high)),
        ExprKind::In(inner, set) => format!("(en {} {})", expr(inner), expr(set)),
        ExprKind::IsEmpty(inner) => format!("(vacío {})", expr(inner)),
        ExprKind::IsFormula(inner) => format!("(fórmula {})", expr(inner)),
        ExprKind::Match(op, left, right) => format!("({op:?} {} {})", expr(left), expr(right)),
        ExprKind::List(items) => format!("(lista {})", several(items)),
        ExprKind::If(condition, yes, no) => format!("(si {} {} {})", expr(condition), expr(yes), expr(no)),
        ExprKind::Call { name, args, from: rows } => {
            let rows = rows.as_ref().map_or(String::new(), |rows| format!(" de:{}", from(rows)));
            format!("{}({}{rows})", name.text, several(args))
        }
        ExprKind::ExistsKey(lookup) => format!("(existe {})", expr(lookup)),
        ExprKind::ExistsRow(rows) => format!("(existe-fila {})", from(rows)),
        ExprKind::EveryRow(rows, holds) => format!("(toda-fila {} {})", from(rows), expr(holds)),
    }
}

fn sign(op: BinaryOp) -> &'static str {
    match op {
        BinaryOp::Add => "+",
        BinaryOp::Subtract => "-",
        BinaryOp::Multiply => "*",
        BinaryOp::Divide => "/",
        BinaryOp::Join => "&",
        BinaryOp::And => "y",
        BinaryOp::Or => "o",
        BinaryOp::Coalesce => "o-bien",
    }
}
