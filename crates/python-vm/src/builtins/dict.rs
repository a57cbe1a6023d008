//! `dict`: lookups with Python's equality, and the type's methods.

use heap_model::objects::{Probe, ViewKind};
use heap_model::{Obj, Payload, Runtime, types};

use crate::bytecode::Comparison;
use crate::machine::{Machine, Result};
use crate::native::{Accepts, Args, TypeDef, class_method, function, method, special};

impl Machine {
    /// The number of the entry of `key`, comparing by `==` where keys are not of built-in types.
    pub(crate) fn dict_find(&mut self, dict: Obj, key: Obj, hash: i64) -> Result<Option<usize>> {
        let mut probe = self.heap.dict_probe(dict, key, hash);
        loop {
            match probe {
                Probe::Found(entry) => return Ok(Some(entry)),
                Probe::Absent => return Ok(None),
                Probe::Compare { entry, state } => {
                    let known = self.heap.dict_key_at(dict, entry).expect("the probe saw it");
                    self.heap.incref(known);
                    let equal = self.equal(known, key);
                    self.decref(known);
                    let equal = equal?;
                    if !self.heap.dict_probe_holds(dict, entry, &state) {
                        probe = self.heap.dict_probe(dict, key, hash);
                    } else if equal {
                        return Ok(Some(entry));
                    } else {
                        probe = self.heap.dict_probe_on(dict, key, hash, state);
                    }
                }
            }
        }
    }

    /// The value of a key, borrowed.
    pub fn dict_get(&mut self, dict: Obj, key: Obj) -> Result<Option<Obj>> {
        let hash = self.key_hash(key, false)?;
        let entry = self.dict_find(dict, key, hash)?;
        Ok(entry.and_then(|entry| self.heap.dict_value_at(dict, entry)))
    }

    /// `PyDict_SetItem`: sets a key; both are borrowed and counted once more, before the key's
    /// `__hash__` and `__eq__` run.
    pub fn dict_set(&mut self, dict: Obj, key: Obj, value: Obj) -> Result<()> {
        self.heap.incref(key);
        self.heap.incref(value);
        let found = self.dict_place(dict, key);
        self.decref(key);
        self.decref(value);
        self.dict_store(dict, key, value, found?);
        Ok(())
    }

    /// As [`Machine::dict_set`] where the caller's references become the dict's: none is added while
    /// the key is looked up.
    pub(crate) fn dict_set_moved(&mut self, dict: Obj, key: Obj, value: Obj) -> Result<()> {
        let found = self.dict_place(dict, key)?;
        self.dict_store(dict, key, value, found);
        Ok(())
    }

    /// As [`Machine::dict_set`], of a key whose hash is known.
    pub(crate) fn dict_set_hashed(
        &mut self,
        dict: Obj,
        key: Obj,
        hash: i64,
        value: Obj,
    ) -> Result<()> {
        self.heap.dict_prepare_store(dict, key);
        let found = self.dict_find(dict, key, hash)?;
        self.dict_store(dict, key, value, (hash, found));
        Ok(())
    }

    fn dict_place(&mut self, dict: Obj, key: Obj) -> Result<(i64, Option<usize>)> {
        let hash = self.key_hash(key, false)?;
        self.heap.dict_prepare_store(dict, key);
        Ok((hash, self.dict_find(dict, key, hash)?))
    }

    fn dict_store(&mut self, dict: Obj, key: Obj, value: Obj, (hash, found): (i64, Option<usize>)) {
        match found {
            Some(entry) => {
                let old = self.heap.dict_replace_value(dict, entry, value);
                self.decref(old);
            }
            None => self.heap.dict_insert_new(dict, key, hash, value),
        }
    }

    /// Deletes a key. False: it was not there.
    pub fn dict_del(&mut self, dict: Obj, key: Obj) -> Result<bool> {
        let hash = self.key_hash(key, false)?;
        let Some(entry) = self.dict_find(dict, key, hash)? else { return Ok(false) };
        let (key, value) = self.heap.dict_remove(dict, entry);
        self.decref(key);
        self.decref(value);
        Ok(true)
    }

