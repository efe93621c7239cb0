//! By which indexes SQLite reads: what is quick over a few rows must not go through millions.

use std::sync::{Arc, Mutex};

use diesel::connection::{Connection as _, Instrumentation, InstrumentationEvent};
use diesel::prelude::*;
use diesel::sql_types::Text;
use padron::contracts::Contracts;
use padron::db::Db;
use padron::error::AppError;
use padron::invoices::{Act, Invoices, act, credit_note};
use padron::lists::{Entity, Place, Query};
use padron::money::Amount;
use padron::payments::{Payments, Received, register, reverse};
use padron::subscriptions::Subscriptions;
use padron::web::Form;

use super::house::{House, issued, line, saved};

#[derive(QueryableByName)]
struct Plan {
    #[diesel(sql_type = Text)]
    detail: String,
}

/// How SQLite reads each statement of a job; nothing on another database.
pub fn of(
    conn: &mut Db,
    job: impl FnOnce(&mut Db) -> Result<(), AppError>,
) -> Result<Vec<String>, AppError> {
    let log: Arc<Mutex<Vec<String>>> = Arc::default();
    let Db::Sqlite(sqlite) = conn else { return Ok(Vec::new()) };
    let heard = Arc::clone(&log);
    sqlite.set_instrumentation(move |event: InstrumentationEvent<'_>| {
        if let InstrumentationEvent::StartQuery { query, .. } = event {
            heard.lock().unwrap().push(query.to_string());
        }
    });
    job(conn)?;
    let Db::Sqlite(sqlite) = conn else { return Ok(Vec::new()) };
    sqlite.set_instrumentation(None::<Box<dyn Instrumentation>>);
    let said = log.lock().unwrap().clone();
    let plan = |said: &String| {
        let sql = said.split("-- binds").next().unwrap();
        let plan: Vec<Plan> =
            diesel::sql_query(format!("EXPLAIN QUERY PLAN {sql}")).load(sqlite)?;
        Ok(plan.into_iter().map(|step| step.detail).collect::<Vec<_>>().join("; "))
    };
    said.iter().map(plan).collect()
}

/// Tables of which a customer has a few rows, and everybody millions.
const MANY: [&str; 10] = [
    "allocations",
    "cards",
    "charges",
    "contracts",
    "customers",
    "history",
    "invoice_lines",
    "invoices",
    "payments",
    "subscriptions",
];

/// Whether a statement goes through everybody's rows, or all of a state.
fn reads_everybody(plan: &str) -> bool {
    let steps = || plan.split("; ");
    let is_whole = |step: &str| {
        let table = step.strip_prefix("SCAN ").and_then(|rest| rest.split(' ').next());
        table.is_some_and(|table| MANY.contains(&table))
    };
    let is_by_state = |step: &str| step.contains("_status (") || step.contains("_state (");
    steps().any(is_whole) || steps().any(is_by_state)
}

#[test]
fn what_becomes_of_one_customer_reads_nobody_elses_rows() {
    let house = House::new();
    let customer = house.customer("Ana");
    let (w, today) = (house.writing(), house.writing().today());
    let acts = |conn: &mut Db| {
        let mut ids = Vec::new();
        for _ in 0..3 {
            let draft = house.draft(customer, vec![line("Internet", 1_000)], 10);
            ids.push(issued(conn, &w, draft)?);
        }
        let received = Received {
            customer,
            currency: "ARS".to_owned(),
            amount: Amount(1_500),
            method: "cash".to_owned(),
            paid_on: today,
            reference: None,
            to: vec![(ids[0], Amount(1_000))],
            seen: Vec::new(),
            once: "form".to_owned(),
        };
        let padron::payments::Outcome::Saved(payment) = register(conn, &w, &received)? else {
            panic!("not taken in")
        };
        saved(act(conn, &w, ids[1], 1, &Act::Void("Por error".to_owned()))?);
        saved(credit_note(conn, &w, ids[2], 1, None, "Por error")?);
        saved(reverse(conn, &w, payment.id, payment.version, "Por error")?);
        Ok(())
    };
    let plans = house.write(|conn| of(conn, acts));
    let wide: Vec<&String> = plans.iter().filter(|plan| reads_everybody(plan)).collect();
    assert!(wide.is_empty(), "{wide:#?}");
}

/// How a list reads a state of its records.
fn tab<E: Entity>(house: &House, address: &str) -> Vec<String> {
    let form = Form::parse(address.as_bytes()).unwrap();
    let (query, ignored) = Query::<E>::visible_to(&house.actor).narrowed_by(&form, &house.settings);
    assert_eq!(ignored, [], "{address}");
    let read = |conn: &mut Db| {
        let rows = query.rows(conn)?;
        rows.page(conn, 50, Place::Start)?;
        rows.count(conn, false)?;
        Ok(())
    };
    house.db.read_now(|conn| of(conn, read)).unwrap()
}

#[test]
fn the_tabs_of_a_list_are_read_in_the_order_of_an_index() {
    let house = House::new();
    let tabs = [
        tab::<Invoices>(&house, "status=paid"),
        tab::<Payments>(&house, "status=successful"),
        tab::<Contracts>(&house, "state=enabled"),
        tab::<Subscriptions>(&house, "status=active"),
    ];
    for plan in tabs.iter().flatten() {
        assert!(plan.contains("COVERING INDEX") && !plan.contains("TEMP B-TREE"), "{plan}");
    }
    // Notes that were applied are few among all that is kept as paid.
    for plan in tab::<Invoices>(&house, "status=applied") {
        let is_narrow = plan.contains("invoices_notes") || plan.contains("capped");
        assert!(is_narrow && !plan.contains("TEMP B-TREE"), "{plan}");
    }
}
