//! Runs that are known already.
//!
//! What a program shows depends on the model, on what is compiled, on where it is looked at, and on
//! the limits. That is the key, in full; what a chapter says that the program shows is no part of it,
//! nor is where in the chapter the program stands. A changed output is so held against the old run,
//! and a changed statement makes its program, and no other, run again.

use super::execute::{self, LIMITS, Run};
use super::program::{Program, Step};
use crate::chapter::Chapter;
use heap_model::release::Release;
use std::collections::HashMap;
use std::fmt::Write;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard};

/// What runs: this program's own version, and the layout of keys.
const ENGINE: &str = concat!(env!("CARGO_PKG_VERSION"), "/1");

/// Runs that were not asked for in so many checks are forgotten.
const KEPT_FOR: u64 = 4;

/// Runs by what they depend on.
#[derive(Debug, Default)]
pub struct Cache {
    known: Mutex<Known>,
    ran: AtomicUsize,
}

#[derive(Debug, Default)]
struct Known {
    /// The number of the check.
    now: u64,
    runs: HashMap<String, Entry>,
}

#[derive(Debug)]
struct Entry {
    run: Run,
    /// Index of the first block of the program when it ran.
    first: usize,
    asked: u64,
}

impl Cache {
    /// A cache that knows nothing.
    pub fn new() -> Cache {
        Cache::default()
    }

