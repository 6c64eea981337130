//! The usual mistakes: each a look at what stands around a fault, and the way out of it.

use super::{Advice, Fault};

mod brackets;
mod calls;
mod cells;
mod changes;
mod clauses;
mod conditions;
mod dates;
mod foreign;
mod heads;
mod names;
mod norms;
mod rows;
mod signs;
mod units;
mod values;
mod words;

pub(in crate::syntax::parse) use calls::other_call;
pub(in crate::syntax::parse) use names::suggested_name;

type Check = fn(&Fault<'_>) -> Option<Advice>;

/// In the order in which they are tried: the more certain ones first.
const MISTAKES: &[Check] = &[
    changes::separado,
    changes::nivel,
    changes::funcion,
    changes::fija_quita,
    clauses::accented_si_no,
    clauses::split_si_no,
    words::quotes_within,
    values::compared_with_empty,
    signs::bullet,
    signs::in_message,
    rows::foreign_tail,
    clauses::foreign_opening,
    conditions::as_a_line,
    calls::spreadsheet_call,
    conditions::with_parentheses,
    calls::joined_by_call,
    conditions::without_otherwise,
    conditions::without_then,
    values::bare_list,
    cells::cells,
    cells::bracketed,
    cells::formula_signs,
    rows::filter_without_table,
    rows::incomplete,
    clauses::needless_sign,
    values::final_sign,
    foreign::other_quotes,
    foreign::phrases,
    foreign::prefixes,
    units::units,
    units::scientific,
    units::fraction,
    clauses::misspelt_clause,
    norms::inside,
    clauses::item_word_inside,
    clauses::clause_on_the_same_line,
    calls::without_parentheses,
    calls::table_outside,
    values::chained,
    brackets::lone_brace,
    brackets::bracket_never_opened,
    brackets::bracket_left_open,
    signs::unknown_sign,
    values::split_number,
    dates::date,
    values::wrong_separator,
    heads::uno_without_de,
    norms::norma,
    norms::segun,
    heads::vigencia,
    heads::parametro,
    heads::tabla,
    heads::columna,
    heads::misspelt_type,
    heads::declaration,
    heads::regla,
    heads::por_cada,
    names::several_words,
    names::markdown_link,
    names::impossible_name,
    words::misspelt_inner_word,
    clauses::line_without_keyword,
    words::text_without_quotes,
    names::two_in_a_row,
    signs::missing_value,
];

/// The first mistake that a fault looks like.
pub(super) fn advice(fault: &Fault<'_>) -> Option<Advice> {
    MISTAKES.iter().find_map(|check| check(fault))
}
