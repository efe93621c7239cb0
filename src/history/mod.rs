//! What changed, of anything: one row per field, before and after, who, by which road and when.
//! Writes of one save share a revision. Rows are added and read, never altered.

mod read;

use crate::db::prelude::*;
use chrono::NaiveDateTime;
use diesel::dsl::max;
use diesel::sql_types::{BigInt, Nullable, Text, Timestamp};

use crate::access::Actor;
use crate::clock;
use crate::db::schema::{customers, history, job_items};
use crate::db::{Db, among, at_key};
use crate::on_backend;

pub use read::{Entry, fields_of, find, is_written_by, of, of_field};

/// What has a history.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Entity {
    /// A customer.
    Customer,
    /// A zone, seller, collector or store.
    Lookup,
    /// The organisation's settings.
    Organisation,
    /// A razón social.
    LegalEntity,
    /// A condición de IVA.
    TaxCondition,
    /// A tipo de factura.
    InvoiceType,
    /// Which types an issuer's condition may send: the number is the condition's.
    AllowedTypes,
    /// An impuesto.
    Tax,
    /// A ciclo de facturación.
    BillingCycle,
    /// A plan.
    Plan,
    /// A servidor.
    Server,
    /// A cobertura.
    Coverage,
    /// A contrato.
    Contract,
    /// A suscripción.
    Subscription,
    /// A factura or nota.
    Invoice,
    /// A pago.
    Payment,
    /// A tarjeta.
    Card,
    /// A pasarela.
    Gateway,
}

impl Entity {
    /// As stored.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Lookup => "lookup",
            Self::Organisation => "organisation",
            Self::LegalEntity => "legal_entity",
            Self::TaxCondition => "tax_condition",
            Self::InvoiceType => "invoice_type",
            Self::AllowedTypes => "allowed_types",
            Self::Tax => "tax",
            Self::BillingCycle => "billing_cycle",
            Self::Plan => "plan",
            Self::Server => "server",
            Self::Coverage => "coverage",
            Self::Contract => "contract",
            Self::Subscription => "subscription",
            Self::Invoice => "invoice",
            Self::Payment => "payment",
            Self::Card => "card",
            Self::Gateway => "gateway",
        }
    }
}

/// One field's change, in the exact and language-free form of values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Key of the field.
    pub field: String,
    /// What it was; none when it was empty.
    pub before: Option<String>,
    /// What it is; none when it is empty.
    pub after: Option<String>,
}

impl Change {
    /// The change between two values; none when they are the same.
    #[must_use]
    pub fn between(field: &str, before: Option<String>, after: Option<String>) -> Option<Self> {
        (before != after).then(|| Self { field: field.to_owned(), before, after })
    }
}

#[derive(Insertable)]
#[diesel(table_name = history, treat_none_as_default_value = false)]
struct NewEntry<'a> {
    entity: &'a str,
    entity_id: i64,
    revision: i64,
    field: &'a str,
    before: Option<&'a str>,
    after: Option<&'a str>,
    actor_id: Option<i64>,
    actor_name: &'a str,
    via: &'a str,
    reason: Option<&'a str>,
    at: NaiveDateTime,
    job_id: Option<i64>,
}

/// Keeps the changes of one save, within its transaction.
///
/// # Errors
/// When the database fails.
pub fn record(
    conn: &mut Db,
    actor: &Actor,
    entity: Entity,
    entity_id: i64,
    revision: i64,
    changes: &[Change],
    reason: Option<&str>,
) -> QueryResult<()> {
    let circumstance = Circumstance { actor, at: clock::now(), reason, job: None };
    record_as(conn, &circumstance, (entity, entity_id, revision), changes)
}

/// Who writes, when, why, and as part of which job.
#[derive(Clone, Copy, Debug)]
pub struct Circumstance<'a> {
    /// Who.
    pub actor: &'a Actor,
    /// When, in UTC.
    pub at: NaiveDateTime,
    /// Why, where a reason was asked for.
    pub reason: Option<&'a str>,
    /// The job, if it is one's work.
    pub job: Option<i64>,
}

