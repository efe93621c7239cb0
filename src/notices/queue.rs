//! Letters about documents and payments, put into the outbox in the transaction of what they tell of. One letter
//! for each address, with the reason why it goes there.

use chrono::TimeZone as _;

use super::portal::{Reader, Shown};
use super::recipients::{Addressee, Event, Silence, by_hand};
use super::{Mailing, party, told, who};
use crate::db::Db;
use crate::error::AppError;
use crate::invoices::settled;
use crate::invoices::states::METHODS;
use crate::invoices::store::{self, Invoice};
use crate::invoices::{self, Kind, Snapshots, Writing};
use crate::mail::billing::{Issued, Paid};
use crate::mail::{Content, Letter, Paper};
use crate::payments::{self, Payment};
use crate::settings::Display;

/// What became of telling somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// These addresses are written to.
    Queued(Vec<Addressee>),
    /// Nobody is, and why.
    Silent(Silence),
    /// It was told before.
    Before,
}

/// Tells of a document that was issued, in the transaction that issues it: once. Ring `bells.mail` afterwards.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub fn tell_invoice(
    conn: &mut Db,
    w: &Writing,
    mailing: Mailing<'_>,
    id: i64,
) -> Result<Told, AppError> {
    let row = store::find(conn, id)?.ok_or(AppError::NotFound)?;
    let reader = reader(conn, row.customer_id)?;
    document(conn, w, mailing, (&row, &reader), None)
}

/// Tells of many documents that were issued, each once; how many letters there are. To be called by whoever issues
/// many, with what one transaction may hold (some hundreds): in the transaction that issues them, or in one of its own
/// afterwards, where being called again with the same documents tells nobody twice. Letters of a job (`w.job`) leave
/// after those to one person. Ring `bells.mail` afterwards.
///
/// # Errors
/// When the database fails.
pub fn tell_invoices(
    conn: &mut Db,
    w: &Writing,
    mailing: Mailing<'_>,
    ids: &[i64],
) -> Result<usize, AppError> {
    let mut rows = Vec::with_capacity(ids.len());
    for id in ids {
        rows.extend(store::find(conn, *id)?);
    }
    let mut customers: Vec<i64> = rows.iter().map(|row| row.customer_id).collect();
    customers.sort_unstable();
    customers.dedup();
    let readers = Reader::of(conn, &customers)?;
    let mut letters = 0;
    for row in rows {
        let Some(reader) = readers.get(&row.customer_id) else { continue };
        if let Told::Queued(to) = document(conn, w, mailing, (&row, reader), None)? {
            letters += to.len();
        }
    }
    Ok(letters)
}

/// Tells of a payment that came in, in the transaction that takes it in: once, and only where the organisation mails
/// receipts. Ring `bells.mail` afterwards.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub fn tell_payment(
    conn: &mut Db,
    w: &Writing,
    mailing: Mailing<'_>,
    id: i64,
) -> Result<Told, AppError> {
    let row = payments::find(conn, id)?.ok_or(AppError::NotFound)?;
    let reader = reader(conn, row.customer_id)?;
    match who(Event::Payment, &reader.record, &w.settings.organisation) {
        Ok(to) => payment(conn, w, mailing, (&row, &reader), (to, 0)),
        Err(silence) => Ok(Told::Silent(silence)),
    }
}

/// Tells of a document or payment once more, because somebody asks for it. `step` is the one that the page has shown,
/// so that the same form twice is one letter.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub fn tell_again(
    conn: &mut Db,
    w: &Writing,
    mailing: Mailing<'_>,
    (event, subject, step): (Event, i64, i64),
) -> Result<Told, AppError> {
    if event == Event::Payment {
        let row = payments::find(conn, subject)?.ok_or(AppError::NotFound)?;
        let reader = reader(conn, row.customer_id)?;
        return match by_hand(event, &party::of(&reader.record)) {
            Ok(to) => payment(conn, w, mailing, (&row, &reader), (to, step)),
            Err(silence) => Ok(Told::Silent(silence)),
        };
    }
    let row = store::find(conn, subject)?.ok_or(AppError::NotFound)?;
    let reader = reader(conn, row.customer_id)?;
    document(conn, w, mailing, (&row, &reader), Some(step))
}

