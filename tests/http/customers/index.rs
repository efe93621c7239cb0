//! GET /customers: search, filters, tabs, columns, pages; what it refuses and what it says then.

use padron::access::Role;
use padron::customers::fields;
use padron::fields::filter::{Op, join_name};
use padron::fields::{Kind, Lookup, Uses};
use padron::web::Form;

use crate::support::{Client, Response, TestApp};

/// The names in the table, in order.
fn names(answer: &Response) -> Vec<String> {
    answer.texts("tbody .cell-main span > a")
}

#[track_caller]
fn found(client: &mut Client, query: &str) -> Vec<String> {
    names(&client.get(&format!("/customers?{query}")).expect(200))
}

fn sorted(mut names: Vec<String>) -> Vec<String> {
    names.sort();
    names
}

#[test]
fn the_search_box_ignores_accents_case_and_the_order_of_words() {
    let app = TestApp::new();
    for name in ["José Núñez Ibáñez", "Ñandú S.A.", "Li Wu", "Ana O’Higgins"] {
        app.named(name);
    }
    app.customer(&[("name", "Por Correo"), ("email", "ana.ruiz@example.com")]);
    app.customer(&[
        ("name", "Por Número"),
        ("country", "AR"),
        ("phone_mobile", "+54 9 351 607-5984"),
        ("tax_id_type", "AR_CUIT"),
        ("tax_id", "30-64289269-6"),
    ]);
    let client = &mut app.sign_in(Role::Viewer);
    for (typed, expected) in [
        ("NUNEZ+jose", "José Núñez Ibáñez"),
        ("ib%C3%A1%C3%B1ez", "José Núñez Ibáñez"),
        ("nandu", "Ñandú S.A."),
        ("o%27higgins", "Ana O’Higgins"),
        ("wu", ""),
        ("li", "Li Wu"),
        ("wu+li", "Li Wu"),
        ("na", "Ñandú S.A."),
        ("ana.ruiz%40example.com", "Por Correo"),
        ("6075984", "Por Número"),
        ("%2B54+9+351+607-5984", "Por Número"),
        ("30642892", "Por Número"),
        ("30-64289269-6", "Por Número"),
    ] {
        let expected: Vec<String> =
            (!expected.is_empty()).then(|| expected.to_owned()).into_iter().collect();
        assert_eq!(found(client, &format!("q={typed}")), expected, "{typed}");
    }
}

#[test]
fn an_exact_identifier_comes_first_and_then_the_newest() {
    let app = TestApp::new();
    let first = app.named("Calle 100 antigua");
    app.customer(&[("name", "Con ID propio"), ("custom_id", "100")]);
    app.named("Calle 100 nueva");
    let client = &mut app.sign_in(Role::Viewer);
    assert_eq!(found(client, "q=100"), ["Con ID propio", "Calle 100 nueva", "Calle 100 antigua"]);
    assert_eq!(found(client, &format!("q={first}")).first().unwrap(), "Calle 100 antigua");
    assert_eq!(
        found(client, "q=100&sort=name"),
        ["Calle 100 antigua", "Calle 100 nueva", "Con ID propio"]
    );
}

#[test]
fn a_box_of_signs_alone_is_named_and_not_taken_for_all() {
    let app = TestApp::new();
    app.named("Ana");
    let client = &mut app.sign_in(Role::Viewer);
    let answer = client.get("/customers?q=%25%25").expect(200);
    assert_eq!(answer.count(".notice--warn li"), 1, "{}", answer.body);
    assert!(found(client, "q=x%25y").is_empty());
}

#[test]
fn a_search_of_too_many_words_says_which_it_left_out() {
    let app = TestApp::new();
    app.named("Ana de las Mercedes");
    let client = &mut app.sign_in(Role::Viewer);
    let many = "a d l m e r c s n an de las";
    let answer = client.get(&format!("/customers?q={}+nadie", many.replace(' ', "+")));
    assert!(answer.texts(".notice--warn li").concat().contains("«nadie»"), "{}", answer.body);
    // The same word again is no other word.
    assert!(found(client, &format!("q={}nadie", "ana+".repeat(20))).is_empty());
    let answer = client.get(&format!("/customers?q={}", "ana+".repeat(20)));
    assert_eq!(answer.count(".notice--warn li"), 0);
}

