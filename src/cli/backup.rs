//! `kanhe backup DIR`: brings a backup of the record up to date; a first one if there is none.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use jiff::Timestamp;
use serde::Serialize;

use super::failure::Failure;
use super::{Context, clock, office};
use crate::backup::{self, Accounts, BackupFault, Done, Last, Stage, Stand};
use crate::record::Defect;
use crate::words::{Catalogue, Say as _};

/// Back the record up.
#[derive(Args)]
pub(super) struct Backup {
    dir: PathBuf,
}

pub(super) fn run(context: &mut Context, args: &Backup) -> Result<ExitCode, Failure> {
    let record = office::record(context)?;
    let mut ledger = office::ledger(context, &record)?;
    let stand = Stand::of(&record, &mut ledger).map_err(failure)?;
    let dir = clock::here().join(&args.dir);
    let now = clock::seconds();
    let moment = Timestamp::from_second(now).unwrap_or_default();
    let words = Stages::of(&context.words);
    let print = &mut context.print;
    let mut progress = |stage, done, of| print.progress(words.word(stage), done, of);
    let done = backup::backup(&record, &stand, &dir, moment, &mut progress).map_err(failure)?;
    let folder = dir.canonicalize().unwrap_or(dir).display().to_string();
    let last = Last { folder: folder.clone(), at: now, seq: done.manifest.seq };
    if let Err(fault) = last.write(record.git_dir()) {
        let text = context.words.text(&fault.say());
        context.print.note(&context.words.format("backup-forgotten", [("why", text.as_str())]));
    }
    tell(context, &folder, &done);
    Ok(ExitCode::SUCCESS)
}

fn tell(context: &mut Context, folder: &str, done: &Done) {
    #[derive(Serialize)]
    struct Told<'a> {
        folder: &'a str,
        first: bool,
        seq: u64,
        acts: u64,
        seals: usize,
        accounts: &'static str,
        files: usize,
        bytes: u64,
        checkpoint: String,
    }
    let manifest = &done.manifest;
    // Acts are numbered from 0.
    let acts = done.before.map_or(manifest.seq + 1, |before| manifest.seq - before);
    let accounts = match done.accounts {
        Accounts::None => "none",
        Accounts::Kept => "kept",
        Accounts::Same => "same",
        Accounts::New => "new",
    };
    let (files, bytes) = (manifest.files().count(), manifest.size());
    let checkpoint = manifest.checkpoint.to_string();
    if context.common.json {
        let first = done.before.is_none();
        let (seq, seals) = (manifest.seq, done.seals);
        context.print.json(&Told { folder, first, seq, acts, seals, accounts, files, bytes, checkpoint });
        return;
    }
    let words = &context.words;
    let key = match (done.before, acts, done.bundle) {
        (None, ..) => "backup-first",
        (Some(_), _, false) => "backup-nothing",
        (Some(_), 0, true) => "backup-seals",
        (Some(_), 1, true) => "backup-added-one",
        (Some(_), _, true) => "backup-added",
    };
    let [seq, from] = [manifest.seq, manifest.seq + 1 - acts.min(manifest.seq)].map(|number| number.to_string());
    let (seals, files, size) = (done.seals.to_string(), files.to_string(), bytes.div_ceil(1024).to_string());
    let args = [("dir", folder), ("seq", &seq), ("first", &from), ("seals", &seals)];
    let lines = [
        words.format(key, args),
        words.word(&format!("backup-accounts-{accounts}")),
        words.format("backup-read", [("files", files.as_str()), ("size", &size)]),
        checkpoint,
    ];
    for line in lines {
        context.print.line(&line);
    }
}

/// What is being done, in words.
pub(super) struct Stages([String; 3]);

impl Stages {
    pub(super) fn of(words: &Catalogue) -> Self {
        Self(
            ["progress-backup-reading", "progress-backup-writing", "progress-backup-checking"]
                .map(|key| words.word(key)),
        )
    }

    pub(super) fn word(&self, stage: Stage) -> &str {
        let Self([reading, writing, checking]) = self;
        match stage {
            Stage::Reading => reading,
            Stage::Writing => writing,
            Stage::Checking => checking,
        }
    }
}

/// Why there is no backup, for a person.
pub(super) fn failure(fault: BackupFault) -> Failure {
    match fault {
        BackupFault::Record(fault) if matches!(fault.defect(), Defect::Bundle { .. } | Defect::Git(_)) => {
            Failure::failed(fault.say())
        }
        BackupFault::Record(fault) => fault.into(),
        BackupFault::Refused(refusal) => (*refusal).into(),
        // What the backup has and the record has lost is nothing that a machine could not do.
        BackupFault::Gone(_) => Failure::Said { message: fault.say(), code: 1 },
        BackupFault::Occupied { .. }
        | BackupFault::Nothing(_)
        | BackupFault::Inside(_)
        | BackupFault::OtherRecord { .. }
        | BackupFault::There(_) => Failure::misused(fault.say()),
        BackupFault::Io { .. }
        | BackupFault::Busy(_)
        | BackupFault::Format { .. }
        | BackupFault::Manifest { .. }
        | BackupFault::Missing(_)
        | BackupFault::NotPlain(_)
        | BackupFault::Size { .. }
        | BackupFault::Digest { .. }
        | BackupFault::Broken { .. }
        | BackupFault::ReadBack { .. }
        | BackupFault::Restless
        | BackupFault::Accounts { .. } => Failure::failed(fault.say()),
    }
}
