//! Sentences that are kept: said in every language, for whoever reads them later.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Lang, Text};

/// A sentence in every language, by its code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Said(BTreeMap<String, String>);

impl Said {
    /// What is said, once in each language.
    pub fn of(say: impl Fn(Text) -> String) -> Self {
        Self(Lang::ALL.into_iter().map(|lang| (lang.code().to_owned(), say(Text(lang)))).collect())
    }

    /// The sentence in the language of a reader.
    #[must_use]
    pub fn to(&self, t: Text) -> &str {
        self.0.get(t.0.code()).or_else(|| self.0.values().next()).map_or("", String::as_str)
    }

    /// As it is kept.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// What was kept, to a reader; of before a single sentence was.
    #[must_use]
    pub fn in_words(kept: &str, t: Text) -> String {
        serde_json::from_str::<Self>(kept)
            .map_or_else(|_| kept.to_owned(), |said| said.to(t).to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_reader_has_it_in_the_own_language_and_a_sentence_of_before_stays() {
        let kept = Said::of(|t| t.problem_required().to_owned()).to_json();
        for lang in Lang::ALL {
            assert_eq!(Said::in_words(&kept, Text(lang)), Text(lang).problem_required());
        }
        assert_eq!(Said::in_words("No se pudo.", Text(Lang::En)), "No se pudo.");
    }
}
