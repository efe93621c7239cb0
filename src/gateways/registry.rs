//! Which gateway answers to which row, and its key.

use anyhow::Context as _;

use super::end::{End, Fault, Token};
use super::oneclick::{Account, Oneclick};
use super::seal::Keys;
use super::simulator::Simulator;
use crate::db::prelude::*;
use crate::db::schema::gateways;
use crate::db::{Database, Db};
use crate::error::AppError;
use crate::secret::Key;

/// The kind that stands beside the panel, for trying it.
pub const SIMULATOR: &str = "simulator";

/// The kind that is Webpay Oneclick of Transbank.
pub const ONECLICK: &str = "webpay_oneclick";

/// The gateways of the installation. Cheap to clone.
#[derive(Clone)]
pub struct Gateways {
    db: Database,
    keys: Keys,
}

/// A gateway, as far as a call needs it.
#[derive(Queryable, Selectable)]
#[diesel(table_name = gateways)]
struct Row {
    id: i64,
    end_kind: String,
    base_url: Option<String>,
    commerce_code: Option<String>,
    store_code: Option<String>,
    secret_sealed: Option<String>,
}

impl Row {
    /// What the key belongs to: typed anew when it would go elsewhere.
    fn owner(&self) -> String {
        let part = |text: &Option<String>| text.clone().unwrap_or_default();
        format!("gateway {} {} {}", self.id, part(&self.base_url), part(&self.commerce_code))
    }
}

impl Gateways {
    /// Over the database, with the installation's secret.
    #[must_use]
    pub fn new(db: Database, secret: &Key) -> Self {
        Self { db, keys: Keys::of(secret) }
    }

    /// The database, for those who write between calls.
    #[must_use]
    pub fn db(&self) -> &Database {
        &self.db
    }

    /// What opens and closes the seals.
    #[must_use]
    pub fn keys(&self) -> &Keys {
        &self.keys
    }

    /// The end behind a row, or why there is none.
    ///
    /// # Errors
    /// `NotFound`, or when the database fails.
    pub fn end(&self, conn: &mut Db, id: i64) -> Result<Result<Box<dyn End>, Fault>, AppError> {
        let row = find(conn, id)?;
        if row.end_kind == SIMULATOR {
            return Ok(Ok(Box::new(Simulator::new(self.db.clone()))));
        }
        let Some(secret) = self.secret(&row) else { return Ok(Err(Fault::NotConfigured)) };
        let account = Account {
            base_url: row.base_url.unwrap_or_default(),
            mall: row.commerce_code.unwrap_or_default(),
            store: row.store_code.unwrap_or_default(),
            secret,
            patience: None,
        };
        Ok(Oneclick::open(&account).map(|end| Box::new(end) as Box<dyn End>))
    }

    /// Whether its key is there and fits its address.
    ///
    /// # Errors
    /// `NotFound`, or when the database fails.
    pub fn has_secret(&self, conn: &mut Db, id: i64) -> Result<bool, AppError> {
        Ok(self.secret(&find(conn, id)?).is_some())
    }

    /// Keeps its key.
    ///
    /// # Errors
    /// `NotFound`, or when it cannot be sealed or written.
    pub fn set_secret(&self, conn: &mut Db, id: i64, secret: &Token) -> Result<(), AppError> {
        let sealed = self.keys.seal(&find(conn, id)?.owner(), secret);
        let sealed = sealed.context("a gateway's key").map_err(AppError::Bug)?;
        diesel::update(gateways::table.find(id))
            .set(gateways::secret_sealed.eq(Some(sealed)))
            .execute(conn)?;
        Ok(())
    }

    fn secret(&self, row: &Row) -> Option<Token> {
        self.keys.open(&row.owner(), row.secret_sealed.as_deref()?).ok()
    }
}

fn find(conn: &mut Db, id: i64) -> Result<Row, AppError> {
    let row = gateways::table.find(id).select(columns::<Row>()).first(conn).optional()?;
    row.ok_or(AppError::NotFound)
}
