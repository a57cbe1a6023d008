//! A random program about names, objects and their memory.
//!
//! It begins with a few classes and functions, goes on with statements on the names that there are,
//! and looks, after each few of them, at what CPython decides: identities, counts, sizes, deaths,
//! order. Every loop is bounded, and what two runs of CPython show differently (addresses in a
//! set's order, the clock) is left out.

use fastrand::Rng;

use super::expressions::{Class, Kind, Names, Writer};
use super::tree::{Clause, Statement};

/// The program of a seed: the same one each time.
pub fn program(seed: u64) -> Vec<Statement> {
    let mut generator = Generator {
        random: Rng::with_seed(seed),
        names: Names::default(),
        classes: vec![],
        functions: vec![],
        next_name: 0,
    };
    generator.program()
}

struct Generator {
    random: Rng,
    names: Names,
    classes: Vec<Class>,
    /// Functions of the program, with the number of their parameters.
    functions: Vec<(String, usize)>,
    next_name: usize,
}

impl Generator {
    fn program(&mut self) -> Vec<Statement> {
        let mut program =
            vec![Statement::line("import gc, sys, weakref"), Statement::line("saved = []")];
        for number in 0..self.random.usize(1..4) {
            program.push(self.class(number));
        }
        for number in 0..self.random.usize(..4) {
            program.push(self.function(number));
        }
        if self.random.u8(..8) == 0 {
            program.push(Statement::line("gc.disable()"));
        }
        for _ in 0..self.random.usize(6..24) {
            let statements = self.statement(2);
            program.extend(statements);
            if self.random.u8(..5) < 2 {
                let look = self.look();
                program.push(look);
            }
        }
        if self.random.bool() {
            program.push(Statement::line("print('collected', gc.collect())"));
        }
        program.push(Statement::line("print('end')"));
        program
    }

    fn below(&mut self, bound: u8) -> u8 {
        self.random.u8(..bound)
    }

