//! Refusals of the office: a permanently numbered list, in the order in which rules are asked.
//!
//! A number is never given twice and never changes its meaning. Texts and hints stand in the catalogue under
//! `K<number>`; `docs/refusals.md` lists them all.

use super::act::Verb;
use super::docket::Stage;
use super::front::{FrontFault, FrontWhat};
use super::partner::{Answered, FromParcel};
use super::register::{Change, SealKind, Standing};
use super::title::Title;
use crate::id::{Fingerprint, Sha256, Slug, SubjectId};
use crate::words::{Message, Say};

/// Why an act is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Violation {
    /// K201: the certificate is nobody's.
    UnknownSigner {
        /// The certificate.
        fingerprint: Fingerprint,
    },
    /// K202: the certificate may not be used.
    NotActive {
        /// The certificate.
        fingerprint: Fingerprint,
        /// The name of the person whose it is.
        holder: String,
        /// Its standing.
        standing: Standing,
    },
    /// K203: a seal's key signed an act.
    SealSigned {
        /// The seal.
        seal: Slug,
    },
    /// K204: the author line is not the register's.
    Identity {
        /// What the register says.
        expected: String,
        /// What was written.
        found: String,
    },
    /// K205: in question, because the certificate was compromised, and nobody else has affirmed the act.
    Doubted {
        /// The certificate.
        fingerprint: Fingerprint,
        /// Whose it is: a person's name or a seal's.
        holder: String,
        /// The last act of it that is beyond doubt.
        after: u64,
    },
    /// K501: no such collection.
    UnknownCollection {
        /// What was asked for.
        collection: String,
        /// What there is.
        known: Vec<String>,
    },
    /// K502: the subject is there already.
    Exists {
        /// Which.
        subject: SubjectId,
    },
    /// K503: no such subject.
    NoSubject {
        /// Which.
        subject: SubjectId,
    },
    /// K504: the subject is closed.
    Closed {
        /// Which.
        subject: SubjectId,
        /// In which state.
        stage: Stage,
    },
    /// K505: only the drafter may do that.
    NotDrafter {
        /// What.
        verb: Verb,
        /// The drafter's name.
        drafter: String,
    },
    /// K506: it was signed off already.
    AlreadyIssued {
        /// What.
        verb: Verb,
        /// The number it got.
        number: String,
    },
    /// K507: the text is the one handed in before.
    NothingRevised {
        /// Its digest.
        digest: Sha256,
    },
    /// K508: the form is not in order.
    Form {
        /// Which subject.
        subject: SubjectId,
        /// All faults, never empty.
        faults: Vec<FormFault>,
    },
    /// K509: nobody could act in a step.
    NobodyAsked {
        /// The step, as people call it.
        step: String,
    },
    /// K511: the subject is back with its drafter.
    IsBack {
        /// Which.
        subject: SubjectId,
        /// In which state.
        stage: Stage,
    },
    /// K512: another step's turn (I2).
    WrongStep {
        /// The step it is at.
        expected: Slug,
        /// The step the act names.
        found: Slug,
    },
    /// K513: this verb is not for this step.
    NotAllowed {
        /// What.
        verb: Verb,
        /// Where, as people call it.
        step: String,
        /// What is allowed there.
        allowed: Vec<Verb>,
    },
    /// K514: somebody else is asked.
    NotAsked {
        /// Who tried.
        person: String,
        /// In which step, as people call it.
        step: String,
        /// Who is asked.
        asked: Vec<String>,
    },
    /// K515: decided already in this step.
    AlreadyDecided {
        /// Who.
        person: String,
        /// With which act.
        seq: u64,
    },
    /// K516: the approval is of another text.
    OtherContent {
        /// The digest handed in.
        expected: Sha256,
        /// The digest the act names.
        found: Sha256,
    },
    /// K517: no opinion (I5).
    NoOpinion {
        /// What was done without.
        verb: Verb,
    },
    /// K518: no reason.
    NoReason {
        /// What was done without.
        verb: Verb,
    },
    /// K519: an approval that says only that it was read (I6).
    OnlyRead {
        /// What was done.
        verb: Verb,
        /// The opinion.
        opinion: String,
    },
    /// K520: an opinion that nobody would read to its end.
    TooLong {
        /// Its length in characters.
        length: usize,
    },
    /// K521: not the next number (H1).
    WrongNumber {
        /// The next number.
        expected: String,
        /// The number the act gives.
        found: String,
    },
    /// K522: the issuing unit has no code.
    NoCode {
        /// The unit.
        unit: String,
    },
    /// K523: the subject rests on an act that is in question.
    InQuestion {
        /// Which subject.
        subject: SubjectId,
        /// The first such act.
        seq: u64,
    },
    /// K524: an act that is not in question, or not about this subject.
    NotInQuestion {
        /// Which subject.
        subject: SubjectId,
        /// The act.
        seq: u64,
    },
    /// K525: executed by one who drafted or approved the request (A4).
    OwnRequest {
        /// Who.
        person: String,
        /// The act by which he drafted or approved it.
        seq: u64,
    },
    /// K526: what is to be changed has been changed meanwhile.
    Overtaken {
        /// The path.
        path: String,
        /// The act that changed it.
        seq: u64,
    },
    /// K527: with the proposed files settings, register and workflows would not be in order.
    Unsound {
        /// Which request.
        subject: SubjectId,
        /// All faults, never empty.
        faults: Vec<FoundingFault>,
    },
    /// K528: somebody else has to affirm it.
    MayNotAffirm {
        /// Who tried.
        person: String,
        /// The act.
        seq: u64,
        /// Who may.
        asked: Vec<String>,
    },
    /// K529: others draft such subjects (L7, L8).
    NotADrafter {
        /// Who tried.
        person: String,
        /// Who may.
        asked: Vec<String>,
    },
    /// K530: no delegation under which he could act (M5).
    NotDelegate {
        /// Who tried.
        person: String,
        /// In whose place.
        behalf: String,
    },
    /// K531: others come first.
    NotYet {
        /// Who tried.
        person: String,
        /// In which step, as people call it.
        step: String,
        /// Who comes first.
        first: Vec<String>,
    },
    /// K532: late, and no word why (J3).
    Late {
        /// What was done.
        verb: Verb,
        /// In which step, as people call it.
        step: String,
        /// When it was due, in the office's time.
        due: String,
    },
    /// K533: the flow so far was not confirmed (I8).
    NotConfirmed {
        /// The last act about the subject.
        expected: u64,
        /// What the act confirms.
        found: Option<u64>,
    },
    /// K534: somebody who cannot be named there.
    WrongPerson {
        /// What was done.
        verb: Verb,
        /// Whom it names.
        person: String,
    },
    /// K535: nobody whom this person added.
    NotAdded {
        /// Who tried.
        person: String,
        /// Whom he named.
        other: String,
    },
    /// K536: levels are not skipped (I2, I3).
    SkipsLevel {
        /// Who would be asked too early, or would lift the order without being the next-higher leader.
        person: String,
        /// The step that comes next.
        next: Option<Slug>,
    },
    /// K537: it cannot go back there, or not in that way.
    WrongReturn {
        /// Where it was to go.
        found: String,
        /// Where it can.
        passed: Vec<String>,
    },
    /// K538: not his to take back, or no longer.
    NotTakenBack {
        /// Who tried.
        person: String,
        /// The last act about the subject.
        seq: u64,
    },
    /// K539: others may do that besides the steps.
    NotForYou {
        /// What.
        verb: Verb,
        /// Who tried.
        person: String,
        /// Who may.
        asked: Vec<String>,
    },
    /// K540: a time limit that has passed already.
    DuePast {
        /// The limit, in the office's time.
        due: String,
    },
    /// K563: no step is for such a form.
    NoStep {
        /// Which subject.
        subject: SubjectId,
    },
    /// K564: what the number rests on cannot be revised.
    NumberGiven {
        /// The number.
        number: String,
    },
    /// K565: not through all steps.
    NotThrough {
        /// What was to be done.
        verb: Verb,
        /// In which state it is.
        stage: Stage,
    },
    /// K566: void, repealed or recalled already.
    EndedAlready {
        /// Which subject.
        subject: SubjectId,
        /// In which state.
        stage: Stage,
    },
    /// K567: what it repeals is not in force.
    NotInForce {
        /// What it names.
        other: SubjectId,
    },
    /// K568: it was not given to him to read, or he has read it.
    NotAReader {
        /// Who tried.
        person: String,
    },
    /// K569: a delegation or a handover that cannot be.
    WrongDeputy {
        /// The field that is wrong.
        field: &'static str,
        /// What it holds.
        found: String,
    },
    /// K570: such a change is not for requests of this collection.
    OtherKind {
        /// What would change.
        change: Change,
        /// The first path of it.
        path: String,
        /// The collection.
        collection: String,
        /// The collections whose requests may.
        others: Vec<String>,
    },
    /// K571: he would gain by what he has a say in.
    Gains {
        /// Who.
        person: String,
    },
    /// K572: what was reported lost is not in use, or not one thing.
    NothingLost {
        /// The field that is wrong.
        field: &'static str,
        /// What it holds.
        found: String,
    },
    /// K573: nobody could sign any more.
    NobodyLeft,
    /// K574: what was reported lost is let go by no withdrawal.
    StaysSuspended {
        /// The report.
        subject: SubjectId,
    },
    /// K575: it was carried out already.
    AlreadyExecuted {
        /// What.
        verb: Verb,
        /// The act that carried it out.
        seq: u64,
    },
    /// K576: somebody else asks for a new certificate of one who can sign.
    NotHisKey {
        /// Whose it would be.
        person: String,
    },
    /// Of sending and receiving.
    Delivery(Undelivered),
    /// K601: no such seal.
    UnknownSeal {
        /// What was asked for.
        seal: Slug,
    },
    /// K602: not signed off yet (F11).
    NotIssued {
        /// Which subject.
        subject: SubjectId,
    },
    /// K603: another unit's seal.
    OtherUnitsSeal {
        /// The seal.
        seal: Slug,
        /// The unit it stands for.
        unit: String,
        /// The issuing unit.
        issuer: String,
    },
    /// K604: not a custodian (F5).
    NotCustodian {
        /// Who tried.
        person: String,
        /// The seal.
        seal: Slug,
        /// Its custodians.
        custodians: Vec<String>,
    },
    /// K605: the seal stands there already.
    AlreadySealed {
        /// The seal.
        seal: Slug,
        /// With which act.
        seq: u64,
    },
    /// K606: the seal has no certificate that may be used.
    SealNotActive {
        /// The seal.
        seal: Slug,
    },
    /// K607: a personal seal where the unit's belongs, or the other way round.
    OtherSort {
        /// The seal.
        seal: Slug,
        /// What kind it is.
        kind: SealKind,
    },
    /// K608: another seal of the unit stands there already.
    UnitSealed {
        /// The unit.
        unit: String,
        /// The act that put it.
        seq: u64,
    },
}

