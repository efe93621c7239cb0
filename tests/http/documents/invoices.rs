//! Documents as people write them.

use diesel::prelude::*;
use padron::access::Role;
use padron::db::schema::{customer_billing, customers, invoices};

use super::{billed, invoice, issued, led_to, typed};
use crate::support::{Response, TestApp};

fn count(app: &TestApp) -> i64 {
    app.read(|conn| Ok(invoices::table.count().get_result(conn)?))
}

fn unpaid(app: &TestApp, customer: i64) -> i64 {
    app.read(|conn| {
        Ok(customers::table.find(customer).select(customers::unpaid_count).first(conn)?)
    })
}

#[test]
fn an_invoice_is_typed_worked_out_and_issued_once() {
    let (app, customer) = billed();
    let client = &mut app.sign_in(Role::Billing);
    let page = client.get(&format!("/customers/{customer}/invoices/new")).expect(200);
    let once = page.attribute("[name=once]", "value").unwrap();
    let tax = page
        .html()
        .select(&scraper::Selector::parse("#line-tax-0 option").unwrap())
        .find(|option| option.text().collect::<String>() == "IVA 21 %")
        .and_then(|option| option.value().attr("value").map(str::to_owned))
        .unwrap();
    let path = format!("/customers/{customer}/invoices");
    let form = |action: &'static str| {
        vec![
            ("once", once.clone()),
            ("line_description", "Fibra 300".to_owned()),
            ("line_quantity", "2".to_owned()),
            ("line_price", "1.000,50".to_owned()),
            ("line_discount", "10".to_owned()),
            ("line_tax", tax.clone()),
            ("currency", "ARS".to_owned()),
            ("due_date", "2099-01-10".to_owned()),
            ("payment_method", String::new()),
            ("notes", "Gracias".to_owned()),
            ("action", action.to_owned()),
        ]
    };
    let send = |client: &mut crate::support::Client, action| {
        let pairs = form(action);
        let pairs: Vec<(&str, &str)> = pairs.iter().map(|(k, v)| (*k, v.as_str())).collect();
        client.post(&path, &pairs)
    };
    // 2 × 1.000,50 less 10 % is 1.800,90; 21 % of it 378,19.
    let worked = send(client, "work_out").expect(200);
    assert!(worked.body.contains("ARS\u{a0}2.179,09") && count(&app) == 0);

    let id = led_to(&send(client, "issue"), "/invoices/");
    let row = invoice(&app, id);
    assert_eq!(
        (row.subtotal, row.tax, row.total, row.balance),
        (180_090, 37_819, 217_909, 217_909)
    );
    assert_eq!((row.status.as_str(), row.payment_method.as_deref()), ("pending", Some("transfer")));
    assert_eq!(unpaid(&app, customer), 1);
    assert_eq!(led_to(&send(client, "issue"), "/invoices/"), id);
    assert_eq!(count(&app), 1);

    let page = client.get(&format!("/invoices/{id}")).expect(200);
    for said in ["00001-00000001", "Fibra del Ñandubay S. A.", "Fibra 300", "Pendiente", "Gracias"]
    {
        assert!(page.body.contains(said), "{said}");
    }
    let list = client.get("/invoices?q=1&status=pending").expect(200);
    assert!(list.body.contains("00001-00000001"));
}

