//! What CPython suggests after an error about a name: "Did you mean: 'append'?".
//!
//! A suggestion is the candidate at the least edit distance (Python/suggestions.c), if that is
//! small for the names' lengths. Lengths are in bytes of UTF-8, as CPython counts them there.

use heap_model::release::SuggestionRules;

use super::repr;

/// An insertion, a deletion or another letter.
const MOVE: usize = 2;
/// The same letter in the other case.
const CASE: usize = 1;
/// Among more candidates CPython does not search.
const MOST_CANDIDATES: usize = 750;
/// Names that differ over a longer stretch are not compared.
const LONGEST: usize = 40;

fn substitution(a: u8, b: u8) -> usize {
    if a == b {
        0
    } else if a.eq_ignore_ascii_case(&b) {
        CASE
    } else {
        MOVE
    }
}

/// The edit distance of two names, or anything above `most` if it is above.
fn distance(a: &[u8], b: &[u8], most: usize) -> usize {
    let before = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[before..], &b[before..]);
    let behind = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[..a.len() - behind], &b[..b.len() - behind]);
    if a.is_empty() || b.is_empty() {
        return (a.len() + b.len()) * MOVE;
    }
    if a.len() > LONGEST || b.len() > LONGEST {
        return most + 1;
    }
    let (a, b) = if b.len() < a.len() { (b, a) } else { (a, b) };
    if (b.len() - a.len()) * MOVE > most {
        return most + 1;
    }
    // One row of the table of distances between all beginnings of `a` and one beginning of `b`.
    let mut row: Vec<usize> = (1..=a.len()).map(|length| length * MOVE).collect();
    let mut result = 0;
    for (index, &letter) in b.iter().enumerate() {
        // The cell to the left of the row, where CPython has one move less than there are.
        let mut diagonal = index * MOVE;
        result = diagonal;
        let mut least = usize::MAX;
        for (other, cell) in a.iter().zip(&mut row) {
            let substituted = diagonal + substitution(letter, *other);
            diagonal = *cell;
            result = substituted.min(result.min(diagonal) + MOVE);
            *cell = result;
            least = least.min(result);
        }
        if least > most {
            return most + 1;
        }
    }
    result
}

/// The candidate that is nearest to `wrong`, the first of several; `None` if none is near enough.
pub(crate) fn closest<'a>(candidates: &[&'a str], wrong: &str) -> Option<&'a str> {
    if candidates.len() >= MOST_CANDIDATES {
        return None;
    }
    let mut best: Option<(&str, usize)> = None;
    for &candidate in candidates {
        if candidate == wrong {
            continue;
        }
        // No more than a third of the letters involved may change.
        let mut most = (candidate.len() + wrong.len() + 3) * MOVE / 6;
        if let Some((_, nearest)) = best {
            // A match as near as one that came before does not count.
            let Some(nearer) = nearest.checked_sub(1) else { continue };
            most = most.min(nearer);
        }
        let found = distance(wrong.as_bytes(), candidate.as_bytes(), most);
        if found <= most {
            best = Some((candidate, found));
        }
    }
    best.map(|(candidate, _)| candidate)
}

/// What is known where a name was not found.
pub(crate) struct NameScopes<'a> {
    /// The frame's locals, in order.
    pub(crate) locals: &'a [&'a str],
    /// The globals, in the dict's order.
    pub(crate) globals: &'a [&'a str],
    /// The builtins.
    pub(crate) builtins: &'a [&'a str],
    /// Whether there is a local `self` that has an attribute of that name.
    pub(crate) self_has: bool,
    /// Whether a standard module has that name.
    pub(crate) is_standard_module: bool,
}

/// What follows the message of a `NameError` about `wrong`; empty if nothing does.
pub(crate) fn name_hint(wrong: &str, scopes: &NameScopes, rules: &SuggestionRules) -> String {
    let NameScopes { locals, globals, builtins, .. } = scopes;
    let suggestion = if rules.self_attributes && scopes.self_has {
        Some(format!("self.{wrong}"))
    } else if rules.scopes_apart {
        let mut apart = [locals, globals, builtins].into_iter();
        apart.find_map(|names| closest(names, wrong)).map(String::from)
    } else {
        closest(&[*locals, *globals, *builtins].concat(), wrong).map(String::from)
    };
    let mut hint = suggestion.as_ref().map_or(String::new(), |name| did_you_mean(name, rules));
    if rules.imports && scopes.is_standard_module {
        hint += &match suggestion {
            Some(_) => format!(" Or did you forget to import '{wrong}'?"),
            None => format!(". Did you forget to import '{wrong}'?"),
        };
    }
    hint
}

