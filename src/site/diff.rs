//! The difference of two texts, line by line, with the lines around it that stay.

use super::view::{DiffKind, DiffLine};

/// How many lines that stay are shown around those that do not.
const AROUND: usize = 3;
/// How many pairs of lines are compared at most; of more, all go and all come.
const PAIRS: usize = 4_000_000;

/// What becomes of each line. Nothing, if the texts are the same.
pub(super) fn lines(old: &str, new: &str) -> Vec<DiffLine> {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let front = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let (old_rest, new_rest) = (&old[front..], &new[front..]);
    let back = old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(|(a, b)| a == b).count();
    let (gone, come) = (&old_rest[..old_rest.len() - back], &new_rest[..new_rest.len() - back]);
    let line = |kind, text: &str| DiffLine { kind, text: text.to_owned() };
    let mut all: Vec<DiffLine> = old[..front].iter().map(|text| line(DiffKind::Kept, text)).collect();
    all.extend(middle(gone, come));
    all.extend(old[old.len() - back..].iter().map(|text| line(DiffKind::Kept, text)));
    around(all)
}

/// The longest lines in common, kept; the others gone or come.
fn middle(old: &[&str], new: &[&str]) -> Vec<DiffLine> {
    let line = |kind, text: &str| DiffLine { kind, text: text.to_owned() };
    let mut found = Vec::new();
    let (mut at, mut to) = (0, 0);
    if old.len().saturating_mul(new.len()) <= PAIRS {
        let wide = new.len() + 1;
        // How many lines are in common from each pair on.
        let mut common = vec![0u32; (old.len() + 1) * wide];
        for i in (0..old.len()).rev() {
            for j in (0..new.len()).rev() {
                common[i * wide + j] = if old[i] == new[j] {
                    common[(i + 1) * wide + j + 1] + 1
                } else {
                    common[(i + 1) * wide + j].max(common[i * wide + j + 1])
                };
            }
        }
        while at < old.len() && to < new.len() {
            if old[at] == new[to] {
                found.push(line(DiffKind::Kept, old[at]));
                (at, to) = (at + 1, to + 1);
            } else if common[(at + 1) * wide + to] >= common[at * wide + to + 1] {
                found.push(line(DiffKind::Gone, old[at]));
                at += 1;
            } else {
                found.push(line(DiffKind::Come, new[to]));
                to += 1;
            }
        }
    }
    found.extend(old[at..].iter().map(|text| line(DiffKind::Gone, text)));
    found.extend(new[to..].iter().map(|text| line(DiffKind::Come, text)));
    found
}

/// The lines that go or come and those around them; one line stands for others that were left out.
fn around(all: Vec<DiffLine>) -> Vec<DiffLine> {
    let changed: Vec<usize> = (0..all.len()).filter(|at| all[*at].kind != DiffKind::Kept).collect();
    let mut shown = Vec::new();
    let mut left = false;
    for (at, line) in all.into_iter().enumerate() {
        let next = changed.partition_point(|other| *other < at);
        let near = |other: Option<&usize>| other.is_some_and(|other| other.abs_diff(at) <= AROUND);
        if near(changed.get(next)) || next > 0 && near(changed.get(next - 1)) {
            if left {
                shown.push(DiffLine { kind: DiffKind::Left, text: String::new() });
            }
            left = false;
            shown.push(line);
        } else {
            left = true;
        }
    }
    if left && !shown.is_empty() {
        shown.push(DiffLine { kind: DiffKind::Left, text: String::new() });
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(old: &str, new: &str) -> Vec<String> {
        let sign = |line: DiffLine| match line.kind {
            DiffKind::Kept => format!(" {}", line.text),
            DiffKind::Gone => format!("-{}", line.text),
            DiffKind::Come => format!("+{}", line.text),
            DiffKind::Left => "…".to_owned(),
        };
        lines(old, new).into_iter().map(sign).collect()
    }

    #[test]
    fn what_is_the_same_is_no_difference() {
        assert!(told("", "").is_empty() && told("a\nb\n", "a\nb\n").is_empty());
    }

    #[test]
    fn a_line_in_the_middle_is_shown_with_its_neighbours() {
        let (old, new) = ("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n");
        assert_eq!(told(old, new), ["…", " 2", " 3", " 4", "-5", "+five", " 6", " 7", " 8", "…"]);
        assert_eq!(told("a\nb\nc\n", "a\nc\nd\n"), [" a", "-b", " c", "+d"]);
        assert_eq!(told("", "a\n"), ["+a"]);
        assert_eq!(told("a\n", ""), ["-a"]);
    }

    #[test]
    fn nothing_is_lost_of_either_text() {
        let texts = ["", "a\n", "a\nb\na\n", "b\na\nb\nc\n", "c\nc\nc\na\n", "x\ny\nz\n"];
        for old in texts {
            for new in texts {
                let found = middle(&old.lines().collect::<Vec<_>>(), &new.lines().collect::<Vec<_>>());
                let of = |kind| {
                    let own = found.iter().filter(|line| line.kind == kind || line.kind == DiffKind::Kept);
                    own.flat_map(|line| [line.text.as_str(), "\n"]).collect::<String>()
                };
                assert_eq!((of(DiffKind::Gone).as_str(), of(DiffKind::Come).as_str()), (old, new));
            }
        }
    }

    #[test]
    fn texts_that_are_too_long_to_compare_go_and_come() {
        let many = |c: char| (0..3000).map(|n| format!("{c}{n}")).collect::<Vec<_>>().join("\n");
        assert_eq!(lines(&many('a'), &many('b')).len(), 6000);
    }
}
