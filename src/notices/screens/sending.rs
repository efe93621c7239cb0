//! The page that asks before a letter goes out once more: what is mailed, to which addresses, and why there.

use actix_web::HttpResponse;
use askama::Template;

use super::words;
use crate::error::AppError;
use crate::notices::recipients::{Addressee, Silence};
use crate::web::{Page, respond};

/// What is about to be mailed.
pub struct Sending {
    /// Ways back.
    pub crumbs: Vec<(String, String)>,
    /// The question.
    pub title: String,
    /// What goes along.
    pub lead: String,
    /// Where the answer is sent.
    pub action: String,
    /// Where nothing happens.
    pub back: String,
    /// Which letter of its subject it is.
    pub step: i64,
    /// Who is written to, or why nobody is.
    pub to: Result<Vec<Addressee>, Silence>,
    /// When it was mailed before.
    pub before: Vec<String>,
    /// Where the customer is.
    pub customer: String,
}

#[derive(Template)]
#[template(path = "notices/sending.html")]
struct SendingPage {
    page: Page,
    of: Sending,
    rows: Vec<(String, String)>,
    nobody: &'static str,
}

/// The page.
///
/// # Errors
/// When the template fails.
pub fn ask(page: Page, of: Sending) -> Result<HttpResponse, AppError> {
    let nobody = of.to.as_ref().err().map_or("", |silence| words::silence(page.t, *silence));
    let rows = of.to.iter().flatten();
    let rows = rows.map(|one| (one.address.clone(), words::why(page.t, &one.why))).collect();
    respond::html(&SendingPage { page, of, rows, nobody })
}
