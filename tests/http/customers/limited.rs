//! What a member limited to the own customers finds out about the others: nothing, by any road.

use padron::access::{Actor, Role, Via};
use padron::customers::Query;
use padron::fields::Lookup;
use padron::lists::{Place, Sort};
use padron::settings::Settings;
use padron::web::Form;

use super::{acting, create, create_as, stored, typed};
use crate::support::{Client, Member, TestApp};

/// A seller with some customers, and a customer of nobody's in the middle of the alphabet.
struct Desk {
    app: TestApp,
    member: Member,
    client: Client,
    own: Vec<i64>,
    hidden: i64,
}

impl Desk {
    fn new() -> Self {
        let app = TestApp::new();
        let member = app.limited_member(Role::Sales);
        let seller = app.lookup(Lookup::Sellers, "Brenda", Some(member.id)).to_string();
        let own = ["Ana com", "Mara com", "Zoe com"]
            .map(|name| create(&app, &[("name", name), ("seller_id", &seller)]))
            .to_vec();
        let secret = [
            ("name", "Oculta com"),
            ("email", "oculta@example.com"),
            ("custom_id", "OC-1"),
            ("phone_mobile", "11 2822-5123"),
            ("country", "AR"),
            ("tax_id", "30642892696"),
        ];
        let hidden = create(&app, &secret);
        let client = app.sign_in_as(&member);
        Self { app, member, client, own, hidden }
    }

    fn ids(&self, address: &str, place: Place) -> Vec<i64> {
        let actor = self.actor();
        self.app.read(|conn| {
            let settings = Settings::load(conn)?;
            let form = Form::parse(address.as_bytes()).unwrap();
            let (query, _) = Query::visible_to(&actor).narrowed_by(&form, &settings);
            Ok(query.page(conn, 50, place)?.ids)
        })
    }

    fn actor(&self) -> Actor {
        let actor = acting(&self.member, Role::Sales);
        let lookups = self.app.read(|conn| {
            let settings = Settings::load(conn)?;
            Ok(settings.list(Lookup::Sellers).iter().map(|offer| offer.id).collect())
        });
        let scope = padron::access::Scope::Own { staff_id: self.member.id, lookups };
        Actor { scope, ..actor }
    }
}

#[test]
fn every_page_of_a_hidden_customer_is_not_there() {
    let mut desk = Desk::new();
    for line in padron::routes::table().lines() {
        if !line.path.starts_with("/customers/{id}") || !Role::Sales.may(line.permission) {
            continue;
        }
        let path = line.path.replace("{id}", &desk.hidden.to_string()).replace("{entry}", "1");
        let answer = match line.method.as_str() {
            "GET" => desk.client.get(&path),
            _ => desk.client.post(&path, &[("version", "1"), ("mark", "vip"), ("name", "x")]),
        };
        assert_eq!(answer.status, 404, "{} {path}: {}", line.method, answer.body);
    }
    let record = stored(&desk.app, desk.hidden).unwrap();
    assert_eq!((record.customer.version, record.customer.is_vip), (1, false));
}

#[test]
fn no_order_tells_where_a_hidden_customer_would_stand() {
    let desk = Desk::new();
    for address in ["", "q=com", "q=com&sort=name", "sort=-name", "sort=-created_at", "sort=city"] {
        for place in [Place::After(desk.hidden), Place::Before(desk.hidden)] {
            let seen = desk.ids(address, place);
            let start = desk.ids(address, Place::Start);
            let told = seen.len() < start.len() && !seen.is_empty();
            assert!(!told, "{address} {place:?}: {seen:?} of {start:?}");
        }
    }
}

#[test]
fn neighbours_are_the_own_ones_in_every_order() {
    let mut desk = Desk::new();
    for (sort, before, behind) in [("name", 0, 2), ("-name", 2, 0), ("relevance", 2, 0)] {
        let list = if sort == "relevance" { "q=com".to_owned() } else { format!("sort={sort}") };
        let from = Form::default().with("from", list).encode();
        let page = desk.client.get(&format!("/customers/{}?{from}", desk.own[1])).expect(200);
        for other in [desk.own[before], desk.own[behind]] {
            let link = format!("a[href^='/customers/{other}?']");
            assert!(page.count(&link) > 0, "{sort}: {other}");
        }
    }
}

#[test]
fn what_a_hidden_customer_has_is_refused_without_a_name() {
    let mut desk = Desk::new();
    for (key, value) in [("email", "oculta@example.com"), ("custom_id", "oc-1")] {
        let refused = desk.client.post("/customers", &[("name", "Nueva"), (key, value)]);
        assert!(!refused.body.contains("Oculta"), "{key}");
        refused.expect(422);
    }
    let alike = [("name", "Oculta com"), ("phone_mobile", "+54 9 11 2822-5123")];
    let made = desk.client.post("/customers", &alike).expect(303);
    let page = desk.client.get(&made.location).expect(200);
    assert_eq!(page.count(&format!("a[href*='/customers/{}']", desk.hidden)), 0);
}

#[test]
fn the_own_likely_duplicate_is_asked_about_behind_many_of_others() {
    let mut desk = Desk::new();
    for _ in 0..8 {
        create(&desk.app, &[("name", "Gemela")]);
    }
    let own =
        create_as(&desk.app, &acting(&desk.member, Role::Sales), &typed(&[("name", "Gemela")]));
    let asked = desk.client.post("/customers", &[("name", "gemela")]).expect(422);
    assert_eq!(asked.count(&format!("#duplicates a[href='/customers/{own}']")), 1);
    assert_eq!(asked.count("#duplicates li"), 1);
}

#[test]
fn an_order_that_cannot_be_kept_is_given_up_by_the_neighbours_too() {
    let desk = Desk::new();
    let actor = Actor::command(Via::Command);
    desk.app.read(|conn| {
        let settings = Settings::load(conn)?;
        let form = Form::parse(b"sort=city").unwrap();
        let (mut query, _) = Query::visible_to(&actor).narrowed_by(&form, &settings);
        let many = padron::lists::Count::MoreThan(10_000);
        assert_eq!(query.give_up_unsortable(many).as_deref(), Some("city"));
        assert_eq!(query.sort, Sort::Usual);
        Ok(())
    });
}
