//! An office that never was: 青柘市, its documents and its people.

#![expect(clippy::too_many_lines, reason = "a mock page is one long value")]
#![expect(clippy::unnecessary_wraps, reason = "a short name for an optional text")]

#[path = "mock/byhand.rs"]
mod byhand;
#[path = "mock/everyday.rs"]
mod everyday;

use std::collections::HashMap;

use kanhe::office::Fate;
use kanhe::site::href;
use kanhe::site::markdown::{self, Labels, Links, Rendered};
use kanhe::site::view::*;
use serde::Serialize;
use serde_json::Value;

/// A page to render.
pub(crate) struct Case {
    pub(crate) path: String,
    pub(crate) template: &'static str,
    pub(crate) view: Value,
}

/// The page in every language; this site is in simplified Chinese first.
fn languages(path: &str) -> Vec<LanguageLink> {
    let link = |tag: &str, name: &str, folder: &str| LanguageLink {
        tag: tag.to_owned(),
        name: name.to_owned(),
        href: href::encode(&format!("{folder}{path}")),
        current: folder.is_empty(),
    };
    vec![link("zh-CN", "简体中文", ""), link("zh-TW", "繁體中文", "zh-TW/"), link("en", "English", "en/")]
}

fn case(path: &str, template: &'static str, view: impl Serialize) -> Case {
    Case { path: path.to_owned(), template, view: serde_json::to_value(view).expect("views serialise") }
}

/// What may not change a page, whichever text it stands in.
pub(crate) const POISONS: [&str; 4] = [
    "<script>alert(1)</script><b>\"'><img src=x onerror=alert(1)>&lt;\u{202E}txt.exe\u{2067}{{ base.site }}</title>",
    "\u{0}\u{1b}[31m\u{85}\u{feff}",
    "javascript:alert(1)",
    "关于在全市范围内进一步加强和改进春季学期校园食品安全与集中用餐管理工作并建立健全长效机制的若干措施的通知关于在全市范围内进一步加强和改进春季学期校园食品安全与集中用餐管理工作并建立健全长效机制的若干措施的通知关于在全市范围内进一步加强和改进春季学期校园食品安全与集中用餐管理工作并建立健全长效机制的若干措施的通知关于在全市范围内进一步加强和改进春季学期校园食品安全与集中用餐管理工作并建立健全长效机制的若干措施的通知关于在全市范围内进一步加强和改进春季学期校园食品安全与集中用餐管理工作并建立健全长效机制的若干措施的通知<b>",
];

