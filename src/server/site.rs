//! The handler: static files from the output folder. It takes a request and gives a response;
//! it knows no socket, no clock and no HTTP library.
//!
//! A request goes through, in this order:
//! 1. the method: `GET` and `HEAD`, nothing else;
//! 2. the target: safe names only (`target`);
//! 3. the look: the path below the root, free of symbolic links, a regular file or a folder;
//! 4. the file is opened once; what follows is told by that handle alone, so a file that is
//!    replaced while it is being sent goes out whole;
//! 5. the shelf: who wrote this file, so how far a browser may trust it and how long it may keep it;
//! 6. the conditions: `If-None-Match`, then `Range` with `If-Range`.
//!
//! The output folder may be swapped for a new one at any moment. A look that finds nothing is
//! repeated if the root meanwhile became another folder; a root that is missing is waited for, shortly.
//!
//! Deliberately absent: `Last-Modified`. Its second is too coarse for pages that can be written twice
//! in one, and a wrong 304 would stay wrong. Also absent: lists of folders.

use super::media::{self, Disposition};
use super::range::Range;
use super::request::{Method, Request};
use super::response::{Body, Response, Status, encode};
use super::squeeze;
use super::target::{Target, TargetFault};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind, Read};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

/// Files up to this size are read whole and known by their content.
const READ_WHOLE: u64 = 1024 * 1024;

/// How often a missing or changing root is looked at again, and how long between two looks.
const LOOKS: usize = 10;
const BETWEEN_LOOKS: Duration = Duration::from_millis(10);

/// What a page may fetch and run (`Content-Security-Policy`): nothing from elsewhere, nothing that stands in it.
pub const PAGE_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const ATTACHMENT_POLICY: &str = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self'";
const FOR_EVER: &str = "public, max-age=31536000, immutable";
const ASK_AGAIN: &str = "no-cache";

/// The static site in one output folder.
#[derive(Debug, Clone)]
pub struct Site {
    root: PathBuf,
}

/// The file that a target means, from the site's top; none if it means none that may be asked for.
pub fn file_at(target: &str) -> Option<String> {
    let target = Target::parse(target).ok()?;
    let index = target.folder.then_some("index.html");
    let names: Vec<&str> = target.names.iter().map(String::as_str).chain(index).collect();
    Some(names.join("/"))
}

/// Which part of the site a file stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shelf {
    /// Written by the generator.
    Page,
    /// Below `/assets/`, with a digest in its name: its content never changes.
    Asset,
    /// Below `/files/`: brought by a person, taken for hostile.
    Attachment,
    /// Below `/files/<digest>/`: hostile as well, but its content never changes.
    FixedAttachment,
}

/// What stands at a path.
enum Found {
    File(File, Metadata),
    Folder,
    Nothing,
    /// The root itself is missing.
    NoSite,
}

impl Site {
    /// The site in that folder, which need not be there yet.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// Answers one request.
    pub fn answer(&self, request: &Request) -> Response {
        let ranges = match &request.method {
            Method::Get => true,
            Method::Head => false,
            Method::Post | Method::Other(_) => {
                return Response::text(Status::MethodNotAllowed, "只读：此处只接受 GET 和 HEAD。\nOnly GET and HEAD.")
                    .with("Allow", "GET, HEAD");
            }
        };
        let response = match Target::parse(&request.target) {
            Ok(target) => self.respond(request, &target, ranges),
            Err(TargetFault::Hidden) => self.not_found(None),
            Err(
                fault @ (TargetFault::NotAPath
                | TargetFault::NotEncoded
                | TargetFault::BadEncoding
                | TargetFault::BadName),
            ) => Response::text(Status::BadRequest, &format!("地址有误。\n{fault}")),
        };
        match request.method {
            Method::Head => response.without_body(),
            Method::Get | Method::Post | Method::Other(_) => response,
        }
    }

    fn respond(&self, request: &Request, target: &Target, ranges: bool) -> Response {
        match self.find(target) {
            Ok(Found::File(file, facts)) => serve(request, target, file, &facts, ranges).unwrap_or_else(|_| broken()),
            Ok(Found::Folder) => Response::text(Status::MovedPermanently, "见 Location。\nSee Location.")
                .with("Location", target.as_folder()),
            Ok(Found::Nothing) => self.not_found(target.names.first()),
            Ok(Found::NoSite) => Response::text(
                Status::ServiceUnavailable,
                "网站正在生成，请稍后再试。\nThe site is being built. Please try again shortly.",
            )
            .with("Retry-After", "2"),
            Err(_) => broken(),
        }
    }

