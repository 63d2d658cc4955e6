//! A page on its way over a slow line: what has come stays where it is.
//!
//! Browsers paint what they have. Here every page comes in pieces, so what moves when more of it comes moves on every run, on a quick
//! machine and on a busy one.

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use crate::driver::Browser;
use crate::reading::{Reading, kinds, more};
use crate::walk::Faults;

/// In how many pieces of one size a page comes, and how long after one another: each is painted.
const PIECES: usize = 6;
/// A piece ends after the head of so many of its tables too: a table of which the head alone has come has no widths from its rows.
const TABLES: usize = 3;
const PAUSE: Duration = Duration::from_millis(70);

/// The most that may move: a fifth of what Lighthouse calls good (<https://web.dev/articles/cls>).
const MOST: f64 = 0.02;

const MOVED: &str = "
let shift = 0;
const moved = [];
const name = (node) => {
  const element = node.nodeType === 1 ? node : node.parentElement;
  return element.localName + Array.from(element.classList, (one) => '.' + one).join('');
};
function take(entries) {
  for (const entry of entries) {
    shift += entry.value;
    for (const source of entry.sources) if (source.node) moved.push(name(source.node));
  }
}
const watch = new PerformanceObserver((list) => take(list.getEntries()));
watch.observe({ type: 'layout-shift', buffered: true });
requestAnimationFrame(() => setTimeout(() => {
  take(watch.takeRecords());
  watch.disconnect();
  const painted = performance.getEntriesByType('paint')[0];
  const [page] = performance.getEntriesByType('navigation');
  done([shift, moved.join(', '), Boolean(painted) && painted.startTime < page.responseEnd]);
}, 0));";

#[test]
fn nothing_moves_while_a_page_comes() {
    let reading = Reading::shared();
    let mut kinds = kinds(&reading.pages, "", 1);
    more(&reading.site, &reading.pages, &mut kinds);
    let all: Vec<&str> = kinds.into_values().flatten().collect();
    let address = trickle(reading.site.clone());
    let faults = Mutex::new(Faults::default());
    let (next, early) = (AtomicUsize::new(0), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                let browser = Browser::start();
                while let Some(page) = all.get(next.fetch_add(1, Ordering::Relaxed)) {
                    for width in [360, 768, 1440] {
                        browser.resize(width);
                        let look = || {
                            browser.open(&format!("{address}{page}"));
                            let seen = browser.later(MOVED, &[]);
                            early.fetch_add(usize::from(seen[2].as_bool().unwrap()), Ordering::Relaxed);
                            (seen[0].as_f64().unwrap(), seen)
                        };
                        let (mut shift, mut seen) = look();
                        // What moves as more of it comes moves each time; what moved as the window was still becoming that wide does not.
                        if shift >= MOST {
                            (shift, seen) = look();
                        }
                        if shift >= MOST {
                            let fault = format!("moved by {shift:.4}: {}", seen[1].as_str().unwrap());
                            faults.lock().unwrap().add(fault, format!("{page} at {width}"));
                        }
                    }
                }
            });
        }
    });
    let early = early.into_inner();
    assert!(early > all.len() * 2, "{early} of {} were painted before they were whole", all.len() * 3);
    faults.into_inner().unwrap().assert_none();
}

/// Serves a site on this machine, its pages in pieces. Its address, with the last slash.
fn trickle(site: PathBuf) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let site = site.clone();
            // A browser that turns away is no fault.
            std::thread::spawn(move || drop(answer(&stream, &site)));
        }
    });
    address
}

fn answer(mut stream: &TcpStream, site: &Path) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream).lines();
    let first = lines.next().unwrap_or_else(|| Ok(String::new()))?;
    for line in lines {
        if line?.is_empty() {
            break;
        }
    }
    let path = first.split(' ').nth(1).unwrap_or_default().split('?').next().unwrap_or_default();
    let path = percent_encoding::percent_decode_str(path.trim_start_matches('/')).decode_utf8_lossy().into_owned();
    let Ok(body) = fs::read(site.join(&path)) else {
        return write!(stream, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    };
    let kind = mime_guess::from_path(&path).first_or_octet_stream();
    let length = body.len();
    write!(stream, "HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n")?;
    if kind != mime_guess::mime::TEXT_HTML {
        return stream.write_all(&body);
    }
    let mut from = 0;
    for to in ends(&body) {
        stream.write_all(&body[from..to])?;
        stream.flush()?;
        std::thread::sleep(PAUSE);
        from = to;
    }
    Ok(())
}

/// Where the pieces of a page end, each after the one before it. All that is above the first card comes as one, and the foot does: each is
/// less than a line sends at once.
fn ends(page: &[u8]) -> BTreeSet<usize> {
    let main = positions(page, b"<main").next().unwrap_or(0);
    let head = positions(page, b"<header class=\"head\"")
        .find_map(|at| positions(&page[at..], b"</header>").next().map(|end| at + end));
    let start = head.unwrap_or(main);
    let foot = positions(page, b"<footer").last().unwrap_or(page.len());
    let even = (0..=PIECES).map(|piece| start + (foot - start) * piece / PIECES);
    let heads = positions(page, b"<tbody").take(TABLES);
    even.chain(heads).chain([page.len()]).collect()
}

fn positions<'p>(page: &'p [u8], of: &'static [u8]) -> impl Iterator<Item = usize> + 'p {
    page.windows(of.len()).enumerate().filter(move |(_, part)| *part == of).map(|(at, _)| at)
}
