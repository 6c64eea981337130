use super::*;
use crate::layout::tests::{Rules, code};
use crate::value::Text;

#[test]
fn codes_choices_and_keys_are_compared() {
    let rules = Rules::new()
        .column("Meta", Type::Text)
        .key()
        .column("Programa", code(&["0000"]))
        .column("Actividad", Type::Text)
        .column("Clase", Type::Choice(vec![Text::new("A")]))
        .column("Total", Type::Pesos);
    let schema = &rules.0.formats[0].schema;
    assert_eq!(of_plan(schema, &rules.0), BTreeSet::from([0, 1, 3]), "no rule reads «Actividad»");
    assert_eq!(of_table(schema), BTreeSet::from([0, 1, 3]));
}
