//! The audit log on the screen and as a file: who sees it, what narrows it, and that nothing changes it.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use padron::access::{Actor, Role, Scope, Via};
use padron::audit::{Action, screens};
use padron::db::schema::audit_log;
use padron::error::AppError;
use padron::i18n::{Lang, Text};
use padron::jobs::{self, Kind, State};
use padron::routes;
use padron::staff::{NewMember, save};

use super::support::{Client, Member, TestApp};

const PAGE: &str = "/settings/audit";
const FILE: &str = "/settings/audit/file";

/// A line, as a test writes it behind the panel's back.
#[derive(Clone, Insertable)]
#[diesel(table_name = audit_log)]
struct New {
    actor_id: Option<i64>,
    actor_name: String,
    via: &'static str,
    address: &'static str,
    action: &'static str,
    entity: &'static str,
    entity_id: Option<i64>,
    request_id: String,
    at: NaiveDateTime,
}

fn at(day: u32, time: (u32, u32, u32)) -> NaiveDateTime {
    let day = NaiveDate::from_ymd_opt(2026, 1, day).unwrap();
    day.and_hms_opt(time.0, time.1, time.2).unwrap()
}

/// What nobody else does in these tests, so that the lines of signing in do not get between.
fn line(request: &str) -> New {
    New {
        actor_id: None,
        actor_name: String::new(),
        via: "panel",
        address: "198.51.100.1",
        action: Action::SetUp.code(),
        entity: "staff",
        entity_id: None,
        request_id: request.to_owned(),
        at: at(5, (12, 0, 0)),
    }
}

fn write(app: &TestApp, lines: &[New]) {
    app.write(|conn| {
        for line in lines {
            diesel::insert_into(audit_log::table).values(line.clone()).execute(conn)?;
        }
        Ok(())
    });
}

fn admin(app: &TestApp) -> (Member, Client) {
    let member = app.member(Role::Admin);
    let client = app.sign_in_as(&member);
    (member, client)
}

/// The numbers of the requests on a page, without those of the panel itself.
fn requests(client: &mut Client, query: &str) -> Vec<String> {
    let page = client.get(&format!("{PAGE}?{query}")).expect(200);
    assert_eq!(page.texts(".notice--warn"), Vec::<String>::new(), "{query}");
    let texts = page.texts("tbody td:last-child .muted");
    let ours = texts.iter().filter_map(|text| text.strip_prefix("Solicitud req-"));
    ours.map(str::to_owned).collect()
}

type Stored = (
    i64,
    Option<i64>,
    String,
    String,
    String,
    String,
    String,
    Option<i64>,
    String,
    NaiveDateTime,
    Option<String>,
);

fn stored(app: &TestApp) -> Vec<Stored> {
    app.read(|conn| Ok(audit_log::table.order(audit_log::id).load(conn)?))
}

#[test]
fn every_filter_narrows_the_log() {
    let app = TestApp::new();
    let (member, mut client) = admin(&app);
    let other = app.member(Role::Sales);
    write(
        &app,
        &[
            New { at: at(10, (2, 59, 59)), ..line("req-before") },
            New { at: at(10, (3, 0, 0)), ..line("req-first") },
            New { at: at(11, (2, 59, 59)), ..line("req-last") },
            New { at: at(11, (3, 0, 0)), ..line("req-after") },
            New { action: Action::BulkUndone.code(), entity: "job", ..line("req-undone") },
            New { actor_id: Some(other.id), actor_name: "Old Name".into(), ..line("req-other") },
            New { via: "command", actor_name: "padron".into(), ..line("req-command") },
            New { address: "2001:db8::9", ..line("req-six") },
        ],
    );
    let other_id = other.id;
    for (query, wanted) in [
        ("what=bulk.undone".to_owned(), vec!["undone"]),
        (format!("who={other_id}"), vec!["other"]),
        ("who=command".to_owned(), vec!["command"]),
        ("address=2001:DB8:0::9".to_owned(), vec!["six"]),
        // Days are those of Buenos Aires, three hours behind.
        ("from=2026-01-10&to=2026-01-10".to_owned(), vec!["last", "first"]),
        ("from=2026-01-11".to_owned(), vec!["after"]),
        ("from=10/01/2026&to=11/01/2026".to_owned(), vec!["after", "last", "first"]),
        ("to=2026-01-09&what=bulk.undone&who=".to_owned(), vec!["undone"]),
        (format!("who={other_id}&what=bulk.undone"), vec![]),
        ("address=::ffff:198.51.100.1&who=command&from=&to=2026-01-09".to_owned(), vec!["command"]),
        (format!("who={}", member.id), vec![]),
    ] {
        assert_eq!(requests(&mut client, &query), wanted, "{query}");
    }
    let page = client.get(&format!("{PAGE}?who={other_id}&from=10/01/2026")).expect(200);
    assert_eq!(page.attribute("#from", "value").unwrap(), "2026-01-10");
    assert_eq!(page.texts("#who option[selected]"), [other.name.as_str()]);
    assert_eq!(page.count("tbody"), 0);
    assert!(page.body.contains("Ninguna anotación coincide"));
    let page = client.get(&format!("{PAGE}?who={other_id}")).expect(200);
    assert_eq!(page.texts("tbody td a"), ["Old Name"], "the name of that time");
    let href = page.attribute(&format!("a[href^='{FILE}']"), "href").unwrap();
    assert_eq!(href, format!("{FILE}?who={other_id}"), "the file keeps the filters");
}

