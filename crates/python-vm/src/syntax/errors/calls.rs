//! Arguments and parameters.

use ruff_python_ast::token::TokenKind;
use ruff_python_parser::ParseErrorType as Error;

use super::super::tokens::Kind;
use super::Diagnosis;
use super::tokens::Index;
use crate::compile::SyntaxError;

impl Diagnosis<'_> {
    /// Whether a bracket holds the arguments of a call, or of a class.
    pub(super) fn is_call(&self, open: Index) -> bool {
        if open == 0 || !self.tokens.is(open, "(") {
            return false;
        }
        let before = open.wrapping_sub(1);
        self.tokens.is_name(before)
            || self.tokens.is_closing(before)
            || matches!(self.tokens.kind(before), Kind::String | Kind::InterpolatedEnd)
    }

    pub(super) fn argument_error(&mut self, error: &Error, at: Index) -> Option<SyntaxError> {
        match error {
            Error::UnparenthesizedGeneratorExpression => self.generator_argument(at),
            Error::PositionalAfterKeywordArgument => {
                let end = self.arguments_end(at);
                Some(self.error("positional argument follows keyword argument", end))
            }
            Error::PositionalAfterKeywordUnpacking => {
                let end = self.arguments_end(at);
                Some(self.error("positional argument follows keyword argument unpacking", end))
            }
            Error::InvalidArgumentUnpackingOrder => Some(self.unpacking_order(at)),
            Error::OtherError(message) if message == "Expected a parameter name" => {
                self.keyword_error()
            }
            Error::ExpectedExpression => self.missing_argument(at),
            Error::ExpectedToken { found: TokenKind::For, .. } => self.keyword_generator(at),
            _ => self.parameter_error(error, at),
        }
    }

    fn generator_argument(&mut self, at: Index) -> Option<SyntaxError> {
        let open = self.tokens.opening(at)?;
        let class = self.tokens.statement(open);
        if self.tokens.is(class, "class") && open == class + 2 {
            let clause = (at..self.tokens.list.len()).find(|&index| {
                self.tokens.is(index, "for")
                    && self.tokens.token(index).level == self.tokens.token(at).level
            })?;
            return Some(self.error("invalid syntax", clause));
        }
        Some(self.error_in("Generator expression must be parenthesized", self.range))
    }

    fn arguments_end(&self, at: Index) -> Index {
        self.tokens.opening(at).and_then(|open| self.tokens.closing(open)).unwrap_or(at)
    }

    /// `f(**a, *b)`
    fn unpacking_order(&mut self, at: Index) -> SyntaxError {
        let message = "iterable argument unpacking follows keyword argument unpacking";
        if !self.rules.locates_unpacking_order && self.tokens.starred(at).is_none() {
            return self.error(message, at);
        }
        if !self.rules.locates_unpacking_order {
            return self.error(message, at);
        }
        let mut end = self.tokens.starred(at).unwrap_or(at + 1);
        while self.tokens.is(end, ",")
            && let Some(next) = self.tokens.starred(end + 1)
            && !self.tokens.is(next, "=")
        {
            end = next;
        }
        self.error_between(message, at.wrapping_sub(1), end)
    }

    /// `f(1=2)`
    fn keyword_error(&mut self) -> Option<SyntaxError> {
        let (start, end) = self.range_tokens();
        let constant = matches!(self.tokens.text(start), "True" | "False" | "None");
        let equals = (end..self.tokens.list.len()).find(|&index| self.tokens.is(index, "="))?;
        if constant && end == start + 1 {
            let message = format!("cannot assign to {}", self.tokens.text(start));
            return Some(self.error_between(message, start, equals + 1));
        }
        let message = "expression cannot contain assignment, perhaps you meant \"==\"?";
        Some(self.error_between(message, start, equals + 1))
    }

    /// `f(a=)`, `f(*)`, `def f(a=)`
    fn missing_argument(&mut self, at: Index) -> Option<SyntaxError> {
        let open = self.tokens.opening(at)?;
        let ends = self.tokens.is(at, ",") || self.tokens.is(at, ")");
        if !ends || at == 0 {
            return None;
        }
        if self.is_call(open) && !self.is_definition(open) {
            if self.tokens.is(at.wrapping_sub(1), "=")
                && self.tokens.is_name(at.wrapping_sub(2))
                && self.rules.explains_missing_values
            {
                return Some(self.error_between(
                    "expected argument value expression",
                    at.wrapping_sub(2),
                    at,
                ));
            }
            if self.tokens.is(at.wrapping_sub(1), "*") && self.rules.explains_lone_stars {
                return Some(self.error("Invalid star expression", at));
            }
            return None;
        }
        if self.tokens.is(at.wrapping_sub(1), "=") && self.is_definition(open) {
            return Some(self.error("expected default value expression", at.wrapping_sub(1)));
        }
        None
    }

    /// `f(x=1 for x in y)`
    fn keyword_generator(&mut self, at: Index) -> Option<SyntaxError> {
        let open = self.tokens.opening(at)?;
        if !self.is_call(open) {
            return None;
        }
        let equals = (open..at).rev().find(|&index| self.tokens.is(index, "="))?;
        if !self.tokens.is_name(equals.wrapping_sub(1))
            || self.tokens.expression(equals + 1) != Some(at)
        {
            return None;
        }
        let message = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
        Some(self.error_between(message, equals.wrapping_sub(1), equals + 1))
    }

    /// Whether a bracket holds the parameters of a function.
    fn is_definition(&self, open: Index) -> bool {
        let statement = self.tokens.statement(open);
        let def = statement + usize::from(self.tokens.is(statement, "async"));
        if !self.tokens.is(def, "def") || self.tokens.token(open).level > 0 {
            return false;
        }
        let header = self.header_end(statement).unwrap_or(usize::MAX);
        open < header && !(def..open).any(|index| self.tokens.is(index, "->"))
    }

    fn parameter_error(&mut self, error: &Error, at: Index) -> Option<SyntaxError> {
        let word = self.rules.parameter_word;
        let lambda = self.tokens.opening(at).is_none_or(|open| !self.is_definition(open));
        match error {
            Error::NonDefaultParamAfterDefaultParam => {
                Some(self.error_in(self.rules.default_order_message, self.range))
            }
            Error::ExpectedKeywordParam => {
                let star = if self.tokens.is(at, "*") { at } else { self.find_back(at, "*") };
                let message = format!("named {word}s must follow bare *");
                let place = match lambda {
                    true if self.tokens.is(star + 1, ",") => star + 2,
                    true => star + 1,
                    false => star,
                };
                Some(self.error(message, place))
            }
            Error::ParamAfterVarKeywordParam => {
                let message = format!("{word}s cannot follow var-keyword {word}");
                let marker = ["*", "**", "/"].iter().any(|text| self.tokens.is(at, text));
                if marker {
                    return Some(self.error(message, at));
                }
                Some(self.error_in(message, self.range))
            }
            Error::VarParameterWithDefault => {
                let equals = if self.tokens.is(at, "=") {
                    at
                } else {
                    (at..self.tokens.list.len()).find(|&index| self.tokens.is(index, "="))?
                };
                let kind = if self.tokens.is(equals.wrapping_sub(2), "**") {
                    "keyword"
                } else {
                    "positional"
                };
                let message = format!("var-{kind} {word} cannot have default value");
                Some(self.error(message, equals))
            }
            Error::OtherError(text) if text.starts_with("Only one '*'") => {
                if self.tokens.is(at + 1, ")") || self.tokens.is(at + 1, ",") {
                    return None;
                }
                Some(self.error(self.rules.repeated_star_message, at))
            }
            Error::OtherError(text) if text.starts_with("Only one '/'") => {
                Some(self.error("/ may appear only once", at))
            }
            Error::OtherError(text) if text.contains("not allowed as first parameter") => {
                Some(self.error(format!("at least one {word} must precede /"), at))
            }
            Error::OtherError(text) if text.contains("'/'") && text.contains("before '*'") => {
                Some(self.error("/ must be ahead of *", at))
            }
            Error::ExpectedToken { .. } | Error::OtherError(_) if self.tokens.is(at, "(") => {
                self.parenthesized_parameters(at, lambda)
            }
            _ => None,
        }
    }

    /// `def f((a, b))`, as Python 2 had it.
    fn parenthesized_parameters(&mut self, at: Index, lambda: bool) -> Option<SyntaxError> {
        let place = if lambda {
            let before = self.tokens.text(at.wrapping_sub(1));
            before == "lambda" || before == ","
        } else {
            let open = self.tokens.opening(at)?;
            at == open + 1 || self.tokens.is(at.wrapping_sub(1), ",")
        };
        let close = self.tokens.closing(at)?;
        let names = (at + 1..close).all(|index| {
            self.tokens.is_name(index) != (index - at).is_multiple_of(2)
                && ((index - at) % 2 == 1 || self.tokens.is(index, ","))
        });
        if !place || !names || close == at + 1 {
            return None;
        }
        let message = if lambda {
            "Lambda expression parameters cannot be parenthesized"
        } else {
            "Function parameters cannot be parenthesized"
        };
        Some(self.error_between(message, at, close + 1))
    }
}
