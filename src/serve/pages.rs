//! A small server for the pages of a rendered book, which load themselves again when it changes.

use anyhow::{Result, anyhow};
use std::io::Write;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tiny_http::{Method, Request, Server, StatusCode};

/// The beginning of the names of folders with rendered pages.
const PREFIX: &str = "memoir-serve-";

/// Where an open page asks whether there is a newer one: `…?than=3`.
const NEWER: &str = "/__memoir/newer";

/// So long does the answer take at most; the page then asks again.
const PATIENCE: Duration = Duration::from_secs(5);

/// What every page gets. It asks for a newer one, and loads itself again when there is.
const SCRIPT: &str = "<script>
(async () => {
    for (;;) {
        try {
            const answer = await fetch(\"/__memoir/newer?than=MEMOIR_EDITION\");
            if (await answer.text() !== \"MEMOIR_EDITION\") return location.reload();
        } catch {
            await new Promise(resolve => setTimeout(resolve, 500));
        }
    }
})();
</script>
";

/// The pages that are served now.
#[derive(Default)]
struct Edition {
    number: u64,
    folder: Option<Arc<TempDir>>,
}

#[derive(Default)]
struct Shelf {
    edition: Mutex<Edition>,
    changed: Condvar,
}

impl Shelf {
    fn edition(&self) -> MutexGuard<'_, Edition> {
        self.edition.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}

/// The server.
pub(super) struct Pages {
    shelf: Arc<Shelf>,
    address: String,
}

/// A new folder for rendered pages. Those of processes that are gone are removed.
pub(super) fn folder() -> Result<TempDir> {
    let all = std::env::temp_dir();
    for entry in std::fs::read_dir(&all).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let process = name.strip_prefix(PREFIX).and_then(|rest| rest.split('-').next());
        let is_gone = |process: &str| {
            let processes = Path::new("/proc");
            processes.is_dir() && !processes.join(process).exists()
        };
        if process.is_some_and(|p| p.bytes().all(|b| b.is_ascii_digit()) && is_gone(p)) {
            let _ = std::fs::remove_dir_all(entry.path());
        }
    }
    let prefix = format!("{PREFIX}{}-", std::process::id());
    Ok(tempfile::Builder::new().prefix(&prefix).tempdir_in(all)?)
}

impl Pages {
    /// Listens, and answers from threads of its own.
    pub(super) fn listen(address: &str) -> Result<Pages> {
        let server =
            Server::http(address).map_err(|error| anyhow!("can't serve at {address}: {error}"))?;
        let shelf = Arc::new(Shelf::default());
        let address = server.server_addr().to_string();
        let shared = shelf.clone();
        std::thread::Builder::new().name("memoir-pages".into()).spawn(move || {
            for request in server.incoming_requests() {
                let shelf = shared.clone();
                // Whoever asks for a newer page waits, and others must not wait for him.
                let _ = std::thread::Builder::new().spawn(move || answer(&shelf, request));
            }
        })?;
        Ok(Pages { shelf, address })
    }

    pub(super) fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Serves these pages from now on.
    pub(super) fn show(&self, folder: TempDir) {
        let mut edition = self.shelf.edition();
        edition.number += 1;
        edition.folder = Some(Arc::new(folder));
        self.shelf.changed.notify_all();
    }
}

fn answer(shelf: &Shelf, request: Request) {
    let url = request.url().to_string();
    let (path, query) = url.split_once('?').unwrap_or((&url, ""));
    let (status, kind, body) = match (request.method(), path) {
        (Method::Get | Method::Head, NEWER) => {
            let number = newer(shelf, query.strip_prefix("than=").and_then(|n| n.parse().ok()));
            (200, "text/plain", number.to_string().into_bytes())
        }
        (Method::Get | Method::Head, path) => page(shelf, path),
        _ => (405, "text/plain", b"only GET".to_vec()),
    };
    let is_head = *request.method() == Method::Head;
    // A reader who has left is no failure.
    let _ = respond(request, status, kind, if is_head { &[] } else { &body }, body.len());
}

/// Answers, and lets the reader close the connection.
///
/// The library gives a connection to a thread that waits for one, and may give two to the same if they
/// come at once. The second then waits for the first to be closed, which a browser may keep open for
/// minutes: its page would never be whole. The library's own answers can't ask for that.
fn respond(
    request: Request,
    status: u16,
    kind: &str,
    body: &[u8],
    length: usize,
) -> std::io::Result<()> {
    let reason = StatusCode(status).default_reason_phrase();
    let mut writer = request.into_writer();
    write!(
        writer,
        "HTTP/1.1 {status} {reason}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\
         Cache-Control: no-store\r\nConnection: close\r\n\r\n"
    )?;
    writer.write_all(body)?;
    writer.flush()
}

/// Waits for an edition that is newer than that one. Gives the number of the one that is there then.
fn newer(shelf: &Shelf, than: Option<u64>) -> u64 {
    let started = Instant::now();
    let mut edition = shelf.edition();
    while Some(edition.number) == than && started.elapsed() < PATIENCE {
        let rest = PATIENCE.saturating_sub(started.elapsed());
        edition = match shelf.changed.wait_timeout(edition, rest) {
            Ok((edition, _)) => edition,
            Err(poisoned) => poisoned.into_inner().0,
        };
    }
    edition.number
}

fn page(shelf: &Shelf, path: &str) -> (u16, &'static str, Vec<u8>) {
    let (number, folder) = {
        let edition = shelf.edition();
        (edition.number, edition.folder.clone())
    };
    let Some(folder) = folder else {
        let text = format!(
            "<!doctype html><title>Memoir</title><p>Nothing is rendered yet.</p>{}",
            script(number)
        );
        return (503, "text/html; charset=utf-8", text.into_bytes());
    };
    let root = root_of(folder.path());
    let Some(file) = file_of(&root, path) else {
        return (404, "text/plain; charset=utf-8", b"there is no such page".to_vec());
    };
    let Ok(body) = std::fs::read(&file) else {
        let missing = std::fs::read_to_string(root.join("404.html")).unwrap_or_default();
        return (404, "text/html; charset=utf-8", with_script(&missing, number).into_bytes());
    };
    let kind = kind_of(&file);
    match kind.starts_with("text/html") {
        true => {
            let text = String::from_utf8_lossy(&body);
            (200, kind, with_script(&text, number).into_bytes())
        }
        false => (200, kind, body),
    }
}

/// Where the pages are: a book with several renderers has a folder for each.
fn root_of(folder: &Path) -> PathBuf {
    let html = folder.join("html");
    if html.join("index.html").is_file() { html } else { folder.to_path_buf() }
}

/// The file that a URL's path names, which is inside of the folder.
fn file_of(folder: &Path, path: &str) -> Option<PathBuf> {
    let decoded = decode(path)?;
    let relative = Path::new(decoded.trim_start_matches('/'));
    let is_inside = relative.components().all(|part| matches!(part, Component::Normal(_)));
    let file = folder.join(relative);
    is_inside.then(|| if file.is_dir() { file.join("index.html") } else { file })
}

/// Undoes `%20` and the like.
fn decode(path: &str) -> Option<String> {
    let mut bytes = vec![];
    let mut rest = path.as_bytes();
    while let Some((&first, behind)) = rest.split_first() {
        if first == b'%' {
            let digits = std::str::from_utf8(behind.get(..2)?).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
            rest = &behind[2..];
        } else {
            bytes.push(first);
            rest = behind;
        }
    }
    String::from_utf8(bytes).ok().filter(|text| !text.contains(['\\', '\0']))
}

fn script(number: u64) -> String {
    SCRIPT.replace("MEMOIR_EDITION", &number.to_string())
}

fn with_script(page: &str, number: u64) -> String {
    match page.rfind("</body>") {
        Some(at) => format!("{}{}{}", &page[..at], script(number), &page[at..]),
        None => format!("{page}{}", script(number)),
    }
}

fn kind_of(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("gif") => "image/gif",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        Some("woff") => "font/woff",
        Some("ttf") => "font/ttf",
        Some("wasm") => "application/wasm",
        Some("txt" | "md" | "rs" | "py") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_stay_inside() {
        let folder = Path::new("/srv");
        let check = |url: &str, file: Option<&str>| {
            assert_eq!(file_of(folder, url), file.map(PathBuf::from), "{url}");
        };
        check("/a.html", Some("/srv/a.html"));
        check("/a%20b/c.html", Some("/srv/a b/c.html"));
        check("/../etc/passwd", None);
        check("/%2e%2e/etc/passwd", None);
        check("//etc/passwd", Some("/srv/etc/passwd"));
        check("/a\\..\\b", None);
        check("/%zz", None);
        check("/%e4", None);
    }
}
