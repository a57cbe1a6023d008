//! How many bytes objects take. Sources: `sys.getsizeof`, `type.__basicsize__` and
//! `type.__itemsize__` of each release, measured.

use super::types::{self, TypeSize};

/// Bytes of one release's objects. `getsizeof` is what `__sizeof__` says plus what precedes the
/// object ([`Sizes::gc_head`], or [`Sizes::gc_head`] + [`Sizes::managed_head`]).
#[derive(Clone, Debug)]
pub struct Sizes {
    /// The collector's header in front of each object of a collected type.
    pub gc_head: u32,
    /// What else precedes an instance with a managed `__dict__` (3.12+: or managed weak
    /// references): two pointers, in front of the collector's header. `getsizeof` counts them.
    pub managed_head: u32,
    /// The head of weak references is one of those two pointers (3.12+); in 3.11 it is a pointer
    /// inside of the instance.
    pub managed_weakrefs: bool,
    /// Subclasses of variable-sized types (`int`, `bytes`, `tuple`) have a managed `__dict__` too
    /// (3.12+); in 3.11 a pointer after the last item.
    pub managed_dict_of_variable_sized: bool,
    /// `__dictoffset__` of a class whose instances have a `__dict__` in front; in 3.11 it depends on
    /// their size.
    pub managed_dict_offset: Option<i64>,
    /// `float`.
    pub float: u32,
    /// `complex`.
    pub complex: u32,
    /// A `str` of ASCII characters without its characters and without their closing NUL:
    /// `sizeof(PyASCIIObject)`.
    pub str_ascii_header: u32,
    /// Any other `str`, likewise: `sizeof(PyCompactUnicodeObject)`.
    pub str_header: u32,
    /// `sizeof(PyUnicodeObject)`, the fixed part of an instance of a subclass of `str`, whose
    /// characters stand in a block of their own.
    pub str_subclass_header: u32,
    /// `getsizeof` of the cached one-character strings U+0080 … U+00FF; from 3.12 they carry their
    /// two bytes of UTF-8.
    pub str_cached_latin1: u32,
    /// A `bytes` without its bytes, the closing NUL included.
    pub bytes_header: u32,
    /// A `bytearray` without its buffer.
    pub bytearray: u32,
    /// What a `bytearray`'s buffer takes beyond the bytes: the closing NUL (≤ 3.14), or the `bytes`
    /// object that the buffer is (3.15).
    pub bytearray_buffer_header: u32,
    /// A `tuple` without its items and without the collector's header.
    pub tuple_header: u32,
    /// A `list` without its items and without the collector's header.
    pub list: u32,
    /// A `dict` without its table and without the collector's header.
    pub dict: u32,
    /// The fixed part of a dict's key table, in front of its index.
    pub dict_keys_header: u32,
    /// One entry of a table with str keys alone.
    pub dict_unicode_entry: u32,
    /// One entry of any other table.
    pub dict_entry: u32,
    /// A `set` or `frozenset` with its table of 8 inside, without the collector's header.
    pub set: u32,
    /// One slot of a set's table.
    pub set_entry: u32,
    /// `getsizeof` of a static type.
    pub static_type: u32,
    /// `type.__basicsize__`: the fixed part of a class, without its shared keys, its slots' member
    /// table and the collector's header.
    pub heap_type: u32,
    /// Bytes that `getsizeof` adds to a class whose instances share keys: the 64-slot key table.
    pub shared_keys: u32,
    /// A frame object without 8 · (locals, cells, free variables, stack) and without the collector's
    /// header.
    pub frame: u32,
    /// A generator's or coroutine's `getsizeof` without 8 · (locals, cells, free variables, stack)
    /// and without the collector's header.
    pub generator: u32,
    /// `code` without its instructions.
    pub code: u32,
    /// `__basicsize__` and `__itemsize__` that differ from the other releases'.
    pub types: &'static [TypeSize],
}

impl Sizes {
    /// `__basicsize__` and `__itemsize__` in bytes of a static or library type, by `__name__`. A name
    /// that the table lacks is taken for an exception class without a size of its own.
    pub fn of_static_type(&self, name: &str) -> (u32, u32) {
        self.find(name).map_or((72, 0), |size| (size.basic, size.item))
    }

    /// The row of a type, by `__name__`.
    pub fn find(&self, name: &str) -> Option<TypeSize> {
        self.types.iter().chain(types::COMMON).find(|size| size.name == name).copied()
    }
}

/// 3.11.
pub(super) const V11: Sizes = Sizes {
    gc_head: 16,
    managed_head: 16,
    managed_weakrefs: false,
    managed_dict_of_variable_sized: false,
    managed_dict_offset: None,
    float: 24,
    complex: 32,
    str_ascii_header: 48,
    str_header: 72,
    str_subclass_header: 80,
    str_cached_latin1: 74,
    bytes_header: 33,
    bytearray: 56,
    bytearray_buffer_header: 1,
    tuple_header: 24,
    list: 40,
    dict: 48,
    dict_keys_header: 32,
    dict_unicode_entry: 16,
    dict_entry: 24,
    set: 200,
    set_entry: 16,
    static_type: 424,
    heap_type: 904,
    shared_keys: 768,
    frame: 120,
    generator: 152,
    code: 184,
    types: types::V11,
};

/// 3.12.
pub(super) const V12: Sizes = Sizes {
    managed_weakrefs: true,
    managed_dict_of_variable_sized: true,
    managed_dict_offset: Some(-1),
    str_ascii_header: 40,
    str_header: 56,
    str_subclass_header: 64,
    str_cached_latin1: 61,
    static_type: 432,
    heap_type: 920,
    generator: 144,
    code: 192,
    types: types::V12,
    ..V11
};

/// 3.13.
pub(super) const V13: Sizes =
    Sizes { static_type: 416, heap_type: 928, frame: 136, code: 200, types: types::V13, ..V12 };

/// 3.14.
pub(super) const V14: Sizes = Sizes {
    tuple_header: 32,
    heap_type: 936,
    frame: 152,
    generator: 152,
    code: 208,
    types: types::V14,
    ..V13
};

/// 3.15.
pub(super) const V15: Sizes = Sizes {
    bytearray: 64,
    bytearray_buffer_header: 33,
    static_type: 424,
    heap_type: 944,
    types: types::V15,
    ..V14
};