    /// Takes a key out and gives its value, the caller's reference now.
    pub fn dict_pop(&mut self, dict: Obj, key: Obj) -> Result<Option<Obj>> {
        if self.heap.dict(dict).is_empty() {
            return Ok(None);
        }
        let hash = self.key_hash(key, false)?;
        let Some(entry) = self.dict_find(dict, key, hash)? else { return Ok(None) };
        let (key, value) = self.heap.dict_remove(dict, entry);
        self.decref(key);
        Ok(Some(value))
    }

    /// Keys and values as they stand now, borrowed.
    pub(crate) fn dict_items(&self, dict: Obj) -> Vec<(Obj, Obj)> {
        self.heap.dict(dict).items().collect()
    }
}

/// `dict[key]`, with `__missing__` for subclasses.
pub fn get_item(vm: &mut Machine, dict: Obj, key: Obj) -> Result<Obj> {
    if let Some(value) = vm.dict_get(dict, key)? {
        return Ok(vm.new_ref(value));
    }
    if vm.heap.type_of(dict) != types::DICT {
        let name = vm.names.__missing__;
        if let Some(value) = vm.call_special(dict, name, &[key])? {
            return Ok(value);
        }
    }
    Err(vm.raise_key_error(key))
}

/// `dict[key] = value`.
pub fn set_item(vm: &mut Machine, dict: Obj, key: Obj, value: Obj) -> Result<()> {
    vm.dict_set(dict, key, value)
}

/// `del dict[key]`.
pub fn del_item(vm: &mut Machine, dict: Obj, key: Obj) -> Result<()> {
    if vm.dict_del(dict, key)? { Ok(()) } else { Err(vm.raise_key_error(key)) }
}

/// `key in dict`.
pub fn contains(vm: &mut Machine, dict: Obj, key: Obj) -> Result<bool> {
    let hash = vm.key_hash(key, false)?;
    Ok(vm.dict_find(dict, key, hash)?.is_some())
}

/// `repr(dict)`.
pub fn repr(vm: &mut Machine, dict: Obj) -> Result<Obj> {
    if !vm.enter_repr(dict)? {
        return Ok(vm.heap.new_str("{...}"));
    }
    let mut text = String::from("{");
    let mut position = 0;
    let mut failed = None;
    while let Some((entry, &content)) = vm.heap.dict(dict).next_entry(position) {
        position = entry + 1;
        let (key, value) = (content.key, content.value);
        vm.heap.incref(key);
        vm.heap.incref(value);
        let part = vm.repr_text(key).and_then(|key| Ok((key, vm.repr_text(value)?)));
        vm.decref(key);
        vm.decref(value);
        match part {
            Ok((key, value)) => {
                if text.len() > 1 {
                    text.push_str(", ");
                }
                text.push_str(&key);
                text.push_str(": ");
                text.push_str(&value);
            }
            Err(raise) => {
                failed = Some(raise);
                break;
            }
        }
    }
    vm.leave_repr(dict);
    if let Some(raise) = failed {
        return Err(raise);
    }
    text.push('}');
    Ok(vm.heap.new_str(&text))
}

/// `iter(dict)`.
pub fn iter(vm: &mut Machine, dict: Obj) -> Result<Obj> {
    Ok(view_iterator(vm, dict, ViewKind::Keys, false))
}

