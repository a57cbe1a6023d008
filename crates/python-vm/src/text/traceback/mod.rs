//! Tracebacks as each release prints them.
//!
//! The machine takes an exception apart into a [`Traceback`]; [`render`] writes what CPython writes
//! to standard error: up to 3.12 by the C code of Python/traceback.c and pythonrun.c, from 3.13 by
//! Lib/traceback.py. The two ways differ in what they underline ([`frame`]) and in how a
//! `SyntaxError` shows its line ([`syntax_error`]); chains, notes and groups look alike.

mod anchors;
mod frame;
mod syntax_error;
mod width;

use heap_model::release::TracebackRules;

pub(crate) use syntax_error::SyntaxDetail;

use crate::bytecode::Position;

/// One entry of a traceback.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    /// As the code object has it.
    pub(crate) file: String,
    /// The code's name, `<module>` for a script.
    pub(crate) name: String,
    /// The line that was running.
    pub(crate) line: u32,
    /// What of it; `None` where the code has no positions.
    pub(crate) position: Option<Position>,
    /// Which source the line is of, in the terms of the renderer's [`SourceLines`]: sources may
    /// share a file name, as inputs at the prompt do.
    pub(crate) source: usize,
}

/// An exception, without those that led to it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Raised {
    /// The type's qualified name, with its module unless that is `builtins` or `__main__`.
    pub(crate) type_name: String,
    /// `str()` of it, with what is suggested after it (see [`suggest`](super::suggest)).
    pub(crate) message: String,
    /// Outermost frame first.
    pub(crate) frames: Vec<Frame>,
    /// `__notes__`.
    pub(crate) notes: Vec<String>,
    /// Where a `SyntaxError` points.
    pub(crate) syntax: Option<SyntaxDetail>,
    /// The members of an exception group.
    pub(crate) members: Option<Vec<Traceback>>,
}

/// How an exception came of the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Link {
    /// `raise … from`
    Cause,
    /// It was raised while the other was handled.
    Context,
}

impl Link {
    fn sentence(self) -> &'static str {
        match self {
            Link::Cause => {
                "\nThe above exception was the direct cause of the following exception:\n\n"
            }
            Link::Context => {
                "\nDuring handling of the above exception, another exception occurred:\n\n"
            }
        }
    }
}

/// A chain of exceptions, the oldest first; each but the last with how the next came of it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Traceback {
    /// The exceptions.
    pub(crate) chain: Vec<(Raised, Option<Link>)>,
}

/// A line of a frame's source, by its number from 1, without its end; `None` where it cannot be
/// read.
pub(crate) type SourceLines<'a> = dyn Fn(&Frame, u32) -> Option<&'a str> + 'a;

/// How many groups deep CPython goes.
const MOST_GROUPS: usize = 10;
/// How many members of a group it shows.
const MOST_MEMBERS: usize = 15;
/// How often it shows the same entry in a row.
const MOST_REPEATS: usize = 3;

/// What the interpreter prints of an exception that nothing caught.
pub(crate) fn render(traceback: &Traceback, lines: &SourceLines, rules: &TracebackRules) -> String {
    let mut printer = Printer { lines, rules, out: String::new(), groups: 0, needs_close: false };
    printer.chain(traceback);
    printer.out
}

/// The last lines alone, as `traceback.format_exception_only` gives them.
pub(crate) fn exception_only(raised: &Raised, rules: &TracebackRules) -> String {
    let mut out = match &raised.syntax {
        Some(detail) => syntax_error::lines(&raised.type_name, detail, rules),
        None if raised.message.is_empty() => format!("{}\n", raised.type_name),
        None => format!("{}: {}\n", raised.type_name, raised.message),
    };
    for note in &raised.notes {
        out += note;
        out.push('\n');
    }
    out
}

