//! What staff use day by day: desks, the calendar, registers of numbers, changes, the guide.

use super::*;

fn shelf(kind: ShelfKind, count: usize, entries: Vec<Entry>, acts: Vec<Act>) -> DeskShelf {
    let href = (count > 20).then(|| s("people/wang-min/sent/index.html"));
    DeskShelf { kind, count, entries, acts, href }
}

fn desks(base: impl Fn(&str, &str) -> Base) -> Vec<Case> {
    vec![
        case(
            "people/wang-min/desk.html",
            "desk.html",
            DeskPage {
                base: with_crumbs(base("people/wang-min/desk.html", "王敏的办公桌"), &[("人员", "people/index.html")]),
                name: s("王敏"),
                owner_href: s("people/wang-min/index.html"),
                pick_href: some("people/wang-min/desk.html"),
                errands: errands(),
                waiting_count: 5,
                stand_ins: vec![stand_in(errands())],
                shelves: vec![
                    shelf(ShelfKind::Sent, 43, entries(7), Vec::new()),
                    shelf(ShelfKind::Received, 2, notices(), Vec::new()),
                    shelf(ShelfKind::Handled, 6, Vec::new(), ledger_acts(6)),
                ],
                ..DeskPage::default()
            },
        ),
        case(
            "units/city/desk.html",
            "desk.html",
            DeskPage {
                base: base("units/city/desk.html", "青柘市人民政府的办公桌"),
                name: s("青柘市人民政府"),
                of_unit: true,
                owner_href: s("units/city/index.html"),
                waiting: waiting(3),
                waiting_count: 3,
                shelves: vec![
                    shelf(ShelfKind::Sent, 0, Vec::new(), Vec::new()),
                    shelf(ShelfKind::Received, 3, entries(3), Vec::new()),
                    shelf(ShelfKind::Handled, 4, Vec::new(), ledger_acts(4)),
                ],
                ..DeskPage::default()
            },
        ),
        case(
            "people/wang-min/sent/index.html",
            "shelf.html",
            ShelfPage {
                base: base("people/wang-min/sent/index.html", "王敏 已发"),
                owner: Some(link("王敏", "people/wang-min/index.html")),
                count: 120,
                entries: entries(50),
                pager: Pager::new(1, 2, |n| format!("people/wang-min/sent/page-{n}.html")),
                ..ShelfPage::default()
            },
        ),
    ]
}

fn one_day(number: i8, kind: DayKind, name: Option<&str>, events: Vec<Event>) -> Day {
    Day {
        day: Some(day(&format!("2026-05-{number:02}"), &format!("2026年5月{number}日"))),
        number,
        kind,
        name: name.map(s),
        more: events.len(),
        issued: usize::try_from(number % 3).unwrap_or_default(),
        events,
        acts_href: format!("ledger/2026.html#d-2026-05-{number:02}"),
    }
}

fn month() -> MonthView {
    let event = |title: &str, kind, time: Option<&str>, badge: Option<Badge>| Event {
        subject: link(title, "meetings/2026/standing-8/index.html"),
        collection: s("会议通知"),
        kind,
        time: time.map(s),
        badge,
    };
    let days = (1..=31).map(|number| match number {
        1 | 4 => one_day(number, DayKind::Off, Some("劳动节"), Vec::new()),
        9 => one_day(number, DayKind::Shifted, None, Vec::new()),
        12 => one_day(
            number,
            DayKind::Work,
            None,
            vec![
                event("第八次常务会议", EventKind::On, Some("15:00"), Some(badge(State::InReview, Some("审核")))),
                event(LONG, EventKind::Due, Some("17:30"), Some(badge(State::InReview, Some("核稿会签")))),
                event("挂职锻炼授权", EventKind::Begins, None, None),
                event("节能管理暂行办法", EventKind::Ends, None, None),
            ],
        ),
        _ => one_day(number, if number % 7 < 2 { DayKind::Rest } else { DayKind::Work }, None, Vec::new()),
    });
    let mut cells: Vec<Day> = (0..4).map(|_| Day::default()).chain(days).collect();
    cells.resize(42, Day::default());
    MonthView {
        name: s("2026年5月"),
        known: true,
        weeks: cells.chunks(7).map(<[Day]>::to_vec).collect(),
        previous: Some(link("2026年4月", "calendar/2026-04.html")),
        next: Some(link("2026年6月", "calendar/2026-06.html")),
    }
}

