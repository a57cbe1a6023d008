//! Layouts of many shapes of heaps: nothing overlaps, and no line runs over a box.

use super::*;
use crate::state::{Frame, Holds, Object, ObjectKind, Slot, SlotKind, State};

/// A state of so many objects whose references are scattered by `seed`.
fn state(objects: usize, seed: u64) -> State {
    let mut random = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = |below: usize| {
        random =
            random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (random >> 33) as usize % below.max(1)
    };
    let slot = |label: String, holds| Slot { label, holds, kind: SlotKind::Counted };
    let mut state = State { release: "3.14", ..State::default() };
    for frame in 0..1 + next(3) {
        let names = (0..next(5).min(objects * 9))
            .map(|name| slot(format!("name{name}"), Holds::Object(next(objects))));
        let names = names.collect();
        state.frames.push(Frame { name: format!("f{frame}"), names });
    }
    for number in 0..objects {
        let slots = (0..next(5)).map(|index| match next(3) {
            0 => slot(index.to_string(), Holds::Value(format!("'value {}'", next(1000)))),
            _ => slot(index.to_string(), Holds::Object(next(objects))),
        });
        let slots = slots.collect();
        state.objects.push(Object {
            key: number as u32,
            kind: ObjectKind::Container,
            distance: 1 + next(6),
            type_name: ["list", "dict", "SomeLongerName"][next(3)].into(),
            value: None,
            address: 0x7f0f_ffff_0000 + number as u64 * 64,
            refcount: Some(next(9) as u32),
            elsewhere: vec![],
            hidden_references: next(2) as u32,
            size: 64,
            room: Some(next(4)).filter(|&room| room > 0),
            slots,
            more_slots: 0,
            interned: false,
            dead: false,
            unreachable: next(9) == 0,
            reuses: None,
        });
    }
    state
}

fn check(drawing: &Drawing, what: &str) {
    let frame = |b: &Placed| (b.x, b.y, b.x + b.width, b.y + b.height());
    for (index, a) in drawing.boxes.iter().enumerate() {
        let (left, top, right, bottom) = frame(a);
        let inside =
            left >= 0.0 && top >= 0.0 && right <= drawing.width && bottom <= drawing.height;
        assert!(inside, "{what}: box {index} leaves the drawing");
        for (other, b) in drawing.boxes.iter().enumerate().skip(index + 1) {
            let (l, t, r, d) = frame(b);
            let apart = right <= l || r <= left || bottom <= t || d <= top;
            assert!(apart, "{what}: boxes {index} and {other} overlap");
        }
    }
    for (index, arrow) in drawing.arrows.iter().enumerate() {
        for (x, y) in points(&arrow.path) {
            assert!((0.0..=drawing.width).contains(&x), "{what}: arrow {index} leaves the drawing");
            let near = |place: (f64, f64)| (x - place.0).abs() < 12.0 && (y - place.1).abs() < 1.0;
            let over = drawing.boxes.iter().position(|placed| {
                let (left, top, right, bottom) = frame(placed);
                x > left + 0.5 && x < right - 0.5 && y > top + 0.5 && y < bottom - 0.5
            });
            if let Some(over) = over {
                assert!(
                    near(arrow.start),
                    "{what}: arrow {index} runs over box {over} at {x}, {y}"
                );
            }
        }
    }
}

/// Points along a path of `M`, `L`, `H`, `V`, `Q` and `C`.
fn points(path: &str) -> Vec<(f64, f64)> {
    let mut points = vec![];
    let mut at = (0.0, 0.0);
    let starts: Vec<usize> =
        path.char_indices().filter(|(_, c)| c.is_ascii_alphabetic()).map(|(i, _)| i).collect();
    for (index, &start) in starts.iter().enumerate() {
        let end = starts.get(index + 1).copied().unwrap_or(path.len());
        let numbers: Vec<f64> =
            path[start + 1..end].split_whitespace().map(|n| n.parse().unwrap()).collect();
        let curve: Vec<(f64, f64)> = match &path[start..=start] {
            "H" => vec![at, (numbers[0], at.1)],
            "V" => vec![at, (at.0, numbers[0])],
            "M" => {
                at = (numbers[0], numbers[1]);
                continue;
            }
            _ => std::iter::once(at).chain(numbers.chunks(2).map(|p| (p[0], p[1]))).collect(),
        };
        for step in 0..=40 {
            let t = f64::from(step) / 40.0;
            let mut level = curve.clone();
            while level.len() > 1 {
                let between = |p: &[(f64, f64)]| {
                    (p[0].0 + (p[1].0 - p[0].0) * t, p[0].1 + (p[1].1 - p[0].1) * t)
                };
                level = level.windows(2).map(between).collect();
            }
            points.push(level[0]);
        }
        at = *curve.last().unwrap();
    }
    points
}

#[test]
fn nothing_overlaps() {
    for objects in [0, 1, 2, 3, 5, 8, 13, 21, 40] {
        for seed in 0..30 {
            let state = state(objects, seed);
            check(&stack::layout(&state), &format!("{objects} objects, seed {seed}, narrow"));
            if let Some(drawing) = columns::layout(&state) {
                check(&drawing, &format!("{objects} objects, seed {seed}, wide"));
            }
        }
    }
}

#[test]
fn the_same_state_gives_the_same_drawing() {
    let state = state(21, 7);
    assert_eq!(crate::svg::wide(&state), crate::svg::wide(&state.clone()));
    assert_eq!(crate::svg::narrow(&state), crate::svg::narrow(&state.clone()));
}
