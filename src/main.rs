//! The program `kanhe`: see the library's documentation.

use std::process::ExitCode;

/// Pages are made of small pieces: the system's allocator takes a quarter of the time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    kanhe::cli::main(std::env::args_os())
}
