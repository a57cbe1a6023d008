//! Holds what the model shows against the truth, and shows the difference at its line.

use anyhow::Result;
use similar::TextDiff;

use super::truth::Shown;
use super::volatile;

/// The difference between truth and model, as text for a person; `None` when there is none.
pub fn difference(truth: &Shown, model: &Result<Shown>) -> Option<String> {
    let model = match model {
        Ok(model) => model,
        Err(error) => return Some(format!("{error:#}\n")),
    };
    let mut text = String::new();
    for (name, truth, model) in [
        ("standard output", &truth.stdout, &model.stdout),
        ("standard error", &truth.stderr, &model.stderr),
    ] {
        if !volatile::matches(truth, model) {
            let model = volatile::align(truth, model);
            let diff = TextDiff::from_lines(truth.as_str(), model.as_str());
            text.push_str(
                &diff
                    .unified_diff()
                    .context_radius(3)
                    .header(&format!("CPython's {name}"), &format!("the model's {name}"))
                    .to_string(),
            );
        }
    }
    if truth.exit != model.exit {
        text.push_str(&format!("exit status: CPython {}, the model {}\n", truth.exit, model.exit));
    }
    (!text.is_empty()).then_some(text)
}

/// The first line of standard output (1-based) that differs; 0 if the difference is elsewhere.
pub fn first_line(truth: &Shown, model: &Shown) -> usize {
    let model = volatile::align(&truth.stdout, &model.stdout);
    let mut pairs = truth.stdout.lines().zip(model.lines());
    match pairs.position(|(a, b)| a != b) {
        Some(index) => index + 1,
        None if truth.stdout == model => 0,
        None => truth.stdout.lines().count().min(model.lines().count()) + 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(stdout: &str, exit: i32) -> Shown {
        Shown { stdout: stdout.into(), stderr: String::new(), exit }
    }

    #[test]
    fn volatile_places_do_not_count_and_other_places_do() {
        let truth = shown("took <~>s\n2\n", 0);
        assert_eq!(difference(&truth, &Ok(shown("took 0.5s\n2\n", 0))), None);
        let model = shown("took 0.5s\n3\n", 1);
        assert_eq!(first_line(&truth, &model), 2);
        let text = difference(&truth, &Ok(model)).unwrap();
        assert!(text.contains("-2\n+3\n") && !text.contains("-took"), "{text}");
        assert!(text.contains("exit status: CPython 0, the model 1"));
    }

    #[test]
    fn what_the_model_cannot_say_differs_from_everything() {
        let error = Err(anyhow::anyhow!("unsupported: `async def`"));
        assert!(difference(&shown("", 0), &error).unwrap().contains("async def"));
    }
}
