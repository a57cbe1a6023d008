//! Binary and unary operators (`Objects/abstract.c`).
//!
//! A class takes part in `a + b` through its *number slot*, which stands for `__add__` and `__radd__`
//! together. A class that defines one of them has a slot that calls them; one that inherits both from
//! a built-in type has that type's slot. Two operands with the same built-in slot ask it once.

use heap_model::{Obj, Payload, Runtime, types};

use super::Special;
use crate::builtins;
use crate::bytecode::Binary;
use crate::machine::{Machine, Raise, Result};

/// How a class takes part in a binary operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Slot {
    /// Not at all.
    Missing,
    /// By the code of this built-in type.
    Native(Obj),
    /// By its methods.
    Python,
}

/// The operator as messages show it.
fn symbol(operator: Binary) -> &'static str {
    match operator {
        Binary::Add => "+",
        Binary::Sub => "-",
        Binary::Mul => "*",
        Binary::MatMul => "@",
        Binary::TrueDiv => "/",
        Binary::FloorDiv => "//",
        Binary::Mod => "%",
        Binary::Pow => "** or pow()",
        Binary::LShift => "<<",
        Binary::RShift => ">>",
        Binary::And => "&",
        Binary::Or => "|",
        Binary::Xor => "^",
    }
}

/// Whether a built-in type has code of its own for the operator's number slot. What only has
/// sequence slots (`list + list`) has none.
fn has_number_slot(class: Obj, operator: Binary) -> bool {
    use Binary::*;
    match class {
        types::INT | types::BOOL => operator != MatMul,
        types::FLOAT => matches!(operator, Add | Sub | Mul | TrueDiv | FloorDiv | Mod | Pow),
        types::COMPLEX => matches!(operator, Add | Sub | Mul | TrueDiv | Pow),
        types::STR | types::BYTES | types::BYTEARRAY => operator == Mod,
        types::SET | types::FROZENSET | types::DICT_KEYS | types::DICT_ITEMS => {
            matches!(operator, Sub | And | Or | Xor)
        }
        types::DICT | types::MAPPINGPROXY | types::TYPE => operator == Or,
        types::PROXY | types::CALLABLE_PROXY => true,
        _ => false,
    }
}

impl Machine {
    /// `__op__`, `__rop__` and `__iop__`.
    pub(crate) fn operator_names(&self, operator: Binary) -> (Obj, Obj, Obj) {
        let n = &self.names;
        match operator {
            Binary::Add => (n.__add__, n.__radd__, n.__iadd__),
            Binary::Sub => (n.__sub__, n.__rsub__, n.__isub__),
            Binary::Mul => (n.__mul__, n.__rmul__, n.__imul__),
            Binary::MatMul => (n.__matmul__, n.__rmatmul__, n.__imatmul__),
            Binary::TrueDiv => (n.__truediv__, n.__rtruediv__, n.__itruediv__),
            Binary::FloorDiv => (n.__floordiv__, n.__rfloordiv__, n.__ifloordiv__),
            Binary::Mod => (n.__mod__, n.__rmod__, n.__imod__),
            Binary::Pow => (n.__pow__, n.__rpow__, n.__ipow__),
            Binary::LShift => (n.__lshift__, n.__rlshift__, n.__ilshift__),
            Binary::RShift => (n.__rshift__, n.__rrshift__, n.__irshift__),
            Binary::And => (n.__and__, n.__rand__, n.__iand__),
            Binary::Or => (n.__or__, n.__ror__, n.__ior__),
            Binary::Xor => (n.__xor__, n.__rxor__, n.__ixor__),
        }
    }

