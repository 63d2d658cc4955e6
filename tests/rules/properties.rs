//! Random acts by random people: what must hold whatever anybody does.

#![expect(clippy::unwrap_used, reason = "a property that cannot be set up has failed")]

use std::collections::{BTreeMap, BTreeSet};

use kanhe::id::Sha256;
use kanhe::office::{Act, Addressee, Content, Deed, Docket, How, Office, Opening, Place, Recipient, Verb, Workflow};
use proptest::prelude::*;

use crate::verbs::TWO;
use crate::world::{CAST, FLOW, Paper, World, doc, doc2, files, fingerprint, matter, news, slug, subject};

const SUBJECTS: [&str; 4] = ["documents/2026/a", "documents/2026/b", "bulletins/2026/a", "letters/2026/a"];
/// Subjects of a flow with every verb.
const FLOWS: [&str; 4] = [FLOW, FLOW, "flow/2026/b", FLOW];
const STEPS: [&str; 6] = ["review", "check", "issue", "seal", "decide", "nowhere"];
const SEALS: [&str; 5] = ["finance", "finance-contracts", "finance-old", "office", "nothing"];
const WORDS: [&str; 5] = ["同意", "已阅", "", "不同意，依据不足", "Read."];

/// A move of the game: what somebody tries. `fair` asks somebody whose turn it is to do what the step is for.
#[derive(Debug, Clone)]
struct Try {
    fair: bool,
    who: usize,
    subject: usize,
    verb: usize,
    step: usize,
    paper: usize,
    words: usize,
    seal: usize,
    serial: u8,
    hours: u16,
}

fn tries() -> impl Strategy<Value = Vec<Try>> {
    let one = (
        (prop::bool::weighted(0.7), 0..CAST.len() + 1, 0..SUBJECTS.len(), 0..Verb::ALL.len() - 1, 0..STEPS.len()),
        (0..5_usize, 0..WORDS.len(), 0..SEALS.len(), 0..4_u8, 0..700_u16),
    );
    let one = one.prop_map(|((fair, who, subject, verb, step), (paper, words, seal, serial, hours))| Try {
        fair,
        who,
        subject,
        verb,
        step,
        paper,
        words,
        seal,
        serial,
        hours,
    });
    prop::collection::vec(one, 1..60)
}

