//! Does the book guard its claims?
//!
//! A sentence is guarded when a check fails as soon as it is wrong. So the model is made wrong, one
//! rule at a time, and the book's programs run on it: if everything still holds, no check of the book
//! depends on the rule.
//!
//! One check that notices is enough. The runs that noticed other rules come first, the others by what
//! they cost, those of the newest release before those of older ones. So a rule that is guarded is
//! done with soon, and only one that is not makes every program run.

mod rules;

pub use rules::{RULES, Rule};

use crate::chapter::Chapter;
use crate::diagnostic::{Diagnostic, Kind};
use crate::verify::{self, RunOf, Shown};
use heap_model::release::{RELEASES, Release};
use rayon::prelude::*;

/// So many runs are made side by side before it is asked whether one noticed.
const AT_ONCE: usize = 16;

/// A book and the order in which its runs are made again.
pub struct Guard<'a> {
    shown: Shown<'a>,
    order: Vec<RunOf>,
}

impl<'a> Guard<'a> {
    /// Runs the programs of chapters that hold.
    pub fn of(chapters: &'a [Chapter]) -> Guard<'a> {
        let shown = Shown::of(chapters);
        let mut order = shown.runs();
        let age = |release: &Release| RELEASES.iter().rev().position(|r| r.name == release.name);
        order.sort_by_key(|run| (age(run.release), run.cost));
        Guard { shown, order }
    }

    /// The first check that fails on a model with this rule changed; none if all hold.
    pub fn notices(&mut self, rule: &Rule) -> Option<Diagnostic> {
        let models: Vec<&'static Release> =
            RELEASES.iter().filter_map(|release| changed(rule, release)).collect();
        let model_of = |run: &RunOf| models.iter().find(|m| m.name == run.release.name).copied();
        let runs: Vec<(usize, &'static Release)> = self
            .order
            .iter()
            .enumerate()
            .filter_map(|(at, run)| Some((at, model_of(run)?)))
            .collect();
        let notices = |&(at, model): &(usize, &'static Release)| {
            let problems = self.shown.again(self.order[at], model).into_iter();
            // A model that breaks down proves nothing about the text.
            let mut proven = problems
                .filter(|problem| !problem.kind.is_unchecked() && problem.kind != Kind::Rust);
            Some((at, proven.next()?))
        };
        // Threads keep the machines that they have run, and nobody needs these again.
        let threads = verify::threads();
        let mut chunks = runs.chunks(AT_ONCE);
        let found =
            threads.install(|| chunks.find_map(|chunk| chunk.par_iter().find_map_first(notices)));
        let (at, problem) = found?;
        self.order[..=at].rotate_right(1);
        Some(problem)
    }
}

/// A release with a rule changed; none if the rule says nothing of that release.
fn changed(rule: &Rule, release: &'static Release) -> Option<&'static Release> {
    let mut changed = release.clone();
    (rule.change)(&mut changed);
    let differs = format!("{changed:?}") != format!("{release:?}");
    // Machines keep their release for ever; five of them for each rule are few.
    differs.then(|| &*Box::leak(Box::new(changed)))
}