#[test]
fn a_search_of_two_letters_says_that_it_finds_beginnings_only() {
    let app = TestApp::new();
    app.named("Mariana");
    let client = &mut app.sign_in(Role::Viewer);
    for (typed, is_short) in [("an", true), ("m a", true), ("ana", false), ("", false)] {
        let address = Form::default().with("q", typed).encode();
        let page = client.get(&format!("/customers?{address}")).expect(200);
        assert_eq!(page.body.contains("comienza así"), is_short, "{typed}");
    }
}

#[test]
fn cells_of_many_columns_carry_their_names_for_small_screens() {
    let app = TestApp::new();
    app.customer(&[("name", "Ana"), ("city", "Salta")]);
    let client = &mut app.sign_in(Role::Viewer);
    let columns = "columns=category,email,city,zone_id,country,source";
    let page = client.get(&format!("/customers?{columns}")).expect(200);
    assert_eq!(page.texts("td.extra[data-label=Ciudad]"), ["Salta"]);
    // Few ones of one's own choice leave a narrow table, and not an entry.
    let page = client.get("/customers?columns=category,city").expect(200);
    assert_eq!(page.texts("td.p2[data-label=Ciudad]"), ["Salta"]);
}

#[test]
fn tabs_count_and_archived_customers_stand_apart() {
    let app = TestApp::new();
    for (name, status, category) in [
        ("Uno", "active", "active"),
        ("Dos", "inactive", "inactive"),
        ("Tres", "active", "delinquent"),
        ("Cuatro", "archived", "archived"),
    ] {
        let id = app.named(name);
        app.set_status(id, status, category);
    }
    let client = &mut app.sign_in(Role::Viewer);
    let answer = client.get("/customers").expect(200);
    assert_eq!(
        answer.texts(".tabs a"),
        ["Todos 3", "Activos 1", "Inactivos 1", "Morosos 1", "Archivados 1"]
    );
    assert_eq!(names(&answer), ["Dos", "Tres", "Uno"]);
    assert_eq!(found(client, "category=archived"), ["Cuatro"]);
    assert_eq!(found(client, "status=archived"), ["Cuatro"]);
    let empty = client.get("/customers?q=cuatro").expect(200);
    assert_eq!(
        empty.attribute(".empty a", "href").unwrap(),
        "/customers?q=cuatro&category=archived"
    );
    let overdue = client.get("/customers?category=delinquent").expect(200);
    assert_eq!(overdue.count("tbody .status--overdue"), 1);
}

#[test]
fn every_filter_of_every_field_is_answered() {
    let app = TestApp::new();
    app.named("Ana");
    let client = &mut app.sign_in(Role::Viewer);
    for field in fields::all().iter().filter(|f| f.is_used_in(Uses::FILTER)) {
        for op in field.kind.ops() {
            let value = match (op, field.kind) {
                (Op::Empty, _) => "1",
                (Op::Filled, _) => "0",
                (_, Kind::Date | Kind::Moment) => "2026-01-31",
                (_, Kind::Choice(choices)) => choices[0].code,
                (_, Kind::Country) => "AR",
                (_, Kind::Currency) => "ARS",
                _ => "1",
            };
            let name = join_name(&field.key, *op);
            let answer = client.get(&format!("/customers?{name}={value}&advanced=1"));
            let answer = answer.expect(200);
            assert_eq!(answer.count(".notice--warn li"), 0, "{name}={value}");
            let tab = field.key == "category" && *op == Op::Eq;
            assert_eq!(answer.count(".chip"), usize::from(!tab), "{name}={value}");
            assert_eq!(answer.count(".adv .field--on"), 1, "{name}={value}");
        }
    }
}