    /// `a op b`. New reference.
    ///
    /// # Errors
    /// `TypeError` when neither operand knows the other, and whatever the operands raise.
    pub fn binary(&mut self, operator: Binary, a: Obj, b: Obj) -> Result<Obj> {
        if let Some(result) = self.quick_binary(operator, a, b) {
            return result;
        }
        let result = self.number_binary(operator, a, b)?;
        if !self.is_not_implemented(result) {
            return Ok(result);
        }
        self.decref(result);
        match operator {
            Binary::Add => {
                if let Some(class) = self.sequence_class(a, self.names.__add__) {
                    return self.concat(class, a, b);
                }
            }
            Binary::Mul => {
                if let Some(class) = self.sequence_class(a, self.names.__mul__) {
                    return self.repeat(class, a, b, false);
                }
                if let Some(class) = self.sequence_class(b, self.names.__mul__) {
                    return self.repeat(class, b, a, false);
                }
            }
            _ => {}
        }
        Err(self.unsupported_operands(symbol(operator), a, b))
    }

    /// Exact numbers and sequences, before anything is looked up.
    #[inline]
    fn quick_binary(&mut self, operator: Binary, a: Obj, b: Obj) -> Option<Result<Obj>> {
        let (class, other) = (self.heap.type_of(a), self.heap.type_of(b));
        match (class, other) {
            (types::INT, types::INT) => self.int_binary(operator, a, b),
            (types::FLOAT | types::INT, types::FLOAT | types::INT) => {
                self.float_binary(operator, a, b)
            }
            (types::STR, types::STR) if operator == Binary::Add => {
                Some(builtins::str::concat(self, a, b))
            }
            (types::LIST, types::LIST) if operator == Binary::Add => {
                Some(builtins::list::concat(self, a, b))
            }
            _ => None,
        }
    }

    #[inline]
    fn number_slot(&mut self, class: Obj, operator: Binary) -> Slot {
        if self.is_core_type(class) {
            return if has_number_slot(class, operator) {
                Slot::Native(class)
            } else {
                Slot::Missing
            };
        }
        let (name, reflected, _) = self.operator_names(operator);
        match (self.special(class, name), self.special(class, reflected)) {
            (Special::Missing, Special::Missing) => Slot::Missing,
            (Special::Method(_), _) | (_, Special::Method(_)) => Slot::Python,
            (Special::Native(native), _) | (_, Special::Native(native)) => {
                if has_number_slot(native, operator) { Slot::Native(native) } else { Slot::Missing }
            }
        }
    }

    /// The number slots of both operands in their order. `NotImplemented` if neither knows.
    fn number_binary(&mut self, operator: Binary, a: Obj, b: Obj) -> Result<Obj> {
        let (class, other) = (self.heap.type_of(a), self.heap.type_of(b));
        if class == other
            && let Special::Method(method) = self.special(class, self.operator_names(operator).0)
        {
            // Of two operands of one class only the left one is asked.
            return self.call_found(method, a, &[b]);
        }
        let left = self.number_slot(class, operator);
        let mut right =
            if class == other { Slot::Missing } else { self.number_slot(other, operator) };
        if same_slot(left, right) {
            right = Slot::Missing;
        }
        if left != Slot::Missing {
            if right != Slot::Missing && self.is_subtype(other, class) {
                let result = self.ask_slot(right, operator, a, b)?;
                if !self.is_not_implemented(result) {
                    return Ok(result);
                }
                self.decref(result);
                right = Slot::Missing;
            }
            let result = self.ask_slot(left, operator, a, b)?;
            if !self.is_not_implemented(result) || right == Slot::Missing {
                return Ok(result);
            }
            self.decref(result);
        }
        if right != Slot::Missing {
            return self.ask_slot(right, operator, a, b);
        }
        Ok(self.not_implemented())
    }

    fn ask_slot(&mut self, slot: Slot, operator: Binary, a: Obj, b: Obj) -> Result<Obj> {
        match slot {
            Slot::Missing => Ok(self.not_implemented()),
            Slot::Native(class) => self.native_binary(class, operator, a, b),
            Slot::Python => self.python_binary(operator, a, b),
        }
    }

