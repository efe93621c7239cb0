//! Why a customer of a job is left as it is: kept as data, said in the language of whoever reads it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::customers::fields;
use crate::fields::{Findings, Problem};
use crate::i18n::{Lang, Text};
use crate::portal::Refusal;

/// Why a customer is left as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// It is gone, or whoever asked no longer sees it.
    Unseen,
    /// The field with this key has another value than the one that was looked at.
    Moved(String),
    /// The same, of what is to be taken back: another one than the job had written.
    MovedSince(String),
    /// Somebody wrote it in the same instant.
    Conflict,
    /// The field with this key does not take the value. What is wrong has many shapes, which are no words
    /// of a job: it is kept as said in every language, by its code.
    Refused(String, BTreeMap<String, String>),
    /// No letter goes to it.
    Unsent(Refusal),
}

impl Reason {
    /// The first of what stops a write.
    #[must_use]
    pub fn of(findings: &Findings) -> Self {
        let Some(finding) = findings.refusals().next() else { return Self::Conflict };
        Self::refused(&finding.key, &finding.problem)
    }

    /// A problem at a field.
    #[must_use]
    pub fn refused(key: &str, problem: &Problem) -> Self {
        // What is kept with one customer must not name another.
        let problem = match problem {
            Problem::Taken(_) => &Problem::Taken(None),
            problem => problem,
        };
        let said = |lang: Lang| (lang.code().to_owned(), Text(lang).problem(problem));
        Self::Refused(key.to_owned(), Lang::ALL.into_iter().map(said).collect())
    }

    /// As a job keeps it.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// What a job kept, in words; jobs of before kept a sentence.
    #[must_use]
    pub fn in_words(kept: &str, t: Text) -> String {
        serde_json::from_str(kept).map_or_else(|_| kept.to_owned(), |reason| t.bulk_reason(&reason))
    }
}

impl Text {
    /// Why a customer is left as it is.
    #[must_use]
    pub fn bulk_reason(self, reason: &Reason) -> String {
        match reason {
            Reason::Unseen => self.bulk_unseen().to_owned(),
            Reason::Moved(key) => self.bulk_moved(label(key, self)),
            Reason::MovedSince(key) => self.bulk_moved_since(label(key, self)),
            Reason::Conflict => self.error_conflict().to_owned(),
            Reason::Refused(key, said) => {
                let said = said.get(self.0.code()).or_else(|| said.values().next());
                format!("{}: {}", label(key, self), said.map_or("", String::as_str))
            }
            Reason::Unsent(refusal) => refusal.text(self),
        }
    }
}

fn label(key: &str, t: Text) -> &str {
    fields::find(key).map_or(key, |field| field.label(t.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_said_in_the_language_of_the_reader() {
        for (reason, es, en) in [
            (Reason::Unseen, "ya no existe", "no longer there"),
            (
                Reason::Moved("city".into()),
                "Ciudad: cambió después de la revisión",
                "City: it changed",
            ),
            (Reason::MovedSince("city".into()), "después de la actualización", "after the update"),
            (
                Reason::refused("zone_id", &Problem::Reference),
                "Zona: Ya no",
                "Zone: It is no longer",
            ),
            (Reason::Unsent(Refusal::NoEmail), "no tiene e-mail", "e-mail"),
        ] {
            let kept = reason.to_json();
            for (lang, words) in [(Lang::Es, es), (Lang::En, en)] {
                let said = Reason::in_words(&kept, Text(lang));
                assert!(said.contains(words), "{lang}: {said}");
            }
        }
    }

    #[test]
    fn another_customer_is_never_kept_and_a_sentence_of_before_stays() {
        let taken = Reason::refused("email", &Problem::Taken(Some((7, "Eva".into()))));
        assert!(!taken.to_json().contains("Eva"));
        assert_eq!(Reason::in_words("Está archivado.", Text(Lang::En)), "Está archivado.");
    }
}
