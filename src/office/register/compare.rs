//! What changes from one register to the next: in which words a workflow allows it, which units it concerns, who gains by it, and what
//! may not follow (`docs/register.md`, "Kinds of change", "What may follow").

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Files, Listed, Person, PersonState, Post, Register, Seal, SealState, Standing, Unit, UnitState, index};
use crate::id::{Fingerprint, Slug};
use crate::office::violation::{FoundingFault, FoundingWhat};

/// A kind of change (变更种类).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// 单位登记.
    UnitRegister,
    /// 单位撤销, 合并.
    UnitAbolish,
    /// 单位更名.
    UnitRename,
    /// 单位信息变更.
    UnitChange,
    /// 负责人、管理员、文书变更 (A8).
    Officers,
    /// 账号开通.
    PersonOpen,
    /// 离职注销.
    PersonLeave,
    /// 岗位调整.
    PersonMove,
    /// 个人信息变更.
    PersonChange,
    /// 证书登记.
    CertificateRegister,
    /// 证书更新.
    CertificateRenew,
    /// 证书暂停.
    CertificateSuspend,
    /// 证书恢复.
    CertificateRestore,
    /// 证书停用.
    CertificateRetire,
    /// 证书泄露.
    CertificateCompromise,
    /// 印章制作.
    SealMake,
    /// 印章缴回.
    SealHandBack,
    /// 印章销毁.
    SealDestroy,
    /// 印章保管人变更.
    SealCustodian,
    /// 印章证书变更.
    SealCertificate,
    /// 印章信息变更.
    SealChange,
    /// 系统设置.
    Settings,
    /// 工作日历.
    Calendar,
    /// 流程.
    Workflows,
    /// 页面主题.
    Themes,
    /// 仓库钩子.
    Hooks,
}

impl Change {
    /// Every kind.
    pub const ALL: [Self; 26] = [
        Self::UnitRegister,
        Self::UnitAbolish,
        Self::UnitRename,
        Self::UnitChange,
        Self::Officers,
        Self::PersonOpen,
        Self::PersonLeave,
        Self::PersonMove,
        Self::PersonChange,
        Self::CertificateRegister,
        Self::CertificateRenew,
        Self::CertificateSuspend,
        Self::CertificateRestore,
        Self::CertificateRetire,
        Self::CertificateCompromise,
        Self::SealMake,
        Self::SealHandBack,
        Self::SealDestroy,
        Self::SealCustodian,
        Self::SealCertificate,
        Self::SealChange,
        Self::Settings,
        Self::Calendar,
        Self::Workflows,
        Self::Themes,
        Self::Hooks,
    ];

    /// The word in a workflow file; the catalogue has a text for it under `change-<word>`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::UnitRegister => "unit-register",
            Self::UnitAbolish => "unit-abolish",
            Self::UnitRename => "unit-rename",
            Self::UnitChange => "unit-change",
            Self::Officers => "officers",
            Self::PersonOpen => "person-open",
            Self::PersonLeave => "person-leave",
            Self::PersonMove => "person-move",
            Self::PersonChange => "person-change",
            Self::CertificateRegister => "certificate-register",
            Self::CertificateRenew => "certificate-renew",
            Self::CertificateSuspend => "certificate-suspend",
            Self::CertificateRestore => "certificate-restore",
            Self::CertificateRetire => "certificate-retire",
            Self::CertificateCompromise => "certificate-compromise",
            Self::SealMake => "seal-make",
            Self::SealHandBack => "seal-hand-back",
            Self::SealDestroy => "seal-destroy",
            Self::SealCustodian => "seal-custodian",
            Self::SealCertificate => "seal-certificate",
            Self::SealChange => "seal-change",
            Self::Settings => "settings",
            Self::Calendar => "calendar",
            Self::Workflows => "workflows",
            Self::Themes => "themes",
            Self::Hooks => "hooks",
        }
    }
}

/// What a change request would change.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Comparison {
    /// The kinds of change, each with the first path of it.
    pub changes: BTreeMap<Change, String>,
    /// The units concerned, as they were before.
    pub concerned: BTreeSet<Slug>,
    /// Who gains by it.
    pub gains: BTreeSet<Slug>,
    /// The people who were there and list a certificate newly.
    pub registers: BTreeSet<Slug>,
}

