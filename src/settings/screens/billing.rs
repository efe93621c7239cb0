//! GET and POST /settings/billing: when customers are reminded of what they owe, and whether they are mailed that
//! their payment came in.

use actix_session::Session;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

use super::changes::{self, Change};
use super::nav::{self, Group};
use super::organisation::{Outcome, fingerprint, store};
use super::typed::{self, Refused};
use crate::error::AppError;
use crate::history::{self, Entity, Entry};
use crate::i18n::Text;
use crate::settings::organisation::{HISTORY_ID, differences};
use crate::settings::{Billing, Organisation};
use crate::web::{App, Form, Origin, Page, flash, respond};

/// Changes of the organisation that are read, to find those of billing among them.
const READ_CHANGES: i64 = 300;
/// Changes shown on the page.
const SHOWN_CHANGES: usize = 20;
/// What the page decides, by the names that the history keeps.
const OWN: [&str; 2] = [DAYS, RECEIPTS];

const DAYS: &str = "reminder_days";
const RECEIPTS: &str = "mails_receipts";

/// What was typed.
struct Draft {
    days: String,
    mails_receipts: bool,
}

impl Draft {
    fn of(billing: &Billing) -> Self {
        let days = billing.reminders().iter().map(i64::to_string).collect::<Vec<_>>();
        Self { days: days.join(", "), mails_receipts: billing.mails_receipts }
    }

    /// Reads the form; what it does not send stays as it is.
    fn read(form: &Form, now: Self) -> Self {
        let is_sent = form.has(RECEIPTS);
        Self {
            days: form.last(DAYS).map_or(now.days, |days| days.trim().to_owned()),
            mails_receipts: if is_sent { form.is_ticked(RECEIPTS) } else { now.mails_receipts },
        }
    }

    fn check(&self, t: Text) -> Result<Billing, Vec<Refused>> {
        let typed = self.days.split([',', ';', ' ']).filter(|day| !day.is_empty());
        let days: Result<Vec<i64>, _> =
            typed.map(|day| day.replace('\u{2212}', "-").parse()).collect();
        let billing = days
            .ok()
            .map(|reminder_days| Billing { mails_receipts: self.mails_receipts, reminder_days });
        // Nothing that was typed is left out in silence.
        let whole = billing.filter(|billing| {
            let mut typed = billing.reminder_days.clone();
            typed.sort_unstable();
            typed.dedup();
            typed == billing.reminders()
        });
        let whole = whole.map(|billing| Billing { reminder_days: billing.reminders(), ..billing });
        whole.ok_or_else(|| {
            let (most, farthest) = (Billing::MOST_REMINDERS, Billing::FARTHEST_DAY);
            vec![(DAYS, t.billing_reminders_wrong(most, farthest))]
        })
    }
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

async fn history(app: &App) -> Result<Vec<Entry>, AppError> {
    let (entity, id) = (Entity::Organisation, HISTORY_ID);
    let all = app
        .db
        .read(move |conn| history::of(conn, entity, id, None, READ_CHANGES).map_err(AppError::from))
        .await?;
    let own = all.into_iter().filter(|entry| OWN.contains(&entry.field.as_str()));
    Ok(own.take(SHOWN_CHANGES).collect())
}

/// The form.
///
/// # Errors
/// When the database fails.
pub async fn show(page: Page, app: web::Data<App>) -> Result<HttpResponse, AppError> {
    let history = history(&app).await?;
    let now = &page.settings.organisation;
    let (draft, version) = (Draft::of(&now.billing), fingerprint(now));
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
    let draft = Draft::read(&form, Draft::of(&now.billing));
    let version = form.text("version").to_owned();
    let history = history(&app).await?;
    let billing = match draft.check(page.t) {
        Ok(billing) => billing,
        Err(errors) => {
            let shown = BillingPage::new(page, draft, version, &history);
            let shown = BillingPage { errors, ..shown };
            return respond::html_with(StatusCode::UNPROCESSABLE_ENTITY, &shown);
        }
    };
    let new = Organisation { billing, ..now };
    match store(&page, origin.by, &app, version, new.clone()).await? {
        Outcome::Saved(is_changed) => {
            let t = page.t;
            let said = if is_changed { t.billing_saved() } else { t.organisation_unchanged() };
            flash::ok(&session, said);
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
