//! The record of the last comparison: which programs, which CPythons, how many are equal.
//!
//! It is a page of Markdown that the book includes as it is, and it names the corpus that it is
//! about, so that a test can tell when the corpus has changed since.

use std::fmt::Write;
use std::time::SystemTime;

use sha2::{Digest, Sha256};

use super::declared::Declared;
use super::program::Program;
use super::report::{Report, Verdict};

/// How the line begins that names the corpus.
const CORPUS: &str = "<!-- corpus: ";

/// What tells one corpus from another: the names and texts of its programs, hashed, in hexadecimal.
pub fn fingerprint(programs: &[Program]) -> String {
    let mut texts: Vec<(String, &str)> =
        programs.iter().map(|program| (program.id(), program.source.as_str())).collect();
    texts.sort_unstable();
    let mut hash = Sha256::new();
    for (name, text) in texts {
        hash.update(format!("{name}\n{}\n", text.len()));
        hash.update(text);
    }
    hash.finalize().iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The fingerprint of the corpus that a record is about.
pub fn fingerprint_of(record: &str) -> Option<&str> {
    let line = record.lines().find_map(|line| line.strip_prefix(CORPUS))?;
    line.strip_suffix(" -->")
}

/// The record of a comparison that was made now.
pub fn write(programs: &[Program], report: &Report, declared: &Declared) -> String {
    let count = |verdict| report.cases.iter().filter(|case| case.verdict == verdict).count();
    let versions: Vec<&str> = report.versions.values().map(String::as_str).collect();
    let mut text = format!("{CORPUS}{} -->\n\n", fingerprint(programs));
    let _ = writeln!(
        text,
        "On {}, {} programs and sessions ran on the model and on CPython {}: {} runs on each side. {} of them \
         were equal, {} differed as declared, and {} differed.\n",
        today(),
        programs.len(),
        versions.join(", "),
        report.cases.len(),
        count(Verdict::Equal),
        count(Verdict::Declared),
        report.cases.len() - count(Verdict::Equal) - count(Verdict::Declared),
    );
    let _ = writeln!(text, "| programs about | {} |", versions.join(" | "));
    let _ = writeln!(text, "|---|{}", "--:|".repeat(versions.len()));
    for (topic, cells) in report.rows() {
        let cells: Vec<String> =
            cells.iter().map(|(equal, all)| format!("{equal}/{all}")).collect();
        let _ = writeln!(text, "| {topic} | {} |", cells.join(" | "));
    }
    text.push_str("\nDeclared differences:");
    match declared.difference.as_slice() {
        [] => text.push_str(" none.\n"),
        differences => {
            text.push_str("\n\n");
            for difference in differences {
                let releases = difference.releases.join(", ");
                let _ = writeln!(
                    text,
                    "- `{}` ({releases}): {}",
                    difference.program, difference.reason
                );
            }
        }
    }
    text.push_str("\nWhat the model does not show yet:");
    let mut missing: Vec<(String, Vec<&str>)> = vec![];
    for case in &report.cases {
        if matches!(case.verdict, Verdict::Equal | Verdict::Declared) {
            continue;
        }
        let name = format!("{}/{}", case.topic, case.name);
        match missing.iter_mut().find(|(known, _)| *known == name) {
            Some((_, releases)) => releases.push(&case.release),
            None => missing.push((name, vec![&case.release])),
        }
    }
    match missing.as_slice() {
        [] => text.push_str(" nothing of these programs.\n"),
        missing => {
            text.push_str("\n\n");
            for (name, releases) in missing {
                let _ = writeln!(text, "- `{name}` on {}", releases.join(", "));
            }
        }
    }
    text
}

/// The day, as in "6 Nov 2026".
fn today() -> String {
    let date = httpdate::fmt_http_date(SystemTime::now());
    let parts: Vec<&str> = date.split(' ').skip(1).take(3).collect();
    parts.join(" ").trim_start_matches('0').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oracle::report::Case;
    use std::path::Path;

    fn program(name: &str, source: &str) -> Program {
        Program {
            topic: "sizes".into(),
            name: name.into(),
            path: Path::new(name).into(),
            kind: crate::oracle::program::Kind::Script,
            line: 1,
            source: source.into(),
            releases: crate::releases::ReleaseSet::ALL,
        }
    }

    fn case(name: &str, release: &str, verdict: Verdict) -> Case {
        Case {
            topic: "sizes".into(),
            name: name.into(),
            path: String::new(),
            release: release.into(),
            verdict,
            line: 0,
            detail: String::new(),
            volatile_lines: 0,
            seconds: 0.0,
        }
    }

    #[test]
    fn a_corpus_is_known_by_names_and_texts() {
        let (a, b) = (program("a", "1\n"), program("b", "2\n"));
        let both = fingerprint(&[a.clone(), b.clone()]);
        assert_eq!(both, fingerprint(&[b.clone(), a.clone()]));
        assert_ne!(both, fingerprint(std::slice::from_ref(&a)));
        assert_ne!(both, fingerprint(&[a, program("b", "3\n")]));
    }

    #[test]
    fn a_record_says_what_was_equal_and_what_was_not() {
        let programs = [program("a", "1\n"), program("b", "2\n")];
        let versions = [("3.13", "3.13.18"), ("3.14", "3.14.10")];
        let report = Report {
            versions: versions.map(|(r, v)| (r.to_owned(), v.to_owned())).into(),
            cases: vec![
                case("a", "3.13", Verdict::Equal),
                case("a", "3.14", Verdict::Different),
                case("b", "3.13", Verdict::Equal),
                case("b", "3.14", Verdict::Equal),
            ],
        };
        let record = write(&programs, &report, &Declared::default());
        assert_eq!(fingerprint_of(&record), Some(fingerprint(&programs).as_str()));
        let from = record.find(", 2 programs").expect("how many");
        expect_test::expect![[r#"
            , 2 programs and sessions ran on the model and on CPython 3.13.18, 3.14.10: 4 runs on each side. 3 of them were equal, 0 differed as declared, and 1 differed.

            | programs about | 3.13.18 | 3.14.10 |
            |---|--:|--:|
            | sizes | 2/2 | 1/2 |
            | all | 2/2 | 1/2 |

            Declared differences: none.

            What the model does not show yet:

            - `sizes/a` on 3.14
        "#]]
        .assert_eq(&record[from..]);
    }
}
