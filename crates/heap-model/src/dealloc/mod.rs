//! What happens when the last reference to an object goes.
//!
//! CPython's deallocators call each other: the list drops its items, one of which is a dict, which
//! drops its values, and so on. Here the calls are steps on a stack of our own, so that a chain of a
//! million objects dies in as little of Rust's stack as one object, in the order in which CPython
//! would have freed them.
//!
//! One object's death: it leaves the collector's lists; `__del__` runs, and may bring it back; weak
//! references to it die and their callbacks run; what it holds is dropped ([`contents`]), the blocks
//! that held it are freed; last its own block is parked on a free list or freed.

mod clear;
mod contents;
mod trashcan;
mod weakrefs;

use crate::collect::Finalizer;
use crate::free_lists::Kind;
use crate::heap::Heap;
use crate::layout::Block;
use crate::object::{Flags, Obj, Object, Payload};
use crate::objects::Cleared;
use crate::runtime::Runtime;
use crate::static_types::{FIRST_AFTER_TYPES, types};

pub(crate) use clear::{clear, has_clear};
pub use trashcan::Trashcan;

// ANCHOR: Step
/// Something left to do in deaths that have begun.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    /// Begin the death of an object whose last reference is gone.
    Begin(Obj),
    /// Drop one reference.
    Drop(Obj),
    /// Drop references, the last first.
    Backward(Vec<Obj>),
    /// Drop the references from an index on, the first first.
    Forward(Box<[Option<Obj>]>, u32),
    /// Drop keys and values of a dict's entries from an index on, then give its table back.
    Entries(Box<Cleared>, u32),
    /// Give a block back to the allocator.
    Block(Block),
    /// Give up the object's own block: everything it held is gone. With the free list that may take
    /// it, and what its death takes of the room for nested ones.
    Release(Obj, Option<Kind>, u32),
    /// Begin the deaths that were put off because too many were nested.
    Chain,
}
// ANCHOR_END: Step

/// Ends the life of an object whose reference count has become 0, and of everything that only it
/// kept alive.
#[inline(never)]
pub fn deallocate<R: Runtime>(rt: &mut R, object: Obj) {
    let heap = rt.heap();
    if heap.release_number(object) {
        return;
    }
    if !heap.release_leaf(object) {
        deallocate_container(rt, object);
    }
}

#[inline(never)]
fn deallocate_container<R: Runtime>(rt: &mut R, object: Obj) {
    with_steps(rt, |rt, steps| {
        begin(rt, object, steps);
        if !steps.is_empty() {
            run(rt, steps);
        }
    });
}

/// Lends the heap's spare stack of steps. A death inside of a finalizer gets a stack of its own.
fn with_steps<R: Runtime>(rt: &mut R, work: impl FnOnce(&mut R, &mut Vec<Step>)) {
    let mut steps = std::mem::take(&mut rt.heap().trashcan.spare_steps);
    work(rt, &mut steps);
    rt.heap().trashcan.spare_steps = steps;
}

fn run<R: Runtime>(rt: &mut R, steps: &mut Vec<Step>) {
    while let Some(step) = steps.pop() {
        let heap = rt.heap();
        match step {
            Step::Begin(object) => begin(rt, object, steps),
            Step::Drop(object) => {
                if heap.decref_is_last(object) && !heap.release_leaf(object) {
                    begin(rt, object, steps);
                }
            }
            Step::Backward(mut items) => {
                let dying = heap.drop_backward(&mut items);
                if !items.is_empty() {
                    steps.push(Step::Backward(items));
                }
                steps.extend(dying.map(Step::Begin));
            }
            Step::Forward(values, mut next) => {
                let dying = heap.drop_forward(&values, &mut next);
                if (next as usize) < values.len() {
                    steps.push(Step::Forward(values, next));
                }
                steps.extend(dying.map(Step::Begin));
            }
            Step::Entries(dict, next) => contents::drop_entries(heap, dict, next, steps),
            Step::Block(block) => heap.free_block(Some(block)),
            Step::Release(object, kind, cost) => end(heap, object, kind, cost, steps),
            Step::Chain => heap.next_of_chain(steps),
        }
    }
}

