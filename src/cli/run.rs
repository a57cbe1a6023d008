//! `run`: a Python file on the model, as `python FILE` would run it.
//!
//! This is the path that a reader waits for: no thread pool, no book, nothing that is not needed for
//! one program.

use super::{FALSE, HOLDS, NOT_RUN, show};
use crate::book::load;
use crate::diagnostic::{Diagnostic, Kind};
use crate::snippet::layout::layout;
use crate::source::{BookPaths, Place, SourceFile};
use crate::verify::STACK;
use anyhow::{Context, Result};
use heap_model::release::Release;
use python_vm::{Ending, Limits, Machine, Outcome, Stream, Unit};
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

/// The release that a program runs on unless it says otherwise.
const DEFAULT_RELEASE: &str = "3.14";

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// A Python file.
    file: PathBuf,
    /// The release to imitate: 3.11, 3.12, 3.13, 3.14 or 3.15.
    #[arg(long, default_value = DEFAULT_RELEASE, value_parser = parse_release)]
    release: &'static Release,
    /// Enter the statements one by one, as at the `>>>` prompt: values are shown, and an exception
    /// ends only its own statement.
    #[arg(long)]
    repl: bool,
}

pub(super) fn parse_release(name: &str) -> Result<&'static Release, String> {
    Release::named(name).ok_or_else(|| format!("the model has no release `{name}`"))
}

pub(super) fn main(arguments: Arguments) -> Result<u8> {
    let file = match load::open(&arguments.file, &BookPaths { root: PathBuf::new() }) {
        Ok(file) => file,
        Err(problem) => return Ok(report(&problem)),
    };
    let machine = std::thread::Builder::new().name("memoir-run".into()).stack_size(STACK);
    let Arguments { release, repl, .. } = arguments;
    let thread =
        machine.spawn(move || if repl { session(&file, release) } else { script(&file, release) });
    let thread = thread.context("can't start a thread for the machine")?;
    Ok(thread.join().unwrap_or_else(|_| {
        anstream::eprintln!("this is a defect of Memoir, not of the program; please report it");
        NOT_RUN
    }))
}

fn script(file: &Arc<SourceFile>, release: &'static Release) -> u8 {
    let mut machine = Machine::new(release, Limits::default());
    let name = file.path().display().to_string();
    let outcome = machine.run(file.text(), Unit::Script, &name);
    write(&outcome);
    let status = status(&outcome.ending, file, 0);
    if !matches!(outcome.ending, Ending::Unsupported { .. } | Ending::OutOfBudget { .. }) {
        write(&machine.finish());
    }
    status
}

fn session(file: &Arc<SourceFile>, release: &'static Release) -> u8 {
    let mut machine = Machine::new(release, Limits::default());
    let lines: Vec<&str> = file.text().lines().collect();
    for statement in layout(lines.iter().copied()).statements {
        let mut source = lines[statement.first..=statement.last].join("\n");
        source.push('\n');
        let outcome = machine.run(&source, Unit::Interactive, "<stdin>");
        write(&outcome);
        let ended = status(&outcome.ending, file, statement.first);
        match outcome.ending {
            Ending::Done | Ending::Raised(_) => {}
            Ending::Exit(_) => {
                write(&machine.finish());
                return ended;
            }
            Ending::Unsupported { .. } | Ending::OutOfBudget { .. } => return ended,
        }
    }
    write(&machine.finish());
    HOLDS
}

/// Passes on what a program printed. Whoever closed the pipe wants no more.
fn write(outcome: &Outcome) {
    for output in &outcome.output {
        let _ = match output.stream {
            Stream::Stdout => std::io::stdout().write_all(output.text.as_bytes()),
            Stream::Stderr => std::io::stderr().write_all(output.text.as_bytes()),
        };
    }
    let _ = std::io::stdout().flush();
}

/// Reports an ending; gives the exit status. `first_line` is the unit's place in the file, from 0.
fn status(ending: &Ending, file: &Arc<SourceFile>, first_line: usize) -> u8 {
    match ending {
        Ending::Done => HOLDS,
        Ending::Exit(status) => (*status & 0xff) as u8,
        Ending::Raised(uncaught) => {
            let _ = std::io::stderr().write_all(uncaught.traceback.as_bytes());
            match uncaught.exit_status() {
                signal if signal < 0 => (128 - signal) as u8,
                _ => FALSE,
            }
        }
        Ending::Unsupported { feature, line, column } => {
            let place = place(file, first_line + *line as usize, *column as usize);
            let message = format!("the model does not run {feature}");
            report(&Diagnostic::new(Kind::NotRun, message).at(place, "here"))
        }
        Ending::OutOfBudget { limit, line } => {
            let place = place(file, first_line + *line as usize, 1);
            let message = format!("the program was stopped: it reached the limit of {limit}");
            report(&Diagnostic::new(Kind::NotRun, message).at(place, "this was running"))
        }
    }
}

fn report(problem: &Diagnostic) -> u8 {
    show(problem);
    NOT_RUN
}

/// From a line and column, both from 1, to the end of the line.
fn place(file: &Arc<SourceFile>, line: usize, column: usize) -> Place {
    let line = line.clamp(1, file.lines());
    let text = file.line(line);
    let start = text.char_indices().nth(column.saturating_sub(1)).map_or(text.len(), |(at, _)| at);
    let line_start = file.line_start(line);
    Place { file: file.clone(), range: line_start + start..line_start + text.len() }
}
