//! What the review of a bulk update tells: who changes, who stays, who cannot, and why.

use padron::access::Role;
use padron::customers::fields;
use padron::fields::{Lookup, Uses};
use padron::i18n::Lang;
use padron::jobs::State;

use super::bulk::{bulk, start, state, work};
use super::{change, create, stored, typed};
use crate::support::{Client, Response, TestApp};

fn review(client: &mut Client, pairs: &[(&str, &str)]) -> (i64, Response) {
    let job = bulk(client, &[&[("selection", "matching")], pairs].concat());
    (job, client.get(&format!("/jobs/{job}")).expect(200))
}

#[test]
fn a_refusal_says_what_would_be_wrong() {
    let app = TestApp::new();
    let ana = create(&app, &[("name", "Ana"), ("personal_discount_bp", "10")]);
    app.set_status(ana, "pending", "inactive");
    let mut client = app.sign_in(Role::Admin);
    let minus = [
        ("change", "personal_discount_bp"),
        ("personal_discount_bp__how", "minus"),
        ("personal_discount_bp", "12,5"),
    ];
    let plus = [minus[0], ("personal_discount_bp__how", "plus"), ("personal_discount_bp", "95")];
    let inactive = [("change", "status"), ("status", "inactive")];
    for (asked, reason) in [
        (&minus[..], "Quedaría por debajo de 0 %"),
        (&plus, "Quedaría por encima de 100 %"),
        (&inactive, "A un cliente pendiente se lo activa primero"),
    ] {
        let (job, page) = review(&mut client, asked);
        assert_eq!(state(&app, job), (State::Draft, 0, 0, 1), "{reason}");
        let told = page.texts("#refused td");
        assert!(told[0].contains(reason), "{told:?}");
    }
}

#[test]
fn the_kind_of_document_that_follows_the_country_stands_in_the_review() {
    let app = TestApp::new();
    let known = [("name", "Ana"), ("country", "AR"), ("doc_number", "12345678")];
    let ana = create(&app, &known);
    let was = stored(&app, ana).unwrap().customer.doc_type;
    let mut client = app.sign_in(Role::Admin);
    // By the rules of Chile the number is none: whose it is is named, and nothing is guessed.
    let (job, page) = review(&mut client, &[("change", "country"), ("country", "CL")]);
    assert_eq!(state(&app, job), (State::Draft, 0, 0, 1));
    let told = page.texts("#refused td");
    assert!(told[0].starts_with("País: no se puede cambiar así"), "{told:?}");
    assert!(told[0].contains("Documento o cédula de identidad: "), "{told:?}");
    let (job, page) = review(&mut client, &[("change", "country"), ("country", "FR")]);
    let told = page.texts("#after tbody tr");
    assert!(told[0].contains("Tipo de documento") && told[0].contains("DNI"), "{told:?}");
    start(&mut client, job);
    work(&app);
    let new = stored(&app, ana).unwrap().customer;
    assert_eq!(new.country.as_deref(), Some("FR"));
    assert_ne!(new.doc_type, was);
    client.post(&format!("/jobs/{job}/undo"), &[]).expect(303);
    work(&app);
    assert_eq!(stored(&app, ana).unwrap().customer.doc_type, was);
}

#[test]
fn an_undo_says_that_a_customer_changed_after_the_update() {
    let app = TestApp::new();
    let [ana, _] = ["Ana", "Eva"].map(|name| create(&app, &[("name", name), ("city", "Salta")]));
    let mut client = app.sign_in(Role::Admin);
    let (job, _) = review(&mut client, &[("change", "city"), ("city", "Jujuy")]);
    start(&mut client, job);
    work(&app);
    let actor = padron::access::Actor::command(padron::access::Via::Command);
    change(&app, &actor, ana, &typed(&[("city", "Tilcara")]));
    let undoing = client.post(&format!("/jobs/{job}/undo"), &[]).expect(303).location;
    work(&app);
    let told = client.get(&undoing).expect(200).texts("#refused td");
    assert_eq!(
        told,
        ["Ciudad: cambió después de la actualización. El cliente quedó entero como está."]
    );
}

