//! `/portal/forgot`: mails a link to choose another password. The answer and its time are the same
//! whether the name is anybody's or not: what differs is done after it.

use actix_session::Session;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;
use chrono::Duration;

use crate::audit::{self, Action, By};
use crate::clock;
use crate::customers::query;
use crate::db::Db;
use crate::error::AppError;
use crate::mail::{self, Content, Kind, Letter, Link};
use crate::portal::{account, issue, secret};
use crate::settings::organisation;
use crate::sign_in::throttle::Subject;
use crate::sign_in::tries;
use crate::text;
use crate::web::{App, Errors, Form, Origin, Page, flash, respond};

/// Hours for which such a link works, at most: anybody may have asked for it.
const LONGEST_HOURS: i64 = 24;
/// Links mailed to a customer within an hour, by whatever names they were asked for.
const MOST: usize = 3;
/// Longest name that is looked up, in characters.
const LONGEST_NAME: usize = 254;

#[derive(Template)]
#[template(path = "portal/forgotten.html")]
struct ForgottenPage {
    page: Page,
    email: String,
    errors: Errors,
}

/// `GET /portal/forgot`.
///
/// # Errors
/// `Bug` when the template fails.
pub async fn new(page: Page) -> Result<HttpResponse, AppError> {
    respond::html(&ForgottenPage { page, email: String::new(), errors: Errors::default() })
}

/// `POST /portal/forgot`.
///
/// # Errors
/// When the database is away.
pub async fn create(
    page: Page,
    form: Form,
    origin: Origin,
    session: Session,
    app: web::Data<App>,
) -> Result<HttpResponse, AppError> {
    let typed = text::clean_line(form.text("email"));
    if typed.is_empty() || typed.chars().count() > LONGEST_NAME {
        let errors = Errors::of_field("email", page.t.portal_sign_in_name_missing());
        let page = ForgottenPage { page, email: form.text("email").to_owned(), errors };
        return respond::html_with(StatusCode::UNPROCESSABLE_ENTITY, &page);
    }
    let subjects =
        [Subject::portal_forgotten_from(&origin.by.address), Subject::portal_forgotten(&typed)];
    if let Some(seconds) = tries::count_link(&app, subjects).await? {
        let errors = tries::too_many_links(page.t, seconds);
        return respond::too_many(seconds, &ForgottenPage { page, email: typed, errors });
    }
    flash::ok(&session, page.t.portal_forgotten_sent());
    tries::after_the_answer(send(app, typed, origin.by));
    Ok(respond::see_other("/portal/login"))
}

/// Mails the link, if there is anybody to mail it to.
async fn send(app: web::Data<App>, typed: String, by: By) -> Result<(), AppError> {
    let state = app.clone();
    app.db.write(move |conn| queue(conn, &state, &typed, &by)).await?;
    app.bells.mail.ring();
    Ok(())
}

fn queue(conn: &mut Db, app: &App, typed: &str, by: &By) -> Result<(), AppError> {
    let Some(id) = query::find_by_sign_in(conn, typed)? else { return Ok(()) };
    query::lock(conn, &[id])?;
    // The name may have become somebody else's until now.
    let is_theirs = query::find_by_sign_in(conn, typed)? == Some(id);
    let Some(record) = query::find(conn, id)? else { return Ok(()) };
    let holder = record.holder();
    // The staff invites: who never was has forgotten nothing.
    let is_invited = account::find(conn, id)?.is_some_and(|account| account.disabled_at.is_none());
    let may_enter = is_theirs && is_invited && account::is_open_to(&holder.status);
    let Some(address) = holder.email.as_deref().filter(|_| may_enter) else { return Ok(()) };
    let since = clock::now() - Duration::hours(1);
    let lately = mail::queued_since(conn, &[id], Kind::PortalForgotten, since)?;
    if lately.len() >= MOST {
        return Ok(());
    }
    let house = organisation::load(conn)?;
    let hours = house.portal.hours().min(LONGEST_HOURS);
    let (token, expires_at) = secret::put_forgotten(conn, id, hours)?;
    let address_of_link = issue::link_address(&app.config.public_url, &token);
    let content = Content::PortalForgotten(Link { address: address_of_link, expires_at });
    let to = issue::recipient(conn, &house, &holder, address)?;
    let letter = Letter::compose(&house, to, &content)?;
    app.mail.queue(conn, &letter)?;
    Ok(audit::note(conn, by, Action::PortalLinkAsked, Some(id))?)
}
