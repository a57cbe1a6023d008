//! Exceptions and tracebacks.

use crate::heap::Heap;
use crate::object::{Obj, Payload};

/// The contents of an exception.
#[derive(Clone, Debug)]
pub struct Exception {
    /// `args`, a `tuple`.
    pub args: Obj,
    /// `__traceback__`.
    pub traceback: Option<Obj>,
    /// `__cause__`.
    pub cause: Option<Obj>,
    /// `__context__`.
    pub context: Option<Obj>,
    /// `__suppress_context__`.
    pub suppress_context: bool,
    /// `__dict__`, made on demand (`__notes__` lives there).
    pub dict: Option<Obj>,
    /// Fields of the class's own struct (`value`, `name`, `obj`, `errno`, …), in its order.
    pub fields: Vec<(&'static str, Option<Obj>)>,
}

/// The contents of a traceback.
#[derive(Clone, Debug)]
pub struct Traceback {
    /// `tb_next`.
    pub next: Option<Obj>,
    /// `tb_frame`.
    pub frame: Obj,
    /// `tb_lasti`, as an index of an instruction.
    pub instruction: u32,
    /// `tb_lineno`.
    pub line: u32,
}

impl Heap {
    /// An exception of a built-in class or of a class made by a program; takes the references in
    /// `content` over. New reference.
    pub fn new_exception(&mut self, class: Obj, content: Exception) -> Obj {
        let payload = Payload::Exception(Box::new(content));
        if self.type_object(class).flags.heap {
            self.new_of_class(class, payload)
        } else {
            self.new_object(class, payload)
        }
    }

    /// A traceback; takes the references over. New reference.
    pub fn new_traceback(&mut self, content: Traceback) -> Obj {
        self.new_object(
            crate::static_types::types::TRACEBACK,
            Payload::Traceback(Box::new(content)),
        )
    }
}