/// Two registers, one after the other.
struct Pair<'a> {
    before: &'a Register,
    after: &'a Register,
    /// The proposed files.
    proposed: &'a Files,
    /// The files that were in force.
    files: &'a Files,
    found: Comparison,
}

/// Compares a register with the one that proposed files would make. `posts` are those that the settings before ask units to fill.
pub(in crate::office) fn compare<'a>(
    (before, files): (&Register, &Files),
    after: &Register,
    proposed: &Files,
    posts: impl Iterator<Item = &'a Slug>,
) -> Comparison {
    let mut pair = Pair { before, after, proposed, files, found: Comparison::default() };
    pair.paths();
    pair.units();
    pair.people();
    pair.seals();
    pair.officers(posts);
    pair.found
}

impl Pair<'_> {
    fn note(&mut self, change: Change, path: String) {
        self.found.changes.entry(change).or_insert(path);
    }

    /// A unit is concerned: as it was before, or the nearest above it that was.
    fn concern(&mut self, unit: &Slug) {
        let above = self.after.above(unit).unwrap_or_default();
        let known = std::iter::once(unit).chain(above).find(|unit| self.before.unit(unit).is_some());
        self.found.concerned.extend(known.cloned());
    }

    /// Files whose path says what they are.
    fn paths(&mut self) {
        for path in self.proposed.keys() {
            let below = |folder: &str| path.starts_with(folder);
            let change = if path == "kanhe.toml" {
                Change::Settings
            } else if below("workflows/calendar/") {
                Change::Calendar
            } else if below("workflows/") {
                Change::Workflows
            } else if below("themes/") {
                Change::Themes
            } else if below("hooks/") {
                Change::Hooks
            } else {
                self.beside(path);
                continue;
            };
            self.note(change, path.clone());
        }
    }

    /// A file in a folder of the register that the register is not read from.
    fn beside(&mut self, path: &str) {
        let ends = |ending: &str| path.strip_suffix(ending).is_some();
        let mut parts = path.split('/').skip(1);
        let (kind, slug, first) = (parts.next(), parts.next().and_then(|slug| slug.parse::<Slug>().ok()), parts.next());
        let twin = path.strip_suffix("sig").map(|stem| format!("{stem}asc"));
        let of_certificate = ends(".asc") && kind != Some("units")
            || ends(".sig") && twin.is_some_and(|twin| self.proposed.contains_key(&twin));
        if of_certificate || first == Some("index.md") && parts.next().is_none() {
            return;
        }
        let registers = [self.before, self.after];
        let (change, units): (_, Vec<Slug>) = match kind {
            Some("units") => (Change::UnitChange, slug.into_iter().collect()),
            Some("people") => {
                let unit = |register: &Register| Some(register.person(slug.as_ref()?)?.unit.clone());
                (Change::PersonChange, registers.into_iter().filter_map(unit).collect())
            }
            _ => {
                let unit = |register: &Register| Some(register.seal(slug.as_ref()?)?.unit.clone());
                (Change::SealChange, registers.into_iter().filter_map(unit).collect())
            }
        };
        self.note(change, path.to_owned());
        for unit in units {
            self.concern(&unit);
        }
    }

    /// Whether the file of a certificate that is listed before and after differs.
    fn is_replaced(&self, kind: &str, slug: &Slug, fingerprint: &Fingerprint) -> bool {
        let path = format!("content/{kind}/{slug}/{fingerprint}.asc");
        self.proposed.get(&path).is_some_and(|bytes| self.files.get(&path) != Some(bytes))
    }

    /// Whether the file of an entry differs, in whatever.
    fn is_rewritten(&self, kind: &str, slug: &Slug) -> bool {
        let path = index(kind, slug);
        self.proposed.get(&path).is_some_and(|bytes| self.files.get(&path) != Some(bytes))
    }

    fn units(&mut self) {
        for (slug, unit) in &self.after.units {
            let mut found = Vec::new();
            match self.before.unit(slug) {
                None => found.push(Change::UnitRegister),
                Some(was) => {
                    let ends = was.is_active() && !unit.is_active();
                    if ends {
                        found.push(Change::UnitAbolish);
                    }
                    if was.title != unit.title {
                        found.push(Change::UnitRename);
                    }
                    if !ends && rest_of_unit(was, unit) != rest_of_unit(unit, unit)
                        || found.is_empty() && self.is_rewritten("units", slug)
                    {
                        found.push(Change::UnitChange);
                    }
                }
            }
            if found.is_empty() {
                continue;
            }
            self.concern(slug);
            // Who was above and who shall be has a say in it.
            let parents = [self.before.unit(slug).and_then(|was| was.parent.clone()), unit.parent.clone()];
            if parents[0] != parents[1] && self.before.unit(slug).is_some() {
                for parent in parents.iter().flatten() {
                    self.concern(parent);
                }
            }
            if found.contains(&Change::UnitAbolish)
                && let Some(into) = &unit.into
            {
                self.concern(into);
            }
            for change in found {
                self.note(change, index("units", slug));
            }
        }
    }

    fn people(&mut self) {
        for (slug, person) in &self.after.people {
            let found = match self.before.person(slug) {
                None => vec![Change::PersonOpen],
                Some(was) => self.changes_of(slug, was, person),
            };
            if found.is_empty() {
                continue;
            }
            let was = self.before.person(slug);
            let held = |person: Option<&Person>| -> BTreeSet<Post> {
                person.into_iter().flat_map(|person| person.posts.iter().cloned()).collect()
            };
            let (before, after) = (held(was), held(Some(person)));
            let homes = was.map(|was| was.unit.clone()).into_iter().chain([person.unit.clone()]);
            let posts = before.symmetric_difference(&after).map(|post| post.unit.clone());
            for unit in homes.chain(posts).collect::<BTreeSet<Slug>>() {
                self.concern(&unit);
            }
            let active = |listed: &&Listed| listed.state == Standing::Active;
            let gains_certificate = person.certificate.iter().filter(active).any(|listed| {
                let known = was.and_then(|was| of_fingerprint(&was.certificate, &listed.fingerprint));
                known.is_none_or(|known| known.state != Standing::Active)
            });
            let returns = was.is_some_and(|was| !was.is_active() && person.is_active());
            if gains_certificate || returns || after.difference(&before).next().is_some() {
                self.found.gains.insert(slug.clone());
            }
            for change in found {
                self.note(change, index("people", slug));
            }
            let new = |listed: &Listed| {
                was.is_some_and(|was| of_fingerprint(&was.certificate, &listed.fingerprint).is_none())
            };
            if person.certificate.iter().any(new) {
                self.found.registers.insert(slug.clone());
            }
        }
    }

    fn changes_of(&self, slug: &Slug, was: &Person, is: &Person) -> Vec<Change> {
        let mut found = Vec::new();
        let leaves = was.is_active() && !is.is_active();
        match (was.state, is.state) {
            (PersonState::Active, PersonState::Left) => found.push(Change::PersonLeave),
            (PersonState::Left, PersonState::Active) => found.push(Change::PersonOpen),
            (PersonState::Active, PersonState::Active) | (PersonState::Left, PersonState::Left) => {
                let posts = |person: &Person| person.posts.iter().cloned().collect::<BTreeSet<Post>>();
                if was.unit != is.unit || posts(was) != posts(is) {
                    found.push(Change::PersonMove);
                }
            }
        }
        if rest_of_person(was, is) != rest_of_person(is, is) {
            found.push(Change::PersonChange);
        }
        for listed in &is.certificate {
            match of_fingerprint(&was.certificate, &listed.fingerprint) {
                None if was.state == is.state => found.push(Change::CertificateRegister),
                None => {}
                Some(known) => {
                    if self.is_replaced("people", slug, &listed.fingerprint) {
                        found.push(Change::CertificateRenew);
                    }
                    if (known.state, known.after) != (listed.state, listed.after) {
                        match listed.state {
                            Standing::Active => found.push(Change::CertificateRestore),
                            Standing::Suspended => found.push(Change::CertificateSuspend),
                            Standing::Retired if leaves => {}
                            Standing::Retired => found.push(Change::CertificateRetire),
                            Standing::Compromised => found.push(Change::CertificateCompromise),
                        }
                    }
                }
            }
        }
        if found.is_empty() && self.is_rewritten("people", slug) {
            found.push(Change::PersonChange);
        }
        found
    }

    fn seals(&mut self) {
        for (slug, seal) in &self.after.seals {
            let was = self.before.seal(slug);
            let found = match was {
                None => vec![Change::SealMake],
                Some(was) => self.changes_of_seal(slug, was, seal),
            };
            if found.is_empty() {
                continue;
            }
            for unit in was.map(|was| was.unit.clone()).into_iter().chain([seal.unit.clone()]) {
                self.concern(&unit);
            }
            if seal.is_active() {
                let before = was.filter(|was| was.is_active()).map_or(&[][..], |was| &was.custodians);
                let new = seal.custodians.iter().filter(|custodian| !before.contains(custodian));
                self.found.gains.extend(new.cloned());
            }
            for change in found {
                self.note(change, index("seals", slug));
            }
        }
    }

    fn changes_of_seal(&self, slug: &Slug, was: &Seal, is: &Seal) -> Vec<Change> {
        let mut found = Vec::new();
        if was.state != is.state {
            match is.state {
                SealState::HandedBack => found.push(Change::SealHandBack),
                SealState::Destroyed => found.push(Change::SealDestroy),
                // That may not follow; it is a change all the same.
                SealState::Active => found.push(Change::SealChange),
            }
        }
        let set = |seal: &Seal| seal.custodians.iter().cloned().collect::<BTreeSet<Slug>>();
        if set(was) != set(is) {
            found.push(Change::SealCustodian);
        }
        if rest_of_seal(was) != rest_of_seal(is) {
            found.push(Change::SealChange);
        }
        let changed = |listed: &Listed| match of_fingerprint(&was.certificate, &listed.fingerprint) {
            None => true,
            Some(known) => {
                let stands = (known.state, known.after) == (listed.state, listed.after)
                    || listed.state == Standing::Retired && was.state != is.state;
                !stands || self.is_replaced("seals", slug, &listed.fingerprint)
            }
        };
        if is.certificate.iter().any(changed) {
            found.push(Change::SealCertificate);
        }
        if found.is_empty() && self.is_rewritten("seals", slug) {
            found.push(Change::SealChange);
        }
        found
    }

    /// The posts that units must have somebody in, and that others hold now (A8).
    fn officers<'b>(&mut self, posts: impl Iterator<Item = &'b Slug>) {
        let holders = |register: &Register, unit: &Slug, post: &Slug| -> BTreeSet<Slug> {
            let holding = register.holding(unit, post).filter(|(_, person)| person.is_in_office());
            holding.map(|(slug, _)| slug.clone()).collect()
        };
        let changed: BTreeSet<&Slug> = self
            .after
            .people
            .iter()
            .filter(|(slug, person)| self.before.person(slug) != Some(*person))
            .flat_map(|(slug, person)| {
                person.posts.iter().chain(self.before.person(slug).into_iter().flat_map(|p| &p.posts))
            })
            .map(|post| &post.unit)
            .collect();
        let active = |register: &Register, unit: &Slug| register.unit(unit).is_some_and(Unit::is_active);
        let units: Vec<Slug> =
            changed.into_iter().filter(|unit| active(self.before, unit) && active(self.after, unit)).cloned().collect();
        for post in posts {
            for unit in &units {
                if holders(self.before, unit, post) != holders(self.after, unit, post) {
                    self.concern(unit);
                    self.note(Change::Officers, index("units", unit));
                }
            }
        }
    }
}

