//! 提醒: who is told what outside of the site, when, and what never stands in it (O8–O11, J10, K7).

#![expect(clippy::unwrap_used, reason = "a story that cannot be set up has nothing to tell")]

use std::collections::BTreeMap;
use std::path::Path;

use kanhe::id::Slug;
use kanhe::notices::{Choices, Herald, Letter, NoticeSettings, Pages, Queue, State};
use kanhe::office::Deed;
use tempfile::TempDir;

use crate::deliveries::{sealed, sent};
use crate::world::{A, B, World, doc, slug, subject};

/// Nothing waits to be put together, and the digest comes late.
const LATE: &str = "collect = 0\n[digest]\nhour = \"23:00\"\n";
const DAY: i64 = 86_400;

/// A herald, what people have chosen, and what he has told so far.
struct Telling {
    herald: Herald,
    chosen: BTreeMap<&'static str, Vec<(&'static str, &'static str)>>,
    seen: usize,
    folder: TempDir,
    settings: NoticeSettings,
}

fn settings(more: &str) -> NoticeSettings {
    let (top, tables) = more.split_at(format!("\n{more}").find("\n[").unwrap_or(more.len()));
    let text = format!(
        "site = \"https://oa.qingzhe.example\"\n{top}[mail]\nhost = \"127.0.0.1\"\ntls = \"none\"\nfrom = \"oa@qingzhe.example\"\n{tables}"
    );
    NoticeSettings::read(&text, Path::new("/"), &|_| Ok(String::new())).unwrap()
}

fn begin(folder: &Path, settings: &NoticeSettings, w: &World, time: i64) -> Herald {
    let pages = Pages {
        desk: |person| format!("people/{person}/desk.html"),
        mine: "_account/mine",
        waiting: "waiting/index.html".to_owned(),
        account: "_account/",
    };
    let queue = Queue::open(&folder.join("notices.sqlite")).unwrap();
    Herald::begin(settings.clone(), pages, queue, (&w.office, &|_| Choices::default()), time).unwrap()
}

impl Telling {
    /// One that began with what is so, the day before.
    fn new(w: &World, more: &str) -> Self {
        Self::since(w, more, w.time - DAY)
    }

    /// One that begins then.
    fn since(w: &World, more: &str, time: i64) -> Self {
        let (folder, settings) = (tempfile::tempdir().unwrap(), settings(more));
        let herald = begin(folder.path(), &settings, w, time);
        Self { herald, chosen: BTreeMap::new(), seen: 0, folder, settings }
    }

    /// The server was down for a while.
    fn restart(&mut self, w: &World) {
        self.herald = begin(self.folder.path(), &self.settings, w, w.time);
    }

    /// What is told after acts about these subjects: channel, person, letter.
    fn after(&mut self, w: &World, subjects: &[&str]) -> Vec<(String, String, Letter)> {
        let chosen = |person: &Slug| Choices::read(self.chosen.get(person.as_str()).into_iter().flatten().copied());
        let subjects: Vec<_> = subjects.iter().map(|name| subject(name)).collect();
        self.herald.take((&w.office, &chosen), &subjects, w.time).unwrap();
        self.herald.tend(&w.office, &chosen, w.time).unwrap();
        let queue = self.herald.queue();
        let mut listed = queue.list(true, 1_000).unwrap();
        listed.reverse();
        let told = listed[self.seen..].iter().map(|one| {
            assert_eq!(one.state, State::Due);
            (one.channel.clone(), one.person.clone().unwrap_or_default(), queue.letter(one.number).unwrap().unwrap())
        });
        // Those who hold the same post and can sign nothing are told as well.
        let told = told.filter(|(_, person, _)| !matches!(person.as_str(), "he" | "gao")).collect();
        self.seen = listed.len();
        told
    }

    /// To whom, and its first line.
    fn lines(&mut self, w: &World, subjects: &[&str]) -> Vec<(String, String)> {
        let told = self.after(w, subjects);
        told.into_iter().map(|(_, person, letter)| (person, letter.lines.join(" "))).collect()
    }
}

