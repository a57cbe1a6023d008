//! Iterators of the built-in types.

use crate::object::Obj;

/// The contents of a list iterator, forward or reversed, and of a tuple iterator.
#[derive(Clone, Debug)]
pub struct ListIterator {
    /// The sequence; given up at the end.
    pub sequence: Option<Obj>,
    /// The next item's index.
    pub index: u32,
}

/// The contents of a range iterator whose values fit 64 bits.
#[derive(Clone, Debug)]
pub struct RangeIterator {
    /// The next value.
    pub next: i64,
    /// What is added each time.
    pub step: i64,
    /// Values left.
    pub remaining: u64,
}

/// The contents of the less frequent iterators.
#[derive(Clone, Debug)]
pub enum Iterator {
    /// `reversed(list)`.
    ListReverse {
        /// The list; given up at the end.
        list: Option<Obj>,
        /// The next index.
        index: i64,
    },
    /// `iter(str)`.
    Str {
        /// The text; given up at the end.
        string: Option<Obj>,
        /// Offset in UTF-8 bytes.
        offset: usize,
        /// Characters given so far.
        index: usize,
    },
    /// `iter(bytes)` and `iter(bytearray)`.
    Bytes {
        /// The bytes; given up at the end.
        object: Option<Obj>,
        /// The next index.
        index: usize,
    },
    /// Over a dict's keys, values or items.
    Dict {
        /// The dict; given up at the end.
        dict: Option<Obj>,
        /// What it gives.
        kind: super::ViewKind,
        /// The next entry; counts down when reversed.
        position: usize,
        /// `len(dict)` when it started: a change is a `RuntimeError`.
        used: usize,
        /// Items left.
        remaining: usize,
        /// Whether it runs backwards.
        reversed: bool,
        /// The pair that is used again while nobody else holds it.
        pair: Option<Obj>,
    },
    /// Over a set.
    Set {
        /// The set; given up at the end.
        set: Option<Obj>,
        /// The next place in the table.
        position: usize,
        /// `len(set)` when it started.
        used: usize,
        /// Items left.
        remaining: usize,
    },
    /// Over a range whose values do not fit 64 bits: start, step, length, index, each an `int`.
    LongRange {
        /// First value.
        start: Obj,
        /// What is added each time.
        step: Obj,
        /// How many in all.
        length: Obj,
        /// How many were given.
        index: Obj,
    },
    /// `iter(object with __getitem__)`.
    Sequence {
        /// The object; given up at the end.
        object: Option<Obj>,
        /// The next index.
        index: i64,
    },
    /// `iter(callable, sentinel)`.
    Callable {
        /// The callable; given up at the end.
        callable: Option<Obj>,
        /// The value that ends it.
        sentinel: Option<Obj>,
    },
    /// `enumerate`.
    Enumerate {
        /// The iterator underneath.
        iterator: Obj,
        /// The next number, an `int`.
        next: Obj,
        /// The pair that is used again while nobody else holds it.
        pair: Option<Obj>,
    },
    /// `zip`.
    Zip {
        /// The iterators underneath, a tuple.
        iterators: Obj,
        /// Whether unequal lengths are an error.
        strict: bool,
        /// The tuple that is used again while nobody else holds it.
        tuple: Option<Obj>,
    },
    /// `map`.
    Map {
        /// The function.
        function: Obj,
        /// The iterators underneath, a tuple.
        iterators: Obj,
        /// `strict=True` (3.14+).
        strict: bool,
    },
    /// `filter`.
    Filter {
        /// The predicate, or `None`.
        function: Obj,
        /// The iterator underneath.
        iterator: Obj,
    },
    /// `reversed(sequence)`.
    Reversed {
        /// The sequence; given up at the end.
        sequence: Option<Obj>,
        /// The next index.
        index: i64,
    },
}
