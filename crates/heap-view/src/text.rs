//! A picture in words: for screen readers, for terminals, for readers of the Markdown.

use std::fmt::Write;

use crate::state::{Holds, Object, ObjectKind, Slot, SlotKind, State};

/// The state as lines of text. Objects are numbered as the lines refer to them: `#1`.
pub fn text(state: &State) -> String {
    let mut out = String::new();
    for frame in &state.frames {
        writeln!(out, "{}", frame.name).expect("a String");
        if frame.names.is_empty() {
            out.push_str("  no names\n");
        }
        for slot in &frame.names {
            writeln!(out, "  {}", slot_line(state, slot)).expect("a String");
        }
    }
    for (index, object) in state.objects.iter().enumerate() {
        writeln!(out, "#{} {}", index + 1, object_line(object)).expect("a String");
        for slot in &object.slots {
            writeln!(out, "  {}", slot_line(state, slot)).expect("a String");
        }
        if object.more_slots > 0 {
            writeln!(out, "  and {} more", object.more_slots).expect("a String");
        }
    }
    if state.left_out > 0 {
        writeln!(out, "{} more objects are left out", state.left_out).expect("a String");
    }
    out
}

/// One sentence that says what kind of picture it is.
pub fn summary(state: &State) -> String {
    let names: usize = state.frames.iter().map(|frame| frame.names.len()).sum();
    if state.objects.iter().any(|object| object.kind == ObjectKind::Block) {
        let titles: Vec<String> = state.objects.iter().map(Object::title).collect();
        return format!("Picture of memory: {}", titles.join(", "));
    }
    let alive = state.objects.iter().filter(|object| !object.dead).count();
    let dead = state.objects.len() - alive;
    let mut text = format!(
        "Heap picture: {}, {}",
        counted(names, "name", "names"),
        counted(alive, "object", "objects")
    );
    if dead > 0 {
        write!(text, ", {dead} freed").expect("a String");
    }
    text
}

fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

fn slot_line(state: &State, slot: &Slot) -> String {
    let arrow = match slot.kind {
        SlotKind::Weak => "~>",
        _ => "->",
    };
    let label = if slot.label.is_empty() { "member" } else { &slot.label };
    match &slot.holds {
        Holds::Object(index) => {
            let title = state.objects[*index].title();
            format!("{label} {arrow} #{} {title}", index + 1)
        }
        Holds::Value(value) if value.is_empty() => label.to_string(),
        Holds::Value(value) => format!("{label}: {value}"),
    }
}

fn object_line(object: &Object) -> String {
    if object.kind == ObjectKind::Block {
        return match (object.address, object.size) {
            (0, _) => object.title(),
            (_, size) => format!("{}, {size} bytes at {}", object.title(), object.hex_address()),
        };
    }
    let mut line = format!("{} at {}", object.title(), object.hex_address());
    if object.dead {
        line.push_str(", freed");
        return line;
    }
    match object.refcount {
        None => line.push_str(", immortal"),
        Some(count) => {
            let references = counted(count as usize, "reference", "references");
            write!(line, ", {references}").expect("a String");
        }
    }
    match object.hidden_references {
        0 => {}
        hidden if object.elsewhere.is_empty() => {
            write!(line, ", {hidden} not drawn").expect("a String");
        }
        hidden => {
            let holders = object.elsewhere.join("; ");
            write!(line, ", {hidden} not drawn: {holders}").expect("a String");
        }
    }
    if object.interned {
        line.push_str(", interned");
    }
    if let Some(room) = object.room {
        write!(line, ", room for {room} more").expect("a String");
    }
    if object.unreachable {
        line.push_str(", unreachable");
    }
    if let Some(before) = &object.reuses {
        write!(line, ", where {before} was").expect("a String");
    }
    line
}
