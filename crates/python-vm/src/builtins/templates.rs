//! What template strings evaluate to (3.14+): `string.templatelib`'s `Template` and `Interpolation`.

use heap_model::objects::Layout;
use heap_model::{Obj, Payload, Runtime, types};

use crate::bytecode::Conversion;
use crate::machine::{Machine, Result};
use crate::modules::NativeModule;
use crate::modules::arguments::Signature;
use crate::modules::native_types::{Base, NativeType, Traits, native_object};
use crate::native::{Accepts, Args, GetSetDef, TypeDef, class_method, function, member, special};

/// Strings and interpolations, each in a tuple; there is one string more.
#[derive(Clone, Debug)]
struct Template {
    strings: Option<Obj>,
    interpolations: Option<Obj>,
}

native_object!(Template: strings, interpolations);

#[derive(Clone, Debug)]
struct Interpolation {
    value: Option<Obj>,
    expression: Option<Obj>,
    conversion: Option<Obj>,
    format_spec: Option<Obj>,
}

native_object!(Interpolation: value, expression, conversion, format_spec);

/// Goes through a template's parts, strings that are empty left out.
#[derive(Clone, Debug)]
struct Parts {
    template: Option<Obj>,
    /// The next part: strings have even numbers.
    next: usize,
}

native_object!(Parts: template);

const MODULE_NAME: &str = "string.templatelib";

static TEMPLATE: NativeType = NativeType {
    name: "Template",
    module: MODULE_NAME,
    base: Base::BuiltIn(types::OBJECT),
    layout: Layout::Native,
    traits: Traits::FINAL,
    members: &[],
    definition: TypeDef {
        ty: types::OBJECT,
        doc: "Template object",
        methods: &[
            function("__new__", new_template, Accepts::Any),
            special("__repr__", template_repr, Accepts::Nothing),
            special("__iter__", template_iter, Accepts::Nothing),
            special("__add__", template_add, Accepts::One),
            class_method("__class_getitem__", crate::modules::typing::class_getitem, Accepts::One),
        ],
        attributes: &[
            member("strings", |vm, this| {
                let strings = template(vm, this)?.0;
                Ok(vm.new_ref(strings))
            }),
            member("interpolations", |vm, this| {
                let interpolations = template(vm, this)?.1;
                Ok(vm.new_ref(interpolations))
            }),
            GetSetDef { name: "values", get: template_values, set: None },
        ],
    },
};

macro_rules! part {
    ($name:literal, $field:ident) => {
        member($name, |vm, this| {
            let value = vm.expect_native::<Interpolation>(this)?.$field;
            let value = value.unwrap_or(vm.heap.none());
            Ok(vm.new_ref(value))
        })
    };
}

static INTERPOLATION: NativeType = NativeType {
    name: "Interpolation",
    module: MODULE_NAME,
    base: Base::BuiltIn(types::OBJECT),
    layout: Layout::Native,
    traits: Traits::FINAL,
    members: &[],
    definition: TypeDef {
        ty: types::OBJECT,
        doc: "Interpolation object",
        methods: &[
            function("__new__", new_interpolation, Accepts::Any),
            special("__repr__", interpolation_repr, Accepts::Nothing),
            class_method("__class_getitem__", crate::modules::typing::class_getitem, Accepts::One),
        ],
        attributes: &[
            part!("value", value),
            part!("expression", expression),
            part!("conversion", conversion),
            part!("format_spec", format_spec),
        ],
    },
};

static PARTS: NativeType = NativeType {
    name: "TemplateIter",
    module: MODULE_NAME,
    base: Base::BuiltIn(types::OBJECT),
    layout: Layout::Native,
    traits: Traits::FINAL,
    members: &[],
    definition: TypeDef {
        ty: types::OBJECT,
        doc: "Template iterator object",
        methods: &[
            special("__iter__", |vm, args| Ok(vm.new_ref(args.values[0])), Accepts::Nothing),
            special("__next__", next_part, Accepts::Nothing),
        ],
        attributes: &[],
    },
};

/// The module `string.templatelib`.
pub static MODULE: NativeModule = NativeModule {
    name: MODULE_NAME,
    doc: "Support for template string literals (t-strings).",
    functions: &[function("convert", convert, Accepts::Positional(2, 2))],
    fill: |vm, module| {
        let (template, interpolation) = (vm.native_type(&TEMPLATE), interpolation_type(vm));
        crate::modules::set(vm, module, "Template", template);
        crate::modules::set(vm, module, "Interpolation", interpolation);
        Ok(())
    },
};

