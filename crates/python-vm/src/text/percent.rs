//! `%` on strings: a template is read step by step. What is converted, `percent_layout` lays out.
//!
//! [`Template`] asks for what it needs in CPython's order — a mapping's value, the int for a `*`,
//! the argument of a conversion — and the caller, who has the objects, answers. Nothing is looked
//! up or refused earlier or later than CPython does it.

use heap_model::release::PercentWording as Wording;

use super::{Error, case, repr};

/// What stands to the right of the `%`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Arguments<'a> {
    /// A tuple of that many.
    Tuple(usize),
    /// A mapping that is no tuple and no str: it may be asked for keys, or be the one argument.
    Mapping,
    /// Any other single object, with the name of its type.
    Single(&'a str),
}

/// Where an argument is taken from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// An item of the tuple.
    Item(usize),
    /// The right side as a whole.
    Whole,
    /// The value of the last [`Event::Key`], by its key.
    Keyed(String),
}

/// What the template wants next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Event {
    /// Write this text.
    Literal(String),
    /// Look up this key; its value is what [`Source::Keyed`] means from now on.
    Key(String),
    /// Give the int at `Source` to [`Template::give`]; anything else is [`Template::star_not_int`].
    Star(Source),
    /// Convert the argument at `Source` and lay it out by the spec.
    Convert(Spec, Source),
}

/// One conversion, with width and precision known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Spec {
    /// `-`: pad on the right.
    pub(crate) left: bool,
    /// `+`.
    pub(crate) plus: bool,
    /// A space before a positive number.
    pub(crate) blank: bool,
    /// `#`.
    pub(crate) alternate: bool,
    /// `0`.
    pub(crate) zero: bool,
    /// In characters.
    pub(crate) width: Option<usize>,
    /// Digits, or characters of a text.
    pub(crate) precision: Option<usize>,
    /// `s`, `r`, `a`, `c`, `d`, `i`, `u`, `o`, `x`, `X`, `e`, `E`, `f`, `F`, `g` or `G`.
    pub(crate) conversion: char,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Text,
    Flags,
    Width,
    AfterWidth,
    Precision,
    AfterPrecision,
    Done,
}

/// Reads a template and keeps account of the arguments.
#[derive(Clone, Debug)]
pub(crate) struct Template<'a> {
    chars: Vec<char>,
    at: usize,
    arguments: Arguments<'a>,
    wording: Wording,
    /// The template is bytes, of which each is one of `chars`.
    bytes: bool,
    /// The most characters that a width or precision may ask for; beyond is a `MemoryError`.
    max_chars: usize,
    stage: Stage,
    spec: Spec,
    /// Where the current conversion's `%` stands.
    start: usize,
    /// How many items of a tuple are used, or whether the single argument is (0 or 1).
    used: usize,
    key: Option<String>,
}

