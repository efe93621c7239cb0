//! Reads the fields that the forms about members share, and keeps what is wrong with them.

use crate::access::Role;
use crate::i18n::Text;
use crate::identity::email as address;
use crate::password::{self, Context};
use crate::text;
use crate::web::Form;

pub use crate::web::Errors;

/// Longest name of a member or an organisation, in characters.
const LONGEST_NAME: usize = 100;

/// A choice of a select or a group of buttons.
#[derive(Clone, Debug)]
pub struct Pick {
    /// What is sent.
    pub value: String,
    /// What is shown.
    pub label: String,
    /// Whether it is the chosen one.
    pub selected: bool,
}

impl Pick {
    /// A choice.
    #[must_use]
    pub fn new(value: &str, label: &str, selected: bool) -> Self {
        Self { value: value.to_owned(), label: label.to_owned(), selected }
    }
}

/// A name: some text, on one line.
pub fn name(form: &Form, field: &'static str, t: Text, errors: &mut Errors) -> String {
    let name = text::clean_line(form.text(field));
    if name.is_empty() {
        errors.add(field, t.member_name_missing());
    } else if name.chars().count() > LONGEST_NAME {
        errors.add(field, t.member_name_too_long());
    }
    name
}

/// One e-mail.
pub fn email(form: &Form, t: Text, errors: &mut Errors) -> String {
    address::check(form.text("email")).unwrap_or_else(|_| {
        errors.add("email", t.member_email_wrong());
        String::new()
    })
}

/// A role.
pub fn role(form: &Form, t: Text, errors: &mut Errors) -> Role {
    Role::from_code(form.text("role")).unwrap_or_else(|| {
        errors.add("role", t.role_missing());
        Role::Viewer
    })
}

/// A new password; the text itself stays in the form.
pub fn new_password(
    form: &Form,
    field: &'static str,
    context: &Context<'_>,
    t: Text,
    errors: &mut Errors,
) {
    if let Err(weakness) = password::check(form.text(field), context) {
        errors.add(field, t.weakness(weakness));
    }
}

/// The roles, with the chosen one.
#[must_use]
pub fn roles(t: Text, chosen: &str) -> Vec<Pick> {
    Role::ALL
        .into_iter()
        .map(|role| Pick::new(role.code(), t.role(role), role.code() == chosen))
        .collect()
}

/// Whether a member of a role sees the own customers only, as chosen; a collector does unless
/// somebody says otherwise.
#[must_use]
pub fn sees_own(form: &Form, role: Role) -> bool {
    role.can_be_limited()
        && match form.text("sees") {
            "own" => true,
            "all" => false,
            _ => role == Role::Collector,
        }
}

/// What a member may see, with the choice; `usual` is offered where nothing is stored yet.
#[must_use]
pub fn sights(t: Text, chosen: &str, usual: bool) -> Vec<Pick> {
    let all =
        [("", t.staff_sees_usual()), ("own", t.staff_own_only()), ("all", t.staff_sees_all())];
    let offered = all.into_iter().filter(|(value, _)| usual || !value.is_empty());
    offered.map(|(value, label)| Pick::new(value, label, value == chosen)).collect()
}
