//! Positions: what `start`, `stop` and `step` mean for a sequence of some length.

/// The part of a text that `find`, `count`, `startswith` and their kin look at: negative bounds
/// count from the end, an end beyond the text is the text's. The start is not cut: one beyond the
/// end makes a search fail even for an empty text.
pub(crate) fn search_range(start: Option<i64>, end: Option<i64>, length: usize) -> (usize, usize) {
    let length = length as i64;
    let from_end = |index: i64| if index < 0 { index.saturating_add(length).max(0) } else { index };
    let end = from_end(end.unwrap_or(length)).min(length);
    (from_end(start.unwrap_or(0)) as usize, end as usize)
}
