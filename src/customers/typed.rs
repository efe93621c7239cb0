//! From what was typed into a form to the changes it asks for. A field that was not sent stays as it
//! is; of a repeated single value the last counts.

use super::fields;
use crate::fields::{Changes, Findings, Kind, PhoneEntry, PhoneKind, Reading, Uses, Value};
use crate::form::Form;

/// How a conflict page names the choice for a field, and the one to keep what somebody else saved.
const PICK: &str = "pick:";
const THEIRS: &str = "theirs";

/// The changes that a form asks for, and what in it cannot be read.
#[must_use]
pub fn read(form: &Form, reading: Reading) -> (Changes, Findings) {
    let mut changes = Changes::default();
    let mut findings = Findings::default();
    for field in fields::all().iter().filter(|field| field.is_used_in(Uses::FORM)) {
        let key = field.key.as_ref();
        if field.kind == Kind::Phones {
            if form.has("phone_number") {
                changes.set(key, Value::Phones(phones(form)));
            }
            continue;
        }
        let Some(typed) = form.last(key) else {
            continue;
        };
        match field.kind.parse(typed, reading) {
            Ok(value) => changes.set(key, value),
            Err(problem) => findings.refuse(key, problem),
        }
    }
    (changes, findings)
}

/// Why something locked is changed, where somebody says so.
#[must_use]
pub fn reason(form: &Form) -> Option<String> {
    let reason = crate::text::clean_line(form.text("reason"));
    (!reason.is_empty()).then(|| reason.chars().take(255).collect())
}

/// The pairs of kind and number, without the rows left blank.
#[must_use]
pub fn phones(form: &Form) -> Vec<PhoneEntry> {
    let mut kinds = form.all("phone_kind");
    form.all("phone_number")
        .map(|number| {
            let kind = PhoneKind::from_code(kinds.next().unwrap_or_default());
            PhoneEntry { kind, number: crate::text::clean_line(number), e164: None }
        })
        .filter(|phone| !phone.number.is_empty())
        .collect()
}

/// The form as somebody decided on a conflict page: without the fields that stay as others saved them,
/// so that no later question or refusal brings back what was given up.
#[must_use]
pub fn decided(form: &Form) -> Form {
    let picked = |name: &str| {
        let key = if is_of_phones(name) { "phones" } else { name };
        form.last(&format!("{PICK}{key}")) == Some(THEIRS)
    };
    let kept = form.pairs().filter(|(name, _)| !picked(name) && !name.starts_with(PICK));
    Form::from_pairs(kept.map(|(name, value)| (name.to_owned(), value.to_owned())).collect())
}

/// Whether the parameter is half of a pair of kind and number.
#[must_use]
pub fn is_of_phones(name: &str) -> bool {
    matches!(name, "phone_kind" | "phone_number")
}

/// The form as the buttons beside the phones rearrange it, a row more or a row less; whether one of them
/// was pressed.
#[must_use]
pub fn rearranged(form: Form) -> (Form, bool) {
    match form.last("action").unwrap_or_default() {
        "add_phone" | "remove_phone" | "billing_options" => (form.without(&["action"]), true),
        action => match action.strip_prefix("remove_phone_") {
            Some(index) => (without_phone(&form, index.parse().unwrap_or(usize::MAX)), true),
            None => (form, false),
        },
    }
}

fn without_phone(form: &Form, index: usize) -> Form {
    let phones = form.all("phone_kind").zip(form.all("phone_number")).enumerate();
    let kept = phones.filter(|(at, _)| *at != index).map(|(_, phone)| phone);
    let rest = form.without(&["action", "phone_kind", "phone_number"]);
    kept.chain([("", "")]).fold(rest, |form, (kind, number)| {
        form.with("phone_kind", kind).with("phone_number", number)
    })
}

#[cfg(test)]
mod tests {
    use chrono_tz::Tz;

    use super::*;
    use crate::fields::Problem;

    fn read_text(text: &str) -> (Changes, Findings) {
        let form = Form::parse(text.as_bytes()).unwrap();
        read(&form, Reading { decimal_comma: true, zone: Tz::UTC, exponent: 2 })
    }

    #[test]
    fn absent_fields_stay_and_empty_ones_are_cleared() {
        let (changes, findings) =
            read_text("name=Ana&email=&is_vip=&is_vip=1&id=9&status=archived");
        assert_eq!(findings, Findings::default());
        assert_eq!(changes.get("name"), Some(&Value::Text("Ana".into())));
        assert_eq!(changes.get("email"), Some(&Value::Empty));
        assert_eq!(changes.get("is_vip"), Some(&Value::Flag(true)));
        assert_eq!(changes.get("remarks"), None);
        // What no form may set is not read, whoever posts it.
        assert_eq!(changes.get("id"), None);
        assert_eq!(changes.get("status"), None);
    }

    #[test]
    fn phones_are_pairs() {
        let (changes, _) = read_text(
            "phone_kind=landline&phone_number=1+2&phone_kind=mobile&phone_number=&phone_number=3",
        );
        let Some(Value::Phones(phones)) = changes.get("phones") else { panic!("no phones") };
        let shown: Vec<_> = phones.iter().map(|p| (p.kind, p.number.as_str())).collect();
        assert_eq!(shown, [(PhoneKind::Landline, "1 2"), (PhoneKind::Other, "3")]);
    }

    #[test]
    fn what_cannot_be_read_is_named_at_its_field() {
        let (_, findings) = read_text("birthday=31/02/2020&personal_discount_bp=101&name=x");
        assert_eq!(findings.refusal_at("birthday"), Some(&Problem::Date));
        assert_eq!(findings.refusal_at("personal_discount_bp"), Some(&Problem::Percent));
        assert_eq!(findings.refusals().count(), 2);
    }

    #[test]
    fn a_conflict_page_can_keep_what_others_saved() {
        let form = Form::parse(
            b"name=Mine&pick:name=theirs&city=Salta&pick:city=mine\
              &phone_kind=mobile&phone_number=1&pick:phones=theirs&version=3",
        );
        assert_eq!(decided(&form.unwrap()).encode(), "city=Salta&version=3");
    }
}
