//! 账户: signing in with a password, a code, a certificate; sessions, locks, the journal.

#![expect(clippy::unwrap_used, reason = "helpers of tests may panic")]

use kanhe::accounts::{
    Account, Accounts, Enrolment, Entered, Filter, Flag, Given, NotChosen, NotKnown, NotMade, Refused, Session, Stage,
    Visitor, What,
};
use kanhe::office::{Called, Files, Means, Office, PasswordFault, Person};

use crate::world::{files, see_off, slug};

/// 2026-03-02 10:00 in the office, a Monday.
const NOW: i64 = 1_772_416_800;
const DAY: i64 = 86_400;
const GOOD: &str = "mzpt3kub";

/// Accounts and the office they are of, at a time that a test moves.
struct Door {
    accounts: Accounts,
    office: Office,
    now: i64,
    address: &'static str,
}

fn read(login: &str, change: impl FnOnce(&mut Files)) -> Office {
    let mut files = files();
    files.get_mut("kanhe.toml").unwrap().extend_from_slice(login.as_bytes());
    change(&mut files);
    Office::read(&files).unwrap()
}

impl Door {
    fn new(login: &str) -> Self {
        Self { accounts: Accounts::in_memory().unwrap(), office: read(login, |_| {}), now: NOW, address: "10.1.1.7" }
    }

    fn visitor(&self) -> Visitor<'static> {
        let hour = i8::try_from((self.now / 3_600 + 8) % 24).unwrap();
        Visitor { address: self.address, agent: "Firefox", now: self.now, hour }
    }

    fn person(&self, who: &str) -> &Person {
        self.office.register().person(&slug(who)).unwrap()
    }

    fn open(&self, who: &str) -> String {
        let Given(password) = self.accounts.open_account(&self.visitor(), &slug(who), "sun").unwrap();
        password
    }

    /// Somebody who has chosen his password already.
    fn settle(&self, who: &str) {
        let initial = self.open(who);
        let entered = self.enter(who, &initial).unwrap();
        assert_eq!(entered.stage, Stage::Choose);
        self.choose(who, &initial, GOOD).unwrap();
        self.accounts.leave(&self.visitor(), &entered.secret).unwrap();
    }

    fn enter(&self, who: &str, password: &str) -> Result<Entered, Refused> {
        let login = &self.office.settings().login;
        self.accounts.enter(&self.visitor(), login, self.office.register(), (who, password)).unwrap()
    }

    fn choose(&self, who: &str, old: &str, new: &str) -> Result<(), NotChosen> {
        let login = &self.office.settings().login;
        let person = slug(who);
        self.accounts.choose(&self.visitor(), login, (&person, self.person(who)), (old, new), None).unwrap()
    }

    /// A program that shows a name and a password, or a token.
    fn known(&self, who: &str, shown: &str) -> Result<String, NotKnown> {
        let login = &self.office.settings().login;
        let known = self.accounts.known_by(&self.visitor(), login, self.office.register(), (who, shown)).unwrap();
        known.map(|person| person.to_string())
    }

    fn token(&self, who: &str) -> String {
        self.accounts.make_token(&self.visitor(), &slug(who), ("clone", 30), None).unwrap().unwrap()
    }

    fn session(&self, entered: &Entered) -> Option<Session> {
        let login = &self.office.settings().login;
        self.accounts.session(&entered.secret, login, self.office.register(), self.now).unwrap()
    }

    fn account(&self, who: &str) -> Account {
        self.accounts.account(&slug(who)).unwrap().unwrap()
    }

    /// What was written down, the oldest first.
    fn written(&self) -> Vec<(What, Option<String>)> {
        let (count, entries) = self.accounts.journal(&Filter::default(), 0, 1_000).unwrap();
        assert_eq!(count, entries.len() as u64);
        entries.into_iter().rev().map(|entry| (entry.what, entry.person.map(|person| person.to_string()))).collect()
    }
}

/// D4: the initial password opens nothing but the choice of another.
#[test]
fn an_initial_password_must_be_changed_before_anything_else() {
    let door = Door::new("");
    let initial = door.open("zhou");
    let entered = door.enter("zhou", &initial).unwrap();
    assert_eq!(entered.stage, Stage::Choose);
    assert_eq!(door.session(&entered).unwrap().stage, Stage::Choose);
    assert_eq!(door.choose("zhou", "wrong", GOOD), Err(NotChosen::Wrong));
    assert_eq!(
        door.choose("zhou", &initial, "111111"),
        Err(NotChosen::Faults(vec![
            PasswordFault::Short { least: 8 },
            PasswordFault::Plain { least: 2 },
            PasswordFault::Simple,
        ]))
    );
    assert_eq!(door.choose("zhou", &initial, &initial), Err(NotChosen::Faults(vec![PasswordFault::Former])));
    door.choose("zhou", &initial, GOOD).unwrap();
    assert_eq!(door.enter("zhou", &initial), Err(Refused::Wrong));
    assert_eq!(door.enter(" Zhou ", GOOD).unwrap().stage, Stage::In);
    assert!(!door.account("zhou").initial);
}

