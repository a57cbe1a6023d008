//! The areas `case`, `split` and `bytes`.

use heap_model::release::Release;

use super::{Answer, Cells, raised, value};
use crate::machine::Indices;
use crate::text::bytes::{self, FromHexError};
use crate::text::case::{self, UnicodeVersion};
use crate::text::codecs::{self, Codec, CodecError, Handler};
use crate::text::split;

/// `property` holds of each character, and there is one.
fn all(text: &str, property: impl Fn(char) -> bool) -> bool {
    !text.is_empty() && text.chars().all(property)
}

type StrTest = fn(&str, UnicodeVersion) -> bool;
type StrMapping = fn(&str, UnicodeVersion) -> String;

const STR_TESTS: [(&str, StrTest); 11] = [
    ("isalpha", |text, unicode| all(text, |c| case::is_alpha(c, unicode))),
    ("isdecimal", |text, unicode| all(text, |c| case::is_decimal(c, unicode))),
    ("isdigit", |text, unicode| all(text, |c| case::is_digit(c, unicode))),
    ("isnumeric", |text, unicode| all(text, |c| case::is_numeric(c, unicode))),
    ("isalnum", |text, unicode| all(text, |c| case::is_alnum(c, unicode))),
    ("islower", case::is_lower_str),
    ("isupper", case::is_upper_str),
    ("istitle", case::is_title_str),
    ("isspace", |text, _| all(text, case::is_space)),
    ("isprintable", |text, unicode| text.chars().all(|c| case::is_printable(c, unicode))),
    ("isidentifier", case::is_identifier),
];

const STR_MAPPINGS: [(&str, StrMapping); 6] = [
    ("lower", case::lower),
    ("upper", case::upper),
    ("title", case::title),
    ("capitalize", case::capitalize),
    ("swapcase", case::swapcase),
    ("casefold", case::casefold),
];

/// A count and a fingerprint, as `whole_range` and `whole_mapping` of `areas.py` make them.
fn fingerprint(parts: impl Iterator<Item = Vec<u32>>) -> String {
    let (mut count, mut hash) = (0, 0xcbf2_9ce4_8422_2325_u64);
    for part in parts {
        count += 1;
        for code in part {
            hash = (hash ^ u64::from(code)).wrapping_mul(0x100_0000_01b3);
        }
    }
    format!("{count} {hash:016x}")
}

/// `CODES` of `areas.py`: all characters, but few of long blocks of like ones.
fn every_char() -> impl Iterator<Item = char> {
    let each = |start: char, end: char, step: usize| (start..end).step_by(step);
    each('\0', '\u{ac00}', 1)
        .chain(each('\u{ac00}', '\u{d7ff}', 16))
        .chain(each('\u{e000}', '\u{f900}', 16))
        .chain(each('\u{f900}', '\u{17000}', 1))
        .chain(each('\u{17000}', '\u{18d00}', 16))
        .chain(each('\u{18d00}', '\u{20000}', 1))
        .chain(each('\u{20000}', '\u{33480}', 16))
        .chain(each('\u{e0000}', '\u{e0200}', 1))
}

pub(super) fn case(call: &str, args: &Cells, release: &'static Release) -> Answer {
    let unicode = release.text.unicode;
    if let Some(name) = call.strip_prefix("all_") {
        if let Some((_, image)) = STR_MAPPINGS.iter().find(|(own, _)| *own == name) {
            let mut buffer = [0; 4];
            return value(fingerprint(every_char().filter_map(|c| {
                let image = image(c.encode_utf8(&mut buffer), unicode);
                let changed = !image.chars().eq([c]);
                changed.then(|| [c].into_iter().chain(image.chars()).map(u32::from).collect())
            })));
        }
        let mut buffer = [0; 5];
        let holds = STR_TESTS.iter().find(|(own, _)| *own == name).map(|(_, holds)| holds);
        return value(fingerprint(every_char().filter_map(|c| {
            let length = c.encode_utf8(&mut buffer[1..]).len();
            buffer[0] = b'a';
            let text = std::str::from_utf8(&buffer[..=length]).expect("an a and a character");
            let held = match holds {
                Some(holds) => holds(&text[1..], unicode),
                None => case::is_identifier(text, unicode),
            };
            held.then(|| vec![u32::from(c)])
        })));
    }
    let text = args.text(0);
    match call {
        "str_tests" => value(
            STR_TESTS
                .iter()
                .map(|(_, holds)| if holds(&text, unicode) { '1' } else { '0' })
                .collect::<String>(),
        ),
        "str_mappings" => rows(&STR_MAPPINGS.map(|(_, image)| image(&text, unicode))),
        _ => panic!("unknown call {call}"),
    }
}

fn rows<T: AsRef<str>>(parts: &[T]) -> Answer {
    value(parts.iter().map(AsRef::as_ref).collect::<Vec<_>>().join("\n"))
}

fn bound(args: &Cells, index: usize) -> Option<i64> {
    args.text(index).parse().ok()
}

