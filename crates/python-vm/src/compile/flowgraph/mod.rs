//! The flow graph: basic blocks, their optimisation and layout.
//!
//! It follows CPython's `flowgraph.c`: the passes that decide what is folded, which jumps remain,
//! where exception handlers lie, what line an instruction has and which loads borrow.

mod assemble;
mod borrow;
mod cleanup;
mod constants;
mod exceptions;
mod layout;
mod lines;
mod peephole;
mod stack;
mod swaps;
mod unbound;

use heap_model::release::Compiler as Rules;

use super::codegen::unit::Unit;
use super::ir::{Code, Instr, Sequence};
use crate::bytecode::{CodeFlags, CodeTemplate, Position};
use crate::syntax::tree::Tree;

/// No block.
const NONE: u32 = u32::MAX;

/// An instruction in a block.
#[derive(Clone, Copy, Debug)]
struct Node {
    code: Code,
    arg: u32,
    at: Position,
    /// Where a jump goes, or the handler of a block that is opened.
    target: u32,
    /// The handler of what the instruction raises.
    except: u32,
    /// CPython makes one instruction of this and the next.
    joined: bool,
}

impl Node {
    fn new(code: Code, arg: u32, at: Position) -> Node {
        Node { code, arg, at, target: NONE, except: NONE, joined: false }
    }

    fn set(&mut self, code: Code, arg: u32) {
        self.code = code;
        self.arg = arg;
    }

    fn clear(&mut self) {
        self.set(Code::Nop, 0);
    }
}

/// A basic block: entered only at its start, left only at its end.
#[derive(Debug)]
struct Block {
    nodes: Vec<Node>,
    /// The block that follows in the layout.
    next: u32,
    /// Some jump goes here.
    labelled: bool,
    /// It starts with an exception on the stack.
    handler: bool,
    /// Its handler entry also saves the instruction that raised.
    saves_lasti: bool,
    visited: bool,
    predecessors: u32,
    /// Values on the stack at its start; negative when unknown.
    depth: i32,
    /// Places that CPython's stack has more there.
    extra: i32,
    cold: bool,
    warm: bool,
    /// Locals (of the first 64) that may be unbound at its start.
    unbound: u64,
}

impl Block {
    fn new() -> Block {
        Block {
            nodes: Vec::new(),
            next: NONE,
            labelled: false,
            handler: false,
            saves_lasti: false,
            visited: false,
            predecessors: 0,
            depth: -1,
            extra: 0,
            cold: false,
            warm: false,
            unbound: 0,
        }
    }

    /// Whether the next block is entered from this one's end.
    fn falls_through(&self) -> bool {
        self.nodes
            .last()
            .is_none_or(|last| !last.code.is_unconditional_jump() && !last.code.is_scope_exit())
    }

    fn exits_scope(&self) -> bool {
        self.nodes.last().is_some_and(|last| last.code.is_scope_exit())
    }

    fn has_no_line(&self) -> bool {
        self.nodes.iter().all(|node| !super::ir::has_line(node.at))
    }
}

/// The blocks of one code object. The first is the entry.
struct Graph<'a> {
    blocks: Vec<Block>,
    rules: &'a Rules,
}

/// Optimises a unit and lays it out as a code object.
pub(super) fn assemble(
    mut unit: Unit,
    flags: CodeFlags,
    tree: &mut Tree,
    rules: &Rules,
) -> CodeTemplate {
    insert_annotations_setup(&mut unit);
    let sequence = std::mem::take(&mut unit.sequence);
    let mut graph = Graph::new(&sequence, rules);
    graph.label_exception_targets();
    graph.optimize(&mut unit, tree);
    if rules.drops_unused_constants {
        graph.remove_unused_constants(&mut unit);
    }
    let parameters = tree_parameters(&unit, flags);
    graph.check_unbound_locals(unit.varnames.list.len(), parameters);
    if rules.borrows_locals {
        graph.join_loads_and_stores();
    }
    graph.push_cold_blocks_to_end();
    graph.resolve_lines();
    graph.into_code(unit, flags, tree)
}

