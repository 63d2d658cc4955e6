//! A part of a file: the `Range` field, as far as it is served here.

/// What a `Range` field asks of a body of a known length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Range {
    /// The whole body: nothing was asked, or nothing that is served (several ranges, another unit).
    Whole,
    /// One part, that lies in the body and is not empty.
    Part {
        /// Its first byte.
        offset: u64,
        /// Its length.
        length: u64,
    },
    /// Nothing of the body.
    Nothing,
}

impl Range {
    /// Reads `bytes=a-b`, `bytes=a-` or `bytes=-n` against a body of `whole` bytes.
    pub(super) fn parse(field: &str, whole: u64) -> Self {
        Self::read(field, whole).unwrap_or(Self::Whole)
    }

    fn read(field: &str, whole: u64) -> Option<Self> {
        let (unit, ranges) = field.split_once('=')?;
        let (first, last) = ranges.trim().split_once('-')?;
        if !unit.trim().eq_ignore_ascii_case("bytes") {
            return None;
        }
        let (begin, end) = match (first, last) {
            ("", "") => return None,
            ("", count) => (whole.saturating_sub(number(count)?), whole),
            (first, "") => (number(first)?, whole),
            (first, last) => {
                let (first, last) = (number(first)?, number(last)?);
                if first > last {
                    return None;
                }
                (first, whole.min(last.saturating_add(1)))
            }
        };
        Some(if begin < end { Self::Part { offset: begin, length: end - begin } } else { Self::Nothing })
    }
}

/// Digits only; a number too great to hold is as good as the greatest.
fn number(digits: &str) -> Option<u64> {
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| digits.parse().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(offset: u64, length: u64) -> Range {
        Range::Part { offset, length }
    }

    #[test]
    fn one_range_is_served() {
        for (field, wanted) in [
            ("bytes=0-0", part(0, 1)),
            ("bytes=2-4", part(2, 3)),
            ("Bytes = 2-4", part(2, 3)),
            ("bytes=2-", part(2, 8)),
            ("bytes=-3", part(7, 3)),
            ("bytes=-99", part(0, 10)),
            ("bytes=8-99999999999999999999999", part(8, 2)),
            ("bytes=0-18446744073709551615", part(0, 10)),
        ] {
            assert_eq!(Range::parse(field, 10), wanted, "{field}");
        }
    }

    #[test]
    fn what_lies_outside_is_nothing() {
        for (field, whole) in [
            ("bytes=10-", 10),
            ("bytes=10-12", 10),
            ("bytes=99999999999999999999999-", 10),
            ("bytes=-0", 10),
            ("bytes=0-", 0),
            ("bytes=-1", 0),
        ] {
            assert_eq!(Range::parse(field, whole), Range::Nothing, "{field}");
        }
    }

    #[test]
    fn what_is_not_understood_is_the_whole() {
        for field in [
            "",
            "bytes",
            "bytes=",
            "bytes=-",
            "bytes=a-b",
            "bytes=3-2",
            "bytes=0-1,3-4",
            "lines=0-1",
            "bytes=+1-2",
            "bytes=0x1-2",
            "bytes=1--2",
            "bytes=-1-2",
            "bytes= - 3",
        ] {
            assert_eq!(Range::parse(field, 10), Range::Whole, "{field}");
        }
    }
}
