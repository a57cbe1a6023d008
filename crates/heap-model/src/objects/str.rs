//! `str`: text with its hash, stored once it is known.

use std::cell::Cell;

use crate::heap::Heap;
use crate::object::{Flags, Obj, Payload};
use crate::static_types::types;

/// The contents of a `str`. Whether it is ASCII or interned stands in the object's flags.
#[derive(Clone, Debug)]
pub struct Str {
    /// The text. Lone surrogates are not representable.
    pub text: Box<str>,
    /// `hash()`, or 0 while nobody asked (as CPython keeps -1).
    pub hash: Cell<i64>,
}

impl Str {
    /// Characters (code points), not bytes.
    pub fn length(&self) -> usize {
        if self.text.is_ascii() { self.text.len() } else { self.text.chars().count() }
    }

    /// Bytes a character takes in CPython's storage: 1, 2 or 4, by the widest character.
    pub fn kind(text: &str) -> usize {
        // UTF-8's lead bytes tell: up to C3 is below U+0100, from F0 on above U+FFFF.
        match text.bytes().max() {
            Some(0xf0..) => 4,
            Some(0xc4..) => 2,
            _ => 1,
        }
    }
}

impl Heap {
    /// A `str`: the singleton if it is empty or one character below U+0100. New reference.
    #[inline]
    pub fn new_str(&mut self, text: &str) -> Obj {
        match self.shared_str(text) {
            Some(shared) => self.new_ref(shared),
            None => self.new_str_fresh(text),
        }
    }

    /// As [`Heap::new_str`], of text that is not needed elsewhere.
    #[inline]
    pub fn new_string(&mut self, text: String) -> Obj {
        match self.shared_str(&text) {
            Some(shared) => self.new_ref(shared),
            None => self.new_str_boxed(text.into_boxed_str()),
        }
    }

    /// The one `str` of one character. New reference.
    #[inline]
    pub fn new_character(&mut self, character: char) -> Obj {
        match u8::try_from(u32::from(character)) {
            Ok(latin1) => {
                let shared = self.latin1_character(latin1);
                self.new_ref(shared)
            }
            Err(_) => self.new_str_fresh(character.encode_utf8(&mut [0; 4])),
        }
    }

    /// The singleton with that text, borrowed, if there is one.
    #[inline]
    fn shared_str(&self, text: &str) -> Option<Obj> {
        match text.as_bytes() {
            [] => Some(self.singletons().empty_str),
            [byte] => Some(self.latin1_character(*byte)),
            [0xc2 | 0xc3, _] => {
                let character = text.chars().next()?;
                Some(self.latin1_character(character as u8))
            }
            _ => None,
        }
    }

    /// A `str` object of its own, whatever the text. New reference.
    #[inline]
    pub fn new_str_fresh(&mut self, text: &str) -> Obj {
        self.new_str_boxed(text.into())
    }

    fn new_str_boxed(&mut self, text: Box<str>) -> Obj {
        let (size, ascii) = self.str_request(&text);
        let payload = Payload::Str(Str { text, hash: Cell::new(0) });
        let string = self.allocate(types::STR, payload, size);
        if ascii {
            self.get_mut(string).flags.set(Flags::ASCII);
        }
        string
    }

    /// Bytes asked for a `str` with that text, and whether it is ASCII.
    fn str_request(&self, text: &str) -> (usize, bool) {
        let sizes = &self.release.sizes;
        if text.is_ascii() {
            return (sizes.str_ascii_header as usize + text.len() + 1, true);
        }
        let characters = text.chars().count() + 1;
        (sizes.str_header as usize + characters * Str::kind(text), false)
    }

    /// Whether a `str` that is about to be added to may grow in place: nobody else holds it, it is
    /// of the exact type, neither interned nor the key of a known hash. `references` are those that
    /// the caller itself accounts for (the operand on the stack and the local that is assigned).
    pub fn str_can_grow(&self, string: Obj, references: u32) -> bool {
        let slot = self.get(string);
        slot.ty == types::STR
            && slot.refcount == references
            && !slot.flags.has(Flags::INTERNED)
            && !slot.flags.has(Flags::STATIC)
            && matches!(&slot.payload, Payload::Str(text) if text.hash.get() == 0)
    }

    /// Appends to a `str` in place (`s += x`): the object keeps its slot and gets a new address when
    /// the allocator has to move its block. False, and nothing done, when the storage of the left
    /// side is too narrow for the right one's characters.
    pub fn str_append_in_place(&mut self, string: Obj, right: &str) -> bool {
        let contents = self.str_contents(string);
        let left_ascii = self.get(string).flags.has(Flags::ASCII);
        if (left_ascii && !right.is_ascii()) || Str::kind(&contents.text) < Str::kind(right) {
            return false;
        }
        let mut text = std::mem::take(&mut self.str_contents_mut(string).text).into_string();
        text.reserve_exact(right.len());
        text.push_str(right);
        let (size, _) = self.str_request(&text);
        let (address, old) = (self.get(string).address, self.get(string).size as usize);
        let address = self.memory.realloc(address, old, size);
        let slot = self.get_mut(string);
        slot.address = address;
        slot.size = size as u32;
        if let Payload::Str(contents) = &mut slot.payload {
            contents.text = text.into_boxed_str();
            contents.hash.set(0);
        }
        true
    }
}
