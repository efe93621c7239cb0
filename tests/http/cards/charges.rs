//! Charges of the default card: once, whatever the gateway does and whoever dies meanwhile; again by the days, and
//! then no more.

use chrono::{Duration, NaiveDateTime};
use diesel::prelude::*;
use padron::access::{Actor, Via};
use padron::accounts::{self, Rules};
use padron::cards::charges::{self, Charging, Why};
use padron::catalogues::starting;
use padron::clock;
use padron::db::schema::{
    cards, charges as rows, customer_billing, customer_gateways, invoice_types, invoices,
    legal_entities, mails, payments, simulated_charges, subscriptions, tax_conditions,
};
use padron::invoices::Writing;
use padron::invoices::store::Invoice;
use padron::settings::Settings;

use super::removal::{standing, subscribed};
use super::{House, mailing, oneclick, simulated, simulated_for};
use crate::documents::{billed_as, issued as invoiced};
use crate::stand_in::StandIn;
use crate::support::MailServer;

/// An issued document of the house's customer that is not paid; its number.
pub fn invoice(house: &House, total: i64, currency: &str, subscription: Option<i64>) -> i64 {
    let now = clock::now();
    house.app.write(|conn| {
        let name = format!("Fibra {}", padron::token::random_text(6));
        let settings = Settings::load(conn)?;
        if tax_conditions::table.count().get_result::<i64>(conn)? == 0 {
            starting::ship(conn, &Actor::command(Via::Command), &settings.organisation)?;
        }
        let condition: i64 = tax_conditions::table.select(tax_conditions::id).first(conn)?;
        let entity: i64 = diesel::insert_into(legal_entities::table)
            .values((
                legal_entities::name.eq(&name),
                legal_entities::name_folded.eq(&name),
                legal_entities::country.eq("AR"),
                legal_entities::tax_condition_id.eq(condition),
                legal_entities::is_fantasy.eq(true),
            ))
            .returning(legal_entities::id)
            .get_result(conn)?;
        let kind: i64 = invoice_types::table.select(invoice_types::id).first(conn)?;
        let row = Invoice {
            public_id: format!("inv_{}", padron::token::random_text(14)),
            version: 1,
            customer_id: house.customer,
            legal_entity_id: entity,
            invoice_type_id: kind,
            kind: "one_off".into(),
            status: "pending".into(),
            subscription_id: subscription,
            issue_date: Some(now.date()),
            due_date: Some(now.date() + Duration::days(10)),
            currency: currency.into(),
            subtotal: total,
            total,
            balance: total,
            created_at: now,
            updated_at: now,
            ..Invoice::default()
        };
        let id = diesel::insert_into(invoices::table)
            .values(&row)
            .returning(invoices::id)
            .get_result(conn)?;
        accounts::refresh(conn, &[house.customer], &Rules::of(&settings, now))?;
        Ok(id)
    })
}

pub fn prepare(house: &House, invoice: i64) -> Result<i64, Why> {
    house.app.write(|conn| {
        let settings = Settings::load(conn)?;
        let actor = Actor::command(Via::Command);
        charges::prepare(conn, &Writing::new(&actor, &settings, clock::now()), invoice)
    })
}

/// Status, paid and left of a document.
pub fn document(house: &House, id: i64) -> (String, i64, i64) {
    let columns = (invoices::status, invoices::paid, invoices::balance);
    house.app.read(|conn| Ok(invoices::table.find(id).select(columns).first(conn)?))
}

fn states(house: &House) -> Vec<String> {
    house.app.read(|conn| Ok(rows::table.order(rows::id).select(rows::status).load(conn)?))
}

pub fn paid(house: &House) -> Vec<(String, i64, i64)> {
    let columns = (payments::status, payments::amount, payments::applied);
    house.app.read(|conn| Ok(payments::table.order(payments::id).select(columns).load(conn)?))
}

pub fn said(status: &str, a: i64, b: i64) -> (String, i64, i64) {
    (status.into(), a, b)
}

