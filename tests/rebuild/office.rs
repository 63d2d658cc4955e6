//! An office of five people that acts through the desk, with keys of its own.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use kanhe::desk::{Desk, Draft, Founding, Hour, Intent, found};
use kanhe::id::{Fingerprint, GitId, Sha256, Slug, SubjectId};
use kanhe::ledger::{Ledger, Matter, Statement};
use kanhe::office::{Addressee, Addresses, Change, Docket, How, Place, Recipient, Verb};
use kanhe::openpgp::{Keyring, Protection, quit_agent};
use kanhe::record::{Ident, Record, Unsigned, Zone};
use kanhe::starter;
use tempfile::TempDir;

/// Slug, name, unit, posts.
const PEOPLE: [(&str, &str, &str, &str); 5] = [
    ("chen", "陈文", "office", r#""office/clerk""#),
    ("lin", "林静", "office", r#""office/deputy""#),
    ("zhou", "周建国", "office", r#""office/head""#),
    ("wang", "王芳", "finance", r#""finance/deputy", "finance/clerk", "office/operator""#),
    ("sun", "孙立", "finance", r#""finance/head""#),
];
/// Slug, title, code.
const UNITS: [(&str, &str, &str); 2] = [("office", "临江市办公室", "临办"), ("finance", "临江市财政局", "临财")];

const VERBS: [Verb; 24] = [
    Verb::Submit,
    Verb::Revise,
    Verb::Approve,
    Verb::Disagree,
    Verb::Read,
    Verb::Return,
    Verb::Issue,
    Verb::Seal,
    Verb::Withdraw,
    Verb::Transfer,
    Verb::Consult,
    Verb::Reply,
    Verb::AddSign,
    Verb::RemoveSign,
    Verb::TakeBack,
    Verb::Urge,
    Verb::Circulate,
    Verb::Instruct,
    Verb::Terminate,
    Verb::Void,
    Verb::Repeal,
    Verb::Send,
    Verb::Receive,
    Verb::Refuse,
];

/// A die that falls the same way every time (xorshift, Marsaglia 2003).
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end as u64).unwrap()
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }
}

/// What is handed in.
#[derive(Clone)]
pub(crate) struct Paper {
    pub(crate) title: &'static str,
    pub(crate) unit: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) attachment: Option<&'static str>,
    /// For whom it is; all staff, if it does not say.
    pub(crate) readers: Option<&'static str>,
}

impl Paper {
    /// A paper without an attachment.
    pub(crate) fn plain(number: usize) -> Self {
        let title = ["关于防汛工作的通知", "关于预算编制的通知", "关于安全检查的通知"][number % 3];
        Self { title, unit: "office", kind: "通知", attachment: None, readers: None }
    }

    fn any(chance: &mut Chance) -> Self {
        Self {
            title: chance.one_of(&["关于防汛的通知", "关于预算的函", "关于 <b>& 符号的意见"]),
            unit: chance.one_of(&["office", "finance"]),
            kind: chance.one_of(&["通知", "函", "意见"]),
            attachment: chance.one_of(&[None, Some("甲"), Some("乙")]),
            readers: chance.one_of(&[None, None, None, Some("finance"), Some("office/head"), Some("*")]),
        }
    }

    fn draft(&self, document: bool) -> Draft {
        let Self { title, unit, kind, attachment, readers } = self;
        let readers = readers.map_or_else(String::new, |readers| format!("readers = [\"{readers}\"]\n"));
        let names = attachment.map_or_else(String::new, |_| "attachments = [\"附件.txt\"]\n".to_owned());
        let fields = if document {
            format!("kind = \"{kind}\"\nto = [\"各单位\"]\n")
        } else {
            "kind = \"告知\"\nscope = [\"全体\"]\nuntil = \"2026-12-31\"\n".to_owned()
        };
        let index =
            format!("+++\ntitle = \"{title}\"\nunit = \"{unit}\"\n{fields}{names}{readers}+++\n\n正文：{title}。\n");
        let mut files = BTreeMap::from([("index.md".to_owned(), index.into_bytes())]);
        if let Some(text) = attachment {
            files.insert("附件.txt".to_owned(), text.as_bytes().to_vec());
        }
        Draft::of(files)
    }
}

/// Rules that repeal others.
pub(crate) fn rules(title: &str, repeals: &[&str]) -> Draft {
    let list = repeals.iter().map(|id| format!("\"{id}\"")).collect::<Vec<_>>().join(", ");
    paper(&format!(
        "title = \"{title}\"\nunit = \"office\"\ncategory = \"行政管理\"\nstanding = \"正式\"\neffective = 2026-07-01\n\
         interpreter = \"office\"\nrepeals = [{list}]\n"
    ))
}

/// A text with every heading that a workflow here asks for.
fn text() -> String {
    ["未办结事项", "文件和资料", "系统权限和印章"]
        .iter()
        .map(|heading| format!("## {heading}\n\n无。\n\n"))
        .collect::<Vec<_>>()
        .concat()
}

/// Papers from before the record, handed over.
pub(crate) fn older(papers: usize) -> Draft {
    let head = format!(
        "title = \"移交旧文件\"\nunit = \"office\"\nsource = \"旧网站\"\ncount = {papers}\ncompared = true\nreport = \"report.csv\"\n"
    );
    let mut files = BTreeMap::from([
        ("index.md".to_owned(), format!("+++\n{head}+++\n\n说明。\n").into_bytes()),
        ("report.csv".to_owned(), b"file\n".to_vec()),
        // What no importer writes may stand there all the same.
        ("documents/bare/index.md".to_owned(), "没有文件头".as_bytes().to_vec()),
        ("documents/bare/\u{7532}.txt".to_owned(), b"x".to_vec()),
    ]);
    for n in 1..=papers {
        let links =
            format!("[links]\n\"other.md\" = \"../linban-2012-{}/index.md\"\n\"../x.pdf\" = \"附件.pdf\"\n", n + 1);
        let head = format!(
            "title = \"第{n}份<script>alert(1)</script>\\u202E\"\nnumber = \"临办〔2012〕{n}号\"\nunit = \"office\"\n"
        );
        let date = if n % 3 == 0 { "date = \"2013-01-02\"\n" } else { "" };
        let text =
            format!("+++\n{head}{date}source = \"{n}.md\"\n{links}+++\n\n见[另一份](other.md)和[附件](../x.pdf)。\n");
        files.insert(format!("documents/linban-2012-{n}/index.md"), text.into_bytes());
        files.insert(format!("documents/linban-2012-{n}/附件.pdf"), format!("%PDF {}", n % 5).into_bytes());
    }
    Draft::of(files)
}

/// A meeting until six in the evening, for 王芳 to come to.
pub(crate) fn meeting(title: &str, starts: &str, place: &str) -> Draft {
    let ends = format!("{} 18:00", starts.split(' ').next().unwrap());
    paper(&format!(
        "title = '''{title}'''\nunit = \"office\"\npurpose = \"通气\"\nagenda = [\"一\"]\nstarts = \"{starts}\"\nends = \"{ends}\"\n\
         place = '''{place}'''\nhost = \"zhou\"\nattendees = [\"wang\"]\n"
    ))
}

/// Something for 王芳 to do.
pub(crate) fn task(title: &str) -> Draft {
    paper(&format!(
        "title = \"{title}\"\nowner = \"wang\"\ndue = \"2026-12-18\"\nurgency = \"一般\"\nresult = \"有清单\"\n"
    ))
}

/// A draft with these fields.
pub(crate) fn paper(fields: &str) -> Draft {
    Draft::of(BTreeMap::from([("index.md".to_owned(), format!("+++\n{fields}+++\n\n{}", text()).into_bytes())]))
}

/// The office.
pub(crate) struct Office {
    // The keys' folder is short: an agent's sockets stand in it.
    keys: TempDir,
    home: TempDir,
    keyring: Keyring,
    people: BTreeMap<String, Fingerprint>,
    record: Record,
    ledger: Ledger,
    subjects: Vec<String>,
    done: BTreeSet<String>,
}

impl Drop for Office {
    fn drop(&mut self) {
        quit_agent(self.keys.path()).unwrap();
    }
}

#[expect(clippy::disallowed_methods, reason = "signatures are made by GnuPG at the hour it is")]
fn hour() -> Hour {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    Hour { seconds: i64::try_from(seconds).unwrap(), zone: Zone::UTC }
}

/// An act with the words everybody says.
pub(crate) fn intent(subject: &str, verb: Verb) -> Intent {
    let words = if verb == Verb::Seal { "" } else { "同意，请按期办理" };
    Intent::new(subject.parse().unwrap(), verb, words)
}

impl Office {
    pub(crate) fn found() -> Self {
        Self::found_with(false)
    }

    /// An office, with a seal of its head's own or without.
    pub(crate) fn found_with(personal: bool) -> Self {
        let keys = tempfile::Builder::new().prefix("kr").tempdir_in("/tmp").unwrap();
        fs::set_permissions(keys.path(), fs::Permissions::from_mode(0o700)).unwrap();
        let home = tempfile::Builder::new().prefix("kanhe-rebuild").tempdir().unwrap();
        let mut keyring = Keyring::open(Some(keys.path())).unwrap();
        let mut files = starter::files(&starter::Settings {
            record: "0d0c3f1e-8a2b-4c5d-9e6f-102132435465".to_owned(),
            title: "临江市".to_owned(),
            language: "zh-CN".to_owned(),
            time_zone: "Asia/Shanghai".to_owned(),
        });
        let mut put = |path: String, text: String| drop(files.insert(format!("content/{path}"), text.into_bytes()));
        let mut key = |user: &str| {
            let key = keyring.create(user, Protection::None).unwrap();
            let armour = keyring.export(&key).unwrap();
            (key, armour)
        };
        for (unit, title, code) in UNITS {
            let posts = "[posts]\nhead = \"主任\"\ndeputy = \"副主任\"\nclerk = \"核稿员\"\noperator = \"操作员\"\n";
            put(format!("units/{unit}/index.md"), format!("+++\ntitle = \"{title}\"\ncode = \"{code}\"\n{posts}+++\n"));
            let (key, armour) = key(&format!("{title} <{unit}@seals.example>"));
            put(
                format!("seals/{unit}/index.md"),
                format!(
                    "+++\ntitle = \"{title}\"\nunit = \"{unit}\"\ncustodians = [\"chen\"]\n[[certificate]]\nfingerprint = \"{key}\"\n+++\n"
                ),
            );
            put(format!("seals/{unit}/{key}.asc"), armour);
        }
        if personal {
            let (own, armour) = key("周建国 <zhou@seals.example>");
            put(
                "seals/zhou/index.md".to_owned(),
                format!(
                    "+++\ntitle = \"周建国\"\nunit = \"office\"\nkind = \"personal\"\nowner = \"zhou\"\ncustodians = [\"zhou\"]\n[[certificate]]\nfingerprint = \"{own}\"\n+++\n"
                ),
            );
            put(format!("seals/zhou/{own}.asc"), armour);
        }
        let mut people = BTreeMap::new();
        for (person, name, unit, posts) in PEOPLE {
            let email = format!("{person}@office.example");
            let (key, armour) = key(&format!("{name} <{email}>"));
            put(
                format!("people/{person}/index.md"),
                format!(
                    "+++\nname = \"{name}\"\nemail = \"{email}\"\nunit = \"{unit}\"\nposts = [{posts}]\n[[certificate]]\nfingerprint = \"{key}\"\n+++\n"
                ),
            );
            put(format!("people/{person}/{key}.asc"), armour);
            people.insert(person.to_owned(), key);
        }
        let record = Record::init(&home.path().join("record.git"), true).unwrap();
        let founding = Founding { files, founder: people["chen"].clone() };
        found(&record, &mut keyring, &founding, hour()).unwrap();
        let ledger = Ledger::open(&record, &mut |_, _| {}).unwrap();
        Self { keys, home, keyring, people, record, ledger, subjects: Vec::new(), done: BTreeSet::new() }
    }

    pub(crate) fn place(&self) -> &Path {
        self.record.git_dir()
    }

    /// The verbs done so far.
    pub(crate) fn verbs_done(&self) -> &BTreeSet<String> {
        &self.done
    }

    /// A change request that puts something else into a person's entry, all the way.
    pub(crate) fn amend(&mut self, slug: &str, from: &str, to: &str) {
        let path = format!("content/people/{slug}/index.md");
        let entry = self.entry(&path);
        assert!(entry.contains(from));
        let request = self.propose(&[(&path, &entry.replace(from, to))]);
        self.carry_out(&request, &mut |_, _| {});
    }

    /// What a file of the register says now.
    pub(crate) fn entry(&self, path: &str) -> String {
        String::from_utf8(self.ledger.office().files()[path].clone()).unwrap()
    }

    /// Hands in a change request in the collection that is for it. Its id.
    pub(crate) fn propose(&mut self, files: &[(&str, &str)]) -> String {
        self.propose_in(None, files)
    }

    /// The same, in a collection that is named.
    pub(crate) fn propose_in(&mut self, collection: Option<&str>, files: &[(&str, &str)]) -> String {
        let seq = self.ledger.head().seq + 1;
        let proposed = files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
        let found = self.ledger.office().compare(&proposed, seq).unwrap();
        let changes: Vec<Change> = found.changes.into_keys().collect();
        let fit = self.ledger.office().collection_for(&changes).map(ToString::to_string);
        let collection = collection.map_or_else(|| fit.unwrap(), str::to_owned);
        let request = format!("{collection}/2026/request-{seq}");
        // An emergency takes the word of two leaders: the office's, and another's.
        let unit = if collection == "emergencies" { "finance" } else { "office" };
        let fields = match collection.as_str() {
            "emergencies" => "urgency = \"今晚值班\"\n",
            "changes" => "",
            "registrations" => {
                "unit-kind = \"党政机关、乡镇\"\nfounding = [\"依据.txt\"]\nroster = [\"依据.txt\"]\nevidence = [\"依据.txt\"]\n"
            }
            "accounts" => "reason = \"工作需要\"\nagreement = [\"依据.txt\"]\n",
            _ => "reason = \"工作需要\"\n",
        };
        let index = format!("+++\ntitle = \"变更\"\nunit = \"{unit}\"\n{fields}+++\n\n变更。\n");
        let mut all = BTreeMap::from([("index.md".to_owned(), index.into_bytes())]);
        if matches!(collection.as_str(), "registrations" | "accounts") {
            all.insert("依据.txt".to_owned(), "批文".as_bytes().to_vec());
        }
        all.extend(files.iter().map(|(path, text)| (format!("files/{path}"), text.as_bytes().to_vec())));
        self.try_act(&request, "chen", Verb::Submit, Some(Draft::of(all))).unwrap();
        request
    }

    /// Has a request approved, carried out and confirmed by whoever may, act by act.
    pub(crate) fn carry_out(&mut self, request: &str, after: &mut dyn FnMut(&Self, &str)) {
        let id: SubjectId = request.parse().unwrap();
        while self.ledger.office().docket(&id).unwrap().place != Place::Done {
            let verbs = [Verb::Approve, Verb::Execute, Verb::Complete];
            let mut tries = verbs.iter().flat_map(|verb| PEOPLE.iter().map(move |person| (person.0, *verb)));
            let done = tries.find(|(person, verb)| self.try_act(request, person, *verb, None).is_ok());
            let (person, verb) = done.unwrap_or_else(|| panic!("nobody may carry {request} on"));
            after(self, &format!("{person} {verb} {request}"));
        }
    }

    /// A person's certificate.
    pub(crate) fn certificate(&self, person: &str) -> &Fingerprint {
        &self.people[person]
    }

    /// Does an act. The ref of the seal it put, or why it may not be done.
    pub(crate) fn act(
        &mut self,
        subject: &str,
        person: &str,
        verb: Verb,
        paper: Option<Paper>,
    ) -> Result<Option<String>, String> {
        self.try_act(subject, person, verb, paper.map(|paper| paper.draft(subject.starts_with("documents"))))
    }

    fn try_act(
        &mut self,
        subject: &str,
        person: &str,
        verb: Verb,
        draft: Option<Draft>,
    ) -> Result<Option<String>, String> {
        self.intend(person, Intent { draft, ..intent(subject, verb) })
    }

    /// Does what a person intends. The ref of the seal it put, or why it may not be done.
    pub(crate) fn intend(&mut self, person: &str, mut intent: Intent) -> Result<Option<String>, String> {
        let (verb, subject) = (intent.verb, intent.subject.to_string());
        if matches!(verb, Verb::Approve | Verb::Issue | Verb::Seal) {
            intent.confirms = self
                .ledger
                .recall(&intent.subject)
                .ok()
                .and_then(|()| Some(self.ledger.office().docket(&intent.subject)?.trail.last()?.seq));
        }
        let mut desk = Desk {
            record: &self.record,
            ledger: &mut self.ledger,
            keyring: &mut self.keyring,
            signer: self.people[person].clone(),
            remote: None,
        };
        let landed = desk.act(&intent, &hour, &|_| {}).map_err(|fault| format!("{fault:?}"))?;
        self.done.insert(verb.to_string());
        if verb == Verb::Submit {
            self.subjects.push(subject);
        }
        Ok(landed.seal)
    }

    /// A subject that may be repealed, if there is one.
    fn in_force(&self, chance: &mut Chance) -> Option<String> {
        let office = self.ledger.office();
        let through: Vec<&String> = self
            .subjects
            .iter()
            .filter(|subject| !subject.starts_with("bulletins"))
            .filter(|subject| office.docket(&subject.parse().unwrap()).is_some_and(Docket::is_in_force))
            .collect();
        (!through.is_empty()).then(|| through[chance.below(through.len())].clone())
    }

    /// What a verb needs besides a subject, thrown.
    fn throw(&self, subject: &str, verb: Verb, chance: &mut Chance) -> Intent {
        let mut intent = intent(subject, verb);
        let other = PEOPLE[chance.below(PEOPLE.len())].0.parse::<Slug>().unwrap();
        match verb {
            Verb::Submit | Verb::Revise => {
                let draft = if subject.starts_with("rules") {
                    let title = chance.one_of(&["会议管理规定", "档案管理办法（试行稿）", "值班 & 值守制度"]);
                    let other = self.in_force(chance);
                    rules(title, &other.as_deref().into_iter().collect::<Vec<_>>())
                } else {
                    Paper::any(chance).draft(subject.starts_with("documents"))
                };
                intent.draft = Some(draft);
            }
            Verb::Transfer | Verb::Consult | Verb::RemoveSign | Verb::Circulate => intent.to = vec![other],
            Verb::Send => {
                intent.addresses.to = vec![chance.one_of(&["office", "finance"]).parse().unwrap()];
                intent.addresses.copies = vec![Recipient::Person(other)];
                "补发".clone_into(&mut intent.reason);
            }
            Verb::Receive | Verb::Refuse => {
                let sent = self.ledger.office().docket(&subject.parse().unwrap()).map(|docket| &docket.deliveries);
                let known: Vec<&Addressee> = sent.into_iter().flatten().map(|(addressee, _)| addressee).collect();
                let to =
                    if known.is_empty() { Addressee::Person(other) } else { known[chance.below(known.len())].clone() };
                intent.addresses.to = vec![to.into()];
            }
            Verb::AddSign => {
                intent.how = Some(chance.one_of(&How::ALL));
                if intent.how != Some(How::Lift) {
                    intent.to = vec![other];
                }
            }
            Verb::Return => intent.straight = chance.below(2) == 0,
            Verb::Instruct => intent.due = Some(hour().seconds + 3600),
            Verb::Found
            | Verb::Approve
            | Verb::Disagree
            | Verb::Read
            | Verb::Issue
            | Verb::Seal
            | Verb::Withdraw
            | Verb::Execute
            | Verb::Affirm
            | Verb::Complete
            | Verb::Reply
            | Verb::TakeBack
            | Verb::Terminate
            | Verb::Urge
            | Verb::Void
            | Verb::Repeal
            | Verb::Recall
            | Verb::Open => {}
        }
        intent
    }

    /// Tries something; what it did, if it may be done.
    pub(crate) fn act_somehow(&mut self, chance: &mut Chance) -> Option<String> {
        let verb = chance.one_of(&VERBS);
        let collection = chance.one_of(&["documents", "bulletins", "rules", "rules"]);
        let new = format!("{collection}/2026/paper-{}", self.subjects.len());
        let subject = if verb == Verb::Submit || self.subjects.is_empty() {
            // Not too many beginnings, or nothing is ever finished.
            if self.subjects.len() >= 4 && chance.below(3) > 0 {
                return None;
            }
            new
        } else {
            self.subjects[chance.below(self.subjects.len())].clone()
        };
        // Flows are long: what ends one early is done less often.
        let stops = matches!(
            verb,
            Verb::Withdraw | Verb::Disagree | Verb::Return | Verb::Read | Verb::Terminate | Verb::TakeBack
        );
        if stops && chance.below(5) > 0 {
            return None;
        }
        let intent = self.throw(&subject, verb, chance);
        let first = chance.below(PEOPLE.len());
        // Who acts and whom the act names: whoever may.
        let others = if intent.to.is_empty() { 1 } else { PEOPLE.len() };
        let turns = (0..PEOPLE.len()).flat_map(|next| (0..others).map(move |other| (first + next, first + other)));
        turns.map(|(person, other)| [person, other].map(|at| PEOPLE[at % PEOPLE.len()].0)).find_map(
            |[person, other]| {
                let mut intent = intent.clone();
                intent.to.iter_mut().for_each(|to| *to = other.parse().unwrap());
                self.intend(person, intent).ok().map(|_| format!("{person} {verb} {subject}"))
            },
        )
    }

    /// Hands in another paper.
    pub(crate) fn submit_next(&mut self, person: &str) {
        let number = self.subjects.len() + 1;
        self.act(&format!("documents/2026/paper-{number}"), person, Verb::Submit, Some(Paper::plain(number))).unwrap();
    }

    /// Has rules put in force.
    pub(crate) fn bring_into_force(&mut self, subject: &str, draft: Draft) {
        self.try_act(subject, "chen", Verb::Submit, Some(draft)).unwrap();
        for (person, verb) in [
            ("lin", Verb::Approve),
            ("chen", Verb::Approve),
            ("lin", Verb::Approve),
            ("zhou", Verb::Issue),
            ("chen", Verb::Seal),
        ] {
            self.try_act(subject, person, verb, None).unwrap();
        }
    }

    /// Has a paper issued.
    pub(crate) fn bring_to_sealing(&mut self, subject: &str) {
        self.act(subject, "chen", Verb::Submit, Some(Paper::plain(1))).unwrap();
        for (person, verb) in
            [("lin", Verb::Approve), ("chen", Verb::Approve), ("lin", Verb::Approve), ("zhou", Verb::Issue)]
        {
            self.act(subject, person, verb, None).unwrap();
        }
    }

    /// Takes a tag out of sight.
    pub(crate) fn hide(&self, reference: &str) -> git2::Oid {
        let repository = git2::Repository::open(self.place()).unwrap();
        let mut found = repository.find_reference(reference).unwrap();
        let tag = found.target().unwrap();
        found.delete().unwrap();
        // What the desk remembers of it is forgotten too.
        fs::remove_file(self.record.cache_path()).unwrap();
        tag
    }

    /// Brings a tag back into sight.
    pub(crate) fn show(&self, reference: &str, tag: git2::Oid) {
        let repository = git2::Repository::open(self.place()).unwrap();
        repository.reference(reference, tag, false, "test").unwrap();
    }

    /// Signs an act that may not be done and puts it on main past desk and gate.
    pub(crate) fn force(&mut self, subject: &str, person: &str, verb: Verb) {
        let subject: SubjectId = subject.parse().unwrap();
        let head = self.ledger.head().clone();
        let office = self.ledger.office();
        let docket = office.docket(&subject);
        let (opinion, reason) = if verb == Verb::Return {
            (String::new(), "强行".to_owned())
        } else {
            ("强行".to_owned(), String::new())
        };
        let statement = Statement {
            record: office.settings().record.clone(),
            seq: head.seq + 1,
            parent: Some(head.raw),
            tree: head.tree_name.unwrap(),
            matter: Some(Matter {
                digest: docket.map_or_else(|| Sha256::of(b""), |docket| docket.digest),
                subject,
                verb,
                step: Some("check".parse::<Slug>().unwrap()),
                number: None,
                seal: None,
                opinion,
                reason,
                affirms: None,
                behalf: None,
                to: Vec::new(),
                addresses: Addresses::default(),
                how: None,
                straight: false,
                due: None,
                confirms: None,
            }),
            registers: None,
            signer: self.people[person].clone(),
        };
        let slug: Slug = person.parse().unwrap();
        let name = office.register().person(&slug).unwrap().name.clone();
        let unsigned = Unsigned {
            tree: head.tree,
            parent: Some(head.commit),
            ident: Ident::new(&name, &format!("{person}@office.example"), hour().seconds, Zone::UTC).unwrap(),
            subject_line: statement.title(),
            trailers: statement.trailers().unwrap(),
        };
        let signature = self.keyring.sign(&self.people[person], &unsigned.payload().unwrap()).unwrap();
        let bytes = unsigned.sign_with(&signature.armoured()).unwrap();
        let commit: GitId = self.record.write_commit(&bytes).unwrap();
        self.record.land(Some(head.commit), commit, "by force", None).unwrap();
        self.ledger.follow_to(&self.record, commit, &mut |_, _| {}).unwrap();
        let entry = &self.ledger.entries()[&(head.seq + 1)];
        assert!(entry.refused.is_some(), "{person} may {verb} {:?} after all", entry.subject);
        assert!(self.home.path().is_dir());
    }
}