impl Violation {
    /// The permanent number.
    pub const fn code(&self) -> u16 {
        self.entry().0
    }

    const fn entry(&self) -> (u16, &'static str) {
        match self {
            Self::UnknownSigner { .. } => (201, "K201"),
            Self::NotActive { .. } => (202, "K202"),
            Self::SealSigned { .. } => (203, "K203"),
            Self::Identity { .. } => (204, "K204"),
            Self::Doubted { .. } => (205, "K205"),
            Self::UnknownCollection { .. } => (501, "K501"),
            Self::Exists { .. } => (502, "K502"),
            Self::NoSubject { .. } => (503, "K503"),
            Self::Closed { .. } => (504, "K504"),
            Self::NotDrafter { .. } => (505, "K505"),
            Self::AlreadyIssued { .. } => (506, "K506"),
            Self::NothingRevised { .. } => (507, "K507"),
            Self::Form { .. } => (508, "K508"),
            Self::NobodyAsked { .. } => (509, "K509"),
            Self::IsBack { .. } => (511, "K511"),
            Self::WrongStep { .. } => (512, "K512"),
            Self::NotAllowed { .. } => (513, "K513"),
            Self::NotAsked { .. } => (514, "K514"),
            Self::AlreadyDecided { .. } => (515, "K515"),
            Self::OtherContent { .. } => (516, "K516"),
            Self::NoOpinion { .. } => (517, "K517"),
            Self::NoReason { .. } => (518, "K518"),
            Self::OnlyRead { .. } => (519, "K519"),
            Self::TooLong { .. } => (520, "K520"),
            Self::WrongNumber { .. } => (521, "K521"),
            Self::NoCode { .. } => (522, "K522"),
            Self::InQuestion { .. } => (523, "K523"),
            Self::NotInQuestion { .. } => (524, "K524"),
            Self::OwnRequest { .. } => (525, "K525"),
            Self::Overtaken { .. } => (526, "K526"),
            Self::Unsound { .. } => (527, "K527"),
            Self::MayNotAffirm { .. } => (528, "K528"),
            Self::NotADrafter { .. } => (529, "K529"),
            Self::NotDelegate { .. } => (530, "K530"),
            Self::NotYet { .. } => (531, "K531"),
            Self::Late { .. } => (532, "K532"),
            Self::NotConfirmed { .. } => (533, "K533"),
            Self::WrongPerson { .. } => (534, "K534"),
            Self::NotAdded { .. } => (535, "K535"),
            Self::SkipsLevel { .. } => (536, "K536"),
            Self::WrongReturn { .. } => (537, "K537"),
            Self::NotTakenBack { .. } => (538, "K538"),
            Self::NotForYou { .. } => (539, "K539"),
            Self::DuePast { .. } => (540, "K540"),
            Self::NoStep { .. } => (563, "K563"),
            Self::NumberGiven { .. } => (564, "K564"),
            Self::NotThrough { .. } => (565, "K565"),
            Self::EndedAlready { .. } => (566, "K566"),
            Self::NotInForce { .. } => (567, "K567"),
            Self::NotAReader { .. } => (568, "K568"),
            Self::WrongDeputy { .. } => (569, "K569"),
            Self::OtherKind { .. } => (570, "K570"),
            Self::Gains { .. } => (571, "K571"),
            Self::NothingLost { .. } => (572, "K572"),
            Self::NobodyLeft => (573, "K573"),
            Self::StaysSuspended { .. } => (574, "K574"),
            Self::AlreadyExecuted { .. } => (575, "K575"),
            Self::NotHisKey { .. } => (576, "K576"),
            Self::Delivery(why) => why.entry(),
            Self::UnknownSeal { .. } => (601, "K601"),
            Self::NotIssued { .. } => (602, "K602"),
            Self::OtherUnitsSeal { .. } => (603, "K603"),
            Self::NotCustodian { .. } => (604, "K604"),
            Self::AlreadySealed { .. } => (605, "K605"),
            Self::SealNotActive { .. } => (606, "K606"),
            Self::OtherSort { .. } => (607, "K607"),
            Self::UnitSealed { .. } => (608, "K608"),
        }
    }
}

