//! Runs a program on one release's machine.

use super::assertions::Seen;
use super::lookout::Lookout;
use super::pictures::Taken;
use super::program::{Program, Step};
use crate::chapter::Chapter;
use heap_model::release::Release;
use python_vm::{Ending, Limits, Machine, Outcome, Unit};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

/// What tracebacks call the file of a script.
pub const SCRIPT_NAME: &str = "snippet.py";
/// What tracebacks call the input of a session.
pub const SESSION_NAME: &str = "<stdin>";

/// What a program of a book may use. A snippet that needs more is a mistake, and its author is told
/// within a second or two: so many instructions of a plain loop take a tenth of a second in an
/// optimised build, and a second where each round raises an exception; five releases run.
pub const LIMITS: Limits = Limits { instructions: 15_000_000, memory: 256 << 20, output: 1 << 20 };

/// Stack of the threads that run machines, in bytes. Reserved, and used only as far as needed.
pub const STACK: usize = 256 << 20;

/// One program on one release.
#[derive(Clone, Debug)]
pub struct Run {
    /// The release.
    pub release: &'static Release,
    /// One for each step of the program; fewer when one of them stopped the machine.
    pub steps: Vec<StepOutcome>,
    /// Interpreter exit, when it came to that.
    pub exit: Option<Outcome>,
    /// What the machine said when it broke down.
    pub panic: Option<String>,
    /// What came of the assertions of each unit that ran, by snippet and unit.
    pub asserted: BTreeMap<(usize, usize), Vec<Seen>>,
    /// How long all of it took.
    pub took: Duration,
    /// The pictures of its heap.
    pub pictures: Vec<Taken>,
}

/// What a step gave.
#[derive(Clone, Debug)]
pub enum StepOutcome {
    /// The block, or the fact, is not for this release.
    Skipped,
    /// The unit ran.
    Unit(Outcome),
    /// The fact's expression has this value.
    Fact {
        /// `repr` of the expression.
        value: Result<String, Ending>,
        /// `repr` of the literal, where it is not the text of the value.
        literal: Option<String>,
    },
}

/// Runs a program from the machine's start to its exit.
pub fn run(chapter: &Chapter, program: &Program, release: &'static Release) -> Run {
    let started = Instant::now();
    let took = Duration::ZERO;
    let (pictures, asserted) = (vec![], BTreeMap::new());
    let mut run = Run { release, steps: vec![], exit: None, panic: None, asserted, took, pictures };
    let caught = catch_unwind(AssertUnwindSafe(|| run_steps(chapter, program, &mut run)));
    run.took = started.elapsed();
    if caught.is_err() {
        run.panic = Some(last_panic());
    }
    run
}

impl Run {
    /// The same run of a program that stands so many blocks further down in its chapter.
    pub(super) fn moved(&self, by: isize) -> Run {
        let index = |snippet: usize| snippet.strict_add_signed(by);
        let mut run = self.clone();
        let asserted = std::mem::take(&mut run.asserted).into_iter();
        run.asserted =
            asserted.map(|((snippet, unit), seen)| ((index(snippet), unit), seen)).collect();
        run.pictures.iter_mut().for_each(|taken| taken.mark.0 = index(taken.mark.0));
        run
    }
}

fn run_steps(chapter: &Chapter, program: &Program, run: &mut Run) {
    let mut machine = Machine::new(run.release, LIMITS);
    let mut lookout = Lookout::new(run.release);
    for step in &program.steps {
        let outcome = match *step {
            Step::Unit { releases, .. } if !releases.contains(run.release) => StepOutcome::Skipped,
            Step::Unit { snippet, unit, .. } => {
                let name = match chapter.snippets[snippet].units[unit].kind {
                    Unit::Script => SCRIPT_NAME,
                    Unit::Interactive => SESSION_NAME,
                };
                StepOutcome::Unit(lookout.run(&mut machine, chapter, (snippet, unit), name))
            }
            Step::Fact { fact }
                if chapter.facts[fact].releases.is_some_and(|r| !r.contains(run.release)) =>
            {
                StepOutcome::Skipped
            }
            Step::Fact { fact } => {
                let fact = &chapter.facts[fact];
                let value = machine.evaluate(&fact.expression);
                let spelt_otherwise = value.as_ref().is_ok_and(|v| *v != fact.literal);
                let literal = (spelt_otherwise && looks_like_literal(&fact.literal))
                    .then(|| machine.evaluate(&fact.literal).ok())
                    .flatten();
                StepOutcome::Fact { value, literal }
            }
        };
        let stopped = match &outcome {
            StepOutcome::Unit(outcome) => is_stop(&outcome.ending),
            _ => false,
        };
        run.steps.push(outcome);
        if stopped {
            run.asserted = lookout.finish().1;
            return;
        }
    }
    (run.pictures, run.asserted) = lookout.finish();
    run.exit = Some(machine.finish());
    machine.recycle();
}

/// Whether the machine itself gave up, so that its state means nothing any more.
pub fn is_stop(ending: &Ending) -> bool {
    matches!(ending, Ending::Unsupported { .. } | Ending::OutOfBudget { .. })
}

/// Whether a literal may be spelt otherwise than `repr` does: `1_000`, `0x10`, `"text"`.
pub(super) fn looks_like_literal(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit() || "-'\"([{".contains(c))
        || text.starts_with("b'")
        || text.starts_with("b\"")
}

thread_local! {
    static LAST_PANIC: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// What broke the machine down that this thread ran last.
pub fn last_panic() -> String {
    LAST_PANIC.take().unwrap_or_else(|| "for an unknown reason".into())
}

/// Name of the threads that run machines.
pub const THREAD_NAME: &str = "memoir-machine";

/// Keeps a machine's breakdown for the diagnostic that reports it, instead of printing it.
pub fn install_panic_hook() {
    let default = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if std::thread::current().name() == Some(THREAD_NAME) {
            let message = info.payload_as_str().unwrap_or("for an unknown reason");
            let at = info.location().map(|at| format!(" ({at})")).unwrap_or_default();
            LAST_PANIC.set(Some(format!("{message}{at}")));
        } else {
            default(info);
        }
    }));
}
