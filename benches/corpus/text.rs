//! Documents of about 2 KB: headings, a table, a list, a footnote, and for every tenth an attachment.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use kanhe::desk::Draft;

use super::cast::UNITS;

const MATTERS: [&str; 16] = [
    "春季安全生产检查",
    "预算执行情况",
    "校园食品安全整治",
    "基层卫生服务能力提升",
    "老旧小区改造",
    "防汛抗旱准备",
    "农村公路养护",
    "公共文化场馆开放",
    "高标准农田建设",
    "经济普查",
    "档案数字化",
    "应急物资储备",
    "干部培训",
    "政务公开",
    "节约能源",
    "营商环境",
];
const PLACES: [&str; 12] = [
    "清河镇",
    "东湖街道",
    "南岭乡",
    "石桥镇",
    "柳林街道",
    "白沙镇",
    "枫溪乡",
    "新安街道",
    "龙潭镇",
    "竹溪镇",
    "云台乡",
    "北关街道",
];
const CLAUSES: [&str; 20] = [
    "各单位要提高认识，压实责任",
    "按照统一部署分级组织实施",
    "对发现的问题建立台账逐项销号",
    "主要负责人为第一责任人",
    "有关情况于每月二十五日前书面报送",
    "所需经费从年度部门预算中列支",
    "要坚持问题导向和目标导向相统一",
    "严格执行有关规定，不得搞形式主义",
    "加强部门之间的协调配合",
    "充分听取群众意见并及时公开结果",
    "资料应当完整准确并按要求归档",
    "对工作不力的予以通报",
    "确保各项任务落到实处",
    "结合本地实际制定具体措施",
    "重点区域实行全覆盖排查",
    "请认真组织学习并贯彻执行",
    "确需调整的应当按程序报批",
    "对成效明显的做法及时总结推广",
    "建立健全长效管理机制",
    "期间值班电话保持畅通",
];
const KINDS: [&str; 4] = ["通知", "通报", "意见", "函"];

/// A small generator: the same seed, the same text.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, most: usize) -> usize {
        (self.roll() % most as u64) as usize
    }

    fn of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }

    fn sentence(&mut self) -> String {
        format!("{}，{}，{}。", self.of(&PLACES), self.of(&CLAUSES), self.of(&CLAUSES))
    }
}

/// A document; `weight` times as long as usual.
pub(super) fn draft(serial: usize, unit: usize, weight: usize) -> Draft {
    let mut dice = Dice(serial as u64);
    let (slug, name, _) = UNITS[unit];
    let (matter, kind) = (dice.of(&MATTERS), dice.of(&KINDS));
    let attached = serial.is_multiple_of(10);
    let mut text = format!(
        "+++\ntitle = \"{name}关于{}{matter}（第{serial}号项目）的{kind}\"\nunit = \"{slug}\"\nkind = \"{kind}\"\nto = [\"{}\", \"{}\"]\n{}+++\n\n",
        dice.of(&PLACES),
        UNITS[dice.below(12)].1,
        UNITS[dice.below(12)].1,
        if attached { "attachments = [\"附件.csv\"]\n" } else { "" },
    );
    for heading in ["一、总体要求", "二、重点任务", "三、工作安排"] {
        writeln!(text, "## {heading}\n").unwrap();
        for _ in 0..(dice.below(2) + 1) * weight {
            writeln!(text, "{}{}{}[^1]\n", dice.sentence(), dice.sentence(), dice.sentence()).unwrap();
        }
    }
    if dice.below(20) < 9 {
        text.push_str("| 地区 | 项目 | 完成数 | 计划数 |\n| --- | --- | ---: | ---: |\n");
        for _ in 0..3 + dice.below(4) {
            let (done, planned) = (dice.below(400), dice.below(400) + 400);
            writeln!(text, "| {} | {} | {done} | {planned} |", dice.of(&PLACES), dice.of(&MATTERS)).unwrap();
        }
        text.push('\n');
    }
    if dice.below(10) < 6 {
        for number in 1..=3 + dice.below(3) {
            writeln!(text, "{number}. {}；", dice.of(&CLAUSES)).unwrap();
        }
        text.push('\n');
    }
    writeln!(text, "[^1]: 见{}第{}号会议纪要。", dice.of(&PLACES), dice.below(90) + 1).unwrap();
    let mut files = BTreeMap::from([("index.md".to_owned(), text.into_bytes())]);
    if attached {
        let mut table = String::from("地区,项目,数额\n");
        for _ in 0..200 + dice.below(400) {
            writeln!(table, "{},{},{}", dice.of(&PLACES), dice.of(&MATTERS), dice.roll()).unwrap();
        }
        files.insert("附件.csv".to_owned(), table.into_bytes());
    }
    Draft::of(files)
}
