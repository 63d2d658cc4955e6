//! A walk over every state that a subject of each shipped module can come to: no dead end, and nobody decides whose turn it is not.
//!
//! The office is the demo's, the drafts are the demo's. From each state everybody who is asked does everything he may, the drafter and
//! those whom the workflow lets at any time as well; states that differ only in numbers and hours are one. A step is changed by one
//! transfer, consultation or added signer at a time, so that the walk ends.

#![expect(clippy::unwrap_used, reason = "a walk that cannot be begun finds nothing")]

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::{Path, PathBuf};

use kanhe::id::{Sha256, Slug, SubjectId};
use kanhe::office::{
    Act, Addressee, Answer, Content, Deed, Delivery, Docket, Files, HANDOVERS, How, LOSSES, Number, Office, Place,
    Recipient, Timeout, Verb, split_front,
};
use serde::Deserialize;

use crate::world::{MORNING, fingerprint};

/// The most states of one subject: more would be a walk without end.
const MOST: usize = 60_000;

fn demo() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("content/demo")
}

fn below(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder) {
        let path = entry.unwrap().into_path();
        if path.is_file() {
            let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
            files.insert(name, std::fs::read(path).unwrap());
        }
    }
    files
}

/// A built-in text with what it names in braces: the record, and keys, as made-up fingerprints.
fn filled(bytes: &[u8]) -> Vec<u8> {
    let Ok(text) = std::str::from_utf8(bytes) else { return bytes.to_vec() };
    let root =
        format!("kanhe-root v1 git-sha1:{} sha256:{} openpgp:{}", "0a".repeat(20), "1b".repeat(32), "2C".repeat(20));
    let named = [
        ("{record}", "6f1c9d3e-0b5a-4c7d-9e21-3a4b5c6d7e8f"),
        ("{hospital}", "a41c9d3e-0b5a-4c7d-9e21-3a4b5c6d7e8f"),
        ("{hospital/root}", &root),
        ("{hospital/seal}", &"3D".repeat(20)),
    ];
    let mut out = named.iter().fold(text.to_owned(), |text, (name, meant)| text.replace(name, meant));
    for kind in ["people/", "seals/"] {
        while let Some(at) = out.find(&format!("{{{kind}")) {
            let end = at + out[at..].find('}').unwrap();
            let print = fingerprint(&out[at + 1..end]);
            out.replace_range(at..=end, print.as_str());
        }
    }
    out.into_bytes()
}

/// The folder of a demo draft. What it proposes has a certificate beside each entry that lists one.
fn folder(subject: &SubjectId, renews: Option<&Renewed>) -> Files {
    let mut files: Files =
        below(&demo().join(subject.as_str())).into_iter().map(|(name, bytes)| (name, filled(&bytes))).collect();
    if let Some(Renewed { key }) = renews {
        files.insert(format!("files/content/{key}/{}.asc", fingerprint(key)), b"renewed".to_vec());
    }
    for (name, bytes) in files.clone() {
        let Some(entry) = name.strip_prefix("files/content/").and_then(|_| name.strip_suffix("/index.md")) else {
            continue;
        };
        let text = String::from_utf8(bytes).unwrap();
        for print in text.lines().filter_map(|line| line.strip_prefix("fingerprint = \"")?.strip_suffix('"')) {
            files.insert(format!("{entry}/{print}.asc"), NO_CERTIFICATE.to_vec());
        }
    }
    files
}

/// What stands for a certificate: the rules do not read them.
const NO_CERTIFICATE: &[u8] = b"not read by the office";

