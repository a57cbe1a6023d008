//! Rich comparison (`do_richcompare`).

use heap_model::{Obj, Payload, Runtime, types};
use std::cmp::Ordering;

use super::Special;
use crate::builtins;
use crate::bytecode::Comparison;
use crate::machine::{Machine, Raise, Result};
use crate::text::int;

impl Comparison {
    /// The operator as messages show it.
    pub(crate) fn symbol(self) -> &'static str {
        match self {
            Comparison::Lt => "<",
            Comparison::Le => "<=",
            Comparison::Eq => "==",
            Comparison::Ne => "!=",
            Comparison::Gt => ">",
            Comparison::Ge => ">=",
        }
    }

    /// What it is seen from the other operand.
    pub(crate) fn reflected(self) -> Comparison {
        match self {
            Comparison::Lt => Comparison::Gt,
            Comparison::Le => Comparison::Ge,
            Comparison::Gt => Comparison::Lt,
            Comparison::Ge => Comparison::Le,
            same => same,
        }
    }

    /// Whether it holds for operands in that order.
    #[inline]
    pub(crate) fn holds(self, order: Ordering) -> bool {
        match self {
            Comparison::Lt => order.is_lt(),
            Comparison::Le => order.is_le(),
            Comparison::Eq => order.is_eq(),
            Comparison::Ne => order.is_ne(),
            Comparison::Gt => order.is_gt(),
            Comparison::Ge => order.is_ge(),
        }
    }
}

impl Machine {
    fn comparison_name(&self, comparison: Comparison) -> Obj {
        match comparison {
            Comparison::Lt => self.names.__lt__,
            Comparison::Le => self.names.__le__,
            Comparison::Eq => self.names.__eq__,
            Comparison::Ne => self.names.__ne__,
            Comparison::Gt => self.names.__gt__,
            Comparison::Ge => self.names.__ge__,
        }
    }

    /// `a < b` and the like: whatever the operands answer. New reference.
    ///
    /// # Errors
    /// `TypeError` for an order between operands that know none, and whatever they raise.
    pub fn compare(&mut self, comparison: Comparison, a: Obj, b: Obj) -> Result<Obj> {
        if let Some(result) = self.quick_compare(comparison, a, b) {
            return Ok(self.heap.new_bool(result));
        }
        self.enter_native(" in comparison")?;
        let result = self.compare_slots(comparison, a, b);
        self.leave_native();
        result
    }

    fn compare_slots(&mut self, comparison: Comparison, a: Obj, b: Obj) -> Result<Obj> {
        let (class, other) = (self.heap.type_of(a), self.heap.type_of(b));
        let mut ask_other = true;
        if class != other && self.is_subtype(other, class) {
            ask_other = false;
            let result = self.ask_comparison(comparison.reflected(), b, a)?;
            if !self.is_not_implemented(result) {
                return Ok(result);
            }
            self.decref(result);
        }
        let result = self.ask_comparison(comparison, a, b)?;
        if !self.is_not_implemented(result) {
            return Ok(result);
        }
        self.decref(result);
        if ask_other {
            let result = self.ask_comparison(comparison.reflected(), b, a)?;
            if !self.is_not_implemented(result) {
                return Ok(result);
            }
            self.decref(result);
        }
        match comparison {
            Comparison::Eq => Ok(self.heap.new_bool(a == b)),
            Comparison::Ne => Ok(self.heap.new_bool(a != b)),
            _ => Err(self.no_order(comparison, a, b)),
        }
    }

    #[cold]
    fn no_order(&mut self, comparison: Comparison, a: Obj, b: Obj) -> Raise {
        let (class, other) = (self.type_name_of(a), self.type_name_of(b));
        self.type_error(format!(
            "'{}' not supported between instances of '{class}' and '{other}'",
            comparison.symbol()
        ))
    }

    /// Exact ints, floats and strs.
    #[inline]
    fn quick_compare(&mut self, comparison: Comparison, a: Obj, b: Obj) -> Option<bool> {
        let (class, other) = (self.heap.type_of(a), self.heap.type_of(b));
        if !self.is_core_type(class) || !self.is_core_type(other) {
            return None;
        }
        match (self.heap.payload(a), self.heap.payload(b)) {
            (Payload::Int(x), Payload::Int(y)) => Some(comparison.holds(x.cmp(y))),
            (Payload::Str(x), Payload::Str(y)) => Some(match comparison {
                Comparison::Eq => a == b || x.text == y.text,
                Comparison::Ne => a != b && x.text != y.text,
                // UTF-8 keeps the order of code points.
                _ => comparison.holds(x.text.cmp(&y.text)),
            }),
            (Payload::Float(x), Payload::Float(y)) => Some(float_holds(comparison, *x, *y)),
            _ => None,
        }
    }