fn line(person: &str, text: &str) -> (String, String) {
    (person.to_owned(), text.to_owned())
}

#[test]
fn what_waits_when_it_begins_counts_as_told() {
    let mut w = World::submitted();
    let mut telling = Telling::new(&w, LATE);
    assert_eq!(telling.lines(&w, &[A]), []);
    w.by("lin").approve("同意").ok();
    let one = "有 1 件事项待办理";
    assert_eq!(telling.lines(&w, &[A]), [line("chen", one), line("wu", one)]);
    assert_eq!(telling.lines(&w, &[A, A]), [], "once");
    telling.restart(&w);
    assert_eq!(telling.lines(&w, &[A]), [], "once for all");
}

#[test]
fn what_comes_while_nobody_looks_is_told_afterwards() {
    let mut w = World::submitted();
    let mut telling = Telling::new(&w, LATE);
    w.by("lin").approve("同意").ok();
    w.by("zhou").on(B).submit(doc()).ok();
    telling.restart(&w);
    let one = "有 1 件事项待办理";
    assert_eq!(telling.lines(&w, &[]), [line("chen", one), line("lin", one), line("wu", one)]);
}

/// O10: no title, name, opinion or text.
#[test]
fn a_notice_says_how_many_and_where_and_nothing_else() {
    let mut w = World::new();
    let mut telling = Telling::new(&w, LATE);
    w.by("zhou").submit_with(doc(), "请尽快审核").ok();
    let told = telling.after(&w, &[A]);
    let [(channel, person, letter)] = &told[..] else { panic!("{told:?}") };
    assert_eq!((channel.as_str(), person.as_str()), ("mail", "lin"));
    assert_eq!(letter.subject, "〔青柘市政务〕有 1 件事项待办理");
    assert_eq!(letter.links[0].1, "https://oa.qingzhe.example/people/lin/desk.html");
    let all = format!("{}{}{}{letter:?}", letter.subject, letter.text(), letter.html("zh-CN"));
    for secret in ["春季", "检查", "周明", "zhou", "审核", "财务", "documents", "2026"] {
        assert!(!all.contains(secret), "{secret}: {all}");
    }
    assert_eq!(letter.html("zh-CN").matches("href").count(), 1, "what stands below is no link: it is always the same");
}

#[test]
fn a_title_is_told_only_if_the_settings_say_so_and_all_staff_may_read_it() {
    let titles = format!("titles = [\"documents\"]\n{LATE}");
    let mut w = World::new();
    let mut telling = Telling::new(&w, &titles);
    let mut others = Telling::new(&w, &format!("titles = [\"bulletins\"]\n{LATE}"));
    w.by("zhou").submit(doc()).ok();
    let letter = telling.after(&w, &[A]).remove(0).2;
    let title = "关于开展春季检查的通知";
    assert!(letter.text().contains(title) && letter.html("zh-CN").contains(title), "{letter:?}");
    assert!(!others.after(&w, &[A])[0].2.text().contains(title), "of another collection");
    // It waits in the queue when it becomes one for some: it goes out without it.
    w.by("zhou").beside(Deed::TakeBack, "").ok();
    w.by("zhou").revise(doc().set("readers", "[\"archive\"]")).ok();
    telling.after(&w, &[A]);
    let queue = telling.herald.queue();
    let due: Vec<Letter> =
        queue.list(true, 9).unwrap().iter().map(|one| queue.letter(one.number).unwrap().unwrap()).collect();
    assert!(!due.is_empty() && due.iter().all(|letter| !letter.text().contains(title)), "{due:?}");
    w.by("zhou").on(B).submit(doc().set("readers", "[\"archive\"]")).ok();
    let told = telling.after(&w, &[B]);
    let letter = &told[0].2;
    assert!(!letter.text().contains("春季"), "{}", letter.text());
    assert_eq!(letter.links[0].1, "https://oa.qingzhe.example/_account/mine", "where he may read it");
}

