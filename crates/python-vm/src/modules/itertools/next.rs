//! What the iterators of `itertools` give next.

use heap_model::{Obj, Payload, Runtime, types};

use super::{GROUPER, Itertool, Kind};
use crate::bytecode::Binary;
use crate::machine::{Machine, Result};

/// The next item of an iterator of the module; `None` if the object is none.
pub fn next(vm: &mut Machine, object: Obj) -> Option<Result<Option<Obj>>> {
    let Some(content) = vm.native::<Itertool>(object) else { return super::tee::next(vm, object) };
    let kind = content.kind;
    Some(match kind {
        Kind::Count => count(vm, object),
        Kind::Cycle { next, first_pass } => cycle(vm, object, next, first_pass),
        Kind::Repeat { left } => Ok(repeat(vm, object, left)),
        Kind::Accumulate { started } => accumulate(vm, object, started),
        Kind::Batched { size, strict } => batched(vm, object, size, strict),
        Kind::Chain => chain(vm, object),
        Kind::Combinations { size, repeated, stopped } => {
            Ok(combinations(vm, object, size, repeated, stopped))
        }
        Kind::Permutations { size, stopped } => Ok(permutations(vm, object, size, stopped)),
        Kind::Product { stopped } => Ok(product(vm, object, stopped)),
        Kind::Compress => compress(vm, object),
        Kind::DropWhile { started } => drop_while(vm, object, started),
        Kind::TakeWhile { stopped } => take_while(vm, object, stopped),
        Kind::FilterFalse => filter_false(vm, object),
        Kind::StarMap => star_map(vm, object),
        Kind::GroupBy { group } => group_by(vm, object, group),
        Kind::Grouper { group } => grouper(vm, object, group),
        Kind::Slice { next, stop, step, counted } => slice(vm, object, next, stop, step, counted),
        Kind::Pairwise => pairwise(vm, object),
        Kind::ZipLongest { active } => zip_longest(vm, object, active),
    })
}

fn content(vm: &mut Machine, object: Obj) -> &mut Itertool {
    vm.native_mut(object).expect("the caller has looked")
}

/// The next item of the iterator inside.
fn next_inside(vm: &mut Machine, object: Obj) -> Result<Option<Obj>> {
    match content(vm, object).iterator {
        Some(iterator) => vm.next(iterator),
        None => Ok(None),
    }
}

fn count(vm: &mut Machine, object: Obj) -> Result<Option<Obj>> {
    let state = content(vm, object);
    let (Some(current), Some(step)) = (state.extra, state.function) else { return Ok(None) };
    let following = vm.binary(Binary::Add, current, step)?;
    content(vm, object).extra = Some(following);
    Ok(Some(current))
}

fn cycle(vm: &mut Machine, object: Obj, next: usize, first_pass: bool) -> Result<Option<Obj>> {
    let Some(seen) = content(vm, object).extra else { return Ok(None) };
    if first_pass {
        if let Some(item) = next_inside(vm, object)? {
            vm.heap.incref(item);
            vm.heap.list_append(seen, item);
            return Ok(Some(item));
        }
        let state = content(vm, object);
        state.kind = Kind::Cycle { next: 0, first_pass: false };
        let iterator = state.iterator.take();
        vm.decref_opt(iterator);
    }
    let items = &vm.heap.list(seen).items;
    let Some(&item) = items.get(next) else { return Ok(None) };
    let following = if next + 1 < items.len() { next + 1 } else { 0 };
    content(vm, object).kind = Kind::Cycle { next: following, first_pass: false };
    vm.tick(1)?;
    Ok(Some(vm.new_ref(item)))
}

fn repeat(vm: &mut Machine, object: Obj, left: Option<usize>) -> Option<Obj> {
    if left == Some(0) {
        return None;
    }
    let state = content(vm, object);
    state.kind = Kind::Repeat { left: left.map(|left| left - 1) };
    let item = state.extra?;
    Some(vm.new_ref(item))
}