    /// The slot of a class that defines the methods (`SLOT1BINFULL`).
    fn python_binary(&mut self, operator: Binary, a: Obj, b: Obj) -> Result<Obj> {
        let (class, other) = (self.heap.type_of(a), self.heap.type_of(b));
        let (name, reflected, _) = self.operator_names(operator);
        let mut ask_other = class != other && self.number_slot(other, operator) == Slot::Python;
        if self.number_slot(class, operator) == Slot::Python {
            if ask_other
                && self.is_subtype(other, class)
                && self.overrides(class, other, reflected)?
            {
                let result = self.ask_method(b, reflected, a)?;
                if !self.is_not_implemented(result) {
                    return Ok(result);
                }
                self.decref(result);
                ask_other = false;
            }
            let result = self.ask_method(a, name, b)?;
            if !self.is_not_implemented(result) || class == other {
                return Ok(result);
            }
            self.decref(result);
        }
        if ask_other {
            return self.ask_method(b, reflected, a);
        }
        Ok(self.not_implemented())
    }

    /// Whether `derived` has another method of that name than `class`.
    fn overrides(&mut self, class: Obj, derived: Obj, name: Obj) -> Result<bool> {
        Ok(match (self.type_lookup(derived, name), self.type_lookup(class, name)) {
            (None, _) => false,
            (Some(_), None) => true,
            (Some(own), Some(inherited)) => own != inherited,
        })
    }

    /// Calls a method of `object` with the other operand; `NotImplemented` if it has none.
    fn ask_method(&mut self, object: Obj, name: Obj, argument: Obj) -> Result<Obj> {
        // An inherited method of a built-in type is asked as the method that it is: a list's
        // `__add__` refuses what it cannot append instead of passing the question on.
        match self.lookup_special(object, name) {
            None => Ok(self.not_implemented()),
            Some(method) => self.call_found(method, object, &[argument]),
        }
    }

    /// The number slot of a built-in type: `NotImplemented` for operands that it does not know.
    pub(crate) fn native_binary(
        &mut self,
        class: Obj,
        operator: Binary,
        a: Obj,
        b: Obj,
    ) -> Result<Obj> {
        let result = match class {
            types::INT | types::BOOL => self.int_binary(operator, a, b),
            types::FLOAT => self.float_binary(operator, a, b),
            types::COMPLEX => self.complex_binary(operator, a, b),
            types::STR if operator == Binary::Mod && self.is_str(a) => {
                Some(builtins::str::modulo(self, a, b))
            }
            types::BYTES if operator == Binary::Mod && self.is_bytes(a) => {
                Some(builtins::bytes::modulo(self, a, b))
            }
            types::BYTEARRAY if operator == Binary::Mod && self.is_bytearray(a) => {
                Some(builtins::bytearray::modulo(self, a, b))
            }
            types::SET | types::FROZENSET => return builtins::set::binary(self, operator, a, b),
            types::DICT_KEYS | types::DICT_ITEMS => {
                return builtins::dict_views::binary(self, operator, a, b);
            }
            types::DICT if operator == Binary::Or => return builtins::dict::union(self, a, b),
            types::MAPPINGPROXY if operator == Binary::Or => {
                return builtins::mappingproxy::union(self, a, b);
            }
            types::TYPE if operator == Binary::Or => {
                return crate::modules::typing::union_of(self, a, b);
            }
            types::PROXY | types::CALLABLE_PROXY => return self.binary_of_proxies(operator, a, b),
            _ => None,
        };
        match result {
            Some(result) => result,
            None => Ok(self.not_implemented()),
        }
    }

    fn binary_of_proxies(&mut self, operator: Binary, a: Obj, b: Obj) -> Result<Obj> {
        let left = self.behind_proxy(a)?;
        let right = match self.behind_proxy(b) {
            Ok(right) => right,
            Err(raise) => {
                self.decref_opt(left);
                return Err(raise);
            }
        };
        let result = self.binary(operator, left.unwrap_or(a), right.unwrap_or(b));
        self.decref_opt(left);
        self.decref_opt(right);
        result
    }

    // --- sequences ---

    /// The built-in sequence type whose `+` and `*` an object's class has, if it has not replaced
    /// the method `name`.
    fn sequence_class(&mut self, object: Obj, name: Obj) -> Option<Obj> {
        let class = self.heap.type_of(object);
        match self.special(class, name) {
            Special::Native(native) => matches!(
                native,
                types::LIST | types::TUPLE | types::STR | types::BYTES | types::BYTEARRAY
            )
            .then_some(native),
            _ => None,
        }
    }

