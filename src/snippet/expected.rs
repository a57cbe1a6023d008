//! What a chapter says that a statement shows: the lines under it.

use crate::diagnostic::{Diagnostic, Kind};
use crate::releases::ReleaseSet;
use crate::source::Source;
use heap_model::release::Release;
use std::ops::Range;

/// What a line under a statement declares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Sign {
    /// `#> text`: a line of standard output.
    Output,
    /// `#! Type: text`: the exception that ends the block.
    Exception,
    /// `#: refcount(x) == 2`: something about the heap, in an [`Assertion`](super::assertion).
    Assertion,
}

/// One declared line.
#[derive(Clone, Debug)]
pub struct ExpectedLine {
    /// What it declares.
    pub sign: Sign,
    /// The releases of a `#[3.14+]>` line; a plain line has none.
    pub releases: Option<ReleaseSet>,
    /// The text, in which `[..]` is any text; `...` alone is any number of lines.
    pub text: String,
    /// What stands before its sign; only an assertion may be indented.
    pub indentation: String,
    /// The whole line in the expanded chapter.
    pub range: Range<usize>,
}

/// All lines under one statement, in order.
#[derive(Clone, Debug, Default)]
pub struct Expected {
    /// In the order of the chapter.
    pub lines: Vec<ExpectedLine>,
}

/// What is expected of a statement on one release.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExpectedOn<'a> {
    /// Standard output while it runs; with what is printed at exit, if no exception is expected.
    pub output: Vec<&'a str>,
    /// The exception, as the last lines of a traceback show it.
    pub exception: Vec<&'a str>,
    /// Standard output after the exception, while the interpreter exits.
    pub at_exit: Vec<&'a str>,
}

impl Expected {
    /// The lines that hold on a release: its own, or else the plain ones.
    pub fn on(&self, release: &'static Release) -> ExpectedOn<'_> {
        let own = |sign| {
            let is_own = |line: &&ExpectedLine| {
                line.sign == sign && line.releases.is_some_and(|r| r.contains(release))
            };
            self.lines.iter().find(is_own).map(|line| line.releases).unwrap_or(None)
        };
        let (output, exception) = (own(Sign::Output), own(Sign::Exception));
        self.select(output, exception)
    }

    /// The plain lines, whatever the releases' own say.
    pub fn plain(&self) -> ExpectedOn<'_> {
        self.select(None, None)
    }

    fn select(&self, output: Option<ReleaseSet>, exception: Option<ReleaseSet>) -> ExpectedOn<'_> {
        let mut on = ExpectedOn::default();
        for line in &self.lines {
            match line.sign {
                Sign::Output if line.releases != output => {}
                Sign::Exception if line.releases != exception => {}
                Sign::Assertion => {}
                Sign::Exception => on.exception.push(&line.text),
                Sign::Output if on.exception.is_empty() => on.output.push(&line.text),
                Sign::Output => on.at_exit.push(&line.text),
            }
        }
        on
    }

    /// The sets that lines of that sign name, in order, each once.
    pub fn declared(&self, sign: Sign) -> Vec<ReleaseSet> {
        let mut sets = vec![];
        for set in
            self.lines.iter().filter(|line| line.sign == sign).filter_map(|line| line.releases)
        {
            if !sets.contains(&set) {
                sets.push(set);
            }
        }
        sets
    }

    /// The bytes from the first line to the last.
    pub fn range(&self) -> Option<Range<usize>> {
        Some(self.lines.first()?.range.start..self.lines.last()?.range.end)
    }

    /// Lines that can't all hold, given the releases that the block runs on.
    pub fn contradictions(&self, releases: ReleaseSet, source: &Source) -> Vec<Diagnostic> {
        let mut problems = vec![];
        for sign in [Sign::Output, Sign::Exception, Sign::Assertion] {
            self.contradictions_of(sign, releases, source, &mut problems);
        }
        problems
    }

    fn contradictions_of(
        &self,
        sign: Sign,
        releases: ReleaseSet,
        source: &Source,
        problems: &mut Vec<Diagnostic>,
    ) {
        let of = |set: Option<ReleaseSet>| {
            let lines: Vec<_> =
                self.lines.iter().filter(|l| l.sign == sign && l.releases == set).collect();
            let texts: Vec<_> = lines.iter().map(|l| l.text.as_str()).collect();
            (lines.first().map(|l| source.place(l.range.clone())), texts)
        };
        let sets = self.declared(sign);
        let (plain_place, plain_texts) = of(None);
        for (index, set) in sets.iter().enumerate() {
            let (place, texts) = of(Some(*set));
            let place = place.expect("a set comes from a line");
            if set.and(releases).is_empty() {
                problems.push(
                    Diagnostic::new(
                        Kind::Contradiction,
                        format!("this block does not run on {set}"),
                    )
                    .at(place, format!("it runs on {releases}"))
                    .help("delete the line, or widen the fence's `release=`"),
                );
                continue;
            }
            for other in &sets[..index] {
                let (other_place, other_texts) = of(Some(*other));
                let other_place = other_place.expect("a set comes from a line");
                let both = set.and(*other);
                if !both.is_empty() {
                    problems.push(
                        Diagnostic::new(
                            Kind::Contradiction,
                            format!("two declarations for {both} under one statement"),
                        )
                        .at(place.clone(), "this one")
                        .also(other_place, "and this one")
                        .help("let each release be in one set only"),
                    );
                } else if texts == other_texts && set.or(*other).notations().len() == 1 {
                    problems.push(
                        Diagnostic::new(
                            Kind::Contradiction,
                            format!("the lines for {set} and those for {other} are the same"),
                        )
                        .at(place.clone(), "this text")
                        .also(other_place, "and this one are the same")
                        .help(format!(
                            "declare it once: {}",
                            set.or(*other)
                                .notations()
                                .iter()
                                .map(|n| format!("`#[{n}]`"))
                                .collect::<Vec<_>>()
                                .join(" and ")
                        )),
                    );
                }
            }
            if texts == plain_texts {
                problems.push(
                    Diagnostic::new(
                        Kind::Contradiction,
                        format!("the lines for {set} are the same as the plain ones"),
                    )
                    .at(place, "declared to differ, and do not")
                    .help("delete these lines"),
                );
            }
        }
        let covered: ReleaseSet = sets.into_iter().collect();
        if let Some(place) = plain_place
            && releases.without(covered).is_empty()
        {
            problems.push(
                Diagnostic::new(Kind::Contradiction, "no release is left for these plain lines")
                    .at(place, format!("{releases} each have lines of their own"))
                    .help("delete the plain lines, or one of the others"),
            );
        }
    }
}

