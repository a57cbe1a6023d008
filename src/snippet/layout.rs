//! Where a script's top-level statements begin and end, and where its comments are.
//!
//! This is Python's line structure and no more: strings, brackets, comments, continued lines,
//! indentation. Whether the statements make sense is for the compiler to say; a script that is not
//! Python gets some layout here and a `SyntaxError` there.

/// The lines, counted from 0, of one top-level statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    /// Its first line; for a decorated definition that of the first decorator.
    pub first: usize,
    /// Its last line with code.
    pub last: usize,
}

/// A comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comment {
    /// The line, counted from 0.
    pub line: usize,
    /// The byte of the `#` in the line.
    pub column: usize,
    /// Whether code stands before it on the line.
    pub trailing: bool,
    /// Whether it stands inside brackets or a continued line.
    pub inside: bool,
}

/// The layout of a script.
#[derive(Debug, Default)]
pub struct Layout {
    /// The top-level statements, in order.
    pub statements: Vec<Extent>,
    /// All comments, in order.
    pub comments: Vec<Comment>,
}

/// Finds the layout of a script.
pub fn layout<'a>(lines: impl Iterator<Item = &'a str>) -> Layout {
    let mut scan = Scan::default();
    for (number, line) in lines.enumerate() {
        scan.line(number, line);
    }
    scan.finish()
}

/// What encloses the character that is read, innermost last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Context {
    Bracket(char),
    Text {
        quote: char,
        triple: bool,
        raw: bool,
        format: bool,
    },
    /// The `{…}` of an f-string before its colon.
    Field,
    /// The format spec of an f-string's field, behind the colon.
    Spec,
}

#[derive(Default)]
struct Scan {
    layout: Layout,
    contexts: Vec<Context>,
    /// A backslash ended the line before.
    joined: bool,
    /// The line on which the outermost context was opened.
    opened: usize,
    /// The next top-level logical line belongs to the decorators above it.
    decorated: bool,
}

impl Scan {
    fn line(&mut self, number: usize, line: &str) {
        let continues = self.joined || !self.contexts.is_empty();
        if !continues {
            let code = line.trim_start_matches([' ', '\t', '\u{c}']);
            if !code.trim().is_empty() && !code.starts_with('#') {
                self.begin_logical_line(number, line, code);
            }
        } else if let Some(last) = self.layout.statements.last_mut() {
            last.last = number;
        }
        self.joined = false;
        self.characters(number, line, continues);
        // A string in single quotes ends with its line, whatever was meant.
        if !self.joined {
            let broken = |c: &Context| matches!(c, Context::Text { triple: false, .. });
            if let Some(at) = self.contexts.iter().position(broken) {
                self.contexts.truncate(at);
            }
        }
        if !continues {
            self.opened = number;
        }
    }

    /// What is never closed is a `SyntaxError`, and what stands below it is taken at its face value:
    /// a chapter may well want to show that error.
    fn finish(mut self) -> Layout {
        if !self.contexts.is_empty() {
            let opened = self.opened;
            self.layout
                .comments
                .iter_mut()
                .filter(|c| c.line > opened)
                .for_each(|c| c.inside = false);
            if let Some(last) = self.layout.statements.last_mut() {
                last.last = opened;
            }
        }
        self.layout
    }

    fn begin_logical_line(&mut self, number: usize, line: &str, code: &str) {
        let indented = line.starts_with([' ', '\t']);
        let word_end = code.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(code.len());
        let clause = matches!(&code[..word_end], "elif" | "else" | "except" | "finally");
        match self.layout.statements.last_mut() {
            Some(statement) if indented || clause || self.decorated => statement.last = number,
            _ => self.layout.statements.push(Extent { first: number, last: number }),
        }
        if !indented {
            self.decorated = code.starts_with('@');
        }
    }

    fn characters(&mut self, number: usize, line: &str, continues: bool) {
        let mut rest = line;
        let mut code_seen = false;
        // Letters directly before a quote are its prefix.
        let mut word_start = 0;
        while let Some(c) = rest.chars().next() {
            let at = line.len() - rest.len();
            match self.contexts.last().copied() {
                Some(Context::Text { quote, triple, raw, format }) => {
                    code_seen = true;
                    rest = self.in_text(rest, c, quote, triple, raw, format);
                    word_start = line.len() - rest.len();
                    continue;
                }
                Some(Context::Spec) if c != '{' && c != '}' => {
                    rest = &rest[c.len_utf8()..];
                    continue;
                }
                _ => {}
            }
            rest = &rest[c.len_utf8()..];
            if !c.is_alphanumeric() && c != '_' && c != '\'' && c != '"' {
                word_start = at + c.len_utf8();
            }
            match c {
                '#' => {
                    let inside = continues || !self.contexts.is_empty();
                    self.layout.comments.push(Comment {
                        line: number,
                        column: at,
                        trailing: code_seen,
                        inside,
                    });
                    return;
                }
                '\\' if rest.is_empty() => self.joined = true,
                '\'' | '"' => {
                    let prefix = line[word_start..at].to_ascii_lowercase();
                    let is_prefix =
                        prefix.len() <= 2 && prefix.chars().all(|c| "rbuft".contains(c));
                    let has = |letter| is_prefix && prefix.contains(letter);
                    let rest_of_three = [c, c].iter().collect::<String>();
                    let triple = rest.starts_with(&rest_of_three);
                    if triple {
                        rest = &rest[2..];
                    }
                    let (raw, format) = (has('r'), has('f') || has('t'));
                    self.contexts.push(Context::Text { quote: c, triple, raw, format });
                }
                '(' | '[' => self.contexts.push(Context::Bracket(c)),
                '{' => self.contexts.push(match self.contexts.last() {
                    Some(Context::Spec) => Context::Field,
                    _ => Context::Bracket(c),
                }),
                ':' if self.contexts.last() == Some(&Context::Field) => {
                    self.contexts.pop();
                    self.contexts.push(Context::Spec);
                }
                ')' | ']' | '}' if !self.contexts.is_empty() => {
                    self.contexts.pop();
                }
                _ => {}
            }
            code_seen |= !c.is_whitespace();
        }
    }

