use super::*;
use proptest::prelude::*;
use std::collections::BTreeSet;

fn card(subject: &str) -> Card {
    Card {
        subject: subject.parse().unwrap(),
        paper: None,
        submitted: 0,
        number: None,
        title: String::new(),
        unit: "office".to_owned(),
        unit_title: "办公室".to_owned(),
        kind: None,
        year: Some("2026".to_owned()),
        state: "sealed",
        date: "2026-03-02".to_owned(),
        time: 0,
        audience: Audience::Staff,
    }
}

fn text(n: usize, title: &str, body: &str) -> Text {
    let card =
        Card { title: title.to_owned(), time: i64::try_from(n).unwrap(), ..card(&format!("documents/2026/d{n}")) };
    Text { card, parts: vec![Part { what: What::Body, text: body.to_owned() }] }
}

fn shelf(texts: impl IntoIterator<Item = Text>) -> Shelf {
    let mut shelf = Shelf::default();
    shelf.put_all(texts.into_iter().collect());
    shelf
}

fn find(shelf: &Shelf, typed: &str) -> Found {
    shelf.find(&Query::parse(typed), &Filters::default(), 1, &|_| true)
}

fn titles(found: &Found) -> Vec<String> {
    found.hits.iter().map(|hit| hit.card.title.clone()).collect()
}

fn shown(pieces: &[Piece]) -> String {
    pieces.iter().map(|piece| if piece.mark { format!("[{}]", piece.text) } else { piece.text.clone() }).collect()
}

#[test]
fn words_are_found_in_the_middle_of_sentences_and_marked() {
    let shelf = shelf([
        text(1, "关于开展检查的通知", "各单位要落实安全\n生产责任，\u{1f}县局 ＡＢＣ 公司负责。"),
        text(2, "安全生产月", "无关。"),
        text(3, "会议", "生产安全。"),
    ]);
    let found = find(&shelf, "安全生产");
    assert_eq!(titles(&found), ["安全生产月", "关于开展检查的通知"], "what has the words in its title comes first");
    assert_eq!(shown(&found.hits[0].title), "[安全生产]月");
    assert_eq!(shown(&found.hits[0].passages[0].pieces), "无关。");
    assert_eq!(shown(&found.hits[1].passages[0].pieces), "各单位要落实[安全 生产]责任，");
    assert_eq!(titles(&find(&shelf, "abc 检查")), ["关于开展检查的通知"]);
    assert_eq!(shown(&find(&shelf, "abc").hits[0].passages[0].pieces), "县局 [ＡＢＣ] 公司负责。");
    assert_eq!(find(&shelf, "责任，县局").total, 0, "no word reaches from one paragraph into the next");
    assert_eq!((find(&shelf, "全").total, find(&shelf, "没有").total, find(&shelf, "").total), (3, 0, 0));
}

#[test]
fn a_number_comes_first_however_it_is_typed() {
    let numbered = |n: usize, number: &str| {
        let mut text = text(n, "通知", "2026 年 3号楼");
        text.card.number = Some(number.to_owned());
        text
    };
    let shelf = shelf([
        numbered(1, "临政发〔2026〕3号"),
        numbered(2, "临政发〔2026〕13号"),
        numbered(3, "临政发〔2025〕3号"),
        text(4, "转发临政发〔2026〕3号", ""),
    ]);
    for typed in ["〔2026〕3号", "[2026]3号", "(2026) 3号", "2026 3号", "临政发〔2026〕3号"] {
        let found = find(&shelf, typed);
        assert_eq!(found.hits[0].card.number.as_deref(), Some("临政发〔2026〕3号"), "{typed}");
        assert!(shown(&found.hits[0].number).contains("〔2026〕3号]"), "{}", shown(&found.hits[0].number));
    }
    assert_eq!((find(&shelf, "(2026)3号").total, find(&shelf, "2026 3号").total), (2, 4));
}

