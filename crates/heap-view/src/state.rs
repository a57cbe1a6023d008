//! What a picture shows: frames with their names, objects with what they hold.
//!
//! A [`State`] is plain data. All forms of a picture are made from it, so that the text version says
//! what the drawing shows.

use serde::Serialize;

/// The part of a heap that a picture shows, at one moment.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct State {
    /// Name of the release, `3.14`.
    pub release: &'static str,
    /// The module's names, then those of the running calls, outermost first.
    pub frames: Vec<Frame>,
    /// Objects, those that names refer to first.
    pub objects: Vec<Object>,
    /// Objects that would belong to the picture and are left out, because it would be too large.
    pub left_out: usize,
}

/// Names of a module or a running call.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Frame {
    /// `<module>`, or the function's name.
    pub name: String,
    /// What is bound there, in the order of binding.
    pub names: Vec<Slot>,
}

/// A place that refers to an object, or shows its value.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Slot {
    /// The name, the index, the key.
    pub label: String,
    /// What stands there.
    pub holds: Holds,
    /// What kind of place it is.
    pub kind: SlotKind,
}

/// What kind of place a [`Slot`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SlotKind {
    /// A counted reference.
    Counted,
    /// A weak reference: not counted.
    Weak,
    /// A value on the evaluation stack; counted.
    Stack,
}

/// What a place holds.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Holds {
    /// A reference to the object of that index in [`State::objects`].
    Object(usize),
    /// A reference to an object that is not drawn by itself: its value in a few words.
    Value(String),
}

/// What sort of object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ObjectKind {
    /// Nothing but a value.
    Value,
    /// A function, a class or a code object.
    Definition,
    /// Everything else.
    Container,
    /// A block of memory, byte by byte; or one of the collector's lists. It has no count.
    Block,
}

/// An object.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Object {
    /// Tells objects apart over all pictures of a program: no other object ever has the same.
    pub key: u32,
    /// What sort of object.
    pub kind: ObjectKind,
    /// How many references it was away from a name when it was first shown, at least 1.
    pub distance: usize,
    /// Name of its type.
    #[serde(rename = "type")]
    pub type_name: String,
    /// Its value in a few words, if it is one of a plain kind; the name of a function or class.
    pub value: Option<String>,
    /// `id()`.
    pub address: u64,
    /// References to it; `None` if it is immortal.
    pub refcount: Option<u32>,
    /// Those of them that the picture does not show, as far as they are known by a holder's words.
    pub elsewhere: Vec<String>,
    /// References that the picture does not show.
    pub hidden_references: u32,
    /// `sys.getsizeof()`, in bytes.
    pub size: usize,
    /// Slots that are reserved beyond those in use.
    pub room: Option<usize>,
    /// What it holds.
    pub slots: Vec<Slot>,
    /// Slots that are left out.
    pub more_slots: usize,
    /// Whether it is in the table of interned strings.
    pub interned: bool,
    /// Whether it has died since the picture before.
    pub dead: bool,
    /// Whether no name leads to it.
    pub unreachable: bool,
    /// The object that was at its address in an earlier picture, in a few words.
    pub reuses: Option<String>,
}

impl Object {
    /// Type and value in a few words: `list`, `int 257`.
    pub fn title(&self) -> String {
        match &self.value {
            Some(value) => format!("{} {value}", self.type_name),
            None => self.type_name.clone(),
        }
    }

    /// The address as `hex(id(x))` shows it.
    pub fn hex_address(&self) -> String {
        format!("{:#x}", self.address)
    }
}

impl State {
    /// All slots that hold references to objects of the picture: the index of the frame or object
    /// that they are in, their number there, and the index of the object referred to.
    pub fn references(&self) -> Vec<Reference> {
        let mut all = vec![];
        for (frame, contents) in self.frames.iter().enumerate() {
            push_references(&mut all, Source::Frame(frame), &contents.names);
        }
        for (object, contents) in self.objects.iter().enumerate() {
            if !contents.dead {
                push_references(&mut all, Source::Object(object), &contents.slots);
            }
        }
        all
    }

    /// Who refers to whom, and how many references each container has: what may be the same on two
    /// releases although addresses, sizes and the counts of plain values differ.
    pub fn shape(&self) -> State {
        let mut state = self.clone();
        state.release = "";
        for frame in &mut state.frames {
            frame.names.iter_mut().for_each(Slot::forget_address);
        }
        for object in &mut state.objects {
            object.slots.iter_mut().for_each(Slot::forget_address);
            object.value.iter_mut().for_each(forget_address);
            object.address = 0;
            object.size = 0;
            object.elsewhere = vec![];
            if matches!(object.kind, ObjectKind::Value | ObjectKind::Definition) {
                object.refcount = None;
                object.hidden_references = 0;
                object.interned = false;
            }
        }
        state
    }
}

impl Slot {
    fn forget_address(&mut self) {
        if let Holds::Value(value) = &mut self.holds {
            forget_address(value);
        }
    }
}

/// A number that is an address of the model is not the same on two releases.
fn forget_address(value: &mut String) {
    if value.parse().is_ok_and(|number: u64| (0x7f00 << 32..0x8000 << 32).contains(&number)) {
        *value = "an address".into();
    }
}

fn push_references(all: &mut Vec<Reference>, source: Source, slots: &[Slot]) {
    for (slot, contents) in slots.iter().enumerate() {
        if let Holds::Object(target) = contents.holds {
            all.push(Reference { source, slot, target, kind: contents.kind });
        }
    }
}

/// Where a reference comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// A frame's index.
    Frame(usize),
    /// An object's index.
    Object(usize),
}

/// A reference between two parts of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Where it comes from.
    pub source: Source,
    /// The number of the slot there.
    pub slot: usize,
    /// The index of the object that it leads to.
    pub target: usize,
    /// Whether it is counted.
    pub kind: SlotKind,
}
