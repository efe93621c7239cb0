//! What is saved under a name, for its owner, for a role or for everybody: views of lists and presets
//! of exports. Its content is the parameters of the page that it opens.

use crate::db::prelude::*;

use super::sharing::{Draft, Refusal, Sharing};
use crate::access::Actor;
use crate::clock;
use crate::db::Db;
use crate::db::schema::saved_views;
use crate::form::Form;
use crate::text;

/// Longest content that can be saved, in bytes.
const LONGEST: usize = 8_000;

/// The list of customers.
pub const CUSTOMERS: &str = "customers";

/// What kind of thing is saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The list of that name, as it is filtered.
    View(&'static str),
    /// Columns and format of an export.
    Preset,
}

impl Kind {
    /// As stored.
    fn code(self) -> &'static str {
        match self {
            Self::View(_) => "view",
            Self::Preset => "preset",
        }
    }

    /// The list that it is of; presets are of the customers'.
    fn list(self) -> &'static str {
        match self {
            Self::View(list) => list,
            Self::Preset => CUSTOMERS,
        }
    }

    /// Most of them that one member keeps.
    fn most(self) -> i64 {
        match self {
            Self::View(_) => 200,
            Self::Preset => 100,
        }
    }
}

/// Something saved.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = saved_views)]
pub struct Saved {
    /// Number.
    pub id: i64,
    staff_id: i64,
    /// Its name.
    pub name: String,
    visibility: String,
    role: String,
    /// The parameters of the page that it opens.
    pub query: String,
}

impl Saved {
    /// For whom it is.
    #[must_use]
    pub fn sharing(&self) -> Sharing {
        Sharing::of_stored(&self.visibility, &self.role)
    }

    /// Whether the actor may rename, share or delete it.
    #[must_use]
    pub fn is_of(&self, actor: &Actor) -> bool {
        self.sharing().is_changed_by(self.staff_id, actor)
    }

    /// Its content.
    #[must_use]
    pub fn form(&self) -> Form {
        Form::parse(self.query.as_bytes()).unwrap_or_default()
    }
}

/// Those of a kind that the actor may open, by name.
///
/// # Errors
/// When the database fails.
pub fn visible(conn: &mut Db, actor: &Actor, kind: Kind) -> QueryResult<Vec<Saved>> {
    let own = saved_views::staff_id.eq(actor.id.unwrap_or(0));
    let all: Vec<Saved> = saved_views::table
        .filter(saved_views::kind.eq(kind.code()))
        .filter(saved_views::list.eq(kind.list()))
        .filter(own.or(saved_views::visibility.ne("own")))
        .select(columns::<Saved>())
        .order((saved_views::name, saved_views::id))
        .load(conn)?;
    Ok(all.into_iter().filter(|saved| saved.sharing().opens(saved.staff_id, actor)).collect())
}

/// Those of a kind and a name that everybody may open.
///
/// # Errors
/// When the database fails.
pub fn shared_with_all(conn: &mut Db, kind: Kind, name: &str) -> QueryResult<Vec<Saved>> {
    saved_views::table
        .filter(saved_views::kind.eq(kind.code()))
        .filter(saved_views::list.eq(kind.list()))
        .filter(saved_views::visibility.eq(Sharing::All.stored().0))
        .filter(saved_views::name.eq(text::clean_line(name)))
        .select(columns::<Saved>())
        .load(conn)
}

/// What came of saving something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its number.
    pub id: i64,
    /// For whom the one was that it replaces.
    pub replaced: Option<Sharing>,
}