    /// One operand's own answer, maybe `NotImplemented`.
    fn ask_comparison(&mut self, comparison: Comparison, a: Obj, b: Obj) -> Result<Obj> {
        let class = self.heap.type_of(a);
        let name = self.comparison_name(comparison);
        match self.special(class, name) {
            Special::Missing => Ok(self.not_implemented()),
            // `object.__ne__` beside a method `__eq__`: called as a wrapper, with its arguments in one
            // tuple and those behind the receiver in another.
            Special::Native(types::OBJECT)
                if comparison == Comparison::Ne
                    && matches!(self.special(class, self.names.__eq__), Special::Method(_)) =>
            {
                for held in [a, b, b] {
                    self.heap.incref(held);
                }
                let result = self.object_compare(comparison, a, b);
                for held in [b, b, a] {
                    self.decref(held);
                }
                result
            }
            Special::Native(class) => self.native_compare(class, comparison, a, b),
            Special::Method(method) => self.call_found(method, a, &[b]),
        }
    }

    /// The comparison of a built-in type: `NotImplemented` for operands that it does not know.
    pub(crate) fn native_compare(
        &mut self,
        class: Obj,
        comparison: Comparison,
        a: Obj,
        b: Obj,
    ) -> Result<Obj> {
        let holds = match class {
            types::INT | types::BOOL => self.compare_ints(comparison, a, b),
            types::FLOAT => self.compare_float(comparison, a, b),
            types::COMPLEX => self.compare_complex(comparison, a, b),
            types::STR => return builtins::str::compare(self, comparison, a, b),
            types::BYTES | types::BYTEARRAY => {
                return builtins::bytes::compare(self, comparison, a, b);
            }
            types::MEMORYVIEW => return builtins::memoryview::compare(self, comparison, a, b),
            types::LIST => return builtins::list::compare(self, comparison, a, b),
            types::TUPLE => return builtins::tuple::compare(self, comparison, a, b),
            types::DICT => return builtins::dict::compare(self, comparison, a, b),
            types::SET | types::FROZENSET => return builtins::set::compare(self, comparison, a, b),
            types::DICT_KEYS | types::DICT_ITEMS => {
                return builtins::dict_views::compare(self, comparison, a, b);
            }
            types::MAPPINGPROXY => return builtins::mappingproxy::compare(self, comparison, a, b),
            types::RANGE => return builtins::range::compare(self, comparison, a, b),
            types::SLICE => return builtins::slice::compare(self, comparison, a, b),
            types::METHOD => return self.compare_methods(comparison, a, b),
            types::BUILTIN | types::METHOD_WRAPPER => self.compare_builtins(comparison, a, b),
            types::CODE => return builtins::code::compare(self, comparison, a, b),
            types::CELL => return builtins::cell::compare(self, comparison, a, b),
            types::WEAKREF => return builtins::weakref::compare(self, comparison, a, b),
            types::PROXY | types::CALLABLE_PROXY => {
                return self.compare_proxies(comparison, a, b);
            }
            _ => return self.object_compare(comparison, a, b),
        };
        match holds {
            Some(holds) => Ok(self.heap.new_bool(holds)),
            None => Ok(self.not_implemented()),
        }
    }

    /// `object`'s own comparison: identity for `==`; `!=` inverts what the class says of `==`.
    pub(crate) fn object_compare(&mut self, comparison: Comparison, a: Obj, b: Obj) -> Result<Obj> {
        match comparison {
            Comparison::Eq if a == b => Ok(self.heap.new_bool(true)),
            Comparison::Ne => {
                let result = self.ask_comparison(Comparison::Eq, a, b)?;
                if self.is_not_implemented(result) {
                    return Ok(result);
                }
                let truth = self.truth(result);
                self.decref(result);
                let truth = truth?;
                Ok(self.heap.new_bool(!truth))
            }
            _ => Ok(self.not_implemented()),
        }
    }

    fn compare_ints(&self, comparison: Comparison, a: Obj, b: Obj) -> Option<bool> {
        let order = match (self.heap.payload(a), self.heap.payload(b)) {
            (Payload::Int(x), Payload::Int(y)) => x.cmp(y),
            (Payload::BigInt(x), Payload::BigInt(y)) => x.cmp(y),
            // A long int lies beyond every short one.
            (Payload::BigInt(x), Payload::Int(_)) => sign_order(x),
            (Payload::Int(_), Payload::BigInt(y)) => sign_order(y).reverse(),
            _ => return None,
        };
        Some(comparison.holds(order))
    }

