//! From a row of the outbox to a message on its way: into a server, or into a file.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use chrono::{Duration, NaiveDateTime};
use lettre::Message;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp::Error;

use super::attachment::enclosed;
use super::line::Line;
use super::outbox::Claimed;
use super::seal::Bodies;
use super::{Inner, Server, Way, answer, query};
use crate::clock;
use crate::db::Database;
use crate::error::AppError;
use crate::files::{private_file, private_folder};
use crate::i18n::Text;
use crate::text;

/// What came of a try.
pub enum Outcome {
    /// It was taken.
    Sent,
    /// Not now: what was answered.
    Later(String),
    /// Not ever: what was answered.
    Never(String),
}

/// What stands before the moment at which a file is to be deleted.
const UNTIL: &str = "-until-";
/// Days for which the file of a customer's mail without a secret is kept.
const KEPT_DAYS: i64 = 30;

/// What a mail is made of besides its row.
pub(super) struct With<'a> {
    /// What the organisation is called.
    pub house: &'a str,
    /// The paper that goes along, if one does and could be drawn.
    pub drawn: Option<Vec<u8>>,
}

/// Tries to bring a mail on its way. Touches no database.
pub(super) fn deliver(post: &Inner, mail: &Claimed, with: With<'_>, line: &mut Line) -> Outcome {
    let bodies = match mail.bodies(&post.key) {
        Ok(bodies) => bodies,
        Err(error) => return Outcome::Never(format!("{error:#}")),
    };
    // Nothing that was typed reaches a header but through lettre's types.
    let message = match build(post, mail, with, bodies) {
        Ok(message) => message,
        Err(error) => return Outcome::Never(format!("{error:#}")),
    };
    match &post.way {
        Way::Smtp(server) if mail.is_secret() && server.is_exposed() => {
            Outcome::Never(answer::EXPOSED.to_owned())
        }
        Way::Smtp(server) => send(line, server, &message, mail.is_secret()),
        Way::Files(folder) => match write(folder, mail, &message) {
            Ok(()) => Outcome::Sent,
            Err(error) => Outcome::Later(format!("{}: {error}", folder.display())),
        },
    }
}

/// Customers know the organisation, not the program that it uses.
fn sender(post: &Inner, mail: &Claimed, house: &str) -> Mailbox {
    let name = text::clean_line(house);
    if mail.customer_id.is_none() || post.is_named || name.is_empty() {
        return post.from.clone();
    }
    Mailbox::new(Some(name), post.from.email.clone())
}

fn build(post: &Inner, mail: &Claimed, with: With<'_>, bodies: Bodies) -> anyhow::Result<Message> {
    let from = sender(post, mail, with.house);
    let name = Some(mail.to_name.clone()).filter(|name| !name.is_empty());
    let to = Mailbox::new(name, mail.to_address.parse()?);
    let written = SystemTime::from(mail.created_at.and_utc());
    let mut parts = MultiPart::alternative_plain_html(bodies.text, bodies.html);
    if let Some(enclosure) = mail.enclosure() {
        let (t, is_exposed) = (Text(mail.lang()), post.way.is_exposed());
        parts = enclosed(parts, (&enclosure, with.drawn), &post.data, is_exposed, t)?;
    }
    let mut message = Message::builder()
        .from(from)
        .to(to)
        .subject(&mail.subject)
        .date(written)
        .message_id(Some(post.message_id(&mail.message_id)))
        .multipart(parts)?;
    let headers = message.headers_mut();
    // Nobody's absence is to be answered to us.
    for (name, value) in
        [("Auto-Submitted", "auto-generated"), ("Content-Language", mail.language.as_str())]
    {
        let name = HeaderName::new_from_ascii(name.to_owned())?;
        headers.insert_raw(HeaderValue::new(name, value.to_owned()));
    }
    Ok(message)
}

fn send(line: &mut Line, server: &Server, message: &Message, is_secret: bool) -> Outcome {
    let said = |error: &Error| answer::kept(error, is_secret);
    match line.send(server, message) {
        Ok(()) => Outcome::Sent,
        Err(error) if is_for_good(&error) => Outcome::Never(said(&error)),
        Err(error) => Outcome::Later(said(&error)),
    }
}

/// A refusal of this mail is for good; one of us (530 to 539: how we sign in) is for the administrator,
/// and the mail waits.
fn is_for_good(error: &Error) -> bool {
    let code = error.status().map_or(0, u16::from);
    error.is_permanent() && !(530..540).contains(&code)
}

/// A file that appears whole or not at all. A second try replaces what the first one wrote.
fn write(folder: &Path, mail: &Claimed, message: &Message) -> std::io::Result<()> {
    private_folder(folder)?;
    let until = ends(mail).map(|end| format!("{UNTIL}{}", end.and_utc().timestamp()));
    let until = until.unwrap_or_default();
    let day = mail.created_at.format("%Y%m%d-%H%M%S");
    let path = folder.join(format!("{day}-{}-{}{until}.eml", mail.id, mail.kind));
    let draft = path.with_extension("part");
    match fs::remove_file(&draft) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
        _ => private_file(&draft)?.write_all(&message.formatted())?,
    }
    fs::rename(draft, path)
}

/// When the file of a mail is to be deleted: with its secret, with the file that it carries, or once a
/// customer must have read it.
fn ends(mail: &Claimed) -> Option<NaiveDateTime> {
    let of_customer = mail.customer_id.map(|_| mail.created_at + Duration::days(KEPT_DAYS));
    let is_short_lived = mail.is_secret() || mail.enclosure().is_some();
    mail.expires_at.filter(|_| is_short_lived).or(of_customer)
}

/// Deletes files that have expired, and those whose mail was dropped with its customer.
///
/// # Errors
/// When the folder cannot be read, or the database fails.
pub fn sweep(db: &Database, folder: &Path) -> Result<(), AppError> {
    let files = filed(folder)?;
    let ids: Vec<i64> = files.iter().map(|file| file.mail).collect();
    let known = db.read_now(|conn| query::known(conn, &ids).map_err(AppError::from))?;
    let now = clock::now().and_utc().timestamp();
    for file in files {
        if file.until <= now || !known.contains(&file.mail) {
            fs::remove_file(file.path).map_err(anyhow::Error::from)?;
        }
    }
    Ok(())
}

/// A file that is to be deleted some day.
struct Filed {
    path: PathBuf,
    mail: i64,
    until: i64,
}

fn filed(folder: &Path) -> anyhow::Result<Vec<Filed>> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        let Some((start, until)) = stem.rsplit_once(UNTIL) else { continue };
        let mail = start.split('-').nth(2).and_then(|mail| mail.parse().ok());
        if let (Some(mail), Ok(until)) = (mail, until.parse()) {
            found.push(Filed { path, mail, until });
        }
    }
    Ok(found)
}
