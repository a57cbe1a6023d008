//! The order in which things die without a collection. Truth: CPython's own, recorded from each
//! release (every list here is what a program printed whose objects log their `__del__`).

mod support;

use heap_model::{Heap, Obj, Release, Runtime, types};
use support::{World, releases};

/// Runs `make` on every release: it returns an object, which is dropped; the log must be `expected`.
#[track_caller]
fn dies(expected: &str, make: fn(&mut World, Obj) -> Obj) {
    for release in releases() {
        let mut world = World::new(release);
        let class = world.noisy_class();
        let object = make(&mut world, class);
        world.held.push(object);
        world.check();
        world.held.pop();
        world.decref(object);
        assert_eq!(world.took(), expected, "{}", release.name);
        world.drop_all();
    }
}

fn four(world: &mut World, class: Obj) -> Vec<Obj> {
    (0..4).map(|label| world.noisy(class, label)).collect()
}

#[test]
fn list_drops_its_last_item_first() {
    dies("3 2 1 0", |world, class| {
        let items = four(world, class);
        world.heap.new_list(items)
    });
}

#[test]
fn tuple_drops_its_last_item_first() {
    dies("3 2 1 0", |world, class| {
        let items = four(world, class);
        world.heap.new_tuple(items)
    });
}

#[test]
fn dict_drops_in_order_of_insertion() {
    dies("0 1 2 3", |world, class| {
        let dict = world.heap.new_dict();
        for (number, item) in four(world, class).into_iter().enumerate() {
            let key = world.heap.new_int(number as i64);
            world.put_object(dict, key, item);
        }
        dict
    });
}

#[test]
fn dict_drops_a_key_before_its_value() {
    dies("k v k2 v2", |world, class| {
        let dict = world.heap.new_dict();
        for (key, value) in [("k", "v"), ("k2", "v2")] {
            let key = world.noisy(class, key);
            let value = world.noisy(class, value);
            world.put_object(dict, key, value);
        }
        dict
    });
}

#[test]
fn everything_below_a_key_dies_before_the_value() {
    dies("inner key value", |world, class| {
        let dict = world.heap.new_dict();
        let inner = world.noisy(class, "inner");
        let outer = world.noisy(class, "key");
        let inner = world.heap.new_list(vec![inner]);
        let key = world.heap.new_tuple(vec![outer, inner]);
        let value = world.noisy(class, "value");
        world.put_object(dict, key, value);
        dict
    });
}

#[test]
fn attributes_die_in_the_order_in_which_the_class_saw_them() {
    dies("a b c", |world, class| {
        let plain = world.class("A");
        let first = world.instance(plain);
        for name in ["a", "b", "c"] {
            let value = world.heap.new_none();
            world.set(first, name, value);
        }
        world.decref(first);
        let second = world.instance(plain);
        for name in ["c", "b", "a"] {
            let value = world.noisy(class, name);
            world.set(second, name, value);
        }
        second
    });
}

#[test]
fn a_materialized_dict_that_shares_keys_keeps_that_order() {
    dies("a b c", |world, class| {
        let plain = world.class("A");
        let first = world.instance(plain);
        for name in ["a", "b", "c"] {
            let value = world.heap.new_none();
            world.set(first, name, value);
        }
        world.decref(first);
        let second = world.instance(plain);
        for name in ["c", "b", "a"] {
            let value = world.noisy(class, name);
            world.set(second, name, value);
        }
        world.heap.instance_dict(second);
        second
    });
}

#[test]
fn a_dict_outlives_its_instance() {
    for release in releases() {
        let mut world = World::new(release);
        let noisy = world.noisy_class();
        let plain = world.class("A");
        let object = world.instance(plain);
        for name in ["a", "b"] {
            let value = world.noisy(noisy, name);
            world.set(object, name, value);
        }
        let dict = world.heap.instance_dict(object).expect("a dict");
        world.heap.incref(dict);
        world.held.push(dict);
        world.decref(object);
        assert_eq!(world.took(), "");
        world.check();
        world.held.pop();
        world.decref(dict);
        assert_eq!(world.took(), "a b");
        world.drop_all();
    }
}

#[test]
fn slots_die_in_their_order_and_before_the_dict() {
    dies("x y z", |world, class| {
        let slotted = world.class_of("S", &[types::OBJECT], Some(&["x", "y", "z"]), false);
        let object = world.instance(slotted);
        for position in [2, 0, 1] {
            let value = world.noisy(class, ["x", "y", "z"][position]);
            world.heap.set_slot_value(object, position, Some(value));
        }
        object
    });
    dies("slot attr", |world, class| {
        let slotted = world.class_of("S", &[types::OBJECT], Some(&["x"]), false);
        let derived = world.class_of("SB", &[slotted], None, false);
        let object = world.instance(derived);
        let value = world.noisy(class, "attr");
        world.set(object, "attr", value);
        let value = world.noisy(class, "slot");
        world.heap.set_slot_value(object, 0, Some(value));
        object
    });
}

