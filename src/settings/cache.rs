//! The settings in memory. Each request brings the version that the database has now; a cache
//! that holds another one reads again, on every node.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::db::prelude::*;
use parking_lot::RwLock;

use super::{Issuing, LookupRow, Organisation, lookups, offers, organisation};
use crate::db::Db;
use crate::db::schema::{settings_version, staff};
use crate::fields::Lookup;

/// All settings, as of one version.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The version.
    pub version: i64,
    /// The organisation.
    pub organisation: Organisation,
    /// Whether somebody has decided about it yet.
    pub is_set_up: bool,
    /// Who issues what to whom.
    pub issuing: Issuing,
    names: HashMap<i64, LookupRow>,
    /// In the order of their names.
    ordered: Vec<LookupRow>,
    staff: Vec<StaffName>,
    catalogues: HashMap<Lookup, Vec<Offer>>,
}

/// A member as others may choose them.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = staff)]
struct StaffName {
    id: i64,
    name: String,
    disabled_at: Option<chrono::NaiveDateTime>,
}

/// One choice of a list, as a select shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// What is stored.
    pub id: i64,
    /// What is shown.
    pub name: String,
    /// Whether it is offered anew.
    pub is_active: bool,
}

impl Settings {
    /// Reads all settings.
    ///
    /// # Errors
    /// When the database fails.
    pub fn load(conn: &mut Db) -> QueryResult<Self> {
        let version = current_version(conn)?;
        let ordered = lookups::all(conn)?;
        let names = ordered.iter().map(|row| (row.id, row.clone())).collect();
        let staff = staff::table.select(columns::<StaffName>()).order(staff::name).load(conn)?;
        let catalogues = offers::all(conn)?;
        let issuing = Issuing::load(conn)?;
        let decided = organisation::find(conn)?;
        let is_set_up = decided.is_some();
        let organisation = decided.unwrap_or_default();
        Ok(Self { version, organisation, is_set_up, issuing, names, ordered, staff, catalogues })
    }

    /// The name behind an id of a list.
    #[must_use]
    pub fn name_of(&self, list: Lookup, id: i64) -> Option<Offer> {
        if list == Lookup::Staff {
            return self.staff.iter().find(|member| member.id == id).map(offer_of_staff);
        }
        if let Some(offers) = self.catalogues.get(&list) {
            return offers.iter().find(|offer| offer.id == id).cloned();
        }
        self.names.get(&id).filter(|row| row.list == list.code()).map(offer)
    }

    /// All names of a list, those no longer offered too.
    #[must_use]
    pub fn list(&self, list: Lookup) -> Vec<Offer> {
        if list == Lookup::Staff {
            return self.staff.iter().map(offer_of_staff).collect();
        }
        match self.catalogues.get(&list) {
            Some(offers) => offers.clone(),
            None => self.rows(list).map(offer).collect(),
        }
    }

    /// The rows of a kept list.
    pub fn rows(&self, list: Lookup) -> impl Iterator<Item = &LookupRow> {
        self.ordered.iter().filter(move |row| row.list == list.code())
    }

    /// The sellers and collectors that a member is.
    #[must_use]
    pub fn lookups_of(&self, staff_id: i64) -> Vec<i64> {
        self.ordered.iter().filter(|row| row.staff_id == Some(staff_id)).map(|row| row.id).collect()
    }
}

fn offer(row: &LookupRow) -> Offer {
    Offer { id: row.id, name: row.name.clone(), is_active: row.is_active }
}

fn offer_of_staff(member: &StaffName) -> Offer {
    Offer { id: member.id, name: member.name.clone(), is_active: member.disabled_at.is_none() }
}

/// The version that the database has now.
///
/// # Errors
/// When the database fails.
pub fn current_version(conn: &mut Db) -> QueryResult<i64> {
    settings_version::table.select(settings_version::version).first(conn)
}

/// How long settings may be used by requests that bring no version: those without a session.
const FRESH: Duration = Duration::from_secs(2);

/// The cache. Cheap to clone.
#[derive(Clone, Default)]
pub struct Cache(Arc<RwLock<Option<(Instant, Arc<Settings>)>>>);

impl Cache {
    /// The settings at a version at least, from memory if it has them.
    ///
    /// # Errors
    /// When the database fails.
    pub fn at(&self, conn: &mut Db, version: i64) -> QueryResult<Arc<Settings>> {
        if let Some((_, held)) = self.0.read().as_ref()
            && held.version >= version
        {
            return Ok(held.clone());
        }
        self.reload(conn)
    }

    /// The settings as they were a moment ago at most.
    ///
    /// # Errors
    /// When the database fails.
    pub fn recent(&self, conn: &mut Db) -> QueryResult<Arc<Settings>> {
        if let Some(held) = self.held() {
            return Ok(held);
        }
        self.reload(conn)
    }

    /// What is in memory and fresh enough.
    #[must_use]
    pub fn held(&self) -> Option<Arc<Settings>> {
        let held = self.0.read();
        held.as_ref()
            .filter(|(read, _)| read.elapsed() < FRESH)
            .map(|(_, settings)| settings.clone())
    }

    /// What is in memory, however old: for pages while the database is away.
    #[must_use]
    pub fn last(&self) -> Arc<Settings> {
        self.0.read().as_ref().map(|(_, settings)| settings.clone()).unwrap_or_default()
    }

    fn reload(&self, conn: &mut Db) -> QueryResult<Arc<Settings>> {
        let settings = Arc::new(Settings::load(conn)?);
        *self.0.write() = Some((Instant::now(), settings.clone()));
        Ok(settings)
    }
}
