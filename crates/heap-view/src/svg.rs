//! Drawings as SVG, made to stand in an HTML page.
//!
//! No colour is fixed: elements have classes, and a style sheet gives them the page's colours. Without
//! one they are drawn in the text's colour.

use std::fmt::Write;

use unicode_width::UnicodeWidthStr;

use crate::growth::Growth;
use crate::layout::{
    CELL, Drawing, NOTE, PADDING, Placed, ROW, SMALL_CELL, TITLE, columns, number, stack,
};
use crate::pools::Pools;
use crate::state::{SlotKind, State};
use crate::text::summary;

/// Frames at the left, objects in columns; `None` where no page is wide enough for that.
pub fn wide(state: &State) -> Option<String> {
    columns::layout(state).map(|drawing| svg(&drawing, &summary(state)))
}

/// Everything in one column of 340 pixels.
pub fn narrow(state: &State) -> String {
    svg(&stack::layout(state), &summary(state))
}

fn svg(drawing: &Drawing, summary: &str) -> String {
    let (width, height) = (number(drawing.width.ceil()), number(drawing.height.ceil()));
    let mut out = format!(
        "<svg class=\"heap-view\" role=\"img\" aria-label=\"{}\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">",
        escaped(summary)
    );
    for placed in &drawing.boxes {
        draw_box(&mut out, placed);
    }
    for arrow in &drawing.arrows {
        let class = match arrow.kind {
            SlotKind::Weak => "hv-arrow hv-weak",
            _ => "hv-arrow",
        };
        let (x, y) = arrow.tip;
        let back = if arrow.to_the_right { x - 7.0 } else { x + 7.0 };
        let (x, y_top, y_bottom, back) =
            (number(x), number(y - 4.0), number(y + 4.0), number(back));
        write!(
            out,
            "\n<g class=\"{class}\"><path d=\"{}\" fill=\"none\" stroke=\"currentColor\"/>\
             <circle cx=\"{}\" cy=\"{}\" r=\"2.6\"/>\
             <path class=\"hv-tip\" d=\"M{back} {y_top}L{x} {}L{back} {y_bottom}Z\"/></g>",
            arrow.path,
            number(arrow.start.0),
            number(arrow.start.1),
            number(y),
        )
        .expect("a String");
    }
    out.push_str("\n</svg>");
    out
}

fn draw_box(out: &mut String, placed: &Placed) {
    let content = &placed.content;
    let (x, y, width, height) = (placed.x, placed.y, placed.width, content.height());
    let classes: Vec<String> =
        content.class.split(' ').map(|class| format!("hv-{class}")).collect();
    write!(
        out,
        "\n<g class=\"{}\"><rect class=\"hv-box\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"5\" \
         fill=\"none\" stroke=\"currentColor\"/>",
        classes.join(" "),
        number(x),
        number(y),
        number(width),
        number(height)
    )
    .expect("a String");
    let left = x + PADDING;
    let right = x + width - PADDING;
    let baseline = y + TITLE / 2.0 + 5.0;
    let (title, value) = &content.title;
    text(out, "hv-title", left, baseline, "start", title);
    if !value.is_empty() {
        let after = left + CELL * (title.width() + 1) as f64;
        text(out, "hv-value", after, baseline, "start", value);
    }
    text(out, "hv-count", right, baseline, "end", &content.count);
    for (number, note) in content.notes.iter().enumerate() {
        let at = y + TITLE + NOTE * (number as f64 + 0.5) + 2.5;
        text(out, "hv-note", left, at, "start", note);
    }
    for (index, slot) in content.slots.iter().enumerate() {
        let top = y + content.slots_at() + ROW * index as f64;
        write!(
            out,
            "<path class=\"hv-line\" d=\"M{} {}H{}\" stroke=\"currentColor\"/>",
            number(x),
            number(top),
            number(x + width)
        )
        .expect("a String");
        let class = match slot.kind {
            SlotKind::Stack => "hv-label hv-stack",
            _ => "hv-label",
        };
        text(out, class, left, top + ROW / 2.0 + 4.0, "start", &slot.label);
        if let Some(value) = &slot.value {
            text(out, "hv-value", right, top + ROW / 2.0 + 4.0, "end", value);
        }
    }
    if let Some(more) = &content.more {
        let at = y + content.height() - NOTE / 2.0 + 2.0;
        text(out, "hv-note", left, at, "start", more);
    }
    out.push_str("</g>");
}

fn text(out: &mut String, class: &str, x: f64, y: f64, anchor: &str, text: &str) {
    if text.is_empty() {
        return;
    }
    let anchor = match anchor {
        "start" => String::new(),
        anchor => format!(" text-anchor=\"{anchor}\""),
    };
    let size = match class {
        "hv-note" | "hv-count" => SMALL_CELL / 0.6,
        _ => CELL / 0.6,
    };
    write!(
        out,
        "<text class=\"{class}\" x=\"{}\" y=\"{}\" font-size=\"{}\" font-family=\"monospace\"{anchor}>{}</text>",
        number(x),
        number(y),
        number(size),
        escaped(text)
    )
    .expect("a String");
}

