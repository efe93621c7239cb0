//! What customers find in the portal of what they owe and pay, and that they alone do.

use diesel::prelude::*;
use padron::access::Role;
use padron::cards::work::{Desk, work};
use padron::clock;
use padron::db::schema::{cards, charges, gateways, invoices, payments, plans, subscriptions};

use crate::documents::{billed_as, invoice, issued};
use crate::support::{Client, Response, TestApp};

const ANA: [(&str, &str); 2] = [("name", "Ana Díaz"), ("email", "ana@x.test")];

/// Where customers find it, with the switch that opens each.
const PAGES: [(&str, &str); 4] = [
    ("/portal/invoices", "portal_invoices"),
    ("/portal/payments", "portal_payments"),
    ("/portal/cards", "portal_cards"),
    ("/portal/subscriptions", "portal_subscriptions"),
];

struct House {
    app: TestApp,
    admin: Client,
    ana: Client,
    customer: i64,
}

/// A panel with a gateway, where Ana is billed and in the portal.
fn house() -> House {
    let (app, customer) = billed_as(&ANA);
    app.let_in(customer);
    let mut admin = app.sign_in(Role::Admin);
    let typed = [("name", "Prueba"), ("end_kind", "simulator"), ("currency", "ARS")];
    admin.post("/settings/gateways", &typed).expect_to("/settings/gateways");
    let ana = app.enter("ana@x.test");
    House { app, admin, ana, customer }
}

impl House {
    fn issued(&mut self, price: &str) -> (i64, String) {
        let id = issued(&mut self.admin, self.customer, price);
        let public_id = invoice(&self.app, id).public_id;
        (id, format!("/portal/invoices/{public_id}"))
    }

    /// Adds a card in the portal, as the simulator's page answers; the page that says how it ended.
    fn enrol(&mut self, answer: &str) -> Response {
        self.enrol_with(answer, &[])
    }

    fn enrol_with(&mut self, answer: &str, more: &[(&str, &str)]) -> Response {
        let gateway: i64 =
            self.app.read(|conn| Ok(gateways::table.select(gateways::id).first(conn)?));
        let gateway = gateway.to_string();
        let form: Vec<_> = [("gateway", &*gateway)].iter().chain(more).copied().collect();
        let page = self.ana.post("/portal/cards/new", &form);
        let page = page.expect(200);
        let token = page.attribute("input[name=TBK_TOKEN]", "value").unwrap();
        let mut browser = self.app.client();
        let back = browser.post(&format!("/simulator/{token}"), &[("answer", answer)]).expect(303);
        let path = back.location.split_once("/cards/").map(|(_, rest)| rest).unwrap();
        let ended = browser.get(&format!("/cards/{path}")).expect(303);
        self.ana.get(&ended.location).expect(200)
    }

    fn cards(&self) -> Vec<(String, bool)> {
        let there = cards::table.filter(cards::status.ne("removed")).order(cards::id);
        self.app.read(|conn| Ok(there.select((cards::public_id, cards::is_default)).load(conn)?))
    }

    /// What is asked of gateways beside the requests, as if its time had come.
    fn work(&self) {
        self.app.write(|conn| {
            let past = clock::now() - chrono::Duration::seconds(1);
            let waiting = charges::table.filter(charges::next_at.is_not_null());
            diesel::update(waiting).set(charges::next_at.eq(past)).execute(conn)?;
            Ok(())
        });
        let padron::web::App { gateways, mail, config, .. } = &self.app.app;
        work(&Desk { gateways, post: mail, public_url: &config.public_url }).unwrap();
    }

    fn charges(&self) -> Vec<(String, i64)> {
        let all = charges::table.order(charges::id).select((charges::status, charges::amount));
        self.app.read(|conn| Ok(all.load(conn)?))
    }

    fn payments(&self) -> Vec<String> {
        let all = payments::table.order(payments::id).select(payments::status);
        self.app.read(|conn| Ok(all.load(conn)?))
    }

    fn decide(&mut self, name: &str, is_on: bool) {
        let page = self.admin.get("/settings/portal").expect(200);
        let version = page.attribute("[name=version]", "value").unwrap();
        let pairs = [("version", &*version), (name, ""), (name, if is_on { "1" } else { "" })];
        self.admin.post("/settings/portal", &pairs).expect_to("/settings/portal");
    }
}

/// What the form of a payment would send.
fn sent(page: &Response) -> Vec<(&'static str, String)> {
    let value = |name: &str| page.attribute(&format!("[name={name}]"), "value").unwrap();
    ["once", "amount", "card"].map(|name| (name, value(name))).into()
}

