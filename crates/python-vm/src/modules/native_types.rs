//! Types of the library that are written in Rust: how they are declared, and what their objects hold.
//!
//! Such a type is made when its module asks for it first, in static memory: it never dies. Its
//! objects hold a Rust struct, whose references `native_object` shows to the heap.

use heap_model::objects::{DescriptorKind, Layout};
use heap_model::{NativeObject, Obj, Payload, Runtime, StaticType, types};

use crate::machine::{Machine, Result};
use crate::native::{Args, TypeDef};

/// A type written in Rust.
#[derive(Debug)]
pub struct NativeType {
    /// `__name__`, under which the release's table of sizes knows it.
    pub name: &'static str,
    /// `__module__`.
    pub module: &'static str,
    /// `__base__`.
    pub base: Base,
    /// What its objects hold.
    pub layout: Layout,
    /// What it can do.
    pub traits: Traits,
    /// Attributes of its own that hold any object, beside what its layout holds.
    pub members: &'static [Member],
    /// Its namespace.
    pub definition: TypeDef,
}

/// An attribute of a native type that derives from a built-in container: stored as a slot.
#[derive(Clone, Copy, Debug)]
pub struct Member(pub &'static str);

/// The base of a native type.
#[derive(Clone, Copy, Debug)]
pub enum Base {
    /// A built-in type.
    BuiltIn(Obj),
    /// Another native type.
    Native(&'static NativeType),
}

/// What a native type's objects can do.
#[derive(Clone, Copy, Debug, Default)]
pub struct Traits {
    /// Classes can derive from it.
    pub base: bool,
    /// The collector follows its objects.
    pub gc: bool,
    /// Its objects can be referenced weakly.
    pub weak: bool,
    /// Its objects have a `__dict__`.
    pub dict: bool,
    /// `match` takes them for sequences.
    pub sequence: bool,
    /// Their `__dict__` stands in front of them, as that of instances of Python classes.
    pub managed_dict: bool,
}

impl Traits {
    /// Nothing of it.
    pub const NONE: Traits = Traits {
        base: false,
        gc: false,
        weak: false,
        dict: false,
        sequence: false,
        managed_dict: false,
    };
    /// A collected type that cannot be derived from.
    pub const FINAL: Traits = Traits { gc: true, ..Traits::NONE };
    /// A collected type that can be derived from.
    pub const BASE: Traits = Traits { gc: true, base: true, ..Traits::NONE };
}

impl Machine {
    /// The type of that declaration, made now if it is not there yet. Borrowed: it never dies.
    pub fn native_type(&mut self, declaration: &'static NativeType) -> Obj {
        let known = &self.library.native_types;
        if let Some(&(_, class)) =
            known.iter().find(|&&(known, _)| std::ptr::eq(known, declaration))
        {
            return class;
        }
        let base = match declaration.base {
            Base::BuiltIn(base) => base,
            Base::Native(base) => self.native_type(base),
        };
        self.populate(base);
        let traits = declaration.traits;
        let class = self.heap.new_library_type(&StaticType {
            handle: types::OBJECT,
            name: declaration.name,
            module: declaration.module,
            base,
            layout: declaration.layout,
            is_base: traits.base,
            gc: traits.gc,
            weak: traits.weak,
            dict: traits.dict,
        });
        let sizes = self.heap.release.sizes.find(declaration.name);
        let inherited = self.heap.type_object(base);
        let (basicsize, itemsize) = (inherited.basicsize, inherited.itemsize);
        let flags = inherited.flags;
        let content = self.heap.type_object_mut(class);
        if sizes.is_none() {
            content.basicsize = basicsize;
            content.itemsize = itemsize;
        }
        if traits.managed_dict {
            content.prefix += 16;
        }
        content.flags.sequence = traits.sequence || flags.sequence;
        content.flags.mapping = flags.mapping;
        // A type without members is filled at first use, as the built-in ones are.
        let lazily = declaration.members.is_empty();
        content.flags.populated = !lazily;
        content.flags.custom_getattr = flags.custom_getattr;
        content.flags.custom_setattr = flags.custom_setattr;
        self.library.native_types.push((declaration, class));
        if !lazily {
            self.populate_from(class, &declaration.definition);
            self.add_native_members(class, declaration.members);
        }
        class
    }

    fn add_native_members(&mut self, class: Obj, members: &'static [Member]) {
        if members.is_empty() {
            return;
        }
        let before = self.heap.set_static_memory(true);
        let mut names = Vec::new();
        for (place, member) in members.iter().enumerate() {
            let name = self.heap.intern(member.0);
            let descriptor = self.new_descriptor(DescriptorKind::Member, class, name, place as u32);
            let namespace = self.heap.type_object(class).dict;
            self.heap.dict_set_str(namespace, name, descriptor);
            self.decref(descriptor);
            names.push(name);
        }
        let content = self.heap.type_object_mut(class);
        content.slot_count = names.len() as u32;
        content.slots = names.into();
        self.heap.set_static_memory(before);
    }

    /// An object of a native type or of a class that derives from one. New reference.
    pub fn new_native_object(&mut self, class: Obj, content: impl NativeObject) -> Obj {
        let payload = Payload::Native(Box::new(content));
        if self.heap.type_object(class).flags.heap {
            self.heap.new_of_class(class, payload)
        } else {
            self.heap.new_object(class, payload)
        }
    }

    /// What an object of a native type holds, if it is one of `T`.
    #[inline]
    pub fn native<T: 'static>(&self, object: Obj) -> Option<&T> {
        match self.heap.payload(object) {
            Payload::Native(content) => content.as_any().downcast_ref(),
            _ => None,
        }
    }

    /// As [`Machine::native`], to change.
    #[inline]
    pub fn native_mut<T: 'static>(&mut self, object: Obj) -> Option<&mut T> {
        match self.heap.payload_mut(object) {
            Payload::Native(content) => content.as_any_mut().downcast_mut(),
            _ => None,
        }
    }

    /// What `self` of a native method holds.
    ///
    /// # Errors
    /// `TypeError` for an object of another type, which a program can only pass by tricks.
    pub fn expect_native<T: 'static>(&mut self, object: Obj) -> Result<&mut T> {
        if self.native::<T>(object).is_none() {
            let given = self.type_name_of(object);
            return Err(
                self.type_error(format!("a '{given}' object came where another was expected"))
            );
        }
        match self.native_mut(object) {
            Some(content) => Ok(content),
            None => unreachable!("looked above"),
        }
    }
}

