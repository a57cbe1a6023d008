//! `collections.OrderedDict`.
//!
//! CPython keeps a list of nodes beside the dict's table; here the dict's own order is that list.

use heap_model::objects::{DictView, Layout, ViewKind};
use heap_model::{Obj, Payload, Runtime, types};

use crate::bytecode::Comparison;
use crate::machine::{Machine, Result};
use crate::modules::arguments::Signature;
use crate::modules::native_types::{Base, NativeType, Traits, native_object};
use crate::native::{Accepts, Args, NativeDef, TypeDef, function, getter, method, special};

/// Bytes of one of CPython's nodes.
const NODE: usize = 32;

/// The type.
pub static TYPE: NativeType = NativeType {
    name: "OrderedDict",
    module: "collections",
    base: Base::BuiltIn(types::DICT),
    layout: Layout::Dict,
    traits: Traits { weak: true, dict: true, ..Traits::BASE },
    members: &[],
    definition: TypeDef {
        ty: types::DICT,
        doc: "Dictionary that remembers insertion order",
        methods: METHODS,
        attributes: &[getter("__dict__", |vm, object| {
            let dict = vm.instance_dict(object).expect("it has room for one");
            Ok(vm.new_ref(dict))
        })],
    },
};

const fn view_type(name: &'static str, base: Obj) -> NativeType {
    NativeType {
        name,
        module: "builtins",
        base: Base::BuiltIn(base),
        layout: Layout::Sealed,
        traits: Traits::FINAL,
        members: &[],
        definition: TypeDef { ty: types::OBJECT, doc: "", methods: VIEW_METHODS, attributes: &[] },
    }
}

static VIEW_METHODS: &[NativeDef] = &[
    special("__iter__", view_iter, Accepts::Nothing),
    special("__repr__", view_repr, Accepts::Nothing),
    method("__reversed__", view_reversed, Accepts::Nothing),
];

static KEYS: NativeType = view_type("odict_keys", types::DICT_KEYS);
static VALUES: NativeType = view_type("odict_values", types::DICT_VALUES);
static ITEMS: NativeType = view_type("odict_items", types::DICT_ITEMS);

static ITERATOR: NativeType = NativeType {
    name: "odict_iterator",
    module: "builtins",
    base: Base::BuiltIn(types::OBJECT),
    layout: Layout::Native,
    traits: Traits::FINAL,
    members: &[],
    definition: TypeDef {
        ty: types::OBJECT,
        doc: "",
        methods: &[
            special("__iter__", |vm, args| Ok(vm.new_ref(args.values[0])), Accepts::Nothing),
            special("__next__", crate::modules::native_types::next_method, Accepts::Nothing),
        ],
        attributes: &[],
    },
};

/// An iterator: an `odict_iterator`.
#[derive(Clone, Debug)]
pub struct OrderedIterator {
    dict: Option<Obj>,
    kind: ViewKind,
    position: usize,
    backwards: bool,
    version: u32,
    length: usize,
}

native_object!(OrderedIterator: dict);

static METHODS: &[NativeDef] = &[
    function("__new__", new, Accepts::Any),
    special("__init__", init, Accepts::Any),
    method("update", update_method, Accepts::Any),
    method("move_to_end", move_to_end, Accepts::Any),
    method("popitem", popitem, Accepts::Any),
    method("copy", copy, Accepts::Nothing),
    method("__copy__", copy, Accepts::Nothing),
    method("keys", |vm, args| Ok(view(vm, args.values[0], ViewKind::Keys)), Accepts::Nothing),
    method("values", |vm, args| Ok(view(vm, args.values[0], ViewKind::Values)), Accepts::Nothing),
    method("items", |vm, args| Ok(view(vm, args.values[0], ViewKind::Items)), Accepts::Nothing),
    method(
        "__reversed__",
        |vm, args| Ok(iterator(vm, args.values[0], ViewKind::Keys, true)),
        Accepts::Nothing,
    ),
    method("__reduce__", reduce, Accepts::Nothing),
    method("__sizeof__", sizeof, Accepts::Nothing),
    special(
        "__iter__",
        |vm, args| Ok(iterator(vm, args.values[0], ViewKind::Keys, false)),
        Accepts::Nothing,
    ),
    special("__repr__", repr, Accepts::Nothing),
    special("__eq__", |vm, args| compare(vm, args, Comparison::Eq), Accepts::One),
    special("__ne__", |vm, args| compare(vm, args, Comparison::Ne), Accepts::One),
    special("__or__", or, Accepts::One),
    special("__ror__", ror, Accepts::One),
    special("__ior__", ior, Accepts::One),
];

