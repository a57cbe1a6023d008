//! `set` and `frozenset`.

use heap_model::objects::SetProbe;
use heap_model::{Obj, Payload, Runtime, types};

use crate::bytecode::{Binary, Comparison};
use crate::machine::{Machine, Result};
use crate::native::{Accepts, Args, NativeDef, TypeDef, class_method, function, method, special};

/// The slot of an object, or the slot that it would take.
fn find(
    vm: &mut Machine,
    set: Obj,
    item: Obj,
    hash: i64,
) -> Result<std::result::Result<usize, usize>> {
    let mut probe = vm.heap.set_probe(set, item, hash);
    loop {
        match probe {
            SetProbe::Found(slot) => return Ok(Ok(slot)),
            SetProbe::Absent { slot } => return Ok(Err(slot)),
            SetProbe::Compare { slot, state } => {
                let known = vm.heap.set(set).at(slot).expect("the probe saw it");
                vm.heap.incref(known);
                let equal = vm.equal(known, item);
                vm.decref(known);
                let equal = equal?;
                if !vm.heap.set_probe_holds(set, &state) {
                    probe = vm.heap.set_probe(set, item, hash);
                } else if equal {
                    return Ok(Ok(slot));
                } else {
                    probe = vm.heap.set_probe_on(set, item, hash, state);
                }
            }
        }
    }
}

fn add_hashed(vm: &mut Machine, set: Obj, item: Obj, hash: i64) -> Result<bool> {
    match find(vm, set, item, hash)? {
        Ok(_) => Ok(false),
        Err(slot) => {
            vm.heap.set_insert_new(set, slot, item, hash);
            Ok(true)
        }
    }
}

/// Adds an object (borrowed). True: it is new.
pub fn add(vm: &mut Machine, set: Obj, item: Obj) -> Result<bool> {
    let hash = vm.key_hash(item, true)?;
    add_hashed(vm, set, item, hash)
}

/// Removes an object. True: it was there.
pub fn discard(vm: &mut Machine, set: Obj, item: Obj) -> Result<bool> {
    let hash = hash_of_item(vm, item)?;
    match find(vm, set, item, hash)? {
        Ok(slot) => {
            let gone = vm.heap.set_remove(set, slot);
            vm.decref(gone);
            Ok(true)
        }
        Err(_) => Ok(false),
    }
}

/// `item in set`. A set is looked up as the frozenset of its members.
pub fn contains(vm: &mut Machine, set: Obj, item: Obj) -> Result<bool> {
    let hash = hash_of_item(vm, item)?;
    Ok(find(vm, set, item, hash)?.is_ok())
}

fn hash_of_item(vm: &mut Machine, item: Obj) -> Result<i64> {
    match vm.heap.payload(item) {
        Payload::Set(content) if vm.heap.type_of(item) == types::SET => Ok(content.frozen_hash()),
        _ => vm.key_hash(item, true),
    }
}

/// Adds all items of an iterable.
pub fn update(vm: &mut Machine, set: Obj, iterable: Obj) -> Result<()> {
    match vm.heap.payload(iterable) {
        Payload::Set(_) => {
            if vm.heap.set_merge_start(set, iterable) {
                return Ok(());
            }
            let members: Vec<(Obj, i64)> = vm.heap.set(iterable).members_with_hashes().collect();
            for &(member, _) in &members {
                vm.heap.incref(member);
            }
            let mut result = Ok(());
            for (member, hash) in members {
                if result.is_ok() {
                    result = add_hashed(vm, set, member, hash).map(|_| ());
                }
                vm.decref(member);
            }
            result
        }
        Payload::Dict(_) => {
            vm.heap.set_merge_dict_start(set, iterable);
            let keys: Vec<(Obj, i64)> =
                vm.heap.dict(iterable).entries().map(|entry| (entry.key, entry.hash)).collect();
            for (key, hash) in keys {
                add_hashed(vm, set, key, hash)?;
            }
            Ok(())
        }
        _ => vm.for_each(iterable, |vm, item| add(vm, set, item).map(|_| ())),
    }
}

