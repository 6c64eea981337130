//! Sound rule files with words taken out, doubled, swapped and put in: whatever comes of it is told, at a place that
//! is there, and what is offered instead can be compiled.

use cotejo::diagnostic::{Diagnostic, Severity};
use cotejo::source::Sources;
use cotejo::syntax::ast::ItemKind;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::{compiled, mended};

const SOUND: &str = r#"parámetro margen : pesos = $ 1.000

tabla sectores desde "datos/sectores.csv"
  clave sector
  columna sector : código "00"
  columna nombre : texto en "Nombre" o "Sector"

regla techo_por_programa advertencia
  "Lo programado por programa no supera el techo"
  según acuerdo_010 "art. 6", ley_152
  fase revisión, aprobación
  por cada dependencia, programa de plan donde tipo <> "Cierre"
  cuando suma(total) > 0
  sea techo = techos[dependencia, programa].valor
  exige suma(total) <= techo + margen
  si no "El programa {programa} suma {suma(total)}: sobran {suma(total) - techo}"
  ayuda "Revise {programa}"

regla fila_completa
  "La fila está completa"
  por cada fila de plan
  exige (inicio entre corte y 31 de diciembre de 2026 o urgente) y no responsable vacío
  señala inicio, responsable
  exige existe fila de techos donde programa = esta.programa y valor >= 0,5
  exige total = suma(fuentes) ± $ 1 y izquierda(programa, 2) en sectores
"#;

/// What is put in: words and signs of the language, and of others.
const WORDS: [&str; 44] = [
    "regla",
    "exige",
    "si no",
    "por cada",
    "fila",
    "de",
    "plan",
    "donde",
    "cuando",
    "sea",
    "si",
    "entonces",
    "de lo contrario",
    "no",
    "y",
    "o",
    "en",
    "entre",
    "vacío",
    "existe",
    "toda fila",
    "cumple",
    "suma",
    "total",
    "techos",
    "\"",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ";",
    ".",
    "=",
    "==",
    "<=",
    "1.5",
    "1,2,3",
    "$",
    "SI(a;b)",
    "\n",
    "\n  ",
];

#[derive(Clone, Debug)]
enum Mutation {
    Drop(Index),
    Double(Index),
    Swap(Index, Index),
    Insert(Index, &'static str),
}

fn mutation() -> impl Strategy<Value = Mutation> {
    prop_oneof![
        any::<Index>().prop_map(Mutation::Drop),
        any::<Index>().prop_map(Mutation::Double),
        any::<(Index, Index)>().prop_map(|(one, other)| Mutation::Swap(one, other)),
        (any::<Index>(), select(WORDS.to_vec())).prop_map(|(at, word)| Mutation::Insert(at, word)),
    ]
}

/// The text cut into words, runs of blanks, and signs.
fn cut(text: &str) -> Vec<String> {
    let sort = |letter: char| match letter {
        _ if letter.is_alphanumeric() || letter == '_' => 0,
        ' ' => 1,
        _ => 2,
    };
    let mut words: Vec<String> = Vec::new();
    let mut last = 2;
    for letter in text.chars() {
        let own = sort(letter);
        match words.last_mut() {
            Some(word) if own == last && own < 2 => word.push(letter),
            _ => words.push(letter.to_string()),
        }
        last = own;
    }
    words
}

fn mutate(words: &mut Vec<String>, mutation: &Mutation) {
    match mutation {
        Mutation::Drop(at) => {
            let at = at.index(words.len());
            words.remove(at);
        }
        Mutation::Double(at) => {
            let at = at.index(words.len());
            words.insert(at, words[at].clone());
        }
        Mutation::Swap(one, other) => {
            let length = words.len();
            words.swap(one.index(length), other.index(length));
        }
        Mutation::Insert(at, word) => {
            let at = at.index(words.len());
            words.insert(at, format!(" {word} "));
        }
    }
}

/// Whether a text's own stretches are all within it, at borders of its letters.
fn places_are_there(faults: &[Diagnostic], sources: &Sources) -> bool {
    let labels = faults.iter().flat_map(|fault| fault.labels.iter().map(|label| label.span));
    let fixes = faults.iter().filter_map(|fault| fault.fix.as_ref().map(|fix| fix.span));
    labels.chain(fixes).all(|span| sources.get(span.file).is_some_and(|source| source.text.get(span.range()).is_some()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_comes_of_a_change_is_told(changes in prop::collection::vec(mutation(), 1..6)) {
        let mut words = cut(SOUND);
        changes.iter().for_each(|change| mutate(&mut words, change));
        let text = words.concat();
        let loaded = compiled("varias/cambiado.cotejo", &text);
        let faults = &loaded.diagnostics;
        prop_assert!(places_are_there(faults, &loaded.rules.sources), "{text}\n{faults:#?}");
        prop_assert!(faults.iter().all(|fault| fault.help.is_some() || !fault.labels.is_empty()), "{text}\n{faults:#?}");
        let (file, _) = loaded.rules.sources.iter().find(|(_, source)| source.path.ends_with("cambiado.cotejo")).unwrap();
        let (items, told) = cotejo::syntax::parse(&loaded.rules.sources, file);
        let (again, told_again) = cotejo::syntax::parse(&loaded.rules.sources, file);
        prop_assert_eq!(&items, &again);
        prop_assert_eq!(&told, &told_again);
        let broken = items.iter().any(|item| matches!(item.kind, ItemKind::Broken(_)));
        let errors = told.iter().any(|fault| fault.severity == Severity::Error);
        prop_assert!(errors || !broken, "{text}\n{told:#?}");
        if let Some(fault) = faults.iter().find(|fault| fault.fix.as_ref().is_some_and(|fix| fix.span.file == file)) {
            compiled("varias/cambiado.cotejo", &mended(&text, fault));
        }
    }
}

#[test]
fn what_is_changed_is_sound_before() {
    assert!(compiled("varias/cambiado.cotejo", SOUND).diagnostics.is_empty());
    assert_eq!(cut(SOUND).concat(), SOUND);
}