/// The type of interpolations, with what `match` takes its positional patterns for.
fn interpolation_type(vm: &mut Machine) -> Obj {
    let class = vm.native_type(&INTERPOLATION);
    let namespace = vm.heap.type_object(class).dict;
    let name = vm.names.__match_args__;
    if vm.heap.dict_get_str(namespace, name).is_none() {
        let fields = ["value", "expression", "conversion", "format_spec"];
        let fields = fields.map(|field| vm.heap.intern(field));
        let tuple = vm.heap.new_tuple(fields.to_vec());
        vm.heap.dict_set_str(namespace, name, tuple);
        vm.decref(tuple);
    }
    class
}

/// Strings and interpolations of a template, borrowed.
fn template(vm: &mut Machine, this: Obj) -> Result<(Obj, Obj)> {
    let none = vm.heap.none();
    let content = vm.expect_native::<Template>(this)?;
    Ok((content.strings.unwrap_or(none), content.interpolations.unwrap_or(none)))
}

/// `BUILD_TEMPLATE`: takes over the two tuples.
pub fn build_template(vm: &mut Machine, strings: Obj, interpolations: Obj) -> Obj {
    let class = vm.native_type(&TEMPLATE);
    let content = Template { strings: Some(strings), interpolations: Some(interpolations) };
    vm.new_native_object(class, content)
}

/// `BUILD_INTERPOLATION`: takes over the references.
pub fn build_interpolation(
    vm: &mut Machine,
    value: Obj,
    expression: Obj,
    conversion: Option<Conversion>,
    format_spec: Option<Obj>,
) -> Obj {
    let class = interpolation_type(vm);
    let conversion = conversion.map(|conversion| {
        vm.heap.new_str(match conversion {
            Conversion::Str => "s",
            Conversion::Repr => "r",
            Conversion::Ascii => "a",
        })
    });
    let format_spec = format_spec.unwrap_or_else(|| vm.heap.new_str(""));
    let content = Interpolation {
        value: Some(value),
        expression: Some(expression),
        conversion,
        format_spec: Some(format_spec),
    };
    vm.new_native_object(class, content)
}

/// `Template(*parts)`: neighbouring strings are joined, and interpolations kept apart by empty ones.
fn new_template(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    if !args.names.is_empty() {
        return Err(vm.type_error("Template.__new__ only accepts *args arguments"));
    }
    let mut strings = vec![String::new()];
    let mut interpolations = Vec::new();
    for &part in &args.values[1..] {
        if let Payload::Str(content) = vm.heap.payload(part) {
            let text = content.text.to_string();
            strings.last_mut().expect("one more than interpolations").push_str(&text);
        } else if vm.native::<Interpolation>(part).is_some() {
            interpolations.push(part);
            strings.push(String::new());
        } else {
            let given = vm.type_name_of(part);
            return Err(vm.type_error(format!(
                "Template.__new__ *args need to be of type 'str' or 'Interpolation', got {given}"
            )));
        }
    }
    Ok(assemble(vm, &strings, &interpolations))
}

/// A template of those strings and interpolations (borrowed).
fn assemble(vm: &mut Machine, strings: &[String], interpolations: &[Obj]) -> Obj {
    let strings = strings.iter().map(|text| vm.heap.new_str(text)).collect();
    let strings = vm.heap.new_tuple(strings);
    let interpolations = vm.heap.new_tuple_from(interpolations);
    build_template(vm, strings, interpolations)
}

fn new_interpolation(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    static SIGNATURE: Signature =
        Signature::plain("Interpolation", &["value", "expression", "conversion", "format_spec"], 1);
    let [value, expression, conversion, format_spec] = args.bind::<4>(vm, 1, &SIGNATURE)?;
    let none = vm.heap.none();
    for (text, name) in [(expression, "expression"), (format_spec, "format_spec")] {
        if let Some(text) = text
            && !matches!(vm.heap.payload(text), Payload::Str(_))
        {
            let given = vm.type_name_of(text);
            return Err(vm.type_error(format!(
                "Interpolation() argument '{name}' must be str, not {given}"
            )));
        }
    }
    let conversion = conversion.filter(|&conversion| conversion != none);
    if let Some(conversion) = conversion {
        let Payload::Str(content) = vm.heap.payload(conversion) else {
            let given = vm.type_name_of(conversion);
            return Err(vm.type_error(format!(
                "Interpolation() argument 'conversion' must be str, not {given}"
            )));
        };
        if !matches!(&*content.text, "s" | "r" | "a") {
            return Err(vm.value_error(
                "Interpolation() argument 'conversion' must be one of 's', 'a' or 'r'",
            ));
        }
    }
    let empty = vm.heap.singletons().empty_str;
    let class = interpolation_type(vm);
    let content = Interpolation {
        value,
        expression: Some(expression.unwrap_or(empty)),
        conversion,
        format_spec: Some(format_spec.unwrap_or(empty)),
    };
    let parts = [content.value, content.expression, content.conversion, content.format_spec];
    for part in parts.into_iter().flatten() {
        vm.heap.incref(part);
    }
    Ok(vm.new_native_object(class, content))
}

