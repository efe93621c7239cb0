//! What a day brings: once, also when nobody was there at midnight, and gone on with after a crash.

use chrono::{Days, NaiveDate};
use diesel::prelude::*;
use padron::access::Role;
use padron::accounts::{self, Rules};
use padron::cards::work::Desk;
use padron::daily::{self, Day, Step};
use padron::db::schema::{
    cards, charges, contracts as contract_rows, customer_accounts, customer_billing, customers,
    daily_work, history, invoices, jobs as job_rows, mails, subscriptions,
};
use padron::invoices::Writing;
use padron::jobs::{self, Kind};
use padron::money::Amount;
use padron::payments::{Outcome, Received, register};
use padron::processes::Worker;
use padron::settings::Settings;
use padron::subscriptions::Subscription;

use crate::cards::simulated_for;
use crate::contracts::{contract, plan};
use crate::documents::{billed, issued};
use crate::support::TestApp;

/// The organisation's day.
fn today(app: &TestApp) -> NaiveDate {
    app.read(|conn| Ok(Rules::of(&Settings::load(conn)?, padron::clock::now()).today))
}

/// A day begins; what it did.
fn begin(app: &TestApp) -> Day {
    app.write(|conn| {
        let yesterday =
            Rules::of(&Settings::load(conn)?, padron::clock::now()).today - Days::new(1);
        diesel::update(daily_work::table).set(daily_work::done_on.eq(yesterday)).execute(conn)?;
        Ok(())
    });
    let worker = Worker::new(app.app.clone());
    worker.begin_day().unwrap();
    while worker.work_on_next().unwrap() {}
    last(app)
}

fn last(app: &TestApp) -> Day {
    let job =
        app.read(|conn| Ok(jobs::newest(conn, (None, Some(Kind::Daily)), None, 1)?)).pop().unwrap();
    assert_eq!(job.state(), jobs::State::Done, "{:?}", job.error);
    Day::of(&job).unwrap()
}

fn done(day: &Day, step: Step) -> i64 {
    day.done[&step]
}

/// A monthly subscription of a customer that was to be charged on this day.
fn subscribed(app: &TestApp, customer: i64, next: NaiveDate, status: &str) -> i64 {
    let plan = plan(app, &format!("Mensual {}", padron::token::random_text(5)), 100_000);
    let row = Subscription {
        public_id: format!("sub_{}", padron::token::random_text(14)),
        version: 1,
        customer_id: customer,
        plan_id: plan,
        status: status.to_owned(),
        start_at: next,
        next_charge_on: Some(next),
        anchor_day: i64::from(chrono::Datelike::day(&next)),
        quantity: 2,
        currency: "ARS".to_owned(),
        ..Subscription::default()
    };
    app.write(|conn| {
        let added = diesel::insert_into(subscriptions::table).values(&row);
        Ok(added.returning(subscriptions::id).get_result(conn)?)
    })
}

fn subscription(app: &TestApp, id: i64) -> Subscription {
    app.read(|conn| {
        Ok(subscriptions::table.find(id).select(Subscription::as_select()).first(conn)?)
    })
}

/// Periods, totals and numbers of the documents of a subscription.
fn periods(app: &TestApp, id: i64) -> Vec<(Option<NaiveDate>, i64)> {
    app.read(|conn| {
        Ok(invoices::table
            .filter(invoices::subscription_id.eq(id))
            .order(invoices::id)
            .select((invoices::period_start, invoices::total))
            .load(conn)?)
    })
}

fn mailed(app: &TestApp, kind: &str) -> i64 {
    app.read(|conn| Ok(mails::table.filter(mails::kind.eq(kind)).count().get_result(conn)?))
}

fn with_email(app: &TestApp, customer: i64) {
    app.write(|conn| {
        let row = customers::table.find(customer);
        diesel::update(row).set(customers::email.eq("ana@x.test")).execute(conn)?;
        Ok(())
    });
}

