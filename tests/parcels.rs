//! Between two offices (B13): two records, two keyrings, two gates, and a file that goes from one to the other and back.
#![expect(clippy::unwrap_used, reason = "what is not there in a story is a failed story")]

mod world;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use kanhe::id::{Fingerprint, Sha256};
use kanhe::ledger::Ledger;
use kanhe::office::Came;
use kanhe::parcel::{Anchor, Manifest, Opened, ParcelFault, Parts, Party, decode, encode};
use kanhe::record::Record;
use world::{Office, Said, World, write};

const DIKE: &str = "documents/2026/dike";
const PUMP: &str = "documents/2026/pump";

/// Two offices that have filed each other: the town sends, the river receives.
struct Offices {
    town: Office,
    river: Office,
}

/// An office's clone, by the person everything is done for here.
fn clone(office: &Office) -> PathBuf {
    office.world.path("c")
}

fn record(office: &Office) -> String {
    let settings = office.world.ask(&office.server, &["show", "main:kanhe.toml"]);
    settings.split("record = \"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

/// How another office files this one.
fn filed(office: &Office, name: &str, title: &str) -> String {
    format!(
        "\n[partner.{name}]\ntitle = {{ zh-CN = {title:?} }}\nrecord = {:?}\nroot = {:?}\nseals = [{:?}]\nunit = \"office\"\n",
        record(office),
        office.root,
        office.keys["bureau"]
    )
}

/// A change of one file of the rules or of the register, from the request to its execution.
fn change(office: &Office, subject: &str, by: &str, path: &str, text: &str, approvers: &[&str]) {
    let dir = clone(office);
    let folder = dir.join("content").join(subject);
    let reason = if by == "chen-wen" { "" } else { "reason = \"工作需要\"\n" };
    let head = format!("+++\ntitle = \"登记往来机关\"\nunit = \"bureau\"\n{reason}+++\n\n附信任根和印模。\n");
    write(&folder.join("index.md"), &head);
    write(&folder.join("files").join(path), text);
    office.act(&dir, by, "submit", subject, &[]).good();
    for who in approvers {
        office.act(&dir, who, "approve", subject, &["-m", "同意"]).good();
    }
    office.act(&dir, "zhou-min", "execute", subject, &[]).good();
}

impl Offices {
    fn found() -> Self {
        let town = Office::found();
        let partner = filed(&town, "town", "示范局");
        let river = Office::found_and(World::new(), &|_| "ed25519", &|_, roster| {
            write(&roster.join("kanhe.toml"), &partner);
            Vec::new()
        });
        town.clone("c");
        river.clone("c");
        let settings = fs::read_to_string(clone(&town).join("kanhe.toml")).unwrap();
        let settings = format!("{settings}{}", filed(&river, "river", "河务局"));
        change(&town, "changes/2026/river", "chen-wen", "kanhe.toml", &settings, &["sun-hua", "zhao-lei"]);
        Self { town, river }
    }

    /// A sealed document with an attachment, sent to the river, and its parcel.
    fn sent(&self) -> PathBuf {
        let (dir, out) = (clone(&self.town), self.town.world.path("out"));
        write(&dir.join("content").join(DIKE).join("附件 一.txt"), "堤防清单\n");
        self.town.seal(&dir, DIKE);
        self.town.act(&dir, "wang-fang", "send", DIKE, &["--to", ":river", "--parcels", out.to_str().unwrap()]).good();
        only(&out, "parcel")
    }

    /// What the river's clerk does with a file.
    fn receive(&self, file: &Path, more: &[&str]) -> Said {
        receive(
            &self.river,
            file,
            &[&["--from", "town", "--set", "host=office", "--set", "checked=true"], more].concat(),
        )
    }
}

/// The river's clerk sends a file back.
fn send_back(offices: &Offices, file: &Path, reason: &str, more: &[&str]) -> Said {
    receive(&offices.river, file, &[&["--from", "town", "--refuse", reason], more].concat())
}

fn receive(office: &Office, file: &Path, more: &[&str]) -> Said {
    office.act(&clone(office), "wang-fang", "receive", file.to_str().unwrap(), more)
}

/// The only file of that ending in a folder.
fn only(folder: &Path, ending: &str) -> PathBuf {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut found: Vec<PathBuf> = files.filter(|path| path.extension().is_some_and(|e| e == ending)).collect();
    assert_eq!(found.len(), 1, "{found:?}");
    found.remove(0)
}

/// It is not taken, and says so with a hint in the reader's words.
#[track_caller]
fn not_taken(said: &Said, words: &str) {
    assert_eq!(said.code, 1, "{}\n{}", said.out, said.err);
    assert!(said.err.contains(words), "expected {words}, found {}", said.err);
    assert!(said.err.contains("提示："), "no hint: {}", said.err);
}

/// Where the delivery to the river stands, as `kanhe status` tells it.
fn fate(office: &Office) -> &'static str {
    let status = office.world.kanhe(&clone(office), &["status", DIKE, "--json"]).good().json();
    let delivery = &status["docket"]["deliveries"][":river"];
    assert!(delivery["sent"].is_u64(), "{delivery}");
    match delivery["answer"]["is_receipt"].as_bool() {
        None => "sent",
        Some(true) => "received",
        Some(false) => "refused",
    }
}

fn valid(office: &Office) {
    office.world.kanhe(&office.server, &["verify", "--root", &office.root]).good();
}

fn subjects(office: &Office, collection: &str) -> Vec<String> {
    let folder = clone(office).join("content").join(collection).join(year(office));
    let entries = fs::read_dir(folder).into_iter().flatten();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

/// The year in which things are entered.
fn year(office: &Office) -> String {
    office.world.feed("date", &office.world.path("home"), &["+%Y"], b"").line().to_owned()
}

#[test]
fn a_document_goes_there_and_its_receipt_comes_back() {
    let offices = Offices::found();
    let Offices { town, river } = &offices;
    let parcel = offices.sent();
    assert_eq!(fate(town), "sent");

    // It is verified without entering it, and says what it is.
    let checked =
        river.world.kanhe(&clone(river), &["parcel", "check", parcel.to_str().unwrap(), "--from", &town.root]);
    let checked = checked.good().out;
    for told in
        ["主送本机关的公文", "示范局", "关于开展春季检查的通知", "示〔2026〕1号", "附件 一.txt", "kanhe-checkpoint v1"]
    {
        assert!(checked.contains(told), "{told}: {checked}");
    }
    // The checkpoint is the sender's: a memory outside of it.
    let point = checked.lines().find_map(|line| line.strip_prefix("检查点：")).unwrap();
    town.world.kanhe(&town.server, &["verify", "--root", &town.root, "--checkpoint", point]).good();

    let receipts = river.world.path("receipts");
    offices.receive(&parcel, &["--receipt", receipts.to_str().unwrap()]).good();
    let entered = subjects(river, "incoming");
    assert_eq!(entered.len(), 1);
    let folder = clone(river).join("content/incoming").join(year(river)).join(&entered[0]);
    let index = fs::read_to_string(folder.join("index.md")).unwrap();
    for line in
        ["title = \"关于开展春季检查的通知\"", "from = \"示范局\"", "number = \"示〔2026〕1号\"", "unit = \"office\""]
    {
        assert!(index.contains(line), "{line}: {index}");
    }
    assert!(index.contains("各科室：请按期完成。"), "{index}");
    assert_eq!(fs::read_to_string(folder.join("附件 一.txt")).unwrap(), "堤防清单\n");
    assert_eq!(fs::read(only(&folder, "parcel")).unwrap(), fs::read(&parcel).unwrap());

    // It comes again, or the same document in another parcel: it does not count twice.
    offices.receive(&parcel, &[]).refused("K596");
    let again = town.world.path("again");
    town.world.kanhe(&clone(town), &["parcel", "write", DIKE, "--out", again.to_str().unwrap()]).good();
    offices.receive(&only(&again, "parcel"), &[]).refused("K596");

    // Who has brought in everything that is kept knows it as well.
    let kept = Record::open(&clone(river)).unwrap();
    let mut ledger = Ledger::open(&kept, &mut |_, _| {}).unwrap();
    ledger.recall_all().unwrap();
    let key = format!("{} {DIKE}", record(town));
    assert_eq!(ledger.office().came(&key).map(|(_, came, _)| came), Some(Came::Entered));

    // What is entered is not sent back as well, and a refusal says why.
    let out = ["--receipt", receipts.to_str().unwrap()];
    send_back(&offices, &parcel, "退回", &out).refused("K596");
    send_back(&offices, &parcel, " ", &out).refused("K518");

    let receipt = only(&receipts, "receipt");
    receive(town, &receipt, &["--from", "river"]).good();
    assert_eq!(fate(town), "received");
    let kept = subjects(town, "receipts");
    let index = clone(town).join("content/receipts").join(year(town)).join(&kept[0]).join("index.md");
    assert!(fs::read_to_string(index).unwrap().contains("河务局签收回执：关于开展春季检查的通知"));
    // Nor does the receipt; a second one, written later, says nothing new.
    receive(town, &receipt, &["--from", "river"]).refused("K598");
    let later = river.world.path("later");
    let subject = format!("incoming/{}/{}", year(river), entered[0]);
    river.world.kanhe(&clone(river), &["parcel", "receipt", &subject, "--out", later.to_str().unwrap()]).good();
    let later = only(&later, "receipt");
    receive(town, &later, &["--from", "river"]).refused("K598");
    // One that is filed, and void since, has answered nothing, and every verifier knows: those that keep little in memory too.
    let (dir, kept) = (clone(town), format!("receipts/{}/{}", year(town), kept[0]));
    town.act(&dir, "zhao-lei", "complete", &kept, &["-m", "已归卷"]).good();
    town.act(&dir, "zhao-lei", "void", &kept, &["--reason", "登记有误"]).good();
    assert_eq!(fate(town), "sent");
    receive(town, &later, &["--from", "river"]).good();
    assert_eq!(fate(town), "received");
    valid(town);
    valid(river);
}

#[test]
fn what_is_sent_back_is_sent_again() {
    let offices = Offices::found();
    let Offices { town, river } = &offices;
    let parcel = offices.sent();
    let receipts = river.world.path("refusals");
    send_back(&offices, &parcel, "附件打不开，请重发。", &["--receipt", receipts.to_str().unwrap()]).good();
    assert!(subjects(river, "incoming").is_empty(), "nothing is entered");
    // The refusal stands in the record with its reason and the parcel, and that sending is done with.
    let returned = subjects(river, "receipts");
    assert_eq!(returned.len(), 1);
    let returned = format!("receipts/{}/{}", year(river), returned[0]);
    let folder = clone(river).join("content").join(&returned);
    let index = fs::read_to_string(folder.join("index.md")).unwrap();
    for line in [
        "title = \"退回示范局来文：关于开展春季检查的通知\"",
        "reason = \"附件打不开，请重发。\"",
        "direction = \"本机关退回\"",
    ] {
        assert!(index.contains(line), "{line}: {index}");
    }
    assert_eq!(fs::read(only(&folder, "parcel")).unwrap(), fs::read(&parcel).unwrap());
    offices.receive(&parcel, &[]).refused("K599");
    send_back(&offices, &parcel, "附件打不开。", &[]).refused("K599");
    assert!(subjects(river, "incoming").is_empty());
    let refusal = only(&receipts, "receipt");
    let later = river.world.path("later");
    river.world.kanhe(&clone(river), &["parcel", "receipt", &returned, "--out", later.to_str().unwrap()]).good();
    let checked = ["parcel", "check", only(&later, "receipt").to_str().unwrap(), "--from", "river"].map(str::to_owned);
    let checked: Vec<&str> = checked.iter().map(String::as_str).collect();
    let checked = town.world.kanhe(&clone(town), &checked).good().out;
    assert!(checked.contains("附件打不开，请重发。"), "{checked}");
    // The root line may stand in a file.
    let root = town.world.path("root.txt");
    fs::write(&root, format!("{}\n", river.root)).unwrap();
    receive(town, &refusal, &["--from", root.to_str().unwrap()]).good();
    assert_eq!(fate(town), "refused");
    receive(town, &refusal, &["--from", "river"]).refused("K598");
    let out = town.world.path("out2");
    let dir = clone(town);
    town.act(
        &dir,
        "wang-fang",
        "send",
        DIKE,
        &["--to", ":river", "--reason", "已换附件，重发。", "--parcels", out.to_str().unwrap()],
    )
    .good();
    assert_eq!(fate(town), "sent");
    not_taken(&receive(town, &refusal, &["--from", "river"]), "这份回执答复的不是本机关的发送");
    let receipts = river.world.path("receipts");
    offices.receive(&only(&out, "parcel"), &["--receipt", receipts.to_str().unwrap()]).good();
    let receipt = only(&receipts, "receipt");
    receive(town, &receipt, &["--from", "river"]).good();
    assert_eq!(fate(town), "received");
    for file in [refusal, receipt] {
        let said = second(town, &town.world.path("home"), &[file.to_str().unwrap().to_owned()], river);
        assert!(said.out.ends_with(": GENUINE\n"), "{}{}", said.out, said.err);
    }
    valid(town);
    valid(river);
}

/// A parcel is about the act that sent it: the register of then, whatever has become of it; and what would not fit is not sent.
#[test]
fn a_parcel_is_written_after_a_reorganisation_and_none_that_is_too_large() {
    let offices = Offices::found();
    let Offices { town, river } = &offices;
    offices.sent();
    let dir = clone(town);
    let large = "documents/2026/large";
    for n in 0..4 {
        let file = dir.join("content").join(large).join(format!("{n}.txt"));
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, vec![b'a' + n; 16 << 20]).unwrap();
    }
    town.seal(&dir, large);
    let before = town.world.ask(&town.server, &["rev-parse", "main"]);
    let out = town.world.path("large");
    let args = ["--to", ":river", "--parcels", out.to_str().unwrap()];
    not_taken(&town.act(&dir, "wang-fang", "send", large, &args), "超过 67108864 字节");
    assert_eq!(town.world.ask(&town.server, &["rev-parse", "main"]), before, "nothing was sent");
    let index = "content/seals/bureau/index.md";
    let moved = fs::read_to_string(dir.join(index)).unwrap().replace("unit = \"bureau\"", "unit = \"office\"");
    change(
        town,
        "seal-requests/2026/moved",
        "wang-fang",
        index,
        &moved,
        &["sun-hua", "zhao-lei", "zhao-lei", "zhao-lei"],
    );
    let out = town.world.path("after");
    town.world.kanhe(&dir, &["parcel", "write", DIKE, "--out", out.to_str().unwrap()]).good();
    offices.receive(&only(&out, "parcel"), &[]).good();
    valid(river);
}

/// What `docs/verify_parcel.py` says of files in a folder that came from that office.
fn second(office: &Office, folder: &Path, names: &[String], from: &Office) -> Said {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/verify_parcel.py");
    let [of, own] = [from, office].map(record);
    let said = [
        "--record",
        &of,
        "--from",
        &from.root,
        "--seal",
        &from.keys["bureau"],
        "--to-record",
        &own,
        "--to",
        &office.root,
    ];
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let args = [&["-B", "-W", "error", script.to_str().unwrap()][..], &said, &["--"], &names].concat();
    office.world.feed("python3", folder, &args, b"")
}

/// What the library says of bytes, for the river.
struct Bench<'a> {
    offices: &'a Offices,
    from: Party,
    to: Party,
    seals: Vec<Fingerprint>,
    /// What was asked, and whether it was taken.
    asked: RefCell<Vec<(Vec<u8>, bool)>>,
}

