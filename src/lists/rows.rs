//! The rows that a list is asked for: a page of them by the shortest road, and how many there are. It knows
//! neither record nor table but by name, so that it is compiled once for every list.

use std::time::{Duration, Instant};

use super::condition::{Column, Condition};
use super::order::{Order, Walk};
use super::place::{Count, Place, SORTABLE, Slice, cut};
use super::statement::{self, Stretch};
use crate::db::Db;
use crate::db::prelude::*;

/// Rows that one statement of a walk looks at, so that none needs to be interrupted.
const STEP: i64 = 20_000;
/// How long a walk goes on looking before it offers to go on.
const PATIENCE: Duration = Duration::from_millis(500);
/// Where counting stops.
const CAP: i64 = 10_000;
/// How long counting may take.
const COUNTING: Duration = Duration::from_millis(100);
/// How long it may take when somebody asks for the number.
const LONG_COUNTING: Duration = Duration::from_secs(10);
/// Numbers of rows that one statement of a count looks at.
const COUNTED: i64 = 50_000;

/// Rows of a table, as somebody may see them and asked for them.
pub struct Rows {
    pub(super) table: &'static str,
    /// What the viewer may see; none for everything.
    pub(super) within: Option<Condition>,
    /// All of these must hold.
    pub(super) conditions: Vec<Condition>,
    pub(super) order: Order,
    pub(super) descending: bool,
    /// Whether an index leads to the rows in their order, so that hardly any other is met.
    pub(super) is_led: bool,
}

/// Half of the rows: those that have what they are ordered by, and those that have not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Whole,
    Filled,
    Blank,
}

impl Rows {
    /// The page at a place, of at most `size` rows.
    ///
    /// # Errors
    /// When the database fails.
    pub fn page(&self, conn: &mut Db, size: i64, place: Place) -> QueryResult<Slice> {
        match self.order {
            Order::Walk(walk) => self.walked(conn, walk, size, place),
            Order::Few(_) => {
                let order = (&self.order, self.descending);
                let all = statement::sorted(conn, self.table, &self.all(), order, SORTABLE)?;
                Ok(cut(&all, size, place))
            }
        }
    }

    /// How many rows there are, as far as it is cheap to tell; as exactly as some seconds allow where
    /// somebody asks for it.
    ///
    /// # Errors
    /// When the database fails.
    pub fn count(&self, conn: &mut Db, exactly: bool) -> QueryResult<Count> {
        let (cap, patience) = if exactly { (i64::MAX - 1, LONG_COUNTING) } else { (CAP, COUNTING) };
        if self.is_led && !exactly {
            let counted = statement::count(conn, self.table, &self.all(), cap + 1)?;
            return Ok(if counted > cap { Count::MoreThan(cap) } else { Count::Exactly(counted) });
        }
        let (highest, began) = (statement::highest(conn, self.table)?, Instant::now());
        let (mut from, mut counted) = (0, 0);
        while from < highest {
            let to = from + COUNTED;
            let bounds = self.between(from, to);
            let mut all = self.all();
            all.push(&bounds);
            counted += statement::count(conn, self.table, &all, cap + 1 - counted)?;
            if counted > cap {
                return Ok(Count::MoreThan(cap));
            }
            if began.elapsed() > patience && to < highest {
                return Ok(Count::MoreThan(counted));
            }
            from = to;
        }
        Ok(Count::Exactly(counted))
    }

    fn id(&self) -> Column {
        Column::new(self.table, "id")
    }

    fn between(&self, from: i64, to: i64) -> Condition {
        use super::condition::Bind::Number;
        let over = Condition::column(self.id()).then(" > ").bind(Number(from));
        over.and(Condition::column(self.id()).then(" <= ").bind(Number(to)))
    }

    /// Every condition, what the viewer may see among them.
    fn all(&self) -> Vec<&Condition> {
        self.within.iter().chain(&self.conditions).collect()
    }

    /// Along an index: any place costs the same, but for a jump to a number.
    fn walked(&self, conn: &mut Db, walk: Walk, size: i64, place: Place) -> QueryResult<Slice> {
        let place = match place {
            Place::After(id) | Place::Before(id) if !self.may_begin_at(conn, id)? => Place::Start,
            place => place,
        };
        let backwards = matches!(place, Place::Before(_));
        let (after, offset) = match place {
            Place::Start => (None, 0),
            Place::After(id) | Place::Before(id) => (Some(id), 0),
            Place::Number(page) => (None, (page.max(1) - 1).saturating_mul(size)),
        };
        let stretch = Stretch {
            table: self.table,
            column: (walk.column != "id").then_some(walk.column),
            descending: self.descending != backwards,
            after,
            until: None,
            offset,
            limit: size + 1,
        };
        let (mut ids, stopped_at) = self.stretch(conn, walk, stretch, backwards)?;
        let has_more = i64::try_from(ids.len()).unwrap_or(0) > size;
        ids.truncate(usize::try_from(size).unwrap_or(0));
        if backwards {
            ids.reverse();
            return Ok(Slice { ids, has_previous: has_more, has_next: true, stopped_at });
        }
        let is_inside = after.is_some() || offset > 0;
        Ok(Slice { ids, has_previous: is_inside, has_next: has_more, stopped_at })
    }

