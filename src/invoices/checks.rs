//! Whether documents, payments and what settles what agree, and no series has a gap: recomputed from the rows.

use diesel::QueryableByName;
use diesel::sql_types::BigInt;

use crate::db::Db;
use crate::db::prelude::*;

/// How many of each are named.
const NAMED: usize = 20;

/// What does not agree, by the numbers of the rows; the first ones of each sort.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Disagreements {
    /// Documents whose payments and notes come to something else than they say.
    pub documents: Vec<i64>,
    /// Payments that settle something else than they say.
    pub payments: Vec<i64>,
    /// Series in which a number is missing.
    pub series: Vec<i64>,
}

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = BigInt)]
    id: i64,
}

const DOCUMENTS: &str = "
    SELECT i.id AS id FROM invoices i WHERE i.number IS NOT NULL AND i.kind <> 'credit_note' AND (
        i.paid <> COALESCE((SELECT SUM(a.amount) FROM allocations a WHERE a.invoice_id = i.id
            AND a.payment_id IS NOT NULL AND a.taken_back_at IS NULL), 0)
        OR i.credited <> COALESCE((SELECT SUM(a.amount) FROM allocations a WHERE a.invoice_id = i.id
            AND a.credit_note_id IS NOT NULL AND a.taken_back_at IS NULL), 0)
        OR i.balance <> CASE WHEN i.status = 'voided' THEN 0 ELSE i.total - i.paid - i.credited END
        OR i.total <> i.subtotal + i.tax)
    ORDER BY i.id";

const PAYMENTS: &str = "
    SELECT p.id AS id FROM payments p WHERE p.applied + p.refunded > p.amount
        OR p.applied <> COALESCE((SELECT SUM(a.amount) FROM allocations a WHERE a.payment_id = p.id
            AND a.taken_back_at IS NULL), 0)
    ORDER BY p.id";

const SERIES: &str = "
    SELECT s.id AS id FROM invoice_series s LEFT JOIN invoices i ON i.series_id = s.id
    GROUP BY s.id, s.next_number
    HAVING COUNT(i.id) <> s.next_number - 1 OR COALESCE(MAX(i.number), 0) <> s.next_number - 1
    ORDER BY s.id";

impl Disagreements {
    /// Looks for them.
    ///
    /// # Errors
    /// When the database fails.
    pub fn find(conn: &mut Db) -> QueryResult<Self> {
        Ok(Self {
            documents: first(conn, DOCUMENTS)?,
            payments: first(conn, PAYMENTS)?,
            series: first(conn, SERIES)?,
        })
    }
}

fn first(conn: &mut Db, question: &str) -> QueryResult<Vec<i64>> {
    let rows: Vec<Found> = diesel::sql_query(format!("{question} LIMIT {NAMED}")).load(conn)?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}
