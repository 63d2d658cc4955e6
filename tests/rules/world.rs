//! The cast, the papers and the language of the stories.
//!
//! | person | unit | posts | |
//! |---|---|---|---|
//! | zhou | finance | | drafts |
//! | lin | finance | finance/deputy | reviews |
//! | ma | finance | finance/head | signs off |
//! | chen | office | office/clerk | checks |
//! | wu | office | office/deputy | checks |
//! | zhao | office | office/head | founder |
//! | sun | office | office/operator | custodian of the seals of finance; executes changes |
//! | qian | office | | custodian of the seal of the office |
//! | tang | archive | archive/deputy, archive/head | archive has no code and no seal |
//! | he, gao | finance | finance/deputy | certificate suspended, retired |

#![expect(clippy::unwrap_used, reason = "a story whose cast cannot be read has nothing to tell")]
#![expect(clippy::needless_pass_by_value, reason = "who hands a paper in gives it away")]

use std::collections::BTreeMap;
use std::sync::LazyLock;

use kanhe::id::{Fingerprint, Sha256, Slug, SubjectId};
use kanhe::office::{Act, Content, Deed, Docket, Files, FormFault, How, Office, Opening, Stage, Verb, Violation};

/// The subject a story is about unless it says otherwise.
pub(crate) const A: &str = "documents/2026/a";
/// Another.
pub(crate) const B: &str = "documents/2026/b";
/// A bulletin.
pub(crate) const NEWS: &str = "bulletins/2026/a";
/// A change request.
pub(crate) const CHANGE: &str = "changes/2026/a";
/// A request for leave: its form has a field of every kind.
pub(crate) const LEAVE: &str = "leave/2026/a";

/// 2026-03-02 09:00 in the office.
pub(crate) const MORNING: i64 = 1_772_413_200;

/// Everybody.
pub(crate) const CAST: [&str; 11] = ["zhou", "lin", "ma", "chen", "wu", "zhao", "sun", "qian", "tang", "he", "gao"];

pub(crate) fn slug(text: &str) -> Slug {
    text.parse().unwrap()
}

pub(crate) fn subject(text: &str) -> SubjectId {
    text.parse().unwrap()
}

/// A fingerprint made up from a name.
pub(crate) fn fingerprint(of: &str) -> Fingerprint {
    Sha256::of(of.as_bytes()).hex()[..40].to_uppercase().parse().unwrap()
}

const LEAVE_WORKFLOW: &str = r#"
format = 1
title = { zh-CN = "请假", en = "Leave" }
[[field]]
name = "title"
label = { zh-CN = "标题" }
type = "text"
required = true
max = 10
[[field]]
name = "who"
label = { zh-CN = "请假人" }
type = "person"
[[field]]
name = "days"
label = { zh-CN = "天数" }
type = "number"
[[field]]
name = "from"
label = { zh-CN = "起" }
type = "date"
[[field]]
name = "on"
label = { zh-CN = "逐日" }
type = "date"
list = true
[[field]]
name = "units"
label = { zh-CN = "知会" }
type = "unit"
list = true
[[field]]
name = "kind"
label = { zh-CN = "假别" }
type = "choice"
choices = ["年假", "病假"]
[[field]]
name = "proof"
label = { zh-CN = "证明" }
type = "file"
[[step]]
name = "review"
title = { zh-CN = "审批" }
who = [{ post = "deputy", of = "drafter" }]
rule = "any"
verbs = ["approve", "disagree", "read", "return"]
"#;

/// Writes a file with fields at its head.
pub(crate) fn put(files: &mut Files, path: &str, fields: &str) {
    files.insert(path.to_owned(), format!("+++\n{fields}\n+++\n").into_bytes());
}

/// Changes a piece of a file that must be there.
pub(crate) fn edit(files: &mut Files, path: &str, from: &str, to: &str) {
    let text = String::from_utf8(files[path].clone()).unwrap();
    assert!(text.contains(from), "{path} has no {from:?}");
    files.insert(path.to_owned(), text.replacen(from, to, 1).into_bytes());
}

/// 周明 leaves.
pub(crate) fn see_off(files: &mut Files) {
    edit(files, "content/people/zhou/index.md", "state = \"active\"", "state = \"retired\"");
    edit(files, "content/people/zhou/index.md", "posts = []", "posts = []\nstate = \"left\"");
}

