//! Puts findings into words: what is said, what came, and what to write instead.

use super::assertions::Asserted;
use super::execute::Run;
use super::judge::{About, Finding, Findings, Subject};
use super::matching::lines_match;
use super::program::{Program, Step};
use crate::chapter::Chapter;
use crate::diagnostic::{Diagnostic, Kind};
use crate::releases::ReleaseSet;
use crate::snippet::assertion::{Assertion, Check};
use crate::snippet::expected::{ExpectedLine, Sign};
use crate::snippet::fact::Fact;
use crate::snippet::words::Language;
use crate::snippet::{Snippet, Statement, Unit};
use crate::source::{Place, Source};
use python_vm::Ending;

/// At most so many lines are offered for pasting.
const PASTE_LINES: usize = 12;

/// The diagnostics of a program's findings.
pub(super) fn diagnostics(
    chapter: &Chapter,
    program: &Program,
    findings: &Findings,
) -> Vec<Diagnostic> {
    let mut diagnostics = vec![];
    for (index, (subject, finding, releases)) in findings.0.iter().enumerate() {
        // Where nothing could be run, what follows from that is no news.
        let ran_on = match *subject {
            Subject::Fact(fact) => {
                program.releases.and(chapter.facts[fact].releases.unwrap_or(ReleaseSet::ALL))
            }
            Subject::Statement(snippet, ..)
            | Subject::Unit(snippet, _)
            | Subject::Assertion(snippet, ..) => releases_of(program, snippet),
        };
        let of_subject = findings.0.iter().filter(|(s, _, _)| s == subject);
        let failing: ReleaseSet = of_subject.clone().map(|(_, _, releases)| *releases).collect();
        // Some releases show this, and others what the chapter says or something else again.
        let mut others = findings.0.iter().enumerate().filter(|(other, _)| *other != index);
        let differ =
            failing != ran_on || others.any(|(_, (s, f, _))| s == subject && same_sort(f, finding));
        let is_session = match *subject {
            Subject::Fact(_) => false,
            Subject::Statement(snippet, ..)
            | Subject::Unit(snippet, _)
            | Subject::Assertion(snippet, ..) => {
                chapter.snippets[snippet].words.language == Language::Pycon
            }
        };
        let context = Context { chapter, releases: *releases, ran_on, differ, is_session };
        diagnostics.push(match *subject {
            // All that a fact is stands in one diagnostic.
            Subject::Fact(_) if findings.0[..index].iter().any(|(s, _, _)| s == subject) => {
                continue;
            }
            Subject::Fact(fact) => {
                let all = findings.0.iter().filter(|(s, _, _)| s == subject);
                context.fact(fact, failing, &all.collect::<Vec<_>>())
            }
            Subject::Assertion(snippet, unit, assertion) => {
                let unit = &chapter.snippets[snippet].units[unit];
                context.assertion(&unit.assertions[assertion], finding)
            }
            Subject::Unit(snippet, unit) => {
                let snippet = &chapter.snippets[snippet];
                context.unit(snippet, &snippet.units[unit], finding)
            }
            Subject::Statement(snippet, unit, statement) => {
                let snippet = &chapter.snippets[snippet];
                let unit = &snippet.units[unit];
                context.statement(snippet, unit, &unit.statements[statement], finding)
            }
        });
    }
    diagnostics
}

fn same_sort(a: &Finding, b: &Finding) -> bool {
    std::mem::discriminant(a) == std::mem::discriminant(b)
}

fn releases_of(program: &Program, snippet: usize) -> ReleaseSet {
    let of_step = |step: &Step| match step {
        Step::Unit { snippet: s, releases, .. } if *s == snippet => Some(*releases),
        _ => None,
    };
    program.steps.iter().find_map(of_step).unwrap_or(program.releases)
}

/// What the machine did instead of giving a value.
pub(super) fn ending(ending: &Ending) -> String {
    match ending {
        Ending::Done => "it is not an expression".into(),
        Ending::Raised(uncaught) if uncaught.message.is_empty() => {
            format!("it raises {}", uncaught.class)
        }
        Ending::Raised(uncaught) => format!("it raises {}: {}", uncaught.class, uncaught.message),
        Ending::Exit(status) => format!("it exits with status {status}"),
        Ending::Unsupported { feature, .. } => format!("the model does not run {feature}"),
        Ending::OutOfBudget { limit, .. } => format!("it reached the limit of {limit}"),
    }
}

