//! Who is told of what. It asks nobody: whoever knows the customer says who there is.
//!
//! | event | main e-mail | e-mails to notify | people | switch |
//! |---|---|---|---|---|
//! | invoice, credit note | yes | yes | who wants invoices | invoices |
//! | payment | yes | never | who wants payments | payments |
//! | reminder | yes | never | who wants reminders | reminders |
//! | card renewal | yes | never | nobody: its link is the customer's alone | none |
//!
//! Of what somebody of the staff has mailed by hand the switch «by hand» decides alone; it goes to the same addresses.
//!
//! Without a main e-mail nobody is told anything.

/// What there is to tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// A document was issued.
    Invoice,
    /// A document was taken back.
    CreditNote,
    /// Money came in.
    Payment,
    /// Money is or was due.
    Reminder,
    /// A card is missing, or no longer works.
    CardRenewal,
}

impl Event {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Invoice, Self::CreditNote, Self::Payment, Self::Reminder, Self::CardRenewal];

    /// As stored.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Invoice => "invoice",
            Self::CreditNote => "credit_note",
            Self::Payment => "payment",
            Self::Reminder => "reminder",
            Self::CardRenewal => "card_renewal",
        }
    }
}

/// Which letters a customer wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Switches {
    /// Invoices and credit notes.
    pub invoice: bool,
    /// Receipts.
    pub payment: bool,
    /// Reminders.
    pub reminder: bool,
    /// What the staff has mailed by hand.
    pub manual: bool,
}

/// Somebody of the customer's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// Name.
    pub name: String,
    /// E-mail.
    pub email: String,
    /// The unit whose affairs are this person's; all of them without one.
    pub unit: Option<i64>,
    /// Whether invoices are.
    pub invoices: bool,
    /// Whether payments are.
    pub payments: bool,
    /// Whether reminders are.
    pub reminders: bool,
}

/// A customer as whoever writes to one sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// The status, as stored.
    pub status: String,
    /// The main e-mail.
    pub main: Option<String>,
    /// The e-mails to notify.
    pub listed: Vec<String>,
    /// Which letters the customer wants.
    pub switches: Switches,
    /// The unit that the event is about, if it is about one.
    pub unit: Option<i64>,
    /// The customer's people.
    pub contacts: Vec<Contact>,
}

/// Why somebody is written to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// It is the main e-mail.
    Main,
    /// It is among the e-mails to notify.
    Listed,
    /// It is somebody of the customer's.
    Contact {
        /// Whose it is.
        name: String,
    },
}

impl Why {
    /// As the log of mails keeps it: without anybody's name.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Main => "main",
            Self::Listed => "listed",
            Self::Contact { .. } => "contact",
        }
    }
}

/// Why nobody is written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Silence {
    /// There is no main e-mail.
    NoMain,
    /// The customer does not want letters of this kind.
    SwitchedOff,
    /// The customer is archived or anonymised.
    Gone,
    /// The organisation mails no letters of this kind.
    NotMailed,
}

/// Somebody who is written to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addressee {
    /// The address.
    pub address: String,
    /// Why.
    pub why: Why,
}

/// Who is told of an event without anybody's asking, each address once, the main one first.
///
/// # Errors
/// [`Silence`] says why nobody is.
pub fn recipients(event: Event, party: &Party) -> Result<Vec<Addressee>, Silence> {
    told(event, party, wants(event, party.switches))
}

/// The same where somebody of the staff has it mailed.
///
/// # Errors
/// [`Silence`] says why nobody is.
pub fn by_hand(event: Event, party: &Party) -> Result<Vec<Addressee>, Silence> {
    told(event, party, party.switches.manual)
}

fn told(event: Event, party: &Party, is_wanted: bool) -> Result<Vec<Addressee>, Silence> {
    if matches!(party.status.as_str(), "archived" | "anonymized") {
        return Err(Silence::Gone);
    }
    let main = party.main.as_deref().map(str::trim).filter(|main| !main.is_empty());
    let main = main.ok_or(Silence::NoMain)?;
    if !is_wanted {
        return Err(Silence::SwitchedOff);
    }
    let mut told = vec![Addressee { address: main.to_owned(), why: Why::Main }];
    if matches!(event, Event::Invoice | Event::CreditNote) {
        for address in &party.listed {
            add(&mut told, address, Why::Listed);
        }
    }
    for contact in party.contacts.iter().filter(|contact| concerns(event, party, contact)) {
        add(&mut told, &contact.email, Why::Contact { name: contact.name.clone() });
    }
    Ok(told)
}

fn wants(event: Event, switches: Switches) -> bool {
    match event {
        Event::Invoice | Event::CreditNote => switches.invoice,
        Event::Payment => switches.payment,
        Event::Reminder => switches.reminder,
        // Without it a service ends: no switch keeps it back.
        Event::CardRenewal => true,
    }
}

/// Whether an event is this person's affair: what is about a unit is its people's and those of no unit.
fn concerns(event: Event, party: &Party, contact: &Contact) -> bool {
    let is_asked = match event {
        Event::Invoice | Event::CreditNote => contact.invoices,
        Event::Payment => contact.payments,
        Event::Reminder => contact.reminders,
        Event::CardRenewal => false,
    };
    let is_of_unit = match (party.unit, contact.unit) {
        (Some(unit), Some(own)) => unit == own,
        _ => true,
    };
    is_asked && is_of_unit
}

/// One more, unless that address is written to already.
fn add(told: &mut Vec<Addressee>, address: &str, why: Why) {
    let address = address.trim();
    let is_known = |known: &Addressee| known.address.to_lowercase() == address.to_lowercase();
    if !address.is_empty() && !told.iter().any(is_known) {
        told.push(Addressee { address: address.to_owned(), why });
    }
}

#[cfg(test)]
mod tests;
