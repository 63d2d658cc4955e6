//! What people read of a notice: a subject, lines, links. No title, name or text of what waits, unless one title was asked for.

use std::collections::BTreeMap;

use hmac::{Hmac, KeyInit as _, Mac as _};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use super::kind::Kind;
use crate::words::{Catalogue, neutral};

/// A notice in a language.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Letter {
    /// What it is about, in one line.
    pub subject: String,
    /// What waits.
    pub lines: Vec<String>,
    /// The title of the one thing that it is about, where titles are told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Where to look: what is behind it, and the address.
    pub links: Vec<(String, String)>,
    /// What stands below.
    pub foot: Vec<String>,
    /// How many of what, for programs.
    pub counts: BTreeMap<String, usize>,
}

impl Letter {
    /// One that says how many of what wait.
    pub(super) fn of_news(words: &Catalogue, office: &str, counts: &BTreeMap<Kind, usize>) -> Self {
        let said: Vec<String> = counts.iter().map(|(kind, count)| line(words, *kind, *count)).collect();
        let about = match &said[..] {
            [one] => one.clone(),
            several => {
                let all: usize = counts.values().sum();
                debug_assert!(!several.is_empty(), "nothing is no news");
                words.format("notice-several", [("n", all.to_string().as_str())])
            }
        };
        let counts = counts.iter().map(|(kind, count)| (kind.word().to_owned(), *count)).collect();
        Self { subject: headed(words, office, &about), lines: said, counts, ..Self::default() }
    }

    /// What it says, line by line.
    fn said(&self) -> impl Iterator<Item = &str> {
        self.lines.iter().chain(&self.title).map(String::as_str)
    }

    /// As plain text, without its subject.
    pub fn text(&self) -> String {
        let links = self.links.iter().map(|(said, address)| format!("{said}\n{address}"));
        let parts =
            [self.said().collect::<Vec<_>>().join("\n"), links.collect::<Vec<_>>().join("\n"), self.foot.join("\n")];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n") + "\n"
    }

    /// The same with its subject, for where there is none beside it, in so many bytes at most: what is too much is left out by lines.
    pub(super) fn in_one(&self, most: usize) -> String {
        let links =
            self.links.iter().map(|(said, address)| format!("\n{said}\n{address}")).collect::<Vec<_>>().concat();
        let mut text = self.subject.clone();
        let mut cut = false;
        // One line that stands as the subject already is not said twice.
        let is_said = self.lines.len() == 1 && self.subject.ends_with(&self.lines[0]);
        for line in self.said().skip(usize::from(is_said)) {
            cut |= text.len() + line.len() + links.len() + "\n\n…".len() > most;
            if !cut {
                text.push('\n');
                text.push_str(line);
            }
        }
        if cut {
            text.push_str("\n…");
        }
        text + &links
    }

    /// As a page of its own that fetches nothing.
    pub fn html(&self, language: &str) -> String {
        let escape = |text: &str| quick_xml::escape::escape(text).into_owned();
        let lines = self.said().map(|line| format!("<p>{}</p>\n", escape(line))).collect::<Vec<_>>().concat();
        let links = self.links.iter().map(|(said, address)| {
            let (said, address) = (escape(said), escape(address));
            format!("<p>{said}<br><a href=\"{address}\">{address}</a></p>\n")
        });
        let foot = self.foot.iter().map(|line| format!("<p><small>{}</small></p>\n", escape(line)));
        let foot = foot.collect::<Vec<_>>().concat();
        format!(
            "<!DOCTYPE html>\n<html lang=\"{language}\"><head><meta charset=\"utf-8\"><title>{}</title></head>\n<body>\n{lines}{}{foot}</body></html>\n",
            escape(&self.subject),
            links.collect::<String>()
        )
    }
}

/// How many of a kind wait, in words.
pub(super) fn line(words: &Catalogue, kind: Kind, count: usize) -> String {
    words.format(&format!("notice-{}", kind.word()), [("n", count.to_string().as_str())])
}

/// A subject with the installation before it.
pub(super) fn headed(words: &Catalogue, office: &str, about: &str) -> String {
    words.format("notice-subject", [("office", neutral(office).as_str()), ("about", about)])
}

/// What stands for a text where it must not be read: nobody finds it out who has not the salt.
pub(super) fn mark(salt: &[u8], text: &str) -> String {
    // A key of any length is good (RFC 2104).
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(salt) else { return String::new() };
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().iter().take(16).map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::office::Why;
    use crate::words::Language;

    fn letter(counts: &[(Kind, usize)]) -> Letter {
        let words = Catalogue::new(Language::ZhCn);
        Letter::of_news(&words, "青柘市政务", &counts.iter().copied().collect())
    }

    #[test]
    fn what_waits_is_counted() {
        let one = letter(&[(Kind::Waits(Why::Receive), 1)]);
        assert_eq!(one.subject, "〔青柘市政务〕有 1 件公文待签收");
        assert_eq!(one.lines, ["有 1 件公文待签收"]);
        let several = letter(&[(Kind::Waits(Why::Receive), 2), (Kind::Urged, 1)]);
        assert_eq!(several.subject, "〔青柘市政务〕有 3 件事项待处理");
        assert_eq!(several.lines.len(), 2);
        assert_eq!(several.counts["receive"], 2);
    }

    #[test]
    fn foreign_text_is_text() {
        let words = Catalogue::new(Language::En);
        let hostile = "</title><script>\r\nBcc: a@b.c\u{202e}";
        let mut letter = Letter::of_news(&words, hostile, &BTreeMap::from([(Kind::Urged, 1)]));
        letter.links.push(("<b>".to_owned(), "https://oa.example.org/?a&b\"c".to_owned()));
        assert!(!letter.subject.contains(['\r', '\n', '\u{202e}']), "{}", letter.subject);
        let html = letter.html("en");
        assert!(!html.contains("<script>") && !html.contains("<b>") && !html.contains("b\"c"), "{html}");
    }

    #[test]
    fn what_is_too_long_for_a_robot_is_cut_by_lines_and_keeps_its_link() {
        let mut letter = letter(&[(Kind::Urged, 1)]);
        assert_eq!(letter.in_one(2_000), letter.subject, "one line is said once");
        letter.lines = (0..100).map(|n| format!("第 {n} 个单位有 1 件公文待签收")).collect();
        letter.links.push(("请登录查看：".to_owned(), "https://oa.example.org/".to_owned()));
        let text = letter.in_one(600);
        assert!(text.len() <= 600 && text.contains("第 0 个") && text.contains("\n…\n"), "{text}");
        assert!(text.ends_with("\nhttps://oa.example.org/"));
    }

    #[test]
    fn marks_tell_nothing_and_stay() {
        assert_eq!(mark(b"a", "documents/2026/a"), mark(b"a", "documents/2026/a"));
        assert_ne!(mark(b"a", "documents/2026/a"), mark(b"b", "documents/2026/a"));
        assert_eq!(mark(b"a", "x").len(), 32);
    }
}
