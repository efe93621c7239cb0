//! A document's own page.

use actix_web::{HttpResponse, web};
use askama::Template;
use chrono::NaiveDateTime;

use super::sending::can_be_mailed;
use super::{Opened, open, trail, words};
use crate::access::Permission;
use crate::accounts;
use crate::cards::charges::{self, Charge};
use crate::clock;
use crate::error::AppError;
use crate::history::{self, Entity, Entry};
use crate::invoices::settled::{self, Settlement};
use crate::invoices::settling::Source;
use crate::invoices::states::{METHODS, is_open, may_become};
use crate::invoices::store::Invoice;
use crate::invoices::{self, Kind, Writing};
use crate::notices;
use crate::notices::queue::event_of;
use crate::notices::screens::beforehand;
use crate::papers::{Paper, Worded};
use crate::payments::screens::show::{Notice, charge_notice};
use crate::settings::screens::changes::Change;
use crate::web::{App, Page, Signed, respond};

/// Changes that the page shows.
const SHOWN: i64 = 50;
/// Seconds after which the page of one whose card is being asked looks again.
const SOON: u16 = 2;

/// A figure of the head.
struct Figure {
    label: &'static str,
    value: String,
    is_due: bool,
}

/// A row of what settles it.
struct Settled {
    when: String,
    what: String,
    href: String,
    amount: String,
    taken_back: Option<String>,
}

/// What can be done with it now, by whoever looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Actions {
    issue: bool,
    due: bool,
    method: bool,
    void: bool,
    credit_note: bool,
    mail: bool,
    pay: bool,
    use_credit: bool,
}

impl Actions {
    fn of(page: &Page, opened: &Opened, credit: i64) -> Self {
        let row = &opened.row;
        let may = page.may(Permission::EditInvoices);
        let is_open = is_open(&row.status);
        let is_note = row.kind == Kind::CreditNote.code();
        let may_pay = page.may(Permission::RegisterPayments) && row.balance > 0;
        Self {
            issue: may && row.status == "draft",
            due: may && is_open,
            method: may && is_open,
            void: may && may_become(&row.status, "voided") && row.paid == 0 && row.credited == 0,
            credit_note: may && !is_note && (is_open || row.status == "paid"),
            mail: may && can_be_mailed(opened),
            pay: may_pay,
            use_credit: may_pay && credit > 0,
        }
    }

    fn more(self) -> bool {
        self.due || self.method || self.void
    }
}

