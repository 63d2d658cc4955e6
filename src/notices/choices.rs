//! What somebody has chosen to be told (接收设置).

use std::collections::BTreeMap;

use super::kind::{Kind, When};
use super::settings::NoticeSettings;
use crate::words::Language;

/// What somebody has chosen. What he has not is as the settings say.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Choices {
    /// In which language.
    pub language: Option<Language>,
    /// By which channel: `mail`, or `command.<name>`.
    pub channel: Option<String>,
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
                _ => choices.kinds.extend(about.parse().ok().zip(When::named(chosen))),
            }
        }
        choices
    }

    /// When something is told.
    pub fn when(&self, kind: Kind, settings: &NoticeSettings) -> When {
        let chosen = self.kinds.get(&kind).copied();
        chosen.unwrap_or_else(|| settings.when(kind))
    }

    /// By which channel, if there is any.
    pub fn channel(&self, settings: &NoticeSettings) -> Option<String> {
        let offered = settings.for_people();
        let chosen = offered.iter().find(|name| Some(*name) == self.channel.as_ref());
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
        assert_eq!(nothing.channel(&settings), Some("mail".to_owned()));
        let words = [("seat", "now"), ("reading", "never"), ("urge", "sometimes"), ("channel", "command.sms")];
        let chosen = Choices::read(words.into_iter().chain([("language", "en"), ("title", "now")]));
        assert_eq!(chosen.when(seat, &settings), When::Now);
        assert_eq!(chosen.when(reading, &settings), When::Never);
        assert_eq!(chosen.when(Kind::Urged, &settings), When::Now, "what is not understood was not chosen");
        assert_eq!((chosen.channel(&settings), chosen.language), (Some("command.sms".to_owned()), Some(Language::En)));
        let gone = Choices::read([("channel", "command.pigeon")]);
        assert_eq!(gone.channel(&settings), Some("mail".to_owned()), "a channel that is no more");
    }
}