/// A breakdown of the machine.
pub(super) fn panic(chapter: &Chapter, program: &Program, run: &Run, message: &str) -> Diagnostic {
    let place = match program.steps.get(run.steps.len()) {
        Some(Step::Unit { snippet, .. }) => chapter.snippets[*snippet].opening(&chapter.source),
        Some(Step::Fact { fact }) => chapter.source.place(chapter.facts[*fact].range.clone()),
        None => chapter.source.place(0..0),
    };
    Diagnostic::new(Kind::Internal, format!("the model broke down: {message}"))
        .at(place, "while it ran this")
        .on(ReleaseSet::of(run.release))
        .help("this is a defect of Memoir, not of the chapter; please report it with the snippet")
}

struct Context<'a> {
    chapter: &'a Chapter,
    releases: ReleaseSet,
    ran_on: ReleaseSet,
    differ: bool,
    is_session: bool,
}

impl Context<'_> {
    fn source(&self) -> &Source {
        &self.chapter.source
    }

    /// `releases print` or `this statement prints`: who does something, and its verb's ending.
    fn who(&self, subject: &str) -> (String, &'static str) {
        match self.differ {
            true if self.releases.len() == 1 => (self.releases.to_string(), "s"),
            true => (self.releases.to_string(), ""),
            false => (subject.to_string(), "s"),
        }
    }

    fn diagnostic(&self, kind: Kind, message: String) -> Diagnostic {
        Diagnostic::new(kind, message).on(self.releases)
    }

    /// Lines to paste under a statement, marked for these releases where they differ from others.
    fn paste(&self, sign: char, lines: &[String]) -> Option<String> {
        if lines.is_empty() || lines.len() > PASTE_LINES {
            return None;
        }
        if self.is_session && !self.differ {
            let traceback = ["Traceback (most recent call last):", "  ..."];
            let before = if sign == '!' { &traceback[..] } else { &[] };
            let lines = before.iter().copied().chain(lines.iter().map(String::as_str));
            return Some(lines.collect::<Vec<_>>().join("\n"));
        }
        let marks = match self.differ {
            true => self.releases.notations().iter().map(|n| format!("#[{n}]{sign}")).collect(),
            false => vec![format!("#{sign}")],
        };
        let lines =
            marks.iter().flat_map(|mark| lines.iter().map(move |line| format!("{mark} {line}")));
        Some(lines.map(|line| line.trim_end().to_string()).collect::<Vec<_>>().join("\n"))
    }

    fn fact(&self, fact: usize, failing: ReleaseSet, findings: &[&About]) -> Diagnostic {
        let Fact { expression, literal, literal_range, .. } = &self.chapter.facts[fact];
        let place = self.source().place(literal_range.clone());
        let values = findings.iter().map(|(_, finding, releases)| match finding {
            Finding::Fact { got: Ok(value) } => (value.clone(), *releases),
            Finding::Fact { got: Err(why) } => (why.clone(), *releases),
            _ => unreachable!("a fact has one sort of finding"),
        });
        let mut values: Vec<(String, ReleaseSet)> = values.collect();
        if let [(value, _)] = &values[..]
            && !self.differ
        {
            return match &findings[0].1 {
                Finding::Fact { got: Ok(_) } => self
                    .diagnostic(Kind::Fact, format!("`{expression}` is something else"))
                    .at(place, format!("it is {value}"))
                    .difference(vec![literal.clone()], vec![value.clone()]),
                _ => self
                    .diagnostic(Kind::Fact, format!("`{expression}` has no value"))
                    .at(place, value.clone())
                    .help("a fact is evaluated in the state that the last block above it left"),
            };
        }
        let holds_on = self.ran_on.without(failing);
        if !holds_on.is_empty() {
            values.push((literal.clone(), holds_on));
        }
        values.sort_by_key(|(_, releases)| releases.iter().next().map(|r| r.version));
        let lines: Vec<String> = values.iter().map(|(v, on)| format!("on {on}: {v}")).collect();
        Diagnostic::new(
            Kind::UndeclaredDifference,
            format!("`{expression}` differs between releases"),
        )
        .at(place, "a fact in prose has one value")
        .on(failing)
        .note(lines.join("\n"))
        .help("write one fact for each, as in `{{#py[3.14+] …}}`, or show it in a block with `#[3.14+]>` lines")
    }

    fn unit(&self, snippet: &Snippet, unit: &Unit, finding: &Finding) -> Diagnostic {
        match finding {
            Finding::Stopped(Ending::Unsupported { feature, line, column }) => self
                .diagnostic(Kind::NotRun, format!("the model does not run {feature}"))
                .at(snippet.place(self.source(), unit, *line, *column), "here")
                .help("write it another way, or mark the block `no_run=\"why\"`"),
            Finding::Stopped(Ending::OutOfBudget { limit, line }) => self
                .diagnostic(
                    Kind::NotRun,
                    format!("the program was stopped: it reached the limit of {limit}"),
                )
                .at(snippet.place(self.source(), unit, *line, 1), "this was running")
                .help("a snippet ends within a second; does it loop forever?"),
            Finding::Stopped(other) => {
                self.diagnostic(Kind::NotRun, ending(other)).at(snippet.opening(self.source()), "")
            }
            Finding::Raises { got } => {
                let (class, place) = snippet.words.raises.clone().expect("the finding is about it");
                let (who, s) = self.who("the block");
                let problem = self.diagnostic(
                    self.kind(Kind::Exception),
                    format!(
                        "{who} do{}not end with {class}",
                        if s.is_empty() { " " } else { "es " }
                    ),
                );
                match got {
                    Some(got) => problem.at(place, format!("it ends with {got}")),
                    None => problem.at(place, "it runs to its end"),
                }
            }
            Finding::Output { got, .. } => self
                .diagnostic(
                    Kind::Output,
                    "something is printed at exit and has no statement to stand under".into(),
                )
                .at(snippet.opening(self.source()), "")
                .difference(vec![], got.clone()),
            _ => unreachable!("a unit has no such finding"),
        }
    }

    fn assertion(&self, assertion: &Assertion, finding: &Finding) -> Diagnostic {
        let first = self.releases.iter().next().expect("a finding has a release");
        let number = assertion.line_on(first).expect("a finding is about a line");
        let line = &assertion.expected.lines[number];
        let place = self.source().place(line.range.clone());
        let came = match finding {
            Finding::Assertion { came } => came,
            Finding::SameAsPlain { .. } => {
                let message = format!("on {} the plain line holds, too", self.releases);
                return self
                    .diagnostic(Kind::NoDifference, message)
                    .at(place, "declared to differ, and does not")
                    .help(format!("take {} out of this declaration", self.releases));
            }
            _ => unreachable!("an assertion has no such finding"),
        };
        let about = assertion.subject.trim_end_matches(['=', '<', '>', '!']).trim();
        let problem = match came {
            Some(Asserted::Failed(why)) => {
                return self
                    .diagnostic(Kind::Assertion, "this can't be asked here".into())
                    .at(place, why.clone());
            }
            Some(Asserted::False { is, .. }) => {
                let is = match (is, &assertion.checks[number]) {
                    (Some(is), _) => is.to_string(),
                    (None, Check::Truth(_, wanted)) => (!wanted).to_string(),
                    _ => "false".into(),
                };
                let on = match self.differ {
                    true => format!(" on {}", self.releases),
                    false => String::new(),
                };
                self.diagnostic(self.kind(Kind::Assertion), format!("`{about}` is {is}{on}"))
                    .at(place, "asserted")
            }
            _ => {
                return self
                    .diagnostic(Kind::Assertion, "nothing comes to this assertion".into())
                    .at(place, "the statement above never runs to its end")
                    .help("an assertion is indented like the statement that it stands under");
            }
        };
        let Some(Asserted::False { is, holders }) = came else { return problem };
        let problem = match holders {
            Some((path, holders)) if holders.is_empty() => {
                problem.note(format!("nobody holds {path}"))
            }
            Some((path, holders)) => {
                problem.note(format!("who holds {path}:\n  {}", holders.join("\n  ")))
            }
            None => problem,
        };
        match is.as_ref().and_then(|is| assertion.corrected(number, is)) {
            Some(text) => {
                let problem = problem.difference(vec![line.text.clone()], vec![text.clone()]);
                match self.differ && line.releases.is_none() {
                    true => self.helped(problem, "if that is right, declare it:", ':', &[text]),
                    false => problem,
                }
            }
            None => problem,
        }
    }

    fn kind(&self, kind: Kind) -> Kind {
        if self.differ { Kind::UndeclaredDifference } else { kind }
    }

    fn statement(
        &self,
        snippet: &Snippet,
        unit: &Unit,
        statement: &Statement,
        finding: &Finding,
    ) -> Diagnostic {
        let source = self.source();
        let at = |line: &ExpectedLine| source.place(line.range.clone());
        let whole = snippet.statement_place(source, statement);
        let first_line = snippet.fence.lines[statement.first].range();
        let about = source.place(first_line);
        match finding {
            Finding::Output { expected, got } => {
                let lines = self.lines(statement, Sign::Output);
                self.output(expected, got, &lines, statement, about)
            }
            Finding::AtExit { expected, got } => {
                let lines = self.lines(statement, Sign::Output);
                let below: Vec<_> = lines[lines.len() - expected.len()..].to_vec();
                let place = below.first().map_or(whole, |line| at(line));
                let (who, s) = self.who("the interpreter");
                let problem = self
                    .diagnostic(
                        self.kind(Kind::Output),
                        format!("{who} print{s} something else at exit, after the exception"),
                    )
                    .at(place, "")
                    .difference(expected.clone(), got.clone());
                self.helped(
                    problem,
                    "what is printed at exit stands below the exception:",
                    '>',
                    got,
                )
            }
            Finding::SameAsPlain { sign } => {
                let lines = self.lines(statement, *sign);
                let place = lines.first().map_or(whole, |line| at(line));
                let what = if *sign == Sign::Output { "print" } else { "raise" };
                let (who, s) = match self.releases.len() {
                    1 => (self.releases.to_string(), "s"),
                    _ => (self.releases.to_string(), ""),
                };
                self.diagnostic(
                    Kind::NoDifference,
                    format!("{who} {what}{s} what the plain lines say"),
                )
                .at(place, "declared to differ, and does not")
                .help(format!("take {} out of this declaration", self.releases))
            }
            Finding::Exception { expected, got } => {
                let lines = self.lines(statement, Sign::Exception);
                let place = lines.first().map_or(whole, |line| at(line));
                let (who, s) = self.who("the block");
                let problem = self
                    .diagnostic(
                        self.kind(Kind::Exception),
                        format!("{who} end{s} with another exception"),
                    )
                    .at(place, "")
                    .difference(expected.clone(), got.clone());
                match self.differ {
                    true => self.helped(problem, "if that is right, declare it:", '!', got),
                    false => problem,
                }
            }
            Finding::NotRaised { expected } => {
                let lines = self.lines(statement, Sign::Exception);
                let place = lines.first().map_or(whole, |line| at(line));
                let (who, s) = self.who("this statement");
                let not = if s.is_empty() { "do not raise" } else { "does not raise" };
                let class = expected[0].split(':').next().unwrap_or("");
                self.diagnostic(self.kind(Kind::Exception), format!("{who} {not} {class}"))
                    .at(place, "it ran to its end")
                    .also(about, "this statement")
            }
            Finding::Capture { name, also } => {
                let has_name = |line: &&ExpectedLine| line.text.contains(&format!("<{name}>"));
                let line = statement.expected.lines.iter().find(has_name);
                let place = line.map_or(about, at);
                match also {
                    Some(other) => self
                        .diagnostic(
                            Kind::Output,
                            format!("`<{name}>` is the address that `<{other}>` is"),
                        )
                        .at(place, "two names for one address")
                        .help(format!("write `<{other}>` here, too")),
                    None => self
                        .diagnostic(
                            Kind::Output,
                            format!("`<{name}>` is another address here than above"),
                        )
                        .at(place, "one name for two addresses")
                        .help("give the other object another name"),
                }
            }
            Finding::Undeclared { exception, place, traceback } => {
                let place = match place {
                    (0, _) => about,
                    (line, column) => snippet.place(source, unit, *line, *column),
                };
                let (who, s) = self.who("this statement");
                let problem = self
                    .diagnostic(
                        self.kind(Kind::Exception),
                        format!("{who} raise{s} {}", exception.join(" ")),
                    )
                    .at(place, "raised here");
                let problem = match traceback.trim_end() {
                    "" => problem,
                    traceback => problem.note(traceback),
                };
                self.helped(problem, "if that is meant, write under the statement:", '!', exception)
            }
            _ => unreachable!("a statement has no such finding"),
        }
    }

    /// The declared lines that hold on these releases; where the releases have different ones, those
    /// of the first.
    fn lines<'s>(&self, statement: &'s Statement, sign: Sign) -> Vec<&'s ExpectedLine> {
        let first = self.releases.iter().next().expect("a finding has a release");
        let of_sign = || statement.expected.lines.iter().filter(|line| line.sign == sign);
        let own = of_sign().find(|line| line.releases.is_some_and(|r| r.contains(first)));
        let set = own.and_then(|line| line.releases);
        of_sign().filter(|line| line.releases == set).collect()
    }

    fn output(
        &self,
        expected: &[String],
        got: &[String],
        lines: &[&ExpectedLine],
        statement: &Statement,
        about: Place,
    ) -> Diagnostic {
        let own = lines.first().is_some_and(|line| line.releases.is_some());
        let kind = if own { Kind::Output } else { self.kind(Kind::Output) };
        let (who, s) = self.who("this statement");
        let than = if self.differ && !own && self.releases != self.ran_on {
            " than other releases"
        } else {
            ""
        };
        let problem = match (expected.is_empty(), got.is_empty()) {
            (true, _) => {
                let n = if got.len() == 1 {
                    "a line".to_string()
                } else {
                    format!("{} lines", got.len())
                };
                let message = format!("{who} print{s} {n} that the block does not show");
                self.diagnostic(kind, message).at(about, "printed by this statement")
            }
            (_, true) => {
                let place = self.source().place(lines[0].range.clone());
                self.diagnostic(kind, format!("{who} print{s} nothing{than}"))
                    .at(place, "expected")
                    .also(about, "this statement")
            }
            _ => {
                let wrong = first_wrong(expected, got);
                let place = self.source().place(lines[wrong.min(lines.len() - 1)].range.clone());
                let label = match (got.get(wrong), wrong < expected.len()) {
                    (Some(_), true) => "expected",
                    (None, _) => "expected, and not printed",
                    (Some(_), false) => "more is printed below this",
                };
                self.diagnostic(kind, format!("{who} print{s} something else{than}"))
                    .at(place, label)
                    .also(about, "this statement")
            }
        };
        let problem = problem.difference(expected.to_vec(), got.to_vec());
        // Some other releases' own lines may be what these print too.
        let declared = statement.expected.declared(Sign::Output).into_iter();
        let mut also_true = declared.filter(|set| {
            let release = set.iter().next().expect("a declared set has a release");
            let printed: Vec<&str> = got.iter().map(String::as_str).collect();
            lines_match(&statement.expected.on(release).output, &printed)
        });
        if let Some(set) = also_true.next() {
            let notation = |set: ReleaseSet| {
                let notations = set.notations().into_iter().map(|n| format!("`#[{n}]>`"));
                notations.collect::<Vec<_>>().join(" and ")
            };
            let (old, all) = (notation(set), set.or(self.releases));
            let new = if all == self.ran_on { "`#>`".to_string() } else { notation(all) };
            return problem.help(format!("that is what {old} declares: make it {new}"));
        }
        match (expected.is_empty(), kind) {
            (true, _) => {
                self.helped(problem, "all output is shown; write under the statement:", '>', got)
            }
            (_, Kind::UndeclaredDifference) => {
                self.helped(problem, "if that is right, declare it:", '>', got)
            }
            _ => problem,
        }
    }

    fn helped(&self, problem: Diagnostic, help: &str, sign: char, lines: &[String]) -> Diagnostic {
        match self.paste(sign, lines) {
            Some(lines) => problem.help(format!("{help}\n{lines}")),
            None => problem,
        }
    }
}

/// The first line at which a reader would see the difference.
fn first_wrong(expected: &[String], got: &[String]) -> usize {
    let same = |(e, g): &(&String, &String)| lines_match(&[e.as_str()], &[g.as_str()]);
    expected.iter().zip(got).take_while(same).count()
}
