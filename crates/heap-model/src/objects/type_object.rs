//! Classes: the name, the bases, the order of lookup and the layout of instances.

use crate::layout::Block;
use crate::object::Obj;

/// Which [`crate::object::Payload`] instances have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Layout {
    Object,
    Type,
    Int,
    Float,
    Complex,
    Str,
    Bytes,
    ByteArray,
    List,
    Tuple,
    Dict,
    Set,
    Exception,
    Module,
    Property,
    MethodWrapper,
    Super,
    WeakRef,
    /// A [`crate::object::Payload::Native`] of the library; instances come from its constructor.
    Native,
    /// Made by the interpreter alone: `type.__new__` refuses to derive from it.
    Sealed,
}

/// One-bit facts of a class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TypeFlags {
    /// Made at run time, on the heap (`Py_TPFLAGS_HEAPTYPE`).
    pub heap: bool,
    /// Attributes cannot be set (`Py_TPFLAGS_IMMUTABLETYPE`).
    pub immutable: bool,
    /// Can be a base class.
    pub base: bool,
    /// Instances are objects of the collector.
    pub gc: bool,
    /// Some class of the order of lookup defines `__del__`.
    pub finalizer: bool,
    /// Some class of the order of lookup defines `__getattribute__` other than `object`'s, or
    /// `__getattr__`.
    pub custom_getattr: bool,
    /// Some class of the order of lookup other than `object` and `type` defines `__setattr__` or
    /// `__delattr__`.
    pub custom_setattr: bool,
    /// Instances have a `__dict__`.
    pub dict: bool,
    /// Instances can be referenced weakly.
    pub weak: bool,
    /// Has abstract methods left.
    pub abstract_: bool,
    /// `match` takes instances for a sequence.
    pub sequence: bool,
    /// `match` takes instances for a mapping.
    pub mapping: bool,
    /// The namespace of a static type is filled at first use; this says that it was.
    pub populated: bool,
}

/// The contents of a class.
#[derive(Clone, Debug)]
pub struct TypeObject {
    /// `__name__`.
    pub name: Box<str>,
    /// `__qualname__`, a `str`; `None` for a static type that nobody asked.
    pub qualname: Option<Obj>,
    /// `__module__` of a static type; a heap type has it in its namespace.
    pub module: &'static str,
    /// `__bases__`, a `tuple`.
    pub bases: Obj,
    /// `__mro__`, a `tuple`; `None` only while the class is being made.
    pub mro: Option<Obj>,
    /// `__base__`: the base whose layout instances extend. `None` for `object`.
    pub base: Option<Obj>,
    /// The namespace, a `dict`. `__dict__` shows it through a new `mappingproxy` each time.
    pub dict: Obj,
    /// Which payload instances have.
    pub layout: Layout,
    /// `__basicsize__` in bytes.
    pub basicsize: u32,
    /// `__itemsize__` in bytes.
    pub itemsize: u32,
    /// Names in `__slots__` of this class alone (mangled), in layout order.
    pub slots: Box<[Obj]>,
    /// The tuple that holds them, counted (`ht_slots`); without it the names are counted themselves.
    pub slots_tuple: Option<Obj>,
    /// Slots of this class and its bases.
    pub slot_count: u32,
    /// One-bit facts.
    pub flags: TypeFlags,
    /// Bytes in front of each instance: the collector's header, and what else precedes it.
    pub prefix: u32,
    /// The `__dict__` of instances hangs on a pointer in front of them (`Py_TPFLAGS_MANAGED_DICT`).
    pub managed_dict: bool,
    /// New instances get places for attribute values, in them or in a block of their own
    /// (`Py_TPFLAGS_INLINE_VALUES`).
    pub inline_values: bool,
    /// Keys that instances share, in the order in which the class first saw them.
    pub shared_keys: Option<Box<SharedKeys>>,
    /// Changes whenever the class or a base changes; inline caches compare it. 0: not assigned.
    pub version: u32,
    /// Direct subclasses, oldest first; not counted.
    pub subclasses: Vec<Obj>,
    /// The weak reference to this class by which each base knows it (`tp_subclasses`): one counted
    /// reference a base. `weakref.ref` of the class gives the same object.
    pub subclass_references: Vec<Obj>,
    /// The ints of the class's address under which the bases keep those references: 32 bytes each.
    pub subclass_keys: Vec<Block>,
    /// For the library outside of this crate: which of its native types it is.
    pub native: u32,
}

/// The key table that the instances of one class share (PEP 412).
#[derive(Clone, Debug, Default)]
pub struct SharedKeys {
    /// Names in the order in which the class first saw them; each counted.
    pub names: Vec<Obj>,
    /// Some of the names are not interned: `object.__setattr__` takes them as they are.
    pub uninterned: bool,
    /// How many more names the table takes. Each new instance lowers it by one while it is more
    /// than one.
    pub room: u32,
    /// Tells this table from that of any other class, dead ones included.
    pub id: u32,
    /// Address of the table's block.
    pub block: Option<Block>,
    /// Bytes of the table.
    pub size: u32,
}

impl SharedKeys {
    /// Where `name` (an interned `str`, compared by identity) stands.
    #[inline]
    pub fn position(&self, name: Obj) -> Option<usize> {
        self.names.iter().position(|&known| known == name)
    }

    /// Names and room for names: the places that an instance's values take.
    #[inline]
    pub fn total(&self) -> u32 {
        self.names.len() as u32 + self.room
    }
}