fn new(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let ty = vm.native_type(&TYPE);
    let class = vm.class_argument(ty, args)?;
    Ok(vm.heap.new_of_class(class, Payload::Dict(Box::default())))
}

fn init(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let given = args.positional().len() - 1;
    if given > 1 {
        return Err(vm.type_error(format!("expected at most 1 arguments, got {given}")));
    }
    update(vm, args)?;
    Ok(vm.none())
}

fn update_method(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let given = args.positional().len() - 1;
    if given > 1 {
        return Err(
            vm.type_error(format!("update() takes at most 1 positional argument ({given} given)"))
        );
    }
    update(vm, args)?;
    Ok(vm.none())
}

/// Sets items one by one, as `MutableMapping.update` does: a subclass's `__setitem__` sees them.
fn update(vm: &mut Machine, args: Args<'_>) -> Result<()> {
    let this = args.values[0];
    if let Some(&source) = args.positional().get(1) {
        update_from(vm, this, source)?;
    }
    for (name, value) in args.keywords() {
        vm.set_item(this, name, value)?;
    }
    Ok(())
}

fn update_from(vm: &mut Machine, this: Obj, source: Obj) -> Result<()> {
    if matches!(vm.heap.payload(source), Payload::Dict(_))
        && !vm.heap.type_object(vm.heap.type_of(source)).flags.heap
    {
        let items = vm.dict_items(source);
        for &(key, value) in &items {
            vm.heap.incref(key);
            vm.heap.incref(value);
        }
        let mut result = Ok(());
        for (key, value) in items {
            if result.is_ok() {
                result = vm.set_item(this, key, value);
            }
            vm.decref(key);
            vm.decref(value);
        }
        return result;
    }
    let name = vm.names.keys;
    if let Some(method) = vm.get_attr_opt(source, name)? {
        let keys = vm.call(method, &[]);
        vm.decref(method);
        let keys = keys?;
        let result = vm.for_each(keys, |vm, key| {
            let value = vm.get_item(source, key)?;
            let result = vm.set_item(this, key, value);
            vm.decref(value);
            result
        });
        vm.decref(keys);
        return result;
    }
    vm.for_each(source, |vm, pair| {
        let items = vm.collect(pair)?;
        let result = match items.as_slice() {
            &[key, value] => vm.set_item(this, key, value),
            [] => Err(vm.value_error("need more than 0 values to unpack")),
            [_] => Err(vm.value_error("need more than 1 value to unpack")),
            _ => Err(vm.value_error("too many values to unpack (expected 2)")),
        };
        vm.decref_all(items);
        result
    })
}

fn move_to_end(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    static SIGNATURE: Signature = Signature::plain("move_to_end", &["key", "last"], 1);
    let dict = args.values[0];
    let [key, last] = args.bind(vm, 1, &SIGNATURE)?;
    let key = key.expect("required");
    let last = match last {
        Some(last) => vm.truth(last)?,
        None => true,
    };
    let hash = vm.hash(key)?;
    match vm.dict_find(dict, key, hash)? {
        Some(entry) => vm.heap.dict_move_to_end(dict, entry, last),
        None => return Err(vm.raise_key_error(key)),
    }
    Ok(vm.none())
}