#[test]
fn who_stays_as_they_are_is_named_and_what_cannot_be_applied_promises_nothing() {
    let app = TestApp::new();
    for n in 0..25 {
        create(&app, &[("name", &format!("Cliente {n:02}")), ("city", "Salta")]);
    }
    let mut client = app.sign_in(Role::Admin);
    let undo = "Podrá deshacerlo durante 24 horas.";
    let (job, page) = review(&mut client, &[("change", "city"), ("city", "Salta")]);
    assert_eq!(state(&app, job), (State::Draft, 0, 25, 0));
    assert_eq!(page.texts("#same h2"), ["Ya tienen esos valores 25"]);
    assert_eq!(page.count("#same tbody tr"), 20);
    assert!(!page.body.contains(undo));
    let more = page.attribute("#same p a", "href").unwrap();
    assert_eq!(client.get(more.split('#').next().unwrap()).expect(200).count("#same tbody tr"), 5);
    let (job, page) = review(&mut client, &[("change", "city"), ("city", "Jujuy")]);
    assert_eq!(page.count("#same"), 0);
    assert!(page.body.contains(undo));
    start(&mut client, job);
    work(&app);
    let (job, _) = review(&mut client, &[("q", "Cliente"), ("change", "city"), ("city", "Jujuy")]);
    assert_eq!(state(&app, job).2, 25);
}

#[test]
fn a_form_for_everybody_says_so_and_so_does_its_review() {
    let app = TestApp::new();
    let ana = create(&app, &[("name", "Ana")]).to_string();
    let mut client = app.sign_in(Role::Admin);
    let everybody = "Son todos los clientes no archivados: ningún filtro";
    let says = |page: &Response| page.texts(".notice").join(" ").contains(everybody);
    let form = |client: &mut Client, list: &str| {
        client.get(&format!("/customers/bulk-update?selection={list}")).expect(200)
    };
    assert!(says(&form(&mut client, "matching&list=sort%3Dname")));
    assert!(!says(&form(&mut client, "matching&list=q%3Dana")));
    assert!(!says(&form(&mut client, &format!("ids&id={ana}"))));
    let city = [("change", "city"), ("city", "Salta")];
    let (_, page) = review(&mut client, &city);
    assert!(says(&page));
    let (_, page) = review(&mut client, &[&[("list", "q=ana")], &city[..]].concat());
    assert!(!says(&page));
    let ticked = [&[("selection", "ids"), ("id", ana.as_str())], &city[..]].concat();
    let job = bulk(&mut client, &ticked);
    assert!(!says(&client.get(&format!("/jobs/{job}")).expect(200)));
}

#[test]
fn everybody_of_a_limited_member_are_the_own_ones_whoever_reads_it() {
    let app = TestApp::new();
    let member = app.limited_member(Role::Sales);
    let seller = app.lookup(Lookup::Sellers, "Brenda", Some(member.id)).to_string();
    create(&app, &[("name", "Ana"), ("seller_id", &seller)]);
    create(&app, &[("name", "Ajena")]);
    let mut limited = app.sign_in_as(&member);
    let list = "selection=matching&list=sort%3Dname";
    let form = limited.get(&format!("/customers/bulk-update?{list}")).expect(200);
    let own = "todos los clientes propios no archivados";
    assert!(form.texts(".notice").join(" ").to_lowercase().contains(own), "{}", form.body);
    let (job, page) = review(&mut limited, &[("change", "city"), ("city", "Salta")]);
    assert!(page.texts(".notice").join(" ").contains("Son todos los clientes propios"));
    let seen = app.sign_in(Role::Admin).get(&format!("/jobs/{job}")).expect(200);
    assert!(seen.body.contains("Todos los clientes propios no archivados"), "{}", seen.body);
}

#[test]
fn what_is_not_changed_in_bulk_stands_on_the_form_with_the_reason() {
    let app = TestApp::new();
    let ana = create(&app, &[("name", "Ana")]);
    let mut client = app.sign_in(Role::Admin);
    let form = client.get(&format!("/customers/bulk-update?selection=ids&id={ana}")).expect(200);
    let told = form.texts("#locked .bulk-row");
    for (label, reason) in [
        ("E-mail de contacto", "Dos clientes no pueden tener el mismo."),
        ("Usuario del portal", "Dos clientes no pueden tener el mismo."),
        ("Nombre", "Es propio de cada cliente."),
        ("Número de identificación tributaria", "Es propio de cada cliente."),
        ("Tienda", "Se elige al crear el cliente y después no cambia."),
    ] {
        let is_told = |line: &String| line.contains(label) && line.starts_with(reason);
        assert!(told.iter().any(is_told), "{label}: {told:?}");
    }
    let all = form.texts("#locked .bulk-row__same").join(", ");
    for field in fields::all().iter().filter(|field| field.is_used_in(Uses::FORM)) {
        let is_told = all.split(", ").any(|label| label == field.label(Lang::Es));
        assert_eq!(is_told, !field.is_used_in(Uses::BULK), "{}", field.key);
    }
}

