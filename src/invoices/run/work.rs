//! The steps of a run: freezing whose turn it is, looking at what each would be billed, issuing.

use std::collections::BTreeMap;
use std::time::Instant;

use chrono::NaiveDate;

use crate::customers::query;
use crate::customers::record::Record;
use crate::db::prelude::*;
use crate::db::schema::{contracts, customer_billing};
use crate::db::{Database, Db, among};
use crate::error::AppError;
use crate::invoices::{Issued, Writing, issue};
use crate::jobs::{self, Claim, Fate, Pace, State};

use super::Ask;
use super::item::{self, Item};
use super::look::{Looked, contract_of, look};
use super::reason::Why;

/// Customers whose contracts one transaction freezes.
const FROZEN: i64 = 500;
/// Contracts that one step looks at.
const LOOKED_AT: i64 = 300;

/// States of contracts that a run looks at: those that are blocked are named, with the reason.
const CONSIDERED: [&str; 3] = ["enabled", "alerted", "disabled"];

/// What else is done with documents in the transaction that issues them: charges, letters.
pub type Afterwards<'a> =
    &'a dyn Fn(&mut Db, &Writing, &[Record], &[Issued]) -> Result<(), AppError>;

/// Whether the process ends.
type IsOver<'a> = &'a dyn Fn() -> bool;

/// Freezes the contracts whose customers' billing day it is; what a crash cut off is gone on with. False when there
/// is nothing to do then: somebody stopped it, or the process ends and the job was given back.
///
/// # Errors
/// `ClaimLost` when somebody else has the job, else when the database fails.
pub fn freeze(
    db: &Database,
    claim: &mut Claim,
    ask: &mut Ask,
    is_over: IsOver,
) -> Result<bool, AppError> {
    if !ask.is_open {
        return Ok(true);
    }
    for day in ask.days() {
        let mut after = 0;
        loop {
            let found = db.read_now(|conn| customers_of(conn, ask, day.0, after))?;
            let Some(last) = found.last().copied() else { break };
            after = last;
            let goes_on = db.write_now(|conn| {
                let items = items_of(conn, claim.job.id, &found, day.1)?;
                item::add(conn, &items)?;
                stays(conn, claim)
            })?;
            if !goes_on {
                return Ok(false);
            }
            if is_over() {
                db.write_now(|conn| Ok::<_, AppError>(jobs::release(conn, claim)?))?;
                return Ok(false);
            }
        }
    }
    ask.is_open = false;
    claim.job.payload = ask.to_json();
    db.write_now(|conn| {
        let total = item::count(conn, claim.job.id)?;
        jobs::set_payload(conn, claim)?;
        Ok::<_, AppError>(jobs::set_total(conn, claim, total)?)
    })?;
    Ok(true)
}

/// Whether nobody stopped the job meanwhile.
fn stays(conn: &mut Db, claim: &Claim) -> Result<bool, AppError> {
    let goes_on = jobs::hold_on(conn, claim, (0, 0, 0))?;
    if !goes_on {
        jobs::finish(conn, claim, State::Cancelled)?;
    }
    Ok(goes_on)
}

/// Customers who are billed on a day of the month, behind a number.
fn customers_of(conn: &mut Db, ask: &Ask, day: i64, after: i64) -> Result<Vec<i64>, AppError> {
    let mut found = customer_billing::table
        .filter(customer_billing::billing_enabled.eq(true))
        .filter(customer_billing::effective_billing_day.eq(day))
        .filter(customer_billing::customer_id.gt(after))
        .order(customer_billing::customer_id)
        .limit(FROZEN)
        .select(customer_billing::customer_id)
        .into_boxed();
    if let Some(entity) = ask.entity {
        found = found.filter(customer_billing::legal_entity_id.eq(entity));
    }
    Ok(found.load(conn)?)
}

fn items_of(
    conn: &mut Db,
    job: i64,
    customers: &[i64],
    begins: NaiveDate,
) -> QueryResult<Vec<Item>> {
    // Told apart here: asked for some states, SQLite goes through everybody's contracts of them.
    let rows: Vec<(i64, i64, String, Option<NaiveDate>)> = contracts::table
        .filter(among(contracts::customer_id, customers))
        .order((contracts::customer_id, contracts::id))
        .select((contracts::id, contracts::customer_id, contracts::state, contracts::end_date))
        .load(conn)?;
    // What has ended since was in force on the day that is billed.
    let ended_later = |state: &str, end: Option<NaiveDate>| state == "ended" && end >= Some(begins);
    let items = rows.into_iter().filter_map(|(id, customer, state, end)| {
        let is_considered = CONSIDERED.contains(&state.as_str()) || ended_later(&state, end);
        is_considered.then(|| Item::new(job, (id, customer), begins))
    });
    Ok(items.collect())
}

