use super::*;

/// Names of the tags, ends with a slash before and empty elements with one after; `!` where reading stopped.
fn names(text: &str) -> String {
    let name = |tag: Result<Tag<'_>, Malformed>| match tag {
        Ok(tag) if tag.closes => format!("/{}", tag.name),
        Ok(tag) if tag.empty => format!("{}/", tag.name),
        Ok(tag) => tag.name.to_owned(),
        Err(Malformed) => "!".to_owned(),
    };
    tags(text).map(name).collect::<Vec<_>>().join(" ")
}

#[test]
fn tags_are_found_and_what_is_between_them_passed_over() {
    assert_eq!(names("<?xml version='1.0'?><x:a b=\"1>2\"><c/>text > text</x:a>"), "a c/ /a");
    assert_eq!(names("<a><!-- <b> --><![CDATA[<c> ]] >]]><d ></d ></a>"), "a d /d /a");
    assert_eq!(names(""), "");
}

#[test]
fn what_readers_could_take_in_two_ways_is_refused() {
    for text in [
        "<a",
        "<a b=\"<\">",
        "<a b=\">",
        "<!DOCTYPE a>",
        "<!-->-->",
        "<!--->-->",
        "<?>?>",
        "</a\">",
        "<>",
        "< a>",
        "</>",
        "</a/>",
        "<a/b>",
        "<a=\"b\">",
        "<a\"b\">",
        "<",
        "</",
        "</a b='c'>",
    ] {
        assert_eq!(names(text), "!", "{text}");
    }
    assert_eq!(names("<a><b"), "a !");
    assert_eq!(text(b"<a>\x1b(J</a>"), Err(Malformed));
    assert_eq!(text(b"<\0a\0>\0"), Err(Malformed));
}

#[test]
fn attributes_are_read_whatever_their_quotes() {
    let text = "<c r = 'A\"1' x:id=\"7\"\n t=\"e\" name=\"a &amp; b\"/>";
    let tag = tags(text).next().unwrap().unwrap();
    assert_eq!(tag.raw("r"), Some("A\"1"));
    assert_eq!(tag.raw("id"), Some("7"));
    assert_eq!(tag.value("name").unwrap(), "a & b");
    assert_eq!(tag.raw("s"), None);
    assert_eq!(tag.raw("t"), Some("e"));
}

#[test]
fn entities_are_resolved_and_others_stay() {
    assert_eq!(unescape("a&lt;&#241;&#xF1;&amp;lt;&x; & &#55296;"), "a<ññ&lt;&x; & &#55296;");
}

/// Each of a million was searched to the end of the text for its `;`.
#[test]
fn a_text_of_ampersands_alone_takes_no_square_of_its_length() {
    let text = "&".repeat(1_000_000);
    assert_eq!(unescape(&text), text);
    assert_eq!(unescape("&#x0000F1;&amp;&verylongname;"), "ñ&&verylongname;");
}

#[test]
fn characters_are_those_between_two_tags() {
    assert_eq!(characters("a &lt; b"), "a < b");
    assert_eq!(characters("a<!-- &lt; -->b<![CDATA[<&lt;>]]>c<?x y?>&amp;"), "ab<&lt;>c&");
    assert!(matches!(characters("12.5"), Cow::Borrowed("12.5")));
}