/// A new set or frozenset (exact types) of an iterable's items.
pub fn from_iterable(vm: &mut Machine, class: Obj, iterable: Obj) -> Result<Obj> {
    let set = new_of(vm, class);
    match update(vm, set, iterable) {
        Ok(()) => Ok(set),
        Err(raise) => {
            vm.decref(set);
            Err(raise)
        }
    }
}

fn new_of(vm: &mut Machine, class: Obj) -> Obj {
    match class {
        types::SET => vm.heap.new_set(),
        types::FROZENSET => vm.heap.new_frozenset(),
        _ => vm.heap.new_of_class(class, Payload::Set(Box::default())),
    }
}

/// `hash(frozenset)`.
pub fn hash(vm: &mut Machine, set: Obj) -> Result<i64> {
    Ok(vm.heap.set(set).frozen_hash())
}

/// `iter(set)`.
pub fn iter(vm: &mut Machine, set: Obj) -> Result<Obj> {
    let used = vm.heap.set(set).len();
    vm.heap.incref(set);
    Ok(vm.heap.new_iterator(
        types::SET_ITERATOR,
        heap_model::objects::Iterator::Set { set: Some(set), position: 0, used, remaining: used },
    ))
}

/// `repr(set)`.
pub fn repr(vm: &mut Machine, set: Obj) -> Result<Obj> {
    let class = vm.heap.type_of(set);
    let name = vm.type_name(class);
    if vm.heap.set(set).is_empty() {
        return Ok(vm.heap.new_str(&format!("{name}()")));
    }
    if !vm.enter_repr(set)? {
        return Ok(vm.heap.new_str(&format!("{name}(...)")));
    }
    let items: Vec<Obj> = vm.heap.set(set).members().collect();
    let list = {
        for &item in &items {
            vm.heap.incref(item);
        }
        vm.heap.new_list(items)
    };
    let text = vm.repr_text(list);
    vm.decref(list);
    vm.leave_repr(set);
    let text = text?;
    let inner = &text[1..text.len() - 1];
    let text =
        if class == types::SET { format!("{{{inner}}}") } else { format!("{name}({{{inner}}})") };
    Ok(vm.heap.new_str(&text))
}

fn is_set(vm: &Machine, object: Obj) -> bool {
    matches!(vm.heap.payload(object), Payload::Set(_))
}

