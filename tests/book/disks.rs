//! Disks that can't be written, or are full: a clear error, and nothing is lost.
//!
//! Each test has a file system of its own, which only root may mount.

use crate::serve::Running;
use crate::support::{Book, skip};
use rustix::mount::{MountFlags, UnmountFlags, mount, mount_remount, unmount};
use std::ffi::CString;
use std::fs::File;
use std::io::{ErrorKind, Write};
use std::path::Path;
use tempfile::TempDir;

/// A file system in memory.
struct Disk {
    folder: TempDir,
}

impl Disk {
    /// One of that size, if this process may mount one.
    fn of(size: &str, test: &str) -> Option<Disk> {
        let folder = tempfile::tempdir().unwrap();
        let options = CString::new(format!("size={size}")).unwrap();
        let options = Some(options.as_c_str());
        match mount("tmpfs", folder.path(), "tmpfs", MountFlags::empty(), options) {
            Ok(()) => Some(Disk { folder }),
            Err(error) => {
                skip(test, &format!("no file system can be mounted here: {error}"));
                None
            }
        }
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Nothing can be written from now on.
    fn make_read_only(&self) {
        mount_remount(self.path(), MountFlags::RDONLY, "").unwrap();
    }

    /// Takes all the room that is left.
    fn fill(&self) {
        let mut file = File::create(self.path().join("filler")).unwrap();
        for size in [1 << 16, 1 << 12, 1] {
            loop {
                match file.write_all(&vec![0; size]) {
                    Ok(()) => {}
                    Err(error) if error.kind() == ErrorKind::StorageFull => break,
                    Err(error) => panic!("{error}"),
                }
            }
        }
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = unmount(self.folder.path(), UnmountFlags::DETACH);
    }
}

const TRUE: &str = "# A\n\n```python\nprint(1)\n#> 1\n```\n";
const FALSE: &str = "# A\n\n```python\nprint(1)\n#> 2\n```\n";

#[test]
fn a_read_only_tree() {
    let Some(disk) = Disk::of("16m", "a read-only tree") else { return };
    let book = Book::inside(disk.path()).chapter("a.md", TRUE);
    book.run(&["build"]).exits(0);
    let other = Book::inside(disk.path()).chapter("a.md", FALSE);
    disk.make_read_only();

    book.run(&["check"]).exits(0);
    book.run(&["bless"]).exits(0).prints("nothing to change");
    book.run(&["test"]).exits(0);
    let refused = "Read-only file system";
    book.run(&["build"]).exits(2).says("error: can't write into [BOOK]").says(refused);
    assert!(book.read("book/a.html").contains("verified on"));
    book.run(&["check", "--report", "junit=report.xml"])
        .exits(2)
        .says("error: can't write report.xml")
        .says(refused);
    // Pages that are served are elsewhere.
    Running::serve(&book).page_with("/a.html", "verified on");

    let ran = other.run(&["bless"]).exits(2).prints("+#> 1").says(refused);
    assert!(ran.stderr.starts_with("error: can't write ./chapters/a.md: "), "{}", ran.stderr);
    assert_eq!(other.read("chapters/a.md"), FALSE);
}

#[test]
fn bless_on_a_full_disk() {
    let Some(disk) = Disk::of("64k", "`bless` on a full disk") else { return };
    let book = Book::inside(disk.path()).chapter("a.md", FALSE);
    disk.fill();
    book.run(&["bless"]).exits(2).says("error: can't write").says("No space left on device");
    assert_eq!(book.names("chapters"), ["SUMMARY.md", "a.md"]);
    std::fs::remove_file(disk.path().join("filler")).unwrap();
    book.run_changing(&["bless"]).exits(0);
    assert_eq!(book.read("chapters/a.md"), TRUE);
}

#[test]
fn build_on_a_full_disk() {
    let Some(disk) = Disk::of("16m", "`build` on a full disk") else { return };
    let book = Book::inside(disk.path()).chapter("a.md", TRUE);
    book.run(&["build"]).exits(0);
    book.run_changing(&["check", "--report", "junit=report.xml"]).exits(0);
    let report = book.read("report.xml");
    let page = book.read("book/a.html");
    disk.fill();
    book.run(&["build"]).exits(2).says("No space left on device");
    assert_eq!(book.read("book/a.html"), page);
    assert_eq!(book.names(""), ["book", "book.toml", "chapters", "report.xml"]);
    book.run(&["check", "--report", "junit=report.xml"]).exits(2).says("No space left on device");
    assert_eq!(book.read("report.xml"), report);
    std::fs::remove_file(disk.path().join("filler")).unwrap();
    book.run(&["build"]).exits(0);
}
