//! Sets of releases, as fences and expectation lines write them: `3.14`, `3.12+`, `3.11-3.13`.

use heap_model::release::{RELEASES, Release};
use std::fmt;

/// Some of the five releases.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct ReleaseSet(u8);

impl ReleaseSet {
    /// No release.
    pub const NONE: ReleaseSet = ReleaseSet(0);
    /// Every release.
    pub const ALL: ReleaseSet = ReleaseSet((1 << RELEASES.len()) - 1);

    /// Reads `3.14`, `3.12+` or `3.11-3.13`. The error says in words what is wrong.
    pub fn parse(text: &str) -> Result<ReleaseSet, String> {
        let index = |name: &str| {
            RELEASES.iter().position(|release| release.name == name).ok_or_else(|| {
                let names: Vec<_> = RELEASES.iter().map(|release| release.name).collect();
                format!("`{name}` is not a release of the model; it has {}", names.join(", "))
            })
        };
        let (first, last) = if let Some(first) = text.strip_suffix('+') {
            (index(first)?, RELEASES.len() - 1)
        } else if let Some((first, last)) = text.split_once('-') {
            (index(first)?, index(last)?)
        } else {
            (index(text)?, index(text)?)
        };
        if first > last {
            return Err(format!("`{text}` is the wrong way round"));
        }
        Ok((first..=last).map(ReleaseSet::at).collect())
    }

    fn at(index: usize) -> ReleaseSet {
        ReleaseSet(1 << index)
    }

    /// The set of one release.
    pub fn of(release: &'static Release) -> ReleaseSet {
        let index =
            RELEASES.iter().position(|r| r.name == release.name).expect("a release of the table");
        ReleaseSet::at(index)
    }

    /// Whether the release is in the set.
    pub fn contains(self, release: &'static Release) -> bool {
        !self.and(ReleaseSet::of(release)).is_empty()
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many there are.
    pub fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// Those in both.
    pub fn and(self, other: ReleaseSet) -> ReleaseSet {
        ReleaseSet(self.0 & other.0)
    }

    /// Those in either.
    pub fn or(self, other: ReleaseSet) -> ReleaseSet {
        ReleaseSet(self.0 | other.0)
    }

    /// Those that are not in `other`.
    pub fn without(self, other: ReleaseSet) -> ReleaseSet {
        ReleaseSet(self.0 & !other.0)
    }

    /// The releases, oldest first.
    pub fn iter(self) -> impl Iterator<Item = &'static Release> {
        RELEASES
            .iter()
            .enumerate()
            .filter(move |(i, _)| self.0 & 1 << i != 0)
            .map(|(_, release)| release)
    }

    /// Neighbouring releases together, as indices of the first and the last.
    fn runs(self) -> Vec<(usize, usize)> {
        let mut runs: Vec<(usize, usize)> = vec![];
        for index in (0..RELEASES.len()).filter(|i| self.0 & 1 << i != 0) {
            match runs.last_mut() {
                Some((_, last)) if *last + 1 == index => *last = index,
                _ => runs.push((index, index)),
            }
        }
        runs
    }

    /// How a fence or an expectation line would write the set; several, where one can't.
    pub fn notations(self) -> Vec<String> {
        let last_of_all = RELEASES.len() - 1;
        self.runs()
            .into_iter()
            .map(|(first, last)| match (RELEASES[first].name, RELEASES[last].name) {
                (name, _) if first == last => name.to_string(),
                (name, _) if last == last_of_all => format!("{name}+"),
                (first, last) => format!("{first}-{last}"),
            })
            .collect()
    }
}

impl FromIterator<ReleaseSet> for ReleaseSet {
    fn from_iter<I: IntoIterator<Item = ReleaseSet>>(sets: I) -> ReleaseSet {
        sets.into_iter().fold(ReleaseSet::NONE, ReleaseSet::or)
    }
}

/// For readers: `3.11–3.13 and 3.15`.
impl fmt::Display for ReleaseSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = vec![];
        for (first, last) in self.runs() {
            let (first_name, last_name) = (RELEASES[first].name, RELEASES[last].name);
            match last - first {
                0 => parts.push(first_name.to_string()),
                1 => parts.extend([first_name.to_string(), last_name.to_string()]),
                _ => parts.push(format!("{first_name}–{last_name}")),
            }
        }
        match parts.split_last() {
            Some((last, [])) => f.write_str(last),
            Some((last, rest)) => write!(f, "{} and {last}", rest.join(", ")),
            None => f.write_str("no release"),
        }
    }
}

impl fmt::Debug for ReleaseSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notations_read_and_write() {
        let check = |text: &str, shown: &str| {
            let set = ReleaseSet::parse(text).unwrap();
            assert_eq!(set.to_string(), shown);
            assert_eq!(set.notations(), [text]);
        };
        check("3.13", "3.13");
        check("3.12+", "3.12–3.15");
        check("3.14+", "3.14 and 3.15");
        check("3.11-3.13", "3.11–3.13");
    }

    #[test]
    fn what_is_not_a_release_is_named() {
        let error = |text| ReleaseSet::parse(text).unwrap_err();
        assert!(error("3.10+").contains("`3.10` is not a release"));
        assert!(error("3.x").contains("`3.x` is not a release"));
        assert!(error("3.14-3.12").contains("wrong way round"));
    }

    #[test]
    fn gaps_take_several_notations() {
        let set = ReleaseSet::parse("3.11").unwrap().or(ReleaseSet::parse("3.14+").unwrap());
        assert_eq!(set.to_string(), "3.11, 3.14 and 3.15");
        assert_eq!(set.notations(), ["3.11", "3.14+"]);
    }
}
