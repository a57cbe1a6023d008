//! Builtins about code and namespaces: `compile`, `eval`, `exec`, `globals`, `locals`, `vars`, `dir`.

use std::sync::Arc;

use heap_model::{Obj, Payload, Runtime, types};

use crate::compile::{self, Mode};
use crate::machine::{Machine, Raise, Result};
use crate::native::Args;

/// Compiles a text as a unit of its own: the code object, and what the syntax tree keeps alive. New
/// references.
fn compile_text(
    vm: &mut Machine,
    source: &str,
    mode: Mode,
    filename: &str,
    given: Option<Obj>,
) -> Result<(Obj, Obj)> {
    match compile::compile(source, mode, filename, vm.release()) {
        Ok(template) => {
            vm.show_compile_warnings(&template, None)?;
            Ok(vm.load_unit(&Arc::new(template), given))
        }
        Err(compile::CompileProblem::Unsupported { feature, .. }) => Err(vm.unsupported(feature)),
        Err(problem) => {
            let exception =
                super::exceptions::of_compile_problem(vm, &problem, source, filename, false);
            vm.chain(exception);
            Err(Raise::Exception(exception))
        }
    }
}

fn text_of(vm: &mut Machine, source: Obj, function: &str) -> Result<String> {
    match vm.heap.payload(source) {
        Payload::Str(content) => Ok(content.text.to_string()),
        Payload::Bytes(bytes) => match std::str::from_utf8(&bytes.data) {
            Ok(text) => Ok(text.to_owned()),
            Err(_) => Err(vm.raise(types::SYNTAX_ERROR, "(unicode error) invalid utf-8 in source")),
        },
        _ => {
            Err(vm.type_error(format!("{function}() arg 1 must be a string, bytes or code object")))
        }
    }
}

/// `compile(source, filename, mode, …)`.
pub fn compile(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let positional = args.positional();
    let named = |vm: &Machine, name: &str| {
        args.keywords().find(|&(key, _)| vm.heap.str_text(key) == name).map(|(_, value)| value)
    };
    let source = positional.first().copied().or_else(|| named(vm, "source"));
    let filename = positional.get(1).copied().or_else(|| named(vm, "filename"));
    let mode = positional.get(2).copied().or_else(|| named(vm, "mode"));
    let (Some(source), Some(filename), Some(mode)) = (source, filename, mode) else {
        return Err(vm.type_error("compile() missing required argument"));
    };
    let source = text_of(vm, source, "compile")?;
    let given = (vm.heap.type_of(filename) == types::STR).then_some(filename);
    let filename = vm.str_text(filename)?;
    let mode = match vm.str_text(mode)?.as_str() {
        "exec" => Mode::Script,
        "eval" => Mode::Eval,
        "single" => Mode::Interactive,
        _ => {
            return Err(vm.value_error("compile() mode must be 'exec', 'eval' or 'single'"));
        }
    };
    let (code, tree) = compile_text(vm, &source, mode, &filename, given)?;
    vm.decref(tree);
    Ok(code)
}

/// The namespaces that `eval` and `exec` work in: those given, or the caller's. Borrowed; the flag
/// says whether locals were made for the call and must be dropped.
fn namespaces(vm: &mut Machine, args: Args<'_>, function: &str) -> Result<(Obj, Obj, bool)> {
    let named = |vm: &Machine, name: &str| {
        args.keywords().find(|&(key, _)| vm.heap.str_text(key) == name).map(|(_, value)| value)
    };
    let none = vm.heap.none();
    let globals = args.positional().get(1).copied().or_else(|| named(vm, "globals"));
    let locals = args.positional().get(2).copied().or_else(|| named(vm, "locals"));
    let globals = globals.filter(|&globals| globals != none);
    let locals = locals.filter(|&locals| locals != none);
    match (globals, locals) {
        (Some(globals), locals) => {
            if !matches!(vm.heap.payload(globals), Payload::Dict(_)) {
                let class = vm.type_name(vm.heap.type_of(globals));
                let message = match function {
                    "eval" => "globals must be a dict".to_owned(),
                    _ => format!("exec() globals must be a dict, not {class}"),
                };
                return Err(vm.type_error(message));
            }
            let name = vm.names.__builtins__;
            if vm.heap.dict_get_str(globals, name).is_none() {
                let builtins = vm.builtins;
                vm.heap.dict_set_str(globals, name, builtins);
            }
            Ok((globals, locals.unwrap_or(globals), false))
        }
        (None, Some(locals)) => Ok((vm.current_globals(), locals, false)),
        (None, None) => {
            let globals = vm.current_globals();
            let locals = vm.current_locals()?;
            Ok((globals, locals, true))
        }
    }
}

fn run(vm: &mut Machine, args: Args<'_>, function: &str, mode: Mode) -> Result<Obj> {
    let Some(&source) = args.positional().first() else {
        return Err(
            vm.type_error(format!("{function}() takes at least 1 positional argument (0 given)"))
        );
    };
    let (globals, locals, made) = namespaces(vm, args, function)?;
    let code = match vm.heap.payload(source) {
        Payload::Code(_) => Ok((vm.new_ref(source), None)),
        _ => text_of(vm, source, function).and_then(|text| {
            let text = if mode == Mode::Eval {
                text.trim_start_matches([' ', '\t']).to_owned()
            } else {
                text
            };
            compile_text(vm, &text, mode, "<string>", None).map(|(code, tree)| (code, Some(tree)))
        }),
    };
    let result = code.and_then(|(code, tree)| {
        let result = vm.run_code(code, globals, locals);
        vm.decref(code);
        vm.decref_opt(tree);
        result
    });
    if made {
        vm.decref(locals);
    }
    result
}

/// `eval(source, globals, locals)`.
pub fn eval(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    run(vm, args, "eval", Mode::Eval)
}

/// `exec(source, globals, locals)`.
pub fn exec(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let result = run(vm, args, "exec", Mode::Script)?;
    vm.decref(result);
    Ok(vm.none())
}

/// `globals()`.
pub fn globals(vm: &mut Machine, _args: Args<'_>) -> Result<Obj> {
    let globals = vm.current_globals();
    vm.complete_namespace(globals)?;
    Ok(vm.new_ref(globals))
}

/// `locals()`.
pub fn locals(vm: &mut Machine, _args: Args<'_>) -> Result<Obj> {
    vm.current_locals()
}

/// `vars([object])`.
pub fn vars(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let Some(&object) = args.values.first() else { return vm.current_locals() };
    let name = vm.names.__dict__;
    match vm.get_attr_opt(object, name)? {
        Some(dict) => Ok(dict),
        None => Err(vm.type_error("vars() argument must have __dict__ attribute")),
    }
}

/// `dir([object])`.
pub fn dir(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let names = match args.values.first() {
        None => {
            let locals = vm.current_locals()?;
            let names = vm.collect(locals);
            vm.decref(locals);
            names?
        }
        Some(&object) => {
            let name = vm.names.__dir__;
            match vm.call_special(object, name, &[])? {
                Some(listing) => {
                    let names = vm.collect(listing);
                    vm.decref(listing);
                    names?
                }
                None => return Err(vm.type_error("object does not provide __dir__")),
            }
        }
    };
    let list = vm.heap.new_list(names);
    match super::sorting::sort_with(vm, list, &[]) {
        Ok(()) => Ok(list),
        Err(raise) => {
            vm.decref(list);
            Err(raise)
        }
    }
}
