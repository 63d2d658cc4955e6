//! Over ssh: an account that is there for git and the records it may use, and for nothing else.

use std::net::{TcpListener, TcpStream};
use std::process::Stdio;

use crate::sshd::Sshd;
use crate::world::{Office, draft};

const SUBJECT: &str = "documents/2026/one";

#[test]
fn an_account_reaches_its_record_and_nothing_else() {
    let office = Office::found();
    let world = &office.world;
    let record = office.server.to_str().unwrap().to_owned();
    let other = world.path("other.git");
    world.git(&world.path("home"), &["clone", "-q", "--bare", &record, other.to_str().unwrap()]).good();
    let sshd =
        Sshd::start(world, &[("clerk", &["--allow", &record]), ("archivist", &["--allow", &record, "--read-only"])]);

    // What it is for: clone, act, push, pull, each by the whole path and by the last part of it.
    let clone = world.path("clone");
    sshd.clone(world, "clerk", &office.server, &clone);
    draft(&clone, SUBJECT, "第一件");
    office.act(&clone, "chen-wen", "submit", SUBJECT, &[]).good();
    world.git(&clone, &["remote", "set-url", "origin", &format!("{}:server.git", sshd.host())]).good();
    office.act(&clone, "li-ming", "approve", SUBJECT, &["-m", "同意"]).good();
    world.kanhe(&clone, &["pull"]).good();
    assert_eq!(world.ask(&office.server, &["rev-list", "--count", "main"]), "3");

    // The gate speaks the person's language over ssh.
    let refused = world.git(&clone, &["push", "origin", "main:refs/heads/other"]);
    assert!(refused.err.contains("remote: kanhe: K701") && refused.err.contains("不得推送"), "{}", refused.err);

    // Reading is allowed to an archivist, pushing is not, by whatever name.
    let copy = world.path("copy");
    sshd.clone(world, "archivist", &office.server, &copy);
    world.kanhe(&copy, &["verify", "--root", &office.root]).good();
    let before = world.ask(&office.server, &["for-each-ref"]);
    for url in [format!("{}:{record}", sshd.host()), format!("{}:server.git", sshd.host())] {
        let pushed = world.git(&copy, &["push", &url, "main:refs/heads/drafts/chen-wen/x"]);
        assert!(pushed.code != 0 && pushed.err.contains("kanhe: K723 "), "{}", pushed.err);
    }

    // Another repository, a folder, a trick with the name.
    for path in [other.to_str().unwrap(), "/etc", "other.git", "~/server.git", &format!("{record}/../other.git")] {
        let asked = world.git(&clone, &["ls-remote", &format!("{}:{path}", sshd.host())]);
        assert!(asked.code != 0 && asked.err.contains("kanhe: K722 "), "{path}: {}", asked.err);
        let pushed = world.git(&clone, &["push", &format!("{}:{path}", sshd.host()), "main:refs/heads/x"]);
        assert!(pushed.code != 0 && pushed.err.contains("kanhe: K722 "), "{path}: {}", pushed.err);
    }

    // Other programs for git to call on the other side.
    let origin = format!("{}:{record}", sshd.host());
    for (option, trick) in [
        ("--upload-pack", "touch /tmp/x; git-upload-pack"),
        ("--upload-pack", "git-upload-archive"),
        ("--upload-pack", "git -c core.fsmonitor=x upload-pack"),
    ] {
        let asked = world.git(&clone, &["ls-remote", &format!("{option}={trick}"), &origin]);
        assert!(asked.code != 0 && asked.err.contains("kanhe: K721 "), "{trick}: {}", asked.err);
    }
    let archive = world.git(&clone, &["archive", &format!("--remote={origin}"), "main"]);
    assert!(archive.code != 0 && archive.err.contains("kanhe: K721 "), "{}", archive.err);

    // Other commands, and commands that only begin like git's.
    let mark = world.path("mark");
    let touch = format!("touch {}", mark.display());
    for command in [
        touch.as_str(),
        "sh",
        "scp -f /etc/passwd",
        &format!("git-upload-pack '{record}'; {touch}"),
        &format!("git-upload-pack '{record}' && {touch}"),
        &format!("git-upload-pack '{record}'\n{touch}"),
        &format!("git-upload-pack '$({touch})'\\''"),
        &format!("git-upload-pack {record}"),
        &format!("git-upload-pack \"{record}\""),
        &format!("env git-upload-pack '{record}'"),
    ] {
        let said = sshd.ssh(world, "clerk", &[], &[command]);
        assert!(said.code == 1 && said.err.contains("kanhe: K721 "), "{command}: {said:?}");
    }
    let said = sshd.ssh(world, "clerk", &[], &[&format!("git-upload-pack '$({touch})'")]);
    assert!(said.code == 1 && said.err.contains("kanhe: K722 "), "{said:?}");
    assert!(!mark.exists(), "a command was run");

    // Logging in: no shell, but words that say what the account is for.
    let said = sshd.ssh(world, "clerk", &["-T"], &[]);
    assert!(said.code == 1 && said.out.contains("不能登录") && said.out.contains(&record), "{said:?}");

    // No forwarding: neither of ports here nor of ports there.
    let elsewhere = TcpListener::bind("127.0.0.1:0").unwrap();
    elsewhere.set_nonblocking(true).unwrap();
    let target = elsewhere.local_addr().unwrap().port();
    let forward = format!("127.0.0.1:{target}");
    let said = sshd.ssh(world, "clerk", &["-W", &forward], &[]);
    assert!(said.code != 0 && elsewhere.accept().is_err(), "{said:?}");
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let back = format!("{free}:127.0.0.1:{target}");
    let said = sshd.ssh(world, "clerk", &["-o", "ExitOnForwardFailure=yes", "-R", &back], &[]);
    assert!(said.code != 0 && TcpStream::connect(("127.0.0.1", free)).is_err(), "{said:?}");

    assert_eq!(world.ask(&office.server, &["for-each-ref"]), before);
    world.kanhe(&office.server, &["verify", "--root", &office.root]).good();
}

#[test]
fn the_environment_of_the_connection_does_not_reach_git() {
    let office = Office::found();
    let record = office.server.to_str().unwrap();
    let trace = office.world.path("trace");
    let mut command = office.world.command(env!("CARGO_BIN_EXE_kanhe"), &office.world.path("home"));
    command.args(["shell", "--allow", record]);
    command.env("SSH_ORIGINAL_COMMAND", format!("git-upload-pack '{record}'"));
    command.env("GIT_TRACE", &trace).env("GIT_CONFIG_COUNT", "x").env("GIT_DIR", "/nowhere");
    command.env("GIT_PROTOCOL", "version=1:x").env("LANG", "../../x");
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // Git tells its refs and waits; a flush says that nothing is wanted.
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), b"0000").unwrap();
    let out = child.wait_with_output().unwrap();
    let told = String::from_utf8_lossy(&out.stdout).into_owned();
    assert!(out.status.success() && told.contains("refs/heads/main"), "{told} {:?}", out.stderr);
    assert!(!told.contains("version 1"), "{told}");
    assert!(!trace.exists());
}
