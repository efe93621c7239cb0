//! Presets of exports: a format and columns in order under a name, for their owner, for a role or for
//! everybody; and the one that ships, which the import reads back whole.

use crate::db::prelude::*;

use crate::access::Actor;
use crate::clock;
use crate::customers::export::{self, Column, Format};
use crate::customers::sharing::{Draft, Refusal, Sharing};
use crate::db::Db;
use crate::db::schema::export_presets;
use crate::text;

/// The code of the preset that the import reads back.
pub const REIMPORTABLE: &str = "reimportable";
/// Most presets that one member keeps.
const MOST: i64 = 100;

/// A saved preset.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = export_presets)]
pub struct Preset {
    /// Number.
    pub id: i64,
    staff_id: i64,
    /// Its name.
    pub name: String,
    visibility: String,
    role: String,
    format: String,
    keys: String,
}

impl Preset {
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

    /// As which file.
    #[must_use]
    pub fn format(&self) -> Format {
        Format::from_code(&self.format).unwrap_or_default()
    }

    /// Its columns in order, and the keys of those that there are no longer.
    #[must_use]
    pub fn columns(&self) -> (Vec<Column>, Vec<String>) {
        export::known(&self.keys)
    }
}

/// The presets that the actor may use, by name.
///
/// # Errors
/// When the database fails.
pub fn visible(conn: &mut Db, actor: &Actor) -> QueryResult<Vec<Preset>> {
    let own = export_presets::staff_id.eq(actor.id.unwrap_or(0));
    let all: Vec<Preset> = export_presets::table
        .filter(own.or(export_presets::visibility.ne("own")))
        .select(columns::<Preset>())
        .order((export_presets::name, export_presets::id))
        .load(conn)?;
    Ok(all.into_iter().filter(|preset| preset.sharing().opens(preset.staff_id, actor)).collect())
}

/// The presets of this name that everybody may use.
///
/// # Errors
/// When the database fails.
pub fn shared_with_all(conn: &mut Db, name: &str) -> QueryResult<Vec<Preset>> {
    export_presets::table
        .filter(export_presets::visibility.eq(Sharing::All.stored().0))
        .filter(export_presets::name.eq(text::clean_line(name)))
        .select(columns::<Preset>())
        .load(conn)
}

/// Saves a preset; one of the member's own with the same name is replaced.
///
/// # Errors
/// When the database fails; the inner error is what is wrong with the preset.
pub fn save(
    conn: &mut Db,
    actor: &Actor,
    draft: &Draft,
    format: Format,
    keys: &str,
) -> QueryResult<Result<i64, Refusal>> {
    let owner = actor.id.unwrap_or(0);
    let own = export_presets::table.filter(export_presets::staff_id.eq(owner));
    let same: Vec<Preset> =
        own.filter(export_presets::name.eq(&draft.name)).select(columns::<Preset>()).load(conn)?;
    if let Some(former) = same.iter().find(|former| former.is_of(actor)) {
        let content = (export_presets::format.eq(format.code()), export_presets::keys.eq(keys));
        diesel::update(export_presets::table.find(former.id)).set(content).execute(conn)?;
        update(conn, former.id, draft)?;
        return Ok(Ok(former.id));
    }
    let held: i64 = own.count().get_result(conn)?;
    if held >= MOST {
        return Ok(Err(Refusal::TooMany));
    }
    let (visibility, role) = draft.sharing.stored();
    let id = diesel::insert_into(export_presets::table)
        .values((
            export_presets::staff_id.eq(owner),
            export_presets::name.eq(&draft.name),
            export_presets::visibility.eq(visibility),
            export_presets::role.eq(role),
            export_presets::format.eq(format.code()),
            export_presets::keys.eq(keys),
            export_presets::created_at.eq(clock::now()),
        ))
        .returning(export_presets::id)
        .get_result(conn)?;
    Ok(Ok(id))
}

/// Renames and shares a preset.
///
/// # Errors
/// When the database fails.
pub fn update(conn: &mut Db, id: i64, draft: &Draft) -> QueryResult<()> {
    let (visibility, role) = draft.sharing.stored();
    diesel::update(export_presets::table.find(id))
        .set((
            export_presets::name.eq(&draft.name),
            export_presets::visibility.eq(visibility),
            export_presets::role.eq(role),
        ))
        .execute(conn)
        .map(|_| ())
}

/// Deletes a preset.
///
/// # Errors
/// When the database fails.
pub fn delete(conn: &mut Db, id: i64) -> QueryResult<()> {
    diesel::delete(export_presets::table.find(id)).execute(conn).map(|_| ())
}

/// A preset that the actor may change.
///
/// # Errors
/// When the database fails.
pub fn find_own(conn: &mut Db, actor: &Actor, id: i64) -> QueryResult<Option<Preset>> {
    let preset: Option<Preset> =
        export_presets::table.find(id).select(columns::<Preset>()).first(conn).optional()?;
    Ok(preset.filter(|preset| preset.is_of(actor)))
}
