//! `super`: its constructor, which finds class and receiver in the calling frame when it is given
//! none, and its methods. Attribute access through it is the machine's.

use heap_model::objects::Super;
use heap_model::{Obj, Payload, types};

use super::object::attribute_name;
use crate::machine::{Machine, Result};
use crate::native::{Accepts, Args, TypeDef, function, member, special};

/// `super`.
pub static TYPE: TypeDef = TypeDef {
    ty: types::SUPER,
    doc: "super() -> same as super(__class__, <first argument>)\nsuper(type) -> unbound super object\nsuper(type, obj) -> bound super object; requires isinstance(obj, type)\nsuper(type, type2) -> bound super object; requires issubclass(type2, type)",
    methods: &[
        function("__new__", new, Accepts::Any),
        special("__repr__", repr, Accepts::Nothing),
        special("__getattribute__", getattribute, Accepts::One),
        special("__get__", get, Accepts::Positional(1, 2)),
        special("__init__", init, Accepts::Any),
    ],
    attributes: &[
        member("__thisclass__", |vm, object| part(vm, object, |content| Some(content.class))),
        member("__self__", |vm, object| part(vm, object, |content| content.object)),
        member("__self_class__", |vm, object| part(vm, object, |content| content.object_class)),
    ],
};

fn part(vm: &mut Machine, object: Obj, which: fn(&Super) -> Option<Obj>) -> Result<Obj> {
    match which(vm.heap.super_object(object)) {
        Some(object) => Ok(vm.new_ref(object)),
        None => Ok(vm.none()),
    }
}

/// `super(…)`. The contents are complete from here on; `__init__` has nothing left to do.
fn new(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let own = vm.class_argument(types::SUPER, args)?;
    if own == types::SUPER && !args.names.is_empty() {
        return Err(vm.type_error("super() takes no keyword arguments"));
    }
    let (class, object) = match args.positional()[1..] {
        [] => {
            let (class, object) = vm.super_arguments()?;
            (class, Some(object))
        }
        [class] => (class, None),
        [class, object] => (class, (object != vm.heap.none()).then_some(object)),
        ref more => {
            let given = more.len();
            return Err(vm.type_error(format!("super expected at most 2 arguments, got {given}")));
        }
    };
    if !vm.heap.is_type(class) {
        let given = vm.type_name_of(class);
        return Err(vm.type_error(format!("super() argument 1 must be a type, not {given}")));
    }
    let object_class = match object {
        Some(object) => Some(vm.super_check(class, object)?),
        None => None,
    };
    for part in [Some(class), object, object_class].into_iter().flatten() {
        vm.heap.incref(part);
    }
    let payload = Payload::Super(Box::new(Super { class, object, object_class }));
    Ok(match own {
        types::SUPER => vm.heap.new_object(types::SUPER, payload),
        _ => vm.heap.new_of_class(own, payload),
    })
}

fn init(vm: &mut Machine, _args: Args<'_>) -> Result<Obj> {
    Ok(vm.none())
}

fn repr(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    vm.native_repr(types::SUPER, args.values[0])
}

fn getattribute(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let name = attribute_name(vm, args.values[1])?;
    vm.super_getattribute(args.values[0], name)
}

/// `super.__get__`: an unbound `super` in a class binds to the instance.
fn get(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let (this, object) = (args.values[0], args.values[1]);
    let content = vm.heap.super_object(this);
    let class = content.class;
    if object == vm.heap.none() || content.object.is_some() {
        return Ok(vm.new_ref(this));
    }
    let own = vm.heap.type_of(this);
    if own != types::SUPER {
        return vm.call(own, &[class, object]);
    }
    let start = vm.super_check(class, object)?;
    Ok(vm.new_super(class, object, start))
}
