//! The collector's lists: doubly linked through the objects' headers, so that an object leaves
//! its list in constant time when it dies.

use crate::heap::Heap;
use crate::object::{Flags, Obj};

/// The two ends of a list; 0 where it is empty.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct List {
    pub(super) head: u32,
    pub(super) tail: u32,
}

impl Heap {
    /// Appends an object that is in no list.
    #[inline]
    pub(super) fn link_last(&mut self, object: Obj, list: usize) {
        let ends = &mut self.collector.lists[list];
        let before = std::mem::replace(&mut ends.tail, object.raw());
        if before == 0 {
            ends.head = object.raw();
        } else {
            self.get_mut(Obj::from_index(before)).gc_next = object.raw();
        }
        let slot = self.get_mut(object);
        slot.gc_prev = before;
        slot.gc_next = 0;
        slot.flags.set_generation(list);
        slot.flags.set(Flags::TRACKED);
    }

    /// Takes an object out of its list.
    #[inline]
    pub(super) fn unlink(&mut self, object: Obj) {
        let slot = self.get_mut(object);
        let (before, after) = (slot.gc_prev, slot.gc_next);
        let list = slot.flags.generation();
        slot.flags.clear(Flags::TRACKED);
        match before {
            0 => self.collector.lists[list].head = after,
            _ => self.get_mut(Obj::from_index(before)).gc_next = after,
        }
        match after {
            0 => self.collector.lists[list].tail = before,
            _ => self.get_mut(Obj::from_index(after)).gc_prev = before,
        }
    }

    /// Moves an object from its list to the end of another.
    pub(super) fn relink(&mut self, object: Obj, list: usize) {
        self.unlink(object);
        self.link_last(object, list);
    }

    /// The first object of a list.
    #[inline]
    pub(super) fn first_of_list(&self, list: usize) -> Option<Obj> {
        let head = self.collector.lists[list].head;
        (head != 0).then(|| Obj::from_index(head))
    }

    /// Whether the object is in that list.
    #[inline]
    pub(super) fn is_in_list(&self, object: Obj, list: usize) -> bool {
        let flags = self.get(object).flags;
        flags.has(Flags::TRACKED) && !flags.has(Flags::STATIC) && flags.generation() == list
    }

    /// The objects of a list, first to last.
    pub(super) fn list_objects(&self, list: usize) -> impl std::iter::Iterator<Item = Obj> + '_ {
        let mut next = self.collector.lists[list].head;
        std::iter::from_fn(move || {
            let object = (next != 0).then(|| Obj::from_index(next))?;
            next = self.get(object).gc_next;
            Some(object)
        })
    }

    /// Appends all objects of a list to `all` and leaves the list empty. The objects' own links are
    /// left as they are: the caller links them anew.
    pub(super) fn drain_list(&mut self, list: usize, all: &mut Vec<Obj>) {
        all.extend(self.list_objects(list));
        self.collector.lists[list] = List::default();
    }

    /// Makes `objects`, which are in no list, follow the end of `list`.
    pub(super) fn move_to_list(&mut self, objects: &[Obj], list: usize) {
        for &object in objects {
            self.link_last(object, list);
        }
    }
}
