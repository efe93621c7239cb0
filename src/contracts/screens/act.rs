//! POST /contracts/{id}/state and …/deletion: what a contract becomes.

use actix_session::Session;
use actix_web::{HttpResponse, web};

use super::form::writing;
use crate::contracts::save::{self, Outcome};
use crate::contracts::{Contracts, Record};
use crate::error::AppError;
use crate::lists::screens::{Shown, record};
use crate::web::{App, Form, Page, Signed, flash, respond};

/// `state` and `version`.
///
/// # Errors
/// `NotFound` for a contract that the actor does not see; when the database fails.
pub async fn set_state(
    page: Page,
    signed: Signed,
    session: Session,
    app: web::Data<App>,
    id: web::Path<i64>,
    form: Form,
) -> Result<HttpResponse, AppError> {
    let (id, version) = (id.into_inner(), form.text("version").parse().unwrap_or(0));
    let state = form.text("state").to_owned();
    let said = super::show::state(&page, &state);
    let outcome = app
        .db
        .write(move |conn| save::set_state(conn, &writing(&signed), (id, version), &state))
        .await?;
    match outcome {
        Outcome::Saved(_) => flash::ok(&session, page.t.contract_became(&said)),
        Outcome::Unchanged(_) => {}
        Outcome::Rejected(findings) => {
            for finding in findings.refusals() {
                flash::warn(&session, page.t.problem(&finding.problem));
            }
        }
        Outcome::Conflict(now) => return overtaken(page, &now),
    }
    Ok(respond::see_other(&format!("/contracts/{id}")))
}

/// Throws a draft away.
///
/// # Errors
/// `NotFound` for a contract that the actor does not see; when the database fails.
pub async fn delete(
    page: Page,
    signed: Signed,
    session: Session,
    app: web::Data<App>,
    id: web::Path<i64>,
    form: Form,
) -> Result<HttpResponse, AppError> {
    let (id, version) = (id.into_inner(), form.text("version").parse().unwrap_or(0));
    let outcome = app
        .db
        .write(move |conn| {
            let record = save::find_visible(conn, &signed.actor, id)?.ok_or(AppError::NotFound)?;
            let customer = record.contract.customer_id;
            Ok::<_, AppError>((customer, save::delete(conn, &writing(&signed), (id, version))?))
        })
        .await?;
    match outcome {
        (customer, Outcome::Saved(_)) => {
            flash::ok(&session, page.t.contract_deleted());
            Ok(respond::see_other(&format!("/customers/{customer}/contracts")))
        }
        (_, Outcome::Conflict(now)) => overtaken(page, &now),
        (_, Outcome::Rejected(_) | Outcome::Unchanged(_)) => {
            flash::warn(&session, page.t.contract_not_deleted());
            Ok(respond::see_other(&format!("/contracts/{id}")))
        }
    }
}

/// With status 409: how it is now, and the way back.
fn overtaken(page: Page, now: &Record) -> Result<HttpResponse, AppError> {
    let state = &now.contract.state;
    let told = (Contracts::glyph(state), super::show::state(&page, state));
    let home = super::home(now, page.t);
    record::overtaken(page, home, told)
}
