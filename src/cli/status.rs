//! `kanhe status [SUBJECT]`: where a subject stands; without one, the same as `kanhe inbox`.

use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use super::failure::Failure;
use super::inbox::{due, mine, moment, name, seconds};
use super::{Context, clock, office, request, upkeep};
use crate::id::{Slug, SubjectId};
use crate::ledger::{Ledger, Refusal};
use crate::office::{
    Deadlines, Docket, Due, End, Ended, Fate, Mark, Origin, Rule, Said, Seat, Step, Verb, Violation, held_up, re_entry,
};
use crate::words::{Catalogue, neutral};

/// Where a subject stands, or what waits for me.
#[derive(Args)]
pub(super) struct Status {
    subject: Option<String>,
    #[arg(long = "as", id = "as", value_name = "PERSON")]
    person: Option<String>,
    #[arg(long, value_name = "TIME", hide = true)]
    now: Option<clock::Moment>,
}

pub(super) fn run(context: &mut Context, args: &Status) -> Result<ExitCode, Failure> {
    let record = office::record(context)?;
    let mut ledger = office::ledger(context, &record)?;
    let now = clock::at(args.now);
    if let Some(subject) = &args.subject {
        one(context, &mut ledger, office::subject(subject)?, now)
    } else {
        let me = office::me(&record, &ledger, args.person.as_deref())?;
        mine(context, &mut ledger, me, now)
    }
}

/// How many paths or certificates are listed.
const MOST_LISTED: usize = 12;

/// A subject as it stands at a moment.
struct Stand<'a> {
    ledger: &'a Ledger,
    words: &'a Catalogue,
    /// As the moment has it: steps whose time has passed may be through.
    docket: &'a Docket,
    step: Option<&'a Step>,
    seats: Vec<Seat>,
    deadlines: Deadlines,
    now: i64,
}

fn one(context: &mut Context, ledger: &mut Ledger, subject: SubjectId, now: i64) -> Result<ExitCode, Failure> {
    ledger.recall(&subject)?;
    let office = ledger.office();
    let docket = office.docket(&subject);
    let sources = docket.and_then(|docket| Some(office.workflow(docket).ok()?.sources(docket))).unwrap_or_default();
    for source in sources {
        ledger.recall(&source)?;
    }
    let office = ledger.office();
    let recorded = office.docket(&subject).ok_or_else(|| Refusal::from(Violation::NoSubject { subject }))?;
    let docket = office.settled(recorded, now);
    let stand = Stand {
        ledger,
        words: &context.words,
        docket: &docket,
        step: office.current_step(&docket),
        seats: office.seats(&docket, now),
        deadlines: office.deadlines(&docket),
        now,
    };
    if context.common.json {
        context.print.json(&shown(&stand, recorded));
        return Ok(ExitCode::SUCCESS);
    }
    for line in stand.lines() {
        context.print.line(&line);
    }
    Ok(ExitCode::SUCCESS)
}

#[derive(Serialize)]
struct Shown<'a> {
    stage: &'a str,
    step: Option<&'a str>,
    since: Option<i64>,
    waiting_for: Vec<Slug>,
    due: Option<i64>,
    due_known: bool,
    overdue: bool,
    limits: ShownLimits,
    seats: Vec<ShownSeat<'a>>,
    in_question: Vec<u64>,
    /// Whether it was carried out in an emergency and still has to be approved.
    paperwork: bool,
    docket: &'a Docket,
}

#[derive(Serialize)]
struct ShownLimits {
    step: ShownDue,
    whole: ShownDue,
    respond: ShownDue,
    instructed: Option<i64>,
}

#[derive(Serialize)]
struct ShownDue {
    due: Option<i64>,
    known: bool,
}

impl From<Due> for ShownDue {
    fn from(due: Due) -> Self {
        Self { due: seconds(due), known: due != Due::Unknown }
    }
}

#[derive(Serialize)]
struct ShownSeat<'a> {
    person: &'a str,
    holder: &'a str,
    titles: &'a [String],
    origin: &'a str,
    added_by: Option<&'a str>,
    added: Option<&'a str>,
    open: bool,
    said: Option<Said>,
    waits_for: Vec<ShownHold>,
}