#[test]
fn filters_find_the_right_rows() {
    let app = TestApp::new();
    let zone = app.lookup(Lookup::Zones, "Norte", None);
    app.customer(&[("name", "Ana"), ("city", "Rosário"), ("zone_id", &zone.to_string())]);
    app.customer(&[("name", "Bea"), ("city", "San Rosendo"), ("email", "bea@example.com")]);
    app.customer(&[("name", "Cid"), ("country", "CL"), ("is_vip", "1")]);
    let client = &mut app.sign_in(Role::Viewer);
    let zone = zone.to_string();
    for (query, expected) in [
        ("city__contains=ROS", vec!["Ana", "Bea"]),
        ("city__starts=ros", vec!["Ana"]),
        ("city=rosario", vec!["Ana"]),
        ("city__not=rosario", vec!["Bea", "Cid"]),
        ("city__contains=rosario&city__contains=rosendo", vec!["Ana", "Bea"]),
        ("city__empty=1", vec!["Cid"]),
        ("city__empty=0", vec!["Ana", "Bea"]),
        ("email__empty=1&city__empty=0", vec!["Ana"]),
        (&format!("zone_id={zone}"), vec!["Ana"]),
        (&format!("zone_id__not={zone}"), vec!["Bea", "Cid"]),
        ("is_vip=1", vec!["Cid"]),
        ("country=CL&country=UY", vec!["Cid"]),
        ("created_at__gte=2000-01-01", vec!["Ana", "Bea", "Cid"]),
        ("created_at__lt=2000-01-01", vec![]),
        ("name__contains=100%25", vec![]),
        ("name__contains=_", vec![]),
    ] {
        assert_eq!(sorted(found(client, query)), expected, "{query}");
    }
}

#[test]
fn the_customer_of_the_number_that_was_typed_is_counted_too() {
    use diesel::RunQueryDsl;
    let app = TestApp::new();
    app.customer(&[("name", "Once"), ("phone_mobile", "11 2822-4711")]);
    let next = match app.app.db.kind() {
        padron::db::Kind::Sqlite => {
            "UPDATE sqlite_sequence SET seq = 4710 WHERE name = 'customers'"
        }
        padron::db::Kind::Postgres => "ALTER TABLE customers ALTER COLUMN id RESTART WITH 4711",
    };
    app.write(|conn| Ok(diesel::sql_query(next).execute(conn)?));
    assert_eq!(app.named("Zoe"), 4711);
    let mut client = app.sign_in(Role::Viewer);
    let page = client.get("/customers?q=4711").expect(200);
    assert_eq!(names(&page), ["Zoe", "Once"]);
    assert!(page.body.contains("2 clientes"), "{}", page.body);
}

#[test]
fn abbreviations_and_apostrophes_do_not_count() {
    let app = TestApp::new();
    app.named("Redes del Sur S.R.L.");
    app.named("Brian O\u{2019}Connor");
    app.named("Sara Ruiz Luna");
    let mut client = app.sign_in(Role::Viewer);
    for (typed, found) in [
        ("srl", "Redes del Sur S.R.L."),
        ("S.R.L.", "Redes del Sur S.R.L."),
        ("sur+s.r.l", "Redes del Sur S.R.L."),
        ("oconnor", "Brian O\u{2019}Connor"),
        ("O%27Connor", "Brian O\u{2019}Connor"),
        ("connor", "Brian O\u{2019}Connor"),
    ] {
        assert_eq!(names(&client.get(&format!("/customers?q={typed}"))), [found], "{typed}");
    }
}

#[test]
fn a_condition_said_twice_means_any_of_both_and_never_all() {
    let app = TestApp::new();
    app.named("Ana");
    app.customer(&[("name", "Vera"), ("is_vip", "1")]);
    let mut client = app.sign_in(Role::Viewer);
    let page = client.get("/customers?is_vip=1&is_vip=1").expect(200);
    assert_eq!(names(&page), ["Vera"]);
    let page = client.get("/customers?is_vip=1&is_vip=0").expect(200);
    assert_eq!(names(&page), ["Ana", "Vera"]);
}

#[test]
fn a_row_says_where_its_customer_stands_as_the_customers_page_does() {
    let app = TestApp::new();
    let client = &mut app.sign_in(Role::Viewer);
    for (status, category, word) in [
        ("pending", "inactive", "Pendiente"),
        ("active", "delinquent", "Moroso"),
        ("anonymized", "archived", "Anonimizado"),
    ] {
        let id = app.named(status);
        app.set_status(id, status, category);
        let list = client.get(&format!("/customers?id={id}&category={category}")).expect(200);
        assert_eq!(list.texts("tbody .status"), [word]);
        let page = client.get(&format!("/customers/{id}")).expect(200);
        assert_eq!(page.texts(".who .status"), [word]);
    }
}

#[test]
fn a_row_has_the_number_to_call_from_a_phone() {
    let app = TestApp::new();
    app.customer(&[("name", "Ana"), ("country", "AR"), ("phone_mobile", "387 15 556-2210")]);
    let list = app.sign_in(Role::Viewer).get("/customers").expect(200);
    let href = list.attribute("tbody .cell-main .cell-reach", "href");
    assert_eq!(href.as_deref(), Some("tel:+5493875562210"));
}