impl<'a> Bench<'a> {
    fn new(offices: &'a Offices) -> Self {
        let party =
            |office: &Office| Party { record: record(office).parse().unwrap(), root: office.root.parse().unwrap() };
        let seals = vec![offices.town.keys["bureau"].parse().unwrap()];
        let (from, to) = (party(&offices.town), party(&offices.river));
        Self { offices, from, to, seals, asked: RefCell::default() }
    }

    fn take(&self, bytes: &[u8]) -> Result<(), ParcelFault> {
        let anchor = Anchor { from: &self.from, seals: &self.seals, to: &self.to };
        let found = Opened::read(bytes).and_then(|opened| opened.parcel(&anchor).map(drop));
        self.asked.borrow_mut().push((bytes.to_vec(), found.is_ok()));
        found
    }

    /// Holds all that was asked to what `docs/verify_parcel.py` says, which was written from the same specification.
    fn agree(&self) {
        let world = &self.offices.river.world;
        let folder = world.path("asked");
        fs::create_dir(&folder).unwrap();
        let asked = self.asked.borrow();
        let names: Vec<String> = (0..asked.len()).map(|at| format!("{at:05}.parcel")).collect();
        for (name, (bytes, _)) in names.iter().zip(asked.iter()) {
            fs::write(folder.join(name), bytes).unwrap();
        }
        let said = second(&self.offices.river, &folder, &names, &self.offices.town);
        let lines: Vec<&str> = said.out.lines().collect();
        assert_eq!(lines.len(), names.len(), "{}", said.err);
        for ((name, (_, is_taken)), line) in names.iter().zip(asked.iter()).zip(lines) {
            assert_eq!(line.ends_with(": GENUINE"), *is_taken, "{name}: {line}");
        }
    }

