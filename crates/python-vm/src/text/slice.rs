//! Positions: what `start`, `stop` and `step` mean for a sequence of some length.

/// `slice(start, stop, step).indices(length)` for bounds that are ints, or were cut to `i64`; `step`
/// is not zero.
pub(crate) fn indices(
    start: Option<i64>,
    stop: Option<i64>,
    step: i64,
    length: usize,
) -> (i64, i64, i64) {
    let length = length as i64;
    let (lowest, highest) = if step < 0 { (-1, length - 1) } else { (0, length) };
    let bound = |given: Option<i64>, default: i64| match given {
        None => default,
        Some(index) if index < 0 => index.saturating_add(length).max(lowest),
        Some(index) => index.min(highest),
    };
    let (first, last) = if step < 0 { (highest, lowest) } else { (lowest, highest) };
    (bound(start, first), bound(stop, last), step)
}

/// How many items a slice with those [`indices`] has.
pub(crate) fn length((start, stop, step): (i64, i64, i64)) -> usize {
    let span = if step < 0 { start - stop } else { stop - start };
    if span <= 0 { 0 } else { ((span - 1) as u64 / step.unsigned_abs()) as usize + 1 }
}

/// The positions of the items of a slice.
pub(crate) fn positions(indices: (i64, i64, i64)) -> impl Iterator<Item = usize> {
    let (start, _, step) = indices;
    (0..length(indices)).map(move |index| (start + index as i64 * step) as usize)
}

/// The part of a text that `find`, `count`, `startswith` and their kin look at: negative bounds
/// count from the end, an end beyond the text is the text's. The start is not cut: one beyond the
/// end makes a search fail even for an empty text.
pub(crate) fn search_range(start: Option<i64>, end: Option<i64>, length: usize) -> (usize, usize) {
    let length = length as i64;
    let from_end = |index: i64| if index < 0 { index.saturating_add(length).max(0) } else { index };
    let end = from_end(end.unwrap_or(length)).min(length);
    (from_end(start.unwrap_or(0)) as usize, end as usize)
}

/// `text[start:stop:step]` in characters.
pub(crate) fn slice_str(text: &str, start: Option<i64>, stop: Option<i64>, step: i64) -> String {
    if text.is_ascii() {
        let bytes = text.as_bytes();
        return positions(indices(start, stop, step, bytes.len()))
            .map(|index| bytes[index] as char)
            .collect();
    }
    let chars: Vec<char> = text.chars().collect();
    positions(indices(start, stop, step, chars.len())).map(|index| chars[index]).collect()
}
