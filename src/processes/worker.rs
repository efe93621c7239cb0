//! The worker: takes one job after another, goes on with those that a crash left, and stops at the
//! next good place when the process ends.

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::owner::{self, Owner};
use super::told;
use crate::accounts::Rules;
use crate::cards::charges;
use crate::cards::work::Desk;
use crate::clock;
use crate::customers::Record;
use crate::customers::bulk::{self, Afterwards, Operator};
use crate::daily;
use crate::db::Db;
use crate::error::AppError;
use crate::exports;
use crate::i18n::{Said, Text};
use crate::invoices::{Issued, Writing, run};
use crate::jobs::{self, Claim, Kind, Pace, State};
use crate::notices::{self, Mailing};
use crate::portal;
use crate::portal::bulk::Sending;
use crate::settings::Settings;
use crate::settings::cache::current_version;
use crate::token::random_text;
use crate::web::App;

/// How long it waits for its bell before it looks whether another process queued something.
const PATIENCE: Duration = Duration::from_secs(2);
/// How often it looks whether a day has begun.
const LOOK: Duration = Duration::from_secs(20);
/// How often what is old is cleared away.
const SWEEP: Duration = Duration::from_secs(3600);

/// A thread that works on jobs until the process ends.
///
/// # Errors
/// When the system gives no thread.
pub fn start(app: &App) -> std::io::Result<JoinHandle<()>> {
    let worker = Worker::new(app.clone());
    std::thread::Builder::new().name("jobs".to_owned()).spawn(move || worker.run())
}

/// One worker.
pub struct Worker {
    app: App,
    holder: String,
}

impl Worker {
    /// A worker with a name of its own.
    #[must_use]
    pub fn new(app: App) -> Self {
        Self { app, holder: random_text(16) }
    }

    fn run(&self) {
        let (mut swept, mut looked): (Option<Instant>, Option<Instant>) = (None, None);
        loop {
            if looked.is_none_or(|at| at.elapsed() > LOOK) {
                looked = Some(Instant::now());
                self.log(self.begin_day());
            }
            if swept.is_none_or(|at| at.elapsed() > SWEEP) {
                swept = Some(Instant::now());
                self.log(self.sweep());
            }
            let worked = self.work_on_next();
            let is_idle = !matches!(worked, Ok(true));
            self.log(worked.map(|_| ()));
            self.tidy();
            if self.app.bells.jobs.is_over() || is_idle && !self.app.bells.jobs.wait(PATIENCE) {
                return;
            }
        }
    }

    /// Works on the job whose turn it is. False when there is none.
    ///
    /// # Errors
    /// When the database fails; a fault of the job itself is written down with the job.
    pub fn work_on_next(&self) -> Result<bool, AppError> {
        let db = &self.app.db;
        let claim =
            db.write_now(|conn| Ok::<_, AppError>(jobs::claim(conn, &self.holder, None)?))?;
        let Some(mut claim) = claim else { return Ok(false) };
        if let Some(fault) = self.fault_of(&mut claim) {
            self.failed(&claim, &fault)?;
        }
        // Somebody may have been written to.
        self.app.bells.mail.ring();
        Ok(true)
    }

    /// After a fault: tried again later, or given up.
    fn failed(&self, claim: &Claim, fault: &str) -> Result<(), AppError> {
        tracing::error!(job = claim.job.id, fault, "a job stopped");
        let (settings, owner) = self.now(claim)?;
        let why = Said::of(|t| t.process_fault(&claim.job.id.to_string()));
        self.app.db.write_now(|conn| {
            if jobs::fail(conn, claim, &why.to_json())? {
                self.tell_failed(conn, claim, &owner, &settings, &why)?;
            }
            Ok(())
        })
    }

    /// Works on a job; why it cannot go on, if so.
    fn fault_of(&self, claim: &mut Claim) -> Option<String> {
        if claim.is_hopeless() {
            return Some("whoever took it never came back".to_owned());
        }
        match catch_unwind(AssertUnwindSafe(|| self.work(claim))) {
            Ok(Ok(())) => None,
            // Somebody else has it now, and what this step did is undone.
            Ok(Err(AppError::ClaimLost)) => None,
            Ok(Err(error)) => Some(error.to_string()),
            Err(_) => Some("a panic".to_owned()),
        }
    }

    /// The rules, and whose job it is, as of now.
    fn now(&self, claim: &Claim) -> Result<(Arc<Settings>, Owner), AppError> {
        self.app.db.read_now(|conn| {
            let version = current_version(conn)?;
            let settings = self.app.settings.at(conn, version)?;
            let owner = owner::of(conn, &claim.job, &settings)?;
            Ok((settings, owner))
        })
    }

