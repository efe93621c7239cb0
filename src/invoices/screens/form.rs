//! The form of a document: a new one for a customer, and a kept draft.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

use super::action::after_issue;
use super::lines::{self, Row};
use super::open;
use super::sums::{self, Sums, sums};
use super::typed::{Errors, Typed};
use crate::clock;
use crate::customers::header;
use crate::customers::query;
use crate::customers::record::Record;
use crate::db::Db;
use crate::error::AppError;
use crate::invoices::states::METHODS;
use crate::invoices::totals::totals;
use crate::invoices::{
    self, Draft, Outcome, Refusal, Suggested, Writing, brought_before, new_mark,
};
use crate::notices::recipients::Event;
use crate::notices::screens::beforehand;
use crate::settings::screens::options::{choice, currencies};
use crate::settings::screens::typed::Choice;
use crate::web::{App, Asked, Page, Signed, flash, respond};

#[derive(Template)]
#[template(path = "invoices/form.html")]
struct FormPage {
    page: Page,
    crumbs: Vec<(String, String)>,
    title: &'static str,
    action: String,
    back: String,
    billing: String,
    version: Option<i64>,
    typed: Typed,
    sides: Option<(String, String)>,
    kind: String,
    refusal: &'static str,
    currencies: Vec<Choice>,
    methods: Vec<Choice>,
    rows: Vec<Row>,
    blank: Row,
    sums: Option<Sums>,
    /// What the sums do not count, by field.
    uncounted: Vec<(String, String)>,
    errors: Errors,
    summary: Vec<(String, String)>,
    /// Who is mailed when it is issued.
    told: String,
}

/// What the form is filled for.
struct Known {
    record: Record,
    suggested: Result<Suggested, Refusal>,
    /// The draft that is changed: its row, version and what it says.
    kept: Option<(i64, i64, Draft)>,
}

/// GET /customers/{id}/invoices/new
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn new(
    page: Page,
    signed: Signed,
    app: web::Data<App>,
    id: web::Path<i64>,
) -> Result<HttpResponse, AppError> {
    let known = of_customer(&app, signed, *id).await?;
    let typed = match &known.suggested {
        Ok(suggested) => Typed::suggested(suggested, page.today(), new_mark()),
        Err(_) => Typed::default(),
    };
    respond::html(&FormPage::new(page, &known, typed, Errors::default()))
}

/// POST /customers/{id}/invoices
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn create(asked: Asked, id: web::Path<i64>) -> Result<HttpResponse, AppError> {
    let known = of_customer(&asked.app, asked.signed.clone(), *id).await?;
    store(asked, known).await
}

/// GET /invoices/{id}/edit
///
/// # Errors
/// `NotFound` for what is no draft, or when the database fails.
pub async fn edit(
    page: Page,
    signed: Signed,
    app: web::Data<App>,
    id: web::Path<i64>,
) -> Result<HttpResponse, AppError> {
    let known = of_draft(&app, signed, *id).await?;
    let comma = page.settings.organisation.decimal_comma();
    let typed = match &known.kept {
        Some((_, _, draft)) => Typed::of(
            draft,
            crate::money::Written {
                exponent: crate::identity::geo::exponent(&draft.currency),
                decimal_comma: comma,
            },
        ),
        None => Typed::default(),
    };
    respond::html(&FormPage::new(page, &known, typed, Errors::default()))
}

/// POST /invoices/{id}
///
/// # Errors
/// `NotFound` for what is no draft, or when the database fails.
pub async fn update(asked: Asked, id: web::Path<i64>) -> Result<HttpResponse, AppError> {
    let known = of_draft(&asked.app, asked.signed.clone(), *id).await?;
    store(asked, known).await
}

