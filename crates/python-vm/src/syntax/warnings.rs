//! What the parser warns of: wrong escape sequences, numbers that run into a keyword.

use heap_model::release::CompileWarningRules;
use ruff_python_ast::token::{Token, TokenKind, Tokens};
use ruff_text_size::{Ranged, TextSize};

use super::lines::Lines;
use crate::bytecode::CompileWarning;

/// The warnings about a unit's tokens, in source order.
pub(super) fn of_tokens(
    tokens: &Tokens,
    source: &str,
    lines: &mut Lines,
    rules: &CompileWarningRules,
) -> Vec<CompileWarning> {
    let mut warnings = Vec::new();
    for (index, token) in tokens.iter().enumerate() {
        match token.kind() {
            TokenKind::Int | TokenKind::Float | TokenKind::Complex => {
                if let Some(message) = number_warning(token, source) {
                    let line = lines.place(token.start()).0;
                    warnings.push(CompileWarning { syntax: true, message, line, parsing: true });
                }
            }
            TokenKind::String | TokenKind::FStringMiddle | TokenKind::TStringMiddle => {
                let Some((offset, escape)) = first_wrong_escape(token, source, rules) else {
                    continue;
                };
                // In an f-string, lines are counted on from its end: the parser has got there.
                let start = match token.kind() {
                    TokenKind::String => token.start(),
                    _ => end_of_string(&tokens[index..]).unwrap_or(token.start()),
                };
                let mut line = lines.place(start).0;
                if rules.locates_escapes {
                    let before = &source[token.range()][..offset];
                    line += before.matches('\n').count() as u32;
                }
                let message = escape_message(escape, rules);
                let syntax = rules.shows_escapes;
                warnings.push(CompileWarning { syntax, message, line, parsing: true });
            }
            _ => {}
        }
    }
    warnings
}

/// A number right before a keyword, as in `1if x else y`.
fn number_warning(token: &Token, source: &str) -> Option<String> {
    const KEYWORDS: [&str; 8] = ["and", "else", "for", "if", "in", "is", "not", "or"];
    let behind = &source[token.end().into()..];
    if !behind.starts_with(|char: char| char.is_ascii_lowercase())
        || !KEYWORDS.iter().any(|keyword| behind.starts_with(keyword))
    {
        return None;
    }
    let number = source[token.range()].as_bytes();
    let kind = match (token.kind(), number.get(1)) {
        (TokenKind::Complex, _) => "imaginary",
        (_, Some(b'x' | b'X')) => "hexadecimal",
        (_, Some(b'o' | b'O')) => "octal",
        (_, Some(b'b' | b'B')) => "binary",
        _ => "decimal",
    };
    Some(format!("invalid {kind} literal"))
}

/// Where the f-string ends that these tokens, from inside of it, go on with.
fn end_of_string(tokens: &[Token]) -> Option<TextSize> {
    let mut depth = 0;
    for token in tokens {
        match token.kind() {
            TokenKind::FStringStart | TokenKind::TStringStart => depth += 1,
            TokenKind::FStringEnd | TokenKind::TStringEnd if depth == 0 => {
                return Some(token.start());
            }
            TokenKind::FStringEnd | TokenKind::TStringEnd => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The first escape sequence of a token that means nothing, and its offset in the token.
fn first_wrong_escape<'a>(
    token: &Token,
    source: &'a str,
    rules: &CompileWarningRules,
) -> Option<(usize, &'a str)> {
    let text = &source[token.range()];
    let flags = token.string_flags()?;
    if flags.is_raw_string() || !text.contains('\\') {
        return None;
    }
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(found) = bytes[at..].iter().position(|&byte| byte == b'\\') {
        let start = at + found;
        // Behind the last backslash of an f-string's text comes a field.
        let next = bytes.get(start + 1).copied().unwrap_or(b'{');
        at = start + 2;
        match next {
            b'\n' | b'\r' | b'\\' | b'\'' | b'"' | b'a' | b'b' | b'f' | b'n' | b'r' | b't'
            | b'v' | b'x' => {}
            b'N' | b'u' | b'U' if !flags.is_byte_string() => {}
            b'0'..=b'7' => {
                let octal = |&&byte: &&u8| matches!(byte, b'0'..=b'7');
                let digits = bytes[start + 1..].iter().take(3).take_while(octal).count();
                at = start + 1 + digits;
                if digits == 3 && next > b'3' && rules.octal_escapes {
                    return Some((start, &text[start..at]));
                }
            }
            _ if next.is_ascii() => {
                let end = source.len().min(usize::from(token.start()) + start + 2);
                return Some((start, &source[usize::from(token.start()) + start..end]));
            }
            _ => {}
        }
        at = at.min(bytes.len());
    }
    None
}

fn escape_message(escape: &str, rules: &CompileWarningRules) -> String {
    let kind = if escape.len() > 2 { "octal escape" } else { "escape" };
    if rules.explains_escapes {
        format!(
            "\"{escape}\" is an invalid {kind} sequence. Such sequences will not work in the \
             future. Did you mean \"\\{escape}\"? A raw string is also an option."
        )
    } else {
        format!("invalid {kind} sequence '{escape}'")
    }
}
