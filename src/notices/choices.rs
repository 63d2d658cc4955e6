//! What somebody has chosen to be told (接收设置).

use std::collections::BTreeMap;

use super::kind::{Kind, When};
use super::settings::NoticeSettings;
use crate::words::Language;

/// What the word begins with that says by which channel a kind is told.
pub const BY: &str = "by.";

/// What somebody has chosen. What he has not is as the settings say.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Choices {
    /// In which language.
    pub language: Option<Language>,
    /// By which channel: `mail`, or `command.<name>`.
    pub channel: Option<String>,
    /// By which channel what is told, where it is another.
    pub channels: BTreeMap<Kind, String>,
    /// What, when.
    pub kinds: BTreeMap<Kind, When>,
}

impl Choices {
    /// Choices as words by words; what is not understood was not chosen.
    pub fn read<'a>(words: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut choices = Self::default();
        for (about, chosen) in words {
            match about {
                "language" => choices.language = chosen.parse().ok(),
                "channel" => choices.channel = Some(chosen.to_owned()),
                _ => match about.strip_prefix(BY) {
                    Some(kind) => {
                        choices.channels.extend(kind.parse().ok().map(|kind: Kind| (kind, chosen.to_owned())));
                    }
                    None => choices.kinds.extend(about.parse().ok().zip(When::named(chosen))),
                },
            }
        }
        choices
    }

    /// When something is told.
    pub fn when(&self, kind: Kind, settings: &NoticeSettings) -> When {
        let chosen = self.kinds.get(&kind).copied();
        chosen.unwrap_or_else(|| settings.when(kind))
    }

    /// By which channel something is told, if there is any: the one chosen for it, the one chosen for all, the one that the settings have
    /// for it, or the first.
    pub fn channel(&self, kind: Kind, settings: &NoticeSettings) -> Option<String> {
        let offered = settings.for_people();
        let chosen = [self.channels.get(&kind), self.channel.as_ref(), settings.channels.get(&kind)];
        let chosen = chosen.into_iter().flatten().find(|name| offered.contains(name));
        chosen.or_else(|| offered.first()).cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::super::settings::tests::settings;
    use super::*;
    use crate::office::Why;

    #[test]
    fn what_was_not_chosen_is_as_the_settings_say() {
        let settings = settings("[kinds]\nseat = \"digest\"\n[command.sms]\nargv = [\"/bin/true\"]\n");
        let (seat, reading) = (Kind::Waits(Why::Seat), Kind::Waits(Why::Reading));
        let nothing = Choices::default();
        assert_eq!(nothing.when(seat, &settings), When::Digest);
        assert_eq!(nothing.when(reading, &settings), When::Digest);
        assert_eq!(nothing.when(Kind::Urged, &settings), When::Now);
        assert_eq!(nothing.channel(seat, &settings), Some("mail".to_owned()));
        let words = [("seat", "now"), ("reading", "never"), ("urge", "sometimes"), ("channel", "command.sms")];
        let chosen = Choices::read(words.into_iter().chain([("language", "en"), ("title", "now")]));
        assert_eq!(chosen.when(seat, &settings), When::Now);
        assert_eq!(chosen.when(reading, &settings), When::Never);
        assert_eq!(chosen.when(Kind::Urged, &settings), When::Now, "what is not understood was not chosen");
        assert_eq!(
            (chosen.channel(seat, &settings), chosen.language),
            (Some("command.sms".to_owned()), Some(Language::En))
        );
        let gone = Choices::read([("channel", "command.pigeon")]);
        assert_eq!(gone.channel(seat, &settings), Some("mail".to_owned()), "a channel that is no more");
    }

    #[test]
    fn each_kind_may_have_a_channel_of_its_own() {
        let commands = "[command.sms]\nargv = [\"/bin/true\"]\n[command.im]\nargv = [\"/bin/true\"]\n";
        let settings = settings(&format!("[channels]\nurge = \"command.sms\"\n{commands}"));
        let (seat, reading, urged) = (Kind::Waits(Why::Seat), Kind::Waits(Why::Reading), Kind::Urged);
        let by = |words: &[(&str, &str)]| {
            let chosen = Choices::read(words.iter().copied());
            [seat, reading, urged].map(|kind| chosen.channel(kind, &settings).unwrap())
        };
        assert_eq!(by(&[]), ["mail", "mail", "command.sms"], "as the settings say");
        assert_eq!(by(&[("channel", "mail")]), ["mail", "mail", "mail"], "what he chose for all");
        let both = [("channel", "command.im"), ("by.seat", "command.sms"), ("by.urge", "mail")];
        assert_eq!(by(&both), ["command.sms", "command.im", "mail"], "what he chose for one");
        let gone = [("by.seat", "command.pigeon"), ("by.title", "mail"), ("by.urge", "robot.all")];
        assert_eq!(by(&gone), ["mail", "mail", "command.sms"], "what is not offered was not chosen");
        assert_eq!(Choices::read(gone).kinds, BTreeMap::new());
    }
}