#[test]
fn a_missed_midnight_is_caught_up_and_a_day_is_begun_once() {
    let (app, customer) = billed();
    let client = &mut app.sign_in(Role::Billing);
    let invoice = issued(client, customer, "1000");
    // As it stood yesterday, when the last day to pay was not over.
    let day = today(&app);
    app.write(|conn| {
        let due = invoices::due_date.eq(day - Days::new(1));
        diesel::update(invoices::table.find(invoice)).set(due).execute(conn)?;
        let settings = Settings::load(conn)?;
        let rules =
            Rules { today: day - Days::new(1), ..Rules::of(&settings, padron::clock::now()) };
        accounts::refresh(conn, &[customer], &rules)?;
        Ok(())
    });
    let category = || -> String {
        app.read(|conn| {
            Ok(customers::table.find(customer).select(customers::category).first(conn)?)
        })
    };
    assert_eq!(category(), "active");
    let brought = begin(&app);
    assert_eq!((brought.day, done(&brought, Step::Figures)), (day, 1));
    assert_eq!(category(), "delinquent");
    let worker = Worker::new(app.app.clone());
    worker.begin_day().unwrap();
    assert!(!worker.work_on_next().unwrap(), "the day was begun");
    let written: i64 = app.read(|conn| {
        let own = history::table
            .filter(history::entity.eq("customer").and(history::field.eq("category")));
        Ok(own.count().get_result(conn)?)
    });
    assert_eq!(written, 0, "what is derived has no history");
}

#[test]
fn two_workers_who_see_the_day_make_one_job() {
    let app = TestApp::new();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| Worker::new(app.app.clone()).begin_day().unwrap());
        }
    });
    let made: i64 = app.read(|conn| {
        Ok(job_rows::table.filter(job_rows::kind.eq("daily")).count().get_result(conn)?)
    });
    assert_eq!(made, 1);
}

#[test]
fn the_day_is_the_organisations() {
    let app = TestApp::new();
    let mut days = Vec::new();
    for zone in ["Pacific/Pago_Pago", "Pacific/Kiritimati"] {
        app.write(|conn| {
            let mut organisation = padron::settings::organisation::load(conn)?;
            zone.clone_into(&mut organisation.time_zone);
            padron::settings::organisation::store(conn, &organisation)?;
            Ok(())
        });
        Worker::new(app.app.clone()).begin_day().unwrap();
        let job = app.read(|conn| Ok(jobs::newest(conn, (None, Some(Kind::Daily)), None, 1)?));
        days.push(Day::of(&job[0]).unwrap().day);
    }
    // Twenty-five hours lie between the two.
    assert!(days[0] < days[1], "{days:?}");
}

#[test]
fn a_subscription_is_billed_for_each_period_that_has_begun() {
    let (app, customer) = billed();
    let day = today(&app);
    let behind = subscribed(&app, customer, day - chrono::Months::new(1), "active");
    let ahead = subscribed(&app, customer, day + Days::new(1), "active");
    let paused = subscribed(&app, customer, day, "paused");
    let brought = begin(&app);
    assert_eq!(done(&brought, Step::Charges), 1);
    let wanted = [(Some(day - chrono::Months::new(1)), 200_000), (Some(day), 200_000)];
    // A month counted back from the 31st may end earlier: then the third has not begun yet.
    assert_eq!(periods(&app, behind)[..2], wanted);
    let after = subscription(&app, behind);
    assert!(after.next_charge_on > Some(day) && after.cycles_done >= 2, "{after:?}");
    assert_eq!((periods(&app, ahead), periods(&app, paused)), (vec![], vec![]));
    // The day once more: nothing twice.
    let before = periods(&app, behind);
    begin(&app);
    assert_eq!(periods(&app, behind), before);
    let unpaid: i64 = app.read(|conn| {
        Ok(customers::table.find(customer).select(customers::unpaid_count).first(conn)?)
    });
    assert_eq!(unpaid, i64::try_from(before.len()).unwrap());
}

#[test]
fn who_cannot_be_billed_is_to_be_looked_at_and_billed_once_that_is_mended() {
    let (app, customer) = billed();
    let day = today(&app);
    let other = app.named("Sin facturación");
    let (with, without) =
        (subscribed(&app, customer, day, "active"), subscribed(&app, other, day, "active"));
    let brought = begin(&app);
    assert_eq!(done(&brought, Step::Charges), 1);
    assert_eq!(subscription(&app, with).attention_reason, None);
    let held = subscription(&app, without);
    assert_eq!(held.attention_reason.as_deref(), Some("biller"));
    assert_eq!((held.next_charge_on, periods(&app, without)), (Some(day), vec![]));
    app.write(|conn| {
        let all: (Option<i64>, Option<i64>, Option<i64>) = customer_billing::table
            .find(customer)
            .select((
                customer_billing::legal_entity_id,
                customer_billing::tax_condition_id,
                customer_billing::invoice_type_id,
            ))
            .first(conn)?;
        diesel::update(customer_billing::table.find(other))
            .set((
                customer_billing::billing_enabled.eq(true),
                customer_billing::legal_entity_id.eq(all.0),
                customer_billing::tax_condition_id.eq(all.1),
                customer_billing::invoice_type_id.eq(all.2),
            ))
            .execute(conn)?;
        Ok(())
    });
    begin(&app);
    assert_eq!(subscription(&app, without).attention_reason, None);
    assert_eq!(periods(&app, without).len(), 1);
    assert_eq!(periods(&app, with).len(), 1);
}