    /// Step after step, until it is done, somebody stops it, or the process ends.
    fn work(&self, claim: &mut Claim) -> Result<(), AppError> {
        let db = &self.app.db;
        if claim.job.stop_asked {
            // Asked while nobody worked on it: not one step more.
            let (settings, owner) = self.now(claim)?;
            return db.write_now(|conn| {
                jobs::finish(conn, claim, State::Cancelled)?;
                self.tell_end(conn, claim, &owner, &settings)
            });
        }
        let mut pace = Pace::default();
        loop {
            if self.app.bells.jobs.is_over() {
                return db.write_now(|conn| Ok(jobs::release(conn, claim)?));
            }
            let (settings, owner) = self.now(claim)?;
            let t = Text(owner.lang);
            if !owner.may {
                let why = Said::of(|t| t.process_not_allowed().to_owned());
                return db.write_now(|conn| {
                    jobs::give_up(conn, claim, &why.to_json())?;
                    self.tell_failed(conn, claim, &owner, &settings, &why)
                });
            }
            let restores = claim.job.kind() == Some(Kind::BulkUndo);
            let (actor, settings) = (&owner.actor, &*settings);
            let is_mail_exposed = self.app.mail.way().is_exposed();
            let operator = Operator { actor, settings, t, restores, is_mail_exposed };
            let id = claim.job.id;
            let is_over = || self.app.bells.jobs.is_over();
            let tell = |conn: &mut Db| told::of_end(conn, &self.app, settings, &owner, id);
            let has_more = match (claim.job.kind(), claim.job.state()) {
                (Some(Kind::Export), _) => return self.export(claim, &owner, settings),
                (Some(Kind::BulkUpdate | Kind::PortalPasswords), State::Checking) => {
                    bulk::freeze(db, claim, &operator, &tell, &is_over)?
                        && bulk::check_some(db, claim, &operator, look(claim.job.kind()))?
                }
                (Some(Kind::BulkUpdate | Kind::BulkUndo), _) => {
                    bulk::freeze(db, claim, &operator, &tell, &is_over)?
                        && db.write_now(|conn| {
                            let has_more = bulk::apply_some(conn, claim, &operator, &mut pace)?;
                            tell(conn)?;
                            Ok::<_, AppError>(has_more)
                        })?
                }
                (Some(Kind::Daily | Kind::Charging), _) => self.day(claim, settings)?,
                (Some(Kind::Categories), _) => {
                    daily::categories::work_some(db, claim, settings, &mut pace)?
                }
                (Some(Kind::BillingRun), _) => self.bill(claim, &operator, &mut pace, &tell)?,
                (Some(Kind::PortalPasswords), _) => self.send_passwords(claim, &operator, &tell)?,
                (None, _) => {
                    let why = Said::of(|t| t.process_unknown().to_owned()).to_json();
                    return db.write_now(|conn| Ok(jobs::give_up(conn, claim, &why)?));
                }
            };
            if !has_more {
                return Ok(());
            }
            self.tidy();
        }
    }

    fn send_passwords(
        &self,
        claim: &Claim,
        operator: &Operator,
        tell: Afterwards,
    ) -> Result<bool, AppError> {
        let (post, public_url) = (&self.app.mail, self.app.config.public_url.as_str());
        let sending = Sending { operator, post, public_url };
        let has_more = sending.send_some(&self.app.db, claim, tell)?;
        self.app.bells.mail.ring();
        Ok(has_more)
    }

    /// Makes the job of the organisation's day, unless there is one: by the first who sees the day, also when
    /// nobody was there at midnight.
    ///
    /// # Errors
    /// When the database fails.
    pub fn begin_day(&self) -> Result<(), AppError> {
        let db = &self.app.db;
        let (today, is_begun) = db.read_now(|conn| {
            let version = current_version(conn)?;
            let settings = self.app.settings.at(conn, version)?;
            let today = Rules::of(&settings, clock::now()).today;
            Ok::<_, AppError>((today, daily::is_begun(conn, today)?))
        })?;
        if is_begun {
            return Ok(());
        }
        db.write_now(|conn| Ok::<_, AppError>(daily::begin(conn, today)?)).map(|_| ())
    }

    /// A step of what a day brings, or of what fell due as it was written. True while there is more.
    fn day(&self, claim: &mut Claim, settings: &Settings) -> Result<bool, AppError> {
        let is_late = claim.job.kind() == Some(Kind::Charging);
        let step = if is_late { daily::bill_some } else { daily::work_some };
        let has_more = step(&self.app.db, claim, settings, &self.desk())?;
        self.app.bells.gateways.ring();
        self.app.bells.mail.ring();
        Ok(has_more)
    }

