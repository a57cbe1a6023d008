//! Refuses source that nests too deeply, before anything recurses over it.
//!
//! CPython limits brackets and indentation in its tokenizer, and how deep its parser and compiler
//! go by counters. The parser used here has no such counters, so they are kept over the tokens.

use heap_model::release::{NestingLimits, Release};

use super::tokens::{Kind, Token, Tokenizer};
use crate::compile::CompileProblem;

/// Sources shorter than this, with fewer brackets, cannot nest deeper than the stack holds.
const SMALL: usize = 4096;
const FEW_BRACKETS: usize = 100;

/// Nodes below each other that are compiled at most, whatever the release would.
const MOST_NODES: u32 = 9996;

/// Looks over the source's tokens once.
pub(super) fn check(source: &str, release: &'static Release) -> Result<(), CompileProblem> {
    let bytes = source.as_bytes();
    if bytes.len() < SMALL
        && bytes.iter().filter(|&&byte| matches!(byte, b'(' | b'[' | b'{')).count() < FEW_BRACKETS
    {
        return Ok(());
    }
    let mut tokens = Tokenizer::new(source, release);
    let mut depth = Depth::new();
    // The first place that is too deep to be compiled here. The release may refuse the source for
    // what comes later.
    let mut too_deep = None;
    loop {
        let token = tokens.next().map_err(|error| CompileProblem::Syntax(*error))?;
        if token.kind == Kind::End {
            return too_deep.map_or(Ok(()), Err);
        }
        let text = &bytes[token.start as usize..token.end as usize];
        depth.count(token, text, &release.syntax.nesting);
        let total = depth.total();
        let limits = &release.syntax.nesting;
        if total.parser > limits.parser {
            return Err(CompileProblem::Memory(limits.parser_message));
        }
        if total.nodes > limits.compiler {
            return Err(CompileProblem::Recursion(limits.compiler_message));
        }
        if total.nodes > MOST_NODES && too_deep.is_none() {
            let line_start =
                source[..token.start as usize].rfind(['\n', '\r']).map_or(0, |at| at + 1);
            too_deep = Some(CompileProblem::Unsupported {
                feature: format!("an expression of more than {MOST_NODES} levels"),
                line: token.line,
                column: source[line_start..token.start as usize].chars().count() as u32 + 1,
            });
        }
    }
}

/// What a stretch of source takes.
#[derive(Clone, Copy, Default)]
struct Cost {
    /// Of the parser's stack.
    parser: u32,
    /// Nodes of the tree below each other.
    nodes: u32,
}

impl Cost {
    fn add(&mut self, parser: u32, nodes: u32) {
        self.parser += parser;
        self.nodes += nodes;
    }

    fn and(self, other: Cost) -> Cost {
        Cost { parser: self.parser + other.parser, nodes: self.nodes + other.nodes }
    }
}

/// One expression inside the innermost open bracket.
#[derive(Clone, Copy, Default)]
struct Level {
    /// Operators, attributes, subscripts and calls, each applied to the result of the one before.
    chain: Cost,
    /// Prefix operators in a row.
    prefixes: Cost,
    /// `**`, each in the right operand of the one before.
    powers: Cost,
    /// Conditions and lambdas, likewise.
    nested: Cost,
    /// Clauses of a comprehension.
    clauses: u32,
    /// Lambdas whose parameters are not over.
    parameters: u32,
}

impl Level {
    fn total(&self) -> Cost {
        let clauses = Cost { parser: 0, nodes: self.clauses };
        self.chain.and(self.prefixes).and(self.powers).and(self.nested).and(clauses)
    }

    /// The next expression in the same brackets.
    fn next(&mut self) {
        *self = Level { clauses: self.clauses, ..Level::default() };
    }

    /// The next operand of something that binds less than any operator of a chain.
    fn next_operand(&mut self) {
        self.chain = Cost::default();
        self.powers = Cost::default();
    }
}

struct Depth {
    /// What the enclosing brackets take together.
    outside: Cost,
    outer: Vec<Level>,
    level: Level,
    /// `elif` clauses so far, per level of indentation.
    elifs: Vec<u32>,
    all_elifs: u32,
    /// The token before ends an operand.
    after_operand: bool,
    at_statement: bool,
}

