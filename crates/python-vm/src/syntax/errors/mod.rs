//! The parser's complaints in CPython's words.
//!
//! The parser stops at the same token as CPython's nearly always, but knows neither its messages
//! nor its order of precedence. Here the source is tokenized as CPython does, whose tokenizer's
//! errors come first wherever they are; then brackets that stay open; then what CPython's grammar
//! says about the place, decided over the tokens around it.

mod assignments;
mod calls;
mod expressions;
mod fields;
mod fstrings;
mod literals;
mod statements;
mod tokens;

use heap_model::release::{Release, SyntaxRules};
use ruff_python_ast::Mod;
use ruff_python_parser::{
    ParseErrorType as Error, Parsed, UnsupportedSyntaxErrorKind as Unsupported,
};
use ruff_text_size::TextRange;

use super::lines::Lines;
use super::tokens::{Kind, Token, Tokenizer, never_closed};
use crate::bytecode::Position;
use crate::compile::{CompileProblem, EndOffset, SyntaxError, SyntaxErrorKind};
use tokens::{Index, Tokens};

/// What the parser found wrong, and where.
enum Found<'a> {
    Error(&'a Error),
    /// Newer syntax than the release has.
    Unsupported(Unsupported),
}

/// The problem that CPython reports for this source, if there is one.
pub(super) fn first(
    parsed: &Parsed<Mod>,
    source: &str,
    lines: &mut Lines,
    release: &'static Release,
) -> Option<CompileProblem> {
    let error = parsed.errors().first();
    let unsupported = parsed.unsupported_syntax_errors().first();
    let (found, range) = match (error, unsupported) {
        (Some(error), Some(newer)) if newer.range.start() < error.location.start() => {
            (Found::Unsupported(newer.kind), newer.range)
        }
        (Some(error), _) => (Found::Error(&error.error), error.location),
        (None, Some(newer)) => (Found::Unsupported(newer.kind), newer.range),
        (None, None) => return None,
    };
    let indented =
        matches!(found, Found::Error(Error::UnexpectedIndentation)).then(|| range.start().into());
    let error = tokenized(source, release, indented, |tokens, open| {
        let rules = &release.syntax;
        let mut diagnosis = Diagnosis { tokens, source, release, rules, lines, range };
        match open {
            Rest::Tokenized(open) => diagnosis.problem(found, open),
            Rest::Wrong(at) => diagnosis.invalid(at),
        }
    });
    Some(CompileProblem::Syntax(error))
}

/// What the tokenizer says of the source.
enum Rest {
    /// Nothing but that a bracket may be open: the complaint about it, and its line.
    Tokenized(Option<(SyntaxError, u32)>),
    /// The indentation that the parser stopped at is in front of what the tokenizer complains of, and
    /// goes first.
    Wrong(Index),
}

/// Calls with all tokens, and the complaint about an open bracket if there is one, unless the
/// tokenizer complains itself. Where the parser stopped at an indentation, whose place is `indented`,
/// CPython's does not look behind it.
fn tokenized(
    source: &str,
    release: &'static Release,
    indented: Option<u32>,
    diagnose: impl FnOnce(Tokens<'_>, Rest) -> SyntaxError,
) -> SyntaxError {
    let mut tokenizer = Tokenizer::new(source, release);
    let mut list = Vec::new();
    loop {
        match tokenizer.next() {
            Ok(token) => {
                list.push(token);
                if token.kind == Kind::End {
                    break;
                }
            }
            Err(error) => {
                let is_there = |token: &Token| {
                    let span = token.start..=token.end;
                    token.kind == Kind::Indent && indented.is_some_and(|at| span.contains(&at))
                };
                return match list.iter().position(is_there) {
                    Some(at) => diagnose(Tokens { source, list }, Rest::Wrong(at)),
                    None => *error,
                };
            }
        }
    }
    let open = tokenizer.open().last().map(|bracket| (never_closed(bracket), bracket.line));
    diagnose(Tokens { source, list }, Rest::Tokenized(open))
}

/// Everything that tells what to say.
struct Diagnosis<'a> {
    tokens: Tokens<'a>,
    source: &'a str,
    release: &'static Release,
    rules: &'static SyntaxRules,
    lines: &'a mut Lines,
    /// Where the parser found it.
    range: TextRange,
}

