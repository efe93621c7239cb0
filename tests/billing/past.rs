//! Documents that are written with their past are the same as those to which it happened act by act.

use diesel::prelude::*;
use padron::customers::query;
use padron::db::Db;
use padron::db::schema::{allocations, customers, history, invoice_papers, invoices, payments};
use padron::error::AppError;
use padron::invoices::past::{self, Past};
use padron::invoices::{Act, Writing, act, credit_note, prepare};
use padron::money::Amount;
use padron::payments::past::{Taken, take_in};
use padron::payments::{Received, register};

use super::house::{House, issued, line, saved};

const REASON: &str = "Se emitió dos veces";
/// One is left as it is, one is paid, one in part, one with more, one voided, one taken back.
const TOTALS: [i64; 6] = [1_000, 2_000, 3_001, 4_000, 5_000, 6_000];

fn received(house: &House, customer: i64, document: i64, (amount, part): (i64, i64)) -> Received {
    Received {
        customer,
        currency: "ARS".to_owned(),
        amount: Amount(amount),
        method: "transfer".to_owned(),
        paid_on: house.writing().today(),
        reference: None,
        to: vec![(document, Amount(part))],
        seen: Vec::new(),
        once: format!("form-{document}"),
    }
}

fn by_acts(house: &House, w: &Writing, customer: i64) {
    let ids: Vec<i64> = TOTALS
        .iter()
        .map(|total| {
            let draft = house.draft(customer, vec![line("Internet", *total)], 10);
            house.write(|conn| issued(conn, w, draft))
        })
        .collect();
    for (at, amounts) in [(1, (2_000, 2_000)), (2, (1_500, 1_500)), (3, (4_500, 4_000))] {
        let received = received(house, customer, ids[at], amounts);
        house.write(|conn| register(conn, w, &received));
    }
    let void = Act::Void(REASON.to_owned());
    saved(house.write(|conn| act(conn, w, ids[4], 1, &void)));
    saved(house.write(|conn| credit_note(conn, w, ids[5], 1, None, REASON)));
}

fn at_once(house: &House, w: &Writing, customer: i64) {
    let drafts = TOTALS
        .iter()
        .map(|total| house.draft(customer, vec![line("Internet", *total)], 10))
        .collect();
    let pasts = [
        Past::Open,
        Past::Paid(*w, 2_000),
        Past::Paid(*w, 1_500),
        Past::Paid(*w, 4_000),
        Past::Voided(*w),
        Past::Credited(*w),
    ];
    house.write(|conn| {
        let record = query::find_to_change(conn, w.actor, customer)?.unwrap();
        let records = [record];
        let (prepared, refused) = prepare(conn, w, &records, drafts)?;
        assert!(refused.is_empty());
        let written = past::issue_with(conn, w, &prepared, pasts.into_iter(), REASON)?;
        let taken: Vec<Taken> = [(1, (2_000, 2_000)), (2, (1_500, 1_500)), (3, (4_500, 4_000))]
            .into_iter()
            .map(|(at, amounts)| Taken {
                w: *w,
                received: received(house, customer, written[at].row.id, amounts),
                document: &written[at],
            })
            .collect();
        take_in(conn, &taken)?;
        past::void(conn, written.iter(), REASON)?;
        past::credit(conn, &records, written.iter(), REASON)?;
        Ok(w.refresh(conn, &[customer])?)
    });
}

/// What is different of each customer, and what it is called here: rows by their place among the customer's own.
#[derive(Default)]
struct Names(Vec<(String, String)>);

impl Names {
    fn of(conn: &mut Db, customer: i64) -> Result<Self, AppError> {
        let documents: Vec<(String, Option<String>, String)> = invoices::table
            .filter(invoices::customer_id.eq(customer))
            .order(invoices::id)
            .select((invoices::public_id, invoices::full_number, invoices::kind))
            .load(conn)?;
        let taken: Vec<String> = payments::table
            .filter(payments::customer_id.eq(customer))
            .order(payments::id)
            .select(payments::public_id)
            .load(conn)?;
        let mut names = Self::default();
        for (at, (public_id, number, kind)) in documents.into_iter().enumerate() {
            let is_note = kind == "credit_note";
            names.0.push((public_id, format!("document {at}")));
            names.0.push((numbered(&number.unwrap(), is_note), format!("number {at}")));
        }
        for (at, public_id) in taken.into_iter().enumerate() {
            names.0.push((public_id, format!("payment {at}")));
        }
        Ok(names)
    }

    /// What a field of the history says; notes have a series of their own, whose numbers are those of documents too.
    fn said(&self, text: Option<String>, is_of_note: bool) -> Option<String> {
        let text = text?;
        let name = |wanted: &str| self.0.iter().find(|(own, _)| own == wanted);
        let found = name(&text).or_else(|| name(&numbered(&text, is_of_note)));
        Some(found.map_or(text.clone(), |(_, name)| name.clone()))
    }
}

