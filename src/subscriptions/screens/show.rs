//! GET /subscriptions/{id}: what a subscription says, when it is charged next, and what became of it.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::{Charge, charges, sheet, state};
use crate::access::Permission;
use crate::contracts::foreign::{issuing_country, told};
use crate::contracts::screens::show::{list, period};
use crate::customers::query;
use crate::error::AppError;
use crate::fields::Group;
use crate::history::{self, Entity};
use crate::i18n::Text;
use crate::lists::screens::Shown;
use crate::lists::screens::record::Part;
use crate::services::machines::{is_subscription_over, subscription_may_become};
use crate::settings::screens::changes::Change;
use crate::subscriptions::save::{self, CREATED};
use crate::subscriptions::turn::due_period;
use crate::subscriptions::{Record, Subscriptions};
use crate::web::{App, Form, Page, Signed, respond};

/// Changes on one page.
const PAGE: i64 = 30;
/// Seconds after which the page of one that is being billed looks again.
const SOON: u16 = 2;

#[derive(Template)]
#[template(path = "subscriptions/show.html")]
struct ShowPage {
    id: i64,
    version: i64,
    title: String,
    /// The list it was opened from.
    list: String,
    glyph: &'static str,
    state: String,
    /// That its documents are in another currency than usual.
    foreign: Option<String>,
    /// Whether a period of it is billed in a moment.
    is_due: bool,
    /// Why somebody has to look at it.
    attention: String,
    customer: (String, String),
    amount: String,
    /// «por mes».
    period: String,
    charges: Vec<Charge>,
    is_paused: bool,
    /// When it ends with its period, in words.
    ends: Option<String>,
    parts: Vec<Part>,
    /// Whether the viewer may change it now.
    may: bool,
    may_pause: bool,
    may_renew: bool,
    changes: Vec<Change>,
    newest: Option<String>,
    older: Option<String>,
    page: Page,
}

/// The page of a subscription.
///
/// # Errors
/// `NotFound` for a subscription that the actor does not see.
pub async fn show(
    request: HttpRequest,
    page: Page,
    who: Signed,
    app: web::Data<App>,
    id: web::Path<i64>,
) -> Result<HttpResponse, AppError> {
    let asked = Form::of_query(&request)?;
    let (id, before) = (id.into_inner(), asked.text("before").parse().ok());
    let (record, country, is_open, entries) = app
        .db
        .read(move |conn| {
            let record = save::find_visible(conn, &who.actor, id)?.ok_or(AppError::NotFound)?;
            let owner = query::find(conn, record.subscription.customer_id)?;
            let is_open = owner.is_some_and(|owner| owner.customer.is_editable());
            let country = issuing_country(conn, record.subscription.customer_id)?;
            let entries = history::of(conn, Entity::Subscription, id, before, PAGE + 1)?;
            Ok::<_, AppError>((record, country, is_open, entries))
        })
        .await?;
    let own = &record.subscription;
    let status = own.status.as_str();
    let may = is_open && page.may(Permission::EditServices) && !is_subscription_over(status);
    let shown = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let older = entries.get(shown.saturating_sub(1)).filter(|_| entries.len() > shown);
    let display = page.display();
    let sheet = sheet(&page, &record);
    let changes = entries.iter().take(shown).map(|entry| sheet.told(entry, happened)).collect();
    let reason = own.attention_reason.as_deref().unwrap_or_default();
    let is_due = due_period(&record, page.today()).is_some() && own.attention_reason.is_none();
    let template = ShowPage {
        id,
        version: own.version,
        title: super::title(&record, page.t),
        list: list("/subscriptions", &asked),
        glyph: Subscriptions::glyph(status),
        state: state(&page, status),
        foreign: told(&page, country.as_deref(), &own.currency)
            .filter(|_| !is_subscription_over(status)),
        is_due,
        attention: display.choice(crate::subscriptions::fields::ATTENTION, reason),
        customer: (
            format!("/customers/{}", own.customer_id),
            record.customer.clone().unwrap_or_else(|| page.t.no_name().to_owned()),
        ),
        amount: display.money(record.amount().0, &own.currency),
        period: period(page.t, record.plan.every, &record.plan.unit),
        charges: charges(&page, &record),
        is_paused: status == "paused",
        ends: own
            .cancel_at
            .filter(|_| !is_subscription_over(status))
            .map(|day| page.t.subscription_ends(&display.date(day))),
        parts: parts(&page, &record),
        may,
        may_pause: may && subscription_may_become(status, "paused"),
        may_renew: may && own.cancel_at.is_none() && matches!(status, "active" | "trialing"),
        newest: before.map(|_: i64| format!("/subscriptions/{id}")),
        older: older.map(|entry| format!("/subscriptions/{id}?before={}", entry.id)),
        changes,
        page,
    };
    respond::html_of_work(&template, is_due.then_some(SOON))
}

/// What has a value, by what it is about.
fn parts(page: &Page, record: &Record) -> Vec<Part> {
    let t = page.t;
    let groups = [
        (Group::Basic, t.contract_service()),
        (Group::Billing, t.contract_price()),
        (Group::System, t.group_title(Group::System)),
    ];
    sheet(page, record).parts(&groups, &["status", "customer", "customer_id", "attention_reason"])
}

/// What happened to the subscription as a whole.
fn happened(t: Text, what: &str) -> Option<&'static str> {
    (what == CREATED).then(|| t.subscription_history_created())
}
