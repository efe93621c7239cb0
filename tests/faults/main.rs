//! A power cut in the middle of long work: the panel is a process of its own here, and is killed.
//! Afterwards the work ends, each customer is changed once, each mail sent, and nothing half stays.
#![allow(
    clippy::allow_attributes,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    dead_code,
    reason = "tests stop at the first surprise; the helpers serve other tests too"
)]

#[path = "../http/support/client.rs"]
mod client;
#[path = "../http/support/smtp.rs"]
mod smtp;

use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use chrono::{Datelike, NaiveDate};
use diesel::dsl::count;
use diesel::prelude::*;
use padron::clock;
use padron::db::schema::{
    contracts, customer_billing, customer_notify_emails, history, invoices, jobs, mails,
};
use padron::db::{Database, Db};
use padron::error::AppError;
use padron::invoices::checks::Disagreements;

use client::Client;
use smtp::{MailServer, Plan};

const EMAIL: &str = "ana@x.test";
const PASSWORD: &str = "tren lento hacia ningun lado";
const CUSTOMERS: u64 = 3_000;
/// How long anything may take on a slow machine.
const PATIENCE: Duration = Duration::from_secs(120);

/// An installation, and the process that serves it while there is one.
struct House {
    folder: tempfile::TempDir,
    db: Database,
    flags: Vec<String>,
    process: Option<Child>,
}

