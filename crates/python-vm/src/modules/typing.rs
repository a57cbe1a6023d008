//! `list[int]`, `int | str` and type parameters.
//!
//! What needs no module is here: aliases of built-in generics, unions, and the parameters of `def
//! f[T]()`. The module `typing` itself is written in Python (`library/typing.py`).

use heap_model::objects::Layout;
use heap_model::{Obj, Payload, Runtime, types};

use super::native_types::{Base, NativeType, Traits, native_object};
use crate::bytecode::{Comparison, TypeParameter};
use crate::machine::{Machine, Raise, Result};
use crate::native::{
    Accepts, Args, GetSetDef, NativeDef, TypeDef, class_method, function, getter, method, special,
};

/// A `types.GenericAlias`.
#[derive(Clone, Debug)]
struct Alias {
    origin: Option<Obj>,
    arguments: Option<Obj>,
    parameters: Option<Obj>,
    starred: bool,
}

native_object!(Alias: origin, arguments, parameters);

/// A `types.UnionType` or `typing.Union`.
#[derive(Clone, Debug)]
struct Union {
    arguments: Option<Obj>,
    parameters: Option<Obj>,
}

native_object!(Union: arguments, parameters);

/// The tables of both types.
pub static TYPES: [TypeDef; 2] = [
    TypeDef {
        ty: types::GENERIC_ALIAS,
        doc: "Represent a PEP 585 generic type\n\nE.g. for t = list[int], t.__origin__ is list and t.__args__ is (int,).",
        methods: ALIAS_METHODS,
        attributes: ALIAS_ATTRIBUTES,
    },
    TypeDef {
        ty: types::UNION,
        doc: "Represent a union type\n\nE.g. for int | str",
        methods: UNION_METHODS,
        attributes: UNION_ATTRIBUTES,
    },
];

static ALIAS_METHODS: &[NativeDef] = &[
    function("__new__", new_alias, Accepts::Any),
    special("__init__", |vm, _| Ok(vm.none()), Accepts::Any),
    special("__repr__", alias_repr, Accepts::Nothing),
    special("__hash__", alias_hash, Accepts::Nothing),
    special("__eq__", |vm, args| alias_compare(vm, args, Comparison::Eq), Accepts::One),
    special("__ne__", |vm, args| alias_compare(vm, args, Comparison::Ne), Accepts::One),
    special("__getattribute__", alias_getattribute, Accepts::One),
    special("__call__", alias_call, Accepts::Any),
    special("__getitem__", alias_getitem, Accepts::One),
    special("__or__", |vm, args| union_of(vm, args.values[0], args.values[1]), Accepts::One),
    special("__ror__", |vm, args| union_of(vm, args.values[1], args.values[0]), Accepts::One),
    special("__iter__", alias_iter, Accepts::Nothing),
    method("__mro_entries__", mro_entries, Accepts::One),
    method("__instancecheck__", |vm, _| Err(parameterized(vm, "isinstance")), Accepts::One),
    method("__subclasscheck__", |vm, _| Err(parameterized(vm, "issubclass")), Accepts::One),
    method("__reduce__", alias_reduce, Accepts::Nothing),
];

static ALIAS_ATTRIBUTES: &[GetSetDef] = &[
    getter("__origin__", |vm, object| {
        let origin = alias(vm, object)?.origin;
        Ok(given(vm, origin))
    }),
    getter("__args__", |vm, object| {
        let arguments = alias(vm, object)?.arguments;
        Ok(given(vm, arguments))
    }),
    getter("__parameters__", alias_parameters),
    getter("__unpacked__", |vm, object| {
        let starred = alias(vm, object)?.starred;
        Ok(vm.heap.new_bool(starred))
    }),
    getter("__typing_unpacked_tuple_args__", |vm, object| {
        let content = alias(vm, object)?;
        let (starred, origin, arguments) = (content.starred, content.origin, content.arguments);
        if starred && origin == Some(types::TUPLE) {
            return Ok(given(vm, arguments));
        }
        Ok(vm.none())
    }),
];

static UNION_METHODS: &[NativeDef] = &[
    special("__repr__", union_repr, Accepts::Nothing),
    special("__hash__", union_hash, Accepts::Nothing),
    special("__eq__", |vm, args| union_compare(vm, args, Comparison::Eq), Accepts::One),
    special("__ne__", |vm, args| union_compare(vm, args, Comparison::Ne), Accepts::One),
    special("__or__", |vm, args| union_of(vm, args.values[0], args.values[1]), Accepts::One),
    special("__ror__", |vm, args| union_of(vm, args.values[1], args.values[0]), Accepts::One),
    special("__getitem__", union_getitem, Accepts::One),
    class_method("__class_getitem__", union_class_getitem, Accepts::One),
    method("__instancecheck__", union_instancecheck, Accepts::One),
    method("__subclasscheck__", union_subclasscheck, Accepts::One),
];

