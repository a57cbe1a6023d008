//! What an instruction may remember of an attribute access, valid while the class keeps its version.

use heap_model::objects::DescriptorKind;
use heap_model::{Obj, Payload, types};

use super::descriptors::Role;
use crate::machine::Machine;

/// What holds for `object.name` for all objects of one version of a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cached {
    /// Nothing that can be told in short.
    Nothing,
    /// The value at this place of an [`heap_model::objects::Instance`], if the instance has no dict
    /// of its own and the place exists and is filled. Otherwise the long way must be taken.
    InlineValue(u32),
    /// The value at this place of an instance's slots; empty is an `AttributeError`, the long way
    /// says it.
    SlotMember(u32),
    /// The class's method, to be called with the object first; borrowed. Holds for instances that
    /// have no dict of their own, and for all objects of classes without instance dicts.
    Method(Obj),
    /// A value that stands in the class, no descriptor; borrowed. Holds as [`Cached::Method`] does.
    ClassConstant(Obj),
}

/// What holds for `object.name = value`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CachedStore {
    /// Nothing that can be told in short.
    Nothing,
    /// The value at this place of an instance, if it has no dict of its own and the place is filled
    /// already.
    InlineValue(u32),
    /// The value at this place of an instance's slots.
    SlotMember(u32),
}

impl Machine {
    /// What an instruction may remember of `object.name` for objects of a class, along with the
    /// class's version.
    pub fn attribute_cache_entry(&mut self, class: Obj, name: Obj) -> Cached {
        let content = self.heap.type_object(class);
        if content.version == 0
            || content.flags.custom_getattr
            || self.has_special_attribute_access(class)
        {
            return Cached::Nothing;
        }
        let (has_dict, layout) = (content.flags.dict, content.layout);
        let plain_instances = layout == heap_model::objects::Layout::Object;
        let found = self.type_lookup(class, name);
        let role = found.map(|attribute| self.role(attribute));
        if let (Some(attribute), Some(Role::Data)) = (found, role) {
            return match self.heap.payload(attribute) {
                Payload::Descriptor(member)
                    if member.kind == DescriptorKind::Member && plain_instances =>
                {
                    Cached::SlotMember(member.function)
                }
                _ => Cached::Nothing,
            };
        }
        if has_dict && !plain_instances {
            // Such objects keep their dict elsewhere.
            return Cached::Nothing;
        }
        if has_dict && let Some(place) = self.value_place(class, name) {
            return Cached::InlineValue(place);
        }
        let Some(attribute) = found else { return Cached::Nothing };
        match self.heap.payload(attribute) {
            Payload::Function(_) => Cached::Method(attribute),
            _ if self.is_method_descriptor(attribute) => Cached::Method(attribute),
            _ if role == Some(Role::Plain) => Cached::ClassConstant(attribute),
            _ => Cached::Nothing,
        }
    }

    /// What an instruction may remember of `object.name = value`.
    pub fn store_cache_entry(&mut self, class: Obj, name: Obj) -> CachedStore {
        let content = self.heap.type_object(class);
        if content.version == 0
            || content.flags.custom_setattr
            || content.layout != heap_model::objects::Layout::Object
        {
            return CachedStore::Nothing;
        }
        let has_dict = content.flags.dict;
        if let Some(attribute) = self.type_lookup(class, name)
            && self.role(attribute) == Role::Data
        {
            return match self.heap.payload(attribute) {
                Payload::Descriptor(member) if member.kind == DescriptorKind::Member => {
                    CachedStore::SlotMember(member.function)
                }
                _ => CachedStore::Nothing,
            };
        }
        match self.value_place(class, name) {
            Some(place) if has_dict => CachedStore::InlineValue(place),
            _ => CachedStore::Nothing,
        }
    }

    /// What an instruction may remember of `class.name`, borrowed: valid while the class keeps its
    /// version. `None`: nothing.
    pub fn class_cache_entry(&mut self, class: Obj, name: Obj) -> Option<Obj> {
        let meta = self.heap.type_of(class);
        if meta != types::TYPE || self.heap.type_object(class).version == 0 {
            return None;
        }
        if let Some(of_meta) = self.type_lookup(meta, name)
            && self.role(of_meta) == Role::Data
        {
            return None;
        }
        let attribute = self.type_lookup(class, name)?;
        match self.heap.payload(attribute) {
            Payload::Function(_) => return Some(attribute),
            &Payload::MethodWrapper(function)
                if self.heap.type_of(attribute) == types::STATICMETHOD =>
            {
                return Some(function);
            }
            _ if self.is_method_descriptor(attribute) => return Some(attribute),
            _ => {}
        }
        (self.role(attribute) == Role::Plain).then_some(attribute)
    }

    /// Types whose instances look attributes up in ways of their own.
    fn has_special_attribute_access(&self, class: Obj) -> bool {
        use heap_model::objects::Layout;
        matches!(
            self.heap.type_object(class).layout,
            Layout::Type | Layout::Module | Layout::Super | Layout::WeakRef
        ) || matches!(class, types::PROXY | types::CALLABLE_PROXY | types::SUPER)
    }

    /// Where instances of a class keep an attribute, counted from the first slot.
    fn value_place(&self, class: Obj, name: Obj) -> Option<u32> {
        let content = self.heap.type_object(class);
        let position = self.heap.shared_key_position(class, name)?;
        Some(content.slot_count + position as u32)
    }
}
