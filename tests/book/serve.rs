//! The book while somebody works on it.

use crate::support::Book;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// A command that goes on until the test ends.
pub struct Running {
    child: Child,
    stdout: Receiver<std::io::Result<String>>,
    pub address: String,
}

impl Running {
    pub fn start(book: &Book, arguments: &[&str]) -> Running {
        let mut child = book
            .command(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the binary starts");
        let lines = BufReader::new(child.stdout.take().expect("it is piped")).lines();
        let (send, stdout) = channel();
        std::thread::spawn(move || lines.map(|line| send.send(line)).all(|sent| sent.is_ok()));
        Running { child, stdout, address: String::new() }
    }

    /// Serves a book that holds, at a port of its own.
    pub fn serve(book: &Book) -> Running {
        let mut serve = Running::start(book, &["serve", "--port", "0"]);
        assert!(serve.verdict().starts_with("all holds"));
        let url = serve.line();
        serve.address = url.strip_prefix("open http://").unwrap().trim_end_matches('/').to_string();
        serve
    }

    fn line(&mut self) -> String {
        let line = self.stdout.recv_timeout(Duration::from_secs(60)).expect("it tells something");
        line.expect("it goes on")
    }

    /// The next verdict, without its time.
    pub fn verdict(&mut self) -> String {
        let line = self.line();
        line.rsplit_once(" (").expect("a verdict has a time").0.to_string()
    }

    fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("it listens");
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = vec![];
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// A page, once it has that text.
    pub fn page_with(&self, path: &str, text: &str) -> String {
        let started = Instant::now();
        loop {
            let page = self.get(path);
            if page.contains(text) {
                return page;
            }
            assert!(started.elapsed() < Duration::from_secs(60), "no `{text}`");
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

const TRUE: &str = "# A\n\n```python\nprint(1)\n#> 1\n```\n\nIt is {{#py 1 + 1 = 2}}.\n";

#[test]
fn watch_tells_what_each_save_changed() {
    let book = Book::with(TRUE).file("part.md", "```python\nprint(2)\n#> 2\n```\n");
    let mut watch = Running::start(&book, &["watch"]);
    assert_eq!(watch.verdict(), "all holds: 1 snippet, 2 checks");
    book.write("chapters/a.md", TRUE.replace("#> 1", "#> 3"));
    assert_eq!(watch.verdict(), "1 problem: 1 snippet, 2 checks");
    // An editor may write another file and put it in place.
    book.write("chapters/a.md~", format!("{TRUE}\n{{{{#include ../part.md}}}}\n"));
    assert_eq!(watch.verdict(), "1 problem: 1 snippet, 2 checks");
    std::fs::rename(book.path("chapters/a.md~"), book.path("chapters/a.md")).unwrap();
    assert_eq!(watch.verdict(), "all holds: 2 snippets, 3 checks");
    // What a chapter includes counts, wherever it is.
    book.write("part.md", "```python\nprint(2)\n#> 4\n```\n");
    assert_eq!(watch.verdict(), "1 problem: 2 snippets, 3 checks");
}

#[test]
fn serve_shows_a_false_page_with_what_is_false() {
    let book =
        Book::with(TRUE).chapter("deep/b.md", "# B\n").chapter("writing-chapters.md", "# C\n");
    let before = book.sources();
    let mut serve = Running::serve(&book);
    let page = serve.page_with("/a.html", "verified on");
    assert!(page.contains("/__memoir/newer?than=1"));
    assert!(!page.contains("memoir-failure"));
    assert!(serve.get("/").contains("verified on"));
    assert!(serve.get("/../chapters/a.md").starts_with("HTTP/1.1 404"));
    assert!(serve.get("/nothing.html").starts_with("HTTP/1.1 404"));
    assert!(before == book.sources(), "serving changed the book");

    book.write("chapters/a.md", TRUE.replace("#> 1", "#> 3").replace("= 2", "= 4"));
    assert_eq!(serve.verdict(), "2 problems: 1 snippet, 2 checks");
    // An open page learns of it.
    assert!(serve.get("/__memoir/newer?than=1").ends_with("\r\n\r\n2"));
    let page = serve.get("/a.html");
    for expected in [
        "<div class=\"memoir-failure\" role=\"alert\">",
        "<span class=\"memoir-false\"><span class=\"memoir-out\">",
        "<p>this statement prints something else: expected <code>chapters/a.md:5:1</code> <a href=\"writing-chapters.html#error-output\">more</a></p>",
        "<pre><del>- 3</del>\n<ins>+ 1</ins></pre>",
        "memoir-fact memoir-false",
        "does not hold",
    ] {
        assert!(page.contains(expected), "no {expected}");
    }
    book.run(&["build"]).exits(1);

    book.write("chapters/a.md", TRUE);
    assert_eq!(serve.verdict(), "all holds: 1 snippet, 2 checks");
    book.write("chapters/deep/b.md", "# B\n\n```python3\n```\n");
    assert_eq!(serve.verdict(), "1 problem: 1 snippet, 2 checks");
    serve.page_with("/deep/b.html", "<a href=\"../writing-chapters.html#error-fence\">more</a>");
    book.write("chapters/deep/b.md", "# B\n");
    assert_eq!(serve.verdict(), "all holds: 1 snippet, 2 checks");
    assert!(!serve.page_with("/a.html", "verified on").contains("memoir-failure"));
    assert!(!book.path("book").exists());
}
