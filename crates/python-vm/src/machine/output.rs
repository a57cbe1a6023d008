//! What a program has printed, by the top-level statement that was running.

use super::{Halt, Machine, Result};
use crate::outcome::{Output, Stream};

/// The pieces of output of the unit that runs.
#[derive(Clone, Debug, Default)]
pub struct OutputLog {
    pieces: Vec<Output>,
    written: usize,
}

impl Machine {
    /// Writes to a stream of the program.
    ///
    /// Halts the run when the limit on output is crossed.
    pub fn write(&mut self, stream: Stream, text: &str) -> Result<()> {
        if text.is_empty() {
            return Ok(());
        }
        let line = self.statement_line();
        let log = &mut self.output;
        log.written += text.len();
        if log.written > self.limits.output {
            let limit = format!("{} bytes of output", self.limits.output);
            return Err(self.stop(Halt::OutOfBudget(limit)));
        }
        match log.pieces.last_mut() {
            Some(last) if last.stream == stream && last.line == line => last.text.push_str(text),
            _ => log.pieces.push(Output { stream, line, text: text.to_owned() }),
        }
        Ok(())
    }

    /// Takes the output of the unit that ended.
    pub(super) fn take_output(&mut self) -> Vec<Output> {
        self.output.written = 0;
        std::mem::take(&mut self.output.pieces)
    }

    /// First line of the top-level statement that is running, 0 outside of a unit.
    pub(super) fn statement_line(&self) -> u32 {
        match self.frames.first() {
            Some(frame) => frame.body.statement_of(frame.instruction),
            None => 0,
        }
    }
}
