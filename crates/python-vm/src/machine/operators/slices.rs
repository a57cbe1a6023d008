//! The bounds of a slice.

use heap_model::{Obj, Payload, Runtime};

use crate::machine::{Machine, Result};

/// Which places of a sequence a slice takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Indices {
    /// The first place.
    pub start: isize,
    /// Where it ends: the first place not taken.
    pub stop: isize,
    /// From one place to the next, not 0.
    pub step: isize,
    /// How many places.
    pub length: usize,
}

impl Indices {
    /// Start, stop and step fitted to a length (`PySlice_AdjustIndices`).
    pub fn of((start, stop, step): (isize, isize, isize), length: usize) -> Indices {
        let size = length as isize;
        let clamp = |bound: isize| {
            if bound < 0 {
                bound.saturating_add(size).max(if step < 0 { -1 } else { 0 })
            } else {
                bound.min(if step < 0 { size - 1 } else { size })
            }
        };
        let (start, stop) = (clamp(start), clamp(stop));
        let length = if step < 0 && stop < start {
            (start - stop - 1) / -step + 1
        } else if step > 0 && start < stop {
            (stop - start - 1) / step + 1
        } else {
            0
        };
        Indices { start, stop, step, length: length as usize }
    }

    /// The places in their order.
    pub fn places(self) -> impl DoubleEndedIterator<Item = usize> + ExactSizeIterator {
        (0..self.length).map(move |number| (self.start + number as isize * self.step) as usize)
    }
}

impl Machine {
    /// Start, stop and step of a slice as numbers (`PySlice_Unpack`), not yet fitted to a length.
    ///
    /// # Errors
    /// `TypeError` for bounds that are no ints, `ValueError` for a step of 0.
    pub fn slice_bounds(&mut self, slice: Obj) -> Result<(isize, isize, isize)> {
        let [start, stop, step] = *self.heap.slice(slice);
        let step = match self.slice_bound(step)? {
            None => 1,
            Some(0) => return Err(self.value_error("slice step cannot be zero")),
            Some(step) => step.max(-isize::MAX),
        };
        let start = self.slice_bound(start)?.unwrap_or(if step < 0 { isize::MAX } else { 0 });
        let stop =
            self.slice_bound(stop)?.unwrap_or(if step < 0 { isize::MIN } else { isize::MAX });
        Ok((start, stop, step))
    }

    /// The places that a slice takes of a sequence of that length.
    ///
    /// # Errors
    /// As [`Machine::slice_bounds`].
    pub fn unpack_slice(&mut self, slice: Obj, length: usize) -> Result<Indices> {
        let (start, stop, step) = self.slice_bounds(slice)?;
        Ok(Indices::of((start, stop, step), length))
    }

    /// One bound: `None` where the slice has `None`.
    pub(crate) fn slice_bound(&mut self, bound: Obj) -> Result<Option<isize>> {
        if bound == self.heap.none() {
            return Ok(None);
        }
        if let &Payload::Int(value) = self.heap.payload(bound) {
            return Ok(Some(value as isize));
        }
        if !self.has_index(bound) {
            let message = self.heap.release.operations.wrong_slice_index;
            return Err(self.type_error(message));
        }
        self.index_clamped(bound).map(Some)
    }

    /// Whether an object is a slice.
    #[inline]
    pub(crate) fn is_slice(&self, object: Obj) -> bool {
        matches!(self.heap.payload(object), Payload::Slice(_))
    }

    /// Gives back references, the first one first.
    pub(crate) fn decref_all(&mut self, objects: impl IntoIterator<Item = Obj>) {
        for object in objects {
            self.decref(object);
        }
    }
}
