//! What every object consists of: a header that mirrors `PyObject_HEAD` and a payload by layout.
//!
//! An [`Obj`] is the number of a slot in the heap's slab, not an address. The address that `id()`
//! shows is a field of the header, handed out by [`crate::memory`] as CPython's allocators would.

use std::num::NonZeroU32;

use crate::memory::Addr;
use crate::objects::*;

/// A handle to an object: the number of its slot in the heap. Copying it does not count.
///
/// Functions follow the C API's habit: a result is a *new reference* that the caller owns and must
/// give back with `decref` or hand on; arguments are *borrowed*. What differs says so.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Obj(NonZeroU32);

impl Obj {
    /// The handle of slot `index`, which must not be 0.
    pub const fn from_index(index: u32) -> Obj {
        match NonZeroU32::new(index) {
            Some(index) => Obj(index),
            None => panic!("slot 0 holds no object"),
        }
    }

    /// The slot's number.
    #[inline(always)]
    pub const fn index(self) -> usize {
        self.0.get() as usize
    }

    /// The slot's number as stored.
    #[inline(always)]
    pub const fn raw(self) -> u32 {
        self.0.get()
    }
}

impl std::fmt::Debug for Obj {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "#{}", self.0)
    }
}

/// The reference count from which an object is immortal: counting skips it.
pub const IMMORTAL: u32 = 1 << 31;

/// Facts about one object that are one bit each.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Flags(pub u32);

impl Flags {
    /// Has a collector's header in front (its type is a collected one).
    pub const GC: Flags = Flags(1);
    /// Is in one of the collector's lists.
    pub const TRACKED: Flags = Flags(1 << 1);
    /// Its finalizer has run: it runs once per object, ever.
    pub const FINALIZED: Flags = Flags(1 << 2);
    /// Has an entry in [`crate::Heap::extras`].
    pub const EXTRA: Flags = Flags(1 << 3);
    /// A str in the table of interned strings.
    pub const INTERNED: Flags = Flags(1 << 4);
    /// A str of ASCII characters only.
    pub const ASCII: Flags = Flags(1 << 5);
    /// Came from `type()` calls or static memory: its block never returns to an allocator.
    pub const STATIC: Flags = Flags(1 << 6);
    /// In the middle of its deallocation or of a collection.
    pub const DYING: Flags = Flags(1 << 7);
    /// Holds weak references to it (in its extra).
    pub const WEAKLY_REFERENCED: Flags = Flags(1 << 8);
    /// Somebody outside of the program follows its life: see [`crate::Heap::follow`].
    pub const FOLLOWED: Flags = Flags(1 << 9);
    /// Was changed, apart from its count and its collector's links, since the heap was made or last
    /// [reset](crate::Heap::reset_to).
    pub const CHANGED: Flags = Flags(1 << 14);
    /// A dict that stands for values inside of an instance: nobody has asked for it, and it takes no
    /// memory (3.14+, classes that derive from built-in types).
    pub const HIDDEN: Flags = Flags(1 << 9);
    /// Three bits: the collector's list (0, 1, 2: generations; 3: permanent; above: the collector's
    /// own while it runs).
    pub const GENERATION_SHIFT: u32 = 10;

    /// Whether all bits of `other` are set.
    #[inline(always)]
    pub const fn has(self, other: Flags) -> bool {
        self.0 & other.0 == other.0
    }
    /// Sets the bits of `other`.
    #[inline(always)]
    pub const fn set(&mut self, other: Flags) {
        self.0 |= other.0;
    }
    /// Clears the bits of `other`.
    #[inline(always)]
    pub const fn clear(&mut self, other: Flags) {
        self.0 &= !other.0;
    }
    /// Both sets of bits.
    pub const fn with(self, other: Flags) -> Flags {
        Flags(self.0 | other.0)
    }
    /// The collector's list that a tracked object is in: 0, 1, 2, or 3 for the permanent one.
    #[inline(always)]
    pub const fn generation(self) -> usize {
        (self.0 >> Flags::GENERATION_SHIFT & 7) as usize
    }
    /// Moves to the collector's list `generation`.
    #[inline(always)]
    pub const fn set_generation(&mut self, generation: usize) {
        self.0 = self.0 & !(7 << Flags::GENERATION_SHIFT)
            | (generation as u32) << Flags::GENERATION_SHIFT;
    }
}

// ANCHOR: object
/// One object: 64 bytes, a cache line.
#[derive(Clone, Debug)]
pub struct Object {
    /// References to the object; [`IMMORTAL`] and above is never counted.
    pub refcount: u32,
    /// Its type. A counted reference when the type is not static.
    pub ty: Obj,
    /// The collector's list: the object before, 0 at the head.
    pub gc_prev: u32,
    /// The collector's list: the object after, 0 at the tail.
    pub gc_next: u32,
    /// What `id()` shows.
    pub address: Addr,
    /// Bytes requested for the object's own block, its prefix included; 0 for static memory.
    pub size: u32,
    /// Bytes of the block in front of the address: the collector's header and what else precedes.
    pub prefix: u32,
    /// One-bit facts.
    pub flags: Flags,
    /// What the object holds.
    pub payload: Payload,
}
// ANCHOR_END: object