    /// Parts with their list made anew and signed by this key of the town's keyring.
    fn signed(&self, mut parts: Parts, key: &str, change: impl FnOnce(&mut Manifest)) -> Vec<u8> {
        let mut manifest = Manifest::parse(&parts.remove("manifest").unwrap()).unwrap();
        parts.remove("manifest.asc");
        manifest.parts =
            parts.iter().map(|(name, bytes)| (name.clone(), (Sha256::of(bytes), bytes.len() as u64))).collect();
        change(&mut manifest);
        let text = manifest.encode().unwrap();
        let mut keyring = kanhe::openpgp::Keyring::open(Some(&self.offices.town.world.path("g"))).unwrap();
        let signature = keyring.sign(&key.parse().unwrap(), text.as_bytes()).unwrap();
        parts.insert("manifest.asc".to_owned(), signature.armoured().into_bytes());
        parts.insert("manifest".to_owned(), text.into_bytes());
        encode(&parts).unwrap()
    }
}

/// Whoever carries a parcel and has no key of the office changes nothing in it.
#[test]
fn whoever_carries_a_parcel_cannot_change_it() {
    let offices = Offices::found();
    let file = offices.sent();
    let good = fs::read(&file).unwrap();
    let bench = Bench::new(&offices);
    bench.take(&good).unwrap();
    let parts = decode(&good).unwrap();
    let seal = offices.town.keys["bureau"].clone();

    // Every byte class: at every 61st byte, and at the first and last of each part.
    let steps = (0..good.len()).step_by(61);
    let edges = parts.values().flat_map(|part| {
        let at = good.windows(part.len().max(1)).position(|window| window == &part[..]).unwrap_or_default();
        [at, at + part.len().saturating_sub(1)]
    });
    for at in steps.chain(edges).collect::<BTreeSet<usize>>() {
        let mut other = good.clone();
        other[at] ^= 1;
        assert!(bench.take(&other).is_err(), "byte {at}");
    }
    for end in (0..good.len()).step_by(997) {
        assert!(bench.take(&good[..end]).is_err(), "cut at {end}");
    }
    // Every entry cut, or another put in its place, without the list and with a list that nobody signed.
    for name in parts.keys() {
        let mut fewer = parts.clone();
        fewer.remove(name);
        assert!(matches!(bench.take(&encode(&fewer).unwrap()), Err(ParcelFault::Missing { .. })), "{name}");
        let mut other = parts.clone();
        other.get_mut(name).unwrap().push(b'\n');
        assert!(bench.take(&encode(&other).unwrap()).is_err(), "{name}");
    }
    for name in ["x", "../x", "/etc/x", "tree/../x", "tree/content/documents/2026/dike/z.txt", "acts/1"] {
        let mut more = parts.clone();
        more.insert(name.to_owned(), b"x".to_vec());
        assert!(matches!(bench.take(&encode(&more).unwrap()), Err(ParcelFault::Extra { .. })), "{name}");
        // Even the seal's own key makes nothing of it.
        assert!(bench.take(&bench.signed(more, &seal, |_| {})).is_err(), "{name}, signed");
    }
    // The list is signed by this seal and no other, for this office and no other, in this format and no other.
    let signature = |by: &str, change: &dyn Fn(&mut Manifest)| bench.take(&bench.signed(parts.clone(), by, change));
    signature(&seal, &|_| {}).unwrap();
    let clerk = &offices.town.keys["wang-fang"];
    assert!(matches!(signature(clerk, &|_| {}), Err(ParcelFault::Signature { .. })));
    let other = |manifest: &mut Manifest| manifest.certificate = clerk.parse().unwrap();
    assert!(matches!(signature(clerk, &other), Err(ParcelFault::NotFiled { .. })));
    assert!(matches!(
        signature(&seal, &|manifest| manifest.to = manifest.from.clone()),
        Err(ParcelFault::NotForUs { .. })
    ));
    let elsewhere = |manifest: &mut Manifest| manifest.from = manifest.to.clone();
    assert!(matches!(signature(&seal, &elsewhere), Err(ParcelFault::OtherSender { .. })));
    assert!(matches!(
        signature(&seal, &|manifest| manifest.from.root = manifest.to.root.clone()),
        Err(ParcelFault::OtherRoot)
    ));
    for change in [
        &(|manifest: &mut Manifest| manifest.digest = Sha256::of(b"x")) as &dyn Fn(&mut Manifest),
        &|manifest| manifest.subject = "documents/2026/other".parse().unwrap(),
        &|manifest| manifest.sent.seq -= 1,
        &|manifest| manifest.sent.raw = Sha256::of(b"x"),
        &|manifest| manifest.seal = "office".parse().unwrap(),
    ] {
        assert!(signature(&seal, change).is_err());
    }
    let mut newer = parts.clone();
    let text = String::from_utf8(newer["manifest"].clone()).unwrap().replacen("parcel v1", "parcel v2", 1);
    newer.insert("manifest".to_owned(), text.into_bytes());
    assert!(matches!(bench.take(&encode(&newer).unwrap()), Err(ParcelFault::Version { .. })));
    // What is not this one encoding is not looked into: a bomb stays packed.
    let mut bomb = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    bomb.start_file("manifest", zip::write::SimpleFileOptions::default()).unwrap();
    std::io::Write::write_all(&mut bomb, &vec![b' '; 32 << 20]).unwrap();
    assert!(matches!(bench.take(&bomb.finish().unwrap().into_inner()), Err(ParcelFault::Form { .. })));
    bench.agree();
    // People are told in their words.
    let dir = offices.river.world.path("bad.parcel");
    let mut other = good.clone();
    let at = good.windows(12).position(|window| window == "堤防清单".as_bytes()).unwrap();
    other[at..at + 3].copy_from_slice("江".as_bytes());
    fs::write(&dir, &other).unwrap();
    not_taken(&offices.receive(&dir, &[]), "不是文件包，或者在传送中损坏、被改动");
    not_taken(&receive(&offices.river, &file, &["--from", &offices.river.root]), "不是系统设置中的往来机关");
    not_taken(&receive(&offices.town, &file, &["--from", "river"]), "不是所说的往来机关");
    assert!(subjects(&offices.river, "incoming").is_empty());
}

