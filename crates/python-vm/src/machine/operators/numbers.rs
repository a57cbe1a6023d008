//! The operators of `int`, `float` and `complex`: values out of the objects, and a new object of the
//! result.
//!
//! A method gives `None` where an operand is none of its kind or the type has no such operator.

use heap_model::{Obj, Payload, Runtime, types};
use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive, Zero};

use crate::bytecode::Binary;
use crate::machine::{Machine, Raise, Result};
use crate::text::complex;
use crate::text::float_ops::{self, Power};
use crate::text::int::{self, DivisionError, PowError, ShiftError};

/// Ints up to here are floats exactly: 2⁵³.
const EXACT: u64 = 1 << 53;

impl Machine {
    // --- int ---

    /// The int slot of a binary operator.
    #[inline]
    pub(crate) fn int_binary(&mut self, operator: Binary, a: Obj, b: Obj) -> Option<Result<Obj>> {
        if let (&Payload::Int(x), &Payload::Int(y)) = (self.heap.payload(a), self.heap.payload(b))
            && let Some(result) = self.short_int_binary(operator, a, b, x, y)
        {
            return Some(result);
        }
        self.long_int_binary(operator, a, b)
    }

    /// Operands and result of 64 bits; `None` where it takes more.
    #[inline]
    fn short_int_binary(
        &mut self,
        operator: Binary,
        a: Obj,
        b: Obj,
        x: i64,
        y: i64,
    ) -> Option<Result<Obj>> {
        let value = match operator {
            Binary::Add => x.checked_add(y),
            Binary::Sub => x.checked_sub(y),
            Binary::Mul => x.checked_mul(y),
            Binary::FloorDiv => int::floor_div_i64(x, y),
            Binary::Mod => int::modulo_i64(x, y),
            Binary::LShift => int::shl_i64(x, y),
            Binary::RShift => int::shr_i64(x, y),
            Binary::Pow => int::pow_i64(x, y),
            Binary::And | Binary::Or | Binary::Xor => {
                let value = match operator {
                    Binary::And => x & y,
                    Binary::Or => x | y,
                    _ => x ^ y,
                };
                if self.heap.type_of(a) == types::BOOL && self.heap.type_of(b) == types::BOOL {
                    return Some(Ok(self.heap.new_bool(value != 0)));
                }
                Some(value)
            }
            Binary::TrueDiv => {
                if y == 0 || x.unsigned_abs() > EXACT || y.unsigned_abs() > EXACT {
                    return None;
                }
                return Some(Ok(self.heap.new_float(x as f64 / y as f64)));
            }
            Binary::MatMul => None,
        }?;
        Some(Ok(self.heap.new_int(value)))
    }

    #[cold]
    fn long_int_binary(&mut self, operator: Binary, a: Obj, b: Obj) -> Option<Result<Obj>> {
        if operator == Binary::MatMul {
            return None;
        }
        let (x, y) = (self.heap.integer(a)?, self.heap.integer(b)?);
        Some(self.compute_int(operator, &x, &y))
    }

    fn compute_int(&mut self, operator: Binary, x: &BigInt, y: &BigInt) -> Result<Obj> {
        // Long numbers cost time by their length.
        self.tick(int_cost(operator, x, y))?;
        let messages = &self.heap.release.operations;
        let value = match operator {
            Binary::Add => x + y,
            Binary::Sub => x - y,
            Binary::Mul => x * y,
            Binary::FloorDiv => match int::floor_div(x, y) {
                Some(value) => value,
                None => return Err(self.zero_division(messages.int_division_by_zero)),
            },
            Binary::Mod => match int::modulo(x, y) {
                Some(value) => value,
                None => return Err(self.zero_division(messages.int_modulo_by_zero)),
            },
            Binary::TrueDiv => {
                return match int::true_div(x, y) {
                    Ok(value) => Ok(self.heap.new_float(value)),
                    Err(DivisionError::ByZero) => Err(self.zero_division("division by zero")),
                    Err(DivisionError::TooLarge) => {
                        Err(self.overflow_error("integer division result too large for a float"))
                    }
                };
            }
            Binary::LShift => match int::shl(x, y, self.most_bits()) {
                Ok(value) => value,
                Err(ShiftError::Negative) => return Err(self.value_error("negative shift count")),
                Err(ShiftError::TooLarge) => {
                    return Err(if y.bits() > 63 {
                        self.overflow_error("too many digits in integer")
                    } else {
                        self.memory_error()
                    });
                }
            },
            Binary::RShift => match int::shr(x, y) {
                Ok(value) => value,
                Err(_) => return Err(self.value_error("negative shift count")),
            },
            Binary::And => x & y,
            Binary::Or => x | y,
            Binary::Xor => x ^ y,
            Binary::Pow => match self.int_power(x, y) {
                Ok(value) => value,
                Err(PowError::NegativeExponent) => {
                    let (x, y) = (self.float_of(x)?, self.float_of(y)?);
                    return self.float_power(x, y);
                }
                Err(_) => return Err(self.memory_error()),
            },
            Binary::MatMul => unreachable!("ints have no @"),
        };
        Ok(self.heap.new_bigint(value))
    }