#[test]
fn while_a_customer_is_inactive_its_periods_pass_without_a_document() {
    let (app, customer) = billed();
    let day = today(&app);
    let id = subscribed(&app, customer, day, "active");
    app.write(|conn| {
        let row = customers::table.find(customer);
        diesel::update(row).set(customers::status.eq("inactive")).execute(conn)?;
        Ok(())
    });
    assert_eq!(done(&begin(&app), Step::Charges), 0);
    assert_eq!(periods(&app, id), vec![]);
    let after = subscription(&app, id);
    assert!(after.next_charge_on > Some(day));
    assert_eq!((after.cycles_done, after.current_period_start), (0, None), "none is used up");
}

#[test]
fn a_subscription_that_could_not_be_charged_goes_on_once_it_is_paid_otherwise() {
    let (app, customer) = billed();
    let day = today(&app);
    let id = subscribed(&app, customer, day, "active");
    begin(&app);
    let set = |status: &str| {
        app.write(|conn| {
            let row = subscriptions::table.find(id);
            diesel::update(row).set(subscriptions::status.eq(status)).execute(conn)?;
            Ok(())
        });
    };
    set("unpaid");
    let invoice: i64 = app.read(|conn| Ok(invoices::table.select(invoices::id).first(conn)?));
    let pay = |minor: i64| {
        app.write(|conn| {
            let (actor, settings) = (daily::actor(), Settings::load(conn)?);
            let w = Writing::new(&actor, &settings, padron::clock::now());
            let received = Received {
                customer,
                currency: "ARS".to_owned(),
                amount: Amount(minor),
                method: "transfer".to_owned(),
                paid_on: day,
                reference: None,
                to: vec![(invoice, Amount(minor))],
                seen: Vec::new(),
                once: padron::token::random_text(14),
            };
            let outcome = register(conn, &w, &received)?;
            assert!(matches!(outcome, Outcome::Saved(_)), "{outcome:?}");
            Ok(())
        });
    };
    pay(50_000);
    assert_eq!(subscription(&app, id).status, "unpaid", "a part is not all of it");
    pay(150_000);
    assert_eq!(subscription(&app, id).status, "active");
}

#[test]
fn what_is_billed_is_charged_to_the_card() {
    let (app, customer) = billed();
    with_email(&app, customer);
    let mut house = simulated_for(app, customer);
    house.enrol("approve");
    let day = today(&house.app);
    let id = subscribed(&house.app, customer, day, "active");
    house.app.write(|conn| {
        diesel::update(subscriptions::table.find(id))
            .set(subscriptions::payment_method.eq("card"))
            .execute(conn)?;
        Ok(())
    });
    begin(&house.app);
    let prepared: i64 = house.app.read(|conn| Ok(charges::table.count().get_result(conn)?));
    assert_eq!(prepared, 1);
    house.step();
    let paid: String =
        house.app.read(|conn| Ok(invoices::table.select(invoices::status).first(conn)?));
    assert_eq!((paid.as_str(), subscription(&house.app, id).status.as_str()), ("paid", "active"));
    assert_eq!(mailed(&house.app, "invoice_issued"), 1);
}

#[test]
fn a_contract_ends_after_its_last_day() {
    let (app, customer) = billed();
    let fibra = plan(&app, "Fibra", 1_000);
    let (over, last) = (
        contract(&app, customer, fibra, "enabled", "V-1"),
        contract(&app, customer, fibra, "enabled", "V-2"),
    );
    let day = today(&app);
    app.write(|conn| {
        for (id, end) in [(over, day - Days::new(1)), (last, day)] {
            diesel::update(contract_rows::table.find(id))
                .set(contract_rows::end_date.eq(end))
                .execute(conn)?;
        }
        Ok(())
    });
    assert_eq!(done(&begin(&app), Step::Contracts), 1);
    let states: Vec<String> = app.read(|conn| {
        Ok(contract_rows::table.order(contract_rows::id).select(contract_rows::state).load(conn)?)
    });
    assert_eq!(states, ["ended", "enabled"]);
    let told: i64 = app.read(|conn| {
        let own =
            history::table.filter(history::entity.eq("contract").and(history::entity_id.eq(over)));
        Ok(own.filter(history::field.eq("state")).count().get_result(conn)?)
    });
    assert_eq!(told, 1);
}

