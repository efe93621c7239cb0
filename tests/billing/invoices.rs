//! Documents: their numbers, what they keep, and what may become of them.

use std::sync::Barrier;

use chrono::Duration;
use diesel::prelude::*;
use padron::customers::query;
use padron::db::schema::{
    contracts, customer_billing, customers, history, invoice_lines, invoices, legal_entities,
    plans, taxes,
};
use padron::error::AppError;
use padron::i18n::{Lang, Text};
use padron::invoices::{
    self as room, Act, Draft, Kind, Of, Outcome, Refusal, act, credit_note, discard, draft,
    issue_draft, paper, prepare,
};
use padron::money::Amount;
use padron::papers::{self, Stage};

use super::house::{House, issued, line, saved};

const ES: Text = Text(Lang::Es);

/// What a document of this customer would be refused for.
fn refusal(house: &House, draft: Draft) -> Option<Refusal> {
    house.write(|conn| {
        let w = house.writing();
        let record = query::find_to_change(conn, w.actor, draft.customer)?.unwrap();
        let (_, refused) = prepare(conn, &w, &[record], vec![draft])?;
        Ok(refused.into_iter().next().map(|(_, refusal)| refusal))
    })
}

#[test]
fn numbers_are_gapless_under_eight_writers() {
    let house = House::new();
    let customers: Vec<i64> = (0..8).map(|n| house.customer(&format!("Cliente {n}"))).collect();
    let start = Barrier::new(8);
    std::thread::scope(|scope| {
        for (n, customer) in customers.iter().enumerate() {
            let (house, start) = (&house, &start);
            scope.spawn(move || {
                start.wait();
                for turn in 0..12 {
                    let draft = house.draft(*customer, vec![line("Internet", 1_000)], 10);
                    let done = house.db.write_now(|conn| {
                        issued(conn, &house.writing(), draft)?;
                        // Whoever fails after taking a number gives it back.
                        if (n + turn) % 4 == 0 { Err(AppError::BadRequest) } else { Ok(()) }
                    });
                    assert_eq!(done.is_ok(), (n + turn) % 4 != 0, "{done:?}");
                }
            });
        }
    });
    let numbers: Vec<Option<i64>> = house.write(|conn| {
        Ok(invoices::table.order(invoices::number).select(invoices::number).load(conn)?)
    });
    let expected: Vec<Option<i64>> = (1..=72).map(Some).collect();
    assert_eq!(numbers, expected);
}

#[test]
fn many_documents_take_their_numbers_in_their_order() {
    let house = House::new();
    let (b, a) = (house.customer("Begoña"), house.customer("Álvarez Hnos."));
    house.bill(a, "1", "1");
    let rows = house.write(|conn| {
        let w = house.writing();
        let records = [
            query::find_to_change(conn, w.actor, b)?.unwrap(),
            query::find_to_change(conn, w.actor, a)?.unwrap(),
        ];
        let of = |customer| house.draft(customer, vec![line("Internet", 500)], 5);
        let drafts = vec![of(b), of(a), of(b), of(a), of(b)];
        let (ready, refused) = prepare(conn, &w, &records, drafts)?;
        assert!(refused.is_empty(), "{refused:?}");
        room::issue(conn, &w, ready)
    });
    let numbers: Vec<(i64, &str)> =
        rows.iter().map(|row| (row.customer, row.full_number.as_str())).collect();
    let written = |n: i64| format!("00003-{n:08}");
    let expected = [(b, 1), (a, 1), (b, 2), (a, 2), (b, 3)].map(|(id, n)| (id, written(n)));
    assert_eq!(numbers.len(), expected.len());
    for (got, wanted) in numbers.iter().zip(&expected) {
        assert_eq!((got.0, got.1), (wanted.0, wanted.1.as_str()), "each series counts for itself");
    }
}

