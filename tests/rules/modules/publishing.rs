//! Publishing: 公告, 新闻和通知, 信息发布, 信息报送, 使用帮助, 论坛, 意见建议.

use kanhe::office::{Back, Deed, Place, Stage};

use super::{agree, faults, house, needs, on, readers};
use crate::world::{Paper, World, news, slug};

const BULLETIN: &str = "bulletins/2026/a";
const NEWS: &str = "news/2026/a";
const INFORMATION: &str = "information/2026/a";
const INFOREPORT: &str = "inforeports/2026/a";
const HELP: &str = "help/2026/a";
const NEW_HELP: &str = "help/2026/b";
const TOPIC: &str = "forum/2026/a";
const SUGGESTION: &str = "suggestions/2026/a";

/// L6: a bulletin is published when its unit's leader has reviewed it, and taken down at the year's end (L5).
#[test]
fn a_bulletin_is_reviewed_before_it_is_published() {
    let mut w = house();
    w.by("zhou").on(BULLETIN).submit(news()).ok();
    assert_eq!(w.docket(BULLETIN).stage(), Stage::InReview);
    w.by("zhou").on(BULLETIN).approve("同意").refused(514);
    w.by("wu").on(BULLETIN).approve("同意").refused(514);
    w.by("lin").on(BULLETIN).approve("同意发布").ok();
    assert_eq!(w.docket(BULLETIN).stage(), Stage::Finished);
    w.by("zhou").on(BULLETIN).beside(Deed::Repeal, "年底清理").refused(539);
    w.by("chen").on(BULLETIN).beside(Deed::Repeal, "年底清理").ok();
    assert_eq!(w.docket(BULLETIN).stage(), Stage::Repealed);
    let mut w = house();
    w.by("zhou").on(BULLETIN).submit(news()).ok();
    w.by("ma").on(BULLETIN).read("已阅").ok();
    assert_eq!(w.docket(BULLETIN).place, Place::Back(Back::OnlyRead));
}