/// When something is done about the last charge.
pub fn next(house: &House) -> Option<NaiveDateTime> {
    house
        .app
        .read(|conn| Ok(rows::table.order(rows::id.desc()).select(rows::next_at).first(conn)?))
}

/// The doctor's view: what stands is what the rows come to.
pub fn in_order(house: &House) {
    let (found, _) = house.app.read(|conn| {
        let settings = Settings::load(conn)?;
        Ok(accounts::compare(conn, 0, 100, &Rules::of(&settings, clock::now()))?)
    });
    assert!(found.is_empty(), "{} figures differ", found.len());
}

pub fn with_card() -> House {
    let mut house = simulated();
    house.enrol("approve");
    house
}

/// A house whose card is kept by the stand-in.
pub fn at(stand_in: &StandIn) -> House {
    let mut house = oneclick(stand_in);
    house.come_back(stand_in);
    house
}

fn charged(stand_in: &StandIn) -> usize {
    stand_in.count("POST", "/transactions")
}

#[test]
fn a_charge_that_is_approved_settles_the_document() {
    let house = with_card();
    let subscription = subscribed(&house, "Fibra 100", None);
    let id = invoice(&house, 120_000, "ARS", Some(subscription));
    prepare(&house, id).unwrap();
    assert_eq!(paid(&house), [said("waiting", 120_000, 0)]);
    assert_eq!(prepare(&house, id), Err(Why::Asked));
    house.work();
    assert_eq!(states(&house), ["approved"]);
    assert_eq!(document(&house, id), said("paid", 120_000, 0));
    assert_eq!(paid(&house), [said("successful", 120_000, 120_000)]);
    assert_eq!(prepare(&house, id), Err(Why::NothingOpen));
    house.work();
    let receipts: Vec<(String, String)> = house.app.read(|conn| {
        let all = mails::table.filter(mails::kind.eq("payment_received"));
        Ok(all.select((mails::to_address, mails::text.assume_not_null())).load(conn)?)
    });
    let [(to, text)] = &receipts[..] else { panic!("one receipt: {receipts:?}") };
    assert_eq!(to, "ana@x.test");
    assert!(text.contains("ARS\u{a0}1.200,00") && text.contains("Visa ···· 6623"), "{text}");
    in_order(&house);
}

#[test]
fn what_cannot_be_charged_says_why() {
    let mut house = simulated();
    let id = invoice(&house, 1_000, "ARS", None);
    assert_eq!(prepare(&house, id), Err(Why::NoCard));
    house.enrol("approve");
    let foreign = invoice(&house, 1_000, "USD", None);
    assert_eq!(prepare(&house, foreign), Err(Why::OtherCurrency));
    house.app.write(|conn| {
        diesel::update(cards::table)
            .set((cards::exp_year.eq(2020), cards::exp_month.eq(1)))
            .execute(conn)?;
        Ok(())
    });
    assert_eq!(prepare(&house, id), Err(Why::NoCard), "it expired");
    house.app.set_status(house.customer, "archived", "archived");
    assert_eq!(prepare(&house, id), Err(Why::Gone));
    assert!(paid(&house).is_empty());
}

#[test]
fn approved_after_a_time_out_is_charged_once() {
    let stand_in = StandIn::start();
    let house = at(&stand_in);
    let id = invoice(&house, 5_000, "CLP", None);
    prepare(&house, id).unwrap();
    // It is charged, and the answer is lost; the first time it is asked, that is lost too.
    stand_in.force("POST", "/transactions", "cut&after=1");
    stand_in.force("GET", "/transactions", "500");
    house.step();
    assert_eq!(states(&house), ["review"]);
    assert_eq!(paid(&house), [said("review", 5_000, 0)]);
    assert_eq!(prepare(&house, id), Err(Why::Asked), "not while nobody knows");
    house.step();
    assert_eq!(states(&house), ["review"]);
    house.step();
    assert_eq!(states(&house), ["approved"]);
    assert_eq!(document(&house, id), said("paid", 5_000, 0));
    assert_eq!(charged(&stand_in), 1);
    in_order(&house);
}

