//! How far an export is, and what became of the mail about it, in words.

use chrono::Duration;

use super::{KEPT_DAYS, file};
use crate::clock;
use crate::jobs::{Job, State};
use crate::mail::{self, Delivery};
use crate::web::Page;

/// An export in words.
pub struct Standing {
    /// Name of the state's glyph.
    pub glyph: &'static str,
    /// The state.
    pub state: String,
    /// Until when the file is kept; empty without one.
    pub until: String,
    /// What became of the mail; empty without one.
    pub mail: String,
}

impl Standing {
    /// Of a job, with the mail that tells of it.
    #[must_use]
    pub fn of(job: &Job, delivery: Option<&Delivery>, page: &Page) -> Self {
        let (t, display) = (page.t, page.display());
        let is_kept = job.state() == State::Done && file::is_kept(job);
        let has_failed = delivery.is_some_and(|mail| mail.state == mail::State::Failed);
        let (glyph, state) = match job.state() {
            State::Done if is_kept && has_failed => ("pending", t.export_ready_untold().to_owned()),
            State::Done if is_kept => ("active", t.export_ready().to_owned()),
            State::Done => ("inactive", t.export_expired().to_owned()),
            State::Failed => ("overdue", t.process_failed().to_owned()),
            State::Cancelled => ("inactive", t.process_cancelled().to_owned()),
            State::Running => ("pending", t.export_writing(percent(job))),
            State::Checking | State::Draft | State::Queued => {
                ("pending", t.export_queued().to_owned())
            }
        };
        let end = job.finished_at.filter(|_| is_kept).map(|at| at + Duration::days(KEPT_DAYS));
        Self {
            glyph,
            state,
            until: end.map(|end| t.export_until(&display.moment(end))).unwrap_or_default(),
            mail: delivery.map(|mail| told(mail, page)).unwrap_or_default(),
        }
    }
}

/// How much of it is written; all of it only once the file has its name.
fn percent(job: &Job) -> i64 {
    (job.changed * 100 / job.total.max(1)).clamp(0, 99)
}

fn told(delivery: &Delivery, page: &Page) -> String {
    use mail::State::{Cancelled, Failed, Queued, Sending, Sent};
    let (t, to) = (page.t, delivery.to_address.as_str());
    let when = page.display().moment(delivery.sent_at.unwrap_or(delivery.created_at));
    let why = delivery.answer.as_deref().map(|answer| mail::answer::in_words(t, answer));
    match (delivery.state, why) {
        (Queued | Sending, Some(why)) => t.export_mail_later(to, &why),
        (Queued | Sending, None) => t.export_mail_queued(to),
        (Sent, _) if delivery.is_filed => t.export_mail_filed(&when),
        (Sent, _) => t.export_mail_sent(to, &when),
        (Failed, Some(why)) => t.export_mail_failed(to, &why),
        (Failed, None) => t.export_mail_too_late(to),
        (Cancelled, _) => t.export_mail_cancelled().to_owned(),
    }
}

/// Seconds after which its mail is worth another look, if it is on its way and soon tells more.
#[must_use]
pub fn look_again(delivery: &Delivery) -> Option<u16> {
    let is_fresh = clock::now() - delivery.created_at < Duration::minutes(1);
    let is_moving = matches!(delivery.state, mail::State::Queued | mail::State::Sending);
    (is_fresh && is_moving).then_some(5)
}
