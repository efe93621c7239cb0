//! Writing figures: what differs, and nothing else.

use std::collections::{BTreeMap, HashMap};

use super::Rules;
use super::expected::{Account, Figures, InCurrency, Sales, figures};
use super::rows::Rows;
use crate::db::prelude::*;
use crate::db::schema::{
    customer_accounts, customer_balances, customer_sales, customers, derivations,
};
use crate::db::{Db, among};
use crate::on_backend;

/// Rows of one statement: SQLite takes 32,766 values in one.
const TOGETHER: usize = 2_000;

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
    let mut standings: BTreeMap<(&str, i64), Vec<i64>> = BTreeMap::new();
    let wanted: Vec<Figures> =
        rows.customers.iter().map(|customer| figures(customer, &rows, rules)).collect();
    kept.write(conn, &wanted)?;
    for (customer, wanted) in rows.customers.iter().zip(&wanted) {
        let stands = (customer.category.as_str(), customer.unpaid_count);
        let standing = (wanted.category.as_str(), wanted.unpaid_count);
        if stands != standing {
            standings.entry(standing).or_default().push(customer.id);
        }
        if wanted.category != customer.category {
            moved.push(Moved {
                customer: customer.id,
                before: customer.category.clone(),
                category: wanted.category.clone(),
            });
        }
    }
    write_standings(conn, standings)?;
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

/// What stands in the customers' own rows, together for those who get the same.
fn write_standings(conn: &mut Db, standings: BTreeMap<(&str, i64), Vec<i64>>) -> QueryResult<()> {
    for ((category, unpaid), ids) in standings {
        diesel::update(customers::table.filter(among(customers::id, &ids)))
            .set((customers::category.eq(category), customers::unpaid_count.eq(unpaid)))
            .execute(conn)?;
    }
    Ok(())
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

    fn write(&self, conn: &mut Db, wanted: &[Figures]) -> QueryResult<()> {
        self.write_accounts(conn, wanted)?;
        self.write_balances(conn, wanted)?;
        self.write_months(conn, wanted)
    }

    fn write_accounts(&self, conn: &mut Db, wanted: &[Figures]) -> QueryResult<()> {
        let mut new = Vec::new();
        for Figures { account, .. } in wanted {
            match self.account(account.customer_id) {
                Some(kept) if kept == account => {}
                Some(_) => {
                    let row = customer_accounts::table.find(account.customer_id);
                    diesel::update(row).set(account).execute(conn)?;
                }
                None => new.push(account),
            }
        }
        for some in new.chunks(TOGETHER) {
            let rows = diesel::insert_into(customer_accounts::table).values(some.to_vec());
            on_backend!(conn, c => rows.execute(c))?;
        }
        Ok(())
    }

    fn write_balances(&self, conn: &mut Db, wanted: &[Figures]) -> QueryResult<()> {
        let mut new = Vec::new();
        for Figures { account, balances, .. } in wanted {
            let kept = self.balances(account.customer_id);
            for row in kept.iter().filter(|row| !balances.contains(row)) {
                let row = customer_balances::table.find((row.customer_id, &row.currency));
                diesel::delete(row).execute(conn)?;
            }
            new.extend(balances.iter().filter(|row| !kept.contains(row)));
        }
        for some in new.chunks(TOGETHER) {
            let rows = diesel::insert_into(customer_balances::table).values(some.to_vec());
            on_backend!(conn, c => rows.execute(c))?;
        }
        Ok(())
    }

    fn write_months(&self, conn: &mut Db, wanted: &[Figures]) -> QueryResult<()> {
        let mut new = Vec::new();
        for Figures { account, months, .. } in wanted {
            let kept = self.months(account.customer_id);
            for row in kept.iter().filter(|row| !months.contains(row)) {
                let row = customer_sales::table.find((row.customer_id, &row.currency, row.month));
                diesel::delete(row).execute(conn)?;
            }
            new.extend(months.iter().filter(|row| !kept.contains(row)));
        }
        for some in new.chunks(TOGETHER) {
            let rows = diesel::insert_into(customer_sales::table).values(some.to_vec());
            on_backend!(conn, c => rows.execute(c))?;
        }
        Ok(())
    }
}

fn grouped<T>(rows: Vec<T>, customer: fn(&T) -> i64) -> HashMap<i64, Vec<T>> {
    let mut all: HashMap<i64, Vec<T>> = HashMap::new();
    for row in rows {
        all.entry(customer(&row)).or_default().push(row);
    }
    all
}
