//! Writing objects and moving refs.
//!
//! 1. Nothing is written that the reader of the same module would refuse, or that points at what is not there.
//! 2. `main` moves only from where the writer believes it to be; a seal's ref is never moved.

use git2::{ErrorCode, ObjectType};

use super::commit::Commit;
use super::fault::{Defect, Fault};
use super::object::{BLOB_LIMIT, ObjectKind};
use super::repository::{MAIN, Record, git_id, oid};
use super::tag::{Tag, split_name};
use super::tree::{Entry, EntryKind, Tree};
use super::walk::DEPTH_LIMIT;
use crate::id::{FileName, GitId};
use crate::words::neutral;

impl Record {
    fn write(&self, kind: ObjectType, bytes: &[u8]) -> Result<GitId, Fault> {
        let odb = self.repo.odb().map_err(|error| Fault::library(&error))?;
        odb.write(kind, bytes).map(git_id).map_err(|error| Fault::library(&error))
    }

    fn need(&self, id: GitId, kind: ObjectKind) -> Result<(), Fault> {
        let (found, _) = self.header(id)?;
        if found == kind {
            return Ok(());
        }
        Err(Fault::new(Defect::Kind { expected: kind.name(), found: found.name().to_owned() }).object(id))
    }

    /// Writes a file's content.
    pub fn write_blob(&self, bytes: &[u8]) -> Result<GitId, Fault> {
        if bytes.len() > BLOB_LIMIT {
            return Err(Defect::Size { limit: BLOB_LIMIT as u64, found: bytes.len() as u64 }.into());
        }
        self.write(ObjectType::Blob, bytes)
    }

    /// Writes a folder.
    pub fn write_tree(&self, tree: &Tree) -> Result<GitId, Fault> {
        self.write(ObjectType::Tree, &tree.encode())
    }

    /// Writes an act that is signed already.
    pub fn write_commit(&self, bytes: &[u8]) -> Result<GitId, Fault> {
        let commit = Commit::parse(bytes)?;
        self.need(commit.tree, ObjectKind::Tree)?;
        if let Some(parent) = commit.parent {
            self.need(parent, ObjectKind::Commit)?;
        }
        self.write(ObjectType::Commit, bytes)
    }

    /// Writes a seal that is signed already.
    pub fn write_tag(&self, bytes: &[u8]) -> Result<GitId, Fault> {
        self.need(Tag::parse(bytes)?.object, ObjectKind::Commit)?;
        self.write(ObjectType::Tag, bytes)
    }

    /// A new root tree in which one folder is replaced, or is gone together with the folders that held nothing else.
    pub fn graft(&self, root: Option<GitId>, path: &str, folder: Option<GitId>) -> Result<GitId, Fault> {
        let parts: Vec<&str> = path.split('/').collect();
        let sound = parts.iter().all(|part| FileName::check(part.as_bytes()).is_ok());
        if !sound || parts.len() >= usize::from(DEPTH_LIMIT) {
            return Err(Defect::Path(path.to_owned()).into());
        }
        if let Some(folder) = folder {
            self.need(folder, ObjectKind::Tree)?;
        }
        let leaf = folder.map(|folder| (folder, EntryKind::Tree));
        self.grafted(root, &parts, leaf).and_then(|root| root.ok_or_else(|| Defect::Empty.into()))
    }

    /// A new root tree with this file at a path, whatever file was there.
    pub fn put_file(&self, root: GitId, path: &str, file: GitId) -> Result<GitId, Fault> {
        let parts: Vec<&str> = path.split('/').collect();
        let sound = parts.iter().all(|part| FileName::check(part.as_bytes()).is_ok());
        if !sound || parts.len() > usize::from(DEPTH_LIMIT) {
            return Err(Defect::Path(path.to_owned()).into());
        }
        self.need(file, ObjectKind::Blob)?;
        let made = self.grafted(Some(root), &parts, Some((file, EntryKind::Blob)))?;
        made.ok_or_else(|| Defect::Empty.into())
    }

