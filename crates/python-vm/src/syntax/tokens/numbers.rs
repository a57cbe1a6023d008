//! Numbers.

use super::{Kind, Lexed, Token, Tokenizer};
use crate::bytecode::Position;
use crate::compile::SyntaxError;

impl Tokenizer<'_> {
    pub(super) fn number(&mut self) -> Lexed<Token> {
        let (start, line) = (self.at, self.line);
        if self.peek(0) == b'0' {
            match self.peek(1) {
                b'x' | b'X' => self.based(16, "hexadecimal")?,
                b'o' | b'O' => self.based(8, "octal")?,
                b'b' | b'B' => self.based(2, "binary")?,
                _ => self.after_zero(start)?,
            }
        } else {
            if self.peek(0) != b'.' {
                self.decimal_digits()?;
            }
            self.fraction()?;
        }
        Ok(self.token(Kind::Number, start, line))
    }

    /// `0x…`, `0o…`, `0b…`.
    fn based(&mut self, base: u32, name: &str) -> Lexed<()> {
        self.at += 2;
        loop {
            if self.peek(0) == b'_' {
                self.at += 1;
            }
            if !(self.peek(0) as char).is_digit(base) {
                return if self.peek(0).is_ascii_digit() {
                    let digit = self.peek(0) as char;
                    self.error(format!("invalid digit '{digit}' in {name} literal"), self.at)
                } else {
                    self.error(format!("invalid {name} literal"), self.at - 1)
                };
            }
            while (self.peek(0) as char).is_digit(base) {
                self.at += 1;
            }
            if self.peek(0) != b'_' {
                break;
            }
        }
        if self.peek(0).is_ascii_digit() {
            let digit = self.peek(0) as char;
            return self.error(format!("invalid digit '{digit}' in {name} literal"), self.at);
        }
        self.end_of_number(name)
    }

    /// `0`, or a float or complex number that starts with it.
    fn after_zero(&mut self, start: usize) -> Lexed<()> {
        loop {
            if self.peek(0) == b'_' {
                self.at += 1;
                if !self.peek(0).is_ascii_digit() {
                    return self.error("invalid decimal literal", self.at - 1);
                }
            }
            if self.peek(0) != b'0' {
                break;
            }
            self.at += 1;
        }
        let zeros_end = self.at;
        let nonzero = self.peek(0).is_ascii_digit();
        if nonzero {
            self.decimal_digits()?;
        }
        if nonzero && !matches!(self.peek(0), b'.' | b'e' | b'E' | b'j' | b'J') {
            let column = (start - self.line_start) as u32;
            let end_column = (zeros_end - self.line_start) as u32;
            let at = Position { line: self.line, end_line: self.line, column, end_column };
            let message = "leading zeros in decimal integer literals are not permitted; use an 0o \
                           prefix for octal integers";
            return Err(Box::new(SyntaxError::new(message.into(), at)));
        }
        self.fraction()
    }

    fn decimal_digits(&mut self) -> Lexed<()> {
        loop {
            while self.peek(0).is_ascii_digit() {
                self.at += 1;
            }
            if self.peek(0) != b'_' {
                return Ok(());
            }
            self.at += 1;
            if !self.peek(0).is_ascii_digit() {
                return self.error("invalid decimal literal", self.at - 1);
            }
        }
    }

    /// What follows the digits before the point.
    fn fraction(&mut self) -> Lexed<()> {
        if self.peek(0) == b'.' {
            self.at += 1;
            if self.peek(0).is_ascii_digit() {
                self.decimal_digits()?;
            }
        }
        if matches!(self.peek(0), b'e' | b'E') {
            let sign = usize::from(matches!(self.peek(1), b'+' | b'-'));
            if self.peek(1 + sign).is_ascii_digit() {
                self.at += 1 + sign;
                self.decimal_digits()?;
            } else if sign > 0 {
                return self.error("invalid decimal literal", self.at + 1);
            }
        }
        if matches!(self.peek(0), b'j' | b'J') {
            self.at += 1;
            return self.end_of_number("imaginary");
        }
        self.end_of_number("decimal")
    }

    /// No letter may follow, unless it starts a keyword that can follow a number.
    fn end_of_number(&mut self, name: &str) -> Lexed<()> {
        let rest = &self.bytes[self.at..];
        let keyword = [&b"and"[..], b"else", b"for", b"if", b"in", b"is", b"or", b"not"]
            .iter()
            .any(|keyword| rest.starts_with(keyword));
        let next = self.peek(0);
        if !keyword && (next == b'_' || next.is_ascii_alphanumeric()) {
            return self.error(format!("invalid {name} literal"), self.at - 1);
        }
        Ok(())
    }
}
