//! A served book in a real browser: what becomes false turns red on the page that is open, and what is
//! mended is as it was.

use crate::serve::Running;
use crate::support::{Book, skip};
use serde_json::{Value, json};
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// So long may it take until a page shows what it should.
const PATIENCE: Duration = Duration::from_secs(60);

/// A headless Chromium, which is told what to do through two pipes.
struct Browser {
    child: Child,
    requests: File,
    answers: Receiver<Value>,
    sent: u64,
    /// Its profile, and the pipes.
    _folder: TempDir,
}

/// The browser of this machine.
fn find() -> Option<PathBuf> {
    let folders: Vec<PathBuf> = std::env::split_paths(&std::env::var_os("PATH")?).collect();
    let names = ["chromium", "chromium-browser", "google-chrome"];
    let candidates = names.iter().flat_map(|name| folders.iter().map(move |f| f.join(name)));
    candidates.into_iter().find(|path| path.is_file())
}

impl Browser {
    fn start(program: &Path) -> Browser {
        let folder = tempfile::tempdir().unwrap();
        let pipes = ["requests", "answers"].map(|name| folder.path().join(name));
        assert!(Command::new("mkfifo").args(&pipes).status().unwrap().success());
        // Open for both directions, so that nobody waits for the other to open it.
        let open = |path: &PathBuf| File::options().read(true).write(true).open(path).unwrap();
        let (requests, answers) = (open(&pipes[0]), open(&pipes[1]));
        // It reads from descriptor 3 and writes to 4.
        let script = "exec \"$1\" --headless --no-sandbox --disable-gpu --user-data-dir=\"$2\" \
                      --no-first-run --disable-background-networking --disable-component-update \
                      --disable-dev-shm-usage --remote-debugging-pipe about:blank 3<\"$3\" 4>\"$4\"";
        let mut command = Command::new("sh");
        command.args(["-c", script, "sh"]).arg(program).arg(folder.path().join("profile"));
        command.args(&pipes).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let child = command.spawn().unwrap();
        let (send, received) = channel();
        std::thread::spawn(move || {
            for answer in BufReader::new(answers).split(0) {
                let Ok(answer) = answer.map(|bytes| serde_json::from_slice(&bytes)) else { return };
                if send.send(answer.expect("answers are JSON")).is_err() {
                    return;
                }
            }
        });
        Browser { child, requests, answers: received, sent: 0, _folder: folder }
    }

    /// Asks for something; gives what it answers, which may be that it can't now.
    fn ask(&mut self, session: Option<&str>, method: &str, parameters: Value) -> Value {
        self.sent += 1;
        let mut request = json!({"id": self.sent, "method": method, "params": parameters});
        if let Some(session) = session {
            request["sessionId"] = session.into();
        }
        write!(self.requests, "{request}\0").unwrap();
        loop {
            let answer = self.answers.recv_timeout(PATIENCE).expect("the browser answers");
            if answer["id"] == self.sent {
                return answer["result"].clone();
            }
        }
    }

    /// The tab that is open once it has started.
    fn tab(&mut self) -> Value {
        let started = Instant::now();
        loop {
            let targets = self.ask(None, "Target.getTargets", json!({}));
            let targets = targets["targetInfos"].as_array().expect("a list");
            if let Some(tab) = targets.iter().find(|target| target["type"] == "page") {
                return tab["targetId"].clone();
            }
            assert!(started.elapsed() < PATIENCE, "no tab is open");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Opens a page. Gives the session in which it can be asked.
    fn open(&mut self, url: &str) -> String {
        let tab = self.tab();
        let target = json!({"targetId": tab, "flatten": true});
        let attached = self.ask(None, "Target.attachToTarget", target);
        let session = attached["sessionId"].as_str().expect("the tab is there").to_string();
        self.ask(Some(&session), "Page.navigate", json!({"url": url}));
        session
    }

    /// Waits until an expression of the page has that value.
    #[track_caller]
    fn wait(&mut self, session: &str, expression: &str, expected: Value) {
        let started = Instant::now();
        loop {
            let parameters = json!({"expression": expression, "returnByValue": true});
            let result = self.ask(Some(session), "Runtime.evaluate", parameters);
            let value = &result["result"]["value"];
            if *value == expected {
                return;
            }
            assert!(started.elapsed() < PATIENCE, "{expression} is {result}, not {expected}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The text of what is shown as false, with its colours; null if nothing is.
const FAILURE: &str = "(() => {
    const failure = document.querySelector('.memoir-failure');
    if (!failure) return null;
    const got = failure.querySelector('del');
    return [
        got.textContent,
        getComputedStyle(got).color,
        getComputedStyle(failure).borderInlineStartColor,
        failure.getBoundingClientRect().height > 10,
    ];
})()";

const TRUE: &str = "# A\n\n```python\nprint(1)\n#> 1\n```\n";

#[test]
fn what_is_false_is_red_until_it_is_mended() {
    let Some(program) = find() else {
        return skip("a served page in a browser", "there is no Chromium here");
    };
    let config = std::fs::read_to_string("book.toml").unwrap();
    assert!(config.contains("\"theme/memoir.css\""));
    let book = Book::with(TRUE);
    let config = book.read("book.toml");
    book.write("book.toml", format!("{config}[output.html]\nadditional-css = [\"memoir.css\"]\n"));
    book.write("memoir.css", std::fs::read("theme/memoir.css").unwrap());

    let mut serve = Running::serve(&book);
    serve.page_with("/a.html", "verified on");
    let mut browser = Browser::start(&program);
    let page = browser.open(&format!("http://{}/a.html", serve.address));
    browser.wait(&page, "document.body.textContent.includes('verified on')", true.into());
    browser.wait(&page, FAILURE, Value::Null);

    // The page that is open loads itself again.
    book.write("chapters/a.md", TRUE.replace("#> 1", "#> 3"));
    assert!(serve.verdict().starts_with("1 problem"));
    let red = "rgb(209, 36, 47)";
    browser.wait(&page, FAILURE, json!(["- 3", red, red, true]));

    book.write("chapters/a.md", TRUE);
    assert!(serve.verdict().starts_with("all holds"));
    browser.wait(&page, FAILURE, Value::Null);
    browser.wait(&page, "document.body.textContent.includes('verified on')", true.into());
}
