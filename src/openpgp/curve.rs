//! The curves of ECDSA, and which of a signature's two forms is the one.
//!
//! An ECDSA signature is two numbers, *r* and *s*, and if (*r*, *s*) is good, so is (*r*, *n* − *s*), with *n* the order of the curve:
//! anybody can make the one from the other. *n* is odd, so exactly one of the two *s* is in the lower half.
//!
//! Invariant: of a good signature exactly one form passes [`Curve::is_lower`], and it is the one that [`Curve::lower`] makes of
//! either.

use pgp::types::{EcdsaPublicParams, PublicParams};

/// A curve on which ECDSA keys may sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Curve {
    /// NIST P-256.
    P256,
    /// NIST P-384.
    P384,
    /// NIST P-521.
    P521,
}

/// The orders (FIPS 186-4, appendix D.1.2), big-endian.
const P256: [u8; 32] = [
    0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xbc, 0xe6, 0xfa,
    0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51,
];
const P384: [u8; 48] = [
    0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    0xff, 0xff, 0xff, 0xff, 0xff, 0xc7, 0x63, 0x4d, 0x81, 0xf4, 0x37, 0x2d, 0xdf, 0x58, 0x1a, 0x0d, 0xb2, 0x48, 0xb0,
    0xa7, 0x7a, 0xec, 0xec, 0x19, 0x6a, 0xcc, 0xc5, 0x29, 0x73,
];
const P521: [u8; 66] = [
    0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfa, 0x51, 0x86, 0x87, 0x83,
    0xbf, 0x2f, 0x96, 0x6b, 0x7f, 0xcc, 0x01, 0x48, 0xf7, 0x09, 0xa5, 0xd0, 0x3b, 0xb5, 0xc9, 0xb8, 0x89, 0x9c, 0x47,
    0xae, 0xbb, 0x6f, 0xb7, 0x1e, 0x91, 0x38, 0x64, 0x09,
];

impl Curve {
    /// The curve of this name in GnuPG's spelling; `None` for every other curve.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "nistp256" => Some(Self::P256),
            "nistp384" => Some(Self::P384),
            "nistp521" => Some(Self::P521),
            _ => None,
        }
    }

    /// The curve of a key, if it is an ECDSA key on one of these.
    pub(super) const fn of(params: &PublicParams) -> Option<Self> {
        let PublicParams::ECDSA(params) = params else { return None };
        match params {
            EcdsaPublicParams::P256 { .. } => Some(Self::P256),
            EcdsaPublicParams::P384 { .. } => Some(Self::P384),
            EcdsaPublicParams::P521 { .. } => Some(Self::P521),
            EcdsaPublicParams::Secp256k1 { .. } | EcdsaPublicParams::Unsupported { .. } => None,
        }
    }

    /// Whether *s* is in the lower half: at most (*n* − 1) / 2.
    pub(super) fn is_lower(self, s: &[u8]) -> bool {
        // Both have the length of the order, so they compare as numbers.
        self.padded(s).zip(self.other(s)).is_some_and(|(s, other)| s < other)
    }

    /// The *s* of the lower half: this, or *n* less this. Without leading zeros. `None` if it is no number below *n*.
    pub(super) fn lower(self, s: &[u8]) -> Option<Vec<u8>> {
        let lower = self.padded(s)?.min(self.other(s)?);
        Some(lower.into_iter().skip_while(|byte| *byte == 0).collect())
    }

    const fn order(self) -> &'static [u8] {
        match self {
            Self::P256 => &P256,
            Self::P384 => &P384,
            Self::P521 => &P521,
        }
    }

    fn padded(self, s: &[u8]) -> Option<Vec<u8>> {
        let zeros = self.order().len().checked_sub(s.len())?;
        Some([&vec![0; zeros], s].concat())
    }

    /// *n* − *s*, as long as *n*. `None` if *s* is not below *n*.
    fn other(self, s: &[u8]) -> Option<Vec<u8>> {
        let mut rest = self.order().to_vec();
        let mut borrowed = false;
        for (digit, less) in rest.iter_mut().zip(self.padded(s)?).rev() {
            let (once, under) = digit.overflowing_sub(less);
            let (twice, under_again) = once.overflowing_sub(u8::from(borrowed));
            (*digit, borrowed) = (twice, under || under_again);
        }
        (!borrowed && rest.iter().any(|digit| *digit != 0)).then_some(rest)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ALL: [Curve; 3] = [Curve::P256, Curve::P384, Curve::P521];

    /// The number before or after, big-endian.
    fn next(mut number: Vec<u8>, up: bool) -> Vec<u8> {
        for digit in number.iter_mut().rev() {
            let (changed, carried) = if up { digit.overflowing_add(1) } else { digit.overflowing_sub(1) };
            *digit = changed;
            if !carried {
                break;
            }
        }
        number
    }

    fn halved(number: &[u8]) -> Vec<u8> {
        let mut carried = 0;
        let mut halve = |digit: &u8| {
            let half = digit >> 1 | carried << 7;
            carried = digit & 1;
            half
        };
        number.iter().map(&mut halve).collect()
    }

    #[test]
    fn the_middle_is_where_it_is_said_to_be() {
        for curve in ALL {
            let middle = halved(curve.order());
            assert!(curve.is_lower(&middle), "{curve:?}: (n - 1) / 2");
            let above = next(middle.clone(), true);
            assert!(!curve.is_lower(&above), "{curve:?}: (n + 1) / 2");
            assert_eq!(curve.padded(&curve.lower(&above).unwrap()), Some(middle));
            assert!(curve.is_lower(&[1]));
            assert_eq!(curve.lower(&[0, 0, 1]), Some(vec![1]));
            let last = next(curve.order().to_vec(), false);
            assert!(!curve.is_lower(&last));
            assert_eq!(curve.lower(&last), Some(vec![1]));
        }
    }

    #[test]
    fn what_is_not_below_the_order_is_no_number() {
        for curve in ALL {
            let order = curve.order().to_vec();
            for wrong in [order.clone(), next(order.clone(), true), vec![1; order.len() + 1]] {
                assert!(!curve.is_lower(&wrong), "{curve:?}");
                assert_eq!(curve.lower(&wrong), None, "{curve:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn exactly_one_of_two_is_the_lower(bytes in proptest::collection::vec(any::<u8>(), 1..=32)) {
            prop_assume!(bytes.iter().any(|byte| *byte != 0) && bytes[0] != 0xff);
            for curve in ALL {
                let other = curve.other(&bytes).unwrap();
                prop_assert_eq!(curve.other(&other), curve.padded(&bytes));
                prop_assert_ne!(curve.is_lower(&bytes), curve.is_lower(&other));
                prop_assert_eq!(curve.lower(&bytes), curve.lower(&other));
            }
        }
    }
}
