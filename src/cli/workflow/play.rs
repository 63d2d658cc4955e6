//! `kanhe workflow try`: a flow played in memory by the engine itself, without keys and without writing anything (I10).

use std::collections::{BTreeMap, BTreeSet};
use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use super::phrase::Teller;
use super::{Setting, nobody};
use crate::cli::failure::Failure;
use crate::cli::{Context, clock, column, draft};
use crate::desk::{DeskFault, Draft, Intent, rehearse};
use crate::id::{Slug, SubjectId};
use crate::ledger::{By, Ledger, Refusal};
use crate::office::{
    Docket, Field, FieldKind, Gap, How, Mark, Office, Person, Place, Recipient, Standing, Step, Verb, Violation,
    Workflow,
};
use crate::words::{Catalogue, Message, neutral};

/// Play a flow.
#[derive(Args)]
pub(super) struct Try {
    workflow: String,
    #[arg(value_name = "ACT")]
    acts: Vec<String>,
    #[arg(long = "as", id = "as", value_name = "PERSON")]
    person: Option<Slug>,
    #[arg(long, value_name = "FIELD=VALUE")]
    set: Vec<String>,
    #[arg(long, value_name = "TIME", hide = true)]
    now: Option<clock::Moment>,
}

pub(super) fn run(context: &mut Context, args: &Try) -> Result<ExitCode, Failure> {
    let acts: Vec<Planned> = args.acts.iter().map(|act| Planned::read(act)).collect::<Result<_, _>>()?;
    let mut setting = Setting::of(context)?;
    let collection = setting.take(&args.workflow)?;
    let workflow = setting.office.workflow_of(collection.as_str()).cloned();
    let workflow = workflow.ok_or_else(|| Failure::misused(nobody()))?;
    let given = draft::given(&args.set, &workflow.fields)?;
    let time = clock::at(args.now);
    let year = setting.office.settings().day(time).year();
    let none = |_| Failure::misused(Message::new("cli-no-subject").with("found", &collection));
    let slug = "try".parse().map_err(none)?;
    let subject = SubjectId::by_year(&collection, year, &slug).map_err(none)?;
    let ledger = setting.ledger.map(|(_, ledger)| ledger);
    let mut play = Play {
        office: setting.office,
        ledger,
        subject,
        workflow,
        draft: Draft::of(BTreeMap::new()),
        filled: Vec::new(),
        time,
        seq: 0,
    };
    let words = &context.words;
    let played = play.begin(words, args.person.as_ref(), &given.into_iter().collect()).and_then(|()| {
        if acts.is_empty() {
            return play.walk(words);
        }
        acts.iter().try_for_each(|act| play.planned(words, act)).map(|()| None)
    });
    play.tell(context, played.as_ref().ok().and_then(Option::as_deref));
    match played {
        Ok(_) => Ok(ExitCode::SUCCESS),
        Err(failure) => {
            play.tell_missing(context, &failure);
            Err(failure)
        }
    }
}

/// An act as it was typed: `PERSON[@DELEGATOR]:VERB[:TARGET[:PLACE]][=WORDS[|REASON]]`, or `+3d`, `+8h`: time passes.
#[derive(Debug, PartialEq, Eq)]
enum Planned {
    Passes(i64),
    Act { person: Slug, behalf: Option<Slug>, verb: Verb, target: String, words: Option<String>, reason: String },
}

impl Planned {
    fn read(text: &str) -> Result<Self, Failure> {
        Self::parse(text).ok_or_else(|| Failure::misused(Message::new("try-act").with("found", neutral(text))))
    }

