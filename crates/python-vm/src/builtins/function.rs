//! Functions, methods, built-in functions, and what wraps them.

use heap_model::objects::DescriptorKind;
use heap_model::{Obj, Payload, Runtime, types};

use crate::machine::{Machine, Result, instance_dict, readonly_member};
use crate::modules::arguments::Signature;
use crate::native::{
    Accepts, Args, Binding, GetSetDef, TypeDef, class_method, function, getter, special,
};

/// `repr(function)`.
pub fn repr(vm: &mut Machine, object: Obj) -> Result<Obj> {
    let qualname = vm.heap.function(object).qualname;
    let text = format!("<function {} at {:#x}>", vm.heap.str_text(qualname), vm.heap.id(object));
    Ok(vm.heap.new_str(&text))
}

/// `repr(bound method)`.
pub fn method_repr(vm: &mut Machine, object: Obj) -> Result<Obj> {
    let content = vm.heap.bound_method(object);
    let (function, receiver) = (content.function, content.receiver);
    let name = vm.names.__qualname__;
    let qualname = match vm.get_attr_opt(function, name)? {
        Some(qualname) => {
            let text = vm.str_text(qualname);
            vm.decref(qualname);
            text?
        }
        None => "?".to_owned(),
    };
    let receiver = vm.repr_text(receiver)?;
    Ok(vm.heap.new_str(&format!("<bound method {qualname} of {receiver}>")))
}

/// `repr()` of a built-in function, a method bound to an object, and a method-wrapper.
pub fn builtin_repr(vm: &mut Machine, object: Obj) -> Result<Obj> {
    let content = vm.heap.builtin(object);
    let (number, receiver) = (content.function, content.receiver);
    let name = vm.natives[number as usize].name;
    let text = match receiver {
        Some(receiver) if !matches!(vm.heap.payload(receiver), Payload::Module(_)) => {
            let class = vm.type_name_of(receiver);
            let id = vm.heap.id(receiver);
            if vm.heap.type_of(object) == types::METHOD_WRAPPER {
                format!("<method-wrapper '{name}' of {class} object at {id:#x}>")
            } else {
                format!("<built-in method {name} of {class} object at {id:#x}>")
            }
        }
        _ => format!("<built-in function {name}>"),
    };
    Ok(vm.heap.new_str(&text))
}

/// `repr()` of an entry of a built-in type's namespace, or of a slot.
pub fn descriptor_repr(vm: &mut Machine, object: Obj) -> Result<Obj> {
    let content = vm.heap.descriptor(object);
    let (kind, class, name) = (content.kind, content.class, content.name);
    // What all classes share has no class to be shown with.
    let shared = class == types::OBJECT && vm.release().operations.shared_instance_getsets;
    let (class, name) = (vm.type_name(class), vm.heap.str_text(name));
    let text = match kind {
        DescriptorKind::GetSet if shared => format!("<attribute '{name}'>"),
        DescriptorKind::Method | DescriptorKind::ClassMethod => {
            format!("<method '{name}' of '{class}' objects>")
        }
        DescriptorKind::Wrapper => format!("<slot wrapper '{name}' of '{class}' objects>"),
        DescriptorKind::GetSet => format!("<attribute '{name}' of '{class}' objects>"),
        DescriptorKind::Member => format!("<member '{name}' of '{class}' objects>"),
    };
    Ok(vm.heap.new_str(&text))
}

/// `repr()` of a `staticmethod` or `classmethod`.
pub fn wrapper_repr(vm: &mut Machine, object: Obj) -> Result<Obj> {
    let function = *vm.heap.method_wrapper(object);
    let class = vm.type_name_of(object);
    let inner = vm.repr_text(function)?;
    Ok(vm.heap.new_str(&format!("<{class}({inner})>")))
}

