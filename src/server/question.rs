//! What a plain form asks: a path and fields, as a browser sends them with `GET`.

use percent_encoding::percent_decode_str;

use super::request::Request;

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
        let text = |part: &str| percent_decode_str(&part.replace('+', " ")).decode_utf8_lossy().into_owned();
        let fields = query.split('&').filter(|field| !field.is_empty()).take(FIELDS).map(|field| {
            let (name, value) = field.split_once('=').unwrap_or((field, ""));
            (text(name), text(value))
        });
        let path = percent_decode_str(path).decode_utf8_lossy().into_owned();
        Some(Question { path, fields: fields.collect() })
    }
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
}
