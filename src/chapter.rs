//! A chapter as it is read: its text, its Python blocks, and its facts.

use crate::diagnostic::{Diagnostic, Kind};
use crate::snippet::fact::{self, Directives, Fact, ListingDirective, PictureDirective};
use crate::snippet::fences::{self, Fence, Heading};
use crate::snippet::mark::Mark;
use crate::snippet::{Snippet, words};
use crate::source::Source;

/// A chapter that has been read, and not yet run.
#[derive(Debug)]
pub struct Chapter {
    /// The expanded text.
    pub source: Source,
    /// Its Python blocks, in order.
    pub snippets: Vec<Snippet>,
    /// Its facts in prose, in order.
    pub facts: Vec<Fact>,
    /// The lists that it asks for.
    pub listings: Vec<ListingDirective>,
    /// Its code blocks in other languages, in order.
    pub other: Vec<Fence>,
    /// Its headings, in order.
    pub headings: Vec<Heading>,
}

impl Chapter {
    /// Reads an expanded text. Everything that can't be read is a diagnostic.
    pub fn read(source: Source) -> (Chapter, Vec<Diagnostic>) {
        let (fences, regions, mut problems) = fences::find(&source);
        let (mut snippets, mut other) = (vec![], vec![]);
        for fence in fences {
            match words::parse(&source, fence.info.clone(), &mut problems) {
                Some(words) => snippets.push(Snippet::read(fence, words, &source, &mut problems)),
                None => other.push(fence),
            }
        }
        let Directives { facts, listings, pictures } = fact::find(&source, &regions, &mut problems);
        for PictureDirective { range, subject } in pictures {
            let above = snippets.iter_mut().rev().filter(|s| s.fence.range.start < range.start);
            let Some(snippet) = { above }.find(|snippet| !snippet.units.is_empty()) else {
                problems.push(
                    Diagnostic::new(Kind::Directive, "a picture with no program above it")
                        .at(source.place(range), "")
                        .help("a picture shows the state that the last block above it left"),
                );
                continue;
            };
            let unit = snippet.units.len() - 1;
            let (label, behind) = (None, None);
            snippet.marks.push(Mark { label, subject, range, in_prose: true, unit, behind });
        }
        let headings = regions.into_headings();
        (Chapter { source, snippets, facts, listings, other, headings }, problems)
    }
}