/// An iterator over a dict (borrowed). New reference.
pub fn view_iterator(vm: &mut Machine, dict: Obj, kind: ViewKind, reversed: bool) -> Obj {
    let content = vm.heap.dict(dict);
    let used = content.len();
    let position = if reversed { content.entry_count() } else { 0 };
    let class = match (kind, reversed) {
        (ViewKind::Keys, false) => types::DICT_KEYITERATOR,
        (ViewKind::Values, false) => types::DICT_VALUEITERATOR,
        (ViewKind::Items, false) => types::DICT_ITEMITERATOR,
        (ViewKind::Keys, true) => types::DICT_REVERSEKEYITERATOR,
        (ViewKind::Values, true) => types::DICT_REVERSEVALUEITERATOR,
        (ViewKind::Items, true) => types::DICT_REVERSEITEMITERATOR,
    };
    vm.heap.incref(dict);
    let pair = (kind == ViewKind::Items).then(|| {
        let none = vm.heap.none();
        vm.heap.new_tuple_from(&[none, none])
    });
    vm.heap.new_iterator(
        class,
        heap_model::objects::Iterator::Dict {
            dict: Some(dict),
            kind,
            position,
            used,
            remaining: used,
            reversed,
            pair,
        },
    )
}

/// `==` and `!=`; other comparisons are not implemented.
pub fn compare(vm: &mut Machine, comparison: Comparison, a: Obj, b: Obj) -> Result<Obj> {
    let both = matches!(vm.heap.payload(a), Payload::Dict(_))
        && matches!(vm.heap.payload(b), Payload::Dict(_));
    if !both || !matches!(comparison, Comparison::Eq | Comparison::Ne) {
        return Ok(vm.not_implemented());
    }
    let equal = equal_dicts(vm, a, b)?;
    Ok(vm.heap.new_bool(equal == (comparison == Comparison::Eq)))
}