/// What is known of the object that has no such attribute.
pub(crate) struct Attributes<'a> {
    /// The names that `dir()` gives, sorted.
    pub(crate) names: &'a [&'a str],
    /// Whether the object is the `self` of the frame where it happened.
    pub(crate) of_self: bool,
    /// The builtin type that the object is of, or derives from.
    pub(crate) builtin_type: &'a str,
    /// The first of the object's public attributes, no descriptor, whose value has the wrong name for
    /// an attribute; asked only where [`SuggestionRules::nested_attributes`].
    pub(crate) nested_in: Option<&'a str>,
}

/// What follows the message of an `AttributeError` about `wrong`; empty if nothing does.
pub(crate) fn attribute_hint(
    wrong: &str,
    attributes: &Attributes,
    rules: &SuggestionRules,
) -> String {
    if rules.other_languages
        && let Some(hint) = other_language(attributes.builtin_type, wrong)
    {
        return format!(". {hint}");
    }
    let hidden = rules.hides_underscored && !attributes.of_self && !wrong.starts_with('_');
    let shown = |name: &&&str| !(hidden && name.starts_with('_'));
    let candidates: Vec<&str> = attributes.names.iter().filter(shown).copied().collect();
    let nested = || {
        attributes
            .nested_in
            .filter(|_| rules.nested_attributes)
            .map(|outer| format!("{outer}.{wrong}"))
    };
    match closest(&candidates, wrong).map(String::from).or_else(nested) {
        Some(name) if rules.dotted && name.is_ascii() => {
            format!(". Did you mean '.{name}' instead of '.{wrong}'?")
        }
        Some(name) if rules.dotted => {
            let (shown, wrongly) = (repr::ascii(&name), repr::ascii(wrong));
            format!(". Did you mean '.{name}' ({shown}) instead of '.{wrong}' ({wrongly})?")
        }
        Some(name) => did_you_mean(&name, rules),
        None => String::new(),
    }
}

/// What follows the message of an `ImportError` about a name that a module does not have.
pub(crate) fn import_hint(wrong: &str, names: &[&str], rules: &SuggestionRules) -> String {
    if !rules.imports {
        return String::new();
    }
    let hidden = rules.hides_underscored && !wrong.starts_with('_');
    let candidates: Vec<&str> =
        names.iter().filter(|name| !(hidden && name.starts_with('_'))).copied().collect();
    closest(&candidates, wrong).map_or(String::new(), |name| did_you_mean(name, rules))
}

fn did_you_mean(name: &str, rules: &SuggestionRules) -> String {
    if rules.escapes_non_ascii && !name.is_ascii() {
        return format!(". Did you mean: '{name}' ({})?", repr::ascii(name));
    }
    format!(". Did you mean: '{name}'?")
}

/// Hints for methods that other languages have, or other types (Lib/traceback.py, 3.15).
fn other_language(builtin_type: &str, wrong: &str) -> Option<String> {
    let method = match (builtin_type, wrong) {
        ("list", "push") => "append",
        ("list", "concat" | "addAll") => "extend",
        ("str", "toUpperCase") => "upper",
        ("str", "toLowerCase") => "lower",
        ("str", "trimStart") => "lstrip",
        ("str", "trimEnd") => "rstrip",
        ("dict", "keySet") => "keys",
        ("dict", "entrySet" | "entries") => "items",
        ("dict", "putAll") => "update",
        ("list", "contains") => return Some("Use 'x in list'.".into()),
        ("dict", "put") => return Some("Use d[k] = v.".into()),
        ("float", "__or__" | "__and__" | "__xor__" | "__lshift__" | "__rshift__") => {
            let why = "Bitwise operators are not supported by 'float'.";
            return Some(format!("Did you mean to use an 'int' object? {why}"));
        }
        _ => {
            let wanted = match (builtin_type, wrong) {
                ("list" | "frozenset", "add") | ("frozenset", "remove" | "discard" | "update") => {
                    "a 'set'"
                }
                ("tuple", "append" | "extend" | "insert" | "remove") => "a 'list'",
                ("frozendict", "update") => "a 'dict'",
                _ => return None,
            };
            return Some(format!("Did you mean to use {wanted} object?"));
        }
    };
    Some(format!("Did you mean '.{method}'?"))
}
