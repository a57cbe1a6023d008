//! Expressions compiled for a backtracking matcher.

use super::parse::{Anchor, Greed, Node, Set, UNBOUNDED};

/// One step.
#[derive(Clone, Debug)]
pub enum Step {
    /// One character.
    Literal(char),
    /// One character or its other case.
    Either(char),
    /// Any character; with `true` newlines too.
    Any(bool),
    /// One of a set.
    Set(Box<Set>),
    /// A position.
    At(Anchor),
    /// Notes the position in a register.
    Save(usize),
    /// Tries the first, then the second.
    Split(usize, usize),
    /// Goes on there.
    Jump(usize),
    /// Goes on there unless the position is still what the register says.
    JumpIfMoved(usize, usize),
    /// What a group matched.
    Back(usize, bool),
    /// Runs the steps up to that one apart from the rest.
    Look { end: usize, behind: Option<usize>, negative: bool },
    /// The same, taking what they match without giving it back.
    Atomic(usize),
    /// Goes on there unless the group has matched.
    UnlessGroup(usize, usize),
    /// The end of steps that run apart.
    Done,
    /// The end.
    Match,
}

/// How many steps an expression may take.
const MOST_STEPS: usize = 100_000;

/// A compiled expression.
#[derive(Clone, Debug)]
pub struct Program {
    /// The steps.
    pub steps: Vec<Step>,
    /// How many registers they use: two a group, then those of loops.
    pub registers: usize,
    /// Groups, the whole included.
    pub groups: usize,
}

/// Compiles an expression; `None` if it is too large.
pub fn compile(node: &Node, groups: usize) -> Option<Program> {
    let mut compiler = Compiler { steps: Vec::new(), registers: 2 * (groups + 1) };
    compiler.node(node)?;
    compiler.steps.push(Step::Match);
    Some(Program { steps: compiler.steps, registers: compiler.registers, groups: groups + 1 })
}

struct Compiler {
    steps: Vec<Step>,
    registers: usize,
}

impl Compiler {
    fn emit(&mut self, step: Step) -> Option<usize> {
        if self.steps.len() >= MOST_STEPS {
            return None;
        }
        self.steps.push(step);
        Some(self.steps.len() - 1)
    }

    fn node(&mut self, node: &Node) -> Option<()> {
        match node {
            Node::Empty => {}
            Node::Literal(letter, false) => drop(self.emit(Step::Literal(*letter))?),
            Node::Literal(letter, true) => drop(self.emit(Step::Either(*letter))?),
            Node::Any(all) => drop(self.emit(Step::Any(*all))?),
            Node::Set(set) => drop(self.emit(Step::Set(Box::new(set.clone())))?),
            Node::At(anchor) => drop(self.emit(Step::At(*anchor))?),
            Node::Back(group, ignore_case) => drop(self.emit(Step::Back(*group, *ignore_case))?),
            Node::Sequence(nodes) => {
                for node in nodes {
                    self.node(node)?;
                }
            }
            Node::Choice(branches) => {
                let mut ends = Vec::new();
                for (index, branch) in branches.iter().enumerate() {
                    if index + 1 == branches.len() {
                        self.node(branch)?;
                        break;
                    }
                    let split = self.emit(Step::Split(0, 0))?;
                    self.node(branch)?;
                    ends.push(self.emit(Step::Jump(0))?);
                    self.steps[split] = Step::Split(split + 1, self.steps.len());
                }
                for end in ends {
                    self.steps[end] = Step::Jump(self.steps.len());
                }
            }
            Node::Group(number, node) => {
                self.emit(Step::Save(2 * number))?;
                self.node(node)?;
                self.emit(Step::Save(2 * number + 1))?;
            }
            Node::Look { node, behind, negative } => {
                let look = self.emit(Step::Done)?;
                self.node(node)?;
                let end = self.emit(Step::Done)?;
                self.steps[look] = Step::Look { end, behind: *behind, negative: *negative };
            }
            Node::Atomic(node) => {
                let atomic = self.emit(Step::Done)?;
                self.node(node)?;
                let end = self.emit(Step::Done)?;
                self.steps[atomic] = Step::Atomic(end);
            }
            Node::If(group, yes, no) => {
                let test = self.emit(Step::Done)?;
                self.node(yes)?;
                let end = self.emit(Step::Jump(0))?;
                self.steps[test] = Step::UnlessGroup(*group, self.steps.len());
                self.node(no)?;
                self.steps[end] = Step::Jump(self.steps.len());
            }
            Node::Repeat(node, least, most, Greed::Possessive) => {
                let greedy = Node::Repeat(node.clone(), *least, *most, Greed::Greedy);
                self.node(&Node::Atomic(Box::new(greedy)))?;
            }
            Node::Repeat(node, least, most, greed) => {
                self.repeat(node, *least, *most, *greed == Greed::Greedy)?;
            }
        }
        Some(())
    }

    fn repeat(&mut self, node: &Node, least: u32, most: u32, greedy: bool) -> Option<()> {
        for _ in 0..least {
            self.node(node)?;
        }
        let split = |first: usize, last: usize| {
            if greedy { Step::Split(first, last) } else { Step::Split(last, first) }
        };
        if most == UNBOUNDED {
            let register = self.registers;
            self.registers += 1;
            let start = self.emit(Step::Done)?;
            self.emit(Step::Save(register))?;
            self.node(node)?;
            self.emit(Step::JumpIfMoved(register, start))?;
            self.steps[start] = split(start + 1, self.steps.len());
            return Some(());
        }
        let mut starts = Vec::new();
        for _ in least..most {
            starts.push(self.emit(Step::Done)?);
            self.node(node)?;
        }
        for start in starts {
            self.steps[start] = split(start + 1, self.steps.len());
        }
        Some(())
    }
}
