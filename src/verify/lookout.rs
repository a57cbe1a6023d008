//! Looking at a program's machine while it runs: for pictures and for assertions.

use super::assertions::{Asserter, Seen};
use super::execute::is_stop;
use super::pictures::{Camera, Taken};
use crate::chapter::Chapter;
use crate::snippet::assertion::Assertion;
use heap_model::release::Release;
use python_vm::{Ending, Machine, Outcome, Unit, WatchPoint, Watcher};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// What is seen of each unit's assertions, by snippet and unit.
pub(super) type SeenByUnit = BTreeMap<(usize, usize), Vec<Seen>>;

/// Looks at the machine of one program.
pub(super) struct Lookout {
    eyes: Rc<RefCell<Eyes>>,
    /// What is looked for at each watched place, over all units so far: the program may call a
    /// function of an earlier block again.
    places: Vec<Place>,
}

struct Eyes {
    release: &'static Release,
    camera: Camera,
    asserter: Asserter,
    seen: SeenByUnit,
}

/// A place of a unit that is looked at.
#[derive(Clone)]
enum Place {
    /// A mark, by snippet and number.
    Mark(usize, usize),
    /// The assertions of a unit (by snippet and unit) behind a statement.
    Assertions((usize, usize), WatchPoint, Rc<[Assertion]>),
}

impl Lookout {
    pub(super) fn new(release: &'static Release) -> Lookout {
        let (camera, asserter) = (Camera::default(), Asserter::default());
        let eyes = Eyes { release, camera, asserter, seen: BTreeMap::new() };
        Lookout { eyes: Rc::new(RefCell::new(eyes)), places: vec![] }
    }

    /// Runs a unit and looks where its chapter says.
    pub(super) fn run(
        &mut self,
        machine: &mut Machine,
        chapter: &Chapter,
        at: (usize, usize),
        file: &'static str,
    ) -> Outcome {
        let snippet = &chapter.snippets[at.0];
        let unit = &snippet.units[at.1];
        self.eyes.borrow_mut().seen.insert(at, vec![Seen::default(); unit.assertions.len()]);
        // Places of earlier units keep their numbers.
        let mut points = vec![WatchPoint { line: 0, column: 0 }; self.places.len()];
        if unit.kind == Unit::Script {
            for (number, behind) in Camera::places(snippet, at.1) {
                points.push(behind);
                self.places.push(Place::Mark(at.0, number));
            }
            let assertions: Rc<[Assertion]> = unit.assertions.clone().into();
            let first = points.len();
            for point in assertions.iter().map(|assertion| assertion.point) {
                if !points[first..].contains(&point) {
                    points.push(point);
                    self.places.push(Place::Assertions(at, point, assertions.clone()));
                }
            }
        }
        let outcome = match unit.kind {
            Unit::Script if !points.is_empty() => {
                let (eyes, places) = (self.eyes.clone(), self.places.clone());
                let watcher: Watcher = Box::new(move |machine, number| {
                    if let Some(place) = places.get(number) {
                        eyes.borrow_mut().look(machine, place);
                    }
                });
                machine.run_watched(&unit.source, file, &points, watcher)
            }
            kind => machine.run(&unit.source, kind, file),
        };
        let mut eyes = self.eyes.borrow_mut();
        eyes.camera.unit_ended(machine, snippet, at);
        if !is_stop(&outcome.ending) {
            let ended = ending_line(&outcome.ending);
            eyes.look_at(machine, at, &unit.assertions, &|assertion, seen| match unit.kind {
                Unit::Interactive => true,
                // Under the statement that an exception ended, the state is the one after that.
                Unit::Script => ended.is_some_and(|line| {
                    let below = assertion.under + 1 >= line && assertion.point.column == 0;
                    *seen == Seen::default() && below
                }),
            });
        }
        outcome
    }

    /// What was seen.
    pub(super) fn finish(self) -> (Vec<Taken>, SeenByUnit) {
        let mut eyes = self.eyes.borrow_mut();
        (eyes.camera.develop(), std::mem::take(&mut eyes.seen))
    }
}

impl Eyes {
    fn look(&mut self, machine: &mut Machine, place: &Place) {
        match place {
            Place::Mark(snippet, number) => self.camera.take(machine, (*snippet, *number)),
            Place::Assertions(at, point, assertions) => {
                self.look_at(machine, *at, assertions, &|assertion, _| assertion.point == *point);
            }
        }
    }

    fn look_at(
        &mut self,
        machine: &mut Machine,
        at: (usize, usize),
        assertions: &[Assertion],
        which: &dyn Fn(&Assertion, &Seen) -> bool,
    ) {
        let Some(all) = self.seen.get_mut(&at) else { return };
        for (assertion, seen) in assertions.iter().zip(all) {
            if which(assertion, seen) {
                self.asserter.look(machine, assertion, self.release, seen);
            }
        }
    }
}

/// The first line of the statement that an exception ended; 0 where that is not known.
fn ending_line(ending: &Ending) -> Option<usize> {
    match ending {
        Ending::Raised(uncaught) => Some(uncaught.line as usize),
        Ending::Exit(_) => Some(0),
        _ => None,
    }
}