/// `hash()` of a bound method or built-in function: of receiver and function.
pub fn hash(vm: &mut Machine, object: Obj) -> Result<i64> {
    match vm.heap.payload(object) {
        Payload::BoundMethod(method) => {
            let (function, receiver) = (method.function, method.receiver);
            let function = vm.hash(function)?;
            Ok(match vm.identity_hash(receiver) ^ function {
                -1 => -2,
                hash => hash,
            })
        }
        Payload::Builtin(builtin) => {
            let (number, receiver) = (builtin.function, builtin.receiver);
            let receiver = receiver.map_or(0, |receiver| vm.identity_hash(receiver));
            Ok(match receiver ^ i64::from(number) {
                -1 => -2,
                hash => hash,
            })
        }
        _ => Ok(vm.identity_hash(object)),
    }
}

fn optional(vm: &mut Machine, value: Option<Obj>) -> Result<Obj> {
    let value = value.unwrap_or(vm.heap.none());
    Ok(vm.new_ref(value))
}

fn set_text(
    vm: &mut Machine,
    object: Obj,
    value: Option<Obj>,
    what: &str,
    place: fn(&mut heap_model::objects::Function) -> &mut Obj,
) -> Result<()> {
    let Some(value) = value.filter(|&value| matches!(vm.heap.payload(value), Payload::Str(_)))
    else {
        return Err(vm.type_error(format!("{what} must be set to a string object")));
    };
    vm.heap.incref(value);
    let old = std::mem::replace(place(vm.heap.function_mut(object)), value);
    vm.decref(old);
    Ok(())
}

fn set_defaults(vm: &mut Machine, object: Obj, value: Option<Obj>) -> Result<()> {
    let value = value.filter(|&value| value != vm.heap.none());
    if let Some(value) = value
        && !matches!(vm.heap.payload(value), Payload::Tuple(_))
    {
        return Err(vm.type_error("__defaults__ must be set to a tuple object"));
    }
    if let Some(value) = value {
        vm.heap.incref(value);
    }
    let version = vm.heap.fresh_version();
    let content = vm.heap.function_mut(object);
    content.version = version;
    let old = std::mem::replace(&mut content.defaults, value);
    vm.decref_opt(old);
    Ok(())
}

fn set_kwdefaults(vm: &mut Machine, object: Obj, value: Option<Obj>) -> Result<()> {
    let value = value.filter(|&value| value != vm.heap.none());
    if let Some(value) = value
        && !matches!(vm.heap.payload(value), Payload::Dict(_))
    {
        return Err(vm.type_error("__kwdefaults__ must be set to a dict object"));
    }
    if let Some(value) = value {
        vm.heap.incref(value);
    }
    let old = std::mem::replace(&mut vm.heap.function_mut(object).kwdefaults, value);
    vm.decref_opt(old);
    Ok(())
}

fn set_code(vm: &mut Machine, object: Obj, value: Option<Obj>) -> Result<()> {
    let Some(value) = value.filter(|&value| matches!(vm.heap.payload(value), Payload::Code(_)))
    else {
        return Err(vm.type_error("__code__ must be set to a code object"));
    };
    vm.heap.incref(value);
    let version = vm.heap.fresh_version();
    let content = vm.heap.function_mut(object);
    content.version = version;
    let old = std::mem::replace(&mut content.code, value);
    vm.decref(old);
    Ok(())
}

/// `__annotations__`: the dict, made of what the function statement left, or by `__annotate__`.
fn annotations(vm: &mut Machine, object: Obj) -> Result<Obj> {
    let content = vm.heap.function(object);
    let (known, annotate) = (content.annotations, content.annotate);
    let dict = match known {
        Some(known) => match vm.heap.payload(known) {
            Payload::Tuple(pairs) => {
                let pairs = pairs.to_vec();
                let dict = vm.heap.new_dict();
                for pair in pairs.chunks_exact(2) {
                    vm.dict_set(dict, pair[0], pair[1])?;
                }
                dict
            }
            _ => return Ok(vm.new_ref(known)),
        },
        None => match annotate {
            Some(annotate) if annotate != vm.heap.none() => {
                let format = vm.heap.new_int(1);
                let dict = vm.call(annotate, &[format]);
                vm.decref(format);
                dict?
            }
            _ => vm.heap.new_dict(),
        },
    };
    vm.heap.incref(dict);
    let old = vm.heap.function_mut(object).annotations.replace(dict);
    vm.decref_opt(old);
    Ok(dict)
}

