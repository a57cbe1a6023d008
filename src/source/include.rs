//! Follows `{{#include}}`, `{{#rustdoc_include}}` and `{{#playground}}` as mdBook's `links`
//! preprocessor does, remembering where each line came from.
//!
//! What mdBook only logs, or passes over, is an error here: a file that isn't there, an anchor that
//! the file doesn't have, lines beyond its end, a cycle.

use super::{BookPaths, Place, Source, SourceFile};
use crate::diagnostic::{Diagnostic, Kind};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How deep includes may nest, as in mdBook.
pub const MAX_DEPTH: usize = 10;

/// `{{#name argument}}` in a text.
struct Directive<'a> {
    /// From the first `{` (or the backslash before it) to behind the last `}`.
    range: Range<usize>,
    name: &'a str,
    argument: &'a str,
}

/// The directives of a text that are not escaped by a backslash, in order.
///
/// The pattern is mdBook's: `{{ #name argument}}` without a `}` in the argument; behind a backslash,
/// everything up to the last `}}` of the line is literal. What is searched for is remembered, so that
/// a text of nothing but `{{#` takes no longer than another.
struct Directives<'a> {
    text: &'a str,
    from: usize,
    /// The first `}` that is not before the last directive that was tried.
    close: Option<usize>,
    /// The end of the last line that an escaped directive stood on, and the last `}}` before it.
    line: (usize, Option<usize>),
}

impl<'a> Directives<'a> {
    fn of(text: &'a str) -> Directives<'a> {
        Directives { text, from: 0, close: text.find('}'), line: (0, None) }
    }

    /// Behind the escaped directive at `at`, if it is one.
    fn behind_escaped(&mut self, at: usize) -> Option<usize> {
        if !self.text[..at].ends_with('\\') || !self.text[at..].starts_with("{{#") {
            return None;
        }
        if at >= self.line.0 {
            let end = self.text[at..].find('\n').map_or(self.text.len(), |end| at + end);
            self.line = (end, self.text[at..end].rfind("}}").map(|close| at + close));
        }
        self.line.1.filter(|close| *close > at).map(|close| close + 2)
    }

    fn directive_at(&mut self, at: usize) -> Option<Directive<'a>> {
        let inside = self.text[at + 2..].trim_start().strip_prefix('#')?;
        let is_word = |b: &u8| b.is_ascii_alphanumeric() || *b == b'_';
        let (name, _) = inside.split_at(inside.bytes().take_while(|b| is_word(b)).count());
        let start = self.text.len() - inside.len() + name.len();
        if self.close? < start {
            self.close = self.text[start..].find('}').map(|close| start + close);
        }
        let close = self.close?;
        let argument = &self.text[start..close];
        if name.is_empty()
            || !self.text[close..].starts_with("}}")
            || !argument.starts_with(char::is_whitespace)
        {
            return None;
        }
        let argument = argument.trim();
        (!argument.is_empty()).then(|| Directive { range: at..close + 2, name, argument })
    }
}

impl<'a> Iterator for Directives<'a> {
    type Item = Directive<'a>;

    fn next(&mut self) -> Option<Directive<'a>> {
        while let Some(at) = self.text[self.from..].find("{{").map(|at| self.from + at) {
            if let Some(behind) = self.behind_escaped(at) {
                self.from = behind;
            } else if let Some(directive) = self.directive_at(at) {
                self.from = directive.range.end;
                return Some(directive);
            } else {
                self.from = at + 1;
            }
        }
        None
    }
}

pub(super) fn expand(
    file: Arc<SourceFile>,
    folder: &Path,
    book: &BookPaths,
) -> (Source, Vec<Diagnostic>) {
    let chapter = Source::verbatim(file.clone());
    let mut expansion = Expansion { out: Source::empty(file), problems: vec![], book };
    expansion.append(&chapter, folder, 0);
    (expansion.out, expansion.problems)
}