    fn find(&self, target: &Target) -> io::Result<Found> {
        let mut outcome = Found::NoSite;
        for look in 0..LOOKS {
            if look > 0 {
                thread::sleep(BETWEEN_LOOKS);
            }
            let Some((root, before)) = self.standing_root()? else {
                outcome = Found::NoSite;
                continue;
            };
            outcome = look_below(&root, target)?;
            let settled = match outcome {
                Found::File(..) | Found::Folder => true,
                Found::Nothing | Found::NoSite => self.standing_root()?.is_some_and(|(_, after)| after == before),
            };
            if settled {
                break;
            }
        }
        Ok(outcome)
    }

    /// The root without symbolic links, and which folder it is, by device and inode.
    fn standing_root(&self) -> io::Result<Option<(PathBuf, (u64, u64))>> {
        let looked = fs::canonicalize(&self.root).and_then(|root| {
            let facts = fs::metadata(&root)?;
            Ok(facts.is_dir().then(|| (root, (facts.dev(), facts.ino()))))
        });
        absent_as_none(looked).map(Option::flatten)
    }

    /// The site's own page for what is not there, or a short text. A folder at the top may have a page of its own: that of a language.
    fn not_found(&self, folder: Option<&String>) -> Response {
        let own = self.standing_root().ok().flatten().and_then(|(root, _)| {
            let top = Target::parse("/404.html").ok()?;
            let within = folder.map(|name| {
                let mut target = top.clone();
                target.names.insert(0, name.clone());
                target
            });
            within.into_iter().chain([top]).find_map(|target| match look_below(&root, &target) {
                Ok(Found::File(file, facts)) if facts.len() <= READ_WHOLE => read_whole(file, &facts).ok(),
                Ok(Found::File(..) | Found::Folder | Found::Nothing | Found::NoSite) | Err(_) => None,
            })
        });
        match own {
            Some(bytes) => Response::new(Status::NotFound, &media::of_page("404.html"), Body::Bytes(bytes))
                .with("Cache-Control", ASK_AGAIN)
                .with("X-Content-Type-Options", "nosniff")
                .with("Referrer-Policy", "same-origin")
                .with("Content-Security-Policy", PAGE_POLICY),
            None => Response::text(Status::NotFound, "没有这个页面。\nThere is no such page."),
        }
    }
}

impl Response {
    /// A page that was made for this request. No cache keeps it: another may see something else.
    pub fn page(html: Vec<u8>) -> Self {
        Self::new(Status::Ok, &media::of_page("index.html"), Body::Bytes(html))
            .with("Cache-Control", "no-store")
            .with("X-Content-Type-Options", "nosniff")
            .with("Referrer-Policy", "same-origin")
            .with("Content-Security-Policy", PAGE_POLICY)
    }

    /// A feed that was made for this request: its reader may keep it, and asks each time whether it has changed.
    pub fn feed(request: &Request, atom: Vec<u8>) -> io::Result<Self> {
        let tag = tag_of(&atom)?;
        let known = request.values("If-None-Match").any(|list| names_tag(list, &tag));
        let response = if known {
            Self::bare(Status::NotModified)
        } else {
            Self::new(Status::Ok, &media::of_page("feed.atom"), Body::Bytes(atom))
        };
        Ok(response
            // What is found depends on who asks.
            .with("Cache-Control", "private, no-cache")
            .with("Vary", "Cookie, Authorization")
            .with("ETag", tag)
            .with("X-Content-Type-Options", "nosniff")
            .with("Referrer-Policy", "same-origin")
            .with("Content-Security-Policy", PAGE_POLICY))
    }
}

fn broken() -> Response {
    Response::text(Status::InternalServerError, "读取出错。\nThe file could not be read.")
}

