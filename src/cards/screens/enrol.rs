//! `POST /customers/{id}/cards/new`: begins an enrolment and answers the page that leads to the gateway. Pages of
//! this kind alone may send a form to a gateway.

use actix_session::Session;
use actix_web::http::header::{CONTENT_SECURITY_POLICY, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::address;
use crate::access::Permission;
use crate::cards::begin::{self, Started, Way};
use crate::cards::enrol::Through;
use crate::customers::header::{self, Header};
use crate::customers::query;
use crate::db;
use crate::error::AppError;
use crate::gateways::Fault;
use crate::web::{App, Form, Page, Signed, flash, headers, respond};

#[derive(Template)]
#[template(path = "cards/enrol.html")]
struct EnrolPage {
    page: Page,
    head: Header,
    way: Shown,
}

/// The same page for customers.
#[derive(Template)]
#[template(path = "cards/leave.html")]
struct LeavePage {
    page: Page,
    way: Shown,
}

/// The way to a gateway as it is drawn.
struct Shown {
    gateway: String,
    until: String,
    url: String,
    field: &'static str,
    token: String,
}

impl Shown {
    fn of(page: &Page, way: &Way) -> Self {
        Self {
            gateway: way.gateway.clone(),
            until: page.display().moment(way.until),
            url: way.begun.url.clone(),
            field: way.begun.field,
            token: way.begun.token.reveal().to_owned(),
        }
    }
}

/// `GET` of the same address: to where it begins, for whoever comes back to it.
pub async fn new(id: web::Path<i64>) -> HttpResponse {
    respond::see_other(&address(id.into_inner()))
}

/// Begins at the gateway that was chosen: a new card, or one in the place of `replaces`.
///
/// # Errors
/// `NotFound`, or when the database fails; what the gateway refuses is told on the page of the cards.
pub async fn create(
    page: Page,
    signed: Signed,
    app: web::Data<App>,
    id: web::Path<i64>,
    session: Session,
    request: HttpRequest,
    form: Form,
) -> Result<HttpResponse, AppError> {
    let id = id.into_inner();
    let gateway: i64 = form.text("gateway").parse().map_err(|_| AppError::BadRequest)?;
    let replaces: Option<i64> = form.text("replaces").parse().ok();
    let (opened, trail) = header::asked(&app, signed.clone(), id, &request).await?;
    let started = app
        .db
        .write(move |conn| {
            let record = query::find_to_change(conn, &signed.actor, id)?;
            let record = record.ok_or(AppError::NotFound)?;
            begin::start(conn, &record, gateway, (replaces, Through::Panel(signed.member.id)))
        })
        .await?;
    let Some(started) = started else { return Ok(respond::see_other(&address(id))) };
    let way = match lead(&app, started).await? {
        Ok(way) => way,
        Err(fault) => {
            flash::warn(&session, said(&page, &fault));
            return Ok(respond::see_other(&address(id)));
        }
    };
    let template = EnrolPage {
        head: Header::new(&page, &opened, trail, None),
        way: Shown::of(&page, &way),
        page,
    };
    may_leave(respond::html(&template)?, way.origin.as_deref())
}

/// Has the gateway begin, beside the threads that answer.
pub async fn lead(app: &App, started: Started) -> Result<Result<Way, Fault>, AppError> {
    let back = format!("{}/cards/return", app.config.public_url);
    let gateways = app.gateways.clone();
    db::aside(move || begin::at_gateway(&gateways, &started, &back)).await?
}

/// The page that leads customers to a gateway.
pub fn leave(page: Page, way: &Way) -> Result<HttpResponse, AppError> {
    let template = LeavePage { way: Shown::of(&page, way), page };
    may_leave(respond::html(&template)?, way.origin.as_deref())
}

/// Lets the form of this one page go to where a gateway's page stands.
fn may_leave(mut answer: HttpResponse, origin: Option<&str>) -> Result<HttpResponse, AppError> {
    if let Some(origin) = origin {
        let policy = HeaderValue::from_str(&headers::policy_with_form_to(origin))
            .map_err(|error| AppError::Bug(error.into()))?;
        answer.headers_mut().insert(CONTENT_SECURITY_POLICY, policy);
    }
    Ok(answer)
}

/// Why a gateway did not begin, in words.
pub fn said(page: &Page, fault: &Fault) -> String {
    let t = page.t;
    match fault {
        // Whose words they are matters only to whoever may set the gateway right.
        Fault::Refused { words, .. } if page.may(Permission::ManageLists) => {
            t.cards_fault_refused(words)
        }
        Fault::Refused { .. } => t.cards_fault_refused(""),
        Fault::Unknown(_) => t.cards_fault_unknown().to_owned(),
        Fault::Unfit(_) => t.cards_fault_unfit().to_owned(),
        Fault::NotConfigured => t.cards_fault_not_configured().to_owned(),
    }
}
