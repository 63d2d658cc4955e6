//! Whether a request that changes something comes from a page of ours, and where it may lead.

use subtle::ConstantTimeEq as _;

use crate::accounts::Session;
use crate::server::Request;

/// Whether a form was sent by a page of this server, as the browser says: programs that say nothing are no browsers, and carry nobody's
/// cookie but their own.
pub(super) fn is_ours(request: &Request) -> bool {
    let site = match request.only("sec-fetch-site") {
        Some(site) => matches!(site, "same-origin" | "none"),
        None => request.values("sec-fetch-site").next().is_none(),
    };
    let host = request.only("host").unwrap_or_default();
    let origin = match request.only("origin") {
        Some(origin) => {
            origin.split_once("://").is_some_and(|(_, from)| !host.is_empty() && from.eq_ignore_ascii_case(host))
        }
        None => request.values("origin").next().is_none(),
    };
    site && origin
}

/// Whether a form carries the guard of the session it was made for.
pub(super) fn carries(session: &Session, given: &str) -> bool {
    !session.guard.is_empty() && bool::from(session.guard.as_bytes().ct_eq(given.as_bytes()))
}

/// A path of this server to be led to, or the top.
pub(super) fn next(asked: &str, top: &str) -> String {
    let is_path = asked.starts_with('/') && !asked[1..].starts_with(['/', '\\']);
    let is_plain = asked.bytes().all(|byte| byte.is_ascii_graphic()) && !asked.contains('\\') && asked.len() <= 2_000;
    // Signing in again leads nowhere.
    let is_form = asked.contains(crate::site::ACCOUNT);
    if is_path && is_plain && !is_form { asked.to_owned() } else { top.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_of_another_site_is_none_of_ours() {
        let with = |fields: &[(&str, &str)]| {
            let request = Request::post("/", "a=1").with("Host", "oa.example:8080");
            is_ours(&fields.iter().fold(request, |request, (name, value)| request.with(name, value)))
        };
        assert!(with(&[]));
        assert!(with(&[("Origin", "http://oa.example:8080"), ("Sec-Fetch-Site", "same-origin")]));
        assert!(with(&[("Origin", "https://OA.example:8080")]));
        for origin in
            ["http://oa.example", "http://evil.example", "null", "", "oa.example:8080", "http://oa.example:8080.evil"]
        {
            assert!(!with(&[("Origin", origin)]), "{origin}");
        }
        for site in ["cross-site", "same-site", ""] {
            assert!(!with(&[("Sec-Fetch-Site", site)]), "{site}");
        }
        assert!(!with(&[("Origin", "http://oa.example:8080"), ("Origin", "http://oa.example:8080")]));
        assert!(!is_ours(&Request::post("/", "").with("Origin", "http://")));
    }

    #[test]
    fn one_is_led_to_a_path_of_this_server() {
        for good in ["/", "/documents/2026/a/index.html", "/search/index.html?q=%E5%AE%89", "/en/"] {
            assert_eq!(next(good, "/top/"), good);
        }
        for bad in [
            "",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "a",
            "/a\\b",
            "/安",
            "/a b",
            "/\r\nX: y",
            "/_account/sign-in",
            "/%5f\n",
        ] {
            assert_eq!(next(bad, "/top/"), "/top/", "{bad:?}");
        }
    }
}
