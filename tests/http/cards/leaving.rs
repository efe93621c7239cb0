//! Customers who leave take their cards along: here at once, at the gateway afterwards.

use diesel::prelude::*;
use padron::db::schema::{cards, customers};

use super::{House, oneclick};
use crate::stand_in::StandIn;

fn version(house: &House) -> String {
    let version = customers::table.find(house.customer).select(customers::version);
    house.app.read(|conn| Ok(version.first::<i64>(conn)?)).to_string()
}

#[test]
fn archiving_deleting_and_wiping_a_customer_removes_the_cards_at_the_gateway() {
    let stand_in = StandIn::start();
    for choice in ["archive", "delete", "anonymize"] {
        let mut house = oneclick(&stand_in);
        house.come_back(&stand_in);
        let before = stand_in.count("DELETE", "/inscriptions");
        let path = format!("/customers/{}", house.customer);
        let version = version(&house);
        let pairs = [("version", version.as_str()), ("name", "Ana Sosa"), ("choice", choice)];
        let step = if choice == "archive" { "archive" } else { "deletion" };
        house.admin.post(&format!("{path}/{step}"), &pairs).expect(303);
        assert!(house.ids().is_empty(), "{choice}");
        assert_eq!(house.owed(), 1, "{choice}");
        if choice != "delete" {
            assert_eq!(house.card_state(), "none", "{choice}");
        }
        house.work();
        assert_eq!(house.owed(), 0, "{choice}");
        assert_eq!(stand_in.count("DELETE", "/inscriptions"), before + 1, "{choice}");
        let left: i64 = house.app.read(|conn| Ok(cards::table.count().get_result(conn)?));
        assert_eq!(left, i64::from(choice == "archive"), "{choice}");
    }
}

#[test]
fn the_archive_and_the_way_back_say_that_cards_do_not_come_back() {
    let stand_in = StandIn::start();
    let mut house = oneclick(&stand_in);
    house.come_back(&stand_in);
    let path = format!("/customers/{}", house.customer);
    let version = version(&house);
    house.admin.post(&format!("{path}/archive"), &[("version", &version)]).expect(303);
    let page = house.admin.get(&path).expect(200);
    let told = page.texts(".flash").concat();
    assert!(told.contains("deshacer no las devuelve"), "{told}");
    let undo = page.attribute(".flash form", "action").unwrap();
    house.admin.post(&undo, &[]).expect(303);
    let told = house.admin.get(&path).expect(200).texts(".flash").concat();
    assert!(told.contains("Sus tarjetas no vuelven"), "{told}");
    // Who had none is told of none.
    let other = house.app.customer(&[("name", "Beto Ruiz")]);
    house.admin.post(&format!("/customers/{other}/archive"), &[]).expect(303);
    let told = house.admin.get(&format!("/customers/{other}")).expect(200).texts(".flash").concat();
    assert!(told.contains("se archivó") && !told.contains("tarjetas"), "{told}");
}

#[test]
fn many_who_are_archived_at_once_leave_no_card_either() {
    let stand_in = StandIn::start();
    let mut house = oneclick(&stand_in);
    house.come_back(&stand_in);
    let other = house.app.customer(&[("name", "Beto Ruiz"), ("email", "beto@x.test")]);
    let ids = [house.customer, other];
    house.app.write(|conn| {
        padron::gateways::owed::leave(conn, &ids, padron::clock::now())?;
        Ok(())
    });
    assert!(house.ids().is_empty());
    house.work();
    assert_eq!(stand_in.count("DELETE", "/inscriptions"), 1);
}
