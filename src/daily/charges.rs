//! Subscriptions are billed: each period that has begun becomes a document, which is charged where the customer says so.

use chrono::NaiveDate;

use super::{Due, Work};
use crate::cards::charges;
use crate::customers::Record as Customer;
use crate::db::Db;
use crate::error::AppError;
use crate::invoices::recurring::{Rates, Service, Unpriced};
use crate::invoices::{Of, Refusal, Writing, issue, prepare};
use crate::notices;
use crate::subscriptions::Record;
use crate::subscriptions::turn::{billed, due_period, needing, note, passed, to_bill};

/// Why a subscription has to be looked at, as it is stored.
const BILLER: &str = "biller";
const CURRENCY: &str = "currency";
const PLAN: &str = "plan";

/// What becomes of a period.
enum Bill {
    /// It became this document.
    Issued(i64),
    /// There is nothing to bill, or it was billed before.
    Nothing,
    /// It cannot be billed until somebody looks at it.
    Wants(&'static str),
}

impl Work<'_> {
    /// Bills what is due of these subscriptions; how many documents that gives.
    pub(super) fn bill(&self, conn: &mut Db, due: &[Due]) -> Result<i64, AppError> {
        let rates = Rates::open(conn)?;
        Self::each(due, |id| self.bill_one(conn, &rates, id))
    }

    /// Bills every period that has begun, the earliest first; whether any became a document.
    fn bill_one(&self, conn: &mut Db, rates: &Rates, id: i64) -> Result<bool, AppError> {
        let services = self.services();
        let (owner, mut record) = match to_bill(conn, &services, id) {
            Err(AppError::NotFound) => return Ok(false),
            found => found?,
        };
        let mut is_billed = false;
        while let Some(period) = due_period(&record, services.today()) {
            if owner.customer.status == "inactive" {
                // Of the time it stands still nothing is charged, and no charge of the agreed number is used up.
                let after = passed(&record, period.0);
                note(conn, &services, &record, after)?;
                record = to_bill(conn, &services, id)?.1;
                continue;
            }
            let bill = self.document(conn, rates, (&owner, &record), period)?;
            if let Bill::Wants(reason) = bill {
                note(conn, &services, &record, needing(&record, reason))?;
                break;
            }
            note(conn, &services, &record, billed(&record, period))?;
            if let Bill::Issued(invoice) = bill {
                self.collect(conn, invoice)?;
                is_billed = true;
            }
            // A charge may have said something of it.
            record = to_bill(conn, &services, id)?.1;
        }
        if is_billed {
            self.writing().refresh(conn, &[owner.customer.id])?;
        }
        Ok(is_billed)
    }

    /// Has a document charged, where its customer is charged by card, and told of.
    fn collect(&self, conn: &mut Db, invoice: i64) -> Result<(), AppError> {
        let w = self.writing();
        charges::by_itself(conn, &w, self.desk, invoice)?;
        notices::tell_invoice(conn, &w, self.mailing(), invoice).map(|_| ())
    }

    /// Issues the document of a period.
    fn document(
        &self,
        conn: &mut Db,
        rates: &Rates,
        (owner, record): (&Customer, &Record),
        period: (NaiveDate, NaiveDate),
    ) -> Result<Bill, AppError> {
        let (own, w): (_, Writing) = (&record.subscription, self.writing());
        let service = Service {
            of: Of::Subscription(own.id),
            number: None,
            plan: own.plan_id,
            quantity: own.quantity,
            price: own.price,
            discount_bp: own.discount_bp,
            currency: &own.currency,
            method: own.payment_method.as_deref(),
        };
        let draft = match rates.draft(&w, owner, &service, (period, w.today())) {
            Ok(draft) => draft,
            Err(Unpriced::NoPlan) => return Ok(Bill::Wants(PLAN)),
            Err(Unpriced::OtherCurrency) => return Ok(Bill::Wants(CURRENCY)),
        };
        let (ready, refused) = prepare(conn, &w, std::slice::from_ref(owner), vec![draft])?;
        match refused.first() {
            Some((_, Refusal::Nothing | Refusal::BilledAlready)) => return Ok(Bill::Nothing),
            Some((_, Refusal::OtherCurrency)) => return Ok(Bill::Wants(CURRENCY)),
            Some(_) => return Ok(Bill::Wants(BILLER)),
            None => {}
        }
        let issued = issue(conn, &w, ready)?;
        Ok(issued.first().map_or(Bill::Nothing, |issued| Bill::Issued(issued.id)))
    }
}
