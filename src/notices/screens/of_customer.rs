//! `GET /customers/{id}/billing`: how the customer is billed, and who receives what.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::words;
use crate::access::Permission;
use crate::customers::Trail;
use crate::customers::facts::{Fact, Facts};
use crate::customers::header::{self, Header, Section};
use crate::customers::likeness::Likeness;
use crate::error::AppError;
use crate::fields::Group;
use crate::notices::recipients::Event;
use crate::notices::who;
use crate::web::{App, Form, Page, Signed, respond};

/// What the panel writes of by itself.
const TOLD: [Event; 5] =
    [Event::Invoice, Event::CreditNote, Event::Payment, Event::Reminder, Event::CardRenewal];

#[derive(Template)]
#[template(path = "notices/of_customer.html")]
struct BillingPage {
    page: Page,
    head: Header,
    facts: Vec<Fact>,
    events: Vec<Row>,
    may_edit: bool,
    may_decide: bool,
    /// Whether it is invoiced, and met by no run.
    has_no_day: bool,
}

/// An event, and who is told of it.
struct Row {
    code: &'static str,
    name: &'static str,
    /// Addresses, each with the reason.
    to: Vec<(String, String)>,
    /// Why nobody is told.
    nobody: &'static str,
}

/// The page.
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
    let (opened, likeness) = app
        .db
        .read(move |conn| {
            let opened = header::open(conn, &signed, id, &asked)?;
            let likeness = Likeness::find(conn, &signed.actor, &opened.record)?;
            Ok::<_, AppError>((opened, likeness))
        })
        .await?;
    let facts = Facts::asked(&page, &opened.record, &likeness, &trail, &parameters);
    let facts = facts.of_group(Group::Billing);
    let row = |event: Event| {
        let to = who(event, &opened.record, &page.settings.organisation);
        let nobody = to.as_ref().err().map_or("", |silence| words::silence(page.t, *silence));
        let to = to.unwrap_or_default().into_iter();
        let to = to.map(|one| (one.address, words::why(page.t, &one.why)));
        Row { code: event.code(), name: words::event(page.t, event), to: to.collect(), nobody }
    };
    let events = TOLD.map(row).into();
    let head = Header::new(&page, &opened, trail, Some(Section::Billing));
    respond::html(&BillingPage {
        may_edit: head.actions.edit && page.may(Permission::ConfigureBilling),
        may_decide: page.may(Permission::ManageOrganisation),
        has_no_day: opened.record.is_billed_on_no_day(),
        head,
        facts,
        events,
        page,
    })
}
