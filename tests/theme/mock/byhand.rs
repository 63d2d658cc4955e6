//! What is printed to go on by hand.

use super::*;

fn base(language: &str, page: &str) -> HandBase {
    HandBase {
        site: s("青柘市人民政府办公网"),
        lang: s(language),
        top: href::root(page),
        printed: Some(day("2026-03-02T09:30:00+08:00", "2026年3月2日 09:30")),
        as_of: 1034,
        checkpoint: s(
            "kanhe-checkpoint v1 6f1c9d3e-0b5a-4c7d-9e21-3a4b5c6d7e8f 1034 sha256:2f7c6a1be0d94c53a7f1f0b5c8de6a4902b3c4d5e6f708192a3b4c5d6e7f8091",
        ),
        support: Some(s("信息中心 8800，工作日 8:30 至 17:30")),
    }
}

fn due() -> Option<Due> {
    Some(Due { time: Some(day("2026-03-04T17:30:00+08:00", "2026年3月4日 17:30")), instructed: true })
}

fn sheet(title: &str) -> HandSheet {
    let field = |label: &str, text: &str| Field { label: s(label), values: vec![FieldValue::from(s(text))] };
    let asked = |who: Vec<Actor>, verbs: &[Verb]| HandBox {
        step: some("核稿会签"),
        who,
        titles: s("机要秘书"),
        verbs: verbs.to_vec(),
    };
    HandSheet {
        id: s("documents/2026/spring"),
        title: s(title),
        kind: s("发文"),
        number: some("临政发〔2026〕3号"),
        unit: some("青柘市人民政府"),
        drafter: chen(),
        step: some("核稿会签"),
        due: due(),
        request: None,
        fields: vec![field("主送", "各县区人民政府"), field("依据", LONG)],
        body: rendered(
            "各单位：\n\n定于三月开展检查，见[检查表](检查表.xlsx)。\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n",
        )
        .html,
        attachments: vec![Attachment {
            name: s("检查表.xlsx"),
            href: s("files/ab/%E6%A3%80%E6%9F%A5%E8%A1%A8.xlsx"),
            size: s("12 KB"),
            digest: s("sha256:2f7c6a1be0d94c53a7f1f0b5c8de6a4902b3c4d5e6f708192a3b4c5d6e7f8091"),
        }],
        acts: trail(),
        asked: vec![
            asked(vec![wang()], &[Verb::Approve, Verb::Disagree, Verb::Return]),
            asked(vec![zhao(), li()], &[Verb::Approve, Verb::Return]),
        ],
        ahead: vec![HandBox { step: some("签发"), who: vec![li()], titles: s(""), verbs: vec![Verb::Issue] }],
        digest: s("sha256:2f7c6a1be0d94c53a7f1f0b5c8de6a4902b3c4d5e6f708192a3b4c5d6e7f8091"),
        code: s("2f7c 6a1b e0d9 4c53"),
        command: s("kanhe re-enter documents/2026/spring approve --code \"2f7c 6a1b e0d9 4c53\""),
    }
}

pub(super) fn pages(language: &str) -> Vec<Case> {
    let row = |n: usize| HandRow {
        id: s("documents/2026/spring"),
        title: s(if n == 1 { LONG } else { "关于开展春季检查的通知" }),
        href: s("sheets/documents/2026/spring.html"),
        step: (n != 2).then(|| s("核稿会签")),
        due: due().filter(|_| n != 2),
        code: s("2f7c 6a1b e0d9 4c53"),
    };
    let person = |name: &str, count: usize| HandPerson { name: s(name), rows: (0..count).map(row).collect() };
    let unit = |title: &str| HandUnit { title: s(title), people: vec![person("王敏", 3), person(LONG, 1)] };
    let (one, list, notice) =
        ("by-hand/sheets/documents/2026/spring.html", "by-hand/index.html", "by-hand/notice.html");
    vec![
        case(one, "by-hand.html", HandPage { base: base(language, one), sheets: vec![sheet(LONG)] }),
        case(
            "by-hand/all.html",
            "by-hand.html",
            HandPage {
                base: base(language, "by-hand/all.html"),
                sheets: vec![sheet("甲"), HandSheet { request: Some(request_view()), ..sheet("乙") }],
            },
        ),
        case(
            list,
            "by-hand-list.html",
            HandList { base: base(language, list), count: 4, units: vec![unit("市政府办公室"), unit(LONG)] },
        ),
        case(
            notice,
            "by-hand-notice.html",
            HandNotice { base: base(language, notice), signers: vec![s("信息中心"), s(LONG)], count: 4 },
        ),
    ]
}

pub(super) fn bare_pages() -> Vec<Case> {
    let base = || HandBase { lang: s("zh-CN"), top: href::root("bare/by-hand.html"), ..HandBase::default() };
    let sheets = vec![HandSheet::default()];
    vec![
        case("bare/by-hand.html", "by-hand.html", HandPage { base: base(), sheets }),
        case("bare/by-hand-list.html", "by-hand-list.html", HandList { base: base(), ..HandList::default() }),
        case("bare/by-hand-notice.html", "by-hand-notice.html", HandNotice { base: base(), ..HandNotice::default() }),
    ]
}
