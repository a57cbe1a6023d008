//! The items of an array, and of a memory view: numbers as bytes.

use heap_model::{Obj, Payload, Runtime};
use num_traits::ToPrimitive;

use crate::machine::{Machine, Raise, Result};

/// What an array's items are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A whole number.
    Signed,
    /// One that is not negative.
    Unsigned,
    /// A floating-point number.
    Float,
    /// A character.
    Character,
}

/// A type code: its letter, kind, bytes of an item, and the item's name in errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    /// The letter.
    pub letter: char,
    /// What an item is.
    pub kind: Kind,
    /// Bytes of an item.
    pub bytes: usize,
    words: &'static str,
}

/// All type codes.
pub const CODES: [Code; 14] = [
    code('b', Kind::Signed, 1, "signed char"),
    code('B', Kind::Unsigned, 1, "unsigned byte integer"),
    code('h', Kind::Signed, 2, "signed short integer"),
    code('H', Kind::Unsigned, 2, "unsigned short"),
    code('i', Kind::Signed, 4, "signed integer"),
    code('I', Kind::Unsigned, 4, "unsigned int"),
    code('l', Kind::Signed, 8, "signed integer"),
    code('L', Kind::Unsigned, 8, "unsigned long"),
    code('q', Kind::Signed, 8, "signed integer"),
    code('Q', Kind::Unsigned, 8, "unsigned long long"),
    code('f', Kind::Float, 4, "float"),
    code('d', Kind::Float, 8, "float"),
    code('u', Kind::Character, 4, ""),
    code('w', Kind::Character, 4, ""),
];

const fn code(letter: char, kind: Kind, bytes: usize, words: &'static str) -> Code {
    Code { letter, kind, bytes, words }
}

/// An item as an object.
pub fn load(vm: &mut Machine, code: Code, bytes: &[u8]) -> Obj {
    let mut wide = [0u8; 8];
    wide[..bytes.len()].copy_from_slice(bytes);
    let value = u64::from_le_bytes(wide);
    let unused = 64 - 8 * bytes.len() as u32;
    match code.kind {
        Kind::Signed => vm.heap.new_int((value << unused) as i64 >> unused),
        Kind::Unsigned => match i64::try_from(value) {
            Ok(value) => vm.heap.new_int(value),
            Err(_) => vm.heap.new_bigint(value.into()),
        },
        Kind::Float if bytes.len() == 4 => {
            vm.heap.new_float(f64::from(f32::from_bits(value as u32)))
        }
        Kind::Float => vm.heap.new_float(f64::from_bits(value)),
        Kind::Character => vm
            .heap
            .new_character(char::from_u32(value as u32).unwrap_or(char::REPLACEMENT_CHARACTER)),
    }
}

/// An object as an item.
pub fn store(vm: &mut Machine, code: Code, value: Obj) -> Result<Vec<u8>> {
    if code.kind == Kind::Float {
        let value = vm.as_float(value)?;
        return Ok(if code.bytes == 4 {
            (value as f32).to_le_bytes().to_vec()
        } else {
            value.to_le_bytes().to_vec()
        });
    }
    if code.kind == Kind::Character {
        let single = match vm.heap.payload(value) {
            Payload::Str(text) => {
                let mut letters = text.text.chars();
                letters.next().filter(|_| letters.next().is_none())
            }
            _ => None,
        };
        return match single {
            Some(letter) => Ok(u32::from(letter).to_le_bytes().to_vec()),
            None => Err(not_a_character(vm, value)),
        };
    }
    let number = vm.index(value)?;
    let wide = match vm.heap.payload(number) {
        &Payload::Int(value) => Some(i128::from(value)),
        Payload::BigInt(value) => value.to_i128(),
        _ => None,
    };
    let negative = match vm.heap.payload(number) {
        Payload::BigInt(value) => value.sign() == num_bigint::Sign::Minus,
        _ => wide.is_some_and(|value| value < 0),
    };
    vm.decref(number);
    let bits = 8 * code.bytes as u32;
    let (least, most) = match code.kind {
        Kind::Signed => (-(1i128 << (bits - 1)), (1i128 << (bits - 1)) - 1),
        _ => (0, (1i128 << bits) - 1),
    };
    match wide {
        Some(value) if (least..=most).contains(&value) => {
            Ok((value as u128).to_le_bytes()[..code.bytes].to_vec())
        }
        _ => {
            let side = if negative { "less than minimum" } else { "greater than maximum" };
            Err(vm.overflow_error(format!("{} is {side}", code.words)))
        }
    }
}

fn not_a_character(vm: &mut Machine, value: Obj) -> Raise {
    if !vm.heap.release.library.array_describes_characters {
        return vm.type_error("array item must be unicode character");
    }
    let given = match vm.heap.payload(value) {
        Payload::Str(text) => format!("a string of length {}", text.text.chars().count()),
        _ => vm.type_name_of(value),
    };
    vm.type_error(format!("array item must be a unicode character, not {given}"))
}
