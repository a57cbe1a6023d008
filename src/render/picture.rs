//! Pictures of the heap as HTML: drawings for two widths, and the same in words.

use super::escape::escape_html;
use crate::releases::ReleaseSet;
use crate::verify::Picture;
use heap_view::View;

/// The figures of one picture. `all` are the releases that its block runs on.
pub(super) fn html(picture: &Picture, all: ReleaseSet) -> String {
    let mut html = String::from("<figure class=\"memoir-heap\">\n");
    let mut groups = picture.on.iter();
    let Some((releases, state)) = groups.next() else { return String::new() };
    let label = picture.label.as_deref().map(escape_html).unwrap_or_default();
    let differs = picture.on.len() > 1 || *releases != all;
    if !label.is_empty() || differs {
        html.push_str("<figcaption>");
        html.push_str(&label);
        if differs {
            html.push_str(&format!(" <span class=\"memoir-release\">{releases}</span>"));
        }
        html.push_str("</figcaption>\n");
    }
    html.push_str(&drawings(state));
    for (releases, state) in groups {
        html.push_str(&format!(
            "<details class=\"memoir-other\">\n<summary>On {releases} it is different</summary>\n{}</details>\n",
            drawings(state)
        ));
    }
    if picture.more > 0 {
        let times = if picture.more == 1 { "time" } else { "times" };
        html.push_str(&format!(
            "<p class=\"memoir-note\">Control comes here {} more {times}.</p>\n",
            picture.more
        ));
    }
    html.push_str("</figure>");
    html
}

fn drawings(view: &View) -> String {
    let narrow = view.narrow();
    let drawn = match view.wide() {
        Some(wide) => format!(
            "<div class=\"memoir-wide\">{wide}</div>\n<div class=\"memoir-narrow\" hidden>{narrow}</div>\n"
        ),
        None => format!("<div>{narrow}</div>\n"),
    };
    let words = escape_html(view.text().trim_end());
    format!(
        "{drawn}<details class=\"memoir-words\">\n<summary>in words</summary>\n<pre>{words}</pre>\n</details>\n"
    )
}

/// A picture in words, as Markdown.
pub(super) fn markdown(picture: &Picture) -> String {
    match picture.on.first() {
        Some((_, view)) => format!("```text\n{}\n```", view.text().trim_end()),
        None => String::new(),
    }
}
