//! `str.encode` and `bytes.decode`: the codecs that programs name, with their error handlers.
//!
//! A Rust string has no lone surrogates, so the handlers that make or take them
//! (`surrogateescape`, `surrogatepass`) are not here, and encoding as UTF-8 cannot fail.

use super::escape_codec;
use super::repr::push_escape;

/// An encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Codec {
    /// UTF-8; `signed` writes and drops a byte order mark (`utf-8-sig`).
    Utf8 { signed: bool },
    /// 7 bits.
    Ascii,
    /// The first 256 code points.
    Latin1,
    /// Two bytes and pairs of two; without an order a byte order mark tells it.
    Utf16(Option<Order>),
    /// Four bytes.
    Utf32(Option<Order>),
    /// ASCII with escape sequences for the rest.
    UnicodeEscape,
    /// Latin-1 with `\u` and `\U` for the rest.
    RawUnicodeEscape,
}

/// Which end of a unit is the most significant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    /// Big-endian.
    Big,
    /// Little-endian, also where nothing tells.
    Little,
}

impl Codec {
    /// The codec of that name or alias; `None` is `LookupError: unknown encoding: NAME` (or a codec
    /// that Python has and this model has not).
    pub(crate) fn named(name: &str) -> Option<Codec> {
        let name = name.to_ascii_lowercase().replace(['-', ' ', '.'], "_");
        Some(match name.as_str() {
            "utf_8" | "utf8" | "u8" | "utf" | "cp65001" | "utf8_ucs2" | "utf8_ucs4" => {
                Codec::Utf8 { signed: false }
            }
            "utf_8_sig" => Codec::Utf8 { signed: true },
            "ascii" | "us_ascii" | "646" | "ansi_x3_4_1968" | "iso646_us" | "us" | "cp367"
            | "ibm367" | "iso_646_irv_1991" => Codec::Ascii,
            "latin_1" | "latin1" | "latin" | "l1" | "iso_8859_1" | "iso8859_1" | "iso8859"
            | "8859" | "cp819" | "ibm819" => Codec::Latin1,
            "utf_16" | "utf16" | "u16" => Codec::Utf16(None),
            "utf_16_le" | "utf_16le" | "unicodelittleunmarked" => Codec::Utf16(Some(Order::Little)),
            "utf_16_be" | "utf_16be" | "unicodebigunmarked" => Codec::Utf16(Some(Order::Big)),
            "utf_32" | "utf32" | "u32" => Codec::Utf32(None),
            "utf_32_le" | "utf_32le" => Codec::Utf32(Some(Order::Little)),
            "unicode_escape" | "unicodeescape" => Codec::UnicodeEscape,
            "raw_unicode_escape" | "rawunicodeescape" => Codec::RawUnicodeEscape,
            "utf_32_be" | "utf_32be" => Codec::Utf32(Some(Order::Big)),
            _ => return None,
        })
    }
}

/// The reason of a fault that is none in CPython: the text would have a lone surrogate.
pub(crate) const LONE_SURROGATE: &str = "lone surrogate";
/// The reason of a fault that is none in CPython: a character given by its name.
pub(crate) const NAMED_CHARACTER: &str = "character name";

/// Whether CPython has a codec of that name that the model lacks; and if so, whether it converts
/// text at all.
pub(crate) fn lacking(name: &str) -> Option<bool> {
    let name = name.to_ascii_lowercase().replace(['-', ' ', '.'], "_");
    let other = ["rot13", "rot_13", "base64", "base_64", "hex", "hex_codec", "base64_codec", "bz2"]
        .contains(&name.as_str())
        || matches!(name.as_str(), "zip" | "zlib" | "uu" | "quopri" | "bz2_codec" | "zlib_codec");
    if other {
        return Some(false);
    }
    let families =
        ["cp", "iso8859", "iso_8859", "mac_", "koi8", "euc", "shift", "big5", "gb", "hz", "utf_7"];
    let text = families.iter().any(|family| name.starts_with(family))
        || name.starts_with("windows_")
        || matches!(name.as_str(), "idna" | "punycode" | "utf7" | "sjis" | "charmap");
    text.then_some(true)
}

/// What becomes of what cannot be converted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Handler {
    /// An exception.
    Strict,
    /// Nothing.
    Ignore,
    /// U+FFFD, or `?` when encoding.
    Replace,
    /// `\xff`
    BackslashReplace,
    /// `&#233;`, when encoding only.
    XmlCharRefReplace,
}

impl Handler {
    /// The handler of that name; `None` is `LookupError: unknown error handler name 'NAME'`.
    pub(crate) fn named(name: &str) -> Option<Handler> {
        Some(match name {
            "strict" => Handler::Strict,
            "ignore" => Handler::Ignore,
            "replace" => Handler::Replace,
            "backslashreplace" => Handler::BackslashReplace,
            "xmlcharrefreplace" => Handler::XmlCharRefReplace,
            _ => return None,
        })
    }
}