    fn writer(&mut self) -> Writer<'_> {
        Writer { random: &mut self.random, names: &self.names, classes: &self.classes }
    }

    fn value(&mut self) -> String {
        self.writer().value(2)
    }

    fn fresh(&mut self) -> String {
        // Few names, so that they are bound again.
        if self.below(3) > 0 && self.next_name > 3 {
            let number = self.random.usize(..self.next_name);
            return format!("n{number}");
        }
        self.next_name += 1;
        format!("n{}", self.next_name - 1)
    }

    // --- classes and functions ---

    fn class(&mut self, number: usize) -> Statement {
        let name = format!("C{number}");
        let mut body = vec![];
        let mut class =
            Class { name: name.clone(), takes_value: false, attributes: vec![], weak: true };
        let mut base = String::new();
        match self.below(8) {
            0 => {
                body.push(Statement::line("__slots__ = ('value', 'other')"));
                class.weak = false;
            }
            1 => body.push(Statement::line("__slots__ = ('value', 'other', '__weakref__')")),
            2 => base = "(list)".into(),
            3 => base = "(dict)".into(),
            4 if number > 0 => base = format!("(C{})", self.random.usize(..number)),
            _ => {}
        }
        if base.is_empty() && self.below(3) > 0 {
            class.takes_value = true;
            class.attributes.push("value");
            let mut init = vec![Statement::line("self.value = value")];
            match self.below(5) {
                0 => init.push(Statement::line("self.other = self")),
                1 => init.push(Statement::line("self.other = [value]")),
                _ => {}
            }
            if init.len() > 1 {
                class.attributes.push("other");
            }
            body.push(Statement::block("def __init__(self, value):", init));
        } else if let Some(number) = base.strip_prefix("(C") {
            let parent: usize = number.trim_end_matches(')').parse().unwrap_or(0);
            class.takes_value = self.classes[parent].takes_value;
            class.attributes = self.classes[parent].attributes.clone();
            class.weak = true;
        }
        if self.below(2) == 0 {
            let mut body_of_del = vec![Statement::line(format!("print('del {name}')"))];
            match self.below(8) {
                0 => body_of_del.push(Statement::line("saved.append(self)")),
                1 => body_of_del.push(Statement::line("print(sys.getrefcount(self))")),
                2 => body_of_del.push(Statement::line("raise ValueError('in del')")),
                _ => {}
            }
            body.push(Statement::block("def __del__(self):", body_of_del));
        }
        if self.below(3) == 0 {
            body.push(Statement::block(
                "def __repr__(self):",
                vec![Statement::line(format!("return '<{name}>'"))],
            ));
        }
        if self.below(4) == 0 {
            body.push(Statement::block(
                "def method(self, argument=None):",
                vec![Statement::line("return argument")],
            ));
        }
        if self.below(6) == 0 {
            body.push(Statement::line(format!(
                "shared = {}",
                ["[]", "0", "{}"][self.random.usize(..3)]
            )));
        }
        self.classes.push(class);
        Statement::block(format!("class {name}{base}:"), body)
    }

    fn function(&mut self, number: usize) -> Statement {
        let name = format!("f{number}");
        let outer = std::mem::take(&mut self.names);
        let parameters = self.random.usize(1..3);
        for parameter in ["a", "b"].iter().take(parameters) {
            self.names.bind(parameter, Kind::List);
        }
        let mut body = vec![];
        for _ in 0..self.random.usize(..4) {
            let statements = self.statement(1);
            body.extend(statements);
        }
        if self.below(3) == 0 {
            let look = self.look();
            body.push(look);
        }
        body.push(match self.below(7) {
            0 => Statement::line("return a"),
            1 => Statement::line("return lambda: a"),
            2 => Statement::line("yield a"),
            3 => Statement::line("return sys.getrefcount(a)"),
            4 => Statement::line("raise ValueError(a)"),
            5 => Statement::line("return locals()"),
            _ => {
                let value = self.value();
                Statement::line(format!("return {value}"))
            }
        });
        self.names = outer;
        let head = match (parameters, self.below(4)) {
            (1, 0) => format!("def {name}(a=[]):"),
            (1, 1) => format!("def {name}(*a):"),
            (1, _) => format!("def {name}(a):"),
            (_, 0) => format!("def {name}(a, *, b=None):"),
            (_, 1) => format!("def {name}(a, **b):"),
            _ => format!("def {name}(a, b=0):"),
        };
        self.functions.push((name, parameters));
        Statement::block(head, body)
    }

    // --- statements ---

    fn statement(&mut self, depth: usize) -> Vec<Statement> {
        let statements = match self.below(30) {
            0..=6 => self.bind(),
            7..=8 => self.alias(),
            9..=10 => self.delete(),
            11..=14 => self.mutate(),
            15..=16 => self.augment(),
            17 => self.attribute(),
            18 => self.cycle(),
            19 => self.weak_reference(),
            20..=21 => self.call(),
            22 => self.unpack(),
            23 => vec![Statement::line("print('gc', gc.collect())")],
            24..=28 if depth > 0 => return vec![self.compound(depth - 1)],
            29 => self.advance(),
            _ => self.bind(),
        };
        if self.below(12) == 0 {
            let body = statements;
            return vec![guarded(body, self.below(2) == 0)];
        }
        statements
    }

    fn bind(&mut self) -> Vec<Statement> {
        let (value, kind) = self.writer().any(3);
        let name = self.fresh();
        self.names.bind(&name, kind);
        vec![Statement::line(format!("{name} = {value}"))]
    }

    fn alias(&mut self) -> Vec<Statement> {
        let Some((name, kind)) = self.names.pick(&mut self.random, |_| true) else {
            return self.bind();
        };
        let alias = self.fresh();
        self.names.bind(&alias, kind);
        vec![Statement::line(format!("{alias} = {name}"))]
    }

    fn delete(&mut self) -> Vec<Statement> {
        let Some((name, _)) = self.names.pick(&mut self.random, |_| true) else {
            return self.bind();
        };
        self.names.unbind(&name);
        vec![Statement::line(format!("del {name}"))]
    }

    fn mutate(&mut self) -> Vec<Statement> {
        let wanted = |kind| matches!(kind, Kind::List | Kind::Dict | Kind::Set);
        let Some((name, kind)) = self.names.pick(&mut self.random, wanted) else {
            return self.bind();
        };
        let value = self.value();
        let small = self.writer().of(Kind::Int, 0);
        let line = match (kind, self.below(9)) {
            (Kind::List, 0..=2) => format!("{name}.append({value})"),
            (Kind::List, 3) => format!("{name}.extend([{value}, {small}])"),
            (Kind::List, 4) => format!("{name}.insert(0, {value})"),
            (Kind::List, 5) => format!("{name}.pop()"),
            (Kind::List, 6) => format!("{name}[:] = [{value}]"),
            (Kind::List, 7) => format!("{name}[0] = {value}"),
            (Kind::List, _) => format!("{name}.clear()"),
            (Kind::Dict, 0..=3) => format!("{name}['k{}'] = {value}", self.below(9)),
            (Kind::Dict, 4) => format!("{name}.pop('k{}', None)", self.below(9)),
            (Kind::Dict, 5) => format!("{name}.update(a={value})"),
            (Kind::Dict, 6) => format!("{name}.setdefault('list', []).append({value})"),
            (Kind::Dict, 7) => format!("{name}.popitem()"),
            (Kind::Dict, _) => format!("{name}.clear()"),
            (_, 0..=4) => format!("{name}.add({small})"),
            (_, 5..=6) => format!("{name}.discard({small})"),
            (_, 7) => format!("{name}.update(range({}))", self.below(30)),
            _ => format!("{name}.clear()"),
        };
        let line = Statement::line(line);
        vec![if self.below(8) > 0 { guarded(vec![line], false) } else { line }]
    }

    fn augment(&mut self) -> Vec<Statement> {
        let wanted =
            |kind| matches!(kind, Kind::Int | Kind::Str | Kind::List | Kind::Tuple | Kind::Set);
        let Some((name, kind)) = self.names.pick(&mut self.random, wanted) else {
            return self.bind();
        };
        let value = self.writer().of(kind, 1);
        let sign = if kind == Kind::Set { "|=" } else { "+=" };
        vec![Statement::line(format!("{name} {sign} {value}"))]
    }

    fn attribute(&mut self) -> Vec<Statement> {
        let wanted = |kind| matches!(kind, Kind::Object(_));
        let Some((name, _)) = self.names.pick(&mut self.random, wanted) else {
            return self.bind();
        };
        let value = self.value();
        let attribute = ["value", "other", "extra"][self.random.usize(..3)];
        let line = match self.below(6) {
            0 => format!("del {name}.{attribute}"),
            1 => format!("print(vars({name}))"),
            _ => format!("{name}.{attribute} = {value}"),
        };
        vec![guarded(vec![Statement::line(line)], false)]
    }

    fn cycle(&mut self) -> Vec<Statement> {
        let (name, other) = (self.fresh(), self.fresh());
        let lines = match self.below(4) {
            0 => {
                self.names.bind(&name, Kind::List);
                vec![format!("{name} = []"), format!("{name}.append({name})")]
            }
            1 => {
                self.names.bind(&name, Kind::Dict);
                vec![format!("{name} = {{}}"), format!("{name}['self'] = {name}")]
            }
            2 if name != other => {
                self.names.bind(&name, Kind::List);
                self.names.bind(&other, Kind::List);
                vec![
                    format!("{name} = []"),
                    format!("{other} = [{name}]"),
                    format!("{name}.append({other})"),
                ]
            }
            _ => {
                let class = self.random.usize(..self.classes.len());
                let made = self.writer().of(Kind::Object(class), 1);
                self.names.bind(&name, Kind::Object(class));
                let keep = format!("{name}.other = {name}");
                vec![format!("{name} = {made}"), keep]
            }
        };
        vec![guarded(lines.into_iter().map(Statement::line).collect(), false)]
    }

    fn weak_reference(&mut self) -> Vec<Statement> {
        let classes = self.classes.clone();
        let wanted = |kind| matches!(kind, Kind::Object(number) if classes.get(number).is_some_and(|c| c.weak));
        let Some((name, _)) = self.names.pick(&mut self.random, wanted) else {
            return self.bind();
        };
        let reference = self.fresh();
        self.names.bind(&reference, Kind::Weakref);
        let line = match self.below(4) {
            0 => format!("{reference} = weakref.ref({name}, lambda r: print('gone', r() is None))"),
            1 => format!("{reference} = weakref.finalize({name}, print, 'finalized')"),
            _ => format!("{reference} = weakref.ref({name})"),
        };
        vec![
            guarded(vec![Statement::line(line)], false),
            Statement::line(format!("print(weakref.getweakrefcount({name}))")),
        ]
    }

    fn call(&mut self) -> Vec<Statement> {
        let Some((function, parameters)) = self.random.choice(self.functions.clone()) else {
            return self.bind();
        };
        let mut arguments = vec![self.value()];
        if parameters == 2 && self.below(2) == 0 {
            let value = self.value();
            arguments.push(format!("b={value}"));
        }
        let call = format!("{function}({})", arguments.join(", "));
        let line = match self.below(4) {
            0 => call,
            1 => format!("print(type({call}))"),
            _ => {
                let name = self.fresh();
                self.names.bind(&name, Kind::Tuple);
                format!("{name} = {call}")
            }
        };
        vec![guarded(vec![Statement::line(line)], self.below(4) == 0)]
    }

    fn unpack(&mut self) -> Vec<Statement> {
        let pair = (self.names.pick(&mut self.random, |_| true), self.fresh());
        let (Some((name, kind)), other) = pair else { return self.bind() };
        let (value, new) = self.writer().any(1);
        if name == other {
            return self.bind();
        }
        match self.below(3) {
            0 => {
                self.names.bind(&other, kind);
                self.names.bind(&name, new);
                vec![Statement::line(format!("{other}, {name} = {name}, {value}"))]
            }
            1 => {
                self.names.bind(&other, new);
                vec![Statement::line(format!("{other} = _ = {value}"))]
            }
            _ => {
                self.names.bind(&other, Kind::List);
                vec![Statement::line(format!("_, *{other} = [{value}, {name}, {name}]"))]
            }
        }
    }

    fn advance(&mut self) -> Vec<Statement> {
        let Some(name) = self.names.of(&mut self.random, Kind::Iterator) else {
            return self.bind();
        };
        vec![Statement::line(format!("print(next({name}, 'over'))"))]
    }

    fn body(&mut self, depth: usize) -> Vec<Statement> {
        let outside = self.names.clone();
        let mut body = vec![];
        for _ in 0..self.random.usize(1..4) {
            let statements = self.statement(depth);
            body.extend(statements);
        }
        if self.below(2) == 0 {
            let look = self.look();
            body.push(look);
        }
        // What was bound or deleted inside may not have been.
        self.names = outside;
        body
    }

    fn compound(&mut self, depth: usize) -> Statement {
        match self.below(7) {
            0 => {
                let value = self.value();
                let (body, other) = (self.body(depth), self.body(depth));
                Statement::Compound(vec![
                    Clause { head: format!("if {value}:"), body },
                    Clause { head: "else:".into(), body: other },
                ])
            }
            1 | 2 => {
                let list = self.writer().of(Kind::List, 1);
                let name = self.fresh();
                let (before, inside) = (self.names.clone(), Kind::Tuple);
                self.names.bind(&name, inside);
                let body = self.body(depth);
                self.names = before;
                self.names.unbind(&name);
                Statement::block(format!("for {name} in ({list})[:4]:"), body)
            }
            3 => {
                let body = self.body(depth);
                let handler = self.body(depth);
                let mut clauses = vec![
                    Clause { head: "try:".into(), body },
                    Clause { head: "except Exception as error:".into(), body: handler },
                ];
                if self.below(3) == 0 {
                    let body = self.body(depth);
                    clauses.push(Clause { head: "finally:".into(), body });
                }
                Statement::Compound(clauses)
            }
            4 => {
                let value = self.value();
                let body = vec![
                    Statement::line(format!("local = {value}")),
                    Statement::line("print(sys.getrefcount(local))"),
                ];
                let inner = Statement::block("def inner():", body);
                Statement::block("if True:", vec![inner, Statement::line("inner()")])
            }
            5 => {
                let body = self.body(depth);
                Statement::block(format!("for _ in range({}):", self.random.u8(1..4)), body)
            }
            _ => {
                let value = self.value();
                let body = self.body(depth);
                Statement::Compound(vec![
                    Clause { head: "try:".into(), body },
                    Clause {
                        head: "finally:".into(),
                        body: vec![Statement::line(format!("kept = {value}"))],
                    },
                ])
            }
        }
    }

    // --- looking ---

    /// Prints something that CPython decided.
    fn look(&mut self) -> Statement {
        let name = |generator: &mut Generator| {
            let picked = generator.names.pick(&mut generator.random, |_| true);
            picked.map_or_else(|| "None".to_owned(), |(name, _)| name)
        };
        let (one, two) = (name(self), name(self));
        let line = match self.below(22) {
            0..=4 => format!("print(sys.getrefcount({one}))"),
            5..=6 => format!("print(sys.getsizeof({one}))"),
            7..=8 => format!("print({one} is {two})"),
            9 => {
                let value = self.value();
                format!("print(sys.getsizeof({value}))")
            }
            10 => {
                let value = self.value();
                format!("print(sys.getrefcount({value}))")
            }
            11 => {
                let (value, other) = (self.writer().any(1), self.writer().any(1));
                format!("print(({}) is ({}))", value.0, other.0)
            }
            12 => format!("print(id({one}) == id({two}))"),
            13 => {
                let (value, kind) = self.writer().any(1);
                let again = self.writer().of(kind, 1);
                format!("print(id({value}) == id({again}))")
            }
            14 => format!("print(gc.is_tracked({one}))"),
            15..=16 => format!("print({one})"),
            17 => format!("print(len(gc.get_referrers({one})))"),
            18 => format!("print(len(gc.get_referents({one})))"),
            19 => format!("print({one} == {two})"),
            20 => match self.names.of(&mut self.random, Kind::Weakref) {
                Some(name) => format!("print({name})"),
                None => format!("print(type({one}))"),
            },
            _ => {
                let value = self.value();
                format!("before = id({value}); print(id({value}) == before)")
            }
        };
        Statement::line(line)
    }
}

