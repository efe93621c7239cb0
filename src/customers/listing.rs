//! What one page of the list reads: the customers, how many there are, and what the member keeps.

use diesel::prelude::QueryResult;

use super::bulk::selection;
use super::counts::{Counts, Tally};
use super::fields::{self, Field};
use super::links;
use super::preferences;
use super::query::{Needs, Query};
use super::record::Record;
use super::saved::{self, Saved};
use super::vocabulary::vocabulary;
use crate::access::{Actor, Permission};
use crate::db::Db;
use crate::fields::filter::Op;
use crate::form::Form;
use crate::lists::{At, Count, Entry, Ignorance, Ignored, Links, Look, Place, Slice};
use crate::settings::Settings;

/// Matches elsewhere, when there are none here, or only there one whose identifier was searched for.
pub struct Elsewhere {
    /// How many.
    pub count: i64,
    /// Among the archived, or among all others.
    pub is_archive: bool,
    /// The list with them.
    pub href: String,
}

/// One page of the list.
pub struct Listing {
    /// The address.
    pub links: Links,
    /// What it asks for.
    pub query: Query,
    /// What of it was not understood.
    pub ignored: Vec<Ignored>,
    /// Columns and rows per page.
    pub look: Look,
    /// The number of this page, from 1.
    pub number: i64,
    /// The numbers on the tabs.
    pub tally: Tally,
    /// How many there are.
    pub count: Count,
    /// The ids of the page, and whether there is more.
    pub slice: Slice,
    /// The customers of the page.
    pub records: Vec<Record>,
    /// The customers that the member has ticked, on this page and elsewhere.
    pub held: Vec<i64>,
    /// The views that the member may open.
    pub views: Vec<Saved>,
    /// Where else there is a match.
    pub elsewhere: Option<Elsewhere>,
    /// Whether the organisation, or the member, has no customer at all.
    pub is_first_use: bool,
}

/// Reads a page for the parameters of an address.
///
/// # Errors
/// When the database fails.
pub fn read(
    conn: &mut Db,
    form: &Form,
    actor: &Actor,
    settings: &Settings,
    counts: &Counts,
) -> QueryResult<Listing> {
    let kept = preferences::load(conn, actor.id)?;
    let (mut query, mut ignored) = Query::visible_to(actor).narrowed_by(form, settings);
    let kept = (kept.shown.as_slice(), kept.per_page);
    let look = Look::of(vocabulary(), form, kept, &mut ignored);
    let place = At::of(form, &mut ignored);
    let tally = counts.tally(conn, &actor.scope)?;
    let count = count(conn, &query, &tally, form.text("count") == "all")?;
    if let Some(sort) = query.give_up_unsortable(count) {
        let (name, why) = ("sort".to_owned(), Ignorance::Sort);
        ignored.push(Ignored { name, value: sort, why });
    }
    let (slice, number) = slice(conn, &query, look.size, place)?;
    let records = query.records(conn, &slice.ids, needs(&columns_of(&look.shown)))?;
    let links = links::of(form);
    let is_empty = slice.ids.is_empty() && number == 1;
    let is_first_use = is_empty && !query.is_narrowed() && tally.of("archived") == 0;
    let may_be_elsewhere = number == 1 && slice.stopped_at.is_none() && !is_first_use;
    let has_exact = !is_empty && (query.search.is_none() || query.count_exact(conn)? > 0);
    let elsewhere = if may_be_elsewhere && !has_exact {
        elsewhere(conn, &links, actor, settings, is_empty)?
    } else {
        None
    };
    Ok(Listing {
        links,
        query,
        ignored,
        look,
        number,
        tally,
        count,
        slice,
        records,
        held: held(conn, actor)?,
        views: saved::visible(conn, actor, saved::Kind::View(saved::CUSTOMERS))?,
        elsewhere,
        is_first_use,
    })
}

/// Ticks are for those who can do something with them.
fn held(conn: &mut Db, actor: &Actor) -> QueryResult<Vec<i64>> {
    match actor.id.filter(|_| actor.may(Permission::BulkUpdate)) {
        Some(member) => selection::held_by(conn, member),
        None => Ok(Vec::new()),
    }
}

/// The tabs know their own numbers; the rest is counted, as far as it is cheap unless asked.
fn count(conn: &mut Db, query: &Query, tally: &Tally, exactly: bool) -> QueryResult<Count> {
    if !query.is_narrowed() {
        return Ok(Count::Exactly(tally.all()));
    }
    if query.search.is_none()
        && let ([_], Some(category)) = (query.filters.as_slice(), query.equal_to("category"))
    {
        return Ok(Count::Exactly(tally.of(category)));
    }
    if exactly {
        return query.count_all(conn);
    }
    query.count(conn)
}

/// The page at a place. Who leafs back to the beginning sees the whole first page, and a page
/// whose first customer is gone is found by its number.
fn slice(conn: &mut Db, query: &Query, size: i64, at: At) -> QueryResult<(Slice, i64)> {
    let slice = query.page(conn, size, at.place)?;
    match at.place {
        Place::Before(_) if !slice.has_previous && slice.stopped_at.is_none() => {
            Ok((query.page(conn, size, Place::Start)?, 1))
        }
        Place::After(_) if slice.ids.is_empty() && slice.stopped_at.is_none() => {
            let by_number = query.page(conn, size, Place::Number(at.number))?;
            Ok((by_number, at.number))
        }
        _ => Ok((slice, at.number)),
    }
}

/// The fields of these columns.
#[must_use]
pub fn columns_of(shown: &[&Entry]) -> Vec<&'static Field> {
    shown.iter().filter_map(|entry| fields::find(&entry.key)).collect()
}

/// Whatever the columns: an entry on a phone says how to reach the customer.
fn needs(shown: &[&'static Field]) -> Needs {
    Needs { phones: true, ..Needs::of(shown) }
}

/// The same conditions among the archived, or, from a tab, among all: every match, or only those whose
/// identifier was searched for.
fn elsewhere(
    conn: &mut Db,
    links: &Links,
    actor: &Actor,
    settings: &Settings,
    every_match: bool,
) -> QueryResult<Option<Elsewhere>> {
    let (here, _) = Query::visible_to(actor).narrowed_by(links.form(), settings);
    let names_status = here.filters.iter().any(|filter| filter.key == "status");
    let on_tab = here.filters.iter().any(|filter| filter.key == "category" && filter.op == Op::Eq);
    if names_status {
        return Ok(None);
    }
    let there = links.set("category", (!on_tab).then_some("archived"));
    let (query, _) = Query::visible_to(actor).narrowed_by(there.form(), settings);
    let count = if every_match { query.count(conn)?.known() } else { query.count_exact(conn)? };
    Ok((count > 0).then(|| Elsewhere { count, is_archive: !on_tab, href: there.href() }))
}
