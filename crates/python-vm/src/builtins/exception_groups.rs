//! Exception groups: construction, `split`, `subgroup`, `derive`, and what `except*` does with them.

use heap_model::{Obj, Payload, Runtime, types};

use crate::machine::{Machine, Result};
use crate::native::{Accepts, Args, TypeDef, class_method, getter, method};

/// Checks the arguments of a group's constructor; gives the class to make: `BaseExceptionGroup` of
/// nothing but `Exception`s is an `ExceptionGroup`.
pub fn check_new(vm: &mut Machine, class: Obj, arguments: &[Obj]) -> Result<Obj> {
    let name = vm.type_name(class);
    let &[message, sequence] = arguments else {
        let given = arguments.len();
        return Err(vm.type_error(format!(
            "BaseExceptionGroup.__new__() takes exactly 2 arguments ({given} given)"
        )));
    };
    if !matches!(vm.heap.payload(message), Payload::Str(_)) {
        let class = vm.type_name_of(message);
        return Err(vm.type_error(format!(
            "BaseExceptionGroup.__new__() argument 1 must be str, not {class}"
        )));
    }
    if !matches!(vm.heap.payload(sequence), Payload::List(_) | Payload::Tuple(_)) {
        return Err(vm.type_error("second argument (exceptions) must be a sequence"));
    }
    let items = vm.collect(sequence)?;
    let result = check_items(vm, class, &name, &items);
    vm.decref_all(items);
    result
}

fn check_items(vm: &mut Machine, class: Obj, name: &str, items: &[Obj]) -> Result<Obj> {
    if items.is_empty() {
        return Err(vm.value_error("second argument (exceptions) must be a non-empty sequence"));
    }
    let mut plain = true;
    for (index, &item) in items.iter().enumerate() {
        if !matches!(vm.heap.payload(item), Payload::Exception(_)) {
            return Err(vm.value_error(format!(
                "Item {index} of second argument (exceptions) is not an exception"
            )));
        }
        plain &= vm.matches(item, types::EXCEPTION);
    }
    if class == types::BASE_EXCEPTION_GROUP && plain {
        return Ok(types::EXCEPTION_GROUP);
    }
    if class == types::EXCEPTION_GROUP && !plain {
        return Err(vm.type_error("Cannot nest BaseExceptions in an ExceptionGroup"));
    }
    if !plain && vm.is_subtype(class, types::EXCEPTION) {
        return Err(vm.type_error(format!("Cannot nest BaseExceptions in '{name}'")));
    }
    Ok(class)
}

/// The exceptions of a group, borrowed.
pub fn members(vm: &Machine, group: Obj) -> Vec<Obj> {
    match vm.exception_field(group, "exceptions") {
        Some(tuple) => vm.heap.tuple(tuple).to_vec(),
        None => Vec::new(),
    }
}

/// Whether an exception is a group.
pub fn is_group(vm: &Machine, exception: Obj) -> bool {
    vm.matches(exception, types::BASE_EXCEPTION_GROUP)
}

/// A group like `group` of other exceptions (taken over): by its `derive`, with traceback, cause,
/// context and notes of the original. New reference.
fn derive(vm: &mut Machine, group: Obj, exceptions: Vec<Obj>) -> Result<Obj> {
    let list = vm.heap.new_list(exceptions);
    let name = vm.heap.intern("derive");
    let made = vm.call_method(group, name, &[list]);
    vm.decref(name);
    vm.decref(list);
    let made = made?;
    if !matches!(vm.heap.payload(made), Payload::Exception(_)) || !is_group(vm, made) {
        vm.decref(made);
        return Err(vm.type_error("derive must return an instance of BaseExceptionGroup"));
    }
    let content = vm.exception(group);
    let (traceback, cause, context) = (content.traceback, content.cause, content.context);
    let suppress = content.suppress_context;
    for object in [traceback, cause, context].into_iter().flatten() {
        vm.heap.incref(object);
    }
    let content = vm.exception_mut(made);
    content.suppress_context = suppress;
    let old = [
        std::mem::replace(&mut content.traceback, traceback),
        std::mem::replace(&mut content.cause, cause),
        std::mem::replace(&mut content.context, context),
    ];
    for object in old {
        vm.decref_opt(object);
    }
    let notes = vm.names.__notes__;
    if let Some(list) = vm.get_attr_opt(group, notes)? {
        let items = vm.collect(list);
        vm.decref(list);
        let copy = vm.heap.new_list(items?);
        let result = vm.set_attr(made, notes, copy);
        vm.decref(copy);
        result?;
    }
    Ok(made)
}