static UNION_ATTRIBUTES: &[GetSetDef] = &[
    getter("__args__", |vm, object| {
        let arguments = union(vm, object)?.arguments;
        Ok(given(vm, arguments))
    }),
    getter("__parameters__", |vm, object| {
        if let Some(known) = union(vm, object)?.parameters {
            return Ok(vm.new_ref(known));
        }
        let arguments = union_arguments(vm, object);
        let parameters = parameters_of(vm, &arguments)?;
        vm.heap.incref(parameters);
        union(vm, object)?.parameters = Some(parameters);
        Ok(parameters)
    }),
    getter("__origin__", |vm, object| {
        if vm.heap.release.library.unions_are_typing_unions {
            return Ok(vm.new_ref(types::UNION));
        }
        let name = vm.names.__origin__;
        Err(vm.no_attribute(object, name))
    }),
];

fn alias(vm: &mut Machine, object: Obj) -> Result<&mut Alias> {
    vm.expect_native(object)
}

fn union(vm: &mut Machine, object: Obj) -> Result<&mut Union> {
    vm.expect_native(object)
}

fn given(vm: &mut Machine, object: Option<Obj>) -> Obj {
    let object = object.unwrap_or(vm.heap.none());
    vm.new_ref(object)
}

// --- aliases ---

/// An alias of a class (borrowed) with a tuple of arguments (borrowed). New reference.
pub fn new_alias_of(vm: &mut Machine, class: Obj, origin: Obj, arguments: Obj) -> Obj {
    vm.heap.incref(origin);
    let arguments = match vm.heap.payload(arguments) {
        Payload::Tuple(_) => vm.new_ref(arguments),
        _ => vm.heap.new_tuple_from(&[arguments]),
    };
    vm.new_native_object(
        class,
        Alias {
            origin: Some(origin),
            arguments: Some(arguments),
            parameters: None,
            starred: false,
        },
    )
}

/// `__class_getitem__` of the built-in generics.
pub fn class_getitem(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    Ok(new_alias_of(vm, types::GENERIC_ALIAS, args.values[0], args.values[1]))
}

fn new_alias(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let class = vm.class_argument(types::GENERIC_ALIAS, args)?;
    args.no_keywords(vm, "GenericAlias")?;
    args.count(vm, 1, "GenericAlias", 2, 2)?;
    Ok(new_alias_of(vm, class, args.values[1], args.values[2]))
}

/// A type as annotations show it: `int`, `collections.OrderedDict`, `...`, `None`.
fn type_text(vm: &mut Machine, object: Obj) -> Result<String> {
    if object == vm.heap.singletons().ellipsis {
        return Ok("...".into());
    }
    if object == types::NONE_TYPE {
        return Ok("None".into());
    }
    if let Payload::List(list) = vm.heap.payload(object)
        && vm.heap.release.library.aliases_show_lists_by_items
    {
        let items = list.items.clone();
        let mut parts = Vec::new();
        for item in items {
            parts.push(type_text(vm, item)?);
        }
        return Ok(format!("[{}]", parts.join(", ")));
    }
    let (origin, args) = (vm.names.__origin__, vm.names.__args__);
    if let Some(found) = vm.get_attr_opt(object, origin)? {
        vm.decref(found);
        if let Some(found) = vm.get_attr_opt(object, args)? {
            vm.decref(found);
            return vm.repr_text(object);
        }
    }
    let (qualname, module) = (vm.names.__qualname__, vm.names.__module__);
    let Some(qualname) = vm.get_attr_opt(object, qualname)? else { return vm.repr_text(object) };
    let module = match vm.get_attr_opt(object, module) {
        Ok(module) => module.filter(|&module| module != vm.heap.none()),
        Err(raise) => {
            vm.decref(qualname);
            return Err(raise);
        }
    };
    let Some(module) = module else {
        vm.decref(qualname);
        return vm.repr_text(object);
    };
    let texts = vm.str_text(qualname).and_then(|name| Ok((name, vm.str_text(module)?)));
    vm.decref(qualname);
    vm.decref(module);
    let (name, module) = texts?;
    Ok(if module == "builtins" { name } else { format!("{module}.{name}") })
}

fn alias_repr(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let content = alias(vm, args.values[0])?;
    let (origin, arguments, starred) = (content.origin, content.arguments, content.starred);
    let mut text = String::from(if starred { "*" } else { "" });
    text.push_str(&match origin {
        Some(origin) => type_text(vm, origin)?,
        None => String::new(),
    });
    text.push('[');
    let items = arguments.map(|tuple| vm.heap.tuple(tuple).to_vec()).unwrap_or_default();
    if items.is_empty() {
        text.push_str("()");
    }
    for (index, item) in items.into_iter().enumerate() {
        if index > 0 {
            text.push_str(", ");
        }
        if item == types::NONE_TYPE {
            text.push_str("NoneType");
        } else {
            text.push_str(&type_text(vm, item)?);
        }
    }
    text.push(']');
    Ok(vm.heap.new_str(&text))
}

fn alias_hash(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let content = alias(vm, args.values[0])?;
    let (origin, arguments) = (content.origin, content.arguments);
    let mut hash = 0;
    for part in [origin, arguments].into_iter().flatten() {
        hash ^= vm.hash(part)?;
    }
    Ok(vm.heap.new_int(hash))
}