/// An initial password that nobody has used is of no use after the days the office says.
#[test]
fn an_initial_password_does_not_wait_for_ever() {
    let mut door = Door::new("[login]\ninitial = 3\n");
    let initial = door.open("zhou");
    door.now += 3 * DAY;
    assert!(door.enter("zhou", &initial).is_ok());
    door.now += 1;
    assert_eq!(door.enter("zhou", &initial), Err(Refused::Stale));
}

/// D7, CON5: after so many wrong passwords the account is locked until an administrator unlocks it.
#[test]
fn an_account_is_locked_after_wrong_passwords_and_opened_by_an_administrator() {
    let mut door = Door::new("[login]\ntries = 3\n");
    door.settle("zhou");
    for _ in 0..2 {
        assert_eq!(door.enter("zhou", "wrong"), Err(Refused::Wrong));
    }
    // One that is right begins the count anew.
    door.enter("zhou", GOOD).unwrap();
    for _ in 0..3 {
        assert_eq!(door.account("zhou").locked, None);
        assert_eq!(door.enter("zhou", "wrong"), Err(Refused::Wrong));
    }
    assert_eq!(door.account("zhou").locked, Some(NOW));
    // Only who knows the password is told; waiting does not help.
    door.now += 365 * DAY;
    assert_eq!(door.enter("zhou", "wrong"), Err(Refused::Wrong));
    assert_eq!(door.enter("zhou", GOOD), Err(Refused::Locked));
    door.accounts.unlock(&door.visitor(), &slug("zhou"), "sun").unwrap();
    assert_eq!(door.enter("zhou", GOOD).unwrap().stage, Stage::In);
    let written = door.written();
    assert_eq!(written.iter().filter(|(what, _)| *what == What::Locked).count(), 1);
    assert!(written.contains(&(What::Unlocked, Some("zhou".to_owned()))));
}

/// Somebody who sits down at another's open screen has no more tries at his password than at the door.
#[test]
fn an_open_screen_is_no_way_to_guess() {
    let door = Door::new("[login]\ntries = 3\n");
    door.settle("zhou");
    for _ in 0..3 {
        assert_eq!(door.choose("zhou", "wrong", "Wq7mzpt3"), Err(NotChosen::Wrong));
    }
    assert_eq!(door.account("zhou").locked, Some(NOW));
    assert_eq!(door.choose("zhou", GOOD, "Wq7mzpt3"), Err(NotChosen::Wrong));
    assert_eq!(door.enter("zhou", GOOD), Err(Refused::Locked));
    door.accounts.unlock(&door.visitor(), &slug("zhou"), "sun").unwrap();
    // One that may not be is no wrong one.
    for _ in 0..4 {
        assert!(matches!(door.choose("zhou", GOOD, "111111"), Err(NotChosen::Faults(_))));
    }
    door.choose("zhou", GOOD, "Wq7mzpt3").unwrap();
}

/// Many wrong ones at once are no more than one after another.
#[test]
fn guessing_at_once_gains_nothing() {
    let door = Door::new("[login]\ntries = 4\n");
    door.settle("zhou");
    let (login, register) = (&door.office.settings().login, door.office.register());
    let mut looked_at = 0;
    for round in 0..4 {
        std::thread::scope(|scope| {
            let tries: Vec<_> = (0..20)
                .map(|n| {
                    let guess = format!("wrong-{round}-{n}");
                    let (door, login) = (&door, &*login);
                    scope.spawn(move || door.accounts.enter(&door.visitor(), login, register, ("zhou", &guess)))
                })
                .collect();
            looked_at += tries.into_iter().flat_map(|one| one.join().unwrap()).count();
        });
    }
    assert!(looked_at >= 4, "{looked_at} were looked at");
    assert!(door.account("zhou").locked.is_some());
    // The address has sent thirty wrong ones by now, or not: from elsewhere the lock holds.
    let other = Door { address: "10.1.1.8", ..door };
    assert_eq!(other.enter("zhou", GOOD), Err(Refused::Locked));
}

/// Nothing tells whether a name has an account: not the answer, not the lock, not the journal's count.
#[test]
fn an_unknown_name_is_answered_as_a_wrong_password_is() {
    let door = Door::new("[login]\ntries = 2\n");
    door.settle("zhou");
    for who in ["zhou", "nobody", "lin", "", "../../etc/passwd", "' OR 1=1 --", "周明"] {
        for _ in 0..3 {
            assert_eq!(door.enter(who, "wrong"), Err(Refused::Wrong), "{who}");
        }
    }
    let (_, entries) = door.accounts.journal(&Filter { what: Some(What::Wrong), ..Filter::default() }, 0, 50).unwrap();
    assert_eq!(entries.len(), 21);
    // A name that is nobody's is written as it was typed, not as a person.
    assert!(entries.iter().any(|entry| entry.person.is_none() && entry.about == "' OR 1=1 --"));
}

/// Whoever guesses through many names from one place is slowed, and others are not.
#[test]
fn an_address_that_sends_many_wrong_ones_has_to_wait() {
    let mut door = Door::new("");
    door.settle("zhou");
    for n in 0..30 {
        assert_eq!(door.enter(&format!("name{n}"), "wrong"), Err(Refused::Wrong));
    }
    assert_eq!(door.enter("zhou", GOOD), Err(Refused::Later(600)));
    let asked = door.accounts.challenge(&door.visitor()).unwrap();
    assert_eq!(asked, Err(Refused::Later(600)));
    door.address = "10.1.1.8";
    assert!(door.enter("zhou", GOOD).is_ok());
    door.address = "10.1.1.7";
    door.now += 600;
    assert!(door.enter("zhou", GOOD).is_ok());
}

