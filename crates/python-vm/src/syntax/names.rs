//! Identifiers of one unit, each stored once and known by a number.

/// An identifier of the unit. Equal texts have equal numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Name(pub(crate) u32);

macro_rules! known_names {
    ($($variable:ident = $text:literal,)*) => {
        /// Names that the compiler itself asks for, interned first so that their numbers are fixed.
        const KNOWN: &[&str] = &[$($text),*];
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        #[repr(u32)]
        enum Known { $($variable),* }
        impl Name {
            $(pub(crate) const $variable: Name = Name(Known::$variable as u32);)*
        }
    };
}

known_names! {
    EMPTY = "",
    SUPER = "super",
    CLASS = "__class__",
    CLASSDICT = "__classdict__",
    CLASSCELL = "__classcell__",
    CLASSDICTCELL = "__classdictcell__",
    NAME = "__name__",
    MODULE = "__module__",
    QUALNAME = "__qualname__",
    FIRSTLINENO = "__firstlineno__",
    STATIC_ATTRIBUTES = "__static_attributes__",
    DOC = "__doc__",
    ANNOTATIONS = "__annotations__",
    ANNOTATE = "__annotate__",
    ANNOTATE_FUNC = "__annotate_func__",
    CONDITIONAL_ANNOTATIONS = "__conditional_annotations__",
    TYPE_PARAMS = "__type_params__",
    DOT_TYPE_PARAMS = ".type_params",
    DOT_GENERIC_BASE = ".generic_base",
    DOT_DEFAULTS = ".defaults",
    DOT_KWDEFAULTS = ".kwdefaults",
    DOT_FORMAT = ".format",
    FORMAT = "format",
    DOT_ZERO = ".0",
    DEBUG = "__debug__",
    FUTURE = "__future__",
    RETURN = "return",
    JOIN = "join",
    STAR = "*",
    SELF = "self",
    TOP = "top",
    LAMBDA = "<lambda>",
    LISTCOMP = "<listcomp>",
    SETCOMP = "<setcomp>",
    DICTCOMP = "<dictcomp>",
    GENEXPR = "<genexpr>",
    MODULE_CODE = "<module>",
}

/// The table of a unit's identifiers.
pub(crate) struct Names {
    text: String,
    ends: Vec<u32>,
    /// Open addressing: number + 1, or 0.
    slots: Vec<u32>,
}

impl Names {
    pub(crate) fn new() -> Names {
        let mut names =
            Names { text: String::with_capacity(1024), ends: Vec::new(), slots: vec![0; 256] };
        for text in KNOWN {
            names.intern(text);
        }
        names
    }

    /// The text of a name.
    pub(crate) fn text(&self, name: Name) -> &str {
        let index = name.0 as usize;
        let start = if index == 0 { 0 } else { self.ends[index - 1] as usize };
        &self.text[start..self.ends[index] as usize]
    }

    pub(crate) fn intern(&mut self, text: &str) -> Name {
        match self.probe(text) {
            Ok(name) => name,
            Err(slot) => {
                self.text.push_str(text);
                self.ends.push(self.text.len() as u32);
                self.slots[slot] = self.ends.len() as u32;
                let name = Name(self.ends.len() as u32 - 1);
                if self.ends.len() * 2 > self.slots.len() {
                    self.grow();
                }
                name
            }
        }
    }

    fn probe(&self, text: &str) -> Result<Name, usize> {
        let mask = self.slots.len() - 1;
        let mut slot = hash(text.as_bytes()) as usize & mask;
        loop {
            match self.slots[slot] {
                0 => return Err(slot),
                entry if self.text(Name(entry - 1)) == text => return Ok(Name(entry - 1)),
                _ => slot = (slot + 1) & mask,
            }
        }
    }

    fn grow(&mut self) {
        let size = self.slots.len() * 2;
        self.slots.clear();
        self.slots.resize(size, 0);
        for index in 0..self.ends.len() as u32 {
            let mut slot = hash(self.text(Name(index)).as_bytes()) as usize & (size - 1);
            while self.slots[slot] != 0 {
                slot = (slot + 1) & (size - 1);
            }
            self.slots[slot] = index + 1;
        }
    }
}

/// A quick hash for tables that live as long as one compilation.
pub(crate) fn hash(bytes: &[u8]) -> u64 {
    let mut state = 0xcbf2_9ce4_8422_2325_u64 ^ bytes.len() as u64;
    let mut chunks = bytes.chunks_exact(8);
    for chunk in &mut chunks {
        let word = u64::from_le_bytes(chunk.try_into().unwrap_or_default());
        state = mix(state, word);
    }
    let mut last = [0; 8];
    let rest = chunks.remainder();
    last[..rest.len()].copy_from_slice(rest);
    mix(state, u64::from_le_bytes(last))
}

/// Stirs one word into a hash.
pub(crate) fn mix(state: u64, word: u64) -> u64 {
    let product = u128::from(state ^ word) * 0x9e37_79b9_7f4a_7c15_u128;
    (product as u64) ^ ((product >> 64) as u64)
}