    /// `sequence + other` by the built-in type's own code.
    pub(crate) fn concat(&mut self, class: Obj, a: Obj, b: Obj) -> Result<Obj> {
        match class {
            types::LIST => builtins::list::concat(self, a, b),
            types::TUPLE => builtins::tuple::concat(self, a, b),
            types::STR => builtins::str::concat(self, a, b),
            types::BYTES => builtins::bytes::concat(self, a, b),
            _ => builtins::bytearray::concat(self, a, b),
        }
    }

    /// `sequence * count` by the built-in type's own code, which changes the sequence itself if
    /// asked to and able to.
    pub(crate) fn repeat(&mut self, class: Obj, a: Obj, count: Obj, in_place: bool) -> Result<Obj> {
        if !self.has_index(count) {
            let given = self.type_name_of(count);
            return Err(
                self.type_error(format!("can't multiply sequence by non-int of type '{given}'"))
            );
        }
        let count = self.index_isize(count)?;
        match class {
            types::LIST if in_place => builtins::list::inplace_repeat(self, a, count),
            types::LIST => builtins::list::repeat(self, a, count),
            types::TUPLE => builtins::tuple::repeat(self, a, count),
            types::STR => builtins::str::repeat(self, a, count),
            types::BYTES => builtins::bytes::repeat(self, a, count),
            _ if in_place => builtins::bytearray::inplace_repeat(self, a, count),
            _ => builtins::bytearray::repeat(self, a, count),
        }
    }

    // --- augmented assignment ---

    /// `a op= b`: the new value of `a`, a new reference (to `a` itself where it was changed).
    ///
    /// # Errors
    /// As [`Machine::binary`].
    pub fn inplace(&mut self, operator: Binary, a: Obj, b: Obj) -> Result<Obj> {
        if let Some(result) = self.quick_inplace(operator, a, b) {
            return result;
        }
        let class = self.heap.type_of(a);
        let (_, _, name) = self.operator_names(operator);
        match self.special(class, name) {
            Special::Missing => {}
            Special::Method(method) => {
                let result = self.call_found(method, a, &[b])?;
                if !self.is_not_implemented(result) {
                    return Ok(result);
                }
                self.decref(result);
            }
            Special::Native(native) => match native {
                types::SET => {
                    let result = builtins::set::inplace(self, operator, a, b)?;
                    if !self.is_not_implemented(result) {
                        return Ok(result);
                    }
                    self.decref(result);
                }
                types::DICT if operator == Binary::Or => {
                    return builtins::dict::inplace_union(self, a, b);
                }
                // A subclass has the method of `list` or `bytearray` in the number slot, which comes
                // first; the type itself has it in the sequence slot, after the other's `__radd__`.
                types::LIST if operator == Binary::Add && class != native => {
                    return builtins::list::inplace_concat(self, a, b);
                }
                types::BYTEARRAY if operator == Binary::Add && class != native => {
                    return builtins::bytearray::inplace_concat(self, a, b);
                }
                types::PROXY | types::CALLABLE_PROXY => {
                    let left = self.referent(a)?;
                    let result = self.inplace(operator, left, b);
                    self.decref(left);
                    return result;
                }
                _ => {}
            },
        }
        let result = self.number_binary(operator, a, b)?;
        if !self.is_not_implemented(result) {
            return Ok(result);
        }
        self.decref(result);
        match operator {
            Binary::Add => {
                if let Some(class) = self.sequence_class(a, self.names.__iadd__) {
                    match class {
                        types::LIST => return builtins::list::inplace_concat(self, a, b),
                        types::BYTEARRAY => return builtins::bytearray::inplace_concat(self, a, b),
                        _ => {}
                    }
                }
                if let Some(class) = self.sequence_class(a, self.names.__add__) {
                    return self.concat(class, a, b);
                }
            }
            Binary::Mul => {
                if let Some(class @ (types::LIST | types::BYTEARRAY)) =
                    self.sequence_class(a, self.names.__imul__)
                {
                    return self.repeat(class, a, b, true);
                }
                if let Some(class) = self.sequence_class(a, self.names.__mul__) {
                    return self.repeat(class, a, b, false);
                }
                if let Some(class) = self.sequence_class(b, self.names.__mul__) {
                    return self.repeat(class, b, a, false);
                }
            }
            _ => {}
        }
        let shown = match operator {
            Binary::Pow => "**=".to_owned(),
            _ => format!("{}=", symbol(operator)),
        };
        Err(self.unsupported_operands(&shown, a, b))
    }

