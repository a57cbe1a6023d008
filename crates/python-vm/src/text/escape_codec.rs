//! The codecs `unicode_escape` and `raw_unicode_escape`: Latin-1 with escape sequences.

use super::codecs::{Found, LONE_SURROGATE, NAMED_CHARACTER};

/// `text.encode('unicode_escape')`.
pub(super) fn encode(text: &str) -> Vec<u8> {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            ' '..='~' => out.push(c),
            _ => super::repr::push_escape(&mut out, c as u32),
        }
    }
    out.into_bytes()
}

/// `text.encode('raw_unicode_escape')`.
pub(super) fn encode_raw(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    for c in text.chars() {
        match c as u32 {
            code @ 0..=0xff => bytes.push(code as u8),
            code @ 0x100..=0xffff => bytes.extend(format!("\\u{code:04x}").into_bytes()),
            code => bytes.extend(format!("\\U{code:08x}").into_bytes()),
        }
    }
    bytes
}

/// One step of decoding `unicode_escape`.
pub(super) fn find(rest: &[u8], out: &mut String) -> Found {
    if rest[0] != b'\\' {
        out.push(rest[0] as char);
        return Found::Text(1);
    }
    let Some(&kind) = rest.get(1) else {
        return Found::Fault(1, "\\ at end of string");
    };
    let simple = match kind {
        b'\n' => return Found::Text(2),
        b'\\' | b'\'' | b'"' => kind,
        b'a' => 7,
        b'b' => 8,
        b't' => b'\t',
        b'n' => b'\n',
        b'v' => 11,
        b'f' => 12,
        b'r' => b'\r',
        b'0'..=b'7' => {
            let digits = rest[1..].iter().take(3).take_while(|byte| (b'0'..=b'7').contains(byte));
            let (count, code) = digits
                .fold((0, 0), |(count, code), byte| (count + 1, code * 8 + u32::from(byte - b'0')));
            out.extend(char::from_u32(code));
            return Found::Text(1 + count);
        }
        b'x' => return hexadecimal(rest, 2, "truncated \\xXX escape", out),
        b'u' => return hexadecimal(rest, 4, "truncated \\uXXXX escape", out),
        b'U' => return hexadecimal(rest, 8, "truncated \\UXXXXXXXX escape", out),
        b'N' => {
            let end = rest.iter().position(|&byte| byte == b'}');
            return match (rest.get(2), end) {
                (Some(b'{'), Some(end)) if end > 3 => Found::Fault(end + 1, NAMED_CHARACTER),
                (Some(b'{'), Some(_)) => Found::Fault(3, "malformed \\N character escape"),
                (Some(b'{'), None) => Found::Fault(rest.len(), "malformed \\N character escape"),
                _ => Found::Fault(2, "malformed \\N character escape"),
            };
        }
        // An unknown escape sequence stands for itself.
        _ => {
            out.push('\\');
            return Found::Text(1);
        }
    };
    out.push(simple as char);
    Found::Text(2)
}

/// One step of decoding `raw_unicode_escape`, after that many backslashes.
pub(super) fn find_raw(rest: &[u8], out: &mut String) -> Found {
    if rest[0] != b'\\' {
        out.push(rest[0] as char);
        return Found::Text(1);
    }
    // Only after an odd number of backslashes does an escape sequence follow.
    let slashes = rest.iter().take_while(|&&byte| byte == b'\\').count();
    let before = slashes - slashes % 2;
    if before > 0 {
        out.extend(std::iter::repeat_n('\\', before));
        return Found::Text(before);
    }
    match rest.get(1) {
        Some(b'u') => hexadecimal(rest, 4, "truncated \\uXXXX escape", out),
        Some(b'U') => hexadecimal(rest, 8, "truncated \\UXXXXXXXX escape", out),
        _ => {
            out.push('\\');
            Found::Text(1)
        }
    }
}

fn hexadecimal(rest: &[u8], wanted: usize, truncated: &'static str, out: &mut String) -> Found {
    let digits = rest[2..].iter().take(wanted).take_while(|byte| byte.is_ascii_hexdigit()).count();
    if digits < wanted {
        return Found::Fault(2 + digits, truncated);
    }
    let text = String::from_utf8_lossy(&rest[2..2 + wanted]);
    match u32::from_str_radix(&text, 16).map(|code| (code, char::from_u32(code))) {
        Ok((_, Some(c))) => {
            out.push(c);
            Found::Text(2 + wanted)
        }
        Ok((0xd800..=0xdfff, None)) => Found::Fault(2 + wanted, LONE_SURROGATE),
        _ => Found::Fault(2 + wanted, "illegal Unicode character"),
    }
}
