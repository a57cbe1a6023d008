//! The module `gc`: the program's view of the cyclic collector.

use heap_model::collect::Debug;
use heap_model::{Obj, Runtime};

use super::NativeModule;
use crate::machine::{Machine, Result};
use crate::native::{Accepts, Args, function};

/// The module.
pub static MODULE: NativeModule = NativeModule {
    name: "gc",
    doc: "This module provides access to the garbage collector for reference cycles.",
    functions: &[
        function("collect", collect, Accepts::Any),
        function("disable", disable, Accepts::Nothing),
        function("enable", enable, Accepts::Nothing),
        function("isenabled", is_enabled, Accepts::Nothing),
        function("get_count", get_count, Accepts::Nothing),
        function("get_threshold", get_threshold, Accepts::Nothing),
        function("set_threshold", set_threshold, Accepts::Any),
        function("get_debug", get_debug, Accepts::Nothing),
        function("set_debug", set_debug, Accepts::One),
        function("get_objects", get_objects, Accepts::Any),
        function("get_stats", get_stats, Accepts::Nothing),
        function("get_referents", get_referents, Accepts::Any),
        function("get_referrers", get_referrers, Accepts::Any),
        function("is_tracked", is_tracked, Accepts::One),
        function("is_finalized", is_finalized, Accepts::One),
        function("freeze", freeze, Accepts::Nothing),
        function("unfreeze", unfreeze, Accepts::Nothing),
        function("get_freeze_count", get_freeze_count, Accepts::Nothing),
    ],
    fill,
};

fn fill(vm: &mut Machine, module: Obj) -> Result<()> {
    for (name, value) in [
        ("DEBUG_STATS", 1),
        ("DEBUG_COLLECTABLE", 2),
        ("DEBUG_UNCOLLECTABLE", 4),
        ("DEBUG_SAVEALL", 32),
        ("DEBUG_LEAK", 38),
    ] {
        let value = vm.heap.new_int(value);
        super::set(vm, module, name, value);
    }
    let garbage = vm.garbage_list();
    super::set(vm, module, "garbage", garbage);
    let callbacks = vm.collector_callbacks();
    super::set(vm, module, "callbacks", callbacks);
    Ok(())
}

/// The generation that an argument names.
fn generation(vm: &mut Machine, value: Obj) -> Result<usize> {
    match vm.index_isize(value)? {
        generation @ 0..=2 => Ok(generation as usize),
        _ => Err(vm.value_error("invalid generation")),
    }
}

fn collect(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let given = match (args.positional(), args.keywords().next()) {
        ([value], None) => Some(*value),
        ([], Some((name, value))) if vm.heap.str_text(name) == "generation" => Some(value),
        ([], None) => None,
        (positional, _) => {
            let given = positional.len();
            return Err(
                vm.type_error(format!("collect() takes at most 1 argument ({given} given)"))
            );
        }
    };
    let generation = match given {
        Some(value) => generation(vm, value)?,
        None => 2,
    };
    let found = vm.collect_garbage(generation);
    Ok(vm.heap.new_int(found as i64))
}

fn disable(vm: &mut Machine, _args: Args<'_>) -> Result<Obj> {
    vm.heap.collector.enabled = false;
    Ok(vm.none())
}

fn enable(vm: &mut Machine, _args: Args<'_>) -> Result<Obj> {
    vm.heap.collector.enabled = true;
    Ok(vm.none())
}

fn is_enabled(vm: &mut Machine, _args: Args<'_>) -> Result<Obj> {
    let enabled = vm.heap.collector.enabled;
    Ok(vm.heap.new_bool(enabled))
}

/// Three numbers as a tuple.
fn triple(vm: &mut Machine, numbers: [i64; 3]) -> Obj {
    let items = numbers.iter().map(|&number| vm.heap.new_int(number)).collect();
    vm.heap.new_tuple(items)
}

fn get_count(vm: &mut Machine, _args: Args<'_>) -> Result<Obj> {
    let counts = vm.heap.collector.counts().map(i64::from);
    Ok(triple(vm, counts))
}

fn get_threshold(vm: &mut Machine, _args: Args<'_>) -> Result<Obj> {
    let thresholds = vm.heap.collector.thresholds.map(i64::from);
    Ok(triple(vm, thresholds))
}

/// Takes its arguments in a tuple (`METH_VARARGS`).
fn set_threshold(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    vm.with_tuple(args, |vm| set_thresholds(vm, args))
}

