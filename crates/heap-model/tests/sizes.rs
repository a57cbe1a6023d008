//! `sys.getsizeof` of every kind of object, against what each release says.

use heap_model::objects::{Iterator, *};
use heap_model::release::RELEASES;
use heap_model::{Heap, Obj, Payload, types};

/// Makes an object and holds its size against the five releases', oldest first.
#[track_caller]
fn check(what: &str, sizes: [usize; 5], make: impl Fn(&mut Heap) -> Obj) {
    for (release, size) in RELEASES.iter().zip(sizes) {
        let mut heap = Heap::new(release);
        let object = make(&mut heap);
        assert_eq!(heap.size_of(object), size, "{what} on {}", release.name);
    }
}

#[track_caller]
fn check_all(what: &str, size: usize, make: impl Fn(&mut Heap) -> Obj) {
    check(what, [size; 5], make);
}

/// An int beyond every release's cache.
fn int(heap: &mut Heap, value: i64) -> Obj {
    heap.new_int(1_000_000 + value)
}

fn ints(heap: &mut Heap, count: usize) -> Vec<Obj> {
    (0..count).map(|i| int(heap, i as i64)).collect()
}

#[test]
fn scalars() {
    check_all("None", 16, |heap| heap.none());
    check_all("object()", 16, |heap| heap.new_plain());
    check_all("True", 28, |heap| heap.new_bool(true));
    check_all("0", 28, |heap| heap.new_int(0));
    check_all("2**30-1", 28, |heap| heap.new_int((1 << 30) - 1));
    check_all("-2**30", 32, |heap| heap.new_int(-(1 << 30)));
    check_all("2**60", 36, |heap| heap.new_int(1 << 60));
    check_all("10**100", 72, |heap| heap.new_bigint(num_bigint::BigInt::from(10).pow(100)));
    check_all("1.5", 24, |heap| heap.new_float(1.5));
    check_all("1j", 32, |heap| heap.new_complex(0.0, 1.0));
}

#[test]
fn text_and_bytes() {
    check("''", [49, 41, 41, 41, 41], |heap| heap.new_str(""));
    check("'a'", [50, 42, 42, 42, 42], |heap| heap.new_str("a"));
    check("'ab'", [51, 43, 43, 43, 43], |heap| heap.new_str("ab"));
    check("'é' (cached)", [74, 61, 61, 61, 61], |heap| heap.new_str("é"));
    check("'éé'", [75, 59, 59, 59, 59], |heap| heap.new_str("éé"));
    check("'€'", [76, 60, 60, 60, 60], |heap| heap.new_str("€"));
    check("'€€'", [78, 62, 62, 62, 62], |heap| heap.new_str("€€"));
    check("'😀'", [80, 64, 64, 64, 64], |heap| heap.new_str("😀"));
    check("'😀😀'", [84, 68, 68, 68, 68], |heap| heap.new_str("😀😀"));
    check_all("b''", 33, |heap| heap.new_bytes(vec![]));
    check_all("b'abc'", 36, |heap| heap.new_bytes(b"abc".to_vec()));
    check("bytearray()", [56, 56, 56, 56, 64], |heap| heap.new_bytearray(vec![]));
    check("bytearray(1)", [58, 58, 58, 58, 98], |heap| heap.new_bytearray(vec![0]));
    check("bytearray(100)", [157, 157, 157, 157, 197], |heap| heap.new_bytearray(vec![0; 100]));
}

