//! Frames at the left, objects in columns by their distance from a name.
//!
//! Boxes stand in columns with gutters between them. All curves stay within gutters; a reference that
//! goes over a column passes through a lane there, a gap between two boxes. So no line crosses a text.

use std::collections::BTreeMap;

use super::{Arrow, Content, Drawing, Placed, contents, number};
use crate::state::{Source, State};

/// Width between two columns.
const GUTTER: f64 = 58.0;
/// Between two boxes of a column.
const GAP: f64 = 14.0;
/// Height of a lane.
const LANE: f64 = 10.0;
/// The widest drawing that is made.
const WIDEST: f64 = 780.0;
/// Room around everything, for the width of lines.
const MARGIN: f64 = 2.0;

/// One thing in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Item {
    /// A box, by its index among all boxes.
    Box(usize),
    /// The way of references to a box over this column.
    Lane(usize),
}

/// The layout, unless it would be too wide with any number of columns.
pub(crate) fn layout(state: &State) -> Option<Drawing> {
    let contents = contents(state);
    let of_objects = state.objects.iter().map(|object| object.distance.max(1));
    let distances: Vec<usize> = state.frames.iter().map(|_| 0).chain(of_objects).collect();
    let deepest = distances.iter().copied().max().unwrap_or(0);
    (0..=deepest).rev().find_map(|columns| {
        let columns_of: Vec<usize> =
            distances.iter().map(|&distance| distance.min(columns)).collect();
        if columns == 0 && deepest > 0 {
            return None;
        }
        let drawing = place(state, &contents, &columns_of);
        (drawing.width <= WIDEST).then_some(drawing)
    })
}

/// The index of a reference's source among all boxes.
fn box_of(state: &State, source: Source) -> usize {
    match source {
        Source::Frame(frame) => frame,
        Source::Object(object) => state.frames.len() + object,
    }
}

