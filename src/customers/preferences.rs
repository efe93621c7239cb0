//! What a member prefers about the list: columns and their order, rows per page, density.

use crate::db::prelude::*;
use actix_web::{HttpResponse, web};

use super::links;
use super::vocabulary::vocabulary;
use crate::db::Db;
use crate::db::schema::{list_preferences, staff};
use crate::error::AppError;
use crate::lists::{SIZES, columns};
use crate::web::{App, Form, Page, respond};

/// The preferences of one member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preferences {
    /// Keys of the columns, in order; none for the usual ones.
    pub shown: Vec<String>,
    /// Rows per page.
    pub per_page: i64,
}

impl Default for Preferences {
    fn default() -> Self {
        Self { shown: Vec::new(), per_page: SIZES[0] }
    }
}

/// The preferences of a member.
///
/// # Errors
/// When the database fails.
pub fn load(conn: &mut Db, staff_id: Option<i64>) -> QueryResult<Preferences> {
    let row: Option<(String, i64)> = list_preferences::table
        .find(staff_id.unwrap_or(0))
        .select((list_preferences::shown, list_preferences::per_page))
        .first(conn)
        .optional()?;
    Ok(row.map_or_else(Preferences::default, |(shown, per_page)| Preferences {
        shown: columns::keys(vocabulary(), &shown),
        per_page: if SIZES.contains(&per_page) { per_page } else { SIZES[0] },
    }))
}

fn store(conn: &mut Db, staff_id: i64, wanted: &Preferences) -> QueryResult<()> {
    let shown = wanted.shown.join(",");
    let updated = diesel::update(list_preferences::table.find(staff_id))
        .set((list_preferences::shown.eq(&shown), list_preferences::per_page.eq(wanted.per_page)))
        .execute(conn)?;
    if updated == 0 {
        diesel::insert_into(list_preferences::table)
            .values((
                list_preferences::staff_id.eq(staff_id),
                list_preferences::shown.eq(&shown),
                list_preferences::per_page.eq(wanted.per_page),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// Keeps how dense a member likes rows.
///
/// # Errors
/// When the database fails.
pub fn store_density(conn: &mut Db, staff_id: i64, density: &str) -> QueryResult<()> {
    diesel::update(staff::table.find(staff_id))
        .set(staff::density.eq(density))
        .execute(conn)
        .map(|_| ())
}

/// Keeps what was chosen and goes back to the list it was chosen in.
///
/// # Errors
/// `SignIn` without a member.
pub async fn update(page: Page, form: Form, app: web::Data<App>) -> Result<HttpResponse, AppError> {
    let staff_id = page.actor.id.ok_or(AppError::SignIn)?;
    let back = Form::parse(form.text("back").as_bytes())?;
    let wanted = chosen(&form);
    let density = density(&form);
    app.db
        .write(move |conn| {
            if let Some(density) = density {
                store_density(conn, staff_id, &density)?;
            }
            Ok::<_, AppError>(store(conn, staff_id, &wanted)?)
        })
        .await?;
    // What the address says would win over what was just chosen.
    let list = links::of(&back).without(&["columns", "per_page"]);
    Ok(respond::see_other(&list.href()))
}

/// How dense a form wants rows.
#[must_use]
pub fn density(form: &Form) -> Option<String> {
    let asked =
        form.last("density").filter(|density| matches!(*density, "comfortable" | "compact"));
    asked.map(str::to_owned)
}

fn chosen(form: &Form) -> Preferences {
    let per_page = form.text("per_page").parse().unwrap_or(0);
    let per_page = if SIZES.contains(&per_page) { per_page } else { SIZES[0] };
    let shown = if form.has("reset") { Vec::new() } else { columns::ordered(vocabulary(), form) };
    Preferences { shown, per_page }
}
