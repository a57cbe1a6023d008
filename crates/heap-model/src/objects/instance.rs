//! Instances of Python classes: slots, then attribute values laid out by the class's shared keys.
//!
//! While nobody asked for its `__dict__`, an instance holds values only; their names stand once, in
//! the class. The place of a name is the order in which the class first saw it, and the values die
//! in that order. The first look at `__dict__` makes a dict that takes the values over.

use crate::free_lists::Kind;
use crate::heap::Heap;
use crate::layout::{Block, up8};
use crate::memory::Addr;
use crate::object::{Extra, Flags, Obj, Payload};
use crate::objects::{Layout, SplitValues};
use crate::runtime::Runtime;
use crate::static_types::types;

/// The contents of an instance of a class whose base layout is `object`.
#[derive(Clone, Debug, Default)]
pub struct Instance {
    /// The values of `__slots__`, in layout order, then (while there is no dict of its own) one
    /// place for each key that the shared table had room for when the instance was made.
    pub values: Box<[Option<Obj>]>,
    /// The `__dict__`, once it exists as an object. The values then live there.
    pub dict: Option<Obj>,
    /// Where the values are if the release keeps them outside of the object.
    values_address: Option<Addr>,
}

impl Instance {
    /// The block of the values where the release keeps them outside of the object; `slots` is the
    /// number of `__slots__` in front of them.
    pub fn values_block(&self, slots: usize) -> Option<Block> {
        let bytes = values_block_size(false, self.values.len() - slots) as u32;
        self.values_address.map(|address| Block { address, bytes })
    }
}

/// Bytes of a block of values outside of the instance.
fn values_block_size(inline: bool, places: usize) -> usize {
    if inline {
        // A head of 8 bytes, the values, then one byte each for the order in which they were set.
        up8(places) + 8 * (places + 1)
    } else {
        // In front of the values a byte each for the order, and two for their numbers.
        up8(places + 2) + 8 * places
    }
}

impl Heap {
    // --- making ---

    /// An instance of a class made by a program whose layout is `object`'s. Its attributes are unset.
    /// New reference; the class gets one reference more. Tracked.
    pub fn new_instance(&mut self, class: Obj) -> Obj {
        let contents = self.type_object(class);
        let slots = contents.slot_count as usize;
        let (prefix, inline) = (contents.prefix as usize, contents.inline_values);
        let heap_type = contents.flags.heap;
        let mut size = contents.basicsize as usize;
        let mut places = 0;
        if inline {
            places = self.take_value_places(class) as usize;
            if self.release.containers.inline_values {
                size += values_block_size(true, places);
            }
        }
        if heap_type {
            self.incref(class);
        }
        let values = vec![None; slots + places].into_boxed_slice();
        let instance = Instance { values, ..Instance::default() };
        let object = self.allocate_gc(class, Payload::Instance(instance), up8(size), prefix);
        if inline && !self.release.containers.inline_values {
            let block = self.new_values_block(places as u32);
            self.instance_mut(object).values_address = block.map(|block| block.address);
        }
        self.track(object);
        object
    }

    // ANCHOR: take_value_places
    /// The places that the next instance gets, after which the table's room is one less.
    fn take_value_places(&mut self, class: Obj) -> u32 {
        let counted_after = self.release.containers.values_counted_after;
        let Some(keys) = self.type_object_mut(class).shared_keys.as_deref_mut() else { return 0 };
        let before = keys.total();
        if keys.room > 1 {
            keys.room -= 1;
        }
        if counted_after { keys.total() } else { before }
    }
    // ANCHOR_END: take_value_places

    /// The size of an instance of a class that derives from a built-in type and has places for
    /// values inside (3.14+), without what precedes it.
    pub(crate) fn take_inline_values_size(&mut self, class: Obj) -> usize {
        let places = self.take_value_places(class) as usize;
        up8(self.type_object(class).basicsize as usize) + values_block_size(true, places)
    }

    /// A block for so many values outside of an instance.
    pub(crate) fn new_values_block(&mut self, places: u32) -> Option<Block> {
        let inline = self.release.containers.inline_values;
        self.new_block(values_block_size(inline, places as usize))
    }

    // --- the class's names ---

    /// The position of a name among those that instances of the class share.
    #[inline]
    pub fn shared_key_position(&self, class: Obj, name: Obj) -> Option<usize> {
        let keys = self.type_object(class).shared_keys.as_deref()?;
        keys.position(name).or_else(|| {
            if self.get(name).flags.has(Flags::INTERNED) && !keys.uninterned {
                return None;
            }
            let text = self.str_text(name);
            keys.names.iter().position(|&known| self.str_text(known) == text)
        })
    }