impl Say for Violation {
    fn say(&self) -> Message {
        let message = Message::new(self.entry().1);
        match self {
            Self::UnknownSigner { fingerprint } => message.with("fingerprint", fingerprint),
            Self::NotActive { fingerprint, holder, standing } => {
                message.with("fingerprint", fingerprint).with("holder", holder).with("standing", standing.word())
            }
            Self::SealSigned { seal } | Self::UnknownSeal { seal } | Self::SealNotActive { seal } => {
                message.with("seal", seal)
            }
            Self::Identity { expected, found } => message.with("expected", expected).with("found", found),
            Self::Doubted { fingerprint, holder, after } => {
                message.with("fingerprint", fingerprint).with("holder", holder).with("after", after)
            }
            Self::UnknownCollection { collection, known } => {
                message.with("collection", collection).with("known", known.join(", "))
            }
            Self::Exists { subject } | Self::NoSubject { subject } | Self::NotIssued { subject } => {
                message.with("subject", subject)
            }
            Self::Closed { subject, stage } | Self::IsBack { subject, stage } => {
                message.with("subject", subject).with("stage", stage.word())
            }
            Self::NotDrafter { verb, drafter } => message.with("verb", verb).with("drafter", drafter),
            Self::AlreadyIssued { verb, number } => message.with("verb", verb).with("number", number),
            Self::NothingRevised { digest } => message.with("digest", digest),
            Self::Form { subject, faults } => message.with("subject", subject).with("count", faults.len()),
            Self::NobodyAsked { step } => message.with("step", step),
            Self::WrongStep { expected, found } => message.with("expected", expected).with("found", found),
            Self::NotAllowed { verb, step, allowed } => message
                .with("verb", verb)
                .with("step", step)
                .with("allowed", allowed.iter().map(|verb| verb.word()).collect::<Vec<_>>().join(", ")),
            Self::NotAsked { person, step, asked } => {
                message.with("person", person).with("step", step).with("asked", asked.join(", "))
            }
            Self::AlreadyDecided { person, seq } => message.with("person", person).with("seq", seq),
            Self::OtherContent { expected, found } => message.with("expected", expected).with("found", found),
            Self::NoOpinion { verb } | Self::NoReason { verb } => message.with("verb", verb),
            Self::OnlyRead { verb, opinion } => message.with("verb", verb).with("opinion", opinion),
            Self::TooLong { length } => message.with("length", length).with("most", super::judge::LONGEST_OPINION),
            Self::WrongNumber { expected, found } => message.with("expected", expected).with("found", found),
            Self::NoCode { unit } => message.with("unit", unit),
            Self::InQuestion { subject, seq } | Self::NotInQuestion { subject, seq } => {
                message.with("subject", subject).with("seq", seq)
            }
            Self::OwnRequest { person, seq } => message.with("person", person).with("seq", seq),
            Self::Overtaken { path, seq } => message.with("path", path).with("seq", seq),
            Self::Unsound { subject, faults } => message.with("subject", subject).with("count", faults.len()),
            Self::MayNotAffirm { person, seq, asked } => {
                message.with("person", person).with("seq", seq).with("asked", asked.join(", "))
            }
            Self::NotADrafter { person, asked } => message.with("person", person).with("asked", listed(asked)),
            Self::NotDelegate { person, behalf } => message.with("person", person).with("behalf", behalf),
            Self::NotYet { person, step, first } => {
                message.with("person", person).with("step", step).with("first", listed(first))
            }
            Self::Late { verb, step, due } => message.with("verb", verb).with("step", step).with("due", due),
            Self::NotConfirmed { expected, found } => message
                .with("expected", expected)
                .with("found", found.map_or_else(|| "—".to_owned(), |found| found.to_string())),
            Self::WrongPerson { verb, person } => message.with("verb", verb).with("person", person),
            Self::NotAdded { person, other } => message.with("person", person).with("other", other),
            Self::SkipsLevel { person, next } => {
                message.with("person", person).with("next", next.as_ref().map_or("—", Slug::as_str))
            }
            Self::WrongReturn { found, passed } => message.with("found", found).with("passed", listed(passed)),
            Self::NotTakenBack { person, seq } => message.with("person", person).with("seq", seq),
            Self::NotForYou { verb, person, asked } => {
                message.with("verb", verb).with("person", person).with("asked", listed(asked))
            }
            Self::Delivery(why) => why.say(),
            Self::DuePast { due } => message.with("due", due),
            Self::NoStep { subject } => message.with("subject", subject),
            Self::NumberGiven { number } => message.with("number", number),
            Self::NotThrough { verb, stage } => message.with("verb", verb).with("stage", stage.word()),
            Self::EndedAlready { subject, stage } => message.with("subject", subject).with("stage", stage.word()),
            Self::NotInForce { other } => message.with("other", other),
            Self::NotAReader { person } => message.with("person", person),
            Self::WrongDeputy { field, found } | Self::NothingLost { field, found } => {
                message.with("field", field).with("found", found)
            }
            Self::OtherKind { change, path, collection, others } => message
                .with("change", change.word())
                .with("path", path)
                .with("collection", collection)
                .with("others", listed(others)),
            Self::Gains { person } | Self::NotHisKey { person } => message.with("person", person),
            Self::NobodyLeft => message,
            Self::StaysSuspended { subject } => message.with("subject", subject),
            Self::AlreadyExecuted { verb, seq } => message.with("verb", verb).with("seq", seq),
            Self::OtherSort { seal, kind } => message.with("seal", seal).with("kind", kind.word()),
            Self::UnitSealed { unit, seq } => message.with("unit", unit).with("seq", seq),
            Self::OtherUnitsSeal { seal, unit, issuer } => {
                message.with("seal", seal).with("unit", unit).with("issuer", issuer)
            }
            Self::NotCustodian { person, seal, custodians } => {
                message.with("person", person).with("seal", seal).with("custodians", custodians.join(", "))
            }
            Self::AlreadySealed { seal, seq } => message.with("seal", seal).with("seq", seq),
        }
    }
}