/// Somebody who has a specimen seal's key puts together what never was: the tree of the act that sent it does not prove it.
#[test]
fn what_never_was_is_not_proven() {
    let offices = Offices::found();
    let parcel = fs::read(offices.sent()).unwrap();
    let (town, bench) = (&offices.town, Bench::new(&offices));
    let dir = clone(town);
    // Another document of the same office, sealed and sent.
    let other = "documents/2026/pump";
    town.seal(&dir, other);
    let out = town.world.path("pump");
    town.act(&dir, "wang-fang", "send", other, &["--to", ":river", "--parcels", out.to_str().unwrap()]).good();
    let pump = fs::read(only(&out, "parcel")).unwrap();
    bench.take(&pump).unwrap();
    let (parts, others) = (decode(&parcel).unwrap(), decode(&pump).unwrap());
    let seal = &town.keys["bureau"];
    // Two parcels, each with the other's list.
    for names in [&["manifest"][..], &["manifest.asc"], &["manifest", "manifest.asc"]] {
        let mut mixed = parts.clone();
        for name in names {
            mixed.insert((*name).to_owned(), others[*name].clone());
        }
        assert!(bench.take(&encode(&mixed).unwrap()).is_err(), "{names:?}");
    }
    let put = |name: &str, bytes: Vec<u8>| {
        let mut mixed = parts.clone();
        assert!(mixed.insert(name.to_owned(), bytes).is_some(), "{name}");
        bench.take(&bench.signed(mixed, seal, |_| {}))
    };
    // The document's text, its attachment, a certificate, the seal's entry: none is what the tree has.
    let unproven =
        |found: Result<(), ParcelFault>| assert!(matches!(found, Err(ParcelFault::Unproven { .. })), "{found:?}");
    let text = String::from_utf8(parts[&format!("tree/content/{DIKE}/index.md")].clone()).unwrap();
    unproven(put(&format!("tree/content/{DIKE}/index.md"), text.replace("按期", "提前").into_bytes()));
    unproven(put(&format!("tree/content/{DIKE}/附件 一.txt"), b"x".to_vec()));
    let (boss, clerk) = (&town.keys["sun-hua"], &town.keys["wang-fang"]);
    let of = |who: &str, key: &str| format!("tree/content/people/{who}/{key}.asc");
    unproven(put(&of("sun-hua", boss), parts[&of("wang-fang", clerk)].clone()));
    let entry = String::from_utf8(parts["tree/content/seals/bureau/index.md"].clone()).unwrap();
    unproven(put("tree/content/seals/bureau/index.md", entry.replace("示范局", "示范市局").into_bytes()));
    // The other document's seal, on this one's act; and its acts.
    assert!(put("seals/bureau", others["seals/bureau"].clone()).is_err());
    let numbers = |parts: &Parts| -> Vec<String> {
        parts.keys().filter(|name| name.starts_with("acts/") && *name != "acts/0").cloned().collect()
    };
    for (mine, theirs) in numbers(&parts).iter().zip(numbers(&others)) {
        assert!(put(mine, others[&theirs].clone()).is_err(), "{mine}");
    }
    // Folders that are not on the way prove nothing and are not needed.
    let mut more = parts.clone();
    more.extend(
        others.iter().filter(|(name, _)| name.starts_with("folders/")).map(|(name, part)| (name.clone(), part.clone())),
    );
    assert!(matches!(bench.take(&bench.signed(more, seal, |_| {})), Err(ParcelFault::Extra { .. })));
    bench.agree();
    // A draft that says it came in a parcel is handed in only with the parcel that says so.
    let river = &offices.river;
    let made = format!("incoming/{}/made", year(river));
    let line = format!("{} 9 documents/2026/made", record(town));
    let set = ["host=office", "checked=true", "dated=2026-03-02", "received=2026-03-02", "from=示范局"]
        .map(|set| format!("--set={set}"));
    let set: Vec<&str> = set.iter().map(String::as_str).collect();
    let parcel = format!("--set=parcel={line}");
    let new = [&["new", "incoming", "made", "--title", "通知", "--as", "wang-fang", &parcel][..], &set].concat();
    river.world.kanhe(&clone(river), &new).good();
    not_taken(&river.act(&clone(river), "wang-fang", "submit", &made, &[]), "不能证明");
    valid(river);
}

