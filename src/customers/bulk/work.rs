//! The work itself, some customers at a time: looking at what would change, changing it, and the
//! job that takes it back. Each step is one transaction with its place in the job.

use std::collections::{BTreeMap, HashMap};
use std::time::Instant;

use crate::db::prelude::*;

use super::{Extent, Plan, Reason, alike, each};
use crate::access::{Actor, Scope};
use crate::clock;
use crate::customers::fields;
use crate::customers::query::{self, Query};
use crate::customers::record::Record;
use crate::customers::save::{self, Asks, Writing};
use crate::db::{Database, Db};
use crate::error::AppError;
use crate::fields::{Changes, Value};
use crate::i18n::Text;
use crate::jobs::{self, Claim, Fate, Item, Job, Kind, Pace, State};
use crate::settings::Settings;

/// Customers that one step looks at.
const CHECKED: i64 = 500;

/// Who does a job, by which rules, in whose words.
pub struct Operator<'a> {
    /// Whose job it is.
    pub actor: &'a Actor,
    /// The organisation's rules.
    pub settings: &'a Settings,
    /// The owner's language.
    pub t: Text,
    /// Whether the job takes another one back.
    pub restores: bool,
    /// Whether mail leaves in the clear, so that none with a secret does.
    pub is_mail_exposed: bool,
}

/// Values by the key of their field, as the history keeps them.
pub type Values = BTreeMap<String, Option<String>>;

/// Makes the job of a plan, to be looked at: its number. A small set is frozen with it.
///
/// # Errors
/// When the database fails.
pub fn create(
    conn: &mut Db,
    actor: &Actor,
    kind: Kind,
    plan: &Plan,
    extent: &Extent,
) -> QueryResult<i64> {
    let new = jobs::New {
        kind,
        state: State::Checking,
        payload: plan.to_json(),
        owner: actor,
        undoes: None,
        retries: None,
        tells: false,
        total: extent.count.known(),
    };
    let id = jobs::create(conn, &new)?;
    jobs::add_all(conn, id, extent.ids.as_deref().unwrap_or_default())?;
    Ok(id)
}

/// What else is done in the transaction that ends a job.
pub type Afterwards<'a> = &'a dyn Fn(&mut Db) -> Result<(), AppError>;

/// What a job would do to some customers.
pub type Look = fn(&mut Db, &Operator, &Job, Vec<Item>) -> Result<Vec<Item>, AppError>;

/// Looks at what a job would do to some more customers. True while there are more.
///
/// # Errors
/// `ClaimLost` when somebody else has the job, else when the database fails.
pub fn check_some(
    db: &Database,
    claim: &Claim,
    operator: &Operator,
    look: Look,
) -> Result<bool, AppError> {
    let items = db.read_now(|conn| {
        let waiting = jobs::page(conn, claim.job.id, &[Fate::Waiting], 0, CHECKED)?;
        look(conn, operator, &claim.job, waiting)
    })?;
    let more = i64::try_from(items.len()).unwrap_or(0) == CHECKED;
    db.write_now(|conn| {
        let items = jobs::decide_waiting(conn, claim.job.id, items)?;
        told(conn, claim, &items, (!more).then_some(State::Draft))
    })
}

/// Writes down what became of some customers. Without more of them the job comes to this end; or to
/// another, when somebody stopped it. True while it goes on.
///
/// # Errors
/// `ClaimLost` when somebody else has the job, else when the database fails.
pub fn end_step(
    conn: &mut Db,
    claim: &Claim,
    items: &[Item],
    end: Option<State>,
) -> Result<bool, AppError> {
    jobs::decide(conn, items)?;
    told(conn, claim, items, end)
}

/// Tells the job what became of some customers, and ends it where that was all.
fn told(
    conn: &mut Db,
    claim: &Claim,
    items: &[Item],
    end: Option<State>,
) -> Result<bool, AppError> {
    let end = if jobs::hold_on(conn, claim, tally(items))? { end } else { Some(State::Cancelled) };
    if let Some(end) = end {
        jobs::finish(conn, claim, end)?;
    }
    Ok(end.is_none())
}

/// Looks at all customers of a small job on the calling thread, unless a worker has it already.
///
/// # Errors
/// When the database fails.
pub fn check_at_once(
    db: &Database,
    id: i64,
    operator: &Operator,
    look: Look,
) -> Result<(), AppError> {
    let holder = crate::token::random_text(16);
    let claim = db.write_now(|conn| Ok::<_, AppError>(jobs::claim(conn, &holder, Some(id))?))?;
    if let Some(claim) = claim {
        while check_some(db, &claim, operator, look)? {}
    }
    Ok(())
}