/// What an object holds, by the layout of its type. A subclass of a built-in type has the same.
#[derive(Clone, Debug, Default)]
#[allow(missing_docs)]
pub enum Payload {
    /// An unused slot, or an object whose contents are gone already.
    #[default]
    Empty,
    /// `None`, `Ellipsis`, `NotImplemented`, `object()`.
    Plain,
    /// An `int` or a `bool` within 64 bits.
    Int(i64),
    /// Any other `int`.
    BigInt(Box<num_bigint::BigInt>),
    Float(f64),
    Complex(Box<(f64, f64)>),
    Str(Str),
    Bytes(Bytes),
    ByteArray(Box<ByteArray>),
    List(List),
    Tuple(Box<[Obj]>),
    Dict(Box<Dict>),
    /// `set` and `frozenset`.
    Set(Box<Set>),
    Range(Box<Range>),
    /// Start, stop, step.
    Slice(Box<[Obj; 3]>),
    Function(Box<Function>),
    Code(Box<Code>),
    Cell(Option<Obj>),
    BoundMethod(BoundMethod),
    /// `builtin_function_or_method`.
    Builtin(Box<Builtin>),
    /// `method_descriptor`, `wrapper_descriptor`, `classmethod_descriptor`, `getset_descriptor`,
    /// `member_descriptor`.
    Descriptor(Box<Descriptor>),
    Type(Box<TypeObject>),
    Instance(Instance),
    Module(Box<Module>),
    Generator(Box<Generator>),
    ListIterator(ListIterator),
    RangeIterator(RangeIterator),
    /// Every other iterator of the built-in types.
    Iterator(Box<Iterator>),
    Frame(Box<FrameObject>),
    Traceback(Box<Traceback>),
    Exception(Box<Exception>),
    WeakRef(Box<WeakRef>),
    DictView(DictView),
    Property(Box<Property>),
    /// `staticmethod` or `classmethod`, and the function.
    MethodWrapper(Obj),
    Super(Box<Super>),
    /// `mappingproxy`.
    MappingProxy(Obj),
    MemoryView(Box<MemoryView>),
    /// A type of the library that lives outside of this crate.
    Native(Box<dyn NativeObject>),
}

/// A library type's contents: what the heap must know of them.
pub trait NativeObject: std::any::Any + std::fmt::Debug {
    /// A copy, for a copy of the whole heap.
    fn copy(&self) -> Box<dyn NativeObject>;
    /// Calls `visit` with each reference held, in `tp_traverse`'s order.
    fn traverse(&self, visit: &mut dyn FnMut(Obj));
    /// Calls `visit` with each reference counted, where `traverse` shows the collector others: those
    /// of an object that has no collector's header itself.
    fn references(&self, visit: &mut dyn FnMut(Obj)) {
        self.traverse(visit);
    }
    /// Gives up all references held, in the order in which `tp_clear` or `tp_dealloc` drops them.
    fn clear(&mut self) -> Vec<Obj>;
    /// For downcasting.
    fn as_any(&self) -> &dyn std::any::Any;
    /// For downcasting.
    fn as_any_mut(&mut self) -> &mut dyn std::any::Any;
    /// Takes the blocks out that the object holds beside its own, for its death.
    fn take_blocks(&mut self) -> Vec<crate::layout::Block> {
        Vec::new()
    }
    /// The bytes that memory views show, if there are any.
    fn buffer(&self) -> Option<&[u8]> {
        None
    }
    /// The same bytes to change, and the number of views that forbid moving them.
    fn buffer_mut(&mut self) -> Option<(&mut [u8], &mut u32)> {
        None
    }
    /// Bytes beyond the type's basic size that `__sizeof__` adds.
    fn extra_size(&self) -> usize {
        0
    }
}

impl Clone for Box<dyn NativeObject> {
    fn clone(&self) -> Self {
        (**self).copy()
    }
}

/// What few objects have, kept beside the slab.
#[derive(Clone, Debug, Default)]
pub struct Extra {
    /// The `__dict__` of an instance whose layout is a built-in type's.
    pub dict: Option<Obj>,
    /// The `__slots__` of such an instance.
    pub slots: Vec<Option<Obj>>,
    /// Positions of an instance's attributes in the order in which they were set, where that is not
    /// the order of positions.
    pub attribute_order: Vec<u8>,
    /// Weak references to the object, oldest first.
    pub weakrefs: Vec<Obj>,
}
