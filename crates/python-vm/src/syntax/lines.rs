//! Lines and columns of byte offsets.

use ruff_text_size::{Ranged, TextRange, TextSize};

use crate::bytecode::Position;

/// Where each line of a source starts.
pub(super) struct Lines {
    starts: Vec<u32>,
    /// The line (0-based) that was asked for last: nodes come nearly in order.
    last: usize,
}

impl Lines {
    pub(super) fn new(source: &str) -> Lines {
        let bytes = source.as_bytes();
        let mut starts = vec![0];
        for (index, &byte) in bytes.iter().enumerate() {
            let ends = byte == b'\n' || (byte == b'\r' && bytes.get(index + 1) != Some(&b'\n'));
            if ends {
                starts.push(index as u32 + 1);
            }
        }
        Lines { starts, last: 0 }
    }

    /// The line (1-based) and column (0-based, in bytes) of an offset.
    pub(super) fn place(&mut self, offset: TextSize) -> (u32, u32) {
        let offset = u32::from(offset);
        let within = |line: usize| {
            self.starts.get(line).is_some_and(|&start| start <= offset)
                && self.starts.get(line + 1).is_none_or(|&next| offset < next)
        };
        let line = if within(self.last) {
            self.last
        } else if within(self.last + 1) {
            self.last + 1
        } else {
            self.starts.partition_point(|&start| start <= offset) - 1
        };
        self.last = line;
        (line as u32 + 1, offset - self.starts[line])
    }

    pub(super) fn range(&mut self, range: TextRange) -> Position {
        let (line, column) = self.place(range.start());
        let (end_line, end_column) = self.place(range.end());
        self.last = line as usize - 1;
        Position { line, end_line, column, end_column }
    }

    pub(super) fn of(&mut self, node: &impl Ranged) -> Position {
        self.range(node.range())
    }
}