    fn compare_float(&self, comparison: Comparison, a: Obj, b: Obj) -> Option<bool> {
        let &Payload::Float(x) = self.heap.payload(a) else { return None };
        let order = match self.heap.payload(b) {
            &Payload::Float(y) => return Some(float_holds(comparison, x, y)),
            &Payload::Int(y) => int::compare_i64_f64(y, x),
            Payload::BigInt(y) => int::compare_f64(y, x),
            _ => return None,
        };
        Some(match order {
            Some(order) => comparison.holds(order.reverse()),
            None => comparison == Comparison::Ne,
        })
    }

    fn compare_complex(&self, comparison: Comparison, a: Obj, b: Obj) -> Option<bool> {
        let invert = match comparison {
            Comparison::Eq => false,
            Comparison::Ne => true,
            _ => return None,
        };
        let (real, imaginary) = self.heap.complex_value(a)?;
        let equal = match self.heap.payload(b) {
            Payload::Complex(other) => (real, imaginary) == **other,
            &Payload::Float(other) => imaginary == 0.0 && real == other,
            &Payload::Int(other) => {
                imaginary == 0.0 && int::compare_i64_f64(other, real) == Some(Ordering::Equal)
            }
            Payload::BigInt(other) => {
                imaginary == 0.0 && int::compare_f64(other, real) == Some(Ordering::Equal)
            }
            _ => return None,
        };
        Some(equal != invert)
    }

    /// Bound methods are equal when the function is equal and the receiver the same.
    fn compare_methods(&mut self, comparison: Comparison, a: Obj, b: Obj) -> Result<Obj> {
        let invert = comparison == Comparison::Ne;
        let (Payload::BoundMethod(x), Payload::BoundMethod(y)) =
            (self.heap.payload(a), self.heap.payload(b))
        else {
            return Ok(self.not_implemented());
        };
        if !matches!(comparison, Comparison::Eq | Comparison::Ne) {
            return Ok(self.not_implemented());
        }
        let same_receiver = x.receiver == y.receiver;
        let (f, g) = (x.function, y.function);
        let equal = self.equal(f, g)? && same_receiver;
        Ok(self.heap.new_bool(equal != invert))
    }

    fn compare_builtins(&self, comparison: Comparison, a: Obj, b: Obj) -> Option<bool> {
        let (Payload::Builtin(x), Payload::Builtin(y)) =
            (self.heap.payload(a), self.heap.payload(b))
        else {
            return None;
        };
        let equal = x.receiver == y.receiver && x.function == y.function;
        match comparison {
            Comparison::Eq => Some(equal),
            Comparison::Ne => Some(!equal),
            _ => None,
        }
    }

    fn compare_proxies(&mut self, comparison: Comparison, a: Obj, b: Obj) -> Result<Obj> {
        let left = self.behind_proxy(a)?;
        let right = match self.behind_proxy(b) {
            Ok(right) => right,
            Err(raise) => {
                self.decref_opt(left);
                return Err(raise);
            }
        };
        let result = self.compare(comparison, left.unwrap_or(a), right.unwrap_or(b));
        self.decref_opt(left);
        self.decref_opt(right);
        result
    }

    /// Whether two objects are equal for a container: the same object always is.
    #[inline]
    pub fn equal(&mut self, a: Obj, b: Obj) -> Result<bool> {
        if a == b {
            return Ok(true);
        }
        self.executed += 1;
        if let Some(equal) = self.heap.native_equal(a, b) {
            return Ok(equal);
        }
        self.compare_truth(Comparison::Eq, a, b)
    }

    /// `a < b` as a truth value.
    #[inline]
    pub fn less(&mut self, a: Obj, b: Obj) -> Result<bool> {
        self.compare_truth(Comparison::Lt, a, b)
    }

    /// A comparison's result as a truth value.
    pub fn compare_truth(&mut self, comparison: Comparison, a: Obj, b: Obj) -> Result<bool> {
        if let Some(result) = self.quick_compare(comparison, a, b) {
            return Ok(result);
        }
        let result = self.compare(comparison, a, b)?;
        let truth = self.truth(result);
        self.decref(result);
        truth
    }
}

fn float_holds(comparison: Comparison, x: f64, y: f64) -> bool {
    match x.partial_cmp(&y) {
        Some(order) => comparison.holds(order),
        None => comparison == Comparison::Ne,
    }
}

fn sign_order(value: &num_bigint::BigInt) -> Ordering {
    if value.sign() == num_bigint::Sign::Minus { Ordering::Less } else { Ordering::Greater }
}