pub(crate) fn person(files: &mut Files, who: &str, name: &str, unit: &str, posts: &[&str], state: &str) {
    let print = fingerprint(who);
    let fields = format!(
        "name = {name:?}\nemail = \"{who}@linjiang.example\"\nunit = {unit:?}\nposts = {posts:?}\n\
         [[certificate]]\nfingerprint = \"{print}\"\nstate = {state:?}"
    );
    put(files, &format!("content/people/{who}/index.md"), &fields);
    files.insert(format!("content/people/{who}/{print}.asc"), b"not read by the office".to_vec());
}

pub(crate) fn seal(files: &mut Files, slug: &str, title: &str, unit: &str, custodians: &[&str], state: &str) {
    let print = fingerprint(&format!("seal {slug}"));
    let fields = format!(
        "title = {title:?}\nunit = {unit:?}\ncustodians = {custodians:?}\ndiameter = 42\n\
         [[certificate]]\nfingerprint = \"{print}\"\nstate = {state:?}"
    );
    put(files, &format!("content/seals/{slug}/index.md"), &fields);
    files.insert(format!("content/seals/{slug}/{print}.asc"), b"not read by the office".to_vec());
}

/// The files of the office at 青柘.
pub(crate) fn files() -> Files {
    let mut files = Files::new();
    let mut text = |path: &str, text: &str| files.insert(path.to_owned(), text.as_bytes().to_vec());
    text(
        "kanhe.toml",
        "format = 1\nrecord = \"6f1c9d3e-0b5a-4c7d-9e21-3a4b5c6d7e8f\"\ntitle = \"青柘市政务\"\nlanguage = \"zh-CN\"\n\
         time-zone = \"Asia/Shanghai\"\n\n[limits]\nfile = 1000000\nsubject = 3000000\n",
    );
    text("workflows/documents.toml", include_str!("../../workflows/documents.toml"));
    text("workflows/bulletins.toml", include_str!("../../workflows/bulletins.toml"));
    text("workflows/changes.toml", include_str!("everything.toml"));
    text("workflows/leave.toml", LEAVE_WORKFLOW);
    let f = &mut files;
    put(
        f,
        "content/units/office/index.md",
        "title = \"办公室\"\ncode = \"临政办\"\n[posts]\nhead = \"主任\"\ndeputy = \"副主任\"\nclerk = \"秘书\"\noperator = \"操作员\"",
    );
    put(
        f,
        "content/units/finance/index.md",
        "title = \"财务科\"\ncode = \"临财\"\nparent = \"office\"\n[posts]\nhead = \"科长\"\ndeputy = \"副科长\"",
    );
    put(
        f,
        "content/units/archive/index.md",
        "title = \"档案室\"\nparent = \"office\"\n[posts]\nhead = \"主任\"\ndeputy = \"副主任\"",
    );
    person(f, "zhou", "周明", "finance", &[], "active");
    person(f, "lin", "林芳", "finance", &["finance/deputy"], "active");
    person(f, "ma", "马强", "finance", &["finance/head"], "active");
    person(f, "chen", "陈静", "office", &["office/clerk"], "active");
    person(f, "wu", "吴刚", "office", &["office/deputy"], "active");
    person(f, "zhao", "赵敏", "office", &["office/head"], "active");
    person(f, "sun", "孙丽", "office", &["office/operator"], "active");
    person(f, "qian", "钱进", "office", &[], "active");
    person(f, "tang", "唐宁", "archive", &["archive/deputy", "archive/head"], "active");
    person(f, "he", "何平", "finance", &["finance/deputy"], "suspended");
    person(f, "gao", "高原", "finance", &["finance/deputy"], "retired");
    seal(f, "finance", "青柘市财务科", "finance", &["sun"], "active");
    seal(f, "finance-contracts", "青柘市财务科合同专用章", "finance", &["sun"], "active");
    seal(f, "finance-old", "青柘市财务科（旧）", "finance", &["sun"], "retired");
    seal(f, "office", "青柘市办公室", "office", &["qian"], "active");
    files
}

/// A subject of the workflow that [`World::flow`] writes.
pub(crate) const FLOW: &str = "flow/2026/a";

