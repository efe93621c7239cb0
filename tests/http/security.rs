//! What must hold on every answer, whatever it is.

use padron::access::Role;
use ureq::http::Method;

use super::support::{Client, PASSWORD, Response, TestApp};

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
const OURS: (&str, &str) = ("sec-fetch-site", "same-origin");

fn assert_headers(answer: &Response, what: &str) {
    let policy = answer.header("content-security-policy");
    for part in
        ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"]
    {
        assert!(policy.contains(part), "{what}: {policy}");
    }
    assert!(!policy.contains("unsafe"), "{what}");
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
    ] {
        assert_eq!(answer.header(name), value, "{what}: {name}");
    }
    assert!(!answer.header("permissions-policy").is_empty(), "{what}");
    assert!(!answer.header("x-request-id").is_empty(), "{what}");
}

fn raw(client: &mut Client, headers: &[(&str, &str)], body: &[u8]) -> Response {
    client.send(Method::POST, "/login", headers, body.to_vec())
}

#[test]
fn every_kind_of_answer_carries_the_headers() {
    let app = TestApp::new();
    let mut client = app.client();
    let mut viewer = app.sign_in(Role::Viewer);
    let answers = [
        ("page", client.get("/login"), 200),
        ("redirect", client.get("/customers"), 303),
        ("missing", client.get("/no/such/page"), 404),
        ("missing file", client.get("/static/0/no.css"), 404),
        ("file", client.get("/static/0/css/base.css"), 200),
        ("probe", client.get("/healthz"), 200),
        ("forbidden", viewer.get("/staff"), 403),
        ("method", client.send(Method::DELETE, "/login", &[OURS], vec![]), 405),
        ("trace", client.send(Method::TRACE, "/login", &[OURS], vec![]), 405),
        ("foreign", raw(&mut client, &[FORM, ("sec-fetch-site", "cross-site")], b"a=1"), 403),
        ("no text", raw(&mut client, &[FORM, OURS], b"email=%ff"), 400),
        ("refused", client.post("/login", &[("email", "a"), ("password", "b")]), 422),
    ];
    for (what, answer, status) in answers {
        assert_eq!(answer.status, status, "{what}: {}", answer.body);
        assert_headers(&answer, what);
        assert!(answer.header("strict-transport-security").is_empty(), "{what}");
    }
    assert_eq!(viewer.get("/account").header("cache-control"), "no-store");
}

#[test]
fn pages_answer_to_head_and_refused_methods_name_the_others() {
    let app = TestApp::new();
    let mut client = app.client();
    for path in ["/healthz", "/login"] {
        let answer = client.send(Method::HEAD, path, &[], vec![]);
        assert_eq!((answer.status, answer.body.as_str()), (200, ""), "{path}");
        assert_headers(&answer, path);
    }
    let guarded = client.send(Method::HEAD, "/customers", &[], vec![]);
    assert_eq!(guarded.status, 303, "behind the same door");
    let refused = client.send(Method::DELETE, "/login", &[OURS], vec![]);
    assert_eq!(refused.header("allow"), "GET, POST, HEAD");
    let refused = client.send(Method::HEAD, "/customers/selection", &[OURS], vec![]);
    assert_eq!((refused.status, refused.header("allow")), (405, "POST"));
}

#[test]
fn members_meet_an_error_beside_their_menu_and_others_at_the_door() {
    let app = TestApp::new();
    let mut viewer = app.sign_in(Role::Viewer);
    let refused = viewer.send(Method::POST, "/account", &[FORM], b"a=1".to_vec());
    let met = [(viewer.get("/no/such"), 404), (viewer.get("/customers/999"), 404)];
    for (answer, status) in met.into_iter().chain([(viewer.get("/staff"), 403), (refused, 403)]) {
        let page = answer.expect(status);
        assert_eq!((page.count("nav.sidebar"), page.count(".gate")), (1, 0), "{}", page.body);
    }
    let mut nobody = app.client();
    let page = nobody.get("/no/such").expect(404);
    assert_eq!((page.count("nav.sidebar"), page.count(".gate")), (0, 1));
    let closed = viewer.get("/portal/no/such");
    assert_eq!(closed.count("nav.sidebar"), 0, "the portal keeps its own frame");
}

#[test]
fn a_change_must_come_from_our_own_pages() {
    let app = TestApp::new();
    let member = app.member(Role::Viewer);
    let body = format!("email={}&password={}", member.email, PASSWORD.replace(' ', "+"));
    let host = format!("http://{}", app.address);
    for (headers, status) in [
        (vec![], 403),
        (vec![("sec-fetch-site", "cross-site"), ("origin", &*host)], 403),
        (vec![("sec-fetch-site", "same-site")], 403),
        (vec![("origin", "http://evil.example")], 403),
        (vec![("origin", "null")], 403),
        (vec![("origin", &*host)], 303),
        (vec![("origin", "http://localhost:8080")], 303),
        (vec![("sec-fetch-site", "same-origin")], 303),
        (vec![("sec-fetch-site", "none")], 303),
    ] {
        let mut all = vec![FORM];
        all.extend(headers.iter().copied());
        let answer = raw(&mut app.client(), &all, body.as_bytes());
        assert_eq!(answer.status, status, "{headers:?}");
    }
}

