//! What became of a refund that its gateway does not answer for: people look there, and say it here.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

use super::reason::{Answer, Question};
use super::{Opened, open};
use crate::cards::refunds::{self, Decision, may_be_decided};
use crate::error::AppError;
use crate::invoices::screens::action::write;
use crate::invoices::{Outcome, Refusal};
use crate::web::{App, Asked, Errors, Page, Signed, flash, respond};

#[derive(Template)]
#[template(path = "payments/refund_outcome.html")]
struct OutcomePage {
    page: Page,
    lead: String,
    /// `yes` or `no`; nothing as long as nothing was chosen.
    chosen: String,
    ask: Question,
}

impl OutcomePage {
    fn new(page: Page, opened: &Opened, chosen: String, typed: (String, Errors)) -> Self {
        let card = opened.row.card_label.clone().unwrap_or_default();
        let amount = opened.money(&page, opened.row.amount);
        Self {
            lead: page.t.payment_outcome_lead(&amount, &card),
            chosen,
            ask: Question::of(&page, opened, typed),
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
    respond::html(&OutcomePage::new(page, &opened, String::new(), Default::default()))
}

/// POST /payments/{id}/refund-outcome
///
/// # Errors
/// As [`ask`].
pub async fn create(asked: Asked, id: web::Path<i64>) -> Result<HttpResponse, AppError> {
    let Asked { page, signed, app, session, form } = asked;
    let (id, Answer { version, reason }) = (id.into_inner(), Answer::of(&form)?);
    let chosen = form.text("outcome").to_owned();
    let (reader, why) = (signed.clone(), reason.clone());
    let decide = |went_back| {
        write(&app, signed, move |conn, w| {
            refunds::decide(conn, w, (id, version), Decision { went_back, reason: &why })
        })
    };
    let outcome = match chosen.as_str() {
        "yes" => decide(true).await?,
        "no" => decide(false).await?,
        _ => Outcome::Refused(Refusal::Nothing),
    };
    let t = page.t;
    let (field, error) = match outcome {
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
    let errors = Errors::of_field(field, error);
    let template = OutcomePage::new(page, &opened, chosen, (reason, errors));
    respond::html_with(StatusCode::UNPROCESSABLE_ENTITY, &template)
}
