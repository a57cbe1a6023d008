//! `hash()`: what CPython's built-in types answer, under PYTHONHASHSEED=0.
//!
//! They are the same in all five releases (measured), but for `None`'s and for types that have none:
//! see [`crate::release::Release`]. Hashes are signed 64-bit numbers and never −1, which the C API keeps for
//! errors; −2 stands for it.

use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive};
use siphasher::sip::SipHasher13;

use crate::memory::Addr;

/// Numbers hash to their value modulo this prime, 2⁶¹ − 1, whatever their type, so that equal numbers
/// have equal hashes.
pub const MODULUS: u64 = (1 << BITS) - 1;
const BITS: u32 = 61;
/// `hash(float('inf'))`.
pub const INFINITY: i64 = 314_159;
/// What a complex number's imaginary part is multiplied by.
const IMAGINARY: u64 = 1_000_003;

/// A hash as the C API allows it: −1 becomes −2.
#[inline(always)]
const fn valid(hash: i64) -> i64 {
    if hash == -1 { -2 } else { hash }
}

/// Hash of a `str`: SipHash-1-3 with key 0 over the characters as they are stored, one, two or four
/// bytes each by the widest of them; 0 for the empty one.
#[inline]
pub fn str_hash(text: &str) -> i64 {
    if text.is_ascii() {
        return bytes_hash(text.as_bytes());
    }
    let stored: Vec<u8> = match text.chars().max() {
        Some(..='\u{ff}') => text.chars().map(|character| character as u8).collect(),
        Some(..='\u{ffff}') => {
            text.chars().flat_map(|character| (character as u16).to_le_bytes()).collect()
        }
        _ => text.chars().flat_map(|character| u32::from(character).to_le_bytes()).collect(),
    };
    bytes_hash(&stored)
}

/// Hash of a `bytes`, and of a read-only `memoryview` of them.
#[inline]
pub fn bytes_hash(bytes: &[u8]) -> i64 {
    if bytes.is_empty() {
        return 0;
    }
    valid(SipHasher13::new().hash(bytes) as i64)
}

/// Hash of an `int` within 64 bits.
#[inline]
pub const fn int_hash(value: i64) -> i64 {
    let reduced = (value.unsigned_abs() % MODULUS) as i64;
    valid(if value < 0 { -reduced } else { reduced })
}

/// Hash of an `int` of any size.
pub fn bigint_hash(value: &BigInt) -> i64 {
    // Dividing by MODULUS leaves less than 61 bits.
    let reduced = (value.magnitude() % MODULUS).to_i64().unwrap_or(0);
    valid(if value.is_negative() { -reduced } else { reduced })
}

/// Hash of a `float`. That of a NaN comes from the object's address.
pub fn float_hash(value: f64, object: Addr) -> i64 {
    if value.is_nan() { pointer_hash(object) } else { number_hash(value) }
}

/// Hash of a `complex`. A part that is not a number hashes as the object's address.
pub fn complex_hash(real: f64, imaginary: f64, object: Addr) -> i64 {
    let real = float_hash(real, object) as u64;
    let imaginary = float_hash(imaginary, object) as u64;
    valid(real.wrapping_add(IMAGINARY.wrapping_mul(imaginary)) as i64)
}

/// Hash of a float that is a number: mantissa · 2ⁿ modulo 2⁶¹ − 1, where multiplying by two is
/// rotating by one bit.
fn number_hash(value: f64) -> i64 {
    if value.is_infinite() {
        return if value > 0.0 { INFINITY } else { -INFINITY };
    }
    let bits = value.abs().to_bits();
    let (fraction, exponent) = (bits & ((1 << 52) - 1), (bits >> 52) as i32);
    // Denormal numbers have no hidden bit.
    let mantissa = if exponent == 0 { fraction } else { fraction | 1 << 52 };
    let turns = (exponent.max(1) - 1075).rem_euclid(BITS as i32) as u32;
    let rotated = (mantissa << turns & MODULUS) | mantissa >> (BITS - turns);
    let reduced = if rotated == MODULUS { 0 } else { rotated as i64 };
    valid(if value < 0.0 { -reduced } else { reduced })
}

/// Hash of an object that has none of its own: its address, turned so that the four bits that are
/// always 0 come last.
#[inline]
pub const fn pointer_hash(object: Addr) -> i64 {
    valid(object.get().rotate_right(4) as i64)
}

/// Hash of a bound `method`, from the address of its `__self__` and the hash of its function.
pub const fn method_hash(object: Addr, function: i64) -> i64 {
    valid(pointer_hash(object) ^ function)
}

/// Hash of a `tuple` from its items' hashes, in order (a variant of xxHash).
#[inline]
pub fn tuple_hash(items: impl IntoIterator<Item = i64>) -> i64 {
    let (accumulated, length) = accumulate(items);
    let hash = accumulated.wrapping_add(length ^ (XX_PRIME_5 ^ 3_527_539));
    if hash == u64::MAX { 1_546_275_796 } else { hash as i64 }
}

/// Hash of a `slice` (3.12+, see [`crate::release::ContainerRules::slices_hash`]) from the hashes of
/// start, stop and step.
pub fn slice_hash(parts: [i64; 3]) -> i64 {
    let (hash, _) = accumulate(parts);
    if hash == u64::MAX { 1_546_275_796 } else { hash as i64 }
}

const XX_PRIME_1: u64 = 11_400_714_785_074_694_791;
const XX_PRIME_2: u64 = 14_029_467_366_897_019_727;
const XX_PRIME_5: u64 = 2_870_177_450_012_600_261;

fn accumulate(items: impl IntoIterator<Item = i64>) -> (u64, u64) {
    let (mut accumulated, mut length) = (XX_PRIME_5, 0);
    for item in items {
        accumulated = accumulated
            .wrapping_add((item as u64).wrapping_mul(XX_PRIME_2))
            .rotate_left(31)
            .wrapping_mul(XX_PRIME_1);
        length += 1;
    }
    (accumulated, length)
}

/// Hash of a `frozenset` from its items' hashes, in any order.
pub fn frozenset_hash(items: impl IntoIterator<Item = i64>) -> i64 {
    let (mut combined, mut length) = (0u64, 0u64);
    for item in items {
        let item = item as u64;
        // Spreads the bits, so that close hashes do not cancel each other out.
        combined ^= (item ^ 89_869_747 ^ (item << 16)).wrapping_mul(3_644_798_167);
        length += 1;
    }
    combined ^= (length + 1).wrapping_mul(1_927_868_237);
    combined ^= (combined >> 11) ^ (combined >> 25);
    let hash = combined.wrapping_mul(69_069).wrapping_add(907_133_923);
    if hash == u64::MAX { 590_923_713 } else { hash as i64 }
}
