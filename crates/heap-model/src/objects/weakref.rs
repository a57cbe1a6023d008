//! Weak references and proxies: references that do not count.
//!
//! An object knows the weak references to it, so that they can be told of its death. CPython keeps
//! them in a list that begins with the reference and the proxy that have no callback, of which an
//! object needs one each; all others follow, the newest first. [`crate::object::Extra::weakrefs`] is
//! that list from its end.

use crate::heap::Heap;
use crate::object::{Flags, Obj, Payload};
use crate::static_types::types;

/// Which type a weak reference has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WeakKind {
    /// `weakref.ref` or a subclass.
    Reference,
    /// `weakref.proxy`.
    Proxy,
    /// `weakref.proxy` of something callable.
    CallableProxy,
}

impl WeakKind {
    /// The type of such an object.
    pub const fn exact_type(self) -> Obj {
        match self {
            WeakKind::Reference => types::WEAKREF,
            WeakKind::Proxy => types::PROXY,
            WeakKind::CallableProxy => types::CALLABLE_PROXY,
        }
    }
}

/// The contents of a weak reference.
#[derive(Clone, Debug)]
pub struct WeakRef {
    /// The object, not counted; `None` once it is dead.
    pub referent: Option<Obj>,
    /// Called with the reference when the object dies.
    pub callback: Option<Obj>,
    /// The object's hash, once asked for.
    pub hash: Option<i64>,
    /// Which type.
    pub kind: WeakKind,
}

/// Bytes of a weak reference without the collector's header (measured: 80 with it, of which
/// `getsizeof` shows all; a subclass's instances add to it).
const SIZE: usize = 64;

impl Heap {
    /// Whether objects of this one's type can be referenced weakly.
    pub fn supports_weakrefs(&self, object: Obj) -> bool {
        let class = self.type_of(object);
        self.type_object(class).flags.weak
            || (class == types::UNION && self.release.weakrefs.unions)
    }

    /// `weakref.ref(referent, callback)` and `weakref.proxy`: a reference without callback is made
    /// once per object. `callback` is borrowed. The caller has asked [`Heap::supports_weakrefs`]. New
    /// reference.
    pub fn new_weakref(&mut self, referent: Obj, callback: Option<Obj>, kind: WeakKind) -> Obj {
        if callback.is_none()
            && let Some(known) = self.plain_weakref(referent, kind)
        {
            return self.new_ref(known);
        }
        let payload = self.weakref_payload(referent, callback, kind);
        let reference = self.allocate_gc(kind.exact_type(), payload, SIZE, 16);
        self.track(reference);
        self.add_weakref(referent, reference);
        reference
    }

    /// The contents of a weak reference, for an instance of a subclass of `weakref.ref`. After it is
    /// allocated, [`Heap::add_weakref`] makes it known to the referent. `callback` is borrowed.
    pub fn weakref_payload(
        &mut self,
        referent: Obj,
        callback: Option<Obj>,
        kind: WeakKind,
    ) -> Payload {
        if let Some(callback) = callback {
            self.incref(callback);
        }
        Payload::WeakRef(Box::new(WeakRef { referent: Some(referent), callback, hash: None, kind }))
    }

    /// Enters a weak reference, whose contents name the referent, into the referent's list.
    pub fn add_weakref(&mut self, referent: Obj, reference: Obj) {
        let rank = |heap: &Heap, reference| match heap.plain_kind(reference) {
            Some(WeakKind::Reference) => 2,
            Some(_) => 1,
            None => 0,
        };
        let own = rank(self, reference);
        let list = self.weakrefs(referent);
        let above = list.iter().rev().take_while(|&&other| rank(self, other) > own).count();
        let position = list.len() - above;
        self.get_mut(referent).flags.set(Flags::EXTRA.with(Flags::WEAKLY_REFERENCED));
        self.extras.entry(referent).or_default().weakrefs.insert(position, reference);
    }

    /// Which of the two kinds that an object has at most one of a reference is, if it is one: without
    /// callback, and no subclass's.
    fn plain_kind(&self, reference: Obj) -> Option<WeakKind> {
        let Payload::WeakRef(weak) = self.payload(reference) else { return None };
        (weak.callback.is_none() && self.type_of(reference) == weak.kind.exact_type())
            .then_some(weak.kind)
    }

    /// The object's reference or proxy without callback, borrowed, if it is alive.
    fn plain_weakref(&self, referent: Obj, kind: WeakKind) -> Option<Obj> {
        let wanted = |found| (found == WeakKind::Reference) == (kind == WeakKind::Reference);
        let list = self.weakrefs(referent);
        let mut last = list.iter().rev().take(2).copied();
        last.find(|&known| self.is_live(known) && self.plain_kind(known).is_some_and(wanted))
    }

    /// The weak references to an object, in the reverse of `weakref.getweakrefs()`. Borrowed.
    pub fn weakrefs(&self, referent: Obj) -> &[Obj] {
        if !self.get(referent).flags.has(Flags::WEAKLY_REFERENCED) {
            return &[];
        }
        self.extras.get(&referent).map_or(&[], |extra| &extra.weakrefs)
    }

    /// `weakref.getweakrefs(object)`: those without callback, then the newest first. Borrowed.
    pub fn weakrefs_newest_first(&self, referent: Obj) -> Vec<Obj> {
        self.weakrefs(referent).iter().rev().copied().collect()
    }

    /// `weakref.getweakrefcount(object)`.
    pub fn weakref_count(&self, referent: Obj) -> usize {
        self.weakrefs(referent).len()
    }

    /// The object of a weak reference, borrowed; `None` once it is dead or dying.
    pub fn weakref_target(&self, reference: Obj) -> Option<Obj> {
        self.weakref(reference).referent.filter(|&referent| self.is_live(referent))
    }

    /// Makes a weak reference a dead one: `reference()` is `None` from now on. Its callback stays.
    pub(crate) fn forget_referent(&mut self, reference: Obj) {
        if let Payload::WeakRef(weak) = self.payload_mut(reference)
            && let Some(referent) = weak.referent.take()
        {
            self.remove_weakref(referent, reference);
        }
    }

    /// Takes a weak reference off its referent's list.
    pub(crate) fn remove_weakref(&mut self, referent: Obj, reference: Obj) {
        let Some(extra) = self.extras.get_mut(&referent) else { return };
        if let Some(position) = extra.weakrefs.iter().rposition(|&known| known == reference) {
            extra.weakrefs.remove(position);
        }
        if extra.weakrefs.is_empty() {
            let idle = extra.dict.is_none() && extra.slots.is_empty();
            let flags = &mut self.get_mut(referent).flags;
            flags.clear(Flags::WEAKLY_REFERENCED);
            if idle {
                flags.clear(Flags::EXTRA);
                self.extras.remove(&referent);
            }
        }
    }
}
