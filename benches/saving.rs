//! From a saved chapter to its verdict, and to the page that shows it: `cargo bench --bench saving`.
//!
//! A book of 300 snippets is served, and its chapters are saved again and again, each time with one
//! statement changed. How long mdBook itself takes for the page is seen from the same book with the
//! snippets as plain text. `MEMOIR=path` times another binary than the one that was built with this.

use std::io::{BufRead, BufReader, Lines, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

const CHAPTERS: usize = 30;
const SNIPPETS: usize = 10;
const SAVES: usize = 21;

/// A chapter; `edition` is what changes from save to save.
fn chapter(number: usize, edition: usize, fence: &str) -> String {
    let mut text = format!("# Chapter {number}\n\n");
    for snippet in 0..SNIPPETS {
        let edition = if snippet == SNIPPETS / 2 { edition } else { 0 };
        let shown = (0..10).map(|n| n * number + edition).sum::<usize>();
        text.push_str(&format!(
            "## Section {snippet}\n\nA paragraph that says in some words what the block below it shows, \
             and why that is so on every release.\n\n\
             ```{fence}\nimport sys\n\n\nclass Node:\n    def __init__(self, value):\n        \
             self.value = value\n\n\n\
             nodes = [Node(n * {number} + {edition}) for n in range(10)]\n\
             print(sum(node.value for node in nodes), sys.getrefcount(nodes) > 0)\n\
             #> {shown} True\n```\n\n"
        ));
    }
    text
}

fn write_book(folder: &Path, fence: &str) {
    std::fs::create_dir_all(folder.join("chapters")).unwrap();
    std::fs::write(folder.join("book.toml"), "[book]\ntitle = \"Book\"\nsrc = \"chapters\"\n")
        .unwrap();
    let mut summary = String::new();
    for number in 0..CHAPTERS {
        summary.push_str(&format!("- [Chapter {number}](c{number}.md)\n"));
        save(folder, number, 0, fence);
    }
    std::fs::write(folder.join("chapters/SUMMARY.md"), summary).unwrap();
}

fn save(folder: &Path, number: usize, edition: usize, fence: &str) {
    let path = folder.join(format!("chapters/c{number}.md"));
    std::fs::write(path, chapter(number, edition, fence)).unwrap();
}

/// A server of a book.
struct Served {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
    address: String,
}

impl Served {
    fn start(program: &str, folder: &Path) -> Served {
        let mut child = Command::new(program)
            .args(["serve", "--port", "0"])
            .current_dir(folder)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut served = Served { child, lines, address: String::new() };
        served.line("all holds");
        let url = served.line("open http://");
        served.address = url["open http://".len()..].trim_end_matches('/').to_string();
        served
    }

    fn line(&mut self, beginning: &str) -> String {
        let line = self.lines.next().unwrap().unwrap();
        assert!(line.starts_with(beginning), "{line}");
        line
    }

    fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = vec![];
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// Saves a chapter; what it took until the verdict and until the page.
    fn time(
        &mut self,
        folder: &Path,
        number: usize,
        edition: usize,
        fence: &str,
    ) -> (Duration, Duration) {
        let newest = self.get("/__memoir/newer?than=none");
        let newest = newest.rsplit("\r\n").next().unwrap().to_string();
        let started = Instant::now();
        save(folder, number, edition, fence);
        self.line("all holds");
        let verdict = started.elapsed();
        self.get(&format!("/__memoir/newer?than={newest}"));
        let page = self.get(&format!("/c{number}.html"));
        assert!(page.contains(&format!("Chapter {number}")));
        (verdict, started.elapsed())
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The median times to the verdict and to the page.
fn medians(program: &str, fence: &str) -> (Duration, Duration) {
    let folder = tempfile::tempdir().unwrap();
    write_book(folder.path(), fence);
    let mut served = Served::start(program, folder.path());
    let (mut verdicts, mut pages): (Vec<_>, Vec<_>) = (1..=SAVES)
        .map(|edition| {
            // What an editor's save sets off has come to rest.
            std::thread::sleep(Duration::from_millis(100));
            served.time(folder.path(), edition % CHAPTERS, edition, fence)
        })
        .unzip();
    verdicts.sort();
    pages.sort();
    (verdicts[SAVES / 2], pages[SAVES / 2])
}

fn main() {
    let program = std::env::var("MEMOIR").unwrap_or(env!("CARGO_BIN_EXE_mdbook-memoir").into());
    let (_, plain) = medians(&program, "text");
    let (verdict, page) = medians(&program, "python");
    println!("a book of {} snippets, medians of {SAVES} saves:", CHAPTERS * SNIPPETS);
    println!("from the save to the verdict: {verdict:.0?}");
    println!("from the save to the page: {page:.0?}, with no snippets {plain:.0?}");
    println!("that is {:.0?} beyond mdBook's own time", page.saturating_sub(plain));
}
