//! What was typed for a name of a list: read, checked, and kept when it is refused.

use crate::db::Db;
use crate::error::AppError;
use crate::fields::Lookup;
use crate::i18n::Text;
use crate::settings::{Settings, lookups};
use crate::text;
use crate::web::Form;

/// What was typed.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// The name.
    pub name: String,
    /// The chosen member, as sent.
    pub staff_id: String,
}

/// Why a field was refused: its name and the text.
pub type Refused = (&'static str, String);

/// A select's option.
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is shown.
    pub label: String,
    /// Whether it is chosen.
    pub selected: bool,
}

/// Whether a name of the list can be a member of the staff.
pub fn has_member(list: Lookup) -> bool {
    matches!(list, Lookup::Sellers | Lookup::Collectors)
}

impl Typed {
    /// Reads the form.
    pub fn read(form: &Form) -> Self {
        Self {
            name: text::clean_line(form.text("name")),
            staff_id: form.text("staff_id").to_owned(),
        }
    }

    /// The members to choose from: the active ones and the one who already is it.
    pub fn members(&self, t: Text, settings: &Settings, now: Option<i64>) -> Vec<Choice> {
        let nobody = Choice {
            value: String::new(),
            label: t.settings_member_none().to_owned(),
            selected: self.staff_id.is_empty(),
        };
        let offers = settings.list(Lookup::Staff).into_iter();
        let members =
            offers.filter(|offer| offer.is_active || Some(offer.id) == now).map(|offer| Choice {
                selected: self.staff_id == offer.id.to_string(),
                value: offer.id.to_string(),
                label: if offer.is_active {
                    offer.name
                } else {
                    format!("{} ({})", offer.name, t.inactive_mark())
                },
            });
        std::iter::once(nobody).chain(members).collect()
    }

    /// The member to store; refuses who is not offered.
    pub fn member(
        &self,
        t: Text,
        list: Lookup,
        settings: &Settings,
        now: Option<i64>,
    ) -> Result<Option<i64>, Refused> {
        if !has_member(list) || self.staff_id.is_empty() {
            return Ok(None);
        }
        let id = self.staff_id.parse().ok();
        let offer = id.and_then(|id| settings.name_of(Lookup::Staff, id));
        offer
            .filter(|offer| offer.is_active || Some(offer.id) == now)
            .map(|offer| Some(offer.id))
            .ok_or_else(|| ("staff_id", t.settings_member_wrong().to_owned()))
    }

    /// Why the name cannot stand by itself.
    pub fn refused_name(&self, t: Text) -> Option<Refused> {
        let reason = if self.name.is_empty() {
            t.settings_name_missing().to_owned()
        } else if self.name.chars().count() > lookups::LONGEST {
            t.settings_name_too_long(&lookups::LONGEST.to_string())
        } else if !self.name.chars().any(char::is_alphanumeric) {
            t.settings_name_unreadable().to_owned()
        } else {
            return None;
        };
        Some(("name", reason))
    }

    /// Why the name cannot stand beside the others of its list; `own` is the row that is edited.
    pub fn refused_twin(
        &self,
        conn: &mut Db,
        t: Text,
        list: Lookup,
        own: Option<i64>,
    ) -> Result<Option<Refused>, AppError> {
        let twin = lookups::find_by_name(conn, list, &self.name)?;
        Ok(twin.filter(|twin| Some(twin.id) != own).map(|twin| {
            let reason = if twin.is_active {
                t.settings_name_taken(&twin.name)
            } else {
                t.settings_name_taken_inactive(&twin.name)
            };
            ("name", reason)
        }))
    }
}

/// The text beside a field, or nothing.
pub fn error_of<'a>(errors: &'a [Refused], field: &str) -> &'a str {
    errors.iter().find(|(name, _)| *name == field).map_or("", |(_, text)| text)
}
