//! `functools.cmp_to_key`: sort keys that ask a comparing function.

use heap_model::objects::Layout;
use heap_model::{Obj, Runtime, types};

use crate::bytecode::Comparison;
use crate::machine::{Machine, Result};
use crate::modules::arguments::Signature;
use crate::modules::native_types::{Base, NativeType, Traits, native_object};
use crate::native::{Accepts, Args, GetSetDef, TypeDef, special};

/// A key: the comparing function, and the object once it is known.
#[derive(Clone, Debug)]
struct Key {
    compare: Option<Obj>,
    object: Option<Obj>,
}

native_object!(Key: compare, object);

static TYPE: NativeType = NativeType {
    name: "KeyWrapper",
    module: "functools",
    base: Base::BuiltIn(types::OBJECT),
    layout: Layout::Native,
    traits: Traits::FINAL,
    members: &[],
    definition: TypeDef {
        ty: types::OBJECT,
        doc: "",
        methods: &[
            special("__call__", call, Accepts::Any),
            special("__lt__", |vm, args| compare(vm, args, Comparison::Lt), Accepts::One),
            special("__le__", |vm, args| compare(vm, args, Comparison::Le), Accepts::One),
            special("__eq__", |vm, args| compare(vm, args, Comparison::Eq), Accepts::One),
            special("__ne__", |vm, args| compare(vm, args, Comparison::Ne), Accepts::One),
            special("__gt__", |vm, args| compare(vm, args, Comparison::Gt), Accepts::One),
            special("__ge__", |vm, args| compare(vm, args, Comparison::Ge), Accepts::One),
        ],
        attributes: &[GetSetDef {
            name: "obj",
            get: |vm, key| {
                let object = vm.expect_native::<Key>(key)?.object;
                let object = object.unwrap_or(vm.heap.none());
                Ok(vm.new_ref(object))
            },
            set: Some(|vm, key, value| {
                let value = value.map(|value| vm.new_ref(value));
                let old = std::mem::replace(&mut vm.expect_native::<Key>(key)?.object, value);
                vm.decref_opt(old);
                Ok(())
            }),
        }],
    },
};

/// `cmp_to_key(function)`.
pub fn cmp_to_key(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    static SIGNATURE: Signature = Signature::plain("cmp_to_key", &["mycmp"], 1);
    let [function] = args.bind(vm, 0, &SIGNATURE)?;
    let function = function.map(|function| vm.new_ref(function));
    let class = vm.native_type(&TYPE);
    Ok(vm.new_native_object(class, Key { compare: function, object: None }))
}

fn call(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    static SIGNATURE: Signature = Signature::plain("K", &["obj"], 1);
    let [object] = args.bind(vm, 1, &SIGNATURE)?;
    let compare = vm.expect_native::<Key>(args.values[0])?.compare;
    let compare = compare.map(|compare| vm.new_ref(compare));
    let object = object.map(|object| vm.new_ref(object));
    let class = vm.native_type(&TYPE);
    Ok(vm.new_native_object(class, Key { compare, object }))
}

fn compare(vm: &mut Machine, args: Args<'_>, comparison: Comparison) -> Result<Obj> {
    let (a, b) = (args.values[0], args.values[1]);
    let parts = |vm: &Machine, key| vm.native::<Key>(key).map(|key| (key.compare, key.object));
    let (Some((Some(function), left)), Some((_, right))) = (parts(vm, a), parts(vm, b)) else {
        return Err(vm.type_error("other argument must be K instance"));
    };
    let (Some(left), Some(right)) = (left, right) else {
        return Err(vm.raise(types::ATTRIBUTE_ERROR, "object"));
    };
    for object in [function, left, right] {
        vm.heap.incref(object);
    }
    let answer = vm.call(function, &[left, right]);
    for object in [function, left, right] {
        vm.decref(object);
    }
    let answer = answer?;
    let zero = vm.heap.new_int(0);
    let result = vm.compare(comparison, answer, zero);
    vm.decref(answer);
    vm.decref(zero);
    result
}
