use std::time::Duration;

use proptest::prelude::*;

use super::*;

struct Known(Labels);

impl Links for Known {
    fn resolve(&self, path: &str) -> Option<String> {
        match path {
            "plan.pdf" => Some("../../../files/ab/plan.pdf".to_owned()),
            "图 1.png" => Some("../../../files/cd/%E5%9B%BE%201.png".to_owned()),
            "../spring" => Some("../spring/index.html".to_owned()),
            _ => None,
        }
    }

    fn labels(&self) -> &Labels {
        &self.0
    }
}

fn known() -> Known {
    Known(Labels {
        missing: "找不到：".to_owned(),
        table: "表格".to_owned(),
        footnotes: "注释".to_owned(),
        back: "回到正文".to_owned(),
    })
}

fn rendered(source: &str) -> Rendered {
    render(source, &known())
}

fn html(source: &str) -> String {
    rendered(source).html
}

#[test]
fn paragraphs_and_emphasis() {
    assert_eq!(
        html("甲**乙**~~丙~~*丁*`x<y`"),
        "<p>甲<strong>乙</strong><del>丙</del><em>丁</em><code>x&lt;y</code></p>\n"
    );
}

#[test]
fn lines_of_chinese_join_without_a_space() {
    assert_eq!(html("第一行，\n第二行"), "<p>第一行，第二行</p>\n");
    assert_eq!(html("one\ntwo"), "<p>one\ntwo</p>\n");
    assert_eq!(rendered("第一行\nline").plain_text, "第一行 line");
    assert_eq!(html("甲  \n乙"), "<p>甲<br>\n乙</p>\n");
}

#[test]
fn raw_html_is_text() {
    assert_eq!(html("a <b onclick=\"x()\">c</b>"), "<p>a &lt;b onclick=&quot;x()&quot;&gt;c&lt;/b&gt;</p>\n");
    assert_eq!(
        html("<script>\nalert(1)\n</script>\n"),
        "<pre class=\"raw\" tabindex=\"0\">&lt;script&gt;\nalert(1)\n&lt;/script&gt;\n</pre>\n"
    );
    assert!(!html("<!-- x --><iframe src=//x><svg/onload=x>").contains("<iframe"));
    assert!(!html("&lt;script&gt; &#60;img src=x&#62;").contains("<img"));
}

#[test]
fn allowed_links_stay() {
    assert_eq!(
        html("[甲](https://a.example/?b=1&c=2)"),
        "<p><a href=\"https://a.example/?b=1&amp;c=2\" rel=\"noopener noreferrer\">甲</a></p>\n"
    );
    assert_eq!(
        html("<https://a.example>"),
        "<p><a href=\"https://a.example\" rel=\"noopener noreferrer\">https://a.example</a></p>\n"
    );
    assert!(html("<a@b.example>").contains("href=\"mailto:a@b.example\""));
    assert!(html("[电话](tel:+861234)").contains("href=\"tel:+861234\""));
    assert_eq!(html("[计划](plan.pdf)"), "<p><a href=\"../../../files/ab/plan.pdf\">计划</a></p>\n");
    assert!(html("[春](../spring#h-一)").contains("href=\"../spring/index.html#h-一\""));
    assert!(
        html("![图](<图 1.png>)")
            .contains("<img src=\"../../../files/cd/%E5%9B%BE%201.png\" alt=\"图\" loading=\"lazy\">")
    );
    assert!(html("![图](%E5%9B%BE%201.png)").contains("<img "));
}

#[test]
fn dangerous_links_keep_only_their_text() {
    let bad = [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java&#x0A;script:alert(1)",
        "java&Tab;script:alert(1)",
        "&#1;javascript:alert(1)",
        "&#x202E;javascript:alert(1)",
        "javascript&colon;alert(1)",
        "java%73cript:alert(1)",
        "vbscript:x",
        "data:text/html;base64,PHN2Zz4=",
        "file:///etc/passwd",
        "blob:x",
        "http:evil.example",
        "https:/evil.example",
        "https:///evil.example",
        "//evil.example/x",
        "\\\\\\\\evil.example",
        "/\\\\evil.example",
        "&#32;javascript:alert(1)",
        "x%00y",
        "",
    ];
    for url in bad {
        let html = html(&format!("[文字]({url})"));
        assert_eq!(html, "<p>文字</p>\n", "{url}");
    }
    for url in bad {
        let html = html(&format!("[文字][a]\n\n[a]: <{url}>"));
        assert!(!html.contains("<a "), "{url}: {html}");
    }
    assert_eq!(html("<javascript:alert(1)>"), "<p>javascript:alert(1)</p>\n");
}