#[test]
fn results_are_narrowed_counted_and_paged() {
    let texts = (0..90).map(|n| {
        let mut text = text(n, "检查通知", "正文");
        text.card.unit = if n % 3 == 0 { "finance" } else { "office" }.to_owned();
        text.card.year = Some(if n < 45 { "2025" } else { "2026" }.to_owned());
        text.card.state = if n == 7 { "voided" } else { "sealed" };
        text
    });
    let mut shelf = shelf(texts);
    let filters = Filters::default().with(By::Unit, "finance");
    let found = shelf.find(&Query::parse("检查"), &filters, 2, &|_| true);
    assert_eq!((found.total, found.page, found.pages, found.hits.len()), (30, 2, 2, 10));
    assert_eq!(found.hits[0].card.subject.slug(), "d27", "newest first");
    let counts = |found: &Found, by: By| -> Vec<(String, usize)> {
        let facet = found.facets.iter().find(|facet| facet.by == by).unwrap();
        facet.choices.iter().map(|choice| (choice.value.clone(), choice.count)).collect()
    };
    let owned = |list: &[(&str, usize)]| list.iter().map(|(v, n)| ((*v).to_owned(), *n)).collect::<Vec<_>>();
    assert_eq!(counts(&found, By::Unit), owned(&[("office", 60), ("finance", 30)]), "what another choice would leave");
    assert_eq!(counts(&found, By::Year), owned(&[("2026", 15), ("2025", 15)]));
    assert_eq!(shelf.find(&Query::default(), &filters, 99, &|_| true).page, 2, "there is no page behind the last");
    assert_eq!(shelf.find(&Query::default(), &Filters::default().with(By::Kind, "x"), 1, &|_| true).total, 0);
    let mut changed = text(7, "检查通知", "别的");
    changed.card.state = "repealed";
    let before = (shelf.length(), shelf.len());
    assert_eq!(shelf.put(changed), 7);
    assert_eq!((shelf.length(), shelf.len()), before, "it stands in the place of the former one");
    let state =
        |state| shelf.find(&Query::parse("检查"), &Filters::default().with(By::State, state), 1, &|_| true).total;
    assert_eq!((state("voided"), state("repealed")), (0, 1));
}

#[test]
fn what_a_reader_may_not_see_is_not_matched_counted_or_shown() {
    let mut secret = text(1, "人事任免", "王某的处分决定");
    secret.card.audience = Audience::Of(secret.card.subject.clone());
    secret.card.unit = "personnel".to_owned();
    let shelf = shelf([secret, text(2, "通知", "处分条例")]);
    let staff = |audience: &Audience| *audience == Audience::Staff;
    let found = shelf.find(&Query::parse("处分"), &Filters::default(), 1, &staff);
    assert_eq!((found.total, titles(&found)), (1, vec!["通知".to_owned()]));
    assert!(
        found
            .facets
            .iter()
            .flat_map(|facet| &facet.choices)
            .all(|choice| choice.value != "personnel" && choice.count == 1)
    );
    assert_eq!(shelf.find(&Query::parse("处分"), &Filters::default(), 1, &|_| true).total, 2);
    // Files that everybody can take away hold nothing of it.
    let files = Postings::of_group(&shelf, Group { level: 0, number: 0 }, 2, &|_| true);
    let texts: BTreeSet<u32> =
        files.values().flat_map(|file| file.0.values()).flatten().map(|(text, _)| *text).collect();
    assert_eq!(texts, BTreeSet::from([1]));
}

#[test]
fn long_texts_are_shown_where_the_words_are() {
    let mut long = "前文一二三四五六七八九十。".repeat(3_000);
    long.push_str("找到这里的句子，");
    long.push_str(&"后文甲乙丙丁。".repeat(3_000));
    let mut one = text(1, "附件", "正文");
    one.parts.push(Part { what: What::File("表格.xlsx".to_owned()), text: long });
    let shelf = shelf([one]);
    let found = find(&shelf, "这里的句子");
    let passage = &found.hits[0].passages[0];
    assert_eq!(passage.file.as_deref(), Some("表格.xlsx"));
    assert!(shown(&passage.pieces).contains("找到[这里的句子]，后文") && shown(&passage.pieces).starts_with('…'));
    assert_eq!(find(&shelf, "表格.XLSX").total, 1, "an attachment is found by its name");
    // At the border of two pieces.
    for at in 0..40 {
        let mut body = "字".repeat(1_340 + at);
        body.push_str("边界上的词语");
        body.push_str(&"符".repeat(2_000));
        let shelf = self::shelf([text(1, "题", &body)]);
        let shown = shown(&find(&shelf, "边界上的词语").hits[0].passages[0].pieces);
        assert!(shown.contains("字[边界上的词语]符"), "{at}: {shown}");
    }
}