    /// Reads on inside a string; gives the rest of the line.
    fn in_text<'a>(
        &mut self,
        rest: &'a str,
        c: char,
        quote: char,
        triple: bool,
        raw: bool,
        format: bool,
    ) -> &'a str {
        let next = &rest[c.len_utf8()..];
        match c {
            '\\' => {
                let escaped = next.chars().next();
                // A backslash joins lines inside a string in single quotes too.
                self.joined = escaped.is_none();
                // In an f-string `\{` still opens a field.
                match escaped {
                    Some('{') if format => next,
                    Some('N') if format && !raw && next.starts_with("N{") => {
                        next.find('}').map_or("", |end| &next[end + 1..])
                    }
                    Some(escaped) => &next[escaped.len_utf8()..],
                    None => next,
                }
            }
            '{' if format && next.starts_with('{') => &next[1..],
            '{' if format => {
                self.contexts.push(Context::Field);
                next
            }
            _ if c == quote && !triple => {
                self.contexts.pop();
                next
            }
            _ if c == quote && rest[1..].starts_with(quote) && rest[2..].starts_with(quote) => {
                self.contexts.pop();
                &rest[3..]
            }
            _ => next,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};
    use std::fmt::Write;

    /// Shows each line behind the number of its statement, and each comment.
    fn check(script: &str, expected: Expect) {
        let layout = layout(script.lines());
        let mut got = String::new();
        for (number, line) in script.lines().enumerate() {
            match layout.statements.iter().position(|s| s.first <= number && number <= s.last) {
                Some(statement) => write!(got, "{statement}").unwrap(),
                None => got.push(' '),
            }
            let comment = layout.comments.iter().find(|c| c.line == number);
            let kind = match comment {
                Some(Comment { inside: true, .. }) => 'i',
                Some(Comment { trailing: true, .. }) => 't',
                Some(_) => '#',
                None => ' ',
            };
            writeln!(got, "{kind}|{line}").unwrap();
        }
        expected.assert_eq(&got);
    }

    #[test]
    fn simple_and_compound_statements() {
        check(
            "x = 1  # c\n# own\n\nif x:\n    y\n    # body\nelse:\n    z\n\ntry:\n    a\nexcept* E:\n    b\nfinally:\n    c\nd; e\n",
            expect![[r#"
                0t|x = 1  # c
                 #|# own
                  |
                1 |if x:
                1 |    y
                1#|    # body
                1 |else:
                1 |    z
                  |
                2 |try:
                2 |    a
                2 |except* E:
                2 |    b
                2 |finally:
                2 |    c
                3 |d; e
            "#]],
        );
    }

    #[test]
    fn decorators_belong_to_their_definition() {
        check(
            "@a\n# why\n@b(1,\n   2)\ndef f():\n    pass\nclass C: pass\n",
            expect![[r#"
            0 |@a
            0#|# why
            0 |@b(1,
            0 |   2)
            0 |def f():
            0 |    pass
            1 |class C: pass
        "#]],
        );
    }

    #[test]
    fn brackets_and_backslashes_continue() {
        check(
            "x = [\n  1,  # one\n# two\n]\ny = 1 + \\\n    2\nz\n",
            expect![[r#"
            0 |x = [
            0i|  1,  # one
            0i|# two
            0 |]
            1 |y = 1 + \
            1 |    2
            2 |z
        "#]],
        );
    }

    #[test]
    fn strings_hide_signs() {
        check(
            "s = '''\n#> no\n\"# no\n'''\nt = \"it's # no\"  # yes\nu = r'\\' # yes'\nv = 'a\\\n# no'\nw\n",
            expect![[r##"
            0 |s = '''
            0 |#> no
            0 |"# no
            0 |'''
            1t|t = "it's # no"  # yes
            2 |u = r'\' # yes'
            3 |v = 'a\
            3 |# no'
            4 |w
        "##]],
        );
    }

    #[test]
    fn fields_of_f_strings() {
        check(
            "a = f'{x!r:>{w}#x}' # yes\nb = f\"{d[\"k\"]} # no\"\nc = f'{{ # no'\nd = f'''{\n  1 # in\n}'''\ne = f'{x:\\'>3}' # yes\ng = rf'\\{x}' # yes\n",
            expect![[r#"
                0t|a = f'{x!r:>{w}#x}' # yes
                1 |b = f"{d["k"]} # no"
                2 |c = f'{{ # no'
                3 |d = f'''{
                3i|  1 # in
                3 |}'''
                4t|e = f'{x:\'>3}' # yes
                5t|g = rf'\{x}' # yes
            "#]],
        );
    }

    #[test]
    fn what_is_not_python_still_ends() {
        check(
            "'open\nx\n)\n}]\ny = (\n",
            expect![[r#"
            0 |'open
            1 |x
            2 |)
            3 |}]
            4 |y = (
        "#]],
        );
    }
}