    fn parse(text: &str) -> Option<Self> {
        if let Some(long) = text.strip_prefix('+') {
            let unit = if long.ends_with('d') { 24 * 3600 } else { 3600 };
            let count: i64 = long.strip_suffix(['d', 'h'])?.parse().ok()?;
            return Some(Self::Passes(count.checked_mul(unit)?));
        }
        let (what, said) = text.split_once('=').map_or((text, None), |(what, said)| (what, Some(said)));
        let mut parts = what.splitn(3, ':');
        let (person, verb, target) = (parts.next()?, parts.next()?, parts.next().unwrap_or_default());
        let (person, behalf) = person.split_once('@').map_or((person, None), |(who, other)| (who, Some(other)));
        let (words, reason) = match said {
            None => (None, ""),
            Some(said) => said.split_once('|').map_or((Some(said), ""), |(words, reason)| (Some(words), reason)),
        };
        Some(Self::Act {
            person: person.parse().ok()?,
            behalf: behalf.map(str::parse).transpose().ok()?,
            verb: verb.parse().ok().filter(|verb| !matches!(verb, Verb::Found | Verb::Submit))?,
            target: target.to_owned(),
            words: words.map(str::to_owned),
            reason: reason.to_owned(),
        })
    }
}

/// A flow that is being played.
struct Play {
    office: Office,
    ledger: Option<Ledger>,
    subject: SubjectId,
    workflow: Workflow,
    draft: Draft,
    /// The fields that were filled in with something, for want of a value.
    filled: Vec<String>,
    time: i64,
    seq: u64,
}

impl Play {
    /// Hands the draft in: by the one who was named, or the first who may.
    fn begin(
        &mut self,
        words: &Catalogue,
        named: Option<&Slug>,
        given: &BTreeMap<String, String>,
    ) -> Result<(), Failure> {
        let people: Vec<Slug> = match named {
            Some(person) => vec![person.clone()],
            None => self.able().cloned().collect(),
        };
        if self.workflow.fields.iter().any(|field| field.kind == FieldKind::Subject && field.required)
            && let Some(ledger) = &mut self.ledger
        {
            ledger.recall_open()?;
            for docket in ledger.office().dockets() {
                self.office.recall(docket.clone());
            }
        }
        let mut first: Option<Failure> = None;
        for person in &people {
            self.draw_up(words, person, given)?;
            let intent = Intent { draft: Some(self.draft.clone()), ..self.intent(Verb::Submit, "") };
            match self.act(person, &intent) {
                Ok(()) => return Ok(()),
                Err(failure) => first = first.or(Some(failure)),
            }
        }
        Err(first.unwrap_or_else(|| Failure::failed(nobody())))
    }

    /// The draft of that person, filled with what was given, the defaults, and something where something must be.
    fn draw_up(&mut self, words: &Catalogue, person: &Slug, given: &BTreeMap<String, String>) -> Result<(), Failure> {
        let mut values = toml::Table::new();
        let mut files = BTreeMap::new();
        let mut used = BTreeSet::from([person.clone()]);
        self.filled.clear();
        for field in &self.workflow.fields {
            let name = field.name.as_str();
            let value = match given.get(name).or(field.default.as_ref()) {
                Some(text) => Some(draft::value(field, text)?),
                None if field.required => {
                    let sample = self.sample(words, field, person, &mut used);
                    self.filled.extend(sample.is_some().then(|| field.label.text(words.language().tag()).to_owned()));
                    sample.map(|value| if field.list { toml::Value::Array(vec![value]) } else { value })
                }
                None => None,
            };
            if let (FieldKind::File, Some(value)) = (field.kind, &value) {
                let listed = value.as_array().cloned().unwrap_or_else(|| vec![value.clone()]);
                let named = listed.iter().filter_map(|name| name.as_str().filter(|name| !name.is_empty()));
                files.extend(named.map(|name| (name.to_owned(), b"-".to_vec())));
            }
            values.extend(value.map(|value| (name.to_owned(), value)));
        }
        let body = format!("{}{}\n", draft::body(&self.workflow), words.word("try-word"));
        files.insert("index.md".to_owned(), draft::index(words, &self.workflow, &values, &|_| true, &body));
        if self.workflow.changes.contains(&crate::office::Change::Calendar) {
            // A year that is not known yet.
            let calendar = b"format = 1\npapers = [\"-\"]\n".to_vec();
            files.insert("files/workflows/calendar/2999.toml".to_owned(), calendar);
        }
        self.draft = Draft::of(files);
        Ok(())
    }