fn accumulate(vm: &mut Machine, object: Obj, started: bool) -> Result<Option<Obj>> {
    content(vm, object).kind = Kind::Accumulate { started: true };
    if !started && let Some(initial) = content(vm, object).second.take() {
        vm.heap.incref(initial);
        content(vm, object).extra = Some(initial);
        return Ok(Some(initial));
    }
    let Some(item) = next_inside(vm, object)? else { return Ok(None) };
    let state = content(vm, object);
    let function = state.function;
    let Some(total) = state.extra else {
        vm.heap.incref(item);
        content(vm, object).extra = Some(item);
        return Ok(Some(item));
    };
    let new = match function {
        Some(function) => vm.call(function, &[total, item]),
        None => vm.binary(Binary::Add, total, item),
    };
    vm.decref(item);
    let new = new?;
    vm.heap.incref(new);
    let old = content(vm, object).extra.replace(new);
    vm.decref_opt(old);
    Ok(Some(new))
}

fn batched(vm: &mut Machine, object: Obj, size: usize, strict: bool) -> Result<Option<Obj>> {
    let mut items = Vec::new();
    while items.len() < size {
        match next_inside(vm, object) {
            Ok(Some(item)) => items.push(item),
            Ok(None) => break,
            Err(raise) => {
                vm.decref_all(items);
                return Err(raise);
            }
        }
    }
    if items.len() < size {
        let iterator = content(vm, object).iterator.take();
        vm.decref_opt(iterator);
        if items.is_empty() {
            return Ok(None);
        }
        if strict {
            vm.decref_all(items);
            return Err(vm.value_error("batched(): incomplete batch"));
        }
    }
    Ok(Some(vm.heap.new_tuple(items)))
}

fn chain(vm: &mut Machine, object: Obj) -> Result<Option<Obj>> {
    loop {
        if content(vm, object).iterator.is_none() {
            let Some(source) = content(vm, object).extra else { return Ok(None) };
            let iterable = match vm.next(source) {
                Ok(Some(iterable)) => iterable,
                other => {
                    let source = content(vm, object).extra.take();
                    vm.decref_opt(source);
                    return other;
                }
            };
            let iterator = vm.iter(iterable);
            vm.decref(iterable);
            match iterator {
                Ok(iterator) => content(vm, object).iterator = Some(iterator),
                Err(raise) => {
                    let source = content(vm, object).extra.take();
                    vm.decref_opt(source);
                    return Err(raise);
                }
            }
        }
        if let Some(item) = next_inside(vm, object)? {
            return Ok(Some(item));
        }
        let ended = content(vm, object).iterator.take();
        vm.decref_opt(ended);
    }
}

// --- combinatorics ---

/// Gives the tuple of these items (borrowed): the one given before, if nobody else holds it.
fn give(vm: &mut Machine, object: Obj, items: &[Obj]) -> Obj {
    let last = content(vm, object).result;
    if let Some(last) = last
        && vm.heap.refcount(last) == Some(1)
    {
        for &item in items {
            vm.heap.incref(item);
        }
        let old = match vm.heap.payload_mut(last) {
            Payload::Tuple(held) => std::mem::replace(held, items.into()),
            _ => Box::default(),
        };
        vm.decref_all(old);
        if !vm.heap.is_tracked(last) {
            vm.heap.track(last);
        }
        return vm.new_ref(last);
    }
    for &item in items {
        vm.heap.incref(item);
    }
    let new = vm.heap.new_tuple_tracked(items.to_vec());
    if !items.is_empty() {
        vm.heap.incref(new);
        let old = content(vm, object).result.replace(new);
        vm.decref_opt(old);
    }
    new
}

fn combinations(
    vm: &mut Machine,
    object: Obj,
    size: usize,
    repeated: bool,
    stopped: bool,
) -> Option<Obj> {
    if stopped {
        return None;
    }
    let state = content(vm, object);
    let pool = state.extra?;
    let started = state.result.is_some();
    let length = vm.heap.tuple(pool).len();
    let state = content(vm, object);
    if started {
        let most = |place: usize| if repeated { length - 1 } else { place + length - size };
        let place = (0..size).rev().find(|&place| state.indices[place] != most(place));
        let Some(place) = place else {
            state.kind = Kind::Combinations { size, repeated, stopped: true };
            return None;
        };
        let index = state.indices[place] + 1;
        for (offset, later) in state.indices[place..].iter_mut().enumerate() {
            *later = if repeated { index } else { index + offset };
        }
    }
    if size == 0 {
        state.kind = Kind::Combinations { size, repeated, stopped: true };
    }
    let indices = state.indices.clone();
    let items: Vec<Obj> = indices.iter().map(|&index| vm.heap.tuple(pool)[index]).collect();
    Some(give(vm, object, &items))
}

