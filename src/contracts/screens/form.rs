//! The form of a contract: GET …/new and …/edit, POST to a customer's contracts and to one contract.

use actix_session::Session;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

use super::form_view::{self, GROUPS, WORDING, offered, plans, sheet};
use crate::catalogues::tables::Plan;
use crate::clock;
use crate::contracts::Record;
use crate::contracts::foreign::issuing_country;
use crate::contracts::save::{self, Outcome};
use crate::customers::form_view::Section;
use crate::customers::{query, typed};
use crate::db::Db;
use crate::error::AppError;
use crate::fields::{Changes, Findings};
use crate::history::{self, Entity};
use crate::identity::geo;
use crate::lists::screens::record::{self, Sent};
use crate::services::Writing;
use crate::web::{App, Form, Page, Signed, flash, respond};

/// Most entries of the history that are looked at.
const MOST: i64 = 500;

#[derive(Template)]
#[template(path = "contracts/form.html")]
struct FormPage {
    trail: Vec<(String, String)>,
    title: String,
    action: String,
    cancel: String,
    is_new: bool,
    version: i64,
    sections: Vec<Section>,
    errors: Vec<(String, String)>,
    is_dirty: bool,
    page: Page,
}

/// A contract as its form needs it.
struct Asked {
    record: Record,
    plans: Vec<Plan>,
    /// Where its customer is invoiced.
    country: Option<String>,
}

/// GET /customers/{id}/contracts/new
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
    draw(StatusCode::OK, page, &asked, None, &Findings::default())
}

/// GET /contracts/{id}/edit
///
/// # Errors
/// `NotFound` for a contract that the actor does not see.
pub async fn edit(
    page: Page,
    signed: Signed,
    app: web::Data<App>,
    id: web::Path<i64>,
) -> Result<HttpResponse, AppError> {
    let asked = find(&app, &signed, *id).await?;
    draw(StatusCode::OK, page, &asked, None, &Findings::default())
}

/// POST /customers/{id}/contracts: `act` says whether it stays a draft.
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
    let house = page.settings.organisation.reading();
    let (changes, findings) = form_view::read(&form, &asked.record, &asked.plans, house);
    let is_draft = form.text("act") == "draft";
    let outcome = if findings.stop() {
        Outcome::Rejected(rest(&app, &signed, &asked.record, (changes, findings)).await?)
    } else {
        app.db
            .write(move |conn| {
                let w = writing(&signed);
                save::create(conn, &w, id, &changes, is_draft)
            })
            .await?
    };
    match outcome {
        Outcome::Saved(id) | Outcome::Unchanged(id) => {
            flash::ok(&session, page.t.contract_created());
            Ok(respond::see_other(&format!("/contracts/{id}")))
        }
        Outcome::Rejected(findings) => {
            draw(StatusCode::UNPROCESSABLE_ENTITY, page, &asked, Some(&form), &findings)
        }
        Outcome::Conflict(_) => Err(AppError::Conflict),
    }
}

/// POST /contracts/{id}
///
/// # Errors
/// `NotFound` for a contract that the actor does not see; when the database fails.
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
    let house = page.settings.organisation.reading();
    let (changes, findings) = form_view::read(&form, &asked.record, &asked.plans, house);
    // A form without a version cannot know what it overwrites.
    let version = form.text("version").parse().unwrap_or(0);
    let is_stale = version != asked.record.contract.version;
    let outcome = if findings.stop() && !is_stale {
        Outcome::Rejected(rest(&app, &signed, &asked.record, (changes.clone(), findings)).await?)
    } else {
        let (signed, changes) = (signed.clone(), changes.clone());
        app.db
            .write(move |conn| save::update(conn, &writing(&signed), (id, version), &changes))
            .await?
    };
    match outcome {
        Outcome::Saved(_) => flash::ok(&session, page.t.contract_saved()),
        Outcome::Unchanged(_) => flash::ok(&session, page.t.contract_unchanged()),
        Outcome::Rejected(findings) => {
            return draw(StatusCode::UNPROCESSABLE_ENTITY, page, &asked, Some(&form), &findings);
        }
        Outcome::Conflict(_) => {
            return conflict(page, &signed, &app, id, (form, changes)).await;
        }
    }
    Ok(respond::see_other(&format!("/contracts/{id}")))
}

