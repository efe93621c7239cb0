//! `/portal/invoices`: the customer's documents, each with its paper and its PDF.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use chrono::NaiveDate;

use super::sums::{self, Sum};
use super::{own, parts};
use crate::cards::charges;
use crate::clock;
use crate::db;
use crate::db::Db;
use crate::error::AppError;
use crate::invoices::states::counted;
use crate::invoices::states::{APPLIED, CHOICES, is_open};
use crate::invoices::store::{self, Invoice};
use crate::invoices::{self, Snapshots, Writing, settled};
use crate::papers::{self, Paper, Worded};
use crate::web::{App, Entered, Form, Page, download, respond};

/// Documents on a page.
const ON_A_PAGE: i64 = 30;

#[derive(Template)]
#[template(path = "portal/invoices.html")]
struct ListPage {
    page: Page,
    due: Vec<Sum>,
    rows: Vec<Row>,
    older: Option<String>,
}

/// A document of the list.
pub(super) struct Row {
    pub name: String,
    pub href: String,
    pub issued: String,
    /// When it is to be paid, in words, while something is.
    pub due: String,
    pub total: String,
    pub glyph: &'static str,
    pub state: String,
    /// What is left to pay, where only a part is.
    pub left: Option<String>,
    /// Where it is paid.
    pub payment: Option<String>,
}

/// A document of the customer's, for everybody else there is none.
pub(super) fn find(conn: &mut Db, customer: i64, public_id: &str) -> Result<Invoice, AppError> {
    let row = store::find_public(conn, public_id)?.ok_or(AppError::NotFound)?;
    let is_theirs = row.customer_id == customer && row.number.is_some();
    is_theirs.then_some(row).ok_or(AppError::NotFound)
}

/// `GET /portal/invoices`, the newest first; `before` goes on from a document.
///
/// # Errors
/// `NotFound` when the organisation shows none; when the database is away.
pub async fn index(
    page: Page,
    entered: Entered,
    app: web::Data<App>,
    request: HttpRequest,
) -> Result<HttpResponse, AppError> {
    parts::open(&entered, |opens| opens.invoices)?;
    let before: Option<i64> = Form::of_query(&request)?.text("before").parse().ok();
    let customer = entered.visitor.id;
    let (open, currencies, mut found) = app
        .db
        .read(move |conn| {
            own::of(conn, customer)?;
            let open = store::open_of(conn, customer)?;
            let rows = store::issued_of(conn, customer, before, ON_A_PAGE + 1)?;
            let mut named = Vec::with_capacity(rows.len());
            for row in rows {
                let kind = Snapshots::of(conn, row.id)?.heading.name;
                named.push((kind, row));
            }
            Ok::<_, AppError>((open, charges::currencies_for(conn, customer)?, named))
        })
        .await?;
    let has_older = usize::try_from(ON_A_PAGE).is_ok_and(|most| found.len() > most);
    found.truncate(usize::try_from(ON_A_PAGE).unwrap_or_default());
    let last = found.last().map(|(_, row)| row.id).filter(|_| has_older);
    let today = today(&page);
    let listed = |(kind, row): &(String, Invoice)| listed(&page, (kind, row), &currencies, today);
    respond::html(&ListPage {
        due: sums::of(&page, &open, today),
        rows: found.iter().map(listed).collect(),
        older: last.map(|id| format!("/portal/invoices?before={id}")),
        page,
    })
}

/// The organisation's day.
pub(super) fn today(page: &Page) -> NaiveDate {
    Writing::new(&page.actor, &page.settings, clock::now()).today()
}

/// A document as a list shows it, for a customer who can pay in these currencies.
pub(super) fn listed(
    page: &Page,
    (kind, row): (&str, &Invoice),
    currencies: &[String],
    today: NaiveDate,
) -> Row {
    let display = page.display();
    let href = format!("/portal/invoices/{}", row.public_id);
    let (glyph, state) = standing(page, row, today);
    let money = |minor: i64| display.money(minor, &row.currency);
    Row {
        name: format!("{kind} {}", row.full_number.as_deref().unwrap_or_default()),
        issued: row.issue_date.map(|day| display.date(day)).unwrap_or_default(),
        due: match row.due_date.filter(|_| is_open(&row.status)) {
            Some(due) if due < today => page.t.portal_was_due(&display.date(due)),
            Some(due) => page.t.invoice_due_on(&display.date(due)),
            None => String::new(),
        },
        total: money(counted(row, row.total)),
        glyph,
        state,
        left: (is_open(&row.status) && row.balance < row.total).then(|| money(row.balance)),
        payment: can_be_paid(page, row, currencies).then(|| format!("{href}/payment")),
        href,
    }
}

