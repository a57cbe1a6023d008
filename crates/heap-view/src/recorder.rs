//! From a heap to a [`State`]: what is drawn, and which objects are the same as before.

use std::collections::HashMap;

use heap_model::{Flags, Heap, Life, Obj, Payload};

use crate::contents::{self, Held};
use crate::elsewhere;
use crate::state::{Frame, Holds, Object, Slot, SlotKind, Source, State};
use crate::words;

/// The most objects in one picture.
pub const MOST_OBJECTS: usize = 40;
/// The most slots shown of one object.
const MOST_SLOTS: usize = 12;

/// A module's or call's names to begin with: what the caller knows of a running program.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// `<module>`, or the function's name.
    pub name: String,
    /// Names with what they refer to; borrowed.
    pub names: Vec<(String, Obj)>,
    /// Counted references on the evaluation stack; borrowed.
    pub stack: Vec<Obj>,
}

/// Takes pictures of one program, one after the other.
///
/// It changes nothing that a program could see: no count, no address, no order. It follows the lives of
/// what it has shown ([`Heap::follow`]), so that it knows the next time which objects are the same.
#[derive(Debug, Default)]
pub struct Recorder {
    /// Objects shown before, with their keys.
    known: HashMap<Obj, (Life, u32)>,
    next_key: u32,
    /// The last picture.
    last: State,
    /// What was shown at an address and has died, in a few words.
    died_at: HashMap<u64, String>,
}

impl Recorder {
    /// Takes a picture. `unreachable` are objects that no name leads to and that are to be seen all
    /// the same.
    pub fn take(&mut self, heap: &mut Heap, names: &[Names], unreachable: &[Obj]) -> State {
        let died = self.forget_the_dead(heap);
        let still_shown: Vec<Obj> = {
            let mut known: Vec<(u32, Obj)> =
                self.known.iter().map(|(&o, &(_, k))| (k, o)).collect();
            known.sort_unstable();
            known.into_iter().map(|(_, object)| object).collect()
        };
        let mut selection = Selection::new(heap);
        for frame in names {
            for (name, object) in &frame.names {
                if !is_left_out(heap, *object) && !is_plain_definition(heap, name, *object) {
                    selection.add(*object);
                }
            }
            frame.stack.iter().for_each(|&object| selection.add_in_place(object));
        }
        selection.follow();
        let reachable = selection.chosen.len();
        unreachable.iter().for_each(|&object| selection.add(object));
        selection.follow();
        let garbage = reachable..selection.chosen.len();
        for &object in &still_shown {
            // A plain value that was shown for its name's sake is of no interest without it.
            if !words::is_atom(heap, object) {
                selection.add(object);
            }
        }
        selection.follow();
        let Selection { chosen, left_out, .. } = selection;

        for &object in &chosen {
            self.known.entry(object).or_insert_with(|| {
                self.next_key += 1;
                (heap.follow(object), self.next_key)
            });
        }
        let heap = &*heap;
        let index_of: HashMap<Obj, usize> =
            chosen.iter().enumerate().map(|(index, &object)| (object, index)).collect();
        let frames = names.iter().map(|names| frame(heap, names, &index_of)).collect();
        let mut objects: Vec<Object> =
            chosen.iter().map(|&object| self.object(heap, object, &index_of)).collect();
        // Weak references may have led to them as well.
        for (index, object) in objects.iter_mut().enumerate() {
            object.unreachable = garbage.contains(&index) || unreachable.contains(&chosen[index]);
        }
        let mut state = State { release: heap.release.name, frames, objects, left_out };
        elsewhere::count(heap, &chosen, &mut state);
        self.mark_reuse(&mut state);
        self.add_ghosts(&died, &mut state);
        self.set_distances(&mut state);
        self.last = state.clone();
        state
    }

