//! How many columns a character takes on a terminal, as tracebacks reckon.

use heap_model::release::TracebackRules;
use unicode_width::UnicodeWidthChar;

/// The columns that the carets under a character take.
pub(super) fn width(c: char, rules: &TracebackRules) -> usize {
    if c.is_ascii() {
        return 1;
    }
    match c.width() {
        Some(2) => 2,
        Some(0) if rules.skips_invisible && c != '\u{ad}' => 0,
        _ => 1,
    }
}
