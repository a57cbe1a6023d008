//! Making classes: which base decides the layout, what instances get added, the order of lookup.

use crate::heap::Heap;
use crate::object::{Obj, Payload};
use crate::objects::{Layout, SharedKeys, TypeFlags, TypeObject, WeakKind};
use crate::static_types::types;

/// Why a class cannot be made. The caller words it: messages differ between releases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClassError {
    /// That base cannot be derived from.
    NotABase(Obj),
    /// Two bases add to the instance's struct in ways that exclude each other.
    LayoutConflict,
    /// A base stands twice in the list.
    DuplicateBase(Obj),
    /// No order of lookup keeps the order of every base's; the classes that stand in each other's
    /// way.
    NoOrder(Vec<Obj>),
    /// `__slots__` with names in a subclass of a variable-sized type, that base.
    SlotsOfVariableSized(Obj),
    /// `__dict__` in `__slots__`, and a base has one.
    SecondDict,
    /// `__weakref__` in `__slots__`, and a base has one, or instances are variable-sized.
    SecondWeakref,
}

/// What a class statement or a call of `type` says.
#[derive(Clone, Debug)]
pub struct ClassStatement<'a> {
    /// The metaclass.
    pub metaclass: Obj,
    /// `__name__`.
    pub name: &'a str,
    /// `__qualname__`; taken over.
    pub qualname: Obj,
    /// The bases, `object` if none is named.
    pub bases: &'a [Obj],
    /// The tuple of the bases, which the class keeps; borrowed. `None`: a new one is made.
    pub bases_tuple: Option<Obj>,
    /// The tuple of the names of `__slots__`, which the class keeps; borrowed. `None`: it keeps the
    /// names themselves.
    pub slots_tuple: Option<Obj>,
    /// The namespace, a new `dict`; taken over.
    pub namespace: Obj,
    /// The names of `__slots__`, mangled, without `__dict__` and `__weakref__`; `None` if the class
    /// has no `__slots__`. Borrowed.
    pub slots: Option<&'a [Obj]>,
    /// `__slots__` names `__dict__`.
    pub slots_dict: bool,
    /// `__slots__` names `__weakref__`.
    pub slots_weakref: bool,
}

/// Bytes of an int of two digits, which an address is.
const SUBCLASS_KEY: usize = 32;

