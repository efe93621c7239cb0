//! A payment's own page.

use std::borrow::Cow;

use actix_session::Session;
use actix_web::{HttpResponse, web};
use askama::Template;
use chrono::NaiveDateTime;

use super::sending::can_be_mailed;
use super::{Opened, open};
use crate::access::Permission;
use crate::cards::charges::{self, Charge};
use crate::cards::refunds::{self, Refund};
use crate::cards::screens::why;
use crate::clock;
use crate::error::AppError;
use crate::fields::Lookup;
use crate::history::{self, Entity, Entry};
use crate::i18n::Text;
use crate::invoices::settled::{self, Settlement};
use crate::invoices::states::METHODS;
use crate::notices::screens::sending::MAILED;
use crate::payments::REGISTERED;
use crate::payments::by_card::EXPECTED;
use crate::payments::refund::{REFUND_ASKED, REFUND_DECIDED, REFUND_REFUSED};
use crate::payments::states::{CHOICES, glyph, holds, may_become};
use crate::payments::when;
use crate::settings::screens::changes::{Change, signed};
use crate::web::{App, Page, Signed, flash, respond};

/// Seconds after which the page looks again, while the gateway is asked.
const AGAIN: u16 = 5;

/// Changes that the page shows.
const SHOWN: i64 = 50;

/// A document that it settles or did.
pub(super) struct Settled {
    pub number: String,
    pub href: String,
    pub when: String,
    pub amount: String,
    pub taken_back: Option<String>,
}

/// What is going on between the panel and the gateway.
pub struct Notice {
    /// Which sort of notice.
    pub kind: &'static str,
    /// What it is.
    pub title: &'static str,
    /// What else is known.
    pub text: String,
    /// Whether the gateway can be asked now what became of it.
    is_doubt: bool,
    /// Whether people may say what became of it.
    may_be_decided: bool,
}