/// The demo's office as it is founded.
fn founded() -> Files {
    let mut files = Files::new();
    files.insert("kanhe.toml".to_owned(), filled(&std::fs::read(demo().join("kanhe.toml")).unwrap()));
    for (name, bytes) in below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("workflows")) {
        files.insert(format!("workflows/{name}"), bytes);
    }
    for (name, bytes) in below(&demo().join("units")) {
        files.insert(format!("content/units/{name}"), bytes);
    }
    for kind in ["people", "seals"] {
        for (name, bytes) in below(&demo().join(kind)) {
            let whose = name.split('/').next().unwrap();
            let print = fingerprint(&format!("{kind}/{whose}"));
            let (fields, body) = split_front(&bytes).unwrap();
            let text = format!("+++\n{fields}\n[[certificate]]\nfingerprint = \"{print}\"\n+++\n{body}");
            files.insert(format!("content/{kind}/{whose}/index.md"), text.into_bytes());
            files.insert(format!("content/{kind}/{whose}/{print}.asc"), NO_CERTIFICATE.to_vec());
        }
    }
    files
}

fn office(files: &Files) -> Office {
    Office::read(files).unwrap_or_else(|faults| panic!("{faults:?}"))
}

/// The key whose renewed certificate is handed in.
#[derive(Deserialize)]
struct Renewed {
    key: String,
}

/// Something handed in, as the demo plays it: by whom, what, and how many change requests had been executed by then.
struct Handed {
    by: Slug,
    subject: SubjectId,
    renews: Option<Renewed>,
    executed: usize,
}

/// What is handed in, in order of time, and the offices one after another as change requests are executed.
fn submissions() -> (Vec<Handed>, Vec<Office>) {
    #[derive(Deserialize)]
    struct Scenario {
        act: Vec<Played>,
    }
    #[derive(Deserialize)]
    struct Played {
        by: Slug,
        act: Verb,
        subject: SubjectId,
        renews: Option<Renewed>,
        at: String,
    }
    let read = |name: &&str| {
        let text = std::fs::read_to_string(demo().join(name)).unwrap();
        toml::from_str::<Scenario>(&text).unwrap().act
    };
    let mut acts: Vec<Played> = ["scenario.toml", "modules.toml", "register.toml"].iter().flat_map(read).collect();
    acts.sort_by(|one, other| one.at.cmp(&other.at));
    let mut files = founded();
    let mut offices = vec![office(&files)];
    let mut handed = Vec::new();
    for act in acts {
        if act.act == Verb::Submit {
            let Played { by, subject, renews, .. } = act;
            handed.push(Handed { by, subject, renews, executed: offices.len() - 1 });
        } else if act.act == Verb::Execute {
            let asked = handed.iter().find(|asked| asked.subject == act.subject).unwrap();
            let proposed = folder(&act.subject, asked.renews.as_ref()).into_iter();
            files.extend(proposed.filter_map(|(name, bytes)| Some((name.strip_prefix("files/")?.to_owned(), bytes))));
            offices.push(office(&files));
        }
    }
    (handed, offices)
}

/// A subject on its walk.
struct Walk<'a> {
    office: &'a Office,
    /// The text, and another.
    papers: [Content; 2],
    /// Somebody whom no step asks.
    other: Option<Slug>,
    /// How long after the one before each act is done.
    pause: i64,
}

/// What of a docket decides what may come next.
fn key(office: &Office, docket: &Docket) -> String {
    let turn = &docket.turn;
    // What anybody has said is no part of it, nor which of two texts it is.
    let decided: Vec<_> = turn.decided.iter().map(|(seat, said)| (seat, said.agreed)).collect();
    format!(
        "{:?}",
        (
            (docket.place, decided, &turn.moved, &turn.consults, &turn.added),
            (&docket.resume, docket.issued.is_some(), docket.number.is_some(), docket.seals.keys().collect::<Vec<_>>()),
            (docket.ended.as_ref().map(|ended| ended.how), office.passed(docket), docket.executed.is_some()),
        )
    )
}

fn digest(content: &Content) -> Sha256 {
    Sha256::of(format!("{content:?}").as_bytes())
}

/// An act of somebody about a subject.
fn written(office: &Office, docket: &Docket, person: &Slug, deed: Deed, in_step: bool, pause: i64) -> Act {
    let known = office.register().person(person).unwrap();
    let last = docket.trail.last().unwrap();
    let seq = last.seq + 1;
    let time = last.time + pause;
    let settled = office.settled(docket, time);
    Act {
        seq,
        time,
        signer: known.certificate[0].fingerprint.clone(),
        name: known.name.clone(),
        email: known.email.clone(),
        subject: docket.subject.clone(),
        digest: deed.content().filter(|_| deed.verb() == Verb::Revise).map_or(docket.digest, digest),
        step: office.current_step(&settled).filter(|_| in_step).map(|step| step.name.clone()),
        behalf: None,
        opinion: "同意，照此办理".to_owned(),
        reason: "情况有变".to_owned(),
        confirms: in_step.then_some(last.seq),
        deed,
    }
}