    /// How many programs have run so far, counted once for each release.
    pub fn ran(&self) -> usize {
        self.ran.load(Ordering::Relaxed)
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    pub(super) fn run(
        &self,
        chapter: &Chapter,
        program: &Program,
        release: &'static Release,
    ) -> Run {
        let first = first_snippet(program);
        let key = key(chapter, program, release, first);
        {
            let mut known = self.known();
            let now = known.now;
            if let Some(entry) = known.runs.get_mut(&key) {
                entry.asked = now;
                return entry.run.moved(first as isize - entry.first as isize);
            }
        }
        let run = execute::run(chapter, program, release);
        self.ran.fetch_add(1, Ordering::Relaxed);
        let mut known = self.known();
        let asked = known.now;
        known.runs.insert(key, Entry { run: run.clone(), first, asked });
        run
    }

    /// Ends a check.
    pub(super) fn forget_the_old(&self) {
        let mut known = self.known();
        let now = known.now;
        known.runs.retain(|_, entry| entry.asked + KEPT_FOR > now);
        known.now += 1;
    }
}

fn first_snippet(program: &Program) -> usize {
    let snippet = |step: &Step| match *step {
        Step::Unit { snippet, .. } => Some(snippet),
        Step::Fact { .. } => None,
    };
    program.steps.iter().find_map(snippet).unwrap_or(0)
}

/// All that a run depends on.
fn key(chapter: &Chapter, program: &Program, release: &Release, first: usize) -> String {
    let mut key = format!("{ENGINE} {:?} {} {:?}\n", LIMITS, release.name, release.version);
    for step in &program.steps {
        let _ = match *step {
            Step::Unit { snippet, unit, releases } => {
                let block = &chapter.snippets[snippet];
                let source = &block.units[unit];
                let marks: Vec<_> = block
                    .marks_of(unit)
                    .map(|(number, mark)| (number, mark.label.is_some(), mark.behind))
                    .collect();
                let asserted: Vec<_> = source
                    .assertions
                    .iter()
                    .map(|a| (a.point, a.under, &a.checks, releases_of(a)))
                    .collect();
                writeln!(
                    key,
                    "unit {} {unit} {:?} {releases:?} {} {:?} {marks:?} {asserted:?}",
                    snippet - first,
                    source.kind,
                    source.first_line,
                    source.source,
                )
            }
            Step::Fact { fact } => {
                let fact = &chapter.facts[fact];
                // A literal may be evaluated, too.
                let literal = execute::looks_like_literal(&fact.literal).then_some(&fact.literal);
                writeln!(key, "fact {:?} {literal:?} {:?}", fact.expression, fact.releases)
            }
        };
    }
    key
}

fn releases_of(
    assertion: &crate::snippet::assertion::Assertion,
) -> Vec<Option<crate::releases::ReleaseSet>> {
    assertion.expected.lines.iter().map(|line| line.releases).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::terminal;
    use crate::source::{BookPaths, Source, SourceFile};
    use crate::verify::{verify, verify_cached};
    use std::path::Path;

    fn chapter(text: &str) -> Chapter {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let paths = BookPaths { root: root.to_path_buf() };
        let file = SourceFile::new("chapters/a.md", text);
        let (source, _) = Source::expand(file, &root.join("chapters"), &paths);
        Chapter::read(source).0
    }

    /// What a reader is told of a chapter, times left out.
    fn told(chapters: &[Chapter], verdicts: Vec<crate::verify::Verdict>) -> String {
        let mut text = String::new();
        for (chapter, verdict) in chapters.iter().zip(verdicts) {
            for problem in &verdict.diagnostics {
                text.push_str(&terminal::render(problem, terminal::Terminal::NONE));
            }
            let pictures = format!("{:?}", verdict.pictures);
            writeln!(
                text,
                "{:?} {} {:?} {pictures}",
                verdict.evidence, verdict.facts, verdict.observed
            )
            .unwrap();
            writeln!(text, "{}", chapter.snippets.len()).unwrap();
        }
        text
    }

    #[test]
    fn cached_and_uncached_checks_agree() {
        let text = "# A\n\n```python\nx = []\ny = [x]\nprint(len(y))\n#> 1\n#: refcount(x) == 2\n#@ both\n```\n\n{{#py len(x) = 0}}\n\n```python,continue\nx.append(1)\nprint(x)\n#> [1]\n```\n\n```pycon\n>>> a = 1\n>>> a\n1\n#: same(a, a)\n```\n\n```python,raises=KeyError\n{}[1]\n```\n\n```python\nimport sys\nprint(sys.getsizeof(()))\n#> 40\n#[3.14+]> 48\n```\n";
        let cache = Cache::new();
        let mut before = 0;
        let mut check = |text: &str, runs: Option<usize>| {
            let chapters = [chapter(text), chapter("```python\nprint(2)\n#> 2\n```\n")];
            let cached = told(&chapters, verify_cached(&chapters, &cache));
            assert_eq!(cached, told(&chapters, verify(&chapters)), "{text}");
            if let Some(runs) = runs {
                assert_eq!(cache.ran() - before, runs, "{text}");
            }
            before = cache.ran();
        };
        check(text, Some(25));
        // Nothing that is said, and no place, is part of a key.
        check(text, Some(0));
        check(&text.replace("#> 1\n", "#> 7\n"), Some(0));
        check(&text.replace("#[3.14+]> 48", "#[3.14+]> 49"), Some(0));
        check(&format!("Text.\n\n{text}"), Some(0));
        check(&text.replace("# A\n", "# A\n\n```python\nprint(3)\n#> 3\n```\n"), Some(5));
        check(&text.replace("raises=KeyError", "raises=TypeError"), Some(0));
        check(&text.replace("#@ both", "#@ another name"), Some(0));
        // What runs, or is looked at, is.
        check(&text.replace("x.append(1)", "x.append(2)"), Some(5));
        // Lines below it move.
        check(&text.replace("#> 1\n#: ref", "#: ref"), Some(5));
        check(&text.replace("refcount(x) == 2", "refcount(x) == 3"), Some(5));
        check(&text.replace("len(x) = 0", "len(y) = 0"), Some(5));
        check(&text.replace(",continue", ""), Some(10));
        // Each line left out in its turn.
        let lines: Vec<&str> = text.lines().collect();
        for left_out in 0..lines.len() {
            let mut lines = lines.clone();
            lines.remove(left_out);
            check(&(lines.join("\n") + "\n"), None);
        }
    }
}
