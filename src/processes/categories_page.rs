//! The page of customers whose category follows a decision of the organisation.

use actix_web::HttpResponse;
use askama::Template;

use super::show;
use crate::error::AppError;
use crate::i18n::Said;
use crate::jobs::Job;
use crate::web::{App, Page, Signed, respond};

#[derive(Template)]
#[template(path = "processes/categories.html")]
struct CategoriesPage {
    page: Page,
    job: Job,
    error: Option<String>,
    glyph: &'static str,
    state: &'static str,
    progress: String,
    changed: String,
    unchanged: String,
}

/// The page of such a job, as GET /jobs/{id} answers it.
///
/// # Errors
/// `NotFound` for whoever does not see the job, or when the database fails.
pub async fn answer(
    page: Page,
    signed: Signed,
    app: &App,
    id: i64,
) -> Result<HttpResponse, AppError> {
    let job = app.db.read(move |conn| show::own(conn, &signed, id)).await?;
    let look_again = job.look_again();
    let (t, display) = (page.t, page.display());
    let (glyph, state) = job.standing(t);
    let number = |count: i64| display.number(count);
    let template = CategoriesPage {
        error: job.error.as_deref().map(|kept| Said::in_words(kept, t)),
        glyph,
        state,
        progress: t.process_n_of(&number(job.treated()), &number(job.total)),
        changed: number(job.changed),
        unchanged: number(job.unchanged),
        job,
        page,
    };
    respond::html_of_work(&template, look_again)
}
