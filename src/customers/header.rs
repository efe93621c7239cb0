//! The head of every page of one customer: trail, neighbours, name, status, marks, identifiers and
//! the actions that the actor's role and the customer's status allow.

use actix_web::HttpRequest;

use super::facts::{formatted_number, id_kind};
use super::query;
use super::record::Record;
use super::rows::{may_regenerate, standing};
use super::trail::Trail;
use crate::access::Permission;
use crate::clock;
use crate::db::Db;
use crate::error::AppError;
use crate::fields::{Group, IdRole, Lookup};
use crate::identity::{email, geo, phone};
use crate::web::{App, Page, Signed};

/// A customer as it was found, with its place in the list it was opened from.
pub struct Opened {
    /// The customer.
    pub record: Record,
    /// Before and behind it.
    pub neighbours: (Option<i64>, Option<i64>),
}

impl Opened {
    /// A customer that was found by a write, away from any list.
    #[must_use]
    pub fn alone(record: Record) -> Self {
        Self { record, neighbours: (None, None) }
    }
}

/// The customer of a page of an action, with the list it was opened from.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn asked(
    app: &App,
    signed: Signed,
    id: i64,
    request: &HttpRequest,
) -> Result<(Opened, Trail), AppError> {
    let trail = Trail::of_request(request)?;
    let list = trail.clone();
    let opened = app.db.read(move |conn| open(conn, &signed, id, &list)).await?;
    Ok((opened, trail))
}

/// Finds a customer that the actor may see.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub fn open(conn: &mut Db, signed: &Signed, id: i64, trail: &Trail) -> Result<Opened, AppError> {
    let record = query::find_visible(conn, &signed.actor, id)?.ok_or(AppError::NotFound)?;
    let neighbours = trail.neighbours(conn, &signed.actor, &signed.settings, id)?;
    Ok(Opened { record, neighbours })
}

/// The sections of a customer that exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// Resumen.
    Summary,
    /// Datos.
    Data,
    /// Facturación.
    Billing,
    /// Contratos.
    Contracts,
    /// Suscripciones.
    Subscriptions,
    /// Facturas.
    Invoices,
    /// Pagos.
    Payments,
    /// Tarjetas.
    Cards,
    /// Historial.
    History,
}

/// One entry of the index of sections.
pub struct Entry {
    /// Where it leads.
    pub href: String,
    /// What it says.
    pub label: &'static str,
    /// Whether it is this page.
    pub is_current: bool,
}

/// The head.
pub struct Header {
    /// The customer's number.
    pub id: i64,
    /// Its name, or that there is none.
    pub name: String,
    /// First letters of its name.
    pub initials: String,
    /// Name of the status' glyph.
    pub status_glyph: &'static str,
    /// The status in a word.
    pub status: String,
    /// Whether it is marked as good.
    pub is_vip: bool,
    /// Whether it is marked as bad.
    pub is_bad: bool,
    /// Number, own id, document and tax id.
    pub identifiers: Vec<String>,
    /// Main e-mail: text and link.
    pub email: Option<(String, String)>,
    /// First phone: text and link.
    pub phone: Option<(String, String)>,
    /// Zone and city.
    pub place: String,
    /// Whether mail has nowhere to go.
    pub is_without_email: bool,
    /// Whether it is to be read only until it is restored.
    pub is_archived: bool,
    /// Whether its data was wiped.
    pub is_anonymized: bool,
    /// What the role and the status allow.
    pub actions: Actions,
    /// When the page was made, and by whom: for paper.
    pub printed: String,
    /// The index of sections.
    pub sections: Vec<Entry>,
    /// The list it was opened from.
    pub trail: Trail,
    /// Before and behind it.
    pub neighbours: (Option<i64>, Option<i64>),
}

/// What the actor may do with the customer now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Actions {
    /// Edit it and set its marks.
    pub edit: bool,
    /// Mail a new way into the portal.
    pub regenerate: bool,
    /// Open the page with the ways out.
    pub leave: bool,
    /// Make it active again.
    pub activate: bool,
    /// Take it out of the archive.
    pub restore: bool,
    /// Remove it for good, or wipe its data.
    pub delete: bool,
}

impl Actions {
    /// By role and status.
    #[must_use]
    pub fn of(page: &Page, record: &Record) -> Self {
        let status = record.customer.status.as_str();
        if status == "anonymized" {
            return Self::default();
        }
        let is_archived = status == "archived";
        let may = |permission| page.may(permission);
        Self {
            edit: may(Permission::EditCustomers) && record.customer.is_editable(),
            regenerate: may_regenerate(page, status),
            leave: !is_archived
                && (may(Permission::DeactivateCustomers) || may(Permission::ArchiveCustomers)),
            activate: matches!(status, "inactive" | "pending")
                && may(Permission::DeactivateCustomers),
            restore: is_archived && may(Permission::ArchiveCustomers),
            delete: may(Permission::DeleteCustomers),
        }
    }
}

