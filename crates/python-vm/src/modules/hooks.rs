//! The hooks of `sys` that report exceptions: `sys.excepthook` for those that nothing caught,
//! `sys.unraisablehook` for those that cannot be raised.

use heap_model::{Obj, Payload, Runtime};

use super::native_types::NativeType;
use super::struct_sequence::{self, sequence_fields, sequence_type};
use super::sys;
use crate::builtins::traceback;
use crate::machine::{Ignored, Machine, Raise, Result};
use crate::native::Args;

static UNRAISABLE: NativeType = sequence_type(
    "builtins",
    "UnraisableHookArgs",
    sequence_fields![
        "exc_type" = 0,
        "exc_value" = 1,
        "exc_traceback" = 2,
        "err_msg" = 3,
        "object" = 4,
    ],
);

/// What `sys.exc_info()` shows of an exception: borrowed.
fn parts(vm: &Machine, exception: Obj) -> [Obj; 3] {
    let traceback = vm.exception(exception).traceback.unwrap_or(vm.heap.none());
    [vm.heap.type_of(exception), exception, traceback]
}

/// A hook that the program has put in the place of the interpreter's own, borrowed; `None` in the
/// middle where it has deleted it.
fn replaced(vm: &mut Machine, name: &str, original: &str) -> Option<Option<Obj>> {
    let hook = sys::current(vm, name)?;
    let original = sys::current(vm, original).flatten();
    (hook != original).then_some(hook)
}

/// Remembers an exception that nothing caught (borrowed) as `sys.last_value` and the like, and has
/// it reported. Gives the report that is still to be printed.
pub(crate) fn uncaught(vm: &mut Machine, exception: Obj) -> String {
    remember(vm, exception);
    match replaced(vm, "excepthook", "__excepthook__") {
        None => traceback::print_exception(vm, exception),
        Some(None) => {
            let report = traceback::print_exception(vm, exception);
            format!("sys.excepthook is missing\n{report}")
        }
        Some(Some(hook)) => {
            let arguments = parts(vm, exception);
            for object in [hook, arguments[2]] {
                vm.heap.incref(object);
            }
            let result = vm.call(hook, &arguments);
            for object in [hook, arguments[2]] {
                vm.decref(object);
            }
            match result {
                Ok(value) => {
                    vm.decref(value);
                    String::new()
                }
                Err(Raise::Halt) => String::new(),
                Err(Raise::Exception(other)) => {
                    let failure = traceback::print_exception(vm, other);
                    vm.decref(other);
                    let original = traceback::print_exception(vm, exception);
                    format!(
                        "Error in sys.excepthook:\n{failure}\nOriginal exception was:\n{original}"
                    )
                }
            }
        }
    }
}

/// Sets `sys.last_value` and the like, which keep the exception and its frames alive.
fn remember(vm: &mut Machine, exception: Obj) {
    let Ok(Some(module)) = sys::module(vm) else { return };
    let [class, value, traceback] = parts(vm, exception);
    let attributes = [
        ("last_exc", value),
        ("last_type", class),
        ("last_value", value),
        ("last_traceback", traceback),
    ];
    for (name, object) in attributes {
        if name == "last_exc" && !vm.release().library.has("sys.last_exc") {
            continue;
        }
        vm.heap.incref(object);
        super::set(vm, module, name, object);
    }
}

/// Forgets the value that the prompt showed last and what [`uncaught`] remembered, as the
/// interpreter's exit does.
pub(crate) fn forget(vm: &mut Machine) {
    let (builtins, underscore, none) = (vm.builtins, vm.heap.intern("_"), vm.heap.none());
    let old = vm.heap.dict_set_str(builtins, underscore, none);
    vm.decref(underscore);
    vm.decref_opt(old);
    let Some(module) = vm.library.sys else { return };
    let none = vm.heap.none();
    for name in ["last_exc", "last_type", "last_value", "last_traceback"] {
        if sys::current(vm, name).flatten().is_some() {
            vm.heap.incref(none);
            super::set(vm, module, name, none);
        }
    }
}

