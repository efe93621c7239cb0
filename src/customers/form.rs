//! Create and edit: one form, one road. Refused input comes back with everything typed; what is
//! doubtful is asked before it is written; nobody's work is lost to another's.

use std::sync::Arc;

use actix_session::Session;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};

use super::conflict;
use super::counts::Counts;
use super::form_page::{State, draw, refused};
use super::record::Record;
use super::save::{self, Outcome, Saved, Writing};
use super::trail::Trail;
use super::{gone, query, typed};
use crate::access::Actor;
use crate::clock;
use crate::error::AppError;
use crate::fields::{Changes, Findings};
use crate::settings::Settings;
use crate::web::{App, Form, Page, Signed, flash, respond};

/// Nothing is wrong with a form that nobody has sent.
static NOTHING: Findings = Findings(Vec::new());

/// `GET /customers/new`
///
/// # Errors
/// When the page cannot be drawn.
pub async fn new(page: Page, signed: Signed) -> Result<HttpResponse, AppError> {
    let writing = Writing::by_form(&signed.actor, &signed.settings, clock::now());
    let record = proposed(&writing);
    draw(StatusCode::OK, page, &writing, &State::of(&record, &NOTHING), &Form::default())
}

/// `POST /customers`
///
/// # Errors
/// When the database fails.
pub async fn create(
    page: Page,
    signed: Signed,
    session: Session,
    app: web::Data<App>,
    counts: web::Data<Counts>,
    form: Form,
) -> Result<HttpResponse, AppError> {
    let (form, is_done) = rearranged(form);
    let written =
        if is_done { None } else { Some(write(&app, &signed, form.clone(), None).await?) };
    let writing = Writing::by_form(&signed.actor, &signed.settings, clock::now());
    let record = proposed(&writing);
    match written {
        Some(Outcome::Saved(saved)) => {
            counts.moved(&saved);
            flash::ok(&session, page.t.customer_created(&named(&page, &saved)));
            warn(&session, &page, &saved.warnings);
            Ok(respond::see_other(&format!("/customers/{}", saved.id)))
        }
        other => refused(page, &writing, &record, &form, other),
    }
}

/// `GET /customers/{id}/edit`
///
/// # Errors
/// `NotFound` when the actor sees no such customer.
pub async fn edit(
    request: HttpRequest,
    page: Page,
    signed: Signed,
    app: web::Data<App>,
    id: web::Path<i64>,
) -> Result<HttpResponse, AppError> {
    let record = find(&app, &signed.actor, *id).await?;
    if !record.customer.is_editable() {
        flash_locked(&request, &page, &record);
        return Ok(respond::see_other(&format!("/customers/{}", record.customer.id)));
    }
    let writing = Writing::by_form(&signed.actor, &signed.settings, clock::now());
    let state = State::of(&record, &NOTHING);
    draw(StatusCode::OK, page, &writing, &state, &Form::of_query(&request)?)
}

/// `POST /customers/{id}`
///
/// # Errors
/// `NotFound` when the actor never saw such a customer; else when the database fails.
pub async fn update(
    page: Page,
    signed: Signed,
    session: Session,
    app: web::Data<App>,
    counts: web::Data<Counts>,
    id: web::Path<i64>,
    form: Form,
) -> Result<HttpResponse, AppError> {
    let id = id.into_inner();
    let (form, is_done) = rearranged(typed::decided(&form));
    let written =
        if is_done { None } else { found(write(&app, &signed, form.clone(), Some(id)).await)? };
    let place = Trail::of(&form).address(id, "");
    match written {
        Some(Outcome::Saved(saved)) => {
            counts.moved(&saved);
            flash::ok(&session, page.t.customer_saved(&named(&page, &saved)));
            warn(&session, &page, &saved.warnings);
            Ok(respond::see_other(&place))
        }
        Some(Outcome::Unchanged(_)) => {
            flash::ok(&session, page.t.customer_unchanged());
            Ok(respond::see_other(&place))
        }
        Some(Outcome::Conflict(current)) if !is_anonymous(&current) => {
            conflict::show(page, &signed, &app, id, form).await
        }
        other => {
            let record = found(find(&app, &signed.actor, id).await)?;
            let is_visible = record.is_some();
            let Some(record) = record.filter(|record| !is_anonymous(record)) else {
                return gone::show(page, &signed, &app, (id, is_visible), &form).await;
            };
            let writing = Writing::by_form(&signed.actor, &signed.settings, clock::now());
            refused(page, &writing, &record, &form, other)
        }
    }
}