#[test]
fn killed_between_sending_and_writing_it_asks_before_it_sends_again() {
    let stand_in = StandIn::start();
    let house = at(&stand_in);
    let id = invoice(&house, 5_000, "CLP", None);
    prepare(&house, id).unwrap();
    // As the process leaves it that has sent the charge and is killed: the gateway knows it, the panel does not.
    stand_in.force("POST", "/transactions", "cut&after=1");
    house.step();
    house.app.write(|conn| {
        diesel::update(rows::table).set(rows::status.eq("sent")).execute(conn)?;
        diesel::update(payments::table).set(payments::status.eq("waiting")).execute(conn)?;
        Ok(())
    });
    house.step();
    assert_eq!((states(&house), charged(&stand_in)), (vec!["approved".to_owned()], 1));
    assert_eq!(document(&house, id).0, "paid");
}

#[test]
fn one_that_never_arrived_is_believed_late_and_tried_another_day_by_another_name() {
    let stand_in = StandIn::start();
    let house = at(&stand_in);
    let id = invoice(&house, 5_000, "CLP", None);
    let charge = prepare(&house, id).unwrap();
    stand_in.force("POST", "/transactions", "cut");
    for _ in 0..5 {
        house.step();
        assert_eq!(states(&house), ["review"]);
        // Whoever is impatient does not make it be believed sooner.
        house.app.write(|conn| Ok(charges::again(conn, charge, clock::now())?));
        house.app.write(|conn| Ok(charges::again(conn, charge, clock::now())?));
        house.step();
        assert_eq!(states(&house), ["review"]);
    }
    house.step();
    assert_eq!(states(&house), ["refused"]);
    assert_eq!(charged(&stand_in), 1);
    assert!(next(&house).unwrap() > clock::now() + Duration::hours(23));
    house.step();
    assert_eq!(states(&house), ["refused", "prepared"]);
    house.step();
    assert_eq!(states(&house), ["refused", "approved"]);
    let names: Vec<String> =
        house.app.read(|conn| Ok(rows::table.select(rows::buy_order).load(conn)?));
    assert_ne!(names[0], names[1]);
    assert_eq!(document(&house, id), said("paid", 5_000, 0));
    assert_eq!(
        paid(&house),
        [said("rejected", 5_000, 0), said("successful", 5_000, 5_000)],
        "what was in doubt ended, and the next try is a payment of its own"
    );
    in_order(&house);
}

#[test]
fn a_payment_in_doubt_says_so_and_its_gateway_is_asked_at_the_press_of_a_button() {
    let stand_in = StandIn::start();
    let mut house = at(&stand_in);
    let id = invoice(&house, 5_000, "CLP", None);
    prepare(&house, id).unwrap();
    // Charged, and the answer lost.
    stand_in.force("POST", "/transactions", "cut&after=1");
    house.step();
    let payment: i64 =
        house.app.read(|conn| Ok(payments::table.select(payments::id).first(conn)?));
    let path = format!("/payments/{payment}");
    let page = house.admin.get(&path).expect(200);
    assert_eq!(page.count(&format!("form[action='{path}/asking']")), 1);
    let mut collector = house.app.sign_in(padron::access::Role::Collector);
    assert_eq!(collector.get(&path).expect(200).count(&format!("form[action='{path}/asking']")), 0);
    collector.post(&format!("{path}/asking"), &[]).expect(403);
    assert!(next(&house).unwrap() > clock::now());
    house.admin.post(&format!("{path}/asking"), &[]).expect_to(&path);
    assert!(next(&house).unwrap() <= clock::now());
    house.work_once();
    assert_eq!((states(&house), charged(&stand_in)), (vec!["approved".to_owned()], 1));
    let page = house.admin.get(&path).expect(200);
    assert_eq!(page.count(&format!("form[action='{path}/asking']")), 0);
    house.admin.post(&format!("{path}/asking"), &[]).expect_to(&path);
    assert_eq!(states(&house), ["approved"], "what is known is asked of no more");
}

