//! Letters about documents and payments: who gets them, once, and what goes along.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Duration, NaiveDate};
use diesel::prelude::*;
use padron::access::{Actor, Role, Via};
use padron::clock;
use padron::db::schema::{customer_billing, customers, invoices as rows, mails, notices as told};
use padron::error::AppError;
use padron::invoices::Writing;
use padron::notices::{self, Mailing, Place};
use padron::settings::{Billing, Settings, organisation};

use super::{billed, billed_as, invoice, issued, led_to, typed};
use crate::support::{Client, Response, TestApp};

const ANA: [(&str, &str); 3] = [
    ("name", "Ana Díaz"),
    ("email", "ana@x.test"),
    ("notify_emails", "estudio@x.test, ana@x.test, caja@x.test"),
];

/// Kind, address and reason of what waits in the outbox since a mail.
fn outbox(app: &TestApp, after: i64) -> Vec<(String, String, String)> {
    app.read(|conn| {
        let columns = (mails::kind, mails::to_address, mails::reason.assume_not_null());
        let new = mails::table.filter(mails::id.gt(after)).order(mails::id);
        Ok(new.select(columns).load(conn)?)
    })
}

fn last(app: &TestApp) -> i64 {
    app.read(|conn| {
        let last: Option<i64> = mails::table.select(diesel::dsl::max(mails::id)).first(conn)?;
        Ok(last.unwrap_or_default())
    })
}

fn pay(client: &mut Client, customer: i64, amount: &str, once: &str) -> i64 {
    let pairs = [
        ("currency", "ARS"),
        ("amount", amount),
        ("method", "cash"),
        ("paid_at", "2026-01-05"),
        ("once", once),
        ("action", "register"),
    ];
    led_to(&client.post(&format!("/customers/{customer}/payments"), &pairs), "/payments/")
}

fn credited(client: &mut Client, id: i64) -> Response {
    let mut form = typed("100", "");
    form.truncate(5);
    form.extend([("reason", "Se dio de baja"), ("version", "1")]);
    client.post(&format!("/invoices/{id}/credit-note"), &form).expect(303)
}

/// As the daily work does it, on a day so many days after the one on which the documents are to be paid.
fn remind(app: &TestApp, today: NaiveDate) {
    let mut place = Some(Place::default());
    while let Some(at) = place {
        place = app.write(|conn| reminded(app, conn, today, at));
    }
}

fn reminded(
    app: &TestApp,
    conn: &mut padron::db::Db,
    today: NaiveDate,
    at: Place,
) -> Result<Option<Place>, AppError> {
    let (settings, actor) = (Settings::load(conn)?, Actor::command(Via::Command));
    let w = Writing::new(&actor, &settings, clock::now());
    let mailing = Mailing { post: &app.app.mail, public_url: "https://panel.test" };
    notices::remind(conn, &w, mailing, today, at)
}

fn due_on(app: &TestApp, ids: &[i64], day: NaiveDate) {
    app.write(|conn| {
        let all = rows::table.filter(rows::id.eq_any(ids));
        diesel::update(all).set(rows::due_date.eq(day)).execute(conn)?;
        Ok(())
    });
}

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, day).unwrap()
}

/// What the page says of who is told of what, by the kind of its letter.
fn shown(client: &mut Client, customer: i64) -> BTreeMap<&'static str, BTreeSet<String>> {
    let page = client.get(&format!("/customers/{customer}/billing")).expect(200);
    let of = |event: &str| {
        let all = page.texts(&format!("tr[data-event={event}] [data-address]"));
        let nobody = page.count(&format!("tr[data-event={event}] .none"));
        assert_eq!(nobody == 1, all.is_empty(), "{event}: somebody, or why nobody");
        all.into_iter().collect()
    };
    [
        ("invoice_issued", of("invoice")),
        ("credit_note_issued", of("credit_note")),
        ("payment_received", of("payment")),
        ("payment_reminder", of("reminder")),
    ]
    .into()
}

