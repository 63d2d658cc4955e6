//! 登录: who may sign in to the server, what his password must be, who sees to his account.

#![expect(clippy::unwrap_used, reason = "helpers of tests may panic")]

use std::collections::{BTreeMap, BTreeSet};

use kanhe::id::Fingerprint;
use kanhe::office::{Called, Files, Known, Means, NoEntry, Office, PasswordFault, Seen, attendance};

use crate::world::{edit, files, person, see_off, slug};

const DAY: i64 = 86_400;

fn with(login: &str, change: impl FnOnce(&mut Files)) -> Result<Office, Vec<String>> {
    let mut files = files();
    let settings = files.get_mut("kanhe.toml").unwrap();
    settings.extend_from_slice(login.as_bytes());
    change(&mut files);
    Office::read(&files).map_err(|faults| faults.into_iter().map(|fault| format!("{fault:?}")).collect())
}

fn office(login: &str) -> Office {
    with(login, |_| {}).unwrap()
}

fn judged(office: &Office, who: &str, password: &str, known: Known) -> Vec<PasswordFault> {
    let person = office.register().person(&slug(who)).unwrap();
    office.settings().login.judge_password(&slug(who), person, password, known).err().unwrap_or_default()
}

/// CON1-CON3: what is asked of a password differs by post; the first class that fits counts.
#[test]
fn a_class_of_people_has_its_own_rules() {
    let office = office(
        "[[login.class]]\nposts = [\"operator\", \"head\"]\nlength = 11\nmix = 4\nage = 30\nsecond = true\n\
         [[login.class]]\nposts = [\"deputy\"]\nlength = 8\nmix = 3\nage = 90\n\
         [[login.class]]\nlength = 6\nmix = 2\n",
    );
    for (who, password, wrong) in [
        ("sun", "Wq7#mzpt3Ku", vec![]),
        ("sun", "Wq7#mzpt3K", vec![PasswordFault::Short { least: 11 }]),
        ("sun", "Wq7mzpt3Kub", vec![PasswordFault::Plain { least: 4 }]),
        ("sun", "wq", vec![PasswordFault::Short { least: 11 }, PasswordFault::Plain { least: 4 }]),
        ("lin", "Wq7mzpt3", vec![]),
        ("lin", "wq7mzpt3", vec![PasswordFault::Plain { least: 3 }]),
        ("zhou", "wq7mzp", vec![]),
        ("zhou", "wqmzpk", vec![PasswordFault::Plain { least: 2 }]),
        ("zhou", "春眠不觉晓7", vec![]),
    ] {
        assert_eq!(judged(&office, who, password, Known::default()), wrong, "{who} {password}");
    }
    let login = &office.settings().login;
    let person = |who| office.register().person(&slug(who)).unwrap();
    assert!(login.class_of(person("tang")).second && !login.class_of(person("lin")).second);
    for (who, days, old) in [("sun", 30, false), ("sun", 31, true), ("lin", 31, false), ("zhou", 9_999, false)] {
        assert_eq!(login.is_old(person(who), 1_000, 1_000 + days * DAY), old, "{who} after {days} days");
    }
}

/// D3: default, simple and banned passwords are refused, and what a person is called; D5: so are those he had.
#[test]
fn a_password_is_not_simple_not_a_name_and_not_an_old_one() {
    let office = office("[login]\nbanned = [\"Qingzhe2026\"]\n[[login.class]]\nformer = 2\n");
    let none = Known::default();
    for (password, known, wrong) in [
        ("mzpt3kub", none, vec![]),
        ("mzpt3kub", Known { is_simple: true, had: None }, vec![PasswordFault::Simple]),
        ("QINGZHE2026", none, vec![PasswordFault::Simple]),
        ("ZHOU-33-mz", none, vec![PasswordFault::Name]),
        ("我是周明-7qk", none, vec![PasswordFault::Name]),
        ("mzpt3kub", Known { is_simple: false, had: Some(2) }, vec![PasswordFault::Former]),
        ("mzpt3kub", Known { is_simple: false, had: Some(3) }, vec![]),
    ] {
        assert_eq!(judged(&office, "zhou", password, known), wrong, "{password} {known:?}");
    }
    let long = "a1".repeat(129);
    assert_eq!(judged(&office, "zhou", &long, none), [PasswordFault::Long]);
    // The one he has is never a new one, whatever the settings say.
    let lax = with("[[login.class]]\nformer = 0\n", |_| {}).unwrap();
    assert_eq!(judged(&lax, "zhou", "mzpt3kub", Known { is_simple: false, had: Some(1) }), [PasswordFault::Former]);
}

