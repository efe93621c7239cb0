//! The history of the settings in words.

use std::borrow::Cow;

use crate::access::Via;
use crate::customers::fields::{self, ORIGINS, PERSON_KINDS};
use crate::error::AppError;
use crate::fields::{Kind, Lookup};
use crate::history::{self, Entity, Entry};
use crate::i18n::{Lang, Text};
use crate::identity::geo;
use crate::settings::organisation::HISTORY_ID;
use crate::settings::{Display, NumberStyle, Opens, TaxIdLock};
use crate::web::{App, Page};

use super::organisation_form::from_code;

/// Changes of the organisation that are read, to find those of one page among them.
const READ: i64 = 300;
/// Changes shown on a page.
const SHOWN: usize = 20;

/// What changed about a part of the organisation: its history, of the fields that are the part's own.
///
/// # Errors
/// When the database fails.
pub async fn of_part(app: &App, is_own: fn(&str) -> bool) -> Result<Vec<Entry>, AppError> {
    let place = (Entity::Organisation, HISTORY_ID);
    let all = app
        .db
        .read(move |conn| Ok::<_, AppError>(history::of(conn, place.0, place.1, None, READ)?))
        .await?;
    Ok(all.into_iter().filter(|entry| is_own(&entry.field)).take(SHOWN).collect())
}

/// One change as a page shows it.
pub struct Change {
    /// When; nothing for a difference that is not history.
    pub when: String,
    /// Who, and by which road unless it was the panel.
    pub who: String,
    /// What.
    pub label: Cow<'static, str>,
    /// What it was.
    pub before: String,
    /// What it became.
    pub after: String,
}

impl Change {
    /// Whether something happened to all of it, and no value is another.
    pub fn is_event(&self) -> bool {
        self.before.is_empty() && self.after.is_empty()
    }
}

/// The changes of a name of a list.
pub fn of_lookup(page: &Page, entries: &[Entry]) -> Vec<Change> {
    let display = page.display();
    let show = |field: &str, value: &str| match field {
        "is_active" if value == "1" => page.t.settings_active().to_owned(),
        "is_active" => page.t.inactive_mark().to_owned(),
        "staff_id" => display.canonical(&Kind::Ref(Lookup::Staff), value),
        _ => value.to_owned(),
    };
    let label = |field: &str| match field {
        "is_active" => page.t.settings_state(),
        "staff_id" => page.t.settings_member(),
        _ => page.t.settings_name(),
    };
    entries
        .iter()
        .filter(|entry| entry.field != "list")
        .map(|entry| Change {
            label: label(&entry.field).into(),
            before: shown(entry.before.as_deref(), |value| show(&entry.field, value)),
            after: shown(entry.after.as_deref(), |value| show(&entry.field, value)),
            ..signed(page, entry)
        })
        .collect()
}

/// The changes of the organisation.
pub fn of_organisation(page: &Page, entries: &[Entry]) -> Vec<Change> {
    let show = |field: &str, value: &str| setting(&page.display(), field, value);
    entries
        .iter()
        .map(|entry| Change {
            label: label(page.t, &entry.field).into(),
            before: shown(entry.before.as_deref(), |value| show(&entry.field, value)),
            after: shown(entry.after.as_deref(), |value| show(&entry.field, value)),
            ..signed(page, entry)
        })
        .collect()
}

/// Differences of the organisation that are not history yet.
pub fn of_differences(page: &Page, differences: &[history::Change]) -> Vec<Change> {
    let show = |field: &str, value: &str| setting(&page.display(), field, value);
    differences
        .iter()
        .map(|change| Change {
            when: String::new(),
            who: String::new(),
            label: label(page.t, &change.field).into(),
            before: shown(change.before.as_deref(), |value| show(&change.field, value)),
            after: shown(change.after.as_deref(), |value| show(&change.field, value)),
        })
        .collect()
}

fn shown(value: Option<&str>, show: impl Fn(&str) -> String) -> String {
    value.map(show).unwrap_or_default()
}

/// Who and when, without what.
pub fn signed(page: &Page, entry: &Entry) -> Change {
    let display = page.display();
    let who = if entry.via == "panel" {
        entry.actor_name.clone()
    } else if entry.via == Via::Portal.code() {
        // No member: the customer.
        page.t.change_by_customer().to_owned()
    } else if entry.via == Via::Command.code() && entry.actor_id.is_none() {
        // Work beside the requests, too: whoever gave no command must not read of one.
        page.t.change_by_system().to_owned()
    } else if entry.via == Via::Bulk.code() {
        format!("{} ({})", entry.actor_name, page.t.menu_processes().to_lowercase())
    } else {
        let road = display.choice(ORIGINS, &entry.via);
        format!("{} ({road})", entry.actor_name)
    };
    Change {
        when: display.moment(entry.at),
        who,
        label: Cow::Borrowed(""),
        before: String::new(),
        after: String::new(),
    }
}

