//! How far long work is, as people and pipes see it: a bar on a terminal, lines elsewhere, nothing where quiet is asked for.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "what cannot be set up has failed")]

mod world;

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;

use world::{Office, Said, World};

/// An office, and papers whose reading takes half a second each: a pandoc that is slow.
struct Slow {
    office: Office,
    clone: PathBuf,
}

impl Slow {
    fn new() -> Self {
        let office = Office::found_in(World::new());
        let clone = office.clone("home/clone");
        let programs = office.world.path("slow");
        fs::create_dir(&programs).unwrap();
        let text = "#!/bin/sh\n[ \"$1\" = --version ] && echo pandoc 3.1 && exit\nsleep 0.5\nprintf '# 题\\n\\n2017年1月1日\\n'\n";
        fs::write(programs.join("pandoc"), text).unwrap();
        fs::set_permissions(programs.join("pandoc"), fs::Permissions::from_mode(0o755)).unwrap();
        Self { office, clone }
    }

    /// Reads so many papers: on a terminal of that kind, or into pipes.
    fn read(&self, papers: usize, terminal: Option<&str>, more: &str) -> Said {
        let folder = self.office.world.path("papers");
        fs::remove_dir_all(&folder).ok();
        fs::create_dir(&folder).unwrap();
        for n in 0..papers {
            fs::write(folder.join(format!("{n}.docx")), format!("{n}")).unwrap();
        }
        let typed = format!("{} import documents {} --check {more}", env!("CARGO_BIN_EXE_kanhe"), folder.display());
        let mut command = if let Some(kind) = terminal {
            let mut command = self.office.world.command("script", &self.clone);
            command.args(["-qec", &typed, "/dev/null"]).env("TERM", kind);
            command
        } else {
            let mut command = self.office.world.command("sh", &self.clone);
            command.args(["-c", &typed]);
            command
        };
        let path = format!("{}:{}", self.office.world.path("slow").display(), env!("PATH"));
        command.env("PATH", path);
        World::run(command, b"")
    }
}

const COUNTS: &str = "导入 8 件";

#[test]
fn a_terminal_shows_a_bar_that_leaves_nothing_behind() {
    let slow = Slow::new();
    let shown = slow.read(8, Some("xterm"), "").out;
    assert!(shown.contains("正在读取文件 [") && shown.contains("/8 ") && shown.contains(COUNTS), "{shown:?}");
    // The line is wiped before anything else is said.
    let last = shown.rfind("/8 ").unwrap();
    assert!(shown[last..].contains("\u{1b}[2K") || shown[last..].contains("\u{1b}[K"), "{shown:?}");
    let dumb = slow.read(8, Some("dumb"), "").out;
    assert!(!dumb.contains('\u{1b}') && dumb.contains(COUNTS), "{dumb:?}");
    let quiet = slow.read(8, Some("xterm"), "--quiet").out;
    assert!(!quiet.contains('\u{1b}') && !quiet.contains("正在读取文件"), "{quiet:?}");
}

#[test]
fn a_pipe_gets_lines_beside_the_results() {
    let slow = Slow::new();
    let said = slow.read(40, None, "");
    assert!(said.out.contains("导入 40 件") && !said.out.contains("正在读取文件"), "{}", said.out);
    let lines: Vec<&str> = said.err.lines().collect();
    assert!(!lines.is_empty() && lines.len() <= 10 && !said.err.contains('\u{1b}'), "{}", said.err);
    assert!(lines.iter().all(|line| line.starts_with("正在读取文件 ") && line.ends_with("%)")), "{}", said.err);
    let quiet = slow.read(16, None, "--quiet");
    assert_eq!(quiet.err, "");
}
