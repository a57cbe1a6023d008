//! Which address the next object gets: free lists, and the classes of the allocator. What CPython
//! said stands in the tests, by release, oldest first.

use std::collections::HashSet;

use heap_model::objects::ClassStatement;
use heap_model::release::RELEASES;
use heap_model::{Heap, Obj, Runtime, types};

fn each<T: Copy>(recorded: [T; 5], check: impl Fn(&mut Heap, T)) {
    for (release, expected) in RELEASES.iter().zip(recorded) {
        println!("{}", release.name);
        check(&mut Heap::new(release), expected);
    }
}

/// The id of an object that dies at once.
fn temporary(heap: &mut Heap, make: impl Fn(&mut Heap) -> Obj) -> u64 {
    let object = make(heap);
    let id = heap.id(object);
    heap.decref(object);
    id
}

/// How many blocks stay allocated after 3000 objects died.
fn parked(heap: &mut Heap, make: impl Fn(&mut Heap) -> Obj) -> usize {
    let before = heap.memory.allocated_blocks();
    let objects: Vec<Obj> = (0..3000).map(|_| make(heap)).collect();
    for object in objects {
        heap.decref(object);
    }
    let parked = heap.memory.allocated_blocks() - before;
    let Heap { free_lists, memory, .. } = heap;
    free_lists.clear(memory);
    // The one slice that is kept stays where it is up to 3.13.
    let left = heap.memory.allocated_blocks() - before;
    assert!(left <= usize::from(parked == 1), "a full collection gives all back");
    parked
}

#[test]
fn capacities_of_free_lists() {
    let none = |heap: &mut Heap| heap.new_none();
    each([100; 5], |heap, n| assert_eq!(parked(heap, |heap| heap.new_float(1.5)), n));
    each([0, 0, 0, 100, 100], |heap, n| {
        assert_eq!(parked(heap, |heap| heap.new_int(123_456)), n);
        assert_eq!(parked(heap, |heap| heap.new_int(1 << 40)), 0, "two digits");
    });
    each([0, 0, 0, 0, 100], |heap, n| {
        assert_eq!(parked(heap, |heap| heap.new_complex(0.0, 1.0)), n)
    });
    each([80; 5], |heap, n| {
        assert_eq!(parked(heap, |heap| heap.new_list(vec![])), n);
        assert_eq!(parked(heap, |heap| heap.new_list_fresh()), n);
        assert_eq!(parked(heap, |heap| heap.new_list_from(&[heap.none()])), n, "not the items");
        assert_eq!(parked(heap, Heap::new_dict), n);
    });
    each([160, 160, 160, 160, 160], |heap, n| {
        let parked = parked(heap, |heap| {
            let (dict, key, none) = (heap.new_dict(), heap.intern("a"), heap.none());
            heap.dict_set_str(dict, key, none);
            heap.decref(key);
            dict
        });
        // Headers and tables of str keys. (Where names are not immortal, the name died too.)
        assert_eq!(parked, n);
    });
    each([80; 5], |heap, n| {
        let parked = parked(heap, |heap| {
            let (dict, key) = (heap.new_dict(), heap.new_int(1));
            heap.dict_insert_new(dict, key, 1, key);
            dict
        });
        assert_eq!(parked, n, "a table of int keys is freed");
    });
    each([2000; 5], |heap, n| {
        for (length, n) in [(1, n), (2, n), (20, n), (21, 0)] {
            let items = vec![heap.none(); length];
            assert_eq!(parked(heap, |heap| heap.new_tuple_from(&items)), n, "{length} items");
        }
    });
    each([0, 0, 0, 6, 6], |heap, n| {
        assert_eq!(parked(heap, |heap| heap.new_range_iterator(0, 1, 5)), n);
    });
    each([0, 0, 0, 10, 10], |heap, n| {
        let list = heap.new_list(vec![]);
        let iterator = |heap: &mut Heap| {
            let list = heap.new_ref(list);
            heap.new_list_iterator(list)
        };
        assert_eq!(parked(heap, iterator), n);
    });
    each([0, 0, 0, 20, 20], |heap, n| {
        assert_eq!(
            parked(heap, |heap| {
                let (function, receiver) = (none(heap), none(heap));
                heap.new_bound_method(function, receiver)
            }),
            n
        );
    });
    each([1; 5], |heap, n| {
        assert_eq!(
            parked(heap, |heap| {
                let parts = [none(heap), none(heap), none(heap)];
                heap.new_slice(parts[0], parts[1], parts[2])
            }),
            n
        );
    });
    each([0; 5], |heap, n| {
        assert_eq!(parked(heap, Heap::new_set), n);
        assert_eq!(parked(heap, Heap::new_plain), n);
        assert_eq!(parked(heap, |heap| heap.new_str("some text")), n);
        assert_eq!(parked(heap, |heap| heap.new_cell(None)), n);
    });
}

