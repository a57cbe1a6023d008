//! Runs a program on a real CPython, at least twice in different surroundings.
//!
//! The two runs differ in environment, folder and path length, the system places their memory
//! elsewhere, and one starts without `site`: how many objects start-up leaves behind is no fact of
//! the release. What they show differently is set apart by [`super::volatile`]. `PYTHONHASHSEED=0`
//! holds for both, it is what the model imitates, and so does a bound on memory.
//!
//! A program whose two runs differ is one of those that look at the time or at the interpreter's own
//! objects, and two runs do not find all such places: the times may be alike by chance, and with or
//! without `site` much of the interpreter is the same. It is run on, in a third kind of surroundings
//! too (`Surroundings::Customised`), until a whole round of runs brings nothing new.

use std::collections::BTreeSet;
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::LazyLock;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use regex::Regex;

use super::addresses::{self, Addresses};
use super::program::{Kind, Program, Step};
use super::pythons::Python;
use super::truth::Shown;
use super::{library, volatile};
use crate::verify::SCRIPT_NAME;

/// How long a program may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// Rounds of runs that a program whose runs differ gets at least, and at most.
const ROUNDS: std::ops::RangeInclusive<usize> = 3..=12;

/// What a run finds around itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Surroundings {
    /// As one calls it.
    Plain,
    /// A larger environment, a longer path, no `site`.
    Bare,
    /// A `sitecustomize` that has imported what the program imports, and that leaves objects which
    /// only the interpreter's very end frees.
    Customised,
}

impl Surroundings {
    const ALL: [Surroundings; 3] =
        [Surroundings::Plain, Surroundings::Bare, Surroundings::Customised];

    fn folder(self) -> &'static str {
        match self {
            Surroundings::Plain => "p",
            Surroundings::Bare => "a-rather-longer-folder-name/below/another",
            Surroundings::Customised => "customised",
        }
    }
}

/// What the program shows on this CPython: addresses renamed, differences between runs marked.
pub fn run(program: &Program, python: &Python) -> Result<Shown> {
    let scratch = tempfile::tempdir()?;
    let once = |surroundings: Surroundings| {
        run_once(program, python, &scratch.path().join(surroundings.folder()), surroundings)
    };
    let mut shown = vec![once(Surroundings::Plain)?, once(Surroundings::Bare)?];
    let fixed = if shown
        .iter()
        .any(|s| addresses::could_be_fixed(&s.stdout) || addresses::could_be_fixed(&s.stderr))
    {
        fixed_addresses(program, python, &scratch.path().join("i"))?
    } else {
        BTreeSet::new()
    };
    let rename = |mut one: Shown| {
        let mut addresses = Addresses::with_fixed(fixed.clone());
        one.stdout = addresses.rename(&one.stdout);
        one.stderr = addresses.rename(&one.stderr);
        one
    };
    let merge = |one: Result<Shown>, two: Shown| {
        let one = one?;
        if one.exit != two.exit {
            bail!("exits with {} in one run and {} in another", one.exit, two.exit);
        }
        Ok(Shown {
            stdout: volatile::merge(&one.stdout, &two.stdout),
            stderr: volatile::merge(&one.stderr, &two.stderr),
            exit: one.exit,
        })
    };
    let first = rename(shown.remove(0));
    let mut merged = merge(Ok(first), rename(shown.remove(0)))?;
    if !merged.has_marks() {
        return Ok(merged);
    }
    for round in 1..=*ROUNDS.end() {
        let before = merged.clone();
        for surroundings in Surroundings::ALL {
            merged = merge(Ok(merged), rename(once(surroundings)?))?;
        }
        if merged == before && round >= *ROUNDS.start() {
            break;
        }
    }
    Ok(merged)
}

/// What the program shows in one run, addresses renamed: a fact of the release or not.
pub fn run_quickly(program: &Program, python: &Python) -> Result<Shown> {
    let scratch = tempfile::tempdir()?;
    let mut shown = run_once(program, python, scratch.path(), Surroundings::Plain)?;
    let mut addresses = Addresses::default();
    shown.stdout = addresses.rename(&shown.stdout);
    shown.stderr = addresses.rename(&shown.stderr);
    Ok(shown)
}

