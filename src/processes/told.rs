//! The mail to whoever wanted to know how a job ended, queued in the transaction that ends it.

use chrono::Duration;

use super::in_words::{self, Words};
use super::owner::Owner;
use super::run_page;
use crate::clock;
use crate::customers::bulk::Plan;
use crate::db::Db;
use crate::error::AppError;
use crate::i18n::{Said, Text};
use crate::invoices::run::Ask;
use crate::jobs::{self, Job, Kind, State};
use crate::mail::{Content, End, Ended, Letter, Link, Recipient};
use crate::settings::{Display, Settings};
use crate::staff;
use crate::web::App;

/// Tells the owner of a job that it is over, if it is, and if they wanted to be told.
///
/// # Errors
/// When the database fails.
pub fn of_end(
    conn: &mut Db,
    app: &App,
    settings: &Settings,
    owner: &Owner,
    id: i64,
) -> Result<(), AppError> {
    let Some(job) = jobs::find(conn, id, None)? else { return Ok(()) };
    let Some(member) = job.owner_id.filter(|_| job.tells && job.state().is_over()) else {
        return Ok(());
    };
    let account = staff::query::find(conn, member)?;
    if !account.is_active() {
        return Ok(());
    }
    let to = Recipient {
        name: account.name,
        address: account.email,
        language: owner.lang,
        staff_id: Some(member),
        customer_id: None,
    };
    let content = Content::JobEnded(ended(app, &job, settings, owner));
    let letter = Letter::compose(&settings.organisation, to, &content)?;
    app.mail.queue(conn, &letter).map(|_| ())
}

fn ended(app: &App, job: &Job, settings: &Settings, owner: &Owner) -> Ended {
    let (t, display) = (Text(owner.lang), &Display::new(owner.lang, settings));
    let is_filed = app.mail.way().server().is_none();
    let (mut facts, did) = match job.kind() {
        Some(Kind::BillingRun) => of_run(job, display),
        _ => of_update(job, (owner, settings), display, is_filed),
    };
    facts.extend(job.error.as_deref().map(|kept| Said::in_words(kept, t)));
    Ended {
        end: match job.state() {
            State::Cancelled => End::Stopped,
            State::Failed => End::Failed,
            _ if job.failed > 0 => End::DoneWithFailures,
            _ => End::Done,
        },
        what: in_words::title(job, t),
        counts: counts(job, did, display),
        facts,
        link: Link {
            address: format!("{}/jobs/{}", app.config.public_url, job.id),
            expires_at: clock::now() + Duration::days(jobs::KEPT_DAYS),
        },
    }
}

/// What a run of invoices is of, and what its figures count.
fn of_run(job: &Job, display: &Display) -> (Vec<String>, [&'static str; 3]) {
    let facts = Ask::of(job).map(|ask| run_page::facts(&ask, display)).unwrap_or_default();
    let said = facts.into_iter().map(|(label, text)| format!("{label}: {text}"));
    (said.collect(), run_page::counted(job, Text(display.lang())))
}

/// As [`of_run`], of what is done to many customers.
fn of_update(
    job: &Job,
    (owner, settings): (&Owner, &Settings),
    display: &Display,
    is_filed: bool,
) -> (Vec<String>, [&'static str; 3]) {
    let plan = Plan::from_json(&job.payload);
    let words = Words::of(job, Text(display.lang()), is_filed);
    let whom = in_words::whom(&plan, &owner.actor, settings, display);
    let edits = in_words::edits(job, &plan, display);
    let mut facts = vec![format!("{}: {whom}", words.whom)];
    facts.extend(edits.into_iter().map(|(label, text)| format!("{label}: {text}")));
    (facts, words.did)
}

/// «actualizados: 199; sin cambios: 9; no se actualizaron: 4».
fn counts(job: &Job, did: [&str; 3], display: &Display) -> String {
    let all = did.into_iter().zip([job.changed, job.unchanged, job.failed]);
    // What a kind does not count has no name.
    let counted = all.filter(|(label, _)| !label.is_empty());
    let said: Vec<String> =
        counted.map(|(label, n)| format!("{label}: {}", display.number(n))).collect();
    said.join("; ")
}