#[test]
fn what_is_wrong_is_said_beside_its_field_and_stays_typed() {
    let (app, customer) = billed();
    let client = &mut app.sign_in(Role::Billing);
    let path = format!("/customers/{customer}/invoices");
    let mut pairs = typed("1,234.00", "issue");
    pairs.extend([
        ("line_description", ""),
        ("line_quantity", "0"),
        ("line_price", "10"),
        ("line_discount", "200"),
        ("line_tax", "9999"),
        ("period_start", "2026-01-01"),
    ]);
    let page = client.post(&path, &pairs).expect(422);
    for field in
        ["line-price-0", "line-description-1", "line-quantity-1", "line-discount-1", "line-tax-1"]
    {
        assert_eq!(page.count(&format!("#{field}-error")), 1, "{field}");
        assert_eq!(page.count(&format!(".error-summary a[href='#{field}']")), 1, "{field}");
    }
    assert_eq!(page.count("#period_start-error"), 1);
    assert_eq!(page.attribute("#line-price-0", "value").as_deref(), Some("1,234.00"));
    for (price, says) in [("0", "mayor que cero"), ("99.999.999.999", ""), ("-5", "")] {
        let page = client.post(&path, &typed(price, "issue")).expect(422);
        assert!(page.body.contains(says), "{price}");
    }
    let mut late = typed("10", "issue");
    late[6].1 = "2020-01-01";
    assert_eq!(client.post(&path, &late).expect(422).count("#due_date-error"), 1);
    assert_eq!(count(&app), 0);
}

#[test]
fn the_running_total_names_the_lines_that_it_does_not_count() {
    let (app, customer) = billed();
    let client = &mut app.sign_in(Role::Billing);
    let path = format!("/customers/{customer}/invoices");
    let mut pairs = typed("100", "work_out");
    pairs.extend([
        ("line_description", "Router"),
        ("line_quantity", ""),
        ("line_price", "1,234.00"),
        ("line_discount", ""),
        ("line_tax", ""),
    ]);
    let page = client.post(&path, &pairs).expect(422);
    let sums = page.texts("#invoice-sums").concat();
    for said in ["Línea 2, Precio unitario", "Escríbalo así: 1.234,56", "ARS 100,00"] {
        assert!(sums.contains(said), "{said}: {sums}");
    }
    assert_eq!(page.count("#invoice-sums a[href='#line-price-1']"), 1);
    assert_eq!((page.count("#line-price-1-error"), count(&app)), (1, 0));
    // Without a script one lands where the sums are.
    let button = page.attribute("#invoice-sums button", "formaction");
    assert_eq!(button, Some(format!("{path}#invoice-sums")));
}

#[test]
fn the_running_total_says_nothing_of_a_line_that_is_not_finished() {
    let (app, customer) = billed();
    let client = &mut app.sign_in(Role::Billing);
    let path = format!("/customers/{customer}/invoices");
    let mut told = |price: &'static str, more: &[(&'static str, &'static str)]| {
        let mut pairs = typed("100", "follow");
        pairs.extend([
            ("line_description", "Router"),
            ("line_quantity", ""),
            ("line_price", price),
            ("line_discount", ""),
            ("line_tax", ""),
        ]);
        pairs.extend(more);
        let page = client.post(&path, &pairs).expect(200);
        assert_eq!(page.count(".error-summary, .line-row .error-msg"), 0);
        assert!(
            page.texts("#invoice-sums").concat().contains("ARS 100,00"),
            "what is right counts"
        );
        page.count("#invoice-sums .error-msg")
    };
    // What is missing still, and what is being typed, is nothing to scold; what was left written wrong is.
    assert_eq!(told("", &[]), 0);
    assert_eq!(told("1,234.0", &[("typing", "1")]), 0);
    assert_eq!(told("1,234.0", &[]), 1);
    let mut missing = typed("", "work_out");
    missing[0].1 = "Router";
    let asked = client.post(&path, &missing).expect(422);
    assert_eq!(asked.count("#invoice-sums .error-msg"), 1, "who asks is told all");
}

