//! Making objects whose contents need no block of their own.

use crate::free_lists::Kind;
use crate::heap::Heap;
use crate::layout::up8;
use crate::object::{Flags, Obj, Payload};
use crate::objects::*;
use crate::static_types::{FIRST_AFTER_TYPES, types};

impl Heap {
    // --- objects of fixed size ---

    /// An object of a built-in type whose instances all have one size and no free list, with
    /// references that `payload` takes over. New reference. Tracked, if the type is a collected one.
    pub fn new_object(&mut self, ty: Obj, payload: Payload) -> Obj {
        let extra = match &payload {
            Payload::MemoryView(view) => {
                3 * view.shape.len() * self.type_object(ty).itemsize as usize
            }
            Payload::Native(native) => native.extra_size(),
            _ => 0,
        };
        let class = self.type_object(ty);
        let (size, prefix) = (class.basicsize as usize + extra, class.prefix as usize);
        let gc = class.flags.gc;
        if ty.index() >= FIRST_AFTER_TYPES {
            self.incref(ty);
        }
        if !gc {
            return self.allocate(ty, payload, size);
        }
        let object = self.allocate_gc(ty, payload, size, prefix);
        self.track(object);
        object
    }

    /// As [`Heap::new_object`] of a kind that has a free list: the block comes from there if it can.
    #[inline]
    fn new_reused(&mut self, ty: Obj, kind: Kind, payload: Payload) -> Obj {
        match self.take_parked(kind) {
            Some(block) => {
                let bytes = self.free_lists.block_bytes(kind);
                let prefix = self.type_object(ty).prefix as usize;
                let object = self.allocate_parked(ty, payload, block.offset(prefix), bytes, prefix);
                if prefix > 0 {
                    self.track(object);
                }
                object
            }
            None => self.new_object(ty, payload),
        }
    }

    /// A `slice`; takes the references over. New reference.
    pub fn new_slice(&mut self, start: Obj, stop: Obj, step: Obj) -> Obj {
        self.new_reused(types::SLICE, Kind::SLICE, Payload::Slice(Box::new([start, stop, step])))
    }

    /// A `range` of `int` objects, which it takes over, with the number of its values. New
    /// reference.
    pub fn new_range(&mut self, start: Obj, stop: Obj, step: Obj, length: Obj) -> Obj {
        let range = Range { start, stop, step, length };
        self.new_reused(types::RANGE, Kind::RANGE, Payload::Range(Box::new(range)))
    }

    /// The iterator of a range whose values fit 64 bits. New reference.
    #[inline]
    pub fn new_range_iterator(&mut self, start: i64, step: i64, length: u64) -> Obj {
        let iterator = RangeIterator { next: start, step, remaining: length };
        self.new_reused(
            types::RANGE_ITERATOR,
            Kind::RANGE_ITERATOR,
            Payload::RangeIterator(iterator),
        )
    }

    /// The iterator of a list; takes the reference over. New reference.
    #[inline]
    pub fn new_list_iterator(&mut self, list: Obj) -> Obj {
        let iterator = ListIterator { sequence: Some(list), index: 0 };
        self.new_reused(types::LIST_ITERATOR, Kind::LIST_ITERATOR, Payload::ListIterator(iterator))
    }

    /// The iterator of a tuple; takes the reference over. New reference.
    #[inline]
    pub fn new_tuple_iterator(&mut self, tuple: Obj) -> Obj {
        let iterator = ListIterator { sequence: Some(tuple), index: 0 };
        self.new_reused(
            types::TUPLE_ITERATOR,
            Kind::TUPLE_ITERATOR,
            Payload::ListIterator(iterator),
        )
    }

    /// What a `for` loop over an exact list or tuple keeps where the release makes no iterator for
    /// it ([`crate::release::Operations::loops_make_no_iterators`]): the model's own object, of no
    /// size and unknown to the collector. Takes the reference over. New reference.
    pub fn new_loop_position(&mut self, sequence: Obj) -> Obj {
        let ty = match self.type_of(sequence) {
            types::TUPLE => types::TUPLE_ITERATOR,
            _ => types::LIST_ITERATOR,
        };
        let iterator = ListIterator { sequence: Some(sequence), index: 0 };
        let address = self.memory.static_address(0);
        let flags = Flags::STATIC.with(Flags::GC);
        self.place(ty, Payload::ListIterator(iterator), address, 0, 16, flags)
    }

    /// The sequence of a [`Heap::new_loop_position`].
    pub(crate) fn loop_sequence(&self, object: Obj) -> Option<Obj> {
        match self.payload(object) {
            Payload::ListIterator(iterator)
                if self.get(object).flags.has(Flags::STATIC) && !self.is_tracked(object) =>
            {
                iterator.sequence
            }
            _ => None,
        }
    }