    fn int_power(&mut self, x: &BigInt, y: &BigInt) -> std::result::Result<BigInt, PowError> {
        let most = self.most_bits();
        int::pow(x, y, most)
    }

    /// Bits of the largest int that the limit on memory allows, and that can be computed in time.
    fn most_bits(&self) -> u64 {
        self.limits.memory.saturating_mul(8).min(1 << 27)
    }

    /// A long int as a float.
    ///
    /// # Errors
    /// `OverflowError`.
    pub(crate) fn float_of(&mut self, value: &BigInt) -> Result<f64> {
        match int::to_f64(value) {
            Some(value) => Ok(value),
            None => Err(self.overflow_error("int too large to convert to float")),
        }
    }

    /// `pow(base, exponent, modulus)` of numbers. `NotImplemented` for anything else.
    pub(crate) fn number_power(&mut self, base: Obj, exponent: Obj, modulus: Obj) -> Result<Obj> {
        let all = [base, exponent, modulus];
        let numbers = all.map(|object| self.heap.integer(object));
        if let [Some(base), Some(exponent), Some(modulus)] = &numbers {
            self.tick((modulus.bits() / 64).pow(2).saturating_mul(exponent.bits()) / 64)?;
            return match int::pow_mod(base, exponent, modulus) {
                Ok(value) => Ok(self.heap.new_bigint(value)),
                Err(PowError::ZeroModulus) => {
                    Err(self.value_error("pow() 3rd argument cannot be 0"))
                }
                Err(_) => Err(self.value_error("base is not invertible for the given modulus")),
            };
        }
        let is = |vm: &Machine, object: Obj, class: Obj| vm.is_instance_of(object, class);
        if is(self, base, types::COMPLEX) || is(self, exponent, types::COMPLEX) {
            return Err(self.value_error("complex modulo"));
        }
        if is(self, base, types::FLOAT) || is(self, exponent, types::FLOAT) {
            return Err(
                self.type_error("pow() 3rd argument not allowed unless all arguments are integers")
            );
        }
        Ok(self.not_implemented())
    }

    /// `divmod` of numbers. `NotImplemented` for anything else.
    pub(crate) fn number_divmod(&mut self, a: Obj, b: Obj) -> Result<Obj> {
        let messages = &self.heap.release.operations;
        if let (Some(x), Some(y)) = (self.heap.integer(a), self.heap.integer(b)) {
            let Some((quotient, remainder)) = int::divmod(&x, &y) else {
                return Err(self.zero_division(messages.int_division_by_zero));
            };
            let quotient = self.heap.new_bigint(quotient);
            let remainder = self.heap.new_bigint(remainder);
            return Ok(self.divmod_pair(quotient, remainder));
        }
        let (Some(x), Some(y)) = (self.real_operand(a), self.real_operand(b)) else {
            return Ok(self.not_implemented());
        };
        let Some((quotient, remainder)) = float_ops::divmod(x?, y?) else {
            return Err(self.zero_division(messages.float_divmod_by_zero));
        };
        let quotient = self.heap.new_float(quotient);
        let remainder = self.heap.new_float(remainder);
        Ok(self.divmod_pair(quotient, remainder))
    }

    fn divmod_pair(&mut self, quotient: Obj, remainder: Obj) -> Obj {
        if self.heap.release.operations.divmod_untracked {
            self.heap.new_tuple(vec![quotient, remainder])
        } else {
            self.heap.new_tuple_tracked(vec![quotient, remainder])
        }
    }

    // --- float ---

    /// A float's or int's value as a float; `None` for anything else.
    pub(crate) fn real_operand(&mut self, object: Obj) -> Option<Result<f64>> {
        match self.heap.payload(object) {
            &Payload::Float(value) => Some(Ok(value)),
            &Payload::Int(value) => Some(Ok(value as f64)),
            Payload::BigInt(value) => {
                let value = (**value).clone();
                Some(self.float_of(&value))
            }
            _ => None,
        }
    }