/// A `UnicodeDecodeError` or `UnicodeEncodeError`: its attributes but `object`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CodecError {
    /// The codec's own name for itself.
    pub(crate) encoding: &'static str,
    /// The first byte, or character, at fault.
    pub(crate) start: usize,
    /// Behind the last.
    pub(crate) end: usize,
    /// What is wrong.
    pub(crate) reason: &'static str,
}

impl CodecError {}

/// `text.encode(codec, handler)`.
pub(crate) fn encode(text: &str, codec: Codec, handler: Handler) -> Result<Vec<u8>, CodecError> {
    Ok(match codec {
        Codec::Utf8 { signed } => {
            let mark = if signed { "\u{feff}" } else { "" };
            [mark, text].concat().into_bytes()
        }
        Codec::Ascii => {
            return encode_narrow(text, 0x80, "ascii", "ordinal not in range(128)", handler);
        }
        Codec::Latin1 => {
            return encode_narrow(text, 0x100, "latin-1", "ordinal not in range(256)", handler);
        }
        Codec::UnicodeEscape => escape_codec::encode(text),
        Codec::RawUnicodeEscape => escape_codec::encode_raw(text),
        Codec::Utf16(order) => {
            let mark = order.is_none().then_some(0xfeff);
            let units = mark.into_iter().chain(text.encode_utf16());
            match order {
                Some(Order::Big) => units.flat_map(u16::to_be_bytes).collect(),
                _ => units.flat_map(u16::to_le_bytes).collect(),
            }
        }
        Codec::Utf32(order) => {
            let mark = order.is_none().then_some(0xfeff);
            let units = mark.into_iter().chain(text.chars().map(|c| c as u32));
            match order {
                Some(Order::Big) => units.flat_map(u32::to_be_bytes).collect(),
                _ => units.flat_map(u32::to_le_bytes).collect(),
            }
        }
    })
}

fn encode_narrow(
    text: &str,
    limit: u32,
    encoding: &'static str,
    reason: &'static str,
    handler: Handler,
) -> Result<Vec<u8>, CodecError> {
    let fits = |c: char| (c as u32) < limit;
    let mut out = String::new();
    let mut bytes = Vec::with_capacity(text.len());
    for (index, c) in text.chars().enumerate() {
        if fits(c) {
            bytes.push(c as u8);
            continue;
        }
        out.clear();
        match handler {
            Handler::Strict => {
                let run = text.chars().skip(index).take_while(|&c| !fits(c)).count();
                return Err(CodecError { encoding, start: index, end: index + run, reason });
            }
            Handler::Ignore => {}
            Handler::Replace => out.push('?'),
            Handler::BackslashReplace => push_escape(&mut out, c as u32),
            Handler::XmlCharRefReplace => out = format!("&#{};", c as u32),
        }
        bytes.extend_from_slice(out.as_bytes());
    }
    Ok(bytes)
}

