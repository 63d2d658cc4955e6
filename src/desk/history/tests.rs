use super::*;
use crate::office::{Files, Office};

fn office() -> Office {
    let entry = |path: &str, head: &str| (format!("content/{path}/index.md"), format!("+++\n{head}+++\n").into_bytes());
    let settings = "format = 1\nrecord = \"00000000-0000-4000-8000-000000000000\"\ntitle = \"示范局\"\n\
                    language = \"zh-CN\"\ntime-zone = \"Asia/Shanghai\"\n[limits]\nfile = 1048576\nsubject = 3145728\n";
    let files = Files::from([
        ("kanhe.toml".to_owned(), settings.as_bytes().to_vec()),
        entry("units/office", "title = \"办公室\"\ncode = \"临政办发\"\nformer = [\"秘书处\"]\n"),
        entry("units/survey", "title = \"测绘科\"\ncode = \"临测发\"\nparent = \"office\"\n"),
        entry(
            "units/old",
            "title = \"资料科\"\nstate = \"abolished\"\ndisposition = \"归档\"\nformer = [\"秘书处\"]\n",
        ),
    ]);
    Office::read(&files).unwrap()
}

fn today() -> Date {
    "2026-03-02".parse().unwrap()
}

struct Folder(tempfile::TempDir);

impl Folder {
    fn of(files: &[(&str, &[u8])]) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        for (path, bytes) in files {
            let path = folder.0.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
        folder
    }

    fn known(&self, known: &Known) -> Collected {
        let office = office();
        let place = HistoryPlace::new(office.register(), &office.settings().limits, known);
        let convert = |path: &Path| -> Converted {
            let bytes = std::fs::read(path).unwrap();
            let text = String::from_utf8(bytes).map_err(|_| ("pandoc-failed", "no text".to_owned()))?;
            Ok(text)
        };
        collect(self.0.path(), &place, &convert, today(), &mut |_, _| {}).unwrap()
    }

    fn collect(&self) -> Collected {
        self.known(&Known::default())
    }
}

/// What became of each file, in one line each.
fn told(collected: &Collected) -> Vec<String> {
    let remarks = |row: &Row| row.remarks.iter().map(|remark| remark.what).collect::<Vec<_>>().join(" ");
    let line = |row: &Row| format!("{} {:?} {} [{}]", row.path, row.outcome, row.place, remarks(row)).to_lowercase();
    collected.rows.iter().map(line).collect()
}

fn text<'c>(collected: &'c Collected, path: &str) -> &'c str {
    std::str::from_utf8(&collected.files[path]).unwrap()
}

const NOTICE: &str = "---\ntitle: 关于防汛的通知\ndate: 2017-08-30\nnumber: 临测发〔2017〕59号\nunit: 测绘科\ntags: [防汛]\n---\n\n\
                      见[附件](附件/表.xls)、![图](../图/1.png)、[另一份](60.md)、[外](../../etc/passwd)、[无](2.png)。\n";