/// What the clerk's program writes of a file, and nobody has seen yet: done in a clone that is thrown away.
fn written(office: &Office, throw_away: &str, file: &Path, more: &[&str]) -> (String, BTreeMap<String, Vec<u8>>) {
    let dir = office.clone(throw_away);
    let before: BTreeSet<PathBuf> = folders(&dir);
    let file = [&[file.to_str().unwrap()][..], more].concat();
    office.act(&dir, "wang-fang", "receive", file[0], &[&file[1..], &["--local"]].concat()).good();
    let fresh: Vec<PathBuf> = folders(&dir).difference(&before).cloned().collect();
    assert_eq!(fresh.len(), 1, "{fresh:?}");
    let files = fs::read_dir(&fresh[0]).unwrap().map(|file| file.unwrap().path());
    let named = |path: PathBuf| (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read(&path).unwrap());
    (fresh[0].strip_prefix(dir.join("content")).unwrap().to_str().unwrap().to_owned(), files.map(named).collect())
}

/// The folders of what is entered and answered.
fn folders(dir: &Path) -> BTreeSet<PathBuf> {
    let all = ["incoming", "receipts"].map(|collection| dir.join("content").join(collection));
    let files = all.iter().flat_map(|folder| walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok));
    files.filter(|file| file.file_name() == "index.md").map(|file| file.path().parent().unwrap().to_owned()).collect()
}

