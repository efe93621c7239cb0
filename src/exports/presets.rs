//! Presets of exports: a format and columns in order under a name; and the one that ships, which the
//! import reads back whole.

use super::ask::keys;
use crate::access::{Actor, Permission};
use crate::audit::Action;
use crate::customers::export::{self, Column, Format};
use crate::customers::saved::{self, Kind, Saved};
use crate::customers::saved_pages::{AtHand, Shelf, Words};
use crate::customers::sharing::Refusal;
use crate::db::Db;
use crate::db::prelude::*;
use crate::error::AppError;
use crate::i18n::Text;
use crate::web::{Form, Page};

/// The code of the preset that the import reads back.
pub const REIMPORTABLE: &str = "reimportable";
/// Where presets are used.
const EXPORT: &str = "/customers/export";

/// A saved preset.
pub struct Preset {
    /// Number.
    pub id: i64,
    /// Its name.
    pub name: String,
    content: Form,
}

impl From<Saved> for Preset {
    fn from(saved: Saved) -> Self {
        Self { id: saved.id, content: saved.form(), name: saved.name }
    }
}

impl Preset {
    /// As which file.
    #[must_use]
    pub fn format(&self) -> Format {
        format(&self.content)
    }

    /// Its columns in order, and the keys of those that there are no longer.
    #[must_use]
    pub fn columns(&self) -> (Vec<Column>, Vec<String>) {
        export::known(self.content.text("columns"))
    }
}

/// The presets that the actor may use, by name.
///
/// # Errors
/// When the database fails.
pub fn visible(conn: &mut Db, actor: &Actor) -> QueryResult<Vec<Preset>> {
    Ok(saved::visible(conn, actor, Kind::Preset)?.into_iter().map(Preset::from).collect())
}

/// The presets of this name that everybody may use.
///
/// # Errors
/// When the database fails.
pub fn shared_with_all(conn: &mut Db, name: &str) -> QueryResult<Vec<Preset>> {
    let found = saved::shared_with_all(conn, Kind::Preset, name)?;
    Ok(found.into_iter().map(Preset::from).collect())
}

fn format(form: &Form) -> Format {
    Format::from_code(form.text("format")).unwrap_or_default()
}

/// The page that saves the columns of an export's form under a name.
pub(super) fn to_save(form: &Form) -> String {
    let asked = Form::default()
        .with("columns", keys(form).join(","))
        .with("format", form.text("format"))
        .with("list", form.text("list"));
    format!("{}?{}", Presets::PLACE, asked.encode())
}

/// Where the presets are.
pub struct Presets;

impl Shelf for Presets {
    const KIND: Kind = Kind::Preset;
    const PLACE: &'static str = "/exports/presets";
    const USED_BY: Permission = Permission::ExportCustomers;
    const DELETED: Action = Action::PresetDeleted;
    const REPLACED: Action = Action::PresetReplaced;

    fn words(t: Text) -> Words {
        Words {
            title: t.presets(),
            trail: vec![("/customers", t.customers()), (EXPORT, t.export_short())],
            save_title: t.preset_save_title(),
            save: t.preset_save_now(),
            name: t.preset_name(),
            none: t.preset_none(),
            delete_note: t.preset_delete_note(),
            delete: |t, name| t.preset_delete(name),
            saved: |t, name| t.preset_saved(name),
            deleted: |t, name| t.preset_deleted(name),
        }
    }

    fn refused(t: Text, refusal: Refusal) -> &'static str {
        match refusal {
            Refusal::TooMany => t.preset_refused_many(),
            Refusal::Sharing => t.preset_refused_sharing(),
            Refusal::Content => t.preset_refused_columns(),
            _ => t.preset_refused_name(),
        }
    }

    fn content(form: &Form) -> Result<Result<Form, Refusal>, AppError> {
        let code = form.text("format");
        let is_format = code.is_empty() || Format::from_code(code).is_some();
        let columns = export::chosen(&keys(form).join(","));
        Ok(match columns {
            Ok(columns) if is_format => {
                let keys: Vec<&str> = columns.iter().map(|column| column.key).collect();
                let kept = Form::default().with("format", format(form).code());
                Ok(kept.with("columns", keys.join(",")))
            }
            _ => Err(Refusal::Content),
        })
    }

    fn at_hand(form: &Form) -> Result<Option<AtHand>, AppError> {
        if !form.has("columns") {
            return Ok(None);
        }
        let (columns, list) = (keys(form).join(","), form.text("list").to_owned());
        let sent = form.text("format").to_owned();
        let content = Form::default().with("format", sent.clone()).with("columns", columns.clone());
        let back = if list.is_empty() { EXPORT.to_owned() } else { format!("{EXPORT}?{list}") };
        let hidden = vec![("columns", columns), ("format", sent), ("list", list)];
        Ok(Some(AtHand { hidden, content, back }))
    }

    /// «CSV · 3 columnas: ID cliente, Nombre, E-mail».
    fn sentence(content: &Form, page: &Page) -> String {
        let columns = export::known(content.text("columns")).0;
        let labels: Vec<&str> =
            columns.iter().map(|column| column.label(page.language())).collect();
        let many = page.t.columns(columns.len());
        format!("{} · {many}: {}", format(content).code().to_uppercase(), labels.join(", "))
    }

    fn href(id: i64, _content: &Form) -> String {
        format!("{EXPORT}?preset={id}")
    }

    /// With the customers that were meant when it was saved.
    fn seen_at(id: i64, _content: &Form, form: &Form) -> String {
        let list = Form::parse(form.text("list").as_bytes()).unwrap_or_default();
        let place = list.without(&["preset"]).with("preset", id.to_string());
        format!("{EXPORT}?{}", place.encode())
    }
}