async fn store(asked: Asked, known: Known) -> Result<HttpResponse, AppError> {
    let Asked { page, signed, app, session, form } = asked;
    let mut typed = Typed::read(&form);
    let comma = page.settings.organisation.decimal_comma();
    if let Some(lines) = lines::pressed(&form, &typed.lines) {
        typed.lines = lines;
        let wrong = match &known.suggested {
            Ok(one) => lines::read(page.t, &typed.lines, &one.taxes, typed.money(comma)).1,
            Err(_) => Vec::new(),
        };
        let uncounted = sums::uncounted(page.t, &form, &typed.lines, &wrong);
        let told = if sums::is_asked(&form) { wrong } else { Vec::new() };
        let is_right = told.is_empty();
        let errors = Errors { lines: told, ..Errors::default() };
        let template = FormPage { uncounted, ..FormPage::new(page, &known, typed, errors) };
        return if is_right { respond::html(&template) } else { refused(template) };
    }
    let Ok(suggested) = &known.suggested else {
        return refused(FormPage::new(page, &known, typed, Errors::default()));
    };
    let customer = known.record.customer.id;
    let draft = match typed.draft(page.t, customer, suggested, (page.today(), comma)) {
        Ok(draft) => draft,
        Err(errors) => return refused(FormPage::new(page, &known, typed, errors)),
    };
    let version = form.text("version").parse().unwrap_or_default();
    let wish = Wish {
        draft,
        kept: known.kept.as_ref().map(|(id, ..)| (*id, version)),
        issues: form.text("action") == "issue",
    };
    let panel = app.clone();
    let written = app.db.write(move |conn| write(conn, &signed, &panel, wish)).await?;
    app.bells.gateways.ring();
    app.bells.mail.ring();
    match written {
        Written::New(id, Some(number)) => {
            flash::ok(&session, page.t.invoice_was_issued(&number));
            Ok(respond::see_other(&format!("/invoices/{id}")))
        }
        Written::New(id, None) => {
            flash::ok(&session, page.t.invoice_was_drafted());
            Ok(respond::see_other(&format!("/invoices/{id}")))
        }
        Written::Again(id) => {
            flash::warn(&session, page.t.invoice_was_before());
            Ok(respond::see_other(&format!("/invoices/{id}")))
        }
        Written::Refused(refusal) => {
            let errors = Errors::of(field_of(refusal), refusal.text(page.t));
            refused(FormPage::new(page, &known, typed, errors))
        }
        Written::Conflict => {
            let errors = Errors::of("version", page.t.invoice_conflict());
            let template = FormPage::new(page, &known, typed, errors);
            respond::html_with(StatusCode::CONFLICT, &template)
        }
    }
}

fn refused(template: FormPage) -> Result<HttpResponse, AppError> {
    respond::html_with(StatusCode::UNPROCESSABLE_ENTITY, &template)
}

/// What is to be written.
struct Wish {
    draft: Draft,
    kept: Option<(i64, i64)>,
    issues: bool,
}

/// What became of it.
enum Written {
    /// It was written; with its number if it was issued.
    New(i64, Option<String>),
    /// The same form brought it before.
    Again(i64),
    Refused(Refusal),
    Conflict,
}

fn write(conn: &mut Db, signed: &Signed, app: &App, wish: Wish) -> Result<Written, AppError> {
    let w = Writing::new(&signed.actor, &signed.settings, clock::now());
    if let Some(once) = &wish.draft.once {
        query::find_to_change(conn, w.actor, wish.draft.customer)?.ok_or(AppError::NotFound)?;
        if let Some(id) = brought_before(conn, once, wish.draft.customer)? {
            return Ok(Written::Again(id));
        }
    }
    let is_issued = wish.issues;
    let outcome = match (wish.kept, wish.issues) {
        (None, true) => invoices::issue_now(conn, &w, wish.draft)?,
        (None, false) => invoices::draft(conn, &w, wish.draft)?,
        (Some(place), issues) => match invoices::redraft(conn, &w, place, wish.draft)? {
            Outcome::Saved(saved) if issues => {
                invoices::issue_draft(conn, &w, saved.id, saved.version)?
            }
            other => other,
        },
    };
    let outcome = if is_issued { after_issue(conn, &w, app, outcome)? } else { outcome };
    Ok(match outcome {
        Outcome::Saved(saved) => {
            let row = invoices::store::find(conn, saved.id)?.ok_or(AppError::NotFound)?;
            Written::New(saved.id, row.full_number)
        }
        Outcome::Refused(refusal) => Written::Refused(refusal),
        Outcome::Conflict => Written::Conflict,
    })
}

