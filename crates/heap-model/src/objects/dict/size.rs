//! How large a dict's key table is.

use super::{Dict, KeyKind};
use crate::heap::Heap;
use crate::release::Release;

/// Logarithm of the smallest table's slots.
pub(super) const SMALLEST_LOG2: u8 = 3;

// ANCHOR: table_for
/// Logarithm of the slots of a new table that is asked to hold `wanted` slots.
#[inline]
pub(super) fn log2_slots_for(release: &Release, wanted: usize) -> u8 {
    if release.containers.dict_size_quirk {
        // The bit length of something that is off by one: 16 slots for 1 … 7 wanted, 8 for 8.
        return (usize::BITS - (((wanted | 8) - 1) | 7).leading_zeros()) as u8;
    }
    wanted.next_power_of_two().trailing_zeros().max(u32::from(SMALLEST_LOG2)) as u8
}
// ANCHOR_END: table_for

/// Logarithm of the slots of a table that is made to hold `count` entries at once.
#[inline]
pub(super) fn log2_slots_to_hold(release: &Release, count: usize) -> u8 {
    log2_slots_for(release, (count * 3).div_ceil(2))
}

/// Entries that a table of that many slots has room for: two thirds.
#[inline(always)]
pub(super) fn usable_entries(log2_slots: u8) -> u32 {
    (2u32 << log2_slots) / 3
}

/// Bytes of a key table: header, index of 1, 2 or 4 bytes a slot, entries.
#[inline]
pub(crate) fn keys_size(release: &Release, log2_slots: u8, kind: KeyKind) -> usize {
    let sizes = &release.sizes;
    let index = match log2_slots {
        0..8 => 1usize << log2_slots,
        8..16 => 2 << log2_slots,
        _ => 4 << log2_slots,
    };
    let entry = match kind {
        KeyKind::General => sizes.dict_entry,
        KeyKind::Unicode | KeyKind::Split => sizes.dict_unicode_entry,
    };
    sizes.dict_keys_header as usize + index + usable_entries(log2_slots) as usize * entry as usize
}

/// Bytes of the smallest table of str keys, the one that is parked.
pub(crate) fn smallest_keys_size(release: &Release) -> usize {
    keys_size(release, SMALLEST_LOG2, KeyKind::Unicode)
}

impl Heap {
    /// Bytes that `getsizeof` adds to a dict for its table: the table itself, or the values where the
    /// table is its class's.
    pub(crate) fn dict_table_size(&self, dict: &Dict) -> usize {
        match &dict.split {
            Some(split) => self.split_size(split),
            None if dict.log2_slots == 0 => 0,
            None => keys_size(self.release, dict.log2_slots, dict.kind),
        }
    }
}
