//! What is wrong, where, and what to do about it: every finding of a check is one [`Diagnostic`].

use crate::releases::ReleaseSet;
use crate::source::Place;
use std::collections::HashSet;

/// What sort of thing is wrong. Decides the exit code, and names the finding in reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// An include that can't be followed.
    Include,
    /// A fence line, or a fence that is never closed.
    Fence,
    /// An expectation line that can't be read, or stands where none can.
    Expectation,
    /// Two statements of the chapter that can't both hold.
    Contradiction,
    /// A directive in prose that can't be read.
    Directive,
    /// A program printed something else than the chapter says.
    Output,
    /// A program ended otherwise than the chapter says.
    Exception,
    /// Releases differ and the chapter does not say so.
    UndeclaredDifference,
    /// The chapter says that releases differ, and they don't.
    NoDifference,
    /// Something that is asserted of the heap is not so.
    Assertion,
    /// An expression in prose has another value.
    Fact,
    /// Nothing under a heading is executed. A warning.
    NoEvidence,
    /// A Rust snippet does not compile, or fails.
    Rust,
    /// Python that the machine does not run, or a limit that it reached.
    NotRun,
    /// A file that can't be read or written, or a program that can't be started.
    Io,
    /// A defect of this program.
    Internal,
}

/// The page of the book that says of each kind what it means and what to do.
pub const GUIDE: &str = "writing-chapters.html";

impl Kind {
    /// All of them.
    pub const ALL: [Kind; 16] = [
        Kind::Include,
        Kind::Fence,
        Kind::Expectation,
        Kind::Contradiction,
        Kind::Directive,
        Kind::Output,
        Kind::Exception,
        Kind::UndeclaredDifference,
        Kind::NoDifference,
        Kind::Assertion,
        Kind::Fact,
        Kind::NoEvidence,
        Kind::Rust,
        Kind::NotRun,
        Kind::Io,
        Kind::Internal,
    ];

    /// Where [`GUIDE`] speaks of it.
    pub fn anchor(self) -> String {
        format!("error-{}", self.name())
    }

    /// The hint that names that place.
    pub fn hint(self) -> String {
        format!("see {GUIDE}#{}", self.anchor())
    }

    /// Its name in reports: short, stable, in lower case.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Include => "include",
            Kind::Fence => "fence",
            Kind::Expectation => "expectation",
            Kind::Contradiction => "contradiction",
            Kind::Directive => "directive",
            Kind::Output => "output",
            Kind::Exception => "exception",
            Kind::UndeclaredDifference => "undeclared-difference",
            Kind::NoDifference => "no-difference",
            Kind::Assertion => "assertion",
            Kind::Fact => "fact",
            Kind::NoEvidence => "no-evidence",
            Kind::Rust => "rust",
            Kind::NotRun => "not-run",
            Kind::Io => "io",
            Kind::Internal => "internal",
        }
    }

    /// Whether it is shown, and fails nothing.
    pub fn is_warning(self) -> bool {
        self == Kind::NoEvidence
    }

    /// Whether the chapter is neither right nor wrong, because it could not be checked.
    pub fn is_unchecked(self) -> bool {
        matches!(self, Kind::NotRun | Kind::Io | Kind::Internal)
    }
}

/// Two texts that should be the same, line by line.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Difference {
    /// What the chapter says.
    pub expected: Vec<String>,
    /// What came.
    pub got: Vec<String>,
}

/// One finding.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// What sort of finding.
    pub kind: Kind,
    /// One sentence, without a full stop.
    pub message: String,
    /// What it is about.
    pub place: Option<Place>,
    /// A few words about the place, shown beside it.
    pub label: String,
    /// Other places that help to understand it.
    pub also: Vec<(Place, String)>,
    /// The releases on which it was found; empty when it does not depend on them.
    pub releases: ReleaseSet,
    /// Expected and got.
    pub difference: Option<Difference>,
    /// Further text, such as a traceback.
    pub notes: Vec<String>,
    /// What to do.
    pub help: Vec<String>,
}

impl Diagnostic {
    /// A finding with no place yet.
    pub fn new(kind: Kind, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            kind,
            message: message.into(),
            place: None,
            label: String::new(),
            also: vec![],
            releases: ReleaseSet::NONE,
            difference: None,
            notes: vec![],
            help: vec![],
        }
    }

    /// Says what it is about.
    pub fn at(mut self, place: Place, label: impl Into<String>) -> Diagnostic {
        self.place = Some(place);
        self.label = label.into();
        self
    }

    /// Points at a second place.
    pub fn also(mut self, place: Place, label: impl Into<String>) -> Diagnostic {
        self.also.push((place, label.into()));
        self
    }

    /// Says on which releases it was found.
    pub fn on(mut self, releases: ReleaseSet) -> Diagnostic {
        self.releases = releases;
        self
    }

    /// Shows what was expected and what came.
    pub fn difference(mut self, expected: Vec<String>, got: Vec<String>) -> Diagnostic {
        self.difference = Some(Difference { expected, got });
        self
    }

    /// Adds text such as a traceback.
    pub fn note(mut self, note: impl Into<String>) -> Diagnostic {
        self.notes.push(note.into());
        self
    }

    /// Says what to do.
    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help.push(help.into());
        self
    }
}

/// Puts findings in the order of the files, as far as they have a place.
pub fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by(|a, b| {
        let order =
            |d: &Diagnostic| d.place.as_ref().map(|p| (p.file.path().to_path_buf(), p.range.start));
        order(a).cmp(&order(b))
    });
}

/// Leaves out findings that say the same of the same place: a file may be included twice.
pub fn say_once(diagnostics: &mut Vec<Diagnostic>) {
    let mut said = HashSet::new();
    diagnostics.retain(|d| {
        let Some(place) = &d.place else { return true };
        let (path, range) = (place.file.path().to_path_buf(), place.range.clone());
        let what =
            (d.kind, d.message.clone(), d.label.clone(), d.difference.clone(), d.notes.clone());
        said.insert((path, range, d.releases, what))
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_kind_is_in_the_guide_and_nothing_else_is() {
        let path = format!("chapters/{}", GUIDE.replace(".html", ".md"));
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
        let guide = std::fs::read_to_string(path).unwrap();
        let headings = guide.lines().filter(|line| line.starts_with('#'));
        let anchors: Vec<(&str, &str)> =
            headings.filter_map(|line| line.strip_suffix('}')?.split_once(" {#error-")).collect();
        for (heading, anchor) in &anchors {
            assert!(heading.starts_with(&format!("### `{anchor}`: ")), "{heading}");
        }
        let known: BTreeSet<&str> = Kind::ALL.into_iter().map(Kind::name).collect();
        assert_eq!(known.len(), Kind::ALL.len());
        assert_eq!(anchors.len(), known.len());
        assert_eq!(anchors.into_iter().map(|(_, anchor)| anchor).collect::<BTreeSet<_>>(), known);
        for link in guide.split("(#error-").skip(1) {
            assert!(known.contains(link.split_once(')').unwrap().0), "{link}");
        }
    }

    #[test]
    fn every_kind_is_named_by_its_hint() {
        use crate::report::terminal::{Terminal, render};
        for kind in Kind::ALL {
            let text = render(&Diagnostic::new(kind, "something is wrong"), Terminal::NONE);
            let hint = format!("writing-chapters.html#error-{}", kind.name());
            assert!(text.contains(&hint), "{text}");
        }
    }
}
