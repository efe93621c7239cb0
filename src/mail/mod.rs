//! Mail that leaves the house. Whoever has something to say queues a letter in the transaction that
//! makes it true; a thread of its own sends it later, so that no request waits for a mail server.

pub mod answer;
mod attachment;
pub mod billing;
mod customer;
mod kind;
mod letter;
pub mod line;
mod message;
pub mod outbox;
pub mod query;
mod recall;

mod seal;

mod sender;
mod way;
pub mod words;

use std::path::PathBuf;
use std::sync::Arc;

use actix_web::cookie::Key;
use anyhow::Context as _;
use lettre::message::Mailbox;

use crate::config::{Config, USUAL_SENDER};
use crate::db::Db;
use crate::error::AppError;
use crate::i18n::Lang;
use crate::secret;

pub use attachment::{Attachment, Enclosure, Paper};
pub use customer::{Delivery, cancel, forget, is_last, last, of_jobs, queued_since};
pub use kind::Kind;
pub use letter::{Access, Content, End, Ended, Exported, Letter, Link, Recipient};
pub use outbox::{State, Undelivered};
pub use recall::cancel_to_member;
pub use sender::{Sender, start};
pub use way::{Security, Server, Way};

/// What the bodies with secrets are sealed with.
const PURPOSE: &str = "mail bodies";

/// The post office of the installation: who mail comes from, and by which way it leaves. Cheap to clone.
#[derive(Clone)]
pub struct Post(Arc<Inner>);

struct Inner {
    key: [u8; 32],
    from: Mailbox,
    /// Whether whoever runs the server gave the sender a name of its own.
    is_named: bool,
    way: Way,
    /// Where mail is written, or was before there was a server.
    folder: PathBuf,
    /// Where the files lie that go with letters.
    data: PathBuf,
    panel: Panel,
}

impl Inner {
    fn message_id(&self, id: &str) -> String {
        format!("<{id}@{}>", self.from.email.domain())
    }
}

/// Ends what a letter with a secret carries that reaches nobody.
pub type EndSecret = fn(&mut Db, &Undelivered) -> Result<(), AppError>;

/// Draws the paper of a document in a language; nothing where it is gone.
pub type Draw = fn(&mut Db, i64, Lang) -> Result<Option<Vec<u8>>, AppError>;

/// What the post cannot do by itself, as it knows neither customers nor documents.
#[derive(Clone, Copy)]
pub struct Panel {
    /// Ends what a letter carries that reaches nobody.
    pub end_secret: EndSecret,
    /// Draws what goes with a letter.
    pub draw: Draw,
}

impl Post {
    /// As the settings say.
    ///
    /// # Errors
    /// When the mail server or the sender cannot be read.
    pub fn open(config: &Config, secret: &Key, panel: Panel) -> anyhow::Result<Self> {
        let from: Mailbox = config.mail_from.parse().with_context(|| {
            format!("PADRON_MAIL_FROM is not a name and an address: {}", config.mail_from)
        })?;
        let usual: Mailbox = USUAL_SENDER.parse()?;
        let is_named = from.name.is_some() && from.name != usual.name;
        let key = secret::derive(secret, PURPOSE);
        let (way, folder) = (Way::of(config)?, way::folder(config));
        let data = config.data_dir.clone();
        let inner = Inner { key, from, is_named, way, folder, data, panel };
        Ok(Self(Arc::new(inner)))
    }

    /// How mail leaves the house.
    #[must_use]
    pub fn way(&self) -> &Way {
        &self.0.way
    }

    /// Who mail comes from.
    #[must_use]
    pub fn from(&self) -> &Mailbox {
        &self.0.from
    }

    /// The Message-ID of a mail by its part of it in the outbox.
    #[must_use]
    pub fn message_id(&self, id: &str) -> String {
        self.0.message_id(id)
    }

    /// Puts a letter into the outbox, in the caller's transaction; ring `bells.mail` once that is over.
    ///
    /// # Errors
    /// When the database fails.
    pub fn queue(&self, conn: &mut Db, letter: &Letter) -> Result<i64, AppError> {
        outbox::queue(conn, Some(&self.0.key), letter)
    }
}

/// Puts a letter without a secret into the outbox, where no post office is at hand; the sender finds it
/// by itself.
///
/// # Errors
/// When the letter has a secret, or the database fails.
pub fn queue_open(conn: &mut Db, letter: &Letter) -> Result<i64, AppError> {
    outbox::queue(conn, None, letter)
}