/// D6, CON4: who has forgotten his password gets another initial one, and all that was opened with the old one is closed.
#[test]
fn a_forgotten_password_is_reset_and_everything_is_closed() {
    let door = Door::new("[login]\ntries = 1\n");
    door.settle("zhou");
    let entered = door.enter("zhou", GOOD).unwrap();
    let token = door.accounts.make_token(&door.visitor(), &slug("zhou"), ("clone", 30), None).unwrap().unwrap();
    assert_eq!(door.enter("zhou", "wrong"), Err(Refused::Wrong));
    let Given(initial) = door.accounts.reset(&door.visitor(), &slug("zhou"), "sun", false).unwrap();
    assert_eq!(door.session(&entered), None);
    let holder = |token: &str| {
        door.accounts.holder_of_token(token, &door.office.settings().login, door.office.register(), door.now).unwrap()
    };
    assert_eq!(holder(&token), None);
    assert_eq!(door.enter("zhou", GOOD), Err(Refused::Wrong));
    door.accounts.unlock(&door.visitor(), &slug("zhou"), "sun").unwrap();
    assert_eq!(door.enter("zhou", &initial).unwrap().stage, Stage::Choose);
    // The one before the reset is one he had.
    assert_eq!(door.choose("zhou", &initial, GOOD), Err(NotChosen::Faults(vec![PasswordFault::Former])));
    for none in [
        door.accounts.reset(&door.visitor(), &slug("lin"), "sun", true).map(drop),
        door.accounts.unlock(&door.visitor(), &slug("lin"), "sun"),
    ] {
        assert!(none.unwrap_err().to_string().contains("lin"));
    }
}

/// D5: a password that is old enough is changed before anything else; those before it do not come again.
#[test]
fn an_old_password_is_changed_and_former_ones_do_not_come_again() {
    let mut door = Door::new("[[login.class]]\nage = 60\nformer = 2\n");
    door.settle("zhou");
    door.now += 60 * DAY;
    assert_eq!(door.enter("zhou", GOOD).unwrap().stage, Stage::In);
    door.now += 1;
    assert_eq!(door.enter("zhou", GOOD).unwrap().stage, Stage::Choose);
    door.choose("zhou", GOOD, "Wq7mzpt3").unwrap();
    for old in ["Wq7mzpt3", GOOD] {
        let refused = door.choose("zhou", "Wq7mzpt3", old);
        assert_eq!(refused, Err(NotChosen::Faults(vec![PasswordFault::Former])), "{old}");
    }
    door.choose("zhou", "Wq7mzpt3", "9kd-tulm").unwrap();
    door.now += 1;
    door.choose("zhou", "9kd-tulm", GOOD).unwrap();
}

/// Who changes his password is signed out everywhere but where he did.
#[test]
fn a_change_of_password_signs_out_everywhere_else() {
    let door = Door::new("");
    door.settle("zhou");
    let (here, there) = (door.enter("zhou", GOOD).unwrap(), door.enter("zhou", GOOD).unwrap());
    let login = &door.office.settings().login;
    let who = (&slug("zhou"), door.person("zhou"));
    let done = door.accounts.choose(&door.visitor(), login, who, (GOOD, "Wq7mzpt3"), Some(&here.secret)).unwrap();
    assert_eq!(done, Ok(()));
    assert!(door.session(&here).is_some() && door.session(&there).is_none());
    assert_eq!(door.accounts.sessions(&slug("zhou")).unwrap().len(), 1);
    let third = door.enter("zhou", "Wq7mzpt3").unwrap();
    let ended = door.accounts.leave_everywhere(&door.visitor(), &slug("zhou"), Some(&third.secret), None).unwrap();
    assert_eq!(ended, 1);
    assert!(door.session(&here).is_none() && door.session(&third).is_some());
}

/// Sessions end when they are not used, when they have lasted, when somebody signs out, and at once when he leaves the register (C30).
#[test]
fn a_session_ends() {
    let mut door = Door::new("[login]\nidle = 30\nlongest = 120\n");
    door.settle("zhou");
    let entered = door.enter("zhou", GOOD).unwrap();
    for _ in 0..4 {
        assert!(door.session(&entered).is_some());
        door.now += 29 * 60;
    }
    assert!(door.session(&entered).is_some(), "used all the time, for 116 minutes");
    door.now += 5 * 60;
    assert!(door.session(&entered).is_none(), "for 121 minutes");
    let entered = door.enter("zhou", GOOD).unwrap();
    door.now += 31 * 60;
    assert!(door.session(&entered).is_none(), "not used for 31 minutes");
    door.now -= 31 * 60;
    assert!(door.session(&entered).is_none(), "and not again when the clock is set back");
    let entered = door.enter("zhou", GOOD).unwrap();
    door.accounts.leave(&door.visitor(), &entered.secret).unwrap();
    assert!(door.session(&entered).is_none());
    let entered = door.enter("zhou", GOOD).unwrap();
    door.office = read("", see_off);
    assert!(door.session(&entered).is_none());
    assert_eq!(door.enter("zhou", GOOD), Err(Refused::Wrong));
    assert_eq!(door.session(&Entered { secret: String::new(), stage: Stage::In }), None);
}