fn post(client: &mut Client, path: &str, pairs: &[(&str, String)]) -> Response {
    let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (*name, &**value)).collect();
    client.post(path, &pairs)
}

#[test]
fn customers_see_their_documents_with_the_paper_and_nobody_elses() {
    let mut house = house();
    let (id, own) = house.issued("100");
    let page = house.ana.get("/portal/invoices").expect(200);
    assert_eq!(page.texts(".portal__list a.strong"), ["Factura B 00001-00000001"]);
    assert!(page.texts(".metrics").concat().contains("ARS 100,00"));
    assert!(house.ana.get("/portal").expect(200).body.contains("ARS\u{a0}100,00"));
    let page = house.ana.get(&own).expect(200);
    assert!(page.body.contains("Fibra 100") && page.count(".paper") == 1);
    let file = house.ana.get(&format!("{own}/file")).expect(200);
    assert_eq!(file.header("content-type"), "application/pdf");
    assert!(file.header("content-disposition").contains("factura-b-00001-00000001.pdf"));

    house.app.visitor(&[("name", "Beto"), ("email", "beto@x.test")]);
    let mut beto = house.app.enter("beto@x.test");
    assert_eq!(beto.get("/portal/invoices").expect(200).count(".portal__list a"), 0);
    for rest in ["", "/file", "/payment"] {
        beto.get(&format!("{own}{rest}")).expect(404);
    }
    let pairs = [("once", "x"), ("amount", "10000"), ("card", "car_x")];
    beto.post(&format!("{own}/payment"), &pairs).expect(404);
    // By the public name alone, and never a draft.
    house.ana.get(&format!("/portal/invoices/{id}")).expect(404);
    let typed = crate::documents::typed("10", "draft");
    let path = format!("/customers/{}/invoices", house.customer);
    let draft = crate::documents::led_to(&house.admin.post(&path, &typed), "/invoices/");
    let draft = invoice(&house.app, draft).public_id;
    house.ana.get(&format!("/portal/invoices/{draft}")).expect(404);
    assert_eq!(house.ana.get("/portal/invoices").expect(200).count(".portal__list li"), 1);
}

#[test]
fn each_page_asks_who_one_is_and_the_organisation_decides_whether_it_is_there() {
    let mut house = house();
    let (_, own) = house.issued("100");
    house.enrol("approve");
    let card = house.cards()[0].0.clone();
    let mut paths: Vec<(String, &str)> =
        PAGES.iter().map(|(path, switch)| ((*path).to_owned(), *switch)).collect();
    paths.push((own.clone(), "portal_invoices"));
    paths.push((format!("{own}/file"), "portal_invoices"));
    paths.push((format!("{own}/payment"), "portal_pays"));
    paths.push((format!("/portal/cards/{card}/removal"), "portal_cards"));
    for (path, _) in &paths {
        house.ana.get(path).expect(200);
        assert!(house.app.client().get(path).expect(303).location.starts_with("/portal/login"));
        let mut staff = house.admin.clone();
        assert!(staff.get(path).expect(303).location.starts_with("/portal/login"));
    }
    for (path, switch) in &paths {
        house.decide(switch, false);
        house.ana.get(path).expect(404);
        let home = house.ana.get("/portal").expect(200);
        let is_in_menu = home.count(&format!(".portal__nav a[href='{path}']")) > 0;
        assert!(!is_in_menu, "{path}");
        house.decide(switch, true);
        house.ana.get(path).expect(200);
    }
    house.decide("portal_pays", false);
    assert_eq!(house.ana.get(&own).expect(200).count("a[href$='/payment']"), 0);
    let pairs = [("once", "x"), ("amount", "10000"), ("card", &*card)];
    house.ana.post(&format!("{own}/payment"), &pairs).expect(404);
    house.decide("portal_cards", false);
    house.ana.post(&format!("/portal/cards/{card}/default"), &[]).expect(404);
    house.ana.post(&format!("/portal/cards/{card}/removal"), &[]).expect(404);
    house.ana.post("/portal/cards/new", &[("gateway", "1")]).expect(404);
    assert_eq!((house.cards().len(), house.charges().len()), (1, 0));
}