/// Why something is not sent or received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Undelivered {
    /// K578: nothing leaves without a seal (F11).
    NotSealed {
        /// Which subject.
        subject: SubjectId,
    },
    /// K579: no such recipient, or it is the sender.
    NoRecipient {
        /// As it was named.
        recipient: String,
    },
    /// K580: nobody can receive for a unit or a person (K6).
    NobodyReceives {
        /// Its title, or his name.
        name: String,
    },
    /// K581: the server's key signs openings and nothing else, and nobody else's does.
    WrongService {
        /// What was to be done.
        verb: Verb,
        /// Who signed.
        person: String,
    },
    /// K582: nothing was sent there.
    NothingSent {
        /// Where.
        addressee: String,
        /// Where it was sent.
        sent: Vec<String>,
    },
    /// K583: whoever is named has it already.
    HaveIt {
        /// As they were named.
        recipients: Vec<String>,
    },
    /// K584: the delivery was answered already.
    Answered {
        /// Whose.
        addressee: String,
        /// By which act.
        seq: u64,
    },
    /// K585: an opening that is not the first, was not then, or was by somebody who does not receive there.
    WrongOpening {
        /// Whose.
        addressee: String,
        /// By whom.
        person: String,
        /// When, in the office's time.
        time: String,
    },
    /// K586: what is to be registered was not received by that unit.
    NotReceived {
        /// The document.
        source: SubjectId,
        /// The unit's title.
        unit: String,
    },
    /// K587: it is registered there already.
    RegisteredAlready {
        /// The document.
        source: SubjectId,
        /// Under which subject.
        other: SubjectId,
    },
    /// K588: a correction that does not go to everybody who has what it corrects.
    CorrectionMisses {
        /// What it corrects.
        source: SubjectId,
        /// Who has that and would not get this.
        addressees: Vec<String>,
    },
    /// K589: what is for some would be registered for all (L2, L16).
    ForSome {
        /// The document.
        source: SubjectId,
    },
    /// K590: nobody is left to be urged: whoever it was sent to has answered.
    AllAnswered {
        /// The document.
        subject: SubjectId,
    },
    /// K591: what is sent for the first time has copies only (K2).
    NoMain {
        /// The document.
        subject: SubjectId,
    },
    /// K592: what was received would be registered by another title or number (K10).
    SaysOther {
        /// The document.
        source: SubjectId,
        /// What it says itself.
        there: String,
    },
    /// K594: what is handed in anew is about another document of another office, or an earlier sending of it.
    OtherParcel {
        /// What it was about.
        before: String,
    },
    /// K595: no document of a partner that came in a parcel.
    NoParcel {
        /// As it is written.
        found: String,
    },
    /// K596: that document was entered already.
    EnteredAlready {
        /// As it is written.
        found: String,
        /// Under which subject.
        other: SubjectId,
    },
    /// K597: a receipt of nothing that was sent to that partner by that act.
    NoSending {
        /// As it is written.
        found: String,
    },
    /// K598: that sending has its receipt already.
    ReceiptAlready {
        /// As it is written.
        found: String,
        /// The act by which it came.
        seq: u64,
    },
    /// K599: that sending was sent back, or a later one has come.
    Outdated {
        /// As it is written.
        found: String,
        /// By which subject.
        other: SubjectId,
        /// Which sending that was about.
        seq: u64,
    },
}

impl Undelivered {
    const fn entry(&self) -> (u16, &'static str) {
        match self {
            Self::NotSealed { .. } => (578, "K578"),
            Self::NoRecipient { .. } => (579, "K579"),
            Self::NobodyReceives { .. } => (580, "K580"),
            Self::WrongService { .. } => (581, "K581"),
            Self::NothingSent { .. } => (582, "K582"),
            Self::HaveIt { .. } => (583, "K583"),
            Self::Answered { .. } => (584, "K584"),
            Self::WrongOpening { .. } => (585, "K585"),
            Self::NotReceived { .. } => (586, "K586"),
            Self::RegisteredAlready { .. } => (587, "K587"),
            Self::CorrectionMisses { .. } => (588, "K588"),
            Self::ForSome { .. } => (589, "K589"),
            Self::AllAnswered { .. } => (590, "K590"),
            Self::NoMain { .. } => (591, "K591"),
            Self::SaysOther { .. } => (592, "K592"),
            Self::OtherParcel { .. } => (594, "K594"),
            Self::NoParcel { .. } => (595, "K595"),
            Self::EnteredAlready { .. } => (596, "K596"),
            Self::NoSending { .. } => (597, "K597"),
            Self::ReceiptAlready { .. } => (598, "K598"),
            Self::Outdated { .. } => (599, "K599"),
        }
    }
}

impl Say for Undelivered {
    fn say(&self) -> Message {
        let message = Message::new(self.entry().1);
        match self {
            Self::NotSealed { subject } => message.with("subject", subject),
            Self::NoRecipient { recipient } => message.with("recipient", recipient),
            Self::NobodyReceives { name } => message.with("name", name),
            Self::WrongService { verb, person } => message.with("verb", verb).with("person", person),
            Self::NothingSent { addressee, sent } => message.with("addressee", addressee).with("sent", listed(sent)),
            Self::HaveIt { recipients } => message.with("recipients", listed(recipients)),
            Self::Answered { addressee, seq } => message.with("addressee", addressee).with("seq", seq),
            Self::WrongOpening { addressee, person, time } => {
                message.with("addressee", addressee).with("person", person).with("time", time)
            }
            Self::NotReceived { source, unit } => message.with("source", source).with("unit", unit),
            Self::RegisteredAlready { source, other } => message.with("source", source).with("other", other),
            Self::CorrectionMisses { source, addressees } => {
                message.with("source", source).with("addressees", listed(addressees))
            }
            Self::ForSome { source } => message.with("source", source),
            Self::AllAnswered { subject } | Self::NoMain { subject } => message.with("subject", subject),
            Self::SaysOther { source, there } => message.with("source", source).with("there", there),
            Self::OtherParcel { before } => message.with("before", before),
            Self::Outdated { found, other, seq } => sending(message, found).with("other", other).with("seq", seq),
            Self::NoParcel { found } | Self::NoSending { found } => message.with("found", found),
            Self::EnteredAlready { found, other } => sending(message, found).with("other", other),
            Self::ReceiptAlready { found, seq } => sending(message, found).with("seq", seq),
        }
    }
}

impl From<Undelivered> for Violation {
    fn from(why: Undelivered) -> Self {
        Self::Delivery(why)
    }
}

/// With the document that a line is about, and the act that sent it.
fn sending(message: Message, line: &str) -> Message {
    let parcel = line.parse::<FromParcel>().map(|parcel| (parcel.subject, parcel.seq));
    let named = parcel.or_else(|_| line.parse::<Answered>().map(|answered| (answered.subject, answered.seq)));
    match named {
        Ok((subject, seq)) => message.with("subject", subject).with("sending", seq),
        Err(_) => message.with("subject", line).with("sending", "—"),
    }
}

/// Names in a row; a dash for none.
fn listed(names: &[String]) -> String {
    if names.is_empty() { "—".to_owned() } else { names.join(", ") }
}

/// One fault in a subject's folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormFault {
    /// The line of `index.md`, if it is one line's fault.
    pub line: Option<usize>,
    /// What is wrong.
    pub what: FormWhat,
}