/// Somebody who could set a cookie before gains nothing: each stage has a secret of its own (session fixation).
#[test]
fn a_secret_is_of_no_use_after_the_next_step() {
    let door = Door::new("[[login.class]]\nsecond = true\n");
    let initial = door.open("zhou");
    let first = door.enter("zhou", &initial).unwrap();
    let (login, who) = (&door.office.settings().login, (&slug("zhou"), door.person("zhou")));
    let chosen = door.accounts.choose(&door.visitor(), login, who, (&initial, GOOD), Some(&first.secret)).unwrap();
    assert_eq!(chosen, Ok(()));
    let second = door.accounts.after_choosing(&door.visitor(), login, who, &first.secret).unwrap();
    assert_eq!(second.stage, Stage::Enrol);
    assert_ne!(first.secret, second.secret);
    assert!(door.session(&first).is_none());
    assert_eq!(door.session(&second).unwrap().stage, Stage::Enrol);
}

/// The second factor: set up once, asked for at each sign-in, each code good once.
#[test]
fn a_second_factor_is_set_up_and_asked_for() {
    let mut door = Door::new("[[login.class]]\nsecond = true\n");
    let initial = door.open("zhou");
    let entered = door.enter("zhou", &initial).unwrap();
    assert_eq!(entered.stage, Stage::Choose);
    let (zhou, login) = (slug("zhou"), door.office.settings().login.clone());
    let chosen = door
        .accounts
        .choose(&door.visitor(), &login, (&zhou, door.person("zhou")), (&initial, GOOD), Some(&entered.secret))
        .unwrap();
    assert_eq!(chosen, Ok(()));
    let who = (&zhou, door.person("zhou"));
    let entered = door.accounts.after_choosing(&door.visitor(), &login, who, &entered.secret).unwrap();
    assert_eq!(entered.stage, Stage::Enrol);
    let Enrolment { url, secret } = door.accounts.enrol(&entered.secret, "青柘市政务", &zhou).unwrap();
    assert!(url.starts_with("otpauth://totp/") && url.contains(&secret), "{url}");
    let code = |now: i64| {
        let secret = totp_rs::Secret::try_from_base32(&secret).unwrap();
        let totp = totp_rs::Builder::new().with_secret(secret).with_account_name("zhou").build().unwrap();
        totp.generate(u64::try_from(now).unwrap()).to_string()
    };
    let confirm = |door: &Door, code: &str| {
        door.accounts.confirm(&door.visitor(), &login, (&zhou, door.person("zhou")), &entered.secret, code).unwrap()
    };
    assert_eq!(confirm(&door, "000000").map(|one| one.stage), Err(Refused::Proof));
    assert_eq!(confirm(&door, &code(door.now)).unwrap().stage, Stage::In);
    let half = door.enter("zhou", GOOD).unwrap();
    assert_eq!(half.stage, Stage::Code);
    let prove = |door: &Door, own: &Entered, code: &str| {
        door.accounts.prove(&door.visitor(), &login, (&zhou, door.person("zhou")), &own.secret, code).unwrap()
    };
    // The code that set it up has been used.
    assert_eq!(prove(&door, &half, &code(door.now)), Err(Refused::Proof));
    door.now += 60;
    let right = code(door.now);
    let whole = prove(&door, &half, &format!("{} {}", &right[..3], &right[3..])).unwrap();
    assert_eq!(whole.stage, Stage::In);
    assert!(door.session(&half).is_none() && door.session(&whole).is_some());
    let again = door.enter("zhou", GOOD).unwrap();
    assert_eq!(prove(&door, &again, &right), Err(Refused::Proof));
    // Half a minute early or late is forgiven, more is not.
    door.now += 120;
    assert_eq!(prove(&door, &again, &code(door.now - 60)), Err(Refused::Proof));
    assert!(prove(&door, &again, &code(door.now + 30)).is_ok());
    // An open screen is not enough to give it up, or to put another in its place.
    let forget = |door: &Door, code: &str| door.accounts.forget_code(&door.visitor(), &login, &zhou, code).unwrap();
    assert_eq!(forget(&door, "000000"), Err(Refused::Proof));
    let open = door.enter("zhou", GOOD).unwrap();
    let Enrolment { secret: another, .. } = door.accounts.enrol(&open.secret, "青柘市政务", &zhou).unwrap();
    let totp = totp_rs::Secret::try_from_base32(&another).unwrap();
    let totp = totp_rs::Builder::new().with_secret(totp).with_account_name("zhou").build().unwrap();
    let his = totp.generate(u64::try_from(door.now).unwrap()).to_string();
    let put = door.accounts.confirm(&door.visitor(), &login, (&zhou, door.person("zhou")), &open.secret, &his).unwrap();
    assert_eq!(put.map(|one| one.stage), Err(Refused::Proof));
    door.now += 120;
    assert_eq!(forget(&door, &code(door.now)), Ok(()));
    assert_eq!(door.enter("zhou", GOOD).unwrap().stage, Stage::Enrol);
}

