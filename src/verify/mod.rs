//! Runs what a book says and holds it against what happens.
//!
//! Chapters become programs, programs run once for each release, in parallel, and what the runs show
//! is judged: every difference is a diagnostic, all of them in one go.

mod again;
mod assertions;
mod cache;
mod execute;
mod judge;
mod lookout;
mod matching;
mod pictures;
mod program;
#[cfg(test)]
mod tests;
mod wording;

pub use again::{RunOf, Shown};
pub use assertions::Value;
pub use cache::Cache;
pub use execute::{LIMITS, SCRIPT_NAME, STACK, THREAD_NAME, install_panic_hook, last_panic};
pub use judge::{Observed, ObservedOn};
pub use matching::line_matches;
pub use pictures::Picture;
pub use program::{Program, Step, programs};

use crate::chapter::Chapter;
use crate::diagnostic::{self, Diagnostic, Kind};
use crate::releases::ReleaseSet;
use execute::Run;
use heap_model::release::Release;
use rayon::prelude::*;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// How much of one snippet was checked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// The releases that it ran on; none for a block that is not run.
    pub releases: ReleaseSet,
    /// Declared outputs and exceptions, counted by statement.
    pub checks: usize,
}

/// What came of a chapter.
#[derive(Debug, Default)]
pub struct Verdict {
    /// One for each snippet.
    pub evidence: Vec<Evidence>,
    /// Facts in prose.
    pub facts: usize,
    /// What does not hold.
    pub diagnostics: Vec<Diagnostic>,
    /// What its programs took, on all releases together.
    pub took: Duration,
    /// What was shown where something does not hold.
    pub observed: Vec<Observed>,
    /// States of the heap that the chapter shows, in order.
    pub pictures: Vec<Picture>,
}

impl Verdict {
    /// How many snippets ran.
    pub fn snippets(&self) -> usize {
        self.evidence.iter().filter(|evidence| !evidence.releases.is_empty()).count()
    }

    /// How many checks were made, facts included.
    pub fn checks(&self) -> usize {
        self.evidence.iter().map(|evidence| evidence.checks).sum::<usize>() + self.facts
    }

    /// The releases that anything ran on.
    pub fn releases(&self) -> ReleaseSet {
        self.evidence.iter().map(|evidence| evidence.releases).collect()
    }
}

/// Checks chapters; gives one verdict for each.
pub fn verify(chapters: &[Chapter]) -> Vec<Verdict> {
    verify_by(chapters, &execute::run)
}

/// Checks chapters and runs only the programs that the cache does not know. What comes is what
/// [`verify`] gives.
pub fn verify_cached(chapters: &[Chapter], cache: &Cache) -> Vec<Verdict> {
    let verdicts =
        verify_by(chapters, &|chapter, program, release| cache.run(chapter, program, release));
    cache.forget_the_old();
    verdicts
}

/// Runs a program on one release.
type RunProgram<'a> = dyn Fn(&Chapter, &Program, &'static Release) -> Run + Sync + 'a;

fn verify_by(chapters: &[Chapter], run_program: &RunProgram<'_>) -> Vec<Verdict> {
    let mut verdicts: Vec<Verdict> = vec![];
    let mut programs: Vec<(usize, Program)> = vec![];
    for (index, chapter) in chapters.iter().enumerate() {
        let mut problems = vec![];
        let of_chapter = program::programs(chapter, &mut problems);
        let evidence = evidence(chapter, &of_chapter);
        problems.extend(empty_claims(chapter, &evidence));
        verdicts.push(Verdict {
            evidence,
            facts: chapter.facts.len(),
            diagnostics: problems,
            took: Duration::ZERO,
            observed: vec![],
            pictures: vec![],
        });
        programs.extend(of_chapter.into_iter().map(|program| (index, program)));
    }
    let runs = run_all(chapters, &programs, run_program);
    for ((chapter, program), of_program) in programs.iter().zip(runs) {
        let verdict = &mut verdicts[*chapter];
        verdict.took += of_program.iter().map(|run| run.took).sum::<Duration>();
        let problems = judge::judge(&chapters[*chapter], program, &of_program);
        if !problems.is_empty() {
            verdict.observed.extend(judge::observe(&chapters[*chapter], program, &of_program));
        }
        verdict.diagnostics.extend(problems);
        let diagnostics = &mut verdict.diagnostics;
        let pictures = pictures::develop(&chapters[*chapter], program, &of_program, diagnostics);
        verdict.pictures.extend(pictures);
    }
    verdicts.iter_mut().for_each(|verdict| diagnostic::sort(&mut verdict.diagnostics));
    verdicts
}

