//! Payments in lists: theirs, and each customer's.

use chrono::NaiveDateTime;

use crate::access::Permission;
use crate::customers::header::Section;
use crate::i18n::Text;
use crate::lists::Words;
use crate::lists::screens::{Line, New, Shown, Tab};
use crate::payments::Payments;
use crate::payments::fields::Record;
use crate::payments::states::glyph;
use crate::payments::when;
use crate::web::Page;

const TABS: &[Tab] = &[
    Tab { label: Text::payments_tab_all, filters: &[] },
    Tab { label: Text::payments_tab_successful, filters: &[("status", "successful")] },
    Tab { label: Text::payments_tab_waiting, filters: &[("status", "waiting")] },
    Tab { label: Text::payments_tab_review, filters: &[("status", "review")] },
    Tab { label: Text::payments_tab_rejected, filters: &[("status", "rejected")] },
    Tab { label: Text::payments_tab_refunded, filters: &[("status", "refunded")] },
    Tab { label: Text::payments_tab_reversed, filters: &[("status", "reversed")] },
];

impl Shown for Payments {
    const LIST: &'static str = "payments";
    const VIEWS: &'static str = "/payments/views";
    const SECTION: Section = Section::Payments;
    const NEW: Option<New> =
        Some(New { permission: Permission::RegisterPayments, label: Text::payment_new });

    fn title(t: Text) -> &'static str {
        t.payments_title()
    }

    fn words(t: Text) -> Words {
        Words {
            label: t.payments_label(),
            tabs: t.payments_tabs(),
            all: t.payments_all(),
            one: t.payments_one(),
            many: |t, number| t.payments_many(number),
            quick: t.payments_quick(),
            hint: t.payments_hint(),
            none: t.payments_none(),
            none_match: |t, typed| t.payments_none_match(typed),
            looked_in: t.payments_looked_in(),
        }
    }

    fn first(t: Text) -> (&'static str, &'static str) {
        (t.payments_first(), t.payments_first_text())
    }

    fn tabs() -> &'static [Tab] {
        TABS
    }

    fn line(record: &Record, page: &Page) -> Line {
        let row = &record.payment;
        Line {
            title: page.t.payment_name(&row.id.to_string()),
            sub: row.reference.clone().unwrap_or_default(),
            href: format!("/payments/{}", row.id),
        }
    }

    fn glyph(code: &str) -> &'static str {
        glyph(code)
    }

    fn moment(key: &str, at: NaiveDateTime, page: &Page) -> String {
        let display = page.display();
        if key == "paid_at" { when::said(&display, at) } else { display.moment(at) }
    }

    fn currency(record: &Record) -> &str {
        &record.payment.currency
    }
}