/// The addresses that a form names above its button, and how many more it counts.
fn hinted(client: &mut Client, path: &str) -> (BTreeSet<String>, usize) {
    let hints = client.get(path).expect(200).texts(".action-bar__note, p.hint");
    let hint = hints.into_iter().find(|text| text.contains("Se enviará")).unwrap_or_default();
    let words: Vec<&str> = hint.split([' ', ',']).collect();
    let named = words.iter().filter(|word| word.contains('@'));
    let more = words.iter().find_map(|word| word.parse().ok()).unwrap_or(0);
    (named.map(|word| word.trim_end_matches('.').to_owned()).collect(), more)
}

/// Something that moves who is told.
type Change = fn(&mut padron::db::Db, i64) -> QueryResult<usize>;

#[test]
fn the_table_of_who_receives_what_is_what_is_sent() {
    let (app, customer) = billed_as(&ANA);
    let client = &mut app.sign_in(Role::Admin);
    let changes: [(&str, Change); 7] = [
        ("as it is", |_, _| Ok(0)),
        ("no invoices", |conn, id| {
            let one = customer_billing::table.find(id);
            diesel::update(one).set(customer_billing::mail_invoice.eq(false)).execute(conn)
        }),
        ("no receipts either", |conn, id| {
            let one = customer_billing::table.find(id);
            diesel::update(one).set(customer_billing::mail_payment.eq(false)).execute(conn)
        }),
        ("reminders neither, the others again", |conn, id| {
            diesel::update(customer_billing::table.find(id))
                .set((
                    customer_billing::mail_invoice.eq(true),
                    customer_billing::mail_payment.eq(true),
                    customer_billing::mail_reminder.eq(false),
                ))
                .execute(conn)
        }),
        ("the organisation mails no receipts", |conn, _| {
            let mut house = organisation::load(conn)?;
            house.billing = Billing { mails_receipts: false, ..Billing::default() };
            organisation::store(conn, &house).map(|()| 1)
        }),
        ("nobody to write to", |conn, id| {
            diesel::update(customers::table.find(id))
                .set(customers::email.eq(None::<String>))
                .execute(conn)
        }),
        ("back", |conn, id| {
            diesel::update(customers::table.find(id))
                .set(customers::email.eq(Some("otra@x.test")))
                .execute(conn)
        }),
    ];
    for (at, (what, change)) in changes.into_iter().enumerate() {
        app.write(|conn| Ok(change(conn, customer)?));
        let table = shown(client, customer);
        let before = last(&app);
        let mut hints = BTreeMap::from([
            ("invoice_issued", hinted(client, &format!("/customers/{customer}/invoices/new"))),
            ("payment_received", hinted(client, &format!("/customers/{customer}/payments/new"))),
        ]);
        let open = issued(client, customer, "100");
        due_on(&app, &[open], day(10));
        remind(&app, day(11));
        let id = issued(client, customer, "100");
        hints.insert("credit_note_issued", hinted(client, &format!("/invoices/{id}/credit-note")));
        credited(client, id);
        pay(client, customer, "30", &format!("once{at}"));
        let mut sent: BTreeMap<&str, BTreeSet<String>> =
            table.keys().map(|kind| (*kind, BTreeSet::new())).collect();
        for (kind, address, reason) in outbox(&app, before) {
            let (_, to) = sent.iter_mut().find(|(known, _)| **known == kind).unwrap();
            to.insert(address.clone());
            assert_eq!(reason == "main", matches!(address.as_str(), "ana@x.test" | "otra@x.test"));
        }
        assert_eq!(table, sent, "{what}");
        for (kind, (named, more)) in hints {
            assert!(named.is_subset(&sent[kind]), "{what}: {kind} to {named:?}");
            assert_eq!(named.len() + more, sent[kind].len(), "{what}: {kind}");
        }
    }
    let log = client.get("/settings/mail").expect(200);
    let rows = log.texts("tbody th").join(" ");
    assert!(rows.contains("<estudio@x.test> · E-mail a notificar"), "{rows}");
}

/// The mails that were written to files, as text.
fn filed(app: &TestApp) -> Vec<String> {
    app.send_due();
    let folder = app.database.folder.path().join("mail");
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let read = |path| {
        let raw = std::fs::read_to_string(path).unwrap().replace("\r\n", "\n");
        crate::support::smtp::decode(&raw)
    };
    paths.into_iter().map(read).collect()
}

