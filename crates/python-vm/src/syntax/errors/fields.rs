//! Replacement fields of f-strings and t-strings.

use super::super::tokens::Kind;
use super::Diagnosis;
use super::tokens::Index;
use crate::compile::SyntaxError;

impl Diagnosis<'_> {
    /// Whether a bracket opens a replacement field.
    pub(super) fn is_field(&self, open: Index) -> bool {
        let Some(before) = open.checked_sub(1) else { return false };
        if !self.tokens.is(open, "{") {
            return false;
        }
        match self.tokens.kind(before) {
            Kind::InterpolatedStart | Kind::InterpolatedMiddle => true,
            Kind::Operator if self.tokens.is(before, "}") => {
                let opening = (0..before).rev().find(|&index| {
                    self.tokens.is(index, "{")
                        && self.tokens.token(index).level == self.tokens.token(before).level
                });
                opening.is_some_and(|opening| self.is_field(opening))
            }
            Kind::Operator if self.tokens.is(before, ":") => {
                self.tokens.opening(before).is_some_and(|outer| self.is_field(outer))
            }
            _ => false,
        }
    }

    /// What the grammar of replacement fields says about an error in one.
    pub(super) fn field_error(&mut self, at: Index) -> Option<SyntaxError> {
        let mut open = self.tokens.opening(at)?;
        while !self.is_field(open) {
            open = self.tokens.opening(open)?;
        }
        let start = open + 1;
        let prefix = (0..open)
            .rev()
            .find(|&index| self.tokens.kind(index) == Kind::InterpolatedStart)
            .map_or(
                "f",
                |index| if self.tokens.text(index).contains(['t', 'T']) { "t" } else { "f" },
            );
        let say = |this: &mut Self, text: &str, at: Index| {
            Some(this.error(format!("{prefix}-string: {text}"), at))
        };
        for mark in ["=", "!", ":", "}"] {
            if self.tokens.is(start, mark) {
                let text = format!("valid expression required before '{mark}'");
                return say(self, &text, start);
            }
        }
        if let Some(lambda) = self.bare_lambda(start) {
            let text = "lambda expressions are not allowed without parentheses";
            let error = self.error_between(format!("{prefix}-string: {text}"), lambda.0, lambda.1);
            return Some(error);
        }
        let Some(mut end) = self.tokens.assigned(start) else {
            return say(self, "expecting a valid expression after '{'", start);
        };
        let is = |this: &Self, index: Index, marks: &[&str]| {
            marks.iter().any(|mark| this.tokens.is(index, mark))
        };
        if !is(self, end, &["=", "!", ":", "}"]) {
            return say(self, "expecting '=', or '!', or ':', or '}'", end);
        }
        if self.tokens.is(end, "=") {
            end += 1;
            if !is(self, end, &["!", ":", "}"]) {
                return say(self, "expecting '!', or ':', or '}'", end);
            }
        }
        if self.tokens.is(end, "!") {
            let name = end + 1;
            if is(self, name, &[":", "}"]) {
                return say(self, "missing conversion character", name);
            }
            if self.tokens.kind(name) != Kind::Name {
                return say(self, "invalid conversion character", name);
            }
            if self.tokens.token(end).end != self.tokens.token(name).start {
                let text = self.rules.conversion_place_message;
                let message = format!("{prefix}-string: {text}");
                return Some(self.error_between(message, end, name + 1));
            }
            let conversion = self.tokens.text(name);
            if !matches!(conversion, "s" | "r" | "a") {
                let text = format!(
                    "invalid conversion character '{conversion}': expected 's', 'r', or 'a'"
                );
                return say(self, &text, name);
            }
            end = name + 1;
            if !is(self, end, &[":", "}"]) {
                return say(self, "expecting ':' or '}'", end);
            }
        }
        if self.tokens.is(end, ":") && self.tokens.kind(at) == Kind::InterpolatedEnd {
            return say(self, "expecting '}', or format specs", at);
        }
        None
    }

    /// `{lambda x: 1}`: its `:` ends the expression.
    fn bare_lambda(&self, start: Index) -> Option<(Index, Index)> {
        let level = self.tokens.token(start).level;
        let lambda = (start..self.tokens.list.len())
            .take_while(|&index| self.tokens.token(index).level >= level)
            .find(|&index| {
                self.tokens.token(index).level == level && self.tokens.is(index, "lambda")
            })?;
        let body = self.tokens.lambda_body(lambda)?;
        let formats = matches!(self.tokens.kind(body), Kind::InterpolatedMiddle);
        formats.then_some((lambda, body))
    }
}
