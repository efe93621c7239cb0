//! GET /contracts/{id}: what a contract says, what it may become, and what became of it.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::Act;
use super::form_view::sheet;
use crate::access::Permission;
use crate::contracts::foreign::{issuing_country, told};
use crate::contracts::save::{self, CREATED};
use crate::contracts::{Contracts, Record};
use crate::customers::query;
use crate::error::AppError;
use crate::fields::Group;
use crate::history::{self, Entity};
use crate::i18n::Text;
use crate::lists::screens::Shown;
use crate::lists::screens::record::Part;
use crate::services::machines::is_contract_live;
use crate::settings::screens::changes::Change;
use crate::web::{App, Form, Page, Signed, respond};

/// Changes on one page.
const PAGE: i64 = 30;

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
    /// That its documents are in another currency than usual.
    foreign: Option<String>,
    /// Where its customer is given a cycle, when no run includes it for want of one.
    cycle: Option<String>,
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
    let (record, country, (is_open, has_no_day), entries) = app
        .db
        .read(move |conn| {
            let record = save::find_visible(conn, &who.actor, id)?.ok_or(AppError::NotFound)?;
            let owner = query::find(conn, record.contract.customer_id)?;
            let is_open = owner.as_ref().is_some_and(|owner| owner.customer.is_editable());
            let has_no_day = owner.is_some_and(|owner| owner.is_billed_on_no_day());
            let country = issuing_country(conn, record.contract.customer_id)?;
            let entries = history::of(conn, Entity::Contract, id, before, PAGE + 1)?;
            Ok::<_, AppError>((record, country, (is_open, has_no_day), entries))
        })
        .await?;
    let may = is_open && page.may(Permission::EditServices);
    let shown = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let older = entries.get(shown.saturating_sub(1)).filter(|_| entries.len() > shown);
    let contract = &record.contract;
    let display = page.display();
    let sheet = sheet(&page, &record);
    let changes = entries.iter().take(shown).map(|entry| sheet.told(entry, happened)).collect();
    let template = ShowPage {
        id,
        version: contract.version,
        title: super::title(&record, page.t),
        list: list("/contracts", &asked),
        glyph: Contracts::glyph(&contract.state),
        state: state(&page, &contract.state),
        customer: (
            format!("/customers/{}", contract.customer_id),
            record.customer.clone().unwrap_or_else(|| page.t.no_name().to_owned()),
        ),
        amount: display.money(record.amount().0, &contract.currency),
        period: period(page.t, record.plan.every, &record.plan.unit),
        parts: parts(&page, &record),
        acts: if may { super::acts(&contract.state) } else { Vec::new() },
        may_edit: may,
        may_delete: may && contract.state == "draft",
        map: map(&record),
        foreign: told(&page, country.as_deref(), &contract.currency)
            .filter(|_| !matches!(&*contract.state, "ended")),
        cycle: (has_no_day && is_contract_live(&contract.state))
            .then(|| format!("/customers/{}/edit#billing", contract.customer_id)),
        newest: before.map(|_: i64| format!("/contracts/{id}")),
        older: older.map(|entry| format!("/contracts/{id}?before={}", entry.id)),
        changes,
        page,
    };
    respond::html(&template)
}

/// The list that a record was opened from.
pub fn list(path: &str, asked: &Form) -> String {
    match (asked.text("from"), Form::parse(asked.text("from").as_bytes())) {
        ("", _) | (_, Err(_)) => path.to_owned(),
        (_, Ok(form)) => format!("{path}?{}", form.encode()),
    }
}

pub(super) fn state(page: &Page, code: &str) -> String {
    page.display().choice(crate::services::machines::CONTRACT_STATES, code)
}

/// «por mes», «cada 3 meses».
pub fn period(t: Text, n: i64, unit: &str) -> String {
    let every = n.to_string();
    match (unit, n) {
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

/// What has a value, by what it is about.
fn parts(page: &Page, record: &Record) -> Vec<Part> {
    let t = page.t;
    let groups = [
        (Group::Basic, t.contract_service()),
        (Group::Billing, t.contract_price()),
        (Group::Address, t.contract_place()),
        (Group::System, t.group_title(Group::System)),
    ];
    sheet(page, record).parts(&groups, &["number", "state", "customer", "customer_id"])
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

/// What happened to the contract as a whole.
fn happened(t: Text, what: &str) -> Option<&'static str> {
    (what == CREATED).then(|| t.contract_history_created())
}
