//! Tablas and formatos: their clauses, and types.

use pest::iterators::Pair;

use super::build::{Build, Parsed, all, next, quoted};
use super::grammar::Rule;
use super::{exprs, literals};
use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::ast::{
    Beside, Caption, ColumnReference, Columna, Dato, Entries, Formato, ItemKind, Nivel, Quoted, Side, Tabla, TypeExpr,
    TypeKind, VersionMark,
};
use crate::text::{enumerate, fold, nearest};

type Rest<'p, 'a> = &'a mut dyn Iterator<Item = Pair<'p, Rule>>;

/// A tabla's head.
pub(super) fn tabla(build: &mut Build<'_>, pair: Pair<'_, Rule>) -> Option<Tabla> {
    let mut inner = pair.into_inner();
    let name = build.next_name(&mut inner)?;
    let source = inner.find(|pair| matches!(pair.as_rule(), Rule::source | Rule::own_source))?;
    let of_plan = source.as_rule() == Rule::own_source;
    let mut source = source.into_inner();
    let file = if of_plan {
        let word = next(&mut source, Rule::k_plan)?;
        Quoted { text: "plan".to_owned(), span: build.span(&word) }
    } else {
        build.next_text(&mut source)?
    };
    let sheet = build.next_text(&mut source);
    Some(Tabla { name, file, of_plan, sheet, ends: Vec::new(), keys: Vec::new(), columns: Vec::new() })
}

/// Adds a tabla's clauses.
pub(super) fn tabla_with<'t>(build: &mut Build<'t>, mut tabla: Tabla, clauses: Vec<Parsed<'t>>) -> ItemKind {
    for clause in clauses {
        build.checked(clause, |build, pair| {
            match pair.as_rule() {
                Rule::clave => tabla.keys.push(build.names(next(&mut pair.into_inner(), Rule::names)?)),
                Rule::columna => tabla.columns.push(columna(build, pair)?),
                Rule::hoja => tabla.sheet = build.next_text(&mut pair.into_inner()),
                Rule::termina => tabla.ends.extend(build.texts(pair)),
                _ => return None,
            }
            Some(())
        });
    }
    ItemKind::Tabla(tabla)
}

/// A formato's head.
pub(super) fn formato(build: &mut Build<'_>, pair: Pair<'_, Rule>) -> Option<Formato> {
    let mut inner = pair.into_inner();
    let name = build.next_name(&mut inner)?;
    let identifier = build.next_text(&mut inner)?;
    let version = match next(&mut inner, Rule::literal) {
        Some(version) => Some(literals::literal(build, version)?),
        None => None,
    };
    Some(Formato {
        name,
        identifier,
        version,
        sheets: Vec::new(),
        marks: Vec::new(),
        keys: Vec::new(),
        columns: Vec::new(),
        datos: Vec::new(),
        ends: Vec::new(),
        omits: Vec::new(),
        blanks: Vec::new(),
        levels: Vec::new(),
    })
}

/// Adds a formato's clauses.
pub(super) fn formato_with<'t>(build: &mut Build<'t>, mut formato: Formato, clauses: Vec<Parsed<'t>>) -> ItemKind {
    for clause in clauses {
        build.checked(clause, |build, pair| format_clause(build, &mut formato, pair));
    }
    ItemKind::Formato(formato)
}

fn format_clause(build: &mut Build<'_>, formato: &mut Formato, pair: Pair<'_, Rule>) -> Option<()> {
    match pair.as_rule() {
        Rule::clave => formato.keys.push(build.names(next(&mut pair.into_inner(), Rule::names)?)),
        Rule::columna => formato.columns.push(columna(build, pair)?),
        Rule::dato => formato.datos.push(dato(build, pair)?),
        Rule::hoja => formato.sheets.extend(build.texts(pair)),
        Rule::termina => formato.ends.extend(build.texts(pair)),
        Rule::vacios => formato.blanks.extend(build.texts(pair)),
        Rule::omite => formato.omits.push(exprs::next_expr(build, &mut pair.into_inner())?),
        Rule::nivel => formato.levels.push(nivel(build, pair)?),
        Rule::version => formato.marks.push(version(build, pair)?),
        _ => return None,
    }
    Some(())
}

