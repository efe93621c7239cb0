//! Reads the log; nothing here changes it.

use std::collections::HashMap;

use crate::db::prelude::*;
use chrono::NaiveDateTime;

use super::{Action, Entity};
use crate::access::Via;
use crate::db::schema::{audit_log, customers, jobs, staff};
use crate::db::{Db, among};

/// Whose lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// A member's.
    Member(i64),
    /// Those of whoever runs commands on the machine.
    Command,
}

/// Which lines.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Of one action only.
    pub action: Option<Action>,
    /// Of somebody only.
    pub who: Option<Who>,
    /// Not before this instant, in UTC.
    pub from: Option<NaiveDateTime>,
    /// Before this instant, in UTC.
    pub until: Option<NaiveDateTime>,
    /// From one address only.
    pub address: Option<String>,
}

/// A line of the log.
#[derive(Queryable, Selectable)]
#[diesel(table_name = audit_log)]
pub struct Line {
    pub id: i64,
    pub actor_id: Option<i64>,
    pub actor_name: String,
    pub via: String,
    pub address: String,
    pub action: String,
    entity: String,
    pub entity_id: Option<i64>,
    pub request_id: String,
    pub at: NaiveDateTime,
    pub details: Option<String>,
}

impl Line {
    /// To what it was done, and its number.
    pub fn subject(&self) -> Option<(Entity, i64)> {
        Entity::from_code(&self.entity).zip(self.entity_id)
    }

    /// Whether it was done by a command on the machine.
    pub fn is_command(&self) -> bool {
        self.actor_id.is_none() && self.via == Via::Command.code()
    }

    /// Whether it was done in the customers' portal.
    pub fn is_of_portal(&self) -> bool {
        self.via == Via::Portal.code()
    }
}

/// So many lines from the newest on, or from below a number on.
///
/// # Errors
/// When the database fails.
pub fn newest(
    conn: &mut Db,
    filter: &Filter,
    before: Option<i64>,
    most: i64,
) -> QueryResult<Vec<Line>> {
    let mut query = audit_log::table
        .select(columns::<Line>())
        .order(audit_log::id.desc())
        .limit(most)
        .into_boxed();
    if let Some(action) = filter.action {
        query = query.filter(audit_log::action.eq(action.code()));
    }
    query = match filter.who {
        Some(Who::Member(id)) => query.filter(audit_log::actor_id.eq(id)),
        Some(Who::Command) => query
            .filter(audit_log::actor_id.is_null())
            .filter(audit_log::via.eq(Via::Command.code())),
        None => query,
    };
    if let Some(from) = filter.from {
        query = query.filter(audit_log::at.ge(from));
    }
    if let Some(until) = filter.until {
        query = query.filter(audit_log::at.lt(until));
    }
    if let Some(address) = &filter.address {
        query = query.filter(audit_log::address.eq(address.clone()));
    }
    if let Some(before) = before {
        query = query.filter(audit_log::id.lt(before));
    }
    query.load(conn)
}

/// What the lines speak of, as far as it is still there.
#[derive(Default)]
pub struct Subjects {
    /// Names of members.
    pub staff: HashMap<i64, String>,
    /// Names of customers; some have none.
    pub customers: HashMap<i64, Option<String>>,
    /// Kinds and owners of jobs.
    pub jobs: HashMap<i64, (String, Option<i64>)>,
}

/// What these lines speak of, by one query for each kind of thing.
///
/// # Errors
/// When the database fails.
pub fn subjects(conn: &mut Db, lines: &[Line]) -> QueryResult<Subjects> {
    let of = |entity: Entity| {
        let subjects = lines.iter().filter_map(Line::subject);
        subjects.filter(|(found, _)| *found == entity).map(|(_, id)| id).collect::<Vec<_>>()
    };
    let mut members = of(Entity::Staff);
    members.extend(lines.iter().filter_map(|line| line.actor_id));
    let mut found = Subjects::default();
    let members = once(members);
    if !members.is_empty() {
        let rows = staff::table.filter(among(staff::id, &members));
        found.staff = rows.select((staff::id, staff::name)).load(conn)?.into_iter().collect();
    }
    let ids = once(of(Entity::Customer));
    if !ids.is_empty() {
        let rows = customers::table.filter(among(customers::id, &ids));
        let columns = (customers::id, customers::name);
        found.customers = rows.select(columns).load(conn)?.into_iter().collect();
    }
    let ids = once(of(Entity::Job));
    if !ids.is_empty() {
        let rows = jobs::table.filter(among(jobs::id, &ids));
        let columns = (jobs::id, (jobs::kind, jobs::owner_id));
        found.jobs = rows.select(columns).load(conn)?.into_iter().collect();
    }
    Ok(found)
}

fn once(mut ids: Vec<i64>) -> Vec<i64> {
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// Numbers and names of all members, by name.
///
/// # Errors
/// When the database fails.
pub fn members(conn: &mut Db) -> QueryResult<Vec<(i64, String)>> {
    staff::table.select((staff::id, staff::name)).order((staff::name, staff::id)).load(conn)
}