#[test]
fn a_target_that_is_not_there_is_marked() {
    assert_eq!(html("[旧表](old.xlsx)"), "<p><span class=\"missing\" title=\"找不到：old.xlsx\">旧表</span></p>\n");
    assert_eq!(html("[x](\"y>)"), "<p><span class=\"missing\" title=\"找不到：&quot;y&gt;\">x</span></p>\n");
    assert!(html("![图](gone.png)").contains("<span class=\"missing\" title=\"找不到：gone.png\">图</span>"));
    assert!(html("[x](javascript%3Aalert(1))").contains("class=\"missing\""));
    assert!(html("[x](#无)").contains("class=\"missing\""));
}

#[test]
fn images_from_outside_become_links() {
    let page = html("![天气](https://x.example/a.png) [![徽](http://x.example/b.png)](https://y.example)");
    assert!(!page.contains("<img"), "{page}");
    assert!(page.contains("<a href=\"https://x.example/a.png\" rel=\"noopener noreferrer\">天气</a>"));
    assert!(page.contains("<a href=\"https://y.example\" rel=\"noopener noreferrer\">徽</a>"));
    assert_eq!(html("![x](data:image/png;base64,AA)"), "<p>x</p>\n");
    assert_eq!(html("![](javascript:x)"), "<p>javascript:x</p>\n");
}

#[test]
fn an_image_s_description_is_text() {
    let html = html("![a **b** `c` [d](https://e.example) ![f](plan.pdf) \"<g>](plan.pdf)");
    assert_eq!(
        html,
        "<p><img src=\"../../../files/ab/plan.pdf\" alt=\"a b c d f &quot;&lt;g&gt;\" loading=\"lazy\"></p>\n"
    );
}

#[test]
fn headings_begin_at_the_second_level() {
    let page = rendered("# 总则\n\n## 范围\n\n###### 细\n");
    let levels: Vec<u8> = page.headings.iter().map(|heading| heading.level).collect();
    assert_eq!(levels, [2, 3, 6]);
    assert_eq!(rendered("### 甲\n\n#### 乙").headings.iter().map(|heading| heading.level).collect::<Vec<_>>(), [2, 3]);
    assert!(page.html.starts_with("<h2 id=\"h-总则\">总则</h2>\n<h3 id=\"h-范围\">"));
}

#[test]
fn heading_ids_are_unique_and_stable() {
    let ids =
        |source: &str| -> Vec<String> { rendered(source).headings.into_iter().map(|heading| heading.id).collect() };
    assert_eq!(
        ids("# 一、总则\n# 一、总则\n# 一 总则 2\n# 一、总则"),
        ["h-一-总则", "h-一-总则-2", "h-一-总则-2-2", "h-一-总则-3"]
    );
    assert_eq!(ids("# \"><script>\n# 。。。\n#\n# `A` **B**"), ["h-script", "h-section", "h-section-2", "h-a-b"]);
    assert_eq!(ids(&format!("# {}", "长".repeat(500)))[0].chars().count(), 50);
    let many = ids(&"# 同\n".repeat(5000));
    assert_eq!(many.iter().collect::<HashSet<_>>().len(), 5000);
}

#[test]
fn a_fragment_finds_its_heading_by_text() {
    assert!(html("[见](#范围)\n\n## 范围").contains("<a href=\"#h-范围\">见</a>"));
    assert!(html("[见](#%E8%8C%83%E5%9B%B4)\n\n## 范围").contains("<a href=\"#h-范围\">见</a>"));
}

#[test]
fn tables_scroll_and_name_their_columns() {
    let html = html("|甲|乙|\n|:-|-:|\n|1|2|\n");
    assert!(html.starts_with("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"表格\"><table>\n<thead>\n<tr><th scope=\"col\" class=\"left\">甲</th>"));
    assert!(
        html.contains(
            "<tbody>\n<tr><td class=\"left\">1</td><td class=\"right\">2</td></tr>\n</tbody>\n</table></div>"
        )
    );
    assert!(!self::html("|甲|\n|-|\n").contains("tbody"));
}

#[test]
fn footnotes_lead_back() {
    let html = html("甲[^n]乙[^n]丙[^无]\n\n[^n]: 注<i>\n[^unused]: 留着\n");
    assert!(html.contains(
        "<sup class=\"fnref\"><a id=\"fnref-1\" href=\"#fn-1\">1</a></sup>乙<sup class=\"fnref\"><a id=\"fnref-1-2\""
    ));
    assert!(html.contains("<li id=\"fn-1\"><p>注&lt;i&gt;</p>\n<a class=\"back\" href=\"#fnref-1\" aria-label=\"回到正文\">↩</a> <a class=\"back\" href=\"#fnref-1-2\""));
    let nested = self::html("甲[^a]\n\n[^a]: 外\n    [^b]: 内\n\n乙[^b]");
    assert!(nested.contains("外") && nested.contains("内") && nested.contains("乙") && balanced(&nested), "{nested}");
    assert!(html.contains("留着") && html.contains("丙[^无]"));
}

