//! The command line: one command, one file. Here, and only here, the clock is read, the environment is asked, things are printed and an
//! exit code is chosen.
//!
//! Exit codes: 0 done, 1 refused (or INVALID), 2 misused, 3 failed (or INCOMPLETE).

mod account;
mod act;
mod ask;
mod attachment;
mod backup;
mod book;
mod build;
mod calendar;
mod checkpoint;
mod clock;
mod column;
mod demo;
mod doctor;
mod draft;
mod failure;
mod fault;
mod front;
mod gate;
mod help;
mod history;
mod import;
mod inbox;
mod init;
mod keep;
mod key;
mod lint;
mod log;
mod misuse;
mod new;
mod notify;
mod office;
mod pandoc;
mod paper;
mod parcel;
mod printer;
mod progress;
mod propose;
mod pull;
mod pulse;
mod re_enter;
mod request;
mod restore;
mod root;
mod search;
mod serve;
mod service;
mod shell;
mod show;
mod sign_in;
mod status;
mod telling;
mod upkeep;
mod verify;
mod who;
mod workflow;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, FromArgMatches as _, Parser, Subcommand};

use crate::words::{Catalogue, Language};
use failure::Failure;
use printer::Printer;

#[derive(Parser)]
#[command(name = "kanhe", version, disable_help_subcommand = true, max_term_width = 100)]
struct Cli {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Command,
}

/// What every command takes.
#[derive(Args)]
struct Common {
    #[arg(long, global = true, value_name = "DIR")]
    record: Option<PathBuf>,
    #[arg(long, global = true, value_name = "LANG")]
    lang: Option<Language>,
    #[arg(long, global = true)]
    json: bool,
    #[arg(long, global = true)]
    quiet: bool,
}

#[derive(Subcommand)]
enum Command {
    Init(init::Init),
    New(new::New),
    Submit(act::Opinion),
    Revise(act::Reason),
    Approve(act::Decide),
    Disagree(act::Decide),
    Read(act::Decide),
    Return(act::Return),
    Issue(act::Decide),
    Seal(act::Seal),
    Complete(act::Decide),
    Reply(act::Reply),
    AddSign(act::AddSign),
    RemoveSign(act::Other),
    Transfer(act::Other),
    Consult(act::Other),
    TakeBack(act::Reason),
    Withdraw(act::Reason),
    Terminate(act::Reason),
    Urge(act::Opinion),
    Circulate(act::Circulate),
    Send(act::Send),
    Receive(Box<act::Receive>),
    Refuse(act::Refuse),
    Instruct(act::Instruct),
    Void(act::Reason),
    Repeal(act::Reason),
    Recall(act::Reason),
    Execute(act::Decide),
    Affirm(act::Affirm),
    Key(key::Key),
    Propose(Box<propose::Propose>),
    Import(import::Import),
    Who(who::Who),
    Pull(pull::Pull),
    Inbox(inbox::Inbox),
    Status(status::Status),
    Workflow(workflow::Workflow),
    Calendar(calendar::Calendar),
    Log(log::Log),
    Book(book::Book),
    Lint(lint::Lint),
    Show(show::Show),
    Verify(verify::Verify),
    Checkpoint(checkpoint::Checkpoint),
    Paper(paper::Paper),
    Parcel(parcel::Parcel),
    ReEnter(Box<re_enter::ReEnter>),
    Fault(fault::Fault),
    Root(root::Root),
    Search(search::Search),
    Build(build::Build),
    Serve(serve::Serve),
    Front(front::Front),
    Notify(notify::Notify),
    Account(account::Account),
    Gate(gate::Gate),
    Doctor(doctor::Doctor),
    Backup(backup::Backup),
    Restore(restore::Restore),
    Shell(shell::Shell),
    Demo(demo::Demo),
    #[command(hide = true)]
    AttachmentReader(attachment::AttachmentReader),
}

/// What every command is given.
struct Context {
    common: Common,
    words: Catalogue,
    print: Printer,
}

/// Runs the program.
pub fn main(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args: Vec<OsString> = args.into_iter().collect();
    let words = Catalogue::new(asked_language(&args));
    let line = help::command::<Cli>(&words);
    let matches = line.clone().try_get_matches_from(&args);
    let Cli { common, command } = match matches.and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => cli,
        Err(error) => {
            return match misuse::message(&error, &line, &args) {
                Some(message) => Printer::new(false).failure(&words, &Failure::misused(message)),
                None => help::show(&error),
            };
        }
    };
    let mut context = Context { print: Printer::new(common.quiet), words, common };
    match run(&mut context, command) {
        Ok(code) => code,
        Err(failure) => context.print.failure(&context.words, &failure),
    }
}