    /// Something a required field may hold.
    fn sample(
        &self,
        words: &Catalogue,
        field: &Field,
        drafter: &Slug,
        used: &mut BTreeSet<Slug>,
    ) -> Option<toml::Value> {
        let day = self.office.settings().day(self.time);
        Some(match field.kind {
            FieldKind::Text if field.name.as_str() == "title" => words.word("try-word").into(),
            FieldKind::Text if self.direction(field).is_some() => {
                let unit = self.addressee(field, drafter)?;
                self.office.register().unit(&unit)?.title.clone().into()
            }
            FieldKind::Text => {
                let label = field.label.text(words.language().tag()).chars().take(field.max.unwrap_or(usize::MAX));
                let shaped = field.shape.as_ref().map(|shape| shape.replace('9', "1"));
                shaped.unwrap_or_else(|| label.collect()).into()
            }
            FieldKind::Date => day.to_string().into(),
            FieldKind::Time => format!("{day} 09:00").into(),
            FieldKind::Number => toml::Value::Integer(field.least.or(field.most).unwrap_or(1)),
            FieldKind::Check => true.into(),
            FieldKind::Choice => field.choices.first()?.clone().into(),
            FieldKind::Unit | FieldKind::Audience => self.addressee(field, drafter)?.to_string().into(),
            FieldKind::Person => {
                let other = self.able().find(|person| !used.contains(*person)).unwrap_or(drafter).clone();
                used.insert(other.clone());
                other.to_string().into()
            }
            FieldKind::Seal => {
                let in_use = |seal: &crate::office::Seal| self.office.sealing_with(seal).is_some();
                self.office.register().seals().find(|(_, seal)| in_use(seal))?.0.to_string().into()
            }
            FieldKind::Subject => {
                let fits = |docket: &&Docket| {
                    let collection = docket.subject.collection();
                    docket.subject != self.subject
                        && (field.of.is_empty() || field.of.iter().any(|of| of.as_str() == collection))
                };
                self.office.dockets().find(fits)?.subject.to_string().into()
            }
            FieldKind::File => {
                let types = self.workflow.files.as_ref().and_then(|files| files.types.as_ref());
                let ending = types.and_then(|types| types.first()).map_or("pdf", String::as_str);
                format!("try.{ending}").into()
            }
        })
    }

    /// Whether the rules of the house want a unit above (`true`) or below in the field.
    fn direction(&self, field: &Field) -> Option<bool> {
        let named = |name: &Option<Slug>| name.as_ref() == Some(&field.name);
        let check = self.workflow.checks.iter().find(|check| named(&check.up) || named(&check.down))?;
        Some(named(&check.up))
    }

    /// The unit above the drafter's, or one below it, where one is wanted; else his own.
    fn addressee(&self, field: &Field, drafter: &Slug) -> Option<Slug> {
        let register = self.office.register();
        let own = self.unit(drafter)?;
        let is_above = |unit: &Slug| register.above(unit).unwrap_or_default().contains(&&own);
        let other = match self.direction(field).filter(|_| field.name.as_str() != "unit") {
            None => None,
            Some(true) => register.unit(&own).and_then(|unit| unit.parent.clone()),
            Some(false) => register.units().map(|(slug, _)| slug).find(|slug| is_above(slug)).cloned(),
        };
        Some(other.unwrap_or(own))
    }

    /// The drafter's unit; where documents are numbered, the first above it that has a code.
    fn unit(&self, drafter: &Slug) -> Option<Slug> {
        let register = self.office.register();
        let home = &register.person(drafter)?.unit;
        let above = register.above(home).unwrap_or_default();
        let has_code = |unit: &&Slug| register.unit(unit).is_some_and(|unit| unit.code.is_some());
        let coded = std::iter::once(home).chain(above).find(has_code);
        Some(coded.filter(|_| self.workflow.numbering.is_some()).unwrap_or(home).clone())
    }

    fn able(&self) -> impl Iterator<Item = &Slug> {
        self.office.register().people().map(|(slug, _)| slug).filter(|slug| self.office.is_able(slug))
    }