#[test]
fn tasks_and_code() {
    assert!(html("- [x] 办\n- [ ] 未").contains("<li>☑ 办</li>"));
    assert_eq!(html("```sh\n<a>\n```"), "<pre tabindex=\"0\"><code class=\"language-sh\">&lt;a&gt;\n</code></pre>\n");
    assert_eq!(html("```\"onclick=x\ny\n```"), "<pre tabindex=\"0\"><code>y\n</code></pre>\n");
}

#[test]
fn marks_that_reorder_text_are_shown() {
    assert_eq!(html("a\u{202E}b\u{2066}c"), "<p>a\u{FFFD}b\u{FFFD}c</p>\n");
}

#[test]
fn plain_text_has_no_markup() {
    let text = rendered("# 题\n\n甲**乙**[丙](plan.pdf)\n\n- 一\n- 二\n\n|x|y|\n|-|-|\n|1|2|\n").plain_text;
    assert_eq!(text, "题\n甲乙丙\n一\n二\nx\ty\n1\t2");
}

/// Whether every element is closed in order.
fn balanced(html: &str) -> bool {
    let mut open = Vec::new();
    for part in html.split('<').skip(1) {
        let name: String = part.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '/').collect();
        if let Some(closed) = name.strip_prefix('/') {
            if open.pop().as_deref() != Some(closed) {
                return false;
            }
        } else if !matches!(name.as_str(), "br" | "hr" | "img" | "input" | "wbr") {
            open.push(name);
        }
    }
    open.is_empty()
}

#[test]
fn what_is_huge_or_deep_is_rendered() {
    let sources = [
        "字".repeat(5_000_000 / 3),
        "> ".repeat(5000) + "深",
        "- ".repeat(5000) + "深",
        "1. ".repeat(2000) + "深",
        "*a **b ".repeat(5000),
        "[".repeat(50_000),
        "![".repeat(5000) + &"](plan.pdf)".repeat(5000),
        "[a](".repeat(20_000),
        "<b>".repeat(20_000),
        "|".repeat(20_000) + "\n" + &"|-".repeat(10_000) + "|\n",
        "[^a]".repeat(20_000) + "\n\n[^a]: x",
        "`".repeat(100_000),
    ];
    for source in sources {
        let start: String = source.chars().take(8).collect();
        let began = std::time::Instant::now();
        let page = rendered(&source);
        assert!(balanced(&page.html), "{start}");
        assert!(page.html.matches("<blockquote>").count() <= DEEPEST, "{start}");
        assert!(began.elapsed() < Duration::from_secs(20), "{start} took {:?}", began.elapsed());
    }
}

proptest! {
    #[test]
    fn any_text_becomes_balanced_html(source in "(?s).{0,200}") {
        prop_assert!(balanced(&html(&source)));
    }

    #[test]
    fn any_markup_becomes_balanced_html(
        parts in prop::collection::vec(
            prop::sample::select(vec![
                "[", "](", ")", "![", "*", "**", "_", "~~", "`", "```\n", "> ", "- ", "1. ", "- [ ] ", "# ", "\n", "\n\n", "|", "|-|\n",
                "<b>", "</b>", "<script>", "<!--", "[^a]", "[^a]: ", "plan.pdf", "https://x.example", "javascript:x", "\u{202E}", "&lt;",
                "\\", "  ", "    ", "字", "\"", "'", "<a@b.example>", "---\n", "===\n", "\t", "\u{0}",
            ]),
            0..60,
        )
    ) {
        let page = rendered(&parts.concat());
        prop_assert!(balanced(&page.html), "{}", page.html);
        prop_assert!(!page.html.contains("<script") && !page.html.contains("href=\"javascript"));
        let ids: Vec<&str> = page.html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        prop_assert_eq!(ids.iter().collect::<HashSet<_>>().len(), ids.len());
    }
}

#[test]
fn a_word_without_end_may_break() {
    let long = "w".repeat(1000);
    let shown = html(&format!("短 {long} `{long}`"));
    assert_eq!(shown.matches("<wbr>").count(), 8, "{shown}");
    assert_eq!(shown.replace("<wbr>", "").matches(&long).count(), 2);
    assert!(!html(&format!("{} {}", "长".repeat(1000), "short ".repeat(200))).contains("<wbr>"));
}
