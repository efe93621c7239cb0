//! A credit note over a document: all of it, or the lines that are left in the form.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

use super::action::write;
use super::lines::{self, Row, Typed, Wrong};
use super::sums::{self, Sums, sums};
use super::{Opened, open};
use crate::db::Db;
use crate::error::AppError;
use crate::i18n::Text;
use crate::identity::geo;
use crate::invoices::lines::as_issued;
use crate::invoices::totals::{Line, TaxOf, Totals, Wrong as NoSum, totals};
use crate::invoices::{self, Outcome, Refusal};
use crate::money::Written;
use crate::notices;
use crate::notices::recipients::Event;
use crate::notices::screens::{beforehand, mailing};
use crate::web::{App, Asked, Errors, Form, Page, Signed, flash, respond};

#[derive(Template)]
#[template(path = "invoices/credit_note.html")]
struct NotePage {
    page: Page,
    crumbs: Vec<(String, String)>,
    title: String,
    lead: String,
    action: String,
    back: String,
    version: i64,
    reason: String,
    rows: Vec<Row>,
    blank: Row,
    /// What the prices hold.
    prices: &'static str,
    sums: Option<Sums>,
    /// What the sums do not count, by field.
    uncounted: Vec<(String, String)>,
    /// How much can be credited.
    most: String,
    /// That it is more than that.
    beyond: String,
    errors: Errors,
    summary: Vec<(String, String)>,
    /// Who is mailed when it is issued.
    told: String,
}

/// A document and its lines as they were issued.
struct Known {
    opened: Opened,
    lines: Vec<Line>,
}

impl Known {
    fn read(conn: &mut Db, signed: &Signed, id: i64) -> Result<Self, AppError> {
        let opened = open(conn, signed, id)?;
        Ok(Self { lines: as_issued(conn, id)?, opened })
    }

    /// The taxes that the document has.
    fn taxes(&self) -> Vec<TaxOf> {
        let mut taxes: Vec<TaxOf> = Vec::new();
        for tax in self.lines.iter().filter_map(|line| line.tax.clone()) {
            if !taxes.contains(&tax) {
                taxes.push(tax);
            }
        }
        taxes
    }

    /// What its prices hold, in words.
    fn prices(&self, t: Text) -> &'static str {
        let taxes = self.taxes();
        match taxes.iter().filter(|tax| tax.is_inside).count() {
            0 => t.invoice_credit_prices_net(),
            inside if inside == taxes.len() => t.invoice_credit_prices_gross(),
            _ => t.invoice_credit_prices_mixed(),
        }
    }

    /// That lines come to more than is left, with the figures; nothing where they do not.
    fn beyond(&self, page: &Page, totals: &Result<Totals, NoSum>) -> String {
        let row = &self.opened.row;
        let (left, asked) =
            (row.total - row.credited, totals.as_ref().map_or(0, |sum| sum.total.0));
        if asked <= left {
            return String::new();
        }
        let [asked, left, over] =
            [asked, left, asked - left].map(|minor| page.display().money(minor, &row.currency));
        page.t.invoice_credit_beyond(&asked, &left, &over)
    }

    fn money(&self, page: &Page) -> Written {
        Written {
            exponent: geo::exponent(&self.opened.row.currency),
            decimal_comma: page.settings.organisation.decimal_comma(),
        }
    }
}

/// What was typed.
struct Sent {
    reason: String,
    lines: Vec<Typed>,
}

impl NotePage {
    fn new(page: Page, known: &Known, sent: Sent, errors: Errors, wrong: &[Wrong]) -> Self {
        let row = &known.opened.row;
        let name = known.opened.name(&page);
        let most = page.display().money(row.total - row.credited, &row.currency);
        let mut crumbs = known.opened.crumbs(&page);
        crumbs.push((known.opened.address(), name.clone()));
        let (lines, unread) = lines::read(page.t, &sent.lines, &known.taxes(), known.money(&page));
        let totals = totals(&lines);
        let named = errors.list().iter().map(|(field, text)| ((*field).to_owned(), text.clone()));
        Self {
            crumbs,
            title: page.t.invoice_credit_title(&name),
            lead: page.t.invoice_credit_lead(&most),
            action: format!("{}/credit-note", known.opened.address()),
            back: known.opened.address(),
            version: row.version,
            prices: known.prices(page.t),
            sums: sums(&page, &row.currency, &totals),
            uncounted: lines::summary(page.t, &unread),
            beyond: known.beyond(&page, &totals),
            most,
            reason: sent.reason,
            rows: lines::rows(&page, &sent.lines, &known.taxes(), None, wrong),
            blank: lines::blank(&page, &known.taxes(), None),
            told: beforehand(&page, Event::CreditNote, &known.opened.record),
            summary: named.chain(lines::summary(page.t, wrong)).collect(),
            errors,
            page,
        }
    }
}

