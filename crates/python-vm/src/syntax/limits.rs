//! Refuses source that nests too deeply, before anything recurses over it.
//!
//! The parser, the compiler and the trees that they make all recurse as deep as the source nests. How
//! deep that is at most shows in its tokens alone: each opening bracket, prefix, suffix and operator
//! that a statement is still inside of may be one level. CPython refuses at nearly the same depths
//! (measured: 2984 to 2994 levels on 3.11 and 3.12, twice as many and more on 3.14).

use heap_model::release::Release;
use ruff_python_ast::token::TokenKind;
use ruff_python_parser::{Mode, lexer};

use crate::bytecode::Position;
use crate::compile::{CompileProblem, SyntaxError, SyntaxErrorKind};

/// Open brackets (`MAXLEVEL` in CPython's `Parser/lexer/state.h`).
const MAX_BRACKETS: usize = 200;
/// Indentations (`MAXINDENT` there).
const MAX_INDENTS: usize = 100;
/// Levels of syntax that may lie in one another.
const MAX_LEVELS: usize = 2900;
/// Levels at which CPython's parser is out of stack (`MAXSTACK` in `Parser/pegen.h`).
const PARSER_LEVELS: usize = 6000;
/// A source that is shorter, in bytes, can't reach any of these.
const HARMLESS: usize = 100;

/// Looks over the source's tokens once.
pub(super) fn check(source: &str, _release: &'static Release) -> Result<(), CompileProblem> {
    if source.len() < HARMLESS {
        return Ok(());
    }
    match first_problem(source) {
        None => Ok(()),
        Some(Problem::Levels(levels)) if levels > PARSER_LEVELS => Err(CompileProblem::Memory),
        Some(Problem::Levels(_)) => {
            Err(CompileProblem::Recursion("maximum recursion depth exceeded during compilation"))
        }
        Some(Problem::Brackets) => {
            let at = place_of(source, Problem::Brackets);
            Err(CompileProblem::Syntax(SyntaxError {
                kind: SyntaxErrorKind::Syntax,
                message: "too many nested parentheses".into(),
                at: position(source, at.saturating_sub(1)),
            }))
        }
        Some(Problem::Indents) => {
            let at = place_of(source, Problem::Indents);
            let line = source[..at].rfind('\n').map_or(0, |newline| newline + 1);
            Err(CompileProblem::Syntax(SyntaxError {
                kind: SyntaxErrorKind::Indentation,
                message: "too many levels of indentation".into(),
                at: position(source, line),
            }))
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Problem {
    Brackets,
    Indents,
    /// At least so many levels.
    Levels(usize),
}

/// What is open in one bracket, or in a statement outside of all brackets.
#[derive(Clone, Copy, Default)]
struct Open {
    /// Operators since the last comma.
    operators: usize,
    /// Lambdas: a comma among their parameters does not end them.
    lambdas: usize,
}

fn first_problem(source: &str) -> Option<Problem> {
    let mut tokens = lexer::lex(source, Mode::Module);
    // Of the brackets that are open, and the sum of their levels without the innermost's.
    let mut open = vec![Open::default()];
    let mut outside = 0;
    // `elif`s since the `if`, one entry for each block that is open: each nests in the one before.
    let mut blocks = vec![0];
    let mut line_begins = true;
    let mut most = 0;
    loop {
        let token = tokens.next_token();
        let innermost = open.last_mut().expect("the statement's own entry stays");
        match token {
            TokenKind::EndOfFile => break,
            TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace => {
                innermost.operators += 1;
                outside += innermost.operators + innermost.lambdas;
                open.push(Open::default());
                if open.len() > MAX_BRACKETS + 1 {
                    return Some(Problem::Brackets);
                }
            }
            TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace => {
                if open.len() > 1 {
                    open.pop();
                    let outer = open.last().expect("the statement's own entry stays");
                    outside -= outer.operators + outer.lambdas;
                }
            }
            TokenKind::Comma => innermost.operators = 0,
            TokenKind::Newline | TokenKind::Semi => {
                open.truncate(1);
                open[0] = Open::default();
                outside = 0;
            }
            TokenKind::Indent => {
                blocks.push(0);
                if blocks.len() > MAX_INDENTS {
                    return Some(Problem::Indents);
                }
            }
            TokenKind::Dedent if blocks.len() > 1 => {
                blocks.pop();
            }
            TokenKind::Lambda => innermost.lambdas += 1,
            TokenKind::Elif => *blocks.last_mut().expect("the unit's own entry stays") += 1,
            TokenKind::If if line_begins => {
                *blocks.last_mut().expect("the unit's own entry stays") = 0;
            }
            _ if is_operator(token) => innermost.operators += 1,
            _ => {}
        }
        line_begins = is_between_lines(token);
        let innermost = open.last().expect("the statement's own entry stays");
        let levels = outside + innermost.operators + innermost.lambdas;
        let in_blocks: usize = blocks.iter().sum();
        if levels + in_blocks > MAX_LEVELS {
            most = most.max(levels + in_blocks);
            if most > PARSER_LEVELS {
                break;
            }
        }
    }
    (most > 0).then_some(Problem::Levels(most))
}

/// Whether a statement may begin behind it.
fn is_between_lines(token: TokenKind) -> bool {
    use TokenKind::{Comment, Dedent, Indent, Newline, NonLogicalNewline};
    matches!(token, Newline | NonLogicalNewline | Comment | Indent | Dedent)
}

/// Whether an operand of it is a level deeper. Comparisons, `and` and `or` are flat.
fn is_operator(token: TokenKind) -> bool {
    matches!(
        token,
        TokenKind::Plus
            | TokenKind::Minus
            | TokenKind::Star
            | TokenKind::DoubleStar
            | TokenKind::Slash
            | TokenKind::DoubleSlash
            | TokenKind::Percent
            | TokenKind::At
            | TokenKind::Vbar
            | TokenKind::Amper
            | TokenKind::CircumFlex
            | TokenKind::LeftShift
            | TokenKind::RightShift
            | TokenKind::Tilde
            | TokenKind::Dot
            | TokenKind::Not
            | TokenKind::Await
            | TokenKind::Yield
            | TokenKind::If
            | TokenKind::Else
    )
}

/// The end of the shortest beginning of the source that has this problem already, in bytes.
fn place_of(source: &str, problem: Problem) -> usize {
    let (mut without, mut with) = (0, source.len());
    while with - without > 1 {
        let middle = source.floor_char_boundary(without + (with - without) / 2);
        if middle <= without {
            break;
        }
        match first_problem(&source[..middle]) == Some(problem) {
            true => with = middle,
            false => without = middle,
        }
    }
    with
}

fn position(source: &str, at: usize) -> Position {
    let line = source[..at].matches('\n').count() as u32 + 1;
    let start = source[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let column = (at - start) as u32;
    Position { line, end_line: line, column, end_column: column }
}
