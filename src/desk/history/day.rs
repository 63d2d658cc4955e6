//! Days as papers write them.

use jiff::civil::Date;

/// The earliest year a paper of an office may be of.
const EARLIEST: i16 = 1900;

/// The first day in a text: `2017-08-30`, `2017/8/30`, `2017.8.30`, `2017年8月30日`, `二〇一七年八月三十日`; in a name also `20170830`.
pub(super) fn find(text: &str, in_a_name: bool) -> Option<Date> {
    let starts = text.char_indices().map(|(at, _)| at);
    let mut before = None;
    for at in starts {
        let rest = &text[at..];
        // A day does not begin in the middle of a number.
        let free = before.is_none_or(|c| numeral(c).is_none());
        if free && let Some((day, _)) = begins(rest).or_else(|| if in_a_name { compact(rest) } else { None }) {
            return Some(day);
        }
        before = rest.chars().next();
    }
    None
}

/// The day of a line that holds nothing else: what stands below a paper's text (成文日期).
pub(super) fn alone(line: &str) -> Option<Date> {
    let line = line.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_' | '(' | ')' | '（' | '）'));
    let (day, rest) = begins(line)?;
    rest.trim_start_matches(['日', '號', '号']).trim().is_empty().then_some(day)
}

/// A day at the beginning, and what stands behind it.
fn begins(text: &str) -> Option<(Date, &str)> {
    let (year, rest) = number(text, 4)?;
    let (first, second): (&[char], &[char]) = match rest.chars().next()? {
        '年' => (&['年'], &['月']),
        '-' => (&['-'], &['-']),
        '/' => (&['/'], &['/']),
        '.' => (&['.'], &['.']),
        _ => return None,
    };
    let rest = rest.strip_prefix(first)?.trim_start();
    let (month, rest) = number(rest, 2)?;
    let rest = rest.trim_start().strip_prefix(second)?.trim_start();
    let (day, rest) = number(rest, 2)?;
    let by_signs = first[0] == '年';
    // Behind a day in signs stands its sign; behind one in digits no further digit.
    let rest = if by_signs { rest.strip_prefix('日')? } else { rest };
    Some((date(year, month, day)?, rest))
}

/// Eight digits that are a day, and no ninth.
fn compact(text: &str) -> Option<(Date, &str)> {
    let digits = text.get(..8).filter(|digits| digits.bytes().all(|c| c.is_ascii_digit()))?;
    let rest = &text[8..];
    if rest.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let part = |range: std::ops::Range<usize>| digits[range].parse().ok();
    Some((date(part(0..4)?, part(4..6)?, part(6..8)?)?, rest))
}

fn date(year: u32, month: u32, day: u32) -> Option<Date> {
    let year = i16::try_from(year).ok().filter(|year| *year >= EARLIEST)?;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// What a sign counts: a digit, or the Chinese sign for one; ten is 10.
fn numeral(c: char) -> Option<u32> {
    Some(match c {
        '0'..='9' => u32::from(c) - u32::from('0'),
        '０'..='９' => u32::from(c) - u32::from('０'),
        '〇' | '○' | 'Ｏ' | '零' => 0,
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        '十' => 10,
        _ => return None,
    })
}

/// A number of exactly four places, or of at most two: also `十二`, `二十`, `三十一`.
fn number(text: &str, places: usize) -> Option<(u32, &str)> {
    let end = text.find(|c| numeral(c).is_none()).unwrap_or(text.len());
    let (signs, rest) = text.split_at(end);
    let values: Vec<u32> = signs.chars().filter_map(numeral).collect();
    let number = match (places, &values[..]) {
        (4, &[a, b, c, d]) if [a, b, c, d].iter().all(|one| *one < 10) => a * 1000 + b * 100 + c * 10 + d,
        (2, &[a]) => a,
        (2, &[10, b]) if b < 10 => 10 + b,
        (2, &[a, 10]) if a < 10 => a * 10,
        (2, &[a, 10, b]) if a < 10 && b < 10 => a * 10 + b,
        (2, &[a, b]) if a < 10 && b < 10 => a * 10 + b,
        _ => return None,
    };
    Some((number, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Option<String> {
        find(text, false).map(|day| day.to_string())
    }

    #[test]
    fn a_day_is_read_in_every_way_it_is_written() {
        for text in [
            "2017-08-30",
            "2017/8/30 10:00",
            "2017.8.30",
            "2017年8月30日",
            "2017 年".replace(' ', "").as_str(),
            "二〇一七年八月三十日",
            "２０１７年０８月３０日",
            "印发于2017年8月30日。",
            "2017-08-30T10:00:00+08:00",
        ] {
            let wanted = if text == "2017年" { None } else { Some("2017-08-30".to_owned()) };
            assert_eq!(day(text), wanted, "{text}");
        }
        assert_eq!(day("一九九八年十二月二十一日").as_deref(), Some("1998-12-21"));
        assert_eq!(day("二○○三年十月十日").as_deref(), Some("2003-10-10"));
        for text in ["2017-02-30", "1817-01-01", "12017-01-01", "2017年13月1日", "20170830", "2017年8月", "电话2017-8"]
        {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn a_name_may_hold_eight_digits() {
        let named = |text: &str| find(text, true).map(|day| day.to_string());
        assert_eq!(named("20170830-防汛通知").as_deref(), Some("2017-08-30"));
        assert_eq!(named("防汛通知_20170830").as_deref(), Some("2017-08-30"));
        for text in ["120170830", "201708301", "20171330", "59"] {
            assert_eq!(named(text), None, "{text}");
        }
    }

    #[test]
    fn a_line_that_is_a_day_and_nothing_else() {
        assert_eq!(alone("　　2017年8月30日　").map(|day| day.to_string()).as_deref(), Some("2017-08-30"));
        assert_eq!(alone("**二〇一七年八月三十日**").map(|day| day.to_string()).as_deref(), Some("2017-08-30"));
        assert_eq!(alone("（2017年8月30日）").map(|day| day.to_string()).as_deref(), Some("2017-08-30"));
        for line in ["2017年8月30日前报送", "自2017年8月30日", "", "2017-08-30 10:00"] {
            assert_eq!(alone(line), None, "{line}");
        }
    }
}