    /// Whether a walk may begin there: where somebody else's row stands must not be found out by the rows that
    /// follow it.
    fn may_begin_at(&self, conn: &mut Db, id: i64) -> QueryResult<bool> {
        match &self.within {
            Some(within) => statement::lets_through(conn, self.table, id, &[within]),
            None => Ok(true),
        }
    }

    /// Reads a stretch: at once when an index leads to it, else in steps, for as long as patience lasts. What
    /// is ordered by something that can be missing is read in two parts, for the databases do not agree on
    /// which end of an index has what is empty.
    fn stretch(
        &self,
        conn: &mut Db,
        walk: Walk,
        stretch: Stretch,
        backwards: bool,
    ) -> QueryResult<(Vec<i64>, Option<i64>)> {
        let began = Instant::now();
        let parts = self.parts(conn, walk, stretch.after, backwards)?;
        let (mut found, mut rest) = (Vec::new(), stretch);
        for part in parts {
            rest.column = stretch.column.filter(|_| *part != Part::Blank);
            let (ids, stopped_at) = self.part(conn, &mut rest, (*part, walk), began)?;
            found.extend(ids);
            if stopped_at.is_some() || rest.limit <= 0 {
                return Ok((found, stopped_at));
            }
            rest.after = None;
        }
        Ok((found, None))
    }

    /// The parts to read from a row on, or from one end.
    fn parts(
        &self,
        conn: &mut Db,
        walk: Walk,
        after: Option<i64>,
        backwards: bool,
    ) -> QueryResult<&'static [Part]> {
        if !walk.is_optional {
            return Ok(&[Part::Whole]);
        }
        let begins_blank = match after {
            Some(id) => {
                let blank = self.test(Part::Blank, walk);
                statement::lets_through(conn, self.table, id, &[&blank])?
            }
            None => backwards,
        };
        Ok(match (backwards, begins_blank) {
            (false, false) => &[Part::Filled, Part::Blank],
            (false, true) => &[Part::Blank],
            (true, true) => &[Part::Blank, Part::Filled],
            (true, false) => &[Part::Filled],
        })
    }

    /// What holds for the rows of a part.
    fn test(&self, part: Part, walk: Walk) -> Condition {
        let key = || Condition::column(Column::new(self.table, walk.column));
        match part {
            Part::Whole => Condition::everything(),
            Part::Filled => key().then(" IS NOT NULL"),
            Part::Blank => key().then(" IS NULL"),
        }
    }

    /// One part of a stretch, of which it takes away what was skipped and found.
    fn part(
        &self,
        conn: &mut Db,
        rest: &mut Stretch,
        (part, walk): (Part, Walk),
        began: Instant,
    ) -> QueryResult<(Vec<i64>, Option<i64>)> {
        let test = self.test(part, walk);
        let mut all = self.all();
        all.push(&test);
        if self.is_led {
            let ids = statement::ids(conn, rest, &all)?;
            rest.limit -= i64::try_from(ids.len()).unwrap_or(i64::MAX);
            // The next part begins at its own end; what was skipped here is not skipped again.
            if rest.offset > 0 && ids.is_empty() && part != Part::Whole {
                rest.offset -= statement::count(conn, self.table, &all, rest.offset)?;
            } else {
                rest.offset = 0;
            }
            return Ok((ids, None));
        }
        let in_part: Vec<&Condition> = self.within.iter().chain([&test]).collect();
        let mut found = Vec::new();
        loop {
            let end = Stretch { offset: STEP - 1, limit: 1, until: None, ..*rest };
            rest.until = statement::ids(conn, &end, &in_part)?.first().copied();
            // A step is short enough to read what a jump skips in it.
            let limit = rest.offset.saturating_add(rest.limit);
            let ids = statement::ids(conn, &Stretch { offset: 0, limit, ..*rest }, &all)?;
            let read = i64::try_from(ids.len()).unwrap_or(i64::MAX);
            let skipped = rest.offset.min(read);
            found.extend(ids.into_iter().skip(usize::try_from(skipped).unwrap_or(usize::MAX)));
            rest.offset -= skipped;
            rest.limit -= read - skipped;
            let Some(boundary) = rest.until.take().filter(|_| rest.limit > 0) else {
                return Ok((found, None));
            };
            if began.elapsed() > PATIENCE {
                return Ok((found, Some(boundary)));
            }
            rest.after = Some(boundary);
        }
    }
}
