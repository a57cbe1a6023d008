//! Holds what the runs of a program showed against what the chapter says.
//!
//! Findings are made release by release and then put together: releases that show the same wrong
//! thing at the same place make one diagnostic.

use super::assertions::{Asserted, Value};
use super::execute::{Run, StepOutcome, is_stop};
use super::matching::{address, captured, lines_match};
use super::program::{Program, Step};
use super::wording;
use crate::chapter::Chapter;
use crate::diagnostic::Diagnostic;
use crate::releases::ReleaseSet;
use crate::snippet::assertion::{Assertion, capture};
use crate::snippet::expected::{ExpectedOn, Sign};
use crate::snippet::{Snippet, Statement, Unit};
use heap_model::release::Release;
use python_vm::{Ending, Outcome, Stream, Uncaught, Unit as UnitKind};
use std::collections::BTreeMap;

/// What went wrong with one statement, unit or fact, on one release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Finding {
    /// The statement printed something else.
    Output { expected: Vec<String>, got: Vec<String> },
    /// It printed what the releases without lines of their own print.
    SameAsPlain { sign: Sign },
    /// It raised something else.
    Exception { expected: Vec<String>, got: Vec<String> },
    /// It did not raise.
    NotRaised { expected: Vec<String> },
    /// It raised, and nothing says so.
    Undeclared { exception: Vec<String>, place: (u32, u32), traceback: String },
    /// The block ended otherwise than `raises=` says.
    Raises { got: Option<String> },
    /// Something else was printed at exit, after the exception.
    AtExit { expected: Vec<String>, got: Vec<String> },
    /// The machine gave up.
    Stopped(Ending),
    /// The fact has another value.
    Fact { got: Result<String, String> },
    /// A name of an address stands for another one than before, or for one that has another name.
    Capture { name: String, also: Option<String> },
    /// The assertion does not hold: what came of it, or nothing where it was not reached.
    Assertion { came: Option<Asserted> },
}

/// Findings with the releases that they were made on, in the order of the program.
#[derive(Default)]
pub(super) struct Findings(pub Vec<About>);

/// What a finding is about, what it is, and where it was made.
pub(super) type About = (Subject, Finding, ReleaseSet);

/// What a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Subject {
    /// Indices of snippet, unit and statement.
    Statement(usize, usize, usize),
    /// Indices of snippet and unit.
    Unit(usize, usize),
    /// Index of a fact.
    Fact(usize),
    /// Indices of snippet, unit and assertion.
    Assertion(usize, usize, usize),
}

impl Findings {
    fn add(&mut self, subject: Subject, finding: Finding, release: ReleaseSet) {
        let same = |(s, f, _): &&mut About| *s == subject && *f == finding;
        match self.0.iter_mut().find(same) {
            Some((_, _, releases)) => *releases = releases.or(release),
            None => self.0.push((subject, finding, release)),
        }
    }
}

/// Judges all runs of a program.
pub fn judge(chapter: &Chapter, program: &Program, runs: &[Run]) -> Vec<Diagnostic> {
    let mut findings = Findings::default();
    let mut problems = vec![];
    for run in runs {
        judge_run(chapter, program, run, &mut findings);
        if let Some(message) = &run.panic {
            problems.push(wording::panic(chapter, program, run, message));
        }
    }
    findings.0.sort_by_key(|(subject, _, _)| *subject);
    problems.extend(wording::diagnostics(chapter, program, &findings));
    problems
}

fn judge_run(chapter: &Chapter, program: &Program, run: &Run, findings: &mut Findings) {
    let release = ReleaseSet::of(run.release);
    let exit = exit_output(run);
    let last_unit = last_unit_of(run);
    let (captures, conflicts) = captures(chapter, program, run);
    for (subject, finding) in conflicts {
        findings.add(subject, finding, release);
    }
    for (index, (step, outcome)) in program.steps.iter().zip(&run.steps).enumerate() {
        match (*step, outcome) {
            (Step::Unit { snippet, unit, .. }, StepOutcome::Unit(outcome)) => {
                let snippet_ref = &chapter.snippets[snippet];
                let judgement = UnitJudgement {
                    snippet: snippet_ref,
                    unit: &snippet_ref.units[unit],
                    subject: (snippet, unit),
                    outcome,
                    exit: if last_unit == Some(index) { &exit } else { "" },
                    run,
                };
                judgement.judge(findings);
                judge_assertions(chapter, run, (snippet, unit), &captures, findings);
                if is_last_unit_of_snippet(program, index) {
                    judge_raises(chapter, program, run, snippet, findings);
                }
            }
            (Step::Fact { fact }, StepOutcome::Fact { value, literal })
                if !fact_holds(&chapter.facts[fact].literal, value, literal, &captures) =>
            {
                let got = value.clone().map_err(|ending| wording::ending(&ending));
                findings.add(Subject::Fact(fact), Finding::Fact { got }, release);
            }
            _ => {}
        }
    }
}

