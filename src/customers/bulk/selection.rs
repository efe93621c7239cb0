//! Which customers are meant: those that were ticked, or all that a list finds. What is not
//! understood stops; it never widens the set.

use crate::db::prelude::*;
use chrono::Duration;

use super::Seen;
use crate::access::Actor;
use crate::clock;
use crate::customers::query::Query;
use crate::db::schema::{customers, selections};
use crate::db::{Db, among};
use crate::jobs;
use crate::lists::{Count, Links};
use crate::on_backend;
use crate::settings::Settings;
use crate::web::Form;

/// Hours that ticks are kept.
const KEPT_HOURS: i64 = 24;
/// Numbers that one statement asks for.
const IN_ONE: usize = 5_000;
/// Rows of one statement.
const TOGETHER: usize = 1_000;

/// What a form says about whom it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selection {
    /// These, and with `held` those that are ticked on other pages.
    Named {
        /// Numbers of customers.
        ids: Vec<i64>,
        /// Whether the kept ticks count too.
        held: bool,
        /// What the form showed of them, where it showed any.
        seen: Option<Seen>,
    },
    /// All that a list finds.
    Matching(Form),
}

/// How many are meant, and which where they are few enough to be looked at while somebody waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extent {
    /// How many.
    pub count: Count,
    /// Their numbers, in order.
    pub ids: Option<Vec<i64>>,
}

impl Extent {
    fn of(ids: Vec<i64>) -> Self {
        let count = Count::Exactly(i64::try_from(ids.len()).unwrap_or(i64::MAX));
        Self { count, ids: Some(ids) }
    }
}

/// Why nobody is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stop {
    /// Nobody was ticked, or the ticks are no longer kept.
    Nobody,
    /// The words about whom were not understood.
    Malformed,
    /// Parameters of the list that were not understood.
    Ignored(Vec<String>),
    /// The form showed another set: how many it showed, and how many there are now.
    Changed {
        /// How many it showed.
        were: usize,
        /// How many there are now.
        are: usize,
    },
}

impl Selection {
    /// Of the parameters of an address or a form. A form of ours sends its list as one parameter
    /// `list`; others send its filters beside the changes, whose names are given: of a repeated one
    /// the last is the change, and the others are filters.
    ///
    /// # Errors
    /// Why nobody is meant.
    pub fn of(form: &Form, beside: &[&str]) -> Result<Self, Stop> {
        match form.text("selection") {
            "matching" if form.has("list") => Form::parse(form.text("list").as_bytes())
                .map(Self::Matching)
                .map_err(|_| Stop::Malformed),
            "matching" => {
                let rest = form.without(&["selection", "change"]);
                Ok(Self::Matching(beside.iter().fold(rest, |list, key| list.without_last(key))))
            }
            word @ ("ids" | "held") => named(form, word == "held"),
            _ => Err(Stop::Malformed),
        }
    }

    /// The kept ticks of whoever asks.
    #[must_use]
    pub fn held() -> Self {
        Self::Named { ids: Vec::new(), held: true, seen: None }
    }

    /// The same, for a form that shows these customers.
    #[must_use]
    pub fn showing(self, shown: &[i64]) -> Self {
        match self {
            Self::Named { ids, held: true, .. } => {
                Self::Named { ids, held: true, seen: Some(Seen::of(shown)) }
            }
            other => other,
        }
    }

    /// As parameters, for the pages that lead on.
    #[must_use]
    pub fn parameters(&self) -> Vec<(String, String)> {
        let pair = |name: &str, value: String| (name.to_owned(), value);
        match self {
            Self::Matching(list) => {
                vec![pair("selection", "matching".to_owned()), pair("list", list.encode())]
            }
            Self::Named { ids, held, seen } => {
                let word = if *held { "held" } else { "ids" };
                let ids = ids.iter().map(|id| pair("id", id.to_string()));
                let seen = seen.iter().map(|seen| pair("seen", seen.code()));
                std::iter::once(pair("selection", word.to_owned())).chain(ids).chain(seen).collect()
            }
        }
    }

