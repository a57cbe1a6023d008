//! What is wrong inside string literals.

use ruff_python_parser::{LexicalErrorType, ParseErrorType as Error};

use super::super::tokens::Kind;
use super::Diagnosis;
use super::tokens::Index;
use crate::compile::SyntaxError;

impl Diagnosis<'_> {
    pub(super) fn literal_error(&mut self, error: &Error, at: Index) -> Option<SyntaxError> {
        match error {
            Error::Lexical(
                LexicalErrorType::UnicodeError
                | LexicalErrorType::StringError
                | LexicalErrorType::MissingUnicodeLbrace
                | LexicalErrorType::MissingUnicodeRbrace,
            ) => self.escape_error(at),
            Error::Lexical(LexicalErrorType::InvalidByteLiteral) => {
                Some(self.error("bytes can only contain ASCII literal characters", at))
            }
            Error::OtherError(message)
                if message.contains("cannot be mixed with") || message.contains("Cannot mix") =>
            {
                let (start, end) = (at, self.tokens.atom(at)?);
                let template = (start..end).any(|index| {
                    self.tokens.kind(index) == Kind::InterpolatedStart
                        && self.tokens.text(index).contains(['t', 'T'])
                });
                Some(if template {
                    let message = "cannot mix t-string literals with string or bytes literals";
                    self.error_between(message, start, end)
                } else {
                    self.error("cannot mix bytes and nonbytes literals", end)
                })
            }
            _ => None,
        }
    }

    fn escape_error(&mut self, at: Index) -> Option<SyntaxError> {
        let token = self.tokens.token(at);
        let whole = self.tokens.text(at);
        let (content, offset, bytes) = match token.kind {
            Kind::InterpolatedMiddle => (whole, 0, false),
            Kind::String => {
                let prefix = whole.find(['\'', '"'])?;
                let quote = &whole[prefix..=prefix];
                let size = if whole[prefix..].starts_with(&quote.repeat(3)) { 3 } else { 1 };
                let content = whole.get(prefix + size..whole.len().checked_sub(size)?)?;
                (content, prefix + size, whole[..prefix].contains(['b', 'B']))
            }
            _ => return None,
        };
        let wrong = u32::from(self.range.start()).saturating_sub(token.start) as usize;
        let message = wrong_escape(content, bytes, wrong.saturating_sub(offset))?;
        let interpolated = token.kind == Kind::InterpolatedMiddle;
        let located = if interpolated {
            self.rules.locates_fstring_escapes
        } else {
            self.rules.locates_escapes
        };
        if located {
            return Some(self.error(message, at));
        }
        let mut start = at;
        while interpolated && self.tokens.kind(start) != Kind::InterpolatedStart && start > 0 {
            start -= 1;
        }
        let behind = self.tokens.atom(start)?;
        Some(self.error(message, behind))
    }

    /// Before PEP 701, the text of an f-string's expression was parsed on its own.
    pub(super) fn nested_fstring(&mut self, at: Index) -> SyntaxError {
        let message = match self.source.as_bytes().get(usize::from(self.range.start())) {
            Some(b'\\') => "f-string expression part cannot include a backslash",
            Some(b'#') => "f-string expression part cannot include '#'",
            _ => "f-string: expecting '}'",
        };
        let behind = self.tokens.atom(at).unwrap_or(at);
        self.error(message, behind)
    }
}

/// What Python's codec says of the escape sequence at or around `wrong`.
fn wrong_escape(content: &str, bytes: bool, wrong: usize) -> Option<String> {
    // The codec sees characters outside of ASCII as escape sequences of ten bytes.
    let mut position = 0;
    let mut index = 0;
    while let Some(c) = content[index..].chars().next() {
        if c != '\\' {
            position += if c.is_ascii() || bytes { 1 } else { 10 };
            index += c.len_utf8();
            continue;
        }
        let rest = &content[index + 1..];
        let kind = rest.chars().next()?;
        let digits = match kind {
            'x' => 2,
            'u' if !bytes => 4,
            'U' if !bytes => 8,
            _ => 0,
        };
        if digits > 0 {
            let found = rest[1..].chars().take(digits).take_while(char::is_ascii_hexdigit).count();
            if found < digits {
                if bytes {
                    return Some(format!(
                        "(value error) invalid \\x escape at position {position}"
                    ));
                }
                let reason = format!("truncated \\{kind}{} escape", "X".repeat(digits));
                return Some(codec_error(position, position + 1 + found, &reason));
            }
            let value = u32::from_str_radix(&rest[1..=digits], 16).unwrap_or(0);
            if value > 0x0010_ffff {
                return Some(codec_error(position, position + 9, "illegal Unicode character"));
            }
            position += 2 + digits;
            index += 2 + digits;
            continue;
        }
        if kind == 'N' && !bytes {
            let name = rest[1..].strip_prefix('{');
            let end = name.and_then(|name| name.find('}'));
            let malformed = "malformed \\N character escape";
            match (name, end) {
                (None, _) => return Some(codec_error(position, position + 1, malformed)),
                (Some(name), None) => {
                    return Some(codec_error(position, position + 2 + name.len(), malformed));
                }
                (Some(_), Some(0)) => {
                    return Some(codec_error(position, position + 2, malformed));
                }
                (Some(_), Some(end)) => {
                    let length = end + 4;
                    if (index..index + length).contains(&wrong) {
                        let reason = "unknown Unicode character name";
                        return Some(codec_error(position, position + length - 1, reason));
                    }
                    position += length;
                    index += length;
                    continue;
                }
            }
        }
        position += 1 + if kind.is_ascii() { 1 } else { 10 };
        index += 1 + kind.len_utf8();
    }
    None
}

fn codec_error(start: usize, end: usize, reason: &str) -> String {
    format!(
        "(unicode error) 'unicodeescape' codec can't decode bytes in position {start}-{end}: {reason}"
    )
}