/// The statements with what they raise printed.
fn guarded(body: Vec<Statement>, keeps: bool) -> Statement {
    let mut handler = vec![Statement::line("print(type(error), error)")];
    if keeps {
        handler.push(Statement::line("print(sys.getrefcount(error))"));
    }
    Statement::Compound(vec![
        Clause { head: "try:".into(), body },
        Clause { head: "except Exception as error:".into(), body: handler },
    ])
}

#[cfg(test)]
mod tests {
    use python_vm::compile::{Mode, compile};

    use super::super::tree;
    use super::*;

    #[test]
    fn a_seed_has_one_program_and_others_have_others() {
        let texts: Vec<String> = (0..50).map(|seed| tree::render(&program(seed))).collect();
        assert_eq!(texts[7], tree::render(&program(7)));
        let different: std::collections::BTreeSet<&String> = texts.iter().collect();
        assert_eq!(different.len(), 50);
    }

    #[test]
    fn every_program_is_python() {
        for seed in 0..200 {
            let text = tree::render(&program(seed));
            let release = python_vm::Release::named("3.11").expect("a release that is modelled");
            let compiled = compile(&text, Mode::Script, "program.py", release);
            assert!(compiled.is_ok(), "seed {seed}: {compiled:?}\n{text}");
        }
    }
}
