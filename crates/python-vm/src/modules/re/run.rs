//! Matching by backtracking, without recursion but for look-arounds and atomic groups.

use super::parse::{Anchor, Category, is_of, swapped_case};
use super::program::{Program, Step};

/// What one attempt sees.
pub struct Subject<'t> {
    /// The whole text.
    pub text: &'t [char],
    /// Where it ends for this search.
    pub end: usize,
    /// How many steps may still be taken.
    pub budget: u64,
}

/// Which matches count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Any.
    Any,
    /// Those of the whole text.
    Whole,
    /// Those of at least one character.
    NotEmpty,
}

/// A step that is to be undone or tried instead.
enum Undo {
    /// Go on there, at that position.
    Try(usize, usize),
    /// The register had that value.
    Restore(usize, Option<usize>),
}

/// The budget is spent.
#[derive(Clone, Debug)]
pub struct Spent;

/// The registers after a match that starts at a position.
pub fn match_at(
    program: &Program,
    subject: &mut Subject<'_>,
    start: usize,
    how: Wanted,
) -> Result<Option<Vec<Option<usize>>>, Spent> {
    let mut registers = vec![None; program.registers];
    registers[0] = Some(start);
    let found = run(program, subject, 0, start, &mut registers, how)?;
    Ok(found.map(|end| {
        registers[1] = Some(end);
        registers
    }))
}

fn run(
    program: &Program,
    subject: &mut Subject<'_>,
    mut at: usize,
    mut position: usize,
    registers: &mut Vec<Option<usize>>,
    how: Wanted,
) -> Result<Option<usize>, Spent> {
    let mut undo: Vec<Undo> = Vec::new();
    loop {
        subject.budget = subject.budget.checked_sub(1).ok_or(Spent)?;
        let letter = if position < subject.end { Some(subject.text[position]) } else { None };
        let one = |fits: bool| fits.then_some(());
        let went_on = match &program.steps[at] {
            Step::Literal(wanted) => one(letter == Some(*wanted)).map(|()| position += 1),
            Step::Either(wanted) => one(letter.is_some_and(|letter| {
                letter == *wanted
                    || swapped_case(*wanted) == Some(letter)
                    || swapped_case(letter) == Some(*wanted)
            }))
            .map(|()| position += 1),
            Step::Any(all) => {
                one(letter.is_some_and(|letter| *all || letter != '\n')).map(|()| position += 1)
            }
            Step::Set(set) => {
                one(letter.is_some_and(|letter| set.contains(letter))).map(|()| position += 1)
            }
            Step::At(anchor) => one(is_at(*anchor, subject, position)),
            Step::Save(register) => {
                undo.push(Undo::Restore(*register, registers[*register]));
                registers[*register] = Some(position);
                Some(())
            }
            Step::Split(first, second) => {
                undo.push(Undo::Try(*second, position));
                at = *first;
                continue;
            }
            Step::Jump(target) => {
                at = *target;
                continue;
            }
            Step::JumpIfMoved(register, target) => {
                if registers[*register] != Some(position) {
                    at = *target;
                    continue;
                }
                Some(())
            }
            Step::Back(group, ignore_case) => {
                match (registers[2 * group], registers[2 * group + 1]) {
                    (Some(start), Some(end)) if end >= start => {
                        let length = end - start;
                        let same = position + length <= subject.end
                            && (0..length).all(|offset| {
                                let a = subject.text[start + offset];
                                let b = subject.text[position + offset];
                                a == b
                                    || *ignore_case
                                        && (swapped_case(a) == Some(b)
                                            || swapped_case(b) == Some(a))
                            });
                        one(same).map(|()| position += length)
                    }
                    _ => None,
                }
            }
            Step::Look { end, behind, negative } => {
                let start = match behind {
                    Some(width) => position.checked_sub(*width),
                    None => Some(position),
                };
                let before = registers.clone();
                let found = match start {
                    Some(start) => run(program, subject, at + 1, start, registers, Wanted::Any)?,
                    None => None,
                };
                let matched = found.is_some() && (behind.is_none() || found == Some(position));
                if *negative || !matched {
                    *registers = before;
                } else {
                    note_changes(&mut undo, &before, registers);
                }
                let end = *end;
                one(matched != *negative).map(|()| at = end)
            }
            Step::Atomic(end) => {
                let before = registers.clone();
                let found = run(program, subject, at + 1, position, registers, Wanted::Any)?;
                let end = *end;
                found.map(|reached| {
                    note_changes(&mut undo, &before, registers);
                    position = reached;
                    at = end;
                })
            }
            Step::UnlessGroup(group, target) => {
                if registers[2 * group + 1].is_none() {
                    at = *target;
                    continue;
                }
                Some(())
            }
            Step::Done => return Ok(Some(position)),
            Step::Match => {
                let fits = match how {
                    Wanted::Any => true,
                    Wanted::Whole => position == subject.end,
                    Wanted::NotEmpty => registers[0] != Some(position),
                };
                if fits {
                    return Ok(Some(position));
                }
                None
            }
        };
        if went_on.is_some() {
            at += 1;
            continue;
        }
        loop {
            match undo.pop() {
                Some(Undo::Try(step, there)) => {
                    (at, position) = (step, there);
                    break;
                }
                Some(Undo::Restore(register, value)) => registers[register] = value,
                None => return Ok(None),
            }
        }
    }
}

fn note_changes(undo: &mut Vec<Undo>, before: &[Option<usize>], now: &[Option<usize>]) {
    for (register, (old, new)) in before.iter().zip(now).enumerate() {
        if old != new {
            undo.push(Undo::Restore(register, *old));
        }
    }
}

fn is_at(anchor: Anchor, subject: &Subject<'_>, position: usize) -> bool {
    let (text, end) = (subject.text, subject.end);
    let boundary = |ascii: bool| {
        let word = |letter: char| is_of(Category::Word, letter, ascii);
        let before = position > 0 && word(text[position - 1]);
        let after = position < end && word(text[position]);
        before != after
    };
    match anchor {
        Anchor::Start => position == 0,
        Anchor::LineStart => position == 0 || text[position - 1] == '\n',
        Anchor::End => position == end || position + 1 == end && text[position] == '\n',
        Anchor::LineEnd => position == end || text[position] == '\n',
        Anchor::VeryEnd => position == end,
        Anchor::Boundary(ascii) => boundary(ascii),
        Anchor::NoBoundary(ascii) => !boundary(ascii),
    }
}