/// C16, C24, C30: whom the register has as there gets in, and nobody else; CON7: shared accounts only where the office lets them.
#[test]
fn who_is_not_in_the_register_does_not_get_in() {
    let change = |files: &mut Files| {
        edit(files, "content/people/gao/index.md", "posts = [\"finance/deputy\"]", "posts = []\nstate = \"left\"");
        edit(files, "content/people/qian/index.md", "posts = []", "posts = []\nkind = \"shared\"\nowner = \"zhao\"");
        edit(files, "content/seals/office/index.md", "custodians = [\"qian\"]", "custodians = [\"sun\"]");
        let text = String::from_utf8(files["content/people/qian/index.md"].clone()).unwrap();
        let (fields, _) = text.split_once("[[certificate]]").unwrap();
        files.insert("content/people/qian/index.md".to_owned(), format!("{fields}+++\n").into_bytes());
        files.retain(|path, _| {
            !(path.starts_with("content/people/qian/")
                && std::path::Path::new(path).extension().is_some_and(|end| end == "asc"))
        });
    };
    for (login, shared) in [("", Ok(())), ("[login]\nshared = false\n", Err(NoEntry::Shared))] {
        let office = with(login, change).unwrap();
        let entry = |who| office.settings().login.entry(office.register(), &slug(who)).map(drop);
        assert_eq!(entry("zhou"), Ok(()));
        assert_eq!(entry("nobody"), Err(NoEntry::Unknown));
        assert_eq!(entry("gao"), Err(NoEntry::Left));
        assert_eq!(entry("qian"), shared);
    }
}

/// C6, CON4: who sees to whose account.
#[test]
fn an_account_is_seen_to_from_above_and_by_nobody_himself() {
    let office = office("[login]\nadministrators = [\"office/operator\"]\nunit-administrators = [\"head\"]\n");
    let sees = |by, of| office.settings().login.sees_to(office.register(), &slug(by), &slug(of));
    for (by, of, is) in [
        ("sun", "zhao", true),
        ("sun", "sun", false),
        ("ma", "zhou", true),
        ("ma", "ma", false),
        ("ma", "tang", false),
        ("ma", "sun", false),
        ("zhao", "zhou", true),
        ("zhao", "sun", false),
        ("tang", "zhou", false),
        ("zhou", "lin", false),
        ("nobody", "lin", false),
    ] {
        assert_eq!(sees(by, of), is, "{by} {of}");
    }
    let office = with("[login]\nadministrators = [\"office/operator\"]\n", |files| {
        person(files, "desk", "收发台", "office", &[], "active");
        edit(files, "content/people/desk/index.md", "unit =", "kind = \"service\"\nowner = \"sun\"\nunit =");
    });
    let office = office.unwrap();
    let sees = |of| office.settings().login.sees_to(office.register(), &slug("sun"), &slug(of));
    assert!(!sees("desk") && sees("zhao"), "a service has no account");
    let nobody = with("", |_| {}).unwrap();
    assert!(!nobody.settings().login.sees_to(nobody.register(), &slug("sun"), &slug("zhou")));
}

/// Who signs has a clone; who keeps the archive may have one; nobody else.
#[test]
fn the_record_is_fetched_by_who_signs_or_keeps_it() {
    let office = with("[login]\nclone = [\"office/clerk\", \"survey/head\"]\n", |files| {
        edit(files, "content/people/gao/index.md", "posts = [\"finance/deputy\"]", "posts = []\nstate = \"left\"");
        edit(files, "content/people/zhou/index.md", "posts = []", "posts = [\"office/clerk\"]");
    })
    .unwrap();
    let (login, register) = (&office.settings().login, office.register());
    let all: BTreeSet<Fingerprint> = register.certificates().map(|(fingerprint, _)| fingerprint.clone()).collect();
    let may = |who: &str, usable: &BTreeSet<Fingerprint>| {
        (login.may_clone(register, &slug(who), usable), login.may_push(register, &slug(who), usable))
    };
    for (who, used, unused) in [
        // A certificate in use; one that was lost opens nothing.
        ("sun", (true, true), (false, false)),
        // The post alone, whoever can sign.
        ("zhou", (true, true), (true, false)),
        // Who has left holds nothing.
        ("gao", (false, false), (false, false)),
        ("nobody", (false, false), (false, false)),
    ] {
        assert_eq!((may(who, &all), may(who, &BTreeSet::new())), (used, unused), "{who}");
    }
    let nobody = with("", |_| {}).unwrap();
    assert!(!nobody.settings().login.may_clone(nobody.register(), &slug("zhou"), &BTreeSet::new()));
}

