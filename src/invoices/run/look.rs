//! What a contract would be billed, or why it is not.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::customers::query::{self, Needs};
use crate::customers::record::Record;
use crate::db::prelude::*;
use crate::db::schema::{contracts, invoices, subscriptions};
use crate::db::{Db, among};
use crate::error::AppError;
use crate::invoices::desk::is_inactive;
use crate::invoices::recurring::{Rates, Service, Unpriced};
use crate::invoices::{Draft, Of, Prepared, Refusal, Writing, prepare};
use crate::jobs::Fate;
use crate::services::{Rhythm, Unit};

use super::item::Item;
use super::reason::Why;

/// States of a subscription that charges the contract it is of.
const CHARGING: [&str; 5] = ["scheduled", "trialing", "active", "retrying", "unpaid"];

/// First and last day.
type Period = (NaiveDate, NaiveDate);
/// Whose, first and last day, as they stand in a row.
type Row = (Option<i64>, Option<NaiveDate>, Option<NaiveDate>);

/// What is billed of a contract.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = contracts)]
struct Terms {
    id: i64,
    number: Option<String>,
    plan_id: i64,
    state: String,
    start_date: NaiveDate,
    end_date: Option<NaiveDate>,
    currency: String,
    price: Option<i64>,
    discount_bp: i64,
    billed_until: Option<NaiveDate>,
}

/// A contract of a run after a look.
pub(super) struct Looked {
    /// What becomes of it.
    pub item: Item,
    /// Its document, where it gets one.
    pub prepared: Option<Prepared>,
}

/// Looks at contracts, in their order. Writes nothing.
pub(super) fn look(
    conn: &mut Db,
    w: &Writing,
    issue_on: NaiveDate,
    items: Vec<Item>,
) -> Result<(Vec<Looked>, Vec<Record>), AppError> {
    let rates = Rates::open(conn)?;
    let ids: Vec<i64> = items.iter().map(|item| item.contract_id).collect();
    let terms = terms(conn, &ids)?;
    let subscribed = subscribed(conn, &ids)?;
    let billed = billed(conn, &items)?;
    let mut customers: Vec<i64> = items.iter().map(|item| item.customer_id).collect();
    customers.sort_unstable();
    customers.dedup();
    let needs = Needs { details: true, legal: true, billing: true, ..Needs::default() };
    let records = query::load(conn, &customers, needs)?;
    let known: HashMap<i64, &Record> =
        records.iter().map(|record| (record.customer.id, record)).collect();
    let (mut drafts, mut remarks) = (Vec::new(), HashMap::new());
    let mut whys: HashMap<i64, Why> = HashMap::new();
    for item in &items {
        let id = item.contract_id;
        let (Some(terms), Some(record)) = (terms.get(&id), known.get(&item.customer_id)) else {
            whys.insert(id, Why::Ended);
            continue;
        };
        if is_inactive(record) {
            whys.insert(id, Why::Refused(Refusal::Inactive));
            continue;
        }
        let begins = subscribed.get(&id);
        let is_subscribed = begins.is_some_and(|begins| Some(*begins) <= item.period_start);
        let periods = billed.get(&id).map_or(&[][..], Vec::as_slice);
        match draft(w, &rates, (terms, record), (item, issue_on), (is_subscribed, periods)) {
            Ok((draft, remark)) => {
                remarks.extend(remark.map(|remark| (id, remark)));
                drafts.push(draft);
            }
            Err(why) => {
                whys.insert(id, why);
            }
        }
    }
    let (ready, refused) = prepare(conn, w, &records, drafts)?;
    for (draft, refusal) in refused {
        let is_free = refusal == Refusal::Nothing;
        whys.insert(contract_of(&draft), if is_free { Why::Free } else { Why::Refused(refusal) });
    }
    let mut ready: HashMap<i64, Prepared> =
        ready.into_iter().map(|prepared| (contract_of(&prepared.draft), prepared)).collect();
    let looked = items.into_iter().map(|item| {
        let id = item.contract_id;
        match (ready.remove(&id), whys.get(&id)) {
            (Some(prepared), _) => would_be(item, prepared, remarks.get(&id).copied()),
            (None, why) => {
                let why = why.copied().unwrap_or(Why::Ended);
                Looked { item: item.because(why.fate(), why.to_json()), prepared: None }
            }
        }
    });
    Ok((looked.collect(), records))
}

/// A contract that gets a document.
fn would_be(item: Item, prepared: Prepared, remark: Option<Why>) -> Looked {
    let mut item = item.becomes(Fate::Ready);
    item.period_end = prepared.draft.period.map(|(_, last)| last);
    item.total = Some(prepared.totals.total.0);
    item.currency = Some(prepared.draft.currency.clone());
    item.reason = remark.map(Why::to_json);
    Looked { item, prepared: Some(prepared) }
}

/// The contract that a document is of.
pub(super) fn contract_of(draft: &Draft) -> i64 {
    match draft.of {
        Of::Contract(id) => id,
        Of::Nothing | Of::Subscription(_) | Of::Corrects(_) => 0,
    }
}