#[test]
fn a_folder_becomes_one_subject_and_every_file_is_told_of() {
    let folder = Folder::of(&[
        ("发文/59.md", NOTICE.as_bytes()),
        ("发文/60.md", "# 办公室关于印发办法的通知\n\n临政办发[2018] 第 3 号\n\n二〇一八年三月一日\n".as_bytes()),
        ("发文/附件/表.xls", b"\xd0\xcf\x11\xe0"),
        ("图/1.png", b"\x89PNG"),
        ("发文/说明.txt", "关于*说明*的函\n正文\n".as_bytes()),
        ("发文/61.docx", "# 会议纪要\n\n![](media/1.png)\n".as_bytes()),
        ("发文/61附件.pdf", b"%PDF"),
        ("孤立.pdf", b"%PDF-2"),
        ("旧稿.WPS", b"\xd0\xcf\x11\xe0-2"),
        ("_index.md", b"x"),
        (".git/config", b"x"),
    ]);
    let collected = folder.collect();
    assert_eq!(
        told(&collected),
        [
            ".git left  [hidden]",
            "_index.md left  [section]",
            "发文/59.md taken documents/lincefa-2017-59/index.md [link-outside link-nowhere]",
            "发文/60.md taken documents/linzhengbanfa-2018-3/index.md []",
            "发文/61.docx taken documents/huiyijiyao/index.md [no-date pictures]",
            "发文/61附件.pdf attached documents/huiyijiyao/61附件.pdf []",
            "发文/说明.txt taken documents/guanyu-shuoming-dehan/index.md [no-date]",
            "发文/附件/表.xls attached documents/lincefa-2017-59/表.xls []",
            "图/1.png attached documents/lincefa-2017-59/1.png []",
            "孤立.pdf left  [alone]",
            "旧稿.wps left  [format]",
        ]
    );
    let row = |path: &str| collected.rows.iter().find(|row| row.path == path).unwrap();
    assert_eq!((row("发文/59.md").unit.as_str(), row("发文/60.md").unit.as_str()), ("survey", "office"));
    assert_eq!(
        collected.days.map(|days| (days.0.to_string(), days.1.to_string())),
        Some(("2017-08-30".to_owned(), "2018-03-01".to_owned()))
    );
    let (head, body) = Imported::read(&collected.files["documents/lincefa-2017-59/index.md"]);
    assert_eq!(body, NOTICE.rsplit_once("---\n").unwrap().1);
    assert_eq!(head.source, "发文/59.md");
    assert_eq!(head.sha256, Sha256::of(NOTICE.as_bytes()).hex());
    let links: Vec<String> = head.links.iter().map(|(from, to)| format!("{from} {to}")).collect();
    assert_eq!(links, ["../图/1.png 1.png", "60.md ../linzhengbanfa-2018-3/index.md", "附件/表.xls 表.xls"]);
    assert_eq!(toml::to_string(&head.head).unwrap(), "tags = [\"防汛\"]\n");
    // What was converted keeps its original.
    assert_eq!(text(&collected, "documents/huiyijiyao/61.docx"), "# 会议纪要\n\n![](media/1.png)\n");
    assert!(collected.files.contains_key("documents/guanyu-shuoming-dehan/说明.txt"));
}

#[test]
fn the_same_folder_gives_the_same_and_nothing_twice() {
    let folder = Folder::of(&[
        ("a.md", NOTICE.as_bytes()),
        ("b.md", NOTICE.as_bytes()),
        ("c.md", "---\ntitle: 又一个\nnumber: 临测发〔2017〕59号\ndate: 2017-09-01\n---\nx".as_bytes()),
        ("d.docx", "# 纪要\n\n2017年9月1日\n".as_bytes()),
    ]);
    let first = folder.collect();
    assert_eq!(first, folder.collect());
    assert_eq!(
        told(&first)[1..3],
        ["b.md left  [same]", "c.md taken documents/lincefa-2017-59-2/index.md [number-twice]"]
    );
    let mut known = Known::default();
    let files = first.files.iter().map(|(path, bytes)| (path.as_str(), bytes));
    for (index, beside) in known_below(files).into_values() {
        let beside = beside.into_iter().map(|(name, bytes)| (name.to_owned(), blob_name(bytes))).collect();
        known.add("history/2026/a", index.unwrap(), beside);
    }
    let again = folder.known(&known);
    assert!(again.files.is_empty());
    assert_eq!((again.count(Outcome::Already), again.count(Outcome::Left)), (3, 1));
    // Another file beside it makes it another paper.
    std::fs::write(folder.0.path().join("d附件.pdf"), "%PDF").unwrap();
    std::fs::write(folder.0.path().join("e.md"), "# 新的\n\n2017年9月2日\n").unwrap();
    assert_eq!(
        told(&folder.known(&known))[3..],
        [
            "d.docx taken documents/jiyao/index.md []",
            "d附件.pdf attached documents/jiyao/d附件.pdf []",
            "e.md taken documents/xinde/index.md []"
        ]
    );
}

#[test]
fn units_are_matched_by_name_former_name_or_code_and_never_guessed() {
    let unit = |head: &str| {
        let text = format!("---\ntitle: t\ndate: 2017-01-01\n{head}\n---\nx");
        let collected = Folder::of(&[("a.md", text.as_bytes())]).collect();
        let row = &collected.rows[0];
        (row.unit.clone(), row.remarks.first().map(|remark| remark.what))
    };
    assert_eq!(unit("unit: survey"), ("survey".to_owned(), None));
    assert_eq!(unit("发文机关: 测绘科"), ("survey".to_owned(), None));
    assert_eq!(unit("unit: 资料科"), ("old".to_owned(), None));
    assert_eq!(unit("unit: 秘书处"), ("秘书处".to_owned(), Some("unit-several")));
    assert_eq!(unit("unit: 某区测绘科"), ("某区测绘科".to_owned(), Some("unit-unknown")));
    assert_eq!(unit("number: 临测发〔2017〕1号"), ("survey".to_owned(), None));
    assert_eq!(unit("number: 临测〔2017〕1号"), (String::new(), None));
    assert_eq!(unit("unit: 外单位\nnumber: 临测发〔2017〕1号").0, "外单位");
}

