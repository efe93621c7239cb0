//! Where the button is, and what the customer's page says.

use padron::portal::account;

use super::{Desk, section};

#[test]
fn the_key_is_in_the_list_and_leads_back_to_it() {
    let mut desk = Desk::new();
    let list = desk.client.get("/customers?sort=-name").expect(200);
    let href = list.attribute("td.cell-acts a[href*='/portal-password']", "href").unwrap();
    let page = desk.client.get(&href).expect(200);
    assert_eq!(page.count("nav.sidebar"), 1, "it is a page of the panel");
    assert!(page.texts("main .strong").join(" ").contains("Ana.Ruiz@example.com"));
    assert!(page.body.contains("sigue sirviendo hasta que elija la nueva"));
    assert_eq!(page.count("main input[name=cut][type=checkbox]:not([checked])"), 1);
    let action = page.attribute("main form", "action").unwrap();
    let sent = desk.client.post(&action, &[("cut", "")]).expect(303);
    let shown = desk.client.get(&sent.location).expect(200);
    assert_eq!(shown.attribute(".breadcrumb a", "href").unwrap(), "/customers?sort=-name");
}

#[test]
fn the_customers_page_says_where_the_access_stands() {
    let mut desk = Desk::new();
    let portal = |desk: &mut Desk| {
        let page = desk.client.get(&desk.page()).expect(200);
        section(&page)
    };
    assert!(portal(&mut desk).contains("Sin acceso todavía"));
    desk.regenerate();
    let invited = portal(&mut desk);
    assert!(invited.contains("Invitado") && invited.contains("En cola"), "{invited}");
    assert!(invited.contains("Nunca ingresó") && invited.contains("Quitar acceso"), "{invited}");
    desk.expire();
    assert!(portal(&mut desk).contains("Sin acceso todavía"));
    desk.settle();
    desk.app.write(|conn| Ok(account::signed_in(conn, desk.customer, None)?));
    let active = portal(&mut desk);
    assert!(active.contains("Activo") && !active.contains("Nunca ingresó"), "{active}");
    let removal = format!("{}/portal-deactivation", desk.page());
    assert_eq!(desk.client.get(&removal).expect(200).count("nav.sidebar"), 1);
    desk.client.post(&removal, &[]).expect(303);
    let shut = portal(&mut desk);
    assert!(shut.contains("Acceso quitado") && shut.contains("Devolver acceso"), "{shut}");
}

#[test]
fn settings_of_the_portal_survive_the_organisations_form() {
    let mut desk = Desk::new();
    desk.decide(|house| house.portal.secret_hours = 3);
    let mut admin = desk.app.sign_in(padron::access::Role::Admin);
    let form = admin.get("/settings/organisation").expect(200);
    let version = form.attribute("[name=version]", "value").unwrap();
    let pairs = [("name", "Nodo Sur"), ("version", &*version)];
    admin.post("/settings/organisation", &pairs).expect(303);
    let house = desk.app.read(|conn| Ok(padron::settings::organisation::load(conn)?));
    assert_eq!((house.name.as_str(), house.portal.hours()), ("Nodo Sur", 3));
    desk.regenerate();
    desk.app.send_due();
    assert!(desk.server.taken()[0].text().contains("Nodo Sur le envía"));
}
