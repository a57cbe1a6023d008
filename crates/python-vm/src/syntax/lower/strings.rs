//! String literals, f-strings and t-strings, and `%` formats that become f-strings.

use ruff_python_ast::{self as ast, InterpolatedStringElement};
use ruff_text_size::{Ranged, TextRange};

use super::super::tree::{Context, ExprId, ExprKind};
use super::{Lower, Lowered};
use crate::bytecode::{Binary, Constant, Conversion, Position};
use crate::compile::NO_LOCATION;

/// Collects the parts of an f- or t-string, joining neighbouring texts.
#[derive(Default)]
struct Parts {
    values: Vec<ExprId>,
    text: String,
    text_at: Option<Position>,
}

impl Parts {
    fn text(&mut self, text: &str, at: Position) {
        if text.is_empty() {
            return;
        }
        self.text.push_str(text);
        match &mut self.text_at {
            Some(whole) => (whole.end_line, whole.end_column) = (at.end_line, at.end_column),
            None => self.text_at = Some(at),
        }
    }

    fn flush(&mut self, lower: &mut Lower) {
        if let Some(at) = self.text_at.take() {
            let id = lower.tree.constants.str(&self.text);
            self.values.push(lower.constant_node(at, id));
            self.text.clear();
        }
    }
}

impl<'a> Lower<'a> {
    pub(super) fn string_literal(
        &mut self,
        literal: &ast::ExprStringLiteral,
        at: Position,
    ) -> Lowered<ExprId> {
        for part in &literal.value {
            self.check_surrogates(part.range(), part.flags.prefix().is_raw())?;
        }
        let id = self.tree.constants.str(literal.value.to_str());
        Ok(self.constant_node(at, id))
    }

    /// A `str` of the model holds Unicode text; CPython's can also hold halves of surrogate pairs.
    fn check_surrogates(&mut self, range: TextRange, raw: bool) -> Lowered<()> {
        let text = &self.source[range];
        if raw || !text.contains("\\u") && !text.contains("\\U") {
            return Ok(());
        }
        let mut rest = text;
        while let Some(index) = rest.find('\\') {
            let escape = &rest[index + 1..];
            let digits = match escape.as_bytes().first() {
                Some(b'u') => escape.get(1..5),
                Some(b'U') => escape.get(1..9),
                _ => None,
            };
            let value = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
            if value.is_some_and(|value| (0xd800..0xe000).contains(&value)) {
                return self.unsupported("surrogate code point in a string", range);
            }
            let skip = escape.chars().next().map_or(0, char::len_utf8);
            rest = &escape[skip..];
        }
        Ok(())
    }

    pub(super) fn fstring(&mut self, fstring: &ast::ExprFString, at: Position) -> Lowered<ExprId> {
        let mut parts = Parts::default();
        for part in &fstring.value {
            match part {
                ast::FStringPart::Literal(literal) => {
                    let at = self.at(literal);
                    parts.text(literal, at);
                }
                ast::FStringPart::FString(fstring) => {
                    self.elements(&fstring.elements, &mut parts, false, at)?;
                }
            }
        }
        parts.flush(self);
        let values = self.tree.list(&parts.values);
        Ok(self.push(at, ExprKind::JoinedStr { values }))
    }

    pub(super) fn tstring(&mut self, tstring: &ast::ExprTString, at: Position) -> Lowered<ExprId> {
        let mut parts = Parts::default();
        for part in &tstring.value {
            self.elements(&part.elements, &mut parts, true, at)?;
        }
        parts.flush(self);
        let values = self.tree.list(&parts.values);
        Ok(self.push(at, ExprKind::TemplateStr { values }))
    }

    fn elements(
        &mut self,
        elements: &ast::InterpolatedStringElements,
        parts: &mut Parts,
        template: bool,
        whole: Position,
    ) -> Lowered<()> {
        for element in elements {
            match element {
                InterpolatedStringElement::Literal(literal) => {
                    let at =
                        if self.rules.locates_fstring_parts { self.at(literal) } else { whole };
                    parts.text(&literal.value, at);
                }
                InterpolatedStringElement::Interpolation(field) => {
                    self.field(field, parts, template, whole)?;
                }
            }
        }
        Ok(())
    }

    /// One `{expression=!r:spec}`.
    fn field(
        &mut self,
        field: &ast::InterpolatedElement,
        parts: &mut Parts,
        template: bool,
        whole: Position,
    ) -> Lowered<()> {
        let at = if self.rules.locates_fstring_parts { self.at(field) } else { whole };
        let mut conversion = match field.conversion {
            ast::ConversionFlag::None => None,
            ast::ConversionFlag::Str => Some(Conversion::Str),
            ast::ConversionFlag::Ascii => Some(Conversion::Ascii),
            ast::ConversionFlag::Repr => Some(Conversion::Repr),
        };
        if let Some(debug) = &field.debug_text {
            parts.text(debug.as_str(), at);
            if conversion.is_none() && field.format_spec.is_none() {
                conversion = Some(Conversion::Repr);
            }
        }
        parts.flush(self);
        let value = self.expr(&field.expression)?;
        let spec = match &field.format_spec {
            Some(spec) => {
                let spec_at =
                    if self.rules.locates_fstring_parts { self.at(&**spec) } else { whole };
                let mut parts = Parts::default();
                self.elements(&spec.elements, &mut parts, false, whole)?;
                parts.flush(self);
                let values = self.tree.list(&parts.values);
                Some(self.push(spec_at, ExprKind::JoinedStr { values }))
            }
            None => None,
        };
        let kind = if template {
            let text = self.interpolation_text(field);
            let text = self.tree.constants.str(text);
            self.tree.constants.keep_in_tree(text);
            ExprKind::Interpolation { value, text, conversion, spec }
        } else {
            ExprKind::Formatted { value, conversion, spec }
        };
        let field = self.push(at, kind);
        parts.values.push(field);
        Ok(())
    }

