//! Looking keys up when it takes Python's `==` to tell them apart.

use heap_model::objects::{ClassStatement, Probe, SetProbe};
use heap_model::release::RELEASES;
use heap_model::{Heap, Obj, types};
use num_bigint::BigInt;

/// Instances of one class: their comparison is Python's business.
fn instances<const N: usize>(heap: &mut Heap) -> [Obj; N] {
    let (qualname, namespace) = (heap.new_str("Key"), heap.new_dict());
    let class = heap
        .new_class(ClassStatement {
            metaclass: types::TYPE,
            name: "Key",
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
    std::array::from_fn(|_| heap.new_instance(class))
}

#[test]
fn a_dict_asks_for_each_comparison_of_equal_hashes() {
    for release in &RELEASES {
        let heap = &mut Heap::new(release);
        let [a, b, c] = instances(heap);
        let dict = heap.new_dict();
        let none = heap.none();
        heap.dict_insert_new(dict, a, 5, none);
        // In a table of 8, hash 13 starts at the same slot, but is another hash: nothing to compare.
        assert_eq!(heap.dict_probe(dict, b, 13), Probe::Absent);
        let Probe::Compare { entry: 0, state } = heap.dict_probe(dict, b, 5) else { panic!() };
        assert_eq!(heap.dict_probe_on(dict, b, 5, state), Probe::Absent);
        heap.dict_insert_new(dict, b, 5, none);
        let Probe::Compare { entry: 0, state } = heap.dict_probe(dict, c, 5) else { panic!() };
        let Probe::Compare { entry: 1, state } = heap.dict_probe_on(dict, c, 5, state) else {
            panic!()
        };
        assert_eq!(heap.dict_probe_on(dict, c, 5, state), Probe::Absent);
        // The very object needs no comparison, once the probe gets there.
        assert_eq!(heap.dict_probe(dict, a, 5), Probe::Found(0));
    }
}

#[test]
fn a_comparison_that_changes_the_dict_is_noticed() {
    let heap = &mut Heap::new(&RELEASES[3]);
    let [a, b, c] = instances(heap);
    let dict = heap.new_dict();
    let none = heap.none();
    heap.dict_insert_new(dict, a, 5, none);
    let Probe::Compare { entry, state } = heap.dict_probe(dict, b, 5) else { panic!() };
    assert!(heap.dict_probe_holds(dict, entry, &state));
    heap.dict_insert_new(dict, c, 9, none);
    assert!(heap.dict_probe_holds(dict, entry, &state), "another key changes nothing");
    heap.dict_remove(dict, 0);
    assert!(!heap.dict_probe_holds(dict, entry, &state), "the key is gone");
    heap.dict_insert_new(dict, a, 5, none);
    let Probe::Compare { entry, state } = heap.dict_probe(dict, b, 5) else { panic!() };
    for hash in 20..30 {
        heap.dict_insert_new(dict, b, hash, none);
    }
    assert!(!heap.dict_probe_holds(dict, entry, &state), "the table is another");
}

#[test]
fn a_set_asks_too_and_reuses_the_last_mark() {
    let heap = &mut Heap::new(&RELEASES[0]);
    let [a, b, c] = instances(heap);
    let set = heap.new_set();
    let SetProbe::Absent { slot: 5 } = heap.set_probe(set, a, 5) else { panic!() };
    heap.set_insert_new(set, 5, a, 5);
    let SetProbe::Compare { slot: 5, state } = heap.set_probe(set, b, 5) else { panic!() };
    assert!(heap.set_probe_holds(set, &state));
    let SetProbe::Absent { slot } = heap.set_probe_on(set, b, 5, state) else { panic!() };
    heap.set_insert_new(set, slot, b, 5);
    assert!(!heap.set_probe_holds(set, &state));
    heap.set_remove(set, 5);
    // The way to an unused slot leads over the mark and past b.
    let SetProbe::Compare { state, .. } = heap.set_probe(set, c, 5) else { panic!() };
    assert_eq!(heap.set_probe_on(set, c, 5, state), SetProbe::Absent { slot: 5 });
}

#[test]
fn keys_version_follows_the_keys_and_not_the_values() {
    let heap = &mut Heap::new(&RELEASES[4]);
    let dict = heap.new_dict();
    let (x, y, none) = (heap.intern("x"), heap.intern("y"), heap.none());
    heap.dict_set_str(dict, x, none);
    let version = heap.dict_keys_version(dict);
    assert_ne!(version, 0);
    let value = heap.new_int(1);
    assert_eq!(heap.dict_set_str(dict, x, value), Some(none));
    assert_eq!(heap.dict(dict).keys_version(), version);
    heap.dict_set_str(dict, y, none);
    assert_ne!(heap.dict(dict).keys_version(), version);
    let next = heap.dict_keys_version(dict);
    assert_ne!(next, version);
    let entry = heap.dict_find_str(dict, x).expect("x is there");
    heap.dict_remove(dict, entry);
    assert_ne!(heap.dict(dict).keys_version(), next);
    let other = heap.new_dict();
    assert_ne!(heap.dict_keys_version(other), heap.dict_keys_version(dict));
}

#[test]
fn numbers_compare_by_value() {
    let heap = &mut Heap::new(&RELEASES[2]);
    let one = heap.new_int(1);
    let float = heap.new_float(1.0);
    let complex = heap.new_complex(1.0, 0.0);
    let yes = heap.new_bool(true);
    let half = heap.new_float(1.5);
    let text = heap.new_str("1");
    for other in [float, complex, yes] {
        assert_eq!(heap.native_equal(one, other), Some(true));
        assert_eq!(heap.native_equal(other, one), Some(true));
    }
    assert_eq!(heap.native_equal(one, half), Some(false));
    assert_eq!(heap.native_equal(one, text), Some(false));
    // 2**53 + 1 is no float; 2**53 is.
    let odd = heap.new_int((1 << 53) + 1);
    let even = heap.new_int(1 << 53);
    let float = heap.new_float((1u64 << 53) as f64);
    assert_eq!(heap.native_equal(odd, float), Some(false));
    assert_eq!(heap.native_equal(even, float), Some(true));
    let huge = heap.new_bigint(BigInt::from(2).pow(80));
    let float = heap.new_float(2f64.powi(80));
    let infinite = heap.new_float(f64::INFINITY);
    assert_eq!(heap.native_equal(huge, float), Some(true));
    assert_eq!(heap.native_equal(huge, infinite), Some(false));
    let (nan, other_nan) = (heap.new_float(f64::NAN), heap.new_float(f64::NAN));
    assert_eq!(heap.native_equal(nan, nan), Some(true), "a key is itself");
    assert_eq!(heap.native_equal(nan, other_nan), Some(false));
    let (a, b) = (heap.new_tuple_from(&[one, text]), heap.new_tuple_from(&[yes, text]));
    assert_eq!(heap.native_equal(a, b), Some(true));
    let [instance] = instances(heap);
    let c = heap.new_tuple_from(&[one, instance]);
    assert_eq!(heap.native_equal(a, c), None);
    let d = heap.new_tuple_from(&[half, instance]);
    assert_eq!(heap.native_equal(a, d), Some(false), "the first difference decides");
}

#[test]
fn moving_an_entry_to_an_end() {
    let heap = &mut Heap::new(&RELEASES[1]);
    let dict = heap.new_dict();
    let none = heap.none();
    let keys = ["a", "b", "c"].map(|name| heap.intern(name));
    for key in keys {
        heap.dict_set_str(dict, key, none);
    }
    let order = |heap: &Heap| -> String {
        heap.dict(dict).items().map(|(key, _)| heap.str_text(key).to_string()).collect()
    };
    let entry = heap.dict_find_str(dict, keys[0]).expect("it is there");
    heap.dict_move_to_end(dict, entry, true);
    assert_eq!(order(heap), "bca");
    let entry = heap.dict_find_str(dict, keys[2]).expect("it is there");
    heap.dict_move_to_end(dict, entry, false);
    assert_eq!(order(heap), "cba");
    for key in keys {
        assert!(heap.dict_find_str(dict, key).is_some());
    }
}
