//! The binary: everything is in the library.

fn main() -> std::process::ExitCode {
    mdbook_memoir::cli::main()
}