fn place(state: &State, contents: &[Content], column_of: &[usize]) -> Drawing {
    let frames = state.frames.len();
    let references = state.references();
    let columns = column_of.iter().max().map_or(1, |&last| last + 1);
    let mut items: Vec<Vec<Item>> = vec![vec![]; columns];
    for (index, &column) in column_of.iter().enumerate() {
        items[column].push(Item::Box(index));
    }
    for reference in &references {
        let from = column_of[box_of(state, reference.source)];
        let target = frames + reference.target;
        let to = column_of[target];
        for column in items.iter_mut().take(from.max(to)).skip(from.min(to) + 1) {
            if !column.contains(&Item::Lane(target)) {
                column.push(Item::Lane(target));
            }
        }
    }

    let mut drawing = Drawing::default();
    let mut lefts = vec![];
    let mut rights = vec![];
    let mut x = MARGIN;
    for column in &items {
        let boxes = column.iter().filter_map(|item| match item {
            Item::Box(index) => Some(contents[*index].width()),
            Item::Lane(_) => None,
        });
        let width = boxes.fold(0.0, f64::max);
        lefts.push(x);
        rights.push(x + width);
        x += if column.is_empty() { 0.0 } else { width + GUTTER };
    }
    drawing.boxes = contents
        .iter()
        .zip(column_of)
        .map(|(content, &column)| Placed {
            x: lefts[column],
            y: 0.0,
            width: if column == 0 { rights[0] - lefts[0] } else { content.width() },
            content: content.clone(),
        })
        .collect();

    // From left to right: each thing as near as possible to what leads to it.
    let mut lanes: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    for (column, items) in items.iter().enumerate() {
        let wish = |item: &Item| -> f64 {
            let target = match *item {
                Item::Box(index) | Item::Lane(index) => index,
            };
            let entry = match item {
                Item::Box(_) => super::TITLE / 2.0 + 1.0,
                Item::Lane(_) => LANE / 2.0,
            };
            let sources = references.iter().filter(|r| frames + r.target == target);
            let from_left = sources.filter_map(|reference| {
                let source = box_of(state, reference.source);
                let from = column_of[source];
                (from < column).then(|| match lanes.get(&(column.saturating_sub(1), target)) {
                    Some(&lane) => lane,
                    None => drawing.boxes[source].slot_y(reference.slot),
                })
            });
            let nearest = from_left.fold(f64::INFINITY, f64::min);
            match item {
                // A lane towards the left goes where its object is.
                Item::Lane(_) if nearest.is_infinite() => drawing.boxes[target].entry_y() - entry,
                _ => nearest - entry,
            }
        };
        let mut order: Vec<(f64, Item)> = items.iter().map(|item| (wish(item), *item)).collect();
        order.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let mut y = MARGIN;
        for (wish, item) in order {
            let top = if wish.is_finite() && column > 0 { wish.max(y) } else { y };
            match item {
                Item::Box(index) => {
                    drawing.boxes[index].y = top;
                    y = top + drawing.boxes[index].height() + GAP;
                }
                Item::Lane(target) => {
                    lanes.insert((column, target), top + LANE / 2.0);
                    y = top + LANE + 4.0;
                }
            }
        }
    }

    // Arrows within a column bend out of it, long ones further than short ones.
    let mut bends: Vec<(f64, usize)> = vec![];
    for (number, reference) in references.iter().enumerate() {
        let source = box_of(state, reference.source);
        let target = frames + reference.target;
        if column_of[source] == column_of[target] {
            let from = drawing.boxes[source].slot_y(reference.slot);
            bends.push(((from - drawing.boxes[target].entry_y()).abs(), number));
        }
    }
    bends.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let mut right_edge = *rights.last().expect("the frames' column");
    for (number_of_reference, reference) in references.iter().enumerate() {
        let source_box = &drawing.boxes[box_of(state, reference.source)];
        let target_index = frames + reference.target;
        let target_box = &drawing.boxes[target_index];
        let (from, to) = (column_of[box_of(state, reference.source)], column_of[target_index]);
        let y = source_box.slot_y(reference.slot);
        let tip_y = target_box.entry_y();
        let mut path = Path::default();
        let (start, tip) = if from < to {
            let start = (source_box.x + source_box.width - 9.0, y);
            path.start(start);
            path.line((rights[from], y));
            for column in from + 1..to {
                let lane = lanes[&(column, target_index)];
                path.curve((lefts[column], lane));
                path.line((rights[column], lane));
            }
            let tip = (target_box.x, tip_y);
            path.curve((tip.0 - 5.0, tip.1));
            (start, tip)
        } else if from > to {
            let start = (source_box.x, y);
            path.start(start);
            for column in (to + 1..from).rev() {
                let lane = lanes[&(column, target_index)];
                path.curve((rights[column], lane));
                path.line((lefts[column], lane));
            }
            let tip = (target_box.x + target_box.width, tip_y);
            path.curve((rights[to].max(tip.0 + 5.0), tip.1));
            path.line((tip.0 + 5.0, tip.1));
            (start, tip)
        } else {
            let start = (source_box.x + source_box.width - 9.0, y);
            let tip = (target_box.x + target_box.width, tip_y);
            let place = bends.iter().position(|(_, n)| *n == number_of_reference).unwrap_or(0);
            let bend = (16.0 + 6.0 * place as f64).min(GUTTER - 14.0);
            let edge = rights[from];
            path.start(start);
            path.line((edge, y));
            path.bend(edge + bend * 4.0 / 3.0, (edge.max(tip.0 + 5.0), tip_y));
            path.line((tip.0 + 5.0, tip_y));
            right_edge = right_edge.max(edge + bend + 2.0);
            (start, tip)
        };
        drawing.arrows.push(Arrow {
            path: path.0,
            start,
            tip,
            to_the_right: from < to,
            kind: reference.kind,
        });
    }
    let bottoms = drawing.boxes.iter().map(|placed| placed.y + placed.height());
    drawing.height = bottoms.fold(0.0, f64::max).max(lanes.values().fold(0.0, |a, &b| a.max(b)));
    drawing.height += MARGIN;
    drawing.width = right_edge + MARGIN;
    drawing
}

/// The text of a path, with the place that it has reached.
#[derive(Default)]
struct Path(String, (f64, f64));

impl Path {
    fn start(&mut self, to: (f64, f64)) {
        self.0 = format!("M{} {}", number(to.0), number(to.1));
        self.1 = to;
    }

    fn line(&mut self, to: (f64, f64)) {
        if to != self.1 {
            self.0 += &format!("L{} {}", number(to.0), number(to.1));
            self.1 = to;
        }
    }

    /// Leaves and arrives horizontally.
    fn curve(&mut self, to: (f64, f64)) {
        let middle = (self.1.0 + to.0) / 2.0;
        self.0 += &format!(
            "C{} {} {} {} {} {}",
            number(middle),
            number(self.1.1),
            number(middle),
            number(to.1),
            number(to.0),
            number(to.1)
        );
        self.1 = to;
    }

    /// Goes out to `x` and comes back.
    fn bend(&mut self, x: f64, to: (f64, f64)) {
        let from = self.1.1;
        self.0 += &format!(
            "C{} {} {} {} {} {}",
            number(x),
            number(from),
            number(x),
            number(to.1),
            number(to.0),
            number(to.1)
        );
        self.1 = to;
    }
}
