//! Saved views: a named address of the list, for its owner, for a role or for everybody. Only
//! those who may share views touch the shared ones.

use crate::db::prelude::*;

use crate::access::{Actor, Permission, Role};
use crate::clock;
use crate::db::Db;
use crate::db::schema::saved_views;
use crate::text;
use crate::web::Form;

/// Longest name, in characters.
pub const LONGEST_NAME: usize = 80;
/// Longest address that can be saved, in bytes.
const LONGEST_QUERY: usize = 8_000;
/// Most views that one member keeps.
const MOST: i64 = 200;

/// For whom a view is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sharing {
    /// For its owner.
    Own,
    /// For all members of a role.
    Role(Role),
    /// For everybody.
    All,
}

impl Sharing {
    /// As a form sends it: `own`, `all`, or a role's code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "own" => Some(Self::Own),
            "all" => Some(Self::All),
            role => Role::from_code(role).map(Self::Role),
        }
    }

    /// As a form sends it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::All => "all",
            Self::Role(role) => role.code(),
        }
    }

    fn stored(self) -> (&'static str, &'static str) {
        match self {
            Self::Own => ("own", ""),
            Self::All => ("all", ""),
            Self::Role(role) => ("role", role.code()),
        }
    }
}

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
        match self.visibility.as_str() {
            "all" => Sharing::All,
            "role" => Role::from_code(&self.role).map_or(Sharing::Own, Sharing::Role),
            _ => Sharing::Own,
        }
    }

    /// Whether the actor may rename, share or delete it.
    #[must_use]
    pub fn is_of(&self, actor: &Actor) -> bool {
        let is_owner = actor.id == Some(self.staff_id);
        match self.sharing() {
            Sharing::Own => is_owner,
            Sharing::Role(_) | Sharing::All => actor.may(Permission::ShareViews),
        }
    }
}

/// What can be wrong with a view to save.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Without a name.
    NoName,
    /// The name is too long.
    LongName,
    /// The address is too long.
    LongQuery,
    /// The member keeps too many already.
    TooMany,
    /// Not for this actor to share so.
    Sharing,
}

/// A view to save, as typed.
pub struct Draft {
    /// Its name.
    pub name: String,
    /// For whom.
    pub sharing: Sharing,
}

impl Draft {
    /// From a form.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(form: &Form, actor: &Actor) -> Result<Self, Refusal> {
        let name = text::clean_line(form.text("name"));
        if name.is_empty() {
            return Err(Refusal::NoName);
        }
        if name.chars().count() > LONGEST_NAME {
            return Err(Refusal::LongName);
        }
        let wanted = form.last("sharing").unwrap_or("own");
        let sharing = Sharing::from_code(wanted).ok_or(Refusal::Sharing)?;
        if sharing != Sharing::Own && !actor.may(Permission::ShareViews) {
            return Err(Refusal::Sharing);
        }
        Ok(Self { name, sharing })
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
    Ok(all.into_iter().filter(|view| opens(view, actor)).collect())
}

fn opens(view: &SavedView, actor: &Actor) -> bool {
    match view.sharing() {
        Sharing::All => true,
        Sharing::Own => actor.id == Some(view.staff_id),
        Sharing::Role(role) => role == actor.role || actor.may(Permission::ShareViews),
    }
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
        return Ok(Err(Refusal::LongQuery));
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
