//! The heap: a slab of objects, the allocators that give them addresses, and what every program
//! shares from its start.

use std::cell::Cell;

use hashbrown::HashTable;
use rustc_hash::FxHashMap;

use crate::collect::Collector;
use crate::dealloc::Trashcan;
use crate::free_lists::FreeLists;
use crate::hash;
use crate::memory::{Addr, Memory};
use crate::object::{Extra, Flags, IMMORTAL, Obj, Object, Payload};
use crate::objects::*;
use crate::release::{Counted, Release};
use crate::static_types::types;

/// A heap of one release: all objects, their addresses and counts.
///
/// Methods of `Heap` never run Python code. What may (a last reference dropped, a comparison of
/// keys) is a function over [`crate::Runtime`].
#[derive(Clone, Debug)]
pub struct Heap {
    /// The release that it imitates.
    pub release: &'static Release,
    /// Blocks and their addresses.
    pub memory: Memory,
    /// Headers of dead objects kept for the next one of their kind.
    pub free_lists: FreeLists,
    /// The cyclic collector's lists and counters.
    pub collector: Collector,
    /// What few objects have: see [`Flags::EXTRA`].
    pub extras: FxHashMap<Obj, Extra>,
    /// Deaths under way.
    pub(crate) trashcan: Trashcan,
    slots: Vec<Object>,
    /// The slot that the next object gets; vacant slots form a list through `gc_next`.
    first_vacant: u32,
    interned: HashTable<Obj>,
    singletons: Singletons,
    /// New objects get addresses in static memory and are not counted by the collector.
    static_mode: bool,
    next_version: u32,
    live: usize,
    /// The numbers of the lives that are followed.
    followed: FxHashMap<Obj, u32>,
}

/// The life of one object, told from that of another one that gets its slot later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Life {
    object: Obj,
    number: u32,
}

/// The objects that exist once.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct Singletons {
    pub none: Obj,
    pub true_: Obj,
    pub false_: Obj,
    pub ellipsis: Obj,
    pub not_implemented: Obj,
    pub empty_tuple: Obj,
    pub empty_str: Obj,
    pub empty_bytes: Obj,
    /// The int 0's handle; the others follow or precede by their value.
    first_small_int: u32,
    smallest_int: i64,
    small_int_count: u64,
    first_character: u32,
    first_byte: u32,
}

impl Heap {
    /// A heap as it is before the first statement: static types, small ints, one-character strings
    /// and the other singletons.
    pub fn new(release: &'static Release) -> Heap {
        let nowhere = types::OBJECT;
        let mut heap = Heap {
            release,
            memory: Memory::new(),
            free_lists: FreeLists::new(release),
            collector: Collector::new(release),
            extras: FxHashMap::default(),
            trashcan: Trashcan::default(),
            slots: Vec::with_capacity(4096),
            first_vacant: 0,
            interned: HashTable::with_capacity(1024),
            singletons: Singletons {
                none: nowhere,
                true_: nowhere,
                false_: nowhere,
                ellipsis: nowhere,
                not_implemented: nowhere,
                empty_tuple: nowhere,
                empty_str: nowhere,
                empty_bytes: nowhere,
                first_small_int: 0,
                smallest_int: 0,
                small_int_count: 0,
                first_character: 0,
                first_byte: 0,
            },
            static_mode: true,
            next_version: 1,
            live: 0,
            followed: FxHashMap::default(),
        };
        heap.boot();
        heap.static_mode = false;
        heap
    }

    /// Says that the heap's start is over: what changes from now on is [`Flags::CHANGED`].
    pub fn settle(&mut self) {
        self.slots.iter_mut().for_each(|slot| slot.flags.clear(Flags::CHANGED));
    }

