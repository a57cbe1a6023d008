//! Which handler guards which instruction.

use super::super::ir::Code;
use super::{Graph, NONE};

impl Graph<'_> {
    /// Marks handlers, and names the handler of each instruction.
    pub(super) fn label_exception_targets(&mut self) {
        if !self.blocks.iter().any(|block| block.nodes.iter().any(|node| node.code.is_block_push()))
        {
            return;
        }
        for id in 0..self.blocks.len() {
            for index in 0..self.blocks[id].nodes.len() {
                let node = self.blocks[id].nodes[index];
                if node.code.is_block_push() {
                    self.block_mut(node.target).handler = true;
                }
            }
        }
        self.clear_visited();
        self.block_mut(0).visited = true;
        let mut todo: Vec<(u32, Vec<u32>)> = vec![(0, Vec::new())];
        while let Some((id, mut stack)) = todo.pop() {
            let falls_through = self.block(id).falls_through();
            let count = self.block(id).nodes.len();
            for index in 0..count {
                let handler = stack.last().copied().unwrap_or(NONE);
                let node = &mut self.block_mut(id).nodes[index];
                let target = node.target;
                if node.code.is_block_push() {
                    let saves = node.code != Code::SetupFinally;
                    let target_block = self.block_mut(target);
                    target_block.saves_lasti |= saves;
                    if !target_block.visited {
                        target_block.visited = true;
                        todo.push((target, stack.clone()));
                    }
                    stack.push(target);
                } else if node.code == Code::PopBlock {
                    node.clear();
                    stack.pop();
                } else {
                    node.except = handler;
                    if node.code.is_jump() && !self.block(target).visited {
                        self.block_mut(target).visited = true;
                        todo.push((target, stack.clone()));
                    }
                }
            }
            let next = self.block(id).next;
            if falls_through && next != NONE && !self.block(next).visited {
                self.block_mut(next).visited = true;
                todo.push((next, stack));
            }
        }
    }
}
