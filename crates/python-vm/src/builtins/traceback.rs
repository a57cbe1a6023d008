//! Reports of exceptions, as the interpreter prints them.

use heap_model::{Obj, Payload};

use crate::machine::Machine;

/// One entry of a traceback.
#[derive(Clone, Debug)]
pub struct Place {
    /// `co_filename`.
    pub filename: String,
    /// `co_name` (or `co_qualname` where the release shows it).
    pub name: String,
    /// Line, 1-based.
    pub line: u32,
    /// Column, 0-based, in UTF-8 bytes.
    pub column: u32,
    /// End of the range: line.
    pub end_line: u32,
    /// End of the range: column, exclusive.
    pub end_column: u32,
    /// First line of the unit's top-level statement, for the unit's own code.
    pub statement: u32,
    /// The unit's source line by line, where it is known.
    pub source: Option<std::rc::Rc<crate::machine::CodeBody>>,
}

/// The entries of an exception's traceback, outermost first.
pub fn places(vm: &Machine, exception: Obj) -> Vec<Place> {
    let mut places = Vec::new();
    let mut next = vm.exception(exception).traceback;
    while let Some(traceback) = next {
        let Payload::Traceback(entry) = vm.heap.payload(traceback) else { break };
        let Payload::Frame(frame) = vm.heap.payload(entry.frame) else { break };
        let body = vm.body(frame.code);
        let position = body.position(entry.instruction as usize);
        let code = vm.heap.code(frame.code);
        places.push(Place {
            filename: vm.heap.str_text(code.filename).to_owned(),
            name: vm.heap.str_text(code.name).to_owned(),
            line: entry.line,
            column: position.column,
            end_line: position.end_line,
            end_column: position.end_column,
            statement: body.statement_of(entry.instruction as usize),
            source: Some(body),
        });
        next = entry.next;
    }
    places
}

/// The whole report, as `sys.excepthook` prints it.
pub fn print_exception(vm: &mut Machine, exception: Obj) -> String {
    let mut report = String::new();
    let mut seen = Vec::new();
    append_exception(vm, exception, &mut report, &mut seen);
    report
}

fn append_exception(vm: &mut Machine, exception: Obj, report: &mut String, seen: &mut Vec<Obj>) {
    if seen.contains(&exception) {
        return;
    }
    seen.push(exception);
    let content = vm.exception(exception);
    let (cause, context, suppress) = (content.cause, content.context, content.suppress_context);
    if let Some(cause) = cause.filter(|cause| !seen.contains(cause)) {
        append_exception(vm, cause, report, seen);
        report.push_str(
            "\nThe above exception was the direct cause of the following exception:\n\n",
        );
    } else if let Some(context) = context.filter(|context| !suppress && !seen.contains(context)) {
        append_exception(vm, context, report, seen);
        report.push_str(
            "\nDuring handling of the above exception, another exception occurred:\n\n",
        );
    }
    let places = places(vm, exception);
    if !places.is_empty() {
        report.push_str("Traceback (most recent call last):\n");
        for place in &places {
            append_place(place, report);
        }
    }
    report.push_str(&last_lines(vm, exception));
}

fn append_place(place: &Place, report: &mut String) {
    report.push_str(&format!(
        "  File \"{}\", line {}, in {}\n",
        place.filename, place.line, place.name
    ));
    let line = place
        .source
        .as_ref()
        .and_then(|body| body.unit().source.lines().nth(place.line.saturating_sub(1) as usize));
    if let Some(line) = line {
        report.push_str(&format!("    {}\n", line.trim()));
    }
}

/// `Class: message` and the notes.
pub fn last_lines(vm: &mut Machine, exception: Obj) -> String {
    let class = vm.heap.type_of(exception);
    let name = super::exceptions::shown_class_name(vm, class);
    let message =
        vm.str_text(exception).unwrap_or_else(|_| "<exception str() failed>".to_owned());
    if message.is_empty() { format!("{name}\n") } else { format!("{name}: {message}\n") }
}
