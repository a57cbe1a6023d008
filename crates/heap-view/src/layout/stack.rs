//! Everything in one column, with the arrows at its right: for narrow screens.

use super::boxes::NARROWEST;
use super::{Arrow, Drawing, Placed, contents, number};
use crate::state::{Source, State};

/// Width of the whole drawing.
const WIDTH: f64 = 340.0;
/// Right edge of the boxes.
const BOX: f64 = NARROWEST + MARGIN;
/// Between two boxes.
const GAP: f64 = 12.0;
/// Between two vertical lines, where there is room for it.
const TRACK: f64 = 10.0;
const MARGIN: f64 = 2.0;
/// Radius of a line's corners.
const CORNER: f64 = 5.0;

/// The layout.
pub(crate) fn layout(state: &State) -> Drawing {
    let mut drawing = Drawing { width: WIDTH, ..Drawing::default() };
    let mut y = MARGIN;
    for content in contents(state) {
        let placed = Placed { x: MARGIN, y, width: BOX - MARGIN, content };
        y += placed.height() + GAP;
        drawing.boxes.push(placed);
    }
    drawing.height = y - GAP + MARGIN;

    let frames = state.frames.len();
    let references = state.references();
    let source_y = |drawing: &Drawing, source: Source, slot: usize| {
        let index = match source {
            Source::Frame(frame) => frame,
            Source::Object(object) => frames + object,
        };
        drawing.boxes[index].slot_y(slot)
    };
    // Each object that is referred to has a vertical line; lines side by side where they would meet.
    let mut tracks: Vec<Vec<(f64, f64)>> = vec![];
    let mut track_of = vec![0; state.objects.len()];
    for (target, track_of_it) in track_of.iter_mut().enumerate() {
        let entry = drawing.boxes[frames + target].entry_y();
        let to_it = references.iter().filter(|r| r.target == target);
        let ys = to_it.map(|r| source_y(&drawing, r.source, r.slot));
        let (top, bottom) = ys.fold((entry, entry), |(top, bottom), y| (top.min(y), bottom.max(y)));
        if top == bottom {
            continue;
        }
        let free = |track: &Vec<(f64, f64)>| {
            track.iter().all(|&(from, to)| bottom + 4.0 < from || to + 4.0 < top)
        };
        let found = tracks.iter().position(free).unwrap_or_else(|| {
            tracks.push(vec![]);
            tracks.len() - 1
        });
        tracks[found].push((top, bottom));
        *track_of_it = found;
    }
    let spacing = TRACK.min((WIDTH - BOX - 22.0) / tracks.len().max(1) as f64);

    for reference in &references {
        let y = source_y(&drawing, reference.source, reference.slot);
        let entry = drawing.boxes[frames + reference.target].entry_y();
        let x = BOX + 16.0 + spacing * track_of[reference.target] as f64;
        let start = (BOX - 9.0, y);
        let tip = (BOX, entry);
        let down = if entry > y { 1.0 } else { -1.0 };
        let corner = CORNER.min((entry - y).abs() / 2.0) * down;
        let path = format!(
            "M{} {}H{}Q{} {} {} {}V{}Q{} {} {} {}H{}",
            number(start.0),
            number(y),
            number(x - CORNER),
            number(x),
            number(y),
            number(x),
            number(y + corner),
            number(entry - corner),
            number(x),
            number(entry),
            number(x - CORNER),
            number(entry),
            number(tip.0 + 5.0)
        );
        let kind = reference.kind;
        drawing.arrows.push(Arrow { path, start, tip, to_the_right: false, kind });
    }
    drawing
}