/// What a decoder finds at a position.
pub(super) enum Found {
    /// A character, or several, and how many bytes they take.
    Text(usize),
    /// So many bytes that cannot be decoded, and why.
    Fault(usize, &'static str),
}

/// `bytes.decode(codec, handler)`.
///
/// `xmlcharrefreplace` is only for encoding: where it would be used, it is the caller's
/// `TypeError: don't know how to handle UnicodeDecodeError in error callback`, and here as strict.
pub(crate) fn decode(bytes: &[u8], codec: Codec, handler: Handler) -> Result<String, CodecError> {
    match codec {
        Codec::Utf8 { signed } => {
            let marked = signed && bytes.starts_with(b"\xef\xbb\xbf");
            decode_with(bytes, if marked { 3 } else { 0 }, "utf-8", handler, find_utf8)
        }
        Codec::Ascii => decode_with(bytes, 0, "ascii", handler, |rest, out| match rest[0] {
            0..=0x7f => {
                let run = rest.iter().take_while(|byte| byte.is_ascii()).count();
                out.extend(rest[..run].iter().map(|&byte| byte as char));
                Found::Text(run)
            }
            _ => Found::Fault(1, "ordinal not in range(128)"),
        }),
        Codec::UnicodeEscape => decode_with(bytes, 0, "unicodeescape", handler, escape_codec::find),
        Codec::RawUnicodeEscape => {
            decode_with(bytes, 0, "rawunicodeescape", handler, escape_codec::find_raw)
        }
        Codec::Latin1 => Ok(bytes.iter().map(|&byte| byte as char).collect()),
        Codec::Utf16(order) => {
            let (order, start) = order.map_or_else(
                || marked_order(bytes, &[0xff, 0xfe], &[0xfe, 0xff]),
                |order| (order, 0),
            );
            let name = if order == Order::Big { "utf-16-be" } else { "utf-16-le" };
            decode_with(bytes, start, name, handler, |rest, out| find_utf16(rest, order, out))
        }
        Codec::Utf32(order) => {
            let marks: [&[u8]; 2] = [&[0xff, 0xfe, 0, 0], &[0, 0, 0xfe, 0xff]];
            let (order, start) =
                order.map_or_else(|| marked_order(bytes, marks[0], marks[1]), |order| (order, 0));
            let name = if order == Order::Big { "utf-32-be" } else { "utf-32-le" };
            decode_with(bytes, start, name, handler, |rest, out| find_utf32(rest, order, out))
        }
    }
}

fn marked_order(bytes: &[u8], little: &[u8], big: &[u8]) -> (Order, usize) {
    if bytes.starts_with(little) {
        (Order::Little, little.len())
    } else if bytes.starts_with(big) {
        (Order::Big, big.len())
    } else {
        (Order::Little, 0)
    }
}

fn decode_with(
    bytes: &[u8],
    start: usize,
    encoding: &'static str,
    handler: Handler,
    find: impl Fn(&[u8], &mut String) -> Found,
) -> Result<String, CodecError> {
    let mut out = String::with_capacity(bytes.len());
    let mut at = start;
    while at < bytes.len() {
        match find(&bytes[at..], &mut out) {
            Found::Text(length) => at += length,
            Found::Fault(length, reason) => {
                let end = at + length;
                if [LONE_SURROGATE, NAMED_CHARACTER].contains(&reason) {
                    return Err(CodecError { encoding, start: at, end, reason });
                }
                match handler {
                    Handler::Strict | Handler::XmlCharRefReplace => {
                        return Err(CodecError { encoding, start: at, end, reason });
                    }
                    Handler::Ignore => {}
                    Handler::Replace => out.push(char::REPLACEMENT_CHARACTER),
                    Handler::BackslashReplace => {
                        bytes[at..end]
                            .iter()
                            .for_each(|&byte| push_escape(&mut out, u32::from(byte)));
                    }
                }
                at = end;
            }
        }
    }
    Ok(out)
}

fn find_utf8(rest: &[u8], out: &mut String) -> Found {
    let Err(error) = std::str::from_utf8(rest).map(|text| out.push_str(text)) else {
        return Found::Text(rest.len());
    };
    let (valid, fault) = rest.split_at(error.valid_up_to());
    if !valid.is_empty() {
        out.push_str(&String::from_utf8_lossy(valid));
        return Found::Text(valid.len());
    }
    // Rust and CPython agree on how many bytes are at fault: as many as could begin a character.
    match error.error_len() {
        None => Found::Fault(fault.len(), "unexpected end of data"),
        Some(length) if matches!(fault[0], 0xc2..=0xf4) => {
            Found::Fault(length, "invalid continuation byte")
        }
        Some(length) => Found::Fault(length, "invalid start byte"),
    }
}

fn find_utf16(rest: &[u8], order: Order, out: &mut String) -> Found {
    let unit = |at: usize| match (rest.get(at..at + 2), order) {
        (Some(&[first, second]), Order::Little) => Some(u16::from_le_bytes([first, second])),
        (Some(&[first, second]), Order::Big) => Some(u16::from_be_bytes([first, second])),
        _ => None,
    };
    let Some(first) = unit(0) else {
        return Found::Fault(rest.len(), "truncated data");
    };
    if !(0xd800..0xe000).contains(&first) {
        out.extend(char::from_u32(u32::from(first)));
        return Found::Text(2);
    }
    if first >= 0xdc00 {
        return Found::Fault(2, "illegal encoding");
    }
    let Some(second) = unit(2) else {
        return Found::Fault(rest.len(), "unexpected end of data");
    };
    if !(0xdc00..0xe000).contains(&second) {
        return Found::Fault(2, "illegal UTF-16 surrogate");
    }
    out.extend(char::decode_utf16([first, second]).flatten());
    Found::Text(4)
}

fn find_utf32(rest: &[u8], order: Order, out: &mut String) -> Found {
    let Some(unit) = rest.first_chunk::<4>() else {
        return Found::Fault(rest.len(), "truncated data");
    };
    let code =
        if order == Order::Big { u32::from_be_bytes(*unit) } else { u32::from_le_bytes(*unit) };
    match char::from_u32(code) {
        Some(c) => {
            out.push(c);
            Found::Text(4)
        }
        None if code < 0x11_0000 => {
            Found::Fault(4, "code point in surrogate code point range(0xd800, 0xe000)")
        }
        None => Found::Fault(4, "code point not in range(0x110000)"),
    }
}
