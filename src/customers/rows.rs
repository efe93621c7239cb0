//! The rows of the list: what each cell shows.

use chrono::NaiveDateTime;

use super::debts::UNPAID;
use super::fields::{self, Field};
use super::record::{Record, Unpaid};
use super::vocabulary::vocabulary;
use crate::access::Permission;
use crate::fields::{IdRole, Kind, PhoneEntry, Value};
use crate::i18n::format;
use crate::identity::email;
use crate::identity::tax_id::{self, IdKind};
use crate::lists::{Entry, Links, columns};
use crate::portal::account::is_open_to;
use crate::settings::Display;
use crate::web::Page;

/// What a cell holds.
pub enum Content {
    /// The glyph's name and the word.
    Status(&'static str, String),
    /// An e-mail and, below it, a phone.
    Contact(Option<String>, Option<Below>),
    /// Plain text.
    Text(String),
    /// An amount of nothing.
    Zero(String),
    /// A name that is no longer offered, with its mark.
    Retired(String),
    /// An instant, for people and for machines.
    Moment(String, String),
    /// Nothing, and what to say about it.
    Nothing(&'static str),
}

/// A phone below an e-mail.
pub struct Below {
    /// As people write it.
    pub phone: String,
    /// Whether small screens have said it above.
    pub is_said: bool,
}

/// How to reach a customer.
pub struct Reach {
    /// Key of the field that it is from; empty for the further phones, several of which stand in one cell:
    /// one of them does not say the others.
    key: &'static str,
    /// Where a touch leads; nowhere from a number that cannot be dialled as it stands.
    pub href: Option<String>,
    /// As people write it.
    pub text: String,
}

/// One cell.
pub struct Cell {
    /// Its classes.
    pub css: &'static str,
    /// Whether small screens have said it above.
    pub is_said: bool,
    /// What it holds.
    pub content: Content,
}

/// One customer.
pub struct Row {
    /// Number.
    pub id: i64,
    /// Its page.
    pub href: String,
    /// Where to edit it, for those who may.
    pub edit: Option<String>,
    /// Where to mail it a new way into the portal, for those who may.
    pub regenerate: Option<String>,
    /// Its name, or the words for having none.
    pub name: String,
    /// Number, document.
    pub sub: String,
    /// How to reach it: on small screens, for who is on the way calls.
    pub reach: Option<Reach>,
    /// Where it stands, for small screens, unless a cell says so.
    pub standing: Option<(&'static str, String)>,
    /// VIP.
    pub is_vip: bool,
    /// BAD.
    pub is_bad: bool,
    /// Whether the member has ticked it.
    pub is_ticked: bool,
    /// The cells behind the name.
    pub cells: Vec<Cell>,
}

/// The row of a customer; `fields` are those of the columns.
#[must_use]
pub fn row(
    record: &Record,
    shown: &[&'static Entry],
    fields: &[&'static Field],
    links: &Links,
    page: &Page,
) -> Row {
    let customer = &record.customer;
    let display = page.display();
    let reach = reach(record);
    let cells: Vec<Cell> = fields
        .iter()
        .enumerate()
        .skip(1)
        .map(|(at, field)| Cell {
            css: columns::css(vocabulary(), at, shown),
            is_said: reach.as_ref().is_some_and(|reach| reach.key == field.key),
            content: content(record, field, fields, reach.as_ref(), page),
        })
        .collect();
    let may_edit = page.may(Permission::EditCustomers) && customer.is_editable();
    Row {
        id: customer.id,
        href: links.record(customer.id, ""),
        edit: may_edit.then(|| links.record(customer.id, "/edit")),
        regenerate: may_regenerate(page, &customer.status)
            .then(|| links.record(customer.id, "/portal-password")),
        name: record.display_name().map_or_else(|| page.t.no_name().to_owned(), str::to_owned),
        sub: identifiers(record, &display),
        reach,
        standing: columns::standing(vocabulary(), shown)
            .is_none()
            .then(|| standing(record, &display)),
        is_vip: customer.is_vip,
        is_bad: customer.is_bad,
        is_ticked: false,
        cells,
    }
}

/// Whether the viewer may mail a customer of this status a new way into the portal.
#[must_use]
pub fn may_regenerate(page: &Page, status: &str) -> bool {
    page.may(Permission::RegeneratePortalPassword)
        && page.settings.organisation.portal.is_enabled
        && is_open_to(status)
}

/// The number, and the tax id or else the document, as their country writes them.
#[must_use]
pub fn identifiers(record: &Record, display: &Display) -> String {
    let customer = &record.customer;
    let tax = customer.tax_id.as_deref();
    let (code, number) = match tax {
        Some(_) => (customer.tax_id_type.as_deref(), tax),
        None => (customer.doc_type.as_deref(), customer.doc_number.as_deref()),
    };
    let id = customer.id.to_string();
    let Some(number) = number else {
        return id;
    };
    let kind = code.and_then(IdKind::from_code);
    let written = kind
        .map_or_else(|| number.to_owned(), |kind| tax_id::format(kind, &tax_id::compact(number)));
    let label = code.map(|code| {
        let kind = Kind::IdType(IdRole::Tax);
        display.value(&kind, &Value::Text(code.to_owned()))
    });
    match label {
        Some(label) => format!("{id} · {label} {written}"),
        None => format!("{id} · {written}"),
    }
}

/// Glyph and word of where a customer stands: the category's, but for the two statuses that no
/// category tells.
#[must_use]
pub fn standing(record: &Record, display: &Display) -> (&'static str, String) {
    let customer = &record.customer;
    let (choices, code) = match customer.status.as_str() {
        status @ ("pending" | "anonymized") => (fields::STATUSES, status),
        _ => (fields::CATEGORIES, customer.category.as_str()),
    };
    (glyph(code), display.choice(choices, code))
}

fn glyph(code: &str) -> &'static str {
    match code {
        "active" => "active",
        "pending" => "pending",
        "delinquent" => "overdue",
        "archived" | "anonymized" => "archived",
        _ => "inactive",
    }
}

fn content(
    record: &Record,
    field: &Field,
    shown: &[&'static Field],
    reach: Option<&Reach>,
    page: &Page,
) -> Content {
    let display = page.display();
    let value = (field.get)(record);
    match (field.key.as_ref(), &value, field.kind) {
        ("category", _, _) => {
            let (glyph, word) = standing(record, &display);
            Content::Status(glyph, word)
        }
        ("status", Value::Text(code), kind) => {
            Content::Status(glyph(code), display.value(&kind, &value))
        }
        ("email", _, _) => {
            Content::Contact(record.customer.email.clone(), below(record, shown, reach))
        }
        (UNPAID, _, _) => unpaid(record, page),
        ("card_state", Value::Text(code), kind) => {
            Content::Status(card_glyph(code), display.value(&kind, &value))
        }
        ("phone_landline" | "phone_mobile", Value::Text(_), _) => {
            let entry = match field.key.as_ref() {
                "phone_landline" => record.landline.as_ref(),
                _ => record.mobile.as_ref(),
            };
            entry.map_or(Content::Nothing(""), |entry| Content::Text(number(entry)))
        }
        (_, Value::Ref(id), Kind::Ref(list)) => {
            let name = display.name(&field.kind, *id);
            match page.settings.name_of(list, *id) {
                Some(offer) if offer.is_active => Content::Text(name),
                _ => Content::Retired(name),
            }
        }
        (_, Value::Moment(at), _) => moment(*at, &display),
        (_, _, Kind::Ref(_)) => Content::Nothing(page.t.none()),
        _ if value.is_empty() => Content::Nothing(page.t.list_no_value()),
        _ => Content::Text(display.value(&field.kind, &value)),
    }
}

/// Each amount with its currency, below each other; nothing in the customer's own.
fn unpaid(record: &Record, page: &Page) -> Content {
    let display = page.display();
    if record.unpaid.is_empty() {
        let own = record.details.currency.as_deref();
        let own = own.unwrap_or(&page.settings.organisation.currency);
        return Content::Zero(display.money(0, own));
    }
    let money = |one: &Unpaid| display.money(one.amount, &one.currency);
    Content::Text(record.unpaid.iter().map(money).collect::<Vec<_>>().join("; "))
}

fn card_glyph(code: &str) -> &'static str {
    match code {
        "valid" => "active",
        "expiring" => "pending",
        "expired" | "failed" => "overdue",
        _ => "inactive",
    }
}

fn moment(at: NaiveDateTime, display: &Display) -> Content {
    Content::Moment(display.moment(at), format::machine(at))
}

/// The first phone that can be called, else the first as somebody wrote it, else the e-mail.
fn reach(record: &Record) -> Option<Reach> {
    let called = phones(record).find(|(_, entry)| entry.e164.is_some());
    if let Some((key, entry)) = called.or_else(|| phones(record).next()) {
        let href = entry.e164.as_deref().map(|e164| format!("tel:{e164}"));
        return Some(Reach { key, href, text: number(entry) });
    }
    let email = record.customer.email.as_deref()?;
    Some(Reach { key: "email", href: Some(email::link(email)), text: email.to_owned() })
}

/// Every phone with its field's key, the mobile first.
fn phones(record: &Record) -> impl Iterator<Item = (&'static str, &PhoneEntry)> {
    let mobile = record.mobile.iter().map(|entry| ("phone_mobile", entry));
    let landline = record.landline.iter().map(|entry| ("phone_landline", entry));
    mobile.chain(landline).chain(record.phones.iter().map(|entry| ("", entry)))
}

/// The first phone, unless phones have columns of their own.
fn below(record: &Record, shown: &[&'static Field], reach: Option<&Reach>) -> Option<Below> {
    let has_columns = shown.iter().any(|field| matches!(field.kind, Kind::Phone | Kind::Phones));
    let (_, entry) = phones(record).next().filter(|_| !has_columns)?;
    let phone = number(entry);
    Some(Below { is_said: reach.is_some_and(|reach| reach.text == phone), phone })
}

fn number(entry: &PhoneEntry) -> String {
    crate::settings::phone_text(&entry.number, entry.e164.as_deref())
}