    /// The tree with an object at a path, or without it. What stands there already must be of the same kind.
    fn grafted(
        &self,
        tree: Option<GitId>,
        parts: &[&str],
        leaf: Option<(GitId, EntryKind)>,
    ) -> Result<Option<GitId>, Fault> {
        let [first, rest @ ..] = parts else { return Ok(leaf.map(|(id, _)| id)) };
        let kind = match leaf {
            Some((_, kind)) if rest.is_empty() => kind,
            Some(_) | None => EntryKind::Tree,
        };
        let mut entries = match tree {
            Some(id) => self.tree(id)?.entries().to_vec(),
            None => Vec::new(),
        };
        let old = entries.iter().position(|entry| entry.name.as_str() == *first).map(|at| entries.remove(at));
        if old.as_ref().is_some_and(|old| old.kind != kind) {
            return Err(Defect::Path((*first).to_owned()).into());
        }
        if let Some(id) = self.grafted(old.map(|old| old.id), rest, leaf)? {
            let name = FileName::try_from(first.as_bytes()).map_err(|_| Defect::Path((*first).to_owned()))?;
            entries.push(Entry { name, id, kind });
        }
        if entries.is_empty() {
            return Ok(None);
        }
        self.write_tree(&Tree::new(entries)?).map(Some)
    }

    /// Moves `main` to an act if it still is where the writer saw it. `why` goes into git's own log of the ref.
    pub fn move_main(&self, from: Option<GitId>, to: GitId, why: &str) -> Result<(), Fault> {
        let moved = || match self.main() {
            Ok(found) => Defect::Moved { expected: from, found }.into(),
            Err(fault) => fault,
        };
        if self.main()? != from {
            return Err(moved());
        }
        self.commit(to)?;
        let (new, why) = (oid(to)?, neutral(why));
        let result = match from {
            Some(from) => self.repo.reference_matching(MAIN, new, true, oid(from)?, &why),
            None => self.repo.reference(MAIN, new, false, &why),
        };
        result.map(drop).map_err(|error| {
            let late = matches!(error.code(), ErrorCode::Modified | ErrorCode::Exists | ErrorCode::NotFound);
            if late { moved() } else { Fault::library(&error) }
        })
    }

