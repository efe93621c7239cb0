//! `/customers/{id}/portal-password`: "Regenerar contraseña". Says what will happen, or why it cannot.

use actix_session::Session;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use crate::access::Permission;
use crate::audit::By;
use crate::clock;
use crate::customers::header::{self, Header, Opened};
use crate::customers::{Trail, query};
use crate::db::Db;
use crate::error::AppError;
use crate::history::Circumstance;
use crate::portal::{Issuing, Prepared, Refusal, issue};
use crate::settings::{PortalSecret, organisation};
use crate::web::{App, Form, Origin, Page, Signed, flash, respond};

#[derive(Template)]
#[template(path = "customers/portal_password.html")]
struct RegeneratePage {
    page: Page,
    head: Header,
    /// Where it would be mailed.
    address: String,
    /// Whether a link goes alone.
    is_link_only: bool,
    hours: String,
    cuts: bool,
    /// Why it cannot be done, in words.
    refusal: String,
    can_add_email: bool,
    can_open_portal: bool,
    /// Where mail is written while none leaves the house.
    folder: String,
}

impl RegeneratePage {
    fn new(page: Page, app: &App, opened: &Opened, trail: Trail, refusal: Option<Refusal>) -> Self {
        let head = Header::new(&page, opened, trail, None);
        let portal = &page.settings.organisation.portal;
        Self {
            address: opened.record.customer.email.clone().unwrap_or_default(),
            is_link_only: portal.secret == PortalSecret::Link,
            hours: portal.hours().to_string(),
            cuts: false,
            refusal: refusal.map(|why| why.text(page.t)).unwrap_or_default(),
            can_add_email: refusal == Some(Refusal::NoEmail) && head.actions.edit,
            can_open_portal: refusal == Some(Refusal::PortalOff)
                && page.may(Permission::ManageOrganisation),
            folder: app.mail.way().folder_text(),
            head,
            page,
        }
    }
}

/// `GET /customers/{id}/portal-password`.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn new(
    page: Page,
    signed: Signed,
    app: web::Data<App>,
    id: web::Path<i64>,
    request: HttpRequest,
) -> Result<HttpResponse, AppError> {
    let trail = Trail::of_request(&request)?;
    let (asked, id) = (trail.clone(), id.into_inner());
    let post = app.mail.clone();
    let (opened, refusal) = app
        .db
        .read(move |conn| {
            let opened = header::open(conn, &signed, id, &asked)?;
            let house = &signed.settings.organisation;
            let refusal = match issue::refusal(conn, house, &opened.record.holder())? {
                None if post.way().is_exposed() => Some(Refusal::ExposedMail),
                refusal => refusal,
            };
            Ok::<_, AppError>((opened, refusal))
        })
        .await?;
    respond::html(&RegeneratePage::new(page, &app, &opened, trail, refusal))
}

/// What became of it.
enum Outcome {
    /// The letter waits; where it goes.
    Queued(String),
    /// Nothing was made.
    Refused(Box<Opened>, Refusal),
}

/// `POST /customers/{id}/portal-password`: `cut` ends what works now.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn create(
    page: Page,
    signed: Signed,
    app: web::Data<App>,
    id: web::Path<i64>,
    session: Session,
    request: HttpRequest,
    form: Form,
) -> Result<HttpResponse, AppError> {
    let trail = Trail::of_request(&request)?;
    let asked =
        Asked { id: id.into_inner(), cuts: form.is_ticked("cut"), by: Origin::of(&request).by };
    let (id, cuts) = (asked.id, asked.cuts);
    let prepared = Prepared::new(signed.settings.organisation.portal.secret).await?;
    let (state, who) = (app.clone(), signed.clone());
    let outcome = app.db.write(move |conn| asked.run(conn, &state, &who, &prepared)).await?;
    match outcome {
        Outcome::Queued(address) => {
            app.bells.mail.ring();
            let folder = app.mail.way().folder_text();
            flash::ok(
                &session,
                match folder.as_str() {
                    "" => page.t.portal_mailed(&address),
                    folder => page.t.portal_filed(&address, folder),
                },
            );
            Ok(respond::see_other(&trail.address(id, "")))
        }
        Outcome::Refused(opened, why) => {
            let mut shown = RegeneratePage::new(page, &app, &opened, trail, Some(why));
            shown.cuts = cuts;
            refuse(&shown, why)
        }
    }
}

fn refuse(shown: &RegeneratePage, why: Refusal) -> Result<HttpResponse, AppError> {
    let Refusal::TooOften(until) = why else {
        return respond::html_with(StatusCode::UNPROCESSABLE_ENTITY, shown);
    };
    respond::too_many((until - clock::now()).num_seconds().max(1), shown)
}

/// Who asks for what.
struct Asked {
    id: i64,
    cuts: bool,
    by: By,
}

impl Asked {
    fn run(
        &self,
        conn: &mut Db,
        app: &App,
        signed: &Signed,
        prepared: &Prepared,
    ) -> Result<Outcome, AppError> {
        let record =
            query::find_to_change(conn, &signed.actor, self.id)?.ok_or(AppError::NotFound)?;
        // As of this transaction, not as of the session: the portal may have been closed since.
        let house = &organisation::load(conn)?;
        let issuing = Issuing {
            house,
            post: &app.mail,
            public_url: &app.config.public_url,
            circumstance: Circumstance {
                actor: &signed.actor,
                at: clock::now(),
                reason: None,
                job: None,
            },
            by: &self.by,
            cuts: self.cuts,
        };
        Ok(match issuing.run(conn, &record.holder(), prepared)? {
            Ok(address) => Outcome::Queued(address),
            Err(why) => {
                Outcome::Refused(Box::new(Opened { record, neighbours: (None, None) }), why)
            }
        })
    }
}
