//! What somebody chooses to be told when something waits for him (接收设置, O8–O11).

use super::forms::Form;
use super::{Portal, Visit};
use crate::accounts::AccountsError;
use crate::id::Slug;
use crate::notices::{BY, Choices, Kind, When};
use crate::office::Person;
use crate::site::view::{ChoiceOption, NoticeKind, NoticesCard};
use crate::words::Language;

impl Portal {
    /// What somebody may choose, and has chosen; nothing, where nobody is told anything.
    pub(super) fn notices(
        &self,
        visit: &Visit<'_>,
        (person, entry): (&Slug, &Person),
    ) -> Result<Option<NoticesCard>, AccountsError> {
        let Some(offered) = &self.notices else { return Ok(None) };
        let chosen = self.accounts.choices(person)?;
        let choices = Choices::read(chosen.iter().map(|(about, chosen)| (about.as_str(), chosen.as_str())));
        let option = |value: &str, text: String, current: bool| ChoiceOption { value: value.to_owned(), text, current };
        let named = |name: &str| match name.strip_prefix("command.") {
            Some(command) => command.to_owned(),
            None => visit.text("site-notices-mail", &[("email", &entry.email)]),
        };
        let has_many = offered.channels.len() > 1;
        let is_offered = |own: &String| offered.channels.contains(own);
        let by = |own: Option<&String>| {
            offered.channels.iter().map(|name| option(name, named(name), Some(name) == own)).collect::<Vec<_>>()
        };
        let kinds = Kind::all().map(|kind| {
            let usual = offered.kinds.get(&kind).copied().unwrap_or_else(|| kind.usual());
            let current = choices.kinds.get(&kind).copied().unwrap_or(usual);
            let options = whens(kind).map(|when| {
                // A digest goes out or does not: nothing about it is told at once.
                let about = if kind == Kind::Digest { "digest" } else { "when" };
                let text = visit.text(&format!("notice-{about}-{}", when.word()), &[]);
                option(when.word(), text, when == current)
            });
            let text = visit.text(&format!("notice-kind-{}", kind.word()), &[]);
            let own = choices.channels.get(&kind);
            let like_others = option("", visit.text("site-notices-like-others", &[]), !own.is_some_and(&is_offered));
            let channels = std::iter::once(like_others).chain(by(own));
            let channels = if has_many { channels.collect() } else { Vec::new() };
            NoticeKind { kind: kind.word(), text, options: options.collect(), channels }
        });
        let own = choices.channel.as_ref();
        let usual = option("", visit.text("site-notices-usual", &[]), !own.is_some_and(&is_offered));
        let channels = has_many.then_some(usual).into_iter().chain(by(own));
        let usual = option("", visit.text("site-notices-usual", &[]), choices.language.is_none());
        let languages = Language::ALL.into_iter().map(|language| {
            let text = visit.text(&format!("notice-language-{}", language.tag()), &[]);
            option(language.tag(), text, choices.language == Some(language))
        });
        Ok(Some(NoticesCard {
            kinds: kinds.collect(),
            channels: channels.collect(),
            languages: std::iter::once(usual).chain(languages).collect(),
        }))
    }

    /// Takes in what he has chosen. What he leaves as it is for everybody he has not chosen: it goes on being as it is for everybody.
    pub(super) fn choose_notices(&self, person: &Slug, form: &Form) -> Result<bool, AccountsError> {
        let Some(offered) = &self.notices else { return Ok(false) };
        let mut chosen: Vec<(&str, &str)> = Vec::new();
        for kind in Kind::all() {
            let usual = offered.kinds.get(&kind).copied().unwrap_or_else(|| kind.usual());
            let when = When::named(form.get(kind.word())).filter(|when| whens(kind).any(|other| other == *when));
            chosen.extend(when.filter(|when| *when != usual).map(|when| (kind.word(), when.word())));
        }
        let fields: Vec<(Kind, String)> = Kind::all().map(|kind| (kind, format!("{BY}{}", kind.word()))).collect();
        if offered.channels.len() > 1 {
            let by = |field: &str| offered.channels.iter().find(|name| *name == form.get(field));
            chosen.extend(by("channel").map(|name| ("channel", name.as_str())));
            for (_, field) in &fields {
                chosen.extend(by(field).map(|name| (field.as_str(), name.as_str())));
            }
        }
        let language: Option<Language> = form.get("language").parse().ok();
        chosen.extend(language.map(|language| ("language", language.tag())));
        self.accounts.choose_notices(person, &chosen)?;
        Ok(true)
    }
}

/// When a kind may be told: the digest is no part of itself.
fn whens(kind: Kind) -> impl Iterator<Item = When> {
    When::ALL.into_iter().filter(move |when| kind != Kind::Digest || *when != When::Digest)
}
