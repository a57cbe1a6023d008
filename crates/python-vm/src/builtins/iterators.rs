//! Iterators of the built-in types, and `enumerate`, `zip`, `map`, `filter`, `reversed`.

use heap_model::objects::{Iterator, ListIterator, ViewKind};
use heap_model::{Obj, Payload, Runtime, types};
use smallvec::SmallVec;

use crate::machine::{Machine, Result};
use crate::native::{Accepts, Args, NativeDef, TypeDef, class_method, function, method, special};

/// The next value of a [`Payload::Iterator`], a new reference; `None` at the end.
pub fn next(vm: &mut Machine, iterator: Obj) -> Result<Option<Obj>> {
    match vm.heap.iterator_mut(iterator) {
        Iterator::ListReverse { list, index } => {
            let (Some(list_object), position) = (*list, *index) else { return Ok(None) };
            *index -= 1;
            let length = vm.heap.list(list_object).items.len() as i64;
            if (0..length).contains(&position) {
                let item = vm.heap.list(list_object).items[position as usize];
                return Ok(Some(vm.new_ref(item)));
            }
            give_up(vm, iterator);
            Ok(None)
        }
        Iterator::Str { string, offset, .. } => {
            let Some(text) = *string else { return Ok(None) };
            let at = *offset;
            match vm.heap.str_text(text)[at..].chars().next() {
                Some(character) => {
                    if let Iterator::Str { offset, index, .. } = vm.heap.iterator_mut(iterator) {
                        *offset += character.len_utf8();
                        *index += 1;
                    }
                    let mut buffer = [0; 4];
                    Ok(Some(vm.heap.new_str(character.encode_utf8(&mut buffer))))
                }
                None => {
                    give_up(vm, iterator);
                    Ok(None)
                }
            }
        }
        Iterator::Bytes { object, index } => {
            let Some(bytes) = *object else { return Ok(None) };
            let at = *index;
            *index += 1;
            let byte = match vm.heap.payload(bytes) {
                Payload::Bytes(content) => content.data.get(at).copied(),
                Payload::ByteArray(content) => content.data.get(at).copied(),
                _ => None,
            };
            match byte {
                Some(byte) => Ok(Some(vm.heap.new_int(i64::from(byte)))),
                None => {
                    give_up(vm, iterator);
                    Ok(None)
                }
            }
        }
        Iterator::Dict { .. } => next_of_dict(vm, iterator),
        Iterator::Set { .. } => next_of_set(vm, iterator),
        Iterator::LongRange { .. } => {
            Err(vm.unsupported("a range whose bounds need more than 64 bits"))
        }
        Iterator::Sequence { object, index } => {
            let Some(sequence) = *object else { return Ok(None) };
            let at = *index;
            *index += 1;
            let number = vm.heap.new_int(at);
            let item = vm.get_item(sequence, number);
            vm.decref(number);
            match item {
                Ok(item) => Ok(Some(item)),
                Err(raise) => {
                    end_of_sequence(vm, raise)?;
                    give_up(vm, iterator);
                    Ok(None)
                }
            }
        }
        Iterator::Callable { callable, sentinel } => {
            let (Some(callable), Some(sentinel)) = (*callable, *sentinel) else { return Ok(None) };
            let value = match vm.call(callable, &[]) {
                Ok(value) => value,
                Err(raise) => {
                    vm.swallow(raise, types::STOP_ITERATION)?;
                    give_up(vm, iterator);
                    return Ok(None);
                }
            };
            match vm.equal(sentinel, value) {
                Ok(false) => Ok(Some(value)),
                Ok(true) => {
                    vm.decref(value);
                    give_up(vm, iterator);
                    Ok(None)
                }
                Err(raise) => {
                    vm.decref(value);
                    Err(raise)
                }
            }
        }
        Iterator::Enumerate { iterator: inner, .. } => {
            let inner = *inner;
            let Some(item) = vm.next(inner)? else { return Ok(None) };
            let Iterator::Enumerate { next, pair, .. } = vm.heap.iterator_mut(iterator) else {
                unreachable!("just seen")
            };
            let (number, pair) = (*next, *pair);
            let following = vm.successor(number)?;
            if let Iterator::Enumerate { next, .. } = vm.heap.iterator_mut(iterator) {
                *next = following;
            }
            Ok(Some(reuse_pair(vm, pair, number, item)))
        }
        Iterator::Zip { .. } => next_of_zip(vm, iterator),
        Iterator::Map { .. } => next_of_map(vm, iterator),
        Iterator::Filter { function, iterator: inner } => {
            let (function, inner) = (*function, *inner);
            loop {
                let Some(item) = vm.next(inner)? else { return Ok(None) };
                let keep = if function == vm.heap.none() || function == types::BOOL {
                    vm.truth(item)
                } else {
                    vm.call(function, &[item]).and_then(|value| {
                        let truth = vm.truth(value);
                        vm.decref(value);
                        truth
                    })
                };
                match keep {
                    Ok(true) => return Ok(Some(item)),
                    Ok(false) => vm.decref(item),
                    Err(raise) => {
                        vm.decref(item);
                        return Err(raise);
                    }
                }
            }
        }
        Iterator::Reversed { sequence, index } => {
            let (Some(object), at) = (*sequence, *index) else { return Ok(None) };
            *index -= 1;
            if at < 0 {
                give_up(vm, iterator);
                return Ok(None);
            }
            let number = vm.heap.new_int(at);
            let item = vm.get_item(object, number);
            vm.decref(number);
            match item {
                Ok(item) => Ok(Some(item)),
                Err(raise) => {
                    end_of_sequence(vm, raise)?;
                    give_up(vm, iterator);
                    Ok(None)
                }
            }
        }
    }
}

