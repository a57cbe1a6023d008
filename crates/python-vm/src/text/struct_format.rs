//! Formats of the `struct` module: layouts of C values, packed and unpacked.
//!
//! Errors are a `struct.error` with this text unless they say otherwise. The native sizes and
//! alignments are those of 64-bit Linux.

use num_bigint::BigInt;
use num_traits::{One, Signed};

use super::int::{self, ByteOrder};

/// A parsed format.
#[derive(Clone, Debug)]
pub(crate) struct Format {
    order: ByteOrder,
    items: Vec<Item>,
    /// `struct.calcsize`: in bytes.
    pub(crate) size: usize,
}

/// So many values of one kind, from one offset on.
#[derive(Clone, Copy, Debug)]
struct Item {
    code: u8,
    count: usize,
    offset: usize,
    /// Of one value.
    size: usize,
}

impl Item {
    /// How many Python values it stands for.
    fn values(&self) -> usize {
        match self.code {
            b'x' => 0,
            b's' | b'p' => 1,
            _ => self.count,
        }
    }
}

/// A value that is packed or unpacked.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    /// An int, or what `__index__` gives.
    Int(BigInt),
    /// A float, or what `__float__` gives.
    Float(f64),
    /// Bytes.
    Bytes(Vec<u8>),
    /// For `?`: the truth of any object.
    Bool(bool),
    /// Anything else.
    Other,
}

/// Why values cannot be packed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PackError {
    /// `struct.error` with that message.
    Struct(String),
    /// `OverflowError` with that message.
    Overflow(String),
}

fn struct_error(message: impl Into<String>) -> PackError {
    PackError::Struct(message.into())
}

/// Size of a value, in bytes, and whether standard formats have it too; native alignment is the
/// size, but for `s` and `p`.
fn size_of(code: u8, native: bool) -> Option<usize> {
    Some(match code {
        b'x' | b'c' | b'b' | b'B' | b'?' | b's' | b'p' => 1,
        b'h' | b'H' | b'e' => 2,
        b'i' | b'I' | b'f' => 4,
        b'l' | b'L' => 4 + if native { 4 } else { 0 },
        b'q' | b'Q' | b'd' => 8,
        b'n' | b'N' | b'P' if native => 8,
        _ => return None,
    })
}

/// Reads a format; the error is the message of a `struct.error`.
pub(crate) fn parse(format: &str) -> Result<Format, &'static str> {
    let (native, order, rest) = match format.as_bytes() {
        [b'@', rest @ ..] => (true, ByteOrder::Little, rest),
        [b'=' | b'<', rest @ ..] => (false, ByteOrder::Little, rest),
        [b'>' | b'!', rest @ ..] => (false, ByteOrder::Big, rest),
        rest => (true, ByteOrder::Little, rest),
    };
    let too_long = "total struct size too long";
    let mut parsed = Format { order, items: vec![], size: 0 };
    let mut bytes = rest.iter();
    while let Some(&byte) = bytes.next() {
        if matches!(byte, b'\t'..=b'\r' | b' ') {
            continue;
        }
        let mut code = byte;
        let mut count: Option<usize> = None;
        while code.is_ascii_digit() {
            let tens = count.unwrap_or(0).checked_mul(10).ok_or(too_long)?;
            count = Some(tens.checked_add(usize::from(code - b'0')).ok_or(too_long)?);
            code = *bytes.next().ok_or("repeat count given without format specifier")?;
        }
        let count = count.unwrap_or(1);
        let size = size_of(code, native).ok_or("bad char in struct format")?;
        if native {
            parsed.size = parsed.size.checked_next_multiple_of(size).ok_or(too_long)?;
        }
        let offset = parsed.size;
        let all = size.checked_mul(count).and_then(|all| all.checked_add(offset));
        parsed.size = all.filter(|&all| i64::try_from(all).is_ok()).ok_or(too_long)?;
        if count > 0 || matches!(code, b's' | b'p') {
            parsed.items.push(Item { code, count, offset, size });
        }
    }
    Ok(parsed)
}

