//! The contracts of a run, and what becomes of each.

use chrono::NaiveDate;
use diesel::dsl::{count_star, sql};
use diesel::sql_types::BigInt;
use diesel::upsert::excluded;

use crate::db::prelude::*;
use crate::db::schema::billing_items;
use crate::db::{Db, among};
use crate::jobs::Fate;
use crate::on_backend;

/// Rows of one statement: SQLite takes 32,766 values in one.
const TOGETHER: usize = 1_000;

/// A contract of a run.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = billing_items, treat_none_as_default_value = false)]
pub struct Item {
    job_id: i64,
    /// The contract.
    pub contract_id: i64,
    /// Its customer.
    pub customer_id: i64,
    state: String,
    /// First day of the period.
    pub period_start: Option<NaiveDate>,
    /// Last day of the period.
    pub period_end: Option<NaiveDate>,
    /// What it is billed, or would be, in minor units.
    pub total: Option<i64>,
    /// Currency.
    pub currency: Option<String>,
    /// Its document.
    pub invoice_id: Option<i64>,
    /// Why it has none, or what else is to be known, as a kept sentence.
    pub reason: Option<String>,
}

impl Item {
    /// A contract whose period begins on this day.
    pub(super) fn new(
        job_id: i64,
        (contract_id, customer_id): (i64, i64),
        begins: NaiveDate,
    ) -> Self {
        Self {
            job_id,
            contract_id,
            customer_id,
            state: Fate::Waiting.code().to_owned(),
            period_start: Some(begins),
            period_end: None,
            total: None,
            currency: None,
            invoice_id: None,
            reason: None,
        }
    }

    /// The same contract with another fate.
    pub(super) fn becomes(self, fate: Fate) -> Self {
        Self { state: fate.code().to_owned(), ..self }
    }

    /// The same contract, without a document for a reason.
    pub(super) fn because(self, fate: Fate, reason: String) -> Self {
        Self { state: fate.code().to_owned(), reason: Some(reason), invoice_id: None, ..self }
    }

    /// What became of it.
    #[must_use]
    pub fn fate(&self) -> Option<Fate> {
        Fate::from_code(&self.state)
    }
}

/// What the documents of one currency come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    /// Currency.
    pub currency: String,
    /// How many documents.
    pub documents: i64,
    /// In minor units.
    pub total: i64,
}

/// Freezes contracts; those that are there already stay.
pub(super) fn add(conn: &mut Db, items: &[Item]) -> QueryResult<()> {
    for some in items.chunks(TOGETHER) {
        on_backend!(conn, c => {
            diesel::insert_into(billing_items::table)
                .values(some)
                .on_conflict_do_nothing()
                .execute(c)
        })?;
    }
    Ok(())
}

/// Writes what became of contracts that are in the set.
pub(super) fn decide(conn: &mut Db, items: &[Item]) -> QueryResult<()> {
    for some in items.chunks(TOGETHER) {
        on_backend!(conn, c => {
            diesel::insert_into(billing_items::table)
                .values(some)
                .on_conflict((billing_items::job_id, billing_items::contract_id))
                .do_update()
                .set((
                    billing_items::state.eq(excluded(billing_items::state)),
                    billing_items::period_end.eq(excluded(billing_items::period_end)),
                    billing_items::total.eq(excluded(billing_items::total)),
                    billing_items::currency.eq(excluded(billing_items::currency)),
                    billing_items::invoice_id.eq(excluded(billing_items::invoice_id)),
                    billing_items::reason.eq(excluded(billing_items::reason)),
                ))
                .execute(c)
        })?;
    }
    Ok(())
}

/// How many contracts a run has.
pub(super) fn count(conn: &mut Db, job: i64) -> QueryResult<i64> {
    billing_items::table.filter(billing_items::job_id.eq(job)).count().get_result(conn)
}

/// Contracts of a run that have this fate, behind a number.
///
/// # Errors
/// When the database fails.
pub fn page(conn: &mut Db, job: i64, fate: Fate, after: i64, most: i64) -> QueryResult<Vec<Item>> {
    // The numbers first, from the index by fate alone: for whole rows SQLite walks along everything of the job.
    let contracts: Vec<i64> = billing_items::table
        .filter(billing_items::job_id.eq(job))
        .filter(billing_items::state.eq(fate.code()))
        .filter(billing_items::contract_id.gt(after))
        .order(billing_items::contract_id)
        .limit(most)
        .select(billing_items::contract_id)
        .load(conn)?;
    still(conn, job, fate, &contracts)
}

/// Those of these contracts that have this fate still.
pub(super) fn still(
    conn: &mut Db,
    job: i64,
    fate: Fate,
    contracts: &[i64],
) -> QueryResult<Vec<Item>> {
    billing_items::table
        .filter(billing_items::job_id.eq(job))
        .filter(among(billing_items::contract_id, contracts))
        .filter(billing_items::state.eq(fate.code()))
        .order(billing_items::contract_id)
        .select(columns::<Item>())
        .load(conn)
}

/// What the documents of a run come to, or would, by currency.
///
/// # Errors
/// When the database fails.
pub fn sums(conn: &mut Db, job: i64, fate: Fate) -> QueryResult<Vec<Sum>> {
    let total = sql::<BigInt>("CAST(COALESCE(SUM(total), 0) AS BIGINT)");
    let rows: Vec<(Option<String>, i64, i64)> = billing_items::table
        .filter(billing_items::job_id.eq(job))
        .filter(billing_items::state.eq(fate.code()))
        .group_by(billing_items::currency)
        .order(billing_items::currency)
        .select((billing_items::currency, count_star(), total))
        .load(conn)?;
    let sums = rows.into_iter().map(|(currency, documents, total)| Sum {
        currency: currency.unwrap_or_default(),
        documents,
        total,
    });
    Ok(sums.collect())
}
