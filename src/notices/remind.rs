//! Reminders: before and after the day to pay of what is still open. Each step of each document is told once; one
//! letter tells of all that a customer owes at that step.

use std::collections::BTreeMap;

use chrono::{Duration, NaiveDate};
use diesel::dsl::sql;
use diesel::sql_types::{BigInt, Bool};
use serde::{Deserialize, Serialize};

use super::portal::{Reader, Shown};
use super::queue::letter;
use super::recipients::Event;
use super::{Mailing, told, who};
use crate::customers::query;
use crate::db::prelude::*;
use crate::db::schema::invoices;
use crate::db::{Db, among};
use crate::error::AppError;
use crate::invoices as documents;
use crate::invoices::Writing;
use crate::invoices::store::Invoice;
use crate::mail::Content;
use crate::mail::billing::Owed;
use crate::settings::Display;

/// Days for which a reminder is still worth sending: a panel that was not running catches up, and does not write of
/// what is long past.
const WORTH: i64 = 3;

/// Documents at a time: of those whom one transaction writes to.
const SOME: i64 = 100;

/// States of documents of which something is to be paid.
const OPEN: [&str; 3] = ["pending", "partially_paid", "rejected"];

/// That a step was not told of a document, and that no card is asked for it.
macro_rules! untold {
    ($step:expr) => {
        sql::<Bool>(
            "NOT EXISTS (SELECT 1 FROM notices told WHERE told.event = 'reminder' \
             AND told.subject_id = invoices.id AND told.step = ",
        )
        .bind::<BigInt, _>($step)
        .sql(") AND invoices.id NOT IN (SELECT invoice_id FROM charges WHERE next_at IS NOT NULL)")
    };
}

/// How far reminding has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    turn: usize,
    after: i64,
    told: i64,
}

impl Place {
    /// How many documents were told of so far.
    #[must_use]
    pub fn told(&self) -> i64 {
        self.told
    }
}

/// Reminds some customers of what is due by the organisation's days; where to go on, or nothing once all are reminded.
/// To be called in a transaction of its own, from [`Place::default`] on, until it says nothing, once a day or more
/// often: a step of a document is told once, whatever was killed in between. `today` is the organisation's day. Ring
/// `bells.mail` afterwards.
///
/// Whoever cannot be written to, or does not want to be, is passed over for good at that step; a document that a card
/// is being charged for is left alone.
///
/// # Errors
/// When the database fails.
pub fn remind(
    conn: &mut Db,
    w: &Writing,
    mailing: Mailing<'_>,
    today: NaiveDate,
    place: Place,
) -> Result<Option<Place>, AppError> {
    let steps = w.settings.organisation.billing.reminders();
    let mut after = place.after;
    for (at, turn) in turns(&steps, today).into_iter().enumerate().skip(place.turn) {
        let found = turn.some(conn, after)?;
        if let Some((last, _)) = found.last() {
            let mut customers: Vec<i64> = found.iter().map(|(_, customer)| *customer).collect();
            customers.sort_unstable();
            customers.dedup();
            turn.step.tell(conn, w, mailing, &customers)?;
            let told = place.told + i64::try_from(found.len()).unwrap_or(0);
            return Ok(Some(Place { turn: at, after: *last, told }));
        }
        after = 0;
    }
    Ok(None)
}

/// One walk of the index of documents by state and day to pay.
struct Turn<'a> {
    step: Step<'a>,
    day: NaiveDate,
    status: &'static str,
}

/// The latest step first: whoever missed one is told of the present one alone.
fn turns(steps: &[i64], today: NaiveDate) -> Vec<Turn<'_>> {
    let mut turns = Vec::new();
    for (at, now) in steps.iter().enumerate().rev() {
        let step = Step { now: *now, before: steps.get(..at).unwrap_or_default(), today };
        for late in 0..WORTH {
            let day = step.last() - Duration::days(late);
            turns.extend(OPEN.map(|status| Turn { step, day, status }));
        }
    }
    turns
}

