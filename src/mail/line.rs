//! The line to the mail server: held from one letter to the next, so that a crowd of them does not
//! connect and sign in for each.

use lettre::Message;
use lettre::address::Envelope;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::client::SmtpConnection;
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};

use super::Server;

/// Letters after which it is opened anew: servers have a bound of their own.
const MOST_LETTERS: u32 = 100;

/// A line, open or not. Hangs up when dropped.
#[derive(Default)]
pub struct Line(Option<Open>);

struct Open {
    connection: SmtpConnection,
    letters: u32,
}

impl Line {
    /// Brings a message to the server.
    ///
    /// # Errors
    /// When it cannot be reached, or does not take the message; the next one begins a new line.
    pub fn send(&mut self, server: &Server, message: &Message) -> Result<(), Error> {
        let mut open = match self.still_open() {
            Some(open) => open,
            None => Open { connection: server.connect()?, letters: 0 },
        };
        hand_over(&mut open.connection, message.envelope(), message.formatted())?;
        open.letters += 1;
        self.0 = Some(open);
        Ok(())
    }

    /// The line of the letter before, unless the server has cut it meanwhile: that is found out before
    /// the next one is on its way, so that none is sent twice.
    fn still_open(&mut self) -> Option<Open> {
        if self.0.as_ref().is_some_and(|open| open.letters >= MOST_LETTERS) {
            self.hang_up();
        }
        let mut open = self.0.take()?;
        open.connection.test_connected().then_some(open)
    }

    fn hang_up(&mut self) {
        if let Some(mut open) = self.0.take() {
            // Whether it hears the goodbye is its own affair.
            let _ = open.connection.quit();
        }
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.hang_up();
    }
}

/// Gives a message to the server. The library writes the end of a message by itself, which then waits
/// for the server's delayed word that it has the rest: forty milliseconds for each letter but the first.
fn hand_over(
    line: &mut SmtpConnection,
    envelope: &Envelope,
    message: Vec<u8>,
) -> Result<(), Error> {
    let mut people = envelope.to().iter().chain(envelope.from());
    let is_plain = message.is_ascii() && people.all(|one| AsRef::<str>::as_ref(one).is_ascii());
    let said = match String::from_utf8(message) {
        Ok(text) if is_plain => in_one_piece(line, envelope, &text),
        Ok(text) => return line.send(envelope, text.as_bytes()).map(|_| ()),
        Err(other) => return line.send(envelope, other.as_bytes()).map(|_| ()),
    };
    if said.is_err() {
        line.abort();
    }
    said
}

fn in_one_piece(line: &mut SmtpConnection, envelope: &Envelope, text: &str) -> Result<(), Error> {
    line.command(Mail::new(envelope.from().cloned(), Vec::new()))?;
    for to in envelope.to() {
        line.command(Rcpt::new(to.clone(), Vec::new()))?;
    }
    line.command(Data)?;
    line.command(ended(text)).map(|_| ())
}

/// A message with its end behind it; a line of its own that begins with a dot is none of the end.
fn ended(text: &str) -> String {
    let first = if text.starts_with('.') { "." } else { "" };
    format!("{first}{}\r\n.\r\n", text.replace("\r\n.", "\r\n.."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_of_a_message_is_taken_for_its_end() {
        assert_eq!(ended("a\r\nb"), "a\r\nb\r\n.\r\n");
        assert_eq!(ended(".\r\n.\r\n..b\r\nc."), "..\r\n..\r\n...b\r\nc.\r\n.\r\n");
    }
}