fn calendar(base: impl Fn(&str, &str) -> Base) -> Vec<Case> {
    let months = (1..=12)
        .map(|n| CalendarMonth {
            month: link(&format!("{n}月"), &format!("calendar/2026-{n:02}.html")), count: n % 4
        });
    vec![
        case(
            "calendar/index.html",
            "calendar.html",
            CalendarPage {
                base: base("calendar/index.html", "日历"),
                month: month(),
                years: vec![CalendarYear { name: s("2026年"), months: months.collect() }],
                papers: vec![s("国办发明电〔2025〕7号")],
            },
        ),
        case(
            "calendar/2026-05.html",
            "month.html",
            MonthPage {
                base: with_crumbs(base("calendar/2026-05.html", "2026年5月"), &[("日历", "calendar/index.html")]),
                month: MonthView { known: false, previous: None, ..month() },
            },
        ),
    ]
}

fn numbers(base: impl Fn(&str, &str) -> Base) -> Vec<Case> {
    let row = |name: &str, gaps| NumberRow {
        register: link(name, "ledger/numbers/register.1.html"),
        unit: Some(link("青柘市人民政府", "units/city/index.html")),
        kind: if name.contains('收') { BookKind::Incoming } else { BookKind::Outgoing },
        count: 12,
        gaps,
        last: Some(link("临政发〔2026〕12号", "documents/2026/spring/index.html")),
    };
    let given = |title: &str| NumberGiven {
        subject: link(title, "documents/2026/spring/index.html"),
        unit: Some(link("青柘市人民政府", "units/city/index.html")),
        date: Some(day("2026-03-02", "2026年3月2日")),
        cells: vec![s("通知"), s("各县区人民政府、市财政局、市教育局")],
        sent: Some(day("2026-03-03", "2026年3月3日")),
        received: some("2／3"),
        badge: badge(State::Sealed, None),
        standing: s("已用印"),
    };
    let serial = |n: u32, given| SerialRow { number: format!("临政发〔2026〕{n}号"), given, held: n == 3 };
    let pager =
        Pager { current: 1, total: 2, previous: None, next: some("ledger/numbers/register.2.html"), pages: Vec::new() };
    vec![
        case(
            "ledger/numbers/index.html",
            "numbers.html",
            NumbersPage {
                base: base("ledger/numbers/index.html", "发文字号登记"),
                years: vec![
                    NumberYear {
                        name: some("2026年"),
                        registers: vec![row("临政发〔2026〕×号", 1), row("收〔2026〕×号", 0)],
                    },
                    NumberYear { name: None, registers: vec![row("临政纪×", 0)] },
                ],
            },
        ),
        case(
            "ledger/numbers/register.1.html",
            "register.html",
            RegisterPage {
                base: base("ledger/numbers/register.1.html", "临政发〔2026〕×号"),
                name: s("临政发〔2026〕×号"),
                unit: Some(link("青柘市人民政府", "units/city/index.html")),
                kind: BookKind::Outgoing,
                columns: vec![s("文种"), s("主送")],
                sends: true,
                csv_href: s("ledger/numbers/register.1.csv"),
                rows: vec![serial(1, Some(given(TITLE))), serial(2, None), serial(3, Some(given(LONG)))],
                pager,
            },
        ),
    ]
}

fn piece(kind: PieceKind, text: &str) -> Piece {
    Piece { kind, text: s(text) }
}

