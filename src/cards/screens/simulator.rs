//! `/simulator/{token}`: the page of the gateway beside the panel.

use actix_web::{HttpResponse, web};
use askama::Template;

use crate::error::AppError;
use crate::gateways::simulator::{self, ANSWERS};
use crate::web::{App, Form, Page, respond};

#[derive(Template)]
#[template(path = "cards/simulator.html")]
struct SimulatorPage {
    page: Page,
    token: String,
    answers: [(&'static str, &'static str); 4],
}

/// The page.
///
/// # Errors
/// `NotFound` for another token, or one that was answered; when the database fails.
pub async fn show(
    page: Page,
    app: web::Data<App>,
    token: web::Path<String>,
) -> Result<HttpResponse, AppError> {
    let token = token.into_inner();
    let asked = token.clone();
    let found = app.db.read(move |conn| Ok::<_, AppError>(simulator::find(conn, &asked)?)).await?;
    if found.is_none_or(|found| found.answer.is_some()) {
        return Err(AppError::NotFound);
    }
    let t = page.t;
    let answers = [
        ("approve", t.simulator_approve()),
        ("refuse", t.simulator_refuse()),
        ("cancel", t.simulator_cancel()),
        ("timeout", t.simulator_timeout()),
    ];
    respond::html(&SimulatorPage { page, token, answers })
}

/// What is pressed on it; without an answer, as a panel's form sends it, the page itself.
///
/// # Errors
/// As [`show`]; `BadRequest` for another answer.
pub async fn answer(
    page: Page,
    app: web::Data<App>,
    token: web::Path<String>,
    form: Form,
) -> Result<HttpResponse, AppError> {
    let chosen = form.text("answer").to_owned();
    if chosen.is_empty() {
        return show(page, app, token).await;
    }
    if !ANSWERS.contains(&chosen.as_str()) {
        return Err(AppError::BadRequest);
    }
    let token = token.into_inner();
    let back = app
        .db
        .write(move |conn| {
            let found = simulator::find(conn, &token)?.ok_or(AppError::NotFound)?;
            if !simulator::answer(conn, &token, &chosen)? {
                return Err(AppError::NotFound);
            }
            simulator::way_back(&found, &chosen)
        })
        .await?;
    Ok(respond::see_other(&back))
}