#[test]
fn hostile_files_do_no_harm() {
    let long = "长".repeat(1_700_000);
    let title = format!("# {}\n\n2017年1月1日\n", "题".repeat(300));
    let name = format!("{}.md", "名".repeat(80));
    let folder = Folder::of(&[
        ("一行.md", long.as_bytes()),
        ("二进制.md", b"\x7fELF\x02\x01\x01\0\0\0\0"),
        ("炸弹.docx", b"PK\x03\x04\xff\xff"),
        ("标题.md", title.as_bytes()),
        (&name, b"# \xe2\x80\xaegnp.exe\n\n2017-01-01\n"),
        ("链接.md", b"# L\n\n2017-01-01\n\n[a](/etc/passwd) [b](file:///etc/passwd) [c](..%2f..%2fetc/passwd)\n"),
        ("头.md", b"---\na: &x [1]\nb: *x\n---\n"),
    ]);
    #[cfg(unix)]
    std::os::unix::fs::symlink("/etc/passwd", folder.0.path().join("密码.md")).unwrap();
    let collected = folder.collect();
    let lines = told(&collected);
    let line =
        |path: &str| lines.iter().find(|line| line.starts_with(path)).unwrap_or_else(|| panic!("{path}: {lines:?}"));
    // 5 MB are over this office's limit of a file.
    assert_eq!(line("一行"), "一行.md left  [too-large]");
    assert_eq!(line("二进制"), "二进制.md left  [not-text]");
    assert_eq!(line("炸弹"), "炸弹.docx left  [pandoc-failed]");
    assert!(line("标题").ends_with("[]"), "{}", line("标题"));
    assert!(line("名").ends_with("/index.md [title-cleaned]"), "{}", line("名"));
    assert!(line("链接").ends_with("[link-outside link-nowhere]"), "{}", line("链接"));
    assert_eq!(line("头"), "头.md left  [head]");
    #[cfg(unix)]
    assert_eq!(line("密码"), "密码.md left  [link]");
    for (path, bytes) in &collected.files {
        assert!(bytes.len() as u64 <= LARGEST_INDEX && !String::from_utf8_lossy(bytes).contains("root:"), "{path}");
        assert!(path.split('/').all(|part| FileName::check(part.as_bytes()).is_ok()), "{path}");
    }
}

#[test]
fn a_text_too_long_for_a_page_is_an_attachment() {
    let long = format!("# 题\n\n2017年1月1日\n\n{}\n", "长".repeat(340_000));
    let collected = Folder::of(&[("a.md", long.as_bytes())]).collect();
    assert_eq!(told(&collected), ["a.md taken documents/ti/index.md [long-text]"]);
    assert_eq!(text(&collected, "documents/ti/a.md"), long);
    assert!(text(&collected, "documents/ti/index.md").ends_with("+++\n"));
}

#[test]
fn what_has_no_room_comes_next() {
    let big = |n: u8| format!("# 第{n}份\n\n2017年1月{n}日\n\n{}\n", "x".repeat(900_000));
    let files: Vec<(String, String)> = (1..=4).map(|n| (format!("{n}.md"), big(n))).collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(path, text)| (path.as_str(), text.as_bytes())).collect();
    let folder = Folder::of(&files);
    let collected = folder.collect();
    assert_eq!((collected.count(Outcome::Taken), collected.count(Outcome::Left)), (2, 2));
    assert_eq!(collected.rows[2].remarks[0].what, "no-room");
}

#[test]
fn a_name_that_a_record_does_not_take_is_made_one() {
    for (name, wanted) in [
        ("表.xls", "表.xls"),
        ("a:b?.pdf", "a-b.pdf"),
        ("con.txt", "file-"),
        (" -x.pdf", "x.pdf"),
        ("\u{202e}fdp.exe", "fdp.exe"),
    ] {
        assert!(sound(name).starts_with(wanted), "{name}: {}", sound(name));
        assert!(FileName::check(sound(name).as_bytes()).is_ok(), "{name}");
    }
    let long = format!("{}.pdf", "长".repeat(100));
    assert!(sound(&long).strip_suffix(".pdf").is_some() && FileName::check(sound(&long).as_bytes()).is_ok());
}