impl Machine {
    /// Reports an exception that cannot be raised where it came up.
    pub(crate) fn report_ignored(&mut self, raise: Raise, object: Option<Obj>, what: Ignored) {
        let Raise::Exception(exception) = raise else { return };
        if self.exception(exception).traceback.is_none() && self.frame_count() > 0 {
            self.add_traceback(exception);
        }
        let (message, object) = match (what.message(), object) {
            (Some(message), Some(object)) if self.release().wording.deallocator_message => {
                (Some(format!("{message} {}", shown(self, object))), None)
            }
            (_, object) => (None, object),
        };
        let message = message.as_deref();
        match replaced(self, "unraisablehook", "__unraisablehook__") {
            Some(Some(hook)) => {
                self.heap.incref(hook);
                let arguments = unraisable_arguments(self, exception, message, object);
                let result = self.call(hook, &[arguments]);
                self.decref(arguments);
                match result {
                    Ok(value) => self.decref(value),
                    Err(Raise::Halt) => {}
                    // The hook's own error is reported instead, by the interpreter's own hook.
                    Err(Raise::Exception(error)) => {
                        let message = "Exception ignored in sys.unraisablehook";
                        let _ = print(self, error, Some(message), Some(hook));
                        self.decref(error);
                    }
                }
                self.decref(hook);
            }
            _ => {
                let _ = print(self, exception, message, object);
            }
        }
        self.decref(exception);
    }
}

/// `UnraisableHookArgs`. New reference.
fn unraisable_arguments(
    vm: &mut Machine,
    exception: Obj,
    message: Option<&str>,
    object: Option<Obj>,
) -> Obj {
    let [class, value, traceback] = parts(vm, exception);
    let none = vm.heap.none();
    let object = object.unwrap_or(none);
    for object in [class, value, traceback, object] {
        vm.heap.incref(object);
    }
    let message = match message {
        Some(message) => vm.heap.new_str(message),
        None => vm.none(),
    };
    struct_sequence::new(vm, &UNRAISABLE, vec![class, value, traceback, message, object])
}

fn shown(vm: &mut Machine, object: Obj) -> String {
    match vm.repr_text(object) {
        Ok(text) => text,
        Err(raise) => {
            if let Raise::Exception(error) = raise {
                vm.decref(error);
            }
            "<object repr() failed>".to_owned()
        }
    }
}

/// What the interpreter's own hook prints.
fn print(
    vm: &mut Machine,
    exception: Obj,
    message: Option<&str>,
    object: Option<Obj>,
) -> Result<()> {
    let head = match (message, object) {
        (message, Some(object)) => {
            let shown = shown(vm, object);
            format!("{}: {shown}\n", message.unwrap_or("Exception ignored in"))
        }
        (Some(message), None) => format!("{message}:\n"),
        (None, None) => String::new(),
    };
    let report = traceback::print_ignored(vm, exception);
    sys::write_stderr(vm, &head)?;
    sys::write_stderr(vm, &report)
}

/// `sys.unraisablehook(args)`.
pub(super) fn unraisablehook(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let arguments = args.values[0];
    let class = vm.heap.type_of(arguments);
    let items = match vm.heap.payload(arguments) {
        Payload::Tuple(items) if vm.type_name(class) == "UnraisableHookArgs" => items.to_vec(),
        _ => {
            return Err(
                vm.type_error("sys.unraisablehook argument type must be UnraisableHookArgs")
            );
        }
    };
    let none = vm.heap.none();
    let (exception, message, object) = (items[1], items[3], items[4]);
    if !matches!(vm.heap.payload(exception), Payload::Exception(_)) {
        return Ok(vm.none());
    }
    let message = if message == none { None } else { Some(vm.str_text(message)?) };
    let object = Some(object).filter(|&object| object != none);
    print(vm, exception, message.as_deref(), object)?;
    Ok(vm.none())
}
