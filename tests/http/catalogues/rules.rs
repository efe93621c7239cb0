//! What must hold of a razón social, a type and a tax, and what is used.

use padron::access::Role;
use padron::catalogues::Entry;
use padron::fields::{Lookup, Value};
use padron::identity::tax_id::{self, IdKind};

use super::{add, address, as_shown, cuit, fill, named, page_of, panel, rows, send, settle};

const ENTITIES: Lookup = Lookup::LegalEntities;

#[test]
fn an_issuer_with_legal_validity_has_a_tax_id_of_its_country() {
    let app = panel("AR");
    let mut admin = app.sign_in(Role::Admin);
    let condition = named(&app, Lookup::TaxConditions, "IVA Responsable Inscripto").id.to_string();
    let (new, home) = (format!("{}/new", address(ENTITIES)), address(ENTITIES));
    let base = [("name", "Nodo"), ("tax_condition_id", condition.as_str())];
    // A document of identity and the number of another country are no tax id of an issuer.
    for wrong in ["", "12345678", "20-12345678-0", "76.086.428-5"] {
        let typed = [base[0], base[1], ("tax_id", wrong)];
        let refused = fill(&mut admin, &new, &home, &typed).expect(422);
        assert_eq!(refused.count("#tax_id-error"), 1, "{wrong}");
    }
    let number = cuit();
    let dashed = format!("{}-{}-{}", &number[..2], &number[2..10], &number[10..]);
    let typed = [base[0], base[1], ("tax_id", dashed.as_str())];
    fill(&mut admin, &new, &home, &typed).expect_to(&home);
    let stored = named(&app, ENTITIES, "Nodo");
    assert_eq!(stored.text("tax_id"), number, "stored without dashes");
    let page = admin.get(&format!("{}/edit", page_of(&stored, ENTITIES)));
    assert_eq!(page.attribute("#tax_id", "value"), Some(dashed), "shown with them");
}

#[test]
fn a_doubtful_tax_id_is_stored_and_told_of() {
    let app = panel("MX");
    let mut admin = app.sign_in(Role::Admin);
    let condition = named(&app, Lookup::TaxConditions, "General de Ley Personas Morales");
    let right = tax_id::complete(IdKind::MxRfc, "NAU200115AB").unwrap();
    let last = if right.ends_with('1') { '2' } else { '1' };
    let doubtful = format!("{}{last}", &right[..right.len() - 1]);
    let (new, home) = (format!("{}/new", address(ENTITIES)), address(ENTITIES));
    for (name, number, said) in [("Una", &right, 1), ("Otra", &doubtful, 2)] {
        let condition = condition.id.to_string();
        let typed = [("name", name), ("tax_id", number), ("tax_condition_id", &condition)];
        fill(&mut admin, &new, &home, &typed).expect_to(&home);
        assert_eq!(named(&app, ENTITIES, name).text("tax_id"), number);
        assert_eq!(admin.get(&home).expect(200).count(".flash"), said, "{name}");
    }
}

#[test]
fn fantasy_goes_with_fantasy_and_a_country_with_itself() {
    let app = panel("AR");
    settle(&app, "CL");
    settle(&app, "AR");
    let mut admin = app.sign_in(Role::Admin);
    let in_country = |name: &str, country: &str| -> String {
        let all = rows(&app, Lookup::TaxConditions);
        let of = |row: &&Entry| row.name() == name && row.country() == Some(country);
        all.iter().find(of).unwrap().id.to_string()
    };
    let (new, home) = (format!("{}/new", address(ENTITIES)), address(ENTITIES));
    let fantasy = in_country("De fantasía", "AR");
    let (legal, abroad) = (in_country("Consumidor Final", "AR"), in_country("Afecto a IVA", "CL"));
    let number = cuit();
    for (is_fantasy, condition, stands) in [
        ("", &legal, true),
        ("", &fantasy, false),
        ("", &abroad, false),
        ("1", &fantasy, true),
        ("1", &legal, false),
        ("1", &in_country("De fantasía", "CL"), false),
    ] {
        let name = format!("Nodo {is_fantasy} {condition}");
        let tax_id = if is_fantasy.is_empty() { number.as_str() } else { "" };
        let typed = [
            ("name", name.as_str()),
            ("is_fantasy", is_fantasy),
            ("tax_id", tax_id),
            ("tax_condition_id", condition.as_str()),
        ];
        let answer = fill(&mut admin, &new, &home, &typed);
        assert_eq!(answer.status == 303, stands, "{name}");
        assert_eq!(answer.count("#tax_condition_id-error") == 0, stands, "{name}");
    }
    let page = admin.get(&new).expect(200);
    let named_abroad = format!("#tax_condition_id option[value='{abroad}']");
    assert_eq!(page.texts(&named_abroad), ["Afecto a IVA (Chile)"]);
}

