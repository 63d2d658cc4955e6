//! What somebody makes of one changed object who can write everything and sign nothing: whatever named the object names the changed
//! one, up to the refs.

use std::collections::{BTreeMap, HashMap};

use kanhe::id::{GitId, Sha256};
use kanhe::record::{MAIN, ObjectKind};

use crate::bench::{Bench, Object, entries, name, sha256_name};

/// The objects to be written and where the refs go.
pub(crate) struct Relinked {
    pub(crate) objects: Vec<Object>,
    pub(crate) refs: BTreeMap<String, GitId>,
}

/// Relinks a record after one object's content became another. If he is `thorough`, the SHA-256 digests in the messages follow too.
pub(crate) fn relink(bench: &Bench, changed: &Object, content: &[u8], thorough: bool) -> Relinked {
    let mut renamed: HashMap<GitId, GitId> = HashMap::new();
    let mut objects = Vec::new();
    // What stood in messages, and what is to stand there: hexadecimal digits of the same length.
    let mut words: Vec<(String, String)> = Vec::new();
    let before: HashMap<GitId, &Object> = bench.objects.iter().map(|one| (one.id, one)).collect();
    let mut after: HashMap<GitId, Object> = HashMap::new();
    let seal_on: HashMap<GitId, &Object> = bench
        .objects
        .iter()
        .filter(|one| one.kind == ObjectKind::Tag)
        .map(|tag| (String::from_utf8(tag.bytes[7..47].to_vec()).unwrap().parse().unwrap(), tag))
        .collect();
    let below = bench.objects.iter().filter(|one| matches!(one.kind, ObjectKind::Blob | ObjectKind::Tree));
    // Each act, then the seal on it, which the next act registers.
    let acts = bench.chain.iter().flat_map(|id| [Some(before[id]), seal_on.get(id).copied()]).flatten();
    for old in below.chain(acts) {
        let mut bytes = if old.id == changed.id { content.to_vec() } else { old.bytes.clone() };
        match old.kind {
            ObjectKind::Blob => {}
            ObjectKind::Tree if old.id == changed.id => {}
            ObjectKind::Tree => {
                for (at, id) in entries(&old.bytes) {
                    if let Some(new) = renamed.get(&id) {
                        bytes[at..at + 20].copy_from_slice(new.as_bytes());
                    }
                }
            }
            // Nothing that the changed object names was changed before it.
            ObjectKind::Commit | ObjectKind::Tag if old.id == changed.id => {}
            ObjectKind::Commit | ObjectKind::Tag => bytes = replaced(bytes, &words),
        }
        if bytes == old.bytes {
            continue;
        }
        let new = Object { id: name(old.kind, &bytes), kind: old.kind, bytes };
        renamed.insert(old.id, new.id);
        words.push((old.id.to_string(), new.id.to_string()));
        after.insert(new.id, new.clone());
        if thorough {
            let digests = match old.kind {
                ObjectKind::Commit | ObjectKind::Tag => Some((Sha256::of(&old.bytes), Sha256::of(&new.bytes))),
                ObjectKind::Tree => {
                    let old_name = sha256_name(&|id| before.get(&id).copied(), old.id);
                    let both = |id| after.get(&id).or_else(|| before.get(&id).copied());
                    old_name.zip(sha256_name(&both, new.id))
                }
                ObjectKind::Blob => None,
            };
            words.extend(digests.map(|(old, new)| (old.hex(), new.hex())));
        }
        objects.push(new);
    }
    let now = |id: &GitId| renamed.get(id).copied();
    let main = bench.chain.last().and_then(now).map(|id| (MAIN.to_owned(), id));
    let seals = bench.seals.iter().filter_map(|(name, id)| Some((name.clone(), now(id)?)));
    Relinked { objects, refs: seals.chain(main).collect() }
}

/// The message with other digests in it.
fn replaced(bytes: Vec<u8>, words: &[(String, String)]) -> Vec<u8> {
    let mut text = String::from_utf8(bytes).unwrap();
    for (old, new) in words {
        if text.contains(old.as_str()) {
            text = text.replace(old.as_str(), new);
        }
    }
    text.into_bytes()
}