#[test]
fn renaming_the_customer_leaves_the_paper_as_it_was() {
    let house = House::new();
    let customer = house.customer("Núñez y Conceição");
    let mut internet = line("Internet por fibra", 10_000);
    internet.tax = Some(house.iva());
    let draft = house.draft(customer, vec![internet], 10);
    let id = house.write(|conn| issued(conn, &house.writing(), draft));
    let before = house.write(|conn| paper(conn, &house.writing(), id, ES));
    assert_eq!(before.receiver.name, "Núñez y Conceição");
    assert_eq!(before.issuer.tax_id.as_deref(), Some("30-71234567-1"));
    assert_eq!(before.heading.letter.as_deref(), Some("B"));
    assert_eq!(before.number.as_deref(), Some("00003-00000001"));
    assert_eq!((before.subtotal, before.total), (Amount(10_000), Amount(12_100)));
    assert_eq!(before.stage, Stage::Issued);
    house.write(|conn| {
        diesel::update(customers::table.find(customer))
            .set(customers::name.eq("Otro Nombre"))
            .execute(conn)?;
        diesel::update(customer_billing::table.find(customer))
            .set(customer_billing::billing_enabled.eq(false))
            .execute(conn)?;
        diesel::update(legal_entities::table)
            .set(legal_entities::city.eq("Sunchales"))
            .execute(conn)?;
        diesel::update(taxes::table).set(taxes::rate_bp.eq(0)).execute(conn)?;
        Ok(())
    });
    let after = house.write(|conn| paper(conn, &house.writing(), id, ES));
    assert_eq!(after, before);
    assert!(papers::draw(&after, ES).starts_with(b"%PDF"));
}

#[test]
fn voiding_asks_a_reason_and_keeps_the_number() {
    let house = House::new();
    let customer = house.customer("Ana");
    let id = house.invoice(customer, 5_000, 10);
    let w = house.writing();
    let void = |reason: &str, version| {
        house.write(|conn| act(conn, &w, id, version, &Act::Void(reason.to_owned())))
    };
    assert_eq!(void("  ", 1), Outcome::Refused(Refusal::NoReason));
    assert_eq!(void("Error", 2), Outcome::Conflict, "a version that nobody saw");
    assert_eq!(saved(void("Error de carga", 1)).version, 2);
    let row = house.row(id);
    assert_eq!((row.status.as_str(), row.balance, row.number), ("voided", 0, Some(1)));
    assert_eq!(void("Otra vez", 2), Outcome::Refused(Refusal::WrongState));
    let again = house.invoice(customer, 5_000, 10);
    assert_eq!(house.row(again).number, Some(2), "its number is not used again");
    let reasons: Vec<Option<String>> = house.write(|conn| {
        let of =
            history::table.filter(history::entity.eq("invoice")).filter(history::entity_id.eq(id));
        Ok(of.order(history::id).select(history::reason).load(conn)?)
    });
    assert_eq!(reasons, [None, Some("Error de carga".to_owned())]);
}

#[test]
fn another_day_or_way_to_pay_is_for_what_is_open() {
    let house = House::new();
    let id = house.invoice(house.customer("Ana"), 5_000, 10);
    let w = house.writing();
    let day = w.today() + Duration::days(30);
    let does = |what: Act, version| house.write(|conn| act(conn, &w, id, version, &what));
    saved(does(Act::Due(day), 1));
    assert_eq!(house.row(id).due_date, Some(day));
    let early = Act::Due(w.today() - Duration::days(1));
    assert_eq!(does(early, 2), Outcome::Refused(Refusal::DaysReversed));
    assert_eq!(does(Act::Method("barter".into()), 2), Outcome::Refused(Refusal::NoSuchMethod));
    saved(does(Act::Method("cash".into()), 2));
    saved(does(Act::Void("Error".into()), 3));
    assert_eq!(does(Act::Due(day), 4), Outcome::Refused(Refusal::WrongState));
}

