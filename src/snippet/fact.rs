//! Directives in prose: facts, `{{#py len(x) = 3}}`, and lists, `{{#memoir no_run}}`.

use super::fences::Regions;
use super::mark::Subject;
use crate::diagnostic::{Diagnostic, Kind};
use crate::releases::ReleaseSet;
use crate::source::Source;
use std::ops::Range;

/// A literal in prose that is the value of an expression.
#[derive(Clone, Debug)]
pub struct Fact {
    /// The whole directive in the expanded chapter.
    pub range: Range<usize>,
    /// What is evaluated after the last program above the directive.
    pub expression: String,
    /// What the reader sees.
    pub literal: String,
    /// Where the literal stands in the expanded chapter.
    pub literal_range: Range<usize>,
    /// Whether it stands inside a code span.
    pub in_code: bool,
    /// The releases that it is for, if not for all: `{{#py[3.14+] …}}`.
    pub releases: Option<ReleaseSet>,
    /// Whether it stands in a table, where a `|` is written `\|`.
    pub in_table: bool,
}

/// What `{{#memoir …}}` puts into a chapter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listing {
    /// `no_run`: every block of the book that is not run, and why.
    NoRun,
    /// `summary`: for each chapter, how much of it is checked.
    Summary,
    /// `claims`: every sentence that a block proves.
    Claims,
}

/// A directive that asks for a list.
#[derive(Clone, Debug)]
pub struct ListingDirective {
    /// The whole directive in the expanded chapter.
    pub range: Range<usize>,
    /// What it asks for.
    pub listing: Listing,
}

/// A directive that asks for a picture.
#[derive(Clone, Debug)]
pub struct PictureDirective {
    /// The whole directive in the expanded chapter.
    pub range: Range<usize>,
    /// What it shows.
    pub subject: Subject,
}

/// What stands in prose.
#[derive(Debug, Default)]
pub struct Directives {
    /// Facts, in order.
    pub facts: Vec<Fact>,
    /// Lists, in order.
    pub listings: Vec<ListingDirective>,
    /// Pictures, in order.
    pub pictures: Vec<PictureDirective>,
}

/// Finds the directives of a chapter outside of its code blocks.
pub fn find(source: &Source, regions: &Regions, problems: &mut Vec<Diagnostic>) -> Directives {
    let text = source.text();
    let Directives { mut facts, mut listings, mut pictures } = Directives::default();
    // The end of the line that the last directive stands on, and whether one of its directives is not
    // closed: no other behind it is then.
    let (mut line_end, mut is_open) = (0, false);
    for (start, _) in text.match_indices("{{#") {
        let name_start = start + 3;
        let rest = &text[name_start..];
        let name =
            &rest[..rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len())];
        if !matches!(name, "py" | "memoir")
            || text[..start].ends_with('\\')
            || regions.literal(start)
        {
            continue;
        }
        if start >= line_end {
            line_end = rest.find('\n').map_or(text.len(), |end| name_start + end);
        } else if is_open {
            continue;
        }
        let mut inside_start = name_start + name.len();
        let mut releases = None;
        if name == "py"
            && let Some((set, _)) =
                text[inside_start..line_end].strip_prefix('[').and_then(|r| r.split_once(']'))
        {
            match ReleaseSet::parse(set) {
                Ok(set) => releases = Some(set),
                Err(why) => problems.push(
                    Diagnostic::new(Kind::Directive, why)
                        .at(source.place(inside_start + 1..inside_start + 1 + set.len()), "")
                        .help("write `{{#py[3.14+] len(x) = 3}}`"),
                ),
            }
            inside_start += set.len() + 2;
        }
        let parts = scan(&text[inside_start..line_end]);
        is_open = parts.is_none();
        let Some(parts) = parts else {
            problems.push(
                Diagnostic::new(
                    Kind::Directive,
                    format!("`{{{{#{name}` is not closed on its line"),
                )
                .at(source.place(start..line_end), "")
                .help("close it with `}}`; a directive stands on one line"),
            );
            continue;
        };
        let range = start..inside_start + parts.end + 2;
        let place = source.place(range.clone());
        let inside = &text[inside_start..inside_start + parts.end];
        if name == "memoir" {
            match inside.trim() {
                "no_run" => listings.push(ListingDirective { range, listing: Listing::NoRun }),
                "summary" => listings.push(ListingDirective { range, listing: Listing::Summary }),
                "claims" => listings.push(ListingDirective { range, listing: Listing::Claims }),
                other => match Subject::read(other) {
                    Some(Ok(subject)) => pictures.push(PictureDirective { range, subject }),
                    Some(Err(why)) => problems.push(
                        Diagnostic::new(Kind::Directive, "a picture that can't be drawn")
                            .at(place, "")
                            .help(why),
                    ),
                    None => problems.push(
                        Diagnostic::new(
                            Kind::Directive,
                            format!("`{other}` is not a list that Memoir has"),
                        )
                        .at(place, "")
                        .help(
                            "write `{{#memoir no_run}}`, `{{#memoir summary}}` or `{{#memoir claims}}`",
                        ),
                    ),
                },
            }
            continue;
        }
        let in_table = regions.in_table(start);
        let (expression, literal) = match parts.equals {
            Some(equals) => (inside[..equals].trim(), &inside[equals + 1..]),
            None => ("", ""),
        };
        if expression.is_empty() || literal.trim().is_empty() {
            problems.push(
                Diagnostic::new(Kind::Directive, "a fact needs an expression and its value")
                    .at(place, "")
                    .help("write `{{#py len(x) = 3}}`"),
            );
            continue;
        }
        let literal_start = inside_start
            + parts.equals.unwrap_or(0)
            + 1
            + (literal.len() - literal.trim_start().len());
        let literal = literal.trim();
        let unescape =
            |text: &str| if in_table { text.replace("\\|", "|") } else { text.to_string() };
        facts.push(Fact {
            range,
            expression: unescape(expression),
            literal: unescape(literal),
            literal_range: literal_start..literal_start + literal.len(),
            releases,
            in_code: regions.in_code_span(start),
            in_table,
        });
    }
    Directives { facts, listings, pictures }
}

