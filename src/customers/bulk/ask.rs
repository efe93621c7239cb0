//! Whom a bulk job means, and the job for them: the same for every kind of work on many customers.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::plan::{Edit, Plan, Set};
use super::selection::{Extent, Selection, Stop};
use super::typed;
use super::work::{self, Look, Operator};
use crate::access::{Actor, Scope, Via};
use crate::customers::sentence;
use crate::db::{Db, aside};
use crate::error::AppError;
use crate::i18n::Text;
use crate::jobs;
use crate::web::{App, Form, Page, Signed, respond};

/// The form of a bulk update for the kept ticks, and the part of it that mails a new way into the portal.
pub(super) const HELD: &str = "/customers/bulk-update?selection=held";
/// See [`HELD`].
pub(super) const HELD_PASSWORDS: &str = "/customers/bulk-update?selection=held#passwords";

/// Sets up to this size are frozen and looked at before the answer; larger ones beside it.
pub(super) const AT_ONCE: i64 = 500;

#[derive(Template)]
#[template(path = "customers/bulk_stopped.html")]
struct StoppedPage {
    page: Page,
    /// What was to be done.
    what: &'static str,
    title: &'static str,
    text: String,
    /// Where the set of now is shown, if there is one.
    again: &'static str,
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
    /// In which way they were chosen.
    pub set: Set,
}

impl Meant {
    /// As parameters of a form that shows them.
    #[must_use]
    pub fn parameters(&self) -> Vec<(String, String)> {
        let shown = self.extent.ids.as_deref().unwrap_or_default();
        self.selection.clone().showing(shown).parameters()
    }
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
    meant: Meant,
) -> Result<HttpResponse, AppError> {
    let Meant { extent, whom, list, set, .. } = meant;
    let plan = Plan { edits, whom, list, set, is_open: extent.ids.is_none() };
    let actor = signed.actor.clone();
    let size = extent.count.exact().unwrap_or(i64::MAX);
    let id = app
        .db
        .write(move |conn| Ok::<_, AppError>(work::create(conn, &actor, kind, &plan, &extent)?))
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
    let is_own = signed.actor.scope != Scope::All;
    let (whom, list, set) = match &selection {
        Selection::Named { .. } => (t.bulk_ticked().to_owned(), String::new(), Set::Ticked),
        Selection::Matching(list) => {
            let display = crate::settings::Display::new(t.0, &signed.settings);
            match Selection::query(list, &signed.actor, &signed.settings) {
                Ok(query) if query.is_narrowed() => {
                    (sentence::sentence(&query, &display), list.encode(), Set::Listed)
                }
                Ok(_) => (all_of(t, is_own).to_owned(), list.encode(), Set::Everybody { is_own }),
                Err(stop) => return Ok(Err(stop)),
            }
        }
    };
    Ok(Ok(Meant { selection, extent, whom, list, set }))
}

/// The page that says why nobody is meant, by work of this kind.
///
/// # Errors
/// When the template fails.
pub fn stopped(page: Page, stop: &Stop, kind: jobs::Kind) -> Result<HttpResponse, AppError> {
    let (t, is_mailing) = (page.t, kind == jobs::Kind::PortalPasswords);
    let (what, title) = match kind {
        jobs::Kind::PortalPasswords => (t.portal_bulk_title(), t.portal_bulk_stopped()),
        jobs::Kind::Export => (t.export_title(), t.export_stopped()),
        _ => (t.bulk_update(), t.bulk_stopped()),
    };
    let (status, again) = match stop {
        Stop::Changed { .. } if is_mailing => (StatusCode::CONFLICT, HELD_PASSWORDS),
        Stop::Changed { .. } => (StatusCode::CONFLICT, HELD),
        _ => (StatusCode::UNPROCESSABLE_ENTITY, ""),
    };
    let text = stop.text(t, kind);
    respond::html_with(status, &StoppedPage { page, what, title, text, again })
}

/// Everybody whom a list without filters finds.
#[must_use]
pub fn all_of(t: Text, is_own: bool) -> &'static str {
    if is_own { t.bulk_all_own() } else { t.bulk_all() }
}

impl Set {
    /// What to look at before a set is changed that nothing narrows.
    #[must_use]
    pub fn caution(&self, t: Text) -> Option<&'static str> {
        match self {
            Set::Everybody { is_own: true } => Some(t.bulk_everybody_own()),
            Set::Everybody { is_own: false } => Some(t.bulk_everybody()),
            _ => None,
        }
    }
}

impl Stop {
    /// Why nobody is meant by work of this kind.
    #[must_use]
    pub fn text(&self, t: Text, kind: jobs::Kind) -> String {
        match self {
            Stop::Nobody => t.bulk_stop_nobody().to_owned(),
            Stop::Malformed => t.bulk_stop_malformed().to_owned(),
            Stop::Ignored(names) => {
                let names = names.join(", ");
                match kind {
                    jobs::Kind::Export => t.export_stop_ignored(&names),
                    jobs::Kind::PortalPasswords => t.portal_bulk_stop_ignored(&names),
                    _ => t.bulk_stop_ignored(&names),
                }
            }
            Stop::Changed { were, are } if were == are => t.bulk_stop_others(&are.to_string()),
            Stop::Changed { were, are } => t.bulk_stop_changed(&were.to_string(), &are.to_string()),
        }
    }
}
