//! The lists of documents and payments prove themselves as every list does.

use diesel::prelude::*;
use padron::contracts::Contract;
use padron::db::Db;
use padron::db::schema::{
    charges, contracts, invoice_types, invoices, payments, refunds, staff, subscriptions,
};
use padron::invoices::store::Invoice;
use padron::invoices::{Invoices, numbers};
use padron::lists::Place;
use padron::payments::{Payment, Payments};
use padron::subscriptions::Subscription;
use padron::web::Form;

use super::debtors::gateway;
use super::house::House;
use super::lists::{Sample, plan};
use super::plans;

/// A contract and a subscription.
fn services(conn: &mut Db, customer: i64) -> (i64, i64) {
    let plan = plan(conn, "fibra 100", 1_999_000);
    let contract = Contract {
        public_id: "con_1".to_owned(),
        version: 1,
        customer_id: customer,
        plan_id: plan,
        state: "enabled".to_owned(),
        start_date: "2026-01-05".parse().unwrap(),
        currency: "ARS".to_owned(),
        ..Contract::default()
    };
    let subscription = Subscription {
        public_id: "sub_1".to_owned(),
        version: 1,
        customer_id: customer,
        plan_id: plan,
        status: "active".to_owned(),
        anchor_day: 5,
        quantity: 1,
        currency: "ARS".to_owned(),
        ..Subscription::default()
    };
    let contract = diesel::insert_into(contracts::table).values(&contract);
    let subscription = diesel::insert_into(subscriptions::table).values(&subscription);
    (
        contract.returning(contracts::id).get_result(conn).unwrap(),
        subscription.returning(subscriptions::id).get_result(conn).unwrap(),
    )
}

fn some_invoices() -> (Sample<Invoices>, i64) {
    let house = House::new();
    let owners = ["Zulma Ñandú", "Ána Díaz", "Bruno 100% _s"].map(|name| house.customer(name));
    let ids = house.write(|conn| {
        let types: Vec<i64> = invoice_types::table
            .order(invoice_types::id)
            .select(invoice_types::id)
            .limit(2)
            .load(conn)?;
        let states =
            ["pending", "paid", "draft", "voided", "rejected", "partially_paid", "pending"];
        let kinds = [
            "recurring",
            "credit_note",
            "one_off",
            "recurring",
            "debit_note",
            "recurring",
            "one_off",
        ];
        let (contract, subscription) = services(conn, owners[0]);
        let mut ids = Vec::new();
        for (at, status) in states.into_iter().enumerate() {
            let number = i64::try_from(at).unwrap();
            let odd = at % 2 == 1;
            let day = |text: &str| Some(text.parse().unwrap());
            let total = 121_000 + 1_000 * number;
            let row = Invoice {
                public_id: format!("inv_{at}"),
                version: 1,
                customer_id: owners[at % 3],
                full_number: (status != "draft").then(|| format!("00003-0000{at:04}")),
                status: status.to_owned(),
                kind: kinds[at].to_owned(),
                issue_date: if at == 2 { None } else { day(["2026-01-05", "2026-03-01"][at % 2]) },
                due_date: day(["2026-01-15", "2026-03-11", "2126-01-01"][at % 3]),
                total,
                balance: if odd { 0 } else { total - number },
                paid: if odd { 500 } else { 0 },
                credited: number,
                subtotal: 100_000,
                tax: 21_000 + number,
                currency: (if odd { "ARS" } else { "USD" }).to_owned(),
                payment_method: odd.then(|| "cash".to_owned()),
                legal_entity_id: house.entity,
                invoice_type_id: types[at % 2],
                job_id: odd.then_some(40 + number),
                contract_id: (at == 3).then_some(contract),
                subscription_id: (at == 5).then_some(subscription),
                period_start: if odd { day("2026-01-01") } else { None },
                period_end: if odd { day("2026-01-31") } else { None },
                created_at: "2026-02-03T12:00:00".parse().unwrap(),
                updated_at: "2026-02-04T12:00:00".parse().unwrap(),
                ..Invoice::default()
            };
            let added = diesel::insert_into(invoices::table).values(&row);
            ids.push(added.returning(invoices::id).get_result(conn)?);
        }
        Ok(ids)
    });
    (Sample::new(house, ids), owners[1])
}

