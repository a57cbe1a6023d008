//! Which loads of locals have to check that the local is bound.

use super::super::ir::Code;
use super::{Graph, NONE};

/// Locals beyond these are looked at one block at a time.
const TRACKED: usize = 64;

impl Graph<'_> {
    /// Loads that may find an unbound local become checked ones.
    pub(super) fn check_unbound_locals(&mut self, locals: usize, parameters: usize) {
        if locals == 0 {
            return;
        }
        if locals > TRACKED {
            self.check_many_locals(locals);
        }
        self.clear_visited();
        let mut start = 0;
        for local in parameters..locals.min(TRACKED) {
            start |= 1 << local;
        }
        let mut stack = Vec::new();
        for block in &mut self.blocks {
            block.unbound = 0;
        }
        self.spread(0, start, &mut stack);
        // Every block once, because a `del` may be anywhere.
        for id in self.order() {
            self.check_block(id, &mut stack);
        }
        while let Some(id) = stack.pop() {
            self.block_mut(id).visited = false;
            self.check_block(id, &mut stack);
        }
    }

    fn spread(&mut self, id: u32, unbound: u64, stack: &mut Vec<u32>) {
        let block = self.block_mut(id);
        let both = block.unbound | unbound;
        if both != block.unbound {
            block.unbound = both;
            if !block.visited {
                block.visited = true;
                stack.push(id);
            }
        }
    }

    fn check_block(&mut self, id: u32, stack: &mut Vec<u32>) {
        let mut unbound = self.block(id).unbound;
        for index in 0..self.block(id).nodes.len() {
            let node = self.block(id).nodes[index];
            if node.except != NONE {
                self.spread(node.except, unbound, stack);
            }
            if node.arg as usize >= TRACKED {
                continue;
            }
            let bit = 1 << node.arg;
            match node.code {
                Code::DeleteFast | Code::LoadFastAndClear | Code::StoreFastMaybeNull => {
                    unbound |= bit;
                }
                Code::StoreFast | Code::LoadFastCheck => unbound &= !bit,
                Code::LoadFast => {
                    if unbound & bit != 0 {
                        self.block_mut(id).nodes[index].code = Code::LoadFastCheck;
                    }
                    unbound &= !bit;
                }
                _ => {}
            }
        }
        let next = self.block(id).next;
        if next != NONE && self.block(id).falls_through() {
            self.spread(next, unbound, stack);
        }
        if let Some(last) = self.block(id).nodes.last()
            && last.code.is_jump()
        {
            let target = last.target;
            self.spread(target, unbound, stack);
        }
    }

    fn check_many_locals(&mut self, locals: usize) {
        // The block in which a local was last known to be bound.
        let mut bound_in = vec![NONE; locals];
        for id in self.order() {
            for node in &mut self.block_mut(id).nodes {
                let local = node.arg as usize;
                if local < TRACKED || local >= locals {
                    continue;
                }
                match node.code {
                    Code::DeleteFast | Code::LoadFastAndClear | Code::StoreFastMaybeNull => {
                        bound_in[local] = NONE;
                    }
                    Code::StoreFast => bound_in[local] = id,
                    Code::LoadFast => {
                        if bound_in[local] != id {
                            node.code = Code::LoadFastCheck;
                        }
                        bound_in[local] = id;
                    }
                    _ => {}
                }
            }
        }
    }
}
