//! The native part of the module `collections`; the rest is `library/collections.py`.

pub mod default_dict;
pub mod deque;
pub mod ordered_dict;
pub mod tuple_getter;

use heap_model::{Obj, Payload, Runtime};

use super::NativeModule;
use crate::machine::{Machine, Result};
use crate::native::{Accepts, Args, function};

/// The module.
pub static MODULE: NativeModule = NativeModule {
    name: "_collections",
    doc: "High performance data structures.",
    functions: &[function("_count_elements", count_elements, Accepts::Positional(2, 2))],
    fill: |vm, module| {
        for ty in [&deque::TYPE, &default_dict::TYPE, &ordered_dict::TYPE, &tuple_getter::TYPE] {
            let class = vm.native_type(ty);
            let class = vm.new_ref(class);
            super::set(vm, module, ty.name, class);
        }
        Ok(())
    },
};

/// Counts the items of an iterable into a mapping.
fn count_elements(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let (mapping, iterable) = (args.values[0], args.values[1]);
    let plain = matches!(vm.heap.payload(mapping), Payload::Dict(_));
    let zero = vm.heap.new_int(0);
    let one = vm.heap.new_int(1);
    let get = vm.heap.intern("get");
    let result = vm.for_each(iterable, |vm, item| {
        // A dict is asked for the item twice, the item for its hash once.
        let hash = if plain { vm.key_hash(item, false)? } else { 0 };
        let old = if plain {
            let entry = vm.dict_find(mapping, item, hash)?;
            let found = entry.and_then(|entry| vm.heap.dict_value_at(mapping, entry));
            vm.new_ref(found.unwrap_or(zero))
        } else {
            vm.call_method(mapping, get, &[item, zero])?
        };
        let new = vm.binary(crate::bytecode::Binary::Add, old, one);
        vm.decref(old);
        let new = new?;
        let result = if plain {
            vm.dict_set_hashed(mapping, item, hash, new)
        } else {
            vm.set_item(mapping, item, new)
        };
        vm.decref(new);
        result
    });
    for object in [zero, one, get] {
        vm.decref(object);
    }
    result?;
    Ok(vm.none())
}
