//! A run of invoices over many contracts, and what those notice of it who save meanwhile.

use std::sync::atomic::{AtomicBool, Ordering};

use chrono::{Datelike, Months, NaiveDate, Utc};
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::BigInt;
use padron::db::{Database, Db};
use padron::error::AppError;

use super::Panel;
use super::bulk::tell;

/// The billing day of everybody who is billed.
const DAY: u32 = 17;

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

/// Has the first customers invoiced as one of those is who were seeded with invoices, with a contract each.
pub fn prepare(database: &str, contracts: u64) {
    let db = Database::open(database).unwrap();
    db.write_now(|conn| {
        if count(conn, "SELECT COUNT(*) AS n FROM contracts WHERE node = 'bench'")? > 0 {
            return Ok(());
        }
        let statements = [
            format!(
                "UPDATE customer_billing SET billing_enabled = TRUE, effective_billing_day = {DAY}, own_cycle = FALSE, \
                 collection_mode = 'send_invoice', payment_method = 'transfer', \
                 legal_entity_id = (SELECT legal_entity_id FROM customer_billing WHERE billing_enabled LIMIT 1), \
                 tax_condition_id = (SELECT tax_condition_id FROM customer_billing WHERE billing_enabled LIMIT 1), \
                 invoice_type_id = (SELECT invoice_type_id FROM customer_billing WHERE billing_enabled LIMIT 1), \
                 tax_id_fk = (SELECT id FROM taxes WHERE rate_bp > 0 ORDER BY id LIMIT 1) \
                 WHERE customer_id IN (SELECT id FROM customers WHERE status = 'active' ORDER BY id LIMIT {contracts})"
            ),
            format!(
                "UPDATE contracts SET state = 'ended' WHERE customer_id IN \
                 (SELECT customer_id FROM customer_billing WHERE effective_billing_day = {DAY})"
            ),
            format!(
                "INSERT INTO contracts (public_id, customer_id, plan_id, node, state, start_date, currency, \
                 created_at, updated_at) SELECT 'con_bench' || customer_id, customer_id, \
                 (SELECT id FROM plans WHERE unit = 'month' AND price > 0 ORDER BY id LIMIT 1), 'bench', 'enabled', '2020-01-01', \
                 (SELECT currency FROM plans WHERE unit = 'month' AND price > 0 ORDER BY id LIMIT 1), \
                 '2020-01-01 00:00:00', '2020-01-01 00:00:00' FROM customer_billing WHERE effective_billing_day = {DAY}"
            ),
            "UPDATE customer_accounts SET has_services = TRUE, has_live = TRUE WHERE customer_id IN \
             (SELECT customer_id FROM contracts WHERE node = 'bench')"
                .to_owned(),
        ];
        for statement in statements {
            sql_query(statement).execute(conn)?;
        }
        Ok::<_, AppError>(())
    })
    .unwrap();
}

fn count(conn: &mut Db, question: &str) -> Result<i64, AppError> {
    Ok(sql_query(question).get_result::<Count>(conn)?.n)
}

/// The billing day of the first month of the year past that was not billed by a run of before.
fn next_day(database: &str) -> NaiveDate {
    let db = Database::open(database).unwrap();
    let runs = db
        .read_now(|conn| count(conn, "SELECT COUNT(*) AS n FROM jobs WHERE kind = 'billing_run'"));
    let months = 11 - u32::try_from(runs.unwrap()).unwrap();
    (Utc::now().date_naive() - Months::new(months)).with_day(DAY).unwrap()
}

impl Panel {
    /// Looks at a run, and does it while others are saved, from `others` on.
    pub fn measure_run(&self, database: &str, contracts: u64, others: u64) {
        let name = format!("invoices of {contracts} contracts");
        let (day, today) = (next_day(database).to_string(), Utc::now().date_naive().to_string());
        let fields = [
            ("from", day.as_str()),
            ("to", day.as_str()),
            ("issue_on", today.as_str()),
            ("legal_entity_id", ""),
        ];
        let ask = || self.settled(&self.post("/invoices/run", &fields));
        let job = self.timed(&format!("{name}, looked at"), ask);
        let is_done = AtomicBool::new(false);
        let walls = std::thread::scope(|scope| {
            let saves = scope.spawn(|| self.save_until(others, &is_done));
            self.timed(&format!("{name}, issued"), || self.follow(&format!("{job}/start")));
            is_done.store(true, Ordering::Relaxed);
            saves.join().unwrap()
        });
        tell(&name, &walls);
    }
}