/// Every member of `a` is in `b`.
fn is_subset(vm: &mut Machine, a: Obj, b: Obj) -> Result<bool> {
    if vm.heap.set(a).len() > vm.heap.set(b).len() {
        return Ok(false);
    }
    let members: Vec<(Obj, i64)> = vm.heap.set(a).members_with_hashes().collect();
    for (member, hash) in members {
        if find(vm, b, member, hash)?.is_err() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Comparisons: equality and inclusion.
pub fn compare(vm: &mut Machine, comparison: Comparison, a: Obj, b: Obj) -> Result<Obj> {
    if !is_set(vm, a) || !is_set(vm, b) {
        return Ok(vm.not_implemented());
    }
    let (left, right) = (vm.heap.set(a).len(), vm.heap.set(b).len());
    let result = match comparison {
        Comparison::Eq => left == right && is_subset(vm, a, b)?,
        Comparison::Ne => !(left == right && is_subset(vm, a, b)?),
        Comparison::Lt => left < right && is_subset(vm, a, b)?,
        Comparison::Le => is_subset(vm, a, b)?,
        Comparison::Gt => left > right && is_subset(vm, b, a)?,
        Comparison::Ge => is_subset(vm, b, a)?,
    };
    Ok(vm.heap.new_bool(result))
}

/// The type of a result: that of the left operand, without what a subclass adds.
fn base_class(vm: &Machine, set: Obj) -> Obj {
    if vm.is_subtype(vm.heap.type_of(set), types::FROZENSET) {
        types::FROZENSET
    } else {
        types::SET
    }
}

fn copy_as(vm: &mut Machine, set: Obj, class: Obj) -> Obj {
    vm.heap.set_copy(set, class == types::FROZENSET)
}

/// `a & iterable`.
fn intersection(vm: &mut Machine, a: Obj, other: Obj) -> Result<Obj> {
    let class = base_class(vm, a);
    let result = new_of(vm, class);
    let done = if is_set(vm, other) {
        let (mut small, mut large) = (other, a);
        if vm.heap.set(small).len() > vm.heap.set(large).len() {
            std::mem::swap(&mut small, &mut large);
        }
        let members: Vec<(Obj, i64)> = vm.heap.set(small).members_with_hashes().collect();
        let mut done = Ok(());
        for (member, hash) in members {
            vm.heap.incref(member);
            let added = find(vm, large, member, hash).and_then(|found| match found {
                Ok(_) => add_hashed(vm, result, member, hash).map(|_| ()),
                Err(_) => Ok(()),
            });
            vm.decref(member);
            if added.is_err() {
                done = added;
                break;
            }
        }
        done
    } else {
        vm.for_each(other, |vm, item| {
            let hash = vm.key_hash(item, true)?;
            if find(vm, a, item, hash)?.is_ok() {
                add_hashed(vm, result, item, hash)?;
            }
            Ok(())
        })
    };
    conclude(vm, result, done)
}

fn conclude(vm: &mut Machine, result: Obj, done: Result<()>) -> Result<Obj> {
    match done {
        Ok(()) => Ok(result),
        Err(raise) => {
            vm.decref(result);
            Err(raise)
        }
    }
}

/// `a - iterable`.
fn difference(vm: &mut Machine, a: Obj, other: Obj) -> Result<Obj> {
    let class = base_class(vm, a);
    let keys = match vm.heap.payload(other) {
        Payload::Set(set) => Some(set.len()),
        Payload::Dict(dict) => Some(dict.len()),
        _ => None,
    };
    // Few are taken from many by removing them from a copy.
    if keys.is_none_or(|keys| vm.heap.set(a).len() / 4 > keys) {
        let result = copy_as(vm, a, class);
        let done = difference_update(vm, result, other);
        return conclude(vm, result, done);
    }
    let result = new_of(vm, class);
    let members: Vec<(Obj, i64)> = vm.heap.set(a).members_with_hashes().collect();
    let mut done = Ok(());
    for (member, hash) in members {
        vm.heap.incref(member);
        let found = if is_set(vm, other) {
            find(vm, other, member, hash).map(|found| found.is_ok())
        } else {
            vm.dict_find(other, member, hash).map(|found| found.is_some())
        };
        let added = found.and_then(|found| {
            if found { Ok(()) } else { add_hashed(vm, result, member, hash).map(|_| ()) }
        });
        vm.decref(member);
        if added.is_err() {
            done = added;
            break;
        }
    }
    conclude(vm, result, done)
}

fn difference_update(vm: &mut Machine, set: Obj, other: Obj) -> Result<()> {
    if set == other {
        clear(vm, set);
        return Ok(());
    }
    vm.for_each(other, |vm, item| discard(vm, set, item).map(|_| ()))?;
    vm.heap.set_sweep(set);
    Ok(())
}

/// `set ^= iterable`.
fn symmetric_difference_update(vm: &mut Machine, set: Obj, other: Obj) -> Result<()> {
    if set == other {
        clear(vm, set);
        return Ok(());
    }
    let source =
        if is_set(vm, other) { vm.new_ref(other) } else { from_iterable(vm, types::SET, other)? };
    let members: Vec<(Obj, i64)> = vm.heap.set(source).members_with_hashes().collect();
    let mut result = Ok(());
    for (member, hash) in members {
        vm.heap.incref(member);
        let step = match find(vm, set, member, hash) {
            Ok(Ok(slot)) => {
                let gone = vm.heap.set_remove(set, slot);
                vm.decref(gone);
                Ok(())
            }
            Ok(Err(slot)) => {
                vm.heap.set_insert_new(set, slot, member, hash);
                Ok(())
            }
            Err(raise) => Err(raise),
        };
        vm.decref(member);
        if step.is_err() {
            result = step;
            break;
        }
    }
    vm.decref(source);
    result
}

/// `&`, `|`, `-`, `^` between sets.
pub fn binary(vm: &mut Machine, operator: Binary, a: Obj, b: Obj) -> Result<Obj> {
    if !is_set(vm, a) || !is_set(vm, b) {
        return Ok(vm.not_implemented());
    }
    match operator {
        Binary::And => intersection(vm, a, b),
        Binary::Sub => difference(vm, a, b),
        Binary::Or => {
            let class = base_class(vm, a);
            let result = copy_as(vm, a, class);
            let done = if a == b { Ok(()) } else { update(vm, result, b) };
            conclude(vm, result, done)
        }
        Binary::Xor => {
            let class = base_class(vm, a);
            let result = copy_as(vm, b, class);
            let done = symmetric_difference_update(vm, result, a);
            conclude(vm, result, done)
        }
        _ => Ok(vm.not_implemented()),
    }
}

/// `&=`, `|=`, `-=`, `^=` of a set.
pub fn inplace(vm: &mut Machine, operator: Binary, a: Obj, b: Obj) -> Result<Obj> {
    if !is_set(vm, b) {
        return Ok(vm.not_implemented());
    }
    match operator {
        Binary::Or => update(vm, a, b)?,
        Binary::And => intersection_update(vm, a, b)?,
        Binary::Sub => difference_update(vm, a, b)?,
        Binary::Xor => symmetric_difference_update(vm, a, b)?,
        _ => return Ok(vm.not_implemented()),
    }
    Ok(vm.new_ref(a))
}

fn intersection_update(vm: &mut Machine, set: Obj, other: Obj) -> Result<()> {
    let result = intersection(vm, set, other)?;
    vm.heap.set_swap_bodies(set, result);
    vm.decref(result);
    Ok(())
}

/// `set.clear()`.
pub fn clear(vm: &mut Machine, set: Obj) {
    let removed = vm.heap.set_clear(set);
    for item in removed.items {
        vm.decref(item);
    }
    vm.heap.free_block(removed.block);
}

fn new(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let class = vm.class_argument(types::SET, args)?;
    Ok(new_of(vm, class))
}

fn init(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let this = args.positional()[0];
    if !args.names.is_empty() {
        return Err(vm.type_error("set() takes no keyword arguments"));
    }
    let given = args.positional().len() - 1;
    if given > 1 {
        return Err(vm.type_error(format!("set expected at most 1 argument, got {given}")));
    }
    clear(vm, this);
    if let Some(&iterable) = args.positional().get(1) {
        update(vm, this, iterable)?;
    }
    Ok(vm.none())
}

fn new_frozenset(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let class = vm.class_argument(types::FROZENSET, args)?;
    if class == types::FROZENSET && !args.names.is_empty() {
        return Err(vm.type_error("frozenset() takes no keyword arguments"));
    }
    let given = args.positional().len() - 1;
    if given > 1 {
        return Err(vm.type_error(format!("frozenset expected at most 1 argument, got {given}")));
    }
    let iterable = args.positional().get(1).copied();
    if let Some(iterable) = iterable
        && class == types::FROZENSET
        && vm.heap.type_of(iterable) == types::FROZENSET
    {
        return Ok(vm.new_ref(iterable));
    }
    let set = new_of(vm, class);
    let done = match iterable {
        Some(iterable) => update(vm, set, iterable),
        None => Ok(()),
    };
    let done = done.map(|()| vm.heap.finish_frozenset(set));
    conclude(vm, set, done)
}

fn each_argument(
    vm: &mut Machine,
    args: Args<'_>,
    step: fn(&mut Machine, Obj, Obj) -> Result<()>,
) -> Result<Obj> {
    let (&this, others) = args.positional().split_first().expect("a receiver");
    for &other in others {
        step(vm, this, other)?;
    }
    Ok(vm.none())
}

fn fold_arguments(
    vm: &mut Machine,
    args: Args<'_>,
    step: fn(&mut Machine, Obj, Obj) -> Result<Obj>,
) -> Result<Obj> {
    let (&this, others) = args.positional().split_first().expect("a receiver");
    let class = base_class(vm, this);
    if others.is_empty() {
        return Ok(copy_as(vm, this, class));
    }
    let mut result = vm.new_ref(this);
    for &other in others {
        let next = step(vm, result, other);
        vm.decref(result);
        result = next?;
    }
    Ok(result)
}

fn union_method(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let (&this, others) = args.positional().split_first().expect("a receiver");
    let class = base_class(vm, this);
    let result = copy_as(vm, this, class);
    let mut done = Ok(());
    for &other in others {
        if done.is_ok() && other != this {
            done = update(vm, result, other);
        }
    }
    conclude(vm, result, done)
}

fn symmetric_difference(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let (this, other) = (args.values[0], args.values[1]);
    let class = base_class(vm, this);
    let result = from_iterable(vm, class, other)?;
    let done = symmetric_difference_update(vm, result, this);
    conclude(vm, result, done)
}

fn with_set(
    vm: &mut Machine,
    args: Args<'_>,
    step: fn(&mut Machine, Obj, Obj) -> Result<bool>,
) -> Result<Obj> {
    let (this, other) = (args.values[0], args.values[1]);
    let other =
        if is_set(vm, other) { vm.new_ref(other) } else { from_iterable(vm, types::SET, other)? };
    let result = step(vm, this, other);
    vm.decref(other);
    let result = result?;
    Ok(vm.heap.new_bool(result))
}

fn disjoint(vm: &mut Machine, a: Obj, b: Obj) -> Result<bool> {
    let members: Vec<(Obj, i64)> = vm.heap.set(b).members_with_hashes().collect();
    for (member, hash) in members {
        if find(vm, a, member, hash)?.is_ok() {
            return Ok(false);
        }
    }
    Ok(true)
}

fn remove(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    if discard(vm, args.values[0], args.values[1])? {
        return Ok(vm.none());
    }
    Err(vm.raise_key_error(args.values[1]))
}

fn pop(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    match vm.heap.set_pop(args.values[0]) {
        Some(item) => Ok(item),
        None => {
            let message = vm.heap.new_str("pop from an empty set");
            let raise = vm.raise_key_error(message);
            vm.decref(message);
            Err(raise)
        }
    }
}

fn copy(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let this = args.values[0];
    if vm.heap.type_of(this) == types::FROZENSET {
        return Ok(vm.new_ref(this));
    }
    let class = base_class(vm, this);
    Ok(copy_as(vm, this, class))
}

macro_rules! common {
    () => {
        [
            special("__repr__", |vm, args| repr(vm, args.values[0]), Accepts::Nothing),
            special(
                "__len__",
                |vm, args| {
                    let length = vm.heap.set(args.values[0]).len();
                    Ok(vm.heap.new_int(length as i64))
                },
                Accepts::Nothing,
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
            special(
                "__and__",
                |vm, args| binary(vm, Binary::And, args.values[0], args.values[1]),
                Accepts::One,
            ),
            special(
                "__or__",
                |vm, args| binary(vm, Binary::Or, args.values[0], args.values[1]),
                Accepts::One,
            ),
            special(
                "__sub__",
                |vm, args| binary(vm, Binary::Sub, args.values[0], args.values[1]),
                Accepts::One,
            ),
            special(
                "__xor__",
                |vm, args| binary(vm, Binary::Xor, args.values[0], args.values[1]),
                Accepts::One,
            ),
            special(
                "__rand__",
                |vm, args| binary(vm, Binary::And, args.values[1], args.values[0]),
                Accepts::One,
            ),
            special(
                "__ror__",
                |vm, args| binary(vm, Binary::Or, args.values[1], args.values[0]),
                Accepts::One,
            ),
            special(
                "__rsub__",
                |vm, args| binary(vm, Binary::Sub, args.values[1], args.values[0]),
                Accepts::One,
            ),
            special(
                "__rxor__",
                |vm, args| binary(vm, Binary::Xor, args.values[1], args.values[0]),
                Accepts::One,
            ),
            method("union", union_method, Accepts::Any),
            method("intersection", |vm, args| fold_arguments(vm, args, intersection), Accepts::Any),
            method("difference", |vm, args| fold_arguments(vm, args, difference), Accepts::Any),
            method("symmetric_difference", symmetric_difference, Accepts::One),
            method("issubset", |vm, args| with_set(vm, args, is_subset), Accepts::One),
            method(
                "issuperset",
                |vm, args| with_set(vm, args, |vm, a, b| is_subset(vm, b, a)),
                Accepts::One,
            ),
            method("isdisjoint", |vm, args| with_set(vm, args, disjoint), Accepts::One),
            method("copy", copy, Accepts::Nothing),
            method("__reduce__", reduce, Accepts::Nothing),
            class_method("__class_getitem__", crate::modules::typing::class_getitem, Accepts::One),
        ]
    };
}

/// What both types have.
static COMMON: [NativeDef; 28] = common!();

/// What `set` has of its own.
static MUTABLE: [NativeDef; 15] = [
    function("__new__", new, Accepts::Any),
    special("__init__", init, Accepts::Any),
    special(
        "__iand__",
        |vm, args| inplace(vm, Binary::And, args.values[0], args.values[1]),
        Accepts::One,
    ),
    special(
        "__ior__",
        |vm, args| inplace(vm, Binary::Or, args.values[0], args.values[1]),
        Accepts::One,
    ),
    special(
        "__isub__",
        |vm, args| inplace(vm, Binary::Sub, args.values[0], args.values[1]),
        Accepts::One,
    ),
    special(
        "__ixor__",
        |vm, args| inplace(vm, Binary::Xor, args.values[0], args.values[1]),
        Accepts::One,
    ),
    method(
        "add",
        |vm, args| {
            add(vm, args.values[0], args.values[1])?;
            Ok(vm.none())
        },
        Accepts::One,
    ),
    method(
        "discard",
        |vm, args| {
            discard(vm, args.values[0], args.values[1])?;
            Ok(vm.none())
        },
        Accepts::One,
    ),
    method("remove", remove, Accepts::One),
    method("pop", pop, Accepts::Nothing),
    method(
        "clear",
        |vm, args| {
            clear(vm, args.values[0]);
            Ok(vm.none())
        },
        Accepts::Nothing,
    ),
    method("update", |vm, args| each_argument(vm, args, update), Accepts::Any),
    method(
        "intersection_update",
        |vm, args| each_argument(vm, args, intersection_update),
        Accepts::Any,
    ),
    method(
        "difference_update",
        |vm, args| each_argument(vm, args, difference_update),
        Accepts::Any,
    ),
    method(
        "symmetric_difference_update",
        |vm, args| each_argument(vm, args, symmetric_difference_update),
        Accepts::One,
    ),
];

/// What `frozenset` has of its own.
static FROZEN: [NativeDef; 2] = [
    function("__new__", new_frozenset, Accepts::Any),
    special(
        "__hash__",
        |vm, args| {
            let value = hash(vm, args.values[0])?;
            Ok(vm.heap.new_int(value))
        },
        Accepts::Nothing,
    ),
];

/// `set`: the parts of its namespace.
pub static SET_TYPES: [TypeDef; 2] = [
    TypeDef {
        ty: types::SET,
        doc: "set() -> new empty set object",
        methods: &MUTABLE,
        attributes: &[],
    },
    TypeDef { ty: types::SET, doc: "", methods: &COMMON, attributes: &[] },
];

/// `frozenset`: the parts of its namespace.
pub static FROZENSET_TYPES: [TypeDef; 2] = [
    TypeDef {
        ty: types::FROZENSET,
        doc: "frozenset() -> empty frozenset object",
        methods: &FROZEN,
        attributes: &[],
    },
    TypeDef { ty: types::FROZENSET, doc: "", methods: &COMMON, attributes: &[] },
];

/// The class, a list of the items, and the state.
fn reduce(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let items = vm.collect(args.values[0])?;
    let list = vm.heap.new_list(items);
    let arguments = vm.heap.new_tuple(vec![list]);
    super::object::reduced(vm, args.values[0], arguments)
}
