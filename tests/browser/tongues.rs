//! Every kind of page speaks its language: what is in another comes from the record.
//!
//! 1. An English page has no Chinese that nobody in the office wrote.
//! 2. A Chinese page has no English word that nobody wrote, but names and terms that are the same everywhere.
//! 3. A page in traditional Chinese has no character that only simplified Chinese writes, and the other way round.
//!
//! What the office wrote is read from the record: its forms, names, workflows, opinions. A name may stand amid the page's own words
//! (`白景书的工作臺`), and two of them beside each other. The texts of documents are left out on both sides, with their contents and what
//! became of them from version to version: too much can be found in them.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use crate::driver::Browser;
use crate::reading::{Reading, kinds, languages};
use crate::walk::Faults;

/// Every text of a page and of what is read aloud, but the texts of documents and what is said to be in another language. Of a drawing
/// the lines that follow each other in the same box are one text.
const TEXTS: &str = "(() => {\
    const aside = '.prose, pre, code, script, style, [lang]:not(html), .sides, .toc';\
    const found = [document.title];\
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);\
    for (let node = walker.nextNode(), line = null; node; node = walker.nextNode()) {\
        const parent = node.parentElement;\
        if (!node.data.trim() || parent.closest(aside)) continue;\
        if (parent.localName !== 'text') { found.push(node.data); continue; }\
        const before = parent.previousElementSibling;\
        const on = line && before === line && before.getAttribute('class') === parent.getAttribute('class') && before.getAttribute('x') === parent.getAttribute('x');\
        if (on) found.push(found.pop() + node.data); else found.push(node.data);\
        line = parent;\
    }\
    for (const element of document.body.querySelectorAll('[aria-label], [title], [alt], [placeholder]'))\
        if (!element.closest(aside)) for (const name of ['aria-label', 'title', 'alt', 'placeholder'])\
            if (element.hasAttribute(name)) found.push(element.getAttribute(name));\
    return found.map(text => text.trim()).filter(text => text);\
})()";

/// Names and terms that are the same in every language.
const SAME: [&str; 27] = [
    "VALID",
    "kanhe",
    "git",
    "gpg",
    "GnuPG",
    "OpenPGP",
    "SHA",
    "sha",
    "PDF",
    "DOCX",
    "XLSX",
    "OFD",
    "TXT",
    "CSV",
    "KB",
    "MB",
    "KiB",
    "MiB",
    "GiB",
    "mm",
    "Markdown",
    "TOML",
    "JSON",
    "English",
    "index",
    "Atom",
    "iCalendar",
];

#[test]
fn every_kind_of_page_speaks_its_language() {
    let reading = Reading::shared();
    let browser = Browser::start();
    let written = written(&reading.record());
    let mut faults = Faults::default();
    for folder in languages(&reading.pages) {
        for page in kinds(&reading.pages, folder, 1).values().flatten() {
            browser.open(&reading.url(page));
            let language = browser.text("document.documentElement.lang");
            for text in browser.texts(TEXTS) {
                for run in runs(&text, &language) {
                    if !written.contains(&run, &language) {
                        faults.add(format!("not {language}, and nobody wrote it: {run:?} in {text:?}"), *page);
                    }
                }
            }
        }
    }
    faults.assert_none();
}

/// The parts of a text that are not in its language: runs of Chinese in English, words of Latin letters in Chinese, and runs of Chinese
/// that the other Chinese alone writes so.
fn runs(text: &str, language: &str) -> Vec<String> {
    let latin = text.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() > 1 && !SAME.contains(word));
    let latin = latin.filter(|_| language != "en").map(str::to_owned);
    han(text).filter(|run| !run.chars().all(|c| fits(c, language))).map(str::to_owned).chain(latin).collect()
}

/// The runs of Chinese in a text.
fn han(text: &str) -> impl Iterator<Item = &str> {
    let is_han = |c: char| matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}');
    text.split(move |c: char| !is_han(c)).filter(|run| !run.is_empty())
}

/// Whether a language writes a character of Chinese.
fn fits(c: char, language: &str) -> bool {
    let text = c.to_string();
    match language {
        "en" => false,
        "zh-TW" => !encoding_rs::BIG5.encode(&text).2,
        _ => {
            let (bytes, _, lost) = encoding_rs::GBK.encode(&text);
            !lost && matches!(*bytes, [0xB0..=0xF7, 0xA1..=0xFE])
        }
    }
}

/// What the office wrote.
struct Written {
    all: String,
    /// The runs of Chinese in its forms, of two characters and more.
    names: BTreeSet<String>,
}

impl Written {
    /// Whether all of a run that is not in the language is the office's.
    fn contains(&self, run: &str, language: &str) -> bool {
        if self.all.contains(run) {
            return true;
        }
        let characters: Vec<char> = run.chars().collect();
        let mut own: Vec<bool> = characters.iter().map(|c| fits(*c, language)).collect();
        for from in 0..characters.len() {
            for to in from + 2..=characters.len() {
                if self.names.contains(&characters[from..to].iter().collect::<String>()) {
                    own[from..to].fill(true);
                }
            }
        }
        own.into_iter().all(|own| own)
    }
}

fn written(record: &Path) -> Written {
    let git = |args: &[&str]| {
        let output = Command::new("git").arg("-C").arg(record).args(args).output().unwrap();
        assert!(output.status.success(), "git {args:?}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let mut text = git(&["log", "--format=%an %ae%n%B", "main"]);
    let files = git(&["-c", "core.quotePath=off", "ls-tree", "-r", "--name-only", "main"]);
    let mut seen = BTreeSet::new();
    for file in files.lines() {
        text.push_str(file);
        text.push('\n');
        let end = Path::new(file).extension().and_then(|end| end.to_str()).unwrap_or_default();
        if matches!(end, "md" | "toml") && seen.insert(file) {
            let whole = git(&["show", &format!("main:{file}")]);
            // Of a document what stands in its form.
            let form = whole.strip_prefix("+++\n").and_then(|rest| rest.split_once("\n+++")).map(|(form, _)| form);
            text.push_str(form.unwrap_or(&whole));
            text.push('\n');
        }
    }
    let names = han(&text).filter(|run| run.chars().nth(1).is_some()).map(str::to_owned).collect();
    Written { all: text, names }
}