/// What a document is to those who are told of it.
#[must_use]
pub fn event_of(row: &Invoice) -> Event {
    if row.kind == Kind::CreditNote.code() { Event::CreditNote } else { Event::Invoice }
}

fn reader(conn: &mut Db, customer: i64) -> Result<Reader, AppError> {
    Reader::of(conn, &[customer])?.remove(&customer).ok_or(AppError::NotFound)
}

/// By itself without a step.
fn document(
    conn: &mut Db,
    w: &Writing,
    mailing: Mailing<'_>,
    (row, reader): (&Invoice, &Reader),
    step: Option<i64>,
) -> Result<Told, AppError> {
    let event = event_of(row);
    let house = &w.settings.organisation;
    let to = match step {
        None => who(event, &reader.record, house),
        Some(_) => by_hand(event, &party::of(&reader.record)),
    };
    let to = match to {
        Ok(to) => to,
        Err(silence) => return Ok(Told::Silent(silence)),
    };
    if !told::note(conn, event, (row.id, step.unwrap_or_default()), w.at)? {
        return Ok(Told::Before);
    }
    let kind = Snapshots::of(conn, row.id)?.heading.name;
    let display = Display::new(reader.lang(house), w.settings);
    let issued = Issued {
        name: format!("{kind} {}", row.full_number.clone().unwrap_or_default()),
        total: display.money(row.total, &row.currency),
        due: row.due_date,
        corrects: match row.corrects_id {
            Some(corrected) => invoices::called(conn, corrected)?,
            None => None,
        },
        place: None,
        paper: Paper { invoice: row.id, name: invoices::file_name(&kind, row) },
    };
    let shown = Shown::Invoice(&row.public_id);
    for one in &to {
        let place = reader.place(house, one, (mailing.public_url, &shown));
        let issued = Issued { place, ..issued.clone() };
        let content = match event {
            Event::CreditNote => Content::CreditNoteIssued(issued),
            _ => Content::InvoiceIssued(issued),
        };
        letter(conn, w, mailing, (reader, one), &content)?;
    }
    Ok(Told::Queued(to))
}

fn payment(
    conn: &mut Db,
    w: &Writing,
    mailing: Mailing<'_>,
    (row, reader): (&Payment, &Reader),
    (to, step): (Vec<Addressee>, i64),
) -> Result<Told, AppError> {
    if !told::note(conn, Event::Payment, (row.id, step), w.at)? {
        return Ok(Told::Before);
    }
    let house = &w.settings.organisation;
    let display = Display::new(reader.lang(house), w.settings);
    let mut parts = Vec::new();
    for part in settled::by_payment(conn, row.id)? {
        if part.taken_back_at.is_none() {
            let name = invoices::called(conn, part.invoice)?.unwrap_or(part.called);
            parts.push((name, display.money(part.amount, &row.currency)));
        }
    }
    parts.reverse();
    let method = display.choice(METHODS, &row.method);
    let left = row.left();
    let paid = Paid {
        amount: display.money(row.amount, &row.currency),
        on: house.zone().from_utc_datetime(&row.paid_at).date_naive(),
        method: match &row.card_label {
            Some(card) => format!("{method} {card}"),
            None => method,
        },
        parts,
        credit: (left > 0).then(|| display.money(left, &row.currency)),
        place: None,
    };
    for one in &to {
        let place = reader.place(house, one, (mailing.public_url, &Shown::Payments));
        let content = Content::PaymentReceived(Paid { place, ..paid.clone() });
        letter(conn, w, mailing, (reader, one), &content)?;
    }
    Ok(Told::Queued(to))
}

/// One letter, with the reason why it goes to its address.
pub(super) fn letter(
    conn: &mut Db,
    w: &Writing,
    mailing: Mailing<'_>,
    (reader, to): (&Reader, &Addressee),
    content: &Content,
) -> Result<(), AppError> {
    let house = &w.settings.organisation;
    let mut letter = Letter::compose(house, reader.recipient(house, to), content)?;
    letter.in_bulk = w.job.is_some();
    letter.reason = Some(to.why.code().to_owned());
    mailing.post.queue(conn, &letter).map(|_| ())
}
