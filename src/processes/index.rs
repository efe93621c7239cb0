//! The processes of a member, newest first; an administrator sees everybody's.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::{in_words, show};
use crate::customers::bulk::Plan;
use crate::daily::Day;
use crate::error::AppError;
use crate::exports::Ask;
use crate::i18n::format;
use crate::invoices::run;
use crate::jobs::{self, Job, Kind, TakenBack};
use crate::web::{App, Form, Page, Signed, respond};

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
        let found = jobs::newest_page(conn, (owner, None), before)?;
        let backs = jobs::taken_back(conn, &found.ids())?;
        Ok::<_, AppError>((found, backs))
    });
    let (found, backs) = read.await?;
    let look_again = found.look_again();
    let older = found.older.map(|id| format!("/jobs?before={id}"));
    let rows = found.jobs.iter().map(|job| row(job, backs.get(&job.id).copied(), &page)).collect();
    respond::html_of_work(&IndexPage { page, rows, older }, look_again)
}

/// Whose jobs somebody may see: their own; an administrator everybody's.
#[must_use]
pub fn seen_by(signed: &Signed) -> Option<i64> {
    (!signed.actor.sees_work_of(None)).then_some(signed.member.id)
}

fn row(job: &Job, back: Option<TakenBack>, page: &Page) -> Row {
    let display = page.display();
    let (glyph, state) = job.standing(page.t);
    let whom = match job.kind() {
        Some(Kind::Export) => {
            Ask::from_json(&job.payload).whom_to(&page.actor, &page.settings, &display)
        }
        Some(Kind::BillingRun) => {
            run::Ask::of(job).map(|ask| ask.days_in_words(&display)).unwrap_or_default()
        }
        Some(Kind::Categories) => page.t.categories_whom().to_owned(),
        Some(Kind::Charging) if job.total == 1 => page.t.subscriptions_one().to_owned(),
        Some(Kind::Charging) => page.t.subscriptions_many(&display.number(job.total)),
        Some(Kind::Daily) => Day::of(job).map(|day| display.date(day.day)).unwrap_or_default(),
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
        progress: if job.total == 0 {
            String::new()
        } else {
            page.t.process_n_of(&treated, &total)
        },
        owner: job.owner_name.clone(),
        machine_time: format::machine(job.created_at),
        time: display.moment(job.created_at),
    }
}
