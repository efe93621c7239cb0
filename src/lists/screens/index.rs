//! A list: tabs, quick and advanced search, columns, pages. Its whole state is the address; nothing here changes
//! anything.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::read::{self, Asked, Read};
use super::rows::{Content, Row};
use super::{Act, Shown};
use crate::error::AppError;
use crate::lists::Drawn;
use crate::lists::advanced::{self, Input};
use crate::web::{App, Form, Page, respond};

#[derive(Template)]
#[template(path = "lists/index.html")]
struct Index {
    title: &'static str,
    /// What is said while there is none at all.
    first_use: Option<(&'static str, &'static str)>,
    act: Option<Act>,
    list: Drawn,
    rows: Vec<Row>,
    page: Page,
}

/// The list.
///
/// # Errors
/// `BadRequest` for an address that is no text, `Unavailable` without the database.
pub async fn index<E: Shown>(
    request: HttpRequest,
    page: Page,
    app: web::Data<App>,
) -> Result<HttpResponse, AppError> {
    let form = Form::of_query(&request)?;
    if let Some(address) = advanced::canonical(E::vocabulary().path, &form) {
        return Ok(respond::see_other(&address));
    }
    let asked = Asked { form, actor: page.actor.clone(), customer: None };
    let settings = page.settings.clone();
    let read: Read<E> = app
        .db
        .read(move |conn| Ok::<_, AppError>(read::read::<E>(conn, &asked, &settings)?))
        .await?;
    respond::html(&Index {
        title: E::title(page.t),
        first_use: read.is_first_use().then(|| E::first(page.t)),
        act: E::ACT.filter(|act| page.may(act.permission)),
        list: read.drawn(&page),
        rows: read.rows(&page),
        page,
    })
}