fn alias_compare(vm: &mut Machine, args: Args<'_>, comparison: Comparison) -> Result<Obj> {
    let (a, b) = (args.values[0], args.values[1]);
    let parts = |vm: &Machine, object: Obj| {
        let content = vm.native::<Alias>(object)?;
        Some((content.origin?, content.arguments?, content.starred))
    };
    let (Some(left), Some(right)) = (parts(vm, a), parts(vm, b)) else {
        return Ok(vm.not_implemented());
    };
    let equal = left.2 == right.2 && vm.equal(left.0, right.0)? && vm.equal(left.1, right.1)?;
    Ok(vm.heap.new_bool(equal == (comparison == Comparison::Eq)))
}

/// Attributes that are the alias's own; all others are its origin's.
const OWN: &[&str] = &[
    "__class__",
    "__origin__",
    "__args__",
    "__unpacked__",
    "__parameters__",
    "__typing_unpacked_tuple_args__",
    "__mro_entries__",
    "__reduce_ex__",
    "__reduce__",
    "__bases__",
    "__copy__",
    "__deepcopy__",
];

fn alias_getattribute(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let (object, name) = (args.values[0], args.values[1]);
    if vm.is_str(name) && !OWN.contains(&vm.heap.str_text(name)) {
        let origin = alias(vm, object)?.origin;
        if let Some(origin) = origin {
            return vm.get_attr(origin, name);
        }
    }
    vm.generic_get_attr(object, name)
}

fn alias_call(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let object = args.values[0];
    let Some(origin) = alias(vm, object)?.origin else { return Ok(vm.none()) };
    let result = vm.call_args(origin, Args { values: &args.values[1..], names: args.names })?;
    let name = vm.names.__orig_class__;
    if let Err(raise) = vm.set_attr(result, name, object) {
        let ignored = match &raise {
            Raise::Exception(exception) => {
                vm.matches(*exception, types::ATTRIBUTE_ERROR)
                    || vm.matches(*exception, types::TYPE_ERROR)
            }
            Raise::Halt => false,
        };
        if !ignored {
            vm.decref(result);
            return Err(raise);
        }
        if let Raise::Exception(exception) = raise {
            vm.decref(exception);
        }
    }
    Ok(result)
}

fn mro_entries(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let origin = alias(vm, args.values[0])?.origin;
    let items: Vec<Obj> = origin.into_iter().collect();
    Ok(vm.heap.new_tuple_from(&items))
}

fn parameterized(vm: &mut Machine, function: &str) -> Raise {
    vm.type_error(format!("{function}() argument 2 cannot be a parameterized generic"))
}

fn alias_reduce(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let content = alias(vm, args.values[0])?;
    let parts: Vec<Obj> = [content.origin, content.arguments].into_iter().flatten().collect();
    let parts = vm.heap.new_tuple_from(&parts);
    let class = vm.new_ref(types::GENERIC_ALIAS);
    Ok(vm.heap.new_tuple(vec![class, parts]))
}

/// `*tuple[int, ...]`: one starred alias.
fn alias_iter(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let content = alias(vm, args.values[0])?;
    let (origin, arguments) = (content.origin, content.arguments);
    for part in [origin, arguments].into_iter().flatten() {
        vm.heap.incref(part);
    }
    let starred = Alias { origin, arguments, parameters: None, starred: true };
    let starred = vm.new_native_object(types::GENERIC_ALIAS, starred);
    let tuple = vm.heap.new_tuple(vec![starred]);
    let iterator = vm.iter(tuple);
    vm.decref(tuple);
    iterator
}

// --- parameters ---

fn alias_parameters(vm: &mut Machine, object: Obj) -> Result<Obj> {
    let content = alias(vm, object)?;
    if let Some(known) = content.parameters {
        return Ok(vm.new_ref(known));
    }
    let arguments = content.arguments;
    let items = arguments.map(|tuple| vm.heap.tuple(tuple).to_vec()).unwrap_or_default();
    let parameters = parameters_of(vm, &items)?;
    vm.heap.incref(parameters);
    alias(vm, object)?.parameters = Some(parameters);
    Ok(parameters)
}

/// The type parameters in a list of types, each once. A new tuple.
fn parameters_of(vm: &mut Machine, items: &[Obj]) -> Result<Obj> {
    let mut found: Vec<Obj> = Vec::new();
    for &item in items {
        if vm.heap.is_type(item) {
            continue;
        }
        let name = vm.names.__typing_subst__;
        if let Some(method) = vm.get_attr_opt(item, name)? {
            vm.decref(method);
            if !found.contains(&item) {
                found.push(item);
            }
            continue;
        }
        let name = vm.names.__parameters__;
        if let Some(inner) = vm.get_attr_opt(item, name)? {
            if let Payload::Tuple(items) = vm.heap.payload(inner) {
                for &item in items {
                    if !found.contains(&item) {
                        found.push(item);
                    }
                }
            }
            vm.decref(inner);
        }
    }
    Ok(vm.heap.new_tuple_from(&found))
}

