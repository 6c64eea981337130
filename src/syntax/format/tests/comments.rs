//! Comments and blank lines, with expectations written by hand.

use super::{clause, laid_out};

#[test]
fn a_comment_keeps_its_place() {
    let text = "# arriba
vigencia 2026    # al lado
   # debajo

# aparte
## documento
regla r # uno
    # dos
 \"t\"   # tres

# cuatro
 sobre plan
  exige a>1 # cinco
   # seis

   y b>2
      # siete
# ocho
regla s
  \"t\"
# nueve
";
    let expected = "# arriba
vigencia 2026  # al lado
  # debajo

# aparte
## documento
regla r  # uno
  # dos
  \"t\"  # tres
  # cuatro
  sobre plan
  exige a > 1  # cinco
        # seis
        y b > 2
  # siete

# ocho
regla s
  \"t\"
# nueve
";
    assert_eq!(laid_out(text), expected);
}

#[test]
fn a_comment_within_a_keyword_goes_above_it() {
    assert_eq!(clause("exige a o # uno\n    bien hoja = 1"), "exige a  # uno\n        o bien hoja = 1");
    assert_eq!(
        clause("exige si a entonces b\n  # uno\n  de # dos\n  lo contrario c"),
        "exige si a entonces b\n        # uno\n        # dos\n        de lo contrario c"
    );
}

#[test]
fn a_comment_within_a_date_goes_above_it() {
    let text = "excepción r\n  hasta 1 de # uno\n    enero\n    # dos\n    de 2026\n";
    let expected = "excepción r\n  hasta  # uno\n        # dos\n        1 de enero de 2026\n";
    assert_eq!(laid_out(text), expected);
}

#[test]
fn a_comment_within_a_message_stays_within() {
    let text = "exige a\n  si no \"x {a + # uno\n    b} y\"";
    assert_eq!(clause(text), "exige a\n  si no \"x {a +  # uno\n        b} y\"");
}

#[test]
fn rows_keep_their_comments() {
    let text = "prueba r \"t\"\n  con plan # uno\n    | a | # dos\n# tres\n    | bb |\n";
    let expected = "prueba r \"t\"\n  con plan  # uno\n    | a  |  # dos\n    # tres\n    | bb |\n";
    assert_eq!(laid_out(text), expected);
}

#[test]
fn documentation_stays_with_its_item() {
    let text =
        "usa \"a\"\n## doc\nusa \"b\"\n## suelto\n\nusa \"c\"\nregla r\n  \"t\"\n  ## no es documento\n  sobre plan\n";
    let expected = "usa \"a\"\n## doc\nusa \"b\"\n## suelto\n\nusa \"c\"\n\nregla r\n  \"t\"\n  ## no es documento\n  sobre plan\n";
    assert_eq!(laid_out(text), expected);
    let indented = "  ## no es documento\nusa \"a\"\n  # tampoco\nusa \"b\"\n";
    assert_eq!(laid_out(indented), indented);
}

#[test]
fn blank_lines() {
    let text = "\n\nusa \"a\"\n\n\n\nusa \"b\"\nusa \"c\"\nnorma n \"t\"\nregla r\n\n  \"t\"\n\n  sobre plan\n\n\n  exige a\nregla s\n  \"t\"\n\n\n";
    let expected = "usa \"a\"\n\nusa \"b\"\nusa \"c\"\n\nnorma n \"t\"\n\nregla r\n  \"t\"\n  sobre plan\n\n  exige a\n\nregla s\n  \"t\"\n";
    assert_eq!(laid_out(text), expected);
}

#[test]
fn norms_apart_are_not_aligned() {
    let text = "norma a \"t\"\nnorma larga \"t\"\n# otra\nnorma b \"t\"\n";
    assert_eq!(laid_out(text), "norma a     \"t\"\nnorma larga \"t\"\n# otra\nnorma b \"t\"\n");
}

#[test]
fn con_is_not_brought_to_a_line_of_its_own() {
    let key = "x".repeat(60);
    let text = format!("prueba r \"t\"\n  espera incumple {key} = \"{key}\" con # uno\n    \"y\"\n");
    let expected =
        format!("prueba r \"t\"\n  espera incumple {key}\n         = \"{key}\" con  # uno\n         \"y\"\n");
    assert_eq!(laid_out(&text), expected);
}

#[test]
fn an_outcome_of_two_words_may_be_broken() {
    let text = "prueba r \"t\"\n  espera no\u{200b} # uno\n    evaluable\n";
    assert_eq!(laid_out(text), "prueba r \"t\"\n  espera  # uno\n         no evaluable\n");
}