    fn docket(&self) -> Option<&Docket> {
        self.office.docket(&self.subject)
    }

    fn intent(&self, verb: Verb, words: &str) -> Intent {
        let last = self.docket().and_then(|docket| docket.trail.last()).map(|mark| mark.seq);
        Intent { confirms: last.filter(|_| self.workflow.confirm), ..Intent::new(self.subject.clone(), verb, words) }
    }

    /// Has the engine judge an act, and applies it. A minute passes.
    fn act(&mut self, person: &Slug, intent: &Intent) -> Result<(), Failure> {
        let unknown = || Failure::misused(Message::new("cli-nobody").with("name", neutral(person.as_str())));
        let known = self.office.register().person(person).ok_or_else(unknown)?.clone();
        let Person { name, email, certificate, .. } = &known;
        let active = certificate.iter().find(|listed| listed.state == Standing::Active).or(certificate.first());
        let none = || Failure::failed(Message::new("cli-no-certificate").with("name", name));
        let signer = &active.ok_or_else(none)?.fingerprint;
        let by = By { seq: self.seq + 1, time: self.time + 60, signer, name, email };
        let act = rehearse(&self.office, intent, by)?;
        if let Some(ledger) = &mut self.ledger {
            for other in self.office.touches(&act) {
                ledger.recall(&other)?;
                if let (None, Some(docket)) = (self.office.docket(&other), ledger.office().docket(&other)) {
                    self.office.recall(docket.clone());
                }
            }
        }
        let effects = self.office.judge(&act).map_err(DeskFault::from)?;
        self.office.apply(effects);
        (self.seq, self.time) = (self.seq + 1, self.time + 60);
        Ok(())
    }

    /// Plays an act that was asked for.
    fn planned(&mut self, words: &Catalogue, planned: &Planned) -> Result<(), Failure> {
        let Planned::Act { person, behalf, verb, target, words: said, reason } = planned else {
            if let Planned::Passes(seconds) = planned {
                self.time = self.time.saturating_add(*seconds);
            }
            return Ok(());
        };
        let said = said.clone().unwrap_or_else(|| usual(words, *verb));
        let mut intent = Intent { behalf: behalf.clone(), ..self.intent(*verb, &said) };
        if !reason.is_empty() {
            intent.reason.clone_from(reason);
        }
        self.aim(words, &mut intent, target)?;
        if *verb == Verb::Seal && intent.seal.is_none() {
            intent.seal = self.seal_of(person);
        }
        if *verb == Verb::Revise {
            let mut files = self.draft.clone().into_files();
            let index = files.entry("index.md".to_owned()).or_default();
            index.extend(format!("\n{} {}\n", words.word("verb-revise"), self.seq + 1).into_bytes());
            self.draft = Draft::of(files);
        }
        if matches!(verb, Verb::Revise | Verb::Execute) {
            intent.draft = Some(self.draft.clone());
        }
        self.act(person, &intent)
    }