/// Whether the customer can pay it here: in a currency that some gateway takes.
pub(super) fn can_be_paid(page: &Page, row: &Invoice, currencies: &[String]) -> bool {
    let opens = page.settings.organisation.portal.opens;
    let is_due = is_open(&row.status) && row.balance > 0;
    opens.takes_payments() && is_due && currencies.contains(&row.currency)
}

/// Glyph and word of what it is to a customer: what the staff tells apart is one to them, it is to be paid.
fn standing(page: &Page, row: &Invoice, today: NaiveDate) -> (&'static str, String) {
    let t = page.t;
    let is_overdue = row.due_date.is_some_and(|day| day < today);
    match row.status.as_str() {
        _ if row.kind == "credit_note" => ("active", page.display().choice(CHOICES, APPLIED)),
        status if is_open(status) && is_overdue => ("overdue", t.invoice_overdue().to_owned()),
        status if is_open(status) => ("pending", t.portal_to_pay().to_owned()),
        "paid" => ("active", page.display().choice(CHOICES, "paid")),
        other => ("inactive", page.display().choice(CHOICES, other)),
    }
}

#[derive(Template)]
#[template(path = "portal/invoice.html")]
struct InvoicePage {
    page: Page,
    row: Row,
    file: String,
    worded: Worded,
    /// What settles it: when, what, how much.
    settled: Vec<(String, String, String)>,
}

/// `GET /portal/invoices/{public_id}`.
///
/// # Errors
/// `NotFound` for other people's; when the database is away.
pub async fn show(
    page: Page,
    entered: Entered,
    app: web::Data<App>,
    public_id: web::Path<String>,
) -> Result<HttpResponse, AppError> {
    parts::open(&entered, |opens| opens.invoices)?;
    let (public_id, t) = (public_id.into_inner(), page.t);
    let (row, paper, all, currencies) = app
        .db
        .read(move |conn| {
            let row = find(conn, entered.visitor.id, &public_id)?;
            let w = Writing::new(&entered.actor, &entered.settings, clock::now());
            let paper = invoices::paper(conn, &w, row.id, t)?;
            let settled = settled::of_document(conn, row.id)?;
            let currencies = charges::currencies_for(conn, row.customer_id)?;
            Ok::<_, AppError>((row, paper, settled, currencies))
        })
        .await?;
    let display = page.display();
    let standing = all.iter().filter(|one| one.taken_back_at.is_none());
    let settled = standing.map(|one| {
        let amount = display.money(one.amount, &row.currency);
        (display.moment(one.at), parts::source(&page, one), amount)
    });
    respond::html(&InvoicePage {
        settled: settled.collect(),
        row: listed(&page, (&paper.heading.name, &row), &currencies, today(&page)),
        file: format!("/portal/invoices/{}/file", row.public_id),
        worded: paper.worded(page.t),
        page,
    })
}

/// `GET /portal/invoices/{public_id}/file`: its PDF.
///
/// # Errors
/// As [`show`].
pub async fn file(
    page: Page,
    entered: Entered,
    app: web::Data<App>,
    public_id: web::Path<String>,
) -> Result<HttpResponse, AppError> {
    parts::open(&entered, |opens| opens.invoices)?;
    let (public_id, t) = (public_id.into_inner(), page.t);
    let (row, paper): (Invoice, Paper) = app
        .db
        .read(move |conn| {
            let row = find(conn, entered.visitor.id, &public_id)?;
            let w = Writing::new(&entered.actor, &entered.settings, clock::now());
            let paper = invoices::paper(conn, &w, row.id, t)?;
            Ok::<_, AppError>((row, paper))
        })
        .await?;
    let name = invoices::file_name(&paper.heading.name, &row);
    let bytes = db::aside(move || papers::draw(&paper, t)).await?;
    Ok(download::answer(bytes, &name, "application/pdf"))
}
