//! What an object holds, as the type that the caller knows it to be.
//!
//! Each pair of methods reads or changes the contents of one kind of object. They are for callers
//! that have looked at the type already: on an object of another kind they panic.

use num_bigint::BigInt;

use super::*;
use crate::heap::Heap;
use crate::object::{NativeObject, Obj, Payload};

impl Heap {
    #[cold]
    #[inline(never)]
    fn wrong_payload(&self, object: Obj, expected: &str) -> ! {
        let name = match self.payload(self.type_of(object)) {
            Payload::Type(class) => &class.name,
            _ => "?",
        };
        panic!("{object:?} holds no {expected}: it is a {name} with {:?}", self.payload(object))
    }
}

macro_rules! accessors {
    ($( $(#[$doc:meta])* $variant:ident: $name:ident, $name_mut:ident -> $contents:ty; )*) => {
        impl Heap { $(
            $(#[$doc])*
            #[inline]
            pub fn $name(&self, object: Obj) -> &$contents {
                match self.payload(object) {
                    Payload::$variant(contents) => contents,
                    _ => self.wrong_payload(object, stringify!($name)),
                }
            }

            $(#[$doc])*
            ///
            /// To change.
            #[inline]
            pub fn $name_mut(&mut self, object: Obj) -> &mut $contents {
                if !matches!(self.payload(object), Payload::$variant(_)) {
                    self.wrong_payload(object, stringify!($name));
                }
                match self.payload_mut(object) {
                    Payload::$variant(contents) => contents,
                    _ => unreachable!(),
                }
            }
        )* }
    };
}

accessors! {
    /// The contents of a `list` or of an instance of a subclass.
    List: list, list_mut -> List;
    /// The items of a `tuple` or of an instance of a subclass.
    Tuple: tuple, tuple_mut -> [Obj];
    /// The contents of a `dict` or of an instance of a subclass.
    Dict: dict, dict_mut -> Dict;
    /// The contents of a `set` or `frozenset`.
    Set: set, set_mut -> Set;
    /// The contents of a `str`.
    Str: str_contents, str_contents_mut -> Str;
    /// The contents of a `bytes`.
    Bytes: bytes_contents, bytes_contents_mut -> Bytes;
    /// The contents of a `bytearray`.
    ByteArray: bytearray, bytearray_mut -> ByteArray;
    /// The value of an `int` that does not fit 64 bits.
    BigInt: bigint, bigint_mut -> BigInt;
    /// The contents of a `range`.
    Range: range, range_mut -> Range;
    /// Start, stop and step of a `slice`.
    Slice: slice, slice_mut -> [Obj; 3];
    /// The contents of a Python function.
    Function: function, function_mut -> Function;
    /// The contents of a code object.
    Code: code, code_mut -> Code;
    /// The contents of a bound method.
    BoundMethod: bound_method, bound_method_mut -> BoundMethod;
    /// The contents of a built-in function or method.
    Builtin: builtin, builtin_mut -> Builtin;
    /// The contents of a descriptor.
    Descriptor: descriptor, descriptor_mut -> Descriptor;
    /// The contents of a class.
    Type: type_object, type_object_mut -> TypeObject;
    /// The contents of an instance of a Python class.
    Instance: instance, instance_mut -> Instance;
    /// The contents of a module.
    Module: module, module_mut -> Module;
    /// The contents of a generator or coroutine.
    Generator: generator, generator_mut -> Generator;
    /// The contents of a list or tuple iterator.
    ListIterator: list_iterator, list_iterator_mut -> ListIterator;
    /// The contents of a range iterator.
    RangeIterator: range_iterator, range_iterator_mut -> RangeIterator;
    /// The contents of any other iterator.
    Iterator: iterator, iterator_mut -> Iterator;
    /// The contents of a frame object.
    Frame: frame, frame_mut -> FrameObject;
    /// The contents of a traceback.
    Traceback: traceback, traceback_mut -> Traceback;
    /// The contents of an exception.
    Exception: exception, exception_mut -> Exception;
    /// The contents of a weak reference.
    WeakRef: weakref, weakref_mut -> WeakRef;
    /// The contents of a view of a dict.
    DictView: dict_view, dict_view_mut -> DictView;
    /// The contents of a `property`.
    Property: property, property_mut -> Property;
    /// The contents of a `super`.
    Super: super_object, super_object_mut -> Super;
    /// The contents of a `memoryview`.
    MemoryView: memoryview, memoryview_mut -> MemoryView;
    /// What a cell refers to.
    Cell: cell, cell_mut -> Option<Obj>;
    /// What a `staticmethod` or `classmethod` wraps.
    MethodWrapper: method_wrapper, method_wrapper_mut -> Obj;
    /// What a `mappingproxy` shows.
    MappingProxy: mapping_proxy, mapping_proxy_mut -> Obj;
    /// The contents of an object of a library type.
    Native: native, native_mut -> Box<dyn NativeObject>;
}

impl Heap {
    /// Whether an object is a class.
    #[inline(always)]
    pub fn is_type(&self, object: Obj) -> bool {
        matches!(self.payload(object), Payload::Type(_))
    }

    /// The classes of a class's order of lookup, itself first; none while it is being made.
    #[inline]
    pub fn mro(&self, class: Obj) -> &[Obj] {
        match self.type_object(class).mro {
            Some(mro) => self.tuple(mro),
            None => &[],
        }
    }

    /// The text of a `str`.
    #[inline]
    pub fn str_text(&self, string: Obj) -> &str {
        &self.str_contents(string).text
    }

    /// The bytes of a `bytes`.
    #[inline]
    pub fn bytes_data(&self, bytes: Obj) -> &[u8] {
        &self.bytes_contents(bytes).data
    }

    /// The value of an `int` (or `bool`, or an instance of a subclass) that fits 64 bits; `None` for
    /// a larger one and for anything else.
    #[inline]
    pub fn int_value(&self, object: Obj) -> Option<i64> {
        match self.payload(object) {
            Payload::Int(value) => Some(*value),
            _ => None,
        }
    }

    /// The value of an `int` of any size; `None` for anything else.
    pub fn integer(&self, object: Obj) -> Option<BigInt> {
        match self.payload(object) {
            Payload::Int(value) => Some(BigInt::from(*value)),
            Payload::BigInt(value) => Some((**value).clone()),
            _ => None,
        }
    }

    /// The value of a `float`; `None` for anything else.
    #[inline]
    pub fn float_value(&self, object: Obj) -> Option<f64> {
        match self.payload(object) {
            Payload::Float(value) => Some(*value),
            _ => None,
        }
    }

    /// Real and imaginary part of a `complex`; `None` for anything else.
    pub fn complex_value(&self, object: Obj) -> Option<(f64, f64)> {
        match self.payload(object) {
            Payload::Complex(value) => Some(**value),
            _ => None,
        }
    }

    /// The bytes of a `bytes` or `bytearray`; `None` for anything else.
    pub fn byte_slice(&self, object: Obj) -> Option<&[u8]> {
        match self.payload(object) {
            Payload::Bytes(contents) => Some(&contents.data),
            Payload::ByteArray(contents) => Some(&contents.data),
            Payload::Native(contents) => contents.buffer(),
            _ => None,
        }
    }

    /// The bytes that can be changed through a view; `None` if there are none.
    pub fn writable_bytes(&mut self, object: Obj) -> Option<&mut [u8]> {
        match self.payload_mut(object) {
            Payload::ByteArray(contents) => Some(&mut contents.data),
            Payload::Native(contents) => Some(contents.buffer_mut()?.0),
            _ => None,
        }
    }

    /// Counts a view of an object's bytes, which forbids to move them.
    pub fn add_export(&mut self, object: Obj) {
        if let Some(exports) = self.exports_mut(object) {
            *exports += 1;
        }
    }

    /// Forgets a view.
    pub fn remove_export(&mut self, object: Obj) {
        if let Some(exports) = self.exports_mut(object) {
            *exports = exports.saturating_sub(1);
        }
    }

    fn exports_mut(&mut self, object: Obj) -> Option<&mut u32> {
        match self.payload_mut(object) {
            Payload::ByteArray(contents) => Some(&mut contents.exports),
            Payload::Native(contents) => Some(contents.buffer_mut()?.1),
            _ => None,
        }
    }
}
