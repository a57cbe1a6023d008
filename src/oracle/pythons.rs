//! Finds real CPythons.
//!
//! In order: what `--python 3.13=EXE` names, a folder of ready commands (`CPYTHON_ROOT`, else
//! `/opt/cpython-root`), `python3.N` on the PATH, pyenv's versions, uv's. Of several, the one whose
//! micro version is the model's is taken, else the first.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use heap_model::release::RELEASES;
use python_vm::Release;

/// One real interpreter.
#[derive(Clone, Debug)]
pub struct Python {
    /// The release that it is held against.
    pub release: &'static Release,
    /// Its executable.
    pub executable: PathBuf,
    /// Its full version, e.g. `3.14.10`.
    pub version: String,
    /// The folders of its standard library.
    pub library: Vec<PathBuf>,
    /// Whether its micro version is the one that the model imitates.
    pub exact: bool,
}

/// The releases of these names; all if there are none.
pub fn wanted(names: &[String]) -> Result<Vec<&'static Release>> {
    if names.is_empty() {
        return Ok(RELEASES.iter().collect());
    }
    let named = |name: &String| Release::named(name).with_context(|| format!("no release {name}"));
    names.iter().map(named).collect()
}

/// As [`find`]; that none is there is an error.
pub fn find_some(releases: &[&'static Release], named: &[String]) -> Result<Vec<Python>> {
    let pythons = find(releases, named)?;
    if pythons.is_empty() {
        bail!("no real CPython found; name one with --python 3.14=EXE");
    }
    Ok(pythons)
}

/// The interpreters for these releases; those that cannot be found are left out.
pub fn find(releases: &[&'static Release], named: &[String]) -> Result<Vec<Python>> {
    let mut given = vec![];
    for pair in named {
        let (name, executable) = pair
            .split_once('=')
            .with_context(|| format!("--python {pair}: not of the form 3.13=EXE"))?;
        let Some(release) = Release::named(name) else {
            bail!("--python {pair}: no release {name}")
        };
        given.push((release, PathBuf::from(executable)));
    }
    let mut found = vec![];
    for &release in releases {
        if let Some((_, executable)) = given.iter().find(|(r, _)| r.name == release.name) {
            found.push(
                examine(release, executable).with_context(|| executable.display().to_string())?,
            );
            continue;
        }
        let mut usable: Vec<Python> = candidates(release.name)
            .iter()
            .filter_map(|path| examine(release, path).ok())
            .collect();
        usable.sort_by_key(|python| !python.exact);
        found.extend(usable.into_iter().next());
    }
    Ok(found)
}

/// Executables that may be of that release, by name and place alone.
fn candidates(release: &str) -> Vec<PathBuf> {
    let name = format!("python{release}");
    let mut paths = vec![];
    let root = env::var_os("CPYTHON_ROOT")
        .map_or_else(|| PathBuf::from("/opt/cpython-root"), PathBuf::from);
    paths.push(root.join(&name));
    let search = env::var_os("PATH").unwrap_or_default();
    paths.extend(env::split_paths(&search).map(|folder| folder.join(&name)));
    let home = env::var_os("HOME").map(PathBuf::from).unwrap_or_default();
    let pyenv = env::var_os("PYENV_ROOT").map_or_else(|| home.join(".pyenv"), PathBuf::from);
    let uv = env::var_os("UV_PYTHON_INSTALL_DIR")
        .map_or_else(|| home.join(".local/share/uv/python"), PathBuf::from);
    for (folder, prefix) in [(pyenv.join("versions"), String::new()), (uv, "cpython-".to_owned())] {
        let Ok(entries) = folder.read_dir() else { continue };
        let mut versions: Vec<PathBuf> = entries.filter_map(|e| Some(e.ok()?.path())).collect();
        versions.sort();
        let fits = |path: &PathBuf| {
            let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            file.starts_with(&format!("{prefix}{release}."))
        };
        paths.extend(versions.into_iter().filter(fits).map(|path| path.join("bin").join(&name)));
    }
    // A shim is a slow way to one of the versions that are looked at anyway.
    paths.retain(|path| path.is_file() && !path.iter().any(|part| part == "shims"));
    paths.dedup();
    paths
}

/// Asks an executable what it is.
fn examine(release: &'static Release, executable: &Path) -> Result<Python> {
    const ASK: &str = "import sys, sysconfig, platform\n\
        print(sys.implementation.name, platform.python_version(), sys.maxsize > 2**32,\n\
        sysconfig.get_config_var('Py_GIL_DISABLED') or 0, sysconfig.get_config_var('Py_DEBUG') or 0)\n\
        print(sysconfig.get_path('stdlib'))\nprint(sysconfig.get_path('platstdlib'))\nprint(sys.prefix)";
    let output = Command::new(executable).args(["-c", ASK]).env("PYTHONHASHSEED", "0").output()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut lines = text.lines();
    let words: Vec<&str> = lines.next().unwrap_or_default().split(' ').collect();
    let [implementation, version, wide, free_threaded, debug] = words[..] else {
        bail!("did not answer as a Python");
    };
    if (implementation, wide, free_threaded, debug) != ("cpython", "True", "0", "0") {
        bail!("not a plain 64-bit CPython");
    }
    if !version.starts_with(&format!("{}.", release.name)) {
        bail!("is {version}, not {}", release.name);
    }
    let (major, minor, micro) = release.version;
    Ok(Python {
        release,
        executable: executable.to_owned(),
        version: version.to_owned(),
        library: lines.map(PathBuf::from).collect(),
        exact: version == format!("{major}.{minor}.{micro}"),
    })
}
