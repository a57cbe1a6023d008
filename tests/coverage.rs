//! Is every section of the texts that this book answers covered by a chapter?
//!
//! `coverage/sections.tsv` has a line for each section of the five texts whose programs are in
//! `programs/seeds`: the text's number, the section, the chapter that covers it, the heading there
//! (empty: before the first one), and a line of the snippet (empty: the section is a table of facts).
//! Chapters, headings and snippets are looked up, so that the table cannot outlive them.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The lines of the snippets under a heading.
fn snippet_lines(chapter: &str, heading: &str) -> Option<Vec<String>> {
    let (mut current, mut in_fence, mut is_python, mut found) = ("", false, false, None);
    if heading.is_empty() {
        found = Some(Vec::new());
    }
    for line in chapter.lines() {
        if let Some(words) = line.strip_prefix("```") {
            in_fence = !in_fence;
            is_python = words.starts_with("py");
        } else if in_fence {
            if is_python && current == heading {
                found.get_or_insert_with(Vec::new).push(line.to_owned());
            }
        } else if line.starts_with("##") {
            current = line.trim_start_matches('#').trim();
            if current == heading {
                found.get_or_insert_with(Vec::new);
            }
        }
    }
    found
}

#[test]
fn every_section_has_its_snippet() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &str| fs::read_to_string(root.join(path)).unwrap();
    let summary = read("chapters/SUMMARY.md");
    let mut texts = BTreeSet::new();
    let mut missing = Vec::new();
    for row in read("tests/coverage/sections.tsv").lines().skip(1) {
        let fields: Vec<&str> = row.split('\t').collect();
        let [text, section, chapter, heading, snippet] = fields[..] else {
            panic!("five fields wanted: {row}")
        };
        texts.insert(text.to_owned());
        let file = format!("{chapter}.md");
        if !summary.contains(&format!("({file})")) {
            missing.push(format!("{section}: no chapter {file} in the summary"));
            continue;
        }
        match snippet_lines(&read(&format!("chapters/{file}")), heading) {
            None => missing.push(format!("{section}: {file} has no heading `{heading}`")),
            Some(lines) if !lines.iter().any(|line| line.contains(snippet)) => {
                if !snippet.is_empty() {
                    missing.push(format!("{section}: no `{snippet}` in {file}, `{heading}`"));
                }
            }
            Some(_) => {}
        }
    }
    assert_eq!(texts.into_iter().collect::<Vec<_>>(), ["000", "001", "002", "003", "004"]);
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}
