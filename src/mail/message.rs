//! From a row of the outbox to a message on its way: into a server, or into a file.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::time::SystemTime;

use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp::Error;
use lettre::{Message, Transport as _};

use super::outbox::Claimed;
use super::seal::Bodies;
use super::{Inner, Server, Way};
use crate::clock;
use crate::files::{private_file, private_folder};

/// What came of a try.
pub enum Outcome {
    /// It was taken.
    Sent,
    /// Not now: what was answered.
    Later(String),
    /// Not ever: what was answered.
    Never(String),
}

/// What stands before the moment at which a file with a secret is to be deleted.
const UNTIL: &str = "-until-";

/// Tries to bring a mail on its way. Touches no database.
pub(super) fn deliver(post: &Inner, mail: &Claimed) -> Outcome {
    let bodies = match mail.bodies(&post.key) {
        Ok(bodies) => bodies,
        Err(error) => return Outcome::Never(format!("{error:#}")),
    };
    // Nothing that was typed reaches a header but through lettre's types.
    let message = match build(&post.from, mail, &bodies) {
        Ok(message) => message,
        Err(error) => return Outcome::Never(format!("{error:#}")),
    };
    match &post.way {
        Way::Smtp(server) => match send(server, &message) {
            Outcome::Later(answer) => Outcome::Later(without_secrets(answer, mail, &bodies)),
            Outcome::Never(answer) => Outcome::Never(without_secrets(answer, mail, &bodies)),
            Outcome::Sent => Outcome::Sent,
        },
        Way::Files(folder) => match write(folder, mail, &message) {
            Ok(()) => Outcome::Sent,
            Err(error) => Outcome::Later(format!("{}: {error}", folder.display())),
        },
    }
}

fn build(from: &Mailbox, mail: &Claimed, bodies: &Bodies) -> anyhow::Result<Message> {
    let name = Some(mail.to_name.clone()).filter(|name| !name.is_empty());
    let to = Mailbox::new(name, mail.to_address.parse()?);
    let written = SystemTime::from(mail.created_at.and_utc());
    let parts = MultiPart::alternative_plain_html(bodies.text.clone(), bodies.html.clone());
    let mut message = Message::builder()
        .from(from.clone())
        .to(to)
        .subject(&mail.subject)
        .date(written)
        .message_id(Some(format!("<{}@{}>", mail.message_id, from.email.domain())))
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

fn send(server: &Server, message: &Message) -> Outcome {
    let transport = match server.transport() {
        Ok(transport) => transport,
        Err(error) => return Outcome::Later(format!("{error:#}")),
    };
    match transport.send(message) {
        Ok(_) => Outcome::Sent,
        Err(error) if is_for_good(&error) => Outcome::Never(error.to_string()),
        Err(error) => Outcome::Later(error.to_string()),
    }
}

/// A refusal of this mail is for good; one of us (530 to 539: how we sign in) is for the administrator,
/// and the mail waits.
fn is_for_good(error: &Error) -> bool {
    let code = error.status().map_or(0, u16::from);
    error.is_permanent() && !(530..540).contains(&code)
}

/// Servers quote what they refuse, a suspicious link for example: no longer word of a body with a
/// secret stays in the log, nor a piece of one.
fn without_secrets(answer: String, mail: &Claimed, bodies: &Bodies) -> String {
    if !mail.is_secret() {
        return answer;
    }
    let is_quoted = |word: &str| word.chars().count() >= 6 && bodies.text.contains(word);
    let mut kept = String::new();
    for part in answer.split_inclusive(|c: char| !c.is_alphanumeric() && c != '-') {
        let word = part.trim_end_matches(|c: char| !c.is_alphanumeric());
        let rest = part.strip_prefix(word).unwrap_or_default();
        kept.push_str(if is_quoted(word) { "…" } else { word });
        kept.push_str(rest);
    }
    kept
}

/// A file that appears whole or not at all. A second try replaces what the first one wrote.
fn write(folder: &Path, mail: &Claimed, message: &Message) -> std::io::Result<()> {
    private_folder(folder)?;
    let until = match mail.expires_at {
        Some(end) if mail.is_secret() => format!("{UNTIL}{}", end.and_utc().timestamp()),
        _ => String::new(),
    };
    let day = mail.created_at.format("%Y%m%d-%H%M%S");
    let path = folder.join(format!("{day}-{}-{}{until}.eml", mail.id, mail.kind));
    let draft = path.with_extension("part");
    match fs::remove_file(&draft) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
        _ => private_file(&draft)?.write_all(&message.formatted())?,
    }
    fs::rename(draft, path)
}

/// Deletes files whose secrets have expired.
///
/// # Errors
/// When the folder cannot be read.
pub fn sweep(way: &Way) -> std::io::Result<()> {
    let Way::Files(folder) = way else { return Ok(()) };
    if !folder.exists() {
        return Ok(());
    }
    let now = clock::now().and_utc().timestamp();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        let until = stem.rsplit_once(UNTIL).and_then(|(_, until)| until.parse::<i64>().ok());
        if until.is_some_and(|until| until <= now) {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}