impl Heap {
    /// Makes a class: chooses the base whose layout it extends, lays out instances, computes the
    /// order of lookup and enters it with its bases' subclasses. Members for `__slots__`,
    /// `__set_name__` and the like are the caller's. New reference.
    pub fn new_class(&mut self, statement: ClassStatement<'_>) -> Result<Obj, ClassError> {
        for (index, base) in statement.bases.iter().enumerate() {
            if statement.bases[..index].contains(base) {
                return Err(ClassError::DuplicateBase(*base));
            }
        }
        let base = self.best_base(statement.bases)?;
        let parent = self.type_object(base);
        let (layout, itemsize) = (parent.layout, parent.itemsize);
        let variable_sized = itemsize != 0 && layout != Layout::Type;
        let names = statement.slots.unwrap_or_default();
        let allows_slots = self.release.operations.slots_of_variable_sized;
        let refused = match allows_slots {
            true => !names.is_empty() && layout != Layout::Tuple,
            false => !names.is_empty() || statement.slots_dict || statement.slots_weakref,
        };
        if variable_sized && refused {
            return Err(ClassError::SlotsOfVariableSized(base));
        }
        if statement.slots_dict && parent.flags.dict {
            return Err(ClassError::SecondDict);
        }
        if statement.slots_weakref && (parent.flags.weak || itemsize != 0 && !allows_slots) {
            return Err(ClassError::SecondWeakref);
        }
        let bare = statement.slots.is_none();
        let add_dict = !parent.flags.dict && (bare || statement.slots_dict);
        let add_weak = !parent.flags.weak && (bare && itemsize == 0 || statement.slots_weakref);
        let slot_count = parent.slot_count + names.len() as u32;
        let mut basicsize = parent.basicsize + 8 * names.len() as u32;
        let sizes = &self.release.sizes;
        let mut managed_dict = parent.managed_dict;
        if add_dict {
            if variable_sized && !sizes.managed_dict_of_variable_sized {
                basicsize += 8;
            } else {
                managed_dict = true;
            }
        }
        let mut managed = parent.prefix > sizes.gc_head || managed_dict;
        if add_weak {
            if sizes.managed_weakrefs {
                managed = true;
            } else {
                basicsize += 8;
            }
        }
        let prefix = sizes.gc_head + if managed { sizes.managed_head } else { 0 };
        let inline_values = managed_dict && self.has_inline_values(layout, basicsize, itemsize);
        let flags = TypeFlags {
            heap: true,
            base: true,
            gc: true,
            dict: parent.flags.dict || add_dict,
            weak: parent.flags.weak || add_weak,
            sequence: parent.flags.sequence,
            mapping: parent.flags.mapping,
            ..TypeFlags::default()
        };
        let native = parent.native;

        let mut lookup = self.linearize(statement.bases)?;
        // Everything that can go wrong has gone: from here on objects are made.
        let class = self.allocate_class(statement.metaclass, names.len());
        lookup.insert(0, class);
        let mut slots: Vec<Obj> = names.to_vec();
        slots.sort_by(|&a, &b| self.str_text(a).cmp(self.str_text(b)));
        match statement.slots_tuple {
            Some(tuple) => self.incref(tuple),
            None => slots.iter().for_each(|&name| self.incref(name)),
        }
        self.incref(base);
        let bases = match statement.bases {
            _ if let Some(tuple) = statement.bases_tuple => self.new_ref(tuple),
            // A class without bases gets a tuple made by C code, which is tracked at birth.
            [types::OBJECT] => {
                self.incref(types::OBJECT);
                self.new_tuple_tracked(vec![types::OBJECT])
            }
            bases => self.new_tuple_from(bases),
        };
        let version = self.fresh_version();
        let object = TypeObject {
            name: statement.name.into(),
            qualname: Some(statement.qualname),
            module: "",
            bases,
            mro: None,
            base: Some(base),
            dict: statement.namespace,
            layout,
            basicsize,
            itemsize,
            slots: slots.into(),
            slots_tuple: statement.slots_tuple,
            slot_count,
            flags,
            prefix,
            managed_dict,
            inline_values,
            shared_keys: None,
            version,
            subclasses: Vec::new(),
            subclass_references: Vec::new(),
            subclass_keys: Vec::new(),
            native,
        };
        self.get_mut(class).payload = Payload::Type(Box::new(object));
        if managed_dict {
            self.make_shared_keys(class);
        }
        let mro = self.new_tuple_from(&lookup);
        self.type_object_mut(class).mro = Some(mro);
        for &base in statement.bases {
            self.type_object_mut(base).subclasses.push(class);
            let key = self.new_block(SUBCLASS_KEY);
            let reference = self.new_weakref(class, None, WeakKind::Reference);
            let object = self.type_object_mut(class);
            object.subclass_references.push(reference);
            object.subclass_keys.extend(key);
        }
        self.refresh_class(class);
        self.track(class);
        Ok(class)
    }

    fn allocate_class(&mut self, metaclass: Obj, slots: usize) -> Obj {
        let contents = self.type_object(metaclass);
        let (prefix, heap_type) = (contents.prefix as usize, contents.flags.heap);
        let size = self.generic_alloc_size(metaclass, slots);
        if heap_type {
            self.incref(metaclass);
        }
        self.allocate_gc(metaclass, Payload::Empty, size, prefix)
    }

    /// Whether instances get places for attribute values when they are made.
    fn has_inline_values(&self, layout: Layout, basicsize: u32, itemsize: u32) -> bool {
        use crate::release::InlineValues::*;
        match self.release.containers.values_for {
            DerivedFromObject => layout == Layout::Object,
            BareObject => basicsize == 16 && itemsize == 0,
            FixedSize => itemsize == 0,
        }
    }

    fn make_shared_keys(&mut self, class: Obj) {
        let size = self.release.sizes.shared_keys;
        let block = self.new_block(size as usize);
        let keys = SharedKeys {
            names: Vec::new(),
            uninterned: false,
            room: self.release.containers.shared_keys,
            id: self.fresh_version(),
            block,
            size,
        };
        self.type_object_mut(class).shared_keys = Some(Box::new(keys));
        // From 3.13 the compiler lists the attributes that methods set on `self`, and the table
        // begins with them.
        if self.release.containers.static_attributes_seed_keys {
            let namespace = self.type_object(class).dict;
            if let Some(names) = self.dict_get_text(namespace, "__static_attributes__")
                && self.type_of(names) == types::TUPLE
            {
                for index in 0..self.tuple(names).len() {
                    let name = self.tuple(names)[index];
                    if self.type_of(name) == types::STR {
                        self.shared_key_position_or_add(class, name);
                    }
                }
            }
        }
    }

    /// Whether `class` is `ancestor` or derives from it.
    #[inline]
    pub fn is_subclass(&self, class: Obj, ancestor: Obj) -> bool {
        if class == ancestor {
            return true;
        }
        let contents = self.type_object(class);
        match contents.mro {
            Some(mro) => self.tuple(mro).contains(&ancestor),
            None => contents.base.is_some_and(|base| self.is_subclass(base, ancestor)),
        }
    }

