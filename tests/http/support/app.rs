//! The panel under test: the same application as the binary's, on a port of its own.

use std::net::SocketAddr;
use std::sync::mpsc;
use std::thread::JoinHandle;

use actix_web::dev::ServerHandle;
use clap::Parser;
use diesel::prelude::*;
use padron::app::Application;
use padron::clock;
use padron::config::Config;
use padron::db::Db;
use padron::db::schema::mails;
use padron::error::AppError;
use padron::mail::Sender;
use padron::web::App;

use super::client::Client;
use super::database::TestDatabase;
use super::smtp::MailServer;

#[derive(Parser)]
struct Settings {
    #[command(flatten)]
    config: Config,
}

/// A panel that runs until the test is over.
pub struct TestApp {
    /// What its requests reach.
    pub app: App,
    /// Where it listens.
    pub address: SocketAddr,
    /// Its database and data folder.
    pub database: TestDatabase,
    handle: ServerHandle,
    thread: Option<JoinHandle<()>>,
}

impl TestApp {
    /// A panel without members or customers.
    pub fn new() -> Self {
        Self::with(&[])
    }

    /// The same, with more flags of the command line, for example `["--public-url", "https://…"]`.
    pub fn with(flags: &[&str]) -> Self {
        let database = TestDatabase::new();
        let config = config(&database, flags);
        let (sender, receiver) = mpsc::channel();
        let thread = std::thread::spawn(move || serve(config, &sender));
        let (app, address, handle) = receiver.recv().expect("the panel did not start");
        Self { app, address, database, handle, thread: Some(thread) }
    }

    /// A browser that is not signed in.
    pub fn client(&self) -> Client {
        Client::new(format!("http://{}", self.address))
    }

    /// A panel that sends its mail to this server, once somebody says so.
    pub fn mailing(server: &MailServer) -> Self {
        Self::with(&["--smtp-url", &server.url(), "--mail-from", "Padrón <panel@padron.test>"])
    }

    /// Sends what is due, as the thread would; returns how many mails were tried.
    pub fn send_due(&self) -> usize {
        let App { db, mail, bells, .. } = self.app.clone();
        Sender::new(db, mail, bells.mail).send_due().unwrap()
    }

    /// Lets the time of every waiting mail come, also of those that a sender has.
    pub fn make_due(&self) {
        self.write(|conn| {
            let past = clock::now() - chrono::Duration::seconds(1);
            diesel::update(mails::table).set(mails::next_at.eq(past)).execute(conn)?;
            Ok(())
        });
    }

    /// Reads the database directly.
    pub fn read<T>(&self, job: impl FnOnce(&mut Db) -> Result<T, AppError>) -> T {
        self.app.db.read_now(job).unwrap()
    }

    /// Writes while a request is on its way: it has read what was, and writes after this.
    pub fn amid<T: Send>(
        &self,
        request: impl FnOnce() -> T + Send,
        job: impl FnOnce(&mut Db) -> Result<(), AppError>,
    ) -> T {
        std::thread::scope(|scope| {
            let request = self.write(|conn| {
                job(conn)?;
                let request = scope.spawn(request);
                std::thread::sleep(std::time::Duration::from_millis(1500));
                Ok(request)
            });
            request.join().unwrap()
        })
    }

    /// Writes the database directly, behind the panel's back.
    pub fn write<T>(&self, job: impl FnOnce(&mut Db) -> Result<T, AppError>) -> T {
        self.app.db.write_now(job).unwrap()
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        // Sent at once; nobody needs to wait for the answer here.
        drop(self.handle.stop(false));
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// The settings of a panel on this database.
pub fn config(database: &TestDatabase, flags: &[&str]) -> Config {
    let folder = database.folder.path().to_str().unwrap();
    let ours = [
        "padron",
        "--database-url",
        &database.url,
        "--data-dir",
        folder,
        "--listen",
        "127.0.0.1:0",
    ];
    Settings::parse_from(ours.iter().chain(flags)).config.settled()
}

type Started = (App, SocketAddr, ServerHandle);

fn serve(config: Config, started: &mpsc::Sender<Started>) {
    actix_web::rt::System::new().block_on(async {
        let application = Application::build(config).unwrap();
        let handle = application.handle();
        started.send((application.app.clone(), application.address, handle)).unwrap();
        application.run().await.unwrap();
    });
}
