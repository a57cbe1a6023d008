//! Regular expressions as text: read into a tree.

use std::collections::BTreeMap;

/// `re.IGNORECASE`.
pub const IGNORECASE: u32 = 2;
/// `re.LOCALE`, for bytes alone.
pub const LOCALE: u32 = 4;
/// `re.MULTILINE`.
pub const MULTILINE: u32 = 8;
/// `re.DOTALL`.
pub const DOTALL: u32 = 16;
/// `re.UNICODE`, what str patterns have without asking.
pub const UNICODE: u32 = 32;
/// `re.VERBOSE`.
pub const VERBOSE: u32 = 64;
/// `re.ASCII`.
pub const ASCII: u32 = 256;

/// How deep groups may nest.
const MOST_NESTING: usize = 100;
/// `MAXREPEAT`.
pub const UNBOUNDED: u32 = u32::MAX;

/// A part of an expression.
#[derive(Clone, Debug)]
pub enum Node {
    /// Nothing, which always matches.
    Empty,
    /// One character.
    Literal(char, bool),
    /// Any character; with `true` newlines too.
    Any(bool),
    /// One of a set.
    Set(Set),
    /// A position.
    At(Anchor),
    /// One after the other.
    Sequence(Vec<Node>),
    /// The first that leads to a match.
    Choice(Vec<Node>),
    /// A group that remembers what it matched.
    Group(usize, Box<Node>),
    /// What a group matched; with `true` case is ignored.
    Back(usize, bool),
    /// Least and most repetitions.
    Repeat(Box<Node>, u32, u32, Greed),
    /// Text that follows (or precedes, at that width), or must not.
    Look { node: Box<Node>, behind: Option<usize>, negative: bool },
    /// What is matched once and never given back.
    Atomic(Box<Node>),
    /// If the group has matched, the first, else the second.
    If(usize, Box<Node>, Box<Node>),
}

/// How a repetition goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Greed {
    Greedy,
    Lazy,
    Possessive,
}

/// A kind of position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    Start,
    LineStart,
    End,
    LineEnd,
    VeryEnd,
    Boundary(bool),
    NoBoundary(bool),
}

/// A class of characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Category {
    Digit,
    Space,
    Word,
}

/// A set of characters.
#[derive(Clone, Debug, Default)]
pub struct Set {
    /// Characters from one to another.
    pub ranges: Vec<(char, char)>,
    /// Categories, and whether their complement is meant.
    pub categories: Vec<(Category, bool)>,
    /// All others.
    pub negated: bool,
    /// Only ASCII counts for categories.
    pub ascii: bool,
    /// Case is ignored.
    pub ignore_case: bool,
}

/// Whether a character is of a category.
pub fn is_of(category: Category, letter: char, ascii: bool) -> bool {
    if ascii && !letter.is_ascii() {
        return false;
    }
    match category {
        Category::Digit if ascii => letter.is_ascii_digit(),
        Category::Digit => crate::text::case::decimal_value(letter).is_some(),
        Category::Space => {
            letter.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&letter) && !ascii
        }
        Category::Word => letter == '_' || letter.is_alphanumeric(),
    }
}

/// The other case of a character, if it is one character.
pub fn swapped_case(letter: char) -> Option<char> {
    let single = |mut letters: Box<dyn Iterator<Item = char>>| {
        let first = letters.next()?;
        letters.next().is_none().then_some(first)
    };
    let lower = single(Box::new(letter.to_lowercase())).filter(|&lower| lower != letter);
    lower.or_else(|| single(Box::new(letter.to_uppercase())).filter(|&upper| upper != letter))
}

impl Set {
    /// Whether the set has a character.
    pub fn contains(&self, letter: char) -> bool {
        let has = |letter: char| {
            self.ranges.iter().any(|&(low, high)| low <= letter && letter <= high)
                || self
                    .categories
                    .iter()
                    .any(|&(category, not)| is_of(category, letter, self.ascii) != not)
        };
        let found = has(letter) || self.ignore_case && swapped_case(letter).is_some_and(has);
        found != self.negated
    }
}

/// A wrong expression: what is wrong, and where.
#[derive(Clone, Debug)]
pub struct Mistake {
    /// The message without its place.
    pub message: String,
    /// In characters from the start.
    pub position: usize,
}

