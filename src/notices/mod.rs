//! Mail about a customer's affairs: who is written to, and why. One place decides it for every letter, so
//! that what is shown (who receives what) is what is sent.
//!
//! Letters go into the outbox in the transaction of what they tell of ([`queue`]); the table `notices` keeps what
//! was told, so that nothing is told twice, whatever is killed.

pub mod paper;
pub mod party;
mod portal;
pub mod queue;
pub mod recipients;
mod remind;
pub mod screens;
mod told;

use crate::customers::Record;
use crate::mail::Post;
use crate::settings::Organisation;

pub use queue::{Told, tell_again, tell_invoice, tell_invoices, tell_payment};
pub use remind::{Place, remind};
pub use told::{again, times};

use recipients::{Addressee, Event, Silence, recipients};

/// How letters leave.
#[derive(Clone, Copy)]
pub struct Mailing<'a> {
    /// Takes them.
    pub post: &'a Post,
    /// The address of the panel, as people type it.
    pub public_url: &'a str,
}

/// Who is told of an event without anybody's pressing a button, or why nobody is: as [`recipients`] says, and as the
/// organisation has decided.
///
/// # Errors
/// [`Silence`] says why nobody is.
pub fn who(event: Event, record: &Record, house: &Organisation) -> Result<Vec<Addressee>, Silence> {
    let told = recipients(event, &party::of(record))?;
    if event == Event::Payment && !house.billing.mails_receipts {
        return Err(Silence::NotMailed);
    }
    Ok(told)
}