/// What is handed in there.
pub(crate) fn matter() -> Paper {
    leave().set("title", r#""增配灭火器""#)
}

/// A paper: what somebody hands in.
#[derive(Debug, Clone)]
pub(crate) struct Paper {
    fields: Vec<(String, String)>,
    body: String,
    files: BTreeMap<String, u64>,
    proposed: Files,
    raw: Option<Vec<u8>>,
}

/// A document in order.
pub(crate) fn doc() -> Paper {
    Paper {
        fields: Vec::new(),
        body: "各科室：\n\n请按期完成检查。\n".to_owned(),
        files: BTreeMap::new(),
        proposed: Files::new(),
        raw: None,
    }
    .set("title", r#""关于开展春季检查的通知""#)
    .set("unit", r#""finance""#)
    .set("kind", r#""通知""#)
    .set("to", r#"["各科室"]"#)
}

/// The same document with another text.
pub(crate) fn doc2() -> Paper {
    doc().body("各科室：\n\n请于三月底前完成检查。\n")
}

/// A bulletin in order.
pub(crate) fn news() -> Paper {
    doc().without("to").set("kind", r#""公示""#).set("scope", r#"["全体人员"]"#)
}

/// A change request in order, but for what it proposes.
pub(crate) fn change() -> Paper {
    doc().without("to").without("kind").set("title", r#""更换证书""#)
}

/// A request for leave in order.
pub(crate) fn leave() -> Paper {
    doc().without("to").without("unit").without("kind").set("title", r#""请假两天""#)
}

impl Paper {
    /// Fills in a field with a TOML value, at its place or as the last.
    pub(crate) fn set(mut self, name: &str, value: &str) -> Self {
        match self.fields.iter_mut().find(|(field, _)| field == name) {
            Some((_, old)) => value.clone_into(old),
            None => self.fields.push((name.to_owned(), value.to_owned())),
        }
        self
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|(field, _)| field == name)
    }

    pub(crate) fn without(mut self, name: &str) -> Self {
        self.fields.retain(|(field, _)| field != name);
        self
    }

    pub(crate) fn body(mut self, body: &str) -> Self {
        body.clone_into(&mut self.body);
        self
    }

    /// Lays a file of that size beside it.
    pub(crate) fn file(mut self, name: &str, size: u64) -> Self {
        self.files.insert(name.to_owned(), size);
        self
    }

    /// Proposes a file of the register, the settings or the workflows.
    pub(crate) fn propose(mut self, path: &str, text: &str) -> Self {
        self.proposed.insert(path.to_owned(), text.as_bytes().to_vec());
        self
    }

    /// These bytes as `index.md`.
    pub(crate) fn raw(mut self, bytes: impl Into<Vec<u8>>) -> Self {
        self.raw = Some(bytes.into());
        self
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        if let Some(raw) = &self.raw {
            return raw.clone();
        }
        let fields: Vec<String> = self.fields.iter().map(|(name, value)| format!("{name} = {value}\n")).collect();
        format!("+++\n{}+++\n{}", fields.concat(), self.body).into_bytes()
    }

    pub(crate) fn content(&self) -> Content {
        let index = self.bytes();
        let mut files = self.files.clone();
        files.insert("index.md".to_owned(), index.len() as u64);
        let proposed = self.proposed.clone();
        files.extend(proposed.iter().map(|(path, bytes)| (format!("files/{path}"), bytes.len() as u64)));
        Content { index: Some(index), files, proposed }
    }

    /// What stands for the folder's digest.
    pub(crate) fn digest(&self) -> Sha256 {
        Sha256::of(format!("{:?}", self.content()).as_bytes())
    }
}

/// An office at work.
#[derive(Debug, Clone)]
pub(crate) struct World {
    pub(crate) office: Office,
    pub(crate) seq: u64,
    pub(crate) time: i64,
}

impl World {
    pub(crate) fn new() -> Self {
        static FOUNDED: LazyLock<World> = LazyLock::new(|| World::with(|_| {}));
        FOUNDED.clone()
    }

    /// An office whose files were changed before it was founded.
    pub(crate) fn with(change: impl FnOnce(&mut Files)) -> Self {
        let mut files = files();
        change(&mut files);
        let office = Office::found(&files, &fingerprint("zhao")).unwrap();
        Self { office, seq: 0, time: MORNING }
    }

    /// An office with the workflow `flow`: a title, and these lines. [`FLOW`] is not handed in yet.
    pub(crate) fn flow(lines: &str) -> Self {
        Self::flow_with(lines, |_| {})
    }

    /// The same, with other files changed as well.
    pub(crate) fn flow_with(lines: &str, change: impl FnOnce(&mut Files)) -> Self {
        let head = "format = 1\ntitle = { zh-CN = \"流程\" }\n";
        let title = "[[field]]\nname = \"title\"\nlabel = { zh-CN = \"标题\" }\ntype = \"text\"\nrequired = true\n";
        // What stands before the first table belongs to the file itself.
        let (top, tables) = lines.split_at(lines.find("[[").unwrap());
        Self::with(|files| {
            files.insert("workflows/flow.toml".to_owned(), format!("{head}{top}\n{title}{tables}").into_bytes());
            files.insert(
                "workflows/calendar/2026.toml".to_owned(),
                include_bytes!("../../workflows/calendar/2026.toml").to_vec(),
            );
            // Whom these steps ask can sign.
            person(files, "he", "何平", "finance", &[], "suspended");
            person(files, "gao", "高原", "finance", &[], "retired");
            change(files);
        })
    }

    /// A subject that zhou has submitted: at `review`.
    pub(crate) fn submitted() -> Self {
        let mut w = Self::new();
        w.by("zhou").submit(doc()).ok();
        w
    }

    /// Reviewed by lin: at `check`.
    pub(crate) fn reviewed() -> Self {
        let mut w = Self::submitted();
        w.by("lin").approve("同意").ok();
        w
    }

    /// Checked by chen and wu: at `issue`.
    pub(crate) fn checked() -> Self {
        let mut w = Self::reviewed();
        w.by("chen").approve("格式无误，同意").ok();
        w.by("wu").approve("同意").ok();
        w
    }

    /// Signed off by ma: at `seal`.
    pub(crate) fn issued() -> Self {
        let mut w = Self::checked();
        w.by("ma").issue("临财〔2026〕1号").ok();
        w
    }

    /// Sealed by sun.
    pub(crate) fn sealed() -> Self {
        let mut w = Self::issued();
        w.by("sun").seal("finance").ok();
        w
    }

    /// Carries a submitted subject to the step `issue`.
    pub(crate) fn carry(&mut self, subject: &str) {
        for who in ["lin", "chen", "wu"] {
            self.by(who).on(subject).approve("同意").ok();
        }
    }

    /// Submits a paper and carries it to the step `issue`.
    pub(crate) fn ready(&mut self, subject: &str, paper: Paper) {
        self.by("zhou").on(subject).submit(paper).ok();
        self.carry(subject);
    }

    /// Somebody about to act, on [`A`] unless told otherwise.
    pub(crate) fn by(&mut self, who: &str) -> By<'_> {
        let (name, email) = match self.office.register().person(&slug(who)) {
            Some(person) => (person.name.clone(), person.email.clone()),
            None => (who.to_owned(), format!("{who}@linjiang.example")),
        };
        let signer = fingerprint(who);
        By {
            subject: subject(A),
            step: None,
            digest: None,
            signer,
            name,
            email,
            behalf: None,
            reason: String::new(),
            confirms: None,
            world: self,
        }
    }

    pub(crate) fn docket(&self, of: &str) -> &Docket {
        self.office.docket(&subject(of)).unwrap()
    }

    pub(crate) fn stage(&self) -> Stage {
        self.docket(A).stage()
    }

    /// The step [`A`] stands at, or nothing.
    pub(crate) fn step(&self) -> &str {
        self.office.current_step(self.docket(A)).map_or("", |step| step.name.as_str())
    }

    pub(crate) fn number(&self, of: &str) -> &str {
        &self.docket(of).number.as_ref().unwrap().text
    }

    /// The people [`A`] waits for.
    pub(crate) fn waiting(&self) -> Vec<String> {
        self.office.waiting_for(self.docket(A)).iter().map(ToString::to_string).collect()
    }

    /// Everything that acts can change.
    pub(crate) fn state(&self) -> (Vec<Docket>, BTreeMap<String, u32>) {
        (self.office.dockets().cloned().collect(), self.office.numbers().clone())
    }

    /// Judges an act and, if it is allowed, applies it. A refused act must leave everything as it was.
    pub(crate) fn attempt(&mut self, act: &Act) -> Verdict {
        let before = self.state();
        let verb = act.deed.verb();
        let judged = self.office.judge(act);
        // As the desk asks before it has a draft signed.
        let judged = match act.deed.content().filter(|_| verb != Verb::Execute) {
            Some(content) => self.office.advise(judged, &act.subject, content),
            None => judged,
        };
        let result = match judged {
            Ok(effects) => {
                let repeals = !effects.others().is_empty();
                self.office.apply(effects);
                self.seq += 1;
                self.time += 60;
                let (after, _) = self.state();
                let others = |dockets: &[Docket]| -> Vec<Docket> {
                    dockets.iter().filter(|docket| docket.subject != act.subject).cloned().collect()
                };
                assert!(repeals || others(&before.0) == others(&after), "{verb} changed another subject");
                let docket = self.office.docket(&act.subject).unwrap();
                assert_eq!(docket.trail.last().unwrap().seq, act.seq, "{verb} is not in the trail");
                Ok(())
            }
            Err(violation) => {
                assert_eq!(before, self.state(), "a refused {verb} changed the state");
                Err(violation)
            }
        };
        Verdict { verb, result }
    }
}

/// Somebody about to act.
pub(crate) struct By<'w> {
    world: &'w mut World,
    subject: SubjectId,
    step: Option<Slug>,
    digest: Option<Sha256>,
    signer: Fingerprint,
    name: String,
    email: String,
    behalf: Option<Slug>,
    reason: String,
    confirms: Option<u64>,
}

impl<'w> By<'w> {
    pub(crate) fn on(mut self, about: &str) -> Self {
        self.subject = subject(about);
        self
    }

    /// In this step instead of the current one.
    pub(crate) fn at(mut self, step: &str) -> Self {
        self.step = Some(slug(step));
        self
    }

    /// About this paper instead of the one handed in last.
    pub(crate) fn about(mut self, paper: &Paper) -> Self {
        self.digest = Some(paper.digest());
        self
    }

    /// Signed with this certificate.
    pub(crate) fn signed_with(mut self, certificate: &str) -> Self {
        self.signer = fingerprint(certificate);
        self
    }

    pub(crate) fn named(mut self, name: &str, email: &str) -> Self {
        (self.name, self.email) = (name.to_owned(), email.to_owned());
        self
    }

    /// In this person's place.
    pub(crate) fn behalf(mut self, person: &str) -> Self {
        self.behalf = Some(slug(person));
        self
    }

    /// With this reason beside the opinion.
    pub(crate) fn because(mut self, reason: &str) -> Self {
        reason.clone_into(&mut self.reason);
        self
    }

    /// Having looked at the way up to this act.
    pub(crate) fn confirms(mut self, seq: u64) -> Self {
        self.confirms = Some(seq);
        self
    }

    /// Having looked at the whole way so far.
    pub(crate) fn checked(self) -> Self {
        let last = self.world.office.docket(&self.subject).and_then(|docket| docket.trail.last()).map(|mark| mark.seq);
        self.confirms(last.unwrap())
    }

    pub(crate) fn submit(self, paper: Paper) -> Verdict {
        self.submit_with(paper, "")
    }

    pub(crate) fn submit_with(mut self, paper: Paper, opinion: &str) -> Verdict {
        self.digest = Some(paper.digest());
        self.act(Deed::Submit(paper.content()), None, opinion)
    }

    /// Whether a verifier takes the submission of this paper.
    pub(crate) fn judged(mut self, paper: Paper) -> bool {
        self.digest = Some(paper.digest());
        let (world, act) = self.written(Deed::Submit(paper.content()), None, "");
        world.office.judge(&act).is_ok()
    }

    /// Submits a folder that no [`Paper`] can be.
    pub(crate) fn submit_folder(mut self, content: Content) -> Verdict {
        self.digest = Some(Sha256::of(format!("{content:?}").as_bytes()));
        self.act(Deed::Submit(content), None, "")
    }

    pub(crate) fn revise(mut self, paper: Paper) -> Verdict {
        self.digest = Some(paper.digest());
        self.because("按意见修改").act(Deed::Revise(paper.content()), None, "")
    }

    pub(crate) fn approve(self, opinion: &str) -> Verdict {
        self.in_step(Deed::Approve, opinion)
    }

    pub(crate) fn disagree(self, opinion: &str) -> Verdict {
        self.in_step(Deed::Disagree, opinion)
    }

    pub(crate) fn read(self, opinion: &str) -> Verdict {
        self.in_step(Deed::Read, opinion)
    }

    /// 已阅 by one to whom it was circulated.
    pub(crate) fn have_read(self) -> Verdict {
        self.act(Deed::Read, None, "")
    }

    pub(crate) fn complete(self, opinion: &str) -> Verdict {
        self.in_step(Deed::Complete, opinion)
    }

    pub(crate) fn give_back(self, reason: &str) -> Verdict {
        self.because(reason).in_step(Deed::Return { to: None, straight: false }, "")
    }

    /// Returned to a step, or to the drafter if it is empty; straight back afterwards or not.
    pub(crate) fn give_back_to(self, step: &str, straight: bool) -> Verdict {
        let to = (!step.is_empty()).then(|| slug(step));
        self.because("请补充").in_step(Deed::Return { to, straight }, "")
    }

    pub(crate) fn issue(self, number: &str) -> Verdict {
        self.issue_with(number, "同意印发")
    }

    pub(crate) fn issue_with(self, number: &str, opinion: &str) -> Verdict {
        self.in_step(Deed::Issue { number: number.to_owned() }, opinion)
    }

    pub(crate) fn seal(self, which: &str) -> Verdict {
        self.in_step(Deed::Seal { seal: slug(which) }, "")
    }

    pub(crate) fn withdraw(self, reason: &str) -> Verdict {
        self.because(reason).act(Deed::Withdraw, None, "")
    }

    /// Executes a request that proposes what this paper does.
    pub(crate) fn execute(self, paper: &Paper) -> Verdict {
        self.in_step(Deed::Execute(paper.content()), "")
    }

    pub(crate) fn affirm(self, affirms: u64, opinion: &str) -> Verdict {
        self.act(Deed::Affirm { affirms }, None, opinion)
    }

    pub(crate) fn transfer(self, to: &str) -> Verdict {
        self.in_step(Deed::Transfer { to: slug(to) }, "")
    }

    pub(crate) fn consult(self, to: &str) -> Verdict {
        self.in_step(Deed::Consult { to: slug(to) }, "请先提意见")
    }

    pub(crate) fn answer(self, opinion: &str) -> Verdict {
        self.in_step(Deed::Reply, opinion)
    }

    /// 答复 besides the steps.
    pub(crate) fn reply(self, opinion: &str) -> Verdict {
        self.act(Deed::Reply, None, opinion)
    }

    pub(crate) fn add_sign(self, to: &str, how: How) -> Verdict {
        self.in_step(Deed::AddSign { to: Some(slug(to)), how }, "")
    }

    /// 越级.
    pub(crate) fn lift(self, reason: &str) -> Verdict {
        self.because(reason).in_step(Deed::AddSign { to: None, how: How::Lift }, "")
    }

    pub(crate) fn remove_sign(self, to: &str) -> Verdict {
        self.in_step(Deed::RemoveSign { to: slug(to) }, "")
    }

    /// 终止 in a step.
    pub(crate) fn terminate(self, reason: &str) -> Verdict {
        self.because(reason).in_step(Deed::Terminate, "")
    }

    /// What is done besides the steps, with these words as opinion or as reason, whichever the verb carries.
    pub(crate) fn beside(mut self, deed: Deed, words: &str) -> Verdict {
        let reasons = [Verb::TakeBack, Verb::Terminate, Verb::Void, Verb::Repeal, Verb::Recall];
        if reasons.contains(&deed.verb()) {
            words.clone_into(&mut self.reason);
            return self.act(deed, None, "");
        }
        self.act(deed, None, words)
    }

    /// 发送, with main recipients and those for a copy, separated by spaces.
    pub(crate) fn send(self, to: &str, copies: &str) -> Verdict {
        let named = |text: &str| text.split_whitespace().map(|one| one.parse().unwrap()).collect();
        self.act(Deed::Send { to: named(to), copies: named(copies) }, None, "")
    }

    /// 首次打开, by that person, so many seconds ago.
    pub(crate) fn open(self, addressee: &str, person: &str, ago: i64) -> Verdict {
        let time = self.world.time - ago;
        let opening = Opening { addressee: addressee.parse().unwrap(), person: slug(person), time };
        self.act(Deed::Open { openings: vec![opening] }, None, "")
    }

    /// 签收.
    pub(crate) fn receive(self, addressee: &str, opinion: &str) -> Verdict {
        self.act(Deed::Receive { addressee: addressee.parse().unwrap() }, None, opinion)
    }

    /// 退回 by who receives.
    pub(crate) fn refuse(self, addressee: &str, reason: &str) -> Verdict {
        self.because(reason).act(Deed::Refuse { addressee: addressee.parse().unwrap() }, None, "")
    }

    fn in_step(self, deed: Deed, opinion: &str) -> Verdict {
        let step = self.current();
        self.act(deed, Some(step), opinion)
    }

    /// The step named, else the current one, else one that exists.
    fn current(&self) -> Slug {
        let office = &self.world.office;
        let docket = office.docket(&self.subject).map(|docket| office.settled(docket, self.world.time));
        let current = docket.as_ref().and_then(|docket| office.current_step(docket));
        self.step.clone().or_else(|| current.map(|step| step.name.clone())).unwrap_or_else(|| slug("review"))
    }

    /// The act as it is judged.
    fn written(self, deed: Deed, step: Option<Slug>, opinion: &str) -> (&'w mut World, Act) {
        let handed_in = self.world.office.docket(&self.subject).map(|docket| docket.digest);
        let act = Act {
            seq: self.world.seq + 1,
            time: self.world.time,
            signer: self.signer,
            name: self.name,
            email: self.email,
            subject: self.subject,
            digest: self.digest.or(handed_in).unwrap_or_else(|| doc().digest()),
            step,
            behalf: self.behalf,
            opinion: opinion.to_owned(),
            reason: self.reason,
            confirms: self.confirms,
            deed,
        };
        (self.world, act)
    }

    /// The act as it would be judged.
    pub(crate) fn act_of(self, deed: Deed) -> Act {
        self.written(deed, None, "").1
    }

    fn act(self, deed: Deed, step: Option<Slug>, opinion: &str) -> Verdict {
        let (world, act) = self.written(deed, step, opinion);
        world.attempt(&act)
    }
}

/// What the office said.
#[must_use]
pub(crate) struct Verdict {
    verb: Verb,
    result: Result<(), Violation>,
}

impl Verdict {
    #[track_caller]
    pub(crate) fn ok(self) {
        assert_eq!(self.result, Ok(()), "{} should be allowed", self.verb);
    }

    /// The number of the refusal, if it is one.
    pub(crate) fn code(&self) -> Option<u16> {
        self.result.as_ref().err().map(Violation::code)
    }

    /// Refused for this reason, which is handed out.
    #[track_caller]
    pub(crate) fn refused(self, code: u16) -> Violation {
        match self.result {
            Ok(()) => panic!("{} should be refused with K{code}", self.verb),
            Err(violation) => {
                assert_eq!(violation.code(), code, "{}: {violation:?}", self.verb);
                violation
            }
        }
    }

    /// The numbers of a form's faults; none, if it is in order.
    #[track_caller]
    pub(crate) fn faults(self) -> Vec<u16> {
        match self.result {
            Ok(()) => Vec::new(),
            Err(Violation::Form { faults, .. }) => faults.iter().map(FormFault::code).collect(),
            Err(violation) => panic!("{}: {violation:?}", self.verb),
        }
    }

    /// Refused as a form with exactly these faults: number and line.
    #[track_caller]
    pub(crate) fn form(self, expected: &[(u16, Option<usize>)]) {
        let Violation::Form { faults, .. } = self.refused(508) else { unreachable!() };
        let found: Vec<_> = faults.iter().map(|fault| (fault.code(), fault.line)).collect();
        assert_eq!(found, expected, "{faults:?}");
    }
}
