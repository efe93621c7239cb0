//! Whom a bulk job means, and the job for them: the same for every kind of work on many customers.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::plan::{Edit, Plan};
use super::selection::{self, Extent, Selection, Stop};
use super::typed;
use super::work::{self, Look, Operator};
use crate::access::{Actor, Via};
use crate::customers::sentence;
use crate::db::{Db, aside};
use crate::error::AppError;
use crate::i18n::Text;
use crate::jobs;
use crate::web::{App, Form, Page, Signed, respond};

/// Sets up to this size are frozen and looked at before the answer; larger ones beside it.
pub(super) const AT_ONCE: i64 = 500;

#[derive(Template)]
#[template(path = "customers/bulk_stopped.html")]
struct StoppedPage {
    page: Page,
    text: String,
}

/// The customers that are meant, and in words.
pub struct Meant {
    /// How they were chosen.
    pub selection: Selection,
    /// How many, and which where they are few.
    pub extent: Extent,
    /// Who, in words.
    pub whom: String,
    /// The list that finds them; empty for ticked ones.
    pub list: String,
}

/// What is to be done with whom is meant.
pub struct Work {
    /// What kind of job.
    pub kind: jobs::Kind,
    /// The changes, if it makes any.
    pub edits: Vec<Edit>,
    /// How it looks at customers.
    pub look: Look,
}

/// Makes a job for whom is meant, and leads to it.
///
/// # Errors
/// When the database fails.
pub async fn queue(
    app: &web::Data<App>,
    signed: Signed,
    t: Text,
    Work { kind, edits, look }: Work,
    Meant { selection, extent, whom, list }: Meant,
) -> Result<HttpResponse, AppError> {
    let plan = Plan { edits, whom, list, is_open: extent.ids.is_none() };
    let actor = signed.actor.clone();
    let size = extent.count.exact().unwrap_or(i64::MAX);
    let is_held = matches!(selection, Selection::Named { held: true, .. });
    let member = signed.member.id;
    let id = app
        .db
        .write(move |conn| {
            if is_held {
                selection::forget(conn, member)?;
            }
            Ok::<_, AppError>(work::create(conn, &actor, kind, &plan, &extent)?)
        })
        .await?;
    led_to(app, signed, t, (id, size), look).await
}

/// Leads to a new job. What a small one would do is known before the answer.
///
/// # Errors
/// When the database fails.
pub async fn led_to(
    app: &web::Data<App>,
    signed: Signed,
    t: Text,
    (id, size): (i64, i64),
    look: Look,
) -> Result<HttpResponse, AppError> {
    if size <= AT_ONCE {
        match look_at_once(app, signed, t, id, look).await {
            // A worker has it now, and its page says how far it is.
            Err(AppError::ClaimLost) | Ok(()) => {}
            Err(error) => return Err(error),
        }
    }
    app.bells.jobs.ring();
    Ok(respond::see_other(&format!("/jobs/{id}")))
}

async fn look_at_once(
    app: &web::Data<App>,
    signed: Signed,
    t: Text,
    id: i64,
    look: Look,
) -> Result<(), AppError> {
    let (db, is_mail_exposed) = (app.db.clone(), app.mail.way().is_exposed());
    aside(move || {
        let actor = Actor { via: Via::Bulk, ..signed.actor };
        let settings = &signed.settings;
        let operator = Operator { actor: &actor, settings, t, restores: false, is_mail_exposed };
        work::check_at_once(&db, id, &operator, look)
    })
    .await?
}

/// Of a form of ours all is in the body; others may have some of it in the address. Nothing that
/// stands in either is lost: that would widen the set.
///
/// # Errors
/// For an address that is no text; inside, why nobody is meant.
pub fn selection_of(
    request: &HttpRequest,
    form: &Form,
) -> Result<Result<Selection, Stop>, AppError> {
    let address = Form::of_query(request)?;
    let names = typed::names(form);
    let beside: Vec<&str> = names.iter().map(String::as_str).collect();
    let both = form.pairs().fold(address, |all, (name, value)| all.with(name, value));
    Ok(Selection::of(&both, &beside))
}

/// Who is meant, as of now.
///
/// # Errors
/// When the database fails; inside, why nobody is meant.
pub async fn meant(
    app: &web::Data<App>,
    signed: &Signed,
    asked: Result<Selection, Stop>,
    t: Text,
) -> Result<Result<Meant, Stop>, AppError> {
    let selection = match asked {
        Ok(selection) => selection,
        Err(stop) => return Ok(Err(stop)),
    };
    let signed = signed.clone();
    app.db.read(move |conn| Ok::<_, AppError>(find(conn, &signed, selection, t)?)).await
}

fn find(
    conn: &mut Db,
    signed: &Signed,
    selection: Selection,
    t: Text,
) -> diesel::QueryResult<Result<Meant, Stop>> {
    let extent = match selection.extent(conn, &signed.actor, &signed.settings, AT_ONCE)? {
        Ok(extent) => extent,
        Err(stop) => return Ok(Err(stop)),
    };
    let (whom, list) = match &selection {
        Selection::Named { .. } => (t.bulk_ticked().to_owned(), String::new()),
        Selection::Matching(list) => {
            let display = crate::settings::Display::new(t.0, &signed.settings);
            match Selection::query(list, &signed.actor, &signed.settings) {
                Ok(query) => (sentence::sentence(&query, &display), list.encode()),
                Err(stop) => return Ok(Err(stop)),
            }
        }
    };
    Ok(Ok(Meant { selection, extent, whom, list }))
}

/// The page that says why nobody is meant.
///
/// # Errors
/// When the template fails.
pub fn stopped(page: Page, stop: &Stop) -> Result<HttpResponse, AppError> {
    let text = page.t.bulk_stop(stop);
    respond::html_with(StatusCode::UNPROCESSABLE_ENTITY, &StoppedPage { page, text })
}

impl Text {
    /// Why nobody is meant.
    #[must_use]
    pub fn bulk_stop(self, stop: &Stop) -> String {
        match stop {
            Stop::Nobody => self.bulk_stop_nobody().to_owned(),
            Stop::Malformed => self.bulk_stop_malformed().to_owned(),
            Stop::Ignored(names) => self.bulk_stop_ignored(&names.join(", ")),
        }
    }
}
