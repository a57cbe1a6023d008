//! Heap assertions: `#: refcount(x) == 2`, said of the heap where the line stands, and evaluated
//! outside of the program.

use super::expected::{Expected, ExpectedLine};
use crate::verify::Value;
use heap_model::release::Release;
use python_vm::WatchPoint;
use python_vm::inspect::{Key, Path, Step};
use std::ops::Range;

/// What is said of one thing at one place: one line, or several for different releases.
#[derive(Clone, Debug)]
pub struct Assertion {
    /// What is asserted, without the value.
    pub subject: String,
    /// The lines. Each one's text is what stands behind `#:`.
    pub expected: Expected,
    /// What each of the lines says.
    pub checks: Vec<Check>,
    /// The line of the block, from 0, under which the first one stands.
    pub under: usize,
    /// Where a script is looked at.
    pub point: WatchPoint,
}

/// What one line says.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Check {
    /// `name = path`: later lines can speak of the object, alive or not.
    Name(String, Path),
    /// `left == right`, or another comparison.
    Compare(Expression, Comparison, Expression),
    /// Something that is true, or with `not` in front false.
    Truth(Expression, bool),
}

impl Check {
    /// Whether the answer takes a look at the whole heap.
    pub fn takes_long(&self) -> bool {
        let is_long = |expression: &Expression| expression.takes_long();
        match self {
            Check::Name(..) => false,
            Check::Compare(left, _, right) => is_long(left) || is_long(right),
            Check::Truth(question, _) => is_long(question),
        }
    }
}

/// How two values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// Something with a value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Expression {
    /// A number.
    Int(i128),
    /// A string.
    Text(String),
    /// `None`, `immortal` and the like.
    Word(String),
    /// `<a>`: an address that an output named.
    Capture(String),
    /// A question about objects.
    Ask(Question, Vec<Path>),
    /// A sum, a difference or a product.
    Arithmetic(Box<Expression>, char, Box<Expression>),
}

impl Expression {
    fn takes_long(&self) -> bool {
        match self {
            Expression::Ask(question, _) => {
                matches!(question, Question::Holders | Question::Live)
            }
            Expression::Arithmetic(left, _, right) => left.takes_long() || right.takes_long(),
            _ => false,
        }
    }
}

/// A longer line is a mistake.
const LONGEST: usize = 600;

macro_rules! questions {
    ($($(#[$doc:meta])* $variant:ident $name:literal $least:literal $most:literal,)*) => {
        /// What can be asked.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Question {
            $($(#[$doc])* $variant,)*
        }

        impl Question {
            /// All, with their names and the least and most objects that each is about.
            const ALL: &[(&str, Question, usize, usize)] =
                &[$(($name, Question::$variant, $least, $most),)*];
        }
    };
}

questions! {
    /// The number of references; `immortal` where they are not counted.
    Refcount "refcount" 1 1,
    /// What `sys.getsizeof` says, in bytes.
    Size "size" 1 1,
    /// Bytes of the block that the object itself is in.
    Allocated "allocated" 1 1,
    /// The collector's list that the object is in: 0, 1 or 2.
    Generation "generation" 1 1,
    /// The model address.
    Id "id" 1 1,
    /// The first address of the pool that the object is in.
    Pool "pool" 1 1,
    /// The first address of the arena that the object is in.
    Arena "arena" 1 1,
    /// Who holds references, in words.
    Holders "holders" 1 1,
    /// How many objects of exactly this class are alive.
    Live "live" 1 1,
    /// How many objects collections have freed.
    Collected "collected" 0 0,
    /// How many collections there were.
    Collections "collections" 0 0,
    /// All are the same object.
    Same "same" 2 9,
    /// No two are the same object.
    Distinct "distinct" 2 9,
    /// The collector knows the object.
    Tracked "tracked" 1 1,
    /// A string is in the table of interned strings.
    Interned "interned" 1 1,
    /// The object is never freed.
    Immortal "immortal" 1 1,
    /// The object has not been freed.
    Alive "alive" 1 1,
    /// The object has been freed.
    Freed "freed" 1 1,
    /// The object's finalizer has run.
    Finalized "finalized" 1 1,
}

impl Question {
    fn named(name: &str) -> Option<&'static (&'static str, Question, usize, usize)> {
        Question::ALL.iter().find(|(known, ..)| *known == name)
    }

    /// Its name in an assertion.
    pub fn name(self) -> &'static str {
        Question::ALL.iter().find(|(_, question, ..)| *question == self).expect("all are listed").0
    }

    /// Whether the answer is yes or no.
    fn is_truth(self) -> bool {
        use Question::*;
        matches!(self, Same | Distinct | Tracked | Interned | Immortal | Alive | Freed | Finalized)
    }
}

/// A line that was read.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// What it says.
    pub check: Check,
    /// What it is about, without the value.
    pub subject: String,
}