/// As [`record`], in circumstances of the caller's.
///
/// # Errors
/// When the database fails.
pub fn record_as(
    conn: &mut Db,
    circumstance: &Circumstance,
    (entity, entity_id, revision): (Entity, i64, i64),
    changes: &[Change],
) -> QueryResult<()> {
    let entries =
        changes.iter().map(|change| entry(circumstance, (entity, entity_id, revision), change));
    insert(conn, &entries.collect::<Vec<_>>())
}

/// As [`record_as`], of many records, each at its own revision.
///
/// # Errors
/// When the database fails.
pub fn record_each(
    conn: &mut Db,
    circumstance: &Circumstance,
    entity: Entity,
    stories: &[(i64, i64, Vec<Change>)],
) -> QueryResult<()> {
    let entries: Vec<NewEntry> = stories
        .iter()
        .flat_map(|(id, revision, changes)| {
            changes.iter().map(|change| entry(circumstance, (entity, *id, *revision), change))
        })
        .collect();
    entries.chunks(TOGETHER).try_for_each(|some| insert(conn, some))
}

/// One save: in which circumstances, of which record at which revision, and what changed.
pub type Story<'a> = (Circumstance<'a>, (Entity, i64, i64), Vec<Change>);

/// As [`record_as`], of many saves, each in its own circumstances.
///
/// # Errors
/// When the database fails.
pub fn record_all(conn: &mut Db, stories: &[Story]) -> QueryResult<()> {
    let entries: Vec<NewEntry> = stories
        .iter()
        .flat_map(|(when, place, changes)| changes.iter().map(|change| entry(when, *place, change)))
        .collect();
    entries.chunks(TOGETHER).try_for_each(|some| insert(conn, some))
}

/// Rows of one statement: SQLite takes 32,766 values in one.
const TOGETHER: usize = 2_000;

fn entry<'a>(
    circumstance: &Circumstance<'a>,
    (entity, entity_id, revision): (Entity, i64, i64),
    change: &'a Change,
) -> NewEntry<'a> {
    let Circumstance { actor, at, reason, job } = *circumstance;
    NewEntry {
        entity: entity.code(),
        entity_id,
        revision,
        field: &change.field,
        before: change.before.as_deref(),
        after: change.after.as_deref(),
        actor_id: actor.id,
        actor_name: &actor.name,
        via: actor.via.code(),
        reason,
        at,
        job_id: job,
    }
}

fn insert(conn: &mut Db, entries: &[NewEntry]) -> QueryResult<()> {
    if !entries.is_empty() {
        on_backend!(conn, c => diesel::insert_into(history::table).values(entries).execute(c))?;
    }
    Ok(())
}

/// Keeps the same change of one field for many customers of a job: what was there before is what the
/// job's items remember, and each has the revision that it has by now.
///
/// # Errors
/// When the database fails.
pub fn record_alike(
    conn: &mut Db,
    circumstance: &Circumstance,
    (field, after): (&str, Option<&str>),
    customers: &[i64],
) -> QueryResult<()> {
    let Circumstance { actor, at, reason, job } = *circumstance;
    let rows = job_items::table
        .inner_join(customers::table.on(customers::id.eq(job_items::customer_id)))
        .filter(job_items::job_id.nullable().eq(job))
        .filter(among(job_items::customer_id, customers))
        .select((
            Entity::Customer.code().into_sql::<Text>(),
            job_items::customer_id,
            customers::version,
            field.into_sql::<Text>(),
            at_key(job_items::before, field),
            after.into_sql::<Nullable<Text>>(),
            actor.id.into_sql::<Nullable<BigInt>>(),
            actor.name.as_ref().into_sql::<Text>(),
            actor.via.code().into_sql::<Text>(),
            reason.into_sql::<Nullable<Text>>(),
            at.into_sql::<Timestamp>(),
            job.into_sql::<Nullable<BigInt>>(),
        ));
    diesel::insert_into(history::table)
        .values(rows)
        .into_columns((
            history::entity,
            history::entity_id,
            history::revision,
            history::field,
            history::before,
            history::after,
            history::actor_id,
            history::actor_name,
            history::via,
            history::reason,
            history::at,
            history::job_id,
        ))
        .execute(conn)
        .map(|_| ())
}

