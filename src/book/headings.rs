//! Headings under which nothing is executed.
//!
//! A chapter that states facts and shows none of them is no evidence. Whoever writes one is told, once
//! for each chapter, and nothing fails: there are sections that have nothing to run. Such a one says
//! why, in a comment that readers do not see: `<!-- no evidence: it is about the editor -->`. Above the
//! first heading inside of it, that is for all of them. Headings that many chapters have are excused once,
//! by `no-evidence` in `book.toml`.

use crate::chapter::Chapter;
use crate::diagnostic::{Diagnostic, Kind};
use crate::snippet::fences::Fence;
use crate::verify::Verdict;
use std::ops::Range;

/// How a section says that nothing in it is to be executed.
const EXCUSE: &str = "<!-- no evidence:";

/// Whether a block is Rust: rustdoc compiles it, or it is part of a file that is compiled.
fn is_rust(text: &str, block: &Fence) -> bool {
    text[block.info.clone()].split([',', ' ']).next() == Some("rust")
}

/// The headings of a chapter without any executed evidence, in one warning; those that the book
/// excuses are not among them.
pub(super) fn unproven(
    chapter: &Chapter,
    verdict: &Verdict,
    excused: &[String],
) -> Option<Diagnostic> {
    let text = chapter.source.text();
    let ran = chapter.snippets.iter().zip(&verdict.evidence);
    let ran = ran.filter(|(_, evidence)| !evidence.releases.is_empty());
    let evidence: Vec<usize> = ran
        .map(|(snippet, _)| snippet.fence.range.start)
        .chain(chapter.facts.iter().map(|fact| fact.range.start))
        .chain(chapter.other.iter().filter(|block| is_rust(text, block)).map(|b| b.range.start))
        .chain(chapter.listings.iter().map(|listing| listing.range.start))
        .collect();
    let is_proven = |section: &Range<usize>| {
        evidence.iter().any(|at| section.contains(at)) || text[section.clone()].contains(EXCUSE)
    };
    let mut unproven = vec![];
    let mut told = 0;
    for (index, heading) in chapter.headings.iter().enumerate() {
        let rest = &chapter.headings[index + 1..];
        let end = rest.iter().find(|next| next.level <= heading.level);
        let section = heading.range.start..end.map_or(text.len(), |next| next.range.start);
        let own = section.start..rest.first().map_or(text.len(), |next| next.range.start);
        // What holds of a section holds of those in it.
        let excused = excused.contains(&heading.text);
        if section.start >= told && text[own].contains(EXCUSE) {
            told = section.end;
        } else if section.start >= told && !excused && !is_proven(&section) {
            told = section.end;
            unproven.push(heading);
        }
    }
    let (first, others) = unproven.split_first()?;
    let message = match others.len() {
        0 => format!("nothing under `{}` is executed", first.text),
        _ => {
            let names: Vec<String> = unproven.iter().map(|h| format!("`{}`", h.text)).collect();
            format!("nothing is executed under {}", names.join(", "))
        }
    };
    let place = chapter.source.place(first.range.clone());
    Some(Diagnostic::new(Kind::NoEvidence, message).at(place, ""))
}
