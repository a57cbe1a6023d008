//! The model beside real CPythons, in one run: the same programs, the same machine, the same minute.
//!
//! `cargo bench --bench cpython` prints a table of times and one of memory for each CPython that is
//! found; `benches/README.md` says what they mean. Every measurement is a process of its own, so that
//! none warms up another and a peak of memory is one program's alone.

use anyhow::{Context, Result, bail};
use heap_model::release::RELEASES;
use mdbook_memoir::oracle::pythons::{self, Python};
use python_vm::{Ending, Limits, Machine, Release, Stream, Unit};
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

/// First argument of a process that runs one program on the model.
const CHILD: &str = "--run-on-model";
/// Processes for each time; the fastest counts, as the one that was disturbed least.
const ROUNDS: usize = 5;

/// Runs a program as `CHILD` does, and prints the same two numbers.
const UNDER_CPYTHON: &str = "\
import sys, time, io
source = open(sys.argv[1]).read()
shown, sys.stdout = sys.stdout, io.StringIO()
begin = time.process_time()
exec(compile(source, sys.argv[1], 'exec'), {'__name__': '__main__'})
seconds = time.process_time() - begin
printed, sys.stdout = sys.stdout.getvalue(), shown
status = open('/proc/self/status').read() if sys.platform == 'linux' else 'VmHWM: 0 kB'
print(seconds, status.partition('VmHWM:')[2].split()[0])
print(printed, end='')
";

fn main() -> Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    if let [first, release, file] = &arguments[..]
        && first == CHILD
    {
        return on_model(release, Path::new(file));
    }
    let named: Vec<String> =
        arguments.iter().filter_map(|a| a.strip_prefix("--python=")).map(String::from).collect();
    let releases: Vec<&'static Release> = RELEASES.iter().collect();
    let pythons = pythons::find(&releases, &named)?;
    if pythons.is_empty() {
        println!("no real CPython was found: the model's own times are shown (3.13)");
        return compare(Release::named("3.13").expect("the model has 3.13"), None);
    }
    pythons.iter().try_for_each(|python| compare(python.release, Some(python)))
}

fn compare(release: &'static Release, python: Option<&Python>) -> Result<()> {
    let real = python.map_or("-".into(), |python| format!("CPython {}", python.version));
    println!(
        "\n{:<24}{:>14}{real:>18}{:>9}",
        "time, ms",
        format!("model {}", release.name),
        "ratio"
    );
    for file in programs("benches/programs")? {
        let mut best = [f64::INFINITY; 2];
        for _ in 0..ROUNDS {
            let (model, real) = measure(release, python, &file)?;
            best = [best[0].min(model.seconds), best[1].min(real.map_or(f64::NAN, |r| r.seconds))];
        }
        row(&name(&file), best.map(|seconds| seconds * 1e3));
    }
    row("whole process, 3 lines", whole_process(python)?);

    println!(
        "{:<24}{:>14}{real:>18}{:>9}",
        "live objects, MiB",
        format!("model {}", release.name),
        "ratio"
    );
    let nothing = tempfile::NamedTempFile::new()?;
    let (model_base, real_base) = measure(release, python, nothing.path())?;
    for file in programs("benches/live")? {
        let (model, real) = measure(release, python, &file)?;
        let mib = |peak: u64, base: u64| peak.saturating_sub(base) as f64 / 1024.0;
        let real = match (&real, &real_base) {
            (Some(real), Some(base)) => mib(real.peak, base.peak),
            _ => f64::NAN,
        };
        row(&name(&file), [mib(model.peak, model_base.peak), real]);
    }
    Ok(())
}

fn row(name: &str, [model, real]: [f64; 2]) {
    println!("{name:<24}{model:>14.2}{real:>18.2}{:>8.2}x", model / real);
}

fn name(file: &Path) -> String {
    file.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

fn programs(folder: &str) -> Result<Vec<PathBuf>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut files: Vec<PathBuf> =
        folder.read_dir()?.map(|e| Ok(e?.path())).collect::<Result<_>>()?;
    files.sort();
    Ok(files)
}

/// What one process took.
struct Measured {
    /// The program alone, without the interpreter's start.
    seconds: f64,
    /// Peak of resident memory of the whole process, in KiB; 0 where the system does not tell.
    peak: u64,
    printed: String,
}

/// Runs a program on both, one after the other. What they print must be the same.
fn measure(
    release: &'static Release,
    python: Option<&Python>,
    file: &Path,
) -> Result<(Measured, Option<Measured>)> {
    let mut child = Command::new(env::current_exe()?);
    let model = measured(child.args([CHILD, release.name]).arg(file))?;
    let Some(python) = python else { return Ok((model, None)) };
    let mut child = Command::new(&python.executable);
    let real = measured(child.args(["-I", "-c", UNDER_CPYTHON]).arg(file))?;
    if model.printed != real.printed {
        bail!(
            "{}: the model printed {:?}, CPython {:?}",
            file.display(),
            model.printed,
            real.printed
        );
    }
    Ok((model, Some(real)))
}

fn measured(command: &mut Command) -> Result<Measured> {
    let output = command.output()?;
    if !output.status.success() {
        bail!("{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    }
    let text = String::from_utf8(output.stdout)?;
    let (numbers, printed) = text.split_once('\n').context("no numbers")?;
    let (seconds, peak) = numbers.split_once(' ').context("two numbers")?;
    Ok(Measured { seconds: seconds.parse()?, peak: peak.parse()?, printed: printed.to_owned() })
}

fn on_model(release: &str, file: &Path) -> Result<()> {
    let source = std::fs::read_to_string(file)?;
    let release = Release::named(release).context("no such release")?;
    let limits = Limits { instructions: u64::MAX, ..Limits::default() };
    let mut machine = Machine::new(release, limits);
    let (begin, processor) = (Instant::now(), processor_time());
    let outcome = machine.run(&source, Unit::Script, "program.py");
    let seconds = match (processor, processor_time()) {
        (Some(before), Some(after)) => after - before,
        _ => begin.elapsed().as_secs_f64(),
    };
    if outcome.ending != Ending::Done {
        bail!("{:?}", outcome.ending);
    }
    println!("{seconds} {}", peak_kib());
    print!("{}", outcome.text(Stream::Stdout));
    Ok(())
}

/// Seconds that this thread has run on a processor, where the system tells: waiting for other
/// processes does not count, as in CPython's `process_time`.
fn processor_time() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds: u64 = status.split_whitespace().next()?.parse().ok()?;
    Some(nanoseconds as f64 / 1e9)
}

fn peak_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}

/// Milliseconds from starting a process to its end for a program of three lines: the best of many.
fn whole_process(python: Option<&Python>) -> Result<[f64; 2]> {
    let file = tempfile::NamedTempFile::new()?;
    std::fs::write(&file, "a = [1, 2]\nb = a\nprint(a is b)\n")?;
    let mut best = [f64::INFINITY, f64::NAN];
    for _ in 0..20 {
        let mut model = Command::new(env!("CARGO_BIN_EXE_mdbook-memoir"));
        best[0] = best[0].min(milliseconds(model.arg("run").arg(file.path()))?);
        if let Some(python) = python {
            let mut real = Command::new(&python.executable);
            best[1] = best[1].min(milliseconds(real.arg("-I").arg(file.path()))?);
        }
    }
    Ok(best)
}

fn milliseconds(command: &mut Command) -> Result<f64> {
    let begin = Instant::now();
    let output = command.output()?;
    if !output.status.success() {
        bail!("{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(begin.elapsed().as_secs_f64() * 1e3)
}