impl<'a> Template<'a> {
    /// Starts to read `text`.
    pub(crate) fn new(
        text: &str,
        arguments: Arguments<'a>,
        wording: Wording,
        max_chars: usize,
    ) -> Template<'a> {
        Template {
            chars: text.chars().collect(),
            at: 0,
            arguments,
            wording,
            bytes: false,
            max_chars,
            stage: Stage::Text,
            spec: Spec::default(),
            start: 0,
            used: 0,
            key: None,
        }
    }

    /// Starts to read bytes, given as the characters of the same numbers.
    pub(crate) fn of_bytes(
        text: &str,
        arguments: Arguments<'a>,
        wording: Wording,
        max_chars: usize,
    ) -> Template<'a> {
        Template { bytes: true, ..Template::new(text, arguments, wording, max_chars) }
    }

    /// What to do next; `None` at the end. After an error there is nothing more.
    pub(crate) fn next(&mut self) -> Option<Result<Event, Error>> {
        let event = self.advance().transpose();
        if !matches!(event, Some(Ok(_))) {
            self.stage = Stage::Done;
        }
        event
    }

    /// The int for the `*` that was asked for, `None` if it is beyond an `i64`.
    pub(crate) fn give(&mut self, star: Option<i64>, source: &Source) -> Result<(), Error> {
        if self.stage == Stage::Width {
            let terse = "Python int too large to convert to C ssize_t";
            let width = star.ok_or_else(|| self.star_too_big(source, "width", terse))?;
            self.spec.left |= width < 0;
            self.spec.width = Some(width.unsigned_abs() as usize);
            self.stage = Stage::AfterWidth;
        } else {
            let precision = star.and_then(|star| i32::try_from(star).ok());
            let terse = "Python int too large to convert to C int";
            let precision =
                precision.ok_or_else(|| self.star_too_big(source, "precision", terse))?;
            self.spec.precision = Some(precision.max(0) as usize);
            self.stage = Stage::AfterPrecision;
        }
        Ok(())
    }

    fn star_too_big(&self, source: &Source, what: &str, terse: &str) -> Error {
        match self.wording {
            Wording::NamesArgument => {
                Error::overflow(format!("{}: too big for {what}", self.argument(source)))
            }
            _ => Error::overflow(terse),
        }
    }

    /// The error for a `*` whose argument is no int.
    pub(crate) fn star_not_int(&self, source: &Source, type_name: &str) -> Error {
        match self.wording {
            Wording::NamesArgument => Error::type_error(format!(
                "{}: * requires int, not {type_name}",
                self.argument(source)
            )),
            _ => Error::type_error("* wants int"),
        }
    }

    /// The `TypeError` of an argument that is no number, for one of the number conversions.
    pub(crate) fn not_a_number(&self, spec: &Spec, source: &Source, type_name: &str) -> Error {
        let conversion = spec.conversion;
        let integer = matches!(conversion, 'o' | 'x' | 'X');
        Error::type_error(match (self.wording, integer) {
            (Wording::NamesArgument, true) => {
                format!(
                    "{}: %{conversion} requires an integer, not {type_name}",
                    self.argument(source)
                )
            }
            (Wording::NamesArgument, false) => {
                format!(
                    "{}: %{conversion} requires a real number, not {type_name}",
                    self.argument(source)
                )
            }
            (_, false) if self.bytes && !matches!(conversion, 'd' | 'i' | 'u') => {
                format!("float argument required, not {type_name}")
            }
            (_, true) => format!("%{conversion} format: an integer is required, not {type_name}"),
            (_, false) if matches!(conversion, 'd' | 'i' | 'u') => {
                format!("%{conversion} format: a real number is required, not {type_name}")
            }
            (_, false) => format!("must be real number, not {type_name}"),
        })
    }

    /// The `TypeError` of an argument of `%c` that is neither an int nor a string of one character.
    /// `length` is that of a string.
    pub(crate) fn not_a_character(
        &self,
        source: &Source,
        type_name: &str,
        length: Option<usize>,
    ) -> Error {
        let got = length.map_or(type_name.into(), |length| format!("a string of length {length}"));
        Error::type_error(match self.wording {
            Wording::Terse => "%c requires int or char".into(),
            Wording::NamesCharacter => {
                format!("%c requires an int or a unicode character, not {got}")
            }
            Wording::NamesArgument => {
                let argument = self.argument(source);
                format!("{argument}: %c requires an integer or a unicode character, not {got}")
            }
        })
    }

    /// The `TypeError` of an argument of `%c` on bytes that is neither an int nor a single byte.
    pub(crate) fn not_a_byte(&self, source: &Source, got: &str) -> Error {
        let mut message = String::from("%c requires an integer in range(256) or a single byte");
        if self.wording != Wording::Terse {
            message += &format!(", not {got}");
        }
        Error::type_error(self.about(source, message))
    }

    /// The `TypeError` of an argument of `%b` that has no bytes.
    pub(crate) fn not_bytes(&self, source: &Source, type_name: &str) -> Error {
        let shown = match self.names() {
            true => type_name.to_owned(),
            false => format!("'{type_name}'"),
        };
        let message = format!(
            "%b requires a bytes-like object, or an object that implements __bytes__, not {shown}"
        );
        Error::type_error(self.about(source, message))
    }

    /// The message, after the argument's name where the release names it.
    fn about(&self, source: &Source, message: String) -> String {
        match self.names() {
            true => format!("{}: {message}", self.argument(source)),
            false => message,
        }
    }

    /// The `OverflowError` of an int that is no code point (or no byte), for `%c`.
    pub(crate) fn character_out_of_range(&self, source: &Source) -> Error {
        let end = if self.bytes { "256" } else { "0x110000" };
        Error::overflow(match self.wording {
            Wording::NamesArgument => {
                format!("{}: %c argument not in range({end})", self.argument(source))
            }
            _ => format!("%c arg not in range({end})"),
        })
    }

    /// How the newest wording names an argument: by key, by position from 1, or not at all.
    fn argument(&self, source: &Source) -> String {
        match source {
            Source::Keyed(key) => format!("format argument {}", repr::repr(key, (17, 0))),
            Source::Item(index) => format!("format argument {}", index + 1),
            Source::Whole => "format argument".into(),
        }
    }

    fn names(&self) -> bool {
        self.wording == Wording::NamesArgument
    }

    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn advance(&mut self) -> Result<Option<Event>, Error> {
        loop {
            match self.stage {
                Stage::Done => return Ok(None),
                Stage::Text => {
                    let Some(event) = self.text()? else { continue };
                    return Ok(event);
                }
                Stage::Flags => {
                    if let Some(event) = self.flags_and_width()? {
                        return Ok(Some(event));
                    }
                }
                Stage::AfterWidth => {
                    if let Some(event) = self.precision()? {
                        return Ok(Some(event));
                    }
                }
                Stage::AfterPrecision => return self.conversion().map(Some),
                // The caller did not give the int that was asked for.
                Stage::Width | Stage::Precision => {
                    return Err(self.star_not_int(&Source::Whole, "object"));
                }
            }
        }
    }

    /// Literal text up to a conversion, or the end; `None` to go on.
    fn text(&mut self) -> Result<Option<Option<Event>>, Error> {
        let start = self.at;
        while self.peek().is_some_and(|c| c != '%') {
            self.at += 1;
        }
        if self.at > start {
            return Ok(Some(Some(Event::Literal(self.chars[start..self.at].iter().collect()))));
        }
        if self.peek().is_none() {
            self.check_all_used()?;
            return Ok(Some(None));
        }
        self.start = self.at;
        self.at += 1;
        if self.peek() == Some('%') {
            self.at += 1;
            return Ok(Some(Some(Event::Literal("%".into()))));
        }
        self.spec = Spec::default();
        self.stage = Stage::Flags;
        if self.peek() == Some('(') {
            return Ok(Some(Some(Event::Key(self.read_key()?))));
        }
        if self.names() && self.key.is_some() {
            let start = self.start;
            return Err(Error::value(format!(
                "format requires a parenthesised mapping key at position {start}"
            )));
        }
        if self.peek().is_none() {
            return Err(self.incomplete());
        }
        Ok(None)
    }

    fn check_all_used(&self) -> Result<(), Error> {
        let count = match self.arguments {
            Arguments::Tuple(count) => count,
            Arguments::Single(_) => 1,
            Arguments::Mapping => return Ok(()),
        };
        if self.used >= count {
            return Ok(());
        }
        let kind = if self.bytes { "bytes" } else { "string" };
        let mut message = format!("not all arguments converted during {kind} formatting");
        if self.names() {
            message += &format!(" (required {}, got {count})", self.used);
        }
        Err(Error::type_error(message))
    }

    fn read_key(&mut self) -> Result<String, Error> {
        if self.arguments != Arguments::Mapping {
            let type_name = match self.arguments {
                Arguments::Single(type_name) => type_name,
                _ => "tuple",
            };
            return Err(Error::type_error(match self.names() {
                true => format!("format requires a mapping, not {type_name}"),
                false => "format requires a mapping".into(),
            }));
        }
        let start = self.at + 1;
        let mut depth = 0;
        while let Some(c) = self.peek() {
            self.at += 1;
            match c {
                '(' => depth += 1,
                ')' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                let key: String = self.chars[start..self.at - 1].iter().collect();
                self.key = Some(key.clone());
                self.used = 0;
                return Ok(key);
            }
        }
        Err(Error::value(match self.names() {
            true => format!("stray % or incomplete format key at position {}", self.start),
            false => "incomplete format key".into(),
        }))
    }

    fn incomplete(&self) -> Error {
        Error::value(match self.names() {
            true => format!("stray % at position {}", self.start),
            false => "incomplete format".into(),
        })
    }

    fn flags_and_width(&mut self) -> Result<Option<Event>, Error> {
        while let Some(c) = self.peek() {
            match c {
                '-' => self.spec.left = true,
                '+' => self.spec.plus = true,
                ' ' => self.spec.blank = true,
                '#' => self.spec.alternate = true,
                '0' => self.spec.zero = true,
                _ => break,
            }
            self.at += 1;
        }
        if self.peek() == Some('*') {
            self.at += 1;
            self.stage = Stage::Width;
            return self.star().map(Some);
        }
        self.spec.width = self.digits(i64::MAX, "width")?;
        self.stage = Stage::AfterWidth;
        Ok(None)
    }

    fn precision(&mut self) -> Result<Option<Event>, Error> {
        self.stage = Stage::AfterPrecision;
        if self.peek() != Some('.') {
            return Ok(None);
        }
        self.at += 1;
        if self.peek() == Some('*') {
            self.at += 1;
            self.stage = Stage::Precision;
            return self.star().map(Some);
        }
        self.spec.precision = Some(self.digits(i64::from(i32::MAX), "precision")?.unwrap_or(0));
        Ok(None)
    }

    fn star(&mut self) -> Result<Event, Error> {
        if self.names() && self.key.is_some() {
            let start = self.start;
            return Err(Error::value(format!(
                "* cannot be used with a parenthesised mapping key at position {start}"
            )));
        }
        // The newest release no longer lets a single argument, which must be converted, be a width.
        if self.names() && !matches!(self.arguments, Arguments::Tuple(_)) {
            return Err(self.not_enough());
        }
        self.take().map(Event::Star)
    }

    fn digits(&mut self, most: i64, what: &str) -> Result<Option<usize>, Error> {
        let mut number: Option<i64> = None;
        while let Some(digit) = self.peek().and_then(|c| c.to_digit(10)) {
            let before = number.unwrap_or(0);
            if number.is_some() && before > (most - i64::from(digit)) / 10 {
                return Err(Error::value(match self.names() {
                    true => format!("{what} too big at position {}", self.start),
                    false => format!("{what} too big"),
                }));
            }
            number = Some(before * 10 + i64::from(digit));
            self.at += 1;
        }
        Ok(number.map(|number| number as usize))
    }

    /// The next argument; one that was looked up by its key, or stands alone, can be had once.
    fn take(&mut self) -> Result<Source, Error> {
        let used = self.used;
        let source = match (self.arguments, &self.key) {
            (Arguments::Tuple(count), _) if used < count => Source::Item(used),
            (Arguments::Mapping, Some(key)) if used == 0 => Source::Keyed(key.clone()),
            (Arguments::Mapping | Arguments::Single(_), None) if used == 0 => Source::Whole,
            _ => return Err(self.not_enough()),
        };
        self.used += 1;
        Ok(source)
    }

    fn not_enough(&self) -> Error {
        let mut message = String::from("not enough arguments for format string");
        if self.names() {
            let count = match self.arguments {
                Arguments::Tuple(count) => count,
                _ => 1,
            };
            message += &format!(" (got {count})");
        }
        Error::type_error(message)
    }

    fn conversion(&mut self) -> Result<Event, Error> {
        if matches!(self.peek(), Some('h' | 'l' | 'L')) {
            self.at += 1;
        }
        let Some(conversion) = self.peek() else {
            return Err(self.incomplete());
        };
        self.at += 1;
        let source = self.take()?;
        self.stage = Stage::Text;
        self.spec.conversion = conversion;
        match conversion {
            's' | 'r' | 'a' | 'c' | 'i' | 'd' | 'u' | 'o' | 'x' | 'X' | 'e' | 'E' | 'f' | 'F'
            | 'g' | 'G' => {}
            'b' if self.bytes => {}
            _ => return Err(self.unsupported(conversion)),
        }
        if self
            .spec
            .width
            .into_iter()
            .chain(self.spec.precision)
            .any(|count| count > self.max_chars)
        {
            return Err(Error::memory());
        }
        Ok(Event::Convert(self.spec, source))
    }

    fn unsupported(&self, conversion: char) -> Error {
        let (start, at, code) = (self.start, self.at - 1, conversion as u32);
        Error::value(if !self.names() {
            let shown = if ('\u{1f}'..='~').contains(&conversion) { conversion } else { '?' };
            format!("unsupported format character '{shown}' (0x{code:x}) at index {at}")
        } else if conversion.is_ascii_alphabetic() {
            format!("unsupported format %{conversion} at position {start}")
        } else {
            let unexpected = match conversion {
                '\'' => "\"'\"".into(),
                ' '..='~' => format!("'{conversion}'"),
                _ if case::is_printable(conversion, (17, 0)) => {
                    format!("'{conversion}' (U+{code:04X})")
                }
                _ => format!("U+{code:04X}"),
            };
            format!(
                "stray % at position {start} or unexpected format character {unexpected} at position {at}"
            )
        })
    }
}
