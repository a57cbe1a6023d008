//! `property`.

use heap_model::objects::Property;
use heap_model::{Obj, Payload, Runtime, types};

use crate::machine::{Machine, Result};
use crate::native::{Accepts, Args, GetSetDef, TypeDef, function, getter, method, special};

fn new(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let class = vm.class_argument(types::PROPERTY, args)?;
    Ok(vm.heap.new_of_builtin(class, Payload::Property(Box::default())))
}

fn init(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let (&this, rest) = args.positional().split_first().expect("a receiver");
    let mut parts: [Option<Obj>; 4] = [None; 4];
    for (place, &value) in parts.iter_mut().zip(rest) {
        *place = Some(value);
    }
    for (name, value) in args.keywords() {
        let place = match vm.heap.str_text(name) {
            "fget" => 0,
            "fset" => 1,
            "fdel" => 2,
            "doc" => 3,
            other => {
                let other = other.to_owned();
                return Err(vm.unexpected_keyword("property", &other));
            }
        };
        parts[place] = Some(value);
    }
    let none = vm.heap.none();
    let parts = parts.map(|part| part.filter(|&part| part != none));
    for part in parts.into_iter().flatten() {
        vm.heap.incref(part);
    }
    let [getter, setter, deleter, mut doc] = parts;
    let mut doc_of_getter = false;
    if doc.is_none()
        && let Some(getter) = getter
    {
        let name = vm.names.__doc__;
        doc = vm.get_attr_opt(getter, name)?.filter(|&doc| doc != none);
        doc_of_getter = doc.is_some();
    }
    let old = std::mem::replace(
        vm.heap.property_mut(this),
        Property { getter, setter, deleter, doc, name: None, doc_of_getter },
    );
    for part in [old.getter, old.setter, old.deleter, old.doc, old.name] {
        vm.decref_opt(part);
    }
    Ok(vm.none())
}

fn replaced(vm: &mut Machine, this: Obj, place: usize, value: Obj) -> Result<Obj> {
    let content = vm.heap.property(this);
    let none = vm.heap.none();
    let name = content.name;
    let doc = content.doc.filter(|_| !content.doc_of_getter);
    let mut parts = [content.getter, content.setter, content.deleter, doc];
    parts[place] = Some(value);
    let arguments = parts.map(|part| part.unwrap_or(none));
    let class = vm.heap.type_of(this);
    let made = vm.call(class, &arguments)?;
    if let Some(name) = name
        && let Payload::Property(content) = vm.heap.payload_mut(made)
    {
        content.name = Some(name);
        vm.heap.incref(name);
    }
    Ok(made)
}

fn part(vm: &mut Machine, value: Option<Obj>) -> Result<Obj> {
    let value = value.unwrap_or(vm.heap.none());
    Ok(vm.new_ref(value))
}

fn set_name(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let name = args.values[2];
    vm.heap.incref(name);
    let old = vm.heap.property_mut(args.values[0]).name.replace(name);
    vm.decref_opt(old);
    Ok(vm.none())
}

fn get(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let none = vm.heap.none();
    let object = args.values[1];
    vm.property_get(args.values[0], (object != none).then_some(object))
}

/// `property`.
pub static TYPE: TypeDef = TypeDef {
    ty: types::PROPERTY,
    doc: "Property attribute.",
    methods: &[
        function("__new__", new, Accepts::Any),
        special("__init__", init, Accepts::Any),
        special("__get__", get, Accepts::Positional(1, 2)),
        special(
            "__set__",
            |vm, args| {
                vm.property_set(args.values[0], args.values[1], Some(args.values[2]))?;
                Ok(vm.none())
            },
            Accepts::Positional(2, 2),
        ),
        special(
            "__delete__",
            |vm, args| {
                vm.property_set(args.values[0], args.values[1], None)?;
                Ok(vm.none())
            },
            Accepts::One,
        ),
        method("__set_name__", set_name, Accepts::Positional(2, 2)),
        method("getter", |vm, args| replaced(vm, args.values[0], 0, args.values[1]), Accepts::One),
        method("setter", |vm, args| replaced(vm, args.values[0], 1, args.values[1]), Accepts::One),
        method("deleter", |vm, args| replaced(vm, args.values[0], 2, args.values[1]), Accepts::One),
    ],
    attributes: &[
        getter("fget", |vm, this| {
            let value = vm.heap.property(this).getter;
            part(vm, value)
        }),
        getter("fset", |vm, this| {
            let value = vm.heap.property(this).setter;
            part(vm, value)
        }),
        getter("fdel", |vm, this| {
            let value = vm.heap.property(this).deleter;
            part(vm, value)
        }),
        GetSetDef {
            name: "__doc__",
            get: |vm, this| {
                let value = vm.heap.property(this).doc;
                part(vm, value)
            },
            set: Some(|vm, this, value| {
                if let Some(value) = value {
                    vm.heap.incref(value);
                }
                let old = std::mem::replace(&mut vm.heap.property_mut(this).doc, value);
                vm.decref_opt(old);
                Ok(())
            }),
        },
        getter("__isabstractmethod__", |vm, this| {
            let content = vm.heap.property(this);
            let parts = [content.getter, content.setter, content.deleter];
            for part in parts.into_iter().flatten() {
                if crate::modules::abstract_classes::is_abstract(vm, part)? {
                    return Ok(vm.heap.new_bool(true));
                }
            }
            Ok(vm.heap.new_bool(false))
        }),
        getter("__name__", |vm, this| {
            let value = vm.heap.property(this).name;
            part(vm, value)
        }),
    ],
};