    /// Makes the heap again what `start` is, which is settled, and of which it began as a copy. It
    /// costs what was changed since, and a glance at each object of `start`; a new copy costs an
    /// allocation for nearly each.
    pub fn reset_to(&mut self, start: &Heap) {
        // Every field is named, so that a new one cannot be forgotten.
        let Heap {
            release: _,
            memory,
            free_lists,
            collector,
            extras,
            trashcan,
            slots,
            first_vacant,
            interned,
            singletons,
            static_mode,
            next_version,
            live,
            followed,
        } = self;
        slots.truncate(start.slots.len());
        for (slot, before) in slots.iter_mut().zip(&start.slots) {
            if slot.flags.has(Flags::CHANGED) {
                slot.clone_from(before);
            } else {
                slot.refcount = before.refcount;
                slot.gc_prev = before.gc_prev;
                slot.gc_next = before.gc_next;
                slot.flags = before.flags;
            }
        }
        memory.reset_to(&start.memory);
        free_lists.reset_to(&start.free_lists);
        collector.clone_from(&start.collector);
        extras.clone_from(&start.extras);
        trashcan.clone_from(&start.trashcan);
        *first_vacant = start.first_vacant;
        interned.clone_from(&start.interned);
        singletons.clone_from(&start.singletons);
        *static_mode = start.static_mode;
        *next_version = start.next_version;
        *live = start.live;
        followed.clone_from(&start.followed);
    }

    // --- reading objects ---

    /// The object in a slot.
    #[inline(always)]
    pub fn get(&self, object: Obj) -> &Object {
        &self.slots[object.index()]
    }

    /// The object in a slot, to change.
    #[inline(always)]
    pub fn get_mut(&mut self, object: Obj) -> &mut Object {
        let slot = &mut self.slots[object.index()];
        slot.flags.set(Flags::CHANGED);
        slot
    }

    /// The object's contents.
    #[inline(always)]
    pub fn payload(&self, object: Obj) -> &Payload {
        &self.slots[object.index()].payload
    }

    /// The object's contents, to change.
    #[inline(always)]
    pub fn payload_mut(&mut self, object: Obj) -> &mut Payload {
        &mut self.get_mut(object).payload
    }

    /// `type(object)`, borrowed.
    #[inline(always)]
    pub fn type_of(&self, object: Obj) -> Obj {
        self.slots[object.index()].ty
    }

    // ANCHOR: id
    /// What `id(object)` shows.
    #[inline]
    pub fn id(&self, object: Obj) -> u64 {
        self.get(object).address.get()
    }
    // ANCHOR_END: id

    /// The object's reference count, or `None` when it is immortal.
    #[inline]
    pub fn refcount(&self, object: Obj) -> Option<u32> {
        let count = self.get(object).refcount;
        (count < IMMORTAL).then_some(count)
    }

    /// Whether the object is never freed and its references are not counted.
    #[inline]
    pub fn is_immortal(&self, object: Obj) -> bool {
        self.get(object).refcount >= IMMORTAL
    }

    /// Objects alive, those of the interpreter itself included.
    pub fn live_objects(&self) -> usize {
        self.live
    }

    /// Slots in use or once used: upper bound of every handle's index.
    pub fn slot_count(&self) -> usize {
        self.slots.len()
    }

    /// Whether the slot holds an object.
    #[inline]
    pub fn is_live(&self, object: Obj) -> bool {
        self.slots.get(object.index()).is_some_and(|slot| slot.refcount > 0)
    }