#[test]
fn an_invoice_goes_to_each_address_once_with_its_paper() {
    let (app, customer) = billed_as(&ANA);
    let client = &mut app.sign_in(Role::Admin);
    let id = issued(client, customer, "100");
    let kept: Vec<Option<String>> =
        app.read(|conn| Ok(mails::table.select(mails::attachment).load(conn)?));
    assert_eq!(kept.len(), 3, "the main one, which is listed too, and two more");
    assert!(kept.iter().flatten().all(|json| json.len() < 100), "no copy of it: {kept:?}");
    let all = filed(&app);
    assert_eq!(all.len(), 3);
    for letter in &all {
        assert!(letter.contains("Nueva factura: Factura B 00001-00000001"), "{letter}");
        assert!(letter.contains("ARS\u{a0}100,00") && letter.contains("10 ene 2099"), "{letter}");
        assert!(letter.contains("application/pdf") && letter.contains("JVBERi0"), "{letter}");
        assert!(letter.contains("factura-b-00001-00000001.pdf"), "{letter}");
        assert!(!letter.contains("/portal"), "no way in for who has none: {letter}");
    }
    let page = client.get(&format!("/invoices/{id}")).expect(200);
    assert!(page.texts(".who__meta").concat().contains("Enviado por correo:"));
}

#[test]
fn letters_are_in_the_customers_language_and_lead_to_the_portal_those_who_can_come_in() {
    let mut typed = ANA.to_vec();
    typed.push(("country", "BR"));
    let (app, customer) = billed_as(&typed);
    let visitor = app.visitor(&[("name", "Beto"), ("email", "beto@x.test")]);
    app.write(|conn| {
        let (from, to) =
            (customer_billing::table.find(customer), customer_billing::table.find(visitor));
        let columns = (
            customer_billing::billing_enabled,
            customer_billing::legal_entity_id,
            customer_billing::tax_condition_id,
            customer_billing::invoice_type_id,
        );
        let known: (bool, Option<i64>, Option<i64>, Option<i64>) =
            from.select(columns).first(conn)?;
        diesel::update(to)
            .set((
                customer_billing::billing_enabled.eq(known.0),
                customer_billing::legal_entity_id.eq(known.1),
                customer_billing::tax_condition_id.eq(known.2),
                customer_billing::invoice_type_id.eq(known.3),
            ))
            .execute(conn)?;
        Ok(())
    });
    let client = &mut app.sign_in(Role::Admin);
    issued(client, customer, "100");
    issued(client, visitor, "100");
    pay(client, visitor, "130", "one");
    let all = filed(&app);
    assert!(all[0].contains("Nova fatura") && all[0].contains("<html lang=\"pt\">"), "{}", all[0]);
    let beto: Vec<&String> = all.iter().filter(|one| one.contains("beto@x.test")).collect();
    assert_eq!(beto.len(), 2);
    assert!(beto.iter().all(|one| one.contains("/portal")), "{}", beto[0]);
    assert!(beto[1].contains("Recibimos su pago") && beto[1].contains("ARS\u{a0}130,00"));
    assert!(beto[1].contains("a su favor") && !beto[1].contains("application/pdf"));
}

#[test]
fn nothing_is_told_twice_after_a_crash() {
    let (app, customer) = billed_as(&ANA);
    let client = &mut app.sign_in(Role::Admin);
    let ids = [issued(client, customer, "100"), issued(client, customer, "50")];
    let count = || outbox(&app, 0).len();
    assert_eq!(count(), 6);
    let tell = |fails: bool| {
        app.app.db.write_now(|conn| {
            let (settings, actor) = (Settings::load(conn)?, Actor::command(Via::Command));
            let w = Writing::new(&actor, &settings, clock::now());
            let mailing = Mailing { post: &app.app.mail, public_url: "https://panel.test" };
            let letters = notices::tell_invoices(conn, &w, mailing, &ids)?;
            if fails { Err(AppError::NotFound) } else { Ok(letters) }
        })
    };
    assert_eq!(tell(false).unwrap(), 0, "they were told when they were issued");
    app.write(|conn| {
        diesel::delete(told::table).execute(conn)?;
        diesel::delete(mails::table).execute(conn)?;
        Ok(())
    });
    assert!(tell(true).is_err());
    assert_eq!(count(), 0, "what was undone was not told");
    assert_eq!((tell(false).unwrap(), tell(false).unwrap()), (6, 0));
    assert_eq!(count(), 6);

    due_on(&app, &ids, day(10));
    let cut = app.app.db.write_now(|conn| {
        reminded(&app, conn, day(11), Place::default())?;
        Err::<(), _>(AppError::NotFound)
    });
    assert!(cut.is_err());
    assert_eq!(count(), 6);
    for _ in 0..3 {
        remind(&app, day(11));
        assert_eq!(count(), 7, "one letter of both documents");
    }
}