#[test]
fn a_draft_has_no_number_until_it_is_issued() {
    let house = House::new();
    let customer = house.customer("Ana");
    let w = house.writing();
    let kept = house.draft(customer, vec![line("Instalación", 7_000)], 10);
    let id = saved(house.write(|conn| draft(conn, &w, kept))).id;
    let row = house.row(id);
    assert_eq!((row.status.as_str(), row.number, row.balance), ("draft", None, 0));
    let seen = house.write(|conn| paper(conn, &w, id, ES));
    assert_eq!((seen.stage, seen.receiver.name.as_str()), (Stage::Draft, "Ana"));
    assert_eq!(house.write(|conn| issue_draft(conn, &w, id, 9)), Outcome::Conflict);
    assert_eq!(saved(house.write(|conn| issue_draft(conn, &w, id, 1))).version, 2);
    let row = house.row(id);
    assert_eq!((row.status.as_str(), row.number, row.balance), ("pending", Some(1), 7_000));
    let again = house.write(|conn| issue_draft(conn, &w, id, 2));
    assert_eq!(again, Outcome::Refused(Refusal::WrongState));
    let seen = house.write(|conn| paper(conn, &w, id, ES));
    assert_eq!(seen.lines.len(), 1);
}

#[test]
fn a_draft_can_be_thrown_away_and_a_document_cannot() {
    let house = House::new();
    let customer = house.customer("Ana");
    let w = house.writing();
    let kept = house.draft(customer, vec![line("Instalación", 7_000)], 10);
    let id = saved(house.write(|conn| draft(conn, &w, kept))).id;
    assert_eq!(house.write(|conn| discard(conn, &w, id, 2)), Outcome::Conflict);
    saved(house.write(|conn| discard(conn, &w, id, 1)));
    let left: (i64, i64) = house.write(|conn| {
        let rows = invoices::table.count().get_result(conn)?;
        Ok((rows, invoice_lines::table.count().get_result(conn)?))
    });
    assert_eq!(left, (0, 0));
    let issued = house.invoice(customer, 1_000, 10);
    assert_eq!(house.row(issued).number, Some(1), "a draft takes no number along");
    let refused = house.write(|conn| discard(conn, &w, issued, 1));
    assert_eq!(refused, Outcome::Refused(Refusal::WrongState));
}

#[test]
fn whoever_cannot_be_billed_is_told_why() {
    let house = House::new();
    let customer = house.customer("Ana");
    let ask = |draft| refusal(&house, draft);
    let plain = || house.draft(customer, vec![line("Internet", 1_000)], 10);
    assert_eq!(ask(plain()), None);
    assert_eq!(ask(Draft { lines: Vec::new(), ..plain() }), Some(Refusal::NoLines));
    assert_eq!(ask(Draft { lines: vec![line(" ", 5)], ..plain() }), Some(Refusal::NoLines));
    assert_eq!(ask(Draft { lines: vec![line("Nada", 0)], ..plain() }), Some(Refusal::Nothing));
    let most = line("Todo", padron::money::MOST);
    assert_eq!(ask(Draft { lines: vec![most; 2], ..plain() }), Some(Refusal::TooLarge));
    assert_eq!(ask(Draft { currency: "XYZ".into(), ..plain() }), Some(Refusal::OtherCurrency));
    assert_eq!(ask(Draft { method: Some("x".into()), ..plain() }), Some(Refusal::NoSuchMethod));
    let yesterday = plain().issue_on - Duration::days(1);
    assert_eq!(ask(Draft { due_on: yesterday, ..plain() }), Some(Refusal::DaysReversed));
    // Factura A is not for final consumers, factura B not for who is inscripto.
    house.bill(customer, "5", "1");
    assert_eq!(ask(plain()), Some(Refusal::TypeNotAllowed));
    house.bill(customer, "1", "6");
    assert_eq!(ask(plain()), Some(Refusal::TypeNotAllowed));
    house.bill(customer, "1", "1");
    assert_eq!(ask(plain()), None);
    let set_off = |off: bool| {
        house.write(|conn| {
            diesel::update(customer_billing::table.find(customer))
                .set(customer_billing::billing_enabled.eq(!off))
                .execute(conn)?;
            Ok(())
        });
    };
    set_off(true);
    assert_eq!(ask(plain()), Some(Refusal::BillingOff));
    set_off(false);
    house.write(|conn| {
        diesel::update(customers::table.find(customer))
            .set(customers::status.eq("archived"))
            .execute(conn)?;
        Ok(())
    });
    assert_eq!(ask(plain()), Some(Refusal::Gone));
}

