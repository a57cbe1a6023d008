//! How the command is linked.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    // At a fixed address the loader has nothing to relocate: a quarter of a short run's time. The
    // models take no pointers from outside, so that nothing is lost.
    let target = |part: &str| std::env::var(format!("CARGO_CFG_TARGET_{part}")).unwrap_or_default();
    if target("OS") == "linux" && target("ENV") == "gnu" {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
}