#[test]
fn refused_is_retried_by_the_days_and_then_unpaid() {
    let server = MailServer::new();
    let mut house = mailing(&server);
    house.enrol("approve");
    let subscription = subscribed(&house, "Fibra 100", None);
    // More than the simulator takes.
    let id = invoice(&house, 100_000_001, "ARS", Some(subscription));
    let status = |house: &House| -> String {
        let found = subscriptions::table.find(subscription).select(subscriptions::status);
        house.app.read(|conn| Ok(found.first(conn)?))
    };
    prepare(&house, id).unwrap();
    for days in [1, 3] {
        house.step();
        let at = next(&house).unwrap();
        let wait = at - clock::now();
        assert!(wait > Duration::days(days) - Duration::hours(1), "{days}: {wait}");
        assert_eq!(
            (status(&house).as_str(), document(&house, id).0.as_str()),
            ("retrying", "rejected")
        );
        assert_eq!(paid(&house), [said("waiting", 100_000_001, 0)]);
        house.step();
    }
    // The third refusal in a row: this card is charged no more, and the customer is asked for another.
    house.step();
    assert_eq!(house.card_state(), "failed");
    assert_eq!(house.app.send_due(), 1);
    let letter = server.taken().pop().unwrap().text();
    assert!(letter.contains("ya no puede cobrar a su tarjeta"), "{letter}");
    // The day comes, and there is no card to charge.
    house.step();
    assert_eq!(states(&house), ["refused"; 3]);
    assert_eq!(paid(&house), [said("unable_to_charge", 100_000_001, 0)]);
    assert_eq!(status(&house), "unpaid");
    assert_eq!(next(&house), None);
    in_order(&house);
}

#[test]
fn a_success_forgives_what_was_refused_before() {
    let house = with_card();
    house.app.write(|conn| {
        diesel::update(cards::table).set(cards::failure_count.eq(2)).execute(conn)?;
        Ok(())
    });
    prepare(&house, invoice(&house, 1_000, "ARS", None)).unwrap();
    house.work();
    let count: i64 =
        house.app.read(|conn| Ok(cards::table.select(cards::failure_count).first(conn)?));
    assert_eq!(count, 0);
}

#[test]
fn what_was_paid_otherwise_meanwhile_is_not_charged_and_what_was_charged_is_credit() {
    let stand_in = StandIn::start();
    let house = at(&stand_in);
    let pay = |id: i64| {
        house.app.write(|conn| {
            diesel::update(invoices::table.find(id))
                .set((
                    invoices::status.eq("paid"),
                    invoices::paid.eq(5_000),
                    invoices::balance.eq(0),
                ))
                .execute(conn)?;
            Ok(())
        });
    };
    let first = invoice(&house, 5_000, "CLP", None);
    prepare(&house, first).unwrap();
    pay(first);
    house.step();
    assert_eq!((charged(&stand_in), states(&house)), (0, vec!["refused".to_owned()]));
    assert_eq!(paid(&house), [said("rejected", 5_000, 0)]);
    // Paid by hand while the gateway was charging: the money is the customer's.
    let second = invoice(&house, 5_000, "CLP", None);
    prepare(&house, second).unwrap();
    stand_in.force("POST", "/transactions", "cut&after=1");
    house.step();
    pay(second);
    house.step();
    assert_eq!(paid(&house)[1], said("successful", 5_000, 0));
}

