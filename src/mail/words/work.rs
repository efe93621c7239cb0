//! What letters to members say about the work that they asked for.

use super::Parts;
use crate::i18n::Text;
use crate::mail::letter::{End, Ended, Exported};

/// A file is ready, and there until then.
pub(super) fn exported(t: Text, exported: &Exported, rows: &str, until: &str) -> Parts {
    let lead = match exported.rows {
        1 => t.mail_export_ready_lead_one(&exported.whom),
        _ => t.mail_export_ready_lead(rows, &exported.whom),
    };
    (t.mail_export_ready_title(), lead, vec![t.mail_export_until(until)])
}

/// There will be no file, and why.
pub(super) fn not_exported(t: Text, whom: &str, why: &str) -> Parts {
    (t.mail_export_failed_title(), t.mail_export_failed_lead(whom), vec![why.to_owned()])
}

/// What came of a job.
pub(super) fn ended(t: Text, ended: &Ended) -> Parts {
    let title = match ended.end {
        End::Done => t.mail_job_done_title(),
        End::DoneWithFailures => t.mail_job_done_with_failures_title(),
        End::Stopped => t.mail_job_stopped_title(),
        End::Failed => t.mail_job_failed_title(),
    };
    (title, t.mail_job_lead(&ended.what, &ended.counts), ended.facts.clone())
}

#[cfg(test)]
mod tests {
    use super::super::of;
    use super::*;
    use crate::clock;
    use crate::i18n::Lang;
    use crate::mail::letter::{Content, Link, Recipient};
    use crate::settings::Organisation;

    fn words(lang: Lang, rows: u64) -> (String, Vec<String>) {
        let link = Link { address: String::new(), expires_at: clock::now() };
        let exported = Exported { whom: "…".to_owned(), rows, link, attachment: None };
        let to = Recipient {
            name: String::new(),
            address: String::new(),
            language: lang,
            staff_id: None,
            customer_id: None,
        };
        let house = Organisation::default();
        let words = of(Text(lang), &house, &to, &Content::ExportReady(exported));
        (words.lead, words.notes)
    }

    #[test]
    fn a_letter_counts_as_people_do_and_knows_no_today() {
        for (lang, one, many) in [
            (Lang::Es, "un cliente:", "2.000 clientes:"),
            (Lang::Pt, "um cliente:", "2.000 clientes:"),
            (Lang::En, "one customer:", "2.000 customers:"),
        ] {
            let (lead, notes) = words(lang, 1);
            assert!(lead.contains(one), "{lead}");
            assert!(words(lang, 2_000).0.contains(many));
            let notes = notes.join(" ");
            assert!(!notes.contains(Text(lang).today()) && notes.contains("(UTC"), "{notes}");
        }
    }
}
