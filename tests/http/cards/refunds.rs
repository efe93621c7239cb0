//! Payments that go back to their card: once, whatever the gateway does and whoever dies meanwhile.

use diesel::prelude::*;
use padron::access::{Actor, Role, Via};
use padron::cards::charges::{self, Wish};
use padron::clock;
use padron::db::schema::{
    cards, customer_balances, customers, invoice_series, invoices, payments, refunds,
    simulated_charges, subscriptions,
};
use padron::invoices::{Outcome, Refusal, Writing, settling};
use padron::settings::Settings;

use super::charges::{at, document, in_order, invoice, next, paid, prepare, said, with_card};
use super::removal::subscribed;
use super::{House, simulated};
use crate::stand_in::StandIn;
use crate::support::today;

const REASON: &str = "Pagó dos veces";

/// A document that was charged to the card: its number, and the address of the payment.
fn charged(house: &House, total: i64, currency: &str) -> (i64, String) {
    let id = invoice(house, total, currency, None);
    prepare(house, id).unwrap();
    house.step();
    assert_eq!(document(house, id).0, "paid");
    (id, format!("/payments/{}", payment(house)))
}

/// Gives a document a number, as issuing does, and a day to pay that has passed.
fn number(house: &House, id: i64) {
    house.app.write(|conn| {
        let of = (invoices::legal_entity_id, invoices::invoice_type_id);
        let of: (i64, i64) = invoices::table.find(id).select(of).first(conn)?;
        let series: i64 = diesel::insert_into(invoice_series::table)
            .values((
                invoice_series::legal_entity_id.eq(of.0),
                invoice_series::invoice_type_id.eq(of.1),
                invoice_series::point_of_sale.eq(1),
                invoice_series::next_number.eq(2),
            ))
            .returning(invoice_series::id)
            .get_result(conn)?;
        let numbered = (invoices::series_id.eq(series), invoices::number.eq(1));
        let due = invoices::due_date.eq(today() - chrono::Duration::days(3));
        diesel::update(invoices::table.find(id)).set((numbered, due)).execute(conn)?;
        Ok(())
    });
}

fn payment(house: &House) -> i64 {
    let last = payments::table.order(payments::id.desc()).select(payments::id);
    house.app.read(|conn| Ok(last.first(conn)?))
}

/// The version that the page of the refund shows.
fn seen(house: &mut House, path: &str) -> String {
    let page = house.admin.get(&format!("{path}/refund")).expect(200);
    page.attribute("input[name=version]", "value").unwrap()
}

fn ask(house: &mut House, path: &str) {
    let version = seen(house, path);
    let typed = [("version", version.as_str()), ("reason", REASON)];
    house.admin.post(&format!("{path}/refund"), &typed).expect_to(path);
}

fn states(house: &House) -> Vec<String> {
    let all = refunds::table.order(refunds::id).select(refunds::status);
    house.app.read(|conn| Ok(all.load(conn)?))
}

/// How often the gateway was asked to give something back.
fn sent(stand_in: &StandIn) -> usize {
    stand_in.count("POST", "/transactions/")
}

fn credit(house: &House) -> Option<i64> {
    let found = customer_balances::table.select(customer_balances::credit);
    house.app.read(|conn| Ok(found.first(conn).optional()?))
}