fn set_annotations(vm: &mut Machine, object: Obj, value: Option<Obj>) -> Result<()> {
    let value = value.filter(|&value| value != vm.heap.none());
    if let Some(value) = value {
        if !matches!(vm.heap.payload(value), Payload::Dict(_)) {
            return Err(vm.type_error("__annotations__ must be set to a dict object"));
        }
        vm.heap.incref(value);
    }
    let old = std::mem::replace(&mut vm.heap.function_mut(object).annotations, value);
    vm.decref_opt(old);
    Ok(())
}

macro_rules! part {
    ($name:literal, $field:ident) => {
        getter($name, |vm, object| {
            let value = vm.heap.function(object).$field;
            Ok(vm.new_ref(value))
        })
    };
}

macro_rules! optional_part {
    ($name:literal, $field:ident, $set:expr) => {
        GetSetDef {
            name: $name,
            get: |vm, object| {
                let value = vm.heap.function(object).$field;
                optional(vm, value)
            },
            set: $set,
        }
    };
}

/// `types.FunctionType(code, globals, name=None, argdefs=None, closure=None, kwdefaults=None)`.
fn new_function(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    static OLD: Signature =
        Signature::plain("function", &["code", "globals", "name", "argdefs", "closure"], 2);
    static NEW: Signature = Signature::plain(
        "function",
        &["code", "globals", "name", "argdefs", "closure", "kwdefaults"],
        2,
    );
    let [code, globals, name, defaults, closure, kwdefaults] =
        if vm.release().library.has("function.kwdefaults") {
            args.bind::<6>(vm, 1, &NEW)?
        } else {
            let [code, globals, name, defaults, closure] = args.bind::<5>(vm, 1, &OLD)?;
            [code, globals, name, defaults, closure, None]
        };
    let none = vm.heap.none();
    let [name, defaults, closure, kwdefaults] =
        [name, defaults, closure, kwdefaults].map(|part| part.filter(|&part| part != none));
    let (code, globals) = (code.unwrap_or(none), globals.unwrap_or(none));
    let given = [(code, "code", "code", types::CODE), (globals, "globals", "dict", types::DICT)];
    for (object, parameter, wanted, class) in given {
        if !vm.is_subtype(vm.heap.type_of(object), class) {
            let given = vm.type_name_of(object);
            return Err(vm.type_error(format!(
                "function() argument '{parameter}' must be {wanted}, not {given}"
            )));
        }
    }
    if name.is_some_and(|name| !matches!(vm.heap.payload(name), Payload::Str(_))) {
        return Err(vm.type_error("arg 3 (name) must be None or string"));
    }
    if defaults.is_some_and(|tuple| !matches!(vm.heap.payload(tuple), Payload::Tuple(_))) {
        return Err(vm.type_error("arg 4 (defaults) must be None or tuple"));
    }
    let wanted = vm.body(code).template().free_names().len();
    if closure.is_some_and(|tuple| !matches!(vm.heap.payload(tuple), Payload::Tuple(_))) {
        return Err(vm.type_error("arg 5 (closure) must be None or tuple"));
    }
    if closure.is_none() && wanted > 0 {
        return Err(vm.type_error("arg 5 (closure) must be tuple"));
    }
    if kwdefaults.is_some_and(|dict| !matches!(vm.heap.payload(dict), Payload::Dict(_))) {
        return Err(vm.type_error("arg 6 (kwdefaults) must be None or dict"));
    }
    if let Some(closure) = closure {
        let cells = vm.heap.tuple(closure).to_vec();
        if cells.len() != wanted {
            let name = vm.heap.str_text(vm.heap.code(code).name).to_owned();
            let given = cells.len();
            return Err(
                vm.value_error(format!("{name} requires closure of length {wanted}, not {given}"))
            );
        }
        for cell in cells {
            if !matches!(vm.heap.payload(cell), Payload::Cell(_)) {
                let given = vm.type_name_of(cell);
                return Err(vm.type_error(format!("arg 5 (closure) expected cell, found {given}")));
            }
        }
    }
    for part in [name, defaults, closure, kwdefaults].into_iter().flatten() {
        vm.heap.incref(part);
    }
    vm.heap.incref(code);
    let builtins = vm.builtins;
    let function = vm.new_function(code, globals, builtins);
    let content = vm.heap.function_mut(function);
    content.defaults = defaults;
    content.closure = closure.filter(|_| wanted > 0);
    content.kwdefaults = kwdefaults;
    if let Some(name) = name {
        let old = std::mem::replace(&mut content.name, name);
        vm.decref(old);
    }
    Ok(function)
}

