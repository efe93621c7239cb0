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
use crate::portal::{Issuing, Prepared, Refusal, account, issue};
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
    /// Whether what works now can be ended all the same.
    can_cut: bool,
    /// Where mail is written while none leaves the house.
    folder: String,
}

impl RegeneratePage {
    fn new(page: Page, app: &App, opened: &Opened, trail: Trail, stop: Option<Stop>) -> Self {
        let refusal = stop.map(|stop| stop.why);
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
            can_cut: stop.is_some_and(|stop| stop.can_cut),
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
    let is_exposed = app.mail.way().is_exposed();
    let (opened, stop) = app
        .db
        .read(move |conn| {
            let opened = header::open(conn, &signed, id, &asked)?;
            let house = &signed.settings.organisation;
            let why = issue::refusal(conn, house, is_exposed, &opened.record.holder())?;
            let stop = why.map(|why| Stop::of(conn, id, why)).transpose()?;
            Ok::<_, AppError>((opened, stop))
        })
        .await?;
    respond::html(&RegeneratePage::new(page, &app, &opened, trail, stop))
}

/// Why nothing is mailed.
#[derive(Clone, Copy)]
struct Stop {
    why: Refusal,
    /// Whether there is something to cut off, which needs no letter.
    can_cut: bool,
}

impl Stop {
    fn of(conn: &mut Db, customer: i64, why: Refusal) -> Result<Self, AppError> {
        let account = account::find(conn, customer)?;
        let has_password = account.is_some_and(|account| account.password_hash.is_some());
        Ok(Self { why, can_cut: why.is_of_the_letter() && has_password })
    }
}

/// What became of it.
enum Outcome {
    /// The letter waits; where it goes.
    Queued(String),
    /// What worked was ended, and nothing was mailed.
    Cut(Refusal),
    /// Nothing was made.
    Refused(Box<Opened>, Stop),
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
        Outcome::Cut(why) => {
            flash::warn(&session, page.t.portal_was_cut(&why.text(page.t)));
            Ok(respond::see_other(&trail.address(id, "")))
        }
        Outcome::Refused(opened, stop) => {
            let mut shown = RegeneratePage::new(page, &app, &opened, trail, Some(stop));
            shown.cuts = cuts;
            refuse(&shown, stop.why)
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
        let holder = record.holder();
        let why = match issuing.run(conn, &holder, prepared)? {
            Ok(address) => return Ok(Outcome::Queued(address)),
            Err(why) => why,
        };
        let stop = Stop::of(conn, self.id, why)?;
        if self.cuts && stop.can_cut {
            issuing.cut_alone(conn, &holder)?;
            return Ok(Outcome::Cut(why));
        }
        Ok(Outcome::Refused(Box::new(Opened::alone(record)), stop))
    }
}
