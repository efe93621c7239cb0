//! Letters: what is said to whom, in their language, as plain text and as HTML.

use askama::Template;
use chrono::NaiveDateTime;

use super::attachment::{Attachment, Enclosure};
use super::billing::{Issued, Owed, Paid, Renewal};
use super::kind::Kind;
use super::seal::Bodies;
use super::words::{self, Words};
use crate::i18n::{Lang, Text};
use crate::settings::Organisation;
use crate::text;

/// Who a letter goes to, and whom it is about.
#[derive(Clone, Debug)]
pub struct Recipient {
    /// Name.
    pub name: String,
    /// E-mail.
    pub address: String,
    /// The language they read.
    pub language: Lang,
    /// The member, if it is one.
    pub staff_id: Option<i64>,
    /// The customer, if it is one.
    pub customer_id: Option<i64>,
}

/// What a letter says. Has no `Debug`, so that no log can show its secrets.
#[derive(Clone)]
pub enum Content {
    /// That mail arrives.
    Test,
    /// The password changed.
    PasswordChanged(NaiveDateTime),
    /// A second factor was set up.
    SecondFactorOn(NaiveDateTime),
    /// The second factor was taken away.
    SecondFactorOff(NaiveDateTime),
    /// A link to choose a password, made by an administrator.
    PasswordLink(Link),
    /// A link to choose a password, asked for by whoever forgot it.
    PasswordForgotten(Link),
    /// A customer's way into the portal, asked for by the staff.
    PortalPassword(Access),
    /// A link for a customer who forgot the password of the portal.
    PortalForgotten(Link),
    /// The password of the portal changed.
    PortalPasswordChanged(NaiveDateTime),
    /// The e-mail by which a customer signs in to the portal changed.
    PortalEmailChanged(NaiveDateTime),
    /// An export is ready.
    ExportReady(Exported),
    /// An export could not be made: which customers in words, and why.
    ExportFailed(String, String),
    /// Work that its owner wanted to be told of is over.
    JobEnded(Ended),
    /// A document was issued to the customer.
    InvoiceIssued(Issued),
    /// A document of the customer's was corrected.
    CreditNoteIssued(Issued),
    /// A payment of the customer's came in.
    PaymentReceived(Paid),
    /// The customer has something to pay.
    PaymentReminder(Owed),
    /// The customer has to choose a card.
    CardRenewal(Renewal),
}

/// The file of an export.
#[derive(Clone)]
pub struct Exported {
    /// Which customers, in words.
    pub whom: String,
    /// How many.
    pub rows: u64,
    /// Where the file is fetched, and until when.
    pub link: Link,
    /// The file, where it goes with the letter.
    pub attachment: Option<Attachment>,
}

/// How work ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// All of it was done.
    Done,
    /// It was done, but not for everybody.
    DoneWithFailures,
    /// Somebody stopped it.
    Stopped,
    /// It could not go on.
    Failed,
}

/// What came of work that its owner wanted to be told of.
#[derive(Clone)]
pub struct Ended {
    /// How it ended.
    pub end: End,
    /// What was done, in words.
    pub what: String,
    /// How many it was done to, in words.
    pub counts: String,
    /// What else to know, a paragraph each.
    pub facts: Vec<String>,
    /// Where its result is.
    pub link: Link,
}

/// A link that opens a door until a moment.
#[derive(Clone)]
pub struct Link {
    /// The whole address.
    pub address: String,
    /// Until when it works.
    pub expires_at: NaiveDateTime,
}

/// What opens the portal once: a link, and where the organisation wants it so a temporary password.
#[derive(Clone)]
pub struct Access {
    /// The link to choose a password, and until when both work.
    pub link: Link,
    /// The temporary password, in groups.
    pub code: Option<String>,
    /// Where the temporary password is typed.
    pub sign_in: String,
}

