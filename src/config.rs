//! Settings of the installation: a flag and an environment variable each, with a default that works.

use std::net::IpAddr;
use std::path::{Path, PathBuf};

use clap::Args;

/// How people reach the panel, unless somebody says otherwise.
const USUAL_ADDRESS: &str = "http://localhost:8080";

/// Who mail comes from, unless somebody says otherwise.
pub const USUAL_SENDER: &str = "Padrón <no-reply@localhost>";

/// The settings; their sentences are the help of the command line.
#[derive(Args, Clone, Debug)]
pub struct Config {
    /// Database: `sqlite:PATH` or `postgres://…`.
    #[arg(
        long,
        env = "DATABASE_URL",
        default_value = "sqlite:var/padron.db",
        global = true,
        hide_env_values = true
    )]
    pub database_url: String,
    /// Folder of the generated secret and of files.
    #[arg(long, env = "PADRON_DATA_DIR", default_value = "var", global = true)]
    pub data_dir: PathBuf,
    /// Address and port to listen on; port 0 picks one.
    #[arg(long, env = "PADRON_LISTEN", default_value = "127.0.0.1:8080", global = true)]
    pub listen: String,
    /// Address of the panel as people type it; https turns on Secure cookies and HSTS.
    #[arg(long, env = "PADRON_PUBLIC_URL", default_value = USUAL_ADDRESS, global = true)]
    pub public_url: String,
    /// Proxies whose forwarding headers are believed: addresses, separated by commas.
    #[arg(long, env = "PADRON_TRUSTED_PROXIES", value_delimiter = ',', global = true)]
    pub trusted_proxies: Vec<IpAddr>,
    /// Bearer token for /metrics; without it only this machine may read them.
    #[arg(long, env = "PADRON_METRICS_TOKEN", global = true, hide_env_values = true)]
    pub metrics_token: Option<String>,
    /// Mail server: `smtps://user:pass@host:465` or `smtp://user:pass@host:587`, which asks for STARTTLS;
    /// without one mail is written into files of the data folder.
    #[arg(long, env = "PADRON_SMTP_URL", global = true, hide_env_values = true)]
    pub smtp_url: Option<String>,
    /// Who mail comes from.
    #[arg(long, env = "PADRON_MAIL_FROM", default_value = USUAL_SENDER, global = true)]
    pub mail_from: String,
    /// What to log: error, warn, info, debug or trace, or a filter per module.
    #[arg(long, env = "PADRON_LOG", default_value = "info", global = true)]
    pub log: String,
    /// How to log: text or json.
    #[arg(long, env = "PADRON_LOG_FORMAT", default_value = "text", global = true)]
    pub log_format: String,
}

impl Config {
    /// Where nobody said how people reach the panel, they reach it on the port it listens on.
    #[must_use]
    pub fn settled(mut self) -> Self {
        let port = self.listen.rsplit(':').next().and_then(|port| port.parse::<u16>().ok());
        if let Some(port) = port.filter(|port| *port != 0)
            && self.public_url == USUAL_ADDRESS
        {
            self.public_url = format!("http://localhost:{port}");
        }
        // Addresses are written behind it, each with a slash of its own.
        self.public_url.truncate(self.public_url.trim_end_matches('/').len());
        self
    }

    /// Whether people reach the panel over https.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.public_url.to_ascii_lowercase().starts_with("https://")
    }

    /// Host and port of the public address, as an Origin header has them.
    #[must_use]
    pub fn public_authority(&self) -> &str {
        let rest = self.public_url.split_once("://").map_or(self.public_url.as_str(), |(_, r)| r);
        rest.split('/').next().unwrap_or(rest)
    }

    /// The name of the staff's session cookie; the prefix binds it to https and this host.
    #[must_use]
    pub fn session_cookie(&self) -> &'static str {
        if self.is_https() { "__Host-padron_session" } else { "padron_session" }
    }

    /// The name of the cookie of the customers' portal.
    #[must_use]
    pub fn portal_cookie(&self) -> &'static str {
        if self.is_https() { "__Host-padron_portal" } else { "padron_portal" }
    }

    /// A file in the data folder.
    #[must_use]
    pub fn data_file(&self, name: &str) -> PathBuf {
        Path::new(&self.data_dir).join(name)
    }
}
