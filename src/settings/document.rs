//! The JSON documents of the settings, each under its name.

use crate::db::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::db::Db;
use crate::db::schema::settings;

/// The document of a name; none when nobody has stored one that can be read.
///
/// # Errors
/// When the database fails.
pub fn find<T: DeserializeOwned>(conn: &mut Db, name: &str) -> QueryResult<Option<T>> {
    let body: Option<String> =
        settings::table.find(name).select(settings::body).first(conn).optional()?;
    Ok(body.and_then(|body| serde_json::from_str(&body).ok()))
}

/// Stores a document under its name.
///
/// # Errors
/// When the database fails, or the document cannot be written as JSON.
pub fn store<T: Serialize>(conn: &mut Db, name: &str, document: &T) -> QueryResult<()> {
    let body = serde_json::to_string(document)
        .map_err(|e| diesel::result::Error::SerializationError(Box::new(e)))?;
    let updated =
        diesel::update(settings::table.find(name)).set(settings::body.eq(&body)).execute(conn)?;
    if updated == 0 {
        diesel::insert_into(settings::table)
            .values((settings::name.eq(name), settings::body.eq(&body)))
            .execute(conn)?;
    }
    Ok(())
}
