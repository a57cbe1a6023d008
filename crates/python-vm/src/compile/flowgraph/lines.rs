//! Lines for instructions that have none of their own.

use super::super::ir::{Code, NO_LOCATION};
use super::{Block, Graph, NONE};

impl Graph<'_> {
    /// Gives every exit from the frame a line, and spreads lines to what follows.
    pub(super) fn resolve_lines(&mut self) {
        self.duplicate_exits_without_line();
        self.propagate_lines();
    }

    fn is_exit_without_line(&self, id: u32) -> bool {
        let block = self.block(id);
        let checks = |code| matches!(code, Code::Jump | Code::JumpBackward | Code::Resume);
        let eval_break =
            self.rules.locates_eval_breaks && block.nodes.iter().any(|node| checks(node.code));
        (block.exits_scope() || eval_break) && block.has_no_line()
    }

    /// An exit without line that several blocks jump to is copied for each of them.
    fn duplicate_exits_without_line(&mut self) {
        let order = self.order();
        if order.len() == 1 {
            return;
        }
        for id in order {
            let Some(&last) = self.block(id).nodes.last() else {
                continue;
            };
            if !last.code.is_jump() {
                continue;
            }
            let target = self.nonempty(last.target);
            if target == NONE
                || !self.is_exit_without_line(target)
                || self.block(target).predecessors <= 1
            {
                continue;
            }
            let original = self.block_mut(target);
            original.predecessors -= 1;
            let mut copy = Block::new();
            copy.nodes.clone_from(&original.nodes);
            copy.nodes[0].at = last.at;
            copy.predecessors = 1;
            copy.labelled = true;
            copy.next = original.next;
            copy.unbound = original.unbound;
            copy.cold = original.cold;
            copy.warm = original.warm;
            let copy = self.add_block(copy);
            self.block_mut(target).next = copy;
            if let Some(last) = self.block_mut(id).nodes.last_mut() {
                last.target = copy;
            }
        }
        // What is left is reached by falling into it, from one block only.
        for id in self.order() {
            let next = self.block(id).next;
            if next == NONE || !self.block(id).falls_through() || !self.is_exit_without_line(next) {
                continue;
            }
            let Some(last) = self.block(id).nodes.last() else {
                continue;
            };
            let at = last.at;
            if let Some(first) = self.block_mut(next).nodes.first_mut() {
                first.at = at;
            }
        }
    }

    fn propagate_lines(&mut self) {
        for id in self.order() {
            if self.block(id).nodes.is_empty() {
                continue;
            }
            let mut previous = NO_LOCATION;
            for node in &mut self.block_mut(id).nodes {
                if node.at == NO_LOCATION {
                    node.at = previous;
                } else {
                    previous = node.at;
                }
            }
            let next = self.block(id).next;
            if next != NONE && self.block(id).falls_through() {
                self.inherit_line(next, previous);
            }
            let Some(last) = self.block(id).nodes.last() else {
                continue;
            };
            if last.code.is_jump() {
                let target = last.target;
                self.inherit_line(target, previous);
            }
        }
    }

    fn inherit_line(&mut self, id: u32, at: crate::bytecode::Position) {
        let block = self.block_mut(id);
        if block.predecessors == 1
            && let Some(first) = block.nodes.first_mut()
            && first.at == NO_LOCATION
        {
            first.at = at;
        }
    }
}