#[test]
fn hostile_texts_stay_text() {
    let shelf = shelf([text(1, "<script>alert(1)</script>\u{202e}x", &format!("a\u{1f}{}", "<b>".repeat(200_000)))]);
    let hit = &find(&shelf, "<script>").hits[0];
    assert_eq!(shown(&hit.title), "[<script>]alert(1)</script>\u{202e}x");
    assert!(hit.passages.iter().all(|passage| shown(&passage.pieces).chars().count() < 200));
    let marks = find(&shelf, "<b><b>");
    assert!(marks.hits[0].passages.iter().all(|passage| passage.pieces.len() < 200));
}

/// Texts of few characters, so that words are often there by chance and nearly there still more often.
fn random() -> impl Strategy<Value = Vec<String>> {
    proptest::collection::vec("[安全生产检查2026年号〔〕ab \u{1f}，]{0,60}", 1..70)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn found_is_what_contains_the_words_and_nothing_else(bodies in random(), typed in "[安全生产检查2026年号〔〕ab ]{1,6}") {
        let shelf = shelf(bodies.iter().enumerate().map(|(n, body)| text(n, "题", body)));
        let query = Query::parse(&typed);
        prop_assume!(!query.is_empty());
        let truth: BTreeSet<usize> = (0..bodies.len())
            .filter(|n| query.words().iter().all(|word| fold(&bodies[*n]).contains(word.as_str())))
            .collect();
        let mut found = BTreeSet::new();
        for page in 1..=4 {
            let hits = shelf.find(&query, &Filters::default(), page, &|_| true).hits;
            found.extend(hits.iter().map(|hit| hit.card.subject.slug()[1..].parse::<usize>().unwrap()));
        }
        prop_assert_eq!(&found, &truth);

        // The index without a server has every one of them, and what it has besides is seen from the text.
        let count = u32::try_from(bodies.len()).unwrap();
        let mut files = std::collections::BTreeMap::new();
        let mut candidates: BTreeSet<u32> = (0..count).collect();
        for word in query.words() {
            let chars: Vec<char> = word.chars().collect();
            let grams: Vec<String> = if chars.len() == 1 { vec![word.clone()] } else { chars.windows(2).map(String::from_iter).collect() };
            for gram in grams {
                let mut texts = BTreeSet::new();
                for (group, file) in cover(count, hash(&gram)) {
                    let all = files.entry(group).or_insert_with(|| Postings::of_group(&shelf, group, count, &|_| true));
                    let postings = all.get(&file).and_then(|file| file.0.get(&gram)).into_iter().flatten();
                    texts.extend(postings.map(|(text, _)| group.texts(count).start + text));
                }
                candidates = &candidates & &texts;
            }
        }
        prop_assert!(truth.iter().all(|n| candidates.contains(&u32::try_from(*n).unwrap())), "{typed}: {truth:?} {candidates:?}");
    }

    #[test]
    fn files_put_together_are_files_made_at_once(bodies in proptest::collection::vec("[安全生产检查ab]{0,12}", 256..300), changed in 0usize..256) {
        let mut shelf = shelf(bodies.iter().enumerate().map(|(n, body)| text(n, "题", body)));
        let count = u32::try_from(bodies.len()).unwrap();
        let group = Group { level: 1, number: 0 };
        let all = |_: u32| true;
        let mut smaller: Vec<_> = group.smaller().map(|one| Postings::of_group(&shelf, one, count, &all)).collect();
        // A text that changes changes its own grams only.
        let before = grams(&shelf, changed);
        shelf.put(text(changed, "别的", "安全标题"));
        let after = grams(&shelf, changed);
        let keys: BTreeSet<&Gram> = before.keys().chain(after.keys()).collect();
        for gram in keys {
            if before.get(gram) != after.get(gram) {
                let file = hash(&gram.0) % LEVELS[0].files;
                let at = u32::try_from(changed % 32).unwrap();
                smaller[changed / 32].entry(file).or_default().set(&gram.0, at, after.get(gram).copied());
            }
        }
        for (one, again) in group.smaller().zip(&mut smaller) {
            again.retain(|_, postings| !postings.0.is_empty());
            prop_assert!(*again == Postings::of_group(&shelf, one, count, &all));
        }
        let whole = Postings::of_group(&shelf, group, count, &all);
        for file in 0..LEVELS[1].files {
            let mut together = Postings::default();
            for (at, postings) in (0..).zip(&smaller) {
                if let Some(part) = postings.get(&(file % LEVELS[0].files)) {
let mut part = part.clone();
                    part.0.retain(|gram, _| hash(gram) % LEVELS[1].files == file);
                    together.append(part, at * LEVELS[0].texts);
                }
            }
            prop_assert_eq!(whole.get(&file).cloned().unwrap_or_default(), together);
        }
    }
}
