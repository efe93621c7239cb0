//! A form of a customer that somebody deleted or anonymised meanwhile: nothing typed is lost.

use padron::access::Role;
use padron::fields::Lookup;

use super::form::{retype, send};
use super::{acting, create, create_as, stored, typed};
use crate::support::{Client, Response, TestApp};

fn remove(app: &TestApp, id: i64, name: &str, choice: &str) -> String {
    let admin = app.member(Role::Admin);
    let version = stored(app, id).unwrap().customer.version.to_string();
    let pairs = [("name", name), ("choice", choice), ("version", &version)];
    app.sign_in_as(&admin).post(&format!("/customers/{id}/deletion"), &pairs).expect(303);
    admin.name
}

/// Opens the form, lets the customer end, and sends what was typed.
fn edit_amid(app: &TestApp, client: &mut Client, id: i64, choice: &str) -> (Response, String) {
    let path = format!("/customers/{id}");
    let opened = client.get(&format!("{path}/edit")).expect(200);
    let who = remove(app, id, "Ana", choice);
    let phone = [("phone_kind", "mobile"), ("phone_number", "351 607-5984")];
    let typed = [[("city", "Orán"), ("remarks", "Llamar de tarde")], phone].concat();
    (send(client, &path, &retype(&opened, &typed)), who)
}

#[test]
fn what_was_typed_about_a_customer_that_is_gone_becomes_another_one() {
    let app = TestApp::new();
    for choice in ["delete", "anonymize"] {
        let id = create(&app, &[("name", "Ana"), ("country", "AR")]);
        let mut billing = app.sign_in(Role::Billing);
        let (gone, who) = edit_amid(&app, &mut billing, id, choice);
        let gone = gone.expect(410);
        assert!(gone.texts("#gone").concat().contains(&who), "{}", gone.body);
        assert_eq!(gone.attribute("#city", "value").unwrap(), "Orán");
        assert_eq!(gone.attribute("#phone-number-0", "value").unwrap(), "351 607-5984");
        assert_eq!(gone.attribute("#customer-form", "action").unwrap(), "/customers");
        let button = gone.texts(".action-bar .btn--primary");
        assert_eq!(button, ["Crear un cliente con estos datos"]);
        let made = send(&mut billing, "/customers", &retype(&gone, &[])).expect(303);
        let new: i64 = made.location.trim_start_matches("/customers/").parse().unwrap();
        let record = stored(&app, new).unwrap();
        assert_eq!(record.details.remarks.as_deref(), Some("Llamar de tarde"));
        assert_eq!((record.customer.version, record.phones.len()), (1, 1));
        remove(&app, new, "Ana", "delete");
    }
}

#[test]
fn who_may_not_create_keeps_what_was_typed_to_copy_it() {
    let app = TestApp::new();
    let id = create(&app, &[("name", "Ana"), ("country", "AR")]);
    let mut support = app.sign_in(Role::Support);
    let (gone, _) = edit_amid(&app, &mut support, id, "delete");
    let gone = gone.expect(410);
    assert_eq!(gone.count(".action-bar .btn--primary"), 0);
    assert!(gone.body.contains("Llamar de tarde"));
    // The buttons beside the phones still work, and write nothing.
    let path = gone.attribute("#customer-form", "action").unwrap();
    let mut pairs = retype(&gone, &[]);
    pairs.push(("action".into(), "add_phone".into()));
    let again = send(&mut support, &path, &pairs).expect(410);
    assert_eq!(again.attribute("#city", "value").unwrap(), "Orán");
    assert!(stored(&app, id).is_none());
}

#[test]
fn a_limited_seller_keeps_what_was_typed_of_a_customer_that_others_wrote() {
    let app = TestApp::new();
    let member = app.limited_member(Role::Sales);
    let seller = app.lookup(Lookup::Sellers, "Brenda", Some(member.id)).to_string();
    let pairs = [("name", "Ana"), ("country", "AR"), ("seller_id", seller.as_str())];
    let id = create(&app, &pairs);
    let (gone, who) = edit_amid(&app, &mut app.sign_in_as(&member), id, "anonymize");
    let gone = gone.expect(410);
    assert!(gone.texts("#gone").concat().contains(&who), "{}", gone.body);
    assert_eq!(gone.attribute("#city", "value").unwrap(), "Orán");
}

#[test]
fn a_number_that_nobody_had_or_that_one_may_not_know_is_not_found() {
    let app = TestApp::new();
    let mut billing = app.sign_in(Role::Billing);
    billing.post("/customers/4711", &[("name", "Ana"), ("version", "1")]).expect(404);
    let seller = app.limited_member(Role::Sales);
    let mut limited = app.sign_in_as(&seller);
    let hidden = create(&app, &[("name", "Ana")]);
    let path = format!("/customers/{hidden}");
    let typed_pairs = [("name", "Eva"), ("version", "1")];
    limited.post(&path, &typed_pairs).expect(404);
    remove(&app, hidden, "Ana", "delete");
    limited.post(&path, &typed_pairs).expect(404);
    billing.get(&format!("{path}/edit")).expect(404);
    // Of those that they have written on themselves they learn it.
    let own = create_as(&app, &acting(&seller, Role::Sales), &typed(&[("name", "Ana")]));
    remove(&app, own, "Ana", "delete");
    limited.post(&format!("/customers/{own}"), &typed_pairs).expect(410);
}