struct Expansion<'a> {
    out: Source,
    problems: Vec<Diagnostic>,
    book: &'a BookPaths,
}

impl Expansion<'_> {
    /// Appends a text with its directives followed.
    fn append(&mut self, source: &Source, folder: &Path, depth: usize) {
        let mut copied = 0;
        for directive in Directives::of(&source.text) {
            let (start, end) = (directive.range.start, directive.range.end);
            let included = match directive.name {
                "include" | "rustdoc_include" | "playground" | "playpen" => {
                    self.include(source, &directive, folder, depth)
                }
                _ => None,
            };
            match included {
                Some((included, folder)) => {
                    self.copy(source, copied..start);
                    self.append(&included, &folder, depth + 1);
                }
                None => self.copy(source, copied..end),
            }
            copied = end;
        }
        self.copy(source, copied..source.text.len());
    }

    /// What an include directive stands for, and the folder that its own includes are relative to.
    fn include(
        &mut self,
        source: &Source,
        directive: &Directive<'_>,
        folder: &Path,
        depth: usize,
    ) -> Option<(Source, PathBuf)> {
        let place = source.place(directive.range.clone());
        let mut words = directive.argument.split_whitespace();
        let target = words.next()?;
        let (path, part) = match directive.name {
            "playground" | "playpen" => (target, ""),
            _ => target.split_once(':').unwrap_or((target, "")),
        };
        let path = folder.join(path);
        if depth >= MAX_DEPTH {
            let message = format!("includes nest more than {MAX_DEPTH} deep");
            let help = "does a file include itself?";
            self.problems.push(Diagnostic::new(Kind::Include, message).at(place, "").help(help));
            return None;
        }
        let text = match read_text(&path) {
            Ok(text) => text,
            Err(why) => {
                let shown = self.book.shown(&path);
                let message = format!("can't include `{}`: {}", shown.display(), why.message);
                let problem = Diagnostic::new(Kind::Include, message).at(place, "");
                self.problems.push(match why.valid {
                    Some(text) => {
                        let end = text.len();
                        let wrong = Place { file: SourceFile::new(shown, text), range: end..end };
                        problem.also(wrong, "it is text up to here")
                    }
                    None => problem.help("the path is relative to the file that includes it"),
                });
                return None;
            }
        };
        let file = SourceFile::new(self.book.shown(&path), text);
        let mut included = Source::empty(file.clone());
        match directive.name {
            "include" | "rustdoc_include" => {
                let hide_rest = directive.name == "rustdoc_include";
                if let Err(why) = take_part(&mut included, &file, Part::parse(part), hide_rest) {
                    let message = format!("can't include `{target}`: {why}");
                    self.problems.push(Diagnostic::new(Kind::Include, message).at(place, ""));
                    return None;
                }
            }
            _ => {
                let attributes = words.collect::<Vec<_>>().join(",");
                let comma = if attributes.is_empty() { "" } else { "," };
                included.push_made_up(&format!("```rust{comma}{attributes}\n"), &file, 0);
                included.push(&file, 0..file.text.len());
                let end = if file.text.ends_with('\n') { "```\n" } else { "\n```\n" };
                included.push_made_up(end, &file, file.text.len());
            }
        }
        let folder = path.parent().unwrap_or(folder).to_path_buf();
        Some((included, folder))
    }

    /// Appends a stretch of another source, piece by piece.
    fn copy(&mut self, source: &Source, range: Range<usize>) {
        let first =
            source.pieces.partition_point(|piece| piece.start <= range.start).saturating_sub(1);
        for (index, piece) in source.pieces.iter().enumerate().skip(first) {
            if piece.start >= range.end {
                break;
            }
            let piece_end =
                source.pieces.get(index + 1).map_or(source.text.len(), |next| next.start);
            let (start, end) = (range.start.max(piece.start), range.end.min(piece_end));
            if start >= end {
                continue;
            }
            if piece.verbatim {
                let offset = piece.offset + (start - piece.start);
                self.out.push(&piece.file, offset..offset + (end - start));
            } else {
                self.out.push_made_up(&source.text[start..end], &piece.file, piece.offset);
            }
        }
    }
}

