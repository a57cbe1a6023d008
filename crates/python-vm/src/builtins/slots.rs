//! Special methods that are the same for every built-in type: each asks the type's own primitive.
//!
//! A type lists in its table which it has: `slots::LEN`, `slots::ADD` … CPython calls them slot
//! wrappers.

use heap_model::{Obj, Runtime};

use crate::bytecode::{Binary, Comparison};
use crate::machine::{Machine, Result};
use crate::native::{Accepts, Args, NativeDef, special};

/// A slot that CPython also defines as a method, which is what the namespace shows.
pub const fn as_method(slot: NativeDef) -> NativeDef {
    NativeDef { binding: crate::native::Binding::Method, ..slot }
}

/// The built-in type whose primitives answer for an object.
fn class_of(vm: &Machine, object: Obj) -> Obj {
    vm.static_base(vm.heap.type_of(object))
}

fn none(vm: &mut Machine, result: Result<()>) -> Result<Obj> {
    result?;
    Ok(vm.none())
}

macro_rules! unary {
    ($($konst:ident = $name:literal: $function:ident, |$vm:ident, $class:ident, $object:ident| $body:expr;)*) => { $(
        #[doc = concat!("`", $name, "`.")]
        pub const $konst: NativeDef = special($name, $function, Accepts::Nothing);
        fn $function($vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
            let $object = args.values[0];
            let $class = class_of($vm, $object);
            $body
        }
    )* };
}

unary! {
    REPR = "__repr__": repr, |vm, class, object| vm.native_repr(class, object);
    HASH = "__hash__": hash, |vm, class, object| {
        let hash = vm.native_hash(class, object)?;
        Ok(vm.heap.new_int(hash))
    };
    LEN = "__len__": len, |vm, class, object| {
        let _ = class;
        let length = vm.native_len(object)?.unwrap_or(0);
        Ok(vm.heap.new_int(length as i64))
    };
    ITER = "__iter__": iter, |vm, class, object| vm.native_iter(class, object);
    BOOL = "__bool__": bool, |vm, class, object| {
        let _ = class;
        let truth = vm.number_truth(object).unwrap_or(true);
        Ok(vm.heap.new_bool(truth))
    };
    NEG = "__neg__": neg, |vm, class, object| number(vm, class, object, Machine::number_negative);
    POS = "__pos__": pos, |vm, class, object| number(vm, class, object, Machine::number_positive);
    ABS = "__abs__": abs, |vm, class, object| number(vm, class, object, Machine::number_absolute);
    INVERT = "__invert__": invert, |vm, class, object| {
        number(vm, class, object, Machine::number_invert)
    };
}

fn number(
    vm: &mut Machine,
    _class: Obj,
    object: Obj,
    operator: fn(&mut Machine, Obj) -> Option<Result<Obj>>,
) -> Result<Obj> {
    match operator(vm, object) {
        Some(result) => result,
        None => Ok(vm.not_implemented()),
    }
}

macro_rules! comparisons {
    ($($konst:ident = $name:literal: $function:ident, $comparison:ident;)*) => { $(
        #[doc = concat!("`", $name, "`.")]
        pub const $konst: NativeDef = special($name, $function, Accepts::One);
        fn $function(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
            let class = class_of(vm, args.values[0]);
            vm.native_compare(class, Comparison::$comparison, args.values[0], args.values[1])
        }
    )* };
}

comparisons! {
    LT = "__lt__": lt, Lt;
    LE = "__le__": le, Le;
    EQ = "__eq__": eq, Eq;
    NE = "__ne__": ne, Ne;
    GT = "__gt__": gt, Gt;
    GE = "__ge__": ge, Ge;
}

macro_rules! binaries {
    ($($konst:ident = $name:literal: $function:ident, $reflected:ident = $reflected_name:literal: $reflected_function:ident, $operator:ident;)*) => { $(
        #[doc = concat!("`", $name, "`.")]
        pub const $konst: NativeDef = special($name, $function, Accepts::One);
        fn $function(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
            let class = class_of(vm, args.values[0]);
            vm.native_binary(class, Binary::$operator, args.values[0], args.values[1])
        }
        #[doc = concat!("`", $reflected_name, "`.")]
        pub const $reflected: NativeDef = special($reflected_name, $reflected_function, Accepts::One);
        fn $reflected_function(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
            let class = class_of(vm, args.values[0]);
            vm.native_binary(class, Binary::$operator, args.values[1], args.values[0])
        }
    )* };
}