/// What is wrong in a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormWhat {
    /// K541: the head cannot be read.
    Head(FrontWhat),
    /// K542: a field the form does not have.
    UnknownField {
        /// What was found.
        name: String,
        /// What the form has.
        known: Vec<String>,
    },
    /// K543: a field that must be there is not.
    MissingField {
        /// Which.
        name: String,
    },
    /// K544: another kind of value.
    FieldType {
        /// The field.
        name: String,
        /// The kind expected.
        expected: &'static str,
    },
    /// K545: not one of the choices.
    NotAChoice {
        /// The field.
        name: String,
        /// What was found.
        value: String,
        /// What may be chosen.
        choices: Vec<String>,
    },
    /// K546: too long.
    TooLong {
        /// The field.
        name: String,
        /// Its length in characters.
        length: usize,
        /// The most allowed.
        max: usize,
    },
    /// K547: the register has no such unit or person.
    Unknown {
        /// The field.
        name: String,
        /// What was found.
        value: String,
    },
    /// K548: an attachment that is not there.
    NoAttachment {
        /// Its name.
        name: String,
    },
    /// K549: the text shows or links to a file that is not there.
    NoTarget {
        /// The file.
        target: String,
    },
    /// K550: a file over the limit.
    FileTooLarge {
        /// Its name.
        name: String,
        /// Its size in bytes.
        size: u64,
        /// The most allowed.
        limit: u64,
    },
    /// K551: a folder over the limit.
    FolderTooLarge {
        /// Its size in bytes.
        size: u64,
        /// The most allowed.
        limit: u64,
    },
    /// K552: a folder in the folder.
    Subfolder {
        /// The file in it.
        name: String,
    },
    /// K553: no `index.md`.
    NoIndex,
    /// K554: spaces at an end, or characters that cannot be seen.
    NotPlain {
        /// The field.
        name: String,
    },
    /// K555: a proposed file at a path that change requests do not write.
    NotProposable {
        /// The path it would have.
        path: String,
    },
    /// K556: a change request that proposes no file.
    NothingProposed,
    /// K557: a rule of the house.
    Check {
        /// Its name.
        name: String,
        /// What it says.
        says: Title,
    },
    /// K558: a heading of the template is not there, or not in its place.
    NoHeading {
        /// Which.
        heading: String,
    },
    /// K559: no such subject in the record, or of another collection.
    NoReference {
        /// The field.
        name: String,
        /// What it names.
        value: String,
    },
    /// K560: a file that may not stand beside the text, or too many.
    NotThisFile {
        /// The file.
        name: String,
        /// The endings allowed, or how many files.
        allowed: String,
    },
    /// K561: a number out of bounds.
    OutOfBounds {
        /// The field.
        name: String,
        /// What it holds.
        value: String,
        /// The bounds.
        bounds: String,
    },
    /// K562: not of the shape asked for.
    OtherShape {
        /// The field.
        name: String,
        /// What it holds.
        value: String,
        /// The shape.
        shape: String,
    },
    /// K577: a folder of imported documents, or of one, in which there is none.
    NoDocument {
        /// The folder.
        name: String,
    },
}

impl FormFault {
    /// The permanent number.
    pub const fn code(&self) -> u16 {
        self.entry().0
    }

    const fn entry(&self) -> (u16, &'static str) {
        match self.what {
            FormWhat::Head(_) => (541, "K541"),
            FormWhat::UnknownField { .. } => (542, "K542"),
            FormWhat::MissingField { .. } => (543, "K543"),
            FormWhat::FieldType { .. } => (544, "K544"),
            FormWhat::NotAChoice { .. } => (545, "K545"),
            FormWhat::TooLong { .. } => (546, "K546"),
            FormWhat::Unknown { .. } => (547, "K547"),
            FormWhat::NoAttachment { .. } => (548, "K548"),
            FormWhat::NoTarget { .. } => (549, "K549"),
            FormWhat::FileTooLarge { .. } => (550, "K550"),
            FormWhat::FolderTooLarge { .. } => (551, "K551"),
            FormWhat::Subfolder { .. } => (552, "K552"),
            FormWhat::NoIndex => (553, "K553"),
            FormWhat::NotPlain { .. } => (554, "K554"),
            FormWhat::NotProposable { .. } => (555, "K555"),
            FormWhat::NothingProposed => (556, "K556"),
            FormWhat::Check { .. } => (557, "K557"),
            FormWhat::NoHeading { .. } => (558, "K558"),
            FormWhat::NoReference { .. } => (559, "K559"),
            FormWhat::NotThisFile { .. } => (560, "K560"),
            FormWhat::OutOfBounds { .. } => (561, "K561"),
            FormWhat::OtherShape { .. } => (562, "K562"),
            FormWhat::NoDocument { .. } => (577, "K577"),
        }
    }
}

impl Say for FormFault {
    fn say(&self) -> Message {
        let message = Message::new(self.entry().1);
        match &self.what {
            FormWhat::Head(what) => message.with("what", what.word()).with("detail", what.detail()),
            FormWhat::UnknownField { name, known } => message.with("name", name).with("known", known.join(", ")),
            FormWhat::MissingField { name } | FormWhat::NoAttachment { name } | FormWhat::NotPlain { name } => {
                message.with("name", name)
            }
            FormWhat::FieldType { name, expected } => message.with("name", name).with("expected", expected),
            FormWhat::NotAChoice { name, value, choices } => {
                message.with("name", name).with("value", value).with("choices", choices.join(", "))
            }
            FormWhat::TooLong { name, length, max } => {
                message.with("name", name).with("length", length).with("max", max)
            }
            FormWhat::Unknown { name, value } => message.with("name", name).with("value", value),
            FormWhat::NoTarget { target } => message.with("target", target),
            FormWhat::FileTooLarge { name, size, limit } => {
                message.with("name", name).with("size", size).with("limit", limit)
            }
            FormWhat::FolderTooLarge { size, limit } => message.with("size", size).with("limit", limit),
            FormWhat::Subfolder { name } | FormWhat::NoDocument { name } => message.with("name", name),
            FormWhat::NotProposable { path } => message.with("path", path),
            FormWhat::NoIndex | FormWhat::NothingProposed => message,
            // The house's own words: each language's text takes its own.
            FormWhat::Check { name, says } => message
                .with("name", name)
                .with("says", says.text("zh-CN"))
                .with("says-tw", says.text("zh-TW"))
                .with("says-en", says.text("en")),
            FormWhat::NoHeading { heading } => message.with("heading", heading),
            FormWhat::NoReference { name, value } => message.with("name", name).with("value", value),
            FormWhat::NotThisFile { name, allowed } => message.with("name", name).with("allowed", allowed),
            FormWhat::OutOfBounds { name, value, bounds } => {
                message.with("name", name).with("value", value).with("bounds", bounds)
            }
            FormWhat::OtherShape { name, value, shape } => {
                message.with("name", name).with("value", value).with("shape", shape)
            }
        }
    }
}

/// Why a set of settings, register and workflows cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundingFault {
    /// The file.
    pub path: String,
    /// What is wrong with it.
    pub what: FoundingWhat,
}