/// The name of a setting of the organisation.
fn label(t: Text, field: &str) -> &'static str {
    match field {
        "country" => t.organisation_country(),
        "currency" => t.organisation_currency(),
        "time_zone" => t.organisation_time_zone(),
        "language" => t.organisation_language(),
        "number_style" => t.organisation_number_style(),
        "required" => t.organisation_required(),
        "all_four_names" => t.organisation_all_four_names(),
        "person_kind" => t.organisation_person_kind(),
        "tax_id_lock" => t.organisation_tax_id_lock(),
        "second_factor_required" => t.organisation_second_factor(),
        "export_attachment_mb" => t.organisation_attachment(),
        "billing_cycle_id" => t.organisation_cycle(),
        "reminder_days" => t.billing_reminder_days(),
        "mails_receipts" => t.billing_mails_receipts(),
        "retry_days" => t.billing_retry_days(),
        "card_failures" => t.billing_card_failures(),
        "category_follows_status" => t.billing_follows_status(),
        "portal_enabled" => t.portal_enabled(),
        "portal_secret" => t.portal_secret(),
        "portal_secret_hours" => t.portal_hours(),
        "portal_min_password" => t.portal_min_password(),
        "portal_visible" => t.portal_visible_fields(),
        "portal_editable" => t.portal_editable_fields(),
        "portal_welcome" => t.portal_welcome(),
        "portal_help" => t.portal_help(),
        "portal_colour" => t.portal_colour(),
        "portal_invoices" => t.invoices_title(),
        "portal_pays" => t.portal_pay_now(),
        "portal_payments" => t.payments_title(),
        "portal_cards" => t.cards_title(),
        "portal_subscriptions" => t.subscriptions(),
        _ => t.organisation_name(),
    }
}

/// A setting's value as the history keeps it, in words.
fn setting(display: &Display<'_>, field: &str, value: &str) -> String {
    let (lang, t) = (display.lang(), Text(display.lang()));
    match field {
        "country" => display.canonical(&Kind::Country, value),
        "language" => match Lang::from_code(value) {
            Some(lang) => lang.own_name().to_owned(),
            None => value.to_owned(),
        },
        "number_style" => from_code(value).map_or(value, |style| style_text(t, style)).to_owned(),
        "required" | "portal_visible" | "portal_editable" => value
            .lines()
            .map(|key| fields::find(key).map_or(key, |field| field.label(lang)))
            .collect::<Vec<_>>()
            .join(", "),
        "reminder_days" | "retry_days" => value.replace('\n', ", "),
        "portal_secret" if value == "link" => t.portal_secret_link().to_owned(),
        "portal_secret" => t.portal_secret_password().to_owned(),
        name if Opens::NAMES.contains(&name) => display.yes_no(value == "1").to_owned(),
        "all_four_names"
        | "second_factor_required"
        | "portal_enabled"
        | "mails_receipts"
        | "category_follows_status" => display.yes_no(value == "1").to_owned(),
        "billing_cycle_id" => display.canonical(&Kind::Ref(Lookup::BillingCycles), value),
        "export_attachment_mb" if value == "0" => t.organisation_attachment_none().to_owned(),
        "export_attachment_mb" => format!("{value} MB"),
        "person_kind" => display.choice(PERSON_KINDS, value),
        "tax_id_lock" => from_code(value).map_or(value, |lock| lock_text(t, lock)).to_owned(),
        "time_zone" => value.replace('_', " "),
        _ => value.to_owned(),
    }
}

/// A style of numbers in words.
pub fn style_text(t: Text, style: NumberStyle) -> &'static str {
    match style {
        NumberStyle::ByCountry => t.organisation_number_by_country(),
        NumberStyle::Comma => "1.234,50",
        NumberStyle::Point => "1,234.50",
    }
}

/// A lock in words.
pub fn lock_text(t: Text, lock: TaxIdLock) -> &'static str {
    match lock {
        TaxIdLock::ByCountry => t.organisation_lock_by_country(),
        TaxIdLock::FromStart => t.organisation_lock_from_start(),
        TaxIdLock::AfterFirstInvoice => t.organisation_lock_after_invoice(),
        TaxIdLock::Never => t.organisation_lock_never(),
    }
}

/// A country in words.
pub fn country_text(lang: Lang, code: &str) -> &str {
    geo::country_name(code, lang.code()).unwrap_or(code)
}