impl Format {
    /// How many values it packs or unpacks.
    pub(crate) fn values(&self) -> usize {
        self.items.iter().map(Item::values).sum()
    }

    /// The code of each value.
    pub(crate) fn codes(&self) -> impl Iterator<Item = u8> + '_ {
        self.items.iter().flat_map(|item| std::iter::repeat_n(item.code, item.values()))
    }

    /// `struct.pack`: as many bytes as [`size`](Format::size) says.
    ///
    /// That a value is out of range is said as from 3.12; 3.11 has other words for it.
    pub(crate) fn pack(&self, values: &[Value]) -> Result<Vec<u8>, PackError> {
        let expected = self.values();
        if values.len() != expected {
            let message =
                format!("pack expected {expected} items for packing (got {})", values.len());
            return Err(struct_error(message));
        }
        let mut out = vec![0; self.size];
        let mut values = values.iter();
        for item in &self.items {
            let Item { code, count, offset, size } = *item;
            match code {
                b'x' => {}
                b's' | b'p' => {
                    let field = &mut out[offset..offset + count];
                    pack_text(code, field, values.next().unwrap_or(&Value::Other))?;
                }
                _ => {
                    for (index, value) in values.by_ref().take(count).enumerate() {
                        let start = offset + index * size;
                        self.pack_value(code, &mut out[start..start + size], value)?;
                    }
                }
            }
        }
        Ok(out)
    }

    fn pack_value(&self, code: u8, field: &mut [u8], value: &Value) -> Result<(), PackError> {
        match code {
            b'c' => match value {
                Value::Bytes(bytes) if bytes.len() == 1 => field[0] = bytes[0],
                _ => return Err(struct_error("char format requires a bytes object of length 1")),
            },
            b'?' => field[0] = u8::from(*value == Value::Bool(true)),
            b'e' | b'f' | b'd' => {
                let x = match value {
                    Value::Float(x) => *x,
                    Value::Int(n) => int::to_f64(n).ok_or_else(|| {
                        PackError::Overflow("int too large to convert to float".into())
                    })?,
                    _ => return Err(struct_error("required argument is not a float")),
                };
                self.pack_float(code, field, x)?;
            }
            _ => {
                let Value::Int(n) = value else {
                    return Err(struct_error("required argument is not an integer"));
                };
                self.pack_int(code, field, n)?;
            }
        }
        Ok(())
    }

    fn pack_int(&self, code: u8, field: &mut [u8], n: &BigInt) -> Result<(), PackError> {
        let bits = field.len() * 8;
        // A pointer takes negative numbers too.
        let signed = code.is_ascii_lowercase() || (code == b'P' && n.is_negative());
        match int::to_bytes(n, field.len(), self.order, signed) {
            Ok(bytes) => field.copy_from_slice(&bytes),
            Err(_) if code == b'P' => return Err(struct_error("int too large to convert")),
            Err(_) => {
                let one = BigInt::one();
                let (least, most) = match signed {
                    true => (-(&one << (bits - 1)), (&one << (bits - 1)) - 1),
                    false => (BigInt::ZERO, (&one << bits) - 1),
                };
                let code = code as char;
                let message = format!("'{code}' format requires {least} <= number <= {most}");
                return Err(struct_error(message));
            }
        }
        Ok(())
    }

    fn pack_float(&self, code: u8, field: &mut [u8], x: f64) -> Result<(), PackError> {
        let too_large =
            || PackError::Overflow(format!("float too large to pack with {} format", code as char));
        let mut bytes = match code {
            b'd' => x.to_le_bytes().to_vec(),
            b'f' => {
                let narrow = x as f32;
                if narrow.is_infinite() && x.is_finite() {
                    return Err(too_large());
                }
                narrow.to_le_bytes().to_vec()
            }
            _ => half_from(x).ok_or_else(too_large)?.to_le_bytes().to_vec(),
        };
        if self.order == ByteOrder::Big {
            bytes.reverse();
        }
        field.copy_from_slice(&bytes);
        Ok(())
    }

    /// `struct.unpack`; `None` if there are not [`size`](Format::size) bytes, which is
    /// `struct.error: unpack requires a buffer of SIZE bytes`.
    pub(crate) fn unpack(&self, bytes: &[u8]) -> Option<Vec<Value>> {
        if bytes.len() != self.size {
            return None;
        }
        let mut values = Vec::with_capacity(self.values());
        for item in &self.items {
            let Item { code, count, offset, size } = *item;
            match code {
                b'x' => {}
                b's' => values.push(Value::Bytes(bytes[offset..offset + count].to_vec())),
                b'p' => {
                    let field = &bytes[offset..offset + count];
                    let text = field.split_first().map_or(&[][..], |(&length, text)| {
                        &text[..usize::from(length).min(text.len())]
                    });
                    values.push(Value::Bytes(text.to_vec()));
                }
                _ => {
                    let fields = bytes[offset..offset + count * size].chunks_exact(size);
                    values.extend(fields.map(|field| self.unpack_value(code, field)));
                }
            }
        }
        Some(values)
    }

    fn unpack_value(&self, code: u8, field: &[u8]) -> Value {
        let unsigned = || int::from_bytes(field, self.order, false);
        let bits = || u64::try_from(unsigned()).unwrap_or_default();
        match code {
            b'c' => Value::Bytes(field.to_vec()),
            b'?' => Value::Bool(field[0] != 0),
            b'd' => Value::Float(f64::from_bits(bits())),
            b'f' => Value::Float(f64::from(f32::from_bits(bits() as u32))),
            b'e' => Value::Float(half_to(bits() as u16)),
            _ => Value::Int(int::from_bytes(field, self.order, code.is_ascii_lowercase())),
        }
    }
}

