//! A strict reading of a page: every element closed, every attribute quoted, every id once, nothing from outside.

use std::collections::HashSet;

const VOID: [&str; 7] = ["meta", "link", "img", "br", "hr", "input", "wbr"];

/// The first fault of a page.
pub(crate) fn check(page: &str) -> Result<(), String> {
    let Some(mut rest) = page.strip_prefix("<!doctype html>") else { return Err("no doctype".to_owned()) };
    let mut open: Vec<String> = Vec::new();
    let mut ids = HashSet::new();
    let mut targets = Vec::new();
    while let Some(at) = rest.find('<') {
        if rest[..at].contains('>') {
            return Err(format!("a stray > in {:?}", &rest[..at]));
        }
        let tag = read_tag(&rest[at..])?;
        rest = &rest[at + tag.length..];
        if tag.closes {
            let last = open.pop();
            if last.as_deref() != Some(tag.name.as_str()) {
                return Err(format!("</{}> closes {last:?}", tag.name));
            }
            continue;
        }
        look(&tag, &mut ids, &mut targets)?;
        if tag.name == "a" && open.iter().any(|name| name == "a") {
            return Err("a link in a link".to_owned());
        }
        if !tag.empty && !VOID.contains(&tag.name.as_str()) {
            open.push(tag.name);
        }
    }
    if rest.contains('>') || !open.is_empty() {
        return Err(format!("left open: {open:?}"));
    }
    match targets.into_iter().find(|target| !ids.contains(target)) {
        Some(lost) => Err(format!("nothing has the id {lost:?}")),
        None => Ok(()),
    }
}

struct Tag {
    name: String,
    attributes: Vec<(String, String)>,
    closes: bool,
    empty: bool,
    length: usize,
}

fn read_tag(text: &str) -> Result<Tag, String> {
    let start: String = text.chars().take(60).collect();
    let closes = text.starts_with("</");
    let mut at = if closes { 2 } else { 1 };
    let name = word(&text[at..]);
    if name.is_empty() {
        return Err(format!("no element begins with {start:?}"));
    }
    at += name.len();
    let mut attributes: Vec<(String, String)> = Vec::new();
    loop {
        let space = text[at..].len() - text[at..].trim_start().len();
        at += space;
        if text[at..].starts_with('>') {
            return Ok(Tag { name, attributes, closes, empty: false, length: at + 1 });
        }
        if text[at..].starts_with("/>") {
            return Ok(Tag { name, attributes, closes, empty: true, length: at + 2 });
        }
        let key = word(&text[at..]);
        if key.is_empty() || space == 0 || closes {
            return Err(format!("a broken tag {start:?}"));
        }
        at += key.len();
        let mut value = String::new();
        if let Some(quoted) = text[at..].strip_prefix("=\"") {
            let end = quoted.find('"').ok_or_else(|| format!("an open quote in {start:?}"))?;
            value.push_str(&quoted[..end]);
            at += end + 3;
        } else if text[at..].starts_with('=') {
            return Err(format!("an unquoted attribute in {start:?}"));
        }
        if value.contains(['<', '>']) || attributes.iter().any(|(other, _)| *other == key) {
            return Err(format!("a bad attribute {key} in {start:?}"));
        }
        attributes.push((key, value));
    }
}

fn word(text: &str) -> String {
    text.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | ':')).collect()
}

fn look(tag: &Tag, ids: &mut HashSet<String>, targets: &mut Vec<String>) -> Result<(), String> {
    let get = |key: &str| tag.attributes.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str());
    for (key, value) in &tag.attributes {
        if key == "style" || key.starts_with("on") {
            return Err(format!("{key} on {}", tag.name));
        }
        if key == "id" && !ids.insert(value.clone()) {
            return Err(format!("the id {value:?} twice"));
        }
        if matches!(key.as_str(), "aria-labelledby" | "for") || key == "href" && value.starts_with('#') {
            targets.push(value.trim_start_matches('#').to_owned());
        }
    }
    if tag.name == "style" || tag.name == "script" && get("src").is_none() {
        return Err(format!("<{}> in the page", tag.name));
    }
    let near =
        |url: &str| url.starts_with("./") || url.starts_with("../") || url.starts_with('/') && !url.starts_with("//");
    let url = get("src").or_else(|| get("href"));
    let outside = tag.name == "a" && get("rel") == Some("noopener noreferrer");
    match url {
        Some(url) if !near(url) && !outside && !url.starts_with('#') => Err(format!("<{}> leads to {url:?}", tag.name)),
        _ if tag.name == "th" && !matches!(get("scope"), Some("col" | "row")) => Err("a th without scope".to_owned()),
        _ if tag.name == "img" && get("alt").is_none() => Err("an img without alt".to_owned()),
        _ => Ok(()),
    }
}

#[test]
fn the_check_finds_faults() {
    let page = |body: &str| check(&format!("<!doctype html><html>{body}</html>"));
    assert_eq!(page("<p id=\"a\">x<br>y</p><a href=\"#a\">z</a>"), Ok(()));
    for bad in [
        "<p>",
        "</p>",
        "<p><b></p></b>",
        "<p a=b></p>",
        "<p style=\"\"></p>",
        "<p onclick=\"x\"></p>",
        "<script>x</script>",
        "<p id=\"a\"></p><p id=\"a\"></p>",
        "<a href=\"#nowhere\"></a>",
        "<a href=\"javascript:x\"></a>",
        "<img src=\"https://x\" alt=\"\">",
        "<a href=\"./x\"><a href=\"./y\"></a></a>",
        "<th></th>",
        "1 > 2",
        "< p>",
    ] {
        assert!(page(bad).is_err(), "{bad}");
    }
}