#[test]
fn the_last_that_died_is_the_first_to_come_back() {
    each([(); 5], |heap, ()| {
        let objects: Vec<Obj> = (0..5).map(|_| heap.new_list(vec![])).collect();
        let mut ids: Vec<u64> = objects.iter().map(|&object| heap.id(object)).collect();
        for object in objects {
            heap.decref(object);
        }
        let again: Vec<u64> = (0..5)
            .map(|_| {
                let object = heap.new_list(vec![]);
                heap.id(object)
            })
            .collect();
        ids.reverse();
        assert_eq!(again, ids);
    });
}

#[test]
fn calling_list_parks_but_does_not_draw() {
    each([81; 5], |heap, distinct| {
        let ids: HashSet<u64> = (0..200).map(|_| temporary(heap, Heap::new_list_fresh)).collect();
        assert_eq!(ids.len(), distinct);
        let ids: HashSet<u64> =
            (0..200).map(|_| temporary(heap, |heap| heap.new_list(vec![]))).collect();
        assert_eq!(ids.len(), 1);
    });
}

#[test]
fn instances_of_a_young_class_differ_in_size() {
    let settled = "TTTTTTTTTTTT";
    let young = "FFFTTTTFFFFT";
    each([settled, settled, young, young, young], |heap, expected| {
        // A running interpreter has blocks of every size, so that no pool falls empty.
        for class in 1..=32 {
            heap.memory.malloc(16 * class);
        }
        let (qualname, namespace) = (heap.new_str("D"), heap.new_dict());
        let class = heap
            .new_class(ClassStatement {
                metaclass: types::TYPE,
                name: "D",
                qualname,
                bases: &[types::OBJECT],
                namespace,
                slots: None,
                bases_tuple: None,
                slots_tuple: None,
                slots_dict: false,
                slots_weakref: false,
            })
            .expect("the class is well-formed");
        let pairs: String = (0..12)
            .map(|_| {
                let first = temporary(heap, |heap| heap.new_instance(class));
                let second = temporary(heap, |heap| heap.new_instance(class));
                if first == second { 'T' } else { 'F' }
            })
            .collect();
        assert_eq!(pairs, expected);
    });
}

#[test]
fn singletons_are_shared_and_results_of_their_own_are_not() {
    each([(); 5], |heap, ()| {
        assert_eq!(heap.new_int(7), heap.new_int(7));
        assert_ne!(heap.new_int(70_000), heap.new_int(70_000));
        for text in ["", "a", "é", "ÿ"] {
            assert_eq!(heap.new_str(text), heap.new_str(text), "{text:?}");
            assert_ne!(heap.new_str_fresh(text), heap.new_str(text), "{text:?}");
        }
        for text in ["ab", "Ā", "€"] {
            assert_ne!(heap.new_str(text), heap.new_str(text), "{text:?}");
        }
        assert_eq!(heap.new_bytes(vec![1]), heap.new_bytes(vec![1]));
        assert_eq!(heap.new_tuple(vec![]), heap.new_tuple(vec![]));
        assert_ne!(heap.new_frozenset(), heap.new_frozenset());
    });
    each([false, false, false, false, true], |heap, cached| {
        assert_eq!(heap.new_int(1024) == heap.new_int(1024), cached);
    });
}

#[test]
fn text_grows_in_place_within_its_block() {
    each([(); 5], |heap, ()| {
        let string = heap.new_str("abcd");
        let mut moves = 0;
        let mut id = heap.id(string);
        for length in 4..100 {
            assert!(heap.str_can_grow(string, 1));
            assert!(heap.str_append_in_place(string, "x"));
            if heap.id(string) != id {
                moves += 1;
                id = heap.id(string);
            }
            assert_eq!(heap.str_text(string).len(), length + 1);
        }
        // 96 characters are six blocks of 16.
        assert_eq!(moves, 6);
        assert!(!heap.str_append_in_place(string, "é"), "ASCII storage takes no other character");
        heap.str_hash(string);
        assert!(!heap.str_can_grow(string, 1), "its hash is known");
    });
}