/// Looks for a target below a root that has no symbolic links. A path that is reached through
/// a link is not found: the canonical path is the path itself.
fn look_below(root: &Path, target: &Target) -> io::Result<Found> {
    let mut path = root.to_path_buf();
    path.extend(&target.names);
    if target.folder {
        path.push("index.html");
    }
    let looked = fs::canonicalize(&path).and_then(|real| {
        if real != path {
            return Ok(Found::Nothing);
        }
        let facts = fs::metadata(&path)?;
        if facts.is_dir() && !target.folder {
            return Ok(Found::Folder);
        }
        if !facts.is_file() {
            return Ok(Found::Nothing);
        }
        let file = File::open(&path)?;
        let facts = file.metadata()?;
        Ok(if facts.is_file() { Found::File(file, facts) } else { Found::Nothing })
    });
    absent_as_none(looked).map(|found| found.unwrap_or(Found::Nothing))
}

/// A path that does not exist, cannot exist or may not be read is simply not there.
fn absent_as_none<T>(looked: io::Result<T>) -> io::Result<Option<T>> {
    const ABSENT: [ErrorKind; 4] =
        [ErrorKind::NotFound, ErrorKind::NotADirectory, ErrorKind::InvalidFilename, ErrorKind::PermissionDenied];
    match looked {
        Ok(found) => Ok(Some(found)),
        Err(error) if ABSENT.contains(&error.kind()) => Ok(None),
        Err(error) => Err(error),
    }
}

fn read_whole(file: File, facts: &Metadata) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(usize::try_from(facts.len()).unwrap_or_default());
    file.take(READ_WHOLE).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The tag of bytes that are known by their content.
fn tag_of(bytes: &[u8]) -> io::Result<String> {
    let mut tag = String::from("\"");
    for byte in Sha256::digest(bytes).iter().take(16) {
        write!(tag, "{byte:02x}").map_err(io::Error::other)?;
    }
    tag.push('"');
    Ok(tag)
}

/// The body and its tag. A small file is known by its content, hashed anew each time: no cache of tags
/// can then be stale. A large one is known by what changes when it is replaced.
fn body_of(file: File, facts: &Metadata) -> io::Result<(Body, String)> {
    if facts.len() <= READ_WHOLE {
        let bytes = read_whole(file, facts)?;
        let tag = tag_of(&bytes)?;
        Ok((Body::Bytes(bytes), tag))
    } else {
        let tag = format!("\"{:x}.{:x}-{:x}-{:x}\"", facts.mtime(), facts.mtime_nsec(), facts.len(), facts.ino());
        let body = Body::Slice { file, offset: 0, length: facts.len() };
        Ok((body, tag))
    }
}

fn serve(request: &Request, target: &Target, file: File, facts: &Metadata, ranges: bool) -> io::Result<Response> {
    let (mut body, mut tag) = body_of(file, facts)?;
    let (media, mut fields) = manners(target);
    let generated = matches!(Shelf::of(target), Shelf::Page | Shelf::Asset);
    let either = generated && matches!(body, Body::Bytes(_)) && squeeze::may_be(&media, body.length());
    let squeezed = either && squeeze::is_asked(request);
    if either {
        fields.push(("Vary", "Accept-Encoding".to_owned()));
    }
    if squeezed {
        tag = squeeze::tag(&tag);
    }
    fields.push(("ETag", tag.clone()));
    let dressed = |mut response: Response| {
        response.headers.extend(fields);
        response
    };
    if request.values("If-None-Match").any(|list| names_tag(list, &tag)) {
        return Ok(dressed(Response::bare(Status::NotModified)));
    }
    if squeezed && let Body::Bytes(bytes) = &body {
        body = Body::Bytes(squeeze::squeeze(bytes)?);
        return Ok(dressed(Response::new(Status::Ok, &media, body)).with("Content-Encoding", "gzip"));
    }
    let whole = body.length();
    let range = request.only("Range").filter(|_| ranges && same_file(request, &tag));
    let response = match range.map_or(Range::Whole, |field| Range::parse(field, whole)) {
        Range::Whole => dressed(Response::new(Status::Ok, &media, body)).with("Accept-Ranges", "bytes"),
        Range::Part { offset, length } => {
            let last = offset + length - 1;
            dressed(Response::new(Status::PartialContent, &media, body.slice(offset, length)))
                .with("Accept-Ranges", "bytes")
                .with("Content-Range", format!("bytes {offset}-{last}/{whole}"))
        }
        Range::Nothing => Response::text(Status::RangeNotSatisfiable, "没有这一段。\nThe file has no such part.")
            .with("Content-Range", format!("bytes */{whole}")),
    };
    Ok(response)
}