/// `function`.
pub static FUNCTION: TypeDef = TypeDef {
    ty: types::FUNCTION,
    doc: "Create a function object.",
    methods: &[
        function("__new__", new_function, Accepts::Any),
        special("__repr__", |vm, args| repr(vm, args.values[0]), Accepts::Nothing),
        special(
            "__call__",
            |vm, args| {
                let rest = Args { values: &args.values[1..], names: args.names };
                vm.call_args(args.values[0], rest)
            },
            Accepts::Any,
        ),
        special("__get__", descriptor_get, Accepts::Positional(1, 2)),
    ],
    attributes: &[
        GetSetDef {
            name: "__code__",
            get: |vm, object| {
                let code = vm.heap.function(object).code;
                Ok(vm.new_ref(code))
            },
            set: Some(set_code),
        },
        GetSetDef {
            name: "__globals__",
            get: |vm, object| {
                let globals = vm.heap.function(object).globals;
                vm.complete_namespace(globals)?;
                Ok(vm.new_ref(globals))
            },
            set: Some(readonly_member),
        },
        GetSetDef { set: Some(readonly_member), ..part!("__builtins__", builtins) },
        optional_part!("__closure__", closure, Some(readonly_member)),
        GetSetDef {
            name: "__dict__",
            get: instance_dict,
            set: Some(|vm, object, value| match value {
                Some(_) => vm.set_own_dict(object, value),
                None => Err(vm.type_error("cannot delete __dict__")),
            }),
        },
        optional_part!("__defaults__", defaults, Some(set_defaults)),
        optional_part!("__kwdefaults__", kwdefaults, Some(set_kwdefaults)),
        optional_part!(
            "__annotate__",
            annotate,
            Some(|vm, object, value| {
                if let Some(value) = value {
                    vm.heap.incref(value);
                }
                let old = std::mem::replace(&mut vm.heap.function_mut(object).annotate, value);
                vm.decref_opt(old);
                Ok(())
            })
        ),
        GetSetDef { name: "__annotations__", get: annotations, set: Some(set_annotations) },
        GetSetDef {
            name: "__name__",
            get: |vm, object| {
                let name = vm.heap.function(object).name;
                Ok(vm.new_ref(name))
            },
            set: Some(|vm, object, value| {
                set_text(vm, object, value, "__name__", |function| &mut function.name)
            }),
        },
        GetSetDef {
            name: "__qualname__",
            get: |vm, object| {
                let name = vm.heap.function(object).qualname;
                Ok(vm.new_ref(name))
            },
            set: Some(|vm, object, value| {
                set_text(vm, object, value, "__qualname__", |function| &mut function.qualname)
            }),
        },
        GetSetDef {
            name: "__doc__",
            get: |vm, object| {
                let doc = vm.heap.function(object).doc;
                Ok(vm.new_ref(doc))
            },
            set: Some(|vm, object, value| {
                let value = value.unwrap_or(vm.heap.none());
                vm.heap.incref(value);
                let old = std::mem::replace(&mut vm.heap.function_mut(object).doc, value);
                vm.decref(old);
                Ok(())
            }),
        },
        GetSetDef {
            name: "__module__",
            get: |vm, object| {
                let module = vm.heap.function(object).module;
                optional(vm, module)
            },
            set: Some(|vm, object, value| {
                if let Some(value) = value {
                    vm.heap.incref(value);
                }
                let old = std::mem::replace(&mut vm.heap.function_mut(object).module, value);
                vm.decref_opt(old);
                Ok(())
            }),
        },
        GetSetDef {
            name: "__type_params__",
            get: |vm, object| match vm.heap.function(object).type_params {
                Some(params) => Ok(vm.new_ref(params)),
                None => Ok(vm.heap.new_tuple(Vec::new())),
            },
            set: Some(|vm, object, value| {
                if let Some(value) = value {
                    vm.heap.incref(value);
                }
                let old = std::mem::replace(&mut vm.heap.function_mut(object).type_params, value);
                vm.decref_opt(old);
                Ok(())
            }),
        },
    ],
};