/// `IndexError` and `StopIteration` end an iteration by index.
fn end_of_sequence(vm: &mut Machine, raise: crate::machine::Raise) -> Result<()> {
    match vm.swallow(raise, types::INDEX_ERROR) {
        Ok(()) => Ok(()),
        Err(raise) => vm.swallow(raise, types::STOP_ITERATION),
    }
}

/// An exhausted iterator drops what it iterates over.
fn give_up(vm: &mut Machine, iterator: Obj) {
    let dropped = match vm.heap.iterator_mut(iterator) {
        Iterator::ListReverse { list, .. } => [list.take(), None],
        Iterator::Str { string, .. } => [string.take(), None],
        Iterator::Bytes { object, .. } => [object.take(), None],
        Iterator::Dict { dict, .. } => [dict.take(), None],
        Iterator::Set { set, .. } => [set.take(), None],
        Iterator::Sequence { object, .. } => [object.take(), None],
        Iterator::Callable { callable, sentinel } => [callable.take(), sentinel.take()],
        Iterator::Reversed { sequence, .. } => [sequence.take(), None],
        _ => [None, None],
    };
    for object in dropped {
        vm.decref_opt(object);
    }
}

/// Puts two new references into a pair that only the iterator holds, or into a new one.
fn reuse_pair(vm: &mut Machine, pair: Option<Obj>, first: Obj, second: Obj) -> Obj {
    if let Some(pair) = pair
        && vm.heap.refcount(pair) == Some(1)
    {
        vm.heap.incref(pair);
        let old = match vm.heap.payload_mut(pair) {
            Payload::Tuple(items) => {
                let old = [items[0], items[1]];
                items[0] = first;
                items[1] = second;
                old
            }
            _ => unreachable!("a pair is a tuple"),
        };
        vm.decref(old[0]);
        vm.decref(old[1]);
        // A collection may have found it harmless meanwhile.
        if !vm.heap.is_tracked(pair) {
            vm.heap.track(pair);
        }
        return pair;
    }
    vm.heap.new_tuple_tracked(vec![first, second])
}

