//! What the list says of an export: how far it is, where its mail is, and until when there is a file.

use std::cell::RefCell;
use std::fs::File;
use std::io::{self, ErrorKind, Write};
use std::time::Duration;

use diesel::prelude::*;
use padron::access::{Actor, Role, Via};
use padron::db::Db;
use padron::db::schema::{jobs, mails};
use padron::error::AppError;
use padron::exports::{self, Desk, Pen};
use padron::i18n::{Lang, Said, Text};
use padron::jobs::{self as queue, State};
use padron::settings::Settings;

use super::{export, file, newest, work};
use crate::support::factory::Member;
use crate::support::{Client, MailServer, Plan, TestApp};

const ANA: &[(&str, &str)] = &[("selection", "matching"), ("list", "q=ana")];

fn asking(app: &TestApp) -> (Member, Client) {
    app.named("Ana");
    app.named("Eva");
    let member = app.member(Role::Sales);
    let client = app.sign_in_as(&member);
    (member, client)
}

/// The state of the newest export, and all that stands beside it.
fn told(client: &mut Client) -> (String, String) {
    let page = client.get("/exports").expect(200);
    let state = page.texts(".job .status").remove(0);
    (state, page.texts(".job__body").remove(0))
}

#[test]
fn an_export_says_how_far_it_is_and_where_its_mail_went() {
    let server = MailServer::with(&[Plan::NotNow]);
    let app = TestApp::mailing(&server);
    let (member, mut client) = asking(&app);
    client.post("/exports", ANA).expect(303);
    let (state, rest) = told(&mut client);
    assert_eq!(state, "En cola");
    assert!(!rest.contains("vence") && !rest.contains("e-mail"), "{rest}");
    let claim = app.write(|conn| Ok(queue::claim(conn, "one", None)?)).unwrap();
    assert_eq!(told(&mut client).0, "Escribiendo 0 %");
    app.write(|conn| {
        queue::set_total(conn, &claim, 50)?;
        Ok(queue::hold_on(conn, &claim, (17, 0, 0))?)
    });
    assert_eq!(told(&mut client).0, "Escribiendo 34 %");
    app.write(|conn| Ok(queue::release(conn, &claim)?));
    app.write(|conn| {
        diesel::update(jobs::table).set(jobs::run_at.eq(jobs::created_at)).execute(conn)?;
        Ok(())
    });
    work(&app);
    let (state, rest) = told(&mut client);
    assert_eq!(state, "Lista");
    assert!(rest.contains("vence: ") && rest.contains("E-mail en cola para"), "{rest}");
    let page = client.get("/exports").expect(200);
    assert_eq!(page.header("refresh"), "5", "the mail is on its way");
    app.send_due();
    let (_, rest) = told(&mut client);
    assert!(rest.contains("se vuelve a intentar") && rest.contains("Greylisted"), "{rest}");
    app.make_due();
    app.send_due();
    let (state, rest) = told(&mut client);
    assert_eq!(state, "Lista");
    assert!(rest.contains(&format!("E-mail enviado a {}, ", member.email)), "{rest}");
    assert_eq!(client.get("/exports").expect(200).header("refresh"), "");
}

#[test]
fn a_mail_that_failed_is_said_beside_its_file_and_why() {
    let server = MailServer::with(&[Plan::Refuse]);
    let app = TestApp::mailing(&server);
    let (_, mut client) = asking(&app);
    let job = export(&app, &mut client, ANA);
    app.send_due();
    let (state, rest) = told(&mut client);
    assert_eq!(state, "Lista, pero el e-mail falló");
    assert!(rest.contains("falló: ") && rest.contains("Nobody here by that name"), "{rest}");
    file(&mut client, job.id).expect(200);
    // On its last day.
    app.write(|conn| {
        let finished =
            padron::clock::now() - chrono::Duration::days(7) + chrono::Duration::seconds(30);
        diesel::update(jobs::table).set(jobs::finished_at.eq(finished)).execute(conn)?;
        diesel::update(mails::table).set(mails::last_error.eq(None::<String>)).execute(conn)?;
        Ok(())
    });
    let (_, rest) = told(&mut client);
    assert!(rest.contains("vence: hoy, "), "{rest}");
    assert!(rest.contains("no salió a tiempo") && !rest.contains("falló: "), "{rest}");
    app.write(|conn| {
        let past = padron::clock::now() - chrono::Duration::days(8);
        diesel::update(jobs::table).set(jobs::finished_at.eq(past)).execute(conn)?;
        Ok(())
    });
    let (state, rest) = told(&mut client);
    assert_eq!(state, "Vencida: el archivo se borró");
    assert!(!rest.contains("vence"), "{rest}");
}