#[test]
fn the_pages_have_every_line_once() {
    let app = TestApp::new();
    let (_, mut client) = admin(&app);
    let lines: Vec<New> = (0..120).map(|n| line(&format!("req-{n:03}"))).collect();
    write(&app, &lines);
    for (start, size) in [(PAGE.to_owned(), 120), (format!("{PAGE}?what=staff.set_up"), 120)] {
        let (mut next, mut seen, mut pages) = (Some(start), Vec::new(), 0);
        while let Some(path) = next {
            let page = client.get(&path).expect(200);
            let rows = page.texts("tbody td:last-child .muted");
            assert!(rows.len() <= 50);
            seen.extend(rows.into_iter().filter(|row| row.contains("req-")));
            next = page.attribute("a[rel=next]", "href");
            pages += 1;
        }
        assert_eq!(pages, 3);
        let wanted: Vec<String> = (0..120).rev().map(|n| format!("Solicitud req-{n:03}")).collect();
        assert_eq!(seen, wanted);
        assert_eq!(seen.len(), size);
    }
}

#[test]
fn only_an_administrator_sees_it() {
    let app = TestApp::new();
    app.member(Role::Admin);
    for role in Role::ALL {
        let mut client = app.sign_in(role);
        let status = if role == Role::Admin { 200 } else { 403 };
        client.get(PAGE).expect(status);
        client.get(FILE).expect(status);
        let settings = client.get("/settings");
        assert_eq!(settings.count(&format!("dt a[href='{PAGE}']")) == 1, role == Role::Admin);
        let found = client.get("/search?q=auditoria").expect(200);
        assert_eq!(found.body.contains(PAGE), role == Role::Admin);
    }
    assert_eq!(app.client().get(FILE).status, 303);
}

#[test]
fn every_action_has_words_of_its_own_in_every_language() {
    let app = TestApp::new();
    let (_, mut client) = admin(&app);
    for lang in Lang::ALL {
        let words: BTreeSet<&str> =
            Action::ALL.iter().map(|action| screens::of_action(Text(lang), *action)).collect();
        assert_eq!(words.len(), Action::ALL.len());
        client.post("/preferences/language", &[("language", lang.code())]);
        let page = client.get(PAGE).expect(200);
        let offered: BTreeSet<String> = page.texts("#what optgroup option").into_iter().collect();
        assert_eq!(offered, words.into_iter().map(str::to_owned).collect());
        assert_eq!(page.count("#what optgroup"), 5);
    }
    let codes: BTreeSet<&str> = Action::ALL.iter().map(|action| action.code()).collect();
    assert_eq!(codes.len(), Action::ALL.len());
    assert!(codes.iter().all(|code| code.contains('.')), "{codes:?}");
    for action in Action::ALL {
        assert_eq!(Action::from_code(action.code()), Some(*action));
    }
}