#[derive(Template)]
#[template(path = "payments/show.html")]
struct ShowPage {
    page: Page,
    crumbs: Vec<(String, String)>,
    name: String,
    address: String,
    glyph: &'static str,
    status: String,
    amount: String,
    left: Option<String>,
    facts: Vec<(&'static str, String)>,
    /// What the documents are to it, and what is said where there is none.
    settled_words: (&'static str, &'static str),
    has_receipt: bool,
    settled: Vec<Settled>,
    notice: Option<Notice>,
    may_ask: bool,
    may_mail: bool,
    may_reverse: bool,
    may_refund: bool,
    changes: Vec<Change>,
}

/// GET /payments/{id}
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn show(
    page: Page,
    member: Signed,
    app: web::Data<App>,
    id: web::Path<i64>,
) -> Result<HttpResponse, AppError> {
    let id = id.into_inner();
    let (opened, settled, entries, charge, (refund, can_go_back)) = app
        .db
        .read(move |conn| {
            let opened = open(conn, &member, id)?;
            let settled = settled::by_payment(conn, id)?;
            let entries = history::of(conn, Entity::Payment, id, None, SHOWN)?;
            let charge = charges::last_for(conn, id)?;
            let can_go_back = refunds::refundable(conn, &opened.row)?.is_some();
            let refund = refunds::last_of(conn, id)?;
            Ok::<_, AppError>((opened, settled, entries, charge, (refund, can_go_back)))
        })
        .await?;
    let row = &opened.row;
    let left = row.left();
    let is_asked = |status: &str| matches!(status, "prepared" | "sent");
    let is_moving = charge.as_ref().is_some_and(|charge| is_asked(&charge.status))
        || refund.as_ref().is_some_and(|refund| is_asked(&refund.status));
    let template = ShowPage {
        crumbs: opened.crumbs(&page),
        name: opened.name(&page),
        address: opened.address(),
        glyph: glyph(&row.status),
        status: page.display().choice(CHOICES, &row.status),
        amount: opened.money(&page, row.amount),
        left: (left > 0).then(|| opened.money(&page, left)),
        facts: facts(&page, &opened),
        settled: parts(&page, &opened, &settled),
        settled_words: settled_words(page.t, &row.status),
        has_receipt: came_in(&row.status),
        notice: charge
            .and_then(|charge| charge_notice(&page, &charge, &row.status))
            .or_else(|| refund.and_then(|refund| refund_notice(&page, &refund))),
        may_ask: page.may(Permission::ReversePayments),
        may_mail: page.may(Permission::RegisterPayments) && can_be_mailed(&opened),
        may_reverse: page.may(Permission::ReversePayments)
            && may_become(&row.status, "reversed")
            && row.gateway_id.is_none(),
        may_refund: page.may(Permission::ReversePayments) && can_go_back,
        changes: changes(&page, &opened, &entries),
        page,
    };
    respond::html_of_work(&template, is_moving.then_some(AGAIN))
}

/// What the gateway has not said of the charge, or why it did not charge.
///
/// Nothing once the money of its payment, which is in this state, came in.
pub fn charge_notice(page: &Page, charge: &Charge, status: &str) -> Option<Notice> {
    let t = page.t;
    let notice =
        |kind, title, text| Notice { kind, title, text, is_doubt: false, may_be_decided: false };
    if charge.status == "review" {
        let known = charge.error.as_deref().and_then(|error| why::doubt(t, error));
        let known = known.map(|known| format!("{known}. ")).unwrap_or_default();
        let text = t.payment_doubt_text();
        let text = format!("{known}{text} {}", next_question(page, charge.next_at));
        return Some(Notice { is_doubt: true, ..notice("warn", t.payment_doubt(), text) });
    }
    if charge.status == "reversed" && !came_in(status) {
        let text = t.payment_charge_undone_text().to_owned();
        return Some(notice("warn", t.payment_charge_undone(), text));
    }
    let is_refused = charge.status == "refused" && !came_in(status);
    let kept = charge.error.as_deref().map(|error| why::kept(t, error));
    let said = charge.response_code.map(|code| why::code(t, code)).or(kept);
    let said = said.filter(|_| is_refused)?;
    let again = charge.next_at.map(|next| t.payment_tried_again(&page.display().moment(next)));
    let text = format!("{said}. {}", again.unwrap_or_default());
    Some(notice("bad", t.payment_not_charged(), text.trim_end().to_owned()))
}

/// Whether the money is or was there.
pub(super) fn came_in(status: &str) -> bool {
    holds(status) || matches!(status, "reversed" | "refunded")
}

/// What the documents are to a payment of this state, and what is said where there is none.
pub(super) fn settled_words(t: Text, status: &str) -> (&'static str, &'static str) {
    match status {
        "reversed" | "refunded" => (t.payment_settled_once(), t.payment_settled_once_none()),
        "waiting" | "review" => (t.payment_settled(), t.payment_settled_not_yet()),
        "rejected" | "unable_to_charge" => (t.payment_settled(), t.payment_settled_never()),
        _ => (t.payment_settled(), t.payment_settled_none()),
    }
}

/// How far it is on its way back to the card; one that arrived is told by the state of the payment.
fn refund_notice(page: &Page, refund: &Refund) -> Option<Notice> {
    let t = page.t;
    let notice = |kind, title, text| Notice {
        kind,
        title,
        text,
        is_doubt: false,
        may_be_decided: refunds::may_be_decided(refund),
    };
    match refund.status.as_str() {
        "prepared" | "sent" => {
            let text = t.payment_refund_open_text().to_owned();
            Some(notice("info", t.payment_refund_open_title(), text))
        }
        "review" => {
            let text = t.payment_refund_doubt_text();
            let text = format!("{text} {}", next_question(page, refund.next_at));
            let shown = notice("warn", t.payment_refund_doubt(), text);
            Some(Notice { is_doubt: true, ..shown })
        }
        "refused" => {
            let code = refund.response_code.map(|code| code.to_string());
            let why = refused_why(t, code.or_else(|| refund.error.clone()).as_deref());
            let text = t.payment_refund_refused_text(&why);
            Some(notice("bad", t.payment_refund_refused(), text))
        }
        _ => None,
    }
}

/// Why the gateway did not give it back: its code, its words, or ours.
fn refused_why(t: Text, said: Option<&str>) -> String {
    match said.unwrap_or_default() {
        "" => String::new(),
        refunds::NOT_CONFIGURED => t.payment_refund_why_settings().to_owned(),
        refunds::STANDS => t.payment_refund_why_stands().to_owned(),
        refunds::NOT_WANTED => t.payment_refund_why_changed().to_owned(),
        refunds::DECIDED => t.payment_refund_why_decided().to_owned(),
        said => said_why(t, said),
    }
}

/// A code, or the gateway's own words.
fn said_why(t: Text, said: &str) -> String {
    if let Ok(code) = said.parse() {
        return format!("{}.", why::code(t, code));
    }
    t.payment_refund_why_words(said)
}

/// When the gateway is asked next, in words.
fn next_question(page: &Page, next: Option<NaiveDateTime>) -> String {
    match next.filter(|next| *next > clock::now()) {
        Some(next) => page.t.payment_doubt_next(&page.display().moment(next)),
        None => page.t.payment_doubt_now().to_owned(),
    }
}

/// POST /payments/{id}/asking: its gateway is asked now what became of it.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn ask_now(
    page: Page,
    member: Signed,
    app: web::Data<App>,
    session: Session,
    id: web::Path<i64>,
) -> Result<HttpResponse, AppError> {
    let id = id.into_inner();
    let asked = app.db.write(move |conn| {
        open(conn, &member, id)?;
        if let Some(charge) = charges::in_doubt(conn, id)? {
            charges::again(conn, charge.id, clock::now())?;
            return Ok(true);
        }
        let refund = refunds::last_of(conn, id)?.filter(|refund| refund.status == "review");
        let Some(refund) = refund else { return Ok(false) };
        refunds::again(conn, refund.id, clock::now())?;
        Ok::<_, AppError>(true)
    });
    if asked.await? {
        app.bells.gateways.ring();
        flash::ok(&session, page.t.payment_doubt_asked());
    } else {
        flash::warn(&session, page.t.payment_doubt_over());
    }
    Ok(respond::see_other(&format!("/payments/{id}")))
}

