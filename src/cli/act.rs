//! `kanhe submit|approve|return|… SUBJECT`: do one act.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{ArgGroup, Args, ValueEnum};
use serde::Serialize;

use super::failure::Failure;
use super::new::New;
use super::{Context, clock, office, parcel, request};
use crate::desk::{Desk, Draft, Intent, Landed};
use crate::id::{Sha256, Slug};
use crate::ledger::Ledger;
use crate::office::{Addressee, Addresses, Delivery, How, Office, Recipient, Verb};
use crate::openpgp::Keyring;
use crate::parcel::{PARCEL, RECEIPT};
use crate::words::Message;

/// An act of a drafter with a word to the next.
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

/// A decision in a step.
#[derive(Args)]
pub(super) struct Decide {
    subject: String,
    #[arg(long, short = 'm', value_name = "TEXT", default_value = "", hide_default_value = true)]
    opinion: String,
    #[command(flatten)]
    step: InStep,
    #[arg(long)]
    checked: bool,
    #[command(flatten)]
    by: By,
}

/// A word that decides nothing.
#[derive(Args)]
pub(super) struct Reply {
    subject: String,
    #[arg(long, short = 'm', value_name = "TEXT", default_value = "", hide_default_value = true)]
    opinion: String,
    #[command(flatten)]
    step: InStep,
    #[command(flatten)]
    by: By,
}

/// A return.
#[derive(Args)]
pub(super) struct Return {
    subject: String,
    #[arg(long, short = 'm', value_name = "TEXT", default_value = "", hide_default_value = true)]
    reason: String,
    #[arg(long, value_name = "STEP", conflicts_with = "previous")]
    to: Option<Slug>,
    #[arg(long)]
    previous: bool,
    #[arg(long)]
    straight: bool,
    #[arg(long, value_name = "PERSON")]
    on_behalf_of: Option<Slug>,
    #[arg(long)]
    checked: bool,
    #[command(flatten)]
    by: By,
}

/// An act that brings another person in, or lets him go.
#[derive(Args)]
pub(super) struct Other {
    subject: String,
    #[arg(long, value_name = "PERSON")]
    to: Slug,
    #[arg(long, short = 'm', value_name = "TEXT", default_value = "", hide_default_value = true)]
    opinion: String,
    #[command(flatten)]
    step: InStep,
    #[command(flatten)]
    by: By,
}

/// Asking somebody too.
#[derive(Args)]
pub(super) struct AddSign {
    subject: String,
    #[arg(long, value_name = "PERSON", required_unless_present = "lift", conflicts_with = "lift")]
    to: Option<Slug>,
    #[arg(long, value_enum, value_name = "PLACE", default_value = "with", conflicts_with = "lift")]
    place: PlaceOf,
    #[arg(long)]
    lift: bool,
    #[arg(long, short = 'm', value_name = "TEXT", default_value = "", hide_default_value = true)]
    opinion: String,
    #[command(flatten)]
    step: InStep,
    #[command(flatten)]
    by: By,
}

/// Where somebody who is added stands.
#[derive(Clone, Copy, ValueEnum)]
enum PlaceOf {
    Before,
    After,
    With,
}

/// Giving it to read.
#[derive(Args)]
pub(super) struct Circulate {
    subject: String,
    #[arg(long, value_name = "PERSON", required_unless_present = "unit")]
    to: Vec<Slug>,
    #[arg(long, value_name = "UNIT")]
    unit: Vec<Slug>,
    #[arg(long, short = 'm', value_name = "TEXT", default_value = "", hide_default_value = true)]
    opinion: String,
    #[command(flatten)]
    by: By,
}

/// Sending.
#[derive(Args)]
pub(super) struct Send {
    subject: String,
    #[arg(long, value_name = "RECIPIENT")]
    to: Vec<Recipient>,
    #[arg(long, value_name = "RECIPIENT")]
    cc: Vec<Recipient>,
    #[arg(long, short = 'm', value_name = "TEXT", default_value = "", hide_default_value = true)]
    opinion: String,
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    reason: String,
    #[arg(long, value_name = "DIR")]
    parcels: Option<PathBuf>,
    #[command(flatten)]
    by: By,
}