/// L4: what is important also passes a leader above, what is ordinary does not.
#[test]
fn an_important_bulletin_passes_a_leader_above() {
    let mut w = house();
    w.by("zhou").on(BULLETIN).submit(news().set("importance", r#""重要""#)).ok();
    w.by("zhao").on(BULLETIN).at("leader").approve("同意").refused(512);
    w.by("lin").on(BULLETIN).approve("同意发布").ok();
    assert_eq!(w.docket(BULLETIN).stage(), Stage::InReview);
    w.by("ma").on(BULLETIN).approve("同意").refused(514);
    w.by("zhao").on(BULLETIN).approve("同意发布").ok();
    assert_eq!(w.docket(BULLETIN).stage(), Stage::Finished);
}

/// L16: what is shared says to whom and until when.
#[test]
fn a_bulletin_that_shares_files_says_until_when() {
    let mut w = house();
    let shares = news().set("attachments", r#"["名单.csv"]"#).file("名单.csv", 9);
    let refused = w.by("zhou").on(BULLETIN).submit(shares.clone());
    assert_eq!(refused.faults(), [557]);
    w.by("zhou").on(BULLETIN).submit(shares.set("until", "2026-12-31")).ok();
}

fn bulletin(kind: &str, scope: &str) -> Paper {
    news().set("kind", &format!("{kind:?}")).set("scope", &format!("[{scope:?}]"))
}

/// L1, L2: a kind of bulletin, a publishing unit, an audience.
#[test]
fn a_bulletin_is_a_public_notice_or_informs_and_names_its_audience() {
    needs("zhou", BULLETIN, &news(), &["title", "unit", "kind", "scope"]);
    for other in ["通知", "请示", "报告", "转发"] {
        assert_eq!(faults("zhou", BULLETIN, bulletin(other, "财务科")), [545], "{other}");
    }
    assert_eq!(faults("zhou", BULLETIN, news().set("scope", "[\"\"]")), [543]);
}

/// L3: not to all the staff, but for a public notice or a special case that says why.
#[test]
fn a_bulletin_does_not_go_to_all_the_staff() {
    for everybody in ["全体人员", "全体职工", "全员", "所有人", "全體員工"] {
        assert_eq!(faults("zhou", BULLETIN, bulletin("告知", everybody)), [557], "{everybody}");
        assert!(faults("zhou", BULLETIN, bulletin("公示", everybody)).is_empty());
    }
    assert!(faults("zhou", BULLETIN, bulletin("告知", "财务科")).is_empty());
    let special = bulletin("后勤", "全体人员").set("special", "\"全楼停水\"");
    assert!(faults("zhou", BULLETIN, special.clone()).is_empty());
    assert_eq!(faults("zhou", BULLETIN, special.set("special", "\"\"")), [557]);
}

/// G8: four matters are no bulletins.
#[test]
fn meeting_notices_forwarded_papers_reports_and_liaison_are_no_bulletins() {
    let text =
        |title: &str, body: &str| faults("zhou", BULLETIN, news().set("title", &format!("{title:?}")).body(body));
    for title in ["关于周一例会的会议通知", "关于召开会议的通知", "关于上报材料的公告", "关于联系工作的公告"]
    {
        assert_eq!(text(title, "见正文。\n"), [557], "{title}");
    }
    for body in ["现转发给你们，请遵照执行。\n", "现予转发。\n", "請按時上報材料。\n"] {
        assert_eq!(text("关于有关事项的公告", body), [557], "{body}");
    }
    assert!(text("关于食堂开放时间的公告", "周一起七点开放。\n").is_empty());
}

fn item(kind: &str, importance: &str) -> Paper {
    on("春季检查圆满结束")
        .set("unit", "\"finance\"")
        .set("kind", &format!("{kind:?}"))
        .set("importance", &format!("{importance:?}"))
        .set("scope", r#"["finance", "archive"]"#)
        .set("until", "2026-12-31")
}

/// L4, L6: the unit's principal leader confirms, what is important passes the leaders above, the office publishes.
#[test]
fn news_are_confirmed_by_the_units_head_and_what_is_important_by_the_leaders_above() {
    let mut w = house();
    w.by("fan").on(NEWS).submit(item("新闻", "一般")).ok();
    w.by("chen").on(NEWS).at("publish").approve("同意").refused(512);
    w.by("lin").on(NEWS).approve("同意").refused(514);
    agree(&mut w, NEWS, &["ma"]);
    w.by("xu").on(NEWS).at("lead").approve("同意").refused(512);
    agree(&mut w, NEWS, &["chen"]);
    assert_eq!(w.docket(NEWS).stage(), Stage::Finished);
    let mut w = house();
    w.by("fan").on(NEWS).submit(item("新闻", "重要")).ok();
    agree(&mut w, NEWS, &["ma"]);
    w.by("chen").on(NEWS).at("publish").approve("同意").refused(512);
    agree(&mut w, NEWS, &["xu", "chen"]);
    assert_eq!(w.docket(NEWS).stage(), Stage::Finished);
}

/// L8: each category has its owner; L7: an administrator hands in.
#[test]
fn who_publishes_depends_on_the_category() {
    let owners = [("人事财务通知", "wu"), ("管控文件", "wu"), ("行政通知", "chen"), ("新闻", "fan")];
    for (kind, owner) in owners {
        for who in ["zhou", "lin", "wu", "chen", "fan", "zhao"] {
            let mut w = house();
            let verdict = w.by(who).on(NEWS).submit(item(kind, "一般"));
            // An administrator of the office writes its own news.
            if who == owner || (kind, who) == ("新闻", "chen") {
                verdict.ok();
            } else {
                assert_eq!(verdict.code(), Some(529), "{who} {kind}");
            }
        }
    }
    let mut w = house();
    w.by("wu").on(NEWS).submit(item("人事财务通知", "一般")).ok();
    agree(&mut w, NEWS, &["zhao", "chen"]);
}

/// L2, L9: readers one by one, and who is responsible.
#[test]
fn news_name_their_readers_and_who_is_responsible() {
    needs("fan", NEWS, &item("新闻", "一般"), &["title", "unit", "kind", "importance", "scope"]);
    assert_eq!(faults("fan", NEWS, item("新闻", "一般").set("scope", r#"["everybody"]"#)), [547]);
    assert_eq!(faults("chen", NEWS, item("行政通知", "一般").without("until")), [557], "a notice ends");
    assert_eq!(faults("fan", NEWS, item("新闻", "一般").file("片.mp4", 9)), [560]);
    let mut w = house();
    w.by("fan").on(NEWS).submit(item("新闻", "一般")).ok();
    let docket = w.docket(NEWS);
    assert_eq!((docket.issuer.as_str(), docket.drafter.as_str()), ("finance", "fan"));
    assert_eq!(docket.trail[0].person.as_str(), "fan");
    w.by("fan").on("news/2026/b").named("佚名", "anon@linjiang.example").submit(item("新闻", "一般")).refused(204);
}

fn shared() -> Paper {
    on("二〇二六年检查点位表")
        .set("unit", "\"finance\"")
        .set("column", "\"业务资料\"")
        .set("scope", r#"["archive"]"#)
        .set("until", "2026-12-31")
        .set("discussion", "\"不征求意见\"")
}

/// L7, L13: an administrator hands in, the leader confirms, the readers may discuss it first.
#[test]
fn information_is_confirmed_and_discussed_before_it_is_published() {
    let mut w = house();
    w.by("zhou").on(INFORMATION).submit(shared()).refused(529);
    w.by("fan").on(INFORMATION).submit(shared().set("discussion", "\"征求意见\"")).ok();
    w.by("chen").on(INFORMATION).at("publish").approve("同意").refused(512);
    agree(&mut w, INFORMATION, &["ma"]);
    w.by("tang").on(INFORMATION).reply("建议补充点位编号").ok();
    w.by("lin").on(INFORMATION).reply("不在范围").refused(539);
    w.by("fan").on(INFORMATION).complete("已采纳一条意见").ok();
    agree(&mut w, INFORMATION, &["chen"]);
    assert_eq!(w.docket(INFORMATION).stage(), Stage::Finished);
    let mut w = house();
    w.by("fan").on(INFORMATION).submit(shared()).ok();
    agree(&mut w, INFORMATION, &["ma", "wu"]);
    assert_eq!(w.docket(INFORMATION).stage(), Stage::Finished);
}

/// L2, L16: with whom it is shared and until when.
#[test]
fn what_is_shared_says_with_whom_and_until_when() {
    needs("fan", INFORMATION, &shared(), &["title", "unit", "column", "scope", "until"]);
    assert_eq!(faults("fan", INFORMATION, shared().set("from", "2027-01-01")), [557]);
    assert_eq!(faults("fan", INFORMATION, shared().set("column", "\"共享文件\"")), [557]);
    let file = shared().set("column", "\"共享文件\"").file("点位表.xlsx", 9).set("attachments", r#"["点位表.xlsx"]"#);
    assert!(faults("fan", INFORMATION, file.clone()).is_empty());
    assert_eq!(faults("fan", INFORMATION, file.file("歌.mp3", 9)), [560]);
}

fn inforeport(kind: &str) -> Paper {
    on("三月份业务数据").set("unit", "\"finance\"").set("kind", &format!("{kind:?}")).set("phone", "\"0000-0000\"")
}

/// L19, H9: reported, adopted, read; on uniform requirements.
#[test]
fn reported_information_is_adopted_and_read_by_the_leaders() {
    let mut w = house();
    w.by("fan").on(INFOREPORT).submit(inforeport("信息专报")).ok();
    agree(&mut w, INFOREPORT, &["ma", "chen"]);
    w.by("zhao").on(INFOREPORT).read("").ok();
    w.by("xu").on(INFOREPORT).read("").ok();
    assert_eq!(w.docket(INFOREPORT).stage(), Stage::Finished);
    let mut w = house();
    w.by("zhou").on(INFOREPORT).submit(inforeport("信息专报")).refused(529);
    w.by("fan").on(INFOREPORT).submit(inforeport("信息专报")).ok();
    agree(&mut w, INFOREPORT, &["lin"]);
    w.by("chen").on(INFOREPORT).disagree("与上月重复，不予采用").ok();
    assert_eq!((w.docket(INFOREPORT).stage(), readers(&w, INFOREPORT)), (Stage::Rejected, vec!["ma".to_owned()]));
    assert_eq!(faults("fan", INFOREPORT, inforeport("工作总结")), [557], "of which month");
    assert_eq!(faults("fan", INFOREPORT, inforeport("工作总结").set("period", "\"2026年3月\"")), [562, 557]);
    let data = inforeport("业务数据").set("period", "\"2026-03\"");
    assert_eq!(faults("fan", INFOREPORT, data.clone()), [557], "as a table");
    assert!(faults("fan", INFOREPORT, data.file("三月.csv", 9).set("data", r#"["三月.csv"]"#)).is_empty());
}

/// V4, V5: the latest version takes the place of the one before.
#[test]
fn a_help_article_repeals_the_one_it_takes_the_place_of() {
    let article = || on("怎样提交草稿").set("topic", "\"入门\"");
    let mut w = house();
    w.by("zhou").on(HELP).submit(article()).refused(529);
    w.by("sun").on(HELP).submit(article()).ok();
    agree(&mut w, HELP, &["wu"]);
    w.by("chen").on(NEW_HELP).submit(article().set("supersedes", &format!("[{HELP:?}]"))).ok();
    assert_eq!(w.docket(HELP).stage(), Stage::Finished);
    agree(&mut w, NEW_HELP, &["zhao"]);
    assert_eq!((w.docket(HELP).stage(), w.docket(NEW_HELP).stage()), (Stage::Repealed, Stage::Finished));
}

fn topic() -> Paper {
    on("检查表怎样填更省事").set("board", "\"工作交流\"").set("about-work", "true")
}

/// O5, O7: everybody begins a topic and answers; the moderator closes it or ends it with a reason.
#[test]
fn in_the_forum_everybody_speaks_and_the_moderator_ends_what_breaks_the_rules() {
    let mut w = house();
    w.by("zhou").on(TOPIC).submit(topic()).ok();
    for who in ["tang", "qian", "zhao"] {
        w.by(who).on(TOPIC).reply("可以先填公共项").ok();
    }
    let mut broken = w.clone();
    w.by("zhou").on(TOPIC).complete("结束").refused(514);
    w.by("chen").on(TOPIC).complete("讨论已毕，纪要附后").ok();
    assert_eq!(w.docket(TOPIC).stage(), Stage::Finished);
    broken.by("tang").on(TOPIC).beside(Deed::Terminate, "与工作无关").refused(539);
    broken.by("wu").on(TOPIC).beside(Deed::Terminate, "").refused(518);
    broken.by("wu").on(TOPIC).beside(Deed::Terminate, "人身攻击").ok();
    broken.by("tang").on(TOPIC).reply("再说一句").refused(504);
}

/// O6: under one's own name, about work, without songs and films.
#[test]
fn in_the_forum_one_speaks_under_ones_name_about_work_and_without_songs() {
    assert_eq!(faults("zhou", TOPIC, topic().set("about-work", "false")), [543]);
    assert_eq!(faults("zhou", TOPIC, topic().set("board", "\"影音\"")), [545]);
    for name in ["歌.mp3", "片.mp4", "戏.exe", "图.gif"] {
        assert_eq!(faults("zhou", TOPIC, topic().file(name, 9)), [560], "{name}");
    }
    let six = ["a.pdf", "b.pdf", "c.pdf", "d.pdf", "e.pdf", "f.pdf"];
    assert_eq!(faults("zhou", TOPIC, six.iter().fold(topic(), |paper, name| paper.file(name, 9))), [560]);
    assert!(faults("zhou", TOPIC, topic().file("表.xlsx", 9)).is_empty());
    let mut w = house();
    w.by("zhou").on(TOPIC).named("无名", "zhou@linjiang.example").submit(topic()).refused(204);
    w.by("zhou").on(TOPIC).submit(topic()).ok();
    w.by("tang").on(TOPIC).named("无名", "tang@linjiang.example").reply("可以").refused(204);
}

fn suggestion() -> Paper {
    on("建议增设复印点").set("area", "\"后勤保障\"")
}

/// V7: each is studied, coordinated and answered with a decision, whoever agrees or not.
#[test]
fn a_suggestion_is_answered_whether_it_is_taken_up_or_not() {
    let mut w = house();
    w.by("zhou").on(SUGGESTION).submit(suggestion().set("units", r#"["archive", "finance"]"#)).ok();
    w.by("ma").on(SUGGESTION).approve("可行").ok();
    w.by("tang").on(SUGGESTION).disagree("档案室无空间").ok();
    assert_eq!(w.docket(SUGGESTION).place, Place::At(1), "it goes on to be studied");
    w.by("wu").on(SUGGESTION).disagree("暂不具备条件").ok();
    assert_eq!(w.docket(SUGGESTION).place, Place::At(2), "and answered");
    w.by("zhao").on(SUGGESTION).complete("").refused(517);
    w.by("zhao").on(SUGGESTION).complete("已阅").refused(519);
    w.by("zhao").on(SUGGESTION).complete("本年度不增设，明年搬迁时一并考虑").ok();
    assert_eq!(w.docket(SUGGESTION).stage(), Stage::Finished);
    let mut w = house();
    w.by("tang").on(SUGGESTION).submit(suggestion()).ok();
    agree(&mut w, SUGGESTION, &["chen"]);
    w.by("wu").on(SUGGESTION).complete("采纳，本月内增设").ok();
}

/// V7: an answer comes in time, or says why not.
#[test]
fn a_suggestion_is_answered_in_time() {
    let mut w: World = house();
    w.by("zhou").on(SUGGESTION).submit(suggestion()).ok();
    agree(&mut w, SUGGESTION, &["chen"]);
    w.time += 6 * 86_400;
    w.by("wu").on(SUGGESTION).complete("采纳").refused(532);
    w.by("wu").on(SUGGESTION).because("等候后勤答复").complete("采纳").ok();
    let asked: Vec<_> = w.docket(SUGGESTION).trail.iter().map(|mark| mark.person.clone()).collect();
    assert_eq!(asked, ["zhou", "chen", "wu"].map(slug));
}

const HISTORY: &str = "history/2026/a";

/// Papers of the finance unit from an older system.
fn older() -> Paper {
    on("移交财务科2012年文件")
        .set("unit", "\"finance\"")
        .set("source", "\"旧网站\"")
        .set("count", "2")
        .set("compared", "true")
        .set("report", "\"report.csv\"")
        .file("report.csv", 90)
        .file("documents/lincai-2012-1/index.md", 900)
        .file("documents/lincai-2012-1/附件1.xls", 9_000)
        .file("documents/lincai-2012-2/index.md", 900)
}

/// G20: who hands older papers over compared them, the next head answers for them, the office takes them over; as a whole, or not at all.
#[test]
fn older_papers_are_handed_over_answered_for_and_taken_over() {
    let mut w = house();
    w.by("fan").on(HISTORY).submit(older()).ok();
    w.by("fan").on(HISTORY).at("review").approve("同意").refused(514);
    agree(&mut w, HISTORY, &["ma", "chen"]);
    assert_eq!(w.docket(HISTORY).stage(), Stage::Finished);
    // What was approved is these very papers.
    w.by("fan").on(HISTORY).revise(older().file("documents/lincai-2012-3/index.md", 9)).refused(504);
    w.by("fan").on(HISTORY).beside(Deed::Void, "误收").refused(539);
    w.by("zhao").on(HISTORY).beside(Deed::Void, "误收了他单位文件").ok();
    assert_eq!(w.docket(HISTORY).stage(), Stage::Voided);
}

#[test]
fn older_papers_come_with_their_source_their_report_and_the_word_that_they_were_compared() {
    needs("fan", HISTORY, &older(), &["title", "unit", "source", "count", "compared", "report"]);
    assert_eq!(faults("fan", HISTORY, older().set("compared", "false")), [543]);
    assert_eq!(faults("fan", HISTORY, older().set("earliest", "2012-02-01").set("latest", "2012-01-01")), [557]);
}
