//! States of a [`heap_model`] heap as SVG, Mermaid, text and JSON.
//!
//! ```
//! use heap_model::{Heap, Release};
//! use heap_view::{Names, Recorder};
//!
//! let mut heap = Heap::new(Release::named("3.14").unwrap());
//! let number = heap.new_int(1000);
//! let list = heap.new_list(vec![number]); // takes over the reference to the number
//! heap.incref(list);
//!
//! let names = Names { name: "<module>".into(), names: vec![("a".into(), list), ("b".into(), list)], stack: vec![] };
//! let state = Recorder::default().take(&mut heap, &[names], &[]);
//!
//! let text = heap_view::text(&state);
//! assert!(text.contains("a -> #1 list\n  b -> #1 list\n"), "{text}");
//! assert!(text.contains("0: 1000\n"));
//! assert!(heap_view::svg::wide(&state).is_some());
//! ```
//!
//! | module | what it is |
//! |---|---|
//! | [`state`] | what a picture shows, as plain data |
//! | `recorder`, `contents`, `elsewhere` | from a heap to a state; who is shown, what of it, and who holds the rest |
//! | `bytes`, `pools`, `growth` | an object byte by byte, the collector's lists; the allocator's map; how containers grow |
//! | `view` | any of them |
//! | `layout` | where boxes and arrows go |
//! | [`svg`] | drawings, without any fixed colour |
//! | `text`, `mermaid` | the same state in words and as a flowchart |
//!
//! A picture is a pure function of its state. Nothing here does I/O.

mod bytes;
mod contents;
mod elsewhere;
mod growth;
mod layout;
mod mermaid;
mod pools;
mod recorder;
pub mod state;
pub mod svg;
mod text;
mod view;
mod words;

pub use bytes::{fields, generations};
pub use growth::{Growth, GrowthKind};
pub use mermaid::mermaid;
pub use pools::Pools;
pub use recorder::{MOST_OBJECTS, Names, Recorder};
pub use state::State;
pub use text::{summary, text};
pub use view::View;

/// The state as JSON.
pub fn json(state: &State) -> String {
    serde_json::to_string_pretty(state).expect("plain data")
}
