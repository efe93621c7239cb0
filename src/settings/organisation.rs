//! The organisation: who it is, how it writes, and its rules for fields. One JSON document in the
//! database, so that a new setting is one member with a default.

use std::collections::BTreeSet;

use crate::db::prelude::*;
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::issuing::move_days;
use super::{Billing, Portal, document};
use crate::access::Actor;
use crate::db::Db;
use crate::db::schema::settings_version;
use crate::fields::Reading;
use crate::history::{self, Change, Entity};
use crate::i18n::Lang;
use crate::identity::contact::{self, Piece};
use crate::identity::geo;

/// From when on the tax id of a customer cannot be changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaxIdLock {
    /// As the country's tax authority makes it sensible.
    #[default]
    ByCountry,
    /// As soon as it has a value.
    FromStart,
    /// From the first issued invoice on.
    AfterFirstInvoice,
    /// Never.
    Never,
}

/// How numbers are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NumberStyle {
    /// As in the organisation's country.
    #[default]
    ByCountry,
    /// 1.234,50
    Comma,
    /// 1,234.50
    Point,
}

/// The organisation's own data and decisions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Organisation {
    /// As it signs.
    pub name: String,
    /// ISO 3166 code.
    pub country: String,
    /// ISO 4217 code.
    pub currency: String,
    /// IANA name.
    pub time_zone: String,
    /// Code of the language for those who chose none.
    pub language: String,
    /// How numbers are written.
    pub number_style: NumberStyle,
    /// Keys of the fields that must have a value, besides the name.
    pub required: BTreeSet<String>,
    /// Whether natural persons need all four parts of the name.
    pub all_four_names: bool,
    /// The person type that a new customer starts with.
    pub person_kind: String,
    /// When the tax id locks.
    pub tax_id_lock: TaxIdLock,
    /// Whether every member needs a second factor.
    pub second_factor_required: bool,
    /// Megabytes up to which the file of an export goes with its mail; none for zero.
    pub export_attachment_mb: u32,
    /// The cycle of customers who have none of their own.
    pub billing_cycle_id: Option<i64>,
    /// Whether customers who never had a service have the category of their status.
    pub category_follows_status: bool,
    /// How customers are billed.
    #[serde(flatten)]
    pub billing: Billing,
    /// The customers' portal.
    #[serde(flatten)]
    pub portal: Portal,
}

impl Default for Organisation {
    fn default() -> Self {
        Self {
            name: "Padrón".to_owned(),
            country: "AR".to_owned(),
            currency: "ARS".to_owned(),
            time_zone: "America/Argentina/Buenos_Aires".to_owned(),
            language: "es".to_owned(),
            number_style: NumberStyle::ByCountry,
            required: BTreeSet::new(),
            all_four_names: false,
            person_kind: "other".to_owned(),
            tax_id_lock: TaxIdLock::ByCountry,
            second_factor_required: false,
            export_attachment_mb: 0,
            billing_cycle_id: None,
            category_follows_status: true,
            billing: Billing::default(),
            portal: Portal::default(),
        }
    }
}

/// The countries whose tax authority validates each invoice.
const E_INVOICE_COUNTRIES: &[&str] = &["AR", "BR", "CL", "CO", "CR", "EC", "GT", "MX", "PE", "UY"];

impl Organisation {
    /// The most megabytes that mail servers take without fail.
    pub const LARGEST_ATTACHMENT_MB: u32 = 10;

    /// Bytes up to which the file of an export goes with its mail.
    #[must_use]
    pub fn largest_attachment(&self) -> u64 {
        u64::from(self.export_attachment_mb.min(Self::LARGEST_ATTACHMENT_MB)) * 1024 * 1024
    }

    /// The time zone; UTC when the stored name is none.
    #[must_use]
    pub fn zone(&self) -> Tz {
        self.time_zone.parse().unwrap_or(Tz::UTC)
    }

    /// The language for those who chose none.
    #[must_use]
    pub fn lang(&self) -> Lang {
        Lang::from_code(&self.language).unwrap_or_default()
    }

    /// The language of a country other than the organisation's, if the panel speaks it.
    #[must_use]
    pub fn lang_abroad(&self, country: Option<&str>) -> Option<Lang> {
        let abroad = country.filter(|country| *country != self.country);
        abroad.and_then(geo::language).and_then(Lang::from_code)
    }

