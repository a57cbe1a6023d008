//! A picture as a Mermaid flowchart, for places that draw those.

use std::fmt::Write;

use crate::state::{Object, SlotKind, Source, State};

/// The state as the text of a Mermaid flowchart.
pub fn mermaid(state: &State) -> String {
    let mut out = String::from("flowchart LR\n");
    for (frame, contents) in state.frames.iter().enumerate() {
        writeln!(out, "  subgraph f{frame} [\"{}\"]", escaped(&contents.name)).expect("a String");
        for (number, slot) in contents.names.iter().enumerate() {
            writeln!(out, "    f{frame}n{number}([\"{}\"])", escaped(&slot.label))
                .expect("a String");
        }
        out.push_str("  end\n");
    }
    for (index, object) in state.objects.iter().enumerate() {
        writeln!(out, "  o{index}[\"{}\"]", escaped(&words(object))).expect("a String");
    }
    for reference in state.references() {
        let (source, label) = match reference.source {
            Source::Frame(frame) => (format!("f{frame}n{}", reference.slot), String::new()),
            Source::Object(object) => {
                let label = &state.objects[object].slots[reference.slot].label;
                (format!("o{object}"), label.clone())
            }
        };
        let arrow = if reference.kind == SlotKind::Weak { "-.->" } else { "-->" };
        let label = match label.as_str() {
            "" => String::new(),
            label => format!("|\"{}\"|", escaped(label)),
        };
        writeln!(out, "  {source} {arrow}{label} o{}", reference.target).expect("a String");
    }
    out
}

fn words(object: &Object) -> String {
    let count = match (object.dead, object.refcount) {
        (true, _) => "freed".to_string(),
        (_, None) => "immortal".to_string(),
        (_, Some(count)) => format!("refs {count}"),
    };
    format!("{}, {count}", object.title())
}

fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '"' => out.push_str("#quot;"),
            '<' => out.push_str("#lt;"),
            '>' => out.push_str("#gt;"),
            '#' => out.push_str("#35;"),
            _ => out.push(c),
        }
    }
    out
}
