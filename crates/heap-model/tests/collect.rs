//! Collections: what is found, in which order it is finalized, who survives. Truth: CPython's own,
//! recorded from each release.

mod support;

use heap_model::collect::Debug;
use heap_model::objects::{Execution, Generator, SetProbe, Slot};
use heap_model::{Obj, Payload, Runtime, types};
use support::{World, releases};

/// Runs `make` twice on every release, each time leaving garbage; the second collection must report
/// `expected` objects.
#[track_caller]
fn finds(expected: usize, make: fn(&mut World)) {
    for release in releases() {
        let mut world = World::new(release);
        make(&mut world);
        world.collect();
        make(&mut world);
        assert_eq!(world.collect(), expected, "{}", release.name);
        assert_eq!(world.collect(), 0);
        world.drop_all();
    }
}

fn self_list(world: &mut World) {
    let list = world.heap.new_list(Vec::new());
    world.append(list, list);
}

/// `n = N(); n.me = n`, dropped; the class is the one of that name.
fn self_instance(world: &mut World) -> Obj {
    let class = plain(world);
    let object = world.instance(class);
    world.set(object, "me", object);
    object
}

fn plain(world: &mut World) -> Obj {
    world.class_once("N")
}

/// An object whose only reference is its own, after the test's was dropped.
fn noisy_cycle(world: &mut World, class: Obj, label: impl ToString) -> Obj {
    let object = world.noisy(class, label);
    world.set(object, "me", object);
    object
}

#[test]
fn lists_that_hold_themselves() {
    finds(1, self_list);
    finds(5, |world| (0..5).for_each(|_| self_list(world)));
}

#[test]
fn a_dict_that_holds_itself() {
    finds(1, |world| {
        let dict = world.heap.new_dict();
        world.put(dict, "d", dict);
    });
}

#[test]
fn an_instance_that_holds_itself() {
    finds(1, |world| {
        self_instance(world);
    });
    // The dict counts on its own once it exists.
    finds(2, |world| {
        let object = self_instance(world);
        world.heap.instance_dict(object);
    });
}

#[test]
fn an_instance_that_holds_its_dict() {
    // n.me = vars(n): the dict holds itself, the instance dies by its count.
    finds(1, |world| {
        let class = plain(world);
        let object = world.instance(class);
        let dict = world.heap.instance_dict(object).expect("a dict");
        world.link(object, "me", dict);
        world.decref(object);
    });
}

#[test]
fn a_pair_of_instances() {
    finds(2, |world| {
        let class = plain(world);
        let (a, b) = (world.instance(class), world.instance(class));
        world.link(a, "b", b);
        world.link(b, "a", a);
        world.decref(a);
        world.decref(b);
    });
}

#[test]
fn a_list_and_a_tuple() {
    finds(2, |world| {
        let list = world.heap.new_list(Vec::new());
        let tuple = world.heap.new_tuple(vec![list]);
        world.heap.incref(list);
        world.append(list, tuple);
        world.decref(list);
    });
}

#[test]
fn a_set_and_a_frozenset() {
    fn add(world: &mut World, set: Obj, item: Obj) {
        let hash = 77;
        let SetProbe::Absent { slot } = world.heap.set_probe(set, item, hash) else {
            panic!("the set is empty")
        };
        world.heap.set_insert_new(set, slot, item, hash);
    }
    finds(2, |world| {
        let class = plain(world);
        let object = world.instance(class);
        let set = world.heap.new_set();
        add(world, set, object);
        world.set(object, "s", set);
        world.decref(object);
    });
    finds(2, |world| {
        let class = plain(world);
        let object = world.instance(class);
        let set = world.heap.new_frozenset();
        add(world, set, object);
        world.set(object, "s", set);
        world.decref(object);
    });
}

#[test]
fn what_hangs_off_a_cycle_counts_too() {
    // n.x = [1, 2]; n.y = {"a": 1}; n.z = (1, []): a dict of atoms is tracked from 3.14 only.
    for release in releases() {
        let mut world = World::new(release);
        for round in 0..2 {
            let object = self_instance(&mut world);
            let one = world.heap.new_int(1);
            let list = world.heap.new_list(vec![one]);
            world.set(object, "x", list);
            let dict = world.heap.new_dict();
            let one = world.heap.new_int(1);
            world.put(dict, "a", one);
            world.set(object, "y", dict);
            let (one, list) = (world.heap.new_int(1), world.heap.new_list(Vec::new()));
            let tuple = world.heap.new_tuple(vec![one, list]);
            world.set(object, "z", tuple);
            let expected = if release.collector.dict_untracking { 4 } else { 5 };
            assert_eq!(world.collect(), expected, "{} {round}", release.name);
        }
        world.drop_all();
    }
}

