//! `/portal/cards`: the customer's cards, the one that is charged, and the way to a gateway for another.

use std::collections::HashMap;

use actix_session::Session;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use chrono::{NaiveDate, TimeZone as _};

use super::{invoices, own, parts};
use crate::cards::begin;
use crate::cards::enrol::{self, Offered, Through};
use crate::cards::screens::choice;
use crate::cards::screens::enrol::{lead, leave, said};
use crate::cards::screens::names::Name;
use crate::cards::screens::of_customer::words;
use crate::cards::screens::removal::{self, Consequences};
use crate::cards::states;
use crate::cards::store::{self, Card};
use crate::clock;
use crate::db::Db;
use crate::error::AppError;
use crate::web::{App, Entered, Errors, Form, Origin, Page, flash, respond};

/// Where they are.
const PATH: &str = "/portal/cards";

#[derive(Template)]
#[template(path = "portal/cards.html")]
struct CardsPage {
    page: Page,
    rows: Vec<Row>,
    gateways: Vec<Offered>,
    /// Why no card can be added.
    obstacle: &'static str,
    /// The document that is being paid, where the customer comes from there.
    paying: String,
}

/// A card.
struct Row {
    id: String,
    label: String,
    kind: &'static str,
    expires: String,
    glyph: &'static str,
    state: &'static str,
    is_default: bool,
}

/// `GET /portal/cards`.
///
/// # Errors
/// `NotFound` when the organisation shows none; when the database is away.
pub async fn index(
    page: Page,
    entered: Entered,
    app: web::Data<App>,
    request: HttpRequest,
) -> Result<HttpResponse, AppError> {
    parts::open(&entered, |opens| opens.cards)?;
    let customer = entered.visitor.id;
    let paying = Form::of_query(&request)?.text("invoice").to_owned();
    let (own, cards, offered, paying) = app
        .db
        .read(move |conn| {
            let own = own::of(conn, customer)?;
            let cards = store::of_customer(conn, customer)?;
            let paying = paid(conn, customer, &paying)?.map(|_| paying).unwrap_or_default();
            Ok::<_, AppError>((own, cards, enrol::offered(conn)?, paying))
        })
        .await?;
    let today = page.display().zone().from_utc_datetime(&clock::now()).date_naive();
    let obstacle = match (own.record.customer.email.is_none(), offered.is_empty()) {
        (true, _) => page.t.portal_cards_no_email(),
        (_, true) => page.t.portal_cards_no_gateway(),
        _ => "",
    };
    respond::html(&CardsPage {
        rows: cards.iter().map(|card| row(&page, card, today)).collect(),
        gateways: if obstacle.is_empty() { offered } else { Vec::new() },
        obstacle,
        paying,
        page,
    })
}

