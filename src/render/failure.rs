//! What does not hold, on the page where it is said. Only somebody who works on the book sees it:
//! a book for readers is not built from false chapters.

use super::escape::escape_html;
use crate::chapter::Chapter;
use crate::diagnostic::Diagnostic;
use crate::releases::ReleaseSet;
use crate::source::Place;
use std::ops::Range;
use std::sync::Arc;

/// A finding about a block.
pub(super) struct Failure<'a> {
    /// The finding.
    pub(super) problem: &'a Diagnostic,
    /// The lines of the block that it is about.
    pub(super) lines: Range<usize>,
}

/// The findings about one chapter.
pub(super) struct Failures<'a> {
    snippets: Vec<Vec<Failure<'a>>>,
    facts: Vec<Vec<&'a Diagnostic>>,
    elsewhere: Vec<&'a Diagnostic>,
    /// The way to the page that says what they mean, if the book has it.
    pub(super) guide: Option<String>,
}

impl<'a> Failures<'a> {
    /// Finds what each of the findings is about. A place in an included file is on each page that
    /// includes it; what is in no block and no fact stands above the text.
    pub(super) fn of(
        chapter: &Chapter,
        problems: &'a [Diagnostic],
        guide: Option<String>,
    ) -> Failures<'a> {
        let mut failures = Failures {
            snippets: chapter.snippets.iter().map(|_| vec![]).collect(),
            facts: chapter.facts.iter().map(|_| vec![]).collect(),
            elsewhere: vec![],
            guide,
        };
        if problems.is_empty() {
            return failures;
        }
        let source = &chapter.source;
        let is_here = |problem: &&Diagnostic| {
            let place = problem.place.as_ref();
            place.is_some_and(|place| source.files().any(|file| Arc::ptr_eq(file, &place.file)))
        };
        for problem in problems.iter().filter(is_here) {
            let place = problem.place.as_ref().expect("it is here");
            let holds = |range: Range<usize>| touches(&source.place(range), place);
            if let Some(fact) = chapter.facts.iter().position(|fact| holds(fact.range.clone())) {
                failures.facts[fact].push(problem);
                continue;
            }
            let block = chapter.snippets.iter().position(|s| {
                holds(s.fence.range.start..s.fence.info.end)
                    || s.fence.lines.iter().any(|line| holds(line.range()))
            });
            let Some(block) = block else {
                failures.elsewhere.push(problem);
                continue;
            };
            let lines = &chapter.snippets[block].fence.lines;
            let about = |line: &crate::snippet::fences::Line| holds(line.range());
            let first = lines.iter().position(about).unwrap_or(0);
            let last = lines.iter().rposition(about).map_or(0, |last| last + 1);
            failures.snippets[block].push(Failure { problem, lines: first..last });
        }
        failures
    }

    /// Those about a block.
    pub(super) fn of_snippet(&self, index: usize) -> &[Failure<'a>] {
        &self.snippets[index]
    }

    /// Those about a fact.
    pub(super) fn of_fact(&self, index: usize) -> &[&'a Diagnostic] {
        &self.facts[index]
    }

    /// Those about neither, and those about facts, as HTML above the chapter's text.
    pub(super) fn elsewhere(&self) -> Option<String> {
        let all = self.facts.iter().flatten().chain(&self.elsewhere);
        let all: Vec<String> = all.map(|problem| html(problem, self.guide.as_deref())).collect();
        (!all.is_empty()).then(|| format!("{}\n\n", all.join("\n")))
    }
}

fn touches(a: &Place, b: &Place) -> bool {
    let end = |place: &Place| place.range.end.max(place.range.start + 1);
    Arc::ptr_eq(&a.file, &b.file) && a.range.start < end(b) && b.range.start < end(a)
}

/// Findings in one line.
pub(super) fn brief(problems: &[&Diagnostic]) -> String {
    let one = |problem: &&Diagnostic| match problem.label.is_empty() {
        true => problem.message.clone(),
        false => format!("{}: {}", problem.message, problem.label),
    };
    problems.iter().map(one).collect::<Vec<_>>().join("; ").replace('\n', " ")
}

/// A finding as one block of HTML, without an empty line in it. `guide` is the way to the page that says
/// what it means, if the book has it.
pub(super) fn html(problem: &Diagnostic, guide: Option<&str>) -> String {
    let mut html = String::from("<div class=\"memoir-failure\" role=\"alert\"><p>");
    html.push_str(&escape_html(&brief(&[problem])));
    if !problem.releases.is_empty() && problem.releases != ReleaseSet::ALL {
        html.push_str(&format!(" <span>on {}</span>", problem.releases));
    }
    if let Some(place) = &problem.place {
        html.push_str(&format!(" <code>{}</code>", escape_html(&place.to_string())));
    }
    if let Some(guide) = guide {
        html.push_str(&format!(" <a href=\"{guide}#{}\">more</a>", problem.kind.anchor()));
    }
    html.push_str("</p>");
    let mut pre: Vec<String> = vec![];
    if let Some(difference) = &problem.difference {
        let line = |tag: &str, sign: &str, text: &String| {
            format!("<{tag}>{sign} {}</{tag}>", escape_html(text))
        };
        pre.extend(difference.expected.iter().map(|text| line("del", "-", text)));
        pre.extend(difference.got.iter().map(|text| line("ins", "+", text)));
    }
    for text in problem.notes.iter().chain(&problem.help) {
        pre.extend(text.lines().map(escape_html));
    }
    if !pre.is_empty() {
        let filled = pre.iter().map(|line| if line.is_empty() { "<span></span>" } else { line });
        let text: Vec<&str> = filled.collect();
        html.push_str(&format!("<pre>{}</pre>", text.join("\n")));
    }
    html.push_str("</div>");
    html
}