#[test]
fn who_is_charged_by_a_card_that_expires_is_asked_for_another_once() {
    let (app, customer) = billed();
    with_email(&app, customer);
    let mut house = simulated_for(app, customer);
    house.enrol("approve");
    let day = today(&house.app);
    house.app.write(|conn| {
        diesel::update(customer_billing::table.find(customer))
            .set((
                customer_billing::collection_mode.eq("charge_payment"),
                customer_billing::payment_method.eq("card"),
            ))
            .execute(conn)?;
        let month = day - chrono::Months::new(1);
        diesel::update(cards::table)
            .set((
                cards::exp_month.eq(i64::from(chrono::Datelike::month(&month))),
                cards::exp_year.eq(i64::from(chrono::Datelike::year(&month))),
            ))
            .execute(conn)?;
        diesel::update(customer_accounts::table.find(customer))
            .set((
                customer_accounts::card_state.eq("valid"),
                customer_accounts::next_change_on.eq(day),
            ))
            .execute(conn)?;
        Ok(())
    });
    begin(&house.app);
    let state: String = house.app.read(|conn| {
        Ok(customer_accounts::table
            .find(customer)
            .select(customer_accounts::card_state)
            .first(conn)?)
    });
    assert_eq!((state.as_str(), mailed(&house.app, "card_renewal")), ("expired", 1));
    begin(&house.app);
    assert_eq!(mailed(&house.app, "card_renewal"), 1);
}

#[test]
fn who_has_to_pay_is_reminded_once() {
    let (app, customer) = billed();
    with_email(&app, customer);
    let client = &mut app.sign_in(Role::Billing);
    let invoice = issued(client, customer, "1000");
    let day = today(&app);
    app.write(|conn| {
        let due = invoices::due_date.eq(day - Days::new(1));
        diesel::update(invoices::table.find(invoice)).set(due).execute(conn)?;
        Ok(())
    });
    assert_eq!(done(&begin(&app), Step::Reminders), 1);
    assert_eq!(mailed(&app, "payment_reminder"), 1);
    assert_eq!(done(&begin(&app), Step::Reminders), 0);
    assert_eq!(mailed(&app, "payment_reminder"), 1);
}

#[test]
fn a_day_that_was_cut_off_is_gone_on_with() {
    let (app, customer) = billed();
    let day = today(&app);
    let ids: Vec<i64> = (0..45).map(|_| subscribed(&app, customer, day, "active")).collect();
    let job = app.write(|conn| Ok(daily::begin(conn, day)?)).unwrap();
    let settings = app.read(|conn| Ok(Settings::load(conn)?));
    let padron::web::App { gateways, mail, config, db, .. } = &app.app;
    let desk = Desk { gateways, post: mail, public_url: &config.public_url };
    let mut lost = app.write(|conn| Ok(jobs::claim(conn, "lost", Some(job))?)).unwrap();
    while ids.iter().all(|id| periods(&app, *id).is_empty()) {
        assert!(daily::work_some(db, &mut lost, &settings, &desk).unwrap());
    }
    assert!(ids.iter().any(|id| periods(&app, *id).is_empty()), "in the middle of it");
    app.write(|conn| {
        let past = padron::clock::now() - chrono::Duration::hours(1);
        diesel::update(job_rows::table.find(job))
            .set(job_rows::locked_until.eq(past))
            .execute(conn)?;
        Ok(())
    });
    let worker = Worker::new(app.app.clone());
    while worker.work_on_next().unwrap() {}
    assert_eq!(done(&last(&app), Step::Charges), 45);
    assert!(ids.iter().all(|id| periods(&app, *id).len() == 1));
}

#[test]
fn administrators_see_what_a_day_brought() {
    let app = TestApp::new();
    begin(&app);
    let admin = &mut app.sign_in(Role::Admin);
    let list = admin.get("/jobs").expect(200);
    let place = list.attribute("main a[href^='/jobs/']", "href").unwrap();
    let page = admin.get(&place).expect(200);
    assert_eq!(page.texts("h1"), ["Tareas del día"]);
    assert_eq!(page.count("dl.facts > div"), Step::ALL.len() + 1);
    app.sign_in(Role::Billing).get(&place).expect(404);
}
