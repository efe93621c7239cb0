//! What became of invented documents: paid, paid in part or with more, voided, taken back.

use chrono::NaiveDate;

use super::Desk;
use super::documents::Document;
use super::story::Fate;
use crate::db::Db;
use crate::error::AppError;
use crate::invoices::{Act, act, credit_note};
use crate::money::Amount;
use crate::payments::{Outcome, Received, register};
use crate::token::random_text;

const VOIDED: &str = "Se emitió con un período equivocado";
const CREDITED: &str = "El servicio no funcionó durante el período";

impl Desk<'_> {
    /// Settles documents as their fates say, in the order of the days on which that happened.
    pub(super) fn settle(&self, conn: &mut Db, documents: &[Document]) -> Result<(), AppError> {
        let mut events: Vec<(NaiveDate, &Document)> =
            documents.iter().filter_map(|one| Some((self.happened(one)?, one))).collect();
        events.sort_by_key(|(day, one)| (*day, one.issued.id));
        events.into_iter().try_for_each(|(day, one)| self.happen(conn, day, one))
    }

    fn happened(&self, document: &Document) -> Option<NaiveDate> {
        match document.fate {
            Fate::Open => None,
            Fate::Paid(on) | Fate::Partly(on) | Fate::Over(on) => Some(on),
            Fate::Voided => Some(self.later(document.day, 1)),
            Fate::Credited => Some(self.later(document.day, 4)),
        }
    }

    fn happen(&self, conn: &mut Db, day: NaiveDate, one: &Document) -> Result<(), AppError> {
        let (id, version, total) = (one.issued.id, one.issued.version, one.total);
        match one.fate {
            Fate::Open => Ok(()),
            Fate::Paid(_) => self.pay(conn, day, one, (total, total)),
            Fate::Partly(_) => {
                let part = (total / 2).max(1);
                self.pay(conn, day, one, (part, part))
            }
            Fate::Over(_) => self.pay(conn, day, one, (total + total / 4, total)),
            Fate::Voided => {
                act(conn, &self.on(day), id, version, &Act::Void(VOIDED.to_owned())).map(|_| ())
            }
            Fate::Credited => {
                credit_note(conn, &self.on(day), id, version, None, CREDITED).map(|_| ())
            }
        }
    }

    /// Takes so much in, of which so much is for the document.
    fn pay(
        &self,
        conn: &mut Db,
        day: NaiveDate,
        one: &Document,
        (amount, part): (i64, i64),
    ) -> Result<(), AppError> {
        let received = Received {
            customer: one.issued.customer,
            currency: one.currency.clone(),
            amount: Amount(amount),
            method: one.method.clone(),
            paid_on: day,
            reference: None,
            to: vec![(one.issued.id, Amount(part))],
            seen: Vec::new(),
            once: random_text(14),
        };
        match register(conn, &self.on(day), &received)? {
            Outcome::Saved(_) | Outcome::Again(_) => Ok(()),
            Outcome::Refused(refusal) => {
                Err(AppError::Bug(anyhow::anyhow!("an invented payment is refused: {refusal:?}")))
            }
            Outcome::Conflict(_) => Err(AppError::Conflict),
        }
    }
}
