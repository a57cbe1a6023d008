//! `bytes`, `bytearray` and `memoryview`.

use std::cell::Cell;

use crate::heap::Heap;
use crate::layout::Block;
use crate::object::{Obj, Payload};
use crate::static_types::types;

/// The contents of a `bytes`.
#[derive(Clone, Debug)]
pub struct Bytes {
    /// The bytes.
    pub data: Box<[u8]>,
    /// `hash()`, or 0 while nobody asked.
    pub hash: Cell<i64>,
}

/// The contents of a `bytearray`.
#[derive(Clone, Debug, Default)]
pub struct ByteArray {
    /// The bytes.
    pub data: Vec<u8>,
    /// Bytes of the buffer's block, the closing NUL included; 0 without a block.
    pub allocated: usize,
    /// The buffer's block.
    pub block: Option<Block>,
    /// Memory views that forbid resizing.
    pub exports: u32,
}

/// The contents of a `memoryview`.
#[derive(Clone, Debug)]
pub struct MemoryView {
    /// The object viewed, which the managed buffer holds; `None` after `release()`.
    pub object: Option<Obj>,
    /// What holds the object for all views of one origin (`_PyManagedBufferObject`).
    pub buffer: Option<Obj>,
    /// The first byte of the first item.
    pub start: usize,
    /// Items in each dimension; none at all for a single item.
    pub shape: Box<[usize]>,
    /// Bytes from one item to the next of the last dimension. Of several dimensions, the items lie side
    /// by side.
    pub step: isize,
    /// Bytes an item.
    pub item_size: usize,
    /// The struct module's format of an item.
    pub format: Box<str>,
    /// Whether items cannot be assigned.
    pub readonly: bool,
}

impl MemoryView {
    /// Items in all dimensions.
    pub fn items(&self) -> usize {
        self.shape.iter().product()
    }

    /// The first byte of each item, by rows.
    pub fn places(&self) -> impl Iterator<Item = usize> + use<> {
        let (start, step) = (self.start as isize, self.step);
        (0..self.items() as isize).map(move |index| (start + index * step) as usize)
    }
}

impl Heap {
    /// A `bytes`: the singleton if it is empty or one byte. New reference.
    pub fn new_bytes(&mut self, data: Vec<u8>) -> Obj {
        match data[..] {
            [] => {
                let empty = self.singletons().empty_bytes;
                self.new_ref(empty)
            }
            [byte] => {
                let shared = self.single_byte(byte);
                self.new_ref(shared)
            }
            _ => self.new_bytes_fresh(data),
        }
    }

    /// A `bytes` object of its own, whatever it holds. New reference.
    pub fn new_bytes_fresh(&mut self, data: Vec<u8>) -> Obj {
        let size = self.release.sizes.bytes_header as usize + data.len();
        let payload = Payload::Bytes(Bytes { data: data.into(), hash: Cell::new(0) });
        self.allocate(types::BYTES, payload, size)
    }

    /// A `bytearray` with room for exactly `data`. New reference.
    pub fn new_bytearray(&mut self, data: Vec<u8>) -> Obj {
        let basic = self.release.sizes.bytearray as usize;
        let object = self.allocate(types::BYTEARRAY, Payload::ByteArray(Box::default()), basic);
        if !data.is_empty() {
            self.bytearray_resize(object, data.len());
            let contents = self.bytearray_mut(object);
            contents.data = data;
        }
        object
    }

    /// Gives a `bytearray`'s buffer the room that CPython gives it for `length` bytes; to be called
    /// before or after its data change to that length, once.
    ///
    /// # Panics
    /// Never; that views forbid a change is the caller's to check ([`ByteArray::exports`]).
    pub fn bytearray_resize(&mut self, object: Obj, length: usize) {
        let header = self.release.sizes.bytearray_buffer_header as usize;
        let on_bytes = self.release.containers.bytearray_on_bytes;
        // Up to 3.14 the room includes a closing NUL; from 3.15 the buffer is a `bytes`, which brings
        // its own.
        let spare = if on_bytes { 0 } else { 1 };
        let contents = self.bytearray(object);
        if on_bytes && length == 0 {
            let block = contents.block;
            let contents = self.bytearray_mut(object);
            (contents.block, contents.allocated) = (None, 0);
            self.free_block(block);
            return;
        }
        let room = contents.allocated.saturating_sub(header - spare);
        let wanted = if length + spare <= room {
            if length >= room / 2 {
                return;
            }
            length + spare
        } else if length as f64 <= room as f64 * 1.125 {
            length + (length >> 3) + if length < 9 { 3 } else { 6 }
        } else {
            length + spare
        };
        let allocated = wanted + header - spare;
        let old = contents.block;
        let block = self.resize_block(old, allocated);
        let contents = self.bytearray_mut(object);
        contents.block = block;
        contents.allocated = allocated;
    }
}
