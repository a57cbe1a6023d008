//! Finds the fenced code blocks of a chapter, wherever Markdown allows one, with the place of every
//! line.

use crate::diagnostic::{Diagnostic, Kind};
use crate::source::Source;
use mdbook_markdown::pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};
use mdbook_markdown::{MarkdownOptions, new_cmark_parser};
use std::ops::Range;

/// One line of a block's content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Without the container's prefix and the line ending.
    pub text: String,
    /// Where the text stands in the expanded chapter.
    pub at: usize,
}

impl Line {
    /// The line's bytes in the expanded chapter.
    pub fn range(&self) -> Range<usize> {
        self.at..self.at + self.text.len()
    }
}

/// A fenced code block as it stands in the expanded chapter.
#[derive(Clone, Debug)]
pub struct Fence {
    /// From the first fence character to behind the closing fence.
    pub range: Range<usize>,
    /// What stands behind the opening fence characters.
    pub info: Range<usize>,
    /// The content.
    pub lines: Vec<Line>,
    /// What a further line at the place of the block needs in front to stay in the same list item,
    /// block quote or footnote.
    pub prefix: String,
}

/// Stretches of a chapter in which text means something else than in prose. Each in order.
#[derive(Debug, Default)]
pub struct Regions {
    /// Code blocks of all sorts, and HTML comments.
    literal: Vec<Range<usize>>,
    code_spans: Vec<Range<usize>>,
    tables: Vec<Range<usize>>,
    headings: Vec<Heading>,
}

/// A heading.
#[derive(Clone, Debug)]
pub struct Heading {
    /// 1 for `#`, 2 for `##` and so on.
    pub level: usize,
    /// Where it stands.
    pub range: Range<usize>,
    /// What it says.
    pub text: String,
}

impl Regions {
    /// Whether the byte is in a code block or an HTML comment.
    pub fn literal(&self, at: usize) -> bool {
        holds(&self.literal, at)
    }

    /// Whether the byte is in a code span.
    pub fn in_code_span(&self, at: usize) -> bool {
        holds(&self.code_spans, at)
    }

    /// The headings.
    pub fn into_headings(self) -> Vec<Heading> {
        self.headings
    }

    /// Whether the byte is in a table.
    pub fn in_table(&self, at: usize) -> bool {
        holds(&self.tables, at)
    }
}

fn holds(ranges: &[Range<usize>], at: usize) -> bool {
    let after = ranges.partition_point(|range| range.start <= at);
    after.checked_sub(1).is_some_and(|last| at < ranges[last].end)
}

/// All fenced blocks in their order, the regions of the text, and what is wrong with the fences
/// themselves.
pub fn find(source: &Source) -> (Vec<Fence>, Regions, Vec<Diagnostic>) {
    let text = source.text();
    let mut fences = vec![];
    let mut problems = vec![];
    let mut regions = Regions::default();
    let mut indented = vec![];
    let mut events = new_cmark_parser(text, &MarkdownOptions::default()).into_offset_iter();
    while let Some((event, range)) = events.next() {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) => {
                let pieces = events
                    .by_ref()
                    .take_while(|(event, _)| !matches!(event, Event::End(TagEnd::CodeBlock)))
                    .filter_map(|(event, range)| match event {
                        Event::Text(text) => Some((text, range.start)),
                        _ => None,
                    });
                let lines = lines_of(pieces);
                let fence = Fence {
                    info: info_of(text, &range),
                    prefix: prefix_of(text, range.start),
                    range,
                    lines,
                };
                if !is_closed(text, &fence) {
                    let opening = fence.range.start..fence.info.end;
                    problems.push(
                        Diagnostic::new(Kind::Fence, "this code block is never closed")
                            .at(source.place(opening), "opened here")
                            .help("close it with the same fence on a line of its own, indented like the opening one"),
                    );
                }
                regions.literal.push(fence.range.clone());
                fences.push(fence);
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => indented.push(range),
            Event::Start(Tag::HtmlBlock) if text[range.clone()].starts_with("<!--") => {
                regions.literal.push(range)
            }
            Event::Start(Tag::Heading { level, .. }) => {
                let line = text[range.clone()].lines().next().unwrap_or("");
                let heading = line.trim_matches(['#', ' ', '\t']).to_string();
                let range = range.start..range.start + line.trim_end().len();
                regions.headings.push(Heading { level: level as usize, range, text: heading });
            }
            Event::Start(Tag::Table(_)) => regions.tables.push(range),
            Event::Code(_) => regions.code_spans.push(range),
            _ => {}
        }
    }
    problems.extend(unrecognised(source, &regions));
    regions.literal.extend(indented);
    regions.literal.sort_by_key(|range| range.start);
    (fences, regions, problems)
}

/// Joins a block's text events, which may end anywhere, into lines.
fn lines_of<'a>(
    pieces: impl Iterator<Item = (mdbook_markdown::pulldown_cmark::CowStr<'a>, usize)>,
) -> Vec<Line> {
    let mut lines = vec![];
    let mut line: Option<Line> = None;
    for (text, mut at) in pieces {
        for part in text.split_inclusive('\n') {
            let line_so_far = line.get_or_insert_with(|| Line { text: String::new(), at });
            line_so_far.text.push_str(part.trim_end_matches(['\n', '\r']));
            if part.ends_with('\n') {
                lines.extend(line.take());
            }
            at += part.len();
        }
    }
    lines.extend(line);
    lines
}