impl Depth {
    fn new() -> Depth {
        Depth {
            outside: Cost::default(),
            outer: Vec::new(),
            level: Level::default(),
            elifs: vec![0],
            all_elifs: 0,
            after_operand: false,
            at_statement: true,
        }
    }

    fn total(&self) -> Cost {
        let elifs = Cost { parser: self.all_elifs, nodes: self.all_elifs };
        self.outside.and(self.level.total()).and(elifs)
    }

    fn count(&mut self, token: Token, text: &[u8], limits: &NestingLimits) {
        let at_statement = std::mem::take(&mut self.at_statement);
        match token.kind {
            Kind::Newline => {
                self.level = Level::default();
                self.at_statement = true;
                self.after_operand = false;
            }
            Kind::Indent => {
                self.elifs.push(0);
                self.at_statement = true;
            }
            Kind::Dedent => {
                self.all_elifs -= self.elifs.pop().unwrap_or(0);
                self.at_statement = true;
            }
            Kind::Name => {
                if at_statement && self.clause(text) {
                    return;
                }
                self.name(text, limits);
            }
            Kind::Number | Kind::String | Kind::InterpolatedEnd => self.operand(),
            Kind::Operator => self.operator(text),
            Kind::InterpolatedStart | Kind::InterpolatedMiddle | Kind::End => {}
        }
    }

    fn operand(&mut self) {
        let level = &mut self.level;
        if level.powers.nodes > 0 {
            level.powers = level.powers.and(level.prefixes);
        }
        level.prefixes = Cost::default();
        self.after_operand = true;
    }

    /// The first word of a statement: whether it is an `if`, or a clause of one.
    fn clause(&mut self, text: &[u8]) -> bool {
        let Some(elifs) = self.elifs.last_mut() else { return false };
        match text {
            b"elif" => {
                *elifs += 1;
                self.all_elifs += 1;
                true
            }
            b"else" => true,
            _ => {
                self.all_elifs -= std::mem::take(elifs);
                text == b"if"
            }
        }
    }

    fn name(&mut self, text: &[u8], limits: &NestingLimits) {
        let level = &mut self.level;
        match text {
            b"not" if !self.after_operand => level.prefixes.add(1, 1),
            b"await" => level.prefixes.add(1, 1),
            b"lambda" => {
                level.parameters += 1;
                level.nested.add(2, 1);
            }
            b"if" => {
                level.nested.add(limits.condition_cost, 1);
                level.next_operand();
            }
            b"for" => level.clauses += 1,
            b"and" | b"or" | b"in" | b"is" | b"not" | b"else" => level.next_operand(),
            _ => return self.operand(),
        }
        self.after_operand = false;
    }

    fn operator(&mut self, text: &[u8]) {
        let level = &mut self.level;
        match text {
            b"(" | b"[" | b"{" => {
                if self.after_operand {
                    level.chain.add(0, 1);
                }
                self.outside = self.outside.and(level.total());
                self.outer.push(*level);
                *level = Level::default();
            }
            b")" | b"]" | b"}" => {
                if let Some(outer) = self.outer.pop() {
                    let total = outer.total();
                    self.outside.parser -= total.parser;
                    self.outside.nodes -= total.nodes;
                    self.level = outer;
                }
                return self.operand();
            }
            b"." => level.chain.add(0, 1),
            b"**" if self.after_operand => level.powers.add(2, 1),
            b"+" | b"-" | b"~" if !self.after_operand => level.prefixes.add(1, 1),
            b"+" | b"-" | b"*" | b"/" | b"//" | b"%" | b"@" | b"<<" | b">>" | b"&" | b"|"
            | b"^" => {
                level.chain.add(0, 1);
                level.powers = Cost::default();
            }
            b":" if level.parameters > 0 => level.parameters -= 1,
            b"," if level.parameters > 0 => level.next_operand(),
            b"," | b";" | b":" | b"=" => level.next(),
            _ => level.next_operand(),
        }
        self.after_operand = false;
    }
}
