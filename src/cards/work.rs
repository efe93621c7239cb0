//! What is asked of gateways beside the requests: how enrolments in doubt ended, charges, refunds, and the removals
//! that gateways are owed. A thread of its own: a gateway that keeps it waiting holds up no other work, and the other way about.

use std::thread::{Builder, JoinHandle};
use std::time::Duration;

use super::{charges, confirm, enrol, refunds};
use crate::access::{Actor, Via};
use crate::audit::By;
use crate::background::Bells;
use crate::clock;
use crate::error::AppError;
use crate::gateways::{Gateways, owed};
use crate::mail::Post;

/// How long it waits for its bell before it looks by itself: for the next try, and for what others wrote.
const PATIENCE: Duration = Duration::from_secs(2);

/// Removals at a time: each may keep it waiting, and enrolments have a minute.
const FEW: i64 = 1;

/// Enrolments at a time.
const MANY: i64 = 20;

/// Whom it speaks to, and how it writes to customers.
#[derive(Clone, Copy)]
pub struct Desk<'a> {
    /// The gateways.
    pub gateways: &'a Gateways,
    /// Takes letters.
    pub post: &'a Post,
    /// The address of the panel, as people type it.
    pub public_url: &'a str,
}

/// Starts the thread; the end of its bell ends it.
///
/// # Errors
/// When the system gives no thread.
pub fn start(
    gateways: Gateways,
    post: Post,
    public_url: String,
    bells: Bells,
) -> std::io::Result<JoinHandle<()>> {
    Builder::new().name("gateways".to_owned()).spawn(move || {
        let desk = Desk { gateways: &gateways, post: &post, public_url: &public_url };
        while !bells.gateways.is_over() {
            let has_more = work(&desk).unwrap_or_else(|error| {
                tracing::warn!(%error, "what is asked of gateways cannot be read");
                false
            });
            if has_more {
                // Somebody may have been written to.
                bells.mail.ring();
            } else if !bells.gateways.wait(PATIENCE) {
                return;
            }
        }
    })
}

/// Does what is due now; whether there was something.
///
/// # Errors
/// When the database fails.
pub fn work(desk: &Desk<'_>) -> Result<bool, AppError> {
    let in_doubt = confirm_some(desk.gateways)?;
    let charged = charges::work(desk)?;
    let refunded = refunds::work(desk)?;
    let owed = remove_some(desk.gateways)?;
    Ok(in_doubt || charged || refunded || owed)
}

fn confirm_some(gateways: &Gateways) -> Result<bool, AppError> {
    let (db, now) = (gateways.db(), clock::now());
    let due = db.read_now(|conn| Ok::<_, AppError>(enrol::due(conn, now, MANY)?))?;
    let by = By::command(&Actor::command(Via::Command));
    for one in &due {
        let taken = db.write_now(|conn| enrol::take(conn, *one, clock::now()))?;
        if let Some(enrolment) = taken {
            logged(confirm::end(gateways, &by, &enrolment), "an enrolment in doubt", one.0);
        }
    }
    Ok(!due.is_empty())
}

fn remove_some(gateways: &Gateways) -> Result<bool, AppError> {
    let now = clock::now();
    let due = gateways.db().read_now(|conn| Ok::<_, AppError>(owed::due(conn, now, FEW)?))?;
    for id in &due {
        logged(owed::settle(gateways, *id).map(|_| ()), "a removal", *id);
    }
    Ok(!due.is_empty())
}

/// One that cannot be done must not keep the others.
fn logged(done: Result<(), AppError>, what: &'static str, id: i64) {
    if let Err(error) = done {
        tracing::warn!(%error, id, "{what} waits for its next turn");
    }
}
