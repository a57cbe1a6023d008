//! The chunks of the system allocator's heap: boundary tags, and lists of free chunks.
//!
//! As in glibc, everything stands in the chunks themselves. The first unit of each chunk has a *tag*,
//! its size and whether it and the one before are free; the last unit of a free chunk has its size
//! once more, so that a chunk being freed finds the one before. Free chunks are linked in circles:
//! the first unit leads to the next, the second unit to the previous. A circle's head is a place in
//! front of the heap.

use super::addr::HEAP;

/// What the first unit of a chunk says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tag {
    /// Units of the chunk.
    pub(super) size: u32,
    /// The chunk is in one of the circles.
    pub(super) free: bool,
    /// The chunk before is.
    pub(super) after_free: bool,
}

/// Tags and links by unit, in pages made when first written: big chunks leave most untouched.
#[derive(Clone, Debug)]
pub(super) struct Chunks {
    pages: Vec<Option<Box<[Unit; PAGE]>>>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Unit {
    tag: u32,
    link: u32,
}

/// Units of a page of the model's own.
const PAGE: usize = 256;
/// Where the heads of circles are: the page in front of the heap.
const HEADS: u32 = HEAP - PAGE as u32;

/// The head of a circle, by its number below 128.
pub(super) const fn head(circle: usize) -> u32 {
    HEADS + 2 * circle as u32
}

impl Chunks {
    /// No chunks, and empty circles.
    pub(super) fn new() -> Chunks {
        let mut chunks = Chunks { pages: Vec::new() };
        for circle in 0..PAGE / 2 {
            let head = head(circle);
            chunks.link(head, head);
        }
        chunks
    }

    /// Makes the chunks again what `start` is, of which they began as a copy, in the room they have.
    pub(super) fn reset_to(&mut self, start: &Chunks) {
        self.pages.truncate(start.pages.len());
        for (page, before) in self.pages.iter_mut().zip(&start.pages) {
            page.clone_from(before);
        }
    }

    /// The tag of a chunk.
    #[inline]
    pub(super) fn tag(&self, chunk: u32) -> Tag {
        let bits = self.unit(chunk).tag;
        Tag { size: bits >> 2, free: bits & 1 != 0, after_free: bits & 2 != 0 }
    }

    /// Units of the free chunk that ends in front of `chunk`.
    pub(super) fn size_before(&self, chunk: u32) -> u32 {
        self.unit(chunk - 1).tag >> 2
    }

    /// Writes the tag of a chunk, at its end too if it is free.
    #[inline]
    pub(super) fn set_tag(&mut self, chunk: u32, tag: Tag) {
        let bits = tag.size << 2 | u32::from(tag.after_free) << 1 | u32::from(tag.free);
        self.unit_mut(chunk).tag = bits;
        if tag.free {
            self.unit_mut(chunk + tag.size - 1).tag = bits;
        }
    }

    /// Says at a chunk whether the one before is free.
    pub(super) fn set_after_free(&mut self, chunk: u32, after_free: bool) {
        let unit = self.unit_mut(chunk);
        unit.tag = unit.tag & !2 | u32::from(after_free) << 1;
    }

    /// The chunk after one in its circle.
    pub(super) fn next(&self, chunk: u32) -> u32 {
        self.unit(chunk).link
    }

    /// The chunk before one in its circle.
    pub(super) fn previous(&self, chunk: u32) -> u32 {
        self.unit(chunk + 1).link
    }

    /// Puts a chunk into a circle, behind `before`, which is a chunk of it or its head.
    pub(super) fn insert_after(&mut self, before: u32, chunk: u32) {
        let after = self.next(before);
        self.link(before, chunk);
        self.link(chunk, after);
    }

    /// Takes a chunk out of its circle.
    pub(super) fn unlink(&mut self, chunk: u32) {
        let (before, after) = (self.previous(chunk), self.next(chunk));
        self.link(before, after);
    }

    fn link(&mut self, before: u32, after: u32) {
        self.unit_mut(before).link = after;
        self.unit_mut(after + 1).link = before;
    }

    #[inline]
    fn unit(&self, unit: u32) -> Unit {
        let index = (unit - HEADS) as usize;
        let page = self.pages.get(index / PAGE).and_then(Option::as_ref);
        page.map_or(Unit::default(), |page| page[index % PAGE])
    }

    #[inline]
    fn unit_mut(&mut self, unit: u32) -> &mut Unit {
        let index = (unit - HEADS) as usize;
        if index / PAGE >= self.pages.len() {
            self.pages.resize(index / PAGE + 1, None);
        }
        let page = &mut self.pages[index / PAGE];
        &mut page.get_or_insert_with(|| Box::new([Unit::default(); PAGE]))[index % PAGE]
    }
}