    /// Keys of objects that have died since the last picture.
    fn forget_the_dead(&mut self, heap: &Heap) -> Vec<u32> {
        let mut died = vec![];
        self.known.retain(|_, (life, key)| {
            let lives = heap.living(*life).is_some();
            if !lives {
                died.push(*key);
            }
            lives
        });
        died.sort_unstable();
        for object in self.last.objects.iter().filter(|o| !o.dead && died.contains(&o.key)) {
            self.died_at.insert(object.address, object.title());
        }
        died
    }

    fn object(&self, heap: &Heap, object: Obj, index_of: &HashMap<Obj, usize>) -> Object {
        let key = self.known[&object].1;
        let held = contents::of(heap, object);
        let more_slots = match held.len() {
            length if length > MOST_SLOTS => length - MOST_SLOTS + 1,
            _ => 0,
        };
        let shown = held.len() - more_slots;
        let slots = held.iter().take(shown).map(|held| slot(heap, held, index_of)).collect();
        Object {
            key,
            kind: contents::kind(heap, object),
            distance: 0,
            type_name: heap.type_object(heap.type_of(object)).name.to_string(),
            value: contents::title_value(heap, object),
            address: heap.id(object),
            refcount: heap.refcount(object),
            elsewhere: vec![],
            hidden_references: 0,
            size: heap.size_of(object),
            room: contents::room(heap, object),
            slots,
            more_slots,
            interned: heap.get(object).flags.has(Flags::INTERNED),
            dead: false,
            unreachable: false,
            reuses: None,
        }
    }

    /// Gives new objects a distance; all others keep theirs, so that they stay where they are.
    fn set_distances(&self, state: &mut State) {
        for object in &mut state.objects {
            let before = self.last.objects.iter().find(|before| before.key == object.key);
            object.distance = before.map_or(0, |before| before.distance);
        }
        let references = state.references();
        let mut waiting: Vec<(Source, usize)> =
            (0..state.frames.len()).map(|frame| (Source::Frame(frame), 0)).collect();
        let mut reached = vec![false; state.objects.len()];
        let mut at = 0;
        loop {
            while let Some(&(source, distance)) = waiting.get(at) {
                at += 1;
                for reference in references.iter().filter(|r| r.source == source) {
                    if std::mem::replace(&mut reached[reference.target], true) {
                        continue;
                    }
                    let target = &mut state.objects[reference.target];
                    if target.distance == 0 {
                        target.distance = distance + 1;
                    }
                    waiting.push((Source::Object(reference.target), target.distance));
                }
            }
            // What no name leads to begins a structure of its own.
            let Some(root) = reached.iter().position(|reached| !reached) else { return };
            reached[root] = true;
            let object = &mut state.objects[root];
            object.distance = object.distance.max(1);
            waiting.push((Source::Object(root), object.distance));
        }
    }

    /// Says of objects that are new where an object of an earlier picture was.
    fn mark_reuse(&mut self, state: &mut State) {
        for object in &mut state.objects {
            let before = self.last.objects.iter().find(|before| before.key == object.key);
            object.reuses = match before {
                Some(before) => before.reuses.clone(),
                None => self.died_at.get(&object.address).cloned(),
            };
        }
    }

    /// Adds what was in the last picture and has died, as it was then.
    fn add_ghosts(&self, died: &[u32], state: &mut State) {
        for ghost in self.last.objects.iter().filter(|o| !o.dead && died.contains(&o.key)) {
            let title = |slot: &Slot| match slot.holds {
                Holds::Object(index) => self.last.objects[index].title(),
                Holds::Value(ref value) => value.clone(),
            };
            let slots = ghost.slots.iter();
            let slots = slots.map(|slot| Slot { holds: Holds::Value(title(slot)), ..slot.clone() });
            state.objects.push(Object {
                slots: slots.collect(),
                refcount: Some(0),
                elsewhere: vec![],
                hidden_references: 0,
                dead: true,
                unreachable: false,
                ..ghost.clone()
            });
        }
    }
}