/// An expression that was read.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// The whole.
    pub node: Node,
    /// How many groups, the whole not counted.
    pub groups: usize,
    /// Names of groups.
    pub names: Vec<(String, usize)>,
    /// Flags, those given inside included.
    pub flags: u32,
}

/// Reads an expression. Bytes come as characters below U+0100.
pub fn parse(pattern: &[char], flags: u32, bytes: bool) -> Result<Parsed, Mistake> {
    let flags = if bytes { flags } else { flags | if flags & ASCII == 0 { UNICODE } else { 0 } };
    let mut parser = Parser {
        pattern,
        at: 0,
        flags,
        groups: 0,
        names: BTreeMap::new(),
        order: Vec::new(),
        open: Vec::new(),
        widths: BTreeMap::new(),
        bytes,
        depth: 0,
    };
    let node = parser.choice()?;
    if parser.at < pattern.len() {
        return Err(parser.mistake("unbalanced parenthesis", parser.at));
    }
    Ok(Parsed { node, groups: parser.groups, names: parser.order, flags: parser.flags })
}

struct Parser<'p> {
    pattern: &'p [char],
    at: usize,
    flags: u32,
    groups: usize,
    names: BTreeMap<String, usize>,
    order: Vec<(String, usize)>,
    open: Vec<usize>,
    widths: BTreeMap<usize, (usize, usize)>,
    bytes: bool,
    depth: usize,
}

