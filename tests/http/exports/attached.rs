//! Files that go with the mail of an export: where the organisation wants it, and never in the clear.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use diesel::prelude::*;
use padron::access::Role;
use padron::db::schema::{audit_log, mails};
use padron::exports;
use padron::settings::organisation;

use super::{export, file};
use crate::support::{Client, MailServer, Member, Plan, TestApp};

const ANA: &[(&str, &str)] = &[("selection", "matching"), ("list", "q=ana")];

fn allow(app: &TestApp, megabytes: u32) {
    app.write(|conn| {
        let mut house = organisation::load(conn)?;
        house.export_attachment_mb = megabytes;
        Ok(organisation::store(conn, &house)?)
    });
}

fn seller(app: &TestApp) -> (Member, Client) {
    for name in ["Ana", "Eva"] {
        app.named(name);
    }
    let member = app.member(Role::Sales);
    let client = app.sign_in_as(&member);
    (member, client)
}

/// The attached file of a message: its head and its bytes.
fn attached(raw: &str) -> Option<(String, Vec<u8>)> {
    let at = raw.find("Content-Disposition: attachment")?;
    let start = raw[..at].rfind("\n--")?;
    let part = &raw[start..];
    let (head, body) = part.split_once("\n\n")?;
    let body: String = body.split("\n--").next()?.split_whitespace().collect();
    Some((head.to_owned(), STANDARD.decode(body).unwrap()))
}

#[test]
fn a_small_file_goes_with_the_mail_as_it_is_downloaded() {
    let server = MailServer::with(&[Plan::NotNow]);
    let app = TestApp::mailing(&server);
    let (member, mut client) = seller(&app);
    allow(&app, 1);
    let job = export(&app, &mut client, ANA);
    let (rows, kept): (i64, Option<String>) = app.read(|conn| {
        let all = mails::table.select((mails::id, mails::attachment));
        Ok(all.first(conn)?)
    });
    let kept = kept.unwrap();
    assert!(rows > 0 && kept.len() < 300, "the outbox names the file and does not hold it: {kept}");
    // Not now, and then: it is read anew.
    assert_eq!(app.send_due(), 1);
    app.make_due();
    assert_eq!(app.send_due(), 1);
    let mail = server.taken().remove(0);
    assert!(mail.to.len() == 1 && mail.to[0].contains(&member.email));
    assert!(mail.header("content-type").starts_with("multipart/mixed"));
    let downloaded = file(&mut client, job.id).expect(200);
    let name = downloaded.header("content-disposition").to_owned();
    let (head, bytes) = attached(&mail.raw).unwrap();
    assert!(head.contains("text/csv"), "{head}");
    assert!(name.contains("clientes-") && head.contains(&name["attachment; ".len()..]), "{head}");
    assert_eq!(String::from_utf8(bytes).unwrap(), downloaded.body);
    assert!(mail.text().contains("El archivo va adjunto."));
    let noted: i64 = app.read(|conn| {
        let rows = audit_log::table.filter(audit_log::action.eq("export.attached"));
        Ok(rows.filter(audit_log::entity_id.eq(job.id)).count().get_result(conn)?)
    });
    assert_eq!(noted, 1);
    let from: Vec<(String, String)> = app.read(|conn| {
        let of_job = audit_log::entity.eq("job").and(audit_log::entity_id.eq(job.id));
        let lines = audit_log::table.filter(of_job);
        let origin = (audit_log::address, audit_log::request_id);
        Ok(lines.order(audit_log::id).select(origin).limit(2).load(conn)?)
    });
    assert_eq!(from[0], from[1], "it is mailed to where it was asked for");
    assert!(!from[0].0.is_empty() && !from[0].1.is_empty());
}

#[test]
fn nothing_is_attached_unless_the_organisation_wants_it_and_it_is_small() {
    let server = MailServer::new();
    let app = TestApp::mailing(&server);
    let (_, mut client) = seller(&app);
    export(&app, &mut client, ANA);
    allow(&app, 10);
    let book = [("selection", "matching"), ("list", "q=ana"), ("format", "xlsx")];
    export(&app, &mut client, &book);
    allow(&app, 0);
    export(&app, &mut client, ANA);
    app.send_due();
    let with: Vec<bool> = server.taken().iter().map(|mail| attached(&mail.raw).is_some()).collect();
    assert_eq!(with, [false, true, false]);
    let (head, bytes) = attached(&server.taken()[1].raw).unwrap();
    assert!(head.contains("spreadsheetml") && bytes.starts_with(b"PK"), "{head}");
}

