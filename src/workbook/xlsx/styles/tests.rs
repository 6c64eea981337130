use super::*;

#[test]
fn a_percent_counts_where_it_is_shown_and_multiplies() {
    for format in ["0%", "0.00%", "[Red]0 %", "#,##0.0%;-0"] {
        assert!(has_percent(format), "{format}");
    }
    for format in ["General", "0\"%\"", "0\\%", "0;0%", "_%0", "\"a;\"0"] {
        assert!(!has_percent(format), "{format}");
    }
}
