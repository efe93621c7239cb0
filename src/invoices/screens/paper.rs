//! The paper of a document: a page to print, and a PDF.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::{Opened, open};
use crate::clock;
use crate::error::AppError;
use crate::i18n::Text;
use crate::invoices::{self, Writing};
use crate::papers::{self, Paper, Worded};
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
    let name = invoices::file_name(&opened.kind, &opened.row);
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
