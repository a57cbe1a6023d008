//! The object protocols: what operators, `len()`, `in`, subscripts and loops mean.
//!
//! Each protocol first asks how the operand's class answers the special method ([`Special`]). A
//! built-in type is answered by its own primitive in [`crate::builtins`], without any dictionary
//! lookup; so is a Python class that inherits the method. What a program defines itself is called.
//!
//! | file | what it does |
//! |---|---|
//! | `arithmetic` | binary and unary operators, their reflected and augmented forms |
//! | `numbers` | the operators of int, float and complex |
//! | `compare` | rich comparison and equality |
//! | `conversion` | `repr`, `str`, `format`, `bool`, `hash`, `index` |
//! | `containers` | `len`, `in`, subscripts |
//! | `slices` | slice bounds |
//! | `iteration` | `iter`, `next`, `list(iterable)`, unpacking |
//! | `membership` | `isinstance`, `issubclass` |

mod arithmetic;
mod compare;
mod containers;
mod conversion;
mod iteration;
mod membership;
pub(crate) mod numbers;
mod slices;

use heap_model::objects::{DescriptorKind, WeakKind};
use heap_model::{Obj, Payload};

use super::{Machine, Result};

pub use slices::Indices;

/// How a class answers a special method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Special {
    /// Not at all.
    Missing,
    /// By the primitives of this built-in type, which may answer or not.
    Native(Obj),
    /// By calling this, borrowed.
    Method(Obj),
}

impl Machine {
    /// How a class answers a special method.
    #[inline(always)]
    pub(crate) fn special(&mut self, class: Obj, name: Obj) -> Special {
        if self.is_core_type(class) {
            return Special::Native(class);
        }
        self.special_by_lookup(class, name)
    }

    fn special_by_lookup(&mut self, class: Obj, name: Obj) -> Special {
        let Some(found) = self.type_lookup(class, name) else { return Special::Missing };
        if let Payload::Descriptor(descriptor) = self.heap.payload(found)
            && matches!(descriptor.kind, DescriptorKind::Wrapper | DescriptorKind::Method)
            // `__str__ = int.__repr__` is another method than the name says.
            && descriptor.name == name
            && self.is_core_type(descriptor.class)
        {
            return Special::Native(descriptor.class);
        }
        Special::Method(found)
    }

    /// The object that a weak proxy stands for (a new reference), if it is one.
    #[inline]
    pub(crate) fn behind_proxy(&mut self, object: Obj) -> Result<Option<Obj>> {
        match self.heap.payload(object) {
            Payload::WeakRef(reference) if reference.kind != WeakKind::Reference => {
                self.referent(object).map(Some)
            }
            _ => Ok(None),
        }
    }

    /// `NotImplemented` as a new reference: a primitive that does not know the other operand.
    #[inline]
    pub fn not_implemented(&mut self) -> Obj {
        let object = self.heap.singletons().not_implemented;
        self.new_ref(object)
    }

    #[inline(always)]
    pub(crate) fn is_not_implemented(&self, object: Obj) -> bool {
        object == self.heap.singletons().not_implemented
    }
}
