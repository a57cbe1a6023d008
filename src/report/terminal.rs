//! Findings as a terminal shows them: the place, the code around, the difference, what to do.

use crate::diagnostic::{Diagnostic, Difference};
use crate::releases::ReleaseSet;
use crate::source::{Place, SourceFile};
use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};
use similar::{ChangeTag, TextDiff};
use std::ops::Range;
use std::sync::Arc;

/// Lines shown before and behind the place.
const AROUND: usize = 2;
/// Characters shown of a line at most; a place further right is cut free.
const WIDTH: usize = 300;
/// Lines of a difference or a note shown at most.
const LONGEST: usize = 30;

/// What a terminal shows.
#[derive(Clone, Copy, Debug)]
pub struct Terminal {
    /// Whether it has colours, and whoever looks at it wants them.
    pub colours: bool,
    /// Characters in a line. Longer lines of code are cut, around the place that counts.
    pub width: usize,
}

impl Terminal {
    /// The width of what is no terminal.
    pub const WIDTH: usize = 140;

    /// No terminal: a file, or a pipe.
    pub const NONE: Terminal = Terminal { colours: false, width: Terminal::WIDTH };
}

/// One finding as text.
pub fn render(diagnostic: &Diagnostic, Terminal { colours, width }: Terminal) -> String {
    let renderer = if colours { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.term_width(width);
    let paint = Paint { colours };
    let mut message = diagnostic.message.clone();
    let shown = &diagnostic.releases;
    if !shown.is_empty() && !message.contains(&shown.to_string()) {
        message.push_str(&format!(" [{}]", brief(*shown)));
    }
    let level = if diagnostic.kind.is_warning() { Level::WARNING } else { Level::ERROR };
    let mut group = Group::with_title(level.primary_title(cut(&message, WIDTH)));
    if let Some(place) = &diagnostic.place {
        let path = place.file.path().display().to_string();
        if place.file.text().is_empty() || is_far_right(place) {
            let origin = Origin::path(path).line(place.line()).char_column(place.column());
            group = group.element(Element::from(origin));
        }
        let mut file_before: Option<Arc<SourceFile>> = None;
        for (file, lines) in windows(diagnostic, place) {
            let path = file.path().display().to_string();
            let is_new = !file_before.is_some_and(|before| Arc::ptr_eq(&before, &file));
            let window = window(diagnostic, place, &file, lines);
            let shows_path = is_new && !(Arc::ptr_eq(&file, &place.file) && is_far_right(place));
            group = group.element(if shows_path { window.path(path) } else { window });
            file_before = Some(file);
        }
    }
    if let Some(difference) = &diagnostic.difference {
        group = group.element(Level::NOTE.no_name().message(paint.difference(difference)));
    }
    for note in &diagnostic.notes {
        group = group.element(Level::NOTE.no_name().message(shorten(note)));
    }
    for help in &diagnostic.help {
        group = group.element(Level::HELP.message(shorten(help)));
    }
    group = group.element(Level::HELP.message(diagnostic.kind.hint()));
    renderer.render(&[group])
}

fn brief(releases: ReleaseSet) -> String {
    if releases == ReleaseSet::ALL { "every release".into() } else { format!("on {releases}") }
}

/// Whether the beginning of the place's line is cut off, so that columns can't be counted on the
/// code that is shown.
fn is_far_right(place: &Place) -> bool {
    place.range.start - place.file.line_start(place.line()) > WIDTH
}

/// The stretches of lines to show, file by file: around the place, and around the others.
fn windows(diagnostic: &Diagnostic, place: &Place) -> Vec<(Arc<SourceFile>, Range<usize>)> {
    let mut windows: Vec<(Arc<SourceFile>, Range<usize>)> = vec![];
    let others = diagnostic.also.iter().map(|(place, _)| place);
    for place in std::iter::once(place).chain(others) {
        if place.file.text().is_empty() {
            continue;
        }
        let first = place.line();
        let last =
            place.file.line_of(place.range.end.max(place.range.start + 1) - 1).min(first + LONGEST);
        let lines =
            first.saturating_sub(AROUND).max(1)..(last + AROUND).min(place.file.lines()) + 1;
        match windows.iter_mut().find(|(file, w)| {
            Arc::ptr_eq(file, &place.file) && w.start <= lines.end + 1 && lines.start <= w.end + 1
        }) {
            Some((_, window)) => *window = window.start.min(lines.start)..window.end.max(lines.end),
            None => windows.push((place.file.clone(), lines)),
        }
    }
    windows
}

/// The code of a window with its annotations.
fn window(
    diagnostic: &Diagnostic,
    place: &Place,
    file: &Arc<SourceFile>,
    lines: Range<usize>,
) -> Snippet<'static, annotate_snippets::Annotation<'static>> {
    let mut text = String::new();
    // For each line: where it begins in the file and in the window, and what is cut off on its left.
    let mut starts = vec![];
    let in_window = |p: &Place| Arc::ptr_eq(&p.file, file) && lines.contains(&p.line());
    let places = std::iter::once((place, &diagnostic.label))
        .chain(diagnostic.also.iter().map(|(p, l)| (p, l)));
    for number in lines.clone() {
        let line = file.line(number);
        let start = file.line_start(number);
        let of_line = places.clone().find(|(p, _)| in_window(p) && p.line() == number);
        let focus = of_line.map_or(0, |(p, _)| p.range.start - start);
        let skipped = if focus > WIDTH { floor(line, focus - WIDTH / 4) } else { 0 };
        let visible = cut(&line[skipped..], WIDTH + focus.min(WIDTH));
        starts.push((start + skipped, text.len(), visible.len()));
        text.push_str(&visible);
        text.push('\n');
    }
    let in_text = |offset: usize| {
        let index = starts.partition_point(|(start, _, _)| *start <= offset).saturating_sub(1);
        let (start, at, len) = starts[index];
        at + offset.saturating_sub(start).min(len)
    };
    let mut snippet = Snippet::source(text.trim_end_matches('\n').to_string())
        .line_start(lines.start)
        .fold(false);
    let text_len = text.trim_end_matches('\n').len();
    for (index, (p, label)) in places.enumerate().filter(|(_, (p, _))| in_window(p)) {
        let kind = if index == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
        let start = in_text(p.range.start).min(text_len);
        let end = in_text(p.range.end).clamp(start, text_len);
        let label = (!label.is_empty()).then(|| cut(label, WIDTH));
        snippet = snippet.annotation(kind.span(start..end).label(label));
    }
    snippet
}

/// The longest beginning of at most so many bytes that is whole characters.
fn floor(text: &str, bytes: usize) -> usize {
    (0..=bytes.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

fn cut(text: &str, width: usize) -> String {
    match text.char_indices().nth(width) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_string(),
    }
}

fn shorten(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let mut shown: Vec<String> =
        lines.iter().take(LONGEST).map(|line| cut(&visible(line), WIDTH)).collect();
    if lines.len() > LONGEST {
        shown.push(format!("… {} more lines", lines.len() - LONGEST));
    }
    shown.join("\n")
}

/// A program's output must not steer the terminal that reports it.
fn visible(line: &str) -> String {
    line.chars()
        .flat_map(
            |c| if c.is_control() && c != '\t' { c.escape_default().collect() } else { vec![c] },
        )
        .collect()
}

struct Paint {
    colours: bool,
}

impl Paint {
    fn difference(&self, Difference { expected, got }: &Difference) -> String {
        let mut lines = vec![];
        // A diff of very long texts helps nobody and takes its time.
        let head = |lines: &[String]| {
            lines.iter().take(20 * LONGEST).map(|l| cut(&visible(l), WIDTH)).collect::<Vec<_>>()
        };
        let (old, new) = (head(expected), head(got));
        let (old, new): (Vec<&str>, Vec<&str>) =
            (old.iter().map(String::as_str).collect(), new.iter().map(String::as_str).collect());
        let diff = TextDiff::from_slices(&old, &new);
        for change in diff.iter_all_changes() {
            let line = change.value().trim_end();
            lines.push(match change.tag() {
                ChangeTag::Equal => format!("  {line}"),
                ChangeTag::Delete => self.paint("\x1b[31m", &format!("- {line}")),
                ChangeTag::Insert => self.paint("\x1b[32m", &format!("+ {line}")),
            });
        }
        if lines.len() > LONGEST {
            let more = lines.len() - LONGEST;
            lines.truncate(LONGEST);
            lines.push(format!("… {more} more lines"));
        }
        let title = format!(
            "{}, {}:",
            self.paint("\x1b[31m", "- expected"),
            self.paint("\x1b[32m", "+ got")
        );
        format!("{title}\n{}", lines.join("\n"))
    }

    fn paint(&self, colour: &str, text: &str) -> String {
        if self.colours { format!("{colour}{text}\x1b[0m") } else { text.to_string() }
    }
}