    /// The position of a name, which the class learns if it is new and there is room.
    #[inline]
    pub fn shared_key_position_or_add(&mut self, class: Obj, name: Obj) -> Option<usize> {
        if let Some(position) = self.shared_key_position(class, name) {
            return Some(position);
        }
        let interned = self.get(name).flags.has(Flags::INTERNED);
        let keys = self.type_object_mut(class).shared_keys.as_deref_mut()?;
        if keys.room == 0 {
            return None;
        }
        keys.room -= 1;
        keys.uninterned |= !interned;
        keys.names.push(name);
        let position = keys.names.len() - 1;
        self.incref(name);
        Some(position)
    }

    // --- values by position ---

    /// The value at a position of the class's keys, borrowed. Only while the instance has no dict.
    #[inline]
    pub fn instance_value(&self, instance: Obj, position: usize) -> Option<Obj> {
        let slots = self.slot_count_of(instance);
        self.instance(instance).values.get(slots + position).copied().flatten()
    }

    /// Sets the value at a position of the class's keys and takes its reference over. Returns the
    /// one that was there, which is the caller's to drop. Only while the instance has no dict.
    #[inline]
    pub fn instance_set_value(
        &mut self,
        instance: Obj,
        position: usize,
        value: Obj,
    ) -> Option<Obj> {
        let slots = self.slot_count_of(instance);
        let contents = self.instance_mut(instance);
        let old = contents.values[slots + position].replace(value);
        if old.is_none() {
            // Mostly names are set in the order in which the class knows them; then nothing has to be
            // remembered.
            let in_order = contents.values[slots + position + 1..].iter().all(Option::is_none);
            if !in_order || self.get(instance).flags.has(Flags::EXTRA) {
                self.note_attribute_order(instance, slots, position, in_order);
            }
        }
        old
    }

    #[cold]
    fn note_attribute_order(&mut self, instance: Obj, slots: usize, set: usize, in_order: bool) {
        let known =
            self.extras.get(&instance).is_some_and(|extra| !extra.attribute_order.is_empty());
        if in_order && !known {
            return;
        }
        let mut order = self.attribute_order(instance, slots);
        order.retain(|&position| usize::from(position) != set);
        order.push(set as u8);
        self.extra_mut(instance).attribute_order = order;
    }

    /// Positions of the attributes that are set, in the order in which they were; `slots` is the
    /// number of `__slots__` in front.
    fn attribute_order(&self, instance: Obj, slots: usize) -> Vec<u8> {
        if let Some(extra) = self.extras.get(&instance)
            && !extra.attribute_order.is_empty()
        {
            return extra.attribute_order.clone();
        }
        let values = self.instance(instance).values.iter().skip(slots).enumerate();
        values.filter_map(|(position, value)| value.map(|_| position as u8)).collect()
    }

    /// The attributes have no order of their own any more: they are gone, or in a dict.
    fn forget_attribute_order(&mut self, instance: Obj) {
        if let Some(extra) = self.extras.get_mut(&instance) {
            extra.attribute_order.clear();
        }
    }

    /// Takes the value at a position of the class's keys out; it is the caller's to drop.
    pub fn instance_take_value(&mut self, instance: Obj, position: usize) -> Option<Obj> {
        let slots = self.slot_count_of(instance);
        let contents = self.instance_mut(instance);
        let old = contents.values.get_mut(slots + position)?.take();
        if let Some(extra) = self.extras.get_mut(&instance) {
            extra.attribute_order.retain(|&known| usize::from(known) != position);
        }
        old
    }

    #[inline(always)]
    fn slot_count_of(&self, instance: Obj) -> usize {
        self.type_object(self.type_of(instance)).slot_count as usize
    }

    /// The value of a `__slots__` entry, borrowed.
    pub fn slot_value(&self, instance: Obj, position: usize) -> Option<Obj> {
        match self.payload(instance) {
            Payload::Instance(contents) => contents.values.get(position).copied().flatten(),
            _ => self.extras.get(&instance)?.slots.get(position).copied().flatten(),
        }
    }

    /// Sets or (with `None`) deletes a `__slots__` entry and takes the reference over. Returns what
    /// was there, which is the caller's to drop.
    pub fn set_slot_value(
        &mut self,
        instance: Obj,
        position: usize,
        value: Option<Obj>,
    ) -> Option<Obj> {
        if let Payload::Instance(contents) = self.payload_mut(instance) {
            return std::mem::replace(&mut contents.values[position], value);
        }
        let extra = self.extra_mut(instance);
        if extra.slots.len() <= position {
            extra.slots.resize(position + 1, None);
        }
        std::mem::replace(&mut extra.slots[position], value)
    }