/// Whether an exception (no group) is wanted: by class, tuple of classes, or a function.
fn is_wanted(vm: &mut Machine, exception: Obj, condition: Obj) -> Result<bool> {
    let by_class =
        matches!(vm.heap.payload(condition), Payload::Tuple(_)) || vm.heap.is_type(condition);
    if by_class {
        return Ok(vm.matches(exception, condition));
    }
    let answer = vm.call(condition, &[exception])?;
    let truth = vm.truth(answer);
    vm.decref(answer);
    truth
}

/// Splits an exception by a condition: what matches and what is left, each a new reference.
fn split(vm: &mut Machine, exception: Obj, condition: Obj) -> Result<(Option<Obj>, Option<Obj>)> {
    if is_wanted(vm, exception, condition)? {
        return Ok((Some(vm.new_ref(exception)), None));
    }
    if !is_group(vm, exception) {
        return Ok((None, Some(vm.new_ref(exception))));
    }
    let (mut matched, mut rest) = (Vec::new(), Vec::new());
    for member in members(vm, exception) {
        match split(vm, member, condition) {
            Ok((yes, no)) => {
                matched.extend(yes);
                rest.extend(no);
            }
            Err(raise) => {
                vm.decref_all(matched.into_iter().chain(rest));
                return Err(raise);
            }
        }
    }
    let matched = if matched.is_empty() { None } else { Some(derive(vm, exception, matched)?) };
    let rest = if rest.is_empty() { None } else { Some(derive(vm, exception, rest)?) };
    Ok((matched, rest))
}

fn optional(vm: &mut Machine, value: Option<Obj>) -> Obj {
    match value {
        Some(value) => value,
        None => vm.none(),
    }
}

fn check_condition(vm: &mut Machine, condition: Obj) -> Result<()> {
    let fits = match vm.heap.payload(condition) {
        Payload::Tuple(_) | Payload::Function(_) => true,
        _ if vm.heap.is_type(condition) => vm.is_subtype(condition, types::BASE_EXCEPTION),
        _ => vm.is_callable(condition),
    };
    if fits {
        return Ok(());
    }
    let message = vm.heap.release.operations.wrong_group_condition;
    Err(vm.type_error(message))
}

fn split_method(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    check_condition(vm, args.values[1])?;
    let (matched, rest) = split(vm, args.values[0], args.values[1])?;
    let pair = vec![optional(vm, matched), optional(vm, rest)];
    Ok(vm.heap.new_tuple_tracked(pair))
}

fn subgroup(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    check_condition(vm, args.values[1])?;
    let (matched, rest) = split(vm, args.values[0], args.values[1])?;
    vm.decref_opt(rest);
    Ok(optional(vm, matched))
}

fn derive_method(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let message = vm.exception_field(args.values[0], "message").unwrap_or(vm.heap.none());
    vm.call(types::BASE_EXCEPTION_GROUP, &[message, args.values[1]])
}

impl Machine {
    /// `CHECK_EG_MATCH`: what is left and what an `except*` clause takes; `None` objects where there
    /// is nothing. New references. What matches becomes the handled exception.
    pub(crate) fn split_exception_group(
        &mut self,
        exception: Obj,
        class: Obj,
    ) -> Result<(Obj, Obj)> {
        if exception == self.heap.none() {
            return Ok((self.none(), self.none()));
        }
        let classes = match self.heap.payload(class) {
            Payload::Tuple(classes) => classes.to_vec(),
            _ => vec![class],
        };
        for class in classes {
            if !(self.heap.is_type(class) && self.is_subtype(class, types::BASE_EXCEPTION)) {
                return Err(self.type_error(
                    "catching classes that do not inherit from BaseException is not allowed",
                ));
            }
            if self.is_subtype(class, types::BASE_EXCEPTION_GROUP) {
                return Err(self.type_error(
                    "catching ExceptionGroup with except* is not allowed. Use except instead.",
                ));
            }
        }
        let (matched, rest) = if self.matches(exception, class) && !is_group(self, exception) {
            // A naked exception is wrapped.
            let empty = self.heap.singletons().empty_str;
            self.heap.incref(exception);
            let tuple = self.heap.new_tuple_tracked(vec![exception]);
            let group = self.call(types::BASE_EXCEPTION_GROUP, &[empty, tuple]);
            self.decref(tuple);
            (Some(group?), None)
        } else {
            split(self, exception, class)?
        };
        if let Some(matched) = matched {
            self.heap.incref(matched);
            self.replace_handled(matched);
        }
        Ok((optional(self, rest), optional(self, matched)))
    }

