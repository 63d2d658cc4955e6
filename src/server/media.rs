//! What a file is, told by its name, and how far it is trusted.
//!
//! A **page** (anything the generator wrote) is what its name says. An **attachment** was brought
//! by a person and is taken for hostile: whatever a browser could run goes out as plain text, and what
//! a browser cannot just show is handed over as a file to keep.

use mime_guess::{Mime, mime};
use std::path::Path;

const PLAIN: &str = "text/plain; charset=utf-8";
const UNKNOWN: &str = "application/octet-stream";

/// Whether a browser may show an attachment or must offer to keep it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Disposition {
    /// Shown in its place.
    Inline,
    /// Kept as a file.
    Keep,
}

/// The media type of a file of the generator's.
pub(super) fn of_page(name: &str) -> String {
    let media = match extension(name).as_str() {
        "html" | "htm" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "json" => "application/json",
        "atom" => "application/atom+xml; charset=utf-8",
        "xml" if matches!(name, "atom.xml" | "feed.xml") => "application/atom+xml; charset=utf-8",
        "xml" => "application/xml; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        "txt" | "md" | "toml" | "asc" => PLAIN,
        "woff2" => "font/woff2",
        _ => return guess(name).map_or_else(|| UNKNOWN.to_owned(), |mime| with_charset(&mime)),
    };
    media.to_owned()
}

/// The media type of an attachment, and what becomes of it.
pub(super) fn of_attachment(name: &str) -> (String, Disposition) {
    let Some(mime) = guess(name) else {
        return match extension(name).as_str() {
            "md" | "toml" | "asc" => (PLAIN.to_owned(), Disposition::Inline),
            _ => (UNKNOWN.to_owned(), Disposition::Keep),
        };
    };
    let kind = mime.type_();
    let subtype = mime.subtype();
    let text = kind == mime::TEXT
        || mime.suffix() == Some(mime::XML)
        || [mime::XML, mime::JSON, mime::JAVASCRIPT].contains(&subtype);
    if mime == mime::IMAGE_SVG {
        (mime.essence_str().to_owned(), Disposition::Inline)
    } else if text {
        (PLAIN.to_owned(), Disposition::Inline)
    } else if kind == mime::IMAGE || mime == mime::APPLICATION_PDF {
        (mime.essence_str().to_owned(), Disposition::Inline)
    } else {
        (mime.essence_str().to_owned(), Disposition::Keep)
    }
}

fn extension(name: &str) -> String {
    let extension = Path::new(name).extension().and_then(|text| text.to_str());
    extension.unwrap_or_default().to_ascii_lowercase()
}

fn guess(name: &str) -> Option<Mime> {
    mime_guess::from_path(name).first()
}

fn with_charset(mime: &Mime) -> String {
    if mime.type_() == mime::TEXT {
        format!("{}; charset=utf-8", mime.essence_str())
    } else {
        mime.essence_str().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_what_their_names_say() {
        for (name, media) in [
            ("index.html", "text/html; charset=utf-8"),
            ("A.HTML", "text/html; charset=utf-8"),
            ("site.css", "text/css; charset=utf-8"),
            ("site.js", "text/javascript; charset=utf-8"),
            ("印.svg", "image/svg+xml"),
            ("a.png", "image/png"),
            ("a.jpg", "image/jpeg"),
            ("a.webp", "image/webp"),
            ("a.woff2", "font/woff2"),
            ("search.json", "application/json"),
            ("atom.xml", "application/atom+xml; charset=utf-8"),
            ("a.atom", "application/atom+xml; charset=utf-8"),
            ("calendar.ics", "text/calendar; charset=utf-8"),
            ("sitemap.xml", "application/xml; charset=utf-8"),
            ("a.pdf", "application/pdf"),
            ("a.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
            ("a.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            ("robots.txt", PLAIN),
            ("index.md", PLAIN),
            ("a.csv", "text/csv; charset=utf-8"),
            ("a.unheardof", UNKNOWN),
            ("README", UNKNOWN),
        ] {
            assert_eq!(of_page(name), media, "{name}");
        }
    }

    #[test]
    fn no_attachment_is_a_page_a_script_or_a_style() {
        for name in [
            "a.html", "a.HTM", "a.xhtml", "a.xht", "a.shtml", "a.xml", "a.xsl", "a.xslt", "a.rdf", "a.js", "a.mjs",
            "a.css", "a.json", "a.txt", "a.md", "a.csv", "a.vcf", "a.ics", "a.toml", "a.atom", "a.mathml",
        ] {
            assert_eq!(of_attachment(name), (PLAIN.to_owned(), Disposition::Inline), "{name}");
        }
    }

    #[test]
    fn pictures_and_pdf_are_shown_and_the_rest_is_kept() {
        for (name, media, disposition) in [
            ("a.svg", "image/svg+xml", Disposition::Inline),
            ("a.png", "image/png", Disposition::Inline),
            ("a.pdf", "application/pdf", Disposition::Inline),
            ("a.zip", "application/zip", Disposition::Keep),
            ("a.swf", "application/x-shockwave-flash", Disposition::Keep),
            ("a.mp4", "video/mp4", Disposition::Keep),
            ("a.unheardof", UNKNOWN, Disposition::Keep),
            ("README", UNKNOWN, Disposition::Keep),
        ] {
            assert_eq!(of_attachment(name), (media.to_owned(), disposition), "{name}");
        }
    }
}