/// Why a text can't be read.
pub(crate) struct Unreadable {
    /// In words.
    pub message: String,
    /// The beginning of the file, as far as it is text.
    pub valid: Option<String>,
}

/// Reads a file as UTF-8.
pub(crate) fn read_text(path: &Path) -> Result<String, Unreadable> {
    let bytes = std::fs::read(path).map_err(|error| Unreadable {
        message: match error.kind() {
            std::io::ErrorKind::NotFound => "there is no such file".to_string(),
            _ => error.to_string(),
        },
        valid: None,
    })?;
    String::from_utf8(bytes).map_err(|error| {
        let end = error.utf8_error().valid_up_to();
        let message = format!("it is not UTF-8 (byte 0x{:02x})", error.as_bytes()[end]);
        Unreadable { message, valid: String::from_utf8(error.as_bytes()[..end].to_vec()).ok() }
    })
}

/// Which part of a file is included: what stands behind the colon of the path.
enum Part<'a> {
    /// 0-based, the end excluded.
    Lines(usize, Option<usize>),
    Anchor(&'a str),
}

impl Part<'_> {
    fn parse(text: &str) -> Part<'_> {
        let mut parts = text.splitn(3, ':');
        let first = parts.next().unwrap_or("");
        let start = first.parse::<usize>().ok().map(|line| line.saturating_sub(1));
        if start.is_none() && !first.is_empty() {
            return Part::Anchor(first);
        }
        let end = parts.next().map(|end| end.parse::<usize>().ok());
        match (start, end) {
            (Some(start), None) => Part::Lines(start, Some(start + 1)),
            (start, end) => Part::Lines(start.unwrap_or(0), end.flatten()),
        }
    }
}

/// Puts the lines of a part into `out`, joined by line feeds and without one at the end. The other
/// lines are left out, or put in as hidden lines of a Rust snippet.
fn take_part(
    out: &mut Source,
    file: &Arc<SourceFile>,
    part: Part<'_>,
    hide_rest: bool,
) -> Result<(), String> {
    let mut found = match part {
        Part::Lines(start, _) => start == 0 || file.text.lines().nth(start).is_some(),
        Part::Anchor(_) => false,
    };
    let mut inside = false;
    let mut newline: Option<Range<usize>> = None;
    for (index, line) in file.text.lines().enumerate() {
        let keep = match part {
            Part::Lines(start, end) => start <= index && end.is_none_or(|end| index < end),
            Part::Anchor(name) => {
                let (opens, closes) = (anchor(line, "ANCHOR:"), anchor(line, "ANCHOR_END:"));
                if !inside && !found && opens == Some(name) {
                    (inside, found) = (true, true);
                } else if inside && closes == Some(name) {
                    inside = false;
                }
                if opens.is_some() || closes.is_some() {
                    continue;
                }
                inside
            }
        };
        if !keep && !hide_rest {
            continue;
        }
        if let Some(newline) = newline.take() {
            out.push(file, newline);
        }
        let start = file.line_start(index + 1);
        if !keep {
            out.push_made_up("# ", file, start);
        }
        out.push(file, start..start + line.len());
        let end = file.text[start..].find('\n').map_or(file.text.len(), |end| start + end);
        newline = (end < file.text.len()).then_some(end..end + 1);
    }
    match part {
        _ if found => Ok(()),
        Part::Anchor(name) => Err(format!("the file has no `ANCHOR: {name}`")),
        Part::Lines(..) => Err(format!("the file has {} lines", file.text.lines().count())),
    }
}

