//! What may stand at a place, from the grammar's rules to a planner's words.

use crate::syntax::parse::grammar::Rule;
use crate::text::either;

/// How many things one message lists.
const MOST: usize = 5;

/// From this rank on, what is named only where nothing else could stand.
const RARE: usize = 6;

/// What may stand somewhere, and how telling it is: 0 and 1 are what must come, from 2 on what may.
pub(super) type Ranked = (usize, &'static str);

/// The words for the rules that the parser tried, most telling first, each once.
pub(super) fn words(rules: &[Rule]) -> Vec<Ranked> {
    let mut found: Vec<Ranked> = rules.iter().filter_map(|rule| word(*rule)).collect();
    found.sort_unstable();
    found.dedup();
    if found.iter().any(|(rank, _)| *rank < RARE) {
        found.retain(|(rank, _)| *rank < RARE);
    }
    found
}

/// What must come, or, where nothing must, what may.
pub(super) fn needed(words: &[Ranked]) -> &[Ranked] {
    let must = words.iter().take_while(|(rank, _)| *rank <= 1).count();
    words.get(..must).filter(|must| !must.is_empty()).unwrap_or(words)
}

/// `un nombre, un texto entre comillas o «,»`
pub(super) fn sentence(words: &[Ranked]) -> String {
    let words: Vec<&str> = words.iter().take(MOST).map(|(_, word)| *word).collect();
    if words.is_empty() { "otra cosa".to_owned() } else { either(&words) }
}

pub(super) const VALUE: Ranked = (0, "un valor (una columna, un número, un texto entre comillas…)");
const COMPARISON: Ranked = (2, "una comparación («=», «<=», «en», «vacío»…)");
const ARITHMETIC: Ranked = (3, "una operación («+», «-», «*», «/»)");

/// A rule's word and its rank. Rules that say nothing to a planner have none.
fn word(rule: Rule) -> Option<Ranked> {
    Some(match rule {
        Rule::expr
        | Rule::conjunction
        | Rule::negation
        | Rule::comparison
        | Rule::sum
        | Rule::product
        | Rule::unary
        | Rule::coalesced
        | Rule::default
        | Rule::path
        | Rule::atom
        | Rule::call
        | Rule::group_key
        | Rule::which => VALUE,
        Rule::name | Rule::names | Rule::table | Rule::rows_of | Rule::citation | Rule::scene | Rule::datum => {
            (0, "un nombre")
        }
        Rule::text | Rule::caption => (1, "un texto entre comillas"),
        Rule::message | Rule::quoted_message => (1, "el mensaje entre comillas"),
        Rule::number | Rule::amount => (1, "un número"),
        Rule::date | Rule::year => (1, "una fecha"),
        Rule::literal | Rule::last_entry => (1, "un número, una fecha o un texto entre comillas"),
        Rule::r#type | Rule::code | Rule::choice | Rule::share | Rule::truth => {
            (0, "un tipo (texto, código, entero, decimal, pesos, porcentaje, fecha, lógico, uno de)")
        }
        Rule::word => (1, "una palabra"),
        Rule::compared | Rule::tested | Rule::relation => COMPARISON,
        Rule::plus | Rule::minus | Rule::times | Rule::over | Rule::join => ARITHMETIC,
        Rule::reference | Rule::arrow => (4, "«->»"),
        Rule::captions => (2, "«en»"),
        Rule::beside | Rule::right | Rule::below | Rule::inside => (2, "«junto a»"),
        Rule::source | Rule::own_source => (1, "«desde»"),
        Rule::from => (4, "«de»"),
        Rule::outcome => (0, "«cumple», «incumple», «no evaluable» o «no aplica»"),
        _ => return sign(rule).or_else(|| keyword(rule)),
    })
}

fn sign(rule: Rule) -> Option<Ranked> {
    Some(match rule {
        Rule::comma => (5, "«,»"),
        Rule::close => (5, "«)»"),
        Rule::close_square => (5, "«]»"),
        Rule::close_brace => (5, "«}»"),
        Rule::open | Rule::arguments => (RARE, "«(»"),
        Rule::open_square | Rule::index | Rule::entries => (RARE, "«[»"),
        Rule::equals => (1, "«=»"),
        Rule::colon => (1, "«:»"),
        _ => return None,
    })
}

fn keyword(rule: Rule) -> Option<Ranked> {
    Some(match rule {
        Rule::k_y => (4, "«y»"),
        Rule::k_o => (4, "«o»"),
        Rule::k_no => (4, "«no»"),
        Rule::k_a | Rule::up_to => (4, "«a»"),
        Rule::k_de => (1, "«de»"),
        Rule::k_en => (2, "«en»"),
        Rule::k_por => (2, "«por»"),
        Rule::k_fila => (1, "«fila»"),
        Rule::k_donde => (3, "«donde»"),
        Rule::k_como => (4, "«como»"),
        Rule::k_da => (4, "«da»"),
        Rule::k_desde => (1, "«desde»"),
        Rule::k_plan => (RARE, "«plan»"),
        Rule::k_entonces => (1, "«entonces»"),
        Rule::k_contrario => (1, "«de lo contrario»"),
        Rule::k_cumple => (1, "«cumple»"),
        Rule::k_regla => (1, "«regla»"),
        Rule::k_tabla => (1, "«tabla»"),
        Rule::k_parametro => (2, "«parámetro»"),
        Rule::k_hoja => (4, "«hoja»"),
        Rule::k_version => (4, "«versión»"),
        Rule::required => (3, "«obligatoria»"),
        Rule::inherits => (5, "«hereda»"),
        Rule::identifies => (4, "«identifica»"),
        Rule::separated | Rule::k_separado => (RARE, "«separado por»"),
        Rule::decimal_point => (RARE, "«con punto decimal»"),
        Rule::with_message => (4, "«con»"),
        _ => return None,
    })
}
