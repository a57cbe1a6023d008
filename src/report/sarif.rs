//! SARIF 2.1.0, the form that code scanning takes.

use super::{Report, details, headline};
use crate::diagnostic::Kind;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The whole report.
pub fn render(report: &Report<'_>) -> String {
    let all = || report.problems.iter().chain(report.warnings);
    let kinds: BTreeSet<Kind> = all().map(|p| p.kind).collect();
    let rule = |kind: &Kind| json!({ "id": kind.name(), "help": { "text": kind.hint() } });
    let rules: Vec<Value> = kinds.iter().map(rule).collect();
    let results: Vec<Value> = all()
        .map(|problem| {
            let text = format!("{}\n{}", headline(problem), details(problem));
            let mut result = json!({
                "ruleId": problem.kind.name(),
                "level": if problem.kind.is_unchecked() || problem.kind.is_warning() { "warning" } else { "error" },
                "message": { "text": text.trim_end() },
            });
            if let Some(place) = &problem.place {
                let path = place.file.path().display().to_string().replace('\\', "/");
                result["locations"] = json!([{
                    "physicalLocation": {
                        "artifactLocation": { "uri": path },
                        "region": { "startLine": place.line(), "startColumn": place.column() },
                    }
                }]);
            }
            result
        })
        .collect();
    let value = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "mdbook-memoir",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            } },
            "results": results,
        }],
    });
    format!("{value:#}\n")
}
