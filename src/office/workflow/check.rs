//! Whether a workflow is sound in itself: the rules of `docs/workflows.md`, so that no subject gets stuck or is sealed unsigned.

use std::collections::BTreeMap;

use super::{Condition, Disagreed, Field, FieldKind, Holds, Limit, Named, Rule, Step, Timeout, UnitRef, Who, Workflow};
use crate::id::Slug;
use crate::office::act::{CHANGES, DELEGATIONS, HANDOVERS, LOSSES, Verb};
use crate::office::violation::FoundingWhat;

/// Names that are places of the register and of the site.
const RESERVED: [&str; 17] = [
    "units",
    "people",
    "seals",
    "ledger",
    "verify",
    "waiting",
    "drafts",
    "files",
    "assets",
    "inbox",
    "statistics",
    "workflows",
    "about",
    "calendar",
    "en",
    "guide",
    "search",
];

/// The most hours or days of a limit.
const LONGEST: u32 = 10_000;

/// What may be done besides the steps.
pub(super) const ANYTIME: [Verb; 8] =
    [Verb::Reply, Verb::Urge, Verb::Circulate, Verb::Instruct, Verb::Terminate, Verb::Void, Verb::Repeal, Verb::Send];

/// What may be done in a step.
pub(super) const IN_STEP: [Verb; 13] = [
    Verb::Approve,
    Verb::Disagree,
    Verb::Read,
    Verb::Return,
    Verb::Issue,
    Verb::Seal,
    Verb::Execute,
    Verb::Complete,
    Verb::Reply,
    Verb::AddSign,
    Verb::Transfer,
    Verb::Consult,
    Verb::Terminate,
];

