//! What the stand-in remembers.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::http::{Answer, Request};
use super::{KEY, MALL};

/// A way to misbehave at one call.
pub struct Force {
    method: String,
    path: String,
    pub how: String,
    pub after: bool,
    pub pointer: String,
    pub value: String,
}

/// An enrolment.
pub struct Inscription {
    pub username: String,
    pub response_url: String,
    pub card: String,
    pub act: Option<String>,
    pub returned_at: Option<Instant>,
    pub is_confirmed: bool,
}

pub struct State {
    pub address: SocketAddr,
    pub key_id: String,
    pub key: String,
    /// How long after the return an enrolment may be confirmed.
    pub within: Duration,
    /// Whether the browser comes back by POST, as before version 1.1.
    pub back_by_post: bool,
    /// How many tokens were given so far.
    pub given: usize,
    pub inscriptions: HashMap<String, Inscription>,
    /// One card per username: what stands for it, and its masked number.
    pub cards: HashMap<String, (String, String)>,
    pub transactions: HashMap<String, Value>,
    pub seen: Vec<Value>,
    forces: Vec<Force>,
}

impl State {
    pub fn new(address: SocketAddr) -> Self {
        Self {
            address,
            key_id: MALL.into(),
            key: KEY.into(),
            within: Duration::from_secs(60),
            back_by_post: false,
            given: 0,
            inscriptions: HashMap::new(),
            cards: HashMap::new(),
            transactions: HashMap::new(),
            seen: Vec::new(),
            forces: Vec::new(),
        }
    }

    pub fn force(&mut self, request: &Request) -> Answer {
        let field = |name| request.field(name).unwrap_or_default();
        self.forces.push(Force {
            method: field("method"),
            path: field("path"),
            how: field("how"),
            after: request.field("after").is_some(),
            pointer: field("pointer"),
            value: field("value"),
        });
        Answer::empty(204)
    }

    pub fn set(&mut self, request: &Request) -> Answer {
        if let Some(millis) = request.field("within_ms") {
            self.within = Duration::from_millis(millis.parse().unwrap());
        }
        if let Some(back) = request.field("back") {
            self.back_by_post = back == "post";
        }
        if let Some(key) = request.field("key") {
            self.key = key;
        }
        Answer::empty(204)
    }

    /// Writes the call down, and tells how to misbehave at it.
    pub fn seen(&mut self, request: &Request) -> Option<Force> {
        let path =
            request.path.rsplit_once("/v1.2").map_or(request.path.as_str(), |(_, path)| path);
        let body: Value = serde_json::from_str(&request.body).unwrap_or(Value::Null);
        self.seen.push(json!({ "method": request.method, "path": path, "body": body }));
        let at = self
            .forces
            .iter()
            .position(|force| force.method == request.method && path.starts_with(&force.path))?;
        Some(self.forces.remove(at))
    }

    /// A token, in the gateway's form.
    pub fn token(&mut self) -> String {
        self.given += 1;
        format!("{:064x}", 0xe12_0000_0000_0000_u64 + self.given as u64 * 7919)
    }
}