/// Adds a line to those of a unit: to what is said of the same thing at the same place, or anew.
pub(super) fn add(
    assertions: &mut Vec<Assertion>,
    line: ExpectedLine,
    under: usize,
    point: WatchPoint,
) -> Result<(), String> {
    let Parsed { check, subject } = parse(&line.text)?;
    let same = |known: &&mut Assertion| {
        (known.point, known.under, &known.subject) == (point, under, &subject)
    };
    // A second plain line says something else of the same thing.
    let is_first = |known: &&mut Assertion| {
        line.releases.is_some() || known.expected.lines.iter().all(|l| l.releases.is_some())
    };
    match assertions.iter_mut().filter(same).find(is_first) {
        Some(known) => {
            known.expected.lines.push(line);
            known.checks.push(check);
        }
        None => {
            let (expected, checks) = (Expected { lines: vec![line] }, vec![check]);
            assertions.push(Assertion { subject, expected, checks, under, point });
        }
    }
    Ok(())
}

impl Assertion {
    /// The number of the line that holds on a release: its own, or else the plain one.
    pub fn line_on(&self, release: &'static Release) -> Option<usize> {
        let lines = &self.expected.lines;
        let own = |line: &ExpectedLine| line.releases.is_some_and(|r| r.contains(release));
        lines.iter().position(own).or_else(|| self.plain_line())
    }

    /// The text of a line with another value, in the notation of the old one.
    pub fn corrected(&self, line: usize, value: &Value) -> Option<String> {
        let text = &self.expected.lines[line].text;
        let range = literal_range(text)?;
        let old = &text[range.clone()];
        let is_equal = matches!(self.checks[line], Check::Compare(_, Comparison::Equal, _));
        let is_literal = old.starts_with(|c: char| c.is_ascii_digit() || "\"'-".contains(c))
            || matches!(old, "None" | "immortal");
        if !is_equal || !is_literal {
            return None;
        }
        let new = match value {
            Value::Int(number) if old.starts_with("0x") => format!("{number:#x}"),
            Value::Address(address)
                if old.starts_with(|c: char| c.is_ascii_digit()) && !old.starts_with("0x") =>
            {
                address.to_string()
            }
            Value::Text(text) if old.starts_with('\'') && !text.contains('\'') => {
                format!("'{text}'")
            }
            value => value.to_string(),
        };
        Some(format!("{}{new}{}", &text[..range.start], &text[range.end..]))
    }

    /// Whether a line says in the same words what the plain one says.
    pub fn same_as_plain(&self, line: usize) -> bool {
        let text = |line: usize| &self.expected.lines[line].text;
        self.plain_line().is_some_and(|plain| plain != line && text(plain) == text(line))
    }

    /// The number of the line that names no releases.
    pub fn plain_line(&self) -> Option<usize> {
        self.expected.lines.iter().position(|line| line.releases.is_none())
    }
}

/// Where the value stands in the text of an assertion: behind its comparison.
pub fn literal_range(text: &str) -> Option<Range<usize>> {
    let (at, operator) = find_comparison(text)?;
    let literal = &text[at + operator.len()..];
    let start = text.len() - literal.trim_start().len();
    Some(start..start + literal.trim().len())
}