    /// The float slot of a binary operator: one operand is a float, the other a float or an int.
    #[inline]
    pub(crate) fn float_binary(&mut self, operator: Binary, a: Obj, b: Obj) -> Option<Result<Obj>> {
        if !matches!(
            operator,
            Binary::Add
                | Binary::Sub
                | Binary::Mul
                | Binary::TrueDiv
                | Binary::FloorDiv
                | Binary::Mod
                | Binary::Pow
        ) {
            return None;
        }
        let x = match self.real_operand(a)? {
            Ok(x) => x,
            Err(raise) => return Some(Err(raise)),
        };
        let y = match self.real_operand(b)? {
            Ok(y) => y,
            Err(raise) => return Some(Err(raise)),
        };
        let messages = &self.heap.release.operations;
        let by_zero = |vm: &mut Machine, message: &str| Some(Err(vm.zero_division(message)));
        let value = match operator {
            Binary::Add => x + y,
            Binary::Sub => x - y,
            Binary::Mul => x * y,
            Binary::TrueDiv if y == 0.0 => return by_zero(self, messages.float_division_by_zero),
            Binary::TrueDiv => x / y,
            Binary::FloorDiv => match float_ops::floor_div(x, y) {
                Some(value) => value,
                None => return by_zero(self, messages.float_floor_division_by_zero),
            },
            Binary::Mod => match float_ops::modulo(x, y) {
                Some(value) => value,
                None => return by_zero(self, messages.float_modulo_by_zero),
            },
            _ => return Some(self.float_power(x, y)),
        };
        Some(Ok(self.heap.new_float(value)))
    }

    /// `x ** y` of floats.
    pub(crate) fn float_power(&mut self, x: f64, y: f64) -> Result<Obj> {
        match float_ops::pow(x, y) {
            Power::Float(value) => Ok(self.heap.new_float(value)),
            Power::Complex => self.complex_power((x, 0.0), (y, 0.0)),
            Power::ZeroToNegative => {
                let message = self.heap.release.operations.zero_to_negative_power;
                Err(self.zero_division(message))
            }
            Power::Overflow => Err(self.out_of_range()),
        }
    }

    /// `OverflowError: (34, 'Numerical result out of range')`, as the C library's `ERANGE` reads.
    #[cold]
    pub(crate) fn out_of_range(&mut self) -> Raise {
        let number = self.heap.new_int(34);
        let text = self.heap.new_str("Numerical result out of range");
        let raise = self.raise_with_args(types::OVERFLOW_ERROR, &[number, text]);
        self.decref(number);
        self.decref(text);
        raise
    }

    // --- complex ---

    /// The complex slot of a binary operator: one operand is a complex, the other any number.
    pub(crate) fn complex_binary(
        &mut self,
        operator: Binary,
        a: Obj,
        b: Obj,
    ) -> Option<Result<Obj>> {
        if !matches!(
            operator,
            Binary::Add | Binary::Sub | Binary::Mul | Binary::TrueDiv | Binary::Pow
        ) {
            return None;
        }
        let part = |vm: &mut Machine, object: Obj| match vm.heap.complex_value(object) {
            Some(value) => Some(Ok((value, true))),
            None => match vm.real_operand(object)? {
                Ok(real) => Some(Ok(((real, 0.0), false))),
                Err(raise) => Some(Err(raise)),
            },
        };
        let ((x, x_complex), (y, y_complex)) = match (part(self, a)?, part(self, b)?) {
            (Ok(x), Ok(y)) => (x, y),
            (Err(raise), other) => {
                if let Err(Raise::Exception(other)) = other {
                    self.decref(other);
                }
                return Some(Err(raise));
            }
            (_, Err(raise)) => return Some(Err(raise)),
        };
        // From 3.14 a real operand has no imaginary part at all, not one of 0.0.
        let mixed = self.heap.release.operations.complex_mixes_with_real;
        if operator == Binary::Pow {
            return Some(self.complex_power(x, y));
        }
        let x = complex::Operand { value: x, is_real: mixed && !x_complex };
        let y = complex::Operand { value: y, is_real: mixed && !y_complex };
        let Some((re, im)) = complex::arithmetic(operator, x, y) else {
            let message = self.heap.release.operations.complex_division_by_zero;
            return Some(Err(self.zero_division(message)));
        };
        Some(Ok(self.heap.new_complex(re, im)))
    }

