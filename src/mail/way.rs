//! How mail leaves the house: a server, spoken to in TLS unless somebody says otherwise or it is this
//! machine; or files, where none is set up.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context as _, bail};
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{SmtpConnection, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use percent_encoding::percent_decode_str;
use url::{Host, Url};

use crate::config::Config;

/// The folder of mail that is written into files, in the data folder.
const FOLDER: &str = "mail";

/// How long to wait for a connection, and for each answer.
const USUAL_TIMEOUT: u64 = 30;
/// The longest wait that can be set: all other mail waits so long as well.
const LONGEST_TIMEOUT: u64 = 60;

/// The way.
pub enum Way {
    /// To a server.
    Smtp(Server),
    /// Into files of this folder: no mail leaves the house.
    Files(PathBuf),
}

/// How the road to the server is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// TLS from the first byte.
    Tls,
    /// TLS before anything is said, or nothing is said.
    StartTls,
    /// None.
    Plain,
}

/// A mail server. Has no `Debug`, so that no log can show its password.
pub struct Server {
    /// Its name.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the road to it is protected.
    pub security: Security,
    is_here: bool,
    credentials: Option<(String, String)>,
    timeout: Duration,
}

/// Where mail is written that does not leave.
pub(super) fn folder(config: &Config) -> PathBuf {
    config.data_file(FOLDER)
}

impl Way {
    /// As the settings say.
    ///
    /// # Errors
    /// When the address of the server cannot be read.
    pub fn of(config: &Config) -> anyhow::Result<Self> {
        match config.smtp_url.as_deref().map(str::trim) {
            // The address is not repeated: it holds a password.
            Some(address) if !address.is_empty() => {
                Server::parse(address).map(Self::Smtp).context("PADRON_SMTP_URL cannot be used")
            }
            _ => Ok(Self::Files(folder(config))),
        }
    }

    /// Whether mail crosses the network in the clear: letters with a secret do not go that way.
    #[must_use]
    pub fn is_exposed(&self) -> bool {
        self.server().is_some_and(Server::is_exposed)
    }

    /// The folder of the files, in words; nothing where mail leaves the house.
    #[must_use]
    pub fn folder_text(&self) -> String {
        match self {
            Self::Files(folder) => folder.display().to_string(),
            Self::Smtp(_) => String::new(),
        }
    }

    /// The server, if there is one.
    #[must_use]
    pub fn server(&self) -> Option<&Server> {
        match self {
            Self::Smtp(server) => Some(server),
            Self::Files(_) => None,
        }
    }
}

impl Server {
    fn parse(address: &str) -> anyhow::Result<Self> {
        let url = Url::parse(address)?;
        let wanted = |key: &str| url.query_pairs().find(|(k, _)| k == key).map(|(_, v)| v);
        let is_tls = match url.scheme() {
            "smtps" => true,
            "smtp" => false,
            _ => bail!("it must begin with smtp:// or smtps://"),
        };
        let security = match wanted("tls").as_deref() {
            None | Some("required") if is_tls => Security::Tls,
            Some("required") => Security::StartTls,
            Some("none") if !is_tls => Security::Plain,
            None if is_loopback(&url) => Security::Plain,
            None => Security::StartTls,
            Some(_) => bail!("tls must be required or none"),
        };
        let timeout = wanted("timeout").map_or(Ok(USUAL_TIMEOUT), |text| text.parse())?;
        if !(1..=LONGEST_TIMEOUT).contains(&timeout) {
            bail!("timeout must be 1 to {LONGEST_TIMEOUT} seconds");
        }
        Ok(Self {
            host: url.host_str().context("it names no host")?.to_owned(),
            port: url.port().unwrap_or(usual_port(security)),
            security,
            is_here: is_loopback(&url),
            credentials: credentials(&url)?,
            timeout: Duration::from_secs(timeout),
        })
    }

    /// Whether what is said to it crosses the network in the clear.
    #[must_use]
    pub fn is_exposed(&self) -> bool {
        self.security == Security::Plain && !self.is_here
    }

