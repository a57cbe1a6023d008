//! Templates of `str.format`: literals and replacement fields, read one at a time.
//!
//! CPython formats a field before it looks at the next, so an error further on comes after the
//! fields before it are evaluated. The readers here are therefore lazy: [`Template`] gives piece
//! after piece, [`Path`] step after step, each with its own error. All errors are a `ValueError`.

use super::Error;
use super::format_spec::read_number;

/// How deep specs nest: the template itself and a spec in it. Beyond, CPython raises
/// `ValueError: Max string recursion exceeded`.
pub(crate) const MAX_DEPTH: usize = 2;

/// One piece of a template: literal text, then a field if there is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece<'a> {
    /// Text to write as it is. Of a doubled brace it ends in the one that is meant.
    pub(crate) literal: &'a str,
    /// The field after it.
    pub(crate) field: Option<Field<'a>>,
}

/// A replacement field, `{name!conversion:spec}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Field<'a> {
    /// What to look up; see [`Numbering::first`]. May be empty.
    pub(crate) name: &'a str,
    /// `r`, `s` or `a`, or any other character, which is an error; see [`unknown_conversion`].
    pub(crate) conversion: Option<char>,
    /// The spec, empty if there is none.
    pub(crate) spec: &'a str,
    /// Whether the spec has a `{` and is to be formatted itself, as a template of its own that
    /// shares the numbering.
    pub(crate) nested: bool,
}

/// Reads a template's pieces. After an error it ends.
#[derive(Clone, Debug)]
pub(crate) struct Template<'a> {
    rest: &'a str,
}

impl<'a> Template<'a> {
    /// Starts at the beginning of `text`.
    pub(crate) fn new(text: &'a str) -> Template<'a> {
        Template { rest: text }
    }

    fn read_piece(&mut self) -> Result<Piece<'a>, Error> {
        let text = self.rest;
        let Some(brace) = text.find(['{', '}']) else {
            self.rest = "";
            return Ok(Piece { literal: text, field: None });
        };
        let after = &text[brace + 1..];
        let kind = &text[brace..=brace];
        if after.starts_with(kind) {
            self.rest = &after[1..];
            return Ok(Piece { literal: &text[..=brace], field: None });
        }
        if kind == "}" {
            return Err(Error::value("Single '}' encountered in format string"));
        }
        if after.is_empty() {
            return Err(Error::value("Single '{' encountered in format string"));
        }
        let (field, rest) = read_field(after)?;
        self.rest = rest;
        Ok(Piece { literal: &text[..brace], field: Some(field) })
    }
}

impl<'a> Iterator for Template<'a> {
    type Item = Result<Piece<'a>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let piece = self.read_piece();
        if piece.is_err() {
            self.rest = "";
        }
        Some(piece)
    }
}

/// Reads a field after its opening brace; gives it and what follows its closing brace.
fn read_field(text: &str) -> Result<(Field<'_>, &str), Error> {
    let unclosed = || Error::value("expected '}' before end of string");
    let end = name_end(text)?.ok_or_else(unclosed)?;
    let name = &text[..end];
    let mut rest = &text[end + 1..];
    let mut conversion = None;
    match text.as_bytes()[end] {
        b'}' => return Ok((Field { name, conversion, spec: "", nested: false }, rest)),
        b'!' => {
            let mut chars = rest.chars();
            let missing = || Error::value("end of string while looking for conversion specifier");
            conversion = Some(chars.next().ok_or_else(missing)?);
            let follows = chars.next();
            rest = chars.as_str();
            match follows {
                Some('}') => {
                    return Ok((Field { name, conversion, spec: "", nested: false }, rest));
                }
                Some(':') | None => {}
                Some(_) => return Err(Error::value("expected ':' after conversion specifier")),
            }
        }
        _ => {}
    }
    let mut depth = 1;
    for (index, byte) in rest.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            let spec = &rest[..index];
            return Ok((
                Field { name, conversion, spec, nested: spec.contains('{') },
                &rest[index + 1..],
            ));
        }
    }
    Err(Error::value("unmatched '{' in format spec"))
}

/// Where a field's name ends: at `}`, `:` or `!` outside of brackets.
fn name_end(text: &str) -> Result<Option<usize>, Error> {
    let mut in_brackets = false;
    for (index, byte) in text.bytes().enumerate() {
        match byte {
            b']' => in_brackets = false,
            _ if in_brackets => {}
            b'[' => in_brackets = true,
            b'{' => return Err(Error::value("unexpected '{' in field name")),
            b'}' | b':' | b'!' => return Ok(Some(index)),
            _ => {}
        }
    }
    Ok(None)
}