/// Lets everybody who is asked agree, to the end: what follows from a handover follows from its acts.
fn play_out(office: &mut Office, first: &Docket) {
    office.recall(first.clone());
    loop {
        let docket = office.docket(&first.subject).unwrap().clone();
        let Some(person) = office.waiting_for(&docket).into_iter().next() else { return };
        let effects = office.judge(&written(office, &docket, &person, Deed::Approve, true, 60)).unwrap();
        office.apply(effects);
    }
}

impl Walk<'_> {
    fn act(&self, docket: &Docket, person: &Slug, deed: Deed, in_step: bool) -> Act {
        written(self.office, docket, person, deed, in_step, self.pause)
    }

    /// Everything that these people could do in a step.
    fn in_step(&self, docket: &Docket) -> Vec<Deed> {
        let mut deeds = vec![
            Deed::Approve,
            Deed::Disagree,
            Deed::Read,
            Deed::Complete,
            Deed::Reply,
            Deed::Terminate,
            Deed::Execute(self.papers[0].clone()),
        ];
        if let Ok(number) = self.office.next_number(docket, docket.trail.last().unwrap().time + self.pause) {
            deeds.push(Deed::Issue { number: number.text });
        }
        deeds.extend(self.office.register().seals().map(|(seal, _)| Deed::Seal { seal: seal.clone() }));
        for straight in [false, true] {
            deeds.push(Deed::Return { to: None, straight });
            deeds.extend(self.office.passed(docket).into_iter().map(|to| Deed::Return { to: Some(to), straight }));
        }
        let turn = &docket.turn;
        let untouched = turn.moved.is_empty() && turn.consults.is_empty() && turn.added.is_empty();
        if let Some(other) = self.other.clone().filter(|_| untouched) {
            deeds.extend([Deed::Transfer { to: other.clone() }, Deed::Consult { to: other.clone() }]);
            for how in [How::Before, How::After, How::With] {
                deeds.push(Deed::AddSign { to: Some(other.clone()), how });
            }
            deeds.push(Deed::AddSign { to: None, how: How::Lift });
        }
        deeds.extend(turn.added.keys().chain(turn.consults.values()).map(|to| Deed::RemoveSign { to: to.clone() }));
        deeds
    }

    /// The dockets after every act that may be done. Nobody decides who is not asked.
    fn next(&self, docket: &Docket) -> Vec<Docket> {
        let mut after = Vec::new();
        let time = docket.trail.last().unwrap().time + self.pause;
        let settled = self.office.settled(docket, time);
        let waiting = self.office.waiting_at(&settled, time);
        let deeds = if matches!(settled.place, Place::At(_)) { self.in_step(docket) } else { Vec::new() };
        // Who is not able signs nothing.
        for (person, _) in self.office.register().people().filter(|(person, _)| self.office.is_able(person)) {
            let asked = waiting.contains(person);
            for deed in &deeds {
                let decides =
                    deed.verb().carries_on() || matches!(deed, Deed::Disagree | Deed::Read | Deed::Return { .. });
                let lifts = matches!(deed, Deed::AddSign { how: How::Lift, .. });
                if !asked && !decides && !lifts {
                    continue;
                }
                let Ok(effects) = self.office.judge(&self.act(docket, person, deed.clone(), true)) else { continue };
                assert!(asked || lifts, "{person} may {}: {docket:?}", deed.verb());
                after.push(effects.docket().clone());
            }
            let others = [Deed::Withdraw, Deed::Reply, Deed::Terminate, Deed::Void, Deed::Repeal, Deed::Recall];
            let papers = self.papers.iter().map(|paper| Deed::Revise(paper.clone()));
            for deed in others.into_iter().chain(papers) {
                if matches!(deed, Deed::Revise(_)) && *person != docket.drafter {
                    continue;
                }
                if let Ok(effects) = self.office.judge(&self.act(docket, person, deed, false)) {
                    after.push(effects.docket().clone());
                }
            }
        }
        after
    }
}

