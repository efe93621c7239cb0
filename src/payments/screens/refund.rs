//! Giving a payment back to the card it came from: what will happen, and why it is wanted.

use actix_session::Session;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

use super::show::{Settled, parts};
use super::{Opened, open};
use crate::cards::refunds;
use crate::clock;
use crate::db::Db;
use crate::error::AppError;
use crate::invoices::settled::{self, Settlement};
use crate::invoices::{Outcome, Refusal, Writing};
use crate::web::{App, Errors, Form, Page, Signed, flash, respond};

/// Longest reason that the history keeps.
const REASON: usize = 255;

#[derive(Template)]
#[template(path = "payments/refund.html")]
struct RefundPage {
    page: Page,
    crumbs: Vec<(String, String)>,
    title: String,
    lead: String,
    action: String,
    back: String,
    version: i64,
    /// What is owed again.
    settled: Vec<Settled>,
    left: Option<String>,
    reason: String,
    longest: String,
    errors: Errors,
}

impl RefundPage {
    fn new(page: Page, (opened, settled): (&Opened, &[Settlement]), reason: String) -> Self {
        let name = opened.name(&page);
        let mut crumbs = opened.crumbs(&page);
        crumbs.push((opened.address(), name.clone()));
        let card = opened.row.card_label.clone().unwrap_or_default();
        let left = opened.row.left();
        Self {
            crumbs,
            title: page.t.payment_refund_title(&name),
            lead: page.t.payment_refund_lead(&opened.money(&page, opened.row.amount), &card),
            action: format!("{}/refund", opened.address()),
            back: opened.address(),
            version: opened.row.version,
            settled: parts(&page, opened, settled),
            left: (left > 0).then(|| page.t.payment_refund_credit(&opened.money(&page, left))),
            reason,
            longest: REASON.to_string(),
            errors: Errors::default(),
            page,
        }
    }
}

/// What the page shows: nothing where nothing can go back.
fn read(conn: &mut Db, signed: &Signed, id: i64) -> Result<(Opened, Vec<Settlement>), AppError> {
    let opened = open(conn, signed, id)?;
    let mut settled = settled::by_payment(conn, id)?;
    settled.retain(|part| part.taken_back_at.is_none());
    Ok((opened, settled))
}

/// GET /payments/{id}/refund
///
/// # Errors
/// `NotFound` where nothing can go back, or when the database fails.
pub async fn ask(
    page: Page,
    signed: Signed,
    app: web::Data<App>,
    id: web::Path<i64>,
) -> Result<HttpResponse, AppError> {
    let id = id.into_inner();
    let (opened, settled) = app
        .db
        .read(move |conn| {
            let (opened, settled) = read(conn, &signed, id)?;
            refunds::refundable(conn, &opened.row)?.ok_or(AppError::NotFound)?;
            Ok::<_, AppError>((opened, settled))
        })
        .await?;
    respond::html(&RefundPage::new(page, (&opened, &settled), String::new()))
}

/// POST /payments/{id}/refund
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
            refunds::ask(conn, &w, id, version, &why)
        })
        .await?;
    match outcome {
        Outcome::Saved(_) => {
            app.bells.gateways.ring();
            flash::ok(&session, page.t.payment_refund_asked());
        }
        Outcome::Refused(Refusal::NoReason) => {
            let (opened, settled) = app.db.read(move |conn| read(conn, &reader, id)).await?;
            let errors = Errors::of_field("reason", page.t.refusal_no_reason());
            let shown = RefundPage::new(page, (&opened, &settled), reason);
            let template = RefundPage { errors, ..shown };
            return respond::html_with(StatusCode::UNPROCESSABLE_ENTITY, &template);
        }
        Outcome::Refused(refusal) => flash::warn(&session, refusal.text(page.t)),
        Outcome::Conflict => flash::warn(&session, page.t.payment_refund_conflict()),
    }
    Ok(respond::see_other(&format!("/payments/{id}")))
}