fn next_of_dict(vm: &mut Machine, iterator: Obj) -> Result<Option<Obj>> {
    let &mut Iterator::Dict { dict, kind, position, used, reversed, pair, .. } =
        vm.heap.iterator_mut(iterator)
    else {
        unreachable!("a dict's iterator")
    };
    let Some(dict) = dict else { return Ok(None) };
    let content = vm.heap.dict(dict);
    if content.len() != used {
        if let Iterator::Dict { used, .. } = vm.heap.iterator_mut(iterator) {
            *used = usize::MAX;
        }
        return Err(vm.runtime_error("dictionary changed size during iteration"));
    }
    let found =
        if reversed { content.previous_entry(position) } else { content.next_entry(position) };
    let Some((number, &entry)) = found else {
        give_up(vm, iterator);
        return Ok(None);
    };
    let Iterator::Dict { position, remaining, .. } = vm.heap.iterator_mut(iterator) else {
        unreachable!("a dict's iterator")
    };
    if *remaining == 0 {
        give_up(vm, iterator);
        return Err(vm.runtime_error("dictionary keys changed during iteration"));
    }
    *remaining -= 1;
    *position = if reversed { number } else { number + 1 };
    match kind {
        ViewKind::Keys => Ok(Some(vm.new_ref(entry.key))),
        ViewKind::Values => Ok(Some(vm.new_ref(entry.value))),
        ViewKind::Items => {
            vm.heap.incref(entry.key);
            vm.heap.incref(entry.value);
            Ok(Some(reuse_pair(vm, pair, entry.key, entry.value)))
        }
    }
}

fn next_of_set(vm: &mut Machine, iterator: Obj) -> Result<Option<Obj>> {
    let &mut Iterator::Set { set, position, used, .. } = vm.heap.iterator_mut(iterator) else {
        unreachable!("a set's iterator")
    };
    let Some(set) = set else { return Ok(None) };
    let content = vm.heap.set(set);
    if content.len() != used {
        if let Iterator::Set { used, .. } = vm.heap.iterator_mut(iterator) {
            *used = usize::MAX;
        }
        return Err(vm.runtime_error("Set changed size during iteration"));
    }
    match content.next_member(position) {
        Some((slot, member, _)) => {
            if let Iterator::Set { position, remaining, .. } = vm.heap.iterator_mut(iterator) {
                *position = slot + 1;
                *remaining = remaining.saturating_sub(1);
            }
            Ok(Some(vm.new_ref(member)))
        }
        None => {
            give_up(vm, iterator);
            Ok(None)
        }
    }
}

fn next_of_zip(vm: &mut Machine, iterator: Obj) -> Result<Option<Obj>> {
    let Iterator::Zip { iterators, strict, tuple } = vm.heap.iterator(iterator) else {
        unreachable!("a zip")
    };
    let (strict, tuple) = (*strict, *tuple);
    let iterators: SmallVec<[Obj; 4]> = vm.heap.tuple(*iterators).into();
    if iterators.is_empty() {
        return Ok(None);
    }
    // The tuple that nobody else holds is filled again; else there is a new one before the first item.
    let reused = tuple.filter(|&tuple| vm.heap.refcount(tuple) == Some(1));
    let result = match reused {
        Some(tuple) => vm.new_ref(tuple),
        None => blanks(vm, iterators.len()),
    };
    for (index, &inner) in iterators.iter().enumerate() {
        match vm.next(inner) {
            Ok(Some(item)) => {
                let Payload::Tuple(items) = vm.heap.payload_mut(result) else {
                    unreachable!("a tuple")
                };
                let old = std::mem::replace(&mut items[index], item);
                vm.decref(old);
            }
            other => {
                vm.decref(result);
                let ended = other?.is_none();
                return if strict && ended { uneven(vm, &iterators, index) } else { Ok(None) };
            }
        }
    }
    if !vm.heap.is_tracked(result) {
        vm.heap.track(result);
    }
    Ok(Some(result))
}

/// The error of `zip(strict=True)` when the iterator at `index` ended.
fn uneven(vm: &mut Machine, iterators: &[Obj], index: usize) -> Result<Option<Obj>> {
    if index > 0 {
        let number = index + 1;
        let others = if index == 1 { " 1".to_owned() } else { format!("s 1-{index}") };
        return Err(
            vm.value_error(format!("zip() argument {number} is shorter than argument{others}"))
        );
    }
    for (other, &inner) in iterators.iter().enumerate().skip(1) {
        if let Some(item) = vm.next(inner)? {
            vm.decref(item);
            let number = other + 1;
            let others = if other == 1 { " 1".to_owned() } else { format!("s 1-{other}") };
            return Err(
                vm.value_error(format!("zip() argument {number} is longer than argument{others}"))
            );
        }
    }
    Ok(None)
}

