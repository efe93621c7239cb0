//! The form of a subscription: GET …/new and …/edit, POST to a customer's subscriptions and to one. `act=preview` shows
//! the next charges of what was typed, and writes nothing.

use actix_session::Session;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

use super::{Charge, charges, sheet};
use crate::catalogues::tables::Plan;
use crate::clock;
use crate::contracts::foreign::issuing_country;
use crate::contracts::screens::form_view::{offered, plans, reading};
use crate::customers::form_view::Section;
use crate::customers::{query, typed};
use crate::db::Db;
use crate::db::prelude::*;
use crate::db::schema::contracts;
use crate::error::AppError;
use crate::fields::{Changes, Findings, Group};
use crate::history::{self, Entity};
use crate::i18n::Text;
use crate::lists::screens::record::{self, Sent, Wording};
use crate::services::Writing;
use crate::subscriptions::save::{self, Outcome};
use crate::subscriptions::{Record, fields};
use crate::web::{App, Form, Page, Signed, flash, respond};

const WORDING: Wording = Wording { section, hint, span, mono: &[] };
const GROUPS: &[Group] = &[Group::Basic, Group::Billing];

/// Most entries of the history that are looked at.
const MOST: i64 = 500;

#[derive(Template)]
#[template(path = "subscriptions/form.html")]
struct FormPage {
    trail: Vec<(String, String)>,
    title: &'static str,
    action: String,
    cancel: String,
    is_new: bool,
    version: i64,
    sections: Vec<Section>,
    errors: Vec<(String, String)>,
    /// The next charges of what was typed, where they were asked for.
    charges: Option<Vec<Charge>>,
    is_dirty: bool,
    page: Page,
}

/// A subscription as its form needs it.
struct Asked {
    record: Record,
    plans: Vec<Plan>,
    /// Where its customer is invoiced.
    country: Option<String>,
    /// Number and name of each contract that it can be of.
    contracts: Vec<(i64, Option<String>)>,
}

/// What was typed, and what came of it.
struct Typed<'a> {
    form: &'a Form,
    findings: Findings,
    /// What it would be, where only that was asked.
    preview: Option<Record>,
}

/// GET /customers/{id}/subscriptions/new
///
/// # Errors
/// `NotFound` for a customer that the actor does not see.
pub async fn new(
    page: Page,
    signed: Signed,
    app: web::Data<App>,
    id: web::Path<i64>,
) -> Result<HttpResponse, AppError> {
    let asked = blank(&app, &signed, *id).await?;
    draw(StatusCode::OK, page, &asked, None)
}

/// GET /subscriptions/{id}/edit
///
/// # Errors
/// `NotFound` for a subscription that the actor does not see.
pub async fn edit(
    page: Page,
    signed: Signed,
    app: web::Data<App>,
    id: web::Path<i64>,
) -> Result<HttpResponse, AppError> {
    let asked = find(&app, &signed, *id).await?;
    draw(StatusCode::OK, page, &asked, None)
}

/// POST /customers/{id}/subscriptions
///
/// # Errors
/// `NotFound` for a customer that the actor does not see; when the database fails.
pub async fn create(
    page: Page,
    signed: Signed,
    session: Session,
    app: web::Data<App>,
    id: web::Path<i64>,
    form: Form,
) -> Result<HttpResponse, AppError> {
    let id = id.into_inner();
    let asked = blank(&app, &signed, id).await?;
    let (changes, unread) = read(&page, &form, &asked);
    let typed = look(&app, &signed, &asked.record, (&form, &changes, unread)).await?;
    if typed.findings.stop() || form.text("act") == "preview" {
        return drawn(page, &asked, &typed);
    }
    let outcome =
        app.db.write(move |conn| save::create(conn, &writing(&signed), id, &changes)).await?;
    match outcome {
        Outcome::Saved(id) | Outcome::Unchanged(id) => {
            flash::ok(&session, page.t.subscription_created());
            Ok(respond::see_other(&format!("/subscriptions/{id}")))
        }
        Outcome::Rejected(findings) => drawn(page, &asked, &Typed { findings, ..typed }),
        Outcome::Conflict(_) => Err(AppError::Conflict),
    }
}

