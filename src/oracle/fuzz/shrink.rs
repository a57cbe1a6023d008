//! Makes a program that shows a difference small.

use super::tree::{self, Statement};

/// Takes out statements, the largest parts first, as long as `differs` still holds; it is asked at
/// most `tries` times.
pub fn shrink(
    program: Vec<Statement>,
    mut tries: usize,
    differs: &mut dyn FnMut(&[Statement]) -> bool,
) -> Vec<Statement> {
    let mut smallest = program;
    let mut ask = |candidate: &[Statement]| {
        if tries == 0 {
            return false;
        }
        tries -= 1;
        differs(candidate)
    };
    // Runs of top-level statements, halves first.
    let mut length = smallest.len() / 2;
    while length > 1 {
        let mut end = smallest.len();
        while end > 0 {
            let start = end.saturating_sub(length);
            let mut candidate = smallest.clone();
            candidate.drain(start..end);
            if ask(&candidate) {
                smallest = candidate;
            }
            end = start.min(smallest.len());
        }
        length /= 2;
    }
    // Single statements, from the end, until none can go.
    loop {
        let before = tree::count(&smallest);
        for index in (0..before).rev() {
            if index >= tree::count(&smallest) {
                continue;
            }
            let candidate = tree::without(&smallest, index);
            if ask(&candidate) {
                smallest = candidate;
                continue;
            }
            if let Some(candidate) = tree::unwrapped(&smallest, index)
                && ask(&candidate)
            {
                smallest = candidate;
            }
        }
        if tree::count(&smallest) == before {
            return smallest;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_matters_is_left() {
        let mut program: Vec<Statement> =
            (0..40).map(|n| Statement::line(format!("a{n} = {n}"))).collect();
        program[17] = Statement::block(
            "for i in range(3):",
            vec![Statement::line("x = i"), Statement::line("print(x)"), Statement::line("y = i")],
        );
        let mut asked = 0;
        let small = shrink(program, 1000, &mut |candidate| {
            asked += 1;
            tree::render(candidate).contains("print(x)")
        });
        assert_eq!(tree::render(&small), "print(x)\n");
        assert!(asked < 120, "{asked} runs");
    }
}