    /// The source text of a t-string's expression.
    fn interpolation_text(&self, field: &ast::InterpolatedElement) -> &'a str {
        if let Some(debug) = &field.debug_text {
            let text = &self.source[field.range()];
            let text = &text[1..];
            let debug = debug.as_str().trim_end();
            let end = debug.strip_suffix('=').unwrap_or(debug).len();
            return &text[..end];
        }
        let start = usize::from(field.start()) + 1;
        let bytes = self.source.as_bytes();
        // Up to the conversion, the format spec or the closing brace, which follow the expression
        // and its closing parentheses.
        let mut end = usize::from(field.expression.end());
        while end < bytes.len() && !matches!(bytes[end], b'!' | b':' | b'}') {
            end += 1;
        }
        &self.source[start..end]
    }

    /// `'%s and %r' % (a, b)` with nothing but `%s`, `%r`, `%a` becomes an f-string.
    pub(super) fn percent_format(
        &mut self,
        at: Position,
        left: ExprId,
        op: Binary,
        right: ExprId,
    ) -> Option<ExprId> {
        let (Binary::Mod, Some(format)) = (op, self.constant_of(left)) else {
            return None;
        };
        let ExprKind::Tuple { items, context: Context::Load } = self.tree[right].kind else {
            return None;
        };
        let Constant::Str(text) = self.tree.constants.get(format) else {
            return None;
        };
        let text = text.clone();
        let items = self.tree[items].to_vec();
        if items.iter().any(|&item| matches!(self.tree[item].kind, ExprKind::Starred { .. })) {
            return None;
        }
        let pieces = split_format(&text)?;
        if pieces.iter().filter(|piece| matches!(piece, Piece::Field(..))).count() != items.len() {
            return None;
        }
        let mut values = Vec::with_capacity(pieces.len());
        let mut items = items.into_iter();
        for piece in pieces {
            values.push(match piece {
                Piece::Text(text) => {
                    let id = self.tree.constants.str(&text);
                    self.constant_node(NO_LOCATION, id)
                }
                Piece::Field(conversion, spec) => {
                    let value = items.next()?;
                    let at = self.tree[value].at;
                    let conversion = Some(conversion);
                    let spec = (!spec.is_empty()).then(|| {
                        let id = self.tree.constants.str(&spec);
                        self.constant_node(at, id)
                    });
                    self.push(at, ExprKind::Formatted { value, conversion, spec })
                }
            });
        }
        let values = self.tree.list(&values);
        Some(self.push(at, ExprKind::JoinedStr { values }))
    }
}

/// One piece of a `%` format.
enum Piece {
    Text(String),
    /// How the value is converted, and the format spec of an f-string that does the same.
    Field(Conversion, String),
}

/// The pieces of a `%` format, if its fields are only `%s`, `%r` and `%a`, perhaps with a width and
/// a precision of at most two digits.
fn split_format(format: &str) -> Option<Vec<Piece>> {
    let mut pieces = Vec::new();
    let mut text = String::new();
    let mut chars = format.chars().peekable();
    while let Some(char) = chars.next() {
        if char != '%' {
            text.push(char);
            continue;
        }
        if chars.next_if_eq(&'%').is_some() {
            text.push('%');
            continue;
        }
        let mut left = false;
        while let Some(flag) = chars.next_if(|char| "-+ #0".contains(*char)) {
            left |= flag == '-';
        }
        let mut spec = String::new();
        let width = short_number(&mut chars)?;
        if let Some(width) = width {
            if !left && width > 0 {
                spec.push('>');
            }
            spec.push_str(&width.to_string());
        }
        if chars.next_if_eq(&'.').is_some() {
            let precision = short_number(&mut chars)?.unwrap_or(0);
            spec.push_str(&format!(".{precision}"));
        }
        let conversion = match chars.next()? {
            's' => Conversion::Str,
            'r' => Conversion::Repr,
            'a' => Conversion::Ascii,
            _ => return None,
        };
        if !text.is_empty() {
            pieces.push(Piece::Text(std::mem::take(&mut text)));
        }
        pieces.push(Piece::Field(conversion, spec));
    }
    if !text.is_empty() {
        pieces.push(Piece::Text(text));
    }
    Some(pieces)
}

/// A number of at most two digits, if there is one here; `None` outside if it is longer.
#[allow(clippy::option_option)]
fn short_number(chars: &mut std::iter::Peekable<std::str::Chars>) -> Option<Option<u32>> {
    let mut number = None;
    let mut digits = 0;
    while let Some(digit) = chars.next_if(char::is_ascii_digit) {
        number = Some(number.unwrap_or(0) * 10 + digit.to_digit(10)?);
        digits += 1;
        if digits > 2 {
            return None;
        }
    }
    Some(number)
}
