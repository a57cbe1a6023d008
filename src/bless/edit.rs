//! Changes of files, byte ranges with the text that takes their place.

use super::lines::NewLine;
use crate::chapter::Chapter;
use crate::snippet::Statement;
use crate::snippet::expected::{ExpectedLine, Sign};
use crate::snippet::words::Language;
use crate::source::SourceFile;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::ops::Range;
use std::sync::Arc;

/// A change of one file.
#[derive(Clone, Debug)]
pub struct Edit {
    /// The file.
    pub file: Arc<SourceFile>,
    /// The bytes that go.
    pub range: Range<usize>,
    /// What stands there instead.
    pub text: String,
}

/// The changes that make the lines under a statement the new ones. Lines that stay are not touched.
pub fn of_statement(
    chapter: &Chapter,
    snippet: usize,
    statement: &Statement,
    new: &[NewLine],
) -> Vec<Edit> {
    let old: Vec<&ExpectedLine> = statement.expected.lines.iter().collect();
    let as_new = |line: &ExpectedLine| NewLine {
        sign: line.sign,
        releases: line.releases,
        text: line.text.clone(),
    };
    let comparable: Vec<NewLine> = old.iter().map(|line| as_new(line)).collect();
    let snippet = &chapter.snippets[snippet];
    let session = snippet.words.language == Language::Pycon;
    let write = |line: &NewLine| written(line, session);
    let mut edits = vec![];
    for op in capture_diff_slices(Algorithm::Myers, &comparable, new) {
        let (gone, come) = (&old[op.old_range()], &new[op.new_range()]);
        if matches!(op, DiffOp::Equal { .. }) {
            continue;
        }
        let both = gone.len().min(come.len());
        for (line, text) in gone.iter().zip(come) {
            edits.push(replace(chapter, line.range.clone(), write(text)));
        }
        for line in &gone[both..] {
            edits.push(remove_line(chapter, line.range.clone()));
        }
        if come.len() > both {
            // Behind the last line that stays before them, or the statement itself.
            let before = match op.old_range().end.checked_sub(1) {
                Some(last) => old[last].range.clone(),
                None => snippet.fence.lines[statement.last].range(),
            };
            // An assertion stands where its statement does, which may be inside of a body.
            let indented = |line: &NewLine| format!("{}{}", indentation(line, &old), write(line));
            let texts: Vec<String> = come[both..].iter().map(indented).collect();
            edits.push(insert_lines(chapter, before, &texts));
        }
    }
    edits
}

fn indentation<'a>(line: &NewLine, old: &[&'a ExpectedLine]) -> &'a str {
    match (line.sign, old.first()) {
        (Sign::Assertion, Some(first)) => &first.indentation,
        _ => "",
    }
}

fn written(line: &NewLine, session: bool) -> String {
    let sign = match line.sign {
        Sign::Output => ">",
        Sign::Exception => "!",
        Sign::Assertion => ":",
    };
    let text = &line.text;
    let looks_special = text.starts_with('#') || text.starts_with(">>>") || text.starts_with("...");
    match line.releases {
        None if session && line.sign == Sign::Output && text.is_empty() => "<BLANKLINE>".into(),
        None if session && line.sign == Sign::Output && (!looks_special || text == "...") => {
            text.clone()
        }
        None => format!("#{sign} {text}").trim_end().to_string(),
        Some(set) => {
            let set = set.notations().join(",");
            format!("#[{set}]{sign} {text}").trim_end().to_string()
        }
    }
}

/// Replaces a stretch of the expanded chapter. The sign of a hidden line stays.
pub fn replace(chapter: &Chapter, range: Range<usize>, text: String) -> Edit {
    let place = chapter.source.place(range);
    let old = &place.file.text()[place.range.clone()];
    let blanks = old.len() - old.trim_start_matches([' ', '\t']).len();
    let hidden = usize::from(old[blanks..].starts_with('~'));
    let start = place.range.start + blanks + hidden;
    Edit { range: start.min(place.range.end)..place.range.end, file: place.file, text }
}

fn remove_line(chapter: &Chapter, range: Range<usize>) -> Edit {
    let place = chapter.source.place(range);
    let line = place.file.line_of(place.range.start);
    let start = place.file.line_start(line);
    let end = match line < place.file.lines() {
        true => place.file.line_start(line + 1),
        false => place.file.text().len(),
    };
    Edit { range: start..end, file: place.file, text: String::new() }
}

fn insert_lines(chapter: &Chapter, before: Range<usize>, texts: &[String]) -> Edit {
    let place = chapter.source.place(before);
    let file = &place.file;
    let line = file.line_of(place.range.start);
    let start = file.line_start(line);
    // What a list item or a block quote has in front of each line, and the file's line ending.
    let prefix = &file.text()[start..place.range.start];
    let end = start + file.line(line).len();
    let ending = if file.text()[end..].starts_with("\r\n") { "\r\n" } else { "\n" };
    let text = texts.iter().map(|text| format!("{ending}{prefix}{text}")).collect();
    Edit { range: end..end, file: place.file, text }
}

/// A file's text after its changes. They must not overlap; equal ones are made once.
pub fn apply(file: &SourceFile, edits: &mut Vec<Edit>) -> Result<String, Range<usize>> {
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    edits.dedup_by(|a, b| a.range == b.range && a.text == b.text);
    let mut text = String::new();
    let mut at = 0;
    for edit in edits.iter() {
        if edit.range.start < at {
            return Err(edit.range.clone());
        }
        text.push_str(&file.text()[at..edit.range.start]);
        text.push_str(&edit.text);
        at = edit.range.end;
    }
    text.push_str(&file.text()[at..]);
    Ok(text)
}
