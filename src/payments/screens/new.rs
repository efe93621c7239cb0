//! Taking a payment in, on a page of its own.

use actix_session::Session;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::typed::{Errors, Typed};
use crate::clock;
use crate::customers::header;
use crate::customers::query;
use crate::customers::record::Record;
use crate::error::AppError;
use crate::invoices::Writing;
use crate::invoices::states::METHODS;
use crate::notices;
use crate::notices::recipients::Event;
use crate::notices::screens::{beforehand, mailing};
use crate::payments::{self, OpenInvoice, Outcome, open_of};
use crate::settings::screens::options::choice;
use crate::settings::screens::typed::Choice;
use crate::web::{App, Form, Page, Signed, flash, respond};

/// A document of the form.
struct Row {
    id: i64,
    number: String,
    due: String,
    is_overdue: bool,
    balance: String,
    seen: i64,
    part: String,
    offered: String,
    error: String,
}

#[derive(Template)]
#[template(path = "payments/new.html")]
struct NewPage {
    page: Page,
    crumbs: Vec<(String, String)>,
    action: String,
    back: String,
    is_overtaken: bool,
    typed: Typed,
    methods: Vec<Choice>,
    rows: Vec<Row>,
    others: Vec<(String, String)>,
    /// Who is mailed when it is taken in.
    told: String,
    errors: Errors,
}

/// Whom it is of, and what is owed.
struct Known {
    record: Record,
    open: Vec<OpenInvoice>,
}

impl Known {
    /// What is owed in a currency.
    fn in_currency(&self, currency: &str) -> Vec<OpenInvoice> {
        self.open.iter().filter(|one| one.currency == currency).cloned().collect()
    }

    /// The currency in which somebody pays who says none: the own one, unless they owe in others only.
    fn usual<'a>(&'a self, house: &'a str) -> &'a str {
        let own = self.record.details.currency.as_deref().unwrap_or(house);
        let mut owed = self.open.iter().map(|one| one.currency.as_str());
        match owed.next() {
            Some(first) if first != own && owed.all(|other| other != own) => first,
            _ => own,
        }
    }
}

/// GET /customers/{id}/payments/new: `invoice` names the document that it is for, `currency` another currency.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn new(
    page: Page,
    signed: Signed,
    app: web::Data<App>,
    id: web::Path<i64>,
    request: HttpRequest,
) -> Result<HttpResponse, AppError> {
    let asked = Form::of_query(&request)?;
    let known = read(&app, signed, *id).await?;
    let wanted: Option<i64> = asked.text("invoice").parse().ok();
    let named = known.open.iter().find(|one| Some(one.id) == wanted);
    let house = &page.settings.organisation;
    let currency = match (named, asked.text("currency")) {
        (Some(one), _) => one.currency.clone(),
        (None, "") => known.usual(&house.currency).to_owned(),
        (None, other) => other.to_owned(),
    };
    let method = known.record.billing.payment_method.as_deref();
    let open = known.in_currency(&currency);
    let comma = house.decimal_comma();
    let typed = Typed::suggested(&currency, method, page.today(), &open, wanted, comma);
    respond::html(&NewPage::new(page, &known, typed, Errors::new(), false))
}

