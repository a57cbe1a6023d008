//! Takes the standard library's own frames out of tracebacks.
//!
//! CPython's library is written in other lines than the model's, so its frames say nothing about
//! the program. Frames of the program itself, of strings that it compiled and of sessions stay.

/// `text` without the traceback frames (a `File` line with the source and carets under it) whose
/// file is not the program's.
pub fn without_frames(text: &str, program: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut dropping = false;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_start_matches([' ', '|', '+', '-']);
        let indent = line.len() - bare.len();
        if let Some(rest) = bare.strip_prefix("File \"") {
            let file = rest.split('"').next().unwrap_or_default();
            dropping = file != program && (!file.starts_with('<') || file.starts_with("<frozen"));
            dropping &= bare.contains("\", line ") && bare.contains(", in ");
        } else if indent < 4 {
            dropping = false;
        }
        if !dropping {
            kept.push_str(line);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_programs_frames_stay() {
        let text = "Traceback (most recent call last):\n  File \"a.py\", line 1, in <module>\n    f()\n  \
            File \"/lib/x.py\", line 9, in f\n    g()\n    ~^^\n  File \"<string>\", line 1, in g\nE: x\n";
        let kept = "Traceback (most recent call last):\n  File \"a.py\", line 1, in <module>\n    f()\n  \
            File \"<string>\", line 1, in g\nE: x\n";
        assert_eq!(without_frames(text, "a.py"), kept);
    }
}