/// The addresses that outputs of a run name.
type Captures = BTreeMap<String, u64>;

/// The addresses that a program's outputs name, and where one name stands for two, or two names for
/// one.
fn captures(
    chapter: &Chapter,
    program: &Program,
    run: &Run,
) -> (Captures, Vec<(Subject, Finding)>) {
    let mut captures = Captures::new();
    let mut conflicts = vec![];
    for (step, outcome) in program.steps.iter().zip(&run.steps) {
        let (Step::Unit { snippet, unit, .. }, StepOutcome::Unit(outcome)) = (*step, outcome)
        else {
            continue;
        };
        let snippet_ref = &chapter.snippets[snippet];
        let (unit_ref, subject) = (&snippet_ref.units[unit], (snippet, unit));
        let judgement =
            UnitJudgement { snippet: snippet_ref, unit: unit_ref, subject, outcome, exit: "", run };
        judgement.for_each_statement(|index, statement, shown| {
            let expected = statement.expected.on(run.release);
            let observed = judgement.observed(statement, shown);
            let pairs =
                [(&expected.output, &observed.output), (&expected.exception, &observed.exception)];
            for (patterns, lines) in pairs {
                let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
                for (name, address) in captured(patterns, &lines) {
                    let other = captures.iter().find(|(n, a)| **a == address && **n != name);
                    let also = other.map(|(other, _)| other.clone());
                    let known = *captures.entry(name.clone()).or_insert(address);
                    if known != address || also.is_some() {
                        let subject = Subject::Statement(snippet, unit, index);
                        conflicts.push((subject, Finding::Capture { name, also }));
                    }
                }
            }
        });
    }
    (captures, conflicts)
}

/// Holds what is asserted of the heap against what was seen.
fn judge_assertions(
    chapter: &Chapter,
    run: &Run,
    (snippet, unit): (usize, usize),
    captures: &Captures,
    findings: &mut Findings,
) {
    let stopped =
        |outcome: &StepOutcome| matches!(outcome, StepOutcome::Unit(o) if is_stop(&o.ending));
    if run.steps.last().is_some_and(stopped) {
        return;
    }
    let Some(all) = run.asserted.get(&(snippet, unit)) else { return };
    let release = ReleaseSet::of(run.release);
    let assertions = &chapter.snippets[snippet].units[unit].assertions;
    for (index, (assertion, seen)) in assertions.iter().zip(all).enumerate() {
        let Some(line) = assertion.line_on(run.release) else { continue };
        let is_own = assertion.expected.lines[line].releases.is_some();
        let finding = match &seen.own {
            // Where the two lines have the same text, that has been said.
            Some(Asserted::Holds)
                if is_own
                    && seen.plain == Some(Asserted::Holds)
                    && !assertion.same_as_plain(line) =>
            {
                Finding::SameAsPlain { sign: Sign::Assertion }
            }
            Some(Asserted::Holds) => continue,
            Some(Asserted::Captured(name, address)) => match captures.get(name) {
                Some(known) if known == address => continue,
                Some(_) => {
                    let is = Some(Value::Word("another address".into()));
                    Finding::Assertion { came: Some(Asserted::False { is, holders: None }) }
                }
                None => {
                    let why = format!("no output above names `<{name}>`");
                    Finding::Assertion { came: Some(Asserted::Failed(why)) }
                }
            },
            came => Finding::Assertion { came: came.clone() },
        };
        findings.add(Subject::Assertion(snippet, unit, index), finding, release);
    }
}

/// What one statement showed on one release.
#[derive(Clone, Debug)]
pub struct ObservedOn {
    /// The release.
    pub release: &'static Release,
    /// Whether that is what the chapter says.
    pub holds: bool,
    /// Lines of standard output; with those at interpreter exit, if no exception ended the block.
    pub output: Vec<String>,
    /// The exception that ended the block here.
    pub exception: Vec<String>,
    /// What was printed at interpreter exit, after the exception.
    pub at_exit: Vec<String>,
}