fn numbered(number: &str, is_note: bool) -> String {
    format!("{} {number}", if is_note { "note" } else { "invoice" })
}

/// Everything that is written of a customer's documents and payments, but for what is different of each.
fn told(conn: &mut Db, customer: i64) -> Result<Vec<String>, AppError> {
    let mut told = Vec::new();
    let names = Names::of(conn, customer)?;
    let documents: Vec<(i64, i64, String, String, i64, i64, i64, i64)> = invoices::table
        .filter(invoices::customer_id.eq(customer))
        .order(invoices::id)
        .select((
            invoices::id,
            invoices::version,
            invoices::kind,
            invoices::status,
            invoices::total,
            invoices::paid,
            invoices::credited,
            invoices::balance,
        ))
        .load(conn)?;
    let taken: Vec<(i64, i64, i64, i64, String, String)> = payments::table
        .filter(payments::customer_id.eq(customer))
        .order(payments::id)
        .select((
            payments::id,
            payments::version,
            payments::amount,
            payments::applied,
            payments::status,
            payments::method,
        ))
        .load(conn)?;
    let note = |id: i64| documents.iter().position(|document| document.0 == id);
    let payment = |id: i64| taken.iter().position(|payment| payment.0 == id);
    for (id, version, kind, status, total, paid, credited, balance) in &documents {
        told.push(format!("{version} {kind} {status} {total} {paid} {credited} {balance}"));
        let settled: Vec<(Option<i64>, Option<i64>, i64)> = allocations::table
            .filter(allocations::invoice_id.eq(id))
            .order(allocations::id)
            .select((allocations::payment_id, allocations::credit_note_id, allocations::amount))
            .load(conn)?;
        for (by_payment, by_note, amount) in settled {
            let source = (by_payment.and_then(payment), by_note.and_then(note));
            assert_ne!(source, (None, None), "settled by another customer's");
            told.push(format!("settled {source:?} {amount}"));
        }
        let paper: (Option<String>, bool) = invoice_papers::table
            .find(id)
            .select((invoice_papers::reason, invoice_papers::voided_at.is_not_null()))
            .first(conn)?;
        told.push(format!("{paper:?}"));
        told.extend(stories(conn, &names, "invoice", (*id, kind == "credit_note"))?);
    }
    for (id, version, amount, applied, status, method) in &taken {
        told.push(format!("{version} {amount} {applied} {status} {method}"));
        told.extend(stories(conn, &names, "payment", (*id, false))?);
    }
    let stands: (String, i64) = customers::table
        .find(customer)
        .select((customers::category, customers::unpaid_count))
        .first(conn)?;
    told.push(format!("{stands:?}"));
    Ok(told)
}

/// Revision, field, before, after, reason, who.
type Row = (i64, String, Option<String>, Option<String>, Option<String>, String);

fn stories(
    conn: &mut Db,
    names: &Names,
    entity: &str,
    (id, is_note): (i64, bool),
) -> Result<Vec<String>, AppError> {
    let rows: Vec<Row> = history::table
        .filter(history::entity.eq(entity).and(history::entity_id.eq(id)))
        .order(history::id)
        .select((
            history::revision,
            history::field,
            history::before,
            history::after,
            history::reason,
            history::actor_name,
        ))
        .load(conn)?;
    let said = |(revision, field, before, after, reason, actor): Row| {
        let is_of_note = is_note || field == "credited";
        let (before, after) = (names.said(before, is_of_note), names.said(after, is_of_note));
        format!("{revision} {field} {before:?} {after:?} {reason:?} {actor}")
    };
    Ok(rows.into_iter().map(said).collect())
}

#[test]
fn a_past_is_what_the_acts_would_have_made() {
    let house = House::new();
    let (one, other) = (house.customer("Ana"), house.customer("Eva"));
    by_acts(&house, &house.writing(), one);
    at_once(&house, &house.writing(), other);
    let (acts, past) = house.write(|conn| Ok((told(conn, one)?, told(conn, other)?)));
    assert_eq!(acts, past);
}

#[test]
fn no_document_is_paid_more_than_it_asks_for() {
    let house = House::new();
    let customer = house.customer("Ana");
    let w = house.writing();
    let drafts = vec![house.draft(customer, vec![line("Internet", 1_000)], 10)];
    let refused = house.db.write_now(|conn| {
        let record = query::find_to_change(conn, w.actor, customer)?.unwrap();
        let (prepared, _) = prepare(conn, &w, &[record], drafts)?;
        let pasts = std::iter::once(Past::Paid(w, 1_001));
        past::issue_with(conn, &w, &prepared, pasts, REASON).map(|_| ())
    });
    assert!(matches!(refused, Err(AppError::Bug(_))));
    let left: i64 = house.write(|conn| Ok(invoices::table.count().get_result(conn)?));
    assert_eq!(left, 0);
}