    /// Every object alive, in the order of their slots.
    pub fn objects(&self) -> impl std::iter::Iterator<Item = Obj> + '_ {
        (1..self.slots.len() as u32).map(Obj::from_index).filter(|&object| self.is_live(object))
    }

    /// Follows an object's life without a reference to it. No program can notice.
    pub fn follow(&mut self, object: Obj) -> Life {
        let number = self.followed.len() as u32;
        if !self.get(object).flags.has(Flags::FOLLOWED) {
            // Whoever had the slot before is dead; its number must not come back.
            let number = self.followed.get(&object).map_or(number, |before| before + (1 << 16));
            self.followed.insert(object, number);
            self.get_mut(object).flags.set(Flags::FOLLOWED);
        }
        Life { object, number: self.followed[&object] }
    }

    /// The object whose life is followed, unless it is dead.
    pub fn living(&self, life: Life) -> Option<Obj> {
        let Life { object, number } = life;
        let lives = self.is_live(object)
            && self.get(object).flags.has(Flags::FOLLOWED)
            && self.followed.get(&object) == Some(&number);
        lives.then_some(object)
    }

    // --- counting ---

    /// Counts one more reference.
    #[inline(always)]
    pub fn incref(&mut self, object: Obj) {
        let slot = &mut self.slots[object.index()];
        if slot.refcount < IMMORTAL {
            slot.refcount += 1;
        }
    }

    /// Counts one more reference and returns the object: a borrowed reference becomes a new one.
    #[inline(always)]
    pub fn new_ref(&mut self, object: Obj) -> Obj {
        self.incref(object);
        object
    }

    // ANCHOR: counting
    /// Counts one reference less. True when it was the last: the caller must then deallocate.
    #[inline(always)]
    pub fn decref_is_last(&mut self, object: Obj) -> bool {
        let slot = &mut self.slots[object.index()];
        if slot.refcount >= IMMORTAL {
            return false;
        }
        debug_assert!(slot.refcount > 0, "reference to freed {object:?} dropped");
        slot.refcount -= 1;
        slot.refcount == 0
    }
    // ANCHOR_END: counting

    /// Makes the object immortal.
    pub fn immortalize(&mut self, object: Obj) {
        self.get_mut(object).refcount = IMMORTAL;
    }

    // --- making objects ---

    /// While the closure runs, new objects live in static memory: the interpreter's own, made before
    /// the program as far as the program can tell.
    pub fn with_static_memory<T>(&mut self, make: impl FnOnce(&mut Heap) -> T) -> T {
        let before = std::mem::replace(&mut self.static_mode, true);
        let result = make(self);
        self.static_mode = before;
        result
    }

    /// Sets whether new objects live in static memory, and returns what it was.
    pub fn set_static_memory(&mut self, on: bool) -> bool {
        std::mem::replace(&mut self.static_mode, on)
    }

    /// Whether new objects live in static memory now.
    pub fn in_static_memory(&self) -> bool {
        self.static_mode
    }

    /// Puts an object that has its address already into a slot. New reference.
    #[inline]
    pub(crate) fn place(
        &mut self,
        ty: Obj,
        payload: Payload,
        address: Addr,
        size: u32,
        prefix: u32,
        flags: Flags,
    ) -> Obj {
        self.live += 1;
        let index = self.first_vacant;
        if index != 0 {
            let slot = &mut self.slots[index as usize];
            self.first_vacant = slot.gc_next;
            slot.refcount = 1;
            slot.ty = ty;
            slot.address = address;
            slot.size = size;
            slot.prefix = prefix;
            slot.flags = flags.with(Flags::CHANGED);
            // A vacant slot holds nothing to drop.
            std::mem::forget(std::mem::replace(&mut slot.payload, payload));
        } else {
            self.slots.push(Object {
                refcount: 1,
                ty,
                gc_prev: 0,
                gc_next: 0,
                address,
                size,
                prefix,
                flags,
                payload,
            });
            return Obj::from_index(self.slots.len() as u32 - 1);
        }
        Obj::from_index(index)
    }

    /// Frees the slot of a dead object whose block is dealt with.
    #[inline]
    pub(crate) fn vacate(&mut self, object: Obj) {
        let slot = &mut self.slots[object.index()];
        slot.payload = Payload::Empty;
        self.vacate_plain(object);
    }

    /// As [`Heap::vacate`], of an object whose payload owns nothing: there is nothing to drop.
    #[inline(always)]
    pub(crate) fn vacate_plain(&mut self, object: Obj) {
        let slot = &mut self.slots[object.index()];
        slot.refcount = 0;
        std::mem::forget(std::mem::replace(&mut slot.payload, Payload::Empty));
        slot.flags = Flags::CHANGED;
        slot.gc_next = self.first_vacant;
        self.first_vacant = object.raw();
        self.live -= 1;
    }

    /// A new object of a type without a collector's header; `size` in bytes. New reference.
    #[inline]
    pub fn allocate(&mut self, ty: Obj, payload: Payload, size: usize) -> Obj {
        if self.static_mode {
            let address = self.memory.static_address(size);
            return self.place(ty, payload, address, 0, 0, Flags::STATIC);
        }
        let address = self.memory.malloc(size);
        self.place(ty, payload, address, size as u32, 0, Flags::default())
    }

    /// A new object of a collected type: `size` bytes without what precedes the object, which takes
    /// `prefix` bytes (16: the collector's header). Untracked yet. New reference.
    #[inline]
    pub fn allocate_gc(&mut self, ty: Obj, payload: Payload, size: usize, prefix: usize) -> Obj {
        if self.static_mode {
            let address = self.memory.static_address(size + prefix).offset(prefix);
            return self.place(ty, payload, address, 0, 0, Flags::STATIC.with(Flags::GC));
        }
        let total = size + prefix;
        let address = self.memory.malloc(total).offset(prefix);
        self.collector.count_allocation();
        self.place(ty, payload, address, total as u32, prefix as u32, Flags::GC)
    }

    /// As [`Heap::allocate_gc`] in a block from a free list: the collector does not count it.
    #[inline]
    pub(crate) fn allocate_parked(
        &mut self,
        ty: Obj,
        payload: Payload,
        address: Addr,
        total: usize,
        prefix: usize,
    ) -> Obj {
        let flags = if prefix > 0 { Flags::GC } else { Flags::default() };
        self.memory.reuse(address.before(prefix));
        self.place(ty, payload, address, total as u32, prefix as u32, flags)
    }

    /// Whether new objects are the interpreter's own now.
    #[inline(always)]
    pub(crate) fn in_static_mode(&self) -> bool {
        self.static_mode
    }

    /// A number never given before, for inline caches.
    #[inline]
    pub fn fresh_version(&mut self) -> u32 {
        let version = self.next_version;
        self.next_version = self.next_version.checked_add(1).unwrap_or(1);
        version
    }

    // --- singletons ---

    /// The objects that exist once.
    #[inline(always)]
    pub fn singletons(&self) -> &Singletons {
        &self.singletons
    }

    /// `None`, borrowed (where releases count it, the caller counts).
    #[inline(always)]
    pub fn none(&self) -> Obj {
        self.singletons.none
    }

    /// `None` as a new reference.
    #[inline]
    pub fn new_none(&mut self) -> Obj {
        let none = self.singletons.none;
        self.new_ref(none)
    }

    /// `True` or `False` as a new reference.
    #[inline]
    pub fn new_bool(&mut self, value: bool) -> Obj {
        let object = if value { self.singletons.true_ } else { self.singletons.false_ };
        self.new_ref(object)
    }

    // ANCHOR: small_int
    /// The cached int of that value, borrowed, if the release caches it.
    #[inline(always)]
    pub fn small_int(&self, value: i64) -> Option<Obj> {
        let offset = value.wrapping_sub(self.singletons.smallest_int) as u64;
        (offset < self.singletons.small_int_count)
            .then(|| Obj::from_index(self.singletons.first_small_int + offset as u32))
    }
    // ANCHOR_END: small_int

    /// The str of one character below U+0100, borrowed.
    #[inline]
    pub fn latin1_character(&self, character: u8) -> Obj {
        Obj::from_index(self.singletons.first_character + u32::from(character))
    }

    /// The bytes of one byte, borrowed.
    #[inline]
    pub fn single_byte(&self, byte: u8) -> Obj {
        Obj::from_index(self.singletons.first_byte + u32::from(byte))
    }

    // --- interning ---

    /// The interned str of that text, made if there is none. New reference. The identifiers of a
    /// program come this way: they are immortal where the release has it so.
    pub fn intern(&mut self, text: &str) -> Obj {
        let immortal = self.release.interning.identifiers_immortal;
        self.intern_as(text, immortal)
    }

    fn intern_as(&mut self, text: &str, immortal: bool) -> Obj {
        let code = hash::str_hash(text);
        let known = self.find_interned(text, code);
        let object = match known {
            Some(known) => self.new_ref(known),
            None => {
                let object = match self.new_start_word(text) {
                    Some(word) => word,
                    None => self.new_str_fresh(text),
                };
                self.insert_interned(object, code);
                object
            }
        };
        if immortal {
            self.immortalize(object);
        }
        object
    }

    /// The str of a text that the interpreter had interned before the program began, made now that
    /// it is asked for. New reference.
    fn new_start_word(&mut self, text: &str) -> Option<Obj> {
        let references = self.release.start.words.references(text)?;
        let before = self.set_static_memory(true);
        let word = self.new_str_fresh(text);
        self.set_static_memory(before);
        self.get_mut(word).refcount = match self.release.immortal_objects {
            true => IMMORTAL,
            false => self.release.static_refcount + references + 1,
        };
        Some(word)
    }

    // ANCHOR: intern_constant
    /// The interned str of a name-like constant of a program, which is mortal where the release has
    /// it so. New reference.
    pub fn intern_constant(&mut self, text: &str) -> Obj {
        let immortal = self.release.interning.constants_immortal;
        self.intern_as(text, immortal)
    }
    // ANCHOR_END: intern_constant

    /// The str of `co_filename`: interned or new, mortal or not, by the release. New reference.
    pub fn intern_filename(&mut self, text: &str) -> Obj {
        match self.release.interning.filename_interned {
            true => self.intern_as(text, false),
            false => self.new_str_fresh(text),
        }
    }

    /// The interned object of that text, borrowed, if there is one.
    pub fn find_interned(&self, text: &str, code: i64) -> Option<Obj> {
        let mut characters = text.bytes();
        if let (Some(byte @ ..0x80), None) = (characters.next(), characters.next()) {
            let character = self.latin1_character(byte);
            if self.get(character).flags.has(Flags::INTERNED) {
                return Some(character);
            }
        }
        if text.is_empty() {
            return Some(self.singletons.empty_str);
        }
        self.interned.find(code as u64, |&known| self.str_text(known) == text).copied()
    }

    /// Enters a `str` that is not interned yet into the table (`sys.intern` of it), or finds the
    /// one that is there. Borrowed: the table itself counts no reference.
    pub fn intern_object(&mut self, string: Obj) -> Obj {
        if self.get(string).flags.has(Flags::INTERNED) {
            return string;
        }
        let code = self.str_hash(string);
        if let Some(known) = self.find_interned(self.str_text(string), code) {
            return known;
        }
        let text: Box<str> = self.str_text(string).into();
        let interned = self.new_start_word(&text).unwrap_or(string);
        self.insert_interned(interned, code);
        interned
    }

    fn insert_interned(&mut self, string: Obj, code: i64) {
        self.get_mut(string).flags.set(Flags::INTERNED);
        let Heap { interned, slots, .. } = self;
        interned.insert_unique(code as u64, string, |&other| match &slots[other.index()].payload {
            Payload::Str(content) => content.hash.get() as u64,
            _ => 0,
        });
        if let Payload::Str(content) = self.payload(string) {
            content.hash.set(code);
        }
    }

    /// Takes a dying str out of the table.
    pub(crate) fn forget_interned(&mut self, string: Obj) {
        let code = self.str_hash(string);
        if let Ok(entry) = self.interned.find_entry(code as u64, |&known| known == string) {
            entry.remove();
        }
    }

    /// `hash()` of a str, computed once.
    #[inline]
    pub fn str_hash(&self, string: Obj) -> i64 {
        let Payload::Str(content) = self.payload(string) else { return 0 };
        let known = content.hash.get();
        if known != 0 {
            return known;
        }
        let code = hash::str_hash(&content.text);
        content.hash.set(code);
        code
    }

    // --- booting ---

    fn boot(&mut self) {
        use crate::static_types::{FIRST_AFTER_TYPES, STATIC_TYPES};
        // Slot 0 holds nothing; the static types follow in the order of their handles. Their tuples
        // and dicts come after all handles are taken.
        self.slots.push(Object {
            refcount: 0,
            ty: types::OBJECT,
            gc_prev: 0,
            gc_next: 0,
            address: self.memory.static_address(16),
            size: 0,
            prefix: 0,
            flags: Flags::STATIC,
            payload: Payload::Empty,
        });
        for _ in 1..FIRST_AFTER_TYPES {
            let address = self.memory.static_address(self.release.sizes.static_type as usize);
            self.place(types::TYPE, Payload::Empty, address, 0, 0, Flags::STATIC.with(Flags::GC));
        }

        let plain = |heap: &mut Heap, ty| heap.allocate(ty, Payload::Plain, 16);
        self.singletons.none = plain(self, types::NONE_TYPE);
        self.singletons.ellipsis = plain(self, types::ELLIPSIS_TYPE);
        self.singletons.not_implemented = plain(self, types::NOT_IMPLEMENTED_TYPE);
        self.singletons.false_ = self.allocate(types::BOOL, Payload::Int(0), 32);
        self.singletons.true_ = self.allocate(types::BOOL, Payload::Int(1), 32);
        let small = self.release.small_ints.clone();
        self.singletons.first_small_int = self.slots.len() as u32;
        self.singletons.smallest_int = *small.start();
        self.singletons.small_int_count = (small.end() - small.start() + 1) as u64;
        for value in small {
            self.allocate(types::INT, Payload::Int(value), 32);
        }
        self.singletons.first_character = self.slots.len() as u32;
        for character in 0..=255u8 {
            let text: Box<str> = char::from(character).to_string().into();
            let mut flags = Flags::default();
            if !self.release.interning.separate_characters.contains(char::from(character)) {
                flags.set(Flags::INTERNED);
            }
            if character < 128 {
                flags.set(Flags::ASCII);
            }
            let string = self.allocate(
                types::STR,
                Payload::Str(Str { text, hash: Cell::new(0) }),
                if character < 128 { 48 } else { 64 },
            );
            self.get_mut(string).flags.set(flags);
        }
        self.singletons.first_byte = self.slots.len() as u32;
        for byte in 0..=255u8 {
            let data = Box::new([byte]) as Box<[u8]>;
            self.allocate(types::BYTES, Payload::Bytes(Bytes { data, hash: Cell::new(0) }), 48);
        }
        self.singletons.empty_bytes = self.allocate(
            types::BYTES,
            Payload::Bytes(Bytes { data: Box::default(), hash: Cell::new(0) }),
            48,
        );
        self.singletons.empty_str = self.allocate(
            types::STR,
            Payload::Str(Str { text: "".into(), hash: Cell::new(0) }),
            48,
        );
        let empty_str = self.singletons.empty_str;
        self.get_mut(empty_str).flags.set(Flags::ASCII.with(Flags::INTERNED));
        for character in self.release.interning.separate_characters.chars() {
            let string = self.new_str_fresh(character.encode_utf8(&mut [0; 4]));
            let code = self.str_hash(string);
            self.insert_interned(string, code);
        }
        let header = self.release.sizes.tuple_header as usize;
        self.singletons.empty_tuple =
            self.allocate_gc(types::TUPLE, Payload::Tuple(Box::default()), header, 16);

        let immortal = self.release.immortal_objects;
        let last = self.slots.len() as u32;
        for index in 1..last {
            // Before 3.12 the static objects were counted; they start at a billion.
            self.slots[index as usize].refcount =
                if immortal { IMMORTAL } else { self.release.static_refcount };
        }
        for row in STATIC_TYPES {
            self.boot_type(row);
        }
    }

    fn boot_type(&mut self, row: &crate::static_types::StaticType) {
        let base = (row.handle != types::OBJECT).then_some(row.base);
        self.fill_type(row.handle, base, row);
    }

    /// A type of the library, made when its module is imported: the row's handle is not read. Borrowed:
    /// such types never die. Most are mortal all the same: CPython makes them as a class statement does.
    pub fn new_library_type(&mut self, row: &crate::static_types::StaticType) -> Obj {
        let before = self.set_static_memory(true);
        let address = self.memory.static_address(self.release.sizes.static_type as usize);
        let flags = Flags::STATIC.with(Flags::GC);
        let class = self.place(types::TYPE, Payload::Empty, address, 0, 0, flags);
        let is_static = self.release.library.static_types.contains(&row.name);
        self.get_mut(class).refcount = match is_static && self.release.immortal_objects {
            true => IMMORTAL,
            // From its module, and from the interpreter, which keeps it.
            false => 2,
        };
        self.fill_type(class, Some(row.base), row);
        self.set_static_memory(before);
        class
    }

    /// Collections of all generations since the program's start, and the objects that they freed.
    pub fn collections_since_start(&self) -> (usize, usize) {
        let (mut runs, mut freed) = (0, 0);
        for one in &self.collector.statistics {
            (runs, freed) = (runs + one.collections, freed + one.collected);
        }
        for &(collections, collected) in &self.release.start.collector_runs {
            (runs, freed) = (runs - collections, freed - collected);
        }
        (runs, freed)
    }

    /// The collector's counters at a program's start, and the counts of the interpreter's own objects
    /// where they are counted.
    pub fn set_start_counts(&mut self) {
        let start = &self.release.start;
        self.collector.set_counts(start.collector_counts);
        for (generation, &(collections, collected)) in start.collector_runs.iter().enumerate() {
            let statistics = &mut self.collector.statistics[generation];
            (statistics.collections, statistics.collected) = (collections, collected);
        }
        self.collector.statistics[0].candidates = start.collector_candidates;
        let rows = self.release.start.counts.rows();
        for (counted, count) in rows {
            let object = match counted {
                Counted::Int(value) => self.small_int(value),
                Counted::Character(character) => Some(self.latin1_character(character)),
                Counted::Byte(byte) => Some(self.single_byte(byte)),
                Counted::Named("None") => Some(self.singletons.none),
                Counted::Named("True") => Some(self.singletons.true_),
                Counted::Named("False") => Some(self.singletons.false_),
                Counted::Named("Ellipsis") => Some(self.singletons.ellipsis),
                Counted::Named("NotImplemented") => Some(self.singletons.not_implemented),
                Counted::Named("()") => Some(self.singletons.empty_tuple),
                Counted::Named("''") => Some(self.singletons.empty_str),
                Counted::Named("b''") => Some(self.singletons.empty_bytes),
                Counted::Named(name) => crate::static_types::STATIC_TYPES
                    .iter()
                    .find(|row| row.name == name)
                    .map(|row| row.handle),
            };
            if let Some(object) = object {
                self.get_mut(object).refcount = count;
            }
        }
        if !self.release.immortal_objects {
            for word in self.interned.iter().copied().collect::<Vec<Obj>>() {
                if let Some(count) = self.release.start.words.references(self.str_text(word)) {
                    self.get_mut(word).refcount = self.release.static_refcount + count;
                }
            }
        }
    }

    fn fill_type(&mut self, class: Obj, base: Option<Obj>, row: &crate::static_types::StaticType) {
        // ExceptionGroup alone has a second base.
        let second = (class == types::EXCEPTION_GROUP).then_some(types::EXCEPTION);
        let all: Vec<Obj> = base.into_iter().chain(second).collect();
        let bases = match all.is_empty() {
            false => self.new_tuple_from(&all),
            true => self.singletons.empty_tuple,
        };
        let mut lookup = vec![class];
        lookup.extend(base);
        lookup.extend(second);
        let mut next = base.and_then(|base| self.type_object(base).base);
        while let Some(ancestor) = next {
            lookup.push(ancestor);
            next = self.type_object(ancestor).base;
        }
        for base in all {
            self.type_object_mut(base).subclasses.push(class);
        }
        let mro = self.new_tuple_from(&lookup);
        let dict = self.new_dict();
        let sizes = &self.release.sizes;
        let (basicsize, itemsize) = sizes.of_static_type(row.name);
        // It is made as a class statement would make it, with weak references.
        let managed_head = match class {
            types::EXCEPTION_GROUP if sizes.managed_weakrefs => sizes.managed_head,
            _ => 0,
        };
        let inherited = base.map(|base| self.type_object(base).flags).unwrap_or_default();
        let object = TypeObject {
            name: row.name.into(),
            qualname: None,
            module: row.module,
            bases,
            mro: Some(mro),
            base,
            dict,
            layout: row.layout,
            basicsize,
            itemsize,
            slots: Box::default(),
            slots_tuple: None,
            slot_count: 0,
            flags: TypeFlags {
                immutable: true,
                base: row.is_base,
                gc: row.gc,
                dict: row.dict,
                weak: row.weak || inherited.weak,
                sequence: matches!(
                    class,
                    types::LIST | types::TUPLE | types::RANGE | types::MEMORYVIEW
                ),
                mapping: matches!(class, types::DICT | types::MAPPINGPROXY),
                ..TypeFlags::default()
            },
            prefix: if row.gc { sizes.gc_head } else { 0 } + managed_head,
            managed_dict: false,
            inline_values: false,
            shared_keys: None,
            version: self.fresh_version(),
            subclasses: Vec::new(),
            subclass_references: Vec::new(),
            subclass_keys: Vec::new(),
            native: 0,
        };
        self.slots[class.index()].payload = Payload::Type(Box::new(object));
    }
}
