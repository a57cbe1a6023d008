//! The place that a `SyntaxError` shows.

use heap_model::release::TracebackRules;

use super::width::width;

/// The attributes of a `SyntaxError`.
#[derive(Clone, Debug, Default)]
pub(crate) struct SyntaxDetail {
    /// `filename`
    pub(crate) file: Option<String>,
    /// `lineno`
    pub(crate) line: Option<i64>,
    /// `offset`: characters from 1.
    pub(crate) offset: Option<i64>,
    /// `end_lineno`
    pub(crate) end_line: Option<i64>,
    /// `end_offset`
    pub(crate) end_offset: Option<i64>,
    /// `text`: the line, or what there is of it.
    pub(crate) text: Option<String>,
    /// `msg`
    pub(crate) message: String,
}

/// All lines that are printed of it.
pub(super) fn lines(type_name: &str, detail: &SyntaxDetail, rules: &TracebackRules) -> String {
    let mut out = String::new();
    let mut suffix = String::new();
    match (detail.line, &detail.file) {
        (Some(line), file) => {
            let file = file.as_deref().filter(|file| !file.is_empty()).unwrap_or("<string>");
            out += &format!("  File \"{file}\", line {line}\n");
        }
        (None, Some(file)) => suffix = format!(" ({file})"),
        (None, None) => {}
    }
    if let (Some(text), Some(_)) = (&detail.text, detail.line) {
        out += &match detail.offset {
            None => format!("    {}\n", stripped(text)),
            Some(offset) if rules.shows_all_lines => place(text, offset, detail, rules),
            Some(offset) => place_in_c(text, offset, detail),
        };
    }
    let message = match detail.message.as_str() {
        "" => "<no detail available>",
        message => message,
    };
    out + &format!("{type_name}: {message}{suffix}\n")
}

fn stripped(text: &str) -> &str {
    text.trim_end_matches('\n').trim_start_matches([' ', '\n', '\x0c'])
}

/// From 3.13.
fn place(text: &str, offset: i64, detail: &SyntaxDetail, rules: &TracebackRules) -> String {
    let right = text.trim_end_matches('\n');
    let shown = stripped(text);
    let right_length = right.chars().count() as i64;
    let spaces = right_length - shown.chars().count() as i64;
    let mut offset = offset;
    let mut end = match detail.end_offset {
        _ if detail.line != detail.end_line => right_length + 1,
        Some(end) if end != 0 => end,
        _ => offset,
    };
    let length = text.chars().count() as i64;
    if length > 0 && offset > length {
        offset = right_length + 1;
    }
    if length > 0 && end > length {
        end = right_length + 1;
    }
    if offset >= end || end < 0 {
        end = offset + 1;
    }
    let (start, end) = (offset - 1 - spaces, end - 1 - spaces);
    let mut out = format!("    {shown}\n");
    let Ok(start) = usize::try_from(start) else { return out };
    let end = end.max(0) as usize;
    let before = shown.chars().take(start);
    out.push_str("    ");
    let carets = if rules.skips_invisible {
        let indent = before.map(|c| width(c, rules)).sum();
        out.extend(std::iter::repeat_n(' ', indent));
        let highlighted: Vec<char> = shown.chars().take(end).skip(start).collect();
        match highlighted.is_empty() {
            true => end - start,
            false => highlighted.iter().map(|&c| width(c, rules)).sum(),
        }
    } else {
        // Tabs and the like are kept, so that the carets stand under what they mean.
        out.extend(before.map(|c| if c.is_whitespace() { c } else { ' ' }));
        end - start
    };
    out.extend(std::iter::repeat_n('^', carets));
    out.push('\n');
    out
}

/// Up to 3.12.
fn place_in_c(text: &str, offset: i64, detail: &SyntaxDetail) -> String {
    let mut end = detail.end_offset.unwrap_or(-1);
    if detail.end_line > detail.line {
        end = text.len() as i64;
    }
    let carets = if end > 0 && end > offset { end - offset } else { 1 };
    let mut shown = text.trim_start_matches([' ', '\t', '\x0c']);
    let mut at = offset - 1 - (text.len() - shown.len()) as i64;
    let length = |text: &str| text.strip_suffix('\n').unwrap_or(text).len() as i64;
    at = at.min(length(shown));
    while let Some(newline) = shown.find('\n').filter(|&newline| (newline as i64) < at) {
        shown = &shown[newline + 1..];
        at -= newline as i64 + 1;
    }
    let mut out = format!("    {}\n", shown.strip_suffix('\n').unwrap_or(shown));
    if at >= 0 {
        out.push_str("    ");
        out.extend(std::iter::repeat_n(' ', at as usize));
        out.extend(std::iter::repeat_n('^', carets as usize));
        out.push('\n');
    }
    out
}