    /// What few objects have, made if this one has none yet.
    pub fn extra_mut(&mut self, object: Obj) -> &mut Extra {
        self.get_mut(object).flags.set(Flags::EXTRA);
        self.extras.entry(object).or_default()
    }

    // --- attributes by name ---

    /// An attribute of the instance itself, borrowed; not of its class. `name` is a `str`.
    #[inline]
    pub fn instance_attribute(&self, instance: Obj, name: Obj) -> Option<Obj> {
        if let Payload::Instance(contents) = self.payload(instance)
            && contents.dict.is_none()
        {
            let class = self.type_of(instance);
            let position = self.shared_key_position(class, name)?;
            return self.instance_value(instance, position);
        }
        let dict = self.existing_dict(instance)?;
        self.dict_get_str(dict, name)
    }

    /// Sets an attribute of the instance itself; counts one reference more to the value. Returns the
    /// value that was there, which is the caller's to drop. `name` is an interned `str`, and the
    /// class gives instances a `__dict__`.
    pub fn set_instance_attribute(&mut self, instance: Obj, name: Obj, value: Obj) -> Option<Obj> {
        if let Payload::Instance(contents) = self.payload(instance)
            && contents.dict.is_none()
        {
            let class = self.type_of(instance);
            let slots = self.slot_count_of(instance);
            let places = self.instance(instance).values.len() - slots;
            if places > 0
                && let Some(position) = self.shared_key_position_or_add(class, name)
                && position < places
            {
                self.incref(value);
                return self.instance_set_value(instance, position, value);
            }
        }
        let dict = match self.existing_dict(instance) {
            Some(dict) => dict,
            None => match self.new_hidden_dict(instance) {
                Some(dict) => dict,
                None => self.instance_dict(instance)?,
            },
        };
        let old = self.dict_set_str(dict, name, value);
        if self.get(dict).flags.has(Flags::HIDDEN) && self.dict(dict).split_values().is_none() {
            self.show_hidden_dict(dict);
        }
        old
    }

    /// The dict that stands for the values inside of an instance whose layout is a built-in type's,
    /// where the class gives it room for them. Borrowed.
    fn new_hidden_dict(&mut self, object: Obj) -> Option<Obj> {
        let class = self.type_of(object);
        let contents = self.type_object(class);
        let inside = contents.inline_values
            && contents.layout != Layout::Object
            && contents.shared_keys.is_some();
        let elsewhere = matches!(
            self.payload(object),
            Payload::Instance(_)
                | Payload::Function(_)
                | Payload::Exception(_)
                | Payload::Module(_)
        );
        if !inside || elsewhere {
            return None;
        }
        let before = self.set_static_memory(true);
        let dict = self.new_dict_sharing(class, object);
        self.set_static_memory(before);
        self.get_mut(dict).flags.set(Flags::HIDDEN);
        self.store_dict(object, Some(dict));
        Some(dict)
    }

    /// Makes an object of a hidden dict, as the first look at `__dict__` does.
    fn show_hidden_dict(&mut self, dict: Obj) {
        let prefix = self.release.sizes.gc_head as usize;
        let total = prefix + self.release.sizes.dict as usize;
        let block = match self.take_parked(Kind::DICT) {
            Some(block) => {
                self.memory.reuse(block);
                block
            }
            None => {
                self.collector.count_allocation();
                self.memory.malloc(total)
            }
        };
        let slot = self.get_mut(dict);
        slot.address = block.offset(prefix);
        slot.size = total as u32;
        slot.prefix = prefix as u32;
        slot.flags.clear(Flags::HIDDEN.with(Flags::STATIC).with(Flags::TRACKED));
        self.track(dict);
    }

    /// Takes an attribute of the instance itself out; the value is the caller's to drop.
    pub fn take_instance_attribute(&mut self, instance: Obj, name: Obj) -> Option<Obj> {
        if let Payload::Instance(contents) = self.payload(instance)
            && contents.dict.is_none()
        {
            let class = self.type_of(instance);
            let position = self.shared_key_position(class, name)?;
            return self.instance_take_value(instance, position);
        }
        let dict = self.existing_dict(instance)?;
        let entry = self.dict_find_str(dict, name)?;
        let (key, value) = self.dict_remove(dict, entry);
        self.decref(key);
        Some(value)
    }

    // --- the dict ---