fn run(context: &mut Context, command: Command) -> Result<ExitCode, Failure> {
    use crate::office::Verb;
    match command {
        Command::Init(args) => init::run(context, &args),
        Command::New(args) => new::run(context, &args),
        Command::Submit(args) => act::run(context, Verb::Submit, args.into()),
        Command::Revise(args) => act::run(context, Verb::Revise, args.into()),
        Command::Approve(args) => act::run(context, Verb::Approve, args.into()),
        Command::Disagree(args) => act::run(context, Verb::Disagree, args.into()),
        Command::Read(args) => act::run(context, Verb::Read, args.into()),
        Command::Return(args) => act::run(context, Verb::Return, args.into()),
        Command::Issue(args) => act::run(context, Verb::Issue, args.into()),
        Command::Seal(args) => act::run(context, Verb::Seal, args.into()),
        Command::Complete(args) => act::run(context, Verb::Complete, args.into()),
        Command::Reply(args) => act::run(context, Verb::Reply, args.into()),
        Command::AddSign(args) => act::run(context, Verb::AddSign, args.into()),
        Command::RemoveSign(args) => act::run(context, Verb::RemoveSign, args.into()),
        Command::Transfer(args) => act::run(context, Verb::Transfer, args.into()),
        Command::Consult(args) => act::run(context, Verb::Consult, args.into()),
        Command::TakeBack(args) => act::run(context, Verb::TakeBack, args.into()),
        Command::Terminate(args) => act::run(context, Verb::Terminate, args.into()),
        Command::Urge(args) => act::run(context, Verb::Urge, args.into()),
        Command::Send(args) => act::run(context, Verb::Send, args.into()),
        Command::Receive(args) => act::receive(context, *args),
        Command::Refuse(args) => act::run(context, Verb::Refuse, args.into()),
        Command::Circulate(args) => act::run(context, Verb::Circulate, args.into()),
        Command::Instruct(args) => act::run(context, Verb::Instruct, args.into()),
        Command::Void(args) => act::run(context, Verb::Void, args.into()),
        Command::Repeal(args) => act::run(context, Verb::Repeal, args.into()),
        Command::Recall(args) => act::run(context, Verb::Recall, args.into()),
        Command::Withdraw(args) => act::run(context, Verb::Withdraw, args.into()),
        Command::Execute(args) => act::run(context, Verb::Execute, args.into()),
        Command::Affirm(args) => act::run(context, Verb::Affirm, args.into()),
        Command::Key(args) => key::run(context, &args),
        Command::Propose(args) => propose::run(context, &args),
        Command::Import(args) => import::run(context, &args),
        Command::Who(args) => who::run(context, &args),
        Command::Pull(args) => pull::run(context, &args),
        Command::Inbox(args) => inbox::run(context, &args),
        Command::Status(args) => status::run(context, &args),
        Command::Workflow(args) => workflow::run(context, &args),
        Command::Calendar(args) => calendar::run(context, &args),
        Command::Log(args) => log::run(context, &args),
        Command::Book(args) => book::run(context, &args),
        Command::Lint(args) => lint::run(context, &args),
        Command::Show(args) => show::run(context, &args),
        Command::Verify(args) => verify::run(context, &args),
        Command::Checkpoint(args) => checkpoint::run(context, &args),
        Command::Paper(args) => paper::run(context, &args),
        Command::Parcel(args) => parcel::run(context, &args),
        Command::ReEnter(args) => re_enter::run(context, &args),
        Command::Fault(args) => fault::run(context, &args),
        Command::Root(args) => root::run(context, &args),
        Command::Search(args) => search::run(context, &args),
        Command::Build(args) => build::run(context, &args),
        Command::Serve(args) => serve::run(context, &args),
        Command::Front(args) => front::run(context, &args),
        Command::Notify(args) => notify::run(context, &args),
        Command::Account(args) => account::run(context, &args),
        Command::Gate(args) => gate::run(context, &args),
        Command::Doctor(args) => doctor::run(context, &args),
        Command::Backup(args) => backup::run(context, &args),
        Command::Restore(args) => restore::run(context, &args),
        Command::Shell(args) => shell::run(context, &args),
        Command::Demo(args) => demo::run(context, &args),
        Command::AttachmentReader(attachment::AttachmentReader {}) => attachment::run(),
    }
}

/// The language asked for: `--lang`, else `KANHE_LANG`, else what the locale asks for, else Chinese.
fn asked_language(args: &[OsString]) -> Language {
    let mut args = args.iter().filter_map(|arg| arg.to_str());
    while let Some(arg) = args.next() {
        let value = if arg == "--lang" { args.next() } else { arg.strip_prefix("--lang=") };
        if let Some(language) = value.and_then(|tag| tag.parse().ok()) {
            return language;
        }
    }
    let from = |name: &str, read: fn(&str) -> Option<Language>| {
        clock::environment(name).and_then(|value| read(&value.to_string_lossy()))
    };
    from("KANHE_LANG", |tag| tag.parse().ok())
        .or_else(|| ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(|name| from(name, Language::from_locale)))
        .unwrap_or_default()
}
