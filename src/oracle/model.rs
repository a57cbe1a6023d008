//! Runs a program on the model and says what it showed, in the words of a real run.

use std::panic::{self, AssertUnwindSafe};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use anyhow::{Result, anyhow, bail};
use heap_model::Mismatch;
use python_vm::{Ending, Limits, Machine, Outcome, Release, Stream, Unit};

use super::addresses::Addresses;
use super::library;
use super::program::{Kind, Program, Step};
use super::truth::Shown;
use crate::verify::{self, SCRIPT_NAME, STACK, THREAD_NAME};

/// Bounds of a run. A book's readers wait for its programs, so that these have tighter ones; here a
/// program may take as much as one that a real CPython runs in a second, tens of millions of rounds
/// of a loop. What ends one that goes astray is `PATIENCE`.
pub const LIMITS: Limits = Limits { instructions: 500_000_000, memory: 1 << 30, output: 16 << 20 };

/// How long a run may take, in a debug build too. A program, or a model, that hangs must not hold up
/// the others for longer.
const PATIENCE: Duration = Duration::from_secs(300);

/// What the program shows on the model, addresses renamed. An error says why it cannot be said:
/// unsupported Python, a limit reached, or a panic of the model.
pub fn run(program: &Program, release: &'static Release) -> Result<Shown> {
    let (send, receive) = mpsc::channel();
    let own = program.clone();
    let run = move || {
        let shown = panic::catch_unwind(AssertUnwindSafe(|| run_here(&own, release)));
        let shown = shown.map_err(|_| anyhow!("the model panicked: {}", verify::last_panic()));
        // Nobody listens any more if it took too long.
        let _ = send.send(shown.flatten());
    };
    thread::Builder::new().name(THREAD_NAME.into()).stack_size(STACK).spawn(run)?;
    let shown = receive
        .recv_timeout(PATIENCE)
        .map_err(|_| anyhow!("the model hangs: no end after {} s", PATIENCE.as_secs()))??;
    let mut addresses = Addresses::default();
    Ok(Shown {
        stdout: addresses.rename(&shown.stdout),
        stderr: addresses.rename(&library::without_frames(&shown.stderr, &program.file_name())),
        exit: shown.exit,
    })
}

fn run_here(program: &Program, release: &'static Release) -> Result<Shown> {
    let mut machine = Machine::new(release, LIMITS);
    let mut shown = Shown::default();
    match &program.kind {
        Kind::Script => {
            let outcome = machine.run(&program.source, Unit::Script, &program.file_name());
            let goes_on = show(&mut shown, &outcome, false)?;
            debug_assert!(goes_on || shown.exit != i32::MIN);
        }
        Kind::Session => session(program, &mut machine, &mut shown)?,
        Kind::Steps(steps) => run_steps(steps, release, &mut machine, &mut shown)?,
    }
    check_counts(&machine, "at the end")?;
    show(&mut shown, &machine.finish(), program.kind == Kind::Session)?;
    check_counts(&machine, "after the exit")?;
    Ok(shown)
}

/// Reference counts that nothing accounts for are a defect of the model, even if nothing printed
/// shows it.
fn check_counts(machine: &Machine, when: &str) -> Result<()> {
    let audit = machine.audit();
    if let Some(wrong) = audit.mismatches.first() {
        let Mismatch { type_name, counted, found, .. } = wrong;
        bail!(
            "{} reference counts are wrong {when}; the first is of a {type_name}, which counts \
             {counted} and has {found}",
            audit.mismatches.len()
        );
    }
    if !audit.dangling.is_empty() {
        bail!("{} references lead to dead objects {when}", audit.dangling.len());
    }
    Ok(())
}

/// A chapter's steps, in one interpreter. A fact shows as a line of output.
fn run_steps(
    steps: &[Step],
    release: &'static Release,
    machine: &mut Machine,
    shown: &mut Shown,
) -> Result<()> {
    for step in steps {
        if !step.releases().contains(release) {
            continue;
        }
        let outcome = match step {
            Step::Script(source, _) => machine.run(source, Unit::Script, SCRIPT_NAME),
            Step::Input(source, _) => machine.run(source, Unit::Interactive, "<stdin>"),
            Step::Fact(expression, _) => {
                let value = machine.evaluate(expression).map_err(|e| anyhow!("{e:?}"))?;
                shown.stdout.push_str(&format!("{expression} = {value}\n"));
                continue;
            }
        };
        if !show(shown, &outcome, false)? {
            break;
        }
        shown.exit = 0;
    }
    Ok(())
}

/// Each input in turn, with the prompts and lines that a terminal would show.
fn session(program: &Program, machine: &mut Machine, shown: &mut Shown) -> Result<()> {
    for lines in program.inputs()? {
        for (index, line) in lines.iter().enumerate() {
            let prompt = if index == 0 { ">>> " } else { "... " };
            shown.stdout.push_str(format!("{prompt}{line}").trim_end());
            shown.stdout.push('\n');
        }
        let source: String = lines.iter().flat_map(|line| [line, "\n"]).collect();
        let outcome = machine.run(&source, Unit::Interactive, "<stdin>");
        if !show(shown, &outcome, true)? {
            break;
        }
        // An uncaught exception does not end a session.
        shown.exit = 0;
    }
    Ok(())
}

/// Adds what an outcome shows; false when the interpreter is to exit.
fn show(shown: &mut Shown, outcome: &Outcome, merged: bool) -> Result<bool> {
    for output in &outcome.output {
        match output.stream {
            Stream::Stderr if !merged => shown.stderr.push_str(&output.text),
            _ => shown.stdout.push_str(&output.text),
        }
    }
    match &outcome.ending {
        Ending::Done => Ok(true),
        Ending::Raised(uncaught) => {
            let stream = if merged { &mut shown.stdout } else { &mut shown.stderr };
            stream.push_str(&uncaught.traceback);
            shown.exit = uncaught.exit_status();
            Ok(true)
        }
        Ending::Exit(status) => {
            shown.exit = *status;
            Ok(false)
        }
        Ending::Unsupported { feature, line, column } => {
            bail!(
                "unsupported: {feature} at line {line}, column {column}\n{}{}",
                shown.stdout,
                shown.stderr
            )
        }
        Ending::OutOfBudget { limit, line } => bail!("reached its limit of {limit} at line {line}"),
    }
}