    fn complex_power(&mut self, x: (f64, f64), y: (f64, f64)) -> Result<Obj> {
        let value = match complex::pow(x, y) {
            Ok(value) => value,
            Err(complex::PowerError::ByZero) => {
                let message = self.heap.release.operations.complex_zero_power;
                return Err(self.zero_division(message));
            }
            Err(complex::PowerError::Overflow) => {
                return Err(self.overflow_error("complex exponentiation"));
            }
        };
        Ok(self.heap.new_complex(value.0, value.1))
    }

    // --- unary ---

    /// `-number`.
    pub(crate) fn number_negative(&mut self, object: Obj) -> Option<Result<Obj>> {
        Some(Ok(match self.heap.payload(object) {
            &Payload::Int(value) => match value.checked_neg() {
                Some(value) => self.heap.new_int(value),
                None => self.heap.new_bigint(-BigInt::from(value)),
            },
            Payload::BigInt(value) => {
                let value = -(**value).clone();
                self.heap.new_bigint(value)
            }
            &Payload::Float(value) => self.heap.new_float(-value),
            Payload::Complex(value) => {
                let (real, imaginary) = **value;
                self.heap.new_complex(-real, -imaginary)
            }
            _ => return None,
        }))
    }

    /// `+number`: the object itself if it is exactly an int or float.
    pub(crate) fn number_positive(&mut self, object: Obj) -> Option<Result<Obj>> {
        let class = self.heap.type_of(object);
        Some(Ok(match self.heap.payload(object) {
            Payload::Int(_) | Payload::BigInt(_) if class == types::INT => self.new_ref(object),
            Payload::Float(_) | Payload::Complex(_)
                if class == types::FLOAT || class == types::COMPLEX =>
            {
                self.new_ref(object)
            }
            &Payload::Int(value) => self.heap.new_int(value),
            Payload::BigInt(value) => {
                let value = (**value).clone();
                self.heap.new_bigint(value)
            }
            &Payload::Float(value) => self.heap.new_float(value),
            Payload::Complex(value) => {
                let (real, imaginary) = **value;
                self.heap.new_complex(real, imaginary)
            }
            _ => return None,
        }))
    }

    /// `~int`.
    pub(crate) fn number_invert(&mut self, object: Obj) -> Option<Result<Obj>> {
        Some(Ok(match self.heap.payload(object) {
            &Payload::Int(value) => self.heap.new_int(!value),
            Payload::BigInt(value) => {
                let value = -(**value).clone() - 1;
                self.heap.new_bigint(value)
            }
            _ => return None,
        }))
    }

    /// `abs(number)`.
    pub(crate) fn number_absolute(&mut self, object: Obj) -> Option<Result<Obj>> {
        match self.heap.payload(object) {
            Payload::Int(value) if *value >= 0 => self.number_positive(object),
            Payload::Int(_) => self.number_negative(object),
            Payload::BigInt(value) if value.is_negative() => self.number_negative(object),
            Payload::BigInt(_) => self.number_positive(object),
            &Payload::Float(value) => Some(Ok(self.heap.new_float(value.abs()))),
            Payload::Complex(value) => {
                let Some(magnitude) = complex::abs(**value) else {
                    return Some(Err(self.overflow_error("absolute value too large")));
                };
                Some(Ok(self.heap.new_float(magnitude)))
            }
            _ => None,
        }
    }

    /// Whether a number is not zero; `None` for anything else.
    #[inline]
    pub(crate) fn number_truth(&self, object: Obj) -> Option<bool> {
        Some(match self.heap.payload(object) {
            Payload::Int(value) => *value != 0,
            Payload::BigInt(value) => !value.is_zero(),
            Payload::Float(value) => *value != 0.0,
            Payload::Complex(value) => **value != (0.0, 0.0),
            _ => return None,
        })
    }
}

/// What an operation on long ints costs, in instructions of the budget.
fn int_cost(operator: Binary, x: &BigInt, y: &BigInt) -> u64 {
    match operator {
        Binary::Mul => int::multiplication_cost(x.bits(), y.bits()),
        Binary::FloorDiv | Binary::Mod | Binary::TrueDiv => int::division_cost(x.bits(), y.bits()),
        // Each squaring costs a third of the next one.
        Binary::Pow => match y.to_u64() {
            Some(exponent) => {
                let bits = x.bits().saturating_mul(exponent) / 2;
                int::multiplication_cost(bits, bits).saturating_mul(3) / 2
            }
            None => 0,
        },
        _ => (x.bits() + y.bits()) / 256,
    }
}