/// The media type and the fields that tell a browser how to treat a file.
fn manners(target: &Target) -> (String, Vec<(&'static str, String)>) {
    let name = target.file_name();
    let shelf = Shelf::of(target);
    let mut fields = vec![
        ("X-Content-Type-Options", "nosniff".to_owned()),
        ("Referrer-Policy", "same-origin".to_owned()),
        ("Cache-Control", shelf.keeping().to_owned()),
        ("Content-Security-Policy", shelf.policy().to_owned()),
    ];
    let media = match shelf {
        Shelf::Page | Shelf::Asset => media::of_page(name),
        Shelf::Attachment | Shelf::FixedAttachment => {
            let (media, disposition) = media::of_attachment(name);
            match disposition {
                Disposition::Inline => {}
                Disposition::Keep => {
                    fields.push(("Content-Disposition", format!("attachment; filename*=UTF-8''{}", encode(name))));
                }
            }
            media
        }
    };
    (media, fields)
}

impl Shelf {
    fn of(target: &Target) -> Self {
        let names: Vec<&str> = target.names.iter().map(String::as_str).collect();
        match names.as_slice() {
            ["files", digest, _, ..] if is_digest(digest, 32) => Self::FixedAttachment,
            ["files", ..] => Self::Attachment,
            ["assets", .., file] if !target.folder && has_digest(file) => Self::Asset,
            _ => Self::Page,
        }
    }

    fn keeping(self) -> &'static str {
        match self {
            Self::Asset | Self::FixedAttachment => FOR_EVER,
            Self::Page | Self::Attachment => ASK_AGAIN,
        }
    }

    fn policy(self) -> &'static str {
        match self {
            Self::Page | Self::Asset => PAGE_POLICY,
            Self::Attachment | Self::FixedAttachment => ATTACHMENT_POLICY,
        }
    }
}

/// Whether a name is `<name>.<digest>.<extension>`.
fn has_digest(file: &str) -> bool {
    let mut parts = file.rsplit('.');
    let (extension, digest, name) = (parts.next(), parts.next(), parts.next());
    extension.is_some() && name.is_some() && digest.is_some_and(|digest| is_digest(digest, 8))
}