/// Whether a name for such an object is left out: modules, and what every module has.
fn is_left_out(heap: &Heap, object: Obj) -> bool {
    match heap.payload(object) {
        Payload::Module(_) => true,
        Payload::Builtin(_) => words::is_atom(heap, object),
        Payload::Type(class) => !class.flags.heap,
        _ => false,
    }
}

/// Whether a name is the one that a `def` or `class` bound, of something that holds nothing to see.
fn is_plain_definition(heap: &Heap, name: &str, object: Obj) -> bool {
    let (own_name, module) = match heap.payload(object) {
        Payload::Function(function) => (heap.str_text(function.name), function.module),
        Payload::Type(class) => (&*class.name, heap.dict_get_text(class.dict, "__module__")),
        _ => return false,
    };
    let of_library = module.is_some_and(|module| match heap.payload(module) {
        Payload::Str(module) => &*module.text != "__main__",
        _ => false,
    });
    own_name == name && (of_library || contents::of(heap, object).is_empty())
}

fn frame(heap: &Heap, names: &Names, index_of: &HashMap<Obj, usize>) -> Frame {
    let mut slots = vec![];
    for (name, object) in &names.names {
        let shown = !is_plain_definition(heap, name, *object) || index_of.contains_key(object);
        if !is_left_out(heap, *object) && shown {
            let holds = holds(heap, *object, index_of);
            slots.push(Slot { label: name.clone(), holds, kind: SlotKind::Counted });
        }
    }
    for &object in &names.stack {
        if index_of.contains_key(&object) {
            let holds = holds(heap, object, index_of);
            slots.push(Slot { label: "(stack)".into(), holds, kind: SlotKind::Stack });
        }
    }
    Frame { name: names.name.clone(), names: slots }
}

fn slot(heap: &Heap, held: &Held, index_of: &HashMap<Obj, usize>) -> Slot {
    let kind = if held.weak { SlotKind::Weak } else { SlotKind::Counted };
    let holds = match held.object {
        Some(object) => holds(heap, object, index_of),
        None => Holds::Value("dead".into()),
    };
    Slot { label: held.label.clone(), holds, kind }
}

fn holds(heap: &Heap, object: Obj, index_of: &HashMap<Obj, usize>) -> Holds {
    match index_of.get(&object) {
        Some(&index) => Holds::Object(index),
        None => Holds::Value(words::value(heap, object).map_or_else(
            || format!("{} …", heap.type_object(heap.type_of(object)).name),
            |value| words::shortened(value, 16),
        )),
    }
}

/// The objects of a picture while they are being chosen.
struct Selection<'a> {
    heap: &'a Heap,
    chosen: Vec<Obj>,
    /// How many of `chosen` have been looked into.
    followed: usize,
    left_out: usize,
}

impl<'a> Selection<'a> {
    fn new(heap: &'a Heap) -> Selection<'a> {
        Selection { heap, chosen: vec![], followed: 0, left_out: 0 }
    }

    /// Takes an object into the picture, as far as there is room.
    fn add(&mut self, object: Obj) {
        if self.chosen.contains(&object) {
            return;
        }
        match self.chosen.len() < MOST_OBJECTS {
            true => self.chosen.push(object),
            false => self.left_out += 1,
        }
    }

    /// Takes an object in unless its value can be shown where it is held.
    fn add_in_place(&mut self, object: Obj) {
        if !words::is_atom(self.heap, object) && !is_left_out(self.heap, object) {
            self.add(object);
        }
    }

    /// Takes in what those in the picture hold. A plain value has a place of its own only where a name
    /// leads to it.
    fn follow(&mut self) {
        while let Some(&object) = self.chosen.get(self.followed) {
            self.followed += 1;
            let held = contents::of(self.heap, object);
            let shown = if held.len() > MOST_SLOTS { MOST_SLOTS - 1 } else { held.len() };
            for held in held.iter().take(shown).filter_map(|held| held.object) {
                self.add_in_place(held);
            }
        }
    }
}
