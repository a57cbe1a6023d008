//! Why a unit does not compile.

use std::fmt;

use crate::bytecode::Position;

/// Why a unit does not compile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CompileProblem {
    /// It is no Python of that release.
    Syntax(SyntaxError),
    /// It is Python, but the compiler does not know the feature.
    Unsupported {
        /// What it is, in words: "`async def`".
        feature: String,
        /// Line, 1-based.
        line: u32,
        /// Column, 1-based, in characters.
        column: u32,
    },
    /// `RecursionError` with this message: the source nests too deeply.
    Recursion(&'static str),
    /// `MemoryError` with this message, which may be empty, as CPython's parser gives when it runs
    /// out of stack.
    Memory(&'static str),
}

/// Which exception class it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum SyntaxErrorKind {
    Syntax,
    Indentation,
    Tab,
}

/// A `SyntaxError` or one of its subclasses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// The class.
    pub kind: SyntaxErrorKind,
    /// `msg`, in CPython's words.
    pub message: String,
    /// Where: columns are 0-based and in UTF-8 bytes, as everywhere in the bytecode.
    pub at: Position,
    /// `offset` where it is none of `at`'s columns: 0 points at no column.
    pub offset: Option<i64>,
    /// How `end_offset` follows from `at`.
    pub end_offset: EndOffset,
    /// It was found once the whole source was parsed. CPython then reads the line from the file, and
    /// shows none where there is no file.
    pub after_parsing: bool,
}

/// What `end_offset` of a `SyntaxError` is: CPython does not always say where an error ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndOffset {
    /// The end column of `at`.
    Column,
    /// The same as `offset`.
    Offset,
    /// This number, which means no column.
    None(i64),
}

impl SyntaxError {
    /// A plain `SyntaxError`.
    pub(crate) fn new(message: String, at: Position) -> SyntaxError {
        SyntaxError {
            kind: SyntaxErrorKind::Syntax,
            message,
            at,
            offset: None,
            end_offset: EndOffset::Column,
            after_parsing: false,
        }
    }
}

impl SyntaxError {
    pub(crate) fn with_kind(self, kind: SyntaxErrorKind) -> SyntaxError {
        SyntaxError { kind, ..self }
    }

    pub(crate) fn ending(self, end_offset: EndOffset) -> SyntaxError {
        SyntaxError { end_offset, ..self }
    }
}

impl CompileProblem {
    pub(crate) fn found_after_parsing(self) -> CompileProblem {
        match self {
            CompileProblem::Syntax(error) => {
                CompileProblem::Syntax(SyntaxError { after_parsing: true, ..error })
            }
            other => other,
        }
    }
}

impl fmt::Display for CompileProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CompileProblem::Syntax(error) => {
                let class = match error.kind {
                    SyntaxErrorKind::Syntax => "SyntaxError",
                    SyntaxErrorKind::Indentation => "IndentationError",
                    SyntaxErrorKind::Tab => "TabError",
                };
                write!(f, "{class}: {} (line {})", error.message, error.at.line)
            }
            CompileProblem::Unsupported { feature, line, column } => {
                write!(f, "{line}:{column}: unsupported: {feature}")
            }
            CompileProblem::Recursion(message) => write!(f, "RecursionError: {message}"),
            CompileProblem::Memory("") => f.write_str("MemoryError"),
            CompileProblem::Memory(message) => write!(f, "MemoryError: {message}"),
        }
    }
}

impl std::error::Error for CompileProblem {}
