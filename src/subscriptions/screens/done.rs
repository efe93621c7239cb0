//! What became of a subscription, told after the act.

use chrono::NaiveDate;

use super::ask::methods;
use crate::fields::{Kind, Value};
use crate::subscriptions::Record;
use crate::subscriptions::act::Act;
use crate::web::Page;

/// What was done, by what the subscription is now.
pub(super) fn said(page: &Page, done: &Act, record: &Record) -> String {
    let (t, own) = (page.t, &record.subscription);
    let day = |day: Option<NaiveDate>| {
        day.map(|day| page.display().value(&Kind::Date, &Value::Date(day)))
    };
    let next = || day(own.next_charge_on).unwrap_or_else(|| t.subscription_no_charge().to_owned());
    match done {
        Act::ChargeOn(_) => t.subscription_was_moved(&next()),
        Act::Renew => t.subscription_was_renewed(&next()),
        Act::Method(_) => {
            let all = methods(page, own.payment_method.as_deref().unwrap_or_default());
            let chosen = all.into_iter().find(|choice| choice.selected);
            t.subscription_was_paid_by(&chosen.map(|choice| choice.label).unwrap_or_default())
        }
        Act::Pause => t.subscription_was_paused().to_owned(),
        Act::Resume => t.subscription_was_resumed(&next()),
        Act::Keep => t.subscription_was_kept(&next()),
        Act::Cancel { .. } => match day(own.cancel_at) {
            Some(day) if own.status != "canceled" => t.subscription_ends_on(&day),
            _ => t.subscription_canceled().to_owned(),
        },
    }
}