fn some_payments() -> (Sample<Payments>, i64) {
    let house = House::new();
    let owners = ["Zulma Ñandú", "Ána Díaz", "Bruno 100% _s"].map(|name| house.customer(name));
    let ids = house.write(|conn| {
        diesel::sql_query(
            "INSERT INTO staff (name, email, email_folded, password_hash, role, password_changed_at, created_at) VALUES \
             ('Lía', 'lia@nodo.example', 'lia@nodo.example', 'x', 'collector', '2026-01-01 00:00:00', '2026-01-01 00:00:00')",
        )
        .execute(conn)?;
        let clerk: i64 = staff::table.select(staff::id).order(staff::id.desc()).first(conn)?;
        let states =
            ["successful", "waiting", "review", "rejected", "reversed", "successful", "refunded"];
        let mut ids = Vec::new();
        for (at, status) in states.into_iter().enumerate() {
            let number = i64::try_from(at).unwrap();
            let odd = at % 2 == 1;
            let row = Payment {
                public_id: format!("pay_{at}"),
                version: 1,
                customer_id: owners[at % 3],
                status: status.to_owned(),
                amount: 10_000 + number,
                applied: 100 * number,
                refunded: 10 * number,
                currency: (if odd { "ARS" } else { "USD" }).to_owned(),
                method: (if odd { "cash" } else { "card" }).to_owned(),
                reference: odd.then(|| format!("Depósito {at}")),
                card_label: (!odd).then(|| "Visa 6623".to_owned()),
                received_by: odd.then_some(clerk),
                paid_at: ["2026-02-03T12:00:00", "2026-02-05T12:00:00"][at % 2].parse().unwrap(),
                created_at: "2026-02-03T12:00:00".parse().unwrap(),
                updated_at: "2026-02-04T12:00:00".parse().unwrap(),
                ..Payment::default()
            };
            let added = diesel::insert_into(payments::table).values(&row);
            ids.push(added.returning(payments::id).get_result(conn)?);
        }
        Ok(ids)
    });
    let invoice = house.invoice(owners[0], 10_000, 10);
    for (payment, states) in
        [(0, &["refused", "review"][..]), (5, &["refused"]), (6, &["approved"])]
    {
        house.write(|conn| Ok(went_back(conn, invoice, ids[payment], states)?));
    }
    (Sample::new(house, ids), owners[1])
}

/// What became of each time that a payment, by a card for a document, was to go back to it.
fn went_back(conn: &mut Db, invoice: i64, payment: i64, states: &[&str]) -> QueryResult<()> {
    let at = "2026-02-06T12:00:00".parse::<chrono::NaiveDateTime>().unwrap();
    let gateway = gateway(conn, &format!("Pasarela {payment}"))?;
    let charge: i64 = diesel::insert_into(charges::table)
        .values((
            charges::buy_order.eq(format!("P{payment}-1")),
            charges::payment_id.eq(payment),
            charges::invoice_id.eq(invoice),
            charges::card_id.eq(1),
            charges::gateway_id.eq(gateway),
            charges::amount.eq(10_000),
            charges::currency.eq("ARS"),
            charges::status.eq("approved"),
            charges::created_at.eq(at),
        ))
        .returning(charges::id)
        .get_result(conn)?;
    for state in states {
        diesel::insert_into(refunds::table)
            .values((
                refunds::payment_id.eq(payment),
                refunds::charge_id.eq(charge),
                refunds::status.eq(*state),
                refunds::reason.eq("Pagó dos veces"),
                refunds::created_at.eq(at),
            ))
            .execute(conn)?;
    }
    Ok(())
}

#[test]
fn documents_are_found_by_every_filter_in_every_order() {
    let (sample, owner) = some_invoices();
    sample.every_filter_finds_what_it_says();
    sample.every_order_meets_each_row_once();
    Sample::<Invoices>::every_column_and_label_is_there();
    sample.shows_only_what_one_may_see(owner);
}

#[test]
fn payments_are_found_by_every_filter_in_every_order() {
    let (sample, owner) = some_payments();
    sample.every_filter_finds_what_it_says();
    sample.every_order_meets_each_row_once();
    Sample::<Payments>::every_column_and_label_is_there();
    sample.shows_only_what_one_may_see(owner);
}

#[test]
fn a_number_is_found_with_its_zeros_or_without_and_overdue_is_what_is_owed_from_before_today() {
    let (sample, _) = some_invoices();
    let found = |pairs: &[(&str, &str)]| {
        let form = pairs.iter().fold(Form::default(), |form, (key, value)| form.with(key, *value));
        let mut ids = sample.page(&form.encode(), 100, Place::Start).ids;
        ids.sort_unstable();
        ids
    };
    let id = |at: usize| sample.records[at].0;
    assert_eq!(found(&[("q", "00003-00000004")]), [id(4)]);
    assert_eq!(found(&[("q", "3-4")]), [id(4)]);
    // 2126 is far: what falls due then is not overdue.
    let overdue = [("balance__gt", "0"), ("due_date__lt", "today")];
    assert_eq!(found(&overdue), [id(0), id(4), id(6)]);
}

/// What a search finds, in the order of the rows.
pub fn found<E: padron::lists::Entity>(sample: &Sample<E>, typed: &str) -> Vec<i64> {
    let address = Form::default().with("q", typed).encode();
    let mut ids = sample.page(&address, 100, Place::Start).ids;
    ids.sort_unstable();
    ids
}