/// None for a customer that is not there, or no longer.
fn found<T>(read: Result<T, AppError>) -> Result<Option<T>, AppError> {
    match read {
        Err(AppError::NotFound) => Ok(None),
        other => other.map(Some),
    }
}

fn is_anonymous(record: &Record) -> bool {
    record.customer.status == "anonymized"
}

/// What the form of a new customer begins with. The currency is the form's to propose: a file with
/// customers of another country must not get it in silence.
pub(super) fn proposed(writing: &Writing) -> Record {
    let mut record = save::blank(writing);
    record.details.currency = Some(writing.settings.organisation.currency.clone());
    record
}

/// Writes what the form asks for. What only the database could see, because somebody wrote the same
/// e-mail or id at the same moment, is seen by the checks when they run again.
async fn write(
    app: &App,
    signed: &Signed,
    form: Form,
    id: Option<i64>,
) -> Result<Outcome, AppError> {
    match try_to_write(app, signed, form.clone(), id).await {
        Err(AppError::Conflict) => try_to_write(app, signed, form, id).await,
        other => other,
    }
}

/// What cannot even be read is refused together with the rest.
async fn try_to_write(
    app: &App,
    signed: &Signed,
    form: Form,
    id: Option<i64>,
) -> Result<Outcome, AppError> {
    let (actor, settings) = (signed.actor.clone(), signed.settings.clone());
    app.db
        .write(move |conn| {
            let (changes, unread) = typed::read(&form, settings.organisation.reading());
            let writing = writing_of(&actor, &settings, &form);
            let version = form.last("version").and_then(|version| version.parse().ok());
            if unread.stop() {
                return reject(conn, &writing, id, &changes, unread);
            }
            match id {
                None => save::create(conn, &writing, &changes),
                // A form without a version cannot know what it overwrites.
                Some(id) => save::update(conn, &writing, id, version.or(Some(0)), &changes),
            }
        })
        .await
}

/// Refuses unreadable input, together with what else is wrong with the readable rest.
///
/// # Errors
/// `NotFound` when the actor sees no such customer; else when the database fails.
pub fn reject(
    conn: &mut crate::db::Db,
    writing: &Writing,
    id: Option<i64>,
    changes: &Changes,
    unread: Findings,
) -> Result<Outcome, AppError> {
    let mut all = save::findings(conn, writing, id, changes)?;
    all.0.retain(|finding| unread.refusal_at(&finding.key).is_none());
    all.0.extend(unread.0);
    Ok(Outcome::Rejected(all))
}

fn writing_of<'a>(actor: &'a Actor, settings: &'a Arc<Settings>, form: &Form) -> Writing<'a> {
    Writing {
        accepts_duplicates: form.is_ticked("accept_duplicates"),
        accepts_renaming: form.is_ticked("accept_renaming"),
        reason: typed::reason(form),
        ..Writing::by_form(actor, settings, clock::now())
    }
}

/// The buttons that rearrange the form without saving it: those of the phones, and the e-mail that
/// another customer has, moved to those to notify.
fn rearranged(form: Form) -> (Form, bool) {
    if form.last("action") != Some("email_to_notify") {
        return typed::rearranged(form);
    }
    let email = form.text("email").to_owned();
    let listed = form.text("notify_emails").to_owned();
    let list = if listed.trim().is_empty() { email } else { format!("{listed}, {email}") };
    let moved = form.without(&["action", "email", "notify_emails"]);
    (moved.with("email", "").with("notify_emails", list), false)
}

async fn find(app: &App, actor: &Actor, id: i64) -> Result<Record, AppError> {
    let actor = actor.clone();
    app.db.read(move |conn| query::find_visible(conn, &actor, id)?.ok_or(AppError::NotFound)).await
}

/// The name, or the number of a customer that has none.
fn named(page: &Page, saved: &Saved) -> String {
    let number = || format!("{} {}", page.t.customer_word(), saved.id);
    saved.name.clone().unwrap_or_else(number)
}

fn warn(session: &Session, page: &Page, warnings: &Findings) {
    for finding in warnings.warnings() {
        let label = super::fields::find(&finding.key).map_or("", |field| field.label(page.t.0));
        flash::warn(session, format!("{label}: {}", page.t.problem(&finding.problem)));
    }
}

fn flash_locked(request: &HttpRequest, page: &Page, record: &Record) {
    use actix_session::SessionExt;
    let lock = if record.customer.status == "archived" {
        crate::fields::Lock::Archived
    } else {
        crate::fields::Lock::Anonymized
    };
    flash::warn(&request.get_session(), page.t.lock(lock));
}
