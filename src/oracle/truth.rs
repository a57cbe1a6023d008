//! What a run showed, and the file that keeps what real CPythons showed.
//!
//! A truth file reads well in a review: releases that agree share one block, a line of standard
//! output starts with `|`, a line of standard error with `!`.
//!
//! ```text
//! releases 3.11 3.12 3.13
//! |id: <id1>
//! !Traceback (most recent call last):
//! exit 1
//! releases 3.14 3.15
//! |id: <id1>
//! ```
//!
//! `\ no newline` after a line says that the stream ended there without one. Marks in the text:
//! `<id1>` is an address (see [`super::addresses`]), `<~>` what differs between two runs of that
//! release itself, and a line `<~~>` any number of such lines (see [`super::volatile`]).

use std::collections::BTreeMap;
use std::fmt::Write;

use super::volatile;

/// What one run of a program shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Shown {
    /// Standard output; of a session, the transcript as a terminal would show it.
    pub stdout: String,
    /// Standard error; empty for a session.
    pub stderr: String,
    /// Exit status; minus the signal's number if one ended the process.
    pub exit: i32,
}

impl Shown {
    /// Whether real runs differ somewhere.
    pub fn has_marks(&self) -> bool {
        volatile::has_marks(&self.stdout) || volatile::has_marks(&self.stderr)
    }
}

/// What real CPythons showed for one program, by release name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Truth(pub BTreeMap<String, Shown>);

impl Truth {
    /// The file's text.
    pub fn write(&self) -> String {
        let mut groups: Vec<(Vec<&str>, &Shown)> = vec![];
        for (release, shown) in &self.0 {
            match groups.iter_mut().find(|(_, other)| *other == shown) {
                Some((releases, _)) => releases.push(release),
                None => groups.push((vec![release], shown)),
            }
        }
        let mut text = String::new();
        for (releases, shown) in groups {
            let _ = writeln!(text, "releases {}", releases.join(" "));
            write_stream(&mut text, '|', &shown.stdout);
            write_stream(&mut text, '!', &shown.stderr);
            if shown.exit != 0 {
                let _ = writeln!(text, "exit {}", shown.exit);
            }
        }
        text
    }

    /// Reads what [`Truth::write`] wrote; the error says which line is wrong.
    pub fn parse(text: &str) -> Result<Truth, String> {
        let mut truth = BTreeMap::new();
        let mut releases: Vec<String> = vec![];
        let mut shown = Shown::default();
        let mut last = ' ';
        for (index, line) in text.split_terminator('\n').enumerate() {
            let wrong = || format!("line {}: {line:?} is not of a truth file", index + 1);
            let mark = line.chars().next().ok_or_else(wrong)?;
            match mark {
                _ if line == "\\ no newline" => {
                    let stream = if last == '|' { &mut shown.stdout } else { &mut shown.stderr };
                    stream.pop();
                }
                '|' | '!' if !releases.is_empty() => {
                    let stream = if mark == '|' { &mut shown.stdout } else { &mut shown.stderr };
                    stream.push_str(&line[1..]);
                    stream.push('\n');
                    last = mark;
                }
                _ => match line.split_once(' ') {
                    Some(("releases", names)) => {
                        let names = names.split(' ').map(str::to_owned).collect();
                        keep(&mut truth, &mut releases, &mut shown);
                        releases = names;
                    }
                    Some(("exit", status)) if !releases.is_empty() => {
                        shown.exit = status.parse().map_err(|_| wrong())?;
                    }
                    _ => return Err(wrong()),
                },
            }
        }
        keep(&mut truth, &mut releases, &mut shown);
        Ok(Truth(truth))
    }
}

fn write_stream(text: &mut String, mark: char, stream: &str) {
    for line in stream.split_inclusive('\n') {
        let _ = writeln!(text, "{mark}{}", line.strip_suffix('\n').unwrap_or(line));
    }
    if !stream.is_empty() && !stream.ends_with('\n') {
        text.push_str("\\ no newline\n");
    }
}

fn keep(truth: &mut BTreeMap<String, Shown>, releases: &mut Vec<String>, shown: &mut Shown) {
    let shown = std::mem::take(shown);
    truth.extend(releases.drain(..).map(|release| (release, shown.clone())));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_releases_share_a_block_and_everything_survives_the_file() {
        let one = Shown { stdout: "a\n\n|b".into(), stderr: "oops\n".into(), exit: 1 };
        let two = Shown { stdout: "a\n".into(), ..Shown::default() };
        let truth = Truth(BTreeMap::from([
            ("3.11".into(), one.clone()),
            ("3.12".into(), two),
            ("3.13".into(), one),
            ("3.14".into(), Shown::default()),
        ]));
        let text = truth.write();
        assert_eq!(
            text,
            "releases 3.11 3.13\n|a\n|\n||b\n\\ no newline\n!oops\nexit 1\nreleases 3.12\n|a\nreleases 3.14\n"
        );
        assert_eq!(Truth::parse(&text), Ok(truth));
        assert!(Truth::parse("|a\n").is_err());
    }
}