/// The field beside which a refusal stands.
fn field_of(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::DaysReversed => "period_start",
        Refusal::OtherCurrency => "currency",
        Refusal::NoSuchMethod => "payment_method",
        _ => "line-description-0",
    }
}

async fn of_customer(app: &App, signed: Signed, id: i64) -> Result<Known, AppError> {
    app.db
        .read(move |conn| {
            let record = query::find_visible(conn, &signed.actor, id)?.ok_or(AppError::NotFound)?;
            known(conn, &signed, record, None)
        })
        .await
}

async fn of_draft(app: &App, signed: Signed, id: i64) -> Result<Known, AppError> {
    app.db
        .read(move |conn| {
            let opened = open(conn, &signed, id)?;
            if opened.row.status != "draft" {
                return Err(AppError::NotFound);
            }
            let w = Writing::new(&signed.actor, &signed.settings, clock::now());
            let draft = invoices::kept(conn, &opened.row, w.today())?;
            known(conn, &signed, opened.record, Some((id, opened.row.version, draft)))
        })
        .await
}

fn known(
    conn: &mut Db,
    signed: &Signed,
    record: Record,
    kept: Option<(i64, i64, Draft)>,
) -> Result<Known, AppError> {
    let w = Writing::new(&signed.actor, &signed.settings, clock::now());
    let suggested = invoices::suggested(conn, &w, &record)?;
    Ok(Known { record, suggested, kept })
}

impl FormPage {
    fn new(page: Page, known: &Known, typed: Typed, errors: Errors) -> Self {
        let customer = format!("/customers/{}", known.record.customer.id);
        let suggested = known.suggested.as_ref().ok();
        let taxes = suggested.map(|one| one.taxes.as_slice()).unwrap_or_default();
        let usual = suggested.and_then(|one| one.tax);
        let comma = page.settings.organisation.decimal_comma();
        let (lines, wrong) = lines::read(page.t, &typed.lines, taxes, typed.money(comma));
        let kept = known.kept.as_ref();
        let back = kept
            .map_or_else(|| format!("{customer}/invoices"), |(id, ..)| format!("/invoices/{id}"));
        Self {
            crumbs: vec![
                ("/customers".to_owned(), page.t.customers().to_owned()),
                (customer.clone(), header::name(&page, &known.record)),
                (format!("{customer}/invoices"), page.t.invoices_title().to_owned()),
            ],
            title: if kept.is_some() { page.t.invoice_edit() } else { page.t.invoice_one_off() },
            action: kept.map_or_else(
                || format!("{customer}/invoices"),
                |(id, ..)| format!("/invoices/{id}"),
            ),
            back,
            billing: format!("{customer}/edit#billing"),
            version: kept.map(|(_, version, _)| *version),
            sides: suggested.map(|one| {
                let sides = page.t.invoice_sides(&one.kind, &one.issuer);
                (sides, page.t.invoice_sides_condition(&one.condition))
            }),
            kind: suggested.map(|one| one.kind.clone()).unwrap_or_default(),
            refusal: match &known.suggested {
                Ok(_) => "",
                Err(refusal) => refusal.text(page.t),
            },
            currencies: currencies(&typed.currency),
            methods: methods(&page, &typed.method),
            rows: lines::rows(&page, &typed.lines, taxes, usual, &errors.lines),
            blank: lines::blank(&page, taxes, usual),
            sums: sums(&page, &typed.currency, &totals(&lines)),
            uncounted: lines::summary(page.t, &wrong),
            summary: errors.all(page.t),
            told: beforehand(&page, Event::Invoice, &known.record),
            errors,
            typed,
            page,
        }
    }
}

/// Ways to pay, and none.
pub(super) fn methods(page: &Page, chosen: &str) -> Vec<Choice> {
    let none = choice("", page.t.invoice_method_none(), chosen);
    let display = page.display();
    let named = METHODS.iter().map(|one| choice(one.code, display.option(one), chosen));
    std::iter::once(none).chain(named).collect()
}
