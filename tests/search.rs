//! Hostile attachments before the process that reads them: whatever comes, the next file is read, and the program that asked goes on.

#![expect(clippy::unwrap_used, reason = "helpers of tests may panic")]

use std::io::{BufRead as _, BufReader, Cursor, Read as _, Write as _};
use std::process::{Command, Stdio};

/// What a process of its own answers to files one after another; nothing once it has died.
fn answers(files: &[(&str, &[u8])]) -> Vec<Option<String>> {
    let mut process = Command::new(env!("CARGO_BIN_EXE_kanhe"))
        .arg("attachment-reader")
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let (mut to, mut from) = (process.stdin.take().unwrap(), BufReader::new(process.stdout.take().unwrap()));
    let mut answers = Vec::new();
    for (end, bytes) in files {
        let sent = to.write_all(format!("{end} {}\n", bytes.len()).as_bytes()).and_then(|()| to.write_all(bytes));
        let mut line = String::new();
        let came = sent.is_ok() && from.read_line(&mut line).unwrap() > 0;
        answers.push(came.then(|| match line.trim_end().split_once(' ') {
            Some(("ok", length)) => {
                let mut text = vec![0; length.parse().unwrap()];
                from.read_exact(&mut text).unwrap();
                String::from_utf8(text).unwrap()
            }
            _ => line,
        }));
    }
    drop(to);
    process.wait().unwrap();
    answers
}

fn docx(body: &[u8]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(b"<w:document><w:p><w:t>").unwrap();
    zip.write_all(body).unwrap();
    zip.write_all(b"</w:t></w:p></w:document>").unwrap();
    zip.finish().unwrap().into_inner()
}

/// A file of one object that holds itself so deeply that a reader which calls itself for each level falls.
fn deep_pdf(open: &str, close: &str) -> Vec<u8> {
    let depth = 2_000_000;
    let object = format!("1 0 obj\n{}{}\nendobj\n", open.repeat(depth), close.repeat(depth));
    let xref = 9 + object.len();
    format!(
        "%PDF-1.7\n{object}xref\n0 2\n0000000000 65535 f \n0000000009 00000 n \ntrailer\n<< /Size 2 /Root 1 0 R >>\nstartxref\n{xref}\n%%EOF"
    )
    .into_bytes()
}

#[test]
fn one_process_reads_many_files() {
    let good = docx("安全生产".as_bytes());
    let bomb = docx(&vec![b' '; 200 << 20]);
    let read = answers(&[
        ("docx", &good),
        ("docx", b"PK"),
        ("pdf", b"%PDF"),
        ("xlsx", &good),
        ("docx", &bomb),
        ("docx", &good),
    ]);
    let text = Some("安全生产\u{1f}".to_owned());
    let damaged = Some("damaged\n".to_owned());
    assert_eq!(read[0], text);
    assert_eq!([&read[1], &read[2], &read[3], &read[4]], [&damaged; 4]);
    assert_eq!(read[5], text);
}

#[test]
fn what_ends_the_process_ends_nothing_else() {
    for (open, close) in [("[", "]"), ("<</A", ">>"), ("(", ")")] {
        let read = answers(&[("pdf", &deep_pdf(open, close))]);
        assert!(matches!(read[0].as_deref(), None | Some("damaged\n" | "")), "{open}: {:?}", read[0]);
    }
}
