//! A chapter as it is read: its text, its Python blocks, and its facts.

use crate::diagnostic::Diagnostic;
use crate::snippet::fact::{self, Fact, ListingDirective};
use crate::snippet::fences::{self, Fence, Heading};
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
        let (facts, listings) = fact::find(&source, &regions, &mut problems);
        let headings = regions.into_headings();
        (Chapter { source, snippets, facts, listings, other, headings }, problems)
    }
}
