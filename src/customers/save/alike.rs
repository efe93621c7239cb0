//! One write for many customers of a job, whose rows change in the same columns to the same values:
//! a statement for each table and each field's history, and not for each customer. Whether customers
//! change alike was settled for each of them by the one road of [`assess`](super::assess).

use std::hash::{Hash, Hasher};

use crate::db::prelude::*;
use sha2::{Digest, Sha256};

use super::edit::is_leaving_portal;
use super::{Assessed, Writing, services, uniqueness};
use crate::customers::fields::{
    self, BillingPatch, CustomerPatch, DetailsPatch, LegalPatch, ShippingPatch,
};
use crate::customers::record::{Details, Record};
use crate::db::schema::{
    customer_billing, customer_details, customer_legal, customer_shipping, customers,
};
use crate::db::{Db, among};
use crate::history;
use crate::portal;
use crate::token;

/// What is written to the rows of a customer, and of every other that changes alike.
pub struct Common {
    customer: CustomerPatch,
    details: Option<DetailsPatch>,
    legal: Option<LegalPatch>,
    shipping: Option<ShippingPatch>,
    billing: Option<BillingPatch>,
    /// Fields with their value afterwards.
    values: Vec<(String, Option<String>)>,
    /// Whether they may enter the portal no longer.
    leaves_portal: bool,
    sign: String,
}

impl Common {
    /// What an assessed change writes; none when it writes rows that are the customer's alone.
    #[must_use]
    pub fn of(writing: &Writing, before: &Record, assessed: &Assessed) -> Option<Self> {
        let after = &assessed.after;
        if assessed.findings.stop() || assessed.changed.is_empty() || has_own_rows(before, after) {
            return None;
        }
        let customer = CustomerPatch::between(&before.customer, &after.customer);
        let details = (before.details != after.details)
            .then(|| DetailsPatch::between(&before.details, &after.details));
        let legal =
            (before.legal != after.legal).then(|| LegalPatch::between(&before.legal, &after.legal));
        let shipping = (before.shipping != after.shipping)
            .then(|| ShippingPatch::between(&before.shipping, &after.shipping));
        let billing = (before.billing != after.billing)
            .then(|| BillingPatch::between(&before.billing, &after.billing));
        let rules = (env!("CARGO_PKG_VERSION"), writing.settings.version, writing.actor.role);
        let rows = (&customer, without_instant(before, after), &legal, &shipping, &billing);
        let sign = Sign::of(&(rules, rows));
        let value = |key: &String| fields::find(key).and_then(|f| (f.get)(after).canonical());
        let values = assessed.changed.iter().map(|key| (key.clone(), value(key))).collect();
        let leaves_portal = is_leaving_portal(&assessed.changed, after);
        Some(Self { customer, details, legal, shipping, billing, values, leaves_portal, sign })
    }

    /// The sign that customers share that change alike, as long as the program, the settings and the role
    /// of whoever writes stay as they are.
    #[must_use]
    pub fn sign(&self) -> &str {
        &self.sign
    }
}

/// What changes in the details, but for the instant of an unsubscription: it is another one when the
/// customer was looked at than when it is written.
fn without_instant(before: &Record, after: &Record) -> DetailsPatch {
    let unsubscribed_at = before.details.unsubscribed_at;
    if unsubscribed_at == after.details.unsubscribed_at {
        return DetailsPatch::between(&before.details, &after.details);
    }
    let details = Details { unsubscribed_at, ..after.details.clone() };
    DetailsPatch::between(&before.details, &details)
}

/// Whether something is written that no other customer shares, or may share: phones, e-mails, the first
/// row of a table beside the customer's, what only one customer may have.
pub(super) fn has_own_rows(before: &Record, after: &Record) -> bool {
    before.landline != after.landline
        || before.mobile != after.mobile
        || before.phones != after.phones
        || before.notify_emails != after.notify_emails
        || uniqueness::is_touched(before, after)
        || (before.details.customer_id == 0 && before.details != after.details)
        || (before.legal.customer_id == 0 && before.legal != after.legal)
        || (before.shipping.customer_id == 0 && before.shipping != after.shipping)
        || (before.billing.customer_id == 0 && before.billing != after.billing)
}

/// Writes what they have in common to these customers of the job, which are locked and as they were
/// when they were looked at.
///
/// # Errors
/// When the database fails.
pub fn update_alike(
    conn: &mut Db,
    writing: &Writing,
    common: Common,
    ids: &[i64],
) -> QueryResult<()> {
    let Common { customer, details, legal, shipping, billing, values, .. } = common;
    let leaves_portal = common.leaves_portal;
    diesel::update(customers::table.filter(among(customers::id, ids)))
        .set((
            customer,
            customers::version.eq(customers::version + 1),
            customers::updated_at.eq(writing.at),
        ))
        .execute(conn)?;
    if let Some(details) = details {
        let rows = among(customer_details::customer_id, ids);
        diesel::update(customer_details::table.filter(rows)).set(details).execute(conn)?;
    }
    if let Some(legal) = legal {
        let rows = among(customer_legal::customer_id, ids);
        diesel::update(customer_legal::table.filter(rows)).set(legal).execute(conn)?;
    }
    if let Some(shipping) = shipping {
        let rows = among(customer_shipping::customer_id, ids);
        diesel::update(customer_shipping::table.filter(rows)).set(shipping).execute(conn)?;
    }
    if let Some(billing) = billing {
        let rows = among(customer_billing::customer_id, ids);
        diesel::update(customer_billing::table.filter(rows)).set(billing).execute(conn)?;
    }
    if leaves_portal {
        portal::account::leave(conn, ids)?;
    }
    if let Some((_, Some(status))) = values.iter().find(|(field, _)| field == "status") {
        services::follow(conn, writing, ids, status)?;
    }
    for (field, after) in &values {
        let change = (field.as_str(), after.as_deref());
        history::record_alike(conn, &writing.circumstance(), change, ids)?;
    }
    Ok(())
}

/// A digest of everything that is hashed.
pub(super) struct Sign(Sha256);

impl Sign {
    /// Of a value; two that differ have two.
    pub(super) fn of(value: &impl Hash) -> String {
        let mut sign = Self(Sha256::new());
        value.hash(&mut sign);
        token::hex(&sign.0.finalize())
    }
}

impl Hasher for Sign {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// Never asked for: the digest is longer.
    fn finish(&self) -> u64 {
        0
    }
}
