//! Frames as objects, and generators, which own the frame that they resume.

use crate::object::Obj;

// ANCHOR: frame
/// One place of a frame's locals or stack: nothing, a counted reference, or a borrowed one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Slot(u32);

impl Slot {
    /// Nothing: an unbound local, or the NULL that calls expect below their arguments.
    pub const NULL: Slot = Slot(0);
    const BORROWED: u32 = 1 << 31;

    /// A counted reference; the slot takes over the caller's.
    #[inline(always)]
    pub const fn counted(object: Obj) -> Slot {
        Slot(object.raw())
    }

    /// A reference that is kept alive by another one for as long as this slot lives.
    #[inline(always)]
    pub const fn borrowed(object: Obj) -> Slot {
        Slot(object.raw() | Slot::BORROWED)
    }
    // ANCHOR_END: frame

    /// The object, counted or not.
    #[inline(always)]
    pub const fn get(self) -> Option<Obj> {
        match self.0 & !Slot::BORROWED {
            0 => None,
            index => Some(Obj::from_index(index)),
        }
    }

    /// The object of a slot that is known to hold one.
    #[inline(always)]
    pub const fn object(self) -> Obj {
        Obj::from_index(self.0 & !Slot::BORROWED)
    }

    /// Whether the slot holds nothing.
    #[inline(always)]
    pub const fn is_null(self) -> bool {
        self.0 == 0
    }

    /// Whether the reference is not counted.
    #[inline(always)]
    pub const fn is_borrowed(self) -> bool {
        self.0 & Slot::BORROWED != 0
    }
}

impl std::fmt::Debug for Slot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.get() {
            None => write!(f, "NULL"),
            Some(object) if self.is_borrowed() => write!(f, "~{object:?}"),
            Some(object) => write!(f, "{object:?}"),
        }
    }
}

/// The contents of a frame object.
#[derive(Clone, Debug)]
pub struct FrameObject {
    /// `f_code`.
    pub code: Obj,
    /// `f_globals`.
    pub globals: Obj,
    /// `f_builtins`.
    pub builtins: Obj,
    /// The namespace of a module or class body, or the dict that `locals()` filled (≤ 3.12).
    pub locals: Option<Obj>,
    /// `f_back`, once the frame has returned or the link was asked for.
    pub back: Option<Obj>,
    /// `localsplus` after the frame was left; while it runs they are on the machine's stack.
    pub slots: Vec<Slot>,
    /// Index of the last instruction.
    pub instruction: u32,
    /// The running frame's number on the machine's stack of frames, while it runs.
    pub running: Option<u32>,
    /// The generator that owns the frame, while it is suspended; not counted.
    pub generator: Option<Obj>,
}

/// Where a generator stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Execution {
    Created,
    Suspended,
    Running,
    Finished,
}

/// The contents of a generator or coroutine.
#[derive(Clone, Debug)]
pub struct Generator {
    /// `gi_code`.
    pub code: Obj,
    /// The function that made it.
    pub function: Option<Obj>,
    /// `f_globals`.
    pub globals: Obj,
    /// `f_builtins`.
    pub builtins: Obj,
    /// `__name__`.
    pub name: Obj,
    /// `__qualname__`.
    pub qualname: Obj,
    /// Locals and stack while it is suspended.
    pub slots: Vec<Slot>,
    /// The dict that `locals()` gave while it ran, where the frame keeps it (up to 3.12).
    pub locals: Option<Obj>,
    /// Where to resume.
    pub instruction: u32,
    /// Where it stands.
    pub execution: Execution,
    /// The exception that it was handling when it yielded.
    pub handled: Option<Obj>,
    /// `gi_frame`, once asked for.
    pub frame: Option<Obj>,
    /// An asynchronous generator whose `asend()` or the like is being awaited (`ag_running`).
    pub running_async: bool,
    /// An asynchronous generator that ended or was closed.
    pub closed: bool,
}