    #[inline]
    fn quick_inplace(&mut self, operator: Binary, a: Obj, b: Obj) -> Option<Result<Obj>> {
        match (self.heap.type_of(a), self.heap.type_of(b)) {
            (types::LIST, types::LIST | types::TUPLE | types::STR) if operator == Binary::Add => {
                Some(builtins::list::inplace_concat(self, a, b))
            }
            (types::LIST, _) => None,
            _ => self.quick_binary(operator, a, b),
        }
    }

    // --- powers, divmod ---

    /// `pow(base, exponent, modulus)`, where the modulus may be missing or `None`.
    pub fn power(&mut self, base: Obj, exponent: Obj, modulus: Option<Obj>) -> Result<Obj> {
        match modulus.filter(|&modulus| modulus != self.heap.none()) {
            Some(modulus) => self.power_mod(base, exponent, modulus),
            None => self.binary(Binary::Pow, base, exponent),
        }
    }

    /// `pow(base, exponent, modulus)` with a modulus.
    pub fn power_mod(&mut self, base: Obj, exponent: Obj, modulus: Obj) -> Result<Obj> {
        let class = self.heap.type_of(base);
        let name = self.names.__pow__;
        let result = match self.special(class, name) {
            Special::Method(method) => self.call_found(method, base, &[exponent, modulus])?,
            _ => self.number_power(base, exponent, modulus)?,
        };
        if !self.is_not_implemented(result) {
            return Ok(result);
        }
        self.decref(result);
        let (a, b, c) =
            (self.type_name_of(base), self.type_name_of(exponent), self.type_name_of(modulus));
        Err(self.type_error(format!(
            "unsupported operand type(s) for ** or pow(): '{a}', '{b}', '{c}'"
        )))
    }

    /// `divmod(a, b)`.
    pub fn divmod(&mut self, a: Obj, b: Obj) -> Result<Obj> {
        let (name, reflected) = (self.names.__divmod__, self.names.__rdivmod__);
        let (class, other) = (self.heap.type_of(a), self.heap.type_of(b));
        let ask = |vm: &mut Machine, object: Obj, class: Obj, name: Obj, argument: Obj| match vm
            .special(class, name)
        {
            Special::Missing => Ok(vm.not_implemented()),
            Special::Native(_) => vm.number_divmod(a, b),
            Special::Method(method) => vm.call_found(method, object, &[argument]),
        };
        let reflected_first = class != other
            && self.is_subtype(other, class)
            && self.overrides(class, other, reflected)?;
        let turns = if reflected_first { [true, false] } else { [false, true] };
        for turn in turns {
            if turn && class == other {
                continue;
            }
            let result = match turn {
                true => ask(self, b, other, reflected, a)?,
                false => ask(self, a, class, name, b)?,
            };
            if !self.is_not_implemented(result) {
                return Ok(result);
            }
            self.decref(result);
        }
        Err(self.unsupported_operands("divmod()", a, b))
    }

    /// `round(number, digits)`.
    pub fn round(&mut self, number: Obj, digits: Option<Obj>) -> Result<Obj> {
        let arguments = digits.as_slice();
        match self.call_special(number, self.names.__round__, arguments)? {
            Some(result) => Ok(result),
            None => {
                let class = self.type_name_of(number);
                Err(self.type_error(format!("type {class} doesn't define __round__ method")))
            }
        }
    }

