//! What is saved under a name, and for whom: for its owner, for a role or for everybody. Only those who
//! may share touch what is shared.

use super::form_view::Choice;
use crate::access::{Actor, Permission, Role};
use crate::form::Form;
use crate::i18n::Text;
use crate::text;

/// Longest name, in characters.
const LONGEST_NAME: usize = 80;

/// For whom it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sharing {
    /// For its owner.
    Own,
    /// For all members of a role.
    Role(Role),
    /// For everybody.
    All,
}

impl Sharing {
    /// As a form sends it: `own`, `all`, or a role's code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "own" => Some(Self::Own),
            "all" => Some(Self::All),
            role => Role::from_code(role).map(Self::Role),
        }
    }

    /// As a form sends it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::All => "all",
            Self::Role(role) => role.code(),
        }
    }

    /// As a table keeps it: how it is shared, and with which role.
    #[must_use]
    pub fn stored(self) -> (&'static str, &'static str) {
        match self {
            Self::Own => ("own", ""),
            Self::All => ("all", ""),
            Self::Role(role) => ("role", role.code()),
        }
    }

    /// From what a table keeps.
    #[must_use]
    pub fn of_stored(visibility: &str, role: &str) -> Self {
        match visibility {
            "all" => Self::All,
            "role" => Role::from_code(role).map_or(Self::Own, Self::Role),
            _ => Self::Own,
        }
    }

    /// Whether the actor opens what this owner shares so.
    #[must_use]
    pub fn opens(self, owner: i64, actor: &Actor) -> bool {
        match self {
            Self::All => true,
            Self::Own => actor.id == Some(owner),
            Self::Role(role) => role == actor.role || actor.may(Permission::ShareViews),
        }
    }

    /// Whether the actor may rename, share or delete it.
    #[must_use]
    pub fn is_changed_by(self, owner: i64, actor: &Actor) -> bool {
        match self {
            Self::Own => actor.id == Some(owner),
            Self::Role(_) | Self::All => actor.may(Permission::ShareViews),
        }
    }

    /// «Todo el personal».
    #[must_use]
    pub fn in_words(self, t: Text) -> String {
        match self {
            Self::Own => t.view_for_own().to_owned(),
            Self::All => t.view_for_all().to_owned(),
            Self::Role(role) => t.view_for_role(t.role(role)),
        }
    }

    /// For whom the actor may save what needs this permission to be used.
    #[must_use]
    pub fn choices(self, actor: &Actor, used: Permission, t: Text) -> Vec<Choice> {
        let mut all = vec![Self::Own];
        if actor.may(Permission::ShareViews) {
            all.extend(Role::ALL.into_iter().filter(|role| role.may(used)).map(Self::Role));
            all.push(Self::All);
        }
        let choice = |sharing: Self| Choice {
            value: sharing.code().to_owned(),
            label: sharing.in_words(t),
            selected: sharing == self,
        };
        all.into_iter().map(choice).collect()
    }
}

/// Why something is not saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Without a name.
    NoName,
    /// The name is too long.
    LongName,
    /// Not for this actor to share so.
    Sharing,
    /// What is to be saved cannot be.
    Content,
    /// The member keeps too many already.
    TooMany,
    /// Another one has the name.
    Taken,
    /// One of the member's own has the name, for whom this says: it can be replaced.
    Held(Sharing),
}

/// What was refused, beside the field it is about: of a new one, or of one that there is.
#[derive(Clone, Copy, Default)]
pub struct Errors {
    /// At the name.
    pub name: &'static str,
    /// At for whom.
    pub sharing: &'static str,
    /// Of the whole, where no field is to blame or the field is not shown.
    pub whole: &'static str,
}

impl Errors {
    /// A refusal in words, in a form that shows for whom only when there is a choice.
    #[must_use]
    pub fn of(refusal: Refusal, text: &'static str, choices: &[Choice]) -> Self {
        match refusal {
            Refusal::NoName | Refusal::LongName | Refusal::Taken | Refusal::Held(_) => {
                Self { name: text, ..Self::default() }
            }
            Refusal::Sharing if choices.len() > 1 => Self { sharing: text, ..Self::default() },
            _ => Self { whole: text, ..Self::default() },
        }
    }

    /// Whether there are any.
    #[must_use]
    pub fn any(&self) -> bool {
        !(self.name.is_empty() && self.sharing.is_empty() && self.whole.is_empty())
    }

    /// For the summary: the id of what is wrong, and why.
    #[must_use]
    pub fn listed(&self, id: Option<i64>) -> Vec<(String, &'static str)> {
        let places = [("name", self.name), ("sharing", self.sharing), ("draft", self.whole)];
        let wrong = places.into_iter().filter(|(_, text)| !text.is_empty());
        wrong
            .map(|(place, text)| {
                (id.map_or_else(|| place.to_owned(), |id| format!("{place}-{id}")), text)
            })
            .collect()
    }
}

/// A name and for whom, as typed.
pub struct Draft {
    /// The name.
    pub name: String,
    /// For whom; none where that was not asked.
    pub sharing: Option<Sharing>,
    /// Whether one of the same name is to be replaced.
    pub replaces: bool,
}

impl Draft {
    /// From a form.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(form: &Form, actor: &Actor) -> Result<Self, Refusal> {
        let name = text::clean_line(form.text("name"));
        if name.is_empty() {
            return Err(Refusal::NoName);
        }
        if name.chars().count() > LONGEST_NAME {
            return Err(Refusal::LongName);
        }
        let wanted =
            form.last("sharing").map(|code| Sharing::from_code(code).ok_or(Refusal::Sharing));
        let sharing = wanted.transpose()?;
        if sharing.is_some_and(|to| to != Sharing::Own) && !actor.may(Permission::ShareViews) {
            return Err(Refusal::Sharing);
        }
        Ok(Self { name, sharing, replaces: form.is_ticked("replace") })
    }
}
