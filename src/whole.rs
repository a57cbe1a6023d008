//! Files and folders that are whole or not there.
//!
//! What is written is first written beside its place, under a name that begins with a mark, and then
//! put there in one step. Whoever is killed meanwhile leaves what was there before, and something
//! unfinished; the next one to write there removes it, once it is so old that nobody works on it.

use anyhow::{Context, Result};
use std::fs;
use std::io::Write;
use std::path::Path;
use std::time::Duration;

/// The beginning of the names of unfinished files.
const UNFINISHED: &str = ".memoir-unfinished-";

/// The age at which what is unfinished is nobody's any more.
const ABANDONED: Duration = Duration::from_secs(600);

/// Writes a file. One that is there keeps its permissions, and a link to it stays one.
///
/// # Errors
/// It can't be written. What was there before is there still.
pub fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    let context = || format!("can't write {}", path.display());
    let old = fs::metadata(path).ok();
    if old.as_ref().is_some_and(|old| !old.is_file()) {
        // A device or a pipe is no place to put a file.
        return fs::write(path, bytes).with_context(context);
    }
    let place = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    remove_abandoned(folder, UNFINISHED);
    let mut new = unfinished_file(folder).with_context(context)?;
    new.write_all(bytes).with_context(context)?;
    if let Some(old) = old {
        new.as_file().set_permissions(old.permissions()).with_context(context)?;
    }
    new.as_file().sync_all().with_context(context)?;
    new.persist(&place).map_err(|error| error.error).with_context(context)?;
    Ok(())
}

/// Writes a new file.
///
/// # Errors
/// There is one already, which stays as it is, or it can't be written.
pub fn create(path: &Path, bytes: &[u8]) -> Result<()> {
    let context = || format!("can't write {}", path.display());
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut new = unfinished_file(folder.unwrap_or(Path::new("."))).with_context(context)?;
    new.write_all(bytes).with_context(context)?;
    new.as_file().sync_all().with_context(context)?;
    new.persist_noclobber(path).map_err(|error| error.error).with_context(context)?;
    Ok(())
}

/// A temporary file is its owner's alone, and others may read what is written here.
#[cfg(unix)]
fn unfinished_file(folder: &Path) -> std::io::Result<tempfile::NamedTempFile> {
    use std::os::unix::fs::PermissionsExt;
    // Less what the user's mask takes away.
    let readable = fs::Permissions::from_mode(0o666);
    tempfile::Builder::new().prefix(UNFINISHED).permissions(readable).tempfile_in(folder)
}

#[cfg(not(unix))]
fn unfinished_file(folder: &Path) -> std::io::Result<tempfile::NamedTempFile> {
    tempfile::Builder::new().prefix(UNFINISHED).tempfile_in(folder)
}

/// Removes what was left in a folder under names that begin so, by those who were killed.
pub(crate) fn remove_abandoned(folder: &Path, prefix: &str) {
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(|entry| entry.ok());
    for entry in entries.filter(|e| e.file_name().to_string_lossy().starts_with(prefix)) {
        let Ok(metadata) = entry.metadata() else { continue };
        let age = metadata.modified().ok().and_then(|time| time.elapsed().ok());
        if age.unwrap_or_default() > ABANDONED {
            // Somebody else may be as quick.
            let _ = match metadata.is_dir() {
                true => fs::remove_dir_all(entry.path()),
                false => fs::remove_file(entry.path()),
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::SystemTime;

    #[test]
    fn what_was_left_is_removed_once_it_is_old() {
        let folder = tempfile::tempdir().unwrap();
        let make = |name: &str, age: Duration| {
            let file = fs::File::create(folder.path().join(name)).unwrap();
            file.set_modified(SystemTime::now() - age).unwrap();
        };
        make(".memoir-unfinished-old", 2 * ABANDONED);
        make(".memoir-unfinished-new", ABANDONED / 2);
        make("mine", 2 * ABANDONED);
        write(&folder.path().join("a.md"), b"text").unwrap();
        let names = fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name());
        let mut names: Vec<_> = names.collect();
        names.sort();
        assert_eq!(names, [".memoir-unfinished-new", "a.md", "mine"]);
    }

    #[cfg(unix)]
    #[test]
    fn permissions_and_links_stay() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("file"), folder.path().join("link"));
        fs::write(&file, "old").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        std::os::unix::fs::symlink("file", &link).unwrap();
        write(&link, b"new").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(&file).unwrap(), "new");
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
    }
}