#[test]
fn what_is_exempt_has_no_rate() {
    let app = panel("AR");
    let mut admin = app.sign_in(Role::Admin);
    let (new, home) = (format!("{}/new", address(Lookup::Taxes)), address(Lookup::Taxes));
    for (kind, rate, stands) in [
        ("rated", "0", true),
        ("rated", "10,5", true),
        ("exempt", "0", true),
        ("untaxed", "0", true),
        ("exempt", "21", false),
        ("untaxed", "0,01", false),
    ] {
        let name = format!("{kind} {rate}");
        let typed = [("name", name.as_str()), ("kind", kind), ("rate_bp", rate)];
        let answer = fill(&mut admin, &new, &home, &typed);
        assert_eq!(answer.status == 303, stands, "{name}");
        assert_eq!(answer.count("#rate_bp-error") == 0, stands, "{name}");
    }
    assert_eq!(*named(&app, Lookup::Taxes, "rated 10,5").get("rate_bp"), Value::Number(1_050));
}

#[test]
fn a_type_is_taken_back_by_a_credit_note_alone() {
    let app = panel("AR");
    let mut admin = app.sign_in(Role::Admin);
    let list = Lookup::InvoiceTypes;
    let id = |name: &str| named(&app, list, name).id.to_string();
    let (invoice, note, fantasy) =
        (id("Factura A"), id("Nota de crédito A"), id("Nota de crédito interna"));
    let new = format!("{}/new", address(list));
    let offered = admin.get(&new).expect(200);
    let offers = |id: &str| offered.count(&format!("#credit_type_id option[value='{id}']"));
    assert_eq!((offers(&note), offers(&invoice)), (1, 0));
    for (purpose, credit, stands) in [
        ("invoice", note.as_str(), true),
        ("debit_note", note.as_str(), true),
        ("invoice", "", true),
        ("invoice", invoice.as_str(), false),
        ("invoice", fantasy.as_str(), false),
        ("credit_note", note.as_str(), false),
    ] {
        let name = format!("{purpose} {credit}");
        let typed = [("name", name.as_str()), ("purpose", purpose), ("credit_type_id", credit)];
        let answer = fill(&mut admin, &new, &address(list), &typed);
        assert_eq!(answer.status == 303, stands, "{name}");
        assert_eq!(answer.count("#credit_type_id-error") == 0, stands, "{name}");
    }
    // What is a note until now cannot take itself back from then on.
    let typed = [("name", "Nota sola"), ("purpose", "credit_note")];
    fill(&mut admin, &new, &address(list), &typed).expect_to(&address(list));
    let alone = named(&app, list, "Nota sola");
    let (own, version) = (alone.id.to_string(), alone.version.to_string());
    let typed = [("version", &*version), ("purpose", "invoice"), ("credit_type_id", &*own)];
    admin.post(&page_of(&alone, list), &typed).expect(422);
}

#[test]
fn what_is_used_is_not_deleted_and_keeps_what_others_rely_on() {
    let app = panel("AR");
    let mut admin = app.sign_in(Role::Admin);
    add(&app, &mut admin, ENTITIES, "Nodo").expect(303);
    let tax = named(&app, Lookup::Taxes, "IVA 21 %");
    let typed = [("name", "Fibra 300"), ("price", "100"), ("tax_id", &tax.id.to_string())];
    let plans = address(Lookup::Plans);
    fill(&mut admin, &format!("{plans}/new"), &plans, &typed).expect_to(&plans);

    for (list, name, used_by) in [
        (Lookup::TaxConditions, "IVA Responsable Inscripto", "Razones sociales: 1"),
        (Lookup::TaxConditions, "Consumidor Final", "Tipos permitidos, como receptor: 6"),
        (Lookup::InvoiceTypes, "Factura A", "Tipos permitidos: 4"),
        (Lookup::InvoiceTypes, "Nota de crédito A", "Tipos de factura: 2"),
        (Lookup::Taxes, "IVA 21 %", "Planes: 1"),
    ] {
        let row = named(&app, list, name);
        let path = page_of(&row, list);
        let refused = admin.post(&format!("{path}/deletion"), &[]).expect(409);
        assert!(refused.texts("main li").contains(&used_by.to_owned()), "{}", refused.body);
        assert_eq!(refused.count("form[action$='/deletion']"), 0);
        assert_eq!(named(&app, list, name), row);
        let edit = admin.get(&format!("{path}/edit")).expect(200);
        assert_eq!(edit.count("a[href$='/deletion']"), 0);
        if list != Lookup::Taxes {
            let moved = send(&mut admin, &path, &as_shown(&edit, &[("country", "CL")])).expect(422);
            assert_eq!(moved.count("#country-error"), 1, "{name}");
        }
        // Its name and its code may change all the same.
        let code = [("code", "99")];
        send(&mut admin, &path, &as_shown(&edit, &code)).expect(303);
        admin.post(&format!("{path}/deactivation"), &[]).expect(303);
    }
}