/// Wrong codes count as wrong passwords do, and the right password does not begin the count anew: codes are not to be guessed.
#[test]
fn wrong_codes_lock_an_account() {
    let mut door = Door::new("[login]\ntries = 4\n");
    door.settle("zhou");
    let (zhou, login) = (slug("zhou"), door.office.settings().login.clone());
    let entered = door.enter("zhou", GOOD).unwrap();
    let Enrolment { secret, .. } = door.accounts.enrol(&entered.secret, "青柘市政务", &zhou).unwrap();
    let code = |now: i64| {
        let secret = totp_rs::Secret::try_from_base32(&secret).unwrap();
        let totp = totp_rs::Builder::new().with_secret(secret).with_account_name("zhou").build().unwrap();
        totp.generate(u64::try_from(now).unwrap()).to_string()
    };
    let who = |door: &Door| door.person("zhou").clone();
    let entry = who(&door);
    let set = door.accounts.confirm(&door.visitor(), &login, (&zhou, &entry), &entered.secret, &code(door.now));
    assert!(set.unwrap().is_ok());
    door.now += 120;
    for _ in 0..4 {
        let half = door.enter("zhou", GOOD).unwrap();
        let proved = door.accounts.prove(&door.visitor(), &login, (&zhou, &entry), &half.secret, "000000").unwrap();
        assert_eq!(proved, Err(Refused::Proof));
    }
    assert_eq!(door.account("zhou").locked, Some(door.now));
    assert_eq!(door.enter("zhou", GOOD), Err(Refused::Locked));
    door.accounts.unlock(&door.visitor(), &zhou, "sun").unwrap();
    let half = door.enter("zhou", GOOD).unwrap();
    let right = code(door.now);
    let proved = door.accounts.prove(&door.visitor(), &login, (&zhou, &entry), &half.secret, &right).unwrap();
    assert_eq!(proved.unwrap().stage, Stage::In);
    assert_eq!(door.account("zhou").failures, 0);
}

/// Sessions that have ended are no places where somebody is signed in.
#[test]
fn what_has_ended_is_not_listed() {
    let mut door = Door::new("[login]\nidle = 30\n");
    door.settle("zhou");
    door.enter("zhou", GOOD).unwrap();
    door.now += 31 * 60;
    door.address = "10.1.1.8";
    door.enter("zhou", GOOD).unwrap();
    assert_eq!(door.accounts.sessions(&slug("zhou")).unwrap().len(), 1);
    let signed_in = Filter { what: Some(What::SignedIn), ..Filter::default() };
    let (_, entries) = door.accounts.journal(&signed_in, 0, 1).unwrap();
    assert_eq!(entries[0].flags, [Flag::NewAddress], "and nobody is signed in elsewhere");
}

/// D12: a challenge is signed by the registered certificate; it is good once, and for five minutes.
#[test]
fn a_challenge_is_answered_once_and_in_time() {
    let mut door = Door::new("");
    door.settle("zhou");
    let enter = |door: &Door, who: &str, nonce: &str, good: bool| {
        let (login, register) = (&door.office.settings().login, door.office.register());
        door.accounts.enter_by_certificate(&door.visitor(), login, register, (who, nonce), |_, _| good).unwrap()
    };
    let nonce = |door: &Door| door.accounts.challenge(&door.visitor()).unwrap().unwrap();
    let first = nonce(&door);
    assert_eq!(enter(&door, "zhou", &first, true).unwrap().stage, Stage::In);
    assert_eq!(enter(&door, "zhou", &first, true), Err(Refused::Proof));
    let wrong = nonce(&door);
    assert_eq!(enter(&door, "zhou", &wrong, false), Err(Refused::Proof));
    assert_eq!(enter(&door, "zhou", &wrong, true), Err(Refused::Proof), "used up");
    assert_eq!(enter(&door, "zhou", "made up", true), Err(Refused::Proof));
    // Who has no account, or is not in the register, has no business here, whatever he signs.
    for who in ["lin", "nobody"] {
        assert_eq!(enter(&door, who, &nonce(&door), true), Err(Refused::Proof), "{who}");
    }
    let late = nonce(&door);
    door.now += 301;
    assert_eq!(enter(&door, "zhou", &late, true), Err(Refused::Proof));
}

/// A clock that is set back by a day: what was begun before is over, and nobody waits a day for what takes minutes.
#[test]
fn a_clock_that_is_set_back_keeps_nobody_in_and_nobody_out() {
    let mut door = Door::new("[login]\nidle = 30\n");
    door.settle("zhou");
    let (login, register) = (door.office.settings().login.clone(), door.office.register().clone());
    let answer = |door: &Door, nonce: &str| {
        door.accounts.enter_by_certificate(&door.visitor(), &login, &register, ("zhou", nonce), |_, _| true).unwrap()
    };
    let nonce = |door: &Door| door.accounts.challenge(&door.visitor()).unwrap().unwrap();
    // A little: nothing ends.
    let (entered, asked) = (door.enter("zhou", GOOD).unwrap(), nonce(&door));
    door.now -= 120;
    assert!(door.session(&entered).is_some());
    assert!(answer(&door, &asked).is_ok());
    // By a day: sessions and challenges of then are no longer good, and are tidied up.
    let (entered, asked, forgotten) = (door.enter("zhou", GOOD).unwrap(), nonce(&door), door.enter("zhou", GOOD));
    assert!(forgotten.is_ok());
    for n in 0..30 {
        door.enter(&format!("name{n}"), "wrong").unwrap_err();
    }
    door.now -= 86_400;
    assert_eq!(door.session(&entered), None);
    door.address = "10.1.1.8";
    assert_eq!(answer(&door, &asked), Err(Refused::Proof));
    door.accounts.tidy(&login, door.now).unwrap();
    assert_eq!(door.accounts.signed_in().unwrap(), 0);
    // Whoever sent wrong ones waits ten minutes from now on.
    door.address = "10.1.1.7";
    assert_eq!(door.enter("zhou", GOOD), Err(Refused::Later(600)));
    door.now += 600;
    assert!(door.enter("zhou", GOOD).is_ok());
}

