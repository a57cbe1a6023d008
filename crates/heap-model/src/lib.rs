//! A model of CPython's heap.

mod audit;
pub mod collect;
mod dealloc;
pub mod free_lists;
pub mod hash;
mod heap;
mod layout;
pub mod memory;
mod object;
pub mod objects;
pub mod release;
mod runtime;
mod static_types;
mod traverse;

pub use audit::{Audit, Mismatch};
pub use dealloc::deallocate;
pub use heap::{Heap, Singletons};
pub use layout::Block;
pub use object::{Extra, Flags, IMMORTAL, NativeObject, Obj, Object, Payload};
pub use release::Release;
pub use runtime::Runtime;
pub use traverse::{Holder, Place};
pub use static_types::{STATIC_TYPES, StaticType, types};