#[test]
fn several_things_are_told_in_one_letter_and_few_in_threads_of_their_own() {
    let mut w = World::new();
    let mut telling = Telling::new(&w, LATE);
    let names = ["a", "b", "c", "d"].map(|name| format!("documents/2026/{name}"));
    let names = names.each_ref().map(String::as_str);
    for name in &names[..3] {
        w.by("zhou").on(name).submit(doc()).ok();
    }
    assert_eq!(telling.lines(&w, &names[..3]).len(), 3);
    for name in &names {
        if name.ends_with('d') {
            w.by("zhou").on(name).submit(doc()).ok();
        }
        w.by("lin").on(name).approve("同意").ok();
    }
    let four = "有 4 件事项待办理";
    assert_eq!(telling.lines(&w, &names), [line("chen", four), line("wu", four)]);
}

#[test]
fn whoever_is_urged_is_told_and_who_only_reads_is_not() {
    let mut w = World::submitted();
    w.by("zhou").beside(Deed::Circulate { to: vec![slug("wu")] }, "").ok();
    let mut telling = Telling::new(&w, LATE);
    w.by("zhou").beside(Deed::Urge, "请尽快").ok();
    assert_eq!(telling.lines(&w, &[A]), [line("lin", "有 1 件事项被催办，请尽快处理")]);
    assert_eq!(telling.lines(&w, &[A]), []);
    w.by("zhou").beside(Deed::Urge, "再催").ok();
    assert_eq!(telling.lines(&w, &[A]).len(), 1, "each urging is told");
}

#[test]
fn what_is_only_to_be_read_comes_with_the_digest_unless_one_chooses_otherwise() {
    let mut w = World::submitted();
    let mut telling = Telling::new(&w, LATE);
    telling.chosen.insert("tang", vec![("reading", "now"), ("language", "en")]);
    w.by("zhou").beside(Deed::Circulate { to: vec![slug("wu"), slug("tang")] }, "").ok();
    let told = telling.after(&w, &[A]);
    assert_eq!(told.len(), 1);
    assert_eq!((told[0].1.as_str(), told[0].2.lines[0].as_str()), ("tang", "To read: 1"));
    assert_eq!(told[0].2.links[0].1, "https://oa.qingzhe.example/en/people/tang/desk.html");
}

#[test]
fn who_wants_nothing_is_told_nothing() {
    let mut w = World::new();
    let mut telling = Telling::new(&w, "collect = 0\n");
    telling.chosen.insert("lin", vec![("seat", "never")]);
    w.by("zhou").submit(doc()).ok();
    assert_eq!(telling.lines(&w, &[A]), [], "neither at once nor in the digest");
}

#[test]
fn what_was_done_before_it_was_told_is_not_told() {
    let mut w = World::new();
    let mut telling = Telling::new(&w, "collect = 300\n[digest]\nhour = \"23:00\"\n");
    w.by("zhou").submit(doc()).ok();
    assert_eq!(telling.lines(&w, &[A]), []);
    w.by("lin").approve("同意").ok();
    w.time += 300;
    assert_eq!(telling.lines(&w, &[A]), [], "the next is not old enough, and lin's is no more");
    w.time += 300;
    let one = "有 1 件事项待办理";
    assert_eq!(telling.lines(&w, &[]), [line("chen", one), line("wu", one)]);
}

#[test]
fn a_robot_tells_for_its_units_in_one_message_without_names() {
    let mut w = World::new();
    let robots = "collect = 0\n[digest]\nhour = \"23:00\"\n[kinds]\nseat = \"never\"\n\
                  [robot.finance]\nkind = \"wecom\"\ntoken = \"t\"\nunits = [\"finance\"]\n\
                  [robot.archive]\nkind = \"wecom\"\ntoken = \"t\"\nunits = [\"archive\"]\n";
    let mut telling = Telling::new(&w, robots);
    for name in [A, B] {
        w.by("zhou").on(name).submit(doc()).ok();
    }
    let told = telling.after(&w, &[A, B]);
    let [(channel, person, letter)] = &told[..] else { panic!("{told:?}") };
    assert_eq!((channel.as_str(), person.as_str()), ("robot.finance", ""));
    assert_eq!(letter.lines, ["财务科：有 2 件事项待办理"]);
    assert_eq!(letter.links[0].1, "https://oa.qingzhe.example/waiting/index.html");
    // What is not for all staff is not a group's to know, not even that it is there.
    let hidden = "documents/2026/hidden";
    w.by("zhou").on(hidden).submit(doc().set("readers", "[\"finance\"]")).ok();
    assert_eq!(telling.lines(&w, &[hidden]), []);
}

