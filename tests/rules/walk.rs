//! A walk over every state that a subject of each shipped module can come to: no dead end, and nobody decides whose turn it is not.
//!
//! The office is the demo's, the drafts are the demo's. From each state everybody who is asked does everything he may, the drafter and
//! those whom the workflow lets at any time as well; states that differ only in numbers and hours are one. A step is changed by one
//! transfer, consultation or added signer at a time, so that the walk ends.

#![expect(clippy::unwrap_used, reason = "a walk that cannot be begun finds nothing")]

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::{Path, PathBuf};

use kanhe::id::{Sha256, Slug, SubjectId};
use kanhe::office::{Act, Content, Deed, Docket, Files, How, Office, Place, Timeout, Verb, split_front};
use serde::Deserialize;

use crate::world::{MORNING, fingerprint, slug};

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

/// The demo's office, with certificates that nobody reads.
fn office() -> Office {
    let mut files = Files::new();
    files.insert(
        "kanhe.toml".to_owned(),
        "format = 1\nrecord = \"6f1c9d3e-0b5a-4c7d-9e21-3a4b5c6d7e8f\"\ntitle = \"青柘县政务\"\nlanguage = \"zh-CN\"\ntime-zone = \"Asia/Shanghai\"\n".into(),
    );
    for (name, bytes) in below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("workflows")) {
        files.insert(format!("workflows/{name}"), bytes);
    }
    for (name, bytes) in below(&demo().join("units")) {
        files.insert(format!("content/units/{name}"), bytes);
    }
    for kind in ["people", "seals"] {
        for (name, bytes) in below(&demo().join(kind)) {
            let whose = name.split('/').next().unwrap();
            let print = fingerprint(&format!("{kind} {whose}"));
            let (fields, body) = split_front(&bytes).unwrap();
            let text = format!("+++\n{fields}\n[[certificate]]\nfingerprint = \"{print}\"\n+++\n{body}");
            files.insert(format!("content/{kind}/{whose}/index.md"), text.into_bytes());
            files.insert(format!("content/{kind}/{whose}/{print}.asc"), b"not read by the office".to_vec());
        }
    }
    // The demo has no operator: change requests wait for one.
    let path = "content/units/office/index.md";
    let unit = String::from_utf8(files[path].clone()).unwrap();
    if !unit.contains("operator") {
        files.insert(path.to_owned(), unit.replacen("[posts]\n", "[posts]\noperator = \"操作员\"\n", 1).into_bytes());
    }
    let clerk = files.keys().find(|path| path.starts_with("content/people/ning-kezhou/index.md")).cloned();
    let path = clerk.unwrap();
    let person = String::from_utf8(files[&path].clone()).unwrap();
    files.insert(path, person.replacen("posts = [", "posts = [\"office/operator\", ", 1).into_bytes());
    Office::read(&files).unwrap_or_else(|faults| panic!("{faults:?}"))
}

/// Who hands what in, as the demo plays it.
fn submissions() -> Vec<(Slug, SubjectId)> {
    #[derive(Deserialize)]
    struct Scenario {
        act: Vec<Played>,
    }
    #[derive(Deserialize)]
    struct Played {
        by: Slug,
        act: Verb,
        subject: SubjectId,
    }
    ["scenario.toml", "modules.toml"]
        .iter()
        .flat_map(|name| {
            let text = std::fs::read_to_string(demo().join(name)).unwrap();
            toml::from_str::<Scenario>(&text).unwrap().act
        })
        .filter(|played| played.act == Verb::Submit)
        .map(|played| (played.by, played.subject))
        .collect()
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
            (docket.ended.as_ref().map(|ended| ended.how), office.passed(docket)),
        )
    )
}

fn digest(content: &Content) -> Sha256 {
    Sha256::of(format!("{content:?}").as_bytes())
}

