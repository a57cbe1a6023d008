//! A model of CPython's heap: objects, reference counts, addresses, free lists, interning and the
//! cyclic collector, release by release.
//!
//! A [`Heap`] imitates one CPython [`Release`]. Programs make objects on it, count references and
//! drop them; the heap answers what CPython would answer: `id()`, `sys.getsizeof`, `sys.getrefcount`,
//! which object dies when and whose address comes back.
//!
//! ```
//! use heap_model::{Heap, Release, Runtime, collect};
//!
//! let mut heap = Heap::new(Release::named("3.14").unwrap());
//!
//! // x = [1000]; y = x
//! let number = heap.new_int(1000);
//! let x = heap.new_list(vec![number]); // takes over the reference to the number
//! let y = heap.new_ref(x);
//! assert_eq!(heap.refcount(x), Some(2));
//! assert_eq!(heap.size_of(x), 64); // a header of 56 bytes and one slot
//!
//! // Small ints are shared and immortal.
//! let (a, b) = (heap.new_int(7), heap.new_int(7));
//! assert_eq!((a, heap.refcount(a)), (b, None));
//!
//! // del y; del x: the last reference goes, and the next list gets the parked header.
//! let address = heap.id(x);
//! heap.decref(y);
//! heap.decref(x);
//! let list = heap.new_list(Vec::new());
//! assert_eq!(heap.id(list), address);
//!
//! // A list that holds itself is out of reach of counting; a collection finds it.
//! heap.list_append(list, list); // hands on the only reference
//! let result = collect::collect(&mut heap, 2);
//! assert_eq!(result.unreachable(), 1);
//! ```
//!
//! | module | what it holds |
//! |---|---|
//! | [`release`] | what differs between releases, in one place |
//! | [`memory`] | the allocators, which give out addresses |
//! | [`objects`] | the kinds of objects: contents, growth, making |
//! | [`free_lists`] | headers of dead objects, kept for the next of their kind |
//! | [`collect`] | the cyclic collector |
//! | `fields` | what stands at which byte of an object |
//! | `dealloc` | what happens when the last reference goes |
//! | `traverse`, `audit` | which references an object holds, and whether all are counted |
//!
//! Nothing here runs Python: finalizers and callbacks are asked of a [`Runtime`].

mod audit;
pub mod collect;
mod dealloc;
mod fields;
pub mod free_lists;
pub mod hash;
mod heap;
mod layout;
pub mod memory;
mod object;
pub mod objects;
mod raw;
pub mod release;
mod runtime;
mod static_types;
mod traverse;

pub use audit::{Audit, Mismatch, Roots};
pub use dealloc::deallocate;
pub use fields::{Field, FieldContent};
pub use heap::{Heap, Life, Singletons};
pub use layout::Block;
pub use object::{Extra, Flags, IMMORTAL, NativeObject, Obj, Object, Payload};
pub use release::Release;
pub use runtime::Runtime;
pub use static_types::{STATIC_TYPES, StaticType, types};
pub use traverse::{Holder, Place};