/// A disk with room for so many bytes.
struct Full<'a> {
    file: &'a File,
    room: usize,
}

impl Write for Full<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.room == 0 {
            return Err(ErrorKind::StorageFull.into());
        }
        let written = self.file.write(&bytes[..bytes.len().min(self.room)])?;
        self.room -= written;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

fn nearly_full(file: &File) -> Box<dyn Write + Send + '_> {
    Box::new(Full { file, room: 300 })
}

fn full(file: &File) -> Box<dyn Write + Send + '_> {
    Box::new(Full { file, room: 0 })
}

/// Writes the file of the newest job onto such a disk.
fn write_onto(app: &TestApp, member: &Member, pen: Pen) -> Result<(), AppError> {
    let claim = app.write(|conn| Ok(queue::claim(conn, "one", None)?)).unwrap();
    let settings = app.read(|conn| Ok(Settings::load(conn)?));
    let actor = Actor { id: Some(member.id), role: Role::Sales, ..Actor::command(Via::Bulk) };
    let desk = Desk {
        db: &app.app.db,
        config: &app.app.config,
        actor: &actor,
        settings: &settings,
        t: Text(Lang::Es),
        post: &app.app.mail,
        is_over: &|| false,
        pen,
        beat: Duration::from_millis(10),
    };
    exports::run(&claim, &desk)
}

thread_local! {
    /// What happens while the first bytes are on their way to the disk.
    static MEANWHILE: RefCell<Option<Box<dyn FnOnce()>>> = RefCell::default();
}

/// A disk that takes its time, some bytes at once.
struct Slow<'a>(&'a File);

impl Write for Slow<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if let Some(happens) = MEANWHILE.take() {
            happens();
        }
        std::thread::sleep(Duration::from_millis(5));
        self.0.write(&bytes[..bytes.len().min(64)])
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

fn slow(file: &File) -> Box<dyn Write + Send + '_> {
    Box::new(Slow(file))
}

/// Writes a workbook onto a slow disk: all of its bytes after the last word of progress.
fn write_slowly(
    app: &TestApp,
    member: &Member,
    happens: fn(&mut Db) -> QueryResult<usize>,
) -> Result<(), AppError> {
    let db = app.app.db.clone();
    let meanwhile = move || {
        db.write_now(|conn| Ok::<_, AppError>(happens(conn)?)).unwrap();
    };
    MEANWHILE.set(Some(Box::new(meanwhile)));
    let written = write_onto(app, member, slow);
    assert!(MEANWHILE.take().is_none(), "it got as far as the disk");
    written
}

#[test]
fn a_stop_and_a_lost_claim_are_heard_while_a_workbook_ends() {
    let app = TestApp::new();
    let (member, mut client) = asking(&app);
    let xlsx = [ANA, &[("format", "xlsx")]].concat();
    client.post("/exports", &xlsx).expect(303);
    let stop =
        |conn: &mut Db| diesel::update(jobs::table).set(jobs::stop_asked.eq(true)).execute(conn);
    write_slowly(&app, &member, stop).unwrap();
    assert_eq!(newest(&app).state(), State::Cancelled);
    client.post("/exports", &xlsx).expect(303);
    let lose =
        |conn: &mut Db| diesel::update(jobs::table).set(jobs::locked_by.eq("other")).execute(conn);
    assert!(matches!(write_slowly(&app, &member, lose), Err(AppError::ClaimLost)));
    assert_eq!(newest(&app).state(), State::Running, "whoever has it goes on");
    let left = std::fs::read_dir(app.app.config.data_file("exports")).unwrap().count();
    assert_eq!(left, 0);
}