/// CON6: the office says which ways in are open.
#[test]
fn a_way_in_that_is_closed_stays_closed() {
    let door = Door::new("[login]\nmethods = [\"certificate\"]\n");
    let initial = door.open("zhou");
    assert_eq!(door.enter("zhou", &initial), Err(Refused::Closed));
    let door = Door::new("[login]\nmethods = [\"password\"]\n");
    let nonce = door.accounts.challenge(&door.visitor()).unwrap().unwrap();
    let (login, register) = (&door.office.settings().login, door.office.register());
    let entered =
        door.accounts.enter_by_certificate(&door.visitor(), login, register, ("zhou", &nonce), |_, _| true).unwrap();
    assert_eq!(entered, Err(Refused::Closed));
}

/// Another system that the office trusts says who somebody is: the register and the accounts say whether he comes in.
#[test]
fn who_is_vouched_for_comes_in_if_he_has_an_account() {
    let mut door = Door::new("[login]\nmethods = [\"proxy\"]\n[[login.class]]\nsecond = true\n");
    door.open("zhou");
    let enter = |door: &Door, means: Means, name: &str| {
        let (login, register) = (&door.office.settings().login, door.office.register());
        door.accounts.enter_vouched(&door.visitor(), login, register, (means, Called::by(name))).unwrap()
    };
    // The initial password and the second factor are not asked for: the other system answers for him.
    let entered = enter(&door, Means::Proxy, "zhou").unwrap();
    assert_eq!((entered.stage, door.session(&entered).unwrap().person), (Stage::In, slug("zhou")));
    for (name, whose) in [("lin", Some("lin")), ("nobody", None), ("", None)] {
        assert_eq!(enter(&door, Means::Proxy, name), Err(Refused::Unknown), "{name}");
        assert_eq!(door.written().pop(), Some((What::Refused, whose.map(str::to_owned))));
    }
    // No way in is opened by its name alone.
    for means in [Means::Password, Means::Certificate, Means::Oidc] {
        assert_eq!(enter(&door, means, "zhou"), Err(Refused::Closed));
    }
    // Who leaves is out at once, and does not come back.
    door.office = read("[login]\nmethods = [\"proxy\"]\n", see_off);
    assert!(door.session(&entered).is_none());
    assert_eq!(enter(&door, Means::Proxy, "zhou"), Err(Refused::Unknown));
    door.office = read("", |_| {});
    assert_eq!(enter(&door, Means::Proxy, "zhou"), Err(Refused::Closed));
    // Who gives himself out for that system has to wait as who guesses passwords has, and fills no disk.
    for _ in 0..100 {
        door.accounts.not_vouched(&door.visitor(), "zhou").unwrap();
    }
    assert_eq!(door.written().into_iter().filter(|(what, _)| *what == What::WrongProof).count(), 30);
    assert_eq!(enter(&door, Means::Proxy, "zhou"), Err(Refused::Closed));
}

/// Tokens: for programs, for a time, and only of who may have an account.
#[test]
fn a_token_is_good_for_its_time() {
    let mut door = Door::new("");
    door.settle("zhou");
    let zhou = slug("zhou");
    let token = door.accounts.make_token(&door.visitor(), &zhou, ("办公室电脑", 30), None).unwrap().unwrap();
    let holder = |door: &Door, token: &str| {
        door.accounts.holder_of_token(token, &door.office.settings().login, door.office.register(), door.now).unwrap()
    };
    assert_eq!(holder(&door, &token), Some(zhou.clone()));
    assert_eq!(holder(&door, &token[..token.len() - 1]), None);
    assert_eq!(holder(&door, ""), None);
    let make = |name: &str| door.accounts.make_token(&door.visitor(), &zhou, (name, 30), None).unwrap();
    assert_eq!(make(" 办公室电脑 "), Err(NotMade::Exists));
    for name in ["", " ", "a\u{200b}b", &"长".repeat(61)] {
        assert_eq!(make(name), Err(NotMade::Name), "{name}");
    }
    let known = &door.accounts.tokens(&zhou).unwrap()[0];
    assert_eq!((known.name.as_str(), known.used), ("办公室电脑", Some(NOW)));
    door.now += 30 * DAY;
    assert_eq!(holder(&door, &token), None);
    door.now = NOW;
    assert_eq!(door.accounts.drop_token(&door.visitor(), &zhou, "办公室电脑", None).unwrap(), 1);
    assert_eq!(holder(&door, &token), None);
}

