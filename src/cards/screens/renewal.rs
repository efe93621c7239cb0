//! `/cards/renewal`: whoever has the mailed link chooses a card. It knows no session, and shows no more of the
//! customer than the brand and the last digits of the card. Opening it uses nothing up; mail scanners open links
//! too.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::enrol::{lead, leave, said};
use crate::cards::begin;
use crate::cards::enrol::{self, Offered, Through};
use crate::cards::{link, store};
use crate::clock;
use crate::db::Db;
use crate::error::AppError;
use crate::web::{App, Form, Page, respond};

#[derive(Template)]
#[template(path = "cards/renewal.html")]
struct RenewalPage {
    page: Page,
    token: String,
    /// Brand and last digits of the card that is charged now.
    card: Option<String>,
    gateways: Vec<Offered>,
    error: String,
}

#[derive(Template)]
#[template(path = "cards/renewal_dead.html")]
struct DeadPage {
    page: Page,
}

/// Asks which gateway, if there are several.
///
/// # Errors
/// When the database fails.
pub async fn show(
    page: Page,
    app: web::Data<App>,
    request: HttpRequest,
) -> Result<HttpResponse, AppError> {
    let token = Form::of_query(&request)?.text("token").to_owned();
    draw(page, &app, token, None).await
}

/// Begins at a gateway.
///
/// # Errors
/// `BadRequest` for a gateway that takes no cards; when the database fails.
pub async fn create(page: Page, app: web::Data<App>, form: Form) -> Result<HttpResponse, AppError> {
    let token = form.text("token").to_owned();
    let gateway: i64 = form.text("gateway").parse().map_err(|_| AppError::BadRequest)?;
    let asked = token.clone();
    let started = app
        .db
        .write(move |conn| {
            let Some(record) = link::owner(conn, &asked, clock::now())? else { return Ok(None) };
            let cards = store::of_customer(conn, record.customer.id)?;
            let replaces = cards.iter().find(|card| card.is_default).map(|card| card.id);
            begin::start(conn, &record, gateway, (replaces, Through::Link))
        })
        .await?;
    let Some(started) = started else { return dead(page) };
    let way = match lead(&app, started).await? {
        Ok(way) => way,
        Err(fault) => {
            let error = said(&page, &fault);
            return draw(page, &app, token, Some(error)).await;
        }
    };
    leave(page, &way)
}

async fn draw(
    page: Page,
    app: &App,
    token: String,
    error: Option<String>,
) -> Result<HttpResponse, AppError> {
    let asked = token.clone();
    let found = app.db.read(move |conn| look(conn, &asked)).await?;
    let Some((card, gateways)) = found else { return dead(page) };
    let status = if error.is_some() { StatusCode::BAD_GATEWAY } else { StatusCode::OK };
    let error = error.unwrap_or_default();
    respond::html_with(status, &RenewalPage { page, token, card, gateways, error })
}

fn look(conn: &mut Db, token: &str) -> Result<Option<(Option<String>, Vec<Offered>)>, AppError> {
    let Some(customer) = link::find(conn, token, clock::now())? else { return Ok(None) };
    let cards = store::of_customer(conn, customer)?;
    let card = cards.iter().find(|card| card.is_default).map(store::Card::label);
    Ok(Some((card, enrol::offered(conn)?)))
}

fn dead(page: Page) -> Result<HttpResponse, AppError> {
    respond::html_with(StatusCode::NOT_FOUND, &DeadPage { page })
}
