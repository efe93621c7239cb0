//! `/portal`: the customer's own data, as far as the organisation shows it.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::data;
use super::sums::{self, Sum};
use super::{invoices, own};
use crate::customers::facts::{Fact, Facts};
use crate::customers::fields::{self, Field};
use crate::customers::likeness::Likeness;
use crate::customers::{Record, Trail};
use crate::error::AppError;
use crate::fields::Uses;
use crate::invoices::store;
use crate::web::{App, Entered, Page, respond};

#[derive(Template)]
#[template(path = "portal/home.html")]
struct HomePage {
    page: Page,
    name: String,
    facts: Vec<Fact>,
    can_edit: bool,
    /// What is owed, where the organisation shows invoices.
    due: Vec<Sum>,
}

/// `GET /portal`.
///
/// # Errors
/// When the database is away.
pub async fn show(
    page: Page,
    entered: Entered,
    app: web::Data<App>,
) -> Result<HttpResponse, AppError> {
    let id = entered.visitor.id;
    let shows = entered.settings.organisation.portal.opens.invoices;
    let (own, open) = app
        .db
        .read(move |conn| {
            let own = own::of(conn, id)?;
            let open = if shows { store::open_of(conn, id)? } else { Vec::new() };
            Ok::<_, AppError>((own, open))
        })
        .await?;
    let facts = facts(&page, &own.record);
    let name = own.first_name();
    let can_edit = data::editable(&page.settings).next().is_some();
    let due = sums::of(&page, &open, invoices::today(&page));
    respond::html(&HomePage { page, name, facts, can_edit, due })
}

/// What is known, as the panel draws it, but for who else carries the same.
fn facts(page: &Page, record: &Record) -> Vec<Fact> {
    let (likeness, trail) = (&Likeness::default(), &Trail::default());
    let facts = Facts { page, record, likeness, trail, all_phones: true };
    let mut known: Vec<Fact> = shown(page).map(|field| facts.named_by_kind(field)).collect();
    known.retain(|fact| !fact.lines.is_empty());
    // In some countries one number is the document and the tax id.
    known.dedup_by(|one, other| one.says_the_same_as(other));
    known
}

/// The fields that the organisation shows, of those that may be shown at all.
fn shown(page: &Page) -> impl Iterator<Item = &'static Field> {
    let portal = &page.settings.organisation.portal;
    fields::all().iter().filter(move |field| {
        let key = field.key.as_ref();
        field.is_used_in(Uses::PORTAL_SEEN)
            && (portal.visible.contains(key) || data::is_editable(portal, field))
    })
}
