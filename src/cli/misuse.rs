//! What the parser of the command line found, in the reader's language.

use std::ffi::OsString;

use clap::Command;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::words::Message;

/// What is wrong with a command line. None where the parser only shows what was asked for (help, version).
pub(super) fn message(error: &clap::Error, command: &Command, args: &[OsString]) -> Option<Message> {
    let found = |kind| told(error.get(kind));
    let argument = found(ContextKind::InvalidArg);
    let message = match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => return None,
        ErrorKind::InvalidSubcommand => {
            let near = nearest(error.get(ContextKind::SuggestedSubcommand));
            let key = if near.is_empty() { "misuse-command" } else { "misuse-command-near" };
            Message::new(key).with("found", found(ContextKind::InvalidSubcommand)).with("near", near)
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            Message::new("misuse-no-command")
        }
        ErrorKind::UnknownArgument => {
            let near = nearest(error.get(ContextKind::SuggestedArg));
            let key = if near.is_empty() { "misuse-argument" } else { "misuse-argument-near" };
            Message::new(key).with("found", argument).with("near", near)
        }
        ErrorKind::MissingRequiredArgument => Message::new("misuse-missing").with("missing", argument),
        ErrorKind::ArgumentConflict => {
            let other = found(ContextKind::PriorArg);
            if other.is_empty() || other == argument {
                Message::new("misuse-twice").with("argument", argument)
            } else {
                Message::new("misuse-conflict").with("argument", argument).with("other", other)
            }
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation | ErrorKind::InvalidUtf8 => {
            let value = found(ContextKind::InvalidValue);
            let (values, help) = (found(ContextKind::ValidValue), help_of(command, args, &argument));
            if value.is_empty() {
                Message::new("misuse-no-value").with("argument", argument)
            } else if !values.is_empty() {
                Message::new("misuse-choice").with("argument", argument).with("found", value).with("values", values)
            } else {
                Message::new("misuse-value").with("argument", argument).with("found", value).with("expected", help)
            }
        }
        ErrorKind::NoEquals | ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            Message::new("misuse-values").with("argument", argument)
        }
        // Not a fault of the line, or one this parser does not know yet: what it says is better than nothing.
        ErrorKind::Io | ErrorKind::Format | _ => Message::new("misuse-other").with("found", error.to_string().trim()),
    };
    Some(message.with("command", path(command, args).join(" ")))
}

fn told(value: Option<&ContextValue>) -> String {
    match value {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        Some(ContextValue::StyledStr(text)) => text.to_string(),
        Some(ContextValue::StyledStrs(texts)) => texts.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        Some(ContextValue::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

/// Of several that are near, the parser names the nearest last.
fn nearest(near: Option<&ContextValue>) -> String {
    match near {
        Some(ContextValue::Strings(texts)) => texts.last().cloned().unwrap_or_default(),
        other => told(other),
    }
}

/// The command that was meant: `kanhe key register`.
fn path(command: &Command, args: &[OsString]) -> Vec<String> {
    let mut path = vec![command.get_name().to_owned()];
    let mut at = command;
    for name in args.iter().skip(1).filter_map(|arg| arg.to_str()) {
        if let Some(sub) = at.find_subcommand(name) {
            path.push(name.to_owned());
            at = sub;
        }
    }
    path
}

/// What an argument is explained as.
fn help_of(command: &Command, args: &[OsString], argument: &str) -> String {
    let mut at = command;
    for name in path(command, args).iter().skip(1) {
        at = at.find_subcommand(name).unwrap_or(at);
    }
    // `--since <FILE>` or `<SUBJECT>`.
    let first = argument.split_whitespace().next().unwrap_or_default();
    let is_it = |arg: &&clap::Arg| {
        if let Some(long) = first.strip_prefix("--") {
            return arg.get_long() == Some(long.split('=').next().unwrap_or(long));
        }
        let name = first.trim_matches(['<', '>', '[', ']', '.']);
        let named = |names: &[clap::builder::Str]| names.iter().any(|one| one.as_str() == name);
        arg.get_value_names().is_some_and(named) || arg.get_id().as_str().eq_ignore_ascii_case(name)
    };
    let arguments = at.get_arguments().chain(command.get_arguments());
    let mut found = arguments.filter(is_it);
    found.next().and_then(clap::Arg::get_help).map_or_else(String::new, ToString::to_string)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{Catalogue, Language};

    fn said(language: Language, line: &str) -> String {
        let words = Catalogue::new(language);
        let args: Vec<OsString> = line.split(' ').map(OsString::from).collect();
        let command = super::super::help::command::<super::super::Cli>(&words);
        let error = command.clone().try_get_matches_from(&args).expect_err("a line that is wrong");
        let message = message(&error, &command, &args).expect("it says something");
        format!("{}\n{}", words.text(&message), words.hint(&message).unwrap_or_default())
    }

    #[test]
    fn a_wrong_line_is_told_in_the_readers_language() {
        let told = [
            ("kanhe aprove x", "没有命令 aprove。是不是 approve？\n"),
            ("kanhe 办", "没有命令 办。\n"),
            ("kanhe", "没有写命令。\n"),
            ("kanhe approve", "缺少：<SUBJECT>。\n"),
            ("kanhe approve --frob x", "命令 kanhe approve 没有 --frob 这个选项或参数。\n"),
            ("kanhe status x --lang fr", "--lang <LANG> 的值“fr”不对"),
            ("kanhe approve documents/2026/a --as", "--as"),
        ];
        for (line, text) in told {
            let found = said(Language::ZhCn, line);
            assert!(found.starts_with(text) || found.contains(text), "{line}: {found}");
            assert!(found.contains("--help"), "{line}: {found}");
            let english = ["error", "unexpected", "invalid", "required", "value", "Usage"];
            assert!(!english.iter().any(|word| found.contains(word)), "{line}: {found}");
        }
    }

    #[test]
    fn what_was_expected_is_what_the_argument_is_explained_as() {
        let words = Catalogue::new(Language::En);
        let found = said(Language::En, "kanhe serve --listen nowhere");
        let expected = format!("cannot be \"nowhere\"; expected: {}", words.word("arg-listen"));
        assert!(found.contains(&expected), "{found}");
    }
}