/// What is wrong with a file of the settings, the register or a workflow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FoundingWhat {
    /// K801: cannot be read.
    File(FrontFault),
    /// K802: not there.
    Missing,
    /// K803: a field holds what it may not.
    Field {
        /// The field.
        field: &'static str,
        /// What it holds.
        found: String,
    },
    /// K804: names something that does not exist.
    Unknown {
        /// The field.
        field: &'static str,
        /// What it names.
        value: String,
    },
    /// K805: the same value twice.
    Twice {
        /// The field.
        field: &'static str,
        /// The value.
        value: String,
        /// Where it stands already.
        other: String,
    },
    /// K806: units above each other in a circle.
    Cycle {
        /// One of them.
        unit: String,
    },
    /// K807: a folder or file name that is no slug.
    Slug {
        /// The name.
        found: String,
    },
    /// K808: a listed certificate's file is not there.
    NoFile {
        /// Its name.
        name: String,
    },
    /// K809: a certificate file that nobody lists.
    NotListed,
    /// K810: the founder is not in the register.
    NoFounder {
        /// The certificate that signs.
        fingerprint: Fingerprint,
    },
    /// K811: a certificate, unit or seal whose standing is final would get another.
    Final {
        /// The certificate, the unit's title or the seal's.
        name: String,
        /// Its standing, in the word of the register.
        was: &'static str,
    },
    /// K812: somebody would leave before another has taken over (M3, M4).
    NoHandover {
        /// His name.
        name: String,
    },
    /// K820: an abolished unit still has something (B8).
    NotEmpty {
        /// The unit's name.
        unit: String,
        /// The file of what it has.
        other: String,
    },
    /// K821: somebody who has left still has something (C30).
    HasLeft {
        /// His name.
        name: String,
        /// What, or the file that says so.
        other: String,
    },
    /// K822: an account has what only people have (C16, C21).
    Account {
        /// Its name.
        name: String,
        /// What, or the file that says so.
        other: String,
    },
    /// K823: a seal that is not used has a certificate that could be (F6).
    SealLives {
        /// The name on the seal.
        title: String,
        /// The certificate.
        name: String,
    },
    /// K824: somebody lacks what the settings ask for (C12, C15, C17, A8).
    Lacks {
        /// His name.
        name: String,
        /// The field.
        field: &'static str,
    },
    /// K825: a mailbox that is not the office's (C23, C33).
    Mailbox {
        /// The address.
        email: String,
        /// The domains it may be of.
        domains: Vec<String>,
    },
    /// K826: too few or too many hold a post (A5–A7).
    Staffed {
        /// The unit's name.
        unit: String,
        /// The post.
        post: String,
        /// How many it takes at least.
        least: i64,
        /// How many at most.
        most: Option<i64>,
        /// How many there are.
        found: i64,
    },
    /// K827: what was given once would be another (C17).
    Fixed {
        /// The field.
        field: &'static str,
        /// What it was.
        was: String,
    },
    /// K828: a unit's former name would be forgotten (B4).
    NameLost {
        /// The name.
        was: String,
    },
    /// K829: a seal with a name that its unit has no longer would still be used (F6).
    OldSeal {
        /// The name on the seal.
        title: String,
        /// The unit's name now.
        unit: String,
    },
}

impl FoundingFault {
    /// The permanent number.
    pub const fn code(&self) -> u16 {
        self.entry().0
    }

    const fn entry(&self) -> (u16, &'static str) {
        match self.what {
            FoundingWhat::File(_) => (801, "K801"),
            FoundingWhat::Missing => (802, "K802"),
            FoundingWhat::Field { .. } => (803, "K803"),
            FoundingWhat::Unknown { .. } => (804, "K804"),
            FoundingWhat::Twice { .. } => (805, "K805"),
            FoundingWhat::Cycle { .. } => (806, "K806"),
            FoundingWhat::Slug { .. } => (807, "K807"),
            FoundingWhat::NoFile { .. } => (808, "K808"),
            FoundingWhat::NotListed => (809, "K809"),
            FoundingWhat::NoFounder { .. } => (810, "K810"),
            FoundingWhat::Final { .. } => (811, "K811"),
            FoundingWhat::NoHandover { .. } => (812, "K812"),
            FoundingWhat::NotEmpty { .. } => (820, "K820"),
            FoundingWhat::HasLeft { .. } => (821, "K821"),
            FoundingWhat::Account { .. } => (822, "K822"),
            FoundingWhat::SealLives { .. } => (823, "K823"),
            FoundingWhat::Lacks { .. } => (824, "K824"),
            FoundingWhat::Mailbox { .. } => (825, "K825"),
            FoundingWhat::Staffed { .. } => (826, "K826"),
            FoundingWhat::Fixed { .. } => (827, "K827"),
            FoundingWhat::NameLost { .. } => (828, "K828"),
            FoundingWhat::OldSeal { .. } => (829, "K829"),
        }
    }
}