/// POST /customers/{id}/payments
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn create(
    page: Page,
    signed: Signed,
    app: web::Data<App>,
    session: Session,
    id: web::Path<i64>,
    form: Form,
) -> Result<HttpResponse, AppError> {
    let id = id.into_inner();
    let known = read(&app, signed.clone(), id).await?;
    let mut typed = Typed::read(&form);
    let comma = page.settings.organisation.decimal_comma();
    let open = known.in_currency(&typed.currency);
    let action = form.text("action");
    if action == "spread" || action == "follow" {
        typed.see(&open);
        typed.follow(&open, comma);
        let spread = if action == "spread" { typed.spread(page.t, &open, comma) } else { Ok(()) };
        return match spread {
            Ok(()) => respond::html(&NewPage::new(page, &known, typed, Errors::new(), false)),
            Err(errors) => refused(&NewPage::new(page, &known, typed, errors, false)),
        };
    }
    // What was opened or settled since the form was shown is told, and never settled unseen.
    typed.follow(&typed.as_seen(&open), comma);
    let received = match typed.received(page.t, id, (page.today(), comma)) {
        Ok(received) => received,
        Err(errors) => return refused(&NewPage::new(page, &known, typed, errors, false)),
    };
    let amount = page.display().money(received.amount.0, &received.currency);
    let panel = app.clone();
    let outcome = app
        .db
        .write(move |conn| {
            let w = Writing::new(&signed.actor, &signed.settings, clock::now());
            let outcome = payments::register(conn, &w, &received)?;
            if let Outcome::Saved(saved) = &outcome {
                notices::tell_payment(conn, &w, mailing(&panel), saved.id)?;
            }
            Ok::<_, AppError>(outcome)
        })
        .await?;
    app.bells.mail.ring();
    match outcome {
        Outcome::Saved(saved) => {
            flash::ok(&session, page.t.payment_was_registered(&amount));
            Ok(respond::see_other(&format!("/payments/{}", saved.id)))
        }
        Outcome::Again(payment) => {
            flash::warn(&session, page.t.payment_was_before());
            Ok(respond::see_other(&format!("/payments/{payment}")))
        }
        Outcome::Refused(refusal) => {
            let errors = vec![("amount".to_owned(), refusal.text(page.t).to_owned())];
            refused(&NewPage::new(page, &known, typed, errors, false))
        }
        Outcome::Conflict(open) => {
            let now = Known { open, ..known };
            let open = now.in_currency(&typed.currency);
            typed.see(&open);
            typed.follow(&open, comma);
            let template = NewPage::new(page, &now, typed, Errors::new(), true);
            respond::html_with(StatusCode::CONFLICT, &template)
        }
    }
}

fn refused(template: &NewPage) -> Result<HttpResponse, AppError> {
    respond::html_with(StatusCode::UNPROCESSABLE_ENTITY, template)
}

async fn read(app: &App, signed: Signed, id: i64) -> Result<Known, AppError> {
    app.db
        .read(move |conn| {
            let record = query::find_visible(conn, &signed.actor, id)?.ok_or(AppError::NotFound)?;
            Ok::<_, AppError>(Known { open: open_of(conn, id)?, record })
        })
        .await
}

impl NewPage {
    fn new(page: Page, known: &Known, typed: Typed, errors: Errors, is_overtaken: bool) -> Self {
        let customer = format!("/customers/{}", known.record.customer.id);
        let display = page.display();
        let today = page.today();
        let row = |one: &OpenInvoice| Row {
            id: one.id,
            number: one.full_number.clone(),
            due: one.due_on.map(|day| display.date(day)).unwrap_or_default(),
            is_overdue: one.due_on.is_some_and(|due| due < today),
            balance: display.amount(one.balance.0, &one.currency),
            seen: typed
                .seen
                .iter()
                .find(|(id, _)| *id == one.id)
                .map_or(one.balance.0, |seen| seen.1),
            part: typed.part(one.id).to_owned(),
            offered: typed.offered_to(one.id).to_owned(),
            error: error_of(&errors, &format!("pay:{}", one.id)).to_owned(),
        };
        let rows = known.in_currency(&typed.currency).iter().map(row).collect();
        let methods =
            METHODS.iter().map(|one| choice(one.code, display.option(one), &typed.method));
        let methods = methods.collect();
        let mut others: Vec<&str> = known.open.iter().map(|one| one.currency.as_str()).collect();
        others.retain(|other| *other != typed.currency);
        others.sort_unstable();
        others.dedup();
        let others = others.into_iter().map(|other| {
            let label = page.t.payment_other_currency(other);
            (format!("{customer}/payments/new?currency={other}"), label)
        });
        Self {
            crumbs: vec![
                ("/customers".to_owned(), page.t.customers().to_owned()),
                (customer.clone(), header::name(&page, &known.record)),
                (format!("{customer}/payments"), page.t.payments_title().to_owned()),
            ],
            action: format!("{customer}/payments"),
            back: format!("{customer}/payments"),
            is_overtaken,
            methods,
            rows,
            others: others.collect(),
            told: beforehand(&page, Event::Payment, &known.record),
            typed,
            errors,
            page,
        }
    }

    /// What is wrong with a field, or nothing.
    fn error(&self, field: &str) -> &str {
        error_of(&self.errors, field)
    }
}

fn error_of<'a>(errors: &'a Errors, field: &str) -> &'a str {
    errors.iter().find(|(name, _)| name == field).map_or("", |(_, text)| text)
}
