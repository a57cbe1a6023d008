//! The order of blocks, and the direction of jumps.

use super::super::ir::{Code, NO_LOCATION};
use super::{Block, Graph, NONE, Node};

impl Graph<'_> {
    /// Blocks that only exceptions reach go behind all others.
    pub(super) fn push_cold_blocks_to_end(&mut self) {
        let order = self.order();
        if order.len() == 1 || !self.blocks.iter().any(|block| block.handler) {
            return;
        }
        self.mark_warm();
        self.mark_cold(&order);
        for &id in &order {
            let block = self.block(id);
            let next = block.next;
            if block.cold && block.falls_through() && next != NONE && self.block(next).warm {
                self.block_mut(next).labelled = true;
                let mut jump = Node::new(Code::JumpNoInterrupt, 0, NO_LOCATION);
                jump.target = next;
                let mut explicit = Block::new();
                explicit.nodes.push(jump);
                explicit.cold = true;
                explicit.next = next;
                explicit.predecessors = 1;
                let explicit = self.add_block(explicit);
                self.block_mut(id).next = explicit;
            }
        }
        let order = self.order();
        let (cold, warm): (Vec<u32>, Vec<u32>) =
            order.into_iter().partition(|&id| self.block(id).cold);
        if cold.is_empty() {
            return;
        }
        self.link(&[warm, cold].concat());
        self.remove_redundant_nops_and_jumps();
    }

    fn link(&mut self, order: &[u32]) {
        for (index, &id) in order.iter().enumerate() {
            self.block_mut(id).next = order.get(index + 1).copied().unwrap_or(NONE);
        }
    }

    fn mark_warm(&mut self) {
        self.clear_visited();
        let mut stack = vec![0];
        self.block_mut(0).visited = true;
        while let Some(id) = stack.pop() {
            self.block_mut(id).warm = true;
            for next in self.successors(id) {
                let block = self.block_mut(next);
                if !block.visited {
                    block.visited = true;
                    stack.push(next);
                }
            }
        }
    }

    fn mark_cold(&mut self, order: &[u32]) {
        self.clear_visited();
        let mut stack = Vec::new();
        for &id in order {
            let block = self.block_mut(id);
            if block.handler {
                block.visited = true;
                stack.push(id);
            }
        }
        while let Some(id) = stack.pop() {
            self.block_mut(id).cold = true;
            for next in self.successors(id) {
                let block = self.block_mut(next);
                if !block.warm && !block.visited {
                    block.visited = true;
                    stack.push(next);
                }
            }
        }
    }

    /// Where control goes from a block, handlers aside.
    fn successors(&self, id: u32) -> impl Iterator<Item = u32> + use<> {
        let block = self.block(id);
        let next = if block.falls_through() { block.next } else { NONE };
        let target = match block.nodes.last() {
            Some(last) if last.code.is_jump() => last.target,
            _ => NONE,
        };
        [next, target].into_iter().filter(|&id| id != NONE)
    }

    /// Conditional jumps that keep their value become a copy, a test and a jump that pops.
    pub(super) fn convert_keeping_jumps(&mut self) {
        for block in &mut self.blocks {
            let Some(last) = block.nodes.last().copied() else {
                continue;
            };
            let code = match last.code {
                Code::JumpIfFalse => Code::PopJumpIfFalse,
                Code::JumpIfTrue => Code::PopJumpIfTrue,
                _ => continue,
            };
            block.nodes.pop();
            let mut copy = Node::new(Code::Copy, 1, last.at);
            copy.except = last.except;
            let mut test = Node::new(Code::ToBool, 0, last.at);
            test.except = last.except;
            block.nodes.extend([copy, test, Node { code, ..last }]);
        }
    }

    /// Pseudo instructions become real ones.
    pub(super) fn convert_pseudo(&mut self) {
        for block in &mut self.blocks {
            for node in &mut block.nodes {
                match node.code {
                    code if code.is_block_push() => {
                        node.clear();
                        node.target = NONE;
                    }
                    Code::LoadClosure => node.code = Code::LoadFast,
                    Code::StoreFastMaybeNull => node.code = Code::StoreFast,
                    _ => {}
                }
            }
        }
        self.remove_redundant_nops_and_jumps();
    }

    /// Jumps get a direction; from some release on, conditional jumps go forward only.
    pub(super) fn normalize_jumps(&mut self) {
        self.clear_visited();
        let mut id = 0;
        while id != NONE {
            self.block_mut(id).visited = true;
            self.normalize_jump(id);
            id = self.block(id).next;
        }
    }

    fn normalize_jump(&mut self, id: u32) {
        let Some(last) = self.block(id).nodes.last().copied() else {
            return;
        };
        if !last.code.is_jump() {
            return;
        }
        let forward = !self.block(last.target).visited;
        let code = match last.code {
            Code::Jump if forward => Code::JumpForward,
            Code::Jump => Code::JumpBackward,
            Code::JumpNoInterrupt if forward => Code::JumpForward,
            Code::JumpNoInterrupt => Code::JumpBackwardNoInterrupt,
            Code::PopJumpIfNotNone if !forward => Code::PopJumpIfNone,
            Code::PopJumpIfNone if !forward => Code::PopJumpIfNotNone,
            Code::PopJumpIfFalse if !forward => Code::PopJumpIfTrue,
            Code::PopJumpIfTrue if !forward => Code::PopJumpIfFalse,
            _ => return,
        };
        if last.code.is_unconditional_jump() {
            if let Some(last) = self.block_mut(id).nodes.last_mut() {
                last.code = code;
            }
            return;
        }
        if self.rules.conditional_jumps_back {
            return;
        }
        // The condition is reversed to skip a jump back.
        let next = self.block(id).next;
        let mut back = Node::new(Code::JumpBackward, 0, last.at);
        back.target = last.target;
        if self.rules.guards_added_jumps {
            back.except = last.except;
        }
        let mut block = Block::new();
        block.nodes.push(back);
        block.depth = self.block(last.target).depth;
        block.cold = self.block(id).cold;
        block.next = next;
        block.visited = true;
        let back = self.add_block(block);
        self.block_mut(id).next = back;
        if let Some(last) = self.block_mut(id).nodes.last_mut() {
            last.code = code;
            last.target = next;
        }
    }
}
