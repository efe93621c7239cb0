//! GET /customers/{id}: the summary, which shows the few things that matter.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::read::Found;
use super::words::{self, Shown};
use crate::customers::facts::{Fact, Facts};
use crate::customers::header::{self, Header, Section};
use crate::customers::history::{self, Revision};
use crate::customers::likeness::Likeness;
use crate::customers::show::chosen;
use crate::customers::trail::Trail;
use crate::error::AppError;
use crate::history::{self as kept, Entity};
use crate::portal::screens as portal;
use crate::web::{App, Form, Page, Signed, respond};

/// Changes that the summary shows.
const LATEST: i64 = 6;

#[derive(Template)]
#[template(path = "customers/show.html")]
struct SummaryPage {
    head: Header,
    shown: Shown,
    facts: Vec<Fact>,
    remarks: Option<String>,
    revisions: Vec<Revision>,
    portal: Option<portal::Shown>,
    page: Page,
}

/// The summary of a customer.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn show(
    page: Page,
    signed: Signed,
    app: web::Data<App>,
    id: web::Path<i64>,
    request: HttpRequest,
) -> Result<HttpResponse, AppError> {
    let parameters = Form::of_query(&request)?;
    let trail = Trail::of(&parameters);
    let (asked, id) = (trail.clone(), id.into_inner());
    let settings = page.settings.clone();
    let today = page.today();
    let (opened, likeness, entries, portal, found) = app
        .db
        .read(move |conn| {
            let opened = header::open(conn, &signed, id, &asked)?;
            let likeness = Likeness::find(conn, &signed.actor, &opened.record)?;
            let entries = kept::of(conn, Entity::Customer, id, None, LATEST)?;
            let portal = portal::Section::find(conn, id)?;
            let found = Found::of(conn, &opened.record, &settings, today)?;
            Ok::<_, AppError>((opened, likeness, entries, portal, found))
        })
        .await?;
    let facts = chosen(&Facts::asked(&page, &opened.record, &likeness, &trail, &parameters));
    let portal = portal.shown(&page, &opened.record, app.mail.way());
    let remarks = opened.record.details.remarks.clone();
    let revisions = history::revisions(&page, (&opened.record, &entries), None);
    let head = Header::new(&page, &opened, trail, Some(Section::Summary));
    let currency = opened.record.details.currency.as_deref();
    let own = currency.unwrap_or(&page.settings.organisation.currency);
    let shown = words::shown(&page, &head, (own, today), &found);
    respond::html(&SummaryPage { head, shown, facts, remarks, revisions, portal, page })
}
