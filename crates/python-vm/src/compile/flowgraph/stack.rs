//! How deep the stack gets.

use super::super::ir::Code;
use super::{Graph, NONE, Node};

impl Graph<'_> {
    /// Finds each block's depth at its start, and the most places of CPython's stack in use at once.
    /// Where iterators take two of those, the second is counted apart: the machine has none.
    pub(super) fn stack_depth(&mut self) -> u32 {
        for block in &mut self.blocks {
            block.depth = -1;
        }
        let mut most = 0;
        let mut stack = Vec::new();
        self.enter_at(0, 0, 0, &mut stack);
        while let Some(id) = stack.pop() {
            let mut depth = self.block(id).depth;
            let mut extra = self.block(id).extra;
            let falls_through = self.block(id).falls_through();
            for index in 0..self.block(id).nodes.len() {
                let node = self.block(id).nodes[index];
                let after = depth + effect(node);
                if node.code.has_target() {
                    let target_depth = depth + jump_effect(node);
                    most = most.max(target_depth + extra);
                    self.enter_at(node.target, target_depth, extra, &mut stack);
                }
                depth = after;
                if self.rules.iterators_take_two_places {
                    extra += match node.code {
                        Code::GetIter | Code::GetYieldFromIter => 1,
                        Code::EndFor | Code::EndSend => -1,
                        _ => 0,
                    };
                }
                most = most.max(depth + extra);
            }
            let next = self.block(id).next;
            if falls_through && next != NONE {
                self.enter_at(next, depth, extra, &mut stack);
            }
        }
        most.max(0) as u32
    }

    fn enter_at(&mut self, id: u32, depth: i32, extra: i32, stack: &mut Vec<u32>) {
        let block = self.block_mut(id);
        debug_assert!(
            block.depth < 0 || block.depth == depth,
            "block {id} is entered at depth {} and {depth}",
            block.depth
        );
        if block.depth < 0 {
            block.depth = depth;
            block.extra = extra;
            stack.push(id);
        }
    }
}

fn effect(node: Node) -> i32 {
    let (popped, pushed) = node.code.stack_effect(node.arg);
    pushed as i32 - popped as i32
}

/// The effect when the jump is taken, or the handler entered.
fn jump_effect(node: Node) -> i32 {
    match node.code {
        Code::ForIter => 0,
        Code::SetupFinally | Code::SetupWith => 1,
        Code::SetupCleanup => 2,
        _ => effect(node),
    }
}