fn of_fingerprint<'a>(list: &'a [Listed], fingerprint: &Fingerprint) -> Option<&'a Listed> {
    list.iter().find(|listed| listed.fingerprint == *fingerprint)
}

/// A unit but for its title, what becomes a former name with it, and its state.
fn rest_of_unit(unit: &Unit, is: &Unit) -> Unit {
    let mut former = unit.former.clone();
    if unit.title != is.title && former != is.former {
        former.push(unit.title.clone());
    }
    Unit { title: String::new(), former, state: UnitState::Active, ..unit.clone() }
}

/// A person but for posts, state and certificates, at home where another is.
fn rest_of_person(person: &Person, home: &Person) -> Person {
    Person {
        unit: home.unit.clone(),
        posts: Vec::new(),
        state: PersonState::Active,
        certificate: Vec::new(),
        ..person.clone()
    }
}

/// A seal but for state, custodians and certificates.
fn rest_of_seal(seal: &Seal) -> Seal {
    Seal { state: SealState::Active, custodians: Vec::new(), certificate: Vec::new(), ..seal.clone() }
}

impl Register {
    /// What may not follow this register (B4, B7, B8, C17, F4, F6): what is final stays so, what was given once stays.
    pub(in crate::office) fn what_may_not_follow(&self, next: &Self, seq: u64) -> Vec<FoundingFault> {
        let mut faults = Vec::new();
        for (fingerprint, path) in next.certificates() {
            let mut fault = |what| faults.push(FoundingFault { path: path.clone(), what });
            let after = next.doubted_after(fingerprint);
            if let Some(after) = after.filter(|after| *after > seq) {
                fault(FoundingWhat::Field { field: "certificate.after", found: after.to_string() });
            }
            let Some(was) = self.standing(fingerprint) else { continue };
            let is = next.standing(fingerprint).unwrap_or(was);
            let was_after = self.doubted_after(fingerprint);
            let comes_back = was.is_final() && !is.is_final();
            if comes_back || (was_after.is_some() && (after.is_none() || after > was_after)) {
                fault(FoundingWhat::Final { name: fingerprint.to_string(), was: was.word() });
            }
        }
        for (slug, was) in &self.units {
            if let Some(is) = next.unit(slug).filter(|is| *is != was) {
                self.unit_may_not(slug, was, is, next, &mut faults);
            }
        }
        for (slug, was) in &self.people {
            let Some(is) = next.person(slug).filter(|is| *is != was) else { continue };
            let mut fixed = |field, was: &str| {
                let what = FoundingWhat::Fixed { field, was: was.to_owned() };
                faults.push(FoundingFault { path: index("people", slug), what });
            };
            if was.code.is_some() && was.code != is.code {
                fixed("code", was.code.as_deref().unwrap_or_default());
            }
            if was.kind != is.kind {
                fixed("kind", was.kind.word());
            }
        }
        for (slug, was) in &self.seals {
            let Some(is) = next.seal(slug).filter(|is| *is != was) else { continue };
            let mut fault = |what| faults.push(FoundingFault { path: index("seals", slug), what });
            let forward = match (was.state, is.state) {
                (SealState::Active, SealState::HandedBack) | (SealState::HandedBack, SealState::Destroyed) => true,
                (was, is) => was == is,
            };
            if !forward {
                fault(FoundingWhat::Final { name: was.title.clone(), was: was.state.word() });
            }
            if was.kind != is.kind {
                fault(FoundingWhat::Fixed { field: "kind", was: was.kind.word().to_owned() });
            }
            if was.owner != is.owner {
                let was = was.owner.as_ref().map_or_else(String::new, Slug::to_string);
                fault(FoundingWhat::Fixed { field: "owner", was });
            }
        }
        faults
    }

