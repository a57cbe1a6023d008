//! Random expressions, by the kind of their value.

use fastrand::Rng;

/// What a value is, as far as the generator knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Kind {
    Int,
    Float,
    Str,
    Bytes,
    Tuple,
    List,
    Dict,
    Set,
    /// An instance of the program's class of this number.
    Object(usize),
    /// A function of one argument.
    Function,
    /// A generator or another iterator.
    Iterator,
    Weakref,
}

/// The names that can be used at some place.
#[derive(Clone, Debug, Default)]
pub struct Names(Vec<(String, Kind)>);

impl Names {
    /// Binds a name.
    pub fn bind(&mut self, name: &str, kind: Kind) {
        self.unbind(name);
        self.0.push((name.to_owned(), kind));
    }

    /// Forgets a name.
    pub fn unbind(&mut self, name: &str) {
        self.0.retain(|(known, _)| known != name);
    }

    /// One of the names that `wanted` allows.
    pub fn pick(&self, random: &mut Rng, wanted: impl Fn(Kind) -> bool) -> Option<(String, Kind)> {
        let fit: Vec<&(String, Kind)> = self.0.iter().filter(|(_, kind)| wanted(*kind)).collect();
        random.choice(fit).cloned()
    }

    /// One of a kind.
    pub fn of(&self, random: &mut Rng, wanted: Kind) -> Option<String> {
        self.pick(random, |kind| kind == wanted).map(|(name, _)| name)
    }
}

/// A class of the program, as far as expressions need it.
#[derive(Clone, Debug)]
pub struct Class {
    /// Its name.
    pub name: String,
    /// Whether its constructor takes one value.
    pub takes_value: bool,
    /// Attributes that its instances have.
    pub attributes: Vec<&'static str>,
    /// Whether its instances can be weakly referenced.
    pub weak: bool,
}

/// Writes expressions.
pub struct Writer<'a> {
    /// Where choices come from.
    pub random: &'a mut Rng,
    /// The names there are.
    pub names: &'a Names,
    /// The classes there are.
    pub classes: &'a [Class],
}