    /// A bound method; takes the references over. New reference.
    #[inline]
    pub fn new_bound_method(&mut self, function: Obj, receiver: Obj) -> Obj {
        let method = BoundMethod { function, receiver };
        self.new_reused(types::METHOD, Kind::METHOD, Payload::BoundMethod(method))
    }

    /// A built-in function (of a module) or built-in method (bound to `receiver`); takes the
    /// references over. New reference.
    #[inline]
    pub fn new_builtin(&mut self, builtin: Builtin) -> Obj {
        let payload = Payload::Builtin(Box::new(builtin));
        self.new_reused(types::BUILTIN, Kind::BUILTIN_METHOD, payload)
    }

    /// A cell; takes the reference over. New reference.
    #[inline]
    pub fn new_cell(&mut self, content: Option<Obj>) -> Obj {
        let cell = self.allocate_gc(types::CELL, Payload::Cell(content), 24, 16);
        self.track(cell);
        cell
    }

    /// A Python function; takes the references over. New reference.
    pub fn new_function(&mut self, function: Function) -> Obj {
        self.new_object(types::FUNCTION, Payload::Function(Box::new(function)))
    }

    /// A code object; takes the references over. New reference.
    pub fn new_code(&mut self, code: Code) -> Obj {
        let size = up8(self.release.sizes.code as usize + code.code_size as usize);
        self.allocate(types::CODE, Payload::Code(Box::new(code)), size)
    }

    /// A generator or coroutine (`ty`) with room for `frame_slots` locals, cells and stack entries;
    /// takes the references over. New reference.
    pub fn new_generator(&mut self, ty: Obj, generator: Generator, frame_slots: usize) -> Obj {
        let size = self.release.sizes.generator as usize + 8 * frame_slots;
        let payload = Payload::Generator(Box::new(generator));
        let object = self.allocate_gc(ty, payload, size, 16);
        self.track(object);
        object
    }

    /// A frame object with room for `frame_slots` locals, cells and stack entries; takes the
    /// references over. New reference. Untracked: a frame is tracked when it has returned.
    pub fn new_frame(&mut self, frame: FrameObject, frame_slots: usize) -> Obj {
        let size = self.release.sizes.frame as usize + 8 * frame_slots;
        self.allocate_gc(types::FRAME, Payload::Frame(Box::new(frame)), size, 16)
    }

    /// A module whose namespace is `dict`, which it takes over. New reference.
    pub fn new_module(&mut self, name: &str, dict: Obj) -> Obj {
        let module = Module { name: name.into(), dict };
        self.new_object(types::MODULE, Payload::Module(Box::new(module)))
    }

    /// A view of a dict, which it takes over. New reference.
    pub fn new_dict_view(&mut self, dict: Obj, kind: ViewKind) -> Obj {
        let ty = match kind {
            ViewKind::Keys => types::DICT_KEYS,
            ViewKind::Values => types::DICT_VALUES,
            ViewKind::Items => types::DICT_ITEMS,
        };
        self.new_object(ty, Payload::DictView(DictView { dict, kind }))
    }

    /// An iterator of type `ty`; takes the references over. New reference.
    pub fn new_iterator(&mut self, ty: Obj, iterator: Iterator) -> Obj {
        self.new_object(ty, Payload::Iterator(Box::new(iterator)))
    }

    // --- instances of subclasses of built-in types ---

    /// As [`Heap::new_object`] for a built-in type, as [`Heap::new_of_class`] for one that a program
    /// derived from it.
    pub fn new_of_builtin(&mut self, class: Obj, payload: Payload) -> Obj {
        if self.type_object(class).flags.heap {
            self.new_of_class(class, payload)
        } else {
            self.new_object(class, payload)
        }
    }

    /// An object of a class made by a program that derives from a built-in type: its payload is the
    /// built-in type's. Blocks that the payload holds are the caller's to make. New reference; the
    /// class gets one reference more. Tracked.
    pub fn new_of_class(&mut self, class: Obj, payload: Payload) -> Obj {
        let items = match &payload {
            Payload::Int(value) => {
                digits_for_bits(u64::from(64 - value.unsigned_abs().leading_zeros()))
            }
            Payload::BigInt(value) => digits_for_bits(value.bits()),
            Payload::Bytes(bytes) => bytes.data.len(),
            Payload::Tuple(items) => items.len(),
            _ => 0,
        };
        let ascii = matches!(&payload, Payload::Str(text) if text.text.is_ascii());
        let mut size = self.generic_alloc_size(class, items);
        let contents = self.type_object(class);
        let (gc, prefix) = (contents.flags.gc, contents.prefix);
        if contents.inline_values && contents.layout != Layout::Object {
            size = self.take_inline_values_size(class);
        }
        if class.index() >= FIRST_AFTER_TYPES {
            self.incref(class);
        }
        if !gc {
            return self.allocate(class, payload, size);
        }
        let object = self.allocate_gc(class, payload, size, prefix as usize);
        if ascii {
            self.get_mut(object).flags.set(Flags::ASCII);
        }
        self.track(object);
        object
    }
}
