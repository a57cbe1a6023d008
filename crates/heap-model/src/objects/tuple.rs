//! `tuple`: a fixed row of references. The empty one exists once.

use crate::free_lists::Kind;
use crate::heap::Heap;
use crate::object::{Obj, Payload};
use crate::release::TupleTracking;
use crate::static_types::types;

impl Heap {
    /// A tuple that takes over the references in `items`; the empty tuple is the singleton. Made as
    /// a display, `tuple(list)` or `*args` makes it. New reference.
    #[inline]
    pub fn new_tuple(&mut self, items: Vec<Obj>) -> Obj {
        self.new_tuple_boxed(items.into_boxed_slice())
    }

    /// As [`Heap::new_tuple`], of references that stand on a stack: the slice's own are taken over.
    #[inline]
    pub fn new_tuple_from_stack(&mut self, items: &[Obj]) -> Obj {
        self.new_tuple_boxed(items.into())
    }

    /// As [`Heap::new_tuple`], of borrowed references: each item gets one reference more.
    pub fn new_tuple_from(&mut self, items: &[Obj]) -> Obj {
        for &item in items {
            self.incref(item);
        }
        self.new_tuple_boxed(items.into())
    }

    #[inline]
    fn new_tuple_boxed(&mut self, items: Box<[Obj]>) -> Obj {
        // From 3.14 such a tuple is untracked at once if nothing in it is of a collected type, be it
        // tracked or not; before, the first collection finds out.
        let harmless = self.release.collector.tuple_tracking == TupleTracking::AtBirth
            && !items.iter().any(|&item| self.is_gc(item));
        self.make_tuple(items, !harmless)
    }

    /// A tuple as slices, `+`, `*`, `zip`, `enumerate` and most of the library make it: tracked from
    /// birth whatever it holds. Takes the references over. New reference.
    #[inline]
    pub fn new_tuple_tracked(&mut self, items: Vec<Obj>) -> Obj {
        self.make_tuple(items.into_boxed_slice(), true)
    }

    #[inline]
    // ANCHOR: tuple
    fn make_tuple(&mut self, items: Box<[Obj]>, tracked: bool) -> Obj {
        if items.is_empty() {
            let empty = self.singletons().empty_tuple;
            return self.new_ref(empty);
        }
        let length = items.len();
        let size = self.release.sizes.tuple_header as usize + 8 * length;
        let parked = Kind::tuple(length).and_then(|kind| self.take_parked(kind));
        let payload = Payload::Tuple(items);
        let tuple = match parked {
            Some(block) => {
                self.allocate_parked(types::TUPLE, payload, block.offset(16), size + 16, 16)
            }
            None => self.allocate_gc(types::TUPLE, payload, size, 16),
        };
        if tracked {
            self.track(tuple);
        }
        tuple
    }
    // ANCHOR_END: tuple
}