/// Whether a number was given only by those who may give it, and what came before it is there.
fn check(docket: &Docket) {
    assert!(docket.issued.is_none() || docket.number.is_some(), "{docket:?}");
    assert!(docket.seals.is_empty() || docket.issued.is_some(), "{docket:?}");
    assert_eq!(docket.is_open(), matches!(docket.place, Place::At(_) | Place::Back(_)));
    // What was carried out goes on to its end and nowhere else.
    assert!(docket.executed.is_none() || matches!(docket.place, Place::At(_) | Place::Done), "{docket:?}");
    let lifted = docket.place == Place::Rejected || docket.ended.is_some();
    assert_eq!(docket.suspends(), docket.subject.collection() == LOSSES && !lifted, "{docket:?}");
}

/// Walks from a subject that was handed in. How many states there are.
fn walk(office: &mut Office, walk_on: &dyn Fn(&Office) -> [Content; 2], first: &Docket, pause: i64) -> usize {
    let workflow = office.workflow(first).unwrap().clone();
    let asked: BTreeSet<Slug> =
        workflow.steps.iter().flat_map(|step| office.asked_of(first, &step.who).into_keys()).collect();
    let other = office
        .register()
        .people()
        .map(|(slug, _)| slug.clone())
        .find(|slug| !asked.contains(slug) && *slug != first.drafter && office.is_able(slug));
    let papers = walk_on(office);
    let mut found: BTreeMap<String, usize> = BTreeMap::new();
    let mut back: Vec<Vec<usize>> = Vec::new();
    let mut ends: Vec<usize> = Vec::new();
    let mut open: Vec<(usize, Docket)> = Vec::new();
    let mut queue = VecDeque::from([first.clone()]);
    found.insert(key(office, first), 0);
    back.push(Vec::new());
    while let Some(docket) = queue.pop_front() {
        let from = found[&key(office, &docket)];
        check(&docket);
        office.recall(docket.clone());
        let walk = Walk { office, papers: papers.clone(), other: other.clone(), pause };
        let after = walk.next(&docket);
        if docket.is_open() {
            let time = docket.trail.last().unwrap().time + pause;
            let waiting = office.waiting_at(&office.settled(&docket, time), time);
            assert!(!waiting.is_empty() && !after.is_empty(), "nobody can go on: {docket:?}");
            open.push((from, docket.clone()));
        }
        if docket.place == Place::Done {
            ends.push(from);
        }
        for next in after {
            let name = key(office, &next);
            let to = if let Some(to) = found.get(&name) {
                *to
            } else {
                let to = found.len();
                assert!(to < MOST, "{}: more than {MOST} states", first.subject);
                found.insert(name, to);
                back.push(Vec::new());
                queue.push_back(next);
                to
            };
            back[to].push(from);
        }
    }
    // From every open state there is a way to the end.
    let mut reaches = vec![false; back.len()];
    let mut at = ends;
    while let Some(state) = at.pop() {
        if !std::mem::replace(&mut reaches[state], true) {
            at.extend(&back[state]);
        }
    }
    for (state, docket) in open {
        assert!(reaches[state], "no way to the end: {docket:?}");
    }
    found.len()
}

