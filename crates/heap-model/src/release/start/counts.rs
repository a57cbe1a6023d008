//! The references to the interpreter's own objects when a program's first statement runs, where
//! objects are counted that later releases have immortal.

/// What a row of a table of start counts is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// The cached int of that value.
    Int(i64),
    /// The one-character str of that code point.
    Character(u8),
    /// The one-byte bytes.
    Byte(u8),
    /// A static type, or `None` and its like, by name.
    Named(&'static str),
}

/// A table of start counts: rows `kind name count`.
#[derive(Clone, Copy, Debug)]
pub struct StartCounts(pub(super) &'static str);

impl StartCounts {
    /// The rows: an object, and its reference count.
    pub fn rows(self) -> impl Iterator<Item = (Counted, u32)> {
        self.0.lines().filter_map(|line| {
            let mut parts = line.split(' ');
            let (kind, name, count) = (parts.next()?, parts.next()?, parts.next()?);
            let counted = match kind {
                "int" => Counted::Int(name.parse().ok()?),
                "str" => Counted::Character(name.parse().ok()?),
                "bytes" => Counted::Byte(name.parse().ok()?),
                _ => Counted::Named(name),
            };
            Some((counted, count.parse().ok()?))
        })
    }
}