#[test]
fn a_credit_note_says_what_it_comes_to_and_what_is_left() {
    let (app, customer) = billed();
    let client = &mut app.sign_in(Role::Billing);
    let id = issued(client, customer, "100");
    let path = format!("/invoices/{id}/credit-note");
    let page = client.get(&path).expect(200);
    let sums = page.texts("#invoice-sums").concat();
    assert!(sums.contains("ARS 100,00") && sums.contains("Queda por acreditar"), "{sums}");
    assert_eq!(page.count("#invoice-sums .error-msg"), 0);
    assert!(page.body.contains("Los precios van sin impuestos"));
    assert_eq!(page.attribute("form[data-take]", "data-take").as_deref(), Some("invoice-sums"));
    let with = |price: &'static str, action: &'static str| {
        let mut form = typed(price, action);
        form.retain(|(name, _)| name.starts_with("line_") || *name == "action");
        form.extend([("reason", "Se dio de baja"), ("version", "1")]);
        form
    };
    // Without a script its own button asks.
    let worked = client.post(&path, &with("40", "work_out")).expect(200);
    assert!(worked.texts("#invoice-sums .paper__total").concat().contains("ARS 40,00"));
    let wrong = client.post(&path, &with("", "work_out")).expect(422);
    assert_eq!(wrong.count("#line-price-0-error"), 1);
    assert_eq!(client.post(&path, &with("", "follow")).expect(200).count(".error-msg"), 0);
    let said =
        "Las líneas suman ARS 150,00 y quedan ARS 100,00 por acreditar: hay ARS 50,00 de más.";
    let beyond = client.post(&path, &with("150", "follow")).expect(200);
    assert_eq!(beyond.texts("#invoice-sums .error-msg"), [said]);
    let refused = client.post(&path, &with("150", "issue")).expect(422);
    assert!(refused.texts(".error-summary").concat().contains(said));
    assert_eq!(count(&app), 1);
}

#[test]
fn a_credit_note_is_applied_and_counts_below_zero_wherever_it_is_listed() {
    let (app, customer) = billed();
    let client = &mut app.sign_in(Role::Billing);
    let id = issued(client, customer, "100");
    let mut form = typed("100", "issue");
    form.truncate(5);
    form.extend([("reason", "Se dio de baja"), ("version", "1")]);
    let note = led_to(&client.post(&format!("/invoices/{id}/credit-note"), &form), "/invoices/");
    let own = client.get(&format!("/invoices/{note}")).expect(200);
    let told = own.texts(".flash").concat();
    assert!(told.contains("ARS 100,00") && told.contains("00001-00000001"), "{told}");
    assert!(own.texts(".who__name").concat().contains("Aplicada"));
    for list in ["/invoices".to_owned(), format!("/customers/{customer}/invoices")] {
        let page = client.get(&list).expect(200);
        let rows = page.texts("tbody tr");
        let row = rows.iter().find(|row| row.contains("Nota de crédito")).unwrap();
        assert!(row.contains("Aplicada") && row.contains("ARS -100,00"), "{row}");
        assert!(!row.contains("Pagada"), "{row}");
    }
    let page = client.get(&format!("/customers/{customer}")).expect(200);
    assert!(page.body.contains("-100,00") && page.body.contains("Aplicada"));
    // Nobody pays it, so no day is said; and its state can be asked for by its name.
    assert_eq!(invoice(&app, note).due_date, None);
    let titles = |answer: &Response| answer.texts("tbody .cell-main span > a");
    let applied = client.get("/invoices?status=applied&advanced=1").expect(200);
    assert_eq!(titles(&applied), [invoice(&app, note).full_number.unwrap()]);
    assert_eq!(applied.texts(".chip b"), ["Aplicada"]);
    assert_eq!(applied.count(".field--on [value=applied][checked]"), 1);
    assert_eq!(applied.texts("tbody td.w-date .none").len(), 1);
    let paid = client.get("/invoices?status=paid").expect(200);
    assert_eq!(paid.texts(".tabs [aria-current]"), ["Pagadas"]);
    assert_eq!(titles(&paid), [invoice(&app, id).full_number.unwrap()]);
}