fn run_once(
    program: &Program,
    python: &Python,
    folder: &Path,
    surroundings: Surroundings,
) -> Result<Shown> {
    fs::create_dir_all(folder)?;
    let file = folder.join(program.file_name());
    let mut command = bounded(&python.executable);
    // `-I` would ignore the environment, PYTHONHASHSEED too; its parts `-s -P` do not.
    match surroundings {
        Surroundings::Plain => {}
        Surroundings::Bare => {
            command.args(["-S", "-s", "-P"]);
            command.env("A_LARGER_ENVIRONMENT", "x".repeat(3000)).env("LANG", "C.UTF-8");
            command.envs((0..40).map(|n| (format!("VARIABLE_{n}"), n.to_string())));
        }
        Surroundings::Customised => {
            let site = folder.join("site");
            fs::create_dir_all(&site)?;
            fs::write(site.join("sitecustomize.py"), site_customisation(program))?;
            command.env("PYTHONPATH", site);
        }
    }
    let mut shown = match &program.kind {
        Kind::Script => {
            fs::write(&file, &program.source)?;
            let (status, stdout, stderr) =
                finish(command.arg(&file).current_dir(folder), "", python)?;
            Shown { stdout, stderr, exit: status }
        }
        Kind::Session => {
            let lines: Vec<&str> = program.inputs()?.concat();
            let input: String = lines.iter().flat_map(|line| [line, "\n"]).collect();
            command.args(["-i", "-q", "-u"]).current_dir(folder);
            let (status, transcript) = merged(&mut command, &input, folder)?;
            Shown {
                stdout: with_inputs(program, &transcript)?,
                stderr: String::new(),
                exit: status,
            }
        }
        Kind::Steps(steps) => {
            command.args(["-i", "-q", "-u"]).current_dir(folder);
            let mut inputs = String::new();
            for (index, step) in steps.iter().enumerate() {
                if !step.releases().contains(python.release) {
                    continue;
                }
                match step {
                    Step::Script(source, _) if index == 0 => {
                        fs::write(&file, source)?;
                        command.arg(&file);
                    }
                    Step::Script(source, _) => inputs.push_str(&block_as_input(source)?),
                    Step::Input(source, _) => {
                        let lines = source.trim_end_matches('\n');
                        inputs.push_str(lines);
                        // An empty line ends a compound statement.
                        inputs.push_str(if lines.contains('\n') { "\n\n" } else { "\n" });
                    }
                    Step::Fact(expression, _) => {
                        let label = serde_json::to_string(&format!("{expression} ="))?;
                        inputs.push_str(&format!("print({label}, repr({expression}))\n"));
                    }
                }
            }
            let (status, stdout, stderr) = finish(&mut command, &inputs, python)?;
            let stderr = stderr.replace(">>> ", "").replace("... ", "");
            let stderr = stderr.strip_suffix('\n').unwrap_or(&stderr).to_owned();
            Shown { stdout, stderr, exit: status }
        }
    };
    for stream in [&mut shown.stdout, &mut shown.stderr] {
        *stream = stream.replace(&format!("{}/", folder.display()), "");
    }
    shown.stderr = library::without_frames(&shown.stderr, &program.file_name());
    shown.stdout = library_named(shown.stdout, python);
    shown.stderr = library_named(shown.stderr, python);
    Ok(shown)
}

/// The text of [`Surroundings::Customised`]'s `sitecustomize`.
fn site_customisation(program: &Program) -> String {
    static IMPORT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?m)^[ >.]*(?:from|import) +(\w+)").expect("the pattern is a constant")
    });
    let sources = match &program.kind {
        Kind::Script | Kind::Session => vec![&program.source],
        Kind::Steps(steps) => steps.iter().map(Step::source).collect(),
    };
    let mut text = String::from(
        "import codecs\n\
        class Kept: pass\n\
        def search(name): return None\n\
        search.kept = [Kept() for _ in range(50)]\n\
        search.kept.append(search.kept)\n\
        codecs.register(search)\n",
    );
    for found in sources.into_iter().flat_map(|source| IMPORT.captures_iter(source)) {
        text.push_str(&format!("try: import {}\nexcept ImportError: pass\n", &found[1]));
    }
    text
}

