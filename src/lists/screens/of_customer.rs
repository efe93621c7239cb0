//! GET /customers/{id}/…: what of a list is one customer's, in the customer's frame.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::Shown;
use super::read::{self, Asked, path};
use super::rows::{Content, Row};
use crate::customers::header::{self, Header};
use crate::customers::trail::Trail;
use crate::error::AppError;
use crate::lists::Drawn;
use crate::lists::advanced::{self, Input};
use crate::web::{App, Form, Page, Signed, respond};

#[derive(Template)]
#[template(path = "lists/of_customer.html")]
struct OfCustomer {
    head: Header,
    title: &'static str,
    /// What is said while there is none at all.
    first_use: Option<(&'static str, &'static str)>,
    /// Where a new one is made, for those who may, and what the button says.
    new: Option<(String, &'static str)>,
    list: Drawn,
    rows: Vec<Row>,
    page: Page,
}

/// The list of one customer.
///
/// # Errors
/// `NotFound` for a customer that the actor does not see; when the database fails.
pub async fn show<E: Shown>(
    request: HttpRequest,
    page: Page,
    signed: Signed,
    app: web::Data<App>,
    id: web::Path<i64>,
) -> Result<HttpResponse, AppError> {
    let form = Form::of_query(&request)?;
    let id = id.into_inner();
    if let Some(address) = advanced::canonical(path::<E>(Some(id)), &form) {
        return Ok(respond::see_other(&address));
    }
    let trail = Trail::of(&form);
    let (from, settings) = (trail.clone(), page.settings.clone());
    let asked = Asked { form, actor: page.actor.clone(), customer: Some(id) };
    let (opened, read) = app
        .db
        .read(move |conn| {
            let opened = header::open(conn, &signed, id, &from)?;
            Ok::<_, AppError>((opened, read::read::<E>(conn, &asked, &settings)?))
        })
        .await?;
    let may = E::NEW.filter(|new| page.may(new.permission) && opened.record.customer.is_editable());
    let new = may.map(|new| (trail.address(id, &format!("/{}/new", E::LIST)), (new.label)(page.t)));
    respond::html(&OfCustomer {
        head: Header::new(&page, &opened, trail, Some(E::SECTION)),
        title: E::title(page.t),
        first_use: read.is_first_use().then(|| E::first(page.t)),
        new,
        list: read.drawn(&page),
        rows: read.rows(&page),
        page,
    })
}