#[test]
fn a_class_is_a_cycle() {
    for release in releases() {
        let mut world = World::new(release);
        let class = world.class("L");
        assert_eq!(world.held.pop(), Some(class));
        world.decref(class);
        // Class, namespace, order of lookup, bases: descriptors are the machine's to make.
        let namespace = usize::from(!release.collector.dict_untracking);
        assert_eq!(world.collect(), 3 + namespace, "{}", release.name);
        assert!(world.heap.type_object(types::OBJECT).subclasses.iter().all(|&c| c != class));
        world.drop_all();
    }
}

#[test]
fn a_weak_reference_makes_no_cycle() {
    finds(0, |world| {
        let class = plain(world);
        let object = world.instance(class);
        let reference = world.weakref(object);
        world.set(object, "w", reference);
        world.decref(object);
    });
}

#[test]
fn old_garbage_waits_for_its_generation() {
    for release in releases() {
        let mut world = World::new(release);
        world.collect();
        let garbage = |world: &mut World, generation: Option<usize>| {
            let object = self_instance(world);
            world.heap.incref(object);
            if let Some(generation) = generation {
                world.collect_generation(generation);
            }
            world.decref(object);
        };
        let mut found = Vec::new();
        garbage(&mut world, None);
        found.push(world.collect_generation(0));
        garbage(&mut world, None);
        found.push(world.collect_generation(1));
        garbage(&mut world, Some(0));
        found.extend([world.collect_generation(0), world.collect_generation(1)]);
        garbage(&mut world, Some(2));
        found.extend((0..3).map(|generation| world.collect_generation(generation)));
        assert_eq!(found, [1, 1, 0, 1, 0, 0, 1], "{}", release.name);
        world.drop_all();
    }
}

#[test]
fn finalizers_run_in_order_of_creation() {
    for release in releases() {
        let mut world = World::new(release);
        let class = world.noisy_class();
        for label in 0..4 {
            noisy_cycle(&mut world, class, label);
        }
        assert_eq!((world.collect(), world.took()), (4, "0 1 2 3".into()), "{}", release.name);

        // A ring is finalized in that order too, whichever way it goes round.
        for links in [[1, 2, 0], [2, 0, 1]] {
            let ring: Vec<Obj> = ["a", "b", "c"].iter().map(|l| world.noisy(class, l)).collect();
            for (from, to) in links.into_iter().enumerate() {
                world.link(ring[from], "x", ring[to]);
            }
            ring.iter().for_each(|&object| world.decref(object));
            assert_eq!((world.collect(), world.took()), (3, "a b c".into()));
        }

        let head = noisy_cycle(&mut world, class, "head");
        let tail = ["t1", "t2"].map(|label| world.noisy(class, label));
        let tail = world.heap.new_list(tail.to_vec());
        world.set(head, "tail", tail);
        assert_eq!((world.collect(), world.took()), (4, "head t1 t2".into()));
        world.drop_all();
    }
}

#[test]
fn resurrection_spares_and_finalizes_once() {
    for release in releases() {
        let mut world = World::new(release);
        let rises = world.class_of("R", &[types::OBJECT], None, true);
        let other = world.noisy_class();
        world.on_del.insert(rises, |world, object| {
            world.heap.incref(object);
            world.held.push(object);
        });
        fn forget(world: &mut World) {
            let class = |object: &Obj| world.heap.type_of(*object) != types::TYPE;
            let risen: Vec<Obj> = world.held.iter().copied().filter(class).collect();
            world.held.retain(|object| !risen.contains(object));
            risen.into_iter().for_each(|object| world.decref(object));
        }

        noisy_cycle(&mut world, rises, "del");
        assert_eq!((world.collect(), world.took()), (0, "del".into()));
        assert!(world.heap.is_finalized(*world.held.last().expect("the risen")));
        world.check();
        forget(&mut world);
        assert_eq!((world.collect(), world.took()), (1, "".into()));

        // One resurrects itself, another does not.
        noisy_cycle(&mut world, rises, "del");
        noisy_cycle(&mut world, other, "other");
        assert_eq!((world.collect(), world.took()), (1, "del other".into()));
        forget(&mut world);
        assert_eq!(world.collect(), 1);

        // Of a pair, one resurrects both.
        let (r, o) = (world.noisy(rises, "del"), world.noisy(other, "partner"));
        world.set(r, "o", o);
        world.set(o, "r", r);
        assert_eq!((world.collect(), world.took()), (0, "del partner".into()));
        forget(&mut world);
        assert_eq!((world.collect(), world.took()), (2, "".into()));
        world.drop_all();
    }
}

