//! What an oracle run found: a table by topic and release, each difference, JSON and JUnit.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::Serialize;

/// How one program fared on one release.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Model and CPython show the same.
    Equal,
    /// They differ, and nobody has accepted that.
    Different,
    /// They differ as declared.
    Declared,
    /// A difference is declared, but there is none.
    Gone,
    /// The real CPython could not be run to an answer.
    Unusable,
}

/// One program on one release.
#[derive(Clone, Debug, Serialize)]
pub struct Case {
    /// The program's topic.
    pub topic: String,
    /// Its name within the topic.
    pub name: String,
    /// Its file.
    pub path: String,
    /// The release.
    pub release: String,
    /// How it fared.
    pub verdict: Verdict,
    /// Line of its output (1-based) where the difference starts; 0 if it is not in the output.
    pub line: usize,
    /// The difference, the reason, or the error, as text.
    pub detail: String,
    /// Lines that differ between two runs of the real CPython itself.
    pub volatile_lines: usize,
    /// Seconds that real CPython and model took together.
    pub seconds: f64,
}

/// A whole run.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Report {
    /// Full version of each real CPython, by release.
    pub versions: BTreeMap<String, String>,
    /// All cases, by topic, name and release.
    pub cases: Vec<Case>,
}

impl Report {
    /// Whether everything is equal or differs as declared.
    pub fn holds(&self) -> bool {
        self.cases.iter().all(|case| matches!(case.verdict, Verdict::Equal | Verdict::Declared))
    }

    /// A row for each topic, the last for all of them: how many are equal of how many, by release.
    pub fn rows(&self) -> Vec<(&str, Vec<(usize, usize)>)> {
        let releases: Vec<&String> = self.versions.keys().collect();
        let mut rows: BTreeMap<&str, Vec<(usize, usize)>> = BTreeMap::new();
        for case in &self.cases {
            let Some(column) = releases.iter().position(|&known| *known == case.release) else {
                continue;
            };
            for topic in [case.topic.as_str(), "~all"] {
                let row = rows.entry(topic).or_insert_with(|| vec![(0, 0); releases.len()]);
                row[column].0 += usize::from(case.verdict == Verdict::Equal);
                row[column].1 += 1;
            }
        }
        rows.into_iter().map(|(topic, row)| (topic.trim_start_matches('~'), row)).collect()
    }

    /// The table: a row for each topic, a column for each release, "equal/all" in the cells.
    pub fn table(&self) -> String {
        let rows = self.rows();
        let width = rows.iter().map(|(topic, _)| topic.len()).max().unwrap_or(0).max(5);
        let mut text = format!("{:width$}", "topic");
        for version in self.versions.values() {
            let _ = write!(text, "  {version:>9}");
        }
        text.push('\n');
        for (topic, cells) in rows {
            let _ = write!(text, "{topic:width$}");
            for (equal, all) in cells {
                let _ = write!(text, "  {:>9}", format!("{equal}/{all}"));
            }
            text.push('\n');
        }
        text
    }

    /// What is not equal, each with its file and line; at the end what is set apart as volatile.
    pub fn differences(&self) -> String {
        let mut text = String::new();
        for case in self.cases.iter().filter(|case| case.verdict != Verdict::Equal) {
            let what = match case.verdict {
                Verdict::Different => "differs",
                Verdict::Declared => "differs as declared",
                Verdict::Gone => {
                    "a difference is declared, but there is none: remove the declaration"
                }
                Verdict::Unusable => "the real CPython gave no answer",
                Verdict::Equal => continue,
            };
            let line = if case.line > 0 {
                format!(" at output line {}", case.line)
            } else {
                String::new()
            };
            let _ = writeln!(text, "{} on {}: {what}{line}", case.path, case.release);
            for line in case.detail.lines() {
                let _ = writeln!(text, "    {line}");
            }
        }
        let volatile: Vec<&Case> =
            self.cases.iter().filter(|case| case.volatile_lines > 0).collect();
        if !volatile.is_empty() {
            let lines: usize = volatile.iter().map(|case| case.volatile_lines).sum();
            let _ = writeln!(
                text,
                "set apart, because two real runs differ there: {lines} lines in {} runs",
                volatile.len()
            );
        }
        text
    }

    /// The report in the form that CI systems read.
    pub fn junit(&self) -> String {
        let failed = self
            .cases
            .iter()
            .filter(|c| !matches!(c.verdict, Verdict::Equal | Verdict::Declared))
            .count();
        let mut text = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        let _ = writeln!(
            text,
            "<testsuite name=\"oracle\" tests=\"{}\" failures=\"{failed}\">",
            self.cases.len()
        );
        for case in &self.cases {
            let name = escaped(&format!("{}@{}", case.name, case.release));
            let _ = write!(
                text,
                "  <testcase classname=\"{}\" name=\"{name}\" time=\"{:.3}\"",
                escaped(&case.topic),
                case.seconds
            );
            match case.verdict {
                Verdict::Equal => text.push_str("/>\n"),
                Verdict::Declared => {
                    let _ = writeln!(
                        text,
                        "><skipped message=\"{}\"/></testcase>",
                        escaped(&case.detail)
                    );
                }
                _ => {
                    let _ =
                        writeln!(text, "><failure>{}</failure></testcase>", escaped(&case.detail));
                }
            }
        }
        text.push_str("</testsuite>\n");
        text
    }
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' | '\t' => escaped.push(c),
            // XML has no way to write the other control characters.
            c if c.is_control() => escaped.push('\u{fffd}'),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(topic: &str, release: &str, verdict: Verdict) -> Case {
        Case {
            topic: topic.into(),
            name: "one".into(),
            path: format!("{topic}/one.py:1"),
            release: release.into(),
            verdict,
            line: 2,
            detail: "-1 < 2\n+\"x\"".into(),
            volatile_lines: 3,
            seconds: 0.5,
        }
    }

    #[test]
    fn a_report_counts_by_topic_and_release_and_names_each_difference() {
        let versions = [("3.11", "3.11.7"), ("3.12", "3.12.1")];
        let report = Report {
            versions: versions.map(|(a, b)| (a.to_owned(), b.to_owned())).into(),
            cases: vec![
                case("reuse", "3.11", Verdict::Equal),
                case("reuse", "3.12", Verdict::Different),
                case("sizes", "3.11", Verdict::Declared),
                case("sizes", "3.12", Verdict::Gone),
            ],
        };
        assert!(!report.holds());
        assert_eq!(
            report.table(),
            "topic     3.11.7     3.12.1\nreuse        1/1        0/1\n\
             sizes        0/1        0/1\nall          1/2        0/2\n"
        );
        let differences = report.differences();
        assert!(
            differences.contains("reuse/one.py:1 on 3.12: differs at output line 2\n    -1 < 2")
        );
        assert!(differences.contains("there is none: remove the declaration"), "{differences}");
        assert!(differences.contains("two real runs differ there: 12 lines in 4 runs"));
        let junit = report.junit();
        assert!(junit.contains("tests=\"4\" failures=\"2\""));
        assert!(junit.contains("<failure>-1 &lt; 2\n+&quot;x&quot;</failure>"));
    }
}
