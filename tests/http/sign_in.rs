//! Signing in and out: what is accepted, what is refused, and what neither tells.

use padron::access::Role;

use super::support::{PASSWORD, TestApp};

#[test]
fn a_member_signs_in_and_lands_where_they_wanted() {
    let app = TestApp::new();
    let member = app.member(Role::Viewer);
    let mut client = app.client();
    client
        .get("/customers/new")
        .expect_to("/login?next=%2Fcustomers%2Fnew");
    let form = client.get("/login?next=%2Fcustomers%2Fnew").expect(200);
    assert_eq!(
        form.attribute("[name=next]", "value").unwrap(),
        "/customers/new"
    );
    let pairs = [
        ("email", member.email.to_uppercase()),
        ("password", PASSWORD.to_owned()),
        ("next", "/customers/new".to_owned()),
    ];
    let pairs = pairs
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    client.post("/login", &pairs).expect_to("/customers/new");
    client.get("/login").expect_to("/customers");
}