    /// Whom gateways and letters are spoken to by.
    fn desk(&self) -> Desk<'_> {
        let App { gateways, mail, config, .. } = &self.app;
        Desk { gateways, post: mail, public_url: &config.public_url }
    }

    /// A step of a run of invoices. True while there are more.
    fn bill(
        &self,
        claim: &mut Claim,
        operator: &Operator,
        pace: &mut Pace,
        tell: Afterwards,
    ) -> Result<bool, AppError> {
        let (db, id) = (&self.app.db, claim.job.id);
        let Some(mut ask) = run::Ask::of(&claim.job) else {
            let why = Said::of(|t| t.process_unknown().to_owned()).to_json();
            return db.write_now(|conn| Ok(jobs::give_up(conn, claim, &why).map(|()| false)?));
        };
        let w = Writing::new(operator.actor, operator.settings, clock::now()).in_job(id);
        if claim.job.state() == State::Checking {
            let is_over = || self.app.bells.jobs.is_over();
            return Ok(
                run::freeze(db, claim, &mut ask, &is_over)? && run::look_some(db, claim, &w, &ask)?
            );
        }
        let afterwards = |conn: &mut Db, w: &Writing, records: &[Record], issued: &[Issued]| {
            self.charge_some(conn, w, records, issued)?;
            if ask.mails {
                let ids: Vec<i64> = issued.iter().map(|one| one.id).collect();
                notices::tell_invoices(conn, w, self.mailing(), &ids)?;
            }
            Ok(())
        };
        let has_more = db.write_now(|conn| {
            let has_more = run::issue_some(conn, claim, (&w, &ask), pace, &afterwards)?;
            tell(conn)?;
            Ok::<_, AppError>(has_more)
        })?;
        self.app.bells.gateways.ring();
        Ok(has_more)
    }

    /// How letters leave the panel.
    fn mailing(&self) -> Mailing<'_> {
        Mailing { post: &self.app.mail, public_url: &self.app.config.public_url }
    }

    /// Has documents that were just issued charged, where their customers are charged by card.
    fn charge_some(
        &self,
        conn: &mut Db,
        w: &Writing,
        records: &[Record],
        issued: &[Issued],
    ) -> Result<(), AppError> {
        let by_card: HashSet<i64> = records
            .iter()
            .filter(|record| record.billing.collection_mode == "charge_payment")
            .map(|record| record.customer.id)
            .collect();
        let desk = self.desk();
        for one in issued.iter().filter(|one| by_card.contains(&one.customer)) {
            charges::by_itself(conn, w, &desk, one.id)?;
        }
        Ok(())
    }

    fn export(&self, claim: &Claim, owner: &Owner, settings: &Settings) -> Result<(), AppError> {
        let is_over = || self.app.bells.jobs.is_over();
        exports::run(claim, &self.export_desk(owner, settings, &is_over))
    }

    /// Whoever wanted to be told hears that a job is over, if it is.
    fn tell_end(
        &self,
        conn: &mut Db,
        claim: &Claim,
        owner: &Owner,
        settings: &Settings,
    ) -> Result<(), AppError> {
        told::of_end(conn, &self.app, settings, owner, claim.job.id)
    }

    /// Who waits for a file, or wanted to be told, hears that a job could not be done.
    fn tell_failed(
        &self,
        conn: &mut Db,
        claim: &Claim,
        owner: &Owner,
        settings: &Settings,
        why: &Said,
    ) -> Result<(), AppError> {
        if claim.job.kind() == Some(Kind::Export) {
            return exports::tell_failed(
                conn,
                claim,
                &self.export_desk(owner, settings, &|| false),
                why,
            );
        }
        self.tell_end(conn, claim, owner, settings)
    }

    fn export_desk<'a>(
        &'a self,
        owner: &'a Owner,
        settings: &'a Settings,
        is_over: &'a (dyn Fn() -> bool + Sync),
    ) -> exports::Desk<'a> {
        exports::Desk {
            db: &self.app.db,
            config: &self.app.config,
            actor: &owner.actor,
            settings,
            t: Text(owner.lang),
            post: &self.app.mail,
            is_over,
            pen: exports::to_disk,
            beat: exports::BEAT,
        }
    }

    /// Spares the saves of others the disk; the work itself does not need it.
    fn tidy(&self) {
        self.log(self.app.db.checkpoint().map_err(AppError::from));
    }

    /// Clears away what is old.
    fn sweep(&self) -> Result<(), AppError> {
        while self.app.db.write_now(|conn| Ok::<_, AppError>(jobs::sweep_some(conn)?))? {
            if self.app.bells.jobs.is_over() {
                return Ok(());
            }
        }
        exports::sweep(&self.app.db, &self.app.config)
    }

    fn log(&self, done: Result<(), AppError>) {
        if let Err(error) = done {
            tracing::warn!(%error, worker = self.holder, "the queue does not answer");
        }
    }
}

/// How the customers of a job are looked at.
#[must_use]
pub(super) fn look(kind: Option<Kind>) -> bulk::Look {
    match kind {
        Some(Kind::PortalPasswords) => portal::bulk::looked_at,
        _ => bulk::looked_at,
    }
}
