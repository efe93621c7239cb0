//! GET /contracts/{id}: what a contract says, what it may become, and what became of it.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::Act;
use crate::access::Permission;
use crate::contracts::fields::{self, Field};
use crate::contracts::save::{self, CREATED};
use crate::contracts::{Contracts, Record};
use crate::customers::query;
use crate::error::AppError;
use crate::fields::{Group, Kind, Uses, Value};
use crate::history::{self, Entity, Entry};
use crate::lists::screens::Shown;
use crate::settings::screens::changes::{Change, signed};
use crate::web::{App, Form, Page, Signed, respond};

/// Changes on one page.
const PAGE: i64 = 30;

/// One thing that is known.
struct Fact {
    label: String,
    value: String,
}

/// What belongs together.
struct Part {
    anchor: &'static str,
    title: &'static str,
    facts: Vec<Fact>,
}

#[derive(Template)]
#[template(path = "contracts/show.html")]
struct ShowPage {
    id: i64,
    version: i64,
    title: String,
    /// The list it was opened from.
    list: String,
    glyph: &'static str,
    state: String,
    customer: (String, String),
    amount: String,
    /// «por mes».
    period: String,
    parts: Vec<Part>,
    /// What it may become now; nothing for those who may not say so.
    acts: Vec<Act>,
    may_edit: bool,
    may_delete: bool,
    /// A map of where it is.
    map: Option<String>,
    changes: Vec<Change>,
    newest: Option<String>,
    older: Option<String>,
    page: Page,
}

/// The page of a contract.
///
/// # Errors
/// `NotFound` for a contract that the actor does not see.
pub async fn show(
    request: HttpRequest,
    page: Page,
    who: Signed,
    app: web::Data<App>,
    id: web::Path<i64>,
) -> Result<HttpResponse, AppError> {
    let asked = Form::of_query(&request)?;
    let (id, before) = (id.into_inner(), asked.text("before").parse().ok());
    let (record, is_open, entries) = app
        .db
        .read(move |conn| {
            let record = save::find_visible(conn, &who.actor, id)?.ok_or(AppError::NotFound)?;
            let owner = query::find(conn, record.contract.customer_id)?;
            let is_open = owner.is_some_and(|owner| owner.customer.is_editable());
            let entries = history::of(conn, Entity::Contract, id, before, PAGE + 1)?;
            Ok::<_, AppError>((record, is_open, entries))
        })
        .await?;
    let may = is_open && page.may(Permission::EditServices);
    let shown = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let older = entries.get(shown.saturating_sub(1)).filter(|_| entries.len() > shown);
    let contract = &record.contract;
    let display = page.display();
    let template = ShowPage {
        id,
        version: contract.version,
        title: super::title(&record, page.t),
        list: list(&asked),
        glyph: Contracts::glyph(&contract.state),
        state: state(&page, &contract.state),
        customer: (
            format!("/customers/{}", contract.customer_id),
            record.customer.clone().unwrap_or_else(|| page.t.no_name().to_owned()),
        ),
        amount: display.money(record.amount().0, &contract.currency),
        period: period(&page, &record),
        parts: parts(&page, &record),
        acts: if may { super::acts(&contract.state) } else { Vec::new() },
        may_edit: may,
        may_delete: may && contract.state == "draft",
        map: map(&record),
        newest: before.map(|_: i64| format!("/contracts/{id}")),
        older: older.map(|entry| format!("/contracts/{id}?before={}", entry.id)),
        changes: entries.iter().take(shown).map(|entry| told(&page, &record, entry)).collect(),
        page,
    };
    respond::html(&template)
}

/// The list that the contract was opened from.
fn list(asked: &Form) -> String {
    match asked.text("from") {
        "" => "/contracts".to_owned(),
        from => match Form::parse(from.as_bytes()) {
            Ok(form) => format!("/contracts?{}", form.encode()),
            Err(_) => "/contracts".to_owned(),
        },
    }
}

