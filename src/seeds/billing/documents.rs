//! The documents of invented contracts, issued day after day by the road of everybody.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::Desk;
use super::contracts::Service;
use super::story::{Fate, Month};
use crate::customers::Record;
use crate::db::Db;
use crate::error::AppError;
use crate::invoices::totals::Line;
use crate::invoices::{Draft, Issued, Kind, Of, Prepared, Writing, issue, prepare};
use crate::money::Amount;

/// A document, and what becomes of it.
pub(super) struct Document {
    pub(super) issued: Issued,
    pub(super) day: NaiveDate,
    pub(super) total: i64,
    pub(super) currency: String,
    pub(super) method: String,
    pub(super) fate: Fate,
}

impl Desk<'_> {
    /// Who writes on a day.
    pub(super) fn on(&self, day: NaiveDate) -> Writing<'_> {
        Writing::new(self.billing.actor, self.billing.settings, self.at(day))
    }

    /// Issues what these services were billed, the earliest first.
    pub(super) fn write_documents(
        &self,
        conn: &mut Db,
        records: &[Record],
        services: &[Service],
    ) -> Result<Vec<Document>, AppError> {
        let mut fates: BTreeMap<(i64, NaiveDate), Fate> = BTreeMap::new();
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
            let told: Vec<_> = prepared.iter().map(|one| told(one, &fates)).collect();
            let issued = issue(conn, &self.on(day), prepared)?;
            documents.extend(issued.into_iter().zip(told).map(|(issued, told)| {
                let (total, currency, method, fate) = told;
                Document { issued, day, total, currency, method, fate }
            }));
        }
        Ok(documents)
    }
}

/// What is kept of a document besides its number: total, currency, method, fate.
fn told(one: &Prepared, fates: &BTreeMap<(i64, NaiveDate), Fate>) -> (i64, String, String, Fate) {
    let draft = &one.draft;
    let key = match (draft.of, draft.period) {
        (Of::Contract(id), Some((first, _))) => (id, first),
        _ => (0, draft.issue_on),
    };
    let fate = fates.get(&key).copied().unwrap_or(Fate::Open);
    let method = draft.method.clone().unwrap_or_else(|| "transfer".to_owned());
    (one.totals.total.0, draft.currency.clone(), method, fate)
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
