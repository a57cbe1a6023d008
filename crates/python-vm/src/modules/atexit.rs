//! The module `atexit`.

use heap_model::{Obj, Runtime};

use super::NativeModule;
use crate::machine::{Machine, Result};
use crate::native::{Accepts, Args, function};

/// The module.
pub static MODULE: NativeModule = NativeModule {
    name: "atexit",
    doc: "allow programmer to define multiple exit functions to be executed\nupon normal program termination.",
    functions: &[
        function("register", register, Accepts::Any),
        function("unregister", unregister, Accepts::One),
        function("_clear", clear, Accepts::Nothing),
        function("_run_exitfuncs", run, Accepts::Nothing),
        function("_ncallbacks", count, Accepts::Nothing),
    ],
    fill: |_, _| Ok(()),
};

/// A function to run at exit with its arguments, all counted.
#[derive(Clone, Debug)]
pub struct ExitFunction {
    /// The function.
    pub function: Obj,
    /// Positional arguments, then the values of keyword arguments.
    pub values: Vec<Obj>,
    /// Names of the last values.
    pub names: Vec<Obj>,
}

impl ExitFunction {
    /// Calls it and gives up what it holds.
    ///
    /// # Errors
    /// What the function raises.
    pub fn run(self, vm: &mut Machine) -> Result<()> {
        let result = vm.call_args(self.function, Args { values: &self.values, names: &self.names });
        self.drop(vm);
        let result = result?;
        vm.decref(result);
        Ok(())
    }

    fn drop(self, vm: &mut Machine) {
        vm.decref(self.function);
        vm.decref_all(self.values);
        vm.decref_all(self.names);
    }
}

fn register(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let Some(&function) = args.positional().first() else {
        return Err(vm.type_error("register() takes at least 1 argument (0 given)"));
    };
    if !vm.is_callable(function) {
        return Err(vm.type_error("the first argument must be callable"));
    }
    let values = args.values[1..].to_vec();
    let names = args.names.to_vec();
    for &object in values.iter().chain(&names).chain([&function]) {
        vm.heap.incref(object);
    }
    vm.library.exit_functions.push(ExitFunction { function, values, names });
    Ok(vm.new_ref(function))
}

fn unregister(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let mut place = vm.library.exit_functions.len();
    while place > 0 {
        place -= 1;
        let Some(known) = vm.library.exit_functions.get(place) else { continue };
        let known = known.function;
        if vm.equal(known, args.values[0])? {
            let removed = vm.library.exit_functions.remove(place);
            removed.drop(vm);
        }
    }
    Ok(vm.none())
}

fn clear(vm: &mut Machine, _args: Args<'_>) -> Result<Obj> {
    for function in std::mem::take(&mut vm.library.exit_functions) {
        function.drop(vm);
    }
    Ok(vm.none())
}

fn run(vm: &mut Machine, _args: Args<'_>) -> Result<Obj> {
    while let Some(function) = vm.library.exit_functions.pop() {
        function.run(vm)?;
    }
    Ok(vm.none())
}

fn count(vm: &mut Machine, _args: Args<'_>) -> Result<Obj> {
    let count = vm.library.exit_functions.len();
    Ok(vm.heap.new_int(count as i64))
}
