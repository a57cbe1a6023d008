//! Evaluates heap assertions on a machine that stands still.
//!
//! Everything is asked of a shared reference to the machine. Only giving an object a name marks it,
//! in a way that no program can see.

use crate::snippet::assertion::{Assertion, Check, Comparison, Expression, Question};
use heap_model::memory::Memory;
use heap_model::release::Release;
use heap_model::{Flags, Life, Obj};
use python_vm::Machine;
use python_vm::inspect::Path;
use std::collections::HashMap;

/// What a side of a comparison, or a question, is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A number.
    Int(i128),
    /// A number that is shown in base 16.
    Address(u64),
    /// Text.
    Text(String),
    /// `None`, `immortal`, `True`, `False`.
    Word(String),
    /// An address that an output named: known once all outputs are.
    Capture(String),
}

impl Value {
    fn truth(truth: bool) -> Value {
        Value::Word(if truth { "True" } else { "False" }.into())
    }

    /// The number that it is, if it is one.
    pub fn number(&self) -> Option<i128> {
        match self {
            Value::Int(number) => Some(*number),
            Value::Address(address) => Some(i128::from(*address)),
            _ => None,
        }
    }
}

/// As a chapter writes it.
impl std::fmt::Display for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Value::Int(number) => write!(f, "{number}"),
            Value::Address(address) => write!(f, "{address:#x}"),
            Value::Text(text) => write!(f, "\"{text}\""),
            Value::Word(word) => f.write_str(word),
            Value::Capture(name) => write!(f, "<{name}>"),
        }
    }
}

/// What came of a check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asserted {
    /// It holds.
    Holds,
    /// It holds if the captured address is this number; none matches where that is wrong.
    Captured(String, u64),
    /// It does not. What is instead, if a value was compared, and who holds what it is about.
    False {
        /// The left side's value.
        is: Option<Value>,
        /// Who holds the object, where that explains anything.
        holders: Option<(String, Vec<String>)>,
    },
    /// It could not be evaluated, and why.
    Failed(String),
}

/// What came of an assertion on one release.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// The line that is for the release: the first time that it did not hold, or else the last time.
    pub own: Option<Asserted>,
    /// The same of the plain line, where that is another one.
    pub plain: Option<Asserted>,
    /// How often it was looked at.
    looks: usize,
}

/// So often is the heap looked at in one place.
const MOST_LOOKS: usize = 10_000;
/// The same, where each look goes through the whole heap.
const MOST_LONG_LOOKS: usize = 100;

/// The assertions of one program as it runs.
#[derive(Debug, Default)]
pub struct Asserter {
    named: HashMap<String, Life>,
}

impl Asserter {
    /// Looks at the machine for an assertion, and adds what it sees to what was seen before.
    pub fn look(
        &mut self,
        machine: &mut Machine,
        assertion: &Assertion,
        release: &'static Release,
        seen: &mut Seen,
    ) {
        let most = match assertion.checks.iter().any(Check::takes_long) {
            true => MOST_LONG_LOOKS,
            false => MOST_LOOKS,
        };
        seen.looks += 1;
        if seen.looks > most || seen.own.as_ref().is_some_and(|own| !holds_so_far(own)) {
            if seen.looks == most + 1 {
                let why = format!("this is passed more than {most} times; say it behind the loop");
                note(&mut seen.own, Asserted::Failed(why));
            }
            return;
        }
        let (line, plain) = (assertion.line_on(release), assertion.plain_line());
        if let Some(line) = line {
            note(&mut seen.own, self.check(machine, &assertion.checks[line]));
        }
        if let Some(plain) = plain.filter(|plain| Some(*plain) != line) {
            note(&mut seen.plain, self.check(machine, &assertion.checks[plain]));
        }
    }

    fn check(&mut self, machine: &mut Machine, check: &Check) -> Asserted {
        if let Check::Name(name, path) = check {
            return match self.find(machine, path) {
                Ok(object) => {
                    self.named.insert(name.clone(), machine.heap.follow(object));
                    Asserted::Holds
                }
                Err(why) => Asserted::Failed(why),
            };
        }
        self.evaluate(machine, check).unwrap_or_else(Asserted::Failed)
    }

    fn evaluate(&self, machine: &Machine, check: &Check) -> Result<Asserted, String> {
        match check {
            Check::Name(..) => Ok(Asserted::Holds),
            Check::Truth(question, wanted) => {
                if self.value(machine, question)? == Value::truth(*wanted) {
                    return Ok(Asserted::Holds);
                }
                Ok(Asserted::False { is: None, holders: self.holders_of(machine, question) })
            }
            Check::Compare(left, comparison, right) => {
                let (is, wanted) = (self.value(machine, left)?, self.value(machine, right)?);
                let capture = match (&is, &wanted) {
                    (Value::Capture(name), other) | (other, Value::Capture(name)) => {
                        let number = other.number().and_then(|number| u64::try_from(number).ok());
                        Some((name.clone(), number))
                    }
                    _ => None,
                };
                match capture {
                    Some((name, Some(number))) if *comparison == Comparison::Equal => {
                        return Ok(Asserted::Captured(name, number));
                    }
                    Some(_) => return Err("a named address can only be said to equal one".into()),
                    None => {}
                }
                if holds(&is, *comparison, &wanted)? {
                    return Ok(Asserted::Holds);
                }
                let holders = self.holders_of(machine, left);
                let is_those = matches!(left, Expression::Ask(Question::Holders, _));
                Ok(Asserted::False { is: Some(is), holders: holders.filter(|_| !is_those) })
            }
        }
    }

