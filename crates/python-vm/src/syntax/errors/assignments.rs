//! What cannot be assigned to, deleted or annotated.

use ruff_python_ast::token::TokenKind;
use ruff_python_parser::ParseErrorType as Error;

use super::Diagnosis;
use super::tokens::Index;
use crate::compile::SyntaxError;

/// Statements that start with one of these have a header before a `:`.
const COMPOUND: [&str; 15] = [
    "if", "elif", "else", "while", "for", "with", "try", "except", "finally", "class", "def",
    "async", "match", "case", "type",
];

impl Diagnosis<'_> {
    pub(super) fn target_error(&mut self, error: &Error, at: Index) -> Option<SyntaxError> {
        let (start, end) = self.range_tokens();
        let name = |this: &Self| this.tokens.name_of(start, end);
        let message = match error {
            Error::InvalidAssignmentTarget => return Some(self.assignment_target(start, end)),
            Error::InvalidNamedAssignmentTarget => {
                format!("cannot use assignment expressions with {}", name(self))
            }
            Error::InvalidAugmentedAssignmentTarget => {
                format!("'{}' is an illegal expression for augmented assignment", name(self))
            }
            Error::InvalidAnnotatedAssignmentTarget => "illegal target for annotation".into(),
            Error::InvalidDeleteTarget => format!("cannot delete {}", name(self)),
            Error::OtherError(text) if text.starts_with("Only single target") => {
                let kind = if text.contains("tuple") { "tuple" } else { "list" };
                let message = format!("only single target (not {kind}) can be annotated");
                let parenthesized = self.tokens.is_opening(start);
                let one = self.tokens.starred(start).unwrap_or(start + 1);
                let end = if parenthesized { end } else { one };
                return Some(self.error_between(message, start, end));
            }
            Error::ExpectedToken { found: TokenKind::Equal, .. } => {
                return self.assignment_in_expression(at);
            }
            _ if self.is_augmented(at) => return self.augmented_tuple(at),
            _ => return None,
        };
        Some(self.error_between(message, start, end))
    }

    fn is_augmented(&self, at: Index) -> bool {
        let text = self.tokens.text(at);
        self.tokens.is(at, text)
            && text.len() >= 2
            && text.ends_with('=')
            && !matches!(text, "==" | "!=" | "<=" | ">=" | ":=")
            && self.tokens.token(at).level == 0
    }

    /// `a, b += 1`
    fn augmented_tuple(&mut self, at: Index) -> Option<SyntaxError> {
        let start = self.simple_statement(at)?;
        if self.tokens.expressions(start) != Some(at) || self.tokens.assigned(at + 1).is_none() {
            return None;
        }
        let name = self.tokens.name_of(start, at);
        let message = format!("'{name}' is an illegal expression for augmented assignment");
        Some(self.error_between(message, start, at))
    }

    /// The start of the simple statement that a token stands in: none in a statement's header.
    pub(super) fn simple_statement(&self, at: Index) -> Option<Index> {
        let start = self.tokens.statement(at);
        let soft = matches!(self.tokens.text(start), "match" | "case" | "type");
        let header = COMPOUND.iter().any(|keyword| self.tokens.is(start, keyword));
        if !header || (soft && self.header_end(start).is_none()) {
            return Some(start);
        }
        match self.header_end(start) {
            Some(colon) if colon < at => Some(colon + 1),
            _ => None,
        }
    }

    /// The `:` that ends a compound statement's header.
    pub(super) fn header_end(&self, start: Index) -> Option<Index> {
        let mut lambdas = 0;
        for index in start..self.tokens.list.len() {
            let token = self.tokens.token(index);
            if token.kind == super::Kind::Newline {
                return None;
            }
            if token.level > self.tokens.token(start).level {
                continue;
            }
            if self.tokens.is(index, "lambda") {
                lambdas += 1;
            } else if self.tokens.is(index, ":") {
                if lambdas == 0 {
                    return Some(index);
                }
                lambdas -= 1;
            }
        }
        None
    }

    fn assignment_target(&mut self, start: Index, end: Index) -> SyntaxError {
        if let Some(statement) = self.simple_statement(start)
            && self.equals_behind(statement, end).is_some()
        {
            if let Some(error) = self.assignment_by_mistake(statement) {
                return error;
            }
            let name = self.tokens.name_of(start, end);
            let message =
                if name == "yield expression" && !self.tokens.is(start.wrapping_sub(1), "(") {
                    "assignment to yield expression not possible".into()
                } else {
                    format!("cannot assign to {name}")
                };
            return self.error_between(message, start, end);
        }
        let name = self.tokens.name_of(start, end);
        self.error_between(format!("cannot assign to {name}"), start, end)
    }

    /// The `=` of a statement, if one stands behind `end`.
    fn equals_behind(&self, statement: Index, end: Index) -> Option<Index> {
        let level = self.tokens.token(statement).level;
        (end..self.tokens.list.len())
            .take_while(|&index| self.tokens.kind(index) != super::Kind::Newline)
            .find(|&index| self.tokens.token(index).level == level && self.tokens.is(index, "="))
    }

    /// A statement like `f() = 1`, whose `=` is taken for a comparison gone wrong.
    fn assignment_by_mistake(&mut self, statement: Index) -> Option<SyntaxError> {
        let mut start = statement;
        loop {
            if let Some(error) = self.named_by_mistake(start) {
                return Some(error);
            }
            let end = self.tokens.starred(start)?;
            if !self.tokens.is(end, ",") {
                return None;
            }
            start = end + 1;
        }
    }

    /// What is said of `x = 1` or `f() = 1` where an expression should be.
    pub(super) fn named_by_mistake(&mut self, start: Index) -> Option<SyntaxError> {
        let equals = self.tokens.bitwise(start)?;
        if !self.tokens.is(equals, "=") {
            return None;
        }
        let value = self.tokens.bitwise(equals + 1)?;
        if self.tokens.is(value, "=") || self.tokens.is(value, ":=") {
            return None;
        }
        if equals == start + 1 && self.tokens.is_name(start) {
            let message = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
            return Some(self.error_between(message, start, value));
        }
        let atom = self.tokens.atom(start).map(|end| self.tokens.name_of(start, end));
        let excluded = ["list", "tuple", "generator expression", "True", "None", "False"];
        if atom.is_some_and(|atom| excluded.contains(&atom)) && !self.tokens.is_unary(start) {
            return None;
        }
        let name = self.tokens.name_of(start, equals);
        let message = format!("cannot assign to {name} here. Maybe you meant '==' instead of '='?");
        let (start, end) = self.tokens.without_parentheses(start, equals);
        Some(self.error_between(message, start, end))
    }

    /// `=` where an expression should end.
    fn assignment_in_expression(&mut self, at: Index) -> Option<SyntaxError> {
        if let Some(open) = self.tokens.opening(at) {
            if self.is_call(open) || self.is_field(open) {
                return None;
            }
            let mut start = open + 1;
            loop {
                if let Some(error) = self.named_by_mistake(start) {
                    return Some(error);
                }
                let end = self.tokens.starred(start)?;
                if end >= at || !self.tokens.is(end, ",") {
                    return None;
                }
                start = end + 1;
            }
        }
        let statement = self.tokens.statement(at);
        match self.tokens.text(statement) {
            "if" | "elif" | "while" => self.named_by_mistake(statement + 1),
            "assert" if self.rules.explains_assert => {
                let end = self.tokens.bitwise(at + 1)?;
                let name = self.tokens.name_of(statement + 1, at);
                let message =
                    format!("cannot assign to {name} here. Maybe you meant '==' instead of '='?");
                Some(self.error_between(message, statement + 1, end))
            }
            _ => None,
        }
    }
}
