//! Where boxes and arrows go.
//!
//! Sizes are computed from numbers of characters, since the text is set in a font of one width. Two
//! layouts are made of each state: [`columns`] for pages, [`stack`] for narrow screens.

#[cfg(test)]
mod tests;

mod boxes;
pub(crate) mod columns;
pub(crate) mod stack;

pub(crate) use boxes::{Content, contents};

use crate::state::SlotKind;

/// Width of a character of the text, in pixels: 0.6 of the font's size.
pub(crate) const CELL: f64 = 7.2;
/// Width of a character of the small text.
pub(crate) const SMALL_CELL: f64 = 6.3;
/// Room between a box's edge and its text.
pub(crate) const PADDING: f64 = 8.0;
/// Height of a box's first line.
pub(crate) const TITLE: f64 = 21.0;
/// Height of a line of small text.
pub(crate) const NOTE: f64 = 14.0;
/// Height of a slot.
pub(crate) const ROW: f64 = 18.0;

/// A finished layout.
#[derive(Clone, Debug, Default)]
pub(crate) struct Drawing {
    pub(crate) width: f64,
    pub(crate) height: f64,
    /// Frames, then objects, as in the state.
    pub(crate) boxes: Vec<Placed>,
    pub(crate) arrows: Vec<Arrow>,
}

/// A box and where it is.
#[derive(Clone, Debug)]
pub(crate) struct Placed {
    pub(crate) x: f64,
    pub(crate) y: f64,
    pub(crate) width: f64,
    pub(crate) content: Content,
}

impl Placed {
    fn height(&self) -> f64 {
        self.content.height()
    }

    /// The middle of a slot's line.
    fn slot_y(&self, slot: usize) -> f64 {
        self.y + self.content.slots_at() + ROW * slot as f64 + ROW / 2.0
    }

    /// Where arrows to the object end.
    fn entry_y(&self) -> f64 {
        self.y + TITLE / 2.0 + 1.0
    }
}

/// A reference as a line.
#[derive(Clone, Debug)]
pub(crate) struct Arrow {
    /// The line as an SVG path.
    pub(crate) path: String,
    /// Where it begins.
    pub(crate) start: (f64, f64),
    /// The tip.
    pub(crate) tip: (f64, f64),
    /// Whether the tip points to the right.
    pub(crate) to_the_right: bool,
    pub(crate) kind: SlotKind,
}

/// A coordinate as SVG has it, without digits that nobody sees.
pub(crate) fn number(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_string)
}
