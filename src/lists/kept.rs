//! How members keep the look of a list: its columns and how many rows a page has.

use super::columns;
use super::look::SIZES;
use super::vocabulary::Vocabulary;
use crate::db::Db;
use crate::db::prelude::*;
use crate::db::schema::list_looks;
use crate::form::Form;

/// What a member keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Keys of the columns, in order; none for the usual ones.
    pub shown: Vec<String>,
    /// Rows per page.
    pub per_page: i64,
}

impl Kept {
    /// What the chooser was sent with.
    #[must_use]
    pub fn of_form(vocabulary: &Vocabulary, form: &Form) -> Self {
        let shown = if form.has("reset") { Vec::new() } else { columns::ordered(vocabulary, form) };
        Self { shown, per_page: size(form.text("per_page").parse().ok()) }
    }

    /// What a member keeps of a list.
    ///
    /// # Errors
    /// When the database fails.
    pub fn load(
        conn: &mut Db,
        vocabulary: &Vocabulary,
        list: &str,
        member: Option<i64>,
    ) -> QueryResult<Self> {
        let row: Option<(String, i64)> = list_looks::table
            .find((member.unwrap_or(0), list))
            .select((list_looks::shown, list_looks::per_page))
            .first(conn)
            .optional()?;
        let (shown, per_page) = row.unwrap_or_default();
        Ok(Self { shown: columns::keys(vocabulary, &shown), per_page: size(Some(per_page)) })
    }

    /// Keeps it.
    ///
    /// # Errors
    /// When the database fails.
    pub fn store(&self, conn: &mut Db, list: &str, member: i64) -> QueryResult<()> {
        let shown = self.shown.join(",");
        let set = (list_looks::shown.eq(&shown), list_looks::per_page.eq(self.per_page));
        let row = list_looks::table.find((member, list));
        if diesel::update(row).set(set).execute(conn)? == 0 {
            let whose = (list_looks::staff_id.eq(member), list_looks::list.eq(list));
            diesel::insert_into(list_looks::table).values((whose, set)).execute(conn)?;
        }
        Ok(())
    }
}

/// A number of rows that there is.
fn size(asked: Option<i64>) -> i64 {
    asked.filter(|size| SIZES.contains(size)).unwrap_or(SIZES[0])
}
