//! Reports of exceptions, as the interpreter prints them: this takes an exception apart, and
//! `text::traceback` writes it down.

use std::collections::BTreeSet;
use std::rc::Rc;

use heap_model::release::IgnoredReport;
use heap_model::{Obj, Payload, Runtime, types};

use super::suggestions::{self, Wanted};
use crate::machine::{CodeBody, Machine, Raise};
use crate::text::traceback::{self as text, Frame, Link, Raised, SyntaxDetail, Traceback};

/// How many groups within groups are looked at; no release shows more than ten.
const MOST_GROUPS: usize = 12;
/// How many members of one group are looked at: one more than are shown, and for the rest their
/// number counts.
const MOST_MEMBERS: usize = 16;
/// How many exceptions one report takes in, with all chains and groups.
const MOST_EXCEPTIONS: usize = 10_000;

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
    places_from(vm, vm.exception(exception).traceback)
}

/// The entries from a `traceback` object on, outermost first.
pub fn places_from(vm: &Machine, mut next: Option<Obj>) -> Vec<Place> {
    let mut places = Vec::new();
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

/// What the interpreter prints of an exception that nothing caught: `sys.excepthook`.
pub fn print_exception(vm: &mut Machine, exception: Obj) -> String {
    whole_report(vm, exception, Wanted::All)
}

/// The same report as the module `traceback` makes it.
pub fn library_report(vm: &mut Machine, exception: Obj) -> String {
    let wanted = in_library(vm, Wanted::All);
    whole_report(vm, exception, wanted)
}

/// What the module `traceback` makes of it.
fn in_library(vm: &Machine, wanted: Wanted) -> Wanted {
    match vm.heap.release.text.suggestions.in_library {
        true => wanted,
        false => Wanted::Nothing,
    }
}

fn whole_report(vm: &mut Machine, exception: Obj, wanted: Wanted) -> String {
    let mut reading = Reading { wanted, ..Reading::default() };
    let traceback = reading.chain(vm, exception, 0);
    text::render(&traceback, &|frame, line| reading.line(frame, line), vm.traceback_rules())
}

/// What `sys.unraisablehook` prints of an exception that cannot be raised, below its first line.
pub fn print_ignored(vm: &mut Machine, exception: Obj) -> String {
    let how = vm.traceback_rules().ignored;
    if how == IgnoredReport::Whole {
        return print_exception(vm, exception);
    }
    let mut reading = Reading { raw: true, ..Reading::default() };
    let mut frames = reading.frames(vm, exception);
    if how == IgnoredReport::Plain {
        for frame in &mut frames {
            frame.position = None;
        }
    }
    let mut report = String::new();
    if !frames.is_empty() {
        report.push_str("Traceback (most recent call last):\n");
        let lines = |frame: &Frame, line| reading.line(frame, line);
        report.push_str(&text::entries(&frames, &lines, vm.traceback_rules()));
    }
    let class = vm.heap.type_of(exception);
    let class = super::exceptions::shown_class_name(vm, class);
    let message = vm.str_text(exception);
    let message = shown(vm, message, "exception");
    report.push_str(&format!("{class}: {message}\n"));
    report
}

/// The last lines of a report of the module `traceback`: the exception itself with its notes.
pub fn exception_only(vm: &mut Machine, exception: Obj, has_traceback: bool) -> String {
    let wanted = if has_traceback { Wanted::All } else { Wanted::NoNames };
    let mut reading = Reading { wanted: in_library(vm, wanted), ..Reading::default() };
    let raised = reading.raised(vm, exception, 0);
    text::exception_only(&raised, vm.traceback_rules())
}

/// The entries from a `traceback` object on, each with its source line and its lines in a report.
pub fn entries(vm: &Machine, traceback: Obj) -> Vec<(Place, Option<String>, String)> {
    places_from(vm, Some(traceback))
        .into_iter()
        .map(|place| {
            let mut reading = Reading::default();
            let frames = reading.frames_of(vm, vec![place.clone()]);
            let lines = |frame: &Frame, line| reading.line(frame, line);
            let source = lines(&frames[0], place.line).map(str::to_owned);
            let text = text::entries(&frames, &lines, vm.traceback_rules());
            (place, source, text)
        })
        .collect()
}

/// What is known of the exceptions of one report.
#[derive(Default)]
struct Reading {
    /// The code of each frame, by [`Frame::source`].
    sources: Vec<Rc<CodeBody>>,
    /// Inputs at the prompt are shown under their number and without text, as C code does.
    raw: bool,
    /// Which suggestions are made.
    wanted: Wanted,
    /// The exceptions so far: none is a cause or a context twice.
    seen: BTreeSet<Obj>,
    count: usize,
}

impl Reading {
    fn line(&self, frame: &Frame, line: u32) -> Option<&str> {
        let source = &self.sources.get(frame.source)?.unit().source;
        source.split('\n').nth(line.checked_sub(1)? as usize)
    }

    /// An exception and those that led to it.
    fn chain(&mut self, vm: &mut Machine, exception: Obj, groups: usize) -> Traceback {
        // What `str()` runs may undo the chain.
        let mut members: Vec<(Obj, Option<Link>)> = Vec::new();
        let mut next = Some((exception, None));
        while let Some((member, link)) = next {
            self.count += 1;
            self.seen.insert(member);
            members.push((vm.new_ref(member), link));
            let content = vm.exception(member);
            let context = content.context.filter(|_| !content.suppress_context);
            next = match (content.cause, context) {
                (Some(cause), _) => Some((cause, Some(Link::Cause))),
                (None, Some(context)) => Some((context, Some(Link::Context))),
                (None, None) => None,
            };
            next = next
                .filter(|(other, _)| !self.seen.contains(other) && self.count < MOST_EXCEPTIONS);
        }
        let mut chain = Vec::with_capacity(members.len());
        for (member, link) in members.into_iter().rev() {
            chain.push((self.raised(vm, member, groups), link));
            vm.decref(member);
        }
        Traceback { chain }
    }

    fn raised(&mut self, vm: &mut Machine, exception: Obj, groups: usize) -> Raised {
        let class = vm.heap.type_of(exception);
        let type_name = super::exceptions::shown_class_name(vm, class);
        let message = vm.str_text(exception);
        let message = shown(vm, message, "exception");
        let hint = suggestions::hint(vm, exception, self.wanted);
        let syntax =
            vm.matches(exception, types::SYNTAX_ERROR).then(|| syntax_detail(vm, exception));
        let frames = self.frames(vm, exception);
        let notes = notes(vm, exception);
        let members = super::exception_groups::is_group(vm, exception)
            .then(|| self.members(vm, exception, groups + 1));
        Raised { type_name, message: message + &hint, frames, notes, syntax, members }
    }

    fn members(&mut self, vm: &mut Machine, group: Obj, groups: usize) -> Vec<Traceback> {
        let members = super::exception_groups::members(vm, group);
        let mut tracebacks = Vec::with_capacity(members.len());
        for (index, &member) in members.iter().enumerate() {
            let shown =
                index < MOST_MEMBERS && groups < MOST_GROUPS && self.count < MOST_EXCEPTIONS;
            tracebacks.push(match shown {
                true => self.chain(vm, member, groups),
                false => Traceback::default(),
            });
        }
        tracebacks
    }

    fn frames(&mut self, vm: &Machine, exception: Obj) -> Vec<Frame> {
        self.frames_of(vm, places(vm, exception))
    }

    fn frames_of(&mut self, vm: &Machine, entries: Vec<Place>) -> Vec<Frame> {
        let inputs_shown = vm.traceback_rules().shows_inputs;
        let mut frames = Vec::with_capacity(entries.len());
        for place in entries {
            let position = crate::bytecode::Position {
                line: place.line,
                end_line: place.end_line,
                column: place.column,
                end_column: place.end_column,
            };
            // Of a text that is no file only inputs at the prompt are kept.
            let input = place.filename.starts_with("<stdin") && place.filename.ends_with('>');
            // The interpreter that exits has no modules left to open files with.
            let readable = !vm.finalizing
                && match &*place.filename {
                    _ if input => inputs_shown && !self.raw,
                    name => !name.starts_with('<'),
                };
            let source = match place.source.filter(|_| readable) {
                Some(body) => {
                    self.sources.push(body);
                    self.sources.len() - 1
                }
                None => usize::MAX,
            };
            frames.push(Frame {
                file: if input && !self.raw { "<stdin>".to_owned() } else { place.filename },
                name: place.name,
                line: place.line,
                position: Some(position).filter(|position| position.end_line > 0),
                source,
            });
        }
        frames
    }
}

/// A text, or what stands for it where `str()` failed.
fn shown(vm: &mut Machine, text: Result<String, Raise>, what: &str) -> String {
    match text {
        Ok(text) => text,
        Err(raise) => {
            if let Raise::Exception(exception) = raise {
                vm.decref(exception);
            }
            format!("<{what} str() failed>")
        }
    }
}

fn notes(vm: &mut Machine, exception: Obj) -> Vec<String> {
    let name = vm.names.__notes__;
    let notes = match vm.get_attr_opt(exception, name) {
        Ok(Some(notes)) => notes,
        Ok(None) => return Vec::new(),
        Err(raise) => {
            shown(vm, Err(raise), "note");
            return Vec::new();
        }
    };
    let items = match vm.heap.payload(notes) {
        Payload::List(list) => Some(list.items.to_vec()),
        Payload::Tuple(items) => Some(items.to_vec()),
        _ => None,
    };
    let texts = match items {
        Some(items) => {
            for &item in &items {
                vm.heap.incref(item);
            }
            let mut texts = Vec::with_capacity(items.len());
            for item in items {
                let text = vm.str_text(item);
                texts.push(shown(vm, text, "note"));
                vm.decref(item);
            }
            texts
        }
        None if notes == vm.heap.none() => Vec::new(),
        None => {
            let text = vm.repr_text(notes);
            vec![shown(vm, text, "__notes__")]
        }
    };
    vm.decref(notes);
    texts
}

fn syntax_detail(vm: &mut Machine, exception: Obj) -> SyntaxDetail {
    let text = |vm: &Machine, field: &str| -> Option<String> {
        let value = vm.exception_field(exception, field)?;
        match vm.heap.payload(value) {
            Payload::Str(content) => Some(content.text.to_string()),
            _ => None,
        }
    };
    let number = |vm: &Machine, field: &str| -> Option<i64> {
        vm.exception_field(exception, field).and_then(|value| vm.heap.int_value(value))
    };
    let message = match vm.exception_field(exception, "msg") {
        Some(message) => {
            let text = vm.str_text(message);
            shown(vm, text, "exception")
        }
        None => String::from("None"),
    };
    SyntaxDetail {
        file: text(vm, "filename"),
        line: number(vm, "lineno"),
        offset: number(vm, "offset"),
        end_line: number(vm, "end_lineno"),
        end_offset: number(vm, "end_offset"),
        text: text(vm, "text"),
        message,
    }
}

impl Machine {
    fn traceback_rules(&self) -> &'static heap_model::release::TracebackRules {
        &self.heap.release.text.traceback
    }
}
