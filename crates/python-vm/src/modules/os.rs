//! What the module `os` needs of the machine: its files and folders.

use heap_model::{Obj, types};

use super::NativeModule;
use super::files::{self, os_error, path_text};
use crate::machine::{Machine, Raise, Result};
use crate::native::{Accepts, Args, function};

/// The module.
pub static MODULE: NativeModule = NativeModule {
    name: "_os",
    doc: "",
    functions: &[
        function("kind", kind, Accepts::One),
        function("size", size, Accepts::One),
        function("remove", remove, Accepts::One),
        function("mkdir", mkdir, Accepts::One),
        function("rmdir", rmdir, Accepts::One),
        function("rename", rename, Accepts::Positional(2, 2)),
        function("listdir", listdir, Accepts::One),
    ],
    fill: |_, _| Ok(()),
};

/// Folders that are there from the start.
const FOLDERS: &[&str] = &["/", "/tmp", ".", ""];

fn plain(path: &str) -> &str {
    let path = path.strip_prefix("./").unwrap_or(path);
    if path.len() > 1 { path.trim_end_matches('/') } else { path }
}

fn is_folder(vm: &Machine, path: &str) -> bool {
    let path = plain(path);
    FOLDERS.contains(&path) || vm.library.folders.iter().any(|known| known == path)
}

fn not_found(vm: &mut Machine, path: Obj) -> Raise {
    os_error(vm, types::FILE_NOT_FOUND_ERROR, 2, "No such file or directory", path)
}

/// 1 for a file, 2 for a folder, 0 for nothing.
fn kind(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let path = path_text(vm, args.values[0])?;
    let kind = match files::find(vm, &path) {
        Some(_) => 1,
        None if is_folder(vm, &path) => 2,
        None => 0,
    };
    Ok(vm.heap.new_int(kind))
}

fn size(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let path = path_text(vm, args.values[0])?;
    match files::find(vm, &path) {
        Some(number) => {
            let size = vm.library.files[number].data.len();
            Ok(vm.heap.new_int(size as i64))
        }
        None if is_folder(vm, &path) => Ok(vm.heap.new_int(4096)),
        None => Err(not_found(vm, args.values[0])),
    }
}

fn remove(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    files::remove(vm, args.values[0])?;
    Ok(vm.none())
}

fn mkdir(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let path = path_text(vm, args.values[0])?;
    if is_folder(vm, &path) || files::find(vm, &path).is_some() {
        return Err(os_error(vm, types::FILE_EXISTS_ERROR, 17, "File exists", args.values[0]));
    }
    let path = plain(&path).to_owned();
    if let Some((parent, _)) = path.rsplit_once('/')
        && !is_folder(vm, if parent.is_empty() { "/" } else { parent })
    {
        return Err(not_found(vm, args.values[0]));
    }
    vm.library.folders.push(path);
    Ok(vm.none())
}

/// Names of what a folder holds.
fn names_in(vm: &Machine, path: &str) -> Vec<String> {
    let prefix = match plain(path) {
        "." | "" => String::new(),
        "/" => String::from("/"),
        path => format!("{path}/"),
    };
    let all = vm.library.files.iter().map(|file| &file.path).chain(&vm.library.folders);
    all.filter_map(|known| known.strip_prefix(&prefix))
        .filter(|name| !name.is_empty() && !name.contains('/'))
        .map(str::to_owned)
        .collect()
}

fn rmdir(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let path = path_text(vm, args.values[0])?;
    let Some(place) = vm.library.folders.iter().position(|known| known == plain(&path)) else {
        return Err(not_found(vm, args.values[0]));
    };
    if !names_in(vm, &path).is_empty() {
        let words = "Directory not empty";
        return Err(os_error(vm, types::OS_ERROR, 39, words, args.values[0]));
    }
    vm.library.folders.remove(place);
    Ok(vm.none())
}

fn rename(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let from = path_text(vm, args.values[0])?;
    let to = path_text(vm, args.values[1])?;
    let Some(number) = files::find(vm, &from) else {
        if is_folder(vm, &from) {
            return Err(vm.unsupported("os.rename() of a folder"));
        }
        return Err(not_found(vm, args.values[0]));
    };
    if from != to && files::find(vm, &to).is_some() {
        files::remove(vm, args.values[1])?;
    }
    vm.library.files[number].path = plain(&to).to_owned();
    Ok(vm.none())
}

fn listdir(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let path = path_text(vm, args.values[0])?;
    if !is_folder(vm, &path) {
        return Err(not_found(vm, args.values[0]));
    }
    let names = names_in(vm, &path);
    let items = names.iter().map(|name| vm.heap.new_str(name)).collect();
    Ok(vm.heap.new_list(items))
}