/// A statement, or a fact, that does not show on some release what the chapter says.
#[derive(Clone, Debug)]
pub enum Observed {
    /// A statement of a block.
    Statement {
        /// Indices of snippet, unit and statement.
        at: (usize, usize, usize),
        /// One for each release that reached it.
        on: Vec<ObservedOn>,
        /// Whether each release that the block is for reached it.
        complete: bool,
    },
    /// Something asserted of the heap.
    Assertion {
        /// Indices of snippet, unit and assertion.
        at: (usize, usize, usize),
        /// By release the line that holds there; none where no literal can make one.
        on: Vec<(&'static Release, Option<String>)>,
    },
    /// A fact in prose.
    Fact {
        /// Its index.
        fact: usize,
        /// Its value by release, as `repr` shows it; none where it could not be evaluated.
        values: Vec<(&'static Release, Option<String>)>,
    },
}

/// What the runs of a program show where the chapter says something else.
pub fn observe(chapter: &Chapter, program: &Program, runs: &[Run]) -> Vec<Observed> {
    let mut statements: BTreeMap<(usize, usize, usize), Vec<ObservedOn>> = BTreeMap::new();
    type ByRelease = Vec<(&'static Release, Option<String>)>;
    let mut facts: BTreeMap<usize, (bool, ByRelease)> = BTreeMap::new();
    let mut assertions: BTreeMap<(usize, usize, usize), (bool, ByRelease)> = BTreeMap::new();
    for run in runs {
        let exit = exit_output(run);
        let last_unit = last_unit_of(run);
        let (captures, _) = captures(chapter, program, run);
        for (index, (step, outcome)) in program.steps.iter().zip(&run.steps).enumerate() {
            match (*step, outcome) {
                (Step::Unit { snippet, unit, .. }, StepOutcome::Unit(outcome))
                    if !is_stop(&outcome.ending) =>
                {
                    let judgement = UnitJudgement {
                        snippet: &chapter.snippets[snippet],
                        unit: &chapter.snippets[snippet].units[unit],
                        subject: (snippet, unit),
                        outcome,
                        exit: if last_unit == Some(index) { &exit } else { "" },
                        run,
                    };
                    for (index, assertion, (holds, text)) in
                        assertion_texts(chapter, run, (snippet, unit))
                    {
                        let entry =
                            assertions.entry((snippet, unit, index)).or_insert((true, vec![]));
                        let is_own = assertion.line_on(run.release) != assertion.plain_line();
                        // A line of its own that says what the plain one says is out of date, too.
                        let same = is_own
                            && assertion.plain_line().is_some_and(|plain| {
                                let seen = &run.asserted[&(snippet, unit)][index];
                                plain < assertion.checks.len()
                                    && seen.plain == Some(Asserted::Holds)
                            });
                        entry.0 &= holds && !same;
                        let plain = assertion.plain_line().filter(|_| same);
                        let text = plain.map(|p| assertion.expected.lines[p].text.clone()).or(text);
                        entry.1.push((run.release, text));
                    }
                    judgement.for_each_statement(|index, statement, shown| {
                        let observed = judgement.observed(statement, shown);
                        statements.entry((snippet, unit, index)).or_default().push(observed);
                    });
                }
                (Step::Fact { fact }, StepOutcome::Fact { value, literal }) => {
                    let (holds, values) = facts.entry(fact).or_insert((true, vec![]));
                    *holds &= fact_holds(&chapter.facts[fact].literal, value, literal, &captures);
                    values.push((run.release, value.clone().ok()));
                }
                _ => {}
            }
        }
    }
    let releases_of = |wanted: (usize, usize)| {
        program.steps.iter().find_map(|step| match *step {
            Step::Unit { snippet, unit, releases } if (snippet, unit) == wanted => Some(releases),
            _ => None,
        })
    };
    let statements =
        statements.into_iter().filter(|(_, on)| on.iter().any(|on| !on.holds)).map(|(at, on)| {
            let reached: ReleaseSet = on.iter().map(|on| ReleaseSet::of(on.release)).collect();
            let complete = releases_of((at.0, at.1)) == Some(reached);
            Observed::Statement { at, on, complete }
        });
    let facts = facts
        .into_iter()
        .filter(|(_, (holds, _))| !holds)
        .map(|(fact, (_, values))| Observed::Fact { fact, values });
    let assertions = assertions
        .into_iter()
        .filter(|(_, (holds, _))| !holds)
        .map(|(at, (_, on))| Observed::Assertion { at, on });
    statements.chain(assertions).chain(facts).collect()
}

/// Each assertion of a unit that says something of a release, whether it holds there, and the line
/// that would.
fn assertion_texts<'a>(
    chapter: &'a Chapter,
    run: &'a Run,
    (snippet, unit): (usize, usize),
) -> impl Iterator<Item = (usize, &'a Assertion, (bool, Option<String>))> {
    let seen = run.asserted.get(&(snippet, unit)).into_iter().flatten();
    let assertions = chapter.snippets[snippet].units[unit].assertions.iter();
    assertions.zip(seen).enumerate().filter_map(|(index, (assertion, seen))| {
        let line = assertion.line_on(run.release)?;
        let text = match &seen.own {
            Some(Asserted::Holds | Asserted::Captured(..)) => {
                (true, Some(assertion.expected.lines[line].text.clone()))
            }
            Some(Asserted::False { is: Some(is), .. }) => (false, assertion.corrected(line, is)),
            _ => (false, None),
        };
        Some((index, assertion, text))
    })
}

fn exit_output(run: &Run) -> String {
    run.exit.as_ref().map(|outcome| outcome.text(Stream::Stdout)).unwrap_or_default()
}

/// The unit under whose last statement interpreter exit shows.
fn last_unit_of(run: &Run) -> Option<usize> {
    run.steps.iter().rposition(|step| matches!(step, StepOutcome::Unit(_)))
}

fn fact_holds(
    expected: &String,
    value: &Result<String, Ending>,
    literal: &Option<String>,
    captures: &Captures,
) -> bool {
    if let Some(name) = capture(expected).filter(|name| name.len() + 2 == expected.len()) {
        let shown = value.as_ref().ok().and_then(|value| address(value.trim_matches(['\'', '"'])));
        return shown.is_some() && captures.get(name).copied() == shown;
    }
    value.as_ref().is_ok_and(|v| v == expected || Some(v) == literal.as_ref())
}

fn is_last_unit_of_snippet(program: &Program, index: usize) -> bool {
    let snippet_of = |step: &Step| match step {
        Step::Unit { snippet, .. } => Some(*snippet),
        Step::Fact { .. } => None,
    };
    program.steps.get(index + 1).and_then(snippet_of) != snippet_of(&program.steps[index])
}

/// Holds a block's `raises=` against the exception that ended it.
fn judge_raises(
    chapter: &Chapter,
    program: &Program,
    run: &Run,
    snippet: usize,
    findings: &mut Findings,
) {
    let Some((class, _)) = &chapter.snippets[snippet].words.raises else { return };
    let mut outcomes =
        program.steps.iter().zip(&run.steps).filter_map(|(step, outcome)| match (step, outcome) {
            (Step::Unit { snippet: s, unit, .. }, StepOutcome::Unit(outcome)) if *s == snippet => {
                Some((*unit, outcome))
            }
            _ => None,
        });
    let Some((unit, last)) = outcomes.next_back() else { return };
    if is_stop(&last.ending) {
        return;
    }
    let ended = Ended::of(&last.ending);
    if !ended.as_ref().is_some_and(|ended| ended.is_a(class)) {
        let got = ended.map(|ended| ended.lines.join("\n"));
        let release = ReleaseSet::of(run.release);
        findings.add(Subject::Unit(snippet, unit), Finding::Raises { got }, release);
    }
}

/// An exception that ended a unit, in the form that chapters declare it.
struct Ended {
    lines: Vec<String>,
    classes: Vec<String>,
    /// The top-level statement's line and the place of the `raise`, in the unit's source.
    line: Option<u32>,
    place: Option<(u32, u32)>,
    traceback: String,
    /// A script that can't be compiled has no statement that raised.
    compile_time: bool,
}

impl Ended {
    fn of(ending: &Ending) -> Option<Ended> {
        match ending {
            Ending::Raised(uncaught) => Some(Ended {
                lines: exception_lines(uncaught),
                classes: std::iter::once(&uncaught.class).chain(&uncaught.bases).cloned().collect(),
                line: Some(uncaught.line),
                place: Some(uncaught.place),
                traceback: uncaught.traceback.clone(),
                compile_time: matches!(
                    uncaught.class.as_str(),
                    "SyntaxError" | "IndentationError" | "TabError"
                ),
            }),
            Ending::Exit(status) => Some(Ended {
                lines: vec![format!("SystemExit: {status}")],
                classes: vec!["SystemExit".into(), "BaseException".into()],
                line: None,
                place: None,
                traceback: String::new(),
                compile_time: false,
            }),
            Ending::Done | Ending::Unsupported { .. } | Ending::OutOfBudget { .. } => None,
        }
    }

    fn is_a(&self, class: &str) -> bool {
        self.classes.iter().any(|c| c == class || c.rsplit('.').next() == Some(class))
    }
}

/// The end of a traceback: the exception's class and text.
fn exception_lines(uncaught: &Uncaught) -> Vec<String> {
    let Uncaught { class, message, traceback, .. } = uncaught;
    let whole = match message.is_empty() {
        true => class.clone(),
        false => format!("{class}: {message}"),
    };
    // A SyntaxError's `str()` says more than its last line in a traceback.
    let text = match traceback.trim_end().ends_with(whole.trim_end()) {
        true => whole.as_str(),
        false => {
            let begins = |line: &str| {
                line.strip_prefix(class.as_str())
                    .is_some_and(|r| r.is_empty() || r.starts_with(':'))
            };
            let last = traceback.lines().rfind(|line| begins(line));
            last.unwrap_or(&whole)
        }
    };
    text.lines().map(str::to_string).collect()
}

/// One unit of one run.
struct UnitJudgement<'a> {
    snippet: &'a Snippet,
    unit: &'a Unit,
    subject: (usize, usize),
    outcome: &'a Outcome,
    /// What was printed at interpreter exit, if it shows in this unit.
    exit: &'a str,
    run: &'a Run,
}

impl UnitJudgement<'_> {
    fn judge(&self, findings: &mut Findings) {
        let release = ReleaseSet::of(self.run.release);
        let (snippet, unit) = self.subject;
        if is_stop(&self.outcome.ending) {
            let finding = Finding::Stopped(self.outcome.ending.clone());
            findings.add(Subject::Unit(snippet, unit), finding, release);
            return;
        }
        self.for_each_statement(|index, statement, shown| {
            for finding in self.judge_statement(statement, shown) {
                findings.add(Subject::Statement(snippet, unit, index), finding, release);
            }
        });
        if self.unit.statements.is_empty() && !self.exit.is_empty() {
            let got = lines(self.exit);
            let finding = Finding::Output { expected: vec![], got };
            findings.add(Subject::Unit(snippet, unit), finding, release);
        }
    }