#[test]
fn containers() {
    check("()", [40, 40, 40, 48, 48], |heap| heap.new_tuple(vec![]));
    check("(x,)", [48, 48, 48, 56, 56], |heap| {
        let items = ints(heap, 1);
        heap.new_tuple(items)
    });
    check_all("[]", 56, |heap| heap.new_list(vec![]));
    check_all("[x]*3", 80, |heap| {
        let items = ints(heap, 3);
        heap.new_list(items)
    });
    check_all("{}", 64, |heap| heap.new_dict());
    check_all("{'a': 1}", 184, |heap| {
        let dict = heap.new_dict();
        let (key, value) = (heap.new_str("a"), heap.new_int(1));
        heap.dict_set_str(dict, key, value);
        dict
    });
    check_all("{1: 1}", 224, |heap| {
        let dict = heap.new_dict();
        let one = heap.new_int(1);
        heap.dict_insert_new(dict, one, 1, one);
        dict
    });
    check_all("set()", 216, |heap| heap.new_set());
    check_all("frozenset()", 216, |heap| heap.new_frozenset());
    check_all("range(3)", 48, |heap| {
        let [a, b, c, d] = [0, 3, 1, 3].map(|value| heap.new_int(value));
        heap.new_range(a, b, c, d)
    });
    check_all("slice(1)", 56, |heap| {
        let none = heap.none();
        heap.new_slice(none, none, none)
    });
    check_all("mappingproxy", 40, |heap| {
        let dict = heap.new_dict();
        heap.new_object(types::MAPPINGPROXY, Payload::MappingProxy(dict))
    });
    check_all("dict.keys()", 40, |heap| {
        let dict = heap.new_dict();
        heap.new_dict_view(dict, ViewKind::Keys)
    });
    check_all("memoryview", 184, |heap| {
        let view = MemoryView {
            object: None,
            buffer: None,
            start: 0,
            shape: Box::new([0]),
            step: 1,
            item_size: 1,
            format: "B".into(),
            readonly: true,
        };
        heap.new_object(types::MEMORYVIEW, Payload::MemoryView(Box::new(view)))
    });
}

#[test]
fn iterators() {
    check_all("list iterator", 48, |heap| {
        let list = heap.new_list(vec![]);
        heap.new_list_iterator(list)
    });
    check_all("tuple iterator", 48, |heap| {
        let tuple = heap.new_tuple(vec![]);
        heap.new_tuple_iterator(tuple)
    });
    check("range iterator", [48, 40, 40, 40, 40], |heap| heap.new_range_iterator(0, 1, 3));
    let dict = || Iterator::Dict {
        dict: None,
        kind: ViewKind::Keys,
        position: 0,
        used: 0,
        remaining: 0,
        reversed: false,
        pair: None,
    };
    check_all("dict iterator", 72, |heap| heap.new_iterator(types::DICT_KEYITERATOR, dict()));
    let set = || Iterator::Set { set: None, position: 0, used: 0, remaining: 0 };
    check_all("set iterator", 64, |heap| heap.new_iterator(types::SET_ITERATOR, set()));
    check_all("zip", 64, |heap| {
        let zip =
            Iterator::Zip { iterators: heap.singletons().empty_tuple, strict: false, tuple: None };
        heap.new_iterator(types::ZIP, zip)
    });
    check("map", [48, 48, 48, 56, 56], |heap| {
        let map = Iterator::Map {
            function: heap.none(),
            iterators: heap.singletons().empty_tuple,
            strict: false,
        };
        heap.new_iterator(types::MAP, map)
    });
    check_all("enumerate", 72, |heap| {
        let none = heap.none();
        let enumerate = Iterator::Enumerate { iterator: none, next: none, pair: None };
        heap.new_iterator(types::ENUMERATE, enumerate)
    });
}

/// A class statement with `__slots__` if there are any, else without.
fn class(heap: &mut Heap, base: Obj, slots: Option<&[&str]>) -> Obj {
    let special = ["__dict__", "__weakref__"];
    let names: Option<Vec<Obj>> = slots.map(|slots| {
        let plain = slots.iter().filter(|slot| !special.contains(slot));
        plain.map(|slot| heap.intern(slot)).collect()
    });
    let qualname = heap.new_str("C");
    let namespace = heap.new_dict();
    let named = |name| slots.is_some_and(|slots| slots.contains(&name));
    let made = heap.new_class(ClassStatement {
        metaclass: types::TYPE,
        name: "C",
        qualname,
        bases: &[base],
        namespace,
        slots: names.as_deref(),
        bases_tuple: None,
        slots_tuple: None,
        slots_dict: named("__dict__"),
        slots_weakref: named("__weakref__"),
    });
    made.expect("the class is well-formed")
}