    /// An int one larger. New reference.
    pub(crate) fn successor(&mut self, number: Obj) -> Result<Obj> {
        match self.heap.int_value(number).and_then(|value| value.checked_add(1)) {
            Some(value) => Ok(self.heap.new_int(value)),
            None => match self.heap.integer(number) {
                Some(value) => Ok(self.heap.new_bigint(value + 1)),
                None => Err(self.type_error("an integer is required")),
            },
        }
    }

    // --- unary operators ---

    /// `-object`.
    pub fn negative(&mut self, object: Obj) -> Result<Obj> {
        self.unary(object, self.names.__neg__, "unary -", numbers_negative)
    }

    /// `+object`.
    pub fn positive(&mut self, object: Obj) -> Result<Obj> {
        self.unary(object, self.names.__pos__, "unary +", numbers_positive)
    }

    /// `~object`.
    pub fn invert(&mut self, object: Obj) -> Result<Obj> {
        self.unary(object, self.names.__invert__, "unary ~", numbers_invert)
    }

    /// `abs(object)`.
    pub fn absolute(&mut self, object: Obj) -> Result<Obj> {
        self.unary(object, self.names.__abs__, "abs()", numbers_absolute)
    }

    fn unary(
        &mut self,
        object: Obj,
        name: Obj,
        shown: &str,
        native: fn(&mut Machine, Obj) -> Option<Result<Obj>>,
    ) -> Result<Obj> {
        let class = self.heap.type_of(object);
        match self.special(class, name) {
            Special::Method(method) => return self.call_found(method, object, &[]),
            Special::Native(_) => {
                if let Some(result) = native(self, object) {
                    return result;
                }
                if let Some(referent) = self.behind_proxy(object)? {
                    let result = self.unary(referent, name, shown, native);
                    self.decref(referent);
                    return result;
                }
            }
            Special::Missing => {}
        }
        let given = self.type_name(class);
        Err(self.type_error(format!("bad operand type for {shown}: '{given}'")))
    }

    #[cold]
    fn unsupported_operands(&mut self, shown: &str, a: Obj, b: Obj) -> Raise {
        let hint = if shown == ">>" && self.heap.release.operations.hints_at_print_function {
            match self.heap.payload(a) {
                Payload::Builtin(builtin)
                    if self.natives[builtin.function as usize].name == "print" =>
                {
                    ". Did you mean \"print(<message>, file=<output_stream>)\"?"
                }
                _ => "",
            }
        } else {
            ""
        };
        let (a, b) = (self.type_name_of(a), self.type_name_of(b));
        self.type_error(format!("unsupported operand type(s) for {shown}: '{a}' and '{b}'{hint}"))
    }

    #[inline]
    pub(crate) fn is_str(&self, object: Obj) -> bool {
        matches!(self.heap.payload(object), Payload::Str(_))
    }

    #[inline]
    fn is_bytes(&self, object: Obj) -> bool {
        matches!(self.heap.payload(object), Payload::Bytes(_))
    }

    #[inline]
    fn is_bytearray(&self, object: Obj) -> bool {
        matches!(self.heap.payload(object), Payload::ByteArray(_))
    }
}

/// Whether two operands share one built-in slot, which then is asked once.
fn same_slot(left: Slot, right: Slot) -> bool {
    match (left, right) {
        (Slot::Native(a), Slot::Native(b)) => family(a) == family(b),
        (a, b) => a == b,
    }
}

fn family(class: Obj) -> Obj {
    match class {
        types::BOOL => types::INT,
        types::FROZENSET => types::SET,
        types::DICT_ITEMS => types::DICT_KEYS,
        types::CALLABLE_PROXY => types::PROXY,
        other => other,
    }
}

fn numbers_negative(vm: &mut Machine, object: Obj) -> Option<Result<Obj>> {
    vm.number_negative(object)
}

fn numbers_positive(vm: &mut Machine, object: Obj) -> Option<Result<Obj>> {
    vm.number_positive(object)
}

fn numbers_invert(vm: &mut Machine, object: Obj) -> Option<Result<Obj>> {
    vm.number_invert(object)
}

fn numbers_absolute(vm: &mut Machine, object: Obj) -> Option<Result<Obj>> {
    vm.number_absolute(object)
}
