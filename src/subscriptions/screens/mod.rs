//! The pages of subscriptions.

mod ask;
mod done;
mod form;
mod show;

pub use ask::{ask, keep, pause, perform, resume};
pub use form::{create, edit, new, update};
pub use show::show;

use super::{Record, Subscriptions};
use crate::access::Permission;
use crate::customers::header::Section;
use crate::i18n::Text;
use crate::lists::Words;
use crate::lists::screens::record::{Home, Sheet};
use crate::lists::screens::{Line, New, Shown, Tab};
use crate::services::machines::SUBSCRIPTION_STATES;
use crate::services::next_charges;
use crate::web::Page;

const TABS: &[Tab] = &[
    Tab { label: Text::subscriptions_tab_all, filters: &[] },
    Tab { label: Text::subscriptions_tab_active, filters: &[("status", "active")] },
    Tab { label: Text::subscriptions_tab_trialing, filters: &[("status", "trialing")] },
    Tab { label: Text::subscriptions_tab_scheduled, filters: &[("status", "scheduled")] },
    Tab {
        label: Text::subscriptions_tab_troubled,
        filters: &[("status", "retrying"), ("status", "unpaid")],
    },
    Tab { label: Text::subscriptions_tab_paused, filters: &[("status", "paused")] },
    Tab { label: Text::subscriptions_tab_canceled, filters: &[("status", "canceled")] },
];

impl Shown for Subscriptions {
    const LIST: &'static str = "subscriptions";
    const VIEWS: &'static str = "/subscriptions/views";
    const SECTION: Section = Section::Subscriptions;
    const NEW: Option<New> =
        Some(New { permission: Permission::EditServices, label: Text::subscription_new });

    fn title(t: Text) -> &'static str {
        t.subscriptions()
    }

    fn words(t: Text) -> Words {
        Words {
            label: t.subscriptions_label(),
            tabs: t.subscriptions_tabs(),
            all: t.subscriptions_all(),
            one: t.subscriptions_one(),
            many: |t, number| t.subscriptions_many(number),
            quick: t.subscriptions_quick(),
            hint: t.subscriptions_hint(),
            none: t.subscriptions_none(),
            none_match: |t, typed| t.subscriptions_none_match(typed),
            looked_in: t.subscriptions_looked_in(),
        }
    }

    fn first(t: Text) -> (&'static str, &'static str) {
        (t.subscriptions_first(), t.subscriptions_first_text())
    }

    fn tabs() -> &'static [Tab] {
        TABS
    }

    fn line(record: &Record, page: &Page) -> Line {
        let id = record.subscription.id;
        Line {
            title: record.plan.name.clone(),
            sub: page.t.subscriptions_number(&id.to_string()),
            href: format!("/subscriptions/{id}"),
        }
    }

    fn glyph(code: &str) -> &'static str {
        match code {
            "active" => "active",
            "retrying" | "unpaid" => "overdue",
            "scheduled" | "trialing" => "pending",
            "canceled" | "finished" => "archived",
            _ => "inactive",
        }
    }

    fn currency(record: &Record) -> &str {
        &record.subscription.currency
    }
}

/// A subscription as its pages draw it.
fn sheet<'a>(page: &'a Page, record: &'a Record) -> Sheet<'a, Record> {
    let currency = &record.subscription.currency;
    Sheet { page, fields: super::fields::all(), record, currency }
}

/// What it is called: its plan.
fn title(record: &Record, t: Text) -> String {
    let number = t.subscriptions_number(&record.subscription.id.to_string());
    format!("{} · {number}", record.plan.name)
}

fn state(page: &Page, code: &str) -> String {
    page.display().choice(SUBSCRIPTION_STATES, code)
}

/// Where a subscription is.
fn home(record: &Record, t: Text) -> Home {
    let path = format!("/subscriptions/{}", record.subscription.id);
    let above = ("/subscriptions".to_owned(), t.subscriptions().to_owned());
    let trail = vec![above, (path.clone(), title(record, t))];
    Home { path, trail, version: record.subscription.version }
}

/// One charge to come, in words.
pub struct Charge {
    /// Its day.
    pub on: String,
    /// The last day that it pays for.
    pub end: String,
    /// How much, without tax.
    pub amount: String,
}

/// Charges shown ahead.
const AHEAD: usize = 3;

/// The next three charges of a subscription.
fn charges(page: &Page, record: &Record) -> Vec<Charge> {
    let display = page.display();
    let amount = display.money(record.amount().0, &record.subscription.currency);
    let is_paused = record.subscription.status == "paused";
    let coming = if is_paused { Vec::new() } else { next_charges(&record.schedule(), AHEAD) };
    let charge = |next: crate::services::NextCharge| Charge {
        on: display.date(next.on),
        end: display.date(next.end),
        amount: amount.clone(),
    };
    coming.into_iter().map(charge).collect()
}
