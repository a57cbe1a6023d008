//! How much of each chapter was checked, as a table.

use super::Report;

/// One line for each chapter, and a head.
pub fn render(report: &Report<'_>) -> String {
    let width = report.chapters.iter().map(|c| c.name.chars().count()).max().unwrap_or(0).max(7);
    let mut text = format!(
        "{:width$}  {:>8}  {:>6}  {:>8}  {:>7}  releases\n",
        "chapter", "snippets", "checks", "problems", "ms"
    );
    for chapter in &report.chapters {
        text.push_str(&format!(
            "{:width$}  {:>8}  {:>6}  {:>8}  {:>7.1}  {}\n",
            chapter.name,
            chapter.snippets,
            chapter.checks,
            report.problems_of(chapter).count(),
            chapter.took.as_secs_f64() * 1000.0,
            chapter.releases,
        ));
    }
    text
}