fn template_repr(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let (strings, interpolations) = template(vm, args.values[0])?;
    let strings = vm.repr_text(strings)?;
    let interpolations = vm.repr_text(interpolations)?;
    let text = format!("Template(strings={strings}, interpolations={interpolations})");
    Ok(vm.heap.new_str(&text))
}

fn interpolation_repr(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let none = vm.heap.none();
    let content = vm.expect_native::<Interpolation>(args.values[0])?;
    let parts = [content.value, content.expression, content.conversion, content.format_spec];
    let mut shown = Vec::with_capacity(4);
    for part in parts {
        shown.push(vm.repr_text(part.unwrap_or(none))?);
    }
    Ok(vm.heap.new_str(&format!("Interpolation({})", shown.join(", "))))
}

fn template_values(vm: &mut Machine, this: Obj) -> Result<Obj> {
    let (_, interpolations) = template(vm, this)?;
    let none = vm.heap.none();
    let mut values = Vec::new();
    for interpolation in vm.heap.tuple(interpolations).to_vec() {
        let value = vm.expect_native::<Interpolation>(interpolation)?.value.unwrap_or(none);
        values.push(vm.new_ref(value));
    }
    Ok(vm.heap.new_tuple(values))
}

fn template_iter(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let class = vm.native_type(&PARTS);
    let template = Some(vm.new_ref(args.values[0]));
    Ok(vm.new_native_object(class, Parts { template, next: 0 }))
}

fn next_part(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let this = args.values[0];
    let none = vm.heap.none();
    loop {
        let content = vm.expect_native::<Parts>(this)?;
        let (number, owner) = (content.next, content.template.unwrap_or(none));
        content.next += 1;
        let (strings, interpolations) = template(vm, owner)?;
        let tuple = if number % 2 == 0 { strings } else { interpolations };
        let Some(&part) = vm.heap.tuple(tuple).get(number / 2) else {
            vm.expect_native::<Parts>(this)?.next = number;
            return Err(vm.raise_with_args(types::STOP_ITERATION, &[]));
        };
        if number % 2 == 1 || !vm.heap.str_text(part).is_empty() {
            return Ok(vm.new_ref(part));
        }
    }
}

fn template_add(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let (this, other) = (args.values[0], args.values[1]);
    if vm.native::<Template>(other).is_none() {
        let given = vm.type_name_of(other);
        return Err(vm.type_error(format!(
            "can only concatenate {MODULE_NAME}.Template (not \"{given}\") to \
             {MODULE_NAME}.Template"
        )));
    }
    let mut strings: Vec<String> = Vec::new();
    let mut interpolations = Vec::new();
    for part in [this, other] {
        let (own, fields) = template(vm, part)?;
        for (index, &text) in vm.heap.tuple(own).iter().enumerate() {
            let text = vm.heap.str_text(text);
            match strings.last_mut() {
                Some(last) if index == 0 => last.push_str(text),
                _ => strings.push(text.to_owned()),
            }
        }
        interpolations.extend_from_slice(vm.heap.tuple(fields));
    }
    Ok(assemble(vm, &strings, &interpolations))
}

/// `convert(obj, conversion)`.
fn convert(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let (object, conversion) = (args.values[0], args.values[1]);
    if conversion == vm.heap.none() {
        return Ok(vm.new_ref(object));
    }
    let text = vm.str_text(conversion)?;
    match text.as_str() {
        "r" => vm.repr(object),
        "s" => vm.str(object),
        "a" => vm.ascii(object),
        _ => Err(vm.value_error(format!("invalid conversion specifier: {text}"))),
    }
}
