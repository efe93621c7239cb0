//! Who may send which type to whom: the page, and the table of Argentina cell by cell.

use padron::access::Role;
use padron::catalogues::allowed::{self, types_for};
use padron::catalogues::tables::LegalEntity;
use padron::fields::Lookup;
use padron::history::{self, Entity};

use super::{add, as_shown, fill, named, page_of, panel, send, settle};
use crate::support::TestApp;

const PAGE: &str = "/settings/allowed-types";

/// The letters that an issuer of a condition may send to a receiver.
fn letters(app: &TestApp, issuer: &str, sends_class_m: bool, receiver: &str) -> String {
    let condition = |name: &str| named(app, Lookup::TaxConditions, name).id;
    let mut entity = LegalEntity::default();
    entity.tax_condition_id = condition(issuer);
    entity.sends_class_m = sends_class_m;
    let types = app.read(|conn| Ok(types_for(conn, &entity, condition(receiver))?));
    types.into_iter().filter_map(|kind| kind.letter).collect()
}

#[test]
fn argentina_sends_the_letters_of_its_table() {
    let app = panel("AR");
    let (full, small) = ("IVA Responsable Inscripto", "Responsable Monotributo");
    let others = [small, "IVA Sujeto Exento", "Monotributista Social", "IVA No Alcanzado"];
    // Receiver; from an inscripto; from an inscripto whom ARCA has send M; from any other.
    for (receiver, usual, imposed, other) in [
        (full, "A", "M", "C"),
        ("IVA Sujeto Exento", "B", "B", "C"),
        ("Consumidor Final", "B", "B", "C"),
        (small, "A", "M", "C"),
        ("Sujeto No Categorizado", "B", "B", "C"),
        ("Proveedor del Exterior", "B", "B", "C"),
        ("Cliente del Exterior", "BE", "BE", "CE"),
        ("IVA Liberado – Ley 19.640", "B", "B", "C"),
        ("Monotributista Social", "A", "M", "C"),
        ("IVA No Alcanzado", "B", "B", "C"),
        ("Monotributo Trabajador Independiente Promovido", "A", "M", "C"),
    ] {
        assert_eq!(letters(&app, full, false, receiver), usual, "{receiver}");
        assert_eq!(letters(&app, full, true, receiver), imposed, "{receiver}");
        for issuer in others {
            for imposed in [false, true] {
                assert_eq!(letters(&app, issuer, imposed, receiver), other, "{issuer} {receiver}");
            }
        }
    }
    assert_eq!(letters(&app, full, false, "De fantasía"), "");
    assert_eq!(letters(&app, "De fantasía", false, full), "");
}

#[test]
fn the_page_of_an_issuer_says_what_it_may_send() {
    let app = panel("AR");
    let mut admin = app.sign_in(Role::Admin);
    add(&app, &mut admin, Lookup::LegalEntities, "Nodo").expect(303);
    let path = page_of(&named(&app, Lookup::LegalEntities, "Nodo"), Lookup::LegalEntities);
    let edit = format!("{path}/edit");
    let shown = admin.get(&edit).expect(200);
    let lines: Vec<_> =
        shown.texts("#sends tbody th").into_iter().zip(shown.texts("#sends td")).collect();
    let line = |to: &str, what: &str| (to.to_owned(), what.to_owned());
    assert_eq!(lines.len(), 11);
    assert!(lines.contains(&line("Consumidor Final", "Factura B")));
    assert!(lines.contains(&line("Responsable Monotributo", "Factura A")));
    fill(&mut admin, &edit, &path, &[("sends_class_m", "1")]).expect(303);
    let shown = admin.get(&edit).expect(200);
    assert!(shown.texts("#sends td").contains(&"Factura M".to_owned()));
    assert!(!shown.texts("#sends td").contains(&"Factura A".to_owned()));
}

