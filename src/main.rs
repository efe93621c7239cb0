//! The binary.

fn main() -> std::process::ExitCode {
    padron::cli::run()
}