#[test]
fn what_one_request_did_alike_to_many_customers_is_one_row() {
    let app = TestApp::new();
    let (_, mut client) = admin(&app);
    let to = |id: i64, request: &str| New {
        action: Action::PortalPasswordMailed.code(),
        entity: "customer",
        entity_id: Some(id),
        ..line(request)
    };
    write(&app, &[to(1, "a"), to(2, "b"), to(3, "b"), to(4, "b"), to(5, ""), to(6, "")]);
    let page = client.get(&format!("{PAGE}?what=portal.password_mailed")).expect(200);
    assert_eq!(page.count("tbody tr"), 4, "none without a request, and one of three");
    assert_eq!(page.texts("tbody details summary"), ["3 clientes en esta página"]);
    let whom = page.texts("tbody details").remove(0);
    assert!([2, 3, 4].iter().all(|id| whom.contains(&format!("cliente {id}"))), "{whom}");
}

#[test]
fn a_line_leads_to_whom_it_speaks_of() {
    let app = TestApp::new();
    let (member, mut client) = admin(&app);
    let other = app.member(Role::Viewer);
    let customer = app.customer(&[("name", "Ana <b>Paz"), ("country", "AR")]);
    let job = |owner: &Member, kind| {
        let owner = Actor {
            id: Some(owner.id),
            name: owner.name.as_str().into(),
            role: Role::Admin,
            scope: Scope::All,
            via: Via::Panel,
        };
        let new = jobs::New {
            kind,
            state: State::Draft,
            payload: "{}".into(),
            owner: &owner,
            undoes: None,
            retries: None,
            tells: false,
            total: 0,
        };
        app.write(|conn| Ok(jobs::create(conn, &new)?))
    };
    let bulk = job(&other, Kind::BulkUpdate);
    let (own, foreign) = (job(&member, Kind::Export), job(&other, Kind::Export));
    // A request of its own each: what one request did alike to several customers is one row.
    let of =
        |entity, id| New { entity, entity_id: Some(id), ..line(&format!("req-{entity}-{id}")) };
    let mut unknown = of("staff", member.id);
    unknown.action = "coffee.made";
    for (new, label, href) in [
        (of("staff", other.id), other.name.clone(), Some(format!("/staff/{}", other.id))),
        (of("staff", 9_999), "cuenta 9999".into(), None),
        (of("customer", customer), "Ana <b>Paz".into(), Some(format!("/customers/{customer}"))),
        (of("customer", 9_999), "cliente 9999".into(), None),
        (of("job", bulk), format!("proceso {bulk}"), Some(format!("/jobs/{bulk}"))),
        (of("job", 9_999), "proceso 9999".into(), None),
        (
            of("job", own),
            format!("exportación {own}"),
            Some(format!("/exports?before={}", own + 1)),
        ),
        (of("job", foreign), format!("exportación {foreign}"), None),
        (unknown, member.name.clone(), Some(format!("/staff/{}", member.id))),
    ] {
        write(&app, std::slice::from_ref(&new));
        let page = client.get(PAGE).expect(200);
        let first = "tbody tr:first-child th .small";
        assert_eq!(page.texts(first), [label]);
        assert_eq!(page.attribute(&format!("{first} a"), "href"), href);
        if let Some(href) = href {
            client.get(&href).expect(200);
        }
        let when = page.attribute("tbody tr:first-child time", "datetime").unwrap();
        assert_eq!(when, "2026-01-05T12:00:00Z");
        let who = page.texts("tbody tr:first-child td").remove(0);
        assert_eq!(who, "Sin sesión iniciada198.51.100.1");
        if new.action == "coffee.made" {
            assert!(page.texts("tbody tr:first-child th").remove(0).starts_with("coffee.made"));
        }
    }
    write(&app, &[New { via: "command", actor_name: "padron".into(), ..line("req-2") }]);
    let page = client.get(PAGE).expect(200);
    assert!(page.texts("tbody tr:first-child td").remove(0).starts_with("Línea de comandos"));
    // Who acted on oneself is named once.
    let page = client.get(&format!("{PAGE}?what=sign_in.accepted")).expect(200);
    assert_eq!(page.texts("tbody tr:first-child th"), ["Ingreso al panel"]);
    assert_eq!(page.texts("tbody tr:first-child td a"), [member.name]);
}

