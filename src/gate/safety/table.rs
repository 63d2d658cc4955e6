//! The table.

/// What a setting should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// This, in the repository's own file.
    Is(&'static str),
    /// A size, in the repository's own file; this one if none is there.
    Size(&'static str),
    /// The place of a program, in the repository's own file.
    Program,
    /// Not set, in no file that counts.
    Unset,
    /// Not set to true.
    Off,
    /// None that lets everybody write.
    Closed,
}

/// Where a line of the table counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// In a server's repository, to which is pushed.
    Server,
    /// In every repository that is or holds a record.
    Everywhere,
}

/// Settings: the key, what it should be, where that counts, and the catalogue's key of the reason.
pub const SETTINGS: &[(&str, Rule, Scope, &str)] = &[
    ("core.bare", Rule::Is("true"), Scope::Server, "why-bare"),
    ("core.hooksPath", Rule::Unset, Scope::Server, "why-hooks"),
    ("kanhe.program", Rule::Program, Scope::Server, "why-hooks"),
    ("receive.procReceiveRefs", Rule::Unset, Scope::Server, "why-hooks"),
    ("core.alternateRefsCommand", Rule::Unset, Scope::Server, "why-hooks"),
    ("receive.denyDeletes", Rule::Is("true"), Scope::Server, "why-history"),
    ("receive.denyNonFastForwards", Rule::Is("true"), Scope::Server, "why-history"),
    ("receive.denyCurrentBranch", Rule::Is("refuse"), Scope::Server, "why-history"),
    ("receive.shallowUpdate", Rule::Off, Scope::Server, "why-whole"),
    ("transfer.fsckObjects", Rule::Is("true"), Scope::Server, "why-objects"),
    ("receive.fsckObjects", Rule::Is("true"), Scope::Server, "why-objects"),
    ("receive.maxInputSize", Rule::Size("200m"), Scope::Server, "why-memory"),
    ("core.bigFileThreshold", Rule::Is("64m"), Scope::Server, "why-memory"),
    ("receive.advertiseAtomic", Rule::Is("true"), Scope::Server, "why-atomic"),
    ("receive.advertisePushOptions", Rule::Is("false"), Scope::Server, "why-reach"),
    ("transfer.hideRefs", Rule::Is("refs/kanhe"), Scope::Server, "why-reach"),
    ("receive.hideRefs", Rule::Unset, Scope::Server, "why-reach"),
    ("uploadpack.hideRefs", Rule::Unset, Scope::Server, "why-reach"),
    ("uploadpack.allowTipSHA1InWant", Rule::Off, Scope::Server, "why-reach"),
    ("uploadpack.allowReachableSHA1InWant", Rule::Off, Scope::Server, "why-reach"),
    ("uploadpack.allowAnySHA1InWant", Rule::Off, Scope::Server, "why-reach"),
    ("uploadpack.allowFilter", Rule::Off, Scope::Server, "why-whole"),
    ("core.logAllRefUpdates", Rule::Is("always"), Scope::Server, "why-trace"),
    ("gc.reflogExpire", Rule::Is("never"), Scope::Server, "why-trace"),
    ("gc.reflogExpireUnreachable", Rule::Is("never"), Scope::Server, "why-trace"),
    ("gc.pruneExpire", Rule::Is("2.weeks.ago"), Scope::Server, "why-prune"),
    ("core.fsync", Rule::Is("committed"), Scope::Server, "why-durable"),
    ("core.sharedRepository", Rule::Closed, Scope::Server, "why-others"),
    ("extensions.worktreeConfig", Rule::Off, Scope::Server, "why-included"),
    ("include.path", Rule::Unset, Scope::Server, "why-included"),
    ("extensions.partialClone", Rule::Unset, Scope::Everywhere, "why-whole"),
];

/// Files that should not be there: the path from the git directory and the catalogue's key of the reason.
pub const FILES: &[(&str, Scope, &str)] = &[
    ("objects/info/alternates", Scope::Everywhere, "why-whole"),
    ("objects/info/http-alternates", Scope::Everywhere, "why-whole"),
    ("info/grafts", Scope::Everywhere, "why-order"),
    ("shallow", Scope::Everywhere, "why-whole"),
    ("config.worktree", Scope::Server, "why-included"),
    ("hooks/update", Scope::Server, "why-hooks"),
    ("hooks/proc-receive", Scope::Server, "why-hooks"),
];

/// The bytes a size means: a number, or one with `k`, `m` or `g` (git-config(1)). None means nothing.
pub fn bytes(size: &str) -> Option<u64> {
    let (number, unit) = match size.trim().to_ascii_lowercase().strip_suffix(['k', 'm', 'g']) {
        Some(number) => (number.to_owned(), size.trim().to_ascii_lowercase().pop()),
        None => (size.trim().to_owned(), None),
    };
    let shift = match unit {
        Some('k') => 10,
        Some('m') => 20,
        Some('g') => 30,
        _ => 0,
    };
    let digits = !number.is_empty() && number.bytes().all(|c| c.is_ascii_digit());
    number.parse::<u64>().ok().filter(|n| digits && *n > 0).and_then(|n| n.checked_mul(1 << shift))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::words::{Catalogue, Language};

    #[test]
    fn sizes_are_gits() {
        for (text, size) in [("1", 1), ("2k", 2048), ("200m", 200 << 20), ("1G", 1 << 30), (" 5 ", 5)] {
            assert_eq!(bytes(text), Some(size), "{text}");
        }
        for text in ["", "0", "0m", "m", "-1", "+1", "1.5m", "1t", "99999999999g", "1 m"] {
            assert_eq!(bytes(text), None, "{text}");
        }
    }

    #[test]
    fn every_line_stands_once_and_has_its_reason() {
        let keys: BTreeSet<&str> = SETTINGS.iter().map(|line| line.0).chain(FILES.iter().map(|line| line.0)).collect();
        assert_eq!(keys.len(), SETTINGS.len() + FILES.len());
        for language in Language::ALL {
            let words = Catalogue::new(language);
            for why in SETTINGS.iter().map(|line| line.3).chain(FILES.iter().map(|line| line.2)) {
                assert!(words.has(why), "{language}: {why}");
            }
        }
        for (key, rule, ..) in SETTINGS {
            if let Rule::Size(size) = rule {
                assert!(bytes(size).is_some(), "{key}");
            }
        }
    }
}
