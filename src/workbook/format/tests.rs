use super::*;

#[test]
fn a_percent_counts_where_it_is_shown_and_multiplies() {
    for format in ["0%", "0.00%", "[Red]0 %", "#,##0.0%;-0"] {
        assert_eq!(of_text(format), Shown::Percent, "{format}");
    }
    for format in ["General", "0\"%\"", "0\\%", "0;0%", "_%0", "\"a;\"0", "#,##0.00 \"de meses\"", "[$$-240A]\\ #,##0"]
    {
        assert_eq!(of_text(format), Shown::Number, "{format}");
    }
}

#[test]
fn dates_are_told_from_durations() {
    for format in ["dd/mm/yyyy", "[$-240A]d \"de\" mmmm;@", "h:mm AM/PM", "YYYY"] {
        assert_eq!(of_text(format), Shown::Date, "{format}");
    }
    for format in ["[h]:mm", "[mm]:ss", "@", "0.00E+00", "[Red]0", "\"dm\"0"] {
        assert_eq!(of_text(format), Shown::Number, "{format}");
    }
}
