//! What stands in a box, and how large that makes it.

use unicode_width::UnicodeWidthStr;

use super::{CELL, NOTE, PADDING, ROW, SMALL_CELL, TITLE};
use crate::state::{Frame, Holds, Object, ObjectKind, Slot, SlotKind, State};
use crate::words::shortened;

/// The most characters of a slot's line.
const MOST: usize = 31;
/// Width of the boxes on narrow screens, into which everything must fit.
pub(crate) const NARROWEST: f64 = 250.0;

/// What stands in a box.
#[derive(Clone, Debug)]
pub(crate) struct Content {
    /// What it is: classes of the drawing's element.
    pub(crate) class: String,
    /// The first line: type and value, or the frame's name.
    pub(crate) title: (String, String),
    /// At the end of the first line: how many references.
    pub(crate) count: String,
    /// Small lines under it.
    pub(crate) notes: Vec<String>,
    /// Names, items, attributes.
    pub(crate) slots: Vec<Line>,
    /// Under the last slot: what is left out.
    pub(crate) more: Option<String>,
}

/// The line of one slot.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub(crate) label: String,
    /// The value, if no arrow leads to it.
    pub(crate) value: Option<String>,
    pub(crate) kind: SlotKind,
}

impl Content {
    pub(crate) fn slots_at(&self) -> f64 {
        let notes = NOTE * self.notes.len() as f64;
        TITLE + notes + if self.notes.is_empty() { 0.0 } else { 3.0 }
    }

    pub(crate) fn height(&self) -> f64 {
        let more = if self.more.is_some() { NOTE + 3.0 } else { 0.0 };
        self.slots_at() + ROW * self.slots.len() as f64 + more
    }

    pub(crate) fn width(&self) -> f64 {
        let (first, second) = &self.title;
        let gap = if second.is_empty() { 0.0 } else { CELL };
        let mut title = CELL * (cells(first) + cells(second)) + gap;
        if !self.count.is_empty() {
            title += 14.0 + SMALL_CELL * cells(&self.count);
        }
        let notes = self.notes.iter().chain(&self.more).map(|note| SMALL_CELL * cells(note));
        let slots = self.slots.iter().map(|slot| {
            let value = slot.value.as_ref().map_or(6.0, |value| CELL * cells(value));
            CELL * cells(&slot.label) + 16.0 + value
        });
        let widest = notes.chain(slots).fold(title, f64::max);
        (widest + 2.0 * PADDING).max(84.0).ceil()
    }
}

fn cells(text: &str) -> f64 {
    text.width() as f64
}

/// The boxes of a state: frames, then objects.
pub(crate) fn contents(state: &State) -> Vec<Content> {
    let frames = state.frames.iter().map(frame);
    frames.chain(state.objects.iter().map(object)).collect()
}

fn frame(frame: &Frame) -> Content {
    let title = match frame.name.as_str() {
        "<module>" => "module".to_string(),
        name => shortened(format!("{name}()"), MOST),
    };
    Content {
        class: "frame".into(),
        title: (title, String::new()),
        count: String::new(),
        notes: vec![],
        slots: frame.names.iter().map(line).collect(),
        more: frame.names.is_empty().then(|| "no names".to_string()),
    }
}

fn object(object: &Object) -> Content {
    let mut class = String::from("object");
    let mut notes = vec![];
    if object.address != 0 {
        notes.push(object.hex_address());
    }
    let count = match object.refcount {
        _ if object.kind == ObjectKind::Block && object.size == 0 => String::new(),
        _ if object.kind == ObjectKind::Block => format!("{} bytes", object.size),
        _ if object.dead => {
            class.push_str(" dead");
            "freed".to_string()
        }
        None => {
            class.push_str(" immortal");
            "immortal".to_string()
        }
        Some(1) => "1 ref".to_string(),
        Some(count) => format!("{count} refs"),
    };
    if object.unreachable {
        class.push_str(" unreachable");
    }
    if object.interned {
        notes[0].push_str(" interned");
    }
    if let Some(before) = &object.reuses {
        notes.push(format!("{} was here", shortened(before.clone(), 18)));
    }
    if object.hidden_references > 0 && object.kind == ObjectKind::Container {
        notes.push(match object.hidden_references {
            1 => "1 ref not drawn".to_string(),
            hidden => format!("{hidden} refs not drawn"),
        });
    }
    if object.unreachable {
        notes.push("no name leads here".into());
    }
    let more = match (object.more_slots, object.room) {
        (0, None) => None,
        (0, Some(room)) => Some(format!("room for {room} more")),
        (more, _) => Some(format!("and {more} more")),
    };
    // Both ends of the line fit beside each other in the narrowest box.
    let room = (NARROWEST - 2.0 * PADDING - 14.0 - SMALL_CELL * cells(&count)) / CELL;
    let room = room as usize;
    let type_name = shortened(object.type_name.clone(), room);
    let left = room.saturating_sub(type_name.chars().count() + 1).max(3);
    let type_name = match &object.value {
        Some(_) => shortened(type_name, room.saturating_sub(left + 1)),
        None => type_name,
    };
    let value = object.value.clone().map_or(String::new(), |value| shortened(value, left));
    let slots = object.slots.iter().map(line).collect();
    Content { class, title: (type_name, value), count, notes, slots, more }
}

fn line(slot: &Slot) -> Line {
    let label = shortened(slot.label.clone(), 24);
    let left = MOST - label.chars().count() - 2;
    let value = match &slot.holds {
        Holds::Value(value) => Some(shortened(value.clone(), left)),
        Holds::Object(_) => None,
    };
    Line { label, value, kind: slot.kind }
}