/// `alias[arguments]`: the arguments in the place of the parameters. New references.
fn substitute(
    vm: &mut Machine,
    shown: Obj,
    items: &[Obj],
    parameters: &[Obj],
    argument: Obj,
) -> Result<Vec<Obj>> {
    if parameters.is_empty() {
        let text = vm.repr_text(shown)?;
        return Err(vm.type_error(format!("{text} is not a generic class")));
    }
    let arguments = match vm.heap.payload(argument) {
        Payload::Tuple(items) => items.to_vec(),
        _ => vec![argument],
    };
    if arguments.len() != parameters.len() {
        let text = vm.repr_text(shown)?;
        let words = if arguments.len() > parameters.len() { "many" } else { "few" };
        return Err(vm.type_error(format!(
            "Too {words} arguments for {text}; actual {}, expected {}",
            arguments.len(),
            parameters.len()
        )));
    }
    let value_of = |parameter: Obj| {
        parameters.iter().position(|&known| known == parameter).map(|place| arguments[place])
    };
    let mut new = Vec::with_capacity(items.len());
    for &item in items {
        let replaced = if let Some(value) = value_of(item) {
            let name = vm.names.__typing_subst__;
            vm.call_method(item, name, &[value])
        } else {
            substitute_inside(vm, item, &value_of)
        };
        match replaced {
            Ok(object) => new.push(object),
            Err(raise) => {
                vm.decref_all(new);
                return Err(raise);
            }
        }
    }
    Ok(new)
}

fn substitute_inside(
    vm: &mut Machine,
    item: Obj,
    value_of: &impl Fn(Obj) -> Option<Obj>,
) -> Result<Obj> {
    if vm.heap.is_type(item) {
        return Ok(vm.new_ref(item));
    }
    let name = vm.names.__parameters__;
    let Some(inner) = vm.get_attr_opt(item, name)? else { return Ok(vm.new_ref(item)) };
    let values: Vec<Obj> = match vm.heap.payload(inner) {
        Payload::Tuple(items) => {
            items.iter().map(|&parameter| value_of(parameter).unwrap_or(parameter)).collect()
        }
        _ => Vec::new(),
    };
    vm.decref(inner);
    if values.is_empty() {
        return Ok(vm.new_ref(item));
    }
    let values = vm.heap.new_tuple_from(&values);
    let result = vm.get_item(item, values);
    vm.decref(values);
    result
}

fn alias_getitem(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let object = args.values[0];
    let parameters = alias_parameters(vm, object)?;
    let listed = vm.heap.tuple(parameters).to_vec();
    let content = alias(vm, object)?;
    let (origin, arguments) = (content.origin, content.arguments);
    let items = arguments.map(|tuple| vm.heap.tuple(tuple).to_vec()).unwrap_or_default();
    let result = substitute(vm, object, &items, &listed, args.values[1]);
    vm.decref(parameters);
    let arguments = result?;
    let arguments = vm.heap.new_tuple(arguments);
    let origin = origin.unwrap_or(types::OBJECT);
    let new = new_alias_of(vm, types::GENERIC_ALIAS, origin, arguments);
    vm.decref(arguments);
    Ok(new)
}

// --- unions ---

/// Whether an object can stand in a union.
fn is_unionable(vm: &mut Machine, object: Obj) -> bool {
    object == vm.heap.none()
        || vm.heap.is_type(object)
        || vm.native::<Alias>(object).is_some()
        || vm.native::<Union>(object).is_some()
        || vm.native::<AliasStatement>(object).is_some()
        || vm.native::<Parameter>(object).is_some()
}

fn union_arguments(vm: &Machine, object: Obj) -> Vec<Obj> {
    vm.native::<Union>(object)
        .and_then(|content| content.arguments)
        .map(|tuple| vm.heap.tuple(tuple).to_vec())
        .unwrap_or_default()
}

/// `a | b` of types; `NotImplemented` for anything else.
pub fn union_of(vm: &mut Machine, a: Obj, b: Obj) -> Result<Obj> {
    if !is_unionable(vm, a) || !is_unionable(vm, b) {
        return Ok(vm.not_implemented());
    }
    union_from(vm, &[a, b])
}

/// The union of types, each once; of one type, that type. New reference.
pub fn union_from(vm: &mut Machine, operands: &[Obj]) -> Result<Obj> {
    let mut members: Vec<Obj> = Vec::new();
    for &operand in operands {
        let parts = if vm.native::<Union>(operand).is_some() {
            union_arguments(vm, operand)
        } else if operand == vm.heap.none() {
            vec![types::NONE_TYPE]
        } else {
            vec![operand]
        };
        for part in parts {
            let mut known = false;
            for &member in &members {
                if vm.equal(member, part)? {
                    known = true;
                    break;
                }
            }
            if !known {
                members.push(part);
            }
        }
    }
    if let &[only] = members.as_slice() {
        return Ok(vm.new_ref(only));
    }
    let arguments = vm.heap.new_tuple_from(&members);
    let content = Union { arguments: Some(arguments), parameters: None };
    Ok(vm.new_native_object(types::UNION, content))
}

fn union_repr(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let mut parts = Vec::new();
    for item in union_arguments(vm, args.values[0]) {
        parts.push(type_text(vm, item)?);
    }
    Ok(vm.heap.new_str(&parts.join(" | ")))
}

fn member_set(vm: &mut Machine, object: Obj) -> Result<Obj> {
    let members = union_arguments(vm, object);
    let list = vm.heap.new_tuple_from(&members);
    let set = crate::builtins::set::from_iterable(vm, types::FROZENSET, list);
    vm.decref(list);
    set
}