#[test]
fn whoever_may_only_set_a_password_does_nothing_else() {
    let (app, customer) = billed_as(&ANA);
    let mut admin = app.sign_in(Role::Admin);
    issued(&mut admin, customer, "100");
    admin.post(&format!("/customers/{customer}/portal-password"), &[]).expect(303);
    app.send_due();
    let folder = app.database.folder.path().join("mail");
    let letters = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let raw: Vec<String> = letters.map(|path| std::fs::read_to_string(path).unwrap()).collect();
    let of_portal = raw.iter().find(|raw| raw.contains("/portal/login")).unwrap();
    let is_code = |word: &str| {
        word.len() == 14 && word.split('-').all(|group| group.len() == 4) && word.contains('-')
    };
    let code = of_portal.split_whitespace().find(|word| is_code(word)).unwrap();
    let mut ana = app.client();
    crate::support::portal::sign_in(&mut ana, "ana@x.test", code).expect_to("/portal/password");
    for (path, _) in PAGES {
        assert_eq!(ana.get(path).expect(303).location, "/portal/password");
    }
}

#[test]
fn pay_now_twice_charges_once() {
    let mut house = house();
    let (id, own) = house.issued("100");
    let path = format!("{own}/payment");
    let page = house.ana.get(&path).expect(200);
    assert!(page.count("[name=card]") == 0 && page.count("a[href='/portal/cards']") > 0);
    house.enrol("approve");
    house.enrol("approve");
    let page = house.ana.get(&path).expect(200);
    assert_eq!(page.count("[name=card]"), 2);
    assert!(page.attribute("[name=card][checked]", "value").is_some());
    let mut form = sent(&page);
    // Not the default one: the card that was chosen is charged.
    let chosen = house.cards()[1].0.clone();
    assert!(!house.cards()[1].1);
    form[2].1.clone_from(&chosen);
    for _ in 0..2 {
        post(&mut house.ana, &path, &form).expect_to(&path);
    }
    let page = house.ana.get(&path).expect(200);
    assert_eq!(page.header("refresh"), "5");
    assert_eq!(page.texts("h1"), ["Estamos cobrando…"]);
    assert_eq!(page.count("form[action$='/payment']"), 0);
    let mut other = form.clone();
    other[0].1 = "another form".to_owned();
    post(&mut house.ana, &path, &other).expect_to(&path);
    assert_eq!(house.charges(), [("prepared".to_owned(), 10_000)]);
    house.work();
    assert_eq!(house.charges(), [("approved".to_owned(), 10_000)]);
    assert_eq!(house.payments(), ["successful"]);
    let row = invoice(&house.app, id);
    assert_eq!((row.status.as_str(), row.balance), ("paid", 0));
    let charged: String = house.app.read(|conn| {
        let card: i64 = charges::table.select(charges::card_id).first(conn)?;
        Ok(cards::table.find(card).select(cards::public_id).first(conn)?)
    });
    assert_eq!(charged, chosen);
    // Whatever is sent by now charges nothing more.
    house.ana.get(&path).expect_to(&own);
    let told = house.ana.get(&own).expect(200).texts(".flash").concat();
    assert!(told.contains("Recibimos su pago de ARS 100,00"), "{told}");
    post(&mut house.ana, &path, &form).expect_to(&path);
    other[0].1 = "a third form".to_owned();
    post(&mut house.ana, &path, &other).expect_to(&own);
    assert_eq!((house.charges().len(), house.payments().len()), (1, 1));
    let page = house.ana.get("/portal/payments").expect(200);
    let said = page.texts(".portal__list").concat();
    assert!(said.contains("ARS 100,00") && said.contains("00001-00000001"), "{said}");
    assert!(house.ana.get(&own).expect(200).body.contains("Tarjeta"));
}

#[test]
fn two_forms_at_the_same_moment_charge_once() {
    let mut house = house();
    let (_, own) = house.issued("100");
    house.enrol("approve");
    let path = format!("{own}/payment");
    let forms: Vec<_> = (0..4).map(|_| sent(&house.ana.get(&path).expect(200))).collect();
    std::thread::scope(|scope| {
        for form in &forms {
            let (mut client, path) = (house.ana.clone(), path.clone());
            scope.spawn(move || post(&mut client, &path, form).expect(303));
        }
    });
    assert_eq!(house.charges(), [("prepared".to_owned(), 10_000)]);
    house.work();
    house.work();
    assert_eq!((house.charges().len(), house.payments()), (1, vec!["successful".to_owned()]));
}

