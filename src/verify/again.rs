//! Single runs of a book, made again on a model that is not quite its release.

use super::execute::{self, Run, StepOutcome};
use super::program::{self, Program};
use super::{judge, pictures, run_all};
use crate::chapter::Chapter;
use crate::diagnostic::Diagnostic;
use heap_model::release::Release;

/// A book's programs, each with what it showed on each of its releases.
pub struct Shown<'a> {
    chapters: &'a [Chapter],
    /// Index of the chapter, and the program.
    programs: Vec<(usize, Program)>,
    /// By program.
    runs: Vec<Vec<Run>>,
}

/// One program on one release.
#[derive(Clone, Copy, Debug)]
pub struct RunOf {
    program: usize,
    /// Index among the program's runs.
    index: usize,
    /// The release.
    pub release: &'static Release,
    /// Instructions that it took.
    pub cost: u64,
}

impl<'a> Shown<'a> {
    /// Runs all programs of chapters.
    pub fn of(chapters: &'a [Chapter]) -> Shown<'a> {
        let programs = chapters.iter().enumerate().flat_map(|(index, chapter)| {
            // What the chapter's text alone gives away has been told.
            let of_chapter = program::programs(chapter, &mut vec![]);
            of_chapter.into_iter().map(move |program| (index, program))
        });
        let programs: Vec<_> = programs.collect();
        let runs = run_all(chapters, &programs, &execute::run);
        Shown { chapters, programs, runs }
    }

    /// All runs.
    pub fn runs(&self) -> Vec<RunOf> {
        let of_program = |(program, runs): (usize, &Vec<Run>)| {
            let of = |(index, run): (usize, &Run)| RunOf {
                program,
                index,
                release: run.release,
                cost: cost(run),
            };
            runs.iter().enumerate().map(of).collect::<Vec<_>>()
        };
        self.runs.iter().enumerate().flat_map(of_program).collect()
    }

    /// What does not hold when that run is made on another model of its release, and the others of its
    /// program are as they were.
    pub fn again(&self, which: RunOf, model: &'static Release) -> Vec<Diagnostic> {
        let (chapter, program) = &self.programs[which.program];
        let chapter = &self.chapters[*chapter];
        let mut runs = self.runs[which.program].clone();
        runs[which.index] = execute::run(chapter, program, model);
        let mut problems = judge::judge(chapter, program, &runs);
        pictures::develop(chapter, program, &runs, &mut problems);
        problems
    }
}

fn cost(run: &Run) -> u64 {
    let of_step = |step: &StepOutcome| match step {
        StepOutcome::Unit(outcome) => outcome.instructions,
        StepOutcome::Skipped | StepOutcome::Fact { .. } => 0,
    };
    run.steps.iter().map(of_step).sum()
}
