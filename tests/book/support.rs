//! A small book in a temporary folder, and the binary run on it.

use expect_test::Expect;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The binary under test.
pub const BINARY: &str = env!("CARGO_BIN_EXE_mdbook-memoir");

/// A book in a folder of its own. It has a `book.toml`; chapters are added.
pub struct Book {
    folder: tempfile::TempDir,
    summary: String,
}

impl Book {
    /// A book with no chapter yet.
    pub fn new() -> Book {
        Book::in_folder("book")
    }

    /// A book in a folder of that name.
    pub fn in_folder(prefix: &str) -> Book {
        Book::of(tempfile::Builder::new().prefix(prefix).tempdir().unwrap())
    }

    /// A book in a new folder inside of that one.
    #[cfg(target_os = "linux")]
    pub fn inside(parent: &Path) -> Book {
        Book::of(tempfile::tempdir_in(parent).unwrap())
    }

    fn of(folder: tempfile::TempDir) -> Book {
        let book = Book { folder, summary: String::new() };
        let command = BINARY.replace('\\', "/");
        book.file(
            "book.toml",
            format!(
                "[book]\ntitle = \"Test\"\nsrc = \"chapters\"\n[build]\ncreate-missing = false\n\
                 [preprocessor.memoir]\ncommand = '\"{command}\"'\nbefore = [\"links\"]\n"
            ),
        )
        .file("chapters/SUMMARY.md", "")
    }

    /// A book with this one chapter, `chapters/a.md`.
    pub fn with(text: impl AsRef<[u8]>) -> Book {
        Book::new().chapter("a.md", text)
    }

    /// Adds a chapter, and a line of the summary.
    pub fn chapter(mut self, path: &str, text: impl AsRef<[u8]>) -> Book {
        self.summary.push_str(&format!("- [{path}](<{path}>)\n"));
        let summary = self.summary.clone();
        self.file(&format!("chapters/{path}"), text).file("chapters/SUMMARY.md", summary)
    }

    /// Writes a file.
    pub fn file(self, path: &str, text: impl AsRef<[u8]>) -> Book {
        self.write(path, text);
        self
    }

    /// Writes a file of a book that is in use.
    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// Makes the book a git repository with all of it committed.
    #[track_caller]
    pub fn commit(&self) {
        let commands: [&[&str]; 3] = [&["init", "-q"], &["add", "."], &["commit", "-qm", "x"]];
        for arguments in commands {
            let mut git = Command::new("git");
            git.current_dir(self.folder.path());
            git.args(["-c", "user.name=t", "-c", "user.email=t@example.org"]).args(arguments);
            assert!(git.output().unwrap().status.success(), "{arguments:?}");
        }
    }

    /// A path in the book's folder.
    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// A file's text.
    #[track_caller]
    pub fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// The names in a folder of the book, sorted.
    pub fn names(&self, path: &str) -> Vec<String> {
        let entries = std::fs::read_dir(self.path(path)).unwrap();
        let mut names: Vec<String> =
            entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// Every file of the sources with its bytes.
    pub fn sources(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let walk = walkdir::WalkDir::new(self.folder.path()).sort_by_file_name();
        let files = walk.into_iter().map(|e| e.unwrap()).filter(|e| e.file_type().is_file());
        let made = [self.path("book"), self.path("target")];
        let files = files.filter(|e| !made.iter().any(|folder| e.path().starts_with(folder)));
        files.map(|e| (e.path().to_path_buf(), std::fs::read(e.path()).unwrap())).collect()
    }

    /// The binary, to be run in the book's folder as a person does and not CI.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(BINARY);
        command.current_dir(self.folder.path()).args(arguments).stdin(Stdio::null());
        for variable in ["RUST_LOG", "CARGO", "CARGO_TARGET_DIR", "CI", "GITHUB_ACTIONS"] {
            command.env_remove(variable);
        }
        command
    }

    /// Runs the binary in the book's folder. No command but `bless` may change the sources.
    #[track_caller]
    pub fn run(&self, arguments: &[&str]) -> Ran {
        let before = self.sources();
        let ran = self.run_changing(arguments);
        assert!(before == self.sources(), "{arguments:?} changed the sources");
        ran
    }

    /// Runs the binary in the book's folder.
    #[track_caller]
    pub fn run_changing(&self, arguments: &[&str]) -> Ran {
        let output = self.command(arguments).output().unwrap();
        Ran::new(output, self.folder.path())
    }
}

/// What a command did, with what differs from run to run taken out.
pub struct Ran {
    pub status: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Ran {
    fn new(output: Output, folder: &Path) -> Ran {
        let text = |bytes: &[u8]| {
            let text = String::from_utf8_lossy(bytes).into_owned();
            let folder = folder.display().to_string();
            seconds_out(&text.replace(&folder, "[BOOK]"))
        };
        Ran {
            status: output.status.code(),
            stdout: text(&output.stdout),
            stderr: text(&output.stderr),
        }
    }

    /// It ended with this exit code.
    #[track_caller]
    pub fn exits(self, status: i32) -> Ran {
        assert_eq!(self.status, Some(status), "{}{}", self.stdout, self.stderr);
        self
    }

    /// It wrote this on standard output.
    #[track_caller]
    pub fn stdout(self, expected: Expect) -> Ran {
        expected.assert_eq(&self.stdout);
        self
    }

    /// It wrote this on standard error.
    #[track_caller]
    pub fn stderr(self, expected: Expect) -> Ran {
        expected.assert_eq(&self.stderr);
        self
    }

    /// Standard error has this in it.
    #[track_caller]
    pub fn says(self, text: &str) -> Ran {
        assert!(self.stderr.contains(text), "no `{text}` in\n{}", self.stderr);
        self
    }

    /// Standard output has this in it.
    #[track_caller]
    pub fn prints(self, text: &str) -> Ran {
        assert!(self.stdout.contains(text), "no `{text}` in\n{}", self.stdout);
        self
    }
}

/// Writes `[..] s` for `0.03 s`.
fn seconds_out(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(" s") {
        let number =
            rest[..at].rfind(|c: char| !c.is_ascii_digit() && c != '.').map_or(0, |n| n + 1);
        let ends = rest[at + 2..].chars().next().is_none_or(|c| !c.is_alphanumeric());
        let is_number = ends && rest[number..at].parse::<f64>().is_ok();
        out.push_str(if is_number { &rest[..number] } else { &rest[..at] });
        out.push_str(if is_number { "[..] s" } else { " s" });
        rest = &rest[at + 2..];
    }
    out + rest
}

/// Says that a test can't be made here, and why. The harness does not keep it back.
pub fn skip(test: &str, why: &str) {
    use std::io::Write;
    let _ = writeln!(std::io::stderr(), "SKIPPED: {test}: {why}");
}
