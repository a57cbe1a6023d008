//! String literals without replacement fields.

use super::{Kind, Lexed, Token, Tokenizer};

impl Tokenizer<'_> {
    /// A string that starts (with its prefix) at `start`; the quote is the next byte.
    pub(super) fn string(&mut self, start: usize) -> Lexed<Token> {
        let quote = self.peek(0);
        let triple = self.peek(1) == quote && self.peek(2) == quote;
        let size = if triple { 3 } else { 1 };
        if self.release.syntax.tokenizes_fstrings
            && let Some(&byte) = self.bytes[start..self.at]
                .iter()
                .find(|byte| matches!(byte, b'f' | b'F' | b't' | b'T'))
        {
            return self.interpolated_start(start, byte.to_ascii_lowercase(), quote, size);
        }
        let (line, line_start) = (self.line, self.line_start);
        self.at += size;
        let mut escaped_quote = false;
        loop {
            let length = self.line_end(0);
            if self.ended() || (length > 0 && !triple) {
                let detected = self.line - u32::from(self.ended() && self.at == self.line_start);
                self.line = line;
                self.line_start = line_start;
                if triple {
                    let message = format!(
                        "unterminated triple-quoted string literal (detected at line {detected})"
                    );
                    return self.error(message, start);
                }
                if self.interpolated.last().is_some_and(|string| string.has_quotes(quote, size)) {
                    let message = self.replacement_error("expecting '}'");
                    return self.error(message, start);
                }
                let hint = if escaped_quote && self.release.syntax.suspects_escaped_quotes {
                    "; perhaps you escaped the end quote?"
                } else {
                    ""
                };
                let message =
                    format!("unterminated string literal (detected at line {detected}){hint}");
                return self.error(message, start);
            }
            if length > 0 {
                self.next_line(length);
                continue;
            }
            let byte = self.peek(0);
            if byte == quote && (!triple || (self.peek(1) == quote && self.peek(2) == quote)) {
                self.at += size;
                return Ok(self.token(Kind::String, start, line));
            }
            self.at += 1;
            if byte == b'\\' {
                escaped_quote |= self.peek(0) == quote;
                match self.line_end(0) {
                    0 if self.ended() => {}
                    0 => self.at += 1,
                    length => self.next_line(length),
                }
            }
        }
    }
}
