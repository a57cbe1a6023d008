//! Differences from CPython that are known and accepted: one file, each with its reason.
//!
//! A difference that is not declared fails; so does a declared one that is gone, so that the list
//! cannot grow stale.
//!
//! ```toml
//! [[difference]]
//! program = "collection/stats"
//! releases = ["3.14"]
//! reason = "why the model is right to differ"
//! ```

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use python_vm::Release;
use serde::{Deserialize, Serialize};

/// One accepted difference.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Difference {
    /// The program's id, `topic/name`.
    pub program: String,
    /// The releases that differ.
    pub releases: Vec<String>,
    /// Why that is accepted.
    pub reason: String,
}

/// All of them.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Declared {
    /// In the file's order.
    #[serde(default)]
    pub difference: Vec<Difference>,
}

impl Declared {
    /// Reads the file; one that is not there declares nothing.
    pub fn read(path: &Path) -> Result<Declared> {
        if !path.exists() {
            return Ok(Declared::default());
        }
        let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
        let declared: Declared =
            toml::from_str(&text).with_context(|| path.display().to_string())?;
        for difference in &declared.difference {
            let program = &difference.program;
            ensure!(
                !difference.reason.trim().is_empty(),
                "{}: {program}: no reason",
                path.display()
            );
            for release in &difference.releases {
                ensure!(
                    Release::named(release).is_some(),
                    "{}: {program}: no release {release}",
                    path.display()
                );
            }
        }
        Ok(declared)
    }

    /// Program and release of every declared difference.
    pub fn keys(&self) -> impl Iterator<Item = (String, String)> {
        self.difference
            .iter()
            .flat_map(|d| d.releases.iter().map(|release| (d.program.clone(), release.clone())))
    }

    /// The reason for a difference of that program on that release.
    pub fn reason(&self, program: &str, release: &str) -> Option<&str> {
        let fits =
            |d: &&Difference| d.program == program && d.releases.iter().any(|r| r == release);
        self.difference.iter().find(fits).map(|d| d.reason.as_str())
    }
}