/// The entries of a traceback, with those that repeat folded.
pub(crate) fn entries(frames: &[Frame], lines: &SourceLines, rules: &TracebackRules) -> String {
    let mut out = String::new();
    let mut count = 0;
    let repeated = |out: &mut String, count: usize| {
        if let Some(more @ 1..) = count.checked_sub(MOST_REPEATS) {
            let plural = if more > 1 { "s" } else { "" };
            *out += &format!("  [Previous line repeated {more} more time{plural}]\n");
        }
    };
    for (index, frame) in frames.iter().enumerate() {
        let same = |other: &Frame| {
            (&other.file, other.line, &other.name) == (&frame.file, frame.line, &frame.name)
        };
        if index == 0 || !same(&frames[index - 1]) {
            repeated(&mut out, count);
            count = 0;
        }
        count += 1;
        if count <= MOST_REPEATS {
            out += &frame::entry(frame, lines, rules);
        }
    }
    repeated(&mut out, count);
    out
}

/// Writes chains and groups. A group's lines are drawn into a tree with a margin.
struct Printer<'p, 'a> {
    lines: &'p SourceLines<'a>,
    rules: &'p TracebackRules,
    out: String,
    /// How many groups are open.
    groups: usize,
    /// The innermost member that is the last of its group draws the line that closes it.
    needs_close: bool,
}

impl Printer<'_, '_> {
    fn chain(&mut self, traceback: &Traceback) {
        let mut link: Option<Link> = None;
        for (raised, next) in &traceback.chain {
            if let Some(link) = link {
                self.emit(link.sentence(), '|');
            }
            self.raised(raised);
            link = *next;
        }
    }

    fn raised(&mut self, raised: &Raised) {
        let Some(members) = &raised.members else {
            if !raised.frames.is_empty() {
                self.emit("Traceback (most recent call last):\n", '|');
                let entries = entries(&raised.frames, self.lines, self.rules);
                self.emit(&entries, '|');
            }
            return self.exception_only(raised);
        };
        if self.groups > MOST_GROUPS {
            return self.emit(&format!("... (max_group_depth is {MOST_GROUPS})\n"), '|');
        }
        let outermost = self.groups == 0;
        self.groups += usize::from(outermost);
        if !raised.frames.is_empty() {
            let margin = if outermost { '+' } else { '|' };
            self.emit("Exception Group Traceback (most recent call last):\n", margin);
            let entries = entries(&raised.frames, self.lines, self.rules);
            self.emit(&entries, '|');
        }
        self.exception_only(raised);
        self.members(members);
        if outermost {
            self.groups = 0;
        }
    }

    fn exception_only(&mut self, raised: &Raised) {
        let text = exception_only(raised, self.rules);
        let further = raised.message.split_once('\n').filter(|_| raised.syntax.is_none());
        match further {
            Some((_, further)) if !self.rules.margin_before_each_line => {
                let length = raised.type_name.len() + 2 + raised.message.len() - further.len();
                self.emit(&text[..length], '|');
                self.out += further;
                self.out.push('\n');
                self.emit(&text[length + further.len() + 1..], '|');
            }
            _ => self.emit(&text, '|'),
        }
    }

    fn members(&mut self, members: &[Traceback]) {
        self.needs_close = false;
        let shown = members.len().min(MOST_MEMBERS + 1);
        for (index, member) in members.iter().take(shown).enumerate() {
            let last = index + 1 == shown;
            if last {
                self.needs_close = true;
            }
            let cut = index >= MOST_MEMBERS;
            let title = if cut { "...".into() } else { (index + 1).to_string() };
            let branch = if index == 0 { "+-" } else { "  " };
            self.indent();
            self.out += &format!("{branch}+---------------- {title} ----------------\n");
            self.groups += 1;
            if cut {
                let more = members.len() - MOST_MEMBERS;
                let plural = if more > 1 { "s" } else { "" };
                self.emit(&format!("and {more} more exception{plural}\n"), '|');
            } else {
                self.chain(member);
            }
            if last && self.needs_close {
                self.indent();
                self.out += "+------------------------------------\n";
                self.needs_close = false;
            }
            self.groups -= 1;
        }
    }

    fn indent(&mut self) {
        self.out.extend(std::iter::repeat_n("  ", self.groups));
    }

    /// Writes lines, within a group behind its margin.
    fn emit(&mut self, text: &str, margin: char) {
        for line in text.split_inclusive('\n') {
            if self.groups > 0 {
                self.indent();
                self.out.extend([margin, ' ']);
            }
            self.out += line;
        }
    }
}