#[test]
fn reminders_come_by_the_days_of_the_organisation_and_tell_the_present_one_alone() {
    let (app, customer) = billed_as(&ANA);
    let client = &mut app.sign_in(Role::Admin);
    let ids = [issued(client, customer, "100"), issued(client, customer, "50")];
    due_on(&app, &ids, day(10));
    let reminders = |today| {
        let before = last(&app);
        remind(&app, today);
        outbox(&app, before).len()
    };
    assert_eq!(reminders(day(6)), 0);
    assert_eq!(reminders(day(7)), 1, "three days before");
    assert_eq!(reminders(day(8)), 0);
    pay(client, customer, "0,01", "a");
    let paid = format!("/invoices/{}/credit", ids[0]);
    client.post(&paid, &[]).expect(303);
    assert_eq!(invoice(&app, ids[0]).status, "partially_paid");
    assert_eq!(reminders(day(13)), 1, "the panel stood still on the 11th, and catches up");
    assert_eq!(reminders(day(14)), 0);
    assert_eq!(reminders(day(23)), 0, "the tenth day is long past");
    app.write(|conn| {
        let mut house = organisation::load(conn)?;
        house.billing.reminder_days = vec![2, 3];
        Ok(organisation::store(conn, &house)?)
    });
    let (two, three) = (issued(client, customer, "70"), issued(client, customer, "80"));
    due_on(&app, &[two], day(10));
    due_on(&app, &[three], day(11));
    assert_eq!(reminders(day(13)), 2, "one of each step");
    assert_eq!(reminders(day(14)), 1, "the third day of the later one");
    assert_eq!(reminders(day(14) + Duration::days(1)), 0);
    let letters = filed(&app);
    let says = |one: &String| one.contains("está vencida") && one.contains("ARS\u{a0}80,00");
    assert!(letters.iter().any(says), "{letters:?}");
}

#[test]
fn who_asks_for_it_again_sees_who_gets_it_and_sends_it_once() {
    let (app, customer) = billed_as(&ANA);
    let client = &mut app.sign_in(Role::Admin);
    let id = issued(client, customer, "100");
    let payment = pay(client, customer, "10", "a");
    for (path, first, letters) in
        [(format!("/invoices/{id}"), 4, 3), (format!("/payments/{payment}"), 4, 1)]
    {
        let own = client.get(&path).expect(200);
        assert_eq!(own.count(&format!("a[href='{path}/sending']")), 1);
        let page = client.get(&format!("{path}/sending")).expect(200);
        assert!(page.body.contains("ana@x.test") && page.body.contains("E-mail principal"));
        assert_eq!(page.body.contains("estudio@x.test"), letters == 3);
        let step = page.attribute("[name=step]", "value").unwrap();
        let before = outbox(&app, 0).len();
        assert!(before >= first);
        for _ in 0..2 {
            client.post(&format!("{path}/sending"), &[("step", &step)]).expect_to(&path);
            assert_eq!(outbox(&app, 0).len(), before + letters, "the same form twice");
        }
        let own = client.get(&path).expect(200);
        assert!(own.body.contains("Enviado por correo (direcciones)"), "{}", own.body);
        client.post(&format!("{path}/sending"), &[("step", "0")]).expect(404);
    }
    let viewer = &mut app.sign_in(Role::Viewer);
    viewer.get(&format!("/invoices/{id}/sending")).expect(403);
    viewer.post(&format!("/payments/{payment}/sending"), &[("step", "7")]).expect(403);
    assert_eq!(viewer.get(&format!("/invoices/{id}")).expect(200).count("a[href$='/sending']"), 0);
}