#[test]
fn a_payment_goes_back_to_its_card_and_what_it_settled_is_owed_again() {
    let mut house = with_card();
    let (id, path) = charged(&house, 120_000, "ARS");
    number(&house, id);
    let button = format!("a[href='{path}/refund']");
    assert_eq!(house.admin.get(&path).expect(200).count(&button), 1);
    let page = house.admin.get(&format!("{path}/refund")).expect(200);
    assert_eq!(page.count(&format!("a[href='/invoices/{id}']")), 1, "which is owed again");
    let version = seen(&mut house, &path);
    let refund = format!("{path}/refund");
    let refused = house.admin.post(&refund, &[("version", &version), ("reason", " ")]);
    assert_eq!(refused.expect(422).count("#reason-error"), 1);
    assert!(states(&house).is_empty());

    ask(&mut house, &path);
    assert_eq!((states(&house), document(&house, id).0), (vec!["prepared".into()], "paid".into()));
    let page = house.admin.get(&path).expect(200);
    assert_eq!((page.count(&button), page.count("main .notice")), (0, 1));
    assert_eq!(page.header("refresh"), "5", "the gateway is being asked");
    house.work_once();
    assert_eq!(states(&house), ["approved"]);
    assert_eq!(document(&house, id), said("pending", 0, 120_000));
    assert_eq!(paid(&house), [said("refunded", 120_000, 0)]);
    let category: String = house.app.read(|conn| {
        Ok(customers::table.find(house.customer).select(customers::category).first(conn)?)
    });
    assert_eq!(category, "delinquent");
    let page = house.admin.get(&path).expect(200);
    assert_eq!((page.count(&button), page.count("main .notice")), (0, 0));
    assert_eq!(page.header("refresh"), "");
    let history = page.texts(".rail").join(" ");
    assert!(history.contains("Devolución pedida"), "{history}");
    assert!(page.texts("dl.facts dd").contains(&REASON.to_owned()));
    house.admin.get(&refund).expect(404);
    assert_eq!(house.admin.get(&format!("{path}/receipt")).count(".paper__mark"), 1);
    in_order(&house);
    let back: i64 = house.app.read(|conn| {
        Ok(simulated_charges::table.select(simulated_charges::refunded).first(conn)?)
    });
    assert_eq!(back, 120_000);
}

#[test]
fn what_went_back_is_not_charged_again_by_a_try_from_before() {
    let mut house = with_card();
    // More than the simulator takes: refused, and to be tried again.
    let id = invoice(&house, 100_000_001, "ARS", None);
    prepare(&house, id).unwrap();
    house.step();
    assert!(next(&house).is_some());
    // By the day of that it is less, and paid in the portal; then the payment goes back.
    house.app.write(|conn| {
        let less = (invoices::total.eq(5_000), invoices::balance.eq(5_000));
        diesel::update(invoices::table.find(id)).set(less).execute(conn)?;
        let card: String = cards::table.select(cards::public_id).first(conn)?;
        let (settings, actor) = (Settings::load(conn)?, Actor::command(Via::Command));
        let w = Writing::new(&actor, &settings, clock::now());
        let wish = Wish { invoice: id, amount: 5_000, card: &card, once: "once" };
        charges::prepare_by_hand(conn, &w, wish).map(|made| assert!(made.is_ok()))
    });
    house.work_once();
    assert_eq!(document(&house, id), said("paid", 5_000, 0));
    let path = format!("/payments/{}", payment(&house));
    ask(&mut house, &path);
    house.work_once();
    assert_eq!(document(&house, id), said("pending", 0, 5_000));
    for _ in 0..2 {
        house.step();
    }
    assert_eq!(next(&house), None);
    let waiting = [said("rejected", 100_000_001, 0), said("refunded", 5_000, 0)];
    assert_eq!((document(&house, id), paid(&house)), (said("pending", 0, 5_000), waiting.into()));
}

#[test]
fn what_is_on_its_way_back_settles_nothing_meanwhile() {
    let mut house = with_card();
    let (id, path) = charged(&house, 5_000, "ARS");
    let other = invoice(&house, 2_000, "ARS", None);
    // The document was settled otherwise too: all of the payment is credit.
    house.app.write(|conn| {
        let (settings, actor) = (Settings::load(conn)?, Actor::command(Via::Command));
        let w = Writing::new(&actor, &settings, clock::now());
        let brought: i64 = payments::table.select(payments::id).first(conn)?;
        settling::take_back(conn, brought, w.at)?;
        diesel::update(payments::table).set(payments::applied.eq(0)).execute(conn)?;
        let settled = (invoices::status.eq("paid"), invoices::balance.eq(0));
        diesel::update(invoices::table.find(id)).set(settled).execute(conn)?;
        Ok(())
    });
    let use_it = |house: &House| {
        house.app.write(|conn| {
            let (settings, actor) = (Settings::load(conn)?, Actor::command(Via::Command));
            let w = Writing::new(&actor, &settings, clock::now());
            padron::payments::apply_credit(conn, &w, house.customer, other)
        })
    };
    ask(&mut house, &path);
    assert_eq!(use_it(&house), Outcome::Refused(Refusal::Nothing));
    assert_eq!(document(&house, other), said("pending", 0, 2_000));
}

