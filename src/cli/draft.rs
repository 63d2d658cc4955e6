//! The head and the text of a new draft, from a workflow's form.

use super::failure::Failure;
use crate::office::{Field, FieldKind, Workflow};
use crate::words::{Catalogue, Message};

/// `FIELD=VALUE`, again and again, each a field of the form.
///
/// What is given twice adds up in a list; of what is no list, the last counts.
pub(super) fn given(set: &[String], fields: &[Field]) -> Result<Vec<(String, String)>, Failure> {
    let mut given: Vec<(String, String)> = Vec::new();
    for pair in set {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let Some(field) = fields.iter().find(|field| field.name.as_str() == name) else {
            let known: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
            return Err(Failure::misused(Message::new("new-field").with("name", name).with("known", known.join(", "))));
        };
        match given.iter_mut().find(|(known, _)| known == name) {
            Some((_, before)) if field.list => *before = format!("{before}、{value}"),
            Some((_, before)) => value.clone_into(before),
            None => given.push((name.to_owned(), value.to_owned())),
        }
    }
    Ok(given)
}

/// A text as the field's value: a list where the field is one, a number where it holds one.
pub(super) fn value(field: &Field, text: &str) -> Result<toml::Value, Failure> {
    if !field.list {
        return one(field, text);
    }
    let parts = text.split([',', '，', '、']).map(str::trim).filter(|part| !part.is_empty());
    Ok(toml::Value::Array(parts.map(|part| one(field, part)).collect::<Result<_, _>>()?))
}

fn one(field: &Field, text: &str) -> Result<toml::Value, Failure> {
    let known = match field.kind {
        FieldKind::Number => text.trim().parse().ok().map(toml::Value::Integer),
        FieldKind::Check => match text.trim() {
            "true" | "yes" | "是" => Some(toml::Value::Boolean(true)),
            "false" | "no" | "否" | "" => Some(toml::Value::Boolean(false)),
            _ => None,
        },
        FieldKind::Text
        | FieldKind::Date
        | FieldKind::Time
        | FieldKind::Choice
        | FieldKind::Unit
        | FieldKind::Person
        | FieldKind::Seal
        | FieldKind::Subject
        | FieldKind::File
        | FieldKind::Audience => Some(toml::Value::String(text.to_owned())),
    };
    known.ok_or_else(|| {
        let wrong = Message::new("new-value").with("name", &field.name).with("kind", field.kind.word());
        Failure::misused(wrong.with("found", text))
    })
}

/// What a field that has to be filled in begins with. A number begins with nothing: there is no empty one.
fn empty(field: &Field) -> Option<toml::Value> {
    match field.kind {
        _ if field.list => Some(toml::Value::Array(Vec::new())),
        FieldKind::Number => None,
        FieldKind::Check => Some(toml::Value::Boolean(false)),
        FieldKind::Text
        | FieldKind::Date
        | FieldKind::Time
        | FieldKind::Choice
        | FieldKind::Unit
        | FieldKind::Person
        | FieldKind::Seal
        | FieldKind::Subject
        | FieldKind::File
        | FieldKind::Audience => Some(toml::Value::String(String::new())),
    }
}

/// An `index.md` of the form with these values. Above what its author has to write, or may, stands what it is: the label, the kind of
/// value, what may be chosen, a word of help. What may be left out stands as a comment. What he has `said` already needs no word.
pub(super) fn index(
    words: &Catalogue,
    workflow: &Workflow,
    values: &toml::Table,
    said: &dyn Fn(&str) -> bool,
    body: &str,
) -> Vec<u8> {
    let language = words.language().tag();
    let mut head: Vec<String> = Vec::new();
    for field in &workflow.fields {
        let value = values.get(field.name.as_str()).cloned();
        let value = value.or_else(|| empty(field).filter(|_| field.required));
        let help = field.help.as_ref().map(|help| help.text(language));
        if !said(field.name.as_str()) {
            let kind = words.word(&format!("kind-{}", field.kind.word()));
            let key = if field.required { "draft-must" } else { "draft-may" };
            let line = words.format(key, [("label", field.label.text(language)), ("kind", &kind)]);
            let choices = field.choices.join(&words.word("list-separator"));
            let choices = if choices.is_empty() {
                String::new()
            } else {
                words.format("draft-choices", [("choices", choices.as_str())])
            };
            head.push(format!("# {line}{choices}\n"));
        }
        for line in help.iter().flat_map(|help| help.lines()) {
            head.push(format!("# {line}\n"));
        }
        let is_there = value.is_some();
        let value = value.or_else(|| empty(field)).map_or_else(String::new, |value| format!(" {value}"));
        head.push(format!("{}{} ={value}\n", if is_there { "" } else { "# " }, field.name));
    }
    format!("+++\n{}+++\n{body}", head.concat()).into_bytes()
}