fn equal_dicts(vm: &mut Machine, a: Obj, b: Obj) -> Result<bool> {
    if vm.heap.dict(a).len() != vm.heap.dict(b).len() {
        return Ok(false);
    }
    let mut position = 0;
    while let Some((entry, &content)) = vm.heap.dict(a).next_entry(position) {
        position = entry + 1;
        let (key, value) = (content.key, content.value);
        vm.heap.incref(key);
        vm.heap.incref(value);
        let result = match vm.dict_find(b, key, content.hash) {
            Ok(Some(other)) => {
                let other = vm.heap.dict_value_at(b, other).expect("just found");
                vm.heap.incref(other);
                let equal = vm.equal(value, other);
                vm.decref(other);
                equal
            }
            Ok(None) => Ok(false),
            Err(raise) => Err(raise),
        };
        vm.decref(key);
        vm.decref(value);
        if !result? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// `a | b`.
pub fn union(vm: &mut Machine, a: Obj, b: Obj) -> Result<Obj> {
    let both = matches!(vm.heap.payload(a), Payload::Dict(_))
        && matches!(vm.heap.payload(b), Payload::Dict(_));
    if !both {
        return Ok(vm.not_implemented());
    }
    let copied = if overrides_iteration(vm, a) {
        let copy = vm.heap.new_dict();
        update(vm, copy, a).map(|()| copy).inspect_err(|_| vm.decref(copy))
    } else {
        Ok(vm.heap.dict_copy(a))
    };
    let result = copied?;
    match update(vm, result, b) {
        Ok(()) => Ok(result),
        Err(raise) => {
            vm.decref(result);
            Err(raise)
        }
    }
}

/// `a |= b`.
pub fn inplace_union(vm: &mut Machine, a: Obj, b: Obj) -> Result<Obj> {
    update_from(vm, a, b)?;
    Ok(vm.new_ref(a))
}

/// Takes over the items of a dict or of any object with `keys()`.
///
/// # Errors
/// `AttributeError` for anything else.
pub fn update(vm: &mut Machine, dict: Obj, mapping: Obj) -> Result<()> {
    if let Payload::Dict(_) = vm.heap.payload(mapping)
        && (vm.heap.type_of(mapping) == types::DICT || !overrides_iteration(vm, mapping))
    {
        return merge(vm, dict, mapping);
    }
    let name = vm.names.keys;
    let keys = vm.call_method(mapping, name, &[])?;
    let iterator = vm.iter(keys);
    vm.decref(keys);
    let iterator = iterator?;
    let result = loop {
        match vm.next(iterator) {
            Ok(Some(key)) => {
                let value = vm.get_item(mapping, key);
                let result = value.and_then(|value| {
                    let result = vm.dict_set(dict, key, value);
                    vm.decref(value);
                    result
                });
                vm.decref(key);
                if let Err(raise) = result {
                    break Err(raise);
                }
            }
            Ok(None) => break Ok(()),
            Err(raise) => break Err(raise),
        }
    };
    vm.decref(iterator);
    result
}

/// Whether a subclass of `dict` iterates in its own way.
fn overrides_iteration(vm: &mut Machine, mapping: Obj) -> bool {
    let name = vm.names.__iter__;
    matches!(
        vm.lookup_special(mapping, name).map(|method| vm.heap.payload(method)),
        Some(Payload::Function(_))
    )
}

fn merge(vm: &mut Machine, dict: Obj, other: Obj) -> Result<()> {
    if vm.heap.dict_merge_start(dict, other) {
        return Ok(());
    }
    let mut position = 0;
    while let Some((entry, &content)) = vm.heap.dict(other).next_entry(position) {
        position = entry + 1;
        let (key, value) = (content.key, content.value);
        vm.heap.incref(key);
        vm.heap.incref(value);
        let size = vm.heap.dict(other).len();
        let result = match vm.dict_find(dict, key, content.hash) {
            Ok(Some(found)) => {
                let old = vm.heap.dict_replace_value(dict, found, value);
                vm.decref(old);
                Ok(())
            }
            Ok(None) => {
                vm.heap.dict_prepare_store(dict, key);
                vm.heap.dict_insert_new(dict, key, content.hash, value);
                Ok(())
            }
            Err(raise) => Err(raise),
        };
        vm.decref(key);
        vm.decref(value);
        result?;
        if vm.heap.dict(other).len() != size {
            return Err(vm.runtime_error("dict mutated during update"));
        }
    }
    Ok(())
}

/// Takes over the items of a mapping or of an iterable of pairs.
fn update_from(vm: &mut Machine, dict: Obj, source: Obj) -> Result<()> {
    if matches!(vm.heap.payload(source), Payload::Dict(_)) {
        return update(vm, dict, source);
    }
    let name = vm.names.keys;
    match vm.get_attr_opt(source, name)? {
        Some(keys) => {
            vm.decref(keys);
            update(vm, dict, source)
        }
        None => update_from_pairs(vm, dict, source),
    }
}

fn update_from_pairs(vm: &mut Machine, dict: Obj, source: Obj) -> Result<()> {
    let iterator = vm.iter(source)?;
    let mut number = 0;
    let result = loop {
        let pair = match vm.next(iterator) {
            Ok(Some(pair)) => pair,
            Ok(None) => break Ok(()),
            Err(raise) => break Err(raise),
        };
        let result = set_pair(vm, dict, pair, number);
        vm.decref(pair);
        if let Err(raise) = result {
            break Err(raise);
        }
        number += 1;
    };
    vm.decref(iterator);
    result
}

fn set_pair(vm: &mut Machine, dict: Obj, pair: Obj, number: usize) -> Result<()> {
    let items = match vm.collect(pair) {
        Ok(items) => items,
        Err(raise) => {
            vm.swallow(raise, types::TYPE_ERROR)?;
            if vm.release().operations.update_says_not_iterable {
                let raise = vm.type_error("object is not iterable");
                let note = format!(
                    "Cannot convert dictionary update sequence element #{number} to a sequence"
                );
                return Err(vm.with_note(raise, &note));
            }
            return Err(vm.type_error(format!(
                "cannot convert dictionary update sequence element #{number} to a sequence"
            )));
        }
    };
    let result = match items.as_slice() {
        &[key, value] => vm.dict_set(dict, key, value),
        other => {
            let length = other.len();
            Err(vm.value_error(format!(
                "dictionary update sequence element #{number} has length {length}; 2 is required"
            )))
        }
    };
    for item in items {
        vm.decref(item);
    }
    result
}

fn new(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let class = vm.class_argument(types::DICT, args)?;
    if class == types::DICT {
        return Ok(vm.heap.new_dict_fresh());
    }
    Ok(vm.heap.new_of_class(class, Payload::Dict(Box::default())))
}

fn init(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    update_with(vm, args, "dict")?;
    Ok(vm.none())
}

fn update_with(vm: &mut Machine, args: Args<'_>, name: &str) -> Result<()> {
    let (this, rest) = this(args);
    if rest.len() > 1 {
        let given = rest.len();
        return Err(vm.type_error(format!("{name} expected at most 1 argument, got {given}")));
    }
    if let Some(&source) = rest.first() {
        update_from(vm, this, source)?;
    }
    for (name, value) in args.keywords() {
        vm.dict_set(this, name, value)?;
    }
    Ok(())
}

/// `self` and the other positional arguments.
fn this(args: Args<'_>) -> (Obj, &[Obj]) {
    let positional = args.positional();
    (positional[0], &positional[1..])
}

fn update_method(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    update_with(vm, args, "update")?;
    Ok(vm.none())
}

fn get(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let found = vm.dict_get(args.values[0], args.values[1])?;
    let value = found.or(args.values.get(2).copied()).unwrap_or(vm.heap.none());
    Ok(vm.new_ref(value))
}

fn pop(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    match vm.dict_pop(args.values[0], args.values[1])? {
        Some(value) => Ok(value),
        None => match args.values.get(2) {
            Some(&default) => Ok(vm.new_ref(default)),
            None => Err(vm.raise_key_error(args.values[1])),
        },
    }
}

fn popitem(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    match vm.heap.dict_pop_last(args.values[0]) {
        Some((key, value)) => Ok(vm.heap.new_tuple_tracked(vec![key, value])),
        None => {
            let message = vm.heap.new_str("popitem(): dictionary is empty");
            let raise = vm.raise_key_error(message);
            vm.decref(message);
            Err(raise)
        }
    }
}

fn setdefault(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let (dict, key) = (args.values[0], args.values[1]);
    let hash = vm.key_hash(key, false)?;
    vm.heap.dict_prepare_store(dict, key);
    if let Some(entry) = vm.dict_find(dict, key, hash)? {
        let value = vm.heap.dict_value_at(dict, entry).expect("just found");
        return Ok(vm.new_ref(value));
    }
    let default = args.values.get(2).copied().unwrap_or(vm.heap.none());
    vm.heap.dict_insert_new(dict, key, hash, default);
    Ok(vm.new_ref(default))
}

/// `dict.clear()`.
pub fn clear(vm: &mut Machine, dict: Obj) {
    let mut cleared = vm.heap.dict_clear(dict);
    for entry in std::mem::take(&mut cleared.entries).into_iter().flatten() {
        vm.decref(entry.key);
        vm.decref(entry.value);
    }
    vm.heap.finish_clearing(cleared);
}

fn clear_method(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    clear(vm, args.values[0]);
    Ok(vm.none())
}

fn copy(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    Ok(vm.heap.dict_copy(args.values[0]))
}

fn view(vm: &mut Machine, dict: Obj, kind: ViewKind) -> Result<Obj> {
    vm.heap.incref(dict);
    Ok(vm.heap.new_dict_view(dict, kind))
}

fn fromkeys(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let (class, rest) = this(args);
    let (iterable, value) = match rest {
        [iterable] => (*iterable, vm.heap.none()),
        [iterable, value] => (*iterable, *value),
        _ => {
            let given = rest.len();
            return Err(if given == 0 {
                vm.type_error("fromkeys expected at least 1 argument, got 0")
            } else {
                vm.type_error(format!("fromkeys expected at most 2 arguments, got {given}"))
            });
        }
    };
    let dict = vm.call(class, &[])?;
    let exact = vm.heap.type_of(dict) == types::DICT;
    if exact && let Payload::Dict(source) = vm.heap.payload(iterable) {
        let count = source.len();
        vm.heap.dict_presize_general(dict, count);
    } else if exact && let Payload::Set(source) = vm.heap.payload(iterable) {
        let count = source.len();
        vm.heap.dict_presize_general(dict, count);
    }
    let result = vm.for_each(iterable, |vm, key| {
        if exact { vm.dict_set(dict, key, value) } else { vm.set_item(dict, key, value) }
    });
    match result {
        Ok(()) => Ok(dict),
        Err(raise) => {
            vm.decref(dict);
            Err(raise)
        }
    }
}

fn reversed(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    Ok(view_iterator(vm, args.values[0], ViewKind::Keys, true))
}

/// `dict`.
pub static TYPE: TypeDef = TypeDef {
    ty: types::DICT,
    doc: "dict() -> new empty dictionary",
    methods: &[
        function("__new__", new, Accepts::Any),
        special("__init__", init, Accepts::Any),
        special("__repr__", |vm, args| repr(vm, args.values[0]), Accepts::Nothing),
        special(
            "__len__",
            |vm, args| {
                let length = vm.heap.dict(args.values[0]).len();
                Ok(vm.heap.new_int(length as i64))
            },
            Accepts::Nothing,
        ),
        method(
            "__getitem__",
            |vm, args| get_item(vm, args.values[0], args.values[1]),
            Accepts::One,
        ),
        special(
            "__setitem__",
            |vm, args| {
                set_item(vm, args.values[0], args.values[1], args.values[2])?;
                Ok(vm.none())
            },
            Accepts::Positional(2, 2),
        ),
        special(
            "__delitem__",
            |vm, args| {
                del_item(vm, args.values[0], args.values[1])?;
                Ok(vm.none())
            },
            Accepts::One,
        ),
        method(
            "__contains__",
            |vm, args| {
                let found = contains(vm, args.values[0], args.values[1])?;
                Ok(vm.heap.new_bool(found))
            },
            Accepts::One,
        ),
        special("__iter__", |vm, args| iter(vm, args.values[0]), Accepts::Nothing),
        special(
            "__eq__",
            |vm, args| compare(vm, Comparison::Eq, args.values[0], args.values[1]),
            Accepts::One,
        ),
        special(
            "__ne__",
            |vm, args| compare(vm, Comparison::Ne, args.values[0], args.values[1]),
            Accepts::One,
        ),
        special(
            "__lt__",
            |vm, args| compare(vm, Comparison::Lt, args.values[0], args.values[1]),
            Accepts::One,
        ),
        special(
            "__le__",
            |vm, args| compare(vm, Comparison::Le, args.values[0], args.values[1]),
            Accepts::One,
        ),
        special(
            "__gt__",
            |vm, args| compare(vm, Comparison::Gt, args.values[0], args.values[1]),
            Accepts::One,
        ),
        special(
            "__ge__",
            |vm, args| compare(vm, Comparison::Ge, args.values[0], args.values[1]),
            Accepts::One,
        ),
        special("__or__", |vm, args| union(vm, args.values[0], args.values[1]), Accepts::One),
        special("__ror__", |vm, args| union(vm, args.values[1], args.values[0]), Accepts::One),
        special(
            "__ior__",
            |vm, args| inplace_union(vm, args.values[0], args.values[1]),
            Accepts::One,
        ),
        method("__reversed__", reversed, Accepts::Nothing),
        class_method("__class_getitem__", crate::modules::typing::class_getitem, Accepts::One),
        method("get", get, Accepts::Positional(1, 2)),
        method("setdefault", setdefault, Accepts::Positional(1, 2)),
        method("pop", pop, Accepts::Positional(1, 2)),
        method("popitem", popitem, Accepts::Nothing),
        method("keys", |vm, args| view(vm, args.values[0], ViewKind::Keys), Accepts::Nothing),
        method("values", |vm, args| view(vm, args.values[0], ViewKind::Values), Accepts::Nothing),
        method("items", |vm, args| view(vm, args.values[0], ViewKind::Items), Accepts::Nothing),
        method("update", update_method, Accepts::Any),
        method("clear", clear_method, Accepts::Nothing),
        method("copy", copy, Accepts::Nothing),
        class_method("fromkeys", fromkeys, Accepts::Any),
    ],
    attributes: &[],
};
