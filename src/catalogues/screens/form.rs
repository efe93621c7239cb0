//! The page of one row: its form, its use and its history.

use askama::Template;

use super::changes;
use super::example::{self, Example};
use super::trail;
use super::view::{Input, Targets, View};
use crate::catalogues::allowed;
use crate::catalogues::tables::LegalEntity;
use crate::catalogues::{Catalogue, Entry, Usage, save};
use crate::db::Db;
use crate::error::AppError;
use crate::fields::{Changes, Findings, Lookup};
use crate::gateways::{Gateways, ONECLICK};
use crate::history;
use crate::settings::screens::changes::Change;
use crate::settings::screens::nav::{self, Group, Words, catalogue_address};
use crate::web::{Form, Page};

/// Changes shown on the page.
const SHOWN_CHANGES: i64 = 20;

/// A row as its page needs it.
pub struct Found {
    /// The row; a blank one for a new row.
    pub entry: Entry,
    targets: Targets,
    usage: Usage,
    kept: Vec<history::Entry>,
    sends: Vec<(String, String)>,
    /// Of a gateway that needs a key: whether it has one.
    has_key: Option<bool>,
}

/// What a new row is made from.
pub fn blank(conn: &mut Db, catalogue: &Catalogue, entry: Entry) -> Result<Found, AppError> {
    let targets = super::view::targets(conn, catalogue)?;
    Ok(Found {
        entry,
        targets,
        usage: Usage::default(),
        kept: Vec::new(),
        sends: Vec::new(),
        has_key: None,
    })
}

/// Reads a row; 404 where the catalogue has none of that number.
pub fn find(
    conn: &mut Db,
    catalogue: &Catalogue,
    id: i64,
    gateways: &Gateways,
) -> Result<Found, AppError> {
    let entry = catalogue.find(conn, id)?.ok_or(AppError::NotFound)?;
    Ok(Found {
        targets: super::view::targets(conn, catalogue)?,
        usage: catalogue.usage_of(conn, id)?,
        kept: history::of(conn, catalogue.entity, id, None, SHOWN_CHANGES)?,
        sends: if catalogue.list == Lookup::LegalEntities { sends(conn, &entry)? } else { vec![] },
        has_key: if entry.text("end_kind") == ONECLICK {
            Some(gateways.has_secret(conn, id)?)
        } else {
            None
        },
        entry,
    })
}

/// What a razón social may send: a line for each receiver.
fn sends(conn: &mut Db, entry: &Entry) -> Result<Vec<(String, String)>, AppError> {
    let entity = LegalEntity::from(entry);
    let Some(conditions) = crate::catalogues::find(Lookup::TaxConditions) else {
        return Ok(Vec::new());
    };
    let Some(issuer) = conditions.find(conn, entity.tax_condition_id)? else {
        return Ok(Vec::new());
    };
    let receivers = allowed::suited(conn, &issuer, Lookup::TaxConditions, &[].into())?;
    let mut lines = Vec::new();
    for receiver in receivers {
        let types = allowed::types_for(conn, &entity, receiver.id)?;
        let names: Vec<&str> = types.iter().map(|kind| kind.name.as_str()).collect();
        lines.push((receiver.name().to_owned(), names.join(", ")));
    }
    Ok(lines)
}

/// What was typed, and what came of it.
#[derive(Default)]
pub struct Typed {
    /// The form as it was sent; none when it is shown for the first time.
    pub form: Option<Form>,
    /// The wanted values.
    pub changes: Changes,
    /// What is wrong.
    pub findings: Findings,
    /// The row as the form was filled from, where somebody else has stored it since.
    pub is_overtaken: bool,
}

#[derive(Template)]
#[template(path = "catalogues/form.html")]
pub(super) struct FormPage {
    page: Page,
    groups: Vec<Group>,
    trail: Vec<(String, &'static str)>,
    title: String,
    action: String,
    list: String,
    is_new: bool,
    is_active: bool,
    version: i64,
    inputs: Vec<Input>,
    errors: Vec<(String, String)>,
    example: Option<Example>,
    sends: Vec<(String, String)>,
    /// Where the key of a gateway is set.
    key: Option<String>,
    /// Whether it is set, and fits the address.
    has_key: bool,
    uses: Vec<String>,
    changes: Vec<Change>,
    conflict: Vec<Change>,
    is_dirty: bool,
}

impl FormPage {
    pub(super) fn new(
        page: Page,
        catalogue: &'static Catalogue,
        found: Found,
        typed: &Typed,
    ) -> Self {
        let entry = &found.entry;
        let is_new = entry.id == 0;
        let view = View {
            page: &page,
            catalogue,
            entry,
            typed: typed.form.as_ref(),
            findings: &typed.findings,
            targets: &found.targets,
            is_used: found.usage.total() > 0,
        };
        let (inputs, errors) = (view.inputs(), view.errors());
        let list = catalogue_address(catalogue.list);
        let form = typed.form.as_ref().map(|form| (form, &typed.changes));
        Self {
            groups: nav::groups(&page),
            trail: trail(&page, catalogue),
            title: if is_new {
                Words::of(page.t, catalogue.list).new.to_owned()
            } else {
                page.t.edit_object(entry.name())
            },
            action: if is_new { list.clone() } else { format!("{list}/{}", entry.id) },
            key: found.has_key.map(|_| format!("{list}/{}/secret", entry.id)),
            has_key: found.has_key.unwrap_or_default(),
            list,
            is_new,
            is_active: entry.is_active,
            version: entry.version,
            inputs,
            errors,
            example: (catalogue.list == Lookup::Taxes)
                .then(|| example::of_form(&page, entry, form))
                .map(|example| if typed.findings.stop() { example.unsaid() } else { example }),
            uses: uses(&page, &found.usage),
            changes: changes::of(&page, catalogue, entry, &found.kept),
            conflict: if typed.is_overtaken {
                conflict(&page, catalogue, entry, &typed.changes)
            } else {
                Vec::new()
            },
            sends: found.sends,
            is_dirty: typed.form.is_some(),
            page,
        }
    }

    /// Whether anything points to the row.
    fn is_used(&self) -> bool {
        !self.uses.is_empty()
    }
}

/// What points to a row, in words.
pub(super) fn uses(page: &Page, usage: &Usage) -> Vec<String> {
    let number = |n| page.display().number(n);
    usage.by(page.t).map(|(who, n)| page.t.catalogues_use_of(who, &number(n))).collect()
}

/// What is stored by now and what was typed, where they differ.
fn conflict(
    page: &Page,
    catalogue: &'static Catalogue,
    entry: &Entry,
    changes: &Changes,
) -> Vec<Change> {
    let typed = entry.clone().with(changes);
    let differences = save::differences(catalogue, Some(&typed), Some(entry));
    changes::unseen(page, catalogue, entry, &differences)
}