/// The name behind `ANCHOR:` or `ANCHOR_END:` in a line.
fn anchor<'a>(line: &'a str, keyword: &str) -> Option<&'a str> {
    line.match_indices(keyword).find_map(|(at, _)| {
        let rest = line[at + keyword.len()..].trim_start();
        let is_name = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
        let name = &rest[..rest.find(|c| !is_name(c)).unwrap_or(rest.len())];
        (!name.is_empty()).then_some(name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};
    use std::fmt::Write;

    /// Expands `chapter.md` of a folder with these files; shows each line's text and place.
    fn check(files: &[(&str, &str)], expected: Expect) {
        let root = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = root.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let book = BookPaths { root: root.path().to_path_buf() };
        let file = SourceFile::new("chapter.md", files[0].1);
        let (source, problems) = expand(file, root.path(), &book);
        for (at, c) in source.text.char_indices() {
            let Place { file, range } = source.place(at..at + c.len_utf8());
            let made_up = range.is_empty();
            assert!(made_up || file.text[range].starts_with(c), "{at}: {c:?}");
        }
        let mut got = String::new();
        let mut at = 0;
        for line in source.text.split('\n') {
            writeln!(got, "{} | {line}", source.place(at..at + line.len())).unwrap();
            at += line.len() + 1;
        }
        for problem in problems {
            writeln!(got, "{}: {}", problem.place.as_ref().unwrap(), problem.message).unwrap();
        }
        expected.assert_eq(&got);
    }

    #[test]
    fn a_whole_file_keeps_its_lines_places() {
        check(
            &[
                ("chapter.md", "a\n{{#include sub/b.md}}\nz\n"),
                ("sub/b.md", "b1\r\n{{#include c.md:2}}\n"),
                ("sub/c.md", "c1\nc2\nc3\n"),
            ],
            expect![[r#"
                chapter.md:1:1 | a
                sub/b.md:1:1 | b1
                sub/c.md:2:1 | c2
                chapter.md:3:1 | z
                chapter.md:4:1 | 
            "#]],
        );
    }

    #[test]
    fn parts_of_files() {
        let code = "fn a() {}\n// ANCHOR: two\nfn b() {}\n// ANCHOR_END: two\nfn c() {}\n";
        check(
            &[
                (
                    "chapter.md",
                    "{{#include a.rs:two}}|{{#include a.rs:1:}}\n{{#rustdoc_include a.rs:two}}\n{{#playground a.rs no_run}}\n",
                ),
                ("a.rs", code),
            ],
            expect![[r#"
                a.rs:3:1 | fn b() {}|fn a() {}
                a.rs:2:1 | // ANCHOR: two
                a.rs:3:1 | fn b() {}
                a.rs:4:1 | // ANCHOR_END: two
                a.rs:5:1 | fn c() {}
                a.rs:1:1 | # fn a() {}
                a.rs:3:1 | fn b() {}
                a.rs:5:1 | # fn c() {}
                a.rs:1:1 | ```rust,no_run
                a.rs:1:1 | fn a() {}
                a.rs:2:1 | // ANCHOR: two
                a.rs:3:1 | fn b() {}
                a.rs:4:1 | // ANCHOR_END: two
                a.rs:5:1 | fn c() {}
                a.rs:6:1 | ```
                chapter.md:3:28 | 
                chapter.md:4:1 | 
            "#]],
        );
    }

    #[test]
    fn what_is_not_a_directive_stays() {
        check(
            &[(
                "chapter.md",
                "\\{{#include a}} }} {{#include}} {{include a}} {{ #title x}} {{#include a}\n{{#py {1}[0] = 2}}\n",
            )],
            expect![[r#"
                chapter.md:1:1 | \{{#include a}} }} {{#include}} {{include a}} {{ #title x}} {{#include a}
                chapter.md:2:1 | {{#py {1}[0] = 2}}
                chapter.md:3:1 | 
            "#]],
        );
    }
}
