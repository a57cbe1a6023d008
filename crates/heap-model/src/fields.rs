//! What is at which byte of an object, by name: the structs of CPython's headers, as far as they are of
//! interest, on the sizes of [`crate::release::Sizes`].
//!
//! Source: `Include/cpython/*object.h` and `Include/internal/pycore_*.h` of the releases. Names are
//! CPython's where all releases have the same, and plain words elsewhere.

use crate::heap::Heap;
use crate::layout::Block;
use crate::object::{Flags, Obj, Payload};

/// One field of an object's own block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Bytes from where `id()` points; negative in what precedes the object.
    pub offset: i64,
    /// Its size in bytes.
    pub bytes: usize,
    /// Its name in CPython's struct, or what it is.
    pub name: String,
    /// What stands there.
    pub content: FieldContent,
}

/// What stands in a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldContent {
    /// Nothing that would be of interest.
    Unsaid,
    /// A number.
    Number(i64),
    /// Text.
    Text(String),
    /// The address of an object, or no address.
    Reference(Option<Obj>),
    /// The address of another block that belongs to the object, or no address.
    Block(Option<Block>),
}

/// The fields of an object while they are listed.
struct Listing {
    fields: Vec<Field>,
    at: i64,
}

impl Listing {
    fn add(&mut self, bytes: usize, name: impl Into<String>, content: FieldContent) {
        self.fields.push(Field { offset: self.at, bytes, name: name.into(), content });
        self.at += bytes as i64;
    }

    fn number(&mut self, name: &str, number: usize) {
        self.add(8, name, FieldContent::Number(number as i64));
    }

    fn reference(&mut self, name: impl Into<String>, object: Option<Obj>) {
        self.add(8, name, FieldContent::Reference(object));
    }

    fn unsaid(&mut self, name: &str) {
        self.add(8, name, FieldContent::Unsaid);
    }
}

impl Heap {
    /// The fields of an object's own block in the order of their addresses, without gaps. What of a
    /// type's struct is not told apart is one field.
    pub fn struct_fields(&self, object: Obj) -> Vec<Field> {
        let slot = self.get(object);
        let prefix = self.prefix_of(slot.ty);
        let mut list = Listing { fields: vec![], at: -(prefix as i64) };
        self.prefix_fields(prefix, &mut list);
        let count = self.refcount(object);
        list.add(
            8,
            "ob_refcnt",
            match count {
                Some(count) => FieldContent::Number(i64::from(count)),
                None => FieldContent::Text("immortal".into()),
            },
        );
        list.reference("ob_type", Some(slot.ty));
        self.own_fields(object, &mut list);
        let end = match slot.size {
            0 => self.own_size(object) as i64,
            size => i64::from(size) - i64::from(slot.prefix),
        };
        if list.at < end {
            list.add((end - list.at) as usize, "other fields", FieldContent::Unsaid);
        }
        list.fields
    }

    fn prefix_fields(&self, prefix: usize, list: &mut Listing) {
        let head = self.release.sizes.gc_head as usize;
        if prefix > head {
            let outer = match self.release.sizes.managed_weakrefs {
                true => "weak references",
                false => "attribute values",
            };
            list.unsaid(outer);
            list.unsaid("__dict__");
        }
        if prefix >= head && head > 0 {
            list.unsaid("collector: next");
            list.unsaid("collector: previous");
        }
    }

    fn own_fields(&self, object: Obj, list: &mut Listing) {
        let sizes = &self.release.sizes;
        let slot = self.get(object);
        match &slot.payload {
            Payload::Float(value) => {
                list.add(8, "ob_fval", FieldContent::Text(format!("{value:?}")))
            }
            Payload::Complex(parts) => {
                list.add(8, "real", FieldContent::Text(format!("{:?}", parts.0)));
                list.add(8, "imag", FieldContent::Text(format!("{:?}", parts.1)));
            }
            Payload::Int(value) => {
                list.unsaid("sign and length");
                let mut rest = value.unsigned_abs();
                let digits = crate::objects::digits_for_bits(64 - u64::from(rest.leading_zeros()));
                for number in 0..digits {
                    let digit = rest & ((1 << 30) - 1);
                    rest >>= 30;
                    list.add(
                        self.type_object(crate::static_types::types::INT).itemsize as usize,
                        format!("ob_digit[{number}]"),
                        FieldContent::Number(digit as i64),
                    );
                }
            }
            Payload::Bytes(bytes) => {
                list.number("ob_size", bytes.data.len());
                list.unsaid("ob_shash");
                list.add(bytes.data.len() + 1, "ob_sval", FieldContent::Unsaid);
            }
            Payload::Str(text) => self.str_fields(object, &text.text, list),
            Payload::Tuple(items) => {
                list.number("ob_size", items.len());
                if sizes.tuple_header as i64 > list.at {
                    list.unsaid("ob_hash");
                }
                for (number, &item) in items.iter().enumerate() {
                    list.reference(format!("ob_item[{number}]"), Some(item));
                }
            }
            Payload::List(contents) => {
                list.number("ob_size", contents.items.len());
                list.add(8, "ob_item", FieldContent::Block(contents.block));
                list.number("allocated", contents.items.capacity());
            }
            Payload::Dict(dict) => {
                list.number("ma_used", dict.len());
                list.unsaid("version");
                list.add(8, "ma_keys", FieldContent::Block(dict.keys_block()));
                list.unsaid("ma_values");
            }
            Payload::Set(set) => {
                list.unsaid("fill");
                list.number("used", set.len());
                list.number("mask", set.slots() - 1);
                list.unsaid("table");
                list.unsaid("hash");
                list.unsaid("finger");
                let table = crate::objects::SMALL_TABLE * sizes.set_entry as usize;
                list.add(table, "smalltable", FieldContent::Unsaid);
                list.unsaid("weakreflist");
            }
            Payload::Cell(content) => list.reference("ob_ref", *content),
            Payload::BoundMethod(method) => {
                list.reference("im_func", Some(method.function));
                list.reference("im_self", Some(method.receiver));
            }
            Payload::Instance(instance) => {
                let class = self.type_object(slot.ty);
                let slots = class.slot_count as usize;
                for (position, value) in instance.values.iter().take(slots).enumerate() {
                    let place = crate::traverse::Place::Slot(position);
                    let name = self.place_name(object, place).unwrap_or("slot");
                    list.reference(name.to_string(), *value);
                }
                if class.inline_values && self.release.containers.inline_values {
                    let values = &instance.values[slots..];
                    list.unsaid("head of the values");
                    for (position, value) in values.iter().enumerate() {
                        let place = crate::traverse::Place::Attribute(position);
                        let name = self.place_name(object, place).unwrap_or("free");
                        list.reference(name.to_string(), *value);
                    }
                }
            }
            _ => {}
        }
    }

    fn str_fields(&self, object: Obj, text: &str, list: &mut Listing) {
        let sizes = &self.release.sizes;
        if self.type_of(object) != crate::static_types::types::STR {
            return;
        }
        let ascii = self.get(object).flags.has(Flags::ASCII);
        let length = text.chars().count();
        list.number("length", length);
        list.unsaid("hash");
        list.unsaid("state");
        let header = if ascii { sizes.str_ascii_header } else { sizes.str_header };
        let left = i64::from(header) - list.at;
        if left > 0 {
            list.add(left as usize, "other forms", FieldContent::Unsaid);
        }
        let characters = (length + 1) * crate::objects::Str::kind(text);
        list.add(characters, "characters", FieldContent::Text(text.chars().take(20).collect()));
    }
}
