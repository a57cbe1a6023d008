//! CPython's tokens, and what its tokenizer complains about.
//!
//! The parser has a lexer of its own. This one exists for two purposes that need CPython's exact
//! view: limits on nesting, looked at before anything recurses over a large source, and errors, of
//! which those of the tokenizer take precedence wherever in the source they are.

mod interpolated;
mod numbers;
mod strings;

use heap_model::release::Release;

use crate::bytecode::Position;
use crate::compile::{EndOffset, SyntaxError, SyntaxErrorKind};
use crate::text::case;
use interpolated::Interpolated;

/// Open brackets at one time, at most.
const MAX_BRACKETS: usize = 200;
/// Levels of indentation, the outermost included.
const MAX_INDENTS: usize = 100;
const TAB_SIZE: u32 = 8;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Name,
    Number,
    String,
    /// The start of an f-string or t-string, up to its quotes (3.12+).
    InterpolatedStart,
    InterpolatedMiddle,
    InterpolatedEnd,
    Operator,
    Newline,
    Indent,
    Dedent,
    End,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    /// Byte offsets.
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) line: u32,
    /// How many brackets are open around it.
    pub(super) level: u16,
}

/// A bracket that is open.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bracket {
    pub(super) open: u8,
    pub(super) at: u32,
    pub(super) line: u32,
    line_start: u32,
}

pub(super) struct Tokenizer<'a> {
    source: &'a str,
    bytes: &'a [u8],
    release: &'static Release,
    /// The next byte.
    at: usize,
    line: u32,
    line_start: usize,
    brackets: Vec<Bracket>,
    /// Columns of the indentation, with tabs as eight columns and as one.
    indents: Vec<(u32, u32)>,
    /// Dedents (or an indent, if negative) that are due before the next token.
    pending: i32,
    at_line_start: bool,
    /// Something stood on the logical line.
    in_line: bool,
    interpolated: Vec<Interpolated>,
}

type Lexed<T> = Result<T, Box<SyntaxError>>;

