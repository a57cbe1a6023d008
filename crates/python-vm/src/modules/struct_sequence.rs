//! Struct sequences: tuples whose items have names (`sys.version_info`, `time.struct_time`).

use heap_model::objects::Layout;
use heap_model::{Obj, Payload, Runtime, types};

use super::native_types::{Base, NativeType, Traits};
use crate::machine::{Machine, Result};
use crate::native::{Accepts, Args, GetSetDef, NativeDef, TypeDef, special};

/// The item at an index, a new reference.
pub fn field(vm: &mut Machine, sequence: Obj, index: usize) -> Result<Obj> {
    let item = vm.heap.tuple(sequence)[index];
    Ok(vm.new_ref(item))
}

/// Attributes for the items, in their order; then fields that are no items.
macro_rules! sequence_fields {
    ($($name:literal = $index:literal),* $(; $($more:literal = $value:expr),*)? $(,)?) => {
        &[$( $crate::native::getter($name, |vm, object| {
            $crate::modules::struct_sequence::field(vm, object, $index)
        }) ),* $(, $( $crate::native::getter($more, $value) ),*)?]
    };
}
pub(crate) use sequence_fields;

/// A struct sequence's type.
pub const fn sequence_type(
    module: &'static str,
    name: &'static str,
    fields: &'static [GetSetDef],
) -> NativeType {
    NativeType {
        name,
        module,
        base: Base::BuiltIn(types::TUPLE),
        layout: Layout::Tuple,
        traits: Traits::FINAL,
        members: &[],
        definition: TypeDef { ty: types::TUPLE, doc: "", methods: METHODS, attributes: fields },
    }
}

static METHODS: &[NativeDef] = &[special("__repr__", repr, Accepts::Nothing)];

/// A struct sequence; takes the items over. New reference.
pub fn new(vm: &mut Machine, ty: &'static NativeType, items: Vec<Obj>) -> Obj {
    let class = vm.native_type(ty);
    count_fields(vm, class, ty, items.len());
    let object = vm.heap.new_of_class(class, Payload::Tuple(items.into()));
    vm.heap.untrack(object);
    object
}

/// `n_fields` and the like: fields beyond the items have names only.
fn count_fields(vm: &mut Machine, class: Obj, ty: &'static NativeType, items: usize) {
    if vm.heap.dict_get_text(vm.heap.type_object(class).dict, "n_fields").is_some() {
        return;
    }
    let library = &vm.heap.release.library;
    let lacks = |name| library.attributes_lacking(ty.name).any(|lacking| lacking == name);
    let fields = ty.definition.attributes.iter().filter(|field| !lacks(field.name)).count();
    let before = vm.heap.set_static_memory(true);
    for (name, count) in
        [("n_fields", fields), ("n_sequence_fields", items), ("n_unnamed_fields", 0)]
    {
        let key = vm.heap.intern(name);
        let count = vm.heap.new_int(count as i64);
        let namespace = vm.heap.type_object(class).dict;
        vm.heap.dict_set_str(namespace, key, count);
        vm.decref(count);
        vm.decref(key);
    }
    vm.heap.set_static_memory(before);
}

fn repr(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let object = args.values[0];
    let class = vm.static_base(vm.heap.type_of(object));
    let known = vm.library.native_types.iter().find(|&&(_, known)| known == class);
    let fields = known.map_or(&[][..], |(declaration, _)| declaration.definition.attributes);
    let items = vm.heap.tuple(object).to_vec();
    let mut parts = Vec::new();
    for (field, item) in fields.iter().zip(items) {
        parts.push(format!("{}={}", field.name, vm.repr_text(item)?));
    }
    let name = vm.type_name(class);
    Ok(vm.heap.new_str(&format!("{name}({})", parts.join(", "))))
}
