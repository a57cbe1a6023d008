//! One JSON object:
//!
//! ```json
//! {
//!   "version": 1,
//!   "seconds": 0.12,
//!   "chapters": [
//!     {"name": "Identity", "path": "chapters/identity.md", "snippets": 14, "checks": 30,
//!      "releases": ["3.11", "3.12"], "seconds": 0.01,
//!      "claims": [{"claim": "…", "releases": ["3.11"], "checks": 2, "place": {…}}]}
//!   ],
//!   "problems": [
//!     {"kind": "output", "message": "…", "label": "…", "releases": ["3.14"],
//!      "place": {"path": "chapters/identity.md", "line": 12, "column": 1, "start": 310, "end": 322},
//!      "also": [{"path": "…", "line": 1, "column": 1, "start": 0, "end": 4, "label": "…"}],
//!      "expected": ["3"], "got": ["4"], "notes": ["…"], "help": ["…"],
//!      "page": "writing-chapters.html#error-output"}
//!   ],
//!   "warnings": []
//! }
//! ```
//!
//! `kind` is one of [`Kind::name`](crate::diagnostic::Kind::name)'s, `line` and `column` count from
//! 1, `start` and `end` are bytes of the file. `place` is absent where a finding has none, `expected`
//! and `got` where nothing was compared. `page` is where this book says what such a finding means.
//! `warnings` have the form of `problems`, and fail nothing. A later form that drops or changes a field
//! has another `version`.

use super::{Claim, Report};
use crate::diagnostic::{Diagnostic, GUIDE};
use crate::releases::ReleaseSet;
use crate::source::Place;
use serde_json::{Value, json};

/// The whole report.
pub fn render(report: &Report<'_>) -> String {
    let chapters: Vec<Value> = report
        .chapters
        .iter()
        .map(|chapter| {
            json!({
                "name": chapter.name,
                "path": chapter.path.display().to_string(),
                "snippets": chapter.snippets,
                "checks": chapter.checks,
                "releases": names(chapter.releases),
                "seconds": chapter.took.as_secs_f64(),
                "claims": chapter.claims.iter().map(claim).collect::<Vec<_>>(),
            })
        })
        .collect();
    let findings = |of: &[Diagnostic]| of.iter().map(finding).collect::<Vec<Value>>();
    let value = json!({
        "version": 1,
        "seconds": report.took.as_secs_f64(),
        "chapters": chapters,
        "problems": findings(report.problems),
        "warnings": findings(report.warnings),
    });
    format!("{value:#}\n")
}

fn finding(problem: &Diagnostic) -> Value {
    let mut value = json!({
        "kind": problem.kind.name(),
        "message": problem.message,
        "label": problem.label,
        "releases": names(problem.releases),
        "also": problem.also.iter().map(|(at, label)| place(at, Some(label))).collect::<Vec<_>>(),
        "notes": problem.notes,
        "help": problem.help,
        "page": format!("{GUIDE}#{}", problem.kind.anchor()),
    });
    if let Some(at) = &problem.place {
        value["place"] = place(at, None);
    }
    if let Some(difference) = &problem.difference {
        value["expected"] = json!(difference.expected);
        value["got"] = json!(difference.got);
    }
    value
}

fn claim(claim: &Claim) -> Value {
    json!({
        "claim": claim.sentence,
        "releases": names(claim.releases),
        "checks": claim.checks,
        "place": place(&claim.place, None),
    })
}

fn names(releases: ReleaseSet) -> Vec<&'static str> {
    releases.iter().map(|release| release.name).collect()
}

fn place(at: &Place, label: Option<&str>) -> Value {
    let mut value = json!({
        "path": at.file.path().display().to_string(),
        "line": at.line(),
        "column": at.column(),
        "start": at.range.start,
        "end": at.range.end,
    });
    if let Some(label) = label {
        value["label"] = json!(label);
    }
    value
}
