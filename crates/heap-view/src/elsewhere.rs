//! Who holds the references that a picture does not show.

use std::collections::HashMap;

use heap_model::{Heap, Obj, Payload, Place};

use crate::state::{Holds, Object, SlotKind, State};
use crate::words;

/// The most holders that are named.
const MOST_NAMED: usize = 3;

/// Counts for each object the references that no arrow shows, and names who holds them.
pub(crate) fn count(heap: &Heap, chosen: &[Obj], state: &mut State) {
    let mut shown = vec![0u32; chosen.len()];
    for reference in state.references().iter().filter(|r| r.kind != SlotKind::Weak) {
        shown[reference.target] += 1;
    }
    for (object, shown) in state.objects.iter_mut().zip(&shown) {
        object.hidden_references = object.refcount.map_or(0, |count| count.saturating_sub(*shown));
    }
    let wanted: HashMap<Obj, usize> = chosen
        .iter()
        .enumerate()
        .filter(|(index, _)| state.objects[*index].hidden_references > 0)
        .map(|(index, &object)| (object, index))
        .collect();
    if wanted.is_empty() {
        return;
    }
    let drawn: HashMap<Obj, usize> = chosen.iter().enumerate().map(|(i, &o)| (o, i)).collect();
    let mut constants: HashMap<Obj, String> = HashMap::new();
    let mut namespaces: Vec<Obj> = vec![];
    for object in heap.objects() {
        match heap.payload(object) {
            Payload::Code(code) => {
                constants.insert(code.consts, heap.str_text(code.name).to_string());
            }
            Payload::Module(module) => namespaces.push(module.dict),
            _ => {}
        }
    }
    for holder in heap.objects() {
        if namespaces.contains(&holder) {
            // Names are drawn from the frames.
            continue;
        }
        heap.references(holder, |place, referent| {
            let Some(&index) = wanted.get(&referent) else { return };
            if drawn
                .get(&holder)
                .is_some_and(|&holder| is_drawn(&state.objects[holder], index, place))
            {
                return;
            }
            let elsewhere = match constants.get(&holder) {
                Some(code) => format!("the constants of {code}"),
                None => described(heap, holder, place),
            };
            let object = &mut state.objects[index];
            if object.elsewhere.len() < MOST_NAMED {
                object.elsewhere.push(elsewhere);
            }
        });
    }
}

/// Whether the holder's slots, as drawn, already lead to the object from that place.
fn is_drawn(holder: &Object, target: usize, place: Place) -> bool {
    let leads = |holds: &Holds| *holds == Holds::Object(target);
    match place {
        Place::Item(index) => holder.slots.get(index).is_some_and(|slot| leads(&slot.holds)),
        Place::Type | Place::Key(_) => false,
        _ => holder.slots.iter().any(|slot| leads(&slot.holds)),
    }
}

fn described(heap: &Heap, holder: Obj, place: Place) -> String {
    let class = &heap.type_object(heap.type_of(holder)).name;
    match (place, heap.payload(holder)) {
        (Place::Type, _) => format!("the type of a {class}"),
        (_, Payload::Type(class)) => format!("class {}", class.name),
        (_, Payload::Function(function)) => {
            format!("function {}", heap.str_text(function.name))
        }
        _ => match words::key(heap, holder) {
            Some(value) => format!("{class} {value}"),
            None => format!("{} of a {class}", heap.describe_place(holder, place)),
        },
    }
}