#[test]
fn a_payment_is_found_by_its_number_its_reference_and_what_it_settles() {
    let (sample, _) = some_payments();
    let id = |at: usize| sample.records[at].0;
    sample.house.write(|conn| {
        diesel::update(payments::table.find(id(4)))
            .set(payments::reference.eq("TRF-88 Ñu"))
            .execute(conn)?;
        let kind: i64 = invoice_types::table
            .filter(invoice_types::name.eq("Factura B"))
            .select(invoice_types::id)
            .first(conn)?;
        let document: i64 = invoices::table.select(invoices::id).first(conn)?;
        diesel::update(invoices::table.find(document))
            .set((invoices::full_number.eq("00007-00000777"), invoices::invoice_type_id.eq(kind)))
            .execute(conn)?;
        for (payment, taken_back) in [(2, None), (3, Some("2026-02-06 12:00:00"))] {
            diesel::sql_query(format!(
                "INSERT INTO allocations (invoice_id, payment_id, amount, at, taken_back_at) \
                 VALUES ({document}, {}, 100, '2026-02-05 12:00:00', {})",
                id(payment),
                taken_back.map_or_else(|| "NULL".to_owned(), |at| format!("'{at}'")),
            ))
            .execute(conn)?;
        }
        Ok(())
    });
    let own = id(6);
    for typed in [own.to_string(), format!("Pago {own}"), format!("payment no. {own}")] {
        assert_eq!(found(&sample, &typed), [own], "{typed}");
    }
    for typed in ["TRF-88 Ñu", "trf-88 Ñu"] {
        assert_eq!(found(&sample, typed), [id(4)], "{typed}");
    }
    for typed in ["00007-00000777", "7-777", "Factura B 00007-00000777", "B 7-777"] {
        assert_eq!(found(&sample, typed), [id(2), id(3)], "{typed}");
    }
    for typed in ["A 7-777", "Boleta 7-777", "TRF-8", "Pago 999999"] {
        assert!(found(&sample, typed).is_empty(), "{typed}");
    }
}

#[test]
fn a_reference_is_looked_up_by_its_index() {
    let (sample, _) = some_payments();
    let ask = |conn: &mut Db| {
        let form = Form::parse(b"q=TRF-88").unwrap();
        let actor = &sample.house.actor;
        let query = padron::lists::Query::<Payments>::visible_to(actor);
        query.narrowed_by(&form, &sample.house.settings).0.rows(conn)?;
        Ok(())
    };
    let plans = sample.house.db.read_now(|conn| plans::of(conn, ask)).unwrap();
    let is_sqlite = std::env::var("TEST_DATABASE").is_err();
    let is_narrow = plans.iter().any(|plan| plan.contains("payments_reference"));
    assert_eq!(is_narrow, is_sqlite, "{plans:?}");
}

#[test]
fn a_document_is_found_by_what_its_page_calls_it() {
    let (sample, _) = some_invoices();
    let id = |at: usize| sample.records[at].0;
    let kind = sample.house.write(|conn| {
        Ok(invoice_types::table
            .find(sample.records[4].1.invoice.invoice_type_id)
            .select(invoice_types::name)
            .first::<String>(conn)?)
    });
    assert_eq!(found(&sample, &format!("{kind} 00003-00000004")), [id(4)]);
    assert_eq!(found(&sample, &format!("Borrador {}", id(2))), [id(2)]);
    assert!(found(&sample, "Estorno 00003-00000004").is_empty());
}

#[test]
fn the_states_that_are_shown_are_asked_for_by_their_names() {
    let (sample, _) = some_invoices();
    let asked = |address: &str| sample.page(address, 100, Place::Start).ids;
    let note = sample.records[1].0;
    assert_eq!(asked("status=applied"), [note]);
    assert!(asked("status=paid").is_empty());
    assert_eq!(asked("status=paid&status=applied"), [note]);
    assert_eq!(asked("status=applied&status=draft"), [sample.records[2].0, note]);
    assert_eq!(asked("status__not=applied").len(), sample.records.len() - 1);
}

#[test]
fn a_number_is_found_by_its_index_whatever_number_of_documents_there_is() {
    let (sample, _) = some_invoices();
    let house = &sample.house;
    let found = |typed: &str| {
        let read = |conn: &mut Db| numbers::numbered(conn, &house.actor, typed, 5);
        let (found, has_more) = house.db.read_now(read).unwrap();
        assert!(!has_more);
        found.into_iter().map(|one| one.row.full_number.unwrap()).collect::<Vec<_>>()
    };
    for typed in ["00003-00000004", "3-4", "0003 - 00000004"] {
        assert_eq!(found(typed), ["00003-00000004"], "{typed}");
    }
    assert!(found("3-99").is_empty() && found("Z 3-4").is_empty() && found("Ana").is_empty());
    // Without any series no point of sale can be meant.
    for (typed, is_read) in [("3-4", true), ("A 3-4", true), ("4", false)] {
        let ask = |conn: &mut Db| numbers::numbered(conn, &house.actor, typed, 5).map(|_| ());
        let plans = house.db.read_now(|conn| plans::of(conn, ask)).unwrap();
        let of_documents: Vec<&String> =
            plans.iter().filter(|plan| plan.contains(" invoices ")).collect();
        let is_sqlite = std::env::var("TEST_DATABASE").is_err();
        assert_eq!(!of_documents.is_empty(), is_sqlite && is_read, "{typed}");
        for plan in of_documents {
            let is_narrow = plan.contains("invoices_number (full_number=?)")
                || plan.contains("INTEGER PRIMARY KEY (rowid=?)");
            assert!(is_narrow && !plan.contains("SCAN"), "{typed}: {plan}");
        }
    }
}
