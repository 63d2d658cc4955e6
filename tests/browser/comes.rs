//! A page on its way over a slow line: what has come stays where it is.
//!
//! Browsers paint what they have. Here every page comes in pieces, so what moves when more of it comes moves on every run, on a quick
//! machine and on a busy one.

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

/// In how many pieces a page comes, and how long after one another: each is painted.
const PIECES: usize = 6;
const PAUSE: Duration = Duration::from_millis(70);

/// The most that may move: half of what Lighthouse calls good (<https://web.dev/articles/cls>).
const MOST: f64 = 0.05;

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
                        browser.open(&format!("{address}{page}"));
                        let seen = browser.later(MOVED, &[]);
                        early.fetch_add(usize::from(seen[2].as_bool().unwrap()), Ordering::Relaxed);
                        let shift = seen[0].as_f64().unwrap();
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
    let pieces = if kind == mime_guess::mime::TEXT_HTML { PIECES } else { 1 };
    for piece in body.chunks(length.div_ceil(pieces).max(1)) {
        stream.write_all(piece)?;
        stream.flush()?;
        std::thread::sleep(if pieces > 1 { PAUSE } else { Duration::ZERO });
    }
    Ok(())
}