#[test]
fn cookies_are_bound_as_tightly_as_the_address_allows() {
    let app = TestApp::new();
    let mut client = app.client();
    let member = app.member(Role::Viewer);
    let pairs = [("email", &*member.email), ("password", PASSWORD)];
    let cookie = client.post("/login", &pairs).header("set-cookie").to_owned();
    assert!(cookie.starts_with("padron_session="), "{cookie}");
    for part in ["HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(!cookie.contains("Secure") && !cookie.contains("Domain"), "{cookie}");

    let app = TestApp::with(&["--public-url", "https://panel.example"]);
    let member = app.member(Role::Viewer);
    let pairs = [("email", &*member.email), ("password", PASSWORD)];
    let answer = app.client().post("/login", &pairs);
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("__Host-padron_session="), "{cookie}");
    assert!(cookie.contains("Secure") && cookie.contains("Path=/"), "{cookie}");
    assert!(!cookie.contains("Domain"), "{cookie}");
    let hsts = answer.header("strict-transport-security").to_owned();
    assert!(hsts.contains("max-age=31536000") && hsts.contains("includeSubDomains"));
    let mut visitor = app.client();
    let scheme = visitor.post("/preferences/scheme", &[("scheme", "dark")]);
    assert!(scheme.header("set-cookie").contains("Secure"));
}

#[test]
fn a_session_that_somebody_made_up_is_none() {
    let app = TestApp::new();
    let mut client = app.sign_in(Role::Viewer);
    for cookie in client.cookies.values_mut() {
        let last = if cookie.ends_with('A') { 'B' } else { 'A' };
        cookie.pop();
        cookie.push(last);
        cookie.insert(0, 'x');
    }
    client.get("/account").expect(303);
    for value in ["", "x", "%00", "ñ", &"a".repeat(4000)] {
        client.cookies.insert("padron_session".to_owned(), value.to_owned());
        client.get("/account").expect(303);
    }
}

#[test]
fn bad_bodies_are_refused_calmly() {
    let app = TestApp::new();
    let mut client = app.client();
    let huge = vec![b'a'; 1024 * 1024 + 1];
    let many = "a=1&".repeat(50_000);
    for (what, headers, body, status) in [
        ("huge", vec![FORM, OURS], huge, 413),
        ("many", vec![FORM, OURS], many.into_bytes(), 413),
        ("nul", vec![FORM, OURS], b"email=%00".to_vec(), 400),
        ("half", vec![FORM, OURS], b"email=%4".to_vec(), 400),
        ("json", vec![("content-type", "application/json"), OURS], b"{}".to_vec(), 400),
        ("repeated", vec![FORM, OURS], b"email=a&email=b&password=c".to_vec(), 422),
        ("empty", vec![FORM, OURS], vec![], 422),
    ] {
        let answer = raw(&mut client, &headers, &body);
        assert_eq!(answer.status, status, "{what}: {}", answer.body);
        assert_headers(&answer, what);
    }
    let long = "x".repeat(300_000);
    client.post("/login", &[("email", &long), ("password", &long)]).expect(422);
    client.get("/login?next=%ff").expect(400);
}

#[test]
fn an_error_page_shows_the_number_of_its_request_and_no_more() {
    let app = TestApp::new();
    let answer = app.client().get("/no/such/page").expect(404);
    let number = answer.header("x-request-id").to_owned();
    assert!(answer.body.contains(&number));
    assert!(answer.header("server").is_empty());
    let json =
        app.client().send(Method::GET, "/nothing", &[("accept", "application/json")], vec![]);
    assert!(json.body.contains("\"status\":404"), "{}", json.body);
}

#[test]
fn metrics_count_answers_for_this_machine_and_for_nobody_behind_a_proxy() {
    let app = TestApp::new();
    let mut client = app.client();
    client.get("/login");
    client.send(Method::from_bytes(b"BREW").unwrap(), "/login", &[OURS], vec![]);
    let answer = client.get("/metrics");
    assert_eq!(answer.status, 200);
    assert!(answer.header("content-type").starts_with("application/openmetrics-text"));
    for line in [
        r#"padron_requests_total{method="GET",route="/login",status="200"} 1"#,
        r#"padron_requests_total{method="other",route="/login",status="405"} 1"#,
        "padron_request_seconds_count 2",
        "# EOF",
    ] {
        assert!(answer.body.lines().any(|l| l == line), "{line} in {}", answer.body);
    }
    let proxied =
        client.send(Method::GET, "/metrics", &[("x-forwarded-for", "203.0.113.7")], vec![]);
    assert_eq!(proxied.status, 404);
}