    /// Puts up the ref of a seal, `refs/tags/seal/...`, which must be the one the tag itself names.
    pub fn create_seal_ref(&self, name: &str, id: GitId) -> Result<(), Fault> {
        let inner = name.strip_prefix("refs/tags/").filter(|inner| split_name(inner).is_some());
        let inner = inner.ok_or_else(|| Defect::RefName(name.to_owned()))?;
        let (tag, _) = self.tag(id)?;
        if tag.name != inner {
            let (expected, found) = (tag.name, inner.to_owned());
            return Err(Fault::new(Defect::TagName { expected, found }).object(id));
        }
        self.repo.reference(name, oid(id)?, false, "seal").map(drop).map_err(|error| {
            let exists = error.code() == ErrorCode::Exists;
            if exists { Defect::RefExists(name.to_owned()).into() } else { Fault::library(&error).path(name) }
        })
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::commit::Unsigned;
    use super::super::commit::tests::{ARMOUR, draft};
    use super::super::repository::tests::World;
    use super::super::tag::tests::draft as seal;
    use super::super::tree::tests::named;
    use super::*;

    /// An act on top of another, with one file `content/<name>/index.md` more.
    pub(crate) fn act(record: &Record, parent: Option<GitId>, name: &str, text: &str) -> GitId {
        let file = named("index.md", EntryKind::Blob, record.write_blob(text.as_bytes()).unwrap());
        let folder = record.write_tree(&Tree::new(vec![file]).unwrap()).unwrap();
        let root = parent.map(|id| record.commit(id).unwrap().0.tree);
        let tree = record.graft(root, &format!("content/{name}"), Some(folder)).unwrap();
        record.write_commit(&Unsigned { tree, parent, ..draft() }.sign_with(ARMOUR).unwrap()).unwrap()
    }

    #[test]
    fn git_finds_nothing_wrong() {
        let world = World::new();
        let record = Record::init(&world.path("r"), true).unwrap();
        let one = act(&record, None, "a", "一");
        let two = act(&record, Some(one), "b", "二");
        record.move_main(None, one, "found").unwrap();
        record.move_main(Some(one), two, "submit\nb").unwrap();
        let tag = record.write_tag(&seal(two).sign_with(ARMOUR).unwrap()).unwrap();
        let name = "refs/tags/seal/documents/2026/a/office";
        record.create_seal_ref(name, tag).unwrap();
        assert_eq!(record.create_seal_ref(name, tag).unwrap_err().code(), 171);
        assert_eq!(record.create_seal_ref("refs/tags/seal/documents/2026/b/office", tag).unwrap_err().code(), 118);
        for bad in ["refs/tags/v1", "refs/tags/seal/../../heads/main", "refs/heads/main", "-x"] {
            assert_eq!(record.create_seal_ref(bad, tag).unwrap_err().code(), 159, "{bad}");
        }
        assert_eq!(record.tag(tag).unwrap().0.object, two);
        world.git("r", &["fsck", "--strict", "--full", "--no-dangling"]);
        assert_eq!(world.git("r", &["rev-list", "--count", "main"]), "2");
    }

    #[test]
    fn main_moves_only_from_where_it_was_seen() {
        let world = World::new();
        let record = Record::init(&world.path("r"), true).unwrap();
        let one = act(&record, None, "a", "一");
        let two = act(&record, Some(one), "b", "二");
        assert_eq!(record.move_main(Some(one), two, "x").unwrap_err().code(), 170);
        record.move_main(None, one, "x").unwrap();
        let late = record.move_main(None, two, "x").unwrap_err();
        assert_eq!(late.defect(), &Defect::Moved { expected: None, found: Some(one) });
        assert_eq!(record.move_main(Some(two), one, "x").unwrap_err().code(), 170);
        let blob = record.write_blob(b"x").unwrap();
        assert_eq!(record.move_main(Some(one), blob, "x").unwrap_err().code(), 103);
        std::fs::write(world.path("r/refs/heads/main.lock"), "").unwrap();
        assert_eq!(record.move_main(Some(one), two, "x").unwrap_err().code(), 173);
    }

    #[test]
    fn only_what_can_be_read_is_written() {
        let world = World::new();
        let record = Record::init(&world.path("r"), true).unwrap();
        let blob = record.write_blob(b"x").unwrap();
        let raw = |unsigned: Unsigned| unsigned.sign_with(ARMOUR).unwrap();
        assert_eq!(record.write_commit(b"tree").unwrap_err().code(), 110);
        assert_eq!(record.write_commit(&raw(draft())).unwrap_err().code(), 101);
        assert_eq!(record.write_commit(&raw(Unsigned { tree: blob, ..draft() })).unwrap_err().code(), 103);
        assert_eq!(record.write_tag(b"object").unwrap_err().code(), 110);
        assert_eq!(record.write_tag(&seal(blob).sign_with(ARMOUR).unwrap()).unwrap_err().code(), 103);
    }

    #[test]
    fn a_graft_touches_one_folder() {
        let world = World::new();
        let record = Record::init(&world.path("r"), true).unwrap();
        let file = named("index.md", EntryKind::Blob, record.write_blob(b"x").unwrap());
        let folder = record.write_tree(&Tree::new(vec![file]).unwrap()).unwrap();
        let a = record.graft(None, "content/documents/2026/a", Some(folder)).unwrap();
        let b = record.graft(Some(a), "content/documents/2026/b", Some(folder)).unwrap();
        assert_eq!(record.graft(Some(b), "content/documents/2026/b", None).unwrap(), a);
        assert_eq!(record.graft(Some(a), "content/documents/2026/a", None).unwrap_err().code(), 146);
        assert_eq!(record.folder(b, "content/documents/2026/b").unwrap(), Some(folder));
        for bad in ["", "/a", "a/", "../x", "content/documents/2026/a/index.md/x", ".git", &["a"; 16].join("/")] {
            assert_eq!(record.graft(Some(a), bad, Some(folder)).unwrap_err().code(), 172, "{bad}");
        }
    }

    #[test]
    fn a_push_in_quarantine_can_be_read() {
        let world = World::new();
        let gate = Record::init(&world.path("gate"), true).unwrap();
        let one = act(&gate, None, "a", "一");
        gate.move_main(None, one, "x").unwrap();
        world.git(".", &["clone", "-q", "--bare", "gate", "desk"]);
        let desk = Record::open(&world.path("desk")).unwrap();
        let two = act(&desk, Some(one), "b", "二");
        let objects = [world.path("desk/objects")];
        assert_eq!(gate.commit(two).unwrap_err().code(), 101);
        let gate = gate.with_quarantine(&objects[0], &[world.path("gate/objects")]).unwrap();
        assert_eq!(gate.commit(two).unwrap().0.parent, Some(one));
        let lying = world.path("desk/objects/info/alternates");
        std::fs::write(lying, "/elsewhere\n").unwrap();
        assert_eq!(gate.with_quarantine(&objects[0], &[]).unwrap_err().code(), 155);
        let gate = Record::open(&world.path("gate")).unwrap();
        assert_eq!(gate.with_quarantine(&world.path("nowhere"), &[]).unwrap_err().code(), 190);
    }
}
