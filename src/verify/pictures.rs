//! Taking the pictures that a chapter asks for while its programs run.

use super::execute::Run;
use super::program::{Program, Step};
use crate::chapter::Chapter;
use crate::diagnostic::{Diagnostic, Kind};
use crate::releases::ReleaseSet;
use crate::snippet::Snippet;
use crate::snippet::mark::Subject;
use heap_view::{Growth, Names, Pools, Recorder, View};
use python_vm::{Machine, WatchPoint};
use std::ops::Range;

/// The most pictures that one mark gives, when control passes it so often.
const MOST_PASSES: usize = 6;

/// The heap at a mark, on one release.
#[derive(Clone, Debug)]
pub struct Taken {
    /// Indices of the snippet and of its mark.
    pub mark: (usize, usize),
    /// The heap there; none from the seventh time on.
    pub state: Option<View>,
}

/// What the page shows for one passing of a mark.
#[derive(Clone, Debug)]
pub struct Picture {
    /// Index of the snippet.
    pub snippet: usize,
    /// What it is called.
    pub label: Option<String>,
    /// The heap, newest releases first; releases on which it is the same are together, with the state
    /// of the newest.
    pub on: Vec<(ReleaseSet, View)>,
    /// Where it stands instead of a directive in prose; none for one under its block.
    pub in_place_of: Option<Range<usize>>,
    /// How many more times control passed the mark, without pictures.
    pub more: usize,
}

/// Takes the pictures of one program on one machine.
#[derive(Default)]
pub(super) struct Camera {
    recorder: Recorder,
    taken: Vec<Taken>,
}

impl Camera {
    /// The marks of a unit behind statements, by their numbers.
    pub(super) fn places(
        snippet: &Snippet,
        unit: usize,
    ) -> impl Iterator<Item = (usize, WatchPoint)> {
        snippet.marks_of(unit).filter_map(|(number, mark)| Some((number, mark.behind?)))
    }

    /// Takes the pictures at the end of a unit.
    pub(super) fn unit_ended(
        &mut self,
        machine: &mut Machine,
        snippet: &Snippet,
        (number, unit): (usize, usize),
    ) {
        for (mark_number, mark) in snippet.marks_of(unit) {
            let mark_of = (number, mark_number);
            // An exception may have ended the block before its end.
            let missed = mark.behind.is_some()
                && mark.label.is_none()
                && !self.taken.iter().any(|t| t.mark == mark_of);
            if mark.behind.is_none() || missed {
                match &mark.subject {
                    Subject::Heap => self.take(machine, mark_of),
                    subject => {
                        let state = view(machine, subject);
                        self.taken.push(Taken { mark: mark_of, state });
                    }
                }
            }
        }
    }

    /// What was taken, in the order of the program.
    pub(super) fn develop(&mut self) -> Vec<Taken> {
        std::mem::take(&mut self.taken)
    }

    /// Takes a picture.
    pub(super) fn take(&mut self, machine: &mut Machine, mark: (usize, usize)) {
        let passes = self.taken.iter().filter(|taken| taken.mark == mark).count();
        if passes >= MOST_PASSES {
            self.taken.push(Taken { mark, state: None });
            return;
        }
        let is_own = |file: &str| file == super::SCRIPT_NAME || file.starts_with("<stdin");
        let views = machine.frame_views(&is_own);
        let frame = |view: python_vm::FrameView| {
            let names = view.names.into_iter();
            let names = names.filter(|(name, _)| !view.is_module || !name.starts_with("__"));
            Names { name: view.name, names: names.collect(), stack: view.stack }
        };
        let names: Vec<Names> = views.into_iter().map(frame).collect();
        let unreachable = machine.unreachable();
        let state = self.recorder.take(&mut machine.heap, &names, &unreachable);
        self.taken.push(Taken { mark, state: Some(View::State(state)) });
    }
}

/// A picture of something else than names and objects; `None` where there is nothing to be drawn.
fn view(machine: &Machine, subject: &Subject) -> Option<View> {
    let heap = &machine.heap;
    Some(match subject {
        Subject::Heap => return None,
        Subject::Layout(path) => View::State(heap_view::fields(heap, machine.find(path).ok()?)),
        Subject::Pools => View::Pools(Pools::of(heap)),
        Subject::Generations => View::State(heap_view::generations(heap)),
        Subject::Growth(kind, length) => {
            View::Growth(Growth::of(machine.release(), *kind, *length))
        }
    })
}

/// The pictures of a program from its runs, in the order in which the page shows them, and marks that
/// no run came to.
pub(super) fn develop(
    chapter: &Chapter,
    program: &Program,
    runs: &[Run],
    problems: &mut Vec<Diagnostic>,
) -> Vec<Picture> {
    let mut pictures = vec![];
    let mut snippets: Vec<usize> = vec![];
    for step in &program.steps {
        if let Step::Unit { snippet, .. } = *step
            && !snippets.contains(&snippet)
        {
            snippets.push(snippet);
        }
    }
    for &snippet in &snippets {
        for (number, mark) in chapter.snippets[snippet].marks.iter().enumerate() {
            let of_mark = |run: &Run| -> Vec<Option<View>> {
                let taken = run.pictures.iter().filter(|taken| taken.mark == (snippet, number));
                taken.map(|taken| taken.state.clone()).collect()
            };
            let by_release: Vec<(ReleaseSet, Vec<Option<View>>)> =
                runs.iter().map(|run| (ReleaseSet::of(run.release), of_mark(run))).collect();
            let most = by_release.iter().map(|(_, states)| states.len()).max().unwrap_or(0);
            let stopped = runs.iter().any(|run| run.exit.is_none());
            let nothing = by_release.iter().all(|(_, states)| states.iter().all(Option::is_none));
            if mark.in_prose && nothing && !stopped {
                problems.push(
                    Diagnostic::new(Kind::Directive, "there is no such object")
                        .at(chapter.source.place(mark.range.clone()), "")
                        .help("name it as the program above would: `x`, `x.attribute`, `x[0]`"),
                );
            }
            if most == 0 && !stopped {
                problems.push(
                    Diagnostic::new(Kind::Expectation, "control never comes to this mark")
                        .at(chapter.source.place(mark.range.clone()), "")
                        .help("a mark stands behind a statement that runs to its end, with that statement's indentation"),
                );
            }
            for pass in 0..most.min(MOST_PASSES) {
                let states = by_release.iter().rev().filter_map(|(release, states)| {
                    Some((*release, states.get(pass)?.as_ref()?.clone()))
                });
                let label = match (&mark.label, most) {
                    (Some(label), 2..) => Some(format!("{label} ({} of {most})", pass + 1)),
                    (label, _) => label.clone(),
                };
                let more = if pass + 1 == MOST_PASSES { most - MOST_PASSES } else { 0 };
                let in_place_of = mark.in_prose.then(|| mark.range.clone());
                let on = together(states);
                pictures.push(Picture { snippet, label, on, in_place_of, more });
            }
        }
    }
    pictures
}

/// Puts releases together on which the heap has the same shape.
fn together(states: impl Iterator<Item = (ReleaseSet, View)>) -> Vec<(ReleaseSet, View)> {
    let mut groups: Vec<(ReleaseSet, View)> = vec![];
    for (release, state) in states {
        // A map differs in every detail and says the same: that of the newest release is enough.
        if matches!(state, View::Pools(_)) && !groups.is_empty() {
            continue;
        }
        match groups.iter_mut().find(|(_, known)| known.is_like(&state)) {
            Some((releases, _)) => *releases = releases.or(release),
            None => groups.push((release, state)),
        }
    }
    groups
}