/// K717: what proves a line is the file of that very sending, receipt or refusal: another genuine one proves nothing, at whichever act.
#[test]
fn a_genuine_file_proves_nothing_else() {
    let offices = Offices::found();
    let Offices { town, river } = &offices;
    let dike = offices.sent();
    let (dir, out) = (clone(town), town.world.path("pump"));
    town.seal(&dir, PUMP);
    town.act(&dir, "wang-fang", "send", PUMP, &["--to", ":river", "--parcels", out.to_str().unwrap()]).good();
    let pump = only(&out, "parcel");
    let entering = ["--from", "town", "--set", "host=office", "--set", "checked=true"];
    let propose = |office: &Office, verb: &str, subject: &str, files: &BTreeMap<String, Vec<u8>>| {
        for (name, bytes) in files {
            let file = clone(office).join("content").join(subject).join(name);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, bytes).unwrap();
        }
        office.act(&clone(office), "wang-fang", verb, subject, &[])
    };
    // The form of one with the file of the other beside it, under the name it says.
    let swapped = |files: &BTreeMap<String, Vec<u8>>, other: &Path, ending: &str| {
        let mut files = files.clone();
        let name = files.keys().find(|name| name.ends_with(ending)).unwrap().clone();
        files.insert(name, fs::read(other).unwrap());
        files
    };
    let (subject, files) = written(river, "w1", &dike, &entering);
    propose(river, "submit", &subject, &swapped(&files, &pump, ".parcel")).refused("K717");
    // What is entered is as the parcel has it.
    let form = String::from_utf8(files["index.md"].clone()).unwrap();
    for (from, to, told) in [
        ("title = \"关于开展春季检查的通知\"", "title = \"关于停止春季检查的通知\"", "《关于开展春季检查的通知》"),
        ("number = \"示〔2026〕1号\"", "number = \"示〔2026〕9号\"", "示〔2026〕1号"),
        ("请按期完成", "请缓期完成", "正文"),
        ("from = \"示范局\"", "from = \"市政府\"", "来自示范局"),
        ("dated = \"2026", "dated = \"2016", "成文日期"),
    ] {
        let from = from.replace("2026", &year(town));
        let mut other = files.clone();
        let text = form.replace(&from, &to.replace("2026", &year(town)));
        assert_ne!(text, form, "{from}");
        other.insert("index.md".to_owned(), text.into_bytes());
        let said = propose(river, "submit", &subject, &other).refused("K717");
        assert!(said.err.contains(&told.replace("2026", &year(town))), "{}", said.err);
    }
    let mut other = files.clone();
    other.insert("附件 一.txt".to_owned(), "另一份清单\n".into());
    let said = propose(river, "submit", &subject, &other).refused("K717");
    assert!(said.err.contains("附件 一.txt"), "{}", said.err);
    propose(river, "submit", &subject, &files).good();
    // Nor does it take the place of the right one later.
    propose(river, "revise", &subject, &swapped(&files, &pump, ".parcel")).refused("K717");
    let mut without = files.clone();
    without.retain(|name, _| !name.ends_with(".parcel"));
    let index = String::from_utf8(without["index.md"].clone()).unwrap();
    let line = index.lines().find(|line| line.starts_with("attachments = ")).unwrap();
    let index = index.replace(line, "attachments = [\"附件 一.txt\"]");
    without.insert("index.md".to_owned(), index.into_bytes());
    for file in fs::read_dir(clone(river).join("content").join(&subject)).unwrap().map(|file| file.unwrap().path()) {
        if file.extension().is_some_and(|ending| ending == "parcel") {
            fs::remove_file(file).unwrap();
        }
    }
    propose(river, "revise", &subject, &without).refused("K717");
    // What is sent back is the sending that the line names.
    let (subject, files) = written(river, "w2", &pump, &["--from", "town", "--refuse", "印章不清"]);
    propose(river, "submit", &subject, &swapped(&files, &dike, ".parcel")).refused("K717");
    propose(river, "submit", &subject, &files).good();
    // And a receipt answers what it says, as it says.
    let receipts = river.world.path("receipts");
    river.world.kanhe(&clone(river), &["parcel", "receipt", &subject, "--out", receipts.to_str().unwrap()]).good();
    let refusal = only(&receipts, "receipt");
    let (subject, files) = written(town, "w3", &refusal, &["--from", "river"]);
    let index = String::from_utf8(files["index.md"].clone()).unwrap();
    assert!(index.contains(" refused\""), "{index}");
    let mut rosy = files.clone();
    rosy.insert("index.md".to_owned(), index.replace(" refused\"", " received\"").into_bytes());
    propose(town, "submit", &subject, &rosy).refused("K717");
    let mut other = files.clone();
    let sent = |subject: &str| {
        let status = town.world.kanhe(&dir, &["status", subject, "--json"]).good().json();
        status["docket"]["deliveries"][":river"]["sent"].as_u64().unwrap()
    };
    let line = |subject: &str| format!("{subject} :river {} refused", sent(subject));
    assert!(index.contains(&line(PUMP)), "{index}");
    other.insert("index.md".to_owned(), index.replace(&line(PUMP), &line(DIKE)).into_bytes());
    propose(town, "submit", &subject, &other).refused("K717");
    propose(town, "submit", &subject, &files).good();
    valid(town);
    valid(river);
}