/// What a field's name starts with: an argument by position or by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum First<'a> {
    /// A positional argument; see [`index_message`] for one that is missing.
    Index(usize),
    /// A keyword argument; a missing one is a `KeyError` of the name.
    Key(&'a str),
}

/// The `IndexError` of a positional argument that is missing.
pub(crate) fn index_message(index: usize) -> String {
    format!("Replacement index {index} out of range for positional args tuple")
}

/// Whether a template numbers its fields or leaves it to be done: it may not do both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Numbering {
    /// No field has told yet.
    #[default]
    Unknown,
    /// `{}`: the number of the next field.
    Automatic(usize),
    /// `{0}`.
    Manual,
}

impl Numbering {
    /// Reads a field's name: what it starts with, and the path from there.
    pub(crate) fn first<'a>(&mut self, name: &'a str) -> Result<(First<'a>, Path<'a>), Error> {
        let end = name.find(['.', '[']).unwrap_or(name.len());
        let (first, rest) = name.split_at(end);
        let path = Path { rest };
        if first.is_empty() {
            let next = match *self {
                Numbering::Unknown => 0,
                Numbering::Automatic(next) => next,
                Numbering::Manual => {
                    return Err(Error::value(
                        "cannot switch from manual field specification to automatic field numbering",
                    ));
                }
            };
            *self = Numbering::Automatic(next + 1);
            return Ok((First::Index(next), path));
        }
        let Some(index) = whole_number(first)? else {
            return Ok((First::Key(first), path));
        };
        if matches!(self, Numbering::Automatic(_)) {
            return Err(Error::value(
                "cannot switch from automatic field numbering to manual field specification",
            ));
        }
        *self = Numbering::Manual;
        Ok((First::Index(index), path))
    }
}

/// The number that a text is throughout, else `None`.
fn whole_number(text: &str) -> Result<Option<usize>, Error> {
    let chars: Vec<char> = text.chars().collect();
    let mut rest = &chars[..];
    let number = read_number(&mut rest)?;
    Ok(number.filter(|_| rest.is_empty()))
}

/// One step from an object to a part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step<'a> {
    /// `.name`
    Attribute(&'a str),
    /// `[3]`
    Index(usize),
    /// `[key]`, without quotes
    Key(&'a str),
}

/// The steps of a field's name after its first part.
#[derive(Clone, Debug)]
pub(crate) struct Path<'a> {
    rest: &'a str,
}

impl<'a> Path<'a> {
    fn read_step(&mut self) -> Result<Step<'a>, Error> {
        let empty = || Error::value("Empty attribute in format string");
        if let Some(after) = self.rest.strip_prefix('.') {
            let end = after.find(['.', '[']).unwrap_or(after.len());
            let (name, rest) = after.split_at(end);
            self.rest = rest;
            return if name.is_empty() { Err(empty()) } else { Ok(Step::Attribute(name)) };
        }
        let Some(after) = self.rest.strip_prefix('[') else {
            return Err(Error::value("Only '.' or '[' may follow ']' in format field specifier"));
        };
        let (key, rest) =
            after.split_once(']').ok_or_else(|| Error::value("Missing ']' in format string"))?;
        self.rest = rest;
        let index = whole_number(key)?;
        match index {
            _ if key.is_empty() => Err(empty()),
            Some(index) => Ok(Step::Index(index)),
            None => Ok(Step::Key(key)),
        }
    }
}

impl<'a> Iterator for Path<'a> {
    type Item = Result<Step<'a>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let step = self.read_step();
        if step.is_err() {
            self.rest = "";
        }
        Some(step)
    }
}

/// The `ValueError` of a conversion that is none of `r`, `s` and `a`.
pub(crate) fn unknown_conversion(conversion: char) -> Error {
    if ('!'..'\u{7f}').contains(&conversion) {
        return Error::value(format!("Unknown conversion specifier {conversion}"));
    }
    Error::value(format!("Unknown conversion specifier \\x{:x}", conversion as u32))
}

/// The `ValueError` of specs that nest deeper than [`MAX_DEPTH`].
pub(crate) fn too_deep() -> Error {
    Error::value("Max string recursion exceeded")
}