/// A death up to the point where the object's contents are on their way. If nothing else dies with
/// it, that is all of it.
fn begin<R: Runtime>(rt: &mut R, object: Obj, steps: &mut Vec<Step>) {
    let heap = rt.heap();
    if matches!(heap.type_of(object), types::LIST | types::TUPLE) && heap.begin_row(object, steps) {
        return;
    }
    if heap.is_everlasting(object) {
        heap.get_mut(object).refcount = 1;
        return;
    }
    heap.untrack(object);
    let Some(cost) = heap.enter_trashcan(object) else { return };
    let slot = heap.get(object);
    let plain = slot.ty.index() < FIRST_AFTER_TYPES
        && !slot.flags.has(Flags::WEAKLY_REFERENCED)
        && !matches!(slot.payload, Payload::Generator(_) | Payload::Type(_));
    if !plain && !say_farewell(rt, object) {
        rt.heap().leave_trashcan_alive(cost);
        return;
    }
    let heap = rt.heap();
    let kind = heap.free_list_of(object);
    let first = steps.len();
    steps.push(Step::Release(object, kind, cost));
    contents::drop_contents(heap, object, steps);
    if steps.len() == first + 1 {
        steps.truncate(first);
        end(heap, object, kind, cost, steps);
    }
}

/// The end of a death: everything that the object held is gone.
fn end(heap: &mut Heap, object: Obj, kind: Option<Kind>, cost: u32, steps: &mut Vec<Step>) {
    let ty = heap.type_of(object);
    if cost > 0 {
        heap.leave_trashcan(cost, steps);
    }
    heap.release(object, kind);
    if ty.index() >= FIRST_AFTER_TYPES && heap.decref_is_last(ty) {
        steps.push(Step::Begin(ty));
    }
}

// ANCHOR: say_farewell
/// Runs what a program may have put on an object's death: finalizer and callbacks. False when the
/// object came back to life.
fn say_farewell<R: Runtime>(rt: &mut R, object: Obj) -> bool {
    let heap = rt.heap();
    match heap.finalizer(object) {
        Finalizer::None => {}
        Finalizer::Del => {
            if !finalize(rt, object, |rt| rt.call_finalizer(object)) {
                return false;
            }
        }
        Finalizer::Generator => {
            if heap.get(object).flags.has(Flags::WEAKLY_REFERENCED) {
                weakrefs::clear_and_call(rt, object);
            }
            if !finalize(rt, object, |rt| rt.close_generator(object)) {
                return false;
            }
        }
    }
    let heap = rt.heap();
    if let Payload::Type(_) = heap.payload(object) {
        heap.forget_subclass(object);
    }
    if heap.get(object).flags.has(Flags::WEAKLY_REFERENCED) {
        weakrefs::clear_and_call(rt, object);
    }
    true
}
// ANCHOR_END: say_farewell

/// Runs the object's finalizer while it is alive once more. False when that brought it back for
/// good.
fn finalize<R: Runtime>(rt: &mut R, object: Obj, call: impl FnOnce(&mut R)) -> bool {
    let heap = rt.heap();
    let slot = heap.get_mut(object);
    slot.refcount = 1;
    slot.flags.set(Flags::FINALIZED);
    let collected = slot.flags.has(Flags::GC);
    if collected {
        heap.track(object);
    }
    call(rt);
    let heap = rt.heap();
    if !heap.decref_is_last(object) {
        return false;
    }
    heap.untrack(object);
    true
}

impl Heap {
    /// Frees an exact `float` or an `int` of one digit.
    #[inline(always)]
    fn release_number(&mut self, object: Obj) -> bool {
        let slot = self.get(object);
        let kind = match (slot.ty, &slot.payload) {
            (types::FLOAT, _) => Kind::FLOAT,
            (types::INT, &Payload::Int(value)) if value.unsigned_abs() < 1 << 30 => Kind::INT,
            _ => return false,
        };
        if slot.flags.has(Flags::STATIC) {
            return false;
        }
        let (address, size) = (slot.address, slot.size);
        if !self.free_lists.park(kind, address) {
            self.memory.free(address, size as usize);
        }
        self.vacate_plain(object);
        true
    }

    /// The death of an exact list or tuple, by far the most common containers. False where it takes
    /// more: another way, or a later time.
    fn begin_row(&mut self, object: Obj, steps: &mut Vec<Step>) -> bool {
        let slot = self.get(object);
        let special = Flags::EXTRA.0 | Flags::STATIC.0;
        if slot.flags.0 & special != 0 {
            return false;
        }
        let rules = &self.release.collector.trashcan;
        let (cost, deposit_at) = (rules.items, rules.deposit_at);
        if self.trashcan.is_in_use(deposit_at) {
            return false;
        }
        self.untrack(object);
        let (kind, mut items, block) = match std::mem::take(self.payload_mut(object)) {
            Payload::List(list) => (Some(Kind::LIST), list.items, list.block),
            Payload::Tuple(items) => (Kind::tuple(items.len()), items.into_vec(), None),
            _ => return false,
        };
        match self.drop_backward(&mut items) {
            None => {
                self.free_block(block);
                self.end_row(object, kind);
            }
            Some(dying) => {
                self.trashcan.enter(cost);
                steps.push(Step::Release(object, kind, cost));
                steps.extend(block.map(Step::Block));
                if !items.is_empty() {
                    steps.push(Step::Backward(items));
                }
                steps.push(Step::Begin(dying));
            }
        }
        true
    }

