//! The interpreter's exit: exit functions, then the death of `__main__`'s names.

use heap_model::{Payload, Runtime};

use crate::machine::{Machine, Result};

/// Runs what CPython's `Py_FinalizeEx` makes visible: exit functions newest first, a collection, the
/// module `__main__` dropped, a collection, then the names that are left, and two collections more.
pub(crate) fn run(vm: &mut Machine) -> Result<()> {
    let mut result = Ok(());
    while let Some(function) = vm.library.exit_functions.pop() {
        if let Err(raise) = function.run(vm) {
            result = Err(raise);
        }
    }
    super::pending::flush(vm);
    vm.collect_before_exit();
    super::hooks::forget(vm);
    vm.finalizing = true;
    let modules = vm.modules;
    let main_name = vm.names.__main__;
    let main = vm.main;
    let namespace = vm.main_namespace();
    if let Some(index) = vm.heap.dict_find_str(modules, main_name) {
        let (key, value) = vm.heap.dict_remove(modules, index);
        vm.decref(key);
        vm.decref(value);
    }
    // The module dies unless the program holds it; its namespace lives on where functions refer to
    // it, until the collector sees that nothing else does.
    vm.heap.incref(namespace);
    vm.main = vm.heap.none();
    let module_lives = vm.heap.refcount(main).is_none_or(|count| count > 1);
    vm.decref(main);
    let only_ours = vm.heap.refcount(namespace) == Some(1);
    vm.decref(namespace);
    if !only_ours && vm.heap.is_live(namespace) {
        vm.heap.adopt(namespace);
    }
    let others = forget_modules(vm);
    vm.collect_at_exit(0);
    // Modules of the program that something else than `sys.modules` holds, the newest first.
    for &module in others.iter().rev() {
        let alive = vm.heap.is_live(module).then(|| vm.heap.payload(module));
        if let Some(Payload::Module(content)) = alive {
            let namespace = vm.heap.new_ref(content.dict);
            clear_namespace(vm, namespace);
            vm.decref(namespace);
        }
    }
    if module_lives
        && vm.heap.is_live(namespace)
        && matches!(vm.heap.payload(namespace), Payload::Dict(_))
    {
        // The last function to go would take the namespace with it while it is being cleared.
        vm.heap.incref(namespace);
        clear_namespace(vm, namespace);
        vm.decref(namespace);
    }
    vm.collect_at_exit(1);
    vm.collect_at_exit(2);
    result
}

/// Takes the modules that the program has made out of `sys.modules`. Those that live on are told,
/// borrowed.
fn forget_modules(vm: &mut Machine) -> Vec<heap_model::Obj> {
    let modules = vm.modules;
    let made = |vm: &Machine, module: heap_model::Obj| {
        matches!(vm.heap.payload(module), Payload::Module(_))
            && !vm.heap.get(module).flags.has(heap_model::Flags::STATIC)
    };
    let mut others = Vec::new();
    for (name, module) in vm.dict_items(modules) {
        if made(vm, module)
            && let Some(index) = vm.heap.dict_find_str(modules, name)
        {
            let (key, value) = vm.heap.dict_remove(modules, index);
            vm.decref(key);
            if vm.heap.refcount(value) != Some(1) {
                others.push(value);
            }
            vm.decref(value);
        }
    }
    others
}

/// `_PyModule_ClearDict`: names with one leading underscore first, then the others, each set to
/// `None` in the namespace's order; `__builtins__` stays.
fn clear_namespace(vm: &mut Machine, namespace: heap_model::Obj) {
    let none = vm.heap.none();
    for underscored in [true, false] {
        for (key, value) in vm.dict_items(namespace) {
            if value == none || !matches!(vm.heap.payload(key), Payload::Str(_)) {
                continue;
            }
            let text = vm.heap.str_text(key);
            let private = text.starts_with('_') && !text.starts_with("__");
            if (underscored && !private) || text == "__builtins__" {
                continue;
            }
            let old = vm.heap.dict_set_str(namespace, key, none);
            vm.decref_opt(old);
        }
    }
}