#[test]
fn what_changed_before_it_was_sent_is_charged_as_it_is_by_then() {
    let mut house = with_card();
    house.enrol("approve");
    let ids = house.ids();
    let (path, other) = (house.cards(), ids[1].to_string());
    let id = invoice(&house, 5_000, "ARS", None);
    prepare(&house, id).unwrap();
    // The card goes, and a clerk takes a part in.
    let removal = format!("/cards/{}/removal", ids[0]);
    house.admin.post(&removal, &[("default", &other)]).expect_to(&path);
    house.app.write(|conn| {
        let partly = (invoices::status.eq("partially_paid"), invoices::paid.eq(2_000));
        diesel::update(invoices::table.find(id))
            .set((partly, invoices::balance.eq(3_000)))
            .execute(conn)?;
        Ok(())
    });
    house.work();
    assert_eq!(states(&house), ["refused", "approved"]);
    assert_eq!(document(&house, id), said("paid", 5_000, 0));
    assert_eq!(paid(&house), [said("rejected", 5_000, 0), said("successful", 3_000, 3_000)]);
    let by: Option<i64> = house.app.read(|conn| {
        Ok(payments::table.order(payments::id.desc()).select(payments::card_id).first(conn)?)
    });
    assert_eq!(by, Some(ids[1]));
}

#[test]
fn two_workers_charge_once() {
    let stand_in = StandIn::start();
    let house = at(&stand_in);
    for _ in 0..4 {
        prepare(&house, invoice(&house, 5_000, "CLP", None)).unwrap();
    }
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| house.work_once());
        }
    });
    house.step();
    assert_eq!(states(&house), ["approved"; 4]);
    assert_eq!(charged(&stand_in), 4);
}

#[test]
fn a_gateway_without_its_key_is_not_the_cards_fault() {
    let stand_in = StandIn::start();
    let house = at(&stand_in);
    let id = invoice(&house, 5_000, "CLP", None);
    prepare(&house, id).unwrap();
    stand_in.tell("/settings?key=another");
    house.step();
    assert_eq!(states(&house), ["refused"]);
    let (count, why): (i64, Option<String>) = house.app.read(|conn| {
        let count = cards::table.select(cards::failure_count).first(conn)?;
        Ok((count, rows::table.select(rows::error).first(conn)?))
    });
    assert_eq!(count, 0);
    assert!(why.unwrap().contains("401"));
    stand_in.tell("/settings?key=stand-in-key");
    house.step();
    house.step();
    assert_eq!(document(&house, id).0, "paid");
}

#[test]
fn a_removed_card_is_not_charged_any_more() {
    let mut house = with_card();
    let id = invoice(&house, 1_000, "ARS", None);
    prepare(&house, id).unwrap();
    let (card, path) = (house.ids()[0], house.cards());
    house.admin.post(&format!("/cards/{card}/removal"), &[]).expect_to(&path);
    house.work();
    let none: i64 = house.app.read(|conn| Ok(simulated_charges::table.count().get_result(conn)?));
    assert_eq!((none, states(&house)), (0, vec!["refused".to_owned()]));
    let known: i64 =
        house.app.read(|conn| Ok(customer_gateways::table.count().get_result(conn)?));
    assert_eq!(known, 1);
}

/// What becomes of a document when it is issued.
fn issued(house: &House, invoice: i64) -> Charging {
    house.app.write(|conn| {
        let settings = Settings::load(conn)?;
        let actor = Actor::command(Via::Command);
        let w = Writing::new(&actor, &settings, clock::now());
        house.at_desk(|desk| charges::by_itself(conn, &w, desk, invoice))
    })
}

#[test]
fn documents_are_charged_by_themselves_as_their_customer_and_their_subscription_say() {
    let house = with_card();
    let set = |mode: &str, method: Option<&str>| {
        house.app.write(|conn| {
            diesel::update(customer_billing::table.find(house.customer))
                .set((
                    customer_billing::collection_mode.eq(mode),
                    customer_billing::payment_method.eq(method),
                ))
                .execute(conn)?;
            Ok(())
        });
    };
    let subscription = subscribed(&house, "Fibra 100", None);
    for (mode, method, own, is_charged) in [
        ("send_invoice", Some("card"), None, false),
        ("send_invoice", Some("card"), Some(subscription), true),
        ("charge_payment", Some("card"), None, true),
        ("charge_payment", Some("transfer"), None, false),
        ("charge_payment", None, None, false),
        ("send_invoice", None, Some(subscription), true),
    ] {
        set(mode, method);
        let id = invoice(&house, 1_000, "ARS", own);
        let charging = issued(&house, id);
        let is_prepared = matches!(charging, Charging::Prepared(_));
        assert_eq!(is_prepared, is_charged, "{mode} {method:?} {own:?}: {charging:?}");
    }
    house.work();
    assert_eq!(states(&house), ["approved"; 3]);
}