fn fence_char_run(text: &str) -> &str {
    let run = match text.bytes().next() {
        Some(first @ (b'`' | b'~')) => text.bytes().take_while(|byte| *byte == first).count(),
        _ => 0,
    };
    &text[..run]
}

fn info_of(text: &str, range: &Range<usize>) -> Range<usize> {
    let opening = text[range.clone()].split('\n').next().unwrap_or("").trim_end();
    let info = opening[fence_char_run(opening).len()..].trim_start();
    let end = range.start + opening.len();
    end - info.len()..end
}

fn is_closed(text: &str, fence: &Fence) -> bool {
    let run = fence_char_run(&text[fence.range.clone()]);
    let Some((_, last)) = text[fence.info.end..fence.range.end].rsplit_once('\n') else {
        return false;
    };
    let last = last.trim_start_matches([' ', '\t', '>']).trim_end();
    last.starts_with(run) && fence_char_run(last) == last
}

/// Turns what stands before a block on its line into what its further lines need: quote signs stay,
/// everything else (list markers, `[^1]:`) becomes spaces.
pub(crate) fn prefix_of(text: &str, start: usize) -> String {
    let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let before = &text[line_start..start];
    if before.trim_start().starts_with("[^") {
        return "    ".to_string();
    }
    before.chars().map(|c| if matches!(c, '>' | '\t') { c } else { ' ' }).collect()
}

/// Lines that look like the opening of a Python block and that Markdown reads as something else.
fn unrecognised(source: &Source, regions: &Regions) -> Vec<Diagnostic> {
    let text = source.text();
    let mut problems = vec![];
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start =
            at + (line.len() - line.trim_start_matches([' ', '\t', '>', '-', '*', '+']).len());
        at += line.len();
        if regions.literal(start) {
            continue;
        }
        let line = text[start..at].trim_end();
        let run = fence_char_run(line);
        let info = line[run.len()..].trim_start();
        if run.len() < 3 || !super::words::looks_like_python(info) {
            continue;
        }
        let place = source.place(start..start + line.len());
        let problem = Diagnostic::new(Kind::Fence, "this line does not open a code block");
        problems.push(if run.starts_with('`') && info.contains('`') {
            problem
                .at(place, "a backtick behind the fence makes it ordinary text")
                .help("leave the backticks out, or fence the block with `~~~`")
        } else {
            problem
                .at(place, "Markdown reads it as text, so that the code would not be checked")
                .help("put an empty line before it, and indent it by fewer than four spaces")
        });
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceFile;
    use expect_test::{Expect, expect};
    use std::fmt::Write;

    fn check(text: &str, expected: Expect) {
        let source = Source::verbatim(SourceFile::new("a.md", text));
        let (fences, _, problems) = find(&source);
        let mut got = String::new();
        for fence in fences {
            let info = &text[fence.info.clone()];
            writeln!(
                got,
                "{} {info:?} prefix {:?}",
                source.place(fence.range.clone()),
                fence.prefix
            )
            .unwrap();
            for line in fence.lines {
                writeln!(got, "  {} {:?}", source.place(line.range()), line.text).unwrap();
            }
        }
        for problem in problems {
            writeln!(got, "{}: {}: {}", problem.place.unwrap(), problem.message, problem.label)
                .unwrap();
        }
        expected.assert_eq(&got);
    }

    #[test]
    fn blocks_in_containers_keep_their_columns() {
        check(
            "1. item\n\n   ```python\n   a\n\n     b\n   ```\n\n> - ```pycon\n>   >>> 1\n>   ```\n\n[^n]: note\n\n    ~~~python\n    c\n    ~~~\n",
            expect![[r#"
                a.md:3:4 "python" prefix "   "
                  a.md:4:4 "a"
                  a.md:5:1 ""
                  a.md:6:4 "  b"
                a.md:9:5 "pycon" prefix ">   "
                  a.md:10:5 ">>> 1"
                a.md:15:5 "python" prefix "    "
                  a.md:16:5 "c"
            "#]],
        );
    }

    #[test]
    fn windows_line_endings_and_tabs() {
        check(
            "```python,continue \r\nif x:\r\n\ty\r\n```\r\n",
            expect![[r#"
            a.md:1:1 "python,continue" prefix ""
              a.md:2:1 "if x:"
              a.md:3:1 "\ty"
        "#]],
        );
    }

    #[test]
    fn unclosed_blocks() {
        check(
            "- ```python\n  a\n\ntext\n\n```rust\nfn f() {}\n",
            expect![[r#"
            a.md:1:3 "python" prefix "  "
              a.md:2:3 "a"
              a.md:3:1 ""
            a.md:6:1 "rust" prefix ""
              a.md:7:1 "fn f() {}"
            a.md:1:3: this code block is never closed: opened here
            a.md:6:1: this code block is never closed: opened here
        "#]],
        );
    }

    #[test]
    fn fences_that_are_none() {
        check(
            "```python,no_run=\"no `x`\"\nx\n```\n\n<div>\n```python\ny\n```\n</div>\n\n<!--\n```python\nz\n```\n-->\n\n````text\n```python\n````\n",
            expect![[r#"
                a.md:3:1 "" prefix ""
                  a.md:4:1 ""
                  a.md:5:1 "<div>"
                  a.md:6:1 "```python"
                  a.md:7:1 "y"
                a.md:17:1 "text" prefix ""
                  a.md:18:1 "```python"
                a.md:1:1: this line does not open a code block: a backtick behind the fence makes it ordinary text
            "#]],
        );
    }
}
