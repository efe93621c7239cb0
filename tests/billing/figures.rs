//! What a customer's documents and payments come to: refreshed with each act, moved by time, compared by the doctor.

use chrono::{Days, NaiveDate};
use diesel::prelude::*;
use padron::accounts::{self, Difference, Rules, compare, due_to_change, refresh};
use padron::db::schema::{
    customer_accounts, customer_balances, customer_sales, customers, payments, subscriptions,
};
use padron::invoices::{Act, act};

use super::checks::busy;
use super::house::{House, saved};

fn rules(house: &House, today: NaiveDate) -> Rules<'_> {
    Rules { today, ..Rules::of(&house.settings, house.writing().at) }
}

fn differences(house: &House) -> Vec<Difference> {
    let today = house.writing().today();
    house.write(|conn| Ok(compare(conn, 0, 1_000, &rules(house, today))?.0))
}

/// Category, number unpaid, balance, number overdue.
fn standing(house: &House, customer: i64) -> (String, i64, i64, i64) {
    house.write(|conn| {
        Ok(customers::table
            .inner_join(
                customer_accounts::table.on(customer_accounts::customer_id.eq(customers::id)),
            )
            .filter(customers::id.eq(customer))
            .select((
                customers::category,
                customers::unpaid_count,
                customer_accounts::unpaid_balance,
                customer_accounts::overdue_count,
            ))
            .first(conn)?)
    })
}

fn of(category: &str, unpaid: i64, balance: i64, overdue: i64) -> (String, i64, i64, i64) {
    (category.to_owned(), unpaid, balance, overdue)
}

#[test]
fn every_act_leaves_figures_as_recomputed() {
    let (house, one, _) = busy();
    assert_eq!(differences(&house), []);
    let customer = house.row(one).customer_id;
    // 5,000 were settled and cut by 1,500, which is credit again; 1,000 of 3,000 are paid.
    assert_eq!(standing(&house, customer), of("active", 1, 2_000, 0));
    let balance: (i64, i64, i64) = house.write(|conn| {
        Ok(customer_balances::table
            .find((customer, "ARS"))
            .select((
                customer_balances::unpaid_balance,
                customer_balances::credit,
                customer_balances::sales_total,
            ))
            .first(conn)?)
    });
    assert_eq!(balance, (2_000, 2_500, 6_500));
    let months: Vec<i64> =
        house.write(|conn| Ok(customer_sales::table.select(customer_sales::amount).load(conn)?));
    assert_eq!(months, [6_500]);
}

#[test]
fn the_doctor_finds_a_figure_that_was_tampered_with() {
    let (house, one, _) = busy();
    let customer = house.row(one).customer_id;
    house.write(|conn| {
        diesel::update(customers::table.find(customer))
            .set(customers::unpaid_count.eq(7))
            .execute(conn)?;
        diesel::update(customer_sales::table).set(customer_sales::amount.eq(1)).execute(conn)?;
        diesel::update(payments::table).set(payments::amount.eq(9_000)).execute(conn)?;
        Ok(())
    });
    let what = vec!["unpaid_count", "balances", "sales"];
    assert_eq!(differences(&house), [Difference { customer, what }]);
}

#[test]
fn a_day_makes_delinquent_and_another_day_to_pay_takes_it_back() {
    let house = House::new();
    let customer = house.customer("Ana");
    let before = house.writing().today();
    let invoice = house.invoice(customer, 5_000, 3);
    house.write(|conn| Ok(house.writing().refresh(conn, &[customer])?));
    assert_eq!(standing(&house, customer), of("active", 1, 5_000, 0));

    let due = before + Days::new(3);
    let waiting = |day| house.write(|conn| Ok(due_to_change(conn, day, 10)?));
    assert!(waiting(due).is_empty());
    let overdue = due + Days::new(1);
    assert_eq!(waiting(overdue), [customer]);

    let version = |house: &House| -> i64 {
        house.write(|conn| {
            Ok(customers::table.find(customer).select(customers::version).first(conn)?)
        })
    };
    let (version_before, moves) = (version(&house), house.write(|conn| Ok(accounts::moves(conn)?)));
    let moved = house.write(|conn| Ok(refresh(conn, &[customer], &rules(&house, overdue))?));
    assert_eq!(moved.len(), 1);
    assert_eq!((moved[0].before.as_str(), moved[0].category.as_str()), ("active", "delinquent"));
    assert_eq!(standing(&house, customer), of("delinquent", 1, 5_000, 1));
    assert!(waiting(overdue).is_empty());
    // Who keeps numbers by category is told; the customer itself was not changed.
    assert_eq!(house.write(|conn| Ok(accounts::moves(conn)?)), moves + 1);
    assert_eq!(version(&house), version_before);

    let later = Act::Due(overdue + Days::new(10));
    saved(house.write(|conn| act(conn, &house.writing(), invoice, 1, &later)));
    assert_eq!(standing(&house, customer), of("active", 1, 5_000, 0));
    assert_eq!(differences(&house), []);
}

#[test]
fn services_decide_where_there_are_any() {
    let house = House::new();
    let customer = house.customer("Ana");
    let plan: i64 = house.write(|conn| {
        use padron::db::schema::plans;
        Ok(diesel::insert_into(plans::table)
            .values((
                plans::name.eq("Fibra 100"),
                plans::name_folded.eq("fibra 100"),
                plans::price.eq(100),
                plans::currency.eq("ARS"),
                plans::every.eq(1),
                plans::unit.eq("month"),
            ))
            .returning(plans::id)
            .get_result(conn)?)
    });
    let w = house.writing();
    let add = |status: &str| {
        house.write(|conn| {
            diesel::insert_into(subscriptions::table)
                .values((
                    subscriptions::public_id.eq(format!("sub_{status}")),
                    subscriptions::customer_id.eq(customer),
                    subscriptions::plan_id.eq(plan),
                    subscriptions::status.eq(status),
                    subscriptions::start_at.eq(w.today()),
                    subscriptions::anchor_day.eq(1),
                    subscriptions::currency.eq("ARS"),
                    subscriptions::created_at.eq(w.at),
                    subscriptions::updated_at.eq(w.at),
                ))
                .execute(conn)?;
            Ok(w.refresh(conn, &[customer])?)
        });
        standing(&house, customer).0
    };
    assert_eq!(add("scheduled"), "inactive");
    assert_eq!(add("active"), "active");
    assert_eq!(add("unpaid"), "delinquent");
    assert_eq!(differences(&house), []);
}