/// Runs programs, each with the index of its chapter, on all of their releases, in parallel.
fn run_all(
    chapters: &[Chapter],
    programs: &[(usize, Program)],
    run_program: &RunProgram<'_>,
) -> Vec<Vec<Run>> {
    let of_program = |index: usize| programs[index].1.releases.iter().map(move |r| (index, r));
    let jobs: Vec<_> = (0..programs.len()).flat_map(of_program).collect();
    let run = |&(index, release): &(usize, &'static Release)| {
        let (chapter, program) = &programs[index];
        run_program(&chapters[*chapter], program, release)
    };
    let mut runs: Vec<Run> = match jobs.is_empty() {
        true => vec![],
        false => machines().install(|| jobs.par_iter().map(run).collect()),
    };
    let mut rest = runs.drain(..);
    let by_program = programs.iter();
    by_program
        .map(|(_, program)| rest.by_ref().take(program.releases.iter().count()).collect())
        .collect()
}

static THREADS: AtomicUsize = AtomicUsize::new(0);

/// Runs machines on so many threads; as many as there are cores if it is 0. Only before the first
/// check does it count.
pub fn set_threads(threads: usize) {
    THREADS.store(threads, Ordering::Relaxed);
}

/// The threads that run machines. Deep recursion in a snippet must not reach the end of their stack.
fn machines() -> &'static rayon::ThreadPool {
    static POOL: OnceLock<rayon::ThreadPool> = OnceLock::new();
    POOL.get_or_init(|| {
        install_panic_hook();
        threads()
    })
}

/// New threads for machines. The machines that they keep go when they do.
pub fn threads() -> rayon::ThreadPool {
    rayon::ThreadPoolBuilder::new()
        .stack_size(STACK)
        .num_threads(THREADS.load(Ordering::Relaxed))
        .thread_name(|_| THREAD_NAME.into())
        .build()
        .expect("threads for the machines")
}

/// Blocks that name a claim and check nothing.
fn empty_claims(chapter: &Chapter, evidence: &[Evidence]) -> Vec<Diagnostic> {
    let blocks = chapter.snippets.iter().zip(evidence).filter(|(_, evidence)| evidence.checks == 0);
    let claims = blocks.filter_map(|(snippet, _)| snippet.words.claim.clone());
    let problem = |(_, place)| {
        Diagnostic::new(Kind::Contradiction, "this block proves nothing")
            .at(place, "claimed")
            .help("show an output, an exception or a heap assertion that would be false otherwise")
    };
    claims.map(problem).collect()
}

fn evidence(chapter: &Chapter, programs: &[Program]) -> Vec<Evidence> {
    let mut evidence = vec![Evidence::default(); chapter.snippets.len()];
    for step in programs.iter().flat_map(|program| &program.steps) {
        let Step::Unit { snippet, unit, releases } = step else { continue };
        let statements = &chapter.snippets[*snippet].units[*unit].statements;
        evidence[*snippet].releases = *releases;
        evidence[*snippet].checks += chapter.snippets[*snippet].units[*unit].assertions.len();
        evidence[*snippet].checks +=
            statements.iter().filter(|s| !s.expected.lines.is_empty()).count();
    }
    for (evidence, snippet) in evidence.iter_mut().zip(&chapter.snippets) {
        evidence.checks += usize::from(snippet.words.raises.is_some());
    }
    evidence
}