fn revision(base: Base) -> RevisionPage {
    let kept = |text: &str| vec![piece(PieceKind::Kept, text)];
    let pair = |old: &str, new: &str| Pair {
        old: vec![piece(PieceKind::Kept, "请于"), piece(PieceKind::Gone, old), piece(PieceKind::Kept, "前报送")],
        new: vec![piece(PieceKind::Kept, "请于"), piece(PieceKind::Come, new), piece(PieceKind::Kept, "前报送")],
    };
    let row = |kind, old, new, left| Row { kind, old, new, left };
    let changed = pair("3月5日", "3月12日");
    let file = |name: &str, kind| FileChange { name: s(name), kind };
    let version = |round, number, who: Actor, words: &str| Version {
        round,
        number,
        who,
        time: Some(day("2026-02-27T09:30:00+08:00", "2026年2月27日 09:30")),
        words: s(words),
    };
    RevisionPage {
        base,
        subject: Some(link(TITLE, "documents/2026/spring/index.html")),
        old: version(1, 1030, chen(), ""),
        new: version(2, 1034, chen(), "按核稿意见修改了报送时间。"),
        title: Some(pair("春季", "春秋季")),
        fields: vec![FieldPair { label: s("主送"), text: pair("各县区", "各县（区）") }],
        files: vec![
            file("检查表.xlsx", FileChangeKind::Changed),
            file("名单.pdf", FileChangeKind::Added),
            file("旧表.doc", FileChangeKind::Removed),
        ],
        rows: vec![
            row(RowKind::Left, Vec::new(), Vec::new(), 7),
            row(RowKind::Kept, kept("一、检查范围"), kept("一、检查范围"), 0),
            row(RowKind::Changed, changed.old, changed.new, 0),
            row(RowKind::Gone, vec![piece(PieceKind::Gone, "联系人另行通知。")], Vec::new(), 0),
            row(
                RowKind::Come,
                Vec::new(),
                vec![piece(PieceKind::Come, "联系电话：8012。"), piece(PieceKind::Left, "")],
                0,
            ),
        ],
        previous: None,
        next: some("documents/2026/spring/revision-3.html"),
    }
}

fn year(base: Base) -> YearPage {
    let one = |number: u32| DayLink {
        anchor: format!("d-2026-03-{number:02}"),
        day: day(&format!("2026-03-{number:02}"), &format!("2026年3月{number}日")),
        href: format!("ledger/index.html#d-2026-03-{number:02}"),
        count: number,
    };
    YearPage {
        base,
        name: s("2026年"),
        count: 1043,
        months: vec![
            LedgerMonth { anchor: s("m-03"), name: s("2026年3月"), count: 9, days: (1..9).rev().map(one).collect() },
            LedgerMonth { anchor: s("m-02"), name: s("2026年2月"), count: 0, days: Vec::new() },
        ],
        previous: Some(link("2025年", "ledger/2025.html")),
        next: None,
    }
}

fn asks() -> Vec<Ask> {
    let ask = |title: &str, name: &str| Ask {
        list: link(title, &format!("{name}/index.html")),
        workflow_href: format!("workflows/{name}/index.html"),
        command: format!("kanhe new {name}"),
    };
    vec![ask("故障报修", "faults"), ask("意见建议", "suggestions")]
}

fn about(base: Base) -> AboutPage {
    let unit = |title: &str, people: Vec<Contact>| BodyUnit {
        unit: link(title, "units/city/index.html"),
        phone: some("8001"),
        people,
    };
    let lists = vec![link("账号申请", "accounts/index.html"), link("单位登记", "registrations/index.html")];
    AboutPage {
        base,
        bodies: vec![
            Body {
                kind: BodyKind::Lead,
                units: vec![unit("青柘市人民政府", vec![contact(li(), some("8003").as_deref())])],
            },
            Body { kind: BodyKind::Supervisor, units: vec![unit("市政府办公室", Vec::new())] },
            Body { kind: BodyKind::Operator, units: vec![unit("市政府办公室", vec![contact(zhao(), None)])] },
        ],
        support: s("工作日 8:30—17:30，电话 8888。"),
        scope: s("市政府办公室和各部门。"),
        units: 12,
        people: 87,
        bases: vec![s("《中华人民共和国电子签名法》"), s("《党政机关公文处理工作条例》（中办发〔2012〕14号）")],
        areas: vec![ManagedArea { kind: "users", lists }, ManagedArea { kind: "mail", lists: Vec::new() }],
        rules: entries(2),
        rules_href: some("rules/index.html"),
        asks: asks(),
        version: s("0.1.0"),
        root_line: s("kanhe-root v1 git-sha1:1f0e2d3c4b5a69788796a5b4c3d2e1f001122334"),
        checkpoint_line: s("kanhe-checkpoint v1 7d1f0c9e-3b52-4a86-9f0d-5c2e8a1b6f34 1042"),
        commands: commands(),
        verify_href: s("verify/index.html"),
    }
}

