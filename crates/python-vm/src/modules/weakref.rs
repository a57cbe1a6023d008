//! The native part of the module `weakref`; the rest is `library/weakref.py`.

use heap_model::objects::WeakKind;
use heap_model::{Obj, Payload, Runtime, types};

use super::NativeModule;
use crate::machine::{Machine, Result};
use crate::native::{Accepts, Args, function};

/// The module.
pub static MODULE: NativeModule = NativeModule {
    name: "_weakref",
    doc: "Weak-reference support module.",
    functions: &[
        function("getweakrefcount", getweakrefcount, Accepts::One),
        function("getweakrefs", getweakrefs, Accepts::One),
        function("proxy", proxy, Accepts::Positional(1, 2)),
        function("_remove_dead_weakref", remove_dead, Accepts::Positional(2, 2)),
    ],
    fill: |vm, module| {
        for (name, class) in [
            ("ref", types::WEAKREF),
            ("ReferenceType", types::WEAKREF),
            ("ProxyType", types::PROXY),
            ("CallableProxyType", types::CALLABLE_PROXY),
        ] {
            let class = vm.new_ref(class);
            super::set(vm, module, name, class);
        }
        Ok(())
    },
};

fn getweakrefcount(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let count = vm.heap.weakref_count(args.values[0]);
    Ok(vm.heap.new_int(count as i64))
}

fn getweakrefs(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let references = vm.heap.weakrefs_newest_first(args.values[0]);
    Ok(vm.heap.new_list_from(&references))
}

fn proxy(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let referent = args.values[0];
    let kind = if vm.is_callable(referent) { WeakKind::CallableProxy } else { WeakKind::Proxy };
    let callback = args.values.get(1).copied();
    crate::builtins::weakref::make(vm, types::WEAKREF, referent, callback, kind)
}

/// Deletes a key whose value is a dead weak reference; anything else stays.
fn remove_dead(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let (dict, key) = (args.values[0], args.values[1]);
    if !matches!(vm.heap.payload(dict), Payload::Dict(_)) {
        let given = vm.type_name_of(dict);
        return Err(
            vm.type_error(format!("_remove_dead_weakref() argument 1 must be dict, not {given}"))
        );
    }
    let hash = vm.hash(key)?;
    let Some(entry) = vm.dict_find(dict, key, hash)? else { return Ok(vm.none()) };
    let value = vm.heap.dict_value_at(dict, entry).expect("just found");
    if !matches!(vm.heap.payload(value), Payload::WeakRef(_)) {
        return Err(vm.type_error("not a weakref"));
    }
    if vm.heap.weakref_target(value).is_none() {
        let (key, value) = vm.heap.dict_remove(dict, entry);
        vm.decref(key);
        vm.decref(value);
    }
    Ok(vm.none())
}
