//! Turns a checked chapter into what a renderer gets.
//!
//! For HTML each Python block becomes one HTML block: code, outputs set apart from it, and a quiet
//! line that says what was verified. Nothing of it needs a script; mdBook's own scripts add colours,
//! the copy button and the eye for hidden lines. Every other renderer gets the Markdown as it is
//! written, which reads well unrendered.

mod escape;
mod failure;
mod listing;
mod picture;
mod snippet;
#[cfg(test)]
mod tests;

pub use listing::Listed;

use crate::chapter::Chapter;
use crate::diagnostic::{Diagnostic, GUIDE};
use crate::snippet::fact::Fact;
use crate::snippet::fences::prefix_of;
use crate::verify::{Picture, Verdict};
use escape::{escape_html, escape_markdown};
use failure::Failures;
use std::ops::Range;
use std::path::Path;

/// A stretch of a chapter's text, and what stands there instead.
pub type Edit = (Range<usize>, String);

/// What the text is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// mdBook's HTML renderer.
    Html,
    /// Everything else.
    Markdown,
}

/// The chapter's text with its blocks, facts and lists rendered.
///
/// `book` is every chapter of the book, for the lists; `index` is this chapter's place in it; `edits`
/// are further stretches to replace. What of `problems` is about this chapter is shown at its place;
/// a book for readers has none.
pub fn render(
    book: &[Listed<'_>],
    index: usize,
    target: Target,
    problems: &[Diagnostic],
    mut edits: Vec<Edit>,
) -> String {
    let Listed { chapter, verdict, .. } = &book[index];
    let failures = Failures::of(chapter, problems, way_to_guide(book, index));
    if target == Target::Html {
        edits.extend(snippets(chapter, verdict, &failures));
    }
    edits.extend(chapter.facts.iter().enumerate().map(|(number, fact)| {
        let failures = failures.of_fact(number);
        (fact.range.clone(), render_fact(fact, target, failures))
    }));
    if let Some(elsewhere) = failures.elsewhere() {
        edits.push((0..0, elsewhere));
    }
    for (picture, range) in
        verdict.pictures.iter().filter_map(|p| Some((p, p.in_place_of.clone()?)))
    {
        let text = match target {
            Target::Html => picture::html(picture, verdict.evidence[picture.snippet].releases),
            Target::Markdown => picture::markdown(picture),
        };
        let prefix = prefix_of(chapter.source.text(), range.start);
        edits.push((range, text.replace('\n', &format!("\n{prefix}"))));
    }
    for directive in &chapter.listings {
        let prefix = prefix_of(chapter.source.text(), directive.range.start);
        let lines = listing::lines(directive.listing, book, index);
        edits.push((directive.range.clone(), lines.join(&format!("\n{prefix}"))));
    }
    edits.sort_by_key(|(range, _)| range.start);
    apply(chapter.source.text(), edits)
}

/// The way from a page to [`GUIDE`], if the book has it.
fn way_to_guide(book: &[Listed<'_>], index: usize) -> Option<String> {
    let guide = Path::new(GUIDE);
    let has_guide = book.iter().any(|chapter| chapter.path.with_extension("html") == guide);
    let folder = book[index].path.parent().unwrap_or(Path::new(""));
    has_guide.then(|| listing::link(folder, guide))
}

/// Replaces stretches, which must be in order and apart.
fn apply(text: &str, edits: Vec<Edit>) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let mut copied = 0;
    for (range, new) in edits {
        out.push_str(&text[copied..range.start]);
        out.push_str(&new);
        copied = range.end;
    }
    out.push_str(&text[copied..]);
    out
}

fn snippets(chapter: &Chapter, verdict: &Verdict, failures: &Failures<'_>) -> Vec<Edit> {
    let text = chapter.source.text();
    let (mut not_run, mut claims) = (0, 0);
    let pairs = chapter.snippets.iter().zip(&verdict.evidence);
    let render = |(index, (snippet, evidence)): (usize, (&crate::snippet::Snippet, _))| {
        not_run += usize::from(snippet.words.no_run.is_some());
        claims += usize::from(snippet.words.claim.is_some());
        let number = if snippet.words.no_run.is_some() { not_run } else { claims };
        let under = |p: &&Picture| p.snippet == index && p.in_place_of.is_none();
        let pictures = verdict.pictures.iter().filter(under);
        let pictures: Vec<&Picture> = pictures.collect();
        let mut html = snippet::html(
            snippet,
            evidence,
            &pictures,
            number,
            failures.of_snippet(index),
            failures.guide.as_deref(),
        );
        // An HTML block ends at an empty line only.
        let behind = text[snippet.fence.range.end..].trim_start_matches([' ', '\t', '\r']);
        let next_line = behind.strip_prefix('\n').map(|rest| rest.lines().next().unwrap_or(""));
        if next_line.is_some_and(|line| !line.trim_matches([' ', '\t', '>']).is_empty()) {
            html.push('\n');
            html.push_str(snippet.fence.prefix.trim_end());
        }
        (snippet.fence.range.clone(), html)
    };
    pairs.enumerate().map(render).collect()
}

fn render_fact(fact: &Fact, target: Target, failures: &[&Diagnostic]) -> String {
    let bar = |text: String| if fact.in_table { text.replace('|', "\\|") } else { text };
    if fact.in_code {
        return bar(fact.literal.clone());
    }
    let literal = escape_markdown(&fact.literal);
    match target {
        Target::Html if !failures.is_empty() => {
            let title = escape_html(&failure::brief(failures)).replace('|', "&#124;");
            format!("<span class=\"memoir-fact memoir-false\" title=\"{title}\">{literal}</span>")
        }
        Target::Html => {
            let title = escape_html(&fact.expression).replace('|', "&#124;");
            format!("<span class=\"memoir-fact\" title=\"{title}\">{literal}</span>")
        }
        Target::Markdown => literal,
    }
}
