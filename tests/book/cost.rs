//! What a typical snippet costs, in what is the same on every machine: instructions and objects. The
//! benchmarks measure time.

use heap_model::release::RELEASES;
use python_vm::{Ending, Limits, Machine, Unit};

#[test]
fn a_typical_snippet_costs_little() {
    for release in RELEASES.iter() {
        let mut machine = Machine::new(release, Limits::default());
        let at_start = machine.heap.live_objects();
        let source = include_str!("../../benches/programs/snippet.py");
        let outcome = machine.run(source, Unit::Script, "snippet.py");
        let made = machine.heap.live_objects() - at_start;
        assert_eq!(outcome.ending, Ending::Done);
        let instructions = outcome.instructions;
        assert!(instructions < 200, "{}: {instructions} instructions", release.name);
        // What is there before the first statement, and what the snippet adds.
        assert!(at_start < 3_500, "{}: {at_start} objects at the start", release.name);
        assert!(made < 150, "{}: {made} objects made", release.name);
    }
}

#[test]
fn every_start_is_the_same() {
    let source = "import sys\nprint(id(None), id(int), id(sys), id([]), id('a new text'))";
    for release in RELEASES.iter() {
        let mut first = None;
        for _ in 0..3 {
            let mut machine = Machine::new(release, Limits::default());
            let outcome = machine.run(source, Unit::Script, "snippet.py");
            let shown = (outcome.output, machine.heap.live_objects());
            assert_eq!(*first.get_or_insert_with(|| shown.clone()), shown, "{}", release.name);
        }
    }
}