impl Content {
    fn kind(&self) -> Kind {
        match self {
            Self::Test => Kind::Test,
            Self::PasswordChanged(_) => Kind::PasswordChanged,
            Self::SecondFactorOn(_) => Kind::SecondFactorOn,
            Self::SecondFactorOff(_) => Kind::SecondFactorOff,
            Self::PasswordLink(_) => Kind::PasswordLink,
            Self::PasswordForgotten(_) => Kind::PasswordForgotten,
            Self::PortalPassword(_) => Kind::PortalPassword,
            Self::PortalForgotten(_) => Kind::PortalForgotten,
            Self::PortalPasswordChanged(_) => Kind::PortalPasswordChanged,
            Self::PortalEmailChanged(_) => Kind::PortalEmailChanged,
            Self::ExportReady(_) => Kind::ExportReady,
            Self::ExportFailed(..) => Kind::ExportFailed,
            Self::JobEnded(_) => Kind::JobEnded,
            Self::InvoiceIssued(_) => Kind::InvoiceIssued,
            Self::CreditNoteIssued(_) => Kind::CreditNoteIssued,
            Self::PaymentReceived(_) => Kind::PaymentReceived,
            Self::PaymentReminder(_) => Kind::PaymentReminder,
            Self::CardRenewal(_) => Kind::CardRenewal,
        }
    }

    fn link(&self) -> Option<&Link> {
        match self {
            Self::PasswordLink(link)
            | Self::PasswordForgotten(link)
            | Self::PortalPassword(Access { link, .. })
            | Self::PortalForgotten(link)
            | Self::ExportReady(Exported { link, .. })
            | Self::JobEnded(Ended { link, .. })
            | Self::CardRenewal(Renewal { link, .. }) => Some(link),
            Self::Test
            | Self::PasswordChanged(_)
            | Self::SecondFactorOn(_)
            | Self::SecondFactorOff(_)
            | Self::PortalPasswordChanged(_)
            | Self::PortalEmailChanged(_)
            | Self::ExportFailed(..)
            | Self::InvoiceIssued(_)
            | Self::CreditNoteIssued(_)
            | Self::PaymentReceived(_)
            | Self::PaymentReminder(_) => None,
        }
    }

    /// The address that the letter leads to: its link, or a page that asks for a sign-in.
    fn address(&self) -> &str {
        let place = match self {
            Self::InvoiceIssued(issued) | Self::CreditNoteIssued(issued) => &issued.place,
            Self::PaymentReceived(paid) => &paid.place,
            Self::PaymentReminder(owed) => &owed.place,
            _ => return self.link().map_or("", |link| link.address.as_str()),
        };
        place.as_deref().unwrap_or_default()
    }

    fn enclosure(&self) -> Option<Enclosure> {
        match self {
            Self::ExportReady(exported) => exported.attachment.clone().map(Enclosure::File),
            Self::InvoiceIssued(issued) | Self::CreditNoteIssued(issued) => {
                Some(Enclosure::Paper(issued.paper.clone()))
            }
            _ => None,
        }
    }

    /// Whether whoever reads it gets in: the file of an export asks for a sign-in.
    fn is_secret(&self) -> bool {
        matches!(
            self,
            Self::PasswordLink(_)
                | Self::PasswordForgotten(_)
                | Self::PortalPassword(_)
                | Self::PortalForgotten(_)
                | Self::CardRenewal(_)
        )
    }
}

/// A letter, ready to be queued. Has no `Debug`, so that no log can show its secrets.
pub struct Letter {
    pub(super) kind: Kind,
    pub(super) to: Recipient,
    pub(super) subject: String,
    pub(super) bodies: Bodies,
    /// Whether the bodies must not lie about in the clear.
    pub(super) is_secret: bool,
    /// After this it is of no use to anybody.
    pub(super) expires_at: Option<NaiveDateTime>,
    /// What goes with it.
    pub(super) enclosure: Option<Enclosure>,
    /// Whether a job writes it to many, so that letters to one person go first.
    pub in_bulk: bool,
    /// The job that it tells of.
    pub job_id: Option<i64>,
    /// Why it goes to this address, as a code of whoever decided it; for the log.
    pub reason: Option<String>,
}