#[test]
fn where_nobody_can_be_written_to_it_says_why_and_a_draft_is_not_mailed() {
    let (app, customer) = billed();
    let client = &mut app.sign_in(Role::Admin);
    let id = issued(client, customer, "100");
    assert!(outbox(&app, 0).is_empty());
    let page = client.get(&format!("/invoices/{id}/sending")).expect(200);
    assert!(
        page.body.contains("no tiene e-mail principal")
            && page.count("form[method=post] [name=step]") == 0
    );
    let sending = format!("/invoices/{id}/sending");
    client.post(&sending, &[("step", "1")]).expect_to(&sending);
    assert!(outbox(&app, 0).is_empty());
    let path = format!("/customers/{customer}/invoices");
    let draft = led_to(&client.post(&path, &typed("10", "draft")), "/invoices/");
    client.get(&format!("/invoices/{draft}/sending")).expect(404);
    client.post(&format!("/invoices/{draft}/sending"), &[("step", "1")]).expect(404);
}

#[test]
fn the_days_of_reminders_and_the_receipts_are_decided_under_settings() {
    let (app, customer) = billed_as(&ANA);
    let client = &mut app.sign_in(Role::Admin);
    let save = |client: &mut Client, days: &str, receipts: &str| {
        let page = client.get("/settings/billing").expect(200);
        let version = page.attribute("[name=version]", "value").unwrap();
        let pairs = [("version", &*version), ("reminder_days", days), ("mails_receipts", receipts)];
        client.post("/settings/billing", &pairs)
    };
    let page = client.get("/settings/billing").expect(200);
    assert_eq!(page.attribute("#reminder_days", "value").as_deref(), Some("-3, 1, 10"));
    assert!(client.get("/settings").expect(200).body.contains("/settings/billing"));
    for wrong in ["mañana", "1.5", "-91", "1,2,3,4,5,6,7"] {
        let page = save(client, wrong, "1").expect(422);
        assert_eq!(page.attribute("#reminder_days", "value").as_deref(), Some(wrong));
        assert_eq!(page.count("#reminder_days[aria-invalid]"), 1);
    }
    save(client, "5; 0 5", "").expect_to("/settings/billing");
    let house = app.read(|conn| Ok(organisation::load(conn)?));
    assert_eq!(
        house.billing,
        Billing { reminder_days: vec![0, 5], mails_receipts: false, ..Billing::default() }
    );
    let page = client.get("/settings/billing").expect(200);
    let past = page.texts(".timeline").join(" ");
    assert!(past.contains("-3, 1, 10") && past.contains("0, 5"), "{past}");
    pay(client, customer, "10", "a");
    assert!(outbox(&app, 0).is_empty());
    let section = client.get(&format!("/customers/{customer}/billing")).expect(200);
    assert!(section.texts("[data-event=payment]").concat().contains("no envía comprobantes"));
    save(client, "", "1").expect_to("/settings/billing");
    assert!(app.read(|conn| Ok(organisation::load(conn)?)).billing.reminders().is_empty());
    app.sign_in(Role::Billing).get("/settings/billing").expect(403);
}

#[test]
fn what_is_mailed_by_hand_follows_its_own_switch_on_page_and_in_the_letter() {
    let (app, customer) = billed_as(&ANA);
    let client = &mut app.sign_in(Role::Admin);
    let set = |invoice: bool, manual: bool| {
        app.write(|conn| {
            diesel::update(customer_billing::table.find(customer))
                .set((
                    customer_billing::mail_invoice.eq(invoice),
                    customer_billing::mail_manual.eq(manual),
                ))
                .execute(conn)?;
            Ok(())
        });
    };
    let count = || -> i64 {
        let letters = padron::db::schema::mails::table.count();
        app.read(|conn| Ok(letters.get_result(conn)?))
    };
    set(false, false);
    let id = issued(client, customer, "10");
    let sending = format!("/invoices/{id}/sending");
    let send = |client: &mut Client| {
        let page = client.get(&sending).expect(200);
        let step = page.attribute("[name=step]", "value").unwrap_or_else(|| "1".into());
        client.post(&sending, &[("step", &step)]).expect(303);
        page.count("button.btn--primary")
    };
    assert_eq!((send(client), count()), (0, 0), "both are off");
    set(true, false);
    assert_eq!((send(client), count()), (0, 0), "letters by themselves are another matter");
    set(false, true);
    assert_eq!(send(client), 1);
    assert!(count() > 0, "somebody asked for it, and the customer takes that");
}
