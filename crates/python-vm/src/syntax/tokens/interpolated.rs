//! f-strings and t-strings, whose replacement fields are tokens (PEP 701).

use super::{Bracket, Kind, Lexed, Token, Tokenizer};

/// f-strings inside f-strings, at most.
const MAX_STRINGS: usize = 150;
/// Replacement fields inside the format specification of another, at most.
const MAX_FIELDS: usize = 3;

/// A string that the tokenizer is in.
#[derive(Debug)]
pub(super) struct Interpolated {
    /// `f` or `t`.
    prefix: u8,
    raw: bool,
    quote: u8,
    size: usize,
    start: usize,
    line: u32,
    line_start: usize,
    /// The tokenizer is in the text rather than in a replacement field.
    pub(super) in_text: bool,
    in_format: bool,
    /// Open brackets inside it, and for each open field how many there were at its start.
    brackets: u32,
    fields: Vec<u32>,
}

impl Interpolated {
    pub(super) fn has_quotes(&self, quote: u8, size: usize) -> bool {
        self.quote == quote && self.size == size
    }
}

impl Tokenizer<'_> {
    /// A message about the string that the tokenizer is in.
    pub(super) fn replacement_error(&self, text: &str) -> String {
        let prefix = self.interpolated.last().map_or('f', |string| string.prefix as char);
        format!("{prefix}-string: {text}")
    }

    pub(super) fn interpolated_start(
        &mut self,
        start: usize,
        prefix: u8,
        quote: u8,
        size: usize,
    ) -> Lexed<Token> {
        if self.interpolated.len() + 1 >= MAX_STRINGS {
            return self.error(self.release.syntax.too_many_strings, self.at);
        }
        let raw = self.bytes[start..self.at].iter().any(|byte| matches!(byte, b'r' | b'R'));
        self.at += size;
        let (line, line_start) = (self.line, self.line_start);
        self.interpolated.push(Interpolated {
            prefix,
            raw,
            quote,
            size,
            start,
            line,
            line_start,
            in_text: true,
            in_format: false,
            brackets: 0,
            fields: Vec::new(),
        });
        Ok(self.token(Kind::InterpolatedStart, start, line))
    }

    /// The next token inside the text of a string.
    pub(super) fn interpolated_text(&mut self) -> Lexed<Token> {
        let (start, line) = (self.at, self.line);
        let Some(string) = self.interpolated.last() else {
            return Ok(self.token(Kind::End, start, line));
        };
        let (quote, size, raw, in_format) =
            (string.quote, string.size, string.raw, string.in_format);
        let in_field = !string.fields.is_empty();
        let closes = |this: &Self| (0..size).all(|ahead| this.peek(ahead) == quote);
        if closes(self) {
            self.at += size;
            self.interpolated.pop();
            return Ok(self.token(Kind::InterpolatedEnd, start, line));
        }
        loop {
            let length = self.line_end(0);
            if self.ended() || (size == 1 && length > 0) {
                if length > 0 && in_format && in_field {
                    return self.format_ends_with_line(start, line);
                }
                return self.unterminated();
            }
            if length > 0 {
                self.next_line(length);
                continue;
            }
            let byte = self.peek(0);
            match byte {
                _ if byte == quote && closes(self) => break,
                b'{' if self.peek(1) == b'{' && !in_format => self.at += 2,
                b'{' => {
                    self.enter_field()?;
                    break;
                }
                b'}' if self.peek(1) == b'}' && !in_format && !in_field => self.at += 2,
                b'}' => {
                    if let Some(string) = self.interpolated.last_mut() {
                        string.in_text = false;
                    }
                    break;
                }
                b'\\' => {
                    self.at += 1;
                    match self.peek(0) {
                        b'{' | b'}' => {}
                        b'N' if !raw && self.peek(1) == b'{' => self.skip_character_name(quote),
                        _ => match self.line_end(0) {
                            0 if self.ended() => {}
                            0 => self.at += 1,
                            length => self.next_line(length),
                        },
                    }
                }
                _ => self.at += 1,
            }
        }
        if self.at == start {
            return self.next();
        }
        Ok(self.token(Kind::InterpolatedMiddle, start, line))
    }

    /// `\N{…}`: its braces are no replacement field.
    fn skip_character_name(&mut self, quote: u8) {
        self.at += 2;
        while !self.ended() && self.line_end(0) == 0 && self.peek(0) != quote {
            self.at += 1;
            if self.bytes[self.at - 1] == b'}' {
                return;
            }
        }
    }

    fn enter_field(&mut self) -> Lexed<()> {
        let nested = self.interpolated.last().map_or(0, |string| string.fields.len());
        if nested >= MAX_FIELDS {
            let message = self.replacement_error("expressions nested too deeply");
            return self.error(message, self.at - 1);
        }
        if let Some(string) = self.interpolated.last_mut() {
            string.fields.push(string.brackets);
            // The bracket itself comes as an operator.
            string.in_text = false;
        }
        Ok(())
    }

    fn format_ends_with_line(&mut self, start: usize, line: u32) -> Lexed<Token> {
        if self.release.syntax.format_may_end_with_line {
            if let Some(string) = self.interpolated.last_mut() {
                string.in_text = false;
                string.in_format = false;
            }
            return Ok(self.token(Kind::InterpolatedMiddle, start, line));
        }
        let message = self.replacement_error(
            "newlines are not allowed in format specifiers for single quoted f-strings",
        );
        self.error(message, self.at)
    }

    fn unterminated(&mut self) -> Lexed<Token> {
        let detected = self.line - u32::from(self.ended() && self.at == self.line_start);
        let Some(string) = self.interpolated.last() else {
            return self.error("unterminated string", self.at);
        };
        let prefix = string.prefix as char;
        let quotes = if string.size == 3 { "triple-quoted " } else { "" };
        let message =
            format!("unterminated {quotes}{prefix}-string literal (detected at line {detected})");
        let start = string.start;
        self.line = string.line;
        self.line_start = string.line_start;
        self.error(message, start)
    }

    /// Whether a punctuation character belongs to the replacement field itself, rather than to
    /// its expression; `:` then starts the format.
    pub(super) fn ends_replacement(&mut self, byte: u8) -> bool {
        let next = self.peek(1);
        let Some(string) = self.interpolated.last_mut() else { return false };
        let Some(&outside) = string.fields.last() else { return false };
        if string.brackets != outside + 1 {
            return false;
        }
        match byte {
            b':' => {
                string.in_text = true;
                string.in_format = true;
                true
            }
            b'!' => next != b'=',
            _ => false,
        }
    }

    /// Checks a closing bracket against the string it stands in.
    pub(super) fn check_replacement_end(&mut self, byte: u8, at: usize) -> Lexed<()> {
        match self.interpolated.last() {
            Some(string) if string.brackets == 0 && byte == b'}' => {
                self.error(self.replacement_error("single '}' is not allowed"), at)
            }
            _ => Ok(()),
        }
    }

    /// Checks a closing bracket that does not match the one that is open.
    pub(super) fn check_replacement_bracket(
        &self,
        open: Bracket,
        byte: u8,
        at: usize,
    ) -> Lexed<()> {
        match self.interpolated.last() {
            Some(string)
                if open.open == b'{'
                    && string.fields.last().is_some_and(|field| field + 1 == string.brackets) =>
            {
                let text = format!("unmatched '{}'", byte as char);
                self.error(self.replacement_error(&text), at)
            }
            _ => Ok(()),
        }
    }

    /// Counts an opening bracket.
    pub(super) fn open_in_replacement(&mut self) {
        if let Some(string) = self.interpolated.last_mut() {
            string.brackets += 1;
        }
    }

    /// Counts a closing bracket, which may be the end of a field.
    pub(super) fn leave_replacement(&mut self) {
        let Some(string) = self.interpolated.last_mut() else { return };
        string.brackets = string.brackets.saturating_sub(1);
        if string.fields.last() == Some(&string.brackets) {
            string.fields.pop();
            string.in_text = true;
            string.in_format = !string.fields.is_empty();
        }
    }
}