/// Somebody whom the register does not know costs nobody else a message.
#[test]
fn a_robot_tells_of_the_others_when_one_is_not_in_the_register() {
    let mut w = World::new();
    let robot = "collect = 60\n[digest]\nhour = \"23:00\"\n[kinds]\nseat = \"never\"\n[robot.all]\nkind = \"wecom\"\ntoken = \"t\"\n";
    let mut telling = Telling::new(&w, robot);
    for name in [A, B] {
        w.by("zhou").on(name).submit(doc()).ok();
    }
    assert_eq!(telling.lines(&w, &[A, B]), []);
    let base = rusqlite::Connection::open(telling.folder.path().join("notices.sqlite")).unwrap();
    let changed = base.execute("UPDATE news SET person = 'nobody' WHERE subject = ?1", [A]);
    assert!(changed.unwrap() > 0);
    w.time += 60;
    let told = telling.lines(&w, &[]);
    assert_eq!(told, [line("", "财务科：有 1 件事项待办理")]);
}

/// A digest that could not be sent on Friday is not sent on Saturday, though none is made then.
#[test]
fn a_digest_is_not_sent_when_its_day_is_over() {
    let mut w = World::submitted();
    let mut telling = Telling::new(&w, "[digest]\nhour = \"08:00\"\n");
    w.time += 4 * DAY;
    telling.after(&w, &[]);
    assert!(telling.herald.queue().counts().unwrap().0 > 0);
    w.time += DAY;
    telling.restart(&w);
    telling.herald.tend(&w.office, &|_| Choices::default(), w.time).unwrap();
    assert_eq!(telling.herald.queue().counts().unwrap(), (0, 0));
}

/// Titles that wait for the mail server go out without being told when the settings say so no more.
#[test]
fn a_title_is_taken_out_of_what_waits_when_the_settings_name_its_collection_no_more() {
    let mut w = World::new();
    let mut telling = Telling::new(&w, &format!("titles = [\"documents\"]\n{LATE}"));
    w.by("zhou").submit(doc()).ok();
    assert!(telling.after(&w, &[A])[0].2.title.is_some());
    telling.settings.titles.clear();
    telling.restart(&w);
    assert_eq!(telling.herald.queue().letter(1).unwrap().unwrap().title, None);
}

#[test]
fn whoever_receives_and_registers_for_a_unit_is_told() {
    let mut w = sealed();
    let mut telling = Telling::new(&w, LATE);
    w.by("chu").send("education", "farming").ok();
    let told = telling.lines(&w, &[A]);
    assert_eq!(told, [line("feng", "有 1 件公文待签收"), line("geng", "有 1 件公文待签收")]);
    w.by("feng").receive("education", "正文核对无误").ok();
    w.by("geng").refuse("farming", "附件打不开，请重发").ok();
    let told = telling.lines(&w, &[A]);
    let back = "有 1 件公文被退回，待重新发送";
    assert_eq!(told, [line("chen", back), line("chu", back), line("feng", "有 1 件公文待登记")]);
}

