//! What should stand under a statement, given what it showed on each release.

use crate::releases::ReleaseSet;
use crate::snippet::expected::{Expected, Sign};
use crate::verify::{ObservedOn, line_matches};
use heap_model::release::Release;

/// One line to stand under a statement.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NewLine {
    /// What it declares.
    pub sign: Sign,
    /// The releases that it is for; none for a plain line.
    pub releases: Option<ReleaseSet>,
    /// The text behind the sign.
    pub text: String,
}

/// The lines that hold on all of these releases. What still holds keeps its text, wildcards
/// included; the plain lines are those that already were plain, or else those of most releases.
pub fn new_lines(expected: &Expected, on: &[ObservedOn]) -> Vec<NewLine> {
    let mut outputs = Groups::default();
    let mut exceptions = Groups::default();
    for on in on {
        let old = expected.on(on.release);
        let release = ReleaseSet::of(on.release);
        let keep = |old: &[&str], got: &[String]| match on.holds {
            true => old.iter().map(|line| line.to_string()).collect(),
            false => kept(old, got),
        };
        outputs.add((keep(&old.output, &on.output), keep(&old.at_exit, &on.at_exit)), release);
        exceptions.add((keep(&old.exception, &on.exception), vec![]), release);
    }
    let plain = expected.plain();
    let owned = |lines: &[&str]| -> Vec<String> { lines.iter().map(|l| l.to_string()).collect() };
    let has_plain = |sign| expected.lines.iter().any(|l| l.sign == sign && l.releases.is_none());
    let outputs = outputs
        .in_order(has_plain(Sign::Output).then(|| (owned(&plain.output), owned(&plain.at_exit))));
    let exceptions =
        exceptions.in_order(has_plain(Sign::Exception).then(|| (owned(&plain.exception), vec![])));
    let mut lines = vec![];
    let put = |lines: &mut Vec<NewLine>, sign, releases: Option<ReleaseSet>, texts: &[String]| {
        lines.extend(texts.iter().map(|text| NewLine { sign, releases, text: text.clone() }));
    };
    for (releases, (output, _)) in &outputs {
        put(&mut lines, Sign::Output, *releases, output);
    }
    for (releases, (exception, _)) in &exceptions {
        put(&mut lines, Sign::Exception, *releases, exception);
    }
    for (releases, (_, at_exit)) in &outputs {
        put(&mut lines, Sign::Output, *releases, at_exit);
    }
    lines
}

/// The lines that assert on each release what holds there.
pub fn new_assertions(expected: &Expected, on: &[(&'static Release, String)]) -> Vec<NewLine> {
    let mut groups = Groups::default();
    for (release, text) in on {
        groups.add((vec![text.clone()], vec![]), ReleaseSet::of(release));
    }
    let plain = expected.lines.iter().find(|line| line.releases.is_none());
    let ordered = groups.in_order(plain.map(|line| (vec![line.text.clone()], vec![])));
    let line = |(releases, (texts, _)): (_, Texts)| NewLine {
        sign: Sign::Assertion,
        releases,
        text: texts.concat(),
    };
    ordered.into_iter().map(line).collect()
}

type Texts = (Vec<String>, Vec<String>);

/// Texts with the releases that show them, oldest release first.
#[derive(Default)]
struct Groups(Vec<(Texts, ReleaseSet)>);

impl Groups {
    fn add(&mut self, texts: Texts, release: ReleaseSet) {
        match self.0.iter_mut().find(|(known, _)| *known == texts) {
            Some((_, releases)) => *releases = releases.or(release),
            None => self.0.push((texts, release)),
        }
    }

    /// The plain group first, then the others, each under every notation that its releases need.
    fn in_order(self, plain: Option<Texts>) -> Vec<(Option<ReleaseSet>, Texts)> {
        let is_plain = |texts: &Texts| plain.as_ref() == Some(texts);
        // A release that shows nothing can't be said to by lines of its own: that is then plain.
        let silent = |texts: &Texts| texts.0.is_empty() && texts.1.is_empty();
        let chosen = self
            .0
            .iter()
            .position(|(texts, _)| silent(texts))
            .or_else(|| self.0.iter().position(|(texts, _)| is_plain(texts)))
            .or_else(|| {
                let most = self.0.iter().map(|(_, releases)| releases.len()).max()?;
                let full = self.0.len() > 1 && plain.is_none() && most <= self.0.len();
                // Where each release has its own, as the chapter had it, none is plain.
                if full { None } else { self.0.iter().rposition(|(_, r)| r.len() == most) }
            });
        let mut ordered = vec![];
        if let Some(index) = chosen {
            ordered.push((None, self.0[index].0.clone()));
        }
        for (index, (texts, releases)) in self.0.iter().enumerate() {
            if Some(index) == chosen {
                continue;
            }
            for notation in releases.notations() {
                let set = ReleaseSet::parse(&notation).expect("a notation reads back");
                ordered.push((Some(set), texts.clone()));
            }
        }
        ordered
    }
}

/// What came, with the lines of the old text that still match kept as they are.
fn kept(old: &[&str], got: &[String]) -> Vec<String> {
    let matching = |old: &str, got: &String| line_matches(old, got);
    let first = old.iter().zip(got).take_while(|(old, got)| matching(old, got)).count();
    let rest = (old.len() - first).min(got.len() - first);
    let last =
        (0..rest).take_while(|n| matching(old[old.len() - 1 - n], &got[got.len() - 1 - n])).count();
    // `...` in between stands for what it stood for.
    let middle = &old[first..old.len() - last];
    if let Some(at) = middle.iter().position(|line| line.trim() == "...") {
        let before: Vec<String> = got[first..(first + at).min(got.len() - last)].to_vec();
        let mut lines: Vec<String> = old[..first].iter().map(|line| line.to_string()).collect();
        lines.extend(before);
        lines.push("...".into());
        let behind = middle.len() - at - 1;
        let start = (got.len() - last).saturating_sub(behind).max(first);
        lines.extend(got[start..got.len() - last].iter().cloned());
        lines.extend(old[old.len() - last..].iter().map(|line| line.to_string()));
        return lines;
    }
    let mut lines: Vec<String> = old[..first].iter().map(|line| line.to_string()).collect();
    let inner = &got[first..got.len() - last];
    lines.extend(inner.iter().enumerate().map(|(index, line)| match middle.get(index) {
        Some(old) if middle.len() == inner.len() && matching(old, line) => old.to_string(),
        _ => line.clone(),
    }));
    lines.extend(old[old.len() - last..].iter().map(|line| line.to_string()));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(old: &str, got: &str, expected: &str) {
        let old: Vec<&str> = old.split_terminator('|').collect();
        let got: Vec<String> = got.split_terminator('|').map(str::to_string).collect();
        assert_eq!(kept(&old, &got).join("|"), expected);
    }

    #[test]
    fn lines_that_still_hold_keep_their_wildcards() {
        check("id [..]|2|x [..]", "id 7|3|x y", "id [..]|3|x [..]");
        check("a|b|c", "a|c", "a|c");
        check("a", "a|b", "a|b");
        check("", "a", "a");
        check("a [..]|b", "a 1|c|b", "a [..]|c|b");
    }

    #[test]
    fn any_lines_stay() {
        check("first|...|last", "other|2|3|last", "other|...|last");
        check("first|...|last", "first|2|3|end", "first|...|end");
    }
}
