//! Rows of payments.

use chrono::NaiveDateTime;

use crate::customers::query;
use crate::db::Db;
use crate::db::prelude::*;
use crate::db::schema::payments;
use crate::error::AppError;
use crate::invoices::Writing;

/// A row of `payments`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = payments, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct Payment {
    /// Number of the row.
    #[diesel(skip_insertion)]
    pub id: i64,
    /// The number that others see.
    pub public_id: String,
    /// How often it was written.
    pub version: i64,
    /// Who paid.
    pub customer_id: i64,
    /// Currency.
    pub currency: String,
    /// How much.
    pub amount: i64,
    /// How much of it settles documents.
    pub applied: i64,
    /// How much of it was given back.
    pub refunded: i64,
    /// By which way.
    pub method: String,
    /// See [`super::states`].
    pub status: String,
    /// The gateway that took it.
    pub gateway_id: Option<i64>,
    /// The card that it was taken from.
    pub card_id: Option<i64>,
    /// What that card was called.
    pub card_label: Option<String>,
    /// What the payer or the bank calls it.
    pub reference: Option<String>,
    /// When it was paid.
    pub paid_at: NaiveDateTime,
    /// Who took it in.
    pub received_by: Option<i64>,
    /// When it was taken back.
    pub reversed_at: Option<NaiveDateTime>,
    /// Why.
    pub reason: Option<String>,
    /// The mark of the form that brought it.
    pub once: Option<String>,
    /// When it was written down.
    pub created_at: NaiveDateTime,
    /// When it was written last.
    pub updated_at: NaiveDateTime,
}

impl Payment {
    /// What is left of it for other documents.
    #[must_use]
    pub fn left(&self) -> i64 {
        if super::states::holds(&self.status) {
            self.amount - self.applied - self.refunded
        } else {
            0
        }
    }
}

/// A payment.
///
/// # Errors
/// When the database fails.
pub fn find(conn: &mut Db, id: i64) -> QueryResult<Option<Payment>> {
    payments::table.find(id).select(columns::<Payment>()).first(conn).optional()
}

pub(super) fn insert(conn: &mut Db, row: &Payment) -> QueryResult<i64> {
    diesel::insert_into(payments::table).values(row).returning(payments::id).get_result(conn)
}

pub(super) fn update(conn: &mut Db, row: &Payment) -> QueryResult<()> {
    diesel::update(payments::table.find(row.id)).set(row).execute(conn).map(|_| ())
}

/// A payment as it is once its customer is locked.
pub(super) fn locked(conn: &mut Db, w: &Writing, id: i64) -> Result<Payment, AppError> {
    let seen = find(conn, id)?.ok_or(AppError::NotFound)?;
    query::lock(conn, &[seen.customer_id])?;
    if query::visible_names(conn, w.actor, &[seen.customer_id])?.is_empty() {
        return Err(AppError::NotFound);
    }
    find(conn, id)?.ok_or(AppError::NotFound)
}