/// Puts `poison` in every text of a view that is data of others.
pub(crate) fn poison(view: &mut Value, poison: &str) {
    match view {
        Value::String(text) => poison.clone_into(text),
        Value::Array(items) => items.iter_mut().for_each(|item| self::poison(item, poison)),
        Value::Object(fields) => {
            let heading = fields.contains_key("level");
            for (key, value) in fields.iter_mut() {
                let ours =
                    ["state", "verb", "by", "standing", "body", "root", "top", "lang", "turn", "verbs", "anchor"]
                        .contains(&key.as_str());
                let tag = key == "kind" && value.as_str().is_some_and(str::is_ascii);
                if !(ours && !value.is_object() || tag || heading && key == "id") {
                    self::poison(value, poison);
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

struct Beside(Labels, HashMap<&'static str, &'static str>);

impl Links for Beside {
    fn resolve(&self, path: &str) -> Option<String> {
        self.1.get(path).map(|found| (*found).to_owned())
    }

    fn labels(&self) -> &Labels {
        &self.0
    }
}

fn rendered(source: &str) -> Rendered {
    let labels = Labels {
        missing: "找不到：".to_owned(),
        table: "表格，可左右滚动".to_owned(),
        footnotes: "注释".to_owned(),
        back: "回到正文".to_owned(),
    };
    let known = HashMap::from([
        ("检查表.xlsx", "../../../files/ab/检查表.xlsx"),
        ("../2025/plan", "../../2025/plan/index.html"),
    ]);
    markdown::render(source, &Beside(labels, known))
}

fn sign_in_page(base: Base) -> SignInPage {
    SignInPage {
        base,
        form: "password",
        next: s("/documents/2026/a/index.html"),
        faults: vec![s("账户或密码不对。多次输错后账户会锁定。"), s(LONG)],
        name: s("zhou-ming"),
        by_password: true,
        by_certificate: true,
        by_proxy: true,
        oidc: Some(Link { text: s(LONG), href: s("_account/oidc?next=%2Fdocuments%2F") }),
        ..SignInPage::default()
    }
}

fn account_page(base: Base) -> AccountPage {
    let row = |address: &str, agent: &str| SessionRow {
        begun: s("2026-03-02 09:30"),
        seen: s("2026-03-02 10:00"),
        address: s(address),
        agent: s(agent),
    };
    AccountPage {
        base,
        guard: s("guard"),
        name: s(LONG),
        href: s("people/zhou-ming/index.html"),
        chosen: s("2026-03-02 09:30"),
        has_code: true,
        sessions: vec![row("10.1.1.7", "Firefox"), row("2001:db8:85a3::8a2e:370:7334", &"Mozilla/5.0 ".repeat(16))],
        sees_to: true,
        done: Some(s("密码已修改，其他位置已退出登录。")),
        tokens: Some(TokensCard {
            made: Some(s("kanhe-hV3k0Y1wq8b2mN5xT7rJ9pL4sD6fG0cZaQeWuIoXyRk")),
            rows: vec![
                TokenRow {
                    name: s("办公室电脑"),
                    made: s("2026-03-02 09:30"),
                    until: s("2026-05-31 09:30"),
                    used: None,
                },
                TokenRow {
                    name: "档案服务器".repeat(12),
                    made: s("2026-02-02 09:30"),
                    until: s("2026-05-03 09:30"),
                    used: Some(s("2026-03-02 03:00")),
                },
            ],
            by_password: true,
        }),
        notices: Some(NoticesCard {
            kinds: [("receive", "来文待签收"), ("digest", "每日摘要")]
                .map(|(kind, text)| NoticeKind {
                    kind,
                    text: s(text),
                    options: vec![
                        ChoiceOption { value: s("now"), text: s("随时"), current: true },
                        ChoiceOption { value: s("never"), text: s("不提醒"), current: false },
                    ],
                    channels: vec![
                        ChoiceOption { value: s(""), text: s("同下方选择"), current: true },
                        ChoiceOption { value: s("mail"), text: s(LONG), current: false },
                    ],
                })
                .to_vec(),
            channels: vec![
                ChoiceOption { value: s(""), text: s("与系统设置相同"), current: false },
                ChoiceOption { value: s("mail"), text: s(LONG), current: true },
            ],
            languages: vec![ChoiceOption { value: s("zh-TW"), text: s("繁體中文"), current: true }],
        }),
    }
}

fn accounts_page(base: Base) -> AccountsPage {
    let states = [
        ("none", vec!["open"]),
        ("initial", vec!["reset", "sign-out"]),
        ("good", vec!["reset", "reset-code", "sign-out"]),
        ("locked", vec!["unlock", "reset", "sign-out"]),
        ("left", vec!["sign-out"]),
    ];
    let row = |n: usize| {
        let (state, verbs) = states[n % states.len()].clone();
        SeenToRow {
            who: s("zhou-ming"),
            name: link(if n == 1 { LONG } else { "周明" }, "people/zhou-ming/index.html"),
            unit: s(if n == 2 { LONG } else { "青柘市财政局" }),
            state,
            seen: (n > 1).then(|| s("2026-03-02 09:30")),
            has_code: state == "good",
            verbs,
        }
    };
    AccountsPage {
        base,
        guard: s("guard"),
        query: s("周"),
        count: 120,
        rows: (0..50).map(row).collect(),
        pager: Pager::new(1, 3, |page| format!("_account/people?q=&page={page}")),
        done: Some(s("已为 周明 重置密码，初始密码：")),
        given: Some(s("mzpt-3kub-9wqd")),
        journal: true,
    }
}

fn attendance_page(base: Base) -> AttendancePage {
    let row = |n: usize| AttendanceRow {
        name: link(if n == 1 { LONG } else { "周明" }, "people/zhou-ming/index.html"),
        unit: s(if n == 2 { LONG } else { "青柘市财政局" }),
        asked: 84,
        missed: 20 - n,
        windows: (1..9).map(|day| format!("2026-03-{day:02} 08:30-09:30")).collect(),
        more: 12_usize.saturating_sub(n),
    };
    let rows = (0..20).map(row).collect();
    AttendancePage { base, from: s("2026-03-01"), until: s("2026-03-31"), good: 93, rows, asked: true }
}

fn fault_page(base: Base) -> FaultPage {
    FaultPage {
        base,
        guard: Some(s("guard")),
        known: None,
        sent: None,
        wrong: Some(s("没有提交：服务器现在什么都写不下。内容还在下面，请抄下来。")),
        name: s("周明"),
        phone: s("8123"),
        text: format!("送审时出错\n\n{LONG}"),
        support: Some(s("信息中心 8800，工作日 8:30 至 17:30")),
    }
}

fn faults_page(base: Base) -> FaultsPage {
    let row = |n: i64| {
        let (state, by) =
            [("open", None), ("taken", Some("吴刚")), ("done", Some(LONG))][usize::try_from(n % 3).unwrap()];
        FaultRow {
            number: 60 - n,
            time: s("2026-03-02 09:30"),
            known: n % 2 == 0,
            name: s(if n == 1 { LONG } else { "周明" }),
            phone: s("0571-8123 转 7"),
            text: vec![s("送审时出错"), s(if n == 2 { LONG } else { "" })],
            address: s(if n == 4 { "2001:db8:85a3::8a2e:370:7334" } else { "10.1.1.7" }),
            state,
            by: by.map(s),
            since: by.map(|_| s("2026-03-02 10:00")),
            verbs: vec!["taken", "done"],
        }
    };
    FaultsPage {
        base,
        guard: s("guard"),
        count: 60,
        is_all: true,
        rows: (0..50).map(row).collect(),
        pager: Pager::new(1, 2, |page| format!("_account/faults?all=1&page={page}")),
    }
}

fn journal_page(base: Base) -> JournalPage {
    let row = |n: usize| JournalRow {
        time: s("2026-03-02 09:30"),
        person: s("zhou-ming"),
        what: s(if n.is_multiple_of(2) { "阅读" } else { "登录" }),
        other: s(if n == 3 { "li-ming" } else { "" }),
        address: s(if n == 4 { "2001:db8:85a3::8a2e:370:7334" } else { "10.1.1.7" }),
        about: if n.is_multiple_of(2) {
            format!("/documents/2026/{}/index.html", "long-name-".repeat(n % 12))
        } else {
            s("")
        },
        flags: if n == 5 { vec![s("新地址"), s("夜间")] } else { Vec::new() },
    };
    let kind = |value, text: &str, current| WhatOption { value, text: s(text), current };
    JournalPage {
        base,
        count: 4_310,
        person: s("zhou-ming"),
        kinds: vec![kind("read", "阅读", false), kind("signed-in", "登录", true)],
        from: s("2026-03-01"),
        until: s("2026-03-31"),
        flagged: true,
        rows: (0..100).map(row).collect(),
        file: s("_account/journal.csv?flagged=1"),
        pager: Pager::new(2, 44, |page| format!("_account/journal?flagged=1&page={page}")),
    }
}

fn mine_page(base: Base) -> MinePage {
    let row = |n: usize, state, waits| MineRow {
        subject: Link {
            text: s(if n.is_multiple_of(3) { LONG } else { "关于年度考核结果的通报" }),
            href: format!("documents/2026/held-{n}/index.html"),
        },
        unit: s(if n.is_multiple_of(4) { LONG } else { "青柘县人民政府办公室" }),
        date: Time { iso: s("2026-03-02"), text: s("2026年3月2日") },
        badge: Badge { state, step: None, from: None },
        waits,
    };
    let rows = (0..50).map(|n| row(n, if n < 3 { State::InReview } else { State::Published }, n < 3));
    MinePage {
        base,
        count: 120,
        rows: rows.collect(),
        pager: Pager::new(2, 3, |page| format!("_account/mine?page={page}")),
    }
}

fn search_page(base: Base) -> SearchPage {
    let piece = |text: &str, mark| kanhe::search::Piece { text: s(text), mark };
    let option = |value: &str, text: &str, current| SearchOption { value: s(value), text: s(text), current };
    let choice = |text: &str, count, current| FacetOption {
        text: s(text),
        href: s("search/index.html?q=%E9%A3%9F%E5%93%81&unit=education"),
        count: Some(count),
        current,
    };
    let hit = SearchHit {
        href: s("documents/2026/spring/index.html"),
        number: vec![piece("青政办发〔2026〕3号", true)],
        title: vec![piece("关于加强春季学期校园", false), piece("食品安全", true), piece("工作的通知", false)],
        unit: s("青柘市人民政府办公室"),
        kind: Some(s("通知")),
        collection: s("发文"),
        state: "voided",
        date: s("2026-03-02"),
        year: s("2026"),
        month: s("3"),
        month_two: s("03"),
        day: s("2"),
        day_two: s("02"),
        passages: vec![
            kanhe::search::Passage {
                file: None,
                pieces: vec![piece("…各学校要落实", false), piece("食品安全", true), piece("主体责任…", false)],
            },
            kanhe::search::Passage { file: Some(s("检查表.xlsx")), pieces: vec![piece("食品安全", true)] },
        ],
    };
    SearchPage {
        base,
        query: s("食品安全"),
        selects: vec![
            SearchSelect { by: "unit", options: vec![option("office", "青柘市人民政府办公室", true)] },
            SearchSelect { by: "year", options: vec![option("2026", "2026年", false)] },
        ],
        scripted: true,
        results: Some(SearchResults {
            total: 41,
            cut: true,
            left_out: 2,
            first: 21,
            hits: vec![hit.clone(), SearchHit { number: Vec::new(), kind: None, passages: Vec::new(), ..hit }],
            facets: vec![SearchFacet {
                by: "unit",
                options: vec![choice("办公室", 41, true), choice("教育局", 3, false)],
            }],
            pager: Pager::new(2, 3, |page| format!("search/index.html?q=x&page={page}")),
        }),
    }
}

fn s(text: &str) -> String {
    text.to_owned()
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn link(text: &str, path: &str) -> Link {
    Link { text: s(text), href: href::encode(path) }
}

fn day(iso: &str, text: &str) -> Time {
    Time { iso: s(iso), text: s(text) }
}

fn base(language: &str, path: &str, title: &str, part: usize) -> Base {
    let parts: [(&str, &str, &str); 7] = [
        ("公文", "Documents", "documents/index.html"),
        ("公告", "Bulletins", "bulletins/index.html"),
        ("在办", "In progress", "waiting/index.html"),
        ("单位", "Units", "units/index.html"),
        ("人员", "People", "people/index.html"),
        ("印章", "Seals", "seals/index.html"),
        ("台账", "Ledger", "ledger/index.html"),
    ];
    let english = language == "en";
    let name = |zh: &str, en: &str| s(if english { en } else { zh });
    Base {
        site: name("青柘市人民政府办公网", "Qingzhe City Government"),
        lang: s(language),
        title: s(title),
        root: href::root(path),
        top: href::root(path),
        languages: languages(path),
        record_lang: english.then(|| s("zh-CN")),
        nav: (1..)
            .zip(parts)
            .map(|(at, (zh, en, path))| NavItem { text: name(zh, en), href: s(path), current: at == part })
            .collect(),
        crumbs: Vec::new(),
        as_of: 1042,
        as_of_time: Some(day("2026-03-02T16:20:00+08:00", "2026年3月2日 16:20")),
        record: s("7d1f0c9e-3b52-4a86-9f0d-5c2e8a1b6f34"),
        standing: Standing::Valid,
        foot: vec![link("使用指南", "guide.html"), link("关于本系统", "about.html")],
        subscribe: Vec::new(),
    }
}

/// The same of a page that can be subscribed to.
fn subscribed(base: Base, folder: &str, with_calendar: bool) -> Base {
    let one =
        |kind, file: &str| Subscription {
            kind, title: s("青柘市 <办公> \"网\""), href: format!("{folder}{file}")
        };
    let calendar = with_calendar.then(|| one(SubscriptionKind::Calendar, "calendar.ics"));
    let all = std::iter::once(one(SubscriptionKind::Feed, "feed.atom")).chain(calendar);
    Base { subscribe: all.collect(), ..base }
}

fn with_crumbs(mut base: Base, crumbs: &[(&str, &str)]) -> Base {
    base.crumbs = crumbs.iter().map(|(text, path)| link(text, path)).collect();
    base
}

fn person(name: &str, slug: &str, unit: &str, post: &str) -> Actor {
    Actor { name: s(name), href: Some(format!("people/{slug}/index.html")), unit: some(unit), post: some(post) }
}

fn chen() -> Actor {
    person("陈静", "chen-jing", "市教育局", "科员")
}
fn liu() -> Actor {
    person("刘建国", "liu-jianguo", "市教育局", "副局长")
}
fn wang() -> Actor {
    person("王敏", "wang-min", "市政府办公室", "机要秘书")
}
fn zhao() -> Actor {
    person("赵立新", "zhao-lixin", "市政府办公室", "副主任")
}
fn li() -> Actor {
    person("李卫东", "li-weidong", "青柘市人民政府", "市长")
}
fn sun() -> Actor {
    person("孙玉兰", "sun-yulan", "市政府办公室", "印章管理员")
}

fn print() -> Fingerprint {
    Fingerprint::new("5F3A9C0E71B24D86A0C3E9124B7D8F6012AC45EE")
}

fn badge(state: State, step: Option<&str>) -> Badge {
    let from = (state == State::Repealed).then(|| day("2027-01-01", "2027年1月1日"));
    Badge { state, step: step.map(s), from }
}

fn act(number: u64, who: Actor, verb: Verb, step: Option<&str>) -> Act {
    Act {
        number,
        who,
        behalf: None,
        verb,
        subject: None,
        step: step.map(s),
        time: day("2026-02-27T09:30:00+08:00", &format!("2026年2月{}日 09:30", 20 + number % 8)),
        opinion: None,
        reason: None,
        target: None,
        due: None,
        late: None,
        confirms: None,
        changes: (verb == Verb::Revise).then(|| s("documents/2026/spring/revision-2.html")),
        given: None,
        fingerprint: print(),
        commit: some("9b1c47a0de55f2a1b3c8d9e0f112233445566778"),
        digest: some("sha256:2f7c6a1be0d94c53a7f1f0b5c8de6a4902b3c4d5e6f708192a3b4c5d6e7f8091"),
        verdict: Verdict::Valid,
        voids: Vec::new(),
        voided_by: None,
        re_entered: None,
    }
}

fn broken() -> Verdict {
    Verdict::Invalid {
        code: s("K512"),
        reason: s("期望由“核稿会签”环节的办理人签名，实际签名人不在该环节"),
        hint: some("请由机要秘书或办公室副主任办理"),
    }
}

fn trail() -> Vec<Act> {
    let submitted = act(1018, chen(), Verb::Submit, None);
    let mut first = act(1021, liu(), Verb::Approve, Some("审核"));
    first.opinion = some("同意。检查表请再核对一遍学校名单。");
    first.voided_by = Some(1024);
    first.behalf = Some(li());
    first.confirms = Some(1018);
    first.re_entered = Some(link("补录：依据纸上的决定", "re-entries/2026/0302-a1b2c3/index.html"));
    let mut returned = act(1023, wang(), Verb::Return, Some("核稿会签"));
    returned.target = Some(target(TargetKind::ReturnStraight, &[]));
    returned.reason = some("主送单位应写全称；第三部分的时限与上级文件不一致。");
    let mut revised = act(1024, chen(), Verb::Revise, None);
    revised.voids = vec![Voided { number: 1021, name: s("刘建国") }];
    let mut again = act(1026, liu(), Verb::Approve, Some("审核"));
    again.opinion = some("同意。");
    let mut wrong = act(1027, chen(), Verb::Approve, Some("核稿会签"));
    wrong.opinion = some("同意");
    wrong.verdict = broken();
    let mut checked = act(1029, wang(), Verb::Approve, Some("核稿会签"));
    checked.opinion = some("已核。");
    let mut second = act(1030, zhao(), Verb::Approve, Some("核稿会签"));
    second.opinion = some("同意，请李市长签发。");
    second.reason = some("会签期间外出督查，返岗后即办。");
    second.late = Some(day("2026-02-26T17:30:00+08:00", "2026年2月26日 17:30"));
    let mut issued = act(1033, li(), Verb::Issue, Some("签发"));
    issued.opinion = some("同意，请按期完成，结果报我。");
    issued.given = some("临政发〔2026〕3号");
    let sealed = act(1034, sun(), Verb::Seal, Some("用印"));
    vec![submitted, first, returned, revised, again, wrong, checked, second, issued, sealed]
}

/// What became of a document at one addressee of every kind.
fn deliveries() -> Deliveries {
    let done = |act| Done { act, who: Some(chen()), time: day("2026-03-03T09:12:00+08:00", "2026-03-03 09:12") };
    let row = |to: &str, state| Delivery {
        addressee: link(to, "units/education/index.html"),
        is_copy: false,
        group: None,
        state,
        sent: done(1043),
        opened: None,
        answered: None,
        by_receipt: false,
        reason: None,
        refused_before: 2,
        registered: None,
        handled: None,
        urged: Some(Urged { count: 1, last: day("2026-03-04T09:00:00+08:00", "2026年3月4日 09:00") }),
    };
    let rows = vec![
        row("市教育局", Fate::Sent),
        Delivery {
            group: some("各县（区）人民政府"), opened: Some(done(1044)), ..row("云溪区人民政府", Fate::Opened)
        },
        Delivery { opened: Some(done(1044)), answered: Some(done(1045)), ..row("市水务局", Fate::Received) },
        Delivery { answered: Some(done(1046)), reason: some(LONG), ..row(LONG, Fate::Refused) },
        Delivery {
            opened: Some(done(1044)),
            answered: Some(done(1045)),
            registered: Some(link(TITLE, "incoming/2026/spring/index.html")),
            handled: Some(done(1050)),
            ..row("市卫生健康委员会", Fate::Handled)
        },
        Delivery { is_copy: true, ..row("市政协办公室", Fate::Sent) },
    ];
    let tally = [(Fate::Sent, 2), (Fate::Opened, 1), (Fate::Received, 1), (Fate::Refused, 1), (Fate::Handled, 1)];
    Deliveries {
        tally: tally.map(|(state, count)| Tally { state, count }).to_vec(),
        rows,
        unsent: vec![s("市气象局"), s(LONG)],
    }
}

fn target(kind: TargetKind, people: &[Actor]) -> Target {
    Target { kind, people: people.to_vec(), places: Vec::new(), step: None }
}

/// What is done besides deciding.
fn aside() -> Vec<Act> {
    let kinds = [
        (Verb::Transfer, TargetKind::Transfer),
        (Verb::Consult, TargetKind::Consult),
        (Verb::Circulate, TargetKind::Circulate),
        (Verb::AddSign, TargetKind::Before),
        (Verb::AddSign, TargetKind::After),
        (Verb::AddSign, TargetKind::With),
        (Verb::RemoveSign, TargetKind::Remove),
    ];
    let mut acts: Vec<Act> = (1025..)
        .zip(kinds)
        .map(|(number, (verb, kind))| {
            let mut act = act(number, wang(), verb, Some("核稿会签"));
            act.target = Some(target(kind, &[chen(), liu()]));
            act
        })
        .collect();
    let mut lift = act(1032, li(), Verb::AddSign, Some("核稿会签"));
    lift.target = Some(target(TargetKind::Lift, &[]));
    let mut back = act(1033, zhao(), Verb::Return, Some("核稿会签"));
    back.target = Some(Target { step: some("审核"), ..target(TargetKind::Return, &[]) });
    let mut instruct = act(1034, li(), Verb::Instruct, None);
    instruct.due = Some(day("2026-03-06T12:00:00+08:00", "2026年3月6日 12:00"));
    acts.extend([lift, back, instruct]);
    acts
}

const BODY: &str = "春季学期即将开始。为切实保障师生饮食安全，根据《中华人民共和国食品安全法》和省有关部署，经市政府同意，\n现就开展春季校园食品安全检查有关事项通知如下。

## 一、检查范围

全市各级各类学校、托幼机构食堂，校外供餐单位，以及学校周边200米范围内的食品经营者。重点检查2025年下半年量化等级为C级的单位[^1]。

## 二、检查内容

### （一）制度落实

食品安全管理人员配备和培训、集中用餐陪餐、原料进货查验三项制度的落实情况，对照[检查表](检查表.xlsx)逐项填写，并与[上年计划](../2025/plan)核对；另见[旧表](old.xlsx)。

### （二）现场管理

加工场所清洁消毒、餐用具保洁、食品留样和从业人员健康管理情况。

| 阶段 | 时间 | 责任单位 | 完成比例 |
|:-----|:----:|----------|------:|
| 自查 | 3月2日至8日 | 各学校、供餐单位 | 100% |
| 联合检查 | 3月9日至20日 | 市教育局、市市场监管局、市卫生健康委 | 30% |
| 复查 | 3月23日至27日 | 各县（区）人民政府 | 100% |

## 三、工作要求

各县（区）人民政府要落实属地责任，3月30日前将检查总结报市教育局。对发现的问题**即查即改**，不能立即整改的，要明确责任人和时限。有关标准见[国家标准全文公开系统](https://openstd.samr.gov.cn/)。

[^1]: 量化等级以市市场监管局2025年12月公布的名单为准。
";

const TITLE: &str = "青柘市人民政府关于开展春季校园食品安全检查的通知";
const LONG: &str = "关于转发《省教育厅 省市场监督管理局 省卫生健康委员会关于进一步加强和改进春季学期校园食品安全与集中用餐管理工作并建立健全长效机制的若干措施》及做好2026年春季学期开学各项准备工作和校园周边环境综合整治工作的通知";
const DIGEST: &str = "sha256:2f7c6a1be0d94c53a7f1f0b5c8de6a4902b3c4d5e6f708192a3b4c5d6e7f8091";

fn step(title: &str, state: StepState, who: &[Actor]) -> Step {
    Step {
        title: s(title),
        state,
        who: who.to_vec(),
        more: 0,
        rule: some("会签：全部同意"),
        limit: some("3 个工作日"),
        due: None,
        respond: None,
        timeout: None,
        seats: Vec::new(),
    }
}

fn due(instructed: bool) -> Due {
    Due { time: Some(day("2026-03-03T17:30:00+08:00", "2026年3月3日 17:30")), instructed }
}

fn seat(who: Actor, kind: SeatKind, state: SeatState) -> Seat {
    Seat {
        titles: who.post.clone().unwrap_or_default(),
        who,
        of: None,
        kind,
        adder: None,
        state,
        consults: None,
        act: None,
    }
}

/// A step with a seat of every kind, in every state.
fn busy_step() -> Step {
    let mut moved = seat(chen(), SeatKind::Asked, SeatState::Open);
    moved.of = Some(liu());
    let mut agreed = seat(wang(), SeatKind::Asked, SeatState::Agreed);
    agreed.act = Some(1029);
    let mut disagreed = seat(sun(), SeatKind::With, SeatState::Disagreed);
    (disagreed.act, disagreed.adder) = (Some(1030), Some(wang()));
    let mut consulting = seat(zhao(), SeatKind::Before, SeatState::Consulting);
    (consulting.consults, consulting.adder) = (Some(li()), Some(wang()));
    let mut later = seat(sun(), SeatKind::After, SeatState::Later);
    later.adder = Some(zhao());
    let lifted = seat(li(), SeatKind::Lift, SeatState::Open);
    let escalated = seat(li(), SeatKind::Escalated, SeatState::Open);
    Step {
        due: Some(due(true)),
        respond: Some(Due { time: None, instructed: false }),
        timeout: some("逾期后市长也可办理"),
        seats: vec![moved, agreed, disagreed, consulting, later, lifted, escalated],
        ..step("核稿会签", StepState::Current, &[])
    }
}

fn commands() -> Vec<Command> {
    vec![
        Command {
            about: s("用勘合核验整个档案："),
            lines: s("kanhe verify --root root.txt --checkpoint checkpoint.txt"),
            fingerprint: None,
        },
        Command {
            about: s("不用勘合，核验签发这一步的签名："),
            lines: s(
                "gpg --import content/people/li-weidong/*.asc\ngit verify-commit 9b1c47a0de55f2a1b3c8d9e0f112233445566778",
            ),
            fingerprint: Some(print()),
        },
        Command {
            about: s("核验印章："),
            lines: s(
                "git verify-tag seal/documents/2026/spring/city && git cat-file tag seal/documents/2026/spring/city | sha256sum",
            ),
            fingerprint: None,
        },
    ]
}

fn field(label: &str, values: Vec<FieldValue>) -> Field {
    Field { label: s(label), values }
}

fn document(language: &str) -> DocumentPage {
    let text = rendered(BODY);
    let path = "documents/2026/spring/index.html";
    let base = with_crumbs(
        base(language, path, TITLE, 1),
        &[("公文", "documents/index.html"), ("2026年", "documents/2026/index.html")],
    );
    let file = |name: &str, size: &str| Attachment {
        name: s(name),
        href: href::encode(&format!("files/2f7c6a1b/{name}")),
        size: s(size),
        digest: s(DIGEST),
    };
    DocumentPage {
        base,
        sheet: Sheet {
            inside: None,
            issuer: s("青柘市人民政府"),
            number: some("临政发〔2026〕3号"),
            signer: Some(li()),
            urgency: some("加急"),
            title: s(TITLE),
            title_parts: Sheet::parts(TITLE, "青柘市人民政府"),
            to: vec![s("各县（区）人民政府"), s("市教育局"), s("市市场监督管理局"), s("市卫生健康委员会")],
            cc: vec![s("市委办公室"), s("市人大常委会办公室"), s("市政协办公室")],
            signature: Some(Signature {
                date: day("2026-03-02", "2026年3月2日"),
                blocks: vec![
                    SignatureBlock { unit: s("青柘市人民政府"), faces: vec![face("青柘市人民政府")] },
                    SignatureBlock {
                        unit: s("青柘市高新技术产业开发区管理委员会"),
                        faces: vec![face("青柘市高新技术产业开发区管理委员会").own(s("files/ab/印模.svg"))],
                    },
                ],
                signatory: Some(SignatoryName {
                    name: s("李卫东"),
                    post: some("市长"),
                    faces: vec![Face::new("李卫东", "青柘市人民政府", SealKind::Personal, None)],
                }),
            }),
        },
        subject: Subject {
            id: s("documents/2026/spring"),
            badge: badge(State::Sealed, None),
            draft: None,
            ending: None,
            request: None,
            papers: None,
            format: vec![FormatRow { line: Some(14), says: s(LONG), clause: s("GB/T 9704-2012 7.2.5") }],
            outdated: vec![Outdated {
                source: link(LONG, "documents/2026/spring/index.html"),
                state: State::Corrected,
                by: Some(link(TITLE, "documents/2026/spring/index.html")),
            }],
            related: vec![Related {
                label: s("来文事项"),
                subject: link(LONG, "documents/2026/spring/index.html"),
                badge: badge(State::InReview, Some("办理")),
            }],
            corrects: vec![Repealed {
                subject: link(LONG, "documents/2026/spring/index.html"),
                number: some("临政发〔2026〕9号"),
            }],
            repeals: vec![
                Repealed {
                    subject: link(LONG, "documents/2026/spring/index.html"), number: some("临政发〔2024〕9号")
                },
                Repealed { subject: link(TITLE, "documents/2026/spring/index.html"), number: None },
            ],
            readers: vec![Reader { who: wang(), read: Some(1040) }, Reader { who: chen(), read: None }],
            deliveries: Some(deliveries()),
            body: text.html,
            headings: text.headings,
            attachments: vec![
                file("检查表.xlsx", "18.4 KB"),
                file("全市学校食堂和供餐单位名单（截至2026年2月）.pdf", "1.2 MB"),
            ],
            steps: vec![
                step("审核", StepState::Done, &[liu()]),
                step("核稿会签", StepState::Done, &[wang(), zhao()]),
                step("签发", StepState::Done, &[li()]),
                step("用印", StepState::Done, &[sun()]),
            ],
            acts: trail(),
            seals: vec![SealRow {
                seal: link("青柘市人民政府", "seals/city/index.html"),
                custodian: sun(),
                number: 1034,
                time: day("2026-03-02T10:12:00+08:00", "2026年3月2日 10:12"),
                tag: s("seal/documents/2026/spring/city"),
                fingerprint: print(),
                verdict: SealVerdict::Registered,
            }],
            fields: vec![
                field("发文机关", vec![link("青柘市人民政府", "units/city/index.html").into()]),
                field("文种", vec![s("通知").into()]),
                field("主送", vec![s("各县（区）人民政府").into(), s("市教育局").into()]),
                field("紧急程度", vec![s("加急").into()]),
                field("保管期限", vec![s("30 年").into()]),
            ],
            digest: some(DIGEST),
            commands: commands(),
        },
    }
}

fn in_review(language: &str) -> DocumentPage {
    let mut page = document(language);
    let path = "documents/2026/review/index.html";
    page.base.root = href::root(path);
    page.base.title = s(LONG);
    page.sheet.issuer = s("青柘市高新技术产业开发区管理委员会");
    page.sheet.title = s(LONG);
    page.sheet.title_parts = Sheet::parts(LONG, "");
    page.sheet.number = None;
    page.sheet.signature = None;
    page.sheet.urgency = None;
    page.subject.badge = badge(State::InReview, Some("核稿会签"));
    page.subject.steps = vec![
        step("审核", StepState::Done, &[liu()]),
        busy_step(),
        Step { more: 3, ..step("签发", StepState::Ahead, &[li(), zhao()]) },
        step("用印", StepState::Ahead, &[]),
    ];
    page.sheet.signer = None;
    page.subject.deliveries = None;
    page.subject.acts.truncate(5);
    page.subject.acts.extend(aside());
    page.subject.seals.clear();
    page.subject.attachments.truncate(1);
    page
}

fn draft(language: &str) -> DocumentPage {
    let mut page = in_review(language);
    let text = rendered(
        "为进一步规范办公用房管理，现就有关事项通知如下。\n\n1. 各单位于3月15日前完成自查。\n2. 自查表见[附件](自查表.xlsx)。\n\n<b>请勿外传</b>\n",
    );
    page.base.title = s("关于规范办公用房管理的通知");
    page.sheet.title.clone_from(&page.base.title);
    page.sheet.title_parts = Vec::new();
    page.sheet.issuer = s("市政府办公室");
    page.subject.draft = Some(Draft {
        path: s("/home/chen/drafts/office-space/index.md"),
        saved: Some(day("2026-03-02T16:19:00+08:00", "16:19")),
    });
    page.subject.badge = badge(State::Draft, None);
    page.subject.body = text.html;
    page.subject.headings = text.headings;
    page.subject.attachments.clear();
    page.subject.acts.clear();
    page.subject.commands.clear();
    page.subject.digest = None;
    for step in &mut page.subject.steps {
        step.state = StepState::Ahead;
    }
    page
}

fn bulletin(language: &str) -> BulletinPage {
    let text = rendered(
        "因变电站检修，本周六（3月7日）8:00—18:00大院停电。\n\n- [x] 信息中心已安排机房转接备用电源\n- [ ] 请各处室周五下班前关闭电脑和空调\n\n> 电梯同时停用，值班人员请走东侧楼梯。\n\n```sh\nshutdown -h now\n```\n\n联系人：[后勤科](tel:+86-571-1234)、[邮箱](mailto:hq@linjiang.example)。",
    );
    let path = "bulletins/2026/power/index.html";
    let mut published = act(1040, zhao(), Verb::Approve, Some("审核发布"));
    published.opinion = some("同意发布。");
    BulletinPage {
        base: with_crumbs(base(language, path, "关于本周六大院停电检修的告知", 2), &[("公告", "bulletins/index.html")]),
        notice: Notice {
            title: s("关于本周六大院停电检修的告知"),
            kind: some("后勤"),
            scope: vec![s("市政府大院各单位"), s("值班人员")],
            until: Some(day("2026-03-08", "2026年3月8日")),
            expired: true,
            unit: Some(link("市政府办公室", "units/office/index.html")),
            person: Some(wang()),
            date: Some(day("2026-03-02", "2026年3月2日")),
        },
        subject: Subject {
            id: s("bulletins/2026/power"),
            badge: badge(State::Published, None),
            body: text.html,
            headings: text.headings,
            steps: vec![step("审核发布", StepState::Done, &[zhao()])],
            acts: vec![act(1039, wang(), Verb::Submit, None), published],
            fields: vec![field("发布范围", vec![s("市政府大院各单位").into(), s("值班人员").into()])],
            digest: some(DIGEST),
            commands: commands(),
            ..Subject::default()
        },
    }
}

/// A document that is no longer in force, in one of the ways.
fn ended(language: &str, state: State, ending: Ending) -> DocumentPage {
    let mut page = document(language);
    page.subject.badge = badge(state, None);
    page.subject.ending = Some(ending);
    page
}

fn repealed(language: &str) -> DocumentPage {
    let ending = Ending {
        state: State::Repealed,
        from: Some(day("2026-07-01", "2026年7月1日")),
        act: 1050,
        who: Some(li()),
        time: Some(day("2026-03-05T09:00:00+08:00", "2026年3月5日 09:00")),
        reason: None,
        subject: Some(link(LONG, "documents/2026/spring/index.html")),
    };
    ended(language, State::Repealed, ending)
}

fn voided(language: &str) -> DocumentPage {
    let ending = Ending {
        state: State::Voided,
        from: None,
        act: 1051,
        who: Some(li()),
        time: None,
        reason: some("与上位规定抵触。"),
        subject: None,
    };
    ended(language, State::Voided, ending)
}

fn entries(count: usize) -> Vec<Entry> {
    let rows = [
        (Some("临政发〔2026〕3号"), TITLE, "青柘市人民政府", "通知", badge(State::Sealed, None)),
        (None, LONG, "青柘市高新技术产业开发区管理委员会", "通知", badge(State::InReview, Some("核稿会签"))),
        (
            Some("临政函〔2026〕12号"),
            "关于商请支援防汛抢险物资的函",
            "青柘市人民政府",
            "函",
            badge(State::Issued, None),
        ),
        (
            None,
            "关于表彰2025年度先进集体和先进个人的决定",
            "市人力资源和社会保障局",
            "决定",
            badge(State::Returned, None),
        ),
        (None, "关于申请追加2026年春季绿化经费的请示", "市城市管理局", "请示", badge(State::Refused, None)),
        (None, "关于调整市政府领导同志工作分工的通知", "市政府办公室", "通知", badge(State::Withdrawn, None)),
        (
            Some("临政办发〔2026〕8号"),
            "关于做好春节期间值班工作的通知",
            "市政府办公室",
            "通知",
            badge(State::Invalid, None),
        ),
    ];
    (0..count)
        .map(|at| {
            let (number, title, unit, kind, badge) = rows[at % rows.len()].clone();
            Entry {
                number: number.map(s),
                subject: link(title, "documents/2026/spring/index.html"),
                unit: Some(link(unit, "units/city/index.html")),
                kind: some(kind),
                date: day("2026-03-02", &format!("2026年3月{}日", 28 - at % 28)),
                badge,
                scope: Vec::new(),
                until: None,
            }
        })
        .collect()
}

fn notices() -> Vec<Entry> {
    ["关于本周六大院停电检修的告知", "2026年度拟录用公务员公示", "关于组织观看廉政教育片的会务通知"]
        .iter()
        .map(|title| Entry {
            number: None,
            subject: link(title, "bulletins/2026/power/index.html"),
            unit: Some(link("市政府办公室", "units/office/index.html")),
            kind: some("后勤"),
            date: day("2026-03-02", "2026年3月2日"),
            badge: badge(State::Published, None),
            scope: vec![s("机关大院"), s("市直各部门")],
            until: Some(day("2026-03-31", "2026年3月31日")),
        })
        .collect()
}

fn waiting(count: usize) -> Vec<Waiting> {
    let rows = [
        (LONG, "核稿会签", vec![wang(), zhao()]),
        ("关于防汛物资储备的请示", "签发", vec![li()]),
        ("关于第八次常务会议的会务通知", "审核发布", vec![zhao()]),
    ];
    (0..count)
        .map(|at| {
            let (title, step, who) = rows[at % rows.len()].clone();
            Waiting {
                subject: link(title, "documents/2026/review/index.html"),
                collection: s("发文"),
                unit: some("市教育局"),
                step: s(step),
                who,
                since: day("2026-03-01T09:00:00+08:00", "2026年3月1日 09:00"),
                urged: Some(Urged { count: 2, last: day("2026-03-02T09:00:00+08:00", "2026年3月2日 09:00") }),
                due: (at % 3 != 1).then(|| due(at % 3 == 2)),
            }
        })
        .collect()
}

/// One of every kind.
fn errands() -> Vec<Errand> {
    [ErrandKind::Decide, ErrandKind::Answer, ErrandKind::Back, ErrandKind::Read]
        .into_iter()
        .enumerate()
        .map(|(at, kind)| Errand {
            kind,
            subject: link(if at == 1 { LONG } else { TITLE }, "documents/2026/review/index.html"),
            collection: s("发文"),
            step: (at < 2).then(|| s("核稿会签")),
            since: day("2026-03-01T09:00:00+08:00", "2026年3月1日 09:00"),
            urged: None,
            due: (at < 2).then(|| due(at == 1)),
        })
        .collect()
}

fn stand_in(errands: Vec<Errand>) -> StandIn {
    StandIn {
        behalf: zhao(),
        delegation: link("赴省参加培训期间的授权", "documents/2026/spring/index.html"),
        since: day("2026-03-02", "2026年3月2日"),
        until: day("2026-03-06", "2026年3月6日"),
        errands,
    }
}

fn count_row(name: &str, href: Option<&str>, measured: bool) -> CountRow {
    let some = |text: &str| measured.then(|| s(text));
    CountRow {
        name: s(name),
        href: href.map(s),
        handed_in: 31,
        finished: 19,
        median: some("24.8"),
        longest: some("341.2"),
        median_worked: some("7.8"),
        longest_worked: None,
        acts: 166,
        late: u32::from(measured) * 3,
    }
}

fn handled(who: Actor, mean: Option<String>) -> HandlingRow {
    HandlingRow { who, unit: Some(link("市政府办公室", "units/city/index.html")), acts: 40, late: 2, mean }
}

fn chart(months: u32) -> Chart {
    let bar = |series: u32, month: u32| Bar {
        series: series as usize,
        x: 53 + month * 46 + series * 18,
        y: 100,
        width: 16,
        height: 60,
        text: format!("2026年{}月 提交 {month}", month + 1),
    };
    let label = |x, y, text: &str| ChartLabel { x, y, text: s(text) };
    Chart {
        name: s("每月提交与办结"),
        note: s("同样的数字列在下表中。"),
        width: 60 + months * 46,
        height: 198,
        legend: vec![s("提交"), s("办结")],
        bars: (0..months).flat_map(|month| [bar(0, month), bar(1, month)]).collect(),
        labels: (0..months).map(|month| label(70 + month * 46, 176, &(month + 1).to_string())).collect(),
        lines: vec![label(44, 160, "0"), label(44, 100, "20"), label(44, 40, "40")],
    }
}

fn statistics(months: u32) -> Statistics {
    Statistics {
        months: (1..=months).rev().map(|month| count_row(&format!("2026年{month}月"), None, month > 1)).collect(),
        total: Some(count_row("合计", None, true)),
        flow: chart(months),
        acts: chart(months),
    }
}

fn statistics_page(base: Base) -> StatisticsPage {
    StatisticsPage {
        base,
        statistics: statistics(12),
        workflows: vec![
            count_row("发文", Some("workflows/documents/index.html"), true),
            count_row("请假", Some("workflows/documents/index.html"), false),
        ],
        units: vec![count_row("青柘市高新技术产业开发区管理委员会", Some("units/city/index.html"), true)],
        people: vec![handled(li(), some("3.4")), handled(chen(), None)],
    }
}

fn workflow_row(name: &str, owned: bool) -> WorkflowRow {
    WorkflowRow {
        workflow: link(name, "workflows/documents/index.html"),
        list_href: s("documents/index.html"),
        owner: owned.then(|| link("市政府办公室", "units/city/index.html")),
        open: 3,
        finished: 41,
        retention: owned.then(|| s("30 年")),
    }
}

fn diagram() -> Diagram {
    let line = |kind, path: &str, head: Option<&str>| DiagramLine { kind, path: s(path), head: head.map(s) };
    let shape = |kind, y, height| DiagramBox { kind, x: 36, y, width: 268, height, round: 7 };
    let text = |kind, y, text: &str| DiagramText { kind, x: 170, y, text: s(text) };
    Diagram {
        name: s("发文办理流程图"),
        note: s("拟稿人提交 → 审核 → 会签 → 办结"),
        width: 340,
        height: 470,
        lines: vec![
            line(DiagramLineKind::Way, "M170 54V84", Some("M170 84L166 76L174 76Z")),
            line(DiagramLineKind::Past, "M170 190H320V360H174", Some("M173 360L181 356L181 364Z")),
            line(DiagramLineKind::Onward, "M304 130H332V440H305", Some("M304 440L312 436L312 444Z")),
            line(DiagramLineKind::Back, "M36 130H14V32H35", None),
        ],
        boxes: vec![
            shape(DiagramBoxKind::End, 10, 44),
            shape(DiagramBoxKind::Step, 84, 96),
            shape(DiagramBoxKind::Condition, 200, 26),
            shape(DiagramBoxKind::Maybe, 250, 96),
            shape(DiagramBoxKind::End, 418, 40),
        ],
        texts: vec![
            text(DiagramTextKind::Title, 38, "拟稿人提交"),
            text(DiagramTextKind::Title, 112, "审核"),
            text(DiagramTextKind::Who, 130, "拟稿单位副局长"),
            text(DiagramTextKind::Rule, 148, "或签：一人即可"),
            text(DiagramTextKind::Then, 166, "不同意：退回拟稿人"),
            text(DiagramTextKind::Condition, 217, "经过条件：填有“会签单位”"),
        ],
    }
}

fn workflow_page(base: Base) -> WorkflowPage {
    let step = |title: &str, when: Option<&str>| WorkflowStep {
        title: s(title),
        when: when.map(s),
        who: s("发文单位副局长、市政府办公室核稿员"),
        rule: s("会签：全部同意"),
        verbs: Verb::ALL.into_iter().filter(|verb| !matches!(verb, Verb::Found)).collect(),
        limit: some("1 个工作日（“紧急程度”为特急）；3 个工作日"),
        respond: when.map(|_| s("2 个工作小时")),
        then: vec![s("通过后转：签发"), s("不同意：退回拟稿人")],
    };
    let form = |label: &str, required: bool| FormField {
        label: s(label),
        sort: s("文字"),
        required,
        help: required.then(|| s("写作“关于……的通知”。")),
    };
    WorkflowPage {
        base,
        name: s("发文"),
        list_href: s("documents/index.html"),
        owner: Some(link("市政府办公室", "units/city/index.html")),
        retention: some("30 年"),
        limit: some("3 个工作日"),
        patterns: vec![s("{code}〔{year}〕{n}号"), s("函 {code}函〔{year}〕{n}号")],
        confirm: true,
        drafters: vec![s("拟稿单位核稿员"), s("全体人员（“类别”为一般）")],
        diagram: diagram(),
        steps: vec![step("审核", None), step("会签", Some("填有“会签单位”"))],
        fields: vec![form("标题", true), form("备注", false)],
        checks: vec![s("请示应当一文一事，只写一个主送机关。")],
        anytime: vec![Anytime { verb: Verb::Urge, who: s("市政府办公室核稿员") }],
        statistics: statistics(2),
    }
}

fn facets() -> Vec<Facet> {
    let option = |text: &str, count, current| FacetOption {
        text: s(text),
        href: s("documents/2026/index.html"),
        count: Some(count),
        current,
    };
    vec![
        Facet {
            by: FacetBy::Year,
            options: vec![option("2026年", 57, true), option("2025年", 311, false), option("2024年", 290, false)],
        },
        Facet {
            by: FacetBy::Unit,
            options: vec![
                option("青柘市人民政府", 21, false),
                option("市政府办公室", 30, false),
                option("青柘市高新技术产业开发区管理委员会", 6, false),
            ],
        },
        Facet {
            by: FacetBy::Kind,
            options: vec![option("通知", 40, false), option("函", 12, false), option("请示", 5, false)],
        },
    ]
}

fn list(language: &str) -> ListPage {
    ListPage {
        base: subscribed(
            with_crumbs(base(language, "documents/2026/index.html", "公文", 1), &[("公文", "documents/index.html")]),
            "documents/",
            false,
        ),
        heading: s("公文"),
        narrowed: some("2026年"),
        area: Some(link("公文处理", "workflows/area.documents.html")),
        siblings: vec![
            NavItem { text: s("发文"), href: s("documents/index.html"), current: true },
            NavItem { text: s("收文"), href: s("incoming/index.html"), current: false },
        ],
        collection: s("documents"),
        workflow_href: some("workflows/documents/index.html"),
        numbered: true,
        count: 612,
        facets: facets(),
        entries: entries(50),
        pager: Pager::new(3, 13, |n| format!("documents/2026/page-{n}/index.html")),
    }
}

fn handover(state: HandoverState) -> Handover {
    Handover {
        state,
        subject: Some(link("移交2009—2012年文件", "history/2026/papers/index.html")),
        act: (state == HandoverState::Attested).then_some(1040),
        who: (state == HandoverState::Attested).then(sun),
        time: (state == HandoverState::Attested).then(|| day("2026-06-24", "2026年6月24日")),
    }
}

fn paper(language: &str) -> PaperPage {
    let path = "history/2026/papers/qingzhengbanfa-2009-17/index.html";
    let crumbs = [("历史数据", "history/index.html"), ("移交2009—2012年文件", "history/2026/papers/index.html")];
    PaperPage {
        base: with_crumbs(base(language, path, "关于做好汛期值班工作的通知", 1), &crumbs),
        title: s("关于做好汛期值班工作的通知"),
        number: some("青政办发〔2009〕17号"),
        date: Some(day("2009-04-15", "2009年4月15日")),
        unit: None,
        issuer: some("青柘县人民政府办公室"),
        body: s("<p>各乡镇人民政府：</p>\n<p>值班安排表见附件。</p>\n"),
        headings: Vec::new(),
        attachments: vec![Attachment {
            name: s("值班表.csv"),
            href: href::encode("files/0a1b/值班表.csv"),
            size: s("2 KB"),
            digest: s("sha256:0a1b"),
        }],
        fields: vec![
            Field { label: s("原文件"), values: vec![s("2009/防汛值班.md").into()] },
            Field { label: s("SHA-256"), values: vec![s("816a8b44").into()] },
        ],
        handover: handover(HandoverState::Attested),
    }
}

/// What hands papers over, on its own page.
fn history(language: &str) -> BulletinPage {
    let mut page = bulletin(language);
    page.subject.papers = Some(Papers { count: 3, years: papers(language).years, rows: papers(language).papers });
    page
}

fn papers(language: &str) -> PapersPage {
    let row = |title: &str, number: Option<&str>, files| PaperRow {
        paper: link(title, "history/2026/papers/a/index.html"),
        number: number.map(s),
        unit: number.map(|_| link("青柘县教育局", "units/education/index.html")),
        issuer: number.is_none().then(|| s("青柘县文化旅游局")),
        date: number.map(|_| day("2011-09-05", "2011年9月5日")),
        files,
    };
    PapersPage {
        base: base(language, "history/2026/papers/year.2011/index.html", "2011年", 1),
        heading: s("移交2009—2012年文件"),
        year: s("2011年"),
        count: 2,
        years: vec![
            FacetOption {
                text: s("2011年"),
                href: s("history/2026/papers/year.2011/index.html"),
                count: Some(2),
                current: true,
            },
            FacetOption {
                text: s("年份不详"),
                href: s("history/2026/papers/year.none/index.html"),
                count: Some(1),
                current: false,
            },
        ],
        papers: vec![row("关于加强接送学生车辆管理的通知", Some("青教发〔2011〕26号"), 1), row(LONG, None, 0)],
        pager: Pager::new(1, 3, |n| format!("history/2026/papers/year.2011/page-{n}.html")),
        handover: handover(HandoverState::Pending),
    }
}

fn face(name: &str) -> Face {
    Face::new(name, name, SealKind::Unit, None)
}

fn card(name: &str) -> SealCard {
    SealCard {
        seal: link(name, "seals/city/index.html"),
        face: face(name),
        kind: SealKind::Unit,
        state: SealState::Active,
        unit: Some(link("青柘市人民政府", "units/city/index.html")),
        custodians: vec![sun()],
        uses: 41,
    }
}

fn cards() -> Vec<SealCard> {
    vec![
        card("青柘市人民政府"),
        card("青柘市高新技术产业开发区管理委员会"),
        card("市教育局"),
        card("Qingzhe Port Authority"),
        card(LONG),
    ]
}

fn ledger_acts(count: usize) -> Vec<Act> {
    let mut acts: Vec<Act> = trail()
        .into_iter()
        .map(|mut act| {
            act.subject =
                Some(link(if act.number % 3 == 0 { LONG } else { TITLE }, "documents/2026/spring/index.html"));
            act
        })
        .collect();
    acts.reverse();
    acts.into_iter().cycle().take(count).collect()
}

/// Seals of the other kinds, two of them out of use.
fn ledger_days(count: usize) -> Vec<LedgerDay> {
    let acts = ledger_acts(count);
    let days = acts.chunks(20).zip([3, 2, 1]);
    days.map(|(acts, number)| LedgerDay {
        anchor: format!("d-2026-03-{number:02}"),
        day: day(&format!("2026-03-{number:02}"), &format!("2026年3月{number}日")),
        acts: acts.to_vec(),
        held: if number == 2 { vec![1041, 1043] } else { Vec::new() },
    })
    .collect()
}

fn other_cards() -> Vec<SealCard> {
    let special = Face::new("青柘市财政局合同专用章", "青柘市财政局", SealKind::Special, Some(38));
    let personal = Face::new("李卫东", "青柘市人民政府", SealKind::Personal, None);
    let of = |face: Face, kind, state| SealCard { kind, state, ..SealCard { face: face.clone(), ..card(&face.name) } };
    vec![
        of(special, SealKind::Special, SealState::HandedBack),
        of(personal, SealKind::Personal, SealState::Destroyed),
        of(face("县物资处").own(s("files/ab/印模.svg")), SealKind::Unit, SealState::Destroyed),
    ]
}

fn change(number: u64, request: Option<Link>) -> Change {
    Change { number, time: day("2026-02-01", "2026年2月1日"), request }
}

fn request_link() -> Link {
    link("物资处并入应急管理局", "registrations/2026/merger/index.html")
}

fn loss() -> Link {
    link("周建国的密钥卡遗失", "losses/2026/card/index.html")
}

fn certificate(state: CertState) -> Certificate {
    let lost = state == CertState::Suspended;
    Certificate {
        fingerprint: print(),
        state,
        since: (state != CertState::Active).then(|| change(1031, Some(loss()))),
        losses: if lost { vec![loss()] } else { Vec::new() },
        algorithm: some("Ed25519"),
        created: Some(day("2025-12-01", "2025年12月1日")),
        expires: (state != CertState::Retired).then(|| day("2027-12-01T00:00:00+08:00", "2027年12月1日 00:00")),
        href: some("files/cert/5F3A.asc"),
    }
}

fn contact(who: Actor, phone: Option<&str>) -> Contact {
    Contact { who, phone: phone.map(s) }
}

fn unit_rows() -> Vec<UnitRow> {
    type Row = (&'static str, Option<&'static str>, Option<&'static str>, usize, usize, &'static [usize]);
    let rows: [Row; 9] = [
        ("青柘市人民政府", Some("临政"), Some("机关"), 7, 8, &[]),
        ("市政府办公室", Some("临政办"), Some("机关"), 31, 2, &[]),
        ("机要科", None, Some("内设机构"), 5, 0, &[]),
        ("后勤科", None, Some("内设机构"), 12, 0, &[1]),
        ("市教育局", Some("临教"), Some("机关"), 46, 1, &[]),
        ("青柘市第一中学", Some("临一中"), Some("事业单位"), 210, 0, &[1]),
        ("市卫生健康委员会", Some("临卫"), Some("机关"), 52, 2, &[]),
        ("青柘市人民医院", Some("临医"), Some("事业单位"), 903, 1, &[]),
        ("急诊科", None, None, 44, 0, &[2, 1, 0]),
    ];
    rows.iter()
        .map(|(name, code, kind, people, below, ends)| UnitRow {
            unit: link(name, "units/city/index.html"),
            code: code.map(s),
            kind: kind.map(s),
            leaders: if code.is_some() { vec![li()] } else { Vec::new() },
            people: *people,
            below: *below,
            open: *below > 1,
            ends: ends.to_vec(),
            into: None,
        })
        .collect()
}

fn abolished_row() -> UnitRow {
    UnitRow {
        unit: link("市物资处", "units/city/index.html"),
        code: some("临物"),
        kind: some("机关"),
        leaders: Vec::new(),
        people: 0,
        below: 0,
        open: false,
        ends: Vec::new(),
        into: Some(link("市应急管理局", "units/city/index.html")),
    }
}

fn person_row(at: usize, who: Actor) -> PersonRow {
    PersonRow {
        person: link(&who.name, "people/li-weidong/index.html"),
        unit: Some(link(who.unit.as_deref().unwrap_or_default(), "units/city/index.html")),
        posts: who.post.into_iter().collect(),
        phone: some("0571-8500 1234"),
        email: format!("person{at}@linjiang.example"),
        signs: at != 0,
    }
}

fn people_page(base: Base) -> PeoplePage {
    let group = |unit: &str, people: Vec<Actor>| PeopleGroup {
        unit: link(unit, "units/city/index.html"),
        people: people.into_iter().enumerate().map(|(at, who)| person_row(at, who)).collect(),
    };
    let account = |name: &str, kind, active| AccountRow {
        account: link(name, "people/li-weidong/index.html"),
        kind,
        active,
        unit: Some(link("市政府办公室", "units/city/index.html")),
        owner: active.then(|| link("王敏", "people/li-weidong/index.html")),
        phone: None,
        email: s("zhiban@linjiang.example"),
    };
    PeoplePage {
        base,
        count: 6,
        groups: vec![
            group("青柘市人民政府", vec![li()]),
            group("市政府办公室", vec![zhao(), wang(), sun()]),
            group("市教育局", vec![liu(), chen()]),
        ],
        accounts: vec![account("值班室", PersonKind::Shared, true), account("自动备份", PersonKind::Special, false)],
        left: vec![person_row(0, liu())],
        units_href: s("units/index.html"),
        permissions_href: s("people/permissions.html"),
        certificates_href: s("people/certificates.html"),
    }
}

fn permissions_page(base: Base) -> PermissionsPage {
    let row = |who: Actor, busy: bool| PermissionRow {
        person: link(&who.name, "people/li-weidong/index.html"),
        unit: who.unit.map(|unit| link(&unit, "units/city/index.html")),
        posts: who.post.into_iter().collect(),
        asked: if busy {
            vec![
                AskedIn {
                    workflow: link("发文", "workflows/documents/index.html"), steps: vec![s("审核"), s("催办")]
                },
                AskedIn { workflow: link("请假", "workflows/documents/index.html"), steps: vec![s("审批")] },
            ]
        } else {
            Vec::new()
        },
        seals: if busy { vec![link("青柘市人民政府", "seals/city/index.html")] } else { Vec::new() },
        certificates: if busy { vec![certificate(CertState::Active)] } else { Vec::new() },
    };
    PermissionsPage { base, csv_href: s("people/permissions.csv"), rows: vec![row(li(), true), row(chen(), false)] }
}

fn certificates_page(base: Base) -> CertificatesPage {
    let row = |name: &str, seal, state| CertificateRow {
        holder: link(name, "people/li-weidong/index.html"),
        seal,
        unit: Some(link("市政府办公室", "units/city/index.html")),
        certificate: certificate(state),
    };
    CertificatesPage {
        base,
        living: vec![
            row("李卫东", false, CertState::Active),
            row("青柘市人民政府", true, CertState::Active),
            row("王敏", false, CertState::Suspended),
        ],
        ended: vec![row("刘建国", false, CertState::Retired), row("陈静", false, CertState::Compromised)],
    }
}

fn field_change(label: &str, old: Option<&str>, new: Option<&str>, hidden: bool) -> FieldChange {
    FieldChange { label: s(label), old: old.map(s), new: new.map(s), hidden }
}

fn proposed(path: &str, kind: ProposedKind) -> Proposed {
    Proposed {
        path: s(path),
        entry: None,
        kind,
        fields: Vec::new(),
        lines: Vec::new(),
        notes: Vec::new(),
        picture: None,
    }
}

/// A request of every kind of file, carried out in an emergency.
fn request_view() -> Request {
    let line = |kind, text: &str| DiffLine { kind, text: s(text) };
    let mut unit = proposed("content/units/city/index.md", ProposedKind::Changed);
    unit.entry = Some(link("市应急管理局", "units/city/index.html"));
    unit.fields = vec![
        field_change("名称", Some("市物资处"), Some("市应急物资处"), false),
        field_change("电话", Some("0571-8500 1234"), None, false),
        field_change("曾用名", None, Some("市物资处"), false),
        field_change("移动电话", Some(""), Some(""), true),
    ];
    let mut rules = proposed("workflows/leave.toml", ProposedKind::Changed);
    rules.lines = vec![
        line(DiffKind::Left, ""),
        line(DiffKind::Kept, "[[step]]"),
        line(DiffKind::Gone, "rule = \"all\""),
        line(DiffKind::Come, "rule = \"any\""),
    ];
    let mut picture = proposed("content/seals/city/印模.svg", ProposedKind::New);
    picture.picture = some("files/ab/%E5%8D%B0%E6%A8%A1.svg");
    let mut print = proposed("content/people/chen/5F3A.asc", ProposedKind::New);
    print.notes = vec![s("指纹 5F3A 9C0E"), s("陈静 <chen@linjiang.example>"), s("有效期至 2027年12月1日")];
    Request {
        words: vec![s("单位更名"), s("单位信息变更")],
        concerned: vec![link("市应急管理局", "units/city/index.html"), link("市政府办公室", "units/city/index.html")],
        gains: vec![chen(), liu()],
        executed: Some(change(1041, None)),
        unconfirmed: true,
        unapproved: Some(Unapproved { due: Some(due(false)) }),
        suspends: Vec::new(),
        suspended: false,
        files: vec![
            unit,
            rules,
            picture,
            print,
            proposed("content/people/chen/5F3A.sig", ProposedKind::Proof),
            proposed("kanhe.toml", ProposedKind::Same),
        ],
    }
}

fn request_page(language: &str, path: &str, request: Request) -> BulletinPage {
    let mut page = bulletin(language);
    page.base = base(language, path, "物资处更名", 7);
    page.notice.title = s("物资处更名");
    page.notice.expired = false;
    page.subject.badge = badge(State::Carried, Some("补办审批"));
    page.subject.request = Some(request);
    page
}

fn requests_page(base: Base) -> RequestsPage {
    let row = |title: &str, state, step: Option<&str>| RequestRow {
        subject: link(title, "registrations/2026/merger/index.html"),
        collection: s("单位登记和变更"),
        words: vec![s("单位撤销、合并"), s("制作印章")],
        unit: Some(link("市政府办公室", "units/city/index.html")),
        badge: badge(state, step),
        date: day("2026-03-02", "2026年3月2日"),
        due: step.map(|_| due(false)),
    };
    RequestsPage {
        base,
        unapproved: vec![row("夜间更换值班密钥", State::Carried, Some("补办审批"))],
        losses: vec![row("周建国的密钥卡遗失", State::InReview, Some("核实"))],
        unconfirmed: vec![row("物资处更名", State::Carried, Some("申请人确认结果"))],
        open: vec![row(LONG, State::InReview, Some("审批"))],
        done: vec![row("开通账号", State::Executed, None), row("停用证书", State::Withdrawn, None)],
        collections: vec![link("单位登记和变更", "registrations/index.html"), link("挂失", "losses/index.html")],
    }
}

/// Every template, with much to say.
pub(crate) fn pages(language: &str) -> Vec<Case> {
    let module = |name: &str, path: &str, count, open| Module {
        page: link(name, path),
        count,
        open,
        workflow_href: (open > 0).then(|| s("workflows/documents/index.html")),
        collection: (open > 0).then(|| s("documents")),
        newest: if open > 0 { entries(3) } else { Vec::new() },
    };
    let modules = || {
        vec![
            module("发文", "documents/index.html", Some(612), 4),
            module("收文", "incoming/index.html", Some(87), 1),
            module("处室函", "letters/index.html", Some(0), 0),
        ]
    };
    let places =
        || vec![module("台账", "ledger/index.html", Some(1042), 0), module("统计", "statistics/index.html", None, 0)];
    let area = |kind, modules| Area { kind, href: format!("workflows/area.{}.html", AreaKind::word(kind)), modules };
    let area_page = |kind, part| AreaPage {
        base: base(language, &format!("workflows/area.{}.html", AreaKind::word(kind)), "板块", part),
        kind,
        modules: if kind == AreaKind::History { places() } else { modules() },
        registers: if kind == AreaKind::Affairs { places() } else { Vec::new() },
        years: if kind == AreaKind::History {
            let years = [("2026年", 34), ("2025年", 578)];
            let option = |(text, count): (&str, usize)| FacetOption {
                text: s(text),
                href: s("documents/2026/index.html"),
                count: Some(count),
                current: false,
            };
            vec![Years {
                collection: link("发文", "documents/index.html"),
                years: years.into_iter().map(option).collect(),
            }]
        } else {
            Vec::new()
        },
    };
    let home = HomePage {
        base: subscribed(base(language, "index.html", "", 0), "", true),
        unapproved: 1,
        losses: 2,
        requests_href: s("workflows/requests.html"),
        areas: vec![
            area(AreaKind::Documents, modules()),
            area(AreaKind::Affairs, modules()),
            area(AreaKind::Personal, modules()),
            area(AreaKind::History, places()),
            area(AreaKind::Quick, places()),
        ],
        documents: entries(7),
        documents_href: s("documents/index.html"),
        bulletins: notices(),
        bulletins_href: s("bulletins/index.html"),
        waiting: waiting(3),
        waiting_count: 11,
        waiting_href: s("waiting/index.html"),
        people_href: s("people/index.html"),
        quick_href: s("workflows/area.quick.html"),
    };
    let mut bulletins = list(language);
    bulletins.base = base(language, "bulletins/index.html", "公告", 2);
    bulletins.heading = s("公告");
    bulletins.narrowed = None;
    bulletins.numbered = false;
    bulletins.facets.truncate(1);
    bulletins.entries = notices();
    bulletins.count = 3;
    bulletins.pager = Pager::new(1, 1, |_| String::new());
    let mut invalid = base(language, "verify/index.html", "核验", 7);
    invalid.standing = Standing::Invalid;
    let at = |path: &str, title: &str, part| base(language, path, title, part);
    let mut pages = vec![
        case("index.html", "home.html", home),
        case("workflows/area.affairs.html", "area.html", area_page(AreaKind::Affairs, 1)),
        case("workflows/area.history.html", "area.html", area_page(AreaKind::History, 1)),
        case("workflows/area.quick.html", "area.html", area_page(AreaKind::Quick, 1)),
        case("documents/2026/index.html", "list.html", list(language)),
        case("bulletins/index.html", "list.html", bulletins),
        case("history/2026/papers/year.2011/index.html", "papers.html", papers(language)),
        case("history/2026/papers/qingzhengbanfa-2009-17/index.html", "paper.html", paper(language)),
        case("history/2026/papers/index.html", "bulletin.html", history(language)),
        case("documents/2026/spring/index.html", "document.html", document(language)),
        case("documents/2026/review/index.html", "document.html", in_review(language)),
        case("documents/2026/repealed/index.html", "document.html", repealed(language)),
        case("documents/2026/voided/index.html", "document.html", voided(language)),
        case("documents/2026/draft/index.html", "document.html", draft(language)),
        case("bulletins/2026/power/index.html", "bulletin.html", bulletin(language)),
        case(
            "documents/2026/broken/index.html",
            "error.html",
            ErrorPage {
                base: at("documents/2026/broken/index.html", "预览出错", 1),
                problems: vec![
                    Problem {
                        file: s("documents/2026/broken/index.md"),
                        line: Some(3),
                        code: some("K142"),
                        message: s("字段 kind：期望 决议、决定、通知 等之一，实际为“通只”"),
                        hint: some("改为 kind = \"通知\""),
                        excerpt: some("kind = \"通只\""),
                    },
                    Problem {
                        file: s("documents/2026/broken/index.md"),
                        line: None,
                        code: None,
                        message: s("缺少必填字段 to（主送）"),
                        hint: None,
                        excerpt: None,
                    },
                ],
            },
        ),
        case(
            "units/index.html",
            "units.html",
            UnitsPage {
                base: at("units/index.html", "单位", 4),
                count: 9,
                units: unit_rows(),
                abolished: vec![abolished_row()],
                people_href: s("people/index.html"),
                requests_href: s("workflows/requests.html"),
            },
        ),
        case(
            "units/city/index.html",
            "unit.html",
            UnitPage {
                base: subscribed(
                    with_crumbs(at("units/city/index.html", "市政府办公室", 4), &[("单位", "units/index.html")]),
                    "units/city/",
                    true,
                ),
                desk_href: s("units/city/desk.html"),
                name: s("市政府办公室"),
                code: some("临政办"),
                kind: some("机关"),
                phone: some("0571-8500 1234"),
                newest: true,
                abolished: None,
                merged: vec![link("市机要局", "units/city/index.html")],
                former: vec![
                    FormerName { name: s("市政府办"), until: Some(change(12, Some(request_link()))) },
                    FormerName { name: s("市府办"), until: None },
                ],
                accounts: vec![contact(Actor { name: s("值班室"), ..Actor::default() }, Some("0571-8500 1111"))],
                received: notices(),
                received_count: 12,
                books: vec![
                    Book {
                        kind: BookKind::Outgoing,
                        register: link("临政发〔2026〕×号", "ledger/numbers/register.1.html"),
                        year: some("2026年"),
                    },
                    Book {
                        kind: BookKind::Incoming,
                        register: link("收〔2026〕×号", "ledger/numbers/register.1.html"),
                        year: some("2026年"),
                    },
                ],
                seal_rules: Some(SealRules { id: s("rules/2026/seals"), subject: None }),
                changes: notices(),
                parent: Some(link("青柘市人民政府", "units/city/index.html")),
                children: vec![link("机要科", "units/city/index.html"), link("后勤科", "units/city/index.html")],
                posts: vec![
                    Post { title: s("主任"), required: true, holders: Vec::new() },
                    Post {
                        title: s("副主任"), required: true, holders: vec![contact(zhao(), Some("0571-8500 1235"))]
                    },
                    Post {
                        title: s("机要秘书"),
                        required: false,
                        holders: vec![contact(wang(), None), contact(sun(), None)],
                    },
                    Post { title: s("档案员"), required: false, holders: Vec::new() },
                ],
                people: vec![contact(wang(), None), contact(zhao(), Some("0571-8500 1235"))],
                seals: vec![card("青柘市人民政府办公室")],
                entries: entries(6),
                count: 230,
                waiting: waiting(3),
                waiting_count: 3,
                statistics: statistics(3),
                pager: Pager::new(1, 12, |n| format!("units/city/page-{n}/index.html")),
                body: rendered("协助市政府领导处理日常工作。").html,
            },
        ),
        case(
            "units/depot/index.html",
            "unit.html",
            UnitPage {
                base: with_crumbs(at("units/depot/index.html", "市物资处", 4), &[("单位", "units/index.html")]),
                desk_href: s("units/depot/desk.html"),
                name: s("市物资处"),
                newest: true,
                abolished: Some(Abolished {
                    step: Some(change(1040, Some(request_link()))),
                    into: Some(link("市应急管理局", "units/city/index.html")),
                    disposition: some("全部移交市应急管理局。"),
                }),
                posts: vec![Post { title: s("主任"), required: true, holders: Vec::new() }],
                seal_rules: Some(SealRules {
                    id: s("rules/2026/seals"),
                    subject: Some(link(TITLE, "rules/2026/seals/index.html")),
                }),
                seals: other_cards(),
                ..UnitPage::default()
            },
        ),
        case(
            "units/former/index.html",
            "former.html",
            FormerPage {
                base: with_crumbs(at("units/former/index.html", "市物资处", 4), &[("单位", "units/index.html")]),
                name: s("市物资处"),
                units: vec![
                    FormerUnit {
                        unit: link("市物资处", "units/depot/index.html"),
                        into: Some(link("市应急管理局", "units/city/index.html")),
                    },
                    FormerUnit { unit: link("市应急物资处", "units/city/index.html"), into: None },
                ],
            },
        ),
        case("people/index.html", "people.html", people_page(at("people/index.html", "人员", 5))),
        case(
            "people/permissions.html",
            "permissions.html",
            permissions_page(at("people/permissions.html", "权限清单", 5)),
        ),
        case(
            "people/certificates.html",
            "certificates.html",
            certificates_page(at("people/certificates.html", "证书清单", 5)),
        ),
        case("workflows/requests.html", "requests.html", requests_page(at("workflows/requests.html", "变更总览", 0))),
        case(
            "registrations/2026/merger/index.html",
            "bulletin.html",
            request_page(language, "registrations/2026/merger/index.html", request_view()),
        ),
        case(
            "losses/2026/card/index.html",
            "bulletin.html",
            request_page(
                language,
                "losses/2026/card/index.html",
                Request {
                    concerned: vec![link("市政府办公室", "units/city/index.html")],
                    suspends: vec![Suspended {
                        holder: Some(link("李卫东", "people/li-weidong/index.html")),
                        fingerprint: print(),
                    }],
                    suspended: true,
                    ..Request::default()
                },
            ),
        ),
        case(
            "people/duty/index.html",
            "person.html",
            PersonPage {
                base: with_crumbs(at("people/duty/index.html", "值班室", 5), &[("人员", "people/index.html")]),
                desk_href: s("people/duty/desk.html"),
                name: s("值班室"),
                kind: PersonKind::Shared,
                left: true,
                owner: Some(link("王敏", "people/li-weidong/index.html")),
                email: s("zhiban@linjiang.example"),
                ..PersonPage::default()
            },
        ),
        case(
            "people/li-weidong/index.html",
            "person.html",
            PersonPage {
                base: with_crumbs(at("people/li-weidong/index.html", "李卫东", 5), &[("人员", "people/index.html")]),
                desk_href: s("people/li-weidong/desk.html"),
                name: s("李卫东"),
                unit: Some(link("青柘市人民政府", "units/city/index.html")),
                email: s("liwd@linjiang.example"),
                phone: some("0571-8500 0001"),
                posts: vec![PostHeld {
                    unit: link("青柘市人民政府", "units/city/index.html"), title: s("市长")
                }],
                certificates: vec![
                    certificate(CertState::Active),
                    certificate(CertState::Retired),
                    certificate(CertState::Suspended),
                ],
                seals: vec![link("青柘市人民政府", "seals/city/index.html")],
                errands: errands(),
                errands_count: 4,
                stand_ins: vec![stand_in(errands()), stand_in(Vec::new())],
                kind: PersonKind::Person,
                left: false,
                owner: None,
                accounts: vec![link("值班室", "people/duty/index.html")],
                losses: vec![loss()],
                delegations: vec![Given {
                    to: zhao(),
                    delegation: link("外出期间的授权", "documents/2026/spring/index.html"),
                    since: day("2026-03-02", "2026年3月2日"),
                    until: day("2026-03-06", "2026年3月6日"),
                }],
                changes: notices(),
                handled: Some(handled(li(), some("3.4"))),
                acts: ledger_acts(10),
                body: String::new(),
            },
        ),
        case(
            "seals/index.html",
            "seals.html",
            SealsPage { base: at("seals/index.html", "印章", 6), seals: cards(), ended: other_cards() },
        ),
        case(
            "seals/city/index.html",
            "seal.html",
            SealPage {
                base: with_crumbs(at("seals/city/index.html", "青柘市人民政府", 6), &[("印章", "seals/index.html")]),
                name: s("青柘市人民政府"),
                face: face("青柘市人民政府"),
                lacks_picture: true,
                kind: SealKind::Unit,
                state: SealState::HandedBack,
                ended: Some(change(1041, Some(request_link()))),
                owner: Some(link("李卫东", "people/li-weidong/index.html")),
                losses: vec![loss()],
                changes: notices(),
                unit: Some(link("青柘市人民政府", "units/city/index.html")),
                custodians: vec![sun(), wang()],
                diameter: Some(42),
                certificates: vec![certificate(CertState::Active)],
                count: 41,
                uses: (0..12u64)
                    .map(|at| SealUse {
                        number: 1034 - at * 7,
                        subject: link(if at == 2 { LONG } else { TITLE }, "documents/2026/spring/index.html"),
                        given: some("临政发〔2026〕3号"),
                        who: sun(),
                        time: day("2026-03-02", "2026年3月2日"),
                        verdict: match at {
                            0 => SealVerdict::Unregistered,
                            3 => {
                                SealVerdict::Invalid { code: s("K604"), reason: s("标签与提交不符"), hint: None }
                            }
                            _ => SealVerdict::Registered,
                        },
                    })
                    .collect(),
                pager: Pager::new(1, 4, |n| format!("seals/city/page-{n}/index.html")),
            },
        ),
        case(
            "ledger/index.html",
            "ledger.html",
            LedgerPage {
                base: at("ledger/index.html", "台账", 7),
                count: 1043,
                invalid: 2,
                verify_href: s("verify/index.html"),
                days: ledger_days(50),
                years: vec![link("2026年", "ledger/2026.html"), link("2025年", "ledger/2025.html")],
                pager: Pager::new(1, 21, |n| format!("ledger/page-{n}/index.html")),
            },
        ),
        case(
            "verify/index.html",
            "verify.html",
            VerifyPage {
                base: invalid,
                root_line: s(
                    "kanhe-root v1 git-sha1:1f0e2d3c4b5a69788796a5b4c3d2e1f001122334 sha256:2f7c6a1be0d94c53a7f1f0b5c8de6a4902b3c4d5e6f708192a3b4c5d6e7f8091 openpgp:5F3A9C0E71B24D86A0C3E9124B7D8F6012AC45EE",
                ),
                checkpoint_line: s(
                    "kanhe-checkpoint v1 7d1f0c9e-3b52-4a86-9f0d-5c2e8a1b6f34 1042 sha256:8c5d2e7b1f0a94d3b6e7c8f9a0b1c2d3e4f5061728394a5b6c7d8e9f00112233",
                ),
                commands: commands(),
                faults: vec![Fault {
                    code: s("K512"),
                    number: Some(1027),
                    place: some("documents/2026/spring"),
                    message: s("期望由“核稿会签”环节的办理人签名，实际签名人不在该环节"),
                    hint: some("请由机要秘书或办公室副主任办理"),
                }],
                ledger_href: s("ledger/index.html"),
            },
        ),
        case(
            "waiting/index.html",
            "waiting.html",
            WaitingPage {
                base: at("waiting/index.html", "在办事项", 3),
                units_href: s("waiting/units.html"),
                count: 11,
                waiting: waiting(11),
                pager: Pager::default(),
            },
        ),
        case(
            "waiting/units.html",
            "attention.html",
            AttentionPage {
                base: with_crumbs(at("waiting/units.html", "各单位督办", 3), &[("在办事项", "waiting/index.html")]),
                units: ["市政府办公室", LONG]
                    .map(|name| AttentionRow {
                        unit: link(name, "units/city/desk.html"),
                        unreceived: 3,
                        unregistered: 1,
                        unread: 0,
                        waiting: 12,
                        overdue: 2,
                    })
                    .to_vec(),
                count: 2,
                missing: [TITLE, LONG]
                    .map(|title| Unreceived {
                        subject: link(title, "documents/2026/spring/index.html"),
                        addressee: link("市教育局", "units/city/index.html"),
                        unit: Some(link("市政府办公室", "units/city/index.html")),
                        sent: day("2026-03-02T09:00:00+08:00", "2026年3月2日 09:00"),
                        opened: (title == TITLE).then(|| day("2026-03-02T10:00:00+08:00", "2026年3月2日 10:00")),
                        urged: None,
                    })
                    .to_vec(),
            },
        ),
        case("statistics/index.html", "statistics.html", statistics_page(at("statistics/index.html", "统计", 0))),
        case(
            "workflows/index.html",
            "workflows.html",
            WorkflowsPage {
                base: at("workflows/index.html", "全部业务", 0),
                rows: vec![workflow_row("发文", true), workflow_row(LONG, false)],
                requests_href: s("workflows/requests.html"),
            },
        ),
        case(
            "workflows/documents/index.html",
            "workflow.html",
            workflow_page(with_crumbs(
                at("workflows/documents/index.html", "发文", 0),
                &[("全部业务", "workflows/index.html")],
            )),
        ),
        case("search/index.html", "search.html", search_page(at("search/index.html", "检索", 0))),
        case("_account/sign-in.html", "sign-in.html", sign_in_page(at("_account/sign-in.html", "登录", 0))),
        case(
            "_account/certificate.html",
            "sign-in.html",
            SignInPage {
                form: "certificate",
                challenge: Some(s("kanhe-login v1 6f1c9d3e-0b5a-4c7d-9e21-3a4b5c6d7e8f Zm9vYmFy")),
                command: Some(s("printf '%s\\n' 'kanhe-login v1 6f1c9d3e Zm9vYmFy' | gpg --armor --detach-sign")),
                ..sign_in_page(at("_account/certificate.html", "登录", 0))
            },
        ),
        case(
            "_account/password.html",
            "sign-in.html",
            SignInPage {
                form: "choose",
                guard: Some(s("guard")),
                rules: vec![s("不少于 8 个字符。"), s(LONG)],
                ..sign_in_page(at("_account/password.html", "修改密码", 0))
            },
        ),
        case(
            "_account/enrol.html",
            "sign-in.html",
            SignInPage {
                form: "enrol",
                guard: Some(s("guard")),
                secret: Some(s("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")),
                code: Some(CodeDrawing { size: 41, path: s("M4 4h1v1h-1zM6 4h1v1h-1z") }),
                ..sign_in_page(at("_account/enrol.html", "启用动态码", 0))
            },
        ),
        case("_account/people.html", "accounts.html", accounts_page(at("_account/people.html", "账户管理", 0))),
        case(
            "_account/attendance.html",
            "attendance.html",
            attendance_page(at("_account/attendance.html", "在线考勤", 0)),
        ),
        case("_account/journal.html", "journal.html", journal_page(at("_account/journal.html", "登录和阅读记录", 0))),
        case("_account/fault.html", "fault.html", fault_page(at("_account/fault.html", "报告故障", 0))),
        case(
            "_account/fault-sent.html",
            "fault.html",
            FaultPage {
                sent: Some(17),
                ..FaultPage { base: at("_account/fault-sent.html", "报告故障", 0), ..FaultPage::default() }
            },
        ),
        case("_account/faults.html", "faults.html", faults_page(at("_account/faults.html", "故障报告", 0))),
        case("_account/mine.html", "mine.html", mine_page(at("_account/mine.html", "限定范围的事项", 0))),
        case("_account/index.html", "account.html", account_page(at("_account/index.html", "我的账户", 0))),
        case(
            "404.html",
            "404.html",
            NotFoundPage {
                base: at("404.html", "没有这一页", 0),
                sign_in: Some(s("_account/sign-in")),
                fault: Some(s("_account/fault")),
            },
        ),
    ];
    pages.extend(everyday::pages(language));
    pages.extend(byhand::pages(language));
    pages
}

/// Every template, with nothing to say.
pub(crate) fn bare_pages() -> Vec<Case> {
    let at = |template: &str| Base {
        site: s("新设机构办公网"),
        lang: s("zh-CN"),
        root: href::root(&format!("bare/{template}")),
        top: href::root(&format!("bare/{template}")),
        ..Base::default()
    };
    let bare = |template: &'static str, view: Value| Case { path: format!("bare/{template}"), template, view };
    let made = |view: Result<Value, serde_json::Error>| view.expect("views serialise");
    let mut pages = vec![
        bare("home.html", made(serde_json::to_value(HomePage { base: at("home.html"), ..HomePage::default() }))),
        bare("area.html", made(serde_json::to_value(AreaPage { base: at("area.html"), ..AreaPage::default() }))),
        bare(
            "list.html",
            made(serde_json::to_value(ListPage { base: at("list.html"), heading: s("发文"), ..ListPage::default() })),
        ),
        bare("paper.html", made(serde_json::to_value(PaperPage { base: at("paper.html"), ..PaperPage::default() }))),
        bare(
            "papers.html",
            made(serde_json::to_value(PapersPage { base: at("papers.html"), ..PapersPage::default() })),
        ),
        bare(
            "document.html",
            made(serde_json::to_value(DocumentPage { base: at("document.html"), ..DocumentPage::default() })),
        ),
        bare(
            "bulletin.html",
            made(serde_json::to_value(BulletinPage { base: at("bulletin.html"), ..BulletinPage::default() })),
        ),
        bare("error.html", made(serde_json::to_value(ErrorPage { base: at("error.html"), ..ErrorPage::default() }))),
        bare("units.html", made(serde_json::to_value(UnitsPage { base: at("units.html"), ..UnitsPage::default() }))),
        bare("unit.html", made(serde_json::to_value(UnitPage { base: at("unit.html"), ..UnitPage::default() }))),
        bare(
            "people.html",
            made(serde_json::to_value(PeoplePage { base: at("people.html"), ..PeoplePage::default() })),
        ),
        bare(
            "person.html",
            made(serde_json::to_value(PersonPage { base: at("person.html"), ..PersonPage::default() })),
        ),
        bare(
            "former.html",
            made(serde_json::to_value(FormerPage { base: at("former.html"), ..FormerPage::default() })),
        ),
        bare(
            "permissions.html",
            made(serde_json::to_value(PermissionsPage { base: at("permissions.html"), ..PermissionsPage::default() })),
        ),
        bare(
            "certificates.html",
            made(serde_json::to_value(CertificatesPage {
                base: at("certificates.html"),
                ..CertificatesPage::default()
            })),
        ),
        bare(
            "requests.html",
            made(serde_json::to_value(RequestsPage { base: at("requests.html"), ..RequestsPage::default() })),
        ),
        bare("seals.html", made(serde_json::to_value(SealsPage { base: at("seals.html"), ..SealsPage::default() }))),
        bare("seal.html", made(serde_json::to_value(SealPage { base: at("seal.html"), ..SealPage::default() }))),
        bare(
            "ledger.html",
            made(serde_json::to_value(LedgerPage { base: at("ledger.html"), ..LedgerPage::default() })),
        ),
        bare(
            "verify.html",
            made(serde_json::to_value(VerifyPage { base: at("verify.html"), ..VerifyPage::default() })),
        ),
        bare(
            "attention.html",
            made(serde_json::to_value(AttentionPage { base: at("attention.html"), ..AttentionPage::default() })),
        ),
        bare(
            "waiting.html",
            made(serde_json::to_value(WaitingPage { base: at("waiting.html"), ..WaitingPage::default() })),
        ),
        bare(
            "statistics.html",
            made(serde_json::to_value(StatisticsPage { base: at("statistics.html"), ..StatisticsPage::default() })),
        ),
        bare(
            "workflows.html",
            made(serde_json::to_value(WorkflowsPage { base: at("workflows.html"), ..WorkflowsPage::default() })),
        ),
        bare(
            "workflow.html",
            made(serde_json::to_value(WorkflowPage { base: at("workflow.html"), ..WorkflowPage::default() })),
        ),
        bare(
            "search.html",
            made(serde_json::to_value(SearchPage { base: at("search.html"), scripted: true, ..SearchPage::default() })),
        ),
        bare(
            "sign-in.html",
            made(serde_json::to_value(SignInPage { base: at("sign-in.html"), ..SignInPage::default() })),
        ),
        bare(
            "accounts.html",
            made(serde_json::to_value(AccountsPage { base: at("accounts.html"), ..AccountsPage::default() })),
        ),
        bare(
            "attendance.html",
            made(serde_json::to_value(AttendancePage { base: at("attendance.html"), ..AttendancePage::default() })),
        ),
        bare(
            "journal.html",
            made(serde_json::to_value(JournalPage { base: at("journal.html"), ..JournalPage::default() })),
        ),
        bare("fault.html", made(serde_json::to_value(FaultPage { base: at("fault.html"), ..FaultPage::default() }))),
        bare(
            "faults.html",
            made(serde_json::to_value(FaultsPage { base: at("faults.html"), ..FaultsPage::default() })),
        ),
        bare("mine.html", made(serde_json::to_value(MinePage { base: at("mine.html"), ..MinePage::default() }))),
        bare(
            "account.html",
            made(serde_json::to_value(AccountPage { base: at("account.html"), ..AccountPage::default() })),
        ),
        bare("404.html", made(serde_json::to_value(NotFoundPage { base: at("404.html"), sign_in: None, fault: None }))),
    ];
    pages.extend(everyday::bare_pages(at));
    pages.extend(byhand::bare_pages());
    pages
}
