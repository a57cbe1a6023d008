//! `functools.partial`: a function with some arguments given already.

use heap_model::objects::Layout;
use heap_model::{Obj, Payload, Runtime, types};

use crate::machine::{Machine, Result};
use crate::modules::native_types::{Base, NativeType, Traits, native_object};
use crate::native::{
    Accepts, Args, GetSetDef, NativeDef, TypeDef, class_method, function, getter, method, special,
};

/// A partial's contents.
#[derive(Clone, Debug)]
struct Partial {
    function: Option<Obj>,
    arguments: Option<Obj>,
    keywords: Option<Obj>,
}

native_object!(Partial: function, arguments, keywords);

/// The type.
pub static TYPE: NativeType = NativeType {
    name: "partial",
    module: "functools",
    base: Base::BuiltIn(types::OBJECT),
    layout: Layout::Native,
    traits: Traits { weak: true, dict: true, ..Traits::BASE },
    members: &[],
    definition: TypeDef {
        ty: types::OBJECT,
        doc: "Create a new function with partial application of the given arguments and keywords.",
        methods: METHODS,
        attributes: ATTRIBUTES,
    },
};

static METHODS: &[NativeDef] = &[
    function("__new__", new, Accepts::Any),
    special("__call__", call, Accepts::Any),
    special("__repr__", repr, Accepts::Nothing),
    special("__get__", get, Accepts::Positional(1, 2)),
    method("__reduce__", reduce, Accepts::Nothing),
    method("__setstate__", setstate, Accepts::One),
    class_method("__class_getitem__", crate::modules::typing::class_getitem, Accepts::One),
];

fn readonly(vm: &mut Machine, _object: Obj, _value: Option<Obj>) -> Result<()> {
    Err(vm.raise(types::ATTRIBUTE_ERROR, "readonly attribute"))
}

static ATTRIBUTES: &[GetSetDef] = &[
    GetSetDef {
        name: "func",
        get: |vm, object| part(vm, object, |content| content.function),
        set: Some(readonly),
    },
    GetSetDef {
        name: "args",
        get: |vm, object| part(vm, object, |content| content.arguments),
        set: Some(readonly),
    },
    GetSetDef {
        name: "keywords",
        get: |vm, object| part(vm, object, |content| content.keywords),
        set: Some(readonly),
    },
    getter("__dict__", |vm, object| {
        let dict = vm.instance_dict(object).expect("it has room for one");
        Ok(vm.new_ref(dict))
    }),
];

fn part(vm: &mut Machine, object: Obj, which: fn(&Partial) -> Option<Obj>) -> Result<Obj> {
    let part = which(vm.expect_native(object)?).unwrap_or(vm.heap.none());
    Ok(vm.new_ref(part))
}

fn new(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let positional = args.positional();
    let Some(&callable) = positional.get(1) else {
        return Err(vm.type_error("type 'partial' takes at least one argument"));
    };
    if !vm.is_callable(callable) {
        return Err(vm.type_error("the first argument must be callable"));
    }
    let class = positional[0];
    let own = vm.native_type(&TYPE);
    let mut callable = callable;
    let mut arguments: Vec<Obj> = Vec::new();
    let mut keywords = None;
    // A plain partial of a partial becomes one.
    if vm.heap.type_of(callable) == own
        && class == own
        && vm.heap.existing_dict(callable).is_none()
        && let Some(inner) = vm.native::<Partial>(callable)
        && let (Some(function), Some(given), Some(named)) =
            (inner.function, inner.arguments, inner.keywords)
    {
        arguments.extend_from_slice(vm.heap.tuple(given));
        keywords = Some(named);
        callable = function;
    }
    arguments.extend_from_slice(&positional[2..]);
    let arguments = vm.heap.new_tuple_from(&arguments);
    let merged = match keywords {
        Some(keywords) => vm.heap.dict_copy(keywords),
        None => vm.heap.new_dict(),
    };
    for (name, value) in args.keywords() {
        vm.dict_set(merged, name, value)?;
    }
    vm.heap.incref(callable);
    let content =
        Partial { function: Some(callable), arguments: Some(arguments), keywords: Some(merged) };
    Ok(vm.new_native_object(class, content))
}