/// What a program shows opens what a session would, and no more.
#[test]
fn a_program_shows_a_password_or_a_token() {
    let mut door = Door::new("");
    let initial = door.open("zhou");
    assert_eq!(door.known("zhou", &initial), Err(NotKnown::Choose));
    let entered = door.enter("zhou", &initial).unwrap();
    door.choose("zhou", &initial, GOOD).unwrap();
    door.accounts.leave(&door.visitor(), &entered.secret).unwrap();
    assert_eq!(door.known(" Zhou ", GOOD), Ok("zhou".to_owned()));
    let token = door.token("zhou");
    assert_eq!(door.known("zhou", &token), Ok("zhou".to_owned()));
    // Another's name, a token that is over, one that was given up.
    door.settle("lin");
    let wrong = Err(NotKnown::Refused(Refused::Wrong));
    assert_eq!(door.known("lin", &token), wrong);
    assert_eq!(door.account("lin").failures, 1);
    door.now += 30 * DAY;
    assert_eq!(door.known("zhou", &token), wrong);
    door.now = NOW;
    door.accounts.drop_token(&door.visitor(), &slug("zhou"), "clone", None).unwrap();
    assert_eq!(door.known("zhou", &token), wrong);
    // Somebody without an account has no use of one.
    let token = door.token("sun");
    assert_eq!(door.known("sun", &token), wrong);
}

/// D11: where a second factor is asked for or set up, a password alone is not enough for a program.
#[test]
fn a_second_factor_asks_programs_for_a_token() {
    let door = Door::new("[[login.class]]\nposts = [\"operator\"]\nsecond = true\n[[login.class]]\n");
    door.settle("sun");
    assert_eq!(door.known("sun", GOOD), Err(NotKnown::Second));
    assert_eq!(door.known("sun", &door.token("sun")), Ok("sun".to_owned()));
    // A right password alone begins no count anew.
    assert_eq!(door.known("sun", "wrong"), Err(NotKnown::Refused(Refused::Wrong)));
    assert_eq!(door.known("sun", GOOD), Err(NotKnown::Second));
    assert_eq!(door.account("sun").failures, 1);
}

/// D7: what a program shows wrongly counts with what is typed wrongly, and locks; CON5.
#[test]
fn what_programs_show_wrongly_locks_an_account() {
    let mut door = Door::new("[login]\ntries = 4\n");
    door.settle("zhou");
    door.settle("lin");
    let token = door.token("zhou");
    let wrong = Err(NotKnown::Refused(Refused::Wrong));
    let almost = format!("{}{}", &token[..token.len() - 1], if token.ends_with('A') { 'B' } else { 'A' });
    assert_eq!(door.enter("zhou", "wrong"), Err(Refused::Wrong));
    for shown in ["wrong", almost.as_str(), &token[..token.len() - 1]] {
        assert_eq!(door.known("zhou", shown), wrong, "{shown}");
    }
    let locked = Err(NotKnown::Refused(Refused::Locked));
    assert_eq!((door.known("zhou", GOOD), door.known("zhou", &token)), (locked.clone(), locked));
    assert!(door.account("zhou").locked.is_some());
    assert!(door.written().contains(&(What::Locked, Some("zhou".to_owned()))));
    // From one address only so many, whoever they are about.
    door.address = "10.1.1.8";
    for _ in 0..30 {
        assert_eq!(door.known("nobody", "wrong"), wrong);
    }
    assert!(matches!(door.known("nobody", "wrong"), Err(NotKnown::Refused(Refused::Later(_)))));
    assert!(matches!(door.enter("zhou", GOOD), Err(Refused::Later(_))));
    let token = door.token("lin");
    assert!(matches!(door.known("lin", &token), Err(NotKnown::Refused(Refused::Later(_)))));
}

/// A password that was right a moment ago is taken without being looked at, and not a moment longer than the account keeps it.
#[test]
fn a_password_is_remembered_as_long_as_it_is_the_accounts() {
    type Change = fn(&mut Door);
    let ways: [(&str, Change, Result<&str, NotKnown>); 6] = [
        ("nothing", |_| {}, Ok("zhou")),
        (
            "another password",
            |door| door.choose("zhou", GOOD, "qx7-vbnw").unwrap(),
            Err(NotKnown::Refused(Refused::Wrong)),
        ),
        (
            "reset",
            |door| {
                door.accounts.reset(&door.visitor(), &slug("zhou"), "sun", false).unwrap();
            },
            Err(NotKnown::Refused(Refused::Wrong)),
        ),
        (
            "locked",
            |door| {
                for _ in 0..5 {
                    assert_eq!(door.enter("zhou", "wrong"), Err(Refused::Wrong));
                }
            },
            Err(NotKnown::Refused(Refused::Locked)),
        ),
        (
            "the way is closed",
            |door| door.office = read("[login]\nmethods = [\"certificate\"]\n", |_| {}),
            Err(NotKnown::Refused(Refused::Closed)),
        ),
        (
            "a second factor is asked for",
            |door| door.office = read("[[login.class]]\nsecond = true\n", |_| {}),
            Err(NotKnown::Second),
        ),
    ];
    for (way, change, known) in ways {
        let mut door = Door::new("");
        door.settle("zhou");
        assert_eq!(door.known("zhou", GOOD), Ok("zhou".to_owned()), "{way}");
        change(&mut door);
        assert_eq!(door.known("zhou", GOOD), known.map(str::to_owned), "{way}");
    }
    // It is really not looked at: the count of tries stays, where a password that is looked at begins it anew.
    let mut door = Door::new("");
    door.settle("zhou");
    door.known("zhou", GOOD).unwrap();
    assert_eq!(door.enter("zhou", "wrong"), Err(Refused::Wrong));
    door.now += 59;
    door.known("zhou", GOOD).unwrap();
    assert_eq!(door.account("zhou").failures, 1);
    door.now += 1;
    door.known("zhou", GOOD).unwrap();
    assert_eq!(door.account("zhou").failures, 0);
}

