//! The processes of a member, newest first; an administrator sees everybody's.

use actix_web::http::header::{HeaderValue, REFRESH};
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::{in_words, show};
use crate::access::Role;
use crate::customers::bulk::Plan;
use crate::error::AppError;
use crate::exports::Ask;
use crate::i18n::format;
use crate::jobs::{self, Job, Kind, TakenBack};
use crate::web::{App, Form, Page, Signed, respond};

/// Rows of a page.
const SIZE: i64 = 25;

/// One job.
struct Row {
    href: String,
    title: String,
    whom: String,
    glyph: &'static str,
    state: &'static str,
    /// Whether it was taken back: glyph and word.
    mark: Option<(&'static str, &'static str)>,
    is_moving: bool,
    treated: i64,
    total: i64,
    progress: String,
    owner: String,
    machine_time: String,
    time: String,
}

#[derive(Template)]
#[template(path = "processes/index.html")]
struct IndexPage {
    page: Page,
    rows: Vec<Row>,
    older: Option<String>,
}

/// GET /jobs
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
    let owner = seen_by(&signed);
    let read = app.db.read(move |conn| {
        let jobs = jobs::newest(conn, (owner, None), before, SIZE + 1)?;
        let ids: Vec<i64> = jobs.iter().map(|job| job.id).collect();
        let backs = jobs::taken_back(conn, &ids)?;
        Ok::<_, AppError>((jobs, backs))
    });
    let (mut jobs, backs) = read.await?;
    let has_older = i64::try_from(jobs.len()).unwrap_or(0) > SIZE;
    jobs.truncate(usize::try_from(SIZE).unwrap_or(0));
    let older = jobs.last().filter(|_| has_older).map(|job| format!("/jobs?before={}", job.id));
    let is_moving = jobs.iter().any(|job| job.state().is_moving());
    let rows = jobs.iter().map(|job| row(job, backs.get(&job.id).copied(), &page)).collect();
    let mut answer = respond::html(&IndexPage { page, rows, older })?;
    if is_moving {
        answer.headers_mut().insert(REFRESH, HeaderValue::from_static("5"));
    }
    Ok(answer)
}

/// Whose jobs somebody may see: their own; an administrator everybody's.
#[must_use]
pub fn seen_by(signed: &Signed) -> Option<i64> {
    (signed.actor.role != Role::Admin).then_some(signed.member.id)
}

fn row(job: &Job, back: Option<TakenBack>, page: &Page) -> Row {
    let display = page.display();
    let (glyph, state) = in_words::state(job, page.t);
    let whom = match job.kind() {
        Some(Kind::Export) => Ask::from_json(&job.payload).whom,
        _ => in_words::whom(&Plan::from_json(&job.payload), &page.actor, &page.settings, &display),
    };
    let (treated, total) = (display.number(job.treated()), display.number(job.total));
    Row {
        href: show::place(job),
        title: in_words::title(job, page.t),
        whom,
        glyph,
        state,
        mark: back.and_then(|back| in_words::taken_back(job, back, page.t)),
        is_moving: job.state().is_moving(),
        treated: job.treated(),
        total: job.total.max(1),
        progress: page.t.process_n_of(&treated, &total),
        owner: job.owner_name.clone(),
        machine_time: format::machine(job.created_at),
        time: display.moment(job.created_at),
    }
}