    /// Calls with each statement that was reached and what it showed.
    fn for_each_statement(&self, mut each: impl FnMut(usize, &Statement, &Shown<'_>)) {
        let ended = Ended::of(&self.outcome.ending);
        let raising = ended.as_ref().map(|ended| self.raising_statement(ended));
        let printed = self.printed_by_statement();
        let last_reached = raising.unwrap_or(self.unit.statements.len().saturating_sub(1));
        for (index, statement) in self.unit.statements.iter().enumerate().take(last_reached + 1) {
            let shown = Shown {
                output: &printed[index],
                ended: ended.as_ref().filter(|_| raising == Some(index)),
                exit: if index == last_reached { self.exit } else { "" },
            };
            each(index, statement, &shown);
        }
    }

    /// What a statement showed, in the form that a chapter would declare it.
    fn observed(&self, statement: &Statement, shown: &Shown<'_>) -> ObservedOn {
        let expected = statement.expected.on(self.run.release);
        let holds = self.judge_statement(statement, shown).is_empty();
        let mut on = ObservedOn {
            release: self.run.release,
            holds,
            output: lines(shown.output),
            exception: vec![],
            at_exit: lines(shown.exit),
        };
        match shown.ended {
            Some(ended)
                if self.unit.kind == UnitKind::Interactive && expected.exception.is_empty() =>
            {
                let traceback = if ended.traceback.is_empty() {
                    ended.lines.join("\n")
                } else {
                    ended.traceback.clone()
                };
                on.output.extend(lines(&traceback));
            }
            Some(ended) => on.exception = ended.lines.clone(),
            None => {}
        }
        if on.exception.is_empty() {
            on.output.append(&mut on.at_exit);
        }
        on
    }

    /// The statement that an exception ended.
    fn raising_statement(&self, ended: &Ended) -> usize {
        let expects = |s: &Statement| !s.expected.on(self.run.release).exception.is_empty();
        let declared = self.unit.statements.iter().position(expects);
        match ended.line {
            // Nothing of the unit ran: the error may be declared wherever it reads best.
            Some(line) if ended.compile_time => declared.unwrap_or_else(|| self.statement_at(line)),
            Some(line) => self.statement_at(line),
            // `SystemExit` carries no line: the last statement that printed, or the declared one.
            None => declared.unwrap_or(self.unit.statements.len().saturating_sub(1)),
        }
    }

    /// The statement that holds a line (from 1) of the unit's source; the last one for line 0.
    fn statement_at(&self, line: u32) -> usize {
        let last = self.unit.statements.len().saturating_sub(1);
        if line == 0 || self.unit.kind == UnitKind::Interactive {
            return last;
        }
        let line = self.unit.first_line + line as usize - 1;
        self.unit.statements.iter().rposition(|s| s.first <= line).unwrap_or(0)
    }

    fn printed_by_statement(&self) -> Vec<String> {
        let mut printed = vec![String::new(); self.unit.statements.len()];
        for output in self.outcome.output.iter().filter(|o| o.stream == Stream::Stdout) {
            if let Some(text) = printed.get_mut(self.statement_at(output.line)) {
                text.push_str(&output.text);
            }
        }
        printed
    }

    fn judge_statement(&self, statement: &Statement, shown: &Shown<'_>) -> Vec<Finding> {
        let expected = statement.expected.on(self.run.release);
        let mut findings = self.mismatches(&expected, shown);
        // Lines of the release's own are there because the plain ones do not hold.
        for sign in [Sign::Output, Sign::Exception] {
            let has_own = |set: &ReleaseSet| set.contains(self.run.release);
            if !statement.expected.declared(sign).iter().any(has_own) {
                continue;
            }
            let plain = statement.expected.plain();
            let with_plain = match sign {
                Sign::Output => {
                    ExpectedOn { output: plain.output, at_exit: plain.at_exit, ..expected.clone() }
                }
                Sign::Exception => ExpectedOn { exception: plain.exception, ..expected.clone() },
                Sign::Assertion => continue,
            };
            if self.mismatches(&with_plain, shown).is_empty() {
                findings = vec![Finding::SameAsPlain { sign }];
            }
        }
        findings
    }

    fn mismatches(&self, expected: &ExpectedOn<'_>, shown: &Shown<'_>) -> Vec<Finding> {
        let mut findings = vec![];
        let mut output = lines(shown.output);
        let mut at_exit = lines(shown.exit);
        let mut ended = shown.ended;
        // In a session the traceback stands among the output.
        if self.unit.kind == UnitKind::Interactive
            && expected.exception.is_empty()
            && let Some(e) =
                ended.filter(|e| !e.traceback.is_empty() && !expected.output.is_empty())
        {
            output.extend(lines(&e.traceback));
            ended = None;
        }
        if expected.exception.is_empty() {
            output.append(&mut at_exit);
        }
        let declared = self.snippet.words.raises.is_some();
        let undeclared = ended.is_some() && expected.exception.is_empty() && !declared;
        // What else a statement would have printed, had it not raised, is no news.
        if !undeclared && !matches(&expected.output, &output) {
            findings.push(Finding::Output { expected: owned(&expected.output), got: output });
        }
        match ended {
            Some(ended) if undeclared => {
                findings.push(Finding::Undeclared {
                    exception: ended.lines.clone(),
                    place: ended.place.unwrap_or((0, 0)),
                    traceback: ended.traceback.clone(),
                });
            }
            Some(ended)
                if !expected.exception.is_empty()
                    && !matches(&expected.exception, &ended.lines) =>
            {
                let (expected, got) = (owned(&expected.exception), ended.lines.clone());
                findings.push(Finding::Exception { expected, got });
            }
            None if !expected.exception.is_empty() => {
                findings.push(Finding::NotRaised { expected: owned(&expected.exception) });
            }
            _ => {}
        }
        if !expected.exception.is_empty()
            && ended.is_some()
            && !matches(&expected.at_exit, &at_exit)
        {
            findings.push(Finding::AtExit { expected: owned(&expected.at_exit), got: at_exit });
        }
        findings
    }
}

/// What one statement showed.
struct Shown<'a> {
    output: &'a str,
    ended: Option<&'a Ended>,
    exit: &'a str,
}

fn matches(expected: &[&str], got: &[String]) -> bool {
    let got: Vec<&str> = got.iter().map(String::as_str).collect();
    lines_match(expected, &got)
}

fn owned(lines: &[&str]) -> Vec<String> {
    lines.iter().map(|line| line.to_string()).collect()
}

/// The lines of an output. A last line without a line feed is a line too.
fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_string).collect()
}
