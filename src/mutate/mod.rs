//! Does the book guard its claims?
//!
//! A sentence is guarded when a check fails as soon as it is wrong. So the model is made wrong, one
//! rule at a time, and the whole book is checked on it: if everything still holds, no check of the
//! book depends on the rule.

mod rules;

pub use rules::{RULES, Rule};

use crate::chapter::Chapter;
use crate::diagnostic::{Diagnostic, Kind};
use crate::releases::ReleaseSet;
use crate::verify;
use heap_model::release::{RELEASES, Release};

/// What came of one rule.
#[derive(Debug)]
pub struct Outcome {
    /// The rule.
    pub rule: &'static Rule,
    /// The first check that failed, and on which releases any did; none if all held.
    pub guard: Option<(Diagnostic, ReleaseSet)>,
    /// So many checks failed.
    pub failures: usize,
}

/// Checks chapters that hold on a model with this rule changed.
pub fn try_rule(rule: &'static Rule, chapters: &[Chapter]) -> Outcome {
    let changed: Vec<&'static Release> = RELEASES
        .iter()
        .map(|release| {
            let mut changed = release.clone();
            (rule.change)(&mut changed);
            // A machine keeps its release for ever; five of them for each rule are few.
            &*Box::leak(Box::new(changed))
        })
        .collect();
    let of = |release: &'static Release| {
        changed.iter().copied().find(|other| other.name == release.name).unwrap_or(release)
    };
    let verdicts = verify::verify_on(chapters, &of);
    let failed: Vec<Diagnostic> = verdicts
        .into_iter()
        .flat_map(|verdict| verdict.diagnostics)
        // A model that breaks down proves nothing about the text.
        .filter(|diagnostic| !diagnostic.kind.is_unchecked() && diagnostic.kind != Kind::Rust)
        .collect();
    let releases = failed.iter().map(|diagnostic| diagnostic.releases).collect();
    let failures = failed.len();
    Outcome { rule, guard: failed.into_iter().next().map(|first| (first, releases)), failures }
}