fn next_of_map(vm: &mut Machine, iterator: Obj) -> Result<Option<Obj>> {
    let Iterator::Map { function, iterators, strict } = vm.heap.iterator(iterator) else {
        unreachable!("a map")
    };
    let (function, strict, iterators) = (*function, *strict, *iterators);
    if let &[inner] = vm.heap.tuple(iterators) {
        let Some(item) = vm.next(inner)? else { return Ok(None) };
        let result = vm.call(function, &[item]);
        vm.decref(item);
        return result.map(Some);
    }
    let iterators: SmallVec<[Obj; 4]> = vm.heap.tuple(iterators).into();
    let mut items = Vec::with_capacity(iterators.len());
    for (index, &inner) in iterators.iter().enumerate() {
        match vm.next(inner) {
            Ok(Some(item)) => items.push(item),
            other => {
                for item in items {
                    vm.decref(item);
                }
                let ended = other?.is_none();
                return if strict && ended { uneven(vm, &iterators, index) } else { Ok(None) };
            }
        }
    }
    let result = vm.call(function, &items);
    for item in items {
        vm.decref(item);
    }
    result.map(Some)
}

/// `operator.length_hint` of an iterator that knows it.
pub fn length_hint(vm: &mut Machine, iterator: Obj) -> Option<usize> {
    match vm.heap.payload(iterator) {
        &Payload::ListIterator(ListIterator { sequence, index }) => {
            let length = match sequence.map(|sequence| vm.heap.payload(sequence)) {
                Some(Payload::List(list)) => list.items.len(),
                Some(Payload::Tuple(items)) => items.len(),
                _ => 0,
            };
            Some(length.saturating_sub(index as usize))
        }
        Payload::RangeIterator(range) => Some(range.remaining as usize),
        Payload::Iterator(content) => match &**content {
            Iterator::ListReverse { list, index } => {
                Some(if list.is_some() { (*index + 1).max(0) as usize } else { 0 })
            }
            Iterator::Str { string, index, .. } => Some(match string {
                Some(string) => vm.heap.str_contents(*string).length() - index,
                None => 0,
            }),
            Iterator::Bytes { object, index } => Some(match object {
                Some(object) => vm.heap.byte_slice(*object).map_or(0, |data| data.len() - index),
                None => 0,
            }),
            Iterator::Dict { remaining, dict, .. } => {
                Some(if dict.is_some() { *remaining } else { 0 })
            }
            Iterator::Set { remaining, set, .. } => {
                Some(if set.is_some() { *remaining } else { 0 })
            }
            Iterator::Reversed { sequence, index } => {
                Some(if sequence.is_some() { (*index + 1).max(0) as usize } else { 0 })
            }
            _ => None,
        },
        _ => None,
    }
}

/// The iterators of some iterables, in a tuple that exists before the first of them. New reference.
fn iterators_of(vm: &mut Machine, iterables: &[Obj]) -> Result<Obj> {
    let tuple = blanks(vm, iterables.len());
    for (index, &iterable) in iterables.iter().enumerate() {
        match vm.iter(iterable) {
            Ok(iterator) => {
                let Payload::Tuple(items) = vm.heap.payload_mut(tuple) else {
                    unreachable!("just made")
                };
                let blank = std::mem::replace(&mut items[index], iterator);
                vm.decref(blank);
            }
            Err(raise) => {
                vm.decref(tuple);
                return Err(raise);
            }
        }
    }
    Ok(tuple)
}

/// A tuple of so many `None`. New reference.
fn blanks(vm: &mut Machine, length: usize) -> Obj {
    let items = (0..length).map(|_| vm.none()).collect();
    vm.heap.new_tuple_tracked(items)
}

