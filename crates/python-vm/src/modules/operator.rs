//! The module `operator`: operators as functions, and objects that look things up.

use heap_model::objects::Layout;
use heap_model::{Obj, Payload, Runtime, types};

use super::NativeModule;
use super::native_types::{Base, NativeType, Traits, native_object};
use crate::bytecode::{Binary, Comparison};
use crate::machine::{Machine, Result};
use crate::native::{Accepts, Args, NativeDef, TypeDef, function, method, special};

/// The module.
pub static MODULE: NativeModule = NativeModule {
    name: "operator",
    doc: "Operator interface.",
    functions: FUNCTIONS,
    fill: |vm, module| {
        for ty in [&ITEM_GETTER, &ATTRIBUTE_GETTER, &METHOD_CALLER] {
            let class = vm.native_type(ty);
            let class = vm.new_ref(class);
            super::set(vm, module, ty.name, class);
        }
        // Each function also goes by the name of its special method.
        for (plain, dunder) in DUNDERS {
            let value = vm.get_attr_str(module, plain)?;
            super::set(vm, module, dunder, value);
        }
        Ok(())
    },
};

const TWO: Accepts = Accepts::Positional(2, 2);

macro_rules! binary {
    ($name:literal, $operator:ident) => {
        function(
            $name,
            |vm, args| vm.binary(Binary::$operator, args.values[0], args.values[1]),
            TWO,
        )
    };
}

macro_rules! inplace {
    ($name:literal, $operator:ident) => {
        function(
            $name,
            |vm, args| vm.inplace(Binary::$operator, args.values[0], args.values[1]),
            TWO,
        )
    };
}

macro_rules! comparison {
    ($name:literal, $comparison:ident) => {
        function(
            $name,
            |vm, args| vm.compare(Comparison::$comparison, args.values[0], args.values[1]),
            TWO,
        )
    };
}

static FUNCTIONS: &[NativeDef] = &[
    binary!("add", Add),
    binary!("sub", Sub),
    binary!("mul", Mul),
    binary!("matmul", MatMul),
    binary!("truediv", TrueDiv),
    binary!("floordiv", FloorDiv),
    binary!("mod", Mod),
    binary!("pow", Pow),
    binary!("lshift", LShift),
    binary!("rshift", RShift),
    binary!("and_", And),
    binary!("or_", Or),
    binary!("xor", Xor),
    inplace!("iadd", Add),
    inplace!("isub", Sub),
    inplace!("imul", Mul),
    inplace!("imatmul", MatMul),
    inplace!("itruediv", TrueDiv),
    inplace!("ifloordiv", FloorDiv),
    inplace!("imod", Mod),
    inplace!("ipow", Pow),
    inplace!("ilshift", LShift),
    inplace!("irshift", RShift),
    inplace!("iand", And),
    inplace!("ior", Or),
    inplace!("ixor", Xor),
    comparison!("lt", Lt),
    comparison!("le", Le),
    comparison!("eq", Eq),
    comparison!("ne", Ne),
    comparison!("gt", Gt),
    comparison!("ge", Ge),
    function("neg", |vm, args| vm.negative(args.values[0]), Accepts::One),
    function("pos", |vm, args| vm.positive(args.values[0]), Accepts::One),
    function("abs", |vm, args| vm.absolute(args.values[0]), Accepts::One),
    function("inv", |vm, args| vm.invert(args.values[0]), Accepts::One),
    function("invert", |vm, args| vm.invert(args.values[0]), Accepts::One),
    function("index", |vm, args| vm.index(args.values[0]), Accepts::One),
    function(
        "truth",
        |vm, args| {
            let truth = vm.truth(args.values[0])?;
            Ok(vm.heap.new_bool(truth))
        },
        Accepts::One,
    ),
    function(
        "not_",
        |vm, args| {
            let truth = vm.truth(args.values[0])?;
            Ok(vm.heap.new_bool(!truth))
        },
        Accepts::One,
    ),
    function("is_", |vm, args| Ok(vm.heap.new_bool(args.values[0] == args.values[1])), TWO),
    function("is_not", |vm, args| Ok(vm.heap.new_bool(args.values[0] != args.values[1])), TWO),
    function(
        "is_none",
        |vm, args| {
            let is_none = args.values[0] == vm.heap.none();
            Ok(vm.heap.new_bool(is_none))
        },
        Accepts::One,
    ),
    function(
        "is_not_none",
        |vm, args| {
            let is_none = args.values[0] == vm.heap.none();
            Ok(vm.heap.new_bool(!is_none))
        },
        Accepts::One,
    ),
    function(
        "contains",
        |vm, args| {
            let found = vm.contains(args.values[0], args.values[1])?;
            Ok(vm.heap.new_bool(found))
        },
        TWO,
    ),
    function("getitem", |vm, args| vm.get_item(args.values[0], args.values[1]), TWO),
    function(
        "setitem",
        |vm, args| {
            vm.set_item(args.values[0], args.values[1], args.values[2])?;
            Ok(vm.none())
        },
        Accepts::Positional(3, 3),
    ),
    function(
        "delitem",
        |vm, args| {
            vm.del_item(args.values[0], args.values[1])?;
            Ok(vm.none())
        },
        TWO,
    ),
    function("concat", |vm, args| concat(vm, args, false), TWO),
    function("iconcat", |vm, args| concat(vm, args, true), TWO),
    function("countOf", count_of, TWO),
    function("indexOf", index_of, TWO),
    function("length_hint", length_hint, Accepts::Positional(1, 2)),
    function("call", call, Accepts::Any),
];