    #[inline(always)]
    fn end_row(&mut self, object: Obj, kind: Option<Kind>) {
        let &Object { address, prefix, size, .. } = self.get(object);
        let block = address.before(prefix as usize);
        if !kind.is_some_and(|kind| self.free_lists.park(kind, block)) {
            self.collector.count_free();
            self.memory.free(block, size as usize);
        }
        self.vacate_plain(object);
    }

    /// Frees an object that holds no other: numbers and strings of the built-in types. False when
    /// it is anything else.
    #[inline]
    fn release_leaf(&mut self, object: Obj) -> bool {
        if self.release_number(object) {
            return true;
        }
        let slot = self.get(object);
        if slot.flags.has(Flags::GC) || slot.ty.index() >= FIRST_AFTER_TYPES {
            return false;
        }
        self.release_rare_leaf(object)
    }

    /// The static types and `None` and the like: where they are counted, CPython counts on no program's
    /// dropping more references to them than there are.
    fn is_everlasting(&self, object: Obj) -> bool {
        let singletons = self.singletons();
        // Nearly all that dies lies elsewhere: one look is enough for that.
        self.get(object).flags.has(Flags::STATIC)
            && (object.index() < FIRST_AFTER_TYPES
                || object == singletons.none
                || object == singletons.true_
                || object == singletons.false_
                || object == singletons.ellipsis
                || object == singletons.not_implemented)
    }

    /// The leaves that own memory of Rust's, or are few.
    fn release_rare_leaf(&mut self, object: Obj) -> bool {
        if self.is_everlasting(object) {
            return false;
        }
        let slot = self.get(object);
        let flags = slot.flags;
        let kind = match slot.payload {
            Payload::Str(_)
            | Payload::Bytes(_)
            | Payload::Plain
            | Payload::Int(_)
            | Payload::BigInt(_) => None,
            Payload::Float(_) => Some(Kind::FLOAT),
            Payload::Complex(_) => Some(Kind::COMPLEX),
            Payload::RangeIterator(_) => Some(Kind::RANGE_ITERATOR),
            _ => return false,
        };
        if flags.has(Flags::INTERNED) {
            self.forget_interned(object);
        }
        self.release(object, kind);
        true
    }

    /// Parks or frees the object's own block and frees its slot.
    #[inline]
    fn release(&mut self, object: Obj, kind: Option<Kind>) {
        let &Object { address, prefix, size, flags, .. } = self.get(object);
        if flags.has(Flags::EXTRA) {
            self.extras.remove(&object);
        }
        if !flags.has(Flags::STATIC) && size != 0 {
            let block = address.before(prefix as usize);
            let parked = kind.is_some_and(|kind| self.free_lists.park(kind, block));
            if !parked {
                if flags.has(Flags::GC) {
                    self.collector.count_free();
                }
                self.memory.free(block, size as usize);
            }
        }
        self.vacate(object);
    }

    /// Drops references from the end until one was the last to an object that holds others, which is
    /// returned.
    #[inline]
    fn drop_backward(&mut self, items: &mut Vec<Obj>) -> Option<Obj> {
        while let Some(item) = items.pop() {
            if self.decref_is_last(item) && !self.release_leaf(item) {
                return Some(item);
            }
        }
        None
    }

    /// As [`Heap::drop_backward`], from index `next` to the end.
    #[inline]
    fn drop_forward(&mut self, values: &[Option<Obj>], next: &mut u32) -> Option<Obj> {
        while let Some(&value) = values.get(*next as usize) {
            *next += 1;
            if let Some(value) = value
                && self.decref_is_last(value)
                && !self.release_leaf(value)
            {
                return Some(value);
            }
        }
        None
    }

    /// Whether instances of the class have a `__del__`.
    #[inline]
    pub(crate) fn type_has_finalizer(&self, ty: Obj) -> bool {
        ty.index() >= FIRST_AFTER_TYPES
            && matches!(self.payload(ty), Payload::Type(class) if class.flags.finalizer)
    }

    /// Takes a dying class off its bases' lists of subclasses.
    fn forget_subclass(&mut self, class: Obj) {
        let bases = self.type_object(class).bases;
        for index in 0..self.tuple(bases).len() {
            let base = self.tuple(bases)[index];
            if let Payload::Type(base) = self.payload_mut(base) {
                base.subclasses.retain(|&subclass| subclass != class);
            }
        }
    }
}
