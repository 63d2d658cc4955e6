//! The program `kanhe`: see the library's documentation.

use std::process::ExitCode;

fn main() -> ExitCode {
    kanhe::cli::main(std::env::args_os())
}