/// The `strict` keyword of `zip` and, from 3.14, `map`.
fn strict_keyword(vm: &mut Machine, args: Args<'_>, name: &str) -> Result<bool> {
    let mut strict = false;
    for (keyword, value) in args.keywords() {
        if vm.heap.str_text(keyword) != "strict" {
            let text = vm.heap.str_text(keyword).to_owned();
            return Err(vm.unexpected_keyword(name, &text));
        }
        strict = vm.truth(value)?;
    }
    Ok(strict)
}

fn new_enumerate(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let class = vm.class_argument(types::ENUMERATE, args)?;
    let mut iterable = args.positional().get(1).copied();
    let mut start = args.positional().get(2).copied();
    for (name, value) in args.keywords() {
        match vm.heap.str_text(name) {
            "start" => start = Some(value),
            "iterable" => iterable = Some(value),
            other => {
                let message = format!("'{other}' is an invalid keyword argument for enumerate()");
                return Err(vm.type_error(message));
            }
        }
    }
    let given = args.values.len() - 1;
    if given > 2 {
        return Err(vm.type_error(format!("enumerate() takes at most 2 arguments ({given} given)")));
    }
    let Some(iterable) = iterable else {
        return Err(match start.is_some() {
            true => vm.type_error("'start' is an invalid keyword argument for enumerate()"),
            false => vm.type_error("enumerate() missing required argument 'iterable'"),
        });
    };
    let next = match start {
        Some(start) => vm.index(start)?,
        None => vm.heap.new_int(0),
    };
    let iterator = match vm.iter(iterable) {
        Ok(iterator) => iterator,
        Err(raise) => {
            vm.decref(next);
            return Err(raise);
        }
    };
    let none = vm.heap.none();
    let pair = vm.heap.new_tuple_from(&[none, none]);
    Ok(vm.heap.new_iterator(class, Iterator::Enumerate { iterator, next, pair: Some(pair) }))
}

fn new_zip(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let class = vm.class_argument(types::ZIP, args)?;
    let strict = strict_keyword(vm, args, "zip")?;
    let iterators = iterators_of(vm, &args.positional()[1..])?;
    let length = vm.heap.tuple(iterators).len();
    let tuple = Some(blanks(vm, length));
    Ok(vm.heap.new_iterator(class, Iterator::Zip { iterators, strict, tuple }))
}

fn new_map(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let class = vm.class_argument(types::MAP, args)?;
    if class == types::MAP && !vm.release().operations.map_takes_strict {
        args.no_keywords(vm, "map")?;
    }
    let strict = strict_keyword(vm, args, "map")?;
    let [_, function, iterables @ ..] = args.positional() else {
        return Err(vm.type_error("map() must have at least two arguments."));
    };
    if iterables.is_empty() {
        return Err(vm.type_error("map() must have at least two arguments."));
    }
    let iterators = iterators_of(vm, iterables)?;
    vm.heap.incref(*function);
    Ok(vm.heap.new_iterator(class, Iterator::Map { function: *function, iterators, strict }))
}

fn new_filter(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let class = vm.class_argument(types::FILTER, args)?;
    if class == types::FILTER {
        args.no_keywords(vm, "filter")?;
    }
    let &[_, function, iterable] = args.positional() else {
        let given = args.positional().len() - 1;
        return Err(vm.type_error(format!("filter expected 2 arguments, got {given}")));
    };
    let iterator = vm.iter(iterable)?;
    vm.heap.incref(function);
    Ok(vm.heap.new_iterator(class, Iterator::Filter { function, iterator }))
}