fn is_digest(text: &str, least: usize) -> bool {
    text.len() >= least && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

/// Whether a list of entity tags names this one, by the weak comparison. Our tags hold no comma.
fn names_tag(list: &str, tag: &str) -> bool {
    list.split(',').map(str::trim).any(|one| one == "*" || one.strip_prefix("W/").unwrap_or(one) == tag)
}

/// Whether `If-Range` is absent or names this file, by the strong comparison.
fn same_file(request: &Request, tag: &str) -> bool {
    let mut values = request.values("If-Range");
    values.all(|value| value.trim() == tag)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;
    use tempfile::TempDir;

    const DIGEST: &str = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    /// A site with these files, each holding its own path.
    fn site(paths: &[&str]) -> (TempDir, Site) {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("out");
        fs::create_dir(&root).unwrap();
        for path in paths {
            put(&root, path, path.as_bytes());
        }
        (folder, Site::new(root))
    }

    fn put(root: &Path, path: &str, bytes: &[u8]) {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn bytes(response: &Response) -> Vec<u8> {
        let mut out = Vec::new();
        response.send(std::time::UNIX_EPOCH, &mut out).unwrap();
        let end = out.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
        out.split_off(end + 4)
    }

    fn get(site: &Site, target: &str) -> Response {
        site.answer(&Request::get(target))
    }

    fn status(site: &Site, target: &str) -> u16 {
        get(site, target).status.code()
    }

    #[test]
    fn a_page_and_a_folder_are_served() {
        let (_folder, site) = site(&["index.html", "documents/index.html", "办事/请 假.html"]);
        assert_eq!(bytes(&get(&site, "/")), b"index.html");
        assert_eq!(bytes(&get(&site, "/documents/")), b"documents/index.html");
        assert_eq!(bytes(&get(&site, "/index.html?q=%zz&../..")), b"index.html");
        let page = get(&site, "/%E5%8A%9E%E4%BA%8B/%e8%af%b7%20%E5%81%87.html");
        assert_eq!(bytes(&page), "办事/请 假.html".as_bytes());
        assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
        assert_eq!(page.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(page.header("referrer-policy"), Some("same-origin"));
        assert_eq!(page.header("content-security-policy"), Some(PAGE_POLICY));
        assert_eq!(page.header("cache-control"), Some("no-cache"));
        assert_eq!(page.header("content-length"), Some("19"));
    }

    #[test]
    fn a_folder_without_its_slash_is_sent_there() {
        let (_folder, site) = site(&["办事/index.html", "evil.example/index.html"]);
        let moved = get(&site, "/%E5%8A%9E%E4%BA%8B?q=1");
        assert_eq!(moved.status, Status::MovedPermanently);
        assert_eq!(moved.header("location"), Some("/%E5%8A%9E%E4%BA%8B/?q=1"));
        assert_eq!(status(&site, "//evil.example"), 400);
        assert_eq!(status(&site, "/%2fevil.example"), 400);
        assert_eq!(status(&site, "/%5cevil.example"), 400);
    }

    #[test]
    fn other_methods_are_told_which_are_allowed() {
        let (_folder, site) = site(&["index.html"]);
        for name in ["POST", "PUT", "DELETE", "OPTIONS", "get", "TRACE"] {
            let request = Request { method: Method::named(name), ..Request::get("/") };
            let response = site.answer(&request);
            assert_eq!(response.status, Status::MethodNotAllowed, "{name}");
            assert_eq!(response.header("allow"), Some("GET, HEAD"));
        }
    }

    #[test]
    fn head_is_get_without_the_body() {
        let (_folder, site) = site(&["index.html", "404.html"]);
        for target in ["/", "/nothing", "/..", "/index.html"] {
            let mut request = Request::get(target).with("Accept", "*/*");
            let given = site.answer(&request);
            request.method = Method::Head;
            let told = site.answer(&request);
            assert_eq!(told.status, given.status);
            assert_eq!(told.headers, given.headers);
            assert_eq!(told.body.length(), 0);
        }
    }

    #[test]
    fn head_takes_no_part() {
        let (_folder, site) = site(&["index.html"]);
        let request = Request { method: Method::Head, ..Request::get("/").with("Range", "bytes=0-1") };
        assert_eq!(site.answer(&request).status, Status::Ok);
    }

    #[test]
    fn what_is_not_there_gets_the_sites_own_page() {
        let (_folder, with) = site(&["index.html", "404.html"]);
        let own = get(&with, "/nothing/here");
        assert_eq!((own.status, bytes(&own)), (Status::NotFound, b"404.html".to_vec()));
        assert_eq!(own.header("etag"), None);
        let (_folder, without) = site(&["index.html"]);
        let plain = get(&without, "/nothing");
        assert_eq!(plain.status, Status::NotFound);
        assert_eq!(plain.header("content-type"), Some("text/plain; charset=utf-8"));
        let long = format!("/{}", "a".repeat(4000));
        for target in ["/index.html/", "/index.html/x", "/.git/config", "/...", &long, "/%252e%252e/x"] {
            assert_eq!(status(&without, target), 404, "{target}");
        }
    }

    #[test]
    fn what_is_not_there_gets_the_page_of_its_language() {
        let (_folder, site) = site(&["404.html", "en/404.html", "en/index.html"]);
        for (target, page) in [("/en/a/b", "en/404.html"), ("/a/b", "404.html"), ("/404.html/x", "404.html")] {
            let response = get(&site, target);
            assert_eq!((response.status, bytes(&response)), (Status::NotFound, page.into()), "{target}");
        }
    }

    #[test]
    fn a_target_means_one_file_or_none() {
        for (target, file) in [
            ("/", Some("index.html")),
            ("/documents/2026/a/", Some("documents/2026/a/index.html")),
            ("/documents/2026/a/?x=/../b", Some("documents/2026/a/index.html")),
            ("/documents/by-kind/%E9%80%9A%E7%9F%A5/", Some("documents/by-kind/通知/index.html")),
            ("/a.html", Some("a.html")),
            ("/a/../b/", None),
            ("/a/%2e%2e/b/", None),
            ("/a%2f..%2fb", None),
            ("//a", None),
            ("/.kanhe-site", None),
            ("http://x/a", None),
        ] {
            assert_eq!(file_at(target).as_deref(), file, "{target}");
        }
    }

    #[test]
    fn nothing_above_the_root_is_reached() {
        let (folder, site) = site(&["index.html", "a/b.html"]);
        put(folder.path(), "secret", b"secret");
        for target in [
            "/../secret",
            "/a/../../secret",
            "/%2e%2e/secret",
            "/..%2fsecret",
            "/a/..%2f..%2fsecret",
            "/..%5csecret",
            "/..\\secret",
            "/%2e%2e%2fsecret",
            "/%c0%ae%c0%ae/secret",
            "/%00",
            "/a%00.html",
            "/secret%00.html",
        ] {
            assert_eq!(status(&site, target), 400, "{target}");
        }
        let absolute = folder.path().join("secret");
        let absolute = absolute.to_str().unwrap();
        assert_eq!(status(&site, absolute), 404);
        assert_eq!(status(&site, &format!("/{absolute}")), 400);
        assert_eq!(status(&site, &format!("http://x{absolute}")), 400);
    }

    #[test]
    fn links_are_not_followed() {
        let (folder, site) = site(&["index.html", "a/b.html", ".hidden"]);
        let root = folder.path().join("out");
        put(folder.path(), "secret/index.html", b"secret");
        symlink(folder.path().join("secret/index.html"), root.join("file")).unwrap();
        symlink(folder.path().join("secret"), root.join("folder")).unwrap();
        symlink(root.join(".hidden"), root.join("shown")).unwrap();
        symlink("loop", root.join("loop")).unwrap();
        for target in ["/file", "/folder", "/folder/", "/folder/index.html", "/shown"] {
            assert_eq!(status(&site, target), 404, "{target}");
        }
        assert!(status(&site, "/loop") >= 400);
    }

    #[test]
    fn the_root_itself_may_be_a_link() {
        let (folder, _) = site(&["index.html"]);
        symlink("out", folder.path().join("current")).unwrap();
        assert_eq!(status(&Site::new(folder.path().join("current")), "/"), 200);
    }

    #[test]
    fn only_regular_files_are_opened() {
        let (folder, site) = site(&["index.html"]);
        let _listener = UnixListener::bind(folder.path().join("out/socket")).unwrap();
        fs::create_dir_all(folder.path().join("out/odd/index.html")).unwrap();
        assert_eq!(status(&site, "/socket"), 404);
        assert_eq!(status(&site, "/odd/"), 404);
    }

    #[test]
    fn a_missing_site_is_told_in_words() {
        let folder = tempfile::tempdir().unwrap();
        let response = get(&Site::new(folder.path().join("out")), "/");
        assert_eq!(response.status, Status::ServiceUnavailable);
        assert_eq!(response.header("retry-after"), Some("2"));
        assert!(String::from_utf8(bytes(&response)).unwrap().contains("网站正在生成"));
        fs::write(folder.path().join("file"), "x").unwrap();
        assert_eq!(status(&Site::new(folder.path().join("file")), "/"), 503);
    }

    #[test]
    fn a_page_is_readable_while_its_site_is_swapped() {
        let (folder, site) = site(&["a/index.html"]);
        let base = folder.path().to_path_buf();
        let swapper = thread::spawn(move || {
            for n in 0..200 {
                put(&base, "new/a/index.html", b"a/index.html");
                fs::rename(base.join("out"), base.join(n.to_string())).unwrap();
                fs::rename(base.join("new"), base.join("out")).unwrap();
                thread::sleep(Duration::from_millis(1));
            }
        });
        while !swapper.is_finished() {
            assert_eq!(status(&site, "/a/"), 200);
            assert_eq!(status(&site, "/nothing"), 404);
        }
        swapper.join().unwrap();
    }

    #[test]
    fn a_file_that_is_replaced_goes_out_whole() {
        let (folder, site) = site(&["large.bin"]);
        let root = folder.path().join("out");
        let length = usize::try_from(READ_WHOLE).unwrap() + 10;
        put(&root, "large.bin", &vec![b'a'; length]);
        let response = get(&site, "/large.bin");
        assert!(matches!(response.body, Body::Slice { .. }));
        put(&root, "next", b"b");
        fs::rename(root.join("next"), root.join("large.bin")).unwrap();
        assert_eq!(bytes(&response), vec![b'a'; length]);
        assert_ne!(get(&site, "/large.bin").header("etag"), response.header("etag"));
    }

    #[test]
    fn the_tag_of_a_page_is_its_content() {
        let (folder, site) = site(&["a.html"]);
        let tag = |site: &Site| get(site, "/a.html").header("etag").unwrap().to_owned();
        let first = tag(&site);
        put(&folder.path().join("out"), "a.html", b"A.html");
        let second = tag(&site);
        put(&folder.path().join("out"), "a.html", b"a.html");
        assert_ne!(first, second);
        assert_eq!(first, tag(&site));
    }

    #[test]
    fn a_known_tag_gets_304_with_the_same_fields() {
        let (_folder, site) = site(&["a.html"]);
        let given = get(&site, "/a.html");
        let tag = given.header("etag").unwrap();
        for list in [
            tag.to_owned(),
            format!("W/{tag}"),
            "*".to_owned(),
            format!("\"x\", {tag}"),
            format!("\"x\",W/{tag} , \"y\""),
        ] {
            let known = site.answer(&Request::get("/a.html").with("If-None-Match", &list));
            assert_eq!(known.status, Status::NotModified, "{list}");
            assert_eq!(known.body.length(), 0);
            for name in ["ETag", "Cache-Control", "Content-Security-Policy", "X-Content-Type-Options"] {
                assert_eq!(known.header(name), given.header(name), "{name}");
            }
            assert_eq!(known.header("content-length"), None);
        }
        for list in ["\"x\"", "", "x", "W/*", tag.trim_matches('"')] {
            let new = site.answer(&Request::get("/a.html").with("If-None-Match", list));
            assert_eq!(new.status, Status::Ok, "{list}");
        }
        let twice = Request::get("/a.html").with("If-None-Match", "\"x\"").with("if-none-match", tag);
        assert_eq!(site.answer(&twice).status, Status::NotModified);
        let missing = site.answer(&Request::get("/none").with("If-None-Match", "*"));
        assert_eq!(missing.status, Status::NotFound);
    }

    #[test]
    fn parts_are_served() {
        let (folder, site) = site(&[]);
        let root = folder.path().join("out");
        let large: Vec<u8> = (0..READ_WHOLE + 99).map(|n| u8::try_from(n % 251).unwrap()).collect();
        put(&root, "small", b"0123456789");
        put(&root, "large", &large);
        put(&root, "empty", b"");
        let ask = |target: &str, range: &str| site.answer(&Request::get(target).with("Range", range));

        let part = ask("/small", "bytes=2-4");
        assert_eq!((part.status, bytes(&part)), (Status::PartialContent, b"234".to_vec()));
        assert_eq!(part.header("content-range"), Some("bytes 2-4/10"));
        assert_eq!(part.header("content-length"), Some("3"));
        let part = ask("/large", "bytes=1000000-1000009");
        assert_eq!(bytes(&part), large[1_000_000..1_000_010]);
        assert_eq!(bytes(&ask("/large", "bytes=-5")), large[large.len() - 5..]);

        let outside = ask("/small", "bytes=10-");
        assert_eq!(outside.status, Status::RangeNotSatisfiable);
        assert_eq!(outside.header("content-range"), Some("bytes */10"));
        assert_eq!(ask("/empty", "bytes=0-").status, Status::RangeNotSatisfiable);
        assert_eq!(ask("/small", "bytes=0-1,4-5").status, Status::Ok);
        assert_eq!(ask("/small", "lines=1-2").status, Status::Ok);
        assert_eq!(get(&site, "/small").header("accept-ranges"), Some("bytes"));
    }

    #[test]
    fn a_part_of_another_version_is_not_served() {
        let (_folder, site) = site(&["a.html"]);
        let tag = get(&site, "/a.html").header("etag").unwrap().to_owned();
        for (value, status) in [
            (tag.clone(), Status::PartialContent),
            (format!("W/{tag}"), Status::Ok),
            ("\"x\"".to_owned(), Status::Ok),
            ("Thu, 01 Jan 1970 00:00:00 GMT".to_owned(), Status::Ok),
        ] {
            let request = Request::get("/a.html").with("Range", "bytes=0-0").with("If-Range", &value);
            assert_eq!(site.answer(&request).status, status, "{value}");
        }
    }

    #[test]
    fn a_page_is_squeezed_for_who_takes_it() {
        let (folder, site) = site(&["index.html", "files/a/index.html"]);
        let text = "青柘县政务内网 <p>".repeat(400);
        put(&folder.path().join("out"), "index.html", text.as_bytes());
        put(&folder.path().join("out"), "files/a/index.html", text.as_bytes());
        let ask = |target: &str| site.answer(&Request::get(target).with("Accept-Encoding", "gzip, br"));
        let squeezed = ask("/");
        assert_eq!(
            (squeezed.header("content-encoding"), squeezed.header("vary")),
            (Some("gzip"), Some("Accept-Encoding"))
        );
        let sent = bytes(&squeezed);
        assert!(sent.len() * 10 < text.len(), "{}", sent.len());
        let mut whole = String::new();
        flate2::read::GzDecoder::new(sent.as_slice()).read_to_string(&mut whole).unwrap();
        assert_eq!(whole, text);
        let plain = get(&site, "/");
        assert_eq!((plain.header("content-encoding"), plain.header("vary")), (None, Some("Accept-Encoding")));
        assert_ne!(plain.header("etag"), squeezed.header("etag"));
        let tag = squeezed.header("etag").unwrap();
        let again = site.answer(&Request::get("/").with("Accept-Encoding", "gzip").with("If-None-Match", tag));
        assert_eq!(again.status, Status::NotModified);
        assert_eq!(ask("/files/a/").header("content-encoding"), None, "what people brought goes out as it is");
    }

    #[test]
    fn what_never_changes_is_kept_for_ever() {
        let fixed = format!("files/{DIGEST}/a.png");
        let short = "files/9f86d081/a.png";
        let paths = [
            (fixed.as_str(), true),
            (short, false),
            ("files/a.png", false),
            ("assets/site.9f86d081.css", true),
            ("assets/fonts/a.9f86d081884c.woff2", true),
            ("assets/site.css", false),
            ("assets/jquery.min.js", false),
            ("assets/9f86d081.css", false),
            ("site.9f86d081.css", false),
        ];
        let (_folder, site) = site(&paths.map(|(path, _)| path));
        for (path, kept) in paths {
            let response = get(&site, &format!("/{path}"));
            let wanted = if kept { FOR_EVER } else { ASK_AGAIN };
            assert_eq!(response.header("cache-control"), Some(wanted), "{path}");
        }
    }

    #[test]
    fn attachments_are_taken_for_hostile() {
        let names = [
            "a.html",
            "a.xhtml",
            "a.xml",
            "a.js",
            "a.css",
            "index.html",
            "a.svg",
            "a.png",
            "a.pdf",
            "a.txt",
            "通知.docx",
            "a.zip",
            "a",
        ];
        let paths = names.map(|name| format!("files/{DIGEST}/{name}"));
        let (_folder, site) = site(&paths.each_ref().map(String::as_str));
        for (name, path) in names.iter().zip(&paths) {
            let target = format!("/files/{DIGEST}/{}", encode(name));
            let response = get(&site, &target);
            assert_eq!(bytes(&response), path.as_bytes());
            assert_eq!(response.header("content-security-policy"), Some(ATTACHMENT_POLICY), "{name}");
            assert_eq!(response.header("x-content-type-options"), Some("nosniff"));
            let media = response.header("content-type").unwrap();
            assert!(!media.contains("html") && !media.contains("script"), "{name}: {media}");
        }
        let kept = get(&site, &format!("/files/{DIGEST}/%E9%80%9A%E7%9F%A5.docx"));
        assert_eq!(kept.header("content-disposition"), Some("attachment; filename*=UTF-8''%E9%80%9A%E7%9F%A5.docx"));
        let folder = get(&site, &format!("/files/{DIGEST}/"));
        assert_eq!(folder.header("content-type"), Some("text/plain; charset=utf-8"));
        let svg = get(&site, &format!("/files/{DIGEST}/a.svg"));
        assert_eq!(svg.header("content-type"), Some("image/svg+xml"));
        assert_eq!(svg.header("content-disposition"), None);
    }
}
