//! The machine: frames, the evaluation loop, and the object protocols on top of the heap.
//!
//! | file | what it does |
//! |---|---|
//! | `code` | loads a compiled unit: makes its constants and code objects |
//! | `frame` | one running call |
//! | `evaluate` | the loop over instructions |
//! | `call` | calling anything with anything; binding arguments to parameters |
//! | `attributes` | lookup along the MRO, descriptors, instance values |
//! | `classes` | `class` statements, `type()`, inheritance |
//! | `operators` | arithmetic, comparison, truth, hashing, containers, iteration |
//! | `generators` | resuming, sending, throwing, closing |
//! | `namespaces` | globals, builtins, class bodies; their inline caches |
//! | `attribute_caches` | what attribute instructions remember |
//! | `locals` | `locals()` |
//! | `statements` | `raise`, `except`, `with`, `match`, unpacking, the prompt |
//! | `imports` | `import` |
//! | `introspection` | what library modules ask of the running machine |
//! | `runtime` | finalizers, callbacks and collections: what the heap asks of the machine |
//! | `audit` | which references the machine itself holds |
//! | `tracing` | what `tracemalloc` must know of the running program |
//! | `start` | the interpreter's start, its runs and its exit |
//! | `errors` | making and raising exceptions, tracebacks |
//! | `unwinding` | finding handlers, leaving frames |
//! | `view` | what a picture shows of a running program |
//! | `watch` | showing the machine to whoever watches it run |

mod attribute_caches;
mod attributes;
mod audit;
mod call;
mod classes;
mod code;
mod coroutines;
mod errors;
mod evaluate;
mod frame;
mod generators;
mod imports;
mod introspection;
mod locals;
mod namespaces;
mod operators;
mod output;
mod runtime;
mod start;
mod statements;
mod tracing;
mod unwinding;
mod view;
mod warnings;
mod watch;

use heap_model::objects::Slot;
use heap_model::{Heap, Obj, Release};

pub use code::CodeBody;
pub use frame::Frame;
pub use operators::Indices;
pub use tracing::TracedFile;
pub use view::FrameView;
pub use watch::{WatchPoint, Watcher};

pub(crate) use attributes::{instance_dict, readonly_member};
pub(crate) use runtime::Ignored;

use crate::names::Names;
use crate::native::{GetSetDef, NativeDef};
use crate::outcome::Limits;

/// Why a computation did not give a value.
#[derive(Debug)]
pub enum Raise {
    /// A Python exception; the reference is owned.
    Exception(Obj),
    /// The run is over, and no handler sees it: `Machine::halt` says why.
    Halt,
}

/// The result of anything that can raise.
pub type Result<T = Obj> = std::result::Result<T, Raise>;

/// Why a run stopped for good.
#[derive(Clone, Debug)]
pub enum Halt {
    /// Something that the machine does not do, in words.
    Unsupported(String),
    /// A limit of [`Limits`], in words.
    OutOfBudget(String),
}

/// One program's whole state: its heap, its modules and what they have printed.
#[derive(Debug)]
pub struct Machine {
    /// The heap.
    pub heap: Heap,
    /// Identifiers that the machine looks up.
    pub names: Names,
    /// Bounds of the run.
    pub limits: Limits,
    /// Instructions executed.
    executed: u64,
    /// File, line and text of the warnings that are shown once for each place.
    warned: Vec<(String, u32, String)>,
    /// Locals and evaluation stacks of all frames, one after the other.
    stack: Vec<Slot>,
    /// First free place of `stack` for the next frame, while Rust code runs.
    sp: usize,
    /// Running frames, innermost last.
    frames: Vec<Frame>,
    /// Nested calls of the evaluation loop.
    depth: u32,
    /// Iterators that run inside of each other.
    nested_iterators: u32,
    /// `sys.getrecursionlimit()`.
    pub recursion_limit: u32,
    /// The exception being handled, counted: one entry for the thread and one for each generator
    /// that runs.
    handled: Vec<Option<Obj>>,
    /// The exception is raised again: its traceback gets no new entry for this frame.
    reraising: bool,
    /// Where an exception that is raised again was raised first.
    reraised_at: Option<usize>,
    /// Why the run stopped for good.
    halt: Option<Halt>,
    /// Line and column that ran when the run stopped for good.
    halted_at: (u32, u32),
    /// `sys.modules`, a dict.
    pub modules: Obj,
    /// The namespace of `builtins`, a dict.
    pub builtins: Obj,
    /// The module `__main__`.
    pub main: Obj,
    /// Native functions that have an object, by [`heap_model::objects::Builtin::function`].
    pub natives: Vec<&'static NativeDef>,
    /// Computed attributes that have an object.
    pub getsets: Vec<&'static GetSetDef>,
    /// A copy of the names of `builtins` as they were at the start (`builtins_copy` in CPython's
    /// `pycore_interp.h`): each built-in function has a reference from there, too.
    builtins_copy: Obj,
    /// What is being called with a tuple that holds all arguments already: `f(*args)`.
    packed_for: Option<Obj>,
    /// The interpreter exits and has dropped `sys.modules`.
    pub(crate) finalizing: bool,
    /// The script's name and text, for lines shown beside warnings.
    script: Option<(Box<str>, Box<str>)>,
    /// Inputs at the prompt so far.
    inputs: u32,
    /// What the program printed.
    output: output::OutputLog,
    /// Lookups along an MRO, by class version and name.
    method_cache: attributes::MethodCache,
    /// The descriptors of `__dict__` and `__weakref__` where all classes share them, by name.
    shared_getsets: Vec<(Obj, Obj)>,
    /// The thread's own dict, counted, and in it the list of containers whose `repr` is being made: met
    /// again inside, they are shown in short.
    repr_running: Option<(Obj, Obj)>,
    /// State of library modules.
    pub library: crate::modules::Library,
    /// It began as a copy of its release's prototype.
    copied: bool,
    /// Whom the machine is shown at [`crate::bytecode::Op::Watch`].
    watcher: watch::Attached,
}

impl Machine {
    /// The release that the machine imitates.
    pub fn release(&self) -> &'static Release {
        self.heap.release
    }

    /// Counts one more reference and returns it.
    #[inline(always)]
    pub fn new_ref(&mut self, object: Obj) -> Obj {
        self.heap.incref(object);
        object
    }

    /// `None` as a new reference.
    #[inline(always)]
    pub fn none(&mut self) -> Obj {
        self.heap.new_none()
    }

    /// Stops the run for good: something that the machine does not do.
    pub fn unsupported(&mut self, feature: impl Into<String>) -> Raise {
        self.stop(Halt::Unsupported(feature.into()))
    }

    /// Stops the run for good and remembers where.
    #[cold]
    fn stop(&mut self, halt: Halt) -> Raise {
        if self.halt.is_none() {
            self.halt = Some(halt);
            if let Some(frame) = self.frames.first() {
                let position = frame.body.position(frame.instruction);
                self.halted_at = (position.line, position.column + 1);
            }
        }
        Raise::Halt
    }
}
