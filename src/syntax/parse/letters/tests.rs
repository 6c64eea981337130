use crate::diagnostic::Code;
use crate::syntax::parse::tests::parse_text;

/// The messages of the faults that letters make.
fn told(text: &str) -> Vec<String> {
    let (_, diagnostics, _) = parse_text(text);
    assert!(diagnostics.iter().all(|told| told.code == Code::ForeignLetters), "{diagnostics:?}");
    diagnostics.into_iter().map(|told| told.message).collect()
}

const RULE: &str = "regla r \"t\"\n  exige total > 0\n";

#[test]
fn no_sign_turns_a_line_wherever_it_stands() {
    for sign in
        "\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\u{2066}\u{2067}\u{2068}\u{2069}\u{200e}\u{200f}\u{61c}".chars()
    {
        for text in [
            format!("# nota {sign} de Hacienda\n{RULE}"),
            format!("{RULE}\n# al final{sign}"),
            RULE.replace("\"t\"", &format!("\"t{sign}\"")),
            RULE.replace("total", &format!("to{sign}tal")),
            RULE.replace("> 0", &format!("> 0 # {sign}")),
            format!("{RULE}  si no \"El total {{total}} {sign}no\"\n"),
        ] {
            let messages = told(&text);
            assert_eq!(messages.len(), 1, "{text:?}: {messages:?}");
            assert!(messages[0].contains(&format!("U+{:04X}", u32::from(sign))), "{messages:?}");
        }
    }
}

#[test]
fn a_line_is_told_once_and_mended_whole() {
    let text = RULE.replace("total > 0", "\u{202e}total\u{202c} > 0\u{200f}");
    let (_, diagnostics, _) = parse_text(&text);
    assert_eq!(diagnostics.len(), 1);
    let fix = diagnostics[0].fix.clone().unwrap();
    let mut mended = text;
    mended.replace_range(fix.span.range(), &fix.text);
    assert_eq!(mended, RULE);
}

#[test]
fn names_and_words_are_of_one_alphabet() {
    for (text, says) in [
        (RULE.replace("total", "tоtal"), "«tоtal» tiene una «о» cirílica (U+043E), que parece «o» y no lo es"),
        (RULE.replace("exige", "еxige"), "«еxige» tiene una «е» cirílica (U+0435), que parece «e» y no lo es"),
        (RULE.replace("regla", "rеgla"), "«rеgla» tiene una «е» cirílica (U+0435), que parece «e» y no lo es"),
        (RULE.replace("total", "totαl"), "«totαl» tiene una «α» griega (U+03B1), que parece «a» y no lo es"),
        (RULE.replace("total", "totaж"), "«totaж» mezcla letras de dos alfabetos: «ж» (U+0436) es cirílica"),
        (RULE.replace("total", "сор"), "«сор» está escrito con letras de otro alfabeto: «с» (U+0441) es cirílica"),
        (
            RULE.replace("total", "合計"),
            "«合計» está escrito con letras de otro alfabeto: «合» (U+5408) es de Asia oriental",
        ),
        (RULE.replace("total", "𝐭otal"), "«𝐭otal» tiene una «𝐭» de adorno (U+1D42D), que parece «t» y no lo es"),
        (
            format!("{RULE}  si no \"Sobran {{tоtal}}\"\n"),
            "«tоtal» tiene una «о» cirílica (U+043E), que parece «o» y no lo es",
        ),
        (RULE.replace("total", "to\u{ad}tal"), "aquí hay un signo invisible (U+00AD)"),
        (RULE.replace("total", "to\u{200b}tal"), "aquí hay un signo invisible (U+200B)"),
    ] {
        assert_eq!(told(&text), [says], "{text}");
    }
}

#[test]
fn texts_and_comments_may_hold_any_alphabet() {
    for text in [
        RULE.replace("total > 0", "total = \"прогrama 合計 αβγ\""),
        format!("# прогrama 合計\n{RULE}"),
        RULE.replace("\"t\"", "\"Año ñandú çà Œuvre Straße Łódź\""),
        RULE.replace("total", "añoçàœßŁ"),
        format!("\u{feff}{RULE}"),
        RULE.replace("> 0", "\u{200b}>\u{a0}0"),
    ] {
        assert!(told(&text).is_empty(), "{text}");
    }
}
