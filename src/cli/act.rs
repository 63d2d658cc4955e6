//! `kanhe submit|revise|approve|disagree|read|return|issue|seal|withdraw|execute|affirm SUBJECT`: do one act.

use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use super::failure::Failure;
use super::{Context, clock, office};
use crate::desk::{Desk, Draft, Intent, Landed};
use crate::id::{Sha256, Slug};
use crate::office::Verb;
use crate::openpgp::Keyring;
use crate::words::Message;

/// An act with an opinion.
#[derive(Args)]
pub(super) struct Opinion {
    subject: String,
    #[arg(long, short = 'm', value_name = "TEXT", default_value = "", hide_default_value = true)]
    opinion: String,
    #[command(flatten)]
    by: By,
}

/// An act with a reason.
#[derive(Args)]
pub(super) struct Reason {
    subject: String,
    #[arg(long, short = 'm', value_name = "TEXT", default_value = "", hide_default_value = true)]
    reason: String,
    #[command(flatten)]
    by: By,
}

/// The act of a custodian.
#[derive(Args)]
pub(super) struct Seal {
    subject: String,
    #[arg(long, value_name = "SEAL")]
    seal: Option<Slug>,
    #[command(flatten)]
    by: By,
}

/// Somebody's word for an act in question.
#[derive(Args)]
pub(super) struct Affirm {
    subject: String,
    #[arg(long, value_name = "NUMBER")]
    act: Option<u64>,
    #[arg(long, short = 'm', value_name = "TEXT", default_value = "", hide_default_value = true)]
    opinion: String,
    #[command(flatten)]
    by: By,
}

/// Who acts, and where it goes.
#[derive(Args)]
pub(super) struct By {
    #[arg(long = "as", id = "as", value_name = "PERSON")]
    person: Option<String>,
    #[arg(long, value_name = "DIGEST")]
    digest: Option<Sha256>,
    #[arg(long, value_name = "NAME")]
    remote: Option<String>,
    #[arg(long, conflicts_with = "remote")]
    local: bool,
}

/// An act as it was asked for.
pub(super) struct Asked {
    subject: String,
    words: String,
    seal: Option<Slug>,
    affirms: Option<u64>,
    by: By,
}

impl From<Opinion> for Asked {
    fn from(args: Opinion) -> Self {
        Self { subject: args.subject, words: args.opinion, seal: None, affirms: None, by: args.by }
    }
}

impl From<Reason> for Asked {
    fn from(args: Reason) -> Self {
        Self { subject: args.subject, words: args.reason, seal: None, affirms: None, by: args.by }
    }
}

impl From<Seal> for Asked {
    fn from(args: Seal) -> Self {
        Self { subject: args.subject, words: String::new(), seal: args.seal, affirms: None, by: args.by }
    }
}

impl From<Affirm> for Asked {
    fn from(args: Affirm) -> Self {
        Self { subject: args.subject, words: args.opinion, seal: None, affirms: args.act, by: args.by }
    }
}

pub(super) fn run(context: &mut Context, verb: Verb, asked: Asked) -> Result<ExitCode, Failure> {
    let subject = office::subject(&asked.subject)?;
    let record = office::record(context)?;
    let mut ledger = office::ledger(context, &record)?;
    let mut keyring = Keyring::open(None)?;
    let signer = office::signer(&record, &ledger, &mut keyring, asked.by.person.as_deref())?;
    let remote = if asked.by.local { None } else { office::remote(&record, asked.by.remote.as_deref())? };
    ledger.recall(&subject)?;
    let seen = asked.by.digest.or_else(|| ledger.office().docket(&subject).map(|docket| docket.digest));
    let hands_in = matches!(verb, Verb::Submit | Verb::Revise);
    if seen.is_none() && !hands_in && remote.is_some() {
        return Err(Failure::misused(Message::new("cli-unseen").with("subject", &subject)));
    }
    let draft = match verb {
        Verb::Submit | Verb::Revise => {
            let worktree = record.worktree().ok_or_else(|| Failure::misused(Message::new("cli-no-worktree")))?;
            Some(Draft::read(&worktree.join(subject.folder())).map_err(crate::desk::DeskFault::from)?)
        }
        Verb::Found
        | Verb::Approve
        | Verb::Disagree
        | Verb::Read
        | Verb::Return
        | Verb::Issue
        | Verb::Seal
        | Verb::Withdraw
        | Verb::Execute
        | Verb::Affirm => None,
    };
    let zone = ledger.office().settings().zone.clone();
    let intent = Intent {
        subject,
        verb,
        words: asked.words,
        seal: asked.seal,
        affirms: asked.affirms,
        draft,
        seen: seen.filter(|_| !hands_in),
    };
    let mut desk =
        Desk { record: &record, ledger: &mut ledger, keyring: &mut keyring, signer, remote: remote.as_ref() };
    let landed = desk.act(&intent, &|| clock::hour(&zone))?;
    report(context, &intent, &landed);
    Ok(ExitCode::SUCCESS)
}

fn report(context: &mut Context, intent: &Intent, landed: &Landed) {
    #[derive(Serialize)]
    struct Done<'a> {
        seq: u64,
        commit: String,
        subject: &'a str,
        act: Verb,
        stage: &'a str,
        number: Option<&'a str>,
        seal: Option<&'a str>,
        checkpoint: String,
    }
    let number = landed.docket.number.as_ref().map(|number| number.text.as_str());
    if context.common.json {
        context.print.json(&Done {
            seq: landed.seq,
            commit: landed.commit.to_string(),
            subject: intent.subject.as_str(),
            act: intent.verb,
            stage: landed.docket.stage().word(),
            number: number.filter(|_| intent.verb == Verb::Issue),
            seal: landed.seal.as_deref(),
            checkpoint: landed.checkpoint.to_string(),
        });
        return;
    }
    let words = &context.words;
    let seq = landed.seq.to_string();
    let verb = words.word(&format!("verb-{}", intent.verb));
    let stage = words.word(&format!("stage-{}", landed.docket.stage().word()));
    let mut lines = vec![words.format(
        "cli-done",
        [("seq", seq.as_str()), ("verb", &verb), ("title", &landed.docket.title), ("stage", &stage)],
    )];
    if let (Verb::Issue, Some(number)) = (intent.verb, number) {
        lines.push(words.format("cli-numbered", [("number", number)]));
    }
    if let Some(seal) = &landed.seal {
        lines.push(words.format("cli-sealed", [("reference", seal.as_str())]));
    }
    if landed.tries > 1 {
        lines.push(words.format("cli-tries", [("tries", landed.tries.to_string().as_str())]));
    }
    for line in lines {
        context.print.line(&line);
    }
    if let Some(behind) = &landed.behind {
        let why = context.words.text(behind);
        let text = context.words.format("cli-behind", [("why", why.as_str())]);
        context.print.note(&text);
    }
    for path in &landed.kept {
        let text = context.words.format("cli-kept", [("path", path.as_str())]);
        context.print.note(&text);
    }
}
