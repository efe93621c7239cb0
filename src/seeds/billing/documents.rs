//! The documents of invented contracts, issued day after day by the road of everybody, each as what became of it.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::Desk;
use super::contracts::Service;
use super::story::{Fate, Month};
use crate::customers::Record;
use crate::db::Db;
use crate::error::AppError;
use crate::invoices::past::{self, Past, Written};
use crate::invoices::totals::Line;
use crate::invoices::{Draft, Kind, Of, Prepared, Writing, prepare};
use crate::money::Amount;

const VOIDED: &str = "Se emitió con un período equivocado";
const CREDITED: &str = "El servicio no funcionó durante el período";

/// What becomes of documents, by the contract and the first day that they bill.
type Fates = BTreeMap<(i64, NaiveDate), Fate>;

/// A document, and what was paid beyond what it asked for.
pub(super) struct Document<'a> {
    pub(super) written: Written<'a>,
    pub(super) beyond: i64,
}

impl Desk<'_> {
    /// Who writes on a day.
    pub(super) fn on(&self, day: NaiveDate) -> Writing<'_> {
        Writing::new(self.billing.actor, self.billing.settings, self.at(day))
    }

    /// Issues what these services were billed, the earliest first, and what voids it or takes it back.
    pub(super) fn write_documents(
        &self,
        conn: &mut Db,
        records: &[Record],
        services: &[Service],
    ) -> Result<Vec<Document<'_>>, AppError> {
        let mut fates = Fates::new();
        let mut drafts = Vec::new();
        for service in services {
            for month in &service.story.months {
                fates.insert((service.contract.id, month.first), month.fate);
                drafts.push(service.draft(month));
            }
        }
        let (prepared, _) = prepare(conn, &self.on(self.today), records, drafts)?;
        let mut days: BTreeMap<NaiveDate, Vec<Prepared>> = BTreeMap::new();
        for one in prepared {
            days.entry(one.draft.issue_on).or_default().push(one);
        }
        let mut documents = Vec::new();
        for (day, prepared) in days {
            let pasts: Vec<(Past, i64)> =
                prepared.iter().map(|one| self.past(day, one, &fates)).collect();
            let became = pasts.iter().map(|(past, _)| *past);
            let written = past::issue_with(conn, &self.on(day), &prepared, became, VOIDED)?;
            let beyond = pasts.iter().map(|(_, beyond)| *beyond);
            let pairs = written.into_iter().zip(beyond);
            documents.extend(pairs.map(|(written, beyond)| Document { written, beyond }));
        }
        past::void(conn, documents.iter().map(|one| &one.written), VOIDED)?;
        past::credit(conn, records, documents.iter().map(|one| &one.written), CREDITED)?;
        Ok(documents)
    }

    /// What becomes of a document of a day, and what is paid beyond it.
    fn past(&self, day: NaiveDate, one: &Prepared, fates: &Fates) -> (Past<'_>, i64) {
        let draft = &one.draft;
        let key = match (draft.of, draft.period) {
            (Of::Contract(id), Some((first, _))) => (id, first),
            _ => (0, draft.issue_on),
        };
        let total = one.totals.total.0;
        match fates.get(&key).copied().unwrap_or(Fate::Open) {
            Fate::Open => (Past::Open, 0),
            Fate::Paid(on) => (Past::Paid(self.on(on), total), 0),
            Fate::Partly(on) => (Past::Paid(self.on(on), (total / 2).max(1)), 0),
            Fate::Over(on) => (Past::Paid(self.on(on), total), total / 4),
            Fate::Voided => (Past::Voided(self.on(self.later(day, 1))), 0),
            Fate::Credited => (Past::Credited(self.on(self.later(day, 4))), 0),
        }
    }
}

impl Service<'_> {
    /// What a period is billed: the plan's price, less the discount that counts.
    fn draft(&self, month: &Month) -> Draft {
        let own = self.contract.discount_bp;
        let discount_bp = if own > 0 { own } else { self.personal_bp };
        let (first, last) = (month.first.format("%d/%m/%Y"), month.last.format("%d/%m/%Y"));
        Draft {
            customer: self.contract.customer_id,
            kind: Kind::Recurring,
            of: Of::Contract(self.contract.id),
            period: Some((month.first, month.last)),
            lines: vec![Line {
                description: format!("{} · {first} – {last}", self.plan.name),
                quantity: 1_000,
                unit_price: Amount(self.plan.price),
                discount_bp,
                tax: Some(self.tax.clone()),
            }],
            currency: self.contract.currency.clone(),
            issue_on: month.first,
            due_on: month.due,
            method: None,
            notes: None,
            once: None,
        }
    }
}