impl<'a> Tokenizer<'a> {
    pub(super) fn new(source: &'a str, release: &'static Release) -> Tokenizer<'a> {
        let start = if source.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        Tokenizer {
            source,
            bytes: source.as_bytes(),
            release,
            at: start,
            line: 1,
            line_start: start,
            brackets: Vec::new(),
            indents: vec![(0, 0)],
            pending: 0,
            at_line_start: true,
            in_line: false,
            interpolated: Vec::new(),
        }
    }

    /// The brackets that are open now.
    pub(super) fn open(&self) -> &[Bracket] {
        &self.brackets
    }

    fn peek(&self, ahead: usize) -> u8 {
        self.bytes.get(self.at + ahead).copied().unwrap_or(0)
    }

    fn ended(&self) -> bool {
        self.at >= self.bytes.len()
    }

    /// The length of the line end here, or 0.
    fn line_end(&self, ahead: usize) -> usize {
        match (self.peek(ahead), self.peek(ahead + 1)) {
            (b'\r', b'\n') => 2,
            (b'\r' | b'\n', _) => 1,
            _ => 0,
        }
    }

    fn next_line(&mut self, length: usize) {
        self.at += length;
        self.line += 1;
        self.line_start = self.at;
    }

    /// An error whose place is that of a byte of this line, as CPython's tokenizer reports them.
    fn error<T>(&self, message: impl Into<String>, at: usize) -> Lexed<T> {
        let column = at.saturating_sub(self.line_start) as u32;
        Err(Box::new(self.error_at(message, column).ending(EndOffset::Offset)))
    }

    /// An error at a column of this line.
    fn error_at(&self, message: impl Into<String>, column: u32) -> SyntaxError {
        let line = self.line;
        let at = Position { line, end_line: line, column, end_column: column + 1 };
        SyntaxError::new(message.into(), at)
    }

    fn token(&self, kind: Kind, start: usize, line: u32) -> Token {
        let level = self.brackets.len() as u16;
        Token { kind, start: start as u32, end: self.at as u32, line, level }
    }

    pub(super) fn next(&mut self) -> Lexed<Token> {
        if self.interpolated.last().is_some_and(|string| string.in_text) {
            return self.interpolated_text();
        }
        if self.at_line_start {
            self.at_line_start = false;
            self.indentation()?;
        }
        if self.pending != 0 {
            let kind = if self.pending < 0 { Kind::Indent } else { Kind::Dedent };
            self.pending -= self.pending.signum();
            return Ok(self.token(kind, self.at, self.line));
        }
        self.skip_blanks()?;
        let (start, line) = (self.at, self.line);
        if self.ended() {
            if self.in_line && self.brackets.is_empty() {
                self.in_line = false;
                self.at_line_start = true;
                return Ok(self.token(Kind::Newline, start, line));
            }
            return Ok(self.token(Kind::End, start, line));
        }
        let byte = self.peek(0);
        if self.line_end(0) > 0 {
            // Blank lines and those in brackets are skipped with the blanks.
            let token = Token { end: start as u32 + 1, ..self.token(Kind::Newline, start, line) };
            self.next_line(self.line_end(0));
            self.at_line_start = true;
            self.in_line = false;
            return Ok(token);
        }
        self.in_line = true;
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'_' | 0x80.. => self.name(),
            b'0'..=b'9' => self.number(),
            b'.' if self.peek(1).is_ascii_digit() => self.number(),
            b'\'' | b'"' => self.string(start),
            _ => self.operator(),
        }
    }

    /// The start of a logical line: counts its indentation and compares it with those around.
    fn indentation(&mut self) -> Lexed<()> {
        let (mut column, mut alternative) = (0, 0);
        loop {
            match self.peek(0) {
                b' ' => {
                    column += 1;
                    alternative += 1;
                }
                b'\t' => {
                    column = (column / TAB_SIZE + 1) * TAB_SIZE;
                    alternative += 1;
                }
                b'\x0c' => (column, alternative) = (0, 0),
                b'#' => {
                    while !self.ended() && self.line_end(0) == 0 {
                        self.at += 1;
                    }
                    continue;
                }
                b'\\' if self.line_end(1) > 0 => {
                    // The indentation before a line continuation counts.
                    let length = self.line_end(1);
                    self.next_line(1 + length);
                    while matches!(self.peek(0), b' ' | b'\t') {
                        self.at += 1;
                    }
                    break;
                }
                _ if self.line_end(0) > 0 => {
                    self.next_line(self.line_end(0));
                    (column, alternative) = (0, 0);
                    continue;
                }
                _ => break,
            }
            self.at += 1;
        }
        if self.ended() {
            (column, alternative) = (0, 0);
        }
        let &(top, top_alternative) = self.indents.last().unwrap_or(&(0, 0));
        let inconsistent = |this: &Self| {
            let message = "inconsistent use of tabs and spaces in indentation";
            let error = this.error_at(message, 0).with_kind(SyntaxErrorKind::Tab);
            Err(Box::new(error.ending(EndOffset::None(0))))
        };
        if column == top {
            return if alternative == top_alternative { Ok(()) } else { inconsistent(self) };
        }
        if column > top {
            if self.indents.len() >= MAX_INDENTS {
                let message = "too many levels of indentation";
                let error = self.error_at(message, 0).with_kind(SyntaxErrorKind::Indentation);
                return Err(Box::new(error.ending(EndOffset::None(0))));
            }
            if alternative <= top_alternative {
                return inconsistent(self);
            }
            self.indents.push((column, alternative));
            self.pending = -1;
            return Ok(());
        }
        while self.indents.last().is_some_and(|indent| indent.0 > column) {
            self.indents.pop();
            self.pending += 1;
        }
        let &(top, top_alternative) = self.indents.last().unwrap_or(&(0, 0));
        if column != top {
            let message = "unindent does not match any outer indentation level";
            let end = self.end_of_line() - self.line_start as u32;
            let error = self.error_at(message, end).with_kind(SyntaxErrorKind::Indentation);
            return Err(Box::new(error.ending(EndOffset::None(-1))));
        }
        if alternative != top_alternative {
            return inconsistent(self);
        }
        Ok(())
    }

    fn end_of_line(&self) -> u32 {
        let rest = &self.bytes[self.at..];
        let length = memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
        (self.at + length) as u32
    }

    /// Skips blanks, comments, continued lines, and line ends that mean nothing.
    fn skip_blanks(&mut self) -> Lexed<()> {
        loop {
            match self.peek(0) {
                b' ' | b'\t' | b'\x0c' => self.at += 1,
                b'#' => {
                    while !self.ended() && self.line_end(0) == 0 {
                        self.at += 1;
                    }
                }
                b'\\' => {
                    let length = self.line_end(1);
                    if length == 0 && self.at + 1 < self.bytes.len() {
                        let message = "unexpected character after line continuation character";
                        let column = (self.at + 1 - self.line_start) as u32;
                        let error = self.error_at(message, column);
                        return Err(Box::new(error.ending(EndOffset::None(0))));
                    }
                    if self.at + 1 + length >= self.bytes.len() {
                        return self.end_after_backslash();
                    }
                    self.next_line(1 + length);
                }
                _ if !self.brackets.is_empty() && self.line_end(0) > 0 => {
                    self.next_line(self.line_end(0));
                }
                _ => return Ok(()),
            }
        }
    }

    fn end_after_backslash(&self) -> Lexed<()> {
        match self.brackets.last() {
            Some(bracket) => Err(Box::new(never_closed(bracket))),
            None => {
                let column = (self.at + 1 - self.line_start) as u32;
                let error = self.error_at("unexpected EOF while parsing", column);
                Err(Box::new(error.ending(EndOffset::None(-1))))
            }
        }
    }

    /// A name, a keyword, or a string with a prefix.
    fn name(&mut self) -> Lexed<Token> {
        let (start, line) = (self.at, self.line);
        let mut ascii = true;
        while self.peek(0) == b'_' || self.peek(0).is_ascii_alphanumeric() || self.peek(0) >= 0x80 {
            ascii &= self.peek(0) < 0x80;
            self.at += 1;
            if self.at - start <= 2
                && matches!(self.peek(0), b'\'' | b'"')
                && self.is_prefix(&self.bytes[start..self.at])
            {
                return self.string(start);
            }
        }
        if !ascii {
            self.check_identifier(start)?;
        }
        Ok(self.token(Kind::Name, start, line))
    }

    fn is_prefix(&self, text: &[u8]) -> bool {
        let interpolates = |byte: u8| {
            matches!(byte, b'f' | b'F')
                || (self.release.syntax.template_strings && matches!(byte, b't' | b'T'))
        };
        let bytes = |byte: u8| matches!(byte, b'b' | b'B');
        let raw = |byte: u8| matches!(byte, b'r' | b'R');
        match *text {
            [one] => interpolates(one) || bytes(one) || raw(one) || matches!(one, b'u' | b'U'),
            [one, two] => {
                (raw(one) && (bytes(two) || interpolates(two)))
                    || (raw(two) && (bytes(one) || interpolates(one)))
            }
            _ => false,
        }
    }

    fn check_identifier(&self, start: usize) -> Lexed<()> {
        let text = &self.source[start..self.at];
        let unicode = self.release.text.unicode;
        if case::is_identifier(text, unicode) {
            return Ok(());
        }
        for (offset, c) in text.char_indices() {
            if !case::is_identifier(&text[..offset + c.len_utf8()], unicode) {
                let message = if case::is_printable(c, unicode) {
                    format!("invalid character '{c}' (U+{:04X})", c as u32)
                } else {
                    format!("invalid non-printable character U+{:04X}", c as u32)
                };
                return self.error(message, start + offset);
            }
        }
        Ok(())
    }

    fn operator(&mut self) -> Lexed<Token> {
        let (start, line) = (self.at, self.line);
        let byte = self.peek(0);
        if matches!(byte, b':' | b'!' | b'=') && self.ends_replacement(byte) {
            self.at += 1;
            return Ok(self.token(Kind::Operator, start, line));
        }
        let length = operator_length(byte, self.peek(1), self.peek(2));
        if length > 1 {
            self.at += length;
            return Ok(self.token(Kind::Operator, start, line));
        }
        self.at += 1;
        match byte {
            b'(' | b'[' | b'{' => {
                if self.brackets.len() >= MAX_BRACKETS {
                    return self.error("too many nested parentheses", start);
                }
                let token = self.token(Kind::Operator, start, line);
                self.open_in_replacement();
                self.brackets.push(Bracket {
                    open: byte,
                    at: start as u32,
                    line,
                    line_start: self.line_start as u32,
                });
                return Ok(token);
            }
            b')' | b']' | b'}' => self.close(byte, start)?,
            0..=b' ' | 0x7f => {
                let message = format!("invalid non-printable character U+{byte:04X}");
                return self.error(message, start);
            }
            _ => {}
        }
        Ok(self.token(Kind::Operator, start, line))
    }

    fn close(&mut self, byte: u8, at: usize) -> Lexed<()> {
        self.check_replacement_end(byte, at)?;
        let Some(bracket) = self.brackets.pop() else {
            return self.error(format!("unmatched '{}'", byte as char), at);
        };
        let matching = match bracket.open {
            b'(' => b')',
            b'[' => b']',
            _ => b'}',
        };
        if byte != matching {
            self.check_replacement_bracket(bracket, byte, at)?;
            let mut message = format!(
                "closing parenthesis '{}' does not match opening parenthesis '{}'",
                byte as char, bracket.open as char
            );
            if bracket.line != self.line {
                message += &format!(" on line {}", bracket.line);
            }
            return self.error(message, at);
        }
        self.leave_replacement();
        Ok(())
    }
}

/// How many bytes the operator has that starts here.
fn operator_length(one: u8, two: u8, three: u8) -> usize {
    match (one, two) {
        (b'*', b'*') | (b'/', b'/') | (b'<', b'<') | (b'>', b'>') if three == b'=' => 3,
        (b'.', b'.') if three == b'.' => 3,
        (b'*', b'*') | (b'/', b'/') | (b'<', b'<' | b'>') | (b'>', b'>') => 2,
        (b'-', b'>') => 2,
        (
            b'=' | b'!' | b'<' | b'>' | b'+' | b'-' | b'*' | b'/' | b'%' | b'&' | b'|' | b'^'
            | b'@' | b':',
            b'=',
        ) => 2,
        _ => 1,
    }
}

/// The complaint about a bracket that stays open.
pub(super) fn never_closed(bracket: &Bracket) -> SyntaxError {
    let column = bracket.at - bracket.line_start;
    let line = bracket.line;
    let at = Position { line, end_line: line, column, end_column: column + 1 };
    let message = format!("'{}' was never closed", bracket.open as char);
    SyntaxError::new(message, at).ending(EndOffset::None(0))
}