fn permutations(vm: &mut Machine, object: Obj, size: usize, stopped: bool) -> Option<Obj> {
    if stopped {
        return None;
    }
    let state = content(vm, object);
    let pool = state.extra?;
    if state.result.is_some() {
        let length = state.indices.len();
        let mut found = false;
        for place in (0..size).rev() {
            state.cycles[place] -= 1;
            if state.cycles[place] == 0 {
                state.indices[place..].rotate_left(1);
                state.cycles[place] = length - place;
            } else {
                let other = length - state.cycles[place];
                state.indices.swap(place, other);
                found = true;
                break;
            }
        }
        if !found {
            state.kind = Kind::Permutations { size, stopped: true };
            return None;
        }
    }
    if size == 0 {
        state.kind = Kind::Permutations { size, stopped: true };
    }
    let indices = state.indices[..size].to_vec();
    let items: Vec<Obj> = indices.iter().map(|&index| vm.heap.tuple(pool)[index]).collect();
    Some(give(vm, object, &items))
}

fn product(vm: &mut Machine, object: Obj, stopped: bool) -> Option<Obj> {
    if stopped {
        return None;
    }
    let state = content(vm, object);
    let pools = state.extra?;
    let started = state.result.is_some();
    let mut indices = std::mem::take(&mut state.indices);
    let pools = vm.heap.tuple(pools).to_vec();
    let length = |vm: &Machine, place: usize| vm.heap.tuple(pools[place]).len();
    let mut ended = (0..pools.len()).any(|place| length(vm, place) == 0);
    if started && !ended {
        ended = true;
        for place in (0..pools.len()).rev() {
            indices[place] += 1;
            if indices[place] < length(vm, place) {
                ended = false;
                break;
            }
            indices[place] = 0;
        }
    }
    let items: Option<Vec<Obj>> = (!ended).then(|| {
        pools.iter().zip(&indices).map(|(&pool, &index)| vm.heap.tuple(pool)[index]).collect()
    });
    let state = content(vm, object);
    state.indices = indices;
    if ended || pools.is_empty() {
        state.kind = Kind::Product { stopped: true };
    }
    Some(give(vm, object, &items?))
}

// --- filters ---

fn compress(vm: &mut Machine, object: Obj) -> Result<Option<Obj>> {
    loop {
        let Some(item) = next_inside(vm, object)? else { return Ok(None) };
        let Some(selectors) = content(vm, object).extra else { return Ok(None) };
        let selected = match vm.next(selectors) {
            Ok(Some(selector)) => {
                let truth = vm.truth(selector);
                vm.decref(selector);
                truth
            }
            other => {
                vm.decref(item);
                return other;
            }
        };
        match selected {
            Ok(true) => return Ok(Some(item)),
            Ok(false) => vm.decref(item),
            Err(raise) => {
                vm.decref(item);
                return Err(raise);
            }
        }
    }
}

/// Whether the function says yes to an item, which is dropped if it raises.
fn holds(vm: &mut Machine, object: Obj, item: Obj) -> Result<bool> {
    let function = content(vm, object).function;
    let result = match function {
        Some(function) => vm.call(function, &[item]).and_then(|answer| {
            let truth = vm.truth(answer);
            vm.decref(answer);
            truth
        }),
        None => vm.truth(item),
    };
    if result.is_err() {
        vm.decref(item);
    }
    result
}

