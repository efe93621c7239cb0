//! Payments: spread, taken in by two at once, taken back, and what is left over.

use std::sync::Barrier;

use diesel::prelude::*;
use padron::db::schema::{allocations, payments as rows};
use padron::error::AppError;
use padron::history::{self, Entity};
use padron::invoices::{Act, Outcome as Acted, Refusal, act, credit_note};
use padron::money::{Amount, MOST};
use padron::payments::{Outcome, Received, apply_credit, find, open_of, register, reverse, spread};

use super::house::{House, line, saved};

/// A payment of so much for these documents.
fn received(house: &House, customer: i64, amount: i64, to: &[(i64, i64)], once: &str) -> Received {
    Received {
        customer,
        currency: "ARS".to_owned(),
        amount: Amount(amount),
        method: "cash".to_owned(),
        paid_on: house.writing().today(),
        reference: None,
        to: to.iter().map(|(id, part)| (*id, Amount(*part))).collect(),
        seen: Vec::new(),
        once: once.to_owned(),
    }
}

fn pay(house: &House, received: &Received) -> Outcome {
    house.write(|conn| register(conn, &house.writing(), received))
}

#[track_caller]
fn paid(outcome: Outcome) -> i64 {
    match outcome {
        Outcome::Saved(saved) => saved.id,
        other => panic!("not taken in: {other:?}"),
    }
}

/// State, paid and left of a document.
fn state(house: &House, id: i64) -> (String, i64, i64) {
    let row = house.row(id);
    assert_eq!(row.total, row.paid + row.credited + row.balance);
    (row.status, row.paid, row.balance)
}

fn said(status: &str, paid: i64, balance: i64) -> (String, i64, i64) {
    (status.to_owned(), paid, balance)
}

#[test]
fn a_payment_over_several_invoices_settles_the_oldest_first() {
    let house = House::new();
    let customer = house.customer("Ana");
    let (late, soon) = (house.invoice(customer, 5_000, 30), house.invoice(customer, 3_000, 5));
    let open = house.write(|conn| Ok(open_of(conn, customer)?));
    let parts = spread(Amount(4_000), None, &open);
    assert_eq!(parts, [(soon, Amount(3_000)), (late, Amount(1_000))]);
    let received = Received {
        to: parts,
        seen: open.iter().map(|invoice| (invoice.id, invoice.balance)).collect(),
        ..received(&house, customer, 4_000, &[], "form-1")
    };
    paid(pay(&house, &received));
    assert_eq!(state(&house, soon), said("paid", 3_000, 0));
    assert_eq!(state(&house, late), said("partially_paid", 1_000, 4_000));
}

#[test]
fn two_clerks_paying_the_same_invoice_one_is_told() {
    let house = House::new();
    let customer = house.customer("Ana");
    let invoice = house.invoice(customer, 5_000, 10);
    let start = Barrier::new(2);
    let outcomes: Vec<Outcome> = std::thread::scope(|scope| {
        let clerks: Vec<_> = ["form-1", "form-2"]
            .into_iter()
            .map(|once| {
                let (house, start) = (&house, &start);
                scope.spawn(move || {
                    let received = Received {
                        seen: vec![(invoice, Amount(5_000))],
                        ..received(house, customer, 5_000, &[(invoice, 5_000)], once)
                    };
                    start.wait();
                    pay(house, &received)
                })
            })
            .collect();
        clerks.into_iter().map(|clerk| clerk.join().unwrap()).collect()
    });
    let taken = outcomes.iter().filter(|outcome| matches!(outcome, Outcome::Saved(_))).count();
    let told = outcomes
        .iter()
        .filter(|outcome| matches!(outcome, Outcome::Conflict(open) if open.is_empty()));
    assert_eq!((taken, told.count()), (1, 1), "{outcomes:?}");
    assert_eq!(state(&house, invoice), said("paid", 5_000, 0));
    let count: i64 = house.write(|conn| Ok(rows::table.count().get_result(conn)?));
    assert_eq!(count, 1);
}

