//! The words behind a fence: ` ```python,continue,release=3.12+ `.

use crate::diagnostic::{Diagnostic, Kind};
use crate::releases::ReleaseSet;
use crate::source::{Place, Source};
use std::ops::Range;

/// How a block is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// ` ```python `: a script.
    Python,
    /// ` ```pycon `: a REPL session with prompts.
    Pycon,
}

/// What the words of a fence say.
#[derive(Clone, Debug)]
pub struct Words {
    /// The first word.
    pub language: Language,
    /// `continue`: goes on in the state that the block before left.
    pub continues: Option<Place>,
    /// `release=…`: the releases that it runs on.
    pub releases: Option<(ReleaseSet, Place)>,
    /// `raises=…`: the exception that ends it.
    pub raises: Option<(String, Place)>,
    /// `claim="…"`: the sentence that the block proves.
    pub claim: Option<(String, Place)>,
    /// `diagram`: the heap is pictured behind it.
    pub diagram: Option<Place>,
    /// `no_run="…"`: why it is not run.
    pub no_run: Option<String>,
}

const KNOWN: &str = "the words are `continue`, `release=3.12+`, `raises=TypeError`, `claim=\"sentence\"`, `no_run=\"why\"` and `diagram`";

/// First words of fences that readers would take for a checked block.
const NEARLY: &[&str] = &[
    "py",
    "py3",
    "python2",
    "python3",
    "python-repl",
    "pycon3",
    "pyrepl",
    "ipython",
    "ipython3",
    "ipy",
    "pyi",
    "cpython",
    "doctest",
    "pytb",
];

/// Whether the text behind a fence names Python in some spelling.
pub(super) fn looks_like_python(info: &str) -> bool {
    let first = first_word(info).to_ascii_lowercase();
    matches!(first.as_str(), "python" | "pycon") || NEARLY.contains(&first.as_str())
}

fn first_word(info: &str) -> &str {
    let word = info.split([',', ' ', '\t']).next().unwrap_or("");
    word.trim_matches(['{', '}', '.'])
}

/// Reads the words of a fence. `None` when the block is of another language.
pub fn parse(source: &Source, info: Range<usize>, problems: &mut Vec<Diagnostic>) -> Option<Words> {
    let text = &source.text()[info.clone()];
    let place_of = |part: &str| {
        let start = info.start + (part.as_ptr() as usize - text.as_ptr() as usize);
        source.place(start..start + part.len())
    };
    let mut problem = |message: String, part: &str, help: &str| {
        problems.push(Diagnostic::new(Kind::Fence, message).at(place_of(part), "").help(help));
    };
    let mut parts = split_words(text);
    let language_part = parts.next().unwrap_or("");
    let language = match language_part.trim() {
        "python" => Language::Python,
        "pycon" => Language::Pycon,
        _ if looks_like_python(text) => {
            let word = first_word(text);
            if matches!(word, "python" | "pycon") && !language_part.contains(['{', '.']) {
                let message = format!("the words behind `{word}` are not separated by commas");
                problem(
                    message,
                    language_part,
                    "write ```python,continue with commas and no spaces",
                );
            } else {
                let message =
                    format!("`{}` is not a language of checked blocks", language_part.trim());
                let help = "write ```python for a script and ```pycon for a session with prompts; a block that is not Python is ```text";
                problem(message, language_part, help);
            }
            return None;
        }
        _ => return None,
    };
    let mut words = Words {
        language,
        continues: None,
        releases: None,
        raises: None,
        claim: None,
        diagram: None,
        no_run: None,
    };
    let mut seen: Vec<&str> = vec![];
    for part in parts {
        let word = part.trim();
        let (name, value) = match word.split_once('=') {
            Some((name, value)) => (name, Some(value)),
            None => (word, None),
        };
        if seen.contains(&name) && !name.is_empty() {
            problem(format!("`{name}` stands twice"), word, "leave one of them out");
            continue;
        }
        seen.push(name);
        match (name, value) {
            ("continue", None) => words.continues = Some(place_of(word)),
            ("release", Some(value)) => match ReleaseSet::parse(value) {
                Ok(releases) => words.releases = Some((releases, place_of(word))),
                Err(why) => problem(
                    why,
                    value,
                    "write `release=3.14`, `release=3.12+` or `release=3.11-3.13`",
                ),
            },
            ("raises", Some(value)) if is_class_name(value) => {
                words.raises = Some((value.to_string(), place_of(word)));
            }
            ("raises", Some(value)) => {
                problem(
                    format!("`{value}` is not the name of an exception"),
                    word,
                    "write `raises=TypeError`",
                );
            }
            ("no_run", Some(value)) => {
                let reason =
                    value.strip_prefix('"').and_then(|v| v.strip_suffix('"')).map(str::trim);
                match reason {
                    Some(reason) if !reason.is_empty() => words.no_run = Some(reason.to_string()),
                    Some(_) => problem(
                        "`no_run` needs a reason".into(),
                        word,
                        "write `no_run=\"why it can't run\"`",
                    ),
                    None => problem(
                        "the reason of `no_run` stands in double quotes".into(),
                        word,
                        "write `no_run=\"why it can't run\"`",
                    ),
                }
            }
            ("claim", value) => {
                let sentence = value
                    .and_then(|v| v.strip_prefix('"').and_then(|v| v.strip_suffix('"')))
                    .map(str::trim)
                    .filter(|sentence| !sentence.is_empty());
                match sentence {
                    Some(sentence) => words.claim = Some((sentence.to_string(), place_of(word))),
                    None => problem(
                        "`claim` needs a sentence in double quotes".into(),
                        word,
                        "write `claim=\"an empty list takes 56 bytes\"`",
                    ),
                }
            }
            ("no_run", None) => {
                problem(
                    "`no_run` needs a reason".into(),
                    word,
                    "write `no_run=\"why it can't run\"`",
                );
            }
            ("diagram", None) => words.diagram = Some(place_of(word)),
            ("release" | "raises", None) => {
                problem(format!("`{name}` needs a value"), word, KNOWN);
            }
            ("continue" | "diagram", Some(_)) => {
                problem(format!("`{name}` takes no value"), word, KNOWN);
            }
            ("", None) => problem("a comma with no word behind it".into(), part, KNOWN),
            _ if name.contains([' ', '\t']) => problem(
                "words of a fence are separated by commas, without spaces".into(),
                word,
                "write ```python,continue,release=3.12+",
            ),
            _ => problem(format!("`{name}` is not a word of a fence"), word, KNOWN),
        }
    }
    if words.no_run.is_some() && seen.iter().any(|name| *name != "no_run") {
        let message = "a block with `no_run` is not run, so that no other word applies to it";
        problem(message.into(), text, "leave the other words out");
    }
    Some(words)
}

