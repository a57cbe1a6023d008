//! Compiles Python to a stack bytecode and runs it on [`heap_model`].
//!
//! ```
//! use python_vm::{Limits, Machine, Release, Stream, Unit};
//!
//! let release = Release::named("3.14").expect("the model has 3.14");
//! let mut machine = Machine::new(release, Limits::default());
//! let outcome = machine.run("a = []\nb = a\nprint(a is b)\n", Unit::Script, "example.py");
//! assert_eq!(outcome.text(Stream::Stdout), "True\n");
//! ```
//!
//! | module | what it is |
//! |---|---|
//! | `syntax` | the parser's tree, and CPython's words for what is no Python |
//! | [`compile`] | scopes, folding and code generation, as the release does them |
//! | `bytecode` | what a compiled unit consists of |
//! | `machine` | frames, the evaluation loop, the object protocols |
//! | `builtins` | the built-in types and functions |
//! | [`inspect`] | what can be asked of a machine from outside |
//! | `modules` | the standard library, as far as it is there |
//! | `text` | numbers and strings as text, on plain Rust values |

// Methods and attributes stand in tables of plain function types.
#![allow(clippy::type_complexity)]

mod builtins;
mod bytecode;
pub mod compile;
pub mod inspect;
mod machine;
mod modules;
mod names;
mod native;
mod outcome;
mod syntax;
mod text;

pub use heap_model::release::Release;
pub use machine::{FrameView, Machine, WatchPoint, Watcher};
pub use modules::support::{Names as SupportedNames, Support, support};
pub use outcome::{Ending, Limits, Outcome, Output, Stream, Uncaught, Unit};
