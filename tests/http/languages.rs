//! Every page in every language, in full: what a page says in one, it says in the others.

use std::collections::BTreeMap;

use padron::access::{Permission, Role};
use padron::routes;

use super::support::{Client, TestApp};

/// Words that would only stand on a page in another language.
const FOREIGN: &[(&str, &[&str])] = &[
    ("es", &[">Save changes<", ">Salvar", ">Customers<", ">Configurações<", ">Settings<"]),
    ("pt", &[">Save changes<", ">Guardar cambios<", ">Customers<", ">Configuración<", ">Volver<"]),
    ("en", &[">Guardar cambios<", ">Salvar", ">Clientes<", ">Configuración<", ">Ajustes<"]),
];

fn speak(client: &mut Client, language: &str) {
    let said = client.post("/preferences/language", &[("language", language)]);
    assert_eq!(said.status, 303, "{}", said.body);
}

fn address(path: &str, customer: i64, zone: i64, member: i64) -> String {
    let id = if path.starts_with("/settings") {
        zone
    } else if path.starts_with("/staff") {
        member
    } else {
        customer
    };
    path.replace("{list}", "zones").replace("{id}", &id.to_string())
}

#[test]
fn every_page_speaks_three_languages() {
    let app = TestApp::new();
    let zone = app.lookup(padron::fields::Lookup::Zones, "Norte", None);
    let customer =
        app.customer(&[("name", "Ana Paz"), ("country", "AR"), ("email", "a@example.com")]);
    let member = app.member(Role::Sales).id;
    let mut client = app.sign_in(Role::Admin);
    app.visitor(&[("name", "Ana Visita"), ("email", "visita@example.com")]);
    let mut visitor = app.enter("visita@example.com");
    let mut seen: BTreeMap<String, BTreeMap<&str, String>> = BTreeMap::new();
    for (language, foreign) in FOREIGN {
        speak(&mut client, language);
        visitor.post("/portal/language", &[("language", language)]).expect(303);
        for line in routes::table().lines() {
            let is_page = line.method.as_str() == "GET" && !line.path.contains("{path");
            if !is_page || line.path.contains("{hash}") {
                continue;
            }
            let path = address(line.path, customer, zone, member);
            let answer = match line.permission {
                Permission::PortalCustomer => visitor.get(&path),
                permission if permission.is_of_portal() => {
                    let mut stranger = app.client();
                    let chosen = visitor.cookies["padron_language"].clone();
                    stranger.cookies.insert("padron_language".to_owned(), chosen);
                    stranger.get(&path)
                }
                _ => client.get(&path),
            };
            if answer.status != 200 || !answer.header("content-type").starts_with("text/html") {
                continue;
            }
            let spoken = answer.attribute("html", "lang").unwrap_or_else(|| (*language).to_owned());
            assert!(spoken.starts_with(language), "{path} speaks {spoken}");
            for word in *foreign {
                assert!(!answer.body.contains(word), "{path} says {word} in {language}");
            }
            let heading = answer.texts("title, h1, h2, label").join(" | ");
            seen.entry(path).or_default().insert(*language, heading);
        }
    }
    assert!(seen.len() > 20, "{:?}", seen.keys());
    for (path, spoken) in seen {
        let es = spoken.get("es");
        for language in ["pt", "en"] {
            assert!(spoken.contains_key(language), "{path} is missing in {language}");
            assert!(es != spoken.get(language), "{path} says the same in {language}");
        }
    }
}