    /// Whom or what an act names.
    fn aim(&self, words: &Catalogue, intent: &mut Intent, target: &str) -> Result<(), Failure> {
        let wrong = || {
            let target = Message::new("try-target").with("verb", intent.verb).with("found", neutral(target));
            Failure::misused(target)
        };
        let slugs = |text: &str| -> Option<Vec<Slug>> {
            text.split([',', '，', '、']).filter(|one| !one.is_empty()).map(|one| one.parse().ok()).collect()
        };
        let mut recipients: Vec<Recipient> = Vec::new();
        let (first, second) = target.split_once(':').unwrap_or((target, ""));
        let (mut to, mut how, mut due, mut seal, mut straight) = (Vec::new(), None, None, None, false);
        match intent.verb {
            Verb::Send | Verb::Receive | Verb::Refuse => {
                let names = target.split([',', '，', '、']).filter(|one| !one.is_empty());
                recipients = names.map(|one| one.parse().ok()).collect::<Option<_>>().ok_or_else(wrong)?;
                if recipients.is_empty() {
                    return Err(wrong());
                }
            }
            Verb::Transfer | Verb::Consult | Verb::RemoveSign | Verb::Circulate => {
                to = slugs(target).filter(|to| !to.is_empty()).ok_or_else(wrong)?;
            }
            Verb::AddSign if target == "lift" => how = Some(How::Lift),
            Verb::AddSign => {
                let place = if second.is_empty() { "with" } else { second };
                how =
                    Some(How::ALL.into_iter().find(|how| how.word() == place && *how != How::Lift).ok_or_else(wrong)?);
                to = slugs(first).filter(|to| to.len() == 1).ok_or_else(wrong)?;
            }
            Verb::Return => {
                to = slugs(first).filter(|to| to.len() < 2).ok_or_else(wrong)?;
                straight = second == "straight";
                if !straight && !second.is_empty() {
                    return Err(wrong());
                }
            }
            Verb::Instruct => {
                let local = target.parse::<jiff::civil::DateTime>().ok();
                let there = local.and_then(|time| time.to_zoned(self.office.settings().zone.clone()).ok());
                due = Some(there.ok_or_else(wrong)?.timestamp().as_second());
            }
            Verb::Seal if !target.is_empty() => seal = Some(target.parse().map_err(|_| wrong())?),
            Verb::Affirm => return Err(Failure::misused(Message::new("try-affirm"))),
            Verb::Found
            | Verb::Submit
            | Verb::Revise
            | Verb::Approve
            | Verb::Disagree
            | Verb::Read
            | Verb::Issue
            | Verb::Seal
            | Verb::Withdraw
            | Verb::Execute
            | Verb::Complete
            | Verb::Reply
            | Verb::TakeBack
            | Verb::Terminate
            | Verb::Urge
            | Verb::Void
            | Verb::Repeal
            | Verb::Recall
            | Verb::Open => {
                if !target.is_empty() {
                    return Err(wrong());
                }
            }
        }
        if how == Some(How::Lift) && intent.reason.is_empty() {
            intent.reason = words.word("try-word");
        }
        intent.addresses.to = recipients;
        (intent.to, intent.how, intent.due, intent.straight) = (to, how, due, straight);
        intent.seal = seal;
        Ok(())
    }

    /// The seal of the issuing unit that somebody keeps.
    fn seal_of(&self, person: &Slug) -> Option<Slug> {
        let issuer = &self.docket()?.issuer;
        let kept = |seal: &crate::office::Seal| {
            seal.unit == *issuer && self.office.sealing_with(seal).is_some() && seal.custodians.contains(person)
        };
        self.office.register().seals().find(|(_, seal)| kept(seal)).map(|(slug, _)| slug.clone())
    }

    /// Carries the subject through: in each step the first who can does what carries it on. What stopped it before the end, if
    /// something did.
    fn walk(&mut self, words: &Catalogue) -> Result<Option<String>, Failure> {
        while let Some((step, holders)) = self.asked() {
            let verb = step.forward();
            if verb == Verb::Execute {
                return Ok(Some(words.word("try-execute")));
            }
            let able = holders.iter().find(|holder| self.office.is_able(holder)).cloned();
            let nobody =
                || Failure::from(Refusal::from(Violation::NobodyAsked { step: self.office.step_title(&step) }));
            let person = able.ok_or_else(nobody)?;
            let intent = self.intent(verb, &usual(words, verb));
            let seal = if verb == Verb::Seal { self.seal_of(&person) } else { None };
            self.act(&person, &Intent { seal, ..intent })?;
        }
        Ok(None)
    }

    /// The step the subject is at, and who may act in it.
    fn asked(&self) -> Option<(Step, Vec<Slug>)> {
        let docket = self.office.settled(self.docket()?, self.time + 60);
        let step = self.office.current_step(&docket)?.clone();
        let seats = self.office.seats(&docket, self.time + 60);
        Some((step, seats.into_iter().filter(|seat| seat.is_open).map(|seat| seat.holder).collect()))
    }