#[test]
fn what_settled_nothing_is_no_credit_any_more() {
    let stand_in = StandIn::start();
    let mut house = at(&stand_in);
    let id = invoice(&house, 5_000, "CLP", None);
    prepare(&house, id).unwrap();
    stand_in.force("POST", "/transactions", "cut&after=1");
    house.step();
    // Paid by hand while the gateway was charging.
    house.app.write(|conn| {
        diesel::update(invoices::table.find(id))
            .set((invoices::status.eq("paid"), invoices::paid.eq(5_000), invoices::balance.eq(0)))
            .execute(conn)?;
        Ok(())
    });
    house.step();
    assert_eq!((paid(&house), credit(&house)), (vec![said("successful", 5_000, 0)], Some(5_000)));
    let path = format!("/payments/{}", payment(&house));
    ask(&mut house, &path);
    house.step();
    assert_eq!(paid(&house), [said("refunded", 5_000, 0)]);
    assert_eq!((document(&house, id).0.as_str(), credit(&house).unwrap_or_default()), ("paid", 0));
    in_order(&house);
}

#[test]
fn one_that_is_refused_says_why_changes_nothing_and_can_be_asked_for_again() {
    let mut house = with_card();
    // The simulator gives charges of so many cents back to nobody.
    let (id, path) = charged(&house, 1_066, "ARS");
    for times in 1..=2 {
        ask(&mut house, &path);
        house.work_once();
        assert_eq!(states(&house), vec!["refused"; times]);
        let page = house.admin.get(&path).expect(200);
        let notice = page.texts("main .notice--bad").join(" ");
        assert!(notice.contains("código −5"), "{notice}");
        assert_eq!(page.count(&format!("a[href='{path}/refund']")), 1);
    }
    assert_eq!(document(&house, id), said("paid", 1_066, 0));
    assert_eq!(paid(&house), [said("successful", 1_066, 1_066)]);
    in_order(&house);
}

#[test]
fn one_without_an_answer_is_in_doubt_until_the_gateway_is_asked_and_never_sent_twice() {
    let stand_in = StandIn::start();
    let mut house = at(&stand_in);
    let (id, path) = charged(&house, 5_000, "CLP");
    ask(&mut house, &path);
    // It is given back, and the answer lost; so is the first answer to the question.
    stand_in.force("POST", "/transactions/", "cut&after=1");
    stand_in.force("GET", "/transactions/", "500");
    house.step();
    assert_eq!((states(&house), document(&house, id).0), (vec!["review".into()], "paid".into()));
    let asking = format!("form[action='{path}/asking']");
    assert_eq!(house.admin.get(&path).expect(200).count(&asking), 1);
    house.admin.get(&format!("{path}/refund")).expect(404);
    house.step();
    assert_eq!(states(&house), ["review"]);
    house.admin.post(&format!("{path}/asking"), &[]).expect_to(&path);
    house.work_once();
    assert_eq!((states(&house), sent(&stand_in)), (vec!["approved".into()], 1));
    assert_eq!(document(&house, id), said("pending", 0, 5_000));
    assert_eq!(house.admin.get(&path).expect(200).count(&asking), 0);
    in_order(&house);
}

#[test]
fn an_answer_that_the_simulator_loses_is_known_later() {
    let mut house = with_card();
    let (id, path) = charged(&house, 1_077, "ARS");
    ask(&mut house, &path);
    house.step();
    assert_eq!((states(&house), document(&house, id).0), (vec!["review".into()], "paid".into()));
    house.step();
    assert_eq!(
        (states(&house), document(&house, id).0),
        (vec!["approved".into()], "pending".into())
    );
}

#[test]
fn one_that_never_arrived_is_believed_late_and_may_be_asked_for_again() {
    let stand_in = StandIn::start();
    let mut house = at(&stand_in);
    let (id, path) = charged(&house, 5_000, "CLP");
    ask(&mut house, &path);
    stand_in.force("POST", "/transactions/", "cut");
    for _ in 0..5 {
        house.step();
        assert_eq!(states(&house), ["review"]);
        // Whoever is impatient does not make it be believed sooner.
        house.admin.post(&format!("{path}/asking"), &[]).expect_to(&path);
        house.work_once();
        assert_eq!(states(&house), ["review"]);
    }
    house.step();
    assert_eq!((states(&house), sent(&stand_in)), (vec!["refused".into()], 1));
    assert_eq!(document(&house, id).0, "paid");
    ask(&mut house, &path);
    house.step();
    assert_eq!((states(&house), sent(&stand_in)), (vec!["refused".into(), "approved".into()], 2));
    assert_eq!(document(&house, id).0, "pending");
}