fn contents(base: Base) -> ContentsPage {
    let item = |title: &str, count, beside| ContentsItem { link: link(title, "documents/index.html"), count, beside };
    let beside = vec![link("2026年", "documents/2026/index.html"), link("流程", "workflows/documents/index.html")];
    let sections = [
        ("documents", vec![item("发文", Some(1043), beside), item("发文字号登记", None, Vec::new())]),
        ("history", vec![item("台账", None, vec![link("2026年", "ledger/2026.html")])]),
        ("support", vec![item(LONG, Some(0), Vec::new())]),
    ];
    ContentsPage { base, sections: sections.into_iter().map(|(kind, items)| ContentsSection { kind, items }).collect() }
}

/// Every page of them.
pub(super) fn pages(language: &str) -> Vec<Case> {
    let at = |path: &str, title: &str| base(language, path, title, 0);
    let mut pages = desks(at);
    pages.extend(calendar(at));
    pages.extend(numbers(at));
    let lesson =
        rendered("从收到通知开始。\n\n## 第一步\n\n```console\n$ kanhe pull\n```\n\n## 第二步\n\n- 打开\n- 查看\n");
    pages.extend([
        case(
            "documents/2026/spring/revision-2.html",
            "revision.html",
            revision(at("documents/2026/spring/revision-2.html", "第 2 稿修改对照")),
        ),
        case("ledger/2026.html", "year.html", year(at("ledger/2026.html", "台账 2026年"))),
        case(
            "guide/index.html",
            "guide.html",
            GuidePage {
                base: at("guide/index.html", "使用指南"),
                lessons: ["查阅", "拟稿"]
                    .map(|title| LessonLink {
                        link: link(title, "guide/reader.html"), about: s("给每一位同事。")
                    })
                    .into(),
                articles: notices(),
                articles_href: some("help/index.html"),
                asks: asks(),
                fault: some("_account/fault"),
            },
        ),
        case(
            "guide/reader.html",
            "lesson.html",
            LessonPage {
                base: at("guide/reader.html", "查阅"),
                title: s("查阅"),
                body: lesson.html,
                headings: lesson.headings,
                previous: Some(link("开始使用", "guide/start.html")),
                next: Some(link("拟稿", "guide/drafter.html")),
            },
        ),
        case("about/index.html", "about.html", about(at("about/index.html", "关于本系统"))),
        case("about/contents.html", "contents.html", contents(at("about/contents.html", "目录"))),
    ]);
    pages
}

fn made(view: impl Serialize) -> Value {
    serde_json::to_value(view).expect("views serialise")
}

/// The same templates, with nothing to say.
pub(super) fn bare_pages(at: impl Fn(&str) -> Base) -> Vec<Case> {
    let bare = |template: &'static str, view: Value| Case { path: format!("bare/{template}"), template, view };
    vec![
        bare("desk.html", made(DeskPage { base: at("desk.html"), ..DeskPage::default() })),
        bare("shelf.html", made(ShelfPage { base: at("shelf.html"), ..ShelfPage::default() })),
        bare("calendar.html", made(CalendarPage { base: at("calendar/index.html"), ..CalendarPage::default() })),
        bare("month.html", made(MonthPage { base: at("month.html"), ..MonthPage::default() })),
        bare("numbers.html", made(NumbersPage { base: at("numbers.html"), ..NumbersPage::default() })),
        bare("register.html", made(RegisterPage { base: at("register.html"), ..RegisterPage::default() })),
        bare("revision.html", made(RevisionPage { base: at("revision.html"), ..RevisionPage::default() })),
        bare("year.html", made(YearPage { base: at("year.html"), ..YearPage::default() })),
        bare("guide.html", made(GuidePage { base: at("guide/index.html"), ..GuidePage::default() })),
        bare("lesson.html", made(LessonPage { base: at("lesson.html"), ..LessonPage::default() })),
        bare("about.html", made(AboutPage { base: at("about/index.html"), ..AboutPage::default() })),
        bare("contents.html", made(ContentsPage { base: at("contents.html"), ..ContentsPage::default() })),
    ]
}
