//! One running call.

use std::rc::Rc;

use heap_model::Obj;

use super::CodeBody;

/// What becomes of a frame's result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// It is pushed on the caller's stack and the loop goes on there.
    ToCaller,
    /// The loop ends and gives it to the Rust code that started it.
    ToRust,
    /// It must be `None`, and the object below is what the caller gets: an `__init__`.
    Initialized,
    /// A generator runs under a `for` loop: what it yields is pushed, and its end jumps there.
    ToLoop {
        /// The instruction that ends the loop.
        target: usize,
    },
}

/// One running call of a code object.
#[derive(Debug)]
pub struct Frame {
    /// What runs.
    pub body: Rc<CodeBody>,
    /// The code object, counted.
    pub code: Obj,
    /// The function called, counted.
    pub function: Option<Obj>,
    /// The global namespace, kept alive by the function.
    pub globals: Obj,
    /// The namespace of builtins, kept alive by the function.
    pub builtins: Obj,
    /// The namespace of a module's or class's body, counted.
    pub locals: Option<Obj>,
    /// Where `localsplus` starts on the machine's stack.
    pub base: usize,
    /// Where the caller's stack ends once the call is over.
    pub caller_sp: usize,
    /// The stack's top while the frame waits for a call.
    pub sp: usize,
    /// The instruction that runs.
    pub instruction: usize,
    /// The frame as an object, counted, once somebody asked for it.
    pub object: Option<Obj>,
    /// The generator that runs in it; the caller keeps it alive.
    pub generator: Option<Obj>,
    /// What becomes of the result.
    pub exit: Exit,
}