#[test]
fn a_number_that_cannot_be_dialled_is_said_all_the_same() {
    let app = TestApp::new();
    let ana = [("name", "Ana"), ("country", "AR"), ("email", "ana@example.com")];
    app.customer(&[&ana[..], &[("phone_landline", "interno 24")]].concat());
    let mixed = [("phone_mobile", "15 99"), ("phone_landline", "387 421-0934")];
    app.customer(&[&[("name", "Berta"), ("country", "AR")], &mixed[..]].concat());
    let list = app.sign_in(Role::Viewer).get("/customers").expect(200);
    assert_eq!(list.texts("tbody span.cell-reach"), ["interno 24"]);
    assert_eq!(list.texts("tbody a.cell-reach"), ["+54 387 421-0934"]);
    // Hidden on a phone is only the number that stands above.
    assert_eq!(list.texts("tbody .cell-sub.is-said"), ["interno 24"]);
    assert!(list.texts("tbody .cell-sub").contains(&"15 99".to_owned()), "{}", list.body);
}

#[test]
fn an_address_that_would_write_more_of_a_letter_is_only_an_address() {
    let app = TestApp::new();
    app.customer(&[("name", "Ana"), ("email", "a?bcc=spy%40evil.com&x@b.ar")]);
    let list = app.sign_in(Role::Viewer).get("/customers").expect(200);
    let href = list.attribute("tbody .cell-reach", "href");
    assert_eq!(href.as_deref(), Some("mailto:a%3Fbcc=spy%2540evil.com%26x@b.ar"));
}

#[test]
fn an_entry_says_where_a_customer_stands_and_how_to_reach_it_whatever_the_columns() {
    let app = TestApp::new();
    let phones = [("phone_mobile", "387 15 556-2210"), ("phone_landline", "387 421-0934")];
    app.customer(&[[("name", "Ana"), ("country", "AR")], phones].concat());
    app.customer(&[("name", "Berta"), ("email", "berta@example.com")]);
    let client = &mut app.sign_in(Role::Viewer);
    let list = client.get("/customers?columns=city,phone_mobile,phone_landline,email").expect(200);
    assert_eq!(list.texts("tbody .cell-standing"), ["Activo", "Activo"]);
    assert_eq!(list.texts("tbody .cell-reach"), ["+54 9 387 556-2210", "berta@example.com"]);
    // Said once: of Ana's columns the mobile, of Berta's the e-mail.
    let said = list.texts("tbody td.is-said");
    assert_eq!(said, ["+54 9 387 556-2210", "berta@example.com"]);
    // Columns of one's own choice have their names on a phone too, and the standing is said once.
    assert_eq!(list.attribute("tbody td.p2", "data-label").as_deref(), Some("Ciudad"));
    for columns in ["category,city", "status,city", "category,status"] {
        let list = client.get(&format!("/customers?columns={columns}")).expect(200);
        assert_eq!(list.count("tbody .cell-status"), 2, "{columns}");
        assert_eq!(list.count("tbody .cell-standing"), 0, "{columns}");
    }
    let usual = client.get("/customers").expect(200);
    assert_eq!((usual.count(".table--own"), usual.count("td[data-label]")), (0, 0));
}

#[test]
fn what_is_not_understood_is_named_and_ignored() {
    let app = TestApp::new();
    app.named("Ana");
    let client = &mut app.sign_in(Role::Viewer);
    for query in [
        "nothing=1",
        "city__like=x",
        "is_vip__gt=1",
        "zone_id=abc",
        "email__empty=maybe",
        "created_at=yesterday",
        "doc_number__contains=-",
        "phone_mobile=abc",
        "sort=nothing",
        "sort=phone_mobile",
        "per_page=7",
        "page=-1",
        "after=x",
        "columns=nothing",
        "meta%3Aplan=fibra",
        &format!("id={}", "9".repeat(30)),
        &format!("city={}", "x".repeat(5_000)),
    ] {
        let answer = client.get(&format!("/customers?{query}")).expect(200);
        assert_eq!(answer.count(".notice--warn li"), 1, "{query}");
        assert_eq!(names(&answer), ["Ana"], "{query}");
    }
    for (query, told) in
        [("per_page=7", "elija 25, 50 o 100"), ("page=-1", "se muestra la primera")]
    {
        let words =
            client.get(&format!("/customers?{query}")).expect(200).texts(".notice--warn li");
        assert!(words[0].contains(told) && !words[0].contains("page="), "{words:?}");
    }
    let many = "city=x&".repeat(500);
    let answer = client.get(&format!("/customers?{many}")).expect(200);
    assert_eq!(answer.count(".notice--warn li"), 1);
    for (query, status) in [("q=%00", 400), ("city=%ff", 400), ("q=%4", 400), ("%c3%28=1", 400)] {
        client.get(&format!("/customers?{query}")).expect(status);
    }
    client.get(&format!("/customers?{}", "a=1&".repeat(2_500))).expect(413);
    let long = format!("/customers?q={}", "z".repeat(20_000));
    assert!(names(&client.get(&long).expect(200)).is_empty());
}