#[derive(Template)]
#[template(path = "mail/letter.txt")]
struct TextLetter<'a> {
    t: Text,
    organisation: &'a str,
    words: &'a Words,
    link: &'a str,
}

#[derive(Template)]
#[template(path = "mail/letter.html")]
struct HtmlLetter<'a> {
    t: Text,
    organisation: &'a str,
    words: &'a Words,
    link: &'a str,
}

impl Letter {
    /// Writes a letter in the recipient's language.
    ///
    /// # Errors
    /// When a template fails.
    pub fn compose(house: &Organisation, to: Recipient, content: &Content) -> askama::Result<Self> {
        let t = Text(to.language);
        // What people typed stays on its line, in headers and in the text.
        let organisation = &text::clean_line(&house.name);
        let to = Recipient { name: text::clean_line(&to.name), ..to };
        let words = &words::of(t, house, &to, content);
        let link = content.address();
        Ok(Self {
            kind: content.kind(),
            subject: text::clean_line(&subject(organisation, &words.title)),
            bodies: Bodies {
                text: TextLetter { t, organisation, words, link }.render()?,
                html: HtmlLetter { t, organisation, words, link }.render()?,
            },
            is_secret: content.is_secret(),
            expires_at: content.link().map(|link| link.expires_at),
            enclosure: content.enclosure(),
            in_bulk: false,
            job_id: None,
            reason: None,
            to,
        })
    }
}

fn subject(organisation: &str, title: &str) -> String {
    if organisation.is_empty() { title.to_owned() } else { format!("{title} · {organisation}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(name: &str, content: &Content) -> Letter {
        let house =
            Organisation { name: "Fibra <Sur> & Cía".to_owned(), ..Organisation::default() };
        let to = Recipient {
            name: name.to_owned(),
            address: "ana@x.test".to_owned(),
            language: Lang::Es,
            staff_id: Some(1),
            customer_id: None,
        };
        Letter::compose(&house, to, content).unwrap()
    }

    #[test]
    fn the_plain_text_reads_as_a_letter_does() {
        let expires_at = chrono::NaiveDate::from_ymd_opt(2026, 3, 4).unwrap();
        let link = Link {
            address: "https://panel/password?token=abc".to_owned(),
            expires_at: expires_at.and_hms_opt(12, 0, 0).unwrap(),
        };
        let letter = letter("Ana & \"O'Neil\"", &Content::PasswordLink(link));
        assert_eq!(letter.subject, "Elija su contraseña · Fibra <Sur> & Cía");
        let lines: Vec<&str> = letter.bodies.text.lines().collect();
        assert_eq!(
            lines,
            [
                "Elija su contraseña",
                "",
                "Hola, Ana & \"O'Neil\":",
                "",
                "Quien administra el panel creó este enlace para que elija la contraseña de la cuenta \
                 ana@x.test.",
                "",
                "Elegir la contraseña:",
                "https://panel/password?token=abc",
                "",
                lines[9],
                "",
                "Es personal: nadie de su organización se lo pedirá. No reenvíe este mensaje.",
                "",
                "-- ",
                "Fibra <Sur> & Cía",
                "Este mensaje se envió automáticamente. No responda a esta dirección.",
            ]
        );
        assert!(lines[9].starts_with("El enlace sirve una sola vez y vence el"), "{}", lines[9]);
        assert!(letter.is_secret && letter.expires_at.is_some());
    }

    #[test]
    fn what_people_typed_is_no_html() {
        let letter = letter("<b>Ana</b>", &Content::Test);
        assert!(!letter.bodies.html.contains("<b>") && !letter.bodies.html.contains("<Sur>"));
        assert!(!letter.is_secret);
    }
}
