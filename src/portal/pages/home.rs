//! `/portal`: the customer's own data, as far as the organisation shows it.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::data;
use super::own::{self, Own};
use crate::customers::fields::{self, Field};
use crate::customers::labels::label_in;
use crate::error::AppError;
use crate::fields::{IdRole, Kind, Uses, Value};
use crate::identity::tax_id::{self, IdKind};
use crate::settings::phone_text;
use crate::web::{App, Entered, Page, respond};

#[derive(Template)]
#[template(path = "portal/home.html")]
struct HomePage {
    page: Page,
    name: String,
    facts: Vec<Fact>,
    can_edit: bool,
}

/// One field as its customer reads it.
#[derive(PartialEq, Eq)]
struct Fact {
    label: String,
    lines: Vec<String>,
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
    let own = app.db.read(move |conn| own::of(conn, id)).await?;
    let mut facts: Vec<Fact> = shown(&page).map(|field| fact(&page, &own, field)).collect();
    // In some countries one number is the document and the tax id.
    facts.dedup();
    let name = own.first_name();
    let can_edit = data::editable(&page.settings).next().is_some();
    respond::html(&HomePage { page, name, facts, can_edit })
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

fn fact(page: &Page, own: &Own, field: &Field) -> Fact {
    let customer = &own.record.customer;
    let country = customer.country.as_deref().unwrap_or(&page.settings.organisation.country);
    let value = (field.get)(&own.record);
    let display = page.display();
    let mut label = label_in(page.t, field, country);
    let lines = match (&field.kind, &value) {
        (_, Value::Empty) => Vec::new(),
        (Kind::IdNumber(role), Value::Text(number)) => {
            let kind = match role {
                IdRole::Document => &customer.doc_type,
                IdRole::Tax => &customer.tax_id_type,
            };
            let Some(kind) = kind.as_deref().and_then(IdKind::from_code) else {
                return Fact { label, lines: vec![number.clone()] };
            };
            kind.label().clone_into(&mut label);
            vec![tax_id::format(kind, number)]
        }
        (Kind::Phone, Value::Text(number)) => {
            let known = own.record.all_phones().find(|phone| phone.number == *number);
            vec![phone_text(number, known.and_then(|phone| phone.e164.as_deref()))]
        }
        (_, Value::List(items)) => items.clone(),
        (_, Value::Phones(phones)) => {
            let numbers = phones.iter();
            numbers.map(|phone| phone_text(&phone.number, phone.e164.as_deref())).collect()
        }
        (kind, value) => vec![display.value(kind, value)],
    };
    Fact { label, lines }
}
