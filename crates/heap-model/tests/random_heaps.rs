//! Random programs against the collector: whatever they link, drop and resurrect, every count is
//! right at all times, and after a full collection nothing lives that the test cannot reach.

mod support;

use std::collections::HashSet;

use heap_model::{Obj, Runtime, types};
use support::{World, releases};

/// A small generator of numbers, so that a failure repeats (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % bound
    }
}

/// Everything that the test's own references lead to.
fn reachable(world: &World) -> HashSet<Obj> {
    let mut seen = HashSet::new();
    let mut todo = world.held.clone();
    while let Some(object) = todo.pop() {
        if seen.insert(object) {
            world.heap.references(object, |_, referent| todo.push(referent));
        }
    }
    seen
}

/// One random step. `classes`: plain, noisy, resurrecting, breaking.
fn step(world: &mut World, random: &mut Random, classes: [Obj; 4]) {
    let fixed = classes.len();
    let pick = |world: &World, random: &mut Random| {
        let count = world.held.len() - fixed;
        (count > 0).then(|| world.held[fixed + random.below(count)])
    };
    match random.below(14) {
        0 => {
            let list = world.heap.new_list(Vec::new());
            world.held.push(list);
        }
        1 => {
            let dict = world.heap.new_dict();
            world.held.push(dict);
        }
        2..=4 => {
            let class = classes[random.below(4)];
            let object = world.instance(class);
            world.held.push(object);
        }
        5 => {
            // A tuple of two held objects.
            let items: Vec<Obj> = (0..2).filter_map(|_| pick(world, random)).collect();
            let tuple = world.heap.new_tuple_from(&items);
            world.held.push(tuple);
        }
        6..=9 => {
            // A link from one held object to another.
            let (Some(from), Some(to)) = (pick(world, random), pick(world, random)) else { return };
            let ty = world.heap.type_of(from);
            if ty == types::LIST {
                world.heap.incref(to);
                world.append(from, to);
            } else if ty == types::DICT {
                let key = ["a", "b", "c"][random.below(3)];
                world.heap.incref(to);
                world.put(from, key, to);
            } else if classes.contains(&ty) {
                world.link(from, ["x", "y", "z"][random.below(3)], to);
                if random.below(20) == 0 {
                    world.heap.instance_dict(from);
                }
            }
        }
        10 => {
            let Some(object) = pick(world, random) else { return };
            if world.heap.supports_weakrefs(object) {
                let reference = match random.below(2) {
                    0 => world.weakref(object),
                    _ => world.watch(object, "cb"),
                };
                world.held.push(reference);
            }
        }
        11..=12 => {
            // A held object is dropped.
            let count = world.held.len() - fixed;
            if count > 0 {
                let object = world.held.swap_remove(fixed + random.below(count));
                world.decref(object);
            }
        }
        _ => {
            let generation = random.below(3);
            world.collect_generation(generation);
        }
    }
}

#[test]
fn counts_stay_right_and_garbage_goes() {
    for release in releases() {
        for seed in 1..=25u64 {
            let mut world = World::new(release);
            let classes = ["P", "F", "R", "B"]
                .map(|name| world.class_of(name, &[types::OBJECT], None, name != "P"));
            world.on_del.insert(classes[2], |world, object| {
                world.heap.incref(object);
                world.held.push(object);
            });
            world.on_del.insert(classes[3], |world, object| {
                for name in ["x", "y"] {
                    let name = world.heap.intern(name);
                    let value = world.heap.take_instance_attribute(object, name);
                    world.decref(name);
                    world.decref_opt(value);
                }
                // Allocation during a collection: dead objects' slots are used again at once.
                let list = world.heap.new_list(Vec::new());
                world.held.push(list);
            });
            let mut random = Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
            for turn in 0..400 {
                step(&mut world, &mut random, classes);
                if turn % 50 == 0 {
                    world.check();
                }
            }
            // A finalizer may resurrect, once; what it dropped goes with the next collection.
            for _ in 0..20 {
                world.collect();
            }
            world.check();
            let reached = reachable(&world);
            let left: Vec<Obj> =
                world.heap.program_objects().filter(|object| !reached.contains(object)).collect();
            let names: Vec<_> = left
                .iter()
                .map(|&object| &*world.heap.type_object(world.heap.type_of(object)).name)
                .filter(|&name| name != "str")
                .collect();
            assert_eq!(names, [""; 0], "{} seed {seed}", release.name);
            for _ in 0..20 {
                for object in std::mem::take(&mut world.held) {
                    world.decref(object);
                }
                world.collect();
            }
            world.check();
            assert!(world.heap.tracked_objects(None).is_empty(), "{} seed {seed}", release.name);
        }
    }
}
