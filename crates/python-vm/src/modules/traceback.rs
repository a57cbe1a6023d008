//! What the module `traceback` needs of the machine: reports as the interpreter writes them, and
//! source lines.

use heap_model::{Obj, Payload};

use super::NativeModule;
use crate::builtins::traceback as reports;
use crate::machine::{Machine, Result};
use crate::native::{Accepts, Args, function};

/// The module.
pub static MODULE: NativeModule = NativeModule {
    name: "_traceback",
    doc: "",
    functions: &[
        function("report", report, Accepts::One),
        function("exception_only", exception_only, Accepts::Positional(2, 2)),
        function("entries", entries, Accepts::One),
        function("source", source, Accepts::One),
        function("last_line", last_line, Accepts::One),
    ],
    fill: |_, _| Ok(()),
};

fn expect_exception(vm: &mut Machine, object: Obj) -> Result<()> {
    if matches!(vm.heap.payload(object), Payload::Exception(_)) {
        return Ok(());
    }
    let text = vm.repr_text(object)?;
    Err(vm.type_error(format!("Exception expected for value, {text} found")))
}

/// The whole report of an exception, with those that led to it.
fn report(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    expect_exception(vm, args.values[0])?;
    let text = reports::library_report(vm, args.values[0]);
    Ok(vm.heap.new_str(&text))
}

/// The report's last lines; of an exception, and whether its traceback is known.
fn exception_only(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    expect_exception(vm, args.values[0])?;
    let has_traceback = vm.truth(args.values[1])?;
    let text = reports::exception_only(vm, args.values[0], has_traceback);
    Ok(vm.heap.new_str(&text))
}

/// A list of tuples: file, line, end of line, column, end of column, name, source line, report.
fn entries(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let mut list = Vec::new();
    for (place, line, text) in reports::entries(vm, args.values[0]) {
        let mut entry = vec![vm.heap.intern(&place.filename)];
        for number in [place.line, place.end_line, place.column, place.end_column] {
            entry.push(vm.heap.new_int(i64::from(number)));
        }
        entry.push(vm.heap.intern(&place.name));
        entry.push(match line {
            Some(line) => vm.heap.new_str(&line),
            None => vm.none(),
        });
        entry.push(vm.heap.new_str(&text));
        list.push(vm.heap.new_tuple(entry));
    }
    Ok(vm.heap.new_list(list))
}

/// The source text that a code object is of; `None` for the library's own.
fn source(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let code = args.values[0];
    let Payload::Code(content) = vm.heap.payload(code) else { return Ok(vm.none()) };
    if vm.heap.str_text(content.filename).starts_with("<frozen ") {
        return Ok(vm.none());
    }
    let body = vm.body(code);
    let text = body.unit().source.to_string();
    Ok(vm.heap.new_str(&text))
}

/// The last line of what a code object's instructions come from.
fn last_line(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let code = args.values[0];
    if !matches!(vm.heap.payload(code), Payload::Code(_)) {
        return Err(vm.type_error("a code object is required"));
    }
    let body = vm.body(code);
    let last = body.template().positions.iter().map(|position| position.end_line).max();
    Ok(vm.heap.new_int(i64::from(last.unwrap_or(0))))
}
