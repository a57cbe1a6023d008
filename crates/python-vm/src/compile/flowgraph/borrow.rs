//! Which loads may borrow: those whose value is used up, within their block, before the local that
//! holds it changes, and is not stored itself.

use super::super::ir::{Code, has_line};
use super::{Graph, NONE};

/// A reference on the simulated stack: the load that made it and the local it came from.
#[derive(Clone, Copy)]
struct Reference {
    node: u32,
    local: u32,
}

const OTHER: Reference = Reference { node: NONE, local: NONE };

/// Slots that fit into half of a joined instruction's argument.
const JOINABLE: u32 = 16;

impl Graph<'_> {
    /// Notes which loads and stores CPython joins in pairs: a load joined to a store never borrows,
    /// and of two joined loads both do or none.
    pub(super) fn join_loads_and_stores(&mut self) {
        for block in &mut self.blocks {
            let mut index = 0;
            while index + 1 < block.nodes.len() {
                let (first, second) = (block.nodes[index], block.nodes[index + 1]);
                let pair = matches!(
                    (first.code, second.code),
                    (Code::LoadFast, Code::LoadFast)
                        | (Code::StoreFast, Code::LoadFast | Code::StoreFast)
                );
                let lines_differ =
                    has_line(first.at) && has_line(second.at) && first.at.line != second.at.line;
                if pair && !lines_differ && first.arg < JOINABLE && second.arg < JOINABLE {
                    block.nodes[index].joined = true;
                    index += 1;
                }
                index += 1;
            }
        }
    }

    /// Turns loads of locals into borrowing ones where nothing can tell (3.14+).
    pub(super) fn borrow_locals(&mut self) {
        if !self.rules.borrows_locals {
            return;
        }
        let blames_first = self.rules.borrowing_blames_first_instruction;
        self.clear_visited();
        let mut todo = vec![0];
        self.block_mut(0).visited = true;
        let mut keeps = Vec::new();
        let mut stack = Vec::new();
        while let Some(id) = todo.pop() {
            keeps.clear();
            keeps.resize(self.block(id).nodes.len(), false);
            stack.clear();
            stack.resize(self.block(id).depth.max(0) as usize, OTHER);
            for index in 0..self.block(id).nodes.len() {
                let node = self.block(id).nodes[index];
                // An iterator is its own iterator, a str its own format: it may stay.
                let stays = match node.code {
                    Code::GetIter => self.rules.iterates_in_place,
                    Code::GetYieldFromIter | Code::FormatSimple => true,
                    _ => false,
                };
                if !stays {
                    simulate(node.code, node.arg, index, blames_first, &mut stack, &mut keeps);
                }
                if node.code.has_target() {
                    self.visit(node.target, &mut todo);
                }
            }
            let next = self.block(id).next;
            let empty = self.rules.borrowing_ends_at_empty_block && self.block(id).nodes.is_empty();
            if next != NONE && !empty && self.block(id).falls_through() {
                self.visit(next, &mut todo);
            }
            for reference in &stack {
                keep(&mut keeps, *reference);
            }
            self.borrow_in(id, &mut keeps);
        }
    }

    /// Makes all loads of constants borrowing ones (3.15): the code object keeps them.
    pub(super) fn borrow_constants(&mut self) {
        if !self.rules.borrows_constants {
            return;
        }
        for block in &mut self.blocks {
            for node in &mut block.nodes {
                if node.code == Code::LoadConst {
                    node.code = Code::LoadConstBorrow;
                }
            }
        }
    }

    fn borrow_in(&mut self, id: u32, keeps: &mut [bool]) {
        let nodes = &mut self.block_mut(id).nodes;
        for index in 0..nodes.len().saturating_sub(1) {
            if nodes[index].joined {
                let either =
                    nodes[index].code == Code::StoreFast || keeps[index] || keeps[index + 1];
                (keeps[index], keeps[index + 1]) = (either, either);
            }
        }
        for (node, &keeps) in nodes.iter_mut().zip(keeps.iter()) {
            if node.code == Code::LoadFast && !keeps {
                node.code = Code::LoadFastBorrow;
            }
        }
    }

    fn visit(&mut self, id: u32, todo: &mut Vec<u32>) {
        let block = self.block_mut(id);
        if !block.visited {
            block.visited = true;
            todo.push(id);
        }
    }
}

fn keep(keeps: &mut [bool], reference: Reference) {
    if reference.node != NONE {
        keeps[reference.node as usize] = true;
    }
}

/// The local changes while references to its value are on the stack.
fn kill(local: u32, stack: &[Reference], keeps: &mut [bool]) {
    for reference in stack {
        if reference.local == local {
            keep(keeps, *reference);
        }
    }
}

fn simulate(
    code: Code,
    arg: u32,
    index: usize,
    blames_first: bool,
    stack: &mut Vec<Reference>,
    keeps: &mut [bool],
) {
    let made = Reference { node: index as u32, local: NONE };
    match code {
        Code::LoadFast => stack.push(Reference { node: index as u32, local: arg }),
        Code::LoadFastAndClear => {
            kill(arg, stack, keeps);
            stack.push(Reference { node: index as u32, local: arg });
        }
        Code::StoreFast => {
            let stored = stack.pop().unwrap_or(OTHER);
            kill(arg, stack, keeps);
            keep(keeps, stored);
        }
        Code::DeleteFast => kill(arg, stack, keeps),
        Code::Copy => {
            let copied = stack[stack.len() - arg as usize];
            stack.push(copied);
        }
        Code::Swap => {
            let top = stack.len() - 1;
            stack.swap(top, top + 1 - arg as usize);
        }
        // Methods: self may stay on the stack.
        Code::LoadMethod | Code::LoadSuperMethod | Code::LoadSpecial => {
            let object = stack.pop().unwrap_or(OTHER);
            if code == Code::LoadSuperMethod {
                stack.pop();
                stack.pop();
            }
            stack.push(made);
            stack.push(object);
        }
        // The object stays and something is pushed.
        Code::GetLen
        | Code::ImportFrom
        | Code::MatchMapping
        | Code::MatchSequence
        | Code::MatchKeys
        | Code::GetAnext
        | Code::WithExceptStart
        | Code::WithExceptStartSpecial => {
            stack.push(if blames_first { Reference { node: 0, local: NONE } } else { made });
        }
        Code::ForIter => stack.push(made),
        Code::CheckExcMatch | Code::CheckEgMatch | Code::Send => {
            stack.pop();
            stack.push(made);
        }
        Code::DictMerge
        | Code::DictUpdate
        | Code::ListAppend
        | Code::ListExtend
        | Code::MapAdd
        | Code::Reraise
        | Code::SetAdd
        | Code::SetUpdate => {
            let (popped, pushed) = code.stack_effect(arg);
            stack.truncate(stack.len() - (popped - pushed) as usize);
        }
        _ if code.is_block_push() => {}
        _ => {
            let (popped, pushed) = code.stack_effect(arg);
            stack.truncate(stack.len() - popped as usize);
            stack.extend(std::iter::repeat_n(made, pushed as usize));
        }
    }
}