impl Header {
    /// The head of a customer's page; no section is current on pages of an action.
    #[must_use]
    pub fn new(page: &Page, opened: &Opened, trail: Trail, section: Option<Section>) -> Self {
        let record = &opened.record;
        let customer = &record.customer;
        let (status_glyph, status) = standing(record, &page.display());
        Self {
            id: customer.id,
            name: name(page, record),
            initials: initials(record),
            status_glyph,
            status,
            is_vip: customer.is_vip,
            is_bad: customer.is_bad,
            identifiers: identifiers(page, record),
            email: customer.email.clone().map(|address| (email::link(&address), address)),
            phone: record
                .all_phones()
                .find_map(|entry| entry.e164.as_deref())
                .map(|e164| (format!("tel:{e164}"), phone::format(e164))),
            place: place(page, record),
            is_without_email: customer.email.is_none() && customer.status != "anonymized",
            is_archived: customer.status == "archived",
            is_anonymized: customer.status == "anonymized",
            actions: Actions::of(page, record),
            printed: printed(page),
            sections: sections(page, customer.id, &trail, section),
            neighbours: opened.neighbours,
            trail,
        }
    }

    /// A page of the customer, with the list still known.
    #[must_use]
    pub fn at(&self, section: &str) -> String {
        self.trail.address(self.id, section)
    }

    /// The same page of another customer.
    #[must_use]
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "templates pass references")]
    pub fn of_other(&self, id: &i64) -> String {
        let current = self.sections.iter().find(|entry| entry.is_current);
        let section = current
            .and_then(|entry| entry.href.split('?').next())
            .and_then(|path| path.strip_prefix(&format!("/customers/{}", self.id)))
            .unwrap_or_default();
        self.trail.address(*id, section)
    }
}

/// The name, or that there is none.
#[must_use]
pub fn name(page: &Page, record: &Record) -> String {
    record.display_name().unwrap_or_else(|| page.t.no_name()).to_owned()
}

fn initials(record: &Record) -> String {
    let mut words = record.display_name().unwrap_or_default().split_whitespace();
    let first = words.next().and_then(|word| word.chars().next());
    let second = words.next().and_then(|word| word.chars().next());
    first
        .into_iter()
        .chain(second)
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_uppercase)
        .collect()
}

fn identifiers(page: &Page, record: &Record) -> Vec<String> {
    let customer = &record.customer;
    let mut all = vec![page.t.detail_number(&customer.id.to_string())];
    all.extend(customer.custom_id.clone());
    let numbers = [(IdRole::Document, &customer.doc_number), (IdRole::Tax, &customer.tax_id)];
    for (role, number) in numbers {
        let Some(number) = number else { continue };
        let text = formatted_number(record, role, number);
        let named = match id_kind(record, role) {
            Some(kind) => format!("{} {text}", kind.label(page.lang())),
            None => text,
        };
        // Where the document is the tax id, once is enough.
        if !all.contains(&named) {
            all.push(named);
        }
    }
    all
}

fn place(page: &Page, record: &Record) -> String {
    let (customer, details) = (&record.customer, &record.details);
    let zone = customer
        .zone_id
        .and_then(|id| page.settings.name_of(Lookup::Zones, id))
        .map(|offer| offer.name);
    let state =
        details.state.as_deref().map(|code| geo::state_name(code).unwrap_or(code).to_owned());
    let mut parts: Vec<String> = Vec::new();
    for part in [zone, details.city.clone(), state].into_iter().flatten() {
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    parts.join(", ")
}

fn printed(page: &Page) -> String {
    use chrono::TimeZone;
    let at = page.display().zone().from_utc_datetime(&clock::now());
    let (day, time) = (page.display().date(at.date_naive()), at.format("%H:%M").to_string());
    page.t.detail_printed(&day, &time, &page.actor.name, page.organisation())
}

fn sections(page: &Page, id: i64, trail: &Trail, section: Option<Section>) -> Vec<Entry> {
    let t = page.t;
    [
        (Section::Summary, "", t.detail_summary()),
        (Section::Data, "/data", t.detail_data()),
        (Section::Billing, "/billing", t.group_title(Group::Billing)),
        (Section::Contracts, "/contracts", t.contracts()),
        (Section::Subscriptions, "/subscriptions", t.subscriptions()),
        (Section::Invoices, "/invoices", t.invoices_title()),
        (Section::Payments, "/payments", t.payments_title()),
        (Section::Cards, "/cards", t.cards_title()),
        (Section::History, "/history", t.detail_history()),
    ]
    .into_iter()
    .map(|(which, path, label)| Entry {
        href: trail.address(id, path),
        label,
        is_current: section == Some(which),
    })
    .collect()
}