#[test]
fn the_example_shows_what_a_tax_makes_of_an_amount() {
    let app = panel("AR");
    let mut admin = app.sign_in(Role::Admin);
    let home = address(Lookup::Taxes);
    let list = admin.get(&format!("{home}?q=IVA+21")).expect(200);
    assert!(list.texts("tbody td").contains(&"100,00 + 21,00 = 121,00".to_owned()));
    let tax = named(&app, Lookup::Taxes, "IVA 21 %");
    let path = page_of(&tax, Lookup::Taxes);
    let edit = admin.get(&format!("{path}/edit")).expect(200);
    assert_eq!(edit.texts("main form dd"), ["ARS 100,00", "ARS 21,00", "ARS 121,00"]);

    // Worked out from what is typed, and nothing is stored.
    let mut example = |typed: &[(&str, &str)], status: u16| {
        let mut typed = typed.to_vec();
        typed.push(("action", "example"));
        send(&mut admin, &path, &as_shown(&edit, &typed)).expect(status)
    };
    let inside = example(&[("is_inside", "1"), ("example", "121")], 200);
    assert_eq!(inside.texts("main form dd"), ["ARS 100,00", "ARS 21,00", "ARS 121,00"]);
    let half = example(&[("rate_bp", "10,5"), ("example", "1.999,90")], 200);
    assert_eq!(half.texts("main form dd"), ["ARS 1.999,90", "ARS 209,99", "ARS 2.209,89"]);
    assert_eq!(half.attribute("#rate_bp", "value").as_deref(), Some("10,5"));
    let wrong = example(&[("example", "1999.90")], 200);
    assert_eq!((wrong.count("#example-error"), wrong.count("main form dd")), (1, 0));
    let unread = example(&[("rate_bp", "x")], 422);
    assert_eq!(unread.count("main form dd"), 0, "no sums of another rate");
    let exempt = example(&[("kind", "exempt")], 200);
    assert_eq!(exempt.count("main form dd"), 0, "no tax that could not be saved");
    assert_eq!(named(&app, Lookup::Taxes, "IVA 21 %"), tax);
}

#[test]
fn a_currency_without_decimals_has_none_in_prices() {
    let app = panel("CL");
    let mut admin = app.sign_in(Role::Admin);
    let plans = address(Lookup::Plans);
    let new = format!("{plans}/new");
    let typed = [("name", "Fibra"), ("currency", "CLP"), ("price", "19,5")];
    fill(&mut admin, &new, &plans, &typed).expect(422);
    let typed = [("name", "Fibra"), ("currency", "CLP"), ("price", "19.990")];
    fill(&mut admin, &new, &plans, &typed).expect_to(&plans);
    assert_eq!(*named(&app, Lookup::Plans, "Fibra").get("price"), Value::Number(19_990));
    let typed = [("name", "Satélite"), ("currency", "USD"), ("price", "19,99")];
    fill(&mut admin, &new, &plans, &typed).expect_to(&plans);
    assert_eq!(*named(&app, Lookup::Plans, "Satélite").get("price"), Value::Number(1_999));
    // What stays would be another amount; blanks around a code are none.
    let plan = named(&app, Lookup::Plans, "Satélite");
    let version = plan.version.to_string();
    let moved = [("version", &*version), ("currency", "CLP")];
    let page = admin.post(&page_of(&plan, Lookup::Plans), &moved).expect(422);
    assert_eq!(page.count("#price-error"), 1);
    let blanks = [("version", &*version), ("currency", " usd "), ("price", "29,90")];
    admin.post(&page_of(&plan, Lookup::Plans), &blanks).expect_to(&plans);
    assert_eq!(*named(&app, Lookup::Plans, "Satélite").get("price"), Value::Number(2_990));
    let cells = admin.get(&plans).expect(200).texts("tbody td.num");
    assert!(cells.contains(&"CLP 19.990".to_owned()) && cells.contains(&"USD 29,90".to_owned()));
}
