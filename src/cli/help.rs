//! Help in the reader's language: texts come from the catalogue (`cmd-<command>`, `arg-<option>`).

use std::process::ExitCode;

use clap::{Command, CommandFactory};

use crate::words::Catalogue;

/// The command line's description in the catalogue's language.
pub(super) fn command<C: CommandFactory>(words: &Catalogue) -> Command {
    let command = C::command().about(words.word("cmd-kanhe")).after_help(words.word("cmd-kanhe-after"));
    localise(command, words, "cmd")
}

fn localise(command: Command, words: &Catalogue, prefix: &str) -> Command {
    let template =
        format!("{{about-with-newline}}\n{} {{usage}}\n\n{{all-args}}{{after-help}}", words.word("help-usage"));
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    let mut command = command
        .help_template(template)
        .subcommand_help_heading(words.word("help-commands"))
        .subcommand_value_name(words.word("help-command"))
        .mut_args(|arg| {
            let key = format!("arg-{}", arg.get_id());
            let heading = if arg.is_positional() { "help-arguments" } else { "help-options" };
            let arg = arg.help_heading(words.word(heading));
            if words.has(&key) { arg.help(words.word(&key)) } else { arg }
        })
        .disable_help_flag(true)
        .arg(
            clap::Arg::new("help")
                .short('h')
                .long("help")
                .action(clap::ArgAction::Help)
                .help(words.word("arg-help"))
                .help_heading(words.word("help-options")),
        );
    for name in names {
        let key = format!("{prefix}-{name}");
        command = command.mut_subcommand(&name, |sub| localise(sub.about(words.word(&key)), words, &key));
    }
    command
}

/// Prints what the parser has to say: help and version on standard output with 0, a misuse on standard error with 2.
pub(super) fn misuse(error: &clap::Error) -> ExitCode {
    drop(error.print());
    ExitCode::from(if error.use_stderr() { 2 } else { 0 })
}