/// Keeps that something happened to many new records, each by its own actor at its own instant.
///
/// # Errors
/// When the database fails.
pub fn note_all(
    conn: &mut Db,
    entity: Entity,
    what: &str,
    notes: &[(&Actor, i64, NaiveDateTime)],
) -> QueryResult<()> {
    let rows: Vec<NewEntry> = notes
        .iter()
        .map(|(actor, entity_id, at)| NewEntry {
            entity: entity.code(),
            entity_id: *entity_id,
            revision: 1,
            field: what,
            before: None,
            after: None,
            actor_id: actor.id,
            actor_name: &actor.name,
            via: actor.via.code(),
            reason: None,
            at: *at,
            job_id: None,
        })
        .collect();
    on_backend!(conn, c => diesel::insert_into(history::table).values(&rows).execute(c))?;
    Ok(())
}

/// The revision after the last kept one, for records that count none of their own.
///
/// # Errors
/// When the database fails.
pub fn next_revision(conn: &mut Db, entity: Entity, entity_id: i64) -> QueryResult<i64> {
    let last: Option<i64> = history::table
        .filter(history::entity.eq(entity.code()))
        .filter(history::entity_id.eq(entity_id))
        .select(max(history::revision))
        .first(conn)?;
    Ok(last.unwrap_or(0) + 1)
}

/// Wipes the values and the reasons of a record's history, which people write and which may name
/// somebody: who, when and which field remain.
///
/// # Errors
/// When the database fails.
pub fn forget(conn: &mut Db, entity: Entity, entity_id: i64) -> QueryResult<()> {
    diesel::update(history::table)
        .filter(history::entity.eq(entity.code()))
        .filter(history::entity_id.eq(entity_id))
        .set((
            history::before.eq(None::<String>),
            history::after.eq(None::<String>),
            history::reason.eq(None::<String>),
        ))
        .execute(conn)
        .map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::Via;
    use crate::db::{Database, migrate};
    use crate::error::AppError;

    #[test]
    fn what_was_kept_comes_back_newest_first() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("h.db").display());
        let db = Database::open(&url).unwrap();
        migrate::run(&db).unwrap();
        let actor = Actor::command(Via::Import);
        db.write_now(|conn| {
            for (revision, after) in [(1, "Ana"), (2, "Eva")] {
                assert_eq!(next_revision(conn, Entity::Lookup, 7)?, revision);
                let changes = [
                    Change::between("name", None, Some(after.into())).unwrap(),
                    Change::between("city", Some("Ñuñoa".into()), None).unwrap(),
                ];
                record(conn, &actor, Entity::Lookup, 7, revision, &changes, Some("test"))?;
            }
            record(conn, &actor, Entity::Customer, 7, 1, &[], None)?;
            let all = of(conn, Entity::Lookup, 7, None, 10)?;
            let seen: Vec<_> = all.iter().map(|e| (e.revision, e.field.as_str())).collect();
            assert_eq!(seen, [(2, "city"), (2, "name"), (1, "city"), (1, "name")]);
            assert_eq!(all[1].after.as_deref(), Some("Eva"));
            assert_eq!((all[1].via.as_str(), all[1].actor_id), ("import", None));
            let below = of(conn, Entity::Lookup, 7, Some(all[1].id), 1)?;
            assert_eq!(below[0].id, all[2].id);
            assert!(of(conn, Entity::Customer, 7, None, 10)?.is_empty());
            assert!(find(conn, Entity::Lookup, 7, all[0].id)?.is_some());
            assert!(find(conn, Entity::Lookup, 8, all[0].id)?.is_none());
            Ok::<_, AppError>(())
        })
        .unwrap();
    }

    #[test]
    fn the_same_value_is_no_change() {
        assert_eq!(Change::between("a", Some("x".into()), Some("x".into())), None);
        assert_eq!(Change::between("a", None, None), None);
    }
}