/// A block that goes on in the state of the blocks before, as one input at the prompt. Its syntax
/// tree lives while it runs, as that of a file does.
fn block_as_input(source: &str) -> Result<String> {
    let source = serde_json::to_string(source)?;
    Ok(format!(
        "(lambda tree: exec(compile(tree, '{SCRIPT_NAME}', 'exec'), globals()))\
         (compile({source}, '{SCRIPT_NAME}', 'exec', 1024))\n"
    ))
}

/// Paths of this installation's library become `<lib>/…`.
fn library_named(text: String, python: &Python) -> String {
    let mut folders: Vec<&PathBuf> = python.library.iter().collect();
    folders.sort_by_key(|folder| std::cmp::Reverse(folder.as_os_str().len()));
    folders
        .iter()
        .fold(text, |text, folder| text.replace(&format!("{}/", folder.display()), "<lib>/"))
}

/// The low addresses that `id()` gives out in this program: it is run once more with an `id` that
/// notes them. What that run shows is not used.
fn fixed_addresses(program: &Program, python: &Python, folder: &Path) -> Result<BTreeSet<u64>> {
    const NOTING: &str = "import builtins, sys\n\
        def _id(thing, *, id=id, noted=open(sys.argv.pop(1), 'w')):\n    \
            number = id(thing)\n    \
            if number < 1 << 32: print(number, file=noted, flush=True)\n    \
            return number\n\
        builtins.id = _id\n\
        sys.argv.pop(0)\n\
        exec(compile(open(sys.argv[0]).read(), sys.argv[0], 'exec'), {'__name__': '__main__', '__builtins__': builtins})\n";
    fs::create_dir_all(folder)?;
    let (file, driver, notes) =
        (folder.join(program.file_name()), folder.join("noting.py"), folder.join("notes"));
    // Inputs as one script give out the same addresses; one that fails does not end a session.
    let one_by_one = |sources: Vec<String>| -> Result<String> {
        let run = |source: &String| -> Result<String> {
            let source = serde_json::to_string(source)?;
            Ok(format!("try: exec(compile({source}, 's', 'exec'))\nexcept Exception: pass\n"))
        };
        sources.iter().map(run).collect()
    };
    let source = match &program.kind {
        Kind::Script => program.source.clone(),
        Kind::Session => {
            one_by_one(program.inputs()?.iter().map(|lines| lines.join("\n")).collect())?
        }
        Kind::Steps(steps) => one_by_one(steps.iter().map(|step| step.source().clone()).collect())?,
    };
    fs::write(&file, source)?;
    fs::write(&driver, NOTING)?;
    let mut command = bounded(&python.executable);
    command.arg(&driver).arg(&notes).arg(&file).current_dir(folder);
    let _ = finish(&mut command, "", python)?;
    let notes = fs::read_to_string(&notes).unwrap_or_default();
    Ok(notes.lines().filter_map(|line| line.parse().ok()).collect())
}

/// A command that may take 2 GiB of addresses, so that a program that exhausts memory gets its
/// `MemoryError` soon and the machine lives on.
fn bounded(executable: &Path) -> Command {
    if cfg!(unix) {
        let mut command = Command::new("/bin/sh");
        command.args(["-c", "ulimit -v 2097152; exec \"$@\"", "sh"]).arg(executable);
        return command;
    }
    Command::new(executable)
}

fn surroundings(command: &mut Command) -> &mut Command {
    let kept: Vec<(String, String)> = command
        .get_envs()
        .filter_map(|(name, value)| Some((name.to_str()?.to_owned(), value?.to_str()?.to_owned())))
        .collect();
    command.env_clear().envs(kept);
    command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
    command.env("PYTHONHASHSEED", "0").env("PYTHONDONTWRITEBYTECODE", "1").env("LC_ALL", "C.UTF-8");
    command.env("PYTHON_COLORS", "0")
}

fn finish(command: &mut Command, input: &str, python: &Python) -> Result<(i32, String, String)> {
    let mut child = surroundings(command)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| python.executable.display().to_string())?;
    child.stdin.take().context("no standard input")?.write_all(input.as_bytes())?;
    let stdout = read_all(child.stdout.take().context("no standard output")?);
    let stderr = read_all(child.stderr.take().context("no standard error")?);
    let status = wait(&mut child)?;
    let text = |thread: thread::JoinHandle<Vec<u8>>| {
        String::from_utf8_lossy(&thread.join().unwrap_or_default()).into_owned()
    };
    Ok((number(status), text(stdout), text(stderr)))
}

