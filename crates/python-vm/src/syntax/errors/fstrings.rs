//! f-strings before PEP 701: one token, whose replacement fields are looked for in its text
//! (`fstring_find_expr` in 3.11's `Parser/string_parser.c`).

use super::super::tokens::Kind;
use super::Diagnosis;
use super::tokens::Index;
use crate::compile::SyntaxError;

impl Diagnosis<'_> {
    /// What is wrong with the fields of the first such f-string up to a token. The error points
    /// behind the string, where the parser has got to.
    pub(super) fn fstring_error(&mut self, last: Index) -> Option<SyntaxError> {
        if self.rules.tokenizes_fstrings {
            return None;
        }
        (0..=last).find_map(|at| self.error_in_fstring(at))
    }

    fn error_in_fstring(&mut self, at: Index) -> Option<SyntaxError> {
        if self.tokens.kind(at) != Kind::String {
            return None;
        }
        let whole = self.tokens.text(at);
        let prefix = whole.find(['\'', '"'])?;
        if !whole[..prefix].contains(['f', 'F']) {
            return None;
        }
        let quote = &whole[prefix..=prefix];
        let size = if whole[prefix..].starts_with(&quote.repeat(3)) { 3 } else { 1 };
        let content = whole.get(prefix + size..whole.len().checked_sub(size)?)?;
        let raw = whole[..prefix].contains(['r', 'R']);
        let mut text = Text { bytes: content.as_bytes(), at: 0, raw };
        let message = text.fields(0).err()?;
        let behind = self.tokens.atom(at)?;
        Some(self.error(message, behind))
    }
}

/// The text between an f-string's quotes.
struct Text<'a> {
    bytes: &'a [u8],
    at: usize,
    raw: bool,
}

/// Brackets inside a field, at most.
const MOST_BRACKETS: usize = 200;

impl Text<'_> {
    fn here(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn next(&self) -> Option<u8> {
        self.bytes.get(self.at + 1).copied()
    }

    /// Literal text and fields, up to the end, or to the brace that ends a format spec.
    fn fields(&mut self, depth: usize) -> Result<(), String> {
        while let Some(byte) = self.here() {
            match byte {
                b'\\' if !self.raw && self.bytes[self.at..].starts_with(b"\\N{") => {
                    let rest = &self.bytes[self.at..];
                    self.at += rest.iter().position(|&b| b == b'}').unwrap_or(rest.len() - 1) + 1;
                }
                b'\\' if !self.raw && !matches!(self.next(), Some(b'{' | b'}')) => self.at += 2,
                b'{' | b'}' if depth == 0 && self.next() == Some(byte) => self.at += 2,
                b'{' => self.field(depth)?,
                b'}' if depth == 0 => return Err("f-string: single '}' is not allowed".into()),
                b'}' => return Ok(()),
                _ => self.at += 1,
            }
        }
        Ok(())
    }

    fn field(&mut self, depth: usize) -> Result<(), String> {
        const UNFINISHED: &str = "f-string: expecting '}'";
        if depth >= 2 {
            return Err("f-string: expressions nested too deeply".into());
        }
        self.at += 1;
        let start = self.at;
        self.expression()?;
        let Some(end) = self.here() else { return Err(UNFINISHED.into()) };
        let blank = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\x0c');
        if self.bytes[start..self.at].iter().all(blank) {
            return Err(match end {
                b'!' | b':' | b'=' => {
                    format!("f-string: expression required before '{}'", char::from(end))
                }
                _ => "f-string: empty expression not allowed".into(),
            });
        }
        if end == b'=' {
            self.at += 1;
            while self.here().is_some_and(|byte| byte.is_ascii_whitespace()) {
                self.at += 1;
            }
        }
        if self.here() == Some(b'!') {
            let conversion = self.next().ok_or(UNFINISHED)?;
            if !matches!(conversion, b's' | b'r' | b'a') {
                let expected = "f-string: invalid conversion character: expected 's', 'r', or 'a'";
                return Err(expected.into());
            }
            self.at += 2;
        }
        if self.here() == Some(b':') {
            self.at += 1;
            self.fields(depth + 1)?;
        }
        if self.here() != Some(b'}') {
            return Err(UNFINISHED.into());
        }
        self.at += 1;
        Ok(())
    }

    /// To the end of a field's expression: strings and brackets are passed over.
    fn expression(&mut self) -> Result<(), String> {
        let mut open: Vec<u8> = Vec::new();
        let mut quote: Option<(u8, usize)> = None;
        while let Some(byte) = self.here() {
            if byte == b'\\' {
                return Err("f-string expression part cannot include a backslash".into());
            }
            let tripled = self.bytes[self.at..].starts_with(&[byte; 3]);
            match quote {
                Some((mark, size)) => {
                    if byte == mark && (size == 1 || tripled) {
                        self.at += size;
                        quote = None;
                    } else {
                        self.at += 1;
                    }
                    continue;
                }
                None if matches!(byte, b'\'' | b'"') => {
                    let size = if tripled { 3 } else { 1 };
                    quote = Some((byte, size));
                    self.at += size;
                    continue;
                }
                None => {}
            }
            match byte {
                b'[' | b'{' | b'(' if open.len() >= MOST_BRACKETS => {
                    return Err("f-string: too many nested parenthesis".into());
                }
                b'[' | b'{' | b'(' => open.push(byte),
                b'#' => return Err("f-string expression part cannot include '#'".into()),
                b'!' | b'=' | b'<' | b'>' if open.is_empty() && self.next() == Some(b'=') => {
                    self.at += 1;
                }
                b'!' | b':' | b'}' | b'=' if open.is_empty() => return Ok(()),
                b']' | b'}' | b')' => {
                    let closing = char::from(byte);
                    let Some(opening) = open.pop() else {
                        return Err(format!("f-string: unmatched '{closing}'"));
                    };
                    if !matches!((opening, byte), (b'(', b')') | (b'[', b']') | (b'{', b'}')) {
                        let opening = char::from(opening);
                        return Err(format!(
                            "f-string: closing parenthesis '{closing}' does not match opening \
                             parenthesis '{opening}'"
                        ));
                    }
                }
                _ => {}
            }
            self.at += 1;
        }
        match (quote, open.last()) {
            (Some(_), _) => Err("f-string: unterminated string".into()),
            (None, Some(&opening)) => Err(format!("f-string: unmatched '{}'", char::from(opening))),
            (None, None) => Ok(()),
        }
    }
}