#[test]
fn instances() {
    let instance = |slots: Option<&'static [&'static str]>| {
        move |heap: &mut Heap| {
            let class = class(heap, types::OBJECT, slots);
            heap.new_instance(class)
        }
    };
    check("plain instance", [56, 48, 48, 48, 48], instance(None));
    check_all("__slots__ = ()", 32, instance(Some(&[])));
    check_all("1 slot", 40, instance(Some(&["a"])));
    check_all("8 slots", 96, instance(Some(&["a", "b", "c", "d", "e", "f", "g", "h"])));
    check_all("slot + __dict__", 56, instance(Some(&["a", "__dict__"])));
    check("slot + __weakref__", [48, 56, 56, 56, 56], instance(Some(&["a", "__weakref__"])));
    check("slot + both", [64, 56, 56, 56, 56], instance(Some(&["a", "__dict__", "__weakref__"])));
    check("subclass of 1 slot", [64, 56, 56, 56, 56], |heap| {
        let base = class(heap, types::OBJECT, Some(&["a"]));
        let class = class(heap, base, None);
        heap.new_instance(class)
    });
}

#[test]
fn instances_of_subclasses_of_builtin_types() {
    let of = |base: Obj, payload: fn(&mut Heap) -> Payload| {
        move |heap: &mut Heap| {
            let class = class(heap, base, None);
            let payload = payload(heap);
            heap.new_of_class(class, payload)
        }
    };
    check("int subclass", [44, 60, 60, 60, 60], of(types::INT, |_| Payload::Int(0)));
    check("float subclass", [64, 56, 56, 56, 56], of(types::FLOAT, |_| Payload::Float(0.0)));
    check(
        "str subclass",
        [113, 97, 97, 97, 97],
        of(types::STR, |_| Payload::Str(Str { text: "".into(), hash: Default::default() })),
    );
    check(
        "bytes subclass",
        [57, 65, 65, 65, 65],
        of(types::BYTES, |_| Payload::Bytes(Bytes { data: [].into(), hash: Default::default() })),
    );
    check(
        "list subclass",
        [80, 72, 72, 72, 72],
        of(types::LIST, |_| Payload::List(List::default())),
    );
    check(
        "dict subclass",
        [88, 80, 80, 80, 80],
        of(types::DICT, |_| Payload::Dict(Default::default())),
    );
    check_all("set subclass", 232, of(types::SET, |_| Payload::Set(Default::default())));
    check(
        "tuple subclass",
        [48, 56, 56, 64, 64],
        of(types::TUPLE, |_| Payload::Tuple(Default::default())),
    );
    check(
        "tuple subclass of 2",
        [64, 72, 72, 80, 80],
        of(types::TUPLE, |heap| {
            let items = ints(heap, 2);
            Payload::Tuple(items.into())
        }),
    );
    check("Exception subclass", [96, 104, 104, 104, 104], of(types::EXCEPTION, exception));
}

fn exception(heap: &mut Heap) -> Payload {
    Payload::Exception(Box::new(Exception {
        args: heap.new_tuple(vec![]),
        traceback: None,
        cause: None,
        context: None,
        suppress_context: false,
        dict: None,
        fields: vec![],
    }))
}

#[test]
fn exceptions() {
    let of = |ty: Obj| {
        move |heap: &mut Heap| {
            let payload = exception(heap);
            heap.new_object(ty, payload)
        }
    };
    check_all("ValueError", 88, of(types::VALUE_ERROR));
    check_all("KeyError", 88, of(types::KEY_ERROR));
    check_all("StopIteration", 96, of(types::STOP_ITERATION));
    check_all("NameError", 96, of(types::NAME_ERROR));
    check_all("AttributeError", 104, of(types::ATTRIBUTE_ERROR));
    check_all("FileNotFoundError", 128, of(types::FILE_NOT_FOUND_ERROR));
    check_all("UnicodeDecodeError", 128, of(types::UNICODE_DECODE_ERROR));
    check("ImportError", [112, 120, 120, 120, 120], of(types::IMPORT_ERROR));
    check("ExceptionGroup", [112, 120, 128, 128, 128], of(types::EXCEPTION_GROUP));
    check("SyntaxError", [152, 152, 152, 160, 160], of(types::SYNTAX_ERROR));
}