/// A finalizer that breaks the cycle by hand frees objects while the collection holds the list.
#[test]
fn finalizers_may_free_what_is_being_collected() {
    for release in releases() {
        let mut world = World::new(release);
        let class = world.noisy_class();
        let breaks = world.class_of("B", &[types::OBJECT], None, true);
        world.on_del.insert(breaks, |world, object| {
            let name = world.heap.intern("peer");
            let peer = world.heap.take_instance_attribute(object, name);
            world.decref(name);
            world.decref_opt(peer);
        });
        let a = world.noisy(breaks, "a");
        let b = world.noisy(class, "b");
        world.set(a, "peer", b);
        world.link(b, "peer", a);
        world.decref(a);
        // b goes with its only reference, and a follows once its call is over.
        assert_eq!((world.collect(), world.took()), (0, "a b".into()), "{}", release.name);
        world.drop_all();
    }
}

#[test]
fn weak_references_to_a_cycle() {
    for release in releases() {
        let late = release.weakrefs.plain_outlive_finalizers;
        let mut world = World::new(release);
        let class = world.noisy_class();

        let object = noisy_cycle(&mut world, class, "del");
        let weak = world.weakref(object);
        world.held.push(weak);
        let watch = world.watch(object, "cb");
        world.held.push(watch);
        world.on_del.insert(class, |world, _| {
            let alive = world.alive(world.held[1]);
            world.log.push(format!("sees:{alive}"));
        });
        assert_eq!(world.collect(), 1);
        assert_eq!(world.took(), format!("cb del sees:{late}"), "{}", release.name);
        assert!(!world.alive(weak) && !world.alive(watch));
        world.on_del.clear();

        // The weak reference is garbage itself: its callback never runs.
        let object = noisy_cycle(&mut world, class, "del");
        let own = world.watch(object, "cb");
        world.set(object, "w", own);
        world.collect();
        assert_eq!(world.took(), "del");

        // Several on one object: the newest first. Two objects: in their order.
        let object = noisy_cycle(&mut world, class, "del");
        for label in ["0", "1", "2", "3"] {
            let reference = world.watch(object, label);
            world.held.push(reference);
        }
        world.collect();
        assert_eq!(world.took(), "3 2 1 0 del");
        let pair = ["A", "B"].map(|label| noisy_cycle(&mut world, class, label));
        for (object, label) in pair.into_iter().zip(["a", "b"]) {
            let reference = world.watch(object, label);
            world.held.push(reference);
        }
        world.collect();
        assert_eq!(world.took(), "a b A B");
        world.drop_all();
    }
}

#[test]
fn weak_references_to_what_is_resurrected() {
    for release in releases() {
        let mut world = World::new(release);
        let class = world.noisy_class();
        world.on_del.insert(class, |world, object| {
            world.heap.incref(object);
            world.held.push(object);
        });
        let object = noisy_cycle(&mut world, class, "up");
        let weak = world.weakref(object);
        let watch = world.watch(object, "cb");
        world.held.extend([weak, watch]);
        assert_eq!((world.collect(), world.took()), (0, "cb up".into()));
        assert_eq!(world.alive(weak), release.weakrefs.plain_outlive_finalizers);
        assert!(!world.alive(watch));
        world.check();
        world.held.pop();
        world.decref(object);
        assert_eq!((world.collect(), world.took()), (1, "".into()));
        assert!(!world.alive(weak));
        world.drop_all();
    }
}

#[test]
fn a_suspended_generator_in_a_cycle_is_closed() {
    for release in releases() {
        let mut world = World::new(release);
        let text = world.heap.new_str("g");
        let dict = world.heap.new_dict();
        let none = world.heap.none();
        let make = |world: &mut World| {
            for object in [text, text, dict, dict, none, none] {
                world.heap.incref(object);
            }
            let generator = Generator {
                code: none,
                function: None,
                globals: dict,
                builtins: dict,
                name: text,
                qualname: text,
                slots: vec![Slot::NULL, Slot::counted(none)],
                instruction: 0,
                execution: Execution::Suspended,
                locals: None,
                handled: None,
                frame: None,
                running_async: false,
                closed: false,
            };
            let payload = Payload::Generator(Box::new(generator));
            let object = world.heap.allocate_gc(types::GENERATOR, payload, 160, 16);
            world.heap.track(object);
            object
        };
        world.held.extend([text, dict]);
        let dropped = make(&mut world);
        world.decref(dropped);
        assert_eq!(world.took(), "close");

        // Closing it drops its locals, which breaks the cycle before anything is cleared. (A
        // generator has no tp_clear.)
        world.on_close = Some(|world, generator| {
            let slots = std::mem::take(&mut world.heap.generator_mut(generator).slots);
            for slot in slots {
                world.decref_opt(slot.get());
            }
        });
        let cyclic = make(&mut world);
        world.heap.generator_mut(cyclic).slots[0] = Slot::counted(cyclic);
        assert_eq!((world.collect(), world.took()), (0, "close".into()), "{}", release.name);
        world.drop_all();
    }
}

