//! Anything that is drawn of a heap.

use crate::growth::Growth;
use crate::pools::Pools;
use crate::state::State;
use crate::{svg, text};

/// One picture, in any of its forms.
#[derive(Clone, Debug, PartialEq)]
pub enum View {
    /// Frames and objects; an object byte by byte.
    State(State),
    /// The allocator's map.
    Pools(Pools),
    /// How a container grows.
    Growth(Growth),
}

impl View {
    /// The drawing for a page; `None` where the narrow one must do.
    pub fn wide(&self) -> Option<String> {
        match self {
            View::State(state) => svg::wide(state),
            View::Pools(pools) => Some(svg::pools(pools, 16)),
            View::Growth(growth) => Some(svg::growth(growth, 640.0)),
        }
    }

    /// The drawing for a narrow screen.
    pub fn narrow(&self) -> String {
        match self {
            View::State(state) => svg::narrow(state),
            View::Pools(pools) => svg::pools(pools, 8),
            View::Growth(growth) => svg::growth(growth, 340.0),
        }
    }

    /// The picture in words.
    pub fn text(&self) -> String {
        match self {
            View::State(state) => text(state),
            View::Pools(pools) => pools.text(),
            View::Growth(growth) => growth.text(),
        }
    }

    /// Whether a reader would see the same but for addresses.
    pub fn is_like(&self, other: &View) -> bool {
        match (self, other) {
            (View::State(this), View::State(other)) => this.shape() == other.shape(),
            _ => self == other,
        }
    }
}