#[derive(Serialize)]
struct ShownHold {
    why: &'static str,
    person: Slug,
}

fn shown<'a>(stand: &'a Stand<'a>, recorded: &'a Docket) -> Shown<'a> {
    let (office, docket, deadlines) = (stand.ledger.office(), stand.docket, stand.deadlines);
    let due = deadlines.due();
    Shown {
        stage: docket.stage().word(),
        step: stand.step.map(|step| step.name.as_str()),
        since: stand.step.map(|_| docket.turn.since),
        waiting_for: office.waiting_at(docket, stand.now).into_iter().collect(),
        due: seconds(due),
        due_known: due != Due::Unknown,
        overdue: due.is_past(stand.now),
        limits: ShownLimits {
            step: deadlines.step.into(),
            whole: deadlines.whole.into(),
            respond: deadlines.respond.into(),
            instructed: deadlines.instructed,
        },
        seats: stand.seats.iter().map(|seat| shown_seat(seat, stand)).collect(),
        in_question: office.in_question(docket).map(|mark| mark.seq).collect(),
        paperwork: upkeep::is_unratified(stand.ledger, docket),
        docket: recorded,
    }
}

fn shown_seat<'a>(seat: &'a Seat, stand: &'a Stand<'a>) -> ShownSeat<'a> {
    let (origin, added_by, added) = match &seat.origin {
        Origin::Asked => ("asked", None, None),
        Origin::Added { by, how } => ("added", Some(by.as_str()), Some(how.word())),
        Origin::Escalated => ("escalated", None, None),
    };
    let holds = held_up(seat, &stand.seats, stand.rule());
    ShownSeat {
        person: seat.person.as_str(),
        holder: seat.holder.as_str(),
        titles: &seat.titles,
        origin,
        added_by,
        added,
        open: seat.is_open,
        said: seat.said,
        waits_for: holds.into_iter().map(|(hold, person)| ShownHold { why: hold.word(), person }).collect(),
    }
}