#[test]
fn save_all_keeps_garbage() {
    for release in releases() {
        let mut world = World::new(release);
        world.heap.collector.debug = Debug(Debug::SAVEALL);
        self_list(&mut world);
        self_list(&mut world);
        assert_eq!(world.collect(), 2);
        let garbage = world.heap.collector.garbage.expect("a list");
        assert_eq!(world.heap.list(garbage).items.len(), 2);
        world.check();
        world.heap.collector.debug = Debug(0);
        let removed = world.heap.list_clear(garbage);
        removed.items.iter().for_each(|&object| world.decref(object));
        world.heap.free_block(removed.block);
        assert_eq!(world.collect(), 2);
        world.drop_all();
    }
}

#[test]
fn a_collection_does_not_nest() {
    let mut world = World::named("3.14");
    let class = world.noisy_class();
    world.on_del.insert(class, |world, _| {
        assert_eq!(world.collect(), 0);
        assert!(world.heap.collector.is_collecting());
    });
    noisy_cycle(&mut world, class, "x");
    assert_eq!(world.collect(), 1);
    assert_eq!(world.finished.len(), 1);
}

#[test]
fn referents_and_referrers() {
    for release in releases() {
        let mut world = World::new(release);
        let list = world.heap.new_list(Vec::new());
        let (one, two) = (world.heap.new_int(1), world.heap.new_int(2));
        world.append(list, one);
        assert_eq!(world.heap.referents(list), [one]);
        assert_eq!(world.heap.referents(one), []);
        let dict = world.heap.new_dict();
        world.put(dict, "k", two);
        assert_eq!(world.heap.referents(dict), [two]);

        let class = plain(&mut world);
        let object = world.instance(class);
        world.link(object, "q", list);
        assert_eq!(world.heap.referents(object), [list, class]);
        assert_eq!(world.heap.referrers(list), [object]);
        let holders = world.heap.holders(list);
        assert_eq!(holders.len(), 1);
        let place = world.heap.describe_place(holders[0].holder, holders[0].place);
        assert_eq!(place, "attribute q");

        // Once the instance has a dict, that is who refers.
        let attributes = world.heap.instance_dict(object).expect("a dict");
        assert_eq!(world.heap.referrers(list), [attributes]);
        let holders = world.heap.holders(list);
        let place = world.heap.describe_place(holders[0].holder, holders[0].place);
        assert_eq!(place, "value of key 'q'");
        assert_eq!(world.heap.referents(object), [attributes, class]);
        world.held.extend([list, dict, object]);
        world.drop_all();
    }
}

/// The audit finds a reference that was dropped without being counted, and one too many.
#[test]
fn the_audit_finds_leaks() {
    let mut world = World::named("3.14");
    let list = world.heap.new_list(Vec::new());
    world.held.push(list);
    world.check();
    world.heap.incref(list);
    let audit = world.audit();
    let found: Vec<_> =
        audit.mismatches.iter().map(|m| (m.object, &*m.type_name, m.counted, m.found)).collect();
    assert_eq!(found, [(list, "list", 2, 1)]);
}

/// A large heap with garbage and survivors: everything is found, nothing else is touched.
#[test]
fn many_objects() {
    for release in releases() {
        let mut world = World::new(release);
        world.heap.collector.enabled = false;
        let class = plain(&mut world);
        let kept = world.heap.new_list(Vec::new());
        world.held.push(kept);
        world.collect();
        for number in 0..2000 {
            let ring: Vec<Obj> = (0..5).map(|_| world.instance(class)).collect();
            for (position, &object) in ring.iter().enumerate() {
                world.link(object, "next", ring[(position + 1) % 5]);
            }
            if number % 4 == 0 {
                world.heap.incref(ring[2]);
                world.append(kept, ring[2]);
            }
            ring.iter().for_each(|&object| world.decref(object));
        }
        assert_eq!(world.collect(), 7500, "{}", release.name);
        world.check();
        assert_eq!(world.collect(), 0);
        world.drop_all();
    }
}
