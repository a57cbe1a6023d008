//! Big blocks, each in a mapping of its own.

use super::addr::{ARENAS, MAPPINGS};

/// Units of a page of memory, 4096 bytes.
const PAGE: u32 = 256;
/// A mapped block begins behind its chunk's header.
const HEADER: u32 = 1;

/// The part of the address space for mapped blocks. Linux takes the highest gap that is large enough,
/// and the upper end of it; so blocks mapped one after the other lie one *below* the other (measured:
/// twelve `bytes(300000)` in steps of −303104).
#[derive(Clone, Debug)]
pub(super) struct Mappings {
    /// Free stretches as first unit and end, the highest first; no two touch.
    gaps: Vec<(u32, u32)>,
    count: usize,
}

impl Mappings {
    pub(super) fn new() -> Mappings {
        Mappings { gaps: vec![(MAPPINGS + PAGE, ARENAS)], count: 0 }
    }

    /// Blocks mapped now.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// Maps a block for a request in bytes; its first unit, or `None` when there is no room.
    pub(super) fn map(&mut self, bytes: usize) -> Option<u32> {
        let size = mapped_units(bytes)?;
        let at = self.gaps.iter().position(|&(start, end)| end - start >= size)?;
        let (start, end) = self.gaps[at];
        if end - start == size {
            self.gaps.remove(at);
        } else {
            self.gaps[at].1 = end - size;
        }
        self.count += 1;
        Some(end - size + HEADER)
    }

    /// Unmaps the block that a request of so many bytes got.
    pub(super) fn unmap(&mut self, block: u32, bytes: usize) {
        if let Some(size) = mapped_units(bytes) {
            self.count = self.count.saturating_sub(1);
            self.release(block - HEADER, block - HEADER + size);
        }
    }

    /// Changes a block's size, in place where the gap above it allows (`mremap`); `None` when there
    /// is no room anywhere.
    pub(super) fn remap(&mut self, block: u32, old: usize, new: usize) -> Option<u32> {
        let (before, after) = (mapped_units(old)?, mapped_units(new)?);
        let (start, end) = (block - HEADER, block - HEADER + before);
        if after <= before {
            if after < before {
                self.release(start + after, end);
            }
            return Some(block);
        }
        let more = after - before;
        let above = self.gaps.iter().position(|&(gap, to)| gap == end && to - gap >= more);
        if let Some(at) = above {
            self.gaps[at].0 += more;
            if self.gaps[at].0 == self.gaps[at].1 {
                self.gaps.remove(at);
            }
            return Some(block);
        }
        let moved = self.map(new)?;
        self.unmap(block, old);
        Some(moved)
    }

    fn release(&mut self, start: u32, end: u32) {
        let at = self.gaps.partition_point(|&(gap, _)| gap > start);
        let joins_above = at > 0 && self.gaps[at - 1].0 == end;
        let joins_below = self.gaps.get(at).is_some_and(|&(_, to)| to == start);
        match (joins_above, joins_below) {
            (true, true) => {
                self.gaps[at - 1].0 = self.gaps[at].0;
                self.gaps.remove(at);
            }
            (true, false) => self.gaps[at - 1].0 = start,
            (false, true) => self.gaps[at].1 = end,
            (false, false) => self.gaps.insert(at, (start, end)),
        }
    }
}

/// Bytes of the mapping that a request of `bytes` gets: its chunk and a header, in whole pages.
pub(super) fn mapped_bytes(bytes: usize) -> Option<usize> {
    let chunk = bytes.checked_add(8 + 15)? & !15;
    chunk.checked_add(8)?.checked_next_multiple_of(PAGE as usize * 16)
}

fn mapped_units(bytes: usize) -> Option<u32> {
    u32::try_from(mapped_bytes(bytes)? / 16).ok()
}