fn position(found: Option<usize>) -> i64 {
    found.map_or(-1, |at| at as i64)
}

pub(super) fn split(call: &str, args: &Cells, _: &'static Release) -> Answer {
    let s = args.text(0);
    let sub = || args.text(1);
    let counted = |parts: Vec<&str>| value(format!("{}{}", parts.len(), parts.join("\n")));
    match call {
        "split" => rows(&split::split(&s, &sub(), args.i64(2)).expect("a separator")),
        "rsplit" => rows(&split::rsplit(&s, &sub(), args.i64(2)).expect("a separator")),
        "split_space" => counted(split::split_whitespace(&s, args.i64(1))),
        "rsplit_space" => counted(split::rsplit_whitespace(&s, args.i64(1))),
        "splitlines" => value(format!(
            "{}||{}",
            split::splitlines(&s, false).join("|"),
            split::splitlines(&s, true).join("|")
        )),
        "partition" => {
            let sub = sub();
            let ((a, b, c), (d, e, f)) = (split::partition(&s, &sub), split::rpartition(&s, &sub));
            value(format!("{}||{}", [a, b, c].join("\n"), [d, e, f].join("\n")))
        }
        "strip" => {
            let chars = sub();
            let chars = Some(&*chars);
            rows(&[split::strip(&s, chars), split::lstrip(&s, chars), split::rstrip(&s, chars)])
        }
        "strip_space" => {
            rows(&[split::strip(&s, None), split::lstrip(&s, None), split::rstrip(&s, None)])
        }
        "find" => {
            let (sub, start, end) = (sub(), bound(args, 2), bound(args, 3));
            value(format!(
                "{} {} {} {} {}",
                position(split::find(&s, &sub, start, end)),
                position(split::rfind(&s, &sub, start, end)),
                split::count(&s, &sub, start, end),
                u8::from(split::starts_with(&s, &sub, start, end)),
                u8::from(split::ends_with(&s, &sub, start, end)),
            ))
        }
        "replace" => value(split::replace(&s, &sub(), &args.text(2), args.i64(3))),
        "expandtabs" => value(split::expandtabs(&s, args.i64(1))),
        "fill" => {
            let width = usize::try_from(args.i64(1)).unwrap_or(0);
            let fill = args.text(2).chars().next().expect("a fill character");
            rows(&[
                split::center(&s, width, fill),
                split::ljust(&s, width, fill),
                split::rjust(&s, width, fill),
                split::zfill(&s, width),
            ])
        }
        "slice" => {
            let characters: Vec<char> = s.chars().collect();
            let indices = indices([1, 2, 3].map(|arg| bound(args, arg)), characters.len());
            value(indices.places().map(|place| characters[place]).collect::<String>())
        }
        "indices" => {
            let bounds = [0, 1, 2].map(|arg| bound(args, arg));
            let indices = indices(bounds, args.i64(3) as usize);
            let Indices { start, stop, step, length } = indices;
            value(format!("{start} {stop} {step} {length}"))
        }
        _ => panic!("unknown call {call}"),
    }
}

/// A slice with these bounds, fitted to a length; a missing bound is what a slice's `None` is.
fn indices([start, stop, step]: [Option<i64>; 3], length: usize) -> Indices {
    let step = step.unwrap_or(1) as isize;
    let (first, last) = if step < 0 { (isize::MAX, isize::MIN) } else { (0, isize::MAX) };
    let bound = |given: Option<i64>, default| given.map_or(default, |bound| bound as isize);
    Indices::of((bound(start, first), bound(stop, last), step), length)
}

fn hex(bytes: &[u8]) -> String {
    if bytes.is_empty() { ".".into() } else { bytes::hex(bytes, None, 1) }
}

fn hexes<T: AsRef<[u8]>>(parts: &[T]) -> String {
    parts.iter().map(|part| hex(part.as_ref())).collect::<Vec<_>>().join(" ")
}

