//! Questions on a terminal, for who has not said everything on the command line. Where nobody sits, nothing is asked.

use std::io::{self, BufRead as _, IsTerminal as _, Write as _};

use super::Context;

/// Whether somebody sits there who can answer.
pub(super) fn somebody() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Asks for a line until there is one. `None` if nobody sits there, or he has gone.
pub(super) fn line(context: &mut Context, question: &str) -> Option<String> {
    if !somebody() {
        return None;
    }
    loop {
        context.print.note("");
        let mut err = io::stderr().lock();
        write!(err, "{question} ").and_then(|()| err.flush()).ok()?;
        drop(err);
        let mut answer = String::new();
        if io::stdin().lock().read_line(&mut answer).ok()? == 0 {
            return None;
        }
        let answer = answer.trim();
        if !answer.is_empty() {
            return Some(answer.to_owned());
        }
    }
}

/// Asks for one of several, by its number or its own words.
pub(super) fn choice(context: &mut Context, question: &str, choices: &[String]) -> Option<String> {
    let listed: Vec<String> = choices.iter().enumerate().map(|(at, one)| format!("  {} {one}\n", at + 1)).collect();
    loop {
        let answer = line(context, &format!("{question}\n{}>", listed.concat()))?;
        if let Some(found) = chosen(choices, &answer) {
            return Some(found);
        }
    }
}

/// One of several, by its number or its own words.
pub(super) fn chosen(choices: &[String], text: &str) -> Option<String> {
    let numbered = text.parse::<usize>().ok().and_then(|number| choices.get(number.checked_sub(1)?));
    choices.iter().find(|one| *one == text).or(numbered).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_is_named_by_its_number_or_its_words() {
        let choices = ["遗失".to_owned(), "被盗".to_owned()];
        assert_eq!(chosen(&choices, "2").as_deref(), Some("被盗"));
        assert_eq!(chosen(&choices, "遗失").as_deref(), Some("遗失"));
        assert!(["0", "3", "丢了", ""].iter().all(|text| chosen(&choices, text).is_none()));
    }
}