struct Parts {
    /// Where the closing `}}` begins.
    end: usize,
    /// Where the `=` between expression and literal stands.
    equals: Option<usize>,
}

/// Finds the end of a directive and its last `=` outside of brackets and strings.
fn scan(text: &str) -> Option<Parts> {
    let bytes = text.as_bytes();
    let mut equals = None;
    let mut depth = 0usize;
    let mut quote: Option<u8> = None;
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        match (quote, byte) {
            (Some(_), b'\\') => at += 1,
            (Some(open), _) if open == byte => quote = None,
            (Some(_), _) => {}
            (None, b'\'' | b'"') => quote = Some(byte),
            (None, b'(' | b'[' | b'{') => depth += 1,
            (None, b'}') if depth == 0 && bytes.get(at + 1) == Some(&b'}') => {
                return Some(Parts { end: at, equals });
            }
            (None, b')' | b']' | b'}') => depth = depth.saturating_sub(1),
            (None, b'=') if depth == 0 => {
                let before = at.checked_sub(1).map_or(b' ', |before| bytes[before]);
                let after = bytes.get(at + 1).copied().unwrap_or(b' ');
                if after == b'=' {
                    at += 1;
                } else if !b"=<>!:".contains(&before) {
                    equals = Some(at);
                }
            }
            _ => {}
        }
        at += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceFile;
    use expect_test::{Expect, expect};
    use std::fmt::Write;

    fn check(text: &str, expected: Expect) {
        let source = Source::verbatim(SourceFile::new("a.md", text));
        let (_, regions, _) = super::super::fences::find(&source);
        let mut problems = vec![];
        let Directives { facts, listings, .. } = find(&source, &regions, &mut problems);
        let mut got = String::new();
        for fact in facts {
            let flags = [(fact.in_code, " code"), (fact.in_table, " table")];
            let flags: String = flags.iter().filter(|(is, _)| *is).map(|(_, name)| *name).collect();
            let place = source.place(fact.literal_range);
            writeln!(got, "{place}: {} | {}{flags}", fact.expression, fact.literal).unwrap();
        }
        for listing in listings {
            writeln!(got, "{}: {:?}", source.place(listing.range), listing.listing).unwrap();
        }
        for problem in problems {
            writeln!(got, "{}: {}", problem.place.unwrap(), problem.message).unwrap();
        }
        expected.assert_eq(&got);
    }

    #[test]
    fn facts_in_prose_code_spans_and_tables() {
        check(
            "So {{#py len(x) = 3}} and `{{#py x == {1: {2}} = True}}`.\n\n| a |\n|---|\n| {{#py a \\| b = 7}} |\n",
            expect![[r#"
                a.md:1:19: len(x) | 3
                a.md:1:50: x == {1: {2}} | True code
                a.md:5:18: a | b | 7 table
            "#]],
        );
    }

    #[test]
    fn the_last_equals_sign_outside_of_strings_counts() {
        check(
            "{{#py f(a=1)['='] >= 2 == x = '}}='}}\n",
            expect![[r#"
            a.md:1:31: f(a=1)['='] >= 2 == x | '}}='
        "#]],
        );
    }

    #[test]
    fn code_and_escaped_ones_are_left_alone() {
        check(
            "```text\n{{#py a = 1}}\n```\n\n    {{#py b = 1}}\n\n\\{{#py c = 1}}\n\n{{#include x}}\n",
            expect![[""]],
        );
    }

    #[test]
    fn malformed() {
        check(
            "{{#py len(x)}}\n\n{{#py x = \n1}}\n\n{{#py = 1}}\n\n{{#memoir all}} {{#memoir no_run}}\n",
            expect![[r#"
            a.md:8:17: NoRun
            a.md:1:1: a fact needs an expression and its value
            a.md:3:1: `{{#py` is not closed on its line
            a.md:6:1: a fact needs an expression and its value
            a.md:8:1: `all` is not a list that Memoir has
        "#]],
        );
    }
}
