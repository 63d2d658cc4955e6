//! A safe repository, and each way in which it can stop being one.

use std::collections::BTreeMap;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use kanhe::gate::safety::{FILES, Rule, SETTINGS, Scope};

use crate::world::{Office, World, write};

/// What drifted, as the doctor lists it.
fn drifted(office: &Office, dir: &Path) -> Vec<String> {
    let said = office.world.kanhe(dir, &["doctor", "--json", dir.to_str().unwrap()]);
    let report = said.json();
    let items: Vec<String> =
        report["drifted"].as_array().unwrap().iter().map(|drift| drift["item"].as_str().unwrap().to_owned()).collect();
    assert_eq!(said.code, i32::from(!items.is_empty()), "{}", said.out);
    assert!(report["checked"].as_u64().unwrap() > 5 && !report["unchecked"].as_array().unwrap().is_empty());
    items
}

fn install(office: &Office, dir: &Path) {
    office.world.kanhe(dir, &["gate", "install", dir.to_str().unwrap()]).good();
}

/// Every file of a repository but its objects, with its mode.
fn state(dir: &Path) -> BTreeMap<PathBuf, (u32, Vec<u8>)> {
    let mut found = BTreeMap::new();
    for place in [dir.to_owned(), dir.join("hooks"), dir.join("info"), dir.join("refs/heads")] {
        for entry in std::fs::read_dir(place).into_iter().flatten().flatten() {
            if entry.path().is_file() {
                let mode = entry.metadata().unwrap().permissions().mode();
                found.insert(entry.path(), (mode, std::fs::read(entry.path()).unwrap()));
            }
        }
    }
    found
}

