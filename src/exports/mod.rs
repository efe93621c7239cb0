//! Exports in the panel: asked for on a page, written by a job, kept for a week for whoever asked.

mod ask;
mod file;
mod form_page;
mod list;
pub mod presets;
mod standing;
mod sweep;
mod work;
mod writing;

use serde::{Deserialize, Serialize};

use crate::access::Actor;
use crate::customers::export::Format;
use crate::customers::{Query, sentence};
use crate::i18n::Text;
use crate::settings::{Display, Settings};
use crate::web::Form;

pub use ask::{create, new};
pub use file::file;
pub use list::{index, repeat};
pub use sweep::sweep;
pub use work::{Desk, Pen, run, tell_failed};
pub use writing::{BEAT, to_disk};

/// Days that the file of an export is kept.
pub const KEPT_DAYS: i64 = 7;

/// What is asked for, as its job keeps it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ask {
    /// Which customers, in the words of whoever chose them: see [`Ask::whom_to`].
    pub whom: String,
    /// The list that finds them; none when they are the job's own set.
    pub list: Option<String>,
    /// Code of the kind of file.
    pub format: String,
    /// Keys of the columns.
    pub columns: Vec<String>,
    /// Whether nobody is left out, whatever the list says.
    #[serde(default)]
    pub is_everybody: bool,
    /// Whether it was asked for by somebody who sees all customers.
    #[serde(default)]
    pub sees_all: bool,
}

/// The file of an export, as its job keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// Its name in the folder of exports.
    pub file: String,
    /// Customers in it.
    pub rows: u64,
    /// Its size in bytes.
    pub bytes: u64,
}

impl Ask {
    /// As a job kept it.
    #[must_use]
    pub fn from_json(json: &str) -> Self {
        serde_json::from_str(json).unwrap_or_default()
    }

    /// Which customers, in the language of the display; of a list that is no longer understood, in the
    /// words of whoever chose them.
    #[must_use]
    pub fn whom_to(&self, actor: &Actor, settings: &Settings, display: &Display) -> String {
        let t = Text(display.lang());
        let Some(list) = &self.list else { return t.bulk_ticked().to_owned() };
        let form = Form::parse(list.as_bytes()).ok();
        let query =
            form.and_then(|form| Query::visible_to(actor).narrowed_exactly(&form, settings).ok());
        match query {
            Some(query) if query.is_narrowed() => sentence::sentence(&query, display),
            Some(_) => t.export_all().to_owned(),
            None => self.whom.clone(),
        }
    }
}

impl Made {
    /// Which kind of file it is.
    #[must_use]
    pub fn format(&self) -> Format {
        self.file.rsplit('.').next().and_then(Format::from_code).unwrap_or_default()
    }

    /// As a job kept it; none when there is no file, or no longer.
    #[must_use]
    pub fn of(job: &crate::jobs::Job) -> Option<Self> {
        serde_json::from_str(job.result.as_deref()?).ok()
    }
}