#[derive(Template)]
#[template(path = "invoices/show.html")]
struct ShowPage {
    page: Page,
    crumbs: Vec<(String, String)>,
    name: String,
    address: String,
    customer: String,
    customer_address: String,
    customer_id: i64,
    invoice_id: i64,
    version: i64,
    glyph: &'static str,
    status: String,
    due: Option<String>,
    figures: Vec<Figure>,
    links: Vec<(&'static str, String, String)>,
    reason: Option<String>,
    /// When it was mailed.
    mailed: Vec<String>,
    actions: Actions,
    /// Who is mailed when it is issued.
    told: String,
    credit: String,
    worded: Worded,
    settled: Vec<Settled>,
    is_issued: bool,
    /// What a card that was asked for it said.
    charge: Option<Asked>,
    changes: Vec<Change>,
}

/// What is known of the last charge of a document that is still owed.
struct Asked {
    kind: &'static str,
    title: &'static str,
    text: String,
    /// Name and address of its payment.
    payment: (String, String),
}

impl Asked {
    fn of(page: &Page, charge: &Charge) -> Option<Self> {
        let id = charge.payment_id;
        let payment = (page.t.payment_name(&id.to_string()), format!("/payments/{id}"));
        if is_under_way(charge) {
            let (title, text) = (page.t.invoice_charging(), page.t.invoice_charging_text());
            return Some(Self { kind: "info", title, text: text.to_owned(), payment });
        }
        let Notice { kind, title, text, .. } = charge_notice(page, charge, "waiting")?;
        Some(Self { kind, title, text, payment })
    }
}

/// Whether its gateway is about to be asked, or is being asked.
fn is_under_way(charge: &Charge) -> bool {
    matches!(charge.status.as_str(), "prepared" | "sent")
}

struct Found {
    opened: Opened,
    paper: Paper,
    settled: Vec<Settlement>,
    notes: Vec<(i64, String)>,
    corrects: Option<(i64, String)>,
    reason: Option<String>,
    credit: i64,
    charge: Option<Charge>,
    mailed: Vec<NaiveDateTime>,
    entries: Vec<Entry>,
}

/// GET /invoices/{id}
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn show(
    page: Page,
    signed: Signed,
    app: web::Data<App>,
    id: web::Path<i64>,
) -> Result<HttpResponse, AppError> {
    let (id, t) = (id.into_inner(), page.t);
    let found = app
        .db
        .read(move |conn| {
            let opened = open(conn, &signed, id)?;
            let writing = Writing::new(&signed.actor, &signed.settings, clock::now());
            let row = &opened.row;
            let corrects = match row.corrects_id {
                Some(id) => invoices::store::find(conn, id)?,
                None => None,
            };
            Ok::<_, AppError>(Found {
                paper: invoices::paper(conn, &writing, id, t)?,
                settled: settled::of_document(conn, id)?,
                notes: settled::notes_of(conn, id)?,
                corrects: corrects.map(|row| (row.id, row.full_number.unwrap_or_default())),
                reason: invoices::reason_of(conn, id)?,
                credit: accounts::credit(conn, row.customer_id, &row.currency)?,
                charge: charges::last_of(conn, id)?.filter(|_| row.balance > 0),
                entries: history::of(conn, Entity::Invoice, id, None, SHOWN)?,
                mailed: notices::times(conn, event_of(row), id)?,
                opened,
            })
        })
        .await?;
    let soon = found.charge.as_ref().is_some_and(is_under_way).then_some(SOON);
    respond::html_of_work(&ShowPage::new(page, found), soon)
}

impl ShowPage {
    fn new(page: Page, found: Found) -> Self {
        let Found { opened, paper, settled, notes, corrects, reason, .. } = found;
        let Found { credit, charge, mailed, entries, .. } = found;
        let row = &opened.row;
        let today = Writing::new(&page.actor, &page.settings, clock::now()).today();
        let (glyph, status) = words::standing(&page, row, today);
        Self {
            crumbs: opened.crumbs(&page),
            told: beforehand(&page, event_of(row), &opened.record),
            name: opened.name(&page),
            address: opened.address(),
            customer: opened.customer(&page),
            customer_address: opened.customer_address(),
            customer_id: row.customer_id,
            invoice_id: row.id,
            version: row.version,
            glyph,
            status,
            due: words::due(&page, row, today),
            figures: figures(&page, row, words::is_overdue(row, today)),
            links: links(&page, corrects, notes),
            reason,
            mailed: mailed.into_iter().map(|at| page.display().moment(at)).collect(),
            actions: Actions::of(&page, &opened, credit),
            credit: page.display().money(credit.min(row.balance), &row.currency),
            worded: paper.worded(page.t),
            settled: settled.iter().map(|one| settled_row(&page, &row.currency, one)).collect(),
            is_issued: row.number.is_some() && row.kind != Kind::CreditNote.code(),
            charge: charge.and_then(|charge| Asked::of(&page, &charge)),
            changes: trail::of(&page, &row.currency, &entries),
            page,
        }
    }
}

/// Total, and what became of it.
fn figures(page: &Page, row: &Invoice, is_overdue: bool) -> Vec<Figure> {
    let money = |minor| page.display().money(minor, &row.currency);
    let figure = |label, minor| Figure { label, value: money(minor), is_due: false };
    let mut all = vec![figure(page.t.invoice_total(), row.total)];
    if row.paid > 0 {
        all.push(figure(page.t.invoice_paid_so_far(), row.paid));
    }
    if row.credited > 0 {
        all.push(figure(page.t.invoice_credited(), row.credited));
    }
    if is_open(&row.status) {
        let left = figure(page.t.invoice_balance(), row.balance);
        all.push(Figure { is_due: is_overdue, ..left });
    }
    all
}

/// Other documents: label, address and number.
fn links(
    page: &Page,
    corrects: Option<(i64, String)>,
    notes: Vec<(i64, String)>,
) -> Vec<(&'static str, String, String)> {
    let to = |label| move |(id, number)| (label, format!("/invoices/{id}"), number);
    let corrected = corrects.into_iter().map(to(page.t.paper_corrects()));
    corrected.chain(notes.into_iter().map(to(page.t.invoice_corrected_by()))).collect()
}

fn settled_row(page: &Page, currency: &str, one: &Settlement) -> Settled {
    let display = page.display();
    let (what, href) = match one.source {
        Source::Payment(id) => {
            let way = display.choice(METHODS, &one.called);
            (page.t.invoice_settled_payment(&way), format!("/payments/{id}"))
        }
        Source::Note(id) => (page.t.invoice_settled_note(&one.called), format!("/invoices/{id}")),
    };
    Settled {
        when: display.moment(one.at),
        what,
        href,
        amount: display.money(one.amount, currency),
        taken_back: one.taken_back_at.map(|at| page.t.invoice_taken_back(&display.moment(at))),
    }
}