#[test]
fn no_shipped_module_has_a_dead_end() {
    let (submissions, offices) = submissions();
    // What was handed in before is through.
    let mut through: Vec<Docket> = Vec::new();
    let numbers: BTreeMap<String, Number> = submissions.iter().filter_map(registered).collect();
    let mut walked: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut ways: BTreeSet<String> = BTreeSet::new();
    for handed in &submissions {
        let Handed { by: drafter, subject, renews, .. } = handed;
        let files = folder(subject, renews.as_ref());
        let content = Content::of(&files);
        let mut office = offices[handed.executed].clone();
        for docket in &through {
            if docket.subject.collection() == HANDOVERS {
                play_out(&mut office, docket);
            } else {
                let (deliveries, number) = (received(&office, docket), numbers.get(docket.subject.as_str()).cloned());
                office.recall(Docket { place: Place::Done, deliveries, number, ..docket.clone() });
            }
        }
        let first = submit(&office, drafter, subject, &content);
        through.push(first.clone());
        // One subject for each way through the steps.
        let workflow = office.workflow(&first).unwrap().clone();
        let way: Vec<_> = workflow
            .steps
            .iter()
            .map(|step| (kanhe::office::holds(&step.when, &first.form), office.asked_of(&first, &step.who).len()))
            .collect();
        let collection = subject.collection().to_owned();
        if walked.get(&collection).is_some_and(|(subjects, _)| *subjects >= 4)
            || !ways.insert(format!("{collection} {way:?}"))
        {
            continue;
        }
        let papers = move |_: &Office| {
            let mut other = files.clone();
            other.get_mut("index.md").unwrap().extend_from_slice("\n另附说明。\n".as_bytes());
            [Content::of(&files), Content::of(&other)]
        };
        let mut states = walk(&mut office, &papers, &first, 60);
        if workflow.steps.iter().any(|step| step.then.timeout != Timeout::Remind) {
            // Once more, with every act late.
            states += walk(&mut office, &papers, &first, 20 * 24 * 3600);
        }
        let (subjects, sum) = walked.entry(collection).or_default();
        *subjects += 1;
        *sum += states;
    }
    for (collection, (subjects, states)) in &walked {
        println!("{collection}: {states} states of {subjects} subjects");
    }
    // A receipt comes from another office, and there is none here: its one step is walked in `partners.rs`.
    let walkable = offices[0].collections().filter(|(_, workflow)| workflow.answers.is_none());
    let shipped: Vec<String> = walkable.map(|(name, _)| name.to_string()).collect();
    assert_eq!(walked.keys().collect::<Vec<_>>(), shipped.iter().collect::<Vec<_>>(), "every module is walked");
}

/// The document that a demo draft registers as received, and the number that it has by that.
fn registered(handed: &Handed) -> Option<(String, Number)> {
    let files = folder(&handed.subject, handed.renews.as_ref());
    let fields: toml::Table = toml::from_str(split_front(&files["index.md"]).ok()?.0).ok()?;
    let said = |name: &str| fields.get(name)?.as_str().map(str::to_owned);
    let text = said("number")?;
    Some((said("source")?, Number { register: text.clone(), text, n: 1 }))
}

/// That every unit has received it: whether it had to is told in `deliveries.rs`.
fn received(office: &Office, docket: &Docket) -> BTreeMap<Addressee, Delivery> {
    let answer = Some(Answer { seq: 1, time: MORNING, is_receipt: true });
    let delivery = |unit: &Slug| Delivery {
        is_copy: false,
        named: Recipient::Unit(unit.clone()),
        sent: 1,
        time: MORNING,
        opened: None,
        answer,
        receipt: None,
        registered: None,
        handled: None,
    };
    let units = office.register().units().filter(|(unit, _)| **unit != docket.issuer);
    units.map(|(unit, _)| (Addressee::Unit(unit.clone()), delivery(unit))).collect()
}

/// The docket after a submission.
fn submit(office: &Office, drafter: &Slug, subject: &SubjectId, content: &Content) -> Docket {
    let person = office.register().person(drafter).unwrap();
    let act = Act {
        seq: 1,
        time: MORNING,
        signer: person.certificate[0].fingerprint.clone(),
        name: person.name.clone(),
        email: person.email.clone(),
        subject: subject.clone(),
        digest: digest(content),
        step: None,
        behalf: None,
        opinion: String::new(),
        reason: String::new(),
        confirms: None,
        deed: Deed::Submit(content.clone()),
    };
    let judged = office.judge(&act);
    assert!(judged.is_ok(), "{subject}: {:?}", judged.err());
    judged.unwrap().docket().clone()
}
