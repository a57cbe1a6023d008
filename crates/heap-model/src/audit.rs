//! The leak detector: do the reference counts tell the truth?
//!
//! Every counted reference is held by an object, where [`Heap::references`] finds it, or by whoever
//! uses the heap: a machine's stack and registers, a Rust program's own handles. If those are named,
//! the sum must be each object's count.

use crate::heap::Heap;
use crate::object::{Flags, Obj, Payload};
use crate::static_types::FIRST_AFTER_TYPES;

/// An object whose count is not what was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// The object.
    pub object: Obj,
    /// Its type's name.
    pub type_name: String,
    /// The references that it counts.
    pub counted: u32,
    /// The references that were found.
    pub found: u32,
}

/// What [`Heap::audit`] found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Audit {
    /// Objects with a wrong count, in the order of their slots.
    pub mismatches: Vec<Mismatch>,
    /// References to objects that are dead, with their holder (`None`: a root).
    pub dangling: Vec<(Option<Obj>, Obj)>,
}

impl Audit {
    /// Whether all counts are right.
    pub fn is_clean(&self) -> bool {
        self.mismatches.is_empty() && self.dangling.is_empty()
    }
}

/// Calls its argument with each counted reference that no object of the heap holds.
pub type Roots<'a> = dyn FnMut(&mut dyn FnMut(Obj)) + 'a;

impl Heap {
    // ANCHOR: audit
    /// Recounts every reference and compares. `roots` calls its argument with each counted reference
    /// that no object of the heap holds, once per reference.
    ///
    /// Immortal objects are not compared, nor are the interpreter's own, which other releases than
    /// the newest count from a billion.
    pub fn audit(&self, roots: &mut Roots<'_>) -> Audit {
        let mut found = vec![0u32; self.slot_count()];
        let mut audit = Audit::default();
        let mut count = |holder: Option<Obj>, object: Obj| {
            if self.is_live(object) {
                found[object.index()] += 1;
            } else {
                audit.dangling.push((holder, object));
            }
        };
        for holder in self.objects() {
            self.references(holder, |_, referent| count(Some(holder), referent));
        }
        if let Some(garbage) = self.collector.garbage {
            count(None, garbage);
        }
        roots(&mut |object| count(None, object));
        for object in self.objects() {
            let slot = self.get(object);
            let found = found[object.index()];
            if self.is_immortal(object) || slot.flags.has(Flags::STATIC) || slot.refcount == found {
                continue;
            }
            let type_name = match self.payload(slot.ty) {
                Payload::Type(class) => class.name.to_string(),
                _ => String::new(),
            };
            audit.mismatches.push(Mismatch { object, type_name, counted: slot.refcount, found });
        }
        audit
    }
    // ANCHOR_END: audit

    /// Objects alive that are the program's: neither the interpreter's own nor static types.
    pub fn program_objects(&self) -> impl std::iter::Iterator<Item = Obj> + '_ {
        self.objects().filter(|&object| {
            object.index() >= FIRST_AFTER_TYPES && !self.get(object).flags.has(Flags::STATIC)
        })
    }
}