    /// Who holds the one object that a question about counts or lives is about.
    fn holders_of(&self, machine: &Machine, of: &Expression) -> Option<(String, Vec<String>)> {
        use Question::*;
        match of {
            Expression::Ask(Refcount | Alive | Freed | Tracked | Finalized, paths) => {
                let object = self.find(machine, &paths[0]).ok()?;
                Some((paths[0].to_string(), machine.holders(object)))
            }
            _ => None,
        }
    }

    fn find(&self, machine: &Machine, path: &Path) -> Result<Obj, String> {
        let Some(life) = self.named.get(&path.name) else {
            return machine.find(path).map_err(|why| why.0);
        };
        let start = machine.heap.living(*life);
        let start = start.ok_or_else(|| format!("`{}` has been freed", path.name))?;
        machine.find_from(start, path).map_err(|why| why.0)
    }

    fn value(&self, machine: &Machine, expression: &Expression) -> Result<Value, String> {
        Ok(match expression {
            Expression::Int(number) => Value::Int(*number),
            Expression::Text(text) => Value::Text(text.clone()),
            Expression::Word(word) => Value::Word(word.clone()),
            Expression::Capture(name) => Value::Capture(name.clone()),
            Expression::Ask(question, paths) => self.ask(machine, *question, paths)?,
            Expression::Arithmetic(left, sign, right) => {
                let number = |side: &Expression| {
                    let value = self.value(machine, side)?;
                    value.number().ok_or_else(|| format!("{value} is no number"))
                };
                let (left, right) = (number(left)?, number(right)?);
                let result = match sign {
                    '+' => left.checked_add(right),
                    '-' => left.checked_sub(right),
                    _ => left.checked_mul(right),
                };
                Value::Int(result.ok_or("this number is too large")?)
            }
        })
    }

    fn ask(&self, machine: &Machine, question: Question, paths: &[Path]) -> Result<Value, String> {
        use Question::*;
        let heap = &machine.heap;
        if let Alive | Freed = question
            && let Some(life) = self.named.get(&paths[0].name).filter(|_| paths[0].steps.is_empty())
        {
            return Ok(Value::truth(heap.living(*life).is_some() == (question == Alive)));
        }
        let objects: Vec<Obj> =
            paths.iter().map(|path| self.find(machine, path)).collect::<Result<_, _>>()?;
        let address = |address: Option<u64>| match address {
            Some(address) => Value::Address(address),
            None => Value::Word("None".into()),
        };
        let count = |count: usize| Value::Int(count as i128);
        Ok(match question {
            Collected => count(heap.collections_since_start().1),
            Collections => count(heap.collections_since_start().0),
            Same => Value::truth(objects.windows(2).all(|pair| pair[0] == pair[1])),
            Distinct => {
                let mut all = objects.clone();
                all.sort();
                all.dedup();
                Value::truth(all.len() == objects.len())
            }
            Live if heap.is_type(objects[0]) => count(machine.instances(objects[0])),
            Live => return Err(format!("`{}` is no class", paths[0])),
            Refcount => match heap.refcount(objects[0]) {
                Some(references) => count(references as usize),
                None => Value::Word("immortal".into()),
            },
            Size => count(heap.size_of(objects[0])),
            Allocated => match heap.get(objects[0]).size as usize {
                0 => count(0),
                size => count(Memory::block_bytes(size)),
            },
            Generation => match heap.generation_of(objects[0]) {
                Some(generation) => count(generation),
                None => Value::Word("None".into()),
            },
            Id => address(Some(heap.id(objects[0]))),
            Pool | Arena => {
                let found = heap.memory.pool_of(heap.get(objects[0]).address);
                let part = |(pool, arena)| if question == Pool { pool } else { arena };
                address(found.map(part).map(|first: heap_model::memory::Addr| first.get()))
            }
            Holders => Value::Text(machine.holders(objects[0]).join("; ")),
            Tracked => Value::truth(heap.is_tracked(objects[0])),
            Interned => Value::truth(heap.get(objects[0]).flags.has(Flags::INTERNED)),
            Immortal => Value::truth(heap.is_immortal(objects[0])),
            Finalized => Value::truth(heap.is_finalized(objects[0])),
            // What a path leads to is alive.
            Alive => Value::truth(true),
            Freed => Value::truth(false),
        })
    }
}

/// Keeps the first time that something did not hold.
fn note(seen: &mut Option<Asserted>, now: Asserted) {
    if seen.as_ref().is_none_or(holds_so_far) {
        *seen = Some(now);
    }
}

fn holds_so_far(asserted: &Asserted) -> bool {
    matches!(asserted, Asserted::Holds | Asserted::Captured(..))
}

