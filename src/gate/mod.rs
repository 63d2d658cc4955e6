//! The gate: whether a push may come in, judged in git's quarantine before any ref moves.
//!
//! 1. The push is judged as a whole; one bad act refuses it all.
//! 2. `main` only grows, by acts the engine accepts, signed within the skew of the server's clock.
//! 3. Each `seal` act comes with its tag, each tag with its act; a tag that is there never moves or goes.
//! 4. `drafts/` are nobody's business; every other ref is refused.
//! 5. The gate writes nothing.

use std::collections::BTreeMap;

use crate::id::GitId;
use crate::ledger::{Finding, Ledger, Refusal, SKEW, SealFault, TagState};
use crate::record::{DRAFTS, MAIN, Record, SEALS};
use crate::words::{Message, Say};

/// One line git gives the hook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefUpdate {
    /// Where the ref is; `None` if it is new.
    pub old: Option<GitId>,
    /// Where it shall be; `None` if it shall go.
    pub new: Option<GitId>,
    /// Its whole name.
    pub name: String,
}

impl std::str::FromStr for RefUpdate {
    type Err = GateFault;

    /// `<old> SP <new> SP <ref>`, zeros for nothing (githooks(5), pre-receive).
    fn from_str(line: &str) -> Result<Self, GateFault> {
        let wrong = || GateFault::Line { found: line.to_owned() };
        let mut parts = line.splitn(3, ' ');
        let mut id = || -> Result<Option<GitId>, GateFault> {
            let hex = parts.next().ok_or_else(wrong)?;
            let id: GitId = hex.parse().map_err(|_| wrong())?;
            Ok(Some(id).filter(|id| id.as_bytes().iter().any(|byte| *byte != 0)))
        };
        let (old, new) = (id()?, id()?);
        let name = parts.next().filter(|name| !name.is_empty()).ok_or_else(wrong)?.to_owned();
        Ok(Self { old, new, name })
    }
}

/// Why a push may not come in, besides what its acts are refused for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GateFault {
    /// K701: a ref that is not for pushing.
    Ref {
        /// Its name.
        name: String,
    },
    /// K702: a ref that shall go.
    Deletion {
        /// Its name.
        name: String,
    },
    /// K703: `main` would not grow.
    NotForward {
        /// Where it is.
        old: GitId,
        /// Where it should be.
        new: GitId,
    },
    /// K704: signed at another hour than the server's.
    Skew {
        /// The act's number.
        seq: u64,
        /// By how many seconds.
        by: i64,
    },
    /// K705: a `seal` act without its tag in the same push.
    NoTag {
        /// The tag's ref.
        reference: String,
    },
    /// K706: a tag that is there already.
    TagMoves {
        /// Its ref.
        reference: String,
    },
    /// K707: a tag without its act in the same push.
    NoAct {
        /// The tag's ref.
        reference: String,
    },
    /// K708: a line of the hook's input that git would not write.
    Line {
        /// The line.
        found: String,
    },
}

impl GateFault {
    /// The permanent number.
    pub const fn code(&self) -> u16 {
        self.entry().0
    }

    const fn entry(&self) -> (u16, &'static str) {
        match self {
            Self::Ref { .. } => (701, "K701"),
            Self::Deletion { .. } => (702, "K702"),
            Self::NotForward { .. } => (703, "K703"),
            Self::Skew { .. } => (704, "K704"),
            Self::NoTag { .. } => (705, "K705"),
            Self::TagMoves { .. } => (706, "K706"),
            Self::NoAct { .. } => (707, "K707"),
            Self::Line { .. } => (708, "K708"),
        }
    }

    fn finding(&self) -> Finding {
        let path = match self {
            Self::Ref { name } | Self::Deletion { name } => Some(name.clone()),
            Self::NoTag { reference } | Self::TagMoves { reference } | Self::NoAct { reference } => {
                Some(reference.clone())
            }
            Self::NotForward { .. } => Some(MAIN.to_owned()),
            Self::Skew { .. } | Self::Line { .. } => None,
        };
        let seq = match self {
            Self::Skew { seq, .. } => Some(*seq),
            Self::Ref { .. }
            | Self::Deletion { .. }
            | Self::NotForward { .. }
            | Self::NoTag { .. }
            | Self::TagMoves { .. }
            | Self::NoAct { .. }
            | Self::Line { .. } => None,
        };
        Finding {
            code: self.code(),
            message: self.say(),
            seq,
            object: None,
            path,
            line: None,
            offset: None,
            missing: false,
            details: Vec::new(),
        }
    }
}

impl Say for GateFault {
    fn say(&self) -> Message {
        let message = Message::new(self.entry().1);
        match self {
            Self::Ref { name } | Self::Deletion { name } => message.with("name", name),
            Self::NotForward { old, new } => message.with("old", old).with("new", new),
            Self::Skew { seq, by } => message.with("seq", seq).with("by", by).with("most", SKEW),
            Self::NoTag { reference } | Self::TagMoves { reference } | Self::NoAct { reference } => {
                message.with("reference", reference)
            }
            Self::Line { found } => message.with("found", found),
        }
    }
}