#[test]
fn slots_of_a_subclass_die_before_those_of_its_base() {
    dies("b a", |world, class| {
        let base = world.class_of("A", &[types::OBJECT], Some(&["a"]), false);
        let derived = world.class_of("B", &[base], Some(&["b"]), false);
        let object = world.instance(derived);
        for (position, label) in ["a", "b"].into_iter().enumerate() {
            let value = world.noisy(class, label);
            world.heap.set_slot_value(object, position, Some(value));
        }
        object
    });
}

#[test]
fn del_runs_before_the_attributes_die() {
    dies("self part", |world, class| {
        let object = world.noisy(class, "self");
        let part = world.noisy(class, "part");
        world.set(object, "part", part);
        object
    });
}

#[test]
fn a_resurrected_object_lives_and_is_finalized_once() {
    for release in releases() {
        let mut world = World::new(release);
        let class = world.noisy_class();
        world.on_del.insert(class, |world, object| {
            world.heap.incref(object);
            world.held.push(object);
        });
        let object = world.noisy(class, "up");
        let weak = world.weakref(object);
        world.held.push(weak);
        let part = world.heap.new_list(vec![]);
        world.set(object, "part", part);
        world.decref(object);
        assert_eq!(world.took(), "up");
        assert!(world.alive(weak), "resurrection keeps weak references");
        assert!(world.heap.is_tracked(object));
        assert_eq!(world.heap.refcount(object), Some(1));
        world.check();
        world.held.retain(|&held| held != object);
        world.decref(object);
        assert_eq!(world.took(), "", "the second death is silent");
        assert!(!world.alive(weak));
        world.drop_all();
    }
}

#[test]
fn weak_references_die_after_del_and_callbacks_run_newest_first() {
    for release in releases() {
        let mut world = World::new(release);
        let class = world.noisy_class();
        let object = world.noisy(class, "del");
        let references: Vec<Obj> =
            ["0", "1", "2", "3"].iter().map(|label| world.watch(object, label)).collect();
        let plain = world.weakref(object);
        let again = world.weakref(object);
        assert_eq!(plain, again, "a reference without callback is shared");
        assert_eq!(world.heap.weakref_count(object), 5);
        assert_eq!(world.heap.weakrefs_newest_first(object)[0], plain);
        world.held.extend(&references);
        world.held.extend([plain, again, object]);
        world.check();
        world.held.pop();
        world.decref(object);
        assert_eq!(world.took(), "del 3 2 1 0");
        assert!(references.iter().all(|&reference| !world.alive(reference)));
        world.check();
        world.drop_all();
    }
}

#[test]
fn a_weak_reference_dropped_first_does_not_call() {
    for release in releases() {
        let mut world = World::new(release);
        let class = world.class("C");
        let object = world.instance(class);
        let reference = world.watch(object, "cb");
        world.decref(reference);
        assert_eq!(world.heap.weakref_count(object), 0);
        world.decref(object);
        assert_eq!(world.took(), "");
        world.drop_all();
    }
}

/// `[F(0), [F(1), …]]` and the like, `depth` deep, the outermost with the highest number. Returns the
/// order of deaths with runs of neighbours as `a..b`.
fn nested(release: &str, depth: u32, wrap: fn(&mut World, Obj, Obj) -> Obj) -> Vec<String> {
    let mut world = World::named(release);
    let noisy = world.class_of("F", &[types::OBJECT], Some(&["i"]), true);
    let mut inner = world.heap.new_none();
    for number in 0..depth {
        let label = world.noisy(noisy, number);
        inner = wrap(&mut world, label, inner);
    }
    world.decref(inner);
    let log: Vec<i64> = std::mem::take(&mut world.log).iter().map(|l| l.parse().unwrap()).collect();
    assert_eq!(log.len(), depth as usize);
    let mut runs = Vec::new();
    let mut start = 0;
    while start < log.len() {
        let mut end = start;
        while end + 1 < log.len() && log[end + 1] == log[end] + 1 {
            end += 1;
        }
        runs.push(match end - start {
            0 => log[start].to_string(),
            _ => format!("{}..{}", log[start], log[end]),
        });
        start = end + 1;
    }
    runs
}

fn in_list(world: &mut World, label: Obj, inner: Obj) -> Obj {
    world.heap.new_list(vec![label, inner])
}

fn in_dict(world: &mut World, label: Obj, inner: Obj) -> Obj {
    let dict = world.heap.new_dict();
    for (key, value) in [(0, inner), (1, label)] {
        let key = world.heap.new_int(key);
        world.put_object(dict, key, value);
    }
    dict
}

