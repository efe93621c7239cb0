//! "Regenerar contraseña" for many customers: a look at who can be sent one, and sending, some at a
//! time. The hashes are made before each transaction begins.

use std::collections::HashMap;

use super::issue::{Issuing, Refusal, SoFar};
use super::secret::Prepared;
use crate::audit::By;
use crate::clock;
use crate::customers::bulk::{self, Afterwards, Operator, Reason};
use crate::customers::{Record, query};
use crate::db::{Database, Db};
use crate::error::AppError;
use crate::history::Circumstance;
use crate::jobs::{self, Claim, Fate, Item, Job, State};
use crate::mail::Post;
use crate::settings::{Organisation, organisation};

/// Customers of one transaction: their hashes take about a second.
const TOGETHER: i64 = 20;

/// Who could be sent one now, and who could not, with the reason.
///
/// # Errors
/// When the database fails.
pub fn looked_at(
    conn: &mut Db,
    operator: &Operator,
    _: &Job,
    items: Vec<Item>,
) -> Result<Vec<Item>, AppError> {
    let house = organisation::load(conn)?;
    let records = bulk::records(conn, operator, &items)?;
    let ids: Vec<i64> = records.keys().copied().collect();
    let so_far = SoFar::of(conn, &ids)?;
    let mut seen = Vec::with_capacity(items.len());
    for item in items {
        let Some(record) = records.get(&item.customer_id) else {
            seen.push(item.because(Fate::Refused, Reason::Unseen.to_json()));
            continue;
        };
        let holder = record.holder();
        seen.push(match so_far.refusal(&house, operator.is_mail_exposed, &holder) {
            Some(why) => item.because(Fate::Refused, Reason::Unsent(why).to_json()),
            None => item.becomes(Fate::Ready),
        });
    }
    Ok(seen)
}

/// How the letters of a job go out.
pub struct Sending<'a> {
    /// Whose job it is.
    pub operator: &'a Operator<'a>,
    /// Takes the letters.
    pub post: &'a Post,
    /// The address of the panel, as people type it.
    pub public_url: &'a str,
}

impl Sending<'_> {
    /// Mails some more customers a new way in, and does `afterwards` in the same transaction. True while
    /// there are more.
    ///
    /// # Errors
    /// `ClaimLost` when somebody else has the job, else when the database fails; then nothing of it is
    /// written.
    pub fn send_some(
        &self,
        db: &Database,
        claim: &Claim,
        afterwards: Afterwards,
    ) -> Result<bool, AppError> {
        let (ready, kind, by) = db.read_now(|conn| {
            let ready = jobs::ready(conn, claim.job.id, TOGETHER)?;
            let by = By::job(conn, self.operator.actor, claim.job.id)?;
            Ok::<_, AppError>((ready, organisation::load(conn)?.portal.secret, by))
        })?;
        let ids: Vec<i64> = ready.iter().map(|ready| ready.customer_id).collect();
        let prepared = ids.iter().map(|id| Ok((*id, Prepared::now(kind)?)));
        let prepared = prepared.collect::<anyhow::Result<HashMap<_, _>>>()?;
        let is_last = i64::try_from(ids.len()).unwrap_or(0) < TOGETHER;
        db.write_now(|conn| {
            query::lock(conn, &ids)?;
            let items = jobs::still_ready(conn, claim.job.id, &ids)?;
            let items = self.sent(conn, (claim, &by), items, &prepared)?;
            let has_more = bulk::end_step(conn, claim, &items, is_last.then_some(State::Done))?;
            afterwards(conn)?;
            Ok(has_more)
        })
    }

    fn sent(
        &self,
        conn: &mut Db,
        (claim, by): (&Claim, &By),
        items: Vec<Item>,
        prepared: &HashMap<i64, Prepared>,
    ) -> Result<Vec<Item>, AppError> {
        let house = organisation::load(conn)?;
        let records = bulk::records(conn, self.operator, &items)?;
        items
            .into_iter()
            .map(|item| {
                let id = item.customer_id;
                let (Some(record), Some(prepared)) = (records.get(&id), prepared.get(&id)) else {
                    return Ok(item.because(Fate::Skipped, Reason::Unseen.to_json()));
                };
                Ok(match self.one(conn, &house, (claim, by), record, prepared)? {
                    Some(why) => item.because(Fate::Skipped, Reason::Unsent(why).to_json()),
                    None => item.becomes(Fate::Changed),
                })
            })
            .collect()
    }

    /// Why this customer was sent nothing, if so.
    fn one(
        &self,
        conn: &mut Db,
        house: &Organisation,
        (claim, by): (&Claim, &By),
        record: &Record,
        prepared: &Prepared,
    ) -> Result<Option<Refusal>, AppError> {
        let issuing = Issuing {
            house,
            post: self.post,
            public_url: self.public_url,
            circumstance: Circumstance {
                actor: self.operator.actor,
                at: clock::now(),
                reason: None,
                job: Some(claim.job.id),
            },
            by,
            cuts: false,
        };
        Ok(issuing.run(conn, &record.holder(), prepared)?.err())
    }
}