impl Parser<'_> {
    fn mistake(&self, message: impl Into<String>, position: usize) -> Mistake {
        Mistake { message: message.into(), position }
    }

    fn peek(&self) -> Option<char> {
        self.pattern.get(self.at).copied()
    }

    fn next(&mut self) -> Option<char> {
        let letter = self.peek();
        self.at += usize::from(letter.is_some());
        letter
    }

    fn take(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        self.at += usize::from(found);
        found
    }

    fn has(&self, flag: u32) -> bool {
        self.flags & flag != 0
    }

    fn ascii(&self) -> bool {
        self.bytes || self.has(ASCII)
    }

    fn choice(&mut self) -> Result<Node, Mistake> {
        let mut branches = vec![self.sequence()?];
        while self.take('|') {
            branches.push(self.sequence()?);
        }
        Ok(if branches.len() == 1 { branches.remove(0) } else { Node::Choice(branches) })
    }

    fn sequence(&mut self) -> Result<Node, Mistake> {
        let mut nodes: Vec<Node> = Vec::new();
        let first = self.at;
        while let Some(letter) = self.peek() {
            if matches!(letter, '|' | ')') {
                break;
            }
            let start = self.at;
            if self.has(VERBOSE) {
                if letter.is_whitespace() {
                    self.at += 1;
                    continue;
                }
                if letter == '#' {
                    while self.next().is_some_and(|letter| letter != '\n') {}
                    continue;
                }
            }
            self.at += 1;
            let node = match letter {
                '.' => Node::Any(self.has(DOTALL)),
                '^' if self.has(MULTILINE) => Node::At(Anchor::LineStart),
                '^' => Node::At(Anchor::Start),
                '$' if self.has(MULTILINE) => Node::At(Anchor::LineEnd),
                '$' => Node::At(Anchor::End),
                '(' => match self.group(start, first)? {
                    Some(node) => node,
                    None => continue,
                },
                '[' => self.set(start)?,
                '\\' => self.escape(start)?,
                '*' | '+' | '?' => {
                    self.at -= 1;
                    self.repeat(&mut nodes, start)?;
                    continue;
                }
                '{' if self.bounds().is_some() => {
                    self.at -= 1;
                    self.repeat(&mut nodes, start)?;
                    continue;
                }
                literal => Node::Literal(literal, self.has(IGNORECASE)),
            };
            nodes.push(node);
        }
        Ok(match nodes.len() {
            0 => Node::Empty,
            1 => nodes.remove(0),
            _ => Node::Sequence(nodes),
        })
    }

    /// Behind `{`: the bounds, and how long they are with the closing brace.
    fn bounds(&self) -> Option<(u64, u64, usize)> {
        let rest = &self.pattern[self.at..];
        let end = rest.iter().position(|&letter| letter == '}')?;
        let text: String = rest[..end].iter().collect();
        if !text.chars().all(|letter| letter.is_ascii_digit() || letter == ',') || text.is_empty() {
            return None;
        }
        let number = |text: &str, default| match text {
            "" => Some(default),
            text => text.parse::<u64>().ok().or(Some(u64::MAX)),
        };
        let (least, most) = match text.split_once(',') {
            Some((least, most)) => {
                if most.contains(',') {
                    return None;
                }
                (number(least, 0)?, number(most, u64::from(UNBOUNDED))?)
            }
            None => {
                let exact = number(&text, 0)?;
                (exact, exact)
            }
        };
        Some((least, most, end + 1))
    }

    fn repeat(&mut self, nodes: &mut Vec<Node>, start: usize) -> Result<(), Mistake> {
        let (least, most) = match self.next() {
            Some('*') => (0, UNBOUNDED),
            Some('+') => (1, UNBOUNDED),
            Some('?') => (0, 1),
            _ => {
                let (least, most, length) = self.bounds().expect("looked before");
                self.at += length;
                if most < least {
                    return Err(self.mistake("min repeat greater than max repeat", start + 1));
                }
                let limit = u64::from(UNBOUNDED);
                (least.min(limit) as u32, most.min(limit) as u32)
            }
        };
        let greed = if self.take('?') {
            Greed::Lazy
        } else if self.take('+') {
            Greed::Possessive
        } else {
            Greed::Greedy
        };
        let Some(node) = nodes.pop().filter(|node| !matches!(node, Node::At(_))) else {
            return Err(self.mistake("nothing to repeat", start));
        };
        if matches!(node, Node::Repeat(..)) {
            return Err(self.mistake("multiple repeat", start));
        }
        nodes.push(Node::Repeat(Box::new(node), least, most, greed));
        Ok(())
    }

    fn name(&mut self, close: char, what: &str) -> Result<String, Mistake> {
        let start = self.at;
        let mut name = String::new();
        loop {
            match self.next() {
                Some(letter) if letter == close => break,
                Some(letter) => name.push(letter),
                None if name.is_empty() => {
                    return Err(self.mistake(format!("missing {what}"), start));
                }
                None => {
                    let message = format!("missing {close}, unterminated name");
                    return Err(self.mistake(message, start));
                }
            }
        }
        if name.is_empty() {
            return Err(self.mistake(format!("missing {what}"), start));
        }
        Ok(name)
    }

    fn check_name(&self, name: &str, start: usize) -> Result<(), Mistake> {
        let mut letters = name.chars();
        let fits = letters.next().is_some_and(|first| first == '_' || first.is_alphabetic())
            && letters.all(|letter| letter == '_' || letter.is_alphanumeric());
        if fits {
            return Ok(());
        }
        Err(self.mistake(format!("bad character in group name '{name}'"), start))
    }

    /// Behind `(`. `None`: the group stands for nothing (a comment, flags).
    fn group(&mut self, start: usize, first: usize) -> Result<Option<Node>, Mistake> {
        self.depth += 1;
        if self.depth > MOST_NESTING {
            return Err(self.mistake("too many nested groups", start));
        }
        let outer = self.flags;
        let node = if self.take('?') {
            self.extension(start, first)?
        } else {
            Some(self.capture(start, None)?)
        };
        if node.is_some() {
            self.flags = outer;
        }
        self.depth -= 1;
        Ok(node)
    }

    fn close(&mut self, start: usize) -> Result<(), Mistake> {
        if self.take(')') {
            return Ok(());
        }
        Err(self.mistake("missing ), unterminated subpattern", start))
    }

    fn capture(&mut self, start: usize, name: Option<String>) -> Result<Node, Mistake> {
        self.groups += 1;
        let number = self.groups;
        if let Some(name) = name {
            if let Some(&other) = self.names.get(&name) {
                let message = format!(
                    "redefinition of group name '{name}' as group {number}; was group {other}"
                );
                return Err(self.mistake(message, start + 4));
            }
            self.names.insert(name.clone(), number);
            self.order.push((name, number));
        }
        self.open.push(number);
        let node = self.choice()?;
        self.open.pop();
        self.close(start)?;
        if let Some(width) = width(&node, &self.widths) {
            self.widths.insert(number, width);
        }
        Ok(Node::Group(number, Box::new(node)))
    }

    fn extension(&mut self, start: usize, first: usize) -> Result<Option<Node>, Mistake> {
        let Some(letter) = self.next() else {
            return Err(self.mistake("unexpected end of pattern", self.at));
        };
        let look = |parser: &mut Self, behind: bool, negative: bool| {
            let node = parser.choice()?;
            parser.close(start)?;
            let behind = if behind {
                match width(&node, &parser.widths) {
                    Some((least, most)) if least == most => Some(least),
                    _ => {
                        return Err(parser.mistake("look-behind requires fixed-width pattern", 0));
                    }
                }
            } else {
                None
            };
            Ok(Some(Node::Look { node: Box::new(node), behind, negative }))
        };
        match letter {
            ':' => {
                let node = self.choice()?;
                self.close(start)?;
                Ok(Some(Node::Sequence(vec![node])))
            }
            '>' => {
                let node = self.choice()?;
                self.close(start)?;
                Ok(Some(Node::Atomic(Box::new(node))))
            }
            '=' => look(self, false, false),
            '!' => look(self, false, true),
            '<' => match self.next() {
                Some('=') => look(self, true, false),
                Some('!') => look(self, true, true),
                Some(other) => Err(self.mistake(format!("unknown extension ?<{other}"), start + 1)),
                None => Err(self.mistake("unexpected end of pattern", self.at)),
            },
            '#' => loop {
                match self.next() {
                    Some(')') => return Ok(None),
                    Some(_) => {}
                    None => return Err(self.mistake("missing ), unterminated comment", start)),
                }
            },
            'P' => match self.next() {
                Some('<') => {
                    let at = self.at;
                    let name = self.name('>', "group name")?;
                    self.check_name(&name, at)?;
                    Ok(Some(self.capture(start, Some(name))?))
                }
                Some('=') => {
                    let at = self.at;
                    let name = self.name(')', "group name")?;
                    self.check_name(&name, at)?;
                    let Some(&group) = self.names.get(&name) else {
                        return Err(self.mistake(format!("unknown group name '{name}'"), at));
                    };
                    if self.open.contains(&group) {
                        return Err(self.mistake("cannot refer to an open group", at));
                    }
                    Ok(Some(Node::Back(group, self.has(IGNORECASE))))
                }
                Some(other) => Err(self.mistake(format!("unknown extension ?P{other}"), start + 1)),
                None => Err(self.mistake("unexpected end of pattern", self.at)),
            },
            '(' => {
                let at = self.at;
                let name = self.name(')', "group name")?;
                let group = match name.parse::<usize>() {
                    Ok(0) => return Err(self.mistake("bad group number", at)),
                    Ok(number) => number,
                    Err(_) => match self.names.get(&name) {
                        Some(&group) => group,
                        None => {
                            self.check_name(&name, at)?;
                            return Err(self.mistake(format!("unknown group name '{name}'"), at));
                        }
                    },
                };
                let yes = self.sequence()?;
                let no = if self.take('|') { self.sequence()? } else { Node::Empty };
                if self.peek() == Some('|') {
                    let message = "conditional backref with more than two branches";
                    return Err(self.mistake(message, self.at));
                }
                self.close(start)?;
                Ok(Some(Node::If(group, Box::new(yes), Box::new(no))))
            }
            _ => {
                self.at -= 1;
                self.inline_flags(start, first)
            }
        }
    }

    /// `(?i)` and `(?i-s:…)`.
    fn inline_flags(&mut self, start: usize, first: usize) -> Result<Option<Node>, Mistake> {
        let (mut on, mut off) = (0, 0);
        let mut negative = false;
        loop {
            let place = self.at;
            let flag = match self.next() {
                Some('i') => IGNORECASE,
                Some('L') => LOCALE,
                Some('m') => MULTILINE,
                Some('s') => DOTALL,
                Some('u') => UNICODE,
                Some('x') => VERBOSE,
                Some('a') => ASCII,
                Some('-') if !negative => {
                    negative = true;
                    continue;
                }
                Some(')') if on != 0 && !negative => {
                    if start != 0 || first != 0 || self.depth > 1 {
                        return Err(
                            self.mistake("global flags not at the start of the expression", start)
                        );
                    }
                    if on & ASCII != 0 {
                        self.flags &= !UNICODE;
                    }
                    self.flags |= on;
                    return Ok(None);
                }
                Some(':') if on | off != 0 => {
                    let before = self.flags;
                    if on & ASCII != 0 {
                        self.flags &= !UNICODE;
                    }
                    self.flags = (self.flags | on) & !off;
                    let node = self.choice()?;
                    self.close(start)?;
                    self.flags = before;
                    return Ok(Some(Node::Sequence(vec![node])));
                }
                Some(other) if on | off == 0 && !negative => {
                    return Err(self.mistake(format!("unknown extension ?{other}"), start + 1));
                }
                Some(other) if other.is_alphabetic() => {
                    return Err(self.mistake("unknown flag", place));
                }
                Some(_) => return Err(self.mistake("missing -, : or )", place)),
                None => return Err(self.mistake("missing -, : or )", place)),
            };
            if negative {
                off |= flag;
            } else {
                on |= flag;
            }
        }
    }

    /// Behind `[`.
    fn set(&mut self, start: usize) -> Result<Node, Mistake> {
        let mut set = Set {
            ascii: self.ascii(),
            ignore_case: self.has(IGNORECASE),
            negated: self.take('^'),
            ..Set::default()
        };
        let unterminated = "unterminated character set";
        let mut first = true;
        loop {
            let place = self.at;
            let Some(letter) = self.next() else {
                return Err(self.mistake(unterminated, start));
            };
            if letter == ']' && !first {
                break;
            }
            first = false;
            let low = match letter {
                '\\' => self.set_escape(place, &mut set)?,
                letter => Some(letter),
            };
            if self.peek() == Some('-') && self.pattern.get(self.at + 1) != Some(&']') {
                self.at += 1;
                let Some(letter) = self.next() else {
                    return Err(self.mistake(unterminated, start));
                };
                let high = match letter {
                    '\\' => self.set_escape(self.at - 1, &mut set)?,
                    letter => Some(letter),
                };
                let text: String = self.pattern[place..self.at].iter().collect();
                let (Some(low), Some(high)) = (low, high) else {
                    return Err(self.mistake(format!("bad character range {text}"), place));
                };
                if high < low {
                    return Err(self.mistake(format!("bad character range {text}"), place));
                }
                set.ranges.push((low, high));
            } else if let Some(letter) = low {
                set.ranges.push((letter, letter));
            }
        }
        Ok(Node::Set(set))
    }

    fn category(letter: char) -> Option<(Category, bool)> {
        Some(match letter {
            'd' => (Category::Digit, false),
            'D' => (Category::Digit, true),
            's' => (Category::Space, false),
            'S' => (Category::Space, true),
            'w' => (Category::Word, false),
            'W' => (Category::Word, true),
            _ => return None,
        })
    }

    /// In a set, behind a backslash: a character, or `None` for a category, which goes into the set.
    fn set_escape(&mut self, start: usize, set: &mut Set) -> Result<Option<char>, Mistake> {
        let Some(letter) = self.next() else {
            return Err(self.mistake("bad escape (end of pattern)", start));
        };
        if let Some(category) = Self::category(letter) {
            set.categories.push(category);
            return Ok(None);
        }
        if letter == 'b' {
            return Ok(Some('\u{8}'));
        }
        if letter.is_ascii_digit() && letter < '8' {
            self.at -= 1;
            return self.octal(start, 3).map(Some);
        }
        self.character(letter, start).map(Some)
    }

    fn octal(&mut self, start: usize, most: usize) -> Result<char, Mistake> {
        let mut value = 0;
        let mut count = 0;
        while count < most
            && let Some(digit) = self.peek().and_then(|letter| letter.to_digit(8))
        {
            value = value * 8 + digit;
            self.at += 1;
            count += 1;
        }
        if value > 0o377 {
            let text: String = self.pattern[start..self.at].iter().collect();
            let message = format!("octal escape value {text} outside of range 0-0o377");
            return Err(self.mistake(message, start));
        }
        Ok(char::from_u32(value).unwrap_or('\0'))
    }

    /// An escape that stands for one character.
    fn character(&mut self, letter: char, start: usize) -> Result<char, Mistake> {
        let digits = match letter {
            'n' => return Ok('\n'),
            't' => return Ok('\t'),
            'r' => return Ok('\r'),
            'f' => return Ok('\u{c}'),
            'v' => return Ok('\u{b}'),
            'a' => return Ok('\u{7}'),
            '\\' => return Ok('\\'),
            'x' => 2,
            'u' if !self.bytes => 4,
            'U' if !self.bytes => 8,
            letter if letter.is_ascii_alphanumeric() => {
                return Err(self.mistake(format!("bad escape \\{letter}"), start));
            }
            letter => return Ok(letter),
        };
        let mut value = 0;
        for _ in 0..digits {
            let Some(digit) = self.peek().and_then(|letter| letter.to_digit(16)) else {
                let text: String = self.pattern[start..self.at].iter().collect();
                return Err(self.mistake(format!("incomplete escape {text}"), start));
            };
            value = value * 16 + digit;
            self.at += 1;
        }
        char::from_u32(value).ok_or_else(|| {
            let text: String = self.pattern[start..self.at].iter().collect();
            self.mistake(format!("bad escape {text}"), start)
        })
    }

    /// Outside of sets, behind a backslash.
    fn escape(&mut self, start: usize) -> Result<Node, Mistake> {
        let Some(letter) = self.next() else {
            return Err(self.mistake("bad escape (end of pattern)", start));
        };
        let ignore_case = self.has(IGNORECASE);
        let ascii = self.ascii();
        if let Some(category) = Self::category(letter) {
            let set = Set { categories: vec![category], ascii, ..Set::default() };
            return Ok(Node::Set(set));
        }
        Ok(match letter {
            'A' => Node::At(Anchor::Start),
            'Z' => Node::At(Anchor::VeryEnd),
            'b' => Node::At(Anchor::Boundary(ascii)),
            'B' => Node::At(Anchor::NoBoundary(ascii)),
            '0' => {
                let letter = self.octal(start, 2)?;
                Node::Literal(letter, ignore_case)
            }
            '1'..='9' => {
                let mut number = letter.to_digit(10).unwrap_or(0) as usize;
                if let Some(digit) = self.peek().and_then(|letter| letter.to_digit(10)) {
                    let second = self.pattern.get(self.at + 1).copied();
                    let octal = |letter: char| letter.is_digit(8);
                    if octal(letter) && digit < 8 && second.is_some_and(octal) {
                        self.at -= 1;
                        let letter = self.octal(start, 3)?;
                        return Ok(Node::Literal(letter, ignore_case));
                    }
                    self.at += 1;
                    number = number * 10 + digit as usize;
                }
                if number > self.groups {
                    let message = format!("invalid group reference {number}");
                    return Err(self.mistake(message, start + 1));
                }
                if self.open.contains(&number) {
                    return Err(self.mistake("cannot refer to an open group", start));
                }
                Node::Back(number, ignore_case)
            }
            letter => Node::Literal(self.character(letter, start)?, ignore_case),
        })
    }
}