#[test]
fn what_is_refused_is_told_and_tried_again_only_by_the_customer() {
    let mut house = house();
    // More than the simulator's limit: it refuses.
    let (id, own) = house.issued("2000000");
    house.enrol("approve");
    let path = format!("{own}/payment");
    let form = sent(&house.ana.get(&path).expect(200));
    post(&mut house.ana, &path, &form).expect_to(&path);
    house.work();
    assert_eq!(house.charges()[0].0, "refused");
    assert_eq!(house.payments(), ["rejected"]);
    assert_eq!(invoice(&house.app, id).status, "pending", "nobody else's try");
    let page = house.ana.get(&path).expect(200);
    assert!(page.texts(".notice").concat().contains("fue rechazada"), "{}", page.body);
    for _ in 0..3 {
        house.work();
    }
    assert_eq!(house.charges().len(), 1, "nothing follows by itself");
    // The same form again is the same try; the page's new one is another.
    post(&mut house.ana, &path, &form).expect_to(&path);
    assert_eq!(house.charges().len(), 1);
    let form = sent(&house.ana.get(&path).expect(200));
    post(&mut house.ana, &path, &form).expect_to(&path);
    assert_eq!(house.charges().len(), 2);
}

#[test]
fn a_card_added_on_the_way_to_a_payment_leads_back_to_it_chosen() {
    let mut house = house();
    let (_, own) = house.issued("100");
    house.enrol("approve");
    let path = format!("{own}/payment");
    let page = house.ana.get(&path).expect(200);
    let to = page.attribute("main a[href^='/portal/cards']", "href").unwrap();
    let page = house.ana.get(&to).expect(200);
    let invoice = page.attribute("form[action='/portal/cards/new'] [name=invoice]", "value");
    let invoice = invoice.unwrap();
    assert!(own.ends_with(&invoice));
    let back = |page: &Response| page.attribute("main a.btn--primary", "href").unwrap();
    let ended = house.enrol_with("approve", &[("invoice", &invoice)]);
    let (newest, _) = house.cards().pop().unwrap();
    assert_eq!(back(&ended), format!("{path}?card={newest}"));
    let page = house.ana.get(&back(&ended)).expect(200);
    assert_eq!(page.attribute("[name=card][checked]", "value"), Some(newest));
    // Without a card it leads back all the same; what is no document of theirs leads nowhere.
    assert_eq!(back(&house.enrol_with("refuse", &[("invoice", &invoice)])), path);
    for other in ["https://evil.test/", "//evil.test", "inv_nobodys", ""] {
        let ended = house.enrol_with("approve", &[("invoice", other)]);
        assert_eq!(back(&ended), "/portal/cards", "{other}");
    }
}

#[test]
fn what_was_seen_is_what_is_charged() {
    let mut house = house();
    let (id, own) = house.issued("100");
    house.enrol("approve");
    let path = format!("{own}/payment");
    let form = sent(&house.ana.get(&path).expect(200));
    house.app.write(|conn| {
        let row = invoices::table.find(id);
        diesel::update(row)
            .set((invoices::balance.eq(4_000), invoices::paid.eq(6_000)))
            .execute(conn)?;
        Ok(())
    });
    let page = post(&mut house.ana, &path, &form).expect(422);
    assert!(page.body.contains("ARS\u{a0}40,00") && page.body.contains("El saldo cambió"));
    let mut strange = sent(&page);
    strange[2].1 = "car_of_somebody".to_owned();
    post(&mut house.ana, &path, &strange).expect(422);
    strange[2].1.clear();
    assert!(post(&mut house.ana, &path, &strange).expect(422).body.contains("Elija una tarjeta"));
    assert!(house.charges().is_empty());
    let form = sent(&page);
    // Paid over the counter before the gateway was asked: the charge is withdrawn, and none takes its place.
    post(&mut house.ana, &path, &form).expect_to(&path);
    house.app.write(|conn| {
        let row = invoices::table.find(id);
        diesel::update(row)
            .set((invoices::balance.eq(1_000), invoices::paid.eq(9_000)))
            .execute(conn)?;
        Ok(())
    });
    house.work();
    house.work();
    assert_eq!(house.charges(), [("refused".to_owned(), 4_000)]);
    assert_eq!(house.payments(), ["rejected"]);
    let said = house.ana.get(&path).expect(200).texts(".notice").concat();
    assert!(said.contains("No se le cobró nada") && !said.contains("rechazad"), "{said}");
}