/// How many of the first locals are parameters.
fn tree_parameters(unit: &Unit, flags: CodeFlags) -> usize {
    unit.argcount as usize
        + unit.kwonlyargcount as usize
        + usize::from(flags.varargs)
        + usize::from(flags.varkeywords)
}

/// Puts the code that sets up annotations where the placeholder stands.
fn insert_annotations_setup(unit: &mut Unit) {
    let sequence = &mut unit.sequence;
    let Some(place) =
        sequence.instrs.iter().position(|instr| instr.code == Code::AnnotationsPlaceholder)
    else {
        return;
    };
    let setup = unit.annotations_setup.take().map_or_else(Vec::new, |setup| setup.instrs);
    let inserted = setup.len() as u32;
    sequence.instrs.splice(place..=place, setup);
    for label in &mut sequence.labels {
        if *label != u32::MAX && *label > place as u32 {
            *label = *label + inserted - 1;
        }
    }
}

impl<'a> Graph<'a> {
    /// Splits a sequence into blocks.
    fn new(sequence: &Sequence, rules: &'a Rules) -> Graph<'a> {
        let count = sequence.instrs.len();
        let mut targeted = vec![false; count + 1];
        for instr in &sequence.instrs {
            if instr.code.has_target() {
                targeted[sequence.labels[instr.arg as usize] as usize] = true;
            }
        }
        let mut block_at = vec![NONE; count + 1];
        let mut blocks = vec![Block::new()];
        let mut ended = false;
        for (index, instr) in sequence.instrs.iter().enumerate() {
            let current = blocks.len() - 1;
            let empty = blocks[current].nodes.is_empty() && !blocks[current].labelled;
            if ended || (targeted[index] && !empty) {
                blocks[current].next = blocks.len() as u32;
                blocks.push(Block::new());
            }
            let current = blocks.len() - 1;
            if targeted[index] {
                blocks[current].labelled = true;
                block_at[index] = current as u32;
            }
            let Instr { code, arg, at } = *instr;
            blocks[current].nodes.push(Node::new(code, arg, at));
            ended = code.is_terminator();
        }
        let mut graph = Graph { blocks, rules };
        for block in &mut graph.blocks {
            for node in &mut block.nodes {
                if node.code.has_target() {
                    node.target = block_at[sequence.labels[node.arg as usize] as usize];
                    node.arg = 0;
                }
            }
        }
        graph
    }

    fn block(&self, id: u32) -> &Block {
        &self.blocks[id as usize]
    }

    fn block_mut(&mut self, id: u32) -> &mut Block {
        &mut self.blocks[id as usize]
    }

    /// Block numbers in layout order.
    fn order(&self) -> Vec<u32> {
        let mut order = Vec::with_capacity(self.blocks.len());
        let mut id = 0;
        while id != NONE {
            order.push(id);
            id = self.block(id).next;
        }
        order
    }

    fn add_block(&mut self, block: Block) -> u32 {
        self.blocks.push(block);
        self.blocks.len() as u32 - 1
    }

    fn clear_visited(&mut self) {
        for block in &mut self.blocks {
            block.visited = false;
        }
    }

    /// The first block from here on that has instructions.
    fn nonempty(&self, mut id: u32) -> u32 {
        while id != NONE && self.block(id).nodes.is_empty() {
            id = self.block(id).next;
        }
        id
    }

    /// The passes that change instructions.
    fn optimize(&mut self, unit: &mut Unit, tree: &mut Tree) {
        self.inline_small_blocks();
        self.remove_unreachable();
        self.resolve_lines();
        for id in self.order() {
            self.optimize_load_const(id, unit, tree);
        }
        for id in self.order() {
            self.optimize_block(id, unit, tree);
        }
        self.remove_redundant_nops_and_pairs();
        self.remove_unreachable();
        self.remove_redundant_nops_and_jumps();
    }
}
