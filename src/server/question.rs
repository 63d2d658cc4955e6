//! What a plain form asks: a path and fields, as a browser sends them with `GET` or `POST`; and cookies.

use percent_encoding::percent_decode_str;

use super::request::{FORM, Method, Request};

/// The most fields that are read.
const FIELDS: usize = 32;

/// A question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The path, percent-decoded.
    pub path: String,
    /// The fields in the order they came.
    pub fields: Vec<(String, String)>,
}

impl Request {
    /// The question of a request that has one: what stands behind a `?`. Bytes that are no text become signs for what is missing.
    pub fn question(&self) -> Option<Question> {
        let (path, query) = self.target.split_once('?')?;
        let query = query.split_once('#').map_or(query, |(query, _)| query);
        Some(Question { path: decoded(path), fields: fields(query.as_bytes()) })
    }

    /// The path, percent-decoded, whether there is a `?` behind it or not.
    pub fn path(&self) -> String {
        decoded(self.target.split(['?', '#']).next().unwrap_or_default())
    }

    /// The fields of a form that was sent in the body; none of anything else.
    pub fn form(&self) -> Vec<(String, String)> {
        let typed = self.only("content-type").and_then(|media| media.split(';').next()).map(str::trim);
        let is_form = self.method == Method::Post && typed.is_some_and(|media| media.eq_ignore_ascii_case(FORM));
        if is_form { fields(&self.body) } else { Vec::new() }
    }

    /// The value of a cookie. Of two with one name neither counts: somebody else has set one of them.
    pub fn cookie(&self, name: &str) -> Option<String> {
        let all = self.values("cookie").flat_map(|value| cookie::Cookie::split_parse(value.to_owned()));
        let mut named = all.filter_map(Result::ok).filter(|cookie| cookie.name() == name);
        match (named.next(), named.next()) {
            (Some(cookie), None) => Some(cookie.value().to_owned()),
            (None | Some(_), _) => None,
        }
    }
}

fn decoded(path: &str) -> String {
    percent_decode_str(path).decode_utf8_lossy().into_owned()
}

fn fields(of: &[u8]) -> Vec<(String, String)> {
    let named = form_urlencoded::parse(of).filter(|(name, value)| !(name.is_empty() && value.is_empty()));
    named.take(FIELDS).map(|(name, value)| (name.into_owned(), value.into_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(target: &str) -> Option<(String, Vec<(String, String)>)> {
        Request::get(target).question().map(|question| (question.path, question.fields))
    }

    #[test]
    fn fields_are_read_as_browsers_write_them() {
        let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(asked("/search/"), None);
        assert_eq!(asked("/search/?"), Some(("/search/".to_owned(), vec![])));
        let fields = vec![field("q", "安全 a+b"), field("unit", ""), field("x", ""), field("y", "\u{fffd}")];
        assert_eq!(
            asked("/search/?q=%E5%AE%89%E5%85%A8+a%2Bb&unit=&&x&y=%FF#z"),
            Some(("/search/".to_owned(), fields))
        );
        assert_eq!(asked(&format!("/?{}", "a=1&".repeat(900))).unwrap().1.len(), 32);
    }

    #[test]
    fn a_form_is_read_from_the_body_of_a_post_alone() {
        let sent = Request::post("/a?b=2", "name=%E5%91%A8+%E6%98%8E&password=a%26b");
        let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(sent.form(), [field("name", "周 明"), field("password", "a&b")]);
        assert_eq!(sent.path(), "/a");
        let got = Request { method: Method::Get, ..sent.clone() };
        let other = Request { headers: vec![("Content-Type".to_owned(), "text/plain".to_owned())], ..sent };
        assert!(got.form().is_empty() && other.form().is_empty());
    }

    #[test]
    fn a_cookie_is_read_if_there_is_one_of_its_name() {
        let with = |value: &str| Request::get("/").with("Cookie", value);
        assert_eq!(with("a=1; kanhe=abc; b=2").cookie("kanhe").as_deref(), Some("abc"));
        assert_eq!(with("kanhe=abc; kanhe=def").cookie("kanhe"), None);
        assert_eq!(with("kanhe=abc").with("Cookie", "kanhe=abc").cookie("kanhe"), None);
        assert_eq!(with("xkanhe=abc").cookie("kanhe"), None);
    }
}