fn holds(left: &Value, comparison: Comparison, right: &Value) -> Result<bool, String> {
    if let (Value::Text(left), Value::Text(right)) = (left, right) {
        let equal = listed(left) == listed(right);
        return match comparison {
            Comparison::Equal => Ok(equal),
            Comparison::NotEqual => Ok(!equal),
            _ => Err("texts are equal or not, and not less or greater".into()),
        };
    }
    Ok(match (left.number(), right.number(), comparison) {
        (Some(left), Some(right), Comparison::Less) => left < right,
        (Some(left), Some(right), Comparison::LessOrEqual) => left <= right,
        (Some(left), Some(right), Comparison::Greater) => left > right,
        (Some(left), Some(right), Comparison::GreaterOrEqual) => left >= right,
        (Some(left), Some(right), Comparison::Equal) => left == right,
        (Some(left), Some(right), Comparison::NotEqual) => left != right,
        (_, _, Comparison::Equal) => left == right,
        (_, _, Comparison::NotEqual) => left != right,
        _ => return Err(format!("{left} and {right} are not both numbers")),
    })
}

/// The parts of a list in words, in any order.
fn listed(text: &str) -> Vec<&str> {
    let mut parts: Vec<&str> = text.split(';').map(str::trim).filter(|p| !p.is_empty()).collect();
    parts.sort();
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chapter::Chapter;
    use crate::snippet::assertion::parse;
    use crate::snippet::expected::{Expected, ExpectedLine, Sign};
    use crate::source::{BookPaths, Source, SourceFile};
    use crate::verify::{execute, program};
    use python_vm::WatchPoint;
    use std::path::Path;

    /// Every question about every name of a unit, behind each of its statements.
    fn everything(unit: &crate::snippet::Unit) -> Vec<Assertion> {
        let is_name = |word: &&str| word.starts_with(|c: char| c.is_alphabetic() || c == '_');
        let mut names: Vec<&str> =
            unit.source.split(|c: char| !c.is_alphanumeric() && c != '_').filter(is_name).collect();
        names.sort();
        names.dedup();
        let ask = ["refcount", "size", "generation", "holders", "id", "pool", "live", "allocated"];
        let mut texts = vec!["collected() == 0".to_string()];
        for name in names {
            texts.extend(ask.iter().map(|question| format!("{question}({name}) == 0")));
            texts.push(format!("named_{name} = {name}"));
            texts.push(format!("freed(named_{name})"));
        }
        let mut assertions = vec![];
        for (index, text) in texts.iter().enumerate() {
            // Each statement is looked at, and not for everything: that would take its time.
            for statement in unit.statements.iter().skip(index % 19).step_by(19) {
                let line = (statement.last - unit.first_line) as u32 + 1;
                let parsed = parse(text).unwrap();
                assertions.push(Assertion {
                    subject: parsed.subject,
                    expected: Expected {
                        lines: vec![ExpectedLine {
                            sign: Sign::Assertion,
                            releases: None,
                            text: text.clone(),
                            indentation: String::new(),
                            range: 0..0,
                        }],
                    },
                    checks: vec![parsed.check],
                    under: statement.last,
                    point: WatchPoint { line, column: 0 },
                });
            }
        }
        assertions
    }

    #[test]
    fn looking_disturbs_nothing() {
        execute::install_panic_hook();
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let paths = BookPaths { root: root.to_path_buf() };
        let mut looked = 0;
        for name in ["identity", "mutability", "interning", "allocation", "garbage-collection"] {
            let path = root.join("chapters").join(format!("{name}.md"));
            let file = SourceFile::new(&path, std::fs::read_to_string(&path).unwrap());
            let (source, _) = Source::expand(file, path.parent().unwrap(), &paths);
            let (mut chapter, _) = Chapter::read(source);
            let programs = program::programs(&chapter, &mut vec![]);
            let run_all = |chapter: &Chapter| -> Vec<execute::Run> {
                let of = |program: &program::Program| {
                    let run = |release| execute::run(chapter, program, release);
                    program.releases.iter().step_by(4).map(run).collect::<Vec<_>>()
                };
                programs.iter().flat_map(of).collect()
            };
            let units =
                |chapter: &mut Chapter, make: &dyn Fn(&crate::snippet::Unit) -> Vec<Assertion>| {
                    for unit in chapter.snippets.iter_mut().flat_map(|snippet| &mut snippet.units) {
                        unit.assertions = make(unit);
                    }
                };
            units(&mut chapter, &|_| vec![]);
            let alone = run_all(&chapter);
            units(&mut chapter, &everything);
            let watched = run_all(&chapter);
            for (alone, watched) in alone.iter().zip(&watched) {
                let shown = |run: &execute::Run| {
                    format!("{:#?} {:#?} {:?}", run.steps, run.exit, run.panic)
                };
                assert_eq!(shown(alone), shown(watched), "{name} on {}", alone.release.name);
                looked += watched.asserted.values().flatten().filter(|s| s.own.is_some()).count();
            }
        }
        assert!(looked > 400, "{looked}");
    }
}
