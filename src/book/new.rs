//! A new chapter: a file with one snippet that holds, and a line for it in the summary.

use crate::whole;
use anyhow::{Context, Result, bail};
use mdbook_driver::config::Config;
use std::fs;
use std::path::{Path, PathBuf};

/// A chapter that was made.
#[derive(Debug)]
pub struct NewChapter {
    /// Its file.
    pub path: PathBuf,
    /// The summary, which has a line for it now.
    pub summary: PathBuf,
    /// Its page, from the book's root.
    pub page: String,
}

/// What a new chapter says.
fn text(title: &str) -> String {
    format!(
        "# {title}

What this chapter shows, in a sentence that the block below proves.

```python
first = [1, 2]
second = first
second.append(3)
print(first, first is second)
#> [1, 2, 3] True
#: refcount(first) == 2
```

The list has {{{{#py len(first) = 3}}}} items.
"
    )
}

/// Makes a chapter of that title, and puts it into the summary: below the chapter that is in the file
/// `after`, or below all that are in a list.
///
/// # Errors
/// The title has no letter or digit, there is such a chapter already, or something can't be written.
/// Nothing is changed then.
pub fn chapter(root: &Path, title: &str, after: Option<&str>) -> Result<NewChapter> {
    let config = Config::from_disk(root.join("book.toml"))
        .with_context(|| format!("there is no book in {}", root.display()))?;
    let folder = root.join(&config.book.src);
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = file_name(&title);
    if name.is_empty() {
        bail!("a title needs a letter or a digit: its file is named by them");
    }
    let (path, summary) = (folder.join(format!("{name}.md")), folder.join("SUMMARY.md"));
    let listed = fs::read_to_string(&summary)
        .with_context(|| format!("can't read {}", summary.display()))?;
    if path.exists() || list_of(&listed, &format!("{name}.md")).is_some() {
        bail!("there is a chapter {} already", path.display());
    }
    let line = format!("- [{}]({name}.md)", escape(&title));
    let longer = with_line(&listed, &line, after)?;
    whole::create(&path, text(&escape(&title)).as_bytes())?;
    whole::write(&summary, longer.as_bytes()).inspect_err(|_| {
        // A file that no summary names is no chapter.
        let _ = fs::remove_file(&path);
    })?;
    Ok(NewChapter { path, summary, page: format!("{name}.html") })
}

/// `What is (not) copied?` is in `what-is-not-copied.md`.
fn file_name(title: &str) -> String {
    let words = title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}

/// A title as Markdown that shows it as it is.
fn escape(title: &str) -> String {
    let mut escaped = String::new();
    for c in title.chars() {
        if "\\`*_[]<>&{}#".contains(c) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// The line of a summary that has a file in its list, if one has: its index, and what stands in front
/// of the dash.
fn list_of<'a>(summary: &'a str, file: &str) -> Option<(usize, &'a str)> {
    summary.lines().enumerate().find_map(|(index, line)| {
        let target = line.rsplit_once("](")?.1.trim_end().strip_suffix(')')?;
        let target = target.trim_start_matches('<').trim_end_matches('>');
        let indentation = &line[..line.len() - line.trim_start().len()];
        (target.trim_start_matches("./") == file).then_some((index, indentation))
    })
}

fn is_item(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("- ") || line.starts_with("* ")
}

/// A summary with one line more.
fn with_line(summary: &str, new: &str, after: Option<&str>) -> Result<String> {
    let lines: Vec<&str> = summary.split_inclusive('\n').collect();
    let (at, indentation) = match after {
        Some(file) => {
            let (at, indentation) = list_of(summary, file)
                .filter(|(at, _)| is_item(lines[*at]))
                .with_context(|| format!("the summary has no chapter {file} in its list"))?;
            // What is listed inside of that chapter stays there.
            let inside = |line: &&&str| {
                is_item(line) && line.len() - line.trim_start().len() > indentation.len()
            };
            (at + 1 + lines[at + 1..].iter().take_while(inside).count(), indentation)
        }
        None => {
            let last = lines.iter().rposition(|line| is_item(line));
            (last.map_or(lines.len(), |last| last + 1), "")
        }
    };
    let ending = if summary.contains("\r\n") { "\r\n" } else { "\n" };
    let mut longer: String = lines[..at].concat();
    if !longer.is_empty() && !longer.ends_with('\n') {
        longer.push_str(ending);
    }
    longer.push_str(&format!("{indentation}{new}{ending}"));
    longer.push_str(&lines[at..].concat());
    Ok(longer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_named_by_the_words_of_a_title() {
        for (title, name) in [
            ("What is (not) copied?", "what-is-not-copied"),
            ("  A  B ", "a-b"),
            ("`__slots__`", "slots"),
            ("Größe", "größe"),
            ("?!", ""),
        ] {
            assert_eq!(file_name(title), name);
        }
    }

    #[test]
    fn the_line_stands_where_it_belongs() {
        let summary = "# Summary\n\n[Intro](intro.md)\n\n# One\n\n- [A](a.md)\n  - [B](b.md)\n- [C](<c.md>)\n\n[End](end.md)\n";
        let check = |after, before: &str, line: &str| {
            let longer = with_line(summary, "- [N](n.md)", after).unwrap();
            assert_eq!(longer, summary.replacen(before, &format!("{before}{line}\n"), 1));
        };
        check(None, "- [C](<c.md>)\n", "- [N](n.md)");
        check(Some("a.md"), "  - [B](b.md)\n", "- [N](n.md)");
        check(Some("b.md"), "  - [B](b.md)\n", "  - [N](n.md)");
        check(Some("c.md"), "- [C](<c.md>)\n", "- [N](n.md)");
        assert!(with_line(summary, "", Some("intro.md")).is_err());
        assert!(with_line(summary, "", Some("d.md")).is_err());
        let windows = with_line("# S\r\n\r\n- [A](a.md)", "- [N](n.md)", None).unwrap();
        assert_eq!(windows, "# S\r\n\r\n- [A](a.md)\r\n- [N](n.md)\r\n");
        assert_eq!(with_line("", "- [N](n.md)", None).unwrap(), "- [N](n.md)\n");
    }
}
