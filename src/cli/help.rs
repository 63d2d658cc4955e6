//! Help in the reader's language: texts come from the catalogue (`cmd-<command>`, `arg-<option>`, or `arg-<command>-<option>` where
//! an option means something of its own in one command; `cmd-<command>-after` stands below a command's options, if it is there).

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
    let own = prefix.replacen("cmd", "arg", 1);
    let text = |id: &str| {
        [format!("{own}-{id}"), format!("arg-{id}")].iter().find(|key| words.has(key)).map(|key| words.word(key))
    };
    let mut command = command
        .help_template(template)
        .subcommand_help_heading(words.word("help-commands"))
        .subcommand_value_name(words.word("help-command"))
        .mut_args(|arg| {
            let heading = if arg.is_positional() { "help-arguments" } else { "help-options" };
            // What stands in brackets after a text would be English: the texts say it themselves.
            let arg = arg.help_heading(words.word(heading));
            let arg = if arg.get_action().takes_values() {
                arg.hide_default_value(true).hide_possible_values(true)
            } else {
                arg
            };
            match text(arg.get_id().as_str()) {
                Some(text) => arg.help(text),
                None => arg,
            }
        })
        .disable_help_flag(true)
        .arg(flag("help", 'h', clap::ArgAction::Help, words));
    if prefix == "cmd" {
        command = command.disable_version_flag(true).arg(flag("version", 'V', clap::ArgAction::Version, words));
    }
    let after = format!("{prefix}-after");
    if words.has(&after) {
        command = command.after_help(words.word(&after));
    }
    for name in names {
        let key = format!("{prefix}-{name}");
        command = command.mut_subcommand(&name, |sub| localise(sub.about(words.word(&key)), words, &key));
    }
    command
}

/// `--help` and `--version`, which the parser would explain in English.
fn flag(name: &'static str, short: char, action: clap::ArgAction, words: &Catalogue) -> clap::Arg {
    clap::Arg::new(name)
        .short(short)
        .long(name)
        .action(action)
        .help(words.word(&format!("arg-{name}")))
        .help_heading(words.word("help-options"))
}

/// Prints help or version, which the parser gives as an error, on standard output.
pub(super) fn show(asked: &clap::Error) -> ExitCode {
    drop(asked.print());
    ExitCode::SUCCESS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    /// Every command with its path, `kanhe` being `[]`.
    fn walk(command: &Command, path: &[String], visit: &mut dyn FnMut(&[String], &Command)) {
        visit(path, command);
        for sub in command.get_subcommands() {
            walk(sub, &[path, &[sub.get_name().to_owned()]].concat(), visit);
        }
    }

    fn built(language: Language) -> Command {
        let mut command = command::<super::super::Cli>(&Catalogue::new(language));
        command.build();
        command
    }

    #[test]
    fn every_command_and_argument_is_explained_in_every_language() {
        for language in Language::ALL {
            let words = Catalogue::new(language);
            walk(&built(language), &[], &mut |path, command| {
                let key = if path.is_empty() { "cmd-kanhe".to_owned() } else { format!("cmd-{}", path.join("-")) };
                assert!(words.has(&key), "{language}: {key}");
                assert_eq!(
                    command.get_about().map(ToString::to_string),
                    Some(words.word(&key)),
                    "{language}: {path:?}"
                );
                for arg in command.get_arguments() {
                    let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
                    assert!(!help.is_empty(), "{language}: {path:?} {} has no arg-{}", arg.get_id(), arg.get_id());
                }
            });
        }
    }

    #[test]
    fn no_text_is_left_over() {
        let words = Catalogue::new(Language::ZhCn);
        let mut used = Vec::new();
        walk(&built(Language::ZhCn), &[], &mut |path, command| {
            let own = [&["cmd".to_owned()], path].concat().join("-");
            used.extend([own.clone(), format!("{own}-after")]);
            for arg in command.get_arguments() {
                let key = format!("{}-{}", own.replacen("cmd", "arg", 1), arg.get_id());
                used.push(if words.has(&key) { key } else { format!("arg-{}", arg.get_id()) });
            }
        });
        let explained = words.keys().filter(|key| key.starts_with("arg-") || key.starts_with("cmd-"));
        let idle: Vec<String> = explained.filter(|key| !used.contains(key) && !key.starts_with("cmd-kanhe")).collect();
        assert!(idle.is_empty(), "nobody uses {idle:?}");
    }

    #[test]
    fn chinese_help_holds_no_english_sentence() {
        let words = Catalogue::new(Language::ZhCn);
        for args in [vec!["kanhe", "--help"], vec!["kanhe", "approve", "--help"], vec!["kanhe", "init", "-h"]] {
            let asked = command::<super::super::Cli>(&words).try_get_matches_from(args);
            let help = asked.err().map(|help| help.to_string()).unwrap_or_default();
            assert!(help.contains("用法："), "{help}");
            for line in help.lines().filter(|line| !line.contains("用法：")) {
                let plain = |word: &&str| word.chars().all(|c| c.is_ascii_lowercase()) && word.len() > 1;
                let english: Vec<&str> = line.split_whitespace().filter(plain).collect();
                let commands = ["kanhe", "init", "new", "submit"];
                let named = |word: &&&str| !commands.contains(*word) && !line.trim_start().starts_with(**word);
                assert!(english.iter().filter(named).count() < 2, "{line}");
            }
        }
    }
}