#[test]
fn whom_and_why_are_said_in_the_language_of_the_reader() {
    let app = TestApp::new();
    let [ana, eva] = ["Ana", "Eva"].map(|name| create(&app, &[("name", name), ("city", "Salta")]));
    app.set_status(ana, "archived", "archived");
    let ids = [ana.to_string(), eva.to_string()];
    let mut client = app.sign_in(Role::Admin);
    let city = [("change", "city"), ("city", "Jujuy")];
    let ticked = [("selection", "ids"), ("id", ids[0].as_str()), ("id", ids[1].as_str())];
    let job = bulk(&mut client, &[&ticked[..], &city].concat());
    start(&mut client, job);
    let actor = padron::access::Actor::command(padron::access::Via::Command);
    change(&app, &actor, eva, &typed(&[("city", "Tilcara")]));
    work(&app);
    let list = [("selection", "matching"), ("list", "city=Tilcara")];
    let listed = bulk(&mut client, &[&list[..], &city].concat());
    let retry = client.post(&format!("/jobs/{job}/retry"), &[]).expect(303).location;
    client.post("/preferences/language", &[("language", "en")]).expect(303);
    let page = client.get(&format!("/jobs/{job}")).expect(200);
    let told = page.texts("#refused td").join(" ");
    assert!(told.contains("City: it changed after the review."), "{told}");
    assert!(told.contains("The customer is archived."), "{told}");
    assert!(page.texts(".facts dd").join(" ").contains("Ticked in the list"));
    let page = client.get(&format!("/jobs/{listed}")).expect(200);
    let whom = page.texts(".facts dd").join(" ");
    assert!(whom.contains("city: Tilcara"), "{whom}");
    let page = client.get(&retry).expect(200);
    assert!(page.texts(".facts dd").join(" ").contains(&format!("failed in process {job}")));
    let all = client.get("/jobs").expect(200);
    assert!(all.body.contains("Ticked in the list") && !all.body.contains("Marcados"));
    let file = client.get(&format!("/jobs/{job}/file")).expect(200);
    assert!(file.body.contains("The customer is archived."), "{}", file.body);
}

#[test]
fn from_a_review_the_fields_are_chosen_anew_as_they_were() {
    let app = TestApp::new();
    let north = app.lookup(Lookup::Zones, "Norte", None).to_string();
    create(&app, &[("name", "Ana"), ("city", "Salta")]);
    let mut client = app.sign_in(Role::Admin);
    let pairs = [
        ("selection", "matching"),
        ("list", "city=Salta"),
        ("change", "zone_id"),
        ("zone_id", &north),
        ("change", "personal_discount_bp"),
        ("personal_discount_bp", "12,5"),
        ("personal_discount_bp__how", "plus"),
        ("change", "remarks"),
        ("remarks__how", "clear"),
    ];
    let job = bulk(&mut client, &pairs);
    let review = client.get(&format!("/jobs/{job}")).expect(200);
    let again = review.attribute(".action-bar a", "href").unwrap();
    let form = client.get(&again).expect(200);
    assert!(form.texts(".notice strong")[0].contains("1 cliente"));
    let ticked = ["zone_id", "personal_discount_bp", "remarks"];
    assert_eq!(form.count("input[name=change][checked]"), ticked.len());
    let chosen = |name: &str| {
        form.attribute(&format!("select[name={name}] option[selected]"), "value").unwrap()
    };
    assert_eq!(chosen("zone_id"), north);
    assert_eq!(chosen("personal_discount_bp__how"), "plus");
    assert_eq!(chosen("remarks__how"), "clear");
    let discount = form.attribute("input[name=personal_discount_bp]", "value");
    assert_eq!(discount.as_deref(), Some("12,50"));
    client.post(&format!("/jobs/{job}/cancellation"), &[]);
    let gone = client.get(&format!("/jobs/{job}")).expect(200);
    assert!(gone.body.contains("Descartado: no se cambió nada"));
    assert_eq!(gone.count(".action-bar a"), 0);
}

#[test]
fn what_was_forgotten_does_not_empty() {
    let app = TestApp::new();
    create(&app, &[("name", "Ana"), ("city", "Salta")]);
    let mut client = app.sign_in(Role::Admin);
    let all = ("selection", "matching");
    let form = client.get("/customers/bulk-update?selection=matching").expect(200);
    let proposed = form.attribute("select[name=zone_id] option[selected]", "value");
    assert_eq!(proposed.as_deref(), Some("?"));
    for pairs in [
        vec![all, ("change", "zone_id"), ("zone_id", "?")],
        vec![all, ("change", "city"), ("city", " "), ("city__how", "set")],
    ] {
        let refused = client.post("/customers/bulk-update", &pairs).expect(422);
        let proposed = refused.attribute("select[name=zone_id] option[selected]", "value");
        assert_eq!(proposed.as_deref(), Some("?"), "and not what empties");
    }
    let emptied = bulk(&mut client, &[all, ("change", "city"), ("city", "")]);
    assert_eq!(state(&app, emptied), (State::Draft, 1, 0, 0), "as others ask for it");
}