impl Writer<'_> {
    fn one_of(&mut self, texts: &[&str]) -> String {
        texts[self.random.usize(..texts.len())].to_owned()
    }

    /// Some value; its kind is told too.
    pub fn any(&mut self, depth: usize) -> (String, Kind) {
        if self.random.u8(..10) < 4
            && let Some((name, kind)) = self.names.pick(self.random, |_| true)
        {
            return (name, kind);
        }
        let kind = match self.random.u8(..20) {
            0..=2 => Kind::Int,
            3 => Kind::Float,
            4..=6 => Kind::Str,
            7 => Kind::Bytes,
            8..=9 => Kind::Tuple,
            10..=12 => Kind::List,
            13..=14 => Kind::Dict,
            15 => Kind::Set,
            16..=17 if !self.classes.is_empty() => {
                Kind::Object(self.random.usize(..self.classes.len()))
            }
            18 => Kind::Function,
            19 => Kind::Iterator,
            _ => Kind::List,
        };
        (self.of(kind, depth), kind)
    }

    /// Some value's text alone.
    pub fn value(&mut self, depth: usize) -> String {
        self.any(depth).0
    }

    /// An expression of that kind.
    pub fn of(&mut self, kind: Kind, depth: usize) -> String {
        if (depth == 0 || self.random.u8(..10) < 2)
            && let Some(name) = self.names.of(self.random, kind)
        {
            return name;
        }
        let below = depth.saturating_sub(1);
        match kind {
            Kind::Int => self.int(below),
            Kind::Float => {
                let int = self.int(0);
                match self.random.u8(..4) {
                    0 => format!("float({int})"),
                    1 => format!("({int}) / 4"),
                    _ => self.one_of(&["0.5", "1.0", "-2.25", "1e10", "float('inf')"]),
                }
            }
            Kind::Str => self.str(below),
            Kind::Bytes => match self.random.u8(..4) {
                0 => "bytes([65])".into(),
                1 => "bytes(3)".into(),
                _ => self.one_of(&["b''", "b'x'", "b'some bytes'"]),
            },
            Kind::Tuple => self.tuple(below),
            Kind::List => self.list(below),
            Kind::Dict => self.dict(below),
            Kind::Set => self.set(below),
            Kind::Object(class) => {
                let Some(class) = self.classes.get(class).cloned() else {
                    return "object()".into();
                };
                if class.takes_value {
                    let value = self.value(below.min(1));
                    format!("{}({value})", class.name)
                } else {
                    format!("{}()", class.name)
                }
            }
            Kind::Function => match self.random.u8(..5) {
                0 => "lambda x: x".into(),
                1 => "lambda x, y=[]: y".into(),
                2 => "[].append".into(),
                3 => self.one_of(&["len", "id", "repr", "type"]),
                _ => {
                    let value = self.value(below.min(1));
                    format!("(lambda kept: lambda x: kept)({value})")
                }
            },
            Kind::Iterator => {
                let list = self.of(Kind::List, below.min(1));
                match self.random.u8(..5) {
                    0 => format!("iter({list})"),
                    1 => format!("(each for each in {list})"),
                    2 => format!("enumerate({list})"),
                    3 => format!("zip({list}, range(3))"),
                    _ => format!("map(str, {list})"),
                }
            }
            Kind::Weakref => {
                match self.names.pick(self.random, |kind| matches!(kind, Kind::Object(_))) {
                    Some((name, _)) => format!("weakref.ref({name})"),
                    None => "None".into(),
                }
            }
        }
    }

    fn int(&mut self, depth: usize) -> String {
        match self.random.u8(..14) {
            0..=3 => self.random.i32(-6..12).to_string(),
            4 => self.one_of(&["255", "256", "257", "-5", "-6", "1023", "1024", "1025"]),
            5 => self.one_of(&["1000", "2 ** 30", "2 ** 30 - 1", "10 ** 20", "-2 ** 64", "True"]),
            6..=7 => {
                let (left, right) = (self.of(Kind::Int, 0), self.random.i32(0..300));
                let sign = self.one_of(&["+", "-", "*", "//", "&", "|", "^", "%"]);
                let right = if sign == "//" || sign == "%" { right.max(1) } else { right };
                format!("({left} {sign} {right})")
            }
            8 => {
                let list = self.of(Kind::List, depth);
                format!("len({list})")
            }
            9 => {
                let text = self.str(0);
                format!("len({text})")
            }
            10 => format!("int('{}')", self.random.i32(-10..2000)),
            11 => {
                let list = self.of(Kind::List, depth);
                format!("sum(1 for each in {list})")
            }
            _ => self.random.i32(0..400).to_string(),
        }
    }

    fn str(&mut self, depth: usize) -> String {
        match self.random.u8(..14) {
            0..=3 => self.one_of(&["''", "'a'", "'name'", "'two words'", "'é'", "'€uro'", "'x_1'"]),
            4 => self.one_of(&["'ab' * 3", "'a' + 'b'", "'-' * 40", "'text'[1:]", "'text'[0]"]),
            5..=6 => {
                // No quotes inside: before 3.12 they would end the string.
                let value = self.names.of(self.random, Kind::Int);
                let value = value.unwrap_or_else(|| self.random.u8(..99).to_string());
                format!("f'v{{{value}}}'")
            }
            7 => {
                let value = self.of(Kind::Int, 0);
                format!("str({value})")
            }
            8 => {
                let text = self.of(Kind::Str, 0);
                let method = self.one_of(&["upper()", "strip()", "title()", "replace('a', 'b')"]);
                format!("({text}).{method}")
            }
            9 => {
                let text = self.of(Kind::Str, 0);
                format!("sys.intern({text})")
            }
            10 => {
                let list = self.of(Kind::List, depth.min(1));
                format!("''.join(map(str, {list}))")
            }
            11 => {
                let (one, two) = (self.of(Kind::Str, 0), self.of(Kind::Str, 0));
                format!("({one}) + ({two})")
            }
            _ => format!("'s{}'", self.random.u8(..30)),
        }
    }

    fn items(&mut self, depth: usize) -> String {
        let count = self.random.usize(..5);
        let items: Vec<String> = (0..count).map(|_| self.value(depth)).collect();
        items.join(", ")
    }

    fn tuple(&mut self, depth: usize) -> String {
        match self.random.u8(..8) {
            0 => "()".into(),
            1 => self.one_of(&["(1, 2)", "(1, 'a', None)", "((1, 2), 3)", "tuple('abc')"]),
            2 => {
                let list = self.of(Kind::List, depth);
                format!("tuple({list})")
            }
            3 => {
                let tuple = self.of(Kind::Tuple, 0);
                format!("({tuple}) * 2")
            }
            4 => {
                let tuple = self.of(Kind::Tuple, 0);
                format!("({tuple})[:]")
            }
            _ => {
                let (first, rest) = (self.value(depth), self.items(depth));
                if rest.is_empty() { format!("({first},)") } else { format!("({first}, {rest})") }
            }
        }
    }

    fn list(&mut self, depth: usize) -> String {
        match self.random.u8(..12) {
            0 => "[]".into(),
            1 => self.one_of(&["[1, 2, 3]", "[1, 2, 3, 4, 5]", "list('abc')", "[None] * 10"]),
            2 => format!("list(range({}))", self.random.u8(..40)),
            3 => format!("[each * each for each in range({})]", self.random.u8(..20)),
            4 => {
                let value = self.value(depth);
                format!("[{value}] * {}", self.random.u8(..6))
            }
            5 => {
                let list = self.of(Kind::List, 0);
                let how = self.one_of(&["copy()", "__add__([])", "__mul__(2)"]);
                format!("({list}).{how}")
            }
            6 => {
                let list = self.of(Kind::List, 0);
                let slice = self.one_of(&["[:]", "[1:]", "[::-1]", "[::2]", "[:-1]"]);
                format!("({list}){slice}")
            }
            7 => {
                let value = self.value(depth.min(1));
                format!("[[{value}] for _ in range({})]", self.random.u8(..5))
            }
            _ => {
                let items = self.items(depth);
                format!("[{items}]")
            }
        }
    }

    fn key(&mut self) -> String {
        match self.random.u8(..5) {
            0 => self.random.u8(..9).to_string(),
            1 => "(1, 2)".into(),
            2 => "None".into(),
            _ => self.one_of(&["'a'", "'b'", "'name'", "'key'", "'another key'"]),
        }
    }

    fn dict(&mut self, depth: usize) -> String {
        match self.random.u8(..9) {
            0 => "{}".into(),
            1 => format!("dict.fromkeys(range({}))", self.random.u8(..20)),
            2 => format!("{{each: str(each) for each in range({})}}", self.random.u8(..12)),
            3 => {
                let value = self.value(depth);
                format!("dict(a={value}, b=2)")
            }
            4 => {
                let dict = self.of(Kind::Dict, 0);
                format!("dict({dict})")
            }
            5 => {
                let dict = self.of(Kind::Dict, 0);
                let value = self.value(depth);
                format!("{{**{dict}, 'more': {value}}}")
            }
            _ => {
                let count = self.random.usize(..4);
                let items: Vec<String> =
                    (0..count).map(|_| format!("{}: {}", self.key(), self.value(depth))).collect();
                format!("{{{}}}", items.join(", "))
            }
        }
    }

    fn set(&mut self, depth: usize) -> String {
        match self.random.u8(..6) {
            0 => "set()".into(),
            1 => format!("set(range({}))", self.random.u8(..40)),
            3 => {
                let set = self.of(Kind::Set, 0);
                format!("({set}) | {{1, 2}}")
            }
            4 => {
                let text = self.str(depth.min(1));
                format!("set({text})")
            }
            _ => {
                let (one, two) = (self.of(Kind::Int, 0), self.of(Kind::Str, 0));
                format!("{{{one}, {two}, 3}}")
            }
        }
    }
}
