//! Instances: how much room they take, how their attributes are laid out, and when the sharing of
//! keys ends. What CPython said stands in the tests, by release.

use heap_model::objects::ClassStatement;
use heap_model::release::RELEASES;
use heap_model::{Heap, Obj, Payload, types};

fn class_of(heap: &mut Heap, base: Obj) -> Obj {
    let (qualname, namespace) = (heap.new_str("C"), heap.new_dict());
    heap.new_class(ClassStatement {
        metaclass: types::TYPE,
        name: "C",
        qualname,
        bases: &[base],
        namespace,
        slots: None,
        bases_tuple: None,
        slots_tuple: None,
        slots_dict: false,
        slots_weakref: false,
    })
    .expect("the class is well-formed")
}

fn class(heap: &mut Heap) -> Obj {
    class_of(heap, types::OBJECT)
}

fn set(heap: &mut Heap, object: Obj, name: &str) {
    let name = heap.intern(name);
    let none = heap.none();
    heap.set_instance_attribute(object, name, none);
}

/// A new instance with the attributes a0, a1 and so on.
fn instance(heap: &mut Heap, class: Obj, attributes: usize) -> Obj {
    let object = heap.new_instance(class);
    (0..attributes).for_each(|i| set(heap, object, &format!("a{i}")));
    object
}

fn dict_size(heap: &mut Heap, object: Obj) -> usize {
    let dict = heap.instance_dict(object).expect("instances have a dict");
    heap.size_of(dict)
}

fn names(heap: &mut Heap, object: Obj) -> Vec<String> {
    let dict = heap.instance_dict(object).expect("instances have a dict");
    heap.dict(dict).items().map(|(key, _)| heap.str_text(key).to_string()).collect()
}

/// Runs a check on each release with what that release said.
fn each<T: Copy>(recorded: [T; 5], check: impl Fn(&mut Heap, T)) {
    for (release, expected) in RELEASES.iter().zip(recorded) {
        println!("{}", release.name);
        check(&mut Heap::new(release), expected);
    }
}

/// `tracemalloc` of the 2nd to the 7th instance, and of the 40th.
#[test]
fn a_young_class_gives_each_instance_less_room() {
    type Row = (usize, [usize; 6], usize);
    let check = |heap: &mut Heap, rows: &[Row]| {
        for &(attributes, first, settled) in rows {
            let class = class(heap);
            let sizes: Vec<usize> = (0..40)
                .map(|_| {
                    let object = instance(heap, class, attributes);
                    let Payload::Instance(contents) = heap.payload(object) else { unreachable!() };
                    let values = contents.values_block(0).map_or(0, |block| block.bytes as usize);
                    heap.get(object).size as usize + values
                })
                .collect();
            assert_eq!(sizes[1..7], first, "{attributes} attributes");
            assert_eq!(sizes[39], settled, "{attributes} attributes");
        }
    };
    const V11: [usize; 6] = [312, 304, 296, 288, 280, 272];
    const V12: [usize; 6] = [304, 296, 288, 280, 272, 264];
    const V13: [usize; 6] = [320, 312, 304, 296, 288, 272];
    let v13: &[Row] = &[(0, V13, 72), (2, V13, 88), (5, V13, 112), (12, V13, 176)];
    each(
        [
            &[(0, V11, 72), (2, V11, 88), (5, V11, 112), (12, V11, 176)],
            &[(0, V12, 64), (2, V12, 80), (5, V12, 104), (12, V12, 168)],
            v13,
            v13,
            v13,
        ],
        check,
    );
}

#[test]
fn a_materialized_dict_counts_the_class_s_room() {
    each([(); 5], |heap, ()| {
        let class = class(heap);
        let mut sizes = Vec::new();
        for _ in 0..12 {
            let object = instance(heap, class, 2);
            sizes.push(dict_size(heap, object));
        }
        assert_eq!(sizes, [296, 288, 280, 272, 264, 256, 248, 240, 232, 224, 216, 208]);
        let last = instance(heap, class, 2);
        for _ in 0..40 {
            instance(heap, class, 2);
        }
        // The number is the class's as of now, not the instance's.
        assert_eq!(dict_size(heap, last), 88);
    });
}

#[test]
fn sharing_ends_where_the_class_has_no_room() {
    each([(); 5], |heap, ()| {
        let young = class(heap);
        let sizes: Vec<usize> = (1..=16)
            .map(|k| {
                let object = instance(heap, young, k);
                dict_size(heap, object)
            })
            .collect();
        assert_eq!(
            sizes[..15],
            [296, 288, 280, 272, 264, 256, 248, 240, 232, 224, 216, 208, 200, 192, 184]
        );
        assert_eq!(sizes[15], 832);
        let other = class(heap);
        let object = heap.new_instance(other);
        for i in 0..29 {
            set(heap, object, &format!("a{i}"));
        }
        assert_eq!(dict_size(heap, object), 296);
        set(heap, object, "a29");
        assert_eq!(dict_size(heap, object), 1584);
    });
}