    /// The query of a list, wholly understood.
    ///
    /// # Errors
    /// What was not.
    pub fn query(list: &Form, actor: &Actor, settings: &Settings) -> Result<Query, Stop> {
        let list = Links::filters(list);
        Query::visible_to(actor).narrowed_exactly(&list, settings).map_err(|ignored| {
            Stop::Ignored(ignored.into_iter().map(|ignored| ignored.name).collect())
        })
    }

    /// How many are meant and may be seen, and which of them if they are not more than `few`.
    ///
    /// # Errors
    /// When the database fails; inside, why nobody is meant.
    pub fn extent(
        &self,
        conn: &mut Db,
        actor: &Actor,
        settings: &Settings,
        few: i64,
    ) -> QueryResult<Result<Extent, Stop>> {
        if let Self::Matching(list) = self {
            let query = match Self::query(list, actor, settings) {
                Ok(query) => query,
                Err(stop) => return Ok(Err(stop)),
            };
            let count = query.count_all(conn)?;
            if count.exact().is_none_or(|exact| exact > few) {
                return Ok(Ok(Extent { count, ids: None }));
            }
        }
        Ok(self.ids(conn, actor, settings)?.map(Extent::of))
    }

    /// The numbers of all that are meant and may be seen, in order.
    ///
    /// # Errors
    /// When the database fails; inside, why nobody is meant.
    pub fn ids(
        &self,
        conn: &mut Db,
        actor: &Actor,
        settings: &Settings,
    ) -> QueryResult<Result<Vec<i64>, Stop>> {
        let ids = match self {
            Self::Matching(list) => match Self::query(list, actor, settings) {
                Ok(query) => query.ids(conn)?,
                Err(stop) => return Ok(Err(stop)),
            },
            Self::Named { ids, held, seen: were } => {
                let mut all = ids.clone();
                if let Some(member) = actor.id.filter(|_| *held) {
                    all.extend(held_by(conn, member)?);
                }
                all.sort_unstable();
                all.dedup();
                let everybody = Query::visible_to(actor).with_everybody();
                let mut seen = Vec::new();
                for some in all.chunks(IN_ONE) {
                    seen.extend(everybody.among(conn, some)?);
                }
                let are = seen.len();
                if let Some(were) =
                    were.as_ref().filter(|were| are > 0 && **were != Seen::of(&seen))
                {
                    return Ok(Err(Stop::Changed { were: were.count, are }));
                }
                seen
            }
        };
        Ok(if ids.is_empty() { Err(Stop::Nobody) } else { Ok(ids) })
    }
}

fn named(form: &Form, held: bool) -> Result<Selection, Stop> {
    let mut ids = Vec::new();
    for typed in form.all("id").filter(|typed| !typed.is_empty()) {
        ids.push(typed.parse::<i64>().map_err(|_| Stop::Malformed)?);
    }
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() && !held {
        return Err(Stop::Nobody);
    }
    let seen = form.last("seen").map(|code| Seen::from_code(code).ok_or(Stop::Malformed));
    Ok(Selection::Named { ids, held, seen: seen.transpose()? })
}

/// The customers that a member has ticked, in order; ticks of yesterday are no longer kept.
///
/// # Errors
/// When the database fails.
pub fn held_by(conn: &mut Db, member: i64) -> QueryResult<Vec<i64>> {
    selections::table
        .filter(selections::staff_id.eq(member))
        .filter(selections::added_at.gt(clock::now() - Duration::hours(KEPT_HOURS)))
        .order(selections::customer_id)
        .select(selections::customer_id)
        .load(conn)
}

