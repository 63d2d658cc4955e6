//! Where a site is written: its folder, and another one for what is not for everybody.
//!
//! Both are laid out alike: a page has one address, whichever of them it lies in. Whoever serves the first folder serves nothing of the
//! second; what lies there goes out only to whom its subject is for ([`Lobby`](super::lobby::Lobby)). A site without a server has no
//! second folder, and nothing of what would lie there.

use std::collections::BTreeSet;
use std::path::Path;

use super::build::BuildError;
use super::fill::File;
use super::folder::Folder;

/// What the names of files begin with that lie in the second folder. No path of a page begins so.
const HELD: &str = "_held/";

/// The folders of a site.
#[derive(Debug)]
pub(super) struct Places {
    open: Folder,
    held: Option<Folder>,
}

/// The name of a file that is not for everybody.
pub(super) fn held(path: &str) -> String {
    format!("{HELD}{path}")
}

impl Places {
    pub(super) fn new(path: &Path) -> Self {
        Self { open: Folder::new(path), held: None }
    }

    /// Keeps what is not for everybody in a folder of its own. Before anything is written.
    pub(super) fn hold_in(&mut self, path: &Path) {
        self.held = Some(Folder::new(path));
    }

    /// Writes what a front needs that sends the files itself.
    pub(super) fn be_fronted(&mut self) {
        self.open.be_fronted();
        self.held.iter_mut().for_each(Folder::be_fronted);
    }

    /// The folder that is for everybody.
    pub(super) fn path(&self) -> &Path {
        self.open.path()
    }

    /// See [`Folder::is_there`].
    pub(super) fn is_there(&self) -> bool {
        self.open.is_there() && self.held.as_ref().is_none_or(Folder::is_there)
    }

    /// The names of the files in it.
    pub(super) const fn written(&self) -> &BTreeSet<String> {
        self.open.written()
    }

    fn each(&mut self, mut work: impl FnMut(&mut Folder) -> Result<usize, BuildError>) -> Result<usize, BuildError> {
        // What is not for everybody comes first and goes first: nothing of it is ever in both.
        let held = self.held.as_mut().map_or(Ok(0), &mut work)?;
        Ok(held + work(&mut self.open)?)
    }

    /// See [`Folder::begin`].
    pub(super) fn begin(&mut self) -> Result<(), BuildError> {
        self.each(|folder| folder.begin().map(|()| 0)).map(drop)
    }

    /// See [`Folder::write`].
    pub(super) fn write(&self, file: &File) -> Result<bool, BuildError> {
        match (file.path.strip_prefix(HELD), &self.held) {
            (None, _) => self.open.write(file),
            (Some(_), None) => Ok(false),
            (Some(path), Some(held)) => held.write(&File { path: path.to_owned(), bytes: file.bytes.clone() }),
        }
    }

    /// See [`Folder::note`].
    pub(super) fn note(&mut self, names: impl IntoIterator<Item = String>) {
        for name in names {
            match (name.strip_prefix(HELD), &mut self.held) {
                (None, _) => self.open.note([name]),
                (Some(_), None) => {}
                (Some(path), Some(held)) => held.note([path.to_owned()]),
            }
        }
    }

    /// See [`Folder::remove`].
    pub(super) fn remove(&mut self, name: &str) -> bool {
        match (name.strip_prefix(HELD), &mut self.held) {
            (None, _) => self.open.remove(name),
            (Some(_), None) => false,
            (Some(path), Some(held)) => held.remove(path),
        }
    }

    /// See [`Folder::settle`].
    pub(super) fn settle(&mut self) -> Result<(), BuildError> {
        self.each(|folder| folder.settle().map(|()| 0)).map(drop)
    }

    /// See [`Folder::forget`].
    pub(super) fn forget(&mut self) {
        self.held.iter_mut().for_each(Folder::forget);
        self.open.forget();
    }

    /// See [`Folder::save`].
    pub(super) fn save(&mut self, removed: bool) -> Result<(), BuildError> {
        self.each(|folder| folder.save(removed).map(|()| 0)).map(drop)
    }

    /// See [`Folder::end`].
    pub(super) fn end(&mut self) -> Result<usize, BuildError> {
        self.each(Folder::end)
    }
}
