//! How many dead objects of a kind are kept for the next one.

/// Capacities of one release's free lists, in objects; 0 where there is none (measured: objects kept
/// after 3000 of them died). All are emptied by a full collection, and a parked object is still an
/// allocated block.
#[derive(Clone, Debug)]
pub struct FreeListSizes {
    /// `float`.
    pub float: u32,
    /// `int` of one digit, outside of the cached range (3.14+).
    pub int: u32,
    /// `complex` (3.15).
    pub complex: u32,
    /// `list` headers; the item array always goes back to the allocator, before the header is parked.
    pub list: u32,
    /// `dict` headers.
    pub dict: u32,
    /// Key tables of 8 slots with str keys alone.
    pub dict_keys: u32,
    /// `tuple`, for each length from 1 to [`FreeListSizes::tuple_lengths`].
    pub tuple: u32,
    /// The longest `tuple` that is parked.
    pub tuple_lengths: u32,
    /// `slice`.
    pub slice: u32,
    /// `range` (3.14+).
    pub range: u32,
    /// Iterator of a `range` (3.14+).
    pub range_iterator: u32,
    /// Iterator of a `list` (3.14+).
    pub list_iterator: u32,
    /// Iterator of a `tuple` (3.14+).
    pub tuple_iterator: u32,
    /// Bound `method` of a Python function (3.14+).
    pub method: u32,
    /// `builtin_function_or_method` with a `self`, a built-in method (3.14+).
    pub builtin_method: u32,
    /// `MemoryError` instances, made at the start; never emptied.
    pub memory_error: u32,
    /// `contextvars.Context`.
    pub context: u32,
    /// A full collection empties the lists of tuples before that of floats (≤ 3.12).
    pub tuples_emptied_first: bool,
    /// A full collection leaves the parked `slice` (≤ 3.13).
    pub slice_stays: bool,
}

/// 3.11 and 3.12.
pub(super) const V11: FreeListSizes = FreeListSizes {
    float: 100,
    int: 0,
    complex: 0,
    list: 80,
    dict: 80,
    dict_keys: 80,
    tuple: 2000,
    tuple_lengths: 20,
    slice: 1,
    range: 0,
    range_iterator: 0,
    list_iterator: 0,
    tuple_iterator: 0,
    method: 0,
    builtin_method: 0,
    memory_error: 16,
    context: 255,
    tuples_emptied_first: true,
    slice_stays: true,
};

/// 3.13.
pub(super) const V13: FreeListSizes = FreeListSizes { tuples_emptied_first: false, ..V11 };

// ANCHOR: V14
/// 3.14.
pub(super) const V14: FreeListSizes = FreeListSizes {
    int: 100,
    range: 6,
    range_iterator: 6,
    list_iterator: 10,
    tuple_iterator: 10,
    method: 20,
    builtin_method: 16,
    slice_stays: false,
    ..V13
};
// ANCHOR_END: V14

/// 3.15.
pub(super) const V15: FreeListSizes = FreeListSizes { complex: 100, ..V14 };