    /// Tells what was played, and what stopped it.
    fn tell(&self, context: &mut Context, stopped: Option<&str>) {
        let shown = self.shown();
        if context.common.json {
            context.print.json(&shown);
            return;
        }
        let words = &context.words;
        let mut lines = Vec::new();
        if !self.filled.is_empty() {
            let fields = self.filled.join(&words.word("list-separator"));
            lines.push(words.format("try-filled", [("fields", fields.as_str())]));
        }
        let rows: Vec<[String; 5]> = self
            .docket()
            .map_or_else(Vec::new, |docket| docket.trail.iter().map(|mark| self.row(words, docket, mark)).collect());
        lines.extend(column::table(&rows));
        if let Some(docket) = self.docket() {
            let docket = self.office.settled(docket, self.time);
            let stage = words.word(&format!("stage-{}", docket.stage().word()));
            lines.push(words.format("status-stage", [("stage", stage.as_str())]));
            if let Some(step) = self.office.current_step(&docket) {
                let names = self.names(words, &self.office.waiting_at(&docket, self.time));
                let title = step.title.text(words.language().tag());
                lines.push(words.format("try-waiting", [("step", title), ("names", &names)]));
            }
        }
        lines.extend(stopped.map(str::to_owned));
        for line in lines {
            context.print.line(&line);
        }
    }

    fn names<'s>(&self, words: &Catalogue, people: impl IntoIterator<Item = &'s Slug>) -> String {
        let named = |slug: &Slug| {
            let person = self.office.register().person(slug);
            person.map_or_else(|| slug.to_string(), |person| format!("{} {slug}", neutral(&person.name)))
        };
        people.into_iter().map(named).collect::<Vec<_>>().join(&words.word("list-separator"))
    }

    fn row(&self, words: &Catalogue, docket: &Docket, mark: &Mark) -> [String; 5] {
        let step = mark.step.as_ref().and_then(|name| self.workflow.step(name));
        let step = step.map_or_else(String::new, |(_, step)| step.title.text(words.language().tag()).to_owned());
        let behalf = mark
            .behalf
            .iter()
            .map(|behalf| words.format("status-behalf", [("name", self.names(words, [behalf]).as_str())]));
        let who = format!("{}{}", self.names(words, [&mark.person]), behalf.collect::<String>());
        let verb = match mark.how {
            Some(how) => words.word(&format!("how-{}", how.word())),
            None => words.word(&format!("verb-{}", mark.verb)),
        };
        let to = if mark.verb == Verb::Return {
            mark.to.iter().map(Slug::to_string).collect()
        } else {
            self.names(words, &mark.to)
        };
        let to = if to.is_empty() { to } else { format!(" → {to}") };
        let number = docket.number.as_ref().filter(|_| mark.verb == Verb::Issue);
        let number = number.map_or_else(String::new, |number| format!("  {}", number.text));
        let said = if mark.words.is_empty() { String::new() } else { format!("  「{}」", neutral(&mark.words)) };
        let late = if mark.is_late() { words.word("status-late") } else { String::new() };
        let void = mark.void_by.map_or_else(String::new, |seq| {
            let by = docket.trail.iter().find(|mark| mark.seq == seq);
            let verb = by.map_or_else(String::new, |by| words.word(&format!("verb-{}", by.verb)));
            words.format("status-void", [("seq", seq.to_string().as_str()), ("verb", &verb)])
        });
        let what = format!("{verb}{to}{number}{said}{late}{void}");
        [format!("{:>3}", mark.seq), self.office.local_time(mark.time), step, who, what]
    }

    /// What the register lacks, where nobody fits.
    fn tell_missing(&self, context: &mut Context, failure: &Failure) {
        let nobody = match failure {
            Failure::Refused(findings) => findings.iter().any(|finding| matches!(finding.code, 509 | 522 | 529)),
            Failure::Gate(_) | Failure::Said { .. } => false,
        };
        if !nobody {
            return;
        }
        let teller = Teller { words: &context.words, workflow: &self.workflow, office: &self.office };
        let lines: Vec<String> = self.office.missing(&self.workflow).iter().map(|one| teller.missing(one)).collect();
        for line in lines {
            context.print.note(&line);
        }
    }

    fn shown(&self) -> Shown<'_> {
        let docket = self.docket();
        let settled = docket.map(|docket| self.office.settled(docket, self.time));
        let step = settled.as_ref().filter(|docket| matches!(docket.place, Place::At(_)));
        Shown {
            filled: &self.filled,
            stage: settled.as_ref().map(|docket| docket.stage().word()),
            step: step.and_then(|docket| self.office.current_step(docket)).map(|step| step.name.to_string()),
            waiting_for: settled
                .as_ref()
                .map_or_else(BTreeSet::new, |docket| self.office.waiting_at(docket, self.time)),
            docket,
        }
    }
}

