//! `int`, `float` and `complex`: numbers never change, so small ints can be shared.

use num_bigint::BigInt;
use num_traits::ToPrimitive;

use crate::free_lists::Kind;
use crate::heap::Heap;
use crate::object::{Obj, Payload};
use crate::static_types::types;

/// Bits in one digit of CPython's `int`.
pub const DIGIT_BITS: u64 = 30;

/// The largest absolute value of one digit.
const ONE_DIGIT: u64 = (1 << DIGIT_BITS) - 1;

/// Digits that CPython stores for an absolute value of so many bits; 0 takes one as well.
#[inline]
pub fn digits_for_bits(bits: u64) -> usize {
    bits.div_ceil(DIGIT_BITS).max(1) as usize
}

impl Heap {
    /// An `int`: the cached object of that value if the release has one. New reference.
    #[inline]
    pub fn new_int(&mut self, value: i64) -> Obj {
        match self.small_int(value) {
            Some(cached) => self.new_ref(cached),
            None => self.new_int_object(value),
        }
    }

    /// An `int` object of its own, whatever the value. New reference.
    #[inline]
    pub(crate) fn new_int_object(&mut self, value: i64) -> Obj {
        if value.unsigned_abs() > ONE_DIGIT {
            return self.new_long(value);
        }
        // Arithmetic asks for the whole struct, which ends with one digit and padding: 32 bytes,
        // although `getsizeof` says 28.
        match self.take_parked(Kind::INT) {
            Some(block) => self.allocate_parked(types::INT, Payload::Int(value), block, 32, 0),
            _ => self.allocate(types::INT, Payload::Int(value), 32),
        }
    }

    #[cold]
    #[inline(never)]
    fn new_long(&mut self, value: i64) -> Obj {
        let bits = u64::from(u64::BITS - value.unsigned_abs().leading_zeros());
        self.allocate(types::INT, Payload::Int(value), 24 + 4 * digits_for_bits(bits))
    }

    /// An `int` of any size. New reference.
    pub fn new_bigint(&mut self, value: BigInt) -> Obj {
        if let Some(small) = value.to_i64() {
            return self.new_int(small);
        }
        let size = 24 + 4 * digits_for_bits(value.bits());
        self.allocate(types::INT, Payload::BigInt(Box::new(value)), size)
    }

    /// An `int` read from text, which gets as many bytes as its digits need. New reference.
    pub fn new_int_of_text(&mut self, value: BigInt) -> Obj {
        let small = value.to_i64().filter(|value| value.unsigned_abs() <= ONE_DIGIT);
        let Some(small) = small else { return self.new_bigint(value) };
        if let Some(cached) = self.small_int(small) {
            return self.new_ref(cached);
        }
        match self.take_parked(Kind::INT) {
            Some(block) => self.allocate_parked(types::INT, Payload::Int(small), block, 32, 0),
            None => self.allocate(types::INT, Payload::Int(small), 28),
        }
    }

    /// A `float`. New reference.
    #[inline]
    pub fn new_float(&mut self, value: f64) -> Obj {
        match self.take_parked(Kind::FLOAT) {
            Some(block) => self.allocate_parked(types::FLOAT, Payload::Float(value), block, 24, 0),
            _ => self.allocate(types::FLOAT, Payload::Float(value), 24),
        }
    }

    /// A `complex`. New reference.
    pub fn new_complex(&mut self, real: f64, imaginary: f64) -> Obj {
        let payload = Payload::Complex(Box::new((real, imaginary)));
        match self.take_parked(Kind::COMPLEX) {
            Some(block) => self.allocate_parked(types::COMPLEX, payload, block, 32, 0),
            _ => self.allocate(types::COMPLEX, payload, 32),
        }
    }
}
