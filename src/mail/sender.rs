//! The thread that sends what waits. It holds no connection to the database while it talks to a mail
//! server, and a mail that it had when the process was killed goes out again under the same Message-ID.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread::{Builder, JoinHandle};
use std::time::{Duration, Instant};

use parking_lot::Mutex;

use super::line::Line;
use super::message::{self, Outcome, With};
use super::outbox::{self, Claimed};
use super::{Post, answer};
use crate::background::{Bell, with_heartbeat};
use crate::db::{Database, Db};
use crate::error::AppError;
use crate::settings::organisation;
use crate::token::random_text;

/// How long to sleep when nobody rings: for mails whose next try has come, and for those of commands.
const PAUSE: Duration = Duration::from_secs(20);

/// How often a sender says that it is still at a mail, well within its lease.
const BEAT: Duration = Duration::from_secs(15);
/// How long it says so of one mail: longer than any server may take.
const LONGEST: Duration = Duration::from_secs(15 * 60);

/// Sends what waits in the outbox.
pub struct Sender {
    db: Database,
    post: Post,
    bell: Bell,
    /// Tells the leases of senders apart.
    name: String,
    /// The mail that it has, and since when.
    in_hand: Mutex<Option<(i64, Instant)>>,
}

/// Starts the thread; it ends after `bell.end()`, once the mail that it has is dealt with.
///
/// # Errors
/// When the system gives no thread.
pub fn start(db: Database, post: Post, bell: Bell) -> io::Result<JoinHandle<()>> {
    let sender = Sender::new(db, post, bell);
    Builder::new().name("mail".to_owned()).spawn(move || sender.run())
}

impl Sender {
    /// A sender with a name of its own.
    #[must_use]
    pub fn new(db: Database, post: Post, bell: Bell) -> Self {
        let name = format!("{}-{}", std::process::id(), random_text(8));
        Self { db, post, bell, name, in_hand: Mutex::default() }
    }

    /// Works until the bell ends.
    pub fn run(&self) {
        // What waited from before.
        self.bell.ring();
        while self.bell.wait(PAUSE) {
            // A fault in one mail must not end the post for good; its lease keeps the mail away for now.
            match catch_unwind(AssertUnwindSafe(|| self.send_due())) {
                Ok(Ok(_)) | Err(_) => {}
                Ok(Err(error)) => tracing::warn!(%error, "the outbox was not emptied"),
            }
            if let Err(error) = self.sweep() {
                tracing::warn!(%error, "expired mails were not deleted");
            }
        }
    }

    /// Sends everything whose time has come; returns how many were tried.
    ///
    /// # Errors
    /// When the database fails or is away.
    pub fn send_due(&self) -> Result<usize, AppError> {
        with_heartbeat(BEAT, || self.hold_on(), || self.send_each())
    }

    /// One after another, over one line.
    fn send_each(&self) -> Result<usize, AppError> {
        let (mut tried, mut line) = (0, Line::default());
        while !self.bell.is_over() {
            let claimed = self.db.write_now(|conn| self.claim(conn))?;
            let Some((mail, house)) = claimed else { break };
            *self.in_hand.lock() = Some((mail.id, Instant::now()));
            self.deal_with(&mail, &house, &mut line)?;
            tried += 1;
        }
        Ok(tried)
    }

    /// Nobody else takes the mail in hand.
    fn hold_on(&self) {
        let in_hand = *self.in_hand.lock();
        let Some((mail, _)) = in_hand.filter(|(_, since)| since.elapsed() < LONGEST) else {
            return;
        };
        let renewed =
            self.db.write_now(|conn| Ok::<_, AppError>(outbox::renew(conn, mail, &self.name)?));
        if let Err(error) = renewed {
            tracing::warn!(%error, mail, "the lease of a mail was not renewed");
        }
    }

    /// The next mail, and what the organisation is called now.
    fn claim(&self, conn: &mut Db) -> Result<Option<(Claimed, String)>, AppError> {
        let Some(mail) = outbox::claim(conn, &self.name)? else { return Ok(None) };
        Ok(Some((mail, organisation::load(conn)?.name)))
    }

    fn deal_with(&self, mail: &Claimed, house: &str, line: &mut Line) -> Result<(), AppError> {
        let outcome = if outbox::is_worthless(mail) {
            None
        } else {
            let with = With { house, drawn: self.drawn(mail)? };
            Some(message::deliver(&self.post.0, mail, with, line))
        };
        log(mail, outcome.as_ref());
        let is_filed = self.post.way().server().is_none();
        self.db.write_now(|conn| match (&outcome, mail.next_try()) {
            (Some(Outcome::Sent), _) => Ok(outbox::sent(conn, mail, &self.name, is_filed)?),
            (Some(Outcome::Later(answer)), Some(at)) => {
                Ok(outbox::postpone(conn, mail, &self.name, (answer, at))?)
            }
            (Some(Outcome::Later(answer) | Outcome::Never(answer)), _) => {
                self.give_up(conn, mail, Some(answer))
            }
            (None, _) => self.give_up(conn, mail, None),
        })
    }

    /// The paper that goes with a mail, drawn before anybody talks to a server.
    fn drawn(&self, mail: &Claimed) -> Result<Option<Vec<u8>>, AppError> {
        let Some(invoice) = mail.enclosure().and_then(|enclosure| enclosure.invoice()) else {
            return Ok(None);
        };
        self.db.read_now(|conn| (self.post.0.panel.draw)(conn, invoice, mail.lang()))
    }

    fn give_up(&self, conn: &mut Db, mail: &Claimed, answer: Option<&str>) -> Result<(), AppError> {
        if mail.is_secret() {
            let was_seen = answer.is_some_and(|answer| answer != answer::EXPOSED);
            // Before the mail's row is written: whoever writes letters holds the customer first.
            (self.post.0.panel.end_secret)(conn, &mail.undelivered(was_seen))?;
        }
        Ok(outbox::give_up(conn, mail, &self.name, answer)?)
    }

    /// Deletes the files of mail whose time is over.
    ///
    /// # Errors
    /// When the folder cannot be read, or the database fails.
    pub fn sweep(&self) -> Result<(), AppError> {
        message::sweep(&self.db, &self.post.0.folder)
    }
}

/// The answer itself is in the database: it may name people.
fn log(mail: &Claimed, outcome: Option<&Outcome>) {
    let came = match outcome {
        Some(Outcome::Sent) => "sent",
        Some(Outcome::Later(_)) => "not taken for now",
        Some(Outcome::Never(_)) => "refused",
        None => "given up",
    };
    tracing::info!(mail = mail.id, kind = mail.kind, came, "mail");
}