impl Say for FoundingFault {
    fn say(&self) -> Message {
        let message = Message::new(self.entry().1).with("path", &self.path);
        match &self.what {
            FoundingWhat::File(fault) => {
                message.with("line", fault.line).with("what", fault.what.word()).with("detail", fault.what.detail())
            }
            FoundingWhat::Missing | FoundingWhat::NotListed => message,
            FoundingWhat::Field { field, found } => message.with("field", field).with("found", found),
            FoundingWhat::Unknown { field, value } => message.with("field", field).with("value", value),
            FoundingWhat::Twice { field, value, other } => {
                message.with("field", field).with("value", value).with("other", other)
            }
            FoundingWhat::Cycle { unit } => message.with("unit", unit),
            FoundingWhat::Slug { found } => message.with("found", found),
            FoundingWhat::NoFile { name } => message.with("name", name),
            FoundingWhat::NoFounder { fingerprint } => message.with("fingerprint", fingerprint),
            FoundingWhat::Final { name, was } => message.with("name", name).with("standing", was),
            FoundingWhat::NoHandover { name } => message.with("name", name),
            FoundingWhat::NotEmpty { unit, other } => message.with("unit", unit).with("other", other),
            FoundingWhat::HasLeft { name, other } | FoundingWhat::Account { name, other } => {
                message.with("name", name).with("other", other)
            }
            FoundingWhat::SealLives { title, name } => message.with("title", title).with("name", name),
            FoundingWhat::Lacks { name, field } => message.with("name", name).with("field", field),
            FoundingWhat::Mailbox { email, domains } => {
                message.with("email", email).with("domains", domains.join(", "))
            }
            FoundingWhat::Staffed { unit, post, least, most, found } => message
                .with("unit", unit)
                .with("post", post)
                .with("least", least)
                .with("most", most.map_or_else(|| "—".to_owned(), |most| most.to_string()))
                .with("exact", if *most == Some(*least) { "yes" } else { "" })
                .with("found", found),
            FoundingWhat::Fixed { field, was } => message.with("field", field).with("was", was),
            FoundingWhat::NameLost { was } => message.with("was", was),
            FoundingWhat::OldSeal { title, unit } => message.with("title", title).with("unit", unit),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{Catalogue, Language};

    const FINGERPRINT: &str = "00112233445566778899AABBCCDDEEFF00112233";

    fn slug(text: &str) -> Slug {
        text.parse().unwrap()
    }

    fn violations() -> Vec<Violation> {
        let fingerprint: Fingerprint = FINGERPRINT.parse().unwrap();
        let subject: SubjectId = "documents/2026/spring".parse().unwrap();
        let (one, other) = (Sha256::of(b"1"), Sha256::of(b"2"));
        let list = || vec!["甲".to_owned(), "乙".to_owned()];
        vec![
            Violation::UnknownSigner { fingerprint: fingerprint.clone() },
            Violation::NotActive {
                fingerprint: fingerprint.clone(),
                holder: "周".into(),
                standing: Standing::Suspended,
            },
            Violation::SealSigned { seal: slug("office") },
            Violation::Identity { expected: "周 <zhou@a>".into(), found: "林 <lin@a>".into() },
            Violation::Doubted { fingerprint, holder: "周".into(), after: 7 },
            Violation::UnknownCollection { collection: "letters".into(), known: list() },
            Violation::Exists { subject: subject.clone() },
            Violation::NoSubject { subject: subject.clone() },
            Violation::Closed { subject: subject.clone(), stage: Stage::Withdrawn },
            Violation::NotDrafter { verb: Verb::Revise, drafter: "周".into() },
            Violation::AlreadyIssued { verb: Verb::Withdraw, number: "临政〔2026〕1号".into() },
            Violation::NothingRevised { digest: one },
            Violation::Form { subject: subject.clone(), faults: Vec::new() },
            Violation::NobodyAsked { step: "审核".into() },
            Violation::IsBack { subject: subject.clone(), stage: Stage::Returned },
            Violation::WrongStep { expected: slug("review"), found: slug("issue") },
            Violation::NotAllowed {
                verb: Verb::Read, step: "审核".into(), allowed: vec![Verb::Approve, Verb::Return]
            },
            Violation::NotAsked { person: "周".into(), step: "审核".into(), asked: list() },
            Violation::AlreadyDecided { person: "周".into(), seq: 7 },
            Violation::OtherContent { expected: one, found: other },
            Violation::NoOpinion { verb: Verb::Approve },
            Violation::NoReason { verb: Verb::Return },
            Violation::OnlyRead { verb: Verb::Approve, opinion: "已阅。".into() },
            Violation::TooLong { length: 2001 },
            Violation::WrongNumber { expected: "临政〔2026〕1号".into(), found: "临政〔2026〕2号".into() },
            Violation::NoCode { unit: "档案室".into() },
            Violation::InQuestion { subject: subject.clone(), seq: 7 },
            Violation::NotInQuestion { subject: subject.clone(), seq: 7 },
            Violation::OwnRequest { person: "周".into(), seq: 7 },
            Violation::Overtaken { path: "kanhe.toml".into(), seq: 7 },
            Violation::Unsound { subject: subject.clone(), faults: Vec::new() },
            Violation::MayNotAffirm { person: "周".into(), seq: 7, asked: list() },
            Violation::NotADrafter { person: "周".into(), asked: list() },
            Violation::NotDelegate { person: "周".into(), behalf: "林".into() },
            Violation::NotYet { person: "周".into(), step: "审核".into(), first: list() },
            Violation::Late { verb: Verb::Approve, step: "审核".into(), due: "2026-03-02 17:30".into() },
            Violation::NotConfirmed { expected: 7, found: None },
            Violation::WrongPerson { verb: Verb::Transfer, person: "林".into() },
            Violation::NotAdded { person: "周".into(), other: "林".into() },
            Violation::SkipsLevel { person: "周".into(), next: Some(slug("check")) },
            Violation::WrongReturn { found: "check".into(), passed: list() },
            Violation::NotTakenBack { person: "周".into(), seq: 7 },
            Violation::NotForYou { verb: Verb::Repeal, person: "周".into(), asked: list() },
            Violation::DuePast { due: "2026-03-02 17:30".into() },
            Violation::NoStep { subject: subject.clone() },
            Violation::NumberGiven { number: "临政〔2026〕1号".into() },
            Violation::NotThrough { verb: Verb::Repeal, stage: Stage::InReview },
            Violation::EndedAlready { subject: subject.clone(), stage: Stage::Repealed },
            Violation::NotInForce { other: subject.clone() },
            Violation::NotAReader { person: "周".into() },
            Violation::WrongDeputy { field: "until", found: "2026-03-02".into() },
            Violation::OtherKind {
                change: Change::PersonOpen,
                path: "content/people/zhou/index.md".into(),
                collection: "certificates".into(),
                others: list(),
            },
            Violation::Gains { person: "周".into() },
            Violation::NothingLost { field: "certificate", found: FINGERPRINT.into() },
            Violation::NobodyLeft,
            Violation::StaysSuspended { subject: subject.clone() },
            Violation::AlreadyExecuted { verb: Verb::Withdraw, seq: 7 },
            Violation::NotHisKey { person: "周".into() },
            Violation::UnknownSeal { seal: slug("office") },
            Violation::NotIssued { subject: subject.clone() },
            Violation::OtherUnitsSeal { seal: slug("office"), unit: "办公室".into(), issuer: "财务科".into() },
            Violation::NotCustodian { person: "周".into(), seal: slug("office"), custodians: list() },
            Violation::AlreadySealed { seal: slug("office"), seq: 9 },
            Violation::SealNotActive { seal: slug("office") },
            Violation::OtherSort { seal: slug("office"), kind: SealKind::Personal },
            Violation::UnitSealed { unit: "办公室".into(), seq: 9 },
        ]
    }

    fn undelivered() -> Vec<Violation> {
        let list = || vec!["甲".to_owned(), "乙".to_owned()];
        let subject: SubjectId = "documents/2026/spring".parse().unwrap();
        let all = [
            Undelivered::NotSealed { subject: subject.clone() },
            Undelivered::NoRecipient { recipient: "+counties".into() },
            Undelivered::NobodyReceives { name: "财政局".into() },
            Undelivered::WrongService { verb: Verb::Approve, person: "周".into() },
            Undelivered::NothingSent { addressee: "财政局".into(), sent: list() },
            Undelivered::HaveIt { recipients: list() },
            Undelivered::Answered { addressee: "财政局".into(), seq: 7 },
            Undelivered::WrongOpening {
                addressee: "财政局".into(),
                person: "周".into(),
                time: "2026-03-02 17:30".into(),
            },
            Undelivered::NotReceived { source: subject.clone(), unit: "财政局".into() },
            Undelivered::RegisteredAlready { source: subject.clone(), other: subject.clone() },
            Undelivered::CorrectionMisses { source: subject.clone(), addressees: list() },
            Undelivered::ForSome { source: subject.clone() },
            Undelivered::AllAnswered { subject: subject.clone() },
            Undelivered::NoMain { subject: subject.clone() },
            Undelivered::SaysOther { source: subject.clone(), there: "甲".into() },
            Undelivered::OtherParcel { before: "甲".into() },
            Undelivered::NoParcel { found: "甲".into() },
            Undelivered::EnteredAlready { found: "甲".into(), other: subject.clone() },
            Undelivered::NoSending { found: format!("{subject} :river 7 received") },
            Undelivered::ReceiptAlready { found: format!("{subject} :river 7 received"), seq: 9 },
            Undelivered::Outdated { found: "甲".into(), other: subject.clone(), seq: 7 },
        ];
        all.map(Violation::from).into()
    }

    fn form_faults() -> Vec<FormFault> {
        let name = || "to".to_owned();
        let list = || vec!["甲".to_owned(), "乙".to_owned()];
        let whats = vec![
            FormWhat::Head(FrontWhat::NoOpening),
            FormWhat::UnknownField { name: name(), known: list() },
            FormWhat::MissingField { name: name() },
            FormWhat::FieldType { name: name(), expected: "date" },
            FormWhat::NotAChoice { name: name(), value: "丙".into(), choices: list() },
            FormWhat::TooLong { name: name(), length: 81, max: 80 },
            FormWhat::Unknown { name: name(), value: "nobody".into() },
            FormWhat::NoAttachment { name: "附件1.pdf".into() },
            FormWhat::NoTarget { target: "附件1.pdf".into() },
            FormWhat::FileTooLarge { name: "附件1.pdf".into(), size: 9, limit: 8 },
            FormWhat::FolderTooLarge { size: 9, limit: 8 },
            FormWhat::Subfolder { name: "old/1.pdf".into() },
            FormWhat::NoIndex,
            FormWhat::NotPlain { name: name() },
            FormWhat::NotProposable { path: "content/documents/2026/a/index.md".into() },
            FormWhat::NothingProposed,
            FormWhat::Check { name: "one-recipient".into(), says: Title::plain("请示只写一个主送机关") },
            FormWhat::NoHeading { heading: "请示事项".into() },
            FormWhat::NoReference { name: name(), value: "meetings/2026/a".into() },
            FormWhat::NotThisFile { name: "歌.mp3".into(), allowed: "pdf".into() },
            FormWhat::OutOfBounds { name: name(), value: "0".into(), bounds: "1–9".into() },
            FormWhat::OtherShape { name: name(), value: "12".into(), shape: "999".into() },
            FormWhat::NoDocument { name: "documents/linzheng-2017-59/".into() },
        ];
        whats.into_iter().map(|what| FormFault { line: Some(3), what }).collect()
    }

    fn founding_faults() -> Vec<FoundingFault> {
        let list = || vec!["甲".to_owned(), "乙".to_owned()];
        let whats = vec![
            FoundingWhat::File(FrontFault { line: 3, what: FrontWhat::Toml("expected `=`".into()) }),
            FoundingWhat::Missing,
            FoundingWhat::Field { field: "title", found: "x".into() },
            FoundingWhat::Unknown { field: "unit", value: "nowhere".into() },
            FoundingWhat::Twice { field: "code", value: "临政".into(), other: "content/units/b/index.md".into() },
            FoundingWhat::Cycle { unit: "office".into() },
            FoundingWhat::Slug { found: "Office".into() },
            FoundingWhat::NoFile { name: format!("{FINGERPRINT}.asc") },
            FoundingWhat::NotListed,
            FoundingWhat::NoFounder { fingerprint: FINGERPRINT.parse().unwrap() },
            FoundingWhat::Final { name: FINGERPRINT.into(), was: "compromised" },
            FoundingWhat::NoHandover { name: "周".into() },
            FoundingWhat::NotEmpty { unit: "财务科".into(), other: "content/people/zhou/index.md".into() },
            FoundingWhat::HasLeft { name: "周".into(), other: "office/head".into() },
            FoundingWhat::Account { name: "办公室公共用户".into(), other: "office/head".into() },
            FoundingWhat::SealLives { title: "办公室".into(), name: FINGERPRINT.into() },
            FoundingWhat::Lacks { name: "周".into(), field: "phone" },
            FoundingWhat::Mailbox { email: "zhou@elsewhere.example".into(), domains: list() },
            FoundingWhat::Staffed { unit: "办公室".into(), post: "head".into(), least: 1, most: Some(2), found: 3 },
            FoundingWhat::Fixed { field: "code", was: "0017".into() },
            FoundingWhat::NameLost { was: "财务科".into() },
            FoundingWhat::OldSeal { title: "财务科".into(), unit: "财政局".into() },
        ];
        whats.into_iter().map(|what| FoundingFault { path: "content/units/a/index.md".into(), what }).collect()
    }

    /// One of every kind: its number and what it says.
    fn all() -> Vec<(u16, Message)> {
        let violations = violations().into_iter().chain(undelivered()).map(|v| (v.code(), v.say()));
        let form = form_faults().into_iter().map(|f| (f.code(), f.say()));
        let founding = founding_faults().into_iter().map(|f| (f.code(), f.say()));
        violations.chain(form).chain(founding).collect()
    }

    /// The numbers this file gives, in the order in which it gives them: doc comments of variants, then the arms of `entry`.
    fn numbers_in_source() -> (Vec<u16>, Vec<u16>) {
        let source = include_str!("violation.rs").split("#[cfg(test)]").next().unwrap();
        let documented = source.lines().filter_map(|line| line.trim().strip_prefix("/// K")?.get(..3)?.parse().ok());
        let given = source.split("=> (").skip(1).filter_map(|arm| {
            let number = arm.get(..3)?;
            assert!(arm.starts_with(&format!("{number}, \"K{number}\")")), "{arm:.20}: number and key differ");
            number.parse().ok()
        });
        (documented.collect(), given.collect())
    }

    #[test]
    fn numbers_are_unique_and_ascend_and_every_one_is_tried_here() {
        let (documented, given) = numbers_in_source();
        let tried: Vec<u16> = all().into_iter().map(|(code, _)| code).collect();
        assert_eq!(documented, given, "the comment of each variant names its number");
        assert_eq!(tried, given, "each variant is built above, in order");
        let acts = violations().len();
        let delivered = acts + undelivered().len();
        for list in [&given[..acts], &given[acts..delivered], &given[delivered..]] {
            assert!(list.is_sorted_by(|a, b| a < b), "{list:?}");
        }
        let mut unique = given.clone();
        unique.sort_unstable();
        unique.dedup();
        assert_eq!(unique.len(), given.len());
    }

    #[test]
    fn every_refusal_has_a_text_and_a_hint_in_every_language() {
        for catalogue in Language::ALL.map(Catalogue::new) {
            let language = catalogue.language();
            for (code, message) in all() {
                assert_eq!(message.key, format!("K{code}"));
                let hint = catalogue.hint(&message).unwrap_or_else(|| panic!("{language} {code}: no hint"));
                for said in [catalogue.text(&message), hint] {
                    let whole =
                        !said.is_empty() && !said.contains(['{', '}', '$']) && !said.contains(message.key.as_ref());
                    assert!(whole, "{language} {code}: {said}");
                }
            }
        }
    }

    #[test]
    fn every_argument_is_said_somewhere() {
        let chinese = Catalogue::new(Language::ZhCn);
        for (code, message) in all() {
            for (name, value) in &message.args {
                let mut without = message.clone();
                without.args.retain(|(other, _)| other != name);
                let changes = chinese.text(&without) != chinese.text(&message);
                assert!(
                    changes || value.is_empty() || *name == "detail" || name.starts_with("says-"),
                    "K{code}: {name} is not in the text"
                );
            }
        }
    }

    #[test]
    fn clerks_read_words_of_their_language() {
        let record = ["approve", "return", "read", "withdraw", "revise", "suspended", "withdrawn", "returned"];
        let chinese = Catalogue::new(Language::ZhCn);
        for (code, message) in all() {
            let text = chinese.text(&message);
            for word in record {
                assert!(!text.contains(word), "K{code}: {text}");
            }
        }
        for fault in [FrontWhat::Encoding, FrontWhat::CarriageReturn, FrontWhat::NoOpening, FrontWhat::NoClosing] {
            for catalogue in Language::ALL.map(Catalogue::new) {
                let word = fault.word();
                assert!(catalogue.has(&format!("head-{word}")), "{word}");
                let text = catalogue.text(&FormFault { line: None, what: FormWhat::Head(fault.clone()) }.say());
                assert!(text != word, "{text}");
            }
        }
        for verb in Verb::ALL {
            assert!(chinese.has(&format!("verb-{verb}")), "{verb}");
        }
    }

    #[test]
    fn the_list_of_refusals_names_them_all() {
        let list = include_str!("../../docs/refusals.md");
        for (code, _) in all() {
            assert_eq!(list.matches(&format!("| K{code} |")).count(), 1, "K{code} in docs/refusals.md");
        }
    }
}
