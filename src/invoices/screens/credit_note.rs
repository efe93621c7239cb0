//! A credit note over a document: all of it, or the lines that are left in the form.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

use super::action::write;
use super::lines::{self, Row, Typed, Wrong};
use super::{Opened, open};
use crate::db::Db;
use crate::error::AppError;
use crate::identity::geo;
use crate::invoices::lines::as_issued;
use crate::invoices::totals::{Line, TaxOf};
use crate::invoices::{self, Outcome};
use crate::money::Written;
use crate::notices;
use crate::notices::recipients::Event;
use crate::notices::screens::{beforehand, mailing};
use crate::web::{App, Asked, Errors, Page, Signed, flash, respond};

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
        let named = errors.list().iter().map(|(field, text)| ((*field).to_owned(), text.clone()));
        Self {
            crumbs,
            title: page.t.invoice_credit_title(&name),
            lead: page.t.invoice_credit_lead(&most),
            action: format!("{}/credit-note", known.opened.address()),
            back: known.opened.address(),
            version: row.version,
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
        return respond::html(&NotePage::new(page, &known, sent, Errors::default(), &[]));
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
            let errors = Errors::of_field("line-description-0", refusal.text(page.t));
            refused(&NotePage::new(page, &known, sent, errors, &[]))
        }
        Outcome::Conflict => {
            flash::warn(&session, page.t.invoice_conflict());
            Ok(respond::see_other(&known.opened.address()))
        }
    }
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
