//! The page of what a day brought.

use actix_web::HttpResponse;
use askama::Template;

use super::show;
use crate::daily::{Day, Step};
use crate::error::AppError;
use crate::i18n::{Said, Text};
use crate::web::{App, Page, Signed, respond};

#[derive(Template)]
#[template(path = "processes/day.html")]
struct DayPage {
    page: Page,
    error: Option<String>,
    glyph: &'static str,
    state: &'static str,
    day: String,
    /// What was done, and to how many.
    facts: Vec<(&'static str, String)>,
}

/// The page of a job that is a day, as GET /jobs/{id} answers it.
///
/// # Errors
/// `NotFound` for whoever sees no job but their own, or when the database fails.
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
    let day = Day::of(&job);
    let done = |step| day.as_ref().and_then(|day| day.done.get(&step).copied()).unwrap_or(0);
    let facts = Step::ALL.map(|step| (label(step, t), display.number(done(step)))).to_vec();
    let template = DayPage {
        error: job.error.as_deref().map(|kept| Said::in_words(kept, t)),
        glyph,
        state,
        day: day.as_ref().map(|day| display.date(day.day)).unwrap_or_default(),
        facts,
        page,
    };
    respond::html_of_work(&template, look_again)
}

fn label(step: Step, t: Text) -> &'static str {
    match step {
        Step::Contracts => t.daily_contracts(),
        Step::Subscriptions => t.daily_subscriptions(),
        Step::Charges => t.daily_charges(),
        Step::Figures => t.daily_figures(),
        Step::Reminders => t.daily_reminders(),
    }
}