/// `s` is cut or filled with zeros; `p` has its length, at most 255, before it.
fn pack_text(code: u8, field: &mut [u8], value: &Value) -> Result<(), PackError> {
    let Value::Bytes(text) = value else {
        return Err(struct_error(format!(
            "argument for '{}' must be a bytes object",
            code as char
        )));
    };
    let Some(room) = (if code == b'p' { field.len().checked_sub(1) } else { Some(field.len()) })
    else {
        return Ok(());
    };
    let length = text.len().min(room);
    let start = field.len() - room;
    field[start..start + length].copy_from_slice(&text[..length]);
    if code == b'p' {
        field[0] = length.min(255) as u8;
    }
    Ok(())
}

/// The nearest half-precision float, halves to even; `None` if there is none.
fn half_from(x: f64) -> Option<u16> {
    let sign = if x.is_sign_negative() { 0x8000 } else { 0 };
    if x.is_nan() {
        return Some(sign | 0x7e00);
    }
    if x.is_infinite() {
        return Some(sign | 0x7c00);
    }
    let magnitude = x.abs();
    // In units of the last place: 2^-24 for subnormals, else 2^-10 of the leading bit.
    let exponent = (magnitude.to_bits() >> 52) as i32 - 1023;
    let place = exponent.max(-14) - 10;
    let units = (magnitude * 2f64.powi(-place)).round_ties_even() as u32;
    // Rounding up to the next power of two carries into the exponent by itself.
    let half = (((place + 24) as u32) << 10) + units;
    (half < 0x7c00).then_some(sign | half as u16)
}

fn half_to(half: u16) -> f64 {
    let fraction = f64::from(half & 0x3ff);
    let magnitude = match half >> 10 & 0x1f {
        0 => fraction * 2f64.powi(-24),
        31 if fraction == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        exponent => (1024.0 + fraction) * 2f64.powi(i32::from(exponent) - 25),
    };
    if half & 0x8000 != 0 { -magnitude } else { magnitude }
}