#[test]
fn killed_between_sending_and_writing_it_asks_and_does_not_send_again() {
    let stand_in = StandIn::start();
    let mut house = at(&stand_in);
    let (id, path) = charged(&house, 5_000, "CLP");
    ask(&mut house, &path);
    stand_in.force("POST", "/transactions/", "cut&after=1");
    house.step();
    // As the process leaves it that has sent it and is killed: the gateway knows it, the panel does not.
    house.app.write(|conn| {
        diesel::update(refunds::table).set(refunds::status.eq("sent")).execute(conn)?;
        Ok(())
    });
    house.step();
    assert_eq!((states(&house), sent(&stand_in)), (vec!["approved".into()], 1));
    assert_eq!(document(&house, id).0, "pending");
    in_order(&house);
}

#[test]
fn what_the_gateway_gave_back_before_is_written_down() {
    let stand_in = StandIn::start();
    let mut house = at(&stand_in);
    let (_, path) = charged(&house, 5_000, "CLP");
    // Given back while the panel believed that it was not.
    stand_in.force("POST", "/transactions/", "cut&after=1");
    ask(&mut house, &path);
    house.step();
    house.app.write(|conn| {
        let given_up =
            (refunds::status.eq("refused"), refunds::next_at.eq(None::<chrono::NaiveDateTime>));
        diesel::update(refunds::table).set(given_up).execute(conn)?;
        Ok(())
    });
    ask(&mut house, &path);
    house.step();
    assert_eq!(states(&house), ["refused", "approved"]);
    assert_eq!(paid(&house), [said("refunded", 5_000, 0)]);
}

/// A refund that its gateway took and does not answer for, asked about so often that people may decide.
fn in_doubt(house: &mut House, stand_in: &StandIn, path: &str) {
    stand_in.force("POST", "/transactions/", "cut");
    ask(house, path);
    house.step();
    for _ in 0..5 {
        // As of a charge that it knows no more.
        stand_in.force("GET", "/transactions", "404");
        house.step();
    }
    assert_eq!(states(house), ["review"], "who knows no charge knows nothing of its refund");
}

#[test]
fn what_no_gateway_answers_for_is_decided_by_people() {
    for (answer, status, left) in [("yes", "refunded", "pending"), ("no", "successful", "paid")] {
        let stand_in = StandIn::start();
        let mut house = at(&stand_in);
        let (id, path) = charged(&house, 5_000, "CLP");
        let outcome = format!("{path}/refund-outcome");
        house.admin.get(&outcome).expect(404);
        in_doubt(&mut house, &stand_in, &path);
        let page = house.admin.get(&path).expect(200);
        assert_eq!(page.count(&format!("a[href='{outcome}']")), 1);
        let page = house.admin.get(&outcome).expect(200);
        let version = page.attribute("input[name=version]", "value").unwrap();
        let version = ("version", version.as_str());
        let say = |house: &mut House, which: &str, reason: &str| {
            house.admin.post(&outcome, &[version, ("outcome", which), ("reason", reason)])
        };
        let refused = say(&mut house, "", "Extracto").expect(422);
        assert_eq!(refused.count("#outcome-error"), 1);
        assert_eq!(refused.attribute("#reason", "value").unwrap(), "Extracto");
        let refused = say(&mut house, answer, " ").expect(422);
        assert_eq!(refused.count("#reason-error"), 1);
        assert_eq!(refused.attribute("[name=outcome][checked]", "value").unwrap(), answer);
        say(&mut house, answer, "Extracto").expect_to(&path);
        assert_eq!(paid(&house)[0].0, status);
        assert_eq!(document(&house, id).0, left);
        let page = house.admin.get(&path).expect(200);
        assert!(page.texts(".rail").join(" ").contains("Qué pasó con la devolución"));
        // Settled: a second answer changes nothing, and nobody is asked any more.
        say(&mut house, "yes", "Otra vez").expect_to(&path);
        house.step();
        assert_eq!((paid(&house)[0].0.as_str(), sent(&stand_in)), (status, 1));
        in_order(&house);
    }
}