#[test]
fn a_file_above_the_limit_stays_behind_its_link() {
    let server = MailServer::new();
    let app = TestApp::mailing(&server);
    let (_, mut client) = seller(&app);
    let long = "Observación muy larga. ".repeat(170);
    for number in 0..300 {
        app.customer(&[("name", &format!("Larga {number}")), ("remarks", &long)]);
    }
    let large = [("selection", "matching"), ("list", "q=larga")];
    let mut sent = |megabytes: u32| {
        allow(&app, megabytes);
        let job = export(&app, &mut client, &large);
        let bytes = exports::Made::of(&job).unwrap().bytes;
        assert!((1_048_577..2_097_152).contains(&bytes), "{bytes}");
        app.send_due();
        let mail = server.taken().pop().unwrap();
        assert!(mail.text().contains(&format!("/exports/{}/file", job.id)));
        attached(&mail.raw).map(|(_, file)| file.len() as u64 == bytes)
    };
    assert_eq!(sent(1), None);
    assert_eq!(sent(2), Some(true));
}

#[test]
fn a_file_that_is_gone_is_not_missed_silently() {
    let server = MailServer::new();
    let app = TestApp::mailing(&server);
    let (_, mut client) = seller(&app);
    allow(&app, 1);
    export(&app, &mut client, ANA);
    std::fs::remove_dir_all(app.app.config.data_file("exports")).unwrap();
    assert_eq!(app.send_due(), 1);
    let mail = server.taken().remove(0);
    assert!(attached(&mail.raw).is_none());
    assert!(mail.text().contains("va sin adjunto"), "{}", mail.text());
}

#[test]
fn no_file_crosses_the_network_in_the_clear() {
    // A server elsewhere, without TLS: nobody answers there, and nobody needs to.
    let app = TestApp::with(&["--smtp-url", "smtp://192.0.2.1:25?tls=none&timeout=1"]);
    let (_, mut client) = seller(&app);
    allow(&app, 1);
    export(&app, &mut client, ANA);
    let kept: Option<String> =
        app.read(|conn| Ok(mails::table.select(mails::attachment).first(conn)?));
    assert_eq!(kept, None);
}

#[test]
fn whoever_leaves_gets_no_file_any_more() {
    let server = MailServer::new();
    let app = TestApp::mailing(&server);
    let (member, mut client) = seller(&app);
    allow(&app, 1);
    export(&app, &mut client, ANA);
    let mut admin = app.sign_in(Role::Admin);
    admin.post(&format!("/staff/{}/deactivation", member.id), &[]).expect(303);
    app.send_due();
    assert!(server.received().is_empty());
}

#[test]
fn a_mail_that_does_not_leave_is_deleted_with_its_file() {
    let app = TestApp::new();
    let (_, mut client) = seller(&app);
    allow(&app, 1);
    export(&app, &mut client, ANA);
    assert_eq!(app.send_due(), 1);
    let folder = app.app.config.data_file("mail");
    let names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert!(names.len() == 1 && names[0].contains("-until-"), "{names:?}");
}

#[test]
fn the_size_is_a_setting_with_a_bound_and_a_history() {
    let app = TestApp::new();
    let mut admin = app.sign_in(Role::Admin);
    let path = "/settings/organisation";
    let page = admin.get(path).expect(200);
    assert_eq!(page.attribute("#export_attachment_mb", "value").unwrap(), "0");
    assert!(page.texts("#export_attachment_mb-hint")[0].contains("allí no vence ni se borra"));
    let version = page.attribute("input[name=version]", "value").unwrap();
    let send = |admin: &mut Client, typed: &str| {
        admin.post(path, &[("version", version.as_str()), ("export_attachment_mb", typed)])
    };
    for wrong in ["11", "-1", "1,5", "todo"] {
        let answer = send(&mut admin, wrong).expect(422);
        assert_eq!(answer.count("#export_attachment_mb-error"), 1, "{wrong}");
        assert_eq!(answer.attribute("#export_attachment_mb", "value").unwrap(), wrong);
    }
    send(&mut admin, " 10 ").expect_to(path);
    let stored = app.read(|conn| Ok(organisation::load(conn)?));
    assert_eq!(stored.largest_attachment(), 10 * 1024 * 1024);
    let page = admin.get(path).expect(200).texts("main").remove(0);
    assert!(page.contains("No se adjuntan") && page.contains("10 MB"), "{page}");
}