fn new_method(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let &[_, function, receiver] = args.positional() else {
        let given = args.positional().len().saturating_sub(1);
        return Err(vm.type_error(format!("method expected 2 arguments, got {given}")));
    };
    if receiver == vm.heap.none() {
        return Err(vm.type_error("instance must not be None"));
    }
    Ok(vm.bound_method(function, receiver))
}

fn method_attribute(vm: &mut Machine, object: Obj, name: Obj) -> Result<Obj> {
    let function = vm.heap.bound_method(object).function;
    vm.get_attr(function, name)
}

/// `method`.
pub static METHOD: TypeDef = TypeDef {
    ty: types::METHOD,
    doc: "Create a bound instance method object.",
    methods: &[
        function("__new__", new_method, Accepts::Any),
        special("__repr__", |vm, args| method_repr(vm, args.values[0]), Accepts::Nothing),
        special(
            "__call__",
            |vm, args| {
                let rest = Args { values: &args.values[1..], names: args.names };
                vm.call_args(args.values[0], rest)
            },
            Accepts::Any,
        ),
    ],
    attributes: &[
        getter("__func__", |vm, object| {
            let value = vm.heap.bound_method(object).function;
            Ok(vm.new_ref(value))
        }),
        getter("__self__", |vm, object| {
            let value = vm.heap.bound_method(object).receiver;
            Ok(vm.new_ref(value))
        }),
        getter("__name__", |vm, object| {
            let name = vm.names.__name__;
            method_attribute(vm, object, name)
        }),
        getter("__qualname__", |vm, object| {
            let name = vm.names.__qualname__;
            method_attribute(vm, object, name)
        }),
        getter("__doc__", |vm, object| {
            let name = vm.names.__doc__;
            method_attribute(vm, object, name)
        }),
        getter("__module__", |vm, object| {
            let name = vm.names.__module__;
            method_attribute(vm, object, name)
        }),
        getter("__code__", |vm, object| {
            let name = vm.names.__code__;
            method_attribute(vm, object, name)
        }),
        getter("__defaults__", |vm, object| {
            let name = vm.names.__defaults__;
            method_attribute(vm, object, name)
        }),
    ],
};

fn native_name(vm: &mut Machine, object: Obj) -> Result<Obj> {
    let number = vm.heap.builtin(object).function;
    let name = vm.natives[number as usize].name;
    Ok(vm.heap.intern(name))
}

fn native_qualname(vm: &mut Machine, object: Obj) -> Result<Obj> {
    let content = vm.heap.builtin(object);
    let (number, receiver) = (content.function, content.receiver);
    let definition = vm.natives[number as usize];
    let text = match receiver {
        Some(receiver) if !matches!(vm.heap.payload(receiver), Payload::Module(_)) => {
            let class = if definition.binding == Binding::Class || vm.heap.is_type(receiver) {
                receiver
            } else {
                vm.heap.type_of(receiver)
            };
            format!("{}.{}", vm.type_name(class), definition.name)
        }
        _ => definition.name.to_owned(),
    };
    Ok(vm.heap.new_str(&text))
}

