//! The descriptors by which named tuples show their items.

use heap_model::objects::Layout;
use heap_model::{Obj, Payload, types};

use crate::machine::{Machine, Result};
use crate::modules::native_types::{Base, NativeType, Traits, native_object};
use crate::native::{Accepts, Args, GetSetDef, NativeDef, TypeDef, function, method, special};

/// A descriptor: the item's place and its documentation.
#[derive(Clone, Debug)]
struct Getter {
    index: usize,
    doc: Option<Obj>,
}

native_object!(Getter: doc);

/// The type.
pub static TYPE: NativeType = NativeType {
    name: "_tuplegetter",
    module: "collections",
    base: Base::BuiltIn(types::OBJECT),
    layout: Layout::Native,
    traits: Traits::FINAL,
    members: &[],
    definition: TypeDef {
        ty: types::OBJECT,
        doc: "",
        methods: METHODS,
        attributes: &[GetSetDef {
            name: "__doc__",
            get: |vm, object| {
                let doc = vm.expect_native::<Getter>(object)?.doc;
                let doc = doc.unwrap_or(vm.heap.none());
                Ok(vm.new_ref(doc))
            },
            set: Some(|vm, object, value| {
                let value = value.map(|value| vm.new_ref(value));
                let old = std::mem::replace(&mut vm.expect_native::<Getter>(object)?.doc, value);
                heap_model::Runtime::decref_opt(vm, old);
                Ok(())
            }),
        }],
    },
};

static METHODS: &[NativeDef] = &[
    function("__new__", new, Accepts::Positional(3, 3)),
    special("__get__", get, Accepts::Positional(1, 2)),
    special("__set__", refuse_set, Accepts::Positional(2, 2)),
    special("__delete__", refuse_delete, Accepts::One),
    special("__repr__", repr, Accepts::Nothing),
    method("__reduce__", reduce, Accepts::Nothing),
];

fn new(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let index = vm.index_isize(args.values[1])?.max(0) as usize;
    let doc = Some(vm.new_ref(args.values[2]));
    Ok(vm.new_native_object(args.values[0], Getter { index, doc }))
}

fn get(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let (this, object) = (args.values[0], args.values[1]);
    if object == vm.heap.none() {
        return Ok(vm.new_ref(this));
    }
    let index = vm.expect_native::<Getter>(this)?.index;
    match vm.heap.payload(object) {
        Payload::Tuple(items) => match items.get(index) {
            Some(&item) => Ok(vm.new_ref(item)),
            None => Err(vm.index_error("tuple index out of range")),
        },
        _ => {
            let given = vm.type_name_of(object);
            Err(vm.type_error(format!(
                "descriptor for index '{index}' for tuple subclasses doesn't apply to '{given}' \
                 object"
            )))
        }
    }
}

fn refuse_set(vm: &mut Machine, _args: Args<'_>) -> Result<Obj> {
    Err(vm.raise(types::ATTRIBUTE_ERROR, "can't set attribute"))
}

fn refuse_delete(vm: &mut Machine, _args: Args<'_>) -> Result<Obj> {
    Err(vm.raise(types::ATTRIBUTE_ERROR, "can't delete attribute"))
}

fn repr(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let getter = vm.expect_native::<Getter>(args.values[0])?;
    let (index, doc) = (getter.index, getter.doc);
    let doc = match doc {
        Some(doc) => vm.repr_text(doc)?,
        None => String::from("None"),
    };
    Ok(vm.heap.new_str(&format!("_tuplegetter({index}, {doc})")))
}

fn reduce(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let getter = vm.expect_native::<Getter>(args.values[0])?;
    let (index, doc) = (getter.index, getter.doc);
    let doc = doc.unwrap_or(vm.heap.none());
    let parts = vec![vm.heap.new_int(index as i64), vm.new_ref(doc)];
    let arguments = vm.heap.new_tuple(parts);
    let class = vm.heap.type_of(args.values[0]);
    let class = vm.new_ref(class);
    Ok(vm.heap.new_tuple(vec![class, arguments]))
}