/// What cannot be read, together with what else is wrong with the readable rest.
async fn rest(
    app: &App,
    signed: &Signed,
    record: &Record,
    (changes, mut unread): (Changes, Findings),
) -> Result<Findings, AppError> {
    let (signed, record) = (signed.clone(), record.clone());
    let (_, others) =
        app.db.read(move |conn| save::preview(conn, &writing(&signed), &record, &changes)).await?;
    let is_new = |key: &str| !unread.0.iter().any(|known| known.key == key);
    let others: Vec<_> = others.0.into_iter().filter(|other| is_new(&other.key)).collect();
    unread.0.extend(others);
    Ok(unread)
}

/// What each of two changed, side by side.
async fn conflict(
    page: Page,
    signed: &Signed,
    app: &App,
    id: i64,
    (form, changes): (Form, Changes),
) -> Result<HttpResponse, AppError> {
    let signed = signed.clone();
    let version: i64 = form.text("version").parse().unwrap_or(0);
    let (current, mine, since) = app
        .db
        .read(move |conn| {
            let current = save::find_visible(conn, &signed.actor, id)?.ok_or(AppError::NotFound)?;
            let (mine, _) = save::preview(conn, &writing(&signed), &current, &changes)?;
            let mut since = history::of(conn, Entity::Contract, id, None, MOST)?;
            since.retain(|entry| entry.revision > version);
            Ok::<_, AppError>((current, mine, since))
        })
        .await?;
    let rows = sheet(&page, &current).contested(&mine, &since);
    let home = super::home(&current, page.t);
    record::conflict(page, home, (rows, &since), &form)
}

/// Who writes now.
pub(super) fn writing(signed: &Signed) -> Writing<'_> {
    Writing { actor: &signed.actor, settings: &signed.settings, at: clock::now() }
}

async fn blank(app: &App, signed: &Signed, customer: i64) -> Result<Asked, AppError> {
    let signed = signed.clone();
    app.db
        .read(move |conn| {
            let owner = query::find_visible(conn, &signed.actor, customer)?;
            let owner = owner.ok_or(AppError::NotFound)?;
            let mut record = save::blank(&writing(&signed), customer);
            record.customer = owner.display_name().map(str::to_owned);
            // Most services are where their customer is.
            record.contract.address.clone_from(&owner.details.address);
            record.contract.district.clone_from(&owner.details.district);
            record.contract.city.clone_from(&owner.details.city);
            let state = owner.details.state.as_deref();
            record.contract.region =
                state.map(|code| geo::state_name(code).unwrap_or(code).to_owned());
            record.contract.postal_code.clone_from(&owner.details.postal_code);
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
    let country = issuing_country(conn, record.contract.customer_id)?;
    Ok(Asked { record, plans: plans(conn)?, country })
}

fn draw(
    status: StatusCode,
    page: Page,
    asked: &Asked,
    typed: Option<&Form>,
    findings: &Findings,
) -> Result<HttpResponse, AppError> {
    let (record, plans) = (&asked.record, asked.plans.as_slice());
    let chosen = record.contract.plan_id;
    let country = asked.country.as_deref();
    let options = |key: &str| (key == "plan_id").then(|| offered(&page, plans, country, chosen));
    let sheet = sheet(&page, record);
    let sent = Sent { sheet, typed, findings, wording: &WORDING, options: &options };
    let (sections, errors) = (sent.sections(GROUPS), sent.errors());
    let contract = &record.contract;
    let is_new = contract.id == 0;
    let of_customer = format!("/customers/{}/contracts", contract.customer_id);
    let own = format!("/contracts/{}", contract.id);
    let name = record.customer.clone().unwrap_or_else(|| page.t.no_name().to_owned());
    let mut trail = vec![(of_customer.clone(), name)];
    if !is_new {
        trail.push((own.clone(), super::title(record, page.t)));
    }
    let template = FormPage {
        trail,
        title: if is_new { page.t.contract_new() } else { page.t.contract_edit() }.to_owned(),
        cancel: if is_new { of_customer.clone() } else { own.clone() },
        action: if is_new { of_customer } else { own },
        is_new,
        version: contract.version,
        sections,
        errors,
        is_dirty: typed.is_some(),
        page,
    };
    respond::html_with(status, &template)
}
