//! How many bytes objects take: one table for `sys.getsizeof`, for what is asked of the allocator
//! and for pictures.
//!
//! An object's block begins with its *prefix* (the collector's header, and for some instances two
//! pointers more), then the struct that `id()` points to. `getsizeof` counts the prefix; some types
//! count blocks of their own as well, others do not.

use crate::heap::Heap;
use crate::memory::Addr;
use crate::object::{Flags, Obj, Payload};
use crate::objects::*;
use crate::static_types::types;

/// A block of memory that an object holds beside its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// Where it is.
    pub address: Addr,
    /// What was asked for, in bytes.
    pub bytes: u32,
}

/// Rounds up to a multiple of 8: instances of classes are allocated in whole pointers.
#[inline(always)]
pub(crate) const fn up8(size: usize) -> usize {
    (size + 7) & !7
}

impl Heap {
    // --- blocks that objects hold beside their own ---

    /// A block of so many bytes for an object's contents; none while the interpreter's own objects are
    /// made, whose contents live in static memory.
    #[inline]
    pub fn new_block(&mut self, bytes: usize) -> Option<Block> {
        if self.in_static_mode() {
            return None;
        }
        Some(Block { address: self.memory.malloc(bytes), bytes: bytes as u32 })
    }

    /// Gives a block back.
    #[inline]
    pub fn free_block(&mut self, block: Option<Block>) {
        if let Some(block) = block {
            self.memory.free(block.address, block.bytes as usize);
        }
    }

    /// Changes a block's size; it may move.
    #[inline]
    pub fn resize_block(&mut self, block: Option<Block>, bytes: usize) -> Option<Block> {
        match block {
            Some(block) => {
                let address = self.memory.realloc(block.address, block.bytes as usize, bytes);
                Some(Block { address, bytes: bytes as u32 })
            }
            None => self.new_block(bytes),
        }
    }

    // --- sizes ---

    /// What `sys.getsizeof(object)` gives when no class defines `__sizeof__` anew, in bytes.
    pub fn size_of(&self, object: Obj) -> usize {
        self.own_size(object) + self.counted_prefix(object)
    }

    /// The bytes in front of the object that `getsizeof` counts.
    fn counted_prefix(&self, object: Obj) -> usize {
        if let Payload::Type(class) = self.payload(object)
            && !class.flags.heap
        {
            // A static type has no collector's header, but up to 3.12 it is counted all the same:
            // the release's size says it already.
            return 0;
        }
        if self.size_in_c(self.type_of(object)).is_some() {
            return 0;
        }
        self.prefix_of(self.type_of(object))
    }

    /// The whole size of instances of a class that the model's library writes in Python, and CPython
    /// in C.
    fn size_in_c(&self, class: Obj) -> Option<usize> {
        let class = self.type_object(class);
        if !class.flags.heap || class.module.is_empty() {
            return None;
        }
        self.release.sizes.find(&class.name).map(|row| row.basic as usize)
    }

    /// Bytes in front of instances of a class: the collector's header, and what else precedes it.
    #[inline]
    pub fn prefix_of(&self, ty: Obj) -> usize {
        self.type_object(ty).prefix as usize
    }

    // ANCHOR: own_size
    /// What `object.__sizeof__()` gives: the struct and what the type counts as its own.
    pub fn own_size(&self, object: Obj) -> usize {
        let sizes = &self.release.sizes;
        let slot = self.get(object);
        let class = self.type_object(slot.ty);
        if let Some(size) = self.size_in_c(slot.ty) {
            return size;
        }
        let basic = class.basicsize as usize;
        match &slot.payload {
            Payload::Int(value) => int_size(64 - value.unsigned_abs().leading_zeros() as u64),
            Payload::BigInt(value) => int_size(value.bits()),
            Payload::Str(text) => self.str_own_size(object, text),
            Payload::Bytes(bytes) => basic + bytes.data.len(),
            Payload::ByteArray(bytes) => basic + bytes.allocated,
            Payload::List(list) => basic + 8 * list.items.capacity(),
            Payload::Tuple(items) => basic + 8 * items.len(),
            Payload::Dict(dict) => basic + self.dict_table_size(dict),
            Payload::Set(set) if set.slots() > crate::objects::SMALL_TABLE => {
                basic + set.slots() * sizes.set_entry as usize
            }
            Payload::Type(class) if !class.flags.heap => sizes.static_type as usize,
            Payload::Type(class) => {
                let keys = class.shared_keys.as_ref().map_or(0, |keys| keys.size as usize);
                sizes.heap_type as usize + keys
            }
            Payload::Code(code) => up8(basic + code.code_size as usize),
            // Locals and stack are part of the object; how many it was made with stands in its block.
            Payload::Generator(_) | Payload::Frame(_) if slot.size > 0 => {
                slot.size as usize - slot.prefix as usize
            }
            Payload::Generator(generator) => basic + 8 * generator.slots.len(),
            Payload::Frame(frame) => basic + 8 * frame.slots.len(),
            // Shape, strides and suboffsets of each dimension.
            Payload::MemoryView(view) => basic + 3 * view.shape.len() * class.itemsize as usize,
            Payload::Native(native) => basic + native.extra_size(),
            _ => basic,
        }
    }
    // ANCHOR_END: own_size

    fn str_own_size(&self, string: Obj, text: &Str) -> usize {
        let sizes = &self.release.sizes;
        let slot = self.get(string);
        let (length, kind) = (text.length(), Str::kind(&text.text));
        let characters = (length + 1) * kind;
        if slot.ty != types::STR {
            // The characters of a subclass's instance stand in a block of their own.
            return sizes.str_subclass_header as usize + characters;
        }
        if slot.flags.has(Flags::ASCII) {
            return sizes.str_ascii_header as usize + characters;
        }
        if slot.flags.has(Flags::STATIC) && length == 1 && kind == 1 {
            return sizes.str_cached_latin1 as usize;
        }
        sizes.str_header as usize + characters
    }

    /// Bytes asked of the allocator for an instance of a class with `items` items, without the
    /// prefix: what `tp_alloc` of every class made by a program asks for. Variable-sized ones get
    /// room for one item more, where C code may put an end mark.
    pub(crate) fn generic_alloc_size(&self, ty: Obj, items: usize) -> usize {
        let class = self.type_object(ty);
        let items = if class.itemsize == 0 { 0 } else { items + 1 };
        up8(class.basicsize as usize + class.itemsize as usize * items)
    }
}

/// Bytes of an `int` whose absolute value has so many bits.
fn int_size(bits: u64) -> usize {
    24 + 4 * digits_for_bits(bits)
}