#[test]
fn the_same_form_twice_is_one_payment() {
    let house = House::new();
    let customer = house.customer("Ana");
    let received = received(&house, customer, 1_000, &[], "form-1");
    let start = Barrier::new(4);
    let outcomes: Vec<Outcome> = std::thread::scope(|scope| {
        let tries: Vec<_> = (0..4)
            .map(|_| {
                scope.spawn(|| {
                    start.wait();
                    pay(&house, &received)
                })
            })
            .collect();
        tries.into_iter().map(|one| one.join().unwrap()).collect()
    });
    let ids: Vec<i64> = outcomes
        .iter()
        .map(|outcome| match outcome {
            Outcome::Saved(saved) => saved.id,
            Outcome::Again(id) => *id,
            other => panic!("{other:?}"),
        })
        .collect();
    assert!(ids.iter().all(|id| *id == ids[0]), "{outcomes:?}");
    assert_eq!(outcomes.iter().filter(|one| matches!(one, Outcome::Saved(_))).count(), 1);
    // The mark of somebody else's form opens nothing.
    let other = Received { customer: house.customer("Otra"), ..received };
    let refused = house.db.write_now(|conn| register(conn, &house.writing(), &other));
    assert!(matches!(refused, Err(AppError::BadRequest)), "{refused:?}");
}

#[test]
fn reversing_opens_the_invoices_again() {
    let house = House::new();
    let customer = house.customer("Ana");
    let (one, two) = (house.invoice(customer, 5_000, 10), house.invoice(customer, 3_000, 20));
    let to = [(one, 5_000), (two, 1_000)];
    let id = paid(pay(&house, &received(&house, customer, 6_000, &to, "form-1")));
    let w = house.writing();
    let undo = |version, reason: &str| house.write(|conn| reverse(conn, &w, id, version, reason));
    assert_eq!(undo(1, ""), Acted::Refused(Refusal::NoReason));
    assert_eq!(undo(3, "x"), Acted::Conflict);
    saved(undo(1, "Era de otro cliente"));
    assert_eq!(state(&house, one), said("pending", 0, 5_000));
    assert_eq!(state(&house, two), said("pending", 0, 3_000));
    let row = house.write(|conn| Ok(find(conn, id)?)).unwrap();
    assert_eq!((row.status.as_str(), row.applied, row.left()), ("reversed", 0, 0));
    assert_eq!(undo(2, "x"), Acted::Refused(Refusal::WrongState));
    let standing: i64 = house.write(|conn| {
        Ok(allocations::table
            .filter(allocations::taken_back_at.is_null())
            .count()
            .get_result(conn)?)
    });
    assert_eq!(standing, 0);
}

#[test]
fn what_settled_a_document_in_two_steps_is_taken_back_in_one() {
    let house = House::new();
    let customer = house.customer("Ana");
    let invoice = house.invoice(customer, 5_000, 10);
    let id = paid(pay(&house, &received(&house, customer, 5_000, &[(invoice, 3_000)], "form-1")));
    saved(house.write(|conn| apply_credit(conn, &house.writing(), customer, invoice)));
    assert_eq!(state(&house, invoice), said("paid", 5_000, 0));
    let w = house.writing();
    saved(house.write(|conn| reverse(conn, &w, id, 2, "Cheque rechazado")));
    assert_eq!(state(&house, invoice), said("pending", 0, 5_000));
    let entries = house.write(|conn| Ok(history::of(conn, Entity::Invoice, invoice, None, 100)?));
    let paid: Vec<_> = entries
        .into_iter()
        .filter(|entry| entry.field == "paid")
        .map(|entry| (entry.before.unwrap_or_default(), entry.after.unwrap_or_default()))
        .collect();
    let steps = [("5000", "0"), ("3000", "5000"), ("0", "3000")];
    assert_eq!(paid, steps.map(|(before, after)| (before.to_owned(), after.to_owned())));
}

#[test]
fn what_is_left_over_is_credit() {
    let house = House::new();
    let customer = house.customer("Ana");
    let one = house.invoice(customer, 1_000, 10);
    let first = paid(pay(&house, &received(&house, customer, 4_000, &[(one, 1_000)], "form-1")));
    let second = paid(pay(&house, &received(&house, customer, 500, &[], "form-2")));
    let left = |id| house.write(|conn| Ok(find(conn, id)?)).unwrap().left();
    assert_eq!((left(first), left(second)), (3_000, 500));
    let two = house.invoice(customer, 3_200, 10);
    saved(house.write(|conn| apply_credit(conn, &house.writing(), customer, two)));
    assert_eq!(state(&house, two), said("paid", 3_200, 0));
    assert_eq!((left(first), left(second)), (0, 300));
    let three = house.invoice(customer, 1_000, 10);
    saved(house.write(|conn| apply_credit(conn, &house.writing(), customer, three)));
    assert_eq!(state(&house, three), said("partially_paid", 300, 700));
    let nothing = house.write(|conn| apply_credit(conn, &house.writing(), customer, three));
    assert_eq!(nothing, Acted::Refused(Refusal::Nothing));
}

