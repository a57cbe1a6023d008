//! Keywords, blocks, imports and patterns.

use ruff_python_ast::token::TokenKind;
use ruff_python_parser::ParseErrorType as Error;

use super::super::tokens::Kind;
use super::Diagnosis;
use super::tokens::Index;
use crate::compile::{SyntaxError, SyntaxErrorKind};

impl Diagnosis<'_> {
    /// `print "x"`, as Python 2 had it.
    pub(super) fn legacy_statement(&mut self, at: Index) -> Option<(SyntaxError, Index)> {
        let name = at.checked_sub(1)?;
        let text = self.tokens.text(name);
        if !matches!(text, "print" | "exec") || self.tokens.kind(name) != Kind::Name {
            return None;
        }
        if self.tokens.is(at, "(") || (name > 0 && self.tokens.is(name - 1, ".")) {
            return None;
        }
        let end = self.tokens.expressions(at)?;
        let message = format!("Missing parentheses in call to '{text}'. Did you mean {text}(...)?");
        Some((self.error_between(message, name, end), end))
    }

    pub(super) fn indentation_error(&mut self, error: &Error, at: Index) -> Option<SyntaxError> {
        let Error::OtherError(message) = error else { return None };
        if !message.starts_with("Expected an indented block") {
            return None;
        }
        // The header is the logical line before, whose `:` ends it.
        let mut index = at;
        while index > 0
            && matches!(self.tokens.kind(index.wrapping_sub(1)), Kind::Dedent | Kind::Indent)
        {
            index -= 1;
        }
        let header = self.tokens.logical_line(index.saturating_sub(1));
        let keyword = header + usize::from(self.tokens.is(header, "async"));
        let what = match self.tokens.text(keyword) {
            "def" => "function definition".into(),
            "class" => "class definition".into(),
            "except" if self.tokens.is(keyword + 1, "*") => "'except*' statement".into(),
            other => format!("'{other}' statement"),
        };
        let line = self.tokens.token(header).line;
        let message = format!("expected an indented block after {what} on line {line}");
        let mut error = self.error(message, index);
        error.kind = SyntaxErrorKind::Indentation;
        Some(error)
    }

    pub(super) fn statement_error(&mut self, error: &Error, at: Index) -> Option<SyntaxError> {
        match error {
            Error::ExpectedToken { expected: TokenKind::Colon, .. } => self.missing_colon(at),
            Error::ExpectedExpression if self.tokens.is(at.wrapping_sub(1), "->") => {
                Some(self.error("expected ':'", at.wrapping_sub(1)))
            }
            Error::EmptyImportNames
                if self.tokens.kind(at) == Kind::Newline && self.rules.explains_empty_imports =>
            {
                Some(self.error("Expected one or more names after 'import'", at))
            }
            Error::EmptyTypeParams => Some(self.empty_type_parameters(at)),
            Error::UnparenthesizedTupleExpression => {
                let level = self.tokens.token(at).level;
                let comma = (at..self.tokens.list.len()).find(|&index| {
                    self.tokens.token(index).level == level && self.tokens.is(index, ",")
                })?;
                Some(self.error("invalid syntax", comma))
            }
            Error::InvalidMatchPatternTarget => Some(self.error("cannot use '_' as a target", at)),
            Error::ExpectedImaginaryNumber => {
                Some(self.error("imaginary number required in complex literal", at))
            }
            Error::ExpectedRealNumber if self.tokens.kind(at) == Kind::Number => {
                Some(self.error("real number required in complex literal", at))
            }
            Error::OtherError(message) => self.other_statement_error(message, at),
            Error::ExpectedToken { found, .. } => self.after_target(*found, at),
            _ => None,
        }
    }

    fn missing_colon(&mut self, at: Index) -> Option<SyntaxError> {
        if let Some(open) = self.tokens.opening(at) {
            return self.missing_dict_colon(open, at);
        }
        let statement = self.tokens.statement(at);
        let keyword = statement + usize::from(self.tokens.is(statement, "async"));
        let text = self.tokens.text(keyword);
        // These take nothing else, however the line goes on.
        let forced = matches!(text, "def" | "try" | "finally" | "else");
        let at_line_end = self.tokens.kind(at) == Kind::Newline
            && !(keyword + 1..at).any(|index| self.tokens.is(index, "lambda"))
            && self.tokens.kind(keyword) == Kind::Name;
        if matches!(text, "except") && !forced && !at_line_end {
            return self.except_target(at);
        }
        if matches!(text, "case") && !at_line_end {
            return self.pattern_target(at);
        }
        let compound = matches!(
            text,
            "if" | "elif" | "while" | "for" | "with" | "class" | "except" | "match" | "case"
        );
        (forced || (at_line_end && compound)).then(|| self.error("expected ':'", at))
    }

    /// `{1: 2, 3}`
    fn missing_dict_colon(&mut self, open: Index, at: Index) -> Option<SyntaxError> {
        if !self.tokens.is(open, "{") || self.is_field(open) {
            return None;
        }
        // The key is the element before; the error is at its last character.
        let end = self.tokens.token(at.checked_sub(1)?).end;
        let place = self.place(end.saturating_sub(1));
        Some(SyntaxError::new("':' expected after dictionary key".into(), place))
    }

    fn empty_type_parameters(&mut self, at: Index) -> SyntaxError {
        if self.rules.explains_empty_type_parameters {
            return self.error("Type parameter list cannot be empty", at);
        }
        let statement = self.tokens.statement(at);
        let function = self.tokens.is(statement, "def") || self.tokens.is(statement + 1, "def");
        match function {
            true => self.error("expected '('", at.wrapping_sub(1)),
            false if self.release.compiler.grammar > 11 => self.error("invalid syntax", at),
            false => self.error("invalid syntax", at.wrapping_sub(1)),
        }
    }

    fn other_statement_error(&mut self, message: &str, at: Index) -> Option<SyntaxError> {
        match message {
            "Expected `except` or `finally` after `try` block" => {
                let at = self.behind_dedents(at);
                Some(self.error("expected 'except' or 'finally' block", at))
            }
            "Cannot have both 'except' and 'except*' on the same 'try'" => {
                let end = if self.tokens.is(at + 1, "*") { at + 2 } else { at + 1 };
                let message = "cannot have both 'except' and 'except*' on the same 'try'";
                Some(self.error_between(message, at, end))
            }
            "Expected one or more exception types" => {
                Some(self.error("expected one or more exception types", at))
            }
            "Multiple exception types must be parenthesized when using `as`" => {
                let message = self.rules.exception_tuple_message;
                Some(self.error_in(message, self.range))
            }
            "Trailing comma not allowed" => {
                let statement = self.tokens.statement(at);
                if self.tokens.is(statement, "import") || !self.tokens.is(at, ",") {
                    return None;
                }
                let message = "trailing comma not allowed without surrounding parentheses";
                Some(self.error(message, at + 1))
            }
            "Star import must be the only import" => {
                let star = (at..self.tokens.list.len()).find(|&at| self.tokens.is(at, "*"))?;
                Some(self.error("invalid syntax", star + 1))
            }
            "Positional patterns cannot follow keyword patterns" => {
                Some(self.error("positional patterns follow keyword patterns", at))
            }
            "Pattern cannot follow a double star pattern" if self.rules.explains_double_stars => {
                let star = self.find_back(at, "**");
                let message = "double star pattern must be the last (right-most) subpattern in \
                               the mapping pattern";
                Some(self.error(message, star + 1))
            }
            "Expected `case` block" if self.tokens.kind(at) == Kind::Indent => {
                Some(self.error("invalid syntax", at + 1))
            }
            "Expected a pattern" if self.tokens.is(at, "-") => {
                Some(self.error("invalid syntax", at + 1))
            }
            "Expected symbol after `as`" | "Expected name after `as`" => self.import_target(at),
            "Expected a statement" if self.tokens.is(at, "elif") => self.elif_after_else(at),
            "Exception missing in `raise` statement with cause" if self.rules.explains_raise => {
                let message = "did you forget an expression between 'raise' and 'from'?";
                Some(self.error_between(message, at.wrapping_sub(1), at + 1))
            }
            _ => None,
        }
    }

    /// A target that is no plain name: `except A as a.b`, `import a as b.c`.
    fn after_target(&mut self, found: TokenKind, at: Index) -> Option<SyntaxError> {
        if self.tokens.is(at, "from") {
            return self.swapped_import(at);
        }
        if found == TokenKind::Dot || found == TokenKind::Lpar || found == TokenKind::Lsqb {
            return self.import_target(at.wrapping_sub(1));
        }
        None
    }

    /// `import a from b`
    fn swapped_import(&mut self, at: Index) -> Option<SyntaxError> {
        let statement = self.tokens.statement(at);
        if !self.tokens.is(statement, "import")
            || !self.tokens.is_name(at + 1)
            || !self.rules.explains_swapped_imports
        {
            return None;
        }
        let mut end = at + 2;
        while self.tokens.is(end, ".") && self.tokens.is_name(end + 1) {
            end += 2;
        }
        let message = "Did you mean to use 'from ... import ...' instead?";
        Some(self.error_between(message, statement, end))
    }

    fn import_target(&mut self, at: Index) -> Option<SyntaxError> {
        let statement = self.tokens.statement(at);
        let import = self.tokens.is(statement, "import") || self.tokens.is(statement, "from");
        if !import {
            return None;
        }
        self.target_after_as(at, |name| format!("cannot use {name} as import target"))
    }

    fn except_target(&mut self, at: Index) -> Option<SyntaxError> {
        let at = if self.tokens.is(at.wrapping_sub(1), "as") { at } else { at.wrapping_sub(1) };
        self.target_after_as(at, |name| format!("cannot use except statement with {name}"))
    }

    fn pattern_target(&mut self, at: Index) -> Option<SyntaxError> {
        let at = if self.tokens.is(at.wrapping_sub(1), "as") { at } else { at.wrapping_sub(1) };
        self.target_after_as(at, |name| format!("cannot use {name} as pattern target"))
    }

    fn target_after_as(
        &mut self,
        at: Index,
        message: impl Fn(&str) -> String,
    ) -> Option<SyntaxError> {
        if !self.rules.names_wrong_targets || at == 0 || !self.tokens.is(at.wrapping_sub(1), "as") {
            return None;
        }
        let end = self.tokens.expression(at)?;
        let name = self.tokens.name_of(at, end);
        Some(self.error_between(message(name), at, end))
    }

    /// `elif` behind the `else` of the same `if`.
    fn elif_after_else(&mut self, at: Index) -> Option<SyntaxError> {
        if !self.rules.explains_elif_after_else {
            return None;
        }
        let mut depth = 0;
        for index in (0..at).rev() {
            match self.tokens.kind(index) {
                Kind::Dedent => depth += 1,
                Kind::Indent => depth -= 1,
                _ => {}
            }
            let starts = index == 0
                || matches!(
                    self.tokens.kind(index.wrapping_sub(1)),
                    Kind::Newline | Kind::Indent | Kind::Dedent
                );
            if depth < 0 {
                return None;
            }
            if depth == 0 && starts && self.tokens.kind(index) == Kind::Name {
                let message = "'elif' block follows an 'else' block";
                return self.tokens.is(index, "else").then(|| self.error(message, at));
            }
        }
        None
    }

    fn behind_dedents(&self, at: Index) -> Index {
        let mut index = at;
        while self.tokens.kind(index) == Kind::Dedent {
            index += 1;
        }
        index
    }
}
