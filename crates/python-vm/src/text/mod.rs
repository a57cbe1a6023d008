//! What Python's builtins do with numbers and text, as functions on plain Rust values.
//!
//! Nothing here knows the machine or its heap: a builtin takes the values out of its objects, asks
//! one of these functions, and makes an object or an exception of the answer. Errors are values
//! that say which exception CPython raises; where its text differs by release, the rule is a
//! parameter.
//!
//! | module | Python |
//! |---|---|
//! | [`float`], [`float_ops`] | `repr`, `float(str)`, `hex`; `round`, `divmod`, `**` |
//! | [`int`] | `int(str)`, `str(int)`, arithmetic, bytes, and exact dealings with floats |
//! | [`case`] | `str.isalpha`, `str.lower` and their kin |
//! | [`format_spec`] | `format(x, spec)` |
//! | [`str_format`] | `str.format` |
//! | [`percent`], [`percent_layout`] | `template % arguments` |
//! | [`repr`] | `repr` and `ascii` of strings and bytes |
//! | [`split`], [`slice`] | `str.split`, `find`, `replace`, `center` and their kin; positions |
//! | [`bytes`], [`codecs`] | the methods of bytes; `encode` and `decode` |
//! | [`suggest`] | "Did you mean: 'append'?" |
//! | [`traceback`] | what is printed of an exception that nothing caught |
//! | [`complex`], [`struct_format`] | complex numbers; the layouts of `struct` |
//! | [`random`] | the Mersenne Twister of `random` |

// The builtins that call these functions come one by one.

pub(crate) mod bytes;
pub(crate) mod case;
pub(crate) mod codecs;
pub(crate) mod complex;
mod escape_codec;
pub(crate) mod float;
pub(crate) mod float_ops;
pub(crate) mod format_spec;
pub(crate) mod int;
pub(crate) mod percent;
pub(crate) mod percent_layout;
pub(crate) mod random;
pub(crate) mod repr;
pub(crate) mod slice;
pub(crate) mod split;
pub(crate) mod str_format;
pub(crate) mod struct_format;
pub(crate) mod suggest;
#[cfg(test)]
mod tests;
pub(crate) mod traceback;
mod unicode_tables;

/// The type of an exception that a text function asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exception {
    /// `MemoryError`, without a message.
    Memory,
    /// `OverflowError`.
    Overflow,
    /// `TypeError`.
    Type,
    /// `ValueError`.
    Value,
}

/// An exception to raise, with CPython's message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Error {
    /// Its type.
    pub(crate) exception: Exception,
    /// Its only argument.
    pub(crate) message: String,
}

impl Error {
    fn new(exception: Exception, message: impl Into<String>) -> Error {
        Error { exception, message: message.into() }
    }

    fn memory() -> Error {
        Error::new(Exception::Memory, "")
    }

    fn overflow(message: impl Into<String>) -> Error {
        Error::new(Exception::Overflow, message)
    }

    fn type_error(message: impl Into<String>) -> Error {
        Error::new(Exception::Type, message)
    }

    fn value(message: impl Into<String>) -> Error {
        Error::new(Exception::Value, message)
    }
}