/// Keeps ticks of a page: of the `shown` customers exactly the `ticked` ones are held afterwards.
///
/// # Errors
/// When the database fails.
pub fn hold(conn: &mut Db, member: i64, shown: &[i64], ticked: &[i64]) -> QueryResult<()> {
    let now = clock::now();
    let old = now - Duration::hours(KEPT_HOURS);
    diesel::delete(selections::table.filter(selections::staff_id.eq(member)))
        .filter(selections::added_at.le(old).or(among(selections::customer_id, shown)))
        .execute(conn)?;
    let known: Vec<i64> = customers::table
        .filter(among(customers::id, ticked))
        .order(customers::id)
        .select(customers::id)
        .load(conn)?;
    for some in known.chunks(TOGETHER) {
        let rows: Vec<_> = some
            .iter()
            .map(|id| {
                (
                    selections::staff_id.eq(member),
                    selections::customer_id.eq(*id),
                    selections::added_at.eq(now),
                )
            })
            .collect();
        on_backend!(conn, c => {
            diesel::insert_into(selections::table).values(&rows).on_conflict_do_nothing().execute(c)
        })?;
    }
    Ok(())
}

/// Forgets the ticks on a customer.
///
/// # Errors
/// When the database fails.
pub fn drop_customer(conn: &mut Db, customer: i64) -> QueryResult<()> {
    diesel::delete(selections::table.filter(selections::customer_id.eq(customer)))
        .execute(conn)
        .map(|_| ())
}

/// Forgets the ticks of a member on those that a job takes.
///
/// # Errors
/// When the database fails.
pub fn use_up(conn: &mut Db, member: i64, job: i64) -> QueryResult<()> {
    let held = held_by(conn, member)?;
    for some in held.chunks(IN_ONE) {
        let taken = jobs::items_among(conn, job, some)?;
        diesel::delete(selections::table.filter(selections::staff_id.eq(member)))
            .filter(among(selections::customer_id, &taken))
            .execute(conn)?;
    }
    Ok(())
}

/// Forgets all ticks of a member.
///
/// # Errors
/// When the database fails.
pub fn forget(conn: &mut Db, member: i64) -> QueryResult<()> {
    diesel::delete(selections::table.filter(selections::staff_id.eq(member)))
        .execute(conn)
        .map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Result<Selection, Stop> {
        Selection::of(&Form::parse(text.as_bytes()).unwrap(), &["zone_id"])
    }

    #[test]
    fn what_is_not_understood_stops() {
        for text in [
            "",
            "selection=",
            "selection=all",
            "selection=ids&id=4&id=x",
            "id=4",
            "selection=held&seen=3",
        ] {
            assert_eq!(of(text), Err(Stop::Malformed), "{text}");
        }
        assert_eq!(of("selection=ids"), Err(Stop::Nobody));
    }

    #[test]
    fn a_list_comes_as_one_parameter_or_beside_the_changes() {
        let named = |ids: &[i64]| Selection::Named { ids: ids.to_vec(), held: false, seen: None };
        assert_eq!(of("selection=ids&id=9&id=4&id=9"), Ok(named(&[4, 9])));
        let list = |text: &str| Selection::Matching(Form::parse(text.as_bytes()).unwrap());
        let ours = of("selection=matching&list=zone_id%3D3&zone_id=5&change=zone_id");
        assert_eq!(ours, Ok(list("zone_id=3")));
        let others = of("selection=matching&q=ana&zone_id=5&change=zone_id");
        assert_eq!(others, Ok(list("q=ana")));
        let both = of("selection=matching&zone_id=3&zone_id=5&change=zone_id");
        assert_eq!(both, Ok(list("zone_id=3")), "a filter is never lost: that would widen the set");
        let held = Selection::Named { ids: Vec::new(), held: true, seen: Some(Seen::of(&[4, 9])) };
        for selection in [named(&[4]), held, list("q=ana&zone_id=3")] {
            let again = Form::from_pairs(selection.parameters());
            assert_eq!(Selection::of(&again, &[]), Ok(selection));
        }
    }
}
