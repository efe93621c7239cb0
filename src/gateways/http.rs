//! HTTP to a gateway: short patience, no redirect followed, small answers, and nothing secret in a log.

use std::io::Read as _;
use std::time::Duration;

use serde::Serialize;
use ureq::Agent;

use super::end::{Fault, Token, Trouble};

/// Bytes of an answer, at most.
const LONGEST: u64 = 64 * 1024;

/// Letters of a gateway's own words that are kept.
const MOST_WORDS: usize = 200;

/// How a call is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Reads.
    Get,
    /// Makes.
    Post,
    /// Ends an enrolment, without a body.
    Put,
    /// Removes, with a body.
    Delete,
}

/// An answer of the gateway: nothing else is known of it yet.
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// What came with it.
    pub body: Vec<u8>,
}

/// The wire to one gateway.
pub struct Wire {
    agent: Agent,
    base: String,
    key_id: String,
    key_secret: Token,
}

impl Wire {
    /// To a base address, with the pair of keys that every call carries.
    pub fn new(base: String, key_id: String, key_secret: Token, patience: Duration) -> Self {
        let agent = Agent::config_builder()
            .timeout_global(Some(patience))
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .max_idle_connections(0)
            .user_agent("padron")
            .build()
            .new_agent();
        Self { agent, base, key_id, key_secret }
    }

    /// Calls. `step` names the call in the log, where its path would show a token.
    pub fn call(
        &self,
        step: &'static str,
        method: Method,
        path: &str,
        body: Option<&impl Serialize>,
    ) -> Result<Reply, Fault> {
        let reply = self.send(method, path, body);
        match &reply {
            Ok(reply) if reply.status < 400 => {}
            Ok(reply) => tracing::warn!(step, status = reply.status, "a gateway did not agree"),
            Err(trouble) => tracing::warn!(step, ?trouble, "a gateway did not answer"),
        }
        let reply = reply.map_err(Fault::Unknown)?;
        match reply.status {
            // Whoever is too slow or too many for it may have been heard before it said so.
            408 | 500.. => Err(Fault::Unknown(Trouble::Failed(reply.status))),
            300..400 => Err(Fault::Unknown(Trouble::NotUnderstood)),
            _ => Ok(reply),
        }
    }

    fn send(
        &self,
        method: Method,
        path: &str,
        body: Option<&impl Serialize>,
    ) -> Result<Reply, Trouble> {
        let url = format!("{}{path}", self.base);
        let body = match body {
            Some(body) => serde_json::to_vec(body).map_err(|_| Trouble::NotUnderstood)?,
            None => Vec::new(),
        };
        let sent = match method {
            Method::Get => self.keyed(self.agent.get(&url)).call(),
            Method::Post => self.keyed(self.agent.post(&url)).send(&body),
            Method::Put => self.keyed(self.agent.put(&url)).send(&body),
            Method::Delete => self.keyed(self.agent.delete(&url)).force_send_body().send(&body),
        };
        let response = sent.map_err(|error| trouble(&error))?;
        let status = response.status().as_u16();
        let mut body = Vec::new();
        let mut reader = response.into_body().into_reader().take(LONGEST + 1);
        reader.read_to_end(&mut body).map_err(|error| match error.kind() {
            std::io::ErrorKind::TimedOut => Trouble::Late,
            _ => Trouble::Cut,
        })?;
        if body.len() as u64 > LONGEST {
            return Err(Trouble::NotUnderstood);
        }
        Ok(Reply { status, body })
    }

    fn keyed<Any>(&self, request: ureq::RequestBuilder<Any>) -> ureq::RequestBuilder<Any> {
        request
            .header("Tbk-Api-Key-Id", &self.key_id)
            .header("Tbk-Api-Key-Secret", self.key_secret.reveal())
            .header("Content-Type", "application/json")
    }
}

/// What went wrong, without the address that an error's own words may show.
fn trouble(error: &ureq::Error) -> Trouble {
    match error {
        ureq::Error::Timeout(_) => Trouble::Late,
        ureq::Error::Io(error) if error.kind() == std::io::ErrorKind::TimedOut => Trouble::Late,
        ureq::Error::Protocol(_) | ureq::Error::LargeResponseHeader(..) => Trouble::NotUnderstood,
        _ => Trouble::Cut,
    }
}

/// What a gateway says of its refusal, shortened, without what must not be shown.
pub fn words(body: &[u8], secrets: &[&str]) -> String {
    #[derive(serde::Deserialize)]
    struct Said {
        error_message: String,
    }
    let said =
        serde_json::from_slice::<Said>(body).map_or_else(|_| String::new(), |s| s.error_message);
    let said = secrets
        .iter()
        .filter(|secret| !secret.is_empty())
        .fold(said, |said, secret| said.replace(secret, "…"));
    said.chars().filter(|c| !c.is_control()).take(MOST_WORDS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_told_in_the_gateways_words_without_secrets() {
        let body = br#"{"error_message":"token abc123 is\u0007 not valid"}"#;
        assert_eq!(words(body, &["abc123", ""]), "token … is not valid");
        assert_eq!(words(b"<html>", &[]), "");
        let long = format!(r#"{{"error_message":"{}"}}"#, "a".repeat(900));
        assert_eq!(words(long.as_bytes(), &[]).len(), MOST_WORDS);
    }
}