fn nivel(build: &mut Build<'_>, pair: Pair<'_, Rule>) -> Option<Nivel> {
    let span = build.span(&pair);
    let mut inner = pair.into_inner();
    let name = build.next_name(&mut inner)?;
    let filter = exprs::next_expr(build, &mut inner)?;
    let gives = next(&mut inner, Rule::names).map(|names| build.names(names)).unwrap_or_default();
    Some(Nivel { name, filter, gives, span })
}

fn version(build: &mut Build<'_>, pair: Pair<'_, Rule>) -> Option<VersionMark> {
    let mut inner = pair.into_inner();
    let value = literals::next_literal(build, &mut inner)?;
    Some(VersionMark { value, label: beside(build, next(&mut inner, Rule::beside)?)? })
}

fn beside(build: &mut Build<'_>, pair: Pair<'_, Rule>) -> Option<Beside> {
    let mut inner = pair.into_inner();
    let side = match inner.next()?.as_rule() {
        Rule::below => Side::Below,
        Rule::inside => Side::Inside,
        _ => Side::Right,
    };
    Some(Beside { side, label: build.next_text(&mut inner)? })
}

fn dato(build: &mut Build<'_>, pair: Pair<'_, Rule>) -> Option<Dato> {
    let span = build.span(&pair);
    let mut inner = pair.into_inner();
    let name = build.next_name(&mut inner)?;
    let ty = next_type(build, &mut inner)?;
    let (mut place, mut required, mut identifies) = (None, false, false);
    for part in inner {
        match part.as_rule() {
            Rule::beside if place.is_some() => return repeated(build, &part),
            Rule::beside => place = Some(beside(build, part)?),
            Rule::required => required = true,
            _ => identifies = true,
        }
    }
    let Some(place) = place else {
        let fault = Diagnostic::new(Code::Syntax, format!("el dato «{}» no dice dónde está", name.text));
        build.fault(fault.at(span, "").help("agregue junto a qué rótulo está: junto a \"DEPENDENCIA\""));
        return None;
    };
    Some(Dato { name, ty, place, required, identifies, span })
}

fn columna(build: &mut Build<'_>, pair: Pair<'_, Rule>) -> Option<Columna> {
    let span = build.span(&pair);
    let mut inner = pair.into_inner().peekable();
    let name = build.next_name(&mut inner)?;
    let family = match inner.next_if(|pair| pair.as_rule() == Rule::entries) {
        Some(list) => Some(entries(build, list)?),
        None => None,
    };
    let ty = next_type(build, &mut inner)?;
    let mut columna = Columna {
        name,
        family,
        ty,
        captions: Vec::new(),
        reference: None,
        required: false,
        inherits: false,
        decimal_point: false,
        separator: None,
        span,
    };
    column_parts(build, &mut columna, &mut inner)?;
    Some(columna)
}

fn column_parts(build: &mut Build<'_>, columna: &mut Columna, parts: Rest<'_, '_>) -> Option<()> {
    for part in parts {
        match part.as_rule() {
            Rule::captions if !columna.captions.is_empty() => return repeated(build, &part),
            Rule::reference if columna.reference.is_some() => return repeated(build, &part),
            Rule::captions => columna.captions = captions(build, part)?,
            Rule::reference => columna.reference = Some(reference(build, part)?),
            Rule::required => columna.required = true,
            Rule::inherits => columna.inherits = true,
            Rule::decimal_point => columna.decimal_point = true,
            Rule::separated => columna.separator = build.next_text(&mut part.into_inner()),
            _ => return None,
        }
    }
    Some(())
}

fn repeated<T>(build: &mut Build<'_>, part: &Pair<'_, Rule>) -> Option<T> {
    let word = part.as_str().split_whitespace().next().unwrap_or("");
    let span = build.span(part);
    let fault = Diagnostic::new(Code::RepeatedClause, format!("«{word}» está dos veces en la misma línea"));
    let help = match word {
        "en" => "los varios títulos que sirven se separan con «o»",
        _ => "deje una sola",
    };
    build.fault(fault.at(span, "la segunda").help(help));
    None
}

