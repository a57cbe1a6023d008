//! Values in a few words, as Python writes them.

use heap_model::{Heap, Obj, Payload, types};

/// The value of an object that holds nothing but its value; `None` for all others.
pub(crate) fn value(heap: &Heap, object: Obj) -> Option<String> {
    Some(match heap.payload(object) {
        Payload::Plain if object == heap.none() => "None".into(),
        Payload::Plain if object == heap.singletons().ellipsis => "Ellipsis".into(),
        Payload::Plain if object == heap.singletons().not_implemented => "NotImplemented".into(),
        Payload::Int(number) if heap.type_of(object) == types::BOOL => match number {
            0 => "False".into(),
            _ => "True".into(),
        },
        Payload::Int(number) => number.to_string(),
        Payload::BigInt(number) => shortened(number.to_string(), 24),
        Payload::Float(number) => float(*number),
        Payload::Complex(parts) => format!("({}{:+}j)", float(parts.0), parts.1),
        Payload::Str(text) => quoted(&text.text),
        Payload::Bytes(bytes) => quoted_bytes(&bytes.data),
        Payload::ByteArray(bytes) => quoted_bytes(&bytes.data),
        Payload::Tuple(items) if items.is_empty() => "()".into(),
        Payload::Range(_) => "range".into(),
        Payload::Module(_) => "module".into(),
        Payload::Builtin(builtin) if builtin.receiver.is_none_or(|of| is_module(heap, of)) => {
            "built-in".into()
        }
        Payload::Type(class) if !class.flags.heap => class.name.to_string(),
        Payload::Code(code) => heap.str_text(code.name).to_string(),
        _ => return None,
    })
}

fn is_module(heap: &Heap, object: Obj) -> bool {
    matches!(heap.payload(object), Payload::Module(_))
}

/// Whether an object of that value is one of the kinds that a reader takes for a plain value.
pub(crate) fn is_atom(heap: &Heap, object: Obj) -> bool {
    value(heap, object).is_some()
}

/// A key in few words: its value, or values in parentheses for a tuple of such.
pub(crate) fn key(heap: &Heap, object: Obj) -> Option<String> {
    if let Some(value) = value(heap, object) {
        return Some(shortened(value, 18));
    }
    let Payload::Tuple(items) = heap.payload(object) else { return None };
    let parts: Option<Vec<String>> = items.iter().map(|&item| value(heap, item)).collect();
    let parts = parts?;
    let comma = if parts.len() == 1 { "," } else { "" };
    Some(shortened(format!("({}{comma})", parts.join(", ")), 18))
}

/// Cuts a text in its middle to at most so many characters.
pub(crate) fn shortened(text: String, most: usize) -> String {
    let length = text.chars().count();
    if length <= most {
        return text;
    }
    let (front, back) = ((most - 1).div_ceil(2), (most - 1) / 2);
    let start: String = text.chars().take(front).collect();
    let end: String = text.chars().skip(length - back).collect();
    format!("{start}…{end}")
}

fn float(number: f64) -> String {
    if number.is_nan() {
        return "nan".into();
    }
    if number.is_infinite() {
        return if number > 0.0 { "inf".into() } else { "-inf".into() };
    }
    let size = number.abs();
    if size != 0.0 && !(1e-4..1e16).contains(&size) {
        let text = format!("{number:e}");
        let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
        let (sign, exponent) = match exponent.strip_prefix('-') {
            Some(exponent) => ('-', exponent),
            None => ('+', exponent),
        };
        return format!("{digits}e{sign}{exponent:0>2}");
    }
    format!("{number:?}")
}

fn quoted(text: &str) -> String {
    let quote = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    let mut out = String::from(quote);
    for c in text.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\\' => out.push_str("\\\\"),
            c if c == quote => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_control() => out.push_str(&format!("\\x{:02x}", c as u32)),
            c => out.push(c),
        }
    }
    out.push(quote);
    shortened(out, 26)
}

fn quoted_bytes(bytes: &[u8]) -> String {
    let mut out = String::from("b'");
    for &byte in bytes.iter().take(32) {
        match byte {
            b'\n' => out.push_str("\\n"),
            b'\\' | b'\'' => {
                out.push('\\');
                out.push(byte as char);
            }
            b' '..=b'~' => out.push(byte as char),
            _ => out.push_str(&format!("\\x{byte:02x}")),
        }
    }
    out.push_str(if bytes.len() > 32 { "…'" } else { "'" });
    shortened(out, 26)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_as_python_writes_them() {
        let numbers = [1.0, 0.1, 1e16, 1.5e-7, -0.0, 123456789012345.0, f64::NAN];
        let texts = numbers.map(float);
        assert_eq!(texts, ["1.0", "0.1", "1e+16", "1.5e-07", "-0.0", "123456789012345.0", "nan"]);
    }

    #[test]
    fn texts_as_python_writes_them() {
        assert_eq!(quoted("it's"), "\"it's\"");
        assert_eq!(quoted("a\n'\""), "'a\\n\\'\"'");
        assert_eq!(quoted_bytes(b"a'\xff"), "b'a\\'\\xff'");
    }

    #[test]
    fn long_texts_are_cut_in_the_middle() {
        assert_eq!(shortened("abcdefghij".into(), 7), "abc…hij");
        assert_eq!(shortened("abc".into(), 3), "abc");
    }
}
