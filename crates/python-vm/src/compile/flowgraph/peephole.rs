//! Optimisations within a block: jump threading, comparisons and conditions, constant tests.

use super::super::codegen::unit::Unit;
use super::super::ir::Code;
use super::{Graph, Node};
use crate::syntax::tree::Tree;

impl Graph<'_> {
    pub(super) fn optimize_block(&mut self, id: u32, unit: &mut Unit, tree: &mut Tree) {
        let mut index = 0;
        while index < self.block(id).nodes.len() {
            if self.optimize_node(id, index, unit, tree) {
                // The instruction was replaced: look at it again.
                continue;
            }
            index += 1;
        }
        self.optimize_swaps(id);
    }

    /// Returns whether the same place has to be looked at again.
    fn optimize_node(&mut self, id: u32, index: usize, unit: &mut Unit, tree: &mut Tree) -> bool {
        let node = self.block(id).nodes[index];
        let next = self.block(id).nodes.get(index + 1).copied();
        let next_code = next.map(|next| next.code);
        match node.code {
            Code::BuildTuple => {
                if let Some(next) = next
                    && next.code == Code::UnpackSequence
                    && next.arg == node.arg
                    && (1..=3).contains(&node.arg)
                {
                    let nodes = &mut self.block_mut(id).nodes;
                    nodes[index].clear();
                    if node.arg == 1 {
                        nodes[index + 1].clear();
                    } else {
                        nodes[index + 1].code = Code::Swap;
                    }
                    return false;
                }
                self.fold_tuple(id, index, unit, tree);
            }
            Code::BuildList | Code::BuildSet if !self.rules.folds_syntax_tree => {
                self.fold_list_or_set(id, index, next_code, unit, tree);
            }
            Code::PopJumpIfNone
            | Code::PopJumpIfNotNone
            | Code::PopJumpIfFalse
            | Code::PopJumpIfTrue => {
                if let Some(target) = self.first_of_target(node)
                    && target.code == Code::Jump
                {
                    return self.thread(id, target, node.code);
                }
            }
            Code::JumpIfFalse | Code::JumpIfTrue => {
                let Some(target) = self.first_of_target(node) else {
                    return false;
                };
                if target.code == Code::Jump || target.code == node.code {
                    return self.thread(id, target, node.code);
                }
                if matches!(target.code, Code::JumpIfFalse | Code::JumpIfTrue) {
                    let after = self.block(node.target).next;
                    if let Some(last) = self.block_mut(id).nodes.last_mut() {
                        last.target = after;
                    }
                    return true;
                }
            }
            Code::Jump | Code::JumpNoInterrupt => {
                let Some(target) = self.first_of_target(node) else {
                    return false;
                };
                match target.code {
                    Code::Jump => return self.thread(id, target, Code::Jump),
                    Code::JumpNoInterrupt => return self.thread(id, target, node.code),
                    _ => {}
                }
            }
            Code::StoreFast => {
                if let Some(next) = next
                    && next.code == Code::StoreFast
                    && next.arg == node.arg
                    && next.at.line == node.at.line
                {
                    self.block_mut(id).nodes[index].set(Code::PopTop, 0);
                }
            }
            Code::Swap if node.arg == 1 => self.block_mut(id).nodes[index].clear(),
            Code::CompareOp if next_code == Some(Code::ToBool) => {
                self.replace_pair(id, index, Code::CompareOpToBool, node.arg);
            }
            Code::ContainsOp | Code::IsOp => match next_code {
                Some(Code::ToBool) => self.replace_pair(id, index, node.code, node.arg),
                Some(Code::UnaryNot) => self.replace_pair(id, index, node.code, node.arg ^ 1),
                _ => {}
            },
            Code::ToBool if next_code == Some(Code::ToBool) => {
                self.block_mut(id).nodes[index].clear();
            }
            Code::UnaryNot => match next_code {
                Some(Code::ToBool) => self.replace_pair(id, index, Code::UnaryNot, 0),
                Some(Code::UnaryNot) => self.replace_pair(id, index, Code::Nop, 0),
                _ => self.fold_unary(id, index, unit, tree),
            },
            Code::UnaryInvert | Code::UnaryNegative | Code::UnaryPositive => {
                self.fold_unary(id, index, unit, tree);
            }
            Code::ListToTuple => {
                if next_code == Some(Code::GetIter) && !self.rules.folds_syntax_tree {
                    self.block_mut(id).nodes[index].clear();
                } else if !self.rules.folds_syntax_tree {
                    self.fold_list_to_tuple(id, index, unit, tree);
                }
            }
            Code::BinaryOp | Code::BinarySubscr if !self.rules.folds_syntax_tree => {
                self.fold_binary(id, index, unit, tree);
            }
            _ => {}
        }
        false
    }

    /// The first of two instructions goes, the second becomes this.
    fn replace_pair(&mut self, id: u32, index: usize, code: Code, arg: u32) {
        let nodes = &mut self.block_mut(id).nodes;
        nodes[index].clear();
        nodes[index + 1].set(code, arg);
    }

    fn first_of_target(&self, node: Node) -> Option<Node> {
        self.block(node.target).nodes.first().copied()
    }

    /// A jump to a jump goes where that one goes. Says whether it does.
    fn thread(&mut self, id: u32, target: Node, code: Code) -> bool {
        let guards = self.rules.guards_added_jumps;
        let nodes = &mut self.block_mut(id).nodes;
        let Some(last) = nodes.last_mut() else { return false };
        if last.target == target.target {
            return false;
        }
        let mut jump = Node::new(code, 0, target.at);
        jump.target = target.target;
        if guards {
            jump.except = last.except;
        }
        last.clear();
        last.target = super::NONE;
        nodes.push(jump);
        false
    }

    /// Decides tests of constants, and turns tests for `None` into jumps.
    pub(super) fn optimize_load_const(&mut self, id: u32, unit: &mut Unit, tree: &mut Tree) {
        let mut index = 0;
        // The constant on top of the stack, and copies of it.
        let mut loaded: Option<Node> = None;
        while index < self.block(id).nodes.len() {
            self.shorten_constant(id, index, unit, tree);
            let node = self.block(id).nodes[index];
            let is_copy = loaded.is_some_and(|loaded| loaded.code == Code::LoadConst)
                && node.code == Code::Copy
                && node.arg == 1;
            if !is_copy {
                loaded = Some(node);
            }
            if let Some(loaded) = loaded
                && let Some(constant) = self.constant_of(loaded, unit, tree)
            {
                self.test_constant(id, index, constant, is_copy, unit, tree);
            }
            index += 1;
        }
    }

    fn test_constant(
        &mut self,
        id: u32,
        index: usize,
        constant: super::super::constants::ConstId,
        is_copy: bool,
        unit: &mut Unit,
        tree: &mut Tree,
    ) {
        let code = |graph: &Self, offset: usize| {
            graph.block(id).nodes.get(index + offset).map(|node| node.code)
        };
        let is_pop_jump = |code| matches!(code, Some(Code::PopJumpIfFalse | Code::PopJumpIfTrue));
        match code(self, 1) {
            Some(Code::ToBool) if is_pop_jump(code(self, 2)) => {
                let truth = tree.constants.truth(constant);
                let nodes = &mut self.block_mut(id).nodes;
                nodes[index].clear();
                nodes[index + 1].clear();
                decide(&mut nodes[index + 2], truth);
            }
            Some(Code::ToBool) => {
                let truth = tree.constants.truth(constant);
                let truth = tree.constants.add(crate::bytecode::Constant::Bool(truth));
                let place = unit.consts.constant(truth);
                let nodes = &mut self.block_mut(id).nodes;
                nodes[index].clear();
                nodes[index + 1].set(Code::LoadConst, place);
            }
            Some(Code::PopJumpIfFalse | Code::PopJumpIfTrue) => {
                let truth = tree.constants.truth(constant);
                let nodes = &mut self.block_mut(id).nodes;
                nodes[index].clear();
                decide(&mut nodes[index + 1], truth);
            }
            Some(Code::JumpIfFalse | Code::JumpIfTrue) => {
                let truth = tree.constants.truth(constant);
                decide(&mut self.block_mut(id).nodes[index + 1], truth);
            }
            Some(Code::IsOp)
                if !is_copy
                    && matches!(tree.constants.get(constant), crate::bytecode::Constant::None) =>
            {
                self.test_none(id, index);
            }
            _ => {}
        }
    }

    /// `x is None` before a jump.
    fn test_none(&mut self, id: u32, index: usize) {
        let nodes = &mut self.block_mut(id).nodes;
        let mut jump = index + 2;
        if nodes.get(jump).is_some_and(|node| node.code == Code::ToBool) {
            nodes[jump].clear();
            jump += 1;
        }
        let inverted = nodes[index + 1].arg == 1;
        let code = match nodes.get(jump).map(|node| node.code) {
            Some(Code::PopJumpIfFalse) => !inverted,
            Some(Code::PopJumpIfTrue) => inverted,
            _ => return,
        };
        nodes[index].clear();
        nodes[index + 1].clear();
        nodes[jump].code = if code { Code::PopJumpIfNotNone } else { Code::PopJumpIfNone };
    }
}

/// A conditional jump on a known truth.
fn decide(jump: &mut Node, truth: bool) {
    let on_true = matches!(jump.code, Code::PopJumpIfTrue | Code::JumpIfTrue);
    if on_true == truth {
        jump.code = Code::Jump;
    } else {
        jump.clear();
        jump.target = super::NONE;
    }
}