fn paper(which: usize) -> Paper {
    match which {
        0 => doc(),
        1 => doc2(),
        2 => doc().set("kind", r#""函""#).set("unit", r#""office""#),
        3 => news(),
        _ => doc().without("title"),
    }
}

/// The act a move comes to in this state.
#[expect(clippy::too_many_lines, reason = "a verb after the other")]
fn act(w: &World, t: &Try) -> Act {
    let rich = w.office.workflow_of("flow").is_some();
    let about = subject(if rich { FLOWS } else { SUBJECTS }[t.subject]);
    let docket = w.office.docket(&about);
    let step = docket.and_then(|docket| w.office.current_step(docket));
    let who = match (docket, t.fair) {
        (Some(docket), true) => {
            let signs = |who: &&str| w.office.signer(&fingerprint(who)).is_ok();
            let waiting: Vec<String> = w.office.waiting_for(docket).iter().map(ToString::to_string).collect();
            let able: Vec<&str> = waiting.iter().map(String::as_str).filter(signs).collect();
            able.get(t.who % able.len().max(1)).map_or_else(|| "zhou".to_owned(), ToString::to_string)
        }
        (None, true) => "zhou".to_owned(),
        (_, false) => CAST.get(t.who).map_or("stranger", |who| who).to_owned(),
    };
    let paper = match (docket, t.fair) {
        _ if rich => matter().body(["甲\n", "乙\n", "丙\n", "丁\n", "戊\n"][t.paper]),
        (None, true) if t.subject == 2 => news(),
        (None, true) => paper(t.paper % 3),
        _ => paper(t.paper),
    };
    let at = step.filter(|_| t.fair).map_or_else(|| slug(STEPS[t.step]), |step| step.name.clone());
    let words = if t.fair { "同意" } else { WORDS[t.words] }.to_owned();
    let time = w.time + i64::from(t.hours) * 3_600;
    let next = docket.and_then(|docket| w.office.next_number(docket, time).ok()).map(|number| number.text);
    let number = next.filter(|_| t.fair).unwrap_or_else(|| format!("临财〔2026〕{}号", t.serial));
    let verb = match (docket.map(|docket| docket.place), step, t.fair) {
        (None, _, true) => Verb::Submit,
        (Some(Place::At(_)), Some(step), true) if t.verb < 18 => step.forward(),
        (Some(Place::Back(_)), _, true) => Verb::Revise,
        _ => Verb::ALL[1 + t.verb],
    };
    let seal = if t.fair { SEALS[t.seal % 2] } else { SEALS[t.seal] };
    let other = slug(CAST[(t.who + t.seal) % CAST.len()]);
    let to = if t.serial == 0 { None } else { Some(slug(STEPS[t.paper])) };
    let deed = match verb {
        Verb::Found | Verb::Submit => Deed::Submit(paper.content()),
        Verb::Revise => Deed::Revise(paper.content()),
        Verb::Approve => Deed::Approve,
        Verb::Disagree => Deed::Disagree,
        Verb::Read => Deed::Read,
        Verb::Complete => Deed::Complete,
        Verb::Return => Deed::Return { to, straight: t.serial == 1 },
        Verb::Issue => Deed::Issue { number },
        Verb::Seal => Deed::Seal { seal: slug(seal) },
        Verb::Withdraw => Deed::Withdraw,
        Verb::Execute => Deed::Execute(paper.content()),
        Verb::Affirm => Deed::Affirm { affirms: u64::from(t.serial) },
        Verb::Reply => Deed::Reply,
        Verb::AddSign => match How::ALL[usize::from(t.serial)] {
            How::Lift => Deed::AddSign { to: None, how: How::Lift },
            how @ (How::Before | How::After | How::With) => Deed::AddSign { to: Some(other), how },
        },
        Verb::RemoveSign => Deed::RemoveSign { to: other },
        Verb::Transfer => Deed::Transfer { to: other },
        Verb::Consult => Deed::Consult { to: other },
        Verb::TakeBack => Deed::TakeBack,
        Verb::Terminate => Deed::Terminate,
        Verb::Urge => Deed::Urge,
        Verb::Circulate => Deed::Circulate { to: vec![other] },
        Verb::Instruct => Deed::Instruct { due: time + i64::from(t.hours) },
        Verb::Void => Deed::Void,
        Verb::Repeal => Deed::Repeal,
        Verb::Recall => Deed::Recall,
        Verb::Send => {
            let units = [UNITS[t.seal % UNITS.len()], UNITS[t.who % UNITS.len()]].map(|unit| unit.parse().unwrap());
            let [unit, copy] = units;
            Deed::Send { to: vec![unit, Recipient::Person(other)], copies: vec![copy] }
        }
        Verb::Open => {
            let addressee = Addressee::Unit(slug(UNITS[t.seal % 3]));
            Deed::Open { openings: vec![Opening { addressee, person: other, time: time - i64::from(t.serial) }] }
        }
        Verb::Receive => Deed::Receive { addressee: addressee(docket, t) },
        Verb::Refuse => Deed::Refuse { addressee: addressee(docket, t) },
    };
    let digest = matches!(deed, Deed::Submit(_) | Deed::Revise(_)).then(|| paper.digest());
    let beside = matches!(
        verb,
        Verb::Submit
            | Verb::Revise
            | Verb::Withdraw
            | Verb::Affirm
            | Verb::TakeBack
            | Verb::Urge
            | Verb::Circulate
            | Verb::Instruct
            | Verb::Void
            | Verb::Repeal
            | Verb::Recall
            | Verb::Send
            | Verb::Open
            | Verb::Receive
            | Verb::Refuse
    ) || matches!(verb, Verb::Read | Verb::Reply | Verb::Terminate) && t.serial == 0 && !t.fair;
    let current = docket.map(|docket| docket.digest).filter(|_| t.fair || t.serial > 0);
    let person = w.office.register().person(&slug(&who));
    Act {
        seq: w.seq + 1,
        time,
        signer: fingerprint(&who),
        name: person.map_or_else(String::new, |person| person.name.clone()),
        email: person.map_or_else(String::new, |person| person.email.clone()),
        subject: about,
        digest: digest.or(current).unwrap_or_else(|| paper.digest()),
        step: (!beside).then_some(at),
        behalf: (t.serial == 3 && !t.fair).then(|| slug(CAST[t.seal])),
        opinion: words.clone(),
        reason: words,
        confirms: None,
        deed,
    }
}

/// Units and groups of units as recipients.
const UNITS: [&str; 5] = ["office", "finance", "archive", "office/*", "+nothing"];

/// One to whom it was sent, or somebody else.
fn addressee(docket: Option<&Docket>, t: &Try) -> Addressee {
    let sent: Vec<&Addressee> = docket.into_iter().flat_map(|docket| docket.deliveries.keys()).collect();
    let known = sent.get(t.seal % sent.len().max(1)).map(|one| (*one).clone());
    known.filter(|_| t.serial < 3).unwrap_or_else(|| Addressee::Unit(slug(UNITS[t.seal % 3])))
}

/// Plays the moves; the acts that were accepted.
fn play(w: &mut World, tries: &[Try]) -> Vec<Act> {
    let mut accepted = Vec::new();
    for t in tries {
        let act = act(w, t);
        let before = w.seq;
        let verdict = w.attempt(&act);
        if w.seq > before {
            verdict.ok();
            w.time = act.time + 60;
            accepted.push(act);
            check_numbers(&w.office);
            for docket in w.office.dockets() {
                check_docket(docket, &accepted);
            }
        }
    }
    accepted
}

/// Each register counts 1, 2, 3 ... and no number is given twice.
fn check_numbers(office: &Office) {
    let mut serials: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    let mut texts = BTreeSet::new();
    for number in office.dockets().filter_map(|docket| docket.number.as_ref()) {
        serials.entry(&number.register).or_default().push(number.n);
        assert!(texts.insert(&number.text), "{} was given twice", number.text);
        assert_eq!(number.text, number.register.replace("{n}", &number.n.to_string()));
    }
    for (register, mut given) in serials {
        given.sort_unstable();
        let count = u32::try_from(given.len()).unwrap();
        assert_eq!(given, (1..=count).collect::<Vec<_>>(), "{register}");
        assert_eq!(office.numbers()[register], count);
    }
}

/// Who must have approved before a document by zhou's unit and of that issuer is signed off: by the cast's table, not by the engine.
fn posts(unit: &str) -> (&'static [&'static str], [&'static str; 2], &'static str, &'static str) {
    let reviewers: &[&str] = match unit {
        "finance" => &["lin"],
        "office" => &["wu"],
        _ => &["tang"],
    };
    (reviewers, ["chen", "wu"], "ma", "zhao")
}

/// What was signed off went through all steps with the content signed off; what was sealed was signed off before.
fn check_docket(docket: &Docket, accepted: &[Act]) {
    let about: Vec<&Act> = accepted.iter().filter(|act| act.subject == docket.subject).collect();
    let find = |seq: u64| *about.iter().find(|act| act.seq == seq).unwrap();
    let by = |act: &Act, who: &str| act.signer == fingerprint(who);
    assert_eq!(docket.trail.len(), about.len());
    if docket.subject.collection() != "documents" {
        assert!(docket.number.is_none() && docket.issued.is_none() && docket.seals.is_empty());
        return;
    }
    assert_eq!(docket.number.is_some(), docket.issued.is_some());
    let Some(issued) = docket.issued else {
        assert!(docket.seals.is_empty() && docket.place != Place::Done);
        return;
    };
    let issue = find(issued);
    let (reviewers, checkers, finance_head, office_head) = posts(docket.drafter_unit.as_str());
    let head = if docket.issuer.as_str() == "finance" { finance_head } else { office_head };
    assert!(by(issue, head) && issue.digest == docket.digest);
    let approved = |step: &str, who: &str| {
        let counts = |act: &&&Act| act.seq > docket.content_seq && act.seq < issued && by(act, who);
        about.iter().filter(counts).any(|act| {
            let agreed = act.deed == Deed::Approve && act.step == Some(slug(step));
            agreed && act.digest == issue.digest && !matches!(act.words(), "" | "已阅" | "Read.")
        })
    };
    assert!(reviewers.iter().any(|who| approved("review", who)), "{docket:?}");
    assert!(checkers.iter().all(|who| approved("check", who)), "{docket:?}");
    for (seal, seq) in &docket.seals {
        let custodian = if docket.issuer.as_str() == "finance" { "sun" } else { "qian" };
        assert!(seal.as_str().starts_with(docket.issuer.as_str()) && seal.as_str() != "finance-old");
        assert!(*seq > issued && by(find(*seq), custodian) && find(*seq).digest == docket.digest);
    }
    assert_eq!(docket.place == Place::Done, !docket.seals.is_empty());
}

/// Who is asked in the flow with every verb, by the cast's table.
const REVIEW: [&str; 2] = ["lin", "ma"];

/// What must hold in the flow with every verb, whatever anybody tries.
fn check_flow(w: &World, docket: &Docket) {
    let waiting = w.office.waiting_at(docket, w.time);
    assert_eq!(docket.is_open(), !waiting.is_empty(), "somebody can go on, or it is over: {docket:?}");
    let standing = |step: &str, who: &str| {
        let his = |mark: &&kanhe::office::Mark| {
            mark.void_by.is_none() && mark.step == Some(slug(step)) && mark.seq > docket.content_seq
        };
        docket.trail.iter().filter(his).any(|mark| mark.person.as_str() == who && mark.verb == Verb::Approve)
    };
    if docket.place == Place::Done {
        assert!(standing("decide", "zhao"), "zhao decides: {docket:?}");
        // Unless zhao has lifted the order, or somebody was given another's seat, both have reviewed.
        let moved = docket
            .trail
            .iter()
            .any(|mark| mark.verb == Verb::Transfer || mark.verb == Verb::AddSign && mark.how == Some(How::Lift));
        assert!(moved || REVIEW.iter().all(|who| standing("review", who)), "{docket:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_anybody_tries_the_rules_hold(tries in tries()) {
        play(&mut World::new(), &tries);
    }

    #[test]
    fn in_a_flow_with_every_verb_somebody_can_go_on_and_nobody_decides_for_others(tries in tries()) {
        let mut w = World::flow(TWO);
        for t in &tries {
            let act = act(&w, t);
            let before = w.seq;
            let verdict = w.attempt(&act);
            if w.seq > before {
                verdict.ok();
                w.time = act.time + 60;
                for docket in w.office.dockets() {
                    check_flow(&w, docket);
                }
            }
        }
    }

    #[test]
    fn a_flow_goes_on_from_what_was_kept_of_it_at_any_act(tries in tries()) {
        let mut w = World::flow(TWO);
        let mut other = w.clone();
        for t in &tries {
            let act = act(&w, t);
            let before = w.seq;
            let _: Option<u16> = w.attempt(&act).code();
            if w.seq > before {
                // What the other knows it has from a file.
                let kept = other.office.to_keep();
                let dockets: Vec<String> = other.office.dockets().map(|docket| serde_json::to_string(docket).unwrap()).collect();
                other.office = Office::from_kept(serde_json::from_str(&serde_json::to_string(&kept).unwrap()).unwrap()).unwrap();
                for docket in dockets {
                    other.office.recall(serde_json::from_str(&docket).unwrap());
                }
                other.attempt(&act).ok();
                w.time = act.time + 60;
                prop_assert_eq!(w.state(), other.state());
            }
        }
    }

    #[test]
    fn the_accepted_acts_alone_make_the_same_state(tries in tries()) {
        let mut w = World::new();
        let accepted = play(&mut w, &tries);
        let mut again = World::new();
        for act in &accepted {
            again.attempt(act).ok();
        }
        prop_assert_eq!(w.state(), again.state());
    }

    #[test]
    fn a_docket_kept_elsewhere_is_judged_alike(tries in tries()) {
        let mut w = World::new();
        let accepted = play(&mut w, &tries);
        let mut kept: BTreeMap<_, Docket> = BTreeMap::new();
        let mut numbers = BTreeMap::new();
        for act in &accepted {
            let mut fresh = World::new();
            fresh.office.recall_numbers(numbers);
            if let Some(docket) = kept.remove(&act.subject) {
                fresh.office.recall(docket);
            }
            fresh.attempt(act).ok();
            kept.insert(act.subject.clone(), fresh.office.docket(&act.subject).unwrap().clone());
            numbers = fresh.office.numbers().clone();
        }
        prop_assert_eq!(w.state(), (kept.into_values().collect(), numbers));
    }

    #[test]
    fn no_bytes_make_the_judge_panic(index in prop::collection::vec(any::<u8>(), 0..200), tail in ".{0,200}", size in any::<u64>()) {
        let w = World::new();
        let head = b"+++\ntitle = \"a\"\nunit = \"finance\"\nkind = \"\xe5\x87\xbd\"\nto = [\"a\"]\n+++\n";
        for index in [index.clone(), tail.clone().into_bytes(), [&head[..], tail.as_bytes()].concat(), [&head[..], &index].concat()] {
            let content = Content {
                index: Some(index),
                files: BTreeMap::from([(tail.clone(), size)]),
                ..Content::default()
            };
            let act = Act {
                seq: 1,
                time: i64::from_le_bytes(size.to_le_bytes()),
                signer: fingerprint("zhou"),
                name: "周明".to_owned(),
                email: "zhou@linjiang.example".to_owned(),
                subject: subject("documents/2026/a"),
                digest: Sha256::of(b"any"),
                step: None,
                behalf: None,
                opinion: tail.clone(),
                reason: String::new(),
                confirms: None,
                deed: Deed::Submit(content),
            };
            drop(w.office.judge(&act));
        }
    }

    #[test]
    fn no_file_makes_the_founding_panic(which in 0..30_usize, at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<bool>()) {
        let mut all = files();
        let path = all.keys().nth(which % all.len()).unwrap().clone();
        let bytes = all.get_mut(&path).unwrap();
        let at = at.index(bytes.len());
        if cut {
            bytes.truncate(at);
        } else {
            bytes[at] = byte;
        }
        drop(Workflow::read(&path, bytes));
        drop(Office::found(&all, &fingerprint("zhao")));
    }
}

#[test]
fn the_game_reaches_seals_often_enough_to_mean_something() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let (mut issued, mut sealed) = (0, 0);
    for _ in 0..60 {
        let mut w = World::new();
        let moves = tries().new_tree(&mut runner).unwrap().current();
        play(&mut w, &moves);
        issued += w.office.dockets().filter(|docket| docket.issued.is_some()).count();
        sealed += w.office.dockets().filter(|docket| !docket.seals.is_empty()).count();
    }
    assert!(issued >= 10 && sealed >= 5, "{issued} signed off, {sealed} sealed");
}
