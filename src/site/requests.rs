//! What was asked to be changed in the register and the rules, and what was carried out of it: by entry, and by path.

use std::collections::{BTreeMap, BTreeSet};

use super::naming::Named;
use crate::id::{Slug, SubjectId};
use crate::office::{Docket, LOSSES, Office, Place, Verb, Workflow, holds};

/// Change requests and reports of losses, each by the act that handed it in.
#[derive(Debug, Default)]
pub(super) struct Requests {
    all: BTreeSet<(u64, SubjectId)>,
    /// Those on their way.
    open: BTreeSet<(u64, SubjectId)>,
    /// Those that were carried out and lack approvals.
    unapproved: BTreeSet<(u64, SubjectId)>,
    /// The reports that suspend something.
    suspending: BTreeSet<(u64, SubjectId)>,
    about: BTreeMap<Named, BTreeSet<(u64, SubjectId)>>,
    of: BTreeMap<SubjectId, BTreeSet<Named>>,
    /// The acts that carried out a change of each path.
    versions: BTreeMap<String, BTreeSet<u64>>,
}

impl Requests {
    /// Takes in how a subject stands now. The entries it is or was about; none if it is no request.
    pub(super) fn take(&mut self, office: &Office, docket: &Docket) -> BTreeSet<Named> {
        if !is_request(office, docket) {
            return BTreeSet::new();
        }
        let key = (docket.submitted(), docket.subject.clone());
        let now = about(docket);
        let mut touched = self.of.insert(docket.subject.clone(), now.clone()).unwrap_or_default();
        for left in touched.iter().filter(|entry| !now.contains(entry)) {
            if let Some(known) = self.about.get_mut(left) {
                known.remove(&key);
            }
        }
        for entry in &now {
            self.about.entry(entry.clone()).or_default().insert(key.clone());
        }
        let mut stand = |set: fn(&mut Self) -> &mut BTreeSet<(u64, SubjectId)>, stands: bool| {
            if stands { set(self).insert(key.clone()) } else { set(self).remove(&key) }
        };
        stand(|requests| &mut requests.all, true);
        stand(|requests| &mut requests.open, docket.is_open());
        stand(|requests| &mut requests.unapproved, lacks_approval(office, docket));
        stand(|requests| &mut requests.suspending, docket.subject.collection() == LOSSES && docket.suspends());
        if let (Some(seq), Some(request)) = (docket.executed, &docket.request) {
            for path in &request.paths {
                self.versions.entry(path.clone()).or_default().insert(seq);
            }
        }
        touched.extend(now);
        touched
    }

    /// All of them, the newest first.
    pub(super) fn all(&self) -> impl Iterator<Item = &SubjectId> {
        self.all.iter().rev().map(|(_, subject)| subject)
    }

    /// Those on their way, the newest first.
    pub(super) fn open(&self) -> impl Iterator<Item = &SubjectId> {
        self.open.iter().rev().map(|(_, subject)| subject)
    }

    /// Those that were carried out and lack approvals, the newest first.
    pub(super) fn unapproved(&self) -> impl Iterator<Item = &SubjectId> {
        self.unapproved.iter().rev().map(|(_, subject)| subject)
    }

    /// The reports that suspend something, the newest first.
    pub(super) fn suspending(&self) -> impl Iterator<Item = &SubjectId> {
        self.suspending.iter().rev().map(|(_, subject)| subject)
    }

    /// Those about an entry, the newest first.
    pub(super) fn about(&self, entry: &Named) -> impl Iterator<Item = &SubjectId> {
        self.about.get(entry).into_iter().flatten().rev().map(|(_, subject)| subject)
    }

    /// The acts that carried out a change of a path, the oldest first.
    pub(super) fn versions(&self, path: &str) -> impl DoubleEndedIterator<Item = u64> {
        self.versions.get(path).into_iter().flatten().copied()
    }
}

/// Whether a subject is a change request or a report of a loss.
pub(super) fn is_request(office: &Office, docket: &Docket) -> bool {
    docket.subject.collection() == LOSSES || office.workflow(docket).is_ok_and(Workflow::is_of_requests)
}

/// The entries that a request is about: those whose files it proposes, whose certificates it suspends, and the units concerned.
fn about(docket: &Docket) -> BTreeSet<Named> {
    let mut about: BTreeSet<Named> = docket.concerned().cloned().map(Named::Unit).collect();
    let paths = docket.request.iter().flat_map(|request| &request.paths);
    about.extend(paths.filter_map(|path| Named::of_path(path)));
    if docket.subject.collection() == LOSSES {
        let slug = |field: &str| docket.value(field).and_then(|slug| slug.parse::<Slug>().ok());
        about.extend(slug("person").map(Named::Person));
        about.extend(slug("seal").map(Named::Seal));
    }
    about
}

/// Whether something was carried out on an emergency's terms and the approvals that follow it are not all given (C27).
pub(super) fn lacks_approval(office: &Office, docket: &Docket) -> bool {
    let Ok(workflow) = office.workflow(docket) else { return false };
    if docket.executed.is_none() || !workflow.is_for_emergencies() {
        return false;
    }
    match docket.place {
        Place::At(at) => {
            let ahead = workflow.steps.iter().skip(at);
            ahead.filter(|step| holds(&step.when, &docket.form)).any(|step| step.forward() == Verb::Approve)
        }
        Place::Back(_) => true,
        Place::Done | Place::Withdrawn | Place::Terminated | Place::Rejected => false,
    }
}
