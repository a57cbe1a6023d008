//! Puts the places that are watched into the code that would run unwatched.
//!
//! Code is generated twice: plainly, and with an [`Op::Watch`] behind each statement of interest. The
//! second differs from the first in more than those, since passes of the compiler look at what stands
//! beside an instruction. So it only says where: what runs is the first, with the watches put in.

use crate::bytecode::{CodeTemplate, Handler, Op, Position};

/// The plain code with the watches of the other. `None` where the two do not do the same.
pub(super) fn insert(plain: &CodeTemplate, watched: &CodeTemplate) -> Option<CodeTemplate> {
    let (steps, other_steps) = (Steps::of(plain), Steps::of(watched));
    let same = steps.places.len() == other_steps.places.len()
        && plain.names == watched.names
        && plain.consts == watched.consts
        && plain.localsplus == watched.localsplus
        && plain.stack_size == watched.stack_size;
    if !same {
        return None;
    }
    let count = plain.instructions.len();
    // Where each plain instruction and the end go, and the first watch before each step.
    let mut places = vec![0u32; count + 1];
    let mut watches = vec![None; steps.places.len() + 1];
    let mut instructions: Vec<Op> = Vec::with_capacity(count + 4);
    let mut positions: Vec<Position> = Vec::with_capacity(count + 4);
    for (index, &instruction) in plain.instructions.iter().enumerate() {
        let step = steps.at[index] as usize;
        if steps.places.get(step) == Some(&(index as u32)) {
            for watch in other_steps.watches_before(watched, step) {
                watches[step].get_or_insert(instructions.len() as u32);
                instructions.push(watch);
                positions.push(plain.positions[index]);
            }
        }
        places[index] = instructions.len() as u32;
        instructions.push(instruction);
        positions.push(plain.positions[index]);
    }
    places[count] = instructions.len() as u32;
    for (step, (&index, &other)) in steps.places.iter().zip(&other_steps.places).enumerate() {
        let (op, other) =
            (plain.instructions[index as usize], watched.instructions[other as usize]);
        let moved = match (target(op), target(other)) {
            (None, None) if op == other => continue,
            (Some(to), Some(other_to)) => {
                let to_step = steps.at[to as usize];
                let same_step = other_steps.at[other_to as usize] == to_step;
                let same_op = with_target(op, 0) == with_target(other, 0);
                if !same_step || !same_op {
                    return None;
                }
                let passes = other_steps.is_before_watch(watched, other_to);
                match (watches[to_step as usize], steps.places[to_step as usize] == to) {
                    (Some(watch), true) if passes => watch,
                    (None, _) | (Some(_), true) => places[to as usize],
                    // It goes to an instruction before the watch.
                    (Some(_), false) if passes => places[to as usize],
                    (Some(_), false) => return None,
                }
            }
            _ => return None,
        };
        let at = places[steps.places[step] as usize] as usize;
        instructions[at] = with_target(op, moved);
    }
    let handlers = plain.handlers.iter().map(|handler| Handler {
        start: places[handler.start as usize],
        end: places[handler.end as usize],
        target: places[handler.target as usize],
        ..*handler
    });
    let handlers = handlers.collect();
    Some(CodeTemplate { instructions, positions, handlers, ..plain.clone() })
}

/// The instructions of a code block that do something.
struct Steps {
    /// Their places.
    places: Vec<u32>,
    /// For each instruction and the end: the first step there or behind.
    at: Vec<u32>,
}

impl Steps {
    fn of(code: &CodeTemplate) -> Steps {
        let mut steps = Steps { places: vec![], at: vec![] };
        for (index, op) in code.instructions.iter().enumerate() {
            steps.at.push(steps.places.len() as u32);
            if !matches!(op, Op::Nop | Op::Watch(_)) {
                steps.places.push(index as u32);
            }
        }
        steps.at.push(steps.places.len() as u32);
        steps
    }

    /// The watches between the step before and this one.
    fn watches_before<'a>(
        &self,
        code: &'a CodeTemplate,
        step: usize,
    ) -> impl Iterator<Item = Op> + use<'a> {
        let start = step.checked_sub(1).map_or(0, |before| self.places[before] as usize + 1);
        let between = &code.instructions[start..self.places[step] as usize];
        between.iter().copied().filter(|op| matches!(op, Op::Watch(_)))
    }

    /// Whether a watch stands between a place and the next step.
    fn is_before_watch(&self, code: &CodeTemplate, place: u32) -> bool {
        let end = self.places.get(self.at[place as usize] as usize).copied();
        let end = end.unwrap_or(code.instructions.len() as u32);
        let between = &code.instructions[place as usize..end as usize];
        between.iter().any(|op| matches!(op, Op::Watch(_)))
    }
}

fn target(op: Op) -> Option<u32> {
    super::jump_target(op)
}

/// A jump to somewhere else; the direction does not matter here.
fn with_target(op: Op, to: u32) -> Op {
    match op {
        Op::Jump(_) => Op::Jump(to),
        Op::JumpBackward(_) => Op::JumpBackward(to),
        Op::PopJumpIfFalse(_) => Op::PopJumpIfFalse(to),
        Op::PopJumpIfTrue(_) => Op::PopJumpIfTrue(to),
        Op::PopJumpIfNone(_) => Op::PopJumpIfNone(to),
        Op::PopJumpIfNotNone(_) => Op::PopJumpIfNotNone(to),
        Op::ForIter(_) => Op::ForIter(to),
        Op::Send(_) => Op::Send(to),
        other => other,
    }
}
