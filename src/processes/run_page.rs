//! The page of a run of invoices: what would be billed, how far it is, and what came of it.

use std::collections::HashMap;

use actix_web::HttpResponse;
use askama::Template;

use crate::access::Permission;
use crate::customers::query;
use crate::db::prelude::*;
use crate::db::schema::{contracts, invoices};
use crate::db::{Db, among};
use crate::error::AppError;
use crate::i18n::{Said, Text};
use crate::invoices::run::{self, Ask, Item, Sum, Why};
use crate::jobs::{Fate, Job, State};
use crate::settings::Display;
use crate::web::{App, Form, Page, Signed, respond};

use super::show;

/// Contracts of one part of the page.
const SIZE: i64 = 50;
/// From so many documents on somebody may want to be told of the end by mail.
const MANY: i64 = 100;

/// A contract.
struct Row {
    customer: i64,
    /// Nothing of a customer whom the reader does not see.
    name: Option<String>,
    contract: i64,
    label: String,
    period: String,
    total: String,
    /// Number and address of its document.
    invoice: Option<(String, String)>,
    note: String,
}

/// Some of the contracts of one fate.
struct Part {
    id: &'static str,
    title: &'static str,
    rows: Vec<Row>,
    count: String,
    /// Where it goes on.
    more: Option<String>,
    /// Where it begins, once one has gone on.
    first: Option<String>,
    has_money: bool,
}