binaries! {
    ADD = "__add__": add, RADD = "__radd__": radd, Add;
    SUB = "__sub__": sub, RSUB = "__rsub__": rsub, Sub;
    MUL = "__mul__": mul, RMUL = "__rmul__": rmul, Mul;
    TRUEDIV = "__truediv__": truediv, RTRUEDIV = "__rtruediv__": rtruediv, TrueDiv;
    FLOORDIV = "__floordiv__": floordiv, RFLOORDIV = "__rfloordiv__": rfloordiv, FloorDiv;
    MOD = "__mod__": modulo, RMOD = "__rmod__": rmodulo, Mod;
    LSHIFT = "__lshift__": lshift, RLSHIFT = "__rlshift__": rlshift, LShift;
    RSHIFT = "__rshift__": rshift, RRSHIFT = "__rrshift__": rrshift, RShift;
    AND = "__and__": and, RAND = "__rand__": rand, And;
    OR = "__or__": or, ROR = "__ror__": ror, Or;
    XOR = "__xor__": xor, RXOR = "__rxor__": rxor, Xor;
}

/// `__pow__`.
pub const POW: NativeDef = special("__pow__", pow, Accepts::Positional(1, 2));
fn pow(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    if let Some(&modulus) = args.values.get(2)
        && modulus != vm.heap.none()
    {
        return vm.number_power(args.values[0], args.values[1], modulus);
    }
    let class = class_of(vm, args.values[0]);
    vm.native_binary(class, Binary::Pow, args.values[0], args.values[1])
}

/// `__rpow__`.
pub const RPOW: NativeDef = special("__rpow__", rpow, Accepts::Positional(1, 2));
fn rpow(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let class = class_of(vm, args.values[0]);
    vm.native_binary(class, Binary::Pow, args.values[1], args.values[0])
}

/// `__divmod__`.
pub const DIVMOD: NativeDef = special("__divmod__", divmod, Accepts::One);
fn divmod(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    vm.number_divmod(args.values[0], args.values[1])
}

/// `__rdivmod__`.
pub const RDIVMOD: NativeDef = special("__rdivmod__", rdivmod, Accepts::One);
fn rdivmod(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    vm.number_divmod(args.values[1], args.values[0])
}

macro_rules! with_argument {
    ($($konst:ident = $name:literal: $function:ident, |$vm:ident, $class:ident, $object:ident, $argument:ident| $body:expr;)*) => { $(
        #[doc = concat!("`", $name, "`.")]
        pub const $konst: NativeDef = special($name, $function, Accepts::One);
        fn $function($vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
            let ($object, $argument) = (args.values[0], args.values[1]);
            let $class = class_of($vm, $object);
            $body
        }
    )* };
}

with_argument! {
    CONTAINS = "__contains__": contains, |vm, class, object, item| {
        let found = vm.native_contains(class, object, item)?;
        Ok(vm.heap.new_bool(found))
    };
    GETITEM = "__getitem__": getitem, |vm, class, object, key| {
        vm.native_get_item(class, object, key)
    };
    DELITEM = "__delitem__": delitem, |vm, class, object, key| {
        let result = vm.native_set_item(class, object, key, None);
        none(vm, result)
    };
    CONCAT = "__add__": concat, |vm, class, object, other| vm.concat(class, object, other);
    REPEAT = "__mul__": repeat, |vm, class, object, count| repeated(vm, class, object, count, false);
    RREPEAT = "__rmul__": rrepeat, |vm, class, object, count| {
        repeated(vm, class, object, count, false)
    };
    INPLACE_REPEAT = "__imul__": inplace_repeat, |vm, class, object, count| {
        repeated(vm, class, object, count, true)
    };
}

fn repeated(vm: &mut Machine, class: Obj, object: Obj, count: Obj, in_place: bool) -> Result<Obj> {
    // The method says what an index must be; the operator says what it cannot multiply by.
    let count = vm.index(count)?;
    let result = vm.repeat(class, object, count, in_place);
    vm.decref(count);
    result
}

/// `__setitem__`.
pub const SETITEM: NativeDef = special("__setitem__", setitem, Accepts::Positional(2, 2));
fn setitem(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let class = class_of(vm, args.values[0]);
    let result = vm.native_set_item(class, args.values[0], args.values[1], Some(args.values[2]));
    none(vm, result)
}