fn popitem(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    static SIGNATURE: Signature = Signature::plain("popitem", &["last"], 0);
    let dict = args.values[0];
    let [last] = args.bind(vm, 1, &SIGNATURE)?;
    let last = match last {
        Some(last) => vm.truth(last)?,
        None => true,
    };
    let content = vm.heap.dict(dict);
    let found =
        if last { content.previous_entry(content.entry_count()) } else { content.next_entry(0) };
    let Some((entry, _)) = found else {
        return Err(vm.raise(types::KEY_ERROR, "dictionary is empty"));
    };
    let (key, value) = vm.heap.dict_remove(dict, entry);
    Ok(vm.heap.new_tuple(vec![key, value]))
}

/// A new one of a class with the items of a dict.
fn of_class(vm: &mut Machine, class: Obj, source: Obj) -> Result<Obj> {
    let new = vm.call(class, &[])?;
    match update_from(vm, new, source) {
        Ok(()) => Ok(new),
        Err(raise) => {
            vm.decref(new);
            Err(raise)
        }
    }
}

fn copy(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let class = vm.heap.type_of(args.values[0]);
    of_class(vm, class, args.values[0])
}

fn repr(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let dict = args.values[0];
    let class = vm.heap.type_of(dict);
    let name = vm.heap.type_object(class).name.to_string();
    if vm.heap.dict(dict).is_empty() {
        return Ok(vm.heap.new_str(&format!("{name}()")));
    }
    if !vm.enter_repr(dict)? {
        return Ok(vm.heap.new_str("..."));
    }
    let mut parts = Vec::new();
    let mut result = Ok(());
    let as_dict = vm.heap.release.library.ordered_dict_shows_dict;
    for (key, value) in vm.dict_items(dict) {
        let shown = vm.repr_text(key).and_then(|key| Ok((key, vm.repr_text(value)?)));
        match shown {
            Ok((key, value)) if as_dict => parts.push(format!("{key}: {value}")),
            Ok((key, value)) => parts.push(format!("({key}, {value})")),
            Err(raise) => {
                result = Err(raise);
                break;
            }
        }
    }
    vm.leave_repr(dict);
    result?;
    let items = parts.join(", ");
    let text = if as_dict { format!("{name}({{{items}}})") } else { format!("{name}([{items}])") };
    Ok(vm.heap.new_str(&text))
}

fn is_ordered(vm: &mut Machine, object: Obj) -> bool {
    let ty = vm.native_type(&TYPE);
    vm.is_instance_of(object, ty)
}

fn compare(vm: &mut Machine, args: Args<'_>, comparison: Comparison) -> Result<Obj> {
    let (a, b) = (args.values[0], args.values[1]);
    let result = crate::builtins::dict::compare(vm, Comparison::Eq, a, b)?;
    if vm.is_not_implemented(result) {
        return Ok(result);
    }
    let mut equal = vm.truth(result)?;
    vm.decref(result);
    if equal && is_ordered(vm, b) {
        let (left, right) = (vm.dict_items(a), vm.dict_items(b));
        for ((left, _), (right, _)) in left.into_iter().zip(right) {
            if !vm.equal(left, right)? {
                equal = false;
                break;
            }
        }
    }
    Ok(vm.heap.new_bool(equal == (comparison == Comparison::Eq)))
}

fn union(vm: &mut Machine, class: Obj, left: Obj, right: Obj) -> Result<Obj> {
    let is_dict = |vm: &Machine, object| matches!(vm.heap.payload(object), Payload::Dict(_));
    if !is_dict(vm, left) || !is_dict(vm, right) {
        return Ok(vm.not_implemented());
    }
    let new = of_class(vm, class, left)?;
    match update_from(vm, new, right) {
        Ok(()) => Ok(new),
        Err(raise) => {
            vm.decref(new);
            Err(raise)
        }
    }
}

fn or(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let class = vm.heap.type_of(args.values[0]);
    union(vm, class, args.values[0], args.values[1])
}

fn ror(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let class = vm.heap.type_of(args.values[0]);
    union(vm, class, args.values[1], args.values[0])
}

