//! The programs of a chapter, as the oracle runs them.
//!
//! A block of its own runs as `python snippet.py`. A program of several blocks, a session, or one
//! with facts in prose runs as `python -i snippet.py`, its later steps on standard input: the
//! interpreter goes on in the state that the first block left.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result, bail};

use super::program::{Kind, Program, Step};
use crate::chapter::Chapter;
use crate::releases::ReleaseSet;
use crate::source::{BookPaths, Source, SourceFile};
use crate::verify;

/// The programs of one Markdown file.
pub fn programs(path: &Path) -> Result<Vec<Program>> {
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let paths = BookPaths { root: std::path::PathBuf::new() };
    let (source, mut problems) =
        Source::expand(SourceFile::new(path.to_owned(), text), folder, &paths);
    let (chapter, more) = Chapter::read(source);
    problems.extend(more);
    let programs = verify::programs(&chapter, &mut problems);
    if !problems.is_empty() {
        bail!("{}: cannot be read as it is; `check` says why", path.display());
    }
    Ok(programs.iter().map(|program| convert(path, &chapter, program)).collect())
}

fn convert(path: &Path, chapter: &Chapter, program: &verify::Program) -> Program {
    let mut steps = vec![];
    let mut line = 0;
    for step in &program.steps {
        match *step {
            verify::Step::Unit { snippet, unit, releases } => {
                let snippet = &chapter.snippets[snippet];
                if line == 0 {
                    line = snippet.opening(&chapter.source).line();
                }
                let unit = &snippet.units[unit];
                steps.push(match unit.kind {
                    python_vm::Unit::Script => Step::Script(unit.source.clone(), releases),
                    python_vm::Unit::Interactive => Step::Input(unit.source.clone(), releases),
                });
            }
            verify::Step::Fact { fact } => {
                let fact = &chapter.facts[fact];
                let releases = fact.releases.unwrap_or(ReleaseSet::ALL);
                steps.push(Step::Fact(fact.expression.clone(), releases));
            }
        }
    }
    let (kind, source) = match &steps[..] {
        [Step::Script(source, _)] => (Kind::Script, source.clone()),
        _ => (Kind::Steps(Arc::new(steps)), String::new()),
    };
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    Program {
        topic: "chapters".to_owned(),
        name: format!("{name}:{line}"),
        path: path.to_owned(),
        line,
        kind,
        source,
        releases: program.releases,
    }
}