/// Reads what stands behind `#:`. The error says in words what is wrong.
pub fn parse(text: &str) -> Result<Parsed, String> {
    if text.len() > LONGEST {
        return Err(format!("it is longer than {LONGEST} bytes"));
    }
    if let Some((name, path)) = naming(text) {
        let path = Parser::new(path).whole_path()?;
        let check = Check::Name(name.to_string(), path);
        return Ok(Parsed { check, subject: format!("{name} =") });
    }
    let mut parser = Parser::new(text);
    let negated = parser.word("not");
    let left = parser.sum()?;
    let comparison = parser.comparison();
    let check = match comparison {
        Some(_) if negated => return Err("`not` stands before a question, not a comparison".into()),
        Some(comparison) => Check::Compare(left, comparison, parser.sum()?),
        None => match &left {
            Expression::Ask(question, _) if question.is_truth() => Check::Truth(left, !negated),
            Expression::Ask(question, _) => {
                return Err(format!("`{}` is compared with a value", question.name()));
            }
            _ => return Err("this asks nothing".into()),
        },
    };
    parser.skip_blanks();
    if !parser.rest.is_empty() {
        return Err(format!("`{}` is too much", parser.rest));
    }
    let is_question = |side: &Expression| asks(side);
    let subject = match &check {
        Check::Compare(left, _, right) if !is_question(left) && !is_question(right) => {
            return Err("this asks nothing".into());
        }
        Check::Compare(..) => {
            let (at, operator) = find_comparison(text).expect("it has been read");
            format!("{} {operator}", text[..at].trim())
        }
        _ => text.trim().trim_start_matches("not ").to_string(),
    };
    Ok(Parsed { check, subject })
}

fn asks(expression: &Expression) -> bool {
    match expression {
        Expression::Ask(..) => true,
        Expression::Arithmetic(left, _, right) => asks(left) || asks(right),
        _ => false,
    }
}

/// `name = path`
fn naming(text: &str) -> Option<(&str, &str)> {
    let (name, path) = text.split_once('=')?;
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let name = name.trim();
    let named = name.starts_with(|c: char| c.is_alphabetic() || c == '_');
    (named && name.chars().all(is_name) && !path.starts_with('=')).then_some((name, path.trim()))
}

const COMPARISONS: &[(&str, Comparison)] = &[
    ("==", Comparison::Equal),
    ("!=", Comparison::NotEqual),
    ("<=", Comparison::LessOrEqual),
    (">=", Comparison::GreaterOrEqual),
    ("<", Comparison::Less),
    (">", Comparison::Greater),
];

/// The comparison of a text outside of strings, brackets and captures.
fn find_comparison(text: &str) -> Option<(usize, &'static str)> {
    let mut quote = None;
    let mut depth = 0usize;
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        match (quote, c) {
            (Some(open), _) if open == c => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '(' | '[') => depth += 1,
            (None, ')' | ']') => depth = depth.saturating_sub(1),
            (None, '<') if capture(&text[at..]).is_some() => {
                at += capture(&text[at..]).map_or(0, |name| name.len() + 2);
                continue;
            }
            (None, _) if depth == 0 => {
                if let Some((operator, _)) =
                    COMPARISONS.iter().find(|(operator, _)| text[at..].starts_with(operator))
                {
                    return Some((at, operator));
                }
            }
            _ => {}
        }
        at += c.len_utf8();
    }
    None
}

/// The name of a `<name>` at the start of a text.
pub fn capture(text: &str) -> Option<&str> {
    let (name, _) = text.strip_prefix('<')?.split_once('>')?;
    let starts = name.starts_with(|c: char| c.is_ascii_lowercase());
    let is_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    (starts && name.chars().all(is_name)).then_some(name)
}

/// Reads the name of an object: `x`, `x.attribute`, `x[0]`.
pub(super) fn read_path(text: &str) -> Result<Path, String> {
    Parser::new(text).whole_path()
}

struct Parser<'a> {
    rest: &'a str,
}

