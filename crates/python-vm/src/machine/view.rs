//! What a picture shows of a running program: its frames, and what no name leads to.

use heap_model::{Flags, Obj, Payload};

use super::{Frame, Machine};

/// A running call, or the module between runs, as a picture shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrameView {
    /// `co_name`; `<module>` for a script's own code.
    pub name: String,
    /// Whether the names are a module's globals.
    pub is_module: bool,
    /// Variables that are bound, in the order of the namespace.
    pub names: Vec<(String, Obj)>,
    /// What is held on the evaluation stack, oldest first: temporaries of unfinished expressions and
    /// the iterators of loops. `None` is left out.
    pub stack: Vec<Obj>,
}

impl Machine {
    /// The calls that run now, outermost first, as far as they are of files that `shown` says; the
    /// module alone while nothing runs. References are borrowed.
    pub fn frame_views(&self, shown: &dyn Fn(&str) -> bool) -> Vec<FrameView> {
        let shown_frames = self.frames.iter().enumerate();
        let shown_frames = shown_frames.filter(|(_, frame)| shown(&frame.body.unit().filename));
        let mut views: Vec<FrameView> =
            shown_frames.map(|(number, frame)| self.frame_view(number, frame)).collect();
        if !views.first().is_some_and(|view| view.is_module) {
            let names = self.names_in(self.main_namespace());
            let name = "<module>".to_owned();
            views.insert(0, FrameView { name, is_module: true, names, stack: vec![] });
        }
        views
    }

    fn frame_view(&self, number: usize, frame: &Frame) -> FrameView {
        let template = frame.body.template();
        let is_module = frame.locals == Some(frame.globals);
        let names = match frame.locals {
            Some(namespace) if !frame.body.flags.optimized => self.names_in(namespace),
            _ => {
                let slots = self.stack[frame.base..].iter();
                let named = template.localsplus.iter().zip(slots);
                named
                    .filter(|((_, kind), _)| !kind.hidden)
                    .filter_map(|((name, _), slot)| Some((name.to_string(), slot.get()?)))
                    .collect()
            }
        };
        let bottom = frame.base + frame.body.locals;
        let stack = self.stack.get(bottom..self.stack_top(number)).unwrap_or_default();
        let none = self.heap.none();
        let counted = stack.iter().filter(|slot| !slot.is_borrowed());
        let stack = counted.filter_map(|slot| slot.get()).filter(|&object| object != none);
        let stack = stack.collect();
        FrameView { name: template.name.to_string(), is_module, names, stack }
    }

    /// The names of a namespace with what they refer to, in order.
    pub(super) fn names_in(&self, namespace: Obj) -> Vec<(String, Obj)> {
        let Payload::Dict(dict) = self.heap.payload(namespace) else { return vec![] };
        let named = |(key, value)| Some((self.text_of(key)?.to_string(), value));
        dict.items().filter_map(named).collect()
    }

    /// Tracked objects that nothing the machine holds leads to: what a collection would find. In the
    /// order of their slots.
    pub fn unreachable(&self) -> Vec<Obj> {
        let mut reached = vec![false; self.heap.slot_count()];
        let mut waiting: Vec<Obj> = vec![];
        self.roots(&mut |object| waiting.push(object));
        let is_own = |object: &Obj| {
            let flags = self.heap.get(*object).flags;
            flags.has(Flags::STATIC) || self.heap.is_immortal(*object) && !flags.has(Flags::TRACKED)
        };
        waiting.extend(self.heap.objects().filter(is_own));
        self.reach(waiting, &mut reached);
        let tracked = self.heap.objects().filter(|&object| self.heap.is_tracked(object));
        let lost: Vec<Obj> = tracked.filter(|object| !reached[object.index()]).collect();
        // What has more references than the lost hold is held by the interpreter in a way of its own,
        // as the constants of a source are while it runs.
        let mut held_by_lost = vec![0u32; self.heap.slot_count()];
        for &object in &lost {
            self.heap.references(object, |_, referent| held_by_lost[referent.index()] += 1);
        }
        let held_outside = |&object: &Obj| {
            self.heap.refcount(object).is_some_and(|count| count > held_by_lost[object.index()])
        };
        // A dead class is a circle in itself, of parts that nobody has made knowingly.
        let passed_over = lost.iter().copied();
        let passed_over = passed_over.filter(|o| self.heap.is_type(*o) || held_outside(o));
        self.reach(passed_over.collect(), &mut reached);
        lost.into_iter().filter(|object| !reached[object.index()]).collect()
    }

    /// Marks these objects, and all that they lead to.
    fn reach(&self, mut waiting: Vec<Obj>, reached: &mut [bool]) {
        while let Some(object) = waiting.pop() {
            if !std::mem::replace(&mut reached[object.index()], true) {
                self.heap.references(object, |_, referent| waiting.push(referent));
            }
        }
    }
}
