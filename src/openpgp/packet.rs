//! The frames of OpenPGP packets (RFC 9580 section 4.2).
//!
//! Invariant: a frame's body is exactly as long as its header says. Lengths that are not known beforehand (partial, indeterminate)
//! are no frames here.

/// One packet: its type and its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Frame<'a> {
    /// The packet type ("tag").
    pub(super) tag: u8,
    /// Whether the length is written in as few bytes as this form of header allows.
    pub(super) shortest: bool,
    /// The bytes after the header.
    pub(super) body: &'a [u8],
}

/// Takes the first packet off `input`. `None` if there is no whole packet.
pub(super) fn take<'a>(input: &mut &'a [u8]) -> Option<Frame<'a>> {
    let first = byte(input)?;
    if first & 0x80 == 0 {
        return None;
    }
    let (tag, length, shortest) = if first & 0x40 == 0 {
        let tag = first >> 2 & 15;
        match first & 3 {
            0 => (tag, usize::from(byte(input)?), true),
            1 => {
                let length = number(input, 2)?;
                (tag, length, length > 0xff)
            }
            2 => {
                let length = number(input, 4)?;
                (tag, length, length > 0xffff)
            }
            _ => return None,
        }
    } else {
        let (length, shortest) = length(input, 223)?;
        (first & 63, length, shortest)
    };
    let body = bytes(input, length)?;
    Some(Frame { tag, shortest, body })
}

/// Takes a length in the new form, which packets and subpackets share but for where the two-byte lengths end:
/// 223 for packets (above are partial lengths), 254 for subpackets. Also whether it is the shortest.
pub(super) fn length(input: &mut &[u8], last_of_two: u8) -> Option<(usize, bool)> {
    let first = byte(input)?;
    if first < 192 {
        Some((usize::from(first), true))
    } else if first <= last_of_two {
        Some((((usize::from(first) - 192) << 8) + usize::from(byte(input)?) + 192, true))
    } else if first == 255 {
        let length = number(input, 4)?;
        Some((length, length > ((usize::from(last_of_two) - 192) << 8) + 255 + 192))
    } else {
        None
    }
}

/// Takes one byte.
pub(super) fn byte(input: &mut &[u8]) -> Option<u8> {
    let (&first, rest) = input.split_first()?;
    *input = rest;
    Some(first)
}

/// Takes `count` bytes.
pub(super) fn bytes<'a>(input: &mut &'a [u8], count: usize) -> Option<&'a [u8]> {
    let (taken, rest) = input.split_at_checked(count)?;
    *input = rest;
    Some(taken)
}

/// Takes a big-endian number of `count` bytes, at most four.
pub(super) fn number(input: &mut &[u8], count: usize) -> Option<usize> {
    Some(bytes(input, count)?.iter().fold(0, |number, &byte| number << 8 | usize::from(byte)))
}

/// Writes a packet with the shortest header: in the old form as GnuPG does, or in the new form.
pub(super) fn write(tag: u8, old: bool, body: &[u8]) -> Option<Vec<u8>> {
    let length = u32::try_from(body.len()).ok()?;
    let [a, b, c, d] = length.to_be_bytes();
    let mut out = match (old, length) {
        (true, 0..=0xff) => vec![0x80 | tag << 2, d],
        (true, 0x100..=0xffff) => vec![0x81 | tag << 2, c, d],
        (true, _) => vec![0x82 | tag << 2, a, b, c, d],
        (false, 0..=191) => vec![0xc0 | tag, d],
        (false, 192..=8383) => {
            let [_, _, c, d] = (length - 192).to_be_bytes();
            vec![0xc0 | tag, c + 192, d]
        }
        (false, _) => vec![0xc0 | tag, 255, a, b, c, d],
    };
    out.extend_from_slice(body);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_read_back_as_written() {
        for old in [true, false] {
            for length in [0, 1, 191, 192, 255, 256, 8383, 8384, 65535, 65536] {
                let body = vec![1; length];
                let packet = write(2, old, &body).unwrap();
                let mut rest = &packet[..];
                assert_eq!(take(&mut rest), Some(Frame { tag: 2, shortest: true, body: &body }), "{old} {length}");
                assert!(rest.is_empty());
            }
        }
    }

    #[test]
    fn longer_headers_are_seen_and_open_lengths_are_no_frames() {
        for header in [&[0x89, 0, 1][..], &[0x8a, 0, 0, 0, 1], &[0xc2, 255, 0, 0, 0, 1]] {
            let packet = [header, &[9]].concat();
            let frame = take(&mut &packet[..]).unwrap();
            assert_eq!((frame.tag, frame.shortest, frame.body), (2, false, &[9][..]));
        }
        for header in [&[0x8b, 1][..], &[0xc2, 224, 1], &[0x42, 1, 1], &[0x88, 2, 1], &[0xc2]] {
            assert_eq!(take(&mut &header[..]), None, "{header:?}");
        }
    }
}
