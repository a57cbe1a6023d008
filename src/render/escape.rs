//! Text as HTML and as Markdown shows it literally.

/// Text for the inside of an element or of a double-quoted attribute.
pub(super) fn escape_html(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            // mdBook's directives are replaced wherever they stand.
            '{' => out.push_str("&#123;"),
            _ => out.push(c),
        }
    }
    out
}

/// Text for a paragraph or a table cell.
pub(super) fn escape_markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    for c in text.chars() {
        if c.is_ascii_punctuation() {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
