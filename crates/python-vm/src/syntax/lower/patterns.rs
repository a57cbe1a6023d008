//! Patterns of `match`.

use ruff_python_ast::{self as ast, Singleton};

use super::super::tree::{List, Pattern, PatternId, PatternKind, Push};
use super::{Lower, Lowered};
use crate::bytecode::Constant;

impl Lower<'_> {
    pub(super) fn pattern(&mut self, pattern: &ast::Pattern) -> Lowered<PatternId> {
        let at = self.at(pattern);
        let kind = match pattern {
            ast::Pattern::MatchValue(value) => {
                // Signed and complex numbers are constants here in every release.
                let folding = std::mem::replace(&mut self.folding, true);
                let value = self.expr(&value.value);
                self.folding = folding;
                PatternKind::Value(value?)
            }
            ast::Pattern::MatchSingleton(singleton) => {
                let constant = match singleton.value {
                    Singleton::None => Constant::None,
                    Singleton::True => Constant::Bool(true),
                    Singleton::False => Constant::Bool(false),
                };
                PatternKind::Singleton(self.tree.constants.add(constant))
            }
            ast::Pattern::MatchSequence(sequence) => {
                PatternKind::Sequence(self.patterns(&sequence.patterns)?)
            }
            ast::Pattern::MatchMapping(mapping) => {
                let folding = std::mem::replace(&mut self.folding, true);
                let keys = self.exprs(&mapping.keys);
                self.folding = folding;
                PatternKind::Mapping {
                    keys: keys?,
                    patterns: self.patterns(&mapping.patterns)?,
                    rest: mapping.rest.as_ref().map(|name| self.identifier(name)),
                }
            }
            ast::Pattern::MatchClass(class) => {
                let mut keywords = Vec::new();
                let mut keyword_patterns = Vec::new();
                let class_expr = self.expr(&class.cls)?;
                let patterns = self.patterns(&class.arguments.patterns)?;
                for keyword in &class.arguments.keywords {
                    keywords.push(self.identifier(&keyword.attr));
                    keyword_patterns.push(self.pattern(&keyword.pattern)?);
                }
                PatternKind::Class {
                    class: class_expr,
                    patterns,
                    keywords: self.tree.list(&keywords),
                    keyword_patterns: self.tree.list(&keyword_patterns),
                }
            }
            ast::Pattern::MatchStar(star) => {
                PatternKind::Star(star.name.as_ref().map(|name| self.identifier(name)))
            }
            ast::Pattern::MatchAs(alias) => PatternKind::As {
                pattern: alias.pattern.as_deref().map(|p| self.pattern(p)).transpose()?,
                name: alias.name.as_ref().map(|name| self.identifier(name)),
            },
            ast::Pattern::MatchOr(or) => PatternKind::Or(self.patterns(&or.patterns)?),
        };
        Ok(self.tree.push(Pattern { at, kind }))
    }

    fn patterns(&mut self, patterns: &[ast::Pattern]) -> Lowered<List<PatternId>> {
        let mut items = Vec::with_capacity(patterns.len());
        for pattern in patterns {
            items.push(self.pattern(pattern)?);
        }
        Ok(self.tree.list(&items))
    }
}
