//! What the next page says about the last action, with the way back where there is one.

use actix_session::Session;
use serde::{Deserialize, Serialize};

const KEY: &str = "flash";

/// The way back of an action.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Undo {
    /// Where to post.
    pub action: String,
    /// What the button says.
    pub label: String,
}

/// A message for the next page.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Flash {
    /// ok, warn or bad.
    pub kind: String,
    /// What happened.
    pub text: String,
    /// How to take it back.
    pub undo: Option<Undo>,
}

/// Something went well.
pub fn ok(session: &Session, text: impl Into<String>) {
    push(session, Flash { kind: "ok".into(), text: text.into(), undo: None });
}

/// Something went well, and can be taken back.
pub fn undoable(session: &Session, text: impl Into<String>, undo: Undo) {
    push(session, Flash { kind: "ok".into(), text: text.into(), undo: Some(undo) });
}

/// Something is to be looked at.
pub fn warn(session: &Session, text: impl Into<String>) {
    push(session, Flash { kind: "warn".into(), text: text.into(), undo: None });
}

fn push(session: &Session, flash: Flash) {
    let mut all: Vec<Flash> = session.get(KEY).ok().flatten().unwrap_or_default();
    all.push(flash);
    if let Err(error) = session.insert(KEY, all) {
        tracing::warn!(%error, "a message for the next page was lost");
    }
}

/// Takes the messages out of the session.
pub(super) fn take(session: &Session) -> Vec<Flash> {
    match session.get(KEY) {
        Ok(Some(all)) => {
            session.remove(KEY);
            all
        }
        _ => Vec::new(),
    }
}
