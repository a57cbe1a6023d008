//! Rust snippets, run by rustdoc.
//!
//! `mdbook test` gives rustdoc no way to find a crate unless everybody passes the right `-L`. So the
//! preprocessor, which mdBook runs before testing, tests the snippets itself, with the crates that
//! `[preprocessor.memoir] rust-crates` names, and hands the chapter on with them marked `ignore`. A
//! snippet that fails is then a finding like any other, at its file and line.

use crate::chapter::Chapter;
use crate::diagnostic::{Diagnostic, Kind};
use crate::render::Edit;
use crate::snippet::fences::Fence;
use anyhow::{Context, Result, bail};
use mdbook_preprocessor::PreprocessorContext;
use mdbook_preprocessor::config::RustEdition;
use serde::Deserialize;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What testing found.
#[derive(Default)]
pub struct Tested {
    /// How many snippets were tested.
    pub snippets: usize,
    /// What does not hold.
    pub problems: Vec<Diagnostic>,
}

/// Tests the Rust snippets of all chapters. Adds to `edits` what keeps mdBook from testing them again.
pub fn run(
    ctx: &PreprocessorContext,
    chapters: &[&Chapter],
    edits: &mut [Vec<Edit>],
) -> Result<Tested> {
    let crates: Vec<String> =
        ctx.config.get("preprocessor.memoir.rust-crates")?.unwrap_or_default();
    let is_rust = |text: &str, fence: &Fence| is_tested_rust(&text[fence.info.clone()]);
    let of_chapter = |chapter: &&Chapter| -> Vec<Fence> {
        let text = chapter.source.text();
        chapter.other.iter().filter(|fence| is_rust(text, fence)).cloned().collect()
    };
    let selected: Vec<Vec<Fence>> = chapters.iter().map(of_chapter).collect();
    let mut tested = Tested::default();
    if selected.iter().all(Vec::is_empty) {
        return Ok(tested);
    }
    let libraries = build(&ctx.root, &crates)?;
    let folder = tempfile::tempdir().context("a folder for the Rust snippets")?;
    for ((chapter, fences), edits) in chapters.iter().zip(&selected).zip(edits) {
        if fences.is_empty() {
            continue;
        }
        let text = chapter.source.text();
        edits.extend(fences.iter().map(|fence| {
            let info = &text[fence.info.clone()];
            (fence.info.clone(), format!("{info},ignore"))
        }));
        let edition = ctx.config.rust.edition;
        tested.snippets += fences.len();
        tested.problems.extend(test_chapter(chapter, fences, &libraries, edition, folder.path())?);
    }
    Ok(tested)
}

/// Whether rustdoc would run a block of this fence.
fn is_tested_rust(info: &str) -> bool {
    let mut words = info.split([',', ' ', '\t']).map(str::trim).filter(|word| !word.is_empty());
    words.next() == Some("rust") && words.all(|word| !word.starts_with("ignore"))
}

/// The compiled crates, and where what they depend on is.
struct Libraries {
    crates: Vec<(String, PathBuf)>,
    dependencies: PathBuf,
}

fn build(root: &Path, crates: &[String]) -> Result<Libraries> {
    #[derive(Deserialize)]
    struct Message {
        reason: String,
        #[serde(default)]
        target: Target,
        #[serde(default)]
        filenames: Vec<PathBuf>,
    }
    #[derive(Deserialize, Default)]
    struct Target {
        name: String,
    }
    if crates.is_empty() {
        return Ok(Libraries { crates: vec![], dependencies: root.to_path_buf() });
    }
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.current_dir(root).args([
        "build",
        "--quiet",
        "--lib",
        "--message-format=json-render-diagnostics",
    ]);
    for name in crates {
        command.args(["--package", name]);
    }
    let output =
        command.stderr(std::process::Stdio::inherit()).output().context("can't start cargo")?;
    if !output.status.success() {
        bail!("cargo could not build the crates that Rust snippets use: {}", crates.join(", "));
    }
    let mut libraries = Libraries { crates: vec![], dependencies: PathBuf::new() };
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let Ok(message) = serde_json::from_str::<Message>(line) else { continue };
        let is_wanted = crates.iter().any(|name| name.replace('-', "_") == message.target.name);
        let library = message
            .filenames
            .into_iter()
            .find(|file| file.extension().is_some_and(|e| e == "rlib"));
        if let Some(library) = library
            && message.reason == "compiler-artifact"
            && is_wanted
        {
            libraries.dependencies = library.parent().unwrap_or(Path::new("")).join("deps");
            libraries.crates.push((message.target.name, library));
        }
    }
    match libraries.crates.len() == crates.len() {
        true => Ok(libraries),
        false => bail!("cargo built no library for some of {}", crates.join(", ")),
    }
}