#[test]
fn the_file_has_the_filtered_lines_and_no_formula_runs() {
    let app = TestApp::new();
    let (_, mut client) = admin(&app);
    let new = NewMember {
        email: "cmd@padron.test",
        name: "=cmd|' /C calc'!A0",
        role: Role::Viewer,
        own_customers_only: false,
        password_hash: "",
    };
    let id = app.write(|conn| Ok(save::create(conn, &new)?)).unwrap();
    let mut lines = vec![
        New { action: Action::BulkUndone.code(), ..line("req-else") },
        New {
            actor_id: Some(id),
            actor_name: "=cmd|' /C calc'!A0".into(),
            entity_id: Some(id),
            address: "2001:db8::9",
            at: at(10, (2, 30, 1)),
            ..line("@sum")
        },
    ];
    lines.extend((0..1_100).map(|n| line(&format!("req-{n}"))));
    write(&app, &lines);
    let answer = client.get(&format!("{FILE}?what=staff.set_up")).expect(200);
    assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8");
    assert!(answer.header("content-disposition").starts_with("attachment; filename=\"auditoria-"));
    let mut rows = answer.body.split("\r\n");
    let head = "\u{feff}Número;Cuándo;Cuándo (UTC);Qué;Código;Quién;Sobre quién o qué;Número de ello;Dirección IP;Solicitud";
    assert_eq!(rows.next(), Some(head));
    let rows: Vec<&str> = rows.filter(|row| !row.is_empty()).collect();
    assert_eq!(rows.len(), 1_101);
    assert!(rows[0].ends_with(";req-1099") && rows[1_099].ends_with(";req-0"));
    let wanted = format!(
        ";2026-01-09 23:30:01;2026-01-10T02:30:01Z;Primera cuenta de administrador creada;\
         staff.set_up;'=cmd|' /C calc'!A0;'=cmd|' /C calc'!A0;{id};2001:db8::9;'@sum"
    );
    assert!(rows[1_100].ends_with(&wanted), "{}", rows[1_100]);
    // The fetch is in the log, and in the next file.
    let page = client.get(&format!("{PAGE}?what=audit.fetched")).expect(200);
    assert_eq!(page.texts("tbody th"), ["Auditoría descargada"]);
    let again = client.get(&format!("{FILE}?what=audit.fetched")).expect(200);
    assert_eq!(again.body.lines().count(), 3);
}

#[test]
fn a_file_that_was_cut_says_so() {
    let app = TestApp::new();
    let (_, mut client) = admin(&app);
    write(&app, &[line("req")]);
    let copy = "INSERT INTO audit_log (actor_id, actor_name, via, address, action, entity, entity_id, \
        request_id, at) SELECT actor_id, actor_name, via, address, action, entity, entity_id, \
        request_id, at FROM audit_log WHERE action = 'staff.set_up'";
    app.write(|conn| {
        for _ in 0..17 {
            diesel::sql_query(copy).execute(conn)?;
        }
        Ok(())
    });
    let answer = client.get(&format!("{FILE}?what=staff.set_up")).expect(200);
    let rows: Vec<&str> = answer.body.lines().collect();
    assert_eq!(rows.len(), 1 + 100_000 + 1);
    let numbers: BTreeSet<&str> =
        rows[1..=100_000].iter().map(|row| row.split(';').next().unwrap()).collect();
    assert_eq!(numbers.len(), 100_000);
    assert_eq!(
        rows[100_001],
        "Hay anotaciones más antiguas: el archivo lleva las 100.000 más recientes.;;;;;;;;;"
    );
}

#[test]
fn what_is_not_understood_is_named_and_ignored() {
    let app = TestApp::new();
    let (_, mut client) = admin(&app);
    write(&app, &[line("req-1")]);
    let long = "x".repeat(3_000);
    for (query, named) in [
        ("what=nothing".to_owned(), "El valor «nothing» no sirve para «Qué»."),
        ("who=99999999999999999999".to_owned(), "«99999999999999999999»"),
        ("who=-1".to_owned(), "El valor «-1» no sirve para «Quién»."),
        ("from=2026-02-30".to_owned(), "«2026-02-30»"),
        ("to=+262143-12-31".to_owned(), "«262143-12-31»"),
        ("address=' OR 1=1 --".replace(' ', "+"), "«' OR 1=1 --»"),
        ("address=1.2.3".to_owned(), "El valor «1.2.3» no sirve para «Dirección IP»."),
        ("before=abc".to_owned(), "«abc»"),
        ("actor=1".to_owned(), "No hay un campo «actor» por el que filtrar."),
        (format!("what={long}"), "xxx»"),
        (format!("{long}=1"), "xxx»"),
        ("what=<script>alert(1)</script>".to_owned(), "«<script>alert(1)</script>»"),
    ] {
        let page = client.get(&format!("{PAGE}?{}", query.replace('<', "%3C").replace('>', "%3E")));
        let page = page.expect(200);
        let notice = page.texts(".notice--warn li").join(" ");
        assert!(notice.contains(named), "{query}: {notice}");
        assert!(notice.len() < 300 && !page.body.contains("<script>alert"));
        assert_eq!(page.count("tbody tr"), 2, "{query} is ignored");
    }
    for query in ["before=-5", "before=0", "from=9999-12-31", "to=9999-12-31", "to=0001-01-01"] {
        client.get(&format!("{PAGE}?{query}")).expect(200);
        client.get(&format!("{FILE}?{query}")).expect(200);
    }
    for query in ["what=%00", "what=%ff"] {
        client.get(&format!("{PAGE}?{query}")).expect(400);
        client.get(&format!("{FILE}?{query}")).expect(400);
    }
    let many = "a=1&".repeat(1_000);
    let page = client.get(&format!("{PAGE}?{many}")).expect(200);
    assert_eq!(page.count(".notice--warn li"), 10);
    // A file with more than was asked for would be taken for what was asked for.
    let before = stored(&app).len();
    client.get(&format!("{FILE}?what=nothing")).expect_to(&format!("{PAGE}?what=nothing"));
    assert_eq!(stored(&app).len(), before);
}

