//! JUnit XML: a suite for each chapter, a case for each finding, and one case for all that holds.

use super::{ChapterReport, Report, details, headline};
use crate::diagnostic::Diagnostic;

/// The whole report.
pub fn render(report: &Report<'_>) -> String {
    let failures = report.problems.iter().filter(|p| !p.kind.is_unchecked()).count();
    let errors = report.problems.len() - failures;
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"book\" tests=\"{}\" failures=\"{failures}\" errors=\"{errors}\" time=\"{:.3}\">\n",
        report.problems.len() + report.chapters.len(),
        report.took.as_secs_f64()
    );
    for chapter in &report.chapters {
        let problems: Vec<&Diagnostic> = report.problems_of(chapter).collect();
        suite(&mut text, &chapter.path.display().to_string(), Some(chapter), &problems);
    }
    let elsewhere: Vec<&Diagnostic> = report.problems_elsewhere().collect();
    if !elsewhere.is_empty() {
        suite(&mut text, "elsewhere", None, &elsewhere);
    }
    text.push_str("</testsuites>\n");
    text
}

fn suite(text: &mut String, name: &str, chapter: Option<&ChapterReport>, problems: &[&Diagnostic]) {
    let failures = problems.iter().filter(|p| !p.kind.is_unchecked()).count();
    let seconds = chapter.map_or(0.0, |chapter| chapter.took.as_secs_f64());
    text.push_str(&format!(
        "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{failures}\" errors=\"{}\" time=\"{seconds:.3}\">\n",
        escape(name),
        problems.len() + usize::from(chapter.is_some()),
        problems.len() - failures,
    ));
    if let Some(chapter) = chapter {
        text.push_str(&format!(
            "    <testcase classname=\"{}\" name=\"{} snippets, {} checks on {}\" time=\"{seconds:.3}\"/>\n",
            escape(name),
            chapter.snippets,
            chapter.checks,
            escape(&chapter.releases.to_string())
        ));
    }
    for problem in problems {
        let place = problem.place.as_ref().map(|p| p.to_string()).unwrap_or_default();
        let element = if problem.kind.is_unchecked() { "error" } else { "failure" };
        text.push_str(&format!(
            "    <testcase classname=\"{}\" name=\"{}\">\n      <{element} type=\"{}\" message=\"{}\">{}</{element}>\n    </testcase>\n",
            escape(name),
            escape(&place),
            problem.kind.name(),
            escape(&headline(problem)),
            escape(&details(problem)),
        ));
    }
    text.push_str("  </testsuite>\n");
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            // XML has no place for other control characters.
            c if c.is_control() && !matches!(c, '\n' | '\t' | '\r') => escaped.push('\u{fffd}'),
            c => escaped.push(c),
        }
    }
    escaped
}