#[test]
fn classes() {
    check("class", [1688, 1704, 1712, 1720, 1728], |heap| class(heap, types::OBJECT, None));
    check("class with __slots__ = ()", [920, 936, 944, 952, 960], |heap| {
        class(heap, types::OBJECT, Some(&[]))
    });
    check("class with 2 slots", [920, 936, 944, 952, 960], |heap| {
        class(heap, types::OBJECT, Some(&["a", "b"]))
    });
    check("class with __dict__ slot", [1688, 1704, 1712, 1720, 1728], |heap| {
        class(heap, types::OBJECT, Some(&["a", "__dict__"]))
    });
    check("metaclass", [920, 936, 944, 952, 960], |heap| class(heap, types::TYPE, None));
    check("Exception subclass", [920, 936, 944, 952, 960], |heap| {
        class(heap, types::EXCEPTION, None)
    });
    check("int subclass", [920, 1704, 1712, 1720, 1728], |heap| class(heap, types::INT, None));
    check("int", [424, 432, 416, 416, 424], |_| types::INT);
    check("type", [424, 432, 416, 416, 424], |_| types::TYPE);
}

#[test]
fn functions() {
    fn function(heap: &mut Heap) -> Obj {
        let dict = heap.new_dict();
        let none = heap.none();
        let name = heap.new_str("f");
        heap.new_function(Function {
            code: none,
            globals: dict,
            builtins: dict,
            name,
            qualname: name,
            doc: none,
            module: None,
            defaults: None,
            kwdefaults: None,
            closure: None,
            annotations: None,
            annotate: None,
            type_params: None,
            dict: None,
            version: 0,
        })
    }
    check("function", [152, 160, 160, 168, 168], function);
    check_all("bound method", 64, |heap| {
        let (function, receiver) = (function(heap), heap.none());
        heap.new_bound_method(function, receiver)
    });
    check_all("builtin", 72, |heap| {
        heap.new_builtin(Builtin { function: 0, receiver: None, module: None })
    });
    check_all("cell", 40, |heap| heap.new_cell(None));
    check_all("property", 80, |heap| {
        heap.new_object(types::PROPERTY, Payload::Property(Default::default()))
    });
    check_all("staticmethod", 48, |heap| {
        let function = function(heap);
        heap.new_object(types::STATICMETHOD, Payload::MethodWrapper(function))
    });
    check("module", [72, 72, 72, 72, 120], |heap| {
        let dict = heap.new_dict();
        heap.new_module("m", dict)
    });
    check_all("weakref", 80, |heap| {
        let weak =
            WeakRef { referent: None, callback: None, hash: None, kind: WeakKind::Reference };
        heap.new_object(types::WEAKREF, Payload::WeakRef(Box::new(weak)))
    });
    check("frame, 3 slots", [160, 160, 176, 192, 192], |heap| {
        let none = heap.none();
        let frame = FrameObject {
            code: none,
            globals: none,
            builtins: none,
            locals: None,
            back: None,
            slots: vec![],
            instruction: 0,
            running: None,
            generator: None,
        };
        heap.new_frame(frame, 3)
    });
}

/// Blocks are what `getsizeof` says, for objects that own a single one.
#[test]
fn requests_agree_with_sizes() {
    for release in &RELEASES {
        let mut heap = Heap::new(release);
        let objects = [
            heap.new_plain(),
            heap.new_float(1.5),
            heap.new_str("of some length"),
            heap.new_list(vec![]),
            heap.new_dict(),
            heap.new_set(),
            heap.new_range_iterator(0, 1, 3),
        ];
        for object in objects {
            let header = heap.get(object);
            assert_eq!(heap.size_of(object), header.size as usize, "{}", release.name);
        }
    }
}
