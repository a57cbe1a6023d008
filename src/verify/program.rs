//! Which blocks of a chapter make one program, and on which releases it runs.

use crate::chapter::Chapter;
use crate::diagnostic::{Diagnostic, Kind};
use crate::releases::ReleaseSet;

/// What one machine runs from its start to its exit.
#[derive(Clone, Debug)]
pub struct Program {
    /// The releases that it runs on.
    pub releases: ReleaseSet,
    /// What happens, in order.
    pub steps: Vec<Step>,
}

/// One thing that a program does.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    /// Runs a compile unit.
    Unit {
        /// Index of the chapter's snippet.
        snippet: usize,
        /// Index of the snippet's unit.
        unit: usize,
        /// The releases that the block is for.
        releases: ReleaseSet,
    },
    /// Evaluates a fact.
    Fact {
        /// Index of the chapter's fact.
        fact: usize,
    },
}

/// Puts a chapter's blocks and facts into programs.
pub fn programs(chapter: &Chapter, problems: &mut Vec<Diagnostic>) -> Vec<Program> {
    let source = &chapter.source;
    let mut programs: Vec<Program> = vec![];
    let mut facts = chapter.facts.iter().enumerate().peekable();
    for (index, snippet) in chapter.snippets.iter().enumerate() {
        while let Some((fact, _)) =
            facts.next_if(|(_, f)| f.range.start < snippet.fence.range.start)
        {
            add_fact(chapter, fact, programs.last_mut(), problems);
        }
        let words = &snippet.words;
        if words.no_run.is_some() {
            continue;
        }
        let own = words.releases.as_ref().map(|(releases, _)| *releases);
        let releases = match (&words.continues, programs.last()) {
            (Some(place), None) => {
                problems.push(
                    Diagnostic::new(Kind::Fence, "there is no block to continue")
                        .at(place.clone(), "no block of this chapter runs above this one")
                        .help("leave `continue` out"),
                );
                own.unwrap_or(ReleaseSet::ALL)
            }
            (Some(_), Some(program)) => {
                let releases = own.unwrap_or(program.releases);
                if let Some((own, place)) = &words.releases
                    && let missing = own.without(program.releases)
                    && !missing.is_empty()
                {
                    problems.push(
                        Diagnostic::new(
                            Kind::Contradiction,
                            format!(
                                "the program that this block continues does not run on {missing}"
                            ),
                        )
                        .at(place.clone(), format!("it runs on {}", program.releases))
                        .help("narrow `release=` here, or widen it on the program's first block"),
                    );
                }
                releases.and(program.releases)
            }
            (None, _) => own.unwrap_or(ReleaseSet::ALL),
        };
        if words.continues.is_none() || programs.is_empty() {
            programs.push(Program { releases, steps: vec![] });
        }
        for (unit_index, unit) in snippet.units.iter().enumerate() {
            let lines = unit.statements.iter().map(|statement| &statement.expected);
            for expected in lines.chain(unit.assertions.iter().map(|a| &a.expected)) {
                problems.extend(expected.contradictions(releases, source));
            }
            let step = Step::Unit { snippet: index, unit: unit_index, releases };
            programs.last_mut().expect("pushed above").steps.push(step);
        }
    }
    for (fact, _) in facts {
        add_fact(chapter, fact, programs.last_mut(), problems);
    }
    programs
}

fn add_fact(
    chapter: &Chapter,
    fact: usize,
    program: Option<&mut Program>,
    problems: &mut Vec<Diagnostic>,
) {
    match program {
        Some(program) => program.steps.push(Step::Fact { fact }),
        None => problems.push(
            Diagnostic::new(Kind::Directive, "a fact with no program above it")
                .at(chapter.source.place(chapter.facts[fact].range.clone()), "")
                .help("a fact is evaluated in the state that the last block above it left"),
        ),
    }
}