#[derive(Serialize)]
struct Shown<'a> {
    filled: &'a [String],
    stage: Option<&'static str>,
    step: Option<String>,
    waiting_for: BTreeSet<Slug>,
    docket: Option<&'a Docket>,
}

/// What is said with an act, if nothing was given: what has to be said.
fn usual(words: &Catalogue, verb: Verb) -> String {
    match verb {
        Verb::Approve | Verb::Issue | Verb::Execute => words.word("try-agreed"),
        Verb::Complete => words.word("try-done"),
        Verb::Disagree
        | Verb::Read
        | Verb::Return
        | Verb::Reply
        | Verb::Withdraw
        | Verb::TakeBack
        | Verb::Terminate
        | Verb::Instruct
        | Verb::Void
        | Verb::Repeal
        | Verb::Recall
        | Verb::Receive
        | Verb::Refuse
        | Verb::Revise => words.word("try-word"),
        Verb::Found
        | Verb::Submit
        | Verb::Seal
        | Verb::Affirm
        | Verb::AddSign
        | Verb::RemoveSign
        | Verb::Transfer
        | Verb::Consult
        | Verb::Urge
        | Verb::Circulate
        | Verb::Send
        | Verb::Open => String::new(),
    }
}

impl Teller<'_> {
    /// What the register lacks, in words.
    pub(super) fn missing(&self, missing: &crate::office::Missing) -> String {
        let words = self.words;
        let title = |unit: &Option<Slug>| unit.as_ref().map_or_else(|| words.word("gap-anywhere"), Slug::to_string);
        let gap = match &missing.gap {
            Gap::Unit(unit) => words.format("gap-unit", [("unit", unit.as_str())]),
            Gap::Parent(unit) => words.format("gap-parent", [("unit", unit.as_str())]),
            Gap::Post(unit, post) => {
                words.format("gap-post", [("unit", title(unit).as_str()), ("post", post.as_str())])
            }
            Gap::Holder(unit, post) => {
                words.format("gap-holder", [("unit", title(unit).as_str()), ("post", post.as_str())])
            }
            Gap::Member(unit) => words.format("gap-member", [("unit", unit.as_str())]),
            Gap::Seal(unit) => words.format("gap-seal", [("unit", unit.as_str())]),
        };
        let name = &missing.name;
        let place = if name.is_empty() { missing.key.to_owned() } else { format!("{} ({name})", missing.key) };
        words.format("gap", [("place", place.as_str()), ("gap", &gap)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_act_is_typed_in_one_word() {
        let act = |text: &str| Planned::parse(text);
        assert_eq!(act("+3d"), Some(Planned::Passes(3 * 24 * 3600)));
        assert_eq!(act("+8h"), Some(Planned::Passes(8 * 3600)));
        let Some(Planned::Act { person, behalf, verb, target, words, reason }) =
            act("li@sun:instruct:2026-03-02 17:00=请尽快|另有会议")
        else {
            panic!("an act")
        };
        assert_eq!((person.as_str(), behalf.unwrap().as_str(), verb), ("li", "sun", Verb::Instruct));
        assert_eq!(
            (target.as_str(), words.as_deref(), reason.as_str()),
            ("2026-03-02 17:00", Some("请尽快"), "另有会议")
        );
        for wrong in ["li", "li:dance", "Li:approve", "li:submit", "+3w", "+d", "li:found", ":approve"] {
            assert_eq!(act(wrong), None, "{wrong}");
        }
    }
}