#[test]
fn ticks_are_stored_kept_in_the_history_and_not_written_over() {
    let app = panel("AR");
    let mut admin = app.sign_in(Role::Billing);
    let condition = |name: &str| named(&app, Lookup::TaxConditions, name).id;
    let (issuer, receiver) = (condition("Responsable Monotributo"), condition("Consumidor Final"));
    let kind = named(&app, Lookup::InvoiceTypes, "Factura E").id;
    let address = format!("{PAGE}?issuer={issuer}");
    let pair = format!("{receiver}-{kind}");
    let box_of = format!("input[name='allowed'][value='{pair}']");
    let before = app.read(|conn| Ok(allowed::of(conn, issuer)?));

    let shown = admin.get(&address).expect(200);
    assert_eq!((shown.count(&box_of), shown.count(&format!("{box_of}[checked]"))), (1, 0));
    send(&mut admin, PAGE, &as_shown_ticks(&shown, &[])).expect_to(&address);
    assert_eq!(app.read(|conn| Ok(allowed::of(conn, issuer)?)), before, "as shown is as it was");

    send(&mut admin, PAGE, &as_shown_ticks(&shown, &[&pair])).expect_to(&address);
    let after = app.read(|conn| Ok(allowed::of(conn, issuer)?));
    assert_eq!(after.difference(&before).copied().collect::<Vec<_>>(), [(receiver, kind)]);
    let kept = app.read(|conn| Ok(history::of(conn, Entity::AllowedTypes, issuer, None, 1)?));
    assert_eq!((kept[0].revision, kept[0].field.clone()), (2, receiver.to_string()));
    let story = admin.get(&address).expect(200).texts(".timeline li p");
    assert!(story[0].contains("Consumidor Final") && story[0].contains("Factura C, Factura E"));

    // The form of before is late; what it had ticked is still there.
    let late = send(&mut admin, PAGE, &as_shown_ticks(&shown, &[])).expect(409);
    assert_eq!((late.count(".notice"), late.count(&format!("{box_of}[checked]"))), (1, 0));
    let told = late.texts(".notice").join(" ");
    assert!(told.contains("Consumidor Final") && told.contains("Factura C"), "{told}");
    assert_eq!(app.read(|conn| Ok(allowed::of(conn, issuer)?)), after);
}

/// The form that is posted, with more boxes ticked.
fn as_shown_ticks(page: &crate::support::Response, more: &[&str]) -> Vec<(String, String)> {
    let typed: Vec<(&str, &str)> = more.iter().map(|pair| ("allowed", *pair)).collect();
    as_shown(page, &typed)
}

#[test]
fn pairs_that_do_not_go_together_are_refused() {
    let app = panel("AR");
    settle(&app, "CL");
    settle(&app, "AR");
    let mut admin = app.sign_in(Role::Admin);
    let condition = |name: &str| named(&app, Lookup::TaxConditions, name).id;
    let kind = |name: &str| named(&app, Lookup::InvoiceTypes, name).id;
    let issuer = condition("IVA Responsable Inscripto");
    let before = app.read(|conn| Ok(allowed::of(conn, issuer)?));
    let shown = admin.get(&format!("{PAGE}?issuer={issuer}")).expect(200);
    for (receiver, kind) in [
        (condition("Afecto a IVA"), kind("Factura A")),
        (condition("Consumidor Final"), kind("Factura exenta electrónica")),
        (condition("Consumidor Final"), kind("Nota de crédito A")),
        (condition("Consumidor Final"), kind("Comprobante interno")),
        (condition("Consumidor Final"), 999_999),
        (999_999, kind("Factura A")),
    ] {
        let pair = format!("{receiver}-{kind}");
        let refused = send(&mut admin, PAGE, &as_shown_ticks(&shown, &[&pair])).expect(422);
        assert_eq!(refused.count(".error-summary"), 1, "{pair}");
    }
    for pair in ["", "x", "1", "1-", "-", "1-x", "99999999999999999999-1"] {
        send(&mut admin, PAGE, &as_shown_ticks(&shown, &[pair])).expect(422);
    }
    assert_eq!(app.read(|conn| Ok(allowed::of(conn, issuer)?)), before);
    admin.get(&format!("{PAGE}?issuer=999999")).expect(404);
    admin.get(&format!("{PAGE}?issuer=x")).expect(404);
    admin.post(PAGE, &[]).expect(404);
}

#[test]
fn before_there_are_conditions_the_page_says_so() {
    let app = TestApp::new();
    let page = app.sign_in(Role::Admin).get(PAGE).expect(200);
    assert_eq!((page.count(".notice"), page.count("#allowed-form")), (1, 0));
}