/// Saves something. One of the member's own of the same kind and name is replaced where that is asked for,
/// and stays for whom it was unless that is said too.
///
/// # Errors
/// When the database fails; the inner error is what is wrong with it.
pub fn save(
    conn: &mut Db,
    actor: &Actor,
    kind: Kind,
    draft: &Draft,
    content: &Form,
) -> QueryResult<Result<Kept, Refusal>> {
    let owner = actor.id.unwrap_or(0);
    let content = content.encode();
    if content.len() > LONGEST {
        return Ok(Err(Refusal::Content));
    }
    if let Some(former) = named(conn, owner, kind, &draft.name)? {
        if !former.is_of(actor) {
            return Ok(Err(Refusal::Taken));
        }
        let sharing = former.sharing();
        if !draft.replaces {
            return Ok(Err(Refusal::Held(sharing)));
        }
        let content = saved_views::query.eq(content);
        let row = saved_views::table.find(former.id);
        diesel::update(row).set((content, assignments(draft, sharing))).execute(conn)?;
        return Ok(Ok(Kept { id: former.id, replaced: Some(sharing) }));
    }
    let own = saved_views::table.filter(saved_views::staff_id.eq(owner));
    let of_kind =
        own.filter(saved_views::kind.eq(kind.code())).filter(saved_views::list.eq(kind.list()));
    let held: i64 = of_kind.count().get_result(conn)?;
    if held >= kind.most() {
        return Ok(Err(Refusal::TooMany));
    }
    let id = diesel::insert_into(saved_views::table)
        .values((
            saved_views::staff_id.eq(owner),
            saved_views::kind.eq(kind.code()),
            saved_views::list.eq(kind.list()),
            saved_views::query.eq(content),
            saved_views::created_at.eq(clock::now()),
            assignments(draft, Sharing::Own),
        ))
        .returning(saved_views::id)
        .get_result(conn)?;
    Ok(Ok(Kept { id, replaced: None }))
}

/// Renames and shares something.
///
/// # Errors
/// When the database fails; the inner error is what is wrong with the draft.
pub fn update(
    conn: &mut Db,
    kind: Kind,
    saved: &Saved,
    draft: &Draft,
) -> QueryResult<Result<(), Refusal>> {
    let other = named(conn, saved.staff_id, kind, &draft.name)?;
    if other.is_some_and(|other| other.id != saved.id) {
        return Ok(Err(Refusal::Taken));
    }
    let assigned = assignments(draft, saved.sharing());
    diesel::update(saved_views::table.find(saved.id)).set(assigned).execute(conn)?;
    Ok(Ok(()))
}

/// Deletes something.
///
/// # Errors
/// When the database fails.
pub fn delete(conn: &mut Db, id: i64) -> QueryResult<()> {
    diesel::delete(saved_views::table.find(id)).execute(conn).map(|_| ())
}

/// One of a kind that the actor may change.
///
/// # Errors
/// When the database fails.
pub fn find_own(conn: &mut Db, actor: &Actor, kind: Kind, id: i64) -> QueryResult<Option<Saved>> {
    let row = saved_views::table
        .find(id)
        .filter(saved_views::kind.eq(kind.code()))
        .filter(saved_views::list.eq(kind.list()));
    let saved: Option<Saved> = row.select(columns::<Saved>()).first(conn).optional()?;
    Ok(saved.filter(|saved| saved.is_of(actor)))
}

/// Names are an owner's own: no two of a kind are called the same.
fn named(conn: &mut Db, owner: i64, kind: Kind, name: &str) -> QueryResult<Option<Saved>> {
    saved_views::table
        .filter(saved_views::staff_id.eq(owner))
        .filter(saved_views::kind.eq(kind.code()))
        .filter(saved_views::list.eq(kind.list()))
        .filter(saved_views::name.eq(name))
        .select(columns::<Saved>())
        .first(conn)
        .optional()
}

type Assignments<'a> = (
    diesel::dsl::Eq<saved_views::name, &'a str>,
    diesel::dsl::Eq<saved_views::visibility, &'static str>,
    diesel::dsl::Eq<saved_views::role, &'static str>,
);

/// The name, and for whom: as asked, or else as it is.
fn assignments(draft: &Draft, now: Sharing) -> Assignments<'_> {
    let (visibility, role) = draft.sharing.unwrap_or(now).stored();
    (
        saved_views::name.eq(draft.name.as_str()),
        saved_views::visibility.eq(visibility),
        saved_views::role.eq(role),
    )
}