/// Follows a link of the pager until there is none, and collects the ids of the rows.
fn walk(client: &mut Client, start: &str, rel: &str) -> Vec<Vec<String>> {
    let mut pages = Vec::new();
    let mut next = Some(start.to_owned());
    while let Some(path) = next {
        let answer = client.get(&path).expect(200);
        pages.push(answer.texts("tbody .cell-sub"));
        next = answer.attribute(&format!(".pager a[rel={rel}]"), "href");
        assert!(pages.len() < 20, "the pages never end");
    }
    pages
}

#[test]
fn pages_visit_each_customer_once_in_every_order_and_direction() {
    let app = TestApp::new();
    for n in 0..60 {
        // Many share a name, so that the number has to break ties.
        let id = app.named(&format!("Nombre {}", n % 7));
        if n % 9 == 0 {
            app.take_name(id);
        }
    }
    let client = &mut app.sign_in(Role::Viewer);
    for sort in ["name", "-name", "id", "-id", "created_at", "-updated_at", "city", "-city"] {
        let start = format!("/customers?sort={sort}&per_page=25");
        let forward = walk(client, &start, "next");
        assert_eq!(forward.iter().map(Vec::len).collect::<Vec<_>>(), [25, 25, 10], "{sort}");
        assert_eq!(sorted(forward.concat()).len(), 60);
        let mut distinct = sorted(forward.concat());
        distinct.dedup();
        assert_eq!(distinct.len(), 60, "{sort}");
        let last = format!("{start}&page=3");
        let mut backward = walk(client, &last, "prev");
        backward.reverse();
        assert_eq!(backward, forward, "{sort}");
        let second = client.get(&format!("{start}&page=2")).expect(200);
        assert_eq!(second.texts("tbody .cell-sub"), forward[1], "{sort}");
    }
    let names = found(client, "sort=-name&per_page=100");
    assert_eq!(names.first().unwrap(), "Nombre 6");
    assert_eq!(names.last().unwrap(), "(sin nombre)");
    let beyond = client.get("/customers?page=999999999999999999").expect(200);
    assert_eq!(beyond.count(".empty a[href='/customers']"), 1, "{}", beyond.body);
}

#[test]
fn sorting_returns_to_the_first_page_and_keeps_the_rest() {
    let app = TestApp::new();
    for n in 0..30 {
        app.customer(&[("name", &format!("N{n}")), ("city", "Rosario")]);
    }
    let client = &mut app.sign_in(Role::Viewer);
    let answer = client.get("/customers?city=rosario&page=2").expect(200);
    assert_eq!(
        answer.attribute("th[aria-sort=ascending] a", "href").unwrap(),
        "/customers?city=rosario&sort=-name"
    );
    let to_first = answer.attribute(".cell-main a", "href").unwrap();
    assert!(to_first.ends_with("?from=city%3Drosario%26page%3D2"), "{to_first}");
    assert_eq!(answer.texts(".pager p"), ["26 a 30 de 30"]);
    let chip = answer.attribute(".chip a", "href").unwrap();
    assert_eq!(chip, "/customers");
    assert_eq!(answer.texts("p[role=status] .strong"), ["30 clientes"]);
}

