//! `dict`: an index of slots that is probed by hash, and entries in the order of insertion.
//!
//! The index is CPython's: open addressing with perturbation, so that keys are compared in the same
//! order. What a program sees of the table is its size, the order of the entries, and where a general
//! table takes the place of one with str keys alone.

mod attributes;
mod change;
mod make;
mod probe;
mod size;

use crate::layout::Block;
use crate::object::Obj;

pub use change::Cleared;
pub use probe::{Probe, ProbeState};
pub(crate) use size::smallest_keys_size;

/// A key and its value, with the key's hash. All three are the dict's own: the references count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// `hash(key)`.
    pub hash: i64,
    /// The key.
    pub key: Obj,
    /// The value.
    pub value: Obj,
}

/// What kind of key table a dict has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum KeyKind {
    /// Every key ever stored was a `str`: entries hold no hashes.
    #[default]
    Unicode,
    /// Any keys.
    General,
    /// The `__dict__` of an instance that uses the key table of its class ([`super::SharedKeys`]);
    /// only the values are its own.
    Split,
}

/// Where a dict that shares its class's key table keeps the values.
#[derive(Clone, Debug)]
pub struct SplitValues {
    /// The class whose key table it is. Not counted: [`SplitValues::keys_id`] tells whether it is
    /// still there.
    pub class: Obj,
    /// Which key table it is.
    pub keys_id: u32,
    /// Places for values.
    pub places: u32,
    /// The instance that the values stand inside of (3.13+), while they do. Not counted.
    pub inline_in: Option<Obj>,
    /// The values' own block otherwise.
    pub block: Option<Block>,
}

/// The contents of a `dict`.
///
/// Keys and values are read through [`Dict::entry`] and the iterators; changed by [`crate::Heap`]
/// alone, which knows the release's rules.
#[derive(Clone, Debug, Default)]
pub struct Dict {
    /// Entries in order of insertion; `None` where one was deleted.
    entries: Vec<Option<Entry>>,
    /// The slots' entry numbers where the table has 8 slots.
    small_index: [i8; 8],
    /// The slots' entry numbers where it has more.
    index: Box<[i32]>,
    /// Logarithm of the number of slots; 0 while there is no table.
    log2_slots: u8,
    kind: KeyKind,
    /// Entries that still fit.
    usable: u32,
    used: u32,
    /// Counts the tables that the dict has had, so that a probe notices a new one.
    tables: u32,
    version: u32,
    /// The table's block; `None` without one and for the interpreter's own dicts.
    keys_block: Option<Block>,
    split: Option<Box<SplitValues>>,
}

impl Dict {
    /// `len(dict)`.
    #[inline]
    pub fn len(&self) -> usize {
        self.used as usize
    }

    /// Whether it has no entries.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.used == 0
    }

    /// What kind of key table it has.
    #[inline]
    pub fn kind(&self) -> KeyKind {
        self.kind
    }

    /// Slots of the index; 0 while there is no table.
    #[inline]
    pub fn slots(&self) -> usize {
        if self.log2_slots == 0 { 0 } else { 1 << self.log2_slots }
    }

    /// The table's block.
    #[inline]
    pub fn keys_block(&self) -> Option<Block> {
        self.keys_block
    }

    /// Where the values of a split dict are.
    pub fn split_values(&self) -> Option<&SplitValues> {
        self.split.as_deref()
    }

    /// Numbers of entries, deleted ones included: the bound for [`Dict::entry`].
    #[inline]
    pub fn entry_count(&self) -> usize {
        self.entries.len()
    }

    /// The entry of that number, unless it was deleted or never was.
    #[inline]
    pub fn entry(&self, number: usize) -> Option<&Entry> {
        self.entries.get(number)?.as_ref()
    }

    /// The first entry from number `from` on, and its number: `PyDict_Next`.
    #[inline]
    pub fn next_entry(&self, from: usize) -> Option<(usize, &Entry)> {
        let rest = self.entries.get(from..)?;
        rest.iter().enumerate().find_map(|(i, entry)| Some((from + i, entry.as_ref()?)))
    }

    /// The last entry before number `before`, and its number.
    #[inline]
    pub fn previous_entry(&self, before: usize) -> Option<(usize, &Entry)> {
        let rest = &self.entries[..before.min(self.entries.len())];
        rest.iter().enumerate().rev().find_map(|(i, entry)| Some((i, entry.as_ref()?)))
    }

    /// The entries in order of insertion.
    #[inline]
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = &Entry> {
        self.entries.iter().flatten()
    }

    /// Keys and values in order of insertion, borrowed.
    pub fn items(&self) -> impl DoubleEndedIterator<Item = (Obj, Obj)> + '_ {
        self.entries().map(|entry| (entry.key, entry.value))
    }

    /// The number that changes with the keys, and not when a value is replaced: 0 until
    /// [`crate::Heap::dict_keys_version`] was asked.
    #[inline(always)]
    pub fn keys_version(&self) -> u32 {
        self.version
    }
}

/// What a view of a dict or an iterator over it shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum ViewKind {
    Keys,
    Values,
    Items,
}

/// The contents of a view of a dict.
#[derive(Clone, Debug)]
pub struct DictView {
    /// The dict.
    pub dict: Obj,
    /// What it shows.
    pub kind: ViewKind,
}