fn ior(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    update_from(vm, args.values[0], args.values[1])?;
    Ok(vm.new_ref(args.values[0]))
}

/// The dict, and the nodes that CPython keeps beside it.
fn sizeof(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let own = vm.heap.own_size(args.values[0]);
    let content = vm.heap.dict(args.values[0]);
    let nodes = if content.is_empty() { 0 } else { content.slots() * 8 + content.len() * NODE };
    Ok(vm.heap.new_int((own + nodes) as i64))
}

fn reduce(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let dict = args.values[0];
    let name = vm.names.__getstate__;
    let state = vm.call_method(dict, name, &[])?;
    let items = view(vm, dict, ViewKind::Items);
    let iterator = vm.iter(items);
    vm.decref(items);
    let iterator = iterator?;
    let class = vm.heap.type_of(dict);
    let class = vm.new_ref(class);
    let empty = vm.heap.new_tuple(Vec::new());
    let none = vm.none();
    Ok(vm.heap.new_tuple(vec![class, empty, state, none, iterator]))
}

// --- views and iterators ---

fn view(vm: &mut Machine, dict: Obj, kind: ViewKind) -> Obj {
    let class = vm.native_type(match kind {
        ViewKind::Keys => &KEYS,
        ViewKind::Values => &VALUES,
        ViewKind::Items => &ITEMS,
    });
    vm.heap.incref(dict);
    vm.heap.new_object(class, Payload::DictView(DictView { dict, kind }))
}

fn iterator(vm: &mut Machine, dict: Obj, kind: ViewKind, backwards: bool) -> Obj {
    let version = vm.heap.dict_keys_version(dict);
    let content = vm.heap.dict(dict);
    let (length, entries) = (content.len(), content.entry_count());
    vm.heap.incref(dict);
    let class = vm.native_type(&ITERATOR);
    let position = if backwards { entries } else { 0 };
    let content = OrderedIterator { dict: Some(dict), kind, position, backwards, version, length };
    vm.new_native_object(class, content)
}

fn view_iter(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let &DictView { dict, kind } = vm.heap.dict_view(args.values[0]);
    Ok(iterator(vm, dict, kind, false))
}

fn view_reversed(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let &DictView { dict, kind } = vm.heap.dict_view(args.values[0]);
    Ok(iterator(vm, dict, kind, true))
}

fn view_repr(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let text = crate::builtins::dict_views::repr(vm, args.values[0])?;
    let shown = format!("o{}", vm.heap.str_text(text));
    vm.decref(text);
    Ok(vm.heap.new_str(&shown))
}

/// The next item of an iterator over an ordered dict; `None` if the object is none.
pub fn next(vm: &mut Machine, iterator: Obj) -> Option<Result<Option<Obj>>> {
    let &OrderedIterator { dict, kind, position, backwards, version, length } =
        vm.native::<OrderedIterator>(iterator)?;
    let Some(dict) = dict else { return Some(Ok(None)) };
    let current = vm.heap.dict_keys_version(dict);
    let content = vm.heap.dict(dict);
    if version != current {
        let words = if content.len() == length || version != current {
            "OrderedDict mutated during iteration"
        } else {
            "OrderedDict changed size during iteration"
        };
        return Some(Err(vm.runtime_error(words)));
    }
    let found =
        if backwards { content.previous_entry(position) } else { content.next_entry(position) };
    let Some((number, entry)) = found else {
        if let Some(state) = vm.native_mut::<OrderedIterator>(iterator) {
            state.dict = None;
        }
        vm.decref(dict);
        return Some(Ok(None));
    };
    let (key, value) = (entry.key, entry.value);
    if let Some(state) = vm.native_mut::<OrderedIterator>(iterator) {
        state.position = if backwards { number } else { number + 1 };
    }
    Some(Ok(Some(match kind {
        ViewKind::Keys => vm.new_ref(key),
        ViewKind::Values => vm.new_ref(value),
        ViewKind::Items => vm.heap.new_tuple_from(&[key, value]),
    })))
}