#[derive(Template)]
#[template(path = "processes/run.html")]
struct RunPage {
    page: Page,
    job: Job,
    heading: &'static str,
    facts: Vec<(&'static str, String)>,
    error: Option<String>,
    glyph: &'static str,
    state: &'static str,
    /// What is counted, with its figures.
    figures: [(&'static str, String); 3],
    sums: Vec<String>,
    progress: String,
    parts: Vec<Part>,
    confirmation: String,
    email: String,
    may_act: bool,
}

/// What the page reads.
struct Seen {
    job: Job,
    /// Contracts by the anchor of their part.
    parts: Vec<(&'static str, i64, Vec<Item>)>,
    sums: Vec<Sum>,
    names: HashMap<i64, Option<String>>,
    contracts: HashMap<i64, String>,
    documents: HashMap<i64, String>,
    email: String,
}

/// The page of a job that is a run, as GET /jobs/{id} answers it.
///
/// # Errors
/// `NotFound` for a job of somebody else, or when the database fails.
pub async fn answer(
    page: Page,
    signed: Signed,
    app: &App,
    id: i64,
    form: &Form,
) -> Result<HttpResponse, AppError> {
    let after = |key: &str| form.text(key).parse::<i64>().unwrap_or(0);
    let places = [after("after"), after("same"), after("refused")];
    let seen = app.db.read(move |conn| read(conn, &signed, id, places)).await?;
    let look_again = seen.job.look_again();
    respond::html_of_work(&RunPage::of(page, seen), look_again)
}

fn read(
    conn: &mut Db,
    signed: &Signed,
    id: i64,
    [after, same, refused]: [i64; 3],
) -> Result<Seen, AppError> {
    let job = show::own(conn, signed, id)?;
    let main = if is_issuing(&job) { Fate::Changed } else { Fate::Ready };
    let wanted =
        [("refused", Fate::Refused, refused), ("after", main, after), ("same", Fate::Same, same)];
    let mut parts = Vec::new();
    for (anchor, fate, after) in wanted {
        parts.push((anchor, after, run::page(conn, id, fate, after, SIZE + 1)?));
    }
    let sums = if job.state().is_moving() { Vec::new() } else { run::sums(conn, id, main)? };
    let all: Vec<&Item> = parts.iter().flat_map(|(_, _, items)| items).collect();
    let customers: Vec<i64> = all.iter().map(|item| item.customer_id).collect();
    let ids: Vec<i64> = all.iter().map(|item| item.contract_id).collect();
    let documents: Vec<i64> = all.iter().filter_map(|item| item.invoice_id).collect();
    let names = query::visible_names(conn, &signed.actor, &customers)?;
    let numbers: Vec<(i64, Option<String>)> = contracts::table
        .filter(among(contracts::id, &ids))
        .select((contracts::id, contracts::number))
        .load(conn)?;
    let written: Vec<(i64, Option<String>)> = invoices::table
        .filter(among(invoices::id, &documents))
        .select((invoices::id, invoices::full_number))
        .load(conn)?;
    Ok(Seen {
        job,
        parts,
        sums,
        names,
        contracts: numbers.into_iter().filter_map(|(id, number)| Some((id, number?))).collect(),
        documents: written.into_iter().filter_map(|(id, number)| Some((id, number?))).collect(),
        email: signed.member.email.clone(),
    })
}

/// Whether documents are issued by now, or were.
fn is_issuing(job: &Job) -> bool {
    job.started_at.is_some()
}

/// Whether it is over and was never asked to issue: a look found nothing.
fn is_idle(job: &Job) -> bool {
    job.state() == State::Done && !is_issuing(job)
}

/// What a run is of: the days, the razón social, the day of issue.
pub fn facts(ask: &Ask, display: &Display) -> Vec<(&'static str, String)> {
    let t = Text(display.lang());
    let mut facts = vec![(t.run_days(), ask.days_in_words(display))];
    if let Some(entity) = ask.entity {
        let kind = crate::fields::Kind::Ref(crate::fields::Lookup::LegalEntities);
        facts.push((t.run_entity(), display.name(&kind, entity)));
    }
    facts.push((t.run_issue_on(), display.date(ask.issue_on)));
    facts.push((t.run_by_mail(), display.yes_no(ask.mails).to_owned()));
    facts
}

/// What the three figures of a run count, before and after.
pub fn counted(job: &Job, t: Text) -> [&'static str; 3] {
    if is_issuing(job) {
        [t.run_did(), t.run_did_same(), t.run_did_not()]
    } else {
        [t.run_would(), t.run_would_same(), t.run_would_not()]
    }
}

impl RunPage {
    fn of(page: Page, seen: Seen) -> Self {
        let (t, display) = (page.t, page.display());
        let Seen { job, sums, .. } = &seen;
        let ask = Ask::of(job);
        let (glyph, state) = job.standing(t);
        let of_currency = |sum: &Sum| display.money(sum.total, &sum.currency);
        let numbers = [job.changed, job.unchanged, job.failed].map(|n| display.number(n));
        let [made, same, failed] = counted(job, t);
        let [changed, unchanged, refused] = numbers.clone();
        let own = page.member.is_some() && page.actor.id == job.owner_id;
        Self {
            heading: heading(job, t),
            facts: ask.as_ref().map(|ask| facts(ask, &display)).unwrap_or_default(),
            error: job.error.as_deref().map(|kept| Said::in_words(kept, t)),
            glyph,
            state,
            confirmation: match job.changed {
                1 => t.run_confirm_one().to_owned(),
                _ => t.run_confirm(&changed),
            },
            figures: [(made, changed), (same, unchanged), (failed, refused)],
            sums: sums.iter().map(of_currency).collect(),
            progress: t.process_n_of(&display.number(job.treated()), &display.number(job.total)),
            parts: parts(&seen, &display, &numbers),
            email: seen.email,
            may_act: own && page.may(Permission::EditInvoices),
            job: seen.job,
            page,
        }
    }

    fn is_draft(&self) -> bool {
        self.job.state() == State::Draft
    }

    fn is_moving(&self) -> bool {
        self.job.state().is_moving()
    }

    /// Whether it was looked at and there was nothing to issue.
    fn is_idle(&self) -> bool {
        is_idle(&self.job)
    }

    /// Whether there is anything to count: not of a draft that was thrown away.
    fn has_run(&self) -> bool {
        self.is_draft() || self.is_idle() || is_issuing(&self.job)
    }

    fn is_long(&self) -> bool {
        self.is_draft() && self.job.changed > MANY
    }

    /// Whether documents were issued.
    fn has_issued(&self) -> bool {
        is_issuing(&self.job) && self.job.changed > 0
    }

    /// Whether it was stopped, or gave up, before all were issued.
    fn has_rest(&self) -> bool {
        let is_cut = matches!(self.job.state(), State::Cancelled | State::Failed);
        is_cut && is_issuing(&self.job) && self.may_act
    }

    fn stop_hint(&self) -> &'static str {
        let t = self.page.t;
        if is_issuing(&self.job) || self.job.state() == State::Queued {
            t.run_stop_hint()
        } else {
            t.run_stop_checking()
        }
    }
}

fn heading(job: &Job, t: Text) -> &'static str {
    match job.state() {
        State::Checking => t.run_heading_checking(),
        State::Draft => t.run_heading_draft(),
        State::Queued | State::Running => t.run_heading_running(),
        State::Done if is_idle(job) && job.failed > 0 => t.run_heading_none(),
        State::Done if is_idle(job) => t.run_heading_idle(),
        State::Done => t.run_heading_done(),
        State::Failed => t.process_heading_failed(),
        State::Cancelled => t.process_heading_cancelled(),
    }
}

fn parts(seen: &Seen, display: &Display, [changed, same, failed]: &[String; 3]) -> Vec<Part> {
    let (t, job) = (Text(display.lang()), &seen.job);
    let is_issuing = is_issuing(job);
    let told = seen.parts.iter().map(|(anchor, after, items)| {
        let (title, count) = match *anchor {
            "refused" if is_issuing => (t.run_skipped(), failed),
            "refused" => (t.run_refused(), failed),
            "same" => (t.run_same(), same),
            _ if is_issuing => (t.run_issued(), changed),
            _ => (t.run_to_issue(), changed),
        };
        let has_more = i64::try_from(items.len()).unwrap_or(0) > SIZE;
        let shown = items.get(..items.len() - usize::from(has_more)).unwrap_or_default();
        let last = shown.last().filter(|_| has_more).map(|item| item.contract_id);
        Part {
            id: anchor,
            title,
            rows: shown.iter().map(|item| row(seen, display, item)).collect(),
            count: count.clone(),
            more: last.map(|last| format!("/jobs/{}?{anchor}={last}#{anchor}", job.id)),
            first: (*after > 0).then(|| format!("/jobs/{}#{anchor}", job.id)),
            has_money: *anchor == "after",
        }
    });
    told.filter(|part| !part.rows.is_empty()).collect()
}

fn row(seen: &Seen, display: &Display, item: &Item) -> Row {
    let t = Text(display.lang());
    let name = seen.names.get(&item.customer_id);
    let period = match (item.period_start, item.period_end) {
        (Some(first), Some(last)) => format!("{} – {}", display.date(first), display.date(last)),
        (Some(first), None) => display.date(first),
        _ => String::new(),
    };
    let number = seen.contracts.get(&item.contract_id).cloned();
    let money = item.total.zip(item.currency.as_deref());
    let document = item.invoice_id.and_then(|id| Some((id, seen.documents.get(&id)?)));
    let why = item.reason.as_deref().and_then(Why::of);
    Row {
        customer: item.customer_id,
        name: name.map(|name| name.clone().unwrap_or_else(|| t.no_name().to_owned())),
        contract: item.contract_id,
        label: t.run_contract_number(&number.unwrap_or_else(|| item.contract_id.to_string())),
        period,
        total: money.map(|(total, code)| display.money(total, code)).unwrap_or_default(),
        invoice: document.map(|(id, number)| (number.clone(), format!("/invoices/{id}"))),
        note: why.map(|why| why.text(display)).unwrap_or_default(),
    }
}