fn set_thresholds(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let given = args.values.len();
    if !args.names.is_empty() {
        return Err(vm.type_error("gc.set_threshold() takes no keyword arguments"));
    }
    if !(1..=3).contains(&given) {
        let words = match (vm.heap.release.collector.threshold_words, given) {
            (true, _) => "gc.set_threshold requires 1 to 3 arguments".to_owned(),
            (_, 0) => "set_threshold() takes at least 1 argument (0 given)".to_owned(),
            _ => format!("set_threshold() takes at most 3 arguments ({given} given)"),
        };
        return Err(vm.type_error(words));
    }
    let mut thresholds = vm.heap.collector.thresholds;
    for (place, &value) in thresholds.iter_mut().zip(args.values) {
        *place = vm.index_c_int(value)? as i32;
    }
    vm.heap.collector.thresholds = thresholds;
    Ok(vm.none())
}

fn get_debug(vm: &mut Machine, _args: Args<'_>) -> Result<Obj> {
    let flags = vm.heap.collector.debug.0;
    Ok(vm.heap.new_int(i64::from(flags)))
}

fn set_debug(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let flags = vm.index_isize(args.values[0])?;
    vm.heap.collector.debug = Debug(flags as u32);
    Ok(vm.none())
}

/// A list that was appended to item by item; takes the references over.
fn grown_list(vm: &mut Machine, items: Vec<Obj>) -> Obj {
    let list = vm.heap.new_list(Vec::new());
    for item in items {
        vm.heap.list_append(list, item);
    }
    list
}

fn get_objects(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let given = args
        .positional()
        .first()
        .copied()
        .or_else(|| args.keywords().next().map(|(_, value)| value))
        .filter(|&value| value != vm.heap.none());
    let generation = match given {
        Some(value) => {
            let number = vm.index_isize(value)?;
            if number >= 3 {
                return Err(vm.value_error(
                    "generation parameter must be less than the number of available generations (3)",
                ));
            }
            if number < 0 {
                return Err(vm.value_error("generation parameter cannot be negative"));
            }
            Some(number as usize)
        }
        None => None,
    };
    let objects = vm.heap.tracked_objects(generation);
    for &object in &objects {
        vm.heap.incref(object);
    }
    Ok(grown_list(vm, objects))
}

fn get_stats(vm: &mut Machine, _args: Args<'_>) -> Result<Obj> {
    let stats = vm.heap.collector.statistics;
    let candidates = vm.heap.release.collector.stats_have_candidates;
    let mut dicts = Vec::new();
    for generation in stats {
        let dict = vm.heap.new_dict();
        let mut pairs = vec![
            ("collections", generation.collections),
            ("collected", generation.collected),
            ("uncollectable", generation.uncollectable),
        ];
        if candidates {
            pairs.push(("candidates", generation.candidates));
        }
        for (name, value) in pairs {
            let value = vm.heap.new_int(value as i64);
            set_item(vm, dict, name, value);
        }
        if candidates {
            let duration = vm.heap.new_float(0.0);
            set_item(vm, dict, "duration", duration);
        }
        dicts.push(dict);
    }
    Ok(vm.heap.new_list(dicts))
}

/// Sets a text key, taking over the value.
fn set_item(vm: &mut Machine, dict: Obj, name: &str, value: Obj) {
    let key = vm.heap.intern(name);
    let old = vm.heap.dict_set_str(dict, key, value);
    vm.decref(key);
    vm.decref(value);
    vm.decref_opt(old);
}

fn get_referents(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let mut found = Vec::new();
    for &object in args.values {
        found.extend(vm.heap.referents(object));
    }
    for &object in &found {
        vm.heap.incref(object);
    }
    Ok(grown_list(vm, found))
}

fn get_referrers(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let mut found = Vec::new();
    for &object in args.values {
        for referrer in vm.heap.referrers(object) {
            if !found.contains(&referrer) {
                found.push(referrer);
            }
        }
    }
    for &object in &found {
        vm.heap.incref(object);
    }
    Ok(grown_list(vm, found))
}

fn is_tracked(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let tracked = vm.heap.is_tracked(args.values[0]);
    Ok(vm.heap.new_bool(tracked))
}

fn is_finalized(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let finalized = vm.heap.is_finalized(args.values[0]);
    Ok(vm.heap.new_bool(finalized))
}

fn freeze(vm: &mut Machine, _args: Args<'_>) -> Result<Obj> {
    vm.heap.freeze();
    Ok(vm.none())
}

fn unfreeze(vm: &mut Machine, _args: Args<'_>) -> Result<Obj> {
    vm.heap.unfreeze();
    Ok(vm.none())
}

fn get_freeze_count(vm: &mut Machine, _args: Args<'_>) -> Result<Obj> {
    let count = vm.heap.frozen_count();
    Ok(vm.heap.new_int(count as i64))
}
