//! Boundary tags: the size of each chunk of the system allocator's heap, at its first unit, and of
//! each free chunk also at its last. So a chunk being freed finds both its neighbours at once.

/// A tag: a size in units and two facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tag {
    /// Units of the chunk.
    pub(super) size: u32,
    /// The chunk is free (chunks kept by the thread cache count as used).
    pub(super) free: bool,
    /// The chunk before is free.
    pub(super) after_free: bool,
}

/// Tags by unit, in pages made when first written: big chunks leave most pages untouched.
#[derive(Debug, Default)]
pub(super) struct Tags {
    pages: Vec<Option<Box<[u32; PAGE]>>>,
}

const PAGE: usize = 1 << 12;

impl Tags {
    /// The tag at a unit where a chunk begins (or a free one ends).
    #[inline]
    pub(super) fn get(&self, unit: u32) -> Tag {
        let page = self.pages.get(unit as usize / PAGE).and_then(Option::as_ref);
        let bits = page.map_or(0, |page| page[unit as usize % PAGE]);
        Tag { size: bits >> 2, free: bits & 1 != 0, after_free: bits & 2 != 0 }
    }

    /// Writes the tag at a unit.
    #[inline]
    pub(super) fn set(&mut self, unit: u32, tag: Tag) {
        let number = unit as usize / PAGE;
        if number >= self.pages.len() {
            self.pages.resize(number + 1, None);
        }
        let page = self.pages[number].get_or_insert_with(|| Box::new([0; PAGE]));
        page[unit as usize % PAGE] =
            tag.size << 2 | u32::from(tag.after_free) << 1 | u32::from(tag.free);
    }
}
