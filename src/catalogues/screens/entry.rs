//! GET …/new and …/{id}/edit, POST … and …/{id}: a new row of a catalogue, and one that is changed.

use actix_session::Session;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};

use super::form::{self, FormPage, Found, Typed};
use super::{catalogue_of, view};
use crate::catalogues::save::{self, Outcome};
use crate::catalogues::{Catalogue, Entry};
use crate::error::AppError;
use crate::fields::Findings;
use crate::settings::screens::nav::catalogue_address;
use crate::web::{App, Form, Page, flash, respond};

/// The button that works out the example and stores nothing.
const EXAMPLE: &str = "example";

/// The form of a new row.
///
/// # Errors
/// 404 for an unknown catalogue; when the database fails.
pub async fn new(
    page: Page,
    app: web::Data<App>,
    path: web::Path<String>,
) -> Result<HttpResponse, AppError> {
    let catalogue = catalogue_of(&path)?;
    let found = blank(&page, &app, catalogue).await?;
    respond::html(&FormPage::new(page, catalogue, found, &Typed::default()))
}

/// The form of a row.
///
/// # Errors
/// 404 for an unknown catalogue or row; when the database fails.
pub async fn edit(
    page: Page,
    app: web::Data<App>,
    path: web::Path<(String, i64)>,
) -> Result<HttpResponse, AppError> {
    let (code, id) = path.into_inner();
    let catalogue = catalogue_of(&code)?;
    let found = find(&app, catalogue, id).await?;
    respond::html(&FormPage::new(page, catalogue, found, &Typed::default()))
}

/// Adds a row.
///
/// # Errors
/// 404 for an unknown catalogue; when the database fails.
pub async fn create(
    page: Page,
    app: web::Data<App>,
    session: Session,
    path: web::Path<String>,
    form: Form,
) -> Result<HttpResponse, AppError> {
    let catalogue = catalogue_of(&path)?;
    let blank = catalogue.blank(&page.settings.organisation);
    let mut typed = read(&page, catalogue, form, &blank);
    if !is_to_store(&typed) {
        let found = self::blank(&page, &app, catalogue).await?;
        return show(page, catalogue, found, &typed);
    }
    let (actor, changes) = (page.actor.clone(), typed.changes.clone());
    let outcome = app
        .db
        .write(move |conn| {
            Ok::<_, AppError>(save::create(conn, &actor, catalogue, blank, &changes)?)
        })
        .await?;
    match outcome {
        Outcome::Saved(entry, findings) => {
            flash::ok(&session, page.t.settings_was_added(entry.name()));
            Ok(saved(&page, &session, catalogue, &findings))
        }
        Outcome::Refused(findings) => {
            typed.findings = findings;
            let found = self::blank(&page, &app, catalogue).await?;
            show(page, catalogue, found, &typed)
        }
        Outcome::Conflict(_) => Err(AppError::Conflict),
    }
}

/// Changes a row.
///
/// # Errors
/// 404 for an unknown catalogue or row; when the database fails.
pub async fn update(
    page: Page,
    app: web::Data<App>,
    session: Session,
    path: web::Path<(String, i64)>,
    form: Form,
) -> Result<HttpResponse, AppError> {
    let (code, id) = path.into_inner();
    let catalogue = catalogue_of(&code)?;
    let now = find(&app, catalogue, id).await?;
    let version = form.text("version").parse().ok();
    let mut typed = read(&page, catalogue, form, &now.entry);
    if !is_to_store(&typed) {
        return show(page, catalogue, now, &typed);
    }
    let (actor, changes) = (page.actor.clone(), typed.changes.clone());
    let outcome = app
        .db
        .write(move |conn| save::update(conn, &actor, catalogue, (id, version), &changes))
        .await?;
    match outcome {
        Outcome::Saved(entry, findings) => {
            flash::ok(&session, page.t.settings_was_saved(entry.name()));
            return Ok(saved(&page, &session, catalogue, &findings));
        }
        Outcome::Refused(findings) => typed.findings = findings,
        Outcome::Conflict(_) => typed.is_overtaken = true,
    }
    let found = find(&app, catalogue, id).await?;
    show(page, catalogue, found, &typed)
}

async fn blank(page: &Page, app: &App, catalogue: &'static Catalogue) -> Result<Found, AppError> {
    let entry = catalogue.blank(&page.settings.organisation);
    app.db.read(move |conn| form::blank(conn, catalogue, entry)).await
}

async fn find(app: &App, catalogue: &'static Catalogue, id: i64) -> Result<Found, AppError> {
    let gateways = app.gateways.clone();
    app.db.read(move |conn| form::find(conn, catalogue, id, &gateways)).await
}

fn read(page: &Page, catalogue: &Catalogue, form: Form, now: &Entry) -> Typed {
    let reading = page.settings.organisation.reading();
    let (changes, findings) = view::read(catalogue, &form, now, reading);
    Typed { form: Some(form), changes, findings, is_overtaken: false }
}

/// Whether all of it could be read, and is not only to be worked out.
fn is_to_store(typed: &Typed) -> bool {
    let is_example = typed.form.as_ref().is_some_and(|form| form.text("action") == EXAMPLE);
    !is_example && !typed.findings.stop()
}

/// The form with what was typed.
fn show(
    page: Page,
    catalogue: &'static Catalogue,
    found: Found,
    typed: &Typed,
) -> Result<HttpResponse, AppError> {
    let status = match typed {
        Typed { is_overtaken: true, .. } => StatusCode::CONFLICT,
        typed if typed.findings.stop() => StatusCode::UNPROCESSABLE_ENTITY,
        _ => StatusCode::OK,
    };
    respond::html_with(status, &FormPage::new(page, catalogue, found, typed))
}

/// Back to the catalogue, with what is to be looked at.
fn saved(
    page: &Page,
    session: &Session,
    catalogue: &Catalogue,
    findings: &Findings,
) -> HttpResponse {
    for finding in findings.warnings() {
        flash::warn(session, page.t.problem(&finding.problem));
    }
    respond::see_other(&catalogue_address(catalogue.list))
}