fn union_hash(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let set = member_set(vm, args.values[0])?;
    let hash = vm.hash(set);
    vm.decref(set);
    let hash = hash?;
    Ok(vm.heap.new_int(hash))
}

fn union_compare(vm: &mut Machine, args: Args<'_>, comparison: Comparison) -> Result<Obj> {
    let (a, b) = (args.values[0], args.values[1]);
    if vm.native::<Union>(a).is_none() || vm.native::<Union>(b).is_none() {
        return Ok(vm.not_implemented());
    }
    let left = member_set(vm, a)?;
    let right = match member_set(vm, b) {
        Ok(right) => right,
        Err(raise) => {
            vm.decref(left);
            return Err(raise);
        }
    };
    let equal = vm.equal(left, right);
    vm.decref(left);
    vm.decref(right);
    let equal = equal?;
    Ok(vm.heap.new_bool(equal == (comparison == Comparison::Eq)))
}

fn union_getitem(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let object = args.values[0];
    let items = union_arguments(vm, object);
    let parameters = parameters_of(vm, &items)?;
    let listed = vm.heap.tuple(parameters).to_vec();
    let new = substitute(vm, object, &items, &listed, args.values[1]);
    vm.decref(parameters);
    let new = new?;
    let result = union_from(vm, &new);
    vm.decref_all(new);
    result
}

/// `typing.Union[int, str]`, which is the same class from 3.14 on.
fn union_class_getitem(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let argument = args.values[1];
    let items = match vm.heap.payload(argument) {
        Payload::Tuple(items) => items.to_vec(),
        _ => vec![argument],
    };
    if items.is_empty() {
        return Err(vm.type_error("Cannot take a Union of no types."));
    }
    let module = vm.import_module("typing")?;
    let convert = vm.get_attr_str(module, "_type_check");
    vm.decref(module);
    let convert = convert?;
    let words = vm.heap.new_str("Union[arg, ...]: each arg must be a type.");
    let mut converted = Vec::with_capacity(items.len());
    let mut result = Ok(());
    for item in items {
        match vm.call(convert, &[item, words]) {
            Ok(item) => converted.push(item),
            Err(raise) => {
                result = Err(raise);
                break;
            }
        }
    }
    vm.decref(convert);
    vm.decref(words);
    let union = result.and_then(|()| union_from(vm, &converted));
    vm.decref_all(converted);
    union
}

fn union_instancecheck(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    for member in union_arguments(vm, args.values[0]) {
        if vm.native::<Alias>(member).is_some() {
            return Err(parameterized(vm, "isinstance"));
        }
        if vm.isinstance(args.values[1], member)? {
            return Ok(vm.heap.new_bool(true));
        }
    }
    Ok(vm.heap.new_bool(false))
}

fn union_subclasscheck(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    if !vm.heap.is_type(args.values[1]) {
        return Err(vm.type_error("issubclass() arg 1 must be a class"));
    }
    for member in union_arguments(vm, args.values[0]) {
        if vm.native::<Alias>(member).is_some() {
            return Err(parameterized(vm, "issubclass"));
        }
        if vm.issubclass(args.values[1], member)? {
            return Ok(vm.heap.new_bool(true));
        }
    }
    Ok(vm.heap.new_bool(false))
}

// --- type parameters ---

/// A type variable, parameter specification or type variable tuple.
#[derive(Clone, Debug, Default)]
struct Parameter {
    name: Option<Obj>,
    module: Option<Obj>,
    bound: Option<Obj>,
    constraints: Option<Obj>,
    default: Option<Obj>,
    covariant: bool,
    contravariant: bool,
    infers: bool,
}

native_object!(Parameter: name, module, bound, constraints, default);

/// `type Name = value`.
#[derive(Clone, Debug, Default)]
struct AliasStatement {
    name: Option<Obj>,
    parameters: Option<Obj>,
    compute: Option<Obj>,
    value: Option<Obj>,
    module: Option<Obj>,
}

native_object!(AliasStatement: name, parameters, compute, value, module);

const fn parameter_type(
    name: &'static str,
    methods: &'static [NativeDef],
    attributes: &'static [GetSetDef],
) -> NativeType {
    NativeType {
        name,
        module: "typing",
        base: Base::BuiltIn(types::OBJECT),
        layout: Layout::Native,
        traits: Traits { weak: true, dict: true, managed_dict: true, ..Traits::FINAL },
        members: &[],
        definition: TypeDef { ty: types::OBJECT, doc: "", methods, attributes },
    }
}

/// `typing.TypeVar`.
pub static TYPE_VAR: NativeType = parameter_type("TypeVar", TYPE_VAR_METHODS, PARAMETER_ATTRIBUTES);
/// `typing.ParamSpec`.
pub static PARAM_SPEC: NativeType =
    parameter_type("ParamSpec", PARAM_SPEC_METHODS, PARAMETER_ATTRIBUTES);
/// `typing.TypeVarTuple`.
pub static TYPE_VAR_TUPLE: NativeType =
    parameter_type("TypeVarTuple", TYPE_VAR_TUPLE_METHODS, PARAMETER_ATTRIBUTES);