/// Takes down what is wrong: the key and what it holds.
type Wrong<'a> = &'a mut dyn FnMut(&'static str, &str);

impl Workflow {
    /// Every fault of it.
    pub(super) fn check(&self, faults: &mut Vec<FoundingWhat>) {
        if RESERVED.contains(&self.collection.as_str()) {
            faults.push(FoundingWhat::Slug { found: self.collection.to_string() });
        }
        let mut wrong = |field, found: &str| faults.push(FoundingWhat::Field { field, found: found.to_owned() });
        if !self.title.is_complete() {
            wrong("title", "zh-CN");
        }
        self.check_fields(&mut wrong);
        self.check_roles(&mut wrong);
        self.check_content(&mut wrong);
        for drafters in &self.drafters {
            self.check_when(&drafters.when, &mut wrong);
            self.check_who(&drafters.who, &mut wrong);
            let himself = |who: &Who| matches!(who.named, Named::Drafter | Named::Signer);
            if drafters.who.is_empty() || drafters.who.iter().any(himself) {
                wrong("who", "drafter");
            }
        }
        self.check_limits(&self.limit, &mut wrong);
        for (verb, who) in &self.anytime {
            let ends = *verb == Verb::Terminate && (self.is_of_requests() || self.is_of_losses());
            // Nothing unsealed leaves (F11).
            let unsealed = *verb == Verb::Send && !self.steps.iter().any(|step| step.forward() == Verb::Seal);
            if !ANYTIME.contains(verb) || who.is_empty() || ends || unsealed {
                wrong("anytime", verb.word());
            }
            self.check_who(who, &mut wrong);
        }
        if self.steps.is_empty() {
            wrong("step", "");
        }
        for (at, step) in self.steps.iter().enumerate() {
            self.check_step(at, step, &mut wrong);
        }
        self.check_way(&mut wrong);
    }

    fn check_fields(&self, wrong: Wrong<'_>) {
        for (i, field) in self.fields.iter().enumerate() {
            let name = field.name.as_str();
            let taken = name == CHANGES && self.is_of_requests();
            if taken || self.fields[..i].iter().any(|other| other.name == field.name) {
                wrong("field.name", name);
            }
            if !field.label.is_complete() {
                wrong("field.label", name);
            }
            if (field.kind == FieldKind::Choice) == field.choices.is_empty() {
                wrong("field.choices", name);
            }
            if field.default.as_ref().is_some_and(|d| !field.choices.is_empty() && !field.choices.contains(d)) {
                wrong("field.default", name);
            }
            let bounds = field.least.is_some() || field.most.is_some();
            let crossed = field.least.zip(field.most).is_some_and(|(least, most)| least > most);
            if bounds && field.kind != FieldKind::Number || crossed {
                wrong("field.least", name);
            }
            if field.shape.is_some() && field.kind != FieldKind::Text {
                wrong("field.shape", name);
            }
            if !field.of.is_empty() && field.kind != FieldKind::Subject {
                wrong("field.of", name);
            }
            if field.kind == FieldKind::Audience && !field.list {
                wrong("field.list", name);
            }
        }
        let title = self.field("title");
        if !title.is_some_and(|field| field.required && field.kind == FieldKind::Text && !field.list) {
            wrong("field", "title");
        }
        if self.field("unit").is_some_and(|field| field.kind != FieldKind::Unit || field.list) {
            wrong("field.type", "unit");
        }
        let engine: &[(&str, FieldKind)] = match self.collection.as_str() {
            DELEGATIONS => &[("to", FieldKind::Person), ("from", FieldKind::Date), ("until", FieldKind::Date)],
            HANDOVERS => &[("person", FieldKind::Person), ("to", FieldKind::Person)],
            _ => &[],
        };
        let lost: &[(&str, FieldKind)] = if self.is_of_losses() {
            &[("person", FieldKind::Person), ("seal", FieldKind::Seal), ("certificate", FieldKind::Text)]
        } else {
            &[]
        };
        for (name, kind) in lost {
            if !self.field(name).is_some_and(|field| field.kind == *kind && !field.required && !field.list) {
                wrong("field.type", name);
            }
        }
        for (name, kind) in engine {
            if !self.field(name).is_some_and(|field| field.kind == *kind && field.required && !field.list) {
                wrong("field.type", name);
            }
        }
        if self.collection.as_str() == DELEGATIONS
            && self.field("collections").is_some_and(|field| field.kind != FieldKind::Text || !field.list)
        {
            wrong("field.type", "collections");
        }
    }

    /// The fields that have a part to play.
    fn check_roles(&self, wrong: Wrong<'_>) {
        let is = |name: &Slug, good: &dyn Fn(&Field) -> bool| self.field(name.as_str()).is_some_and(good);
        // What the register shows to everybody cannot be for some alone.
        let shown = self.is_of_requests() || self.is_of_losses();
        let shown = shown || [DELEGATIONS, HANDOVERS].contains(&self.collection.as_str());
        let readers = |field: &Field| {
            let names = field.required && matches!(field.kind, FieldKind::Unit | FieldKind::Person);
            names || field.kind == FieldKind::Audience
        };
        if self.audience.as_ref().is_some_and(|name| shown || !is(name, &readers)) {
            wrong("audience", self.audience.as_ref().map_or("", Slug::as_str));
        }
        let day = |field: &Field| field.kind == FieldKind::Date && !field.list;
        if self.audience_until.as_ref().is_some_and(|name| !is(name, &day) || self.audience.is_none()) {
            wrong("audience-until", self.audience_until.as_ref().map_or("", Slug::as_str));
        }
        let units = |field: &Field| field.kind == FieldKind::Unit && field.list;
        // Every unit that issues it is asked for its seal.
        let asks = |step: &Step, name: &Slug| {
            let asked = |unit: UnitRef| step.who.iter().any(|who| who.named == Named::Custodian(unit.clone()));
            asked(UnitRef::Issuer) && asked(UnitRef::Field(name.clone()))
        };
        let mut seals = self.steps.iter().filter(|step| step.forward() == Verb::Seal);
        if let Some(name) = &self.joint
            && (!is(name, &units)
                || !seals.clone().any(|step| asks(step, name))
                || !seals.all(|step| asks(step, name) || step.is_for_signatory()))
        {
            wrong("joint", name.as_str());
        }
        for (i, change) in self.changes.iter().enumerate() {
            if self.changes[..i].contains(change) || self.is_of_losses() {
                wrong("changes", change.word());
            }
        }
        if self.imports && self.is_of_requests() {
            wrong("imports", "true");
        }
        if self.repeals.as_ref().is_some_and(|name| !is(name, &|field| field.kind == FieldKind::Subject)) {
            wrong("repeals", self.repeals.as_ref().map_or("", Slug::as_str));
        }
        let one = |field: &Field| field.kind == FieldKind::Subject && !field.list;
        if self.corrects.as_ref().is_some_and(|name| shown || !is(name, &one)) {
            wrong("corrects", self.corrects.as_ref().map_or("", Slug::as_str));
        }
        if self.receives.as_ref().is_some_and(|name| !is(name, &one) || self.is_of_requests()) {
            wrong("receives", self.receives.as_ref().map_or("", Slug::as_str));
        }
        let line = |field: &Field| field.kind == FieldKind::Text && !field.list;
        // What a subject does to what it names is one thing: two keys could be about one delivery, or one document of a partner.
        let twice = [(&self.receives, "answers"), (&self.parcels, "returns")];
        for (key, named) in [("parcels", &self.parcels), ("returns", &self.returns), ("answers", &self.answers)] {
            let is_second = twice.iter().any(|(first, second)| first.is_some() && *second == key);
            if named.as_ref().is_some_and(|name| !is(name, &line) || self.is_of_requests() || is_second) {
                wrong(key, named.as_ref().map_or("", Slug::as_str));
            }
        }
        let day = |field: &Field| field.kind == FieldKind::Date && field.required && !field.list;
        if self.effective.as_ref().is_some_and(|name| !is(name, &day) || self.repeals.is_none()) {
            wrong("effective", self.effective.as_ref().map_or("", Slug::as_str));
        }
        if let Some(found) = self.calendar.as_ref().and_then(|calendar| calendar.fault(self)) {
            wrong("calendar", &found);
        }
    }

    fn check_content(&self, wrong: Wrong<'_>) {
        let ending = |ending: &String| {
            !ending.is_empty() && ending.bytes().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
        };
        for bad in self.files.iter().flat_map(|files| files.types.iter().flatten()).filter(|one| !ending(one)) {
            wrong("files", bad);
        }
        let heading = |text: &String| {
            !text.is_empty() && text.trim() == text && crate::id::is_plain(text) && unicode_normalization::is_nfc(text)
        };
        for bad in self.body.iter().flat_map(|body| &body.headings).filter(|one| !heading(one)) {
            wrong("body", bad);
        }
        for (i, check) in self.checks.iter().enumerate() {
            let name = check.name.as_str();
            if self.checks[..i].iter().any(|other| other.name == check.name) {
                wrong("check.name", name);
            }
            if !check.says.is_complete() {
                wrong("check.says", name);
            }
            self.check_when(&check.when, wrong);
            let asked = [&check.require, &check.forbid].into_iter().flatten();
            let asked = asked.chain(check.most.keys()).chain(check.exclude.keys());
            let kinds = |pair: &(Slug, Slug)| {
                let kind = |name: &Slug| self.field(name.as_str()).filter(|field| !field.list).map(|field| field.kind);
                matches!(
                    (kind(&pair.0), kind(&pair.1)),
                    (Some(FieldKind::Date), Some(FieldKind::Date)) | (Some(FieldKind::Time), Some(FieldKind::Time))
                )
            };
            let directed = [&check.up, &check.down].into_iter().flatten();
            let units = |name: &Slug| {
                self.field(name.as_str()).is_some_and(|f| matches!(f.kind, FieldKind::Unit | FieldKind::Text))
            };
            let sound = asked.clone().all(|name| self.field(name.as_str()).is_some())
                && check.order.as_ref().is_none_or(kinds)
                && directed.clone().all(units)
                && check.without.iter().all(|words| !words.is_empty());
            let asks = asked.count() + directed.count() + check.without.len() + usize::from(check.order.is_some()) > 0;
            if !sound || !asks {
                wrong("check", name);
            }
        }
    }

    fn check_when(&self, when: &Condition, wrong: Wrong<'_>) {
        for (name, holds) in when {
            let of_request = name.as_str() == CHANGES && self.is_of_requests();
            let sound = of_request && !matches!(holds, Holds::Between(_))
                || self.field(name.as_str()).is_some_and(|field| match holds {
                    Holds::Filled(_) | Holds::OneOf(_) => true,
                    Holds::Between(bounds) => {
                        field.kind == FieldKind::Number && !field.list && (bounds.min.is_some() || bounds.max.is_some())
                    }
                });
            if !sound {
                wrong("when", name.as_str());
            }
        }
    }

    fn check_who(&self, who: &[Who], wrong: Wrong<'_>) {
        for entry in who {
            let is = |name: &Slug, kind| self.field(name.as_str()).is_some_and(|field| field.kind == kind);
            if let Named::Person(name) = &entry.named
                && !is(name, FieldKind::Person)
            {
                wrong("who", name.as_str());
            }
            if let Some(name) = entry.named.unit().and_then(|unit| unit.field())
                && !is(name, FieldKind::Unit)
            {
                wrong("who", name.as_str());
            }
            let concerned = entry.named.unit().is_some_and(UnitRef::is_concerned);
            if concerned && !self.is_of_requests() && !self.is_of_losses() {
                wrong("who", "concerned");
            }
            if !(1..=100).contains(&entry.weight) {
                wrong("who", &entry.weight.to_string());
            }
        }
    }

    fn check_limits(&self, limits: &[Limit], wrong: Wrong<'_>) {
        for limit in limits {
            let lengths: Vec<u32> =
                [limit.hours, limit.working_hours, limit.working_days].into_iter().flatten().collect();
            if !matches!(lengths[..], [length] if (1..=LONGEST).contains(&length)) {
                wrong("limit", &lengths.first().map_or_else(String::new, ToString::to_string));
            }
            self.check_when(&limit.when, wrong);
        }
    }

    fn check_step(&self, at: usize, step: &Step, wrong: Wrong<'_>) {
        let name = step.name.as_str();
        if self.steps[..at].iter().any(|other| other.name == step.name) || name == "drafter" {
            wrong("step.name", name);
        }
        if !step.title.is_complete() {
            wrong("step.title", name);
        }
        if step.who.is_empty() {
            wrong("step.who", name);
        }
        self.check_who(&step.who, wrong);
        self.check_who(&step.otherwise, wrong);
        if !step.otherwise.is_empty() && step.forward() == Verb::Seal {
            wrong("step.who", name);
        }
        self.check_who(&step.lift, wrong);
        if !step.lift.is_empty() && step.forward() != Verb::Approve {
            wrong("step.lift", name);
        }
        self.check_who(&step.then.inform, wrong);
        self.check_who(&step.then.escalate, wrong);
        self.check_when(&step.when, wrong);
        self.check_limits(&step.limit, wrong);
        self.check_limits(&step.respond, wrong);
        let bounded = match step.rule {
            Rule::All | Rule::Sequence | Rule::Any => true,
            Rule::AtLeast(n) => (1..=1000).contains(&n),
            Rule::Vote(percent) => percent < 100,
        };
        let alone = matches!(step.forward(), Verb::Issue | Verb::Seal | Verb::Execute);
        if !bounded || alone && step.rule != Rule::Any {
            wrong("step.rule", name);
        }
        if !step.when.is_empty() && matches!(step.forward(), Verb::Issue | Verb::Execute) {
            wrong("step.when", name);
        }
        self.check_verbs(at, step, wrong);
        self.check_then(at, step, wrong);
    }

    /// A step goes forward in one way; sealing comes after signing off and is done by custodians (F11). What is signed off goes back
    /// only to be signed off again, and not once it is sealed.
    fn check_verbs(&self, at: usize, step: &Step, wrong: Wrong<'_>) {
        let name = step.name.as_str();
        let has = |verb| step.verbs.contains(&verb);
        let forward = step.forward();
        let carriers = step.verbs.iter().filter(|verb| verb.carries_on()).count();
        let known = |verb: &Verb| IN_STEP.contains(verb);
        let one_way = carriers == 1 || carriers == 0 && has(Verb::Read);
        let beside = |verb, carriers: &[Verb]| !has(verb) || carriers.contains(&forward);
        let companions = beside(Verb::AddSign, &[Verb::Approve])
            && beside(Verb::Transfer, &[Verb::Approve, Verb::Complete, Verb::Read])
            && beside(Verb::Consult, &[Verb::Approve, Verb::Issue, Verb::Complete])
            && (!step.is_for_reading() || !has(Verb::Disagree) && !has(Verb::Return));
        let custodian = |who: &Who| matches!(who.named, Named::Custodian(_));
        let seals = forward == Verb::Seal;
        let sealing = !seals || step.verbs.len() == 1 && (step.who.iter().all(custodian) || step.is_for_signatory());
        let before = |verb| self.steps[..at].iter().any(|earlier| earlier.forward() == verb);
        let issued = !before(Verb::Issue)
            || !has(Verb::Disagree) && !has(Verb::Terminate) && (!has(Verb::Read) || step.is_for_reading());
        let sealed = !before(Verb::Seal) || !has(Verb::Return);
        // What was carried out is neither undone nor begun anew.
        let done = [Verb::Return, Verb::Terminate, Verb::AddSign, Verb::Issue, Verb::Seal];
        let carried = !before(Verb::Execute) || !done.into_iter().any(has);
        let lasting = !self.is_of_losses() || !has(Verb::Terminate);
        let signers =
            [&step.who, &step.otherwise, &step.lift, &step.then.inform, &step.then.escalate].into_iter().flatten();
        let signers = signers.filter(|who| who.named == Named::Signer).count();
        if signers > 0 && !before(Verb::Issue) {
            wrong("who", "signer");
        }
        let (stands, lasts) = (issued && sealed && carried, lasting);
        if !one_way || !step.verbs.iter().all(known) || !companions || !sealing || !stands || !lasts {
            wrong("step.verbs", name);
        }
        if seals && !before(Verb::Issue) {
            wrong("step", name);
        }
    }

    fn check_then(&self, at: usize, step: &Step, wrong: Wrong<'_>) {
        let (name, then, forward) = (step.name.as_str(), &step.then, step.forward());
        let softly = matches!(forward, Verb::Approve | Verb::Read);
        let to = match then.agree.as_ref().map(Slug::as_str) {
            None | Some("next") => Some(at + 1),
            Some("done") => Some(self.steps.len()),
            Some(target) => (at + 1..self.steps.len()).find(|to| self.steps[*to].name.as_str() == target),
        };
        let bound = |step: &Step| matches!(step.forward(), Verb::Issue | Verb::Execute);
        let leads = to.is_some_and(|to| {
            let straight = !matches!(forward, Verb::Issue | Verb::Execute | Verb::Seal);
            to == at + 1 || straight && !self.steps.iter().take(to).skip(at + 1).any(bound)
        });
        let follows = self.steps.iter().skip(to.unwrap_or(at + 1)).any(|later| later.when.is_empty());
        let passes = then.timeout != Timeout::Pass || softly && !step.limit.is_empty() && follows;
        let escalates = (then.timeout == Timeout::Escalate) != then.escalate.is_empty();
        let may_disagree =
            step.verbs.contains(&Verb::Disagree) || step.verbs.contains(&Verb::Read) && !step.is_for_reading();
        let disagrees = may_disagree || then.disagree == Disagreed::Drafter && then.inform.is_empty();
        let carried = self.steps.iter().take(at).any(|step| step.forward() == Verb::Execute);
        let goes_on = then.disagree != Disagreed::Next || softly || carried;
        let after = !carried || !may_disagree || then.disagree == Disagreed::Next;
        let lasting = !self.is_of_losses() || then.timeout != Timeout::Pass;
        if !leads || !passes || !escalates || !disagrees || !goes_on || !after || !lasting {
            wrong("step.then", name);
        }
    }

    /// Whether its subjects are reports of losses.
    fn is_of_losses(&self) -> bool {
        self.collection.as_str() == LOSSES
    }

    /// Whether every subject comes through a step in which somebody approves it in so many words (A4).
    fn is_approved_before_its_end(&self) -> bool {
        let leaps = |from: usize, over: usize| {
            let target = self.steps[from].then.agree.as_ref().map(Slug::as_str);
            target.is_some_and(|target| match target {
                "next" => false,
                "done" => true,
                name => self.steps.iter().position(|step| step.name.as_str() == name).is_some_and(|to| to > over),
            })
        };
        (0..self.execution().unwrap_or_default()).any(|at| {
            let (step, then) = (&self.steps[at], &self.steps[at].then);
            step.forward() == Verb::Approve
                && step.when.is_empty()
                && then.timeout != Timeout::Pass
                && then.disagree != Disagreed::Next
                && !(0..at).any(|earlier| leaps(earlier, at))
        })
    }

    /// What holds of the steps together, and of numbers.
    fn check_way(&self, wrong: Wrong<'_>) {
        // What a request proposes is executed after somebody has approved it, and nowhere else (A4).
        let executes = self.steps.iter().filter(|step| step.forward() == Verb::Execute).count();
        let right =
            if self.is_of_requests() { executes == 1 && self.is_approved_before_its_end() } else { executes == 0 };
        if !right {
            wrong("step.verbs", Verb::Execute.word());
        }
        let issues = self.steps.iter().filter(|step| step.forward() == Verb::Issue).count();
        if issues > 1 || (issues == 1) != self.numbering.is_some() || issues == 1 && self.is_of_losses() {
            wrong("numbering", &issues.to_string());
        }
        let kinds: &BTreeMap<_, _> = &self.numbering.as_ref().map_or_else(BTreeMap::new, |n| n.kind.clone());
        for pattern in self.numbering.iter().map(|n| &n.pattern).chain(kinds.values()) {
            if !pattern_is_good(pattern) {
                wrong("numbering.pattern", pattern);
            }
        }
        for pattern in self.serial.iter().filter(|pattern| !serial_is_good(pattern)) {
            wrong("serial", pattern);
        }
        for (i, name) in self.columns.iter().enumerate() {
            if self.field(name.as_str()).is_none() || self.columns[..i].contains(name) {
                wrong("columns", name.as_str());
            }
        }
    }
}

/// `{year}` and after it `{n}`, each once, no other braces and no digits: each unit counts for itself, so there is no code.
fn serial_is_good(pattern: &str) -> bool {
    !pattern.contains("{code}") && pattern_is_good(&format!("{{code}}{pattern}"))
}

/// `{code}`, `{year}` and after it `{n}`, each once, no other braces and no digits. Codes have no digits either: so a number is
/// of one register only, and no two registers give the same (H1).
fn pattern_is_good(pattern: &str) -> bool {
    let once = |hole: &str| pattern.matches(hole).count() == 1;
    let rest = pattern.replace("{n}", "").replace("{year}", "").replace("{code}", "");
    let in_order = pattern.find("{year}") < pattern.find("{n}");
    let bare = !rest.contains(|c: char| c.is_ascii_digit() || matches!(c, '{' | '}'));
    once("{n}") && once("{year}") && once("{code}") && in_order && bare && crate::id::is_plain(pattern)
}
