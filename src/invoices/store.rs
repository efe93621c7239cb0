//! Rows of documents.

use chrono::{NaiveDate, NaiveDateTime};

use crate::db::Db;
use crate::db::prelude::*;
use crate::db::schema::invoices;

/// A row of `invoices`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = invoices, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct Invoice {
    /// Number of the row.
    #[diesel(skip_insertion)]
    pub id: i64,
    /// The number that others see.
    pub public_id: String,
    /// How often it was written.
    pub version: i64,
    /// Whom it is for.
    pub customer_id: i64,
    /// Who issues.
    pub legal_entity_id: i64,
    /// Its type.
    pub invoice_type_id: i64,
    /// Its series; none in drafts.
    pub series_id: Option<i64>,
    /// Its number in the series.
    pub number: Option<i64>,
    /// Its number as written.
    pub full_number: Option<String>,
    /// See [`super::Kind`].
    pub kind: String,
    /// See [`super::states`].
    pub status: String,
    /// The contract that it bills.
    pub contract_id: Option<i64>,
    /// The subscription that it bills.
    pub subscription_id: Option<i64>,
    /// The document that it corrects.
    pub corrects_id: Option<i64>,
    /// First day that it bills.
    pub period_start: Option<NaiveDate>,
    /// Last day that it bills.
    pub period_end: Option<NaiveDate>,
    /// Day of issue.
    pub issue_date: Option<NaiveDate>,
    /// Last day to pay.
    pub due_date: Option<NaiveDate>,
    /// Currency.
    pub currency: String,
    /// Without taxes.
    pub subtotal: i64,
    /// All taxes.
    pub tax: i64,
    /// All together.
    pub total: i64,
    /// Settled by payments.
    pub paid: i64,
    /// Settled by credit notes.
    pub credited: i64,
    /// What is left to pay.
    pub balance: i64,
    /// How it is paid.
    pub payment_method: Option<String>,
    /// The run that made it.
    pub job_id: Option<i64>,
    /// Who made it.
    pub created_by: Option<i64>,
    /// When it was made.
    pub created_at: NaiveDateTime,
    /// When it was written last.
    pub updated_at: NaiveDateTime,
}

/// A document.
///
/// # Errors
/// When the database fails.
pub fn find(conn: &mut Db, id: i64) -> QueryResult<Option<Invoice>> {
    invoices::table.find(id).select(columns::<Invoice>()).first(conn).optional()
}

/// What is still to be paid by a customer, the oldest day to pay first.
///
/// # Errors
/// When the database fails.
pub fn open_of(conn: &mut Db, customer: i64) -> QueryResult<Vec<Invoice>> {
    invoices::table
        .filter(invoices::customer_id.eq(customer))
        .filter(invoices::balance.gt(0))
        .order((invoices::due_date, invoices::id))
        .select(columns::<Invoice>())
        .load(conn)
}

/// Adds a document; its number.
pub(super) fn insert(conn: &mut Db, row: &Invoice) -> QueryResult<i64> {
    diesel::insert_into(invoices::table).values(row).returning(invoices::id).get_result(conn)
}

/// Writes a document as it is now.
pub(super) fn update(conn: &mut Db, row: &Invoice) -> QueryResult<()> {
    diesel::update(invoices::table.find(row.id)).set(row).execute(conn).map(|_| ())
}
