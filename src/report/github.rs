//! Workflow commands that GitHub shows as annotations at their lines
//! (docs.github.com, "Workflow commands for GitHub Actions").

use super::{Report, details, headline};

/// All findings.
pub fn render(report: &Report<'_>) -> String {
    let mut text = String::new();
    for problem in report.problems.iter().chain(report.warnings) {
        let mut properties = vec![];
        if let Some(place) = &problem.place {
            let end = place.file.line_of(place.range.end.max(place.range.start));
            properties.push(format!("file={}", property(&place.file.path().display().to_string())));
            properties.push(format!("line={}", place.line()));
            properties.push(format!("endLine={}", end.max(place.line())));
            properties.push(format!("col={}", place.column()));
        }
        properties.push(format!("title={}", property(problem.kind.name())));
        let message = format!("{}\n{}", headline(problem), details(problem));
        let level = if problem.kind.is_warning() { "warning" } else { "error" };
        let properties = properties.join(",");
        text.push_str(&format!("::{level} {properties}::{}\n", data(message.trim_end())));
    }
    text
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
