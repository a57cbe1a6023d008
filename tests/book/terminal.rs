//! A real terminal: the binary runs in a pseudo-terminal, and an emulator shows what a person sees.

use crate::support::Book;
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};
use std::fs::File;
use std::io::Read;
use std::num::NonZero;
use std::os::unix::ffi::OsStringExt;
use vt100::{Color, Parser};

const TRUE: &str = "# A\n\n```python\nprint(1)\n#> 1\n```\n";
const FALSE: &str = "# A\n\n```python\nprint(1)\n#> 2\n```\n";

/// Lines of the terminal.
const ROWS: NonZero<u16> = NonZero::new(50).unwrap();

const RED: Color = Color::Idx(1);
const GREEN: Color = Color::Idx(2);
const BRIGHT_RED: Color = Color::Idx(9);

/// What a terminal got.
struct Session {
    columns: NonZero<u16>,
    bytes: Vec<u8>,
    status: Option<i32>,
}

impl Session {
    /// Runs a command in a terminal of so many columns, with these variables set.
    fn run(book: &Book, columns: u16, set: &[(&str, &str)], arguments: &[&str]) -> Session {
        let columns = NonZero::new(columns).unwrap();
        let leader = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
        grantpt(&leader).unwrap();
        unlockpt(&leader).unwrap();
        let name = ptsname(&leader, vec![]).unwrap().into_bytes();
        let follower = File::options()
            .read(true)
            .write(true)
            .open(std::ffi::OsString::from_vec(name))
            .unwrap();
        let size =
            Winsize { ws_row: ROWS.get(), ws_col: columns.get(), ws_xpixel: 0, ws_ypixel: 0 };
        tcsetwinsize(&follower, size).unwrap();
        let mut command = book.command(arguments);
        for variable in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
            command.env_remove(variable);
        }
        command.env("TERM", "xterm-256color").envs(set.iter().copied());
        command.stdin(follower.try_clone().unwrap());
        command.stdout(follower.try_clone().unwrap());
        command.stderr(follower);
        let mut child = command.spawn().unwrap();
        // It holds the terminal's other end, which must be closed for the reading to end.
        drop(command);
        let mut bytes = vec![];
        let mut leader = File::from(leader);
        let mut buffer = [0; 4096];
        // Linux says that there is an error once nobody has the terminal open any more.
        while let Ok(count @ 1..) = leader.read(&mut buffer) {
            bytes.extend_from_slice(&buffer[..count]);
        }
        Session { columns, bytes, status: child.wait().unwrap().code() }
    }

    /// The screen behind so many of the bytes.
    fn screen(&self, bytes: usize) -> Parser {
        let mut parser = Parser::new(ROWS, self.columns, 0);
        parser.process(&self.bytes[..bytes]);
        parser
    }

    /// The screen at the end, as text.
    fn text(&self) -> String {
        self.screen(self.bytes.len()).screen().contents()
    }

    /// The colour of the first place on the last screen that shows this.
    #[track_caller]
    fn colour(&self, shown: &str) -> Color {
        let parser = self.screen(self.bytes.len());
        let rows: Vec<String> = parser.screen().rows(0, self.columns.get()).collect();
        let (row, at) = rows
            .iter()
            .enumerate()
            .find_map(|(row, text)| Some((row, text.find(shown)?)))
            .unwrap_or_else(|| panic!("no `{shown}` in\n{}", rows.join("\n")));
        let column = rows[row][..at].chars().count();
        parser.screen().cell(row as u16, column as u16).unwrap().fgcolor()
    }
}

#[test]
fn findings_are_coloured() {
    let book = Book::with(FALSE);
    let session = Session::run(&book, 100, &[], &["check"]);
    assert_eq!(session.status, Some(1));
    assert_eq!(session.colour("error"), BRIGHT_RED, "{}", session.text());
    assert_eq!(session.colour("- 2"), RED);
    assert_eq!(session.colour("+ 1"), GREEN);
    assert_eq!(session.colour("1 problem in 1 file"), Color::Default);
    let session = Session::run(&book, 100, &[], &["bless", "--dry-run"]);
    assert_eq!((session.colour("-#> 2"), session.colour("+#> 1")), (RED, GREEN));
}

#[test]
fn colours_can_be_refused() {
    let book = Book::with(FALSE);
    let check = |set: &[(&str, &str)], arguments: &[&str]| {
        let session = Session::run(&book, 100, set, arguments);
        assert!(session.text().contains("1 problem in 1 file"), "{}", session.text());
        assert!(!session.bytes.contains(&0x1b), "{set:?} {arguments:?}: {}", session.text());
    };
    check(&[("NO_COLOR", "1")], &["check"]);
    check(&[("TERM", "dumb")], &["check"]);
    check(&[], &["check", "--color", "never"]);
}

#[test]
fn findings_are_as_wide_as_the_terminal() {
    let long =
        format!("# A\n\n```python\nx = 1; print('{}')  # {}\n#> 2\n```\n", "y", "z".repeat(200));
    let book = Book::with(long);
    for columns in [60, 100] {
        let session = Session::run(&book, columns, &[], &["check"]);
        let text = session.text();
        let code = text.lines().filter(|line| line.contains("print(")).count();
        let wrapped = text.lines().filter(|line| line.starts_with("zz")).count();
        assert_eq!((code, wrapped), (1, 0), "{text}");
    }
}

#[test]
fn mutate_shows_how_far_it_is() {
    let book = Book::with(TRUE);
    let session = Session::run(&book, 100, &[], &["mutate", "sizes.gc_head"]);
    assert_eq!(session.status, Some(1));
    let shown = |text: &str| {
        (0..=session.bytes.len()).any(|end| session.screen(end).screen().contents().contains(text))
    };
    assert!(shown("0/1 sizes.gc_head"), "{}", String::from_utf8_lossy(&session.bytes));
    // At the end it is gone, and what came of it stands there.
    let text = session.text();
    assert!(text.starts_with("no check notices: sizes.gc_head"), "{text}");
    assert!(!text.contains("0/1"), "{text}");
    // Who reads a pipe gets no bar.
    let ran = book.run(&["mutate", "sizes.gc_head"]).exits(1);
    assert_eq!(ran.stderr, "");
}
