//! What a document is to say, and keeping it before it is issued.

use chrono::NaiveDate;

use crate::db::Db;
use crate::db::prelude::*;
use crate::db::schema::{invoice_papers, invoices};
use crate::error::AppError;
use crate::history::{self, Change, Entity};
use crate::token;

use super::desk::{self, Prepared};
use super::issue::locked;
use super::store::{self, Invoice};
use super::totals::Line;
use super::{Outcome, Refusal, Saved, Writing, lines};

/// In the history, in the place of a field: a draft was written.
const DRAFTED: &str = "drafted";
/// A draft was thrown away.
const DISCARDED: &str = "discarded";

/// In the history, in the place of a field: a draft was written anew; what it came to before and after.
const REDRAFTED: &str = "total";

/// Letters of the mark of a form.
const MARK: usize = 14;

/// What sort of document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Of a period of a service.
    Recurring,
    /// «Avulsa»: of anything.
    OneOff,
    /// Takes back.
    CreditNote,
    /// Adds to.
    DebitNote,
}

impl Kind {
    /// As stored.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Recurring => "recurring",
            Self::OneOff => "one_off",
            Self::CreditNote => "credit_note",
            Self::DebitNote => "debit_note",
        }
    }

    fn from_code(code: &str) -> Self {
        match code {
            "recurring" => Self::Recurring,
            "credit_note" => Self::CreditNote,
            "debit_note" => Self::DebitNote,
            _ => Self::OneOff,
        }
    }
}

/// What a document is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// Nothing but itself.
    Nothing,
    /// A contract.
    Contract(i64),
    /// A subscription.
    Subscription(i64),
    /// A document that it corrects.
    Corrects(i64),
}

/// What a document is to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Whom it is for.
    pub customer: i64,
    /// What sort.
    pub kind: Kind,
    /// What it is of.
    pub of: Of,
    /// First and last day that it bills.
    pub period: Option<(NaiveDate, NaiveDate)>,
    /// Its lines.
    pub lines: Vec<Line>,
    /// Currency.
    pub currency: String,
    /// Day of issue.
    pub issue_on: NaiveDate,
    /// Last day to pay.
    pub due_on: NaiveDate,
    /// How it is paid; the customer's way when nothing is said.
    pub method: Option<String>,
    /// What else is said on it.
    pub notes: Option<String>,
    /// The mark of the form that brings it: the same form twice is one document.
    pub once: Option<String>,
}

/// Keeps a document before it is issued. It has no number, and is nothing that the customer owes.
///
/// # Errors
/// `NotFound` when the actor sees no such customer; else when the database fails.
pub fn draft(conn: &mut Db, w: &Writing, draft: Draft) -> Result<Outcome, AppError> {
    let prepared = match desk::prepare_one(conn, w, draft)? {
        Ok(prepared) => prepared,
        Err(refusal) => return Ok(Outcome::Refused(refusal)),
    };
    let row = prepared.row(w, "draft");
    let ids = store::insert(conn, std::slice::from_ref(&row))?;
    let id = ids.get(&row.public_id).copied().ok_or(AppError::NotFound)?;
    lines::insert(conn, &[(id, &prepared.draft.lines, &prepared.totals)])?;
    diesel::insert_into(invoice_papers::table)
        .values((
            invoice_papers::invoice_id.eq(id),
            invoice_papers::issuer.eq("{}"),
            invoice_papers::receiver.eq("{}"),
            invoice_papers::paper.eq("{}"),
            invoice_papers::notes.eq(&prepared.draft.notes),
        ))
        .execute(conn)?;
    let changes: Vec<Change> =
        Change::between(DRAFTED, None, Some(row.public_id.clone())).into_iter().collect();
    history::record_as(conn, &w.circumstance(None), (Entity::Invoice, id, 1), &changes)?;
    Ok(Outcome::Saved(Saved { id, version: 1, customer: row.customer_id }))
}

/// Writes a kept draft anew, if nobody wrote it since.
///
/// # Errors
/// `NotFound` when the actor sees no such draft; else when the database fails.
pub fn redraft(
    conn: &mut Db,
    w: &Writing,
    (id, version): (i64, i64),
    draft: Draft,
) -> Result<Outcome, AppError> {
    let kept = locked(conn, w, id)?;
    if kept.version != version {
        return Ok(Outcome::Conflict);
    }
    if kept.status != "draft" || kept.customer_id != draft.customer {
        return Ok(Outcome::Refused(Refusal::WrongState));
    }
    let prepared = match desk::prepare_one(conn, w, draft)? {
        Ok(prepared) => prepared,
        Err(refusal) => return Ok(Outcome::Refused(refusal)),
    };
    let row = Invoice {
        id,
        version: version + 1,
        public_id: kept.public_id,
        created_by: kept.created_by,
        created_at: kept.created_at,
        ..prepared.row(w, "draft")
    };
    store::update(conn, &row)?;
    lines::clear(conn, id)?;
    lines::insert(conn, &[(id, &prepared.draft.lines, &prepared.totals)])?;
    diesel::update(invoice_papers::table.find(id))
        .set(invoice_papers::notes.eq(&prepared.draft.notes))
        .execute(conn)?;
    let said = |total: i64| Some(total.to_string());
    let changes: Vec<Change> =
        Change::between(REDRAFTED, said(kept.total), said(row.total)).into_iter().collect();
    let place = (Entity::Invoice, id, row.version);
    history::record_as(conn, &w.circumstance(None), place, &changes)?;
    Ok(Outcome::Saved(Saved { id, version: row.version, customer: row.customer_id }))
}