/// What is said of it beside its amount.
pub(super) fn facts(page: &Page, opened: &Opened) -> Vec<(&'static str, String)> {
    let (row, t, display) = (&opened.row, page.t, page.display());
    let clerk = row.received_by.and_then(|id| page.settings.name_of(Lookup::Staff, id));
    let facts = [
        (t.invoice_customer(), Some(opened.customer(page))),
        (t.payment_paid_on(), Some(when::said(&display, row.paid_at))),
        (t.payment_method(), Some(way(page, opened))),
        (t.payment_reference(), row.reference.clone()),
        (t.payment_received_by(), clerk.map(|offer| offer.name)),
        (t.invoice_reason(), row.reason.as_deref().map(|reason| why::kept(t, reason))),
    ];
    facts.into_iter().filter_map(|(label, value)| Some((label, value?))).collect()
}

/// By which way, and by which card.
fn way(page: &Page, opened: &Opened) -> String {
    let way = page.display().choice(METHODS, &opened.row.method);
    match &opened.row.card_label {
        Some(card) => format!("{way} · {card}"),
        None => way,
    }
}

/// What it settles, or did.
pub(super) fn parts(page: &Page, opened: &Opened, settled: &[Settlement]) -> Vec<Settled> {
    let part = |one: &Settlement| Settled {
        number: one.called.clone(),
        href: format!("/invoices/{}", one.invoice),
        when: page.display().moment(one.at),
        amount: opened.money(page, one.amount),
        taken_back: one
            .taken_back_at
            .map(|at| page.t.invoice_taken_back(&page.display().moment(at))),
    };
    settled.iter().map(part).collect()
}

fn changes(page: &Page, opened: &Opened, entries: &[Entry]) -> Vec<Change> {
    let t = page.t;
    let money = |kept: &str| {
        kept.parse().map_or_else(|_| kept.to_owned(), |minor| opened.money(page, minor))
    };
    let value = |field: &str, kept: Option<&str>| match (field, kept) {
        (_, None) => String::new(),
        ("status", Some(code)) => page.display().choice(CHOICES, code),
        ("applied" | REFUND_ASKED, Some(kept)) => money(kept),
        (REFUND_REFUSED, Some(kept)) => refused_why(t, Some(kept)),
        (REFUND_DECIDED, Some("1")) => t.payment_outcome_yes().to_owned(),
        (REFUND_DECIDED, Some(_)) => t.payment_outcome_no().to_owned(),
        // What identifies it stands above.
        (REGISTERED | EXPECTED, Some(_)) => opened.money(page, opened.row.amount),
        (_, Some(kept)) => kept.to_owned(),
    };
    let label = |field: &str| match field {
        "applied" => t.payment_change_applied(),
        "status" => t.invoice_status(),
        MAILED => t.notice_change_mailed(),
        REFUND_ASKED => t.payment_change_refund_asked(),
        REFUND_REFUSED => t.payment_change_refund_refused(),
        REFUND_DECIDED => t.payment_change_refund_decided(),
        EXPECTED => t.payment_change_expected(),
        "card_label" => t.cards_card(),
        _ => t.payment_change_registered(),
    };
    let change = |entry: &Entry| Change {
        label: Cow::Borrowed(label(&entry.field)),
        before: value(&entry.field, entry.before.as_deref()),
        after: value(&entry.field, entry.after.as_deref()),
        ..signed(page, entry)
    };
    entries.iter().map(change).collect()
}
