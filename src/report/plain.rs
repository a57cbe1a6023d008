//! `file:line:column: message`, one line for each finding, as editors read it.

use super::{Report, headline};

/// All findings.
pub fn render(report: &Report<'_>) -> String {
    let mut text = String::new();
    for problem in report.problems.iter().chain(report.warnings) {
        let warning = if problem.kind.is_warning() { "warning: " } else { "" };
        let line = format!("{warning}{}", headline(problem));
        match &problem.place {
            Some(place) => text.push_str(&format!("{place}: {line}\n")),
            None => text.push_str(&format!("{line}\n")),
        }
    }
    text
}