    /// The class of `bases` whose instances' struct the new class extends.
    fn best_base(&self, bases: &[Obj]) -> Result<Obj, ClassError> {
        let mut best: Option<(Obj, Obj)> = None;
        for &base in bases {
            let contents = self.type_object(base);
            if !contents.flags.base || contents.layout == Layout::Sealed {
                return Err(ClassError::NotABase(base));
            }
            let solid = self.solid_base(base);
            match best {
                None => best = Some((base, solid)),
                Some((_, winner)) if self.is_subclass(winner, solid) => {}
                Some((_, winner)) if self.is_subclass(solid, winner) => best = Some((base, solid)),
                Some(_) => return Err(ClassError::LayoutConflict),
            }
        }
        Ok(best.map_or(types::OBJECT, |(base, _)| base))
    }

    /// The class nearest to `object` whose instances have the same struct, apart from `__dict__` and
    /// weak references.
    fn solid_base(&self, class: Obj) -> Obj {
        let mut class = class;
        loop {
            let contents = self.type_object(class);
            let Some(base) = contents.base else { return class };
            let parent = self.type_object(base);
            let adds = if contents.flags.heap {
                !contents.slots.is_empty()
            } else {
                (contents.basicsize, contents.itemsize) != (parent.basicsize, parent.itemsize)
            };
            if adds {
                return class;
            }
            class = base;
        }
    }

    /// The order of lookup after the class itself: its bases' orders merged so that each keeps its
    /// own (C3).
    pub fn linearize(&self, bases: &[Obj]) -> Result<Vec<Obj>, ClassError> {
        let mut rows: Vec<&[Obj]> = Vec::with_capacity(bases.len() + 1);
        for &base in bases {
            match self.type_object(base).mro {
                Some(mro) => rows.push(self.tuple(mro)),
                None => return Err(ClassError::NotABase(base)),
            }
        }
        rows.push(bases);
        merge_orders(rows).map_err(ClassError::NoOrder)
    }

    /// Works out again which special methods a class and its subclasses have, after their namespaces
    /// changed, and gives each a new version.
    pub fn refresh_class(&mut self, class: Obj) {
        let has = |heap: &Heap, class: Obj, names: &[&str]| {
            let Some(mro) = heap.type_object(class).mro else { return false };
            heap.tuple(mro).iter().any(|&ancestor| {
                let contents = heap.type_object(ancestor);
                contents.flags.heap
                    && names.iter().any(|name| heap.dict_get_text(contents.dict, name).is_some())
            })
        };
        let finalizer = has(self, class, &["__del__"]);
        let inherits = |heap: &Heap, flag: fn(&TypeFlags) -> bool| {
            heap.mro(class).iter().any(|&ancestor| {
                let flags = &heap.type_object(ancestor).flags;
                !flags.heap && flag(flags)
            })
        };
        let custom_getattr = has(self, class, &["__getattr__", "__getattribute__"])
            || inherits(self, |flags| flags.custom_getattr);
        let custom_setattr = has(self, class, &["__setattr__", "__delattr__"])
            || inherits(self, |flags| flags.custom_setattr);
        let version = self.fresh_version();
        let contents = self.type_object_mut(class);
        contents.flags.finalizer = finalizer;
        contents.flags.custom_getattr = custom_getattr;
        contents.flags.custom_setattr = custom_setattr;
        contents.version = version;
        for index in 0..self.type_object(class).subclasses.len() {
            let subclass = self.type_object(class).subclasses[index];
            self.refresh_class(subclass);
        }
    }
}

/// Merges rows of classes into one that keeps the order of each: repeatedly takes the first head
/// that stands in no row's tail. An error gives the heads that are left.
// ANCHOR: linearize
fn merge_orders(mut rows: Vec<&[Obj]>) -> Result<Vec<Obj>, Vec<Obj>> {
    let mut merged = Vec::new();
    loop {
        rows.retain(|row| !row.is_empty());
        if rows.is_empty() {
            return Ok(merged);
        }
        let free = |head: Obj| !rows.iter().any(|row| row[1..].contains(&head));
        let Some(next) = rows.iter().map(|row| row[0]).find(|&head| free(head)) else {
            let mut heads = Vec::new();
            for row in rows {
                if !heads.contains(&row[0]) {
                    heads.push(row[0]);
                }
            }
            return Err(heads);
        };
        merged.push(next);
        for row in &mut rows {
            if row[0] == next {
                *row = &row[1..];
            }
        }
    }
}
// ANCHOR_END: linearize
