//! The order in which each kind of object drops what it holds. Truth: the same from 3.11 to 3.15 but
//! for frames, recorded with objects that log their `__del__`.

mod support;

use heap_model::objects::*;
use heap_model::{Obj, Payload, Runtime, types};
use support::{World, releases};

/// Gives new noisy objects their labels.
type Noisy<'a> = &'a mut dyn FnMut(&mut World, &str) -> Obj;

/// Makes an object of type `ty` whose contents come from `make`, which gets a maker of noisy objects;
/// drops it on every release.
#[track_caller]
fn drops(expected: &str, ty: Obj, make: fn(&mut World, Noisy<'_>) -> Payload) {
    for release in releases() {
        let mut world = World::new(release);
        let class = world.noisy_class();
        let payload = make(&mut world, &mut |world, label| world.noisy(class, label));
        let object = world.heap.allocate_gc(ty, payload, 64, 16);
        world.heap.track(object);
        world.held.push(object);
        world.check();
        world.held.pop();
        world.decref(object);
        assert_eq!(world.took(), expected, "{}", release.name);
        world.drop_all();
    }
}

#[test]
fn function() {
    let expected = "module default kwdefault doc attr closure ann code";
    drops(expected, types::FUNCTION, |world, noisy| {
        let mut in_tuple = |world: &mut World, label| {
            let item = noisy(world, label);
            world.heap.new_tuple(vec![item])
        };
        let defaults = Some(in_tuple(world, "default"));
        let closure = Some(in_tuple(world, "closure"));
        let annotations = Some(in_tuple(world, "ann"));
        let kwdefaults = Some(in_tuple(world, "kwdefault"));
        let dict = Some(in_tuple(world, "attr"));
        let text = world.heap.new_str("f");
        world.heap.incref(text);
        Payload::Function(Box::new(Function {
            code: noisy(world, "code"),
            globals: world.heap.new_dict(),
            builtins: world.heap.new_dict(),
            name: text,
            qualname: text,
            doc: noisy(world, "doc"),
            module: Some(noisy(world, "module")),
            defaults,
            kwdefaults,
            closure,
            annotations,
            annotate: None,
            type_params: None,
            dict,
            version: 0,
        }))
    });
}

#[test]
fn exception() {
    drops("value dict args traceback cause context", types::STOP_ITERATION, |world, noisy| {
        let args = noisy(world, "args");
        Payload::Exception(Box::new(Exception {
            args: world.heap.new_tuple(vec![args]),
            traceback: Some(noisy(world, "traceback")),
            cause: Some(noisy(world, "cause")),
            context: Some(noisy(world, "context")),
            suppress_context: false,
            dict: Some(noisy(world, "dict")),
            fields: vec![("value", Some(noisy(world, "value")))],
        }))
    });
}

#[test]
fn traceback() {
    drops("inner outer", types::TRACEBACK, |world, noisy| {
        Payload::Traceback(Box::new(Traceback {
            next: Some(noisy(world, "inner")),
            frame: noisy(world, "outer"),
            instruction: 0,
            line: 1,
        }))
    });
}

#[test]
fn slice() {
    drops("step start stop", types::SLICE, |world, noisy| {
        Payload::Slice(Box::new(["start", "stop", "step"].map(|label| noisy(world, label))))
    });
}

#[test]
fn property() {
    drops("get set del doc", types::PROPERTY, |world, noisy| {
        Payload::Property(Box::new(Property {
            doc: Some(noisy(world, "doc")),
            deleter: Some(noisy(world, "del")),
            setter: Some(noisy(world, "set")),
            getter: Some(noisy(world, "get")),
            name: None,
            doc_of_getter: false,
        }))
    });
}

#[test]
fn bound_method() {
    drops("function self", types::METHOD, |world, noisy| {
        Payload::BoundMethod(BoundMethod {
            function: noisy(world, "function"),
            receiver: noisy(world, "self"),
        })
    });
}

#[test]
fn iterators() {
    drops("i1 i0 fn", types::MAP, |world, noisy| {
        Payload::Iterator(Box::new(Iterator::Map {
            function: noisy(world, "fn"),
            iterators: {
                let items = vec![noisy(world, "i0"), noisy(world, "i1")];
                world.heap.new_tuple(items)
            },
            strict: false,
        }))
    });
    drops("i1 i0", types::ZIP, |world, noisy| {
        Payload::Iterator(Box::new(Iterator::Zip {
            iterators: {
                let items = vec![noisy(world, "i0"), noisy(world, "i1")];
                world.heap.new_tuple(items)
            },
            strict: false,
            tuple: None,
        }))
    });
    drops("fn it", types::FILTER, |world, noisy| {
        Payload::Iterator(Box::new(Iterator::Filter {
            function: noisy(world, "fn"),
            iterator: noisy(world, "it"),
        }))
    });
    drops("callable sentinel", types::CALLABLE_ITERATOR, |world, noisy| {
        Payload::Iterator(Box::new(Iterator::Callable {
            callable: Some(noisy(world, "callable")),
            sentinel: Some(noisy(world, "sentinel")),
        }))
    });
}

#[test]
fn super_object() {
    drops("self class", types::SUPER, |world, noisy| {
        Payload::Super(Box::new(Super {
            class: noisy(world, "class"),
            object: Some(noisy(world, "self")),
            object_class: None,
        }))
    });
}

#[test]
fn frame() {
    for release in releases() {
        let mut world = World::new(release);
        let class = world.noisy_class();
        let slots = ["x", "y"].map(|label| Slot::counted(world.noisy(class, label)));
        let borrowed = world.noisy(class, "z");
        world.held.push(borrowed);
        let frame = FrameObject {
            code: world.noisy(class, "code"),
            globals: world.heap.new_dict(),
            builtins: world.heap.new_dict(),
            locals: None,
            back: Some(world.noisy(class, "back")),
            slots: vec![slots[0], Slot::NULL, slots[1], Slot::borrowed(borrowed)],
            instruction: 0,
            running: None,
            generator: None,
        };
        let object = world.heap.allocate_gc(types::FRAME, Payload::Frame(Box::new(frame)), 64, 16);
        world.heap.track(object);
        world.held.push(object);
        world.check();
        world.held.pop();
        world.decref(object);
        let locals = if release.frames.locals_die_first_to_last { "x y" } else { "y x" };
        assert_eq!(world.took(), format!("{locals} back code"), "{}", release.name);
        world.drop_all();
    }
}

/// A frame object that outlives its generator takes the locals along.
#[test]
fn frame_of_a_dead_generator() {
    for release in releases() {
        let mut world = World::new(release);
        let class = world.noisy_class();
        let local = Slot::counted(world.noisy(class, "local"));
        let (globals, builtins) = (world.heap.new_dict(), world.heap.new_dict());
        let frame = FrameObject {
            code: world.heap.new_none(),
            globals: world.heap.new_ref(globals),
            builtins: world.heap.new_ref(builtins),
            locals: None,
            back: None,
            slots: Vec::new(),
            instruction: 0,
            running: None,
            generator: None,
        };
        let frame = world.heap.allocate_gc(types::FRAME, Payload::Frame(Box::new(frame)), 64, 16);
        let text = world.heap.new_str("g");
        let generator = Generator {
            code: world.heap.new_none(),
            function: None,
            globals,
            builtins,
            name: world.heap.new_ref(text),
            qualname: text,
            slots: vec![local],
            instruction: 0,
            execution: Execution::Finished,
            locals: None,
            handled: None,
            frame: Some(world.heap.new_ref(frame)),
            running_async: false,
            closed: false,
        };
        let payload = Payload::Generator(Box::new(generator));
        let generator = world.heap.allocate_gc(types::GENERATOR, payload, 64, 16);
        world.heap.track(generator);
        world.heap.frame_mut(frame).generator = Some(generator);
        world.held.extend([frame, generator]);
        world.check();
        world.held.pop();
        world.decref(generator);
        assert_eq!(world.took(), "");
        assert_eq!(world.heap.frame(frame).generator, None);
        assert!(world.heap.is_tracked(frame));
        world.check();
        world.held.pop();
        world.decref(frame);
        assert_eq!(world.took(), "local");
        world.drop_all();
    }
}

/// An instance of a subclass of a built-in type: its slots, the subclass's first and each class's in
/// the order of their names, then its dict, then what the built-in type holds.
#[test]
fn instances_of_built_in_types() {
    for release in releases() {
        let mut world = World::new(release);
        let class = world.noisy_class();
        let base = world.class_of("L", &[types::LIST], Some(&["z", "a"]), false);
        let derived = world.class_of("M", &[base], Some(&["b"]), false);
        let with_dict = world.class_of("N", &[derived], None, false);
        let object = world.heap.new_of_class(with_dict, Payload::List(List::default()));
        for label in ["i0", "i1"] {
            let item = world.noisy(class, label);
            world.append(object, item);
        }
        for (position, label) in ["a", "z", "b"].into_iter().enumerate() {
            let value = world.noisy(class, label);
            world.heap.set_slot_value(object, position, Some(value));
        }
        let value = world.noisy(class, "q");
        world.set(object, "q", value);
        world.held.push(object);
        world.check();
        assert_eq!(world.heap.referents(object).len(), 7);
        world.held.pop();
        world.decref(object);
        assert_eq!(world.took(), "b a z q i1 i0", "{}", release.name);
        world.drop_all();
    }
}
