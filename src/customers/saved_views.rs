//! Saved views: a named address of the list, for its owner, for a role or for everybody.

use crate::db::prelude::*;

use super::sharing::{Draft, Refusal, Sharing};
use crate::access::Actor;
use crate::clock;
use crate::db::Db;
use crate::db::schema::saved_views;
use crate::web::Form;

/// Longest address that can be saved, in bytes.
const LONGEST_QUERY: usize = 8_000;
/// Most views that one member keeps.
const MOST: i64 = 200;

/// A saved view.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = saved_views)]
pub struct SavedView {
    /// Number.
    pub id: i64,
    /// Its owner.
    pub staff_id: i64,
    /// Its name.
    pub name: String,
    visibility: String,
    role: String,
    /// The parameters of the list.
    pub query: String,
}

impl SavedView {
    /// The list as it was saved.
    #[must_use]
    pub fn href(&self) -> String {
        let sign = if self.query.is_empty() { "" } else { "&" };
        format!("{}?{}{sign}view={}", super::links::PATH, self.query, self.id)
    }

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
}

/// The views that the actor may open, by name.
///
/// # Errors
/// When the database fails.
pub fn visible(conn: &mut Db, actor: &Actor) -> QueryResult<Vec<SavedView>> {
    let all: Vec<SavedView> = saved_views::table
        .filter(
            saved_views::staff_id.eq(actor.id.unwrap_or(0)).or(saved_views::visibility.ne("own")),
        )
        .select(columns::<SavedView>())
        .order((saved_views::name, saved_views::id))
        .load(conn)?;
    Ok(all.into_iter().filter(|view| view.sharing().opens(view.staff_id, actor)).collect())
}

/// The part of an address that a view keeps: not the place in the list.
#[must_use]
pub fn kept(query: &Form) -> Form {
    query.without(&["page", "after", "before", "count", "view", "advanced", "from"])
}

/// Saves a view.
///
/// # Errors
/// When the database fails; the inner error is what is wrong with the view.
pub fn create(
    conn: &mut Db,
    actor: &Actor,
    draft: &Draft,
    query: &Form,
) -> QueryResult<Result<i64, Refusal>> {
    let owner = actor.id.unwrap_or(0);
    let query = kept(query).encode();
    if query.len() > LONGEST_QUERY {
        return Ok(Err(Refusal::Content));
    }
    let held: i64 =
        saved_views::table.filter(saved_views::staff_id.eq(owner)).count().get_result(conn)?;
    if held >= MOST {
        return Ok(Err(Refusal::TooMany));
    }
    let (visibility, role) = draft.sharing.stored();
    let id = diesel::insert_into(saved_views::table)
        .values((
            saved_views::staff_id.eq(owner),
            saved_views::name.eq(&draft.name),
            saved_views::visibility.eq(visibility),
            saved_views::role.eq(role),
            saved_views::query.eq(query),
            saved_views::created_at.eq(clock::now()),
        ))
        .returning(saved_views::id)
        .get_result(conn)?;
    Ok(Ok(id))
}

/// Renames and shares a view.
///
/// # Errors
/// When the database fails.
pub fn update(conn: &mut Db, id: i64, draft: &Draft) -> QueryResult<()> {
    let (visibility, role) = draft.sharing.stored();
    diesel::update(saved_views::table.find(id))
        .set((
            saved_views::name.eq(&draft.name),
            saved_views::visibility.eq(visibility),
            saved_views::role.eq(role),
        ))
        .execute(conn)
        .map(|_| ())
}

/// Deletes a view.
///
/// # Errors
/// When the database fails.
pub fn delete(conn: &mut Db, id: i64) -> QueryResult<()> {
    diesel::delete(saved_views::table.find(id)).execute(conn).map(|_| ())
}

/// A view that the actor may change.
///
/// # Errors
/// When the database fails.
pub fn find_own(conn: &mut Db, actor: &Actor, id: i64) -> QueryResult<Option<SavedView>> {
    let view: Option<SavedView> =
        saved_views::table.find(id).select(columns::<SavedView>()).first(conn).optional()?;
    Ok(view.filter(|view| view.is_of(actor)))
}