impl From<&GateFault> for Finding {
    fn from(fault: &GateFault) -> Self {
        fault.finding()
    }
}

/// What came in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Admitted {
    /// The numbers of the new acts.
    pub acts: Vec<u64>,
    /// The refs of the new seals.
    pub seals: Vec<String>,
}

/// Judges a push. `ledger` stands at the server's `main`; `quarantine` is the same repository with the pushed objects in sight;
/// `now` is the server's clock in seconds since 1970. On a refusal the ledger must not be used any more.
pub fn judge(
    ledger: &mut Ledger,
    quarantine: &Record,
    updates: &[RefUpdate],
    now: i64,
) -> Result<Admitted, Vec<Finding>> {
    let faults: Vec<Finding> =
        updates.iter().filter_map(|update| check_ref(update).err()).map(|f| f.finding()).collect();
    if !faults.is_empty() {
        return Err(faults);
    }
    let one = |refusal: Refusal| vec![Finding::from(&refusal)];
    let tags: BTreeMap<&str, GitId> = updates
        .iter()
        .filter(|update| update.name.starts_with(SEALS))
        .filter_map(|update| Some((update.name.as_str(), update.new?)))
        .collect();
    let mut admitted = Admitted::default();
    let main = updates.iter().find(|update| update.name == MAIN);
    if let Some((update, tip)) = main.and_then(|update| Some((update, update.new?))) {
        let old = ledger.head().commit;
        // Git will refuse the move itself, but a push that is not atomic would leave its tags behind.
        if update.old != Some(old) {
            return Err(vec![GateFault::NotForward { old, new: tip }.finding()]);
        }
        let advance = ledger.follow_to(quarantine, tip, &mut |_, _| {}).map_err(|refusal| {
            if matches!(refusal, Refusal::Anchor(_)) {
                vec![GateFault::NotForward { old, new: tip }.finding()]
            } else {
                one(refusal)
            }
        })?;
        check_acts(ledger, &advance.acts, now)?;
        admitted.acts = advance.acts;
    }
    check_tags(ledger, quarantine, &admitted.acts, &tags)?;
    admitted.seals = tags.into_keys().map(str::to_owned).collect();
    Ok(admitted)
}

fn check_ref(update: &RefUpdate) -> Result<(), GateFault> {
    let name = update.name.clone();
    if name.starts_with(DRAFTS) {
        return Ok(());
    }
    if name != MAIN && !name.starts_with(SEALS) {
        return Err(GateFault::Ref { name });
    }
    if update.new.is_none() {
        return Err(GateFault::Deletion { name });
    }
    if name.starts_with(SEALS) && update.old.is_some() {
        return Err(GateFault::TagMoves { reference: name });
    }
    Ok(())
}

/// Every new act is valid and of this hour.
fn check_acts(ledger: &Ledger, acts: &[u64], now: i64) -> Result<(), Vec<Finding>> {
    let mut findings = Vec::new();
    for entry in acts.iter().filter_map(|seq| ledger.entries().get(seq)) {
        let by = entry.time - now;
        match &entry.refused {
            Some(finding) => findings.push(finding.clone()),
            None if by.abs() > SKEW => findings.push(GateFault::Skew { seq: entry.seq, by }.finding()),
            None => {}
        }
    }
    if findings.is_empty() { Ok(()) } else { Err(findings) }
}

/// Every new seal act has its tag in this push, and every tag in it its act.
fn check_tags(
    ledger: &Ledger,
    quarantine: &Record,
    acts: &[u64],
    tags: &BTreeMap<&str, GitId>,
) -> Result<(), Vec<Finding>> {
    let new = |seq: &u64| acts.contains(seq);
    let mut findings = Vec::new();
    for put in ledger.seals().values().filter(|put| new(&put.seq)) {
        let Some(tag) = tags.get(put.reference.as_str()) else {
            findings.push(GateFault::NoTag { reference: put.reference.clone() }.finding());
            continue;
        };
        let checked = quarantine
            .read(*tag)
            .map_err(Refusal::from)
            .and_then(|object| put.check(&object, ledger.certificates()).map_err(Refusal::from));
        if let Err(refusal) = checked {
            findings.push(Finding::from(&refusal));
        }
    }
    for reference in tags.keys().filter(|name| !ledger.seals().get(**name).is_some_and(|put| new(&put.seq))) {
        findings.push(GateFault::NoAct { reference: (*reference).to_owned() }.finding());
    }
    // A seal the history registers in this push must be the one that stands here.
    for put in ledger.seals().values().filter(|put| !new(&put.seq)) {
        if let TagState::Bad { finding, .. } = &put.tag {
            findings.push((**finding).clone());
        }
        if put.tag == TagState::Missing && put.registered.is_some() {
            let fault = SealFault::Missing { reference: put.reference.clone() };
            findings.push(Finding::from(&Refusal::from(fault)));
        }
    }
    if findings.is_empty() { Ok(()) } else { Err(findings) }
}
