//! Mailing a document or a receipt once more: the page that says what goes out, to which addresses and why there,
//! and what its button does.

use actix_session::Session;
use actix_web::{HttpResponse, web};
use askama::Template;

use super::{mailing, words};
use crate::clock;
use crate::customers::Record;
use crate::db::Db;
use crate::error::AppError;
use crate::history::{self, Change, Entity};
use crate::invoices::Writing;
use crate::notices::recipients::{Event, by_hand};
use crate::notices::{self, Told, party};
use crate::web::{App, Form, Page, Signed, flash, respond};

/// In the history, in the place of a field: somebody had it mailed.
pub const MAILED: &str = "mailed";

/// What can be mailed once more.
pub trait Mailed: Sized + Send + 'static {
    /// What it is in the history.
    const ENTITY: Entity;

    /// Finds it, where the actor sees its customer.
    ///
    /// # Errors
    /// `NotFound`, or when the database fails.
    fn find(conn: &mut Db, signed: &Signed, id: i64) -> Result<Self, AppError>;

    /// What is told of it; none where there is nothing to tell.
    fn event(&self) -> Option<Event>;

    /// Number and version.
    fn place(&self) -> (i64, i64);

    /// Its customer.
    fn customer(&self) -> &Record;

    /// Where it stands.
    fn address(&self) -> String;

    /// Ways back, itself among them.
    fn trail(&self, page: &Page) -> Vec<(String, String)>;

    /// The question, and what goes along.
    fn words(&self, page: &Page) -> (String, &'static str);
}

#[derive(Template)]
#[template(path = "notices/sending.html")]
struct SendingPage {
    page: Page,
    crumbs: Vec<(String, String)>,
    title: String,
    lead: &'static str,
    /// Where nothing happens; the answer is sent to the page itself.
    back: String,
    /// Which letter of its subject it is.
    step: i64,
    /// Addresses, and why there.
    rows: Vec<(String, String)>,
    /// Why nobody is written to.
    nobody: &'static str,
    /// When it was mailed before.
    before: Vec<String>,
    customer: String,
}

/// The page.
///
/// # Errors
/// `NotFound` where there is nothing to tell, or when the database fails.
pub async fn ask<M: Mailed>(
    page: Page,
    signed: Signed,
    app: web::Data<App>,
    id: i64,
) -> Result<HttpResponse, AppError> {
    let (of, event, step, before) = app
        .db
        .read(move |conn| {
            let of = M::find(conn, &signed, id)?;
            let event = of.event().ok_or(AppError::NotFound)?;
            let (step, before) =
                (notices::again(conn, event, id)?, notices::times(conn, event, id)?);
            Ok::<_, AppError>((of, event, step, before))
        })
        .await?;
    let to = by_hand(event, &party::of(of.customer()));
    let nobody = to.as_ref().err().map_or("", |silence| words::silence(page.t, *silence));
    let rows = to.iter().flatten();
    let rows = rows.map(|one| (one.address.clone(), words::why(page.t, &one.why))).collect();
    let (title, lead) = of.words(&page);
    let template = SendingPage {
        crumbs: of.trail(&page),
        title,
        lead,
        back: of.address(),
        step,
        rows,
        nobody,
        before: before.into_iter().map(|at| page.display().moment(at)).collect(),
        customer: format!("/customers/{}", of.customer().customer.id),
        page,
    };
    respond::html(&template)
}

/// What its button does. The same form twice is one letter.
///
/// # Errors
/// As [`ask`].
pub async fn create<M: Mailed>(
    page: Page,
    signed: Signed,
    app: web::Data<App>,
    (session, form): (Session, Form),
    id: i64,
) -> Result<HttpResponse, AppError> {
    let panel = app.clone();
    let step: i64 = form.text("step").parse().map_err(|_| AppError::BadRequest)?;
    let (told, address) =
        app.db.write(move |conn| send::<M>(conn, &signed, &panel, (id, step))).await?;
    app.bells.mail.ring();
    match told {
        Told::Queued(to) => flash::ok(&session, page.t.notice_sent(&to.len().to_string())),
        Told::Before => flash::warn(&session, page.t.notice_sent_before()),
        Told::Silent(_) => return Ok(respond::see_other(&format!("{address}/sending"))),
    }
    Ok(respond::see_other(&address))
}

fn send<M: Mailed>(
    conn: &mut Db,
    signed: &Signed,
    app: &App,
    (id, step): (i64, i64),
) -> Result<(Told, String), AppError> {
    let of = M::find(conn, signed, id)?;
    let event = of.event().filter(|_| step >= 1).ok_or(AppError::NotFound)?;
    let w = Writing::new(&signed.actor, &signed.settings, clock::now());
    let told = notices::tell_again(conn, &w, mailing(app), (event, id, step))?;
    if let Told::Queued(to) = &told {
        // How many, and not which: addresses go with their customer, the history of a document stays.
        let after = Some(to.len().to_string());
        let change = Change { field: MAILED.to_owned(), before: None, after };
        let (id, version) = of.place();
        history::record_as(conn, &w.circumstance(None), (M::ENTITY, id, version), &[change])?;
    }
    Ok((told, of.address()))
}