#[test]
fn a_tab_says_its_conditions_and_amounts_of_any_currency_name_none() {
    let (app, customer) = billed();
    let client = &mut app.sign_in(Role::Billing);
    issued(client, customer, "100");
    let overdue = client.get("/invoices?balance__gt=0&due_date__lt=today").expect(200);
    assert_eq!(overdue.texts(".tabs [aria-current]"), ["Vencidas"]);
    assert_eq!(overdue.count(".chip"), 0);
    let owed = client.get("/invoices?balance__gt=0&total__gte=50").expect(200);
    assert_eq!(owed.texts(".tabs [aria-current]"), ["Por cobrar"]);
    assert_eq!(owed.texts(".chip b"), ["50,00 o más"]);
    let other = client.get("/invoices?balance__gt=0&due_date__gte=2026-01-01").expect(200);
    assert_eq!(other.count(".tabs [aria-current]"), 0);
    assert_eq!(other.texts(".chip b")[0], "más de 0,00");
}

#[test]
fn a_list_says_in_which_order_it_is() {
    let (app, customer) = billed();
    let client = &mut app.sign_in(Role::Billing);
    issued(client, customer, "100");
    let one = client.get("/invoices").expect(200);
    assert!(!one.texts(".list [role=status]").concat().contains("primero"));
    issued(client, customer, "50");
    let usual = client.get("/invoices").expect(200);
    assert!(usual.texts(".list [role=status]").concat().contains("lo más nuevo primero"));
    assert_eq!(usual.count("th[aria-sort]"), 0);
    let chosen = client.get("/invoices?sort=-issue_date").expect(200);
    assert_eq!(chosen.attribute("th[aria-sort]", "aria-sort").as_deref(), Some("descending"));
    assert!(!chosen.texts(".list [role=status]").concat().contains("primero"));
    let hidden = client.get("/invoices?sort=subtotal").expect(200);
    let said = hidden.texts(".list [role=status]").concat();
    assert!(said.contains("ordenado por «Neto», de menor a mayor"), "{said}");
    // The chooser says what always comes first by its own name.
    assert!(usual.texts("#columns-hint").concat().contains("«Número» va siempre primero"));
}

#[test]
fn what_was_changed_is_said() {
    let (app, customer) = billed();
    let client = &mut app.sign_in(Role::Billing);
    let id = issued(client, customer, "100");
    let path = format!("/invoices/{id}");
    for (act, name, value, said) in [
        ("due-date", "due_date", "2099-02-03", "Ahora vence el 3 feb 2099"),
        ("payment-method", "payment_method", "cash", "La forma de pago ahora es: Efectivo"),
        ("voiding", "reason", "Mal hecha", "Ya no se debe"),
    ] {
        let version = invoice(&app, id).version.to_string();
        let form = [("version", version.as_str()), (name, value)];
        client.post(&format!("{path}/{act}"), &form).expect_to(&path);
        let told = client.get(&path).expect(200).texts(".flash").concat();
        assert!(told.contains(said), "{act}: {told}");
    }
}

#[test]
fn whoever_issues_or_takes_a_payment_sees_before_who_is_mailed() {
    for (typed, said) in [
        (&[("name", "Ana"), ("email", "ana@x.test")][..], "Se enviará por e-mail a ana@x.test."),
        (
            &[("name", "Beto")][..],
            "No se envía e-mail a nadie. El cliente no tiene e-mail principal.",
        ),
    ] {
        let (app, customer) = super::billed_as(typed);
        let client = &mut app.sign_in(Role::Billing);
        let id = issued(client, customer, "100");
        let mut pairs = super::typed("50", "draft");
        pairs.push(("notes", ""));
        let draft =
            led_to(&client.post(&format!("/customers/{customer}/invoices"), &pairs), "/invoices/");
        for page in [
            format!("/customers/{customer}/invoices/new"),
            format!("/customers/{customer}/payments/new"),
            format!("/invoices/{id}/credit-note"),
            format!("/invoices/{draft}"),
        ] {
            assert!(client.get(&page).expect(200).body.contains(said), "{page}: {said}");
        }
    }
}