/// Q3, Q4: what happened is in the journal, and what is out of the ordinary is marked.
#[test]
fn the_journal_marks_what_is_out_of_the_ordinary() {
    let mut door = Door::new("");
    door.settle("zhou");
    let flags = |door: &Door| {
        let (_, entries) =
            door.accounts.journal(&Filter { what: Some(What::SignedIn), ..Filter::default() }, 0, 1).unwrap();
        entries[0].flags.clone()
    };
    let first = door.enter("zhou", GOOD).unwrap();
    assert_eq!(flags(&door), []);
    door.accounts.leave(&door.visitor(), &first.secret).unwrap();
    door.address = "192.168.9.9";
    door.enter("zhou", GOOD).unwrap();
    assert_eq!(flags(&door), [Flag::NewAddress]);
    door.now += 13 * 3_600;
    door.enter("zhou", GOOD).unwrap();
    assert_eq!(flags(&door), [Flag::Night], "what he signed in with before has ended");
    door.address = "10.1.1.7";
    assert_eq!(door.enter("zhou", "wrong"), Err(Refused::Wrong));
    door.enter("zhou", GOOD).unwrap();
    assert_eq!(flags(&door), [Flag::AfterFailures, Flag::Night, Flag::Elsewhere]);
    door.accounts.note(&door.visitor(), &slug("zhou"), What::Read, "/documents/2026/a/").unwrap();
    let read = Filter { person: Some(slug("zhou")), what: Some(What::Read), ..Filter::default() };
    let (count, entries) = door.accounts.journal(&read, 0, 10).unwrap();
    assert_eq!((count, entries[0].about.as_str(), entries[0].address.as_str()), (1, "/documents/2026/a/", "10.1.1.7"));
    let flagged = Filter { flagged: true, from: Some(NOW), until: Some(NOW + 1), ..Filter::default() };
    assert_eq!(door.accounts.journal(&flagged, 0, 10).unwrap().0, 1);
    assert_eq!(door.accounts.journal(&Filter::default(), 1, 2).unwrap().1.len(), 2);
}

/// The file is its owner's alone, is found again as it was, and two programs may have it open.
#[test]
fn the_file_is_its_owners_alone_and_is_found_again() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("kanhe").join("accounts.sqlite");
    let office = read("", |_| {});
    let visitor = Visitor { address: "", agent: "", now: NOW, hour: 10 };
    let first = Accounts::open(&path).unwrap();
    let Given(initial) = first.open_account(&visitor, &slug("zhou"), "sun").unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
    let second = Accounts::open(&path).unwrap();
    assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    let enter = |accounts: &Accounts| {
        accounts.enter(&visitor, &office.settings().login, office.register(), ("zhou", &initial)).unwrap().unwrap()
    };
    let entered = enter(&second);
    assert!(first.session(&entered.secret, &office.settings().login, office.register(), NOW).unwrap().is_some());
    assert!(first.open_account(&visitor, &slug("zhou"), "sun").is_err());
    // Nothing that opens anything stands in it as it is.
    drop((first, second));
    let bytes: Vec<u8> = std::fs::read_dir(path.parent().unwrap())
        .unwrap()
        .flat_map(|file| std::fs::read(file.unwrap().path()).unwrap())
        .collect();
    for secret in [&initial, &entered.secret] {
        assert!(!bytes.windows(secret.len()).any(|part| part == secret.as_bytes()));
    }
    std::fs::write(&path, b"this is no database, and it is long enough to be looked at as if it were one").unwrap();
    assert!(Accounts::open(&path).is_err());
}

/// Q5: what was taken out as a file may be forgotten, and that it was is written down. Numbers go on.
#[test]
fn lines_that_were_taken_out_are_forgotten_and_their_numbers_do_not_come_again() {
    let mut door = Door::new("");
    door.settle("zhou");
    let all = |door: &Door| door.accounts.journal(&Filter::default(), 0, 99).unwrap().1;
    let lines = all(&door);
    let (first, last) = (lines.last().unwrap().number, lines[0].number);
    door.now += 100 * 86_400;
    let gone = door.accounts.exported(&door.visitor(), (&slug("sun"), "root"), "1-2", Some((first, last))).unwrap();
    assert_eq!(gone, lines.len());
    let left = all(&door);
    assert_eq!((left.len(), left[0].what, left[0].about.as_str()), (1, What::Exported, "1-2"));
    assert_eq!((left[0].number, left[0].by.as_deref()), (last + 1, Some("root")));
    door.accounts.note(&door.visitor(), &slug("zhou"), What::Read, "/").unwrap();
    assert_eq!(all(&door)[0].number, last + 2);
}
