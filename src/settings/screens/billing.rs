//! GET and POST /settings/billing: when customers are reminded of what they owe, whether they are mailed that their
//! payment came in, how often cards are charged, and what the category of customers without services depends on.

use actix_session::Session;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

use super::changes::{self, Change};
use super::nav::{self, Group};
use super::organisation::{Outcome, fingerprint, store};
use super::typed::{self, Refused};
use crate::error::AppError;
use crate::history::Entry;
use crate::i18n::Text;
use crate::settings::organisation::differences;
use crate::settings::{Billing, Organisation};
use crate::web::{App, Form, Origin, Page, flash, respond};

/// What the page decides, by the names that the history keeps.
const OWN: [&str; 5] = [DAYS, RECEIPTS, RETRIES, FAILURES, FOLLOWS];

const DAYS: &str = "reminder_days";
const RECEIPTS: &str = "mails_receipts";
const RETRIES: &str = "retry_days";
const FAILURES: &str = "card_failures";
const FOLLOWS: &str = "category_follows_status";

/// What was typed.
struct Draft {
    days: String,
    mails_receipts: bool,
    retries: String,
    failures: String,
    follows_status: bool,
}

impl Draft {
    fn of(house: &Organisation) -> Self {
        let billing = &house.billing;
        Self {
            days: typed_days(&billing.reminders()),
            mails_receipts: billing.mails_receipts,
            retries: typed_days(&billing.retries()),
            failures: billing.failures().to_string(),
            follows_status: house.category_follows_status,
        }
    }

    /// Reads the form; what it does not send stays as it is.
    fn read(form: &Form, now: Self) -> Self {
        let text = |key, now| form.last(key).map_or(now, |typed| typed.trim().to_owned());
        let ticked = |key, now| if form.has(key) { form.is_ticked(key) } else { now };
        Self {
            days: text(DAYS, now.days),
            mails_receipts: ticked(RECEIPTS, now.mails_receipts),
            retries: text(RETRIES, now.retries),
            failures: text(FAILURES, now.failures),
            follows_status: ticked(FOLLOWS, now.follows_status),
        }
    }

    fn check(&self, t: Text) -> Result<Billing, Vec<Refused>> {
        let mut errors = Vec::new();
        let mut billing = Billing {
            reminder_days: days(&self.days).unwrap_or_default(),
            mails_receipts: self.mails_receipts,
            retry_days: days(&self.retries).unwrap_or_default(),
            card_failures: self.failures.parse().unwrap_or_default(),
        };
        // Nothing that was typed is left out in silence.
        let mut reminders = billing.reminder_days.clone();
        reminders.sort_unstable();
        reminders.dedup();
        if days(&self.days).is_none() || reminders != billing.reminders() {
            let (most, farthest) = (Billing::MOST_REMINDERS, Billing::FARTHEST_DAY);
            errors.push((DAYS, t.billing_reminders_wrong(most, farthest)));
        }
        if days(&self.retries).is_none() || billing.retry_days != billing.retries() {
            let (most, longest) = (Billing::MOST_RETRIES, Billing::LONGEST_WAIT);
            errors.push((RETRIES, t.billing_retries_wrong(most, longest)));
        }
        if billing.card_failures != billing.failures() {
            errors.push((FAILURES, t.billing_failures_wrong(Billing::MOST_FAILURES)));
        }
        billing.reminder_days = billing.reminders();
        if errors.is_empty() { Ok(billing) } else { Err(errors) }
    }
}

/// Days as they stand in a field.
fn typed_days(days: &[i64]) -> String {
    days.iter().map(i64::to_string).collect::<Vec<_>>().join(", ")
}

/// The days that were typed; none where something is no number.
fn days(typed: &str) -> Option<Vec<i64>> {
    let parts = typed.split([',', ';', ' ']).filter(|day| !day.is_empty());
    parts.map(|day| day.replace('\u{2212}', "-").parse().ok()).collect()
}

fn is_own(field: &str) -> bool {
    OWN.contains(&field)
}

#[derive(Template)]
#[template(path = "settings/billing.html")]
struct BillingPage {
    page: Page,
    groups: Vec<Group>,
    draft: Draft,
    /// The state that the form was filled from.
    version: String,
    errors: Vec<Refused>,
    /// What somebody else stored meanwhile.
    conflict: Vec<Change>,
    changes: Vec<Change>,
}

impl BillingPage {
    fn new(page: Page, draft: Draft, version: String, history: &[Entry]) -> Self {
        Self {
            groups: nav::groups(&page),
            errors: Vec::new(),
            conflict: Vec::new(),
            changes: changes::of_organisation(&page, history),
            draft,
            version,
            page,
        }
    }

    fn error(&self, field: &str) -> &str {
        typed::error_of(&self.errors, field)
    }
}

/// The form.
///
/// # Errors
/// When the database fails.
pub async fn show(page: Page, app: web::Data<App>) -> Result<HttpResponse, AppError> {
    let history = changes::of_part(&app, is_own).await?;
    let now = &page.settings.organisation;
    let (draft, version) = (Draft::of(now), fingerprint(now));
    respond::html(&BillingPage::new(page, draft, version, &history))
}

/// Stores it.
///
/// # Errors
/// When the database fails.
pub async fn save(
    page: Page,
    origin: Origin,
    app: web::Data<App>,
    session: Session,
    form: Form,
) -> Result<HttpResponse, AppError> {
    let now = page.settings.organisation.clone();
    let draft = Draft::read(&form, Draft::of(&now));
    let version = form.text("version").to_owned();
    let history = changes::of_part(&app, is_own).await?;
    let billing = match draft.check(page.t) {
        Ok(billing) => billing,
        Err(errors) => {
            let shown = BillingPage::new(page, draft, version, &history);
            let shown = BillingPage { errors, ..shown };
            return respond::html_with(StatusCode::UNPROCESSABLE_ENTITY, &shown);
        }
    };
    let category_follows_status = draft.follows_status;
    let moves = category_follows_status != now.category_follows_status;
    let new = Organisation { billing, category_follows_status, ..now };
    match store(&page, origin.by, &app, version, new.clone()).await? {
        Outcome::Saved(is_changed) => {
            let t = page.t;
            let said = if is_changed { t.billing_saved() } else { t.organisation_unchanged() };
            flash::ok(&session, said);
            if moves {
                app.bells.jobs.ring();
                flash::ok(&session, t.billing_follows_moving());
            }
            Ok(respond::see_other("/settings/billing"))
        }
        Outcome::Conflict(stored) => {
            let theirs = changes::of_differences(&page, &differences(&new, &stored)?);
            let shown = BillingPage::new(page, draft, fingerprint(&stored), &history);
            let shown = BillingPage { conflict: theirs, ..shown };
            respond::html_with(StatusCode::CONFLICT, &shown)
        }
    }
}