impl Diagnosis<'_> {
    fn problem(mut self, found: Found<'_>, open: Option<(SyntaxError, u32)>) -> SyntaxError {
        let at = self.tokens.at(self.range.start().into());
        if self.tokens.kind(at) == Kind::End
            && let Some((error, _)) = open
        {
            return error;
        }
        let (error, last) = match found {
            Found::Error(error) => self.parse_error(error, at),
            Found::Unsupported(kind) => (self.unsupported(kind, at), at),
        };
        // The rest of the source is tokenized for its errors, a bracket that is open on an earlier
        // line than the parser came to among them.
        match open {
            Some((unclosed, line)) if self.reaches_behind(last, line) => unclosed,
            _ => error,
        }
    }

    /// Whether a token stands behind a line, or the source ends with it.
    fn reaches_behind(&self, last: Index, line: u32) -> bool {
        match self.tokens.list.get(last) {
            Some(token) => token.kind == Kind::End || token.line > line,
            None => true,
        }
    }

    /// The error, and the last token that CPython's parser looks at for it.
    fn parse_error(&mut self, error: &Error, at: Index) -> (SyntaxError, Index) {
        if let Some(error) = self.fstring_error(at) {
            return (error, at);
        }
        if let Some(error) = self.literal_error(error, at) {
            return (error, at);
        }
        if let Some(error) = self.legacy_statement(at) {
            return error;
        }
        if let Some(error) = self.indentation_error(error, at) {
            return (error, at);
        }
        if let Some(error) = self.target_error(error, at) {
            return (error, at);
        }
        if let Some(error) = self.argument_error(error, at) {
            return (error, at);
        }
        if let Some(error) = self.statement_error(error, at) {
            return (error, at);
        }
        if let Some(error) = self.expression_error(error, at) {
            return error;
        }
        if let Some(error) = self.field_error(at) {
            return (error, at);
        }
        (self.invalid(at), at)
    }

    // --- making errors ---

    /// "invalid syntax" at a token.
    fn invalid(&mut self, at: Index) -> SyntaxError {
        match self.tokens.kind(at) {
            Kind::Indent => {
                let token = self.tokens.token(at);
                let place = self.place(token.start);
                // CPython counts this column from 0, as it means the end of the indentation.
                let column = place.column.saturating_sub(1);
                let at = Position { column, end_column: column + 1, ..place };
                let error = SyntaxError::new("unexpected indent".into(), at);
                error.with_kind(SyntaxErrorKind::Indentation).ending(EndOffset::None(-1))
            }
            Kind::End => {
                let mut error = self.error("invalid syntax", at);
                error.offset = Some(0);
                error.ending(EndOffset::None(0))
            }
            _ => self.error("invalid syntax", at),
        }
    }

    /// An error at one token.
    fn error(&mut self, message: impl Into<String>, at: Index) -> SyntaxError {
        self.error_between(message, at, at + 1)
    }

    /// An error at the tokens from `start` up to `end`.
    fn error_between(
        &mut self,
        message: impl Into<String>,
        start: Index,
        end: Index,
    ) -> SyntaxError {
        let first = self.tokens.token(start);
        let last = self.tokens.token(end.saturating_sub(1));
        if matches!(first.kind, Kind::End | Kind::Dedent) && first.start == first.end {
            return self.error_in_blank(message.into(), start);
        }
        let from = self.place(first.start);
        let to = match last.kind {
            // The line end counts as a column of its line.
            Kind::Newline => Position { end_column: self.place(last.start).column + 1, ..from },
            _ => self.lines.range(TextRange::new(last.start.into(), last.end.into())),
        };
        let at = Position { end_line: to.end_line, end_column: to.end_column, ..from };
        SyntaxError::new(message.into(), at)
    }

    /// An error at a token that is only the end of an indentation, or of the source.
    fn error_in_blank(&mut self, message: String, index: Index) -> SyntaxError {
        let place = self.place(self.tokens.token(index).start);
        let mut error = SyntaxError::new(message, place).ending(EndOffset::None(-1));
        if self.tokens.kind(index) == Kind::Dedent && !self.at_end(index) {
            // CPython counts this column from 0.
            match place.column {
                0 => error.offset = Some(0),
                _ => error.at.column -= 1,
            }
            error.at.end_column = error.at.column + 1;
        }
        error
    }

    /// Whether only the ends of indentations follow.
    fn at_end(&self, index: Index) -> bool {
        (index..self.tokens.list.len())
            .all(|index| matches!(self.tokens.kind(index), Kind::Dedent | Kind::End))
    }

    /// An error at a range of bytes.
    fn error_in(&mut self, message: impl Into<String>, range: TextRange) -> SyntaxError {
        let at = self.lines.range(range);
        SyntaxError::new(message.into(), at)
    }

    /// The place of a byte; that of the source's end is the end of its last line.
    fn place(&mut self, offset: u32) -> Position {
        let mut offset = offset;
        if offset as usize >= self.source.len() {
            let text = self.source.strip_suffix('\n').unwrap_or(self.source);
            offset = text.strip_suffix('\r').unwrap_or(text).len() as u32;
        }
        let (line, column) = self.lines.place(offset.into());
        Position { line, end_line: line, column, end_column: column + 1 }
    }

    /// The indices of the tokens of the parser's range.
    fn range_tokens(&self) -> (Index, Index) {
        let start = self.tokens.at(self.range.start().into());
        let end = u32::from(self.range.end());
        let mut index = start;
        while self.tokens.list.get(index).is_some_and(|token| {
            token.end <= end && token.kind != Kind::End && token.kind != Kind::Newline
        }) {
            index += 1;
        }
        (start, index.max(start + 1))
    }

    // --- newer syntax ---

    fn unsupported(&mut self, kind: Unsupported, at: Index) -> SyntaxError {
        match kind {
            Unsupported::TypeParameterList => {
                let statement = self.tokens.statement(at);
                let function =
                    self.tokens.is(statement, "def") || self.tokens.is(statement + 1, "def");
                if function {
                    self.error("expected '('", at)
                } else {
                    self.error("invalid syntax", at)
                }
            }
            Unsupported::TypeAliasStatement => self.error("invalid syntax", at + 1),
            Unsupported::TypeParamDefault => {
                let equals = if self.tokens.is(at, "=") { at } else { self.find_back(at, "=") };
                self.error("invalid syntax", equals)
            }
            Unsupported::TemplateStrings => self.error("invalid syntax", at + 1),
            Unsupported::UnparenthesizedExceptionTypes => {
                self.error_in("multiple exception types must be parenthesized", self.range)
            }
            Unsupported::ParenthesizedKeywordArgumentName => {
                let message = "expression cannot contain assignment, perhaps you meant \"==\"?";
                let equals = self.tokens.closing(at).map_or(at, |close| close + 1);
                let (start, _) = self.tokens.without_parentheses(at, equals);
                self.error_between(message, start, equals + 1)
            }
            Unsupported::UnpackingInComprehension(_) if self.tokens.is(at, "**") => {
                self.error("dict unpacking cannot be used in dict comprehension", at)
            }
            Unsupported::UnpackingInComprehension(_) => {
                self.error_in("iterable unpacking cannot be used in comprehension", self.range)
            }
            Unsupported::Pep701FString(_) => self.nested_fstring(at),
            _ => self.error("invalid syntax", at),
        }
    }

    fn find_back(&self, from: Index, text: &str) -> Index {
        (0..from).rev().find(|&index| self.tokens.is(index, text)).unwrap_or(from)
    }
}