#[test]
fn whoever_cannot_be_billed_is_told_why_and_led_to_where_it_is_mended() {
    let (app, customer) = billed();
    app.write(|conn| {
        diesel::update(customer_billing::table.find(customer))
            .set(customer_billing::billing_enabled.eq(false))
            .execute(conn)?;
        Ok(())
    });
    let client = &mut app.sign_in(Role::Billing);
    let page = client.get(&format!("/customers/{customer}/invoices/new")).expect(200);
    assert!(page.body.contains("está desactivada"));
    assert_eq!(page.count(&format!("a[href='/customers/{customer}/edit#billing']")), 1);
    client.post(&format!("/customers/{customer}/invoices"), &typed("10", "issue")).expect(422);
    assert_eq!(count(&app), 0);
}

#[test]
fn a_draft_is_kept_changed_and_issued_or_thrown_away() {
    let (app, customer) = billed();
    let client = &mut app.sign_in(Role::Billing);
    let path = format!("/customers/{customer}/invoices");
    let id = led_to(&client.post(&path, &typed("10", "draft")), "/invoices/");
    assert_eq!((invoice(&app, id).status.as_str(), unpaid(&app, customer)), ("draft", 0));
    let told = client.get(&format!("/invoices/{id}")).expect(200).texts(".rail").concat();
    assert!(told.contains("Borrador escrito") && !told.contains("inv_"), "{told}");
    let page = client.get(&format!("/invoices/{id}/edit")).expect(200);
    assert_eq!(page.attribute("#line-price-0", "value").as_deref(), Some("10,00"));

    let mut changed = typed("25", "draft");
    changed.push(("version", "1"));
    client.post(&format!("/invoices/{id}"), &changed).expect_to(&format!("/invoices/{id}"));
    assert_eq!((invoice(&app, id).total, invoice(&app, id).version), (2_500, 2));
    let stale = client.post(&format!("/invoices/{id}"), &changed).expect(409);
    assert_eq!(stale.attribute("#line-price-0", "value").as_deref(), Some("25"));

    client.post(&format!("/invoices/{id}/issue"), &[("version", "2")]).expect(303);
    assert_eq!((invoice(&app, id).status.as_str(), unpaid(&app, customer)), ("pending", 1));
    client.get(&format!("/invoices/{id}/edit")).expect(404);

    let other = led_to(&client.post(&path, &typed("10", "draft")), "/invoices/");
    client.post(&format!("/invoices/{other}/deletion"), &[("version", "1")]).expect_to(&path);
    assert_eq!(count(&app), 1);
}

#[test]
fn day_and_way_are_changed_and_a_void_asks_a_reason_and_keeps_the_number() {
    let (app, customer) = billed();
    let client = &mut app.sign_in(Role::Billing);
    let id = issued(client, customer, "100");
    let page = format!("/invoices/{id}");
    for (what, name, value, version) in [
        ("due-date", "due_date", "2099-05-05", "1"),
        ("payment-method", "payment_method", "cash", "2"),
    ] {
        client.get(&format!("{page}/{what}")).expect(200);
        client
            .post(&format!("{page}/{what}"), &[("version", version), (name, value)])
            .expect_to(&page);
    }
    let row = invoice(&app, id);
    assert_eq!(row.due_date.unwrap().to_string(), "2099-05-05");
    assert_eq!(row.payment_method.as_deref(), Some("cash"));
    let wrong = client.post(&format!("{page}/due-date"), &[("version", "3"), ("due_date", "x")]);
    assert_eq!(wrong.expect(422).count("#due_date-error"), 1);
    let silent = client.post(&format!("{page}/voiding"), &[("version", "3"), ("reason", "  ")]);
    assert_eq!(silent.expect(422).count("#reason-error"), 1);
    let stale = [("version", "1"), ("reason", "Duplicada")];
    client.post(&format!("{page}/voiding"), &stale).expect_to(&page);
    assert_eq!(invoice(&app, id).status, "pending");
    client
        .post(&format!("{page}/voiding"), &[("version", "3"), ("reason", "Duplicada")])
        .expect_to(&page);
    let row = invoice(&app, id);
    assert_eq!((row.status.as_str(), row.balance, unpaid(&app, customer)), ("voided", 0, 0));
    assert_eq!(row.full_number.as_deref(), Some("00001-00000001"));
    assert!(client.get(&page).expect(200).body.contains("Duplicada"));
}