/// Names of special methods under which the functions go too.
static DUNDERS: &[(&str, &str)] = &[
    ("add", "__add__"),
    ("sub", "__sub__"),
    ("mul", "__mul__"),
    ("matmul", "__matmul__"),
    ("truediv", "__truediv__"),
    ("floordiv", "__floordiv__"),
    ("mod", "__mod__"),
    ("pow", "__pow__"),
    ("lshift", "__lshift__"),
    ("rshift", "__rshift__"),
    ("and_", "__and__"),
    ("or_", "__or__"),
    ("xor", "__xor__"),
    ("lt", "__lt__"),
    ("le", "__le__"),
    ("eq", "__eq__"),
    ("ne", "__ne__"),
    ("gt", "__gt__"),
    ("ge", "__ge__"),
    ("neg", "__neg__"),
    ("pos", "__pos__"),
    ("abs", "__abs__"),
    ("invert", "__invert__"),
    ("not_", "__not__"),
    ("index", "__index__"),
    ("iadd", "__iadd__"),
    ("isub", "__isub__"),
    ("imul", "__imul__"),
    ("imatmul", "__imatmul__"),
    ("itruediv", "__itruediv__"),
    ("ifloordiv", "__ifloordiv__"),
    ("imod", "__imod__"),
    ("ipow", "__ipow__"),
    ("ilshift", "__ilshift__"),
    ("irshift", "__irshift__"),
    ("iand", "__iand__"),
    ("ior", "__ior__"),
    ("ixor", "__ixor__"),
    ("iconcat", "__iconcat__"),
    ("inv", "__inv__"),
    ("contains", "__contains__"),
    ("getitem", "__getitem__"),
    ("setitem", "__setitem__"),
    ("delitem", "__delitem__"),
    ("concat", "__concat__"),
    ("call", "__call__"),
];

fn concat(vm: &mut Machine, args: Args<'_>, in_place: bool) -> Result<Obj> {
    let (a, b) = (args.values[0], args.values[1]);
    for object in [a, b] {
        let name = vm.names.__getitem__;
        let sequence = vm.lookup_special(object, name).is_some()
            && !matches!(vm.heap.payload(object), Payload::Dict(_));
        if !sequence {
            let class = vm.type_name_of(object);
            return Err(vm.type_error(format!("'{class}' object can't be concatenated")));
        }
    }
    if in_place { vm.inplace(Binary::Add, a, b) } else { vm.binary(Binary::Add, a, b) }
}

fn count_of(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let mut counted = 0;
    vm.for_each(args.values[0], |vm, item| {
        counted += i64::from(vm.equal(item, args.values[1])?);
        Ok(())
    })?;
    Ok(vm.heap.new_int(counted))
}