/// `__next__` of every native iterator.
pub fn next_method(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    match crate::modules::next_of_native(vm, args.values[0]) {
        Some(Ok(Some(item))) => Ok(item),
        Some(Err(raise)) => Err(raise),
        Some(Ok(None)) | None => Err(vm.raise_with_args(types::STOP_ITERATION, &[])),
    }
}

/// Something that holds references.
pub trait References {
    /// Calls `visit` with each.
    fn visit(&self, visit: &mut dyn FnMut(Obj));
    /// Gives them up.
    fn give_up(&mut self, into: &mut Vec<Obj>);
}

impl References for Option<Obj> {
    fn visit(&self, visit: &mut dyn FnMut(Obj)) {
        self.iter().copied().for_each(visit);
    }
    fn give_up(&mut self, into: &mut Vec<Obj>) {
        into.extend(self.take());
    }
}

impl References for Vec<Obj> {
    fn visit(&self, visit: &mut dyn FnMut(Obj)) {
        self.iter().copied().for_each(visit);
    }
    fn give_up(&mut self, into: &mut Vec<Obj>) {
        into.append(self);
    }
}

impl References for Vec<Option<Obj>> {
    fn visit(&self, visit: &mut dyn FnMut(Obj)) {
        self.iter().flatten().copied().for_each(visit);
    }
    fn give_up(&mut self, into: &mut Vec<Obj>) {
        into.extend(self.iter_mut().filter_map(Option::take));
    }
}

impl References for Vec<Vec<Obj>> {
    fn visit(&self, visit: &mut dyn FnMut(Obj)) {
        self.iter().flatten().copied().for_each(visit);
    }
    fn give_up(&mut self, into: &mut Vec<Obj>) {
        self.iter_mut().for_each(|row| into.append(row));
    }
}

/// Shows the references that a struct holds to the heap, in the order given.
macro_rules! native_object {
    ($name:ident: $($field:ident),* $(; dies $($death:ident),*)?) => {
        impl heap_model::NativeObject for $name {
            fn copy(&self) -> Box<dyn heap_model::NativeObject> {
                Box::new(self.clone())
            }
            fn traverse(&self, visit: &mut dyn FnMut(heap_model::Obj)) {
                let _ = &visit;
                $( $crate::modules::native_types::References::visit(&self.$field, visit); )*
            }
            fn clear(&mut self) -> Vec<heap_model::Obj> {
                #[allow(unused_mut)]
                let mut all = Vec::new();
                $($( $crate::modules::native_types::References::give_up(&mut self.$death, &mut all); )*)?
                $( $crate::modules::native_types::References::give_up(&mut self.$field, &mut all); )*
                all
            }
            fn as_any(&self) -> &dyn std::any::Any {
                self
            }
            fn as_any_mut(&mut self) -> &mut dyn std::any::Any {
                self
            }
        }
    };
}
pub(crate) use native_object;