/// Arenas with their pools, so many pools in a row.
pub(crate) fn pools(pools: &Pools, in_row: usize) -> String {
    const CELL_WIDTH: f64 = 41.0;
    const CELL_HEIGHT: f64 = 30.0;
    let width = number(CELL_WIDTH * in_row as f64 + 2.0);
    let mut inner = String::new();
    let mut y = 1.0;
    for arena in &pools.arenas {
        text(&mut inner, "hv-label", 1.0, y + 14.0, "start", &arena.title());
        y += 22.0;
        for (index, pool) in arena.pools.iter().enumerate() {
            let left = 1.0 + CELL_WIDTH * (index % in_row) as f64;
            let top = y + CELL_HEIGHT * (index / in_row) as f64;
            let full = CELL_HEIGHT - 4.0;
            let class = if pool.blocks == 0 { "hv-pool hv-untouched" } else { "hv-pool" };
            write!(
                inner,
                "\n<g class=\"{class}\"><rect class=\"hv-box\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"none\" stroke=\"currentColor\"/>",
                number(left),
                number(top),
                number(CELL_WIDTH - 3.0),
                number(full)
            )
            .expect("a String");
            if pool.blocks > 0 {
                let used = full * pool.used as f64 / pool.blocks as f64;
                write!(
                    inner,
                    "<rect class=\"hv-used\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill-opacity=\"0.25\"/>",
                    number(left),
                    number(top + full - used),
                    number(CELL_WIDTH - 3.0),
                    number(used)
                )
                .expect("a String");
                let middle = left + (CELL_WIDTH - 3.0) / 2.0;
                let size = pool.block_bytes.to_string();
                text(&mut inner, "hv-label", middle, top + full / 2.0 + 4.0, "middle", &size);
            }
            inner.push_str("</g>");
        }
        y += CELL_HEIGHT * arena.pools.len().div_ceil(in_row) as f64 + 8.0;
    }
    let height = number(y);
    format!(
        "<svg class=\"heap-view\" role=\"img\" aria-label=\"{}\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">{inner}\n</svg>",
        escaped(&pools.summary())
    )
}

/// Steps of a container's size.
pub(crate) fn growth(growth: &Growth, width: f64) -> String {
    const LEFT: f64 = 52.0;
    const BOTTOM: f64 = 34.0;
    let height = 240.0;
    let most = growth.sizes.last().copied().unwrap_or(1).max(1) as f64;
    let last = (growth.sizes.len().max(2) - 1) as f64;
    let x = |length: usize| LEFT + (width - LEFT - 16.0) * length as f64 / last;
    let y = |bytes: usize| 12.0 + (height - BOTTOM - 12.0) * (1.0 - bytes as f64 / most);
    let mut out = format!(
        "<svg class=\"heap-view\" role=\"img\" aria-label=\"{}\" width=\"{}\" height=\"{}\" viewBox=\"0 0 {} {}\">",
        escaped(&growth.summary()),
        number(width),
        number(height),
        number(width),
        number(height)
    );
    write!(
        out,
        "\n<path class=\"hv-line\" d=\"M{} {}V{}H{}\" fill=\"none\" stroke=\"currentColor\"/>",
        number(LEFT),
        number(y(most as usize)),
        number(y(0)),
        number(x(growth.sizes.len() - 1))
    )
    .expect("a String");
    let mut path = format!("M{} {}", number(x(0)), number(y(growth.sizes[0])));
    for (length, pair) in growth.sizes.windows(2).enumerate() {
        if pair[0] != pair[1] {
            path += &format!("H{}V{}", number(x(length + 1)), number(y(pair[1])));
        }
    }
    path += &format!("H{}", number(x(growth.sizes.len() - 1)));
    write!(
        out,
        "\n<g class=\"hv-arrow\"><path d=\"{path}\" fill=\"none\" stroke=\"currentColor\"/></g>\n"
    )
    .expect("a String");
    for bytes in [0, most as usize / 2 / 8 * 8, most as usize] {
        text(&mut out, "hv-note", LEFT - 6.0, y(bytes) + 4.0, "end", &bytes.to_string());
    }
    for length in [0, growth.sizes.len() / 2, growth.sizes.len() - 1] {
        text(&mut out, "hv-note", x(length), height - 18.0, "middle", &length.to_string());
    }
    text(&mut out, "hv-note", width - 16.0, height - 4.0, "end", growth.kind.items());
    text(&mut out, "hv-note", LEFT + 8.0, 20.0, "start", "bytes");
    out.push_str("\n</svg>");
    out
}

/// Text for an element or an attribute. mdBook's directives begin with braces.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '{' => out.push_str("&#123;"),
            _ => out.push(c),
        }
    }
    out
}
