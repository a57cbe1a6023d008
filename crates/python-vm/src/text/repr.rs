//! `repr` and `ascii` of strings, `repr` of bytes.

use std::fmt::Write;

use super::case::{self, UnicodeVersion};

/// Single quotes, unless the text has some and no double ones.
fn quote(text: &[u8]) -> char {
    if text.contains(&b'\'') && !text.contains(&b'"') { '"' } else { '\'' }
}

/// `repr(text)`; which characters are printable is a matter of the Unicode version.
pub(crate) fn repr(text: &str, unicode: UnicodeVersion) -> String {
    quoted(text, |c| case::is_printable(c, unicode))
}

/// `ascii(text)`.
pub(crate) fn ascii(text: &str) -> String {
    quoted(text, |c| matches!(c, ' '..='~'))
}

/// What `ascii(x)` makes of `repr(x)`: everything beyond ASCII escaped, no quotes added.
pub(crate) fn escape_non_ascii(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            out.push(c);
        } else {
            push_escape(&mut out, c as u32);
        }
    }
    out
}

fn quoted(text: &str, printable: impl Fn(char) -> bool) -> String {
    let quote = quote(text.as_bytes());
    let mut out = String::with_capacity(text.len() + 2);
    out.push(quote);
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            c if c == quote => out.extend(['\\', c]),
            c if printable(c) => out.push(c),
            c => push_escape(&mut out, c as u32),
        }
    }
    out.push(quote);
    out
}

/// `\xhh`, `\uhhhh` or `\Uhhhhhhhh`, the shortest that holds the code point.
pub(super) fn push_escape(out: &mut String, code: u32) {
    let written = match code {
        0..=0xff => write!(out, "\\x{code:02x}"),
        0x100..=0xffff => write!(out, "\\u{code:04x}"),
        _ => write!(out, "\\U{code:08x}"),
    };
    // Writing to a String cannot fail.
    let _ = written;
}

/// `repr(bytes)`.
pub(crate) fn bytes_repr(bytes: &[u8]) -> String {
    let quote = quote(bytes);
    let mut out = String::with_capacity(bytes.len() + 3);
    out.extend(['b', quote]);
    for &byte in bytes {
        match byte {
            b'\\' => out.push_str("\\\\"),
            b'\t' => out.push_str("\\t"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            byte if byte as char == quote => out.extend(['\\', quote]),
            b' '..=b'~' => out.push(byte as char),
            byte => push_escape(&mut out, u32::from(byte)),
        }
    }
    out.push(quote);
    out
}
