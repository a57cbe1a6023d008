//! Is every section of the texts that this book answers covered by a chapter? Do its links lead somewhere?
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

/// The name under which mdBook lets a heading be linked to: one of its own, `{#name}`, or its text.
fn anchor(heading: &str) -> String {
    if let Some((_, name)) = heading.trim().trim_end_matches('}').rsplit_once("{#") {
        return name.to_owned();
    }
    let kept = heading.trim().chars().filter_map(|character| match character {
        '_' | '-' => Some(character),
        _ if character.is_whitespace() => Some('-'),
        _ => character.is_alphanumeric().then(|| character.to_ascii_lowercase()),
    });
    kept.collect()
}

/// The lines of a chapter that are not inside of a fence.
fn prose(chapter: &str) -> impl Iterator<Item = &str> {
    let mut in_fence = false;
    chapter.lines().filter(move |line| {
        let fence = line.starts_with("```");
        in_fence ^= fence;
        !in_fence && !fence
    })
}

/// Every link from chapter to chapter leads to a chapter, and to a heading there if it names one. The
/// index is made of such links.
#[test]
fn every_link_leads_somewhere() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("chapters");
    let read = |name: &str| fs::read_to_string(folder.join(name));
    let summary = read("SUMMARY.md").unwrap();
    let mut missing = Vec::new();
    let mut with_anchor = 0;
    for name in summary.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
        let text = read(name).unwrap();
        for target in prose(&text).flat_map(|line| line.split("](").skip(1)) {
            let target = target.split(')').next().unwrap_or_default();
            if target.contains("://") {
                continue;
            }
            let (file, place) = target.split_once('#').unwrap_or((target, ""));
            let Ok(there) = read(if file.is_empty() { name } else { file }) else {
                missing.push(format!("{name}: no file for {target}"));
                continue;
            };
            let headings = || prose(&there).filter(|line| line.starts_with('#'));
            if !place.is_empty()
                && !headings().any(|line| anchor(line.trim_start_matches('#')) == place)
            {
                missing.push(format!("{name}: no heading for {target}"));
            }
            with_anchor += usize::from(!place.is_empty());
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
    assert!(with_anchor > 200, "the index has more places than {with_anchor}");
}