impl House {
    fn new(flags: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let flags = flags.iter().map(|flag| (*flag).to_owned()).collect();
        let db = Database::open(&url(&folder)).unwrap();
        let house = Self { folder, db, flags, process: None };
        let mut add = house
            .command(&["staff", "add", "--email", EMAIL, "--name", "Ana", "--role", "admin"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        writeln!(add.stdin.take().unwrap(), "{PASSWORD}").unwrap();
        assert!(add.wait().unwrap().success());
        house
    }

    fn with_customers() -> Self {
        let house = Self::new(&[]);
        let count = CUSTOMERS.to_string();
        let mut seed = house.command(&["seed", "--customers", &count]);
        assert!(seed.stdout(Stdio::null()).status().unwrap().success());
        house
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_padron"));
        command
            .args(arguments)
            .env("DATABASE_URL", url(&self.folder))
            .env("PADRON_DATA_DIR", self.folder.path())
            .env("PADRON_LISTEN", "127.0.0.1:0")
            .stderr(Stdio::null());
        command
    }

    /// Starts the panel, signs somebody in.
    fn open(&mut self) -> Client {
        let flags: Vec<&str> = self.flags.iter().map(String::as_str).collect();
        let arguments = [&["serve"], flags.as_slice()].concat();
        let mut process = self.command(&arguments).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        self.process = Some(process);
        let address = line.trim_end().strip_prefix("Padrón listens on ").unwrap();
        let mut client = Client::new(address.to_owned());
        client.post("/login", &[("email", EMAIL), ("password", PASSWORD)]).expect(303);
        client
    }

    /// As a power cut does it: the process has no time to say anything.
    fn kill(&mut self) {
        let mut process = self.process.take().unwrap();
        process.kill().unwrap();
        process.wait().unwrap();
    }

    fn db<T>(&self, job: impl FnOnce(&mut Db) -> Result<T, AppError>) -> T {
        self.db.write_now(job).unwrap()
    }

    /// The claims of the killed one run out, as they do by themselves after some time.
    fn let_claims_lapse(&self) {
        let past = clock::now() - chrono::Duration::hours(1);
        self.db(|conn| {
            let held = jobs::table.filter(jobs::locked_until.is_not_null());
            diesel::update(held).set(jobs::locked_until.eq(past)).execute(conn)?;
            let sending = mails::table.filter(mails::state.eq("sending"));
            diesel::update(sending).set(mails::next_at.eq(past)).execute(conn)?;
            Ok(())
        });
    }

    fn job(&self, id: i64) -> (String, i64, i64) {
        let read = self.db.read_now(|conn| {
            let columns = (jobs::state, jobs::changed, jobs::total);
            Ok::<_, AppError>(jobs::table.find(id).select(columns).first(conn)?)
        });
        read.unwrap()
    }

    fn wait_for(&self, id: i64, state: &str) {
        eventually(&format!("job {id} is {state}"), || self.job(id).0 == state);
    }

    /// Kills the panel as soon as the job is begun and not yet at its end.
    fn kill_in_the_middle_of(&mut self, id: i64) {
        eventually("the job is in the middle", || {
            let (state, changed, _) = self.job(id);
            assert_ne!(state, "done", "it was over before it could be killed");
            state == "running" && changed > 0
        });
        self.kill();
        let (state, changed, total) = self.job(id);
        assert!(state == "running" && changed < total, "{state}: {changed} of {total}");
    }

    fn exports(&self) -> Vec<PathBuf> {
        let folder = std::fs::read_dir(self.folder.path().join("exports")).unwrap();
        folder.map(|entry| entry.unwrap().path()).collect()
    }
}

fn url(folder: &tempfile::TempDir) -> String {
    format!("sqlite:{}/padron.db", folder.path().display())
}

impl Drop for House {
    fn drop(&mut self) {
        if self.process.is_some() {
            self.kill();
        }
    }
}

fn eventually(what: &str, mut is_so: impl FnMut() -> bool) {
    let began = Instant::now();
    while !is_so() {
        assert!(began.elapsed() < PATIENCE, "never: {what}");
        std::thread::sleep(Duration::from_millis(2));
    }
}

fn job_of(location: &str) -> i64 {
    location.rsplit('/').next().unwrap().parse().unwrap_or_else(|_| panic!("{location}"))
}

#[test]
fn a_bulk_update_that_was_cut_off_changes_every_customer_once() {
    let mut house = House::with_customers();
    let mut client = house.open();
    let form = [
        ("selection", "matching"),
        ("change", "notify_emails"),
        ("notify_emails__how", "add"),
        ("notify_emails", "aviso@corte.test"),
    ];
    let asked = client.post("/customers/bulk-update", &form).expect(303);
    let job = job_of(&asked.location);
    house.wait_for(job, "draft");
    client.post(&format!("/jobs/{job}/start"), &[]).expect(303);
    house.kill_in_the_middle_of(job);
    house.let_claims_lapse();
    house.open();
    house.wait_for(job, "done");
    let (_, changed, total) = house.job(job);
    assert_eq!(changed, total);
    let (told, added): (i64, i64) = house.db(|conn| {
        let told = history::table.filter(history::job_id.eq(job)).count().get_result(conn)?;
        let added = customer_notify_emails::table
            .filter(customer_notify_emails::email.eq("aviso@corte.test"));
        Ok((told, added.count().get_result(conn)?))
    });
    assert_eq!((told, added), (total, total));
}

/// An export of everybody whose process is killed while it writes: its job.
fn export_cut_off(house: &mut House) -> i64 {
    let mut client = house.open();
    let form = [("selection", "all"), ("format", "csv"), ("password", PASSWORD)];
    client.post("/exports", &form).expect(303);
    let exports = jobs::table.filter(jobs::kind.eq("export"));
    let job = house.db(|conn| Ok(exports.select(jobs::id).first(conn)?));
    house.kill_in_the_middle_of(job);
    assert_eq!(house.exports().len(), 1, "the half file that a power cut leaves");
    job
}

#[test]
fn an_export_that_was_cut_off_is_written_anew_and_leaves_no_half_file() {
    let mut house = House::with_customers();
    let job = export_cut_off(&mut house);
    house.let_claims_lapse();
    let mut client = house.open();
    house.wait_for(job, "done");
    let kept = house.exports();
    assert_eq!(kept.len(), 1, "{kept:?}");
    let file = client.get(&format!("/exports/{job}/file")).expect(200);
    let rows = csv::ReaderBuilder::new().delimiter(b';').from_reader(file.body.as_bytes());
    assert_eq!(rows.into_records().map(Result::unwrap).count() as u64, CUSTOMERS);
}

#[test]
fn a_mail_that_was_cut_off_is_sent_again_under_the_same_number() {
    let server = MailServer::with(&[Plan::Hang]);
    let url = server.url();
    let mut house = House::new(&["--smtp-url", &url]);
    let mut client = house.open();
    client.post("/settings/mail/test", &[]).expect(303);
    eventually("somebody is sending", || server.connections() == 1);
    let number: String = house.db(|conn| {
        Ok(mails::table.order(mails::id.desc()).select(mails::message_id).first(conn)?)
    });
    house.kill();
    assert!(server.taken().is_empty());
    house.let_claims_lapse();
    house.open();
    eventually("the mail arrives", || !server.taken().is_empty());
    let taken = server.taken();
    assert_eq!(taken.len(), 1);
    assert!(taken[0].raw.contains(&number), "{}", taken[0].raw);
}

#[test]
fn a_mail_stays_with_a_slow_sender_also_by_another_clock_and_then_leaves_a_dead_one() {
    let server = MailServer::with(&[Plan::Hang]);
    let url = server.url().replace("timeout=3", "timeout=60");
    let mut house = House::new(&["--smtp-url", &url]);
    let mut client = house.open();
    client.post("/settings/mail/test", &[]).expect(303);
    eventually("somebody is sending", || server.connections() == 1);
    let lease = || -> chrono::NaiveDateTime {
        house.db(|conn| Ok(mails::table.select(mails::next_at).first(conn)?))
    };
    let first = lease();
    eventually("the sender says that it is still at it", || lease() > first);
    let left = (lease() - clock::now()).num_seconds();
    house.kill();
    assert!((200..=300).contains(&left), "{left}");
    house.let_claims_lapse();
    house.open();
    eventually("the mail arrives", || server.taken().len() == 1);
}

#[test]
fn a_half_file_of_an_export_that_nobody_takes_up_again_is_gone_after_the_start() {
    let mut house = House::with_customers();
    let job = export_cut_off(&mut house);
    house.db(|conn| {
        diesel::update(jobs::table.find(job)).set(jobs::state.eq("cancelled")).execute(conn)?;
        Ok(())
    });
    house.open();
    eventually("the half is gone", || house.exports().is_empty());
}

/// A house with contracts, all of customers who are invoiced on the 5th, and the last 5th.
fn with_contracts() -> (House, NaiveDate) {
    let house = House::new(&[]);
    let mut seed = house.command(&["seed", "--customers", "400", "--invoices", "1"]);
    assert!(seed.stdout(Stdio::null()).status().unwrap().success());
    let began = NaiveDate::from_ymd_opt(2020, 1, 1);
    house.db(|conn| {
        diesel::update(contracts::table)
            .set((
                contracts::billed_until.eq(None::<NaiveDate>),
                contracts::state.eq("enabled"),
                contracts::end_date.eq(None::<NaiveDate>),
                contracts::start_date.eq(began.unwrap()),
            ))
            .execute(conn)?;
        diesel::update(customer_billing::table)
            .set(customer_billing::effective_billing_day.eq(5))
            .execute(conn)?;
        Ok(())
    });
    let month_ago = clock::now().date() - chrono::Months::new(1);
    (house, month_ago.with_day(5).unwrap())
}

#[test]
fn a_run_of_invoices_that_was_cut_off_has_no_gap_and_bills_nothing_twice() {
    let (mut house, day) = with_contracts();
    let before: i64 = house.db(|conn| Ok(invoices::table.count().get_result(conn)?));
    let mut client = house.open();
    let (on, today) = (day.to_string(), clock::now().date().to_string());
    let form = [("from", on.as_str()), ("to", &on), ("issue_on", &today), ("legal_entity_id", "")];
    let asked = client.post("/invoices/run", &form).expect(303);
    let job = job_of(&asked.location);
    house.wait_for(job, "draft");
    client.post(&format!("/jobs/{job}/start"), &[]).expect(303);
    house.kill_in_the_middle_of(job);
    // And at further places, as often as it is not over before.
    for _ in 0..3 {
        house.let_claims_lapse();
        let (_, changed, _) = house.job(job);
        house.open();
        eventually("it goes on", || {
            let (state, now, _) = house.job(job);
            state == "done" || now > changed
        });
        house.kill();
    }
    house.let_claims_lapse();
    house.open();
    house.wait_for(job, "done");
    let (_, changed, _) = house.job(job);
    let (made, contracts, found): (i64, i64, Disagreements) = house.db(|conn| {
        let own = || invoices::table.filter(invoices::job_id.eq(job));
        let once = own().select(count(invoices::contract_id).aggregate_distinct());
        let made = own().count().get_result(conn)?;
        Ok((made, once.get_result(conn)?, Disagreements::find(conn)?))
    });
    assert!(changed > 100, "{changed}");
    assert_eq!((made, contracts), (changed, changed));
    assert_eq!(found, Disagreements::default());
    let after: i64 = house.db(|conn| Ok(invoices::table.count().get_result(conn)?));
    assert_eq!(after, before + changed);
}