fn index_of(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let iterator = vm.iter(args.values[0])?;
    let mut index = 0;
    let result = loop {
        let item = match vm.next(iterator) {
            Ok(Some(item)) => item,
            Ok(None) => break Err(vm.value_error("sequence.index(x): x not in sequence")),
            Err(raise) => break Err(raise),
        };
        let equal = vm.equal(item, args.values[1]);
        vm.decref(item);
        match equal {
            Ok(true) => break Ok(index),
            Ok(false) => index += 1,
            Err(raise) => break Err(raise),
        }
    };
    vm.decref(iterator);
    let index = result?;
    Ok(vm.heap.new_int(index))
}

fn length_hint(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let default = match args.values.get(1) {
        Some(&default) => vm.index_isize(default)?,
        None => 0,
    };
    let hint = vm.length_hint(args.values[0], default.max(0) as usize)?;
    Ok(vm.heap.new_int(hint as i64))
}

fn call(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let Some(&callable) = args.positional().first() else {
        return Err(vm.type_error("call expected at least 1 argument, got 0"));
    };
    vm.call_args(callable, Args { values: &args.values[1..], names: args.names })
}

// --- objects that look things up ---

/// An `itemgetter` or `attrgetter`: what it asks for.
#[derive(Clone, Debug)]
struct Getter {
    wanted: Vec<Obj>,
}

native_object!(Getter: wanted);

/// A `methodcaller`: name, arguments, names of the last ones.
#[derive(Clone, Debug)]
struct Caller {
    name: Option<Obj>,
    values: Vec<Obj>,
    names: Vec<Obj>,
}

native_object!(Caller: name, values, names);

const fn getter_type(name: &'static str, methods: &'static [NativeDef]) -> NativeType {
    NativeType {
        name,
        module: "operator",
        base: Base::BuiltIn(types::OBJECT),
        layout: Layout::Native,
        traits: Traits::FINAL,
        members: &[],
        definition: TypeDef { ty: types::OBJECT, doc: "", methods, attributes: &[] },
    }
}

static ITEM_GETTER: NativeType = getter_type(
    "itemgetter",
    &[
        function("__new__", new_item_getter, Accepts::Any),
        special("__call__", get_items, Accepts::Any),
        special("__repr__", getter_repr, Accepts::Nothing),
        method("__reduce__", getter_reduce, Accepts::Nothing),
    ],
);

static ATTRIBUTE_GETTER: NativeType = getter_type(
    "attrgetter",
    &[
        function("__new__", new_attribute_getter, Accepts::Any),
        special("__call__", get_attributes, Accepts::Any),
        special("__repr__", getter_repr, Accepts::Nothing),
        method("__reduce__", getter_reduce, Accepts::Nothing),
    ],
);

static METHOD_CALLER: NativeType = getter_type(
    "methodcaller",
    &[
        function("__new__", new_method_caller, Accepts::Any),
        special("__call__", call_method, Accepts::Any),
        special("__repr__", caller_repr, Accepts::Nothing),
        method("__reduce__", caller_reduce, Accepts::Nothing),
    ],
);

fn new_getter(vm: &mut Machine, args: Args<'_>, name: &str) -> Result<Obj> {
    args.no_keywords(vm, name)?;
    args.count(vm, 1, name, 1, usize::MAX)?;
    let wanted = args.values[1..].to_vec();
    for &object in &wanted {
        vm.heap.incref(object);
    }
    Ok(vm.new_native_object(args.values[0], Getter { wanted }))
}

fn new_item_getter(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    new_getter(vm, args, "itemgetter")
}

fn new_attribute_getter(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    if args.positional()[1..].iter().any(|&name| !vm.is_str(name)) {
        return Err(vm.type_error("attribute name must be a string"));
    }
    new_getter(vm, args, "attrgetter")
}

