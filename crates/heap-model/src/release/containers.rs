//! How list, dict, set, bytearray, str and instances take room.

/// Growth rules of one release's containers (sources: CPython's `Objects/` folder; each measured by
/// thousands of random operations).
#[derive(Clone, Debug)]
pub struct ContainerRules {
    /// A `list` with at most this many slots keeps them when it gets shorter; 0: any list shrinks
    /// below half its capacity (3.14+: 32).
    pub list_keeps_slots: u32,
    /// A `list` popped down to nothing keeps a block of no items (3.11), so its next `extend` grows
    /// by the general rule instead of exactly.
    pub list_keeps_empty_block: bool,
    /// `list()` of a set, a dict or its views grows by the general rule (3.13+), else exactly to an
    /// even number of slots.
    pub list_from_unordered_overallocates: bool,
    /// `str.split` makes room for 12 pieces whatever the text (3.11); later at most as many as the
    /// text could have.
    pub split_reserves_twelve: bool,
    /// A dict's new key table for m keys has 2^bitlen(((m|8)−1)|7) slots (≤ 3.12), else the smallest
    /// power of two that is at least max(m, 8).
    pub dict_size_quirk: bool,
    /// A `bytearray`'s buffer is a `bytes` object (3.15).
    pub bytearray_on_bytes: bool,
    /// `slice` objects can be hashed (3.12+).
    pub slices_hash: bool,
    /// Names that a class's shared key table has room for at first.
    pub shared_keys: u32,
    /// The table begins with the names in the class's `__static_attributes__` (3.13+).
    pub static_attributes_seed_keys: bool,
    /// Which instances get places for attribute values when they are made.
    pub values_for: InlineValues,
    /// Attribute values stand inside of the instance (3.13+), else in a block of their own.
    pub inline_values: bool,
    /// The room for values is taken from the shared keys after this instance lowered it (≤ 3.12),
    /// rather than before.
    pub values_counted_after: bool,
}

/// Which instances get places for attribute values when they are made, of classes whose instances
/// have a managed `__dict__`. The others get them with their `__dict__`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InlineValues {
    /// Those whose class derives from no built-in type but `object` (≤ 3.12).
    DerivedFromObject,
    /// Those with nothing but the object's head: no `__slots__` either (3.13).
    BareObject,
    /// All but variable-sized ones (3.14+).
    FixedSize,
}

/// 3.11.
pub(super) const V11: ContainerRules = ContainerRules {
    list_keeps_slots: 0,
    list_keeps_empty_block: true,
    list_from_unordered_overallocates: false,
    split_reserves_twelve: true,
    dict_size_quirk: true,
    bytearray_on_bytes: false,
    slices_hash: false,
    shared_keys: 30,
    static_attributes_seed_keys: false,
    values_for: InlineValues::DerivedFromObject,
    inline_values: false,
    values_counted_after: true,
};

/// 3.12.
pub(super) const V12: ContainerRules = ContainerRules {
    list_keeps_empty_block: false,
    split_reserves_twelve: false,
    slices_hash: true,
    ..V11
};

/// 3.13.
pub(super) const V13: ContainerRules = ContainerRules {
    list_from_unordered_overallocates: true,
    dict_size_quirk: false,
    static_attributes_seed_keys: true,
    values_for: InlineValues::BareObject,
    inline_values: true,
    values_counted_after: false,
    ..V12
};

/// 3.14.
pub(super) const V14: ContainerRules =
    ContainerRules { list_keeps_slots: 32, values_for: InlineValues::FixedSize, ..V13 };

/// 3.15.
pub(super) const V15: ContainerRules = ContainerRules { bytearray_on_bytes: true, ..V14 };