/// Receiving.
#[derive(Args)]
#[command(group = ArgGroup::new("enters").args(["from", "register"]).multiple(true))]
pub(super) struct Receive {
    subject: String,
    #[arg(long = "for", id = "for", value_name = "UNIT")]
    addressee: Option<Addressee>,
    #[arg(long, short = 'm', value_name = "TEXT", default_value = "", hide_default_value = true)]
    opinion: String,
    #[arg(long, value_name = "PERSON")]
    on_behalf_of: Option<Slug>,
    #[arg(long, value_name = "PARTNER", conflicts_with_all = ["for", "on_behalf_of"])]
    from: Option<String>,
    #[arg(long, conflicts_with = "from")]
    register: bool,
    #[arg(long, value_name = "FIELD=VALUE", requires = "enters")]
    set: Vec<String>,
    #[arg(long, value_name = "DIR", requires = "from")]
    receipt: Option<PathBuf>,
    #[arg(long, value_name = "REASON", requires = "from")]
    refuse: Option<String>,
    #[arg(long, value_name = "SEAL", requires = "from")]
    seal: Option<Slug>,
    #[command(flatten)]
    by: By,
}

/// Not receiving.
#[derive(Args)]
pub(super) struct Refuse {
    subject: String,
    #[arg(long = "for", id = "for", value_name = "UNIT")]
    addressee: Option<Addressee>,
    #[arg(long, short = 'm', value_name = "TEXT", default_value = "", hide_default_value = true)]
    reason: String,
    #[arg(long, value_name = "PERSON")]
    on_behalf_of: Option<Slug>,
    #[command(flatten)]
    by: By,
}

/// Another time limit.
#[derive(Args)]
pub(super) struct Instruct {
    subject: String,
    #[arg(long, value_name = "TIME")]
    due: String,
    #[arg(long, short = 'm', value_name = "TEXT", default_value = "", hide_default_value = true)]
    opinion: String,
    #[command(flatten)]
    by: By,
}