#[test]
fn rows_of_the_advanced_form_lead_to_the_address_of_the_list() {
    let app = TestApp::new();
    app.named("Ana");
    let client = &mut app.sign_in(Role::Viewer);
    client
        .get("/customers?q=ana&advanced=1&f=city&o=contains&v=ros&f=zone_id&o=eq&v=3&v=4&f=id&o=between&v=1&w=9&f=iban&o=contains&v=")
        .expect_to("/customers?q=ana&advanced=1&city__contains=ros&zone_id=3&zone_id=4&id__gte=1&id__lte=9");
    let open = client.get("/customers?advanced=1&id__gte=1&id__lte=9").expect(200);
    assert_eq!(open.count(".adv .field--on"), 1);
    assert_eq!(open.attribute(".adv .field--on input[name=w]", "value").unwrap(), "9");
}

#[test]
fn columns_size_and_density_are_kept_and_the_address_wins() {
    let app = TestApp::new();
    app.customer(&[("name", "Ana"), ("city", "Rosario")]);
    let client = &mut app.sign_in(Role::Viewer);
    client
        .post(
            "/preferences/list",
            &[
                ("back", "q=ana&columns=iban&page=3"),
                ("columns", "name"),
                ("columns", "zone_id"),
                ("position:zone_id", "2"),
                ("columns", "city"),
                ("position:city", "1"),
                ("columns", "nothing"),
                ("per_page", "50"),
                ("density", "compact"),
            ],
        )
        .expect_to("/customers?q=ana");
    let answer = client.get("/customers").expect(200);
    assert_eq!(answer.texts("thead th"), ["Cliente", "Ciudad", "Zona", "Acciones"]);
    assert_eq!(answer.attribute("html", "data-density").unwrap(), "compact");
    assert_eq!(answer.texts(".pager [aria-current=true]"), ["50"]);
    let asked = client.get("/customers?columns=iban,bic&per_page=25").expect(200);
    assert_eq!(asked.texts("thead th"), ["Cliente", "IBAN", "BIC / SWIFT", "Acciones"]);
    client.post("/preferences/list", &[("reset", "1")]).expect_to("/customers");
    assert_eq!(client.get("/customers").texts("thead th").len(), 6);
    let all: Vec<&str> = fields::all().iter().map(|f| f.key.as_ref()).collect();
    client.get(&format!("/customers?columns={}", all.join(","))).expect(200);
}

#[test]
fn who_sees_the_own_customers_only_finds_no_others_anywhere() {
    let app = TestApp::new();
    let seller = app.limited_member(Role::Sales);
    let lookup = app.lookup(Lookup::Sellers, "Vendedora", Some(seller.id));
    app.customer(&[("name", "Mía Uno"), ("seller_id", &lookup.to_string())]);
    app.customer(&[("name", "Ajena Uno"), ("email", "ajena@example.com")]);
    let client = &mut app.sign_in_as(&seller);
    let answer = client.get("/customers").expect(200);
    assert_eq!(names(&answer), ["Mía Uno"]);
    assert_eq!(answer.texts(".tabs .count").first().unwrap(), "1");
    for query in ["q=uno", "q=ajena%40example.com", "name__contains=uno", "sort=-id", "q=2"] {
        let answer = client.get(&format!("/customers?{query}&count=all")).expect(200);
        assert!(!answer.body.contains("Ajena Uno"), "{query}");
    }
    let found = client.get("/search?q=uno").expect(200);
    assert!(found.body.contains("Mía Uno") && !found.body.contains("Ajena Uno"));
}

#[test]
fn the_first_use_says_how_to_begin() {
    let app = TestApp::new();
    let admin = &mut app.sign_in(Role::Admin);
    let answer = admin.get("/customers").expect(200);
    assert_eq!(answer.attribute(".empty a", "href").unwrap(), "/customers/new");
    let viewer = &mut app.sign_in(Role::Viewer);
    assert_eq!(viewer.get("/customers").expect(200).count(".empty a"), 0);
}

#[test]
fn the_list_speaks_three_languages() {
    let app = TestApp::new();
    app.named("Ana");
    let client = &mut app.sign_in(Role::Admin);
    for (code, title, search) in [
        ("es", "Clientes", "Búsqueda avanzada"),
        ("pt", "Clientes", "Busca avançada"),
        ("en", "Customers", "Advanced search"),
    ] {
        client.post("/preferences/language", &[("language", code)]);
        let answer = client.get("/customers?advanced=1&city__contains=x").expect(200);
        assert_eq!(answer.texts("h1"), [title]);
        assert!(answer.body.contains(search), "{code}");
        assert_eq!(answer.attribute("html", "lang").unwrap(), code);
    }
}