/// `typing.TypeAliasType`.
pub static ALIAS_TYPE: NativeType =
    parameter_type("TypeAliasType", STATEMENT_METHODS, STATEMENT_ATTRIBUTES);

static TYPE_VAR_METHODS: &[NativeDef] = &[
    function("__new__", |vm, args| new_parameter(vm, args, "TypeVar"), Accepts::Any),
    special("__repr__", parameter_repr, Accepts::Nothing),
    special("__or__", make_union, Accepts::One),
    special("__ror__", make_union_reflected, Accepts::One),
    method("__typing_subst__", substitute_itself, Accepts::One),
    method("has_default", has_default, Accepts::Nothing),
    method("__reduce__", parameter_reduce, Accepts::Nothing),
];

static PARAM_SPEC_METHODS: &[NativeDef] = &[
    function("__new__", |vm, args| new_parameter(vm, args, "ParamSpec"), Accepts::Any),
    special("__repr__", parameter_repr, Accepts::Nothing),
    special("__or__", make_union, Accepts::One),
    special("__ror__", make_union_reflected, Accepts::One),
    method("__typing_subst__", substitute_itself, Accepts::One),
    method("has_default", has_default, Accepts::Nothing),
    method("__reduce__", parameter_reduce, Accepts::Nothing),
];

static TYPE_VAR_TUPLE_METHODS: &[NativeDef] = &[
    function("__new__", |vm, args| new_parameter(vm, args, "TypeVarTuple"), Accepts::Any),
    special("__repr__", parameter_repr, Accepts::Nothing),
    special("__iter__", unpack_parameter, Accepts::Nothing),
    method("has_default", has_default, Accepts::Nothing),
    method("__reduce__", parameter_reduce, Accepts::Nothing),
];

static PARAMETER_ATTRIBUTES: &[GetSetDef] = &[
    getter("__name__", |vm, object| {
        let name = parameter(vm, object)?.name;
        Ok(given(vm, name))
    }),
    getter("__module__", |vm, object| {
        let module = parameter(vm, object)?.module;
        Ok(given(vm, module))
    }),
    getter("__bound__", |vm, object| {
        let bound = parameter(vm, object)?.bound;
        evaluated(vm, bound)
    }),
    getter("__constraints__", |vm, object| match parameter(vm, object)?.constraints {
        Some(constraints) => evaluated(vm, Some(constraints)),
        None => Ok(vm.heap.new_tuple(Vec::new())),
    }),
    getter("__default__", |vm, object| {
        let default = parameter(vm, object)?.default;
        match default {
            Some(default) => evaluated(vm, Some(default)),
            None => {
                let module = vm.import_module("typing")?;
                let result = vm.get_attr_str(module, "NoDefault");
                vm.decref(module);
                result
            }
        }
    }),
    getter("__covariant__", |vm, object| {
        let covariant = parameter(vm, object)?.covariant;
        Ok(vm.heap.new_bool(covariant))
    }),
    getter("__contravariant__", |vm, object| {
        let contravariant = parameter(vm, object)?.contravariant;
        Ok(vm.heap.new_bool(contravariant))
    }),
    getter("__infer_variance__", |vm, object| {
        let infers = parameter(vm, object)?.infers;
        Ok(vm.heap.new_bool(infers))
    }),
    getter("args", |vm, object| Ok(vm.new_ref(object))),
    getter("kwargs", |vm, object| Ok(vm.new_ref(object))),
];

static STATEMENT_METHODS: &[NativeDef] = &[
    function("__new__", new_statement, Accepts::Any),
    special(
        "__repr__",
        |vm, args| {
            let name = statement(vm, args.values[0])?.name;
            Ok(given(vm, name))
        },
        Accepts::Nothing,
    ),
    special("__or__", make_union, Accepts::One),
    special("__ror__", make_union_reflected, Accepts::One),
    special("__getitem__", class_getitem, Accepts::One),
];

static STATEMENT_ATTRIBUTES: &[GetSetDef] = &[
    getter("__name__", |vm, object| {
        let name = statement(vm, object)?.name;
        Ok(given(vm, name))
    }),
    getter("__qualname__", |vm, object| {
        // That of the function which computes the value, for a `type` statement.
        let content = statement(vm, object)?;
        let (name, compute) = (content.name, content.compute);
        match compute {
            Some(compute) if matches!(vm.heap.payload(compute), Payload::Function(_)) => {
                let qualname = vm.heap.function(compute).qualname;
                Ok(vm.new_ref(qualname))
            }
            _ => Ok(given(vm, name)),
        }
    }),
    getter("__value__", alias_value),
    getter("__type_params__", |vm, object| match statement(vm, object)?.parameters {
        Some(parameters) => Ok(vm.new_ref(parameters)),
        None => Ok(vm.heap.new_tuple(Vec::new())),
    }),
    getter("__parameters__", |vm, object| match statement(vm, object)?.parameters {
        Some(parameters) => Ok(vm.new_ref(parameters)),
        None => Ok(vm.heap.new_tuple(Vec::new())),
    }),
    getter("__module__", |vm, object| {
        let module = statement(vm, object)?.module;
        Ok(given(vm, module))
    }),
];

fn parameter(vm: &mut Machine, object: Obj) -> Result<&mut Parameter> {
    vm.expect_native(object)
}