fn new_reversed(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    if vm.class_argument(types::REVERSED, args)? == types::REVERSED {
        args.no_keywords(vm, "reversed")?;
    }
    let &[_, sequence] = args.positional() else {
        let given = args.positional().len() - 1;
        return Err(vm.type_error(format!("reversed expected 1 argument, got {given}")));
    };
    if vm.heap.type_of(sequence) == types::LIST {
        let index = vm.heap.list(sequence).items.len() as i64 - 1;
        vm.heap.incref(sequence);
        return Ok(vm.heap.new_iterator(
            types::LIST_REVERSEITERATOR,
            Iterator::ListReverse { list: Some(sequence), index },
        ));
    }
    let name = vm.names.__reversed__;
    if let Some(method) = vm.lookup_special(sequence, name) {
        if method == vm.heap.none() {
            let class = vm.type_name_of(sequence);
            return Err(vm.type_error(format!("'{class}' object is not reversible")));
        }
        vm.heap.incref(method);
        let result = vm.call_found(method, sequence, &[]);
        vm.decref(method);
        return result;
    }
    let getitem = vm.names.__getitem__;
    if vm.lookup_special(sequence, getitem).is_none()
        || matches!(vm.heap.payload(sequence), Payload::Dict(_))
    {
        let class = vm.type_name_of(sequence);
        return Err(vm.type_error(format!("'{class}' object is not reversible")));
    }
    let length = vm.len(sequence)? as i64;
    vm.heap.incref(sequence);
    Ok(vm.heap.new_iterator(
        types::REVERSED,
        Iterator::Reversed { sequence: Some(sequence), index: length - 1 },
    ))
}

fn iter_self(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    Ok(vm.new_ref(args.values[0]))
}

fn next_method(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    match vm.next(args.values[0])? {
        Some(value) => Ok(value),
        None => Err(vm.raise_with_args(types::STOP_ITERATION, &[])),
    }
}

fn length_hint_method(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    match length_hint(vm, args.values[0]) {
        Some(hint) => Ok(vm.heap.new_int(hint as i64)),
        None => Ok(vm.not_implemented()),
    }
}

/// `__reduce__()`: how `copy` and `pickle` make an iterator again, at the place that it is at.
fn reduce(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let this = args.values[0];
    let none = vm.heap.none();
    let iterates = vm.heap.intern("iter");
    let iter = vm.heap.dict_get_str(vm.builtins, iterates).unwrap_or(none);
    vm.decref(iterates);
    let class = vm.heap.type_of(this);
    // The callable, its arguments as new references, and the state.
    let (callable, arguments, state) = match vm.heap.payload(this) {
        &Payload::ListIterator(ListIterator { sequence, index }) => match sequence {
            Some(sequence) => {
                let state = vm.heap.new_int(i64::from(index));
                (iter, vec![vm.new_ref(sequence)], Some(state))
            }
            None if class == types::LIST_ITERATOR => {
                (iter, vec![vm.heap.new_list(Vec::new())], None)
            }
            None => (iter, vec![vm.heap.new_tuple(Vec::new())], None),
        },
        Payload::RangeIterator(range) => {
            let (next, step) = (range.next, range.step);
            let stop = i128::from(next) + i128::from(step) * i128::from(range.remaining);
            let bounds =
                [vm.heap.new_int(next), vm.heap.new_bigint(stop.into()), vm.heap.new_int(step)];
            let rest = vm.call(types::RANGE, &bounds);
            vm.decref_all(bounds);
            let state = match vm.release().library.range_iterators_have_no_state {
                true => vm.none(),
                false => vm.heap.new_int(0),
            };
            (iter, vec![rest?], Some(state))
        }
        Payload::Iterator(content) => match &**content {
            &Iterator::ListReverse { list: Some(list), index } => {
                let reversed = types::REVERSED;
                (reversed, vec![vm.new_ref(list)], Some(vm.heap.new_int(index)))
            }
            &Iterator::Str { string: Some(object), index, .. }
            | &Iterator::Bytes { object: Some(object), index } => {
                (iter, vec![vm.new_ref(object)], Some(vm.heap.new_int(index as i64)))
            }
            &Iterator::Sequence { object: Some(object), index } => {
                (iter, vec![vm.new_ref(object)], Some(vm.heap.new_int(index)))
            }
            &Iterator::Reversed { sequence: Some(sequence), index } => {
                (class, vec![vm.new_ref(sequence)], Some(vm.heap.new_int(index)))
            }
            &Iterator::Callable { callable: Some(callable), sentinel } => {
                let sentinel = sentinel.unwrap_or(none);
                (iter, vec![vm.new_ref(callable), vm.new_ref(sentinel)], None)
            }
            &Iterator::Enumerate { iterator, next, .. } => {
                (class, vec![vm.new_ref(iterator), vm.new_ref(next)], None)
            }
            Iterator::Zip { iterators, strict, .. } => {
                let (iterators, strict) = (vm.heap.tuple(*iterators).to_vec(), *strict);
                let all = iterators.into_iter().map(|one| vm.new_ref(one)).collect();
                (class, all, strict.then(|| vm.heap.new_bool(true)))
            }
            Iterator::Map { function, iterators, strict } => {
                let iterators = vm.heap.tuple(*iterators).to_vec();
                let (function, strict) = (*function, *strict);
                let all = std::iter::once(function).chain(iterators);
                let all = all.map(|one| vm.new_ref(one)).collect();
                (class, all, strict.then(|| vm.heap.new_bool(true)))
            }
            &Iterator::Filter { function, iterator } => {
                (class, vec![vm.new_ref(function), vm.new_ref(iterator)], None)
            }
            Iterator::Dict { dict: Some(container), .. }
            | Iterator::Set { set: Some(container), .. } => {
                let container = *container;
                let mut ahead = (**content).clone();
                if let Iterator::Dict { pair, .. } = &mut ahead {
                    *pair = None;
                }
                vm.heap.incref(container);
                let copy = vm.heap.new_iterator(class, ahead);
                let items = vm.collect(copy);
                vm.decref(copy);
                (iter, vec![vm.heap.new_list(items?)], None)
            }
            Iterator::ListReverse { .. } | Iterator::Dict { .. } | Iterator::Set { .. } => {
                (iter, vec![vm.heap.new_list(Vec::new())], None)
            }
            Iterator::Str { .. } => (iter, vec![vm.heap.new_str("")], None),
            Iterator::Reversed { .. } => (class, vec![vm.heap.new_tuple(Vec::new())], None),
            _ => (iter, vec![vm.heap.new_tuple(Vec::new())], None),
        },
        _ => return Err(vm.unsupported("copies of this iterator")),
    };
    let arguments = vm.heap.new_tuple(arguments);
    let parts = [vm.new_ref(callable), arguments].into_iter().chain(state).collect();
    Ok(vm.heap.new_tuple(parts))
}

