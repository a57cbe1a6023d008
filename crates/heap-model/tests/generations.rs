//! Generations, counters and tracking: when a collection is due, which objects it looks at, and where
//! survivors go. Truth: CPython's own, recorded from each release.

mod support;

use heap_model::{Heap, Obj, Runtime, collect};
use support::{World, releases};

#[test]
fn survivors_move_to_older_generations() {
    let mut heap = Heap::new(releases().next().expect("a release"));
    let list = heap.new_list(Vec::new());
    let mut seen = vec![heap.generation_of(list)];
    for generation in [0, 1, 2] {
        collect::collect(&mut heap, generation);
        seen.push(heap.generation_of(list));
    }
    assert_eq!(seen, [Some(0), Some(1), Some(2), Some(2)]);

    let straight = heap.new_list(Vec::new());
    collect::collect(&mut heap, 1);
    assert_eq!(heap.generation_of(straight), Some(2));

    let young = heap.new_list(Vec::new());
    heap.freeze();
    assert_eq!(heap.generation_of(young), None);
    assert_eq!((heap.frozen_count() > 1000, heap.collector.counts()), (true, [0, 0, 0]));
    assert!(heap.is_tracked(young));
    heap.unfreeze();
    assert_eq!((heap.generation_of(young), heap.frozen_count()), (Some(2), 0));
    // Young ones were frozen first, and all come back in that order.
    assert_eq!(heap.tracked_objects(Some(2)), [young, list, straight]);
}

#[test]
fn counts_of_collections() {
    let mut world = World::named("3.14");
    let mut counts = Vec::new();
    for generation in [0, 1, 2] {
        world.collect_generation(generation);
        counts.push(world.heap.collector.counts());
    }
    assert_eq!(counts, [[0, 1, 0], [0, 0, 1], [0, 0, 0]]);
    let collections = world.heap.collector.statistics.map(|s| s.collections);
    assert_eq!(collections, [1, 1, 1]);
    assert_eq!((world.started.clone(), world.finished.len()), (vec![0, 1, 2], 3));
}

/// made, dropped, made again: 500 objects each, the free lists empty at first.
#[track_caller]
fn counts(expected: [i32; 3], make: fn(&mut World) -> Obj) {
    for release in releases() {
        let mut world = World::new(release);
        world.heap.collector.enabled = false;
        world.class_once("N");
        world.collect();
        let mut count = Vec::new();
        let mut made = Vec::new();
        let mut before = 0;
        for round in 0..3 {
            match round {
                1 => made.drain(..).for_each(|object| world.decref(object)),
                _ => made.extend((0..500).map(|_| make(&mut world))),
            }
            let now = world.heap.collector.counts()[0];
            count.push(now - before);
            before = now;
        }
        assert_eq!(count, expected, "{}", release.name);
        world.held.extend(made);
        world.drop_all();
    }
}

#[test]
fn free_lists_hide_objects_from_the_count() {
    counts([500, -420, 420], |world| world.heap.new_list(Vec::new()));
    counts([500, -420, 500], |world| world.heap.new_list_fresh());
    counts([500, -420, 420], |world| world.heap.new_dict());
    counts([500, -500, 500], |world| world.heap.new_set());
    counts([500, 0, 0], |world| {
        let one = world.heap.new_int(1);
        world.heap.new_tuple(vec![one])
    });
    counts([500, -500, 500], |world| {
        let class = world.class_once("N");
        world.instance(class)
    });
    counts([0, 0, 0], |world| world.heap.new_float(1.5));
}

#[test]
fn the_count_never_falls_below_zero() {
    let mut world = World::named("3.14");
    let lists: Vec<Obj> = (0..300).map(|_| world.heap.new_list(Vec::new())).collect();
    world.collect();
    lists.into_iter().for_each(|list| world.decref(list));
    assert_eq!(world.heap.collector.counts(), [0, 0, 0]);
}

/// Which generation automatic collections choose, with the thresholds of a program that only makes
/// lists and checks after each.
fn automatic(thresholds: [i32; 3], collections: usize) -> String {
    let mut world = World::named("3.14");
    world.collect();
    world.heap.collector.thresholds = thresholds;
    while world.finished.len() <= collections {
        let list = world.heap.new_list_fresh();
        world.held.push(list);
        if world.heap.collector.pending {
            collect::collect_due(&mut world);
        }
    }
    world.finished[1..].iter().map(|result| result.generation.to_string()).collect()
}