/// `builtin_function_or_method`.
pub static BUILTIN: TypeDef = TypeDef {
    ty: types::BUILTIN,
    doc: "",
    methods: &[
        special("__repr__", |vm, args| builtin_repr(vm, args.values[0]), Accepts::Nothing),
        special(
            "__call__",
            |vm, args| {
                let rest = Args { values: &args.values[1..], names: args.names };
                vm.call_args(args.values[0], rest)
            },
            Accepts::Any,
        ),
    ],
    attributes: &[
        getter("__name__", native_name),
        getter("__qualname__", native_qualname),
        getter("__doc__", |vm, _| Ok(vm.none())),
        getter("__self__", |vm, object| {
            let content = vm.heap.builtin(object);
            // A module's function is bound to its module.
            let module = content.module.filter(|_| content.receiver.is_none());
            let receiver = match module {
                Some(module) => vm.heap.dict_get_str(vm.modules, module),
                None => content.receiver,
            };
            optional(vm, receiver)
        }),
        getter("__module__", |vm, object| {
            let module = vm.heap.builtin(object).module;
            optional(vm, module)
        }),
    ],
};

/// `method-wrapper`.
pub static METHOD_WRAPPER: TypeDef = TypeDef {
    ty: types::METHOD_WRAPPER,
    doc: "",
    methods: &[
        special("__repr__", |vm, args| builtin_repr(vm, args.values[0]), Accepts::Nothing),
        special(
            "__call__",
            |vm, args| {
                let rest = Args { values: &args.values[1..], names: args.names };
                vm.call_args(args.values[0], rest)
            },
            Accepts::Any,
        ),
    ],
    attributes: &[
        getter("__name__", native_name),
        getter("__qualname__", native_qualname),
        getter("__self__", |vm, object| {
            let receiver = vm.heap.builtin(object).receiver;
            optional(vm, receiver)
        }),
    ],
};

fn descriptor_call(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let rest = Args { values: &args.values[1..], names: args.names };
    vm.call_args(args.values[0], rest)
}

fn descriptor_get(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let (descriptor, object) = (args.values[0], args.values[1]);
    let none = vm.heap.none();
    let class = match args.values.get(2) {
        Some(&class) if class != none => class,
        _ if object == none => return Err(vm.type_error("__get__(None, None) is invalid")),
        _ => vm.heap.type_of(object),
    };
    vm.bind(descriptor, (object != none).then_some(object), class)
}

fn descriptor_set(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    vm.descriptor_set(args.values[0], args.values[1], Some(args.values[2]))?;
    Ok(vm.none())
}

macro_rules! descriptor_type {
    ($konst:ident $(, $set:ident)?) => {
        #[doc = concat!("`", stringify!($konst), "`.")]
        pub static $konst: TypeDef = TypeDef {
            ty: types::$konst,
            doc: "",
            methods: &[
                special("__repr__", |vm, args| descriptor_repr(vm, args.values[0]), Accepts::Nothing),
                special("__call__", descriptor_call, Accepts::Any),
                special("__get__", descriptor_get, Accepts::Positional(1, 2)),
                $(special("__set__", $set, Accepts::Positional(2, 2)),)?
            ],
            attributes: &[
                getter("__name__", |vm, object| {
                    let name = vm.heap.descriptor(object).name;
                    Ok(vm.new_ref(name))
                }),
                getter("__qualname__", |vm, object| {
                    let content = vm.heap.descriptor(object);
                    let (class, name) = (content.class, content.name);
                    let text = format!("{}.{}", vm.type_name(class), vm.heap.str_text(name));
                    Ok(vm.heap.new_str(&text))
                }),
                getter("__objclass__", |vm, object| {
                    let class = vm.heap.descriptor(object).class;
                    Ok(vm.new_ref(class))
                }),
                getter("__doc__", |vm, _| Ok(vm.none())),
            ],
        };
    };
}