#[test]
fn what_ends_the_sharing() {
    let old = (272, 352, 272);
    let new = (184, 224, 184);
    each([old, old, new, new, new], |heap, (by_name, by_int, copied)| {
        let class = class(heap);
        let made: Vec<Obj> = (0..40).map(|_| instance(heap, class, 2)).collect();
        let [.., d, c, b, a] = made[..] else { unreachable!() };
        let name = heap.intern("a0");
        heap.take_instance_attribute(a, name);
        assert_eq!(dict_size(heap, a), 88, "after del");
        set(heap, a, "c");
        assert_eq!(dict_size(heap, a), 88, "the last name that found room");
        let dict = heap.instance_dict(b).expect("it has a dict");
        let (name, none) = (heap.intern("zz"), heap.none());
        heap.dict_set_str(dict, name, none);
        assert_eq!(heap.size_of(dict), by_name, "a name without room");
        let dict = heap.instance_dict(c).expect("it has a dict");
        let five = heap.new_int(5);
        heap.dict_prepare_store(dict, five);
        heap.dict_insert_new(dict, five, 5, none);
        assert_eq!(heap.size_of(dict), by_int, "a key that is no str");
        let dict = heap.instance_dict(d).expect("it has a dict");
        let copy = heap.dict_copy(dict);
        assert_eq!(heap.size_of(copy), 88, "the copy shares too");
        let copy = heap.new_dict_fresh();
        assert!(!heap.dict_merge_start(copy, dict), "entries are taken over one by one");
        for (key, value) in heap.dict(dict).items().collect::<Vec<_>>() {
            heap.dict_set_str(copy, key, value);
        }
        assert_eq!(heap.size_of(copy), copied, "dict(d)");
    });
}

#[test]
fn attributes_keep_the_order_in_which_they_were_set() {
    each([(); 5], |heap, ()| {
        let class = class(heap);
        let first = heap.new_instance(class);
        set(heap, first, "x");
        set(heap, first, "y");
        let second = heap.new_instance(class);
        set(heap, second, "y");
        set(heap, second, "x");
        assert_eq!(names(heap, first), ["x", "y"]);
        assert_eq!(names(heap, second), ["y", "x"]);
        let third = heap.new_instance(class);
        set(heap, third, "y");
        set(heap, third, "x");
        let y = heap.intern("y");
        heap.take_instance_attribute(third, y);
        set(heap, third, "y");
        assert_eq!(names(heap, third), ["x", "y"]);
    });
}

#[test]
fn clearing_a_shared_dict() {
    each([64, 64, 200, 200, 200], |heap, cleared_size| {
        let class = class(heap);
        let object = instance(heap, class, 1);
        let dict = heap.instance_dict(object).expect("it has a dict");
        for _ in 0..12 {
            heap.new_instance(class);
        }
        assert_eq!(heap.size_of(dict), 200);
        let cleared = heap.dict_clear(dict);
        assert_eq!(cleared.entries.len(), 1);
        heap.finish_clearing(cleared);
        assert_eq!(heap.size_of(dict), cleared_size);
        set(heap, object, "x");
        assert_eq!(heap.size_of(dict), if cleared_size == 64 { 184 } else { 200 });
        assert!(heap.dict_pop_last(dict).is_some());
        if cleared_size == 200 {
            assert_eq!(heap.size_of(dict), 832, "popitem ends the sharing");
        }
    });
}

#[test]
fn subclasses_of_builtin_types() {
    each([(304, 304), (304, 304), (304, 304), (296, 80), (296, 80)], |heap, (first, later)| {
        let class = class_of(heap, types::LIST);
        let make = |heap: &mut Heap| {
            let object = heap.new_of_class(class, Payload::List(Default::default()));
            set(heap, object, "x");
            object
        };
        let object = make(heap);
        assert_eq!(dict_size(heap, object), first);
        for _ in 0..40 {
            make(heap);
        }
        assert_eq!(dict_size(heap, object), later);
    });
    each([184, 304, 304, 304, 304], |heap, size| {
        let class = class_of(heap, types::INT);
        let object = heap.new_of_class(class, Payload::Int(1));
        set(heap, object, "x");
        assert_eq!(dict_size(heap, object), size);
    });
}

#[test]
fn methods_teach_the_class_its_names_before_the_first_instance() {
    each([false, false, true, true, true], |heap, seeded| {
        let (qualname, namespace) = (heap.new_str("C"), heap.new_dict());
        let names = ["b", "a"].map(|name| heap.intern(name));
        let names = heap.new_tuple(names.to_vec());
        let key = heap.intern("__static_attributes__");
        heap.dict_set_str(namespace, key, names);
        let class = heap
            .new_class(ClassStatement {
                metaclass: types::TYPE,
                name: "C",
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
        let b = heap.intern("b");
        assert_eq!(heap.shared_key_position(class, b).is_some(), seeded);
    });
}