#[test]
fn no_route_changes_or_deletes_a_line() {
    let app = TestApp::new();
    let (member, mut client) = admin(&app);
    write(&app, &[line("req-1"), New { entity: "customer", entity_id: Some(1), ..line("req-2") }]);
    let before = stored(&app);
    let mut asked = 0;
    for line in routes::table().lines() {
        for id in ["1", "2", "3"] {
            let mut path = line.path.to_owned();
            while let (Some(from), Some(to)) = (path.find('{'), path.find('}')) {
                let value = if &path[from..=to] == "{list}" { "audit" } else { id };
                path.replace_range(from..=to, value);
            }
            let pairs = [("confirmed", "1"), ("id", id), ("name", "x")];
            let answer = match line.method.as_str() {
                "GET" => client.get(&path),
                _ => client.post(&path, &pairs),
            };
            assert!(answer.status < 500, "{} {path}: {}", line.method, answer.body);
            asked += 1;
            if line.path == "/logout" || answer.location.starts_with("/login") {
                client = app.sign_in_as(&member);
            }
        }
    }
    assert!(asked > 200);
    let after = stored(&app);
    assert!(after.len() > before.len());
    assert_eq!(after[..before.len()], before);
    for method in ["POST", "DELETE", "PUT"] {
        let method = ureq::http::Method::from_bytes(method.as_bytes()).unwrap();
        for path in [PAGE, FILE] {
            let headers = [("sec-fetch-site", "same-origin")];
            let answer = client.send(method.clone(), path, &headers, Vec::new());
            assert!((400..500).contains(&answer.status), "{method} {path}: {}", answer.status);
        }
    }
}

#[test]
fn the_database_itself_refuses_to_change_the_log() {
    let app = TestApp::new();
    write(&app, &[line("req-1")]);
    let before = stored(&app);
    for sql in ["UPDATE audit_log SET actor_name = 'somebody else'", "DELETE FROM audit_log"] {
        let done = app.app.db.write_now(|conn| {
            diesel::sql_query(sql).execute(conn)?;
            Ok::<_, AppError>(())
        });
        assert!(format!("{done:?}").contains("only appended to"), "{sql}: {done:?}");
    }
    assert_eq!(stored(&app), before);
}

#[test]
fn a_new_role_is_noted_with_the_former_one() {
    let app = TestApp::new();
    let (_, mut client) = admin(&app);
    let other = app.member(Role::Sales);
    let path = format!("/staff/{}", other.id);
    let pairs = [("name", &*other.name), ("role", "viewer"), ("sees", "all")];
    client.post(&path, &pairs).expect_to("/staff");
    let t = Text(Lang::Es);
    let said = format!("Rol cambiado: {} → {}", t.role(Role::Sales), t.role(Role::Viewer));
    let page = client.get(&format!("{PAGE}?what=staff.role_changed"));
    assert!(page.texts("tbody th")[0].starts_with(&said), "{}", page.body);
    assert!(client.get(&format!("{FILE}?what=staff.role_changed")).body.contains(&said));
    assert_eq!(client.get(&format!("{PAGE}?what=staff.changed")).count("tbody th"), 0);
}
