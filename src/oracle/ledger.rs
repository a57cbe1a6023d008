//! The record of a whole oracle run: what was compared, with which CPythons, and what came of it.
//!
//! It is a data file of the repository, so that the book can show it. It names the corpus that it is
//! of; a test fails when the corpus has changed since.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use super::declared::{Declared, Difference};
use super::program::{Kind, Program};
use super::report::{Report, Verdict};

/// Programs that were run and were equal, on one release.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// How many programs ran.
    pub runs: usize,
    /// How many showed the same on the model.
    pub equal: usize,
}

/// One run of the oracle over the whole corpus.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ledger {
    /// The day of the run (UTC), e.g. `2026-11-21`.
    pub date: String,
    /// [`digest`] of the programs.
    pub corpus: String,
    /// How many programs there are.
    pub programs: usize,
    /// Full version of each real CPython, by release.
    pub versions: BTreeMap<String, String>,
    /// By topic, then by release.
    pub topics: BTreeMap<String, BTreeMap<String, Count>>,
    /// The accepted differences.
    pub declared: Vec<Difference>,
}

impl Ledger {
    /// The record of a report on these programs.
    pub fn of(report: &Report, programs: &[Program], declared: &Declared) -> Ledger {
        let mut topics: BTreeMap<String, BTreeMap<String, Count>> = BTreeMap::new();
        for case in &report.cases {
            let releases = topics.entry(case.topic.clone()).or_default();
            let count = releases.entry(case.release.clone()).or_default();
            count.runs += 1;
            count.equal += usize::from(case.verdict == Verdict::Equal);
        }
        Ledger {
            date: today(),
            corpus: digest(programs),
            programs: programs.len(),
            versions: report.versions.clone(),
            topics,
            declared: declared.difference.clone(),
        }
    }

    /// Reads the file.
    pub fn read(path: &Path) -> Result<Ledger> {
        let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
        serde_json::from_str(&text).with_context(|| path.display().to_string())
    }

    /// Writes the file.
    pub fn write(&self, path: &Path) -> Result<()> {
        let text = serde_json::to_string_pretty(self)? + "\n";
        fs::write(path, text).with_context(|| path.display().to_string())
    }
}

/// A number that changes with any program's name or text: FNV-1a of 64 bits, in hexadecimal. The
/// programs of chapters are left out, because the book's own build holds those.
pub fn digest(programs: &[Program]) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut add = |text: &str| {
        for byte in text.bytes().chain([0]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
        }
    };
    for program in programs.iter().filter(|p| !matches!(p.kind, Kind::Steps(_)) && p.line == 1) {
        add(&program.id());
        add(&program.source);
    }
    format!("{hash:016x}")
}

/// Today's date in UTC, by the proleptic Gregorian calendar.
fn today() -> String {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let (year, month, day) = civil(seconds / 86_400);
    format!("{year:04}-{month:02}-{day:02}")
}

/// Year, month and day of a number of days since 1970-01-01.
fn civil(days: u64) -> (u64, u64, u64) {
    let leap = |year: u64| {
        year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
    };
    let (mut year, mut left) = (1970, days);
    while left >= 365 + u64::from(leap(year)) {
        left -= 365 + u64::from(leap(year));
        year += 1;
    }
    let lengths = [31, 28 + u64::from(leap(year)), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let mut month = 0;
    while left >= lengths[month] {
        left -= lengths[month];
        month += 1;
    }
    (year, month as u64 + 1, left + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_become_dates() {
        assert_eq!(civil(0), (1970, 1, 1));
        assert_eq!(civil(19_782), (2024, 2, 29));
        assert_eq!(civil(19_783), (2024, 3, 1));
        assert_eq!(civil(20_778), (2026, 11, 21));
    }
}