fn statement(vm: &mut Machine, object: Obj) -> Result<&mut AliasStatement> {
    vm.expect_native(object)
}

/// A bound or default: functions of the compiler are called when the value is asked for.
fn evaluated(vm: &mut Machine, value: Option<Obj>) -> Result<Obj> {
    match value {
        Some(function) if matches!(vm.heap.payload(function), Payload::Function(_)) => {
            call_lazy(vm, function)
        }
        other => Ok(given(vm, other)),
    }
}

/// Calls what computes a bound, default or alias. From 3.14 it takes a format, which is "values".
fn call_lazy(vm: &mut Machine, function: Obj) -> Result<Obj> {
    let code = vm.heap.function(function).code;
    let takes_format = vm.body(code).template().argcount > 0;
    let has_default = vm.heap.function(function).defaults.is_some();
    if takes_format && !has_default {
        let format = vm.heap.new_int(1);
        let result = vm.call(function, &[format]);
        vm.decref(format);
        return result;
    }
    vm.call(function, &[])
}

/// `typing.TypeVar(name, …)` and its kin, called by a program.
fn new_parameter(vm: &mut Machine, args: Args<'_>, kind: &str) -> Result<Obj> {
    let mut content = Parameter::default();
    let positional = &args.positional()[1..];
    let mut name = positional.first().copied();
    for (keyword, value) in args.keywords() {
        let keyword = vm.heap.str_text(keyword).to_owned();
        let is_none = value == vm.heap.none();
        match keyword.as_str() {
            "name" => name = Some(value),
            "bound" if kind != "TypeVarTuple" => {
                content.bound = (!is_none).then(|| vm.heap.new_ref(value));
            }
            "default" if vm.heap.release.library.has("typing.NoDefault") => {
                content.default = Some(vm.heap.new_ref(value));
            }
            "covariant" if kind != "TypeVarTuple" => content.covariant = vm.truth(value)?,
            "contravariant" if kind != "TypeVarTuple" => content.contravariant = vm.truth(value)?,
            "infer_variance" if kind != "TypeVarTuple" => content.infers = vm.truth(value)?,
            _ => {
                let name = kind.to_lowercase();
                return Err(vm.unexpected_keyword(&name, &keyword));
            }
        }
    }
    let Some(name) = name else {
        let name = kind.to_lowercase();
        return Err(vm.type_error(format!("{name}() missing required argument 'name' (pos 1)")));
    };
    if !vm.is_str(name) {
        let given = vm.type_name_of(name);
        let function = kind.to_lowercase();
        return Err(vm.type_error(format!("{function}() argument 'name' must be str, not {given}")));
    }
    if content.covariant && content.contravariant {
        return Err(vm.value_error("Bivariant types are not supported."));
    }
    let constraints = positional.get(1..).unwrap_or(&[]);
    if constraints.len() == 1 {
        return Err(vm.type_error("A single constraint is not allowed"));
    }
    if !constraints.is_empty() {
        if content.bound.is_some() {
            return Err(vm.type_error("Constraints cannot be combined with bound=..."));
        }
        content.constraints = Some(vm.heap.new_tuple_from(constraints));
    }
    content.name = Some(vm.new_ref(name));
    content.module = calling_module(vm);
    Ok(vm.new_native_object(args.values[0], content))
}

/// `__name__` of the module whose code runs. New reference.
fn calling_module(vm: &mut Machine) -> Option<Obj> {
    let globals = vm.current_globals();
    let name = vm.names.__name__;
    vm.heap.dict_get_str(globals, name).map(|module| vm.new_ref(module))
}

fn parameter_repr(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let content = parameter(vm, args.values[0])?;
    let sign = match (content.infers, content.covariant, content.contravariant) {
        (true, ..) => "",
        (_, true, _) => "+",
        (_, _, true) => "-",
        _ => "~",
    };
    let name = content.name;
    let class = vm.heap.type_of(args.values[0]);
    let sign = if class == vm.native_type(&TYPE_VAR_TUPLE) { "" } else { sign };
    let name = match name {
        Some(name) => vm.heap.str_text(name).to_owned(),
        None => String::new(),
    };
    Ok(vm.heap.new_str(&format!("{sign}{name}")))
}

fn has_default(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let has = parameter(vm, args.values[0])?.default.is_some();
    Ok(vm.heap.new_bool(has))
}

fn parameter_reduce(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let name = parameter(vm, args.values[0])?.name;
    Ok(given(vm, name))
}

/// `T.__typing_subst__(argument)`: the argument, once `typing` has looked at it.
fn substitute_itself(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let argument = args.values[1];
    if argument == vm.heap.none() {
        return Ok(vm.new_ref(types::NONE_TYPE));
    }
    Ok(vm.new_ref(argument))
}

fn unpack_parameter(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let module = vm.import_module("typing")?;
    let unpack = vm.get_attr_str(module, "Unpack");
    vm.decref(module);
    let unpack = unpack?;
    let item = vm.get_item(unpack, args.values[0]);
    vm.decref(unpack);
    let tuple = vm.heap.new_tuple(vec![item?]);
    let iterator = vm.iter(tuple);
    vm.decref(tuple);
    iterator
}