impl Turn<'_> {
    /// Some documents of which the step was not told, with whose they are.
    fn some(&self, conn: &mut Db, after: i64) -> QueryResult<Vec<(i64, i64)>> {
        invoices::table
            .filter(invoices::status.eq(self.status).and(invoices::due_date.eq(self.day)))
            .filter(invoices::id.gt(after).and(invoices::balance.gt(0)))
            .filter(untold!(self.step.now))
            .order(invoices::id)
            .limit(SOME)
            .select((invoices::id, invoices::customer_id))
            .load(conn)
    }
}

#[derive(Clone, Copy)]
struct Step<'a> {
    /// Days after the day to pay.
    now: i64,
    /// Steps that came before it, and are not told any more.
    before: &'a [i64],
    today: NaiveDate,
}

impl Step<'_> {
    /// The latest day to pay of documents whose step is now.
    fn last(&self) -> NaiveDate {
        self.today - Duration::days(self.now)
    }

    /// Tells them. Locked, and looked at once more: one of them may have paid meanwhile.
    fn tell(
        &self,
        conn: &mut Db,
        w: &Writing,
        mailing: Mailing<'_>,
        customers: &[i64],
    ) -> Result<(), AppError> {
        query::lock(conn, customers)?;
        let rows: Vec<Invoice> = invoices::table
            .filter(invoices::status.eq_any(OPEN).and(invoices::balance.gt(0)))
            .filter(
                invoices::due_date.between(self.last() - Duration::days(WORTH - 1), self.last()),
            )
            .filter(untold!(self.now))
            .filter(among(invoices::customer_id, customers))
            .order((invoices::due_date, invoices::id))
            .select(columns::<Invoice>())
            .load(conn)?;
        let mut owing: BTreeMap<(i64, String, bool), Vec<Invoice>> = BTreeMap::new();
        for row in rows {
            if self.is_told_now(conn, w, row.id)? {
                let is_overdue = row.due_date.is_some_and(|day| day < self.today);
                let key = (row.customer_id, row.currency.clone(), is_overdue);
                owing.entry(key).or_default().push(row);
            }
        }
        let readers = Reader::of(conn, customers)?;
        for ((customer, currency, is_overdue), rows) in owing {
            let Some(reader) = readers.get(&customer) else { continue };
            write(conn, w, mailing, reader, (&currency, is_overdue, &rows))?;
        }
        Ok(())
    }

    /// Takes note of it; false where another was faster.
    fn is_told_now(&self, conn: &mut Db, w: &Writing, id: i64) -> QueryResult<bool> {
        for step in self.before {
            told::note(conn, Event::Reminder, (id, *step), w.at)?;
        }
        told::note(conn, Event::Reminder, (id, self.now), w.at)
    }
}

/// The letter of a customer.
fn write(
    conn: &mut Db,
    w: &Writing,
    mailing: Mailing<'_>,
    reader: &Reader,
    (currency, is_overdue, rows): (&str, bool, &[Invoice]),
) -> Result<(), AppError> {
    let house = &w.settings.organisation;
    let Ok(to) = who(Event::Reminder, &reader.record, house) else { return Ok(()) };
    let display = Display::new(reader.lang(house), w.settings);
    let mut parts = Vec::with_capacity(rows.len());
    for row in rows {
        let name = documents::called(conn, row.id)?.unwrap_or_default();
        let day = row.due_date.unwrap_or_default();
        parts.push((name, display.money(row.balance, currency), day));
    }
    let total = display.money(rows.iter().map(|row| row.balance).sum(), currency);
    let owed = Owed { is_overdue, total, parts, place: None };
    let shown = match rows {
        [row] => Shown::Invoice(&row.public_id),
        _ => Shown::Invoices,
    };
    for one in &to {
        let place = reader.place(house, one, (mailing.public_url, &shown));
        let content = Content::PaymentReminder(Owed { place, ..owed.clone() });
        letter(conn, w, mailing, (reader, one), &content)?;
    }
    Ok(())
}