/// L2, L16: what is for some where it comes from is for some where it goes.
#[test]
fn what_is_for_some_is_for_some_at_the_other_office() {
    let offices = Offices::found();
    let Offices { town, river } = &offices;
    let (dir, out) = (clone(town), river.world.path("out"));
    let text =
        world::letter("关于人员安排的通知").replace("kind = \"通知\"\n", "kind = \"通知\"\nreaders = [\"survey\"]\n");
    write(&dir.join("content").join(PUMP).join("index.md"), &text);
    town.act(&dir, "chen-wen", "submit", PUMP, &[]).good();
    for who in ["li-ming", "wang-fang", "zhao-lei"] {
        town.act(&dir, who, "approve", PUMP, &["-m", "同意"]).good();
    }
    town.act(&dir, "sun-hua", "issue", PUMP, &["-m", "同意"]).good();
    town.act(&dir, "zhou-min", "seal", PUMP, &[]).good();
    town.act(&dir, "wang-fang", "send", PUMP, &["--to", ":river", "--parcels", out.to_str().unwrap()]).good();
    let parcel = only(&out, "parcel");
    // What is sent back is as little for all: the parcel lies with it.
    let (subject, mut files) = written(river, "w", &parcel, &["--from", "town", "--refuse", "印章不清"]);
    let form = String::from_utf8(files["index.md"].clone()).unwrap();
    assert!(form.contains("scope = [\"office\"]"), "{form}");
    files.insert("index.md".to_owned(), form.replace("scope = [\"office\"]", "scope = []").into_bytes());
    for (name, bytes) in &files {
        let file = clone(river).join("content").join(&subject).join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
    }
    river.act(&clone(river), "wang-fang", "submit", &subject, &[]).refused("K717");
    fs::remove_dir_all(clone(river).join("content").join(&subject)).unwrap();
    // Whoever opens it to all is told; if nothing is said, it is for the unit that receives it.
    let said = offices.receive(&parcel, &["--set", "scope=*"]).refused("K717");
    assert!(
        said.out.contains("阅读范围：来文机关只给部分人员看") && said.err.contains("阅读范围"),
        "{}{}",
        said.out,
        said.err
    );
    offices.receive(&parcel, &[]).good();
    let entered = subjects(river, "incoming");
    let index = clone(river).join("content/incoming").join(year(river)).join(&entered[0]).join("index.md");
    assert!(fs::read_to_string(index).unwrap().contains("scope = [\"office\"]"));
    let said = second(river, &out, &[parcel.to_str().unwrap().to_owned()], town);
    assert!(said.out.ends_with(": GENUINE\n"), "{}{}", said.out, said.err);
    valid(river);
}