/// One answer by itself, several as a tuple.
fn answers(
    vm: &mut Machine,
    args: Args<'_>,
    name: &str,
    get: impl Fn(&mut Machine, Obj, Obj) -> Result<Obj>,
) -> Result<Obj> {
    args.no_keywords(vm, name)?;
    args.count(vm, 1, name, 1, 1)?;
    let wanted = vm.expect_native::<Getter>(args.values[0])?.wanted.clone();
    if let &[only] = wanted.as_slice() {
        return get(vm, args.values[1], only);
    }
    let mut found = Vec::with_capacity(wanted.len());
    for key in wanted {
        match get(vm, args.values[1], key) {
            Ok(value) => found.push(value),
            Err(raise) => {
                vm.decref_all(found);
                return Err(raise);
            }
        }
    }
    Ok(vm.heap.new_tuple(found))
}

fn get_items(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    answers(vm, args, "itemgetter", |vm, object, key| vm.get_item(object, key))
}

fn get_attributes(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    answers(vm, args, "attrgetter", |vm, object, name| {
        let path = vm.heap.str_text(name).to_owned();
        let mut current = vm.new_ref(object);
        for part in path.split('.') {
            let value = vm.get_attr_str(current, part);
            vm.decref(current);
            current = value?;
        }
        Ok(current)
    })
}

fn getter_repr(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let wanted = vm.expect_native::<Getter>(args.values[0])?.wanted.clone();
    let mut parts = Vec::new();
    for object in wanted {
        parts.push(vm.repr_text(object)?);
    }
    let class = vm.type_name_of(args.values[0]);
    Ok(vm.heap.new_str(&format!("{class}({})", parts.join(", "))))
}

fn getter_reduce(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let wanted = vm.expect_native::<Getter>(args.values[0])?.wanted.clone();
    let arguments = vm.heap.new_tuple_from(&wanted);
    let class = vm.heap.type_of(args.values[0]);
    let class = vm.new_ref(class);
    Ok(vm.heap.new_tuple(vec![class, arguments]))
}

fn new_method_caller(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let Some(&name) = args.positional().get(1) else {
        return Err(vm.type_error("methodcaller needs at least one argument, the method name"));
    };
    if !vm.is_str(name) {
        return Err(vm.type_error("method name must be a string"));
    }
    let (values, names) = (args.values[2..].to_vec(), args.names.to_vec());
    for &object in values.iter().chain(&names).chain([&name]) {
        vm.heap.incref(object);
    }
    Ok(vm.new_native_object(args.values[0], Caller { name: Some(name), values, names }))
}

fn call_method(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    args.no_keywords(vm, "methodcaller")?;
    args.count(vm, 1, "methodcaller", 1, 1)?;
    let caller = vm.expect_native::<Caller>(args.values[0])?;
    let (name, values, names) = (caller.name, caller.values.clone(), caller.names.clone());
    let Some(name) = name else { return Ok(vm.none()) };
    let method = vm.get_attr(args.values[1], name)?;
    let result = vm.call_args(method, Args { values: &values, names: &names });
    vm.decref(method);
    result
}

fn caller_repr(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let caller = vm.expect_native::<Caller>(args.values[0])?;
    let (name, values, names) = (caller.name, caller.values.clone(), caller.names.clone());
    let positional = values.len() - names.len();
    let mut parts = Vec::new();
    for object in name.into_iter().chain(values[..positional].iter().copied()) {
        parts.push(vm.repr_text(object)?);
    }
    for (&name, &value) in names.iter().zip(&values[positional..]) {
        let name = vm.str_text(name)?;
        parts.push(format!("{name}={}", vm.repr_text(value)?));
    }
    Ok(vm.heap.new_str(&format!("operator.methodcaller({})", parts.join(", "))))
}

fn caller_reduce(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let caller = vm.expect_native::<Caller>(args.values[0])?;
    let (name, values, names) = (caller.name, caller.values.clone(), caller.names.clone());
    if !names.is_empty() {
        return Err(vm.unsupported("copying an operator.methodcaller with keyword arguments"));
    }
    let parts: Vec<Obj> = name.into_iter().chain(values).collect();
    let arguments = vm.heap.new_tuple_from(&parts);
    let class = vm.heap.type_of(args.values[0]);
    let class = vm.new_ref(class);
    Ok(vm.heap.new_tuple(vec![class, arguments]))
}