impl<'a> Parser<'a> {
    fn new(text: &'a str) -> Parser<'a> {
        Parser { rest: text.trim() }
    }

    fn skip_blanks(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn sign(&mut self, sign: &str) -> bool {
        self.skip_blanks();
        match self.rest.strip_prefix(sign) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn expect(&mut self, sign: &str) -> Result<(), String> {
        match self.sign(sign) {
            true => Ok(()),
            false => Err(match self.rest.is_empty() {
                true => format!("`{sign}` is missing at the end"),
                false => format!("`{sign}` is missing before `{}`", self.rest),
            }),
        }
    }

    fn name(&mut self) -> Option<&'a str> {
        self.skip_blanks();
        let end = self.rest.find(|c: char| !c.is_alphanumeric() && c != '_');
        let (name, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        if !name.starts_with(|c: char| c.is_alphabetic() || c == '_') {
            return None;
        }
        self.rest = rest;
        Some(name)
    }

    fn word(&mut self, word: &str) -> bool {
        let before = self.rest;
        if self.name() == Some(word) {
            return true;
        }
        self.rest = before;
        false
    }

    fn comparison(&mut self) -> Option<Comparison> {
        COMPARISONS.iter().find(|(sign, _)| self.sign(sign)).map(|(_, comparison)| *comparison)
    }

    fn sum(&mut self) -> Result<Expression, String> {
        let mut left = self.product()?;
        loop {
            let sign = match (self.sign("+"), self.sign("-")) {
                (true, _) => '+',
                (_, true) => '-',
                _ => return Ok(left),
            };
            left = Expression::Arithmetic(left.into(), sign, self.product()?.into());
        }
    }

    fn product(&mut self) -> Result<Expression, String> {
        let mut left = self.value()?;
        while self.sign("*") {
            left = Expression::Arithmetic(left.into(), '*', self.value()?.into());
        }
        Ok(left)
    }

    fn value(&mut self) -> Result<Expression, String> {
        self.skip_blanks();
        if self.sign("(") {
            let inner = self.sum()?;
            self.expect(")")?;
            return Ok(inner);
        }
        if self.sign("-") {
            let zero = Expression::Int(0);
            return Ok(Expression::Arithmetic(zero.into(), '-', self.value()?.into()));
        }
        if let Some(name) = capture(self.rest) {
            self.rest = &self.rest[name.len() + 2..];
            return Ok(Expression::Capture(name.to_string()));
        }
        if self.rest.starts_with(['"', '\'']) {
            return Ok(Expression::Text(self.text()?));
        }
        if self.rest.starts_with(|c: char| c.is_ascii_digit()) {
            return self.number().map(Expression::Int);
        }
        let Some(name) = self.name() else {
            return Err(match self.rest.is_empty() {
                true => "something is missing at the end".into(),
                false => format!("`{}` can't be read", self.rest),
            });
        };
        if !self.sign("(") {
            return match name {
                "None" | "immortal" | "True" | "False" => Ok(Expression::Word(name.to_string())),
                _ if Question::named(name).is_some() => Err(format!("write `{name}(…)`")),
                _ => Err(format!("what of `{name}`? write, for example, `refcount({name}) == 2`")),
            };
        }
        let Some(&(_, question, least, most)) = Question::named(name) else {
            let known: Vec<&str> = Question::ALL.iter().map(|(name, ..)| *name).collect();
            return Err(format!(
                "`{name}` is nothing that can be asked; there are {}",
                known.join(", ")
            ));
        };
        let mut paths = vec![];
        while !self.sign(")") {
            if !paths.is_empty() {
                self.expect(",")?;
            }
            paths.push(self.path()?);
        }
        match paths.len() {
            count if count < least => Err(format!("`{name}` is about {} more", least - count)),
            count if count > most => Err(format!("`{name}` is about {most} at most")),
            _ => Ok(Expression::Ask(question, paths)),
        }
    }

    fn whole_path(&mut self) -> Result<Path, String> {
        let path = self.path()?;
        self.skip_blanks();
        match self.rest.is_empty() {
            true => Ok(path),
            false => {
                Err("a name is given to `variable`, `variable.attribute` or `variable[0]`".into())
            }
        }
    }

    fn path(&mut self) -> Result<Path, String> {
        let Some(name) = self.name() else {
            return Err(format!(
                "`{}` names no object; write `variable`, `variable.attribute` or `variable[0]`",
                self.rest
            ));
        };
        let mut path = Path { name: name.to_string(), steps: vec![] };
        loop {
            if self.sign(".") {
                let name = self.name().ok_or("an attribute is missing behind the dot")?;
                path.steps.push(Step::Attribute(name.to_string()));
            } else if self.sign("[") {
                self.skip_blanks();
                let key = match self.rest.chars().next() {
                    Some('"' | '\'') => Key::Str(self.text()?),
                    Some('-') => {
                        self.rest = &self.rest[1..];
                        Key::Int(-self.index()?)
                    }
                    _ => Key::Int(self.index()?),
                };
                self.expect("]")?;
                path.steps.push(Step::Item(key));
            } else {
                return Ok(path);
            }
        }
    }

    fn index(&mut self) -> Result<i64, String> {
        i64::try_from(self.number()?).map_err(|_| "this index is too large".into())
    }

    fn number(&mut self) -> Result<i128, String> {
        let end = self.rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        let (digits, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        let plain = digits.replace('_', "");
        let number = match plain.strip_prefix("0x") {
            Some(hex) => i128::from_str_radix(hex, 16),
            None => plain.parse(),
        };
        self.rest = rest;
        number.map_err(|_| format!("`{digits}` is no number"))
    }

    fn text(&mut self) -> Result<String, String> {
        let quote = &self.rest[..1];
        let Some((text, rest)) = self.rest[1..].split_once(quote) else {
            return Err(format!("{quote} is never closed"));
        };
        self.rest = rest;
        Ok(text.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    fn check(lines: &str, expected: Expect) {
        let read = |line: &str| match parse(line) {
            Ok(Parsed { check, subject }) => {
                let literal = literal_range(line).map(|range| &line[range]);
                format!("{subject} | {} | {}\n", literal.unwrap_or("-"), brief(&check))
            }
            Err(why) => format!("{line}: {why}\n"),
        };
        expected.assert_eq(&lines.lines().map(read).collect::<String>());
    }

    fn brief(check: &Check) -> String {
        let of = |expression: &Expression| match expression {
            Expression::Ask(question, paths) => {
                let paths: Vec<String> = paths.iter().map(Path::to_string).collect();
                format!("{}({})", question.name(), paths.join(", "))
            }
            other => format!("{other:?}"),
        };
        match check {
            Check::Name(name, path) => format!("{name} is {path}"),
            Check::Compare(left, comparison, right) => {
                format!("{} {comparison:?} {}", of(left), of(right))
            }
            Check::Truth(expression, wanted) => format!("{} {wanted}", of(expression)),
        }
    }

    #[test]
    fn what_can_be_said() {
        check(
            "refcount(x) == 2\nsame(a.b[0], c['k'][-1])\nnot tracked(x)\nid(b) - id(a) == 64\nholders(x) == \"global x; item 0 of list y\"\nold = x.y\nid(x) == <a>\nsize(x) <= 0x40\ncollected() == 3\nid(x) < <a>",
            expect![[r#"
                refcount(x) == | 2 | refcount(x) Equal Int(2)
                same(a.b[0], c['k'][-1]) | - | same(a.b[0], c['k'][-1]) true
                tracked(x) | - | tracked(x) false
                id(b) - id(a) == | 64 | Arithmetic(Ask(Id, [Path { name: "b", steps: [] }]), '-', Ask(Id, [Path { name: "a", steps: [] }])) Equal Int(64)
                holders(x) == | "global x; item 0 of list y" | holders(x) Equal Text("global x; item 0 of list y")
                old = | - | old is x.y
                id(x) == | <a> | id(x) Equal Capture("a")
                size(x) <= | 0x40 | size(x) LessOrEqual Int(64)
                collected() == | 3 | collected() Equal Int(3)
                id(x) < | <a> | id(x) Less Capture("a")
            "#]],
        );
    }

    #[test]
    fn what_can_not() {
        check(
            "refcount(x)\nrefcount x == 2\nsizeof(x) == 2\n1 == 1\nx == 2\nsame(a)\nrefcount(x) == \nrefcount(x) == 2 or 3\nrefcount(1) == 2\nnot refcount(x) == 2\nrefcount(x == 2\nold = x + 1\nholders(x) == \"open\ntracked(x.)\n",
            expect![[r#"
                refcount(x): `refcount` is compared with a value
                refcount x == 2: write `refcount(…)`
                sizeof(x) == 2: `sizeof` is nothing that can be asked; there are refcount, size, allocated, generation, id, pool, arena, holders, live, collected, collections, same, distinct, tracked, interned, immortal, alive, freed, finalized
                1 == 1: this asks nothing
                x == 2: what of `x`? write, for example, `refcount(x) == 2`
                same(a): `same` is about 1 more
                refcount(x) == : something is missing at the end
                refcount(x) == 2 or 3: `or 3` is too much
                refcount(1) == 2: `1) == 2` names no object; write `variable`, `variable.attribute` or `variable[0]`
                not refcount(x) == 2: `not` stands before a question, not a comparison
                refcount(x == 2: `,` is missing before `== 2`
                old = x + 1: a name is given to `variable`, `variable.attribute` or `variable[0]`
                holders(x) == "open: " is never closed
                tracked(x.): an attribute is missing behind the dot
            "#]],
        );
    }
}