#[test]
fn a_paid_invoice_is_taken_back_by_a_credit_note_only() {
    let house = House::new();
    let customer = house.customer("Ana");
    let invoice = house.invoice(customer, 5_000, 10);
    let first =
        paid(pay(&house, &received(&house, customer, 2_000, &[(invoice, 2_000)], "form-1")));
    let second =
        paid(pay(&house, &received(&house, customer, 3_000, &[(invoice, 3_000)], "form-2")));
    let w = house.writing();
    let version = house.row(invoice).version;
    let void = house.write(|conn| act(conn, &w, invoice, version, &Act::Void("x".into())));
    assert_eq!(void, Acted::Refused(Refusal::WrongState));
    let half = Some(vec![line("Corte", 4_000)]);
    saved(house.write(|conn| credit_note(conn, &w, invoice, version, half, "Corte")));
    let row = house.row(invoice);
    assert_eq!((row.status.as_str(), row.paid, row.credited), ("paid", 1_000, 4_000));
    let left = |id| house.write(|conn| Ok(find(conn, id)?)).unwrap().left();
    assert_eq!((left(first), left(second)), (1_000, 3_000), "the latest is free first");
    // A reversed payment opens no more than it still settles.
    saved(house.write(|conn| reverse(conn, &w, first, 2, "Cheque rechazado")));
    assert_eq!(state(&house, invoice), said("partially_paid", 0, 1_000));
}

#[test]
fn amounts_and_documents_that_do_not_fit_are_refused() {
    let house = House::new();
    let (customer, other) = (house.customer("Ana"), house.customer("Otra"));
    let (invoice, foreign) = (house.invoice(customer, 5_000, 10), house.invoice(other, 5_000, 10));
    let ask = |received: Received| match pay(&house, &received) {
        Outcome::Refused(refusal) => refusal,
        other => panic!("{other:?}"),
    };
    let of = |amount, to: &[(i64, i64)]| received(&house, customer, amount, to, "form-1");
    assert_eq!(ask(of(0, &[])), Refusal::Nothing);
    assert_eq!(ask(of(-1, &[])), Refusal::Nothing);
    assert_eq!(ask(of(MOST + 1, &[])), Refusal::TooLarge);
    assert_eq!(ask(of(5_000, &[(invoice, 0)])), Refusal::Nothing);
    assert_eq!(ask(of(9_000, &[(invoice, 5_001)])), Refusal::MoreThanLeft);
    assert_eq!(ask(of(4_000, &[(invoice, 5_000)])), Refusal::MoreThanLeft);
    let twice = &[(invoice, 3_000), (invoice, 3_000)];
    assert_eq!(ask(of(9_000, twice)), Refusal::MoreThanLeft);
    let too_many = &[(invoice, i64::MAX), (invoice, i64::MAX)];
    assert_eq!(ask(of(9_000, too_many)), Refusal::MoreThanLeft);
    assert_eq!(ask(of(5_000, &[(foreign, 5_000)])), Refusal::NoSuchInvoice);
    let dollars = Received { currency: "USD".into(), ..of(5_000, &[(invoice, 5_000)]) };
    assert_eq!(ask(dollars), Refusal::OtherCurrency);
    assert_eq!(ask(Received { method: "barter".into(), ..of(1, &[]) }), Refusal::NoSuchMethod);
    let tomorrow = house.writing().today() + chrono::Duration::days(1);
    assert_eq!(ask(Received { paid_on: tomorrow, ..of(1, &[]) }), Refusal::NotYet);
    assert_eq!(state(&house, invoice), said("pending", 0, 5_000));
    let stale = Received { seen: vec![(invoice, Amount(4_999))], ..of(1, &[]) };
    match pay(&house, &stale) {
        Outcome::Conflict(open) => assert_eq!(open[0].balance, Amount(5_000)),
        other => panic!("{other:?}"),
    }
}