    /// Whether the comma separates decimals.
    #[must_use]
    pub fn decimal_comma(&self) -> bool {
        match self.number_style {
            NumberStyle::Comma => true,
            NumberStyle::Point => false,
            NumberStyle::ByCountry => geo::number_style(&self.country).decimal == ',',
        }
    }

    /// How typed numbers and days are read.
    #[must_use]
    pub fn reading(&self) -> Reading {
        Reading {
            decimal_comma: self.decimal_comma(),
            zone: self.zone(),
            exponent: geo::exponent(&self.currency),
        }
    }

    /// Where customers find help, with what they can call and write to.
    #[must_use]
    pub fn help(&self) -> Vec<Piece<'_>> {
        contact::pieces(&self.country, &self.portal.help)
    }

    /// Whether a tax id, once set, is locked before any invoice exists.
    #[must_use]
    pub fn locks_tax_id_from_start(&self) -> bool {
        match self.tax_id_lock {
            TaxIdLock::FromStart => true,
            TaxIdLock::AfterFirstInvoice | TaxIdLock::Never => false,
            TaxIdLock::ByCountry => E_INVOICE_COUNTRIES.contains(&self.country.as_str()),
        }
    }
}

const NAME: &str = "organisation";

/// The stored organisation, or the default one.
///
/// # Errors
/// When the database fails.
pub fn load(conn: &mut Db) -> QueryResult<Organisation> {
    find(conn).map(Option::unwrap_or_default)
}

/// The organisation as somebody decided it; none before that.
///
/// # Errors
/// When the database fails.
pub fn find(conn: &mut Db) -> QueryResult<Option<Organisation>> {
    document::find(conn, NAME)
}

/// Stores the organisation and moves the version.
///
/// # Errors
/// When the database fails.
pub fn store(conn: &mut Db, organisation: &Organisation) -> QueryResult<()> {
    document::store(conn, NAME, organisation)?;
    move_version(conn)
}

/// Under which number the history keeps the organisation, of which there is one.
pub const HISTORY_ID: i64 = 1;

/// Stores what a person decided and keeps the difference in the history; says whether there was any.
///
/// # Errors
/// When the database fails.
pub fn change(conn: &mut Db, actor: &Actor, new: &Organisation) -> QueryResult<bool> {
    let old = load(conn)?;
    let changes = differences(&old, new)?;
    if changes.is_empty() {
        return Ok(false);
    }
    store(conn, new)?;
    if old.billing_cycle_id != new.billing_cycle_id {
        move_days(conn, new.billing_cycle_id)?;
    }
    let (entity, id) = (Entity::Organisation, HISTORY_ID);
    let revision = history::next_revision(conn, entity, id)?;
    history::record(conn, actor, entity, id, revision, &changes, None)?;
    Ok(true)
}

/// What differs between two organisations, by the name of the setting.
///
/// # Errors
/// When one of them cannot be written as JSON.
pub fn differences(before: &Organisation, after: &Organisation) -> QueryResult<Vec<Change>> {
    let (before, after) = (facts(before)?, facts(after)?);
    Ok(after
        .into_iter()
        .filter_map(|(name, value)| {
            let old = before.get(&name).and_then(plain);
            Change::between(&name, old, plain(&value))
        })
        .collect())
}

/// The members as stored, so that a new setting is in the history without a word about it.
fn facts(organisation: &Organisation) -> QueryResult<serde_json::Map<String, serde_json::Value>> {
    match serde_json::to_value(organisation) {
        Ok(serde_json::Value::Object(members)) => Ok(members),
        Ok(_) => Ok(serde_json::Map::new()),
        Err(error) => Err(diesel::result::Error::SerializationError(Box::new(error))),
    }
}

/// A member as the history writes values: exact and language-free.
fn plain(value: &serde_json::Value) -> Option<String> {
    use serde_json::Value;
    match value {
        Value::Null => None,
        Value::Bool(yes) => Some(String::from(if *yes { "1" } else { "0" })),
        Value::String(text) => Some(text.clone()).filter(|text| !text.is_empty()),
        Value::Array(items) => {
            let texts: Vec<String> = items.iter().filter_map(plain).collect();
            Some(texts.join("\n")).filter(|text| !text.is_empty())
        }
        other => Some(other.to_string()),
    }
}

/// Tells every cache, on every node, to read again.
///
/// # Errors
/// When the database fails.
pub fn move_version(conn: &mut Db) -> QueryResult<()> {
    diesel::update(settings_version::table)
        .set(settings_version::version.eq(settings_version::version + 1))
        .execute(conn)
        .map(|_| ())
}
