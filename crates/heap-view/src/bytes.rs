//! Memory as it is laid out: an object byte by byte, and the collector's lists.

use heap_model::{Block, FieldContent, Heap, Obj, Payload};

use crate::state::{Holds, Object, ObjectKind, Slot, SlotKind, State};
use crate::words;

/// The most fields of a second block.
const MOST_ITEMS: usize = 12;

/// The fields of an object with their offsets from where `id()` points, and the block that it holds
/// beside its own.
pub fn fields(heap: &Heap, object: Obj) -> State {
    let fields = heap.struct_fields(object);
    let mut second: Option<Object> = None;
    let mut slots = vec![];
    for field in &fields {
        let label = format!("{:+} {}", field.offset, field.name);
        let value = match &field.content {
            FieldContent::Unsaid => String::new(),
            FieldContent::Number(number) => number.to_string(),
            FieldContent::Text(text) => text.clone(),
            FieldContent::Reference(None) | FieldContent::Block(None) => "NULL".into(),
            FieldContent::Reference(Some(referent)) => referent_words(heap, *referent),
            FieldContent::Block(Some(block)) => {
                second = Some(array(heap, object, *block));
                slots.push(slot(label, Holds::Object(1)));
                continue;
            }
        };
        slots.push(slot(label, Holds::Value(value)));
    }
    let start = fields.first().map_or(0, |field| field.offset);
    let end = fields.last().map_or(0, |field| field.offset + field.bytes as i64);
    let own = block(
        heap.type_object(heap.type_of(object)).name.to_string(),
        heap.id(object),
        (end - start) as usize,
        slots,
    );
    let objects = std::iter::once(own).chain(second).collect();
    State { release: heap.release.name, frames: vec![], objects, left_out: 0 }
}

/// The objects in each of the collector's generations, with counters and thresholds.
pub fn generations(heap: &Heap) -> State {
    let sizes = heap.generation_sizes();
    let collector = &heap.collector;
    let objects = sizes.iter().enumerate().map(|(number, size)| {
        let number_of = |value: String| Holds::Value(value);
        let slots = vec![
            slot("objects".into(), number_of(size.to_string())),
            slot("count".into(), number_of(collector.counts()[number].to_string())),
            slot("threshold".into(), number_of(collector.thresholds[number].to_string())),
        ];
        let mut list = block(format!("generation {number}"), 0, 0, slots);
        list.key = number as u32 + 1;
        list
    });
    let objects = objects.collect();
    State { release: heap.release.name, frames: vec![], objects, left_out: 0 }
}

/// What a field that refers to an object shows: a value, or the name of a type.
fn referent_words(heap: &Heap, referent: Obj) -> String {
    if let Payload::Type(class) = heap.payload(referent) {
        return class.name.to_string();
    }
    words::value(heap, referent).map_or_else(
        || format!("a {}", heap.type_object(heap.type_of(referent)).name),
        |value| words::shortened(value, 14),
    )
}

fn array(heap: &Heap, holder: Obj, second: Block) -> Object {
    let mut slots = vec![];
    let mut more = 0;
    let title = match heap.payload(holder) {
        Payload::List(list) => {
            for index in 0..list.items.capacity() {
                if index >= MOST_ITEMS {
                    more = list.items.capacity() - index;
                    break;
                }
                let value = match list.items.get(index) {
                    Some(&item) => referent_words(heap, item),
                    None => "free".into(),
                };
                slots.push(slot(format!("+{} item {index}", 8 * index), Holds::Value(value)));
            }
            "references"
        }
        Payload::Dict(dict) => {
            slots.push(slot("slots".into(), Holds::Value(dict.slots().to_string())));
            slots.push(slot("entries".into(), Holds::Value(dict.len().to_string())));
            "key table"
        }
        _ => "block",
    };
    let mut object = block(title.into(), second.address.get(), second.bytes as usize, slots);
    object.more_slots = more;
    object.distance = 2;
    object.key = 2;
    object
}

fn slot(label: String, holds: Holds) -> Slot {
    Slot { label, holds, kind: SlotKind::Counted }
}

fn block(title: String, address: u64, size: usize, slots: Vec<Slot>) -> Object {
    Object {
        key: 1,
        kind: ObjectKind::Block,
        distance: 1,
        type_name: title,
        value: None,
        address,
        refcount: None,
        elsewhere: vec![],
        hidden_references: 0,
        size,
        room: None,
        slots,
        more_slots: 0,
        interned: false,
        dead: false,
        unreachable: false,
        reuses: None,
    }
}