    fn unit_may_not(&self, slug: &Slug, was: &Unit, is: &Unit, next: &Self, faults: &mut Vec<FoundingFault>) {
        let mut fault = |what| faults.push(FoundingFault { path: index("units", slug), what });
        if !was.is_active() && is.is_active() {
            fault(FoundingWhat::Final { name: was.title.clone(), was: was.state.word() });
        }
        if !was.is_active() && was.code.is_some() && was.code != is.code {
            fault(FoundingWhat::Fixed { field: "code", was: was.code.clone().unwrap_or_default() });
        }
        for name in was.former.iter().filter(|name| !is.former.contains(name)) {
            fault(FoundingWhat::Fixed { field: "former", was: name.clone() });
        }
        let renamed = was.title != is.title;
        if renamed && !is.former.contains(&was.title) {
            fault(FoundingWhat::NameLost { was: was.title.clone() });
        }
        if !renamed && was.is_active() == is.is_active() {
            return;
        }
        for (seal, before) in &self.seals {
            let own = before.unit == *slug && before.kind == super::SealKind::Unit && before.title == was.title;
            if own && before.is_active() && next.seal(seal).is_some_and(Seal::is_active) {
                let what = FoundingWhat::OldSeal { title: before.title.clone(), unit: is.title.clone() };
                faults.push(FoundingFault { path: index("seals", seal), what });
            }
        }
    }
}