/// Looks at what some more contracts would be billed. True while there are more.
///
/// # Errors
/// `ClaimLost` when somebody else has the job, else when the database fails.
pub fn look_some(db: &Database, claim: &Claim, w: &Writing, ask: &Ask) -> Result<bool, AppError> {
    let job = claim.job.id;
    let items: Vec<Item> = db.read_now(|conn| {
        let waiting = item::page(conn, job, Fate::Waiting, 0, LOOKED_AT)?;
        let (looked, _) = look(conn, w, ask.issue_on, waiting)?;
        Ok::<_, AppError>(looked.into_iter().map(|one| one.item).collect())
    })?;
    let more = is_full(items.len(), LOOKED_AT);
    db.write_now(|conn| {
        item::decide(conn, &items)?;
        let goes_on = jobs::hold_on(conn, claim, tally(&items))?;
        // Where there is nothing to issue, nobody is asked to say yes to it.
        let is_idle = !more && item::page(conn, job, Fate::Ready, 0, 1)?.is_empty();
        end(conn, claim, (goes_on, more), if is_idle { State::Done } else { State::Draft })
    })
}

/// Issues the documents of some more contracts, each only if it comes to what was looked at. True while there are
/// more. Numbers, documents, figures and the place in the job are one transaction: the caller's.
///
/// # Errors
/// `ClaimLost` when somebody else has the job, else when the database fails; then nothing of it may be written.
pub fn issue_some(
    conn: &mut Db,
    claim: &Claim,
    (w, ask): (&Writing, &Ask),
    pace: &mut Pace,
    afterwards: Afterwards,
) -> Result<bool, AppError> {
    let (began, most, job) = (Instant::now(), pace.customers(), claim.job.id);
    let ready = item::page(conn, job, Fate::Ready, 0, most)?;
    let more = is_full(ready.len(), most);
    let customers: Vec<i64> = ready.iter().map(|item| item.customer_id).collect();
    query::lock(conn, &customers)?;
    // Read once the customers are locked: another worker may have had the job meanwhile.
    let contracts: Vec<i64> = ready.iter().map(|item| item.contract_id).collect();
    let seen = item::still(conn, job, Fate::Ready, &contracts)?;
    let (looked, records) = look(conn, w, ask.issue_on, seen.clone())?;
    let items = write(conn, w, (&seen, looked), &records, afterwards)?;
    w.refresh(conn, &customers)?;
    item::decide(conn, &items)?;
    let goes_on = jobs::hold_on(conn, claim, tally(&items))?;
    pace.learn(contracts.len(), began.elapsed());
    end(conn, claim, (goes_on, more), State::Done)
}

/// Issues what is as it was seen: what became of each contract.
fn write(
    conn: &mut Db,
    w: &Writing,
    (seen, looked): (&[Item], Vec<Looked>),
    records: &[Record],
    afterwards: Afterwards,
) -> Result<Vec<Item>, AppError> {
    let (mut items, mut prepared) = (Vec::with_capacity(looked.len()), Vec::new());
    for (before, now) in seen.iter().zip(looked) {
        match now.prepared {
            Some(document) if is_as_seen(before, &now.item) => {
                items.push(now.item.becomes(Fate::Changed));
                prepared.push(document);
            }
            Some(_) => items.push(now.item.because(Fate::Refused, Why::Moved.to_json())),
            None => items.push(now.item),
        }
    }
    let order: Vec<i64> = prepared.iter().map(|one| contract_of(&one.draft)).collect();
    let issued = issue(conn, w, prepared)?;
    let documents: BTreeMap<i64, i64> =
        order.into_iter().zip(issued.iter().map(|issued| issued.id)).collect();
    for item in &mut items {
        if let Some(document) = documents.get(&item.contract_id) {
            item.invoice_id = Some(*document);
        }
    }
    billed(conn, &items)?;
    afterwards(conn, w, records, &issued)?;
    Ok(items)
}

fn is_as_seen(before: &Item, now: &Item) -> bool {
    (before.total, &before.currency, before.period_end)
        == (now.total, &now.currency, now.period_end)
}

/// Contracts know until when they are billed.
fn billed(conn: &mut Db, items: &[Item]) -> QueryResult<()> {
    let mut by_end: BTreeMap<NaiveDate, Vec<i64>> = BTreeMap::new();
    for item in items.iter().filter(|item| item.invoice_id.is_some()) {
        if let Some(end) = item.period_end {
            by_end.entry(end).or_default().push(item.contract_id);
        }
    }
    for (end, ids) in by_end {
        diesel::update(contracts::table.filter(among(contracts::id, &ids)))
            .set(contracts::billed_until.eq(end))
            .execute(conn)?;
    }
    Ok(())
}

/// Ends the job where that was all, or where somebody stopped it. True while it goes on.
fn end(
    conn: &mut Db,
    claim: &Claim,
    (goes_on, more): (bool, bool),
    end: State,
) -> Result<bool, AppError> {
    if !goes_on {
        jobs::finish(conn, claim, State::Cancelled)?;
    } else if !more {
        jobs::finish(conn, claim, end)?;
    }
    Ok(goes_on && more)
}

fn is_full(found: usize, most: i64) -> bool {
    i64::try_from(found).is_ok_and(|found| found == most)
}

fn tally(items: &[Item]) -> (i64, i64, i64) {
    let count = |wanted: &[Fate]| {
        let among = |item: &&Item| item.fate().is_some_and(|fate| wanted.contains(&fate));
        i64::try_from(items.iter().filter(among).count()).unwrap_or(i64::MAX)
    };
    (count(&[Fate::Ready, Fate::Changed]), count(&[Fate::Same]), count(&[Fate::Refused]))
}