/// What the period of a contract is billed; and what else is to be known of it: a currency above all, for a document
/// in the wrong one is out of the house.
fn draft(
    w: &Writing,
    rates: &Rates,
    (terms, record): (&Terms, &Record),
    (item, issue_on): (&Item, NaiveDate),
    elsewhere: (bool, &[Period]),
) -> Result<(Draft, Option<Why>), Why> {
    let first = item.period_start.ok_or(Why::Ended)?;
    let last = last_day(terms, first, rates, elsewhere)?;
    let service = Service {
        of: Of::Contract(terms.id),
        number: terms.number.as_deref(),
        plan: terms.plan_id,
        quantity: 1,
        price: terms.price,
        discount_bp: terms.discount_bp,
        currency: &terms.currency,
        method: None,
    };
    let draft = rates.draft(w, record, &service, ((first, last), issue_on));
    let draft = draft.map_err(|unpriced| match unpriced {
        Unpriced::NoPlan => Why::NoPlan,
        Unpriced::OtherCurrency => Why::Repriced,
    })?;
    let next = terms.billed_until.and_then(|day| day.succ_opt()).filter(|day| *day < first);
    let foreign = rates.is_foreign(record, &draft.currency).then_some(Why::Foreign);
    Ok((draft, foreign.or(next.map(Why::Gap))))
}

/// The last day of the period of a contract that begins on this day, if it is to be billed.
fn last_day(
    terms: &Terms,
    first: NaiveDate,
    rates: &Rates,
    (is_subscribed, billed): (bool, &[Period]),
) -> Result<NaiveDate, Why> {
    match terms.state.as_str() {
        "enabled" | "alerted" => {}
        "ended" if terms.end_date.is_some() => {}
        "disabled" => return Err(Why::Blocked),
        _ => return Err(Why::Ended),
    }
    if is_subscribed {
        return Err(Why::Subscribed);
    }
    if terms.start_date > first {
        return Err(Why::NotBegun(terms.start_date));
    }
    if let Some(end) = terms.end_date.filter(|end| *end < first) {
        return Err(Why::Over(end));
    }
    let plan = rates.plan(terms.plan_id).ok_or(Why::NoPlan)?;
    let unit = Unit::from_code(&plan.unit);
    if !matches!(unit, Unit::Month | Unit::Year) {
        return Err(Why::Rhythm);
    }
    let anchor_day = i64::from(chrono::Datelike::day(&first));
    let last = Rhythm { every: plan.every, unit, anchor_day }.end(first).ok_or(Why::Rhythm)?;
    let overlaps = |period: &&Period| period.0 <= last && period.1 >= first;
    match billed.iter().filter(overlaps).map(|period| period.1).max() {
        Some(until) => Err(Why::Billed(until)),
        None => Ok(last),
    }
}

fn terms(conn: &mut Db, ids: &[i64]) -> QueryResult<HashMap<i64, Terms>> {
    let rows: Vec<Terms> =
        contracts::table.filter(among(contracts::id, ids)).select(columns::<Terms>()).load(conn)?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// From which day on a live subscription charges these contracts.
fn subscribed(conn: &mut Db, ids: &[i64]) -> QueryResult<HashMap<i64, NaiveDate>> {
    let rows: Vec<(Option<i64>, String, NaiveDate)> = subscriptions::table
        .filter(among(subscriptions::contract_id.assume_not_null(), ids))
        .order(subscriptions::start_at.desc())
        .select((subscriptions::contract_id, subscriptions::status, subscriptions::start_at))
        .load(conn)?;
    // Told apart here: asked for some states, SQLite goes through everybody's subscriptions of them.
    let charging = rows.into_iter().filter(|(_, status, _)| CHARGING.contains(&status.as_str()));
    Ok(charging.filter_map(|(id, _, day)| Some((id?, day))).collect())
}

/// The periods from the earliest of these on that are billed of the contracts, by themselves or by subscriptions that
/// charged them.
fn billed(conn: &mut Db, items: &[Item]) -> QueryResult<HashMap<i64, Vec<Period>>> {
    let ids: Vec<i64> = items.iter().map(|item| item.contract_id).collect();
    let Some(earliest) = items.iter().filter_map(|item| item.period_start).min() else {
        return Ok(HashMap::new());
    };
    let own: Vec<Row> = invoices::table
        .filter(among(invoices::contract_id.assume_not_null(), &ids))
        .filter(invoices::kind.eq("recurring").and(invoices::status.ne("voided")))
        .filter(invoices::period_end.ge(earliest))
        .select((invoices::contract_id, invoices::period_start, invoices::period_end))
        .load(conn)?;
    let charged: Vec<Row> = invoices::table
        .inner_join(
            subscriptions::table.on(subscriptions::id.nullable().eq(invoices::subscription_id)),
        )
        .filter(among(subscriptions::contract_id.assume_not_null(), &ids))
        .filter(invoices::kind.eq("recurring").and(invoices::status.ne("voided")))
        .filter(invoices::period_end.ge(earliest))
        .select((subscriptions::contract_id, invoices::period_start, invoices::period_end))
        .load(conn)?;
    let mut periods: HashMap<i64, Vec<Period>> = HashMap::new();
    for (id, first, last) in own.into_iter().chain(charged) {
        if let (Some(id), Some(period)) = (id, first.zip(last)) {
            periods.entry(id).or_default().push(period);
        }
    }
    Ok(periods)
}