/// GET /invoices/{id}/credit-note
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn ask(
    page: Page,
    signed: Signed,
    app: web::Data<App>,
    id: web::Path<i64>,
) -> Result<HttpResponse, AppError> {
    let id = id.into_inner();
    let known = app.db.read(move |conn| Known::read(conn, &signed, id)).await?;
    let lines = Typed::of(&known.lines, known.money(&page));
    let sent = Sent { reason: String::new(), lines };
    respond::html(&NotePage::new(page, &known, sent, Errors::default(), &[]))
}

/// POST /invoices/{id}/credit-note
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn create(asked: Asked, id: web::Path<i64>) -> Result<HttpResponse, AppError> {
    let Asked { page, signed, app, session, form } = asked;
    let (id, reader) = (id.into_inner(), signed.clone());
    let known = app.db.read(move |conn| Known::read(conn, &reader, id)).await?;
    let mut sent = Sent { reason: form.text("reason").trim().to_owned(), lines: Typed::all(&form) };
    if let Some(lines) = lines::pressed(&form, &sent.lines) {
        sent.lines = lines;
        return worked_out(page, &known, sent, &form);
    }
    let (wanted, wrong) = lines::read(page.t, &sent.lines, &known.taxes(), known.money(&page));
    let errors = missing(&page, &sent);
    if !errors.is_empty() || !wrong.is_empty() {
        return refused(&NotePage::new(page, &known, sent, errors, &wrong));
    }
    let version = form.text("version").parse().map_err(|_| AppError::BadRequest)?;
    // All of it, untouched, is taken back by what it said and not by what can be typed.
    let whole = known.opened.row.credited == 0 && wanted == known.lines;
    let (wanted, reason) = ((!whole).then_some(wanted), sent.reason.clone());
    let (panel, signed_again) = (app.clone(), signed.clone());
    let outcome = write(&app, signed, move |conn, w| {
        let outcome = invoices::credit_note(conn, w, id, version, wanted, &reason)?;
        if let Outcome::Saved(saved) = outcome {
            notices::tell_invoice(conn, w, mailing(&panel), saved.id)?;
        }
        Ok(outcome)
    })
    .await?;
    app.bells.mail.ring();
    match outcome {
        Outcome::Saved(saved) => {
            let reader = signed_again;
            let note = app.db.read(move |conn| open(conn, &reader, saved.id)).await?;
            let amount = page.display().money(note.row.total, &note.row.currency);
            let corrected = known.opened.name(&page);
            flash::ok(
                &session,
                page.t.invoice_was_credited(&note.name(&page), &amount, &corrected),
            );
            Ok(respond::see_other(&format!("/invoices/{}", saved.id)))
        }
        Outcome::Refused(refusal) => {
            let beyond = known.beyond(&page, &totals(&known_lines(&page, &known, &sent)));
            let is_beyond = refusal == Refusal::MoreThanLeft && !beyond.is_empty();
            let said = if is_beyond { beyond } else { refusal.text(page.t).to_owned() };
            let errors = Errors::of_field("line-description-0", said);
            refused(&NotePage::new(page, &known, sent, errors, &[]))
        }
        Outcome::Conflict => {
            flash::warn(&session, page.t.invoice_conflict());
            Ok(respond::see_other(&known.opened.address()))
        }
    }
}

/// The lines as they can be read.
fn known_lines(page: &Page, known: &Known, sent: &Sent) -> Vec<Line> {
    lines::read(page.t, &sent.lines, &known.taxes(), known.money(page)).0
}

/// The form again, with what its lines come to.
fn worked_out(
    page: Page,
    known: &Known,
    sent: Sent,
    form: &Form,
) -> Result<HttpResponse, AppError> {
    let (_, wrong) = lines::read(page.t, &sent.lines, &known.taxes(), known.money(&page));
    let uncounted = sums::uncounted(page.t, form, &sent.lines, &wrong);
    let told = if sums::is_asked(form) { wrong } else { Vec::new() };
    let template = NotePage::new(page, known, sent, Errors::default(), &told);
    let template = NotePage { uncounted, ..template };
    if told.is_empty() { respond::html(&template) } else { refused(&template) }
}

fn missing(page: &Page, sent: &Sent) -> Errors {
    let mut errors = Errors::default();
    if sent.reason.is_empty() {
        errors.add("reason", page.t.refusal_no_reason());
    }
    if sent.lines.is_empty() {
        errors.add("line-description-0", page.t.refusal_no_lines());
    }
    errors
}

fn refused(template: &NotePage) -> Result<HttpResponse, AppError> {
    respond::html_with(StatusCode::UNPROCESSABLE_ENTITY, template)
}