/// What the plan of a job would change of some customers.
///
/// # Errors
/// When the database fails.
pub fn looked_at(
    conn: &mut Db,
    operator: &Operator,
    job: &Job,
    items: Vec<Item>,
) -> Result<Vec<Item>, AppError> {
    let plan = Plan::from_json(&job.payload);
    let mut records = records(conn, operator, &items)?;
    let writing = operator.writing(None);
    items
        .into_iter()
        .map(|item| {
            let Some(record) = records.remove(&item.customer_id) else {
                return Ok(item.because(Fate::Refused, Reason::Unseen.to_json()));
            };
            let changes = match plan.changes(&record) {
                Ok(changes) => changes,
                Err((key, problem)) => {
                    return Ok(
                        item.because(Fate::Refused, Reason::refused(&key, &problem).to_json())
                    );
                }
            };
            let assessed = save::assess(conn, &writing, &record, &changes)?;
            if assessed.findings.stop() {
                return Ok(
                    item.because(Fate::Refused, Reason::of(&assessed.findings, &changes).to_json())
                );
            }
            if assessed.changed.is_empty() {
                return Ok(item.becomes(Fate::Same));
            }
            let before = values(&record, &assessed.changed);
            let after = values(&assessed.after, &assessed.changed);
            let common = save::Common::of(&writing, &record, &assessed);
            let alike = common.map(|common| common.sign().to_owned());
            let item = item.becomes(Fate::Ready).with_values(before, after);
            Ok(item.seen_at(record.customer.version, alike))
        })
        .collect()
}

/// Changes some more customers, each only if its fields still have the values that were looked at. True
/// while there are more.
///
/// # Errors
/// `ClaimLost` when somebody else has the job, else when the database fails; then nothing of it may
/// be written.
pub fn apply_some(
    conn: &mut Db,
    claim: &Claim,
    operator: &Operator,
    pace: &mut Pace,
) -> Result<bool, AppError> {
    let (began, most) = (Instant::now(), pace.customers());
    let job = claim.job.id;
    let writing = operator.writing(Some(job));
    let ready = jobs::ready(conn, job, most)?;
    let ids: Vec<i64> = ready.iter().map(|ready| ready.customer_id).collect();
    query::lock(conn, &ids)?;
    let together = alike::change(conn, operator, &writing, &ready)?;
    let rest: Vec<i64> = ids.iter().filter(|id| !together.contains(id)).copied().collect();
    let items = jobs::still_ready(conn, job, &rest)?;
    let (crowd, items) = each::change(conn, operator, &writing, items)?;
    jobs::changed(conn, job, &crowd)?;
    jobs::decide(conn, &items)?;
    let (changed, unchanged, failed) = tally(&items);
    let together = i64::try_from(together.len() + crowd.len()).unwrap_or(i64::MAX);
    let goes_on = jobs::hold_on(conn, claim, (changed + together, unchanged, failed))?;
    let more = i64::try_from(ids.len()).is_ok_and(|count| count == most);
    pace.learn(ids.len(), began.elapsed());
    if !goes_on {
        jobs::finish(conn, claim, State::Cancelled)?;
    } else if !more {
        jobs::finish(conn, claim, State::Done)?;
    }
    Ok(more && goes_on)
}

impl Operator<'_> {
    /// How the job writes.
    fn writing(&self, job: Option<i64>) -> Writing<'_> {
        let by_program = Writing::by_program(self.actor, self.settings, clock::now());
        let asks = if self.restores { Asks::Nothing } else { Asks::NothingLost };
        Writing { job, restores: self.restores, asks, ..by_program }
    }
}

/// The customers of these items that the owner sees now. Who gave customers away by a job can still
/// take that back.
///
/// # Errors
/// When the database fails.
pub fn records(
    conn: &mut Db,
    operator: &Operator,
    items: &[Item],
) -> QueryResult<HashMap<i64, Record>> {
    let mut ids: Vec<i64> = items.iter().map(|item| item.customer_id).collect();
    if operator.actor.scope != Scope::All {
        let seen = Query::visible_to(operator.actor).with_everybody().among(conn, &ids)?;
        let gave_away = |item: &&Item| {
            let before = values_of(item.before.as_deref());
            let is_away = |key: &str| before.contains_key(key);
            operator.restores && (is_away("seller_id") || is_away("collector_id"))
        };
        let given = items.iter().filter(gave_away).map(|item| item.customer_id);
        let given: Vec<i64> = given.collect();
        ids.retain(|id| seen.contains(id) || given.contains(id));
    }
    let records = query::load(conn, &ids, query::Needs::ALL)?;
    Ok(records.into_iter().map(|record| (record.customer.id, record)).collect())
}

pub(super) fn canonical(record: &Record, key: &str) -> Option<String> {
    fields::find(key).and_then(|field| (field.get)(record).canonical())
}

fn values(record: &Record, keys: &[String]) -> Option<String> {
    let values: Values = keys.iter().map(|key| (key.clone(), canonical(record, key))).collect();
    serde_json::to_string(&values).ok()
}

/// The values that an item keeps.
#[must_use]
pub fn values_of(json: Option<&str>) -> Values {
    json.and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default()
}

pub(super) fn wanted(values: &Values) -> Changes {
    let mut changes = Changes::default();
    for (key, text) in values {
        let Some(field) = fields::find(key) else { continue };
        let value = text.as_deref().and_then(|text| Value::from_canonical(&field.kind, text));
        changes.set(key, value.unwrap_or_default());
    }
    changes
}

fn tally(items: &[Item]) -> (i64, i64, i64) {
    let count = |wanted: &[Fate]| {
        let among = |item: &&Item| item.fate().is_some_and(|fate| wanted.contains(&fate));
        i64::try_from(items.iter().filter(among).count()).unwrap_or(i64::MAX)
    };
    let changed = count(&[Fate::Ready, Fate::Changed]);
    (changed, count(&[Fate::Same]), count(&[Fate::Refused, Fate::Skipped]))
}
