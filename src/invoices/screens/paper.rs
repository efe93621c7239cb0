//! The paper of a document: a page to print, and a PDF.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::{Opened, open};
use crate::clock;
use crate::error::AppError;
use crate::i18n::Text;
use crate::invoices::{self, Writing};
use crate::papers::{self, Paper, Worded};
use crate::text;
use crate::web::{App, Page, Signed, download, respond};

#[derive(Template)]
#[template(path = "invoices/paper.html")]
struct PaperPage {
    page: Page,
    name: String,
    back: String,
    file: String,
    worded: Worded,
}

/// GET /invoices/{id}/paper
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn show(
    page: Page,
    signed: Signed,
    app: web::Data<App>,
    id: web::Path<i64>,
) -> Result<HttpResponse, AppError> {
    let (opened, paper) = read(&app, signed, *id, page.t).await?;
    respond::html(&PaperPage {
        name: opened.name(&page),
        back: opened.address(),
        file: format!("{}/file", opened.address()),
        worded: paper.worded(page.t),
        page,
    })
}

/// GET /invoices/{id}/file
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn file(
    page: Page,
    signed: Signed,
    app: web::Data<App>,
    id: web::Path<i64>,
) -> Result<HttpResponse, AppError> {
    let (opened, paper) = read(&app, signed, *id, page.t).await?;
    let name = file_name(&opened);
    let t = page.t;
    let bytes = web::block(move || papers::draw(&paper, t))
        .await
        .map_err(|error| AppError::Bug(error.into()))?;
    Ok(download::answer(bytes, &name, "application/pdf"))
}

async fn read(app: &App, signed: Signed, id: i64, t: Text) -> Result<(Opened, Paper), AppError> {
    app.db
        .read(move |conn| {
            let opened = open(conn, &signed, id)?;
            let writing = Writing::new(&signed.actor, &signed.settings, clock::now());
            let paper = invoices::paper(conn, &writing, id, t)?;
            Ok::<_, AppError>((opened, paper))
        })
        .await
}

/// As the document is called, in letters that every machine takes.
fn file_name(opened: &Opened) -> String {
    let number = opened.row.full_number.clone().unwrap_or_else(|| opened.row.id.to_string());
    let bare: String = text::fold(&format!("{} {number}", opened.kind))
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    format!("{}.pdf", bare.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-"))
}
