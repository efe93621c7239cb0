//! Writing figures: what differs, and nothing else.

use std::collections::HashMap;

use super::Rules;
use super::expected::{Account, Figures, InCurrency, Sales, figures};
use super::rows::{Customer, Rows};
use crate::db::prelude::*;
use crate::db::schema::{
    customer_accounts, customer_balances, customer_sales, customers, derivations,
};
use crate::db::{Db, among};

/// A customer whose category moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The customer.
    pub customer: i64,
    /// What it was.
    pub before: String,
    /// What it is.
    pub category: String,
}

/// Writes what the rows of these customers come to, where it is not what stands; who moved to another category.
/// The last act of a transaction.
///
/// # Errors
/// When the database fails.
pub fn refresh(conn: &mut Db, customers: &[i64], rules: &Rules) -> QueryResult<Vec<Moved>> {
    let mut ids = customers.to_vec();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    lock(conn, &ids)?;
    let rows = Rows::read(conn, &ids)?;
    let kept = Kept::read(conn, &ids)?;
    let mut moved = Vec::new();
    for customer in &rows.customers {
        let wanted = figures(customer, &rows, rules);
        write_customer(conn, customer, &wanted)?;
        kept.write(conn, customer.id, &wanted)?;
        if wanted.category != customer.category {
            moved.push(Moved {
                customer: customer.id,
                before: customer.category.clone(),
                category: wanted.category,
            });
        }
    }
    if !moved.is_empty() {
        diesel::update(derivations::table.find(1))
            .set(derivations::moves.eq(derivations::moves + 1))
            .execute(conn)?;
    }
    Ok(moved)
}

/// Nobody else writes of these customers until the transaction ends. SQLite has one writer at a time anyway.
fn lock(conn: &mut Db, ids: &[i64]) -> QueryResult<()> {
    if let Db::Pg(pg) = conn {
        let rows = customers::table.filter(customers::id.eq_any(ids)).order(customers::id);
        rows.select(customers::id).for_update().load::<i64>(pg)?;
    }
    Ok(())
}

fn write_customer(conn: &mut Db, customer: &Customer, wanted: &Figures) -> QueryResult<()> {
    if (&customer.category, customer.unpaid_count) == (&wanted.category, wanted.unpaid_count) {
        return Ok(());
    }
    diesel::update(customers::table.find(customer.id))
        .set((
            customers::category.eq(&wanted.category),
            customers::unpaid_count.eq(wanted.unpaid_count),
        ))
        .execute(conn)
        .map(|_| ())
}

/// What stands now, by customer.
pub(super) struct Kept {
    accounts: HashMap<i64, Account>,
    balances: HashMap<i64, Vec<InCurrency>>,
    months: HashMap<i64, Vec<Sales>>,
}

impl Kept {
    pub fn read(conn: &mut Db, ids: &[i64]) -> QueryResult<Self> {
        let accounts: Vec<Account> = customer_accounts::table
            .filter(among(customer_accounts::customer_id, ids))
            .select(columns::<Account>())
            .load(conn)?;
        let balances: Vec<InCurrency> = customer_balances::table
            .filter(among(customer_balances::customer_id, ids))
            .order((customer_balances::customer_id, customer_balances::currency))
            .select(columns::<InCurrency>())
            .load(conn)?;
        let months: Vec<Sales> = customer_sales::table
            .filter(among(customer_sales::customer_id, ids))
            .order((customer_sales::customer_id, customer_sales::currency, customer_sales::month))
            .select(columns::<Sales>())
            .load(conn)?;
        Ok(Self {
            accounts: accounts.into_iter().map(|row| (row.customer_id, row)).collect(),
            balances: grouped(balances, |row| row.customer_id),
            months: grouped(months, |row| row.customer_id),
        })
    }

    pub fn account(&self, customer: i64) -> Option<&Account> {
        self.accounts.get(&customer)
    }

    pub fn balances(&self, customer: i64) -> &[InCurrency] {
        self.balances.get(&customer).map_or(&[], Vec::as_slice)
    }

    pub fn months(&self, customer: i64) -> &[Sales] {
        self.months.get(&customer).map_or(&[], Vec::as_slice)
    }

    fn write(&self, conn: &mut Db, customer: i64, wanted: &Figures) -> QueryResult<()> {
        match self.account(customer) {
            Some(account) if *account == wanted.account => {}
            Some(_) => {
                let row = customer_accounts::table.find(customer);
                diesel::update(row).set(&wanted.account).execute(conn)?;
            }
            None => {
                diesel::insert_into(customer_accounts::table)
                    .values(&wanted.account)
                    .execute(conn)?;
            }
        }
        write_balances(conn, self.balances(customer), &wanted.balances)?;
        write_months(conn, self.months(customer), &wanted.months)
    }
}

fn grouped<T>(rows: Vec<T>, customer: fn(&T) -> i64) -> HashMap<i64, Vec<T>> {
    let mut all: HashMap<i64, Vec<T>> = HashMap::new();
    for row in rows {
        all.entry(customer(&row)).or_default().push(row);
    }
    all
}

fn write_balances(conn: &mut Db, kept: &[InCurrency], wanted: &[InCurrency]) -> QueryResult<()> {
    for row in kept.iter().filter(|row| !wanted.contains(row)) {
        diesel::delete(customer_balances::table.find((row.customer_id, &row.currency)))
            .execute(conn)?;
    }
    for row in wanted.iter().filter(|row| !kept.contains(row)) {
        diesel::insert_into(customer_balances::table).values(row).execute(conn)?;
    }
    Ok(())
}

fn write_months(conn: &mut Db, kept: &[Sales], wanted: &[Sales]) -> QueryResult<()> {
    for row in kept.iter().filter(|row| !wanted.contains(row)) {
        diesel::delete(customer_sales::table.find((row.customer_id, &row.currency, row.month)))
            .execute(conn)?;
    }
    for row in wanted.iter().filter(|row| !kept.contains(row)) {
        diesel::insert_into(customer_sales::table).values(row).execute(conn)?;
    }
    Ok(())
}