#[test]
fn automatic_collections_choose_the_oldest_generation_due() {
    let starts = |pattern: &str, thresholds| {
        let seen = automatic(thresholds, pattern.len());
        assert_eq!(seen, pattern);
    };
    // Recorded from 3.14: a full collection waits until survivors are a quarter of what there is.
    starts("00010001000100012000100010001000100012000100", [100, 2, 2]);
    starts("00001000010000120000100001000010000120000100", [100, 3, 1]);
    starts("00000000000100000000000100000000000100000000", [100, 10, 10]);
    starts("00100100100100120010010010010010012001001001", [100, 1, 1]);
    starts("01010101010101201010101010101010120101010101", [100, 0, 0]);
}

#[test]
fn a_collection_is_due_when_the_count_exceeds_the_threshold() {
    for release in releases() {
        let mut heap = Heap::new(release);
        collect::collect(&mut heap, 2);
        let threshold = release.collector.thresholds[0] as i32;
        for _ in 0..threshold {
            heap.new_list_fresh();
        }
        assert!(!heap.collector.pending, "{}", release.name);
        heap.new_list_fresh();
        assert!(heap.collector.pending);
        assert_eq!(heap.collector.counts()[0], threshold + 1);
        let result = collect::collect_due(&mut heap).expect("due");
        assert_eq!((result.generation, result.collected), (0, 0));
        assert!(!heap.collector.pending);

        heap.collector.enabled = false;
        for _ in 0..=threshold {
            heap.new_list_fresh();
        }
        assert!(!heap.collector.pending);
        heap.collector.enabled = true;
        heap.collector.thresholds[0] = 0;
        for _ in 0..=threshold {
            heap.new_list_fresh();
        }
        assert!(!heap.collector.pending);
    }
}

#[test]
fn a_full_collection_empties_the_free_lists() {
    for release in releases() {
        let mut heap = Heap::new(release);
        let mut freed = Vec::new();
        for generation in 0..3 {
            collect::collect(&mut heap, 2);
            let lists: Vec<Obj> = (0..80).map(|_| heap.new_list_fresh()).collect();
            lists.into_iter().for_each(|list| heap.decref(list));
            let before = heap.memory.allocated_blocks();
            collect::collect(&mut heap, generation);
            freed.push(before - heap.memory.allocated_blocks());
        }
        assert_eq!(freed, [0, 0, 80], "{}", release.name);
    }
}

/// Tracked at birth, after a young collection, after a full one.
#[track_caller]
fn tracked(release: &str, expected: [bool; 3], make: fn(&mut World) -> Obj) {
    let mut world = World::named(release);
    world.collect();
    let object = make(&mut world);
    world.held.push(object);
    let mut seen = vec![world.heap.is_tracked(object)];
    for generation in [0, 2] {
        world.collect_generation(generation);
        seen.push(world.heap.is_tracked(object));
    }
    assert_eq!(seen, expected, "{release}");
    world.drop_all();
}

#[test]
fn tuples_and_dicts_leave_the_collector() {
    const ALWAYS: [bool; 3] = [true, true, true];
    const NEVER: [bool; 3] = [false, false, false];
    const AT_FIRST: [bool; 3] = [true, false, false];
    fn atoms(world: &mut World) -> Obj {
        let one = world.heap.new_int(1);
        world.heap.new_tuple(vec![one])
    }
    fn slice(world: &mut World) -> Obj {
        let one = world.heap.new_int(1);
        world.heap.new_tuple_tracked(vec![one])
    }
    fn with_list(world: &mut World) -> Obj {
        let list = world.heap.new_list(Vec::new());
        world.heap.new_tuple(vec![list])
    }
    fn dict(world: &mut World) -> Obj {
        let dict = world.heap.new_dict();
        let one = world.heap.new_int(1);
        world.put(dict, "a", one);
        dict
    }
    fn emptied_dict(world: &mut World) -> Obj {
        let dict = dict(world);
        let list = world.heap.new_list(Vec::new());
        world.put(dict, "d", list);
        let one = world.heap.new_int(1);
        world.put(dict, "d", one);
        dict
    }
    for release in ["3.11", "3.12", "3.13"] {
        tracked(release, AT_FIRST, atoms);
        // The inner tuple is found reachable after the outer one was looked at.
        tracked(release, [true, true, false], |world| {
            let inner = atoms(world);
            world.heap.new_tuple(vec![inner])
        });
        tracked(release, NEVER, dict);
        tracked(release, [true, true, false], emptied_dict);
    }
    for release in ["3.14", "3.15"] {
        tracked(release, NEVER, atoms);
        tracked(release, ALWAYS, dict);
        tracked(release, ALWAYS, emptied_dict);
    }
    for release in ["3.11", "3.12", "3.13", "3.14", "3.15"] {
        tracked(release, AT_FIRST, slice);
        tracked(release, ALWAYS, with_list);
    }
}
