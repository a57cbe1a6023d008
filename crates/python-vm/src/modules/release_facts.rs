//! What the library's own Python modules ask about the release: the module `_release`, which no
//! program can import.

use heap_model::{Obj, Runtime, types};

use super::NativeModule;
use crate::machine::{Machine, Result};
use crate::native::{Accepts, Args, function};

/// The module.
pub static MODULE: NativeModule = NativeModule {
    name: "_release",
    doc: "",
    functions: &[
        function("known", known, Accepts::Any),
        function("lacks", lacks, Accepts::One),
        function("unsupported", unsupported, Accepts::One),
        function("written_in_c", written_in_c, Accepts::One),
    ],
    fill: |vm, module| {
        for (name, class) in [
            ("async_generator", types::ASYNC_GENERATOR),
            ("cell", types::CELL),
            ("coroutine", types::COROUTINE),
            ("frame", types::FRAME),
            ("generator", types::GENERATOR),
            ("method", types::METHOD),
            ("simple_namespace", types::SIMPLE_NAMESPACE),
            ("traceback", types::TRACEBACK),
        ] {
            let class = vm.new_ref(class);
            super::set(vm, module, name, class);
        }
        let (major, minor, _) = vm.heap.release.version;
        let series = vm.heap.new_str(&format!("{major}.{minor}"));
        super::set(vm, module, "series", series);
        Ok(())
    },
};

/// Whether the release lacks a name of the library: `lacks('copy.replace')`.
fn lacks(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let name = vm.str_text(args.values[0])?;
    let lacks = !vm.heap.release.library.has(&name);
    Ok(vm.heap.new_bool(lacks))
}

/// Those of a module's names that the release has: `known('copy', 'replace', …)`. Gives a list.
fn known(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let module = vm.str_text(args.values[0])?;
    let mut known = vec![];
    for &name in &args.values[1..] {
        let text = vm.str_text(name)?;
        if vm.heap.release.library.has(&format!("{module}.{text}")) {
            known.push(vm.new_ref(name));
        }
    }
    Ok(vm.heap.new_list(known))
}

/// Ends the run: something that the library does not do.
fn unsupported(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let feature = vm.str_text(args.values[0])?;
    Err(vm.unsupported(feature))
}

/// A class decorator: messages name the class with its module, as they name types written in C.
fn written_in_c(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let class = args.values[0];
    let name = vm.names.__module__;
    let module = vm.get_attr(class, name)?;
    let text = vm.str_text(module);
    vm.decref(module);
    let text = text?;
    if vm.heap.is_type(class)
        && let Some(known) = super::known_module(&text)
    {
        vm.heap.type_object_mut(class).module = known;
    }
    Ok(vm.new_ref(class))
}