    /// A connection, signed in; none of them falls back to plain text.
    ///
    /// # Errors
    /// When the server does not answer, or not as a mail server does, or refuses.
    pub(super) fn connect(&self) -> Result<SmtpConnection, Error> {
        let (name, timeout, tls) = (ClientId::default(), Some(self.timeout), self.tls()?);
        let from_the_first_byte = tls.as_ref().filter(|_| self.security == Security::Tls);
        let place = (self.bare_host(), self.port);
        let mut line = SmtpConnection::connect(place, timeout, &name, from_the_first_byte, None)?;
        if let Some(tls) = tls.as_ref().filter(|_| self.security == Security::StartTls) {
            line.starttls(tls, &name)?;
        }
        if let Some((user, password)) = &self.credentials {
            let credentials = Credentials::new(user.clone(), password.clone());
            line.auth(DEFAULT_MECHANISMS, &credentials)?;
        }
        Ok(line)
    }

    fn tls(&self) -> Result<Option<TlsParameters>, Error> {
        let is_wanted = self.security != Security::Plain;
        is_wanted.then(|| TlsParameters::new(self.bare_host().to_owned())).transpose()
    }

    /// Brackets belong to addresses, not to names.
    fn bare_host(&self) -> &str {
        self.host.trim_start_matches('[').trim_end_matches(']')
    }

    /// Connects, signs in and says goodbye.
    ///
    /// # Errors
    /// When the server does not answer or refuses.
    pub fn try_connection(&self) -> anyhow::Result<()> {
        self.connect()?.quit()?;
        Ok(())
    }
}

fn usual_port(security: Security) -> u16 {
    match security {
        Security::Tls => 465,
        Security::StartTls => 587,
        Security::Plain => 25,
    }
}

/// Hosts of schemes that browsers do not know are names to the parser, also when they are addresses.
fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    match Host::parse(host) {
        Ok(Host::Ipv4(ip)) => ip.is_loopback(),
        Ok(Host::Ipv6(ip)) => ip.is_loopback(),
        Ok(Host::Domain(name)) => name.eq_ignore_ascii_case("localhost"),
        Err(_) => false,
    }
}

fn credentials(url: &Url) -> anyhow::Result<Option<(String, String)>> {
    if url.username().is_empty() {
        return Ok(None);
    }
    let decode = |text: &str| percent_decode_str(text).decode_utf8().map(String::from);
    Ok(Some((decode(url.username())?, decode(url.password().unwrap_or_default())?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(address: &str) -> Option<(String, u16, Security)> {
        let server = Server::parse(address).ok()?;
        server.tls().unwrap();
        Some((server.host, server.port, server.security))
    }

    #[test]
    fn tls_is_required_unless_somebody_says_otherwise_or_it_is_this_machine() {
        let good = [
            ("smtps://u:p@mail.example:465", "mail.example", 465, Security::Tls),
            ("smtps://mail.example", "mail.example", 465, Security::Tls),
            ("smtp://u:p@mail.example:587?tls=required", "mail.example", 587, Security::StartTls),
            ("smtp://mail.example", "mail.example", 587, Security::StartTls),
            ("smtp://127.0.0.1:2525", "127.0.0.1", 2525, Security::Plain),
            ("smtp://[::1]:2525", "[::1]", 2525, Security::Plain),
            ("smtp://localhost:2525?tls=required", "localhost", 2525, Security::StartTls),
            ("smtp://localhost.evil.example", "localhost.evil.example", 587, Security::StartTls),
            ("smtp://10.0.0.1:25?tls=none", "10.0.0.1", 25, Security::Plain),
        ];
        for (address, host, port, security) in good {
            assert_eq!(parsed(address), Some((host.to_owned(), port, security)), "{address}");
        }
    }

    #[test]
    fn what_leaves_this_machine_in_the_clear_is_exposed() {
        for (address, is_exposed) in [
            ("smtp://10.0.0.1:25?tls=none", true),
            ("smtp://mail.example?tls=none", true),
            ("smtp://127.0.0.1:2525?tls=none", false),
            ("smtp://[::1]:2525", false),
            ("smtp://mail.example", false),
        ] {
            assert_eq!(Server::parse(address).unwrap().is_exposed(), is_exposed, "{address}");
        }
    }

    #[test]
    fn what_cannot_be_understood_is_refused() {
        for address in [
            "mail.example:25",
            "http://mail.example",
            "smtp://",
            "smtp://mail.example?tls=opportunistic",
            "smtps://mail.example?tls=none",
            "smtp://localhost?timeout=0",
            "smtp://localhost?timeout=600",
        ] {
            assert_eq!(parsed(address), None, "{address}");
        }
    }

    #[test]
    fn credentials_are_decoded() {
        let server = Server::parse("smtps://ana%40example.org:a%2Bb%3A+c@mail.example").unwrap();
        assert_eq!(server.credentials, Some(("ana@example.org".into(), "a+b:+c".into())));
    }
}
