//! The programs that the model is held against: files in a folder, one topic per subfolder.
//!
//! `NAME.py` is a script. `NAME.pycon` is a session at the classic prompt; it holds the inputs
//! alone, each line with the prompt that it answers (`>>> ` or `... `), because what comes out
//! differs by release and stands in the recorded truth beside it, `NAME.out`. A chapter has the
//! programs of its Python blocks ([`super::chapters`]).

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, bail};

use super::chapters;
use crate::releases::ReleaseSet;
use crate::verify::SCRIPT_NAME;

/// How a program is run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `python NAME.py`.
    Script,
    /// `python -i` with the inputs on standard input.
    Session,
    /// Several steps, as a chapter has them.
    Steps(Arc<Vec<Step>>),
}

/// One thing that a program of a chapter does, and the releases that it is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A whole block.
    Script(String, ReleaseSet),
    /// One input at the prompt.
    Input(String, ReleaseSet),
    /// An expression in prose, whose value is compared.
    Fact(String, ReleaseSet),
}

/// One program of the corpus.
#[derive(Clone, Debug)]
pub struct Program {
    /// Folder below the corpus's root, e.g. `identity`.
    pub topic: String,
    /// File name without its extension.
    pub name: String,
    /// The file itself.
    pub path: PathBuf,
    /// Script or session.
    pub kind: Kind,
    /// The line of the file where it begins, 1 but for a chapter.
    pub line: usize,
    /// Its text, where it is one unit.
    pub source: String,
    /// The releases that it is for.
    pub releases: ReleaseSet,
}

impl Step {
    /// Its Python text.
    pub fn source(&self) -> &String {
        match self {
            Step::Script(source, _) | Step::Input(source, _) | Step::Fact(source, _) => source,
        }
    }

    /// The releases that it is for.
    pub fn releases(&self) -> ReleaseSet {
        match self {
            Step::Script(_, releases) | Step::Input(_, releases) | Step::Fact(_, releases) => {
                *releases
            }
        }
    }
}

impl Program {
    /// Reads one program; `root` is the folder that its topic is counted from.
    pub fn read(root: &Path, path: &Path) -> Result<Program> {
        let kind = match path.extension().and_then(|e| e.to_str()) {
            Some("py") => Kind::Script,
            Some("pycon") => Kind::Session,
            _ => bail!("{}: neither a script (.py) nor a session (.pycon)", path.display()),
        };
        let source = fs::read_to_string(path).with_context(|| path.display().to_string())?;
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let folder = path.parent().unwrap_or(Path::new(""));
        let below = folder.strip_prefix(root).unwrap_or(folder);
        let mut topic = below.to_string_lossy().replace('\\', "/");
        if topic.is_empty() {
            topic = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        }
        let releases = ReleaseSet::ALL;
        Ok(Program { topic, name, path: path.to_owned(), line: 1, kind, source, releases })
    }

    /// `topic/name`, by which lists and reports call it.
    pub fn id(&self) -> String {
        format!("{}/{}", self.topic, self.name)
    }

    /// Its file name, which is also what its tracebacks show.
    pub fn file_name(&self) -> String {
        match self.path.extension() {
            Some(extension) if extension == "md" => SCRIPT_NAME.to_owned(),
            _ => self.path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        }
    }

    /// Where its recorded truth stands.
    pub fn truth_path(&self) -> PathBuf {
        self.path.with_extension("out")
    }

    /// The inputs of a session, each with its lines and without prompts.
    pub fn inputs(&self) -> Result<Vec<Vec<&str>>> {
        let mut inputs: Vec<Vec<&str>> = vec![];
        for (number, line) in self.source.lines().enumerate() {
            let prompted = |prompt: &str| {
                if line == prompt.trim_end() { Some("") } else { line.strip_prefix(prompt) }
            };
            if let Some(text) = prompted(">>> ") {
                inputs.push(vec![text]);
            } else if let (Some(text), Some(input)) = (prompted("... "), inputs.last_mut()) {
                input.push(text);
            } else {
                bail!(
                    "{}:{}: a session's line starts with a prompt",
                    self.path.display(),
                    number + 1
                );
            }
        }
        Ok(inputs)
    }
}

/// All programs in or below `paths`, in the order of their ids.
pub fn find(paths: &[PathBuf]) -> Result<Vec<Program>> {
    let mut programs = vec![];
    for path in paths {
        if path.extension().is_some_and(|e| e == "md") && path.is_file() {
            programs.extend(chapters::programs(path)?);
            continue;
        }
        if path.is_file() {
            let folder = path.parent().unwrap_or(Path::new(""));
            programs.push(Program::read(folder.parent().unwrap_or(folder), path)?);
            continue;
        }
        if !path.is_dir() {
            bail!("{}: no such file or folder", path.display());
        }
        for entry in walkdir::WalkDir::new(path).sort_by_file_name() {
            let entry = entry?;
            let extension = entry.path().extension().unwrap_or_default();
            if !entry.file_type().is_file() {
                continue;
            } else if extension == "md" {
                programs.extend(chapters::programs(entry.path())?);
            } else if extension == "py" || extension == "pycon" {
                programs.push(Program::read(path, entry.path())?);
            }
        }
    }
    programs.sort_by_key(|program| (program.topic.clone(), program.name.clone()));
    Ok(programs)
}