#[test]
fn without_a_card_the_subscription_is_to_be_looked_at_and_the_customer_is_mailed() {
    let server = MailServer::new();
    let house = mailing(&server);
    let subscription = subscribed(&house, "Fibra 100", None);
    let id = invoice(&house, 1_000, "ARS", Some(subscription));
    assert_eq!(issued(&house, id), Charging::Refused(Why::NoCard));
    assert_eq!(standing(&house, subscription).1.as_deref(), Some("no_card"));
    assert_eq!(house.app.send_due(), 1);
    let letter = server.taken().pop().unwrap().text();
    assert!(letter.contains("no tiene ninguna tarjeta suya"), "{letter}");
}

#[test]
fn a_document_issued_in_the_panel_is_charged_where_its_customer_says_so() {
    let mut house = with_card();
    let draft = invoice(&house, 5_000, "ARS", None);
    let like: Invoice = house
        .app
        .read(|conn| Ok(invoices::table.find(draft).select(Invoice::as_select()).first(conn)?));
    house.app.write(|conn| {
        diesel::update(customer_billing::table.find(house.customer))
            .set((
                customer_billing::billing_enabled.eq(true),
                customer_billing::legal_entity_id.eq(like.legal_entity_id),
                customer_billing::tax_condition_id.eq(tax_conditions::table
                    .filter(tax_conditions::is_fantasy.eq(true))
                    .select(tax_conditions::id)
                    .first::<i64>(conn)?),
                customer_billing::invoice_type_id.eq(invoice_types::table
                    .filter(invoice_types::is_fantasy.eq(true))
                    .select(invoice_types::id)
                    .first::<i64>(conn)?),
                customer_billing::collection_mode.eq("charge_payment"),
                customer_billing::payment_method.eq("card"),
            ))
            .execute(conn)?;
        Ok(())
    });
    let path = format!("/customers/{}/invoices", house.customer);
    let mut typed = crate::documents::typed("50", "issue");
    typed[7].1 = "card";
    let answer = house.admin.post(&path, &typed);
    let issued = crate::documents::led_to(&answer, "/invoices/");
    assert_eq!(states(&house), ["prepared"]);
    house.step();
    assert_eq!(states(&house), ["approved"]);
    assert_eq!(crate::documents::invoice(&house.app, issued).status, "paid");
}

#[test]
fn the_page_of_a_document_tells_what_its_card_said() {
    let (app, customer) = billed_as(&[("name", "Ana"), ("email", "ana@x.test")]);
    let mut house = simulated_for(app, customer);
    house.enrol("approve");
    // More than the simulator takes.
    let id = invoiced(&mut house.admin, customer, "1000000,01");
    let path = format!("/invoices/{id}");
    assert_eq!(house.admin.get(&path).expect(200).count("main .notice"), 0);
    prepare(&house, id).unwrap();
    let page = house.admin.get(&path).expect(200);
    assert!(page.texts("main .notice")[0].contains("Se está cobrando"));
    assert_eq!(page.header("refresh"), "2");
    house.step();
    let page = house.admin.get(&path).expect(200);
    let told = page.texts("main .notice--bad").join(" ");
    assert!(told.contains("máximo de un pago") && told.contains("otra vez"), "{told}");
    assert_eq!((page.count("main .notice a[href^='/payments/']"), page.header("refresh")), (1, ""));
    let paid = invoiced(&mut house.admin, customer, "10");
    prepare(&house, paid).unwrap();
    house.step();
    assert_eq!(document(&house, paid).0, "paid");
    let page = house.admin.get(&format!("/invoices/{paid}")).expect(200);
    assert_eq!(page.count("main .notice"), 0);
}