#[test]
fn the_digest_tells_who_must_know_what_a_unit_has_not_received() {
    let mut w = sent();
    let mut telling =
        Telling::new(&w, "[digest]\nleaders = [\"head\"]\n[robot.all]\nkind = \"feishu\"\ntoken = \"t\"\n");
    w.by("chu").beside(Deed::Circulate { to: vec![slug("wu")] }, "").ok();
    let told = telling.after(&w, &[A]);
    let text = |who: &str| told.iter().find(|(_, person, _)| person == who).map(|(.., letter)| letter.text());
    assert!(text("feng").unwrap().starts_with("有 1 件公文待签收\n教育局：未签收 1 件\n"), "{:?}", text("feng"));
    let head = text("hua").unwrap();
    assert!(head.starts_with("农业局：未签收 1 件\n"), "the bureau's head: {head}");
    let sender = text("chu").unwrap();
    assert!(sender.starts_with("您发出的公文还有 2 处未签收：\n教育局：1 件\n农业局：1 件\n"), "{sender}");
    assert!(text("zhao").unwrap().starts_with("办公室：未阅 1 人次\n"), "{:?}", text("zhao"));
    assert!(text("wu").unwrap().starts_with("有 1 件传阅待阅\n"));
    let robot = text("").unwrap();
    assert!(robot.contains("教育局：未签收 1 件") && robot.contains("办公室：未阅 1 人次"), "{robot}");
    assert!(told.iter().all(|(.., letter)| !format!("{letter:?}").contains("春季")), "{told:?}");
    assert!(told.iter().all(|(.., letter)| letter.subject == "〔青柘市政务〕每日摘要"), "{told:?}");
}

#[test]
fn the_digest_comes_once_each_working_day_from_its_hour_on() {
    let mut w = World::submitted();
    let mut telling = Telling::new(&w, "[digest]\nhour = \"10:00\"\n");
    let mut digests = |w: &World, time: i64| {
        let mut w = w.clone();
        w.time = time;
        telling.restart(&w);
        telling.lines(&w, &[]).into_iter().filter(|(person, _)| person == "lin").count()
    };
    let nine = w.time - w.time.rem_euclid(DAY) + 3_600;
    assert_eq!(digests(&w, nine), 0, "before its hour");
    assert_eq!(digests(&w, nine + 3_600), 1);
    assert_eq!(digests(&w, nine + 3 * 3_600), 0, "once");
    assert_eq!(digests(&w, nine + DAY + 8 * 3_600), 1, "the server was down at ten");
    assert_eq!(digests(&w, nine + 5 * DAY + 3_600), 0, "on a Saturday");
    assert_eq!(digests(&w, nine + 7 * DAY + 3_600), 1);
    w.time = nine + 8 * DAY;
    w.by("lin").approve("同意").ok();
    assert_eq!(digests(&w, nine + 8 * DAY + 3_600), 0, "nothing waits for him");
}

/// What waits when it all begins counts as told, whatever the hour.
#[test]
fn whoever_begins_after_the_hour_tells_no_digest_of_that_day() {
    let w = World::submitted();
    let at = |w: &World, time: i64| {
        let mut w = w.clone();
        w.time = time;
        w
    };
    let noon = w.time - w.time.rem_euclid(DAY) + 4 * 3_600;
    let mut late = Telling::since(&w, "[digest]\nhour = \"10:00\"\n", noon);
    assert_eq!(late.lines(&at(&w, noon + 60), &[]), []);
    assert!(!late.lines(&at(&w, noon + DAY), &[]).is_empty());
    let mut early = Telling::since(&w, "[digest]\nhour = \"10:00\"\n", noon - 3 * 3_600);
    assert!(!early.lines(&at(&w, noon), &[]).is_empty());
}

#[test]
fn what_is_overdue_is_counted_for_him_and_for_his_head() {
    let limited = "[[step]]\nname = \"review\"\ntitle = { zh-CN = \"审核\" }\nwho = [{ post = \"deputy\", of = \"finance\" }]\nrule = \"any\"\n\
                   verbs = [\"approve\", \"disagree\"]\nlimit = { hours = 2 }\n";
    let mut w = World::flow(limited);
    w.by("zhou").on(crate::world::FLOW).submit(crate::world::matter()).ok();
    let mut telling = Telling::new(&w, "[digest]\nhour = \"08:00\"\nleaders = [\"head\"]\n");
    w.time += DAY;
    let told = telling.lines(&w, &[]);
    assert!(told.contains(&line("lin", "有 1 件事项待办理 其中逾期 1 件")), "{told:?}");
    assert!(told.contains(&line("ma", "财务科：逾期 1 件")), "{told:?}");
}