fn test_chapter(
    chapter: &Chapter,
    fences: &[Fence],
    libraries: &Libraries,
    edition: Option<RustEdition>,
    folder: &Path,
) -> Result<Vec<Diagnostic>> {
    let shown = chapter.source.file().path();
    let path = folder.join(shown.strip_prefix("/").unwrap_or(shown));
    std::fs::create_dir_all(path.parent().unwrap_or(folder))?;
    std::fs::write(&path, only(chapter, fences))?;
    let rustdoc = std::env::var_os("RUSTDOC").unwrap_or_else(|| "rustdoc".into());
    let mut command = Command::new(rustdoc);
    command.current_dir(folder).arg("--test").arg(shown);
    let edition = match edition {
        Some(RustEdition::E2015) => "2015",
        Some(RustEdition::E2018) => "2018",
        Some(RustEdition::E2021) => "2021",
        _ => "2024",
    };
    command
        .args(["--edition", edition, "-L"])
        .arg(format!("dependency={}", libraries.dependencies.display()));
    for (name, library) in &libraries.crates {
        command.arg("--extern").arg(format!("{name}={}", library.display()));
    }
    // What a snippet asserts is told by its message; a backtrace is rustdoc's own insides.
    let output = command.env("RUST_BACKTRACE", "0").output().context("can't start rustdoc")?;
    if output.status.success() {
        return Ok(vec![]);
    }
    let stdout = String::from_utf8_lossy(&output.stdout);
    let mut problems = failures(chapter, fences, &stdout);
    if problems.is_empty() {
        let text = format!("{}\n{}", stdout, String::from_utf8_lossy(&output.stderr));
        let place = fences[0].range.start..fences[0].info.end;
        problems.push(
            Diagnostic::new(Kind::Rust, "rustdoc could not test the Rust snippets of this chapter")
                .at(chapter.source.place(place), "the first of them")
                .note(text.trim()),
        );
    }
    Ok(problems)
}

/// A Markdown text that has nothing but these blocks, each on the lines that it has in the chapter.
fn only(chapter: &Chapter, fences: &[Fence]) -> String {
    let text = chapter.source.text();
    let mut lines = vec![""; text.lines().count() + 1];
    for fence in fences {
        let first = line_of(text, fence.range.start);
        lines[first] = &text[fence.range.start..fence.info.end];
        for (number, line) in fence.lines.iter().enumerate() {
            lines[first + 1 + number] = &line.text;
        }
        lines[first + 1 + fence.lines.len()] = text[fence.range.start..fence.info.start].trim_end();
    }
    lines.join("\n")
}

/// The line, from 0, that holds a byte.
fn line_of(text: &str, at: usize) -> usize {
    text[..at].bytes().filter(|byte| *byte == b'\n').count()
}

/// The snippets that rustdoc says have failed, with what it says about them.
fn failures(chapter: &Chapter, fences: &[Fence], stdout: &str) -> Vec<Diagnostic> {
    let text = chapter.source.text();
    let mut problems = vec![];
    let mut lines = stdout.lines().peekable();
    while let Some(line) = lines.next() {
        let Some(name) = line.strip_prefix("---- ").and_then(|l| l.strip_suffix(" stdout ----"))
        else {
            continue;
        };
        let number = name
            .rsplit_once("(line ")
            .and_then(|(_, n)| n.strip_suffix(')')?.parse::<usize>().ok());
        let fence = fences.iter().find(|f| number == Some(line_of(text, f.range.start) + 1));
        let mut said = vec![];
        while let Some(line) = lines.next_if(|l| !l.starts_with("---- ") && *l != "failures:") {
            said.push(line);
        }
        let problem = Diagnostic::new(Kind::Rust, "a Rust snippet does not hold")
            .note(said.join("\n").trim());
        problems.push(match fence {
            Some(fence) => {
                problem.at(chapter.source.place(fence.range.start..fence.info.end), "this snippet")
            }
            None => problem,
        });
    }
    problems
}
