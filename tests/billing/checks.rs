//! What `padron doctor` recomputes.

use diesel::prelude::*;
use padron::db::schema::{invoice_series, invoices, payments};
use padron::invoices::checks::Disagreements;
use padron::invoices::{Act, act, credit_note};
use padron::money::Amount;
use padron::payments::{Outcome, Received, register, reverse};

use super::house::{House, line, saved};

fn found(house: &House) -> Disagreements {
    house.write(|conn| Ok(Disagreements::find(conn)?))
}

/// A house in which everything happened that moves figures.
pub fn busy() -> (House, i64, i64) {
    let house = House::new();
    let customer = house.customer("Ana");
    let w = house.writing();
    let (one, two) = (house.invoice(customer, 5_000, 10), house.invoice(customer, 3_000, 20));
    let pay = |amount: i64, to: &[(i64, i64)], once: &str| {
        let received = Received {
            customer,
            currency: "ARS".to_owned(),
            amount: Amount(amount),
            method: "cash".to_owned(),
            paid_on: w.today(),
            reference: None,
            to: to.iter().map(|(id, part)| (*id, Amount(*part))).collect(),
            seen: Vec::new(),
            once: once.to_owned(),
        };
        match house.write(|conn| register(conn, &w, &received)) {
            Outcome::Saved(saved) => saved.id,
            other => panic!("{other:?}"),
        }
    };
    let kept = pay(7_000, &[(one, 5_000), (two, 1_000)], "form-1");
    let mistaken = pay(500, &[(two, 500)], "form-2");
    saved(house.write(|conn| reverse(conn, &w, mistaken, 1, "Duplicado")));
    let version = house.row(one).version;
    let part = Some(vec![line("Corte", 1_500)]);
    saved(house.write(|conn| credit_note(conn, &w, one, version, part, "Corte")));
    let voided = house.invoice(customer, 100, 5);
    saved(house.write(|conn| act(conn, &w, voided, 1, &Act::Void("Error".into()))));
    (house, one, kept)
}

#[test]
fn the_doctor_finds_a_figure_that_was_tampered_with() {
    let (house, invoice, payment) = busy();
    assert_eq!(found(&house), Disagreements::default());
    house.write(|conn| {
        diesel::update(invoices::table.find(invoice)).set(invoices::paid.eq(1)).execute(conn)?;
        Ok(())
    });
    assert_eq!(found(&house).documents, [invoice]);
    house.write(|conn| {
        diesel::update(payments::table.find(payment)).set(payments::applied.eq(1)).execute(conn)?;
        Ok(())
    });
    assert_eq!(found(&house).payments, [payment]);
    assert!(found(&house).series.is_empty());
    house.write(|conn| {
        diesel::update(invoice_series::table)
            .set(invoice_series::next_number.eq(invoice_series::next_number + 1))
            .execute(conn)?;
        Ok(())
    });
    assert!(!found(&house).series.is_empty(), "a number that nobody has");
}
