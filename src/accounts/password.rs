//! Passwords: hashed with Argon2id, never kept.

use std::sync::{Condvar, Mutex, PoisonError};

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};

use super::AccountsError;

/// Letters and digits of an initial password: none that is taken for another.
const ALPHABET: &[u8; 31] = b"abcdefghjkmnpqrstuvwxyz23456789";
/// How many passwords are hashed at once: each takes 19 MiB and a core.
const AT_ONCE: usize = 2;
/// How many more may wait for their turn: who comes then is told to come again, and those who read are not kept waiting.
const WAITING: usize = 3;
/// How much of a password is asked how simple it is: what is longer is not.
const LOOKED_AT: usize = 64;

/// How passwords are hashed.
pub(super) struct Hashing {
    argon: Argon2<'static>,
    /// The hash of a password that nobody has: what an unknown name is held against.
    nobody: String,
    turns: Mutex<Turns>,
    free: Condvar,
}

/// Who is at it, and who waits.
#[derive(Default)]
struct Turns {
    busy: usize,
    waiting: usize,
}

impl Hashing {
    /// As OWASP's cheat sheet and the library have it: 19 MiB, two passes.
    pub(super) fn standard() -> Self {
        Self::with(Params::DEFAULT)
    }

    /// For tests.
    pub(super) fn cheap() -> Self {
        Self::with(Params::new(64, 1, 1, None).unwrap_or(Params::DEFAULT))
    }

    fn with(params: Params) -> Self {
        let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let nobody = argon.hash_password(b"nobody has this password").map(|hash| hash.to_string()).unwrap_or_default();
        Self { argon, nobody, turns: Mutex::default(), free: Condvar::new() }
    }

    /// What is kept of a password, with a salt of its own.
    pub(super) fn hash(&self, password: &str) -> Result<String, AccountsError> {
        let hash = self.in_turn(|| self.argon.hash_password(password.as_bytes()).map(|hash| hash.to_string()));
        hash.ok_or(AccountsError::Busy)?.map_err(|error| AccountsError::Secret(error.to_string()))
    }

    /// Whether it is the password that was hashed. Without a hash it takes as long.
    pub(super) fn fits(&self, password: &str, hash: Option<&str>) -> Result<bool, AccountsError> {
        let fits = self.in_turn(|| {
            PasswordHash::new(hash.unwrap_or(&self.nobody))
                .is_ok_and(|known| self.argon.verify_password(password.as_bytes(), &known).is_ok())
        });
        fits.map(|fits| fits && hash.is_some()).ok_or(AccountsError::Busy)
    }

    /// Does it when fewer than [`AT_ONCE`] are at it, so that memory stays bounded whoever tries; not at all if too many wait.
    fn in_turn<T>(&self, work: impl FnOnce() -> T) -> Option<T> {
        let turns = || self.turns.lock().unwrap_or_else(PoisonError::into_inner);
        let mut mine = turns();
        if mine.busy >= AT_ONCE {
            if mine.waiting >= WAITING {
                return None;
            }
            mine.waiting += 1;
            mine = self.free.wait_while(mine, |all| all.busy >= AT_ONCE).unwrap_or_else(PoisonError::into_inner);
            mine.waiting -= 1;
        }
        mine.busy += 1;
        drop(mine);
        let done = work();
        turns().busy -= 1;
        self.free.notify_one();
        Some(done)
    }
}

/// An initial password: twelve letters and digits in three groups, some 59 bits.
pub(super) fn initial() -> Result<String, AccountsError> {
    let mut password = String::with_capacity(14);
    let mut count = 0;
    while count < 12 {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(|error| AccountsError::Secret(error.to_string()))?;
        // What does not divide evenly is thrown away: each letter is as likely as every other.
        for byte in bytes.into_iter().filter(|byte| *byte < 248).take(12 - count) {
            if count > 0 && count % 4 == 0 {
                password.push('-');
            }
            password.push(char::from(ALPHABET[usize::from(byte) % ALPHABET.len()]));
            count += 1;
        }
    }
    Ok(password)
}

/// Whether a password is among those that are guessed first (D3): fewer than a million guesses, as zxcvbn counts them.
pub(super) fn is_simple(password: &str, called: &[&str]) -> bool {
    let looked_at: String = password.chars().take(LOOKED_AT).collect();
    zxcvbn::zxcvbn(&looked_at, called).guesses() < 1_000_000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_fits_its_hash_and_no_other() {
        let hashing = Hashing::cheap();
        let hash = hashing.hash("春眠不觉晓7").unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=64,t=1,p=1$"), "{hash}");
        assert!(hashing.fits("春眠不觉晓7", Some(&hash)).unwrap());
        for (other, hash) in [("春眠不觉晓8", Some(&*hash)), ("nobody has this password", None), ("", Some("no hash"))]
        {
            assert!(!hashing.fits(other, hash).unwrap(), "{other}");
        }
        assert_ne!(hash, hashing.hash("春眠不觉晓7").unwrap());
        assert!(Hashing::standard().hash("a").unwrap().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
    }

    #[test]
    fn who_comes_when_many_wait_is_told_to_come_again() {
        let hashing = Hashing::cheap();
        let (hold, held) = std::sync::mpsc::channel::<()>();
        let held = Mutex::new(held);
        std::thread::scope(|scope| {
            for _ in 0..AT_ONCE + WAITING {
                scope.spawn(|| hashing.in_turn(|| held.lock().unwrap().recv().is_err()));
            }
            while hashing.turns.lock().unwrap().waiting < WAITING {
                std::thread::yield_now();
            }
            assert_eq!(hashing.in_turn(|| ()), None);
            assert!(matches!(hashing.fits("a", None), Err(AccountsError::Busy)));
            drop(hold);
        });
        assert_eq!(hashing.in_turn(|| 1), Some(1));
    }

    #[test]
    fn simple_passwords_are_known() {
        for simple in ["111111", "123456", "654321", "password1", "qwerty12", "aaaaaaaa", "abc12345", "20260101"] {
            assert!(is_simple(simple, &[]), "{simple}");
        }
        assert!(is_simple("qingzhe26", &["qingzhe"]));
        let long = (0..200).map(|n| (n * 7_919).to_string()).collect::<Vec<_>>().join("很");
        for good in ["mzpt3kub", "Wq7#mzpt3Ku", &long] {
            assert!(!is_simple(good, &[]), "{good}");
        }
    }

    #[test]
    fn initial_passwords_are_all_different_and_no_simple_ones() {
        let some: std::collections::BTreeSet<String> = (0..200).map(|_| initial().unwrap()).collect();
        assert_eq!(some.len(), 200);
        assert!(some.iter().all(|one| one.len() == 14 && !is_simple(one, &[])));
        let letters: std::collections::BTreeSet<char> = some.iter().flat_map(|one| one.chars()).collect();
        assert_eq!(letters.len(), 32, "every letter, and the hyphen");
    }
}