/// Throws a kept draft away, if nobody wrote it since: it had no number, so that none is missing.
///
/// # Errors
/// `NotFound` when the actor sees no such document; else when the database fails.
pub fn discard(conn: &mut Db, w: &Writing, id: i64, version: i64) -> Result<Outcome, AppError> {
    let row = locked(conn, w, id)?;
    if row.version != version {
        return Ok(Outcome::Conflict);
    }
    if row.status != "draft" {
        return Ok(Outcome::Refused(Refusal::WrongState));
    }
    diesel::delete(invoices::table.find(id)).execute(conn)?;
    let changes: Vec<Change> =
        Change::between(DISCARDED, Some(row.public_id), None).into_iter().collect();
    let place = (Entity::Invoice, id, version + 1);
    history::record_as(conn, &w.circumstance(None), place, &changes)?;
    Ok(Outcome::Saved(Saved { id, version: version + 1, customer: row.customer_id }))
}

/// A kept draft as it was written.
///
/// # Errors
/// When the database fails.
pub fn kept(conn: &mut Db, row: &Invoice, today: NaiveDate) -> QueryResult<Draft> {
    let notes = invoice_papers::table
        .find(row.id)
        .select(invoice_papers::notes)
        .first::<Option<String>>(conn)?;
    let of = match (row.contract_id, row.subscription_id, row.corrects_id) {
        (Some(id), _, _) => Of::Contract(id),
        (_, Some(id), _) => Of::Subscription(id),
        (_, _, Some(id)) => Of::Corrects(id),
        _ => Of::Nothing,
    };
    Ok(Draft {
        customer: row.customer_id,
        kind: Kind::from_code(&row.kind),
        of,
        period: row.period_start.zip(row.period_end),
        lines: lines::as_written(conn, row.id)?,
        currency: row.currency.clone(),
        issue_on: row.issue_date.unwrap_or(today),
        due_on: row.due_date.unwrap_or(today),
        method: row.payment_method.clone(),
        notes,
        once: None,
    })
}

impl Prepared {
    /// Its row, without a number.
    pub(super) fn row(&self, w: &Writing, status: &str) -> Invoice {
        let draft = &self.draft;
        let (contract_id, subscription_id, corrects_id) = match draft.of {
            Of::Nothing => (None, None, None),
            Of::Contract(id) => (Some(id), None, None),
            Of::Subscription(id) => (None, Some(id), None),
            Of::Corrects(id) => (None, None, Some(id)),
        };
        Invoice {
            id: 0,
            public_id: public_id(draft.once.as_deref()),
            version: 1,
            customer_id: draft.customer,
            legal_entity_id: self.series.entity,
            invoice_type_id: self.series.kind,
            kind: draft.kind.code().to_owned(),
            status: status.to_owned(),
            contract_id,
            subscription_id,
            corrects_id,
            period_start: draft.period.map(|period| period.0),
            period_end: draft.period.map(|period| period.1),
            issue_date: Some(draft.issue_on),
            // Nobody pays a credit note.
            due_date: (draft.kind != Kind::CreditNote).then_some(draft.due_on),
            currency: draft.currency.clone(),
            subtotal: self.totals.subtotal.0,
            tax: self.totals.tax.0,
            total: self.totals.total.0,
            payment_method: draft.method.clone(),
            job_id: w.job,
            created_by: w.actor.id,
            created_at: w.at,
            updated_at: w.at,
            ..Invoice::default()
        }
    }
}

/// The number that others see, made of the form's mark where there is one.
fn public_id(once: Option<&str>) -> String {
    match once.filter(|mark| is_mark(mark)) {
        Some(mark) => format!("inv_{mark}"),
        None => format!("inv_{}", new_mark()),
    }
}

/// A mark for a form that makes a document.
#[must_use]
pub fn new_mark() -> String {
    token::random_text(MARK)
}

fn is_mark(text: &str) -> bool {
    text.len() == MARK && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// The document that the same form brought before, if it is this customer's.
///
/// # Errors
/// `BadRequest` for the mark of somebody else's form; else when the database fails.
pub fn brought_before(conn: &mut Db, once: &str, customer: i64) -> Result<Option<i64>, AppError> {
    if !is_mark(once) {
        return Ok(None);
    }
    let found: Option<(i64, i64)> = invoices::table
        .filter(invoices::public_id.eq(format!("inv_{once}")))
        .select((invoices::id, invoices::customer_id))
        .first(conn)
        .optional()?;
    match found {
        Some((id, whose)) if whose == customer => Ok(Some(id)),
        Some(_) => Err(AppError::BadRequest),
        None => Ok(None),
    }
}