#[test]
fn what_no_gateway_takes_is_not_offered_to_be_paid() {
    let mut house = house();
    let (_, own) = house.issued("100");
    let link = format!("a[href='{own}/payment']");
    assert_eq!(house.ana.get(&own).expect(200).count(&link), 1);
    house.app.write(|conn| {
        diesel::update(gateways::table).set(gateways::currency.eq("CLP")).execute(conn)?;
        Ok(())
    });
    for page in [own.as_str(), "/portal/invoices"] {
        assert_eq!(house.ana.get(page).expect(200).count(&link), 0, "{page}");
    }
    house.ana.get(&format!("{own}/payment")).expect_to(&own);
}

#[test]
fn cards_are_added_chosen_and_removed_by_the_customer_alone() {
    let mut house = house();
    let page = house.enrol("refuse");
    assert_eq!(page.count("a[href='/portal/cards']"), 1);
    assert!(house.cards().is_empty());
    house.enrol("approve");
    house.enrol("approve");
    let [(one, true), (two, false)] = &house.cards()[..] else { panic!("two, the first default") };
    let (one, two) = (one.clone(), two.clone());
    house.ana.post(&format!("/portal/cards/{two}/default"), &[]).expect_to("/portal/cards");
    assert_eq!(house.cards(), [(one.clone(), false), (two.clone(), true)]);

    house.app.visitor(&[("name", "Beto"), ("email", "beto@x.test")]);
    let mut beto = house.app.enter("beto@x.test");
    beto.post(&format!("/portal/cards/{one}/default"), &[]).expect(404);
    beto.get(&format!("/portal/cards/{one}/removal")).expect(404);
    beto.post(&format!("/portal/cards/{one}/removal"), &[]).expect(404);
    assert_eq!(house.cards(), [(one.clone(), false), (two.clone(), true)]);

    let removal = format!("/portal/cards/{two}/removal");
    let page = house.ana.get(&removal).expect(200);
    assert_eq!(page.count(&format!("#default option[value={one}]")), 1);
    house.ana.post(&removal, &[]).expect(422);
    house.ana.post(&removal, &[("default", &*one)]).expect_to("/portal/cards");
    assert_eq!(house.cards(), [(one.clone(), true)]);
    house.ana.get(&removal).expect(404);
    let told = house.admin.get(&format!("/customers/{}/history", house.customer)).expect(200);
    assert!(told.body.contains("El cliente"), "it was the customer who did it");
}

#[test]
fn subscriptions_say_what_they_cost_and_when_they_are_charged() {
    let mut house = house();
    assert_eq!(house.ana.get("/portal/subscriptions").expect(200).count(".portal__list"), 0);
    let typed = [
        ("name", "Fibra 300"),
        ("price", "1500"),
        ("currency", "ARS"),
        ("every", "1"),
        ("unit", "month"),
    ];
    house.admin.post("/settings/plans", &typed).expect_to("/settings/plans");
    let plan: i64 = house.app.read(|conn| Ok(plans::table.select(plans::id).first(conn)?));
    let path = format!("/customers/{}/subscriptions", house.customer);
    let pairs = [
        ("plan_id", &*plan.to_string()),
        ("start_at", "2099-03-10"),
        ("payment_method", "card"),
        ("quantity", "1"),
        ("action", "create"),
    ];
    let answer = house.admin.post(&path, &pairs);
    let count: i64 = house.app.read(|conn| Ok(subscriptions::table.count().get_result(conn)?));
    assert_eq!(count, 1, "{}", answer.body);
    let page = house.ana.get("/portal/subscriptions").expect(200);
    let said = page.texts(".portal__list").concat();
    for part in ["Fibra 300", "ARS 1.500,00", "10 mar 2099", "No hay tarjeta"] {
        assert!(said.contains(part), "{part}: {said}");
    }
    house.app.visitor(&[("name", "Beto"), ("email", "beto@x.test")]);
    let mut beto = house.app.enter("beto@x.test");
    assert_eq!(beto.get("/portal/subscriptions").expect(200).count(".portal__list"), 0);
}

#[test]
fn letters_lead_to_what_they_tell_of() {
    let mut house = house();
    let (_, own) = house.issued("100");
    let text = |house: &House| -> String {
        use padron::db::schema::mails;
        house.app.read(|conn| {
            let newest = mails::table.order(mails::id.desc());
            Ok(newest.select(mails::text.assume_not_null()).first(conn)?)
        })
    };
    assert!(text(&house).contains(&own), "{}", text(&house));
    house.decide("portal_invoices", false);
    house.issued("50");
    assert!(!text(&house).contains("/portal"), "{}", text(&house));
}