fn drop_while(vm: &mut Machine, object: Obj, started: bool) -> Result<Option<Obj>> {
    loop {
        let Some(item) = next_inside(vm, object)? else { return Ok(None) };
        if started || !holds(vm, object, item)? {
            content(vm, object).kind = Kind::DropWhile { started: true };
            return Ok(Some(item));
        }
        vm.decref(item);
    }
}

fn take_while(vm: &mut Machine, object: Obj, stopped: bool) -> Result<Option<Obj>> {
    if stopped {
        return Ok(None);
    }
    let Some(item) = next_inside(vm, object)? else { return Ok(None) };
    if holds(vm, object, item)? {
        return Ok(Some(item));
    }
    vm.decref(item);
    content(vm, object).kind = Kind::TakeWhile { stopped: true };
    Ok(None)
}

fn filter_false(vm: &mut Machine, object: Obj) -> Result<Option<Obj>> {
    let plain = match content(vm, object).function {
        Some(function) => function == vm.heap.none() || function == types::BOOL,
        None => true,
    };
    loop {
        let Some(item) = next_inside(vm, object)? else { return Ok(None) };
        let keep = if plain {
            match vm.truth(item) {
                Ok(truth) => !truth,
                Err(raise) => {
                    vm.decref(item);
                    return Err(raise);
                }
            }
        } else {
            !holds(vm, object, item)?
        };
        if keep {
            return Ok(Some(item));
        }
        vm.decref(item);
    }
}

fn star_map(vm: &mut Machine, object: Obj) -> Result<Option<Obj>> {
    let Some(arguments) = next_inside(vm, object)? else { return Ok(None) };
    let Some(function) = content(vm, object).function else { return Ok(None) };
    let items = vm.collect(arguments);
    let result = items.and_then(|items| {
        let result = vm.call(function, &items);
        vm.decref_all(items);
        result
    });
    vm.decref(arguments);
    result.map(Some)
}

// --- groups ---
//
// `items` holds the key of the group being given and the key of the current value; `extra` is that
// value.

fn group_step(vm: &mut Machine, object: Obj) -> Result<bool> {
    let Some(value) = next_inside(vm, object)? else { return Ok(false) };
    let function = content(vm, object).function;
    let key = match function {
        Some(function) => match vm.call(function, &[value]) {
            Ok(key) => key,
            Err(raise) => {
                vm.decref(value);
                return Err(raise);
            }
        },
        None => vm.new_ref(value),
    };
    let state = content(vm, object);
    let old_value = state.extra.replace(value);
    let old_key = state.items[1].replace(key);
    vm.decref_opt(old_value);
    vm.decref_opt(old_key);
    Ok(true)
}

fn group_by(vm: &mut Machine, object: Obj, group: u64) -> Result<Option<Obj>> {
    // Skip what is left of the group before.
    loop {
        let state = content(vm, object);
        match (state.items[1], state.items[0]) {
            (None, _) => {}
            (Some(_), None) => break,
            (Some(current), Some(target)) => {
                vm.heap.incref(current);
                vm.heap.incref(target);
                let same = vm.equal(target, current);
                vm.decref(current);
                vm.decref(target);
                if !same? {
                    break;
                }
            }
        }
        if !group_step(vm, object)? {
            return Ok(None);
        }
    }
    let group = group + 1;
    let state = content(vm, object);
    state.kind = Kind::GroupBy { group };
    let Some(key) = state.items[1] else { return Ok(None) };
    vm.heap.incref(key);
    let old = content(vm, object).items[0].replace(key);
    vm.decref_opt(old);
    let mut grouper = Itertool::new(Kind::Grouper { group });
    grouper.extra = Some(vm.new_ref(object));
    grouper.items = vec![Some(vm.new_ref(key))];
    let class = vm.native_type(&GROUPER);
    let grouper = vm.new_native_object(class, grouper);
    let key = vm.new_ref(key);
    Ok(Some(vm.heap.new_tuple(vec![key, grouper])))
}

