//! A random program as a tree of statements, so that parts of it can be taken out.

/// One statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Statement {
    /// A simple statement, on one line.
    Line(String),
    /// A compound statement: its clauses in order, each a head (`try:`) with its body.
    Compound(Vec<Clause>),
}

/// A head and what is indented under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// The line above the body, with its colon.
    pub head: String,
    /// The body; an empty one is written as `pass`.
    pub body: Vec<Statement>,
}

impl Statement {
    /// A simple statement.
    pub fn line(text: impl Into<String>) -> Statement {
        Statement::Line(text.into())
    }

    /// A compound statement with one clause.
    pub fn block(head: impl Into<String>, body: Vec<Statement>) -> Statement {
        Statement::Compound(vec![Clause { head: head.into(), body }])
    }
}

/// The statements as Python.
pub fn render(statements: &[Statement]) -> String {
    let mut text = String::new();
    write(statements, 0, &mut text);
    text
}

fn write(statements: &[Statement], depth: usize, text: &mut String) {
    for statement in statements {
        match statement {
            Statement::Line(line) => put(line, depth, text),
            Statement::Compound(clauses) => {
                for clause in clauses {
                    put(&clause.head, depth, text);
                    if clause.body.is_empty() {
                        put("pass", depth + 1, text);
                    }
                    write(&clause.body, depth + 1, text);
                }
            }
        }
    }
}

fn put(line: &str, depth: usize, text: &mut String) {
    text.extend(std::iter::repeat_n("    ", depth));
    text.push_str(line);
    text.push('\n');
}

/// How many statements there are, nested ones included.
pub fn count(statements: &[Statement]) -> usize {
    statements
        .iter()
        .map(|statement| match statement {
            Statement::Line(_) => 1,
            Statement::Compound(clauses) => {
                1 + clauses.iter().map(|clause| count(&clause.body)).sum::<usize>()
            }
        })
        .sum()
}

/// The program without its statement number `index`, counted from 0 in the order of the text.
pub fn without(statements: &[Statement], index: usize) -> Vec<Statement> {
    let mut left = index;
    edit(statements, &mut left, &mut |_| vec![])
}

/// The program with the bodies of compound statement number `index` in that statement's place;
/// `None` if that statement is a simple one.
pub fn unwrapped(statements: &[Statement], index: usize) -> Option<Vec<Statement>> {
    let mut left = index;
    let mut compound = false;
    let changed = edit(statements, &mut left, &mut |statement| match statement {
        Statement::Line(_) => vec![statement.clone()],
        Statement::Compound(clauses) => {
            compound = true;
            clauses.iter().flat_map(|clause| clause.body.clone()).collect()
        }
    });
    compound.then_some(changed)
}

fn edit(
    statements: &[Statement],
    left: &mut usize,
    change: &mut dyn FnMut(&Statement) -> Vec<Statement>,
) -> Vec<Statement> {
    let mut edited = vec![];
    for statement in statements {
        if *left == 0 {
            *left = usize::MAX;
            edited.extend(change(statement));
            continue;
        }
        *left = left.saturating_sub(1);
        edited.push(match statement {
            Statement::Line(_) => statement.clone(),
            Statement::Compound(clauses) => Statement::Compound(
                clauses
                    .iter()
                    .map(|clause| Clause {
                        head: clause.head.clone(),
                        body: edit(&clause.body, left, change),
                    })
                    .collect(),
            ),
        });
    }
    edited
}

#[cfg(test)]
mod tests {
    use super::*;

    fn program() -> Vec<Statement> {
        vec![
            Statement::line("a = 1"),
            Statement::block("if a:", vec![Statement::line("b = 2"), Statement::line("c = 3")]),
            Statement::line("d = 4"),
        ]
    }

    #[test]
    fn statements_are_counted_and_taken_out_in_the_order_of_the_text() {
        assert_eq!(count(&program()), 5);
        assert_eq!(render(&without(&program(), 2)), "a = 1\nif a:\n    c = 3\nd = 4\n");
        assert_eq!(render(&without(&program(), 1)), "a = 1\nd = 4\n");
        assert_eq!(render(&without(&program(), 4)), "a = 1\nif a:\n    b = 2\n    c = 3\n");
    }

    #[test]
    fn a_body_can_take_the_place_of_its_statement() {
        let text = render(&unwrapped(&program(), 1).unwrap());
        assert_eq!(text, "a = 1\nb = 2\nc = 3\nd = 4\n");
        assert_eq!(unwrapped(&program(), 0), None);
        let empty = without(&without(&program(), 3), 2);
        assert_eq!(render(&empty), "a = 1\nif a:\n    pass\nd = 4\n");
    }
}