impl Stand<'_> {
    fn rule(&self) -> Rule {
        self.step.map_or(Rule::All, |step| step.rule)
    }

    fn name(&self, slug: &Slug) -> String {
        name(self.ledger, slug)
    }

    fn names<'s>(&self, people: impl IntoIterator<Item = &'s Slug>) -> String {
        let names: Vec<String> = people.into_iter().map(|slug| self.name(slug)).collect();
        names.join(&self.words.word("list-separator"))
    }

    fn lines(&self) -> Vec<String> {
        let Self { words, docket, .. } = self;
        let language = words.language().tag();
        let stage = words.word(&format!("stage-{}", docket.stage().word()));
        let number = docket.number.as_ref().or(docket.serial.as_ref());
        let number = number.map_or_else(String::new, |number| format!("  {}", number.text));
        let mut lines = vec![
            format!("{}{number}", neutral(&docket.title)),
            words.format("status-stage", [("stage", stage.as_str())]),
            words.format("status-drafter", [("name", self.name(&docket.drafter).as_str())]),
        ];
        lines.extend(docket.ended.as_ref().map(|ended| self.ended(ended)));
        lines.extend(self.request());
        if let Some(step) = self.step {
            lines.push(words.format("status-step", [("step", step.title.text(language))]));
        }
        lines.extend(self.limits());
        let waiting = self.ledger.office().waiting_at(docket, self.now);
        if !waiting.is_empty() {
            lines.push(words.format("status-waiting", [("names", self.names(&waiting).as_str())]));
        }
        lines.extend(self.seats.iter().map(|seat| self.seat(seat)));
        let readers = |has_read: bool| docket.readers.iter().filter(move |(_, read)| read.is_some() == has_read);
        for (key, has_read) in [("status-unread", false), ("status-read", true)] {
            if readers(has_read).next().is_some() {
                let names = self.names(readers(has_read).map(|(person, _)| person));
                lines.push(words.format(key, [("names", names.as_str())]));
            }
        }
        for fate in Fate::ALL {
            let office = self.ledger.office();
            let here = docket.deliveries.iter().filter(|(_, delivery)| office.fate(docket, delivery) == fate);
            let names: Vec<String> = here.map(|(addressee, _)| office.addressee_name(addressee)).collect();
            if !names.is_empty() {
                let names = names.join(&words.word("list-separator"));
                lines.push(format!("{}{names}", words.word(&format!("fate-{}", fate.word()))));
            }
        }
        for source in self.ledger.office().outdated_sources(docket) {
            let ended = source.ended.as_ref().map(|ended| self.ended(ended)).unwrap_or_default();
            lines.push(words.format(
                "status-source-outdated",
                [("source", source.subject.as_str()), ("title", &neutral(&source.title)), ("ended", &ended)],
            ));
        }
        lines.push(words.format("status-digest", [("digest", docket.digest.to_string().as_str())]));
        let doubted: Vec<u64> = self.ledger.office().in_question(docket).map(|mark| mark.seq).collect();
        lines.extend(docket.trail.iter().map(|mark| {
            let doubt = if doubted.contains(&mark.seq) { words.word("status-doubted") } else { String::new() };
            format!("{}{doubt}", self.mark(mark))
        }));
        lines
    }

    /// What a change request changes, or a report of a loss suspends.
    fn request(&self) -> Vec<String> {
        let (words, docket) = (self.words, self.docket);
        let Some(request) = &docket.request else { return Vec::new() };
        let gains = request.gains.iter().filter(|_| docket.executed.is_none());
        let mut lines = request::said(words, self.ledger, &request.changes, &request.concerned, gains);
        let separator = words.word("list-separator");
        for (key, listed) in [
            ("status-paths", request.paths.clone()),
            ("status-suspends", request.suspends.iter().map(ToString::to_string).collect()),
        ] {
            let mut listed = listed;
            let more = listed.len().saturating_sub(MOST_LISTED);
            listed.truncate(MOST_LISTED);
            if more > 0 {
                listed.push(format!("… +{more}"));
            }
            if !listed.is_empty() {
                lines.push(words.format(key, [("listed", listed.join(&separator).as_str())]));
            }
        }
        if upkeep::is_unratified(self.ledger, docket) {
            lines.push(words.word("status-paperwork"));
        }
        lines
    }

    fn limits(&self) -> Vec<String> {
        let Deadlines { step, whole, respond, instructed } = self.deadlines;
        // Who has done something has responded.
        let respond = if self.docket.turn.responded { Due::Never } else { respond };
        let instructed = instructed.map_or(Due::Never, Due::At);
        [("status-due", step), ("status-respond", respond), ("status-whole", whole), ("status-instructed", instructed)]
            .into_iter()
            .filter(|(_, limit)| *limit != Due::Never)
            .map(|(key, limit)| {
                let late = if limit.is_past(self.now) { self.words.word("status-overdue") } else { String::new() };
                let limit = due(self.words, self.ledger, limit);
                format!("{}{late}", self.words.format(key, [("due", limit.as_str())]))
            })
            .collect()
    }

    fn seat(&self, seat: &Seat) -> String {
        let words = self.words;
        let titles = neutral(&seat.titles.join(&words.word("list-separator")));
        // Who has decided has done so, whoever has the seat by now.
        let who = seat.said.and_then(|said| self.docket.said_by(&said)).unwrap_or(&seat.holder);
        let origin = match &seat.origin {
            Origin::Asked if *who != seat.person => {
                words.format("seat-of", [("name", self.name(&seat.person).as_str())])
            }
            Origin::Asked => String::new(),
            Origin::Added { by, how } => {
                let how = words.word(&format!("how-{}", how.word()));
                let adder = self.seats.iter().find(|seat| seat.person == *by).map_or(by, |seat| &seat.holder);
                words.format("seat-added", [("name", self.name(adder).as_str()), ("how", &how)])
            }
            Origin::Escalated => words.word("seat-escalated"),
        };
        let said = seat.said.and_then(|said| self.docket.trail.iter().find(|mark| mark.seq == said.seq));
        let state = if let Some(mark) = said.filter(|_| !seat.is_open) {
            let verb = words.word(&format!("verb-{}", mark.verb));
            words.format("seat-said", [("verb", verb.as_str()), ("seq", &mark.seq.to_string())])
        } else if seat.is_open {
            words.word("seat-open")
        } else {
            let holds = held_up(seat, &self.seats, self.rule());
            let said = holds.iter().map(|(hold, person)| {
                words.format(&format!("hold-{}", hold.word()), [("name", self.name(person).as_str())])
            });
            said.collect::<Vec<_>>().join(&words.word("list-separator"))
        };
        words.format(
            "seat",
            [("name", self.name(who).as_str()), ("titles", &titles), ("origin", &origin), ("state", &state)],
        )
    }

    fn ended(&self, ended: &Ended) -> String {
        let words = self.words;
        let key = match ended.how {
            End::Voided => "status-ended-voided",
            End::Repealed => "status-ended-repealed",
            End::Corrected => "status-ended-corrected",
            End::Recalled => "status-ended-recalled",
        };
        let from = ended.from.clone().unwrap_or_default();
        let text = words.format(key, [("seq", ended.seq.to_string().as_str()), ("from", &from)]);
        let by = ended
            .by
            .as_ref()
            .map_or_else(String::new, |by| words.format("status-ended-by", [("subject", by.as_str())]));
        format!("{text}{by}")
    }

    /// One act: its number, when, who in whose place, what to whom, what was said, why it was late, and whether it is void.
    fn mark(&self, mark: &Mark) -> String {
        let words = self.words;
        let behalf = mark
            .behalf
            .as_ref()
            .map_or_else(String::new, |behalf| words.format("status-behalf", [("name", self.name(behalf).as_str())]));
        let verb = match mark.how {
            Some(how) => words.word(&format!("how-{}", how.word())),
            None => words.word(&format!("verb-{}", mark.verb)),
        };
        let to = if mark.verb == Verb::Return { self.steps(&mark.to) } else { self.names(&mark.to) };
        let to = if to.is_empty() { to } else { format!(" → {to}") };
        let straight = if mark.straight { words.word("status-straight") } else { String::new() };
        let until = mark.due.filter(|_| mark.verb == Verb::Instruct).map_or_else(String::new, |until| {
            words.format("status-until", [("due", moment(self.ledger, until).as_str())])
        });
        // What the mark of a re-entry says is said in words.
        let besides = |text: &str| re_entry(text).map_or_else(|| text.to_owned(), |(_, rest)| rest.to_owned());
        let (spoken, why) = (besides(&mark.words), besides(&mark.reason));
        let by = mark.re_entered().map_or_else(String::new, |entry| {
            format!("  {}", words.format("log-re-entered", [("entry", entry.as_str())]))
        });
        let said = if spoken.is_empty() { String::new() } else { format!("  「{}」", neutral(&spoken)) };
        let late = if mark.is_late() { words.word("status-late") } else { String::new() };
        let reason =
            if why.is_empty() { String::new() } else { words.format("status-reason", [("reason", why.as_str())]) };
        let void = mark.void_by.map_or_else(String::new, |seq| {
            let by = self.docket.trail.iter().find(|mark| mark.seq == seq);
            let verb = by.map_or_else(String::new, |by| words.word(&format!("verb-{}", by.verb)));
            words.format("status-void", [("seq", seq.to_string().as_str()), ("verb", &verb)])
        });
        let (who, when) = (self.name(&mark.person), moment(self.ledger, mark.time));
        format!("{:>6}  {when}  {who}{behalf}  {verb}{to}{straight}{until}{said}{late}{reason}{by}{void}", mark.seq)
    }

    fn steps(&self, names: &[Slug]) -> String {
        let workflow = self.ledger.office().workflow(self.docket).ok();
        let title = |name: &Slug| {
            let step = workflow.and_then(|workflow| workflow.step(name));
            step.map_or_else(|| name.to_string(), |(_, step)| step.title.text(self.words.language().tag()).to_owned())
        };
        names.iter().map(title).collect::<Vec<_>>().join(&self.words.word("list-separator"))
    }
}
