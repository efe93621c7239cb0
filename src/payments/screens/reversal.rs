//! Taking a payment back, with a reason.

use actix_session::Session;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

use super::{Opened, open};
use crate::clock;
use crate::error::AppError;
use crate::invoices::{Outcome, Refusal, Writing};
use crate::payments;
use crate::web::{App, Errors, Form, Page, Signed, flash, respond};

/// Longest reason that the history keeps.
const REASON: usize = 255;

#[derive(Template)]
#[template(path = "payments/reversal.html")]
struct ReversalPage {
    page: Page,
    crumbs: Vec<(String, String)>,
    title: String,
    lead: String,
    action: String,
    back: String,
    version: i64,
    reason: String,
    longest: String,
    errors: Errors,
}

impl ReversalPage {
    fn new(page: Page, opened: &Opened, reason: String, errors: Errors) -> Self {
        let name = opened.name(&page);
        let mut crumbs = opened.crumbs(&page);
        crumbs.push((opened.address(), name.clone()));
        Self {
            crumbs,
            title: page.t.payment_reverse_title(&name),
            lead: page.t.payment_reverse_lead(&opened.money(&page, opened.row.amount)),
            action: format!("{}/reversal", opened.address()),
            back: opened.address(),
            version: opened.row.version,
            reason,
            longest: REASON.to_string(),
            errors,
            page,
        }
    }
}

/// GET /payments/{id}/reversal
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn ask(
    page: Page,
    signed: Signed,
    app: web::Data<App>,
    id: web::Path<i64>,
) -> Result<HttpResponse, AppError> {
    let id = id.into_inner();
    let opened = app.db.read(move |conn| open(conn, &signed, id)).await?;
    respond::html(&ReversalPage::new(page, &opened, String::new(), Errors::default()))
}

/// POST /payments/{id}/reversal
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn create(
    page: Page,
    signed: Signed,
    app: web::Data<App>,
    session: Session,
    id: web::Path<i64>,
    form: Form,
) -> Result<HttpResponse, AppError> {
    let id = id.into_inner();
    let version = form.text("version").parse().map_err(|_| AppError::BadRequest)?;
    let reason: String = form.text("reason").trim().chars().take(REASON).collect();
    let (reader, why) = (signed.clone(), reason.clone());
    let outcome = app
        .db
        .write(move |conn| {
            let w = Writing::new(&signed.actor, &signed.settings, clock::now());
            payments::reverse(conn, &w, id, version, &why)
        })
        .await?;
    match outcome {
        Outcome::Saved(_) => flash::ok(&session, page.t.payment_was_reversed()),
        Outcome::Refused(Refusal::NoReason) => {
            let opened = app.db.read(move |conn| open(conn, &reader, id)).await?;
            let errors = Errors::of_field("reason", page.t.refusal_no_reason());
            let template = ReversalPage::new(page, &opened, reason, errors);
            return respond::html_with(StatusCode::UNPROCESSABLE_ENTITY, &template);
        }
        Outcome::Refused(refusal) => flash::warn(&session, refusal.text(page.t)),
        Outcome::Conflict => flash::warn(&session, page.t.invoice_conflict()),
    }
    Ok(respond::see_other(&format!("/payments/{id}")))
}