descriptor_type!(METHOD_DESCRIPTOR);
descriptor_type!(WRAPPER_DESCRIPTOR);
descriptor_type!(CLASSMETHOD_DESCRIPTOR);
descriptor_type!(GETSET_DESCRIPTOR, descriptor_set);
descriptor_type!(MEMBER_DESCRIPTOR, descriptor_set);

fn new_wrapper(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let &[class, function] = args.positional() else {
        let name =
            args.positional().first().map_or("staticmethod".into(), |&class| vm.type_name(class));
        let given = args.positional().len().saturating_sub(1);
        return Err(vm.type_error(format!("{name} expected 1 argument, got {given}")));
    };
    Ok(vm.wrap_method(class, function))
}

fn wrapper_get(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    descriptor_get(vm, args)
}

/// An attribute that a wrapper takes from what it wraps.
fn wrapped_attribute(vm: &mut Machine, object: Obj, name: &str) -> Result<Obj> {
    let function = *vm.heap.method_wrapper(object);
    let name = vm.heap.intern(name);
    let result = match vm.get_attr_opt(function, name) {
        Ok(Some(value)) => Ok(value),
        Ok(None) => Err(vm.no_attribute(object, name)),
        Err(raise) => Err(raise),
    };
    vm.decref(name);
    result
}

/// `__isabstractmethod__` of a wrapper: that of the function.
fn is_abstract(vm: &mut Machine, object: Obj) -> Result<Obj> {
    let function = *vm.heap.method_wrapper(object);
    let name = vm.heap.intern("__isabstractmethod__");
    let value = vm.get_attr_opt(function, name);
    vm.decref(name);
    let truth = match value? {
        Some(value) => {
            let truth = vm.truth(value);
            vm.decref(value);
            truth?
        }
        None => false,
    };
    Ok(vm.heap.new_bool(truth))
}

fn call_wrapped(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let function = *vm.heap.method_wrapper(args.values[0]);
    let rest = Args { values: &args.values[1..], names: args.names };
    vm.call_args(function, rest)
}

macro_rules! wrapper_type {
    ($konst:ident $(, $more:expr)*) => {
        #[doc = concat!("`", stringify!($konst), "`.")]
        pub static $konst: TypeDef = TypeDef {
            ty: types::$konst,
            doc: "",
            methods: &[
                function("__new__", new_wrapper, Accepts::Any),
                special("__init__", |vm, _| Ok(vm.none()), Accepts::Any),
                special("__repr__", |vm, args| wrapper_repr(vm, args.values[0]), Accepts::Nothing),
                special("__get__", wrapper_get, Accepts::Positional(1, 2)),
                class_method(
                    "__class_getitem__",
                    crate::modules::typing::class_getitem,
                    Accepts::One,
                ),
                $($more,)*
            ],
            attributes: &[
                getter("__func__", |vm, object| {
                    let function = *vm.heap.method_wrapper(object);
                    Ok(vm.new_ref(function))
                }),
                getter("__wrapped__", |vm, object| {
                    let function = *vm.heap.method_wrapper(object);
                    Ok(vm.new_ref(function))
                }),
                getter("__isabstractmethod__", is_abstract),
                getter("__name__", |vm, object| wrapped_attribute(vm, object, "__name__")),
                getter("__qualname__", |vm, object| wrapped_attribute(vm, object, "__qualname__")),
                getter("__module__", |vm, object| wrapped_attribute(vm, object, "__module__")),
                getter("__doc__", |vm, object| wrapped_attribute(vm, object, "__doc__")),
                getter("__annotations__", |vm, object| {
                    wrapped_attribute(vm, object, "__annotations__")
                }),
            ],
        };
    };
}

wrapper_type!(STATICMETHOD, special("__call__", call_wrapped, Accepts::Any));
wrapper_type!(CLASSMETHOD);
