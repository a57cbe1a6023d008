//! What each kind of object holds, and the rules of its growth: one file a kind, as in CPython's
//! `Objects/`.

mod access;
mod bytes;
mod class;
mod compare;
mod dict;
mod exception;
mod frame;
mod function;
mod instance;
mod int;
mod iterators;
mod list;
mod make;
mod misc;
mod set;
mod str;
mod tuple;
mod type_object;
mod weakref;

pub use bytes::{ByteArray, Bytes, MemoryView};
pub use class::{ClassError, ClassStatement};
pub(crate) use dict::smallest_keys_size;
pub use dict::{Cleared, Dict, DictView, Entry, KeyKind, Probe, ProbeState, SplitValues, ViewKind};
pub use exception::{Exception, Traceback};
pub use frame::{Execution, FrameObject, Generator, Slot};
pub use function::{
    BoundMethod, Builtin, Code, Descriptor, DescriptorKind, Function, Property, Super,
};
pub use instance::Instance;
pub use int::{DIGIT_BITS, digits_for_bits};
pub use iterators::{Iterator, ListIterator, RangeIterator};
pub use list::{List, Removed};
pub use misc::{Module, Range};
pub use set::{SMALL_TABLE, Set, SetEntry, SetProbe, SetProbeState};
pub use str::Str;
pub use type_object::{Layout, SharedKeys, TypeFlags, TypeObject};
pub use weakref::{WeakKind, WeakRef};
