//! «Generar facturas»: whose turn it is, and from which day on they are dated. What comes of it is a process.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;
use chrono::NaiveDate;

use crate::db::Db;
use crate::db::prelude::*;
use crate::error::AppError;
use crate::fields::{Kind, Lookup};
use crate::invoices::run::{self, AHEAD, Ask, BACK, DATED, MOST_DAYS, Wrong};
use crate::jobs::Job;
use crate::settings::screens::options::choice;
use crate::settings::screens::typed::Choice;
use crate::web::{App, Errors, Form, Page, Signed, respond};

/// Runs of before that are shown.
const LATEST: i64 = 5;

#[derive(Template)]
#[template(path = "invoices/run.html")]
struct RunPage {
    page: Page,
    typed: Typed,
    entities: Vec<Choice>,
    /// How many customers no run finds, in words; nothing where there are none.
    without_day: String,
    latest: Vec<Latest>,
    errors: Errors,
}

/// A run of before, whoever asked for it.
struct Latest {
    /// Its days.
    days: String,
    entity: String,
    /// Its process, for who sees it.
    href: Option<String>,
    standing: (&'static str, &'static str),
    /// How many documents it issued.
    issued: String,
    /// Those documents.
    documents: Option<String>,
    by: String,
    when: String,
}

/// What stands around the form, whatever was typed.
struct Around {
    without_day: i64,
    latest: Vec<Job>,
}

impl Around {
    fn read(conn: &mut Db) -> QueryResult<Self> {
        Ok(Self { without_day: run::without_day(conn)?, latest: run::latest(conn, LATEST)? })
    }
}

/// What was typed.
struct Typed {
    from: String,
    to: String,
    issue_on: String,
    entity: String,
    mails: bool,
}

/// GET /invoices/run
///
/// # Errors
/// When the database fails.
pub async fn new(
    page: Page,
    _signed: Signed,
    app: web::Data<App>,
) -> Result<HttpResponse, AppError> {
    let today = page.today();
    let (usual, around) = app
        .db
        .read(move |conn| Ok::<_, AppError>((run::usual(conn, today)?, Around::read(conn)?)))
        .await?;
    respond::html(&RunPage::new(page, Typed::of(&usual), &around, Errors::default()))
}

/// POST /invoices/run: the process that looks at what would be billed.
///
/// # Errors
/// When the database fails.
pub async fn create(
    page: Page,
    signed: Signed,
    app: web::Data<App>,
    form: Form,
) -> Result<HttpResponse, AppError> {
    let typed = Typed::read(&form);
    let today = page.today();
    let ask = match typed.ask(&page, today) {
        Ok(ask) => ask,
        Err(errors) => {
            let around = app.db.read(|conn| Ok::<_, AppError>(Around::read(conn)?)).await?;
            let template = RunPage::new(page, typed, &around, errors);
            return respond::html_with(StatusCode::UNPROCESSABLE_ENTITY, &template);
        }
    };
    let make = move |conn: &mut Db| Ok::<_, AppError>(run::create(conn, &signed.actor, &ask)?);
    let job = app.db.write(make).await?;
    app.bells.jobs.ring();
    Ok(respond::see_other(&format!("/jobs/{job}")))
}

impl Typed {
    fn of(ask: &Ask) -> Self {
        Self {
            from: ask.from.to_string(),
            to: ask.to.to_string(),
            issue_on: ask.issue_on.to_string(),
            entity: ask.entity.map(|id| id.to_string()).unwrap_or_default(),
            mails: ask.mails,
        }
    }

    fn read(form: &Form) -> Self {
        let text = |name| form.text(name).trim().to_owned();
        Self {
            from: text("from"),
            to: text("to"),
            issue_on: text("issue_on"),
            entity: text("legal_entity_id"),
            mails: form.is_ticked("mails"),
        }
    }

    /// What it asks for, or what is wrong, beside each field.
    fn ask(&self, page: &Page, today: NaiveDate) -> Result<Ask, Errors> {
        let t = page.t;
        let mut errors = Errors::default();
        let mut day = |name: &'static str, typed: &str| {
            typed.parse::<NaiveDate>().unwrap_or_else(|_| {
                errors.add(name, t.invoice_day_wrong());
                today
            })
        };
        let (from, to) = (day("from", &self.from), day("to", &self.to));
        let issue_on = day("issue_on", &self.issue_on);
        let entity = self.entity.parse().ok();
        let offered = page.settings.list(Lookup::LegalEntities);
        if !self.entity.is_empty() && !offered.iter().any(|one| Some(one.id) == entity) {
            errors.add("legal_entity_id", t.problem_choice());
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        let ask = Ask { from, to, issue_on, entity, mails: self.mails, is_open: true };
        match ask.check(today) {
            Ok(()) => Ok(ask),
            Err(Wrong::Reversed) => Err(Errors::of_field("to", t.run_reversed())),
            Err(Wrong::TooMany) => Err(Errors::of_field("to", t.run_too_many(MOST_DAYS))),
            Err(Wrong::TooFar) => Err(Errors::of_field("from", t.run_too_far(BACK, AHEAD))),
            Err(Wrong::Dated) => Err(Errors::of_field("issue_on", t.run_dated(DATED))),
        }
    }
}

impl RunPage {
    fn new(page: Page, typed: Typed, around: &Around, errors: Errors) -> Self {
        let all = choice("", page.t.run_every_entity(), &typed.entity);
        let offers = page.settings.list(Lookup::LegalEntities).into_iter();
        let named = offers
            .filter(|offer| offer.is_active || offer.id.to_string() == typed.entity)
            .map(|offer| choice(&offer.id.to_string(), &offer.name, &typed.entity));
        let entities = std::iter::once(all).chain(named).collect();
        let without_day = match around.without_day {
            0 => String::new(),
            some => page.t.run_without_day(&page.display().number(some)),
        };
        let latest = around.latest.iter().filter_map(|job| Latest::of(job, &page)).collect();
        Self { page, typed, entities, without_day, latest, errors }
    }
}

impl Latest {
    /// None of a run that this version does not understand.
    fn of(job: &Job, page: &Page) -> Option<Self> {
        let (ask, display) = (Ask::of(job)?, page.display());
        Some(Self {
            days: ask.days_in_words(&display),
            entity: ask.entity.map_or_else(
                || page.t.run_every_entity().to_owned(),
                |id| display.name(&Kind::Ref(Lookup::LegalEntities), id),
            ),
            href: page.actor.sees_work_of(job.owner_id).then(|| format!("/jobs/{}", job.id)),
            standing: job.standing(page.t),
            issued: match job.changed {
                1 => page.t.invoices_one().to_owned(),
                some => page.t.invoices_many(&display.number(some)),
            },
            documents: (job.changed > 0).then(|| format!("/invoices?job_id={}", job.id)),
            by: job.owner_name.clone(),
            when: display.moment(job.created_at),
        })
    }
}