/// `__setstate__(index)` of iterators over sequences: where they go on.
fn set_place(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    if !matches!(vm.heap.payload(args.values[1]), Payload::Int(_) | Payload::BigInt(_)) {
        return Err(vm.type_error("an integer is required"));
    }
    let given = vm.index_isize(args.values[1])?;
    let this = args.values[0];
    let length = match vm.heap.payload(this) {
        Payload::ListIterator(content) => match content.sequence {
            Some(sequence) => vm.len(sequence)?,
            None => return Ok(vm.none()),
        },
        Payload::Iterator(content) => match **content {
            Iterator::ListReverse { list: Some(sequence), .. }
            | Iterator::Bytes { object: Some(sequence), .. }
            | Iterator::Str { string: Some(sequence), .. }
            | Iterator::Reversed { sequence: Some(sequence), .. } => vm.len(sequence)?,
            Iterator::Sequence { object: Some(_), .. } => usize::MAX >> 1,
            _ => return Ok(vm.none()),
        },
        _ => return Ok(vm.none()),
    };
    let forward = given.clamp(0, length as isize);
    // A text iterator also knows how many bytes are behind it.
    let text = match vm.heap.payload(this) {
        Payload::Iterator(content) => match **content {
            Iterator::Str { string, .. } => string,
            _ => None,
        },
        _ => None,
    };
    let bytes = text.map_or(0, |text| {
        vm.heap.str_text(text).chars().take(forward as usize).map(char::len_utf8).sum()
    });
    match vm.heap.payload_mut(this) {
        Payload::ListIterator(content) => content.index = forward as u32,
        Payload::Iterator(content) => match &mut **content {
            Iterator::ListReverse { index, .. } | Iterator::Reversed { index, .. } => {
                *index = given.clamp(-1, length as isize - 1) as i64;
            }
            Iterator::Bytes { index, .. } => *index = forward as usize,
            Iterator::Str { offset, index, .. } => (*offset, *index) = (bytes, forward as usize),
            Iterator::Sequence { index, .. } => *index = forward as i64,
            _ => {}
        },
        _ => {}
    }
    Ok(vm.none())
}

