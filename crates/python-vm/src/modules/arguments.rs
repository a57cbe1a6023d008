//! Distributing the arguments of a native function over its parameters, with the messages that
//! CPython's Argument Clinic gives for a wrong call.

use heap_model::Obj;

use crate::machine::{Machine, Result};
use crate::native::Args;

/// The parameters of a native function.
#[derive(Debug)]
pub struct Signature {
    /// The function's name as messages show it.
    pub name: &'static str,
    /// Names of parameters, in order.
    pub params: &'static [&'static str],
    /// How many of them cannot be given by name.
    pub positional_only: usize,
    /// The first one that can only be given by name.
    pub keyword_only_from: usize,
    /// How many must be given.
    pub required: usize,
}

impl Signature {
    /// Parameters that can be given by position or by name; the first `required` must be.
    pub const fn plain(
        name: &'static str,
        params: &'static [&'static str],
        required: usize,
    ) -> Signature {
        Signature { name, params, positional_only: 0, keyword_only_from: params.len(), required }
    }
}

fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}

impl Args<'_> {
    /// The argument of each parameter, borrowed; `skip` values in front (`self`) belong to none.
    ///
    /// # Errors
    /// `TypeError` for a call that does not fit the signature.
    pub fn bind<const N: usize>(
        &self,
        vm: &mut Machine,
        skip: usize,
        signature: &Signature,
    ) -> Result<[Option<Obj>; N]> {
        debug_assert_eq!(signature.params.len(), N);
        let mut bound = [None; N];
        let positional = self.positional();
        let positional = &positional[skip.min(positional.len())..];
        let (given, named) = (positional.len(), self.names.len());
        let name = signature.name;
        if given + named > N {
            let kind = if given == 0 { "keyword " } else { "" };
            return Err(vm.type_error(format!(
                "{name}() takes at most {N} {kind}argument{} ({} given)",
                plural(N),
                given + named
            )));
        }
        let most = signature.keyword_only_from;
        if given > most {
            if most == 0 {
                return Err(vm.type_error(format!("{name}() takes no positional arguments")));
            }
            let bound = if signature.required.min(most) < most { "at most" } else { "exactly" };
            return Err(vm.type_error(format!(
                "{name}() takes {bound} {most} positional argument{} ({given} given)",
                plural(most)
            )));
        }
        for (place, &value) in bound.iter_mut().zip(positional) {
            *place = Some(value);
        }
        let least = signature.required.min(signature.positional_only);
        if given < least {
            let bound = if least < most { "at least" } else { "exactly" };
            return Err(vm.type_error(format!(
                "{name}() takes {bound} {least} positional argument{} ({given} given)",
                plural(least)
            )));
        }
        let mut unknown = None;
        for (keyword, value) in self.keywords() {
            let text = vm.heap.str_text(keyword);
            let place = signature.params.iter().position(|&known| known == text);
            match place {
                Some(place) if place >= signature.positional_only => {
                    if bound[place].is_some() {
                        let text = text.to_owned();
                        return Err(vm.type_error(format!(
                            "argument for {name}() given by name ('{text}') and position ({})",
                            place + 1
                        )));
                    }
                    bound[place] = Some(value);
                }
                _ => unknown = unknown.or_else(|| Some(text.to_owned())),
            }
        }
        for (place, value) in bound.iter().enumerate().take(signature.required) {
            if value.is_none() {
                let missing = signature.params[place];
                return Err(vm.type_error(format!(
                    "{name}() missing required argument '{missing}' (pos {})",
                    place + 1
                )));
            }
        }
        if let Some(unknown) = unknown {
            return Err(vm.unexpected_keyword(name, &unknown));
        }
        Ok(bound)
    }

    /// Refuses keyword arguments.
    ///
    /// # Errors
    /// `TypeError` if there are any.
    pub fn no_keywords(&self, vm: &mut Machine, name: &str) -> Result<()> {
        if self.names.is_empty() {
            return Ok(());
        }
        Err(vm.type_error(format!("{name}() takes no keyword arguments")))
    }

    /// Checks the number of positional arguments after `skip`.
    ///
    /// # Errors
    /// `TypeError` in the words of `PyArg_UnpackTuple`.
    pub fn count(
        &self,
        vm: &mut Machine,
        skip: usize,
        name: &str,
        least: usize,
        most: usize,
    ) -> Result<()> {
        let given = self.positional().len().saturating_sub(skip);
        if (least..=most).contains(&given) {
            return Ok(());
        }
        let (bound, limit) = match (least == most, given < least) {
            (true, _) => ("", least),
            (_, true) => ("at least ", least),
            _ => ("at most ", most),
        };
        Err(vm.type_error(format!(
            "{name} expected {bound}{limit} argument{}, got {given}",
            plural(limit)
        )))
    }
}