/// What the guide says of the demo: its offices have filed each other, and each receives what waits for it.
#[test]
fn the_demo_and_its_partner_receive_from_each_other() {
    let world = World::new();
    let demo = world.path("demo");
    world.kanhe(&world.path("home"), &["--quiet", "demo", demo.to_str().unwrap()]).good();
    let guide = include_str!("../docs/guide.md");
    let typed = guide.lines().skip_while(|line| !line.starts_with("$ cd demo/clone")).skip(1).take(2);
    let typed: Vec<Vec<&str>> =
        typed.map(|line| line.split("kanhe ").nth(1).unwrap().split_whitespace().collect()).collect();
    let at = |office: &str, args: &[&str]| {
        let mut command = world.command(env!("CARGO_BIN_EXE_kanhe"), &demo.join(office));
        command.env("GNUPGHOME", demo.join("keys")).args(args);
        World::run(command, b"").good().out
    };
    assert!(at("clone", &typed[0]).contains("登记号：收〔"), "the county receives");
    let told = at("hospital", &typed[1]);
    assert!(told.contains("已签收登记"), "{told}");
    let waits = fs::read_dir(demo.join("parcels")).unwrap().map(|file| file.unwrap().path());
    let other = waits.into_iter().find(|file| file.to_str().unwrap().contains("/hospital-emergency")).unwrap();
    let receive =
        ["receive", other.to_str().unwrap(), "--from", "county", "--set", "host=office", "--set", "checked=true"];
    assert!(at("hospital", &receive).contains("登记号：收〔"), "the hospital receives");
    for office in ["record.git", "hospital.git"] {
        let report = world.both(&demo.join(office), &[]).json();
        assert_eq!((&report["verdict"], &report["unproven"]), (&"VALID".into(), &serde_json::json!([])), "{office}");
    }
    let keys = demo.join("keys");
    let mut end = world.command("gpgconf", &demo);
    end.args(["--homedir", keys.to_str().unwrap(), "--kill", "all"]);
    World::run(end, b"").good();
}
