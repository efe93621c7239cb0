//! Why a customer of a job is left as it is: kept as data, said in the language of whoever reads it.

use serde::{Deserialize, Serialize};

use crate::customers::fields;
use crate::fields::{Changes, Findings, Problem};
use crate::i18n::{Said, Text};
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
    /// of a job: it is kept as said in every language.
    Refused(String, Said),
    /// What these fields were to become does not go with a field that nobody touched: its key, and what is
    /// wrong there.
    Unfit(Vec<String>, String, Said),
    /// No letter goes to it.
    Unsent(Refusal),
}

impl Reason {
    /// The first of what stops a write, at a field that was to change if there is one.
    #[must_use]
    pub fn of(findings: &Findings, changes: &Changes) -> Self {
        let touched = findings.refusals().find(|finding| changes.get(&finding.key).is_some());
        if let Some(finding) = touched {
            return Self::refused(&finding.key, &finding.problem);
        }
        let Some(finding) = findings.refusals().next() else { return Self::Conflict };
        let keys = changes.iter().map(|(key, _)| key.to_owned()).collect();
        Self::Unfit(keys, finding.key.clone(), said(&finding.problem))
    }

    /// A problem at a field.
    #[must_use]
    pub fn refused(key: &str, problem: &Problem) -> Self {
        Self::Refused(key.to_owned(), said(problem))
    }

    /// As a job keeps it.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// What a job kept, in words; jobs of before kept a sentence.
    #[must_use]
    pub fn in_words(kept: &str, t: Text) -> String {
        serde_json::from_str(kept).map_or_else(|_| kept.to_owned(), |reason: Reason| reason.text(t))
    }
}

impl Reason {
    /// Why a customer is left as it is.
    #[must_use]
    pub fn text(&self, t: Text) -> String {
        match self {
            Reason::Unseen => t.bulk_unseen().to_owned(),
            Reason::Moved(key) => t.bulk_moved(label(key, t)),
            Reason::MovedSince(key) => t.bulk_moved_since(label(key, t)),
            Reason::Conflict => t.error_conflict().to_owned(),
            Reason::Refused(key, said) => wrong_at(t, key, said),
            Reason::Unfit(touched, key, said) => {
                let touched: Vec<&str> = touched.iter().map(|key| label(key, t)).collect();
                t.bulk_unfit(&touched.join(", "), &wrong_at(t, key, said))
            }
            Reason::Unsent(refusal) => refusal.text(t),
        }
    }
}

fn wrong_at(t: Text, key: &str, said: &Said) -> String {
    format!("{}: {}", label(key, t), said.to(t))
}

fn said(problem: &Problem) -> Said {
    // What is kept with one customer must not name another.
    let problem = match problem {
        Problem::Taken(_) => &Problem::Taken(None),
        problem => problem,
    };
    Said::of(|t| t.problem(problem))
}

fn label(key: &str, t: Text) -> &str {
    fields::find(key).map_or(key, |field| field.label(t.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fields::Value;
    use crate::i18n::Lang;

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
    fn what_nobody_touched_is_told_as_what_stands_in_the_way() {
        let mut changes = Changes::default();
        changes.set("is_vip", Value::Flag(true));
        let mut findings = Findings::default();
        findings.refuse("is_bad", Problem::BothMarks);
        let said = Reason::of(&findings, &changes).to_json();
        let said = Reason::in_words(&said, Text(Lang::En));
        assert!(said.starts_with("VIP: ") && said.contains("BAD: "), "{said}");
        findings.refuse("is_vip", Problem::Choice);
        let said = Reason::of(&findings, &changes);
        assert_eq!(said, Reason::refused("is_vip", &Problem::Choice));
    }

    #[test]
    fn another_customer_is_never_kept_and_a_sentence_of_before_stays() {
        let taken = Reason::refused("email", &Problem::Taken(Some((7, "Eva".into()))));
        assert!(!taken.to_json().contains("Eva"));
        assert_eq!(Reason::in_words("Está archivado.", Text(Lang::En)), "Está archivado.");
    }
}