/// The number of a document of the customer's by its public name; none for anything else.
fn paid(conn: &mut Db, customer: i64, public_id: &str) -> Result<Option<i64>, AppError> {
    if public_id.is_empty() {
        return Ok(None);
    }
    match invoices::find(conn, customer, public_id) {
        Ok(row) => Ok(Some(row.id)),
        Err(AppError::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

fn row(page: &Page, card: &Card, today: NaiveDate) -> Row {
    let (glyph, state, kind) = words(page.t, card, today);
    let last_day = states::last_day(card.exp_month, card.exp_year);
    Row {
        id: card.public_id.clone(),
        label: card.label(),
        kind,
        expires: last_day.map_or_else(String::new, |day| day.format("%m/%Y").to_string()),
        glyph,
        state,
        is_default: card.is_default,
    }
}

/// `POST /portal/cards/new`: begins an enrolment and answers the page that leads to the gateway.
///
/// # Errors
/// `NotFound` when the organisation shows no cards; when the database is away.
pub async fn create(
    page: Page,
    entered: Entered,
    app: web::Data<App>,
    session: Session,
    form: Form,
) -> Result<HttpResponse, AppError> {
    parts::open(&entered, |opens| opens.cards)?;
    let gateway: i64 = form.text("gateway").parse().map_err(|_| AppError::BadRequest)?;
    let paying = form.text("invoice").to_owned();
    let started = app
        .db
        .write(move |conn| {
            let own = own::held(conn, &entered.visitor)?;
            let pays = paid(conn, entered.visitor.id, &paying)?;
            begin::start(conn, &own.record, gateway, (None, Through::Portal(pays)))
        })
        .await?;
    let Some(started) = started else { return Ok(respond::see_other(PATH)) };
    let way = match lead(&app, started).await? {
        Ok(way) => way,
        Err(fault) => {
            flash::warn(&session, said(&page, &fault));
            return Ok(respond::see_other(PATH));
        }
    };
    leave(page, &way)
}

/// `POST /portal/cards/{public_id}/default`: from now on this card is charged.
///
/// # Errors
/// `NotFound` for other people's; when the database is away.
pub async fn choose(
    page: Page,
    entered: Entered,
    app: web::Data<App>,
    session: Session,
    origin: Origin,
    public_id: web::Path<String>,
) -> Result<HttpResponse, AppError> {
    parts::open(&entered, |opens| opens.cards)?;
    let public_id = public_id.into_inner();
    let card = app
        .db
        .write(move |conn| {
            own::held(conn, &entered.visitor)?;
            let card = find(conn, entered.visitor.id, &public_id)?;
            choice::run(conn, &entered.actor, &origin.by, card.id)
        })
        .await?;
    flash::ok(&session, page.t.cards_chosen(&card.label()));
    Ok(respond::see_other(PATH))
}

/// A card of the customer's; for everybody else there is none.
fn find(conn: &mut Db, customer: i64, public_id: &str) -> Result<Card, AppError> {
    let all = store::of_customer(conn, customer)?;
    all.into_iter().find(|card| card.public_id == public_id).ok_or(AppError::NotFound)
}

#[derive(Template)]
#[template(path = "portal/card_removal.html")]
struct RemovalPage {
    page: Page,
    id: String,
    name: Name,
    others: Vec<(String, String)>,
    is_last: bool,
    subscriptions: Vec<String>,
    errors: Errors,
}

/// `GET /portal/cards/{public_id}/removal`: what goes with it.
///
/// # Errors
/// `NotFound` for other people's; when the database is away.
pub async fn ask(
    page: Page,
    entered: Entered,
    app: web::Data<App>,
    public_id: web::Path<String>,
) -> Result<HttpResponse, AppError> {
    parts::open(&entered, |opens| opens.cards)?;
    draw(page, entered, &app, public_id.into_inner(), Errors::default()).await
}

async fn draw(
    page: Page,
    entered: Entered,
    app: &App,
    public_id: String,
    errors: Errors,
) -> Result<HttpResponse, AppError> {
    let (post, customer) = (app.mail.clone(), entered.visitor.id);
    let found = app
        .db
        .read(move |conn| {
            let own = own::of(conn, customer)?;
            let card = find(conn, customer, &public_id)?;
            Consequences::of(conn, &post, &own.record, card.id)
        })
        .await?;
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let (name, others) = found.named(&page);
    let template = RemovalPage {
        id: found.card.public_id.clone(),
        others: others
            .into_iter()
            .map(|(card, name)| (card.public_id.clone(), name.whole()))
            .collect(),
        name,
        is_last: found.others.is_empty(),
        subscriptions: found.subscriptions.into_iter().map(|row| row.plan).collect(),
        errors,
        page,
    };
    respond::html_with(status, &template)
}

/// `POST /portal/cards/{public_id}/removal`.
///
/// # Errors
/// As [`ask`].
pub async fn remove(
    page: Page,
    entered: Entered,
    app: web::Data<App>,
    session: Session,
    origin: Origin,
    public_id: web::Path<String>,
    form: Form,
) -> Result<HttpResponse, AppError> {
    parts::open(&entered, |opens| opens.cards)?;
    let (public_id, chosen) = (public_id.into_inner(), form.text("default").to_owned());
    let (panel, asked) = (app.clone(), (public_id.clone(), entered.clone()));
    let removed = app
        .db
        .write(move |conn| {
            let (public_id, entered) = asked;
            own::held(conn, &entered.visitor)?;
            let customer = entered.visitor.id;
            let card = find(conn, customer, &public_id)?;
            let names: HashMap<String, i64> = store::of_customer(conn, customer)?
                .into_iter()
                .map(|card| (card.public_id, card.id))
                .collect();
            let by = (&entered.actor, &origin.by);
            removal::run(conn, &panel, by, card.id, names.get(&chosen).copied())
        })
        .await?;
    let Some(removed) = removed else {
        let errors = Errors::of_field("default", page.t.cards_new_default_choose());
        return draw(page, entered, &app, public_id, errors).await;
    };
    removed.finish(&page, &app, &session).await?;
    Ok(respond::see_other(PATH))
}