    /// The `__dict__` of an object, borrowed, if it exists as an object already.
    pub fn existing_dict(&self, object: Obj) -> Option<Obj> {
        match self.payload(object) {
            Payload::Instance(contents) => contents.dict,
            Payload::Function(function) => function.dict,
            Payload::Module(module) => Some(module.dict),
            Payload::Exception(exception) => exception.dict,
            Payload::Type(class) => Some(class.dict),
            _ => self.extras.get(&object)?.dict,
        }
    }

    /// The `__dict__` of an object, borrowed; made now if it does not exist yet. `None` if the class
    /// gives instances none.
    pub fn instance_dict(&mut self, object: Obj) -> Option<Obj> {
        if let Some(dict) = self.existing_dict(object) {
            if self.get(dict).flags.has(Flags::HIDDEN) {
                self.show_hidden_dict(dict);
            }
            return Some(dict);
        }
        let class = self.type_of(object);
        let contents = self.type_object(class);
        if !contents.flags.dict {
            return None;
        }
        let shares = contents.managed_dict && contents.shared_keys.is_some();
        let dict = match self.payload(object) {
            Payload::Instance(_) if shares => self.materialize_dict(object, class),
            _ if shares => self.new_dict_sharing(class, object),
            _ => self.new_dict(),
        };
        self.store_dict(object, Some(dict));
        Some(dict)
    }

    /// Puts a `dict` in the place of an object's `__dict__` (`o.__dict__ = …`) and takes its reference
    /// over. Returns what is the caller's to drop: the old dict, or the values in their order.
    pub fn replace_instance_dict(&mut self, object: Obj, dict: Option<Obj>) -> Vec<Obj> {
        let slots = match self.payload(object) {
            Payload::Instance(_) => self.slot_count_of(object),
            _ => 0,
        };
        let mut dropped = Vec::new();
        let mut block = None;
        if let Payload::Instance(contents) = self.payload_mut(object) {
            dropped.extend(contents.values[slots..].iter_mut().filter_map(Option::take));
            block = contents.values_block(slots);
            contents.values_address = None;
        }
        self.forget_attribute_order(object);
        self.free_block(block);
        if let Some(old) = self.existing_dict(object) {
            self.detach_dict(old);
            dropped.push(old);
        }
        self.store_dict(object, dict);
        dropped
    }

    fn store_dict(&mut self, object: Obj, dict: Option<Obj>) {
        match self.payload_mut(object) {
            Payload::Instance(contents) => contents.dict = dict,
            Payload::Function(function) => function.dict = dict,
            Payload::Exception(exception) => exception.dict = dict,
            Payload::Module(module) => module.dict = dict.unwrap_or(module.dict),
            _ => self.extra_mut(object).dict = dict,
        }
    }

    /// Makes the dict that takes an instance's values over.
    fn materialize_dict(&mut self, object: Obj, class: Obj) -> Obj {
        let slots = self.slot_count_of(object);
        let Some(keys) = self.type_object(class).shared_keys.as_deref() else {
            return self.new_dict();
        };
        let keys_id = keys.id;
        let contents = self.instance(object);
        let places = (contents.values.len() - slots) as u32;
        let mut items = Vec::new();
        for position in self.attribute_order(object, slots) {
            if let Some(value) = contents.values[slots + usize::from(position)] {
                items.push((keys.names[usize::from(position)], value));
            }
        }
        if places == 0 {
            return self.new_dict_sharing(class, object);
        }
        for &(key, _) in &items {
            self.incref(key);
        }
        let inline_in = self.release.containers.inline_values.then_some(object);
        let contents = self.instance_mut(object);
        let block = contents.values_block(slots);
        contents.values_address = None;
        contents.values[slots..].fill(None);
        self.forget_attribute_order(object);
        let values = SplitValues { class, keys_id, places, inline_in, block };
        self.new_split_dict(values, &items, false)
    }

    /// An empty dict that shares the class's keys, for an instance that was made without places for
    /// values.
    fn new_dict_sharing(&mut self, class: Obj, object: Obj) -> Obj {
        let contents = self.type_object(class);
        let Some(keys) = contents.shared_keys.as_deref() else { return self.new_dict() };
        let (keys_id, places) = (keys.id, keys.total());
        let inside = contents.inline_values && contents.layout != Layout::Object;
        let values = if inside {
            SplitValues { class, keys_id, places, inline_in: Some(object), block: None }
        } else {
            let block = self.new_values_block(places);
            SplitValues { class, keys_id, places, inline_in: None, block }
        };
        self.new_split_dict(values, &[], false)
    }

    /// `object()`. New reference.
    pub fn new_plain(&mut self) -> Obj {
        self.allocate(types::OBJECT, Payload::Plain, 16)
    }
}