/// POST /subscriptions/{id}
///
/// # Errors
/// `NotFound` for a subscription that the actor does not see; when the database fails.
pub async fn update(
    page: Page,
    signed: Signed,
    session: Session,
    app: web::Data<App>,
    id: web::Path<i64>,
    form: Form,
) -> Result<HttpResponse, AppError> {
    let (id, form) = (id.into_inner(), typed::decided(&form));
    let asked = find(&app, &signed, id).await?;
    let (changes, unread) = read(&page, &form, &asked);
    // A form without a version cannot know what it overwrites.
    let version = form.text("version").parse().unwrap_or(0);
    let typed = look(&app, &signed, &asked.record, (&form, &changes, unread)).await?;
    let is_stale = version != asked.record.subscription.version;
    if !is_stale && (typed.findings.stop() || form.text("act") == "preview") {
        return drawn(page, &asked, &typed);
    }
    let (who, wanted) = (signed.clone(), changes.clone());
    let outcome = app
        .db
        .write(move |conn| save::update(conn, &writing(&who), (id, version), &wanted))
        .await?;
    match outcome {
        Outcome::Saved(_) => flash::ok(&session, page.t.subscription_saved()),
        Outcome::Unchanged(_) => flash::ok(&session, page.t.contract_unchanged()),
        Outcome::Rejected(findings) => {
            return drawn(page, &asked, &Typed { findings, ..typed });
        }
        Outcome::Conflict(_) => return conflict(page, &signed, &app, id, (&form, changes)).await,
    }
    Ok(respond::see_other(&format!("/subscriptions/{id}")))
}

/// Who writes now.
pub(super) fn writing(signed: &Signed) -> Writing<'_> {
    Writing { actor: &signed.actor, settings: &signed.settings, at: clock::now() }
}

fn read(page: &Page, form: &Form, asked: &Asked) -> (Changes, Findings) {
    let house = page.settings.organisation.reading();
    let reading = reading(form, &asked.plans, &asked.record.subscription.currency, house);
    record::read(fields::all(), form, reading)
}

/// What is wrong with what was typed, unreadable or not, and what it would make.
async fn look<'a>(
    app: &App,
    signed: &Signed,
    record: &Record,
    (form, changes, mut unread): (&'a Form, &Changes, Findings),
) -> Result<Typed<'a>, AppError> {
    let (signed, record, changes) = (signed.clone(), record.clone(), changes.clone());
    let (after, others) =
        app.db.read(move |conn| save::preview(conn, &writing(&signed), &record, &changes)).await?;
    let is_new = |key: &str| !unread.0.iter().any(|known| known.key == key);
    let others: Vec<_> = others.0.into_iter().filter(|other| is_new(&other.key)).collect();
    unread.0.extend(others);
    let asks = form.text("act") == "preview" && !unread.stop();
    Ok(Typed { form, findings: unread, preview: asks.then_some(after) })
}

/// What each of two changed, side by side.
async fn conflict(
    page: Page,
    signed: &Signed,
    app: &App,
    id: i64,
    (form, changes): (&Form, Changes),
) -> Result<HttpResponse, AppError> {
    let signed = signed.clone();
    let version: i64 = form.text("version").parse().unwrap_or(0);
    let (current, mine, since) = app
        .db
        .read(move |conn| {
            let current = save::find_visible(conn, &signed.actor, id)?.ok_or(AppError::NotFound)?;
            let (mine, _) = save::preview(conn, &writing(&signed), &current, &changes)?;
            let mut since = history::of(conn, Entity::Subscription, id, None, MOST)?;
            since.retain(|entry| entry.revision > version);
            Ok::<_, AppError>((current, mine, since))
        })
        .await?;
    let rows = sheet(&page, &current).contested(&mine, &since);
    let home = super::home(&current, page.t);
    record::conflict(page, home, (rows, &since), form)
}