fn chmod(path: &Path, mode: u32) {
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn each_line_of_the_table_is_seen_and_mended() {
    let office = Office::found();
    let server = office.server.clone();
    let config = server.join("config");
    assert!(drifted(&office, &server).is_empty());
    let set = |key: &str, value: &str| {
        let file = config.to_str().unwrap();
        office.world.git(&server, &["config", "--file", file, key, value]).good();
    };
    let sound = std::fs::read(&config).unwrap();
    for (key, rule, scope, _) in SETTINGS {
        let (value, by_install) = match rule {
            Rule::Is(_) if *key == "core.bare" => ("false", true),
            Rule::Is(_) => ("0", true),
            Rule::Size(_) => ("much", true),
            Rule::Program => ("/nowhere/kanhe", true),
            Rule::Unset => ("x", *scope == Scope::Server),
            Rule::Off => ("true", true),
            Rule::Closed => ("world", false),
        };
        set(key, value);
        assert!(drifted(&office, &server).contains(&(*key).to_owned()), "{key} = {value}");
        if by_install && *key != "extensions.worktreeConfig" {
            install(&office, &server);
        } else {
            std::fs::write(&config, &sound).unwrap();
        }
        assert_eq!(drifted(&office, &server), Vec::<String>::new(), "{key} mended");
    }
    // Twice is not the same as once, and a conditional include is another file.
    office.world.git(&server, &["config", "--add", "receive.denyDeletes", "false"]).good();
    assert_eq!(drifted(&office, &server), ["receive.denyDeletes"]);
    install(&office, &server);
    set("gc.refs/heads/main.reflogExpire", "now");
    assert_eq!(drifted(&office, &server), ["gc.refs/heads/main.reflogexpire"]);
    std::fs::write(&config, &sound).unwrap();
    for (path, ..) in FILES {
        write(&server.join(path), "");
        assert!(drifted(&office, &server).contains(&(*path).to_owned()), "{path}");
        std::fs::remove_file(server.join(path)).unwrap();
    }
    assert!(drifted(&office, &server).is_empty());
}

#[test]
fn hooks_permissions_and_what_was_left_behind_are_seen() {
    let office = Office::found();
    let server = office.server.clone();
    for name in ["pre-receive", "reference-transaction", "post-receive"] {
        let (hook, item) = (server.join("hooks").join(name), vec![format!("hooks/{name}")]);
        let bytes = std::fs::read(&hook).unwrap();
        std::fs::remove_file(&hook).unwrap();
        assert_eq!(drifted(&office, &server), item, "missing");
        std::fs::write(&hook, [&bytes[..], b"\n"].concat()).unwrap();
        chmod(&hook, 0o755);
        assert_eq!(drifted(&office, &server), item, "other bytes");
        std::fs::write(&hook, &bytes).unwrap();
        for mode in [0o644, 0o775, 0o757] {
            chmod(&hook, mode);
            assert_eq!(drifted(&office, &server), item, "{mode:o}");
        }
        std::fs::remove_file(&hook).unwrap();
        std::os::unix::fs::symlink("/bin/true", &hook).unwrap();
        assert_eq!(drifted(&office, &server), item, "a link");
        install(&office, &server);
        assert!(drifted(&office, &server).is_empty());
        assert!(hook.symlink_metadata().unwrap().is_file());
    }
    for path in ["refs/heads", "objects", "config"] {
        let full = server.join(path);
        let mode = full.metadata().unwrap().permissions().mode();
        chmod(&full, mode | 0o002);
        assert_eq!(drifted(&office, &server), [path]);
        chmod(&full, mode);
    }
    write(&server.join("HEAD"), "ref: refs/heads/other\n");
    assert_eq!(drifted(&office, &server), ["HEAD"]);
    write(&server.join("HEAD"), "ref: refs/heads/main\n");
    let left = [
        "packed-refs.lock",
        "refs/heads/main.lock",
        "refs/tags/seal/documents/2026/one/bureau.lock",
        "objects/tmp_objdir-incoming-x1",
        "objects/pack/tmp_pack_x1",
        "objects/aa/tmp_obj_x1",
    ];
    for path in left {
        write(&server.join(path), "");
        let said = office.world.kanhe(&server, &["doctor"]);
        assert!(said.code == 1 && said.out.contains(&format!("rm -r {}", server.join(path).display())), "{}", said.out);
        assert_eq!(drifted(&office, &server), [path]);
        std::fs::remove_file(server.join(path)).unwrap();
    }
    office.world.git(&server, &["replace", "main", "main^{tree}", "-f"]).good();
    assert!(drifted(&office, &server).iter().any(|item| item.starts_with("refs/replace/")));
}

#[test]
fn a_damaged_repository_is_reported() {
    let office = Office::found();
    let copy = |name: &str| office.world.copy(&office.server, name);
    let dir = copy("config.git");
    std::fs::write(dir.join("config"), "[core\nrubbish \u{1}").unwrap();
    assert!(drifted(&office, &dir).contains(&"config".to_owned()));
    let dir = copy("bytes.git");
    std::fs::write(dir.join("config"), [0xff, 0x00, b'[']).unwrap();
    assert!(!drifted(&office, &dir).is_empty());
    let dir = copy("head.git");
    std::fs::remove_file(dir.join("HEAD")).unwrap();
    let found = drifted(&office, &dir);
    assert!(found.contains(&"HEAD".to_owned()) && found.contains(&"repository".to_owned()), "{found:?}");
    let dir = copy("refs.git");
    std::fs::remove_dir_all(dir.join("refs")).unwrap();
    assert!(drifted(&office, &dir).contains(&"repository".to_owned()));
    let dir = copy("packed.git");
    std::fs::write(dir.join("packed-refs"), [0xff; 64]).unwrap();
    drifted(&office, &dir);
    let dir = copy("sha256.git");
    office.world.git(&dir, &["config", "core.repositoryFormatVersion", "1"]).good();
    office.world.git(&dir, &["config", "extensions.objectFormat", "sha256"]);
    assert!(drifted(&office, &dir).contains(&"repository".to_owned()));
    let empty = office.world.path("empty");
    std::fs::create_dir(&empty).unwrap();
    office.world.kanhe(&empty, &["doctor", empty.to_str().unwrap()]).refused("K150");
}

#[test]
fn installing_twice_is_installing_once_and_the_hooks_of_others_are_kept() {
    let office = Office::found();
    let server = office.server.clone();
    install(&office, &server);
    let once = state(&server);
    install(&office, &server);
    assert_eq!(state(&server), once);
    // The size of a push stays as it was set.
    office.world.kanhe(&server, &["gate", "install", server.to_str().unwrap(), "--max-push", "5m"]).good();
    install(&office, &server);
    assert_eq!(office.world.ask(&server, &["config", "receive.maxInputSize"]), "5m");
    let wrong = office.world.kanhe(&server, &["gate", "install", server.to_str().unwrap(), "--max-push", "much"]);
    assert_eq!(wrong.code, 2);

    let hook = server.join("hooks/pre-receive");
    let ours = std::fs::read(&hook).unwrap();
    for n in 1..3 {
        std::fs::write(&hook, format!("#!/bin/sh\n# {n}\n")).unwrap();
        let said = office.world.kanhe(&server, &["gate", "install", server.to_str().unwrap()]).good();
        let kept = server.join(format!("hooks/pre-receive.before-kanhe-{n}"));
        assert!(said.err.contains(kept.to_str().unwrap()), "{}", said.err);
        assert_eq!(std::fs::read_to_string(kept).unwrap(), format!("#!/bin/sh\n# {n}\n"));
        assert_eq!(std::fs::read(&hook).unwrap(), ours);
    }
    // One that an older version of this program wrote is not somebody else's.
    std::fs::write(&hook, "#!/bin/sh\nprogram=$(git config --local --get kanhe.program)\n").unwrap();
    let said = office.world.kanhe(&server, &["gate", "install", server.to_str().unwrap()]).good();
    assert!(said.err.is_empty(), "{}", said.err);
    assert!(!server.join("hooks/pre-receive.before-kanhe-3").exists());
    assert!(drifted(&office, &server).is_empty());
}

#[test]
fn what_is_no_servers_record_is_not_touched() {
    let office = Office::found();
    let world = &office.world;
    let refused = |dir: &Path, words: &str| {
        let before = state(&if dir.join(".git").is_dir() { dir.join(".git") } else { dir.to_owned() });
        let said = world.kanhe(dir, &["gate", "install", dir.to_str().unwrap()]);
        assert!(said.code != 0 && said.err.contains(words) && said.err.contains("提示："), "{}", said.err);
        assert_eq!(state(&if dir.join(".git").is_dir() { dir.join(".git") } else { dir.to_owned() }), before);
    };
    let clone = office.clone("clone");
    refused(&clone, "工作文件夹");
    let git = |dir: &Path, args: &[&str]| world.git(dir, args).good();
    git(&world.path("home"), &["init", "-q", "--bare", "-b", "main", world.path("none.git").to_str().unwrap()]);
    refused(&world.path("none.git"), "K907");
    let code = world.path("code");
    git(&world.path("home"), &["init", "-q", "-b", "main", code.to_str().unwrap()]);
    write(&code.join("a"), "a");
    git(&code, &["add", "a"]);
    git(&code, &["-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-q", "-m", "code"]);
    git(&code, &["clone", "-q", "--bare", ".", world.path("code.git").to_str().unwrap()]);
    refused(&world.path("code.git"), "K1");
    let borrowed = world.copy(&office.server, "borrowed.git");
    write(&borrowed.join("objects/info/alternates"), "/tmp\n");
    refused(&borrowed, "K155");
    let linked = world.copy(&office.server, "linked.git");
    std::fs::rename(linked.join("hooks"), linked.join("elsewhere")).unwrap();
    std::os::unix::fs::symlink(linked.join("elsewhere"), linked.join("hooks")).unwrap();
    refused(&linked, "hooks");
    let given = world.copy(&office.server, "given.git");
    // Only root can give a directory away.
    if std::os::unix::fs::chown(&given, Some(4242), None).is_ok() {
        refused(&given, "K158");
        assert!(drifted(&office, &given).contains(&"repository".to_owned()));
    }
    let said = world.kanhe(&world.path("home"), &["gate", "install", world.path("nowhere").to_str().unwrap()]);
    assert!(said.err.contains("K150"), "{}", said.err);
}

#[test]
fn a_clone_is_examined_as_a_clone() {
    let office = Office::found();
    let clone = office.clone("clone");
    let said = office.world.kanhe(&clone.join("content"), &["doctor"]).good();
    assert!(said.out.contains("工作副本") && said.out.contains("未检查"), "{}", said.out);
    assert!(drifted(&office, &clone).is_empty());
    for path in ["shallow", "info/grafts", "objects/info/alternates", "index.lock"] {
        write(&clone.join(".git").join(path), "");
        assert_eq!(drifted(&office, &clone), [path]);
        std::fs::remove_file(clone.join(".git").join(path)).unwrap();
    }
    // Whether one can sign: the key directory must have a short name.
    let long = office.world.path(&"k".repeat(90));
    std::fs::create_dir(&long).unwrap();
    let mut command = office.world.command(env!("CARGO_BIN_EXE_kanhe"), &clone);
    command.args(["doctor", "--lang", "en"]).env("GNUPGHOME", &long);
    let said = World::run(command, b"");
    assert!(said.code == 1 && said.out.contains("bytes"), "{}{}", said.out, said.err);
    // A git that is too old, and none at all.
    let tools = office.world.path("tools");
    write(&tools.join("git"), "#!/bin/sh\necho git version 2.20.1\n");
    chmod(&tools.join("git"), 0o755);
    for path in [format!("{}:{}", tools.display(), env!("PATH")), "/nowhere".to_owned()] {
        let mut command = office.world.command(env!("CARGO_BIN_EXE_kanhe"), &office.server);
        command.args(["doctor", "--json"]).env("PATH", path);
        let report = World::run(command, b"").json();
        assert_eq!(report["drifted"][0]["item"], "git", "{report}");
    }
}