/// The text a draft begins with: the template, else the headings.
pub(super) fn body(workflow: &Workflow) -> String {
    let Some(body) = &workflow.body else { return "\n".to_owned() };
    match &body.template {
        Some(template) => format!("\n{}\n", template.trim_matches('\n')),
        None => body.headings.iter().fold("\n".to_owned(), |text, heading| format!("{text}## {heading}\n\n")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    const FORM: &str = r#"format = 1
title = { zh-CN = "流程" }
[body]
headings = ["缘由", "事项"]
[[field]]
name = "title"
label = { zh-CN = "标题" }
type = "text"
required = true
[[field]]
name = "days"
label = { zh-CN = "天数" }
type = "number"
required = true
help = { zh-CN = "含休息日。" }
[[field]]
name = "true-copy"
label = { zh-CN = "与原件一致" }
type = "check"
required = true
[[field]]
name = "to"
label = { zh-CN = "主送" }
type = "text"
list = true
required = true
[[field]]
name = "reason"
label = { zh-CN = "事由" }
type = "text"
help = { zh-CN = "不必写病情。" }
[[field]]
name = "phone"
label = { zh-CN = "电话" }
type = "text"
[[step]]
name = "review"
title = { zh-CN = "审核" }
who = [{ everyone = true }]
rule = "any"
verbs = ["approve"]
"#;

    fn workflow(text: &str) -> Workflow {
        Workflow::read("workflows/flow.toml", text.as_bytes()).unwrap()
    }

    fn draft(set: &[&str]) -> String {
        let workflow = workflow(FORM);
        let set: Vec<String> = set.iter().map(|&pair| pair.to_owned()).collect();
        let mut values = toml::Table::new();
        for (name, text) in given(&set, &workflow.fields).unwrap_or_default() {
            let field = workflow.field(&name).unwrap();
            values.insert(name, value(field, &text).unwrap_or_else(|_| panic!("{text}")));
        }
        let said = |name: &str| set.iter().any(|pair| pair.starts_with(&format!("{name}=")));
        let words = Catalogue::new(Language::ZhCn);
        String::from_utf8(index(&words, &workflow, &values, &said, &body(&workflow))).unwrap()
    }

    #[test]
    fn a_draft_begins_with_what_its_form_asks_for() {
        assert_eq!(
            draft(&["title=增配灭火器"]),
            "+++\ntitle = \"增配灭火器\"\n# 天数（整数，必填）\n# 含休息日。\n# days =\n\
             # 与原件一致（是否（true 或 false，不加引号），必填）\ntrue-copy = false\n# 主送（文字，必填）\nto = []\n\
             # 事由（文字）\n# 不必写病情。\n# reason = \"\"\n# 电话（文字）\n# phone = \"\"\n+++\n\n## 缘由\n\n## 事项\n\n"
        );
        let filled = draft(&["days=3", "true-copy=true", "to=甲、乙，丙", "phone=12"]);
        assert!(filled.contains("\ndays = 3\ntrue-copy = true\nto = [\"甲\", \"乙\", \"丙\"]\n"), "{filled}");
        assert!(filled.contains("\nphone = \"12\"\n"), "{filled}");
        let template =
            workflow(&FORM.replace("[body]\n", "[body]\ntemplate = \"## 缘由\\n\\n（背景）\\n\\n## 事项\\n\"\n"));
        assert_eq!(body(&template), "\n## 缘由\n\n（背景）\n\n## 事项\n");
    }

    #[test]
    fn a_value_of_another_kind_is_not_written() {
        let workflow = workflow(FORM);
        for (name, text) in [("days", "three"), ("days", ""), ("true-copy", "maybe")] {
            assert!(value(workflow.field(name).unwrap(), text).is_err(), "{name}={text}");
        }
    }
}