#[test]
fn a_key_that_is_wrong_gives_nothing_back_and_says_so() {
    let stand_in = StandIn::start();
    let mut house = at(&stand_in);
    let (id, path) = charged(&house, 5_000, "CLP");
    stand_in.tell("/settings?key=another");
    ask(&mut house, &path);
    house.step();
    assert_eq!((states(&house), document(&house, id).0), (vec!["refused".into()], "paid".into()));
    let notice = house.admin.get(&path).expect(200).texts("main .notice--bad").join(" ");
    assert!(notice.contains("401"), "{notice}");
}

#[test]
fn two_clerks_and_two_workers_give_it_back_once() {
    let stand_in = StandIn::start();
    let mut house = at(&stand_in);
    let (_, path) = charged(&house, 5_000, "CLP");
    let version = seen(&mut house, &path);
    let mut collector = house.app.sign_in(Role::Collector);
    assert_eq!(collector.get(&path).expect(200).count(&format!("a[href='{path}/refund']")), 0);
    collector.get(&format!("{path}/refund")).expect(403);
    for _ in 0..2 {
        let typed = [("version", version.as_str()), ("reason", REASON)];
        house.admin.post(&format!("{path}/refund"), &typed).expect_to(&path);
    }
    assert_eq!(states(&house), ["prepared"], "the second had seen another payment");
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| house.work_once());
        }
    });
    house.step();
    assert_eq!((states(&house), sent(&stand_in)), (vec!["approved".into()], 1));
}

#[test]
fn it_goes_back_although_card_and_customer_are_gone() {
    let stand_in = StandIn::start();
    let mut house = at(&stand_in);
    let (_, path) = charged(&house, 5_000, "CLP");
    house.app.write(|conn| {
        diesel::delete(cards::table).execute(conn)?;
        Ok(())
    });
    house.app.set_status(house.customer, "archived", "archived");
    ask(&mut house, &path);
    house.step();
    assert_eq!(states(&house), ["approved"]);
}

#[test]
fn only_what_a_gateway_took_goes_back_by_it() {
    let mut house = simulated();
    let id = invoice(&house, 1_000, "ARS", None);
    let customer = house.customer;
    let typed = [
        ("currency", "ARS"),
        ("method", "card"),
        ("amount", "10,00"),
        ("paid_at", &today().to_string()),
        ("once", "a form"),
    ];
    let answer = house.admin.post(&format!("/customers/{customer}/payments"), &typed).expect(303);
    let path = answer.location;
    let page = house.admin.get(&path).expect(200);
    assert_eq!(page.count(&format!("a[href='{path}/refund']")), 0);
    house.admin.get(&format!("{path}/refund")).expect(404);
    let typed = [("version", "1"), ("reason", REASON)];
    house.admin.post(&format!("{path}/refund"), &typed).expect_to(&path);
    assert!(states(&house).is_empty());
    assert_eq!(document(&house, id).0, "pending");
}

#[test]
fn whoever_gives_money_back_is_told_of_subscriptions_that_go_on() {
    let mut house = with_card();
    let (id, path) = charged(&house, 120_000, "ARS");
    let subscription = subscribed(&house, "Fibra 300", None);
    let place = format!("a[href='/subscriptions/{subscription}']");
    house.app.write(|conn| {
        let next = subscriptions::next_charge_on.eq(today() + chrono::Duration::days(9));
        diesel::update(subscriptions::table.find(subscription)).set(next).execute(conn)?;
        Ok(())
    });
    let told = |house: &mut House| {
        house.admin.get(&format!("{path}/refund")).expect(200).count(&format!("main {place}"))
    };
    assert_eq!(told(&mut house), 0, "that of another document is not meant");
    house.app.write(|conn| {
        let of = invoices::subscription_id.eq(subscription);
        diesel::update(invoices::table.find(id)).set(of).execute(conn)?;
        Ok(())
    });
    assert_eq!(told(&mut house), 1);
    house.app.write(|conn| {
        let row = subscriptions::table.find(subscription);
        diesel::update(row).set(subscriptions::status.eq("paused")).execute(conn)?;
        Ok(())
    });
    assert_eq!(told(&mut house), 0, "what stands still is not charged");
}