/// A call lends what the partial holds, unless it has keywords that must be copied.
fn call(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let partial = args.values[0];
    let content = vm.expect_native::<Partial>(partial)?;
    let (Some(function), Some(given), Some(named)) =
        (content.function, content.arguments, content.keywords)
    else {
        return Err(vm.type_error("a cleared partial was called"));
    };
    let more = &args.positional()[1..];
    // CPython goes on with a tuple and a dict, and from there to a row of arguments of its own.
    let copies = vm.heap.release.library.partials_copy_keywords && !vm.dict_items(named).is_empty();
    let mut held: Vec<Obj> = Vec::new();
    let mut values = vm.heap.tuple(given).to_vec();
    values.extend_from_slice(more);
    let keywords = if copies {
        if !more.is_empty() {
            held.push(vm.heap.new_tuple_from(more));
            if values.len() > more.len() {
                held.push(vm.heap.new_tuple_from(&values));
            }
        }
        let merged = vm.heap.dict_copy(named);
        held.push(merged);
        for (name, value) in args.keywords() {
            vm.dict_set(merged, name, value)?;
        }
        vm.dict_items(merged)
    } else {
        let mut keywords = vm.dict_items(named);
        for (name, value) in args.keywords() {
            match keywords.iter_mut().find(|(known, _)| *known == name) {
                Some((_, place)) => *place = value,
                None => keywords.push((name, value)),
            }
        }
        keywords
    };
    let names: Vec<Obj> = keywords.iter().map(|&(name, _)| name).collect();
    values.extend(keywords.iter().map(|&(_, value)| value));
    if copies {
        for &object in values.iter().chain(&names) {
            vm.heap.incref(object);
            held.push(object);
        }
    }
    // The call may drop the partial.
    vm.heap.incref(partial);
    let result = vm.call_args(function, Args { values: &values, names: &names });
    vm.decref(partial);
    vm.decref_all(held);
    result
}

fn get(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let (this, object) = (args.values[0], args.values[1]);
    if object == vm.heap.none() || !vm.heap.release.library.partials_bind {
        return Ok(vm.new_ref(this));
    }
    Ok(vm.bound_method(this, object))
}

fn repr(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let object = args.values[0];
    if !vm.enter_repr(object)? {
        return Ok(vm.heap.new_str("..."));
    }
    let text = text(vm, object);
    vm.leave_repr(object);
    let text = text?;
    Ok(vm.heap.new_str(&text))
}

fn text(vm: &mut Machine, object: Obj) -> Result<String> {
    let content = vm.expect_native::<Partial>(object)?;
    let (function, arguments, keywords) = (content.function, content.arguments, content.keywords);
    let class = vm.heap.type_of(object);
    let name = if !vm.heap.type_object(class).flags.heap {
        vm.type_name(class)
    } else if vm.heap.release.library.partials_show_module {
        vm.shown_name(class)?
    } else {
        vm.heap.type_object(class).name.to_string()
    };
    let mut parts = Vec::new();
    if let Some(function) = function {
        parts.push(vm.repr_text(function)?);
    }
    for item in arguments.map(|given| vm.heap.tuple(given).to_vec()).unwrap_or_default() {
        parts.push(vm.repr_text(item)?);
    }
    for (name, value) in keywords.map(|named| vm.dict_items(named)).unwrap_or_default() {
        let name = vm.str_text(name)?;
        parts.push(format!("{name}={}", vm.repr_text(value)?));
    }
    Ok(format!("{name}({})", parts.join(", ")))
}

fn reduce(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let object = args.values[0];
    let content = vm.expect_native::<Partial>(object)?;
    let (function, arguments, keywords) = (content.function, content.arguments, content.keywords);
    let none = vm.heap.none();
    let dict = vm.heap.existing_dict(object).unwrap_or(none);
    let parts = [function, arguments, keywords].map(|part| part.unwrap_or(none));
    let state = vm.heap.new_tuple_from(&[parts[0], parts[1], parts[2], dict]);
    let arguments = vm.heap.new_tuple_from(&[parts[0]]);
    let class = vm.heap.type_of(object);
    let class = vm.new_ref(class);
    Ok(vm.heap.new_tuple(vec![class, arguments, state]))
}

fn setstate(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let (object, state) = (args.values[0], args.values[1]);
    let parts = match vm.heap.payload(state) {
        Payload::Tuple(items) if items.len() == 4 => items.to_vec(),
        _ => Vec::new(),
    };
    let fits = parts.len() == 4
        && vm.is_callable(parts[0])
        && matches!(vm.heap.payload(parts[1]), Payload::Tuple(_))
        && (parts[2] == vm.heap.none() || matches!(vm.heap.payload(parts[2]), Payload::Dict(_)));
    if !fits {
        return Err(vm.type_error("invalid partial state"));
    }
    let keywords = match vm.heap.payload(parts[2]) {
        Payload::Dict(_) => vm.new_ref(parts[2]),
        _ => vm.heap.new_dict(),
    };
    let (function, arguments) = (vm.new_ref(parts[0]), vm.new_ref(parts[1]));
    let content = vm.expect_native::<Partial>(object)?;
    let old = [
        content.function.replace(function),
        content.arguments.replace(arguments),
        content.keywords.replace(keywords),
    ];
    for object in old {
        vm.decref_opt(object);
    }
    if matches!(vm.heap.payload(parts[3]), Payload::Dict(_)) {
        vm.set_own_dict(object, Some(parts[3]))?;
    }
    Ok(vm.none())
}