/// The act of a custodian.
#[derive(Args)]
pub(super) struct Seal {
    subject: String,
    #[arg(long, value_name = "SEAL")]
    seal: Option<Slug>,
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    reason: String,
    #[arg(long)]
    checked: bool,
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

/// What may belong to every act in a step.
#[derive(Args)]
struct InStep {
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    reason: String,
    #[arg(long, value_name = "PERSON")]
    on_behalf_of: Option<Slug>,
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

impl By {
    /// The same, where nothing was seen before.
    fn sent(&self) -> Sent {
        Sent { person: self.person.clone(), remote: self.remote.clone(), local: self.local }
    }
}

/// Who hands in at once what was begun.
#[derive(Args)]
pub(super) struct HandIn {
    #[arg(long)]
    pub(super) submit: bool,
    #[command(flatten)]
    pub(super) sent: Sent,
}

/// Who it is from, and where it goes.
#[derive(Args)]
pub(super) struct Sent {
    #[arg(long = "as", id = "as", value_name = "PERSON")]
    pub(super) person: Option<String>,
    #[arg(long, value_name = "NAME")]
    remote: Option<String>,
    #[arg(long, conflicts_with = "remote")]
    local: bool,
}

/// Hands in a draft that was begun; again, if it was handed in before.
pub(super) fn hand_in(
    context: &mut Context,
    subject: &crate::id::SubjectId,
    again: bool,
    args: &Sent,
) -> Result<ExitCode, Failure> {
    let by = By { person: args.person.clone(), digest: None, remote: args.remote.clone(), local: args.local };
    let verb = if again { Verb::Revise } else { Verb::Submit };
    let reason = if again { context.words.word("request-again") } else { String::new() };
    run(context, verb, Asked { subject: subject.to_string(), reason, by: Some(by), ..Asked::default() })
}

/// What was decided on paper.
pub(super) struct ByHand {
    pub(super) subject: String,
    pub(super) opinion: String,
    pub(super) reason: String,
    /// The text it was decided on.
    pub(super) digest: Sha256,
    pub(super) behalf: Option<Slug>,
    pub(super) to: Option<Slug>,
    pub(super) checked: bool,
}

/// Does an act that was decided on paper.
pub(super) fn re_entered(context: &mut Context, verb: Verb, act: ByHand, args: &Sent) -> Result<ExitCode, Failure> {
    let ByHand { subject, opinion, reason, digest, behalf, to, checked } = act;
    let (person, remote) = (args.person.clone(), args.remote.clone());
    let by = Some(By { person, digest: Some(digest), remote, local: args.local });
    let to = to.into_iter().collect();
    run(context, verb, Asked { subject, opinion, reason, behalf, to, checked, by, ..Asked::default() })
}

/// An act as it was asked for.
#[derive(Default)]
pub(super) struct Asked {
    subject: String,
    opinion: String,
    reason: String,
    seal: Option<Slug>,
    affirms: Option<u64>,
    behalf: Option<Slug>,
    to: Vec<Slug>,
    addresses: Addresses,
    units: Vec<Slug>,
    previous: bool,
    how: Option<How>,
    straight: bool,
    due: Option<String>,
    checked: bool,
    parcels: Option<PathBuf>,
    by: Option<By>,
}

impl From<Opinion> for Asked {
    fn from(args: Opinion) -> Self {
        Self { subject: args.subject, opinion: args.opinion, by: Some(args.by), ..Self::default() }
    }
}

impl From<Reason> for Asked {
    fn from(args: Reason) -> Self {
        Self { subject: args.subject, reason: args.reason, by: Some(args.by), ..Self::default() }
    }
}

impl From<Decide> for Asked {
    fn from(args: Decide) -> Self {
        let InStep { reason, on_behalf_of: behalf } = args.step;
        let (subject, opinion, checked) = (args.subject, args.opinion, args.checked);
        Self { subject, opinion, reason, behalf, checked, by: Some(args.by), ..Self::default() }
    }
}

impl From<Reply> for Asked {
    fn from(args: Reply) -> Self {
        let InStep { reason, on_behalf_of: behalf } = args.step;
        let (subject, opinion) = (args.subject, args.opinion);
        Self { subject, opinion, reason, behalf, by: Some(args.by), ..Self::default() }
    }
}

impl From<Return> for Asked {
    fn from(args: Return) -> Self {
        Self {
            subject: args.subject,
            reason: args.reason,
            to: args.to.into_iter().collect(),
            previous: args.previous,
            straight: args.straight,
            behalf: args.on_behalf_of,
            checked: args.checked,
            by: Some(args.by),
            ..Self::default()
        }
    }
}

impl From<Other> for Asked {
    fn from(args: Other) -> Self {
        let InStep { reason, on_behalf_of: behalf } = args.step;
        let (subject, opinion, to) = (args.subject, args.opinion, vec![args.to]);
        Self { subject, opinion, reason, behalf, to, by: Some(args.by), ..Self::default() }
    }
}

impl From<AddSign> for Asked {
    fn from(args: AddSign) -> Self {
        let how = match args.place {
            _ if args.lift => How::Lift,
            PlaceOf::Before => How::Before,
            PlaceOf::After => How::After,
            PlaceOf::With => How::With,
        };
        let InStep { reason, on_behalf_of: behalf } = args.step;
        let to = args.to.into_iter().collect();
        let (subject, opinion, how) = (args.subject, args.opinion, Some(how));
        Self { subject, opinion, reason, behalf, to, how, by: Some(args.by), ..Self::default() }
    }
}

impl From<Circulate> for Asked {
    fn from(args: Circulate) -> Self {
        let (subject, opinion, to, units) = (args.subject, args.opinion, args.to, args.unit);
        Self { subject, opinion, to, units, by: Some(args.by), ..Self::default() }
    }
}

impl From<Send> for Asked {
    fn from(args: Send) -> Self {
        let addresses = Addresses { to: args.to, copies: args.cc, ..Addresses::default() };
        let (subject, opinion, reason) = (args.subject, args.opinion, args.reason);
        let (parcels, by) = (args.parcels, Some(args.by));
        Self { subject, opinion, reason, addresses, parcels, by, ..Self::default() }
    }
}

/// The one for whom something is received.
fn only(addressee: Option<Addressee>) -> Addresses {
    Addresses { to: addressee.map(Recipient::from).into_iter().collect(), ..Addresses::default() }
}

impl From<Receive> for Asked {
    fn from(args: Receive) -> Self {
        let (subject, opinion, behalf) = (args.subject, args.opinion, args.on_behalf_of);
        Self { subject, opinion, behalf, addresses: only(args.addressee), by: Some(args.by), ..Self::default() }
    }
}

impl From<Refuse> for Asked {
    fn from(args: Refuse) -> Self {
        let (subject, reason, behalf) = (args.subject, args.reason, args.on_behalf_of);
        Self { subject, reason, behalf, addresses: only(args.addressee), by: Some(args.by), ..Self::default() }
    }
}

impl From<Instruct> for Asked {
    fn from(args: Instruct) -> Self {
        let (subject, opinion, due) = (args.subject, args.opinion, Some(args.due));
        Self { subject, opinion, due, by: Some(args.by), ..Self::default() }
    }
}

impl From<Seal> for Asked {
    fn from(args: Seal) -> Self {
        let (subject, seal, reason, checked) = (args.subject, args.seal, args.reason, args.checked);
        Self { subject, seal, reason, checked, by: Some(args.by), ..Self::default() }
    }
}

impl From<Affirm> for Asked {
    fn from(args: Affirm) -> Self {
        let (subject, opinion, affirms) = (args.subject, args.opinion, args.act);
        Self { subject, opinion, affirms, by: Some(args.by), ..Self::default() }
    }
}

/// What came here from a unit of this office, or from another office in a file.
pub(super) fn receive(context: &mut Context, args: Receive) -> Result<ExitCode, Failure> {
    let Some(from) = args.from else {
        // No subject is called so.
        let is_file = [PARCEL, RECEIPT].iter().any(|ending| args.subject.ends_with(&format!(".{ending}")));
        if is_file {
            return Err(Failure::misused(Message::new("parcel-from-whom").with("path", &args.subject)));
        }
        let registering = args.register.then(|| (args.subject.clone(), args.set.clone(), args.by.sent()));
        let code = run(context, Verb::Receive, args.into())?;
        return match registering {
            Some((subject, set, sent)) => register(context, &subject, set, &sent),
            None => Ok(code),
        };
    };
    let sent = args.by.sent();
    let Receive { subject: file, set, receipt, refuse, seal, .. } = args;
    parcel::enter(context, &parcel::Enter { file: file.into(), from, set, receipt, refuse, seal, sent })
}

/// Opens the subject (登记, K10) under which what was just received is dealt with, in the register of the unit that received it.
fn register(context: &mut Context, subject: &str, mut set: Vec<String>, sent: &Sent) -> Result<ExitCode, Failure> {
    let source = office::subject(subject)?;
    let record = office::record(context)?;
    let mut ledger = office::ledger(context, &record)?;
    ledger.recall(&source)?;
    let state = ledger.office();
    let registers = state.collections().find_map(|(name, workflow)| Some((name.clone(), workflow.receives.clone()?)));
    let (collection, field) =
        registers.ok_or_else(|| Failure::misused(Message::new("parcel-no-collection").with("key", "receives")))?;
    let received = |(addressee, delivery): (&Addressee, &Delivery)| match addressee {
        Addressee::Unit(unit) => Some((delivery.answer.filter(|answer| answer.is_receipt)?.seq, unit.clone())),
        Addressee::Person(_) | Addressee::Partner(_) => None,
    };
    let last = state.docket(&source).and_then(|docket| docket.deliveries.iter().filter_map(received).max());
    set.insert(0, format!("{field}={source}"));
    if let Some((_, unit)) = last {
        set.insert(0, format!("unit={unit}"));
    }
    let asked = New { collection, slug: None, title: None, set, person: sent.person.clone() };
    let (subject, _) = super::new::begin(context, &asked)?;
    let landed = hand_in(context, &subject, false, sent);
    if landed.is_err() {
        let text = context.words.format("entry-begun", [("subject", subject.as_str())]);
        context.print.note(&text);
    }
    landed
}

pub(super) fn run(context: &mut Context, verb: Verb, asked: Asked) -> Result<ExitCode, Failure> {
    let subject = office::subject(&asked.subject)?;
    let by = asked.by.as_ref();
    let record = office::record(context)?;
    let mut ledger = office::ledger(context, &record)?;
    let mut keyring = Keyring::open(None)?;
    let signer = office::signer(&record, &ledger, &mut keyring, by.and_then(|by| by.person.as_deref()))?;
    let is_local = by.is_some_and(|by| by.local);
    let remote = if is_local { None } else { office::remote(&record, by.and_then(|by| by.remote.as_deref()))? };
    ledger.recall(&subject)?;
    let docket = ledger.office().docket(&subject);
    let seen = by.and_then(|by| by.digest).or_else(|| docket.map(|docket| docket.digest));
    let hands_in = matches!(verb, Verb::Submit | Verb::Revise);
    if seen.is_none() && !hands_in && remote.is_some() {
        return Err(Failure::misused(Message::new("cli-unseen").with("subject", &subject)));
    }
    let draft = if hands_in {
        let worktree = record.worktree().ok_or_else(|| Failure::misused(Message::new("cli-no-worktree")))?;
        Some(Draft::read(&worktree.join(subject.folder())).map_err(crate::desk::DeskFault::from)?)
    } else {
        None
    };
    // What is confirmed is the way as it stands in this clone: what came in since is not.
    let confirms = docket.and_then(|docket| docket.trail.last()).map(|mark| mark.seq).filter(|_| asked.checked);
    let due = asked.due.as_deref().map(|due| moment(&ledger, due)).transpose()?;
    let to = named(&ledger, &asked, &subject, &signer)?;
    let zone = ledger.office().settings().zone.clone();
    let addresses = addressed(&ledger, verb, &asked, docket, &signer, clock::hour(&zone).seconds)?;
    let intent = Intent {
        subject,
        verb,
        opinion: asked.opinion,
        reason: asked.reason,
        seal: asked.seal,
        affirms: asked.affirms,
        behalf: asked.behalf,
        to,
        addresses,
        how: asked.how,
        straight: asked.straight,
        due,
        confirms,
        draft,
        seen: seen.filter(|_| !hands_in),
    };
    if asked.parcels.is_some() {
        parcel::fits(&record, &mut ledger, &intent.subject)?;
    }
    let mut desk =
        Desk { record: &record, ledger: &mut ledger, keyring: &mut keyring, signer, remote: remote.as_ref() };
    let patience = clock::Patience::new();
    let landed = desk.act(&intent, &|| clock::hour(&zone), &|tries| patience.pause(tries))?;
    report(context, ledger.office(), &intent, &landed);
    if let Some(out) = &asked.parcels {
        return parcel::of_act(context, &record, &mut ledger, &mut keyring, (&intent.subject, landed.seq), out);
    }
    if let Some(asked) = landed.docket.request.as_ref().filter(|_| hands_in && !context.common.json) {
        let lines = request::said(&context.words, &ledger, &asked.changes, &asked.concerned, &asked.gains);
        for line in lines {
            context.print.line(&line);
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The people or the step that the act names: units are everybody in them, the previous step is the one passed last.
fn named(
    ledger: &Ledger,
    asked: &Asked,
    subject: &crate::id::SubjectId,
    signer: &crate::id::Fingerprint,
) -> Result<Vec<Slug>, Failure> {
    let office = ledger.office();
    let mut to = asked.to.clone();
    let docket = office.docket(subject);
    for unit in &asked.units {
        if office.register().unit(unit).is_none() {
            return Err(Failure::misused(Message::new("cli-no-unit").with("unit", unit)));
        }
        // Who has it already, or sends it round himself, is not asked twice.
        let me = office.signer(signer).ok();
        let knows =
            |slug: &Slug| Some(slug) == me.as_ref() || docket.is_some_and(|docket| docket.readers.contains_key(slug));
        let people = office.register().people().filter(|(slug, person)| person.unit == *unit && !knows(slug));
        to.extend(people.map(|(slug, _)| slug.clone()));
    }
    if to.is_empty() && !asked.units.is_empty() {
        return Err(Failure::misused(Message::new("cli-all-have-it").with("subject", subject)));
    }
    if asked.previous {
        let passed = docket.and_then(|docket| office.passed(docket).pop());
        to.push(passed.ok_or_else(|| Failure::misused(Message::new("cli-no-previous")))?);
    }
    Ok(to)
}

/// To whom the act goes, or for whom it is done: what was asked for; else whom the form names, or the only one the signer receives for.
fn addressed(
    ledger: &Ledger,
    verb: Verb,
    asked: &Asked,
    docket: Option<&crate::office::Docket>,
    signer: &crate::id::Fingerprint,
    now: i64,
) -> Result<Addresses, Failure> {
    let Some(docket) = docket.filter(|_| asked.addresses == Addresses::default()) else {
        return Ok(asked.addresses.clone());
    };
    let office = ledger.office();
    if verb == Verb::Send {
        // Again, and nobody is named: to those who sent it back.
        let again = refused(docket);
        if !asked.reason.trim().is_empty() && again != Addresses::default() {
            return Ok(again);
        }
        let (to, unknown) = office.recipients_meant(docket.values("to"));
        let (copies, others) = office.recipients_meant(docket.values("cc"));
        let unknown = [unknown, others].concat();
        if to.is_empty() || !unknown.is_empty() {
            let listed = |names: &[String]| if names.is_empty() { "—".to_owned() } else { names.join("、") };
            let known =
                to.iter().map(|one| format!("--to {one}")).chain(copies.iter().map(|one| format!("--cc {one}")));
            let known: Vec<String> = known.collect();
            let known = if known.is_empty() { "—".to_owned() } else { known.join(" ") };
            let told = Message::new("cli-no-recipients").with("names", listed(&unknown)).with("known", known);
            return Err(Failure::misused(told));
        }
        return Ok(Addresses { to, copies, ..Addresses::default() });
    }
    let whose = asked.behalf.clone().or_else(|| office.signer(signer).ok());
    let Some(whose) = whose.filter(|_| matches!(verb, Verb::Receive | Verb::Refuse)) else {
        return Ok(Addresses::default());
    };
    let own: Vec<&Addressee> = office.to_receive(docket, &whose, now).map(|(addressee, _)| addressee).collect();
    match &own[..] {
        [one] => Ok(only(Some((*one).clone()))),
        [] => {
            // Who receives nothing here is told so by the rule itself: by what was his, or his own unit.
            let own = docket.deliveries.keys().find(|known| office.receives(&whose, known, docket, now)).cloned();
            let home = || office.register().person(&whose).map(|person| Addressee::Unit(person.unit.clone()));
            Ok(only(own.or_else(home)))
        }
        several => {
            let names: Vec<String> = several.iter().map(ToString::to_string).collect();
            Err(Failure::misused(Message::new("cli-receive-for-whom").with("names", names.join("、"))))
        }
    }
}

/// Those who sent it back, each as what it went to him.
fn refused(docket: &crate::office::Docket) -> Addresses {
    let back = docket.deliveries.iter().filter(|(_, one)| one.answer.is_some_and(|answer| !answer.is_receipt));
    let (copies, to): (Vec<_>, Vec<_>) = back.partition(|(_, one)| one.is_copy);
    let named = |list: Vec<(&Addressee, &Delivery)>| list.into_iter().map(|(who, _)| who.clone().into()).collect();
    Addresses { to: named(to), copies: named(copies), ..Addresses::default() }
}

/// A moment in the office's time, `2026-03-02 17:00`, or with its own offset by RFC 3339.
pub(super) fn moment(ledger: &Ledger, text: &str) -> Result<i64, Failure> {
    let zone = &ledger.office().settings().zone;
    let local = || {
        let time: jiff::civil::DateTime = text.parse().ok()?;
        Some(time.to_zoned(zone.clone()).ok()?.timestamp())
    };
    text.parse::<jiff::Timestamp>()
        .ok()
        .or_else(local)
        .map(jiff::Timestamp::as_second)
        .ok_or_else(|| Failure::misused(Message::new("cli-no-time").with("found", text)))
}

fn report(context: &mut Context, office: &Office, intent: &Intent, landed: &Landed) {
    #[derive(Serialize)]
    struct Done<'a> {
        seq: u64,
        commit: String,
        subject: &'a str,
        act: Verb,
        stage: &'a str,
        number: Option<&'a str>,
        seal: Option<&'a str>,
        tries: usize,
        checkpoint: String,
    }
    let number = landed.docket.number.as_ref().map(|number| number.text.as_str());
    let serial = landed.docket.serial.as_ref().map(|serial| serial.text.as_str());
    let serial = serial.filter(|_| intent.verb == Verb::Submit);
    if context.common.json {
        context.print.json(&Done {
            seq: landed.seq,
            commit: landed.commit.to_string(),
            subject: intent.subject.as_str(),
            act: intent.verb,
            stage: landed.docket.stage().word(),
            number: number.filter(|_| intent.verb == Verb::Issue).or(serial),
            seal: landed.seal.as_deref(),
            tries: landed.tries,
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
    if let Some(serial) = serial {
        lines.push(words.format("cli-registered", [("number", serial)]));
    }
    if intent.verb == Verb::Send {
        let to = landed.docket.deliveries.iter().filter(|(_, delivery)| delivery.sent == landed.seq);
        let names: Vec<String> = to.map(|(addressee, _)| office.addressee_name(addressee)).collect();
        lines.push(words.format("cli-sent", [("names", names.join(&words.word("list-separator")).as_str())]));
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