fn in_instance(world: &mut World, label: Obj, inner: Obj) -> Obj {
    let class = world.class_once("N");
    let object = world.instance(class);
    world.set(object, "next", inner);
    world.set(object, "f", label);
    object
}

/// Recorded from CPython: 3.11 and 3.12 put deaths off from the 50th nested one.
#[test]
fn deep_nesting_shows_the_trashcan() {
    for release in ["3.11", "3.12"] {
        for wrap in [in_list, in_dict, in_instance] {
            assert_eq!(nested(release, 40, wrap), ["0..39"]);
            assert_eq!(nested(release, 60, wrap), ["11..59", "10", "0..9"]);
            assert_eq!(
                nested(release, 160, wrap),
                ["111..159", "110", "62..109", "61", "13..60", "12", "0..11"]
            );
        }
    }
}

/// Recorded from CPython 3.13.18: about ten thousand.
#[test]
fn deeper_nesting_shows_it_in_3_13() {
    for wrap in [in_list, in_dict, in_instance] {
        assert_eq!(nested("3.13", 5000, wrap), ["0..4999"]);
        let runs = nested("3.13", 12_000, wrap);
        assert_eq!(runs[..6], ["2053..2102", "2052", "2003..2051", "2002", "1953..2001", "1952"],);
    }
}

/// Recorded from CPython 3.14.10 and 3.15.2 under a stack of 8 MiB.
#[test]
fn deepest_nesting_shows_it_in_3_14_and_3_15() {
    let list = nested("3.14", 200_000, in_list);
    assert_eq!(list[..4], ["96051..96460", "96050", "95641..96049", "95640"]);
    let list = nested("3.15", 200_000, in_list);
    assert_eq!(list[..4], ["96052..96461", "96051", "95642..96050", "95641"]);
    for release in ["3.14", "3.15"] {
        assert_eq!(nested(release, 12_000, in_list), ["0..11999"]);
        let dict = nested(release, 100_000, in_dict);
        assert_eq!(dict[..4], ["52751..52936", "52750", "52564..52749", "52563"]);
    }
    let instance = nested("3.14", 100_000, in_instance);
    assert_eq!(instance[..4], ["25751..26042", "25750", "25458..25749", "25457"]);
    let instance = nested("3.15", 100_000, in_instance);
    assert_eq!(instance[..4], ["25751..26043", "25750", "25458..25749", "25457"]);
}

/// No nesting overflows Rust's stack.
#[test]
fn a_million_nested_objects_die() {
    std::thread::Builder::new()
        .stack_size(256 * 1024)
        .spawn(|| {
            #[allow(clippy::type_complexity)]
            let wraps: [(&str, u32, fn(&mut World, Obj, Obj) -> Obj); 2] =
                [("3.12", 1_000_000, in_list), ("3.15", 100_000, in_instance)];
            for (release, depth, wrap) in wraps {
                let mut world = World::named(release);
                let before = world.heap.live_objects();
                let mut inner = world.heap.new_none();
                for _ in 0..depth {
                    let atom = world.heap.new_none();
                    inner = wrap(&mut world, atom, inner);
                }
                world.decref(inner);
                assert!(world.heap.live_objects() < before + 20);
            }
        })
        .expect("a thread")
        .join()
        .expect("no overflow");
}

/// What a dying list gives back: the item array before the header, and each item before both.
#[test]
fn blocks_are_freed_in_order() {
    let mut heap = Heap::new(Release::named("3.14").expect("a release"));
    // Keeps the pool in use.
    let _neighbour = heap.new_bytes_fresh(vec![0; 7]);
    let a = heap.new_bytes_fresh(vec![1; 7]);
    let b = heap.new_bytes_fresh(vec![2; 7]);
    let (first, second) = (heap.id(a), heap.id(b));
    let list = heap.new_list(vec![a, b]);
    heap.decref(list);
    // Last freed, first reused: the first item went last.
    let x = heap.new_bytes_fresh(vec![3; 7]);
    let y = heap.new_bytes_fresh(vec![4; 7]);
    assert_eq!((heap.id(x), heap.id(y)), (first, second));
}

#[test]
fn parked_headers_come_back_last_in_first_out() {
    for release in releases() {
        let mut heap = Heap::new(release);
        let lists: Vec<Obj> = (0..5).map(|_| heap.new_list(Vec::new())).collect();
        let ids: Vec<u64> = lists.iter().map(|&list| heap.id(list)).collect();
        for list in lists {
            heap.decref(list);
        }
        let again: Vec<Obj> = (0..5).map(|_| heap.new_list(Vec::new())).collect();
        let new: Vec<u64> = again.iter().map(|&list| heap.id(list)).collect();
        assert_eq!(new, ids.into_iter().rev().collect::<Vec<_>>());
    }
}
