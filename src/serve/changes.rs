//! Notices saved files.

use anyhow::{Context, Result};
use notify::event::{AccessKind, AccessMode, ModifyKind};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// An editor may write a file in several steps; the book is read when nothing came for so long.
const QUIET: Duration = Duration::from_millis(8);

/// Whether the system tells when a file that was written is closed.
const TELLS_CLOSING: bool = cfg!(target_os = "linux");

/// Folders that are watched.
pub(super) struct Changes {
    events: Receiver<notify::Result<Event>>,
    watcher: RefCell<RecommendedWatcher>,
    /// The folders, and whether those inside of them are watched, too.
    folders: RefCell<BTreeMap<PathBuf, bool>>,
}

impl Changes {
    pub(super) fn new() -> Result<Changes> {
        let (send, events) = channel();
        let watcher = notify::recommended_watcher(send).context("can't watch files")?;
        Ok(Changes { events, watcher: RefCell::new(watcher), folders: RefCell::default() })
    }

    /// Notices from now on what is written to these files, or into these folders.
    pub(super) fn watch_all(&self, paths: &[PathBuf]) -> Result<()> {
        for path in paths.iter().filter_map(|path| path.canonicalize().ok()) {
            // Editors replace files, so that it is their folder that tells.
            match path.is_dir() {
                true => self.watch(&path, true)?,
                false => self.watch(path.parent().unwrap_or(&path), false)?,
            }
        }
        Ok(())
    }

    /// Waits until one of these files, or something in one of these folders, is written. Gives the
    /// time of the first notice. What was written since the last call counts.
    pub(super) fn wait(&self, paths: &[PathBuf]) -> Result<Instant> {
        self.watch_all(paths)?;
        let paths: Vec<PathBuf> =
            paths.iter().filter_map(|path| path.canonicalize().ok()).collect();
        let concerns = |event: &Event| {
            let written = match event.kind {
                EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
                EventKind::Modify(ModifyKind::Name(_)) | EventKind::Remove(_) => true,
                // Where closing a file is told, what happens before that is not worth a look.
                EventKind::Create(_) | EventKind::Modify(ModifyKind::Data(_)) => !TELLS_CLOSING,
                EventKind::Modify(ModifyKind::Any) | EventKind::Any => !TELLS_CLOSING,
                _ => false,
            };
            written
                && event.paths.iter().any(|changed| paths.iter().any(|p| changed.starts_with(p)))
        };
        loop {
            let event = self.events.recv().context("files are not watched any more")?;
            if !event.is_ok_and(|event| concerns(&event)) {
                continue;
            }
            let first = Instant::now();
            while self.events.recv_timeout(QUIET).is_ok() {}
            return Ok(first);
        }
    }

    fn watch(&self, folder: &Path, inside: bool) -> Result<()> {
        let mut folders = self.folders.borrow_mut();
        let covered = folders.iter().any(|(known, deep)| {
            known == folder && (*deep || !inside) || *deep && folder.starts_with(known)
        });
        if covered {
            return Ok(());
        }
        let mode = if inside { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive };
        let watched = self.watcher.borrow_mut().watch(folder, mode);
        watched.with_context(|| format!("can't watch {}", folder.display()))?;
        folders.insert(folder.to_path_buf(), inside);
        Ok(())
    }
}
