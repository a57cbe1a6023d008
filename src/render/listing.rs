//! `{{#memoir no_run}}`, `{{#memoir summary}}` and `{{#memoir claims}}`: what of the book is checked, and what is not.

use super::escape::escape_markdown;
use super::snippet::{anchor, claim_anchor};
use crate::chapter::Chapter;
use crate::snippet::fact::Listing;
use crate::verify::Verdict;
use std::path::{Component, Path, PathBuf};

/// A chapter as the lists show it.
pub struct Listed<'a> {
    /// Its title.
    pub name: &'a str,
    /// Its path in the book's source folder.
    pub path: &'a Path,
    /// Its contents.
    pub chapter: &'a Chapter,
    /// What came of it.
    pub verdict: &'a Verdict,
}

/// The lines of a list, for the chapter at `index`.
pub(super) fn lines(listing: Listing, book: &[Listed<'_>], index: usize) -> Vec<String> {
    let from = book[index].path.parent().unwrap_or(Path::new(""));
    match listing {
        Listing::NoRun => no_run(book, from),
        Listing::Summary => summary(book, from),
        Listing::Claims => claims(book, from),
    }
}

fn no_run(book: &[Listed<'_>], from: &Path) -> Vec<String> {
    let mut lines = vec![];
    for listed in book {
        let reasons = listed.chapter.snippets.iter().filter_map(|s| s.words.no_run.as_ref());
        for (number, reason) in reasons.enumerate() {
            let (name, reason) = (escape_markdown(listed.name), escape_markdown(reason));
            let target = format!("{}#{}", link(from, listed.path), anchor(number + 1));
            lines.push(format!("- [{name}]({target}): {reason}"));
        }
    }
    if lines.is_empty() {
        lines.push("Every Python block of this book is run.".to_string());
    }
    lines
}

fn claims(book: &[Listed<'_>], from: &Path) -> Vec<String> {
    let mut lines = vec![];
    for listed in book {
        let proven = listed.chapter.snippets.iter().zip(&listed.verdict.evidence);
        let proven = proven.filter_map(|(s, evidence)| Some((s.words.claim.as_ref()?, evidence)));
        for (number, ((claim, _), evidence)) in proven.enumerate() {
            let (name, claim) = (escape_markdown(listed.name), escape_markdown(claim));
            let target = format!("{}#{}", link(from, listed.path), claim_anchor(number + 1));
            let checks = evidence.checks;
            lines.push(format!(
                "| [{claim}]({target}) | {name} | {} | {checks} |",
                evidence.releases
            ));
        }
    }
    if lines.is_empty() {
        return vec!["No block of this book names a claim.".to_string()];
    }
    let head = ["| claim | chapter | releases | checks |", "|---|---|---|--:|"];
    lines.splice(0..0, head.map(str::to_string));
    lines
}

fn summary(book: &[Listed<'_>], from: &Path) -> Vec<String> {
    let mut lines =
        vec!["| chapter | snippets | checks |".to_string(), "|---|--:|--:|".to_string()];
    let (mut snippets, mut checks) = (0, 0);
    for listed in book.iter().filter(|l| l.verdict.snippets() > 0 || l.verdict.facts > 0) {
        let (s, c) = (listed.verdict.snippets(), listed.verdict.checks());
        let name = escape_markdown(listed.name);
        lines.push(format!("| [{name}]({}) | {s} | {c} |", link(from, listed.path)));
        (snippets, checks) = (snippets + s, checks + c);
    }
    lines.push(format!("| the whole book | {snippets} | {checks} |"));
    lines
}

/// A Markdown link target from one folder of the book to a chapter.
pub(super) fn link(from: &Path, to: &Path) -> String {
    let mut from = from.components().peekable();
    let mut to = to.components().peekable();
    while from.peek().is_some() && from.peek() == to.peek() {
        from.next();
        to.next();
    }
    let path: PathBuf = from.map(|_| Component::ParentDir).chain(to).collect();
    let path = path.to_string_lossy().replace('\\', "/");
    path.replace(' ', "%20").replace('(', "%28").replace(')', "%29")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_between_folders() {
        assert_eq!(link(Path::new(""), Path::new("a/b.md")), "a/b.md");
        assert_eq!(link(Path::new("a"), Path::new("a/b.md")), "b.md");
        assert_eq!(link(Path::new("a/c"), Path::new("b d.md")), "../../b%20d.md");
    }
}
