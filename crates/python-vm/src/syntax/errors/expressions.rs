//! Expressions next to each other, half of a condition, displays and comprehensions.

use ruff_python_ast::token::TokenKind;
use ruff_python_parser::ParseErrorType as Error;

use super::super::tokens::Kind;
use super::Diagnosis;
use super::tokens::Index;
use crate::compile::SyntaxError;

impl Diagnosis<'_> {
    /// The error, and the last token that is looked at for it.
    pub(super) fn expression_error(
        &mut self,
        error: &Error,
        at: Index,
    ) -> Option<(SyntaxError, Index)> {
        if let Some(error) = self.statement_in_expression(at) {
            return Some((error, at));
        }
        if let Some(found) = self.missing_comma(at) {
            return Some(found);
        }
        if let Some(error) = self.missing_else(at) {
            return Some((error, at));
        }
        let error = match error {
            Error::ExpectedToken { found: TokenKind::For, .. } => self.bare_target(at),
            Error::ExpectedToken { expected: TokenKind::In, .. } => self.missing_in(at),
            Error::InvalidStarredExpressionUsage => self.starred_expression(at),
            Error::ExpectedExpression | Error::OtherError(_) => self.missing_value(at),
            _ => None,
        };
        error.map(|error| (error, at))
    }

    /// Where expressions may start in front of a token, outermost first.
    fn starts(&self, at: Index) -> Vec<Index> {
        let (from, level) = match self.tokens.opening(at) {
            Some(open) => (open + 1, self.tokens.token(open).level + 1),
            None => (self.tokens.statement(at), 0),
        };
        let begins = |index: Index| {
            index == from
                || (self.tokens.token(index).level == level
                    && self.tokens.inside(index) == level
                    && self.tokens.inside(index.wrapping_sub(1)) == level
                    && matches!(
                        self.tokens.text(index.wrapping_sub(1)),
                        "," | ":"
                            | "="
                            | ":="
                            | "else"
                            | "*"
                            | "**"
                            | "return"
                            | "yield"
                            | "from"
                            | "if"
                            | "elif"
                            | "while"
                            | "assert"
                            | "raise"
                            | "in"
                            | "->"
                    )
                    && matches!(
                        self.tokens.kind(index.wrapping_sub(1)),
                        Kind::Name | Kind::Operator
                    ))
        };
        (from..at).filter(|&index| begins(index)).collect()
    }

    /// Two expressions in brackets with nothing in between.
    fn missing_comma(&mut self, at: Index) -> Option<(SyntaxError, Index)> {
        let open = self.tokens.opening(at)?;
        let names =
            open >= 2 && (self.tokens.is(open - 2, "def") || self.tokens.is(open - 1, "import"));
        for start in self.starts(at) {
            let operator = self.tokens.text(start.wrapping_sub(1));
            // The name of a parameter, or one that is imported, is no expression.
            if names && matches!(operator, "(" | "," | "*" | "**") {
                continue;
            }
            let clause = matches!(operator, "in" | "if")
                && self.tokens.kind(start.wrapping_sub(1)) == Kind::Name;
            let factor =
                matches!(operator, "*" | "**") && !self.unpacks(start.wrapping_sub(1), open);
            if clause || factor || self.tokens.disjunction(start) != Some(at) {
                continue;
            }
            let named_string =
                self.tokens.is_name(start) && self.tokens.kind(start + 1) == Kind::String;
            if named_string || self.tokens.is_soft_keyword(start) {
                continue;
            }
            let end = self.tokens.expression(at)?;
            let message = "invalid syntax. Perhaps you forgot a comma?";
            return Some((self.error_between(message, start, end), end));
        }
        None
    }

    /// Whether a star unpacks, rather than multiplies.
    fn unpacks(&self, star: Index, open: Index) -> bool {
        star == open + 1 || self.tokens.is(star.wrapping_sub(1), ",")
    }

    /// `x if y`
    fn missing_else(&mut self, at: Index) -> Option<SyntaxError> {
        if self.tokens.is(at, ":") {
            return None;
        }
        for start in self.starts(at) {
            let Some(condition) = self.tokens.disjunction(start) else { continue };
            if !self.tokens.is(condition, "if") {
                continue;
            }
            let Some(end) = self.tokens.disjunction(condition + 1) else { continue };
            if end == at && !self.tokens.is(at, "else") {
                let message = "expected 'else' after 'if' expression";
                return Some(self.error_between(message, start, at));
            }
        }
        None
    }

    /// `x if y else pass`, `pass if x else y`
    fn statement_in_expression(&mut self, at: Index) -> Option<SyntaxError> {
        if !self.rules.explains_statements_in_conditions {
            return None;
        }
        let simple = |this: &Self, index: Index| {
            ["pass", "break", "continue"].iter().any(|text| this.tokens.is(index, text))
        };
        if at > 0 && self.tokens.is(at.wrapping_sub(1), "else") {
            for start in self.starts(at) {
                let Some(condition) = self.tokens.disjunction(start) else { continue };
                if self.tokens.is(condition, "if")
                    && self.tokens.disjunction(condition + 1) == Some(at.wrapping_sub(1))
                {
                    let message = "expected expression after 'else', but statement is given";
                    return Some(self.error(message, at));
                }
            }
            return None;
        }
        let statement = if simple(self, at) { at } else { at.checked_sub(1)? };
        if simple(self, statement)
            && self.tokens.is(statement + 1, "if")
            && let Some(end) = self.tokens.disjunction(statement + 2)
            && self.tokens.is(end, "else")
        {
            let message = "expected expression before 'if', but statement is given";
            return Some(self.error(message, statement));
        }
        None
    }

    /// `[x, y for x in z]`
    fn bare_target(&mut self, at: Index) -> Option<SyntaxError> {
        let open = self.tokens.opening(at)?;
        if self.tokens.is(open, "(") || self.is_field(open) || self.is_subscript(open) {
            return None;
        }
        let first = self.tokens.starred(open + 1)?;
        if !self.tokens.is(first, ",") {
            return None;
        }
        let mut end = first + 1;
        while let Some(next) = self.tokens.starred(end) {
            end = next;
            if !self.tokens.is(end, ",") {
                break;
            }
            end += 1;
        }
        if end != at {
            return None;
        }
        // A comma at the end counts only if it is the only one.
        let end = if end.wrapping_sub(1) > first && self.tokens.is(end.wrapping_sub(1), ",") {
            end.wrapping_sub(1)
        } else {
            end
        };
        let message = "did you forget parentheses around the comprehension target?";
        Some(self.error_between(message, open + 1, end))
    }

    fn is_subscript(&self, open: Index) -> bool {
        open > 0
            && (self.tokens.is_name(open.wrapping_sub(1))
                || self.tokens.is_closing(open.wrapping_sub(1))
                || matches!(
                    self.tokens.kind(open.wrapping_sub(1)),
                    Kind::String | Kind::InterpolatedEnd
                ))
    }

    /// `[x for x]`
    fn missing_in(&mut self, at: Index) -> Option<SyntaxError> {
        self.tokens.opening(at)?;
        if !self.rules.explains_missing_in {
            return None;
        }
        Some(self.error("'in' expected after for-loop variables", at))
    }

    fn starred_expression(&mut self, at: Index) -> Option<SyntaxError> {
        let message = if self.tokens.is(at, "**") {
            "cannot use double starred expression here"
        } else if at > 0 && self.tokens.is(at.wrapping_sub(1), ":") {
            "cannot use a starred expression in a dictionary value"
        } else if at > 0 && self.tokens.is(at.wrapping_sub(1), "(") {
            "cannot use starred expression here"
        } else {
            return None;
        };
        Some(self.error_in(message, self.range))
    }

    /// Nothing where a value should be.
    fn missing_value(&mut self, at: Index) -> Option<SyntaxError> {
        let before = at.checked_sub(1)?;
        if self.tokens.is(before, "from")
            && self.tokens.is(self.tokens.statement(at), "raise")
            && self.rules.explains_raise
        {
            return Some(self.error("did you forget an expression after 'from'?", before));
        }
        if self.tokens.is(before, "<")
            && self.tokens.is(at, ">")
            && self.tokens.token(before).end == self.tokens.token(at).start
        {
            return None;
        }
        if let Some(open) = self.tokens.opening(at)
            && self.tokens.is(open, "{")
            && !self.is_field(open)
            && self.tokens.is(before, ":")
        {
            if self.tokens.is(at, "}") || self.tokens.is(at, ",") {
                let message = "expression expected after dictionary key and ':'";
                return Some(self.error(message, before));
            }
            if self.tokens.is(at, "*") || self.tokens.is(at, "**") {
                let end = self.tokens.bitwise(at + 1)?;
                let message = if self.tokens.is(at, "*") {
                    "cannot use a starred expression in a dictionary value"
                } else {
                    return None;
                };
                return Some(self.error_between(message, at, end));
            }
        }
        if self.tokens.is(at, "<>") && self.rules.suggests_inequality {
            let message = "invalid syntax.  Maybe you meant '!=' instead of '<>'?";
            return Some(self.error(message, at));
        }
        None
    }
}