/// CON5, CON6: what is not said has a value, and what cannot be is refused with its name.
#[test]
fn settings_that_cannot_be_are_refused() {
    let said = office("").settings().login.clone();
    assert_eq!((said.tries, said.idle, said.longest, said.initial, said.shared), (5, 60, 720, 7, true));
    assert!(said.takes(Means::Password) && said.takes(Means::Certificate));
    let only = office("[login]\nmethods = [\"certificate\"]\n").settings().login.clone();
    assert!(!only.takes(Means::Password) && only.takes(Means::Certificate) && !only.takes(Means::Proxy));
    assert!(office("[login]\nmethods = [\"proxy\"]\n").settings().login.takes(Means::Proxy));
    assert!(said.is_stale(0, 8 * DAY) && !said.is_stale(0, 7 * DAY));
    for wrong in [
        "[login]\ntries = 0\n",
        "[login]\nidle = 0\n",
        "[login]\nlongest = 44641\n",
        "[login]\ninitial = 366\n",
        "[login]\nbanned = [\"\"]\n",
        "[login]\nmethods = [\"password\", \"password\"]\n",
        "[login]\nmethods = [\"sms\"]\n",
        "[login]\nreading = \"nobody\"\n",
        "[login]\nadministrators = [\"operator\"]\n",
        "[login]\nclone = [\"archivist\"]\n",
        "[login]\nclone = true\n",
        "[login]\nother = 1\n",
        "[[login.class]]\nlength = 65\n",
        "[[login.class]]\nmix = 5\n",
        "[[login.class]]\nage = -1\n",
        "[[login.class]]\nformer = 25\n",
    ] {
        assert!(with(wrong, |_| {}).is_err(), "{wrong}");
    }
}

/// J6, J7, CON20: clerks look in within the windows of each working day, others in the morning and the afternoon; who did not is known.
#[test]
fn who_did_not_look_in_when_he_had_to_is_known() {
    const PRESENCE: &str = "[[login.presence]]\nposts = [\"clerk\"]\nwindows = [\"08:30-09:30\", \"15:30-16:30\"]\n\
        [[login.presence]]\nposts = [\"operator\"]\nwindows = []\n[[login.presence]]\nwindows = [\"00:00-12:00\", \"12:00-24:00\"]\n";
    let office = office(PRESENCE);
    let day = |day: i8| jiff::civil::date(2026, 3, day);
    // Friday, the week-end, Monday.
    let seen = Seen::from([
        (slug("chen"), BTreeMap::from([(day(6), vec![8 * 60 + 30, 16 * 60 + 29]), (day(9), vec![9 * 60 + 30])])),
        (slug("zhou"), BTreeMap::from([(day(6), vec![0, 719]), (day(7), vec![800])])),
    ]);
    let now = (day(9), 16 * 60 + 30);
    let login = &office.settings().login;
    let found = attendance(&login.presence, office.register(), office.calendar(), (day(6), day(10)), now, &seen);
    let of = |who: &str| found.iter().find(|one| one.person == slug(who));
    let missed = |who: &str| -> Vec<String> {
        of(who).unwrap().missed.iter().map(|(day, window)| format!("{day} {window}")).collect()
    };
    assert_eq!(
        (of("chen").unwrap().asked, missed("chen")),
        (4, vec!["2026-03-09 08:30-09:30".into(), "2026-03-09 15:30-16:30".into()])
    );
    // A window that is not over is asked of nobody yet; a day off of nobody at all.
    assert_eq!(
        (of("zhou").unwrap().asked, missed("zhou")),
        (3, vec!["2026-03-06 12:00-24:00".into(), "2026-03-09 00:00-12:00".into()])
    );
    assert!(of("sun").is_none(), "nothing is asked of operators");
    for wrong in
        ["[\"8:30-09:30\"]", "[\"09:30-08:30\"]", "[\"08:30-24:01\"]", "[\"08:30\"]", "[\"08:30-08:30\"]", "[1]"]
    {
        assert!(with(&format!("[[login.presence]]\nwindows = {wrong}\n"), |_| {}).is_err(), "{wrong}");
    }
}

/// Another system calls people by their slugs or mailboxes; whom it means the register says.
#[test]
fn who_is_meant_by_another_system_stands_in_the_register() {
    let (office, without) = (office(""), with("", see_off).unwrap());
    let login = &office.settings().login;
    let called = |called: Called<'_>| login.called(office.register(), called).map(|(slug, _)| slug.to_string());
    let zhou = office.register().person(&slug("zhou")).unwrap().email.clone();
    let upper = zhou.to_uppercase();
    for name in ["zhou", " ZHOU ", &zhou, &upper] {
        assert_eq!(called(Called::by(name)), Ok("zhou".to_owned()), "{name}");
    }
    for name in ["", " ", "@", "zho", "zhou@", "zhou@elsewhere.example", "../zhou", "周敏", "zhou\0"] {
        assert_eq!(called(Called::by(name)), Err(NoEntry::Unknown), "{name:?}");
    }
    assert_eq!(called(Called::Slug(&zhou)), Err(NoEntry::Unknown), "a slug is no mailbox");
    assert_eq!(called(Called::Email("zhou")), Err(NoEntry::Unknown), "and a mailbox no slug");
    assert_eq!(called(Called::Email("")), Err(NoEntry::Unknown));
    assert_eq!(login.called(without.register(), Called::by("zhou")).err(), Some(NoEntry::Left));
}