fn grouper(vm: &mut Machine, object: Obj, group: u64) -> Result<Option<Obj>> {
    let state = content(vm, object);
    let (Some(parent), Some(&Some(target))) = (state.extra, state.items.first()) else {
        return Ok(None);
    };
    if content(vm, parent).kind != (Kind::GroupBy { group }) {
        return Ok(None);
    }
    if content(vm, parent).extra.is_none() && !group_step(vm, parent)? {
        return Ok(None);
    }
    let Some(key) = content(vm, parent).items[1] else { return Ok(None) };
    vm.heap.incref(key);
    let same = vm.equal(target, key);
    vm.decref(key);
    if !same? {
        return Ok(None);
    }
    let state = content(vm, parent);
    let value = state.extra.take();
    let key = state.items[1].take();
    vm.decref_opt(key);
    Ok(value)
}

// --- the rest ---

fn slice(
    vm: &mut Machine,
    object: Obj,
    next: usize,
    stop: Option<usize>,
    step: usize,
    counted: usize,
) -> Result<Option<Obj>> {
    let mut counted = counted;
    let end = |vm: &mut Machine| {
        let iterator = content(vm, object).iterator.take();
        vm.decref_opt(iterator);
        Ok(None)
    };
    while counted < next {
        if stop.is_some_and(|stop| counted >= stop) {
            return end(vm);
        }
        let Some(item) = next_inside(vm, object)? else { return end(vm) };
        vm.decref(item);
        counted += 1;
        content(vm, object).kind = Kind::Slice { next, stop, step, counted };
    }
    if stop.is_some_and(|stop| counted >= stop) {
        return end(vm);
    }
    let Some(item) = next_inside(vm, object)? else { return end(vm) };
    counted += 1;
    let mut following = next.saturating_add(step);
    if let Some(stop) = stop {
        following = following.min(stop);
    }
    content(vm, object).kind = Kind::Slice { next: following, stop, step, counted };
    Ok(Some(item))
}

fn pairwise(vm: &mut Machine, object: Obj) -> Result<Option<Obj>> {
    let old = match content(vm, object).extra {
        Some(old) => vm.new_ref(old),
        None => {
            let Some(first) = next_inside(vm, object)? else {
                let iterator = content(vm, object).iterator.take();
                vm.decref_opt(iterator);
                return Ok(None);
            };
            vm.heap.incref(first);
            content(vm, object).extra = Some(first);
            first
        }
    };
    let new = match next_inside(vm, object) {
        Ok(Some(new)) => new,
        other => {
            vm.decref(old);
            let state = content(vm, object);
            let (iterator, last) = (state.iterator.take(), state.extra.take());
            vm.decref_opt(iterator);
            vm.decref_opt(last);
            return other;
        }
    };
    let pair = if content(vm, object).result.is_some() {
        give(vm, object, &[old, new])
    } else {
        vm.heap.incref(old);
        vm.heap.incref(new);
        vm.heap.new_tuple_tracked(vec![old, new])
    };
    vm.decref(old);
    let last = content(vm, object).extra.replace(new);
    vm.decref_opt(last);
    Ok(Some(pair))
}

fn zip_longest(vm: &mut Machine, object: Obj, active: usize) -> Result<Option<Obj>> {
    let mut active = active;
    let count = content(vm, object).items.len();
    if count == 0 || active == 0 {
        return Ok(None);
    }
    let filler = content(vm, object).extra.unwrap_or(vm.heap.none());
    let mut items = Vec::with_capacity(count);
    for index in 0..count {
        let item = match content(vm, object).items[index] {
            None => None,
            Some(iterator) => match vm.next(iterator) {
                Ok(Some(item)) => Some(item),
                Ok(None) => {
                    active -= 1;
                    content(vm, object).kind = Kind::ZipLongest { active };
                    if active == 0 {
                        vm.decref_all(items);
                        return Ok(None);
                    }
                    let ended = content(vm, object).items[index].take();
                    vm.decref_opt(ended);
                    None
                }
                Err(raise) => {
                    content(vm, object).kind = Kind::ZipLongest { active: 0 };
                    vm.decref_all(items);
                    return Err(raise);
                }
            },
        };
        let item = item.unwrap_or_else(|| vm.heap.new_ref(filler));
        items.push(item);
    }
    let tuple = give(vm, object, &items);
    vm.decref_all(items);
    Ok(Some(tuple))
}