#[test]
fn a_period_is_billed_once_until_its_document_is_voided() {
    let house = House::new();
    let customer = house.customer("Ana");
    let contract = contract(&house, customer);
    let today = house.writing().today();
    let monthly = || Draft {
        kind: Kind::Recurring,
        of: Of::Contract(contract),
        period: Some((today, today + Duration::days(29))),
        ..house.draft(customer, vec![line("Internet", 1_000)], 10)
    };
    let id = house.write(|conn| issued(conn, &house.writing(), monthly()));
    assert_eq!(refusal(&house, monthly()), Some(Refusal::BilledAlready));
    let void = Act::Void("Error".to_owned());
    saved(house.write(|conn| act(conn, &house.writing(), id, 1, &void)));
    assert_eq!(refusal(&house, monthly()), None);
    house.write(|conn| issued(conn, &house.writing(), monthly()));
}

fn contract(house: &House, customer: i64) -> i64 {
    house.write(|conn| {
        let plan: i64 = diesel::insert_into(plans::table)
            .values((
                plans::name.eq("Fibra 300"),
                plans::name_folded.eq("fibra 300"),
                plans::currency.eq("ARS"),
                plans::price.eq(1_000),
            ))
            .returning(plans::id)
            .get_result(conn)?;
        let now = padron::clock::now();
        let id = diesel::insert_into(contracts::table)
            .values((
                contracts::public_id.eq("con_1"),
                contracts::customer_id.eq(customer),
                contracts::plan_id.eq(plan),
                contracts::state.eq("enabled"),
                contracts::start_date.eq(now.date()),
                contracts::currency.eq("ARS"),
                contracts::created_at.eq(now),
                contracts::updated_at.eq(now),
            ))
            .returning(contracts::id)
            .get_result(conn)?;
        Ok(id)
    })
}

#[test]
fn a_credit_note_takes_back_no_more_than_there_is() {
    let house = House::new();
    let customer = house.customer("Ana");
    let mut internet = line("Internet", 10_000);
    internet.tax = Some(house.iva());
    let draft = house.draft(customer, vec![internet], 10);
    let id = house.write(|conn| issued(conn, &house.writing(), draft));
    let w = house.writing();
    let note = |version, lines, reason: &str| {
        house.write(|conn| credit_note(conn, &w, id, version, lines, reason))
    };
    assert_eq!(note(1, None, " "), Outcome::Refused(Refusal::NoReason));
    let part = saved(note(1, Some(vec![line("Corte del servicio", 2_100)]), "Corte"));
    let row = house.row(id);
    assert_eq!((row.status.as_str(), row.credited, row.balance), ("partially_paid", 2_100, 10_000));
    let taken = house.row(part.id);
    assert_eq!((taken.number, taken.balance, taken.status.as_str()), (Some(1), 0, "paid"));
    let seen = house.write(|conn| paper(conn, &w, part.id, ES));
    assert_eq!(seen.heading.code.as_deref(), Some("8"), "nota de crédito B");
    assert_eq!(seen.corrects.as_deref(), Some("Factura B 00003-00000001"));
    // All of it is more than what is left.
    assert_eq!(note(2, None, "Todo"), Outcome::Refused(Refusal::MoreThanLeft));
    let of_note = house.write(|conn| credit_note(conn, &w, part.id, 1, None, "x"));
    assert_eq!(of_note, Outcome::Refused(Refusal::WrongState), "a note is not corrected by a note");
    saved(note(2, Some(vec![line("Lo demás", 10_000)]), "Baja"));
    let row = house.row(id);
    assert_eq!((row.status.as_str(), row.credited, row.balance), ("paid", 12_100, 0));
    let void = house.write(|conn| act(conn, &w, id, 3, &Act::Void("x".into())));
    assert_eq!(void, Outcome::Refused(Refusal::WrongState));
}
