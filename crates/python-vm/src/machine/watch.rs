//! Showing the machine to whoever watches it run.
//!
//! A unit that is watched has an [`crate::bytecode::Op::Watch`] behind each statement of interest.
//! The program can't notice: the instruction takes no part in budgets, sizes or indices, and a
//! watcher only looks.

use super::Machine;

/// A place behind a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct WatchPoint {
    /// The statement's last line, 1-based.
    pub line: u32,
    /// The column (0-based, in bytes) at which the statement's suite is indented.
    pub column: u32,
}

/// Gets the machine and the number of the place.
pub type Watcher = Box<dyn FnMut(&mut Machine, usize)>;

/// The watcher of a run.
#[derive(Default)]
pub(super) struct Attached(Option<Watcher>);

impl Attached {
    pub(super) fn attach(&mut self, watcher: Watcher) {
        self.0 = Some(watcher);
    }
}

impl std::fmt::Debug for Attached {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.0.is_some() { "watched" } else { "not watched" })
    }
}

impl Machine {
    /// Shows the machine, whose state has been written back.
    #[cold]
    pub(super) fn be_watched(&mut self, point: usize) {
        if let Some(mut watcher) = self.watcher.0.take() {
            watcher(self, point);
            self.watcher.0 = Some(watcher);
        }
    }
}
