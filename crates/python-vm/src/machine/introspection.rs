//! What library modules ask of the running machine.

use super::Machine;

impl Machine {
    /// Running calls of Python code.
    pub(crate) fn frame_count(&self) -> usize {
        self.frames.len()
    }

    /// Instructions executed since the start: the virtual clock.
    pub(crate) fn executed(&self) -> u64 {
        self.executed
    }
}
