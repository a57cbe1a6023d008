//! The native part of the module `functools`; the rest is `library/functools.py`.

pub mod key_wrapper;
pub mod lru_cache;
pub mod partial;

use heap_model::{Obj, Runtime, types};

use super::NativeModule;
use crate::machine::{Machine, Result};
use crate::native::{Accepts, Args, function};

/// The module.
pub static MODULE: NativeModule = NativeModule {
    name: "_functools",
    doc: "Tools that operate on functions.",
    functions: &[
        function("reduce", reduce, Accepts::Any),
        function("cmp_to_key", key_wrapper::cmp_to_key, Accepts::Any),
    ],
    fill: |vm, module| {
        for ty in [&partial::TYPE, &lru_cache::TYPE] {
            let class = vm.native_type(ty);
            let class = vm.new_ref(class);
            super::set(vm, module, ty.name, class);
        }
        Ok(())
    },
};

fn reduce(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let mut initial = None;
    let named = vm.heap.release.library.reduce_takes_names;
    if !named {
        args.no_keywords(vm, "_functools.reduce")?;
        args.count(vm, 0, "reduce", 2, 3)?;
    }
    let given = args.positional().len();
    if given < 2 {
        return Err(vm.type_error(format!(
            "reduce() takes at least 2 positional arguments ({given} given)"
        )));
    }
    if args.values.len() > 3 {
        let given = args.values.len();
        return Err(vm.type_error(format!("reduce() takes at most 3 arguments ({given} given)")));
    }
    if let Some(&value) = args.positional().get(2) {
        initial = Some(value);
    }
    for (name, value) in args.keywords() {
        match vm.heap.str_text(name) {
            "initial" => initial = Some(value),
            other => {
                let other = other.to_owned();
                return Err(vm.unexpected_keyword("reduce", &other));
            }
        }
    }
    let (function, iterable) = (args.values[0], args.values[1]);
    let iterator = match vm.iter(iterable) {
        Ok(iterator) => iterator,
        Err(raise) => {
            vm.swallow(raise, types::TYPE_ERROR)?;
            return Err(vm.type_error("reduce() arg 2 must support iteration"));
        }
    };
    let result = reduce_items(vm, function, iterator, initial);
    vm.decref(iterator);
    result
}

fn reduce_items(
    vm: &mut Machine,
    function: Obj,
    iterator: Obj,
    initial: Option<Obj>,
) -> Result<Obj> {
    let mut total = initial.map(|initial| vm.new_ref(initial));
    loop {
        match vm.next(iterator) {
            Ok(Some(item)) => {
                let Some(old) = total else {
                    total = Some(item);
                    continue;
                };
                let new = vm.call(function, &[old, item]);
                vm.decref(old);
                vm.decref(item);
                total = Some(new?);
            }
            Ok(None) => break,
            Err(raise) => {
                vm.decref_opt(total);
                return Err(raise);
            }
        }
    }
    total.ok_or(()).map_err(|()| vm.type_error("reduce() of empty iterable with no initial value"))
}