fn entries(build: &mut Build<'_>, pair: Pair<'_, Rule>) -> Option<Entries> {
    let last = all(pair.clone(), Rule::last_entry).next();
    let mut listed = Vec::new();
    for entry in all(pair, Rule::literal) {
        listed.push(literals::literal(build, entry)?);
    }
    let Some(last) = last else { return Some(Entries::List(listed)) };
    Some(Entries::Range(listed.pop()?, literals::next_literal(build, &mut last.into_inner())?))
}

fn captions(build: &mut Build<'_>, pair: Pair<'_, Rule>) -> Option<Vec<Caption>> {
    let mut found = Vec::new();
    for caption in all(pair, Rule::caption) {
        let mut inner = caption.into_inner();
        let text = build.next_text(&mut inner)?;
        let ordinal = match inner.next() {
            Some(number) => Some(literals::plain_number(build, number)?),
            None => None,
        };
        found.push(Caption { text, ordinal });
    }
    Some(found)
}

fn reference(build: &mut Build<'_>, pair: Pair<'_, Rule>) -> Option<ColumnReference> {
    let mut inner = pair.into_inner();
    let arrow = build.span(&inner.next()?);
    let table = build.next_name(&mut inner)?;
    let keys = next(&mut inner, Rule::names);
    let last = inner.next().map_or(table.span, |close| build.span(&close));
    let keys = keys.map_or_else(Vec::new, |names| build.names(names));
    Some(ColumnReference { table, keys, span: arrow.to(last) })
}

/// The next type among pairs.
pub(super) fn next_type<'p>(
    build: &mut Build<'_>,
    pairs: &mut impl Iterator<Item = Pair<'p, Rule>>,
) -> Option<TypeExpr> {
    let pair = next(pairs, Rule::r#type)?;
    let span = build.span(&pair);
    let written = pair.into_inner().next()?;
    let kind = match written.as_rule() {
        Rule::code => TypeKind::Code(build.texts(written)),
        Rule::choice => TypeKind::Choice(build.texts(written)),
        Rule::share => TypeKind::Percent { hundredths: all(written, Rule::hundredths).next().is_some() },
        Rule::truth => TypeKind::Bool { marks: all(written, Rule::marks).next().is_some() },
        _ => plain_type(build, &written)?,
    };
    Some(TypeExpr { kind, span })
}

const TYPES: [&str; 9] = ["texto", "código", "entero", "decimal", "pesos", "porcentaje", "fecha", "lógico", "uno de"];

/// Types of spreadsheets and of other languages, folded, and the nearest here.
const OTHER_TYPES: [(&str, &str); 12] = [
    ("numero", "decimal"),
    ("number", "decimal"),
    ("real", "decimal"),
    ("int", "entero"),
    ("integer", "entero"),
    ("moneda", "pesos"),
    ("dinero", "pesos"),
    ("date", "fecha"),
    ("string", "texto"),
    ("cadena", "texto"),
    ("boolean", "lógico"),
    ("booleano", "lógico"),
];

fn plain_type(build: &mut Build<'_>, word: &Pair<'_, Rule>) -> Option<TypeKind> {
    Some(match fold(word.as_str()).as_str() {
        "texto" => TypeKind::Text,
        "entero" => TypeKind::Integer,
        "decimal" => TypeKind::Decimal,
        "pesos" => TypeKind::Pesos,
        "fecha" => TypeKind::Date,
        _ => {
            let span = build.span(word);
            let fault = Diagnostic::new(Code::Syntax, format!("«{}» no es un tipo", word.as_str())).at(span, "aquí");
            let other = OTHER_TYPES.iter().find(|(other, _)| *other == fold(word.as_str())).map(|(_, ours)| *ours);
            build.fault(match other.or_else(|| nearest(word.as_str(), TYPES)) {
                Some(near) => fault.help(format!("¿quiso decir «{near}»?")).fix(span, near),
                None => fault.help(format!("los tipos son {}", enumerate(&quoted(&TYPES)))),
            });
            return None;
        }
    })
}
