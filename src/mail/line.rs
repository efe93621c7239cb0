//! The line to the mail server: held from one letter to the next, so that a crowd of them does not
//! connect and sign in for each.

use lettre::Message;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::client::SmtpConnection;

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
        open.connection.send(message.envelope(), &message.formatted())?;
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