fn make_union(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    typing_union(vm, args.values[0], args.values[1])
}

fn make_union_reflected(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    typing_union(vm, args.values[1], args.values[0])
}

/// `T | int`: `typing.Union[T, int]`.
fn typing_union(vm: &mut Machine, a: Obj, b: Obj) -> Result<Obj> {
    let module = vm.import_module("typing")?;
    let union = vm.get_attr_str(module, "Union");
    vm.decref(module);
    let union = union?;
    let pair = vm.heap.new_tuple_from(&[a, b]);
    let result = vm.get_item(union, pair);
    vm.decref(pair);
    vm.decref(union);
    result
}

fn new_statement(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    args.count(vm, 1, "typealias", 2, 2)?;
    let mut parameters = None;
    for (keyword, value) in args.keywords() {
        match vm.heap.str_text(keyword) {
            "type_params" => parameters = Some(vm.heap.new_ref(value)),
            other => {
                let other = other.to_owned();
                return Err(vm.unexpected_keyword("typealias", &other));
            }
        }
    }
    let content = AliasStatement {
        name: Some(vm.heap.new_ref(args.values[1])),
        parameters,
        compute: None,
        value: Some(vm.heap.new_ref(args.values[2])),
        module: calling_module(vm),
    };
    Ok(vm.new_native_object(args.values[0], content))
}

fn alias_value(vm: &mut Machine, object: Obj) -> Result<Obj> {
    let content = statement(vm, object)?;
    if let Some(value) = content.value {
        return Ok(vm.new_ref(value));
    }
    let Some(compute) = content.compute else { return Ok(vm.none()) };
    vm.heap.incref(compute);
    let value = call_lazy(vm, compute);
    vm.decref(compute);
    let value = value?;
    vm.heap.incref(value);
    let old = statement(vm, object)?.value.replace(value);
    vm.decref_opt(old);
    Ok(value)
}

/// What an instruction for type parameters makes of its operands (borrowed). New reference.
pub fn type_parameter(vm: &mut Machine, kind: TypeParameter, operands: &[Obj]) -> Result<Obj> {
    let first = operands[0];
    match kind {
        TypeParameter::TypeVar
        | TypeParameter::TypeVarWithBound
        | TypeParameter::TypeVarWithConstraints
        | TypeParameter::ParamSpec
        | TypeParameter::TypeVarTuple => {
            let mut content = Parameter {
                name: Some(vm.new_ref(first)),
                module: calling_module(vm),
                infers: kind != TypeParameter::TypeVarTuple,
                ..Parameter::default()
            };
            let second = operands.get(1).map(|&second| vm.new_ref(second));
            match kind {
                TypeParameter::TypeVarWithBound => content.bound = second,
                TypeParameter::TypeVarWithConstraints => content.constraints = second,
                _ => {}
            }
            let class = vm.native_type(match kind {
                TypeParameter::ParamSpec => &PARAM_SPEC,
                TypeParameter::TypeVarTuple => &TYPE_VAR_TUPLE,
                _ => &TYPE_VAR,
            });
            Ok(vm.new_native_object(class, content))
        }
        TypeParameter::SetDefault => {
            let default = vm.new_ref(operands[1]);
            let old = parameter(vm, first)?.default.replace(default);
            vm.decref_opt(old);
            Ok(vm.new_ref(first))
        }
        TypeParameter::TypeAlias => {
            let parts = vm.heap.tuple(first).to_vec();
            let none = vm.heap.none();
            let parameters = Some(parts[1]).filter(|&parameters| parameters != none);
            for &part in [parts[0], parts[2]].iter().chain(&parameters) {
                vm.heap.incref(part);
            }
            let content = AliasStatement {
                name: Some(parts[0]),
                parameters,
                compute: Some(parts[2]),
                value: None,
                module: calling_module(vm),
            };
            let class = vm.native_type(&ALIAS_TYPE);
            Ok(vm.new_native_object(class, content))
        }
        TypeParameter::SubscriptGeneric => {
            let module = vm.import_module("typing")?;
            let generic = vm.get_attr_str(module, "Generic");
            vm.decref(module);
            let generic = generic?;
            let result = vm.get_item(generic, first);
            vm.decref(generic);
            result
        }
        TypeParameter::SetFunctionTypeParams => {
            let parameters = vm.new_ref(operands[1]);
            let old = vm.heap.function_mut(first).type_params.replace(parameters);
            vm.decref_opt(old);
            Ok(vm.new_ref(first))
        }
    }
}

/// The native part of the module `typing`.
pub static MODULE: super::NativeModule = super::NativeModule {
    name: "_typing",
    doc: "Primitives and accelerators for the typing module.",
    functions: &[function("union", |vm, args| union_from(vm, args.values), Accepts::Any)],
    fill: |vm, module| {
        for ty in [&TYPE_VAR, &PARAM_SPEC, &TYPE_VAR_TUPLE, &ALIAS_TYPE] {
            let class = vm.native_type(ty);
            let class = vm.new_ref(class);
            super::set(vm, module, ty.name, class);
        }
        let union = vm.new_ref(types::UNION);
        super::set(vm, module, "Union", union);
        Ok(())
    },
};