/// What a comment turned out to be.
pub(super) enum Reading {
    /// An ordinary comment.
    Comment,
    /// A declared line.
    Line { sign: Sign, releases: Option<ReleaseSet>, text: String },
    /// A mark with its label.
    Mark(String),
    /// Meant as one, and not readable as one; or not checkable yet. Message and help.
    Problem(Kind, String, String),
}

/// Reads a comment, from its `#` on.
pub(super) fn read_comment(comment: &str, first_line: bool) -> Reading {
    let problem = |message: &str, help: &str| {
        Reading::Problem(Kind::Expectation, message.into(), help.into())
    };
    let rest = &comment[1..];
    if let Some(spec) = rest.strip_prefix('[') {
        let Some((spec, rest)) = spec.split_once(']') else { return Reading::Comment };
        if !rest.trim_start().starts_with(['>', '!', ':', '@']) {
            return Reading::Comment;
        }
        return match ReleaseSet::parse(spec) {
            Ok(releases) => read_sign(rest, Some(releases), "#[…]"),
            Err(why) => {
                problem(&why, "write `#[3.14]> text`, `#[3.12+]> text` or `#[3.11-3.13]> text`")
            }
        };
    }
    if first_line && rest.starts_with("!/") {
        return Reading::Comment;
    }
    let near = rest.trim_start();
    if near.len() < rest.len() && (near == ">" || near.starts_with("> "))
        || rest.starts_with("=>")
        || rest.starts_with("->")
    {
        return problem(
            "this looks like an expected output",
            "write `#> text`, without a space between `#` and `>`",
        );
    }
    match rest.bytes().next() {
        Some(b'>' | b'!' | b':' | b'@') => read_sign(rest, None, "#"),
        _ => Reading::Comment,
    }
}

fn read_sign(rest: &str, releases: Option<ReleaseSet>, before: &str) -> Reading {
    let problem =
        |message: &str, help: String| Reading::Problem(Kind::Expectation, message.into(), help);
    let trimmed = rest.trim_start();
    if trimmed.len() < rest.len() {
        let sign = &trimmed[..1];
        return problem("a space stands where none can", format!("write `{before}{sign} …`"));
    }
    let (sign, text) = trimmed.split_at(1);
    if sign == "@" {
        return read_mark(text, releases.is_some());
    }
    let text = match text.strip_prefix(' ') {
        Some(text) => text.trim_end(),
        None if text.is_empty() && sign == ">" => "",
        None if text.is_empty() && sign == ":" => {
            return problem("what is asserted?", format!("write `{before}: refcount(x) == 2`"));
        }
        None if text.is_empty() => {
            return problem("which exception?", format!("write `{before}! TypeError: text`"));
        }
        None => {
            return problem(
                "a space is missing",
                format!("write `{before}{sign} {}`", text.trim()),
            );
        }
    };
    let sign = match sign {
        ">" => Sign::Output,
        ":" => Sign::Assertion,
        _ => Sign::Exception,
    };
    Reading::Line { sign, releases, text: text.to_string() }
}

fn read_mark(text: &str, for_releases: bool) -> Reading {
    let problem = |message: &str, help: &str| {
        Reading::Problem(Kind::Expectation, message.into(), help.into())
    };
    if for_releases {
        return problem("a mark is for all releases", "write `#@ label`");
    }
    match text.strip_prefix(' ').map(str::trim) {
        Some(label) if !label.is_empty() => Reading::Mark(label.to_string()),
        _ => problem("what is the picture called?", "write `#@ label`"),
    }
}

/// Whether a text begins as the last line of a traceback does: `ValueError` or `ValueError: text`.
pub(super) fn names_exception(text: &str) -> bool {
    let class = text.split(':').next().unwrap_or("");
    let last = class.rsplit('.').next().unwrap_or("");
    let is_identifier =
        |part: &str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '_');
    class.split('.').all(is_identifier) && last.starts_with(|c: char| c.is_alphabetic() || c == '_')
}