#[test]
fn a_credit_note_takes_back_the_lines_that_are_left_in_its_form() {
    let (app, customer) = billed();
    let client = &mut app.sign_in(Role::Billing);
    let id = issued(client, customer, "100");
    let page = client.get(&format!("/invoices/{id}/credit-note")).expect(200);
    assert_eq!(page.attribute("#line-price-0", "value").as_deref(), Some("100,00"));
    let path = format!("/invoices/{id}/credit-note");
    let mut part = typed("140", "issue");
    part.extend([("version", "1"), ("reason", "Corte de servicio")]);
    assert!(client.post(&path, &part).expect(422).body.contains("de más."));
    part[2].1 = "40";
    let note = led_to(&client.post(&path, &part), "/invoices/");
    let (row, note) = (invoice(&app, id), invoice(&app, note));
    assert_eq!((row.credited, row.balance, row.status.as_str()), (4_000, 6_000, "partially_paid"));
    assert_eq!(
        (note.kind.as_str(), note.total, note.corrects_id),
        ("credit_note", 4_000, Some(id))
    );
    let page = client.get(&format!("/invoices/{id}")).expect(200);
    assert_eq!(page.count(&format!("a[href='/invoices/{}']", note.id)), 2);
    client.get(&format!("/invoices/{id}/voiding")).expect(200);
    let late = [("version", "2"), ("reason", "Tarde")];
    client.post(&format!("/invoices/{id}/voiding"), &late).expect(303);
    assert_eq!(invoice(&app, id).status, "partially_paid");
}

#[test]
fn paper_and_file_say_what_was_issued_whatever_the_customer_is_called_now() {
    let (app, customer) = billed();
    let client = &mut app.sign_in(Role::Billing);
    let id = issued(client, customer, "100");
    app.write(|conn| {
        diesel::update(customers::table.find(customer))
            .set(customers::name.eq("Otra"))
            .execute(conn)?;
        Ok(())
    });
    let paper = client.get(&format!("/invoices/{id}/paper")).expect(200);
    assert!(paper.body.contains("Ana Díaz") && !paper.body.contains("Otra"));
    let file = client.get(&format!("/invoices/{id}/file")).expect(200);
    assert_eq!(file.header("content-type"), "application/pdf");
    let name = "attachment; filename=\"factura-b-00001-00000001.pdf\"";
    assert_eq!(file.header("content-disposition"), name);
}

#[test]
fn who_may_look_and_who_may_write() {
    let (app, customer) = billed();
    let id = issued(&mut app.sign_in(Role::Admin), customer, "100");
    for role in [Role::Sales, Role::Collector, Role::Support, Role::Viewer] {
        let client = &mut app.sign_in(role);
        let page = client.get(&format!("/invoices/{id}")).expect(200);
        for act in ["credit-note", "due-date", "voiding"] {
            assert_eq!(page.count(&format!("a[href='/invoices/{id}/{act}']")), 0, "{role:?} {act}");
        }
        client.get(&format!("/customers/{customer}/invoices/new")).expect(403);
        client
            .post(&format!("/invoices/{id}/voiding"), &[("version", "1"), ("reason", "x")])
            .expect(403);
    }
    let limited = app.limited_member(Role::Sales);
    let client = &mut app.sign_in_as(&limited);
    for page in ["", "/paper", "/file"] {
        client.get(&format!("/invoices/{id}{page}")).expect(404);
    }
    assert!(!client.get("/invoices").expect(200).body.contains("00001-00000001"));
}
