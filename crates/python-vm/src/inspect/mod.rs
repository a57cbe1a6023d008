//! What can be asked of a machine from outside, between two statements of its program.
//!
//! Nothing here runs Python, makes an object or counts a reference: all of it works on a shared
//! reference to the machine. Objects are named by [`Path`]s, as the program itself would name them.

mod graph;
mod holders;
mod path;

pub use path::{Key, NotFound, Path, Step};

use heap_model::{Obj, Payload};

use crate::machine::Machine;

/// A variable of a running call, and where it stands.
pub(crate) struct Variable<'a> {
    /// Its name; none for what stands on the evaluation stack.
    pub(crate) name: Option<&'a str>,
    /// It is a parameter.
    pub(crate) parameter: bool,
    /// What it holds: for a variable that inner functions use, its cell.
    pub(crate) object: Obj,
    /// Whether the reference is counted.
    pub(crate) counted: bool,
}

impl Machine {
    /// The objects alive whose type is exactly this class.
    pub fn instances(&self, class: Obj) -> usize {
        self.heap.program_objects().filter(|&object| self.heap.type_of(object) == class).count()
    }

    /// The text of a `str` object.
    pub(crate) fn text_of(&self, object: Obj) -> Option<&str> {
        match self.heap.payload(object) {
            Payload::Str(text) => Some(&text.text),
            _ => None,
        }
    }

    /// The name of an object's type.
    fn type_word(&self, object: Obj) -> &str {
        &self.heap.type_object(self.heap.type_of(object)).name
    }

    /// `a list`, `an object`.
    fn one_of_type(&self, object: Obj) -> String {
        let kind = self.type_word(object);
        let article = if kind.starts_with(['a', 'e', 'i', 'o', 'u', 'A', 'E', 'I', 'O', 'U']) {
            "an"
        } else {
            "a"
        };
        format!("{article} {kind}")
    }
}
