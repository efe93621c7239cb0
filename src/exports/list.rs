//! «Mis exportaciones»: what was asked for, how far it is, and the files.

use actix_session::Session;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::standing::{Standing, look_again};
use super::{Ask, Made, ask, file};
use crate::access::Permission;
use crate::error::AppError;
use crate::i18n::{Said, format};
use crate::jobs::{self, Job, Kind, State};
use crate::mail::{self, Delivery};
use crate::web::{App, Form, Origin, Page, Signed, flash, respond};

/// One export.
struct Row {
    id: i64,
    whom: String,
    format: String,
    columns: String,
    standing: Standing,
    is_moving: bool,
    has_file: bool,
    treated: i64,
    total: i64,
    progress: String,
    size: String,
    error: String,
    machine_time: String,
    time: String,
}

#[derive(Template)]
#[template(path = "exports/index.html")]
struct IndexPage {
    page: Page,
    rows: Vec<Row>,
    older: Option<String>,
    email: String,
}

/// GET /exports
///
/// # Errors
/// When the database fails.
pub async fn index(
    page: Page,
    signed: Signed,
    app: web::Data<App>,
    request: HttpRequest,
) -> Result<HttpResponse, AppError> {
    let before: Option<i64> = Form::of_query(&request)?.text("before").parse().ok();
    let (owner, email) = (signed.member.id, signed.member.email.clone());
    let read = app.db.read(move |conn| {
        let whose = (Some(owner), Some(Kind::Export));
        let found = jobs::newest_page(conn, whose, before)?;
        let mails = mail::of_jobs(conn, &found.ids())?;
        Ok::<_, AppError>((found, mails))
    });
    let (found, mails) = read.await?;
    let of_mail = mails.values().filter_map(look_again).min();
    let look_again = found.look_again().or(of_mail);
    let older = found.older.map(|id| format!("/exports?before={id}"));
    let rows = found.jobs.iter().map(|job| row(job, mails.get(&job.id), &page)).collect();
    respond::html_of_work(&IndexPage { page, rows, older, email }, look_again)
}

fn row(job: &Job, mail: Option<&Delivery>, page: &Page) -> Row {
    let (display, t) = (page.display(), page.t);
    let ask = Ask::from_json(&job.payload);
    let made = Made::of(job);
    let (done, total) = (display.number(job.changed), display.number(job.total));
    Row {
        id: job.id,
        whom: ask.whom_to(&page.actor, &page.settings, &display),
        format: ask.format.to_uppercase(),
        columns: if ask.columns.is_empty() {
            t.export_usual_columns().to_owned()
        } else {
            t.columns(ask.columns.len())
        },
        standing: Standing::of(job, mail, page),
        is_moving: job.state().is_moving(),
        has_file: job.state() == State::Done && file::is_kept(job),
        treated: job.changed,
        total: job.total.max(1),
        progress: match &made {
            Some(made) if made.rows == 1 => t.export_row().to_owned(),
            Some(made) => t.export_rows(&display.number(i64::try_from(made.rows).unwrap_or(0))),
            None if job.total == 0 => String::new(),
            None => t.process_n_of(&done, &total),
        },
        size: made.map(|made| size(made.bytes, &display)).unwrap_or_default(),
        error: job.error.as_deref().map(|kept| Said::in_words(kept, t)).unwrap_or_default(),
        machine_time: format::machine(job.created_at),
        time: display.moment(job.created_at),
    }
}

/// «1.234 KB».
fn size(bytes: u64, display: &crate::settings::Display) -> String {
    let kilobytes = i64::try_from(bytes.div_ceil(1024)).unwrap_or(i64::MAX);
    format!("{} KB", display.number(kilobytes))
}

/// POST /exports/{id}/repetition: the same once more, of the customers as they are now.
///
/// # Errors
/// `NotFound` for an export of somebody else, or when the database fails.
pub async fn repeat(
    page: Page,
    signed: Signed,
    origin: Origin,
    app: web::Data<App>,
    id: web::Path<i64>,
    session: Session,
) -> Result<HttpResponse, AppError> {
    let (id, asking) = (id.into_inner(), signed.clone());
    let read = app.db.read(move |conn| {
        let job = own(conn, &asking, id)?;
        let asked = ask::as_of_now(conn, &asking, Ask::from_json(&job.payload))?;
        let ids = if asked.list.is_some() { Vec::new() } else { ask::set_of(conn, id)? };
        Ok::<_, AppError>((asked, ids))
    });
    let (asked, ids) = read.await?;
    if asked.is_everything() {
        return Ok(everything(&page, &session, &asked));
    }
    let is_queued = app.db.write(move |conn| {
        if ask::is_too_much(conn, &signed)? {
            return Ok::<_, AppError>(false);
        }
        ask::queue(conn, &signed, &origin, &asked, &ids)?;
        Ok(true)
    });
    if is_queued.await? {
        app.bells.jobs.ring();
    } else {
        flash::warn(&session, page.t.export_too_often());
    }
    Ok(respond::see_other("/exports"))
}

/// Everything is asked for with the password, on its page.
fn everything(page: &Page, session: &Session, asked: &Ask) -> HttpResponse {
    if !page.may(Permission::ExportAll) {
        flash::warn(session, page.t.export_not_all());
        return respond::see_other("/exports");
    }
    flash::warn(session, page.t.export_repeat_all());
    let form = Form::default().with("selection", "all").with("format", asked.format.as_str());
    let form = match asked.columns.as_slice() {
        [] => form,
        columns => form.with("columns", columns.join(",")),
    };
    respond::see_other(&format!("/customers/export?{}", form.encode()))
}

fn own(conn: &mut crate::db::Db, signed: &Signed, id: i64) -> Result<Job, AppError> {
    let job = jobs::find(conn, id, Some(signed.member.id))?.ok_or(AppError::NotFound)?;
    if job.kind() == Some(Kind::Export) { Ok(job) } else { Err(AppError::NotFound) }
}
