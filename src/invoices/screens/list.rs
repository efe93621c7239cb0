//! Documents in lists: theirs, and each customer's.

use super::words;
use crate::access::Permission;
use crate::customers::header::Section;
use crate::i18n::Text;
use crate::invoices::Invoices;
use crate::invoices::fields::Record;
use crate::lists::Words;
use crate::lists::screens::{Act, Line, New, Shown, Tab};
use crate::web::Page;

const TABS: &[Tab] = &[
    Tab { label: Text::invoices_tab_all, filters: &[] },
    Tab { label: Text::invoices_tab_pending, filters: &[("balance__gt", "0")] },
    Tab {
        label: Text::invoices_tab_overdue,
        filters: &[("balance__gt", "0"), ("due_date__lt", "today")],
    },
    Tab { label: Text::invoices_tab_paid, filters: &[("status", "paid")] },
    Tab { label: Text::invoices_tab_rejected, filters: &[("status", "rejected")] },
    Tab { label: Text::invoices_tab_voided, filters: &[("status", "voided")] },
    Tab { label: Text::invoices_tab_drafts, filters: &[("status", "draft")] },
];

impl Shown for Invoices {
    const LIST: &'static str = "invoices";
    const VIEWS: &'static str = "/invoices/views";
    const SECTION: Section = Section::Invoices;
    const NEW: Option<New> =
        Some(New { permission: Permission::EditInvoices, label: Text::invoice_one_off });

    const ACT: Option<Act> = Some(Act {
        permission: Permission::EditInvoices,
        label: Text::run_title,
        href: "/invoices/run",
        icon: "invoice",
    });

    fn title(t: Text) -> &'static str {
        t.invoices_title()
    }

    fn words(t: Text) -> Words {
        Words {
            label: t.invoices_label(),
            tabs: t.invoices_tabs(),
            all: t.invoices_all(),
            one: t.invoices_one(),
            many: |t, number| t.invoices_many(number),
            quick: t.invoices_quick(),
            hint: t.invoices_hint(),
            none: t.invoices_none(),
            none_match: |t, typed| t.invoices_none_match(typed),
            looked_in: t.invoices_looked_in(),
        }
    }

    fn first(t: Text) -> (&'static str, &'static str) {
        (t.invoices_first(), t.invoices_first_text())
    }

    fn tabs() -> &'static [Tab] {
        TABS
    }

    fn line(record: &Record, page: &Page) -> Line {
        let row = &record.invoice;
        Line {
            title: row
                .full_number
                .clone()
                .unwrap_or_else(|| page.t.invoices_draft(&row.id.to_string())),
            sub: page.display().choice(crate::invoices::states::KINDS, &row.kind),
            href: format!("/invoices/{}", row.id),
        }
    }

    fn glyph(code: &str) -> &'static str {
        words::glyph(code)
    }

    fn currency(record: &Record) -> &str {
        &record.invoice.currency
    }
}