pub(super) fn state(page: &Page, code: &str) -> String {
    page.display().choice(crate::services::machines::CONTRACT_STATES, code)
}

/// «por mes», «cada 3 meses».
fn period(page: &Page, record: &Record) -> String {
    let (t, every) = (page.t, record.plan.every.to_string());
    match (record.plan.unit.as_str(), record.plan.every) {
        ("month", 1) => t.per_month().to_owned(),
        ("day", 1) => t.per_day().to_owned(),
        ("week", 1) => t.per_week().to_owned(),
        ("year", 1) => t.per_year().to_owned(),
        ("day", _) => t.per_days(&every),
        ("week", _) => t.per_weeks(&every),
        ("year", _) => t.per_years(&every),
        _ => t.per_months(&every),
    }
}

/// A value of a contract as a person reads it.
pub(super) fn value(page: &Page, field: &Field, record: &Record) -> String {
    let display = page.display();
    match (&field.kind, (field.get)(record)) {
        (Kind::Amount, Value::Number(minor)) => display.money(minor, &record.contract.currency),
        (kind, value) => display.value(kind, &value),
    }
}

/// What has a value, by what it is about. Customer, state and number stand above.
fn parts(page: &Page, record: &Record) -> Vec<Part> {
    let t = page.t;
    let groups = [
        (Group::Basic, t.contract_service()),
        (Group::Billing, t.contract_price()),
        (Group::Address, t.contract_place()),
        (Group::System, t.group_title(Group::System)),
    ];
    let is_said = |key: &str| matches!(key, "number" | "state" | "customer" | "customer_id");
    let part = |(group, title): (Group, &'static str)| {
        let of_group = fields::all().iter().filter(|field| {
            field.group == group && field.is_used_in(Uses::LIST) && !is_said(&field.key)
        });
        let fact = |field: &Field| Fact {
            label: field.label(page.language()).to_owned(),
            value: value(page, field, record),
        };
        let is_nothing =
            |field: &&Field| field.key == "discount_bp" && record.contract.discount_bp == 0;
        let facts = of_group.filter(|field| !is_nothing(field)).map(fact);
        let facts: Vec<Fact> = facts.filter(|fact| !fact.value.is_empty()).collect();
        Part { anchor: group.anchor(), title, facts }
    };
    groups.into_iter().map(part).filter(|part| !part.facts.is_empty()).collect()
}

/// Where it is, on a map.
fn map(record: &Record) -> Option<String> {
    let degrees = |millionths: i64| {
        let sign = if millionths < 0 { "-" } else { "" };
        let whole = millionths.unsigned_abs();
        format!("{sign}{}.{:06}", whole / 1_000_000, whole % 1_000_000)
    };
    let (latitude, longitude) =
        (degrees(record.contract.latitude?), degrees(record.contract.longitude?));
    Some(format!(
        "https://www.openstreetmap.org/?mlat={latitude}&mlon={longitude}#map=17/{latitude}/{longitude}"
    ))
}

/// A change in words.
fn told(page: &Page, record: &Record, entry: &Entry) -> Change {
    let display = page.display();
    let field = fields::find(&entry.field);
    let show = |kept: &Option<String>| match (field, kept) {
        (_, None) => String::new(),
        (Some(field), Some(kept)) if field.kind == Kind::Amount => kept
            .parse()
            .map_or_else(|_| kept.clone(), |n| display.money(n, &record.contract.currency)),
        (Some(field), Some(kept)) => display.canonical(&field.kind, kept),
        (None, Some(kept)) => kept.clone(),
    };
    let label = match field {
        Some(field) => field.label(page.language()).to_owned(),
        None if entry.field == CREATED => page.t.contract_history_created().to_owned(),
        None => entry.field.clone(),
    };
    Change {
        label: label.into(),
        before: show(&entry.before),
        after: show(&entry.after),
        ..signed(page, entry)
    }
}