/// What every iterator has.
static COMMON: [NativeDef; 3] = [
    method("__reduce__", reduce, Accepts::Nothing),
    special("__iter__", iter_self, Accepts::Nothing),
    special("__next__", next_method, Accepts::Nothing),
];

/// Iterators that know how many items are left.
static HINTED: [NativeDef; 4] = [
    method("__reduce__", reduce, Accepts::Nothing),
    special("__iter__", iter_self, Accepts::Nothing),
    special("__next__", next_method, Accepts::Nothing),
    method("__length_hint__", length_hint_method, Accepts::Nothing),
];

/// Iterators that can be put to another place of their sequence.
static PLACED: [NativeDef; 5] = [
    method("__reduce__", reduce, Accepts::Nothing),
    special("__iter__", iter_self, Accepts::Nothing),
    special("__next__", next_method, Accepts::Nothing),
    method("__length_hint__", length_hint_method, Accepts::Nothing),
    method("__setstate__", set_place, Accepts::One),
];

macro_rules! plain {
    ($ty:ident, $methods:ident) => {
        TypeDef { ty: types::$ty, doc: "", methods: &$methods, attributes: &[] }
    };
}

macro_rules! constructed {
    ($ty:ident, $new:ident, $doc:literal $(, $more:expr)*) => {
        TypeDef {
            ty: types::$ty,
            doc: $doc,
            methods: &[
                function("__new__", $new, Accepts::Any),
                special("__iter__", iter_self, Accepts::Nothing),
                special("__next__", next_method, Accepts::Nothing),
                method("__reduce__", reduce, Accepts::Nothing),
                $($more,)*
            ],
            attributes: &[],
        }
    };
}

/// All iterator types.
pub static TYPES: [TypeDef; 23] = [
    plain!(LIST_ITERATOR, PLACED),
    plain!(LIST_REVERSEITERATOR, PLACED),
    plain!(TUPLE_ITERATOR, PLACED),
    plain!(RANGE_ITERATOR, HINTED),
    plain!(LONGRANGE_ITERATOR, HINTED),
    plain!(STR_ASCII_ITERATOR, PLACED),
    plain!(STR_ITERATOR, PLACED),
    plain!(BYTES_ITERATOR, PLACED),
    plain!(BYTEARRAY_ITERATOR, PLACED),
    plain!(DICT_KEYITERATOR, HINTED),
    plain!(DICT_VALUEITERATOR, HINTED),
    plain!(DICT_ITEMITERATOR, HINTED),
    plain!(DICT_REVERSEKEYITERATOR, HINTED),
    plain!(DICT_REVERSEVALUEITERATOR, HINTED),
    plain!(DICT_REVERSEITEMITERATOR, HINTED),
    plain!(SET_ITERATOR, HINTED),
    plain!(ITERATOR, PLACED),
    plain!(CALLABLE_ITERATOR, COMMON),
    constructed!(
        ENUMERATE,
        new_enumerate,
        "Return an enumerate object.",
        class_method("__class_getitem__", crate::modules::typing::class_getitem, Accepts::One)
    ),
    constructed!(ZIP, new_zip, "The zip object yields n-length tuples."),
    constructed!(
        MAP,
        new_map,
        "Make an iterator that computes the function using arguments from each of the iterables."
    ),
    constructed!(
        FILTER,
        new_filter,
        "Return an iterator yielding those items of iterable for which function(item) is true."
    ),
    constructed!(
        REVERSED,
        new_reversed,
        "Return a reverse iterator over the values of the given sequence.",
        method("__length_hint__", length_hint_method, Accepts::Nothing),
        method("__setstate__", set_place, Accepts::One)
    ),
];
