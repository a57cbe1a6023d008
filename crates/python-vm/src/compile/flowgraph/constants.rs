//! Constants in the flow graph: folding from 3.14 on, and what stays in `co_consts`.

use smallvec::SmallVec;

use super::super::codegen::STACK_USE_GUIDELINE;
use super::super::codegen::unit::{ConstTable, Unit, UnitConst};
use super::super::constants::ConstId;
use super::super::fold;
use super::super::ir::{Code, NO_LOCATION};
use super::{Graph, Node};
use crate::bytecode::{CommonConstant, Constant};
use crate::syntax::tree::{Tree, Unary};

/// Displays of fewer constants are built from them one by one.
const MIN_CONSTANT_SEQUENCE: usize = 3;

type Indices = SmallVec<[usize; 8]>;

impl Graph<'_> {
    /// The constant that an instruction loads.
    pub(super) fn constant_of(&self, node: Node, unit: &Unit, tree: &mut Tree) -> Option<ConstId> {
        match node.code {
            Code::LoadConst => match unit.consts.list[node.arg as usize] {
                UnitConst::Constant(id) => Some(id),
                UnitConst::Code(_) => None,
            },
            Code::LoadSmallInt => Some(tree.constants.int(i64::from(node.arg))),
            Code::LoadCommonConstant => {
                let constant = common_constant(node.arg)?;
                Some(tree.constants.add(constant))
            }
            _ => None,
        }
    }

    /// Loads of small ints and common constants need no place in `co_consts`.
    pub(super) fn shorten_constant(&mut self, id: u32, index: usize, unit: &Unit, tree: &Tree) {
        let node = self.block(id).nodes[index];
        if node.code != Code::LoadConst {
            return;
        }
        let UnitConst::Constant(constant) = unit.consts.list[node.arg as usize] else {
            return;
        };
        if let Some((code, arg)) = self.short_load(constant, tree) {
            self.block_mut(id).nodes[index].set(code, arg);
        }
    }

    fn short_load(&self, constant: ConstId, tree: &Tree) -> Option<(Code, u32)> {
        let constant = tree.constants.get(constant);
        if self.rules.small_int_instruction
            && let Constant::Int(value @ 0..=255) = constant
        {
            return Some((Code::LoadSmallInt, *value as u32));
        }
        if !self.rules.common_constants {
            return None;
        }
        let common = match constant {
            Constant::None => CommonConstant::None,
            Constant::Bool(true) => CommonConstant::True,
            Constant::Bool(false) => CommonConstant::False,
            Constant::Int(-1) => CommonConstant::MinusOne,
            Constant::Str(text) if text.is_empty() => CommonConstant::EmptyStr,
            _ => return None,
        };
        Some((Code::LoadCommonConstant, common as u32))
    }

    /// Makes an instruction load a new constant.
    fn load(&mut self, id: u32, index: usize, constant: ConstId, unit: &mut Unit, tree: &Tree) {
        let (code, arg) = match self.short_load(constant, tree) {
            Some(short) => short,
            None => (Code::LoadConst, unit.consts.constant(constant)),
        };
        self.block_mut(id).nodes[index].set(code, arg);
    }

    /// The `count` instructions before `index` (no-ops aside), if all of them load constants.
    fn constant_loads(
        &self,
        id: u32,
        index: usize,
        count: usize,
        unit: &Unit,
        tree: &mut Tree,
    ) -> Option<(Indices, SmallVec<[ConstId; 8]>)> {
        let mut indices = Indices::new();
        let mut constants = SmallVec::new();
        let mut at = index;
        while indices.len() < count {
            at = at.checked_sub(1)?;
            let node = self.block(id).nodes[at];
            if node.code == Code::Nop {
                continue;
            }
            constants.push(self.constant_of(node, unit, tree)?);
            indices.push(at);
        }
        indices.reverse();
        constants.reverse();
        Some((indices, constants))
    }

    fn clear_all(&mut self, id: u32, indices: &[usize]) {
        let keeps_lines = self.rules.folds_syntax_tree;
        for &index in indices {
            let node = &mut self.block_mut(id).nodes[index];
            node.clear();
            if !keeps_lines {
                node.at = NO_LOCATION;
            }
        }
    }

    pub(super) fn fold_tuple(&mut self, id: u32, index: usize, unit: &mut Unit, tree: &mut Tree) {
        let count = self.block(id).nodes[index].arg as usize;
        if count > STACK_USE_GUIDELINE {
            return;
        }
        let Some((indices, constants)) = self.constant_loads(id, index, count, unit, tree) else {
            return;
        };
        let tuple = tree.constants.tuple(&constants);
        self.clear_all(id, &indices);
        self.load(id, index, tuple, unit, tree);
    }

    /// `(*[…],)` made of constants, item by item.
    pub(super) fn fold_list_to_tuple(
        &mut self,
        id: u32,
        index: usize,
        unit: &mut Unit,
        tree: &mut Tree,
    ) {
        let mut constants = Vec::new();
        let mut indices = Vec::new();
        let mut expect_append = true;
        for at in (0..index).rev() {
            let node = self.block(id).nodes[at];
            if node.code == Code::Nop {
                continue;
            }
            indices.push(at);
            if node.code == Code::BuildList && node.arg == 0 {
                if !expect_append {
                    return;
                }
                constants.reverse();
                let tuple = tree.constants.tuple(&constants);
                self.clear_all(id, &indices);
                self.load(id, index, tuple, unit, tree);
                return;
            }
            if expect_append {
                if node.code != Code::ListAppend || node.arg != 1 {
                    return;
                }
            } else {
                match self.constant_of(node, unit, tree) {
                    Some(constant) => constants.push(constant),
                    None => return,
                }
            }
            expect_append = !expect_append;
        }
    }

    /// Displays that are only iterated over or searched become constants or tuples; longer displays
    /// of constants are filled from one.
    pub(super) fn fold_list_or_set(
        &mut self,
        id: u32,
        index: usize,
        next: Option<Code>,
        unit: &mut Unit,
        tree: &mut Tree,
    ) {
        let node = self.block(id).nodes[index];
        let consumed = matches!(next, Some(Code::GetIter | Code::ContainsOp));
        let count = node.arg as usize;
        if count > STACK_USE_GUIDELINE || (count < MIN_CONSTANT_SEQUENCE && !consumed) {
            return;
        }
        let Some((indices, constants)) = self.constant_loads(id, index, count, unit, tree) else {
            if consumed && node.code == Code::BuildList {
                self.block_mut(id).nodes[index].code = Code::BuildTuple;
            }
            return;
        };
        let is_set = node.code == Code::BuildSet;
        let folded = if is_set {
            tree.constants.frozenset(&constants)
        } else {
            tree.constants.tuple(&constants)
        };
        let place = unit.consts.constant(folded);
        self.clear_all(id, &indices);
        let nodes = &mut self.block_mut(id).nodes;
        if consumed {
            nodes[index].set(Code::LoadConst, place);
            return;
        }
        nodes[index - 2].at = node.at;
        nodes[index - 2].set(node.code, 0);
        nodes[index - 1].set(Code::LoadConst, place);
        nodes[index].set(if is_set { Code::SetUpdate } else { Code::ListExtend }, 1);
    }

    pub(super) fn fold_binary(&mut self, id: u32, index: usize, unit: &mut Unit, tree: &mut Tree) {
        let node = self.block(id).nodes[index];
        let Some((indices, constants)) = self.constant_loads(id, index, 2, unit, tree) else {
            return;
        };
        let (a, b) = (constants[0], constants[1]);
        let folded = if node.code == Code::BinarySubscr {
            fold::subscript(&mut tree.constants, a, b)
        } else {
            {
                let operator = super::assemble::binary_operator(node.arg);
                fold::binary(&mut tree.constants, operator, a, b, self.rules.folds_mixed_complex)
            }
        };
        let Some(folded) = folded else { return };
        self.clear_all(id, &indices);
        self.load(id, index, folded, unit, tree);
    }

    pub(super) fn fold_unary(&mut self, id: u32, index: usize, unit: &mut Unit, tree: &mut Tree) {
        if self.rules.folds_syntax_tree {
            return;
        }
        let op = match self.block(id).nodes[index].code {
            Code::UnaryNot => Unary::Not,
            Code::UnaryInvert => Unary::Invert,
            Code::UnaryNegative => Unary::Minus,
            _ => Unary::Plus,
        };
        let Some((indices, constants)) = self.constant_loads(id, index, 1, unit, tree) else {
            return;
        };
        if op == Unary::Invert && matches!(tree.constants.get(constants[0]), Constant::Bool(_)) {
            // Warned about at run time.
            return;
        }
        let Some(folded) = fold::unary(&mut tree.constants, op, constants[0]) else {
            return;
        };
        self.clear_all(id, &indices);
        self.load(id, index, folded, unit, tree);
    }

    /// Drops constants that no instruction loads, except the first, which may be a docstring.
    pub(super) fn remove_unused_constants(&mut self, unit: &mut Unit) {
        let count = unit.consts.list.len();
        let mut used = vec![false; count];
        if let Some(first) = used.first_mut() {
            *first = true;
        }
        for block in &self.blocks {
            for node in &block.nodes {
                if node.code.has_const() {
                    used[node.arg as usize] = true;
                }
            }
        }
        if used.iter().all(|&used| used) {
            return;
        }
        let mut places = vec![0; count];
        let mut kept = Vec::with_capacity(count);
        for (index, &constant) in unit.consts.list.iter().enumerate() {
            if used[index] {
                places[index] = kept.len() as u32;
                kept.push(constant);
            }
        }
        unit.consts = ConstTable::default();
        unit.consts.list = kept;
        for block in &mut self.blocks {
            for node in &mut block.nodes {
                if node.code.has_const() {
                    node.arg = places[node.arg as usize];
                }
            }
        }
    }
}

/// The value of a common constant that is one of the source text.
fn common_constant(arg: u32) -> Option<Constant> {
    Some(match super::assemble::common_constant(arg) {
        CommonConstant::None => Constant::None,
        CommonConstant::True => Constant::Bool(true),
        CommonConstant::False => Constant::Bool(false),
        CommonConstant::MinusOne => Constant::Int(-1),
        CommonConstant::EmptyStr => Constant::Str("".into()),
        _ => return None,
    })
}