/// The least and most characters that a node takes, if there is a most.
fn width(node: &Node, groups: &BTreeMap<usize, (usize, usize)>) -> Option<(usize, usize)> {
    Some(match node {
        Node::Empty | Node::At(_) | Node::Look { .. } => (0, 0),
        Node::Literal(..) | Node::Any(_) | Node::Set(_) => (1, 1),
        Node::Sequence(nodes) => {
            let mut sum = (0, 0);
            for node in nodes {
                let (least, most) = width(node, groups)?;
                sum = (sum.0 + least, sum.1 + most);
            }
            sum
        }
        Node::Choice(nodes) => {
            let mut both = (usize::MAX, 0);
            for node in nodes {
                let (least, most) = width(node, groups)?;
                both = (both.0.min(least), both.1.max(most));
            }
            both
        }
        Node::Group(_, node) | Node::Atomic(node) => width(node, groups)?,
        Node::Back(group, _) => *groups.get(group)?,
        Node::Repeat(node, least, most, _) => {
            let (low, high) = width(node, groups)?;
            if *most == UNBOUNDED && high > 0 {
                return None;
            }
            let most = if *most == UNBOUNDED { 0 } else { *most as usize };
            (low.checked_mul(*least as usize)?, high.checked_mul(most)?)
        }
        Node::If(_, yes, no) => {
            let (yes, no) = (width(yes, groups)?, width(no, groups)?);
            (yes.0.min(no.0), yes.1.max(no.1))
        }
    })
}