pub(super) fn bytes(call: &str, args: &Cells, release: &'static Release) -> Answer {
    let s = || args.bytes(0);
    let sub = || args.bytes(1);
    value(match call {
        "encode" => {
            let (text, codec, handler) = (args.text(0), codec(args), handler(args));
            match codecs::encode(&text, codec, handler) {
                Ok(bytes) => bytes::hex(&bytes, None, 1),
                Err(error) => {
                    let message = encode_message(&error, &text);
                    format!(
                        "{} {} {} {}|{message}",
                        error.encoding, error.start, error.end, error.reason
                    )
                }
            }
        }
        "decode" => {
            let (bytes, codec, handler) = (s(), codec(args), handler(args));
            match codecs::decode(&bytes, codec, handler) {
                Ok(text) => text,
                Err(error) => {
                    let message = decode_message(&error, &bytes);
                    format!(
                        "{} {} {} {}|{message}",
                        error.encoding, error.start, error.end, error.reason
                    )
                }
            }
        }
        "b_split" => {
            let (s, sub) = (s(), sub());
            let both = (bytes::split(&s, &sub, args.i64(2)), bytes::rsplit(&s, &sub, args.i64(2)));
            format!(
                "{}|{}",
                hexes(&both.0.expect("a separator")),
                hexes(&both.1.expect("a separator"))
            )
        }
        "b_split_space" => {
            let s = s();
            let n = args.i64(1);
            format!(
                "{}|{}",
                hexes(&bytes::split_whitespace(&s, n)),
                hexes(&bytes::rsplit_whitespace(&s, n))
            )
        }
        "b_splitlines" => {
            let s = s();
            format!(
                "{}|{}",
                hexes(&bytes::splitlines(&s, false)),
                hexes(&bytes::splitlines(&s, true))
            )
        }
        "b_strip" | "b_strip_space" => {
            let s = s();
            let chars = (call == "b_strip").then(sub);
            let chars = chars.as_deref();
            hexes(&[bytes::strip(&s, chars), bytes::lstrip(&s, chars), bytes::rstrip(&s, chars)])
        }
        "b_find" => {
            let (s, sub, start, end) = (s(), sub(), bound(args, 2), bound(args, 3));
            format!(
                "{} {} {} {} {}",
                position(bytes::find(&s, &sub, start, end)),
                position(bytes::rfind(&s, &sub, start, end)),
                bytes::count(&s, &sub, start, end),
                u8::from(bytes::starts_with(&s, &sub, start, end)),
                u8::from(bytes::ends_with(&s, &sub, start, end)),
            )
        }
        "b_replace" => hex(&bytes::replace(&s(), &sub(), &args.bytes(2), args.i64(3))),
        "b_expandtabs" => hex(&bytes::expandtabs(&s(), args.i64(1))),
        "b_fill" => {
            let (s, width) = (s(), args.i64(1) as usize);
            hexes(&[
                bytes::center(&s, width, b'*'),
                bytes::ljust(&s, width, b'*'),
                bytes::rjust(&s, width, b'*'),
                bytes::zfill(&s, width),
            ])
        }
        "b_case" => {
            let s = s();
            let tests =
                [bytes::is_title(&s), bytes::is_upper(&s), bytes::is_lower(&s)].map(u8::from);
            let mapped = hexes(&[bytes::title(&s), bytes::capitalize(&s), bytes::swapcase(&s)]);
            format!("{mapped} {}{}{}", tests[0], tests[1], tests[2])
        }
        "b_hex" => bytes::hex(&s(), args.text(1).chars().next(), args.i64(2)),
        "b_fromhex" => match bytes::from_hex(&args.text(0)) {
            Ok(bytes) => bytes::hex(&bytes, None, 1),
            Err(FromHexError::Odd(_)) if release.text.fromhex_names_odd => {
                return raised(
                    "ValueError",
                    "fromhex() arg must contain an even number of hexadecimal digits",
                );
            }
            Err(FromHexError::Odd(at) | FromHexError::NotHex(at)) => {
                let message =
                    format!("non-hexadecimal number found in fromhex() arg at position {at}");
                return raised("ValueError", message);
            }
        },
        "b_translate" => {
            let mut table = [0; 256];
            (0..256).for_each(|index| table[index] = (index + 1) as u8);
            hexes(&[
                bytes::translate(&s(), Some(&table), &sub()),
                bytes::translate(&s(), None, &sub()),
            ])
        }
        _ => panic!("unknown call {call}"),
    })
}

fn codec(args: &Cells) -> Codec {
    Codec::named(&args.text(1)).expect("a codec")
}

fn handler(args: &Cells) -> Handler {
    Handler::named(&args.text(2)).expect("a handler")
}

/// `str()` of a `UnicodeDecodeError` about `object`.
fn decode_message(error: &CodecError, object: &[u8]) -> String {
    let CodecError { encoding, start, end, reason } = error;
    match object.get(*start) {
        Some(byte) if end - start == 1 => {
            format!(
                "'{encoding}' codec can't decode byte 0x{byte:02x} in position {start}: {reason}"
            )
        }
        _ => format!(
            "'{encoding}' codec can't decode bytes in position {start}-{}: {reason}",
            end - 1
        ),
    }
}

/// `str()` of a `UnicodeEncodeError` about `object`.
fn encode_message(error: &CodecError, object: &str) -> String {
    let CodecError { encoding, start, end, reason } = error;
    match object.chars().nth(*start) {
        Some(c) if end - start == 1 => {
            let shown = match c as u32 {
                code @ ..=0xff => format!("\\x{code:02x}"),
                code @ ..=0xffff => format!("\\u{code:04x}"),
                code => format!("\\U{code:08x}"),
            };
            format!(
                "'{encoding}' codec can't encode character '{shown}' in position {start}: {reason}"
            )
        }
        _ => format!(
            "'{encoding}' codec can't encode characters in position {start}-{}: {reason}",
            end - 1
        ),
    }
}