async fn blank(app: &App, signed: &Signed, customer: i64) -> Result<Asked, AppError> {
    let signed = signed.clone();
    app.db
        .read(move |conn| {
            let owner = query::find_visible(conn, &signed.actor, customer)?;
            let owner = owner.ok_or(AppError::NotFound)?;
            let mut record = save::blank(&writing(&signed), customer);
            record.customer = owner.display_name().map(str::to_owned);
            asked(conn, record)
        })
        .await
}

async fn find(app: &App, signed: &Signed, id: i64) -> Result<Asked, AppError> {
    let actor = signed.actor.clone();
    app.db
        .read(move |conn| {
            let record = save::find_visible(conn, &actor, id)?.ok_or(AppError::NotFound)?;
            asked(conn, record)
        })
        .await
}

fn asked(conn: &mut Db, record: Record) -> Result<Asked, AppError> {
    let contracts = contracts::table
        .filter(contracts::customer_id.eq(record.subscription.customer_id))
        .filter(contracts::state.ne("ended"))
        .order(contracts::id)
        .select((contracts::id, contracts::number))
        .load(conn)?;
    let country = issuing_country(conn, record.subscription.customer_id)?;
    Ok(Asked { plans: plans(conn)?, country, contracts, record })
}

fn drawn(page: Page, asked: &Asked, typed: &Typed) -> Result<HttpResponse, AppError> {
    let is_wrong = typed.findings.stop();
    let status = if is_wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    draw(status, page, asked, Some(typed))
}

fn draw(
    status: StatusCode,
    page: Page,
    asked: &Asked,
    typed: Option<&Typed>,
) -> Result<HttpResponse, AppError> {
    let record = &asked.record;
    let own = &record.subscription;
    let nothing = Findings::default();
    let options = |key: &str| match key {
        "plan_id" => Some(offered(&page, &asked.plans, asked.country.as_deref(), own.plan_id)),
        "contract_id" => Some(asked.contracts.iter().map(|one| contract(one, page.t)).collect()),
        _ => None,
    };
    let sent = Sent {
        sheet: sheet(&page, record),
        typed: typed.map(|typed| typed.form),
        findings: typed.map_or(&nothing, |typed| &typed.findings),
        wording: &WORDING,
        options: &options,
    };
    let (sections, errors) = (sent.sections(GROUPS), sent.errors());
    let preview = typed.and_then(|typed| typed.preview.as_ref());
    let is_new = own.id == 0;
    let of_customer = format!("/customers/{}/subscriptions", own.customer_id);
    let home = super::home(record, page.t);
    let name = record.customer.clone().unwrap_or_else(|| page.t.no_name().to_owned());
    let template = FormPage {
        trail: if is_new { vec![(of_customer.clone(), name)] } else { home.trail },
        title: if is_new { page.t.subscription_new() } else { page.t.subscription_edit() },
        cancel: if is_new { of_customer.clone() } else { home.path.clone() },
        action: if is_new { of_customer } else { home.path },
        is_new,
        version: own.version,
        sections,
        errors,
        charges: preview.map(|record| charges(&page, record)),
        is_dirty: typed.is_some(),
        page,
    };
    respond::html_with(status, &template)
}

fn contract((id, number): &(i64, Option<String>), t: Text) -> (String, String) {
    let id = id.to_string();
    let name = number.clone().unwrap_or_else(|| t.contracts_number(&id));
    (id, name)
}

fn span(key: &str) -> &'static str {
    match key {
        "plan_id" => "span-4",
        "quantity" => "span-2",
        _ => "span-3",
    }
}

fn section(t: Text, group: Group) -> (&'static str, &'static str) {
    match group {
        Group::Billing => (t.contract_price(), t.subscription_price_lead()),
        _ => (t.contract_service(), t.subscription_service_lead()),
    }
}

fn hint(t: Text, key: &str) -> &'static str {
    match key {
        "cycles" => t.hint_subscription_cycles(),
        "contract_id" => t.hint_subscription_contract(),
        "payment_method" => t.hint_subscription_method(),
        "price" => t.hint_contract_price(),
        "discount_bp" => t.hint_contract_discount(),
        _ => "",
    }
}