#[test]
fn the_claim_is_renewed_while_a_workbook_ends() {
    let app = TestApp::new();
    let (member, mut client) = asking(&app);
    client.post("/exports", &[ANA, &[("format", "xlsx")]].concat()).expect(303);
    let lapse = |conn: &mut Db| {
        let past = padron::clock::now() - chrono::Duration::minutes(1);
        diesel::update(jobs::table).set(jobs::locked_until.eq(past)).execute(conn)
    };
    // It lapses while the first bytes are written, and nobody else takes it half a second later.
    let db = app.app.db.clone();
    MEANWHILE.set(Some(Box::new(move || {
        db.write_now(|conn| Ok::<_, AppError>(lapse(conn)?)).unwrap();
        std::thread::sleep(Duration::from_millis(500));
        let other = db.write_now(|conn| Ok::<_, AppError>(queue::claim(conn, "other", None)?));
        assert!(other.unwrap().is_none(), "the claim was not renewed");
    })));
    write_onto(&app, &member, slow).unwrap();
    assert!(MEANWHILE.take().is_none());
    assert_eq!(newest(&app).state(), State::Done);
}

#[test]
fn a_disk_that_fills_up_in_the_middle_leaves_nothing_half_and_is_told() {
    for format in ["csv", "xlsx"] {
        for pen in [nearly_full as Pen, full as Pen] {
            let app = TestApp::new();
            let (member, mut client) = asking(&app);
            client.post("/exports", &[ANA, &[("format", format)]].concat()).expect(303);
            write_onto(&app, &member, pen).unwrap();
            let job = newest(&app);
            assert_eq!(job.state(), State::Failed, "{format}");
            let error = job.error.clone().unwrap();
            for (lang, words) in [(Lang::Es, "no queda espacio"), (Lang::En, "no space left")] {
                let said = Said::in_words(&error, Text(lang));
                assert!(said.contains(words), "{format}: {said}");
            }
            let left = std::fs::read_dir(app.app.config.data_file("exports")).unwrap().count();
            assert_eq!(left, 0, "{format}");
            let (state, rest) = told(&mut client);
            assert_eq!(state, "No se pudo terminar");
            assert!(rest.contains("no queda espacio") && rest.contains("E-mail en cola"), "{rest}");
            let (kind, text): (String, Option<String>) =
                app.read(|conn| Ok(mails::table.select((mails::kind, mails::text)).first(conn)?));
            assert_eq!(kind, "export_failed");
            assert!(text.unwrap().contains("no queda espacio"));
            // Once there is room, asking again is all it takes.
            client.post(&format!("/exports/{}/repetition", job.id), &[]).expect_to("/exports");
            work(&app);
            let again = newest(&app);
            assert_eq!((again.id > job.id, again.state()), (true, State::Done));
            file(&mut client, again.id).expect(200);
        }
    }
}

#[test]
fn halves_of_jobs_that_are_over_do_not_stay_and_those_being_written_do() {
    let app = TestApp::new();
    let (_, mut client) = asking(&app);
    let done = export(&app, &mut client, ANA);
    client.post("/exports", ANA).expect(303);
    app.write(|conn| Ok(queue::claim(conn, "one", None)?)).unwrap();
    let running = newest(&app);
    let folder = app.app.config.data_file("exports");
    let half = |name: String| std::fs::write(folder.join(name), "half").unwrap();
    half(format!(".{}-abcdefgh.csv.1-1.part", done.id));
    half(format!("{}-abcdefgh.csv", done.id));
    half(format!(".{}-abcdefgh.csv.1-2.part", running.id));
    half(".999-abcdefgh.csv.1-3.part".to_owned());
    exports::sweep(&app.app.db, &app.app.config).unwrap();
    let mut names: Vec<String> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names.len(), 3, "{names:?}");
    assert!(names.contains(&format!(".{}-abcdefgh.csv.1-2.part", running.id)), "{names:?}");
    file(&mut client, done.id).expect(200);
}
