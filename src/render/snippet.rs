//! One Python block as HTML.
//!
//! The whole block is one HTML block of Markdown, which must not have an empty line in it; an empty
//! line of code is an empty `<span>`. Outputs keep their signs, so that what is copied from the page
//! is the very code that was run, outputs as comments included.

use super::escape::escape_html;
use super::failure::{self, Failure};
use super::picture;
use crate::snippet::expected::Sign;
use crate::snippet::words::Language;
use crate::snippet::{LineKind, Snippet, SnippetLine};
use crate::verify::{Evidence, Picture};

/// The HTML of a block. `number` counts the chapter's blocks that are not run, or that name a claim;
/// `guide` is the way to the page that says what failures mean.
pub(super) fn html(
    snippet: &Snippet,
    evidence: &Evidence,
    pictures: &[&Picture],
    number: usize,
    failures: &[Failure<'_>],
    guide: Option<&str>,
) -> String {
    let language = match snippet.words.language {
        Language::Python => "language-python",
        Language::Pycon => "language-pycon",
    };
    let continues = if snippet.words.continues.is_some() { " data-continues" } else { "" };
    let mut html = match (&snippet.words.no_run, &snippet.words.claim) {
        (Some(_), _) => {
            format!("<div class=\"memoir memoir-not-run\" id=\"{}\">", anchor(number))
        }
        (None, Some(_)) => {
            format!("<div class=\"memoir\" id=\"{}\"{continues}>", claim_anchor(number))
        }
        (None, None) => format!("<div class=\"memoir\"{continues}>"),
    };
    html.push_str(&format!("<pre><code class=\"{language}\">"));
    for (index, line) in snippet.lines.iter().enumerate() {
        let mut text = line_html(line, snippet.words.language);
        if failures.iter().any(|failure| failure.lines.contains(&index)) {
            text = format!("<span class=\"memoir-false\">{text}</span>");
        }
        match line.hidden {
            Some(_) => html.push_str(&format!("<span class=\"boring\">{text}\n</span>")),
            None => html.push_str(&format!("{text}\n")),
        }
    }
    html.push_str("</code></pre>\n");
    html.push_str(&format!(
        "<p class=\"memoir-evidence\">{}</p>",
        match failures {
            [] => evidence_text(snippet, evidence),
            _ => "does not hold".to_string(),
        }
    ));
    for failure in failures {
        html.push('\n');
        html.push_str(&failure::html(failure.problem, guide));
    }
    for picture in pictures {
        html.push('\n');
        html.push_str(&picture::html(picture, evidence.releases));
    }
    html.push_str("</div>");
    html.replace('\n', &format!("\n{}", snippet.fence.prefix))
}

/// The anchor of a chapter's nth block that is not run.
pub(super) fn anchor(not_run: usize) -> String {
    format!("not-run-{not_run}")
}

/// The anchor of a chapter's nth block that names a claim.
pub(super) fn claim_anchor(claim: usize) -> String {
    format!("claim-{claim}")
}

fn line_html(line: &SnippetLine, language: Language) -> String {
    let text = line.text.trim_end();
    match line.kind {
        LineKind::Declared { sign, releases } => {
            let class = match sign {
                Sign::Output => "memoir-out",
                Sign::Exception => "memoir-out memoir-raised",
                Sign::Assertion => "memoir-out memoir-asserted",
            };
            // The sign is `#>`, `#!` or `#[3.14+]>`; a session's plain output has none.
            let comment = text.trim_start();
            let sign_end = match (releases, comment.strip_prefix('#')) {
                (Some(_), _) => comment.find(']').map_or(0, |at| at + 2),
                (None, Some(rest))
                    if language == Language::Python || rest.starts_with(['>', '!', ':']) =>
                {
                    2
                }
                _ => 0,
            };
            let (sign, rest) = if sign_end == 0 { ("", text) } else { comment.split_at(sign_end) };
            let sign_class =
                if releases.is_some() { "memoir-sign memoir-release" } else { "memoir-sign" };
            let sign = match sign {
                "" => String::new(),
                sign => format!("<span class=\"{sign_class}\">{}</span>", escape_html(sign)),
            };
            format!("<span class=\"{class}\">{sign}{}</span>", escape_html(rest))
        }
        LineKind::Prompt => {
            let (prompt, code) = text.split_at(text.len().min(3));
            format!(
                "<span class=\"memoir-prompt\">{}</span>{}",
                escape_html(prompt),
                escape_html(code)
            )
        }
        LineKind::Mark => {
            let (sign, label) = text.split_at(text.find("#@").map_or(0, |at| at + 2));
            let sign = escape_html(sign);
            format!(
                "<span class=\"memoir-mark\"><span class=\"memoir-sign\">{sign}</span>{}</span>",
                escape_html(label)
            )
        }
        LineKind::Code if text.is_empty() => "<span></span>".to_string(),
        LineKind::Code => escape_html(text),
    }
}

fn evidence_text(snippet: &Snippet, evidence: &Evidence) -> String {
    if let Some(reason) = &snippet.words.no_run {
        return format!("not run: {}", escape_html(reason));
    }
    let verified = verified_text(evidence);
    match &snippet.words.claim {
        Some((claim, _)) => format!("{}: {verified}", escape_html(claim)),
        None => verified,
    }
}

fn verified_text(evidence: &Evidence) -> String {
    match evidence.checks {
        0 => format!("runs on {}", evidence.releases),
        1 => format!("verified on {}, 1 check", evidence.releases),
        n => format!("verified on {}, {n} checks", evidence.releases),
    }
}