impl Walk<'_> {
    fn act(&self, docket: &Docket, person: &Slug, deed: Deed, in_step: bool) -> Act {
        let known = self.office.register().person(person).unwrap();
        let last = docket.trail.last().unwrap();
        let seq = last.seq + 1;
        let time = last.time + self.pause;
        let settled = self.office.settled(docket, time);
        Act {
            seq,
            time,
            signer: known.certificate[0].fingerprint.clone(),
            name: known.name.clone(),
            email: known.email.clone(),
            subject: docket.subject.clone(),
            digest: deed.content().filter(|_| deed.verb() == Verb::Revise).map_or(docket.digest, digest),
            step: self.office.current_step(&settled).filter(|_| in_step).map(|step| step.name.clone()),
            behalf: None,
            opinion: "同意，照此办理".to_owned(),
            reason: "情况有变".to_owned(),
            confirms: in_step.then_some(last.seq),
            deed,
        }
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
        for (person, _) in self.office.register().people() {
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
        .find(|slug| !asked.contains(slug) && *slug != first.drafter);
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
    let founded = office();
    let submissions = submissions();
    // What others refer to is through.
    let through: Vec<Docket> = submissions.iter().map(|(by, subject)| stand_in(&founded, by, subject)).collect();
    let beside = |subject: &SubjectId| {
        let mut office = founded.clone();
        through.iter().filter(|docket| docket.subject != *subject).for_each(|docket| office.recall(docket.clone()));
        office
    };
    let mut walked: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut ways: BTreeSet<String> = BTreeSet::new();
    for (drafter, subject) in &submissions {
        let files = below(&demo().join(subject.as_str()));
        let content = Content::of(&files);
        let mut office = beside(subject);
        let first = submit(&office, drafter, subject, &content);
        // One subject for each way through the steps.
        let workflow = office.workflow(&first).unwrap().clone();
        let way: Vec<_> = workflow
            .steps
            .iter()
            .map(|step| (kanhe::office::holds(&step.when, &first.form), office.asked_of(&first, &step.who).len()))
            .collect();
        let collection = subject.collection().to_owned();
        if walked.get(&collection).is_some_and(|(subjects, _)| *subjects >= 2)
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
    let (subjects, states) = change_request(&mut founded.clone());
    walked.insert("changes".to_owned(), (subjects, states));
    for (collection, (subjects, states)) in &walked {
        println!("{collection}: {states} states of {subjects} subjects");
    }
    let shipped: Vec<String> = founded.collections().map(|(name, _)| name.to_string()).collect();
    assert_eq!(walked.keys().collect::<Vec<_>>(), shipped.iter().collect::<Vec<_>>(), "every module is walked");
}

fn change_request(office: &mut Office) -> (usize, usize) {
    let settings = String::from_utf8(office.files()["kanhe.toml"].clone()).unwrap();
    let proposed = settings.replace("青柘县政务", "青柘县政务内网");
    let index = "+++\ntitle = \"更名\"\nunit = \"office\"\n+++\n内网更名。\n";
    let content = |index: &str| {
        Content::of(&BTreeMap::from([
            ("index.md".to_owned(), index.as_bytes().to_vec()),
            ("files/kanhe.toml".to_owned(), proposed.clone().into_bytes()),
        ]))
    };
    let papers = [content(index), content(&format!("{index}另附说明。\n"))];
    let subject: SubjectId = "changes/2026/rename".parse().unwrap();
    let first = submit(office, &slug("bai-jingshu"), &subject, &papers[0]);
    (1, walk(office, &|_| papers.clone(), &first, 60))
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

/// The issuing unit in a demo draft.
fn unit_of(subject: &SubjectId) -> Slug {
    let index = std::fs::read(demo().join(subject.as_str()).join("index.md")).unwrap();
    let fields: toml::Table = toml::from_str(split_front(&index).unwrap().0).unwrap();
    slug(fields.get("unit").and_then(toml::Value::as_str).unwrap_or("office"))
}

/// A subject that is through, for others to refer to.
fn stand_in(office: &Office, drafter: &Slug, subject: &SubjectId) -> Docket {
    static ANY: std::sync::LazyLock<Docket> = std::sync::LazyLock::new(|| {
        let mut w = crate::world::World::new();
        w.by("zhou").submit(crate::world::doc()).ok();
        w.docket(crate::world::A).clone()
    });
    Docket {
        subject: subject.clone(),
        workflow: office.workflow_of(subject.collection()).unwrap().version,
        drafter: drafter.clone(),
        issuer: unit_of(subject),
        drafter_unit: office.register().person(drafter).unwrap().unit.clone(),
        place: Place::Done,
        ..ANY.clone()
    }
}
