//! Removing what is unreachable or does nothing.

use super::super::ir::{Code, has_line};
use super::{Graph, NONE, Node};

/// Blocks up to this size that leave the frame are copied to where they are jumped to from.
const MAX_COPY_SIZE: usize = 4;

impl Graph<'_> {
    /// Where a block ends in a jump to a small exit, or to a block without lines, that block takes
    /// the place of the jump.
    pub(super) fn inline_small_blocks(&mut self) {
        let order = self.order();
        if order.len() == 1 {
            return;
        }
        loop {
            let mut changed = false;
            for &id in &order {
                changed |= self.inline_small_block(id);
            }
            if !changed {
                return;
            }
        }
    }

    fn inline_small_block(&mut self, id: u32) -> bool {
        let Some(last) = self.block(id).nodes.last() else {
            return false;
        };
        if !last.code.is_unconditional_jump() {
            return false;
        }
        let (removed, target_id) = (last.code, last.target);
        let target = self.block(target_id);
        let small_exit = target.exits_scope() && target.nodes.len() <= MAX_COPY_SIZE;
        let no_line = target.has_no_line() && !target.falls_through();
        if !small_exit && !no_line {
            return false;
        }
        let copied: Vec<Node> = target.nodes.clone();
        self.block_mut(target_id).predecessors =
            self.block(target_id).predecessors.saturating_sub(1);
        let block = self.block_mut(id);
        if let Some(last) = block.nodes.last_mut() {
            last.clear();
            last.target = NONE;
        }
        block.nodes.extend(copied);
        if no_line
            && let Some(last) = block.nodes.last_mut()
            && last.code.is_unconditional_jump()
            && removed == Code::Jump
        {
            // The check point of the removed jump must not be lost.
            last.code = Code::Jump;
        }
        true
    }

    pub(super) fn remove_unreachable(&mut self) {
        for block in &mut self.blocks {
            block.predecessors = 0;
            block.visited = false;
        }
        let mut stack = vec![0];
        self.block_mut(0).predecessors = 1;
        self.block_mut(0).visited = true;
        while let Some(id) = stack.pop() {
            let next = self.block(id).next;
            if next != NONE && self.block(id).falls_through() {
                self.reach(next, &mut stack);
            }
            for index in 0..self.block(id).nodes.len() {
                let node = self.block(id).nodes[index];
                if node.code.has_target() {
                    self.reach(node.target, &mut stack);
                }
            }
        }
        for block in &mut self.blocks {
            if block.predecessors == 0 {
                block.nodes.clear();
                block.handler = false;
            }
        }
    }

    fn reach(&mut self, id: u32, stack: &mut Vec<u32>) {
        let block = self.block_mut(id);
        if !block.visited {
            block.visited = true;
            stack.push(id);
        }
        block.predecessors += 1;
    }

    /// Removes no-ops that no line needs; says how many.
    fn remove_redundant_nops_of(&mut self, id: u32) -> usize {
        if !self.block(id).nodes.iter().any(|node| node.code == Code::Nop) {
            return 0;
        }
        let mut nodes = std::mem::take(&mut self.block_mut(id).nodes);
        let count = nodes.len();
        let mut kept = 0;
        let mut previous_line = None;
        for index in 0..count {
            let at = nodes[index].at;
            if nodes[index].code == Code::Nop {
                if !has_line(at) || previous_line == Some(at.line) {
                    continue;
                }
                if index + 1 < count {
                    let next = nodes[index + 1].at;
                    if next.line == at.line {
                        continue;
                    }
                    if !has_line(next) {
                        nodes[index + 1].at = at;
                        continue;
                    }
                } else {
                    let next = self.nonempty(self.block(id).next);
                    if next != NONE {
                        let skipped = |node: &&Node| node.code != Code::Nop || has_line(node.at);
                        let first = self.block(next).nodes.iter().find(skipped);
                        if first.is_some_and(|first| first.at.line == at.line) {
                            continue;
                        }
                    }
                }
            }
            nodes[kept] = nodes[index];
            kept += 1;
            previous_line = Some(at.line);
        }
        nodes.truncate(kept);
        self.block_mut(id).nodes = nodes;
        count - kept
    }

    fn remove_redundant_nops(&mut self, order: &[u32]) -> usize {
        order.iter().map(|&id| self.remove_redundant_nops_of(id)).sum()
    }

    /// Removes no-ops, and loads whose value is dropped at once.
    pub(super) fn remove_redundant_nops_and_pairs(&mut self) {
        let order = self.order();
        loop {
            let mut done = true;
            // The instruction before, in this block or one that falls into it.
            let mut previous: Option<(u32, usize)> = None;
            for &id in &order {
                self.remove_redundant_nops_of(id);
                if self.block(id).labelled {
                    previous = None;
                }
                for index in 0..self.block(id).nodes.len() {
                    let node = self.block(id).nodes[index];
                    if let (Code::PopTop, Some((block, at))) = (node.code, previous) {
                        let before = self.block(block).nodes[at];
                        let pair = match before.code {
                            Code::LoadConst | Code::LoadSmallInt => true,
                            Code::LoadCommonConstant => self.rules.common_constants,
                            Code::Copy => before.arg == 1,
                            _ => false,
                        };
                        if pair {
                            self.block_mut(block).nodes[at].clear();
                            self.block_mut(id).nodes[index].clear();
                            done = false;
                        }
                    }
                    previous = Some((id, index));
                }
                let last = self.block(id).nodes.last();
                if last.is_some_and(|last| last.code.is_jump()) || !self.block(id).falls_through() {
                    previous = None;
                }
            }
            if done {
                return;
            }
        }
    }

    /// Removes jumps to what follows anyway; says how many.
    fn remove_redundant_jumps(&mut self, order: &[u32]) -> usize {
        let mut changes = 0;
        for &id in order {
            let Some(last) = self.block(id).nodes.last() else {
                continue;
            };
            if !last.code.is_unconditional_jump() {
                continue;
            }
            let target = self.nonempty(last.target);
            let next = self.nonempty(self.block(id).next);
            if target == next {
                changes += 1;
                if let Some(last) = self.block_mut(id).nodes.last_mut() {
                    last.clear();
                    last.target = NONE;
                }
            }
        }
        changes
    }

    pub(super) fn remove_redundant_nops_and_jumps(&mut self) {
        let order = self.order();
        loop {
            let nops = self.remove_redundant_nops(&order);
            let jumps = self.remove_redundant_jumps(&order);
            if nops + jumps == 0 {
                return;
            }
        }
    }
}