    /// `PREP_RERAISE_STAR`: what remains to be raised after all `except*` clauses ran. `raised` is a
    /// list of exceptions (`None` among them), of which those with the original's traceback were
    /// re-raised. New reference; `None`: nothing is left.
    pub(crate) fn join_reraised(&mut self, original: Obj, raised: Obj) -> Result<Obj> {
        let none = self.heap.none();
        let items: Vec<Obj> =
            self.heap.list(raised).items.iter().copied().filter(|&item| item != none).collect();
        if items.is_empty() {
            return Ok(self.none());
        }
        if !is_group(self, original) {
            // It was naked: whatever was raised instead goes on as it is.
            return Ok(self.new_ref(items[0]));
        }
        let own = self.exception(original).traceback;
        let (mut again, mut new) = (Vec::new(), Vec::new());
        for item in items {
            let same = is_group(self, item)
                && self.exception(item).traceback == own
                && self.exception(item).context == self.exception(original).context;
            if same { again.push(item) } else { new.push(item) }
        }
        let mut leaves = Vec::new();
        for &group in &again {
            self.leaves(group, &mut leaves);
        }
        let rest = if leaves.is_empty() { None } else { project(self, original, &leaves)? };
        if new.is_empty() {
            return Ok(optional(self, rest));
        }
        for &item in &new {
            self.heap.incref(item);
        }
        new.extend(rest);
        let empty = self.heap.singletons().empty_str;
        let list = self.heap.new_list(new);
        let group = self.call(types::BASE_EXCEPTION_GROUP, &[empty, list]);
        self.decref(list);
        group
    }

    fn leaves(&self, exception: Obj, leaves: &mut Vec<Obj>) {
        if !is_group(self, exception) {
            leaves.push(exception);
            return;
        }
        for member in members(self, exception) {
            self.leaves(member, leaves);
        }
    }
}

/// The part of a group whose leaves are among those given. New reference.
fn project(vm: &mut Machine, group: Obj, leaves: &[Obj]) -> Result<Option<Obj>> {
    let mut kept = Vec::new();
    let own = members(vm, group);
    let count = own.len();
    for member in own {
        if is_group(vm, member) {
            kept.extend(project(vm, member, leaves)?);
        } else if leaves.contains(&member) {
            kept.push(vm.new_ref(member));
        }
    }
    if kept.is_empty() {
        return Ok(None);
    }
    if kept.len() == count && kept == members(vm, group) {
        vm.decref_all(kept);
        return Ok(Some(vm.new_ref(group)));
    }
    derive(vm, group, kept).map(Some)
}

/// `BaseExceptionGroup`.
pub static TYPE: TypeDef = TypeDef {
    ty: types::BASE_EXCEPTION_GROUP,
    doc: "A combination of multiple unrelated exceptions.",
    methods: &[
        class_method("__class_getitem__", crate::modules::typing::class_getitem, Accepts::One),
        method("split", split_method, Accepts::One),
        method("subgroup", subgroup, Accepts::One),
        method("derive", derive_method, Accepts::One),
    ],
    attributes: &[
        getter("message", |vm, this| {
            let value = vm.exception_field(this, "message").unwrap_or(vm.heap.none());
            Ok(vm.new_ref(value))
        }),
        getter("exceptions", |vm, this| {
            let value = vm.exception_field(this, "exceptions").unwrap_or(vm.heap.none());
            Ok(vm.new_ref(value))
        }),
    ],
};