/// Splits at commas outside double quotes.
fn split_words(text: &str) -> impl Iterator<Item = &str> {
    let mut quoted = false;
    text.split(move |c| {
        quoted ^= c == '"';
        c == ',' && !quoted
    })
}

fn is_class_name(text: &str) -> bool {
    let is_identifier = |part: &str| {
        part.starts_with(|c: char| c.is_alphabetic() || c == '_')
            && part.chars().all(|c| c.is_alphanumeric() || c == '_')
    };
    text.split('.').all(is_identifier)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceFile;
    use expect_test::{Expect, expect};
    use std::fmt::Write;

    fn check(info: &str, expected: Expect) {
        let source = Source::verbatim(SourceFile::new("a.md", info));
        let mut problems = vec![];
        let mut got = String::new();
        match parse(&source, 0..info.len(), &mut problems) {
            Some(Words { language, continues, releases, raises, claim, diagram, no_run }) => {
                write!(got, "{language:?}").unwrap();
                continues.iter().for_each(|_| got.push_str(" continue"));
                releases.iter().for_each(|(r, _)| write!(got, " release {r}").unwrap());
                raises.iter().for_each(|(r, _)| write!(got, " raises {r}").unwrap());
                diagram.iter().for_each(|_| got.push_str(" diagram"));
                claim.iter().for_each(|(c, _)| write!(got, " claim {c:?}").unwrap());
                no_run.iter().for_each(|why| write!(got, " no_run {why:?}").unwrap());
            }
            None => got.push('-'),
        }
        got.push('\n');
        for problem in problems {
            writeln!(got, "{}: {}", problem.place.unwrap().column(), problem.message).unwrap();
        }
        expected.assert_eq(&got);
    }

    #[test]
    fn words() {
        check(
            "rust,ignore",
            expect![[r#"
            -
        "#]],
        );
        check(
            "python",
            expect![[r#"
            Python
        "#]],
        );
        check(
            "python,continue,release=3.12+,raises=TypeError",
            expect![[r#"
            Python continue release 3.12–3.15 raises TypeError
        "#]],
        );
        check(
            "pycon,no_run=\"needs a terminal, really\"",
            expect![[r#"
            Pycon no_run "needs a terminal, really"
        "#]],
        );
    }

    #[test]
    fn what_is_not_a_word() {
        check(
            "python continue",
            expect![[r#"
            -
            1: the words behind `python` are not separated by commas
        "#]],
        );
        check(
            "python3",
            expect![[r#"
            -
            1: `python3` is not a language of checked blocks
        "#]],
        );
        check(
            "Python",
            expect![[r#"
            -
            1: `Python` is not a language of checked blocks
        "#]],
        );
        check(
            "{.python}",
            expect![[r#"
                -
                1: `{.python}` is not a language of checked blocks
            "#]],
        );
        check(
            "python,hidden,,continue=1,release,release=2.7",
            expect![[r#"
            Python
            8: `hidden` is not a word of a fence
            15: a comma with no word behind it
            16: `continue` takes no value
            27: `release` needs a value
            35: `release` stands twice
        "#]],
        );
        check(
            "python,no_run",
            expect![[r#"
            Python
            8: `no_run` needs a reason
        "#]],
        );
        check(
            "python,no_run=\"\"",
            expect![[r#"
            Python
            8: `no_run` needs a reason
        "#]],
        );
        check(
            "python,no_run=because",
            expect![[r#"
            Python
            8: the reason of `no_run` stands in double quotes
        "#]],
        );
        check(
            "python,raises=3,continue,continue",
            expect![[r#"
            Python continue
            8: `3` is not the name of an exception
            26: `continue` stands twice
        "#]],
        );
        check(
            "python, continue",
            expect![[r#"
            Python continue
        "#]],
        );
        check(
            "python,no_run=\"why\",continue",
            expect![[r#"
            Python continue no_run "why"
            1: a block with `no_run` is not run, so that no other word applies to it
        "#]],
        );
        check(
            "python,diagram",
            expect![[r#"
            Python diagram
        "#]],
        );
    }
}
