//! What became of a refund that its gateway does not answer for: people look there, and say it here.

use actix_session::Session;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

use super::{Opened, open};
use crate::cards::refunds::{self, Decision, may_be_decided};
use crate::clock;
use crate::error::AppError;
use crate::invoices::{Outcome, Refusal, Writing};
use crate::web::{App, Errors, Form, Page, Signed, flash, respond};

/// Longest reason that the history keeps.
const REASON: usize = 255;

#[derive(Template)]
#[template(path = "payments/refund_outcome.html")]
struct OutcomePage {
    page: Page,
    crumbs: Vec<(String, String)>,
    lead: String,
    back: String,
    version: i64,
    /// `yes` or `no`; nothing as long as nothing was chosen.
    chosen: String,
    reason: String,
    longest: String,
    errors: Errors,
}

impl OutcomePage {
    fn new(page: Page, opened: &Opened, (chosen, reason): (String, String)) -> Self {
        let mut crumbs = opened.crumbs(&page);
        crumbs.push((opened.address(), opened.name(&page)));
        let card = opened.row.card_label.clone().unwrap_or_default();
        let amount = opened.money(&page, opened.row.amount);
        Self {
            crumbs,
            lead: page.t.payment_outcome_lead(&amount, &card),
            back: opened.address(),
            version: opened.row.version,
            chosen,
            reason,
            longest: REASON.to_string(),
            errors: Errors::default(),
            page,
        }
    }
}

/// GET /payments/{id}/refund-outcome
///
/// # Errors
/// `NotFound` where nothing is in doubt, or the gateway may still answer; when the database fails.
pub async fn ask(
    page: Page,
    signed: Signed,
    app: web::Data<App>,
    id: web::Path<i64>,
) -> Result<HttpResponse, AppError> {
    let id = id.into_inner();
    let opened = app
        .db
        .read(move |conn| {
            let opened = open(conn, &signed, id)?;
            let refund = refunds::last_of(conn, id)?.filter(may_be_decided);
            refund.map(|_| opened).ok_or(AppError::NotFound)
        })
        .await?;
    respond::html(&OutcomePage::new(page, &opened, (String::new(), String::new())))
}

/// POST /payments/{id}/refund-outcome
///
/// # Errors
/// As [`ask`].
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
    let chosen = form.text("outcome").to_owned();
    let went_back = match chosen.as_str() {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    let (reader, why) = (signed.clone(), reason.clone());
    let outcome = match went_back {
        None => Outcome::Refused(Refusal::Nothing),
        Some(went_back) => {
            let write = move |conn: &mut crate::db::Db| {
                let w = Writing::new(&signed.actor, &signed.settings, clock::now());
                refunds::decide(conn, &w, (id, version), Decision { went_back, reason: &why })
            };
            app.db.write(write).await?
        }
    };
    let t = page.t;
    let error = match outcome {
        Outcome::Saved(_) => {
            flash::ok(&session, t.payment_outcome_saved());
            return Ok(respond::see_other(&format!("/payments/{id}")));
        }
        Outcome::Refused(Refusal::NoReason) => ("reason", t.refusal_no_reason()),
        Outcome::Refused(Refusal::Nothing) => ("outcome", t.payment_outcome_choose()),
        Outcome::Refused(_) | Outcome::Conflict => {
            flash::warn(&session, t.payment_doubt_over());
            return Ok(respond::see_other(&format!("/payments/{id}")));
        }
    };
    let opened = app.db.read(move |conn| open(conn, &reader, id)).await?;
    let shown = OutcomePage::new(page, &opened, (chosen, reason));
    let template = OutcomePage { errors: Errors::of_field(error.0, error.1), ..shown };
    respond::html_with(StatusCode::UNPROCESSABLE_ENTITY, &template)
}