/// Runs with standard output and standard error in one stream, as a terminal shows them.
fn merged(command: &mut Command, input: &str, folder: &Path) -> Result<(i32, String)> {
    let both = folder.join("transcript");
    let file = fs::File::create(&both)?;
    let mut child = surroundings(command)
        .stdin(Stdio::piped())
        .stdout(file.try_clone()?)
        .stderr(file)
        .spawn()?;
    // It may exit before it has read everything.
    let _ = child.stdin.take().context("no standard input")?.write_all(input.as_bytes());
    let status = wait(&mut child)?;
    Ok((number(status), String::from_utf8_lossy(&fs::read(&both)?).into_owned()))
}

fn read_all(mut stream: impl Read + Send + 'static) -> thread::JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut bytes = vec![];
        let _ = stream.read_to_end(&mut bytes);
        bytes
    })
}

fn wait(child: &mut Child) -> Result<ExitStatus> {
    let start = Instant::now();
    let mut pause = Duration::from_millis(1);
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status);
        }
        if start.elapsed() > PATIENCE {
            child.kill()?;
            child.wait()?;
            bail!("did not end within {} s", PATIENCE.as_secs());
        }
        thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(20));
    }
}

fn number(status: ExitStatus) -> i32 {
    #[cfg(unix)]
    {
        use std::os::unix::process::ExitStatusExt;
        status.code().or_else(|| status.signal().map(|s| -s)).unwrap_or(-1)
    }
    #[cfg(not(unix))]
    {
        status.code().unwrap_or(-1)
    }
}

/// A transcript with the inputs put in behind their prompts.
///
/// Piped input is not echoed: the interpreter writes prompt, output, prompt, … and which prompt
/// comes next is known from the session's lines.
fn with_inputs(program: &Program, transcript: &str) -> Result<String> {
    let mut text = String::new();
    let mut rest = transcript;
    let mut ended = false;
    for (index, lines) in program.inputs()?.iter().enumerate() {
        for (position, line) in lines.iter().enumerate() {
            let prompt = if position == 0 { ">>> " } else { "... " };
            if index + position == 0 {
                rest = rest.strip_prefix(prompt).context("the session shows no first prompt")?;
            } else {
                match next_prompt(rest, prompt) {
                    Some((output, after)) => {
                        text.push_str(output);
                        rest = after;
                    }
                    None => {
                        // The interpreter exited at the line before.
                        ended = true;
                        break;
                    }
                }
            }
            text.push_str(format!("{prompt}{line}").trim_end());
            text.push('\n');
        }
        if ended {
            break;
        }
    }
    match next_prompt(rest, ">>> ") {
        Some((output, after)) if !ended => {
            text.push_str(output);
            text.push_str(after.strip_prefix('\n').unwrap_or(after));
        }
        _ => text.push_str(rest),
    }
    Ok(text)
}

/// The text up to the next prompt, and the text behind it.
fn next_prompt<'a>(text: &'a str, prompt: &str) -> Option<(&'a str, &'a str)> {
    let at = text.find(prompt)?;
    Some((&text[..at], &text[at + prompt.len()..]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::releases::ReleaseSet;

    #[test]
    fn a_transcript_gets_its_inputs_back() {
        let program = Program {
            topic: "t".into(),
            name: "n".into(),
            path: "n.pycon".into(),
            line: 1,
            kind: Kind::Session,
            source: ">>> if 1:\n...     2\n...\n>>> print('x', end='')\n>>> exit\n>>> 3\n".into(),
            releases: ReleaseSet::ALL,
        };
        let shown = with_inputs(&program, ">>> ... ... 2\n>>> x>>> bye\n").unwrap();
        assert_eq!(shown, ">>> if 1:\n...     2\n...\n2\n>>> print('x', end='')\nx>>> exit\nbye\n");
        let ended = with_inputs(&program, ">>> ... ... 2\n>>> x>>> y\n>>> 3\n>>> \n").unwrap();
        assert!(ended.ends_with(">>> exit\ny\n>>> 3\n3\n"), "{ended}");
    }
}
