//! The page of subscriptions that were billed as they were written.

use actix_web::HttpResponse;
use askama::Template;

use super::show;
use crate::error::AppError;
use crate::i18n::Said;
use crate::jobs::Job;
use crate::services::AtOnce;
use crate::web::{App, Page, Signed, respond};

/// Subscriptions that are named; whoever brings back more than these finds them with their customers.
const MOST: usize = 50;

#[derive(Template)]
#[template(path = "processes/charging.html")]
struct ChargingPage {
    page: Page,
    job: Job,
    error: Option<String>,
    glyph: &'static str,
    state: &'static str,
    billed: String,
    left: String,
    /// Number and address.
    subscriptions: Vec<(String, String)>,
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
    let named = AtOnce::of(&job).unwrap_or_default().subscriptions.into_iter().take(MOST);
    let template = ChargingPage {
        error: job.error.as_deref().map(|kept| Said::in_words(kept, t)),
        glyph,
        state,
        billed: display.number(job.changed),
        left: display.number(job.unchanged),
        subscriptions: named
            .map(|id| (t.subscriptions_number(&id.to_string()), format!("/subscriptions/{id}")))
            .collect(),
        job,
        page,
    };
    respond::html_of_work(&template, look_again)
}
